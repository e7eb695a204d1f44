/* style.c - how each kind of cell looks: one format of the library's for each distinct style. */
#include "inside.h"

#include <assert.h>

#define INPUT_BLUE 0x0000FF
#define NOTE_GREY 0x595959
#define HEADING_FILL 0xDDE6F0
#define NG_RED 0x9C0006
#define NG_FILL 0xFFC7CE
#define TITLE_SIZE 14

bool kind_is_text(CellKind kind)
{
    return kind == CELL_TEXT || kind == CELL_MONTH;
}

void format_fonts(Workbook *workbook, lxw_format *format)
{
    if (words_language(workbook->words) == LANGUAGE_JA) format_set_font_name(format, "Yu Gothic");
}

/* A negative figure says so by a sign too, never by its colour alone. */
static Text with_negatives(Workbook *workbook, Text shown)
{
    bool japanese = words_language(workbook->words) == LANGUAGE_JA;
    return text_format(workbook->scratch,
                       japanese ? "%.*s;[Red]\"\xE2\x96\xB2\"%.*s" : "%.*s_);[Red]\\(%.*s\\)",
                       TEXT_ARG(shown), TEXT_ARG(shown));
}

static Text decimals(Workbook *workbook, const char *whole, int digits, const char *end)
{
    return text_format(workbook->scratch, "%s%s%.*s%s", whole, digits ? "." : "", digits,
                       "0000000", end);
}

/* "" where the program that shows the file may choose. */
static Text number_format(Workbook *workbook, CellKind kind, CellOrigin origin, int digits)
{
    bool japanese = words_language(workbook->words) == LANGUAGE_JA;
    switch (kind) {
    case CELL_TEXT: return origin == FROM_INPUT ? TEXT("@") : TEXT("");
    case CELL_MONTH: return TEXT("@");
    case CELL_COUNT:
    case CELL_EXACT: return with_negatives(workbook, TEXT("#,##0"));
    case CELL_MONEY:
    case CELL_MONEY_OF:
    case CELL_DECIMAL: return with_negatives(workbook, decimals(workbook, "#,##0", digits, ""));
    case CELL_PERCENT: return with_negatives(workbook, decimals(workbook, "0", digits, "%"));
    case CELL_RATE: return TEXT("");
    case CELL_DATE: return japanese ? TEXT("yyyy/mm/dd") : TEXT("yyyy-mm-dd");
    case CELL_KINDS: break;
    }
    assert(!"a kind of cell");
    return TEXT("");
}

static void set_look(lxw_format *format, const CellStyle *style)
{
    bool text = kind_is_text(style->kind);
    switch (style->look) {
    case LOOK_PLAIN:
        if (text) format_set_indent(format, 1);       /* apart from the number before it */
        break;
    case LOOK_TOTAL:
        format_set_bold(format);
        format_set_top(format, LXW_BORDER_THIN);
        if (text) format_set_indent(format, 1);
        break;
    case LOOK_TITLE:
        format_set_bold(format);
        format_set_font_size(format, TITLE_SIZE);
        break;
    case LOOK_NOTE:
        format_set_font_color(format, NOTE_GREY);
        break;
    case LOOK_HEADING:
        format_set_bold(format);
        format_set_bg_color(format, HEADING_FILL);
        format_set_bottom(format, LXW_BORDER_THIN);
        if (text) format_set_indent(format, 1);
        break;
    case CELL_LOOKS: assert(!"a look"); break;
    }
}

static lxw_format *make_format(Workbook *workbook, const CellStyle *style, int digits, bool link)
{
    lxw_format *format = workbook_add_format(workbook->library);
    format_fonts(workbook, format);
    Text number = number_format(workbook, style->kind, style->origin, digits);
    if (number.length && style->look != LOOK_HEADING)
        format_set_num_format(format, number.bytes);
    /* Said, as a figure that no cell holds stands there as a text. */
    if (!kind_is_text(style->kind)) format_set_align(format, LXW_ALIGN_RIGHT);
    if (style->origin == FROM_INPUT) format_set_font_color(format, INPUT_BLUE);
    if (style->origin == FROM_ENGINE) format_set_italic(format);
    set_look(format, style);
    if (style->wrap) format_set_text_wrap(format);
    if (style->wrap) format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (link) format_set_underline(format, LXW_UNDERLINE_SINGLE);
    return format;
}

const Format *format_of(Workbook *workbook, const CellStyle *style, int digits, bool link)
{
    assert(digits >= 0 && digits < DIGITS_SHOWN);
    size_t at = (size_t)style->kind * CELL_ORIGINS + (size_t)style->origin;
    at = at * CELL_LOOKS + (size_t)style->look;
    at = (at * DIGITS_SHOWN + (size_t)digits) * 2 + style->wrap;
    at = at * 2 + link;
    assert(at < FORMATS);
    Format *format = &workbook->formats[at];
    if (!format->library) {
        format->library = make_format(workbook, style, digits, link);
        format->index = lxw_format_get_xf_index(format->library);
    }
    return format;
}

lxw_format *format_ng(Workbook *workbook)
{
    if (workbook->ng) return workbook->ng;
    workbook->ng = workbook_add_format(workbook->library);
    format_set_bold(workbook->ng);
    format_set_font_color(workbook->ng, NG_RED);
    format_set_bg_color(workbook->ng, NG_FILL);
    return workbook->ng;
}
