/* trace.h - how an entry's figures came about, term by term.   (room: engine)
 *
 * Kept for the payees that were asked for (EngineOptions.traced), by the very functions that add
 * the terms up. Amounts are in whole currency, or counts.   Source: CONTRACT 5 and 8. */
#ifndef ATTAIN_TRACE_H
#define ATTAIN_TRACE_H

#include "attain/design.h"

/* What one assignment adds to a month's target incentive, before the component's weight:
 * yearly x part x days / days of the month. */
typedef struct TargetTerm {
    Month month;
    uint32_t assignment;         /* whose target is a year's */
    int32_t days;                /* of the assignment, within the participation and the month */
    Ratio part;                  /* of a year's target: 1/12, or a third of its quarter's */
    Ratio amount;
} TargetTerm;

typedef enum QuotaFrom {
    QUOTA_GOAL,                  /* the component's goal, spread over its window */
    QUOTA_ROW,                   /* a row of the quotas */
    QUOTA_CARRIED,               /* a team without a row: the sum of the carriers' terms that
                                    follow it */
    QUOTA_CARRIER                /* what one who carries it brings to that sum */
} QuotaFrom;

/* What one holder adds to a month's quota: monthly x ramp x days / days of the month. Of a carrier,
 * to the team's monthly quota. */
typedef struct QuotaTerm {
    Month month;
    QuotaFrom from;
    HolderKind kind;
    uint32_t holder;             /* person or team */
    const Quota *row;            /* of QUOTA_ROW and QUOTA_CARRIER */
    Ratio monthly;
    int32_t days;                /* on which the scope holds */
    Ratio ramp;                  /* 1: nothing is ramped */
    Ratio amount;
} QuotaTerm;

/* From the inputs to what is earned to date, in the order of CONTRACT 5. */
typedef struct EarnSteps {
    Ratio input;                 /* that the rate table looked up */
    Ratio row_input, col_input;  /* that a matrix did */
    Ratio table;                 /* what the table, the matrix or the formula says: a multiplier of
                                    pays: target, else an amount */
    Ratio modifier_input, modifier;  /* modifier 1 where there is none */
    Ratio before_gate;           /* times modifier, and target; after a percentage cap */
    bool gate_open;
    Ratio amount;                /* after gate, money cap and floor: what is rounded */
    Money rounded;
} EarnSteps;

/* What a draw in force grants in a month, before anything is available: an amount a whole month x
 * days / days of the month, or a part of the month's target incentive. */
typedef struct DrawTerm {
    uint32_t participation;
    int service_month;           /* the payee's, under the plan */
    int32_t days;                /* of the participation in the month */
    const TargetTerm *targets;   /* of a percentage */
    size_t target_count;
    Money amount;                /* rounded */
} DrawTerm;

/* What a component brings to its plan's cap in a month, and is left of it. */
typedef struct CapPart {
    bool has_target;             /* a window with days of the participation, so far */
    Ratio target, weighted_target;   /* to date in it; of no meaning without one */
    Money before;                /* earned to date without the cap */
    Money earned;                /* with it */
    bool lowered;
} CapPart;

typedef struct CapSteps {
    bool limits;                 /* what is earned is compared with a limit */
    Ratio of_target;             /* that a percentage is of */
    Money sum, limit;
    const CapPart *parts;        /* [component] */
} CapSteps;

typedef struct EntryTrace {
    const TargetTerm *targets;
    size_t target_count;
    const QuotaTerm *quotas;
    size_t quota_count;
    Month window_from;           /* the whole window's first month */
    Month due_in;                /* in which a component that is paid at the end pays */
    EarnSteps steps;             /* of a component that pays */
    bool was_paid;               /* steps were taken: nothing was missing */
    const Value *figures;        /* that its formulas may name, by FormulaName.index; at m */
    const CapSteps *cap;         /* NULL: the plan has none */
} EntryTrace;

/* Terms of one month and component, as they are added up. NULL wherever nothing is traced. */
typedef struct Terms {
    Arena *arena;
    TargetTerm *targets;
    size_t target_count, target_capacity;
    QuotaTerm *quotas;
    size_t quota_count, quota_capacity;
} Terms;

#endif
