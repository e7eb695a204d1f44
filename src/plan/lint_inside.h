/* lint_inside.h - a rate table as a line of pieces. Private to the room. */
#ifndef PLAN_LINT_INSIDE_H
#define PLAN_LINT_INSIDE_H

#include "attain/lint.h"

/* What begins where a piece does: a tier or point of the table, one of the modifier's, the gate's
 * threshold, the cap or the floor, or only another direction. */
typedef enum Starts { STARTS_TIER, STARTS_FACTOR, STARTS_GATE, STARTS_BOUND, STARTS_TURN } Starts;

/* a + b x + c x^2 + d x^3 from `from` on, up to the next piece; before the unit: the target of
 * `pays: target`, the quota where tiers of `pays: credited` stand on attainment, else 1. */
typedef struct Piece {
    Ratio from, a, b, c, d;
    bool open;                       /* not at `from` itself: just above it */
    size_t tier;                     /* or point; before the first point: that one */
    size_t factor;                   /* the modifier's; 0 without one */
    Starts starts;
    bool factor_falls;               /* the modifier does, within it */
    bool bounded;                    /* the cap, or the floor, says what it pays */
    bool shut;                       /* the gate is */
} Piece;

typedef struct Curve {
    Piece *pieces;                   /* by from, the first at 0 */
    size_t count;
    bool steps;                      /* a step table: flat between its steps by its very kind */
} Curve;

/* credited: the value times what the table pays, or the sum of its parts. */
Curve curve_of(Arena *arena, const Rate *rate, bool credited);
/* The two at one input multiplied, on the pieces of both; factor: straight, of a modifier. */
Curve curve_times(Arena *arena, const Curve *table, const Curve *factor);
/* What a piece says at a place, also at its end: the limit from below. */
Ratio curve_pays(Arena *arena, const Curve *curve, size_t piece, Ratio at);
size_t curve_piece(const Curve *curve, Ratio at);
bool curve_is_flat(const Curve *curve, size_t piece);

/* lint_turn.c. Cuts pieces where they turn, so that each only rises, only falls or is flat; the
 * turn of a cubic piece, where no fraction stands, to within 2^-64 of the piece. */
void curve_turn(Arena *arena, Curve *curve);
/* What lies above a cap (`above`), or below a floor, is it; of pieces that don't turn. */
void curve_bound(Arena *arena, Curve *curve, Ratio bound, bool above);
/* 1 where it rises, -1 where it falls; of a piece that doesn't turn. */
int curve_direction(Arena *arena, const Curve *curve, size_t piece);
/* It never rises: less is wanted of such a figure. */
bool curve_never_rises(Arena *arena, const Curve *curve);
/* From which piece on it stays the same for good; the count of pieces: from none. */
size_t curve_ceiling(Arena *arena, const Curve *curve);

/* lint_gate.c. Shuts the curve where the gate compares the component's own figure with a number.
 * worth: what an attainment of 100% is in value, where that is known. False: there is more in
 * the gate than that. */
bool curve_gate(Arena *arena, const Component *component, const Ratio *worth, Curve *curve);
/* The component's table, by its modifier where that looks at the same figure, and by its gate;
 * neither cap nor floor. *whole: that is all of the gate. */
Curve lint_curve(Arena *arena, const Component *component, const Ratio *worth, bool *whole);
bool lint_is_own_factor(const Component *component);

/* One table that is looked at. */
typedef struct Looked {
    Findings *findings;
    const Plan *plan;
    const Component *component;
    const LintScale *scale;
    uint32_t plan_index, component_index;
    Curve curve;
    FigureOf on;
    bool modifier;                   /* the curve is a modifier's, on another figure */
    bool gate_left;                  /* more of the gate than the curve shows */
    Ratio unit;                      /* what 1 of the curve is in money */
    const Sentence *at;              /* for whom: "at E103's target of ..."; NULL: anybody */
} Looked;

/* lint_table.c, lint_matrix.c */
void lint_table(const Looked *looked);
void lint_modifier(const Looked *looked);
void lint_gate(const Looked *looked);
void lint_matrix(const Looked *looked);
void lint_add(const Looked *looked, FindingCode code, Place place, const Sentence *says,
              const Sentence *advises);
const Sentence *lint_gate_advice(Arena *arena);
/* What is paid of it, rounded; and in words. */
Ratio lint_paid(const Looked *looked, Ratio of_curve);
Text lint_worth(const Looked *looked, Ratio of_curve);

#endif
