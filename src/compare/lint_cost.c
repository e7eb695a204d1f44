/* lint_cost.c - what one row, of the median amount, costs over all payees; and rows in findings. */
#include "lint_inside.h"

#include "attain/answer.h"

Text lint_row(Arena *arena, const Ledger *ledger, uint32_t slice, size_t row)
{
    const SliceRef *at = &ledger->slices[slice];
    Text key = record_key(at->table, at->slice, row);
    if (key.length)
        return text_format(arena, "%.*s[%.*s]", TEXT_ARG(at->table->spec->name), TEXT_ARG(key));
    return text_format(arena, "%.*s:%u", TEXT_ARG(at->slice->file->source.path),
                       at->slice->lines[row]);
}

bool lint_amount_pays(Arena *arena, const Ledger *ledger, const Entry *entry, Ratio amount,
                      Money *out)
{
    const Company *company = ledger->records->company;
    const Plan *plan = &ledger->design->plans[ledger->participations[entry->participation].plan];
    const Component *component = &plan->components[entry->component];
    if (component->window == WINDOW_CREDIT)
        return money_from_ratio(ledger_credit_pay(arena, component, amount), company->digits,
                                company->rounding, out);
    Money with, without;
    Ratio less = ratio_subtract(arena, entry->value, amount);
    return ledger_pay_with(arena, ledger, entry, entry->value, &with) &&
           ledger_pay_with(arena, ledger, entry, less, &without) &&
           money_subtract(with, without, out);
}

/* The sum over everybody who is paid for the row, each in the figures of its own window. */
static bool cost_of(const History *history, const MedianCredit *median, Money *out, size_t *payees)
{
    Arena *arena = history->arena;
    const Ledger *ledger = median->ledger;
    RowAnswer answer;
    Diags none;
    diags_start(&none, arena);
    engine_answer(arena, ledger, (RowAt){median->credit->slice, median->credit->row}, PERSON_NONE,
                  &none, &answer);
    *out = (Money){0};
    *payees = 0;
    for (size_t p = 0; p < answer.person_count; p++) {
        int64_t before = out->minor;
        for (size_t a = 0; a < answer.persons[p].answer_count; a++) {
            const Answer *one = &answer.persons[p].answers[a];
            if (one->component == INDEX_NONE || !one->own || !one->rule) continue;
            uint32_t plan = ledger->participations[one->participation].plan;
            const Component *component = &history->design->plans[plan].components[one->component];
            Money pay;
            Ratio amount = RATIO_ZERO;
            for (size_t g = 0; g < one->rule->leg_count; g++)
                if (one->rule->legs[g].yields && one->rule->legs[g].line == component->line)
                    amount = ratio_add(arena, amount, one->rule->legs[g].amount);
            if (one->in_value) amount = one->value;
            if (!lint_pays_by_rows(component) || !reason_counts(one->reason)) continue;
            if (!lint_amount_pays(arena, ledger, one->own, amount, &pay) ||
                !money_add(*out, pay, out))
                return false;
        }
        *payees += out->minor != before;
    }
    return true;
}

/* The first credit line of money, of a feed, that a component is paid on. */
static bool line_of_feed(const Design *design, uint32_t feed, uint32_t *line)
{
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; c < design->plans[p].component_count; c++) {
            const Component *component = &design->plans[p].components[c];
            if (!lint_pays_by_rows(component) || component->line == INDEX_NONE) continue;
            if (!design->measures[component->measure].is_money) continue;
            for (uint32_t r = 0; r < design->rule_count; r++) {
                if (design->rules[r].measure != component->measure ||
                    design->rules[r].feed != feed)
                    continue;
                *line = component->line;
                return true;
            }
        }
    return false;
}

void lint_cost(const History *history)
{
    Arena *arena = history->arena;
    const Company *company = history->findings->company;
    for (uint32_t feed = 0; feed < company->feed_count; feed++) {
        uint32_t line;
        MedianCredit median;
        Money cost;
        size_t payees;
        if (!line_of_feed(history->design, feed, &line) ||
            !lint_median_credit(history, line, &median) ||
            !cost_of(history, &median, &cost, &payees) || payees == 0)
            continue;
        Ratio paid = ratio_from_money(cost, company->digits), share;
        if (!ratio_divide(arena, paid, median.amount, &share)) continue;
        Text row = lint_row(arena, median.ledger, median.credit->slice, median.credit->row);
        Text amount = lint_money(arena, company, median.amount);
        Text sum = lint_money(arena, company, paid), part = lint_percent(arena, share);
        const Measure *measure = &history->design->measures[history->design->lines[line].measure];
        finding_add(history->findings, FINDING_ROW_COST, INDEX_NONE, INDEX_NONE,
                    tree_key_place(arena, measure->node),
                    sentence_of(arena, "%.*s, of %.*s, the median: it added %.*s to what is "
                                "earned, %.*s of it (payees: %zu)", TEXT_ARG(row),
                                TEXT_ARG(amount), TEXT_ARG(sum), TEXT_ARG(part), payees),
                    NULL);
    }
}
