/* test_sweep_values.c - `PATH=VALUES`: ranges exact to the last digit, commas within brackets and
 * quotes, and what is no sweep. */
#include "unit.h"

#include "attain/sweep.h"

static const struct { const char *option, *path, *values; } AXES[] = {
    {"a.cap=200%,250%,null", "a.cap", "200%|250%|null"},
    {"a.cap = 200% , null ", "a.cap", "200%|null"},
    {"a.x=100%..300%/100%", "a.x", "100%|200%|300%"},
    {"a.x=100%..350%/100%", "a.x", "100%|200%|300%"},          /* a step that misses the end */
    {"a.x=5%..5%/1%", "a.x", "5%"},
    {"a.x=0..0.3/0.1", "a.x", "0|0.1|0.2|0.3"},                 /* and no 0.30000000000000004 */
    {"a.x=0.5%..1%/0.25%", "a.x", "0.5%|0.75%|1%"},
    {"a.x=-1..1/1", "a.x", "-1|0|1"},
    {"a.x=1_000_000..2_000_000/500_000,none", "a.x", "1000000|1500000|2000000|none"},
    {"a.x=10%..20%/10%,50%..60%/10%", "a.x", "10%|20%|50%|60%"},
    {"a.for=AND(role = \"M\", team = \"T\"),TRUE", "a.for",
     "AND(role = \"M\", team = \"T\")|TRUE"},
    {"a.i=[50%, 50%],[20%, 80%]", "a.i", "[50%, 50%]|[20%, 80%]"},
    {"a.t=\"one, two..three\",x", "a.t", "\"one, two..three\"|x"},
    {"a.against=100,200,300", "a.against", "100|200|300"},
    {"a.x=1.000,050.5", "a.x", "1.000|050.5"},
    {"a.gate=b.attainment >= 50%", "a.gate", "b.attainment >= 50%"},
};

START_TEST(lists_values)
{
    Text option = text_of(AXES[_i].option);
    SweepAxis *axes;
    bool read = sweep_axes(arena, &option, 1, &axes, &diags);
    if (!read) print_problems();
    ck_assert(read);
    Text all = TEXT("");
    for (size_t v = 0; v < axes[0].count; v++)
        all = text_format(arena, "%.*s%s%.*s", TEXT_ARG(all), v ? "|" : "",
                          TEXT_ARG(axes[0].values[v]));
    want_text("path", axes[0].path, AXES[_i].path);
    want_text("values", all, AXES[_i].values);
}
END_TEST

static const char *const NONE[] = {
    "a.cap", "=5", "a.cap=", "a.cap=1,,2", "a.cap=1,", "a.cap=1..3", "a.cap=3..1/1", "a.cap=1..3/0",
    "a.cap=1..3/-1", "a.cap=1%..3/1", "a.cap=1%..3%/1", "a.cap=a..b/c", "a.cap=1.../1",
    "a.cap=0..1/0.0000000000001", "a.cap=0..100000/1", "a.cap=0..1000000000000/1"};

START_TEST(refuses_what_is_none)
{
    Text option = text_of(NONE[_i]);
    SweepAxis *axes;
    ck_assert(!sweep_axes(arena, &option, 1, &axes, &diags));
    ck_assert_uint_eq(diags.count, 1);
    ck_assert_int_eq(diags.items[0].code, DIAG_SWEEP_VALUES);
}
END_TEST

static const struct { const char *option, *hint; } GROUPED[] = {
    {"a.cap=100,000", "write 100000"},
    {"a.cap=1,000,000", "write 1000000"},
    {"a.cap=50,1,500,000,7", "write 1500000"},
    {"a.cap=12,050%", "write 12050%"},
};

START_TEST(takes_no_comma_within_a_number)
{
    Text option = text_of(GROUPED[_i].option);
    SweepAxis *axes;
    ck_assert(!sweep_axes(arena, &option, 1, &axes, &diags));
    ck_assert_uint_eq(diags.count, 1);
    want_text("hint", diags.items[0].hint, GROUPED[_i].hint);
}
END_TEST

START_TEST(takes_what_yaml_would_say)
{
    Text option = TEXT("a.draw={kind");
    SweepAxis *axes;
    ck_assert(!sweep_axes(arena, &option, 1, &axes, &diags));
    want_text("place", diags.items[0].place.file, "a.draw");
}
END_TEST

START_TEST(bounds_the_grid)
{
    Text fits[] = {TEXT("a.x=1..100/1"), TEXT("a.y=1..1000/1")},
         beyond[] = {TEXT("a.x=1..101/1"), TEXT("a.y=1..1000/1")};
    SweepAxis *axes;
    ck_assert(sweep_axes(arena, fits, 2, &axes, &diags));
    ck_assert(!sweep_axes(arena, beyond, 2, &axes, &diags));
    ck_assert_uint_eq(diags.count, 1);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {lists_values, ROWS(AXES)},
        {refuses_what_is_none, ROWS(NONE)},
        {takes_no_comma_within_a_number, ROWS(GROUPED)},
        {takes_what_yaml_would_say, 1},
        {bounds_the_grid, 1},
    };
    return unit_run("sweep_values", tests, ROWS(tests), 30, NULL, NULL);
}
