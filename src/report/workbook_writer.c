/* workbook_writer.c - the only file that knows libxlsxwriter, and the only one with binary numbers:
 * a workbook's cells are doubles by its format. Rows are written once, in order, so that large
 * sheets need no memory. Figures that a double can't hold exactly go in as text. */
#include "sheet.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#define TEXT_MAX 32767               /* UTF-16 units in a cell, by the format */
#define LINKS_MAX 65000              /* the format holds 65,530 a sheet */
#define WHOLE_MAX ((int64_t)1 << 53)

static const char *const money_formats[] = {                    /* by the currency's digits */
    "#,##0;[Red]-#,##0", "#,##0.0;[Red]-#,##0.0", "#,##0.00;[Red]-#,##0.00",
    "#,##0.000;[Red]-#,##0.000"};
#define MONEY_FORMATS (sizeof money_formats / sizeof *money_formats)

struct Sheet {
    Book *book;
    lxw_worksheet *worksheet;
    const SheetColumn *columns;
    lxw_row_t row, first_row;
    lxw_col_t column, count;
    uint32_t links;
};

struct Book {
    Arena *arena;
    lxw_workbook *workbook;
    lxw_format *styles[STYLES];
    lxw_format *heading, *number_heading;
    lxw_format *money[MONEY_FORMATS];            /* of other currencies, once one is asked for */
    Text path;
    size_t sheet_count;
    int digits;
    lxw_error error;
};

static void keep_error(Book *book, lxw_error error)
{
    if (error != LXW_NO_ERROR && book->error == LXW_NO_ERROR) book->error = error;
}

static lxw_format *make_heading(Book *book)
{
    lxw_format *heading = workbook_add_format(book->workbook);
    format_set_bold(heading);
    format_set_bg_color(heading, 0xDDE6F0);
    format_set_bottom(heading, LXW_BORDER_THIN);
    return heading;
}

static void make_styles(Book *book)
{
    static const char *const formats[STYLES] = {
        [STYLE_COUNT] = "#,##0", [STYLE_DECIMAL] = "#,##0.00####", [STYLE_PERCENT] = "0.00%",
        [STYLE_DATE] = "yyyy-mm-dd"};
    for (int s = 0; s < STYLES; s++) {
        book->styles[s] = workbook_add_format(book->workbook);
        if (formats[s]) format_set_num_format(book->styles[s], formats[s]);
    }
    format_set_num_format(book->styles[STYLE_MONEY], money_formats[book->digits]);
    format_set_indent(book->styles[STYLE_TEXT], 1);        /* apart from the number before it */
    format_set_bold(book->styles[STYLE_TITLE]);
    format_set_font_size(book->styles[STYLE_TITLE], 14);
    format_set_font_color(book->styles[STYLE_NOTE], 0x595959);
    book->heading = make_heading(book);
    book->number_heading = make_heading(book);
    format_set_align(book->number_heading, LXW_ALIGN_RIGHT);
    format_set_indent(book->heading, 1);
}

Book *book_open(Arena *arena, Text path, int digits, Day created)
{
    Book *book = ARENA_NEW(arena, Book);
    book->arena = arena;
    book->path = path;
    book->digits = digits;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE,
                                    .tmpdir = (char *)path_directory(arena, path).bytes};
    book->workbook = workbook_new_opt(path.bytes, &options);
    if (!book->workbook) return NULL;
    /* The time stamp comes from the period: the same month, the same bytes. */
    lxw_doc_properties properties = {.title = "Payouts", .author = "attain",
                                     .created = (time_t)created * 86400};
    keep_error(book, workbook_set_properties(book->workbook, &properties));
    make_styles(book);
    return book;
}

/* The bytes of each sheet's rows, once the library has let go of them. False: some are lost. */
static bool flush_rows(Book *book, uint64_t *sheet_bytes)
{
    bool kept = true;
    size_t s = 0;
    lxw_worksheet *worksheet;
    STAILQ_FOREACH(worksheet, book->workbook->worksheets, list_pointers) {
        lxw_worksheet_write_single_row(worksheet);
        FILE *rows = worksheet->optimize_tmpfile;
        kept = kept && fflush(rows) == 0 && !ferror(rows);
        off_t size = ftello(rows);
        kept = kept && size >= 0;
        sheet_bytes[s++] = size > 0 ? (uint64_t)size : 0;
    }
    return kept;
}

bool book_close(Book *book, Text *reason)
{
    uint64_t *sheet_bytes = ARENA_ARRAY(book->arena, uint64_t, book->sheet_count + 1u);
    bool kept = flush_rows(book, sheet_bytes);
    bool room = kept && workbook_has_room(book->arena, book->path, sheet_bytes, book->sheet_count);
    int error = errno;
    if (room) keep_error(book, workbook_close(book->workbook));
    else lxw_workbook_free(book->workbook);
    if (!kept) *reason = TEXT("its rows could not be written to a temporary file");
    else if (!room) *reason = text_format(book->arena, "there is no room for it: %s",
                                          strerror(error));
    else if (book->error != LXW_NO_ERROR) *reason = text_of(lxw_strerror(book->error));
    else if (!workbook_is_whole(book->arena, book->path, sheet_bytes, book->sheet_count))
        *reason = TEXT("a sheet in it is not complete");
    else return true;
    return false;
}

static double width_of(const SheetColumn *column)
{
    static const int least[STYLES] = {
        [STYLE_TEXT] = 10, [STYLE_COUNT] = 9, [STYLE_MONEY] = 15, [STYLE_DECIMAL] = 19,
        [STYLE_PERCENT] = 12, [STYLE_DATE] = 12};
    int width = (int)strlen(column->heading) + 4;         /* room for the filter's button */
    if (width < least[column->style]) width = least[column->style];
    return column->width > width ? column->width : width;
}

Sheet *sheet_add(Book *book, const char *name, const SheetColumn *columns, uint32_t heading_row)
{
    Sheet *sheet = ARENA_NEW(book->arena, Sheet);
    *sheet = (Sheet){.book = book, .columns = columns, .row = heading_row};
    sheet->worksheet = workbook_add_worksheet(book->workbook, name);
    book->sheet_count++;
    for (; columns[sheet->count].heading; sheet->count++)
        keep_error(book, worksheet_set_column(sheet->worksheet, sheet->count, sheet->count,
                                              width_of(&columns[sheet->count]), NULL));
    worksheet_freeze_panes(sheet->worksheet, heading_row + 1, 0);
    worksheet_set_landscape(sheet->worksheet);
    worksheet_set_paper(sheet->worksheet, 9);
    worksheet_fit_to_pages(sheet->worksheet, 1, 0);
    keep_error(book, worksheet_repeat_rows(sheet->worksheet, heading_row, heading_row));
    return sheet;
}

/* Rows must be written in order: the heading follows the title lines above it. */
void sheet_heading(Sheet *sheet)
{
    Book *book = sheet->book;
    for (lxw_col_t c = 0; c < sheet->count; c++) {
        bool text = sheet->columns[c].style == STYLE_TEXT;
        keep_error(book, worksheet_write_string(sheet->worksheet, sheet->row, c,
                                                sheet->columns[c].heading,
                                                text ? book->heading : book->number_heading));
    }
    sheet->first_row = sheet->row++;
}

void sheet_line(Sheet *sheet, uint32_t row, Text text, CellStyle style)
{
    keep_error(sheet->book, worksheet_write_string(sheet->worksheet, row, 0,
                                                   text_copy(sheet->book->arena, text).bytes,
                                                   sheet->book->styles[style]));
}

void sheet_text(Sheet *sheet, Text text)
{
    if (text.length > TEXT_MAX) text = text_valid(sheet->book->arena, text_part(text, 0, TEXT_MAX));
    if (text.length)
        keep_error(sheet->book,
                   worksheet_write_string(sheet->worksheet, sheet->row, sheet->column,
                                          text_copy(sheet->book->arena, text).bytes,
                                          sheet->book->styles[STYLE_TEXT]));
    sheet->column++;
}

void sheet_link(Sheet *sheet, Text text, const char *target, uint32_t row)
{
    if (sheet->links++ >= LINKS_MAX) {
        sheet_text(sheet, text);
        return;
    }
    Arena *arena = sheet->book->arena;
    Text address = text_format(arena, "internal:'%s'!A%u", target, row + 1);
    keep_error(sheet->book, worksheet_write_url_opt(sheet->worksheet, sheet->row, sheet->column,
                                                    address.bytes, NULL,
                                                    text_copy(arena, text).bytes, NULL));
    sheet->column++;
}

static void write_formatted(Sheet *sheet, lxw_format *format, double number)
{
    if (isfinite(number))
        keep_error(sheet->book, worksheet_write_number(sheet->worksheet, sheet->row,
                                                       sheet->column, number, format));
    sheet->column++;
}

static void write_number(Sheet *sheet, CellStyle style, double number)
{
    write_formatted(sheet, sheet->book->styles[style], number);
}

static CellStyle column_style(const Sheet *sheet)
{
    return sheet->columns[sheet->column].style;
}

void sheet_ratio(Sheet *sheet, bool has, Ratio ratio)
{
    sheet_ratio_as(sheet, column_style(sheet), has, ratio);
}

/* A whole number is shown without decimals: "47." would be all that is left of them. */
void sheet_ratio_as(Sheet *sheet, CellStyle style, bool has, Ratio ratio)
{
    if (!has) {
        sheet->column++;
        return;
    }
    Text text = ratio_text(sheet->book->arena, ratio, style == STYLE_RATE ? FX_DECIMALS : 6);
    bool whole = !memchr(text.bytes, '.', text.length);
    if (text.length > 17) sheet_text(sheet, text);
    else write_number(sheet, whole && style == STYLE_DECIMAL ? STYLE_COUNT : style,
                      strtod(text.bytes, NULL));
}

static void write_money(Sheet *sheet, Money money, int digits, lxw_format *format)
{
    if (money.minor > WHOLE_MAX || money.minor < -WHOLE_MAX) {
        sheet_text(sheet, money_text(sheet->book->arena, money, digits));
        return;
    }
    double units = 1;
    for (int d = 0; d < digits; d++) units *= 10;
    write_formatted(sheet, format, (double)money.minor / units);
}

void sheet_money(Sheet *sheet, Money money)
{
    write_money(sheet, money, sheet->book->digits, sheet->book->styles[column_style(sheet)]);
}

void sheet_money_of(Sheet *sheet, Money money, int digits)
{
    Book *book = sheet->book;
    lxw_format **format = digits == book->digits ? &book->styles[STYLE_MONEY]
                                                 : &book->money[digits];
    if (!*format) {
        *format = workbook_add_format(book->workbook);
        format_set_num_format(*format, money_formats[digits]);
    }
    write_money(sheet, money, digits, *format);
}

void sheet_count(Sheet *sheet, uint64_t count)
{
    write_number(sheet, column_style(sheet), (double)count);
}

void sheet_day(Sheet *sheet, Day day)
{
    /* 1970-01-01 counted from 1899-12-30 */
    write_number(sheet, column_style(sheet), (double)day + 25569);
}

void sheet_end_row(Sheet *sheet)
{
    sheet->row++;
    sheet->column = 0;
    keep_error(sheet->book, worksheet_autofilter(sheet->worksheet, sheet->first_row, 0,
                                                 sheet->row - 1, (lxw_col_t)(sheet->count - 1)));
}
