/* components.c - what each component counted and cost; what payees' targets are. */
#include "attain/compare.h"

#include <assert.h>

static uint32_t place_of(const uint32_t *first, const Ledger *ledger, const Entry *entry)
{
    return first[ledger->participations[entry->participation].plan] + entry->component;
}

/* The last value to date of a participation's component within one window. */
typedef struct LastSeen { Day from; Ratio value; bool seen; } LastSeen;

typedef struct Counting {
    Arena *arena;
    const Comparison *comparison;
    const Ledger *ledger;
    const uint32_t *first;               /* [plan]: of its components among all */
    const uint32_t *own;                 /* [participation]: of its components' LastSeen */
    LastSeen *last;
    CompareComponent *components;
} Counting;

static void add_value(Counting *counting, CompareComponent *component, Ratio value)
{
    component->value = ratio_add(counting->arena, component->value, value);
}

static void count_entries(Counting *counting, const CompareYear *year, const Entry *entries,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Entry *entry = &entries[i];
        if (entry->month < year->from || entry->month > year->to) continue;
        CompareComponent *component =
            &counting->components[place_of(counting->first, counting->ledger, entry)];
        bool fits = money_add(component->earned, entry->earning, &component->earned);
        assert(fits && "the engine proved the sums of its payments");
        (void)fits;
        LastSeen *last = &counting->last[counting->own[entry->participation] + entry->component];
        if (!last->seen) component->payees++;
        else if (last->from != entry->from) add_value(counting, component, last->value);
        *last = (LastSeen){entry->from, entry->has_value ? entry->value : RATIO_ZERO, true};
    }
}

static void count_year(Counting *counting, const CompareYear *year)
{
    const Ledger *ledger = counting->ledger = year->ledger;
    uint32_t *own = ARENA_ARRAY(counting->arena, uint32_t, ledger->participation_count + 1u);
    uint32_t sum = 0;
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        own[i] = sum;
        sum += ledger->design->plans[ledger->participations[i].plan].component_count;
    }
    counting->own = own;
    counting->last = ARENA_ARRAY(counting->arena, LastSeen, sum + 1u);
    count_entries(counting, year, ledger->earlier, ledger->earlier_count);
    count_entries(counting, year, ledger->entries, ledger->entry_count);
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        uint32_t plan = ledger->participations[i].plan;
        for (uint32_t c = 0; c < ledger->design->plans[plan].component_count; c++)
            if (counting->last[own[i] + c].seen)
                add_value(counting, &counting->components[counting->first[plan] + c],
                          counting->last[own[i] + c].value);
    }
}

CompareComponent *compare_components(Arena *arena, const Comparison *comparison,
                                     const Compared *side, size_t *count)
{
    const Design *design = side->design;
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, design->plan_count + 1u);
    for (uint32_t p = 0; p < design->plan_count; p++)
        first[p + 1] = first[p] + design->plans[p].component_count;
    *count = first[design->plan_count];
    CompareComponent *components = ARENA_ARRAY(arena, CompareComponent, *count + 1);
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; c < design->plans[p].component_count; c++)
            components[first[p] + c] = (CompareComponent){p, c, {0}, RATIO_ZERO, 0};
    Counting counting = {.arena = arena, .comparison = comparison, .first = first,
                         .components = components};
    for (size_t y = 0; y < comparison->year_count; y++) count_year(&counting, &side->years[y]);
    return components;
}

/* A year's target for the days of one assignment under a plan. */
static Ratio stint_target(Arena *arena, const Comparison *comparison, const Stint *stint,
                          Ratio year)
{
    Ratio sum = RATIO_ZERO;
    for (Month month = comparison->from; month <= comparison->to; month++) {
        Day first = month_first_day(month), last = month_last_day(month);
        Day from = stint->from > first ? stint->from : first,
            to = stint->to < last ? stint->to : last;
        if (to < from) continue;
        Ratio days = ratio_make(arena, to - from + 1, (int64_t)(last - first + 1) * 12);
        sum = ratio_add(arena, sum, ratio_multiply(arena, year, days));
    }
    return sum;
}

/* Of the days of a participation. */
static Ratio participation_target(Arena *arena, const Comparison *comparison,
                                  const Participation *participation)
{
    Ratio sum = RATIO_ZERO;
    for (uint32_t s = 0; s < participation->stint_count; s++) {
        const Stint *stint = &participation->stints[s];
        const Assignment *row = &comparison->records->roster.assignments[stint->assignment];
        Ratio year = ratio_from_money(row->target, comparison->records->company->digits);
        sum = ratio_add(arena, sum, stint_target(arena, comparison, stint, year));
    }
    return sum;
}

static const Ledger *last_ledger(const Comparison *comparison, const Compared *side)
{
    return side->years[comparison->year_count - 1].ledger;
}

Ratio compare_target(Arena *arena, const Comparison *comparison, const Compared *side,
                     uint32_t person)
{
    const Ledger *ledger = last_ledger(comparison, side);
    Ratio sum = RATIO_ZERO;
    for (uint32_t i = 0; i < ledger->participation_count; i++)
        if (ledger->participations[i].person == person)
            sum = ratio_add(arena, sum, participation_target(arena, comparison,
                                                             &ledger->participations[i]));
    return sum;
}

Ratio *compare_targets(Arena *arena, const Comparison *comparison, const Compared *side)
{
    const Ledger *ledger = last_ledger(comparison, side);
    size_t persons = comparison->records->roster.person_count;
    Ratio *targets = ARENA_ARRAY(arena, Ratio, persons + 1);
    for (size_t p = 0; p < persons; p++) targets[p] = RATIO_ZERO;
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        Ratio *target = &targets[ledger->participations[i].person];
        *target = ratio_add(arena, *target, participation_target(arena, comparison,
                                                                 &ledger->participations[i]));
    }
    return targets;
}
