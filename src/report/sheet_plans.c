/* sheet_plans.c - "Plans": the rules in force in words, a row a rule. Source: CONTRACT 4 and 8. */
#include "audit.h"
#include "plan_words.h"
#include "sheets.h"


void plans_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("plan", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("component", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("rule", CELL_TEXT, FROM_FORMULA, 20),
        {.heading = "what it says", .style = {.kind = CELL_TEXT, .wrap = true}, .width = 90},
        COLUMNS_END};
    const Design *design = sheets->view->ledger->design;
    sheets->rule_list = ARENA_NEW(sheets->view->arena, RuleList);
    *sheets->rule_list = (RuleList){0};
    RulePen pen = {.arena = sheets->view->arena, .company = sheets->view->ledger->records->company,
                   .design = design, .words = workbook_words(sheets->workbook),
                   .list = sheets->rule_list};
    for (uint32_t p = 0; p < design->plan_count; p++) {
        if (sheets->audit && !audit_is_under(sheets, p)) continue;
        pen.plan = &design->plans[p];
        plan_rules(&pen);
    }
    sheets->plans = sheet_add(sheets->workbook, "Plans", columns, 0, sheets->rule_list->count);
}

void plans_fill(Sheets *sheets)
{
    sheet_heading(sheets->plans);
    for (size_t r = 0; r < sheets->rule_list->count; r++) {
        const Rule *rule = &sheets->rule_list->items[r];
        cell_text(sheets->plans, rule->plan, NULL);
        cell_text(sheets->plans, rule->component, NULL);
        cell_word(sheets->plans, rule->rule, NULL);
        cell_text(sheets->plans, rule->says, NULL);
        sheet_end_row(sheets->plans);
    }
}
