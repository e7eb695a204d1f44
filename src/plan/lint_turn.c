/* lint_turn.c - where pieces turn, meet a cap or a floor, rise, fall and stay.
 *
 * A place at which a polynomial is 0 is exact where it is straight or the place is a short decimal;
 * else it is closed in on from both sides, in fractions. */
#include "lint_inside.h"

#include <assert.h>

enum { HALVINGS = 64 };

typedef struct Poly { Ratio a, b, c, d; } Poly;

static Ratio times(Arena *arena, Ratio a, Ratio b) { return ratio_multiply(arena, a, b); }
static Ratio plus(Arena *arena, Ratio a, Ratio b) { return ratio_add(arena, a, b); }

static Ratio poly_at(Arena *arena, const Poly *poly, Ratio at)
{
    Ratio bent = plus(arena, poly->c, times(arena, poly->d, at));
    bent = plus(arena, poly->b, times(arena, bent, at));
    return plus(arena, poly->a, times(arena, bent, at));
}

static int sign_at(Arena *arena, const Poly *poly, Ratio at)
{
    return ratio_sign(poly_at(arena, poly, at));
}

/* A place above `from` where it has the sign that it has for good. */
static Ratio far_above(Arena *arena, const Poly *poly, Ratio from, int sign)
{
    Ratio step = RATIO_ONE, at = plus(arena, from, step);
    while (sign_at(arena, poly, at) != sign) {
        step = times(arena, step, ratio_whole(2));
        at = plus(arena, from, step);
    }
    return at;
}

/* Between two places where it has two signs; not below the place itself. */
static Ratio root_between(Arena *arena, const Poly *poly, Ratio low, Ratio high)
{
    Ratio root;
    if (ratio_sign(poly->c) == 0 && ratio_sign(poly->d) == 0) {
        bool divided = ratio_divide(arena, ratio_negate(arena, poly->a), poly->b, &root);
        assert(divided);
        return root;
    }
    int sign = sign_at(arena, poly, low);
    for (int i = 0; i < HALVINGS; i++) {
        Ratio middle = times(arena, plus(arena, low, high), ratio_make(arena, 1, 2));
        if (sign_at(arena, poly, middle) == sign) low = middle;
        else high = middle;
    }
    root = ratio_round(arena, high, 6, ROUND_HALF_UP);
    return sign_at(arena, poly, root) == 0 ? root : high;
}

static Poly slope_of(Arena *arena, const Piece *piece)
{
    return (Poly){piece->b, times(arena, ratio_whole(2), piece->c),
                  times(arena, ratio_whole(3), piece->d), RATIO_ZERO};
}

static int leading_sign(Ratio b, Ratio c, Ratio d)
{
    return ratio_sign(d) ? ratio_sign(d) : ratio_sign(c) ? ratio_sign(c) : ratio_sign(b);
}

static bool add_turn(Arena *arena, const Poly *slope, Ratio low, Ratio high, Ratio *out)
{
    if (sign_at(arena, slope, low) * sign_at(arena, slope, high) >= 0) return false;
    *out = root_between(arena, slope, low, high);
    return true;
}

/* Where a piece turns, ascending: at most twice. The slope's own vertex lies between. */
static size_t turns_of(Arena *arena, const Curve *curve, size_t i, Ratio turns[2])
{
    const Piece *piece = &curve->pieces[i];
    if (ratio_sign(piece->c) == 0 && ratio_sign(piece->d) == 0) return 0;
    Poly slope = slope_of(arena, piece);
    Ratio low = piece->from, vertex = low;
    if (ratio_sign(piece->d)) {
        bool divided = ratio_divide(arena, ratio_negate(arena, slope.b),
                                    times(arena, ratio_whole(2), slope.c), &vertex);
        assert(divided);
    }
    bool last = i + 1 == curve->count;
    int sign = leading_sign(RATIO_ZERO, piece->c, piece->d);
    Ratio high = last ? far_above(arena, &slope, ratio_max(low, vertex), sign)
                      : curve->pieces[i + 1].from;
    size_t count = 0;
    if (ratio_compare(low, vertex) < 0 && ratio_compare(vertex, high) < 0) {
        count += add_turn(arena, &slope, low, vertex, &turns[count]);
        low = vertex;
    }
    count += add_turn(arena, &slope, low, high, &turns[count]);
    return count;
}

void curve_turn(Arena *arena, Curve *curve)
{
    Piece *pieces = ARENA_ARRAY(arena, Piece, 3 * curve->count);
    size_t count = 0;
    for (size_t i = 0; i < curve->count; i++) {
        Ratio turns[2];
        size_t turn_count = turns_of(arena, curve, i, turns);
        pieces[count++] = curve->pieces[i];
        for (size_t t = 0; t < turn_count; t++) {
            pieces[count] = curve->pieces[i];
            pieces[count].from = turns[t];
            pieces[count++].starts = STARTS_TURN;
        }
    }
    curve->pieces = pieces;
    curve->count = count;
}

int curve_direction(Arena *arena, const Curve *curve, size_t i)
{
    const Piece *piece = &curve->pieces[i];
    if (i + 1 == curve->count) return leading_sign(piece->b, piece->c, piece->d);
    return ratio_compare(curve_pays(arena, curve, i, curve->pieces[i + 1].from),
                         curve_pays(arena, curve, i, piece->from));
}

static Piece bounded(const Piece *piece, Ratio from, Ratio bound)
{
    Piece out = *piece;
    if (!ratio_equal(from, piece->from)) out.starts = STARTS_BOUND;
    out.from = from;
    out.a = bound;
    out.b = out.c = out.d = RATIO_ZERO;
    out.bounded = true;
    return out;
}

/* Where a piece crosses the bound, of one that does. */
static Ratio crossing(Arena *arena, const Curve *curve, size_t i, Ratio bound)
{
    const Piece *piece = &curve->pieces[i];
    Poly poly = {ratio_subtract(arena, piece->a, bound), piece->b, piece->c, piece->d};
    bool last = i + 1 == curve->count;
    Ratio high = last ? far_above(arena, &poly, piece->from,
                                  leading_sign(piece->b, piece->c, piece->d))
                      : curve->pieces[i + 1].from;
    return root_between(arena, &poly, piece->from, high);
}

/* -1: on the side that is paid; 0: at the bound; 1: beyond. At the piece's start, and its end. */
static void sides_of(Arena *arena, const Curve *curve, size_t i, Ratio bound, bool above,
                     int *start, int *end)
{
    int way = above ? 1 : -1, direction = curve_direction(arena, curve, i);
    *start = way * ratio_compare(curve_pays(arena, curve, i, curve->pieces[i].from), bound);
    if (direction == 0) *end = *start;
    else if (i + 1 == curve->count) *end = way * direction;
    else *end = way * ratio_compare(curve_pays(arena, curve, i, curve->pieces[i + 1].from), bound);
}

void curve_bound(Arena *arena, Curve *curve, Ratio bound, bool above)
{
    Piece *pieces = ARENA_ARRAY(arena, Piece, 2 * curve->count);
    size_t count = 0;
    for (size_t i = 0; i < curve->count; i++) {
        const Piece *piece = &curve->pieces[i];
        int start, end;
        sides_of(arena, curve, i, bound, above, &start, &end);
        if (start >= 0 && end >= 0 && start + end > 0) {
            pieces[count++] = bounded(piece, piece->from, bound);
        } else if (start > 0 && end < 0) {
            pieces[count++] = bounded(piece, piece->from, bound);
            pieces[count] = *piece;
            pieces[count].from = crossing(arena, curve, i, bound);
            pieces[count].open = false;
            pieces[count++].starts = STARTS_BOUND;
        } else {
            pieces[count++] = *piece;
            if (start >= 0 || end <= 0) continue;
            pieces[count] = bounded(piece, crossing(arena, curve, i, bound), bound);
            pieces[count++].open = false;
        }
    }
    curve->pieces = pieces;
    curve->count = count;
}

bool curve_never_rises(Arena *arena, const Curve *curve)
{
    bool falls = false;
    for (size_t i = 0; i < curve->count; i++) {
        int direction = curve_direction(arena, curve, i), jump = 0;
        Starts starts = curve->pieces[i].starts;
        Ratio at = curve->pieces[i].from;
        if (i > 0 && starts != STARTS_TURN && starts != STARTS_BOUND)
            jump = ratio_compare(curve_pays(arena, curve, i, at),
                                 curve_pays(arena, curve, i - 1, at));
        if (direction > 0 || jump > 0) return false;
        falls |= direction < 0 || jump < 0;
    }
    return falls;
}

size_t curve_ceiling(Arena *arena, const Curve *curve)
{
    size_t i = curve->count;
    while (i > 0 && curve_is_flat(curve, i - 1) &&
           (i == curve->count ||
            ratio_equal(curve_pays(arena, curve, i - 1, curve->pieces[i - 1].from),
                        curve_pays(arena, curve, i, curve->pieces[i].from))))
        i--;
    return i;
}
