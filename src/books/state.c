/* state.c - what the closed months left behind. */
#include "books_inside.h"

#include <stdlib.h>

/* A booked line before people are told by their rank: by names' numbers. */
typedef struct Sum { int64_t person, plan, component; Month month;
                     int64_t amount, released, forfeited; } Sum;

typedef struct StateRead {
    Books *books;
    Arena *arena;
    Month before;
    Sum *sums;                       /* of postings, and of adjustments (component 0) */
    size_t count, capacity;
    const Event *last;
    BookedBalance *balances;         /* person: the name's number, until it is ranked */
    size_t balance_count, balance_capacity;
    Payment *payments;               /* of the last closed month, likewise */
    size_t payment_count, payment_capacity;
} StateRead;

static bool counts(const StateRead *read, const Event *event)
{
    return event->live && (read->before == MONTH_NONE || event->period < read->before);
}

static void add_sum(StateRead *read, Sum sum)
{
    read->sums = array_room(read->arena, read->sums, read->count, &read->capacity,
                            sizeof *read->sums);
    read->sums[read->count++] = sum;
}

/* A chain is only as good as who made it: what it says is still looked at before it is used. */
static bool is_sound(StateRead *read, const Reader *reader, int64_t person, int64_t month)
{
    if (person > 0 && person <= names_count(read->books->names) &&
        number_month(month) != MONTH_NONE)
        return true;
    database_damaged(read->books->database, "%.*s entry %lld names no person, or no month",
                     TEXT_ARG(text_of(book_table_name(reader->table))),
                     (long long)reader->entry);
    return false;
}

static bool read_posting(void *context, const Event *event, const Reader *reader)
{
    StateRead *read = context;
    const Cell *cells = reader->cells;
    if (!is_sound(read, reader, cells[0].integer, cells[3].integer)) return false;
    if (counts(read, event))
        add_sum(read, (Sum){cells[0].integer, cells[1].integer, cells[2].integer,
                            number_month(cells[3].integer), cells[4].integer, cells[5].integer,
                            cells[6].integer});
    return true;
}

static bool read_adjustment(void *context, const Event *event, const Reader *reader)
{
    StateRead *read = context;
    const Cell *cells = reader->cells;
    if (!is_sound(read, reader, cells[1].integer, cells[2].integer)) return false;
    if (counts(read, event))
        add_sum(read, (Sum){cells[1].integer, 0, 0, number_month(cells[2].integer),
                            cells[3].integer, cells[3].integer, 0});
    return true;
}

static bool read_payment(void *context, const Event *event, const Reader *reader)
{
    StateRead *read = context;
    const Cell *cells = reader->cells;
    BookedBalance balance = {(uint32_t)cells[0].integer, {cells[13].integer}, {cells[10].integer}};
    if (!is_sound(read, reader, cells[0].integer, month_number(event->period))) return false;
    read->payments = array_room(read->arena, read->payments, read->payment_count,
                                &read->payment_capacity, sizeof *read->payments);
    read->payments[read->payment_count++] = (Payment){
        .person = balance.person, .month = event->period, .balance_in = {cells[1].integer},
        .earnings = {cells[2].integer}, .prior = {cells[3].integer},
        .adjustments = {cells[4].integer}, .released = {cells[5].integer},
        .available = {cells[6].integer}, .draw_amount = {cells[7].integer},
        .draw_paid = {cells[8].integer}, .draw_repaid = {cells[9].integer},
        .draw_owed = {cells[10].integer}, .held = {cells[11].integer},
        .payment = {cells[12].integer}, .balance_out = {cells[13].integer}};
    if (!balance.balance.minor && !balance.draw_owed.minor) return true;
    read->balances = array_room(read->arena, read->balances, read->balance_count,
                                &read->balance_capacity, sizeof *read->balances);
    read->balances[read->balance_count++] = balance;
    return true;
}

static int compare_sums(const void *left, const void *right)
{
    const Sum *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->plan != b->plan) return a->plan < b->plan ? -1 : 1;
    if (a->component != b->component) return a->component < b->component ? -1 : 1;
    return (a->month > b->month) - (a->month < b->month);
}

static bool add_up(StateRead *read)
{
    size_t kept = 0;
    bool fits = true;
    if (read->count) qsort(read->sums, read->count, sizeof *read->sums, compare_sums);
    for (size_t i = 0; i < read->count; i++) {
        Sum *last = kept ? &read->sums[kept - 1] : NULL, *sum = &read->sums[i];
        if (!last || compare_sums(last, sum) != 0) {
            read->sums[kept++] = *sum;
            continue;
        }
        fits = fits && !__builtin_add_overflow(last->amount, sum->amount, &last->amount) &&
               !__builtin_add_overflow(last->released, sum->released, &last->released) &&
               !__builtin_add_overflow(last->forfeited, sum->forfeited, &last->forfeited);
    }
    read->count = kept;
    if (!fits)
        database_damaged(read->books->database, "booked amounts are too large to be added up");
    return fits;
}

/* The ranks of the people named in the books: PERSON_NONE where the roster lacks one. */
static uint32_t *rank_people(StateRead *read, const Roster *roster)
{
    uint32_t count = names_count(read->books->names);
    uint32_t *ranks = ARENA_ARRAY(read->arena, uint32_t, count + 1u);
    for (uint32_t n = 0; n <= count; n++) ranks[n] = PERSON_NONE;
    for (size_t i = 0; i < read->count; i++) {
        int64_t person = read->sums[i].person;
        if (i && person == read->sums[i - 1].person) continue;
        ranks[person] = roster_person(roster, name_text(read->books, person));
    }
    for (size_t i = 0; i < read->balance_count; i++) {
        uint32_t person = read->balances[i].person;
        ranks[person] = roster_person(roster, name_text(read->books, person));
    }
    return ranks;
}

static void report_person(StateRead *read, int64_t person, Diags *diags)
{
    Text id = name_text(read->books, person);
    Diag *diag = diag_error(diags, DIAG_BOOKS_PERSON,
                            (Place){.file = database_shown(read->books->database)},
                            "%.*s has booked figures, but is not on the roster any more",
                            TEXT_ARG(id));
    diag_hint(diags, diag, "who has left stays on the roster, with an end_date");
}

static int compare_lines(const void *left, const void *right)
{
    const BookedLine *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    int order = text_compare(a->plan, b->plan);
    if (!order) order = text_compare(a->component, b->component);
    return order ? order : (a->month > b->month) - (a->month < b->month);
}

static int compare_balances(const void *left, const void *right)
{
    const BookedBalance *a = left, *b = right;
    return (a->person > b->person) - (a->person < b->person);
}

static int compare_payments(const void *left, const void *right)
{
    const Payment *a = left, *b = right;
    return (a->person > b->person) - (a->person < b->person);
}

static int compare_adjustments(const void *left, const void *right)
{
    const BookedAdjustment *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    return (a->month > b->month) - (a->month < b->month);
}

static void hand_out_sum(StateRead *read, const Sum *sum, uint32_t person, Month restated_from,
                         Booked *out)
{
    if (!sum->component) {
        out->adjustments[out->adjustment_count++] =
            (BookedAdjustment){person, sum->month, {sum->amount}};
        return;
    }
    bool held = (Int128)sum->amount != (Int128)sum->released + sum->forfeited;
    if (sum->month < restated_from && !held) return;
    out->lines[out->line_count++] =
        (BookedLine){person, name_text(read->books, sum->plan),
                     name_text(read->books, sum->component), sum->month, {sum->amount},
                     {sum->released}, {sum->forfeited}};
}

static bool hand_out(StateRead *read, const Roster *roster, Month restated_from, Booked *out,
                     Diags *diags)
{
    const uint32_t *ranks = rank_people(read, roster);
    int64_t reported = 0;
    size_t errors = diags->errors;
    out->lines = ARENA_ARRAY(read->arena, BookedLine, read->count + 1);
    out->adjustments = ARENA_ARRAY(read->arena, BookedAdjustment, read->count + 1);
    for (size_t i = 0; i < read->count; i++) {
        const Sum *sum = &read->sums[i];
        uint32_t person = ranks[sum->person];
        if (person != PERSON_NONE) {
            hand_out_sum(read, sum, person, restated_from, out);
        } else if ((sum->amount || sum->released) && reported != sum->person) {
            report_person(read, sum->person, diags);
            reported = sum->person;
        }
    }
    for (size_t i = 0; i < read->balance_count; i++) {
        uint32_t person = ranks[read->balances[i].person];
        if (person == PERSON_NONE) report_person(read, read->balances[i].person, diags);
        read->balances[i].person = person;
    }
    out->balances = read->balances;
    out->balance_count = read->balance_count;
    if (out->line_count) qsort(out->lines, out->line_count, sizeof *out->lines, compare_lines);
    if (out->balance_count)
        qsort(out->balances, out->balance_count, sizeof *out->balances, compare_balances);
    if (out->adjustment_count)
        qsort(out->adjustments, out->adjustment_count, sizeof *out->adjustments,
              compare_adjustments);
    return diags->errors == errors;
}

/* The last payments of those who are still on the roster, by person. */
static void hand_out_payments(StateRead *read, const Roster *roster, Booked *out)
{
    out->payments = read->payments;
    for (size_t i = 0; i < read->payment_count; i++) {
        uint32_t person = roster_person(roster, name_text(read->books, read->payments[i].person));
        if (person == PERSON_NONE) continue;
        out->payments[out->payment_count] = read->payments[i];
        out->payments[out->payment_count++].person = person;
    }
    if (out->payment_count)
        qsort(out->payments, out->payment_count, sizeof *out->payments, compare_payments);
}

bool books_state(Books *books, Arena *arena, const Roster *roster, Month before,
                 Month restated_from, Booked *out, Diags *diags)
{
    *out = (Booked){.first = MONTH_NONE, .last = MONTH_NONE, .head = books_head(books)};
    books->diags = diags;
    StateRead read = {.books = books, .arena = arena, .before = before,
                      .last = last_live(books, before)};
    if (!read.last) return true;
    out->any = true;
    out->first = first_paid(books);
    out->last = read.last->period;
    if (!still_same(books) || !names_read(books) ||
        !table_read(books, BOOK_POSTING, read_posting, &read) ||
        !table_read(books, BOOK_ADJUSTMENT, read_adjustment, &read) ||
        !event_part_read(books, BOOK_PAYMENT, read.last, read_payment, &read))
        return false;
    hand_out_payments(&read, roster, out);
    return add_up(&read) && hand_out(&read, roster, restated_from, out, diags);
}

typedef struct FilesRead {
    Arena *arena;
    BookedFile *files;
    size_t count, capacity;
} FilesRead;

static bool read_file_row(void *context, const Event *event, const Reader *reader)
{
    FilesRead *read = context;
    (void)event;
    read->files = array_room(read->arena, read->files, read->count, &read->capacity,
                             sizeof *read->files);
    Text texts[4];
    for (int i = 0; i < 4; i++) texts[i] = text_copy(read->arena, reader->cells[i].text);
    read->files[read->count++] = (BookedFile){texts[0], texts[1], texts[2], texts[3], TEXT("")};
    return true;
}

static bool read_text_row(void *context, const Event *event, const Reader *reader)
{
    FilesRead *read = context;
    (void)event;
    Text body = {NULL, 0};
    for (size_t f = 0; f < read->count; f++) {
        if (!text_equal(read->files[f].sha256, reader->cells[0].text)) continue;
        if (!body.bytes) body = text_copy(read->arena, reader->cells[1].text);
        read->files[f].bytes = body;
    }
    return true;
}

bool books_files(Books *books, Arena *arena, Month before, BookedFile **files, size_t *count,
                 Diags *diags)
{
    FilesRead read = {.arena = arena};
    const Event *last = last_live(books, before);
    books->diags = diags;
    bool good = !last || (still_same(books) &&
                          event_part_read(books, BOOK_FILE, last, read_file_row, &read) &&
                          table_read(books, BOOK_TEXT, read_text_row, &read));
    *files = read.files;
    *count = read.count;
    return good;
}
