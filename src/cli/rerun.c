/* rerun.c - attain rerun: a run is computed again, and held against what it wrote. Its directory is
 * read, never touched: the month is written into a folder of its own, which goes again. */
#include "cli.h"

#include "attain/rerun.h"
#include "attain/run_record.h"

#include <stdio.h>

/* An input of the run that is not what it was. */
typedef struct InputChange { Text path; const char *how; } InputChange;

typedef struct Rerun {
    Arena *arena;
    const Options *options;          /* as given */
    RunRecord record;
    MonthRun month;
    InputChange *changes;
    size_t change_count;
    Text head;                       /* the books' today; "" where there are none */
} Rerun;

/* The run's options, as they were said then; words of today's command only say where things are. */
static Options options_then(Rerun *rerun, Text output)
{
    const RunRecord *record = &rerun->record;
    const Company *company = rerun->month.loaded.company;
    Options then = *rerun->options;
    then.period = month_text(rerun->arena, record->period);
    then.output = output;
    then.allow_exceptions = record->allow_exceptions;
    then.workbook = record->workbook;
    then.statements = record->statements;
    then.language = language_code(record->language);
    Text plans = path_fold(rerun->arena, company->plans);
    if (!then.plans.length && !text_equal(plans, record->plans))
        then.plans = path_join(rerun->arena, company->directory, record->plans);
    return then;
}

/* Company.yaml must be that of the run. */
static bool find_company(Rerun *rerun, Diags *diags)
{
    const RunRecord *record = &rerun->record;
    if (!cli_company(rerun->arena, rerun->options, &rerun->month.loaded, diags)) return false;
    const Company *company = rerun->month.loaded.company;
    if (text_equal(company->name, record->company) &&
        text_equal(company->currency, record->currency))
        return true;
    Diag *diag = diag_error(diags, DIAG_RUN_OTHER, (Place){.file = record->directory},
                            "the run is of \"%.*s\" in %.*s, %.*s is of \"%.*s\" in %.*s",
                            TEXT_ARG(record->company), TEXT_ARG(record->currency),
                            TEXT_ARG(company->file->path), TEXT_ARG(company->name),
                            TEXT_ARG(company->currency));
    diag_hint(diags, diag, "name the company.yaml of the run: -c FILE");
    return false;
}

static const SourceFile *read_today(const Loaded *loaded, Text path)
{
    if (loaded->company->file && text_equal(loaded->company->file->path, path))
        return loaded->company->file;
    for (size_t f = 0; f < loaded->records.file_count; f++)
        if (text_equal(loaded->records.files[f].source.path, path))
            return &loaded->records.files[f].source;
    for (size_t f = 0; f < loaded->design.file_count; f++)
        if (text_equal(loaded->design.files[f].path, path)) return &loaded->design.files[f];
    return NULL;
}

/* How a file that the run read stands today; NULL: as it was. */
static const char *how_changed(const Rerun *rerun, const RunFile *file)
{
    const Loaded *loaded = &rerun->month.loaded;
    const SourceFile *today = read_today(loaded, file->path);
    SourceFile now = {0};
    Diags ignored;
    diags_start(&ignored, rerun->arena);
    if (today) now = *today;
    else if (!file_read(rerun->arena, loaded->company->directory, file->path, &now, &ignored))
        return ignored.system_faults ? N_("can't be read") : N_("gone");
    if (!now.sha256[0]) file_hash(&now);
    if (!text_equal(text_of(now.sha256), file->sha256)) return N_("changed");
    return today ? NULL : N_("not read any more");
}

static void add_change(Rerun *rerun, Text path, const char *how)
{
    rerun->changes[rerun->change_count++] = (InputChange){path, how};
}

static void add_if_new(Rerun *rerun, Text path)
{
    for (size_t f = 0; f < rerun->record.file_count; f++)
        if (text_equal(rerun->record.files[f].path, path)) return;
    add_change(rerun, path, N_("new"));
}

/* What the run read, and what it would read today. */
static void find_changes(Rerun *rerun, bool computed)
{
    const Loaded *loaded = &rerun->month.loaded;
    size_t most = rerun->record.file_count + loaded->records.file_count +
                  loaded->design.file_count + 1;
    rerun->changes = ARENA_ARRAY(rerun->arena, InputChange, most);
    for (size_t f = 0; f < rerun->record.file_count; f++) {
        const RunFile *file = &rerun->record.files[f];
        const char *how = how_changed(rerun, file);
        bool unsure = !computed && how && how[0] == 'n';       /* it was not come that far */
        if (how && !unsure) add_change(rerun, file->path, how);
    }
    add_if_new(rerun, loaded->company->file->path);
    for (size_t f = 0; f < loaded->records.file_count; f++)
        add_if_new(rerun, loaded->records.files[f].source.path);
    for (size_t f = 0; f < loaded->design.file_count; f++)
        add_if_new(rerun, loaded->design.files[f].path);
}

static void say_changes(const Rerun *rerun)
{
    const Words *terminal = rerun->options->terminal;
    if (!rerun->change_count) puts(tr(terminal, "inputs: all as they were"));
    else puts(tr(terminal, "inputs since the run:"));
    for (size_t i = 0; i < rerun->change_count; i++)
        printf("  %.*s: %s\n", TEXT_ARG(rerun->changes[i].path),
               tr(terminal, rerun->changes[i].how));
}

static bool books_moved(const Rerun *rerun)
{
    return rerun->record.has_books && !text_equal(rerun->record.books_head, rerun->head);
}

/* What differs without making another result: said, not counted. */
static void say_circumstances(const Rerun *rerun)
{
    const Words *terminal = rerun->options->terminal;
    if (!text_equal(rerun->record.version, TEXT(ATTAIN_VERSION)))
        printf(tr(terminal, "version: the run is by attain %.*s, this is %s\n"),
               TEXT_ARG(rerun->record.version), ATTAIN_VERSION);
    if (books_moved(rerun))
        printf(tr(terminal, "books: closed or reopened since; the run stood on head %.12s, today's "
                  "is %.12s\n"),
               rerun->record.books_head.length ? rerun->record.books_head.bytes
                                               : tr(terminal, "(none)"),
               rerun->head.length ? rerun->head.bytes : tr(terminal, "(none)"));
}

static ExitStatus say_result(const Rerun *rerun, const RunComparison *comparison)
{
    const Words *terminal = rerun->options->terminal;
    size_t results = 0;
    for (size_t i = 0; i < comparison->count; i++)
        results += !comparison->items[i].names_inputs;
    bool same = !results && rerun->change_count;
    if (!comparison->count) printf(tr(terminal, "identical: %zu files\n"), comparison->files);
    else if (same)
        printf(tr(terminal, "the figures are the same; of %zu files %zu name other inputs\n"),
               comparison->files, comparison->count);
    else printf(tr(terminal, "differs: %zu of %zu files\n"), comparison->count,
                comparison->files);
    for (size_t i = 0; i < comparison->count; i++)
        printf("  %.*s: %.*s\n", TEXT_ARG(comparison->items[i].name),
               TEXT_ARG(comparison->items[i].what));
    if (comparison->count || rerun->change_count) say_changes(rerun);
    say_circumstances(rerun);
    return comparison->count || rerun->change_count ? EXIT_CHECK_FAILED : EXIT_DONE;
}

/* The month once more, in the words of then: version and head stand as the run says them, as they
 * are told apart from the result. */
static bool compute(Rerun *rerun, Text output, Diags *diags)
{
    const RunRecord *record = &rerun->record;
    MonthRun *month = &rerun->month;
    Options then = options_then(rerun, output);
    bool good = cli_month(rerun->arena, &then, record->period, MONTH_TO_RUN, month, diags);
    if (good && record->journal)
        good = report_journal_accounts(rerun->arena, &month->ledger, diags);
    if (month->books) rerun->head = text_copy(rerun->arena, books_head(month->books));
    books_close(month->books);
    find_changes(rerun, good);
    if (!good || cli_refused(&then, diags)) return false;
    if (books_moved(rerun)) month->booked.head = record->books_head;
    ReportOptions report = {.output = output, .workbook = record->workbook,
                            .credits = record->credits, .journal = record->journal,
                            .statements = record->statements,
                            .jobs = then.jobs, .allow_exceptions = then.allow_exceptions,
                            .version = record->version};
    size_t checks_failed;                /* the run's own affair: the files are compared */
    diags_sort(diags);
    return report_run(rerun->arena, &month->ledger, &report, &checks_failed, diags);
}

static ExitStatus rerun_in(void *context, Text folder, Diags *diags)
{
    Rerun *rerun = context;
    Text output = path_join(rerun->arena, folder, TEXT("run"));
    RunComparison comparison;
    if (!compute(rerun, output, diags)) {
        if (!diags->system_faults) puts(tr(rerun->options->terminal, "it can't be computed again"));
        say_changes(rerun);
        say_circumstances(rerun);
        fflush(stdout);
        return cli_problems(rerun->arena, rerun->options, diags);
    }
    if (!rerun_compare(rerun->arena, rerun->options->terminal, rerun->record.directory, output,
                       &comparison, diags))
        return cli_problems(rerun->arena, rerun->options, diags);
    return say_result(rerun, &comparison);
}

ExitStatus cli_rerun(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Rerun rerun = {.arena = arena, .options = options, .head = TEXT("")};
    bool good = run_record_read(arena, options->words[0], &rerun.record, &diags) &&
                find_company(&rerun, &diags);
    ExitStatus status = good ? cli_apart(arena, options, "rerun", rerun_in, &rerun, &diags)
                             : cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}
