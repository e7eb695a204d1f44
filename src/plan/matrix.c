/* matrix.c - a table of two inputs: the matrix of CONTRACT 5. */
#include "attain/rate.h"

#include <assert.h>

/* Where an input stands on an axis: at one of its places, or part of the way on to the next. */
typedef struct Spot { size_t at, next; Ratio part; } Spot;

static Spot find_spot(Arena *scratch, const Matrix *matrix, const Axis *axis, Ratio input);
static Ratio between(Arena *scratch, Ratio from, Ratio to, Ratio part);

Ratio matrix_pays(Arena *scratch, const Matrix *matrix, Ratio row, Ratio col)
{
    Spot down = find_spot(scratch, matrix, &matrix->rows, row);
    Spot across = find_spot(scratch, matrix, &matrix->cols, col);
    const Ratio *upper = &matrix->pays[down.at * matrix->cols.count];
    const Ratio *lower = &matrix->pays[down.next * matrix->cols.count];
    Ratio above = between(scratch, upper[across.at], upper[across.next], across.part);
    Ratio below = between(scratch, lower[across.at], lower[across.next], across.part);
    return between(scratch, above, below, down.part);
}

static Spot find_spot(Arena *scratch, const Matrix *matrix, const Axis *axis, Ratio input)
{
    assert(axis->count > 0);
    input = ratio_max(input, RATIO_ZERO);
    size_t at = 0;
    while (at + 1 < axis->count && ratio_compare(input, axis->from[at + 1]) >= 0) at++;
    Spot spot = {at, at, RATIO_ZERO};
    bool flat = at + 1 == axis->count || ratio_compare(input, axis->from[at]) <= 0;
    if (matrix->method == RATE_STEP || flat) return spot;
    spot.next = at + 1;
    Ratio into = ratio_subtract(scratch, input, axis->from[at]);
    Ratio run = ratio_subtract(scratch, axis->from[at + 1], axis->from[at]);
    bool divided = ratio_divide(scratch, into, run, &spot.part);
    assert(divided);
    return spot;
}

static Ratio between(Arena *scratch, Ratio from, Ratio to, Ratio part)
{
    Ratio rise = ratio_subtract(scratch, to, from);
    return ratio_add(scratch, from, ratio_multiply(scratch, rise, part));
}
