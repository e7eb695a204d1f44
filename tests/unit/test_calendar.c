/* test_calendar.c - days, months, fiscal years named by their start or end, periods. */
#include "unit.h"

#include "attain/calendar.h"

#include <stdio.h>

static const struct { int year, month, day; int64_t number; } DAYS[] = {
    {1970, 1, 1, 0}, {1969, 12, 31, -1}, {1970, 2, 1, 31}, {1972, 2, 29, 789},
    {2000, 1, 1, 10957}, {2000, 2, 29, 11016}, {2000, 3, 1, 11017}, {2026, 3, 14, 20526},
    {2038, 1, 19, 24855}, {1900, 3, 1, -25508}, {1, 1, 1, -719162}, {9999, 12, 31, 2932896},
};

START_TEST(numbers_days)
{
    Day day;
    int year, month, day_of_month;
    ck_assert(day_from_date(DAYS[_i].year, DAYS[_i].month, DAYS[_i].day, &day));
    ck_assert_int_eq(day, DAYS[_i].number);
    day_to_date(day, &year, &month, &day_of_month);
    ck_assert_int_eq(year, DAYS[_i].year);
    ck_assert_int_eq(month, DAYS[_i].month);
    ck_assert_int_eq(day_of_month, DAYS[_i].day);
    Text text = text_format(arena, "%04d-%02d-%02d", year, month, day_of_month);
    want_text("text", day_text(arena, day), text.bytes);
}
END_TEST

START_TEST(counts_every_day_once)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    Day next = -719162;
    unsigned wrong = 0;              /* an assertion each would take seconds */
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
            int length = lengths[month - 1] + (month == 2 && leap);
            Month here = year * 12 + month - 1;
            wrong += month_days(here) != length || month_first_day(here) != next;
            next += length;
            wrong += month_last_day(here) != next - 1 || day_month(next - 1) != here ||
                     day_month(next - length) != here;
        }
    ck_assert_uint_eq(wrong, 0);
    ck_assert_int_eq(next, 2932897);
}
END_TEST

static const struct { int year, month, day; } NO_DAYS[] = {
    {2025, 2, 29}, {1900, 2, 29}, {2100, 2, 29}, {2024, 2, 30}, {2026, 4, 31}, {2026, 1, 32},
    {2026, 1, 0}, {2026, 0, 1}, {2026, 13, 1}, {0, 1, 1}, {10000, 1, 1}, {2026, -1, 1},
    {2026, 1, -1},
};

START_TEST(refuses_days_that_are_none)
{
    Day day = 77;
    ck_assert(!day_from_date(NO_DAYS[_i].year, NO_DAYS[_i].month, NO_DAYS[_i].day, &day));
    ck_assert_int_eq(day, 77);
}
END_TEST

static Day date(const char *words)
{
    int year, month, day_of_month;
    Day day;
    ck_assert_int_eq(sscanf(words, "%d-%d-%d", &year, &month, &day_of_month), 3);
    ck_assert(day_from_date(year, month, day_of_month, &day));
    return day;
}

static const struct { const char *from; int64_t months; const char *want; } MOVED[] = {
    {"2026-01-15", 1, "2026-02-15"}, {"2026-01-31", 1, "2026-02-28"},
    {"2024-01-31", 1, "2024-02-29"}, {"2026-03-31", -1, "2026-02-28"},
    {"2026-10-31", 1, "2026-11-30"}, {"2026-02-28", 1, "2026-03-28"},
    {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"},
    {"2026-12-31", 1, "2027-01-31"}, {"2026-01-31", -1, "2025-12-31"},
    {"2026-05-31", 0, "2026-05-31"}, {"2026-05-31", -15, "2025-02-28"},
    {"0001-01-31", 1, "0001-02-28"}, {"0001-01-31", -1, NULL}, {"9999-12-01", 1, NULL},
    {"9999-11-30", 1, "9999-12-30"}, {"0001-01-01", 119987, "9999-12-01"},
    {"2026-01-01", INT64_MAX, NULL}, {"2026-01-01", INT64_MIN, NULL},
};

START_TEST(moves_by_months)
{
    Day out = 77;
    bool moved = day_add_months(date(MOVED[_i].from), MOVED[_i].months, &out);
    ck_assert_int_eq(moved, MOVED[_i].want != NULL);
    ck_assert_int_eq(out, moved ? date(MOVED[_i].want) : 77);
}
END_TEST

static const struct { const char *text; Month month; } MONTHS[] = {
    {"2026-03", 2026 * 12 + 2}, {"0001-01", 12}, {"9999-12", 9999 * 12 + 11},
    {"2026-00", MONTH_NONE}, {"2026-13", MONTH_NONE}, {"2026-3", MONTH_NONE},
    {"2026-003", MONTH_NONE}, {"2026/03", MONTH_NONE}, {"202603", MONTH_NONE},
    {"0000-01", MONTH_NONE}, {"2026-03-01", MONTH_NONE}, {" 2026-03", MONTH_NONE},
    {"", MONTH_NONE}, {"-026-03", MONTH_NONE}, {"2026-+3", MONTH_NONE},
};

START_TEST(parses_months)
{
    Month month = MONTH_NONE;
    bool parsed = month_parse(text_of(MONTHS[_i].text), &month);
    ck_assert_int_eq(parsed, MONTHS[_i].month != MONTH_NONE);
    ck_assert_int_eq(month, MONTHS[_i].month);
    if (parsed) want_text("printed", month_text(arena, month), MONTHS[_i].text);
}
END_TEST

static const struct { int starts; const char *month; int length; const char *want; } WINDOWS[] = {
    {1, "2026-03", 1, "2026-03"}, {1, "2026-03", 3, "2026-01"}, {1, "2026-04", 3, "2026-04"},
    {1, "2026-06", 6, "2026-01"}, {1, "2026-12", 12, "2026-01"}, {4, "2026-03", 12, "2025-04"},
    {4, "2026-04", 12, "2026-04"}, {4, "2026-03", 3, "2026-01"}, {4, "2026-09", 6, "2026-04"},
    {4, "2026-10", 6, "2026-10"}, {10, "2026-03", 6, "2025-10"}, {10, "2026-04", 6, "2026-04"},
    {10, "2025-12", 3, "2025-10"}, {10, "2026-01", 3, "2026-01"}, {10, "2025-09", 12, "2024-10"},
    {12, "2026-11", 12, "2025-12"}, {12, "2026-02", 3, "2025-12"}, {2, "2026-01", 3, "2025-11"},
    {2, "2026-01", 12, "2025-02"},
};

static Month month_of(const char *words)
{
    Month month;
    ck_assert(month_parse(text_of(words), &month));
    return month;
}

START_TEST(starts_fiscal_windows)
{
    Fiscal fiscal = {.starts = WINDOWS[_i].starts};
    Month start = fiscal_window_start(fiscal, month_of(WINDOWS[_i].month), WINDOWS[_i].length);
    want_text("start", month_text(arena, start), WINDOWS[_i].want);
}
END_TEST

static const struct {
    int starts;
    bool by_start;
    const char *period, *first, *last;        /* first NULL: refused */
} PERIODS[] = {
    {10, false, "2026-03", "2026-03", "2026-03"},
    {10, false, "FY2026", "2025-10", "2026-09"},       /* named by the end: the default */
    {10, true, "FY2026", "2026-10", "2027-09"},
    {4, true, "FY2026", "2026-04", "2027-03"},         /* 2026年度 */
    {4, false, "FY2026", "2025-04", "2026-03"},
    {1, false, "FY2026", "2026-01", "2026-12"},        /* a calendar year has one name */
    {1, true, "FY2026", "2026-01", "2026-12"},
    {10, false, "FY2026-Q1", "2025-10", "2025-12"},
    {10, false, "FY2026-Q2", "2026-01", "2026-03"},
    {10, false, "FY2026-Q4", "2026-07", "2026-09"},
    {4, true, "FY2026-Q4", "2027-01", "2027-03"},
    {10, false, "FY2026-H1", "2025-10", "2026-03"},
    {10, false, "FY2026-H2", "2026-04", "2026-09"},
    {12, false, "FY2026-H2", "2026-06", "2026-11"},
    {10, false, "FY2026-Q5", NULL, NULL}, {10, false, "FY2026-Q0", NULL, NULL},
    {10, false, "FY2026-H3", NULL, NULL}, {10, false, "FY2026-H0", NULL, NULL},
    {10, false, "FY26", NULL, NULL}, {10, false, "2026", NULL, NULL},
    {10, false, "FY2026-", NULL, NULL}, {10, false, "FY2026-Q", NULL, NULL},
    {10, false, "FY2026-Q11", NULL, NULL}, {10, false, "FY2026Q1", NULL, NULL},
    {10, false, "FY2026-M1", NULL, NULL}, {10, false, "fy2026", NULL, NULL},
    {10, false, "FY20260", NULL, NULL}, {10, false, "", NULL, NULL},
    {10, false, "FY", NULL, NULL}, {10, false, "2026-Q1", NULL, NULL},
};

START_TEST(parses_periods)
{
    Fiscal fiscal = {PERIODS[_i].starts, PERIODS[_i].by_start};
    Month first, last;
    bool parsed = fiscal_period_parse(fiscal, text_of(PERIODS[_i].period), &first, &last);
    ck_assert_int_eq(parsed, PERIODS[_i].first != NULL);
    if (!parsed) return;
    want_text("first", month_text(arena, first), PERIODS[_i].first);
    want_text("last", month_text(arena, last), PERIODS[_i].last);
}
END_TEST

static const struct { int starts; bool by_start; const char *month, *want; } YEARS[] = {
    {10, false, "2025-10", "FY2026"}, {10, false, "2026-09", "FY2026"},
    {10, false, "2025-09", "FY2025"}, {10, true, "2025-10", "FY2025"},
    {10, true, "2026-09", "FY2025"}, {4, true, "2026-03", "FY2025"},
    {4, true, "2026-04", "FY2026"}, {4, false, "2026-03", "FY2026"},
    {1, false, "2026-01", "FY2026"}, {1, true, "2026-12", "FY2026"},
};

START_TEST(names_fiscal_years)
{
    Fiscal fiscal = {YEARS[_i].starts, YEARS[_i].by_start};
    Month month = month_of(YEARS[_i].month), first, last;
    Text text = fiscal_year_text(arena, fiscal, month);
    want_text("year", text, YEARS[_i].want);
    ck_assert(fiscal_period_parse(fiscal, text, &first, &last));
    ck_assert(first <= month && month <= last);
}
END_TEST

START_TEST(prints_no_date_as_nothing)
{
    want_text("none", day_text(arena, DAY_NONE), "");
    want_text("open", day_text(arena, DAY_OPEN), "");
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {numbers_days, ROWS(DAYS)},
        {counts_every_day_once, 1},
        {refuses_days_that_are_none, ROWS(NO_DAYS)},
        {moves_by_months, ROWS(MOVED)},
        {parses_months, ROWS(MONTHS)},
        {starts_fiscal_windows, ROWS(WINDOWS)},
        {parses_periods, ROWS(PERIODS)},
        {names_fiscal_years, ROWS(YEARS)},
        {prints_no_date_as_nothing, 1},
    };
    return unit_run("calendar", tests, ROWS(tests), 120, NULL, NULL);
}
