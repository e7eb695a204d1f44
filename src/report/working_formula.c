/* working_formula.c - plan formulas as cells: `gate` and `pays: formula`.
 *
 * A spreadsheet computes them with binary numbers, which are off by some 10^-16 of a figure. A
 * formula is written only where that can't matter: its figures are moved by ten thousand times as
 * much, each against each other, and it must say the same; an amount must stay on its side of where
 * it is rounded. Otherwise the engine's result stands in the cell. */
#include "working_row.h"

#define FORMULA_ROOM 6000            /* of the 8,192 characters of a cell; the rest is around it */

static const Ratio NEARLY = {1, 1000000000000, NULL};        /* how far figures are moved */
static const Ratio CLOSE = {1, 1000000000, NULL};            /* how far an amount may follow */
static const Ratio CUT_BELOW = {100000000, 1, NULL};         /* minor units */
static const Ratio MILLIONTH = {1, 1000000, NULL};           /* of a minor unit */

static void go(RowWork *row, WorkingSlot slot)
{
    pen_go(row->pen, row->working->slots[slot]);
}

/* ---- cells for names */

static Text of_fraction(const RowWork *row, Fraction fraction)
{
    return fraction.is_there ? pen_quotient(row->pen, fraction) : TEXT("");
}

/* What another component has earned to date: without the plan's cap, as formulas see it. */
static Text earned_cell(RowWork *row, uint32_t component, Ratio figure)
{
    const Working *working = row->working;
    size_t at;
    if (other_row(row, component, &at)) {
        const Entry *entry = &working->ledger->entries[at];
        Ratio earned = ratio_from_money(entry->earned_to_date, working->digits);
        if (ratio_equal(earned, figure))
            return address_of(row->pen->arena, working->components_sheet, at,
                              COMPONENTS_EARNED_TO_DATE);
    }
    return of_fraction(row, row_written(row, figure));
}

static Text figure_cell(void *context, uint32_t figure)
{
    RowWork *row = context;
    Ratio ratio = row->trace->figures[figure].number;
    if (figure >= FIGURE_OWN) {
        uint32_t component = (figure - FIGURE_OWN) / FIGURE_OTHERS;
        OtherFigure which = (OtherFigure)((figure - FIGURE_OWN) % FIGURE_OTHERS);
        if (which == OTHER_EARNED) return earned_cell(row, component, ratio);
        return of_fraction(row, row_figure(row, component, which));
    }
    Fraction own[FIGURE_OWN] = {[FIGURE_TARGET] = row->target, [FIGURE_VALUE] = row->value,
                                [FIGURE_QUOTA] = row->quota,
                                [FIGURE_ATTAINMENT] = row->attainment,
                                [FIGURE_MONTHS] = row->months};
    if (own[figure].is_there || ratio_sign(ratio) != 0) return of_fraction(row, own[figure]);
    return TEXT("0");
}

/* ---- whether binary numbers say the same */

/* The figures, those with the bit in their number a little up, the others down. */
static void move_figures(Arena *arena, const Value *figures, size_t count, unsigned bit,
                         bool other_way, Value *out)
{
    Ratio up = ratio_add(arena, RATIO_ONE, NEARLY), down = ratio_subtract(arena, RATIO_ONE, NEARLY);
    for (size_t i = 0; i < count; i++) {
        bool is_up = ((i >> bit & 1) != 0) != other_way;
        out[i] = figures[i];
        out[i].number = ratio_multiply(arena, figures[i].number, is_up ? up : down);
    }
}

static bool stays(Arena *arena, Value value, Value moved)
{
    if (value.type == VALUE_FLAG) return value.flag == moved.flag;
    Ratio away = ratio_absolute(arena, ratio_subtract(arena, value.number, moved.number));
    Ratio size = ratio_absolute(arena, value.number);
    return ratio_compare(away, ratio_multiply(arena, ratio_max(size, RATIO_ONE), CLOSE)) <= 0;
}

static bool is_steady(const RowWork *row, const Formula *formula, Value value)
{
    if (formula_compares_plainly(formula)) return true;
    Arena *arena = row->pen->arena;
    size_t count = FIGURE_OWN + (size_t)row->plan->component_count * FIGURE_OTHERS;
    Value *moved = ARENA_ARRAY(arena, Value, count + 1);
    FormulaInput input = {.figures = moved};
    for (unsigned bit = 0; count >> bit; bit++)
        for (int way = 0; way < 2; way++) {
            Value result;
            Text fault;
            move_figures(arena, row->trace->figures, count, bit, way != 0, moved);
            if (!formula_evaluate(formula, &input, arena, &result, &fault) ||
                !stays(arena, value, result))
                return false;
        }
    return true;
}

/* Whether an amount, in minor units, is far enough from where its rounding changes. A whole one is,
 * unless it is cut and too large: rounded_binary leaves it a ten-millionth. */
static bool rounds_surely(Arena *arena, Ratio minor, Rounding rounding)
{
    bool cuts = rounding == ROUND_DOWN || rounding == ROUND_UP;
    if (ratio_is_whole(minor))
        return !cuts || ratio_compare(ratio_absolute(arena, minor), CUT_BELOW) < 0;
    Ratio twice = ratio_multiply(arena, minor, ratio_whole(2));
    Ratio nearest = ratio_round(arena, twice, 0, ROUND_HALF_EVEN);
    Ratio away = ratio_absolute(arena, ratio_subtract(arena, twice, nearest));
    Ratio size = ratio_multiply(arena, ratio_absolute(arena, minor), CLOSE);
    return ratio_compare(away, ratio_max(MILLIONTH, size)) > 0;
}

/* The formula's text, where a cell can hold it and come to the same. */
static bool sheet_formula(RowWork *row, const Formula *formula, Value value, Text *out)
{
    return is_steady(row, formula, value) &&
           formula_sheet_text(row->pen->arena, formula, figure_cell, row, out) &&
           text_characters(*out) <= FORMULA_ROOM;
}

void row_formula(RowWork *row)
{
    Working *working = row->working;
    Arena *arena = row->pen->arena;
    const EarnSteps *steps = &row->trace->steps;
    Value value = {VALUE_NUMBER, {.number = steps->table}};
    Ratio minor = steps->amount;
    for (int d = 0; d < working->digits; d++) minor = ratio_multiply(arena, minor, ratio_whole(10));
    Text text;
    go(row, SLOT_TABLE);
    bool sure = rounds_surely(arena, minor, working->ledger->records->company->rounding) &&
                sheet_formula(row, row->component->formula, value, &text);
    row->table = sure ? pen_binary(row->pen, text, steps->table)
                      : pen_engine(row->pen, steps->table);
}

void row_gate(RowWork *row)
{
    const Formula *gate = row->component->gate;
    if (!gate) return;
    Pen *pen = row->pen;
    bool open = row->trace->steps.gate_open;
    Text text;
    go(row, SLOT_GATE);
    Text here = pen_address(pen, pen->sheet, pen->row, pen->column);
    bool sure = sheet_formula(row, gate, (Value){VALUE_FLAG, {.flag = open}}, &text);
    if (sure)
        pen_whole(pen, whole_said(text_format(pen->arena, "IF(%.*s,1,0)", TEXT_ARG(text)), open));
    else pen_engine_whole(pen, open);
    row->gate = here;
}
