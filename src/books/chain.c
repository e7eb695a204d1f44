/* chain.c - canonical entries, their seals, the digests of what an event booked, and the heads.
 *
 * An entry's canonical bytes name its table, its number, its event, and each value with its length,
 * so that no two entries have the same. Its seal is the beginning of their SHA-256: it lets
 * a changed entry be named. An event's digest of a table is over its entries' hashes in order, its
 * head over the head before, its own words and these digests: it lets nothing be changed, taken
 * away or added, seals and all. */
#include "books_inside.h"

static void canonical_start(Buffer *out, Text table, int64_t entry, int64_t event)
{
    out->length = 0;
    buffer_text(out, table);
    buffer_byte(out, '\n');
    buffer_integer(out, entry);
    buffer_byte(out, ' ');
    buffer_integer(out, event);
    buffer_byte(out, '\n');
}

static void canonical_text(Buffer *out, Text text)
{
    buffer_integer(out, (int64_t)text.length);
    buffer_byte(out, ':');
    buffer_text(out, text);
    buffer_byte(out, '\n');
}

static void canonical_integer(Buffer *out, int64_t integer)
{
    buffer_integer(out, integer);
    buffer_byte(out, '\n');
}

static Hash hash_canonical(Hasher *hasher, const Buffer *canonical)
{
    hasher_start(hasher);
    hasher_add(hasher, canonical->bytes, canonical->length);
    return hasher_end(hasher);
}

static TableForm form_of(BookTable table)
{
    TableForm form = {.name = text_of(book_table_name(table))};
    form.columns = book_columns(table, &form.count);
    return form;
}

static Hash row_hash(Books *books, const TableForm *form, int64_t entry, int64_t event,
                     const Cell *cells)
{
    Buffer *out = &books->canonical;
    canonical_start(out, form->name, entry, event);
    for (size_t c = 0; c < form->count; c++) {
        if (form->columns[c].type == 'I') canonical_integer(out, cells[c].integer);
        else canonical_text(out, cells[c].text);
    }
    return hash_canonical(books->row, out);
}

static int64_t seal_of(Hash hash)
{
    uint64_t seal = 0;
    for (int i = 0; i < 8; i++) seal = seal << 8 | hash.bytes[i];
    return (int64_t)seal;
}

static Text insert_statement(Arena *arena, BookTable table)
{
    size_t count;
    (void)book_columns(table, &count);
    Buffer out = {.arena = arena};
    buffer_format(&out, "INSERT INTO \"%s\" VALUES (?", book_table_name(table));
    for (size_t c = 0; c < count + 2; c++) buffer_text(&out, TEXT(", ?"));
    buffer_byte(&out, ')');
    buffer_byte(&out, '\0');
    return buffer_result(&out);
}

bool writer_open(Books *books, BookTable table, int64_t event, Writer *out)
{
    *out = (Writer){.books = books, .table = table, .form = form_of(table), .event = event};
    Text last = text_format(books->arena, "SELECT coalesce(max(entry), 0) FROM \"%s\"",
                            book_table_name(table));
    hasher_start(books->part);
    return database_number(books->database, last.bytes, &out->entry) &&
           statement_open(books->database, insert_statement(books->arena, table).bytes,
                          &out->insert);
}

bool writer_row(Writer *writer, const Cell *cells)
{
    Books *books = writer->books;
    size_t count = writer->form.count;
    const BookColumn *columns = writer->form.columns;
    int64_t entry = ++writer->entry;
    Hash hash = row_hash(books, &writer->form, entry, writer->event, cells);
    hasher_add(books->part, hash.bytes, HASH_BYTES);
    writer->part.rows++;
    statement_integer(writer->insert, 1, entry);
    statement_integer(writer->insert, 2, writer->event);
    for (size_t c = 0; c < count; c++) {
        int at = (int)c + 3;
        if (columns[c].type == 'I') statement_integer(writer->insert, at, cells[c].integer);
        else if (columns[c].type == 'T') statement_text(writer->insert, at, cells[c].text);
        else statement_blob(writer->insert, at, cells[c].text);
    }
    statement_integer(writer->insert, (int)count + 3, seal_of(hash));
    return statement_run(writer->insert);
}

void writer_close(Writer *writer, Event *event)
{
    statement_close(writer->insert);
    writer->part.digest = hasher_end(writer->books->part);
    event->parts[writer->table] = writer->part;
}

bool reader_open(Books *books, BookTable table, int64_t first, int64_t last, Reader *out)
{
    *out = (Reader){.books = books, .table = table, .form = form_of(table)};
    Text sql = text_format(books->arena, "SELECT * FROM \"%s\" WHERE entry BETWEEN ?1 AND ?2 "
                           "ORDER BY entry", book_table_name(table));
    out->failed = !statement_open(books->database, sql.bytes, &out->select);
    if (out->failed) return false;
    statement_integer(out->select, 1, first);
    statement_integer(out->select, 2, last);
    return true;
}

bool reader_next(Reader *reader)
{
    Books *books = reader->books;
    size_t count = reader->form.count;
    const BookColumn *columns = reader->form.columns;
    bool damaged = false;
    if (reader->failed || !statement_next(reader->select, &reader->failed)) return false;
    reader->entry = column_integer(reader->select, 0, &damaged);
    reader->event = column_integer(reader->select, 1, &damaged);
    for (size_t c = 0; c < count; c++) {
        int at = (int)c + 2;
        if (columns[c].type == 'I')
            reader->cells[c].integer = column_integer(reader->select, at, &damaged);
        else reader->cells[c].text = column_text(reader->select, at, columns[c].type == 'B',
                                                 &damaged);
    }
    int64_t seal = column_integer(reader->select, (int)count + 2, &damaged);
    reader->hash = row_hash(books, &reader->form, reader->entry, reader->event, reader->cells);
    if (!damaged && seal == seal_of(reader->hash)) return true;
    database_damaged(books->database, "%s entry %lld, booked by event %lld, was changed",
                     book_table_name(reader->table), (long long)reader->entry,
                     (long long)reader->event);
    reader->failed = true;
    return false;
}

void reader_close(Reader *reader)
{
    statement_close(reader->select);
}

/* Whether what was read of an event's part of a table is what was booked. */
static bool part_same(Books *books, BookTable table, const Event *event, int64_t rows)
{
    Hash digest = hasher_end(books->part);
    const Part *part = &event->parts[table];
    if (part->rows == rows && hash_equal(part->digest, digest)) return true;
    database_damaged(books->database, "%s entries of event %lld were changed, added or taken away",
                     book_table_name(table), (long long)event->number);
    return false;
}

bool table_read(Books *books, BookTable table, RowVisit *visit, void *context)
{
    Reader reader;
    if (!reader_open(books, table, 1, INT64_MAX, &reader)) return false;
    bool more = reader_next(&reader), sound = true;
    int64_t entry = 0;
    for (size_t e = 0; e < books->event_count && sound; e++) {
        const Event *event = &books->events[e];
        int64_t rows = 0;
        hasher_start(books->part);
        for (; more && sound && reader.event == event->number; more = reader_next(&reader)) {
            sound = reader.entry == ++entry;
            hasher_add(books->part, reader.hash.bytes, HASH_BYTES);
            rows++;
            if (sound && visit) sound = visit(context, event, &reader);
        }
        sound = sound && !reader.failed && part_same(books, table, event, rows);
    }
    if (more && sound)
        database_damaged(books->database, "%s entry %lld belongs to no event",
                         book_table_name(table), (long long)reader.entry);
    reader_close(&reader);
    return sound && !more && !reader.failed;
}

Hash event_head(Books *books, const Event *event)
{
    Buffer *out = &books->canonical;
    canonical_start(out, TEXT("event"), event->number, event->number);
    canonical_text(out, event->is_close ? TEXT("close") : TEXT("reopen"));
    canonical_integer(out, month_number(event->period));
    const Text texts[] = {event->approved_by, event->reason, event->design, event->plans,
                          event->version, event->currency};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) canonical_text(out, texts[i]);
    canonical_integer(out, event->fiscal_starts);
    canonical_integer(out, event->rounding);
    canonical_integer(out, event->payment.minor);
    hasher_start(books->chain);
    hasher_add(books->chain, event->previous.bytes, HASH_BYTES);
    hasher_add(books->chain, out->bytes, out->length);
    for (int table = 0; table < BOOK_TABLES; table++) {
        canonical_start(out, text_of(book_table_name((BookTable)table)),
                        event->parts[table].rows, 0);
        hasher_add(books->chain, out->bytes, out->length);
        hasher_add(books->chain, event->parts[table].digest.bytes, HASH_BYTES);
    }
    return hasher_end(books->chain);
}
