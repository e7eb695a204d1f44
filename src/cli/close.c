/* close.c - attain close and reopen: a month is booked, or the last close undone. */
#include "cli.h"

#include <stdio.h>

/* Who answers for it. False: nobody was named. */
static bool is_approved(const Options *options, const char *command)
{
    if (!text_trim(options->approved_by).length)
        cli_complain(options->terminal, "%s needs --approved-by NAME: who answers for it", command);
    else if (!text_is_utf8(options->approved_by, NULL) || !text_is_utf8(options->reason, NULL))
        cli_complain(options->terminal, "--approved-by and --reason take text in UTF-8");
    else return true;
    return false;
}

static void say_closed(Arena *arena, const Options *options, const MonthRun *run)
{
    if (options->quiet) return;
    Money paid = {0};
    for (size_t i = 0; i < run->ledger.payment_count; i++)
        paid.minor += run->ledger.payments[i].payment.minor;
    Text sum = money_text_grouped(arena, paid, run->loaded.company->digits);
    Text head = books_head(run->books);
    printf(tr(options->terminal, "closed: %.*s, %zu payees, %.*s %.*s paid, approved by %.*s\n"
              "books: %.*s\nhead: %.*s\n"),
           TEXT_ARG(options->period), run->ledger.payment_count, TEXT_ARG(sum),
           TEXT_ARG(run->loaded.company->currency), TEXT_ARG(options->approved_by),
           TEXT_ARG(run->loaded.company->books), TEXT_ARG(head));
    if (run->ledger.rows_left_out)
        printf(tr(options->terminal, "rows at fault LEFT OUT of every measure: %zu\n"),
               run->ledger.rows_left_out);
    fflush(stdout);
}

/* What was looked at and what is booked should be the same. */
static void warn_unlike_run(Arena *arena, const Options *options, const MonthRun *run,
                            Diags *diags)
{
    ReportOptions report = {.output = cli_run_directory(arena, options)};
    if (report_is_of(arena, &run->ledger, &report)) return;
    Diag *diag = diag_warning(diags, DIAG_RUN_DIFFERS, (Place){0},
                              "%.*s holds a run with other payments than those that are booked",
                              TEXT_ARG(report.output));
    diag_hint(diags, diag, "the files changed since; attain reopen, run, look, and close again");
}

ExitStatus cli_close(const Options *options)
{
    Month period;
    if (!cli_period(options, "close", &period) || !is_approved(options, "close"))
        return EXIT_USAGE;
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    MonthRun run;
    bool good = cli_month(arena, options, period, MONTH_TO_CLOSE, &run, &diags) &&
                !cli_refused(options, &diags);
    if (good) {
        warn_unlike_run(arena, options, &run, &diags);
        CloseNote note = {text_trim(options->approved_by), TEXT(ATTAIN_VERSION)};
        good = books_close_month(run.books, arena, &run.ledger, &note, &diags);
    }
    if (good) say_closed(arena, options, &run);
    cli_stage(options, "close");
    books_close(run.books);
    ReportOptions report = {.output = cli_run_directory(arena, options),
                            .unfinished = cli_clear_away};
    ExitStatus status = good ? cli_problems(arena, options, &diags)
                             : cli_failed(arena, options, run.loaded.company, &report, &diags);
    arena_free(arena);
    return status;
}

ExitStatus cli_reopen(const Options *options)
{
    Month period;
    if (!cli_period(options, "reopen", &period) || !is_approved(options, "reopen"))
        return EXIT_USAGE;
    if (!text_trim(options->reason).length) {
        cli_complain(options->terminal, "reopen needs --reason TEXT: it stays on record");
        return EXIT_USAGE;
    }
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Books *books = NULL;
    const Company *company;
    bool good = cli_books(arena, options, BOOKS_WRITE, &books, &company, &diags) &&
                books_reopen(books, arena, period, text_trim(options->reason),
                             text_trim(options->approved_by), &diags);
    if (good && !options->quiet) {
        Text head = books_head(books);
        printf(tr(options->terminal, "reopened: %.*s, by %.*s\nhead: %.*s\n"),
               TEXT_ARG(options->period), TEXT_ARG(options->approved_by), TEXT_ARG(head));
    }
    books_close(books);
    fflush(stdout);
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}
