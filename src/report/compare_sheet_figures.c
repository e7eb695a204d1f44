/* compare_sheet_figures.c - what Overview says of each design as a whole: formulas over Payees. */
#include "compare_sheets.h"

static const char *const labels[SHOWN_FIGURES] = {
    [SHOWN_PAID] = N_("paid"), [SHOWN_DIFFERENCE] = N_("against A"),
    [SHOWN_PERCENT] = N_("against A, %"), [SHOWN_EARNED] = N_("earned"),
    [SHOWN_VALUE] = N_("value counted"), [SHOWN_FOR_VALUE] = N_("earned for value counted"),
    [SHOWN_OF_VALUE] = N_("earned of value counted"),
    [SHOWN_PAYEES] = N_("payees"), [SHOWN_LOW] = N_("10% are paid at most"),
    [SHOWN_MIDDLE] = N_("half are paid at most"), [SHOWN_HIGH] = N_("90% are paid at most"),
    [SHOWN_TARGET] = N_("target of those who have one"),
    [SHOWN_OF_TARGET] = N_("earned of target"),
    [SHOWN_WITH_TARGET] = N_("payees with a target"),
    [SHOWN_OVER] = N_("payees above target"), [SHOWN_UNDER] = N_("payees below target"),
    [SHOWN_OVER_SHARE] = N_("above target, % of them"),
    [SHOWN_UNDER_SHARE] = N_("below target, % of them"),
    [SHOWN_MORE] = N_("paid more than by A"), [SHOWN_LESS] = N_("paid less than by A"),
    [SHOWN_SAME] = N_("paid the same")};

const char *figure_label(OverviewFigure figure)
{
    return labels[figure];
}

bool figure_is_of(OverviewFigure figure, size_t side)
{
    bool against = figure == SHOWN_DIFFERENCE || figure == SHOWN_PERCENT ||
                   figure == SHOWN_MORE || figure == SHOWN_LESS || figure == SHOWN_SAME;
    return side > 0 || !against;
}

/* ---- kinds of cells */

static const CellStyle money_style = {.kind = CELL_MONEY}, count_style = {.kind = CELL_COUNT},
                       percent_style = {.kind = CELL_PERCENT};

static bool payees_range(const CompareSheets *sheets, size_t column, Text *out)
{
    return one_range(sheets->view->arena, sheets->payees, (uint16_t)column,
                     sheets->view->payees.count, out);
}

/* formula "": there is none that could be trusted. */
static void count_cell(CompareSheets *sheets, Text formula, size_t count)
{
    static const CellStyle engine = {.kind = CELL_COUNT, .origin = FROM_ENGINE};
    if (formula.length) {
        cell_formula_count(sheets->overview, formula, count, &count_style);
        return;
    }
    sheets->summing.engine_figures++;
    cell_count(sheets->overview, (int64_t)count, &engine);
}

static void counted(CompareSheets *sheets, size_t column, const char *of, size_t count)
{
    Text range, formula = TEXT("");
    if (payees_range(sheets, column, &range))
        formula = *of ? text_format(sheets->view->arena, "=COUNTIF(%.*s,\"%s\")", TEXT_ARG(range),
                                    of)
                      : text_format(sheets->view->arena, "=COUNT(%.*s)", TEXT_ARG(range));
    count_cell(sheets, formula, count);
}

static void share_cell(CompareSheets *sheets, OverviewFigure part, OverviewFigure all, size_t side,
                       int64_t part_is, int64_t all_is)
{
    Arena *arena = sheets->view->arena;
    Text of = overview_figure(sheets, part, side), whole = overview_figure(sheets, all, side);
    if (!all_is) {
        sheet_skip(sheets->overview, 1);
        return;
    }
    formula_ratio(sheets->overview, text_format(arena, "=%.*s/%.*s", TEXT_ARG(of),
                                                TEXT_ARG(whole)),
                  ratio_make(arena, part_is, all_is), &percent_style);
}

/* ---- paid */

static Sum paid_sum(const CompareSheets *sheets, AmountOf of, size_t side)
{
    return column_sum(sheets, sheets->payees,
                      amount_column(sheets, &sheets->on_payees, of, side), &sheets->view->payees,
                      of, side);
}

static void difference_cell(CompareSheets *sheets, size_t side)
{
    Sum own = paid_sum(sheets, PAID, side), first = paid_sum(sheets, PAID, 0);
    own.body = text_format(sheets->view->arena, "%.*s-%.*s",
                           TEXT_ARG(overview_figure(sheets, SHOWN_PAID, side)),
                           TEXT_ARG(overview_figure(sheets, SHOWN_PAID, 0)));
    own.value.minor -= first.value.minor;
    own.magnitude += first.magnitude;
    cell_sum(&sheets->summing, sheets->overview, own, &money_style);
}

static void percent_cell(CompareSheets *sheets, size_t side)
{
    Arena *arena = sheets->view->arena;
    const Money *paid = sheets->view->total.paid;
    Ratio part;
    if (!compare_percent(sheets->view, (Money){paid[side].minor - paid[0].minor}, paid[0],
                         &part)) {
        sheet_skip(sheets->overview, 1);
        return;
    }
    formula_ratio(sheets->overview,
                  text_format(arena, "=%.*s/%.*s",
                              TEXT_ARG(overview_figure(sheets, SHOWN_DIFFERENCE, side)),
                              TEXT_ARG(overview_figure(sheets, SHOWN_PAID, 0))),
                  part, &percent_style);
}

/* The nearest rank: the least amount that so many of a hundred are paid at most. */
static void rank_cell(CompareSheets *sheets, size_t side, int hundredths, Money amount)
{
    static const CellStyle engine = {.kind = CELL_MONEY, .origin = FROM_ENGINE};
    Text range, payees = overview_figure(sheets, SHOWN_PAYEES, side);
    if (payees_range(sheets, sheets->on_payees.paid + side, &range) &&
        sheets->view->spreads[side].payees) {
        formula_money(sheets->overview,
                      text_format(sheets->view->arena, "=SMALL(%.*s,INT((%.*s*%d+99)/100))",
                                  TEXT_ARG(range), TEXT_ARG(payees), hundredths),
                      amount, &money_style);
        return;
    }
    sheets->summing.engine_figures++;
    cell_money(sheets->overview, amount, &engine);
}

/* ---- targets */

static void ratio_cell(CompareSheets *sheets, RatioOf *of, size_t column, size_t side, Ratio sum)
{
    Text range, body = TEXT("");
    if (payees_range(sheets, column, &range))
        body = text_format(sheets->view->arena, "SUM(%.*s)", TEXT_ARG(range));
    ratio_sum_cell(sheets, sheets->overview, body,
                   ratios_are_amounts(sheets, &sheets->view->payees, of, side), sum, &money_style);
}

static void of_value_cell(CompareSheets *sheets, size_t side)
{
    Arena *arena = sheets->view->arena;
    Ratio part;
    if (!compare_counted_share(sheets->view, sheets->view->total.counted[side], &part)) {
        sheet_skip(sheets->overview, 1);
        return;
    }
    formula_ratio(sheets->overview,
                  text_format(arena, "=%.*s/%.*s",
                              TEXT_ARG(overview_figure(sheets, SHOWN_FOR_VALUE, side)),
                              TEXT_ARG(overview_figure(sheets, SHOWN_VALUE, side))),
                  part, &percent_style);
}

static void of_target_cell(CompareSheets *sheets, size_t side)
{
    static const CellStyle engine = {.kind = CELL_PERCENT, .origin = FROM_ENGINE};
    Arena *arena = sheets->view->arena;
    const CompareSpread *spread = &sheets->view->spreads[side];
    Ratio part, earned = ratio_from_money(spread->earned, sheets->summing.digits);
    Text targets, amounts;
    if (!ratio_divide(arena, earned, spread->target, &part)) {
        sheet_skip(sheets->overview, 1);
        return;
    }
    if (payees_range(sheets, payees_target(sheets, side), &targets) &&
        payees_range(sheets, sheets->on_payees.earned + side, &amounts)) {
        formula_ratio(sheets->overview,
                      text_format(arena, "=SUMIF(%.*s,\">0\",%.*s)/%.*s", TEXT_ARG(targets),
                                  TEXT_ARG(amounts),
                                  TEXT_ARG(overview_figure(sheets, SHOWN_TARGET, side))),
                      part, &percent_style);
        return;
    }
    sheets->summing.engine_figures++;
    cell_ratio(sheets->overview, true, part, &engine);
}

/* Whether a binary number can't fall on the target's other side. */
static bool sides_are_sure(const CompareSheets *sheets, size_t side)
{
    Arena *arena = sheets->view->arena;
    const Ratio near = ratio_make(arena, 1, 1000000000);
    for (size_t p = 0; p < sheets->view->payees.count; p++) {
        const CompareLine *payee = &sheets->view->payees.items[p];
        Ratio part, earned = ratio_from_money(payee->earned[side], sheets->summing.digits);
        if (!payee_has_target(payee, side) ||
            !ratio_divide(arena, earned, payee->target[side], &part) ||
            ratio_equal(part, RATIO_ONE))
            continue;
        Ratio apart = ratio_absolute(arena, ratio_subtract(arena, part, RATIO_ONE));
        if (ratio_compare(apart, near) < 0) return false;
    }
    return true;
}

static void beside_cell(CompareSheets *sheets, size_t side, const char *of, size_t count)
{
    if (sides_are_sure(sheets, side)) {
        counted(sheets, sheets->of_payees.of_target + side, of, count);
        return;
    }
    count_cell(sheets, TEXT(""), count);
}

/* ---- which is which */

static void gain_cell(CompareSheets *sheets, OverviewFigure figure, size_t side)
{
    size_t column = sheets->on_payees.difference + side - 1, more, less;
    compare_count(sheets->view, side, &more, &less);
    if (figure == SHOWN_MORE) counted(sheets, column, ">0", more);
    else if (figure == SHOWN_LESS) counted(sheets, column, "<0", less);
    else counted(sheets, column, "=0", sheets->view->payees.count - more - less);
}

void figure_cell(CompareSheets *sheets, OverviewFigure figure, size_t side)
{
    const CompareSpread *spread = &sheets->view->spreads[side];
    int64_t with_target = (int64_t)spread->with_target;
    switch (figure) {
    case SHOWN_PAID:
        cell_sum(&sheets->summing, sheets->overview, paid_sum(sheets, PAID, side), &money_style);
        break;
    case SHOWN_EARNED:
        cell_sum(&sheets->summing, sheets->overview, paid_sum(sheets, EARNED, side), &money_style);
        break;
    case SHOWN_FOR_VALUE:
        cell_sum(&sheets->summing, sheets->overview, paid_sum(sheets, FOR_VALUE, side),
                 &money_style);
        break;
    case SHOWN_VALUE:
        ratio_cell(sheets, value_of, sheets->on_payees.value + side, side,
                   sheets->view->total.counted[side].value);
        break;
    case SHOWN_OF_VALUE: of_value_cell(sheets, side); break;
    case SHOWN_DIFFERENCE: difference_cell(sheets, side); break;
    case SHOWN_PERCENT: percent_cell(sheets, side); break;
    case SHOWN_PAYEES:
        counted(sheets, sheets->on_payees.paid + side, "", spread->payees);
        break;
    case SHOWN_LOW: rank_cell(sheets, side, 10, spread->low); break;
    case SHOWN_MIDDLE: rank_cell(sheets, side, 50, spread->middle); break;
    case SHOWN_HIGH: rank_cell(sheets, side, 90, spread->high); break;
    case SHOWN_TARGET:
        ratio_cell(sheets, target_of, payees_target(sheets, side), side, spread->target);
        break;
    case SHOWN_OF_TARGET: of_target_cell(sheets, side); break;
    case SHOWN_WITH_TARGET:
        counted(sheets, payees_target(sheets, side), "", spread->with_target);
        break;
    case SHOWN_OVER: beside_cell(sheets, side, ">1", spread->over); break;
    case SHOWN_UNDER: beside_cell(sheets, side, "<1", spread->under); break;
    case SHOWN_OVER_SHARE:
        share_cell(sheets, SHOWN_OVER, SHOWN_WITH_TARGET, side, (int64_t)spread->over,
                   with_target);
        break;
    case SHOWN_UNDER_SHARE:
        share_cell(sheets, SHOWN_UNDER, SHOWN_WITH_TARGET, side, (int64_t)spread->under,
                   with_target);
        break;
    case SHOWN_MORE: case SHOWN_LESS: case SHOWN_SAME: gain_cell(sheets, figure, side); break;
    case SHOWN_FIGURES: break;
    }
}
