/* books.c - opening the file of closed months, its names, its history. */
#include "books_inside.h"

#include <errno.h>
#include <sys/stat.h>

static Books *new_books(Arena *arena, bool writes, Diags *diags)
{
    Books *books = ARENA_NEW(arena, Books);
    *books = (Books){.arena = arena, .diags = diags, .writes = writes, .names = names_new(arena),
                     .row = hasher_new(), .part = hasher_new(), .chain = hasher_new(),
                     .canonical = {.arena = arena}};
    return books;
}

bool books_open(Arena *arena, Text path, Text shown, BooksAccess access, Books **out, Diags *diags)
{
    bool writes = access == BOOKS_WRITE;
    Books *books = *out = new_books(arena, writes, diags);
    struct stat status;
    Text file = text_copy(arena, path);
    if (stat(file.bytes, &status) < 0 && !writes) {
        if (errno == ENOENT) return true;
        diag_system(diags, DIAG_FILE_UNREADABLE, shown, errno, "opening the books");
        return false;
    }
    if (!database_open(arena, file, shown, writes, &books->database, diags) ||
        !schema_ready(books, file) ||
        (writes && !database_run(books->database, "BEGIN IMMEDIATE")))
        return false;
    int64_t tables;
    if (!database_number(books->database, "SELECT count(*) FROM sqlite_schema", &tables))
        return false;
    if (tables == 0) return true;
    if (!events_read(books)) return false;
    if (!books->event_count)             /* the first close makes the tables and stands in them */
        database_damaged(books->database, "every close was taken out of the books");
    return books->event_count > 0;
}

void books_close(Books *books)
{
    if (!books) return;
    database_close(books->database);
    hasher_free(books->row);
    hasher_free(books->part);
    hasher_free(books->chain);
    books->row = books->part = books->chain = NULL;
    books->database = NULL;
}

const Event *last_live(const Books *books, Month before)
{
    const Event *last = NULL;
    for (size_t e = 0; e < books->event_count; e++) {
        const Event *event = &books->events[e];
        if (event->live && (before == MONTH_NONE || event->period < before)) last = event;
    }
    return last;
}

/* The first month that counts as paid: the fiscal year's first before the first live close. */
Month first_paid(const Books *books)
{
    for (size_t e = 0; e < books->event_count; e++) {
        const Event *event = &books->events[e];
        if (!event->live) continue;
        Fiscal fiscal = {.starts = (int)event->fiscal_starts};
        return fiscal_window_start(fiscal, event->period, 12);
    }
    return MONTH_NONE;
}

bool books_span(const Books *books, Month *first, Month *last)
{
    const Event *latest = last_live(books, MONTH_NONE);
    *first = first_paid(books);
    *last = latest ? latest->period : MONTH_NONE;
    return latest != NULL;
}

Text books_head(const Books *books)
{
    if (!books->event_count) return TEXT("");
    return hash_text(books->arena, books->events[books->event_count - 1].head);
}

bool books_fit(Books *books, const Company *company, Diags *diags)
{
    const Event *last = last_live(books, MONTH_NONE);
    if (!last) return true;
    bool currency = text_equal(last->currency, company->currency);
    if (currency && last->fiscal_starts == company->fiscal.starts) return true;
    Diag *diag = diag_refusal(diags, DIAG_BOOKS_OTHER,
                              (Place){.file = database_shown(books->database)},
                              "the books are kept in %.*s, in fiscal years from month %lld; "
                              "company.yaml says %.*s and %d", TEXT_ARG(last->currency),
                              (long long)last->fiscal_starts, TEXT_ARG(company->currency),
                              company->fiscal.starts);
    diag_hint(diags, diag, "keep the company's currency and fiscal year, or start books of "
              "another name");
    return false;
}

/* Another attain may have closed a month since the events were read. */
bool still_same(Books *books)
{
    int64_t events = 0;
    if (!books->database) return true;
    if (books->writes || (database_number(books->database, "SELECT count(*) FROM sqlite_schema",
                                          &events) && events == 0))
        return true;
    if (!database_number(books->database, "SELECT count(*) FROM event", &events)) return false;
    if (events == (int64_t)books->event_count) return true;
    Diag *diag = diag_refusal(books->diags, DIAG_BOOKS_BUSY,
                              (Place){.file = database_shown(books->database)},
                              "a month was closed or reopened while this one was computed");
    diag_hint(books->diags, diag, "run it again");
    return false;
}

static bool add_name(void *context, const Event *event, const Reader *reader)
{
    Books *books = context;
    (void)event;
    names_add(books->names, reader->cells[0].text);
    books->names_booked = names_count(books->names);
    if (books->names_booked == reader->entry) return true;
    database_damaged(books->database, "name entry %lld stands twice", (long long)reader->entry);
    return false;
}

bool names_read(Books *books)
{
    if (books->names_booked) return true;
    return table_read(books, BOOK_NAME, add_name, books);
}

int64_t name_of(Books *books, Text text)
{
    return text.length ? (int64_t)names_add(books->names, text) + 1 : 0;
}

Text name_text(const Books *books, int64_t name)
{
    bool known = name > 0 && name <= (int64_t)names_count(books->names);
    return known ? names_text(books->names, (uint32_t)(name - 1)) : TEXT("");
}

bool books_history(Books *books, Arena *arena, BooksEvent **events, size_t *count, Diags *diags)
{
    (void)diags;                         /* the chain was checked when the books were opened */
    *events = ARENA_ARRAY(arena, BooksEvent, books->event_count + 1);
    *count = books->event_count;
    for (size_t e = 0; e < books->event_count; e++) {
        const Event *event = &books->events[e];
        (*events)[e] = (BooksEvent){
            .number = (uint32_t)event->number, .is_close = event->is_close,
            .undone = event->is_close && !event->live, .period = event->period,
            .approved_by = event->approved_by, .reason = event->reason, .design = event->design,
            .version = event->version, .payment = event->payment, .currency = event->currency,
            .left_out = (size_t)event->left_out,
            .head = hash_text(arena, event->head)};
    }
    return true;
}
