/* payroll.c - what payroll pays: a row per payee. */
#include "view.h"

static const Column COLUMNS[] = {
    {.name = "period", .title = "Period"},
    {.name = "person_id", .title = "Person ID"},
    {.name = "name", .title = "Name"},
    {.name = "currency", .title = "Currency"},
    {.name = "balance_in", .title = "Balance in", .total = true},
    {.name = "earnings", .title = "Earnings", .total = true},
    {.name = "adjustments", .title = "Adjustments", .total = true},
    {.name = "payment", .title = "Payment", .total = true},
    {.name = "balance_out", .title = "Balance out", .total = true},
    {.name = "role", .title = "Role", .sheet_only = true},
    {.name = "team", .title = "Team", .sheet_only = true},
    {.name = "group", .title = "Group", .sheet_only = true},
};

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells);

View payroll_view(const Report *report)
{
    size_t count = report->ledger->payment_count;
    return (View){COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, count, count, row};
}

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells)
{
    (void)scratch;
    const Ledger *ledger = report->ledger;
    const Payment *payment = &ledger->payments[item];
    uint32_t group = report->overview->payment_groups[item];
    Cell *at = cells;
    *at++ = cell_month(payment->month);
    *at++ = cell_text(ledger->records->roster.persons[payment->person].id);
    *at++ = cell_text(ledger_assignment(ledger, payment->person, payment->month)->name);
    *at++ = cell_text(ledger->records->company->currency);
    *at++ = cell_money(payment->balance_in);
    *at++ = cell_money(payment->earnings);
    *at++ = cell_money(payment->adjustments);
    *at++ = cell_money(payment->payment);
    *at++ = cell_money(payment->balance_out);
    *at++ = cell_text(report->overview->groups[group].role);
    *at++ = cell_text(report->overview->groups[group].team);
    *at++ = cell_count((size_t)group + 1);
    return true;
}
