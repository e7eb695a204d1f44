/* schema.c - the file's tables and triggers, and how a file of an earlier version becomes today's.
 *
 * The tables are written from tables.def. Nothing booked can be edited: triggers forbid it, and
 * whoever goes around them meets the chain. */
#include "books_inside.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define APPLICATION 0x41545442           /* "ATTB" */
#define VERSION 1

static const char *const no_migrations[] = {NULL};       /* version 1 is the first */
const char *const *book_migrations = no_migrations;

static const char event_table[] =
    "CREATE TABLE \"event\" (\"number\" INTEGER PRIMARY KEY, \"kind\" TEXT NOT NULL, "
    "\"period\" INTEGER NOT NULL, \"approved_by\" TEXT NOT NULL, \"reason\" TEXT NOT NULL, "
    "\"design\" TEXT NOT NULL, \"plans\" TEXT NOT NULL, \"version\" TEXT NOT NULL, "
    "\"currency\" TEXT NOT NULL, \"fiscal_starts\" INTEGER NOT NULL, "
    "\"rounding\" INTEGER NOT NULL, \"payment\" INTEGER NOT NULL, "
    "\"left_out\" INTEGER NOT NULL, \"previous\" TEXT NOT NULL, \"head\" TEXT NOT NULL) STRICT";
static const char part_table[] =
    "CREATE TABLE \"part\" (\"event\" INTEGER NOT NULL, \"name\" TEXT NOT NULL, "
    "\"entries\" INTEGER NOT NULL, \"digest\" TEXT NOT NULL) STRICT";

static Text table_statement(Arena *arena, BookTable table)
{
    size_t count;
    const BookColumn *columns = book_columns(table, &count);
    Buffer out = {.arena = arena};
    buffer_format(&out, "CREATE TABLE \"%s\" (\"entry\" INTEGER PRIMARY KEY, "
                  "\"event\" INTEGER NOT NULL", book_table_name(table));
    for (size_t c = 0; c < count; c++)
        buffer_format(&out, ", \"%s\" %s NOT NULL", columns[c].name,
                      book_is_whole(columns[c].type) ? "INTEGER"
                      : columns[c].type == 'T' ? "TEXT" : "BLOB");
    buffer_text(&out, TEXT(", \"seal\" INTEGER NOT NULL) STRICT"));
    buffer_byte(&out, '\0');
    out.length--;
    return buffer_result(&out);
}

static Text trigger_statement(Arena *arena, const char *table, bool updates)
{
    const char *verb = updates ? "UPDATE" : "DELETE";
    return text_format(arena, "CREATE TRIGGER \"%s_%s\" BEFORE %s ON \"%s\" BEGIN SELECT "
                       "RAISE(ABORT, '%s entries are append-only'); END", table,
                       updates ? "kept" : "stays", verb, table, table);
}

enum { STATEMENTS = 3 * (BOOK_TABLES + 2) };

/* Every statement that makes the file, as SQLite keeps it. */
static void list_statements(Arena *arena, Text *statements)
{
    size_t count = 0;
    for (int table = 0; table < BOOK_TABLES + 2; table++) {
        const char *name = table < BOOK_TABLES ? book_table_name((BookTable)table)
                         : table == BOOK_TABLES ? "event" : "part";
        statements[count++] = table < BOOK_TABLES ? table_statement(arena, (BookTable)table)
                            : text_of(table == BOOK_TABLES ? event_table : part_table);
        statements[count++] = trigger_statement(arena, name, true);
        statements[count++] = trigger_statement(arena, name, false);
    }
}

bool schema_make(Books *books)
{
    Text statements[STATEMENTS];
    list_statements(books->arena, statements);
    for (size_t i = 0; i < STATEMENTS; i++)
        if (!database_run(books->database, statements[i].bytes)) return false;
    Text marks = text_format(books->arena, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                             APPLICATION, VERSION);
    return database_run(books->database, marks.bytes);
}

bool schema_same(Books *books)
{
    Text statements[STATEMENTS];
    list_statements(books->arena, statements);
    Statement *select;
    bool failed = false, damaged = false;
    size_t found = 0, others = 0;
    if (!statement_open(books->database, "SELECT sql FROM sqlite_schema", &select)) return false;
    while (statement_next(select, &failed)) {
        Text sql = column_text(select, 0, false, &damaged);
        size_t at = 0;
        while (at < STATEMENTS && !text_equal(statements[at], sql)) at++;
        if (at < STATEMENTS) found++;
        else others++;
    }
    statement_close(select);
    if (failed) return false;
    if (found == STATEMENTS && !others) return true;
    database_damaged(books->database, "the tables or their triggers are not as attain made them");
    return false;
}

static bool back_up(Books *books, Text path, int64_t version)
{
    Text copy = text_format(books->arena, "%.*s.bak-v%lld", TEXT_ARG(path), (long long)version);
    if (access(copy.bytes, F_OK) == 0 && unlink(copy.bytes) < 0) {
        diag_system(books->diags, DIAG_OUTPUT_UNWRITABLE, copy, errno,
                    "replacing an older copy of the books");
        return false;
    }
    return database_copy(books->database, copy);
}

static bool migrate_steps(Books *books, const char *const *migrations, int64_t from, int64_t count)
{
    for (int64_t version = from; version < count; version++) {
        Text mark = text_format(books->arena, "PRAGMA user_version = %lld",
                                (long long)version + 1);
        if (!database_run(books->database, migrations[version - 1]) ||
            !database_run(books->database, mark.bytes))
            return false;
    }
    return true;
}

bool schema_migrate(Books *books, Text path, const char *const *migrations, int64_t count)
{
    int64_t version;
    if (!database_number(books->database, "PRAGMA user_version", &version)) return false;
    if (version > count) {
        Diag *diag = diag_refusal(books->diags, DIAG_BOOKS_NEWER,
                                  (Place){.file = database_shown(books->database)},
                                  "the books are of version %lld, this attain knows version %lld",
                                  (long long)version, (long long)count);
        diag_hint(books->diags, diag, "install the attain that closed the last month, or a later "
                  "one");
        return false;
    }
    if (version == count) return true;
    if (version < 1) {
        database_damaged(books->database, "the books have no version");
        return false;
    }
    if (!back_up(books, path, version) ||
        !database_run(books->database, "BEGIN IMMEDIATE") ||
        !database_number(books->database, "PRAGMA user_version", &version))
        return false;
    return migrate_steps(books, migrations, version, count) &&
           database_run(books->database, "COMMIT");
}

bool schema_ready(Books *books, Text path)
{
    int64_t application, tables;
    if (!database_number(books->database, "PRAGMA application_id", &application) ||
        !database_number(books->database, "SELECT count(*) FROM sqlite_schema", &tables))
        return false;
    if (application == 0 && tables == 0) return true;     /* new, or left by an interrupted close */
    if (application != APPLICATION) {
        database_damaged(books->database, "this is no file of attain's books");
        return false;
    }
    return schema_migrate(books, path, book_migrations, VERSION);
}
