/* lint_history.h - what a design invites, by its tables and by what happened.   (room: compare)
 *
 * The one door to findings: it calls what lint.h says of the tables, at the scale of payees whom
 * the ledgers have, and adds what only facts can show: tiers that nobody reached, deals that would
 * have paid more in the next window, rows that pay one person twice, what a very large deal would
 * pay. What would have been paid comes from the function that pays.   Source: docs/lint.md. */
#ifndef ATTAIN_LINT_HISTORY_H
#define ATTAIN_LINT_HISTORY_H

#include "attain/ledger.h"
#include "attain/lint.h"

/* ledgers: of the design, each the last month looked at of a fiscal year, ascending. The findings
 * come sorted: problems first, then by place. */
void lint_history(const Ledger *const *ledgers, size_t count, Findings *findings);

#endif
