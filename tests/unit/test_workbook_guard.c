/* test_workbook_guard.c - what the workbook room refuses, mends and counts: texts, sheets' names,
 * formulas, figures, rows, links. Source: issue 5 item 7. */
#include "unit.h"

#include "attain/workbook.h"
#include "binary.h"
#include "inside.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- texts */

static const struct { const char *text; size_t length; const char *want; } TEXTS[] = {
    {"", 0, ""}, {"plain", 5, "plain"}, {"=cmd|'/c calc'!A1", 17, "=cmd|'/c calc'!A1"},
    {"a\x01" "b\x1F" "c\x7F", 6, "abc\x7F"}, {"a\0b", 3, "ab"},
    {"tab\tand\nline\r\n", 15, "tab\tand\nline\n"},
    {"a\xFF" "b", 3, "a\xEF\xBF\xBD" "b"}, {"\xE8\xA1", 2, "\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},         /* half a pair */
    {"\xEF\xBF\xBD", 3, "\xEF\xBF\xBD"}, {"\xEF\xBF\xBE", 3, "\xEF\xBF\xBD"},
    {"_x0041_", 7, "_x005F_x0041_"}, {"_x00e9_z", 8, "_x005F_x00e9_z"}, {"_x004_", 6, "_x004_"},
    {"_X0041_", 7, "_X0041_"}, {"_x00G1_", 7, "_x00G1_"}, {"__x0041_", 8, "__x005F_x0041_"},
    {"_x0041_x0042_", 13, "_x005F_x0041_x005F_x0042_"}, {"_", 1, "_"},
    {"\xF0\xA0\xAE\xB7\xE8\xA1\xA8", 7, "\xF0\xA0\xAE\xB7\xE8\xA1\xA8"},
};

START_TEST(mends_texts)
{
    Buffer out = {.arena = arena};
    bool cut = true;
    Text text = guard_text(&out, (Text){TEXTS[_i].text, TEXTS[_i].length}, &cut);
    want_text("guarded", text, TEXTS[_i].want);
    ck_assert(!cut);
    ck_assert_int_eq(text.bytes[text.length], '\0');
    size_t bad;
    ck_assert(text_is_utf8(text, &bad));
}
END_TEST

/* Units of UTF-16: ASCII 1, kanji 1, beyond the first plane 2, an escape as it is written. */
static const struct { const char *piece; size_t count, units_each; bool cut; } LENGTHS[] = {
    {"a", 32767, 1, false}, {"a", 32768, 1, true}, {"\xE8\xA1\xA8", 32767, 1, false},
    {"\xE8\xA1\xA8", 32768, 1, true}, {"\xF0\xA0\xAE\xB7", 16383, 2, false},
    {"\xF0\xA0\xAE\xB7", 16384, 2, true}, {"_x0041_", 2520, 13, false}, {"_x0041_", 2521, 13, true},
    {"a", 1048576, 1, true},
};

START_TEST(cuts_long_texts)
{
    Buffer long_text = {.arena = arena}, out = {.arena = arena};
    for (size_t i = 0; i < LENGTHS[_i].count; i++)
        buffer_text(&long_text, text_of(LENGTHS[_i].piece));
    bool cut;
    Text text = guard_text(&out, buffer_result(&long_text), &cut);
    ck_assert_int_eq(cut, LENGTHS[_i].cut);
    size_t units = 0;
    for (size_t at = 0; at < text.length;) units += text_next_character(text, &at) > 0xFFFF ? 2 : 1;
    ck_assert_uint_le(units, 32767);
    ck_assert_uint_gt(units + LENGTHS[_i].units_each, LENGTHS[_i].cut ? 32767 : 32000);
    bool ellipsis = text_equal(text_part(text, text.length - 3, text.length), TEXT("\xE2\x80\xA6"));
    ck_assert_int_eq(ellipsis, LENGTHS[_i].cut);
}
END_TEST

/* ---- sheets' names */

#define KANJI10 "\xE8\xA1\xA8\xE8\xA1\xA8\xE8\xA1\xA8\xE8\xA1\xA8\xE8\xA1\xA8" \
                "\xE8\xA1\xA8\xE8\xA1\xA8\xE8\xA1\xA8\xE8\xA1\xA8\xE8\xA1\xA8"
#define PAIRS5 "\xF0\xA0\xAE\xB7\xF0\xA0\xAE\xB7\xF0\xA0\xAE\xB7\xF0\xA0\xAE\xB7\xF0\xA0\xAE\xB7"
static const struct { const char *name; size_t number; const char *want; } NAMES[] = {
    {"Credits", 1, "Credits"}, {"Credits", 2, "Credits 2"}, {"Taken", 1, "Taken 2"},
    {"tAKEN", 1, "tAKEN 2"}, {"Twice", 1, "Twice 3"}, {"", 1, "Sheet"}, {"  ", 1, "Sheet"},
    {"\xE3\x80\x80", 1, "Sheet"}, {"\x01", 1, "Sheet"},
    {"a[b]:c*d?e/f\\g#h", 1, "a-b--c-d-e-f-g-h"},
    {"'quoted'", 1, "\xE2\x80\x99quoted\xE2\x80\x99"}, {"O'Brien", 1, "O\xE2\x80\x99" "Brien"},
    {"History", 1, "History -"}, {"hISTORY", 1, "hISTORY -"},
    {"\xE5\xB1\xA5\xE6\xAD\xB4", 1, "\xE5\xB1\xA5\xE6\xAD\xB4 -"},
    {"Team\nquotas", 1, "Team quotas"}, {"a\xFF", 1, "a\xEF\xBF\xBD"},
    {"1234567890123456789012345678901", 1, "1234567890123456789012345678901"},
    {"12345678901234567890123456789012", 1, "1234567890123456789012345678901"},
    {"1234567890123456789012345678901", 12, "1234567890123456789012345678 12"},
    {KANJI10 KANJI10 KANJI10 "\xE8\xA1\xA8\xE8\xA1\xA8", 1, KANJI10 KANJI10 KANJI10 "\xE8\xA1\xA8"},
    {PAIRS5 PAIRS5 PAIRS5 "\xF0\xA0\xAE\xB7", 1, PAIRS5 PAIRS5 PAIRS5},   /* 16 are 32 */
};

START_TEST(makes_names_fit)
{
    const Text taken[] = {TEXT("Taken"), TEXT("twice"), TEXT("TWICE 2")};
    want_text("name", guard_sheet_name(arena, text_of(NAMES[_i].name), NAMES[_i].number, taken, 3),
              NAMES[_i].want);
}
END_TEST

/* ---- formulas */

static const struct { const char *formula; bool sound; } FORMULAS[] = {
    {"=1+1", true}, {"=SUM('Credits'!$A$1:$A$3)", true}, {"=\"a)\"\"(\"&\"\"", true},
    {"='It''s (here'!A1", true}, {"=IF(A1>0,\"it's\",\"NG\")", true}, {"=\"\xE8\xA1\xA8\"", true},
    {"=\"two\nlines\"", true}, {"", false}, {"=", false}, {"1+1", false}, {"=SUM(A1", false},
    {"=SUM(A1))", false}, {"=)(", false}, {"=\"open", false}, {"='open!A1", false},
    {"=\"a\"\"", false}, {"=\"\xFF\"", false}, {"=\"\x01\"", false},
};

START_TEST(judges_formulas)
{
    ck_assert_int_eq(guard_formula(text_of(FORMULAS[_i].formula)), FORMULAS[_i].sound);
}
END_TEST

START_TEST(bounds_formulas)
{
    Buffer longest = {.arena = arena}, deepest = {.arena = arena};
    buffer_byte(&longest, '=');
    for (int i = 0; i < 8191; i++) buffer_byte(&longest, '1');
    ck_assert(guard_formula(buffer_result(&longest)));
    buffer_byte(&longest, '1');
    ck_assert(!guard_formula(buffer_result(&longest)));
    for (int depth = 64; depth <= 65; depth++) {
        deepest.length = 0;
        buffer_byte(&deepest, '=');
        for (int i = 0; i < depth; i++) buffer_byte(&deepest, '(');
        buffer_byte(&deepest, '1');
        for (int i = 0; i < depth; i++) buffer_byte(&deepest, ')');
        ck_assert_int_eq(guard_formula(buffer_result(&deepest)), depth == 64);
    }
}
END_TEST

/* ---- figures: decimals that C's own reader turns into the nearest double */

static const struct { const char *ratio; const char *want; } FIGURES[] = {
    {"0", "0"}, {"1/3", "0.333333333333333333333333"}, {"-7/3", "-2.33333333333333333333333"},
    {"1/10", "0.1"}, {"9007199254740992", "9007199254740992"}, {"9007199254740993", NULL},
    {"-9007199254740993", NULL}, {"-9007199254740992", "-9007199254740992"},
    {"9007199254740993/2", "4503599627370496.5"}, {"1/9007199254740993", "1.1102230246251564e-16"},
    {"9223372036854775807/9223372036854775806", "1"}, {"18014398509481985/2", NULL},
    {"0.00000000000000000000000000000000000000001", "1e-41"},
};

START_TEST(makes_doubles)
{
    Ratio ratio = fraction(FIGURES[_i].ratio);
    double have = 0;
    bool held = binary_from_ratio(arena, ratio, &have);
    ck_assert_int_eq(held, FIGURES[_i].want != NULL);
    if (held) ck_assert_double_eq(have, strtod(FIGURES[_i].want, NULL));
    ck_assert(isfinite(have));
}
END_TEST

static const struct { int64_t minor; int digits; const char *want; } MONEYS[] = {
    {0, 0, "0"}, {-5, 2, "-0.05"}, {123456789, 3, "123456.789"},
    {9007199254740992, 0, "9007199254740992"},
    {9007199254740991, 2, "90071992547409.91"}, {9007199254740993, 2, NULL}, {INT64_MAX, 0, NULL},
    {INT64_MIN, 2, NULL}, {29, 2, "0.29"},
};

START_TEST(makes_doubles_of_money)
{
    double have = 0;
    bool held = binary_from_money((Money){MONEYS[_i].minor}, MONEYS[_i].digits, &have);
    ck_assert_int_eq(held, MONEYS[_i].want != NULL);
    if (held) ck_assert_double_eq(have, strtod(MONEYS[_i].want, NULL));
}
END_TEST

/* ---- whole workbooks */

static const SheetColumn columns[] = {HEADED("a", CELL_TEXT, FROM_INPUT, 0),
                                      HEADED("b", CELL_COUNT, FROM_INPUT, 0), COLUMNS_END};

static Workbook *open_own(void)
{
    const WorkbookOptions options = {.title = TEXT("t"), .digits = 2, .created = 20000};
    Workbook *workbook = workbook_open(
        arena, text_format(arena, "%s/own.xlsx", own_directory()), &options);
    ck_assert_ptr_nonnull(workbook);
    return workbook;
}

/* Of a workbook that is never finished. */
static void drop(Workbook *workbook)
{
    lxw_workbook_free(workbook->library);
    freelocale(workbook->plain);
    arena_free(workbook->scratch);
}

START_TEST(counts_what_it_could_not_show)
{
    Workbook *workbook = open_own();
    Sheet *sheet = sheet_add(workbook, "Sheet", columns, 1, 2);
    Buffer long_text = {.arena = arena};
    for (int i = 0; i < 40000; i++) buffer_byte(&long_text, 'x');
    cell_text(sheet, buffer_result(&long_text), NULL);
    sheet_heading(sheet);
    cell_text(sheet, buffer_result(&long_text), NULL);
    cell_count(sheet, INT64_MAX, NULL);
    sheet_end_row(sheet);
    cell_text(sheet, TEXT("short"), NULL);
    formula_ratio(sheet, TEXT("=1"), fraction("100000000000000000"), NULL);
    sheet_end_row(sheet);
    WorkbookCounts counts = workbook_counts(workbook);
    ck_assert_uint_eq(counts.texts_for_numbers, 2);
    ck_assert_uint_eq(counts.texts_cut, 2);
    ck_assert_uint_eq(counts.links_left_out, 0);
    Text reason;
    ck_assert(workbook_finish(workbook, &reason));
}
END_TEST

START_TEST(goes_on_to_the_next_sheet)
{
    Workbook *workbook = open_own();
    Sheet *sheet = sheet_add(workbook, "Credits", columns, 4, 3 * 1048576);
    Sheet *other = sheet_add(workbook, "Credits 2", columns, 0, 1);         /* taken already */
    want_text("first", sheet_name(sheet), "Credits");
    want_text("other", sheet_name(other), "Credits 2 2");
    /* The first part has 1,048,576 - 5 rows, each one after it 1,048,575. */
    want_text("first row", address_of(arena, sheet, 0, 1), "'Credits'!$B$6");
    want_text("last of it", address_of(arena, sheet, 1048570, 1), "'Credits'!$B$1048576");
    want_text("next", address_of(arena, sheet, 1048571, 0), "'Credits 2'!$A$2");
    want_text("last", address_of(arena, sheet, 3145727, 0), "'Credits 4'!$A$8");
    want_text("within", address_block(arena, sheet, 1, 10, 1), "'Credits'!$B$16");
    want_text("over two", address_block(arena, sheet, 1, 1048570, 2),
              "'Credits'!$B$1048576,'Credits 2'!$B$2");
    want_text("all", address_block(arena, sheet, 0, 0, 3145728),
              "'Credits'!$A$6:$A$1048576,'Credits 2'!$A$2:$A$1048576,'Credits 3'!$A$2:$A$1048576,"
              "'Credits 4'!$A$2:$A$8");
    want_text("line", address_line(arena, sheet, 3, 2), "'Credits'!$C$4");
    want_text("here", address_here(arena, sheet, 27), "$AB1");
    drop(workbook);
}
END_TEST

/* ---- our own mistakes end the program */

static void formula_unbalanced(Sheet *sheet)
{
    formula_ratio(sheet, TEXT("=SUM(A1"), RATIO_ONE, NULL);
}
static void cell_too_many(Sheet *sheet)
{
    for (int i = 0; i < 3; i++) cell_count(sheet, 1, NULL);
}
static void row_too_many(Sheet *sheet)
{
    sheet_end_row(sheet);
    sheet_end_row(sheet);
    cell_count(sheet, 1, NULL);
}
static void line_after_table(Sheet *sheet) { sheet_go(sheet, 0, 0); }
static void row_beyond(Sheet *sheet) { address_of(arena, sheet, 2, 0); }
static void exact_fraction(Sheet *sheet)
{
    const CellStyle exact = {.kind = CELL_EXACT};
    cell_ratio(sheet, true, fraction("1/3"), &exact);
}
static void rows_missing(Sheet *sheet)
{
    Text reason;
    sheet_end_row(sheet);
    bool done = workbook_finish(sheet->workbook, &reason);
    (void)done;
}
static void (*const MISTAKES[])(Sheet *) = {formula_unbalanced, cell_too_many, row_too_many,
                                            line_after_table, row_beyond, exact_fraction,
                                            rows_missing};

static void want_abort(void (*mistake)(Sheet *), Sheet *sheet)
{
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr)) _exit(1);
        mistake(sheet);
        _exit(0);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

START_TEST(asserts_our_mistakes)
{
    Workbook *workbook = open_own();
    Sheet *sheet = sheet_add(workbook, "Sheet", columns, 1, 2);
    sheet_heading(sheet);
    want_abort(MISTAKES[_i], sheet);
    drop(workbook);
}
END_TEST

static void line_again(Sheet *sheet) { sheet_go(sheet, 3, 0); }
static void line_in_table(Sheet *sheet) { sheet_go(sheet, 5, 0); }

START_TEST(goes_only_forward)
{
    Workbook *workbook = open_own();
    Sheet *sheet = sheet_add(workbook, "Sheet", columns, 5, 0);
    sheet_go(sheet, 3, 1);
    want_abort(line_again, sheet);
    want_abort(line_in_table, sheet);
    drop(workbook);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {mends_texts, ROWS(TEXTS)}, {cuts_long_texts, ROWS(LENGTHS)},
        {makes_names_fit, ROWS(NAMES)},
        {judges_formulas, ROWS(FORMULAS)}, {bounds_formulas, 1}, {makes_doubles, ROWS(FIGURES)},
        {makes_doubles_of_money, ROWS(MONEYS)}, {counts_what_it_could_not_show, 1},
        {goes_on_to_the_next_sheet, 1}, {asserts_our_mistakes, ROWS(MISTAKES)},
        {goes_only_forward, 1}};
    return unit_run("workbook_guard", tests, ROWS(tests), 100, NULL, NULL);
}
