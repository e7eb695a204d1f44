/* report.c - a run's files: each a view of the ledger, published together or not at all. */
#include "attain/deferral.h"
#include "report_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A file that is written as it is made. */
static bool write_streamed(const View *view, const Publication *publication, const char *name,
                           bool (*stream)(const View *view, int file))
{
    int file = openat(publication->directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool written = file >= 0 && stream(view, file) && fsync(file) == 0;
    int error = errno;
    if (file >= 0) close(file);
    if (!written)
        publish_fault(view->diags, path_join(view->arena, publication->output, text_of(name)),
                      error, "writing the file");
    return written;
}

static bool write_workbook(const View *view, const Publication *publication)
{
    Text path = path_join(view->arena, publication->fresh, TEXT("payouts.xlsx")), reason;
    if (workbook_write(view, path, &reason)) {
        int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
        bool synced = file >= 0 && fsync(file) == 0;
        if (file >= 0) close(file);
        if (synced) return true;
        reason = TEXT(N_("it could not be synced to disk"));
    }
    Diag *diag = publish_fault(view->diags,
                               path_join(view->arena, publication->output, TEXT("payouts.xlsx")),
                               EIO, "writing the workbook");
    diag->says = sentence_of(view->arena, "writing the workbook failed: %s", reason.bytes);
    diag->message = sentence_text(view->arena, diag->says, NULL);
    return false;
}

static bool write_prior(const View *view, const Publication *publication)
{
    return publish_file(view->arena, publication, "prior.csv", prior_csv(view), view->diags) &&
           publish_file(view->arena, publication, "prior_credits.csv", prior_credits_csv(view),
                        view->diags);
}

bool report_is_of(Arena *arena, const Ledger *ledger, const ReportOptions *options)
{
    View view = {arena, ledger, options, NULL};
    Text path = path_join(arena, options->output, TEXT("payroll.csv"));
    if (access(path.bytes, F_OK) < 0) return true;
    Diags ignored;
    diags_start(&ignored, arena);
    SourceFile file;
    return file_read(arena, TEXT("."), path, &file, &ignored) &&
           text_equal(file.bytes, payroll_csv(&view));
}

static bool write_all(const View *view, const Publication *publication)
{
    Arena *arena = view->arena;
    Diags *diags = view->diags;
    bool credits = view->options->credits == CREDITS_DEFAULT ||
                   view->options->credits == CREDITS_CSV;
    return publish_file(arena, publication, "payouts.csv", payouts_csv(view), diags) &&
           publish_file(arena, publication, "payroll.csv", payroll_csv(view), diags) &&
           publish_file(arena, publication, "exceptions.csv",
                        exceptions_csv(arena, view_words(view), diags), diags) &&
           publish_file(arena, publication, "run.json", run_json(view), diags) &&
           kept_write(view, publication) &&
           (!view->ledger->has_payment_rules ||
            publish_file(arena, publication, "held.csv", held_csv(view), diags)) &&
           (!view_has_books(view) || write_prior(view, publication)) &&
           (!view->options->journal ||
            publish_file(arena, publication, "journal.csv", journal_csv(view), diags)) &&
           (!ledger_defers(view->ledger) ||
            write_streamed(view, publication, "deferral.csv", deferral_csv_write)) &&
           (!credits ||
            write_streamed(view, publication, "credits.csv", credits_csv_write)) &&
           (!view->options->workbook || write_workbook(view, publication));
}

bool report_run(Arena *arena, const Ledger *ledger, const ReportOptions *options, Diags *diags)
{
    View view = {arena, ledger, options, diags};
    Publication publication;
    if (!publish_start(arena, options->output, options->unfinished, &publication, diags))
        return false;
    if (!write_all(&view, &publication) || !publish_finish(arena, &publication, diags)) {
        publish_abandon(arena, &publication);
        return false;
    }
    remove_failure(arena, text_format(arena, "%.*s.failed", TEXT_ARG(publication.output)));
    return true;
}

bool report_failure(Arena *arena, const Words *files, const ReportOptions *options,
                    Diags *diags)
{
    Text output = options->output;
    while (output.length > 1 && output.bytes[output.length - 1] == '/') output.length--;
    Publication publication;
    Text failed = text_format(arena, "%.*s.failed", TEXT_ARG(output));
    if (!publish_start(arena, failed, options->unfinished, &publication, diags)) return false;
    Text bytes = exceptions_csv(arena, files, diags);
    if (publish_file(arena, &publication, "exceptions.csv", bytes, diags) &&
        publish_finish(arena, &publication, diags))
        return true;
    publish_abandon(arena, &publication);
    return false;
}
