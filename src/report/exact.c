/* exact.c - fractions in cells. */
#include "exact.h"

#include <assert.h>

/* n / d lies at least its 2 n-th part away from the next half: programs take what is nearer than a
 * few 10^-15 for the half itself. */
#define DIVIDED_BELOW ((int64_t)1 << 45)

static Whole made(Text text, Int128 value, bool is_sum)
{
    if (value >= EXACT_BELOW || value <= -EXACT_BELOW) return whole_none();
    return (Whole){text, value, true, is_sum};
}

Whole whole_said(Text text, Int128 value)
{
    return made(text, value, false);
}

Whole whole_number(Arena *arena, int64_t number)
{
    return made(text_format(arena, "%lld", (long long)number), number, number < 0);
}

Whole whole_none(void)
{
    return (Whole){.text = TEXT("")};
}

static bool is_one(Whole whole)
{
    return text_equal(whole.text, TEXT("1"));
}

Whole whole_times(Arena *arena, Whole a, Whole b)
{
    if (!a.fits || !b.fits) return whole_none();
    if (is_one(a)) return b;
    if (is_one(b)) return a;
    const char *open_a = a.is_sum ? "(" : "", *close_a = a.is_sum ? ")" : "";
    const char *open_b = b.is_sum ? "(" : "", *close_b = b.is_sum ? ")" : "";
    return made(text_format(arena, "%s%.*s%s*%s%.*s%s", open_a, TEXT_ARG(a.text), close_a, open_b,
                            TEXT_ARG(b.text), close_b), a.value * b.value, false);
}

Whole whole_plus(Arena *arena, Whole a, Whole b)
{
    if (!a.fits || !b.fits) return whole_none();
    return made(text_format(arena, "%.*s+%.*s", TEXT_ARG(a.text), TEXT_ARG(b.text)),
                a.value + b.value, true);
}

Whole whole_minus(Arena *arena, Whole a, Whole b)
{
    if (!a.fits || !b.fits) return whole_none();
    return made(text_format(arena, b.is_sum ? "%.*s-(%.*s)" : "%.*s-%.*s", TEXT_ARG(a.text),
                            TEXT_ARG(b.text)), a.value - b.value, true);
}

Whole whole_not_below_zero(Arena *arena, Whole a)
{
    if (!a.fits) return a;
    return made(text_format(arena, "MAX(0,%.*s)", TEXT_ARG(a.text)), a.value > 0 ? a.value : 0,
                false);
}

Whole whole_if(Arena *arena, Text condition, bool chosen, Whole a, Whole b)
{
    if (!a.fits || !b.fits) return whole_none();
    return made(text_format(arena, "IF(%.*s,%.*s,%.*s)", TEXT_ARG(condition), TEXT_ARG(a.text),
                            TEXT_ARG(b.text)), chosen ? a.value : b.value, false);
}

/* ROUNDDOWN and ROUNDUP keep but 12 digits in LibreOffice: half a unit less, or more, is the same
 * by ROUND. */
static Text rounded_by_division(Arena *arena, Rounding rounding, Text num, Text den)
{
    if (rounding == ROUND_HALF_UP)
        return text_format(arena, "ROUND(%.*s/%.*s,0)", TEXT_ARG(num), TEXT_ARG(den));
    return text_format(arena, rounding == ROUND_DOWN
                                  ? "SIGN(%.*s)*ROUND((2*ABS(%.*s)-%.*s+1)/(2*%.*s),0)"
                                  : "SIGN(%.*s)*ROUND((2*ABS(%.*s)+%.*s-1)/(2*%.*s),0)",
                       TEXT_ARG(num), TEXT_ARG(num), TEXT_ARG(den), TEXT_ARG(den));
}

/* The whole part, and what is left of the numerator beside the denominator. Where INT takes what is
 * just below a whole number for one, less than nothing is left. */
static Text rounded_by_rest(Arena *arena, Rounding rounding, Text num, Text den)
{
    Text whole = text_format(arena, "INT(ABS(%.*s)/%.*s)", TEXT_ARG(num), TEXT_ARG(den));
    Text rest = text_format(arena, "(ABS(%.*s)-%.*s*%.*s)", TEXT_ARG(num), TEXT_ARG(whole),
                            TEXT_ARG(den));
    const int n = (int)num.length, w = (int)whole.length, r = (int)rest.length;
    const int d = (int)den.length;
    const char *from = num.bytes, *of = whole.bytes, *left = rest.bytes, *over = den.bytes;
    switch (rounding) {
    case ROUND_DOWN:
        return text_format(arena, "SIGN(%.*s)*(%.*s-(%.*s<0))", n, from, w, of, r, left);
    case ROUND_UP:
        return text_format(arena, "SIGN(%.*s)*(%.*s+(%.*s>0))", n, from, w, of, r, left);
    case ROUND_HALF_DOWN:
        return text_format(arena, "SIGN(%.*s)*(%.*s+(2*%.*s>%.*s))", n, from, w, of, r, left, d,
                           over);
    case ROUND_HALF_EVEN:
        return text_format(arena,
                           "SIGN(%.*s)*(%.*s+(2*%.*s>%.*s)+(2*%.*s=%.*s)*(%.*s-2*INT(%.*s/2)))",
                           n, from, w, of, r, left, d, over, r, left, d, over, w, of, w, of);
    case ROUND_HALF_UP: break;
    }
    return text_format(arena, "SIGN(%.*s)*(%.*s+(2*%.*s>=%.*s))", n, from, w, of, r, left, d, over);
}

Text rounded_quotient(Arena *arena, Rounding rounding, Whole num, Whole den)
{
    bool small = num.value < DIVIDED_BELOW && num.value > -DIVIDED_BELOW;
    bool divides = rounding != ROUND_HALF_DOWN && rounding != ROUND_HALF_EVEN;
    return small && divides ? rounded_by_division(arena, rounding, num.text, den.text)
                            : rounded_by_rest(arena, rounding, num.text, den.text);
}

bool rounds_exactly(Whole num, Whole den)
{
    return num.fits && den.fits && num.value < COMPARED_BELOW && num.value > -COMPARED_BELOW &&
           den.value < COMPARED_BELOW;
}

Text rounded_binary(Arena *arena, Rounding rounding, Text number)
{
    if (rounding != ROUND_DOWN && rounding != ROUND_UP)
        return text_format(arena, "ROUND(%.*s,0)", TEXT_ARG(number));
    return text_format(arena, "SIGN(%.*s)*ROUND(ABS(%.*s)%c0.4999999,0)", TEXT_ARG(number),
                       TEXT_ARG(number), rounding == ROUND_DOWN ? '-' : '+');
}

Text difference_of(Arena *arena, Text a, Text b, int digits)
{
    if (!digits) return text_format(arena, "=%.*s-%.*s", TEXT_ARG(a), TEXT_ARG(b));
    return text_format(arena, "=ROUND(%.*s-%.*s,%d)", TEXT_ARG(a), TEXT_ARG(b), digits);
}

bool exact_holds(Ratio ratio)
{
    return !ratio.big && ratio.num < EXACT_BELOW && ratio.num > -EXACT_BELOW &&
           ratio.den < EXACT_BELOW;
}

void pen_start_row(Pen *pen, size_t row)
{
    pen->row = row;
    pen->column = 0;
    pen->engine_figures = 0;
}

void pen_go(Pen *pen, uint16_t column)
{
    assert(column >= pen->column);
    sheet_skip(pen->sheet, (uint16_t)(column - pen->column));
    pen->column = column;
}

Text pen_address(const Pen *pen, const Sheet *sheet, size_t row, uint16_t column)
{
    return sheet == pen->sheet && row == pen->row ? address_here(pen->arena, sheet, column)
                                                  : address_of(pen->arena, sheet, row, column);
}

static Whole part_of(const Pen *pen, Fraction of, uint16_t behind, int64_t value)
{
    if (!of.is_there || of.is_binary) return whole_none();
    if (!of.sheet) return whole_number(pen->arena, value);
    return whole_said(pen_address(pen, of.sheet, of.row, (uint16_t)(of.column + behind)), value);
}

Whole pen_numerator(const Pen *pen, Fraction of)
{
    return part_of(pen, of, 0, of.num);
}

Whole pen_denominator(const Pen *pen, Fraction of)
{
    return part_of(pen, of, 1, of.den);
}

Text pen_quotient(const Pen *pen, Fraction of)
{
    if (of.is_binary) return pen_address(pen, of.sheet, of.row, of.column);
    Whole num = pen_numerator(pen, of), den = pen_denominator(pen, of);
    return text_format(pen->arena, "%.*s/%.*s", TEXT_ARG(num.text), TEXT_ARG(den.text));
}

static const CellStyle exact = {.kind = CELL_EXACT};
static const CellStyle engine = {.kind = CELL_EXACT, .origin = FROM_ENGINE};

static Fraction here(const Pen *pen, Ratio figure)
{
    Fraction fraction = fraction_written(figure);
    fraction.sheet = pen->sheet;
    fraction.row = pen->row;
    fraction.column = pen->column;
    return fraction;
}

Fraction fraction_written(Ratio ratio)
{
    return (Fraction){.num = ratio.num, .den = ratio.den, .ratio = ratio,
                      .is_there = exact_holds(ratio)};
}

Fraction pen_engine(Pen *pen, Ratio figure)
{
    Fraction fraction = here(pen, figure);
    pen->engine_figures++;
    if (fraction.is_there) {
        cell_count(pen->sheet, figure.num, &engine);
        cell_count(pen->sheet, figure.den, &engine);
        pen->column = (uint16_t)(pen->column + 2);
    } else {
        pen_go(pen, (uint16_t)(pen->column + 2));
    }
    return fraction;
}

Fraction pen_constant(Pen *pen, int64_t whole)
{
    Fraction fraction = here(pen, ratio_whole(whole));
    cell_count(pen->sheet, whole, &exact);
    cell_count(pen->sheet, 1, &exact);
    pen->column = (uint16_t)(pen->column + 2);
    return fraction;
}

static void put(Pen *pen, Text formula, int64_t value)
{
    formula_ratio(pen->sheet, formula, ratio_whole(value), &exact);
    pen->column++;
}

/* What the two wholes come to, reduced, is the figure. */
static bool comes_to(Whole num, Whole den, Ratio figure)
{
    return num.fits && den.fits && den.value > 0 && exact_holds(figure) &&
           num.value * figure.den == den.value * figure.num;
}

Fraction pen_fraction(Pen *pen, Whole num, Whole den, Ratio figure)
{
    if (!comes_to(num, den, figure)) return pen_engine(pen, figure);
    Fraction fraction = here(pen, figure);
    if (is_one(den)) {
        put(pen, text_format(pen->arena, "=%.*s", TEXT_ARG(num.text)), figure.num);
        cell_count(pen->sheet, 1, &exact);
        pen->column++;
        return fraction;
    }
    Text common = text_format(pen->arena, "GCD(ABS(%.*s),%.*s)", TEXT_ARG(num.text),
                              TEXT_ARG(den.text));
    put(pen, text_format(pen->arena, num.is_sum ? "=(%.*s)/%.*s" : "=%.*s/%.*s",
                         TEXT_ARG(num.text), TEXT_ARG(common)), figure.num);
    put(pen, text_format(pen->arena, den.is_sum ? "=(%.*s)/%.*s" : "=%.*s/%.*s",
                         TEXT_ARG(den.text), TEXT_ARG(common)), figure.den);
    return fraction;
}

Fraction pen_unreduced(Pen *pen, Whole num, Whole den, Ratio figure)
{
    if (!comes_to(num, den, figure)) return pen_engine(pen, figure);
    Fraction fraction = here(pen, figure);
    fraction.num = (int64_t)num.value;
    fraction.den = (int64_t)den.value;
    put(pen, text_format(pen->arena, "=%.*s", TEXT_ARG(num.text)), fraction.num);
    put(pen, text_format(pen->arena, "=%.*s", TEXT_ARG(den.text)), fraction.den);
    return fraction;
}

Fraction pen_reduced(Pen *pen, Fraction of, Ratio figure)
{
    if (of.is_binary) return pen_binary(pen, pen_quotient(pen, of), figure);
    return pen_fraction(pen, pen_numerator(pen, of), pen_denominator(pen, of), figure);
}

static bool is_binary(Fraction a, Fraction b)
{
    return a.is_there && b.is_there && (a.is_binary || b.is_binary);
}

/* a without what it shares with b: the products of such are as small as they can be. */
static Whole without_shared(Arena *arena, Whole a, Whole b)
{
    if (!a.fits || !b.fits) return whole_none();
    if (is_one(a) || is_one(b)) return a;
    Int128 x = a.value < 0 ? -a.value : a.value, y = b.value < 0 ? -b.value : b.value;
    while (y) {
        Int128 rest = x % y;
        x = y;
        y = rest;
    }
    return made(text_format(arena, "%.*s/GCD(ABS(%.*s),ABS(%.*s))", TEXT_ARG(a.text),
                            TEXT_ARG(a.text), TEXT_ARG(b.text)), x ? a.value / x : a.value, true);
}

/* a / b x c / d, each numerator without what it shares with the other's denominator: of reduced
 * fractions the product is reduced. */
static Fraction cancelled(Pen *pen, Whole a, Whole b, Whole c, Whole d, Ratio figure)
{
    Arena *arena = pen->arena;
    Whole num = whole_times(arena, without_shared(arena, a, d), without_shared(arena, c, b));
    Whole den = whole_times(arena, without_shared(arena, b, c), without_shared(arena, d, a));
    return pen_unreduced(pen, num, den, figure);
}

Fraction pen_product(Pen *pen, Fraction a, Fraction b, Ratio figure)
{
    if (is_binary(a, b)) {
        Text left = pen_quotient(pen, a), right = pen_quotient(pen, b);
        return pen_binary(pen, text_format(pen->arena, "%.*s*%.*s", TEXT_ARG(left),
                                           TEXT_ARG(right)), figure);
    }
    return cancelled(pen, pen_numerator(pen, a), pen_denominator(pen, a), pen_numerator(pen, b),
                     pen_denominator(pen, b), figure);
}

Fraction pen_quotient_of(Pen *pen, Fraction a, Fraction b, Ratio figure)
{
    if (b.num <= 0) return pen_engine(pen, figure);
    return cancelled(pen, pen_numerator(pen, a), pen_denominator(pen, a), pen_denominator(pen, b),
                     pen_numerator(pen, b), figure);
}

Fraction pen_binary(Pen *pen, Text expression, Ratio figure)
{
    const CellStyle decimal = {.kind = CELL_DECIMAL};
    Fraction fraction = here(pen, figure);
    fraction.is_binary = true;
    formula_ratio(pen->sheet, text_format(pen->arena, "=%.*s", TEXT_ARG(expression)), figure,
                  &decimal);
    cell_count(pen->sheet, 1, &exact);
    pen->column = (uint16_t)(pen->column + 2);
    return fraction;
}

Whole pen_whole(Pen *pen, Whole whole)
{
    if (!whole.fits) {
        pen_go(pen, (uint16_t)(pen->column + 1));
        pen->engine_figures++;
        return whole;
    }
    Whole said = whole_said(pen_address(pen, pen->sheet, pen->row, pen->column), whole.value);
    put(pen, text_format(pen->arena, "=%.*s", TEXT_ARG(whole.text)), (int64_t)whole.value);
    return said;
}

void pen_engine_whole(Pen *pen, int64_t figure)
{
    pen->engine_figures++;
    cell_count(pen->sheet, figure, &engine);
    pen->column++;
}

Whole pen_quotient_whole(Pen *pen, Whole num, Whole den, int64_t figure)
{
    Whole said = whole_said(pen_address(pen, pen->sheet, pen->row, pen->column), figure);
    if (num.fits && den.fits && den.value > 0 && num.value == den.value * figure) {
        put(pen, text_format(pen->arena, num.is_sum ? "=(%.*s)/(%.*s)" : "=%.*s/(%.*s)",
                             TEXT_ARG(num.text), TEXT_ARG(den.text)), figure);
        return said;
    }
    pen_engine_whole(pen, figure);
    return said;
}

Whole pen_input(Pen *pen, int64_t number)
{
    const CellStyle input = {.kind = CELL_EXACT, .origin = FROM_INPUT};
    Whole said = whole_said(pen_address(pen, pen->sheet, pen->row, pen->column), number);
    if (!said.fits) {
        pen_go(pen, (uint16_t)(pen->column + 1));
        pen->engine_figures++;
        return said;
    }
    cell_count(pen->sheet, number, &input);
    pen->column++;
    return said;
}
