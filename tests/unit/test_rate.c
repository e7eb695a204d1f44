/* test_rate.c - rate tables: every method, edges, jumps, beyond both ends.
 *
 * Source: CONTRACT 5, the rate table; each figure is worked out from its formula by hand. */
#include "unit.h"

#include "attain/rate.h"

typedef struct Entry { const char *at, *pays; } Entry;
typedef struct Table { RateMethod method; bool extend; Entry entries[6]; } Table;

static const Table STEP = {RATE_STEP, false, {{"0", "0"}, {"0.5", "0.25"}, {"1", "1"},
                                              {"1.2", "1.5"}}};
static const Table WHOLE = {RATE_WHOLE, false, {{"0", "0.5"}, {"1", "1"}, {"1.5", "2"}}};
static const Table MARGINAL = {RATE_MARGINAL, false, {{"0", "1"}, {"1", "2"}, {"1.5", "3"}}};
static const Table LINES = {RATE_LINEAR, false, {{"0", "0"}, {"0.5", "0.25"}, {"1", "1"},
                                                 {"1.5", "2"}}};
static const Table ON = {RATE_LINEAR, true, {{"0", "0"}, {"0.5", "0.25"}, {"1", "1"},
                                             {"1.5", "2"}}};
/* nothing below 80%, at it 60%, on to 100% at 100% */
static const Table JUMP = {RATE_LINEAR, false, {{"0", "0"}, {"0.8", "0"}, {"0.8", "0.6"},
                                                {"1", "1"}}};
/* a bonus on top at 100%: the last line that is not a jump goes on */
static const Table JUMP_ON = {RATE_LINEAR, true, {{"0", "0"}, {"1", "1"}, {"1", "1.5"}}};
static const Table RAISED = {RATE_LINEAR, false, {{"0.5", "0.4"}, {"1", "1"}}};
static const Table POINT_ON = {RATE_LINEAR, true, {{"1", "0.7"}}};
static const Table FALLING = {RATE_LINEAR, false, {{"0", "1"}, {"2", "0"}}};
static const Table ZERO_JUMP = {RATE_LINEAR, false, {{"0", "0"}, {"0", "0.2"}, {"1", "1"}}};
static const Table ONE_TIER = {RATE_STEP, false, {{"0", "0.1"}}};

static Rate rate_of(const Table *table)
{
    RateTier *tiers = ARENA_ARRAY(arena, RateTier, 6);
    size_t count = 0;
    for (; count < 6 && table->entries[count].at; count++)
        tiers[count] = (RateTier){fraction(table->entries[count].at),
                                  fraction(table->entries[count].pays)};
    return (Rate){.method = table->method, .extend = table->extend, .tiers = tiers,
                  .count = count};
}

static const struct {
    const Table *table;
    const char *input;
    bool below;
    const char *want;
} TARGETS[] = {
    {&STEP, "0", false, "0"}, {&STEP, "0.499999", false, "0"}, {&STEP, "0.5", false, "0.25"},
    {&STEP, "0.999999", false, "0.25"}, {&STEP, "1", false, "1"}, {&STEP, "1.199999", false, "1"},
    {&STEP, "1.2", false, "1.5"}, {&STEP, "99", false, "1.5"}, {&STEP, "-3", false, "0"},
    {&STEP, "2/3", false, "0.25"}, {&ONE_TIER, "0", false, "0.1"}, {&ONE_TIER, "-1", true, "0.1"},
    /* whole: input × pays of the tier reached */
    {&WHOLE, "0", false, "0"}, {&WHOLE, "0.9", false, "0.45"}, {&WHOLE, "1", false, "1"},
    {&WHOLE, "1.4", false, "1.4"}, {&WHOLE, "1.5", false, "3"}, {&WHOLE, "2", false, "4"},
    {&WHOLE, "1/3", false, "1/6"},
    {&WHOLE, "-1", false, "-0.5"}, {&WHOLE, "-1", true, "-0.5"},    /* 0 in the look-up alone */
    /* marginal: 1 × 1 + 0.5 × 2 + the rest × 3 */
    {&MARGINAL, "0", false, "0"}, {&MARGINAL, "0.9", false, "0.9"}, {&MARGINAL, "1", false, "1"},
    {&MARGINAL, "1.2", false, "1.4"}, {&MARGINAL, "1.5", false, "2"},
    {&MARGINAL, "2", false, "3.5"}, {&MARGINAL, "10", false, "27.5"},
    {&MARGINAL, "4/3", false, "5/3"}, {&MARGINAL, "-1", false, "0"}, {&MARGINAL, "-1", true, "-1"},
    /* linear */
    {&LINES, "0", false, "0"}, {&LINES, "0.25", false, "0.125"}, {&LINES, "0.5", false, "0.25"},
    {&LINES, "0.75", false, "0.625"}, {&LINES, "1", false, "1"}, {&LINES, "1.25", false, "1.5"},
    {&LINES, "1.5", false, "2"}, {&LINES, "3", false, "2"}, {&LINES, "1/3", false, "1/6"},
    {&LINES, "2/3", false, "1/2"}, {&LINES, "-1", false, "0"}, {&LINES, "-1", true, "-0.5"},
    {&ON, "1.25", false, "1.5"}, {&ON, "1.5", false, "2"}, {&ON, "2", false, "3"},
    {&ON, "10", false, "19"}, {&ON, "-1", false, "0"},
    /* two points at one place: the later holds at the place itself */
    {&JUMP, "0.79999", false, "0"}, {&JUMP, "0.8", false, "0.6"}, {&JUMP, "0.9", false, "0.8"},
    {&JUMP, "1", false, "1"}, {&JUMP, "2", false, "1"}, {&JUMP, "-1", true, "0"},
    {&JUMP_ON, "0.99", false, "0.99"}, {&JUMP_ON, "1", false, "1.5"},
    {&JUMP_ON, "2", false, "2.5"}, {&JUMP_ON, "1.1", false, "1.6"},
    /* flat before a first point that is not at 0, below 0 too */
    {&RAISED, "0", false, "0.4"}, {&RAISED, "0.5", false, "0.4"}, {&RAISED, "0.75", false, "0.7"},
    {&RAISED, "-1", true, "0.4"}, {&POINT_ON, "0", false, "0.7"}, {&POINT_ON, "5", false, "0.7"},
    {&FALLING, "0.5", false, "0.75"}, {&FALLING, "3", false, "0"}, {&FALLING, "-1", true, "1.5"},
    {&ZERO_JUMP, "0", false, "0.2"}, {&ZERO_JUMP, "-1", false, "0.2"},
    {&ZERO_JUMP, "0.5", false, "0.6"},
};

START_TEST(multiplies_a_target)
{
    Rate rate = rate_of(TARGETS[_i].table);
    Ratio input = fraction(TARGETS[_i].input);
    want_ratio(TARGETS[_i].input, rate_multiplier(arena, &rate, input, TARGETS[_i].below),
               TARGETS[_i].want);
    if (rate.method == RATE_STEP || rate.method == RATE_LINEAR)
        want_ratio("pays", rate_pays(arena, &rate, input, TARGETS[_i].below), TARGETS[_i].want);
}
END_TEST

static const Table TENTHS = {RATE_STEP, false, {{"0", "0.1"}, {"1", "0.12"}}};
static const Table ALL = {RATE_WHOLE, false, {{"0", "0.1"}, {"1", "0.12"}}};
static const Table PARTS = {RATE_MARGINAL, false, {{"0", "0.1"}, {"1", "0.12"}, {"1.5", "0.2"}}};
static const Table MEETINGS = {RATE_MARGINAL, false, {{"0", "5000"}, {"10", "8000"}}};
static const Table SLOPE = {RATE_LINEAR, false, {{"0", "0.1"}, {"1", "0.2"}}};

/* bound: the quota on attainment, 1 on value. */
static const struct {
    const Table *table;
    const char *value, *input, *bound;
    bool below;
    const char *want;
} CREDITED[] = {
    {&TENTHS, "900", "0.9", "1000", false, "90"}, {&TENTHS, "1000", "1", "1000", false, "120"},
    {&ALL, "900", "0.9", "1000", false, "90"}, {&ALL, "1500", "1.5", "1000", false, "180"},
    {&SLOPE, "500", "0.5", "1000", false, "75"}, {&SLOPE, "2000", "2", "1000", false, "400"},
    /* marginal: the bounds times the quota cut the value */
    {&PARTS, "900", "0.9", "1000", false, "90"}, {&PARTS, "1000", "1", "1000", false, "100"},
    {&PARTS, "1200", "1.2", "1000", false, "124"},
    {&PARTS, "2000", "2", "1000", false, "260"},           /* 100 + 60 + 100 */
    {&PARTS, "2", "2", "1", false, "0.26"},
    {&PARTS, "100", "200/333", "500/3", false, "10"},
    {&MEETINGS, "0", "0", "1", false, "0"}, {&MEETINGS, "7", "7", "1", false, "35000"},
    {&MEETINGS, "10", "10", "1", false, "50000"}, {&MEETINGS, "12", "12", "1", false, "66000"},
    {&MEETINGS, "10.5", "10.5", "1", false, "54000"},
    /* no quota: the whole value × the pays of the tier that when_empty reaches */
    {&PARTS, "1000", "1", "0", false, "120"}, {&PARTS, "1000", "0", "0", false, "100"},
    {&TENTHS, "1000", "1", "0", false, "120"},
    /* below 0: value × pays keeps its sign; only the look-up sees 0 */
    {&TENTHS, "-500", "-0.5", "1000", false, "-50"}, {&ALL, "-500", "-0.5", "1000", false, "-50"},
    {&SLOPE, "-500", "-0.5", "1000", false, "-50"},
    {&SLOPE, "-500", "-0.5", "1000", true, "-25"},         /* 10% - 0.5 × 10% = 5% */
    {&PARTS, "-500", "-0.5", "1000", true, "-50"},
    {&MEETINGS, "-2", "-2", "1", true, "-10000"},
};

START_TEST(pays_on_what_was_credited)
{
    Rate rate = rate_of(CREDITED[_i].table);
    Ratio earned = rate_credited(arena, &rate, fraction(CREDITED[_i].value),
                                 fraction(CREDITED[_i].input), fraction(CREDITED[_i].bound),
                                 CREDITED[_i].below);
    want_ratio(CREDITED[_i].value, earned, CREDITED[_i].want);
}
END_TEST

static const Table LATE = {RATE_MARGINAL, false, {{"0", "0"}, {"0.5", "0"}, {"1", "1"}}};

static const struct { const Table *table; const char *input; bool nothing; } NOTHING[] = {
    {&STEP, "0.49", true}, {&STEP, "0.5", false}, {&STEP, "-1", true}, {&WHOLE, "0", false},
    {&LATE, "0.9", true}, {&LATE, "1", false}, {&MARGINAL, "0.1", false}, {&JUMP, "0.7", true},
    {&JUMP, "0.8", false}, {&LINES, "0", true}, {&LINES, "0.01", false}, {&FALLING, "2", true},
};

START_TEST(knows_where_nothing_is_paid)
{
    Rate rate = rate_of(NOTHING[_i].table);
    ck_assert_int_eq(rate_pays_nothing(arena, &rate, fraction(NOTHING[_i].input), false),
                     NOTHING[_i].nothing);
}
END_TEST

/* More never pays less where the pays ascend, whatever the method: a sweep in hundredths. */
START_TEST(never_pays_less_for_more)
{
    static const Table *const tables[] = {&STEP, &WHOLE, &MARGINAL, &LINES, &ON, &JUMP, &JUMP_ON};
    Rate rate = rate_of(tables[_i]);
    Ratio before = ratio_whole(-1000);
    for (int hundredth = -100; hundredth <= 300; hundredth++) {
        Ratio pays = rate_multiplier(arena, &rate, ratio_make(arena, hundredth, 100), false);
        ck_assert_int_ge(ratio_compare(pays, before), 0);
        before = pays;
    }
}
END_TEST

/* Rows at 0, 80%, 100%; columns at 0, 100, 300, 400: not square, and not symmetric. */
static const char *const ROW_PLACES[] = {"0", "0.8", "1"};
static const char *const COL_PLACES[] = {"0", "100", "300", "400"};
static const char *const CELLS[] = {"0", "0.1", "0.2", "0.25",  "0.3", "0.5", "0.6", "0.65",
                                    "0.7", "1", "1.6", "2"};
static const char *const LATE_ROWS[] = {"0.5", "0.8", "1"};

static const struct {
    RateMethod method;
    bool late;                       /* rows from 50%, not from 0 */
    const char *row, *col, *want;
} MATRICES[] = {
    /* step: both places closed below */
    {RATE_STEP, false, "0", "0", "0"}, {RATE_STEP, false, "0.79999", "99.999", "0"},
    {RATE_STEP, false, "0.8", "99.999", "0.3"}, {RATE_STEP, false, "0.79999", "100", "0.1"},
    {RATE_STEP, false, "0.8", "100", "0.5"}, {RATE_STEP, false, "0.999999", "300", "0.6"},
    {RATE_STEP, false, "1", "299", "1"}, {RATE_STEP, false, "1", "300", "1.6"},
    {RATE_STEP, false, "9", "9999", "2"}, {RATE_STEP, false, "-5", "-1", "0"},
    {RATE_STEP, false, "-5", "400", "0.25"}, {RATE_STEP, false, "1", "-400", "0.7"},
    /* linear: on the points, along one axis, and between four */
    {RATE_LINEAR, false, "0.8", "100", "0.5"}, {RATE_LINEAR, false, "1", "400", "2"},
    {RATE_LINEAR, false, "0.9", "100", "0.75"}, {RATE_LINEAR, false, "0.8", "200", "0.55"},
    {RATE_LINEAR, false, "0.9", "200", "0.925"},           /* (0.5 + 0.6 + 1 + 1.6) / 4 */
    {RATE_LINEAR, false, "0.85", "250", "0.79375"},        /* 0.575 × 3/4 + 1.45 × 1/4 */
    {RATE_LINEAR, false, "1/3", "100/3", "31/180"},     /* 1/30 × 7/12 + 11/30 × 5/12 */
    /* flat beyond both ends of either */
    {RATE_LINEAR, false, "2", "350", "1.8"}, {RATE_LINEAR, false, "0.9", "1000", "1.325"},
    {RATE_LINEAR, false, "-1", "50", "0.05"}, {RATE_LINEAR, false, "0.8", "-50", "0.3"},
    {RATE_LINEAR, true, "0.2", "100", "0.1"}, {RATE_LINEAR, true, "-2", "200", "0.15"},
    {RATE_LINEAR, true, "0.65", "0", "0.15"}, {RATE_LINEAR, true, "0.5", "400", "0.25"},
};

static Ratio *fractions(const char *const *words, size_t count)
{
    Ratio *list = ARENA_ARRAY(arena, Ratio, count);
    for (size_t i = 0; i < count; i++) list[i] = fraction(words[i]);
    return list;
}

START_TEST(pays_by_two_figures)
{
    Matrix matrix = {.method = MATRICES[_i].method, .rows = {NULL, 3}, .cols = {NULL, 4}};
    matrix.rows.from = fractions(MATRICES[_i].late ? LATE_ROWS : ROW_PLACES, 3);
    matrix.cols.from = fractions(COL_PLACES, 4);
    matrix.pays = fractions(CELLS, 12);
    Ratio pays = matrix_pays(arena, &matrix, fraction(MATRICES[_i].row),
                             fraction(MATRICES[_i].col));
    want_ratio(MATRICES[_i].row, pays, MATRICES[_i].want);
}
END_TEST

START_TEST(pays_the_same_everywhere_by_a_matrix_of_one_cell)
{
    static const RateMethod methods[] = {RATE_STEP, RATE_LINEAR};
    const Ratio place = RATIO_ZERO, cell = fraction("0.4");
    Matrix matrix = {.method = methods[_i], .rows = {&place, 1}, .cols = {&place, 1},
                     .pays = &cell};
    for (int input = -2; input <= 2; input++)
        want_ratio("pays", matrix_pays(arena, &matrix, ratio_whole(input), ratio_whole(-input)),
                   "0.4");
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {multiplies_a_target, ROWS(TARGETS)},
        {pays_on_what_was_credited, ROWS(CREDITED)},
        {knows_where_nothing_is_paid, ROWS(NOTHING)},
        {never_pays_less_for_more, 7},
        {pays_by_two_figures, ROWS(MATRICES)},
        {pays_the_same_everywhere_by_a_matrix_of_one_cell, 2},
    };
    return unit_run("rate", tests, ROWS(tests), 144, NULL, NULL);
}
