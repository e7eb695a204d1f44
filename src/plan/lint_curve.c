/* lint_curve.c - a rate table as pieces of straight (of `pays: credited` by `linear`: bent) lines.
 * What rate.c says at a point, this says between two. Source: CONTRACT 5, the rate table. */
#include "lint_inside.h"

#include <assert.h>

static Ratio times(Arena *arena, Ratio a, Ratio b) { return ratio_multiply(arena, a, b); }
static Ratio plus(Arena *arena, Ratio a, Ratio b) { return ratio_add(arena, a, b); }
static Ratio minus(Arena *arena, Ratio a, Ratio b) { return ratio_subtract(arena, a, b); }

static Ratio over(Arena *arena, Ratio a, Ratio b)
{
    Ratio quotient;
    bool divided = ratio_divide(arena, a, b, &quotient);
    assert(divided);
    return quotient;
}

static Piece constant(Ratio from, Ratio a, size_t tier)
{
    return (Piece){from, a, RATIO_ZERO, RATIO_ZERO, tier};
}

static void add_line(Arena *arena, Curve *curve, RateTier from, Ratio slope, size_t tier)
{
    Piece *piece = &curve->pieces[curve->count++];
    *piece = constant(from.at, minus(arena, from.pays, times(arena, slope, from.at)), tier);
    piece->b = slope;
}

/* Beyond the last point: flat, or on with the slope of the last line that is not a jump. */
static Ratio slope_beyond(Arena *arena, const Rate *rate)
{
    for (size_t i = rate->count - 1; rate->extend && i-- > 0;) {
        RateTier a = rate->tiers[i], b = rate->tiers[i + 1];
        if (ratio_equal(a.at, b.at)) continue;
        return over(arena, minus(arena, b.pays, a.pays), minus(arena, b.at, a.at));
    }
    return RATIO_ZERO;
}

static void lines_of(Arena *arena, const Rate *rate, Curve *curve)
{
    if (ratio_sign(rate->tiers[0].at) > 0)
        curve->pieces[curve->count++] = constant(RATIO_ZERO, rate->tiers[0].pays, 0);
    for (size_t i = 0; i + 1 < rate->count; i++) {
        RateTier a = rate->tiers[i], b = rate->tiers[i + 1];
        if (ratio_equal(a.at, b.at)) continue;
        add_line(arena, curve, a,
                 over(arena, minus(arena, b.pays, a.pays), minus(arena, b.at, a.at)), i);
    }
    add_line(arena, curve, rate->tiers[rate->count - 1], slope_beyond(arena, rate),
             rate->count - 1);
}

static void tiers_of(Arena *arena, const Rate *rate, bool by_input, Curve *curve)
{
    Ratio before = RATIO_ZERO;       /* of the tiers below, in full */
    for (size_t i = 0; i < rate->count; i++) {
        RateTier tier = rate->tiers[i];
        Piece piece = constant(tier.at, tier.pays, i);
        if (rate->method == RATE_MARGINAL) {
            piece.a = minus(arena, before, times(arena, tier.pays, tier.at));
            piece.b = tier.pays;
            if (i + 1 < rate->count)
                before = plus(arena, before, times(arena, tier.pays,
                              minus(arena, rate->tiers[i + 1].at, tier.at)));
        } else if (by_input) {
            piece.a = RATIO_ZERO;
            piece.b = tier.pays;
        }
        curve->pieces[curve->count++] = piece;
    }
}

Curve curve_of(Arena *arena, const Rate *rate, bool credited)
{
    Curve curve = {.pieces = ARENA_ARRAY(arena, Piece, rate->count + 1),
                   .steps = rate->method == RATE_STEP && !credited};
    if (rate->method != RATE_LINEAR) {
        tiers_of(arena, rate, credited || rate->method == RATE_WHOLE, &curve);
        return curve;
    }
    lines_of(arena, rate, &curve);
    for (size_t i = 0; i < curve.count && credited; i++) {
        Piece *piece = &curve.pieces[i];     /* x times (a + b x) */
        piece->c = piece->b;
        piece->b = piece->a;
        piece->a = RATIO_ZERO;
    }
    return curve;
}

static Ratio piece_at(Arena *arena, const Piece *piece, Ratio at)
{
    Ratio bent = plus(arena, piece->b, times(arena, piece->c, at));
    return plus(arena, piece->a, times(arena, bent, at));
}

Ratio curve_clipped(Arena *arena, const Curve *curve, size_t piece, Ratio at)
{
    Ratio pays = piece_at(arena, &curve->pieces[piece], at);
    if (curve->has_limit) pays = ratio_min(pays, curve->limit);
    return curve->floored ? ratio_max(pays, RATIO_ZERO) : pays;
}

size_t curve_piece(const Curve *curve, Ratio at)
{
    size_t piece = 0;
    while (piece + 1 < curve->count && ratio_compare(at, curve->pieces[piece + 1].from) >= 0)
        piece++;
    return piece;
}

bool curve_is_flat(const Curve *curve, size_t i)
{
    return ratio_sign(curve->pieces[i].b) == 0 && ratio_sign(curve->pieces[i].c) == 0;
}

static Ratio slope_at(Arena *arena, const Piece *piece, Ratio at)
{
    Ratio bend = times(arena, piece->c, times(arena, ratio_whole(2), at));
    return plus(arena, piece->b, bend);
}

/* A slope is a straight line itself: it is least at an end, and at most once 0 between. What lies
 * above the limit at both ends does not fall. */
bool curve_falls(Arena *arena, const Curve *curve, size_t i, Ratio *from)
{
    const Piece *piece = &curve->pieces[i];
    bool last = i + 1 == curve->count;
    *from = piece->from;
    bool at_start = ratio_sign(slope_at(arena, piece, piece->from)) < 0;
    Ratio to = last ? piece->from : curve->pieces[i + 1].from;
    bool at_end = last ? ratio_sign(piece->c) < 0 : ratio_sign(slope_at(arena, piece, to)) < 0;
    if (!at_start && !at_end) return false;
    if (curve->has_limit && !last &&
        ratio_compare(piece_at(arena, piece, piece->from), curve->limit) >= 0 &&
        ratio_compare(piece_at(arena, piece, to), curve->limit) >= 0)
        return false;
    if (!at_start)
        *from = over(arena, ratio_negate(arena, piece->b),
                     times(arena, ratio_whole(2), piece->c));
    return true;
}

static bool curve_rises(Arena *arena, const Curve *curve, size_t i)
{
    const Piece *piece = &curve->pieces[i];
    bool last = i + 1 == curve->count;
    Ratio to = last ? piece->from : curve->pieces[i + 1].from;
    return ratio_sign(slope_at(arena, piece, piece->from)) > 0 ||
           (last ? ratio_sign(piece->c) > 0 : ratio_sign(slope_at(arena, piece, to)) > 0);
}

bool curve_never_rises(Arena *arena, const Curve *curve)
{
    bool falls = false;
    Ratio from;
    for (size_t i = 0; i < curve->count; i++) {
        if (curve_rises(arena, curve, i)) return false;
        falls |= curve_falls(arena, curve, i, &from);
        if (i == 0) continue;
        Ratio at = curve->pieces[i].from;
        int jump = ratio_compare(curve_clipped(arena, curve, i, at),
                                 curve_clipped(arena, curve, i - 1, at));
        if (jump > 0) return false;
        falls |= jump < 0;
    }
    return falls;
}

/* Where a piece reaches the limit; only where it is straight and rises. */
static bool reaches_limit(Arena *arena, const Curve *curve, size_t i, Ratio *at)
{
    const Piece *piece = &curve->pieces[i];
    if (!curve->has_limit || ratio_sign(piece->c) != 0 || ratio_sign(piece->b) <= 0) return false;
    *at = ratio_max(piece->from, over(arena, minus(arena, curve->limit, piece->a), piece->b));
    return true;
}

/* A piece that lies at or above the limit from its start to its end. What bends upwards does so
 * only if it does not fall at its start. */
static bool lies_above(Arena *arena, const Curve *curve, size_t i)
{
    const Piece *piece = &curve->pieces[i];
    Ratio to = curve->pieces[i + 1].from;
    return ratio_compare(piece_at(arena, piece, piece->from), curve->limit) >= 0 &&
           ratio_compare(piece_at(arena, piece, to), curve->limit) >= 0 &&
           (ratio_sign(piece->c) <= 0 || ratio_sign(slope_at(arena, piece, piece->from)) >= 0);
}

bool curve_ceiling(Arena *arena, const Curve *curve, Ratio *from, size_t *tier)
{
    size_t i = curve->count - 1;
    Ratio pays;
    if (curve_is_flat(curve, i)) {
        *from = curve->pieces[i].from;
        pays = curve_clipped(arena, curve, i, *from);
        bool below = !curve->has_limit || ratio_compare(curve->pieces[i].a, curve->limit) <= 0;
        *tier = below ? curve->pieces[i].tier : INDEX_NONE;
    } else if (reaches_limit(arena, curve, i, from)) {
        pays = curve->limit;
        *tier = INDEX_NONE;
    } else {
        return false;
    }
    for (; i > 0 && ratio_equal(*from, curve->pieces[i].from); i--) {
        const Piece *piece = &curve->pieces[i - 1];
        bool capped = curve->has_limit && ratio_equal(pays, curve->limit);
        Ratio at;
        if (curve_is_flat(curve, i - 1) &&
            ratio_equal(curve_clipped(arena, curve, i - 1, piece->from), pays)) {
            *from = piece->from;
            if (*tier != INDEX_NONE) *tier = piece->tier;
        } else if (capped && lies_above(arena, curve, i - 1)) {
            *from = piece->from;
            *tier = INDEX_NONE;
        } else if (capped && reaches_limit(arena, curve, i - 1, &at) &&
                   ratio_compare(at, *from) < 0) {
            *from = at;
            *tier = INDEX_NONE;
        } else {
            break;
        }
    }
    return true;
}
