/* formula_run.c - evaluating: one loop over the steps, a small stack of values. */
#include "formula_inside.h"

#include <assert.h>

typedef struct Run {
    const Formula *formula;
    const FormulaInput *input;
    Arena *scratch;
    Text *fault;
} Run;

static Ratio converted(const Run *run, Money amount)
{
    Conversion *conversion = run->input->conversion;
    if (!amount.minor) return RATIO_ZERO;
    conversion->used = true;
    return ratio_multiply(run->scratch, ratio_from_money(amount, conversion->digits),
                          conversion->rate);
}

static Value column_value(const Run *run, const FormulaStep *step)
{
    const ColumnValues *values = &run->input->slice->columns[step->index];
    size_t row = run->input->row;
    switch ((ColumnType)step->type) {
    case COLUMN_TEXT: return (Value){VALUE_TEXT, {.text = values->texts[row]}};
    case COLUMN_DATE: return (Value){VALUE_DATE, {.day = values->days[row]}};
    case COLUMN_MONEY:
        if (step->count && run->input->conversion)
            return (Value){VALUE_NUMBER, {.number = converted(run, values->money[row])}};
        return (Value){VALUE_NUMBER,
                       {.number = ratio_from_money(values->money[row], run->formula->digits)}};
    case COLUMN_NUMBER:
    case COLUMN_PERCENT: return (Value){VALUE_NUMBER, {.number = values->ratios[row]}};
    case COLUMN_INTEGER:
        return (Value){VALUE_NUMBER, {.number = ratio_whole(values->integers[row])}};
    case COLUMN_FLAG: return (Value){VALUE_FLAG, {.flag = values->flags[row] != 0}};
    case COLUMN_PAYEE:
        return (Value){VALUE_TEXT,
                       {.text = roster_payee_text(run->input->roster, run->input->slice,
                                                  values->payees[row])}};
    case COLUMN_TYPES: break;
    }
    assert(!"a column has a type");
    return (Value){0};
}

static bool column_is_blank(const Run *run, const FormulaStep *step)
{
    const ColumnValues *values = &run->input->slice->columns[step->index];
    size_t row = run->input->row;
    switch ((ColumnType)step->type) {
    case COLUMN_TEXT: return values->texts[row].length == 0;
    case COLUMN_DATE: return values->days[row] == DAY_NONE;
    case COLUMN_PAYEE: return values->payees[row] == PERSON_NONE;
    case COLUMN_MONEY: case COLUMN_NUMBER: case COLUMN_PERCENT: case COLUMN_INTEGER:
    case COLUMN_FLAG: case COLUMN_TYPES: break;
    }
    return values->blanks && values->blanks[row];
}

/* A comparison with no date is FALSE, whichever it is. */
static bool compare(Comparison comparison, Value a, Value b)
{
    int order = 0;
    switch (a.type) {
    case VALUE_NUMBER: order = ratio_compare(a.number, b.number); break;
    case VALUE_TEXT:
        if (comparison == EQUAL) return text_equal_ignoring_case(a.text, b.text);
        order = text_compare_ignoring_case(a.text, b.text);
        break;
    case VALUE_DATE:
        if (a.day == DAY_NONE || b.day == DAY_NONE) return false;
        order = (a.day > b.day) - (a.day < b.day);
        break;
    case VALUE_FLAG: order = (int)a.flag - (int)b.flag; break;
    }
    switch (comparison) {
    case EQUAL: return order == 0;
    case UNEQUAL: return order != 0;
    case LESS: return order < 0;
    case LESS_EQUAL: return order <= 0;
    case GREATER: return order > 0;
    case GREATER_EQUAL: return order >= 0;
    }
    return false;
}

static bool fail(const Run *run, const char *why)
{
    *run->fault = text_of(why);
    return false;
}

static bool move_date(const Run *run, Value *date, Value days, bool back)
{
    int64_t count;
    if (date->day == DAY_NONE) return fail(run, "no date in arithmetic");
    if (!ratio_to_int64(days.number, &count) || count > 4000000 || count < -4000000)
        return fail(run, "a date moves by whole days");
    int64_t moved = back ? date->day - count : date->day + count;
    if (moved < month_first_day(12) || moved > month_last_day(10000 * 12 - 1))
        return fail(run, "a date outside the years 1 to 9999");
    date->day = (Day)moved;
    return true;
}

static bool arithmetic(const Run *run, Step step, Value *a, Value b)
{
    switch ((int)step) {
    case STEP_ADD: a->number = ratio_add(run->scratch, a->number, b.number); return true;
    case STEP_SUBTRACT:
        a->number = ratio_subtract(run->scratch, a->number, b.number);
        return true;
    case STEP_MULTIPLY:
        a->number = ratio_multiply(run->scratch, a->number, b.number);
        return true;
    case STEP_DIVIDE:
        return ratio_divide(run->scratch, a->number, b.number, &a->number) ||
               fail(run, "division by zero");
    case STEP_JOIN:
        a->text = text_format(run->scratch, "%.*s%.*s", TEXT_ARG(a->text), TEXT_ARG(b.text));
        return true;
    case STEP_DATE_ADD: return move_date(run, a, b, false);
    case STEP_DATE_SUBTRACT: return move_date(run, a, b, true);
    case STEP_DATE_DIFFERENCE:
        if (a->day == DAY_NONE || b.day == DAY_NONE) return fail(run, "no date in arithmetic");
        *a = (Value){VALUE_NUMBER, {.number = ratio_whole((int64_t)a->day - b.day)}};
        return true;
    case STEP_AND: a->flag = a->flag && b.flag; return true;
    case STEP_OR: a->flag = a->flag || b.flag; return true;
    default: break;
    }
    bool dates = a->type == VALUE_DATE;
    if (dates && (a->day == DAY_NONE || b.day == DAY_NONE))
        return fail(run, "no date in MIN or MAX");
    bool less = compare(LESS, b, *a);
    if (less == (step == STEP_MIN)) *a = b;
    return true;
}

bool formula_values_equal(Value a, Value b)
{
    return compare(EQUAL, a, b);
}

NamedValue formula_named_value(const Formula *formula, size_t at, const FormulaInput *input,
                               Arena *scratch)
{
    Run run = {formula, input, scratch, NULL};
    const FormulaStep *step = &formula->steps[at];
    if (step->step == STEP_FIGURE) return (NamedValue){.value = input->figures[step->index]};
    return (NamedValue){.value = column_value(&run, step), .is_blank = column_is_blank(&run, step)};
}

/* A constant or a column alone: most dates, many values and shares. */
static bool single_step(const Run *run, Value *out)
{
    const FormulaStep *only = run->formula->steps;
    if (run->formula->count != 1) return false;
    if (only->step == STEP_CONSTANT) *out = run->formula->constants[only->index];
    else if (only->step == STEP_COLUMN) *out = column_value(run, only);
    else return false;
    return true;
}

bool formula_evaluate(const Formula *formula, const FormulaInput *input, Arena *scratch,
                      Value *out, Text *fault)
{
    Run run = {formula, input, scratch, fault};
    if (single_step(&run, out)) return true;
    return formula_evaluate_steps(formula, 0, formula->count, input, scratch, out, fault);
}

bool formula_evaluate_steps(const Formula *formula, size_t first, size_t end,
                            const FormulaInput *input, Arena *scratch, Value *out, Text *fault)
{
    Run run = {formula, input, scratch, fault};
    Value stack[STACK_MAX];
    size_t top = 0;                               /* values on the stack */
    for (size_t at = first; at < end; at++) {
        const FormulaStep *step = &formula->steps[at];
        switch ((Step)step->step) {
        case STEP_CONSTANT: stack[top++] = formula->constants[step->index]; break;
        case STEP_COLUMN: stack[top++] = column_value(&run, step); break;
        case STEP_FIGURE: stack[top++] = input->figures[step->index]; break;
        case STEP_BLANK_COLUMN:
            stack[top++] = (Value){VALUE_FLAG, {.flag = column_is_blank(&run, step)}};
            break;
        case STEP_IS_BLANK:
            stack[top - 1] = (Value){VALUE_FLAG, {.flag = stack[top - 1].type == VALUE_TEXT
                ? stack[top - 1].text.length == 0 : stack[top - 1].day == DAY_NONE}};
            break;
        case STEP_COMPARE:
            top--;
            stack[top - 1] = (Value){VALUE_FLAG, {.flag = compare((Comparison)step->index,
                                                                  stack[top - 1], stack[top])}};
            break;
        case STEP_NEGATE:
            stack[top - 1].number = ratio_negate(scratch, stack[top - 1].number);
            break;
        case STEP_PERCENT:
            stack[top - 1].number = ratio_multiply(scratch, stack[top - 1].number,
                                                   (Ratio){1, 100, NULL});
            break;
        case STEP_ADD: case STEP_SUBTRACT: case STEP_MULTIPLY: case STEP_DIVIDE: case STEP_JOIN:
        case STEP_DATE_ADD: case STEP_DATE_SUBTRACT: case STEP_DATE_DIFFERENCE: case STEP_MIN:
        case STEP_MAX: case STEP_AND: case STEP_OR:
            top--;
            if (!arithmetic(&run, (Step)step->step, &stack[top - 1], stack[top])) return false;
            break;
        case STEP_CALL: {
            Value result = {.type = (ValueType)step->type};
            top -= step->count;
            if (!formula_call((Function)step->index, &stack[top], step->count, scratch, &result,
                              fault))
                return false;
            stack[top++] = result;
            break;
        }
        case STEP_JUMP: at = step->index - 1; break;
        case STEP_JUMP_FALSE:
            if (!stack[--top].flag) at = step->index - 1;
            break;
        case STEP_SWITCH:
            top--;
            if (!compare(EQUAL, stack[top - 1], stack[top])) at = step->index - 1;
            else top--;
            break;
        case STEP_DROP_UNDER:
            top--;
            stack[top - 1] = stack[top];
            break;
        case STEP_NO_MATCH: return fail(&run, "no case of IFS or SWITCH matches");
        }
    }
    assert(top == 1);
    *out = stack[0];
    return true;
}
