/* payouts.c - what each component yields: a row per participation and component. */
#include "view.h"

static const Column COLUMNS[] = {
    {.name = "period", .title = "Period"},
    {.name = "person_id", .title = "Person ID"},
    {.name = "name", .title = "Name"},
    {.name = "role", .title = "Role"},
    {.name = "team", .title = "Team"},
    {.name = "plan", .title = "Plan"},
    {.name = "component", .title = "Component"},
    {.name = "measure", .title = "Measure"},
    {.name = "from", .title = "From"},
    {.name = "to", .title = "To"},
    {.name = "value", .title = "Value"},
    {.name = "quota", .title = "Quota"},
    {.name = "attainment", .title = "Attainment"},
    {.name = "multiplier", .title = "Multiplier"},
    {.name = "target", .title = "Target to date"},
    {.name = "earned_to_date", .title = "Earned to date", .total = true},
    {.name = "earned_before", .title = "Earned before", .total = true},
    {.name = "earning", .title = "Earning", .total = true},
    {.name = "note", .title = "Note"},
};

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells);

View payouts_view(const Report *report)
{
    return (View){COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, report->ledger->entry_count,
                  report->overview->payout_rows, row};
}

static Text notes_text(Arena *scratch, uint32_t notes)
{
    Buffer buffer = {.arena = scratch};
    for (Note note = 0; note < NOTES; note++) {
        if (!(notes & (1u << note))) continue;
        if (buffer.length) buffer_byte(&buffer, ';');
        buffer_text(&buffer, note_word(note));
    }
    return buffer_result(&buffer);
}

/* How the sheet shows values of a component's measure. */
static CellKind value_kind(const Measure *measure)
{
    if (measure && measure->is_ratio) return CELL_PERCENT;
    return measure && measure->is_money ? CELL_AMOUNT : CELL_DECIMAL;
}

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells)
{
    const Ledger *ledger = report->ledger;
    const Entry *entry = &ledger->entries[item];
    if (!entry->has_window) return false;
    const Roster *roster = &ledger->records->roster;
    const Participation *participation = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[participation->plan];
    const Component *component = &plan->components[entry->component];
    const Measure *measure = component->measure == INDEX_NONE
                                 ? NULL : &ledger->design->measures[component->measure];
    const Assignment *stint = ledger_stint(ledger, entry->participation, entry->month);
    const Assignment *latest = ledger_assignment(ledger, participation->person, entry->month);
    bool team = stint->team != TEAM_NONE;
    Cell *at = cells;
    *at++ = cell_month(entry->month);
    *at++ = cell_text(roster->persons[participation->person].id);
    *at++ = cell_text(latest->name);
    *at++ = cell_text(stint->role);
    *at++ = cell_text(team ? roster->teams[stint->team] : TEXT(""));
    *at++ = cell_text(plan->title);
    *at++ = cell_text(component->key);
    *at++ = cell_text(measure ? measure->key : TEXT(""));
    *at++ = cell_day(entry->from);
    *at++ = cell_day(entry->to);
    *at++ = cell_ratio(value_kind(measure), entry->has_value, entry->value);
    *at++ = cell_ratio(value_kind(measure), entry->has_quota, entry->quota);
    *at++ = cell_ratio(CELL_PERCENT, entry->has_attainment, entry->attainment);
    *at++ = cell_ratio(CELL_PERCENT, entry->has_multiplier, entry->multiplier);
    *at++ = cell_ratio(CELL_AMOUNT, entry->has_target, entry->target);
    *at++ = cell_money(entry->earned_to_date);
    *at++ = cell_money(entry->earned_before);
    *at++ = cell_money(entry->earning);
    *at++ = cell_text(notes_text(scratch, entry->notes));
    return true;
}
