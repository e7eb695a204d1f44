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

/* A place of a table's input: attainment and ratios are fractions. */
static const char *place_said(const RulePen *pen, FigureOf on, Ratio at)
{
    const Measure *measure = measure_of(pen, component_of(pen, on));
    if (on.figure == OTHER_ATTAINMENT || (measure && measure->is_ratio))
        return percent_said(pen, at);
    return measure && measure->is_money ? money_said(pen, at) : number_said(pen, at);
}

static const char *input_said(const RulePen *pen, FigureOf on)
{
    const char *what = on.figure == OTHER_ATTAINMENT ? rule_tr(pen, N_("attainment"))
                                                     : rule_tr(pen, N_("value"));
    if (on.component == INDEX_NONE) return what;
    return text_format(pen->arena, rule_tr(pen, N_("%s of %s")), what,
                       pen_text(pen, pen->plan->components[on.component].key)).bytes;
}

static const char *pays_said(const RulePen *pen, bool money, Ratio pays)
{
    return money ? money_said(pen, pays) : percent_said(pen, pays);
}

/* How the table is read, and below it a row a tier, or a point. */
static void table_rules(RulePen *pen, const char *rule, const Rate *rate, FigureOf on)
{
    bool points = rate->method == RATE_LINEAR;
    const char *end = !points ? "" : rate->extend ? rule_tr(pen, N_("; beyond, the last line goes "
                                                                     "on"))
                                                  : rule_tr(pen, N_("; beyond, it stays"));
    rule_add(pen, rule, text_format(pen->arena, "%s (%s)%s", rule_tr(pen, methods[rate->method]),
                                    input_said(pen, on), end));
    for (size_t t = 0; t < rate->count; t++) {
        const char *at = place_said(pen, on, rate->tiers[t].at);
        const char *pays = pays_said(pen, rate->pays_money, rate->tiers[t].pays);
        rule_add(pen, points ? N_("point") : N_("tier"),
                 points ? text_format(pen->arena, rule_tr(pen, N_("at %s: %s")), at, pays)
                        : text_format(pen->arena, rule_tr(pen, N_("from %s: %s")), at, pays));
    }
}

/* A row of the matrix is a row here. */
static void matrix_rules(RulePen *pen, const MatrixRate *rate)
{
    const Matrix *matrix = &rate->matrix;
    rule_add(pen, N_("matrix"),
             text_format(pen->arena, rule_tr(pen, N_("%s: rows by %s, columns by %s")),
                         rule_tr(pen, methods[matrix->method]), input_said(pen, rate->rows_on),
                         input_said(pen, rate->cols_on)));
    for (size_t r = 0; r < matrix->rows.count; r++) {
        Buffer out = {.arena = pen->arena};
        buffer_format(&out, "%s: ", place_said(pen, rate->rows_on, matrix->rows.from[r]));
        for (size_t c = 0; c < matrix->cols.count; c++) {
            const char *at = place_said(pen, rate->cols_on, matrix->cols.from[c]);
            Ratio pays = matrix->pays[r * matrix->cols.count + c];
            buffer_text(&out, c ? TEXT("; ") : TEXT(""));
            buffer_text(&out, text_format(pen->arena, rule_tr(pen, N_("from %s: %s")), at,
                                          pays_said(pen, matrix->pays_money, pays)));
        }
        rule_add(pen, N_("matrix row from"), buffer_result(&out));
    }
}

void rate_rules(RulePen *pen)
{
    const Component *component = pen->component;
    FigureOf own = {INDEX_NONE, OTHER_ATTAINMENT};
    if (component->rate) {
        if (component->rate->on_value) own.figure = OTHER_VALUE;
        table_rules(pen, N_("rate table"), component->rate, own);
    }
    if (component->matrix) matrix_rules(pen, component->matrix);
    if (component->modifier)
        table_rules(pen, N_("modifier, a factor"), &component->modifier->rate,
                    component->modifier->on);
}
