/* earn.c - from a component's inputs to what is earned to date: the one place where pay is made.
 * Source: CONTRACT 5, Rate table and Earned to date, in its order. */
#include "engine_inside.h"

static void note(Earned *earned, Note which)
{
    earned->notes |= 1u << which;
}

/* A figure that a table looks at. False: it is the component's own, and there is none. */
static bool look_at(FigureOf on, const Inputs *inputs, const Value *figures, Ratio *out)
{
    bool value = on.figure == OTHER_VALUE;
    if (on.component != INDEX_NONE) {
        *out = figures[FIGURE_OWN + on.component * FIGURE_OTHERS + (uint32_t)on.figure].number;
        return true;
    }
    *out = value ? inputs->value : inputs->attainment;
    return value ? !inputs->no_value : !inputs->no_attainment;
}

/* What the modifier table makes of its input; a modifier never looks below 0. */
static bool modifier_of(Arena *arena, const Component *component, const Inputs *inputs,
                        const Value *figures, EarnSteps *steps, Ratio *out, Text *fault)
{
    *out = RATIO_ONE;
    const Modifier *modifier = component->modifier;
    if (!modifier) return true;
    Ratio input;
    if (!look_at(modifier->on, inputs, figures, &input)) {
        *fault = TEXT(N_("the modifier's input divides by zero, and `when_empty` says nothing"));
        return false;
    }
    steps->modifier_input = input;
    *out = rate_multiplier(arena, &modifier->rate, ratio_max(input, RATIO_ZERO), false);
    return true;
}

/* One credit's pay, as if it were alone; a negative one earns minus what it would earn. */
Ratio ledger_credit_pay(Arena *arena, const Component *component, Ratio value)
{
    if (ratio_sign(value) == 0) return RATIO_ZERO;
    Ratio size = ratio_absolute(arena, value);
    Ratio pay = component->pays == PAYS_AMOUNT
        ? rate_pays(arena, component->rate, size, false)
        : rate_credited(arena, component->rate, size, size, RATIO_ONE, false);
    return ratio_sign(value) < 0 ? ratio_negate(arena, pay) : pay;
}

static Ratio credits_pay(Arena *arena, const Component *component, const Inputs *inputs,
                         Earned *earned)
{
    Ratio sum = RATIO_ZERO;
    bool nothing = false, some = false;
    for (size_t i = 0; i < inputs->credit_count; i++) {
        if (ratio_sign(inputs->credits[i]) == 0) continue;
        if (!some) nothing = true;
        some = true;
        Ratio size = ratio_absolute(arena, inputs->credits[i]);
        nothing &= rate_pays_nothing(arena, component->rate, size, false);
        sum = ratio_add(arena, sum, ledger_credit_pay(arena, component, inputs->credits[i]));
    }
    if (nothing) note(earned, NOTE_BELOW_TIER);
    return sum;
}

static bool table_pay(Arena *arena, const Component *component, const Inputs *inputs,
                      Earned *earned, Ratio *out, Text *fault)
{
    const Rate *rate = component->rate;
    if (component->window == WINDOW_CREDIT) {
        *out = credits_pay(arena, component, inputs, earned);
        return true;
    }
    if (rate->on_value ? inputs->no_value : inputs->no_attainment) {
        *fault = TEXT(N_("its input divides by zero, and `when_empty` says nothing"));
        return false;
    }
    Ratio input = rate->on_value ? inputs->value : inputs->attainment;
    earned->steps.input = input;
    if (rate_pays_nothing(arena, rate, input, component->floor_none))
        note(earned, NOTE_BELOW_TIER);
    if (component->pays == PAYS_TARGET) {
        *out = rate_multiplier(arena, rate, input, component->floor_none);
    } else if (component->pays == PAYS_AMOUNT) {
        *out = rate_pays(arena, rate, input, component->floor_none);
    } else {
        Ratio bound = rate->on_value ? RATIO_ONE : inputs->quota;
        *out = rate_credited(arena, rate, inputs->value, input, bound, component->floor_none);
    }
    return true;
}

static bool matrix_pay(Arena *arena, const MatrixRate *table, const Inputs *inputs,
                       const Value *figures, Earned *earned, Ratio *out, Text *fault)
{
    Ratio row, col;
    if (!look_at(table->rows_on, inputs, figures, &row) ||
        !look_at(table->cols_on, inputs, figures, &col)) {
        *fault = TEXT(N_("its input divides by zero, and `when_empty` says nothing"));
        return false;
    }
    earned->steps.row_input = row;
    earned->steps.col_input = col;
    *out = matrix_pays(arena, &table->matrix, row, col);
    if (ratio_sign(*out) == 0) note(earned, NOTE_BELOW_TIER);
    return true;
}

/* What the component pays before modifier, gate and cap. */
static bool pay_before_modifier(Arena *arena, const Component *component, const Inputs *inputs,
                                const Value *figures, Earned *earned, Ratio *out, Text *fault)
{
    if (component->matrix)
        return matrix_pay(arena, component->matrix, inputs, figures, earned, out, fault);
    if (component->pays != PAYS_FORMULA)
        return table_pay(arena, component, inputs, earned, out, fault);
    FormulaInput input = {.figures = figures};
    Value value;
    if (!formula_evaluate(component->formula, &input, arena, &value, fault)) return false;
    *out = value.number;
    return true;
}

/* Gate, money cap, floor, rounding: what happens to an amount whatever it came from. */
static bool settle(Arena *arena, const Company *company, const Component *component,
                   const Value *figures, Ratio amount, Earned *earned, Text *fault)
{
    earned->steps.before_gate = amount;
    earned->steps.gate_open = true;
    if (component->gate) {
        FormulaInput input = {.figures = figures};
        Value open;
        if (!formula_evaluate(component->gate, &input, arena, &open, fault)) return false;
        earned->steps.gate_open = open.flag;
        if (!open.flag) {
            note(earned, NOTE_GATED);
            amount = RATIO_ZERO;
        }
    }
    if (component->cap == CAP_MONEY && ratio_compare(amount, component->cap_at) > 0) {
        note(earned, NOTE_CAPPED);
        amount = component->cap_at;
    }
    bool floored = !component->floor_none && component->window != WINDOW_CREDIT;
    if (floored && ratio_sign(amount) < 0) {
        note(earned, NOTE_FLOORED);
        amount = RATIO_ZERO;
    }
    earned->amount = earned->steps.amount = amount;
    if (money_from_ratio(amount, company->digits, company->rounding, &earned->rounded)) {
        earned->steps.rounded = earned->rounded;
        return true;
    }
    *fault = TEXT(N_("the amount is too large to pay"));
    return false;
}

bool earn_to_date(Arena *arena, const Company *company, const Component *component,
                  const Inputs *inputs, const Value *figures, Earned *out, Text *fault)
{
    *out = (Earned){.amount = RATIO_ZERO, .multiplier = RATIO_ZERO,
                    .steps = {.input = RATIO_ZERO, .row_input = RATIO_ZERO,
                              .col_input = RATIO_ZERO, .modifier_input = RATIO_ZERO}};
    if (component->pays == PAYS_NOTHING) return true;
    Ratio amount, modifier;
    if (!pay_before_modifier(arena, component, inputs, figures, out, &amount, fault)) return false;
    if (!modifier_of(arena, component, inputs, figures, &out->steps, &modifier, fault))
        return false;
    out->steps.table = amount;
    out->steps.modifier = modifier;
    amount = ratio_multiply(arena, amount, modifier);
    if (component->pays == PAYS_TARGET) {
        if (component->cap == CAP_PERCENT && ratio_compare(amount, component->cap_at) > 0) {
            note(out, NOTE_CAPPED);
            amount = component->cap_at;
        }
        out->has_multiplier = true;
        out->multiplier = amount;
        amount = ratio_multiply(arena, amount, inputs->target);
    }
    return settle(arena, company, component, figures, amount, out, fault);
}
