/* test_number.c - fractions: arithmetic within 64 bits and beyond 128, rounding, decimals. */
#include "unit.h"

#define TWO_64 "18446744073709551616"
#define TWO_128 "340282366920938463463374607431768211456"
#define INT64_TOP "9223372036854775807"
#define INT64_BOTTOM "-9223372036854775808"

static const struct {
    const char *a, *b, *sum, *difference, *product, *quotient;    /* quotient NULL: b is 0 */
} SUMS[] = {
    {"0.1", "0.2", "0.3", "-0.1", "0.02", "0.5"},
    {"1/3", "3", "10/3", "-8/3", "1", "1/9"},
    {"1/3", "1/6", "1/2", "1/6", "1/18", "2"},
    {"-7/2", "3/4", "-11/4", "-17/4", "-21/8", "-14/3"},
    {"5", "0", "5", "5", "0", NULL},
    {"0", "-4", "-4", "4", "0", "0"},
    {"-3", "-3", "-6", "0", "9", "1"},
    /* beyond 64 bits, and back again */
    {INT64_TOP, "1", "9223372036854775808", "9223372036854775806", INT64_TOP, INT64_TOP},
    {INT64_BOTTOM, "1", "-9223372036854775807", "-9223372036854775809", INT64_BOTTOM, INT64_BOTTOM},
    {INT64_BOTTOM, "-1", "-9223372036854775809", "-9223372036854775807", "9223372036854775808",
     "9223372036854775808"},
    {"0", INT64_BOTTOM, INT64_BOTTOM, "9223372036854775808", "0", "0"},
    {"4294967296", "4294967296", "8589934592", "0", TWO_64, "1"},
    {TWO_64, "-" TWO_64, "0", "36893488147419103232", "-" TWO_128, "-1"},
    /* denominators whose product passes 64 bits: 3037000507 is prime, its square 2^63 + .. */
    {"1/3037000507", "1/3037000507", "2/3037000507", "0", "1/9223372079518257049", "1"},
    {"1/4294967291", "1/4294967279", "8589934570/18446743979220271189",
     "-12/18446743979220271189", "1/18446743979220271189", "4294967279/4294967291"},
    /* cross products whose sum passes 127 bits */
    {"9223372036854775807/9223372036854775806", "9223372036854775806/9223372036854775807",
     "170141183460469231676347071494755450885/85070591730234615838173535747377725442",
     "18446744073709551613/85070591730234615838173535747377725442", "1",
     "85070591730234615847396907784232501249/85070591730234615828950163710522949636"},
    /* beyond 128 bits */
    {TWO_128, TWO_128, "680564733841876926926749214863536422912", "0",
     "115792089237316195423570985008687907853269984665640564039457584007913129639936", "1"},
    {TWO_128, "1/" TWO_128,
     "115792089237316195423570985008687907853269984665640564039457584007913129639937/" TWO_128,
     "115792089237316195423570985008687907853269984665640564039457584007913129639935/" TWO_128,
     "1", "115792089237316195423570985008687907853269984665640564039457584007913129639936"},
};

START_TEST(adds_subtracts_multiplies_divides)
{
    Ratio a = fraction(SUMS[_i].a), b = fraction(SUMS[_i].b), quotient = ratio_whole(77);
    want_ratio("a + b", ratio_add(arena, a, b), SUMS[_i].sum);
    want_ratio("b + a", ratio_add(arena, b, a), SUMS[_i].sum);
    want_ratio("a - b", ratio_subtract(arena, a, b), SUMS[_i].difference);
    want_ratio("-(b - a)", ratio_negate(arena, ratio_subtract(arena, b, a)), SUMS[_i].difference);
    want_ratio("a * b", ratio_multiply(arena, a, b), SUMS[_i].product);
    want_ratio("b * a", ratio_multiply(arena, b, a), SUMS[_i].product);
    bool divided = ratio_divide(arena, a, b, &quotient);
    ck_assert_int_eq(divided, SUMS[_i].quotient != NULL);
    want_ratio("a / b", quotient, divided ? SUMS[_i].quotient : "77");
}
END_TEST

START_TEST(comes_back_from_large_to_small)
{
    Ratio large = ratio_multiply(arena, ratio_whole(INT64_MAX), ratio_whole(INT64_MAX));
    ck_assert_ptr_nonnull(large.big);
    Ratio back;
    ck_assert(ratio_divide(arena, large, ratio_whole(INT64_MAX), &back));
    ck_assert_ptr_null(back.big);
    ck_assert_int_eq(back.num, INT64_MAX);
    ck_assert_int_eq(back.den, 1);
}
END_TEST

START_TEST(keeps_digits_in_another_arena)
{
    Arena *first = arena_new();
    Ratio large = ratio_multiply(first, ratio_whole(INT64_MAX), ratio_make(first, -7, 3));
    Ratio kept = ratio_keep(arena, large), small = ratio_keep(arena, ratio_make(first, 2, 6));
    arena_free(first);
    want_ratio("kept", kept, "-64563604257983430649/3");
    want_ratio("kept small", small, "1/3");
}
END_TEST

static const struct { int64_t num, den; const char *want; } MADE[] = {
    {6, 4, "3/2"}, {6, -4, "-3/2"}, {-6, -4, "3/2"}, {0, -9, "0"}, {7, 7, "1"},
    {INT64_MIN, INT64_MIN, "1"}, {INT64_MIN, -1, "9223372036854775808"},
    {1, INT64_MIN, "-1/9223372036854775808"}, {INT64_MIN, 2, "-4611686018427387904"},
};

START_TEST(reduces_what_it_makes)
{
    want_ratio("made", ratio_make(arena, MADE[_i].num, MADE[_i].den), MADE[_i].want);
}
END_TEST

static const struct { const char *a, *b; int order; } ORDERS[] = {
    {"1/3", "0.333333", 1}, {"-1/3", "-0.333333", -1}, {"2/4", "1/2", 0}, {"-1", "0", -1},
    {"0", "0", 0}, {INT64_TOP, INT64_BOTTOM, 1},
    {"9223372036854775807/9223372036854775806", "9223372036854775806/9223372036854775805", -1},
    {TWO_64, INT64_TOP, 1}, {"-" TWO_64, INT64_BOTTOM, -1}, {TWO_128, TWO_128, 0},
    {"1/" TWO_128, "0", 1}, {"-1/" TWO_128, "0", -1},
    {"1/" TWO_64, "1/" TWO_128, 1},
};

START_TEST(orders)
{
    Ratio a = fraction(ORDERS[_i].a), b = fraction(ORDERS[_i].b);
    int order = ORDERS[_i].order;
    ck_assert_int_eq(ratio_compare(a, b), order);
    ck_assert_int_eq(ratio_compare(b, a), -order);
    ck_assert_int_eq(ratio_equal(a, b), order == 0);
    ck_assert_int_eq(ratio_sign(ratio_subtract(arena, a, b)), order);
    want_ratio("the smaller", ratio_min(a, b), order <= 0 ? ORDERS[_i].a : ORDERS[_i].b);
    want_ratio("the larger", ratio_max(a, b), order >= 0 ? ORDERS[_i].a : ORDERS[_i].b);
}
END_TEST

/* In the order of the enumeration: half_up, half_down, half_even, down, up. */
static const struct { const char *from; int digits; const char *want[5]; } ROUNDED[] = {
    {"2.4", 0, {"2", "2", "2", "2", "3"}},
    {"2.5", 0, {"3", "2", "2", "2", "3"}},
    {"2.6", 0, {"3", "3", "3", "2", "3"}},
    {"3.5", 0, {"4", "3", "4", "3", "4"}},
    {"0.5", 0, {"1", "0", "0", "0", "1"}},
    {"-2.4", 0, {"-2", "-2", "-2", "-2", "-3"}},
    {"-2.5", 0, {"-3", "-2", "-2", "-2", "-3"}},
    {"-2.6", 0, {"-3", "-3", "-3", "-2", "-3"}},
    {"-3.5", 0, {"-4", "-3", "-4", "-3", "-4"}},
    {"-0.5", 0, {"-1", "0", "0", "0", "-1"}},
    {"1/3", 0, {"0", "0", "0", "0", "1"}},
    {"-2/3", 0, {"-1", "-1", "-1", "0", "-1"}},
    {"7", 0, {"7", "7", "7", "7", "7"}},
    {"0", 2, {"0", "0", "0", "0", "0"}},
    {"2/3", 2, {"0.67", "0.67", "0.67", "0.66", "0.67"}},
    {"1.005", 2, {"1.01", "1", "1", "1", "1.01"}},
    {"1.015", 2, {"1.02", "1.01", "1.02", "1.01", "1.02"}},
    {"-1.005", 2, {"-1.01", "-1", "-1", "-1", "-1.01"}},
    {"1.0050001", 2, {"1.01", "1.01", "1.01", "1", "1.01"}},
    {"1250", -2, {"1300", "1200", "1200", "1200", "1300"}},
    {"1350", -2, {"1400", "1300", "1400", "1300", "1400"}},
    {"-1250", -2, {"-1300", "-1200", "-1200", "-1200", "-1300"}},
    {"1249.99", -2, {"1200", "1200", "1200", "1200", "1300"}},
    {"49", -2, {"0", "0", "0", "0", "100"}},
    {INT64_TOP, -1, {"9223372036854775810", "9223372036854775810", "9223372036854775810",
                     "9223372036854775800", "9223372036854775810"}},
    {INT64_BOTTOM, -18, {"-9000000000000000000", "-9000000000000000000", "-9000000000000000000",
                         "-9000000000000000000", "-10000000000000000000"}},
    {"5", -19, {"0", "0", "0", "0", "10000000000000000000"}},
    {"1/3", 20, {"0.33333333333333333333", "0.33333333333333333333", "0.33333333333333333333",
                 "0.33333333333333333333", "0.33333333333333333334"}},
    /* by GMP: (2^64 + 1) / 2 and (2^64 + 3) / 2 are halves, of either sign */
    {"18446744073709551617/2", 0, {"9223372036854775809", "9223372036854775808",
                                   "9223372036854775808", "9223372036854775808",
                                   "9223372036854775809"}},
    {"18446744073709551619/2", 0, {"9223372036854775810", "9223372036854775809",
                                   "9223372036854775810", "9223372036854775809",
                                   "9223372036854775810"}},
    {"-18446744073709551617/2", 0, {"-9223372036854775809", "-9223372036854775808",
                                    "-9223372036854775808", "-9223372036854775808",
                                    "-9223372036854775809"}},
    {TWO_128, -37, {"340000000000000000000000000000000000000",
                    "340000000000000000000000000000000000000",
                    "340000000000000000000000000000000000000",
                    "340000000000000000000000000000000000000",
                    "350000000000000000000000000000000000000"}},
    {"1/" TWO_128, 2, {"0", "0", "0", "0", "0.01"}},
};

START_TEST(rounds_in_every_mode)
{
    Ratio from = fraction(ROUNDED[_i].from);
    for (int mode = ROUND_HALF_UP; mode <= ROUND_UP; mode++) {
        Text what = text_format(arena, "%s in mode %d", ROUNDED[_i].from, mode);
        want_ratio(what.bytes, ratio_round(arena, from, ROUNDED[_i].digits, (Rounding)mode),
                   ROUNDED[_i].want[mode]);
    }
}
END_TEST

static const struct { const char *from, *want; } FLOORS[] = {
    {"1.9", "1"}, {"-1.1", "-2"}, {"-2", "-2"}, {"0", "0"}, {"-1/3", "-1"}, {"1/3", "0"},
    {INT64_BOTTOM, INT64_BOTTOM}, {"-1/" TWO_128, "-1"},
    {"-18446744073709551617/2", "-9223372036854775809"},
};

START_TEST(floors)
{
    want_ratio("floor", ratio_floor(arena, fraction(FLOORS[_i].from)), FLOORS[_i].want);
}
END_TEST

static const struct { const char *text; const char *want; } PARSED[] = {    /* NULL: refused */
    {"0", "0"}, {"-0", "0"}, {"+7", "7"}, {"007", "7"}, {"12.50", "25/2"}, {"-0.001", "-1/1000"},
    {INT64_TOP, INT64_TOP}, {INT64_BOTTOM, INT64_BOTTOM},
    {"-9223372036854775809", "-9223372036854775809"},
    {"0.0000000000000000000000000000000000000000", "0"},
    {"0.00000000000000000001", "1/100000000000000000000"},
    {TWO_128, TWO_128}, {"+" TWO_64 ".5", "36893488147419103233/2"},
    {"", NULL}, {"-", NULL}, {"+", NULL}, {".", NULL}, {"5.", NULL}, {".5", NULL}, {"1.2.3", NULL},
    {"--1", NULL}, {"1-", NULL}, {" 1", NULL}, {"1 ", NULL}, {"1e3", NULL}, {"1,000", NULL},
    {"0x10", NULL}, {"1_000", NULL}, {"\xEF\xBC\x91", NULL}, {"nan", NULL},
};

START_TEST(parses_plain_decimals)
{
    Ratio out = ratio_whole(77);
    bool parsed = ratio_parse(arena, text_of(PARSED[_i].text), &out);
    ck_assert_msg(parsed == (PARSED[_i].want != NULL), "\"%s\"", PARSED[_i].text);
    want_ratio(PARSED[_i].text, out, parsed ? PARSED[_i].want : "77");
}
END_TEST

START_TEST(parses_a_thousand_characters_and_no_more)
{
    char digits[1001];
    for (int i = 0; i < 1001; i++) digits[i] = '9';
    Ratio out;
    ck_assert(ratio_parse(arena, (Text){digits, 1000}, &out));
    Ratio one_more = ratio_add(arena, out, RATIO_ONE);      /* 10^1000: a one and zeros */
    Ratio cut = ratio_round(arena, one_more, -1000, ROUND_DOWN);
    ck_assert(ratio_equal(cut, one_more));
    Text text = ratio_text(arena, one_more, 6);
    ck_assert_uint_eq(text.length, 1001);
    ck_assert_int_eq(text.bytes[0], '1');
    ck_assert(!ratio_parse(arena, (Text){digits, 1001}, &out));
}
END_TEST

static const struct { const char *from; int decimals; const char *want; } PRINTED[] = {
    {"0", 6, "0"}, {"1", 6, "1"}, {"-1", 6, "-1"}, {"1/2", 6, "0.5"}, {"-1/2", 6, "-0.5"},
    {"1/3", 6, "0.333333"}, {"2/3", 6, "0.666667"}, {"-2/3", 6, "-0.666667"},
    {"0.0000005", 6, "0.000001"}, {"-0.0000005", 6, "-0.000001"}, {"0.00000049", 6, "0"},
    {"-0.00000049", 6, "0"}, {"0.9999995", 6, "1"}, {"0.9999994", 6, "0.999999"},
    {"1.100000", 6, "1.1"}, {"100", 6, "100"}, {"1.000001", 6, "1.000001"}, {"0.05", 6, "0.05"},
    {"2.5", 0, "3"}, {"-2.5", 0, "-3"}, {"1.005", 2, "1.01"}, {"10.10", 1, "10.1"},
    {INT64_TOP, 6, INT64_TOP}, {INT64_BOTTOM, 6, INT64_BOTTOM},
    {"9223372036854775807/2", 6, "4611686018427387903.5"},
    {TWO_64, 6, TWO_64}, {"-" TWO_128, 6, "-" TWO_128},
    {"18446744073709551617/2", 6, "9223372036854775808.5"},
    {"-18446744073709551616/3", 6, "-6148914691236517205.333333"},
    {"18446744073709551616000001/1000000", 6, "18446744073709551616.000001"},
    {"1/" TWO_64, 6, "0"}, {"-1/" TWO_64, 6, "0"},
};

START_TEST(prints_plain_decimals)
{
    want_text(PRINTED[_i].from,
              ratio_text(arena, fraction(PRINTED[_i].from), PRINTED[_i].decimals),
              PRINTED[_i].want);
}
END_TEST

static const struct { const char *from; bool whole, fits; } WHOLES[] = {
    {"4", true, true}, {"-4", true, true}, {"8/2", true, true}, {"1/2", false, false},
    {INT64_BOTTOM, true, true}, {TWO_64, true, false}, {"-" TWO_64, true, false},
    {"18446744073709551617/2", false, false},
};

START_TEST(knows_what_is_whole)
{
    Ratio from = fraction(WHOLES[_i].from);
    int64_t out = 77;
    ck_assert_int_eq(ratio_is_whole(from), WHOLES[_i].whole);
    ck_assert_int_eq(ratio_to_int64(from, &out), WHOLES[_i].fits);
    if (WHOLES[_i].fits) want_ratio("back", ratio_whole(out), WHOLES[_i].from);
    else ck_assert_int_eq(out, 77);
}
END_TEST

START_TEST(takes_128_bits)
{
    Int128 whole = (Int128)INT64_MAX * INT64_MAX;
    want_ratio("positive", ratio_from_int128(arena, whole),
               "85070591730234615847396907784232501249");
    want_ratio("negative", ratio_from_int128(arena, -whole),
               "-85070591730234615847396907784232501249");
    want_ratio("small", ratio_from_int128(arena, -5), "-5");
    want_ratio("absolute", ratio_absolute(arena, ratio_from_int128(arena, -whole)),
               "85070591730234615847396907784232501249");
}
END_TEST

static const struct { const char *number; int decimals; const char *near; } NEAR[] = {
    {"9999999/100000", 4, "99.99999"}, {"100", 4, "100"}, {"89999999/1000000", 4, "89.999999"},
    {"100/3", 4, "33.3333"}, {"25/2", 4, "12.5"},
    {"9999999/10000000", 6, "0.9999999"}, {"-9999999/100000", 4, "-99.99999"},
};

START_TEST(never_looks_rounder_than_it_is)
{
    want_text(NEAR[_i].number, ratio_near(arena, fraction(NEAR[_i].number), NEAR[_i].decimals),
              NEAR[_i].near);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {adds_subtracts_multiplies_divides, ROWS(SUMS)},
        {comes_back_from_large_to_small, 1},
        {keeps_digits_in_another_arena, 1},
        {reduces_what_it_makes, ROWS(MADE)},
        {orders, ROWS(ORDERS)},
        {rounds_in_every_mode, ROWS(ROUNDED)},
        {floors, ROWS(FLOORS)},
        {parses_plain_decimals, ROWS(PARSED)},
        {parses_a_thousand_characters_and_no_more, 1},
        {prints_plain_decimals, ROWS(PRINTED)},
        {knows_what_is_whole, ROWS(WHOLES)},
        {takes_128_bits, 1},
        {never_looks_rounder_than_it_is, ROWS(NEAR)},
    };
    return unit_run("number", tests, ROWS(tests), 163, NULL, NULL);
}
