/* cell.c - cells, one after the other: texts, figures, formulas with what they come to, links. */
#include "binary.h"
#include "inside.h"

#include <assert.h>
#include <string.h>

#define COLUMNS_MAX 16384u
#define SERIAL_1970 25569            /* 1970-01-01, as spreadsheets count days */
#define SERIAL_FIRST 61              /* 1900-03-01: before it they count a day that never was */
#define PERCENT_DECIMALS 2           /* of a percentage that one decimal does not hold */
#define COMMENT_WIDTH 320
#define COMMENT_LINE 20              /* pixels of a line of it, of some 44 columns */
#define COMMENT_COLUMNS 44

/* ---- where the next cell lies */

void sheet_go(Sheet *sheet, uint32_t row, uint16_t column)
{
    assert(!sheet->in_table && row < sheet->parts[0].heading_row);
    assert(row > sheet->line || (row == sheet->line && column >= sheet->column));
    sheet->line = row;
    sheet->column = column;
}

void sheet_end_row(Sheet *sheet)
{
    if (sheet->in_table) sheet->row++;
    else sheet->line++;
    sheet->column = 0;
}

static void forget_next(Sheet *sheet)
{
    sheet->link = sheet->comment = TEXT("");
}

void sheet_skip(Sheet *sheet, uint16_t cells)
{
    sheet->column = (uint16_t)(sheet->column + cells);
    assert(sheet->column <= (sheet->in_table ? sheet->column_count : COLUMNS_MAX));
    forget_next(sheet);
}

static CellPlace here(const Sheet *sheet)
{
    if (!sheet->in_table) {
        assert(sheet->line < sheet->parts[0].heading_row && sheet->column < COLUMNS_MAX);
        return (CellPlace){&sheet->parts[0], sheet->line};
    }
    assert(sheet->row < sheet->rows && "no more rows than were declared");
    assert(sheet->column < sheet->column_count && "no more cells than columns");
    return place_of(sheet, sheet->row);
}

static CellStyle style_for(const Sheet *sheet, const CellStyle *style, CellKind kind)
{
    if (style) return *style;
    return sheet->in_table ? sheet->columns[sheet->column].style : (CellStyle){.kind = kind};
}

/* ---- what goes with a cell */

void cell_link_next(Sheet *sheet, const Sheet *target, size_t target_row)
{
    CellPlace place = place_of(target, target_row);
    sheet->link = text_format(sheet->workbook->scratch, "internal:'%.*s'!A%u",
                              TEXT_ARG(place.part->name), place.row + 1);
}

void cell_comment_next(Sheet *sheet, Text comment)
{
    sheet->comment = text_copy(sheet->workbook->scratch, comment);
}

/* Writes the link and says whether the cell has one. What is written into the cell afterwards
 * replaces the link's own text. */
static bool put_link(Sheet *sheet, CellPlace place)
{
    Workbook *workbook = sheet->workbook;
    if (!sheet->link.length) return false;
    if (place.part->links == LINKS_MAX) {
        workbook->counts.links_left_out++;
        return false;
    }
    place.part->links++;
    keep_error(workbook, worksheet_write_url_opt(place.part->worksheet, place.row, sheet->column,
                                                 sheet->link.bytes, NULL, "-", NULL));
    return true;
}

static void put_comment(Sheet *sheet, CellPlace place)
{
    if (!sheet->comment.length) return;
    Workbook *workbook = sheet->workbook;
    bool cut;
    Text text = guard_text(&workbook->text, sheet->comment, &cut);
    workbook->counts.texts_cut += cut;
    size_t lines = text_columns(text) / COMMENT_COLUMNS + text_lines(text) + 2;
    lxw_comment_options options = {.author = "attain", .width = COMMENT_WIDTH,
                                   .height = (uint16_t)(lines < 40 ? lines * COMMENT_LINE : 800)};
    keep_error(workbook, worksheet_write_comment_opt(place.part->worksheet, place.row,
                                                     sheet->column, text.bytes, &options));
}

/* Between these two the library is called for one cell. */
typedef struct Cell { CellPlace place; locale_t before; lxw_format *format; } Cell;

static Cell cell_begin(Sheet *sheet, const CellStyle *style, int digits)
{
    Workbook *workbook = sheet->workbook;
    Cell cell = {.place = here(sheet), .before = plain_enter(workbook)};
    put_comment(sheet, cell.place);
    bool link = put_link(sheet, cell.place);
    bool any = sheet->link.length || sheet->comment.length;
    forget_next(sheet);
    if (any) arena_reset(workbook->scratch);
    cell.format = format_of(workbook, style, digits, link);
    return cell;
}

static void cell_finish(Sheet *sheet, const Cell *cell, lxw_error error)
{
    keep_error(sheet->workbook, error);
    plain_leave(cell->before);
    sheet->column++;
}

/* ---- texts */

static Text guarded(Workbook *workbook, Text text)
{
    bool cut;
    Text shown = guard_text(&workbook->text, text, &cut);
    workbook->counts.texts_cut += cut;
    return shown;
}

static void put_text(Sheet *sheet, Text text, const CellStyle *style)
{
    if (!text.length) {
        sheet_skip(sheet, 1);
        return;
    }
    Cell cell = cell_begin(sheet, style, 0);
    Text shown = guarded(sheet->workbook, text);
    cell_finish(sheet, &cell,
                worksheet_write_string(cell.place.part->worksheet, cell.place.row, sheet->column,
                                       shown.bytes, cell.format));
}

void cell_text(Sheet *sheet, Text text, const CellStyle *style)
{
    CellStyle chosen = style_for(sheet, style, CELL_TEXT);
    put_text(sheet, text, &chosen);
}

void cell_word(Sheet *sheet, const char *english, const CellStyle *style)
{
    cell_text(sheet, text_of(tr(sheet->workbook->words, english)), style);
}

/* ---- figures */

static int digits_of(const Workbook *workbook, const CellStyle *style)
{
    return style->kind == CELL_MONEY_OF ? style->digits : workbook->digits;
}

/* Decimals of a figure in its format. A whole number has none: "47." would be left of them. A
 * percentage has one, or what it takes not to look rounder than it is. */
static int digits_shown(Workbook *workbook, const CellStyle *style, Ratio ratio)
{
    if (style->kind == CELL_MONEY || style->kind == CELL_MONEY_OF)
        return digits_of(workbook, style);
    if (style->kind == CELL_DECIMAL) return ratio_is_whole(ratio) ? 0 : 1;
    if (style->kind != CELL_PERCENT) return 0;
    if (!ratio.big && 1000 % ratio.den == 0) return 1;
    Arena *scratch = workbook->scratch;
    Text text = ratio_near(scratch, ratio_multiply(scratch, ratio, ratio_whole(100)),
                           PERCENT_DECIMALS);
    const char *point = memchr(text.bytes, '.', text.length);
    int digits = point ? (int)(text.bytes + text.length - point) - 1 : 0;
    if (digits < PERCENT_DECIMALS) digits = PERCENT_DECIMALS;
    return digits < DIGITS_SHOWN ? digits : DIGITS_SHOWN - 1;
}

static void put_number(Sheet *sheet, double number, const CellStyle *style, int digits)
{
    Cell cell = cell_begin(sheet, style, digits);
    cell_finish(sheet, &cell,
                worksheet_write_number(cell.place.part->worksheet, cell.place.row, sheet->column,
                                       number, cell.format));
}

/* What no cell holds as a number stands there in full, and is counted. */
static void put_instead(Sheet *sheet, Text text, CellStyle style)
{
    style.kind = CELL_TEXT;
    sheet->workbook->counts.texts_for_numbers++;
    put_text(sheet, text, &style);
}

void cell_ratio(Sheet *sheet, bool has, Ratio ratio, const CellStyle *style)
{
    if (!has) {
        sheet_skip(sheet, 1);
        return;
    }
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = style_for(sheet, style, CELL_DECIMAL);
    assert(chosen.kind != CELL_EXACT || ratio_is_whole(ratio));
    double number;
    if (binary_from_ratio(workbook->scratch, ratio, &number))
        put_number(sheet, number, &chosen, digits_shown(workbook, &chosen, ratio));
    else put_instead(sheet, ratio_text(workbook->arena, ratio, FRACTION_DECIMALS_MAX), chosen);
}

void cell_money(Sheet *sheet, Money money, const CellStyle *style)
{
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = style_for(sheet, style, CELL_MONEY);
    int digits = digits_of(workbook, &chosen);
    double number;
    if (binary_from_money(money, digits, &number)) put_number(sheet, number, &chosen, digits);
    else put_instead(sheet, money_text(workbook->arena, money, digits), chosen);
}

void cell_count(Sheet *sheet, int64_t count, const CellStyle *style)
{
    CellStyle chosen = style_for(sheet, style, CELL_COUNT);
    cell_ratio(sheet, true, ratio_whole(count), &chosen);
}

void cell_day(Sheet *sheet, Day day, const CellStyle *style)
{
    CellStyle chosen = style_for(sheet, style, CELL_DATE);
    if (day == DAY_NONE || day == DAY_OPEN) sheet_skip(sheet, 1);
    else if (day + SERIAL_1970 < SERIAL_FIRST)
        put_instead(sheet, day_text(sheet->workbook->arena, day), chosen);
    else put_number(sheet, (double)day + SERIAL_1970, &chosen, 0);
}

/* ---- formulas */

static Text checked(Workbook *workbook, Text formula)
{
    assert(guard_formula(formula) && "a formula that Excel would refuse");
    workbook->text.length = 0;
    buffer_text(&workbook->text, formula);
    buffer_byte(&workbook->text, '\0');
    return (Text){workbook->text.bytes, formula.length};
}

static void put_formula(Sheet *sheet, Text formula, double cached, const CellStyle *style,
                        int digits)
{
    Cell cell = cell_begin(sheet, style, digits);
    Text safe = checked(sheet->workbook, formula);
    cell_finish(sheet, &cell,
                worksheet_write_formula_num(cell.place.part->worksheet, cell.place.row,
                                            sheet->column, safe.bytes, cell.format, cached));
}

void formula_ratio(Sheet *sheet, Text formula, Ratio cached, const CellStyle *style)
{
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = style_for(sheet, style, CELL_DECIMAL);
    double number;
    if (binary_from_ratio(workbook->scratch, cached, &number))
        put_formula(sheet, formula, number, &chosen, digits_shown(workbook, &chosen, cached));
    else cell_ratio(sheet, true, cached, &chosen);
}

void formula_money(Sheet *sheet, Text formula, Money cached, const CellStyle *style)
{
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = style_for(sheet, style, CELL_MONEY);
    int digits = digits_of(workbook, &chosen);
    double number;
    if (binary_from_money(cached, digits, &number))
        put_formula(sheet, formula, number, &chosen, digits);
    else cell_money(sheet, cached, &chosen);
}

void formula_text(Sheet *sheet, Text formula, Text cached, const CellStyle *style)
{
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = style_for(sheet, style, CELL_TEXT);
    Cell cell = cell_begin(sheet, &chosen, 0);
    Text result = text_copy(workbook->scratch, guarded(workbook, cached));
    Text safe = checked(workbook, formula);
    cell_finish(sheet, &cell,
                worksheet_write_formula_str(cell.place.part->worksheet, cell.place.row,
                                            sheet->column, safe.bytes, cell.format, result.bytes));
    arena_reset(workbook->scratch);
}
