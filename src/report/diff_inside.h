/* diff_inside.h - what the parts of diff hand to each other. Private to the room. */
#ifndef REPORT_DIFF_INSIDE_H
#define REPORT_DIFF_INSIDE_H

#include "attain/diff.h"

typedef struct CsvRow { const Slice *slice; size_t row; } CsvRow;      /* slice NULL: none */
static inline Text csv_text(CsvRow row, int column)
{
    return row.slice ? row.slice->columns[column].texts[row.row] : TEXT("");
}

static inline Ratio csv_number(CsvRow row, int column)
{
    return row.slice ? row.slice->columns[column].ratios[row.row] : RATIO_ZERO;
}

/* A credit that is not the same in both runs. */
typedef struct DiffCredit {
    ChangeKind kind;
    int step;                        /* with which it changes */
    bool is_money;
    CsvRow rows[2];                  /* in the runs' credits.csv */
} DiffCredit;

struct DiffCredits {
    const Table *tables[2];
    uint8_t *steps[2];               /* [row]: with which step one of the first run's goes, of the
                                        second's comes; DIFF_STEPS: never */
    DiffCredit *items;               /* by measure, line, person, day, key, feed */
    size_t count;
};
CsvRow diff_credit_row(const DiffCredit *credit);    /* the second run's, else the first's */

typedef struct DiffComponent {
    Text plan, component;
    CsvRow rows[2];
    Money earnings[2];
    Money causes[DIFF_CAUSES];
    size_t *credits;                 /* into DiffCredits.items: what it counts in either run */
    size_t credit_count;
} DiffComponent;

typedef struct DiffPayee {
    Text id, name;
    Text currencies[2];              /* as payroll pays; of a run that lacks him the other's */
    int digits;
    CsvRow rows[2];                  /* of payroll.csv */
    Money payments[2];
    bool comparable;                 /* both runs pay in one currency; else there are no causes */
    Money causes[DIFF_CAUSES];       /* of the payment's difference */
    DiffComponent *components;       /* that differ */
    size_t component_count;
} DiffPayee;

typedef struct Diff {
    Arena *arena;
    const DiffSide *sides;
    const DiffStep *steps;
    const DiffCredits *credits;
    const Words *words;              /* of text */
    int digits;                      /* of the company's currency */
    DiffPayee *payees;               /* whose figures differ, by id */
    size_t payee_count, payees_compared;
} Diff;

/* diff_payees.c */
void diff_find(Diff *diff);
Money diff_money(Ratio amount, int digits);
/* diff_counted.c: the changed credits that a component counts in either run. */
void diff_counted(const Diff *diff, Text person, DiffComponent *component);
Text diff_credit_amount(const Diff *diff, const DiffCredit *credit, int side);   /* "" if absent */

/* The figures of a row that differ: the names, and both texts. */
typedef struct DiffFigure { const char *name; Text texts[2]; } DiffFigure;
enum { DIFF_FIGURES_MAX = PAYOUTS_COLUMNS + PAYROLL_CELLS };
size_t diff_payout_figures(const Diff *diff, const DiffComponent *component, DiffFigure *out);
size_t diff_payroll_figures(const Diff *diff, const DiffPayee *payee, DiffFigure *out);

typedef struct DiffTotal {           /* of all payees paid in one currency */
    Text currency;
    int digits;
    Int128 payments[2];
    Int128 causes[DIFF_CAUSES];
} DiffTotal;
size_t diff_totals(const Diff *diff, DiffTotal **out);

Text diff_text(const Diff *diff, const ExplainLook *look);
Text diff_json(const Diff *diff, const ExplainLook *look);

#endif
