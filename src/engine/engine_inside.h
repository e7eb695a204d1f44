/* engine_inside.h - what the engine's stages hand to each other. Private to the room.
 *
 * Facts are kept a month at a time, from the fiscal year's first month: what a component needs to
 * date is the sum over the months of its window, as every window starts on a month's first day. */
#ifndef ATTAIN_ENGINE_INSIDE_H
#define ATTAIN_ENGINE_INSIDE_H

#include "attain/booked.h"
#include "attain/engine.h"
#include "attain/jobs.h"

#include <pthread.h>

#define YEAR_MONTHS 12

typedef struct DayRange { Day from, to; } DayRange;       /* empty where to < from */

/* Running sums of credits: value over (.., day], and how many there were. */
typedef struct DaySums { Ratio *value; uint32_t *count; } DaySums;   /* [days of the year + 1] */

/* The quotas of one credit line, a month at a time: the rows that they come from; NULL: none. */
typedef struct QuotaGrid {
    const Quota **person, **team;      /* [holder * 12 + month] */
    const Quota *company[YEAR_MONTHS];
    uint8_t *carries;                  /* per participation: it has a self component on the line */
    Ratio *carried;                    /* of a team without a row: the sum over its carriers, */
    uint8_t *carried_has;              /* made when first asked for, by whichever thread */
    uint8_t *carried_summed;
    pthread_mutex_t team_lock;
} QuotaGrid;

/* One person's days, disjoint and ascending. */
typedef struct DayRanges { DayRange *items; size_t count, capacity; } DayRanges;

/* Rates that are asked for and missing: one a currency and month. */
typedef struct RateMiss { Currency currency; Month month; uint32_t row; } RateMiss;
typedef struct RateMisses { RateMiss *items; size_t count, capacity; } RateMisses;

typedef struct Engine {
    Arena *arena;
    const Records *records;
    const Roster *roster;
    const Company *company;
    const Design *design;
    const EngineOptions *options;
    Diags *diags;
    Ledger *ledger;
    Month year_start, period;
    Day year_first_day, period_last_day;
    Day kept_from, kept_to;            /* credits of these days are kept, in one year or another */
    const uint8_t *line_kept;          /* per credit line: some year lists it */
    const uint8_t *asked;              /* [group]: its credits are; NULL: all are */
    uint32_t *person_participations;   /* CSR: participations of person p are [p, p + 1) */
    Day *service_start;                /* [participation] */
    DaySums *team_sums;                /* [line * teams + team]; value NULL: not asked for */
    DaySums *company_sums;             /* [line] */
    QuotaGrid *grids;                  /* [line]; carries NULL: not asked for */
    RateMisses misses;                 /* reported */
    uint32_t *team_first, *team_assignments;        /* CSR: assignments on a team */
    uint32_t *manager_first, *manager_assignments;  /* CSR: assignments under a manager */
} Engine;

/* What one month adds to a component's figures. */
typedef struct MonthFacts {
    int32_t own_days;                  /* of the participation in the month */
    bool quota_missing;
    uint32_t credits;                  /* counted in value, or in both parts of a ratio */
    Ratio active;                      /* own days / days of the month */
    Ratio target;                      /* before weight */
    Ratio value, denominator;          /* whole currency, or counts */
    Ratio quota;
    Terms *terms;                      /* NULL: not traced */
} MonthFacts;

/* The figures a component's earning is made of, to date in one month. */
typedef struct Inputs {
    bool has_value, has_quota, has_attainment;
    bool empty;                        /* when_empty was used */
    bool no_value, no_attainment;      /* it divides by zero, and there is no when_empty */
    Ratio target;                      /* weighted */
    Ratio value, quota, attainment;    /* as formulas see them: when_empty in its place */
    Ratio months;
    const Ratio *credits;              /* window: credit: the month's credits, one by one */
    size_t credit_count;
} Inputs;

typedef struct Earned {
    bool has_multiplier;
    Ratio multiplier;
    Ratio amount;                      /* before rounding: for formulas the rounded one is used */
    Money rounded;
    uint32_t notes;
    EarnSteps steps;
} Earned;

/* The fiscal years of a run, each with a ledger: the earliest that holds a closed month, to that of
 * the period, which is the last and the run's own. */
typedef struct Years { Engine *items; uint32_t count; } Years;

/* engine.c: an engine on a ledger, without what the stages prepare. */
Engine engine_over(Arena *arena, Ledger *ledger, const EngineOptions *options, Diags *diags);

/* credit_given.c: the credit that a row of given credits says. *out starts as the one before, or 0.
 * False: the design has no such line, or the amount is none. */
typedef struct GivenCredit { uint32_t line, person; Day day; Ratio amount; } GivenCredit;
bool given_credit(const Engine *engine, const Slice *slice, size_t row, GivenCredit *out);

/* Stages, in the order of the pipeline. Each reports into engine->diags. */
void participations_find(Engine *engine);
void participations_index(Engine *engine);       /* person_participations, of the ledger's */
void credits_find(Engine *engine, const Years *years);      /* of all years in one pass */
/* asked.c: whether a person's figures and payment are computed; and which groups of credits they
 * add up, NULL: all. */
bool is_asked(const Engine *engine, uint32_t person);
const uint8_t *asked_plans(const Engine *engine);     /* [plan]: somebody asked for is under it */
const uint8_t *asked_groups(Engine *engine);
/* credit_lines.c: which lines each year lists; those that any of them does are kept. */
void lines_choose(Engine *engine, const Years *years);
size_t rows_left_out(const Engine *engine);      /* at fault; a duplicate is not */
/* What one rule makes of one row, whatever its date. */
typedef struct RowYield {
    bool fault;                          /* reported */
    bool counts;                         /* `when` is TRUE */
    bool lacks_rate;                     /* of its month: there are no credits */
    Day day;                             /* DAY_NONE: none */
    Ratio value;                         /* in the line's unit, like the credits' amounts */
    const Credit *credits;               /* share: into shares, [0] being 1 */
    size_t count;
    const Ratio *shares;
    bool is_abroad;
    Conversion conversion;               /* of a row in another currency */
} RowYield;
void row_yield(Engine *engine, uint32_t slice, size_t row, const CreditRule *rule, RowYield *out);
void credits_order(Engine *engine, Credit **parts, const size_t *counts, size_t part_count);
void sums_prepare(Engine *engine);
void quotas_prepare(Engine *engine);
void figures_compute(Engine *engine);
/* figures.c: one participation's entries, added to the ledger's. */
void figures_of(Engine *engine, Arena *scratch, uint32_t participation);
void postings_find(Engine *engine, const Years *years, const Booked *booked);
void payments_find(Engine *engine, const Booked *booked);

/* ledger.c: the person's first participation, or where it would stand. */
uint32_t first_participation(const Ledger *ledger, uint32_t person);

/* posting.c: the postings of a person: [*from, *to). */
void postings_of(const Ledger *ledger, uint32_t person, size_t *from, size_t *to);

/* posting_changes.c: the first change, as they are sorted, that is not before a line's person. */
size_t first_change(const Ledger *ledger, Text measure, Text line, Text person);

/* release.c: what of a posting is paid out, and what is lost, up to and including a month. */
typedef struct Released { Money paid, forfeited; } Released;
MUST_USE bool released_to_date(const Engine *engine, const Posting *posting, Month month,
                               Released *out);
bool released_at_once(const Engine *engine, const Posting *posting);

/* draw.c: the draws of a person in a month. */
typedef struct DrawTerms {
    Money recoverable, guaranteed;   /* amounts in force */
    bool may_recover;
    Ratio recover_share;
    const DrawTerm *draws;           /* of a payee who is traced */
    size_t draw_count;
} DrawTerms;
MUST_USE bool draw_terms(Engine *engine, uint32_t person, Month month, DrawTerms *out);

/* convert.c: amounts in other currencies. False: the row is in the company's. day may be DAY_NONE:
 * then no rate is known. */
bool conversion_find(const Records *records, const Slice *slice, size_t row, Day day,
                     Conversion *out);
/* False: it was noted before. */
bool miss_note(Arena *arena, RateMisses *misses, RateMiss miss);
void misses_report(Engine *engine, const Table *table, const Slice *slice,
                   const RateMisses *misses);
void pay_units_check(Engine *engine);        /* payees' rates are there, and their amounts fit */

/* days.c */
DayRange range_of(Day from, Day to);
DayRange range_both(DayRange a, DayRange b);
int32_t range_days(DayRange range);                       /* 0 where empty */
void ranges_add(Arena *arena, DayRanges *ranges, DayRange range);
void ranges_merge(DayRanges *ranges);                     /* sorts, joins what touches */
int32_t ranges_days_within(const DayRanges *ranges, DayRange range);
Ratio days_share(Arena *arena, int32_t days, Month month);

/* service.c */
void services_find(Engine *engine);
/* The number of a month of service under the participation's plan, by its `ramp: first_month:`
 * rule; 0 or less before month 1. */
int service_month(Engine *engine, uint32_t participation, Month month);
/* What of the payee's own quota is expected in the month. */
Ratio ramp_factor(Engine *engine, uint32_t participation, Month month);

/* after_end.c: the last day whose credits may count for a participation: its own last day, or
 * later by `credit_after_end`. */
Day credits_end(const Engine *engine, const Participation *participation);
/* The days after its end on which a component counts credits. */
DayRanges days_after_end(Engine *engine, uint32_t participation, const Component *component);
/* Whether a credit to somebody without an assignment counts all the same. */
bool counts_after_end(const Engine *engine, uint32_t line, uint32_t person, Day day);

/* spans.c: whose credits count for a participation under a component, and on which days. */
const Span *spans_find(Engine *engine, uint32_t participation, const Component *component,
                       uint32_t *count);

/* sums.c */
Ratio span_value(Engine *engine, Arena *scratch, uint32_t line, const Span *span, DayRange range,
                 uint32_t *count);

/* entry_credits.c: single credits, by group (Ledger.groups). */
static inline size_t group_of(const Ledger *ledger, uint32_t line, uint32_t person)
{
    return (size_t)line * (ledger->records->roster.person_count + 1) +
           (person == PERSON_NONE ? 0 : person + 1);
}
/* The first credit of [from, to), one group's, dated on or after day. */
size_t first_from(const Ledger *ledger, size_t from, size_t to, Day day);
/* The days on which a person is on a team, from his place in the team's list on; *at moves on. */
DayRanges days_on_team(const Ledger *ledger, Arena *arena, uint32_t *at, uint32_t end);
/* Calls back for a span's credits within range: for runs of neighbours, for every single one. */
void span_blocks(const Ledger *ledger, Arena *arena, uint32_t line, const Span *span,
                 DayRange range, CreditBlock *visit, void *context);
void span_credits(const Ledger *ledger, Arena *arena, uint32_t line, const Span *span,
                  DayRange range, CreditVisit *visit, void *context);
Ratio line_unit(const Ledger *ledger, Arena *scratch, uint32_t line, Ratio amount);  /* -> whole */

/* participation.c: the target incentive of a month, before weights, for the participation's days in
 * it; how many these are is added to *days. */
Ratio month_target(Engine *engine, const Participation *participation, Month month,
                   int32_t *days, Terms *terms);
/* quota.c: one month's quota of a participation under a component; false: nobody has any. */
bool quota_of_month(Engine *engine, uint32_t participation, const Component *component,
                    const Span *spans, uint32_t span_count, Month month, Ratio *out,
                    Terms *terms);

/* trace.c: terms may be NULL. */
Terms *terms_new(Arena *arena);
void terms_target(Terms *terms, TargetTerm term);
void terms_quota(Terms *terms, QuotaTerm term);

/* plan_cap.c: takes what is above the plan's cap off its components' earned to date in a month, in
 * proportion. False: the cap is too large to be exact. */
MUST_USE bool plan_cap(Arena *arena, const Company *company, const Plan *plan, CapPart *parts,
                       CapSteps *steps);

/* earn.c: earned to date from the inputs: the one place where pay is made. figures are those that
 * formulas may name. False: not payable (problem in fault). */
bool earn_to_date(Arena *arena, const Company *company, const Component *component,
                  const Inputs *inputs, const Value *figures, Earned *out, Text *fault);

#endif
