/* sheet_run.c - "Run": what was computed, by which program, from which files. */
#include "sheets.h"

enum { FACTS_MOST = 20 };
typedef struct RunFact { const char *what; Text value; } RunFact;
typedef struct RunFacts { RunFact items[FACTS_MOST]; size_t count; } RunFacts;

static void run_row(Sheet *sheet, const char *what, Text value, Text sha256)
{
    cell_word(sheet, what, NULL);
    cell_text(sheet, value, NULL);
    cell_text(sheet, sha256, NULL);
    sheet_end_row(sheet);
}

static void fact(Sheets *sheets, const char *what, Text value)
{
    RunFacts *facts = sheets->run_facts;
    facts->items[facts->count++] = (RunFact){what, value};
}

static void fact_count(Sheets *sheets, const char *what, size_t count)
{
    fact(sheets, what, text_format(sheets->view->arena, "%zu", count));
}

static void fact_flag(Sheets *sheets, const char *what, bool flag)
{
    fact(sheets, what, text_of(sheets_tr(sheets, flag ? N_("yes") : N_("no"))));
}

static void company_facts(Sheets *sheets)
{
    const View *view = sheets->view;
    const Ledger *ledger = view->ledger;
    const Company *company = ledger->records->company;
    fact(sheets, "attain", view->options->version);
    fact(sheets, N_("company"), company->name);
    fact(sheets, N_("period"), month_text(view->arena, ledger->period));
    fact(sheets, N_("fiscal year"),
         fiscal_year_text(view->arena, company->fiscal, ledger->period));
    fact(sheets, N_("currency"), company->currency);
    fact(sheets, N_("rounding"), rounding_word(company->rounding));
    fact(sheets, N_("design"), ledger->design->title);
    fact(sheets, N_("language"), language_code(company->language));
}

/* As run.json has them. */
static void option_facts(Sheets *sheets)
{
    const ReportOptions *options = sheets->view->options;
    fact_flag(sheets, N_("allow exceptions"), options->allow_exceptions);
    if (sheets->audit) return;
    fact(sheets, N_("credits"), credits_to_word(options->credits));
    fact_flag(sheets, N_("journal"), options->journal);
    fact_flag(sheets, N_("statements"), options->statements);
}

static void count_facts(Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    if (!sheets->audit) {
        fact_count(sheets, N_("rows of payouts.csv"), ledger->entry_count);
        fact_count(sheets, N_("rows of payroll.csv"), ledger->payment_count);
    }
    fact_count(sheets, N_("credit lines"), ledger->credit_count);
    fact_count(sheets, N_("rows left out as exceptions"), ledger->rows_left_out);
}

static void balance_facts(Sheets *sheets)
{
    const Booked *booked = sheets->view->ledger->booked;
    if (booked && booked->any) {
        fact(sheets, N_("closed up to"), month_text(sheets->view->arena, booked->last));
        fact(sheets, N_("books' head"), booked->head);
        return;
    }
    fact(sheets, N_("balances"),
         text_of(sheets_tr(sheets, N_("replayed from the start of the fiscal year; the facts of "
                                      "paid months are taken not to have changed"))));
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
    sheets->run_facts = ARENA_NEW(sheets->view->arena, RunFacts);
    *sheets->run_facts = (RunFacts){0};
    company_facts(sheets);
    option_facts(sheets);
    count_facts(sheets);
    balance_facts(sheets);
    sheets->run = sheet_add(sheets->workbook, "Run", columns, 0,
                            sheets->run_facts->count + file_count(ledger));
}

void run_fill(Sheets *sheets)
{
    const Ledger *ledger = sheets->view->ledger;
    const Records *records = ledger->records;
    Sheet *sheet = sheets->run;
    size_t files = file_count(ledger);
    sheet_heading(sheet);
    for (size_t f = 0; f < sheets->run_facts->count; f++)
        run_row(sheet, sheets->run_facts->items[f].what, sheets->run_facts->items[f].value,
                TEXT(""));
    for (size_t f = 0; f < files; f++) {
        const SourceFile *file = f == 0 ? records->company->file
            : f <= records->file_count ? &records->files[f - 1].source
            : &ledger->design->files[f - records->file_count - 1];
        run_row(sheet, N_("file"), file->path, text_of(file->sha256));
    }
}
