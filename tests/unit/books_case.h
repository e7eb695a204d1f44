/* books_case.h - a small company and its ledgers, built by hand, for the suites of closed months.
 *
 * One plan, AE, with two components: acv, money by the credit line acv.ae; meetings, a count by
 * meetings.is. The feed deals has keys, the feed calls has none. The fiscal year starts in
 * October; the currency is JPY. */
#ifndef UNIT_BOOKS_CASE_H
#define UNIT_BOOKS_CASE_H

#include "attain/books.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_ACV, LINE_MEETINGS };
enum { PEOPLE_MAX = 8, FACTS_MAX = 64, POSTINGS_MAX = 64 };

/* A credit: of acv by a deal with its key, of meetings by a call (key "-": a call has none). */
typedef struct Fact {
    int line;
    const char *person;              /* "": company */
    const char *date, *key;
    const char *amount;
} Fact;

typedef struct World {
    Company company;
    Records records;
    Design design;
    FeedSpec feeds[2];
    Table tables[2];
    Slice slices[2];
    FileRead files[3];               /* roster.csv, deals.csv, calls.csv */
    SourceFile company_file, design_file;
    Participation participations[PEOPLE_MAX];
    Adjustment adjustments[8];
    Text first_line;                 /* of acv: a test may make it another */
} World;

static inline SourceFile source_file(const char *path, const char *bytes)
{
    SourceFile file = {.path = text_of(path), .bytes = text_of(bytes)};
    file_hash(&file);
    return file;
}

static inline void world_people(World *world, const char *ids)      /* "E1 E2", sorted */
{
    Roster *roster = &world->records.roster;
    Text all = text_of(ids);
    roster->persons = ARENA_ARRAY(arena, Person, PEOPLE_MAX);
    roster->person_count = 0;
    for (size_t from = 0, at = 0; at <= all.length; at++) {
        if (at < all.length && all.bytes[at] != ' ') continue;
        roster->persons[roster->person_count].id = text_part(all, from, at);
        world->participations[roster->person_count] =
            (Participation){.person = roster->person_count};
        roster->person_count++;
        from = at + 1;
    }
}

static inline Component counting(const char *key, uint32_t measure, uint32_t line)
{
    return (Component){.key = text_of(key), .title = text_of(key), .measure = measure,
                       .line = line, .denominator_line = INDEX_NONE};
}

static inline void world_design(World *world)
{
    Design *design = &world->design;
    design->title = TEXT("FY2026");
    design->directory = TEXT("plans");
    design->measures = ARENA_ARRAY(arena, Measure, 2);
    design->measures[0] = (Measure){.key = TEXT("acv"), .is_money = true, .unit = TEXT("money")};
    design->measures[1] = (Measure){.key = TEXT("meetings"), .unit = TEXT("meetings")};
    design->measure_count = 2;
    design->lines = ARENA_ARRAY(arena, CreditLine, 2);
    design->lines[LINE_ACV] = (CreditLine){0, TEXT("ae")};
    design->lines[LINE_MEETINGS] = (CreditLine){1, TEXT("is")};
    design->line_count = 2;
    design->plans = ARENA_ARRAY(arena, Plan, 1);
    Component *components = ARENA_ARRAY(arena, Component, 2);
    components[0] = counting("acv", 0, LINE_ACV);
    components[1] = counting("meetings", 1, LINE_MEETINGS);
    *design->plans = (Plan){.key = TEXT("ae"), .title = TEXT("AE"), .components = components,
                            .component_count = 2};
    design->plan_count = 1;
    world->design_file = source_file("plans/ae.yaml", "plan: AE\n");
    design->files = &world->design_file;
    design->file_count = 1;
}

static inline World *world_new(void)
{
    World *world = ARENA_NEW(arena, World);
    world->company_file = source_file("company.yaml", "company: X\n");
    world->feeds[0] = (FeedSpec){.name = TEXT("deals"), .key = 0};
    world->feeds[1] = (FeedSpec){.name = TEXT("calls"), .key = COLUMN_ABSENT};
    world->company = (Company){.file = &world->company_file, .name = TEXT("X"),
                               .currency = TEXT("JPY"), .fiscal = {.starts = 10},
                               .feeds = world->feeds, .feed_count = 2, .restate = 12};
    world->files[0] = (FileRead){.source = source_file("roster.csv", "person_id\nE1\nE2\n"),
                                 .feed = TEXT("roster")};
    world->files[1] = (FileRead){.source = source_file("deals.csv", "deal\n"),
                                 .feed = TEXT("deals")};
    world->files[2] = (FileRead){.source = source_file("calls.csv", "call\n"),
                                 .feed = TEXT("calls")};
    world->records = (Records){.company = &world->company, .files = world->files,
                               .file_count = 3, .adjustments = world->adjustments};
    for (int f = 0; f < 2; f++) {
        world->slices[f] = (Slice){.file = &world->files[f + 1]};
        world->tables[f] = (Table){.spec = &world->feeds[f], .slices = &world->slices[f],
                                   .slice_count = 1};
    }
    world->records.feeds = world->tables;
    world_people(world, "E1 E2");
    world_design(world);
    return world;
}

static inline Day day_of(const char *date)
{
    Month month;
    Text text = text_of(date);
    ck_assert(month_parse(text_part(text, 0, 7), &month));
    return month_first_day(month) + (Day)atoi(date + 8) - 1;
}

static inline Month month_of(const char *month)
{
    Month out;
    ck_assert(month_parse(text_of(month), &out));
    return out;
}

static inline int compare_credits(const void *left, const void *right, void *context)
{
    const Credit *a = left, *b = right;
    const Slice *slices = ((World *)context)->slices;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    if (a->person != b->person) return a->person + 1 < b->person + 1 ? -1 : 1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    Text one = slices[a->slice].keys ? slices[a->slice].keys[a->row] : TEXT("");
    Text two = slices[b->slice].keys ? slices[b->slice].keys[b->row] : TEXT("");
    int order = text_compare(one, two);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static inline void add_credits(World *world, Ledger *ledger, const Fact *facts, size_t count)
{
    Text *keys = ARENA_ARRAY(arena, Text, count + 1);
    uint32_t *lines = ARENA_ARRAY(arena, uint32_t, count + 1);
    ledger->credits = ARENA_ARRAY(arena, Credit, count + 1);
    for (size_t f = 0; f < count; f++) {
        const Fact *fact = &facts[f];
        bool call = fact->key[0] == '-';
        keys[f] = text_of(call ? "" : fact->key);
        lines[f] = (uint32_t)f + 2;
        bool company = !fact->person[0];
        ledger->credits[f] = (Credit){
            .amount = fraction(fact->amount), .day = day_of(fact->date), .row = (uint32_t)f,
            .person = company ? PERSON_NONE
                              : roster_person(&world->records.roster, text_of(fact->person)),
            .slice = call, .line = (uint16_t)fact->line,
            .status = company ? COMPANY_CREDIT : CREDITED};
    }
    for (int s = 0; s < 2; s++) {
        world->slices[s].lines = lines;
        world->slices[s].keys = s == 0 ? keys : NULL;
        world->slices[s].row_count = count;
    }
    ledger->credit_count = count;
    qsort_r(ledger->credits, count, sizeof(Credit), compare_credits, world);
}

/* A ledger of the period without postings; the entries and payments of E1 and E2 earn 1000 and
 * 2000 a month by acv. */
static inline Ledger *world_ledger(World *world, const char *period, const Fact *facts,
                                   size_t count)
{
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    Ratio *shares = ARENA_NEW(arena, Ratio);
    *shares = RATIO_ONE;
    SliceRef *slices = ARENA_ARRAY(arena, SliceRef, 2);
    for (int s = 0; s < 2; s++) slices[s] = (SliceRef){&world->tables[s], &world->slices[s]};
    *ledger = (Ledger){.records = &world->records, .design = &world->design,
                       .period = month_of(period), .slices = slices, .slice_count = 2,
                       .shares = shares, .participations = world->participations,
                       .participation_count = world->records.roster.person_count,
                       .restated_from = MONTH_NONE};
    ledger->year_start = fiscal_window_start(world->company.fiscal, ledger->period, 12);
    add_credits(world, ledger, facts, count);
    uint32_t people = ledger->participation_count;
    ledger->entries = ARENA_ARRAY(arena, Entry, people + 1);
    ledger->payments = ARENA_ARRAY(arena, Payment, people + 1);
    ledger->postings = ARENA_ARRAY(arena, Posting, POSTINGS_MAX);
    Span *spans = ARENA_ARRAY(arena, Span, people + 1);
    for (uint32_t p = 0; p < people; p++) {
        Money earning = {1000 * (p + 1)};
        spans[p] = (Span){HOLDER_PERSON, p, month_first_day(ledger->year_start),
                          month_last_day(ledger->year_start + 11), 1};
        ledger->entries[ledger->entry_count++] = (Entry){
            .participation = p, .month = ledger->period,
            .from = month_first_day(ledger->period), .to = month_last_day(ledger->period),
            .has_window = true, .has_value = true, .value = fraction("10000/3"),
            .months = RATIO_ONE, .earned_to_date = earning, .earning = earning,
            .notes = 1u << NOTE_CAPPED, .spans = &spans[p], .span_count = 1};
        ledger->payments[ledger->payment_count++] = (Payment){
            .person = p, .month = ledger->period, .earnings = earning, .available = earning,
            .released = earning, .payment = earning};
    }
    return ledger;
}

/* One more posting; call in the order of person, component, month. */
static inline Posting *post(Ledger *ledger, uint32_t person, const char *component,
                            const char *month, int64_t booked, int64_t due, int64_t released)
{
    Posting *posting = &ledger->postings[ledger->posting_count++];
    *posting = (Posting){.person = person, .plan = component[0] ? TEXT("AE") : TEXT(""),
                         .component = text_of(component), .month = month_of(month),
                         .booked = {booked}, .due = {due}, .released = {released}};
    posting->held.minor = due - released;
    return posting;
}

static inline Text books_path(const char *name)
{
    return text_format(arena, "%s/%s", own_directory(), name);
}

static inline Books *open_at(const char *name, BooksAccess access)
{
    Books *books = NULL;
    bool opened = books_open(arena, books_path(name), text_of(name), access, &books, &diags);
    if (!opened) print_problems();
    ck_assert(opened);
    return books;
}

static inline bool close_at(const char *name, const Ledger *ledger)
{
    Books *books = open_at(name, BOOKS_WRITE);
    CloseNote note = {TEXT("CFO"), TEXT("0.1")};
    bool closed = books_close_month(books, arena, ledger, &note, &diags);
    books_close(books);
    return closed;
}

static inline bool reopen_at(const char *name, const char *period)
{
    Books *books = open_at(name, BOOKS_WRITE);
    bool reopened = books_reopen(books, arena, month_of(period), TEXT("late deal"), TEXT("CFO"),
                                 &diags);
    books_close(books);
    return reopened;
}

/* Closes that must succeed, in the months of "2025-10 2025-11", over the same facts. */
static inline void close_months(World *world, const char *name, const char *months,
                                const Fact *facts, size_t count)
{
    for (const char *at = months; *at; at += at[7] ? 8 : 7) {
        char month[8];
        memcpy(month, at, 7);
        month[7] = '\0';
        Ledger *ledger = world_ledger(world, month, facts, count);
        post(ledger, 0, "acv", month, 0, 1000, 1000);
        post(ledger, 1, "acv", month, 0, 2000, 2000);
        bool closed = close_at(name, ledger);
        if (!closed) print_problems();
        ck_assert_msg(closed, "%s is not closed", month);
    }
}

#endif
