/* events.c - closes and reopenings: the rows that the chain's heads stand in. */
#include "books_inside.h"

static bool read_parts(Books *books, Event *event)
{
    Statement *select;
    bool failed = false, damaged = false, known = true;
    int64_t seen = 0;
    if (!statement_open(books->database, "SELECT name, entries, digest FROM part WHERE event = ?1 "
                        "ORDER BY rowid", &select))
        return false;
    statement_integer(select, 1, event->number);
    for (; statement_next(select, &failed); seen++) {
        Text name = column_text(select, 0, false, &damaged);
        known = known && seen < BOOK_TABLES &&
                text_equal(name, text_of(book_table_name((BookTable)seen)));
        if (!known) break;
        Part *part = &event->parts[seen];
        part->rows = column_integer(select, 1, &damaged);
        known = hash_read(column_text(select, 2, false, &damaged), &part->digest);
    }
    statement_close(select);
    if (!failed && (damaged || !known || seen != BOOK_TABLES))
        database_damaged(books->database, "the digests of event %lld were changed",
                         (long long)event->number);
    return !failed && !damaged && known && seen == BOOK_TABLES;
}

static void read_event(Books *books, Statement *select, Event *event, bool *damaged)
{
    Arena *arena = books->arena;
    *event = (Event){.number = column_integer(select, 0, damaged)};
    Text kind = column_text(select, 1, false, damaged);
    event->is_close = event->live = text_equal(kind, TEXT("close"));
    *damaged |= !event->is_close && !text_equal(kind, TEXT("reopen"));
    event->period = number_month(column_integer(select, 2, damaged));
    Text *texts[] = {&event->approved_by, &event->reason, &event->design, &event->plans,
                     &event->version, &event->currency};
    for (int i = 0; i < 6; i++)
        *texts[i] = text_copy(arena, column_text(select, 3 + i, false, damaged));
    event->fiscal_starts = column_integer(select, 9, damaged);
    event->rounding = column_integer(select, 10, damaged);
    event->payment.minor = column_integer(select, 11, damaged);
    event->left_out = column_integer(select, 12, damaged);
    *damaged |= !hash_read(column_text(select, 13, false, damaged), &event->previous) ||
                !hash_read(column_text(select, 14, false, damaged), &event->head) ||
                event->period == MONTH_NONE || event->rounding < 0 ||
                event->rounding > ROUND_UP;
}

/* A close goes on where the last live one ended, a reopening undoes that one. */
static bool follows(Books *books, Event *event)
{
    Event *last = NULL;
    for (size_t e = 0; e < books->event_count; e++)
        if (books->events[e].live) last = &books->events[e];
    if (event->is_close) return !last || event->period == last->period + 1;
    if (!last || event->period != last->period) return false;
    last->live = false;
    return true;
}

static bool add_event(Books *books, Event *event, bool damaged)
{
    Hash zero = {{0}};
    Hash before = books->event_count ? books->events[books->event_count - 1].head : zero;
    bool sound = !damaged && event->number == (int64_t)books->event_count + 1 &&
                 hash_equal(event->previous, before);
    if (sound && !read_parts(books, event)) return false;
    sound = sound && follows(books, event) && hash_equal(event_head(books, event), event->head);
    if (!sound) {
        database_damaged(books->database, "event %zu, a close or a reopening, was changed",
                         books->event_count + 1);
        return false;
    }
    books->events = array_room(books->arena, books->events, books->event_count,
                               &books->event_capacity, sizeof *books->events);
    books->events[books->event_count++] = *event;
    return true;
}

bool events_read(Books *books)
{
    Statement *select;
    bool failed = false, sound = true;
    books->event_count = 0;
    if (!statement_open(books->database, "SELECT * FROM event ORDER BY number", &select))
        return false;
    while (sound && statement_next(select, &failed)) {
        Event event;
        bool damaged = false;
        read_event(books, select, &event, &damaged);
        sound = add_event(books, &event, damaged);
    }
    statement_close(select);
    int64_t parts = 0;
    sound = sound && !failed && database_number(books->database, "SELECT count(*) FROM part",
                                                &parts);
    if (sound && parts != (int64_t)books->event_count * BOOK_TABLES) {
        database_damaged(books->database, "digests of no event stand in the books");
        return false;
    }
    return sound;
}

static bool append_parts(Books *books, const Event *event)
{
    Statement *insert;
    if (!statement_open(books->database, "INSERT INTO part VALUES (?1, ?2, ?3, ?4)", &insert))
        return false;
    bool written = true;
    for (int table = 0; table < BOOK_TABLES && written; table++) {
        statement_integer(insert, 1, event->number);
        statement_text(insert, 2, text_of(book_table_name((BookTable)table)));
        statement_integer(insert, 3, event->parts[table].rows);
        statement_text(insert, 4, hash_text(books->arena, event->parts[table].digest));
        written = statement_run(insert);
    }
    statement_close(insert);
    return written;
}

bool event_append(Books *books, Event *event)
{
    static const char sql[] =
        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    Statement *insert;
    event->head = event_head(books, event);
    if (!append_parts(books, event) || !statement_open(books->database, sql, &insert))
        return false;
    statement_integer(insert, 1, event->number);
    statement_text(insert, 2, event->is_close ? TEXT("close") : TEXT("reopen"));
    statement_integer(insert, 3, month_number(event->period));
    const Text texts[] = {event->approved_by, event->reason, event->design, event->plans,
                          event->version, event->currency};
    for (int i = 0; i < 6; i++) statement_text(insert, 4 + i, texts[i]);
    statement_integer(insert, 10, event->fiscal_starts);
    statement_integer(insert, 11, event->rounding);
    statement_integer(insert, 12, event->payment.minor);
    statement_integer(insert, 13, event->left_out);
    statement_text(insert, 14, hash_text(books->arena, event->previous));
    statement_text(insert, 15, hash_text(books->arena, event->head));
    bool written = statement_run(insert);
    statement_close(insert);
    return written;
}
