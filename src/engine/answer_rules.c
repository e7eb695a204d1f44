/* answer_rules.c - the row through the credit stage once more, by itself: which rules count it,
 * what each leg gets, and which part of a `when` is FALSE. */
#include "answer_inside.h"

/* The credit as the ledger of its year has it. */
static const Credit *listed_credit(const Answering *answering, const Credit *made)
{
    const Ledger *year = ledger_of_month(answering->ledger, day_month(made->day));
    if (!year) return NULL;
    size_t group = group_of(year, made->line, made->person);
    size_t end = year->groups[group + 1];
    for (size_t i = first_from(year, year->groups[group], end, made->day);
         i < end && year->credits[i].day == made->day; i++) {
        const Credit *credit = &year->credits[i];
        if (credit->slice == made->slice && credit->row == made->row && credit->leg == made->leg)
            return credit;
    }
    return NULL;
}

static const Credit *yielded(const RowYield *yield, uint32_t line, uint8_t leg)
{
    for (size_t i = 0; i < yield->count; i++)
        if (yield->credits[i].line == line && yield->credits[i].leg == leg)
            return &yield->credits[i];
    return NULL;
}

static void add_leg(Answering *answering, const RowYield *yield, FormulaInput *input,
                    const CreditTo *to, uint32_t l, AnswerRule *out)
{
    AnswerLeg *leg = &out->legs[out->leg_count++];
    const Credit *credit = yielded(yield, to->line, (uint8_t)l);
    *leg = (AnswerLeg){.line = to->line, .leg = (uint8_t)l, .column = COLUMN_ABSENT,
                       .payee = PERSON_NONE, .share = RATIO_ONE, .amount = RATIO_ZERO};
    if (!to->company) {
        Value share;
        Text fault;
        leg->column = to->legs[l].payee_column;
        leg->payee = answering->slice->columns[leg->column].payees[answering->out->at.row];
        if (formula_evaluate(to->legs[l].share, input, answering->arena, &share, &fault))
            leg->share = share.number;
    }
    if (!credit) return;
    leg->yields = true;
    leg->amount = ledger_credit_amount(answering->arena, answering->ledger, credit);
    leg->status = (CreditStatus)credit->status;
    leg->credit = listed_credit(answering, credit);
}

static void answer_rule(Answering *answering, const CreditRule *rule, AnswerRule *out)
{
    RowYield yield;
    RowAt at = answering->out->at;
    row_yield(&answering->engine, at.slice, at.row, rule, &yield);
    FormulaInput input = {answering->engine.roster, answering->slice, at.row, NULL,
                          yield.is_abroad ? &yield.conversion : NULL};
    *out = (AnswerRule){.rule = rule, .counts = yield.counts && !yield.fault,
                        .lacks_rate = yield.lacks_rate, .day = yield.day, .value = RATIO_ZERO};
    Value date;
    Text fault;
    if (out->day == DAY_NONE &&
        formula_evaluate(rule->date, &input, answering->arena, &date, &fault))
        out->day = date.day;
    if (!out->counts) {
        bool known = !yield.fault && !yield.lacks_rate &&
                     formula_blame(answering->arena, rule->when, &input, &out->blames);
        if (!known) out->blames = (Blames){0};
        return;
    }
    out->value = line_unit(answering->ledger, answering->arena, rule->to[0].line, yield.value);
    size_t legs = 0;
    for (uint32_t t = 0; t < rule->to_count; t++) legs += rule->to[t].leg_count + 1u;
    out->legs = ARENA_ARRAY(answering->arena, AnswerLeg, legs);
    for (uint32_t t = 0; t < rule->to_count; t++) {
        uint32_t count = rule->to[t].company ? 1 : rule->to[t].leg_count;
        for (uint32_t l = 0; l < count; l++)
            add_leg(answering, &yield, &input, &rule->to[t], l, out);
    }
}

void answer_rules(Answering *answering)
{
    const Design *design = answering->engine.design;
    RowAnswer *out = answering->out;
    out->rules = ARENA_ARRAY(answering->arena, AnswerRule, design->rule_count + 1u);
    for (uint32_t r = 0; r < design->rule_count; r++)
        if (design->rules[r].feed == answering->feed)
            answer_rule(answering, &design->rules[r], &out->rules[out->rule_count++]);
}
