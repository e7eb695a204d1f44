/* test_books_file.c - the file of closed months as the system has it: what is no file of attain's
 * books, one that can't be read or grow, two who write, a copy, an older version, an export. */
#include "books_inside.h"
#include "books_raw.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

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
        {takes_no_strangers, ROWS(STRANGERS)},
        {fails_where_the_system_does, 1},
        {books_nothing_on_a_full_disk, 1},
        {lets_one_write_at_a_time, 1},
        {migrates_over_a_copy, 1},
        {copies_what_it_can_prove, 1},
        {exports_to_a_new_directory, 1},
        {takes_every_name_for_a_file, ROWS(NAMES)},
    };
    return unit_run("books_file", tests, ROWS(tests), 12, NULL, NULL);
}
