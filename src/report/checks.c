/* checks.c - the sheet "Checks": an assertion a row: what is expected, what is there, OK or NG by
 * formula; below them what could not be shown as it was given. Source: CONTRACT 7. */
#include "checks.h"

enum { CHECK_WHAT, CHECK_EXPECTED, CHECK_ACTUAL, CHECK_DIFFERENCE, CHECK_RESULT = CHECKS_RESULT };
enum { LINE_OVERALL = CHECKS_TITLE_LINES, LINE_FAILED, CHECKS_HEADING = 6, TOLD = 4 };

/* What is told below the checks: what could not be shown as it was given, and last the engine's. */
static const char *const told[TOLD] = {
    N_("Figures beyond what a cell holds, shown as text"), N_("Texts cut short, as a cell holds "
                                                              "32,767 characters"),
    N_("Links left out, beyond 65,000 on a sheet"),
    N_("Figures of the engine's own, where no formula can hold them")};

static const char *say(const Checks *checks, const char *english)
{
    return tr(workbook_words(checks->workbook), english);
}

/* ---- the assertions */

void checks_start(Checks *checks, Workbook *workbook, Summing *summing)
{
    *checks = (Checks){.workbook = workbook, .summing = summing};
}

Check *check_add(Checks *checks, Text what, CellKind kind)
{
    checks->items = array_room(checks->summing->arena, checks->items, checks->count,
                               &checks->capacity, sizeof *checks->items);
    Check *check = &checks->items[checks->count++];
    *check = (Check){.what = what, .kind = kind};
    return check;
}

static Side side_of(const Summing *summing, Sum sum)
{
    bool sayable = sum.body.length && sum_is_exact(summing, sum);
    return (Side){sayable ? text_rounded(summing, sum.body) : TEXT(""),
                  ratio_from_money(sum.value, summing->digits)};
}

void check_sums(Checks *checks, Text what, Sum expected, Sum actual)
{
    Check *check = check_add(checks, what, CELL_MONEY);
    check->expected = side_of(checks->summing, expected);
    check->actual = side_of(checks->summing, actual);
}

void check_money(Checks *checks, const char *what, Sum expected, Sum actual)
{
    check_sums(checks, text_of(say(checks, what)), expected, actual);
}

static bool holds(const Check *check)
{
    return check->only_told || ratio_equal(check->expected.is, check->actual.is);
}

void checks_judge(Checks *checks)
{
    for (size_t c = 0; c < checks->count; c++) checks->failed += !holds(&checks->items[c]);
}

/* ---- the sheet */

void checks_declare(Checks *checks)
{
    static const SheetColumn columns[] = {
        HEADED("check", CELL_TEXT, FROM_FORMULA, 56),
        HEADED("expected", CELL_MONEY, FROM_FORMULA, 14),
        HEADED("actual", CELL_MONEY, FROM_FORMULA, 14),
        HEADED("difference", CELL_MONEY, FROM_FORMULA, 14),
        HEADED("result", CELL_TEXT, FROM_FORMULA, 0), COLUMNS_END};
    for (size_t t = 0; t < TOLD; t++)
        check_add(checks, text_of(say(checks, told[t])), CELL_COUNT)->only_told = true;
    checks->sheet = sheet_add(checks->workbook, "Checks", columns, CHECKS_HEADING, checks->count);
}

Text checks_failed_address(const Checks *checks)
{
    return address_line(checks->summing->arena, checks->sheet, LINE_FAILED, CHECK_EXPECTED);
}

static void side_cell(const Checks *checks, const Check *check, const Side *side)
{
    CellStyle style = {.kind = check->kind};
    if (side->body.length) {
        formula_ratio(checks->sheet, text_format(checks->summing->arena, "=%.*s",
                                                 TEXT_ARG(side->body)), side->is, &style);
        return;
    }
    style.origin = FROM_ENGINE;
    cell_ratio(checks->sheet, true, side->is, &style);
}

static int decimals_of(const Checks *checks, const Check *check)
{
    if (check->kind == CELL_COUNT) return 0;
    return check->kind == CELL_MONEY ? checks->summing->digits : 6;
}

static void told_row(const Checks *checks, const Check *check)
{
    sheet_skip(checks->sheet, 1);
    side_cell(checks, check, &check->actual);
    sheet_skip(checks->sheet, 1);
    cell_word(checks->sheet, N_("for information"), NULL);
    sheet_end_row(checks->sheet);
}

static void check_row(const Checks *checks, const Check *check)
{
    Arena *arena = checks->summing->arena;
    Sheet *sheet = checks->sheet;
    CellStyle style = {.kind = check->kind};
    cell_text(sheet, check->what, NULL);
    if (check->only_told) {
        told_row(checks, check);
        return;
    }
    side_cell(checks, check, &check->expected);
    side_cell(checks, check, &check->actual);
    Text difference = text_format(arena, "=ROUND(%.*s-%.*s,%d)",
                                  TEXT_ARG(address_here(arena, sheet, CHECK_ACTUAL)),
                                  TEXT_ARG(address_here(arena, sheet, CHECK_EXPECTED)),
                                  decimals_of(checks, check));
    formula_ratio(sheet, difference,
                  ratio_subtract(arena, check->actual.is, check->expected.is), &style);
    Text result = text_format(arena, "=IF(%.*s=0,\"OK\",\"NG\")",
                              TEXT_ARG(address_here(arena, sheet, CHECK_DIFFERENCE)));
    formula_text(sheet, result, holds(check) ? TEXT("OK") : TEXT("NG"), NULL);
    sheet_end_row(sheet);
}

static void overall(const Checks *checks)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL), count = in_look(CELL_COUNT, LOOK_TOTAL);
    Arena *arena = checks->summing->arena;
    Sheet *sheet = checks->sheet;
    Text results = address_block(arena, sheet, CHECK_RESULT, 0, checks->count);
    sheet_go(sheet, LINE_OVERALL, CHECK_WHAT);
    cell_word(sheet, N_("all checks"), &text);
    formula_text(sheet, text_format(arena, "=IF(%.*s=0,\"OK\",\"NG\")",
                                    TEXT_ARG(checks_failed_address(checks))),
                 checks->failed ? TEXT("NG") : TEXT("OK"), &text);
    sheet_mark_ng_line(sheet, LINE_OVERALL, CHECK_EXPECTED);
    sheet_go(sheet, LINE_FAILED, CHECK_WHAT);
    cell_word(sheet, N_("of them NG"), &text);
    cell_formula_count(sheet, text_format(arena, "=COUNTIF(%.*s,\"NG\")", TEXT_ARG(results)),
                       checks->failed, &count);
}

static void tell(Checks *checks, Text engine_body, size_t engine)
{
    WorkbookCounts shown = workbook_counts(checks->workbook);
    const size_t counts[TOLD - 1] = {shown.texts_for_numbers, shown.texts_cut,
                                     shown.links_left_out};
    Check *last = &checks->items[checks->count - TOLD];
    for (size_t t = 0; t + 1 < TOLD; t++)
        last[t].actual = (Side){TEXT(""), ratio_whole((int64_t)counts[t])};
    last[TOLD - 1].actual = (Side){engine_body, ratio_whole((int64_t)engine)};
}

void checks_write(Checks *checks, Text engine_body, size_t engine)
{
    tell(checks, engine_body, engine);
    overall(checks);
    sheet_heading(checks->sheet);
    for (size_t c = 0; c < checks->count; c++) check_row(checks, &checks->items[c]);
    sheet_mark_ng(checks->sheet, CHECK_RESULT, 0, checks->count);
}
