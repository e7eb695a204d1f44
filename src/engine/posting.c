/* posting.c - the earnings that a run may pay for: the period's own, those of closed months
 * recomputed, and those of which a part is still held. Source: CONTRACT 8.
 *
 * Today's entries and the booked lines are put into one list and sorted; where both speak of one
 * component and month they become one posting. */
#include "engine_inside.h"

#include <assert.h>
#include <stdlib.h>

typedef struct Postings { Posting *items; size_t count, capacity; } Postings;

static int compare_names(Text a, Text b)
{
    if (a.bytes == b.bytes && a.length == b.length) return 0;      /* mostly: one plan's names */
    return text_compare(a, b);
}

static int compare_postings(const void *left, const void *right)
{
    const Posting *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    int order = compare_names(a->plan, b->plan);
    if (!order) order = compare_names(a->component, b->component);
    if (order) return order;
    if (a->month != b->month) return a->month < b->month ? -1 : 1;
    return (a->entry == NULL) - (b->entry == NULL);                /* today's before the booked */
}

static void add(Engine *engine, Postings *all, Posting posting)
{
    all->items = array_room(engine->arena, all->items, all->count, &all->capacity,
                            sizeof *all->items);
    all->items[all->count++] = posting;
}

static void add_entries(Engine *engine, Postings *all, const Entry *entries, size_t count,
                        Month from)
{
    const Ledger *ledger = engine->ledger;
    for (size_t i = 0; i < count; i++) {
        const Entry *entry = &entries[i];
        if (entry->month < from) continue;
        const Participation *owner = &ledger->participations[entry->participation];
        const Plan *plan = &engine->design->plans[owner->plan];
        add(engine, all, (Posting){.person = owner->person, .plan = plan->title,
                                   .component = plan->components[entry->component].key,
                                   .month = entry->month, .entry = entry,
                                   .due = entry->earning});
    }
}

/* A booked line without an entry: of a restated month it is not due any more; of an earlier one
 * it stays as it was booked. */
static void add_lines(Engine *engine, Postings *all, const Booked *booked)
{
    Month restated = engine->ledger->restated_from;
    for (size_t i = 0; i < booked->line_count; i++) {
        const BookedLine *line = &booked->lines[i];
        bool recomputed = restated != MONTH_NONE && line->month >= restated;
        add(engine, all, (Posting){.person = line->person, .plan = line->plan,
                                   .component = line->component, .month = line->month,
                                   .booked = line->amount,
                                   .due = recomputed ? (Money){0} : line->amount,
                                   .released_before = line->released,
                                   .forfeited_before = line->forfeited});
    }
}

/* The adjustments of closed months, today's and the booked ones: they may have come, or changed. */
static void add_adjustments(Engine *engine, Postings *all, const Booked *booked)
{
    size_t at = all->count, before = 0;
    for (size_t i = 0; i < engine->records->adjustment_count; i++) {
        const Adjustment *adjustment = &engine->records->adjustments[i];
        if (adjustment->period < booked->first) before++;
        if (adjustment->period < booked->first || adjustment->period > booked->last) continue;
        Posting *last = all->count > at ? &all->items[all->count - 1] : NULL;
        if (last && last->person == adjustment->person && last->month == adjustment->period) {
            if (!money_add(last->due, adjustment->amount, &last->due))
                diag_error(engine->diags, DIAG_PAY_TOO_LARGE, (Place){0},
                           "the adjustments are too large to be added up exactly");
            continue;
        }
        add(engine, all, (Posting){.person = adjustment->person, .plan = TEXT(""),
                                   .component = TEXT(""), .month = adjustment->period,
                                   .entry = NULL, .due = adjustment->amount});
    }
    for (size_t i = 0; i < booked->adjustment_count; i++) {
        const BookedAdjustment *was = &booked->adjustments[i];
        add(engine, all, (Posting){.person = was->person, .plan = TEXT(""), .component = TEXT(""),
                                   .month = was->month, .booked = was->amount,
                                   .released_before = was->amount});
    }
    if (!before) return;
    Text first = month_text(engine->arena, booked->first);
    Diag *diag = diag_warning(engine->diags, DIAG_CHANGED_UNPAID, (Place){0},
                              before == 1
                              ? "%zu adjustment is for months before the books begin (%.*s): "
                                "nothing pays them"
                              : N_("%zu adjustments are for months before the books begin (%.*s): "
                                   "nothing pays them"), before, TEXT_ARG(first));
    diag_hint(engine->diags, diag, "is a year mistyped? an adjustment is paid in its period");
}

/* Today's and the booked side of one component and month become one. */
static void join(Postings *all)
{
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        Posting *item = &all->items[i], *last = kept ? &all->items[kept - 1] : NULL;
        bool same = last && last->person == item->person && last->month == item->month &&
                    compare_names(last->plan, item->plan) == 0 &&
                    compare_names(last->component, item->component) == 0;
        if (!same) {
            all->items[kept++] = *item;
            continue;
        }
        if (!item->component.length && item->due.minor) last->due = item->due;
        last->booked.minor += item->booked.minor;
        last->released_before.minor += item->released_before.minor;
        last->forfeited_before.minor += item->forfeited_before.minor;
    }
    all->count = kept;
}

static void warn_unpaid(Engine *engine, const Posting *posting)
{
    Text month = month_text(engine->arena, posting->month);
    Text id = engine->roster->persons[posting->person].id;
    Diag *diag = diag_warning(engine->diags, DIAG_CHANGED_UNPAID, (Place){0},
                              "the adjustments of %.*s for %.*s changed after it was closed; the "
                              "month is not restated, so they are not paid", TEXT_ARG(id),
                              TEXT_ARG(month));
    diag_hint(engine->diags, diag, "give the adjustment an open period, or raise `restate:`");
}

/* Adjustments of months that are not restated are told of, not paid. */
static void drop_unpaid(Engine *engine, Postings *all)
{
    Month restated = engine->ledger->restated_from;
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        const Posting *posting = &all->items[i];
        bool unpaid = !posting->component.length &&
                      (restated == MONTH_NONE || posting->month < restated);
        if (unpaid && posting->due.minor != posting->booked.minor) warn_unpaid(engine, posting);
        if (!unpaid) all->items[kept++] = *posting;
    }
    all->count = kept;
}

void postings_of(const Ledger *ledger, uint32_t person, size_t *from, size_t *to)
{
    size_t low = 0, high = ledger->posting_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ledger->postings[middle].person < person) low = middle + 1;
        else high = middle;
    }
    *from = low;
    while (low < ledger->posting_count && ledger->postings[low].person == person) low++;
    *to = low;
}

void postings_find(Engine *engine, const Years *years, const Booked *booked)
{
    Ledger *ledger = engine->ledger;
    bool over_books = booked && booked->any;
    Month from = over_books ? ledger->restated_from : ledger->year_start;
    if (from == MONTH_NONE) from = engine->period;
    Postings all = {0};
    size_t room = 1 + (over_books ? booked->line_count : 0);
    for (uint32_t y = 0; y < years->count; y++)
        room += years->items[y].ledger->entry_count + years->items[y].ledger->earlier_count;
    all.capacity = room;
    all.items = ARENA_ARRAY(engine->arena, Posting, room);
    for (uint32_t y = 0; y < years->count; y++) {
        const Ledger *year = years->items[y].ledger;
        add_entries(engine, &all, year->earlier, year->earlier_count, from);
        add_entries(engine, &all, year->entries, year->entry_count, from);
    }
    if (over_books) {
        add_lines(engine, &all, booked);
        add_adjustments(engine, &all, booked);
    }
    if (all.count) qsort(all.items, all.count, sizeof *all.items, compare_postings);
    join(&all);
    drop_unpaid(engine, &all);
    ledger->postings = all.items;
    ledger->posting_count = all.count;
}
