/* report.c - a run's files: each a view of the ledger, published together or not at all. */
#include "attain/deferral.h"
#include "report_inside.h"
#include "statement.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

typedef struct Writing {
    const View *view;
    const Publication *publication;
    Written written;
} Writing;

static void note_written(Writing *writing, const char *name, Text sha256)
{
    assert(writing->written.count < WRITTEN_MAX);
    writing->written.files[writing->written.count++] = (WrittenFile){name, sha256};
}

static bool write_csv(Writing *writing, const char *name, Text bytes)
{
    const View *view = writing->view;
    SourceFile file = {.bytes = bytes};
    file_hash(&file);
    note_written(writing, name, text_copy(view->arena, text_of(file.sha256)));
    return publish_file(view->arena, writing->publication, name, bytes, view->diags);
}

/* A file that is written as it is made. */
static bool write_streamed(Writing *writing, const char *name,
                           bool (*make)(const View *view, Stream *stream))
{
    const View *view = writing->view;
    const Publication *publication = writing->publication;
    Stream stream = {openat(publication->directory, name,
                            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666), hasher_new()};
    hasher_start(stream.hasher);
    bool written = stream.file >= 0 && make(view, &stream) && fsync(stream.file) == 0;
    int error = errno;
    note_written(writing, name, hash_text(view->arena, hasher_end(stream.hasher)));
    hasher_free(stream.hasher);
    if (stream.file >= 0) close(stream.file);
    if (!written)
        publish_fault(view->diags, path_join(view->arena, publication->output, text_of(name)),
                      error, "writing the file");
    return written;
}

static bool write_workbook(Writing *writing, size_t *checks_failed)
{
    const View *view = writing->view;
    const Publication *publication = writing->publication;
    Text path = path_join(view->arena, publication->fresh, TEXT("payouts.xlsx")), reason;
    bool made = workbook_write(view, path, &reason, checks_failed);
    Text sha256;
    if (!publish_workbook(view->arena, publication, "payouts.xlsx", made ? TEXT("") : reason,
                          &sha256, view->diags))
        return false;
    note_written(writing, "payouts.xlsx", sha256);
    return true;
}

static bool write_prior(Writing *writing)
{
    const View *view = writing->view;
    return write_csv(writing, "prior.csv", prior_csv(view)) &&
           write_csv(writing, "prior_credits.csv", prior_credits_csv(view));
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

static bool write_all(const View *view, const Publication *publication,
                      size_t *checks_failed)
{
    Arena *arena = view->arena;
    Writing writing = {.view = view, .publication = publication};
    return write_csv(&writing, "payouts.csv", payouts_csv(view)) &&
           write_csv(&writing, "payroll.csv", payroll_csv(view)) &&
           write_csv(&writing, "exceptions.csv",
                     exceptions_csv(arena, view_words(view), view->diags)) &&
           kept_write(view, publication) &&
           (!view->ledger->has_payment_rules ||
            write_csv(&writing, "held.csv", held_csv(view))) &&
           (!view_has_books(view) || write_prior(&writing)) &&
           (!view->options->journal || write_csv(&writing, "journal.csv", journal_csv(view))) &&
           (!ledger_defers(view->ledger) ||
            write_streamed(&writing, "deferral.csv", deferral_csv_write)) &&
           (!credits_in_csv(view) || write_streamed(&writing, "credits.csv", credits_csv_write)) &&
           (!view->options->statements || statements_write(view, publication)) &&
           (!view->options->workbook || write_workbook(&writing, checks_failed)) &&
           publish_file(arena, publication, "run.json", run_json(view, &writing.written),
                        view->diags);
}

bool report_run(Arena *arena, const Ledger *ledger, const ReportOptions *options,
                size_t *checks_failed, Diags *diags)
{
    *checks_failed = 0;
    View view = {arena, ledger, options, diags};
    Publication publication;
    if (!publish_start(arena, options->output, OUTPUT_RUN, options->unfinished, &publication,
                       diags))
        return false;
    if (!write_all(&view, &publication, checks_failed) ||
        !publish_finish(arena, &publication, diags)) {
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
    if (!publish_start(arena, failed, OUTPUT_RUN, options->unfinished, &publication, diags))
        return false;
    Text bytes = exceptions_csv(arena, files, diags);
    if (publish_file(arena, &publication, "exceptions.csv", bytes, diags) &&
        publish_finish(arena, &publication, diags))
        return true;
    publish_abandon(arena, &publication);
    return false;
}
