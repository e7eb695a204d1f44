/* books_raw.h - books of two months, and SQL on their file past attain, for the suites of what may
 * happen to it. */
#ifndef UNIT_BOOKS_RAW_H
#define UNIT_BOOKS_RAW_H

#include "books_case.h"

#include <sqlite3.h>
#include <stdio.h>

static const Fact FACTS[] = {
    {LINE_ACV, "E1", "2025-10-03", "D-1", "1000000"},
    {LINE_ACV, "E2", "2025-11-20", "D-3", "700000"},
    {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
};

/* October, undone, closed again, and November: every table has several entries. */
static inline World *make_books(void)
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

static inline void raw_open(const char *name)
{
    ck_assert_int_eq(sqlite3_open(books_path(name).bytes, &raw), SQLITE_OK);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    ck_assert_int_eq(sqlite3_exec(raw, "PRAGMA synchronous = OFF", NULL, NULL, NULL), SQLITE_OK);
}

static inline void raw_run(const char *sql)
{
    char *said = NULL;
    int code = sqlite3_exec(raw, sql, NULL, NULL, &said);
    ck_assert_msg(code == SQLITE_OK, "%s: %s", sql, said ? said : "");
}

static inline Text raw_text(const char *sql)                    /* every cell, a line each */
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

static inline void run_raw(const char *name, const char *sql)
{
    raw_open(name);
    raw_run(sql);
    sqlite3_close(raw);
}

static inline void copy_file(const char *from, const char *to)
{
    Text command = text_format(arena, "cp %s %s", books_path(from).bytes, books_path(to).bytes);
    ck_assert_int_eq(system(command.bytes), 0);
}

static inline Text read_file(const char *name)
{
    SourceFile file;
    ck_assert(file_read(arena, text_of(own_directory()), text_of(name), &file, &diags));
    return text_copy(arena, file.bytes);
}

/* Whether the books open and verify; what is said otherwise. */
static inline bool verified(const char *name, Text *said)
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
static inline Text paid_on(const World *world, const char *name)
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

static inline bool mentions(Text text, const char *what)
{
    return strstr(text.bytes, what) != NULL;
}

/* What all CSVs of an export hold. */
static inline Text exported(const char *name)
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

#endif
