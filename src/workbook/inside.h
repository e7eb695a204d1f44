/* inside.h - a workbook and its sheets, as the room's files share them. The one file that includes
 * libxlsxwriter's header. Private to the room. */
#ifndef ATTAIN_WORKBOOK_INSIDE_H
#define ATTAIN_WORKBOOK_INSIDE_H

#include "attain/workbook.h"
#include "guard.h"

#include <locale.h>
#include <xlsxwriter.h>

#define SHEET_ROWS_MAX 1048576u
#define LINKS_MAX 65000u                     /* the format holds 65,530 a sheet */
#define DIGITS_SHOWN 8                       /* decimals in a format: 0 to 7 */
#define FORMATS ((size_t)CELL_KINDS * CELL_ORIGINS * CELL_LOOKS * DIGITS_SHOWN * 2 * 2)

/* A look of cells: to the library, and its number in the file. */
typedef struct Format { lxw_format *library; int32_t index; } Format;

typedef struct SheetPart {
    lxw_worksheet *worksheet;
    Text name;
    uint32_t heading_row;
    uint32_t links;
} SheetPart;

struct Sheet {
    Workbook *workbook;
    Sheet *next;
    const SheetColumn *columns;
    uint16_t column_count;
    int *widths;                             /* of each column, as its cells need */
    SheetPart *parts;
    size_t part_count;
    size_t rows;                             /* declared */
    bool in_table;
    size_t row;                              /* of the table: the one that is being filled */
    uint32_t line;                           /* above the table: the same */
    uint16_t column;
    uint16_t in_sight;                       /* columns that are frozen */
    Buffer link;                             /* of the next cell; empty: none */
    Text *column_names;                      /* A, B, C ... */
    Buffer bytes;                            /* of the table's rows that are not in a file yet, */
    SheetPart *open;                         /* and where they go */
    bool row_open;                           /* the last of them is not ended */
    size_t row_head;                         /* in the bytes: where its height would be said */
    int row_lines;                           /* of its highest cell */
};

struct Workbook {
    Arena *arena, *scratch;                  /* scratch: for a cell */
    lxw_workbook *library;
    const Words *words;
    Text path;
    int digits;
    bool leads_back;
    locale_t plain;                          /* C's, whatever the process's is */
    Format formats[FORMATS];                 /* made when first asked for */
    lxw_format *ng;
    Sheet *sheets, *last_sheet;
    Text *names;                             /* of all parts, in their order */
    size_t name_count, name_capacity;
    Buffer text;                             /* of the cell that is being written */
    WorkbookCounts counts;
    lxw_error error;                         /* the first one */
};

/* The library writes numbers in the thread's locale, where a comma may stand for the point: what
 * writes into a file lies between these two. */
locale_t plain_enter(const Workbook *workbook);
void plain_leave(locale_t before);

void keep_error(Workbook *workbook, lxw_error error);
/* digits: decimals that are shown, of the kinds that vary by figure. */
const Format *format_of(Workbook *workbook, const CellStyle *style, int digits, bool link);
lxw_format *format_ng(Workbook *workbook);
void format_fonts(Workbook *workbook, lxw_format *format);
bool kind_is_text(CellKind kind);

/* shown.c: how many decimals a figure is shown with, and how wide a column must be for it. */
#define DECIMALS_MOST 6
int money_digits(const Workbook *workbook, const CellStyle *style);
int decimals_shown(Workbook *workbook, const CellStyle *style, Ratio ratio);
void widen_for_text(Sheet *sheet, Text text, const CellStyle *style);
/* How many lines a wrapped text takes in its column. */
int lines_of_text(const Sheet *sheet, Text text);
void widen_for_number(Sheet *sheet, double number, const CellStyle *style, int decimals);

int sheet_column_width(const Sheet *sheet, uint16_t column);     /* so far */
/* Once all cells are there: the columns as wide as they need. */
void sheet_set_widths(const Sheet *sheet);

/* Where a row of the table lies. */
typedef struct CellPlace { SheetPart *part; uint32_t row; } CellPlace;
CellPlace place_of(const Sheet *sheet, size_t row);

/* rows.c: cells of a table, from the first row to the last; the texts as the guard gave them. An
 * empty text leaves the look alone. */
void row_put_text(Sheet *sheet, const CellPlace *place, const Format *format, Text text);
void row_put_number(Sheet *sheet, const CellPlace *place, const Format *format, double number);
void row_put_formula(Sheet *sheet, const CellPlace *place, const Format *format, Text formula,
                 double cached);
void row_put_formula_text(Sheet *sheet, const CellPlace *place, const Format *format, Text formula,
                      Text cached);
void row_end(Sheet *sheet);
void rows_end(Sheet *sheet);                 /* all of them are where the library looks for them */

/* whole.c. sheet_bytes: what each part's rows take in the file, before compression. */
MUST_USE bool workbook_has_room(Arena *arena, Text path, const uint64_t *sheet_bytes,
                                size_t sheet_count);           /* false: errno says why */
MUST_USE bool workbook_is_whole(Arena *arena, Text path, const uint64_t *sheet_bytes,
                                size_t sheet_count);

#endif
