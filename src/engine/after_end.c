/* after_end.c - which credits count for a payee whose participation has ended.
 * Source: CONTRACT 8, credit_after_end.
 *
 * A payee's own credits of the months after his last day count as if he were still there, within
 * the plan's effective dates. Where another participation of his measures the same credit line on
 * such a day, the credit is that one's: nobody is paid twice for having been promoted. */
#include "engine_inside.h"

static bool measures(const Component *component, uint32_t line)
{
    return line != INDEX_NONE && component->of == SCOPE_SELF &&
           (component->line == line || component->denominator_line == line);
}

static bool plan_measures(const Plan *plan, uint32_t line)
{
    for (uint32_t c = 0; c < plan->component_count; c++)
        if (measures(&plan->components[c], line)) return true;
    return false;
}

Day credits_end(const Engine *engine, const Participation *participation)
{
    const Plan *plan = &engine->design->plans[participation->plan];
    Day last = participation->last, end;
    if (!plan->credit_after_end || last == DAY_OPEN || last >= plan->to ||
        !day_add_months(last, plan->credit_after_end, &end))
        return last;
    return end < plan->to ? end : plan->to;
}

/* The days on which another participation takes the line's credits: its own, and those after its
 * end if it ended later. */
static void add_taken(Engine *engine, const Participation *ended, const Participation *other,
                      DayRanges *taken)
{
    for (uint32_t s = 0; s < other->stint_count; s++)
        ranges_add(engine->arena, taken, range_of(other->stints[s].from, other->stints[s].to));
    if (other->last > ended->last && other->last != DAY_OPEN)
        ranges_add(engine->arena, taken, range_of(other->last + 1, credits_end(engine, other)));
}

DayRanges days_after_end(Engine *engine, uint32_t index, const Component *component)
{
    const Ledger *ledger = engine->ledger;
    const Participation *ended = &ledger->participations[index];
    DayRanges days = {0}, taken = {0};
    Day end = credits_end(engine, ended);
    if (end == ended->last || component->of != SCOPE_SELF) return days;
    for (uint32_t i = engine->person_participations[ended->person];
         i < engine->person_participations[ended->person + 1]; i++) {
        const Plan *plan = &engine->design->plans[ledger->participations[i].plan];
        if (i != index && (plan_measures(plan, component->line) ||
                           plan_measures(plan, component->denominator_line)))
            add_taken(engine, ended, &ledger->participations[i], &taken);
    }
    ranges_merge(&taken);
    Day from = ended->last + 1;
    for (size_t t = 0; t < taken.count && from <= end; t++) {
        if (taken.items[t].to < from) continue;
        DayRange before = range_of(from, taken.items[t].from - 1);
        ranges_add(engine->arena, &days, range_both(before, range_of(from, end)));
        from = taken.items[t].to < end ? taken.items[t].to + 1 : end + 1;
    }
    ranges_add(engine->arena, &days, range_of(from, end));
    return days;
}

bool counts_after_end(const Engine *engine, uint32_t line, uint32_t person, Day day)
{
    for (uint32_t i = engine->person_participations[person];
         i < engine->person_participations[person + 1]; i++) {
        const Participation *participation = &engine->ledger->participations[i];
        if (day > participation->last && day <= credits_end(engine, participation) &&
            plan_measures(&engine->design->plans[participation->plan], line))
            return true;
    }
    return false;
}
