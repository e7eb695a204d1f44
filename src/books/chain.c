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
        if (book_is_whole(form->columns[c].type)) canonical_integer(out, cells[c].integer);
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
        if (book_is_whole(columns[c].type)) statement_integer(writer->insert, at, cells[c].integer);
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
        if (book_is_whole(columns[c].type))
            reader->cells[c].integer = column_integer(reader->select, at, &damaged);
        else reader->cells[c].text = column_text(reader->select, at, columns[c].type == 'B',
                                                 &damaged);
    }
    int64_t seal = column_integer(reader->select, (int)count + 2, &damaged);
    reader->hash = row_hash(books, &reader->form, reader->entry, reader->event, reader->cells);
    reader->changed = damaged || seal != seal_of(reader->hash);
    if (!reader->changed) return true;
    database_damaged(books->database, "%.*s entry %lld, booked by event %lld, was changed",
                     TEXT_ARG(reader->form.name), (long long)reader->entry,
                     (long long)reader->event);
    reader->failed = !reader->names_all;
    return reader->names_all;
}

void reader_close(Reader *reader)
{
    statement_close(reader->select);
}

/* A walk over a whole table, event by event. */
typedef struct Walk {
    Books *books;
    RowVisit *visit;
    void *context;
    Reader reader;
    bool more;                       /* reader stands on a row */
    int64_t entry;                   /* the last one seen */
} Walk;

/* Entries are numbered without gaps. One that was changed may have any number. */
static bool is_next(Walk *walk)
{
    const Reader *reader = &walk->reader;
    int64_t wanted = ++walk->entry;
    if (reader->changed || reader->entry == wanted) return true;
    database_damaged(walk->books->database, reader->entry < wanted ? "%.*s entry %lld was added"
                                            : N_("%.*s entry %lld is missing"),
                     TEXT_ARG(reader->form.name),
                     (long long)(reader->entry < wanted ? reader->entry : wanted));
    walk->entry = reader->entry;
    return false;
}

/* Of a changed entry the event may be what was changed: it counts as one of those expected. */
static bool is_of(const Walk *walk, const Part *part, int64_t number, int64_t rows)
{
    return walk->more && (walk->reader.changed ? rows < part->rows
                                               : walk->reader.event == number);
}

static bool walk_event(Walk *walk, const Event *event)
{
    Books *books = walk->books;
    Reader *reader = &walk->reader;
    const Part *part = &event->parts[reader->table];
    int64_t rows = 0;
    bool sound = true;
    hasher_start(books->part);
    for (; is_of(walk, part, event->number, rows); walk->more = reader_next(reader)) {
        sound = is_next(walk) && !reader->changed && sound;
        hasher_add(books->part, reader->hash.bytes, HASH_BYTES);
        rows++;
        if (walk->visit && (!sound || !walk->visit(walk->context, event, reader))) return false;
    }
    Hash digest = hasher_end(books->part);
    if (!sound || reader->failed) return false;                   /* told already */
    if (part->rows == rows && hash_equal(part->digest, digest)) return true;
    database_damaged(books->database, "%.*s entries of event %lld were changed, added or taken "
                     "away", TEXT_ARG(reader->form.name), (long long)event->number);
    return false;
}

bool table_read(Books *books, BookTable table, RowVisit *visit, void *context)
{
    Walk walk = {.books = books, .visit = visit, .context = context};
    if (!reader_open(books, table, INT64_MIN, INT64_MAX, &walk.reader)) return false;
    walk.reader.names_all = !visit;
    walk.more = reader_next(&walk.reader);
    bool sound = true;
    for (size_t e = 0; e < books->event_count && (sound || !visit); e++)
        sound = walk_event(&walk, &books->events[e]) && sound;
    if (walk.more && (sound || !visit)) {
        sound = false;
        if (!walk.reader.changed)
            database_damaged(books->database, "%.*s entry %lld belongs to no event",
                             TEXT_ARG(walk.reader.form.name), (long long)walk.reader.entry);
    }
    reader_close(&walk.reader);
    return sound && !walk.reader.failed;
}

bool event_part_read(Books *books, BookTable table, const Event *event, RowVisit *visit,
                     void *context)
{
    Walk walk = {.books = books, .visit = visit, .context = context};
    for (size_t e = 0; &books->events[e] != event; e++)
        walk.entry += books->events[e].parts[table].rows;
    int64_t first = walk.entry + 1, last = walk.entry + event->parts[table].rows;
    if (!reader_open(books, table, first, last, &walk.reader)) return false;
    walk.more = reader_next(&walk.reader);
    bool sound = walk_event(&walk, event);
    reader_close(&walk.reader);
    return sound;
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
    canonical_integer(out, event->left_out);
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
