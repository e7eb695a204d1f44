/* intake.c - every file of the company: read, decoded and hashed in parallel, cut into slices, the
 * slices read in parallel, and what they say put together and verified. */
#include "intake_inside.h"

#include "attain/jobs.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* One declared kind of file on its way into its table. */
typedef struct TableRead {
    const FeedSpec *spec;
    Table *table;
    bool is_feed;
    FeedFile *files;
    size_t file_count;
    SliceResult *results;            /* of the files' slices, file by file */
} TableRead;

typedef struct Task { FeedFile *file; Slice *slice; SliceResult *result; } Task;
typedef struct Work {
    const IntakeOptions *options;
    FeedFile **files;                /* of every table */
    size_t file_count;
    Task *tasks;
} Work;

static void decode(void *context, size_t part)
{
    FeedFile *file = ((Work *)context)->files[part];
    file->usable = file_decode(file->arena, file->read, file->spec->encoding, &file->diags);
    if (!file->usable) return;
    Text text = file->read->decoded;
    const char *nul = memchr(text.bytes, 0, text.length);
    if (nul) {
        uint32_t line = 1 + text_lines(text_part(text, 0, (size_t)(nul - text.bytes)));
        Place place = {.file = file->read->source.path, .line = line};
        cell_fault(&file->diags, false, DIAG_ROW_NUL, place,
                   N_("the file is damaged, or in another encoding; export it again"),
                   "a NUL character");
        file->usable = false;
        return;
    }
    file->usable = heading_find(file);
    if (file->usable) slices_cut(file);
}

/* The hashes come first: a file's hash is the longest piece of work that can't be cut. */
static void hash_or_read(void *context, size_t part)
{
    Work *work = context;
    if (part < work->file_count) {
        SourceFile *source = &work->files[part]->read->source;
        if (!source->sha256[0] && !work->options->unhashed) file_hash(source);
        return;
    }
    Task *task = &work->tasks[part - work->file_count];
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
    Text pattern = spec->pattern, file = path_join(arena, company->directory, pattern);
    bool is_glob = memchr(pattern.bytes, '*', pattern.length) ||
                   memchr(pattern.bytes, '?', pattern.length) ||
                   memchr(pattern.bytes, '[', pattern.length);
    if (!is_glob || access(file.bytes, F_OK) == 0) {
        *paths = ARENA_NEW(arena, Text);
        **paths = spec->pattern;
        return 1;
    }
    path_glob(arena, company->directory, spec->pattern, paths, &count);
    if (count) return count;
    Text folder = path_directory(arena, pattern);
    int error = path_listing_error(arena, path_join(arena, company->directory, folder));
    if (error && error != ENOENT && error != ENOTDIR) {
        diag_system(diags, DIAG_FILE_UNREADABLE, folder, error, "listing the directory");
        return 0;
    }
    Diag *diag = diag_error(diags, DIAG_FILE_MISSING, spec->place,
                            "no file matches %.*s", TEXT_ARG(spec->pattern));
    diag_hint(diags, diag, "paths are relative to company.yaml");
    return 0;
}

static bool open_file(Arena *arena, const Company *company, Text path, SourceFile *out,
                      Diags *diags)
{
    bool absolute = path.bytes[0] == '/';               /* shown as seen from company.yaml */
    if (absolute) path = path_relative(arena, company->directory, path);
    return file_read(arena, company->directory, path, out, diags);
}

/* One table's files, opened; they are appended to the records' files. */
static void open_files(Arena *arena, Records *records, const Names *ids, TableRead *read,
                       Diags *diags)
{
    const Company *company = records->company;
    const FeedSpec *spec = read->spec;
    Text *paths = NULL;
    size_t count = spec->stand_ins ? spec->stand_in_count
                                   : count_files(arena, company, spec, &paths, diags);
    read->files = ARENA_ARRAY(arena, FeedFile, count + 1);
    for (size_t i = 0; i < count; i++) {
        FileRead *into = &records->files[records->file_count];
        if (spec->stand_ins) into->source = spec->stand_ins[i];
        else if (!open_file(arena, company, paths[i], &into->source, diags)) continue;
        records->file_count++;
        into->feed = read->spec->name;
        into->is_feed = read->is_feed;
        FeedFile *file = &read->files[read->file_count++];
        *file = (FeedFile){.read = into, .spec = read->spec, .company = company,
                           .arena = arena_new(), .is_feed = read->is_feed};
        if (ids) {                   /* the roster itself is read without: it is linked later */
            file->roster = &records->roster;
            file->ids = ids;
        }
        diags_start(&file->diags, file->arena);
    }
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
static void put_together(Arena *arena, TableRead *read, Diags *diags)
{
    Table *table = read->table;
    size_t slices = 0, at = 0;
    for (size_t f = 0; f < read->file_count; f++) slices += read->files[f].slice_count;
    table->spec = read->spec;
    table->slices = ARENA_ARRAY(arena, Slice, slices + 1);
    const SliceResult **results = ARENA_ARRAY(arena, const SliceResult *, slices + 1);
    for (size_t f = 0; f < read->file_count; f++) {
        FeedFile *file = &read->files[f];
        diags_merge(diags, &file->diags);
        append_skipped(arena, file->read, file->skipped, file->skipped_count);
        bool stopped = false;
        for (size_t s = 0; s < file->slice_count; s++, at++) {
            SliceResult *result = &read->results[at];
            if (!stopped) {
                diags_merge(diags, &result->diags);
                append_skipped(arena, file->read, result->skipped, result->skipped_count);
                results[table->slice_count] = result;
                table->slices[table->slice_count++] = file->slices[s];
                stopped = result->stopped;
            }
            arena_adopt(arena, result->arena);
        }
        if (file->usable && !stopped)
            totals_verify(file, read->results + at - file->slice_count, diags);
        sort_skipped(file->read);
        arena_adopt(arena, file->arena);
    }
    keys_verify(arena, table, results, diags);
    for (size_t s = 0; s < table->slice_count; s++) {
        Slice *slice = &table->slices[s];
        size_t facts = slice->row_count;
        for (size_t r = 0; slice->left_out && r < slice->row_count; r++)
            facts -= slice->left_out[r];
        ((FileRead *)slice->file)->rows += facts;
        table->row_count += facts;
    }
}

static size_t list_slices(Arena *arena, TableRead *reads, size_t count, Work *work)
{
    size_t slices = 0;
    for (size_t f = 0; f < work->file_count; f++) slices += work->files[f]->slice_count;
    work->tasks = ARENA_ARRAY(arena, Task, slices + 1);
    SliceResult *results = ARENA_ARRAY(arena, SliceResult, slices + 1);
    size_t at = 0;
    for (size_t t = 0; t < count; t++) {
        reads[t].results = results + at;
        for (size_t f = 0; f < reads[t].file_count; f++) {
            FeedFile *file = &reads[t].files[f];
            for (size_t s = 0; s < file->slice_count; s++, at++)
                work->tasks[at] = (Task){file, &file->slices[s], &results[at]};
        }
    }
    return slices;
}

/* Reads tables together, so that no file waits for another's end. */
static void read_tables(Arena *arena, const IntakeOptions *options, Records *records,
                        const Names *ids, TableRead *reads, size_t count, Diags *diags)
{
    size_t before = records->file_count, at = 0;
    for (size_t t = 0; t < count; t++) open_files(arena, records, ids, &reads[t], diags);
    Work work = {.options = options, .file_count = records->file_count - before};
    work.files = ARENA_ARRAY(arena, FeedFile *, work.file_count + 1);
    for (size_t t = 0; t < count; t++)
        for (size_t f = 0; f < reads[t].file_count; f++) work.files[at++] = &reads[t].files[f];
    jobs_run(options->jobs, work.file_count, decode, &work);
    for (size_t t = 0; t < count; t++)
        edits_find(arena, reads[t].spec, reads[t].files, reads[t].file_count, options, diags);
    size_t slices = list_slices(arena, reads, count, &work);
    jobs_run(options->jobs, work.file_count + slices, hash_or_read, &work);
    for (size_t t = 0; t < count; t++) put_together(arena, &reads[t], diags);
}

static size_t files_at_most(Arena *arena, const Company *company)
{
    size_t most = 5;
    for (uint32_t f = 0; f < company->feed_count; f++) {
        Text *paths;
        size_t count;
        path_glob(arena, company->directory, company->feeds[f].pattern, &paths, &count);
        most += count + 1 + company->feeds[f].stand_in_count;
    }
    for (int i = 0; i < 5; i++) {
        const FeedSpec *specs[] = {&company->roster, &company->quotas, &company->alignments,
                                   &company->adjustments, &company->fx};
        Text *paths;
        size_t count;
        path_glob(arena, company->directory, specs[i]->pattern, &paths, &count);
        most += count + specs[i]->stand_in_count;
    }
    return most;
}

bool intake_records(Arena *arena, const Company *company, const IntakeOptions *options,
                    Records *out, Diags *diags)
{
    *out = (Records){.company = company};
    out->files = ARENA_ARRAY(arena, FileRead, files_at_most(arena, company));
    edits_check(arena, company, options, diags);
    TableRead roster = {.spec = &company->roster, .table = &out->roster.table};
    read_tables(arena, options, out, NULL, &roster, 1, diags);
    roster_build(arena, company, out, diags);

    Names *ids = names_new(arena);
    for (uint32_t p = 0; p < out->roster.person_count; p++)
        names_add(ids, out->roster.persons[p].id);
    out->feeds = ARENA_ARRAY(arena, Table, company->feed_count + 1u);
    TableRead *reads = ARENA_ARRAY(arena, TableRead, company->feed_count + 4u);
    reads[0] = (TableRead){.spec = &company->quotas, .table = &out->quota_table};
    reads[1] = (TableRead){.spec = &company->alignments, .table = &out->alignment_table};
    reads[2] = (TableRead){.spec = &company->adjustments, .table = &out->adjustment_table};
    reads[3] = (TableRead){.spec = &company->fx, .table = &out->fx_table};
    for (uint32_t f = 0; f < company->feed_count; f++)
        reads[4 + f] = (TableRead){.spec = &company->feeds[f], .table = &out->feeds[f],
                                   .is_feed = true};
    read_tables(arena, options, out, ids, reads, company->feed_count + 4u, diags);
    quotas_build(arena, company, out, diags);
    quotas_edit(arena, out, options, diags);
    alignments_build(arena, company, out, diags);
    adjustments_build(arena, company, out, diags);
    rates_build(arena, company, out, diags);
    edits_report(arena, out, options, diags);
    return diags->errors == diags->row_faults;
}
