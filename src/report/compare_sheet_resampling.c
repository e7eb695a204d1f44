/* compare_sheet_resampling.c - "Resampling": what each design costs over histories that could as
 * well have been. Source: docs/compare.md. */
#include "compare_sheets.h"

enum { METHOD_LINE = TITLE_LINES, LIMITS_LINE, SAMPLES_LINE = LIMITS_LINE + 2, SEED_LINE,
       HEADING_LINE = SEED_LINE + 2 };
enum { SAMPLED_DESIGN, SAMPLED_TITLE, SAMPLED_PAID, SAMPLED_MEAN, SAMPLED_APART, SAMPLED_LOW,
       SAMPLED_MIDDLE, SAMPLED_HIGH, SAMPLED_DEARER, SAMPLED_SHARE };
enum { VALUE_COLUMN = 2 };

void compared_resampling_add(CompareSheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("design", CELL_TEXT, FROM_FORMULA, 0), HEADED("title", CELL_TEXT, FROM_FORMULA, 30),
        HEADED("paid", CELL_MONEY, FROM_FORMULA, 14), HEADED("mean", CELL_MONEY, FROM_ENGINE, 14),
        HEADED(N_("mean - paid"), CELL_MONEY, FROM_FORMULA, 14),
        HEADED(N_("10% cost at most"), CELL_MONEY, FROM_ENGINE, 14),
        HEADED(N_("half cost at most"), CELL_MONEY, FROM_ENGINE, 14),
        HEADED(N_("90% cost at most"), CELL_MONEY, FROM_ENGINE, 14),
        HEADED(N_("samples dearer than A"), CELL_COUNT, FROM_ENGINE, 14),
        HEADED(N_("share of the samples"), CELL_PERCENT, FROM_FORMULA, 12), COLUMNS_END};
    sheets->resampling = sheet_add(sheets->workbook, N_("Resampling"), columns, HEADING_LINE,
                                   sheets->sides);
}

static void sample_row(CompareSheets *sheets, size_t side)
{
    Arena *arena = sheets->view->arena;
    const CompareResampled *of = &sheets->view->shown->resampled;
    const CompareSample *sample = &of->sides[side];
    Sheet *sheet = sheets->resampling;
    Money paid = sheets->view->total.paid[side];
    cell_text(sheet, letter_of(sheets, side), NULL);
    cell_text(sheet, sheets->view->comparison->sides[side].design->title, NULL);
    cell_sum(&sheets->summing, sheet,
             column_sum(sheets, sheets->payees, (uint16_t)(sheets->on_payees.paid + side),
                        &sheets->view->payees, PAID, side), NULL);
    cell_money(sheet, sample->mean, NULL);
    Sum apart = {text_format(arena, "%.*s-%.*s", TEXT_ARG(address_here(arena, sheet, SAMPLED_MEAN)),
                             TEXT_ARG(address_here(arena, sheet, SAMPLED_PAID))),
                 (Money){sample->mean.minor - paid.minor},
                 magnitude_of(sample->mean) + magnitude_of(paid), 2};
    cell_sum(&sheets->summing, sheet, apart, NULL);
    cell_money(sheet, sample->low, NULL);
    cell_money(sheet, sample->middle, NULL);
    cell_money(sheet, sample->high, NULL);
    if (side) {
        Text samples = address_line(arena, sheet, SAMPLES_LINE, VALUE_COLUMN);
        cell_count(sheet, (int64_t)sample->dearer, NULL);
        formula_ratio(sheet,
                      text_format(arena, "=%.*s/%.*s",
                                  TEXT_ARG(address_here(arena, sheet, SAMPLED_DEARER)),
                                  TEXT_ARG(samples)),
                      ratio_make(arena, (int64_t)sample->dearer, (int64_t)of->samples), NULL);
    }
    sheet_end_row(sheet);
}

void compared_resampling_fill(CompareSheets *sheets)
{
    const CompareResampled *of = &sheets->view->shown->resampled;
    static const CellStyle figure = {.kind = CELL_COUNT, .origin = FROM_INPUT};
    title_lines(sheets, sheets->resampling, N_("How sure the cost is"));
    line_text(sheets->resampling, METHOD_LINE, LOOK_NOTE,
              text_of(sheets_say(sheets, N_("Each sample is a history that could as well have "
                                            "been: as many months and as many payees as there "
                                            "are, drawn from them with replacement, the same for "
                                            "all designs."))));
    line_text(sheets->resampling, LIMITS_LINE, LOOK_NOTE,
              text_of(sheets_say(sheets, N_("A payee's months are what the engine paid: nothing is "
                                            "computed anew, and nobody sells in another way."))));
    sheet_go(sheets->resampling, SAMPLES_LINE, 0);
    cell_word(sheets->resampling, N_("samples"), NULL);
    sheet_go(sheets->resampling, SAMPLES_LINE, VALUE_COLUMN);
    cell_count(sheets->resampling, (int64_t)of->samples, &figure);
    sheet_go(sheets->resampling, SEED_LINE, 0);
    cell_word(sheets->resampling, N_("seed"), NULL);
    sheet_go(sheets->resampling, SEED_LINE, VALUE_COLUMN);
    cell_count(sheets->resampling, (int64_t)of->seed, &figure);
    sheet_heading(sheets->resampling);
    for (size_t s = 0; s < sheets->sides; s++) sample_row(sheets, s);
}
