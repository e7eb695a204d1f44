/* lint_words.c - places and figures of findings. */
#include "design_inside.h"
#include "lint_inside.h"

static const Node *item_of(const Node *list, size_t index)
{
    const Node *node = list ? list->first : NULL;
    while (node && index-- > 0) node = node->next;
    return node;
}

Place lint_key_place(Arena *arena, const Component *component, const char *key)
{
    const Node *node = tree_get(component->node, text_of(key));
    return tree_key_place(arena, node ? node : component->node);
}

Place lint_tier_place(Arena *arena, const Component *component, bool modifier, size_t tier)
{
    const Node *table = tree_get(component->node, modifier ? TEXT("modifier") : TEXT("rate"));
    const Node *tiers = tree_get(table, TEXT("tiers"));
    const Node *item = item_of(tiers ? tiers : tree_get(table, TEXT("points")), tier);
    const Node *from = tree_get(item, tiers ? TEXT("from") : TEXT("at"));
    return from ? tree_place(arena, from) : tree_key_place(arena, component->node);
}

Text lint_percent(Arena *arena, Ratio fraction)
{
    Text number = ratio_near(arena, ratio_multiply(arena, fraction, ratio_whole(100)), 4);
    return text_format(arena, "%.*s%%", TEXT_ARG(number));
}

Text lint_money(Arena *arena, const Company *company, Ratio amount)
{
    Money money;
    Text number = money_from_ratio(amount, company->digits, company->rounding, &money)
                      ? money_text_grouped(arena, money, company->digits)
                      : ratio_text(arena, amount, company->digits);
    return text_format(arena, "%.*s %.*s", TEXT_ARG(number), TEXT_ARG(company->currency));
}

Text lint_input(const Findings *findings, const Plan *plan, const Component *component,
                FigureOf on, Ratio input)
{
    Arena *arena = findings->arena;
    if (design_is_percent(findings->design, plan, component, on)) return lint_percent(arena, input);
    const Component *owner = design_figure_owner(plan, component, on);
    if (design_is_money(findings->design, owner->measure))
        return lint_money(arena, findings->company, input);
    return ratio_near(arena, input, 4);
}

FigureOf lint_own_input(const Component *component)
{
    bool on_value = component->rate && component->rate->on_value;
    return (FigureOf){INDEX_NONE, on_value ? OTHER_VALUE : OTHER_ATTAINMENT};
}

/* The last piece goes on rising; a plan's or a component's cap would end that. */
bool lint_is_unlimited(Arena *arena, const Component *component)
{
    bool whole;
    if (!component->rate || component->cap != CAP_NONE) return false;
    Curve curve = lint_curve(arena, component, NULL, &whole);
    return curve_direction(arena, &curve, curve.count - 1) > 0;
}

const Sentence *lint_gate_advice(Arena *arena)
{
    return sentence_of(arena, "a `modifier` that grows with the gate's figure takes the edge off");
}

void lint_add(const Looked *looked, FindingCode code, Place place, const Sentence *says,
              const Sentence *advises)
{
    finding_add(looked->findings, code, looked->plan_index, looked->component_index, place, says,
                advises);
}

Ratio lint_paid(const Looked *looked, Ratio of_curve)
{
    Arena *arena = looked->findings->arena;
    const Company *company = looked->findings->company;
    return ratio_round(arena, ratio_multiply(arena, of_curve, looked->unit), company->digits,
                       company->rounding);
}

Text lint_worth(const Looked *looked, Ratio of_curve)
{
    return lint_money(looked->findings->arena, looked->findings->company,
                      lint_paid(looked, of_curve));
}
