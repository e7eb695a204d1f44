/* commands.c - check and run: load, compute, write, say. */
#include "cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define PROBLEMS_SHOWN 200

void cli_stage(const Options *options, const char *name)
{
    if (!options->verbose) return;
    struct timespec now;
    struct rusage usage;
    clock_gettime(CLOCK_MONOTONIC, &now);
    getrusage(RUSAGE_SELF, &usage);
    static struct timespec before;      /* the process's own stopwatch; nothing computes with it */
    long milliseconds = before.tv_sec ? (now.tv_sec - before.tv_sec) * 1000 +
                                        (now.tv_nsec - before.tv_nsec) / 1000000 : 0;
    fprintf(stderr, "stage %-8s %3ld.%03ld s  %5ld MB\n", name, milliseconds / 1000,
            milliseconds % 1000, usage.ru_maxrss / 1024);
    before = now;
}

ExitStatus cli_problems(Arena *arena, const Options *options, Diags *diags)
{
    diags_sort(diags);
    size_t shown = diags->count < PROBLEMS_SHOWN ? diags->count : PROBLEMS_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        Text text = diag_text(arena, &diags->items[i], options->colour);
        fwrite(text.bytes, 1, text.length, stderr);
    }
    if (shown < diags->count)
        fprintf(stderr, "and %zu more problems\n", diags->count - shown);
    if (diags->errors)
        fprintf(stderr, "%zu error%s, %zu warning%s\n", diags->errors,
                diags->errors == 1 ? "" : "s", diags->warnings, diags->warnings == 1 ? "" : "s");
    if (diags->system_faults) return EXIT_SYSTEM;
    if (cli_refused(options, diags)) return EXIT_BAD_DATA;
    bool flawed = diags->warnings || diags->errors;      /* errors: of rows that were left out */
    return options->strict && flawed ? EXIT_CHECK_FAILED : EXIT_DONE;
}

bool cli_refused(const Options *options, const Diags *diags)
{
    return diags->errors > (options->allow_exceptions ? diags->row_faults : 0);
}

static void show_progress(void *context, Text feed, size_t bytes)
{
    (void)bytes;
    (void)context;
    fprintf(stderr, "\rreading %.*s ...\033[K", TEXT_ARG(feed));
}

static void clear_progress(const Options *options)
{
    if (!options->quiet && isatty(STDERR_FILENO)) fputs("\r\033[K", stderr);
}

bool cli_load(Arena *arena, const Options *options, Loaded *out, Diags *diags)
{
    *out = (Loaded){0};
    cli_stage(options, "start");
    if (!intake_company(arena, options->company, &out->company, diags)) return false;
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
    bool shows = !options->quiet && isatty(STDERR_FILENO);
    IntakeOptions intake = {options->jobs, shows ? show_progress : NULL, NULL};
    bool read = intake_records(arena, out->company, &intake, &out->records, diags);
    clear_progress(options);
    cli_stage(options, "intake");
    return designed && read;
}

ExitStatus cli_check(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Loaded loaded;
    size_t examples = 0;
    bool good = cli_load(arena, options, &loaded, &diags);
    if (good) {
        EngineOptions engine = {.jobs = options->jobs, .allow_exceptions = options->allow_exceptions};
        engine_check(arena, &loaded.records, &loaded.design, &engine, &diags);
        examples = engine_examples(arena, loaded.company, &loaded.design, &diags);
    }
    if (good && !options->quiet) {
        Text rates = design_rates_text(arena, loaded.company, &loaded.design);
        fwrite(rates.bytes, 1, rates.length, stdout);
        printf("%s%u plans, %zu examples run, %zu files read\n", rates.length ? "\n" : "",
               loaded.design.plan_count, examples,
               loaded.records.file_count + loaded.design.file_count + 1);
    }
    fflush(stdout);
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}

static void stage_of_engine(void *context, Text stage)
{
    static char name[32];
    snprintf(name, sizeof name, "%.*s", TEXT_ARG(stage));
    cli_stage(context, name);
}

/* A failed run: the last output stays, the problems go beside it. */
static ExitStatus end_failed(Arena *arena, const Options *options, const ReportOptions *report,
                             Diags *diags)
{
    diags_sort(diags);
    if (!diags->system_faults && !report_failure(arena, report, diags))
        fprintf(stderr, "attain: the list of problems could not be written\n");
    return cli_problems(arena, options, diags);
}

ExitStatus cli_run(const Options *options)
{
    Month period;
    if (!month_parse(options->period, &period)) {
        fprintf(stderr, "attain: --period takes a month such as 2026-03%s\n",
                options->period.length ? "" : ", and run needs it");
        return EXIT_USAGE;
    }
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Text output = options->output.length ? options->output
                                         : path_join(arena, TEXT("output"), options->period);
    ReportOptions report = {output, options->workbook, options->credits, options->jobs,
                            options->allow_exceptions, TEXT(ATTAIN_VERSION),
                            cli_clear_away};
    Loaded loaded;
    Ledger ledger;
    EngineOptions engine = {.jobs = options->jobs, .allow_exceptions = options->allow_exceptions,
                            .progress = options->verbose ? stage_of_engine : NULL,
                            .progress_context = (void *)options};
    bool good = cli_load(arena, options, &loaded, &diags) &&
                engine_run(arena, &loaded.records, &loaded.design, period, &engine, &ledger,
                           &diags);
    if (!good || cli_refused(options, &diags)) {
        ExitStatus status = end_failed(arena, options, &report, &diags);
        arena_free(arena);
        return status;
    }
    cli_stage(options, "pay");
    diags_sort(&diags);
    good = report_run(arena, &ledger, &report, &diags);
    cli_stage(options, "report");
    if (good && !options->quiet) {
        Text summary = report_summary(arena, &ledger, &report, &diags);
        fwrite(summary.bytes, 1, summary.length, stdout);
        fflush(stdout);
    }
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}
