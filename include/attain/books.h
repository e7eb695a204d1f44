/* books.h - closed months, in one SQLite file: appended to, never edited.   (room: books)
 *
 * A close books a month's ledger, its payments, what was read and the design's text; a reopening
 * undoes the last close; both stay on record for ever. Every booked value is part of a SHA-256
 * chain over canonical entries, so that a changed byte is found and the entry named.
 * What a close does happens in one transaction: a month is closed or it is not. Books hold no
 * clock: the same closes give the same chain.   Source: CONTRACT 8. */
#ifndef ATTAIN_BOOKS_H
#define ATTAIN_BOOKS_H

#include "attain/booked.h"

typedef struct Books Books;

/* READ: a file that is not there is books in which nothing was ever closed. WRITE: the file is made
 * where it is missing, and locked against other writers until books_close. */
typedef enum BooksAccess { BOOKS_READ, BOOKS_WRITE } BooksAccess;

/* path is for the system; shown is for messages. False: refused (busy, of a newer version), or no
 * books, or damaged; problems are in diags. */
MUST_USE bool books_open(Arena *arena, Text path, Text shown, BooksAccess access, Books **out,
                         Diags *diags);
/* Gives up whatever was not committed. NULL is allowed. */
void books_close(Books *books);

/* The closed months; first <= last. False: none is closed. */
bool books_span(const Books *books, Month *first, Month *last);
/* The chain's head, hexadecimal; "" where nothing was ever booked. */
Text books_head(const Books *books);

/* Whether the company keeps its books still in the currency and the fiscal years that they were
 * kept in. False: refused. */
MUST_USE bool books_fit(Books *books, const Company *company, Diags *diags);

/* What the closes of the months before `before` left behind (MONTH_NONE: all closes). Lines of
 * months from restated_from on, and those of which a part is held. What is read is checked
 * against the chain. A person with booked figures who is not on the roster any more is
 * an error. */
MUST_USE bool books_state(Books *books, Arena *arena, const Roster *roster, Month before,
                          Month restated_from, Booked *out, Diags *diags);

/* A file that the last close (before `before`) read. */
typedef struct BookedFile {
    Text kind;                   /* company, design, table (roster, quotas ...), feed */
    Text feed;                   /* the feed's or the table's name; "" for the others */
    Text path, sha256;
    Text bytes;                  /* of company, design and table files; of feeds only the hash */
} BookedFile;
MUST_USE bool books_files(Books *books, Arena *arena, Month before, BookedFile **files,
                          size_t *count, Diags *diags);

/* The credits of closed months that are not what they were at the last close (before `before`).
 * Months whose digest is the same are not read. The ledger is the run's; those of earlier years
 * hang on it. A change is `restated` where its month is not before restated_from. */
MUST_USE bool books_changes(Books *books, Arena *arena, const Ledger *ledger, Month before,
                            Month restated_from, CreditChange **changes, size_t *count,
                            Diags *diags);

/* Who closes, and with what. */
typedef struct CloseNote { Text approved_by; Text version; } CloseNote;

/* Books the ledger's month, after the whole chain was verified, and commits. Books must be open for
 * WRITE. The first close books the earlier months of its fiscal year as paid, too. False:
 * nothing is booked. */
MUST_USE bool books_close_month(Books *books, Arena *arena, const Ledger *ledger,
                                const CloseNote *note, Diags *diags);
/* Undoes the close of the last closed month, which must be `period`, and commits. */
MUST_USE bool books_reopen(Books *books, Arena *arena, Month period, Text reason,
                           Text approved_by, Diags *diags);

/* One close or reopening, for `history`. */
typedef struct BooksEvent {
    uint32_t number;             /* from 1 */
    bool is_close;
    bool undone;                 /* a close that was reopened */
    Month period;
    Text approved_by, reason;
    Text design, version;        /* of a close */
    Money payment;               /* of a close: the month's payments, summed */
    Text currency;               /* in which it was booked */
    size_t left_out;             /* rows at fault, under --allow-exceptions */
    Text head;
} BooksEvent;
MUST_USE bool books_history(Books *books, Arena *arena, BooksEvent **events, size_t *count,
                            Diags *diags);

typedef struct BooksVerdict { size_t events, entries; Text head; } BooksVerdict;
/* Recomputes the whole chain. False: something booked was changed; diags name each entry. */
MUST_USE bool books_verify(Books *books, Arena *arena, BooksVerdict *out, Diags *diags);

/* All of it as CSV files, one a table, in a new directory; each file that is kept whole (the
 * design's, the roster ...) beside them, as text-<its SHA-256>. */
MUST_USE bool books_export(Books *books, Arena *arena, Text directory, Diags *diags);
/* A copy of the file, verified; the copy must not be there yet. */
MUST_USE bool books_backup(Books *books, Arena *arena, Text path, Diags *diags);

#endif
