/* sheet_lists.c - sheets that list what was read: "Adjustments", "Unassigned", "Exceptions". */
#include "sheets.h"

void adjustments_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("adjustment_id", CELL_TEXT, FROM_FORMULA, 16),
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("period", CELL_MONTH, FROM_FORMULA, 0),
        HEADED("amount", CELL_MONEY, FROM_INPUT, 0),
        HEADED("reason", CELL_TEXT, FROM_FORMULA, 32),
        HEADED("approved_by", CELL_TEXT, FROM_FORMULA, 16), COLUMNS_END};
    sheets->adjustments = sheet_add(sheets->workbook, "Adjustments", columns, 0,
                                    sheets->adjustment_rows.count);
}

void adjustments_fill(Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    Sheet *sheet = sheets->adjustments;
    sheet_heading(sheet);
    for (size_t i = 0; i < sheets->adjustment_rows.count; i++) {
        const Adjustment *adjustment = sheets->adjustment_rows.rows[i];
        cell_text(sheet, adjustment->id, NULL);
        cell_text(sheet, ledger->records->roster.persons[adjustment->person].id, NULL);
        link_to_payroll(sheets, sheet, adjustment->person);
        cell_text(sheet, ledger_assignment(ledger, adjustment->person, ledger->period)->name, NULL);
        cell_text(sheet, month_text(sheets->view->arena, adjustment->period), NULL);
        cell_money(sheet, adjustment->amount, NULL);
        cell_text(sheet, adjustment->reason, NULL);
        cell_text(sheet, adjustment->approved_by, NULL);
        sheet_end_row(sheet);
    }
}

/* ---- credits to people without an assignment on their date: they pay nobody */

void unassigned_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("measure", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("credit", CELL_TEXT, FROM_FORMULA, 12),
        HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0),
        HEADED("name", CELL_TEXT, FROM_FORMULA, 16), HEADED("date", CELL_DATE, FROM_FORMULA, 0),
        HEADED("amount", CELL_DECIMAL, FROM_INPUT, 0),
        HEADED("feed", CELL_TEXT, FROM_FORMULA, 11), HEADED("key", CELL_TEXT, FROM_FORMULA, 14),
        HEADED("file", CELL_TEXT, FROM_FORMULA, 24), HEADED("line", CELL_COUNT, FROM_FORMULA, 0),
        HEADED("why it pays nobody", CELL_TEXT, FROM_FORMULA, 40), COLUMNS_END};
    const Ledger *ledger = sheets->view->ledger;
    size_t count = 0;
    for (size_t i = 0; i < ledger->credit_count; i++)
        count += ledger->credits[i].status == UNASSIGNED;
    sheets->unassigned = sheet_add(sheets->workbook, "Unassigned", columns, 0, count);
}

/* Where the day lies among the person's rows of the roster, none of which holds on it. */
static Text why_unassigned(const Sheets *sheets, const Person *person, Day day)
{
    Arena *arena = sheets->view->arena;
    const Assignment *rows =
        &sheets->view->ledger->records->roster.assignments[person->first_assignment];
    Day last = rows[0].end;
    for (uint32_t a = 1; a < person->assignment_count; a++)
        if (rows[a].end > last) last = rows[a].end;
    if (day < rows[0].start)
        return text_format(arena, sheets_tr(sheets, N_("before the first day on the roster, "
                                                       "%.*s")),
                           TEXT_ARG(day_text(arena, rows[0].start)));
    if (day > last)
        return text_format(arena, sheets_tr(sheets, N_("after the last day on the roster, %.*s")),
                           TEXT_ARG(day_text(arena, last)));
    return text_of(sheets_tr(sheets, N_("between two rows of the roster")));
}

static void unassigned_row(const Sheets *sheets, const Credit *credit)
{
    const View *view = sheets->view;
    Sheet *sheet = sheets->unassigned;
    const Ledger *ledger = view->ledger;
    const SliceRef *at = &ledger->slices[credit->slice];
    const CreditLine *line = &ledger->design->lines[credit->line];
    const Person *person = &ledger->records->roster.persons[credit->person];
    cell_text(sheet, ledger->design->measures[line->measure].key, NULL);
    cell_text(sheet, line->name, NULL);
    cell_text(sheet, person->id, NULL);
    cell_text(sheet, ledger->records->roster.assignments[person->first_assignment].name, NULL);
    cell_day(sheet, credit->day, NULL);
    cell_ratio(sheet, true, ledger_credit_amount(view->arena, ledger, credit), NULL);
    cell_text(sheet, at->table->spec->name, NULL);
    cell_text(sheet, record_key(at->table, at->slice, credit->row), NULL);
    cell_text(sheet, at->slice->file->source.path, NULL);
    cell_count(sheet, at->slice->lines[credit->row], NULL);
    cell_text(sheet, why_unassigned(sheets, person, credit->day), NULL);
    sheet_end_row(sheet);
}

void unassigned_fill(Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    sheet_heading(sheets->unassigned);
    for (size_t i = 0; i < ledger->credit_count; i++)
        if (ledger->credits[i].status == UNASSIGNED)
            unassigned_row(sheets, &ledger->credits[i]);
}

/* ---- what was found wrong, or is worth a look */

void exceptions_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("severity", CELL_TEXT, FROM_FORMULA, 0), HEADED("file", CELL_TEXT, FROM_FORMULA, 24),
        HEADED("line", CELL_COUNT, FROM_FORMULA, 0), HEADED("column", CELL_TEXT, FROM_FORMULA, 0),
        {.heading = NC_("exceptions", "value"), .context = "exceptions",
         .style = {.kind = CELL_TEXT, .origin = FROM_FORMULA}, .width = 24},
        HEADED("problem", CELL_TEXT, FROM_FORMULA, 70), COLUMNS_END};
    sheets->exceptions = sheet_add(sheets->workbook, "Exceptions", columns, 0,
                                   sheets->view->diags->count);
}

void exceptions_fill(Sheets *sheets)
{
    const View *view = sheets->view;
    Sheet *sheet = sheets->exceptions;
    sheet_heading(sheet);
    for (size_t i = 0; i < view->diags->count; i++) {
        const Diag *diag = &view->diags->items[i];
        cell_word(sheet, diag->severity == SEVERITY_WARNING ? "warning" : "error", NULL);
        cell_text(sheet, diag->place.file, NULL);
        if (diag->place.line) cell_count(sheet, diag->place.line, NULL);
        else cell_text(sheet, TEXT(""), NULL);
        cell_text(sheet, diag->place.heading, NULL);
        cell_text(sheet, diag->value, NULL);
        cell_text(sheet, diag_message(view->arena, diag, view_words(view)), NULL);
        sheet_end_row(sheet);
    }
}
