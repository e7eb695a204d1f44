/* sqlite.h - the door to SQLite. Private to the room; sqlite.c alone knows the library.
 *
 * Every call that can fail reports into the database's diags, once, and returns false: a lock held
 * by another is a refusal, a damaged file an error, a failing disk a system fault. */
#ifndef BOOKS_SQLITE_H
#define BOOKS_SQLITE_H

#include "attain/file.h"

typedef struct Database Database;
typedef struct Statement Statement;

/* write: the file is made where it is missing. shown is its path in messages. */
MUST_USE bool database_open(Arena *arena, Text path, Text shown, bool write, Database **out,
                            Diags *diags);
void database_close(Database *database);                      /* NULL is allowed */
void database_report(Database *database, Diags *diags);       /* into these from now on */

MUST_USE bool database_run(Database *database, const char *sql);
/* The one number that a statement gives. */
MUST_USE bool database_number(Database *database, const char *sql, int64_t *out);

MUST_USE bool statement_open(Database *database, const char *sql, Statement **out);
void statement_close(Statement *statement);                   /* NULL is allowed */
/* Parameters from 1. Texts and blobs must live until the statement ran. */
void statement_integer(Statement *statement, int at, int64_t value);
void statement_text(Statement *statement, int at, Text text);
void statement_blob(Statement *statement, int at, Text bytes);
/* Runs it for its effect, ready for the next values. */
MUST_USE bool statement_run(Statement *statement);
/* The next row. False: there is none, or (*failed) it can't be had. */
MUST_USE bool statement_next(Statement *statement, bool *failed);
/* Columns from 0. What has another type than is asked for reads as damaged: *damaged is set. */
int64_t column_integer(Statement *statement, int at, bool *damaged);
Text column_text(Statement *statement, int at, bool blob, bool *damaged); /* until the next row */

/* Says that the file is not as attain wrote it. */
void database_damaged(Database *database, const char *format, ...) PRINTF_LIKE(2, 3);
Text database_shown(const Database *database);
MUST_USE bool database_sound(Database *database);             /* SQLite's own check of the file */
/* A copy, on the disk when this returns; the path must not be there yet. */
MUST_USE bool database_copy(Database *database, Text path);

#endif
