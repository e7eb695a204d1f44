/* engine.h - credit, measure, attain, earn, pay: tables and a design into a ledger.  (room: engine)
 *
 * The engine sees no file and no YAML. Only the credit stage touches every row; it works on
 * slices in parallel and its results merge in any order.   Source: CONTRACT 5. */
#ifndef ATTAIN_ENGINE_H
#define ATTAIN_ENGINE_H

#include "attain/booked.h"

/* Credits given in place of rows: the first columns of such a table; payees are ids, as text. Of
 * one that the roster lacks it counts for the company alone. */
enum { GIVEN_MEASURE, GIVEN_LINE, GIVEN_PERSON, GIVEN_DATE, GIVEN_AMOUNT, GIVEN_COLUMNS };

typedef struct EngineOptions {
    unsigned jobs;
    bool allow_exceptions;       /* rows at fault are left out, and counted */
    void (*progress)(void *context, Text stage);      /* that is done; may be NULL */
    void *progress_context;
    const Booked *booked;        /* what closed months left; NULL: there are no books */
    Month restated_from;         /* closed months from here on are recomputed */
    const uint8_t *traced;       /* [person]: 1 keeps the terms of his figures; NULL: of nobody */
    bool trace_period;           /* keeps those of the period's own figures, of everybody, and what
                                    each row came to */
    const uint8_t *asked;        /* [person]: figures and payments of these alone, and of the
                                    credits those that theirs add up; every row is checked all the
                                    same; NULL: of everybody */
    bool credits_given;          /* the feeds of the records are tables of credits, no facts */
    bool every_line;             /* keeps the credits of all lines, those of no plan too */
    const Ledger *credited;      /* of the same records and period, made with every_line and by the
                                    same credit rules: its credits are taken over; NULL: none */
    bool every_month;            /* keeps the payments of all months (Ledger.months) */
} EngineOptions;

/* Computes one month. Over books it is the month after the last closed one. False: something
 * is wrong (problems in diags; the ledger then holds nothing that may be paid). Row faults alone
 * are no failure under allow_exceptions.   Source: CONTRACT 5 and 8. */
MUST_USE bool engine_run(Arena *arena, const Records *records, const Design *design, Month period,
                         const EngineOptions *options, Ledger *out, Diags *diags);

/* Who is under which plan: a ledger of participations and nothing else. What is wrong with them
 * engine_run says. */
void engine_participations(Arena *arena, const Records *records, const Design *design,
                           Month period, Ledger *out);

/* The figures of closed months alone, from the fiscal year of `from` to the month `last`: nothing
 * is paid. For causes: what other facts, or another design, would have come to. */
MUST_USE bool engine_recompute(Arena *arena, const Records *records, const Design *design,
                               Month from, Month last, const EngineOptions *options,
                               Ledger *out, Diags *diags);

/* One step from the facts of the last close to today's: what the run comes to once the change is
 * made, all later ones not yet. NULL: it could not be computed; the next step takes its part. */
typedef struct CauseStep { Cause cause; const Ledger *ledger; } CauseStep;

/* Splits every difference between due and booked by cause; the last step's ledger is the run's own.
 * Credits are a cause where the ledger's changes show one; otherwise the first step is OTHER. */
void engine_causes(Arena *arena, Ledger *ledger, const CauseStep *steps, size_t count);

/* What engine_run objects to in the latest month that has facts and a plan, the one to be paid
 * next; and who could be paid twice for one credit. That month's ledger; NULL: it can't be paid.
 * no_facts, where not NULL: whether there is no such month; nothing is run then. Else it is the
 * first month of the latest plan. */
const Ledger *engine_check(Arena *arena, const Records *records, const Design *design,
                           const EngineOptions *options, bool *no_facts, Diags *diags);

/* Runs the plans' examples with the very function that earns; a failed one is an error.
 * Returns how many were run. */
size_t engine_examples(Arena *arena, const Company *company, const Design *design, Diags *diags);

#endif
