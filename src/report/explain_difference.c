/* explain_difference.c - why a payment is not that of the month before, the largest reason first.
 * payment = balance in + released + adjustments + draw paid - draw repaid - balance out, in both
 * months: what each of them changed adds up to the whole. */
#include "explain_inside.h"

#include <stdlib.h>

#define REASONS_SAID 4

typedef struct Reason { int64_t change; Text what; Text why; size_t order; } Reason;
typedef struct Reasons { Reason *items; size_t count; } Reasons;

static void add(Reasons *reasons, int64_t change, Text what, Text why)
{
    if (!change) return;
    reasons->items[reasons->count] = (Reason){change, what, why, reasons->count};
    reasons->count++;
}

static bool noted(const Entry *entry, Note note)
{
    return entry && (entry->notes & 1u << note);
}

/* What a month alone brought: the value to date less that of the month before in its window. */
static Ratio of_month(const Explaining *explaining, const Entry *entry, const Entry *before)
{
    bool goes_on = before && before->from == entry->from;
    return goes_on ? ratio_subtract(explaining->arena, entry->value, before->value)
                   : entry->value;
}

static Text why_component(const Explaining *explaining, const Shown *shown, const Entry *before)
{
    const Entry *entry = shown->entry;
    if (!before) return words_say(explaining, ", which was not measured then");
    if (noted(before, NOTE_NOT_DUE) && !noted(entry, NOTE_NOT_DUE))
        return words_say(explaining, ", which is due in this month");
    if (noted(entry, NOTE_NOT_DUE) && !noted(before, NOTE_NOT_DUE))
        return words_say(explaining, ", which was due then");
    if (noted(entry, NOTE_GATED) != noted(before, NOTE_GATED))
        return noted(entry, NOTE_GATED) ? words_say(explaining, ", whose gate has closed")
                                        : words_say(explaining, ", whose gate has opened");
    bool sums = shown->measure && !shown->measure->is_ratio && entry->has_value &&
                before->has_value;
    if (!sums) return TEXT("");
    const Entry *earlier = entry_before(explaining, before);
    Text now = words_measured(explaining, shown->measure, of_month(explaining, entry, before));
    Text then = words_measured(explaining, shown->measure,
                               of_month(explaining, before, earlier));
    Text pace = TEXT("");
    if (entry->has_attainment && before->has_attainment)
        pace = words_say(explaining, "; attainment %.*s after %.*s",
                           TEXT_ARG(words_percent(explaining, entry->attainment)),
                           TEXT_ARG(words_percent(explaining, before->attainment)));
    return words_say(explaining, " (the month brought %.*s, the one before %.*s%.*s)",
                     TEXT_ARG(now),
                       TEXT_ARG(then), TEXT_ARG(pace));
}

/* What a component earned in the month before: as it was booked, where that month is closed. */
static int64_t earned_then(const Explaining *explaining, const Shown *shown, const Entry *then)
{
    const Ledger *ledger = explaining->ledger;
    bool closed = ledger->booked && ledger->booked->any;
    for (size_t i = 0; closed && i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        if (posting->person == explaining->person && posting->month == ledger->period - 1 &&
            text_equal(posting->plan, shown->plan->title) &&
            text_equal(posting->component, shown->component->key))
            return posting->booked.minor;
    }
    return then ? then->earning.minor : 0;
}

static void add_components(const Explaining *explaining, const Payment *before, Reasons *reasons)
{
    size_t count;
    int64_t sum = 0;
    const Entry **entries = shown_entries(explaining, &count);
    for (size_t i = 0; i < count; i++) {
        Shown shown = shown_entry(explaining, entries[i]);
        const Entry *then = entry_before(explaining, entries[i]);
        int64_t earning = earned_then(explaining, &shown, then);
        bool otherwise = (then ? then->earning.minor : 0) != earning;
        sum += earning;
        add(reasons, entries[i]->earning.minor - earning, shown.component->title,
            otherwise ? words_say(explaining, " (%.*s were booked then)",
                                    TEXT_ARG(words_money(explaining, (Money){earning})))
                      : why_component(explaining, &shown, then));
    }
    add(reasons, sum - before->earnings.minor, words_say(explaining, "components that ended"),
        TEXT(""));
}

static int compare_reasons(const void *left, const void *right)
{
    const Reason *a = left, *b = right;
    int64_t one = a->change < 0 ? -a->change : a->change;
    int64_t two = b->change < 0 ? -b->change : b->change;
    if (one != two) return one > two ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static int64_t in_parts(const Payment *payment)
{
    return payment->released.minor - payment->earnings.minor - payment->prior.minor;
}

/* What comes in from the month before, less what goes on to the next. */
static int64_t carried(const Payment *payment)
{
    return payment->balance_in.minor - payment->balance_out.minor;
}

static Text carried_words(const Explaining *explaining, const Payment *payment)
{
    int64_t amount = carried(payment);
    if (!amount) return words_say(explaining, "nothing");
    return words_say(explaining, amount < 0 ? "%.*s taken off" : N_("%.*s put off"),
                     TEXT_ARG(words_money(explaining, (Money){amount < 0 ? -amount : amount})));
}

static Text sentence(const Explaining *explaining, const Payment *now, const Payment *before,
                     Reasons *reasons)
{
    int64_t change = now->payment.minor - before->payment.minor;
    Text then = words_month(explaining, before->month);
    Text was = words_money(explaining, before->payment);
    Text apart = words_money(explaining, (Money){change < 0 ? -change : change});
    Text text = change
        ? words_say(explaining, change > 0 ? "%.*s more than in %.*s (%.*s):"
                                           : N_("%.*s less than in %.*s (%.*s):"),
                    TEXT_ARG(apart), TEXT_ARG(then), TEXT_ARG(was))
        : words_say(explaining, reasons->count ? "As much as in %.*s (%.*s):"
                                               : N_("As much as in %.*s (%.*s)."),
                    TEXT_ARG(then), TEXT_ARG(was));
    if (reasons->count)
        qsort(reasons->items, reasons->count, sizeof *reasons->items, compare_reasons);
    int64_t rest = change;
    for (size_t i = 0; i < reasons->count; i++) {
        const Reason *reason = &reasons->items[i];
        bool last = i + 1 == reasons->count || i == REASONS_SAID;
        int64_t amount = i == REASONS_SAID ? rest : reason->change;
        Text what = i == REASONS_SAID ? words_say(explaining, "all else") : reason->what;
        Text sum = words_money(explaining, (Money){amount});
        text = words_say(explaining, last ? "%.*s %s%.*s from %.*s%.*s."
                                          : N_("%.*s %s%.*s from %.*s%.*s;"), TEXT_ARG(text),
                         amount > 0 ? "+" : "", TEXT_ARG(sum), TEXT_ARG(what),
                         TEXT_ARG(i == REASONS_SAID ? TEXT("") : reason->why));
        rest -= reason->change;
        if (last) break;
    }
    return text;
}

Text text_difference(const Explaining *explaining)
{
    const Payment *now = shown_payment(explaining), *before = shown_before(explaining);
    if (!before)
        return words_say(explaining, "There is no month before to compare with: the fiscal year, "
                         "or the payee's time, starts here.");
    size_t count;
    (void)shown_entries(explaining, &count);
    Reasons reasons = {ARENA_ARRAY(explaining->arena, Reason, count + 8), 0};
    add_components(explaining, before, &reasons);
    add(&reasons, now->prior.minor - before->prior.minor,
        words_say(explaining, "corrections of closed months"), TEXT(""));
    add(&reasons, in_parts(now) - in_parts(before),
        words_say(explaining, "what is paid in parts"), TEXT(""));
    add(&reasons, now->adjustments.minor - before->adjustments.minor,
        words_say(explaining, "adjustments"), TEXT(""));
    add(&reasons, carried(now) - carried(before),
        words_say(explaining, "what is carried from month to month"),
        words_say(explaining, " (%.*s now, %.*s then)",
                  TEXT_ARG(carried_words(explaining, now)),
                  TEXT_ARG(carried_words(explaining, before))));
    add(&reasons, now->draw_paid.minor - before->draw_paid.minor,
        words_say(explaining, "the draw"), TEXT(""));
    add(&reasons, before->draw_repaid.minor - now->draw_repaid.minor,
        words_say(explaining, "repaying the draw"), TEXT(""));
    return sentence(explaining, now, before, &reasons);
}
