/* asked.c - where only some payees are asked for: whose figures are computed, and which credits
 * they add up. A payee's explanation needs a few hundred of a million credits. */
#include "engine_inside.h"

#include <string.h>

bool is_asked(const Engine *engine, uint32_t person)
{
    return !engine->options->asked || engine->options->asked[person];
}

const uint8_t *asked_plans(const Engine *engine)
{
    uint8_t *plans = ARENA_ARRAY(engine->arena, uint8_t, engine->design->plan_count + 1u);
    const Ledger *ledger = engine->ledger;
    for (uint32_t i = 0; i < ledger->participation_count; i++)
        plans[ledger->participations[i].plan] |= is_asked(engine, ledger->participations[i].person);
    return plans;
}

static void ask_team(const Engine *engine, uint32_t line, uint32_t team, uint8_t *groups)
{
    for (uint32_t at = engine->team_first[team]; at < engine->team_first[team + 1]; at++) {
        const Assignment *member =
            &engine->roster->assignments[engine->team_assignments[at]];
        groups[group_of(engine->ledger, line, member->person)] = 1;
    }
}

static void ask_line(Engine *engine, uint32_t line, const Span *spans, uint32_t count,
                     uint8_t *groups)
{
    if (line == INDEX_NONE) return;
    for (uint32_t s = 0; s < count; s++) {
        const Span *span = &spans[s];
        if (span->kind == HOLDER_PERSON)
            groups[group_of(engine->ledger, line, span->holder)] = 1;
        else if (span->kind == HOLDER_TEAM) ask_team(engine, line, span->holder, groups);
        else memset(groups + group_of(engine->ledger, line, PERSON_NONE), 1,
                    engine->roster->person_count + 1u);
    }
}

const uint8_t *asked_groups(Engine *engine)
{
    if (!engine->options->asked) return NULL;
    const Ledger *ledger = engine->ledger;
    size_t count = (size_t)engine->design->line_count * (engine->roster->person_count + 1u);
    uint8_t *groups = ARENA_ARRAY(engine->arena, uint8_t, count + 1);
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        const Participation *participation = &ledger->participations[i];
        if (!is_asked(engine, participation->person)) continue;
        const Plan *plan = &engine->design->plans[participation->plan];
        for (uint32_t c = 0; c < plan->component_count; c++) {
            const Component *component = &plan->components[c];
            uint32_t span_count;
            const Span *spans = spans_find(engine, i, component, &span_count);
            ask_line(engine, component->line, spans, span_count, groups);
            ask_line(engine, component->denominator_line, spans, span_count, groups);
        }
    }
    return groups;
}
