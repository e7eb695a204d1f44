/* verify.c - the whole chain again, and what else could have been done to the file. */
#include "books_inside.h"

/* SQLite's own check says "ok" after a payee's byte was changed: it is the chain that proves. */
bool books_verify(Books *books, Arena *arena, BooksVerdict *out, Diags *diags)
{
    books->diags = diags;
    *out = (BooksVerdict){.events = books->event_count, .head = books_head(books)};
    (void)arena;
    if (!books->database || !books->event_count) return true;
    bool sound = database_sound(books->database) && schema_same(books) && events_read(books);
    if (!sound) return false;
    for (int table = 0; table < BOOK_TABLES; table++)
        sound = table_read(books, (BookTable)table, NULL, NULL) && sound;
    for (size_t e = 0; e < books->event_count; e++)
        for (int table = 0; table < BOOK_TABLES; table++)
            out->entries += (size_t)books->events[e].parts[table].rows;
    out->events = books->event_count;
    return sound;
}
