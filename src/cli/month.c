/* month.c - one month computed, over the closed months where company.yaml keeps books. */
#include "cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void stage_of_engine(void *context, Text stage)
{
    static char name[32];
    snprintf(name, sizeof name, "%.*s", TEXT_ARG(stage));
    cli_stage(context, name);
}

bool cli_period(const Options *options, const char *command, Month *out)
{
    if (month_parse(options->period, out)) return true;
    if (options->period.length)
        cli_complain(options->terminal, "--period takes a month such as 2026-03");
    else
        cli_complain(options->terminal, "--period takes a month such as 2026-03, and %s needs it",
                     command);
    return false;
}

Text cli_run_directory(Arena *arena, const Options *options)
{
    return options->output.length ? options->output
                                  : path_join(arena, TEXT("output"), options->period);
}

/* Whether the run would land where the month's own run lies. */
static bool is_own_directory(Arena *arena, const Options *options, Text place)
{
    Text output = text_copy(arena, options->output);
    Text own = path_join(arena, place, path_join(arena, TEXT("output"), options->period));
    struct stat one, two;
    if (stat(output.bytes, &one) == 0 && stat(own.bytes, &two) == 0)
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino;
    while (output.length > 1 && output.bytes[output.length - 1] == '/') output.length--;
    while (text_starts_with(output, TEXT("./"))) output = text_part(output, 2, output.length);
    return text_equal(output, own);
}

static void refuse_closed(Arena *arena, const Options *options, Month first, Month last,
                          bool closes, Diags *diags)
{
    Text latest = month_text(arena, last), earliest = month_text(arena, first);
    bool before = options->period.length && text_compare(options->period, earliest) < 0;
    Diag *diag = diag_refusal(diags, DIAG_PERIOD_CLOSED, (Place){0},
                              before ? "%.*s lies before the first closed month"
                                     : N_("%.*s is closed"), TEXT_ARG(options->period));
    if (before)
        diag_hint(diags, diag, "the books start with %.*s", TEXT_ARG(earliest));
    else if (closes)
        diag_hint(diags, diag, "the last closed month is %.*s; attain reopen undoes its close",
                  TEXT_ARG(latest));
    else
        diag_hint(diags, diag, "what changed is paid by the next month's run; to look at it again, "
                  "give another directory: --output DIR");
}

static void refuse_open(Arena *arena, Month last, Diags *diags)
{
    Text next = month_text(arena, last + 1);
    Diag *diag = diag_refusal(diags, DIAG_PERIOD_OPEN, (Place){0},
                              "%.*s is not closed yet: months are paid in order",
                              TEXT_ARG(next));
    diag_hint(diags, diag, "attain close --period %.*s --approved-by NAME", TEXT_ARG(next));
}

/* Which closed months the run stands on: those before the period. False: refused. */
static bool may_compute(Arena *arena, const Options *options, const Books *books, Text directory,
                        Month period, MonthUse use, Diags *diags)
{
    Month first, last;
    if (!books_span(books, &first, &last)) return true;
    if (period > last + 1) {
        refuse_open(arena, last, diags);
        return false;
    }
    bool own = !options->output.length || is_own_directory(arena, options, TEXT("")) ||
               is_own_directory(arena, options, directory);
    bool closes = use == MONTH_TO_CLOSE;
    if (period == last + 1 || use == MONTH_TO_LOOK || (!closes && !own)) return true;
    if (period < first && !closes) return true;
    refuse_closed(arena, options, first, last, closes, diags);
    return false;
}

static bool open_books(Arena *arena, const Options *options, Month period, MonthUse use,
                       MonthRun *run, Diags *diags)
{
    bool closes = use == MONTH_TO_CLOSE;
    const Company *company = run->loaded.company;
    if (!company->books.length) {
        if (!closes) return true;
        Place place = {.file = company->file->path};
        Diag *diag = diag_error(diags, DIAG_BOOKS_NONE, place,
                                "the company keeps no books: there is nothing to close into");
        diag_hint(diags, diag, "say `books: books.db` in company.yaml");
        return false;
    }
    Text path = path_join(arena, company->directory, company->books);
    return books_open(arena, path, company->books, closes ? BOOKS_WRITE : BOOKS_READ,
                      &run->books, diags) &&
           books_fit(run->books, company, diags) &&
           may_compute(arena, options, run->books, company->directory, period, use, diags);
}

static bool read_books(Arena *arena, Month period, MonthRun *run, Diags *diags)
{
    if (!run->books) return true;
    return books_state(run->books, arena, &run->loaded.records.roster, period,
                       period - run->loaded.company->restate, &run->booked, diags);
}

/* A closed month that is looked at: what it paid stays said, whatever today's facts come to. */
static bool read_closed(Arena *arena, Month period, MonthRun *run, Diags *diags)
{
    Month first, last;
    if (!run->books || !books_span(run->books, &first, &last) || period > last) return true;
    if (!books_state(run->books, arena, &run->loaded.records.roster, period + 1, period + 1,
                     &run->closed, diags))
        return false;
    if (run->closed.any && run->closed.last == period) run->ledger.closed = &run->closed;
    return true;
}

/* The first close may be any month; whoever has books of earlier ones learns these are none. */
static void warn_new_books(Arena *arena, Month period, const MonthRun *run, Diags *diags)
{
    const Company *company = run->loaded.company;
    Month start = fiscal_window_start(company->fiscal, period, 12);
    if (!run->books || run->booked.any || period == start) return;
    Text from = month_text(arena, start), to = month_text(arena, period - 1);
    Diag *diag = diag_warning(diags, DIAG_BOOKS_BEGIN, (Place){.file = company->books},
                              "no earlier month is closed in these books: what is earned from "
                              "%.*s on, up to %.*s, counts as paid, as it is replayed today",
                              TEXT_ARG(from), TEXT_ARG(to));
    diag_hint(diags, diag, "if months were closed before, `books:` in company.yaml names another "
              "file, or the file was lost: look for a backup");
}

/* Warns of changes in months that are not restated any more: they are listed, not paid. */
static void warn_unpaid(const Ledger *ledger, Diags *diags)
{
    size_t count = 0;
    for (size_t i = 0; i < ledger->change_count; i++) count += !ledger->changes[i].restated;
    if (!count) return;
    Diag *diag = diag_warning(diags, DIAG_CHANGED_UNPAID, (Place){0},
                              count == 1
                              ? "%zu credit of closed months before the restated ones changed; "
                                "it is listed, not paid"
                              : N_("%zu credits of closed months before the restated ones changed; "
                                   "they are listed, not paid"), count);
    diag_hint(diags, diag, "prior_credits.csv lists them; `restate:` in company.yaml says how "
              "many months are recomputed");
}

/* How many of a feed's credits of a year's closed months there are today. */
static size_t still_there(const Ledger *year, Text feed, Month last)
{
    size_t count = 0;
    for (size_t i = 0; i < year->credit_count; i++)
        count += day_month(year->credits[i].day) <= last &&
                 text_equal(year->slices[year->credits[i].slice].table->spec->name, feed);
    return count;
}

/* A year of which every booked credit of a feed went: most likely a file of last year was taken
 * away, and what it paid would be taken back. */
static void warn_gone(Arena *arena, const MonthRun *run, Diags *diags)
{
    const Company *company = run->loaded.company;
    for (const Ledger *year = &run->ledger; year; year = year->before)
        for (uint32_t f = 0; f < company->feed_count; f++) {
            Text feed = company->feeds[f].name;
            size_t went = 0;
            for (size_t i = 0; i < run->ledger.change_count; i++) {
                const CreditChange *change = &run->ledger.changes[i];
                Month month = day_month(change->day);
                went += change->kind == CREDIT_WENT && text_equal(change->feed, feed) &&
                        month >= year->year_start && month < year->year_start + 12;
            }
            if (!went || still_there(year, feed, run->booked.last)) continue;
            Text name = fiscal_year_text(arena, company->fiscal, year->year_start);
            Diag *diag = diag_warning(diags, DIAG_FACTS_GONE, company->feeds[f].place,
                                      "all %zu booked credits of %.*s from %.*s are gone: what "
                                      "they paid is taken back", went, TEXT_ARG(name),
                                      TEXT_ARG(feed));
            diag_hint(diags, diag, "is a file missing? files are read as long as their months are "
                      "restated; `restate:` in company.yaml says how many");
        }
}

/* A payee's explanation needs nobody else's figures; a row's answers, a what-if's list of who is
 * paid otherwise, and closed months (whose changes are found over all credits) do. */
static bool is_alone(const Options *options, const MonthRun *run)
{
    return !options->key.length && !options->what_if_count && !run->books;
}

bool cli_month(Arena *arena, const Options *options, Month period, MonthUse use, MonthRun *out,
               Diags *diags)
{
    *out = (MonthRun){.person = PERSON_NONE};
    bool named = cli_company(arena, options, &out->loaded, diags);
    if (!named || !open_books(arena, options, period, use, out, diags)) return false;
    bool unhashed = use == MONTH_TO_LOOK && !out->books && !options->xlsx.length;
    if (!cli_load(arena, options, unhashed, &out->loaded, diags)) return false;
    if (use == MONTH_TO_LOOK && !cli_person(arena, options, out, diags)) return false;
    if (!read_books(arena, period, out, diags)) return false;
    warn_new_books(arena, period, out, diags);
    cli_stage(options, "books");
    uint8_t *traced = NULL;
    if (out->person != PERSON_NONE) {
        traced = ARENA_ARRAY(arena, uint8_t, out->loaded.records.roster.person_count);
        traced[out->person] = 1;
    }
    EngineOptions engine = {.jobs = options->jobs, .allow_exceptions = options->allow_exceptions,
                            .progress = options->verbose ? stage_of_engine : NULL,
                            .progress_context = (void *)options,
                            .booked = out->books ? &out->booked : NULL,
                            .restated_from = period - out->loaded.company->restate,
                            .traced = traced, .asked = is_alone(options, out) ? traced : NULL,
                            .trace_period = use == MONTH_TO_RUN &&
                                            (options->workbook || options->statements)};
    if (!engine_run(arena, &out->loaded.records, &out->loaded.design, period, &engine,
                    &out->ledger, diags))
        return false;
    if (use == MONTH_TO_LOOK && !read_closed(arena, period, out, diags)) return false;
    cli_stage(options, "pay");
    if (!out->booked.any) return true;
    CreditChange *changes = NULL;
    if (!books_changes(out->books, arena, &out->ledger, period, engine.restated_from, &changes,
                       &out->ledger.change_count, diags))
        return false;
    out->ledger.changes = changes;
    warn_unpaid(&out->ledger, diags);
    warn_gone(arena, out, diags);
    bool explained = cli_causes(arena, options, period, out, diags);
    cli_stage(options, "prior");
    return explained;
}
