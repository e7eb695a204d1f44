/* sheet_plans.c - "Plans": the rules in force in words, a row a rule. Source: CONTRACT 4 and 8. */
#include "audit.h"
#include "plan_words.h"

/* ---- words */

const char *rule_tr(const RulePen *pen, const char *english)
{
    return sheets_tr(pen->sheets, english);
}

void rule_add(RulePen *pen, const char *rule, Text says)
{
    RuleList *list = pen->list;
    if (!says.length) return;
    list->items = array_room(pen->arena, list->items, list->count, &list->capacity,
                             sizeof *list->items);
    list->items[list->count++] = (Rule){
        pen->plan->title, pen->component ? pen->component->key : TEXT(""), rule, says};
}

const char *pen_text(const RulePen *pen, Text text)
{
    return text_copy(pen->arena, text).bytes;
}

const char *number_said(const RulePen *pen, Ratio number)
{
    return ratio_near(pen->arena, number, 6).bytes;
}

const char *percent_said(const RulePen *pen, Ratio part)
{
    Ratio hundred = ratio_multiply(pen->arena, part, ratio_whole(100));
    return text_format(pen->arena, "%s%%", ratio_near(pen->arena, hundred, 4).bytes).bytes;
}

const char *money_said(const RulePen *pen, Ratio amount)
{
    const Company *company = pen->sheets->view->ledger->records->company;
    Money money;
    bool whole = money_from_ratio(amount, company->digits, ROUND_DOWN, &money) &&
                 ratio_equal(ratio_from_money(money, company->digits), amount);
    Text number = whole ? money_text_grouped(pen->arena, money, company->digits)
                        : ratio_near(pen->arena, amount, 6);
    return text_format(pen->arena, "%.*s %.*s", TEXT_ARG(number),
                       TEXT_ARG(company->currency)).bytes;
}

/* ---- a plan's own rules */

static void effective(RulePen *pen)
{
    const Plan *plan = pen->plan;
    const char *from = day_text(pen->arena, plan->from).bytes;
    rule_add(pen, N_("in force"),
             plan->to == DAY_OPEN
                 ? text_format(pen->arena, rule_tr(pen, N_("from %s on")), from)
                 : text_format(pen->arena, rule_tr(pen, N_("from %s to %s")), from,
                               day_text(pen->arena, plan->to).bytes));
}

static void ramp(RulePen *pen)
{
    const Ramp *rule = &pen->plan->ramp;
    Buffer out = {.arena = pen->arena};
    if (!rule->count) return;
    for (size_t m = 0; m < rule->count; m++) {
        buffer_text(&out, m ? TEXT("; ") : TEXT(""));
        buffer_text(&out, text_format(pen->arena, rule_tr(pen, N_("month %zu of service: %s of the "
                                                                  "payee's own quota")),
                                      m, percent_said(pen, rule->quota[m])));
    }
    if (rule->if_start_before_day)
        buffer_text(&out, text_format(pen->arena,
                                      rule_tr(pen, N_("; who starts before day %d of a month is in "
                                                      "month 1 at once, else in month 0")),
                                      rule->if_start_before_day));
    rule_add(pen, N_("ramp"), buffer_result(&out));
}

static void draw(RulePen *pen)
{
    const Draw *rule = &pen->plan->draw;
    Buffer out = {.arena = pen->arena};
    if (rule->kind == DRAW_NONE) return;
    buffer_text(&out, text_of(rule->kind == DRAW_RECOVERABLE
                                  ? rule_tr(pen, N_("recoverable: "))
                                  : rule_tr(pen, N_("never owed: "))));
    buffer_text(&out, rule->is_percent
        ? text_format(pen->arena, rule_tr(pen, N_("%s of the month's target incentive")),
                      percent_said(pen, rule->amount))
        : text_format(pen->arena, rule_tr(pen, N_("%s a month")),
                      money_said(pen, rule->amount)));
    if (rule->months)
        buffer_text(&out, text_format(pen->arena,
                                      rule_tr(pen, N_("; up to month %d of service")),
                                      rule->months));
    if (rule->kind == DRAW_RECOVERABLE) {
        const char *share = percent_said(pen, rule->recover_share);
        buffer_text(&out, rule->recover_after
            ? text_format(pen->arena, rule_tr(pen, N_("; repaid after month %d of service, from %s "
                                                      "of what is above it")),
                          rule->recover_after, share)
            : text_format(pen->arena, rule_tr(pen, N_("; repaid from %s of what is above it")),
                          share));
    }
    rule_add(pen, N_("draw"), buffer_result(&out));
}

static void spread(RulePen *pen)
{
    const Ratio *parts = pen->plan->target_spread;
    Buffer out = {.arena = pen->arena};
    for (int q = 0; parts && q < 4; q++)
        buffer_format(&out, "%sQ%d: %s", q ? "; " : "", q + 1, percent_said(pen, parts[q]));
    rule_add(pen, N_("a year's target by quarter"), buffer_result(&out));
}

static Text cap_said(const RulePen *pen, Cap cap, Ratio at)
{
    if (cap == CAP_NONE) return TEXT("");
    return cap == CAP_PERCENT
        ? text_format(pen->arena, rule_tr(pen, N_("%s of the target to date")),
                      percent_said(pen, at))
        : text_of(money_said(pen, at));
}

static void plan_rules(RulePen *pen)
{
    const Plan *plan = pen->plan;
    pen->component = NULL;
    rule_add(pen, N_("for"), formula_source(plan->who));
    effective(pen);
    ramp(pen);
    spread(pen);
    draw(pen);
    rule_add(pen, N_("cap over all components"), cap_said(pen, plan->cap, plan->cap_at));
    if (plan->forfeits)
        rule_add(pen, N_("who leaves"), text_of(rule_tr(pen, N_("loses what is still held"))));
    if (plan->credit_after_end)
        rule_add(pen, N_("after the end"),
                 text_format(pen->arena, rule_tr(pen, N_("credits count for %d more months")),
                             plan->credit_after_end));
    for (uint32_t c = 0; c < plan->component_count; c++) {
        pen->component = &plan->components[c];
        component_rules(pen);
    }
}

/* ---- the sheet */

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
    RulePen pen = {.sheets = sheets, .arena = sheets->view->arena, .list = sheets->rule_list};
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
