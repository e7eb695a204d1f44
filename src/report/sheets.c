/* sheets.c - what stands on each sheet of the payout workbook. Source: CONTRACT 7. */
#include "groups.h"
#include "sheet.h"

#define CREDIT_ROWS_DEFAULT 200000
#define CREDIT_ROWS_MAX 1048575      /* of an xlsx sheet, below its heading */
#define CREDIT_COLUMNS 11            /* and three more where the company has rates */
#define HEADING_ROW 4                /* of the sheets that carry a title */

static void title(const View *view, Sheet *sheet, const char *what)
{
    const Company *company = view->ledger->records->company;
    Text month = month_text(view->arena, view->ledger->period);
    sheet_line(sheet, 0, text_format(view->arena, "%.*s  %.*s", TEXT_ARG(company->name),
                                     TEXT_ARG(month)), STYLE_TITLE);
    sheet_line(sheet, 1, text_format(view->arena, "%s - %.*s - %.*s", what,
                                     TEXT_ARG(view->ledger->design->title),
                                     TEXT_ARG(company->currency)), STYLE_NOTE);
    if (view->options->allow_exceptions && view->ledger->rows_left_out)
        sheet_line(sheet, 2, text_format(view->arena, "%zu rows at fault were left out of every "
                                         "measure: see Exceptions", view->ledger->rows_left_out),
                   STYLE_NOTE);
}

static void summary_row(const View *view, Sheet *sheet, const Group *group)
{
    sheet_text(sheet, group->role);
    sheet_text(sheet, group->team);
    sheet_count(sheet, group->payees);
    sheet_money(sheet, group->earnings);
    if (view_has_books(view)) sheet_money(sheet, group->prior);
    sheet_money(sheet, group->adjustments);
    sheet_money(sheet, group->payment);
}

static void summary_sheet(const View *view, Book *book)
{
    static const SheetColumn plain[] = {
        {"role", STYLE_TEXT, 9}, {"team", STYLE_TEXT, 16}, {"payees", STYLE_COUNT, 0},
        {"earnings", STYLE_MONEY, 0}, {"adjustments", STYLE_MONEY, 0},
        {"payment", STYLE_MONEY, 0}, {0}};
    static const SheetColumn over_books[] = {
        {"role", STYLE_TEXT, 9}, {"team", STYLE_TEXT, 16}, {"payees", STYLE_COUNT, 0},
        {"earnings", STYLE_MONEY, 0}, {"prior", STYLE_MONEY, 0}, {"adjustments", STYLE_MONEY, 0},
        {"payment", STYLE_MONEY, 0}, {0}};
    Sheet *sheet = sheet_add(book, "Summary", view_has_books(view) ? over_books : plain,
                             HEADING_ROW);
    title(view, sheet, "Payouts by role and team");
    sheet_heading(sheet);
    size_t count;
    const Group *groups = groups_find(view, &count);
    for (size_t g = 0; g < count; g++) {
        summary_row(view, sheet, &groups[g]);
        sheet_end_row(sheet);
    }
    Group total = groups_total(groups, count);
    summary_row(view, sheet, &total);            /* below the rows that the filter sorts */
}

static void payroll_sheet(const View *view, Book *book)
{
    SheetColumn columns[4 + PAYROLL_COLUMNS + 2] = {
        {"period", STYLE_TEXT, 0}, {"person_id", STYLE_TEXT, 0}, {"name", STYLE_TEXT, 16},
        {"currency", STYLE_TEXT, 0}};
    PayrollColumn amounts[PAYROLL_COLUMNS];
    size_t count = payroll_columns(view, amounts);
    for (size_t c = 0; c < count; c++)
        columns[4 + c] = (SheetColumn){amounts[c].name, STYLE_MONEY, 0};
    const Ledger *ledger = view->ledger;
    if (ledger_pays_abroad(ledger)) columns[4 + count] = (SheetColumn){"rate", STYLE_RATE, 0};
    Sheet *sheet = sheet_add(book, "Payroll", columns, 0);
    sheet_heading(sheet);
    for (size_t i = 0; i < ledger->payment_count; i++) {
        const Payment *payment = &ledger->payments[i];
        sheet_text(sheet, month_text(view->arena, ledger->period));
        sheet_text(sheet, ledger->records->roster.persons[payment->person].id);
        sheet_text(sheet, ledger_assignment(ledger, payment->person, ledger->period)->name);
        PayUnit unit = ledger_pay_unit(ledger, payment->person);
        sheet_text(sheet, currency_code(unit.currency));
        for (size_t c = 0; c < count; c++)
            sheet_money_of(sheet, payroll_in(view, unit, payroll_amount(payment, &amounts[c])),
                           currency_digits(unit.currency));
        if (unit.rate) sheet_ratio(sheet, true, unit.rate->rate);
        sheet_end_row(sheet);
    }
}

static void component_row(const View *view, Sheet *sheet, const Entry *entry)
{
    const Ledger *ledger = view->ledger;
    const Roster *roster = &ledger->records->roster;
    const Participation *participation = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[participation->plan];
    const Component *component = &plan->components[entry->component];
    const Assignment *stint = ledger_stint(ledger, entry->participation, entry->month);
    sheet_text(sheet, month_text(view->arena, entry->month));
    sheet_text(sheet, roster->persons[participation->person].id);
    sheet_text(sheet, ledger_assignment(ledger, participation->person, entry->month)->name);
    sheet_text(sheet, stint->role);
    sheet_text(sheet, stint->team == TEAM_NONE ? TEXT("") : roster->teams[stint->team]);
    sheet_text(sheet, plan->title);
    sheet_text(sheet, component->key);
    sheet_text(sheet, component->measure == INDEX_NONE
                          ? TEXT("") : ledger->design->measures[component->measure].key);
    sheet_day(sheet, entry->from);
    sheet_day(sheet, entry->to);
    bool percent = component->denominator_line != INDEX_NONE;      /* of a ratio measure */
    sheet_ratio_as(sheet, percent ? STYLE_PERCENT : STYLE_DECIMAL, entry->has_value, entry->value);
    sheet_ratio(sheet, entry->has_quota, entry->quota);
    sheet_ratio(sheet, entry->has_attainment, entry->attainment);
    sheet_ratio(sheet, entry->has_multiplier, entry->multiplier);
    sheet_ratio(sheet, entry->has_target, entry->target);
    sheet_money(sheet, entry->earned_to_date);
    sheet_money(sheet, entry->earned_before);
    sheet_money(sheet, entry->earning);
    sheet_text(sheet, notes_text(view->arena, entry->notes));
    sheet_end_row(sheet);
}

static void components_sheet(const View *view, Book *book)
{
    static const SheetColumn columns[] = {
        {"period", STYLE_TEXT, 0}, {"person_id", STYLE_TEXT, 0}, {"name", STYLE_TEXT, 16},
        {"role", STYLE_TEXT, 9}, {"team", STYLE_TEXT, 16}, {"plan", STYLE_TEXT, 16},
        {"component", STYLE_TEXT, 26}, {"measure", STYLE_TEXT, 26}, {"from", STYLE_DATE, 0},
        {"to", STYLE_DATE, 0}, {"value", STYLE_DECIMAL, 0}, {"quota", STYLE_DECIMAL, 0},
        {"attainment", STYLE_PERCENT, 0}, {"multiplier", STYLE_PERCENT, 0},
        {"target", STYLE_DECIMAL, 0}, {"earned_to_date", STYLE_MONEY, 0},
        {"earned_before", STYLE_MONEY, 0}, {"earning", STYLE_MONEY, 0}, {"note", STYLE_TEXT, 26},
        {0}};
    Sheet *sheet = sheet_add(book, "Components", columns, 0);
    sheet_heading(sheet);
    for (size_t i = 0; i < view->ledger->entry_count; i++)
        component_row(view, sheet, &view->ledger->entries[i]);
}

bool credits_on_sheet(const View *view)
{
    if (view->options->credits == CREDITS_SHEET) return true;
    return view->options->credits == CREDITS_DEFAULT &&
           view->ledger->credit_count <= CREDIT_ROWS_DEFAULT;
}

static void credit_row(const View *view, Sheet *sheet, const Credit *credit)
{
    static const char *const statuses[] = {"credited", "unassigned", "company"};
    const Ledger *ledger = view->ledger;
    const SliceRef *at = &ledger->slices[credit->slice];
    const CreditLine *line = &ledger->design->lines[credit->line];
    const Measure *measure = &ledger->design->measures[line->measure];
    Ratio amount = credit->amount;
    if (measure->is_money)
        amount = ratio_multiply(view->arena, amount,
                                ratio_from_money((Money){1}, ledger->records->company->digits));
    sheet_text(sheet, measure->key);
    sheet_text(sheet, line->name);
    sheet_text(sheet, credit->person == PERSON_NONE
                          ? TEXT("") : ledger->records->roster.persons[credit->person].id);
    sheet_day(sheet, credit->day);
    sheet_ratio(sheet, true, amount);
    sheet_ratio(sheet, true, ledger->shares[credit->share]);
    sheet_text(sheet, at->table->spec->name);
    sheet_text(sheet, record_key(at->table, at->slice, credit->row));
    sheet_text(sheet, at->slice->file->source.path);
    sheet_count(sheet, at->slice->lines[credit->row]);
    sheet_text(sheet, text_of(statuses[credit->status]));
    const FxRate *rate = ledger_rate(ledger, credit);
    if (rate) {
        sheet_text(sheet, currency_code(rate->currency));
        sheet_ratio(sheet, true, rate->rate);
        sheet_text(sheet, rate->source);
    }
    sheet_end_row(sheet);
}

static void credits_sheet(const View *view, Book *book)
{
    SheetColumn columns[CREDIT_COLUMNS + 4] = {
        {"measure", STYLE_TEXT, 26}, {"credit", STYLE_TEXT, 12}, {"person_id", STYLE_TEXT, 0},
        {"date", STYLE_DATE, 0}, {"amount", STYLE_DECIMAL, 0}, {"share", STYLE_PERCENT, 0},
        {"feed", STYLE_TEXT, 11}, {"key", STYLE_TEXT, 14}, {"file", STYLE_TEXT, 24},
        {"line", STYLE_COUNT, 0}, {"status", STYLE_TEXT, 13}, {"currency", STYLE_TEXT, 0},
        {"rate", STYLE_RATE, 0}, {"rate_source", STYLE_TEXT, 24}, {0}};
    if (!view->ledger->records->company->fx.pattern.length)
        columns[CREDIT_COLUMNS] = (SheetColumn){0};
    size_t count = credits_on_sheet(view) ? view->ledger->credit_count : 0;
    Sheet *sheet = sheet_add(book, "Credits", columns, 0);
    sheet_heading(sheet);
    for (size_t i = 0, sheets = 1; i < count; i++) {
        if (i && i % CREDIT_ROWS_MAX == 0) {
            sheet = sheet_add(book, text_format(view->arena, "Credits %zu", ++sheets).bytes,
                              columns, 0);
            sheet_heading(sheet);
        }
        credit_row(view, sheet, &view->ledger->credits[i]);
    }
}

static void adjustments_sheet(const View *view, Book *book)
{
    static const SheetColumn columns[] = {
        {"adjustment_id", STYLE_TEXT, 16}, {"person_id", STYLE_TEXT, 0}, {"name", STYLE_TEXT, 16},
        {"period", STYLE_TEXT, 0}, {"amount", STYLE_MONEY, 0}, {"reason", STYLE_TEXT, 32},
        {"approved_by", STYLE_TEXT, 16}, {0}};
    const Ledger *ledger = view->ledger;
    Sheet *sheet = sheet_add(book, "Adjustments", columns, 0);
    sheet_heading(sheet);
    for (size_t i = 0; i < ledger->records->adjustment_count; i++) {
        const Adjustment *adjustment = &ledger->records->adjustments[i];
        if (adjustment->period != ledger->period) continue;
        sheet_text(sheet, adjustment->id);
        sheet_text(sheet, ledger->records->roster.persons[adjustment->person].id);
        sheet_text(sheet, ledger_assignment(ledger, adjustment->person, ledger->period)->name);
        sheet_text(sheet, month_text(view->arena, adjustment->period));
        sheet_money(sheet, adjustment->amount);
        sheet_text(sheet, adjustment->reason);
        sheet_text(sheet, adjustment->approved_by);
        sheet_end_row(sheet);
    }
}

static void exceptions_sheet(const View *view, Book *book)
{
    static const SheetColumn columns[] = {
        {"severity", STYLE_TEXT, 0}, {"file", STYLE_TEXT, 24}, {"line", STYLE_COUNT, 0},
        {"column", STYLE_TEXT, 0}, {"value", STYLE_TEXT, 24}, {"problem", STYLE_TEXT, 70}, {0}};
    Sheet *sheet = sheet_add(book, "Exceptions", columns, 0);
    sheet_heading(sheet);
    for (size_t i = 0; i < view->diags->count; i++) {
        const Diag *diag = &view->diags->items[i];
        sheet_text(sheet, diag->severity == SEVERITY_WARNING ? TEXT("warning") : TEXT("error"));
        sheet_text(sheet, diag->place.file);
        if (diag->place.line) sheet_count(sheet, diag->place.line);
        else sheet_text(sheet, TEXT(""));
        sheet_text(sheet, diag->place.heading);
        sheet_text(sheet, text_valid(view->arena, diag->value));
        Text says = diag_message(view->arena, diag, view_words(view));
        sheet_text(sheet, text_valid(view->arena, says));
        sheet_end_row(sheet);
    }
}

static void run_row(const View *view, Sheet *sheet, const char *what, Text value)
{
    sheet_text(sheet, text_of(what));
    sheet_text(sheet, text_valid(view->arena, value));
    sheet_text(sheet, TEXT(""));
    sheet_end_row(sheet);
}

static void run_sheet(const View *view, Book *book)
{
    static const SheetColumn columns[] = {
        {"what", STYLE_TEXT, 18}, {"value", STYLE_TEXT, 40}, {"SHA-256", STYLE_TEXT, 68}, {0}};
    const Ledger *ledger = view->ledger;
    const Records *records = ledger->records;
    Sheet *sheet = sheet_add(book, "Run", columns, 0);
    sheet_heading(sheet);
    run_row(view, sheet, "attain", view->options->version);
    run_row(view, sheet, "company", records->company->name);
    run_row(view, sheet, "period", month_text(view->arena, ledger->period));
    run_row(view, sheet, "design", ledger->design->title);
    run_row(view, sheet, "allow exceptions",
            view->options->allow_exceptions ? TEXT("yes") : TEXT("no"));
    const Booked *booked = ledger->booked;
    if (booked && booked->any) {
        run_row(view, sheet, "closed up to", month_text(view->arena, booked->last));
        run_row(view, sheet, "books' head", booked->head);
    } else {
        run_row(view, sheet, "balances",
                TEXT("replayed from the start of the fiscal year; the facts of paid months are "
                     "taken not to have changed"));
    }
    for (size_t f = 0; f <= records->file_count + ledger->design->file_count; f++) {
        const SourceFile *file = f == 0 ? records->company->file
            : f <= records->file_count ? &records->files[f - 1].source
            : &ledger->design->files[f - records->file_count - 1];
        sheet_text(sheet, TEXT("file"));
        sheet_text(sheet, text_valid(view->arena, file->path));
        sheet_text(sheet, text_of(file->sha256));
        sheet_end_row(sheet);
    }
}

void sheets_fill(const View *view, Book *book)
{
    summary_sheet(view, book);
    payroll_sheet(view, book);
    components_sheet(view, book);
    if (view_has_books(view)) prior_sheets(view, book);
    credits_sheet(view, book);
    adjustments_sheet(view, book);
    exceptions_sheet(view, book);
    run_sheet(view, book);
}

bool workbook_write(const View *view, Text path, Text *reason)
{
    Book *book = book_open(view->arena, path, view->ledger->records->company->digits,
                           month_first_day(view->ledger->period + 1));
    if (!book) {
        *reason = TEXT("the workbook could not be created");
        return false;
    }
    sheets_fill(view, book);
    return book_close(book, reason);
}
