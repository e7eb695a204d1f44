/* sheets.c - what stands on each sheet of the payout workbook. Source: CONTRACT 7. */
#include "groups.h"
#include "sheets.h"
#include "working.h"

#define HEADING_ROW 4                /* of the sheets that carry a title */

static void line(Sheet *sheet, uint32_t row, CellLook look, Text text)
{
    CellStyle style = {.look = look};
    sheet_go(sheet, row, 0);
    cell_text(sheet, text, &style);
}

static void title(const View *view, Sheet *sheet, const char *what)
{
    const Company *company = view->ledger->records->company;
    Text month = month_text(view->arena, view->ledger->period);
    line(sheet, 0, LOOK_TITLE, text_format(view->arena, "%.*s  %.*s", TEXT_ARG(company->name),
                                           TEXT_ARG(month)));
    line(sheet, 1, LOOK_NOTE, text_format(view->arena, "%s - %.*s - %.*s", what,
                                          TEXT_ARG(view->ledger->design->title),
                                          TEXT_ARG(company->currency)));
    if (view->options->allow_exceptions && view->ledger->rows_left_out)
        line(sheet, 2, LOOK_NOTE, text_format(view->arena, "%zu rows at fault were left out of "
                                              "every measure: see Exceptions",
                                              view->ledger->rows_left_out));
}

static CellStyle in_look(CellKind kind, CellLook look)
{
    return (CellStyle){.kind = kind, .look = look};
}

static void summary_row(const View *view, Sheet *sheet, const Group *group, CellLook look)
{
    const CellStyle text = in_look(CELL_TEXT, look), count = in_look(CELL_COUNT, look),
                    money = in_look(CELL_MONEY, look);
    cell_text(sheet, group->role, &text);
    cell_text(sheet, group->team, &text);
    cell_count(sheet, (int64_t)group->payees, &count);
    cell_money(sheet, group->earnings, &money);
    if (view_has_books(view)) cell_money(sheet, group->prior, &money);
    cell_money(sheet, group->adjustments, &money);
    cell_money(sheet, group->payment, &money);
    sheet_end_row(sheet);
}

static void summary_sheet(const View *view, Workbook *workbook)
{
    static const SheetColumn plain[] = {
        HEADED("role", CELL_TEXT, FROM_FORMULA, 9), HEADED("team", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("payees", CELL_COUNT, FROM_FORMULA, 0),
        HEADED("earnings", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("adjustments", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("payment", CELL_MONEY, FROM_FORMULA, 0), COLUMNS_END};
    static const SheetColumn over_books[] = {
        HEADED("role", CELL_TEXT, FROM_FORMULA, 9), HEADED("team", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("payees", CELL_COUNT, FROM_FORMULA, 0),
        HEADED("earnings", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("prior", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("adjustments", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("payment", CELL_MONEY, FROM_FORMULA, 0), COLUMNS_END};
    size_t count;
    const Group *groups = groups_find(view, &count);
    Sheet *sheet = sheet_add(workbook, "Summary", view_has_books(view) ? over_books : plain,
                             HEADING_ROW, count);
    title(view, sheet, "Payouts by role and team");
    Group total = groups_total(groups, count);
    sheet_go(sheet, HEADING_ROW - 1, 0);
    summary_row(view, sheet, &total, LOOK_TOTAL);
    sheet_heading(sheet);
    for (size_t g = 0; g < count; g++) summary_row(view, sheet, &groups[g], LOOK_PLAIN);
}

static void payroll_row(const View *view, Sheet *sheet, const Payment *payment,
                        const PayrollColumn *amounts, size_t count)
{
    const Ledger *ledger = view->ledger;
    PayUnit unit = ledger_pay_unit(ledger, payment->person);
    const CellStyle money = {.kind = CELL_MONEY_OF,
                             .digits = (uint8_t)currency_digits(unit.currency)};
    cell_text(sheet, month_text(view->arena, ledger->period), NULL);
    cell_text(sheet, ledger->records->roster.persons[payment->person].id, NULL);
    cell_text(sheet, ledger_assignment(ledger, payment->person, ledger->period)->name, NULL);
    cell_text(sheet, currency_code(unit.currency), NULL);
    for (size_t c = 0; c < count; c++)
        cell_money(sheet, payroll_in(view, unit, payroll_amount(payment, &amounts[c])), &money);
    if (unit.rate) cell_ratio(sheet, true, unit.rate->rate, NULL);
    sheet_end_row(sheet);
}

static void payroll_sheet(const View *view, Workbook *workbook)
{
    SheetColumn *columns = ARENA_ARRAY(view->arena, SheetColumn, 4 + PAYROLL_COLUMNS + 2);
    columns[0] = (SheetColumn)HEADED("period", CELL_MONTH, FROM_FORMULA, 0);
    columns[1] = (SheetColumn)HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0);
    columns[2] = (SheetColumn)HEADED("name", CELL_TEXT, FROM_FORMULA, 16);
    columns[3] = (SheetColumn)HEADED("currency", CELL_TEXT, FROM_FORMULA, 0);
    PayrollColumn amounts[PAYROLL_COLUMNS];
    size_t count = payroll_columns(view, amounts);
    for (size_t c = 0; c < count; c++)
        columns[4 + c] = (SheetColumn)HEADED(amounts[c].name, CELL_MONEY_OF, FROM_FORMULA, 0);
    const Ledger *ledger = view->ledger;
    if (ledger_pays_abroad(ledger))
        columns[4 + count] = (SheetColumn)HEADED("rate", CELL_RATE, FROM_FORMULA, 0);
    Sheet *sheet = sheet_add(workbook, "Payroll", columns, 0, ledger->payment_count);
    sheet_heading(sheet);
    for (size_t i = 0; i < ledger->payment_count; i++)
        payroll_row(view, sheet, &ledger->payments[i], amounts, count);
}

static void adjustments_sheet(const View *view, Workbook *workbook)
{
    static const SheetColumn columns[] = {
        HEADED("adjustment_id", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("period", CELL_MONTH, FROM_FORMULA, 0),
        HEADED("amount", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("reason", CELL_TEXT, FROM_FORMULA, 32),
        HEADED("approved_by", CELL_TEXT, FROM_FORMULA, 16), COLUMNS_END};
    const Ledger *ledger = view->ledger;
    size_t count = 0;
    for (size_t i = 0; i < ledger->records->adjustment_count; i++)
        count += ledger->records->adjustments[i].period == ledger->period;
    Sheet *sheet = sheet_add(workbook, "Adjustments", columns, 0, count);
    sheet_heading(sheet);
    for (size_t i = 0; i < ledger->records->adjustment_count; i++) {
        const Adjustment *adjustment = &ledger->records->adjustments[i];
        if (adjustment->period != ledger->period) continue;
        cell_text(sheet, adjustment->id, NULL);
        cell_text(sheet, ledger->records->roster.persons[adjustment->person].id, NULL);
        cell_text(sheet, ledger_assignment(ledger, adjustment->person, ledger->period)->name, NULL);
        cell_text(sheet, month_text(view->arena, adjustment->period), NULL);
        cell_money(sheet, adjustment->amount, NULL);
        cell_text(sheet, adjustment->reason, NULL);
        cell_text(sheet, adjustment->approved_by, NULL);
        sheet_end_row(sheet);
    }
}

static void exceptions_sheet(const View *view, Workbook *workbook)
{
    static const SheetColumn columns[] = {
        HEADED("severity", CELL_TEXT, FROM_FORMULA, 0), HEADED("file", CELL_TEXT, FROM_FORMULA, 24),
        HEADED("line", CELL_COUNT, FROM_FORMULA, 0), HEADED("column", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("value", CELL_TEXT, FROM_FORMULA, 24),
        HEADED("problem", CELL_TEXT, FROM_FORMULA, 70), COLUMNS_END};
    Sheet *sheet = sheet_add(workbook, "Exceptions", columns, 0, view->diags->count);
    sheet_heading(sheet);
    for (size_t i = 0; i < view->diags->count; i++) {
        const Diag *diag = &view->diags->items[i];
        cell_word(sheet, diag->severity == SEVERITY_WARNING ? "warning" : "error", NULL);
        cell_text(sheet, diag->place.file, NULL);
        if (diag->place.line) cell_count(sheet, diag->place.line, NULL);
        else cell_text(sheet, TEXT(""), NULL);
        cell_text(sheet, diag->place.heading, NULL);
        cell_text(sheet, diag->value, NULL);
        cell_text(sheet, diag->message, NULL);
        sheet_end_row(sheet);
    }
}

static void run_row(Sheet *sheet, const char *what, Text value, Text sha256)
{
    cell_text(sheet, text_of(what), NULL);
    cell_text(sheet, value, NULL);
    cell_text(sheet, sha256, NULL);
    sheet_end_row(sheet);
}

static void run_facts(const View *view, Sheet *sheet)
{
    const Ledger *ledger = view->ledger;
    const Booked *booked = ledger->booked;
    run_row(sheet, "attain", view->options->version, TEXT(""));
    run_row(sheet, "company", ledger->records->company->name, TEXT(""));
    run_row(sheet, "period", month_text(view->arena, ledger->period), TEXT(""));
    run_row(sheet, "design", ledger->design->title, TEXT(""));
    run_row(sheet, "allow exceptions",
            view->options->allow_exceptions ? TEXT("yes") : TEXT("no"), TEXT(""));
    if (booked && booked->any) {
        run_row(sheet, "closed up to", month_text(view->arena, booked->last), TEXT(""));
        run_row(sheet, "books' head", booked->head, TEXT(""));
    } else {
        run_row(sheet, "balances",
                TEXT("replayed from the start of the fiscal year; the facts of paid months are "
                     "taken not to have changed"), TEXT(""));
    }
}

static void run_sheet(const View *view, Workbook *workbook)
{
    static const SheetColumn columns[] = {
        HEADED("what", CELL_TEXT, FROM_FORMULA, 18), HEADED("value", CELL_TEXT, FROM_FORMULA, 40),
        HEADED("SHA-256", CELL_TEXT, FROM_FORMULA, 68), COLUMNS_END};
    const Ledger *ledger = view->ledger;
    const Records *records = ledger->records;
    size_t facts = ledger->booked && ledger->booked->any ? 7 : 6;
    size_t files = 1 + records->file_count + ledger->design->file_count;
    Sheet *sheet = sheet_add(workbook, "Run", columns, 0, facts + files);
    sheet_heading(sheet);
    run_facts(view, sheet);
    for (size_t f = 0; f < files; f++) {
        const SourceFile *file = f == 0 ? records->company->file
            : f <= records->file_count ? &records->files[f - 1].source
            : &ledger->design->files[f - records->file_count - 1];
        run_row(sheet, "file", file->path, text_of(file->sha256));
    }
}

static void sheets_fill(const View *view, Workbook *workbook)
{
    summary_sheet(view, workbook);
    payroll_sheet(view, workbook);
    Selection selection = selection_of_all(view);
    Working *working = working_add(view, workbook, &selection);
    working_fill(working);
    if (view_has_books(view)) prior_sheets(view, workbook);
    adjustments_sheet(view, workbook);
    exceptions_sheet(view, workbook);
    run_sheet(view, workbook);
}

bool workbook_write(const View *view, Text path, Text *reason)
{
    const WorkbookOptions options = {
        .words = words_of(LANGUAGE_EN), .title = TEXT("Payouts"),
        .digits = view->ledger->records->company->digits,
        .created = month_first_day(view->ledger->period + 1)};
    Workbook *workbook = workbook_open(view->arena, path, &options);
    if (!workbook) {
        *reason = TEXT("the workbook could not be created");
        return false;
    }
    sheets_fill(view, workbook);
    return workbook_finish(workbook, reason);
}
