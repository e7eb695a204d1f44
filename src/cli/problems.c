/* problems.c - what goes to standard error: problems, and with -v the seconds a stage took. */
#include "cli.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

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
        Text text = diag_text(arena, &diags->items[i], options->terminal, options->colour);
        fwrite(text.bytes, 1, text.length, stderr);
    }
    if (shown < diags->count)
        fprintf(stderr, tr(options->terminal, "and %zu more problems\n"), diags->count - shown);
    if (diags->errors) {
        fprintf(stderr, diags->errors == 1 ? tr(options->terminal, "%zu error, ")
                                           : tr(options->terminal, "%zu errors, "), diags->errors);
        fprintf(stderr, diags->warnings == 1 ? tr(options->terminal, "%zu warning\n")
                                             : tr(options->terminal, "%zu warnings\n"),
                diags->warnings);
    }
    if (diags->system_faults) return EXIT_SYSTEM;
    if (diags->refusals) return EXIT_REFUSED;
    if (cli_refused(options, diags)) return EXIT_BAD_DATA;
    bool flawed = diags->warnings || diags->errors;      /* errors: of rows that were left out */
    return options->strict && flawed ? EXIT_CHECK_FAILED : EXIT_DONE;
}

void cli_checks_failed(const Options *options, size_t failed)
{
    const char *says = N_("%zu of the workbook's checks failed: see NG on its sheet Checks\n");
    if (failed) fprintf(stderr, tr(options->terminal, says), failed);
}

bool cli_refused(const Options *options, const Diags *diags)
{
    return diags->errors > (options->allow_exceptions ? diags->row_faults : 0);
}

ExitStatus cli_failed(Arena *arena, const Options *options, const Company *company,
                      const ReportOptions *report, Diags *diags)
{
    diags_sort(diags);
    const Words *files = words_of(company ? company->language : LANGUAGE_EN);
    if (!diags->refusals && !diags->system_faults && !report_failure(arena, files, report, diags))
        cli_complain(options->terminal, "the list of problems could not be written");
    return cli_problems(arena, options, diags);
}
