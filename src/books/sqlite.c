/* sqlite.c - the one file that knows SQLite. */
#include "sqlite.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define WAIT_MILLISECONDS 3000           /* for another's lock, before the answer is no */

struct Database { Arena *arena; sqlite3 *handle; Text shown; Diags *diags; };
struct Statement {
    Database *database;
    sqlite3_stmt *handle;
    int bound;                           /* the first thing that binding met; told when it runs */
};

void database_damaged(Database *database, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Diag damaged = {.code = DIAG_BOOKS_DAMAGED, .place = {.file = database->shown}};
    Diag *diag = diag_vadd(database->diags, damaged, format, arguments);
    va_end(arguments);
    diag_hint(database->diags, diag, "put a backup of the books in its place, and find out who "
              "changed the file");
}

Text database_shown(const Database *database)
{
    return database->shown;
}

void database_report(Database *database, Diags *diags)
{
    database->diags = diags;
}

static void report_busy(Database *database)
{
    Diag *diag = diag_refusal(database->diags, DIAG_BOOKS_BUSY, (Place){.file = database->shown},
                              "another attain is at work on the books");
    diag_hint(database->diags, diag, "wait until it has ended, then try again");
}

/* Why the library refused. The world's failures come with the system's reason. */
static bool report(Database *database, int code)
{
    assert((code & 0xFF) != SQLITE_NOMEM && "out of memory");
    int system = database->handle ? sqlite3_system_errno(database->handle) : 0;
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        report_busy(database);
        break;
    case SQLITE_FULL:
        diag_system(database->diags, DIAG_OUTPUT_UNWRITABLE, database->shown,
                    system ? system : ENOSPC, "writing the books");
        break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        diag_system(database->diags, DIAG_OUTPUT_UNWRITABLE, database->shown,
                    system ? system : (code & 0xFF) == SQLITE_READONLY ? EROFS : EIO,
                    "reading or writing the books");
        break;
    case SQLITE_NOTADB:
        database_damaged(database, "this is no file of attain's books");
        break;
    default:
        database_damaged(database, "the books can't be used: %s",
                         database->handle ? sqlite3_errmsg(database->handle)
                                          : sqlite3_errstr(code));
    }
    return false;
}

bool database_run(Database *database, const char *sql)
{
    int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || report(database, code);
}

/* A rollback journal, not a write-ahead log, which goes wrong on network shares. */
static const char settings[] =
    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
    "PRAGMA synchronous = EXTRA; PRAGMA journal_mode = DELETE; PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -65536;";

/* To SQLite ":memory:" and "file:books.db" are no files of that name; "./" makes them so. */
static Text file_name(Arena *arena, Text path)
{
    bool special = text_starts_with(path, TEXT(":")) || text_starts_with(path, TEXT("file:"));
    return text_format(arena, "%s%.*s", special ? "./" : "", TEXT_ARG(path));
}

bool database_open(Arena *arena, Text path, Text shown, bool write, Database **out, Diags *diags)
{
    Database *database = *out = ARENA_NEW(arena, Database);
    *database = (Database){arena, NULL, shown, diags};
    int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(file_name(arena, path).bytes, &database->handle, flags, NULL);
    if (code != SQLITE_OK) return report(database, code);
    sqlite3_busy_timeout(database->handle, WAIT_MILLISECONDS);
    return database_run(database, settings);
}

void database_close(Database *database)
{
    if (!database || !database->handle) return;
    sqlite3_close_v2(database->handle);              /* what was not committed is rolled back */
    database->handle = NULL;
}

bool statement_open(Database *database, const char *sql, Statement **out)
{
    Statement *statement = *out = ARENA_NEW(database->arena, Statement);
    statement->database = database;
    int code = sqlite3_prepare_v2(database->handle, sql, -1, &statement->handle, NULL);
    return code == SQLITE_OK || report(database, code);
}

void statement_close(Statement *statement)
{
    if (statement) sqlite3_finalize(statement->handle);      /* repeats an error told before */
}

static void bound(Statement *statement, int code)
{
    if (statement->bound == SQLITE_OK) statement->bound = code;
}

void statement_integer(Statement *statement, int at, int64_t value)
{
    bound(statement, sqlite3_bind_int64(statement->handle, at, value));
}

void statement_text(Statement *statement, int at, Text text)
{
    bound(statement, sqlite3_bind_text64(statement->handle, at, text.length ? text.bytes : "",
                                         text.length, SQLITE_STATIC, SQLITE_UTF8));
}

void statement_blob(Statement *statement, int at, Text bytes)
{
    bound(statement, sqlite3_bind_blob64(statement->handle, at, bytes.length ? bytes.bytes : "",
                                         bytes.length, SQLITE_STATIC));
}

static int step(Statement *statement)
{
    return statement->bound == SQLITE_OK ? sqlite3_step(statement->handle) : statement->bound;
}

bool statement_run(Statement *statement)
{
    int code = step(statement);
    (void)sqlite3_reset(statement->handle);             /* says again what step said */
    return code == SQLITE_DONE || report(statement->database, code);
}

bool statement_next(Statement *statement, bool *failed)
{
    int code = step(statement);
    if (code == SQLITE_ROW) return true;
    *failed = code != SQLITE_DONE;
    if (*failed) report(statement->database, code);
    return false;
}

int64_t column_integer(Statement *statement, int at, bool *damaged)
{
    if (sqlite3_column_type(statement->handle, at) != SQLITE_INTEGER) *damaged = true;
    return sqlite3_column_int64(statement->handle, at);
}

Text column_text(Statement *statement, int at, bool blob, bool *damaged)
{
    if (sqlite3_column_type(statement->handle, at) != (blob ? SQLITE_BLOB : SQLITE_TEXT))
        *damaged = true;
    const void *bytes = blob ? sqlite3_column_blob(statement->handle, at)
                             : (const void *)sqlite3_column_text(statement->handle, at);
    int length = sqlite3_column_bytes(statement->handle, at);
    return bytes && length > 0 ? (Text){bytes, (size_t)length} : TEXT("");
}

bool database_number(Database *database, const char *sql, int64_t *out)
{
    Statement *statement;
    bool failed = false, damaged = false;
    if (!statement_open(database, sql, &statement)) return false;
    bool there = statement_next(statement, &failed);
    *out = there ? column_integer(statement, 0, &damaged) : 0;
    statement_close(statement);
    return !failed;
}

bool database_sound(Database *database)
{
    Statement *statement;
    bool failed = false, damaged = false;
    if (!statement_open(database, "PRAGMA integrity_check(1)", &statement)) return false;
    bool sound = statement_next(statement, &failed);
    Text said = sound ? column_text(statement, 0, false, &damaged) : TEXT("");
    bool good = sound && text_equal(said, TEXT("ok"));
    if (sound && !good)
        database_damaged(database, "the file is damaged: %.*s", TEXT_ARG(said));
    statement_close(statement);
    return good;
}

/* The library leaves it to the system when a copy reaches the disk. */
static bool sync_copy(Database *database, Text path)
{
    Text folder = path_directory(database->arena, path);
    int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
    int directory = open(folder.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = file >= 0 && directory >= 0 && fsync(file) == 0 && fsync(directory) == 0;
    if (!synced)
        diag_system(database->diags, DIAG_OUTPUT_UNWRITABLE, path, errno, "copying the books");
    if (file >= 0) close(file);
    if (directory >= 0) close(directory);
    return synced;
}

bool database_copy(Database *database, Text path)
{
    Statement *vacuum;
    Text copy = file_name(database->arena, path);
    if (!statement_open(database, "VACUUM INTO ?1", &vacuum)) return false;
    statement_text(vacuum, 1, copy);
    bool copied = statement_run(vacuum);
    statement_close(vacuum);
    return copied && sync_copy(database, copy);
}
