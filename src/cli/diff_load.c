/* diff_load.c - two run directories read back: what they say, what they kept, their own CSVs. */
#include "diff.h"

typedef struct Loading {
    Arena *arena;
    const Options *options;
    DiffSide *side;
    DiffRun *run;
    Diags *diags;
} Loading;

static bool incomplete(const Loading *loading, Text file, const char *what, const char *hint)
{
    Text path = path_join(loading->arena, loading->side->record.directory, file);
    Diag *diag = diag_error(loading->diags, DIAG_RUN_INCOMPLETE, (Place){.file = path}, "%s", what);
    diag_hint(loading->diags, diag, "%s", hint);
    return false;
}

/* A file of the run's directory, under the path that people know it by. */
static bool read_file(const Loading *loading, Text name, Text path, SourceFile *out)
{
    Diags ignored;
    diags_start(&ignored, loading->arena);
    if (file_read(loading->arena, loading->side->record.directory, name, out, &ignored)) {
        out->path = path;
        return true;
    }
    if (ignored.system_faults) {
        diags_merge(loading->diags, &ignored);
        return false;
    }
    bool credits = text_equal(name, run_csv_file(RUN_CREDITS));
    return incomplete(loading, name, "the run's directory lacks this file",
                      credits ? "causes are told from the credits: run it again with "
                                "--credits csv"
                              : N_("run it again, or take it from a backup"));
}

/* Every file of inputs/ must be what run.json says was read. */
static bool read_kept(Loading *loading)
{
    const RunRecord *record = &loading->side->record;
    DiffRun *run = loading->run;
    for (int k = 0; k < RUN_FILE_KINDS; k++) {
        run->kept[k] = ARENA_ARRAY(loading->arena, SourceFile, record->file_count);
        run->feeds[k] = ARENA_ARRAY(loading->arena, Text, record->file_count);
    }
    for (size_t f = 0; f < record->file_count; f++) {
        const RunFile *file = &record->files[f];
        if (file->kind == RUN_FEED) continue;
        size_t at = run->kept_count[file->kind]++;
        SourceFile *into = &run->kept[file->kind][at];
        run->feeds[file->kind][at] = file->feed;
        if (!read_file(loading, file->kept, file->path, into)) return false;
        file_hash(into);
        if (!text_equal(text_of(into->sha256), file->sha256))
            return incomplete(loading, file->kept, "it is not what the run read: its SHA-256 is "
                              "another than run.json says", "run it again, or take it from a "
                              "backup");
    }
    return true;
}

/* A CSV edited by hand would get causes that nothing in the inputs can have. */
static bool is_as_written(const Loading *loading, const SourceFile *file, Text name)
{
    const RunRecord *record = &loading->side->record;
    for (size_t f = 0; f < record->output_count; f++) {
        if (!text_equal(record->outputs[f].name, name)) continue;
        return text_equal(record->outputs[f].sha256, text_of(file->sha256)) ||
               incomplete(loading, name, "it is not what the run wrote: its SHA-256 is another "
                          "than run.json says", "run it again, or take it from a backup; what "
                          "should be paid otherwise is an adjustment");
    }
    return incomplete(loading, name, "run.json does not say that the run wrote it",
                      "run it again: an older attain did not write down the SHA-256 of its files");
}

/* The run's own CSVs, through intake like any table. */
static bool read_csvs(Loading *loading)
{
    Arena *arena = loading->arena;
    Company *company = ARENA_NEW(arena, Company);
    *company = *loading->side->company;
    const DiffRun *run = loading->run;           /* the roster's files come first */
    company->roster.stand_ins = run->kept[RUN_TABLE];
    company->roster.stand_in_count = 0;
    while (company->roster.stand_in_count < run->kept_count[RUN_TABLE] &&
           text_equal(run->feeds[RUN_TABLE][company->roster.stand_in_count], TEXT("roster")))
        company->roster.stand_in_count++;
    company->quotas = company->alignments = company->adjustments = company->fx = (FeedSpec){0};
    company->feed_count = RUN_CSVS;
    company->feeds = ARENA_ARRAY(arena, FeedSpec, RUN_CSVS);
    for (int c = 0; c < RUN_CSVS; c++) {
        SourceFile *file = ARENA_NEW(arena, SourceFile);
        Text name = run_csv_file((RunCsv)c);
        Text path = path_join(arena, loading->side->record.directory, name);
        if (!read_file(loading, name, path, file)) return false;
        file_hash(file);
        if (!is_as_written(loading, file, name)) return false;
        company->feeds[c] = run_csv_spec(arena, (RunCsv)c, file);
    }
    IntakeOptions intake = {.jobs = loading->options->jobs};
    Records *records = ARENA_NEW(arena, Records);
    Diags found;
    diags_start(&found, arena);
    bool read = intake_records(arena, company, &intake, records, &found);
    if (!read || found.errors) {
        diags_merge(loading->diags, &found);
        return false;
    }
    for (int c = 0; c < RUN_CSVS; c++) {
        loading->side->csvs[c] = &records->feeds[c];
        run_csv_restore(arena, &records->feeds[c]);
    }
    return true;
}

static bool load(Loading *loading, Text directory)
{
    DiffSide *side = loading->side;
    while (directory.length > 1 && directory.bytes[directory.length - 1] == '/')
        directory.length--;
    directory = text_copy(loading->arena, directory);
    if (!run_record_read(loading->arena, directory, &side->record, loading->diags) ||
        !read_kept(loading))
        return false;
    Text path = path_join(loading->arena, directory, side->record.files[0].kept);
    return intake_company(loading->arena, path, &side->company, loading->diags) &&
           read_csvs(loading);
}

static bool are_of_one_month(Arena *arena, const DiffSide sides[2], Diags *diags)
{
    const RunRecord *a = &sides[0].record, *b = &sides[1].record;
    if (a->period == b->period && text_equal(a->company, b->company) &&
        text_equal(a->currency, b->currency))
        return true;
    Diag *diag = diag_error(diags, DIAG_RUN_OTHER, (Place){.file = b->directory},
                            "it is of %.*s, \"%.*s\" in %.*s; %.*s is of %.*s, \"%.*s\" in %.*s",
                            TEXT_ARG(month_text(arena, b->period)), TEXT_ARG(b->company),
                            TEXT_ARG(b->currency), TEXT_ARG(a->directory),
                            TEXT_ARG(month_text(arena, a->period)), TEXT_ARG(a->company),
                            TEXT_ARG(a->currency));
    diag_hint(diags, diag, "compare two runs of one company's month; why a payee's month differs "
              "from the month before is what attain explain says");
    return false;
}

bool diff_load(Arena *arena, const Options *options, DiffSide sides[2], DiffRun runs[2],
               Diags *diags)
{
    for (int s = 0; s < 2; s++) {
        Loading loading = {arena, options, &sides[s], &runs[s], diags};
        if (!load(&loading, options->words[s])) return false;
    }
    return are_of_one_month(arena, sides, diags);
}
