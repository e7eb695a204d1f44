/* test_lint_curve.c - a rate table as pieces says what rate.c says, at random places of random
 * tables, and just below every edge; alone, and times a modifier's.
 *
 * Source: CONTRACT 5, the rate table. */
#include "unit.h"

#include "lint_inside.h"

enum { TABLES = 40, PLACES = 20 };

static uint64_t state;

static int64_t draw(int64_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((state >> 33) % (uint64_t)below);
}

static Rate random_rate(int seed)
{
    state = (uint64_t)seed + 1;
    RateTier *tiers = ARENA_ARRAY(arena, RateTier, 6);
    Rate rate = {.method = (RateMethod)draw(4), .tiers = tiers};
    size_t count = 1 + (size_t)draw(6);
    int64_t at = 0;
    for (; rate.count < count; rate.count++) {
        bool line = rate.method == RATE_LINEAR;
        bool jump = line && rate.count && draw(3) == 0 &&
                    (rate.count < 2 || !ratio_equal(tiers[rate.count - 1].at,
                                                    tiers[rate.count - 2].at));
        if (!jump) at += line && !rate.count ? draw(5) : rate.count ? 1 + draw(7) : 0;
        tiers[rate.count] = (RateTier){ratio_make(arena, at, 4), ratio_make(arena, draw(9), 5)};
    }
    rate.extend = rate.method == RATE_LINEAR && draw(2) == 0;
    return rate;
}

static Ratio paid(const Rate *rate, bool credited, Ratio at)
{
    return credited ? rate_credited(arena, rate, at, at, RATIO_ONE, false)
                    : rate_multiplier(arena, rate, at, false);
}

static Curve turned_curve(const Rate *rate, bool credited)
{
    Curve curve = curve_of(arena, rate, credited);
    curve_turn(arena, &curve);
    return curve;
}

static void want_same(const char *what, Ratio have, Ratio want)
{
    Text text = ratio_exact(arena, want);
    want_ratio(what, have, text.bytes);
}

START_TEST(says_what_the_table_pays)
{
    Rate rate = random_rate(_i);
    for (int credited = 0; credited < 2; credited++) {
        Curve curve = turned_curve(&rate, credited);
        for (int place = 0; place < PLACES; place++) {
            Ratio at = ratio_make(arena, draw(200), 1 + draw(16));
            want_same("pays", curve_pays(arena, &curve, curve_piece(&curve, at), at),
                      paid(&rate, credited, at));
        }
        /* what is said just below an edge is the limit: the same piece, a little lower */
        for (size_t i = 1; i < curve.count; i++) {
            Ratio below = ratio_subtract(arena, curve.pieces[i].from, fraction("1/1000003"));
            ck_assert_uint_eq(curve_piece(&curve, below), i - 1);
            want_same("below", curve_pays(arena, &curve, i - 1, below),
                      paid(&rate, credited, below));
        }
    }
}
END_TEST

/* Where a piece is said to rise, fall or stay, it does from place to place. */
static void look_within(const Curve *curve, size_t i)
{
    Ratio width = i + 1 < curve->count ? ratio_subtract(arena, curve->pieces[i + 1].from,
                                                        curve->pieces[i].from) : ratio_whole(50);
    Ratio step = ratio_multiply(arena, width, fraction("1/16"));
    int direction = curve_direction(arena, curve, i);
    for (int s = 0; s < 15; s++) {
        Ratio a = ratio_add(arena, curve->pieces[i].from,
                            ratio_multiply(arena, step, ratio_whole(s)));
        Ratio b = ratio_add(arena, a, step);
        ck_assert_int_eq(ratio_compare(curve_pays(arena, curve, i, b),
                                       curve_pays(arena, curve, i, a)), direction);
    }
}

START_TEST(says_where_more_pays_less)
{
    Rate rate = random_rate(_i);
    for (int credited = 0; credited < 2; credited++) {
        Curve curve = turned_curve(&rate, credited);
        for (size_t i = 0; i < curve.count; i++) look_within(&curve, i);
    }
}
END_TEST

/* The product of two tables is what both pay, also where it bends three ways. */
START_TEST(says_what_table_and_modifier_pay)
{
    Rate rate = random_rate(2 * _i), modifier = random_rate(2 * _i + 1);
    for (int credited = 0; credited < 2; credited++) {
        Curve table = curve_of(arena, &rate, credited);
        Curve factor = curve_of(arena, &modifier, false);
        Curve curve = curve_times(arena, &table, &factor);
        curve_turn(arena, &curve);
        for (int place = 0; place < PLACES; place++) {
            Ratio at = ratio_make(arena, draw(200), 1 + draw(16));
            want_same("pays", curve_pays(arena, &curve, curve_piece(&curve, at), at),
                      ratio_multiply(arena, paid(&rate, credited, at),
                                     rate_multiplier(arena, &modifier, at, false)));
        }
        for (size_t i = 0; i < curve.count; i++) look_within(&curve, i);
    }
}
END_TEST

/* Below a cap it is what it was, or the cap; above a floor likewise. */
START_TEST(says_what_a_cap_and_a_floor_leave)
{
    Rate rate = random_rate(2 * _i), modifier = random_rate(2 * _i + 1);
    for (int above = 0; above < 2; above++) {
        Curve table = curve_of(arena, &rate, draw(2) == 0);
        Curve factor = curve_of(arena, &modifier, false);
        Curve curve = curve_times(arena, &table, &factor);
        curve_turn(arena, &curve);
        Curve whole = curve;
        Ratio bound = ratio_make(arena, 1 + draw(12), 4);
        curve_bound(arena, &curve, bound, above);
        for (int place = 0; place < PLACES; place++) {
            Ratio at = ratio_make(arena, draw(200), 1 + draw(16));
            Ratio pays = curve_pays(arena, &whole, curve_piece(&whole, at), at);
            want_same("bounded", curve_pays(arena, &curve, curve_piece(&curve, at), at),
                      above ? ratio_min(pays, bound) : ratio_max(pays, bound));
        }
    }
}
END_TEST

/* From a ceiling on, the pay is one and the same; just below it was another. */
START_TEST(says_where_more_pays_nothing)
{
    Rate rate = random_rate(_i);
    for (int credited = 0; credited < 2; credited++) {
        Curve curve = turned_curve(&rate, credited);
        if (draw(2) == 0) curve_bound(arena, &curve, ratio_make(arena, 1 + draw(12), 4), true);
        size_t ceiling = curve_ceiling(arena, &curve);
        if (ceiling == curve.count) continue;
        Ratio from = curve.pieces[ceiling].from;
        Ratio most = curve_pays(arena, &curve, ceiling, from);
        for (int place = 0; place < PLACES; place++) {
            Ratio at = ratio_add(arena, from, ratio_make(arena, draw(100), 1 + draw(7)));
            want_same("above", curve_pays(arena, &curve, curve_piece(&curve, at), at), most);
        }
        if (ratio_sign(from) == 0) continue;
        Ratio below = ratio_subtract(arena, from, fraction("1/1000003"));
        ck_assert(!ratio_equal(curve_pays(arena, &curve, curve_piece(&curve, below), below), most));
    }
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {says_what_the_table_pays, TABLES},
        {says_where_more_pays_less, TABLES},
        {says_what_table_and_modifier_pay, TABLES},
        {says_what_a_cap_and_a_floor_leave, TABLES},
        {says_where_more_pays_nothing, TABLES},
    };
    return unit_run("lint_curve", tests, ROWS(tests), 5 * TABLES, NULL, NULL);
}
