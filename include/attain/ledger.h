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

#include "attain/trace.h"

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
    uint8_t status : 7;          /* CreditStatus */
    uint8_t converted : 1;       /* a formula asked for the rate of the row's currency */
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
    const EntryTrace *trace;     /* NULL: his figures were not asked for in detail */
} Entry;

/* Why a closed month's earning is another one today. */
typedef enum Cause {
#define CAUSE(code, word) CAUSE_##code,
#include "attain/causes.def"
#undef CAUSE
    CAUSES
} Cause;
Text cause_word(Cause cause);

/* One month's earning of a component on its way into this run's payment: the period's own, a closed
 * month's that is recomputed, or one of which a part is still held. Adjustments of closed months
 * that came or changed later stand as postings without a component. */
typedef struct Posting {
    uint32_t person;
    Text plan, component;            /* the plan's title, the component's key; "": adjustments */
    Month month;                     /* earned for */
    const Entry *entry;              /* its figures today; NULL: it earns nothing any more */
    Money booked;                    /* for it in closed months; of the period's own 0 */
    Money due;                       /* for it by today's facts and plans */
    Money released_before, released; /* of it paid out in closed months, and now */
    Money forfeited_before, forfeited;   /* by if_left: forfeit */
    Money held;                      /* due less all of these: still to come */
    const Money *causes;             /* [CAUSES] of due - booked, which they add up to; NULL where a
                                        closed month is as it was booked */
} Posting;

/* A credit of a closed month that is not what it was when the last month was closed. */
typedef enum ChangeKind { CREDIT_CAME, CREDIT_WENT, CREDIT_CHANGED } ChangeKind;
typedef struct CreditChange {
    ChangeKind kind;
    Text measure, line;
    uint32_t credit_line;            /* into Design.lines; INDEX_NONE: today's design lacks it */
    Text person_id;                  /* "": company */
    uint32_t person;                 /* PERSON_NONE: company, or not on the roster any more */
    Day day;
    bool is_money;
    Ratio before, now;               /* as Credit.amount */
    Text feed, key, file;
    uint32_t file_line;              /* as it stands now; of one that went, as it was booked */
    bool restated;                   /* its month is recomputed; else it is listed only */
} CreditChange;

typedef struct Payment {
    uint32_t person;
    Month month;
    Money balance_in, earnings, prior, adjustments;
    Money available;                             /* before the draw; below 0 it is carried */
    Money draw_amount;                           /* of the draws in force */
    Money draw_guaranteed;                       /* of it by draws that are never owed */
    bool draw_recovers;                          /* what is owed is repaid in this month */
    Ratio draw_share;                            /* of what is above the draw's amount */
    Money draw_owed_before, draw_paid, draw_repaid;
    Money draw_owed;                             /* after this month */
    const DrawTerm *draws;                       /* in force, of a payee who is traced */
    size_t draw_count;
    Money released;                  /* of earnings and prior, and of what was held before */
    Money held;                      /* after this month: instalments to come and parts held back */
    Money payment, balance_out;
} Payment;

typedef struct SliceRef { const Table *table; const Slice *slice; } SliceRef;

/* What a row comes to in the fiscal year to date, what is nearest to a credit last. */
typedef enum RowUse { ROW_UNCOUNTED,             /* FALSE by every `when`, or its feed has none */
                      ROW_UNUSED,                /* counted by measures that no plan uses */
                      ROW_OTHER_YEAR, ROW_LATER, /* dated before the fiscal year; after the month */
                      ROW_NAMES_NOBODY,          /* no payee, or shares of 0 */
                      ROW_CREDITS, ROW_USES } RowUse;

typedef struct Ledger {
    const Records *records;
    const Design *design;
    Month period, year_start;    /* the month paid; the first of its fiscal year */
    SliceRef *slices;            /* the feeds' slices, feed by feed */
    uint32_t slice_count;
    uint8_t **row_uses;          /* [slice][row] RowUse, as the credit stage saw it, of rows not
                                    left out; NULL: not kept (EngineOptions.trace_period) */
    Credit *credits;             /* fiscal year to date, in the order of credits.csv */
    size_t credit_count;
    const size_t *groups;        /* where the credits of (line, person) start: [line * (P + 1) +
                                    rank], rank 0 being nobody's, p + 1 person p's; one more */
    const uint32_t *team_first, *team_assignments;   /* CSR: the roster's assignments on a team */
    const Ratio *shares;         /* [0] is 1 */
    const uint8_t *line_listed;  /* per credit line: 1 if credits.csv lists it */
    Participation *participations;   /* by person, first day, plan */
    uint32_t participation_count;
    Entry *entries;              /* of the period only, in the order of payouts.csv */
    size_t entry_count;
    Payment *payments;           /* of the period, by person, as payroll.csv lists them */
    size_t payment_count;
    Payment *payments_before;    /* the same payees' of the month before, as it was replayed or
                                    closed; its month MONTH_NONE: there was none */
    Payment *months;             /* [person * 12 + month - year_start]: every payee's months as they
                                    were replayed, whether listed or not; NULL: not asked for */
    Entry *earlier;              /* the months before, from year_start on, same order within each */
    size_t earlier_count;
    size_t rows_left_out;        /* at fault, under --allow-exceptions */
    struct Ledger *before;       /* the fiscal year before, where closed months lie in it, up to
                                    its end; NULL: not asked for */
    const struct Booked *booked; /* what closed months left; NULL: without books */
    const struct Booked *closed; /* what the period itself left, where it is closed and looked at
                                    again; NULL: it is open */
    Month restated_from;         /* the first closed month that is recomputed; MONTH_NONE: none */
    Posting *postings;           /* by person, plan, component, month */
    size_t posting_count;
    const CreditChange *changes; /* by measure, line, person, feed, key, day */
    size_t change_count;
    const Text *plan_files;      /* the design's files that changed since the last close */
    size_t plan_file_count;
    bool has_payment_rules;      /* a draw, instalments or a hold back is in force for anyone */
} Ledger;

/* How a posting is paid out over time. */
typedef struct ReleaseTerms {
    const Component *component;      /* its parts and hold back; NULL: it is paid at once */
    const Plan *plan;
    Month hold_until;                /* in which the part that is held back comes */
    Day left;                        /* on which the payee left; DAY_OPEN: he did not */
} ReleaseTerms;
ReleaseTerms posting_release(const Ledger *ledger, const Posting *posting);

/* Calls back for every credit that an entry counts in its window to date, `weight` times each; of
 * one that two teams would count twice, a further call takes back. Of a ratio: the numerator's. */
typedef void CreditVisit(void *context, const Credit *credit, int32_t weight);
void ledger_entry_credits(Arena *scratch, const Ledger *ledger, const Entry *entry,
                          CreditVisit *visit, void *context);
/* The same of one of its credit lines: of a ratio, the denominator's too. */
void ledger_line_credits(Arena *scratch, const Ledger *ledger, const Entry *entry, uint32_t line,
                         CreditVisit *visit, void *context);
/* The same as runs of neighbours: credits [first, first + count) of the ledger, which is that of
 * the entry's year. */
typedef void CreditBlock(void *context, size_t first, size_t count, int32_t weight);
void ledger_line_blocks(Arena *scratch, const Ledger *ledger, const Entry *entry, uint32_t line,
                        CreditBlock *visit, void *context);
/* What one credit pays under `window: credit`, in whole currency like its value. */
Ratio ledger_credit_pay(Arena *arena, const Component *component, Ratio value);
/* What an entry would have earned to date with another value, all else as it is: its quota, target,
 * and other components' figures; without the plan's cap, and not rounded. Of no ratio, no `window:
 * credit`. False: it can't be paid. */
MUST_USE bool ledger_pay_with(Arena *arena, const Ledger *ledger, const Entry *entry, Ratio value,
                              Ratio *out);
/* The ledger, of a run's and its earlier years', that a month lies in; NULL: none. */
const Ledger *ledger_of_month(const Ledger *ledger, Month month);
/* A credit's amount in whole currency, or the count. */
Ratio ledger_credit_amount(Arena *arena, const Ledger *ledger, const Credit *credit);
/* A component's figures of a month, found by names, as runs differ in their rosters and designs; of
 * an earlier year too. NULL: there are none. */
const Entry *ledger_entry(const Ledger *ledger, Text person_id, Text plan_title, Text component,
                          Month month);
/* The name, role and team to show: the latest assignment begun by the month's end. */
const Assignment *ledger_assignment(const Ledger *ledger, uint32_t person, Month month);
/* The changed credits that a posting's component counts for its month, to date: indexes into
 * changes, at most `most`; how many were found. */
size_t posting_changes(const Ledger *ledger, const Posting *posting, size_t *indexes,
                       size_t most);
/* Why a closed month's posting differs: `credits (came D-0981)=1200;quota=-300`; the amounts, in
 * the company's currency, add up to due less booked. "" where they are the same. */
Text posting_cause(Arena *arena, const Ledger *ledger, const Posting *posting);
/* The rate at which a credit's row came into the company's currency; NULL: it was in that. */
const FxRate *ledger_rate(const Ledger *ledger, const Credit *credit);

/* What payroll pays a payee in: the currency of the assignment that ledger_assignment shows, at the
 * period's rate. The ledger's own amounts all are in the company's currency. */
typedef struct PayUnit {
    Currency currency;
    const FxRate *rate;          /* NULL: the company's own, or (reported by the engine) missing */
} PayUnit;
PayUnit ledger_pay_unit(const Ledger *ledger, uint32_t person);
/* An amount in it, divided by the rate and rounded by itself. False: too large; of the ledger's
 * payments none is. */
MUST_USE bool pay_unit_amount(const Ledger *ledger, PayUnit unit, Money amount, Money *out);
/* Whether anybody on the roster is ever paid in another currency than the company's. */
bool ledger_pays_abroad(const Ledger *ledger);
/* A participation's assignment on its latest day up to the month's end. */
const Assignment *ledger_stint(const Ledger *ledger, uint32_t participation, Month month);

#endif
