/* sums.h - sums of money that every spreadsheet program finds alike, and lines above tables.
 * Private to the room. */
#ifndef REPORT_SUMS_H
#define REPORT_SUMS_H

#include "attain/workbook.h"

/* A workbook's sums, whichever it is. */
typedef struct Summing {
    Arena *arena;
    int digits;                  /* of the company's currency */
    size_t engine_figures;       /* written in place of a formula, so far */
} Summing;

typedef struct Block { size_t first, count; } Block;             /* of rows that lie side by side */

/* An expression of money, without =, and what it comes to. magnitude: all that it adds, in minor
 * units and without signs; terms: of how many cells. */
typedef struct Sum { Text body; Money value; Int128 magnitude; size_t terms; } Sum;
Int128 magnitude_of(Money money);
bool sum_is_exact(const Summing *summing, Sum sum);
/* The next cell: rounded to the currency's digits, so that binary fractions leave no trace. Where
 * they could, the engine's figure, which is counted. style NULL: the column's, of money. */
void cell_sum(Summing *summing, Sheet *sheet, Sum sum, const CellStyle *style);
/* SUM over a column of a block; of no rows the number 0. */
void cell_block_sum(Summing *summing, Sheet *sheet, const Sheet *of, uint16_t column, Block block,
                    Sum sum, const CellStyle *style);
/* A whole number of rows or payees. */
void cell_formula_count(Sheet *sheet, Text formula, size_t count, const CellStyle *style);
/* Rows of a column that lie in one range: criteria and charts take no more. False: they do not. */
MUST_USE bool one_range(Arena *arena, const Sheet *sheet, uint16_t column, size_t rows, Text *out);
Text text_rounded(const Summing *summing, Text body);            /* ROUND(body,2) */

/* Titles, headings and notes above a table. */
CellStyle in_look(CellKind kind, CellLook look);
void line_text(Sheet *sheet, uint32_t row, CellLook look, Text text);
/* The first `texts` of them stand over texts, the others over figures. */
void line_headings(Sheet *sheet, uint32_t row, const char *const *english, size_t texts,
                   size_t count);
/* Cells above a table: of several lines, or of one. */
Text address_lines(Arena *arena, const Sheet *sheet, uint32_t first, uint32_t last,
                   uint16_t column);
Text address_across(Arena *arena, const Sheet *sheet, uint32_t line, uint16_t first, uint16_t last);

#endif
