/* rows.c - the only file that knows libcsv. A line without a quote is a row whose cells lie between
 * delimiters: it needs no parser, and its cells no copy. An explanation on a million deals took
 * 3.8 s of processor time, now 2.9 s; tests/unit/test_rows.c reads each line both ways. */
#include "rows.h"

#include <assert.h>
#include <csv.h>
#include <string.h>

#define CELL_BLOCK 4096       /* a long cell's buffer grows by this; libcsv's 128 is quadratic */

typedef struct Rows {
    const RowSink *sink;
    uint32_t row_line;
    Text row_raw;
    bool row_done, stopped, too_long;
    bool in_body;                        /* before the end of the line: no row can be done */
    bool lone_return;                    /* ... but by a CR on its own */
} Rows;

static void on_cell(void *bytes, size_t length, void *context)
{
    Rows *rows = context;
    if (rows->lone_return) return;
    if (length > CELL_BYTES_MAX) rows->too_long = true;
    rows->sink->cell(rows->sink->context, bytes ? bytes : "", length);
}

static void on_row(int terminator, void *context)
{
    (void)terminator;
    Rows *rows = context;
    rows->row_done = true;
    rows->lone_return |= rows->in_body;
    if (rows->lone_return) return;
    if (!rows->too_long && !rows->sink->row(rows->sink->context, rows->row_line, rows->row_raw))
        rows->stopped = true;
}

static bool is_blank_line(Text line)
{
    for (size_t i = 0; i < line.length; i++)
        if (line.bytes[i] != ' ' && line.bytes[i] != '\t' && line.bytes[i] != '\r' &&
            line.bytes[i] != '\n')
            return false;
    return true;
}

/* A quote that opens behind something of its cell: libcsv lets blanks stand before it. */
static bool opens_late(Text line, char delimiter, bool open)
{
    const char *end = line.bytes + line.length, *at = line.bytes;
    for (; (at = memchr(at, '"', (size_t)(end - at))); at++) {
        if (!open && at > line.bytes && at[-1] != delimiter && at[-1] != '"') return true;
        open = !open;
    }
    return false;
}

/* libcsv ends a row at a lone CR too. Where one stands within a line the body is fed first, so that
 * such a row is noticed: lines would no longer tell where rows start. */
static bool parse_line(struct csv_parser *parser, Rows *rows, Text raw)
{
    size_t body = raw.length;
    while (body && (raw.bytes[body - 1] == '\n' || raw.bytes[body - 1] == '\r')) body--;
    if (!memchr(raw.bytes, '\r', body)) body = 0;
    rows->in_body = true;
    bool good = !body || csv_parse(parser, raw.bytes, body, on_cell, on_row, rows) == body;
    rows->in_body = false;
    return good && csv_parse(parser, raw.bytes + body, raw.length - body, on_cell, on_row, rows) ==
                       raw.length - body;
}

/* What libcsv takes off an unquoted cell's ends; a tab that delimits is none of them. */
static Text without_blanks(Text cell)
{
    while (cell.length && (*cell.bytes == ' ' || *cell.bytes == '\t')) {
        cell.bytes++;
        cell.length--;
    }
    while (cell.length &&
           (cell.bytes[cell.length - 1] == ' ' || cell.bytes[cell.length - 1] == '\t'))
        cell.length--;
    return cell;
}

/* A line that holds no quote, and no carriage return but the one of its end. */
static bool is_plain(Text raw)
{
    Text body = text_without_end(raw);
    return !memchr(raw.bytes, '"', raw.length) && !memchr(body.bytes, '\r', body.length);
}

static void read_plain(Rows *rows, Text raw, char delimiter)
{
    Text body = text_without_end(raw);
    for (size_t at = 0; at <= body.length;) {
        const char *next = at < body.length
            ? memchr(body.bytes + at, delimiter, body.length - at) : NULL;
        size_t to = next ? (size_t)(next - body.bytes) : body.length;
        Text cell = without_blanks((Text){body.bytes + at, to - at});
        on_cell((void *)cell.bytes, cell.length, rows);
        at = to + 1;
    }
    on_row('\n', rows);
}

RowsEnd rows_read(Text text, char delimiter, uint32_t first_line, const RowSink *sink,
                  uint32_t *line)
{
    struct csv_parser parser;
    int failed = csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL);
    assert(!failed);
    csv_set_delim(&parser, (unsigned char)delimiter);
    csv_set_blk_size(&parser, CELL_BLOCK);
    Rows rows = {.sink = sink};
    RowsEnd end = ROWS_DONE;
    uint32_t number = first_line, opened = first_line;
    bool in_row = false, quoted = false;
    size_t row_bytes = 0;
    for (size_t at = 0; at < text.length && end == ROWS_DONE; number++) {
        const char *newline = memchr(text.bytes + at, '\n', text.length - at);
        size_t next = newline ? (size_t)(newline - text.bytes) + 1 : text.length;
        Text raw = text_part(text, at, next);
        at = next;
        if (!in_row && (raw.bytes[0] == ' ' || raw.bytes[0] == '\t' || raw.bytes[0] == '\r' ||
                        raw.bytes[0] == '\n') && is_blank_line(raw)) {
            if (delimiter != '\t' || !memchr(raw.bytes, '\t', raw.length)) {
                sink->blank(sink->context, number);
                continue;
            }
        }
        if (!in_row) {
            rows.row_line = number;
            rows.row_raw = raw;
            row_bytes = 0;
            quoted = false;
        }
        row_bytes += raw.length;
        bool was_quoted = in_row && quoted;
        rows.row_done = false;
        bool plain = !in_row && is_plain(raw), parsed = true;
        if (plain) read_plain(&rows, raw, delimiter);
        else parsed = parse_line(&parser, &rows, raw);
        if (rows.lone_return)
            end = ROWS_LONE_RETURN;
        else if (!parsed || (!plain && opens_late(raw, delimiter, was_quoted)))
            end = ROWS_STRAY_QUOTE;
        else if (rows.too_long || (!rows.row_done && row_bytes > 4 * CELL_BYTES_MAX))
            end = ROWS_LONG_CELL;
        else if (rows.stopped)
            end = ROWS_STOPPED;
        in_row = !rows.row_done;
        if (in_row && text_count(raw, '"') % 2 == 1) {
            quoted = !quoted;
            if (quoted) opened = number;
        }
        *line = end == ROWS_LONG_CELL ? rows.row_line
              : end == ROWS_STRAY_QUOTE && was_quoted ? opened : number;
    }
    if (end == ROWS_DONE && csv_fini(&parser, on_cell, on_row, &rows) != 0) {
        end = ROWS_OPEN_QUOTE;
        *line = opened;
    }
    csv_free(&parser);
    return end;
}
