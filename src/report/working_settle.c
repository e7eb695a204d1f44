/* working_settle.c - modifier, multiplier, gate, cap and floor: what happens to an amount. */
#include "working_row.h"

static void go(RowWork *row, WorkingSlot slot)
{
    pen_go(row->pen, row->working->slots[slot]);
}

void row_modifier(RowWork *row)
{
    const Modifier *modifier = row->component->modifier;
    if (!modifier) return;
    Pen *pen = row->pen;
    const RateBlock *block = &row->tables[TABLE_MODIFIER];
    Ratio input_ratio = ratio_max(row->trace->steps.modifier_input, RATIO_ZERO);
    Ratio figure = row->trace->steps.modifier;
    Fraction input = row_figure(row, modifier->on.component, modifier->on.figure);
    if (modifier->rate.method == RATE_MARGINAL) {
        go(row, SLOT_MODIFIER);
        row->modifier = pen_marginal(row->working, pen, block, input, (Fraction){0}, false, figure);
        return;
    }
    go(row, SLOT_MODIFIER_ROW);
    LookedUp looked_at = looked_up_from_zero(pen, input);
    Whole reached = pen_whole(pen, rows_reached(row->working, pen, block, looked_at));
    go(row, SLOT_MODIFIER_PAYS);
    Fraction pays = pen_pays(row->working, pen, block, looked_at, reached, false,
                             rate_pays(pen->arena, &modifier->rate, input_ratio, false));
    go(row, SLOT_MODIFIER);
    if (modifier->rate.method == RATE_WHOLE) {
        row->modifier = pen_fraction(
            pen, whole_times(pen->arena, looked_at.num, pen_numerator(pen, pays)),
            whole_times(pen->arena, looked_at.den, pen_denominator(pen, pays)), figure);
    } else {
        row->modifier = pen_reduced(pen, pays, figure);
    }
}

/* Whether num / den is more than a cap on Rates, as a condition. */
static Text above_cap(const RowWork *row, Whole num, Whole den, Whole cap, Whole cap_scale,
                      bool *is_above)
{
    Arena *arena = row->pen->arena;
    Whole left = whole_times(arena, num, cap_scale), right = whole_times(arena, cap, den);
    bool said = left.fits && right.fits && left.value < COMPARED_BELOW &&
                right.value < COMPARED_BELOW && left.value > -COMPARED_BELOW;
    *is_above = said && left.value > right.value;
    if (!said) return TEXT("");
    return text_format(arena, "%.*s>%.*s", TEXT_ARG(left.text), TEXT_ARG(right.text));
}

/* At most a cap. */
static void cap_wholes(const RowWork *row, Whole *num, Whole *den)
{
    const Pen *pen = row->pen;
    const RateBlock *block = &row->tables[TABLE_CAP];
    Whole cap = figure_units(row->working, pen, block);
    Whole scale = figure_scale(row->working, pen, block);
    bool is_above;
    Text condition = above_cap(row, *num, *den, cap, scale, &is_above);
    if (!condition.length) {
        *num = whole_none();
        return;
    }
    Whole over = *num, under = *den;
    *num = whole_if(pen->arena, condition, is_above, cap, over);
    *den = whole_if(pen->arena, condition, is_above, scale, under);
}

/* What the table says times the modifier, if there is one. */
static Fraction times_modifier(RowWork *row, bool capped, Ratio figure)
{
    Pen *pen = row->pen;
    bool modified = row->component->modifier != NULL;
    if (!modified && !capped) return pen_reduced(pen, row->table, figure);
    if (!capped) return pen_product(pen, row->table, row->modifier, figure);
    Whole num = pen_numerator(pen, row->table), den = pen_denominator(pen, row->table);
    if (modified) {
        num = whole_times(pen->arena, num, pen_numerator(pen, row->modifier));
        den = whole_times(pen->arena, den, pen_denominator(pen, row->modifier));
    }
    cap_wholes(row, &num, &den);
    return pen_fraction(pen, num, den, figure);
}

void row_multiplier(RowWork *row)
{
    if (row->component->pays != PAYS_TARGET) return;
    go(row, SLOT_MULTIPLIER);
    row->multiplier = times_modifier(row, row->component->cap == CAP_PERCENT,
                                     row->entry->multiplier);
}

void row_before(RowWork *row)
{
    Ratio figure = row->trace->steps.before_gate;
    go(row, SLOT_BEFORE);
    row->before = row->component->pays == PAYS_TARGET
        ? pen_product(row->pen, row->multiplier, row->target, figure)
        : times_modifier(row, false, figure);
}

static void binary_amount(RowWork *row)
{
    const Component *component = row->component;
    Pen *pen = row->pen;
    Text amount = pen_quotient(pen, row->before);
    if (row->gate.length)
        amount = text_format(pen->arena, "IF(%.*s=1,%.*s,0)", TEXT_ARG(row->gate),
                             TEXT_ARG(amount));
    if (component->cap == CAP_MONEY) {
        Text cap = address_of(pen->arena, row->working->rates_sheet,
                              row->tables[TABLE_CAP].first, RATES_PAYS);
        amount = text_format(pen->arena, "MIN(%.*s,%.*s)", TEXT_ARG(amount), TEXT_ARG(cap));
    }
    if (!component->floor_none && component->window != WINDOW_CREDIT)
        amount = text_format(pen->arena, "MAX(0,%.*s)", TEXT_ARG(amount));
    row->amount = pen_binary(pen, amount, row->trace->steps.amount);
}

void row_amount(RowWork *row)
{
    const Component *component = row->component;
    const Ratio figure = row->trace->steps.amount;
    Pen *pen = row->pen;
    bool floored = !component->floor_none && component->window != WINDOW_CREDIT;
    go(row, SLOT_AMOUNT);
    if (row->before.is_binary) {
        binary_amount(row);
        return;
    }
    Whole num = pen_numerator(pen, row->before), den = pen_denominator(pen, row->before);
    if (row->gate.length)
        num = whole_if(pen->arena, text_format(pen->arena, "%.*s=1", TEXT_ARG(row->gate)),
                       row->trace->steps.gate_open, num, whole_number(pen->arena, 0));
    if (component->cap == CAP_MONEY) cap_wholes(row, &num, &den);
    if (floored) num = whole_not_below_zero(pen->arena, num);
    row->amount = pen_fraction(pen, num, den, figure);
}
