/* explain_what_if_json.c - what edits change, as JSON. docs/explain.md has the schema. */
#include "what_if.h"

static void edits(Json *json, const WhatIf *what_if)
{
    json_array(json, "edits");
    for (size_t e = 0; e < what_if->edit_count; e++) {
        const Edit *edit = &what_if->edits[e];
        json_object(json, NULL);
        json_text(json, "said", edit->said);
        json_text(json, "table", edit->table);
        json_array(json, "row");
        for (uint32_t k = 0; k < edit->key_count; k++) json_text(json, NULL, edit->keys[k]);
        json_end(json, ']');
        json_text(json, "column", edit->column);
        json_text(json, "file", edit->place.file);
        json_integer(json, "line", edit->place.line);
        json_text(json, "heading", edit->place.heading);
        json_text(json, "was", edit->was);
        json_text(json, "now", edit->value);
        if (edit->row_period.length) json_text(json, "row_period", edit->row_period);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void amounts(Json *json, const char *name, Money before, Money after, int digits)
{
    json_object(json, name);
    json_money(json, "before", before, digits);
    json_money(json, "after", after, digits);
    json_money(json, "difference", money_change(before, after), digits);
    json_end(json, '}');
}

static void figures(Json *json, const WhatIf *what_if, const FiguresChange *change)
{
    static const char *const names[ENTRY_FIGURES] = {
        [ENTRY_VALUE] = "value", [ENTRY_QUOTA] = "quota", [ENTRY_ATTAINMENT] = "attainment",
        [ENTRY_MULTIPLIER] = "multiplier", [ENTRY_TARGET] = "target"};
    const Entry none = {0};
    const Entry *before = change->before ? change->before : &none;
    const Entry *after = change->after ? change->after : &none;
    const Component *component = figures_component(what_if, change);
    json_object(json, NULL);
    json_text(json, "plan", figures_plan(what_if, change)->title);
    json_text(json, "component", component->key);
    json_text(json, "title", component->title);
    json_flag(json, "changes", figures_change(change));
    for (int f = 0; f < ENTRY_FIGURES; f++) {
        Ratio one, two;
        bool had = entry_figure(change->before, (EntryFigure)f, &one);
        bool has = entry_figure(change->after, (EntryFigure)f, &two);
        json_object(json, names[f]);
        if (had) json_ratio(json, "before", one);
        else json_null(json, "before");
        if (has) json_ratio(json, "after", two);
        else json_null(json, "after");
        json_end(json, '}');
    }
    amounts(json, "earned_to_date", before->earned_to_date, after->earned_to_date,
            what_if->digits);
    amounts(json, "earning", before->earning, after->earning, what_if->digits);
    json_end(json, '}');
}

static void abroad(Json *json, const char *name, const Ledger *ledger, uint32_t person,
                   const Payment *payment)
{
    Currency currency;
    Money amount;
    if (!paid_abroad(ledger, person, payment, &currency, &amount)) {
        json_null(json, name);
        return;
    }
    json_object(json, name);
    json_text(json, "currency", currency_code(currency));
    json_money(json, "payment", amount, currency_digits(currency));
    json_end(json, '}');
}

static void priors(Json *json, const WhatIf *what_if, const PayeeChange *payee)
{
    json_array(json, "prior");
    for (size_t i = 0; i < payee->prior_count; i++) {
        const PriorChange *prior = &payee->priors[i];
        json_object(json, NULL);
        json_text(json, "plan", prior->plan);
        json_text(json, "component", prior->component);
        json_month(json, "for_month", prior->month);
        amounts(json, "adjustment", prior->before, prior->after, what_if->digits);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void payee_change(Json *json, const WhatIf *what_if, const PayeeChange *payee)
{
    json_object(json, NULL);
    json_text(json, "id", payee_id(what_if, payee));
    json_text(json, "name", payee_name(what_if, payee));
    json_object(json, "payroll");
    for (size_t p = 0; p < PAYROLL_PARTS; p++)
        amounts(json, payroll_parts[p].name, part_of(payee->paid_before, &payroll_parts[p]),
                part_of(payee->paid_after, &payroll_parts[p]), what_if->digits);
    json_end(json, '}');
    json_object(json, "paid_in");
    abroad(json, "before", what_if->before, payee->before, payee->paid_before);
    abroad(json, "after", what_if->after, payee->after, payee->paid_after);
    json_end(json, '}');
    json_array(json, "components");
    for (size_t f = 0; f < payee->figure_count; f++)
        figures(json, what_if, &payee->figures[f]);
    json_end(json, ']');
    priors(json, what_if, payee);
    json_array(json, "also_changed");
    for (size_t i = 0; i < payee->other_count; i++) json_text(json, NULL, payee->others[i]);
    json_end(json, ']');
    json_end(json, '}');
}

Text what_if_json(const WhatIf *what_if, Text explanation)
{
    const Company *company = what_if->after->records->company;
    Json json = {.out = {.arena = what_if->arena}};
    json_object(&json, NULL);
    json_text(&json, "attain", what_if->look->version);
    json_text(&json, "company", company->name);
    json_text(&json, "currency", company->currency);
    json_month(&json, "period", what_if->after->period);
    json_object(&json, "what_if");
    edits(&json, what_if);
    json_integer(&json, "payrolls_changed", (int64_t)what_if->changed);
    if (what_if->unchanged.length) json_text(&json, "unchanged", what_if->unchanged);
    else json_null(&json, "unchanged");
    json_array(&json, "payees");
    for (size_t i = 0; i < what_if->payee_count; i++)
        payee_change(&json, what_if, &what_if->payees[i]);
    json_end(&json, ']');
    amounts(&json, "payments", what_if->paid_before, what_if->paid_after, what_if->digits);
    if (what_if->earlier_from != MONTH_NONE) {
        json_object(&json, "earlier");
        json_month(&json, "from", what_if->earlier_from);
        json_month(&json, "to", what_if->earlier_to);
        json_money(&json, "difference", what_if->earlier, what_if->digits);
        json_text(&json, "says", what_if_earlier(what_if));
        json_end(&json, '}');
    } else {
        json_null(&json, "earlier");
    }
    json_end(&json, '}');
    if (explanation.length) json_document(&json, "explanation", explanation);
    else json_null(&json, "explanation");
    json_end(&json, '}');
    return buffer_result(&json.out);
}
