/* verify.c - what holds over a whole feed: keys stand once, totals add up. */
#include "cells.h"
#include "intake_inside.h"

#include <assert.h>
#include <string.h>

typedef struct RowAt { uint32_t slice, row; } RowAt;

/* The duplicates of the file at hand: a file delivered twice is nothing else, so they are gathered
 * and added to what was skipped of the file once. */
typedef struct Twins { FileRead *file; SkippedRows *rows; size_t count, capacity; } Twins;

static bool same_value(const ColumnSpec *spec, const Slice *a, size_t row_a, const Slice *b,
                       size_t row_b, uint32_t column)
{
    const ColumnValues *one = &a->columns[column], *two = &b->columns[column];
    bool blank_a = one->blanks && one->blanks[row_a], blank_b = two->blanks && two->blanks[row_b];
    if (blank_a != blank_b) return false;
    switch (spec->type) {
    case COLUMN_TEXT: return text_equal(one->texts[row_a], two->texts[row_b]);
    case COLUMN_DATE: return one->days[row_a] == two->days[row_b];
    case COLUMN_MONEY: return one->money[row_a].minor == two->money[row_b].minor;
    case COLUMN_NUMBER:
    case COLUMN_PERCENT: return ratio_equal(one->ratios[row_a], two->ratios[row_b]);
    case COLUMN_INTEGER: return one->integers[row_a] == two->integers[row_b];
    case COLUMN_FLAG: return one->flags[row_a] == two->flags[row_b];
    case COLUMN_PAYEE: return one->payees[row_a] == two->payees[row_b];
    case COLUMN_TYPES: break;
    }
    return false;
}

/* Unknown payees are numbered per slice: rows with one are alike if their texts are. */
static bool same_row(const Table *table, const Slice *a, size_t row_a, const Slice *b, size_t row_b)
{
    for (uint32_t c = 0; c < table->spec->column_count; c++)
        if (!same_value(&table->spec->columns[c], a, row_a, b, row_b, c)) return false;
    return true;
}

static void leave_out(Arena *arena, Slice *slice, size_t row)
{
    if (!slice->left_out) slice->left_out = ARENA_ARRAY(arena, uint8_t, slice->row_count + 1);
    slice->left_out[row] = 1;
}

static void add_twins(Arena *arena, Twins *twins)
{
    FileRead *file = twins->file;
    if (!twins->count) return;
    SkippedRows *skipped = ARENA_ARRAY(arena, SkippedRows, file->skipped_count + twins->count);
    if (file->skipped_count)
        memcpy(skipped, file->skipped, file->skipped_count * sizeof *skipped);
    memcpy(skipped + file->skipped_count, twins->rows, twins->count * sizeof *skipped);
    file->skipped = skipped;
    file->skipped_count += twins->count;
    twins->count = 0;
}

static void note_twin(Arena *arena, Twins *twins, const Slice *slice, size_t row)
{
    if (twins->file != slice->file) add_twins(arena, twins);
    twins->file = (FileRead *)slice->file;
    twins->rows = array_room(arena, twins->rows, twins->count, &twins->capacity,
                             sizeof *twins->rows);
    twins->rows[twins->count++] = (SkippedRows){SKIP_DUPLICATE, slice->lines[row],
                                                slice->lines[row], 1};
}

static void report_twin(Arena *arena, Table *table, RowAt first, RowAt second, Twins *twins,
                        Diags *diags)
{
    Slice *a = &table->slices[first.slice], *b = &table->slices[second.slice];
    Text key = b->keys[second.row];
    Place place = record_cell_place(arena, table, b, second.row, table->spec->key);
    Text other = a->file->source.path;
    if (same_row(table, a, first.row, b, second.row)) {
        diag_warning(diags, DIAG_ROW_TWICE, place,
                     "%.*s \"%.*s\" stands in %.*s:%u already, alike; it counts once",
                     TEXT_ARG(place.heading), TEXT_ARG(key), TEXT_ARG(other),
                     a->lines[first.row]);
        leave_out(arena, b, second.row);
        note_twin(arena, twins, b, second.row);
        return;
    }
    diag_row_error(diags, DIAG_KEY_TWICE, place, "%.*s \"%.*s\" stands in %.*s:%u too, with other "
                   "values", TEXT_ARG(place.heading), TEXT_ARG(key), TEXT_ARG(other),
                   a->lines[first.row]);
    bool reported = a->left_out && a->left_out[first.row];      /* with an earlier twin */
    place = record_cell_place(arena, table, a, first.row, table->spec->key);
    if (!reported)
        diag_row_error(diags, DIAG_KEY_TWICE, place, "%.*s \"%.*s\" stands in %.*s:%u too, with "
                       "other values", TEXT_ARG(place.heading), TEXT_ARG(key),
                       TEXT_ARG(b->file->source.path), b->lines[second.row]);
    leave_out(arena, a, first.row);
    leave_out(arena, b, second.row);
}

bool slice_keys_ascend(const Slice *slice)
{
    Text before = TEXT("");
    for (size_t r = 0; r < slice->row_count; r++) {
        if (text_compare(before, slice->keys[r]) >= 0) return false;
        before = slice->keys[r];
    }
    return true;
}

/* Exports mostly come in key order: then every key is new, and no table is needed. */
static bool keys_ascend(const Table *table, const SliceResult *const *results)
{
    Text before = TEXT("");
    for (size_t s = 0; s < table->slice_count; s++) {
        const Slice *slice = &table->slices[s];
        if (!slice->row_count) continue;
        if (!results[s]->keys_ascend || text_compare(before, slice->keys[0]) >= 0) return false;
        before = slice->keys[slice->row_count - 1];
    }
    return true;
}

void keys_verify(Arena *arena, Table *table, const SliceResult *const *results, Diags *diags)
{
    if (table->spec->key == COLUMN_ABSENT) return;
    table->keys_ascend = keys_ascend(table, results);
    if (table->keys_ascend) return;
    Arena *scratch = arena_new();
    Names *keys = names_new(scratch);
    RowAt *places = NULL;
    size_t capacity = 0;
    Twins twins = {0};
    for (uint32_t s = 0; s < table->slice_count; s++)
        for (uint32_t r = 0; r < table->slices[s].row_count; r++) {
            Text key = table->slices[s].keys[r];
            if (!key.length) continue;
            uint32_t before = names_count(keys), name = names_add(keys, key);
            if (name < before) {
                report_twin(arena, table, places[name], (RowAt){s, r}, &twins, diags);
                continue;
            }
            places = array_room(scratch, places, before, &capacity, sizeof *places);
            places[name] = (RowAt){s, r};
        }
    add_twins(arena, &twins);
    arena_free(scratch);
}

static void verify_cell(FeedFile *file, const TotalRow *total, uint32_t cell, Ratio sum,
                        Diags *diags)
{
    Arena *arena = file->arena;
    const ColumnSpec *spec = &file->spec->columns[file->column_of_cell[cell]];
    CellProblem problem = {"", ""};
    Ratio stated;
    Money money;
    bool is_money = spec->type == COLUMN_MONEY && !spec->in_row_currency;
    bool good = spec->type == COLUMN_PERCENT
        ? cell_percent(arena, total->cells[cell], &stated, &problem) ||
          cell_number(arena, total->cells[cell], &stated, &problem)      /* a sum may exceed 1 */
        : is_money
        ? cell_amount(arena, total->cells[cell], file->company->digits, spec->times, &money,
                     &problem)
        : cell_number(arena, total->cells[cell], &stated, &problem);
    if (good && is_money)
        stated = ratio_from_money(money, file->company->digits);
    else if (good) stated = ratio_multiply(arena, stated, spec->times);
    if (good && ratio_equal(stated, sum)) return;
    Text raw = text_without_end(total->raw);
    Place place = {.file = file->read->source.path, .line = total->line, .column = cell + 1,
                   .heading = spec->heading, .excerpt = raw};
    record_mark_cell(&place, file->read->delimiter, cell + 1);
    Ratio shown = sum;               /* as the file writes it */
    bool divided = ratio_divide(arena, sum, spec->times, &shown);
    assert(divided);
    Text is = ratio_text(arena, shown, 6);
    Diag *diag = diag_error(diags, DIAG_TOTAL_DIFFERS, place,
                            "the total row says %.*s for %.*s, the rows add up to %.*s",
                            TEXT_ARG(total->cells[cell]), TEXT_ARG(spec->heading), TEXT_ARG(is));
    diag_value(diags, diag, total->cells[cell]);
    diag_hint(diags, diag, "is the file cut, or was a row edited by hand?");
}

/* The total row is the file's: it knows nothing of what is put in a cell's place. */
static bool is_edited(const FeedFile *file, uint32_t cell)
{
    for (size_t e = 0; e < file->edit_count; e++)
        if (file->edits[e].cell == cell) return true;
    return false;
}

void totals_verify(FeedFile *file, SliceResult *results, Diags *diags)
{
    if (!file->spec->total_row.length) return;
    size_t faults = 0;
    for (size_t s = 0; s < file->slice_count; s++) faults += results[s].faults;
    if (faults) return;                    /* the rows' own problems come first */
    for (uint32_t cell = 0; cell < file->cell_count; cell++) {
        uint32_t column = file->column_of_cell[cell];
        if (column == COLUMN_ABSENT || is_edited(file, cell)) continue;
        ColumnType type = file->spec->columns[column].type;
        if (type != COLUMN_MONEY && type != COLUMN_NUMBER && type != COLUMN_INTEGER &&
            type != COLUMN_PERCENT)
            continue;
        Ratio sum = RATIO_ZERO;
        for (size_t s = 0; s < file->slice_count; s++)
            sum = ratio_add(file->arena, sum, results[s].sums[column]);
        for (size_t s = 0; s <= file->slice_count; s++) {
            const TotalRow *totals = s ? results[s - 1].totals : file->totals;
            size_t count = s ? results[s - 1].total_count : file->total_count;
            for (size_t t = 0; t < count; t++)
                if (cell < totals[t].cell_count && totals[t].cells[cell].length)
                    verify_cell(file, &totals[t], cell, sum, diags);
        }
    }
}
