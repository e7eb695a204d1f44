/* checks.h - the sheet "Checks" of any workbook: an assertion a row. Private to the room.
 *
 * Assertions are added, then the sheet is declared, then all are judged, so that it can be said
 * elsewhere how many fail; the sheet is filled last, as it tells what the others left out. */
#ifndef ATTAIN_CHECKS_H
#define ATTAIN_CHECKS_H

#include "sums.h"

/* One side: a formula without =, or "" for the engine's own number. */
typedef struct Side { Text body; Ratio is; } Side;
typedef struct Check {
    Text what;
    CellKind kind;
    Side expected, actual;
    bool only_told;                      /* a difference is no fault */
} Check;

typedef struct Checks {
    Workbook *workbook;
    Summing *summing;
    Sheet *sheet;
    Check *items;
    size_t count, capacity;
    size_t failed;                       /* once they are judged */
} Checks;
enum { CHECKS_RESULT = 4, CHECKS_TITLE_LINES = 3 };      /* OK or NG: `verify` reads it */

void checks_start(Checks *checks, Workbook *workbook, Summing *summing);
/* what: in the workbook's language; of check_money English, looked up. */
Check *check_add(Checks *checks, Text what, CellKind kind);
void check_sums(Checks *checks, Text what, Sum expected, Sum actual);
void check_money(Checks *checks, const char *what, Sum expected, Sum actual);

/* Declares the sheet: no assertion is added after it. */
void checks_declare(Checks *checks);
void checks_judge(Checks *checks);
/* Where it is said how many fail. */
Text checks_failed_address(const Checks *checks);
/* The title's lines are filled before it. engine_body: a formula, without =, of the engine's own
 * figures that stand in place of formulas; engine: what it comes to. */
void checks_write(Checks *checks, Text engine_body, size_t engine);

#endif
