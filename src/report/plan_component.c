/* plan_component.c - a component's rules in words: what it measures, pays, and when.
 * Source: CONTRACT 4. */
#include "plan_words.h"

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
    return measure == INDEX_NONE ? NULL : &pen->sheets->view->ledger->design->measures[measure];
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

static void measures(RulePen *pen)
{
    const Component *component = pen->component;
    const Design *design = pen->sheets->view->ledger->design;
    const Measure *measure = measure_of(pen);
    if (!measure) return;
    const char *line = component->line == INDEX_NONE || measure->is_ratio ? ""
                     : pen_text(pen, design->lines[component->line].name);
    rule_add(pen, N_("measures"),
             text_format(pen->arena, *line ? "%s (%s.%s): %s" : "%s (%s%s): %s",
                         pen_text(pen, measure->title), pen_text(pen, measure->key), line,
                         rule_tr(pen, scopes[component->of])));
}

static void window(RulePen *pen)
{
    const Component *component = pen->component;
    const char *name = rule_tr(pen, windows[component->window]);
    Text says = text_of(name);
    if (component->window != WINDOW_CREDIT && component->pays != PAYS_NOTHING)
        says = text_format(pen->arena,
                           component->at_end ? rule_tr(pen, N_("%s; paid in its last month"))
                                             : rule_tr(pen, N_("%s; paid every month, to date")),
                           name);
    rule_add(pen, N_("window"), says);
}

static void against(RulePen *pen)
{
    const Component *component = pen->component;
    switch (component->against) {
    case AGAINST_QUOTA:
        rule_add(pen, N_("against"), text_of(component->quota_of_self
                                                 ? rule_tr(pen, N_("the payee's own quota to date"))
                                                 : rule_tr(pen, N_("the quota to date"))));
        break;
    case AGAINST_WINDOW_QUOTA:
        rule_add(pen, N_("against"), text_of(rule_tr(pen, N_("the quota of the whole window"))));
        break;
    case AGAINST_GOAL:
        rule_add(pen, N_("against"), text_of(measured(pen, component->goal)));
        break;
    case AGAINST_NONE:
        break;
    }
}

static void pays(RulePen *pen)
{
    const Component *component = pen->component;
    Text says = TEXT("");
    switch (component->pays) {
    case PAYS_TARGET:
        says = text_format(pen->arena, rule_tr(pen, N_("%s of the target incentive, times what the "
                                                       "table says")),
                           percent_said(pen, component->weight));
        break;
    case PAYS_CREDITED: says = text_of(rule_tr(pen, N_("what is credited, at the table's rate")));
        break;
    case PAYS_AMOUNT: says = text_of(rule_tr(pen, N_("the amount that the table says"))); break;
    case PAYS_FORMULA: says = component->formula ? formula_source(component->formula) : TEXT("");
        break;
    case PAYS_NOTHING: says = text_of(rule_tr(pen, N_("nothing: it only measures"))); break;
    }
    rule_add(pen, N_("pays"), says);
}

static void limits(RulePen *pen)
{
    const Component *component = pen->component;
    if (component->gate) rule_add(pen, N_("gate"), formula_source(component->gate));
    if (component->cap == CAP_PERCENT)
        rule_add(pen, N_("cap"), text_format(pen->arena, rule_tr(pen, N_("%s of the target to "
                                                                         "date")),
                                             percent_said(pen, component->cap_at)));
    if (component->cap == CAP_MONEY)
        rule_add(pen, N_("cap"), text_of(money_said(pen, component->cap_at)));
    if (component->floor_none)
        rule_add(pen, N_("floor"), text_of(rule_tr(pen, N_("none: it may come out below 0"))));
    if (component->has_when_empty)
        rule_add(pen, N_("when nothing was measured"),
                 text_format(pen->arena, rule_tr(pen, N_("the table is asked at %s")),
                             component->rate && component->rate->on_value && measure_of(pen) &&
                                     !measure_of(pen)->is_ratio
                                 ? measured(pen, component->when_empty)
                                 : percent_said(pen, component->when_empty)));
}

static void payment(RulePen *pen)
{
    const Component *component = pen->component;
    Buffer out = {.arena = pen->arena};
    for (size_t i = 0; i < component->instalment_count; i++)
        buffer_format(&out, "%s%s", i ? ", " : "", percent_said(pen, component->instalments[i]));
    rule_add(pen, N_("instalments, month by month"), buffer_result(&out));
    if (ratio_sign(component->hold_share))
        rule_add(pen, N_("held back"),
                 text_format(pen->arena, rule_tr(pen, N_("%s, until %s")),
                             percent_said(pen, component->hold_share),
                             rule_tr(pen, releases[component->hold_release])));
}

void component_rules(RulePen *pen)
{
    measures(pen);
    credit_rules(pen);
    window(pen);
    against(pen);
    pays(pen);
    rate_rules(pen);
    limits(pen);
    payment(pen);
}
