/* diff.h - two runs of one month: whose figures differ, by how much, and why.   (room: report)
 *
 * Both runs' figures are those of their own payouts.csv and payroll.csv. Between them stand ledgers
 * computed from the runs' credits.csv and inputs, one input exchanged after the other; what a step
 * changes is that input's part. The parts add up to the difference.   Source: docs/diff.md. */
#ifndef ATTAIN_DIFF_H
#define ATTAIN_DIFF_H

#include "attain/explain.h"
#include "attain/run_record.h"

/* The causes of causes.def, and further ones; OTHER: company.yaml, or an option of the run. */
enum { DIFF_PRIOR = CAUSES, DIFF_BALANCE, DIFF_DRAW, DIFF_HELD, DIFF_ROUNDING, DIFF_CAUSES };
Text diff_cause_word(unsigned cause);

typedef struct DiffSide {
    RunRecord record;
    Company *company;                /* as its inputs/ say */
    Table *csvs[RUN_CSVS];           /* of its own files, restored */
    const Design *design;            /* NULL: it can't be read any more */
    const Ledger *ledger;            /* computed from all of these; NULL: it can't be */
} DiffSide;

/* One step from the first run to the second: what the month comes to once the input is the
 * second's, all later ones still the first's. NULL: it can't be computed; the next one takes its
 * part. */
typedef struct DiffStep { unsigned cause; const Ledger *ledger; } DiffStep;

/* In this order; the last is the second run's own ledger. */
enum { STEP_CREDITS, STEP_ROSTER, STEP_QUOTA, STEP_FX, STEP_PLAN, STEP_OTHER, DIFF_STEPS };
unsigned diff_step_cause(int step);

/* The credits of both runs, paired; sides have their ledgers. */
typedef struct DiffCredits DiffCredits;
DiffCredits *diff_credits(Arena *arena, const DiffSide sides[2]);
/* Whether a credit changes with this step. */
bool diff_credits_change(const DiffCredits *credits, int step);
/* Both runs' tables of credits, those left out that the step does not count: what the ledger of the
 * step is computed from. */
void diff_credits_tables(Arena *arena, const DiffCredits *credits, int step, Table tables[2]);

/* Whether the runs read other files of this kind (feed "": any). */
bool diff_files(const DiffSide sides[2], RunFileKind kind, Text feed);

/* The answer; the steps are DIFF_STEPS. */
Text diff_answer(Arena *arena, const DiffSide sides[2], const DiffStep *steps,
                 const DiffCredits *credits, const ExplainLook *look);

#endif
