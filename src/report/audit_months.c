/* audit_months.c - "Earlier months": what the payee's components came to in the months of the
 * fiscal year before, a row each: what this month takes off again. */
#include "audit.h"

enum { MONTHS_TO_DATE = 8, MONTHS_BEFORE, MONTHS_NOTE_ROW = 0, MONTHS_HEADING = 2 };

void months_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("period", CELL_MONTH, FROM_INPUT, 0), HEADED("plan", CELL_TEXT, FROM_INPUT, 16),
        HEADED("component", CELL_TEXT, FROM_INPUT, 26),
        HEADED("value", CELL_DECIMAL, FROM_INPUT, 0), HEADED("quota", CELL_DECIMAL, FROM_INPUT, 0),
        HEADED("attainment", CELL_PERCENT, FROM_INPUT, 0),
        HEADED("multiplier", CELL_PERCENT, FROM_INPUT, 0),
        HEADED("target", CELL_DECIMAL, FROM_INPUT, 0),
        HEADED("earned_to_date", CELL_MONEY, FROM_INPUT, 0),
        HEADED("earned_before", CELL_MONEY, FROM_INPUT, 0),
        HEADED("earning", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("note", CELL_TEXT, FROM_FORMULA, 26), COLUMNS_END};
    Audit *audit = sheets->audit;
    const Ledger *ledger = sheets->view->ledger;
    audit->earlier = ARENA_ARRAY(sheets->view->arena, const Entry *, ledger->earlier_count + 1);
    for (size_t e = 0; e < ledger->earlier_count; e++) {
        const Entry *entry = &ledger->earlier[e];
        if (ledger->participations[entry->participation].person == audit->person)
            audit->earlier[audit->earlier_count++] = entry;
    }
    if (audit->earlier_count)
        audit->months = sheet_add(sheets->workbook, N_("Earlier months"), columns, MONTHS_HEADING,
                                  audit->earlier_count);
}

static void month_row(Sheets *sheets, const Entry *entry)
{
    Arena *arena = sheets->view->arena;
    const Ledger *ledger = sheets->view->ledger;
    const Component *component = entry_component(ledger, entry);
    bool percent = component->denominator_line != INDEX_NONE;
    const CellStyle value = {.kind = percent ? CELL_PERCENT : CELL_DECIMAL,
                             .origin = FROM_INPUT};
    Sheet *sheet = sheets->audit->months;
    uint32_t plan = ledger->participations[entry->participation].plan;
    cell_text(sheet, month_text(arena, entry->month), NULL);
    cell_text(sheet, ledger->design->plans[plan].title, NULL);
    cell_text(sheet, component->key, NULL);
    cell_ratio(sheet, entry->has_value, entry->value, &value);
    cell_ratio(sheet, entry->has_quota, entry->quota, &value);
    cell_ratio(sheet, entry->has_attainment, entry->attainment, NULL);
    cell_ratio(sheet, entry->has_multiplier, entry->multiplier, NULL);
    cell_ratio(sheet, entry->has_target, entry->target, NULL);
    cell_money(sheet, entry->earned_to_date, NULL);
    cell_money(sheet, entry->earned_before, NULL);
    Text to_date = address_here(arena, sheet, MONTHS_TO_DATE),
         before = address_here(arena, sheet, MONTHS_BEFORE);
    Text body = text_format(arena, "%.*s-%.*s", TEXT_ARG(to_date), TEXT_ARG(before));
    cell_sum(&sheets->summing, sheet, (Sum){body, entry->earning,
                                  magnitude_of(entry->earned_to_date) +
                                      magnitude_of(entry->earned_before), 2}, NULL);
    cell_text(sheet, notes_text(arena, entry->notes), NULL);
    sheet_end_row(sheet);
}

void months_fill(Sheets *sheets)
{
    const Audit *audit = sheets->audit;
    if (!audit->months) return;
    line_text(audit->months, MONTHS_NOTE_ROW, LOOK_NOTE,
              text_of(sheets_tr(sheets, N_("As they come to today; the workbook of such a month "
                                           "works it out: attain explain PERSON --period MONTH "
                                           "--xlsx FILE"))));
    sheet_heading(audit->months);
    for (size_t e = 0; e < audit->earlier_count; e++) month_row(sheets, audit->earlier[e]);
}

bool months_before(const Sheets *sheets, const Entry *entry, Text *cell)
{
    const Audit *audit = sheets->audit;
    for (size_t e = 0; e < audit->earlier_count; e++) {
        const Entry *earlier = audit->earlier[e];
        if (earlier->participation != entry->participation ||
            earlier->component != entry->component || earlier->month != entry->month - 1 ||
            earlier->earned_to_date.minor != entry->earned_before.minor)
            continue;
        *cell = address_of(sheets->view->arena, audit->months, e, MONTHS_TO_DATE);
        return true;
    }
    return false;
}
