/* compare_sheet_payees.c - "Payees": a row a payee, what each design pays him, and his rank by what
 * it pays him more. What other sheets add up. */
#include "compare_sheets.h"

enum { TOTAL_LINE = TITLE_LINES + 1, HEADING_LINE };
enum { PAYEES_ID, PAYEES_NAME, PAYEES_ROLE, PAYEES_TEAM, PAYEES_WHO };

bool payee_has_target(const CompareLine *payee, size_t side)
{
    return payee->payees[side] && ratio_sign(payee->target[side]) > 0;
}

static bool targets_agree(const CompareSheets *sheets)
{
    for (size_t p = 0; p < sheets->view->payees.count; p++) {
        const CompareLine *payee = &sheets->view->payees.items[p];
        for (size_t s = 1; s < sheets->sides; s++)
            if (payee_has_target(payee, s) != payee_has_target(payee, 0) ||
                (payee_has_target(payee, s) &&
                 !ratio_equal(payee->target[s], payee->target[0])))
                return false;
    }
    return true;
}

uint16_t payees_target(const CompareSheets *sheets, size_t side)
{
    const PayeePlaces *places = &sheets->of_payees;
    return places->one_target ? places->target : (uint16_t)(places->target + side);
}

void compared_payees_add(CompareSheets *sheets)
{
    ColumnsPen pen = columns_start(sheets, COLUMNS_A_DESIGN * sheets->sides + COLUMNS_MORE);
    AmountPlaces *amounts = &sheets->on_payees;
    PayeePlaces *places = &sheets->of_payees;
    columns_one(&pen, (SheetColumn)HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0));
    columns_one(&pen, (SheetColumn)HEADED("name", CELL_TEXT, FROM_FORMULA, 14));
    columns_one(&pen, (SheetColumn)HEADED("role", CELL_TEXT, FROM_FORMULA, 9));
    columns_one(&pen, (SheetColumn)HEADED("team", CELL_TEXT, FROM_FORMULA, 12));
    amounts->payees = COLUMN_NONE;
    amounts->paid = columns_of_sides(&pen, 0, "paid", CELL_MONEY, FROM_ENGINE);
    amounts->difference = columns_against(&pen, false);
    amounts->percent = columns_against(&pen, true);
    places->rank = columns_of_sides(&pen, 1, N_("rank"), CELL_COUNT, FROM_FORMULA);
    places->one_target = targets_agree(sheets);
    if (places->one_target)
        places->target = columns_one(&pen, (SheetColumn)HEADED("target", CELL_MONEY, FROM_ENGINE,
                                                               12));
    else places->target = columns_of_sides(&pen, 0, "target", CELL_MONEY, FROM_ENGINE);
    amounts->earned = columns_of_sides(&pen, 0, "earned", CELL_MONEY, FROM_ENGINE);
    places->of_target = columns_of_sides(&pen, 0, N_("of target"), CELL_PERCENT, FROM_FORMULA);
    amounts->value = columns_of_value(&pen, FROM_ENGINE);
    places->number = columns_one(&pen, (SheetColumn)FOLDED("number", CELL_COUNT, FROM_FORMULA));
    places->role = columns_one(&pen, (SheetColumn)FOLDED("role", CELL_COUNT, FROM_FORMULA));
    places->group = columns_one(&pen, (SheetColumn)FOLDED("group", CELL_COUNT, FROM_FORMULA));
    sheets->payees = sheet_add(sheets->workbook, "Payees", pen.items, HEADING_LINE,
                               sheets->view->payees.count);
    sheet_keep_in_sight(sheets->payees, PAYEES_ROLE);
}

/* [payee]: 1 for the largest gain; those who gain the same share a rank, as RANK has it. */
static size_t *ranks_of(const CompareSheets *sheets, size_t side)
{
    const CompareView *view = sheets->view;
    const CompareLine **by_gain = compare_by_gain(view, side);
    size_t *ranks = ARENA_ARRAY(view->arena, size_t, view->payees.count + 1);
    for (size_t i = 0; i < view->payees.count; i++) {
        size_t at = (size_t)(by_gain[i] - view->payees.items);
        const CompareLine *before = i ? by_gain[i - 1] : NULL;
        bool same = before && by_gain[i]->paid[side].minor - by_gain[i]->paid[0].minor ==
                                  before->paid[side].minor - before->paid[0].minor;
        ranks[at] = same ? ranks[before - view->payees.items] : i + 1;
    }
    return ranks;
}

static void rank_cell(CompareSheets *sheets, size_t side, size_t rank)
{
    Arena *arena = sheets->view->arena;
    uint16_t column = (uint16_t)(sheets->on_payees.difference + side - 1);
    Text all, own = address_here(arena, sheets->payees, column);
    if (one_range(arena, sheets->payees, column, sheets->view->payees.count, &all)) {
        cell_formula_count(sheets->payees, text_format(arena, "=RANK(%.*s,%.*s)", TEXT_ARG(own),
                                                       TEXT_ARG(all)), rank, NULL);
        return;
    }
    const CellStyle engine = {.kind = CELL_COUNT, .origin = FROM_ENGINE};
    sheets->summing.engine_figures++;
    cell_count(sheets->payees, (int64_t)rank, &engine);
}

static void target_cells(CompareSheets *sheets, const CompareLine *payee)
{
    size_t count = sheets->of_payees.one_target ? 1 : sheets->sides;
    for (size_t s = 0; s < count; s++)
        cell_ratio(sheets->payees, payee_has_target(payee, s), payee->target[s], NULL);
}

static void of_target_cell(CompareSheets *sheets, const CompareLine *payee, size_t side)
{
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->payees;
    Ratio part, earned = ratio_from_money(payee->earned[side], sheets->summing.digits);
    if (!payee_has_target(payee, side) ||
        !ratio_divide(arena, earned, payee->target[side], &part)) {
        sheet_skip(sheet, 1);
        return;
    }
    Text own = address_here(arena, sheet, (uint16_t)(sheets->on_payees.earned + side)),
         target = address_here(arena, sheet, payees_target(sheets, side));
    formula_ratio(sheet, text_format(arena, "=%.*s/%.*s", TEXT_ARG(own), TEXT_ARG(target)), part,
                  NULL);
}

/* Whoever is no payee of a design has no amount under it, rather than 0: COUNT and SMALL leave him
 * out. */
static void amount_cells(CompareSheets *sheets, const CompareLine *payee, AmountOf of)
{
    for (size_t s = 0; s < sheets->sides; s++)
        if (payee->payees[s]) cell_money(sheets->payees, amount_of(payee, of, s), NULL);
        else sheet_skip(sheets->payees, 1);
}

static void value_cells(CompareSheets *sheets, const CompareLine *payee)
{
    static const CellStyle percent = {.kind = CELL_PERCENT};
    Sheet *sheet = sheets->payees;
    for (size_t s = 0; s < sheets->sides; s++)
        cell_ratio(sheet, payee->payees[s] > 0, payee->counted[s].value, NULL);
    amount_cells(sheets, payee, FOR_VALUE);
    for (size_t s = 0; s < sheets->sides; s++)
        share_of_value_cell(sheets, sheet, &sheets->on_payees, payee->counted[s], s, &percent);
}

static void payee_row(CompareSheets *sheets, size_t p, size_t *const *ranks)
{
    const CompareView *view = sheets->view;
    const CompareLine *payee = &view->payees.items[p];
    Sheet *sheet = sheets->payees;
    if (sheets->causes) cell_link_next(sheet, sheets->causes, p);
    cell_text(sheet, view->comparison->records->roster.persons[payee->person].id, NULL);
    cell_text(sheet, text_of(compare_name(view, payee->person)), NULL);
    cell_text(sheet, payee->role, NULL);
    cell_text(sheet, payee->team, NULL);
    amount_cells(sheets, payee, PAID);
    against_cells(sheets, sheet, &sheets->on_payees, payee->paid, LOOK_PLAIN);
    for (size_t s = 1; s < sheets->sides; s++) rank_cell(sheets, s, ranks[s][p]);
    target_cells(sheets, payee);
    amount_cells(sheets, payee, EARNED);
    for (size_t s = 0; s < sheets->sides; s++) of_target_cell(sheets, payee, s);
    value_cells(sheets, payee);
    cell_count(sheet, (int64_t)p + 1, NULL);
    cell_count(sheet, (int64_t)sheets->role_of[p] + 1, NULL);
    cell_count(sheet, (int64_t)sheets->group_of[p] + 1, NULL);
    sheet_end_row(sheet);
}

void compared_payees_fill(CompareSheets *sheets)
{
    size_t **ranks = ARENA_ARRAY(sheets->view->arena, size_t *, sheets->sides + 1);
    for (size_t s = 1; s < sheets->sides; s++) ranks[s] = ranks_of(sheets, s);
    title_lines(sheets, sheets->payees, N_("What each design pays, payee by payee"));
    total_line(sheets, sheets->payees, TOTAL_LINE, &sheets->on_payees, &sheets->view->payees);
    sheet_heading(sheets->payees);
    for (size_t p = 0; p < sheets->view->payees.count; p++) payee_row(sheets, p, ranks);
}
