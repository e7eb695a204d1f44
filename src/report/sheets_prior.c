/* sheets_prior.c - the workbook's view of closed months: "Prior periods", what each comes to today
 * and why, and "Prior credits", the credits that changed since. Source: CONTRACT 8. */
#include "sheets.h"

static void prior_periods(const View *view, Sheet *sheet, const Sheet *credits)
{
    const Ledger *ledger = view->ledger;
    sheet_heading(sheet);
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        if (!is_prior(ledger, posting)) continue;
        cell_text(sheet, ledger->records->roster.persons[posting->person].id, NULL);
        cell_text(sheet, ledger_assignment(ledger, posting->person, ledger->period)->name, NULL);
        cell_text(sheet, posting->plan, NULL);
        cell_text(sheet, posting->component, NULL);
        cell_text(sheet, month_text(view->arena, posting->month), NULL);
        cell_money(sheet, posting->booked, NULL);
        cell_money(sheet, posting->due, NULL);
        cell_money(sheet, (Money){posting->due.minor - posting->booked.minor}, NULL);
        cell_text(sheet, posting_cause(view->arena, ledger, posting), NULL);
        size_t first;
        if (posting_changes(ledger, posting, &first, 1)) {
            cell_link_next(sheet, credits, first);
            cell_word(sheet, "see credits", NULL);
        }
        sheet_end_row(sheet);
    }
}

static void prior_credits(const View *view, Sheet *sheet)
{
    const Ledger *ledger = view->ledger;
    sheet_heading(sheet);
    for (size_t i = 0; i < ledger->change_count; i++) {
        const CreditChange *change = &ledger->changes[i];
        cell_text(sheet, change_word(change->kind), NULL);
        cell_text(sheet, change->measure, NULL);
        cell_text(sheet, change->line, NULL);
        cell_text(sheet, change->person_id, NULL);
        cell_day(sheet, change->day, NULL);
        cell_ratio(sheet, change->kind != CREDIT_CAME,
                   change_amount(view, change, change->before), NULL);
        cell_ratio(sheet, change->kind != CREDIT_WENT, change_amount(view, change, change->now),
                   NULL);
        cell_text(sheet, change->feed, NULL);
        cell_text(sheet, change->key, NULL);
        cell_text(sheet, change->file, NULL);
        cell_count(sheet, change->file_line, NULL);
        cell_text(sheet, change->restated ? TEXT("restated") : TEXT("listed"), NULL);
        sheet_end_row(sheet);
    }
}

void prior_sheets(const View *view, Workbook *workbook)
{
    static const SheetColumn periods[] = {
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("plan", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("component", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("for_month", CELL_MONTH, FROM_FORMULA, 0),
        HEADED("booked", CELL_MONEY, FROM_FORMULA, 0), HEADED("due", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("adjustment", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("cause", CELL_TEXT, FROM_FORMULA, 48),
        HEADED("credits", CELL_TEXT, FROM_FORMULA, 16), COLUMNS_END};
    static const SheetColumn changes[] = {
        HEADED("change", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("measure", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("credit", CELL_TEXT, FROM_FORMULA, 12),
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0), HEADED("date", CELL_DATE, FROM_FORMULA, 0),
        HEADED("before", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("now", CELL_DECIMAL, FROM_FORMULA, 0), HEADED("feed", CELL_TEXT, FROM_FORMULA, 11),
        HEADED("key", CELL_TEXT, FROM_FORMULA, 14), HEADED("file", CELL_TEXT, FROM_FORMULA, 24),
        HEADED("line", CELL_COUNT, FROM_FORMULA, 0), HEADED("status", CELL_TEXT, FROM_FORMULA, 0),
        COLUMNS_END};
    const Ledger *ledger = view->ledger;
    size_t priors = 0;
    for (size_t i = 0; i < ledger->posting_count; i++)
        priors += is_prior(ledger, &ledger->postings[i]);
    Sheet *sheet = sheet_add(workbook, "Prior periods", periods, 0, priors);
    Sheet *credits = sheet_add(workbook, "Prior credits", changes, 0, ledger->change_count);
    prior_periods(view, sheet, credits);
    prior_credits(view, credits);
}
