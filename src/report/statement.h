/* statement.h - one payee's statement: a workbook of one page where it fits. Private to the room.
 *
 * Everything that is shown is found first, so that the page is known before its first row is
 * written: rows are filled from the top down.   Source: docs/finance.md, Statements. */
#ifndef REPORT_STATEMENT_H
#define REPORT_STATEMENT_H

#include "attain/workbook.h"
#include "explain_inside.h"
#include "report_inside.h"

/* A line of the payment: what it is, and how much it adds. */
typedef struct PayLine { const char *label; Money amount; bool is_earnings; } PayLine;
enum { PAY_LINES_MAX = 8, COUNT_NOTES_MAX = 3 };

/* Credits that one figure adds up: rows [first, first + count) of the page's table, the last of
 * them standing for all that are not listed. */
typedef struct Listed {
    Counted *credits;
    size_t listed, found;
    size_t first, count;             /* rows; count 0: nothing is counted */
    Ratio rest;                      /* of what is not listed */
} Listed;

/* A component of the month, with what its value adds up. */
typedef struct StatementEntry {
    Shown shown;
    Listed value, denominator;       /* of a ratio both */
    RateSlice *slices;               /* of a marginal table; NULL: none */
    size_t slice_count;
    size_t tier_rows;                /* on the page */
} StatementEntry;

typedef struct Statement {
    Arena *arena;
    const Words *words;
    Explaining explaining;
    const Payment *payment;
    PayLine pay[PAY_LINES_MAX];
    size_t pay_count;
    StatementEntry *entries;
    size_t entry_count;
    const Adjustment **adjustments;
    size_t adjustment_count;
    const Money *months;             /* what each month of the fiscal year so far earned */
    size_t month_count;
    size_t credit_rows;
    uint32_t pay_row, measured_row, rates_row, adjustments_row, table_row;    /* headings' */
    Workbook *workbook;
    Sheet *sheet;
} Statement;

/* statement_find.c: what will be shown, and where. payment: of the ledger's period. */
void statement_find(Statement *statement);
/* statement_page.c: the page. */
void statement_fill(Statement *statement);

/* statements.c: a workbook per payee who has a payment, into the folder statements/ of the run.
 * False: it could not be written, diags say why. */
MUST_USE bool statements_write(const View *view, const Publication *publication);

#endif
