/* lint_inside.h - a rate table as a line of pieces. Private to the room. */
#ifndef PLAN_LINT_INSIDE_H
#define PLAN_LINT_INSIDE_H

#include "attain/lint.h"

/* a + b x + c x^2 from `from` on, up to the next piece; before the unit: the target of
 * `pays: target`, the quota where tiers of `pays: credited` stand on attainment, else 1. */
typedef struct Piece {
    Ratio from, a, b, c;
    size_t tier;                     /* or point; before the first point: that one */
} Piece;

typedef struct Curve {
    Piece *pieces;                   /* by from, the first at 0; at most one more than tiers */
    size_t count;
    bool has_limit;                  /* a cap, in the same unit: */
    Ratio limit;
    bool floored;                    /* never below 0 */
    bool steps;                      /* a step table: flat between its steps by its very kind */
} Curve;

/* credited: the value times what the table pays, or the sum of its parts. */
Curve curve_of(Arena *arena, const Rate *rate, bool credited);
/* What a piece says, below the limit and not below 0. */
Ratio curve_clipped(Arena *arena, const Curve *curve, size_t piece, Ratio at);
size_t curve_piece(const Curve *curve, Ratio at);
/* The smallest slope of a piece, and where it first falls. False: it never does. */
bool curve_falls(Arena *arena, const Curve *curve, size_t piece, Ratio *from);
bool curve_is_flat(const Curve *curve, size_t piece);
/* It never rises: less is wanted of such a figure. */
bool curve_never_rises(Arena *arena, const Curve *curve);
/* Where it stays the same for good. False: nowhere. *tier: INDEX_NONE where the limit does it. */
bool curve_ceiling(Arena *arena, const Curve *curve, Ratio *from, size_t *tier);

/* One table that is looked at. */
typedef struct Looked {
    Findings *findings;
    const Plan *plan;
    const Component *component;
    const LintScale *scale;
    uint32_t plan_index, component_index;
    Curve curve;
    FigureOf on;
    bool modifier;
    Curve table;                     /* what a modifier multiplies, where has_table */
    bool has_table;                  /* and the two look at the same figure */
    Ratio unit;                      /* what 1 of the curve is in money */
    const Sentence *at;              /* for whom: "at E103's target of ..."; NULL: anybody */
} Looked;

/* lint_table.c, lint_matrix.c */
void lint_table(const Looked *looked);
void lint_modifier(const Looked *looked);
void lint_matrix(const Looked *looked);
void lint_add(const Looked *looked, FindingCode code, Place place, const Sentence *says,
              const Sentence *advises);
Text lint_worth(const Looked *looked, Ratio of_curve);

#endif
