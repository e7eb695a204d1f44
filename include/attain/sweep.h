/* sweep.h - a design with keys of it varied: what every variant costs, and how closely it pays for
 * performance.   (room: compare)
 *
 * The grid is the product of all axes. Facts are read and credited once; a variant computes
 * only the payees whom its keys reach.   Source: docs/compare.md, Sweeps. */
#ifndef ATTAIN_SWEEP_H
#define ATTAIN_SWEEP_H

#include "attain/compare.h"

#define SWEEP_VARIANTS_MAX 100000u   /* a minute or two; a grid beyond it was meant otherwise */

/* One key and the values that it takes: `AE.new_acv.cap=200%,250%,null`. */
typedef struct SweepAxis {
    Text path;                       /* AE.new_acv.cap */
    const Text *values;              /* as YAML says them; `null`: without the key */
    size_t count;
} SweepAxis;

/* How closely pay follows performance: the correlation (Pearson) of pay and attainment. */
typedef struct SweepFit {
    bool has;                        /* false: fewer than two payees, or all alike */
    int correlation;                 /* in ten-thousandths: 9,876 is 0.9876 */
    uint32_t payees;                 /* who have both a pay and an attainment to hold against it */
} SweepFit;

typedef struct SweepVariant {
    const Diag *problem;             /* why it can't be paid by; NULL: it can */
    Money paid;                      /* over the range */
    Money difference;                /* from the unchanged design */
    SweepFit fit;
} SweepVariant;

typedef struct Sweep {
    const Comparison *comparison;
    const Compared *base;            /* the unchanged design: the comparison's first side */
    SweepAxis *axes;
    size_t axis_count;
    Money base_paid;
    SweepFit base_fit;
    SweepVariant *variants;          /* the last axis moves fastest */
    size_t variant_count;
    bool pay_of_target;              /* pay is held as a share of target incentive; else (nobody has
                                        one) as an amount */
    bool has_budget;
    Money budget;
} Sweep;

/* Reads `PATH=VALUES`: values separated by commas, each a range `100%..300%/10%` (from, to, step)
 * or what YAML would say. False: they are none, or the grid grows too large (diags say why). */
MUST_USE bool sweep_axes(Arena *arena, const Text *options, size_t count, SweepAxis **out,
                         Diags *diags);
/* Whether each axis is a place of its own in the design, however it is spelled. False: a path is
 * none, or two are one (diags say which). */
MUST_USE bool sweep_places(Arena *arena, const DesignTrees *trees, const SweepAxis *axes,
                           size_t count, Diags *diags);
/* Computes every variant of the comparison's first side, on the comparison's threads. False: a path
 * is none, of which diags say the nearest; a variant that can't be is in its `problem`. */
MUST_USE bool sweep_compute(Arena *arena, Comparison *comparison, SweepAxis *axes,
                            size_t axis_count, Sweep *out, Diags *diags);

/* Which value of an axis a variant takes. */
size_t sweep_value(const Sweep *sweep, size_t variant, size_t axis);
/* At or under the budget; without one, every variant that can be paid by. */
bool sweep_affordable(const Sweep *sweep, const SweepVariant *variant);
/* Variants, best first: within the budget before beyond it, by correlation, then by cost. */
size_t *sweep_order(Arena *arena, const Sweep *sweep);
/* "0.9876"; "" where there is none. */
Text sweep_fit_text(Arena *arena, SweepFit fit);

#endif
