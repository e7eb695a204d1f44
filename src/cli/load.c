/* load.c - company.yaml, the design and every CSV, as far as they can be read. */
#include "cli.h"

#include <stdio.h>
#include <unistd.h>

static void show_progress(void *context, Text feed, size_t bytes)
{
    (void)bytes;
    fputc('\r', stderr);
    fprintf(stderr, tr(context, "reading %.*s ..."), TEXT_ARG(feed));
    fputs("\033[K", stderr);
}

static void clear_progress(const Options *options)
{
    if (!options->quiet && isatty(STDERR_FILENO)) fputs("\r\033[K", stderr);
}

bool cli_company(Arena *arena, const Options *options, Loaded *out, Diags *diags)
{
    *out = (Loaded){0};
    cli_stage(options, "start");
    bool good = intake_company(arena, options->company, &out->company, diags);
    Language language;
    if (language_parse(options->language, &language)) out->company->language = language;
    return good;
}

bool cli_records(Arena *arena, const Options *options, bool unhashed, Loaded *out, Diags *diags)
{
    bool shows = !options->quiet && isatty(STDERR_FILENO);
    IntakeOptions intake = {.jobs = options->jobs, .progress = shows ? show_progress : NULL,
                            .progress_context = (void *)options->terminal,
                            .edits = out->edits, .edit_count = out->edit_count,
                            .unhashed = unhashed};
    bool read = intake_records(arena, out->company, &intake, &out->records, diags);
    clear_progress(options);
    cli_stage(options, "intake");
    return read;
}

bool cli_load(Arena *arena, const Options *options, bool unhashed, Loaded *out, Diags *diags)
{
    Text plans = options->plans.length
        ? path_relative(arena, out->company->directory, options->plans) : out->company->plans;
    if (!plans.length) {
        Place place = {.file = out->company->file->path};
        Diag *diag = diag_error(diags, DIAG_MISSING_KEY, place, "no design is named");
        diag_hint(diags, diag, "say `plans:` in company.yaml, or --plans DIR");
        return false;
    }
    bool designed = design_load(arena, out->company, plans, &out->design, diags);
    cli_stage(options, "plans");
    if (!cli_edits(arena, options, &out->edits, &out->edit_count, diags)) return false;
    return cli_records(arena, options, unhashed, out, diags) && designed;
}
