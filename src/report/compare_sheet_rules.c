/* compare_sheet_rules.c - "Rules": which rules of each design are not A's; "Lint": what each design
 * invites. */
#include "compare_sheets.h"

enum { HEADING_LINE = TITLE_LINES + 1 };
#define WRAPPED(english, width_) \
    {.heading = (english), .style = {.kind = CELL_TEXT, .wrap = true}, .width = (width_)}

/* ---- rules */

static size_t change_count(const CompareSheets *sheets)
{
    size_t count = 0;
    for (size_t s = 1; s < sheets->sides; s++) count += sheets->view->rules[s]->count;
    return count;
}

void compared_rules_add(CompareSheets *sheets)
{
    static const SheetColumn columns[] = {
        WRAPPED("design", 0), WRAPPED("cause", 14), WRAPPED("plan", 14), WRAPPED("component", 16),
        WRAPPED("measure", 22), WRAPPED("rule", 12), WRAPPED(N_("in A"), 24),
        WRAPPED(N_("in the design"), 24), WRAPPED(N_("the change"), 44),
        WRAPPED(N_("counts in"), 24), COLUMNS_END};
    sheets->rules = sheet_add(sheets->workbook, N_("Rules"), columns, HEADING_LINE,
                              change_count(sheets));
}

static void change_row(CompareSheets *sheets, size_t side, const RuleChange *change)
{
    Sheet *sheet = sheets->rules;
    Text measure = change->measure;
    if (measure.length && !text_equal(change->of, measure))
        measure = text_format(sheets->view->arena, "%.*s (%.*s)", TEXT_ARG(change->of),
                              TEXT_ARG(measure));
    const Text texts[] = {change->measure.length ? TEXT("") : change->of, change->part,
                          measure, change->rule, change->before, change->after,
                          change->sentence, change->counts_in};
    cell_text(sheet, letter_of(sheets, side), NULL);
    cell_text(sheet, compare_cause_title(sheets->view, change->aspect), NULL);
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) cell_text(sheet, texts[t], NULL);
    sheet_end_row(sheet);
}

void compared_rules_fill(CompareSheets *sheets)
{
    title_lines(sheets, sheets->rules, N_("What changes in the rules"));
    sheet_heading(sheets->rules);
    for (size_t s = 1; s < sheets->sides; s++) {
        const PlanDiff *diff = sheets->view->rules[s];
        for (size_t c = 0; c < diff->count; c++) change_row(sheets, s, &diff->changes[c]);
    }
}

/* ---- lint */

static size_t finding_count(const CompareSheets *sheets)
{
    size_t count = 0;
    for (size_t s = 0; s < sheets->sides; s++) count += sheets->view->shown->findings[s].count;
    return count;
}

void compared_lint_add(CompareSheets *sheets)
{
    static const SheetColumn columns[] = {
        WRAPPED("design", 0), WRAPPED(N_("severity"), 0), WRAPPED(N_("finding"), 13),
        WRAPPED("plan", 16), WRAPPED("component", 18), WRAPPED("what it says", 56),
        WRAPPED(N_("what to do"), 38), WRAPPED(N_("place"), 30), COLUMNS_END};
    sheets->lint = sheet_add(sheets->workbook, N_("Lint"), columns, HEADING_LINE,
                             finding_count(sheets));
}

static void finding_row(CompareSheets *sheets, size_t side, const Finding *finding)
{
    const CompareView *view = sheets->view;
    Sheet *sheet = sheets->lint;
    cell_text(sheet, letter_of(sheets, side), NULL);
    cell_word(sheet, compare_severity(finding).bytes, NULL);
    cell_text(sheet, text_of(finding_word(finding->code)), NULL);
    cell_text(sheet, compare_finding_plan(view, side, finding), NULL);
    cell_text(sheet, compare_finding_component(view, side, finding), NULL);
    cell_text(sheet, sentence_text(view->arena, finding->says, view->words), NULL);
    cell_text(sheet, finding->advises
                         ? sentence_text(view->arena, finding->advises, view->words) : TEXT(""),
              NULL);
    cell_text(sheet, text_format(view->arena, "%.*s:%u", TEXT_ARG(finding->place.file),
                                 finding->place.line), NULL);
    sheet_end_row(sheet);
}

void compared_lint_fill(CompareSheets *sheets)
{
    title_lines(sheets, sheets->lint, N_("What the designs invite"));
    sheet_heading(sheets->lint);
    for (size_t s = 0; s < sheets->sides; s++) {
        const Findings *findings = &sheets->view->shown->findings[s];
        for (size_t f = 0; f < findings->count; f++)
            finding_row(sheets, s, &findings->items[f]);
    }
}
