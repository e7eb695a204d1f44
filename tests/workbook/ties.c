/* ties.c - a workbook for ties.py: fractions at a half, next to one and next to a whole number,
 * rounded in every mode by the formulas that Components writes.
 *
 *   ties FILE                                                                                    */
#include "exact.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define TIES 20000u
#define NEAR_TIES 30000u         /* a quarter of them near a whole number */

static uint64_t state = 20260331;

/* xorshift64*: the same numbers everywhere. */
static uint64_t random_below(uint64_t limit)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (state * UINT64_C(2685821657736338717) >> 11) % limit;
}

static Ratio tie(Arena *arena, uint64_t below)
{
    int64_t odd = (int64_t)(random_below(below >> random_below(44)) | 1);
    return ratio_make(arena, random_below(2) ? odd : -odd, 2);
}

/* k + 1/2, or k, give or take less than a ten-millionth: as near as the denominator allows. */
static Ratio near_tie(Arena *arena, uint64_t below)
{
    uint64_t den = (5000000 + random_below((uint64_t)1 << (10 + random_below(31)))) | 1;
    uint64_t most = below / den;
    uint64_t num = random_below(most ? most : 1) * den;
    num += random_below(4) ? den / 2 + random_below(2) : 1 + random_below(2) * (den - 2);
    if (num >= below) num = den / 2;
    return ratio_make(arena, random_below(2) ? (int64_t)num : -(int64_t)num, (int64_t)den);
}

static void row(Arena *arena, Sheet *sheet, Ratio ratio)
{
    cell_count(sheet, ratio.num, NULL);
    cell_count(sheet, ratio.den, NULL);
    Text num = address_here(arena, sheet, 0), den = address_here(arena, sheet, 1);
    for (int r = ROUND_HALF_UP; r <= ROUND_UP; r++) {
        Text formula = rounded_quotient(arena, (Rounding)r, whole_said(num, ratio.num),
                                        whole_said(den, ratio.den));
        formula_ratio(sheet, text_format(arena, "=%.*s", TEXT_ARG(formula)),
                      ratio_round(arena, ratio, 0, (Rounding)r), NULL);
    }
    sheet_end_row(sheet);
}

int main(int count, char **arguments)
{
    static const SheetColumn columns[] = {
        HEADED("n", CELL_EXACT, FROM_INPUT, 0), HEADED("d", CELL_EXACT, FROM_INPUT, 0),
        HEADED("half_up", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("half_down", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("half_even", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("down", CELL_EXACT, FROM_FORMULA, 0), HEADED("up", CELL_EXACT, FROM_FORMULA, 0),
        COLUMNS_END};
    if (count != 2) return EXIT_FAILURE;
    Arena *arena = arena_new(), *scratch = arena_new();
    const WorkbookOptions options = {.title = TEXT("Ties")};
    Workbook *workbook = workbook_open(arena, text_of(arguments[1]), &options);
    if (!workbook) return EXIT_FAILURE;
    Sheet *sheet = sheet_add(workbook, "Ties", columns, 0, TIES + NEAR_TIES);
    sheet_heading(sheet);
    for (unsigned i = 0; i < TIES + NEAR_TIES; i++) {
        uint64_t below = (uint64_t)1 << (i % 2 ? 45 : 49);   /* there are two ways of rounding */
        row(scratch, sheet, i < TIES ? tie(scratch, below) : near_tie(scratch, below));
        arena_reset(scratch);
    }
    Text reason = TEXT("");
    bool whole = workbook_finish(workbook, &reason);
    if (!whole) fprintf(stderr, "%.*s\n", TEXT_ARG(reason));
    arena_free(scratch);
    arena_free(arena);
    return whole ? EXIT_SUCCESS : EXIT_FAILURE;
}
