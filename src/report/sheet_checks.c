/* sheet_checks.c - "Checks": an assertion a row: what is expected, what is there, OK or NG by
 * formula. Each holds figures against each other that came about in different ways.
 * Source: CONTRACT 6 and 7. */
#include "audit.h"
#include "checks.h"

enum { CHECK_WHAT, CHECK_EXPECTED, CHECK_ACTUAL, CHECK_DIFFERENCE, CHECK_RESULT = CHECKS_RESULT,
       CHECK_COLUMNS };
enum { LINE_OVERALL = 3, LINE_FAILED, CHECKS_HEADING = 6, CHECKS_FIXED = 18, TOLD = 4 };

/* ---- the assertions */

Check *check_add(Sheets *sheets, Text what, CellKind kind)
{
    CheckList *list = sheets->check_list;
    Check *check = &list->items[list->count++];
    *check = (Check){.what = what, .kind = kind};
    return check;
}

static Side side_of(const Sheets *sheets, Sum sum)
{
    int digits = sheets->view->ledger->records->company->digits;
    bool sayable = sum.body.length && sum_is_exact(sheets, sum);
    return (Side){sayable ? text_rounded(sheets, sum.body) : TEXT(""),
                  ratio_from_money(sum.value, digits)};
}

void check_money(Sheets *sheets, const char *what, Sum expected, Sum actual)
{
    Check *check = check_add(sheets, text_of(sheets_tr(sheets, what)), CELL_MONEY);
    check->expected = side_of(sheets, expected);
    check->actual = side_of(sheets, actual);
}

static Sum column(const Sheets *sheets, PayCell cell, size_t offset)
{
    return payroll_sum(sheets, sheets->places.own[cell], offset);
}

static Sum plus(const Sheets *sheets, Sum a, const char *sign, Sum b)
{
    return (Sum){text_format(sheets->view->arena, "%.*s%s%.*s", TEXT_ARG(a.body), sign,
                             TEXT_ARG(b.body)),
                 {*sign == '-' ? a.value.minor - b.value.minor : a.value.minor + b.value.minor},
                 a.magnitude + b.magnitude, a.terms + b.terms};
}

/* The sum of a column of another sheet, of amounts that the ledger's rows hold. */
static Sum sheet_sum(const Sheets *sheets, const Sheet *sheet, uint16_t at, size_t rows, Sum sum)
{
    sum.body = TEXT("0");
    sum.terms = rows;
    if (!rows) return sum;
    Text block = address_block(sheets->view->arena, sheet, at, 0, rows);
    sum.body = text_format(sheets->view->arena, "SUM(%.*s)", TEXT_ARG(block));
    return sum;
}

static void add_amount(Sum *sum, Money amount)
{
    sum->value.minor += amount.minor;
    sum->magnitude += magnitude_of(amount);
}

static Sum components_sum(const Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    Sum sum = {0};
    for (size_t i = 0; i < ledger->entry_count; i++)
        add_amount(&sum, ledger->entries[i].earning);
    return sheet_sum(sheets, working_components(sheets->working), COMPONENTS_EARNING,
                     ledger->entry_count, sum);
}

static Sum adjustments_sum(const Sheets *sheets)
{
    Sum sum = {0};
    for (size_t i = 0; i < sheets->adjustment_rows.count; i++)
        add_amount(&sum, sheets->adjustment_rows.rows[i]->amount);
    return sheet_sum(sheets, sheets->adjustments, ADJUSTMENTS_AMOUNT,
                     sheets->adjustment_rows.count, sum);
}

static Sum prior_sum(const Sheets *sheets)
{
    Sum sum = {0};
    for (size_t i = 0; i < sheets->prior_rows.count; i++) {
        const Posting *posting = sheets->prior_rows.rows[i];
        add_amount(&sum, (Money){posting->due.minor - posting->booked.minor});
    }
    return sheet_sum(sheets, sheets->prior, PRIOR_ADJUSTMENT, sheets->prior_rows.count, sum);
}

static Sum released_sum(const Sheets *sheets, uint16_t at)
{
    Sum sum = {0};
    for (size_t i = 0; i < sheets->released_rows.count; i++) {
        const Posting *posting = sheets->released_rows.rows[i];
        add_amount(&sum, at == RELEASED_HELD ? posting->held : posting->released);
    }
    return sheet_sum(sheets, sheets->released, at, sheets->released_rows.count, sum);
}

/* Balance carried in, and all that came, against what is paid and carried on. */
static void check_balance(Sheets *sheets)
{
    const PayrollPlaces *places = &sheets->places;
    Sum came = column(sheets, PAY_BALANCE_IN, offsetof(Payment, balance_in));
    came = plus(sheets, came, "+",
                column(sheets, PAY_ADJUSTMENTS, offsetof(Payment, adjustments)));
    if (sheets->released) {
        came = plus(sheets, came, "+", released_sum(sheets, RELEASED_NOW));
        came = plus(sheets, came, "+",
                    column(sheets, PAY_DRAW_PAID, offsetof(Payment, draw_paid)));
        came = plus(sheets, came, "-",
                    column(sheets, PAY_DRAW_REPAID, offsetof(Payment, draw_repaid)));
    } else {
        came = plus(sheets, came, "+",
                    column(sheets, PAY_EARNINGS, offsetof(Payment, earnings)));
        if (places->has[PAY_PRIOR])
            came = plus(sheets, came, "+", column(sheets, PAY_PRIOR, offsetof(Payment, prior)));
    }
    Sum went = plus(sheets, column(sheets, PAY_PAYMENT, offsetof(Payment, payment)), "+",
                    column(sheets, PAY_BALANCE_OUT, offsetof(Payment, balance_out)));
    check_money(sheets, N_("Payroll: what came in is paid or carried on"), came, went);
}

static void check_groups(Sheets *sheets)
{
    Sum paid = column(sheets, PAY_PAYMENT, offsetof(Payment, payment)), summary = paid;
    Group total = groups_total(sheets->groups, sheets->group_count);
    summary.body = summary_total(sheets);
    summary.value = total.payment;
    check_money(sheets, N_("Summary: the groups' payments are Payroll's"), paid, summary);
    if (sheets->group_count) {
        Sum roles = paid, payees = paid;
        roles.body = text_format(sheets->view->arena, "SUM(%.*s)",
                                 TEXT_ARG(summary_roles(sheets)));
        roles.value = total.payment;
        check_money(sheets, N_("Summary: the roles' payments are Payroll's"), paid, roles);
        payees.body = text_format(sheets->view->arena, "SUM(%.*s)",
                                  TEXT_ARG(payees_payments(sheets)));
        check_money(sheets, N_("Payees: payments are Payroll's"), paid, payees);
    }
}

static void check_payroll(Sheets *sheets)
{
    Sum paid = column(sheets, PAY_PAYMENT, offsetof(Payment, payment));
    Sum earnings = column(sheets, PAY_EARNINGS, offsetof(Payment, earnings));
    check_money(sheets, N_("Payroll: earnings are those of Components"), components_sum(sheets),
                earnings);
    check_money(sheets, N_("Payroll: adjustments are those of Adjustments"),
                adjustments_sum(sheets),
                column(sheets, PAY_ADJUSTMENTS, offsetof(Payment, adjustments)));
    if (sheets->prior)
        check_money(sheets, N_("Payroll: prior is that of Prior periods"), prior_sum(sheets),
                    column(sheets, PAY_PRIOR, offsetof(Payment, prior)));
    if (sheets->released)
        check_money(sheets, N_("Payroll: held is that of Released"),
                    released_sum(sheets, RELEASED_HELD),
                    column(sheets, PAY_HELD, offsetof(Payment, held)));
    check_balance(sheets);
    Sum engine = paid;
    engine.body = TEXT("");
    check_money(sheets, N_("Payroll: payments are what the engine added up"), engine, paid);
}

static void check_counts(Sheets *sheets)
{
    Arena *arena = sheets->view->arena;
    const Ledger *ledger = sheets->view->ledger;
    RestSums rest;
    if (ledger->payment_count) {
        Check *check = check_add(sheets, text_of(sheets_tr(sheets, N_("Payroll: a row a payee"))),
                                 CELL_COUNT);
        Text rows = address_block(arena, sheets->payroll, sheets->places.own[PAY_PAYMENT], 0,
                                  ledger->payment_count);
        check->expected.is = check->actual.is = ratio_whole((int64_t)ledger->payment_count);
        check->actual.body = text_format(arena, "COUNT(%.*s)", TEXT_ARG(rows));
    }
    if (credits_on_sheet(sheets->view) && ledger->credit_count) {
        Check *check = check_add(sheets, text_of(sheets_tr(sheets, N_("Credits: a row a credit "
                                                                      "line"))), CELL_COUNT);
        Text rows = address_block(arena, working_credits(sheets->working), CREDITS_DAY, 0,
                                  ledger->credit_count);
        check->expected.is = check->actual.is = ratio_whole((int64_t)ledger->credit_count);
        check->actual.body = text_format(arena, "COUNT(%.*s)", TEXT_ARG(rows));
    }
    if (sheets->reconciliation && reconciliation_rest(sheets, &rest)) {
        Check *check = check_add(sheets, text_of(sheets_tr(sheets, N_("Reconciliation: every row "
                                                                      "without a credit has a "
                                                                      "reason"))), CELL_COUNT);
        check->expected = (Side){rest.left, ratio_whole((int64_t)rest.left_count)};
        check->actual = (Side){rest.reasons, ratio_whole((int64_t)rest.reason_count)};
    }
}

static void check_measures(Sheets *sheets)
{
    Arena *arena = sheets->view->arena;
    for (size_t m = 0; m < reconciliation_measures(sheets); m++) {
        MeasureSums sums = reconciliation_measure(sheets, m);
        if (!sums.is_there) continue;
        const char *total = sheets_tr(sheets, N_("Credits of %.*s: their sum is the engine's"));
        Check *check = check_add(sheets, text_format(arena, total, TEXT_ARG(sums.key)),
                                 CELL_DECIMAL);
        check->expected.is = sums.engine_total;
        check->actual = (Side){sums.total, sums.engine_total};
        const char *people = sheets_tr(sheets, N_("Credits of %.*s: what people are credited is "
                                                  "the engine's"));
        check = check_add(sheets, text_format(arena, people, TEXT_ARG(sums.key)), CELL_DECIMAL);
        check->expected.is = sums.engine_credited;
        check->actual = (Side){sums.credited, sums.shown_credited};
    }
}

/* ---- the sheet */

/* What is told below the checks: what could not be shown as it was given, and last the engine's. */
static const char *const told[TOLD] = {
    N_("Figures beyond what a cell holds, shown as text"), N_("Texts cut short, as a cell holds "
                                                              "32,767 characters"),
    N_("Links left out, beyond 65,000 on a sheet"),
    N_("Figures of the engine's own, where no formula can hold them")};

void checks_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("check", CELL_TEXT, FROM_FORMULA, 56),
        HEADED("expected", CELL_MONEY, FROM_FORMULA, 14),
        HEADED("actual", CELL_MONEY, FROM_FORMULA, 14),
        HEADED("difference", CELL_MONEY, FROM_FORMULA, 14),
        HEADED("result", CELL_TEXT, FROM_FORMULA, 0), COLUMNS_END};
    Arena *arena = sheets->view->arena;
    CheckList *list = sheets->check_list = ARENA_NEW(arena, CheckList);
    size_t most = CHECKS_FIXED + TOLD;
    most += sheets->audit ? AUDIT_CHECKS_EACH * sheets->view->ledger->entry_count
                          : 2 * reconciliation_measures(sheets);
    *list = (CheckList){ARENA_ARRAY(arena, Check, most), 0};
    if (sheets->audit) audit_checks(sheets);
    else check_groups(sheets);
    check_payroll(sheets);
    check_counts(sheets);
    if (!sheets->audit) check_measures(sheets);
    for (size_t t = 0; t < TOLD; t++)
        check_add(sheets, text_of(sheets_tr(sheets, told[t])), CELL_COUNT)->only_told = true;
    sheets->checks = sheet_add(sheets->workbook, "Checks", columns, CHECKS_HEADING, list->count);
}

Text checks_failed_address(const Sheets *sheets)
{
    return address_line(sheets->view->arena, sheets->checks, LINE_FAILED, CHECK_EXPECTED);
}

static bool holds(const Check *check)
{
    return check->only_told || ratio_equal(check->expected.is, check->actual.is);
}

static void side_cell(Sheets *sheets, const Check *check, const Side *side)
{
    CellStyle style = {.kind = check->kind};
    if (side->body.length) {
        formula_ratio(sheets->checks, text_format(sheets->view->arena, "=%.*s",
                                                  TEXT_ARG(side->body)), side->is, &style);
        return;
    }
    style.origin = FROM_ENGINE;
    cell_ratio(sheets->checks, true, side->is, &style);
}

static int decimals_of(const Sheets *sheets, const Check *check)
{
    if (check->kind == CELL_COUNT) return 0;
    return check->kind == CELL_MONEY ? sheets->view->ledger->records->company->digits : 6;
}

static void check_row(Sheets *sheets, const Check *check)
{
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->checks;
    CellStyle style = {.kind = check->kind};
    cell_text(sheet, check->what, NULL);
    if (check->only_told) {
        sheet_skip(sheet, 1);
        side_cell(sheets, check, &check->actual);
        sheet_skip(sheet, 1);
        cell_word(sheet, N_("for information"), NULL);
        sheet_end_row(sheet);
        return;
    }
    side_cell(sheets, check, &check->expected);
    side_cell(sheets, check, &check->actual);
    Text difference = text_format(arena, "=ROUND(%.*s-%.*s,%d)",
                                  TEXT_ARG(address_here(arena, sheet, CHECK_ACTUAL)),
                                  TEXT_ARG(address_here(arena, sheet, CHECK_EXPECTED)),
                                  decimals_of(sheets, check));
    formula_ratio(sheet, difference,
                  ratio_subtract(arena, check->actual.is, check->expected.is), &style);
    Text result = text_format(arena, "=IF(%.*s=0,\"OK\",\"NG\")",
                              TEXT_ARG(address_here(arena, sheet, CHECK_DIFFERENCE)));
    formula_text(sheet, result, holds(check) ? TEXT("OK") : TEXT("NG"), NULL);
    sheet_end_row(sheet);
}

static void overall(Sheets *sheets)
{
    const CheckList *list = sheets->check_list;
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL), count = in_look(CELL_COUNT, LOOK_TOTAL);
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->checks;
    Text results = address_block(arena, sheet, CHECK_RESULT, 0, list->count);
    sheet_go(sheet, LINE_OVERALL, CHECK_WHAT);
    cell_word(sheet, N_("all checks"), &text);
    formula_text(sheet, text_format(arena, "=IF(%.*s=0,\"OK\",\"NG\")",
                                    TEXT_ARG(checks_failed_address(sheets))),
                 sheets->checks_failed ? TEXT("NG") : TEXT("OK"), &text);
    sheet_mark_ng_line(sheet, LINE_OVERALL, CHECK_EXPECTED);
    sheet_go(sheet, LINE_FAILED, CHECK_WHAT);
    cell_word(sheet, N_("of them NG"), &text);
    cell_formula_count(sheet, text_format(arena, "=COUNTIF(%.*s,\"NG\")", TEXT_ARG(results)),
                       sheets->checks_failed, &count);
}

void checks_judge(Sheets *sheets)
{
    const CheckList *list = sheets->check_list;
    for (size_t c = 0; c < list->count; c++) sheets->checks_failed += !holds(&list->items[c]);
}

static void tell(Sheets *sheets)
{
    Arena *arena = sheets->view->arena;
    WorkbookCounts shown = workbook_counts(sheets->workbook);
    const size_t counts[TOLD - 1] = {shown.texts_for_numbers, shown.texts_cut,
                                     shown.links_left_out};
    Check *last = &sheets->check_list->items[sheets->check_list->count - TOLD];
    for (size_t t = 0; t + 1 < TOLD; t++)
        last[t].actual = (Side){TEXT(""), ratio_whole((int64_t)counts[t])};
    Text theirs = working_engine_formula(sheets->working, arena);
    size_t own = sheets->engine_figures + working_engine_count(sheets->working);
    last[TOLD - 1].actual = (Side){text_format(arena, "%.*s+%zu", TEXT_ARG(theirs),
                                               sheets->engine_figures),
                                   ratio_whole((int64_t)own)};
}

void checks_fill(Sheets *sheets)
{
    CheckList *list = sheets->check_list;
    tell(sheets);
    line_title(sheets, sheets->checks, N_("Checks of this workbook"));
    overall(sheets);
    sheet_heading(sheets->checks);
    for (size_t c = 0; c < list->count; c++) check_row(sheets, &list->items[c]);
    sheet_mark_ng(sheets->checks, CHECK_RESULT, 0, list->count);
}
