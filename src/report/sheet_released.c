/* sheet_released.c - "Released": what of each earning is paid now, was paid before, or is held.
 * Only where plans have instalments, hold backs or draws.   Source: CONTRACT 8. */
#include "sheets.h"

void released_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("plan", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("component", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("for_month", CELL_MONTH, FROM_FORMULA, 0),
        HEADED("due", CELL_MONEY, FROM_ENGINE, 0), HEADED("paid_before", CELL_MONEY, FROM_INPUT, 0),
        HEADED("paid", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("forfeited_before", CELL_MONEY, FROM_INPUT, 0),
        HEADED("forfeited", CELL_MONEY, FROM_ENGINE, 0),
        HEADED("held", CELL_MONEY, FROM_FORMULA, 0), COLUMNS_END};
    sheets->released = sheet_add(sheets->workbook, "Released", columns, 0,
                                 sheets->released_rows.count);
}

static Sum sum_of(const Posting *posting, Text body, Money value)
{
    return (Sum){body, value,
                 magnitude_of(posting->due) + magnitude_of(posting->released_before) +
                     magnitude_of(posting->released) + magnitude_of(posting->forfeited_before) +
                     magnitude_of(posting->forfeited), 5};
}

/* What is due: of the month's own earning, its row on Components. */
static void due_cell(Sheets *sheets, const Posting *posting)
{
    const Ledger *ledger = sheets->view->ledger;
    const Entry *entry = posting->entry;
    if (!entry || posting->month != ledger->period) {
        cell_money(sheets->released, posting->due, NULL);
        return;
    }
    Sheet *components = working_components(sheets->working);
    size_t row = working_row(sheets->working, entry);
    cell_link_next(sheets->released, components, row);
    Sum sum = sum_of(posting, address_of(sheets->view->arena, components, row,
                                         COMPONENTS_EARNING), posting->due);
    static const CellStyle money = {.kind = CELL_MONEY};
    cell_sum(&sheets->summing, sheets->released, sum, &money);
}

/* All that is not paid or lost yet, unless a part is held or lost now: then the rule's own part. */
static void paid_cell(Sheets *sheets, const Posting *posting)
{
    static const CellStyle engine = {.kind = CELL_MONEY, .origin = FROM_ENGINE};
    Arena *arena = sheets->view->arena;
    if (posting->held.minor || posting->forfeited.minor) {
        sheets->summing.engine_figures++;
        cell_money(sheets->released, posting->released, &engine);
        return;
    }
    Text body = text_format(arena, "%.*s-%.*s-%.*s",
                            TEXT_ARG(address_here(arena, sheets->released, RELEASED_NOW - 2)),
                            TEXT_ARG(address_here(arena, sheets->released, RELEASED_NOW - 1)),
                            TEXT_ARG(address_here(arena, sheets->released, RELEASED_NOW + 1)));
    cell_sum(&sheets->summing, sheets->released, sum_of(posting, body, posting->released), NULL);
}

static void held_cell(Sheets *sheets, const Posting *posting)
{
    Arena *arena = sheets->view->arena;
    Buffer body = {.arena = arena};
    for (uint16_t c = RELEASED_NOW - 2; c < RELEASED_HELD; c++) {
        Text cell = address_here(arena, sheets->released, c);
        buffer_format(&body, "%s%.*s", c > RELEASED_NOW - 2 ? "-" : "", TEXT_ARG(cell));
    }
    cell_sum(&sheets->summing, sheets->released,
             sum_of(posting, buffer_result(&body), posting->held), NULL);
}

void released_fill(Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    Sheet *sheet = sheets->released;
    sheet_heading(sheet);
    for (size_t i = 0; i < sheets->released_rows.count; i++) {
        const Posting *posting = sheets->released_rows.rows[i];
        cell_text(sheet, ledger->records->roster.persons[posting->person].id, NULL);
        link_to_payroll(sheets, sheet, posting->person);
        cell_text(sheet, ledger_assignment(ledger, posting->person, ledger->period)->name, NULL);
        cell_text(sheet, posting->plan, NULL);
        cell_text(sheet, posting->component, NULL);
        cell_text(sheet, month_text(sheets->view->arena, posting->month), NULL);
        due_cell(sheets, posting);
        cell_money(sheet, posting->released_before, NULL);
        paid_cell(sheets, posting);
        cell_money(sheet, posting->forfeited_before, NULL);
        cell_money(sheet, posting->forfeited, NULL);
        held_cell(sheets, posting);
        sheet_end_row(sheet);
    }
}
