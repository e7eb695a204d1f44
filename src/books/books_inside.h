/* books_inside.h - what the room's files share. Private to the room.
 *
 *   sqlite.c    the door to SQLite            schema.c   tables, triggers, versions
 *   tables.c    what is booked, as a table    chain.c    canonical entries, seals, digests, heads
 *   books.c     opening; the events           state.c    what closes left: Booked
 *   credits.c   digests and differences       changes.c  differences as credits that changed
 *   credit_lines.c  a bucket's credits as text
 *   close.c     a month is booked             lines.c    its lines, postings and payments
 *   verify.c    the whole chain again         export.c   CSVs and copies                        */
#ifndef BOOKS_INSIDE_H
#define BOOKS_INSIDE_H

#include "attain/books.h"
#include "attain/buffer.h"
#include "attain/hash.h"
#include "sqlite.h"

/* tables.c */
typedef enum BookTable {
#define TABLE(table, name) BOOK_##table,
#define COLUMN(table, type, name)
#include "tables.def"
#undef TABLE
#undef COLUMN
    BOOK_TABLES
} BookTable;
typedef struct BookColumn { BookTable table; char type; const char *name; } BookColumn;
enum { CELLS_MAX = 24 };
const char *book_table_name(BookTable table);
const BookColumn *book_columns(BookTable table, size_t *count);
bool book_is_whole(char type);                                /* its values are whole numbers */

typedef struct TableForm { Text name; const BookColumn *columns; size_t count; } TableForm;
typedef struct Cell { int64_t integer; Text text; } Cell;       /* by the column's type */

/* What one event booked into one table. */
typedef struct Part { int64_t rows; Hash digest; } Part;

typedef struct Event {
    int64_t number;                  /* from 1, without gaps */
    bool is_close, live;             /* live: a close that no reopening undid */
    Month period;
    Text approved_by, reason, design, plans, version, currency;
    int64_t fiscal_starts, rounding;
    Money payment;
    int64_t left_out;                /* rows at fault, under --allow-exceptions */
    Hash previous, head;
    Part parts[BOOK_TABLES];
} Event;

struct Books {
    Arena *arena;
    Database *database;              /* NULL: there is no file yet */
    Diags *diags;
    bool writes;
    Event *events;
    size_t event_count, event_capacity;
    Names *names;                    /* name n is names_text(names, n - 1) */
    uint32_t names_booked;           /* of these stand in the file */
    Hasher *row, *part, *chain;
    Buffer canonical;                /* one row's, over and over */
};

/* schema.c. The statements that make the file what version 1 is; NULL ends the list. */
extern const char *const *book_migrations;        /* [version - 1]: from the version before */
MUST_USE bool schema_ready(Books *books, Text path);          /* looks, and migrates */
MUST_USE bool schema_make(Books *books);                      /* within a transaction */
MUST_USE bool schema_same(Books *books);                      /* as attain made it */
/* The same with other migrations than the program's own: for its tests. */
MUST_USE bool schema_migrate(Books *books, Text path, const char *const *migrations,
                             int64_t count);

/* chain.c. Rows of a table, written: each with entry, event and seal. */
typedef struct Writer {
    Books *books;
    BookTable table;
    TableForm form;
    int64_t event, entry;
    Statement *insert;
    Part part;
} Writer;
MUST_USE bool writer_open(Books *books, BookTable table, int64_t event, Writer *out);
MUST_USE bool writer_row(Writer *writer, const Cell *cells);
void writer_close(Writer *writer, Event *event);              /* the part is the event's */

/* Rows of a table, read: each is checked against its seal. Entries [first, last]. */
typedef struct Reader {
    Books *books;
    BookTable table;
    TableForm form;
    Statement *select;
    int64_t entry, event;
    Cell cells[CELLS_MAX];
    Hash hash;
    bool names_all;                  /* goes on after an entry that was changed: to name them all */
    bool changed;                    /* this one was; told in diags */
    bool failed;                     /* told in diags */
} Reader;
MUST_USE bool reader_open(Books *books, BookTable table, int64_t first, int64_t last, Reader *out);
MUST_USE bool reader_next(Reader *reader);
void reader_close(Reader *reader);

/* Every row of a table in turn, each event's checked against its part. False: something is not as
 * it was booked, and visit saw rows that prove nothing. visit NULL: every such entry is named. */
typedef bool RowVisit(void *context, const Event *event, const Reader *reader);
MUST_USE bool table_read(Books *books, BookTable table, RowVisit *visit, void *context);
/* The same of one event's rows; the others are neither read nor checked. */
MUST_USE bool event_part_read(Books *books, BookTable table, const Event *event, RowVisit *visit,
                              void *context);
Hash event_head(Books *books, const Event *event);
MUST_USE bool events_read(Books *books);                      /* and the chain of their heads */
MUST_USE bool event_append(Books *books, Event *event);       /* head and all */

/* books.c */
MUST_USE bool names_read(Books *books);
int64_t name_of(Books *books, Text text);                     /* "" is 0 */
Text name_text(const Books *books, int64_t name);
const Event *last_live(const Books *books, Month before);     /* MONTH_NONE: of all; or NULL */
MUST_USE bool still_same(Books *books);       /* nobody booked anything since events_read */
Month first_paid(const Books *books);

/* Numbers for people who read the file: 20260314, 202603. */
int64_t day_number(Day day);
Day number_day(int64_t number);
int64_t month_number(Month month);
Month number_month(int64_t number);
Ratio exact_ratio(Arena *arena, Text text, bool *damaged);    /* of ratio_exact's text */

/* credits.c: what of the credits of closed months is not as it was booked. */
typedef struct CreditDifference {
    int sign;                        /* 1: came; -1: went */
    const Credit *credit;            /* came */
    const Ledger *ledger;            /* the year's, of credit */
    Text measure, line, person, feed, key, file;
    bool is_money;                   /* the amount is in minor units */
    Day day;
    Ratio amount, share;
    int64_t leg, file_line, status;
    uint32_t bucket;
} CreditDifference;
typedef struct BucketState { Month month; uint32_t bucket; int64_t credits, digest; } BucketState;
typedef struct CreditDifferences {
    CreditDifference *items;         /* by month, bucket, then identity; went before came */
    size_t count, capacity;
    BucketState *buckets;            /* those that differ, as they are today */
    size_t bucket_count, bucket_capacity;
} CreditDifferences;
/* Of the months from the first paid to `last`, against the closes before `before`. */
MUST_USE bool credits_compare(Books *books, Arena *arena, const Ledger *ledger, Month first,
                              Month last, Month before, CreditDifferences *out);

/* credit_lines.c: the credits of a credit entry, in its body. */
void credit_line_write(Books *books, Buffer *out, const CreditDifference *item);
/* The next line of a body from *at on. False: there is none, or (*damaged) it is no credit. */
MUST_USE bool credit_line_read(Books *books, Arena *arena, Text body, size_t *at,
                               CreditDifference *out, bool *damaged);

/* lines.c: the month's tables but its credits. */
MUST_USE bool book_lines(Books *books, Arena *arena, const Ledger *ledger, Event *event);

#endif
