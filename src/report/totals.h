/* totals.h - what a ledger adds up to: totals, groups of payees, and the checks. Private to report. */
#ifndef REPORT_TOTALS_H
#define REPORT_TOTALS_H

#include "attain/ledger.h"

/* A sum of Money: no count of payees makes it overflow. */
__extension__ typedef __int128 Sum;

/* 1234567 with 2 digits: 12345.67, or 12,345.67 for people. */
Text sum_text(Arena *arena, Sum minor, int digits, bool grouped);

typedef struct Totals {
    size_t payees;
    Sum balance_in, earnings, adjustments, payment, balance_out;
} Totals;

/* The payees of one role and team, by ledger_assignment. */
typedef struct Group {
    Text role, team;
    Totals totals;
} Group;

/* Credits of one line that nobody is paid for, since their payee had no assignment that day. */
typedef struct Unassigned {
    uint32_t line;
    size_t count;
    Ratio sum;                   /* money in minor units */
} Unassigned;

/* What must hold whatever the data says; expected and actual are sums or counts. */
typedef enum CheckKind {
    CHECK_EARNINGS, CHECK_TO_DATE, CHECK_ADJUSTMENTS, CHECK_PAYMENTS, CHECK_NEGATIVE, CHECK_GROUPS,
    CHECK_KINDS
} CheckKind;
typedef struct Check {
    Text says;
    bool is_count;
    Sum expected, actual;
} Check;

typedef struct Overview {
    Group *groups;               /* by role, team */
    size_t group_count;
    uint32_t *payment_groups;    /* per payment: its group */
    Totals all;
    size_t payout_rows;          /* entries with a window to date */
    size_t credits_listed;
    size_t adjustment_rows;      /* of the period */
    Unassigned *unassigned;      /* by line */
    size_t unassigned_lines, unassigned_count;
    size_t floored_rows;         /* entries that came out below 0 */
    size_t carried;              /* payees with nothing paid and a balance carried */
    size_t nothing;              /* payees with nothing paid and none carried */
    Check checks[CHECK_KINDS];
    size_t checks_failed;
} Overview;

void overview_make(Arena *arena, const Ledger *ledger, Overview *out);

#endif
