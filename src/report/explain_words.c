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
