/* plan_rate.c - rate tables, matrices and modifiers in words, tier by tier. Source: CONTRACT 4. */
#include "plan_words.h"

#include "attain/buffer.h"

static const char *const methods[] = {
    [RATE_STEP] = N_("the pay of the tier reached"),
    [RATE_LINEAR] = N_("straight lines between points"),
    [RATE_MARGINAL] = N_("each tier's pay for what lies within it"),
    [RATE_WHOLE] = N_("the pay of the tier reached, for the whole")};

static const Measure *measure_of(const RulePen *pen, uint32_t component)
{
    uint32_t measure = pen->plan->components[component].measure;
    return measure == INDEX_NONE ? NULL : &pen->design->measures[measure];
}

static uint32_t component_of(const RulePen *pen, FigureOf on)
{
    return on.component == INDEX_NONE ? (uint32_t)(pen->component - pen->plan->components)
                                      : on.component;
}

PlaceUnit place_unit(const RulePen *pen, FigureOf on)
{
    const Measure *measure = measure_of(pen, component_of(pen, on));
    if (on.figure == OTHER_ATTAINMENT || (measure && measure->is_ratio)) return PLACE_PERCENT;
    return measure && measure->is_money ? PLACE_MONEY : PLACE_NUMBER;
}

const char *place_said(const RulePen *pen, FigureOf on, Ratio at)
{
    switch (place_unit(pen, on)) {
    case PLACE_PERCENT: return percent_said(pen, at);
    case PLACE_MONEY: return money_said(pen, at);
    case PLACE_NUMBER: break;
    }
    return number_said(pen, at);
}

const char *input_said(const RulePen *pen, FigureOf on)
{
    const char *what = on.figure == OTHER_ATTAINMENT ? rule_tr(pen, N_("attainment"))
                                                     : rule_tr(pen, N_("value"));
    if (on.component == INDEX_NONE) return what;
    return text_format(pen->arena, rule_tr(pen, N_("%s of %s")), what,
                       pen_text(pen, pen->plan->components[on.component].key)).bytes;
}

const char *pays_said(const RulePen *pen, bool money, Ratio pays)
{
    return money ? money_said(pen, pays) : percent_said(pen, pays);
}

FigureOf rate_input(const Rate *rate)
{
    return (FigureOf){INDEX_NONE, rate->on_value ? OTHER_VALUE : OTHER_ATTAINMENT};
}

Text table_said(const RulePen *pen, const Rate *rate, FigureOf on)
{
    bool points = rate->method == RATE_LINEAR;
    const char *end = !points ? "" : rate->extend ? rule_tr(pen, N_("; beyond, the last line goes "
                                                                     "on"))
                                                  : rule_tr(pen, N_("; beyond, it stays"));
    return text_format(pen->arena, "%s (%s)%s", rule_tr(pen, methods[rate->method]),
                       input_said(pen, on), end);
}

Text tier_said(const RulePen *pen, const Rate *rate, FigureOf on, size_t tier)
{
    const char *at = place_said(pen, on, rate->tiers[tier].at);
    const char *pays = pays_said(pen, rate->pays_money, rate->tiers[tier].pays);
    return rate->method == RATE_LINEAR
        ? text_format(pen->arena, rule_tr(pen, N_("at %s: %s")), at, pays)
        : text_format(pen->arena, rule_tr(pen, N_("from %s: %s")), at, pays);
}

/* How the table is read, and below it a row a tier, or a point. */
static void table_rules(RulePen *pen, const char *rule, const Rate *rate, FigureOf on)
{
    rule_add(pen, rule, table_said(pen, rate, on));
    for (size_t t = 0; t < rate->count; t++)
        rule_add(pen, rate->method == RATE_LINEAR ? N_("point") : N_("tier"),
                 tier_said(pen, rate, on, t));
}

Text matrix_said(const RulePen *pen, const MatrixRate *rate)
{
    return text_format(pen->arena, rule_tr(pen, N_("%s: rows by %s, columns by %s")),
                       rule_tr(pen, methods[rate->matrix.method]), input_said(pen, rate->rows_on),
                       input_said(pen, rate->cols_on));
}

Text matrix_row_said(const RulePen *pen, const MatrixRate *rate, size_t row)
{
    const Matrix *matrix = &rate->matrix;
    Buffer out = {.arena = pen->arena};
    buffer_format(&out, "%s: ", place_said(pen, rate->rows_on, matrix->rows.from[row]));
    for (size_t c = 0; c < matrix->cols.count; c++) {
        const char *at = place_said(pen, rate->cols_on, matrix->cols.from[c]);
        Ratio pays = matrix->pays[row * matrix->cols.count + c];
        buffer_text(&out, c ? TEXT("; ") : TEXT(""));
        buffer_text(&out, text_format(pen->arena, rule_tr(pen, N_("from %s: %s")), at,
                                      pays_said(pen, matrix->pays_money, pays)));
    }
    return buffer_result(&out);
}

void rate_rules(RulePen *pen)
{
    const Component *component = pen->component;
    if (component->rate)
        table_rules(pen, N_("rate table"), component->rate, rate_input(component->rate));
    if (component->matrix) {
        rule_add(pen, N_("matrix"), matrix_said(pen, component->matrix));
        for (size_t r = 0; r < component->matrix->matrix.rows.count; r++)
            rule_add(pen, N_("matrix row from"), matrix_row_said(pen, component->matrix, r));
    }
    if (component->modifier)
        table_rules(pen, N_("modifier, a factor"), &component->modifier->rate,
                    component->modifier->on);
}
