/* explain_words.c - numbers, months and signs as people read them. */
#include "explain_inside.h"

Text words_say(const Explaining *explaining, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const Sentence *sentence = sentence_vof(explaining->arena, format, arguments);
    va_end(arguments);
    return sentence_text(explaining->arena, sentence, explaining->look->words);
}

Text words_number(const Explaining *explaining, Ratio number)
{
    return page_number(explaining->arena, ratio_near(explaining->arena, number, 6));
}

Text words_percent(const Explaining *explaining, Ratio part)
{
    Ratio hundred = ratio_multiply(explaining->arena, part, ratio_whole(100));
    return text_format(explaining->arena, "%.*s%%",
                       TEXT_ARG(page_number(explaining->arena,
                                        ratio_near(explaining->arena, hundred, 4))));
}

Text words_money(const Explaining *explaining, Money money)
{
    Text amount = money_text_grouped(explaining->arena, money, explaining->digits);
    return text_format(explaining->arena, "%.*s %.*s", TEXT_ARG(amount),
                       TEXT_ARG(explaining->ledger->records->company->currency));
}

/* An amount in whole currency that need not be whole units of it. */
Text words_currency(const Explaining *explaining, Ratio amount)
{
    Money money;
    int digits = explaining->digits;
    if (money_from_ratio(amount, digits, ROUND_DOWN, &money) &&
        ratio_equal(ratio_from_money(money, digits), amount))
        return words_money(explaining, money);
    return text_format(explaining->arena, "%.*s %.*s",
                       TEXT_ARG(words_number(explaining, amount)),
                       TEXT_ARG(explaining->ledger->records->company->currency));
}

Text words_measured(const Explaining *explaining, const Measure *measure, Ratio amount)
{
    if (!measure || measure->is_money) return words_currency(explaining, amount);
    if (measure->is_ratio) return words_percent(explaining, amount);
    Text unit = measure->unit;
    bool plural = unit.length > 2 && unit.bytes[unit.length - 1] == 's' &&
                  unit.bytes[unit.length - 2] != 'e' && unit.bytes[unit.length - 2] != 's';
    if (plural && ratio_equal(amount, RATIO_ONE)) unit.length--;         /* 1 meeting */
    return text_format(explaining->arena, "%.*s %.*s", TEXT_ARG(words_number(explaining, amount)),
                       TEXT_ARG(unit));
}

/* A value or a quota in its component's unit; of a component without a measure it is a number. */
static Text words_value(const Explaining *explaining, const Component *component, Ratio amount)
{
    if (component->measure == INDEX_NONE) return words_number(explaining, amount);
    return words_measured(explaining,
                          &explaining->ledger->design->measures[component->measure], amount);
}

Text words_looked_at(const Explaining *explaining, const Plan *plan, const Component *component,
                     FigureOf on, Ratio amount)
{
    if (on.figure == OTHER_ATTAINMENT) return words_percent(explaining, amount);
    return words_value(explaining, on.component == INDEX_NONE ? component
                                                              : &plan->components[on.component],
                       amount);
}

Text words_figure(const Explaining *explaining, const Plan *plan, const Component *component,
                  uint32_t figure, Ratio amount)
{
    switch (figure) {
    case FIGURE_TARGET: return words_currency(explaining, amount);
    case FIGURE_VALUE: case FIGURE_QUOTA: return words_value(explaining, component, amount);
    case FIGURE_ATTAINMENT: return words_percent(explaining, amount);
    case FIGURE_MONTHS: return words_number(explaining, amount);
    default: break;
    }
    const Component *other = &plan->components[(figure - FIGURE_OWN) / FIGURE_OTHERS];
    switch ((OtherFigure)((figure - FIGURE_OWN) % FIGURE_OTHERS)) {
    case OTHER_VALUE: return words_value(explaining, other, amount);
    case OTHER_EARNED: return words_currency(explaining, amount);
    case OTHER_ATTAINMENT: case OTHER_MULTIPLIER: case FIGURE_OTHERS: break;
    }
    return words_percent(explaining, amount);
}

Text words_times(const Explaining *explaining)
{
    return explaining->look->ascii ? TEXT("x") : TEXT("\u00d7");
}

Text words_divided(const Explaining *explaining)
{
    return explaining->look->ascii ? TEXT("/") : TEXT("\u00f7");
}

Text words_month(const Explaining *explaining, Month month)
{
    return month_text(explaining->arena, month);
}
