/* design_plan.c - one plan: who it is for, when, and its components.
 *
 * Components are read by themselves first, in the order of the file; then gates, formulas and
 * modifiers are linked, over names that stand for this plan's components. The names are laid out as
 * design.h says: the component's own figures first, then every component's. */
#include "design_inside.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(literal) {(literal), sizeof(literal) - 1}

static const Text PLAN_KEYS[] = {WORD("plan"), WORD("for"), WORD("effective"),
                                 WORD("components"), WORD("examples"), WORD("ramp"),
                                 WORD("draw"), WORD("if_left"), WORD("cap"),
                                 WORD("target_spread"), WORD("credit_after_end")};
static const Text OWN_WORDS[FIGURE_OWN] = {WORD("target"), WORD("value"), WORD("quota"),
                                           WORD("attainment"), WORD("months")};
static const Text OTHER_WORDS[FIGURE_OTHERS] = {WORD("value"), WORD("attainment"),
                                                WORD("multiplier"), WORD("earned")};

static void read_who(Loader *loader, const Node *node, Plan *out);
static void read_effective(Loader *loader, const Node *node, Plan *out);
static bool read_components(Loader *loader, const Node *node, Plan *out);
static FormulaNames figure_names(Loader *loader, const Plan *plan);
static const Formula *read_formula(Loader *loader, const Node *node, const FormulaNames *names,
                                   ValueType wanted);

const Text *design_plan_keys(size_t *count)
{
    *count = COUNT(PLAN_KEYS);
    return PLAN_KEYS;
}

bool design_read_plan(Loader *loader, const PlanTree *tree, Plan *out)
{
    const Reader *reader = &loader->reader;
    const Node *root = tree->node;
    *out = (Plan){.key = tree->key, .from = DAY_NONE, .to = DAY_OPEN, .cap_at = RATIO_ZERO,
                   .draw = {.amount = RATIO_ZERO, .recover_share = RATIO_ONE}, .node = root};
    if (!schema_map(reader, root, PLAN_KEYS, COUNT(PLAN_KEYS),
                    "a plan: `plan`, `for`, `effective`, `components`"))
        return false;
    const Node *title = schema_need(reader, root, PLAN_KEYS[0], "the plan's name");
    const Node *who = schema_need(reader, root, PLAN_KEYS[1],
                                  "a formula over the roster's columns, such as role = \"SE\"");
    const Node *effective = schema_need(reader, root, PLAN_KEYS[2], "{from: a date, to: a date}");
    const Node *components = schema_need(reader, root, PLAN_KEYS[3], "the components by name");
    bool titled = title != NULL && schema_text(reader, title, "the plan's name", &out->title);
    if (who != NULL) read_who(loader, who, out);
    if (effective != NULL) read_effective(loader, effective, out);
    design_read_plan_payment(loader, root, out);
    if (components == NULL || !read_components(loader, components, out)) return titled;

    FormulaNames names = figure_names(loader, out);
    for (uint32_t i = 0; i < out->component_count; i++)
        if (loader->usable[i])
            design_link_component(loader, out, &names, &out->components[i]);
    design_lint_plan(loader, out);
    design_check_payment(loader, out);
    design_order(loader, out);
    const Node *examples = tree_get(root, PLAN_KEYS[4]);
    if (examples != NULL) design_read_examples(loader, examples, out);
    return titled;
}

static void read_who(Loader *loader, const Node *node, Plan *out)
{
    out->who = read_formula(loader, node, &loader->roster_names, VALUE_FLAG);
}

static void read_effective(Loader *loader, const Node *node, Plan *out)
{
    static const Text keys[] = {WORD("from"), WORD("to")};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, keys, 2, "{from: a date, to: a date}")) return;
    const Node *from = schema_need(reader, node, keys[0], "the first day");
    const Node *to = tree_get(node, keys[1]);
    bool has_from = from != NULL && schema_date(reader, from, &out->from);
    bool has_to = to != NULL && schema_date(reader, to, &out->to);
    if (has_from && has_to && out->to < out->from)
        (void)schema_error(reader, DIAG_EFFECTIVE_DATES, to,
                           "the plan ends before it starts, on %.*s",
                           TEXT_ARG(day_text(reader->arena, out->from)));
}

/* False: there are none. Those that can't be used are kept by name: others may name them. */
static bool read_components(Loader *loader, const Node *node, Plan *out)
{
    const Reader *reader = &loader->reader;
    if (node->kind != NODE_MAP || node->count == 0) {
        (void)schema_error(reader, DIAG_WRONG_TYPE, node, "expected the components by name");
        return false;
    }
    if (node->count > COMPONENTS_MAX) {
        (void)schema_error(reader, DIAG_OUT_OF_RANGE, node,
                           "more than %d components in one plan", COMPONENTS_MAX);
        return false;
    }
    out->components = ARENA_ARRAY(reader->arena, Component, node->count);
    loader->usable = ARENA_ARRAY(reader->arena, bool, node->count);
    for (const Node *entry = node->first; entry != NULL; entry = entry->next) {
        uint32_t index = out->component_count++;
        loader->usable[index] = design_read_component(loader, entry, &out->components[index]);
    }
    return true;
}

static FormulaNames figure_names(Loader *loader, const Plan *plan)
{
    Arena *arena = loader->reader.arena;
    size_t count = FIGURE_OWN + (size_t)plan->component_count * FIGURE_OTHERS;
    FormulaName *names = ARENA_ARRAY(arena, FormulaName, count);
    uint32_t next = 0;
    for (; next < FIGURE_OWN; next++)
        names[next] = (FormulaName){.name = OWN_WORDS[next], .type = VALUE_NUMBER,
                                    .index = next};
    for (uint32_t i = 0; i < plan->component_count; i++) {
        for (uint32_t which = 0; which < FIGURE_OTHERS; which++, next++) {
            Text name = figure_name(arena, plan, next);
            names[next] = (FormulaName){.name = name, .type = VALUE_NUMBER, .index = next};
        }
    }
    return (FormulaNames){names, count, loader->company->digits};
}

Text figure_name(Arena *arena, const Plan *plan, uint32_t figure)
{
    if (figure < FIGURE_OWN) return OWN_WORDS[figure];
    uint32_t other = figure - FIGURE_OWN;
    return text_format(arena, "%.*s.%.*s", TEXT_ARG(plan->components[other / FIGURE_OTHERS].key),
                       TEXT_ARG(OTHER_WORDS[other % FIGURE_OTHERS]));
}

void design_link_component(Loader *loader, const Plan *plan, const FormulaNames *names,
                           Component *component)
{
    const Node *node = component->node;
    if (component->pays == PAYS_NOTHING) return;
    const Node *gate = tree_get(node, TEXT("gate"));
    const Node *formula = tree_get(node, TEXT("formula"));
    const Node *modifier = tree_get(node, TEXT("modifier"));
    const Node *rate = tree_get(node, TEXT("rate"));
    if (gate != NULL) component->gate = read_formula(loader, gate, names, VALUE_FLAG);
    if (formula != NULL && component->pays == PAYS_FORMULA)
        component->formula = read_formula(loader, formula, names, VALUE_NUMBER);
    if (modifier != NULL) design_read_modifier(loader, plan, modifier, component);
    if (rate != NULL && component->pays != PAYS_FORMULA && design_is_matrix(rate))
        design_read_matrix(loader, plan, rate, component);
}

static const Formula *read_formula(Loader *loader, const Node *node, const FormulaNames *names,
                                   ValueType wanted)
{
    const Reader *reader = &loader->reader;
    Text source = TEXT("");
    Formula *formula = NULL;
    if (!schema_text(reader, node, "a formula", &source)) return NULL;
    if (!formula_compile(reader->arena, node, names, wanted, &formula, reader->diags)) return NULL;
    return formula;
}

uint32_t design_component(const Plan *plan, Text key)
{
    for (uint32_t i = 0; i < plan->component_count; i++)
        if (text_equal(plan->components[i].key, key)) return i;
    return INDEX_NONE;
}

Text *design_component_keys(Arena *arena, const Plan *plan)
{
    Text *keys = ARENA_ARRAY(arena, Text, plan->component_count + 1);
    for (uint32_t i = 0; i < plan->component_count; i++) keys[i] = plan->components[i].key;
    return keys;
}
