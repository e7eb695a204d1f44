/* heading.c - where the facts of a file begin and end: delimiter, titles, heading, footer.
 * Source: CONTRACT 2, Files. */
#include "intake_inside.h"
#include "rows.h"

#include <string.h>

#define ROWS_SHOWN 50                    /* the nearest row is looked for among these */

typedef struct Search {
    FeedFile *file;
    Text *cells;
    size_t count, capacity;
    uint32_t rows, best_line;
    size_t best_held;
    Text best_raw;
    Text *best_cells;
    size_t best_count;
    bool found;
    Arena *row;                          /* the cells of the row at hand */
    RowsEnd end;                         /* what ended the search, and on which line */
    uint32_t end_line;
} Search;

static void search_cell(void *context, const char *bytes, size_t length)
{
    Search *search = context;
    search->cells = array_room(search->row, search->cells, search->count, &search->capacity,
                               sizeof *search->cells);
    search->cells[search->count++] = text_trim(text_copy(search->row, (Text){bytes, length}));
}

/* How many of the headings that must be there a row holds. */
static size_t headings_held(const Search *search)
{
    const FeedSpec *spec = search->file->spec;
    size_t held = 0;
    for (uint32_t c = 0; c < spec->column_count; c++)
        for (size_t i = 0; i < search->count && !spec->columns[c].optional; i++)
            if (text_equal(search->cells[i], spec->columns[c].heading)) {
                held++;
                break;
            }
    return held;
}

static size_t headings_needed(const FeedSpec *spec)
{
    size_t needed = 0;
    for (uint32_t c = 0; c < spec->column_count; c++) needed += !spec->columns[c].optional;
    return needed;
}

static bool search_row(void *context, uint32_t line, Text raw)
{
    Search *search = context;
    size_t held = headings_held(search);
    search->found = held == headings_needed(search->file->spec);
    bool better = !search->best_line || held > search->best_held;
    if (search->found || (better && search->rows < ROWS_SHOWN)) {
        Arena *arena = search->file->arena;
        search->best_held = held;
        search->best_line = line;
        search->best_raw = raw;
        search->best_cells = ARENA_ARRAY(arena, Text, search->count + 1);
        search->best_count = search->count;
        for (size_t i = 0; i < search->count; i++)
            search->best_cells[i] = text_copy(arena, search->cells[i]);
    }
    search->rows++;
    search->count = search->capacity = 0;
    search->cells = NULL;
    arena_reset(search->row);
    return !search->found;
}

static void search_blank(void *context, uint32_t line)
{
    (void)context;
    (void)line;
}

static Search search_with(FeedFile *file, char delimiter)
{
    Search search = {.file = file, .row = arena_new()};
    RowSink sink = {search_cell, search_row, search_blank, &search};
    search.end = rows_read(file->read->decoded, delimiter, 1, &sink, &search.end_line);
    arena_free(search.row);
    return search;
}

static Place line_place(const FeedFile *file, uint32_t line, Text raw)
{
    return (Place){.file = file->read->source.path, .line = line,
                   .excerpt = text_without_end(raw)};
}

static void report_missing(FeedFile *file, const Search *search)
{
    Arena *arena = file->arena;
    if (search->end != ROWS_DONE) {
        Text raw = text_line(file->read->decoded, search->end_line);
        rows_end_report(&file->diags, search->end, line_place(file, search->end_line, raw));
        return;
    }
    if (!search->best_line) {
        Place place = {.file = file->read->source.path};
        Diag *diag = diag_error(&file->diags, DIAG_FILE_EMPTY, place, "the file has no rows");
        diag_hint(&file->diags, diag, "a heading line is needed, even where there are no facts");
        return;
    }
    const FeedSpec *spec = file->spec;
    Text lacks = TEXT(""), has = TEXT(""), near = TEXT(""), column = TEXT("");
    for (uint32_t c = 0; c < spec->column_count; c++) {
        bool held = spec->columns[c].optional;
        Text heading = spec->columns[c].heading;
        for (size_t i = 0; i < search->best_count; i++)
            held |= text_equal(search->best_cells[i], heading);
        if (held) continue;
        lacks = text_format(arena, "%.*s%s%.*s", TEXT_ARG(lacks), lacks.length ? ", " : "",
                            TEXT_ARG(heading));
        Text like = text_nearest(heading, search->best_cells, search->best_count);
        if (like.length && !near.length)
            near = like, column = spec->columns[c].name;
    }
    for (size_t i = 0; i < search->best_count; i++)
        has = text_format(arena, "%.*s%s%.*s", TEXT_ARG(has), i ? ", " : "",
                          TEXT_ARG(search->best_cells[i]));
    Diag *diag = diag_error(&file->diags, DIAG_HEADING_MISSING,
                            line_place(file, search->best_line, search->best_raw),
                            "no row holds every heading of %.*s; the nearest row lacks %.*s",
                            TEXT_ARG(spec->name), TEXT_ARG(lacks));
    diag_hint(&file->diags, diag, near.length
              ? "headings found: %.*s; is %.*s the heading of %.*s? a column's own heading goes "
                "under `header` in company.yaml"
              : N_("headings found: %.*s; a column's own heading goes under `header` in "
                   "company.yaml"),
              TEXT_ARG(has), TEXT_ARG(near), TEXT_ARG(column));
}

static bool map_cells(FeedFile *file, const Search *search)
{
    const FeedSpec *spec = file->spec;
    uint32_t *cells = ARENA_ARRAY(file->arena, uint32_t, spec->column_count + 1u);
    file->cell_count = (uint32_t)search->best_count;
    file->column_of_cell = ARENA_ARRAY(file->arena, uint32_t, search->best_count + 1);
    bool good = true;
    for (uint32_t i = 0; i < file->cell_count; i++) {
        file->column_of_cell[i] = COLUMN_ABSENT;
        for (uint32_t c = 0; c < spec->column_count; c++) {
            if (!text_equal(search->best_cells[i], spec->columns[c].heading)) continue;
            if (cells[c]) {
                Place place = line_place(file, search->best_line, search->best_raw);
                place.column = i + 1;
                place.heading = search->best_cells[i];
                record_mark_cell(&place, file->read->delimiter, i + 1);
                diag_error(&file->diags, DIAG_HEADING_TWICE, place,
                           "the heading \"%.*s\" stands twice", TEXT_ARG(search->best_cells[i]));
                good = false;
                continue;
            }
            cells[c] = i + 1;
            file->column_of_cell[i] = c;
        }
    }
    file->read->cells = cells;
    return good;
}

/* Cells of one line without quotes over lines; 0 for a blank line, UINT32_MAX where quotes are
 * odd. */
static uint32_t count_cells(Text line, char delimiter, Text *first)
{
    uint32_t cells = 1;
    bool quoted = false, blank = true;
    size_t from = 0;
    *first = TEXT("");
    for (size_t i = 0; i <= line.length; i++) {
        bool end = i == line.length;
        if (!end && line.bytes[i] == '"') quoted = !quoted;
        if (!end && (line.bytes[i] != delimiter || quoted)) continue;
        Text cell = text_trim(text_part(line, from, i));
        if (cell.length > 1 && cell.bytes[0] == '"')
            cell = text_trim(text_part(cell, 1, cell.length - 1));
        if (cell.length && blank) *first = cell;
        blank &= cell.length == 0;
        from = i + 1;
        cells += !end;
    }
    return quoted ? UINT32_MAX : blank ? 0 : cells;
}

/* Walks back over short, blank and total rows; the footer begins at the first blank among them. */
static void find_footer(FeedFile *file)
{
    Text text = file->read->decoded;
    size_t at = text.length, footer = text.length;
    while (at > file->data_from) {
        size_t end = at;
        const char *newline = at - 1 > file->data_from
            ? memrchr(text.bytes + file->data_from, '\n', at - 1 - file->data_from) : NULL;
        at = newline ? (size_t)(newline - text.bytes) + 1 : file->data_from;
        Text first;
        uint32_t cells = count_cells(text_part(text, at, end), file->read->delimiter, &first);
        bool total = file->spec->total_row.length && text_equal(first, file->spec->total_row);
        if (cells == 0) footer = at;
        else if (!total && cells >= file->cell_count) break;
    }
    file->data_to = footer;
}

static Text cut_line(Text text, size_t *at)
{
    const char *newline = memchr(text.bytes + *at, '\n', text.length - *at);
    size_t from = *at;
    *at = newline ? (size_t)(newline - text.bytes) + 1 : text.length;
    return text_part(text, from, *at);
}

static void read_totals_row(FeedFile *file, Text line, uint32_t number)
{
    file->totals = array_room(file->arena, file->totals, file->total_count,
                              &file->total_capacity, sizeof *file->totals);
    TotalRow *total = &file->totals[file->total_count++];
    *total = (TotalRow){number, line, ARENA_ARRAY(file->arena, Text, line.length + 2), 0};
    size_t from = 0;
    bool quoted = false;
    for (size_t i = 0; i <= line.length; i++) {
        if (i < line.length && line.bytes[i] == '"') quoted = !quoted;
        if (i < line.length && (line.bytes[i] != file->read->delimiter || quoted)) continue;
        Text cell = text_trim(text_part(line, from, i));
        if (cell.length > 1 && cell.bytes[0] == '"')
            cell = text_trim(text_part(cell, 1, cell.length - 1));
        total->cells[total->cell_count++] = cell;
        from = i + 1;
    }
}

static void note_footer(FeedFile *file)
{
    Text text = file->read->decoded;
    if (file->data_to == text.length) return;
    uint32_t line = file->data_line + text_lines(text_part(text, file->data_from, file->data_to));
    for (size_t at = file->data_to; at < text.length; line++) {
        Text row = cut_line(text, &at), first;
        uint32_t cells = count_cells(row, file->read->delimiter, &first);
        bool total = file->spec->total_row.length && text_equal(first, file->spec->total_row);
        if (total) read_totals_row(file, row, line);
        skip_note(file->arena, &file->skipped, &file->skipped_count, &file->skipped_capacity,
                  cells == 0 ? SKIP_BLANK : total ? SKIP_TOTAL : SKIP_FOOTER, line);
    }
}

/* A heading's cells may hold line ends within quotes: the facts start where the quotes are even. */
static void start_after_heading(FeedFile *file, const Search *search)
{
    Text text = file->read->decoded;
    size_t at = (size_t)(search->best_raw.bytes - text.bytes);
    bool quoted = false;
    file->data_line = search->best_line;
    do {
        Text line = cut_line(text, &at);
        for (size_t i = 0; i < line.length; i++) quoted ^= line.bytes[i] == '"';
        file->data_line++;
    } while (quoted && at < text.length);
    file->data_from = at;
}

bool heading_find(FeedFile *file)
{
    static const char delimiters[] = {',', '\t', ';'};
    Search best = {0};
    for (size_t i = 0; i < sizeof delimiters && !best.found; i++) {
        Search search = search_with(file, delimiters[i]);
        bool better = !best.best_line || search.found || search.best_held > best.best_held;
        if (!better) continue;
        best = search;
        file->read->delimiter = delimiters[i];
    }
    if (!best.found) {
        report_missing(file, &best);
        return false;
    }
    start_after_heading(file, &best);
    for (uint32_t line = 1; line < best.best_line; line++)
        skip_note(file->arena, &file->skipped, &file->skipped_count, &file->skipped_capacity,
                  SKIP_TITLE, line);
    bool mapped = map_cells(file, &best);
    find_footer(file);
    note_footer(file);
    return mapped;
}
