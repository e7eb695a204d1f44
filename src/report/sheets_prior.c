/* sheets_prior.c - the workbook's view of closed months: "Prior periods", what each comes to today
 * and why, and "Prior credits", the credits that changed since. Source: CONTRACT 8. */
#include "sheet.h"

#define CHANGES_MAX 1048574          /* rows of a sheet, less the heading and a last line */

static void prior_periods(const View *view, Book *book)
{
    static const SheetColumn columns[] = {
        {"person_id", STYLE_TEXT, 0}, {"name", STYLE_TEXT, 16}, {"plan", STYLE_TEXT, 16},
        {"component", STYLE_TEXT, 26}, {"for_month", STYLE_TEXT, 0}, {"booked", STYLE_MONEY, 0},
        {"due", STYLE_MONEY, 0}, {"adjustment", STYLE_MONEY, 0}, {"cause", STYLE_TEXT, 48},
        {"credits", STYLE_TEXT, 16}, {0}};
    const Ledger *ledger = view->ledger;
    Sheet *sheet = sheet_add(book, "Prior periods", columns, 0);
    sheet_heading(sheet);
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        if (!is_prior(ledger, posting)) continue;
        sheet_text(sheet, ledger->records->roster.persons[posting->person].id);
        sheet_text(sheet, ledger_assignment(ledger, posting->person, ledger->period)->name);
        sheet_text(sheet, posting->plan);
        sheet_text(sheet, posting->component);
        sheet_text(sheet, month_text(view->arena, posting->month));
        sheet_money(sheet, posting->booked);
        sheet_money(sheet, posting->due);
        sheet_money(sheet, (Money){posting->due.minor - posting->booked.minor});
        sheet_text(sheet, posting_cause(view->arena, ledger, posting));
        size_t first;
        if (posting_changes(ledger, posting, &first, 1) && first < CHANGES_MAX)
            sheet_link(sheet, TEXT("see credits"), "Prior credits", (uint32_t)first + 1);
        else sheet_text(sheet, TEXT(""));
        sheet_end_row(sheet);
    }
}

static void prior_credits(const View *view, Book *book)
{
    static const SheetColumn columns[] = {
        {"change", STYLE_TEXT, 0}, {"measure", STYLE_TEXT, 26}, {"credit", STYLE_TEXT, 12},
        {"person_id", STYLE_TEXT, 0}, {"date", STYLE_DATE, 0}, {"before", STYLE_DECIMAL, 0},
        {"now", STYLE_DECIMAL, 0}, {"feed", STYLE_TEXT, 11}, {"key", STYLE_TEXT, 14},
        {"file", STYLE_TEXT, 24}, {"line", STYLE_COUNT, 0}, {"status", STYLE_TEXT, 0}, {0}};
    const Ledger *ledger = view->ledger;
    Sheet *sheet = sheet_add(book, "Prior credits", columns, 0);
    sheet_heading(sheet);
    for (size_t i = 0; i < ledger->change_count && i < CHANGES_MAX; i++) {
        const CreditChange *change = &ledger->changes[i];
        sheet_text(sheet, change_word(change->kind));
        sheet_text(sheet, change->measure);
        sheet_text(sheet, change->line);
        sheet_text(sheet, change->person_id);
        sheet_day(sheet, change->day);
        sheet_ratio(sheet, change->kind != CREDIT_CAME,
                    change_amount(view, change, change->before));
        sheet_ratio(sheet, change->kind != CREDIT_WENT, change_amount(view, change, change->now));
        sheet_text(sheet, change->feed);
        sheet_text(sheet, change->key);
        sheet_text(sheet, change->file);
        sheet_count(sheet, change->file_line);
        sheet_text(sheet, change->restated ? TEXT("restated") : TEXT("listed"));
        sheet_end_row(sheet);
    }
    if (ledger->change_count > CHANGES_MAX) {
        sheet_text(sheet, text_format(view->arena, "and %zu more in prior_credits.csv",
                                      ledger->change_count - CHANGES_MAX));
        sheet_end_row(sheet);
    }
}

void prior_sheets(const View *view, Book *book)
{
    prior_periods(view, book);
    prior_credits(view, book);
}
