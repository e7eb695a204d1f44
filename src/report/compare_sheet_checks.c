/* compare_sheet_checks.c - what Checks asserts of a comparison: that every sheet comes to the same
 * sums, what the engine counted by another way, and that causes add up. */
#include "compare_sheets.h"

static Text said(const CompareSheets *sheets, const char *english, size_t side)
{
    return text_format(sheets->view->arena, sheets_say(sheets, english),
                       TEXT_ARG(letter_of(sheets, side)));
}

/* Its name says the design. */
static void check_amounts(CompareSheets *sheets, const char *english, size_t side, Sum expected,
                          Sum actual)
{
    check_sums(&sheets->checks, said(sheets, english, side), expected, actual);
}

static void check_count_of(CompareSheets *sheets, const char *english, size_t side,
                           size_t expected, Text actual, size_t is)
{
    Check *check = check_add(&sheets->checks, said(sheets, english, side), CELL_COUNT);
    check->expected.is = ratio_whole((int64_t)expected);
    check->actual = (Side){actual, ratio_whole((int64_t)is)};
}

/* ---- what is paid and earned: on every sheet the same, and the engine's */

static Sum on_sheet(const CompareSheets *sheets, const Sheet *sheet, const AmountPlaces *places,
                    const CompareLines *lines, AmountOf of, size_t side)
{
    return column_sum(sheets, sheet, amount_column(sheets, places, of, side), lines, of, side);
}

static Sum on_payees(const CompareSheets *sheets, AmountOf of, size_t side)
{
    return on_sheet(sheets, sheets->payees, &sheets->on_payees, &sheets->view->payees, of, side);
}

/* Month by month, whoever it is paid to. */
static Sum by_engine(const CompareSheets *sheets, AmountOf of, size_t side)
{
    const Comparison *comparison = sheets->view->comparison;
    const Compared *compared = &comparison->sides[side];
    Money sum = compare_sum(comparison, of == PAID ? compared->paid : compared->earned,
                            PERSON_NONE, 0, comparison->month_count);
    return (Sum){TEXT(""), sum, 0, 0};
}

static void check_paid(CompareSheets *sheets, size_t side)
{
    const CompareView *view = sheets->view;
    Sum payees = on_payees(sheets, PAID, side);
    check_amounts(sheets, N_("Payees, paid by %.*s: the engine's sum"), side,
                  by_engine(sheets, PAID, side), payees);
    check_amounts(sheets, N_("Roles, paid by %.*s: that of Payees"), side, payees,
                  on_sheet(sheets, sheets->roles, &sheets->on_roles, &view->roles, PAID, side));
    check_amounts(sheets, N_("Months, paid by %.*s: that of Payees"), side, payees,
                  on_sheet(sheets, sheets->months, &sheets->on_months, &view->months, PAID, side));
    check_amounts(sheets, N_("Overview, paid by %.*s by role: that of Payees"), side, payees,
                  on_sheet(sheets, sheets->overview, &sheets->on_overview, &sheets->role_lines,
                           PAID, side));
}

static void check_earned(CompareSheets *sheets, size_t side)
{
    const CompareView *view = sheets->view;
    Sum payees = on_payees(sheets, EARNED, side);
    check_amounts(sheets, N_("Payees, earned under %.*s: the engine's sum"), side,
                  by_engine(sheets, EARNED, side), payees);
    check_amounts(sheets, N_("Roles, earned under %.*s: that of Payees"), side, payees,
                  on_sheet(sheets, sheets->roles, &sheets->on_roles, &view->roles, EARNED, side));
    check_amounts(sheets, N_("Months, earned under %.*s: that of Payees"), side, payees,
                  on_sheet(sheets, sheets->months, &sheets->on_months, &view->months, EARNED,
                           side));
}

static void check_value(CompareSheets *sheets, size_t side)
{
    const CompareView *view = sheets->view;
    Sum payees = on_payees(sheets, FOR_VALUE, side);
    check_amounts(sheets, N_("Roles, earned for value under %.*s: that of Payees"), side, payees,
                  on_sheet(sheets, sheets->roles, &sheets->on_roles, &view->roles, FOR_VALUE,
                           side));
    check_amounts(sheets, N_("Months, earned for value under %.*s: that of Payees"), side, payees,
                  on_sheet(sheets, sheets->months, &sheets->on_months, &view->months, FOR_VALUE,
                           side));
}

/* ---- payees */

static size_t engine_payees(const Comparison *comparison, size_t side)
{
    size_t count = 0;
    for (uint32_t p = 0; p < comparison->records->roster.person_count; p++)
        count += comparison->sides[side].is_payee[p] != 0;
    return count;
}

static void check_rank(CompareSheets *sheets, const char *english, OverviewFigure figure,
                       size_t side, Money amount)
{
    Sum engine = {TEXT(""), amount, 0, 0},
        shown = {overview_figure(sheets, figure, side), amount, magnitude_of(amount), 1};
    check_amounts(sheets, english, side, engine, shown);
}

static void check_payees(CompareSheets *sheets, size_t side)
{
    const CompareSpread *spread = &sheets->view->spreads[side];
    check_count_of(sheets, N_("Overview, payees of %.*s: as many as the engine counted"), side,
                   engine_payees(sheets->view->comparison, side),
                   overview_figure(sheets, SHOWN_PAYEES, side), spread->payees);
    check_rank(sheets, N_("Overview, %.*s: what 10%% are paid at most is the engine's"),
               SHOWN_LOW, side, spread->low);
    check_rank(sheets, N_("Overview, %.*s: what half are paid at most is the engine's"),
               SHOWN_MIDDLE, side, spread->middle);
    check_rank(sheets, N_("Overview, %.*s: what 90%% are paid at most is the engine's"),
               SHOWN_HIGH, side, spread->high);
    check_count_of(sheets, N_("Overview, %.*s: as many are above their target as the engine says"),
                   side, spread->over, overview_figure(sheets, SHOWN_OVER, side), spread->over);
    check_count_of(sheets, N_("Overview, %.*s: as many are below their target as the engine says"),
                   side, spread->under, overview_figure(sheets, SHOWN_UNDER, side),
                   spread->under);
}

/* ---- against A */

static Sum minus(const CompareSheets *sheets, Sum a, Sum b)
{
    return (Sum){text_format(sheets->view->arena, "%.*s-%.*s", TEXT_ARG(a.body), TEXT_ARG(b.body)),
                 {a.value.minor - b.value.minor}, a.magnitude + b.magnitude, a.terms + b.terms};
}

/* The column of differences; it adds up what the two columns do. */
static Sum differences(const CompareSheets *sheets, size_t side)
{
    size_t rows = sheets->view->payees.count;
    Sum sum = minus(sheets, on_payees(sheets, PAID, side), on_payees(sheets, PAID, 0));
    uint16_t column = (uint16_t)(sheets->on_payees.difference + side - 1);
    sum.body = TEXT("0");
    if (rows)
        sum.body = text_format(sheets->view->arena, "SUM(%.*s)",
                               TEXT_ARG(address_block(sheets->view->arena, sheets->payees, column,
                                                      0, rows)));
    return sum;
}

static size_t rows_apart(const CompareSheets *sheets, size_t side)
{
    const CompareView *view = sheets->view;
    size_t apart = 0;
    for (size_t p = 0; p < view->payees.count; p++) {
        const CompareLine *payee = &view->payees.items[p];
        int64_t rest = payee->paid[side].minor - payee->paid[0].minor;
        for (unsigned c = 0; c < COMPARE_CAUSES; c++)
            if (compare_has_part(&view->shown->causes[side], c))
                rest -= compare_part(&view->shown->causes[side], payee->person, c).minor;
        apart += rest != 0;
    }
    return apart;
}

/* What all its causes come to. */
static Sum parts_of(const CompareSheets *sheets, size_t side)
{
    const CompareView *view = sheets->view;
    const CompareCauses *causes = &view->shown->causes[side];
    Sum sum = {.terms = causes_rows(sheets)};
    for (unsigned c = 0; c < COMPARE_CAUSES; c++) {
        if (!compare_has_part(causes, c)) continue;
        for (size_t p = 0; p < view->payees.count; p++) {
            Money part = compare_part(causes, view->payees.items[p].person, c);
            sum.value.minor += part.minor;
            sum.magnitude += magnitude_of(part);
        }
    }
    return sum;
}

static void check_causes(CompareSheets *sheets, size_t side)
{
    Arena *arena = sheets->view->arena;
    size_t rows = causes_rows(sheets);
    Text sums, results, keys;
    if (!one_range(arena, sheets->causes, causes_sum_column(sheets), rows, &sums) ||
        !one_range(arena, sheets->causes, causes_result_column(sheets), rows, &results) ||
        !one_range(arena, sheets->causes, causes_side_column(sheets), rows, &keys))
        return;                                  /* no condition reaches over several sheets */
    Sum parts = parts_of(sheets, side);
    parts.body = text_format(arena, "SUMIFS(%.*s,%.*s,%zu)", TEXT_ARG(sums), TEXT_ARG(keys),
                             side);
    check_amounts(sheets, N_("Causes of %.*s: in all they are the difference on Payees"), side,
                  differences(sheets, side), parts);
    check_count_of(sheets, N_("Causes of %.*s: payees whose causes do not add up"), side, 0,
                   text_format(arena, "COUNTIFS(%.*s,\"NG\",%.*s,%zu)", TEXT_ARG(results),
                               TEXT_ARG(keys), side),
                   rows_apart(sheets, side));
}

static void check_against(CompareSheets *sheets, size_t side)
{
    size_t more, less;
    Sum apart = minus(sheets, by_engine(sheets, PAID, side), by_engine(sheets, PAID, 0));
    apart.body = TEXT("");
    check_amounts(sheets, N_("Payees, %.*s - A: the difference of the engine's sums"), side, apart,
                  differences(sheets, side));
    compare_count(sheets->view, side, &more, &less);
    check_count_of(sheets, N_("Overview, %.*s: as many are paid more as the engine says"), side,
                   more, overview_figure(sheets, SHOWN_MORE, side), more);
    check_count_of(sheets, N_("Overview, %.*s: as many are paid less as the engine says"), side,
                   less, overview_figure(sheets, SHOWN_LESS, side), less);
    check_causes(sheets, side);
}

/* ---- the sheet */

static void check_rows(CompareSheets *sheets)
{
    size_t rows = sheets->view->payees.count;
    if (!rows) return;
    Check *check = check_add(&sheets->checks,
                             text_of(sheets_say(sheets, N_("Payees: a row a payee"))), CELL_COUNT);
    check->expected.is = check->actual.is = ratio_whole((int64_t)rows);
    check->actual.body = text_format(sheets->view->arena, "COUNT(%.*s)",
                                     TEXT_ARG(address_block(sheets->view->arena, sheets->payees,
                                                            sheets->of_payees.number, 0, rows)));
}

static void check_sweep(CompareSheets *sheets)
{
    const Sweep *sweep = sheets->view->shown->sweep;
    Sum base = {compared_sweep_base(sheets), sweep->base_paid, magnitude_of(sweep->base_paid), 1};
    check_money(&sheets->checks, N_("Sweep: A, unchanged, is paid what Payees say"),
                on_payees(sheets, PAID, 0), base);
    if (!sweep->variant_count) return;
    Check *check = check_add(&sheets->checks,
                             text_of(sheets_say(sheets, N_("Sweep: a row a variant"))),
                             CELL_COUNT);
    check->expected.is = check->actual.is = ratio_whole((int64_t)sweep->variant_count);
    check->actual.body = text_format(sheets->view->arena, "COUNT(%.*s)",
                                     TEXT_ARG(compared_sweep_numbers(sheets)));
}

void compared_checks_add(CompareSheets *sheets)
{
    checks_start(&sheets->checks, sheets->workbook, &sheets->summing);
    check_rows(sheets);
    for (size_t s = 0; s < sheets->sides; s++) {
        check_paid(sheets, s);
        check_earned(sheets, s);
        check_value(sheets, s);
        check_payees(sheets, s);
        if (s) check_against(sheets, s);
    }
    if (sheets->sweep) check_sweep(sheets);
    checks_declare(&sheets->checks);
}

void compared_checks_fill(CompareSheets *sheets)
{
    title_lines(sheets, sheets->checks.sheet, N_("Checks of this workbook"));
    checks_write(&sheets->checks,
                 text_format(sheets->view->arena, "%zu", sheets->summing.engine_figures),
                 sheets->summing.engine_figures);
}
