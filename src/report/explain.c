/* explain.c - how a payee's payment came about: what both forms of the answer look up. */
#include "explain_inside.h"

#include <stdlib.h>

Shown shown_entry(const Explaining *explaining, const Entry *entry)
{
    const Ledger *ledger = ledger_of_month(explaining->ledger, entry->month);
    const Participation *participation = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[participation->plan];
    const Component *component = &plan->components[entry->component];
    const Measure *measure = component->measure == INDEX_NONE
        ? NULL : &ledger->design->measures[component->measure];
    return (Shown){ledger, entry, participation, plan, component, measure};
}

const Entry **shown_entries(const Explaining *explaining, size_t *count)
{
    const Ledger *ledger = explaining->ledger;
    const Entry **entries = ARENA_ARRAY(explaining->arena, const Entry *, ledger->entry_count + 1);
    *count = 0;
    for (size_t i = 0; i < ledger->entry_count; i++) {
        const Entry *entry = &ledger->entries[i];
        Shown shown = shown_entry(explaining, entry);
        if (shown.participation->person != explaining->person) continue;
        if (explaining->component.length &&
            !text_equal(shown.component->key, explaining->component))
            continue;
        entries[(*count)++] = entry;
    }
    return entries;
}

const Entry *entry_before(const Explaining *explaining, const Entry *entry)
{
    const Ledger *ledger = ledger_of_month(explaining->ledger, entry->month - 1);
    if (!ledger) return NULL;                /* years' ledgers number participations alike */
    bool at_end = entry->month - 1 == ledger->period;
    const Entry *entries = at_end ? ledger->entries : ledger->earlier;
    size_t count = at_end ? ledger->entry_count : ledger->earlier_count;
    for (size_t i = 0; i < count; i++)
        if (entries[i].participation == entry->participation &&
            entries[i].component == entry->component && entries[i].month == entry->month - 1)
            return &entries[i];
    return NULL;
}

typedef struct Collected { Arena *arena; Counted *items; size_t count, capacity; } Collected;

static void collect(void *context, const Credit *credit, int32_t times)
{
    Collected *all = context;
    all->items = array_room(all->arena, all->items, all->count, &all->capacity,
                            sizeof *all->items);
    all->items[all->count++] = (Counted){credit, times};
}

/* Credits of one person stand in the order of the ledger, by day and key: so do these. */
static int compare_counted(const void *left, const void *right)
{
    const Counted *a = left, *b = right;
    if (a->credit->day != b->credit->day) return a->credit->day < b->credit->day ? -1 : 1;
    if (a->credit != b->credit) return a->credit < b->credit ? -1 : 1;
    return (a->times < b->times) - (a->times > b->times);
}

Counted *counted_credits(const Explaining *explaining, const Shown *shown, uint32_t line,
                         size_t *count)
{
    Collected all = {.arena = explaining->arena};
    if (line != INDEX_NONE)
        ledger_line_credits(explaining->arena, shown->ledger, shown->entry, line, collect, &all);
    if (all.count) qsort(all.items, all.count, sizeof *all.items, compare_counted);
    *count = all.count;
    return all.items;
}

const uint32_t *named_figures(const Explaining *explaining, const Shown *shown,
                              const Formula *formula, size_t *count)
{
    uint32_t all = FIGURE_OWN + shown->plan->component_count * FIGURE_OTHERS;
    uint32_t *figures = ARENA_ARRAY(explaining->arena, uint32_t, all);
    *count = 0;
    for (uint32_t f = 0; f < all; f++)
        if (formula_mentions_figure(formula, f)) figures[(*count)++] = f;
    return figures;
}

Text looked_at(const Explaining *explaining, const Shown *shown, FigureOf on)
{
    static const char *const words[] = {"value", "attainment"};
    Text word = text_of(words[on.figure == OTHER_VALUE ? 0 : 1]);
    if (on.component == INDEX_NONE) return word;
    return text_format(explaining->arena, "%.*s.%.*s",
                       TEXT_ARG(shown->plan->components[on.component].key), TEXT_ARG(word));
}

const Payment *shown_payment(const Explaining *explaining)
{
    const Ledger *ledger = explaining->ledger;
    for (size_t i = 0; i < ledger->payment_count; i++)
        if (ledger->payments[i].person == explaining->person) return &ledger->payments[i];
    return NULL;
}

const Payment *shown_closed(const Explaining *explaining)
{
    const Booked *closed = explaining->ledger->closed;
    for (size_t i = 0; closed && i < closed->payment_count; i++)
        if (closed->payments[i].person == explaining->person) return &closed->payments[i];
    return NULL;
}

const Payment *shown_before(const Explaining *explaining)
{
    const Payment *now = shown_payment(explaining);
    if (!now) return NULL;
    const Payment *before =
        &explaining->ledger->payments_before[now - explaining->ledger->payments];
    return before->month == MONTH_NONE ? NULL : before;
}

bool posting_in_parts(const Explaining *explaining, const Posting *posting)
{
    const Booked *booked = explaining->ledger->booked;
    int64_t at_once = posting->due.minor;
    if (posting->month != explaining->ledger->period)
        at_once = booked && booked->any ? posting->due.minor - posting->booked.minor : 0;
    return posting->held.minor || posting->forfeited.minor || posting->released.minor != at_once;
}

Text explain_payee(Arena *arena, const Ledger *ledger, uint32_t person, Text component,
                   const ExplainLook *look)
{
    Explaining explaining = {arena, ledger, person, component, look,
                             {look->width, look->colour, look->ascii},
                             ledger->records->company->digits};
    return look->json ? explain_payee_json(&explaining) : explain_payee_text(&explaining);
}
