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
static bool amount_of(Engine *engine, uint32_t index, Month month, Money *out)
{
    const Participation *participation = &engine->ledger->participations[index];
    const Draw *draw = &engine->design->plans[participation->plan].draw;
    int32_t days = 0;
    Ratio target = month_target(engine, participation, month, &days, NULL);
    Ratio whole = draw->is_percent ? target : days_share(engine->arena, days, month);
    return money_from_ratio(ratio_multiply(engine->arena, whole, draw->amount),
                            engine->company->digits, engine->company->rounding, out);
}

bool draw_terms(Engine *engine, uint32_t person, Month month, DrawTerms *out)
{
    *out = (DrawTerms){.may_recover = true, .recover_share = RATIO_ONE};
    for (uint32_t i = engine->person_participations[person];
         i < engine->person_participations[person + 1]; i++) {
        const Participation *participation = &engine->ledger->participations[i];
        const Draw *draw = &engine->design->plans[participation->plan].draw;
        bool begun = participation->first <= month_last_day(month);
        if (draw->kind == DRAW_RECOVERABLE && begun) {       /* the latest one's terms hold */
            out->recover_share = draw->recover_share;
            out->may_recover = service_month(engine, i, month) > draw->recover_after;
        }
        if (!in_force(engine, i, month)) continue;
        Money amount;
        if (!amount_of(engine, i, month, &amount)) return false;
        Money *sum = draw->kind == DRAW_RECOVERABLE ? &out->recoverable : &out->guaranteed;
        if (!money_add(*sum, amount, sum)) return false;
    }
    return true;
}
