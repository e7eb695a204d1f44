/* release.c - when an earning is paid out: instalments, parts held back, what becomes of them when
 * someone leaves. Source: CONTRACT 8, payment rules.
 *
 * What is paid out of an earning up to and including a month is a function of the amount
 * due, the month it was earned for, and that month alone: whoever knows what was paid out before
 * knows what is paid now, late deals and all. */
#include "engine_inside.h"

/* A posting's component and participation by today's plans. False: there is none. */
static bool find_owner(const Ledger *ledger, const Posting *posting, ReleaseTerms *terms,
                       const Participation **participation)
{
    const Design *design = ledger->design;
    if (posting->entry) {
        *participation = &ledger->participations[posting->entry->participation];
        terms->plan = &design->plans[(*participation)->plan];
        terms->component = &terms->plan->components[posting->entry->component];
        return true;
    }
    for (uint32_t i = first_participation(ledger, posting->person);
         posting->component.length && i < ledger->participation_count &&
         ledger->participations[i].person == posting->person; i++) {
        *participation = &ledger->participations[i];
        terms->plan = &design->plans[(*participation)->plan];
        if (!text_equal(terms->plan->title, posting->plan)) continue;
        for (uint32_t c = 0; c < terms->plan->component_count; c++) {
            terms->component = &terms->plan->components[c];
            if (text_equal(terms->component->key, posting->component)) return true;
        }
    }
    return false;
}

/* The day on which a participation ended because its assignment did; DAY_OPEN: it did not. A plan
 * that ends leaves its payees where they are. */
static Day left_on(const Ledger *ledger, const Participation *participation)
{
    if (participation->last == DAY_OPEN) return DAY_OPEN;
    const Stint *last = &participation->stints[participation->stint_count - 1];
    Day end = ledger->records->roster.assignments[last->assignment].end;
    return end == participation->last ? end : DAY_OPEN;
}

static Month hold_month(const Ledger *ledger, const Component *component, Month month)
{
    static const int months[] = {[RELEASE_YEAR_END] = 12, [RELEASE_HALF_END] = 6,
                                 [RELEASE_QUARTER_END] = 3};
    int length = months[component->hold_release];
    return fiscal_window_start(ledger->records->company->fiscal, month, length) + length - 1;
}

ReleaseTerms posting_release(const Ledger *ledger, const Posting *posting)
{
    ReleaseTerms terms = {NULL, NULL, MONTH_NONE, DAY_OPEN};
    const Participation *participation;
    if (!find_owner(ledger, posting, &terms, &participation) ||
        (!terms.component->instalment_count && ratio_sign(terms.component->hold_share) == 0)) {
        terms.component = NULL;
        return terms;
    }
    terms.hold_until = hold_month(ledger, terms.component, posting->month);
    terms.left = left_on(ledger, participation);
    return terms;
}

bool released_at_once(const Engine *engine, const Posting *posting)
{
    return !posting_release(engine->ledger, posting).component;
}

static bool part_of(const Engine *engine, Money whole, Ratio share, Money *out)
{
    Ratio part = ratio_multiply(engine->arena, ratio_whole(whole.minor), share);
    return money_from_ratio(part, 0, engine->company->rounding, out);
}

/* By the schedule alone, nobody leaving. The last instalment takes the remainder. */
static bool scheduled(const Engine *engine, const ReleaseTerms *terms, Money whole, Month earned,
                      Month month, Money *out)
{
    const Component *component = terms->component;
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
    if (month >= terms->hold_until) paid.minor += held.minor;
    *out = paid;
    return true;
}

bool released_to_date(const Engine *engine, const Posting *posting, Month month, Released *out)
{
    *out = (Released){{0}, {0}};
    if (month < posting->month) return true;
    ReleaseTerms terms = posting_release(engine->ledger, posting);
    if (!terms.component) {
        out->paid.minor = posting->due.minor - posting->forfeited_before.minor;
        return true;
    }
    Month left = terms.left == DAY_OPEN ? MONTH_NONE : day_month(terms.left);
    bool has_left = left != MONTH_NONE && month >= left;
    if (has_left && !terms.plan->forfeits) {
        out->paid = posting->due;
        return true;
    }
    Month last = left > posting->month ? left : posting->month;
    Month until = has_left ? last : month;
    if (!scheduled(engine, &terms, posting->due, posting->month, until, &out->paid))
        return false;
    if (has_left) out->forfeited.minor = posting->due.minor - out->paid.minor;
    return true;
}
