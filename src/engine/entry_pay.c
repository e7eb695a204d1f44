/* entry_pay.c - what an entry would have earned to date with another value: the very function that
 * pays, on the same quota, target and figures of other components. Source: docs/lint.md. */
#include "engine_inside.h"

#include <assert.h>

static Value number(Ratio ratio)
{
    return (Value){VALUE_NUMBER, {.number = ratio}};
}

/* Where a participation's entries begin. */
static size_t first_entry(const Entry *entries, size_t count, uint32_t participation)
{
    size_t from = 0, to = count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (entries[middle].participation < participation) from = middle + 1;
        else to = middle;
    }
    return from;
}

/* Each component's latest entry of the participation up to the month; NULL: it has none. */
static void find_siblings(const Entry *entries, size_t count, const Entry *entry,
                          const Entry **latest)
{
    for (size_t i = first_entry(entries, count, entry->participation);
         i < count && entries[i].participation == entry->participation; i++) {
        const Entry *other = &entries[i];
        if (other->month > entry->month) continue;
        const Entry **best = &latest[other->component];
        if (!*best || (*best)->month < other->month) *best = other;
    }
}

static void fill_others(const Ledger *ledger, uint32_t count, const Entry *const *latest,
                        Value *values)
{
    int digits = ledger->records->company->digits;
    for (uint32_t c = 0; c < count; c++) {
        Value *first = &values[FIGURE_OWN + c * FIGURE_OTHERS];
        const Entry *entry = latest[c];
        first[OTHER_VALUE] = number(entry ? entry->value : RATIO_ZERO);
        first[OTHER_ATTAINMENT] = number(entry ? entry->attainment : RATIO_ZERO);
        first[OTHER_MULTIPLIER] =
            number(entry && entry->has_multiplier ? entry->multiplier : RATIO_ZERO);
        first[OTHER_EARNED] =
            number(entry ? ratio_from_money(entry->earned_to_date, digits) : RATIO_ZERO);
    }
}

bool ledger_pay_with(Arena *arena, const Ledger *ledger, const Entry *entry, Ratio value,
                     Ratio *out)
{
    const Plan *plan = &ledger->design->plans[ledger->participations[entry->participation].plan];
    const Component *component = &plan->components[entry->component];
    assert(component->window != WINDOW_CREDIT && component->denominator_line == INDEX_NONE);
    Inputs inputs = {.has_value = true, .has_quota = entry->has_quota, .target = entry->target,
                     .value = value, .quota = entry->quota, .attainment = entry->attainment,
                     .months = entry->months};
    if (entry->has_quota && ratio_sign(entry->quota) != 0)
        inputs.has_attainment = ratio_divide(arena, value, entry->quota, &inputs.attainment);
    const Entry **latest = ARENA_ARRAY(arena, const Entry *, plan->component_count + 1u);
    find_siblings(ledger->entries, ledger->entry_count, entry, latest);
    find_siblings(ledger->earlier, ledger->earlier_count, entry, latest);
    Value *values = ARENA_ARRAY(arena, Value, FIGURE_OWN +
                                              plan->component_count * FIGURE_OTHERS + 1u);
    fill_others(ledger, plan->component_count, latest, values);
    values[FIGURE_TARGET] = number(inputs.target);
    values[FIGURE_VALUE] = number(inputs.value);
    values[FIGURE_QUOTA] = number(inputs.quota);
    values[FIGURE_ATTAINMENT] = number(inputs.attainment);
    values[FIGURE_MONTHS] = number(inputs.months);
    Earned earned;
    Text fault;
    if (!earn_to_date(arena, ledger->records->company, component, &inputs, values, &earned,
                      &fault))
        return false;
    *out = earned.amount;
    return true;
}
