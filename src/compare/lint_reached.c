/* lint_reached.c - tiers that nobody reached, and what a very large deal would pay. */
#include "lint_inside.h"

/* The highest figure there was, and whose. */
typedef struct Highest { bool any; Ratio input; const Seen *seen; } Highest;

typedef struct Largest { Arena *arena; const Ledger *ledger; Ratio size; bool any; } Largest;

static void see_credit(void *context, const Credit *credit, int32_t weight)
{
    Largest *largest = context;
    if (weight <= 0) return;
    Ratio size = ratio_absolute(largest->arena,
                                ledger_credit_amount(largest->arena, largest->ledger, credit));
    largest->size = largest->any ? ratio_max(largest->size, size) : size;
    largest->any = true;
}

static bool input_of(const History *history, const Component *component, const Seen *seen,
                     OtherFigure figure, Ratio *out)
{
    if (component->window == WINDOW_CREDIT) {
        Largest largest = {history->arena, seen->ledger, RATIO_ZERO, false};
        ledger_entry_credits(history->arena, seen->ledger, seen->entry, see_credit, &largest);
        *out = largest.size;
        return largest.any;
    }
    bool value = figure == OTHER_VALUE;
    *out = value ? seen->entry->value : seen->entry->attainment;
    return value ? seen->entry->has_value : seen->entry->has_attainment;
}

/* Over all payees and months in which it is due; not of windows that no fact reaches. */
static Highest highest_of(const History *history, uint32_t plan, uint32_t component,
                          OtherFigure figure)
{
    const Component *looked = &history->design->plans[plan].components[component];
    const SeenList *list = &history->seen[plan][component];
    Highest highest = {0};
    for (size_t i = 0; i < list->count; i++) {
        Ratio input;
        if (looked->at_end && !list->items[i].whole) continue;
        if (list->items[i].window > history->last_month_of_facts) continue;
        if (!input_of(history, looked, &list->items[i], figure, &input)) continue;
        if (highest.any && ratio_compare(input, highest.input) <= 0) continue;
        highest = (Highest){true, input, &list->items[i]};
    }
    return highest;
}

static void report(const History *history, uint32_t p, uint32_t c, FigureOf on, Ratio at,
                   const Highest *highest, Place place)
{
    Arena *arena = history->arena;
    const Plan *plan = &history->design->plans[p];
    const Component *component = &plan->components[c];
    Text edge = lint_input(history->findings, plan, component, on, at);
    Text most = lint_input(history->findings, plan, component, on, highest->input);
    Text who = highest->seen->ledger->records->roster.persons[highest->seen->person].id;
    Text month = month_text(arena, highest->seen->entry->month);
    finding_add(history->findings, FINDING_UNREACHED, p, c, place,
                sentence_of(arena, "`%.*s`: nobody reached %.*s; the highest was %.*s (%.*s, "
                            "%.*s)", TEXT_ARG(component->key), TEXT_ARG(edge), TEXT_ARG(most),
                            TEXT_ARG(who), TEXT_ARG(month)),
                sentence_of(arena, "look at the quotas, or leave it out: a tier out of reach moves "
                            "nobody"));
}

/* A linear table's last point only ends the line before it, unless that is extended. */
static void look_at_rate(const History *history, uint32_t p, uint32_t c, const Rate *rate,
                         FigureOf on, bool modifier)
{
    uint32_t owner = on.component == INDEX_NONE ? c : on.component;
    Highest highest = highest_of(history, p, owner, on.figure);
    bool line = rate->method == RATE_LINEAR && !rate->extend;
    size_t end = line ? rate->count - 1 : rate->count;
    for (size_t i = 1; i < end && highest.any; i++) {
        if (ratio_compare(rate->tiers[i].at, highest.input) <= 0) continue;
        const Component *component = &history->design->plans[p].components[c];
        report(history, p, c, on, rate->tiers[i].at, &highest,
               lint_tier_place(history->arena, component, modifier, i));
        return;
    }
}

static void look_at_axis(const History *history, uint32_t p, uint32_t c, const Matrix *matrix,
                         bool rows, FigureOf on)
{
    const Axis *axis = rows ? &matrix->rows : &matrix->cols;
    uint32_t owner = on.component == INDEX_NONE ? c : on.component;
    Highest highest = highest_of(history, p, owner, on.figure);
    size_t end = matrix->method == RATE_LINEAR ? axis->count - 1 : axis->count;
    const Component *component = &history->design->plans[p].components[c];
    const Node *rate = tree_get(component->node, TEXT("rate"));
    const Node *node = tree_get(tree_get(rate, rows ? TEXT("rows") : TEXT("cols")), TEXT("from"));
    node = node ? node->first : NULL;
    for (size_t i = 0; i < end && node && highest.any; i++, node = node->next) {
        if (i == 0 || ratio_compare(axis->from[i], highest.input) <= 0) continue;
        report(history, p, c, on, axis->from[i], &highest, tree_place(history->arena, node));
        return;
    }
}

void lint_reached(const History *history, uint32_t p, uint32_t c)
{
    const Component *component = &history->design->plans[p].components[c];
    if (component->rate)
        look_at_rate(history, p, c, component->rate, lint_own_input(component), false);
    if (component->modifier)
        look_at_rate(history, p, c, &component->modifier->rate, component->modifier->on, true);
    if (!component->matrix) return;
    look_at_axis(history, p, c, &component->matrix->matrix, true, component->matrix->rows_on);
    look_at_axis(history, p, c, &component->matrix->matrix, false, component->matrix->cols_on);
}

/* What one more credit of so much would have paid. False: nothing that can be said. */
static bool exposure_of(const History *history, const Component *component, const Seen *seen,
                        Ratio large, Ratio *out)
{
    Arena *arena = history->arena;
    Ratio before = RATIO_ZERO, after;
    if (component->window == WINDOW_CREDIT)
        after = ledger_credit_pay(arena, component, large);
    else if (!ledger_pay_with(arena, seen->ledger, seen->entry, seen->entry->value, &before) ||
             !ledger_pay_with(arena, seen->ledger, seen->entry,
                              ratio_add(arena, seen->entry->value, large), &after))
        return false;
    *out = ratio_subtract(arena, lint_rounded(history, arena, after),
                          lint_rounded(history, arena, before));
    return ratio_sign(*out) > 0;
}

/* Of a plan whose own cap holds everything, nothing; nor where so large a deal pays no more, as a
 * curve may fall before it rises for good. */
void lint_exposure(const History *history, uint32_t p, uint32_t c)
{
    Arena *arena = history->arena;
    const Plan *plan = &history->design->plans[p];
    const Component *component = &plan->components[c];
    const Seen *seen = history->median[p][c];
    MedianCredit median;
    Ratio more;
    if (!lint_pays_by_rows(component) || !seen || plan->cap != CAP_NONE) return;
    if (!lint_is_unlimited(arena, component)) return;
    if (!lint_median_credit(history, component->line, &median)) return;
    Ratio large = ratio_multiply(arena, median.amount, ratio_whole(10));
    if (!exposure_of(history, component, seen, large, &more)) return;
    FigureOf value = {INDEX_NONE, OTHER_VALUE};
    Text deal = lint_input(history->findings, plan, component, value, large);
    Text pay = lint_money(arena, history->findings->company, more);
    Text who = seen->ledger->records->roster.persons[seen->person].id;
    Text month = month_text(arena, seen->entry->month);
    bool is_money = history->design->measures[component->measure].is_money;
    const Sentence *says =
        is_money ? sentence_of(arena, "`%.*s`: nothing limits it: one more deal of %.*s, 10 times "
                               "the median, would have paid %.*s %.*s in %.*s",
                               TEXT_ARG(component->key), TEXT_ARG(deal), TEXT_ARG(who),
                               TEXT_ARG(pay), TEXT_ARG(month))
                 : sentence_of(arena, "`%.*s`: nothing limits it: %.*s more, 10 times the median "
                               "row, would have paid %.*s %.*s in %.*s", TEXT_ARG(component->key),
                               TEXT_ARG(deal), TEXT_ARG(who), TEXT_ARG(pay), TEXT_ARG(month));
    finding_add(history->findings, FINDING_UNCAPPED, p, c,
                lint_key_place(arena, component, "rate"), says,
                sentence_of(arena, "if that is too much: a `cap`, or a lower rate far above the "
                            "quota"));
}
