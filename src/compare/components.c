/* components.c - what components counted and cost: each, and by payee and month; what payees'
 * targets are. */
#include "attain/compare.h"

#include <assert.h>

static uint32_t place_of(const uint32_t *first, const Ledger *ledger, const Entry *entry)
{
    return first[ledger->participations[entry->participation].plan] + entry->component;
}

/* The value to date of a participation's component, as it stood in the month before. */
typedef struct LastSeen { Day from; Ratio value; } LastSeen;

/* An entry of a month of the range, and what the month adds to its window's value. */
typedef void EntryVisit(void *context, const Entry *entry, Ratio value);

typedef struct Visiting {
    Arena *arena;
    const CompareYear *year;
    uint32_t *own;                       /* [participation]: of its components' LastSeen */
    LastSeen *last;
    EntryVisit *visit;
    void *context;
} Visiting;

static void visit_entries(Visiting *visiting, const Entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Entry *entry = &entries[i];
        LastSeen *last = &visiting->last[visiting->own[entry->participation] + entry->component];
        Ratio to_date = entry->has_value ? entry->value : RATIO_ZERO;
        Ratio before = last->from == entry->from ? last->value : RATIO_ZERO;
        bool counts = entry->month >= visiting->year->from && entry->month <= visiting->year->to;
        if (counts)
            visiting->visit(visiting->context, entry,
                            ratio_subtract(visiting->arena, to_date, before));
        *last = (LastSeen){entry->from, to_date};
    }
}

static void visit_year(Arena *arena, const CompareYear *year, EntryVisit *visit, void *context)
{
    const Ledger *ledger = year->ledger;
    Visiting visiting = {.arena = arena, .year = year, .visit = visit, .context = context,
                         .own = ARENA_ARRAY(arena, uint32_t, ledger->participation_count + 1u)};
    uint32_t sum = 0;
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        visiting.own[i] = sum;
        sum += ledger->design->plans[ledger->participations[i].plan].component_count;
    }
    visiting.last = ARENA_ARRAY(arena, LastSeen, sum + 1u);
    for (uint32_t i = 0; i < sum; i++) visiting.last[i].value = RATIO_ZERO;
    visit_entries(&visiting, ledger->earlier, ledger->earlier_count);
    visit_entries(&visiting, ledger->entries, ledger->entry_count);
}

/* ---- by component */

typedef struct Counting {
    Arena *arena;
    const Ledger *ledger;
    const uint32_t *first;               /* [plan]: of its components among all */
    CompareComponent *components;
    uint8_t *seen;                       /* [component * persons + person]: it was in his plan */
} Counting;

static void count_entry(void *context, const Entry *entry, Ratio value)
{
    Counting *counting = context;
    const Ledger *ledger = counting->ledger;
    uint32_t place = place_of(counting->first, ledger, entry);
    uint32_t person = ledger->participations[entry->participation].person;
    uint8_t *seen = &counting->seen[(size_t)place * ledger->records->roster.person_count + person];
    CompareComponent *component = &counting->components[place];
    bool fits = money_add(component->earned, entry->earning, &component->earned);
    assert(fits && "the engine proved the sums of its payments");
    (void)fits;
    component->payees += !*seen;
    *seen = 1;
    component->value = ratio_add(counting->arena, component->value, value);
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
    size_t persons = comparison->records->roster.person_count;
    Counting counting = {.arena = arena, .first = first, .components = components,
                         .seen = ARENA_ARRAY(arena, uint8_t, *count * persons + 1)};
    for (size_t y = 0; y < comparison->year_count; y++) {
        counting.ledger = side->years[y].ledger;
        visit_year(arena, &side->years[y], count_entry, &counting);
    }
    return components;
}

/* ---- by payee and month */

typedef struct Crediting {
    Arena *arena;
    const Comparison *comparison;
    const Ledger *ledger;
    CompareCounted *counted;
} Crediting;

static void credit_entry(void *context, const Entry *entry, Ratio value)
{
    Crediting *crediting = context;
    const Ledger *ledger = crediting->ledger;
    const Participation *participation = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[participation->plan];
    const Component *component = &plan->components[entry->component];
    uint32_t measure = component->measure;
    if (component->pays == PAYS_NOTHING || measure == INDEX_NONE ||
        !ledger->design->measures[measure].is_money || ledger->design->measures[measure].is_ratio)
        return;
    CompareCounted *counted =
        &crediting->counted[(size_t)participation->person * crediting->comparison->month_count +
                            (size_t)(entry->month - crediting->comparison->from)];
    counted->value = ratio_add(crediting->arena, counted->value, value);
    counted->earned.minor += entry->earning.minor;
}

CompareCounted *compare_counted(Arena *arena, const Comparison *comparison, const Compared *side)
{
    size_t cells = comparison->records->roster.person_count * comparison->month_count;
    Crediting crediting = {.arena = arena, .comparison = comparison,
                           .counted = ARENA_ARRAY(arena, CompareCounted, cells + 1)};
    for (size_t i = 0; i < cells; i++) crediting.counted[i].value = RATIO_ZERO;
    for (size_t y = 0; y < comparison->year_count; y++) {
        crediting.ledger = side->years[y].ledger;
        visit_year(arena, &side->years[y], credit_entry, &crediting);
    }
    return crediting.counted;
}

/* ---- targets */

/* A year's target for the days of one assignment under a plan. */
static Ratio stint_target(Arena *arena, const Comparison *comparison, const Plan *plan,
                          const Stint *stint, Ratio year)
{
    Ratio sum = RATIO_ZERO;
    for (Month month = comparison->from; month <= comparison->to; month++) {
        Day first = month_first_day(month), last = month_last_day(month);
        Day from = stint->from > first ? stint->from : first,
            to = stint->to < last ? stint->to : last;
        if (to < from) continue;
        Ratio share = plan_month_share(arena, comparison->records->company, plan, month);
        Ratio days = ratio_make(arena, to - from + 1, last - first + 1);
        Ratio month_of_year = ratio_multiply(arena, year, share);
        sum = ratio_add(arena, sum, ratio_multiply(arena, month_of_year, days));
    }
    return sum;
}

/* Of the days of a participation. */
static Ratio participation_target(Arena *arena, const Comparison *comparison,
                                  const Design *design, const Participation *participation)
{
    const Plan *plan = &design->plans[participation->plan];
    Ratio sum = RATIO_ZERO;
    for (uint32_t s = 0; s < participation->stint_count; s++) {
        const Stint *stint = &participation->stints[s];
        const Assignment *row = &comparison->records->roster.assignments[stint->assignment];
        Ratio year = ratio_from_money(row->target, comparison->records->company->digits);
        sum = ratio_add(arena, sum, stint_target(arena, comparison, plan, stint, year));
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
            sum = ratio_add(arena, sum, participation_target(arena, comparison, side->design,
                                                             &ledger->participations[i]));
    return sum;
}

Ratio *compare_targets(Arena *arena, const Comparison *comparison, const Compared *side,
                       const uint8_t *persons)
{
    const Ledger *ledger = last_ledger(comparison, side);
    size_t count = comparison->records->roster.person_count;
    Ratio *targets = ARENA_ARRAY(arena, Ratio, count + 1);
    for (size_t p = 0; p < count; p++) targets[p] = RATIO_ZERO;
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        uint32_t person = ledger->participations[i].person;
        if (persons && !persons[person]) continue;
        Ratio *target = &targets[person];
        *target = ratio_add(arena, *target, participation_target(arena, comparison, side->design,
                                                                 &ledger->participations[i]));
    }
    return targets;
}
