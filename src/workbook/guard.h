/* guard.h - what may stand in a cell, a formula, a sheet's name. Private to the room; knows no
 * library, so that every rule is tested by itself. */
#ifndef ATTAIN_GUARD_H
#define ATTAIN_GUARD_H

#include "attain/buffer.h"

#define CELL_UNITS_MAX 32767u        /* UTF-16 units in a cell, by the format */
#define NAME_UNITS_MAX 31u           /* in a sheet's name */
#define FORMULA_MAX 8192u            /* characters */
#define FORMULA_DEPTH_MAX 64u        /* parentheses in each other */

/* The text as a cell takes it: valid, without control characters but TAB and LF, `_x0041_` escaped
 * (it means A), at most as long as a cell holds, the end then being an ellipsis and *cut true. It
 * lies in out, ending with NUL, until out is used again. */
Text guard_text(Buffer *out, Text text, bool *cut);

/* The name made fit for a sheet, and like none of the taken ones in any case; number: 2 and more
 * are written behind it ("Credits 2"). */
Text guard_sheet_name(Arena *arena, Text wanted, size_t number, const Text *taken, size_t count);

/* Begins with =, is valid, has its quotes and parentheses in pairs, is not too long. */
bool guard_formula(Text formula);

#endif
