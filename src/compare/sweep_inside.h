/* sweep_inside.h - what the sweep's parts hand to each other. Private to the room. */
#ifndef COMPARE_SWEEP_INSIDE_H
#define COMPARE_SWEEP_INSIDE_H

#include "attain/sweep.h"

/* A payee in the plane of pay and attainment, both in millionths, or (where nobody has a target
 * incentive) pay in minor units. */
typedef struct FitPoint { bool has; int64_t pay, attainment; } FitPoint;

/* The points of the marked persons ([person]: 1; NULL: of all); others stay. targets:
 * compare_targets of the side, or NULL: pay is an amount. */
void fit_points(Arena *arena, const Comparison *comparison, const Compared *side,
                const Ratio *targets, const uint8_t *persons, FitPoint *points);
SweepFit fit_of(Arena *arena, const FitPoint *points, size_t count);

#endif
