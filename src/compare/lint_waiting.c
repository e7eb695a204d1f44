/* lint_waiting.c - deals that would have paid more in the window after theirs.
 *
 * Each deal of a window's last month is taken out of its own window and put into the next, with the
 * quotas, targets and other figures that there were: what both pay then, less what they paid. */
#include "lint_inside.h"

/* Components that count the same credits in the same windows: a deal moves in all of them. */
typedef struct Group { uint32_t plan, *components; size_t count; Text keys; } Group;

typedef struct Paid { Ratio exact, rounded; } Paid;

/* One component's figures at an end of a window, the next window's, and what both paid. */
typedef struct Part {
    const Ledger *ledger, *next_ledger;
    const Entry *entry, *next;
    Paid paid;
} Part;

typedef struct WindowEnd {
    const History *history;
    Arena *scratch;
    Part *parts;
    size_t count;
    Day from;                        /* deals dated from here on could have waited */
    Ratio gain;                      /* the best: */
    const Credit *credit;
    Ratio amount;
} WindowEnd;

/* What is seen of all ends of a group's windows. */
typedef struct Waiting {
    size_t ends, rewarded;
    Ratio gain;                      /* the best: */
    const Seen *seen, *next;
    const Credit *credit;
    Ratio amount;
} Waiting;

/* What both windows pay if so much of the first is counted in the next: exactly, and rounded. */
static bool both_pay(const WindowEnd *end, const Part *part, Ratio moved, Paid *out)
{
    Arena *scratch = end->scratch;
    Ratio first, second;
    Ratio less = ratio_subtract(scratch, part->entry->value, moved);
    Ratio more = ratio_add(scratch, part->next->value, moved);
    if (!ledger_pay_with(scratch, part->ledger, part->entry, less, &first) ||
        !ledger_pay_with(scratch, part->next_ledger, part->next, more, &second))
        return false;
    out->exact = ratio_add(scratch, first, second);
    out->rounded = ratio_add(scratch, lint_rounded(end->history, scratch, first),
                             lint_rounded(end->history, scratch, second));
    return true;
}

/* A gain is what is paid more; none where only rounding twice brings it. */
static void move_credit(void *context, const Credit *credit, int32_t weight)
{
    WindowEnd *end = context;
    Arena *scratch = end->scratch;
    if (weight <= 0 || credit->day < end->from || ratio_sign(credit->amount) <= 0) return;
    Ratio amount = ledger_credit_amount(scratch, end->parts->ledger, credit);
    Ratio gain = RATIO_ZERO, exact = RATIO_ZERO;
    for (size_t i = 0; i < end->count; i++) {
        const Part *part = &end->parts[i];
        Paid pays;
        if (!both_pay(end, part, amount, &pays)) return;
        gain = ratio_add(scratch, gain, ratio_subtract(scratch, pays.rounded, part->paid.rounded));
        exact = ratio_add(scratch, exact, ratio_subtract(scratch, pays.exact, part->paid.exact));
    }
    if (ratio_compare(gain, end->gain) <= 0) return;
    if (ratio_sign(lint_rounded(end->history, scratch, exact)) <= 0) return;
    end->gain = gain;
    end->credit = credit;
    end->amount = amount;
}

/* The same payee's figures of the same month in another component. */
static const Seen *same_month(const SeenList *list, const Seen *as)
{
    size_t from = 0, to = list->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const Seen *seen = &list->items[middle];
        bool before = seen->person != as->person ? seen->person < as->person
                      : seen->first != as->first ? seen->first < as->first
                                                 : seen->entry->month < as->entry->month;
        if (before) from = middle + 1;
        else to = middle;
    }
    const Seen *found = from < list->count ? &list->items[from] : NULL;
    bool same = found && found->person == as->person && found->first == as->first &&
                found->entry->month == as->entry->month;
    return same ? found : NULL;
}

static bool find_parts(const History *history, const Group *group, const Seen *seen,
                       const Seen *next, WindowEnd *end)
{
    end->parts = ARENA_ARRAY(end->scratch, Part, group->count + 1);
    for (size_t i = 0; i < group->count; i++) {
        const SeenList *list = &history->seen[group->plan][group->components[i]];
        const Seen *own = same_month(list, seen), *after = same_month(list, next);
        if (!own || !after) return false;
        Part *part = &end->parts[end->count++];
        *part = (Part){.ledger = own->ledger, .next_ledger = after->ledger, .entry = own->entry,
                       .next = after->entry};
        if (!both_pay(end, part, RATIO_ZERO, &part->paid)) return false;
    }
    return true;
}

static void look_at_end(const History *history, const Group *group, Arena *scratch,
                        const Seen *seen, const Seen *next, Waiting *waiting)
{
    WindowEnd end = {.history = history, .scratch = scratch,
                     .from = month_first_day(seen->entry->month), .gain = RATIO_ZERO,
                     .amount = RATIO_ZERO};
    if (!find_parts(history, group, seen, next, &end)) return;
    ledger_entry_credits(scratch, seen->ledger, seen->entry, move_credit, &end);
    waiting->ends += 1;
    waiting->rewarded += ratio_sign(end.gain) > 0;
    if (ratio_compare(end.gain, waiting->gain) > 0) {
        waiting->gain = ratio_keep(history->arena, end.gain);
        waiting->seen = seen;
        waiting->next = next;
        waiting->credit = end.credit;
        waiting->amount = ratio_keep(history->arena, end.amount);
    }
    arena_reset(scratch);
}

static void report(const History *history, const Group *group, const Waiting *waiting)
{
    uint32_t p = group->plan, c = group->components[0];
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
    Text gain = lint_money(arena, company, waiting->gain);
    finding_add(history->findings, FINDING_WAITING, p, c,
                lint_key_place(arena, component, "window"),
                sentence_of(arena, "%.*s: at %zu of %zu ends of windows a deal would have paid "
                            "more in the next; the most: %.*s (%.*s), moved from %.*s to %.*s, "
                            "pays %.*s %.*s more", TEXT_ARG(group->keys), waiting->rewarded,
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

static bool is_one_group(const Component *a, const Component *b)
{
    return lint_pays_by_rows(b) && b->window == a->window && b->of == a->of && b->line == a->line;
}

/* False: an earlier component of the plan leads the group. */
static bool find_group(const History *history, uint32_t p, uint32_t c, Group *out)
{
    const Plan *plan = &history->design->plans[p];
    *out = (Group){.plan = p, .keys = TEXT(""),
                   .components = ARENA_ARRAY(history->arena, uint32_t, plan->component_count + 1u)};
    for (uint32_t o = 0; o < plan->component_count; o++) {
        if (!is_one_group(&plan->components[c], &plan->components[o])) continue;
        if (o < c) return false;
        out->components[out->count++] = o;
        out->keys = text_format(history->arena, "%.*s%s`%.*s`", TEXT_ARG(out->keys),
                                out->count > 1 ? ", " : "", TEXT_ARG(plan->components[o].key));
    }
    return true;
}

/* Nobody holds back a whole company's deals; and alone in their window, deals do not move. */
void lint_waiting(const History *history, uint32_t p, uint32_t c)
{
    const Component *component = &history->design->plans[p].components[c];
    const SeenList *list = &history->seen[p][c];
    Group group;
    if (!lint_pays_by_rows(component) || component->window == WINDOW_CREDIT) return;
    if (component->of == SCOPE_COMPANY || !find_group(history, p, c, &group)) return;
    Waiting waiting = {.gain = RATIO_ZERO, .amount = RATIO_ZERO};
    const Seen *before = NULL;
    Arena *scratch = arena_new();
    for (size_t i = 0; i < list->count; i++) {
        const Seen *seen = &list->items[i];
        if (!seen->ends) continue;
        bool follows = before && before->whole && before->person == seen->person &&
                       before->first == seen->first &&
                       seen->window == before->window + window_months(component->window);
        if (follows) look_at_end(history, &group, scratch, before, seen, &waiting);
        before = seen;
    }
    arena_free(scratch);
    if (waiting.rewarded) report(history, &group, &waiting);
}
