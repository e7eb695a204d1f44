/* test_cells.c - cells as people and spreadsheets write them. Source: CONTRACT 2, Cells.
 *
 * Cells come trimmed and not blank. want NULL: refused, and why begins with `why`. */
#include "unit.h"

#include "cells.h"

#include <string.h>

#define WIDE_YEN "\xEF\xBF\xA5"              /* ￥ */
#define YEN "\xC2\xA5"                       /* ¥ */
#define EN "\xE5\x86\x86"                    /* 円 */
#define EURO "\xE2\x82\xAC"
#define BLACK "\xE2\x96\xB2"                 /* ▲ */
#define WHITE "\xE2\x96\xB3"                 /* △ */
#define WIDE(digit) "\xEF\xBC" digit         /* full-width: 0 is \x90, comma \x8C, point \x8E */
#define GROUPS "the commas do not stand in groups of three"
#define NONE "this is not a number"

static CellProblem problem;

static void want_refusal(const char *cell, bool refused, const char *why)
{
    ck_assert_msg(refused, "\"%s\" was taken", cell);
    ck_assert_msg(strncmp(problem.what, why, strlen(why)) == 0, "\"%s\": %s", cell, problem.what);
}

static const struct { const char *cell, *want, *why; } NUMBERS[] = {
    {"0", "0", NULL}, {"1234", "1234", NULL}, {"-1234", "-1234", NULL}, {"+5", "5", NULL},
    {"0.5", "0.5", NULL}, {".5", "0.5", NULL}, {"-.5", "-0.5", NULL}, {"007", "7", NULL},
    {"- 5", "-5", NULL}, {"-0", "0", NULL},
    {"1,234", "1234", NULL}, {"1,234,567.89", "1234567.89", NULL}, {"12,345", "12345", NULL},
    {"999999999999999999", "999999999999999999", NULL},
    {"9223372036854775808", "9223372036854775808", NULL},
    {"0.1234567890123456789012345", "0.1234567890123456789012345", NULL},
    /* currency marks, before and behind the sign */
    {YEN "1,234", "1234", NULL}, {WIDE_YEN "1,234", "1234", NULL}, {"\\1,234", "1234", NULL},
    {"$12.34", "12.34", NULL}, {EURO "5", "5", NULL}, {"5" EURO, "5", NULL},
    {"1,234" EN, "1234", NULL}, {"-" YEN "5", "-5", NULL}, {YEN "-5", "-5", NULL},
    {YEN " 5", "5", NULL}, {"1234 " EN, "1234", NULL}, {"-1,234" EN, "-1234", NULL},
    /* accountants' negatives */
    {"(1,234)", "-1234", NULL}, {BLACK "1,234", "-1234", NULL}, {WHITE "1,234", "-1234", NULL},
    {BLACK " 5", "-5", NULL}, {BLACK YEN "5", "-5", NULL}, {YEN BLACK "5", "-5", NULL},
    {"(" YEN "1,234)", "-1234", NULL}, {WHITE "5" EN, "-5", NULL}, {"( 5 )", "-5", NULL},
    {"\xE2\x88\x92" "5", "-5", NULL},                     /* U+2212, the minus sign itself */
    /* full-width */
    {WIDE("\x91") WIDE("\x92"), "12", NULL},
    {WIDE("\x8D") WIDE("\x95"), "-5", NULL}, {WIDE("\x8B") WIDE("\x95"), "5", NULL},
    {WIDE("\x91") WIDE("\x8C") WIDE("\x92") WIDE("\x93") WIDE("\x94"), "1234", NULL},
    {WIDE("\x90") WIDE("\x8E") WIDE("\x95"), "0.5", NULL},
    {WIDE("\x88") WIDE("\x95") WIDE("\x89"), "-5", NULL}, /* （５） */
    {WIDE_YEN WIDE("\x95") EN, "5", NULL},
    {WIDE("\x84") WIDE("\x95"), "5", NULL},               /* ＄ */
    /* commas that are out of their groups */
    {"1,50,000", NULL, GROUPS}, {"12,34", NULL, GROUPS}, {"1,2345", NULL, GROUPS},
    {"1234,567", NULL, GROUPS}, {",123", NULL, GROUPS}, {"1,,234", NULL, GROUPS},
    {"1,234,", NULL, GROUPS}, {"1,23.45", NULL, GROUPS}, {"1.234,567", NULL, GROUPS},
    {"1,234.5,6", NULL, GROUPS}, {"1,5", NULL, GROUPS},
    /* what spreadsheets leave behind */
    {"1.2E+7", NULL, "a rounded number in exponent form"},
    {"1e5", NULL, "a rounded number in exponent form"},
    {"-3.5E-4", NULL, "a rounded number in exponent form"},
    {"#REF!", NULL, "an error of the spreadsheet"}, {"#N/A", NULL, "an error of the spreadsheet"},
    {"#DIV/0!", NULL, "an error of the spreadsheet"}, {"#", NULL, "an error of the spreadsheet"},
    {"########", NULL, "a spreadsheet column that was too narrow"},
    /* no numbers */
    {"abc", NULL, NONE}, {"-", NULL, NONE}, {".", NULL, NONE}, {"1.2.3", NULL, NONE},
    {"1 234", NULL, NONE}, {"12a", NULL, NONE}, {"5-", NULL, NONE}, {"(5", NULL, NONE},
    {"5)", NULL, NONE}, {"()", NULL, NONE}, {YEN, NULL, NONE}, {"1_000", NULL, NONE},
    {"0x10", NULL, NONE}, {"\xD9\xA3", NULL, NONE}, {"5 USD", NULL, NONE}, {"5.", NULL, NONE},
    {"--5", NULL, "two signs"}, {"(-5)", NULL, "two signs"}, {BLACK "-5", NULL, "two signs"},
    {"-" YEN "-5", NULL, "two signs"}, {"+-5", NULL, "two signs"},
    {"50%", NULL, "a percentage where a number"},
    {"1234567890123456789012345678901234567890123456789012345678901234", NULL, "this is too long"},
};

START_TEST(reads_numbers)
{
    Ratio out = RATIO_ZERO;
    const char *cell = NUMBERS[_i].cell;
    bool read = cell_number(arena, text_of(cell), &out, &problem);
    if (!NUMBERS[_i].want) want_refusal(cell, !read, NUMBERS[_i].why);
    else ck_assert_msg(read, "\"%s\": %s", cell, problem.what);
    if (read) want_ratio(cell, out, NUMBERS[_i].want);
}
END_TEST

static const struct {
    const char *cell;
    int digits;
    const char *times;
    int64_t minor;
    const char *why;
} AMOUNTS[] = {
    {"1234", 0, "1", 1234, NULL}, {"1234", 2, "1", 123400, NULL}, {"12.34", 2, "1", 1234, NULL},
    {"12.3", 2, "1", 1230, NULL}, {"-12.34", 2, "1", -1234, NULL}, {"12.00", 0, "1", 12, NULL},
    {"12.340", 2, "1", 1234, NULL}, {"1.234", 3, "1", 1234, NULL},
    {"(1,234)", 0, "1", -1234, NULL}, {WIDE_YEN "1,234", 0, "1", 1234, NULL},
    {"1,234", 0, "1000", 1234000, NULL}, {"1.5", 0, "1000", 1500, NULL},
    {"1,234.567", 0, "1000", 1234567, NULL}, {BLACK "1", 2, "1000", -100000, NULL},
    {"0.01", 2, "1/1", 1, NULL}, {"150", 0, "0.1", 15, NULL},
    {"9223372036854775807", 0, "1", INT64_MAX, NULL},
    {"-9223372036854775808", 0, "1", INT64_MIN, NULL},
    {"92233720368547758.07", 2, "1", INT64_MAX, NULL},
    {"999999999999999999", 0, "1", 999999999999999999, NULL},
    {"100.5", 0, "1", 0, "the amount is finer"}, {"12.345", 2, "1", 0, "the amount is finer"},
    {"0.001", 2, "1", 0, "the amount is finer"}, {"1.2345", 0, "1000", 0, "the amount is finer"},
    {"155", 0, "0.1", 0, "the amount is finer"}, {"-0.5", 0, "1", 0, "the amount is finer"},
    {"9223372036854775808", 0, "1", 0, "the amount is too large"},
    {"92233720368547758.08", 2, "1", 0, "the amount is too large"},
    {"9223372036854775807", 2, "1", 0, "the amount is too large"},
    {"9223372036854775807", 0, "1000", 0, "the amount is too large"},
    {"999999999999999999", 2, "1000", 0, "the amount is too large"},
    {"10%", 0, "1", 0, "a percentage where an amount"},
    {"1.2E+7", 0, "1", 0, "a rounded number in exponent form"},
    {"#REF!", 0, "1", 0, "an error of the spreadsheet"},
    {"########", 0, "1", 0, "a spreadsheet column that was too narrow"},
    {"1,50,000", 0, "1", 0, GROUPS}, {"won", 0, "1", 0, NONE},
};

START_TEST(reads_amounts)
{
    Money out = {0};
    const char *cell = AMOUNTS[_i].cell;
    bool read = cell_amount(arena, text_of(cell), AMOUNTS[_i].digits, fraction(AMOUNTS[_i].times),
                           &out, &problem);
    if (AMOUNTS[_i].why) want_refusal(cell, !read, AMOUNTS[_i].why);
    else ck_assert_msg(read, "\"%s\": %s", cell, problem.what);
    if (read) ck_assert_int_eq(out.minor, AMOUNTS[_i].minor);
}
END_TEST

static const struct { const char *cell; int64_t want; const char *why; } INTEGERS[] = {
    {"12", 12, NULL}, {"-12", -12, NULL}, {"1,200", 1200, NULL}, {"12.0", 12, NULL},
    {"(3)", -3, NULL}, {WIDE("\x91") WIDE("\x92"), 12, NULL},
    {"9223372036854775807", INT64_MAX, NULL}, {"12.5", 0, "this is not a whole number"},
    {"9223372036854775808", 0, "this is not a whole number"}, {"12%", 0, "a percentage where"},
    {"twelve", 0, NONE}, {"1e3", 0, "a rounded number in exponent form"},
};

START_TEST(reads_integers)
{
    int64_t out = 0;
    bool read = cell_integer(arena, text_of(INTEGERS[_i].cell), &out, &problem);
    if (INTEGERS[_i].why) want_refusal(INTEGERS[_i].cell, !read, INTEGERS[_i].why);
    else ck_assert_msg(read, "\"%s\": %s", INTEGERS[_i].cell, problem.what);
    if (read) ck_assert_int_eq(out, INTEGERS[_i].want);
}
END_TEST

#define BEYOND "a share beyond 1 without a percent sign"

static const struct { const char *cell, *want, *why; } PERCENTS[] = {
    {"35%", "0.35", NULL}, {"0.35", "0.35", NULL}, {"35.5%", "0.355", NULL}, {"0", "0", NULL},
    {"1", "1", NULL}, {"-1", "-1", NULL}, {"100%", "1", NULL}, {"150%", "1.5", NULL},
    {"-5%", "-0.05", NULL}, {"(5%)", "-0.05", NULL}, {BLACK "5%", "-0.05", NULL},
    {"35 %", "0.35", NULL}, {WIDE("\x93") WIDE("\x95") WIDE("\x85"), "0.35", NULL},
    {"1,000%", "10", NULL}, {"0.5%", "0.005", NULL},
    {"35", NULL, BEYOND}, {"1.01", NULL, BEYOND}, {"-1.5", NULL, BEYOND}, {"2", NULL, BEYOND},
    {"%", NULL, NONE}, {"35%%", NULL, NONE}, {"half", NULL, NONE},
    {"1E-1", NULL, "a rounded number in exponent form"},
};

START_TEST(reads_percentages)
{
    Ratio out = RATIO_ZERO;
    const char *cell = PERCENTS[_i].cell;
    bool read = cell_percent(arena, text_of(cell), &out, &problem);
    if (!PERCENTS[_i].want) want_refusal(cell, !read, PERCENTS[_i].why);
    else ck_assert_msg(read, "\"%s\": %s", cell, problem.what);
    if (read) want_ratio(cell, out, PERCENTS[_i].want);
    else if (strcmp(problem.what, BEYOND) == 0) ck_assert_str_eq(problem.hint, "write 35% or 0.35");
}
END_TEST

#define YMD(y, m, d) y "\xE5\xB9\xB4" m "\xE6\x9C\x88" d "\xE6\x97\xA5"
#define NO_DATE "this is not a date"
#define NO_DAY "there is no such day"

static const struct { const char *cell, *format, *want, *why; } DATES[] = {
    {"2026-10-05", "", "2026-10-05", NULL}, {"2026-1-5", "", "2026-01-05", NULL},
    {"2026/10/5", "", "2026-10-05", NULL}, {"2026/10/05", "", "2026-10-05", NULL},
    {YMD("2026", "10", "5"), "", "2026-10-05", NULL},
    {YMD("2026", "01", "05"), "", "2026-01-05", NULL},
    {"2024-02-29", "", "2024-02-29", NULL},
    {WIDE("\x92") "026/" WIDE("\x91") "/" WIDE("\x95"), "", "2026-01-05", NULL},
    {WIDE("\x92") WIDE("\x90") "26" WIDE("\x8F") "1" WIDE("\x8F") "5", "", "2026-01-05", NULL},
    /* a time of day is dropped */
    {"2026-10-05 13:45", "", "2026-10-05", NULL}, {"2026-10-05T13:45:00", "", "2026-10-05", NULL},
    {"2026-10-05T23:59:59Z", "", "2026-10-05", NULL}, {"2026/10/5 0:00", "", "2026-10-05", NULL},
    {"2026/10/5 9:30:00", "", "2026-10-05", NULL},
    {YMD("2026", "10", "5") " 13:45", "", "2026-10-05", NULL},
    {YMD("2026", "10", "5") "\xE3\x80\x80" "13:45", "", "2026-10-05", NULL},
    /* no dates, or no such days */
    {"2025-02-29", "", NULL, NO_DAY}, {"2026-02-30", "", NULL, NO_DAY},
    {"2026-13-01", "", NULL, NO_DAY}, {"2026/0/1", "", NULL, NO_DAY},
    {"0000-01-01", "", NULL, NO_DAY},
    {YMD("2026", "4", "31"), "", NULL, NO_DAY},
    {"10/05/2026", "", NULL, NO_DATE}, {"26-10-05", "", NULL, NO_DATE},
    {"20261005", "", NULL, NO_DATE}, {"2026.10.05", "", NULL, NO_DATE},
    {"2026-10/05", "", NULL, NO_DATE}, {"2026-10", "", NULL, NO_DATE},
    {"2026-10-05x", "", NULL, NO_DATE}, {"2026-10-05 noon", "", NULL, NO_DATE},
    {"2026-10-051", "", NULL, NO_DATE}, {"5 Oct 2026", "", NULL, NO_DATE},
    {"46300", "", NULL, NO_DATE}, {"-2026-10-05", "", NULL, NO_DATE},
    {"2026\xE5\xB9\xB4" "10\xE6\x9C\x88", "", NULL, NO_DATE}, {"########", "", NULL, NO_DATE},
    /* a format is the only one */
    {"05/10/2026", "%d/%m/%Y", "2026-10-05", NULL}, {"5/10/2026", "%d/%m/%Y", "2026-10-05", NULL},
    {"05/10/2026", "%m/%d/%Y", "2026-05-10", NULL}, {"5.10.26", "%d.%m.%y", "2026-10-05", NULL},
    {"20261005", "%Y%m%d", "2026-10-05", NULL}, {"261005", "%y%m%d", "2026-10-05", NULL},
    {"00/1/1", "%y/%m/%d", "2000-01-01", NULL},
    {YMD("2026", "10", "5"), YMD("%Y", "%m", "%d"), "2026-10-05", NULL},
    {WIDE("\x95") "/10/2026", "%d/%m/%Y", "2026-10-05", NULL},
    {"2026-10-05", "%d/%m/%Y", NULL, NO_DATE}, {"13/25/2026", "%d/%m/%Y", NULL, NO_DAY},
    {"05/10/2026x", "%d/%m/%Y", NULL, NO_DATE}, {"05/10", "%d/%m/%Y", NULL, NO_DATE},
    {"05-10-2026", "%d/%m/%Y", NULL, NO_DATE}, {"31/02/2026", "%d/%m/%Y", NULL, NO_DAY},
    {"2026-Oct-05", "%Y-%m-%d", NULL, NO_DATE},
};

START_TEST(reads_dates)
{
    Day out = 0;
    const char *cell = DATES[_i].cell;
    bool read = cell_date(text_of(cell), text_of(DATES[_i].format), &out, &problem);
    if (!DATES[_i].want) want_refusal(cell, !read, DATES[_i].why);
    else ck_assert_msg(read, "\"%s\": %s", cell, problem.what);
    if (read) want_text(cell, day_text(arena, out), DATES[_i].want);
}
END_TEST

#define HAI "\xE3\x81\xAF\xE3\x81\x84"
#define IIE "\xE3\x81\x84\xE3\x81\x84\xE3\x81\x88"

static const struct { const char *cell; int want; } FLAGS[] = {       /* -1: refused */
    {"true", 1}, {"TRUE", 1}, {"True", 1}, {"false", 0}, {"FALSE", 0}, {"yes", 1}, {"YES", 1},
    {"no", 0}, {"No", 0}, {"y", 1}, {"Y", 1}, {"n", 0}, {"N", 0}, {"1", 1}, {"0", 0}, {HAI, 1},
    {IIE, 0}, {"\xE2\x97\x8B", 1}, {"\xC3\x97", 0}, {"maybe", -1}, {"2", -1}, {"t", -1},
    {"01", -1}, {"yes!", -1}, {"\xE2\x9C\x93", -1}, {"on", -1},
};

START_TEST(reads_flags)
{
    uint8_t out = 7;
    bool read = cell_flag(text_of(FLAGS[_i].cell), &out, &problem);
    if (FLAGS[_i].want < 0) want_refusal(FLAGS[_i].cell, !read, "this is neither yes nor no");
    else ck_assert_msg(read && out == FLAGS[_i].want, "\"%s\" is %d", FLAGS[_i].cell, out);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {reads_numbers, ROWS(NUMBERS)},
        {reads_amounts, ROWS(AMOUNTS)},
        {reads_integers, ROWS(INTEGERS)},
        {reads_percentages, ROWS(PERCENTS)},
        {reads_dates, ROWS(DATES)},
        {reads_flags, ROWS(FLAGS)},
    };
    return unit_run("cells", tests, ROWS(tests), 238, NULL, NULL);
}
