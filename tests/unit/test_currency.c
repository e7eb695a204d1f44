/* test_currency.c - the table of currencies, and rates by currency and month. */
#include "unit.h"

#include "attain/records.h"

static const struct { const char *code; int digits; } CODES[] = {
    {"AED", 2}, {"BHD", 3}, {"EUR", 2}, {"JPY", 0}, {"KRW", 0}, {"KWD", 3}, {"USD", 2}, {"ZWL", 2},
};

START_TEST(finds_currencies)
{
    Currency found = currency_find(text_of(CODES[_i].code));
    ck_assert_int_ne(found, CURRENCY_NONE);
    want_text("code", currency_code(found), CODES[_i].code);
    ck_assert_int_eq(currency_digits(found), CODES[_i].digits);
}
END_TEST

static const char *const NONE[] = {"", "usd", "US", "USDX", "AAA", "ZZZ", "US ", "U$D", "\xE5\x86\x86"};

START_TEST(knows_what_is_none)
{
    ck_assert_int_eq(currency_find(text_of(NONE[_i])), CURRENCY_NONE);
}
END_TEST

/* The search halves the table: every code must stand after the one before it. */
START_TEST(stands_in_order)
{
    Currency last = currency_find(TEXT("ZWL"));
    for (Currency c = 0; c <= last; c++) {
        ck_assert(c == 0 || text_compare(currency_code((Currency)(c - 1)), currency_code(c)) < 0);
        ck_assert_int_eq(currency_find(currency_code(c)), c);
    }
    ck_assert_int_eq(last, 155);
}
END_TEST

static FxRate rates[] = {{.currency = 3, .month = 10}, {.currency = 3, .month = 12},
                         {.currency = 5, .month = 10}, {.currency = 5, .month = 11},
                         {.currency = 9, .month = 1}};
static const struct { Currency currency; Month month; int at; } ASKED[] = {
    {3, 10, 0}, {3, 12, 1}, {5, 10, 2}, {5, 11, 3}, {9, 1, 4}, {3, 11, -1}, {3, 9, -1},
    {4, 10, -1}, {5, 12, -1}, {9, 2, -1}, {10, 1, -1}, {0, 10, -1},
};

START_TEST(finds_rates)
{
    const Records records = {.rates = rates, .rate_count = ROWS(rates)};
    const FxRate *found = records_rate(&records, ASKED[_i].currency, ASKED[_i].month);
    ck_assert_ptr_eq(found, ASKED[_i].at < 0 ? NULL : &rates[ASKED[_i].at]);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {finds_currencies, ROWS(CODES)},
        {knows_what_is_none, ROWS(NONE)},
        {stands_in_order, 1},
        {finds_rates, ROWS(ASKED)},
    };
    return unit_run("currency", tests, ROWS(tests), 30, NULL, NULL);
}
