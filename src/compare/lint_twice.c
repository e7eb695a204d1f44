/* lint_twice.c - rows that pay one person by two rules.
 *
 * The components of one plan that share a target by weights are one way to be paid. Two ways: two
 * plans at once, or two components that pay commission or amounts beside each other. A
 * manager's share in his people's deals is another person's pay. */
#include "lint_inside.h"

#include <stdlib.h>

/* A row that an entry counts. */
typedef struct Hit {
    const Ledger *ledger;
    const Entry *entry;
    uint32_t slice, row, person, plan, component;
    Ratio amount;
} Hit;
typedef struct Hits { Arena *arena; const Seen *seen; uint32_t plan, component;
                      Hit *items; size_t count, capacity; } Hits;

/* Two components that paid somebody for the same rows. */
typedef struct Pair {
    uint32_t plan[2], component[2];
    size_t rows, persons;
    uint32_t last_person;
    const Ledger *ledger;            /* the row that paid most: */
    uint32_t slice, row, person;
    Ratio amount;
    Ratio pay[2];
} Pair;
typedef struct Pairs { const History *history; Pair *items; size_t count, capacity; } Pairs;

static void keep_hit(void *context, const Credit *credit, int32_t weight)
{
    Hits *hits = context;
    if (weight <= 0 || ratio_sign(credit->amount) <= 0) return;
    hits->items = array_room(hits->arena, hits->items, hits->count, &hits->capacity,
                             sizeof *hits->items);
    hits->items[hits->count++] =
        (Hit){hits->seen->ledger, hits->seen->entry, credit->slice, credit->row,
              hits->seen->person, hits->plan, hits->component,
              ledger_credit_amount(hits->arena, hits->seen->ledger, credit)};
}

static int order_of(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_hits(const void *a, const void *b)
{
    const Hit *left = a, *right = b;
    int by = order_of((uintptr_t)left->ledger, (uintptr_t)right->ledger);
    if (!by) by = order_of(left->person, right->person);
    if (!by) by = order_of(left->slice, right->slice);
    if (!by) by = order_of(left->row, right->row);
    if (!by) by = order_of(left->plan, right->plan);
    return by ? by : order_of(left->component, right->component);
}

static bool same_row(const Hit *a, const Hit *b)
{
    return a->ledger == b->ledger && a->person == b->person && a->slice == b->slice &&
           a->row == b->row;
}

static bool are_two_ways(const Design *design, const Hit *a, const Hit *b)
{
    if (a->plan == b->plan && a->component == b->component) return false;
    if (a->entry->participation != b->entry->participation) return true;
    const Component *components = design->plans[a->plan].components;
    return components[a->component].pays != PAYS_TARGET &&
           components[b->component].pays != PAYS_TARGET;
}

static Pair *pair_of(Pairs *pairs, const Hit *a, const Hit *b)
{
    for (size_t i = 0; i < pairs->count; i++) {
        Pair *pair = &pairs->items[i];
        if (pair->plan[0] == a->plan && pair->component[0] == a->component &&
            pair->plan[1] == b->plan && pair->component[1] == b->component)
            return pair;
    }
    pairs->items = array_room(pairs->history->arena, pairs->items, pairs->count, &pairs->capacity,
                              sizeof *pairs->items);
    Pair *pair = &pairs->items[pairs->count++];
    *pair = (Pair){.plan = {a->plan, b->plan}, .component = {a->component, b->component},
                   .last_person = PERSON_NONE, .amount = RATIO_ZERO};
    return pair;
}

static void count_pair(Pairs *pairs, const Hit *a, const Hit *b)
{
    Arena *arena = pairs->history->arena;
    Ratio first, second;
    if (!lint_amount_pays(arena, a->ledger, a->entry, a->amount, &first) ||
        !lint_amount_pays(arena, b->ledger, b->entry, b->amount, &second) ||
        ratio_sign(first) <= 0 || ratio_sign(second) <= 0)
        return;
    Pair *pair = pair_of(pairs, a, b);
    pair->rows += 1;
    if (pair->last_person != a->person) pair->persons += 1;
    pair->last_person = a->person;
    Ratio sum = ratio_add(arena, first, second);
    if (pair->ledger &&
        ratio_compare(sum, ratio_add(arena, pair->pay[0], pair->pay[1])) <= 0)
        return;
    pair->ledger = a->ledger;
    pair->slice = a->slice;
    pair->row = a->row;
    pair->person = a->person;
    pair->amount = a->amount;
    pair->pay[0] = first;
    pair->pay[1] = second;
}

static Text component_text(const History *history, const Pair *pair, int which)
{
    const Plan *plan = &history->design->plans[pair->plan[which]];
    return text_format(history->arena, "%.*s.%.*s", TEXT_ARG(plan->title),
                       TEXT_ARG(plan->components[pair->component[which]].key));
}

static void report(const History *history, const Pair *pair)
{
    Arena *arena = history->arena;
    const Company *company = history->findings->company;
    const Plan *plan = &history->design->plans[pair->plan[1]];
    const Component *component = &plan->components[pair->component[1]];
    Text names[2], pays[2];
    Ratio sum = RATIO_ZERO;
    for (int i = 0; i < 2; i++) {
        names[i] = component_text(history, pair, i);
        pays[i] = lint_money(arena, company, pair->pay[i]);
        sum = ratio_add(arena, sum, lint_rounded(history, arena, pair->pay[i]));
    }
    Text row = lint_row(arena, pair->ledger, pair->slice, pair->row);
    Text who = pair->ledger->records->roster.persons[pair->person].id;
    Text together = lint_money(arena, company, sum);
    finding_add(history->findings, FINDING_PAID_TWICE, pair->plan[1], pair->component[1],
                tree_key_place(arena, component->node),
                sentence_of(arena, "`%.*s` and `%.*s` paid one person for the same row (rows: %zu, "
                            "people: %zu); the most: %.*s paid %.*s %.*s and %.*s, together "
                            "%.*s", TEXT_ARG(names[0]), TEXT_ARG(names[1]), pair->rows,
                            pair->persons, TEXT_ARG(row), TEXT_ARG(who), TEXT_ARG(pays[0]),
                            TEXT_ARG(pays[1]), TEXT_ARG(together)),
                sentence_of(arena, "if it is not meant: let one of the two measure other rows, or "
                            "credit them on another line"));
}

/* Whether a payee can be paid twice: two participations, or two components beside each other. */
static bool may_be_twice(const Ledger *ledger, const Plan *plan, uint32_t participation)
{
    size_t ways = 0;
    for (uint32_t c = 0; c < plan->component_count; c++)
        ways += plan->components[c].pays != PAYS_TARGET &&
                lint_pays_by_rows(&plan->components[c]);
    if (ways > 1) return true;
    uint32_t person = ledger->participations[participation].person;
    bool before = participation > 0 && ledger->participations[participation - 1].person == person;
    return before || (participation + 1 < ledger->participation_count &&
                      ledger->participations[participation + 1].person == person);
}

/* The last figures of each window. */
static void collect(const History *history, uint32_t p, uint32_t c, Hits *hits)
{
    const Plan *plan = &history->design->plans[p];
    const SeenList *list = &history->seen[p][c];
    hits->plan = p;
    hits->component = c;
    for (size_t i = 0; i < list->count; i++) {
        const Seen *seen = &list->items[i];
        if (!seen->ends || !may_be_twice(seen->ledger, plan, seen->entry->participation)) continue;
        hits->seen = seen;
        ledger_entry_credits(hits->arena, seen->ledger, seen->entry, keep_hit, hits);
    }
}

void lint_twice(const History *history)
{
    Hits hits = {.arena = history->arena};
    Pairs pairs = {.history = history};
    for (uint32_t p = 0; p < history->design->plan_count; p++)
        for (uint32_t c = 0; c < history->design->plans[p].component_count; c++) {
            const Component *component = &history->design->plans[p].components[c];
            if (lint_pays_by_rows(component) && component->of != SCOPE_COMPANY)
                collect(history, p, c, &hits);
        }
    if (hits.count) qsort(hits.items, hits.count, sizeof *hits.items, compare_hits);
    for (size_t i = 0; i < hits.count; i++)
        for (size_t j = i + 1; j < hits.count && same_row(&hits.items[i], &hits.items[j]); j++)
            if (are_two_ways(history->design, &hits.items[i], &hits.items[j]))
                count_pair(&pairs, &hits.items[i], &hits.items[j]);
    for (size_t i = 0; i < pairs.count; i++) report(history, &pairs.items[i]);
}
