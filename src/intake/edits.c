/* edits.c - the cells that edits name, found in files that are cut but not read yet. A slice in
 * which the first key does not occur at all is not looked at further. */
#include "cells.h"
#include "intake_inside.h"

#include <string.h>

/* A row that an edit names. */
typedef struct Match {
    FeedFile *file;
    const Slice *slice;
    size_t row;                      /* of the slice, with those that are no facts */
    uint32_t line;
    Text raw, was;
    Text keys[EDIT_KEYS_MAX];
} Match;

typedef struct Scan {
    Arena *arena, *scratch;          /* what matched is kept in the first; of a row the second */
    const Edit *edit;
    EditKeys keys;
    FeedFile *file;
    const Slice *slice;
    uint32_t column, cell;
    size_t row;
    bool some, total;                /* as in slices.c: a cell is not blank; a total row */
    Match now;                       /* the row at hand */
    Match *matches;
    size_t count, capacity;
} Scan;

static bool same_day(const ColumnSpec *spec, Text cell, Text key)
{
    Day one, two;
    CellProblem ignored;
    if (spec->type != COLUMN_DATE || !cell_date(cell, spec->format, &one, &ignored)) return false;
    bool usual = cell_date(key, TEXT(""), &two, &ignored);
    return (usual || cell_date(key, spec->format, &two, &ignored)) && one == two;
}

/* Whether a row's cells are the keys given. Dates may be written otherwise than in the file. */
static bool is_named(const Scan *scan)
{
    for (uint32_t k = 0; k < scan->edit->key_count; k++) {
        const ColumnSpec *spec = &scan->file->spec->columns[scan->keys.columns[k]];
        if (!text_equal(scan->now.keys[k], scan->edit->keys[k]) &&
            !same_day(spec, scan->now.keys[k], scan->edit->keys[k]))
            return false;
    }
    return true;
}

static void on_cell(void *context, const char *bytes, size_t length)
{
    Scan *scan = context;
    const FeedFile *file = scan->file;
    const uint32_t *cells = file->read->cells;
    Text text = text_trim((Text){bytes, length});
    if (scan->cell == 0) {
        scan->some = scan->total = false;
        scan->now = (Match){.file = scan->file, .slice = scan->slice, .row = scan->row};
    }
    if (text.length && !scan->some) {
        scan->some = true;
        scan->total = file->spec->total_row.length && text_equal(text, file->spec->total_row);
    }
    scan->cell++;
    for (uint32_t k = 0; k < scan->keys.count; k++)
        if (cells[scan->keys.columns[k]] == scan->cell)
            scan->now.keys[k] = text_copy(scan->scratch, text);
    if (cells[scan->column] == scan->cell) scan->now.was = text_copy(scan->scratch, text);
}

static void keep_match(Scan *scan, uint32_t line, Text raw)
{
    scan->now.line = line;
    scan->now.raw = text_without_end(raw);
    scan->now.was = text_copy(scan->arena, scan->now.was);
    for (uint32_t k = 0; k < scan->keys.count; k++)
        scan->now.keys[k] = text_copy(scan->arena, scan->now.keys[k]);
    scan->matches = array_room(scan->arena, scan->matches, scan->count, &scan->capacity,
                               sizeof *scan->matches);
    scan->matches[scan->count++] = scan->now;
}

static bool on_row(void *context, uint32_t line, Text raw)
{
    Scan *scan = context;
    bool whole = scan->cell == scan->file->cell_count && scan->some && !scan->total;
    scan->cell = 0;
    scan->row++;
    if (whole && is_named(scan)) keep_match(scan, line, raw);
    arena_reset(scan->scratch);
    return true;
}

static void on_blank(void *context, uint32_t line)
{
    (void)context;
    (void)line;
}

/* A quote within a key is doubled in the file. */
static bool may_hold(Text text, Text key)
{
    return memchr(key.bytes, '"', key.length) ||
           memmem(text.bytes, text.length, key.bytes, key.length);
}

static void scan_files(Scan *scan, FeedFile *files, size_t count)
{
    RowSink sink = {on_cell, on_row, on_blank, scan};
    for (size_t f = 0; f < count; f++) {
        scan->file = &files[f];
        for (size_t s = 0; files[f].usable && s < files[f].slice_count; s++) {
            Slice *slice = &files[f].slices[s];
            if (!may_hold(slice->text, scan->edit->keys[0])) continue;
            uint32_t line = slice->first_line;
            scan->slice = slice;
            scan->row = 0;
            scan->cell = 0;
            RowsEnd end = rows_read(slice->text, files[f].read->delimiter, slice->first_line,
                                    &sink, &line);
            (void)end;               /* what ends rows early is reported where they are read */
        }
    }
}

static Place match_place(const Match *match, uint32_t column)
{
    const FileRead *read = match->file->read;
    Place place = {.file = read->source.path, .line = match->line,
                   .column = read->cells[column],
                   .heading = match->file->spec->columns[column].heading, .excerpt = match->raw};
    record_mark_cell(&place, read->delimiter, place.column);
    return place;
}

/* Quotes the rows that an edit could mean, each as it would be named by one key more. */
static void report_several(Scan *scan, Edit *edit, Diags *diags)
{
    Arena *arena = scan->arena;
    const FeedSpec *spec = scan->file->spec;
    bool more = edit->key_count < scan->keys.count;
    Edit named = *edit;
    named.key_count += more;
    Text list = TEXT("");
    for (size_t m = 0; m < scan->count && m < 8; m++) {
        const Match *match = &scan->matches[m];
        for (uint32_t k = 0; k < named.key_count; k++) {
            const ColumnSpec *column = &spec->columns[scan->keys.columns[k]];
            Day day;
            CellProblem ignored;
            bool dated = column->type == COLUMN_DATE &&
                         cell_date(match->keys[k], column->format, &day, &ignored);
            named.keys[k] = dated ? day_text(arena, day) : match->keys[k];
        }
        Text row = edit_row(arena, &named, named.key_count);
        list = text_format(arena, "%.*s%s%.*s (%.*s:%u)", TEXT_ARG(list), m ? ", " : "",
                           TEXT_ARG(row), TEXT_ARG(match->file->read->source.path), match->line);
    }
    Text row = edit_row(arena, edit, edit->key_count);
    Diag *diag = diag_error(diags, DIAG_WHAT_IF_AMBIGUOUS, (Place){0},
                            "--what-if \"%.*s\": %.*s names %zu rows", TEXT_ARG(edit->said),
                            TEXT_ARG(row), scan->count);
    diag_value(diags, diag, edit->said);
    if (more) diag_hint(diags, diag, "name one of them: %.*s", TEXT_ARG(list));
    else diag_hint(diags, diag, "the rows are %.*s", TEXT_ARG(list));
    edit->state = EDIT_REFUSED;
}

static void make_edit(Scan *scan, Edit *edit)
{
    edit->state = EDIT_MADE;
    edit->place = match_place(&scan->matches[0], scan->column);
    edit->was = scan->matches[0].was;
    for (size_t m = 0; m < scan->count; m++) {
        FeedFile *file = scan->matches[m].file;
        file->edits = array_room(file->arena, file->edits, file->edit_count, &file->edit_capacity,
                                 sizeof *file->edits);
        file->edits[file->edit_count++] =
            (CellEdit){scan->matches[m].slice, scan->matches[m].row,
                       file->read->cells[scan->column] - 1, edit->value};
    }
}

/* A file may do without an optional column: then there is no cell to change. */
static void report_no_cell(Scan *scan, Edit *edit, Diags *diags)
{
    Diag *diag = diag_error(diags, DIAG_WHAT_IF_UNKNOWN,
                            (Place){.file = scan->matches[0].file->read->source.path},
                            "--what-if \"%.*s\": the file has no column %.*s",
                            TEXT_ARG(edit->said), TEXT_ARG(edit->column));
    diag_value(diags, diag, edit->said);
    edit->state = EDIT_REFUSED;
}

void edit_clash(Edit *edit, const Edit *other, Diags *diags)
{
    Diag *diag = diag_error(diags, DIAG_WHAT_IF_AMBIGUOUS, edit->place,
                            "--what-if \"%.*s\" and \"%.*s\" change the same cell",
                            TEXT_ARG(other->said), TEXT_ARG(edit->said));
    diag_value(diags, diag, edit->said);
    diag_hint(diags, diag, "say one of them");
    edit->state = EDIT_REFUSED;
}

static bool is_same_cell(const Edit *a, const Edit *b)
{
    return a->state == EDIT_MADE && b->state == EDIT_MADE && a->place.line == b->place.line &&
           a->place.column == b->place.column && text_equal(a->place.file, b->place.file);
}

void edits_find(Arena *arena, const FeedSpec *spec, FeedFile *files, size_t file_count,
                const IntakeOptions *options, Diags *diags)
{
    Arena *scratch = arena_new();
    for (size_t e = 0; e < options->edit_count && file_count && !spec->stand_ins; e++) {
        Edit *edit = &options->edits[e];
        if (edit->state != EDIT_UNSEEN || edit_spec(files[0].company, edit) != spec) continue;
        Scan scan = {.arena = arena, .scratch = scratch, .edit = edit, .keys = edit_keys(spec),
                     .column = edit_column(spec, edit)};
        scan_files(&scan, files, file_count);
        /* Rows of a feed with one key are one fact, or at fault together. */
        bool one = scan.count == 1 || spec->key != COLUMN_ABSENT;
        if (!scan.count) continue;
        if (!scan.matches[0].file->read->cells[scan.column]) report_no_cell(&scan, edit, diags);
        else if (!one) report_several(&scan, edit, diags);
        else make_edit(&scan, edit);
        for (size_t before = 0; before < e; before++)
            if (is_same_cell(edit, &options->edits[before]))
                edit_clash(edit, &options->edits[before], diags);
    }
    arena_free(scratch);
}
