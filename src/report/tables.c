/* tables.c - payouts.csv and exceptions.csv. Source: CONTRACT 7. */
#include "attain/csv_out.h"
#include "report_inside.h"

Text notes_text(Arena *arena, uint32_t notes)
{
    Text text = TEXT("");
    for (int n = 0; n < NOTES; n++)
        if (notes & (1u << n))
            text = text_format(arena, "%.*s%s%.*s", TEXT_ARG(text), text.length ? ";" : "",
                               TEXT_ARG(note_word((Note)n)));
    return text;
}

static void optional(Buffer *out, bool has, Ratio ratio)
{
    if (has) buffer_decimal(out, ratio);
    csv_comma(out);
}

static void payout_row(const View *view, Buffer *out, Text month, const Entry *entry)
{
    const Ledger *ledger = view->ledger;
    const Roster *roster = &ledger->records->roster;
    const Participation *participation = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[participation->plan];
    const Component *component = &plan->components[entry->component];
    const Assignment *stint = ledger_stint(ledger, entry->participation, entry->month);
    int digits = ledger->records->company->digits;
    bool measured = component->measure != INDEX_NONE;
    csv_next(out, month);
    csv_next(out, roster->persons[participation->person].id);
    csv_next(out, ledger_assignment(ledger, participation->person, entry->month)->name);
    csv_next(out, stint->role);
    csv_next(out, stint->team == TEAM_NONE ? TEXT("") : roster->teams[stint->team]);
    csv_next(out, plan->title);
    csv_next(out, component->key);
    csv_next(out, measured ? ledger->design->measures[component->measure].key : TEXT(""));
    buffer_day(out, entry->from);
    csv_comma(out);
    buffer_day(out, entry->to);
    csv_comma(out);
    optional(out, entry->has_value, entry->value);
    optional(out, entry->has_quota, entry->quota);
    optional(out, entry->has_attainment, entry->attainment);
    optional(out, entry->has_multiplier, entry->multiplier);
    optional(out, entry->has_target, entry->target);
    buffer_money(out, entry->earned_to_date, digits);
    csv_comma(out);
    buffer_money(out, entry->earned_before, digits);
    csv_comma(out);
    buffer_money(out, entry->earning, digits);
    csv_comma(out);
    csv_cell(out, notes_text(view->arena, entry->notes));
    buffer_byte(out, '\n');
}

Text payouts_csv(const View *view)
{
    Buffer out = {.arena = view->arena};
    buffer_text(&out, TEXT("period,person_id,name,role,team,plan,component,measure,from,to,value,"
                           "quota,attainment,multiplier,target,earned_to_date,earned_before,"
                           "earning,note\n"));
    Text month = month_text(view->arena, view->ledger->period);
    for (size_t i = 0; i < view->ledger->entry_count; i++)
        payout_row(view, &out, month, &view->ledger->entries[i]);
    return buffer_result(&out);
}

Text exceptions_csv(Arena *arena, const Words *words, const Diags *diags)
{
    Buffer out = {.arena = arena};
    buffer_text(&out, TEXT("severity,file,line,column,value,problem\n"));
    for (size_t i = 0; i < diags->count; i++) {
        const Diag *diag = &diags->items[i];
        bool warning = diag->severity == SEVERITY_WARNING;
        csv_next(&out, warning ? TEXT("warning") : TEXT("error"));
        csv_next(&out, diag->place.file);
        if (diag->place.line) buffer_integer(&out, diag->place.line);
        csv_comma(&out);
        if (diag->place.heading.length) csv_cell(&out, diag->place.heading);
        else if (diag->place.column) buffer_integer(&out, diag->place.column);
        csv_comma(&out);
        csv_next(&out, text_valid(arena, diag->value));
        Text problem = text_format(arena, "%.*s [%s]", TEXT_ARG(diag_message(arena, diag, words)),
                                   diag_name(diag->code));
        csv_cell(&out, text_valid(arena, problem));
        buffer_byte(&out, '\n');
    }
    return buffer_result(&out);
}
