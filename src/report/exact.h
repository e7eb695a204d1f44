/* exact.h - exact arithmetic as a spreadsheet can hold it. Private to the room.
 *
 * A spreadsheet has binary numbers: whole ones are exact below 2^53. A Whole is an expression of
 * whole numbers and what it comes to, every step of it below that. A Fraction is two cells, always
 * reduced: numerator and denominator. A Pen writes them along a row and holds each against the
 * ledger's figure: where the cells can't say it, the engine's own figure stands there.
 * Source: src/README, payout workbook. */
#ifndef ATTAIN_EXACT_H
#define ATTAIN_EXACT_H

#include "attain/workbook.h"

#define EXACT_BELOW ((Int128)1 << 53)
#define COMPARED_BELOW ((Int128)1 << 49)     /* programs may compare no more than 15 digits */

typedef struct Whole {
    Text text;                   /* without = */
    Int128 value;
    bool fits;                   /* it and all that it is made of stay below 2^53; else no text */
    bool is_sum;                 /* it needs brackets in a product */
} Whole;

Whole whole_said(Text text, Int128 value);           /* a cell, or a function's call */
Whole whole_number(Arena *arena, int64_t number);    /* written out */
Whole whole_none(void);                              /* it can't be said */
Whole whole_times(Arena *arena, Whole a, Whole b);
Whole whole_plus(Arena *arena, Whole a, Whole b);
Whole whole_minus(Arena *arena, Whole a, Whole b);
Whole whole_not_below_zero(Arena *arena, Whole a);
/* condition ? a : b, the condition an expression that comes to `chosen`. */
Whole whole_if(Arena *arena, Text condition, bool chosen, Whole a, Whole b);

/* Two cells of a row: the numerator, and to its right the denominator. */
typedef struct Fraction {
    const Sheet *sheet;          /* NULL: no cells, its numbers are written out */
    size_t row;
    uint16_t column;
    int64_t num, den;            /* what stands in the cells */
    Ratio ratio;                 /* that they come to */
    bool is_there;               /* false: neither cell could hold it; nothing can point to them */
    bool is_binary;              /* a plan's formula: the first cell holds the number, rounded to a
                                    double, the other one 1 */
} Fraction;

/* num / den (above 0; a cell, a number or a product) rounded to a whole number as the company
 * rounds, without =: one division. */
Text rounded_quotient(Arena *arena, Rounding rounding, Whole num, Whole den);
/* Whether that is sure in every program. */
bool rounds_exactly(Whole num, Whole den);
/* The same of a binary number that is a whole one, or lies surely between two roundings. */
Text rounded_binary(Arena *arena, Rounding rounding, Text number);
/* a - b of two cells of money, with =: whole minor units are subtracted. */
Text difference_of(Arena *arena, Text a, Text b, int digits);

bool exact_holds(Ratio ratio);                       /* both parts are below 2^53 */

typedef struct Pen {
    Arena *arena;
    Sheet *sheet;
    size_t row;
    uint16_t column;             /* of the next cell */
    size_t engine_figures;       /* written so far */
} Pen;

void pen_start_row(Pen *pen, size_t row);
void pen_go(Pen *pen, uint16_t column);              /* to the right, over empty cells */
/* An address as a formula on the pen's sheet says it. */
Text pen_address(const Pen *pen, const Sheet *sheet, size_t row, uint16_t column);
Whole pen_numerator(const Pen *pen, Fraction of);
Whole pen_denominator(const Pen *pen, Fraction of);
Text pen_quotient(const Pen *pen, Fraction of);      /* num/den, for a binary figure */

/* The next two cells: num / den, reduced. Not the ledger's figure: the engine's. */
Fraction pen_fraction(Pen *pen, Whole num, Whole den, Ratio figure);
/* The same as they are, where reducing would say a long formula thrice. */
Fraction pen_unreduced(Pen *pen, Whole num, Whole den, Ratio figure);
/* A fraction's cells reduced: of one that is unreduced. */
Fraction pen_reduced(Pen *pen, Fraction of, Ratio figure);
Fraction fraction_written(Ratio ratio);              /* no cells: its numbers are written out */
/* Of reduced ones they are reduced; b of a quotient is above 0. */
Fraction pen_product(Pen *pen, Fraction a, Fraction b, Ratio figure);
Fraction pen_quotient_of(Pen *pen, Fraction a, Fraction b, Ratio figure);
Fraction pen_binary(Pen *pen, Text expression, Ratio figure);
Fraction pen_engine(Pen *pen, Ratio figure);         /* the engine's, counted */
Fraction pen_constant(Pen *pen, int64_t whole);
/* The next cell: a whole number. A formula where it is one, else nothing, counted. */
Whole pen_whole(Pen *pen, Whole whole);
void pen_engine_whole(Pen *pen, int64_t figure);     /* the engine's, counted */
/* num / den, which comes to a whole number; where it can't be said, the number itself, counted. */
Whole pen_quotient_whole(Pen *pen, Whole num, Whole den, int64_t figure);
Whole pen_input(Pen *pen, int64_t number);           /* read from a file, or a plan's */

#endif
