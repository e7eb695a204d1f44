/* rate.h - rate tables: from attainment, or the value itself, to pay.   (room: plan)
 *
 * Tiers ascend from 0, each closed below; points ascend, two at one place make a jump whose later
 * point holds at the place itself. Unless below_zero is asked for (`floor: none`), an input below 0
 * counts as 0 in the look-up, and only there. A matrix is a table of two inputs, which never looks
 * below 0.   Source: CONTRACT 5, the rate table and the matrix. */
#ifndef ATTAIN_RATE_H
#define ATTAIN_RATE_H

#include "attain/number.h"

typedef enum RateMethod { RATE_STEP, RATE_LINEAR, RATE_MARGINAL, RATE_WHOLE } RateMethod;

typedef struct RateTier { Ratio at; Ratio pays; } RateTier;   /* a tier's from, or a point's at */

typedef struct Rate {
    RateMethod method;
    bool on_value;               /* rate.on: value; else attainment */
    bool extend;                 /* beyond: extend */
    bool pays_money;             /* money per unit or amounts, in whole currency; else fractions */
    const RateTier *tiers;
    size_t count;                /* >= 1 */
} Rate;

/* The pays of the tier reached; linear: the interpolated pays. */
Ratio rate_pays(Arena *scratch, const Rate *rate, Ratio input, bool below_zero);
/* f, the multiplier of `pays: target` (the table's first column). */
Ratio rate_multiplier(Arena *scratch, const Rate *rate, Ratio input, bool below_zero);
/* What `pays: credited` earns before modifier, gate and cap (the table's second column). input
 * chooses the tier; bound is what one unit of input is worth in value: 1 on value, the quota (or
 * goal)
 * to date on attainment. Where bound is 0 the whole value gets the pays at input. */
Ratio rate_credited(Arena *scratch, const Rate *rate, Ratio value, Ratio input, Ratio bound,
                    bool below_zero);
/* The tiers that a marginal table cuts an amount into, and what each pays; bounds are scaled by
 * bound. Room for rate->count. Below 0 there is one, the first, where below_zero is asked for. */
typedef struct RateSlice { size_t tier; Ratio from, inside, amount; } RateSlice;
size_t rate_slices(Arena *scratch, const Rate *rate, Ratio amount, Ratio bound, bool below_zero,
                   RateSlice *out);
/* The tier, or the point, at or before an input: an index into tiers. */
size_t rate_tier(const Rate *rate, Ratio input, bool below_zero);
/* Whether every tier that the input touches pays 0 (note below_tier). */
bool rate_pays_nothing(Arena *scratch, const Rate *rate, Ratio input, bool below_zero);

/* Where the rows, or the columns, of a matrix stand: step: each holds from its place on, the first
 * from 0; linear: points with straight lines between them. */
typedef struct Axis {
    const Ratio *from;           /* strictly ascending */
    size_t count;                /* >= 1 */
} Axis;

typedef struct Matrix {
    RateMethod method;           /* RATE_STEP or RATE_LINEAR */
    bool pays_money;             /* amounts in whole currency; else fractions */
    Axis rows, cols;
    const Ratio *pays;           /* [row * cols.count + col] */
} Matrix;

/* The pays of the cell reached; linear: interpolated between the four points around the inputs,
 * flat beyond the first and the last of either axis. */
Ratio matrix_pays(Arena *scratch, const Matrix *matrix, Ratio row, Ratio col);

#endif
