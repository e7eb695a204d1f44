/* close.c - a month is booked, or the last close undone: one transaction, all of it or nothing. */
#include "books_inside.h"

#include <assert.h>

/* The lock ends here: whoever books again opens the books again, and sees what others booked. */
static bool commit(Books *books)
{
    if (!database_run(books->database, "COMMIT")) return false;
    books->writes = false;
    return true;
}

static Event new_event(Books *books, bool is_close, Month period, Text approved_by)
{
    Event event = {.number = (int64_t)books->event_count + 1, .is_close = is_close,
                   .live = is_close, .period = period, .approved_by = approved_by,
                   .reason = TEXT(""), .design = TEXT(""), .plans = TEXT(""),
                   .version = TEXT(""), .currency = TEXT("")};
    if (books->event_count) event.previous = books->events[books->event_count - 1].head;
    hasher_start(books->part);
    Hash nothing = hasher_end(books->part);
    for (int table = 0; table < BOOK_TABLES; table++) event.parts[table].digest = nothing;
    return event;
}

static bool book_names(Books *books, Event *event)
{
    Writer writer;
    bool written = writer_open(books, BOOK_NAME, event->number, &writer);
    for (; books->names_booked < names_count(books->names) && written; books->names_booked++) {
        const Cell cells[CELLS_MAX] = {{.text = names_text(books->names, books->names_booked)}};
        written = writer_row(&writer, cells);
    }
    writer_close(&writer, event);
    return written;
}

/* Credits lie by month and bucket: an entry for those of each that came or went. entries: of each
 * bucket; 0 where it has none. */
static bool book_credits(Books *books, Arena *arena, const CreditDifferences *all,
                         int64_t *entries, Event *event)
{
    Writer writer;
    Buffer body = {.arena = arena};
    size_t at = 0;
    bool written = writer_open(books, BOOK_CREDIT, event->number, &writer);
    for (size_t b = 0; b < all->bucket_count && written; b++) {
        const BucketState *bucket = &all->buckets[b];
        size_t from = at;
        body.length = 0;
        for (; at < all->count && all->items[at].bucket == bucket->bucket &&
               day_month(all->items[at].day) == bucket->month;
             at++)
            credit_line_write(books, &body, &all->items[at]);
        if (at == from) continue;
        const Cell cells[CELLS_MAX] = {
            {.integer = month_number(bucket->month)}, {.integer = bucket->bucket},
            {.integer = (int64_t)(at - from)}, {.text = buffer_result(&body)}};
        written = writer_row(&writer, cells);
        entries[b] = writer.entry;
    }
    writer_close(&writer, event);
    return written;
}

static bool book_buckets(Books *books, const CreditDifferences *all, const int64_t *entries,
                         Event *event)
{
    Writer writer;
    bool written = writer_open(books, BOOK_BUCKET, event->number, &writer);
    for (size_t b = 0; b < all->bucket_count && written; b++) {
        const BucketState *bucket = &all->buckets[b];
        const Cell cells[CELLS_MAX] = {
            {.integer = month_number(bucket->month)}, {.integer = bucket->bucket},
            {.integer = bucket->credits}, {.integer = bucket->digest}, {.integer = entries[b]}};
        written = writer_row(&writer, cells);
    }
    writer_close(&writer, event);
    return written;
}

static bool book_all(Books *books, Arena *arena, const Ledger *ledger, Event *event)
{
    CreditDifferences all;
    Month first = first_paid(books);
    if (first == MONTH_NONE) first = ledger->year_start;
    if (!credits_compare(books, arena, ledger, first, ledger->period, MONTH_NONE, &all))
        return false;
    int64_t *entries = ARENA_ARRAY(arena, int64_t, all.bucket_count + 1);
    return book_lines(books, arena, ledger, event) &&
           book_credits(books, arena, &all, entries, event) &&
           book_buckets(books, &all, entries, event) && book_names(books, event);
}

/* The period is the next to close. */
static bool may_close(Books *books, Month period)
{
    const Event *last = last_live(books, MONTH_NONE);
    if (!last || period == last->period + 1) return true;
    bool closed = period <= last->period;
    Text latest = month_text(books->arena, last->period);
    Text month = month_text(books->arena, closed ? period : last->period + 1);
    Diag *diag = diag_refusal(books->diags, closed ? DIAG_PERIOD_CLOSED : DIAG_PERIOD_OPEN,
                              (Place){0}, closed ? "%.*s is closed" : N_("%.*s is not closed yet"),
                              TEXT_ARG(month));
    if (closed)
        diag_hint(books->diags, diag, "the last closed month is %.*s; attain reopen undoes its "
                  "close", TEXT_ARG(latest));
    else diag_hint(books->diags, diag, "months are closed in order: close %.*s first",
                   TEXT_ARG(month));
    return false;
}

bool books_close_month(Books *books, Arena *arena, const Ledger *ledger, const CloseNote *note,
                       Diags *diags)
{
    BooksVerdict verdict;
    assert(books->writes);
    books->diags = diags;
    if (!may_close(books, ledger->period)) return false;
    if (books->event_count ? !books_verify(books, arena, &verdict, diags) : !schema_make(books))
        return false;
    const Company *company = ledger->records->company;
    Event event = new_event(books, true, ledger->period, note->approved_by);
    event.design = ledger->design->title;
    event.plans = ledger->design->directory;
    event.version = note->version;
    event.currency = company->currency;
    event.fiscal_starts = company->fiscal.starts;
    event.rounding = company->rounding;
    event.left_out = (int64_t)ledger->rows_left_out;
    if (!book_all(books, arena, ledger, &event) || !event_append(books, &event) ||
        !commit(books))
        return false;
    books->events = array_room(books->arena, books->events, books->event_count,
                               &books->event_capacity, sizeof *books->events);
    books->events[books->event_count++] = event;
    return true;
}

bool books_reopen(Books *books, Arena *arena, Month period, Text reason, Text approved_by,
                  Diags *diags)
{
    const Event *last = last_live(books, MONTH_NONE);
    assert(books->writes);
    books->diags = diags;
    if (!last) {
        Diag *diag = diag_refusal(diags, DIAG_BOOKS_NONE, (Place){0}, "no month is closed");
        diag_hint(diags, diag, "attain history lists what was closed and reopened");
        return false;
    }
    if (last->period != period) {
        Text month = month_text(arena, last->period), asked = month_text(arena, period);
        Diag *diag = diag_refusal(diags, DIAG_PERIOD_OPEN, (Place){0},
                                  "%.*s is not the last closed month", TEXT_ARG(asked));
        diag_hint(diags, diag, "that is %.*s: months are reopened one by one, the last first",
                  TEXT_ARG(month));
        return false;
    }
    BooksVerdict verdict;
    if (!books_verify(books, arena, &verdict, diags)) return false;
    Event event = new_event(books, false, period, approved_by);
    event.reason = reason;
    event.currency = last->currency;
    event.fiscal_starts = last->fiscal_starts;
    event.rounding = last->rounding;
    if (!event_append(books, &event) || !commit(books)) return false;
    return events_read(books);
}
