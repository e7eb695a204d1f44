/* working_inside.h - what the files of the exact working share. Private to them. */
#ifndef ATTAIN_WORKING_INSIDE_H
#define ATTAIN_WORKING_INSIDE_H

#include "exact.h"
#include "working.h"

/* ---- credits: working_credits.c */

/* How a credit line's amounts become whole numbers: units = amount x scale. */
typedef struct LineUnits {
    int64_t scale;               /* 10^digits of money; of counts what their denominators share */
    bool fits;                   /* all of them added up stay far below 2^53 */
} LineUnits;

typedef struct CreditRun { size_t first, count; int32_t weight; } CreditRun;   /* of the ledger's */

/* What a figure adds up: runs of credits; the same for everybody who counts the same. */
typedef struct SumSet {
    uint32_t line;
    const CreditRun *runs;
    size_t run_count;
    size_t first_row;            /* on Sums, of those with more than one run */
    Int128 units;
} SumSet;

/* ---- quotas and targets: working_terms.c */

/* Terms that are added up: a block of rows on Quotas, Team quotas or Targets. */
typedef struct TermSet {
    const QuotaTerm *quotas;     /* of a set of quotas, */
    const TargetTerm *targets;   /* or of one of targets */
    size_t count;
    bool carriers;               /* the terms of a team's carriers; else all but those */
    uint32_t line;               /* of quotas */
    int goal_months;             /* over which a goal is spread */
    size_t first_row, row_count;
    int64_t common;              /* units = amount x common; 0: too large to be said */
    Int128 units;                /* of all */
    int64_t month_common;        /* of targets: the same of days / days of the month */
    Int128 month_units;
} TermSet;

typedef struct TermSets {
    Names *keys;                 /* what is in a set, so that each stands there once */
    TermSet *items;
    size_t count, capacity;
    size_t rows;
} TermSets;
#define SET_NONE UINT32_MAX

/* ---- rates: working_rates.c */

typedef enum RateTable { TABLE_RATE, TABLE_MODIFIER, TABLE_DOWN, TABLE_ACROSS, TABLE_CELLS,
                         TABLE_WEIGHT, TABLE_GOAL, TABLE_CAP, TABLE_WHEN_EMPTY,
                         RATE_TABLES } RateTable;

/* Rows of one table on Rates, in whole units: from x from_scale, pays x pays_scale. */
typedef struct RateBlock {
    size_t first, count;         /* count 0: the component has none */
    int64_t from_scale, pays_scale;
    const int64_t *from, *pays;  /* [row]; NULL where there are none */
    const int64_t *step;         /* marginal: pays less the tier before; linear: the rise to come */
    const int64_t *width;        /* linear: how far it is to the next point */
    bool fits;
} RateBlock;

typedef struct ComponentRates { RateBlock tables[RATE_TABLES]; } ComponentRates;

/* ---- rows: working_row.c */

/* The columns of Working, in their order; fractions have two. Those without a use are left out. */
typedef enum WorkingSlot {
    SLOT_PERSON, SLOT_PLAN, SLOT_COMPONENT, SLOT_UNITS, SLOT_SCALE, SLOT_UNITS_BELOW,
    SLOT_SCALE_BELOW, SLOT_VALUE, SLOT_QUOTA, SLOT_ATTAINMENT, SLOT_MONTHS, SLOT_TARGET, SLOT_INPUT,
    SLOT_REACHED, SLOT_PAYS, SLOT_DOWN, SLOT_DOWN_PART, SLOT_ACROSS, SLOT_ACROSS_PART, SLOT_TABLE,
    SLOT_MODIFIER_ROW, SLOT_MODIFIER_PAYS, SLOT_MODIFIER, SLOT_MULTIPLIER, SLOT_BEFORE, SLOT_GATE,
    SLOT_AMOUNT, SLOT_MINOR, SLOT_UNCAPPED, SLOT_LIMIT, SLOT_SHARE_CUT, SLOT_SHARE_REST, SLOT_SHARE,
    SLOT_ENGINE, WORKING_SLOTS
} WorkingSlot;

/* How an earned to date comes about: the last fraction of Working rounded, a plan formula's number
 * rounded, a share in the plan's cap, nothing yet, or the engine's own figure. */
typedef enum EarnedHow { EARNED_ROUNDED, EARNED_BINARY, EARNED_SHARE, EARNED_NOTHING,
                         EARNED_ENGINE } EarnedHow;

/* ---- all of it */

typedef struct EntrySets {       /* what one entry adds up */
    uint32_t value, denominator; /* into sums; SET_NONE: nothing is added up */
    uint32_t quota, target;      /* into quotas, targets; SET_NONE: there is none */
    const CreditRun *credits;    /* on Per credit, from a row on */
    size_t run_count, first_row, row_count;
    int64_t common;              /* what the pays of the credits have in common; 0: too large */
    Int128 units;
} EntrySets;

enum { SUMS_TIMES = 6, SUMS_UNITS = 8 };                     /* columns of Sums */
/* Columns of Quotas and of Team quotas, of Targets, of Rates. */
enum { QUOTAS_HOLDER, QUOTAS_MEASURE, QUOTAS_MONTH, QUOTAS_FROM, QUOTAS_GIVEN, QUOTAS_MONTHS,
       QUOTAS_RAMP, QUOTAS_DAYS, QUOTAS_MONTH_DAYS, QUOTAS_QUOTA, QUOTAS_GIVEN_UNITS,
       QUOTAS_GIVEN_SCALE, QUOTAS_RAMP_NUM, QUOTAS_RAMP_DEN, QUOTAS_UNITS, QUOTAS_COMMON };
enum { TARGETS_PERSON, TARGETS_ROLE, TARGETS_MONTH, TARGETS_YEARLY, TARGETS_PART, TARGETS_DAYS,
       TARGETS_MONTH_DAYS, TARGETS_TARGET, TARGETS_YEARLY_UNITS, TARGETS_PART_NUM,
       TARGETS_PART_DEN, TARGETS_UNITS, TARGETS_COMMON, TARGETS_MONTH_UNITS,
       TARGETS_MONTH_COMMON };
enum { RATES_PLAN, RATES_COMPONENT, RATES_TABLE, RATES_METHOD, RATES_TIER, RATES_FROM, RATES_ACROSS,
       RATES_PAYS, RATES_FROM_UNITS, RATES_FROM_SCALE, RATES_PAYS_UNITS, RATES_PAYS_SCALE,
       RATES_STEP, RATES_WIDTH };

struct Working {
    const View *view;
    const Ledger *ledger;
    Arena *arena, *scratch;
    Workbook *workbook;
    bool with_credits;           /* there is a sheet of credits; else they are in credits.csv */
    const SourceRows *rows;      /* NULL: they are not in the workbook */
    int digits;
    LineUnits *lines;            /* [line] */
    Names *sum_keys;
    SumSet *sums;
    size_t sum_count, sum_capacity, sum_rows;
    TermSets quotas, team_quotas, targets;
    ComponentRates **rates;      /* [plan][component]; [plan] NULL: nobody is in it */
    EntrySets *sets;             /* [row] */
    uint16_t units_column;       /* of Credits */
    uint16_t slots[WORKING_SLOTS];       /* columns of Working */
    EarnedHow *earned_how;             /* [row] */
    size_t per_credit_rows;
    Sheet *components_sheet, *working_sheet, *rates_sheet, *quotas_sheet, *team_quotas_sheet,
          *targets_sheet, *credits_sheet, *sums_sheet, *per_credit_sheet;
    size_t engine_count, engine_elsewhere;       /* on Working; on the sheets that it adds up */
};

/* working_credits.c */
void units_find(Working *working);
uint32_t sums_add(Working *working, const Entry *entry, uint32_t line);
Whole sums_units(const Working *working, const Pen *pen, uint32_t set);
bool sums_place(const Working *working, uint32_t set, const Sheet **sheet, size_t *row);
Text credit_address(const Working *working, Arena *arena, size_t credit);   /* of its units */
void credits_add(Working *working);
void credits_fill(Working *working);
void sums_sheet_add(Working *working);
void sums_fill(Working *working);

/* Runs of a line's credits that an entry counts; in the working's arena. */
const CreditRun *runs_of(Working *working, const Entry *entry, uint32_t line, size_t *count);

/* working_rates.c, working_lookup.c */
void rates_add(Working *working);
void rates_fill(Working *working);
Whole figure_units(const Working *working, const Pen *pen, const RateBlock *block);
Whole figure_scale(const Working *working, const Pen *pen, const RateBlock *block);
/* What a table looks up, as two wholes. */
typedef struct LookedUp { Whole num, den; } LookedUp;
LookedUp looked_up(const Pen *pen, Fraction input);
LookedUp looked_up_from_zero(const Pen *pen, Fraction input);        /* below 0 it is 0 */
Whole rows_reached(const Working *working, const Pen *pen, const RateBlock *block,
                   LookedUp input);
Fraction pen_pays(const Working *working, Pen *pen, const RateBlock *block, LookedUp input,
                  Whole reached, bool below_zero, Ratio figure);
Fraction pen_marginal(const Working *working, Pen *pen, const RateBlock *block, Fraction amount,
                      Fraction bound, bool below_zero, Ratio figure);
Fraction pen_axis_part(const Working *working, Pen *pen, const RateBlock *axis, LookedUp input,
                       Whole reached, Ratio figure);
Fraction pen_matrix(const Working *working, Pen *pen, const RateBlock *tables, Whole down,
                    Whole across, const Fraction *parts, Ratio figure);

/* working_row.c, working_components.c, working_per_credit.c */
bool asks_months(const Component *component);
void rows_add(Working *working);
void rows_fill(Working *working);
void components_add(Working *working);
void components_fill(Working *working);
void per_credit_find(Working *working, const Entry *entry, EntrySets *sets);
void per_credit_add(Working *working);
void per_credit_fill(Working *working);
/* The sum of an entry's rows. */
void per_credit_sum(const Working *working, const Pen *pen, const EntrySets *sets, Whole *num,
                    Whole *den);

/* working_terms.c */
uint32_t quotas_add(Working *working, const Entry *entry, const Component *component);
uint32_t targets_add(Working *working, const Entry *entry);
bool term_units(const TermSet *set, Ratio amount, int64_t *units);
const TermSet *team_of(const Working *working, uint32_t line, const QuotaTerm *carried);
bool in_set(const TermSet *set, const QuotaTerm *term);

/* working_quotas.c, working_targets.c */
void quotas_sheets_add(Working *working);
void quotas_fill(Working *working);
void targets_sheet_add(Working *working);
void targets_fill(Working *working);

#endif
