/* sheets_prior.c - the workbook's view of closed months: "Prior periods", what each comes to today
 * and why, and "Prior credits", the credits that changed since. Source: CONTRACT 8. */
#include "sheets.h"

static void adjustment_cell(Sheets *sheets, Sheet *sheet, const Posting *posting)
{
    Arena *arena = sheets->view->arena;
    Text due = address_here(arena, sheet, PRIOR_ADJUSTMENT - 1),
         booked = address_here(arena, sheet, PRIOR_ADJUSTMENT - 2);
    Sum sum = {text_format(arena, "%.*s-%.*s", TEXT_ARG(due), TEXT_ARG(booked)),
               (Money){posting->due.minor - posting->booked.minor},
               magnitude_of(posting->due) + magnitude_of(posting->booked), 2};
    cell_sum(&sheets->summing, sheet, sum, NULL);
}

static void prior_periods(Sheets *sheets, Sheet *sheet)
{
    const View *view = sheets->view;
    const Ledger *ledger = view->ledger;
    sheet_heading(sheet);
    for (size_t i = 0; i < sheets->prior_rows.count; i++) {
        const Posting *posting = sheets->prior_rows.rows[i];
        cell_text(sheet, ledger->records->roster.persons[posting->person].id, NULL);
        cell_text(sheet, ledger_assignment(ledger, posting->person, ledger->period)->name, NULL);
        cell_text(sheet, posting->plan, NULL);
        cell_text(sheet, posting->component, NULL);
        cell_text(sheet, month_text(view->arena, posting->month), NULL);
        cell_money(sheet, posting->booked, NULL);
        cell_money(sheet, posting->due, NULL);
        adjustment_cell(sheets, sheet, posting);
        cell_text(sheet, posting_cause(view->arena, ledger, posting), NULL);
        size_t first;
        if (posting_changes(ledger, posting, &first, 1)) {
            cell_link_next(sheet, sheets->prior_credits, first);
            cell_word(sheet, N_("see credits"), NULL);
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

void prior_add(Sheets *sheets)
{
    static const SheetColumn periods[] = {
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("plan", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("component", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("for_month", CELL_MONTH, FROM_FORMULA, 0),
        HEADED("booked", CELL_MONEY, FROM_INPUT, 0), HEADED("due", CELL_MONEY, FROM_ENGINE, 0),
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
    sheets->prior = sheet_add(sheets->workbook, "Prior periods", periods, 0,
                              sheets->prior_rows.count);
    sheets->prior_credits = sheet_add(sheets->workbook, "Prior credits", changes, 0,
                                      sheets->view->ledger->change_count);
}

void prior_fill(Sheets *sheets)
{
    prior_periods(sheets, sheets->prior);
    prior_credits(sheets->view, sheets->prior_credits);
}
