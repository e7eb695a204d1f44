/* sheet_run.c - "Run": what was computed, by which program, from which files. */
#include "sheets.h"

static void run_row(Sheet *sheet, const char *what, Text value, Text sha256)
{
    cell_word(sheet, what, NULL);
    cell_text(sheet, value, NULL);
    cell_text(sheet, sha256, NULL);
    sheet_end_row(sheet);
}

static void run_facts(const Sheets *sheets, Sheet *sheet)
{
    const View *view = sheets->view;
    const Ledger *ledger = view->ledger;
    const Booked *booked = ledger->booked;
    const Company *company = ledger->records->company;
    run_row(sheet, "attain", view->options->version, TEXT(""));
    run_row(sheet, N_("company"), company->name, TEXT(""));
    run_row(sheet, N_("period"), month_text(view->arena, ledger->period), TEXT(""));
    run_row(sheet, N_("fiscal year"),
            fiscal_year_text(view->arena, company->fiscal, ledger->period), TEXT(""));
    run_row(sheet, N_("currency"), company->currency, TEXT(""));
    run_row(sheet, N_("rounding"), rounding_word(company->rounding), TEXT(""));
    run_row(sheet, N_("design"), ledger->design->title, TEXT(""));
    run_row(sheet, N_("allow exceptions"),
            text_of(sheets_tr(sheets, view->options->allow_exceptions ? N_("yes") : N_("no"))),
            TEXT(""));
    run_row(sheet, N_("credits"), credits_to_word(view->options->credits), TEXT(""));
    if (booked && booked->any) {
        run_row(sheet, N_("closed up to"), month_text(view->arena, booked->last), TEXT(""));
        run_row(sheet, N_("books' head"), booked->head, TEXT(""));
    } else {
        run_row(sheet, N_("balances"),
                text_of(sheets_tr(sheets, N_("replayed from the start of the fiscal year; the "
                                             "facts of paid months are taken not to have "
                                             "changed"))),
                TEXT(""));
    }
}

static size_t fact_count(const Ledger *ledger)
{
    return ledger->booked && ledger->booked->any ? 11 : 10;
}

static size_t file_count(const Ledger *ledger)
{
    return 1 + ledger->records->file_count + ledger->design->file_count;
}

void run_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("what", CELL_TEXT, FROM_FORMULA, 18),
        HEADED("what it says", CELL_TEXT, FROM_FORMULA, 40),
        HEADED("SHA-256", CELL_TEXT, FROM_FORMULA, 68), COLUMNS_END};
    const Ledger *ledger = sheets->view->ledger;
    sheets->run = sheet_add(sheets->workbook, "Run", columns, 0,
                            fact_count(ledger) + file_count(ledger));
}

void run_fill(Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    const Records *records = ledger->records;
    Sheet *sheet = sheets->run;
    size_t files = file_count(ledger);
    sheet_heading(sheet);
    run_facts(sheets, sheet);
    for (size_t f = 0; f < files; f++) {
        const SourceFile *file = f == 0 ? records->company->file
            : f <= records->file_count ? &records->files[f - 1].source
            : &ledger->design->files[f - records->file_count - 1];
        run_row(sheet, N_("file"), file->path, text_of(file->sha256));
    }
}
