/* plan_credits.c - how rows of a feed become the credits that a component adds up, in words: which
 * rows, on what day, how much, to whom. Source: CONTRACT 4. */
#include "attain/buffer.h"
#include "plan_words.h"

static const FeedSpec *feed_of(const RulePen *pen, const CreditRule *rule)
{
    return &pen->company->feeds[rule->feed];
}

static Text rows_said(const RulePen *pen, const CreditRule *rule)
{
    const Design *design = pen->design;
    Value value;
    Text rows = text_format(pen->arena, "%.*s: %.*s",
                            TEXT_ARG(design->measures[rule->measure].key),
                            TEXT_ARG(feed_of(pen, rule)->name));
    if (formula_is_constant(rule->when, &value) && value.flag) return rows;
    return text_format(pen->arena, "%.*s, %.*s", TEXT_ARG(rows),
                       TEXT_ARG(formula_source(rule->when)));
}

static Text amount_said(const RulePen *pen, const CreditRule *rule)
{
    Value value;
    if (!formula_is_constant(rule->value, &value)) return formula_source(rule->value);
    return text_of(number_said(pen, value.number));
}

static Text payees_said(const RulePen *pen, const CreditRule *rule, const CreditTo *to)
{
    Buffer out = {.arena = pen->arena};
    if (to->company) return text_of(rule_tr(pen, N_("nobody: the company")));
    for (uint32_t l = 0; l < to->leg_count; l++) {
        Text column = feed_of(pen, rule)->columns[to->legs[l].payee_column].name;
        Text share = formula_source(to->legs[l].share);
        Value value;
        bool whole = formula_is_constant(to->legs[l].share, &value) &&
                     ratio_equal(value.number, RATIO_ONE);
        buffer_format(&out, "%s%.*s", l ? "; " : "", TEXT_ARG(column));
        if (!whole) buffer_format(&out, ": %.*s", TEXT_ARG(share));
    }
    return buffer_result(&out);
}

static void line_rules(RulePen *pen, uint32_t line)
{
    const Design *design = pen->design;
    for (uint32_t r = 0; line != INDEX_NONE && r < design->rule_count; r++) {
        const CreditRule *rule = &design->rules[r];
        for (uint32_t t = 0; t < rule->to_count; t++) {
            if (rule->to[t].line != line) continue;
            rule_add(pen, N_("rows that count"), rows_said(pen, rule));
            rule_add(pen, N_("on the day"), formula_source(rule->date));
            rule_add(pen, N_("amount of a row"), amount_said(pen, rule));
            rule_add(pen, N_("credited to"), payees_said(pen, rule, &rule->to[t]));
        }
    }
}

void credit_rules(RulePen *pen)
{
    line_rules(pen, pen->component->line);
    line_rules(pen, pen->component->denominator_line);
}
