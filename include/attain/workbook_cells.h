/* workbook_cells.h - what stands in the formula cells of a workbook, whoever wrote it.   (room:
 * workbook)
 *
 * A spreadsheet program keeps beside each formula what it came to, for readers that do not compute.
 * These values are read here, nothing is computed. Memory goes by the formulas alone: sheets are
 * unpacked in pieces. Texts live in the arena. */
#ifndef ATTAIN_WORKBOOK_CELLS_H
#define ATTAIN_WORKBOOK_CELLS_H

#include "attain/words.h"

/* NOTHING: the program that wrote the file does not compute. An empty text is a text. */
typedef enum StoredKind { STORED_NOTHING, STORED_NUMBER, STORED_TEXT, STORED_FLAG,
                          STORED_ERROR } StoredKind;
typedef struct StoredCell {
    uint32_t row, column;            /* from 0 */
    StoredKind kind;
    Text stored;                     /* as the file says it: "0.5", "3.3E-008", "OK" */
} StoredCell;

typedef struct StoredSheet {
    Text name;
    StoredCell *cells;              /* by row and column */
    size_t count, capacity;
} StoredSheet;

typedef struct StoredCells {
    StoredSheet *sheets;            /* in the workbook's order */
    size_t sheet_count, count;       /* count: of cells, on all sheets */
    Text application;                /* who wrote it: "LibreOffice/7.4.7.2$Linux_X86_64 ..." */
} StoredCells;

/* bytes: of an .xlsx file. NULL: read; else why it is no workbook, a text of ours (words.h). */
MUST_USE const char *workbook_cells(Arena *arena, Text bytes, StoredCells *out);
Text stored_cell_name(Arena *arena, const StoredCell *cell);      /* "AB12" */

#endif
