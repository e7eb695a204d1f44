/* deferral.c - a component's earning shared over the deals that its window counted.
 * Source: CONTRACT 7, deferral.csv.
 *
 * A deal's weight is what its credits count, or under `window: credit` what each of them pays. What
 * was earned to date is shared at one rate: earned to date x weight / all weights. A deal's
 * commission of the month is its share to date less its share to date of the month before, so
 * that a true-up changes every deal, and all of them add up to the earning. Of a closed month it
 * is that, less the same of what was booked over the deals that counted at the last close. */
#include "deferral_inside.h"

#include <assert.h>

static bool defers(const Design *design, const Component *component)
{
    return component->measure != INDEX_NONE && component->pays != PAYS_NOTHING &&
           design->measures[component->measure].defer_months != NULL;
}

bool ledger_defers(const Ledger *ledger)
{
    const Design *design = ledger->design;
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; c < design->plans[p].component_count; c++)
            if (defers(design, &design->plans[p].components[c])) return true;
    return false;
}

/* NULL: today's design has no such component. */
static const Component *component_of(const Ledger *ledger, const Posting *posting)
{
    const Design *design = ledger->design;
    const Entry *entry = posting->entry;
    if (entry)
        return &design->plans[ledger->participations[entry->participation].plan]
                    .components[entry->component];
    for (uint32_t p = 0; p < design->plan_count; p++) {
        const Plan *plan = &design->plans[p];
        if (!text_equal(plan->title, posting->plan)) continue;
        for (uint32_t c = 0; c < plan->component_count; c++)
            if (text_equal(plan->components[c].key, posting->component))
                return &plan->components[c];
    }
    return NULL;
}

static bool is_restated(const Ledger *ledger, const Posting *posting)
{
    return posting->month < ledger->period && ledger->restated_from != MONTH_NONE &&
           posting->month >= ledger->restated_from;
}

/* What of a posting this run pays for the first time, or takes back. */
static Money amount_of(const Ledger *ledger, const Posting *posting)
{
    Money amount = {0};
    if (posting->month == ledger->period) amount = posting->due;
    if (is_restated(ledger, posting)) amount.minor = posting->due.minor - posting->booked.minor;
    amount.minor -= posting->forfeited.minor;
    return amount;
}

/* What was booked to date the month before: what the window had earned before the restated months,
 * and what is booked for those. A component's postings are neighbours, by month. */
static bool booked_before(const Deals *deals, const Posting *posting, Money *out)
{
    const Ledger *ledger = deals->ledger;
    Month start = fiscal_window_start(ledger->records->company->fiscal, posting->month,
                                      window_months(deals->component->window));
    const Posting *first = posting;
    while (first > ledger->postings && first[-1].person == posting->person && first[-1].entry &&
           first[-1].month >= start && is_restated(ledger, &first[-1]) &&
           text_equal(first[-1].component, posting->component) &&
           text_equal(first[-1].plan, posting->plan))
        first--;
    *out = first->entry->earned_before;
    for (; first < posting; first++)
        if (!money_add(*out, first->booked, out)) return false;
    return true;
}

/* A month that earns nothing can still move what its deals have: the same amount is then shared
 * over more of them. */
static void share_posting(Deals *deals, const Posting *posting)
{
    const Ledger *ledger = deals->ledger;
    const Entry *entry = posting->entry;
    bool restated = is_restated(ledger, posting);
    bool still = restated && posting->due.minor == posting->booked.minor && !ledger->change_count;
    bool moves = posting->month == ledger->period || (restated && !still);
    if (!moves && !posting->forfeited.minor) return;
    deals_find(deals, entry);
    deals_share(deals, WEIGHTS_NOW, entry->to, posting->forfeited, -1);
    if (!moves) return;
    Day before = month_last_day(entry->month - 1);
    deals_share(deals, WEIGHTS_NOW, entry->to, entry->earned_to_date, 1);
    deals_share(deals, WEIGHTS_NOW, before, entry->earned_before, -1);
    Money had, has;
    if (!restated || !booked_before(deals, posting, &had) ||
        !money_add(had, posting->booked, &has))
        return;
    deals_share(deals, WEIGHTS_BEFORE, entry->to, has, -1);
    deals_share(deals, WEIGHTS_BEFORE, before, had, 1);
}

/* A deal of which nothing says any more how long it lasts is settled at once. */
static Deferral deferral_of(const Deals *deals, const Posting *posting, const Deal *deal)
{
    const Ledger *ledger = deals->ledger;
    uint32_t measure = deals->component->measure;
    int months = deferral_months(deals->arena, ledger, measure, deal->row, deal->day);
    Month first = day_month(deal->day) + ledger->design->measures[measure].defer_next_month;
    return (Deferral){.posting = posting, .measure = measure, .has_deal = true, .day = deal->day,
                      .feed = deal->feed, .key = deal->key, .file = deal->file,
                      .line = deal->line, .commission = {(int64_t)deal->commission},
                      .months = months ? months : 1, .first = months ? first : ledger->period};
}

static void visit_posting(Deals *deals, const Posting *posting, DeferralVisit *visit,
                          void *context)
{
    const Ledger *ledger = deals->ledger;
    Int128 rest = amount_of(ledger, posting).minor;
    if (posting->entry) share_posting(deals, posting);
    for (size_t i = 0; i < deals->count; i++) {
        const Deal *deal = &deals->items[i];
        rest -= deal->commission;
        if (deal->commission == 0) continue;
        Deferral deferral = deferral_of(deals, posting, deal);
        visit(context, &deferral);
    }
    if (rest == 0) return;
    Deferral alone = {.posting = posting, .measure = deals->component->measure,
                      .commission = {(int64_t)rest}, .months = 1, .first = ledger->period};
    visit(context, &alone);
}

void ledger_deferrals(const Ledger *ledger, DeferralVisit *visit, void *context)
{
    Arena *kept = arena_new(), *arena = arena_new();
    const RowAt *rows = changed_rows_find(kept, ledger);
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        const Component *component = component_of(ledger, posting);
        if (!component || !defers(ledger->design, component)) continue;
        Deals deals = {.arena = arena, .ledger = ledger, .component = component,
                       .changed_rows = rows};
        visit_posting(&deals, posting, visit, context);
        arena_reset(arena);
    }
    arena_free(arena);
    arena_free(kept);
}

Money deferral_part(const Deferral *deferral, int month)
{
    assert(month >= 0 && month < deferral->months);
    int64_t whole = deferral->commission.minor, months = deferral->months;
    int64_t spare = whole % months;
    bool takes = month < (spare < 0 ? -spare : spare);
    return (Money){whole / months + (takes ? (spare < 0 ? -1 : 1) : 0)};
}
