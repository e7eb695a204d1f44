/* test_lint_curve.c - a rate table as pieces says what rate.c says, at random places of random
 * tables, and just below every edge.
 *
 * Source: CONTRACT 5, the rate table. */
#include "unit.h"

#include "lint_inside.h"

enum { TABLES = 200, PLACES = 20 };

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

static void want_same(const char *what, Ratio have, Ratio want)
{
    Text text = ratio_exact(arena, want);
    want_ratio(what, have, text.bytes);
}

START_TEST(says_what_the_table_pays)
{
    Rate rate = random_rate(_i);
    for (int credited = 0; credited < 2; credited++) {
        Curve curve = curve_of(arena, &rate, credited);
        for (int place = 0; place < PLACES; place++) {
            Ratio at = ratio_make(arena, draw(200), 1 + draw(16));
            want_same("pays", curve_clipped(arena, &curve, curve_piece(&curve, at), at),
                      paid(&rate, credited, at));
        }
        /* what is said just below an edge is the limit: the same piece, a little lower */
        for (size_t i = 1; i < curve.count; i++) {
            Ratio below = ratio_subtract(arena, curve.pieces[i].from, fraction("1/1000003"));
            ck_assert_uint_eq(curve_piece(&curve, below), i - 1);
            want_same("below", curve_clipped(arena, &curve, i - 1, below),
                      paid(&rate, credited, below));
        }
    }
}
END_TEST

/* Where no piece is said to fall, more never pays less within it; where one is, it does. */
START_TEST(says_where_more_pays_less)
{
    Rate rate = random_rate(_i);
    for (int credited = 0; credited < 2; credited++) {
        Curve curve = curve_of(arena, &rate, credited);
        for (size_t i = 0; i < curve.count; i++) {
            Ratio width = i + 1 < curve.count
                              ? ratio_subtract(arena, curve.pieces[i + 1].from,
                                               curve.pieces[i].from) : ratio_whole(50);
            Ratio from, step = ratio_multiply(arena, width, fraction("1/64"));
            bool falls = curve_falls(arena, &curve, i, &from), fell = false;
            for (int s = 0; s < 63; s++) {
                Ratio a = ratio_add(arena, curve.pieces[i].from,
                                    ratio_multiply(arena, step, ratio_whole(s)));
                Ratio b = ratio_add(arena, a, step);
                bool less = ratio_compare(paid(&rate, credited, b), paid(&rate, credited, a)) < 0;
                fell |= less;
                if (less) ck_assert(falls && ratio_compare(b, from) > 0);
                if (falls && ratio_compare(a, from) >= 0) ck_assert(less);
            }
            if (fell) ck_assert(falls);
        }
    }
}
END_TEST

/* From a ceiling on, the pay is one and the same; just below it was another. */
START_TEST(says_where_more_pays_nothing)
{
    Rate rate = random_rate(_i);
    for (int credited = 0; credited < 2; credited++) {
        Curve curve = curve_of(arena, &rate, credited);
        curve.has_limit = draw(2) == 0;
        curve.limit = ratio_make(arena, 1 + draw(12), 4);
        Ratio from;
        size_t tier;
        if (!curve_ceiling(arena, &curve, &from, &tier)) continue;
        Ratio most = curve_clipped(arena, &curve, curve_piece(&curve, from), from);
        bool at_start = ratio_sign(from) > 0 &&
                        ratio_equal(curve.pieces[curve_piece(&curve, from)].from, from);
        for (int place = 0; place < PLACES; place++) {
            Ratio at = ratio_add(arena, from, ratio_make(arena, draw(100), 1 + draw(7)));
            want_same("above", curve_clipped(arena, &curve, curve_piece(&curve, at), at), most);
        }
        if (ratio_sign(from) == 0) continue;
        /* a bent piece may reach the limit where no fraction stands: it is said from its end on */
        if (ratio_sign(curve.pieces[curve_piece(&curve, from) - (size_t)at_start].c)) continue;
        Ratio below = ratio_subtract(arena, from, fraction("1/1000003"));
        Ratio less = curve_clipped(arena, &curve, curve_piece(&curve, below), below);
        ck_assert(!ratio_equal(less, most));
    }
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {says_what_the_table_pays, TABLES},
        {says_where_more_pays_less, TABLES},
        {says_where_more_pays_nothing, TABLES},
    };
    return unit_run("lint_curve", tests, ROWS(tests), 3 * TABLES, NULL, NULL);
}
