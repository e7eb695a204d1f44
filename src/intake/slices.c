/* slices.c - a piece of a file into typed columns. Cells are read where they fall; a row that
 * turns out to be blank filler or a total takes its problems back. */
#include "cells.h"
#include "intake_inside.h"
#include "rows.h"

#include <assert.h>
#include <string.h>

typedef struct BlankCell { uint32_t column, cell; } BlankCell;
typedef struct AmountCell { uint32_t column, cell; Text text; } AmountCell;

typedef struct SliceRead {
    FeedFile *file;
    Slice *slice;
    SliceResult *result;
    Arena *arena;
    size_t row, room;                /* the row being read; rows there is room for */
    uint32_t cell;                   /* cells of it read so far */
    size_t rows_seen;                /* before it, with those that are no facts */
    bool some;                       /* one of them is not blank */
    bool total;                      /* the first of those is the total row's word */
    bool fault;
    Diags before;                    /* the problems before this row */
    TotalRow pending;
    BlankCell *blank_cells;          /* of the row, where there may be none: a fault, unless all */
    uint32_t blank_count;            /* of the row's cells are blank */
    AmountCell *amount_cells;        /* of the row, in its own currency: read once that is known */
    uint32_t amount_count;
    Currency *currencies;            /* by row; NULL: no column is in_row_currency */
    Text currency_text;              /* the last row's, and what it was found to be */
    Currency currency;
    uint32_t faults_from;            /* first diag of this row, to be placed at its end */
    void **columns;                  /* the arrays, by column */
    uint8_t **blanks;
    uint32_t *lines, *offsets;
    Text *keys;
    uint8_t *left_out;
    Names *strangers;
} SliceRead;

static const size_t value_sizes[COLUMN_TYPES] = {
    [COLUMN_TEXT] = sizeof(Text), [COLUMN_DATE] = sizeof(Day), [COLUMN_MONEY] = sizeof(Money),
    [COLUMN_NUMBER] = sizeof(Ratio), [COLUMN_INTEGER] = sizeof(int64_t),
    [COLUMN_PERCENT] = sizeof(Ratio), [COLUMN_FLAG] = 1, [COLUMN_PAYEE] = sizeof(uint32_t)};

void skip_note(Arena *arena, SkippedRows **skipped, size_t *count, size_t *capacity,
               SkipReason reason, uint32_t line)
{
    SkippedRows *last = *count ? &(*skipped)[*count - 1] : NULL;
    if (last && last->reason == reason && last->last_line + 1 == line) {
        last->last_line = line;
        last->rows++;
        return;
    }
    *skipped = array_room(arena, *skipped, *count, capacity, sizeof **skipped);
    (*skipped)[(*count)++] = (SkippedRows){reason, line, line, 1};
}

Diag *cell_fault(Diags *diags, bool is_feed, DiagCode code, Place place, const char *hint,
                 const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Diag *diag = diag_vadd(diags, (Diag){.code = code, .place = place, .row_fault = is_feed},
                           format, arguments);
    va_end(arguments);
    if (hint && hint[0]) diag_hint(diags, diag, "%s", hint);
    return diag;
}

/* A slice has no more rows than row ends (a lone CR ends one too), so that one allocation a column
 * does. Growing them instead costs 0.2 s and 200 MB on a million deals. */
static size_t rows_at_most(Text text)
{
    size_t rows = 2 + text_lines(text);
    bool lone = memchr(text.bytes, '\r', text.length) != NULL;
    for (size_t i = 0; lone && i + 1 < text.length; i++)
        rows += text.bytes[i] == '\r' && text.bytes[i + 1] != '\n';
    return rows;
}

static size_t bytes_a_row(const FeedSpec *spec)
{
    size_t bytes = 2 * sizeof(uint32_t) + sizeof(Text) + sizeof(Currency);
    for (uint32_t c = 0; c < spec->column_count; c++)
        bytes += value_sizes[spec->columns[c].type] + 1;        /* and whether it is blank */
    return bytes;
}

static void make_room(SliceRead *read)
{
    const FeedSpec *spec = read->file->spec;
    for (uint32_t c = 0; c < spec->column_count; c++)
        read->columns[c] =
            arena_alloc(read->arena, read->room * value_sizes[spec->columns[c].type]);
    read->lines = ARENA_ARRAY(read->arena, uint32_t, read->room);
    read->offsets = ARENA_ARRAY(read->arena, uint32_t, read->room);
    if (spec->key != COLUMN_ABSENT && spec->columns[spec->key].type != COLUMN_TEXT)
        read->keys = ARENA_ARRAY(read->arena, Text, read->room);
    for (uint32_t c = 0; c < spec->column_count && !read->currencies; c++)
        if (spec->columns[c].in_row_currency)
            read->currencies = ARENA_ARRAY(read->arena, Currency, read->room);
}

/* Most cells lie in the file itself. */
static Text keep_text(SliceRead *read, Text cell)
{
    Text file = read->slice->text;
    if (cell.bytes >= file.bytes && cell.bytes < file.bytes + file.length) return cell;
    return text_copy(read->arena, cell);
}

static void set_fault(SliceRead *read, uint32_t column, Text cell, DiagCode code,
                      CellProblem problem)
{
    const ColumnSpec *spec = &read->file->spec->columns[column];
    Place place = {.file = read->file->read->source.path, .column = read->cell + 1,
                   .heading = spec->heading};
    Text quoted = text_part(cell, 0, text_character_start(cell, 60));
    Diags *diags = &read->result->diags;
    Diag *diag = code == DIAG_CELL_BLANK
        ? cell_fault(diags, read->file->is_feed, code, place, problem.hint, "%.*s: %s",
                     TEXT_ARG(spec->heading), problem.what)
        : cell_fault(diags, read->file->is_feed, code, place, problem.hint, "%.*s \"%.*s\": %s",
                     TEXT_ARG(spec->heading), TEXT_ARG(quoted), problem.what);
    diag_value(&read->result->diags, diag, cell);
    read->fault = true;
}

static void set_blank(SliceRead *read, uint32_t column)
{
    const ColumnSpec *spec = &read->file->spec->columns[column];
    size_t row = read->row;
    if (!spec->may_be_blank)
        read->blank_cells[read->blank_count++] = (BlankCell){column, read->cell};
    switch (spec->type) {
    case COLUMN_TEXT: ((Text *)read->columns[column])[row] = TEXT(""); return;
    case COLUMN_DATE: ((Day *)read->columns[column])[row] = DAY_NONE; return;
    case COLUMN_PAYEE: ((uint32_t *)read->columns[column])[row] = PERSON_NONE; return;
    case COLUMN_MONEY: ((Money *)read->columns[column])[row] = (Money){0}; break;
    case COLUMN_NUMBER:
    case COLUMN_PERCENT: ((Ratio *)read->columns[column])[row] = RATIO_ZERO; break;
    case COLUMN_INTEGER: ((int64_t *)read->columns[column])[row] = 0; break;
    case COLUMN_FLAG: ((uint8_t *)read->columns[column])[row] = 0; break;
    case COLUMN_TYPES: break;
    }
    if (!read->blanks[column]) read->blanks[column] = ARENA_ARRAY(read->arena, uint8_t, read->room);
    read->blanks[column][row] = 1;
}

static uint32_t payee_of(SliceRead *read, Text id)
{
    const FeedFile *file = read->file;
    uint32_t person = file->ids ? names_find(file->ids, id) : NAME_NONE;
    if (person != NAME_NONE) return person;
    if (!read->strangers) read->strangers = names_new(read->arena);
    return (file->roster ? file->roster->person_count : 0) + names_add(read->strangers, id);
}

static void set_value(SliceRead *read, uint32_t column, Text cell)
{
    const ColumnSpec *spec = &read->file->spec->columns[column];
    CellProblem problem = {0};
    size_t row = read->row;
    void *values = read->columns[column];
    bool good = true;
    DiagCode code = DIAG_CELL_NUMBER;
    switch (spec->type) {
    case COLUMN_TEXT: ((Text *)values)[row] = keep_text(read, cell); break;
    case COLUMN_DATE:
        code = DIAG_CELL_DATE;
        good = cell_date(cell, spec->format, &((Day *)values)[row], &problem);
        break;
    case COLUMN_MONEY:
        if (spec->in_row_currency) {
            read->amount_cells[read->amount_count++] =
                (AmountCell){column, read->cell, keep_text(read, cell)};
            break;
        }
        code = DIAG_CELL_MONEY;
        good = cell_amount(read->arena, cell, read->file->company->digits, spec->times,
                          &((Money *)values)[row], &problem);
        break;
    case COLUMN_NUMBER:
        good = cell_number(read->arena, cell, &((Ratio *)values)[row], &problem);
        if (good && (spec->times.num != 1 || spec->times.den != 1))
            ((Ratio *)values)[row] = ratio_multiply(read->arena, ((Ratio *)values)[row],
                                                    spec->times);
        break;
    case COLUMN_INTEGER:
        code = DIAG_CELL_INTEGER;
        good = cell_integer(read->arena, cell, &((int64_t *)values)[row], &problem);
        break;
    case COLUMN_PERCENT:
        code = DIAG_CELL_PERCENT;
        good = cell_percent(read->arena, cell, &((Ratio *)values)[row], &problem);
        break;
    case COLUMN_FLAG:
        code = DIAG_CELL_FLAG;
        good = cell_flag(cell, &((uint8_t *)values)[row], &problem);
        break;
    case COLUMN_PAYEE: ((uint32_t *)values)[row] = payee_of(read, cell); break;
    case COLUMN_TYPES: break;
    }
    if (read->blanks[column]) read->blanks[column][row] = 0;
    if (!good) {
        if (value_sizes[spec->type] == sizeof(Ratio)) ((Ratio *)values)[row] = RATIO_ZERO;
        if (spec->type == COLUMN_DATE) ((Day *)values)[row] = DAY_NONE;
        set_fault(read, column, cell, code, problem);
    }
}

/* What stands in a cell: the file's text, or what is put in its place. */
static Text cell_text(const SliceRead *read, Text cell)
{
    for (size_t e = 0; e < read->file->edit_count; e++) {
        const CellEdit *edit = &read->file->edits[e];
        if (edit->slice == read->slice && edit->row == read->rows_seen &&
            edit->cell == read->cell)
            return edit->text;
    }
    return text_trim(cell);
}

static void on_cell(void *context, const char *bytes, size_t length)
{
    SliceRead *read = context;
    FeedFile *file = read->file;
    if (read->cell == 0) {
        read->before = read->result->diags;
        read->some = read->total = read->fault = false;
        read->blank_count = read->amount_count = 0;
    }
    Text cell = cell_text(read, (Text){bytes, length});
    bool watch = file->spec->total_row.length != 0;
    if (cell.length && !read->some) {
        read->some = true;
        read->total = watch && text_equal(cell, file->spec->total_row);
    }
    if (watch) {
        if (read->cell == 0)
            read->pending.cells = ARENA_ARRAY(read->arena, Text, file->cell_count + 1u);
        if (read->total && read->cell < file->cell_count)
            read->pending.cells[read->cell] = text_copy(read->arena, cell);
    }
    if (read->cell < file->cell_count && !read->total) {
        uint32_t column = file->column_of_cell[read->cell];
        if (column != COLUMN_ABSENT) {
            if (cell.length) set_value(read, column, cell);
            else set_blank(read, column);
            if (column == file->spec->key && read->keys)
                read->keys[read->row] = keep_text(read, cell);
        }
    }
    read->cell++;
}

/* The row's problems get its line, now that it is known. */
static void place_faults(SliceRead *read, uint32_t line, Text raw)
{
    Diags *diags = &read->result->diags;
    Text excerpt = text_copy(diags->arena, text_without_end(raw));
    for (size_t i = read->before.count; i < diags->count; i++) {
        Place *place = &diags->items[i].place;
        place->line = line;
        place->excerpt = excerpt;
        if (place->column) record_mark_cell(place, read->file->read->delimiter, place->column);
    }
}

static void take_back(SliceRead *read)
{
    Diags *diags = &read->result->diags;
    diags->count = read->before.count;
    diags->errors = read->before.errors;
    diags->row_faults = read->before.row_faults;
    diags->warnings = read->before.warnings;
}

static void skip(SliceRead *read, SkipReason reason, uint32_t line)
{
    SliceResult *result = read->result;
    skip_note(result->arena, &result->skipped, &result->skipped_count, &result->skipped_capacity,
              reason, line);
}

static void find_currency(SliceRead *read)
{
    const FeedFile *file = read->file;
    uint32_t column = file->spec->currency;
    Text code = ((Text *)read->columns[column])[read->row];
    if (!code.length) {                                  /* blank: the company's */
        read->currencies[read->row] = file->company->currency_number;
        return;
    }
    if (!text_equal(code, read->currency_text)) {
        read->currency_text = code;
        read->currency = currency_find(code);
    }
    read->currencies[read->row] = read->currency;
    if (read->currency != CURRENCY_NONE) return;
    read->cell = file->read->cells[column] - 1;
    set_fault(read, column, code, DIAG_CURRENCY_UNKNOWN,
              (CellProblem){CURRENCY_WRONG, CURRENCY_HINT});
}

/* Amounts in the row's own currency: whole minor units of that. */
static void read_amounts(SliceRead *read)
{
    find_currency(read);
    Currency currency = read->currencies[read->row];
    for (uint32_t a = 0; a < read->amount_count && currency != CURRENCY_NONE; a++) {
        const AmountCell *amount = &read->amount_cells[a];
        const ColumnSpec *spec = &read->file->spec->columns[amount->column];
        CellProblem problem;
        read->cell = amount->cell;
        if (!cell_amount(read->arena, amount->text, currency_digits(currency), spec->times,
                        &((Money *)read->columns[amount->column])[read->row], &problem))
            set_fault(read, amount->column, amount->text, DIAG_CELL_MONEY, problem);
    }
    read->cell = 0;
}

static int digits_of(const SliceRead *read, const ColumnSpec *spec)
{
    return spec->in_row_currency ? currency_digits(read->currencies[read->row])
                                 : read->file->company->digits;
}

static void add_sums(SliceRead *read)
{
    const FeedSpec *spec = read->file->spec;
    for (uint32_t c = 0; c < spec->column_count; c++) {
        Ratio value;
        switch ((int)spec->columns[c].type) {
        case COLUMN_MONEY:
            value = ratio_from_money(((Money *)read->columns[c])[read->row],
                                     digits_of(read, &spec->columns[c]));
            break;
        case COLUMN_NUMBER:
        case COLUMN_PERCENT: value = ((Ratio *)read->columns[c])[read->row]; break;
        case COLUMN_INTEGER: value = ratio_whole(((int64_t *)read->columns[c])[read->row]); break;
        default: continue;
        }
        read->result->sums[c] = ratio_add(read->arena, read->result->sums[c], value);
    }
}

static void report_blanks(SliceRead *read)
{
    for (uint32_t b = 0; b < read->blank_count; b++) {
        read->cell = read->blank_cells[b].cell;
        set_fault(read, read->blank_cells[b].column, TEXT(""), DIAG_CELL_BLANK,
                  (CellProblem){N_("the cell is blank"),
                                N_("fill it, or let the column be blank with ? behind its type in "
                                   "company.yaml")});
    }
    read->cell = 0;
}

/* Of a row with too many or too few cells none means anything; the row itself is left out, and can
 * be asked for by its line. */
static void blank_row(SliceRead *read)
{
    for (uint32_t c = 0; c < read->file->spec->column_count; c++) {
        read->blank_count = 0;
        set_blank(read, c);
    }
    read->blank_count = 0;
    if (read->keys) read->keys[read->row] = TEXT("");
}

static bool on_row(void *context, uint32_t line, Text raw)
{
    SliceRead *read = context;
    FeedFile *file = read->file;
    uint32_t cells = read->cell;
    read->cell = 0;
    read->rows_seen++;
    if (!read->some) {
        take_back(read);
        skip(read, SKIP_BLANK, line);
        return true;
    }
    if (read->total) {
        take_back(read);
        skip(read, SKIP_TOTAL, line);
        SliceResult *result = read->result;
        result->totals = array_room(result->arena, result->totals, result->total_count,
                                    &result->total_capacity, sizeof *result->totals);
        result->totals[result->total_count++] =
            (TotalRow){line, raw, read->pending.cells,
                       cells < file->cell_count ? cells : file->cell_count};
        return true;
    }
    if (cells != file->cell_count) {
        take_back(read);
        Place place = {.file = file->read->source.path};
        cell_fault(&read->result->diags, file->is_feed, DIAG_ROW_CELLS, place,
                   N_("an unquoted comma in a text, or a line broken in two?"),
                   "the row has %u cells, the heading %u", cells, file->cell_count);
        read->fault = true;
    } else {
        report_blanks(read);
        if (read->currencies) read_amounts(read);
    }
    if (read->fault) {
        place_faults(read, line, raw);
        read->result->faults++;
        if (cells != file->cell_count && !file->is_feed) return true;
        if (cells != file->cell_count) blank_row(read);
        if (!read->left_out) read->left_out = ARENA_ARRAY(read->arena, uint8_t, read->room);
        read->left_out[read->row] = 1;
    } else if (read->result->sums) {
        add_sums(read);
    }
    read->offsets[read->row] = (uint32_t)(raw.bytes - read->slice->text.bytes);
    read->lines[read->row++] = line;
    return true;
}

static void on_blank(void *context, uint32_t line)
{
    skip(context, SKIP_BLANK, line);
}

static void report_end(SliceRead *read, RowsEnd end, uint32_t line)
{
    if (end == ROWS_DONE || end == ROWS_STOPPED) return;
    if (read->cell) take_back(read);     /* of the row that broke off: its line is not known */
    Text raw = text_line(read->slice->text, line - read->slice->first_line + 1);
    Place place = {.file = read->file->read->source.path, .line = line,
                   .excerpt = text_part(raw, 0, text_character_start(raw, 400))};
    read->result->stopped = true;
    rows_end_report(&read->result->diags, end, place);
}

void rows_end_report(Diags *diags, RowsEnd end, Place place)
{
    if (end == ROWS_LONG_CELL) {
        cell_fault(diags, false, DIAG_CELL_TOO_LONG, place, N_("a quote that never closes?"),
                   "a cell of more than 1 MiB");
        return;
    }
    if (end == ROWS_LONE_RETURN) {
        cell_fault(diags, false, DIAG_ROW_RETURN, place,
                   N_("lines end in LF or CRLF, not in CR alone as on old Macs; export again"),
                   "a carriage return on its own, where a line can't end");
        return;
    }
    bool open = end == ROWS_OPEN_QUOTE;
    cell_fault(diags, false, DIAG_ROW_QUOTE, place,
               N_("quotes enclose a whole cell; a quote inside is written \"\""),
               open ? "a quote opens here and never closes"
                    : N_("a quote inside a cell that is not quoted, or text behind a closing "
                         "quote"));
}

/* An optional column whose heading the file lacks. */
static void blank_column(SliceRead *read, uint32_t column)
{
    size_t rows = read->row;
    assert(read->file->spec->columns[column].may_be_blank);
    for (read->row = 0; read->row < rows; read->row++) set_blank(read, column);
}

void slice_read(FeedFile *file, Slice *slice, SliceResult *result)
{
    const FeedSpec *spec = file->spec;
    SliceRead read = {.file = file, .slice = slice, .result = result, .arena = result->arena};
    read.room = rows_at_most(slice->text);
    arena_expect(read.arena, read.room * bytes_a_row(spec));
    diags_start(&result->diags, result->arena);
    read.columns = ARENA_ARRAY(read.arena, void *, spec->column_count + 1u);
    read.blanks = ARENA_ARRAY(read.arena, uint8_t *, spec->column_count + 1u);
    read.blank_cells = ARENA_ARRAY(read.arena, BlankCell, spec->column_count + 1u);
    read.amount_cells = ARENA_ARRAY(read.arena, AmountCell, spec->column_count + 1u);
    if (spec->total_row.length) {
        result->sums = ARENA_ARRAY(read.arena, Ratio, spec->column_count + 1u);
        for (uint32_t c = 0; c < spec->column_count; c++) result->sums[c] = RATIO_ZERO;
    }
    make_room(&read);
    RowSink sink = {on_cell, on_row, on_blank, &read};
    uint32_t line = slice->first_line;
    RowsEnd end = rows_read(slice->text, file->read->delimiter, slice->first_line, &sink, &line);
    report_end(&read, end, line);
    slice->row_count = read.row;
    slice->lines = read.lines;
    slice->offsets = read.offsets;
    slice->left_out = read.left_out;
    slice->currencies = read.currencies;
    slice->columns = ARENA_ARRAY(read.arena, ColumnValues, spec->column_count + 1u);
    for (uint32_t c = 0; c < spec->column_count; c++) {
        if (!file->read->cells[c]) blank_column(&read, c);
        slice->columns[c].texts = read.columns[c];
        slice->columns[c].blanks = read.blanks[c];
    }
    if (spec->key != COLUMN_ABSENT)
        slice->keys = read.keys ? read.keys : slice->columns[spec->key].texts;
    if (slice->keys) result->keys_ascend = slice_keys_ascend(slice);
    if (!read.strangers) return;
    slice->stranger_count = names_count(read.strangers);
    Text *strangers = ARENA_ARRAY(read.arena, Text, slice->stranger_count);
    for (uint32_t i = 0; i < slice->stranger_count; i++)
        strangers[i] = names_text(read.strangers, i);
    slice->strangers = strangers;
}

/* Where a slice that starts at `from` ends: at the first line end outside quotes from SLICE_BYTES
 * on. */
static size_t slice_end(Text text, size_t from, bool quotes)
{
    size_t to = from + SLICE_BYTES < text.length ? from + SLICE_BYTES - 1 : text.length;
    bool open = quotes && text_count(text_part(text, from, to), '"') % 2 == 1;
    while (to < text.length && (to - from < SLICE_BYTES || open)) {
        const char *newline = memchr(text.bytes + to, '\n', text.length - to);
        size_t next = newline ? (size_t)(newline - text.bytes) + 1 : text.length;
        if (quotes) open ^= text_count(text_part(text, to, next), '"') % 2 == 1;
        to = next;
    }
    return to;
}

void slices_cut(FeedFile *file)
{
    Text text = text_part(file->read->decoded, file->data_from, file->data_to);
    size_t room = text.length / SLICE_BYTES + 2, from = 0;
    file->slices = ARENA_ARRAY(file->arena, Slice, room);
    bool quotes = memchr(text.bytes, '"', text.length) != NULL;
    uint32_t line = file->data_line;
    do {
        size_t to = slice_end(text, from, quotes);
        file->slices[file->slice_count++] =
            (Slice){.file = file->read, .text = text_part(text, from, to), .first_line = line};
        line += text_lines(text_part(text, from, to));
        from = to;
    } while (from < text.length);
}
