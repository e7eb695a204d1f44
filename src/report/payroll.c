/* payroll.c - payroll.csv: what payroll pays each payee for the month. Source: CONTRACT 7 and 8. */
#include "attain/csv_out.h"
#include "report_inside.h"

#include <assert.h>

bool view_has_books(const View *view)
{
    return view->ledger->booked != NULL;
}

size_t payroll_columns(const View *view, PayrollColumn *columns)
{
    bool rules = view->ledger->has_payment_rules;
    const PayrollColumn all[PAYROLL_COLUMNS] = {
        {N_("balance_in"), offsetof(Payment, balance_in), true, 0},
        {N_("earnings"), offsetof(Payment, earnings), true, 0},
        {N_("prior"), offsetof(Payment, prior), view_has_books(view), 0},
        {N_("adjustments"), offsetof(Payment, adjustments), true, 0},
        {N_("draw_paid"), offsetof(Payment, draw_paid), rules, 0},
        {N_("draw_repaid"), offsetof(Payment, draw_repaid), rules, 0},
        {N_("draw_owed"), offsetof(Payment, draw_owed), rules, 0},
        {N_("held"), offsetof(Payment, held), rules, 0},
        {N_("payment"), offsetof(Payment, payment), true, 0},
        {N_("balance_out"), offsetof(Payment, balance_out), true, 0}};
    size_t count = 0;
    for (unsigned c = 0; c < PAYROLL_COLUMNS; c++) {
        if (!all[c].shown) continue;
        columns[count] = all[c];
        columns[count++].cell = c;
    }
    return count;
}

Money payroll_amount(const Payment *payment, const PayrollColumn *column)
{
    return *(const Money *)((const char *)payment + column->offset);
}

Money payroll_in(const View *view, PayUnit unit, Money amount)
{
    Money theirs;
    bool fits = pay_unit_amount(view->ledger, unit, amount, &theirs);
    assert(fits && "the engine has tried every amount of a payment");
    return theirs;
}

static void payroll_row(const View *view, Buffer *out, const Payment *payment,
                        const PayrollColumn *columns, size_t count, bool abroad)
{
    const Ledger *ledger = view->ledger;
    PayUnit unit = ledger_pay_unit(ledger, payment->person);
    csv_next(out, month_text(view->arena, ledger->period));
    csv_next(out, ledger->records->roster.persons[payment->person].id);
    csv_next(out, ledger_assignment(ledger, payment->person, ledger->period)->name);
    csv_cell(out, currency_code(unit.currency));
    for (size_t c = 0; c < count; c++) {
        csv_comma(out);
        buffer_money(out, payroll_in(view, unit, payroll_amount(payment, &columns[c])),
                     currency_digits(unit.currency));
    }
    if (abroad) csv_comma(out);
    if (unit.rate) buffer_text(out, ratio_text(view->arena, unit.rate->rate, FX_DECIMALS));
}

Text payroll_csv(const View *view)
{
    Buffer out = {.arena = view->arena};
    const Ledger *ledger = view->ledger;
    PayrollColumn columns[PAYROLL_COLUMNS];
    size_t count = payroll_columns(view, columns);
    bool abroad = ledger_pays_abroad(ledger);
    buffer_text(&out, TEXT("period,person_id,name,currency"));
    for (size_t c = 0; c < count; c++) buffer_format(&out, ",%s", columns[c].name);
    buffer_text(&out, abroad ? TEXT(",rate\n") : TEXT("\n"));
    for (size_t i = 0; i < ledger->payment_count; i++) {
        payroll_row(view, &out, &ledger->payments[i], columns, count, abroad);
        buffer_byte(&out, '\n');
    }
    return buffer_result(&out);
}
