/* audit_checks.c - what Checks asserts in one payee's own workbook: that the cover pays what
 * Payroll does, and that each component's sheets come to the engine's figures. */
#include "audit.h"

static void check_cover(Sheets *sheets)
{
    const Audit *audit = sheets->audit;
    Sum paid = payroll_sum(sheets, sheets->places.own[PAY_PAYMENT], offsetof(Payment, payment)),
        cover = paid;
    cover.body = cover_total(sheets);
    for (size_t i = 0; i < audit->line_count; i++)
        cover.magnitude += magnitude_of(audit->lines[i].amount);
    cover.terms += audit->line_count;
    check_money(&sheets->checks, N_("Cover: its lines add up to Payroll's payment"), paid, cover);
}

/* What the credits add up to, and what is earned to date: by the sheets, and by the engine. */
static void check_entry(Sheets *sheets, const Entry *entry)
{
    Arena *arena = sheets->view->arena;
    const Ledger *ledger = sheets->view->ledger;
    const Component *component = entry_component(ledger, entry);
    const Sheet *components = working_components(sheets->working);
    size_t row = working_row(sheets->working, entry);
    int digits = ledger->records->company->digits;
    if (entry->has_value) {
        const char *says = sheets_tr(sheets, N_("Components, %.*s: what Credits add up to is the "
                                                "engine's value"));
        Check *check = check_add(&sheets->checks,
                                 text_format(arena, says, TEXT_ARG(component->key)), CELL_DECIMAL);
        check->expected.is = check->actual.is = entry->value;
        check->actual.body = address_of(arena, components, row, COMPONENTS_VALUE);
    }
    if (component->pays == PAYS_NOTHING) return;
    const char *says = sheets_tr(sheets, N_("Components, %.*s: earned to date is the engine's"));
    Check *check = check_add(&sheets->checks,
                             text_format(arena, says, TEXT_ARG(component->key)), CELL_MONEY);
    check->expected.is = check->actual.is = ratio_from_money(entry->earned_to_date, digits);
    check->actual.body = address_of(arena, components, row, COMPONENTS_EARNED_TO_DATE);
    Text before;
    if (!months_before(sheets, entry, &before)) return;
    says = sheets_tr(sheets, N_("Components, %.*s: earned before is what the month before came "
                                "to"));
    check = check_add(&sheets->checks, text_format(arena, says, TEXT_ARG(component->key)),
                      CELL_MONEY);
    check->expected.is = check->actual.is = ratio_from_money(entry->earned_before, digits);
    check->expected.body = before;
    check->actual.body = address_of(arena, components, row, COMPONENTS_EARNED_BEFORE);
}

void audit_checks(Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    check_cover(sheets);
    for (size_t e = 0; e < ledger->entry_count; e++) check_entry(sheets, &ledger->entries[e]);
}
