/* ledger.h - the one product: every figure of a run, each citing what it came from.   (room:
 * engine)
 *
 * Credits cite a row and a leg. An entry holds a component's figures for one participation and
 * month,
 * and cites credits by spans (whose, of which line, from day to day), quotas by rows, and the
 * entry of the month before. A payment cites the payee's entries and adjustments of its month.
 * Reports are views of this; they compute nothing.   Source: CONTRACT 5 and 7. */
#ifndef ATTAIN_LEDGER_H
#define ATTAIN_LEDGER_H

#include "attain/design.h"

typedef enum CreditStatus { CREDITED, UNASSIGNED, COMPANY_CREDIT } CreditStatus;

typedef struct Credit {
    Ratio amount;                /* of a money measure: whole minor units; of a count: the count */
    uint32_t share;              /* into Ledger.shares; 0 is 100% */
    Day day;
    uint32_t person;             /* PERSON_NONE: company */
    uint32_t slice;              /* into Ledger.slices */
    uint32_t row;
    uint16_t line;               /* into Design.lines */
    uint8_t leg;                 /* from 0 */
    uint8_t status;              /* CreditStatus */
} Credit;

/* Credits of one holder on one line within days, added `weight` times (-1 takes back what
 * two teams would count twice). */
typedef struct Span {
    HolderKind kind;
    uint32_t holder;             /* person or team */
    Day from, to;
    int32_t weight;
} Span;

typedef enum Note {
#define NOTE(code, word) NOTE_##code,
#include "attain/notes.def"
#undef NOTE
    NOTES
} Note;
Text note_word(Note note);

typedef struct Stint { uint32_t assignment; Day from, to; } Stint;   /* days under the plan */

typedef struct Participation {
    uint32_t person, plan;
    Day first, last;             /* last DAY_OPEN: not ended */
    Stint *stints;               /* by day; they never overlap */
    uint32_t stint_count;
} Participation;

typedef struct Entry {
    uint32_t participation, component;
    Month month;
    Day from, to;                /* the window to date; whether there is one: has_window */
    bool has_window, has_value, has_quota, has_attainment, has_multiplier, has_target;
    uint32_t notes;              /* bits: 1 << Note */
    Ratio value;                 /* money measures in whole currency */
    Ratio numerator, denominator;    /* of a ratio measure */
    Ratio quota;                 /* or the goal */
    Ratio attainment;
    Ratio multiplier;
    Ratio target;                /* to date, weighted, whole currency */
    Ratio months;
    Money earned_to_date, earned_before, earning;
    const Span *spans;           /* of the whole participation; clip to [from, to] */
    uint32_t span_count;
} Entry;

typedef struct Payment {
    uint32_t person;
    Month month;
    Money balance_in, earnings, adjustments, payment, balance_out;
} Payment;

typedef struct SliceRef { const Table *table; const Slice *slice; } SliceRef;

typedef struct Ledger {
    const Records *records;
    const Design *design;
    Month period, year_start;    /* the month paid; the first of its fiscal year */
    SliceRef *slices;            /* the feeds' slices, feed by feed */
    uint32_t slice_count;
    Credit *credits;             /* fiscal year to date, in the order of credits.csv */
    size_t credit_count;
    const Ratio *shares;         /* [0] is 1 */
    const uint8_t *line_listed;  /* per credit line: 1 if credits.csv lists it */
    Participation *participations;   /* by person, first day, plan */
    uint32_t participation_count;
    Entry *entries;              /* of the period only, in the order of payouts.csv */
    size_t entry_count;
    Payment *payments;           /* of the period, by person, as payroll.csv lists them */
    size_t payment_count;
    Entry *earlier;              /* the months before, from year_start on, same order within each */
    size_t earlier_count;
    size_t rows_left_out;        /* at fault, under --allow-exceptions */
} Ledger;

/* The name, role and team to show: the latest assignment begun by the month's end. */
const Assignment *ledger_assignment(const Ledger *ledger, uint32_t person, Month month);
/* A participation's assignment on its latest day up to the month's end. */
const Assignment *ledger_stint(const Ledger *ledger, uint32_t participation, Month month);

#endif
