/* workbook.h - spreadsheets written through one guard.   (room: workbook)
 *
 * The only room that knows libxlsxwriter, and the only one with binary numbers: a cell is a double
 * by the format. Whatever a caller passes, the file that comes out is one that every reader takes:
 * texts are valid and never formulas, numbers finite, names and sheet names such as Excel wants,
 * formulas balanced, rows and links within a sheet's bounds. What can't be written rightly is an
 * assert (our mistake) or, where data are to blame, is shown as text, in full, and counted.
 *
 * Rows are kept in files until the end, so that large sheets need no memory: within a sheet rows
 * are filled from the top down, cells from left to right; sheets may be filled in turn. All tables
 * are declared first, so that formulas may point to rows that are not filled yet. The same calls
 * give the same bytes, under every locale. One workbook at a time in a process: the library's
 * temporary files are not made for threads.   Source: CONTRACT 7. */
#ifndef ATTAIN_WORKBOOK_H
#define ATTAIN_WORKBOOK_H

#include "attain/calendar.h"
#include "attain/number.h"
#include "attain/words.h"

typedef struct Workbook Workbook;
typedef struct Sheet Sheet;

/* What a cell holds, and so how it is shown. MONEY is the company's currency, MONEY_OF another one,
 * of CellStyle.digits. PERCENT has one decimal, or as many as the figure needs; RATE all of its
 * decimals. EXACT is a whole number of the exact working: numerators, denominators, units. MONTH is
 * a text, 2026-03. */
typedef enum CellKind { CELL_TEXT, CELL_COUNT, CELL_MONEY, CELL_MONEY_OF, CELL_DECIMAL,
                        CELL_PERCENT, CELL_RATE, CELL_DATE, CELL_MONTH, CELL_EXACT,
                        CELL_KINDS } CellKind;
/* Where it came from: shown in blue (read from a file), black (a formula), or black italic (the
 * engine's own figure where a formula can't hold it). */
typedef enum CellOrigin { FROM_FORMULA, FROM_INPUT, FROM_ENGINE, CELL_ORIGINS } CellOrigin;
typedef enum CellLook { LOOK_PLAIN, LOOK_TOTAL, LOOK_TITLE, LOOK_NOTE, LOOK_HEADING,
                        CELL_LOOKS } CellLook;
typedef struct CellStyle {
    CellKind kind;
    CellOrigin origin;
    CellLook look;
    uint8_t digits;              /* MONEY_OF: of its currency, 0 to 4 */
    bool wrap;                   /* long texts over several lines */
} CellStyle;

/* heading: English, looked up in the workbook's language; NULL ends the columns. context: of a
 * heading with several meanings, see tr_in; else NULL. width: at least so many columns of a
 * terminal; heading and cells make it wider, a text up to 60. */
typedef struct SheetColumn {
    const char *heading, *context;
    CellStyle style;
    int width;
    bool folded;                 /* exact working: grouped, and folded away at first */
    bool is_name;                /* the heading is a name of the data's own: not looked up */
} SheetColumn;
#define HEADED(english, kind_, origin_, width_) \
    {.heading = (english), .style = {.kind = (kind_), .origin = (origin_)}, .width = (width_)}
#define FOLDED(english, kind_, origin_) \
    {.heading = (english), .style = {.kind = (kind_), .origin = (origin_)}, .folded = true}
#define COLUMNS_END {.heading = NULL}

typedef struct WorkbookOptions {
    const Words *words;
    Text title;                  /* document property */
    int digits;                  /* of the company's currency */
    Day created;                 /* the time stamp that the file carries */
    bool leads_back;             /* the first heading of each table leads to the first sheet */
} WorkbookOptions;

/* NULL: the file can't be made. */
Workbook *workbook_open(Arena *arena, Text path, const WorkbookOptions *options);
/* False: *reason says why, and no file is left. Every declared row must be filled. */
MUST_USE bool workbook_finish(Workbook *workbook, Text *reason);
const Words *workbook_words(const Workbook *workbook);

/* A table: a sheet with lines above (heading_row of them: title, totals, notes), a heading row,
 * `rows` rows below; of more rows than a sheet holds, further sheets follow ("Credits 2"). name is
 * English, looked up; it is made fit for a sheet and unique. columns must outlive the workbook.
 * A page of lines alone has no sheet_heading: its rows are 0, its columns only set widths. */
Sheet *sheet_add(Workbook *workbook, const char *name, const SheetColumn *columns,
                 uint32_t heading_row, size_t rows);
Text sheet_name(const Sheet *sheet);                         /* of its first part, as it is shown */

/* Filling, from the top down. Lines above the table: row from 0, any column. */
void sheet_go(Sheet *sheet, uint32_t row, uint16_t column);     /* forward only */
/* The first columns stay in sight, as the heading does; before the heading is filled. */
void sheet_keep_in_sight(Sheet *sheet, uint16_t columns);
void sheet_heading(Sheet *sheet);                   /* then the table's first row is next */
void sheet_end_row(Sheet *sheet);                            /* the next row, column 0 */
void sheet_skip(Sheet *sheet, uint16_t cells);

/* Cells; each fills the next one of the row. Where style is NULL it is the column's in the table,
 * a plain one of the value's kind above it. A has of false leaves the cell empty, and so does an
 * empty text, or DAY_NONE and DAY_OPEN. A ratio of money is in whole currency. */
void cell_text(Sheet *sheet, Text text, const CellStyle *style);
void cell_word(Sheet *sheet, const char *english, const CellStyle *style);     /* looked up */
void cell_ratio(Sheet *sheet, bool has, Ratio ratio, const CellStyle *style);
void cell_money(Sheet *sheet, Money money, const CellStyle *style);
void cell_count(Sheet *sheet, int64_t count, const CellStyle *style);
void cell_day(Sheet *sheet, Day day, const CellStyle *style);
/* Formulas, with = in front, in English names with commas, of functions that Excel 2007 has; what
 * they come to is beside them. Balanced, at most 8,192 characters: else assert. Never in an input's
 * blue. */
void formula_ratio(Sheet *sheet, Text formula, Ratio cached, const CellStyle *style);
void formula_money(Sheet *sheet, Text formula, Money cached, const CellStyle *style);
void formula_text(Sheet *sheet, Text formula, Text cached, const CellStyle *style);
/* The next cell leads to a row (from 0) of a table, whatever is written into it; it is underlined.
 * Beyond the links that a sheet holds, cells stand without, and are counted. */
void cell_link_next(Sheet *sheet, const Sheet *target, size_t target_row);
void cell_link_sheet_next(Sheet *sheet, const Sheet *target);        /* to its first cell */

/* Addresses, for formulas: 'Credits'!$F$10. row: of the table, from 0. */
Text address_of(Arena *arena, const Sheet *sheet, size_t row, uint16_t column);
Text address_line(Arena *arena, const Sheet *sheet, uint32_t line, uint16_t column);  /* above it */
/* A cell of the row that is being filled: $F10, of the same sheet. */
Text address_here(Arena *arena, const Sheet *sheet, uint16_t column);
/* A column of rows [first, first + count), for SUM and the like: one range, or several with commas
 * where it goes over sheets. count > 0. */
Text address_block(Arena *arena, const Sheet *sheet, uint16_t column, size_t first, size_t count);

/* Cells of a column (rows [first, first + count)) that say NG stand out, by colour and bold. */
void sheet_mark_ng(Sheet *sheet, uint16_t column, size_t first, size_t count);
void sheet_mark_ng_line(Sheet *sheet, uint32_t sheet_row, uint16_t column);

/* CHART_COLUMNS_UP: of values none of which is below 0; their axis starts there. */
typedef enum ChartKind { CHART_BARS, CHART_COLUMNS, CHART_COLUMNS_UP, CHART_LINE,
                         CHART_SCATTER } ChartKind;
/* name: as it is shown. categories (of a scatter chart: how far across), values: blocks of one
 * range. is_line: of a scatter chart, its points are joined and not marked. */
typedef struct ChartSeries { Text name; Text categories, values; bool is_line; } ChartSeries;
/* A chart whose upper left corner lies at a cell of the first part; size in pixels. title, across
 * (the horizontal axis) and up are looked up. */
void sheet_chart(Sheet *sheet, ChartKind kind, const char *title, const char *across,
                 const char *up, const ChartSeries *series, size_t count,
                 uint32_t sheet_row, uint16_t column, uint32_t width, uint32_t height);

/* What could not be shown as it was given, so far. */
typedef struct WorkbookCounts {
    size_t texts_for_numbers;    /* figures that no cell holds as a number; their text is in full */
    size_t texts_cut;            /* longer than a cell holds: they end with an ellipsis */
    size_t links_left_out;
} WorkbookCounts;
WorkbookCounts workbook_counts(const Workbook *workbook);

#endif
