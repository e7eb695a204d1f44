/* sheet_checks.c - "Checks": an assertion a row: what is expected, what is there, OK or NG by
 * formula. Each holds figures against each other that came about in different ways.
 * Source: CONTRACT 6 and 7. */
#include "audit.h"

/* ---- the assertions */

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
    check_money(&sheets->checks, N_("Payroll: what came in is paid or carried on"), came, went);
}

static void check_groups(Sheets *sheets)
{
    Sum paid = column(sheets, PAY_PAYMENT, offsetof(Payment, payment)), summary = paid;
    Group total = groups_total(sheets->groups, sheets->group_count);
    summary.body = summary_total(sheets);
    summary.value = total.payment;
    check_money(&sheets->checks, N_("Summary: the groups' payments are Payroll's"), paid, summary);
    if (sheets->group_count) {
        Sum roles = paid, payees = paid;
        roles.body = text_format(sheets->view->arena, "SUM(%.*s)",
                                 TEXT_ARG(summary_roles(sheets)));
        roles.value = total.payment;
        check_money(&sheets->checks, N_("Summary: the roles' payments are Payroll's"), paid, roles);
        payees.body = text_format(sheets->view->arena, "SUM(%.*s)",
                                  TEXT_ARG(payees_payments(sheets)));
        check_money(&sheets->checks, N_("Payees: payments are Payroll's"), paid, payees);
    }
}

static void check_payroll(Sheets *sheets)
{
    Sum paid = column(sheets, PAY_PAYMENT, offsetof(Payment, payment));
    Sum earnings = column(sheets, PAY_EARNINGS, offsetof(Payment, earnings));
    check_money(&sheets->checks, N_("Payroll: earnings are those of Components"),
                components_sum(sheets), earnings);
    check_money(&sheets->checks, N_("Payroll: adjustments are those of Adjustments"),
                adjustments_sum(sheets),
                column(sheets, PAY_ADJUSTMENTS, offsetof(Payment, adjustments)));
    if (sheets->prior)
        check_money(&sheets->checks, N_("Payroll: prior is that of Prior periods"),
                    prior_sum(sheets), column(sheets, PAY_PRIOR, offsetof(Payment, prior)));
    if (sheets->released)
        check_money(&sheets->checks, N_("Payroll: held is that of Released"),
                    released_sum(sheets, RELEASED_HELD),
                    column(sheets, PAY_HELD, offsetof(Payment, held)));
    check_balance(sheets);
    Sum engine = paid;
    engine.body = TEXT("");
    check_money(&sheets->checks, N_("Payroll: payments are what the engine added up"), engine,
                paid);
}

static void check_counts(Sheets *sheets)
{
    Arena *arena = sheets->view->arena;
    const Ledger *ledger = sheets->view->ledger;
    RestSums rest;
    if (ledger->payment_count) {
        Check *check = check_add(&sheets->checks,
                                 text_of(sheets_tr(sheets, N_("Payroll: a row a payee"))),
                                 CELL_COUNT);
        Text rows = address_block(arena, sheets->payroll, sheets->places.own[PAY_PAYMENT], 0,
                                  ledger->payment_count);
        check->expected.is = check->actual.is = ratio_whole((int64_t)ledger->payment_count);
        check->actual.body = text_format(arena, "COUNT(%.*s)", TEXT_ARG(rows));
    }
    if (credits_on_sheet(sheets->view) && ledger->credit_count) {
        Check *check = check_add(&sheets->checks,
                                 text_of(sheets_tr(sheets, N_("Credits: a row a credit line"))),
                                 CELL_COUNT);
        Text rows = address_block(arena, working_credits(sheets->working), CREDITS_DAY, 0,
                                  ledger->credit_count);
        check->expected.is = check->actual.is = ratio_whole((int64_t)ledger->credit_count);
        check->actual.body = text_format(arena, "COUNT(%.*s)", TEXT_ARG(rows));
    }
    if (sheets->reconciliation && reconciliation_rest(sheets, &rest)) {
        const char *says = sheets_tr(sheets, N_("Reconciliation: every row without a credit has a "
                                                "reason"));
        Check *check = check_add(&sheets->checks, text_of(says), CELL_COUNT);
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
        Check *check = check_add(&sheets->checks, text_format(arena, total, TEXT_ARG(sums.key)),
                                 CELL_DECIMAL);
        check->expected.is = sums.engine_total;
        check->actual = (Side){sums.total, sums.engine_total};
        const char *people = sheets_tr(sheets, N_("Credits of %.*s: what people are credited is "
                                                  "the engine's"));
        check = check_add(&sheets->checks, text_format(arena, people, TEXT_ARG(sums.key)),
                          CELL_DECIMAL);
        check->expected.is = sums.engine_credited;
        check->actual = (Side){sums.credited, sums.shown_credited};
    }
}

/* ---- the sheet */

void checks_add(Sheets *sheets)
{
    checks_start(&sheets->checks, sheets->workbook, &sheets->summing);
    if (sheets->audit) audit_checks(sheets);
    else check_groups(sheets);
    check_payroll(sheets);
    check_counts(sheets);
    if (!sheets->audit) check_measures(sheets);
    checks_declare(&sheets->checks);
}

void checks_fill(Sheets *sheets)
{
    Text theirs = working_engine_formula(sheets->working, sheets->view->arena);
    size_t own = sheets->summing.engine_figures;
    line_title(sheets, sheets->checks.sheet, N_("Checks of this workbook"));
    checks_write(&sheets->checks, text_format(sheets->view->arena, "%.*s+%zu", TEXT_ARG(theirs),
                                              own),
                 own + working_engine_count(sheets->working));
}
