/* plan_component.c - a component's rules in words: what it measures, pays, and when.
 * Source: CONTRACT 4. */
#include "plan_words.h"

#include "attain/buffer.h"

static const char *const scopes[] = {
    [SCOPE_SELF] = N_("the payee's own credits"),
    [SCOPE_TEAM] = N_("the credits of the payee's team"),
    [SCOPE_ALIGNED] = N_("the credits of the aligned teams"),
    [SCOPE_REPORTS] = N_("the credits of all who report to the payee"),
    [SCOPE_COMPANY] = N_("the credits of the whole company")};
static const char *const windows[] = {
    [WINDOW_MONTH] = N_("month"), [WINDOW_QUARTER] = N_("quarter"), [WINDOW_HALF] = N_("half"),
    [WINDOW_YEAR] = N_("year"), [WINDOW_CREDIT] = N_("each credit by itself")};
static const char *const releases[] = {
    [RELEASE_YEAR_END] = N_("the year's end"), [RELEASE_HALF_END] = N_("the half's end"),
    [RELEASE_QUARTER_END] = N_("the quarter's end")};

static const Measure *measure_of(const RulePen *pen)
{
    uint32_t measure = pen->component->measure;
    return measure == INDEX_NONE ? NULL : &pen->design->measures[measure];
}

/* An amount of the component's measure. */
static const char *measured(const RulePen *pen, Ratio amount)
{
    const Measure *measure = measure_of(pen);
    if (measure && measure->is_ratio) return percent_said(pen, amount);
    if (!measure || measure->is_money) return money_said(pen, amount);
    return text_format(pen->arena, "%s %.*s", number_said(pen, amount),
                       TEXT_ARG(measure->unit)).bytes;
}

static Text measures_said(const RulePen *pen)
{
    const Component *component = pen->component;
    const Measure *measure = measure_of(pen);
    if (!measure) return TEXT("");
    const char *line = component->line == INDEX_NONE || measure->is_ratio ? ""
                     : pen_text(pen, pen->design->lines[component->line].name);
    return text_format(pen->arena, *line ? "%s (%s.%s)" : "%s (%s%s)",
                       pen_text(pen, measure->title), pen_text(pen, measure->key), line);
}

static Text line_name(const RulePen *pen)
{
    uint32_t line = pen->component->line;
    return line == INDEX_NONE ? TEXT("") : pen->design->lines[line].name;
}

static bool measures_same(const RulePen *a, const RulePen *b)
{
    const Measure *x = measure_of(a), *y = measure_of(b);
    if (!x || !y) return x == y;
    return text_equal(x->key, y->key) && text_equal(line_name(a), line_name(b));
}

Text counts_said(const RulePen *pen)
{
    return measure_of(pen) ? text_of(rule_tr(pen, scopes[pen->component->of])) : TEXT("");
}

static bool counts_same(const RulePen *a, const RulePen *b)
{
    return a->component->of == b->component->of;
}

static Text window_said(const RulePen *pen)
{
    return text_of(rule_tr(pen, windows[pen->component->window]));
}

static bool window_same(const RulePen *a, const RulePen *b)
{
    return a->component->window == b->component->window;
}

static Text paid_said(const RulePen *pen)
{
    const Component *component = pen->component;
    if (component->window == WINDOW_CREDIT || component->pays == PAYS_NOTHING) return TEXT("");
    return text_of(component->at_end ? rule_tr(pen, N_("once, in the window's last month"))
                                     : rule_tr(pen, N_("every month, to date")));
}

static bool paid_same(const RulePen *a, const RulePen *b)
{
    return a->component->at_end == b->component->at_end;
}

static Text against_said(const RulePen *pen)
{
    const Component *component = pen->component;
    switch (component->against) {
    case AGAINST_QUOTA:
        return text_of(component->quota_of_self ? rule_tr(pen, N_("the payee's own quota to date"))
                                                : rule_tr(pen, N_("the quota to date")));
    case AGAINST_WINDOW_QUOTA:
        return text_of(component->quota_of_self
                           ? rule_tr(pen, N_("the payee's own quota of the whole window"))
                           : rule_tr(pen, N_("the quota of the whole window")));
    case AGAINST_GOAL: return text_of(measured(pen, component->goal));
    case AGAINST_NONE: break;
    }
    return TEXT("");
}

static bool against_same(const RulePen *a, const RulePen *b)
{
    const Component *x = a->component, *y = b->component;
    return x->against == y->against && x->quota_of_self == y->quota_of_self &&
           (x->against != AGAINST_GOAL || ratio_equal(x->goal, y->goal));
}

static Text weight_said(const RulePen *pen)
{
    const Component *component = pen->component;
    return component->has_weight ? text_of(percent_said(pen, component->weight)) : TEXT("");
}

/* One that is not given is 1. */
static bool weight_same(const RulePen *a, const RulePen *b)
{
    return ratio_equal(a->component->weight, b->component->weight);
}

static Text pays_words(const RulePen *pen)
{
    switch (pen->component->pays) {
    case PAYS_TARGET:
        return text_of(rule_tr(pen, N_("its part of the target incentive, times what the table "
                                       "says")));
    case PAYS_CREDITED:
        return text_of(rule_tr(pen, N_("what is credited, at the table's rate")));
    case PAYS_AMOUNT: return text_of(rule_tr(pen, N_("the amount that the table says")));
    case PAYS_FORMULA: return text_of(rule_tr(pen, N_("what the formula says")));
    case PAYS_NOTHING: break;
    }
    return text_of(rule_tr(pen, N_("nothing: it only measures")));
}

static bool pays_same(const RulePen *a, const RulePen *b)
{
    return a->component->pays == b->component->pays;
}

Text formula_rule_said(const RulePen *pen)
{
    return formula_said_of(pen, pen->component->formula);
}

static bool formula_is_same(const RulePen *a, const RulePen *b)
{
    return formulas_same(a, a->component->formula, b->component->formula);
}

static Text gate_said(const RulePen *pen)
{
    return formula_said_of(pen, pen->component->gate);
}

static bool gate_same(const RulePen *a, const RulePen *b)
{
    return formulas_same(a, a->component->gate, b->component->gate);
}

static Text component_cap_said(const RulePen *pen)
{
    return cap_said(pen, pen->component->cap, pen->component->cap_at);
}

static bool component_cap_same(const RulePen *a, const RulePen *b)
{
    const Component *x = a->component, *y = b->component;
    return x->cap == y->cap && (x->cap == CAP_NONE || ratio_equal(x->cap_at, y->cap_at));
}

static Text floor_said(const RulePen *pen)
{
    return pen->component->floor_none
        ? text_of(rule_tr(pen, N_("none: it may come out below 0"))) : TEXT("");
}

static bool floor_same(const RulePen *a, const RulePen *b)
{
    return a->component->floor_none == b->component->floor_none;
}

static Text when_empty_said(const RulePen *pen)
{
    const Component *component = pen->component;
    const Measure *measure = measure_of(pen);
    if (!component->has_when_empty) return TEXT("");
    bool sum = component->rate && component->rate->on_value && measure && !measure->is_ratio;
    return text_format(pen->arena, rule_tr(pen, N_("the table is asked at %s")),
                       sum ? measured(pen, component->when_empty)
                           : percent_said(pen, component->when_empty));
}

static bool when_empty_same(const RulePen *a, const RulePen *b)
{
    const Component *x = a->component, *y = b->component;
    return x->has_when_empty == y->has_when_empty &&
           (!x->has_when_empty || ratio_equal(x->when_empty, y->when_empty));
}

static Text instalments_said(const RulePen *pen)
{
    const Component *component = pen->component;
    Buffer out = {.arena = pen->arena};
    for (size_t i = 0; i < component->instalment_count; i++)
        buffer_format(&out, "%s%s", i ? ", " : "", percent_said(pen, component->instalments[i]));
    return buffer_result(&out);
}

static bool instalments_same(const RulePen *a, const RulePen *b)
{
    const Component *x = a->component, *y = b->component;
    return parts_same(x->instalments, x->instalment_count, y->instalments, y->instalment_count);
}

static Text held_said(const RulePen *pen)
{
    const Component *component = pen->component;
    if (!ratio_sign(component->hold_share)) return TEXT("");
    return text_format(pen->arena, rule_tr(pen, N_("%s, until %s")),
                       percent_said(pen, component->hold_share),
                       rule_tr(pen, releases[component->hold_release]));
}

static bool held_same(const RulePen *a, const RulePen *b)
{
    const Component *x = a->component, *y = b->component;
    return ratio_equal(x->hold_share, y->hold_share) &&
           (!ratio_sign(x->hold_share) || x->hold_release == y->hold_release);
}

const RuleKind component_kinds[] = {
    {N_("measures"), ASPECT_MEASURE, measures_said, measures_same, NULL, NULL},
    {N_("counts"), ASPECT_MEASURE, counts_said, counts_same, NULL, NULL},
    {N_("window"), ASPECT_TIMING, window_said, window_same, NULL, NULL},
    {N_("is paid"), ASPECT_TIMING, paid_said, paid_same, NULL, NULL},
    {N_("against"), ASPECT_QUOTA, against_said, against_same, N_("no quota or goal"), NULL},
    {N_("weight"), ASPECT_WEIGHT, weight_said, weight_same, NULL, NULL},
    {N_("pays"), ASPECT_RATE, pays_words, pays_same, NULL, NULL},
    {N_("formula"), ASPECT_RATE, formula_rule_said, formula_is_same, NULL, NULL},
    KINDS_END};

const RuleKind limit_kinds[] = {
    {N_("gate"), ASPECT_GATE, gate_said, gate_same, NULL, NULL},
    {N_("cap"), ASPECT_CAP, component_cap_said, component_cap_same, NULL, NULL},
    {N_("floor"), ASPECT_RATE, floor_said, floor_same, N_("0"), NULL},
    {N_("when nothing was measured"), ASPECT_RATE, when_empty_said, when_empty_same, NULL, NULL},
    {N_("instalments, month by month"), ASPECT_TIMING, instalments_said, instalments_same,
     N_("all at once"), NULL},
    {N_("held back"), ASPECT_TIMING, held_said, held_same, N_("nothing"), NULL},
    KINDS_END};
