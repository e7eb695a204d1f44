/* lint_history.c - the figures of all ledgers, by component and payee; the payee of the median
 * target; then the checks in their order. */
#include "lint_inside.h"

#include <stdlib.h>

static Month last_of_window(const Plan *plan, const Component *component, Month window)
{
    Month last = window + window_months(component->window) - 1;
    bool sooner = plan->to != DAY_OPEN && day_month(plan->to) < last;
    return sooner ? day_month(plan->to) : last;
}

static void see(History *history, const Ledger *ledger, const Entry *entries, size_t count)
{
    Fiscal fiscal = history->findings->company->fiscal;
    for (size_t i = 0; i < count; i++) {
        const Participation *participation = &ledger->participations[entries[i].participation];
        const Plan *plan = &history->design->plans[participation->plan];
        const Component *component = &plan->components[entries[i].component];
        SeenList *list = &history->seen[participation->plan][entries[i].component];
        list->items = array_room(history->arena, list->items, list->count, &list->capacity,
                                 sizeof *list->items);
        Month window = fiscal_window_start(fiscal, entries[i].month,
                                           window_months(component->window));
        list->items[list->count++] =
            (Seen){.ledger = ledger, .entry = &entries[i], .person = participation->person,
                   .first = participation->first, .window = window,
                   .whole = entries[i].month >= last_of_window(plan, component, window)};
    }
}

static int compare_seen(const void *a, const void *b)
{
    const Seen *left = a, *right = b;
    if (left->person != right->person) return left->person < right->person ? -1 : 1;
    if (left->first != right->first) return left->first < right->first ? -1 : 1;
    return (left->entry->month > right->entry->month) - (left->entry->month < right->entry->month);
}

static void order(SeenList *list)
{
    if (!list->count) return;
    qsort(list->items, list->count, sizeof *list->items, compare_seen);
    for (size_t i = 0; i < list->count; i++) {
        const Seen *next = i + 1 < list->count ? &list->items[i + 1] : NULL;
        list->items[i].ends = !next || next->person != list->items[i].person ||
                              next->first != list->items[i].first ||
                              next->window != list->items[i].window;
    }
}

typedef struct Payee { uint32_t person; Day first; Money target; Text id; } Payee;

static int compare_payees(const void *a, const void *b)
{
    const Payee *left = a, *right = b;
    if (left->target.minor != right->target.minor)
        return left->target.minor < right->target.minor ? -1 : 1;
    int by = text_compare(left->id, right->id);
    return by ? by : (left->first > right->first) - (left->first < right->first);
}

/* The plan's payees in the last ledger that has any, with the target that each has then; not those
 * who left before its fiscal year. False: nobody has one. */
static bool median_payee(const History *history, uint32_t plan, Payee *out, uint32_t *of)
{
    size_t count = 0;
    Fiscal fiscal = history->findings->company->fiscal;
    for (size_t l = history->ledger_count; l-- > 0 && !count;) {
        const Ledger *ledger = history->ledgers[l];
        Day start = month_first_day(fiscal_window_start(fiscal, ledger->period, 12));
        Payee *payees = ARENA_ARRAY(history->arena, Payee, ledger->participation_count + 1u);
        for (uint32_t p = 0; p < ledger->participation_count; p++) {
            const Participation *participation = &ledger->participations[p];
            const Assignment *assignment = participation->plan == plan
                                               ? ledger_stint(ledger, p, ledger->period) : NULL;
            if (!assignment || assignment->target.minor <= 0 || participation->last < start)
                continue;
            payees[count++] = (Payee){participation->person, participation->first,
                                      assignment->target,
                                      ledger->records->roster.persons[participation->person].id};
        }
        if (!count) continue;
        qsort(payees, count, sizeof *payees, compare_payees);
        *out = payees[(count - 1) / 2];
        *of = (uint32_t)count;
    }
    return count > 0;
}

/* The latest figures of a whole window; else the latest. */
static const Seen *latest_of(const SeenList *list, uint32_t person, Day first)
{
    const Seen *best = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const Seen *seen = &list->items[i];
        if (seen->person != person || seen->first != first || !seen->ends) continue;
        if (!best || seen->whole || !best->whole) best = seen;
    }
    return best;
}

static void find_scale(History *history, uint32_t p)
{
    const Company *company = history->findings->company;
    const Plan *plan = &history->design->plans[p];
    Payee payee = {0};
    uint32_t of = 0;
    bool found = median_payee(history, p, &payee, &of);
    for (uint32_t c = 0; c < plan->component_count; c++) {
        LintScale *scale = &history->scales[p][c];
        *scale = (LintScale){.target = RATIO_ZERO, .quota = RATIO_ZERO};
        const SeenList *list = &history->seen[p][c];
        const Seen *seen = found ? latest_of(list, payee.person, payee.first) : NULL;
        if (!found && list->count)   /* nobody has a target: whoever comes first */
            seen = latest_of(list, list->items[0].person, list->items[0].first);
        history->median[p][c] = seen;
        if (found) {
            scale->payee = payee.id;
            scale->payees = of;
            scale->target = ratio_from_money(payee.target, company->digits);
        } else if (seen) {
            scale->payee = seen->ledger->records->roster.persons[seen->person].id;
            scale->target = RATIO_ZERO;
        }
        if (!seen || !seen->entry->has_quota) continue;
        scale->has_quota = true;
        scale->quota = seen->entry->quota;
        scale->quota_month = seen->entry->month;
    }
}

/* The latest month that has facts. */
static Month last_month_of_facts(const History *history)
{
    Month last = MONTH_NONE;
    for (size_t l = 0; l < history->ledger_count; l++)
        for (size_t i = 0; i < history->ledgers[l]->credit_count; i++) {
            Month month = day_month(history->ledgers[l]->credits[i].day);
            if (month > last) last = month;
        }
    return last;
}

static void start(History *history)
{
    Arena *arena = history->arena;
    history->last_month_of_facts = last_month_of_facts(history);
    size_t plans = history->design->plan_count;
    history->seen = ARENA_ARRAY(arena, SeenList *, plans + 1);
    history->scales = ARENA_ARRAY(arena, LintScale *, plans + 1);
    history->median = ARENA_ARRAY(arena, const Seen **, plans + 1);
    history->median_of_lines = ARENA_ARRAY(arena, MedianOfLine, history->design->line_count + 1u);
    for (size_t p = 0; p < plans; p++) {
        size_t components = history->design->plans[p].component_count + 1u;
        history->seen[p] = ARENA_ARRAY(arena, SeenList, components);
        history->scales[p] = ARENA_ARRAY(arena, LintScale, components);
        history->median[p] = ARENA_ARRAY(arena, const Seen *, components);
    }
}

void lint_history(const Ledger *const *ledgers, size_t count, Findings *findings)
{
    History history = {.arena = findings->arena, .findings = findings,
                       .design = findings->design, .ledgers = ledgers, .ledger_count = count};
    const Design *design = findings->design;
    start(&history);
    for (size_t l = 0; l < count; l++) {
        see(&history, ledgers[l], ledgers[l]->earlier, ledgers[l]->earlier_count);
        see(&history, ledgers[l], ledgers[l]->entries, ledgers[l]->entry_count);
    }
    for (uint32_t p = 0; p < design->plan_count; p++) {
        for (uint32_t c = 0; c < design->plans[p].component_count; c++)
            order(&history.seen[p][c]);
        find_scale(&history, p);
    }
    lint_tables(findings, (const LintScale *const *)history.scales);
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; c < design->plans[p].component_count; c++) {
            if (design->plans[p].components[c].pays == PAYS_NOTHING) continue;
            lint_reached(&history, p, c);
            lint_exposure(&history, p, c);
            lint_waiting(&history, p, c);
        }
    lint_twice(&history);
    lint_cost(&history);
    findings_sort(findings);
}
