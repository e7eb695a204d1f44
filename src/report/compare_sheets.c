/* compare_sheets.c - compare.xlsx: which sheets it has, and in which order.
 * Source: docs/compare.md. */
#include "compare_sheets.h"

/* ---- roles, with their teams and without */

static CompareLine *role_line(CompareSheets *sheets, const CompareLine *group)
{
    CompareLines *roles = &sheets->role_lines;
    Arena *arena = sheets->view->arena;
    if (roles->count && text_equal(roles->items[roles->count - 1].role, group->role))
        return &roles->items[roles->count - 1];
    CompareLine *line = &roles->items[roles->count++];
    *line = (CompareLine){.person = PERSON_NONE, .month = MONTH_NONE, .role = group->role,
                          .payees = ARENA_ARRAY(arena, size_t, sheets->sides + 1),
                          .paid = ARENA_ARRAY(arena, Money, sheets->sides + 1),
                          .earned = ARENA_ARRAY(arena, Money, sheets->sides + 1)};
    return line;
}

/* The view's roles are sorted by role, then by team. */
static void find_roles(CompareSheets *sheets)
{
    const CompareView *view = sheets->view;
    uint32_t *role_of_group = ARENA_ARRAY(view->arena, uint32_t, view->roles.count + 1);
    sheets->role_lines.items = ARENA_ARRAY(view->arena, CompareLine, view->roles.count + 1);
    for (size_t g = 0; g < view->roles.count; g++) {
        CompareLine *line = role_line(sheets, &view->roles.items[g]);
        role_of_group[g] = (uint32_t)(line - sheets->role_lines.items);
        for (size_t s = 0; s < sheets->sides; s++) {
            line->payees[s] += view->roles.items[g].payees[s];
            line->paid[s].minor += view->roles.items[g].paid[s].minor;
            line->earned[s].minor += view->roles.items[g].earned[s].minor;
        }
    }
    sheets->group_of = ARENA_ARRAY(view->arena, uint32_t, view->payees.count + 1);
    sheets->role_of = ARENA_ARRAY(view->arena, uint32_t, view->payees.count + 1);
    for (size_t p = 0; p < view->payees.count; p++) {
        const CompareLine *payee = &view->payees.items[p];
        uint32_t g = 0;
        while (!text_equal(view->roles.items[g].role, payee->role) ||
               !text_equal(view->roles.items[g].team, payee->team)) g++;
        sheets->group_of[p] = g;
        sheets->role_of[p] = role_of_group[g];
    }
}

/* ---- the sheets */

static void sheets_add(CompareSheets *sheets)
{
    const CompareShown *shown = sheets->view->shown;
    compared_overview_add(sheets);
    if (sheets->sides > 1) compared_rules_add(sheets);
    compared_roles_add(sheets);
    compared_months_add(sheets);
    compared_payees_add(sheets);
    if (sheets->sides > 1) compared_causes_add(sheets);
    if (shown->resampled.samples) compared_resampling_add(sheets);
    if (shown->sweep) compared_sweep_add(sheets);
    compared_lint_add(sheets);
    compared_checks_add(sheets);
    compared_run_add(sheets);
}

/* Checks stand at the end: they count what was written before them. */
static void sheets_fill(CompareSheets *sheets)
{
    if (sheets->rules) compared_rules_fill(sheets);
    compared_roles_fill(sheets);
    compared_months_fill(sheets);
    compared_payees_fill(sheets);
    if (sheets->causes) compared_causes_fill(sheets);
    if (sheets->resampling) compared_resampling_fill(sheets);
    if (sheets->sweep) compared_sweep_fill(sheets);
    compared_lint_fill(sheets);
    compared_run_fill(sheets);
    checks_judge(&sheets->checks);
    compared_overview_fill(sheets);
    compared_checks_fill(sheets);
}

bool compare_workbook(const CompareView *view, Text path, Text *reason, size_t *checks_failed)
{
    const Comparison *comparison = view->comparison;
    int digits = comparison->records->company->digits;
    const WorkbookOptions options = {
        .words = view->words, .title = text_of(tr(view->words, N_("Designs side by side"))),
        .digits = digits, .created = month_first_day(comparison->to + 1), .leads_back = true};
    Workbook *workbook = workbook_open(view->arena, path, &options);
    if (!workbook) {
        *reason = TEXT(N_("the workbook could not be created"));
        return false;
    }
    CompareSheets sheets = {.view = view, .workbook = workbook, .sides = comparison->side_count,
                            .summing = {.arena = view->arena, .digits = digits}};
    find_roles(&sheets);
    sheets_add(&sheets);
    sheets_fill(&sheets);
    *checks_failed = sheets.checks.failed;
    return workbook_finish(workbook, reason);
}
