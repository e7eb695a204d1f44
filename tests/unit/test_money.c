/* test_money.c - minor units: splits worked by hand, ties, signs, overflow, digits. */
#include "unit.h"

#define MOST 9223372036854775807

static const struct { int64_t whole; const char *weights[5]; int64_t parts[5]; } SPLITS[] = {
    {100, {"50%"}, {100}},
    {100, {"1/2", "1/2"}, {50, 50}},
    {101, {"1/2", "1/2"}, {51, 50}},                   /* a tie: the earlier leg */
    {100, {"1", "1", "1"}, {34, 33, 33}},
    {101, {"1", "1", "1"}, {34, 34, 33}},
    {1000001, {"0.7", "0.3"}, {700001, 300000}},       /* rests .7 and .3 */
    {10, {"0.35", "0.35", "0.3"}, {4, 3, 3}},          /* 3.5 3.5 3 */
    {10, {"0.25", "0.25", "0.5"}, {3, 2, 5}},          /* 2.5 2.5 5 */
    {10, {"0.15", "0.25", "0.6"}, {2, 2, 6}},          /* 1.5 2.5 6: a tie */
    {10, {"0.5", "0.15", "0.35"}, {5, 2, 3}},          /* 5 1.5 3.5: a tie */
    {7, {"0.1", "0.2", "0.3", "0.4"}, {1, 1, 2, 3}},   /* 0.7 1.4 2.1 2.8: to 0.8, then 0.7 */
    {1, {"0.2", "0.2", "0.2", "0.2", "0.2"}, {1, 0, 0, 0, 0}},
    {3, {"0.2", "0.2", "0.2", "0.2", "0.2"}, {1, 1, 1, 0, 0}},
    {1, {"0.4", "0.6"}, {0, 1}},
    {0, {"0.4", "0.6"}, {0, 0}},
    {5, {"0", "1"}, {0, 5}},
    {5, {"1", "0", "1"}, {3, 0, 2}},
    {5, {"3", "2"}, {3, 2}},                           /* weights need not add up to 1 */
    /* of a negative whole the absolute amounts decide, so that a clawback mirrors the sale */
    {-101, {"1/2", "1/2"}, {-51, -50}},
    {-100, {"1", "1", "1"}, {-34, -33, -33}},
    {-7, {"0.1", "0.2", "0.3", "0.4"}, {-1, -1, -2, -3}},
    {-1000001, {"0.7", "0.3"}, {-700001, -300000}},
    /* intermediate products beyond 64 bits */
    {MOST, {"1/3", "1/3", "1/3"},
     {3074457345618258603, 3074457345618258602, 3074457345618258602}},
    {-MOST - 1, {"1/2", "1/2"}, {-4611686018427387904, -4611686018427387904}},
    {-MOST - 1, {"1"}, {-MOST - 1}},
};

static Ratio weight(const char *words)
{
    Text text = text_of(words);
    bool percent = text.bytes[text.length - 1] == '%';
    if (!percent) return fraction(words);
    const char *digits = text_copy(arena, text_part(text, 0, text.length - 1)).bytes;
    return ratio_multiply(arena, fraction(digits), ratio_make(arena, 1, 100));
}

START_TEST(splits)
{
    Ratio weights[5];
    Money parts[5];
    size_t count = 0;
    for (; count < 5 && SPLITS[_i].weights[count]; count++)
        weights[count] = weight(SPLITS[_i].weights[count]);
    ck_assert(money_split((Money){SPLITS[_i].whole}, weights, count, parts));
    int64_t rest = SPLITS[_i].whole;
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(parts[i].minor == SPLITS[_i].parts[i], "part %zu is %ld", i,
                      (long)parts[i].minor);
        rest -= parts[i].minor;
    }
    ck_assert_int_eq(rest, 0);
}
END_TEST

START_TEST(refuses_to_split_by_nothing)
{
    Ratio weights[] = {RATIO_ZERO, RATIO_ZERO};
    Money parts[2];
    ck_assert(!money_split((Money){5}, weights, 2, parts));
    ck_assert(!money_split((Money){5}, weights, 0, parts));
}
END_TEST

/* Whatever the weights: the parts add up, and each lies within one unit of its exact amount. */
START_TEST(splits_add_up)
{
    uint32_t seed = (uint32_t)_i * 2654435761u + 1;
    Ratio weights[7], sum = RATIO_ZERO;
    Money parts[7];
    for (size_t i = 0; i < 7; i++) {
        seed = seed * 1664525u + 1013904223u;
        weights[i] = ratio_make(arena, seed >> 20, 1 + (seed >> 8) % 97);
        sum = ratio_add(arena, sum, weights[i]);
    }
    int64_t whole = (int64_t)seed - 2147483648, rest = whole;
    ck_assert(money_split((Money){whole}, weights, 7, parts));
    for (size_t i = 0; i < 7; i++) {
        Ratio exact = ratio_multiply(arena, ratio_whole(whole), weights[i]), away;
        ck_assert(ratio_divide(arena, exact, sum, &exact));
        away = ratio_subtract(arena, exact, ratio_whole(parts[i].minor));
        ck_assert_int_lt(ratio_compare(ratio_absolute(arena, away), RATIO_ONE), 0);
        rest -= parts[i].minor;
    }
    ck_assert_int_eq(rest, 0);
}
END_TEST

static const struct { int64_t a, b; bool adds, subtracts; int64_t sum, difference; } SUMS[] = {
    {1, 2, true, true, 3, -1},
    {-5, -7, true, true, -12, 2},
    {MOST, 0, true, true, MOST, MOST},
    {MOST, 1, false, true, 0, MOST - 1},
    {MOST, -1, true, false, MOST - 1, 0},
    {-MOST - 1, -1, false, true, 0, -MOST},
    {-MOST - 1, 1, true, false, -MOST, 0},
    {0, -MOST - 1, true, false, -MOST - 1, 0},
    {-1, -MOST - 1, false, true, 0, MOST},
};

START_TEST(adds_or_says_that_it_overflows)
{
    Money a = {SUMS[_i].a}, b = {SUMS[_i].b}, out = {77};
    ck_assert_int_eq(money_add(a, b, &out), SUMS[_i].adds);
    ck_assert_int_eq(out.minor, SUMS[_i].adds ? SUMS[_i].sum : 77);
    out.minor = 77;
    ck_assert_int_eq(money_subtract(a, b, &out), SUMS[_i].subtracts);
    ck_assert_int_eq(out.minor, SUMS[_i].subtracts ? SUMS[_i].difference : 77);
}
END_TEST

static const struct {
    const char *amount;
    int digits;
    Rounding rounding;
    bool fits;
    int64_t minor;
} AMOUNTS[] = {
    {"1234", 0, ROUND_HALF_UP, true, 1234},
    {"12.34", 2, ROUND_HALF_UP, true, 1234},
    {"-12.34", 2, ROUND_HALF_UP, true, -1234},
    {"12.345", 2, ROUND_HALF_UP, true, 1235},
    {"12.345", 2, ROUND_HALF_DOWN, true, 1234},
    {"12.345", 2, ROUND_HALF_EVEN, true, 1234},
    {"12.355", 2, ROUND_HALF_EVEN, true, 1236},
    {"-12.345", 2, ROUND_HALF_UP, true, -1235},
    {"-12.345", 2, ROUND_DOWN, true, -1234},
    {"-12.341", 2, ROUND_UP, true, -1235},
    {"1/3", 0, ROUND_UP, true, 1},
    {"1.2345", 3, ROUND_DOWN, true, 1234},             /* a dinar has 1000 fils */
    {"9223372036854775807", 0, ROUND_HALF_UP, true, MOST},
    {"-9223372036854775808", 0, ROUND_HALF_UP, true, -MOST - 1},
    {"9223372036854775808", 0, ROUND_HALF_UP, false, 0},
    {"18446744073709551615/2", 0, ROUND_DOWN, true, MOST},
    {"18446744073709551615/2", 0, ROUND_HALF_UP, false, 0},
    {"92233720368547758.07", 2, ROUND_HALF_UP, true, MOST},
    {"92233720368547758.08", 2, ROUND_HALF_UP, false, 0},
    {"9223372036854775807", 2, ROUND_HALF_UP, false, 0},
};

START_TEST(becomes_minor_units)
{
    Money out = {77};
    bool fits = money_from_ratio(fraction(AMOUNTS[_i].amount), AMOUNTS[_i].digits,
                                 AMOUNTS[_i].rounding, &out);
    ck_assert_int_eq(fits, AMOUNTS[_i].fits);
    ck_assert_int_eq(out.minor, fits ? AMOUNTS[_i].minor : 77);
}
END_TEST

static const struct { int64_t minor; int digits; const char *text, *grouped, *ratio; } PRINTED[] = {
    {0, 0, "0", "0", "0"},
    {0, 2, "0.00", "0.00", "0"},
    {5, 2, "0.05", "0.05", "1/20"},
    {-5, 2, "-0.05", "-0.05", "-1/20"},
    {1234, 2, "12.34", "12.34", "617/50"},
    {999, 0, "999", "999", "999"},
    {1000, 0, "1000", "1,000", "1000"},
    {-1234567, 0, "-1234567", "-1,234,567", "-1234567"},
    {-123456, 2, "-1234.56", "-1,234.56", "-1234.56"},
    {1234567, 3, "1234.567", "1,234.567", "1234.567"},
    {MOST, 0, "9223372036854775807", "9,223,372,036,854,775,807", "9223372036854775807"},
    {-MOST - 1, 2, "-92233720368547758.08", "-92,233,720,368,547,758.08",
     "-92233720368547758.08"},
};

START_TEST(prints)
{
    Money money = {PRINTED[_i].minor};
    int digits = PRINTED[_i].digits;
    want_text("plain", money_text(arena, money, digits), PRINTED[_i].text);
    want_text("grouped", money_text_grouped(arena, money, digits), PRINTED[_i].grouped);
    want_ratio("ratio", ratio_from_money(money, digits), PRINTED[_i].ratio);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {splits, ROWS(SPLITS)},
        {refuses_to_split_by_nothing, 1},
        {splits_add_up, 40},
        {adds_or_says_that_it_overflows, ROWS(SUMS)},
        {becomes_minor_units, ROWS(AMOUNTS)},
        {prints, ROWS(PRINTED)},
    };
    return unit_run("money", tests, ROWS(tests), 107, NULL, NULL);
}
