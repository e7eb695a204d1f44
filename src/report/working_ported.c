/* working_ported.c - Components and Credits in plain figures, until their formulas stand. */
#include "working.h"

#include <string.h>

#define CREDIT_ROWS_DEFAULT 200000
#define CREDIT_COLUMNS 11            /* and three more where the company has rates */

struct Working { const View *view; Sheet *components, *credits; };

static void component_row(const View *view, Sheet *sheet, const Entry *entry)
{
    const Ledger *ledger = view->ledger;
    const Roster *roster = &ledger->records->roster;
    const Participation *participation = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[participation->plan];
    const Component *component = &plan->components[entry->component];
    const Assignment *stint = ledger_stint(ledger, entry->participation, entry->month);
    cell_text(sheet, month_text(view->arena, entry->month), NULL);
    cell_text(sheet, roster->persons[participation->person].id, NULL);
    cell_text(sheet, ledger_assignment(ledger, participation->person, entry->month)->name, NULL);
    cell_text(sheet, stint->role, NULL);
    cell_text(sheet, stint->team == TEAM_NONE ? TEXT("") : roster->teams[stint->team], NULL);
    cell_text(sheet, plan->title, NULL);
    cell_text(sheet, component->key, NULL);
    cell_text(sheet, component->measure == INDEX_NONE
                          ? TEXT("") : ledger->design->measures[component->measure].key, NULL);
    cell_day(sheet, entry->from, NULL);
    cell_day(sheet, entry->to, NULL);
    bool percent = component->denominator_line != INDEX_NONE;      /* of a ratio measure */
    const CellStyle value = {.kind = percent ? CELL_PERCENT : CELL_DECIMAL};
    cell_ratio(sheet, entry->has_value, entry->value, &value);
    cell_ratio(sheet, entry->has_quota, entry->quota, NULL);
    cell_ratio(sheet, entry->has_attainment, entry->attainment, NULL);
    cell_ratio(sheet, entry->has_multiplier, entry->multiplier, NULL);
    cell_ratio(sheet, entry->has_target, entry->target, NULL);
    cell_money(sheet, entry->earned_to_date, NULL);
    cell_money(sheet, entry->earned_before, NULL);
    cell_money(sheet, entry->earning, NULL);
    cell_text(sheet, notes_text(view->arena, entry->notes), NULL);
    sheet_end_row(sheet);
}

static Sheet *components_add(const View *view, Workbook *workbook)
{
    static const SheetColumn columns[] = {
        HEADED("period", CELL_MONTH, FROM_FORMULA, 0),
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("role", CELL_TEXT, FROM_FORMULA, 9),
        HEADED("team", CELL_TEXT, FROM_FORMULA, 16), HEADED("plan", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("component", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("measure", CELL_TEXT, FROM_FORMULA, 26), HEADED("from", CELL_DATE, FROM_FORMULA, 0),
        HEADED("to", CELL_DATE, FROM_FORMULA, 0), HEADED("value", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("quota", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("attainment", CELL_PERCENT, FROM_FORMULA, 0),
        HEADED("multiplier", CELL_PERCENT, FROM_FORMULA, 0),
        HEADED("target", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("earned_to_date", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("earned_before", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("earning", CELL_MONEY, FROM_FORMULA, 0), HEADED("note", CELL_TEXT, FROM_FORMULA, 26),
        COLUMNS_END};
    return sheet_add(workbook, "Components", columns, 0, view->ledger->entry_count);
}

bool credits_on_sheet(const View *view)
{
    if (view->options->credits == CREDITS_SHEET) return true;
    return view->options->credits == CREDITS_DEFAULT &&
           view->ledger->credit_count <= CREDIT_ROWS_DEFAULT;
}

static void credit_row(const View *view, Sheet *sheet, const Credit *credit)
{
    static const char *const statuses[] = {"credited", "unassigned", "company"};
    const Ledger *ledger = view->ledger;
    const SliceRef *at = &ledger->slices[credit->slice];
    const CreditLine *line = &ledger->design->lines[credit->line];
    const Measure *measure = &ledger->design->measures[line->measure];
    Ratio amount = credit->amount;
    if (measure->is_money)
        amount = ratio_multiply(view->arena, amount,
                                ratio_from_money((Money){1}, ledger->records->company->digits));
    cell_text(sheet, measure->key, NULL);
    cell_text(sheet, line->name, NULL);
    cell_text(sheet, credit->person == PERSON_NONE
                          ? TEXT("") : ledger->records->roster.persons[credit->person].id, NULL);
    cell_day(sheet, credit->day, NULL);
    cell_ratio(sheet, true, amount, NULL);
    cell_ratio(sheet, true, ledger->shares[credit->share], NULL);
    cell_text(sheet, at->table->spec->name, NULL);
    cell_text(sheet, record_key(at->table, at->slice, credit->row), NULL);
    cell_text(sheet, at->slice->file->source.path, NULL);
    cell_count(sheet, at->slice->lines[credit->row], NULL);
    cell_text(sheet, text_of(statuses[credit->status]), NULL);
    const FxRate *rate = ledger_rate(ledger, credit);
    if (rate) {
        cell_text(sheet, currency_code(rate->currency), NULL);
        cell_ratio(sheet, true, rate->rate, NULL);
        cell_text(sheet, rate->source, NULL);
    }
    sheet_end_row(sheet);
}

static Sheet *credits_add(const View *view, Workbook *workbook)
{
    static const SheetColumn with_rates[] = {
        HEADED("measure", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("credit", CELL_TEXT, FROM_FORMULA, 12),
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0), HEADED("date", CELL_DATE, FROM_FORMULA, 0),
        HEADED("amount", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("share", CELL_PERCENT, FROM_FORMULA, 0), HEADED("feed", CELL_TEXT, FROM_FORMULA, 11),
        HEADED("key", CELL_TEXT, FROM_FORMULA, 14), HEADED("file", CELL_TEXT, FROM_FORMULA, 24),
        HEADED("line", CELL_COUNT, FROM_FORMULA, 0), HEADED("status", CELL_TEXT, FROM_FORMULA, 13),
        HEADED("currency", CELL_TEXT, FROM_FORMULA, 0), HEADED("rate", CELL_RATE, FROM_FORMULA, 0),
        HEADED("rate_source", CELL_TEXT, FROM_FORMULA, 24), COLUMNS_END};
    SheetColumn *columns = ARENA_ARRAY(view->arena, SheetColumn, CREDIT_COLUMNS + 4);
    memcpy(columns, with_rates, sizeof with_rates);
    if (!view->ledger->records->company->fx.pattern.length)
        columns[CREDIT_COLUMNS] = (SheetColumn)COLUMNS_END;
    size_t count = credits_on_sheet(view) ? view->ledger->credit_count : 0;
    return sheet_add(workbook, "Credits", columns, 0, count);
}


Selection selection_of_all(const View *view)
{
    return (Selection){.entry_count = view->ledger->entry_count,
                       .with_credits = credits_on_sheet(view),
                       .credit_count = view->ledger->credit_count};
}

Working *working_add(const View *view, Workbook *workbook, const Selection *selection)
{
    (void)selection;
    Working *working = ARENA_NEW(view->arena, Working);
    *working = (Working){view, components_add(view, workbook), credits_add(view, workbook)};
    return working;
}

void working_fill(Working *working)
{
    const View *view = working->view;
    sheet_heading(working->components);
    for (size_t i = 0; i < view->ledger->entry_count; i++)
        component_row(view, working->components, &view->ledger->entries[i]);
    sheet_heading(working->credits);
    for (size_t i = 0; credits_on_sheet(view) && i < view->ledger->credit_count; i++)
        credit_row(view, working->credits, &view->ledger->credits[i]);
}

Sheet *working_components(const Working *working)
{
    return working->components;
}

Sheet *working_credits(const Working *working)
{
    return working->credits;
}

size_t working_row(const Working *working, const Entry *entry)
{
    return (size_t)(entry - working->view->ledger->entries);
}

bool working_rows_of(const Working *working, uint32_t person, size_t *first, size_t *count)
{
    const Ledger *ledger = working->view->ledger;
    *first = *count = 0;
    for (size_t i = 0; i < ledger->entry_count; i++) {
        if (ledger->participations[ledger->entries[i].participation].person != person) continue;
        if (!(*count)++) *first = i;
    }
    return *count > 0;
}

Text working_engine_formula(const Working *working, Arena *arena)
{
    (void)working, (void)arena;
    return TEXT("0");
}

size_t working_engine_count(const Working *working)
{
    (void)working;
    return 0;
}
