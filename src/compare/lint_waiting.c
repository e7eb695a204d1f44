/* lint_waiting.c - deals that would have paid more in the window after theirs.
 *
 * Each deal of a window's last month is taken out of its own window and put into the next, with the
 * quotas, targets and other figures that there were: what both pay then, less what they paid. */
#include "lint_inside.h"

/* One end of a window: its figures and the next one's, what they paid. */
typedef struct WindowEnd {
    Arena *scratch;
    const Ledger *ledger, *next_ledger;
    const Entry *entry, *next;
    Money paid, next_paid;
    Day from;                        /* deals dated from here on could have waited */
    int64_t gain;                    /* the best, in minor units: */
    const Credit *credit;
    Ratio amount;
} WindowEnd;

/* What is seen of all ends of a component's windows. */
typedef struct Waiting {
    size_t ends, rewarded;
    int64_t gain;                    /* the best: */
    const Seen *seen, *next;
    const Credit *credit;
    Ratio amount;
} Waiting;

static void move_credit(void *context, const Credit *credit, int32_t weight)
{
    WindowEnd *end = context;
    Arena *scratch = end->scratch;
    if (weight <= 0 || credit->day < end->from || ratio_sign(credit->amount) <= 0) return;
    Ratio amount = ledger_credit_amount(scratch, end->ledger, credit);
    Money without, with;
    Ratio less = ratio_subtract(scratch, end->entry->value, amount);
    Ratio more = ratio_add(scratch, end->next->value, amount);
    if (!ledger_pay_with(scratch, end->ledger, end->entry, less, &without) ||
        !ledger_pay_with(scratch, end->next_ledger, end->next, more, &with))
        return;
    Int128 gain = (Int128)without.minor - end->paid.minor + with.minor - end->next_paid.minor;
    if (gain <= end->gain || gain > INT64_MAX) return;
    end->gain = (int64_t)gain;
    end->credit = credit;
    end->amount = amount;
}

static void look_at_end(const History *history, Arena *scratch, const Seen *seen, const Seen *next,
                        Waiting *waiting)
{
    WindowEnd end = {.scratch = scratch, .ledger = seen->ledger, .next_ledger = next->ledger,
                     .entry = seen->entry, .next = next->entry,
                     .from = month_first_day(seen->entry->month)};
    if (!ledger_pay_with(scratch, end.ledger, end.entry, end.entry->value, &end.paid) ||
        !ledger_pay_with(scratch, end.next_ledger, end.next, end.next->value, &end.next_paid))
        return;
    ledger_entry_credits(scratch, seen->ledger, seen->entry, move_credit, &end);
    waiting->ends += 1;
    waiting->rewarded += end.gain > 0;
    if (end.gain > waiting->gain) {
        waiting->gain = end.gain;
        waiting->seen = seen;
        waiting->next = next;
        waiting->credit = end.credit;
        waiting->amount = ratio_keep(history->arena, end.amount);
    }
    arena_reset(scratch);
}

static void report(const History *history, uint32_t p, uint32_t c, const Waiting *waiting)
{
    Arena *arena = history->arena;
    const Component *component = &history->design->plans[p].components[c];
    const Company *company = history->findings->company;
    const Credit *credit = waiting->credit;
    Text row = lint_row(arena, waiting->seen->ledger, credit->slice, credit->row);
    FigureOf value = {INDEX_NONE, OTHER_VALUE};
    Text amount = lint_input(history->findings, &history->design->plans[p], component, value,
                             waiting->amount);
    Text from = month_text(arena, waiting->seen->entry->month);
    Text to = month_text(arena, waiting->next->window);
    Text who = waiting->seen->ledger->records->roster.persons[waiting->seen->person].id;
    Text gain = lint_money(arena, company, ratio_from_money((Money){waiting->gain},
                                                            company->digits));
    finding_add(history->findings, FINDING_WAITING, p, c,
                lint_key_place(arena, component, "window"),
                sentence_of(arena, "`%.*s`: at %zu of %zu ends of windows a deal would have paid "
                            "more in the next; the most: %.*s of %.*s, moved from %.*s to %.*s, "
                            "pays %.*s %.*s more", TEXT_ARG(component->key), waiting->rewarded,
                            waiting->ends, TEXT_ARG(row), TEXT_ARG(amount), TEXT_ARG(from),
                            TEXT_ARG(to), TEXT_ARG(who), TEXT_ARG(gain)),
                sentence_of(arena, "a longer window, or a table without jumps, flats and "
                            "accelerators, pays the same whenever a deal closes"));
}

bool lint_pays_by_rows(const Component *component)
{
    return component->pays != PAYS_NOTHING && component->measure != INDEX_NONE &&
           component->denominator_line == INDEX_NONE;
}

/* Nobody holds back a whole company's deals; and alone in their window, deals do not move. */
void lint_waiting(const History *history, uint32_t p, uint32_t c)
{
    const Component *component = &history->design->plans[p].components[c];
    const SeenList *list = &history->seen[p][c];
    if (!lint_pays_by_rows(component) || component->window == WINDOW_CREDIT) return;
    if (component->of == SCOPE_COMPANY) return;
    Waiting waiting = {.amount = RATIO_ZERO};
    const Seen *before = NULL;
    Arena *scratch = arena_new();
    for (size_t i = 0; i < list->count; i++) {
        const Seen *seen = &list->items[i];
        if (!seen->ends) continue;
        bool follows = before && before->whole && before->person == seen->person &&
                       before->first == seen->first &&
                       seen->window == before->window + window_months(component->window);
        if (follows) look_at_end(history, scratch, before, seen, &waiting);
        before = seen;
    }
    arena_free(scratch);
    if (waiting.rewarded) report(history, p, c, &waiting);
}
