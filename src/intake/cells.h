/* cells.h - what a cell can mean. Private to the room. Source: CONTRACT 2, Cells. */
#ifndef ATTAIN_CELLS_H
#define ATTAIN_CELLS_H

#include "attain/records.h"

/* Why a cell can't be read: what is wrong, and what to do. Both are static. */
typedef struct CellProblem { const char *what, *hint; } CellProblem;

/* Cells come trimmed and not blank. False: *problem says why. */
bool cell_number(Arena *arena, Text cell, Ratio *out, CellProblem *problem);
bool cell_amount(Arena *arena, Text cell, int digits, Ratio times, Money *out,
                CellProblem *problem);
bool cell_integer(Arena *arena, Text cell, int64_t *out, CellProblem *problem);
bool cell_percent(Arena *arena, Text cell, Ratio *out, CellProblem *problem);
bool cell_date(Text cell, Text format, Day *out, CellProblem *problem);
bool cell_flag(Text cell, uint8_t *out, CellProblem *problem);

#endif
