/* compare_sheet_roles.c - "Roles", with their teams, added up from Payees; "Months". */
#include "compare_sheets.h"

enum { TOTAL_LINE = TITLE_LINES + 1, HEADING_LINE };
enum { ROLES_ROLE, ROLES_TEAM, ROLES_PAYEES };

/* payees, paid, differences and earned, each by design. */
static void amount_columns(ColumnsPen *pen, CellOrigin origin, AmountPlaces *out)
{
    out->payees = columns_of_sides(pen, 0, "payees", CELL_COUNT, origin);
    out->paid = columns_of_sides(pen, 0, "paid", CELL_MONEY, origin);
    out->difference = columns_against(pen, false);
    out->percent = columns_against(pen, true);
    out->earned = columns_of_sides(pen, 0, "earned", CELL_MONEY, origin);
    out->value = columns_of_value(pen, origin);
}

/* ---- roles */

static uint16_t key_column(const CompareSheets *sheets)
{
    return (uint16_t)(sheets->on_roles.value + 3 * sheets->sides);
}

void compared_roles_add(CompareSheets *sheets)
{
    ColumnsPen pen = columns_start(sheets, COLUMNS_A_DESIGN * sheets->sides + COLUMNS_MORE);
    columns_one(&pen, (SheetColumn)HEADED("role", CELL_TEXT, FROM_FORMULA, 12));
    columns_one(&pen, (SheetColumn)HEADED("team", CELL_TEXT, FROM_FORMULA, 18));
    amount_columns(&pen, FROM_FORMULA, &sheets->on_roles);
    columns_one(&pen, (SheetColumn)FOLDED("group", CELL_COUNT, FROM_FORMULA));
    sheets->roles = sheet_add(sheets->workbook, "Roles", pen.items, HEADING_LINE,
                              sheets->view->roles.count);
    sheet_keep_in_sight(sheets->roles, ROLES_PAYEES);
}

/* A payee of the design has an amount on Payees, be it 0. */
static void payees_cell(CompareSheets *sheets, size_t count, size_t side)
{
    Arena *arena = sheets->view->arena;
    size_t rows = sheets->view->payees.count;
    Text keys, paid, key = address_here(arena, sheets->roles, key_column(sheets));
    uint16_t column = (uint16_t)(sheets->on_payees.paid + side);
    if (one_range(arena, sheets->payees, sheets->of_payees.group, rows, &keys) &&
        one_range(arena, sheets->payees, column, rows, &paid)) {
        Text formula = text_format(arena, "=COUNTIFS(%.*s,%.*s,%.*s,\"<>\")", TEXT_ARG(keys),
                                   TEXT_ARG(key), TEXT_ARG(paid));
        cell_formula_count(sheets->roles, formula, count, NULL);
        return;
    }
    const CellStyle engine = {.kind = CELL_COUNT, .origin = FROM_ENGINE};
    sheets->summing.engine_figures++;
    cell_count(sheets->roles, (int64_t)count, &engine);
}

static void role_amount(CompareSheets *sheets, const CompareLine *role, AmountOf of, size_t side)
{
    uint16_t column = amount_column(sheets, &sheets->on_payees, of, side);
    Sum all = column_sum(sheets, sheets->payees, column, &sheets->view->payees, of, side);
    Sum sum = {.value = amount_of(role, of, side), .magnitude = all.magnitude, .terms = all.terms};
    keyed_cell(sheets, sheets->roles, column, sheets->of_payees.group, key_column(sheets), sum,
               NULL);
}

static void role_value(CompareSheets *sheets, const CompareLine *role)
{
    static const CellStyle money = {.kind = CELL_MONEY}, percent = {.kind = CELL_PERCENT};
    Sheet *sheet = sheets->roles;
    for (size_t s = 0; s < sheets->sides; s++) {
        Text body;
        if (!keyed_sum(sheets, sheet, (uint16_t)(sheets->on_payees.value + s),
                       sheets->of_payees.group, key_column(sheets), &body))
            body = TEXT("");
        ratio_sum_cell(sheets, sheet, body,
                       ratios_are_amounts(sheets, &sheets->view->payees, value_of, s),
                       role->counted[s].value, &money);
    }
    for (size_t s = 0; s < sheets->sides; s++) role_amount(sheets, role, FOR_VALUE, s);
    for (size_t s = 0; s < sheets->sides; s++)
        share_of_value_cell(sheets, sheet, &sheets->on_roles, role->counted[s], s, &percent);
}

void compared_roles_fill(CompareSheets *sheets)
{
    Sheet *sheet = sheets->roles;
    title_lines(sheets, sheet, N_("What each design pays, by role and team"));
    total_line(sheets, sheet, TOTAL_LINE, &sheets->on_roles, &sheets->view->roles);
    sheet_heading(sheet);
    for (size_t r = 0; r < sheets->view->roles.count; r++) {
        const CompareLine *role = &sheets->view->roles.items[r];
        cell_text(sheet, role->role, NULL);
        cell_text(sheet, role->team, NULL);
        for (size_t s = 0; s < sheets->sides; s++) payees_cell(sheets, role->payees[s], s);
        for (size_t s = 0; s < sheets->sides; s++) role_amount(sheets, role, PAID, s);
        against_cells(sheets, sheet, &sheets->on_roles, role->paid, LOOK_PLAIN);
        for (size_t s = 0; s < sheets->sides; s++) role_amount(sheets, role, EARNED, s);
        role_value(sheets, role);
        cell_count(sheet, (int64_t)r + 1, NULL);
        sheet_end_row(sheet);
    }
}

/* ---- months */

void compared_months_add(CompareSheets *sheets)
{
    ColumnsPen pen = columns_start(sheets, COLUMNS_A_DESIGN * sheets->sides + COLUMNS_MORE);
    columns_one(&pen, (SheetColumn)HEADED("month", CELL_MONTH, FROM_FORMULA, 10));
    amount_columns(&pen, FROM_ENGINE, &sheets->on_months);
    sheets->months = sheet_add(sheets->workbook, "Months", pen.items, HEADING_LINE,
                               sheets->view->months.count);
    sheet_keep_in_sight(sheets->months, 1);
}

/* One who is paid in several months is a payee of each: they have no total. */
static void months_total(CompareSheets *sheets)
{
    AmountPlaces places = sheets->on_months;
    places.payees = COLUMN_NONE;
    total_line(sheets, sheets->months, TOTAL_LINE, &places, &sheets->view->months);
}

static void month_value(CompareSheets *sheets, const CompareLine *month)
{
    static const CellStyle percent = {.kind = CELL_PERCENT};
    Sheet *sheet = sheets->months;
    for (size_t s = 0; s < sheets->sides; s++)
        cell_ratio(sheet, true, month->counted[s].value, NULL);
    for (size_t s = 0; s < sheets->sides; s++) cell_money(sheet, month->counted[s].earned, NULL);
    for (size_t s = 0; s < sheets->sides; s++)
        share_of_value_cell(sheets, sheet, &sheets->on_months, month->counted[s], s, &percent);
}

void compared_months_fill(CompareSheets *sheets)
{
    Sheet *sheet = sheets->months;
    title_lines(sheets, sheet, N_("What each design pays, month by month"));
    months_total(sheets);
    sheet_heading(sheet);
    for (size_t m = 0; m < sheets->view->months.count; m++) {
        const CompareLine *month = &sheets->view->months.items[m];
        cell_text(sheet, month_text(sheets->view->arena, month->month), NULL);
        for (size_t s = 0; s < sheets->sides; s++)
            cell_count(sheet, (int64_t)month->payees[s], NULL);
        for (size_t s = 0; s < sheets->sides; s++) cell_money(sheet, month->paid[s], NULL);
        against_cells(sheets, sheet, &sheets->on_months, month->paid, LOOK_PLAIN);
        for (size_t s = 0; s < sheets->sides; s++) cell_money(sheet, month->earned[s], NULL);
        month_value(sheets, month);
        sheet_end_row(sheet);
    }
}
