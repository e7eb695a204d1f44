/* working_pay.c - what the rate table, the matrix, the single credits or the formula pay. */
#include "working_row.h"

static void go(RowWork *row, WorkingSlot slot)
{
    pen_go(row->pen, row->working->slots[slot]);
}

Fraction row_written(RowWork *row, Ratio figure)
{
    row->pen->engine_figures++;
    return fraction_written(figure);
}

bool other_row(const RowWork *row, uint32_t component, size_t *at)
{
    const Ledger *ledger = row->working->ledger;
    size_t mine = (size_t)(row->entry - ledger->entries);
    *at = mine > row->entry->component ? mine - row->entry->component : 0;
    for (; *at < ledger->entry_count; ++*at) {
        const Entry *entry = &ledger->entries[*at];
        if (entry->participation > row->entry->participation) return false;
        if (entry->participation == row->entry->participation && entry->component == component)
            return true;
    }
    return false;
}

Fraction row_figure(RowWork *row, uint32_t component, OtherFigure figure)
{
    if (component == INDEX_NONE)
        return figure == OTHER_VALUE ? row->value : row->attainment;
    Ratio ratio = row->trace->figures[FIGURE_OWN + component * FIGURE_OTHERS +
                                      (uint32_t)figure].number;
    static const WorkingSlot slots[] = {SLOT_VALUE, SLOT_ATTAINMENT, SLOT_MULTIPLIER};
    size_t at;
    bool is_cell = figure != OTHER_EARNED && other_row(row, component, &at);
    if (is_cell) {
        const Entry *entry = &row->working->ledger->entries[at];
        const Component *other = &row->plan->components[component];
        is_cell = figure == OTHER_MULTIPLIER ? entry->has_multiplier
            : figure == OTHER_VALUE ? other->measure != INDEX_NONE
            : other->against != AGAINST_NONE;
    }
    if (!is_cell) return row_written(row, ratio);
    Fraction cells = fraction_written(ratio);
    cells.sheet = row->working->working_sheet;
    cells.row = at;
    cells.column = row->working->slots[slots[figure]];
    return cells;
}

/* The input that the table looks up: below 0 it counts as 0, unless the line goes on. */
static Fraction input_cells(RowWork *row, bool on_value)
{
    Pen *pen = row->pen;
    Fraction looked_at = on_value ? row->value : row->attainment;
    bool below_zero = row->component->floor_none;
    go(row, SLOT_INPUT);
    if (below_zero) return pen_reduced(pen, looked_at, looked_at.ratio);
    return pen_fraction(pen, whole_not_below_zero(pen->arena, pen_numerator(pen, looked_at)),
                        pen_denominator(pen, looked_at), ratio_max(looked_at.ratio, RATIO_ZERO));
}

static Fraction pays_cells(RowWork *row, Fraction input)
{
    const Component *component = row->component;
    const RateBlock *block = &row->tables[TABLE_RATE];
    Pen *pen = row->pen;
    go(row, SLOT_REACHED);
    LookedUp looked_at = looked_up(pen, input);
    Whole reached = pen_whole(pen, rows_reached(row->working, pen, block, looked_at));
    go(row, SLOT_PAYS);
    Ratio figure = rate_pays(pen->arena, component->rate, row->trace->steps.input,
                             component->floor_none);
    return pen_pays(row->working, pen, block, looked_at, reached, component->floor_none, figure);
}

static void rate_cells(RowWork *row)
{
    const Component *component = row->component;
    const Rate *rate = component->rate;
    const RateBlock *block = &row->tables[TABLE_RATE];
    Pen *pen = row->pen;
    Ratio figure = row->trace->steps.table;
    Fraction input = input_cells(row, rate->on_value);
    bool credited = component->pays == PAYS_CREDITED;
    Fraction bound = {0};
    bool sliced = rate->method == RATE_MARGINAL && component->pays != PAYS_AMOUNT;
    if (sliced && credited && !rate->on_value) {
        bound = row->quota;
        sliced = row->entry->has_quota && ratio_sign(row->entry->quota) > 0;
    }
    if (sliced) {
        go(row, SLOT_TABLE);
        if (credited && !rate->on_value && !bound.is_there)
            row->table = pen_engine(pen, figure);
        else
            row->table = pen_marginal(row->working, pen, block, credited ? row->value : input,
                                      bound, component->floor_none, figure);
        return;
    }
    Fraction pays = pays_cells(row, input);
    Fraction looked_at = rate->on_value ? row->value : row->attainment;
    go(row, SLOT_TABLE);
    if (credited) row->table = pen_product(pen, row->value, pays, figure);
    else if (component->pays == PAYS_TARGET && rate->method == RATE_WHOLE)
        row->table = pen_product(pen, looked_at, pays, figure);
    else row->table = pen_reduced(pen, pays, figure);
}

/* An input of a matrix: it never looks below 0. */
static Whole axis_cells(RowWork *row, WorkingSlot slot, const RateBlock *axis, Fraction input,
                        Fraction *part)
{
    Pen *pen = row->pen;
    go(row, slot);
    LookedUp looked_at = looked_up_from_zero(pen, input);
    Whole reached = pen_whole(pen, rows_reached(row->working, pen, axis, looked_at));
    if (!axis->width) return reached;
    Ratio figure = RATIO_ZERO;
    size_t at = reached.fits ? (size_t)reached.value - 1 : 0;
    if (axis->fits && axis->step[at]) {
        Ratio scaled = ratio_multiply(pen->arena, ratio_max(input.ratio, RATIO_ZERO),
                                      ratio_whole(axis->from_scale));
        Ratio into = ratio_subtract(pen->arena, scaled, ratio_whole(axis->from[at]));
        if (ratio_sign(into) > 0)
            figure = ratio_multiply(pen->arena, into, ratio_make(pen->arena, 1, axis->width[at]));
    }
    go(row, slot == SLOT_DOWN ? SLOT_DOWN_PART : SLOT_ACROSS_PART);
    *part = pen_axis_part(row->working, pen, axis, looked_at, reached, figure);
    return reached;
}

static void matrix_cells(RowWork *row)
{
    const MatrixRate *matrix = row->component->matrix;
    const RateBlock *tables = row->tables;
    Fraction parts[2];
    Fraction down_input = row_figure(row, matrix->rows_on.component, matrix->rows_on.figure);
    Fraction across_input = row_figure(row, matrix->cols_on.component, matrix->cols_on.figure);
    Whole down = axis_cells(row, SLOT_DOWN, &tables[TABLE_DOWN], down_input, &parts[0]);
    Whole across = axis_cells(row, SLOT_ACROSS, &tables[TABLE_ACROSS], across_input, &parts[1]);
    bool linear = matrix->matrix.method == RATE_LINEAR;
    go(row, SLOT_TABLE);
    row->table = pen_matrix(row->working, row->pen, tables, down, across, linear ? parts : NULL,
                            row->trace->steps.table);
}

/* Per credit's rows, added up. */
static void credits_cells(RowWork *row)
{
    go(row, SLOT_TABLE);
    Whole num, den;
    per_credit_sum(row->working, row->pen, row->sets, &num, &den);
    row->table = pen_fraction(row->pen, num, den, row->trace->steps.table);
}

void row_table(RowWork *row)
{
    const Component *component = row->component;
    if (component->window == WINDOW_CREDIT) credits_cells(row);
    else if (component->matrix) matrix_cells(row);
    else if (component->pays != PAYS_FORMULA) rate_cells(row);
    else row_formula(row);
}
