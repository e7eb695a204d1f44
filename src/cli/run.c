/* run.c - attain run: one month computed, written, and said. */
#include "cli.h"

#include <stdio.h>
#include <unistd.h>

/* A bar of 40 columns; the last one clears it. */
static void count_statements(size_t done, size_t all)
{
    enum { BAR = 40 };
    static const char full[] = "########################################";
    int filled = all ? (int)(done * BAR / all) : 0;
    if (done == all) fputs("\r\033[K", stderr);
    else fprintf(stderr, "\rstatements [%.*s%*s] %zu of %zu\033[K", filled, full, BAR - filled, "",
                 done, all);
}

ExitStatus cli_run(const Options *options)
{
    Month period;
    if (!cli_period(options, "run", &period)) return EXIT_USAGE;
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    ReportOptions report = {.output = cli_run_directory(arena, options),
                            .workbook = options->workbook, .credits = options->credits,
                            .journal = options->journal, .statements = options->statements,
                            .counted = !options->quiet && isatty(STDERR_FILENO)
                                           ? count_statements : NULL,
                            .jobs = options->jobs, .allow_exceptions = options->allow_exceptions,
                            .version = TEXT(ATTAIN_VERSION), .terminal = options->terminal,
                            .unfinished = cli_clear_away};
    MonthRun run;
    bool good = cli_month(arena, options, period, MONTH_TO_RUN, &run, &diags);
    if (good && options->journal) good = report_journal_accounts(arena, &run.ledger, &diags);
    books_close(run.books);
    if (!good || cli_refused(options, &diags)) {
        ExitStatus status = cli_failed(arena, options, run.loaded.company, &report, &diags);
        arena_free(arena);
        return status;
    }
    diags_sort(&diags);
    size_t checks_failed;
    good = report_run(arena, &run.ledger, &report, &checks_failed, &diags);
    cli_stage(options, "report");
    if (good && !options->quiet) {
        Text summary = report_summary(arena, &run.ledger, &report, &diags);
        fwrite(summary.bytes, 1, summary.length, stdout);
        fflush(stdout);
    }
    ExitStatus status = cli_problems(arena, options, &diags);
    if (good) cli_checks_failed(options, checks_failed);
    if (good && checks_failed && status == EXIT_DONE) status = EXIT_CHECK_FAILED;
    arena_free(arena);
    return status;
}
