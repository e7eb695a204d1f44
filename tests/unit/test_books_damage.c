/* test_books_damage.c - whatever is done to the file of closed months behind attain's back is
 * found, and the entry is named. */
#include "books_inside.h"
#include "books_raw.h"

/* Lines of a text, one after the other. */
static bool next_line(Text lines, uint32_t *line, Text *out)
{
    *out = text_copy(arena, text_line(lines, ++*line));
    return out->length > 0;
}

static void want_found(const World *world, const char *paid, const char *what, const char *named)
{
    Text said;
    ck_assert_msg(!verified("books.db", &said), "%s: not found", what);
    ck_assert_msg(mentions(said, named), "%s: \"%s\" is not named in:\n%s", what, named,
                  said.bytes);
    Text now = paid_on(world, "books.db");
    if (!text_equal(now, TEXT("refused"))) want_text(what, now, paid);
}

/* Every value of every entry, one after the other: changed, found, and put back. */
START_TEST(finds_every_changed_value)
{
    World *world = make_books();
    Text paid = paid_on(world, "books.db"), said, table, column, row;
    ck_assert_uint_gt(paid.length, 20);
    raw_open("books.db");
    Text tables = raw_text("SELECT name FROM sqlite_schema WHERE type = 'table'");
    unsigned changed = 0;
    for (uint32_t t = 0; next_line(tables, &t, &table);) {
        Text columns = raw_text(text_format(arena, "SELECT name || ' ' || type FROM "
                                            "pragma_table_info('%s')", table.bytes).bytes);
        Text rows = raw_text(text_format(arena, "SELECT rowid FROM \"%s\"", table.bytes).bytes);
        for (uint32_t c = 0; next_line(columns, &c, &column);) {
            bool number = mentions(column, " INTEGER"), blob = mentions(column, " BLOB");
            column.length = (size_t)(strchr(column.bytes, ' ') - column.bytes);
            for (uint32_t r = 0; next_line(rows, &r, &row);) {
                const char *changes = number ? "%s + 1000" : blob ? "CAST('x' || %s AS BLOB)"
                                                                  : "'x' || %s";
                Text other = text_format(arena, changes, text_copy(arena, column).bytes);
                raw_run(text_format(arena, "CREATE TEMP TABLE kept AS SELECT *, rowid AS at FROM "
                                    "\"%s\" WHERE rowid = %s; UPDATE \"%s\" SET \"%.*s\" = %s "
                                    "WHERE rowid = %s", table.bytes, row.bytes, table.bytes,
                                    TEXT_ARG(column), other.bytes, row.bytes).bytes);
                Text what = text_format(arena, "%s %s, %.*s", table.bytes, row.bytes,
                                        TEXT_ARG(column));
                bool event = mentions(table, "event") || mentions(table, "part");
                bool key = text_equal(column, TEXT("entry")) || text_equal(column, TEXT("number"));
                Text named = text_format(arena, event ? "event " : "%s entry %s", table.bytes,
                                         key ? "" : row.bytes);
                want_found(world, paid.bytes, what.bytes, named.bytes);
                Text back = key ? text_format(arena, "UPDATE \"%s\" SET \"%.*s\" = %s WHERE "
                                              "rowid = %s + 1000", table.bytes, TEXT_ARG(column),
                                              row.bytes, row.bytes)
                                : text_format(arena, "UPDATE \"%s\" SET \"%.*s\" = (SELECT "
                                              "\"%.*s\" FROM kept) WHERE rowid = %s", table.bytes,
                                              TEXT_ARG(column), TEXT_ARG(column), row.bytes);
                raw_run(back.bytes);
                raw_run("DROP TABLE temp.kept");
                changed++;
            }
        }
    }
    sqlite3_close(raw);
    ck_assert_uint_gt(changed, 400);
    ck_assert_msg(verified("books.db", &said), "put back: %s", said.bytes);
    want_text("put back", paid_on(world, "books.db"), paid.bytes);
}
END_TEST

/* Every entry, one after the other: taken out. */
START_TEST(finds_every_missing_entry)
{
    World *world = make_books();
    Text paid = paid_on(world, "books.db"), table, row;
    copy_file("books.db", "good.db");
    raw_open("good.db");
    Text tables = raw_text("SELECT name FROM sqlite_schema WHERE type = 'table'");
    unsigned gone = 0;
    for (uint32_t t = 0; next_line(tables, &t, &table);) {
        Text rows = raw_text(text_format(arena, "SELECT rowid FROM \"%s\"", table.bytes).bytes);
        ck_assert_uint_gt(rows.length, 2);
        for (uint32_t r = 0; next_line(rows, &r, &row); gone++) {
            copy_file("good.db", "books.db");
            sqlite3 *whole = raw;
            Text sql = text_format(arena, "DELETE FROM \"%s\" WHERE rowid = %s", table.bytes,
                                   row.bytes);
            run_raw("books.db", sql.bytes);
            raw = whole;
            bool event = mentions(table, "event") || mentions(table, "part");
            want_found(world, paid.bytes, sql.bytes, event ? "event" : table.bytes);
        }
    }
    sqlite3_close(raw);
    ck_assert_uint_gt(gone, 60);
}
END_TEST

/* What else can be done with SQL, and what is said of it. */
static const struct { const char *sql, *named; } TAMPERED[] = {
    {"DELETE FROM posting WHERE event = 4", "posting entries of event 4"},
    {"DELETE FROM posting", "posting entries of event 1"},
    {"DELETE FROM event WHERE number = 4", "digests of no event"},
    {"DELETE FROM event WHERE number = 4; DELETE FROM part WHERE event = 4",
     "posting entry 5 belongs to no event"},
    {"DELETE FROM event; DELETE FROM part", "every close was taken out"},
    {"DELETE FROM part WHERE event = 4 AND name = 'payment'", "digests of event 4"},
    {"INSERT INTO part SELECT * FROM part WHERE event = 4", "digests of event 4"},
    {"INSERT INTO part SELECT 9, name, entries, digest FROM part WHERE event = 4",
     "digests of no event"},
    {"UPDATE part SET entries = 0, digest = (SELECT digest FROM part WHERE event = 2 AND "
     "name = 'payment') WHERE event = 4 AND name = 'payment'; DELETE FROM payment WHERE event = 4",
     "event 4"},
    {"INSERT INTO payment SELECT (SELECT max(entry) + 1 FROM payment), event, person, balance_in, "
     "earnings, prior, adjustments, released, available, draw_amount, draw_paid, draw_repaid, "
     "draw_owed, held, payment, balance_out, seal FROM payment WHERE entry = 1", "payment entry 7"},
    {"INSERT INTO name VALUES (0, 1, 'x', 0)", "name entry 0"},
    {"INSERT INTO name VALUES (-5, 1, 'x', 0)", "name entry -5"},
    {"UPDATE posting SET entry = entry + 100; UPDATE posting SET entry = entry - 99",
     "posting entry 2,"},
    {"UPDATE posting SET amount = amount + 1 WHERE entry IN (2, 4)", "posting entry 4,"},
    {"UPDATE event SET number = number + 100", "event 1"},
    {"DROP TRIGGER posting_kept", "triggers"},
    {"DROP TRIGGER event_stays", "triggers"},
    {"CREATE TABLE more (a)", "triggers"},
    {"CREATE INDEX more ON posting (amount)", "triggers"},
    {"CREATE VIEW more AS SELECT 1", "triggers"},
    {"DROP TABLE payment", "triggers"},
    {"ALTER TABLE payment ADD COLUMN more INTEGER", "triggers"},
    {"ALTER TABLE payment RENAME TO paid", "triggers"},
    {"PRAGMA user_version = 0", "no version"},
    {"PRAGMA application_id = 1", "no file of attain's books"},
    {"PRAGMA application_id = 0", "no file of attain's books"},
};

START_TEST(finds_what_was_done_to_the_file)
{
    World *world = make_books();
    Text paid = paid_on(world, "books.db");
    run_raw("books.db", TAMPERED[_i].sql);
    want_found(world, paid.bytes, TAMPERED[_i].sql, TAMPERED[_i].named);
    Ledger *ledger = world_ledger(world, "2025-12", FACTS, ROWS(FACTS));
    Text before = read_file("books.db");
    Books *books = NULL;
    CloseNote note = {TEXT("CFO"), TEXT("0.1")};
    bool closed = books_open(arena, books_path("books.db"), TEXT("books.db"), BOOKS_WRITE, &books,
                             &diags) &&
                  books_close_month(books, arena, ledger, &note, &diags);
    books_close(books);
    ck_assert_msg(!closed && diags.errors, "%s: closed over damage", TAMPERED[_i].sql);
    ck_assert(text_equal(before, read_file("books.db")));
}
END_TEST

/* Whoever knows how entries are sealed still can't add one, or put one in another's place. */
START_TEST(finds_entries_with_a_seal_of_their_own)
{
    World *world = make_books();
    Text paid = paid_on(world, "books.db");
    copy_file("books.db", "good.db");
    for (int replaced = 0; replaced < 2; replaced++) {
        copy_file("good.db", "books.db");
        if (replaced) run_raw("books.db", "DELETE FROM payment WHERE entry = 6");
        Books *books = open_at("books.db", BOOKS_WRITE);
        Writer writer;
        const Cell cells[CELLS_MAX] = {{.integer = 1}, {.integer = 0}, {.integer = 999999}};
        ck_assert(writer_open(books, BOOK_PAYMENT, 4, &writer));
        ck_assert(writer_row(&writer, cells));
        ck_assert_int_eq(writer.entry, replaced ? 6 : 7);
        statement_close(writer.insert);
        ck_assert(database_run(books->database, "COMMIT"));
        books_close(books);
        want_found(world, paid.bytes, "sealed", "payment entries of event 4");
    }
}
END_TEST

/* Nor does a chain that is whole, but says what can't be, lead anywhere. */
static const struct { int64_t person, month, amount; } ABSURD[] = {
    {0, 202512, 1}, {-1, 202512, 1}, {99999999, 202512, 1}, {INT64_MAX, 202512, 1},
    {1, 0, 1}, {1, 202513, 1}, {1, 202512, INT64_MAX},
};

START_TEST(looks_at_what_a_forged_chain_says)
{
    World *world = make_books();
    Books *books = open_at("books.db", BOOKS_WRITE);
    Event event = books->events[3];
    event.number = 5;
    event.period = month_of("2025-12");
    event.previous = books->events[3].head;
    hasher_start(books->part);
    Part none = {0, hasher_end(books->part)};
    for (int table = 0; table < BOOK_TABLES; table++) event.parts[table] = none;
    Writer writer;
    ck_assert(writer_open(books, BOOK_POSTING, 5, &writer));
    for (int row = 0; row < 2; row++) {
        const Cell cells[CELLS_MAX] = {
            {.integer = ABSURD[_i].person}, {.integer = 1}, {.integer = 2},
            {.integer = ABSURD[_i].month}, {.integer = ABSURD[_i].amount},
            {.integer = ABSURD[_i].amount}};
        ck_assert(writer_row(&writer, cells));
    }
    writer_close(&writer, &event);
    ck_assert(event_append(books, &event));
    ck_assert(database_run(books->database, "COMMIT"));
    books_close(books);
    want_text("state", paid_on(world, "books.db"), "refused");
}
END_TEST

START_TEST(names_every_changed_entry)
{
    make_books();
    run_raw("books.db", "UPDATE posting SET amount = 7 WHERE entry IN (1, 4); "
                        "UPDATE payment SET payment = 7 WHERE entry = 2");
    Text said;
    ck_assert(!verified("books.db", &said));
    want_text("said", said, "posting entry 1, booked by event 1, was changed\n"
                            "posting entry 4, booked by event 3, was changed\n"
                            "payment entry 2, booked by event 1, was changed\n");
}
END_TEST

/* Bytes of the file flipped: found, or of no effect. The header's 100 bytes all, then some of each
 * page; two patterns each. */
START_TEST(survives_flipped_bytes)
{
    World *world = make_books();
    Text good = read_file("books.db"), wanted = exported("books.db"), said;
    Text paid = paid_on(world, "books.db");
    static const char patterns[] = {0x01, (char)0xFF};
    unsigned found = 0, harmless = 0;
    char *bytes = arena_alloc(arena, good.length);
    for (size_t at = (size_t)_i; at < good.length; at += at < 100 ? 4 : 6607) {
        memcpy(bytes, good.bytes, good.length);
        bytes[at] = (char)(bytes[at] ^ patterns[_i / 4]);
        write_own_file("flipped.db", bytes, good.length);
        if (verified("flipped.db", &said)) {
            ck_assert_msg(text_equal(exported("flipped.db"), wanted), "byte %zu: exports other",
                          at);
            harmless++;
        } else found++;
        Text now = paid_on(world, "flipped.db");
        if (!text_equal(now, TEXT("refused"))) want_text("paid", now, paid.bytes);
    }
    ck_assert_uint_gt(found, 5);
    ck_assert_uint_gt(harmless, 5);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {finds_every_changed_value, 1},
        {finds_every_missing_entry, 1},
        {finds_what_was_done_to_the_file, ROWS(TAMPERED)},
        {finds_entries_with_a_seal_of_their_own, 1},
        {looks_at_what_a_forged_chain_says, ROWS(ABSURD)},
        {names_every_changed_entry, 1},
        {survives_flipped_bytes, 8},
    };
    return unit_run("books_damage", tests, ROWS(tests), 45, NULL, NULL);
}
