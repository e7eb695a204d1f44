/* design_order.c - components in an order in which each finds what it asks for.
 *
 * What another earned (or its multiplier) must be known before: a cycle of these is an error. What
 * another's value or attainment is needs no order, since no earning enters it; it is honoured where
 * it can be, and otherwise the file's order decides, so that the order never depends on chance. */
#include "design_inside.h"

typedef enum Need { NEED_NOTHING, NEED_MEASURED, NEED_EARNED } Need;

static void fill_needs(const Plan *plan, uint8_t *needs);
static bool tables_look_at(const Component *component, uint32_t other);
static Need formula_need(const Formula *formula, uint32_t other);
static uint32_t pick_next(const Plan *plan, const uint8_t *needs, const bool *placed, Need level);
static void report_cycle(Loader *loader, const Plan *plan, const uint8_t *needs,
                         const bool *placed);

void design_order(Loader *loader, Plan *plan)
{
    Arena *arena = loader->reader.arena;
    uint32_t count = plan->component_count;
    uint8_t *needs = ARENA_ARRAY(arena, uint8_t, (size_t)count * count);
    bool *placed = ARENA_ARRAY(arena, bool, count);
    fill_needs(plan, needs);
    plan->order = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t next = pick_next(plan, needs, placed, NEED_MEASURED);
        if (next == INDEX_NONE) next = pick_next(plan, needs, placed, NEED_EARNED);
        if (next == INDEX_NONE) {
            report_cycle(loader, plan, needs, placed);
            return;
        }
        placed[next] = true;
        plan->order[i] = next;
    }
}

/* needs[a * count + b]: what a asks of b. */
static void fill_needs(const Plan *plan, uint8_t *needs)
{
    uint32_t count = plan->component_count;
    for (uint32_t asks = 0; asks < count; asks++) {
        const Component *component = &plan->components[asks];
        for (uint32_t other = 0; other < count; other++) {
            if (other == asks) continue;      /* asking for itself is design_lint's subject */
            Need gate = formula_need(component->gate, other);
            Need formula = formula_need(component->formula, other);
            Need need = gate > formula ? gate : formula;
            if (tables_look_at(component, other) && need < NEED_MEASURED) need = NEED_MEASURED;
            needs[(size_t)asks * count + other] = (uint8_t)need;
        }
    }
}

static bool tables_look_at(const Component *component, uint32_t other)
{
    const Modifier *modifier = component->modifier;
    const MatrixRate *matrix = component->matrix;
    return (modifier != NULL && modifier->on.component == other) ||
           (matrix != NULL &&
            (matrix->rows_on.component == other || matrix->cols_on.component == other));
}

static Need formula_need(const Formula *formula, uint32_t other)
{
    if (formula == NULL) return NEED_NOTHING;
    uint32_t first = FIGURE_OWN + other * FIGURE_OTHERS;
    if (formula_mentions_figure(formula, first + OTHER_EARNED) ||
        formula_mentions_figure(formula, first + OTHER_MULTIPLIER))
        return NEED_EARNED;
    bool measured = formula_mentions_figure(formula, first + OTHER_VALUE) ||
                    formula_mentions_figure(formula, first + OTHER_ATTAINMENT);
    return measured ? NEED_MEASURED : NEED_NOTHING;
}

/* The first component, by the file's order, that needs nothing of this level from one not yet
 * placed. */
static uint32_t pick_next(const Plan *plan, const uint8_t *needs, const bool *placed, Need level)
{
    uint32_t count = plan->component_count;
    for (uint32_t candidate = 0; candidate < count; candidate++) {
        bool ready = !placed[candidate];
        for (uint32_t other = 0; other < count && ready; other++)
            ready = placed[other] || needs[(size_t)candidate * count + other] < level;
        if (ready) return candidate;
    }
    return INDEX_NONE;
}

/* Every component left waits for one that is left: following the first of these must come round. */
static void report_cycle(Loader *loader, const Plan *plan, const uint8_t *needs,
                         const bool *placed)
{
    Arena *arena = loader->reader.arena;
    uint32_t count = plan->component_count;
    bool *seen = ARENA_ARRAY(arena, bool, count);
    uint32_t at = 0;
    while (placed[at]) at++;
    uint32_t *path = ARENA_ARRAY(arena, uint32_t, (size_t)count + 1);
    uint32_t length = 0;
    while (!seen[at]) {
        seen[at] = true;
        path[length++] = at;
        uint32_t next = 0;
        while (placed[next] || needs[(size_t)at * count + next] != NEED_EARNED) next++;
        at = next;
    }
    uint32_t start = 0;
    while (path[start] != at) start++;
    path[length++] = at;

    Text shown = TEXT("");
    for (uint32_t i = start; i < length; i++)
        shown = text_format(arena, "%.*s%s`%.*s`", TEXT_ARG(shown), i == start ? "" : " -> ",
                            TEXT_ARG(plan->components[path[i]].key));
    const Component *first = &plan->components[at];
    bool by_gate = formula_need(first->gate, path[start + 1]) == NEED_EARNED;
    Diag *diag = schema_error(&loader->reader, DIAG_COMPONENT_CYCLE,
                              tree_get(first->node, by_gate ? TEXT("gate") : TEXT("formula")),
                              "each of these asks what the next has earned: %.*s",
                              TEXT_ARG(shown));
    diag_hint(loader->reader.diags, diag,
              "use a value or an attainment in one of them, which no earning enters");
}
