/* test_formula.c - formulas: each operator and function as in a spreadsheet, exactly; what a row
 * can't evaluate; what is refused when a plan is loaded. Source: CONTRACT 3, OpenFormula 1.2. */
#include "unit.h"

#include "attain/formula.h"

#include <string.h>

#define HI "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E"        /* 日本語 */

/* One row of a feed, and one of blanks; then three figures handed in. */
static const Text texts[] = {{"won", 3}, {"", 0}};
static const Day days[] = {20731, DAY_NONE};             /* 2026-10-05 */
static const Money money[] = {{1234}, {0}};              /* 12.34 */
static const Ratio ratios[] = {{1, 10, NULL}, {0, 1, NULL}};
static const int64_t integers[] = {7, 0};
static const uint8_t flags[] = {1, 0}, blanks[] = {0, 1};
static const uint32_t payees[] = {0, PERSON_NONE};
static ColumnValues columns[] = {
    {.texts = texts}, {.days = days}, {.money = money, .blanks = blanks},
    {.ratios = ratios, .blanks = blanks}, {.integers = integers, .blanks = blanks},
    {.flags = flags, .blanks = blanks}, {.payees = payees}, {.ratios = ratios, .blanks = blanks}};
static const FormulaName items[] = {
    {{"stage", 5}, true, COLUMN_TEXT, VALUE_TEXT, 0, false},
    {{"close", 5}, true, COLUMN_DATE, VALUE_DATE, 1, false},
    {{"amount", 6}, true, COLUMN_MONEY, VALUE_NUMBER, 2, false},
    {{"abroad", 6}, true, COLUMN_MONEY, VALUE_NUMBER, 2, true},      /* in the row's currency */
    {{"share", 5}, true, COLUMN_PERCENT, VALUE_NUMBER, 3, false},
    {{"term", 4}, true, COLUMN_INTEGER, VALUE_NUMBER, 4, false},
    {{"paid", 4}, true, COLUMN_FLAG, VALUE_FLAG, 5, false},
    {{"ae_id", 5}, true, COLUMN_PAYEE, VALUE_TEXT, 6, false},
    {{"\xE9\x87\x91\xE9\xA1\x8D", 6}, true, COLUMN_NUMBER, VALUE_NUMBER, 7, false},
    {{"acv.attainment", 14}, false, COLUMN_TEXT, VALUE_NUMBER, 0, false},
    {{"target", 6}, false, COLUMN_TEXT, VALUE_NUMBER, 1, false},
};
static const FormulaNames names = {items, ROWS(items), 2};
static const Value figures[] = {{VALUE_NUMBER, {.number = {3, 2, NULL}}},
                                {VALUE_NUMBER, {.number = {1000000, 1, NULL}}}};
static SourceFile file;
static Node node;

static Formula *compile(const char *source, ValueType wanted)
{
    Formula *formula = NULL;
    file = (SourceFile){.path = TEXT("plans/ae.yaml"), .bytes = text_of(source)};
    node = (Node){.scalar = text_of(source), .plain = true, .file = &file, .line = 1, .column = 1};
    return formula_compile(arena, &node, &names, wanted, &formula, &diags) ? formula : NULL;
}

static bool evaluate(const Formula *formula, size_t row, Value *out, Text *fault)
{
    static Person people[] = {{.id = {"E-1", 3}}};
    static const Roster roster = {.persons = people, .person_count = 1};
    Slice slice = {.row_count = 2, .columns = columns};
    FormulaInput input = {&roster, &slice, row, figures, NULL};
    return formula_evaluate(formula, &input, arena, out, fault);
}

/* "'" begins a text, YYYY-MM-DD is a date, TRUE and FALSE are flags, the rest are numbers. */
static ValueType type_of(const char *want)
{
    if (want[0] == '\'') return VALUE_TEXT;
    if (strcmp(want, "TRUE") == 0 || strcmp(want, "FALSE") == 0) return VALUE_FLAG;
    return strlen(want) == 10 && want[4] == '-' && want[7] == '-' ? VALUE_DATE : VALUE_NUMBER;
}

static void want_value(const char *source, Value value, const char *want)
{
    ck_assert_int_eq(value.type, type_of(want));
    switch (value.type) {
    case VALUE_NUMBER: want_ratio(source, value.number, want); break;
    case VALUE_TEXT: want_text(source, value.text, want + 1); break;
    case VALUE_DATE: want_text(source, day_text(arena, value.day), want); break;
    case VALUE_FLAG: want_text(source, value.flag ? TEXT("TRUE") : TEXT("FALSE"), want); break;
    }
}

typedef struct Case { const char *source, *want; } Case;

static void want_case(const Case *this, size_t row)
{
    Value value;
    Text fault = TEXT("");
    Formula *formula = compile(this->source, type_of(this->want));
    if (!formula) print_problems();
    ck_assert_msg(formula != NULL, "%s", this->source);
    bool evaluated = evaluate(formula, row, &value, &fault);
    ck_assert_msg(evaluated, "%s: %s", this->source, fault.bytes);
    want_value(this->source, value, this->want);
}

static const Case OPERATORS[] = {
    {"1 + 2 * 3", "7"}, {"(1 + 2) * 3", "9"}, {"10 - 2 - 3", "5"}, {"100 / 10 / 2", "5"},
    {"100 / (10 / 2)", "20"}, {"2 * 3%", "0.06"}, {"-50%", "-0.5"}, {"50%%", "0.005"},
    {"(1 + 1)%", "0.02"}, {"2 * -3", "-6"}, {"2 - -3", "5"}, {"--2", "2"}, {"+2", "2"},
    {"-2 * 3", "-6"}, {"-3 + 5", "2"}, {"-(3 + 5)", "-8"}, {"1 - 2 * 3 / 4 + 5", "4.5"},
    {"1 + 1 = 2", "TRUE"}, {"1 < 2 = TRUE", "TRUE"}, {"\"a\" & \"b\" = \"ab\"", "TRUE"},
    {"1 + 2 < 2 + 2", "TRUE"}, {"10% < 0.2", "TRUE"},
    {"1 = 1", "TRUE"}, {"1 <> 1", "FALSE"}, {"1 < 1", "FALSE"}, {"1 <= 1", "TRUE"},
    {"2 > 1", "TRUE"}, {"1 >= 2", "FALSE"}, {"FALSE < TRUE", "TRUE"}, {"TRUE = true", "TRUE"},
    {"\"won\" = \"WON\"", "TRUE"}, {"\"won\" <> \"Won\"", "FALSE"}, {"\"a\" < \"B\"", "TRUE"},
    {"\"\xC3\xA9\" = \"\xC3\x89\"", "FALSE"}, {"\"ab\" > \"a\"", "TRUE"},
    {"\"a\" & \"\" & \"b\"", "'ab"}, {"\"say \"\"hi\"\"\"", "'say \"hi\""}, {"\"\"", "'"},
    /* exact, whatever binary fractions would say */
    {"0.1 + 0.2", "0.3"}, {"0.1 + 0.2 = 0.3", "TRUE"}, {"1 / 3 * 3 = 1", "TRUE"},
    {"1 / 3", "1/3"}, {"1.005 * 100", "100.5"}, {"0.3 - 0.1 = 0.2", "TRUE"},
    {"9007199254740993 + 0", "9007199254740993"}, {"4.35 * 100", "435"},
    {"1 / 3 + 1 / 3 + 1 / 3 - 1", "0"}, {"99999999999 * 99999999999", "9999999999800000000001"},
    {"1_000_000 + 0.5", "1000000.5"}, {"1000000 * 7%", "70000"}, {"  1+1  ", "2"},
    {"1 +\n 1", "2"},
    /* dates and days */
    {"DATE(2026,1,31) + 1", "2026-02-01"}, {"DATE(2026,3,1) - 1", "2026-02-28"},
    {"DATE(2026,3,1) - DATE(2026,2,1)", "28"}, {"DATE(2026,1,1) + 2 - 1", "2026-01-02"},
    {"DATE(2026,1,1) < DATE(2026,1,2)", "TRUE"},
};

START_TEST(operates)
{
    want_case(&OPERATORS[_i], 0);
}
END_TEST

static const Case FUNCTIONS_[] = {
    {"IF(1 < 2, \"a\", \"b\")", "'a"}, {"IF(1 > 2, \"a\", \"b\")", "'b"}, {"if(TRUE, 1, 2)", "1"},
    {"IF(1 > 2, TRUE)", "FALSE"}, {"IF(1 > 2, 1 / 0, 5)", "5"}, {"IF(TRUE, 5, 1 / 0)", "5"},
    {"IF(TRUE, IF(FALSE, 1, 2), 3)", "2"},
    {"IFS(FALSE, 1, TRUE, 2, TRUE, 3)", "2"}, {"IFS(TRUE, 1, TRUE, 1 / 0)", "1"},
    {"SWITCH(\"b\", \"a\", 1, \"b\", 2)", "2"}, {"SWITCH(\"B\", \"a\", 1, \"b\", 2)", "2"},
    {"SWITCH(3, 1, \"x\", \"other\")", "'other"}, {"SWITCH(1, 1, 5, 2, 1 / 0, 7)", "5"},
    {"SWITCH(9, 1, 1 / 0, 7)", "7"}, {"SWITCH(TRUE, 1 > 2, 1, 2 > 1, 2)", "2"},
    {"1 + SWITCH(2, 1, 10, 2, 20, 30) * 2", "41"},
    {"AND(TRUE, TRUE, FALSE)", "FALSE"}, {"AND(TRUE, 1 = 1)", "TRUE"}, {"AND(FALSE)", "FALSE"},
    {"OR(FALSE, TRUE)", "TRUE"}, {"OR(FALSE, FALSE)", "FALSE"}, {"NOT(TRUE)", "FALSE"},
    {"MIN(3, 1, 2)", "1"}, {"MAX(3, 1, 2)", "3"}, {"MIN(-1, 1/3)", "-1"}, {"MAX(5)", "5"},
    {"MAX(DATE(2026,1,1), DATE(2025,1,1))", "2026-01-01"},
    {"MIN(DATE(2026,1,1), DATE(2025,1,1))", "2025-01-01"},
    {"ABS(-3.5)", "3.5"}, {"ABS(3)", "3"}, {"INT(8.9)", "8"}, {"INT(-8.9)", "-9"},
    {"INT(-8)", "-8"}, {"INT(-1/3)", "-1"},
    /* rounding, half away from zero; the examples of the spreadsheets' own manuals */
    {"ROUND(2.15, 1)", "2.2"}, {"ROUND(2.149, 1)", "2.1"}, {"ROUND(-1.475, 2)", "-1.48"},
    {"ROUND(21.5, -1)", "20"}, {"ROUND(626.3, -3)", "1000"}, {"ROUND(1.98, -1)", "0"},
    {"ROUND(-50.55, -2)", "-100"}, {"ROUND(2.5, 0)", "3"}, {"ROUND(-2.5, 0)", "-3"},
    {"ROUND(1.005, 2)", "1.01"}, {"ROUND(2.675, 2)", "2.68"}, {"ROUND(1/3, 4)", "0.3333"},
    {"ROUND(2.5)", "3"}, {"ROUND(123.456, 1.9)", "123.5"}, {"ROUND(123.456, -1.9)", "120"},
    {"ROUNDUP(3.2, 0)", "4"}, {"ROUNDUP(76.9, 0)", "77"}, {"ROUNDUP(3.14159, 3)", "3.142"},
    {"ROUNDUP(-3.14159, 1)", "-3.2"}, {"ROUNDUP(31415.92654, -2)", "31500"},
    {"ROUNDUP(3, 0)", "3"}, {"ROUNDDOWN(3.2, 0)", "3"}, {"ROUNDDOWN(3.14159, 3)", "3.141"},
    {"ROUNDDOWN(-3.14159, 1)", "-3.1"}, {"ROUNDDOWN(31415.92654, -2)", "31400"},
    {"DATE(2026, 10, 5)", "2026-10-05"}, {"DATE(2008, 14, 2)", "2009-02-02"},
    {"DATE(2008, -3, 2)", "2007-09-02"}, {"DATE(2008, 1, 35)", "2008-02-04"},
    {"DATE(2008, 1, -15)", "2007-12-16"}, {"DATE(2026, 3, 0)", "2026-02-28"},
    {"DATE(2024, 3, 0)", "2024-02-29"}, {"DATE(2026, 0, 1)", "2025-12-01"},
    {"DATE(2026.9, 1.9, 1.9)", "2026-01-01"},
    {"YEAR(DATE(2026, 10, 5))", "2026"}, {"MONTH(DATE(2026, 10, 5))", "10"},
    {"DAY(DATE(2026, 10, 5))", "5"},
    {"EDATE(DATE(2011, 1, 15), 1)", "2011-02-15"}, {"EDATE(DATE(2011, 1, 15), -1)", "2010-12-15"},
    {"EDATE(DATE(2026, 1, 31), 1)", "2026-02-28"}, {"EDATE(DATE(2024, 1, 31), 1)", "2024-02-29"},
    {"EDATE(DATE(2026, 2, 28), 1)", "2026-03-28"}, {"EDATE(DATE(2026, 1, 15), 1.9)", "2026-02-15"},
    {"EDATE(DATE(2026, 1, 15), -1.9)", "2025-12-15"},
    {"EOMONTH(DATE(2011, 1, 1), 1)", "2011-02-28"}, {"EOMONTH(DATE(2011, 1, 1), -3)", "2010-10-31"},
    {"EOMONTH(DATE(2024, 2, 10), 0)", "2024-02-29"},
    {"EOMONTH(DATE(2026, 1, 31), 1)", "2026-02-28"},
    {"DATEDIF(DATE(2001, 1, 1), DATE(2003, 1, 1), \"Y\")", "2"},
    {"DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"D\")", "440"},
    {"DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"YD\")", "75"},
    {"DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"M\")", "14"},
    {"DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"YM\")", "2"},
    {"DATEDIF(DATE(2001, 6, 1), DATE(2002, 8, 15), \"MD\")", "14"},
    {"DATEDIF(DATE(2026, 1, 31), DATE(2026, 2, 28), \"M\")", "0"},
    {"DATEDIF(DATE(2024, 2, 29), DATE(2025, 2, 28), \"Y\")", "0"},
    {"DATEDIF(DATE(2024, 2, 29), DATE(2025, 3, 1), \"y\")", "1"},
    {"DATEDIF(DATE(2026, 1, 15), DATE(2026, 1, 15), \"D\")", "0"},
    {"DAYS(DATE(2021, 3, 15), DATE(2021, 2, 1))", "42"},
    {"DAYS(DATE(2021, 2, 1), DATE(2021, 3, 15))", "-42"},
    {"LEFT(\"Sale Price\", 4)", "'Sale"}, {"LEFT(\"Sweden\")", "'S"},
    {"RIGHT(\"Sale Price\", 5)", "'Price"}, {"RIGHT(\"Stock Number\")", "'r"},
    {"LEFT(\"ab\", 5)", "'ab"}, {"RIGHT(\"ab\", 5)", "'ab"}, {"LEFT(\"ab\", 0)", "'"},
    {"RIGHT(\"ab\", 0)", "'"}, {"LEFT(\"\", 3)", "'"}, {"LEFT(\"abc\", 1.9)", "'a"},
    {"LEFT(\"" HI "\", 2)", "'\xE6\x97\xA5\xE6\x9C\xAC"}, {"RIGHT(\"" HI "\", 1)", "'\xE8\xAA\x9E"},
    {"LEN(\"" HI "\")", "3"}, {"LEN(\"\")", "0"}, {"LEN(\" a \")", "3"},
    {"UPPER(\"won-1\")", "'WON-1"}, {"UPPER(\"" HI "\")", "'" HI},
    {"UPPER(\"caf\xC3\xA9 \xC3\xBF\")", "'CAF\xC3\x89 \xC5\xB8"},           /* é ÿ */
    {"UPPER(\"\xC3\xB7 \xC3\x97 \xC3\x9F\")", "'\xC3\xB7 \xC3\x97 \xC3\x9F"},   /* ÷ × ß stay */
    {"UPPER(\"\xC5\x82\xC5\xBA\xC4\x8D\")", "'\xC5\x81\xC5\xB9\xC4\x8C"},   /* łźč */
    {"UPPER(\"\xCE\xB1\xCE\xAC\xCF\x82\")", "'\xCE\x91\xCE\x86\xCE\xA3"},   /* αάς */
    {"UPPER(\"\xD0\xB6\xD1\x8F\xD1\x91\")", "'\xD0\x96\xD0\xAF\xD0\x81"},   /* жяё */
    {"UPPER(\"\xEF\xBD\x81\xEF\xBD\x9A\")", "'\xEF\xBC\xA1\xEF\xBC\xBA"},   /* full-width ａｚ */
};

START_TEST(calls)
{
    want_case(&FUNCTIONS_[_i], 0);
}
END_TEST

static const struct { Case is; size_t row; } COLUMNS[] = {
    {{"stage = \"Won\"", "TRUE"}, 0}, {{"stage & \"!\"", "'won!"}, 0}, {{"close", "2026-10-05"}, 0},
    {{"amount", "12.34"}, 0}, {{"amount * 100", "1234"}, 0}, {{"share", "0.1"}, 0},
    {{"1 - share", "0.9"}, 0}, {{"term / 12", "7/12"}, 0}, {{"paid", "TRUE"}, 0},
    {{"ae_id", "'E-1"}, 0}, {{"LEFT(ae_id, 1) = \"e\"", "TRUE"}, 0},
    {{"\xE9\x87\x91\xE9\xA1\x8D * 2", "0.2"}, 0}, {{"acv.attainment >= 100%", "TRUE"}, 0},
    {{"target * MIN(acv.attainment, 1)", "1000000"}, 0}, {{"ISBLANK(amount)", "FALSE"}, 0},
    /* blanks: "" for text and payee, 0, FALSE, no date */
    {{"stage", "'"}, 1}, {{"ae_id", "'"}, 1}, {{"amount", "0"}, 1}, {{"share", "0"}, 1},
    {{"term + 1", "1"}, 1}, {{"paid", "FALSE"}, 1},
    {{"ISBLANK(stage)", "TRUE"}, 1}, {{"ISBLANK(close)", "TRUE"}, 1},
    {{"ISBLANK(amount)", "TRUE"}, 1}, {{"ISBLANK(share)", "TRUE"}, 1},
    {{"ISBLANK(term)", "TRUE"}, 1},
    {{"ISBLANK(paid)", "TRUE"}, 1}, {{"ISBLANK(ae_id)", "TRUE"}, 1},
    {{"ISBLANK(term + 1)", "FALSE"}, 1}, {{"ISBLANK(\"\" & stage)", "TRUE"}, 1},
    {{"ISBLANK(IF(TRUE, close, close))", "TRUE"}, 1}, {{"NOT(ISBLANK(\"x\"))", "TRUE"}, 1},
    /* a comparison with no date is FALSE, whichever */
    {{"close = DATE(2026,1,1)", "FALSE"}, 1}, {{"close <> DATE(2026,1,1)", "FALSE"}, 1},
    {{"close < DATE(2026,1,1)", "FALSE"}, 1}, {{"close >= DATE(2026,1,1)", "FALSE"}, 1},
    {{"close = close", "FALSE"}, 1}, {{"close = close", "TRUE"}, 0},
    {{"IF(ISBLANK(close), 0, YEAR(close))", "0"}, 1},
    {{"IF(ISBLANK(close), 0, YEAR(close))", "2026"}, 0},
    {{"IF(term = 0, 0, amount / term)", "0"}, 1}, {{"IFS(term = 0, 1, 1 / term > 0, 2)", "1"}, 1},
    {{"SWITCH(stage, \"\", 1, \"won\", 1 / term)", "1"}, 1},
};

START_TEST(reads_rows_and_figures)
{
    want_case(&COLUMNS[_i].is, COLUMNS[_i].row);
}
END_TEST

/* On the row of blanks: what makes it an exception. AND and OR evaluate all, as spreadsheets do. */
static const struct { const char *source; ValueType type; const char *fault; } FAULTS[] = {
    {"1 / term", VALUE_NUMBER, "division by zero"},
    {"amount / amount", VALUE_NUMBER, "division by"},
    {"AND(term <> 0, 1 / term > 0)", VALUE_FLAG, "division by zero"},
    {"OR(term = 0, 1 / term > 0)", VALUE_FLAG, "division by zero"},
    {"IFS(paid, 1)", VALUE_NUMBER, "no case of IFS or SWITCH"},
    {"SWITCH(stage, \"won\", 1)", VALUE_NUMBER, "no case of IFS or SWITCH"},
    {"SWITCH(term, 1, 1, 2, 2)", VALUE_NUMBER, "no case of IFS or SWITCH"},
    {"close + 1", VALUE_DATE, "no date"}, {"close - 1", VALUE_DATE, "no date"},
    {"close - DATE(2026,1,1)", VALUE_NUMBER, "no date"},
    {"DATE(2026,1,1) - close", VALUE_NUMBER, "no date"},
    {"YEAR(close)", VALUE_NUMBER, "no date"}, {"MONTH(close)", VALUE_NUMBER, "no date"},
    {"DAY(close)", VALUE_NUMBER, "no date"}, {"EDATE(close, 1)", VALUE_DATE, "no date"},
    {"EOMONTH(close, 1)", VALUE_DATE, "no date"}, {"DAYS(close, close)", VALUE_NUMBER, "no date"},
    {"DATEDIF(close, close, \"D\")", VALUE_NUMBER, "no date"},
    {"MIN(close, DATE(2026,1,1))", VALUE_DATE, "no date"},
    {"MAX(DATE(2026,1,1), close)", VALUE_DATE, "no date"},
    {"DATEDIF(DATE(2026,1,2) + term, DATE(2026,1,1), \"D\")", VALUE_NUMBER, "DATEDIF from a later"},
    {"DATEDIF(DATE(2026,1,1) + term, DATE(2026,1,1), \"W\")", VALUE_NUMBER, "DATEDIF knows"},
    {"DATE(10000 + term, 1, 1)", VALUE_DATE, "DATE outside"},
    {"DATE(term, 1, 1)", VALUE_DATE, "DATE outside"},
    {"EDATE(DATE(9999,12,1), 1 + term)", VALUE_DATE, "a date outside"},
    {"DATE(9999,12,31) + 1 + term", VALUE_DATE, "a date outside"},
    {"DATE(2026,1,1) + 0.5 + term", VALUE_DATE, "a date moves by whole days"},
    {"LEFT(stage, term - 1)", VALUE_TEXT, "a negative number of characters"},
    {"RIGHT(stage, term - 1)", VALUE_TEXT, "a negative number of characters"},
    {"ROUND(1 / 3, 101 + term)", VALUE_NUMBER, "more than 100 places"},
};

START_TEST(makes_rows_exceptions)
{
    Value value;
    Text fault = TEXT("");
    Formula *formula = compile(FAULTS[_i].source, FAULTS[_i].type);
    if (!formula) print_problems();
    ck_assert(formula != NULL);
    ck_assert_msg(!evaluate(formula, 1, &value, &fault), "%s", FAULTS[_i].source);
    ck_assert_msg(text_starts_with(fault, text_of(FAULTS[_i].fault)), "%s", fault.bytes);
}
END_TEST

static const struct {
    const char *source;
    ValueType wanted;
    DiagCode code;
    uint32_t column;
} REFUSED[] = {
    {"", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 1}, {"1 +", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 4},
    {"(1", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 3}, {"1)", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 2},
    {"1 2", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 3}, {"* 2", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 1},
    {"stage == \"won\"", VALUE_FLAG, DIAG_FORMULA_SYNTAX, 7},
    {"stage = 'won'", VALUE_FLAG, DIAG_FORMULA_SYNTAX, 9},
    {"stage != \"won\"", VALUE_FLAG, DIAG_FORMULA_SYNTAX, 7},
    {"stage = \"won", VALUE_FLAG, DIAG_FORMULA_SYNTAX, 9},
    {"stage = \xE2\x80\x9Cwon\xE2\x80\x9D", VALUE_FLAG, DIAG_FORMULA_SYNTAX, 9},
    {"2 ^ 3", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 3},
    {"1.2.3", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 1},
    {"\xEF\xBC\x88" "1)", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 1},
    {"\xE9\x87\x91\xE9\xA1\x8D + ;", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 6},
    {"MIN(1, )", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 8},
    {"IF(TRUE)", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 8},
    {"SWITCH(1, 2)", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 12},
    {"IFS(TRUE)", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 9},
    {"IFS(TRUE, 1, FALSE)", VALUE_NUMBER, DIAG_FORMULA_SYNTAX, 19},
    {"stage = won", VALUE_FLAG, DIAG_FORMULA_NAME, 9},
    {"stagee = 1", VALUE_FLAG, DIAG_FORMULA_NAME, 1},
    {"Stage = \"won\"", VALUE_FLAG, DIAG_FORMULA_NAME, 1},
    {"1 + SUM(1)", VALUE_NUMBER, DIAG_FORMULA_NAME, 5},
    {"amount(1)", VALUE_NUMBER, DIAG_FORMULA_NAME, 1},
    {"ABS()", VALUE_NUMBER, DIAG_FORMULA_ARGUMENTS, 1},
    {"ABS(1, 2)", VALUE_NUMBER, DIAG_FORMULA_ARGUMENTS, 1},
    {"DATE(1, 2)", VALUE_DATE, DIAG_FORMULA_ARGUMENTS, 1},
    {"ROUND(1, 2, 3)", VALUE_NUMBER, DIAG_FORMULA_ARGUMENTS, 1},
    {"1 + DATEDIF(close, close)", VALUE_NUMBER, DIAG_FORMULA_ARGUMENTS, 5},
    {"IF(TRUE, 1)", VALUE_NUMBER, DIAG_FORMULA_ARGUMENTS, 11},
    {"1 + \"a\"", VALUE_NUMBER, DIAG_FORMULA_TYPE, 5},
    {"stage + 1", VALUE_NUMBER, DIAG_FORMULA_TYPE, 1},
    {"2 * stage", VALUE_NUMBER, DIAG_FORMULA_TYPE, 5},
    {"-stage", VALUE_NUMBER, DIAG_FORMULA_TYPE, 1},
    {"stage%", VALUE_NUMBER, DIAG_FORMULA_TYPE, 1}, {"1 = \"a\"", VALUE_FLAG, DIAG_FORMULA_TYPE, 5},
    {"close = \"2026-10-05\"", VALUE_FLAG, DIAG_FORMULA_TYPE, 9},
    {"close + close", VALUE_DATE, DIAG_FORMULA_TYPE, 9},
    {"1 - close", VALUE_DATE, DIAG_FORMULA_TYPE, 5},
    {"\"a\" & 1", VALUE_TEXT, DIAG_FORMULA_TYPE, 7},
    {"paid + 1", VALUE_NUMBER, DIAG_FORMULA_TYPE, 1}, {"NOT(1)", VALUE_FLAG, DIAG_FORMULA_TYPE, 5},
    {"AND(TRUE, 1)", VALUE_FLAG, DIAG_FORMULA_TYPE, 11},
    {"IF(1, 2, 3)", VALUE_NUMBER, DIAG_FORMULA_TYPE, 4},
    {"IF(TRUE, 1, \"a\")", VALUE_NUMBER, DIAG_FORMULA_TYPE, 13},
    {"IFS(TRUE, 1, FALSE, \"a\")", VALUE_NUMBER, DIAG_FORMULA_TYPE, 21},
    {"SWITCH(1, \"a\", 2)", VALUE_NUMBER, DIAG_FORMULA_TYPE, 11},
    {"SWITCH(1, 1, 2, \"x\")", VALUE_NUMBER, DIAG_FORMULA_TYPE, 17},
    {"YEAR(\"2026-10-05\")", VALUE_NUMBER, DIAG_FORMULA_TYPE, 6},
    {"MIN(\"a\")", VALUE_NUMBER, DIAG_FORMULA_TYPE, 5},
    {"MAX(1, close)", VALUE_NUMBER, DIAG_FORMULA_TYPE, 8},
    {"amount", VALUE_FLAG, DIAG_FORMULA_TYPE, 1}, {"stage", VALUE_NUMBER, DIAG_FORMULA_TYPE, 1},
    {"1 / 0", VALUE_NUMBER, DIAG_FORMULA_VALUE, 1},
    {"DATE(10000, 1, 1)", VALUE_DATE, DIAG_FORMULA_VALUE, 1},
};

START_TEST(refuses_at_loading)
{
    const char *source = REFUSED[_i].source;
    ck_assert_msg(!compile(source, REFUSED[_i].wanted), "\"%s\" was taken", source);
    ck_assert_uint_eq(diags.errors, 1);
    const Diag *diag = &diags.items[0];
    ck_assert_str_eq(diag_name(diag->code), diag_name(REFUSED[_i].code));
    ck_assert_msg(diag->place.column == REFUSED[_i].column, "%s: column %u", source,
                  diag->place.column);
}
END_TEST

static const char *repeated(const char *lead, const char *unit, int count, const char *tail)
{
    size_t length = strlen(lead), size = strlen(unit);
    char *bytes = arena_alloc(arena, length + size * (size_t)count + strlen(tail) + 1);
    memcpy(bytes, lead, length);
    for (int i = 0; i < count; i++) memcpy(bytes + length + size * (size_t)i, unit, size);
    strcpy(bytes + length + size * (size_t)count, tail);
    return bytes;
}

#define ZEROS "0000000000"

/* However long or deep: evaluated, or refused with a place. */
static const struct {
    const char *lead, *unit;
    int count;
    const char *tail, *want;                    /* NULL: refused */
} SHAPES[] = {
    {"1", "+1", 999, "", "1000"}, {"0", " - 1", 500, "", "-500"}, {"", "-", 999, "1", "-1"},
    {"MAX(1", ", 2", 253, ")", "2"}, {"1", "%", 20, "", "1/1" ZEROS ZEROS ZEROS ZEROS},
    {"IFS(", "FALSE, 1, ", 126, "TRUE, 2)", "2"}, {"IFS(", "FALSE, 1, ", 127, "TRUE, 2)", NULL},
    {"", "(", 40, "1", NULL}, {"", "(", 5000, "1", NULL}, {"1", "+(1", 5000, "", NULL},
    {"", "IF(TRUE,", 2000, "1", NULL}, {"", "1 + ", 5000, "1", NULL},
};

START_TEST(bears_any_shape)
{
    const char *source = repeated(SHAPES[_i].lead, SHAPES[_i].unit, SHAPES[_i].count,
                                  SHAPES[_i].tail);
    if (SHAPES[_i].want) {
        Case this = {source, SHAPES[_i].want};
        want_case(&this, 0);
    } else {
        ck_assert(!compile(source, VALUE_NUMBER));
        ck_assert_uint_eq(diags.errors, 1);
        ck_assert_uint_gt(diags.items[0].place.column, 0);
    }
}
END_TEST

START_TEST(takes_forty_brackets)
{
    const char *source = repeated("((((((((((((((((((((((((((((((((((((((((1", ")", 40, "");
    Case this = {source, "1"};
    want_case(&this, 0);
}
END_TEST

START_TEST(knows_constants_and_mentions)
{
    Value value;
    ck_assert(formula_is_constant(compile("1/3", VALUE_NUMBER), &value));
    want_ratio("folded", value.number, "1/3");
    ck_assert(!formula_is_constant(compile("amount * 0", VALUE_NUMBER), &value));
    /* no column is left of it, and it is not its first constant */
    ck_assert(formula_is_constant(compile("ISBLANK(3 * amount)", VALUE_FLAG), &value));
    ck_assert_int_eq(value.type, VALUE_FLAG);
    ck_assert(!value.flag);
    Formula *formula = compile("IF(ISBLANK(term), 0, amount * acv.attainment)", VALUE_NUMBER);
    ck_assert(formula_mentions_figure(formula, 0));
    ck_assert(!formula_mentions_figure(formula, 1));
    want_text("source", formula_source(formula),
              "IF(ISBLANK(term), 0, amount * acv.attainment)");
    Formula *one = formula_constant(arena, (Value){VALUE_NUMBER, {.number = RATIO_ONE}});
    ck_assert(formula_is_constant(one, &value));
    Text fault;
    ck_assert(evaluate(one, 0, &value, &fault));
    want_ratio("one", value.number, "1");
}
END_TEST

START_TEST(names_the_nearest)
{
    ck_assert(!compile("stagee = \"won\"", VALUE_FLAG));
    want_text("name", diags.items[0].hint, "did you mean stage?");
    ck_assert(!compile("ROUNDUPP(1, 2)", VALUE_NUMBER));
    want_text("function", diags.items[1].hint, "did you mean ROUNDUP?");
    want_text("value", diags.items[1].value, "ROUNDUPP");
}
END_TEST

/* The same cell, 1234 minor units: of a currency with three digits at a rate of 3/2, and of the
 * company's, where there is nothing to convert. */
static const struct { const char *source, *want; size_t row; bool used; } ABROAD[] = {
    {"abroad", "1.851", 0, true}, {"abroad + amount", "14.191", 0, true},
    {"abroad / abroad", "1", 0, true}, {"abroad", "0", 1, false}, {"amount", "12.34", 0, false},
    {"IF(stage = \"lost\", abroad, 7)", "7", 0, false},
    {"IF(ISBLANK(abroad), 1, 2)", "2", 0, false}, {"-abroad * 3", "-5.553", 0, true},
};

START_TEST(converts_what_is_asked_for)
{
    Formula *formula = compile(ABROAD[_i].source, VALUE_NUMBER);
    ck_assert_ptr_nonnull(formula);
    Conversion conversion = {.digits = 3, .rate = {3, 2, NULL}, .known = true};
    Slice slice = {.row_count = 2, .columns = columns};
    FormulaInput input = {.slice = &slice, .row = ABROAD[_i].row, .conversion = &conversion};
    Value value;
    Text fault;
    ck_assert(formula_evaluate(formula, &input, arena, &value, &fault));
    want_ratio(ABROAD[_i].source, value.number, ABROAD[_i].want);
    ck_assert_int_eq(conversion.used, ABROAD[_i].used);
}
END_TEST

START_TEST(knows_what_converts)
{
    Value value;
    Text fault;
    ck_assert(formula_converts(compile("1 + abroad", VALUE_NUMBER)));
    ck_assert(!formula_converts(compile("IF(ISBLANK(abroad), amount, 1)", VALUE_NUMBER)));
    ck_assert(evaluate(compile("abroad", VALUE_NUMBER), 0, &value, &fault));
    want_ratio("in the company's", value.number, "12.34");
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {operates, ROWS(OPERATORS)},
        {calls, ROWS(FUNCTIONS_)},
        {reads_rows_and_figures, ROWS(COLUMNS)},
        {makes_rows_exceptions, ROWS(FAULTS)},
        {refuses_at_loading, ROWS(REFUSED)},
        {bears_any_shape, ROWS(SHAPES)},
        {takes_forty_brackets, 1},
        {knows_constants_and_mentions, 1},
        {names_the_nearest, 1},
        {converts_what_is_asked_for, ROWS(ABROAD)},
        {knows_what_converts, 1},
    };
    return unit_run("formula", tests, ROWS(tests), 327, NULL, NULL);
}
