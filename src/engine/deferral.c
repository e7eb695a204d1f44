/* deferral.c - a component's earning shared over the deals that its window counted.
 * Source: CONTRACT 7, deferral.csv.
 *
 * A deal is a row on a date; its weight is what its credits count, or under `window: credit` what
 * each of them pays. What was earned to date is shared at one rate: earned to date x weight / all
 * weights. A deal's commission of the month is its share to date less its share to date of the
 * month before, so that a true-up changes every deal, and all of them add up to the earning. */
#include "attain/deferral.h"
#include "engine_inside.h"

#include <assert.h>
#include <stdlib.h>

typedef struct Deal {
    const Credit *credit;
    Ratio weight;                        /* may be below 0 */
    Int128 commission;
} Deal;

typedef struct Deals {
    Arena *arena;                        /* emptied after each posting */
    const Ledger *ledger;
    const Component *component;
    Deal *items;                         /* by date, key, feed */
    size_t count, capacity;
    Ratio *weights;                      /* room for a split */
    Money *parts;
} Deals;

/* No share is larger, so that what a deal is given and what is taken back always fit. */
static const int64_t SHARE_MAX = INT64_MAX / 4;

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

static void add_credit(void *context, const Credit *credit, int32_t weight)
{
    Deals *deals = context;
    Ratio amount = credit->amount;
    if (deals->component->window == WINDOW_CREDIT)
        amount = credit_pay(deals->arena, deals->component,
                            line_unit(deals->ledger, deals->arena, credit->line, amount));
    if (weight != 1) amount = ratio_multiply(deals->arena, amount, ratio_whole(weight));
    deals->items = array_room(deals->arena, deals->items, deals->count, &deals->capacity,
                              sizeof *deals->items);
    deals->items[deals->count++] = (Deal){credit, amount, 0};
}

static int compare_deals(const void *left, const void *right, void *context)
{
    const Credit *a = ((const Deal *)left)->credit, *b = ((const Deal *)right)->credit;
    const Ledger *ledger = context;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->slice == b->slice && a->row == b->row) return 0;
    const SliceRef *one = &ledger->slices[a->slice], *two = &ledger->slices[b->slice];
    int order = text_compare(record_key(one->table, one->slice, a->row),
                             record_key(two->table, two->slice, b->row));
    return order ? order : text_compare(one->table->spec->name, two->table->spec->name);
}

/* One deal a row and date, whoever of a team was credited for it. */
static void find_deals(Deals *deals, const Entry *entry)
{
    ledger_entry_credits(deals->arena, deals->ledger, entry, add_credit, deals);
    if (deals->count > 1)
        qsort_r(deals->items, deals->count, sizeof *deals->items, compare_deals,
                (void *)deals->ledger);
    size_t kept = 0;
    for (size_t i = 0; i < deals->count; i++) {
        Deal *last = kept ? &deals->items[kept - 1] : NULL;
        if (last && compare_deals(last, &deals->items[i], (void *)deals->ledger) == 0)
            last->weight = ratio_add(deals->arena, last->weight, deals->items[i].weight);
        else
            deals->items[kept++] = deals->items[i];
    }
    deals->count = kept;
    deals->weights = ARENA_ARRAY(deals->arena, Ratio, kept + 1);
    deals->parts = ARENA_ARRAY(deals->arena, Money, kept + 1);
}

/* To the deals whose weight has this sign (0: to all), by the size of their weights. */
static void split(Deals *deals, size_t count, int side, Money amount, int sign)
{
    for (size_t i = 0; i < count; i++) {
        Ratio weight = deals->items[i].weight;
        bool takes = !side || ratio_sign(weight) == side;
        deals->weights[i] = takes ? ratio_absolute(deals->arena, weight) : RATIO_ZERO;
    }
    if (!money_split(amount, deals->weights, count, deals->parts)) return;
    for (size_t i = 0; i < count; i++)
        deals->items[i].commission += (Int128)sign * deals->parts[i].minor;
}

/* What the deals above 0 have of the amount, at the one rate. False: there is no such rate. */
static bool positive_part(const Deals *deals, size_t count, Money amount, Money *out)
{
    Ratio above = RATIO_ZERO, all = RATIO_ZERO, part;
    for (size_t i = 0; i < count; i++) {
        Ratio weight = deals->items[i].weight;
        all = ratio_add(deals->arena, all, weight);
        if (ratio_sign(weight) > 0) above = ratio_add(deals->arena, above, weight);
    }
    part = ratio_multiply(deals->arena, ratio_whole(amount.minor), above);
    return ratio_divide(deals->arena, part, all, &part) &&
           money_from_ratio(part, 0, deals->ledger->records->company->rounding, out) &&
           out->minor <= SHARE_MAX && out->minor >= -SHARE_MAX;
}

/* An amount given to (or with sign -1 taken from) the deals dated up to a day. Where their weights
 * add up to 0, cancelled deals count like the others. */
static void share(Deals *deals, Day until, Money amount, int sign)
{
    size_t count = deals->count;
    while (count && deals->items[count - 1].credit->day > until) count--;
    bool too_large = amount.minor > SHARE_MAX || amount.minor < -SHARE_MAX;
    if (!amount.minor || too_large) return;
    Money above;
    if (!positive_part(deals, count, amount, &above)) {
        split(deals, count, 0, amount, sign);
        return;
    }
    split(deals, count, 1, above, sign);
    split(deals, count, -1, (Money){amount.minor - above.minor}, sign);
}

static int months_of(const Deals *deals, const Credit *credit)
{
    const Records *records = deals->ledger->records;
    const SliceRef *at = &deals->ledger->slices[credit->slice];
    const Measure *measure = &deals->ledger->design->measures[deals->component->measure];
    Conversion conversion;
    FormulaInput input = {&records->roster, at->slice, credit->row, NULL, NULL};
    if (at->slice->currencies &&
        conversion_find(records, at->slice, credit->row, credit->day, &conversion))
        input.conversion = &conversion;
    Value months;
    Text fault;
    bool good = formula_evaluate(measure->defer_months[at->table - records->feeds], &input,
                                 deals->arena, &months, &fault);
    assert(good && defer_months_are(months.number) && "a row that can't say it credits nothing");
    return (int)months.number.num;
}

/* What of a posting this run pays for the first time, or takes back. */
static Money amount_of(const Ledger *ledger, const Posting *posting)
{
    bool closed = posting->month < ledger->period;
    bool restated = ledger->restated_from != MONTH_NONE && posting->month >= ledger->restated_from;
    Money amount = posting->due;
    if (closed) amount.minor = restated ? posting->due.minor - posting->booked.minor : 0;
    amount.minor -= posting->forfeited.minor;
    return amount;
}

/* A month that earns nothing can still move what its deals have: the same amount is then shared
 * over more of them. */
static void share_posting(Deals *deals, const Posting *posting)
{
    const Entry *entry = posting->entry;
    Money amount = amount_of(deals->ledger, posting);
    bool closed = posting->month < deals->ledger->period;
    if (!amount.minor && (closed || !entry->earned_to_date.minor)) return;
    find_deals(deals, entry);
    if (closed) {
        share(deals, entry->to, amount, 1);
        return;
    }
    share(deals, entry->to, entry->earned_to_date, 1);
    share(deals, month_last_day(entry->month - 1), entry->earned_before, -1);
    share(deals, entry->to, posting->forfeited, -1);
}

static void visit_posting(Deals *deals, const Posting *posting, DeferralVisit *visit,
                          void *context)
{
    const Ledger *ledger = deals->ledger;
    uint32_t measure = deals->component->measure;
    Int128 rest = amount_of(ledger, posting).minor;
    if (posting->entry) share_posting(deals, posting);
    for (size_t i = 0; i < deals->count; i++) {
        const Deal *deal = &deals->items[i];
        rest -= deal->commission;
        if (deal->commission == 0) continue;
        Deferral deferral = {posting, measure, deal->credit, {(int64_t)deal->commission},
                             months_of(deals, deal->credit), day_month(deal->credit->day)};
        if (ledger->design->measures[measure].defer_next_month) deferral.first++;
        visit(context, &deferral);
    }
    if (rest == 0) return;
    Deferral alone = {posting, measure, NULL, {(int64_t)rest}, 1, ledger->period};
    visit(context, &alone);
}

void ledger_deferrals(const Ledger *ledger, DeferralVisit *visit, void *context)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        const Component *component = component_of(ledger, posting);
        if (!component || !defers(ledger->design, component)) continue;
        Deals deals = {.arena = arena, .ledger = ledger, .component = component};
        visit_posting(&deals, posting, visit, context);
        arena_reset(arena);
    }
    arena_free(arena);
}

Money deferral_part(const Deferral *deferral, int month)
{
    assert(month >= 0 && month < deferral->months);
    int64_t whole = deferral->commission.minor, months = deferral->months;
    int64_t spare = whole % months;
    bool takes = month < (spare < 0 ? -spare : spare);
    return (Money){whole / months + (takes ? (spare < 0 ? -1 : 1) : 0)};
}
