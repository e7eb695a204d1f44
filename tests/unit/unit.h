/* unit.h - what every suite shares: an arena a test, texts compared, and one way to run.
 *
 * A suite is a list of tests, each over a table of cases. It names the fewest cases that it may
 * run, so that a table which lost its rows fails instead of passing in silence. */
#ifndef ATTAIN_UNIT_H
#define ATTAIN_UNIT_H

#include "attain/diag.h"
#include "attain/number.h"

#include <check.h>

#define ROWS(table) (int)(sizeof(table) / sizeof *(table))

typedef struct UnitTest {
    const TTest *test;
    int cases;                       /* how often, with _i from 0 */
} UnitTest;

extern Arena *arena;                 /* new for each test */
extern Diags diags;                  /* empty for each test */

/* Runs the tests; an exit status. set_up and tear_down may be NULL. */
int unit_run(const char *module, const UnitTest *tests, int count, int fewest,
             void (*set_up)(void), void (*tear_down)(void));

/* Fails with both texts where they differ, control characters made visible. */
void want_text(const char *what, Text have, const char *want);
/* A fraction written 7, -7/3 or 0.35, for tables. */
Ratio fraction(const char *words);
void want_ratio(const char *what, Ratio have, const char *want);

/* A directory of the test's own, made on the first call; unit_run removes it. */
const char *own_directory(void);
void write_own_file(const char *name, const char *bytes, size_t length);

void print_problems(void);           /* to standard error, for a failed test's log */
bool has_problem(DiagCode code);

#endif
