/* sheets.c - what stands on each sheet of the payout workbook. Source: CONTRACT 7. */
#include "groups.h"
#include "sheets.h"

#include <string.h>

#define CREDIT_ROWS_DEFAULT 200000
#define CREDIT_COLUMNS 11            /* and three more where the company has rates */
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

static void component_row(const View *view, Sheet *sheet, const Entry *entry)
{
    const Ledger *ledger = view->ledger;
    const Roster *roster = &ledger->records->roster;
    const Participation *participation = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[participation->plan];
    const Component *component = &plan->components[entry->component];
    const Assignment *stint = ledger_stint(ledger, entry->participation, entry->month);
    cell_text(sheet, month_text(view->arena, entry->month), NULL);
    cell_text(sheet, roster->persons[participation->person].id, NULL);
    cell_text(sheet, ledger_assignment(ledger, participation->person, entry->month)->name, NULL);
    cell_text(sheet, stint->role, NULL);
    cell_text(sheet, stint->team == TEAM_NONE ? TEXT("") : roster->teams[stint->team], NULL);
    cell_text(sheet, plan->title, NULL);
    cell_text(sheet, component->key, NULL);
    cell_text(sheet, component->measure == INDEX_NONE
                          ? TEXT("") : ledger->design->measures[component->measure].key, NULL);
    cell_day(sheet, entry->from, NULL);
    cell_day(sheet, entry->to, NULL);
    bool percent = component->denominator_line != INDEX_NONE;      /* of a ratio measure */
    const CellStyle value = {.kind = percent ? CELL_PERCENT : CELL_DECIMAL};
    cell_ratio(sheet, entry->has_value, entry->value, &value);
    cell_ratio(sheet, entry->has_quota, entry->quota, NULL);
    cell_ratio(sheet, entry->has_attainment, entry->attainment, NULL);
    cell_ratio(sheet, entry->has_multiplier, entry->multiplier, NULL);
    cell_ratio(sheet, entry->has_target, entry->target, NULL);
    cell_money(sheet, entry->earned_to_date, NULL);
    cell_money(sheet, entry->earned_before, NULL);
    cell_money(sheet, entry->earning, NULL);
    cell_text(sheet, notes_text(view->arena, entry->notes), NULL);
    sheet_end_row(sheet);
}

static void components_sheet(const View *view, Workbook *workbook)
{
    static const SheetColumn columns[] = {
        HEADED("period", CELL_MONTH, FROM_FORMULA, 0),
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("role", CELL_TEXT, FROM_FORMULA, 9),
        HEADED("team", CELL_TEXT, FROM_FORMULA, 16), HEADED("plan", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("component", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("measure", CELL_TEXT, FROM_FORMULA, 26), HEADED("from", CELL_DATE, FROM_FORMULA, 0),
        HEADED("to", CELL_DATE, FROM_FORMULA, 0), HEADED("value", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("quota", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("attainment", CELL_PERCENT, FROM_FORMULA, 0),
        HEADED("multiplier", CELL_PERCENT, FROM_FORMULA, 0),
        HEADED("target", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("earned_to_date", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("earned_before", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("earning", CELL_MONEY, FROM_FORMULA, 0), HEADED("note", CELL_TEXT, FROM_FORMULA, 26),
        COLUMNS_END};
    Sheet *sheet = sheet_add(workbook, "Components", columns, 0,
                             view->ledger->entry_count);
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
    cell_text(sheet, measure->key, NULL);
    cell_text(sheet, line->name, NULL);
    cell_text(sheet, credit->person == PERSON_NONE
                          ? TEXT("") : ledger->records->roster.persons[credit->person].id, NULL);
    cell_day(sheet, credit->day, NULL);
    cell_ratio(sheet, true, amount, NULL);
    cell_ratio(sheet, true, ledger->shares[credit->share], NULL);
    cell_text(sheet, at->table->spec->name, NULL);
    cell_text(sheet, record_key(at->table, at->slice, credit->row), NULL);
    cell_text(sheet, at->slice->file->source.path, NULL);
    cell_count(sheet, at->slice->lines[credit->row], NULL);
    cell_text(sheet, text_of(statuses[credit->status]), NULL);
    const FxRate *rate = ledger_rate(ledger, credit);
    if (rate) {
        cell_text(sheet, currency_code(rate->currency), NULL);
        cell_ratio(sheet, true, rate->rate, NULL);
        cell_text(sheet, rate->source, NULL);
    }
    sheet_end_row(sheet);
}

static void credits_sheet(const View *view, Workbook *workbook)
{
    static const SheetColumn with_rates[] = {
        HEADED("measure", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("credit", CELL_TEXT, FROM_FORMULA, 12),
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0), HEADED("date", CELL_DATE, FROM_FORMULA, 0),
        HEADED("amount", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("share", CELL_PERCENT, FROM_FORMULA, 0), HEADED("feed", CELL_TEXT, FROM_FORMULA, 11),
        HEADED("key", CELL_TEXT, FROM_FORMULA, 14), HEADED("file", CELL_TEXT, FROM_FORMULA, 24),
        HEADED("line", CELL_COUNT, FROM_FORMULA, 0), HEADED("status", CELL_TEXT, FROM_FORMULA, 13),
        HEADED("currency", CELL_TEXT, FROM_FORMULA, 0), HEADED("rate", CELL_RATE, FROM_FORMULA, 0),
        HEADED("rate_source", CELL_TEXT, FROM_FORMULA, 24), COLUMNS_END};
    SheetColumn *columns = ARENA_ARRAY(view->arena, SheetColumn, CREDIT_COLUMNS + 4);
    memcpy(columns, with_rates, sizeof with_rates);
    if (!view->ledger->records->company->fx.pattern.length)
        columns[CREDIT_COLUMNS] = (SheetColumn)COLUMNS_END;
    size_t count = credits_on_sheet(view) ? view->ledger->credit_count : 0;
    Sheet *sheet = sheet_add(workbook, "Credits", columns, 0, count);
    sheet_heading(sheet);
    for (size_t i = 0; i < count; i++) credit_row(view, sheet, &view->ledger->credits[i]);
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
    components_sheet(view, workbook);
    if (view_has_books(view)) prior_sheets(view, workbook);
    credits_sheet(view, workbook);
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
