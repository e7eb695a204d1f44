/* deferral_deals.c - the deals that a window counts, and an amount shared over them.
 * Source: CONTRACT 7, deferral.csv. */
#include "deferral_inside.h"

#include <stdlib.h>

/* No share is larger, so that what a deal is given and what is taken back always fit. */
static const int64_t SHARE_MAX = INT64_MAX / 8;

/* What a credit's amount weighs: itself, or under `window: credit` what it pays alone. */
static Ratio weight_of(const Deals *deals, Ratio amount, int32_t times)
{
    const Component *component = deals->component;
    if (component->window == WINDOW_CREDIT)
        amount = ledger_credit_pay(deals->arena, component,
                            line_unit(deals->ledger, deals->arena, component->line, amount));
    if (times == 1) return amount;
    return ratio_multiply(deals->arena, amount, ratio_whole(times));
}

static void add(Deals *deals, Deal deal)
{
    deals->items = array_room(deals->arena, deals->items, deals->count, &deals->capacity,
                              sizeof *deals->items);
    deals->items[deals->count++] = deal;
}

static void add_credit(void *context, const Credit *credit, int32_t times)
{
    Deals *deals = context;
    const SliceRef *at = &deals->ledger->slices[credit->slice];
    Ratio weight = weight_of(deals, credit->amount, times);
    add(deals, (Deal){.day = credit->day, .key = record_key(at->table, at->slice, credit->row),
                      .feed = at->table->spec->name, .file = at->slice->file->source.path,
                      .line = at->slice->lines[credit->row], .row = {at, credit->row},
                      .now = weight, .before = weight});
}

/* A credit that came since the last close weighed nothing then; one that went weighs nothing
 * now. */
static void add_change(Deals *deals, const Span *span, size_t index)
{
    const CreditChange *change = &deals->ledger->changes[index];
    Ratio before = change->kind == CREDIT_CAME ? RATIO_ZERO
                                               : weight_of(deals, change->before, span->weight);
    Ratio now = change->kind == CREDIT_WENT ? RATIO_ZERO
                                            : weight_of(deals, change->now, span->weight);
    add(deals, (Deal){.day = change->day, .key = change->key, .feed = change->feed,
                      .file = change->file, .line = change->file_line,
                      .row = deals->changed_rows[index], .now = RATIO_ZERO,
                      .before = ratio_subtract(deals->arena, before, now)});
}

static void add_changes(Deals *deals, const Entry *entry, const Span *span)
{
    const Ledger *ledger = deals->ledger;
    const Roster *roster = &ledger->records->roster;
    uint32_t line = deals->component->line;
    Text person = span->kind == HOLDER_PERSON ? roster->persons[span->holder].id : TEXT("");
    size_t i = first_change(ledger, ledger->design->measures[deals->component->measure].key,
                            ledger->design->lines[line].name, person);
    for (; i < ledger->change_count; i++) {
        const CreditChange *change = &ledger->changes[i];
        bool his = span->kind == HOLDER_PERSON && change->person == span->holder;
        if (change->credit_line != line || (span->kind == HOLDER_PERSON && !his)) break;
        bool in_days = change->day >= span->from && change->day <= span->to &&
                       change->day >= entry->from && change->day <= entry->to;
        if (in_days && (his || span->kind == HOLDER_COMPANY ||
                        roster_on_team(roster, change->person, span->holder, change->day)))
            add_change(deals, span, i);
    }
}

static int compare_deals(const void *left, const void *right)
{
    const Deal *a = left, *b = right;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    int order = text_compare(a->key, b->key);
    return order ? order : text_compare(a->feed, b->feed);
}

static void join(Deals *deals)
{
    size_t kept = 0;
    if (deals->count > 1)
        qsort(deals->items, deals->count, sizeof *deals->items, compare_deals);
    for (size_t i = 0; i < deals->count; i++) {
        Deal *deal = &deals->items[i], *last = kept ? &deals->items[kept - 1] : NULL;
        if (!last || compare_deals(last, deal) != 0) {
            deals->items[kept++] = *deal;
            continue;
        }
        last->now = ratio_add(deals->arena, last->now, deal->now);
        last->before = ratio_add(deals->arena, last->before, deal->before);
        if (last->row.at) continue;
        last->row = deal->row;
        last->file = deal->file;
        last->line = deal->line;
    }
    deals->count = kept;
}

void deals_find(Deals *deals, const Entry *entry)
{
    ledger_entry_credits(deals->arena, deals->ledger, entry, add_credit, deals);
    bool closed = entry->month < deals->ledger->period;
    for (uint32_t s = 0; closed && s < entry->span_count; s++)
        add_changes(deals, entry, &entry->spans[s]);
    join(deals);
    deals->weights = ARENA_ARRAY(deals->arena, Ratio, deals->count + 1);
    deals->parts = ARENA_ARRAY(deals->arena, Money, deals->count + 1);
}

static Ratio weight(const Deals *deals, Weights by, size_t i)
{
    return by == WEIGHTS_NOW ? deals->items[i].now : deals->items[i].before;
}

/* To the deals whose weight has this sign (0: to all), by the size of their weights. */
static void split(Deals *deals, Weights by, size_t count, int side, Money amount, int sign)
{
    for (size_t i = 0; i < count; i++) {
        Ratio own = weight(deals, by, i);
        bool takes = !side || ratio_sign(own) == side;
        deals->weights[i] = takes ? ratio_absolute(deals->arena, own) : RATIO_ZERO;
    }
    if (!amount.minor || !money_split(amount, deals->weights, count, deals->parts)) return;
    for (size_t i = 0; i < count; i++)
        deals->items[i].commission += (Int128)sign * deals->parts[i].minor;
}

/* What the deals above 0 have of the amount, at the one rate. False: there is no such rate. */
static bool positive_part(const Deals *deals, Weights by, size_t count, Money amount, Money *out)
{
    Ratio above = RATIO_ZERO, all = RATIO_ZERO, part;
    for (size_t i = 0; i < count; i++) {
        Ratio own = weight(deals, by, i);
        all = ratio_add(deals->arena, all, own);
        if (ratio_sign(own) > 0) above = ratio_add(deals->arena, above, own);
    }
    part = ratio_multiply(deals->arena, ratio_whole(amount.minor), above);
    return ratio_divide(deals->arena, part, all, &part) &&
           money_from_ratio(part, 0, deals->ledger->records->company->rounding, out) &&
           out->minor <= SHARE_MAX && out->minor >= -SHARE_MAX;
}

void deals_share(Deals *deals, Weights by, Day until, Money amount, int sign)
{
    size_t count = deals->count;
    while (count && deals->items[count - 1].day > until) count--;
    bool too_large = amount.minor > SHARE_MAX || amount.minor < -SHARE_MAX;
    if (!amount.minor || too_large) return;
    Money above;
    if (!positive_part(deals, by, count, amount, &above)) {
        split(deals, by, count, 0, amount, sign);
        return;
    }
    split(deals, by, count, 1, above, sign);
    split(deals, by, count, -1, (Money){amount.minor - above.minor}, sign);
}
