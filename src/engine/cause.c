/* cause.c - why a closed month comes to another amount today, split so that the parts add up.
 * Source: CONTRACT 8, prior-period adjustments.
 *
 * At the last close everything restated stood at that day's facts. From there to today the changes
 * are made one after the other, in the order of causes.def; each cause's part is what its step
 * changes. */
#include "engine_inside.h"

static const Entry *find_entry(const Entry *entries, size_t count, uint32_t participation,
                               uint32_t component, Month month)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (entries[middle].participation < participation) low = middle + 1;
        else high = middle;
    }
    for (; low < count && entries[low].participation == participation; low++)
        if (entries[low].component == component && entries[low].month == month)
            return &entries[low];
    return NULL;
}

const Entry *ledger_entry(const Ledger *ledger, Text person_id, Text plan_title, Text component,
                          Month month)
{
    const Ledger *year = ledger_of_month(ledger, month);
    uint32_t person = year ? roster_person(&year->records->roster, person_id) : PERSON_NONE;
    if (person == PERSON_NONE) return NULL;
    for (uint32_t i = first_participation(year, person); i < year->participation_count; i++) {
        const Participation *participation = &year->participations[i];
        if (participation->person != person) break;
        const Plan *plan = &year->design->plans[participation->plan];
        if (!text_equal(plan->title, plan_title)) continue;
        for (uint32_t c = 0; c < plan->component_count; c++) {
            if (!text_equal(plan->components[c].key, component)) continue;
            bool last = month == year->period;
            const Entry *entry = last
                ? find_entry(year->entries, year->entry_count, i, c, month)
                : find_entry(year->earlier, year->earlier_count, i, c, month);
            if (entry) return entry;
        }
    }
    return NULL;
}

/* What the run that a step gave earns for a posting: its persons and plans are told by name, as
 * its roster and design may be others. */
static Money earned_in(const Ledger *run, const Ledger *today, const Posting *posting)
{
    Text id = today->records->roster.persons[posting->person].id;
    const Entry *entry = ledger_entry(run, id, posting->plan, posting->component, posting->month);
    return entry ? entry->earning : (Money){0};
}

/* The earliest month of a year, by its place in the chain, in which a credit changed. */
typedef struct Changed { Month first; } Changed;        /* MONTH_NONE: none did */

static Changed *find_changed(Arena *arena, const Ledger *ledger)
{
    size_t years = 0;
    for (const Ledger *year = ledger; year; year = year->before) years++;
    Changed *changed = ARENA_ARRAY(arena, Changed, years);
    for (size_t y = 0; y < years; y++) changed[y].first = MONTH_NONE;
    for (size_t i = 0; i < ledger->change_count; i++) {
        Month month = day_month(ledger->changes[i].day);
        size_t y = 0;
        for (const Ledger *year = ledger; year && month < year->year_start; year = year->before)
            y++;
        if (y < years && (changed[y].first == MONTH_NONE || month < changed[y].first))
            changed[y].first = month;
    }
    return changed;
}

/* Whether a credit changed that the month's figures may rest on: in its fiscal year so far. */
static bool rests_on_changes(const Ledger *ledger, const Changed *changed, Month month)
{
    for (const Ledger *year = ledger; year && month < year->year_start; year = year->before)
        changed++;
    return changed->first != MONTH_NONE && changed->first <= month;
}

/* The steps' parts of one posting's difference. */
static void split(const Ledger *ledger, const CauseStep *steps, size_t count,
                  const Changed *changed, const Posting *posting, Money *causes)
{
    int64_t before = posting->booked.minor;
    if (!posting->component.length) {
        causes[CAUSE_ADJUSTMENT].minor = posting->due.minor - before;
        return;
    }
    for (size_t s = 0; s < count; s++) {
        if (!steps[s].ledger) continue;
        Cause cause = steps[s].cause;
        if (cause == CAUSE_CREDITS && !rests_on_changes(ledger, changed, posting->month))
            cause = CAUSE_OTHER;
        int64_t after = s + 1 == count ? posting->due.minor
                                       : earned_in(steps[s].ledger, ledger, posting).minor;
        causes[cause].minor += after - before;
        before = after;
    }
}

void engine_causes(Arena *arena, Ledger *ledger, const CauseStep *steps, size_t count)
{
    const Changed *changed = find_changed(arena, ledger);
    for (size_t p = 0; p < ledger->posting_count; p++) {
        Posting *posting = &ledger->postings[p];
        if (posting->month == ledger->period || posting->due.minor == posting->booked.minor)
            continue;
        Money *causes = ARENA_ARRAY(arena, Money, CAUSES);
        split(ledger, steps, count, changed, posting, causes);
        posting->causes = causes;
    }
}
