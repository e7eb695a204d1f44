/* explain_row_cells.c - a row's cells, and the values that formulas named, in words. */
#include "explain_row_inside.h"

static Text money_cell(const RowShown *shown, uint32_t column, Money money, bool exact)
{
    const Slice *slice = shown->slice;
    const Company *company = shown->explaining.ledger->records->company;
    Arena *arena = shown->explaining.arena;
    bool abroad = shown->table->spec->columns[column].in_row_currency && slice->currencies;
    Currency currency = abroad ? slice->currencies[shown->answer->at.row]
                               : company->currency_number;
    int digits = currency_digits(currency);
    if (exact) return money_text(arena, money, digits);
    return text_format(arena, "%.*s %.*s",
                       TEXT_ARG(money_text_grouped(arena, money, digits)),
                       TEXT_ARG(currency_code(currency)));
}

Text row_problem(const RowShown *shown, size_t problem)
{
    if (problem >= shown->answer->problem_count) return TEXT("");
    return diag_message(shown->explaining.arena, shown->answer->problems[problem],
                        shown->explaining.look->words);
}

Text row_quoted(const RowShown *shown)
{
    Place place = record_place(shown->explaining.arena, shown->table, shown->slice,
                               shown->answer->at.row);
    return place.excerpt;
}

Text row_cell(const RowShown *shown, uint32_t column, bool exact)
{
    const ColumnValues *values = &shown->slice->columns[column];
    const Explaining *explaining = &shown->explaining;
    size_t row = shown->answer->at.row;
    if (values->blanks && values->blanks[row]) return TEXT("");
    switch (shown->table->spec->columns[column].type) {
    case COLUMN_TEXT: return values->texts[row];
    case COLUMN_DATE:
        return values->days[row] == DAY_NONE ? TEXT("")
                                             : day_text(explaining->arena, values->days[row]);
    case COLUMN_MONEY: return money_cell(shown, column, values->money[row], exact);
    case COLUMN_NUMBER:
        return exact ? ratio_exact(explaining->arena, values->ratios[row])
                     : words_number(explaining, values->ratios[row]);
    case COLUMN_PERCENT:
        return exact ? ratio_exact(explaining->arena, values->ratios[row])
                     : words_percent(explaining, values->ratios[row]);
    case COLUMN_INTEGER:
        return ratio_text(explaining->arena, ratio_whole(values->integers[row]), 0);
    case COLUMN_FLAG: return values->flags[row] ? TEXT("TRUE") : TEXT("FALSE");
    case COLUMN_PAYEE:
        return roster_payee_text(&explaining->ledger->records->roster, shown->slice,
                                 values->payees[row]);
    case COLUMN_TYPES: break;
    }
    return TEXT("");
}

Text row_value(const RowShown *shown, const NamedValue *named)
{
    Arena *arena = shown->explaining.arena;
    if (named->is_blank) return words_say(&shown->explaining, "blank");
    switch (named->value.type) {
    case VALUE_NUMBER: return words_number(&shown->explaining, named->value.number);
    case VALUE_TEXT: return text_format(arena, "\"%.*s\"", TEXT_ARG(named->value.text));
    case VALUE_DATE:
        return named->value.day == DAY_NONE ? words_say(&shown->explaining, "no date")
                                            : day_text(arena, named->value.day);
    case VALUE_FLAG: break;
    }
    return named->value.flag ? TEXT("TRUE") : TEXT("FALSE");
}

Text row_name(const RowShown *shown, Text name)
{
    const FeedSpec *spec = shown->table->spec;
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (text_equal(spec->columns[c].name, name) && !text_equal(spec->columns[c].heading, name))
            return text_format(shown->explaining.arena, "%.*s (%.*s)", TEXT_ARG(name),
                               TEXT_ARG(spec->columns[c].heading));
    return name;
}

/* What a name in a `when` or a gate stood for, in the unit of its column or its figure. */
static Text named_value(const RowShown *shown, const Answer *gated, const NamedValue *named)
{
    const Explaining *explaining = &shown->explaining;
    const FeedSpec *spec = shown->table->spec;
    Ratio number = named->value.number;
    if (named->is_blank || named->value.type != VALUE_NUMBER) return row_value(shown, named);
    for (uint32_t c = 0; !gated && c < spec->column_count; c++) {
        if (!text_equal(spec->columns[c].name, named->name)) continue;
        if (spec->columns[c].type == COLUMN_MONEY) return words_currency(explaining, number);
        if (spec->columns[c].type == COLUMN_PERCENT) return words_percent(explaining, number);
    }
    const Plan *plan = NULL;
    const Component *component = gated ? answer_shows(shown, gated, &plan) : NULL;
    uint32_t figures = component ? FIGURE_OWN + plan->component_count * FIGURE_OTHERS : 0;
    for (uint32_t f = 0; f < figures; f++)
        if (text_equal(figure_name(explaining->arena, plan, f), named->name))
            return words_figure(explaining, plan, component, f, number);
    return row_value(shown, named);
}

static Text because_names(const RowShown *shown, const Answer *gated, const Blame *blame)
{
    Arena *arena = shown->explaining.arena;
    bool bare = blame->name_count == 1 && text_equal(blame->names[0].name, blame->part);
    NamedValue whole = {.name = bare ? blame->part : TEXT(""), .value = blame->value};
    Text part = bare ? row_name(shown, blame->part)
                     : text_format(arena, "`%.*s`", TEXT_ARG(blame->part));
    Text all = words_say(&shown->explaining, "%.*s is %.*s", TEXT_ARG(part),
                           TEXT_ARG(named_value(shown, gated, &whole)));
    if (bare && !blame->names[0].is_blank) return all;
    for (size_t n = 0; n < blame->name_count; n++)
        all = words_say(&shown->explaining, "%.*s%s%.*s is %.*s", TEXT_ARG(all), n ? ", " : ": ",
                          TEXT_ARG(row_name(shown, blame->names[n].name)),
                          TEXT_ARG(named_value(shown, gated, &blame->names[n])));
    return all;
}

Text row_because(const RowShown *shown, const Answer *gated, const Blame *blame)
{
    Arena *arena = shown->explaining.arena;
    Text all = because_names(shown, gated, blame);
    if (!blame->branch.length) return all;
    if (!blame->of_case.length)
        return text_format(arena, "%.*s; no case of SWITCH: its default gives `%.*s`",
                           TEXT_ARG(all), TEXT_ARG(blame->branch));
    return text_format(arena, "%.*s; the case `%.*s` of SWITCH gives `%.*s`", TEXT_ARG(all),
                       TEXT_ARG(blame->of_case), TEXT_ARG(blame->branch));
}

const Assignment *row_assignment(const RowShown *shown, uint32_t person)
{
    const Ledger *ledger = shown->explaining.ledger;
    Day day = shown->answer->day;
    return ledger_assignment(ledger, person, day == DAY_NONE ? ledger->period : day_month(day));
}

const Component *answer_shows(const RowShown *shown, const Answer *answer, const Plan **plan)
{
    const Ledger *ledger = shown->explaining.ledger;
    *plan = NULL;
    if (answer->participation == INDEX_NONE) return NULL;
    *plan = &ledger->design->plans[ledger->participations[answer->participation].plan];
    return answer->component == INDEX_NONE ? NULL : &(*plan)->components[answer->component];
}
