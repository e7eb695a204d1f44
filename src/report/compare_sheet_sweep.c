/* compare_sheet_sweep.c - "Sweep": a row a variant of A, and its cost against how closely it pays
 * for performance. */
#include "compare_sheets.h"

enum { WHAT_LINE = TITLE_LINES, FIT_LINE, BASE_LINE = FIT_LINE + 2, LOWER_LINE, UPPER_LINE,
       PLOT_LINE, PLOT_ROWS = 17, HEADING_LINE = PLOT_LINE + PLOT_ROWS,
       CHART_WIDTH = 860, CHART_HEIGHT = 320, POINTS_MOST = 32000 };
enum { LABEL_COLUMN, PAID_COLUMN = 2, FIT_COLUMN, SWEEP_NUMBER = 0, SWEEP_AXES };

typedef struct SweepColumns { uint16_t paid, difference, fit, payees, within, problem; }
    SweepColumns;

static SweepColumns columns_of(const CompareSheets *sheets)
{
    uint16_t at = (uint16_t)(SWEEP_AXES + sheets->view->shown->sweep->axis_count);
    SweepColumns columns = {.paid = at, .difference = (uint16_t)(at + 1),
                            .fit = (uint16_t)(at + 2), .payees = (uint16_t)(at + 3)};
    at = (uint16_t)(at + 4);
    columns.within = COLUMN_NONE;
    if (sheets->view->shown->sweep->has_budget) columns.within = at++;
    columns.problem = at;
    return columns;
}

void compared_sweep_add(CompareSheets *sheets)
{
    const Sweep *sweep = sheets->view->shown->sweep;
    ColumnsPen pen = columns_start(sheets, sweep->axis_count + COLUMNS_MORE);
    columns_one(&pen, (SheetColumn)HEADED(N_("variant"), CELL_COUNT, FROM_FORMULA, 0));
    for (size_t a = 0; a < sweep->axis_count; a++)
        columns_one(&pen, (SheetColumn){.heading = text_copy(sheets->view->arena,
                                                             sweep->axes[a].path).bytes,
                                        .is_name = true, .style = {.kind = CELL_TEXT},
                                        .width = 12});
    columns_one(&pen, (SheetColumn)HEADED("paid", CELL_MONEY, FROM_ENGINE, 14));
    columns_one(&pen, (SheetColumn)HEADED(N_("against A"), CELL_MONEY, FROM_FORMULA, 14));
    columns_one(&pen, (SheetColumn)HEADED("correlation", CELL_DECIMAL, FROM_ENGINE, 12));
    columns_one(&pen, (SheetColumn)HEADED("payees", CELL_COUNT, FROM_ENGINE, 0));
    if (sweep->has_budget)
        columns_one(&pen, (SheetColumn)HEADED("budget", CELL_TEXT, FROM_FORMULA, 12));
    columns_one(&pen, (SheetColumn)HEADED("problem", CELL_TEXT, FROM_FORMULA, 12));
    sheets->sweep = sheet_add(sheets->workbook, N_("Sweep"), pen.items, HEADING_LINE,
                              sweep->variant_count);
}

Text compared_sweep_base(const CompareSheets *sheets)
{
    return address_line(sheets->view->arena, sheets->sweep, BASE_LINE, PAID_COLUMN);
}

Text compared_sweep_numbers(const CompareSheets *sheets)
{
    return address_block(sheets->view->arena, sheets->sweep, SWEEP_NUMBER, 0,
                         sheets->view->shown->sweep->variant_count);
}

static Ratio fit_of(const CompareSheets *sheets, SweepFit fit)
{
    return ratio_make(sheets->view->arena, fit.correlation, 10000);
}

/* ---- above: A itself, and the ends of the budget's line in the chart */

static bool fit_range(const CompareSheets *sheets, Text *out)
{
    const Sweep *sweep = sheets->view->shown->sweep;
    return one_range(sheets->view->arena, sheets->sweep, columns_of(sheets).fit,
                     sweep->variant_count, out);
}

static SweepFit extreme(const Sweep *sweep, bool largest)
{
    SweepFit found = {0};
    for (size_t v = 0; v < sweep->variant_count; v++) {
        const SweepVariant *variant = &sweep->variants[v];
        if (variant->problem || !variant->fit.has) continue;
        if (!found.has || (variant->fit.correlation > found.correlation) == largest)
            found = variant->fit;
    }
    return found;
}

static void budget_line(CompareSheets *sheets, uint32_t line, const char *english, bool largest)
{
    Arena *arena = sheets->view->arena;
    const Sweep *sweep = sheets->view->shown->sweep;
    const CellStyle amount = {.kind = CELL_MONEY, .origin = FROM_INPUT},
                    figure = {.kind = CELL_DECIMAL};
    SweepFit fit = extreme(sweep, largest);
    Text range;
    sheet_go(sheets->sweep, line, LABEL_COLUMN);
    cell_word(sheets->sweep, english, NULL);
    sheet_go(sheets->sweep, line, PAID_COLUMN);
    cell_money(sheets->sweep, sweep->budget, &amount);
    if (fit.has && fit_range(sheets, &range))
        formula_ratio(sheets->sweep, text_format(arena, "=%s(%.*s)", largest ? "MAX" : "MIN",
                                                 TEXT_ARG(range)), fit_of(sheets, fit), &figure);
}

static void above(CompareSheets *sheets)
{
    const Sweep *sweep = sheets->view->shown->sweep;
    const CellStyle amount = {.kind = CELL_MONEY, .origin = FROM_ENGINE},
                    figure = {.kind = CELL_DECIMAL, .origin = FROM_ENGINE};
    title_lines(sheets, sheets->sweep, N_("Variants of A, over the same facts"));
    line_text(sheets->sweep, WHAT_LINE, LOOK_NOTE,
              text_of(sheets_say(sheets, N_("Every value of each key with every value of the "
                                            "others; the facts are those of A."))));
    line_text(sheets->sweep, FIT_LINE, LOOK_NOTE,
              text_of(sheets_say(sheets, sweep->pay_of_target
                                 ? N_("Correlation: of pay, as a share of target incentive, and "
                                      "attainment; 1 is pay that follows performance.")
                                 : N_("Correlation: of pay and attainment; 1 is pay that follows "
                                      "performance."))));
    sheet_go(sheets->sweep, BASE_LINE, LABEL_COLUMN);
    cell_word(sheets->sweep, N_("A, unchanged"), NULL);
    sheet_go(sheets->sweep, BASE_LINE, PAID_COLUMN);
    cell_money(sheets->sweep, sweep->base_paid, &amount);
    cell_ratio(sheets->sweep, sweep->base_fit.has, fit_of(sheets, sweep->base_fit), &figure);
    if (!sweep->has_budget) return;
    budget_line(sheets, LOWER_LINE, N_("budget"), false);
    budget_line(sheets, UPPER_LINE, N_("budget, the line's other end"), true);
}

static void chart(CompareSheets *sheets)
{
    Arena *arena = sheets->view->arena;
    const Sweep *sweep = sheets->view->shown->sweep;
    ChartSeries series[3];
    size_t count = 0;
    Text fits, paid;
    if (!extreme(sweep, true).has || sweep->variant_count > POINTS_MOST ||
        !fit_range(sheets, &fits) ||
        !one_range(arena, sheets->sweep, columns_of(sheets).paid, sweep->variant_count, &paid))
        return;
    series[count++] = (ChartSeries){text_of(sheets_say(sheets, N_("variants"))), paid, fits,
                                    false};
    if (sweep->base_fit.has)
        series[count++] = (ChartSeries){
            text_of(sheets_say(sheets, N_("A, unchanged"))), compared_sweep_base(sheets),
            address_line(arena, sheets->sweep, BASE_LINE, FIT_COLUMN), false};
    if (sweep->has_budget)
        series[count++] = (ChartSeries){
            text_of(sheets_say(sheets, N_("budget"))),
            address_lines(arena, sheets->sweep, LOWER_LINE, UPPER_LINE, PAID_COLUMN),
            address_lines(arena, sheets->sweep, LOWER_LINE, UPPER_LINE, FIT_COLUMN), true};
    sheet_chart(sheets->sweep, CHART_SCATTER, N_("Cost against pay for performance"), N_("paid"),
                N_("correlation"), series, count, PLOT_LINE, 0, CHART_WIDTH, CHART_HEIGHT);
}

/* ---- rows */

static void within_cell(CompareSheets *sheets, const SweepVariant *variant)
{
    Arena *arena = sheets->view->arena;
    Text within = text_of(sheets_say(sheets, N_("within"))),
         beyond = text_of(sheets_say(sheets, N_("beyond")));
    formula_text(sheets->sweep,
                 text_format(arena, "=IF(%.*s<=%.*s,\"%.*s\",\"%.*s\")",
                             TEXT_ARG(address_here(arena, sheets->sweep,
                                                   columns_of(sheets).paid)),
                             TEXT_ARG(address_line(arena, sheets->sweep, LOWER_LINE,
                                                   PAID_COLUMN)),
                             TEXT_ARG(within), TEXT_ARG(beyond)),
                 sweep_affordable(sheets->view->shown->sweep, variant) ? within : beyond, NULL);
}

static void variant_row(CompareSheets *sheets, size_t v)
{
    Arena *arena = sheets->view->arena;
    const Sweep *sweep = sheets->view->shown->sweep;
    const SweepVariant *variant = &sweep->variants[v];
    Sheet *sheet = sheets->sweep;
    cell_count(sheet, (int64_t)v + 1, NULL);
    for (size_t a = 0; a < sweep->axis_count; a++)
        cell_text(sheet, sweep->axes[a].values[sweep_value(sweep, v, a)], NULL);
    if (variant->problem) {
        sheet_skip(sheet, (uint16_t)(columns_of(sheets).problem - columns_of(sheets).paid));
        cell_text(sheet, diag_message(arena, variant->problem, sheets->view->words), NULL);
        sheet_end_row(sheet);
        return;
    }
    cell_money(sheet, variant->paid, NULL);
    Sum apart = {text_format(arena, "%.*s-%.*s",
                             TEXT_ARG(address_here(arena, sheet, columns_of(sheets).paid)),
                             TEXT_ARG(compared_sweep_base(sheets))),
                 variant->difference,
                 magnitude_of(variant->paid) + magnitude_of(sweep->base_paid), 2};
    cell_sum(&sheets->summing, sheet, apart, NULL);
    cell_ratio(sheet, variant->fit.has, fit_of(sheets, variant->fit), NULL);
    cell_count(sheet, variant->fit.payees, NULL);
    if (sweep->has_budget) within_cell(sheets, variant);
    sheet_end_row(sheet);
}

void compared_sweep_fill(CompareSheets *sheets)
{
    above(sheets);
    chart(sheets);
    sheet_heading(sheets->sweep);
    for (size_t v = 0; v < sheets->view->shown->sweep->variant_count; v++) variant_row(sheets, v);
}
