/* draw.c - what is advanced to a payee whose month stays below it. Source: CONTRACT 8, draw. */
#include "engine_inside.h"

static bool in_force(Engine *engine, uint32_t index, Month month)
{
    const Participation *participation = &engine->ledger->participations[index];
    const Draw *draw = &engine->design->plans[participation->plan].draw;
    if (draw->kind == DRAW_NONE) return false;
    if (participation->first > month_last_day(month) ||
        participation->last < month_first_day(month))
        return false;
    return draw->months == 0 || service_month(engine, index, month) <= draw->months;
}

/* Money a whole month, by the days under the plan; or a part of the month's target incentive. */
static bool amount_of(Engine *engine, uint32_t index, Month month, Terms *terms, DrawTerm *out)
{
    const Participation *participation = &engine->ledger->participations[index];
    const Draw *draw = &engine->design->plans[participation->plan].draw;
    *out = (DrawTerm){.participation = index,
                      .service_month = service_month(engine, index, month)};
    Ratio target = month_target(engine, participation, month, &out->days, terms);
    Ratio whole = draw->is_percent ? target : days_share(engine->arena, out->days, month);
    if (draw->is_percent && terms) {
        out->targets = terms->targets;
        out->target_count = terms->target_count;
    }
    return money_from_ratio(ratio_multiply(engine->arena, whole, draw->amount),
                            engine->company->digits, engine->company->rounding, &out->amount);
}

bool draw_terms(Engine *engine, uint32_t person, Month month, DrawTerms *out)
{
    uint32_t first = engine->person_participations[person];
    uint32_t end = engine->person_participations[person + 1];
    bool traced = engine->options->traced && engine->options->traced[person];
    DrawTerm *draws = traced ? ARENA_ARRAY(engine->arena, DrawTerm, end - first + 1u) : NULL;
    *out = (DrawTerms){.may_recover = true, .recover_share = RATIO_ONE, .draws = draws};
    for (uint32_t i = first; i < end; i++) {
        const Participation *participation = &engine->ledger->participations[i];
        const Draw *draw = &engine->design->plans[participation->plan].draw;
        bool begun = participation->first <= month_last_day(month);
        if (draw->kind == DRAW_RECOVERABLE && begun) {       /* the latest one's terms hold */
            out->recover_share = draw->recover_share;
            out->may_recover = service_month(engine, i, month) > draw->recover_after;
        }
        if (!in_force(engine, i, month)) continue;
        Terms *terms = traced ? terms_new(engine->arena) : NULL;
        DrawTerm term;
        if (!amount_of(engine, i, month, terms, &term)) return false;
        if (traced) draws[out->draw_count++] = term;
        Money *sum = draw->kind == DRAW_RECOVERABLE ? &out->recoverable : &out->guaranteed;
        if (!money_add(*sum, term.amount, sum)) return false;
    }
    return true;
}
