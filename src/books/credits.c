/* credits.c - what of the credits of closed months is not as it was booked.
 *
 * A credit is booked once, when its month is closed, and again with a sign when it comes, goes
 * or changes: what is booked of a month is the sum of these. Months are cut into buckets by payee;
 * of each the books keep a digest, so that a run reads only what differs. A digest is no proof, the
 * chain is: it is a fast sum over what makes a credit what it is, without file and line. */
#include "books_inside.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS 1024u                    /* of a month */

static uint64_t mix(uint64_t sum, uint64_t value)
{
    Uint128 product = (Uint128)(sum ^ value) * 0x9E3779B97F4A7C15u;
    return (uint64_t)product ^ (uint64_t)(product >> 64) ^ 0xD6E8FEB86659FD93u;
}

static uint64_t mix_text(uint64_t sum, Text text)
{
    for (size_t at = 0; at < text.length; at += 8) {
        uint64_t word = 0;
        memcpy(&word, text.bytes + at, text.length - at < 8 ? text.length - at : 8);
        sum = mix(sum, word);
    }
    return mix(sum, text.length);
}

static uint64_t mix_ratio(Arena *scratch, uint64_t sum, Ratio ratio)
{
    if (ratio.big) return mix_text(sum, ratio_exact(scratch, ratio));
    return mix(mix(sum, (uint64_t)ratio.num), (uint64_t)ratio.den);
}

/* One year's texts, hashed once: of people, credit lines and feeds. */
typedef struct YearHashes { uint64_t *person, *line, *slice; uint32_t *bucket; } YearHashes;

static YearHashes hash_year(Arena *arena, const Ledger *ledger)
{
    const Roster *roster = &ledger->records->roster;
    const Design *design = ledger->design;
    YearHashes hashes = {ARENA_ARRAY(arena, uint64_t, roster->person_count + 1u),
                         ARENA_ARRAY(arena, uint64_t, design->line_count + 1u),
                         ARENA_ARRAY(arena, uint64_t, ledger->slice_count + 1u),
                         ARENA_ARRAY(arena, uint32_t, roster->person_count + 1u)};
    for (uint32_t p = 0; p < roster->person_count; p++) {
        hashes.person[p] = mix_text(1, roster->persons[p].id);
        hashes.bucket[p] = 1 + (uint32_t)(hashes.person[p] % (BUCKETS - 1));
    }
    for (uint32_t l = 0; l < design->line_count; l++) {
        Text measure = design->measures[design->lines[l].measure].key;
        hashes.line[l] = mix_text(mix_text(2, measure), design->lines[l].name);
    }
    for (uint32_t s = 0; s < ledger->slice_count; s++)
        hashes.slice[s] = mix_text(3, ledger->slices[s].table->spec->name);
    return hashes;
}

static uint32_t bucket_of(const YearHashes *hashes, const Credit *credit)
{
    return credit->person == PERSON_NONE ? 0 : hashes->bucket[credit->person];
}

static uint64_t credit_hash(Arena *scratch, const Ledger *ledger, const YearHashes *hashes,
                            const Credit *credit)
{
    const SliceRef *at = &ledger->slices[credit->slice];
    uint64_t sum = mix(hashes->line[credit->line], (uint64_t)credit->day);
    sum = mix(sum, credit->person == PERSON_NONE ? 0 : hashes->person[credit->person]);
    sum = mix(sum, hashes->slice[credit->slice]);
    sum = mix_text(sum, record_key(at->table, at->slice, credit->row));
    sum = mix(mix_ratio(scratch, sum, credit->amount), credit->leg);
    return mix_ratio(scratch, sum, ledger->shares[credit->share]);
}

/* Digests and counts of [first, last], a row of buckets a month. */
typedef struct Digests { Month first, last; int64_t *digest, *count; } Digests;

static size_t digest_at(const Digests *digests, Month month, uint32_t bucket)
{
    return (size_t)(month - digests->first) * BUCKETS + bucket;
}

static Digests new_digests(Arena *arena, Month first, Month last)
{
    size_t room = (size_t)(last - first + 1) * BUCKETS;
    return (Digests){first, last, ARENA_ARRAY(arena, int64_t, room),
                     ARENA_ARRAY(arena, int64_t, room)};
}

static void digest_today(Arena *arena, const Ledger *ledger, Digests *digests)
{
    Arena *scratch = arena_new();
    for (const Ledger *year = ledger; year; year = year->before) {
        YearHashes hashes = hash_year(arena, year);
        for (size_t i = 0; i < year->credit_count; i++) {
            const Credit *credit = &year->credits[i];
            Month month = day_month(credit->day);
            if (month < digests->first || month > digests->last) continue;
            size_t at = digest_at(digests, month, bucket_of(&hashes, credit));
            digests->digest[at] = (int64_t)((uint64_t)digests->digest[at] +
                                            credit_hash(scratch, year, &hashes, credit));
            digests->count[at]++;
        }
    }
    arena_free(scratch);
}

/* Where the booked credits of a month's bucket stand: what each close booked of them. */
typedef struct Stored { size_t at; int64_t entry; } Stored;
typedef struct BucketRead {
    const Books *books;
    Month before;
    Digests booked;
    Arena *arena;
    Stored *stored;
    size_t count, capacity;
} BucketRead;

static bool read_bucket(void *context, const Event *event, const Reader *reader)
{
    BucketRead *read = context;
    Month month = number_month(reader->cells[0].integer);
    int64_t bucket = reader->cells[1].integer;
    if (!event->live || (read->before != MONTH_NONE && event->period >= read->before)) return true;
    if (month < read->booked.first || month > read->booked.last || bucket < 0 ||
        bucket >= BUCKETS)
        return true;
    size_t at = digest_at(&read->booked, month, (uint32_t)bucket);
    read->booked.count[at] = reader->cells[2].integer;
    read->booked.digest[at] = reader->cells[3].integer;
    read->stored = array_room(read->arena, read->stored, read->count, &read->capacity,
                              sizeof *read->stored);
    read->stored[read->count++] = (Stored){at, reader->cells[4].integer};
    return true;
}

static bool differs(const Digests *a, const Digests *b, size_t at)
{
    return a->digest[at] != b->digest[at] || a->count[at] != b->count[at];
}

static CreditDifference *add(Arena *arena, CreditDifferences *out)
{
    out->items = array_room(arena, out->items, out->count, &out->capacity, sizeof *out->items);
    return &out->items[out->count++];
}

static void add_today(Arena *arena, const Ledger *ledger, const Digests *today,
                      const Digests *booked, CreditDifferences *out)
{
    for (const Ledger *year = ledger; year; year = year->before) {
        const Roster *roster = &year->records->roster;
        YearHashes hashes = hash_year(arena, year);
        for (size_t i = 0; i < year->credit_count; i++) {
            const Credit *credit = &year->credits[i];
            Month month = day_month(credit->day);
            uint32_t bucket = bucket_of(&hashes, credit);
            if (month < today->first || month > today->last ||
                !differs(today, booked, digest_at(today, month, bucket)))
                continue;
            const SliceRef *at = &year->slices[credit->slice];
            const CreditLine *line = &year->design->lines[credit->line];
            *add(arena, out) = (CreditDifference){
                .sign = 1, .credit = credit, .ledger = year,
                .measure = year->design->measures[line->measure].key, .line = line->name,
                .is_money = year->design->measures[line->measure].is_money,
                .person = credit->person == PERSON_NONE ? TEXT("")
                                                        : roster->persons[credit->person].id,
                .feed = at->table->spec->name,
                .key = record_key(at->table, at->slice, credit->row),
                .file = at->slice->file->source.path, .day = credit->day,
                .amount = credit->amount, .share = year->shares[credit->share],
                .leg = credit->leg, .file_line = at->slice->lines[credit->row],
                .status = credit->status, .bucket = bucket};
        }
    }
}

/* The credits of one entry; what came then would have to go now. */
static bool add_body(Books *books, Arena *arena, const Reader *reader, uint32_t bucket,
                     CreditDifferences *out)
{
    Text body = text_copy(arena, reader->cells[3].text);
    size_t at = 0;
    bool damaged = false;
    CreditDifference item;
    while (credit_line_read(books, arena, body, &at, &item, &damaged)) {
        item.sign = -item.sign;
        item.bucket = bucket;
        *add(arena, out) = item;
    }
    if (damaged)
        database_damaged(books->database, "credit entry %lld holds a line that is no credit",
                         (long long)reader->entry);
    return !damaged;
}

static bool add_booked(Books *books, Arena *arena, const BucketRead *read, const Digests *today,
                       CreditDifferences *out)
{
    for (size_t r = 0; r < read->count; r++) {
        const Stored *stored = &read->stored[r];
        if (!stored->entry || !differs(today, &read->booked, stored->at)) continue;
        Reader reader;
        uint32_t bucket = (uint32_t)(stored->at % BUCKETS);
        bool there = reader_open(books, BOOK_CREDIT, stored->entry, stored->entry, &reader) &&
                     reader_next(&reader);
        bool good = there && add_body(books, arena, &reader, bucket, out);
        if (!there && !reader.failed)
            database_damaged(books->database, "credit entry %lld is missing",
                             (long long)stored->entry);
        reader_close(&reader);
        if (!good) return false;
    }
    return true;
}

static int compare_identity(const CreditDifference *a, const CreditDifference *b)
{
    Month one = day_month(a->day), two = day_month(b->day);
    if (one != two) return one < two ? -1 : 1;
    if (a->bucket != b->bucket) return a->bucket < b->bucket ? -1 : 1;
    const Text left[] = {a->measure, a->line, a->person, a->feed, a->key};
    const Text right[] = {b->measure, b->line, b->person, b->feed, b->key};
    for (int i = 0; i < 5; i++) {
        int order = text_compare(left[i], right[i]);
        if (order) return order;
    }
    if (a->leg != b->leg) return a->leg < b->leg ? -1 : 1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    int order = ratio_compare(a->amount, b->amount);
    return order ? order : ratio_compare(a->share, b->share);
}

static int compare_differences(const void *left, const void *right)
{
    const CreditDifference *a = left, *b = right;
    int order = compare_identity(a, b);
    if (order) return order;
    if (a->sign != b->sign) return a->sign < b->sign ? -1 : 1;
    order = text_compare(a->file, b->file);
    if (order) return order;
    return (a->file_line > b->file_line) - (a->file_line < b->file_line);
}

/* What was booked and is there today is no difference. */
static void cancel(CreditDifferences *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < out->count;) {
        size_t end = i;
        int64_t sum = 0;
        for (; end < out->count && compare_identity(&out->items[i], &out->items[end]) == 0; end++)
            sum += out->items[end].sign;
        for (size_t j = i; j < end && sum; j++) {      /* the first ones of the sign that is left */
            if (out->items[j].sign != (sum > 0 ? 1 : -1)) continue;
            out->items[kept++] = out->items[j];
            sum -= out->items[j].sign;
        }
        i = end;
    }
    out->count = kept;
}

static void list_buckets(Arena *arena, const Digests *today, const Digests *booked,
                         CreditDifferences *out)
{
    size_t count = (size_t)(today->last - today->first + 1) * BUCKETS;
    for (size_t at = 0; at < count; at++) {
        if (!differs(today, booked, at)) continue;
        out->buckets = array_room(arena, out->buckets, out->bucket_count, &out->bucket_capacity,
                                  sizeof *out->buckets);
        out->buckets[out->bucket_count++] = (BucketState){
            today->first + (Month)(at / BUCKETS), (uint32_t)(at % BUCKETS), today->count[at],
            today->digest[at]};
    }
}

bool credits_compare(Books *books, Arena *arena, const Ledger *ledger, Month first, Month last,
                     Month before, CreditDifferences *out)
{
    *out = (CreditDifferences){0};
    if (last < first) return true;
    Digests today = new_digests(arena, first, last);
    digest_today(arena, ledger, &today);
    BucketRead read = {.books = books, .before = before, .arena = arena,
                       .booked = new_digests(arena, first, last)};
    if (books->event_count && (!names_read(books) ||
                               !table_read(books, BOOK_BUCKET, read_bucket, &read)))
        return false;
    list_buckets(arena, &today, &read.booked, out);
    if (!out->bucket_count) return true;
    add_today(arena, ledger, &today, &read.booked, out);
    if (!add_booked(books, arena, &read, &today, out)) return false;
    qsort(out->items, out->count, sizeof *out->items, compare_differences);
    cancel(out);
    return true;
}
