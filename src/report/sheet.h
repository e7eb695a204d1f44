/* sheet.h - a workbook as the views see it: sheets of typed cells. Private to the room.
 * workbook_writer.c is the one file behind it that knows libxlsxwriter and binary numbers. */
#ifndef ATTAIN_SHEET_H
#define ATTAIN_SHEET_H

#include "report_inside.h"

typedef enum CellStyle { STYLE_TEXT, STYLE_COUNT, STYLE_MONEY, STYLE_DECIMAL, STYLE_PERCENT,
                         STYLE_RATE, STYLE_DATE, STYLE_TITLE, STYLE_NOTE, STYLES } CellStyle;

/* width: in characters; 0 is what its style needs. */
typedef struct SheetColumn { const char *heading; CellStyle style; int width; } SheetColumn;

typedef struct Book Book;
typedef struct Sheet Sheet;

/* False: the file can't be made. created is the time stamp that the file carries. */
Book *book_open(Arena *arena, Text path, int digits, Day created);
MUST_USE bool book_close(Book *book, Text *reason);

/* workbook_whole.c. sheet_bytes: what each sheet's rows take in the file, before compression. */
MUST_USE bool workbook_has_room(Arena *arena, Text path, const uint64_t *sheet_bytes,
                                size_t sheet_count);           /* false: errno says why */
MUST_USE bool workbook_is_whole(Arena *arena, Text path, const uint64_t *sheet_bytes,
                                size_t sheet_count);

/* A sheet whose heading row is `row`, frozen and filtered; columns end with heading NULL. */
Sheet *sheet_add(Book *book, const char *name, const SheetColumn *columns, uint32_t heading_row);
/* Writes the heading row, behind what sheet_line wrote above it. */
void sheet_heading(Sheet *sheet);
/* Cells go left to right: each call fills the next one of the row. */
void sheet_text(Sheet *sheet, Text text);
void sheet_ratio(Sheet *sheet, bool has, Ratio ratio);        /* in the column's style */
void sheet_ratio_as(Sheet *sheet, CellStyle style, bool has, Ratio ratio);
void sheet_money(Sheet *sheet, Money money);
void sheet_money_of(Sheet *sheet, Money money, int digits);   /* in another currency */
void sheet_count(Sheet *sheet, uint64_t count);
void sheet_day(Sheet *sheet, Day day);
/* A text that leads to a row (from 0) of another sheet; beyond the links that a sheet holds it is
 * text alone. */
void sheet_link(Sheet *sheet, Text text, const char *target, uint32_t row);
void sheet_end_row(Sheet *sheet);
/* A line of its own above the table, in a style. */
void sheet_line(Sheet *sheet, uint32_t row, Text text, CellStyle style);

/* Each fills its sheet from the ledger. */
void sheets_fill(const View *view, Book *book);
void prior_sheets(const View *view, Book *book);

#endif
