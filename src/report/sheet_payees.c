/* sheet_payees.c - "Payees": what each is paid, against the month before, and where it comes from.
 * Source: CONTRACT 7. */
#include "sheets.h"

enum { PAYEES_PAYMENT = 6, PAYEES_BEFORE, PAYEES_DIFFERENCE };

void payees_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("role", CELL_TEXT, FROM_FORMULA, 9),
        HEADED("team", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("components", CELL_TEXT, FROM_FORMULA, 14),
        HEADED("earnings", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("payment", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("payment_before", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("difference", CELL_MONEY, FROM_FORMULA, 0), COLUMNS_END};
    sheets->payees = sheet_add(sheets->workbook, "Payees", columns, 0,
                               sheets->view->ledger->payment_count);
}

static void payroll_cell(Sheets *sheets, size_t row, uint16_t column, Money amount)
{
    Arena *arena = sheets->view->arena;
    Text address = address_of(arena, sheets->payroll, row, column);
    cell_link_next(sheets->payees, sheets->payroll, row);
    formula_money(sheets->payees, text_format(arena, "=%.*s", TEXT_ARG(address)), amount, NULL);
}

static void row_cells(Sheets *sheets, size_t row)
{
    const Ledger *ledger = sheets->view->ledger;
    Arena *arena = sheets->view->arena;
    const Payment *payment = &ledger->payments[row];
    const Group *group = &sheets->groups[sheets->group_of[row] - 1];
    Sheet *sheet = sheets->payees;
    size_t first, count;
    cell_text(sheet, ledger->records->roster.persons[payment->person].id, NULL);
    cell_text(sheet, ledger_assignment(ledger, payment->person, ledger->period)->name, NULL);
    cell_text(sheet, group->role, NULL);
    cell_text(sheet, group->team, NULL);
    if (working_rows_of(sheets->working, payment->person, &first, &count)) {
        cell_link_next(sheet, working_components(sheets->working), first);
        cell_word(sheet, N_("see components"), NULL);
    } else {
        sheet_skip(sheet, 1);
    }
    payroll_cell(sheets, row, sheets->places.own[PAY_EARNINGS], payment->earnings);
    payroll_cell(sheets, row, sheets->places.own[PAY_PAYMENT], payment->payment);
    Money before = payment_before(ledger, row);
    payroll_cell(sheets, row, sheets->places.work[WORK_BEFORE], before);
    Sum sum = {text_format(arena, "%.*s-%.*s",
                           TEXT_ARG(address_here(arena, sheet, PAYEES_PAYMENT)),
                           TEXT_ARG(address_here(arena, sheet, PAYEES_BEFORE))),
               (Money){payment->payment.minor - before.minor},
               magnitude_of(payment->payment) + magnitude_of(before), 2};
    cell_sum(&sheets->summing, sheet, sum, NULL);
    sheet_end_row(sheet);
}

Text payees_payments(const Sheets *sheets)
{
    return address_block(sheets->view->arena, sheets->payees, PAYEES_PAYMENT, 0,
                         sheets->view->ledger->payment_count);
}

void payees_fill(Sheets *sheets)
{
    sheet_heading(sheets->payees);
    for (size_t i = 0; i < sheets->view->ledger->payment_count; i++) row_cells(sheets, i);
}
