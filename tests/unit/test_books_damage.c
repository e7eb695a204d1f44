/* test_books_damage.c - whatever is done to the file of closed months behind attain's back is
 * found, and the entry is named; what is not attain's books is not taken for them. */
#include "books_case.h"
#include "books_inside.h"

#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const Fact FACTS[] = {
    {LINE_ACV, "E1", "2025-10-03", "D-1", "1000000"},
    {LINE_ACV, "E2", "2025-11-20", "D-3", "700000"},
    {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
};

/* October, undone, closed again, and November: every table has several entries. */
static World *make_books(void)
{
    World *world = world_new();
    world->adjustments[0] = (Adjustment){TEXT("A-1"), 0, month_of("2025-10"), {5}, TEXT("spiff"),
                                         TEXT("CFO"), 0, 0};
    world->adjustments[1] = (Adjustment){TEXT("A-2"), 1, month_of("2025-10"), {6}, TEXT("spiff"),
                                         TEXT("CFO"), 0, 0};
    world->records.adjustment_count = 2;
    close_months(world, "books.db", "2025-10", FACTS, ROWS(FACTS));
    ck_assert(reopen_at("books.db", "2025-10"));
    close_months(world, "books.db", "2025-10", FACTS, ROWS(FACTS));
    world->design_file = source_file("plans/ae.yaml", "plan: AE, again\n");
    close_months(world, "books.db", "2025-11", FACTS, ROWS(FACTS));
    return world;
}

/* Raw SQL on the file, past the triggers. */
static sqlite3 *raw;

static void raw_open(const char *name)
{
    ck_assert_int_eq(sqlite3_open(books_path(name).bytes, &raw), SQLITE_OK);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    ck_assert_int_eq(sqlite3_exec(raw, "PRAGMA synchronous = OFF", NULL, NULL, NULL), SQLITE_OK);
}

static void raw_run(const char *sql)
{
    char *said = NULL;
    int code = sqlite3_exec(raw, sql, NULL, NULL, &said);
    ck_assert_msg(code == SQLITE_OK, "%s: %s", sql, said ? said : "");
}

static Text raw_text(const char *sql)                    /* every cell, a line each */
{
    sqlite3_stmt *select;
    Text out = TEXT("");
    ck_assert_msg(sqlite3_prepare_v2(raw, sql, -1, &select, NULL) == SQLITE_OK, "%s", sql);
    while (sqlite3_step(select) == SQLITE_ROW)
        out = text_format(arena, "%.*s%s\n", TEXT_ARG(out),
                          (const char *)sqlite3_column_text(select, 0));
    sqlite3_finalize(select);
    return out;
}

static void run_raw(const char *name, const char *sql)
{
    raw_open(name);
    raw_run(sql);
    sqlite3_close(raw);
}

static void copy_file(const char *from, const char *to)
{
    Text command = text_format(arena, "cp %s %s", books_path(from).bytes, books_path(to).bytes);
    ck_assert_int_eq(system(command.bytes), 0);
}

static Text read_file(const char *name)
{
    SourceFile file;
    ck_assert(file_read(arena, text_of(own_directory()), text_of(name), &file, &diags));
    return text_copy(arena, file.bytes);
}

/* Whether the books open and verify; what is said otherwise. */
static bool verified(const char *name, Text *said)
{
    Books *books = NULL;
    BooksVerdict verdict;
    Diags found;
    diags_start(&found, arena);
    bool sound = books_open(arena, books_path(name), text_of(name), BOOKS_READ, &books, &found) &&
                 books_verify(books, arena, &verdict, &found);
    books_close(books);
    *said = TEXT("");
    for (size_t i = 0; i < found.count; i++)
        *said = text_format(arena, "%.*s%.*s\n", TEXT_ARG(*said), TEXT_ARG(found.items[i].message));
    ck_assert_msg(sound == !found.errors, "%s: %s, but said: \"%s\"", name,
                  sound ? "sound" : "not sound", said->bytes);
    return sound;
}

/* What the books pay on, as text; "refused" where they are not taken, with a problem named. */
static Text paid_on(const World *world, const char *name)
{
    Books *books = NULL;
    Booked booked;
    Diags found;
    diags_start(&found, arena);
    Text out = TEXT("");
    bool good = books_open(arena, books_path(name), text_of(name), BOOKS_READ, &books, &found) &&
                books_state(books, arena, &world->records.roster, MONTH_NONE,
                            month_of("2025-10"), &booked, &found);
    books_close(books);
    ck_assert_msg(good == !found.errors, "%s: state %s, with %zu errors", name,
                  good ? "read" : "refused", found.errors);
    if (!good) return TEXT("refused");
    for (size_t i = 0; i < booked.line_count; i++)
        out = text_format(arena, "%.*s%u %.*s %d %lld %lld\n", TEXT_ARG(out),
                          booked.lines[i].person, TEXT_ARG(booked.lines[i].component),
                          booked.lines[i].month, (long long)booked.lines[i].amount.minor,
                          (long long)booked.lines[i].released.minor);
    for (size_t i = 0; i < booked.adjustment_count; i++)
        out = text_format(arena, "%.*s%u %d %lld\n", TEXT_ARG(out), booked.adjustments[i].person,
                          booked.adjustments[i].month,
                          (long long)booked.adjustments[i].amount.minor);
    return out;
}

static bool mentions(Text text, const char *what)
{
    return strstr(text.bytes, what) != NULL;
}

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

/* What all CSVs of an export hold. */
static Text exported(const char *name)
{
    Books *books = open_at(name, BOOKS_READ);
    Text directory = books_path("exported"), out = TEXT("");
    bool done = books_export(books, arena, directory, &diags);
    books_close(books);
    if (!done) return TEXT("refused");
    Text command = text_format(arena, "cat %s/*.csv | sha256sum; rm -r %s", directory.bytes,
                               directory.bytes);
    FILE *pipe = popen(command.bytes, "r");
    char line[128] = "";
    ck_assert(pipe && fgets(line, sizeof line, pipe));
    ck_assert_int_eq(pclose(pipe), 0);
    out = text_copy(arena, text_of(line));
    return out;
}

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
    for (size_t at = (size_t)_i; at < good.length; at += at < 100 ? 4 : 1201) {
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

/* What is no file of books, of this version, is refused and left as it is. */
static const struct { const char *make; DiagCode code; bool refusal; } STRANGERS[] = {
    {"printf 'person,amount\\nE1,100\\n'", DIAG_BOOKS_DAMAGED, false},
    {"head -c 20000 good.db", DIAG_BOOKS_DAMAGED, false},
    {"head -c 4096 good.db", DIAG_BOOKS_DAMAGED, false},
    {"sqlite3 books.db 'create table a (b)'; true", DIAG_BOOKS_DAMAGED, false},
    {"cat good.db; sqlite3 good.db 'pragma user_version = 2'; cp good.db books.db",
     DIAG_BOOKS_NEWER, true},
};

START_TEST(takes_no_strangers)
{
    make_books();
    Text command = text_format(arena, "cd %s && mv books.db good.db && (%s) > out; "
                               "test -e books.db || mv out books.db", own_directory(),
                               STRANGERS[_i].make);
    ck_assert_int_eq(system(command.bytes), 0);
    Text before = read_file("books.db");
    for (int write = 0; write < 2; write++) {
        Books *books = NULL;
        BooksVerdict verdict;
        diags_start(&diags, arena);
        ck_assert(!books_open(arena, books_path("books.db"), TEXT("books.db"),
                              write ? BOOKS_WRITE : BOOKS_READ, &books, &diags) ||
                  !books_verify(books, arena, &verdict, &diags));
        books_close(books);
        ck_assert_uint_ge(diags.count, 1);
        ck_assert_str_eq(diag_name(diags.items[0].code), diag_name(STRANGERS[_i].code));
        ck_assert_uint_eq(diags.refusals, STRANGERS[_i].refusal);
        want_text("file", diags.items[0].place.file, "books.db");
        ck_assert_uint_gt(diags.items[0].hint.length, 0);
        ck_assert(text_equal(before, read_file("books.db")));
    }
}
END_TEST

START_TEST(fails_where_the_system_does)
{
    static const char *const paths[] = {"", "no/such/folder/books.db"};
    ck_assert_int_eq(mkdir(books_path("folder").bytes, 0700), 0);
    for (int p = 0; p < 2; p++) {
        Books *books = NULL;
        diags_start(&diags, arena);
        ck_assert(!books_open(arena, books_path(p ? paths[p] : "folder"), TEXT("books.db"),
                              BOOKS_WRITE, &books, &diags));
        books_close(books);
        ck_assert_uint_eq(diags.count, 1);
        ck_assert_uint_eq(diags.system_faults, 1);
    }
}
END_TEST

/* Closes while no file may grow beyond `room`. Nothing here checks: each check writes its place to
 * a file of the suite's own, and the limit would cut that one too. */
static bool close_within(rlim_t room, const Ledger *ledger, bool *limited)
{
    struct rlimit limit = {room, RLIM_INFINITY}, none = {RLIM_INFINITY, RLIM_INFINITY};
    Text path = books_path("books.db");
    CloseNote note = {TEXT("CFO"), TEXT("0.1")};
    Books *books = NULL;
    *limited = setrlimit(RLIMIT_FSIZE, &limit) == 0;
    bool closed = books_open(arena, path, TEXT("books.db"), BOOKS_WRITE, &books, &diags) &&
                  books_close_month(books, arena, ledger, &note, &diags);
    books_close(books);
    *limited = setrlimit(RLIMIT_FSIZE, &none) == 0 && *limited;
    return closed;
}

/* A file that may not grow stands for the full disk: nothing is booked, and it goes on later. */
START_TEST(books_nothing_on_a_full_disk)
{
    World *world = make_books();
    Text before = read_file("books.db"), said;
    signal(SIGXFSZ, SIG_IGN);
    Ledger *ledger = world_ledger(world, "2025-12", FACTS, ROWS(FACTS));
    const rlim_t rooms[] = {512, 4096, before.length / 2};
    for (int r = 0; r < ROWS(rooms); r++) {
        bool limited;
        diags_start(&diags, arena);
        bool closed = close_within(rooms[r], ledger, &limited);
        ck_assert(limited);
        ck_assert(!closed);
        ck_assert_uint_eq(diags.system_faults, 1);
        ck_assert_uint_eq(diags.count, 1);
        ck_assert_msg(verified("books.db", &said), "%s", said.bytes);
        ck_assert(text_equal(before, read_file("books.db")));
    }
    ck_assert(close_at("books.db", ledger));
    ck_assert(verified("books.db", &said));
}
END_TEST

START_TEST(lets_one_write_at_a_time)
{
    World *world = make_books();
    Text before = paid_on(world, "books.db");
    Books *first = open_at("books.db", BOOKS_WRITE), *second = NULL;
    ck_assert(!books_open(arena, books_path("books.db"), TEXT("books.db"), BOOKS_WRITE, &second,
                          &diags));
    books_close(second);
    ck_assert_uint_eq(diags.refusals, 1);
    ck_assert_int_eq(diags.items[0].code, DIAG_BOOKS_BUSY);
    want_text("read meanwhile", paid_on(world, "books.db"), before.bytes);
    books_close(first);                                  /* and nothing was written */
    close_months(world, "books.db", "2025-12", FACTS, ROWS(FACTS));
}
END_TEST

static const char *const TO_TWO[] = {"ALTER TABLE payment ADD COLUMN more INTEGER", NULL};
static const char *const BROKEN[] = {"ALTER TABLE payment ADD COLUMN more INTEGER; "
                                     "ALTER TABLE nothing ADD COLUMN more INTEGER", NULL};

/* A later version's step: a copy first, then all of it in one transaction, or nothing. */
START_TEST(migrates_over_a_copy)
{
    make_books();
    Text before = read_file("books.db"), said, path = books_path("books.db");
    Books *books = open_at("books.db", BOOKS_READ);
    ck_assert(!schema_migrate(books, path, BROKEN, 2));
    books_close(books);
    ck_assert_uint_gt(diags.count, 0);
    ck_assert(verified("books.db", &said));
    diags_start(&diags, arena);
    books = open_at("books.db", BOOKS_READ);
    ck_assert(schema_migrate(books, path, TO_TWO, 2));
    books_close(books);
    raw_open("books.db");
    want_text("version", raw_text("PRAGMA user_version"), "2\n");
    want_text("new", raw_text("SELECT count(*) FROM payment WHERE more IS NULL"), "6\n");
    sqlite3_close(raw);
    ck_assert(!verified("books.db", &said));             /* for this attain it is too new */
    ck_assert_msg(mentions(said, "version 2"), "%s", said.bytes);
    ck_assert_msg(verified("books.db.bak-v1", &said), "%s", said.bytes);
    want_text("copy", exported("books.db.bak-v1"), (write_own_file("was.db", before.bytes,
              before.length), exported("was.db")).bytes);
}
END_TEST

START_TEST(copies_what_it_can_prove)
{
    World *world = make_books();
    Text said;
    Books *books = open_at("books.db", BOOKS_READ);
    ck_assert(books_backup(books, arena, books_path("copy.db"), &diags));
    ck_assert(verified("copy.db", &said));
    want_text("copy", paid_on(world, "copy.db"), paid_on(world, "books.db").bytes);
    ck_assert(!books_backup(books, arena, books_path("copy.db"), &diags));
    ck_assert_uint_eq(diags.system_faults, 1);
    books_close(books);
    run_raw("books.db", "UPDATE posting SET amount = 7 WHERE entry = 3");
    books = open_at("books.db", BOOKS_READ);
    ck_assert(!books_backup(books, arena, books_path("damaged.db"), &diags));
    ck_assert(access(books_path("damaged.db").bytes, F_OK) < 0);
    books_close(books);
}
END_TEST

START_TEST(exports_to_a_new_directory)
{
    make_books();
    Books *books = open_at("books.db", BOOKS_READ);
    ck_assert(books_export(books, arena, books_path("a/b"), &diags));
    Text payments = read_file("a/b/payment.csv");
    want_text("first", text_line(payments, 2),
              "1,1,E1,0,1000,0,0,1000,1000,0,0,0,0,0,1000,0,undone");
    ck_assert_uint_eq(text_lines(payments), 7);
    Text plan = text_format(arena, "a/b/text-%s", source_file("", "plan: AE\n").sha256);
    want_text("a kept file", read_file(plan.bytes), "plan: AE\n");
    ck_assert(!books_export(books, arena, books_path("a/b"), &diags));
    ck_assert(text_equal(payments, read_file("a/b/payment.csv")));
    ck_assert_uint_eq(diags.system_faults, 1);
    books_close(books);
    run_raw("books.db", "UPDATE payment SET payment = 7 WHERE entry = 3");
    books = open_at("books.db", BOOKS_READ);
    ck_assert(!books_export(books, arena, books_path("damaged"), &diags));
    ck_assert(access(books_path("damaged").bytes, F_OK) < 0);
    books_close(books);
}
END_TEST

/* SQLite would take these for something else than a file of that name. */
static const char *const NAMES[] = {"file:books.db", "file:x?mode=memory", ":memory:"};

START_TEST(takes_every_name_for_a_file)
{
    World *world = world_new();
    ck_assert_int_eq(chdir(own_directory()), 0);
    Books *books = NULL;
    CloseNote note = {TEXT("CFO"), TEXT("0.1")};
    Ledger *ledger = world_ledger(world, "2025-10", FACTS, ROWS(FACTS));
    ck_assert(books_open(arena, text_of(NAMES[_i]), TEXT("books"), BOOKS_WRITE, &books, &diags));
    ck_assert(books_close_month(books, arena, ledger, &note, &diags));
    books_close(books);
    struct stat status;
    ck_assert_int_eq(stat(NAMES[_i], &status), 0);
    ck_assert_int_gt((int)status.st_size, 4096);
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
        {takes_no_strangers, ROWS(STRANGERS)},
        {fails_where_the_system_does, 1},
        {books_nothing_on_a_full_disk, 1},
        {lets_one_write_at_a_time, 1},
        {migrates_over_a_copy, 1},
        {copies_what_it_can_prove, 1},
        {exports_to_a_new_directory, 1},
        {takes_every_name_for_a_file, ROWS(NAMES)},
    };
    return unit_run("books_damage", tests, ROWS(tests), 57, NULL, NULL);
}
