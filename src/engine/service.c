/* service.c - how long a payee has served under a plan. Source: CONTRACT 8, Payment rules.
 *
 * Service starts with the earliest of his assignments that the plan's `for:` wants, whenever the
 * plan took effect: a raise, a transfer or a return from leave is no new start. */
#include "engine_inside.h"

static Day service_start(Engine *engine, const Participation *participation)
{
    const Roster *roster = engine->roster;
    const Plan *plan = &engine->design->plans[participation->plan];
    const Person *person = &roster->persons[participation->person];
    Day start = participation->first;
    for (uint32_t a = 0; a < person->assignment_count; a++) {
        const Assignment *assignment = &roster->assignments[person->first_assignment + a];
        if (assignment->start >= start) continue;
        const Slice *slice = &roster->table.slices[assignment->slice];
        FormulaInput input = {roster, slice, assignment->row, NULL, NULL};
        Value wants;
        Text fault;                      /* reported where participations are found */
        if (formula_evaluate(plan->who, &input, engine->arena, &wants, &fault) && wants.flag)
            start = assignment->start;
    }
    return start;
}

void services_find(Engine *engine)
{
    const Ledger *ledger = engine->ledger;
    engine->service_start = ARENA_ARRAY(engine->arena, Day, ledger->participation_count + 1u);
    for (uint32_t i = 0; i < ledger->participation_count; i++)
        engine->service_start[i] = service_start(engine, &ledger->participations[i]);
}

int service_month(Engine *engine, uint32_t participation, Month month)
{
    const Plan *plan = &engine->design->plans[engine->ledger->participations[participation].plan];
    Day start = engine->service_start[participation];
    Month first = day_month(start);
    int day = start - month_first_day(first) + 1;
    int limit = plan->ramp.if_start_before_day;
    if (limit && day >= limit) first++;
    return month - first + 1;
}

Ratio ramp_factor(Engine *engine, uint32_t participation, Month month)
{
    const Plan *plan = &engine->design->plans[engine->ledger->participations[participation].plan];
    int served = service_month(engine, participation, month);
    bool ramps = served >= 0 && (size_t)served < plan->ramp.count;
    return ramps ? plan->ramp.quota[served] : RATIO_ONE;
}
