/* audit.c - attain explain PERSON --xlsx FILE: one payee's workbook, from the credit lines to what
 * is paid, whole or not there at all. */
#include "audit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool audit_is_under(const Sheets *sheets, uint32_t plan)
{
    const Ledger *ledger = sheets->view->ledger;
    for (size_t e = 0; e < ledger->entry_count; e++)
        if (ledger->participations[ledger->entries[e].participation].plan == plan) return true;
    return false;
}

/* ---- the sheets */

static void sheets_add(Sheets *sheets)
{
    cover_add(sheets);
    payroll_add(sheets);
    sheets->audit->rows = source_rows_find(sheets->view);
    sheets->working = working_add(sheets->view, sheets->workbook, sheets->audit->rows);
    source_rows_add(sheets->audit->rows, sheets->workbook);
    months_add(sheets);
    if (sheets->view->ledger->has_payment_rules) released_add(sheets);
    if (view_has_books(sheets->view)) prior_add(sheets);
    adjustments_add(sheets);
    checks_add(sheets);
    plans_add(sheets);
    run_add(sheets);
}

/* Checks stand at the end: they count what was written before them. */
static void sheets_fill(Sheets *sheets)
{
    payroll_fill(sheets);
    working_fill(sheets->working);
    sheets->summing.engine_figures += source_rows_fill(sheets->audit->rows);
    months_fill(sheets);
    if (sheets->released) released_fill(sheets);
    if (sheets->prior) prior_fill(sheets);
    adjustments_fill(sheets);
    plans_fill(sheets);
    run_fill(sheets);
    checks_judge(&sheets->checks);
    cover_fill(sheets);
    checks_fill(sheets);
}

static bool write_workbook(const View *view, Audit *audit, Text path, size_t *checks_failed,
                           Text *reason)
{
    const Records *records = view->ledger->records;
    const WorkbookOptions options = {
        .words = view_words(view), .title = records->roster.persons[audit->person].id,
        .digits = records->company->digits, .leads_back = true,
        .created = month_first_day(view->ledger->period + 1)};
    Workbook *workbook = workbook_open(view->arena, path, &options);
    if (!workbook) {
        *reason = TEXT(N_("the workbook could not be created"));
        return false;
    }
    Sheets sheets = sheets_start(view, workbook);
    sheets.audit = audit;
    sheets_add(&sheets);
    sheets_fill(&sheets);
    *checks_failed = sheets.checks.failed;
    return workbook_finish(workbook, reason);
}

/* ---- the file */

/* A workbook is replaced; whatever else stands there is somebody's. */
static bool may_be_written(Arena *arena, Text path, Diags *diags)
{
    static const char zip[] = {'P', 'K', 3, 4};
    char start[sizeof zip] = {0};
    struct stat status;
    const char *name = text_copy(arena, path).bytes;
    if (stat(name, &status) < 0) return true;
    int file = S_ISREG(status.st_mode) ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    bool ours = file >= 0 && (status.st_size == 0 ||
                              (read(file, start, sizeof start) == (ssize_t)sizeof start &&
                               memcmp(start, zip, sizeof zip) == 0));
    if (file >= 0) close(file);
    if (ours) return true;
    Diag *diag = publish_fault(diags, path, EEXIST, "writing the workbook");
    diag_hint(diags, diag, "what stands there is no workbook; name another file");
    return false;
}

static bool fill_folder(const View *view, Audit *audit, const Publication *publication,
                        size_t *checks_failed)
{
    Text path = path_join(view->arena, publication->fresh, TEXT("audit.xlsx")),
         reason = TEXT("");
    if (write_workbook(view, audit, path, checks_failed, &reason)) return true;
    Diag *diag = publish_fault(view->diags, publication->output, EIO, "writing the workbook");
    diag->says = sentence_of(view->arena, "writing the workbook failed: %s", reason.bytes);
    diag->message = sentence_text(view->arena, diag->says, NULL);
    return false;
}

bool explain_workbook(Arena *arena, const Ledger *ledger, uint32_t person,
                      const AuditOptions *options, size_t *checks_failed, Diags *diags)
{
    const Ledger *own = payee_ledger(arena, ledger, person);
    const ReportOptions report = {.credits = CREDITS_SHEET, .version = options->version,
                                  .allow_exceptions = options->allow_exceptions};
    const View view = {arena, own, &report, diags};
    Audit audit = {.options = options, .person = person, .payment = &own->payments[0]};
    Publication publication;
    *checks_failed = 0;
    if (!may_be_written(arena, options->file, diags) ||
        !publish_folder(arena, options->file, options->unfinished, &publication, diags))
        return false;
    if (fill_folder(&view, &audit, &publication, checks_failed) &&
        publish_alone(arena, &publication, "audit.xlsx", diags))
        return true;
    publish_abandon(arena, &publication);
    return false;
}
