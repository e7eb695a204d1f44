/* lint_curve.c - a rate table as pieces of straight (of `pays: credited` by `linear`: bent) lines,
 * alone and times a modifier's. What rate.c says at a point, this says between two.
 * Source: CONTRACT 5, the rate table. */
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
    return (Piece){.from = from, .a = a, .b = RATIO_ZERO, .c = RATIO_ZERO, .d = RATIO_ZERO,
                   .tier = tier};
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

static bool jumps(Arena *arena, const Curve *curve, size_t i)
{
    if (i == 0) return false;
    Ratio at = curve->pieces[i].from;
    return !ratio_equal(curve_pays(arena, curve, i - 1, at), curve_pays(arena, curve, i, at));
}

/* (a + b x + c x^2) times (e + f x). */
static Piece product(Arena *arena, const Piece *table, const Piece *factor)
{
    assert(ratio_sign(table->d) == 0 && ratio_sign(factor->c) == 0);
    Piece out = *table;
    out.a = times(arena, table->a, factor->a);
    out.b = plus(arena, times(arena, table->b, factor->a), times(arena, table->a, factor->b));
    out.c = plus(arena, times(arena, table->c, factor->a), times(arena, table->b, factor->b));
    out.d = times(arena, table->c, factor->b);
    out.factor = factor->tier;
    out.factor_falls = ratio_sign(factor->b) < 0;
    return out;
}

Curve curve_times(Arena *arena, const Curve *table, const Curve *factor)
{
    Curve out = {.pieces = ARENA_ARRAY(arena, Piece, table->count + factor->count),
                 .steps = table->steps};
    size_t t = 0, f = 0;
    bool by_table = true, by_factor = true;
    while (by_table || by_factor) {
        const Piece *from = by_table ? &table->pieces[t] : &factor->pieces[f];
        Piece *piece = &out.pieces[out.count++];
        *piece = product(arena, &table->pieces[t], &factor->pieces[f]);
        piece->from = from->from;
        bool factor_jumps = by_factor && jumps(arena, factor, f) && !jumps(arena, table, t);
        piece->starts = by_table && !factor_jumps ? STARTS_TIER : STARTS_FACTOR;
        bool table_left = t + 1 < table->count, factor_left = f + 1 < factor->count;
        int order = !table_left ? 1 : !factor_left ? -1
                    : ratio_compare(table->pieces[t + 1].from, factor->pieces[f + 1].from);
        by_table = table_left && order <= 0;
        by_factor = factor_left && order >= 0;
        t += by_table;
        f += by_factor;
    }
    return out;
}

Ratio curve_pays(Arena *arena, const Curve *curve, size_t i, Ratio at)
{
    const Piece *piece = &curve->pieces[i];
    if (ratio_sign(piece->c) == 0 && ratio_sign(piece->d) == 0)
        return plus(arena, piece->a, times(arena, piece->b, at));
    Ratio bent = plus(arena, piece->c, times(arena, piece->d, at));
    bent = plus(arena, piece->b, times(arena, bent, at));
    return plus(arena, piece->a, times(arena, bent, at));
}

size_t curve_piece(const Curve *curve, Ratio at)
{
    size_t piece = 0;
    for (size_t i = 1; i < curve->count; i++) {
        int order = ratio_compare(at, curve->pieces[i].from);
        if (order > 0 || (order == 0 && !curve->pieces[i].open)) piece = i;
    }
    return piece;
}

bool curve_is_flat(const Curve *curve, size_t i)
{
    const Piece *piece = &curve->pieces[i];
    return ratio_sign(piece->b) == 0 && ratio_sign(piece->c) == 0 && ratio_sign(piece->d) == 0;
}
