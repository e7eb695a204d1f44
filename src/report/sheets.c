/* sheets.c - the payout workbook: which sheets it has, and in which order. Source: CONTRACT 7. */
#include "sheets.h"

/* ---- the rows of the sheets by person */

Block rows_of_person(const size_t *first, uint32_t person)
{
    if (!first) return (Block){0, 0};
    return (Block){first[person], first[person + 1] - first[person]};
}

static bool is_released(const Ledger *ledger, const Posting *posting)
{
    return posting->released.minor || posting->held.minor || posting->forfeited.minor ||
           (posting->month == ledger->period && posting->due.minor);
}

static PostingRows posting_rows(const View *view,
                                bool (*shown)(const Ledger *ledger, const Posting *posting))
{
    const Ledger *ledger = view->ledger;
    uint32_t persons = ledger->records->roster.person_count, person = 0;
    PostingRows rows = {ARENA_ARRAY(view->arena, const Posting *, ledger->posting_count + 1), 0,
                        ARENA_ARRAY(view->arena, size_t, persons + 1)};
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        while (person <= posting->person) rows.first[person++] = rows.count;
        if (shown(ledger, posting)) rows.rows[rows.count++] = posting;
    }
    while (person <= persons) rows.first[person++] = rows.count;
    return rows;
}

static AdjustmentRows adjustment_rows(const View *view)
{
    const Records *records = view->ledger->records;
    uint32_t persons = records->roster.person_count, person = 0;
    AdjustmentRows rows = {ARENA_ARRAY(view->arena, const Adjustment *,
                                       records->adjustment_count + 1), 0,
                           ARENA_ARRAY(view->arena, size_t, persons + 1)};
    for (size_t i = 0; i < records->adjustment_count; i++) {
        const Adjustment *adjustment = &records->adjustments[i];
        while (person <= adjustment->person) rows.first[person++] = rows.count;
        if (adjustment->period == view->ledger->period) rows.rows[rows.count++] = adjustment;
    }
    while (person <= persons) rows.first[person++] = rows.count;
    return rows;
}

void link_to_payroll(const Sheets *sheets, Sheet *sheet, uint32_t person)
{
    const Ledger *ledger = sheets->view->ledger;
    size_t low = 0, high = ledger->payment_count;            /* payments stand by person */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ledger->payments[middle].person < person) low = middle + 1;
        else high = middle;
    }
    if (low < ledger->payment_count && ledger->payments[low].person == person)
        cell_link_next(sheet, sheets->payroll, low);
}

Money payment_before(const Ledger *ledger, size_t payment)
{
    return ledger->payments_before[payment].payment;
}

const char *sheets_tr(const Sheets *sheets, const char *english)
{
    return tr(workbook_words(sheets->workbook), english);
}

Sum payroll_sum(const Sheets *sheets, uint16_t column, size_t offset)
{
    const Ledger *ledger = sheets->view->ledger;
    Sum sum = {.body = TEXT("0"), .terms = ledger->payment_count};
    for (size_t i = 0; i < ledger->payment_count; i++) {
        Money amount = *(const Money *)((const char *)&ledger->payments[i] + offset);
        sum.value.minor += amount.minor;
        sum.magnitude += magnitude_of(amount);
    }
    if (!ledger->payment_count) return sum;
    Text block = address_block(sheets->view->arena, sheets->payroll, column, 0,
                               ledger->payment_count);
    sum.body = text_format(sheets->view->arena, "SUM(%.*s)", TEXT_ARG(block));
    return sum;
}

void line_title(const Sheets *sheets, Sheet *sheet, const char *english)
{
    Arena *arena = sheets->view->arena;
    const Ledger *ledger = sheets->view->ledger;
    const Company *company = ledger->records->company;
    const char *what = tr(workbook_words(sheets->workbook), english);
    Text month = month_text(arena, ledger->period);
    line_text(sheet, 0, LOOK_TITLE, text_format(arena, "%.*s  %.*s", TEXT_ARG(company->name),
                                                TEXT_ARG(month)));
    line_text(sheet, 1, LOOK_NOTE, text_format(arena, "%s - %.*s - %.*s", what,
                                               TEXT_ARG(ledger->design->title),
                                               TEXT_ARG(company->currency)));
}

/* ---- the sheets */

static void sheets_add(Sheets *sheets)
{
    summary_add(sheets);
    payees_add(sheets);
    payroll_add(sheets);
    sheets->working = working_add(sheets->view, sheets->workbook, NULL);
    if (sheets->view->ledger->has_payment_rules) released_add(sheets);
    if (view_has_books(sheets->view)) prior_add(sheets);
    adjustments_add(sheets);
    unassigned_add(sheets);
    exceptions_add(sheets);
    reconciliation_add(sheets);
    checks_add(sheets);
    plans_add(sheets);
    run_add(sheets);
}

/* Checks stand at the end: they count what was written before them. */
static void sheets_fill(Sheets *sheets)
{
    payees_fill(sheets);
    payroll_fill(sheets);
    working_fill(sheets->working);
    if (sheets->released) released_fill(sheets);
    if (sheets->prior) prior_fill(sheets);
    adjustments_fill(sheets);
    unassigned_fill(sheets);
    exceptions_fill(sheets);
    reconciliation_fill(sheets);
    plans_fill(sheets);
    run_fill(sheets);
    checks_judge(&sheets->checks);
    summary_fill(sheets);
    checks_fill(sheets);
}

Sheets sheets_start(const View *view, Workbook *workbook)
{
    Sheets sheets = {.view = view, .workbook = workbook,
                     .prior_rows = posting_rows(view, is_prior),
                     .released_rows = posting_rows(view, is_released),
                     .adjustment_rows = adjustment_rows(view)};
    sheets.summing = (Summing){.arena = view->arena,
                               .digits = view->ledger->records->company->digits};
    sheets.groups = groups_find(view, &sheets.group_count);
    sheets.group_of = groups_of_payments(view, sheets.groups, sheets.group_count);
    return sheets;
}

bool workbook_write(const View *view, Text path, Text *reason, size_t *checks_failed)
{
    const WorkbookOptions options = {
        .words = view_words(view), .title = TEXT("Payouts"),
        .digits = view->ledger->records->company->digits,
        .created = month_first_day(view->ledger->period + 1)};
    Workbook *workbook = workbook_open(view->arena, path, &options);
    if (!workbook) {
        *reason = TEXT("the workbook could not be created");
        return false;
    }
    Sheets sheets = sheets_start(view, workbook);
    sheets_add(&sheets);
    sheets_fill(&sheets);
    *checks_failed = sheets.checks.failed;
    return workbook_finish(workbook, reason);
}
