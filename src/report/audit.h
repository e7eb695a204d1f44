/* audit.h - one payee's own workbook: a cover, and the payout workbook's sheets over a ledger that
 * holds nobody else's pay. Private to the room.   Source: docs/explain.md, A workbook to check. */
#ifndef ATTAIN_AUDIT_H
#define ATTAIN_AUDIT_H

#include "attain/explain.h"
#include "sheets.h"

/* The ledger with this payee's entries, payment, postings and adjustments alone, and the credits
 * that they count; he has a payment. Lives in the arena, over the given one. */
const Ledger *payee_ledger(Arena *arena, const Ledger *ledger, uint32_t person);

/* A line of the payment on the cover: what it is, and what it adds. */
typedef struct CoverLine {
    const char *label;               /* looked up; NULL: the component's title */
    const Entry *entry;              /* of a component; else NULL */
    enum { COVER_BALANCE_IN, COVER_EARNING, COVER_PRIOR, COVER_LATER, COVER_ADJUSTMENTS,
           COVER_DRAW_PAID, COVER_DRAW_REPAID, COVER_BALANCE_OUT } part;
    Money amount;
} CoverLine;

typedef struct Audit {
    const AuditOptions *options;
    uint32_t person;
    const Payment *payment;
    Sheet *cover;
    SourceRows *rows;
    Sheet *months;                   /* NULL: the month is the fiscal year's first for him */
    const Entry **earlier;           /* its rows */
    size_t earlier_count;
    CoverLine *lines;
    size_t line_count;
} Audit;

/* audit_cover.c: "Cover". */
void cover_add(Sheets *sheets);
void cover_fill(Sheets *sheets);
Text cover_total(const Sheets *sheets);          /* where it says what is paid */

/* audit_months.c: "Earlier months". */
void months_add(Sheets *sheets);
void months_fill(Sheets *sheets);
/* The cell on it that an entry's earned before is taken from. False: there is none. */
MUST_USE bool months_before(const Sheets *sheets, const Entry *entry, Text *cell);

/* audit_checks.c: what Checks asserts of this payee, beyond what it does of everybody's. */
enum { AUDIT_CHECKS_EACH = 3 };      /* a component; beside a few */
void audit_checks(Sheets *sheets);

/* audit.c: whether an entry of the payee is under the plan. */
bool audit_is_under(const Sheets *sheets, uint32_t plan);

#endif
