/* checks.h - what the files of the sheet "Checks" share. Private to them. */
#ifndef ATTAIN_CHECKS_H
#define ATTAIN_CHECKS_H

#include "sheets.h"

/* One side: a formula without =, or "" for the engine's own number. */
typedef struct Side { Text body; Ratio is; } Side;
typedef struct Check {
    Text what;
    CellKind kind;
    Side expected, actual;
    bool only_told;                      /* a difference is no fault */
} Check;

typedef struct CheckList { Check *items; size_t count; } CheckList;

Check *check_add(Sheets *sheets, Text what, CellKind kind);
void check_money(Sheets *sheets, const char *what, Sum expected, Sum actual);

#endif
