/* design_examples.c - the plan owner's own tests, read and checked; `check` runs them.
 *
 * What is given is written like the plan itself: an attainment and a ratio's value as percentages,
 * a sum's value and a quota as plain numbers, an earning as money. */
#include "design_inside.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(literal) {(literal), sizeof(literal) - 1}

static void read_example(Loader *loader, const Node *node, size_t number, const Plan *plan,
                         Example *out);
static void read_given(Loader *loader, const Node *node, const Plan *plan, Example *out);
static void read_figures(Loader *loader, const Node *node, const Plan *plan, uint32_t index,
                         Example *out);
static bool read_figure(Loader *loader, const Node *node, const Component *component,
                        Given *out);
static void read_earns(Loader *loader, const Node *node, const Plan *plan, Example *out);
static uint32_t find_component(Loader *loader, const Node *node, const Plan *plan);

void design_read_examples(Loader *loader, const Node *node, Plan *plan)
{
    const Reader *reader = &loader->reader;
    if (node->kind == NODE_LIST && node->count == 0) return;
    if (!schema_list_of(reader, node, "a list of examples: - says: ..., given: ..., earns: ..."))
        return;
    plan->examples = ARENA_ARRAY(reader->arena, Example, node->count);
    for (const Node *entry = node->first; entry != NULL; entry = entry->next) {
        read_example(loader, entry, plan->example_count + 1, plan,
                     &plan->examples[plan->example_count]);
        plan->example_count += 1;
    }
}

static void read_example(Loader *loader, const Node *node, size_t number, const Plan *plan,
                         Example *out)
{
    static const Text keys[] = {WORD("says"), WORD("target"), WORD("months"), WORD("given"),
                                WORD("earns")};
    const Reader *reader = &loader->reader;
    *out = (Example){.target = RATIO_ZERO, .months = ratio_whole(12), .node = node};
    out->says = text_format(reader->arena, "example %zu", number);
    if (!schema_map(reader, node, keys, COUNT(keys),
                    "an example: `says`, `target`, `given`, `earns`"))
        return;
    const Node *says = tree_get(node, keys[0]);
    const Node *target = tree_get(node, keys[1]);
    const Node *months = tree_get(node, keys[2]);
    const Node *given = tree_get(node, keys[3]);
    const Node *earns = schema_need(reader, node, keys[4], "what each component earns");
    bool read = says == NULL || schema_text(reader, says, "what the example shows", &out->says);
    if (target != NULL)
        read = schema_amount(reader, target, "the target incentive to date, in money",
                             &out->target) && read;
    if (months != NULL)
        read = schema_amount(reader, months, "a number of months", &out->months) && read;
    if (read && months != NULL && ratio_sign(out->months) < 0)
        (void)schema_error(reader, DIAG_OUT_OF_RANGE, months, "months are not below 0");
    if (given != NULL) read_given(loader, given, plan, out);
    if (earns != NULL) read_earns(loader, earns, plan, out);
}

static void read_given(Loader *loader, const Node *node, const Plan *plan, Example *out)
{
    const Reader *reader = &loader->reader;
    if (node->kind != NODE_MAP) {
        (void)schema_error(reader, DIAG_WRONG_TYPE, node,
                           "expected {component: {attainment: ..., value: ..., quota: ...}}");
        return;
    }
    size_t figures = 0;
    for (const Node *entry = node->first; entry != NULL; entry = entry->next)
        figures += entry->count;
    out->given = ARENA_ARRAY(reader->arena, Given, figures + 1);
    for (const Node *entry = node->first; entry != NULL; entry = entry->next) {
        uint32_t index = find_component(loader, entry, plan);
        if (index != INDEX_NONE && loader->usable[index])
            read_figures(loader, entry, plan, index, out);
    }
}

static void read_figures(Loader *loader, const Node *node, const Plan *plan, uint32_t index,
                         Example *out)
{
    static const Text keys[] = {WORD("value"), WORD("attainment"), WORD("quota")};
    if (!schema_map(&loader->reader, node, keys, COUNT(keys),
                    "{attainment: ..., value: ..., quota: ...}"))
        return;
    for (size_t i = 0; i < COUNT(keys); i++) {
        const Node *entry = tree_get(node, keys[i]);
        if (entry == NULL) continue;
        Given given = {.component = index, .is_quota = i == 2, .amount = RATIO_ZERO,
                       .figure = i == 1 ? OTHER_ATTAINMENT : OTHER_VALUE};
        if (read_figure(loader, entry, &plan->components[index], &given))
            out->given[out->given_count++] = given;
    }
}

static bool read_figure(Loader *loader, const Node *node, const Component *component, Given *out)
{
    const Reader *reader = &loader->reader;
    bool ratio = design_is_ratio(loader->design, component->measure);
    bool of_value = out->figure == OTHER_VALUE && !out->is_quota;
    const char *lacks = NULL;
    if (component->measure == INDEX_NONE) lacks = N_("it has no measure");
    else if (!of_value && component->against == AGAINST_NONE)
        lacks = N_("it has no quota or goal");
    if (lacks != NULL) {
        (void)schema_error_at_key(reader, DIAG_MISSING_FIGURE, node,
                                  "`%.*s` has no `%.*s`: %s", TEXT_ARG(component->key),
                                  TEXT_ARG(node->key), lacks);
        return false;
    }
    bool percent = ratio || !(of_value || out->is_quota);
    return percent ? schema_percent(reader, node, &out->amount)
                   : schema_amount(reader, node, "a plain number such as 3000000", &out->amount);
}

static void read_earns(Loader *loader, const Node *node, const Plan *plan, Example *out)
{
    const Reader *reader = &loader->reader;
    if (node->kind != NODE_MAP || node->count == 0) {
        (void)schema_error(reader, DIAG_WRONG_TYPE, node, "expected {component: money, ...}");
        return;
    }
    out->earns = ARENA_ARRAY(reader->arena, Earns, node->count);
    for (const Node *entry = node->first; entry != NULL; entry = entry->next) {
        Earns earns = {.component = find_component(loader, entry, plan), .amount = RATIO_ZERO,
                       .node = entry};
        if (earns.component == INDEX_NONE) continue;
        if (!schema_amount(reader, entry, "money such as 700000", &earns.amount)) continue;
        out->earns[out->earns_count++] = earns;
    }
}

static uint32_t find_component(Loader *loader, const Node *node, const Plan *plan)
{
    const Reader *reader = &loader->reader;
    uint32_t index = design_component(plan, node->key);
    if (index != INDEX_NONE) return index;
    Text quoted = schema_quote(reader->arena, node->key);
    Diag *diag = schema_error_at_key(reader, DIAG_UNKNOWN_COMPONENT, node,
                                     "the plan has no component `%.*s`", TEXT_ARG(quoted));
    schema_hint_names(reader, diag, node->key, design_component_keys(reader->arena, plan),
                      plan->component_count);
    return INDEX_NONE;
}
