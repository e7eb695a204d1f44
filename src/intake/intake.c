/* intake.c - every file of the company: read, decoded and hashed in parallel, cut into slices, the
 * slices read in parallel, and what they say put together and verified. */
#include "intake_inside.h"

#include "attain/jobs.h"

#include <string.h>

typedef struct Work {
    Arena *arena;
    const Company *company;
    FeedFile *files;
    size_t file_count;
    struct SliceTask { FeedFile *file; Slice *slice; SliceResult *result; } *tasks;
    const IntakeOptions *options;
} Work;

static void decode_or_hash(void *context, size_t part)
{
    Work *work = context;
    FeedFile *file = &work->files[part / 2];
    if (part % 2 == 0) {
        file_hash(&file->read->source);
        return;
    }
    file->usable = file_decode(file->arena, file->read, file->spec->encoding, &file->diags);
    if (!file->usable) return;
    Text text = file->read->decoded;
    const char *nul = memchr(text.bytes, 0, text.length);
    if (nul) {
        uint32_t line = 1;
        for (const char *at = text.bytes; at < nul; at++) line += *at == '\n';
        Place place = {.file = file->read->source.path, .line = line};
        cell_fault(&file->diags, false, DIAG_ROW_NUL, place, "a NUL character",
                   "the file is damaged, or in another encoding; export it again");
        file->usable = false;
        return;
    }
    file->usable = heading_find(file);
    if (file->usable) slices_cut(file);
}

static void read_slice(void *context, size_t part)
{
    Work *work = context;
    struct SliceTask *task = &work->tasks[part];
    task->result->arena = arena_new();
    slice_read(task->file, task->slice, task->result);
    if (work->options->progress)
        work->options->progress(work->options->progress_context, task->file->spec->name,
                                task->slice->text.length);
}

static size_t count_files(Arena *arena, const Company *company, const FeedSpec *spec, Text **paths,
                          Diags *diags)
{
    size_t count = 0;
    *paths = NULL;
    if (!spec->pattern.length) return 0;
    if (!memchr(spec->pattern.bytes, '*', spec->pattern.length) &&
        !memchr(spec->pattern.bytes, '?', spec->pattern.length)) {
        *paths = ARENA_NEW(arena, Text);
        **paths = spec->pattern;
        return 1;
    }
    path_glob(arena, company->directory, spec->pattern, paths, &count);
    if (count) return count;
    Diag *diag = diag_error(diags, DIAG_FILE_MISSING, spec->place,
                            "no file matches %.*s", TEXT_ARG(spec->pattern));
    diag_hint(diags, diag, "paths are relative to company.yaml");
    return 0;
}

/* One spec's files, opened; they are appended to the records' files. */
static size_t open_files(Arena *arena, const Company *company, const FeedSpec *spec,
                         Records *records, FeedFile **out, Diags *diags)
{
    Text *paths;
    size_t count = count_files(arena, company, spec, &paths, diags), opened = 0;
    *out = ARENA_ARRAY(arena, FeedFile, count + 1);
    for (size_t i = 0; i < count; i++) {
        FileRead *read = &records->files[records->file_count];
        if (!file_read(arena, company->directory, paths[i], &read->source, diags)) continue;
        records->file_count++;
        read->feed = spec->name;
        FeedFile *file = &(*out)[opened++];
        *file = (FeedFile){.read = read, .spec = spec, .company = company, .arena = arena_new()};
        diags_start(&file->diags, file->arena);
    }
    return opened;
}

static void append_skipped(Arena *arena, FileRead *read, const SkippedRows *skipped, size_t count)
{
    SkippedRows *all = ARENA_ARRAY(arena, SkippedRows, read->skipped_count + count + 1);
    if (read->skipped_count)
        memcpy(all, read->skipped, read->skipped_count * sizeof *all);
    if (count) memcpy(all + read->skipped_count, skipped, count * sizeof *all);
    read->skipped = all;
    read->skipped_count += count;
}

static void sort_skipped(FileRead *read)
{
    for (size_t i = 1; i < read->skipped_count; i++)
        for (size_t j = i;
             j && read->skipped[j].first_line < read->skipped[j - 1].first_line; j--) {
            SkippedRows swapped = read->skipped[j];
            read->skipped[j] = read->skipped[j - 1];
            read->skipped[j - 1] = swapped;
        }
}

/* The slices of the files into the table, with what their reading said. */
static void put_together(Work *work, SliceResult *results, const FeedSpec *spec, Table *table,
                         Diags *diags)
{
    size_t slices = 0, at = 0;
    for (size_t f = 0; f < work->file_count; f++) slices += work->files[f].slice_count;
    table->spec = spec;
    table->slices = ARENA_ARRAY(work->arena, Slice, slices + 1);
    for (size_t f = 0; f < work->file_count; f++) {
        FeedFile *file = &work->files[f];
        diags_merge(diags, &file->diags);
        append_skipped(work->arena, file->read, file->skipped, file->skipped_count);
        bool stopped = false;
        for (size_t s = 0; s < file->slice_count; s++, at++) {
            if (stopped) continue;
            diags_merge(diags, &results[at].diags);
            append_skipped(work->arena, file->read, results[at].skipped,
                           results[at].skipped_count);
            table->slices[table->slice_count++] = file->slices[s];
            stopped = results[at].stopped;
        }
        if (file->usable && !stopped) totals_verify(file, results + at - file->slice_count, diags);
        sort_skipped(file->read);
        arena_adopt(work->arena, file->arena);
    }
    keys_verify(work->arena, table, diags);
    for (size_t s = 0; s < table->slice_count; s++) {
        Slice *slice = &table->slices[s];
        size_t facts = slice->row_count;
        for (size_t r = 0; slice->left_out && r < slice->row_count; r++)
            facts -= slice->left_out[r];
        ((FileRead *)slice->file)->rows += facts;
        table->row_count += facts;
    }
}

static void read_table(Arena *arena, const Company *company, const IntakeOptions *options,
                       FeedFile *files, size_t file_count, const FeedSpec *spec, Table *table,
                       Diags *diags)
{
    Work work = {.arena = arena, .company = company, .files = files, .file_count = file_count,
                 .options = options};
    size_t slices = 0;
    for (size_t f = 0; f < file_count; f++) slices += files[f].slice_count;
    SliceResult *results = ARENA_ARRAY(arena, SliceResult, slices + 1);
    work.tasks = ARENA_ARRAY(arena, struct SliceTask, slices + 1);
    slices = 0;
    for (size_t f = 0; f < file_count; f++)
        for (size_t s = 0; s < files[f].slice_count; s++, slices++)
            work.tasks[slices] =
                (struct SliceTask){&files[f], &files[f].slices[s], &results[slices]};
    jobs_run(options->jobs, slices, read_slice, &work);
    put_together(&work, results, spec, table, diags);
    for (size_t s = 0; s < slices; s++) arena_adopt(arena, results[s].arena);
}

static void open_all(Arena *arena, const IntakeOptions *options, FeedFile *files, size_t count)
{
    Work work = {.arena = arena, .files = files, .file_count = count, .options = options};
    jobs_run(options->jobs, count * 2, decode_or_hash, &work);
}

static void read_side(Arena *arena, const Company *company, const IntakeOptions *options,
                      const FeedSpec *spec, Records *records, Table *table, Diags *diags)
{
    FeedFile *files;
    size_t count = open_files(arena, company, spec, records, &files, diags);
    open_all(arena, options, files, count);
    read_table(arena, company, options, files, count, spec, table, diags);
}

static size_t files_at_most(Arena *arena, const Company *company)
{
    size_t most = 4;
    for (uint32_t f = 0; f < company->feed_count; f++) {
        Text *paths;
        size_t count;
        path_glob(arena, company->directory, company->feeds[f].pattern, &paths, &count);
        most += count + 1;
    }
    for (int i = 0; i < 4; i++) {
        const FeedSpec *specs[] = {&company->roster, &company->quotas, &company->alignments,
                                   &company->adjustments};
        Text *paths;
        size_t count;
        path_glob(arena, company->directory, specs[i]->pattern, &paths, &count);
        most += count;
    }
    return most;
}

static void read_feeds(Arena *arena, const Company *company, const IntakeOptions *options,
                       Records *records, Diags *diags)
{
    Names *ids = names_new(arena);
    for (uint32_t p = 0; p < records->roster.person_count; p++)
        names_add(ids, records->roster.persons[p].id);
    records->feeds = ARENA_ARRAY(arena, Table, company->feed_count + 1u);
    for (uint32_t f = 0; f < company->feed_count; f++) {
        FeedFile *files;
        size_t count = open_files(arena, company, &company->feeds[f], records, &files, diags);
        for (size_t i = 0; i < count; i++) {
            files[i].is_feed = true;
            files[i].roster = &records->roster;
            files[i].ids = ids;
        }
        open_all(arena, options, files, count);
        read_table(arena, company, options, files, count, &company->feeds[f], &records->feeds[f],
                   diags);
    }
}

bool intake_records(Arena *arena, const Company *company, const IntakeOptions *options,
                    Records *out, Diags *diags)
{
    *out = (Records){.company = company};
    out->files = ARENA_ARRAY(arena, FileRead, files_at_most(arena, company));
    read_side(arena, company, options, &company->roster, out, &out->roster.table, diags);
    roster_build(arena, company, out, diags);
    read_side(arena, company, options, &company->quotas, out, &out->quota_table, diags);
    quotas_build(arena, company, out, diags);
    read_side(arena, company, options, &company->alignments, out, &out->alignment_table, diags);
    alignments_build(arena, company, out, diags);
    read_side(arena, company, options, &company->adjustments, out, &out->adjustment_table, diags);
    adjustments_build(arena, company, out, diags);
    read_feeds(arena, company, options, out, diags);
    return diags->errors == diags->row_faults;
}
