/* design_lint.c - rules over a whole plan, as a list of small checks.
 *
 * Weights add up; every figure that a gate or a formula names exists; nobody waits for credits that
 * belong to nobody. */
#include "design_inside.h"

static void check_weights(Loader *loader, const Plan *plan);
static void check_figures(Loader *loader, const Plan *plan, const Component *component,
                          const Formula *formula, const char *key);
static void check_own(Loader *loader, const Component *component, const Formula *formula,
                      const Node *node);
static void check_other(Loader *loader, const Plan *plan, const Component *component,
                        uint32_t other, const Formula *formula, const Node *node);
static void check_line(Loader *loader, const Component *component);
static bool line_is_company_only(const Design *design, uint32_t line);

void design_lint_plan(Loader *loader, const Plan *plan)
{
    check_weights(loader, plan);
    for (uint32_t i = 0; i < plan->component_count; i++) {
        const Component *component = &plan->components[i];
        check_figures(loader, plan, component, component->gate, "gate");
        check_figures(loader, plan, component, component->formula, "formula");
        if (loader->usable[i]) check_line(loader, component);
    }
}

static void check_weights(Loader *loader, const Plan *plan)
{
    Arena *arena = loader->reader.arena;
    Ratio sum = RATIO_ZERO;
    uint32_t weighed = 0;
    Text shown = TEXT("");
    for (uint32_t i = 0; i < plan->component_count; i++) {
        const Component *component = &plan->components[i];
        if (component->pays != PAYS_TARGET) continue;
        if (!component->has_weight) return;      /* missing or wrong, and reported as that */
        sum = ratio_add(arena, sum, component->weight);
        Text weight = schema_percent_text(arena, component->weight);
        if (weighed < 12)
            shown = text_format(arena, "%.*s%s%.*s %.*s", TEXT_ARG(shown),
                                weighed == 0 ? "" : ", ", TEXT_ARG(component->key),
                                TEXT_ARG(weight));
        weighed += 1;
    }
    if (weighed == 0 || ratio_equal(sum, RATIO_ONE)) return;
    Text total = schema_percent_text(arena, sum);
    Diag *diag = schema_error_at_key(&loader->reader, DIAG_WEIGHTS,
                                     tree_get(plan->node, TEXT("components")),
                                     "the weights of `pays: target` add up to %.*s, not to 100%%",
                                     TEXT_ARG(total));
    diag_hint(loader->reader.diags, diag, "%.*s%s", TEXT_ARG(shown),
              weighed > 12 ? " ..." : "");
}

static void check_figures(Loader *loader, const Plan *plan, const Component *component,
                          const Formula *formula, const char *key)
{
    if (formula == NULL) return;
    const Node *node = tree_get(component->node, text_of(key));
    check_own(loader, component, formula, node);
    for (uint32_t other = 0; other < plan->component_count; other++)
        check_other(loader, plan, component, other, formula, node);
}

static void check_own(Loader *loader, const Component *component, const Formula *formula,
                      const Node *node)
{
    const Reader *reader = &loader->reader;
    bool measured = component->measure != INDEX_NONE;
    if (formula_mentions_figure(formula, FIGURE_VALUE) && !measured)
        (void)schema_error(reader, DIAG_MISSING_FIGURE, node,
                           "`value` needs a `measure`, and `%.*s` has none",
                           TEXT_ARG(component->key));
    static const struct { uint32_t figure; Text word; } of_quotas[] = {
        {FIGURE_QUOTA, {"quota", 5}}, {FIGURE_ATTAINMENT, {"attainment", 10}}};
    for (size_t i = 0; i < 2 && component->against == AGAINST_NONE; i++)
        if (formula_mentions_figure(formula, of_quotas[i].figure))
            (void)schema_error(reader, DIAG_MISSING_FIGURE, node,
                               "`%.*s` needs a quota or a goal, and `%.*s` is against none",
                               TEXT_ARG(of_quotas[i].word), TEXT_ARG(component->key));
}

static void check_other(Loader *loader, const Plan *plan, const Component *component,
                        uint32_t other, const Formula *formula, const Node *node)
{
    const Reader *reader = &loader->reader;
    const Component *named = &plan->components[other];
    const struct { OtherFigure figure; Text word; bool exists; const char *lacks; } all[] = {
        {OTHER_VALUE, TEXT("value"), named->measure != INDEX_NONE, N_("it has no measure")},
        {OTHER_ATTAINMENT, TEXT("attainment"), named->against != AGAINST_NONE,
         N_("it is against none")},
        {OTHER_MULTIPLIER, TEXT("multiplier"), named->pays == PAYS_TARGET,
         N_("only `pays: target` has one")},
        {OTHER_EARNED, TEXT("earned"), named->pays != PAYS_NOTHING, N_("it pays nothing")}};
    for (size_t i = 0; i < FIGURE_OTHERS && loader->usable[other]; i++) {
        uint32_t figure = FIGURE_OWN + other * FIGURE_OTHERS + all[i].figure;
        if (!formula_mentions_figure(formula, figure)) continue;
        if (named == component && all[i].figure >= OTHER_MULTIPLIER) {
            (void)schema_error(reader, DIAG_COMPONENT_CYCLE, node,
                               "`%.*s.%.*s` asks for itself: `%.*s` -> `%.*s`",
                               TEXT_ARG(named->key), TEXT_ARG(all[i].word), TEXT_ARG(named->key),
                               TEXT_ARG(named->key));
        } else if (named == component) {
            (void)schema_error(reader, DIAG_MISSING_FIGURE, node,
                               "`%.*s.%.*s` is the component's own: write `%.*s`",
                               TEXT_ARG(named->key), TEXT_ARG(all[i].word), TEXT_ARG(all[i].word));
        } else if (!all[i].exists) {
            (void)schema_error(reader, DIAG_MISSING_FIGURE, node,
                               "`%.*s` has no `%.*s`: %s", TEXT_ARG(named->key),
                               TEXT_ARG(all[i].word), all[i].lacks);
        }
    }
}

/* A line of `company` alone counts for `of: company` and for nobody else. */
static void check_line(Loader *loader, const Component *component)
{
    const Design *design = loader->design;
    if (component->of == SCOPE_COMPANY || component->line == INDEX_NONE) return;
    if (!line_is_company_only(design, component->line)) return;
    const Node *of = tree_get(component->node, TEXT("of"));
    const Node *at = of != NULL ? of : tree_get(component->node, TEXT("measure"));
    Diag *diag = diag_warning(loader->reader.diags, DIAG_NO_EFFECT,
                              tree_place(loader->reader.arena, at),
                              "`%.*s` is credited to nobody, so that `of: %.*s` is always 0",
                              TEXT_ARG(design->lines[component->line].name),
                              TEXT_ARG(scope_word(component->of)));
    diag_hint(loader->reader.diags, diag, "write `of: company`");
}

static bool line_is_company_only(const Design *design, uint32_t line)
{
    bool found = false;
    for (uint32_t rule = 0; rule < design->rule_count; rule++) {
        for (uint32_t to = 0; to < design->rules[rule].to_count; to++) {
            if (design->rules[rule].to[to].line != line) continue;
            if (!design->rules[rule].to[to].company) return false;
            found = true;
        }
    }
    return found;
}
