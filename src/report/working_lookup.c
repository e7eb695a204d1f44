/* working_lookup.c - a table looked up by formula: step, whole, marginal and linear tables, and
 * matrices, in whole numbers alone. Source: CONTRACT 5, the rate table and the matrix. */
#include "working_inside.h"

static Text block_address(const Working *working, const Pen *pen, const RateBlock *block,
                          uint16_t column)
{
    return address_block(pen->arena, working->rates_sheet, column, block->first, block->count);
}

/* A cell of the table's first row: the same in all of them. */
static Whole block_scale(const Working *working, const Pen *pen, const RateBlock *block,
                         uint16_t column, int64_t scale)
{
    return whole_said(address_of(pen->arena, working->rates_sheet, block->first, column), scale);
}

static Whole from_scale(const Working *working, const Pen *pen, const RateBlock *block)
{
    return block_scale(working, pen, block, RATES_FROM_SCALE, block->from_scale);
}

static Whole pays_scale(const Working *working, const Pen *pen, const RateBlock *block)
{
    return block_scale(working, pen, block, RATES_PAYS_SCALE, block->pays_scale);
}

/* The figure in a column's row that a whole number says, from 1. */
static Whole cell_at(const Working *working, const Pen *pen, const RateBlock *block,
                     uint16_t column, Whole row, const int64_t *figures)
{
    if (!row.fits || !block->fits) return whole_none();
    Text rows = block_address(working, pen, block, column);
    return whole_said(text_format(pen->arena, "INDEX(%.*s,%.*s)", TEXT_ARG(rows),
                                  TEXT_ARG(row.text)), figures[row.value - 1]);
}

Whole figure_units(const Working *working, const Pen *pen, const RateBlock *block)
{
    if (!block->count || !block->fits) return whole_none();
    return block_scale(working, pen, block, RATES_PAYS_UNITS, block->pays[0]);
}

Whole figure_scale(const Working *working, const Pen *pen, const RateBlock *block)
{
    if (!block->count || !block->fits) return whole_none();
    return pays_scale(working, pen, block);
}

LookedUp looked_up(const Pen *pen, Fraction input)
{
    return (LookedUp){pen_numerator(pen, input), pen_denominator(pen, input)};
}

LookedUp looked_up_from_zero(const Pen *pen, Fraction input)
{
    return (LookedUp){whole_not_below_zero(pen->arena, pen_numerator(pen, input)),
                      pen_denominator(pen, input)};
}

/* How many rows stand at or below the input, at least the first: from / scale <= num / den. */
Whole rows_reached(const Working *working, const Pen *pen, const RateBlock *block,
                   LookedUp looked_at)
{
    Whole input = whole_times(pen->arena, looked_at.num, from_scale(working, pen, block));
    Whole den = looked_at.den;
    if (!block->fits || !input.fits || !den.fits) return whole_none();
    if (input.value >= COMPARED_BELOW || input.value <= -COMPARED_BELOW) return whole_none();
    int64_t reached = 0;
    for (size_t i = 0; i < block->count; i++) {
        Int128 place = (Int128)block->from[i] * den.value;
        if (place >= COMPARED_BELOW || place <= -COMPARED_BELOW) return whole_none();
        reached += place <= input.value;
    }
    Text rows = block_address(working, pen, block, RATES_FROM_UNITS);
    return whole_said(text_format(pen->arena, "MAX(1,SUMPRODUCT(--(%.*s*%.*s<=%.*s)))",
                                  TEXT_ARG(rows), TEXT_ARG(den.text), TEXT_ARG(input.text)),
                      reached > 1 ? reached : 1);
}

/* Whether a linear table goes on below its first point, at 0. */
static bool goes_on(const RateBlock *block, bool below_zero)
{
    return below_zero && block->count > 1 && block->from[0] == 0 && block->from[1] > 0;
}

/* The pays at the input, which has reached a row: of the tier, or on the line. */
Fraction pen_pays(const Working *working, Pen *pen, const RateBlock *block, LookedUp input,
                  Whole reached, bool below_zero, Ratio figure)
{
    Arena *arena = pen->arena;
    Whole pays = cell_at(working, pen, block, RATES_PAYS_UNITS, reached, block->pays);
    Whole scale = pays_scale(working, pen, block);
    if (!block->width) return pen_unreduced(pen, pays, scale, figure);
    Whole num = input.num, den = input.den;
    Whole from = cell_at(working, pen, block, RATES_FROM_UNITS, reached, block->from);
    Whole rise = cell_at(working, pen, block, RATES_STEP, reached, block->step);
    Whole width = cell_at(working, pen, block, RATES_WIDTH, reached, block->width);
    Whole into = whole_minus(arena, whole_times(arena, num, from_scale(working, pen, block)),
                             whole_times(arena, from, den));
    if (!goes_on(block, below_zero)) into = whole_not_below_zero(arena, into);
    Whole line = whole_times(arena, den, width);
    Whole all = whole_plus(arena, whole_times(arena, pays, line), whole_times(arena, rise, into));
    return pen_unreduced(pen, all, whole_times(arena, scale, line), figure);
}

static Int128 size_of(Int128 a)
{
    return a < 0 ? -a : a;
}

/* The sum over the tiers of what lies above each, times how much more it pays than the one before;
 * an amount and what one unit of the table's places is worth in it. */
Fraction pen_marginal(const Working *working, Pen *pen, const RateBlock *block, Fraction amount,
                      Fraction bound, bool below_zero, Ratio figure)
{
    Arena *arena = pen->arena;
    Whole places = from_scale(working, pen, block);
    Whole above = whole_times(arena, pen_numerator(pen, amount), places);
    Whole unit = pen_denominator(pen, amount);
    Whole den = whole_times(arena, whole_times(arena, places, unit),
                            pays_scale(working, pen, block));
    if (bound.is_there) {
        above = whole_times(arena, above, pen_denominator(pen, bound));
        unit = whole_times(arena, unit, pen_numerator(pen, bound));
        den = whole_times(arena, den, pen_denominator(pen, bound));
    }
    bool said = above.fits && unit.fits && block->fits && size_of(above.value) < COMPARED_BELOW;
    if (!said) return pen_engine(pen, figure);
    Int128 sum = 0, sizes = 0;
    for (size_t i = 0; i < block->count; i++) {
        Int128 inside = above.value - block->from[i] * unit.value;
        if (size_of(block->from[i] * unit.value) >= COMPARED_BELOW) return pen_engine(pen, figure);
        if (inside > 0) sum += inside * block->step[i];
        sizes += size_of(inside * block->step[i]);
    }
    if (sizes >= EXACT_BELOW) return pen_engine(pen, figure);
    Text rows = block_address(working, pen, block, RATES_FROM_UNITS);
    Text steps = block_address(working, pen, block, RATES_STEP);
    Text place = text_format(arena, "%.*s*%.*s", TEXT_ARG(rows), TEXT_ARG(unit.text));
    Whole tiers = whole_said(text_format(arena, "SUMPRODUCT((%.*s>%.*s)*(%.*s-%.*s)*%.*s)",
                                         TEXT_ARG(above.text), TEXT_ARG(place),
                                         TEXT_ARG(above.text), TEXT_ARG(place), TEXT_ARG(steps)),
                             sum);
    if (below_zero) {
        Whole first = block_scale(working, pen, block, RATES_PAYS_UNITS, block->pays[0]);
        Whole below = whole_times(arena, above, first);
        tiers = whole_if(arena, text_format(arena, "%.*s<0", TEXT_ARG(above.text)),
                         above.value < 0, below, tiers);
    }
    return pen_unreduced(pen, tiers, den, figure);
}

/* How far a linear matrix's input is on its way to the next row or column: 0 at the last. */
Fraction pen_axis_part(const Working *working, Pen *pen, const RateBlock *axis, LookedUp input,
                       Whole reached, Ratio figure)
{
    Arena *arena = pen->arena;
    Whole from = cell_at(working, pen, axis, RATES_FROM_UNITS, reached, axis->from);
    Whole goes = cell_at(working, pen, axis, RATES_STEP, reached, axis->step);
    Whole width = cell_at(working, pen, axis, RATES_WIDTH, reached, axis->width);
    Whole den = input.den;
    Whole into = whole_minus(arena, whole_times(arena, input.num, from_scale(working, pen, axis)),
                             whole_times(arena, from, den));
    into = whole_times(arena, goes, whole_not_below_zero(arena, into));
    return pen_unreduced(pen, into, whole_times(arena, width, den), figure);
}

/* Row and column of a matrix's cell, from 1, in the list of its cells. */
static Whole matrix_cell(const Working *working, const Pen *pen, const RateBlock *tables,
                         Whole down, Whole across)
{
    Arena *arena = pen->arena;
    Whole columns = whole_number(arena, (int64_t)tables[TABLE_ACROSS].count);
    Whole before = whole_times(arena, whole_minus(arena, down, whole_number(arena, 1)), columns);
    return cell_at(working, pen, &tables[TABLE_CELLS], RATES_PAYS_UNITS,
                   whole_plus(arena, before, across), tables[TABLE_CELLS].pays);
}

static Whole next_of(const Pen *pen, Whole reached, size_t count)
{
    if (!reached.fits) return reached;
    Int128 next = reached.value < (Int128)count ? reached.value + 1 : reached.value;
    return whole_said(text_format(pen->arena, "MIN(%zu,%.*s+1)", count, TEXT_ARG(reached.text)),
                      next);
}

/* a x (den - num) + b x num: between two figures, a part of the way. */
static Whole between(const Pen *pen, Whole a, Whole b, Whole num, Whole den)
{
    Arena *arena = pen->arena;
    return whole_plus(arena, whole_times(arena, a, whole_minus(arena, den, num)),
                      whole_times(arena, b, num));
}

/* The cell reached; of a linear matrix, between the four around the inputs. */
Fraction pen_matrix(const Working *working, Pen *pen, const RateBlock *tables, Whole down,
                    Whole across, const Fraction *parts, Ratio figure)
{
    Arena *arena = pen->arena;
    Whole scale = pays_scale(working, pen, &tables[TABLE_CELLS]);
    Whole here = matrix_cell(working, pen, tables, down, across);
    if (!parts) return pen_unreduced(pen, here, scale, figure);
    Whole below = next_of(pen, down, tables[TABLE_DOWN].count);
    Whole right = next_of(pen, across, tables[TABLE_ACROSS].count);
    Whole num = pen_numerator(pen, parts[1]), den = pen_denominator(pen, parts[1]);
    Whole upper = between(pen, here, matrix_cell(working, pen, tables, down, right), num, den);
    Whole lower = between(pen, matrix_cell(working, pen, tables, below, across),
                          matrix_cell(working, pen, tables, below, right), num, den);
    Whole down_num = pen_numerator(pen, parts[0]), down_den = pen_denominator(pen, parts[0]);
    return pen_unreduced(pen, between(pen, upper, lower, down_num, down_den),
                          whole_times(arena, whole_times(arena, scale, den), down_den), figure);
}
