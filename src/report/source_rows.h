/* source_rows.h - a sheet a feed: the rows that credits came from, with every declared cell, and
 * the amount that each measure makes of them, as a formula over those cells. Private to the
 * room. */
#ifndef ATTAIN_SOURCE_ROWS_H
#define ATTAIN_SOURCE_ROWS_H

#include "attain/workbook.h"
#include "report_inside.h"

typedef struct SourceRows SourceRows;

/* Of all credits of the view's ledger. */
SourceRows *source_rows_find(const View *view);
void source_rows_add(SourceRows *rows, Workbook *workbook);
/* How many amounts are the engine's own, where no formula can say them. */
size_t source_rows_fill(SourceRows *rows);

/* Where a credit's row stands; once they are added. */
typedef struct RowPlace { const Sheet *sheet; size_t row; } RowPlace;
RowPlace source_row(const SourceRows *rows, const Credit *credit);
/* The cell that says what a credit's measure makes of its row, and how much that is. False:
 * there is none. */
MUST_USE bool source_amount(const SourceRows *rows, Arena *scratch, const Credit *credit,
                            Text *cell, Ratio *amount);

/* Those that there are, from 0; NULL: no more. */
const Sheet *source_sheet(const SourceRows *rows, size_t number);

#endif
