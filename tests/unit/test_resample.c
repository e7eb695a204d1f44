/* test_resample.c - resampled history against a case whose every outcome can be listed. */
#include "attain/compare.h"
#include "unit.h"

enum { SAMPLES = 20000 };

static Records records;
static Comparison comparison;

/* Two payees of two months; the second design pays each month 100 more. */
static Money first[] = {{0}, {400}, {800}, {1200}}, second[] = {{100}, {500}, {900}, {1300}};
static uint8_t payees[] = {1, 1};

static void start(void)
{
    records = (Records){.roster = {.person_count = 2}};
    comparison = (Comparison){.records = &records, .month_count = 2, .side_count = 2, .jobs = 1};
    comparison.sides = ARENA_ARRAY(arena, Compared, 2);
    comparison.sides[0] = (Compared){.paid = first, .is_payee = payees};
    comparison.sides[1] = (Compared){.paid = second, .is_payee = payees};
}

/* What a draw of two payees and two months costs under the first design. */
static int64_t cost(int draw)
{
    int64_t sum = 0;
    for (int p = 0; p < 2; p++)
        for (int m = 0; m < 2; m++) {
            int payee = draw >> p & 1, month = draw >> (2 + m) & 1;
            sum += first[payee * 2 + month].minor;
        }
    return sum;
}

START_TEST(meets_the_known_mean)
{
    int64_t mean16 = 0, squares16 = 0;
    for (int draw = 0; draw < 16; draw++) mean16 += cost(draw);
    ck_assert_int_eq(mean16, 16 * 2400);
    for (int draw = 0; draw < 16; draw++) squares16 += (cost(draw) - 2400) * (cost(draw) - 2400);
    CompareResampled got;
    ck_assert(compare_resample(arena, &comparison, SAMPLES, 7, &got, &diags));
    int64_t off = got.sides[0].mean.minor - 2400;
    /* within three standard errors: off^2 <= 9 * variance / samples */
    ck_assert_int_le(off * off * SAMPLES * 16, 9 * squares16);
    ck_assert_int_eq(got.sides[1].mean.minor, got.sides[0].mean.minor + 400);
    ck_assert_uint_eq(got.sides[0].dearer, 0);
    ck_assert_uint_eq(got.sides[1].dearer, SAMPLES);
}
END_TEST

/* Of 16 equally likely draws one costs 0, two 800, three 1600, four 2400, three 3200, two 4000 and
 * one 4800: 6.25% at most 0, 18.75% at most 800; 81.25% at most 3200, 93.75% at most 4000. */
START_TEST(finds_the_ranks)
{
    CompareResampled got;
    ck_assert(compare_resample(arena, &comparison, SAMPLES, 7, &got, &diags));
    ck_assert_int_eq(got.sides[0].low.minor, 800);
    ck_assert_int_eq(got.sides[0].middle.minor, 2400);
    ck_assert_int_eq(got.sides[0].high.minor, 4000);
}
END_TEST

START_TEST(depends_on_the_seed_alone)
{
    CompareResampled one, two, other;
    ck_assert(compare_resample(arena, &comparison, 999, 7, &one, &diags));
    comparison.jobs = 3;
    ck_assert(compare_resample(arena, &comparison, 999, 7, &two, &diags));
    ck_assert(compare_resample(arena, &comparison, 999, 8, &other, &diags));
    ck_assert_int_eq(one.sides[0].mean.minor, two.sides[0].mean.minor);
    ck_assert_int_eq(one.sides[0].low.minor, two.sides[0].low.minor);
    ck_assert_int_ne(one.sides[0].mean.minor, other.sides[0].mean.minor);
}
END_TEST

START_TEST(refuses_what_is_too_large)
{
    Money large[] = {{INT64_MAX / 2}, {INT64_MAX / 2}, {INT64_MAX / 2}, {INT64_MAX / 2}};
    comparison.sides[0].paid = large;
    CompareResampled got;
    ck_assert(!compare_resample(arena, &comparison, 100, 1, &got, &diags));
    ck_assert_int_eq(diags.items[0].code, DIAG_PAY_TOO_LARGE);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {{meets_the_known_mean, 1}, {finds_the_ranks, 1},
                              {depends_on_the_seed_alone, 1}, {refuses_what_is_too_large, 1}};
    return unit_run("resample", tests, ROWS(tests), 4, start, NULL);
}
