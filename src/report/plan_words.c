/* plan_words.c - the pen that puts rules in words. Source: CONTRACT 4. */
#include "plan_words.h"

#include "attain/buffer.h"

const char *rule_tr(const RulePen *pen, const char *english)
{
    return tr(pen->words, english);
}

void rule_add(RulePen *pen, const char *rule, Text says)
{
    RuleList *list = pen->list;
    if (!says.length) return;
    list->items = array_room(pen->arena, list->items, list->count, &list->capacity,
                             sizeof *list->items);
    list->items[list->count++] = (Rule){
        pen->plan->title, pen->component ? pen->component->key : TEXT(""), rule, says};
}

void kinds_add(RulePen *pen, const RuleKind *kinds)
{
    for (const RuleKind *kind = kinds; kind->rule; kind++)
        rule_add(pen, kind->rule, kind->said(pen));
}

void plan_rules(RulePen *pen)
{
    pen->component = NULL;
    kinds_add(pen, plan_kinds);
    for (uint32_t c = 0; c < pen->plan->component_count; c++) {
        pen->component = &pen->plan->components[c];
        kinds_add(pen, component_kinds);
        credit_rules(pen);
        rate_rules(pen);
        kinds_add(pen, limit_kinds);
    }
}

const char *pen_text(const RulePen *pen, Text text)
{
    return text_copy(pen->arena, text).bytes;
}

/* With so many decimals, and more where they would make it look rounder than it is. */
static Text decimal(const RulePen *pen, Ratio number, int decimals)
{
    return pen->exact ? ratio_exact(pen->arena, number)
                      : ratio_near(pen->arena, number, decimals);
}

const char *number_said(const RulePen *pen, Ratio number)
{
    return decimal(pen, number, 6).bytes;
}

const char *percent_said(const RulePen *pen, Ratio part)
{
    Ratio hundred = ratio_multiply(pen->arena, part, ratio_whole(100));
    return text_format(pen->arena, "%s%%", decimal(pen, hundred, 4).bytes).bytes;
}

const char *money_said(const RulePen *pen, Ratio amount)
{
    const Company *company = pen->company;
    Money money;
    bool whole = money_from_ratio(amount, company->digits, ROUND_DOWN, &money) &&
                 ratio_equal(ratio_from_money(money, company->digits), amount);
    Text number = whole ? money_text_grouped(pen->arena, money, company->digits)
                        : decimal(pen, amount, 6);
    return text_format(pen->arena, "%.*s %.*s", TEXT_ARG(number),
                       TEXT_ARG(company->currency)).bytes;
}

Text cap_said(const RulePen *pen, Cap cap, Ratio at)
{
    if (cap == CAP_NONE) return TEXT("");
    return cap == CAP_PERCENT
        ? text_format(pen->arena, rule_tr(pen, N_("%s of the target to date")),
                      percent_said(pen, at))
        : text_of(money_said(pen, at));
}

Text formula_said_of(const RulePen *pen, const Formula *formula)
{
    return formula ? text_printable(pen->arena, formula_source(formula)) : TEXT("");
}

bool formulas_same(const RulePen *pen, const Formula *a, const Formula *b)
{
    if (!a || !b) return a == b;
    return text_equal(formula_canonical(pen->arena, a), formula_canonical(pen->arena, b));
}

bool parts_same(const Ratio *a, size_t a_count, const Ratio *b, size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++) same = ratio_equal(a[i], b[i]);
    return same;
}
