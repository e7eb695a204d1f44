/* sheet_payroll.c - "Payroll": payroll.csv with its formulas. From each payee's rows on the other
 * sheets to what is paid: the balance, the draw, the payment.   Source: CONTRACT 5, 7 and 8. */
#include "exact.h"
#include "sheets.h"

#define BEFORE_AMOUNTS 4             /* period, person_id, name, currency */

/* One payee's row. */
typedef struct PayRow {
    const Payment *payment;
    PayUnit unit;
    Block components, prior, adjustments, released;
} PayRow;

static const char *const work_names[PAY_WORKS] = {
    [WORK_AVAILABLE] = N_("available"), [WORK_DRAW_AMOUNT] = N_("draw_amount"),
    [WORK_DRAW_GUARANTEED] = N_("draw_guaranteed"), [WORK_OWED_BEFORE] = N_("owed_before"),
    [WORK_SHARE_NUM] = N_("recovered n"), [WORK_SHARE_DEN] = N_("recovered d"),
    [WORK_BEFORE] = N_("payment_before"), [WORK_GROUP] = N_("group")};

static bool is_shown(const Sheets *sheets, PayWork work)
{
    return work >= WORK_BEFORE || sheets->view->ledger->has_payment_rules;
}

/* The CSV's columns; where anybody is paid in another currency, the same in the company's; then,
 * folded, the working. */
void payroll_add(Sheets *sheets)
{
    const View *view = sheets->view;
    PayrollPlaces *places = &sheets->places;
    PayrollColumn amounts[PAYROLL_COLUMNS];
    size_t count = payroll_columns(view, amounts), at = BEFORE_AMOUNTS;
    SheetColumn *columns = ARENA_ARRAY(view->arena, SheetColumn,
                                       BEFORE_AMOUNTS + 2 * PAYROLL_COLUMNS + PAY_WORKS + 2);
    columns[0] = (SheetColumn)HEADED("period", CELL_MONTH, FROM_FORMULA, 0);
    columns[1] = (SheetColumn)HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0);
    columns[2] = (SheetColumn)HEADED("name", CELL_TEXT, FROM_FORMULA, 16);
    columns[3] = (SheetColumn)HEADED("currency", CELL_TEXT, FROM_FORMULA, 0);
    bool abroad = ledger_pays_abroad(view->ledger);
    CellKind kind = abroad ? CELL_MONEY_OF : CELL_MONEY;
    for (size_t c = 0; c < count; c++) {
        places->has[amounts[c].cell] = true;
        places->shown[amounts[c].cell] = places->own[amounts[c].cell] = (uint16_t)at;
        columns[at++] = (SheetColumn)HEADED(amounts[c].name, kind, FROM_FORMULA, 0);
    }
    if (abroad) columns[at++] = (SheetColumn)HEADED("rate", CELL_RATE, FROM_INPUT, 0);
    Text currency = view->ledger->records->company->currency;
    for (size_t c = 0; abroad && c < count; c++) {
        const char *name = text_format(view->arena, "%s (%.*s)",
                                       tr(workbook_words(sheets->workbook), amounts[c].name),
                                       TEXT_ARG(currency)).bytes;
        places->own[amounts[c].cell] = (uint16_t)at;
        columns[at++] = (SheetColumn)HEADED(name, CELL_MONEY, FROM_FORMULA, 0);
    }
    for (PayWork work = 0; work < PAY_WORKS; work++) {
        if (!is_shown(sheets, work)) continue;
        places->work[work] = (uint16_t)at;
        columns[at++] = (SheetColumn)FOLDED(work_names[work], CELL_MONEY, FROM_FORMULA);
    }
    sheets->payroll = sheet_add(sheets->workbook, "Payroll", columns, 0,
                                view->ledger->payment_count);
}

static int64_t power_of_ten(int digits)
{
    int64_t power = 1;
    while (digits-- > 0) power *= 10;
    return power;
}

static Text own(const Sheets *sheets, PayCell cell)
{
    return address_here(sheets->view->arena, sheets->payroll, sheets->places.own[cell]);
}

static Text work(const Sheets *sheets, PayWork cell)
{
    return address_here(sheets->view->arena, sheets->payroll, sheets->places.work[cell]);
}

/* ---- what each amount is made of */

/* What the draw and the payment stand on: of the sums' sizes all that one of them adds. */
static Sum sum_of(const Payment *payment, Text body, Money value)
{
    return (Sum){body, value,
                 magnitude_of(payment->balance_in) + magnitude_of(payment->released) +
                     magnitude_of(payment->earnings) + magnitude_of(payment->prior) +
                     magnitude_of(payment->adjustments) + magnitude_of(payment->draw_amount) +
                     magnitude_of(payment->draw_owed_before), 8};
}

static Text available(const Sheets *sheets)
{
    if (sheets->view->ledger->has_payment_rules) return work(sheets, WORK_AVAILABLE);
    Arena *arena = sheets->view->arena;
    Text sum = text_format(arena, "%.*s+%.*s+%.*s", TEXT_ARG(own(sheets, PAY_BALANCE_IN)),
                           TEXT_ARG(own(sheets, PAY_EARNINGS)),
                           TEXT_ARG(own(sheets, PAY_ADJUSTMENTS)));
    if (!sheets->places.has[PAY_PRIOR]) return sum;
    return text_format(arena, "%.*s+%.*s", TEXT_ARG(sum), TEXT_ARG(own(sheets, PAY_PRIOR)));
}

static void draw_cell(Sheets *sheets, const PayRow *row, PayCell cell)
{
    Arena *arena = sheets->view->arena;
    const Payment *payment = row->payment;
    Text above = text_format(arena, "MAX(%.*s,0)", TEXT_ARG(work(sheets, WORK_AVAILABLE)));
    Text amount = work(sheets, WORK_DRAW_AMOUNT);
    if (cell == PAY_DRAW_PAID) {
        Text body = text_format(arena, "MAX(%.*s-%.*s,0)", TEXT_ARG(amount), TEXT_ARG(above));
        cell_sum(&sheets->summing, sheets->payroll, sum_of(payment, body, payment->draw_paid),
                 NULL);
    } else if (cell == PAY_DRAW_OWED) {
        Text body = text_format(arena, "%.*s+MAX(%.*s-%.*s,0)-%.*s",
                                TEXT_ARG(work(sheets, WORK_OWED_BEFORE)),
                                TEXT_ARG(own(sheets, PAY_DRAW_PAID)),
                                TEXT_ARG(work(sheets, WORK_DRAW_GUARANTEED)),
                                TEXT_ARG(own(sheets, PAY_DRAW_REPAID)));
        cell_sum(&sheets->summing, sheets->payroll, sum_of(payment, body, payment->draw_owed),
                 NULL);
    }
}

/* Of what is above the draw's amount a share, cut to whole minor units: (x n - MOD(x n, d)) / d. */
static void repaid_cell(Sheets *sheets, const PayRow *row)
{
    Arena *arena = sheets->view->arena;
    const Payment *payment = row->payment;
    int64_t unit = power_of_ten(sheets->view->ledger->records->company->digits);
    Text units = text_format(arena, "ROUND(MAX(%.*s-%.*s,0)*%lld,0)*%.*s",
                             TEXT_ARG(work(sheets, WORK_AVAILABLE)),
                             TEXT_ARG(work(sheets, WORK_DRAW_AMOUNT)), (long long)unit,
                             TEXT_ARG(work(sheets, WORK_SHARE_NUM)));
    Text parts = work(sheets, WORK_SHARE_DEN);
    Text body = text_format(arena, "MIN(%.*s,(%.*s-MOD(%.*s,%.*s))/%.*s/%lld)",
                            TEXT_ARG(work(sheets, WORK_OWED_BEFORE)), TEXT_ARG(units),
                            TEXT_ARG(units), TEXT_ARG(parts), TEXT_ARG(parts), (long long)unit);
    Sum sum = sum_of(payment, body, payment->draw_repaid);
    Ratio share = payment->draw_share;
    sum.magnitude *= share.big ? INT64_MAX : share.num > share.den ? share.num : share.den;
    cell_sum(&sheets->summing, sheets->payroll, sum, NULL);
}

static void payment_cell(Sheets *sheets, const PayRow *row)
{
    Arena *arena = sheets->view->arena;
    const Payment *payment = row->payment;
    Text body = text_format(arena, "MAX(%.*s,0)", TEXT_ARG(available(sheets)));
    if (sheets->places.has[PAY_DRAW_PAID])
        body = text_format(arena, "%.*s+%.*s-%.*s", TEXT_ARG(body),
                           TEXT_ARG(own(sheets, PAY_DRAW_PAID)),
                           TEXT_ARG(own(sheets, PAY_DRAW_REPAID)));
    cell_sum(&sheets->summing, sheets->payroll, sum_of(payment, body, payment->payment), NULL);
}

static Int128 magnitude_of_postings(const PostingRows *rows, Block block)
{
    Int128 sum = 0;
    for (size_t i = block.first; i < block.first + block.count; i++)
        sum += magnitude_of(rows->rows[i]->due) + magnitude_of(rows->rows[i]->booked);
    return sum;
}

static void earnings_cell(Sheets *sheets, const PayRow *row)
{
    const Ledger *ledger = sheets->view->ledger;
    Int128 magnitude = 0;
    for (size_t i = 0; i < row->components.count; i++)
        magnitude += magnitude_of(ledger->entries[row->components.first + i].earning);
    Sheet *components = working_components(sheets->working);
    if (row->components.count) cell_link_next(sheets->payroll, components, row->components.first);
    cell_block_sum(&sheets->summing, sheets->payroll, components, COMPONENTS_EARNING,
                   row->components,
                   (Sum){.value = row->payment->earnings, .magnitude = magnitude}, NULL);
}

static void prior_cell(Sheets *sheets, const PayRow *row)
{
    if (row->prior.count) cell_link_next(sheets->payroll, sheets->prior, row->prior.first);
    cell_block_sum(&sheets->summing, sheets->payroll, sheets->prior, PRIOR_ADJUSTMENT, row->prior,
                   (Sum){.value = row->payment->prior,
                         .magnitude = magnitude_of_postings(&sheets->prior_rows, row->prior)},
                   NULL);
}

static void adjustments_cell(Sheets *sheets, const PayRow *row)
{
    Int128 magnitude = 0;
    Block block = row->adjustments;
    for (size_t i = block.first; i < block.first + block.count; i++)
        magnitude += magnitude_of(sheets->adjustment_rows.rows[i]->amount);
    if (block.count) cell_link_next(sheets->payroll, sheets->adjustments, block.first);
    cell_block_sum(&sheets->summing, sheets->payroll, sheets->adjustments, ADJUSTMENTS_AMOUNT,
                   block, (Sum){.value = row->payment->adjustments, .magnitude = magnitude}, NULL);
}

static void own_cell(Sheets *sheets, const PayRow *row, PayCell cell)
{
    static const CellStyle input = {.kind = CELL_MONEY, .origin = FROM_INPUT};
    const Payment *payment = row->payment;
    Int128 magnitude;
    switch (cell) {
    case PAY_BALANCE_IN: cell_money(sheets->payroll, payment->balance_in, &input); break;
    case PAY_EARNINGS: earnings_cell(sheets, row); break;
    case PAY_PRIOR: prior_cell(sheets, row); break;
    case PAY_ADJUSTMENTS: adjustments_cell(sheets, row); break;
    case PAY_DRAW_PAID:
    case PAY_DRAW_OWED: draw_cell(sheets, row, cell); break;
    case PAY_DRAW_REPAID: repaid_cell(sheets, row); break;
    case PAY_HELD:
        magnitude = magnitude_of_postings(&sheets->released_rows, row->released);
        cell_block_sum(&sheets->summing, sheets->payroll, sheets->released, RELEASED_HELD,
                       row->released, (Sum){.value = payment->held, .magnitude = magnitude}, NULL);
        break;
    case PAY_PAYMENT: payment_cell(sheets, row); break;
    case PAY_BALANCE_OUT: {
        Text body = text_format(sheets->view->arena, "MIN(%.*s,0)", TEXT_ARG(available(sheets)));
        cell_sum(&sheets->summing, sheets->payroll, sum_of(payment, body, payment->balance_out),
                 NULL);
        break;
    }
    case PAY_CELLS: break;
    }
}

/* ---- as payroll pays it */

/* What an amount in the company's minor units is multiplied by, to come to the payee's. */
static bool find_factor(const Sheets *sheets, PayUnit unit, Ratio *factor)
{
    Arena *arena = sheets->view->arena;
    int64_t ours = power_of_ten(sheets->view->ledger->records->company->digits);
    Ratio minor = ratio_make(arena, power_of_ten(currency_digits(unit.currency)), ours);
    return ratio_divide(arena, minor, unit.rate->rate, factor) && exact_holds(*factor);
}

/* An amount at the payee's rate, rounded by itself as the company rounds: one division of whole
 * numbers. */
static void converted_cell(Sheets *sheets, const PayRow *row, PayCell cell, Money amount)
{
    Arena *arena = sheets->view->arena;
    const Company *company = sheets->view->ledger->records->company;
    int digits = currency_digits(row->unit.currency);
    CellStyle style = {.kind = CELL_MONEY_OF, .digits = (uint8_t)digits};
    Text from = own(sheets, cell);
    Ratio factor;
    if (!row->unit.rate) {
        formula_money(sheets->payroll, text_format(arena, "=%.*s", TEXT_ARG(from)), amount,
                      &style);
        return;
    }
    Money theirs = payroll_in(sheets->view, row->unit, amount);
    bool said = find_factor(sheets, row->unit, &factor);
    Text minor = !company->digits ? from
        : text_format(arena, "ROUND(%.*s*%lld,0)", TEXT_ARG(from),
                      (long long)power_of_ten(company->digits));
    Whole num = whole_times(arena, whole_said(minor, amount.minor),
                            whole_number(arena, said ? factor.num : 0));
    Whole den = whole_number(arena, said ? factor.den : 1);
    if (!said || !rounds_exactly(num, den)) {
        style.origin = FROM_ENGINE;
        sheets->summing.engine_figures++;
        cell_money(sheets->payroll, theirs, &style);
        return;
    }
    Text whole = rounded_quotient(arena, company->rounding, num, den);
    formula_ratio(sheets->payroll,
                  digits ? text_format(arena, "=%.*s/%lld", TEXT_ARG(whole),
                                       (long long)power_of_ten(digits))
                         : text_format(arena, "=%.*s", TEXT_ARG(whole)),
                  ratio_from_money(theirs, digits), &style);
}

/* ---- the working */

/* What is released of the payee's earnings, with the balance and the adjustments. */
static void available_cell(Sheets *sheets, const PayRow *row)
{
    Arena *arena = sheets->view->arena;
    Text body = text_format(arena, "%.*s+%.*s", TEXT_ARG(own(sheets, PAY_BALANCE_IN)),
                            TEXT_ARG(own(sheets, PAY_ADJUSTMENTS)));
    Sum sum = sum_of(row->payment, body, row->payment->available);
    if (row->released.count) {
        Text block = address_block(arena, sheets->released, RELEASED_NOW, row->released.first,
                                   row->released.count);
        sum.body = text_format(arena, "%.*s+SUM(%.*s)", TEXT_ARG(body), TEXT_ARG(block));
        sum.magnitude += magnitude_of_postings(&sheets->released_rows, row->released);
        sum.terms += row->released.count;
    }
    cell_sum(&sheets->summing, sheets->payroll, sum, NULL);
}

static void rule_cells(Sheets *sheets, const PayRow *row)
{
    static const CellStyle money = {.kind = CELL_MONEY, .origin = FROM_ENGINE},
                           input = {.kind = CELL_MONEY, .origin = FROM_INPUT},
                           whole = {.kind = CELL_EXACT, .origin = FROM_INPUT};
    const Payment *payment = row->payment;
    Ratio share = payment->draw_recovers && !payment->draw_share.big ? payment->draw_share
                                                                     : RATIO_ZERO;
    available_cell(sheets, row);
    sheets->summing.engine_figures += payment->draw_amount.minor != 0;
    sheets->summing.engine_figures += payment->draw_guaranteed.minor != 0;
    cell_money(sheets->payroll, payment->draw_amount, &money);
    cell_money(sheets->payroll, payment->draw_guaranteed, &money);
    cell_money(sheets->payroll, payment->draw_owed_before, &input);
    cell_ratio(sheets->payroll, true, ratio_whole(share.num), &whole);
    cell_ratio(sheets->payroll, true, ratio_whole(share.den), &whole);
}

static void row_cells(Sheets *sheets, const PayRow *row, size_t group, Money before)
{
    static const CellStyle input = {.kind = CELL_MONEY, .origin = FROM_INPUT},
                           count = {.kind = CELL_COUNT};
    const View *view = sheets->view;
    const Ledger *ledger = view->ledger;
    const Payment *payment = row->payment;
    PayrollColumn amounts[PAYROLL_COLUMNS];
    size_t columns = payroll_columns(view, amounts);
    bool abroad = ledger_pays_abroad(ledger);
    cell_text(sheets->payroll, month_text(view->arena, ledger->period), NULL);
    cell_text(sheets->payroll, ledger->records->roster.persons[payment->person].id, NULL);
    if (row->components.count)
        cell_link_next(sheets->payroll, working_components(sheets->working),
                       row->components.first);
    cell_text(sheets->payroll, ledger_assignment(ledger, payment->person, ledger->period)->name,
              NULL);
    cell_text(sheets->payroll, currency_code(row->unit.currency), NULL);
    for (size_t c = 0; c < columns; c++) {
        if (!abroad) own_cell(sheets, row, amounts[c].cell);
        else converted_cell(sheets, row, amounts[c].cell, payroll_amount(payment, &amounts[c]));
    }
    if (abroad)
        cell_ratio(sheets->payroll, row->unit.rate != NULL,
                   row->unit.rate ? row->unit.rate->rate : RATIO_ZERO, NULL);
    for (size_t c = 0; abroad && c < columns; c++) own_cell(sheets, row, amounts[c].cell);
    if (ledger->has_payment_rules) rule_cells(sheets, row);
    cell_money(sheets->payroll, before, &input);
    cell_count(sheets->payroll, (int64_t)group, &count);
    sheet_end_row(sheets->payroll);
}

void payroll_fill(Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    sheet_heading(sheets->payroll);
    for (size_t i = 0; i < ledger->payment_count; i++) {
        const Payment *payment = &ledger->payments[i];
        uint32_t person = payment->person;
        PayRow row = {.payment = payment, .unit = ledger_pay_unit(ledger, person),
                      .prior = rows_of_person(sheets->prior_rows.first, person),
                      .adjustments = rows_of_person(sheets->adjustment_rows.first, person),
                      .released = rows_of_person(sheets->released_rows.first, person)};
        if (!working_rows_of(sheets->working, person, &row.components.first,
                             &row.components.count))
            row.components = (Block){0, 0};
        row_cells(sheets, &row, sheets->group_of[i], payment_before(ledger, i));
    }
}
