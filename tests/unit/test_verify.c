/* test_verify.c - which two values are one; which cells are named, and how many are only counted;
 * which sheet's results are checks. */
#include "unit.h"

#include "attain/verify.h"

#include <stdio.h>

#define NUMBER STORED_NUMBER

/* A cell at A1 of a sheet, as it was written and as it was computed. */
static Verification verify_one(const char *sheet, uint32_t column, StoredCell a, StoredCell b)
{
    static Verification out;
    a.column = b.column = column;
    StoredSheet written = {text_of(sheet), &a, 1, 1}, computed = {text_of(sheet), &b, 1, 1};
    StoredCells x = {&written, 1, 1, TEXT("")}, y = {&computed, 1, 1, TEXT("")};
    verify_cells(arena, &x, &y, &out);
    return out;
}

static const struct { StoredKind a; const char *stored; StoredKind b; const char *computed;
                      bool same; } PAIRS[] = {
    {NUMBER, "155605", NUMBER, "155605", true},
    {NUMBER, "155605", NUMBER, "155606", false},
    {NUMBER, "0", NUMBER, "-0", true},
    {NUMBER, "1234.5", NUMBER, "1234.50", true},
    {NUMBER, "0.01", NUMBER, "0.02", false},
    {NUMBER, "12345678.91", NUMBER, "12345678.92", false},
    {NUMBER, "999999999999999", NUMBER, "999999999999998", false},
    {NUMBER, "9007199254740991", NUMBER, "9007199254740990", true},       /* 15 digits of it */
    {NUMBER, "9007199254740991", NUMBER, "9007199254740900", false},
    {NUMBER, "1E+16", NUMBER, "10000000000000000", true},
    {NUMBER, "0", NUMBER, "2.77555756156289E-017", true},      /* 0.3 - 0.2 - 0.1 */
    {NUMBER, "0", NUMBER, "0.0001", false},
    {NUMBER, "0.3333333333333333", NUMBER, "0.333333333333333", true},
    {NUMBER, "0.3333333333333333", NUMBER, "0.333333334", false},         /* 2e-9 of it */
    {NUMBER, "0.3333333333333333", NUMBER, "0.3333333336", true},         /* 8e-10 of it */
    {NUMBER, "-0.3333333333333333", NUMBER, "0.333333333333333", false},
    {NUMBER, "3.333333333333333E-08", NUMBER, "3.33333333333333E-008", true},
    {NUMBER, "3.333333333333333E-08", NUMBER, "3.4E-008", false},         /* of itself, not of 1 */
    {NUMBER, "1E+999", NUMBER, "1E+998", false},
    {NUMBER, "1", STORED_TEXT, "1", false},
    {NUMBER, "1", STORED_FLAG, "1", false},
    {STORED_FLAG, "1", STORED_FLAG, "1", true},
    {STORED_TEXT, "OK", STORED_TEXT, "OK", true},
    {STORED_TEXT, "OK", STORED_TEXT, "ok", false},
    {STORED_TEXT, "", STORED_TEXT, "", true},
    {STORED_NOTHING, "", STORED_TEXT, "", false},
    {STORED_NOTHING, "", STORED_NOTHING, "", false},
    {NUMBER, "1", STORED_NOTHING, "", false},
    {STORED_TEXT, "1", STORED_ERROR, "#REF!", false},
};

START_TEST(compares_values)
{
    StoredCell a = {.kind = PAIRS[_i].a, .stored = text_of(PAIRS[_i].stored)};
    StoredCell b = {.kind = PAIRS[_i].b, .stored = text_of(PAIRS[_i].computed)};
    Verification found = verify_one("Payroll", 0, a, b);
    ck_assert_msg(found.different.count == !PAIRS[_i].same, "%s and %s", PAIRS[_i].stored,
                  PAIRS[_i].computed);
    ck_assert_uint_eq(found.formulas, 1);
    ck_assert_uint_eq(found.nothing_stored, PAIRS[_i].a == STORED_NOTHING);
    ck_assert(!found.has_checks);
}
END_TEST

static const struct { StoredKind kind; const char *stored, *shown; } SHOWN[] = {
    {NUMBER, "155605", "155605"}, {STORED_FLAG, "1", "TRUE"}, {STORED_FLAG, "0", "FALSE"},
    {STORED_TEXT, "a\nb", "\"a b\""}, {STORED_TEXT, "", "\"\""}, {STORED_NOTHING, "", ""},
    {STORED_ERROR, "#REF!", "#REF!"},
    {STORED_TEXT, "123456789012345678901234567890123456789012345678901",
     "\"123456789012345678901234567890123456789012345678...\""},
};

START_TEST(shows_values)
{
    StoredCell a = {.kind = SHOWN[_i].kind, .stored = text_of(SHOWN[_i].stored)};
    StoredCell b = {.kind = STORED_TEXT, .stored = TEXT("another")};
    Verification found = verify_one("Payroll", 27, a, b);
    want_text("stored", found.different.shown[0].stored, SHOWN[_i].shown);
    want_text("computed", found.different.shown[0].computed, "\"another\"");
    want_text("cell", found.different.shown[0].cell, "AB1");
}
END_TEST

static const struct { const char *sheet; uint32_t column; const char *says; bool checks;
                      size_t ok, failed; } RESULTS[] = {
    {"Checks", 4, "OK", true, 1, 0}, {"Checks", 4, "NG", true, 0, 1},
    {"Checks", 4, "#REF!", true, 0, 1}, {"\xE6\xA4\x9C\xE7\xAE\x97", 4, "OK", true, 1, 0},
    {"\xE6\xA4\x9C\xE7\xAE\x97", 4, "NG", true, 0, 1}, {"Checks", 1, "NG", true, 0, 0},
    {"Payroll", 4, "NG", false, 0, 0},
};

START_TEST(counts_checks)
{
    StoredCell cell = {.kind = STORED_TEXT, .stored = text_of(RESULTS[_i].says)};
    Verification found = verify_one(RESULTS[_i].sheet, RESULTS[_i].column, cell, cell);
    ck_assert(found.has_checks == RESULTS[_i].checks && !found.different.count);
    ck_assert_uint_eq(found.checks_ok, RESULTS[_i].ok);
    ck_assert_uint_eq(found.checks_failed.count, RESULTS[_i].failed);
}
END_TEST

/* 100 cells in 10 rows; one is not there any more, 30 differ, one came from nowhere. */
START_TEST(pairs_cells)
{
    enum { ALL = 100, GONE = 57 };
    StoredCell a[ALL], b[ALL];
    size_t count = 0;
    for (uint32_t i = 0; i < ALL; i++) {
        a[i] = (StoredCell){i / 10, i % 10, NUMBER, TEXT("1")};
        if (i == GONE) continue;
        b[count] = a[i];
        if (i >= 70) b[count].stored = TEXT("2");
        count++;
    }
    StoredSheet written = {TEXT("Payroll"), a + 1, ALL - 1, ALL};
    StoredSheet computed = {TEXT("Payroll"), b, count, ALL};
    StoredCells x = {&written, 1, ALL - 1, TEXT("")}, y = {&computed, 1, count, TEXT("")};
    Verification found;
    verify_cells(arena, &x, &y, &found);
    ck_assert_uint_eq(found.different.count, 31);
    want_text("the cell that is gone", found.different.shown[0].cell, "H6");
    want_text("comes to nothing", found.different.shown[0].computed, "");
    want_text("the last one named", found.different.shown[VERIFY_SHOWN - 1].cell, "I9");
    StoredCells none = {NULL, 0, 0, TEXT("")};
    verify_cells(arena, &x, &none, &found);
    ck_assert_uint_eq(found.different.count, ALL - 1);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {{compares_values, ROWS(PAIRS)}, {shows_values, ROWS(SHOWN)},
                              {counts_checks, ROWS(RESULTS)}, {pairs_cells, 1}};
    return unit_run("verify", tests, ROWS(tests), 40, NULL, NULL);
}
