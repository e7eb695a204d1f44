/* release.c - when an earning is paid out: instalments, parts held back, what becomes of them when
 * someone leaves. Source: CONTRACT 8, payment rules.
 *
 * What is paid out of an earning up to and including a month is a function of the amount
 * due, the month it was earned for, and that month alone: whoever knows what was paid out before
 * knows what is paid now, late deals and all. */
#include "engine_inside.h"

#include <assert.h>

/* A posting's component and participation by today's plans; component NULL: there is none. */
typedef struct Owner { const Component *component; const Plan *plan;
                       const Participation *participation; } Owner;

static Owner owner_of(const Engine *engine, const Posting *posting)
{
    const Ledger *ledger = engine->ledger;
    const Design *design = engine->design;
    if (posting->entry) {
        const Participation *participation = &ledger->participations[posting->entry->participation];
        const Plan *plan = &design->plans[participation->plan];
        return (Owner){&plan->components[posting->entry->component], plan, participation};
    }
    for (uint32_t i = engine->person_participations[posting->person];
         posting->component.length && i < engine->person_participations[posting->person + 1]; i++) {
        const Participation *participation = &ledger->participations[i];
        const Plan *plan = &design->plans[participation->plan];
        if (!text_equal(plan->title, posting->plan)) continue;
        for (uint32_t c = 0; c < plan->component_count; c++)
            if (text_equal(plan->components[c].key, posting->component))
                return (Owner){&plan->components[c], plan, participation};
    }
    return (Owner){NULL, NULL, NULL};
}

static bool has_schedule(const Component *component)
{
    return component->instalment_count > 0 || ratio_sign(component->hold_share) != 0;
}

bool released_at_once(const Engine *engine, const Posting *posting)
{
    Owner owner = owner_of(engine, posting);
    return !owner.component || !has_schedule(owner.component);
}

/* The month in which a participation ended because its assignment did; MONTH_NONE: it did not. A
 * plan that ends leaves its payees where they are. */
static Month left_in(const Engine *engine, const Participation *participation)
{
    if (participation->last == DAY_OPEN) return MONTH_NONE;
    const Stint *last = &participation->stints[participation->stint_count - 1];
    Day end = engine->roster->assignments[last->assignment].end;
    return end == participation->last ? day_month(participation->last) : MONTH_NONE;
}

static Month hold_month(const Engine *engine, const Component *component, Month month)
{
    static const int months[] = {[RELEASE_YEAR_END] = 12, [RELEASE_HALF_END] = 6,
                                 [RELEASE_QUARTER_END] = 3};
    int length = months[component->hold_release];
    return fiscal_window_start(engine->company->fiscal, month, length) + length - 1;
}

static bool part_of(const Engine *engine, Money whole, Ratio share, Money *out)
{
    Ratio part = ratio_multiply(engine->arena, ratio_whole(whole.minor), share);
    return money_from_ratio(part, 0, engine->company->rounding, out);
}

/* By the schedule alone, nobody leaving. The last instalment takes the remainder. */
static bool scheduled(const Engine *engine, const Component *component, Money whole, Month earned,
                      Month month, Money *out)
{
    Money held, rest, paid = {0};
    if (!part_of(engine, whole, component->hold_share, &held)) return false;
    rest.minor = whole.minor - held.minor;
    size_t due = (size_t)(month - earned) + 1;
    if (due >= component->instalment_count) {
        paid = rest;
    } else {
        for (size_t i = 0; i < due; i++) {
            Money part;
            if (!part_of(engine, rest, component->instalments[i], &part)) return false;
            paid.minor += part.minor;
        }
    }
    if (month >= hold_month(engine, component, earned)) paid.minor += held.minor;
    *out = paid;
    return true;
}

bool released_to_date(const Engine *engine, const Posting *posting, Month month, Released *out)
{
    *out = (Released){{0}, {0}};
    if (month < posting->month) return true;
    Owner owner = owner_of(engine, posting);
    if (!owner.component || !has_schedule(owner.component)) {
        out->paid.minor = posting->due.minor - posting->forfeited_before.minor;
        return true;
    }
    Month left = left_in(engine, owner.participation);
    bool has_left = left != MONTH_NONE && month >= left;
    if (has_left && !owner.plan->forfeits) {
        out->paid = posting->due;
        return true;
    }
    Month until = has_left ? (left > posting->month ? left : posting->month) : month;
    if (!scheduled(engine, owner.component, posting->due, posting->month, until, &out->paid))
        return false;
    if (has_left) out->forfeited.minor = posting->due.minor - out->paid.minor;
    return true;
}
