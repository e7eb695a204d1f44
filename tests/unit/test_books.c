/* test_books.c - closed months: their order, what they leave behind, what changed since. */
#include "books_case.h"

#include <sys/stat.h>

static const Fact FACTS[] = {
    {LINE_ACV, "E1", "2025-10-03", "D-1", "1000000"},
    {LINE_ACV, "E1", "2025-10-03", "D-2", "-250000"},
    {LINE_ACV, "E2", "2025-11-20", "D-3", "700000"},
    {LINE_ACV, "", "2025-11-21", "D-4", "90000"},
    {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
    {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
    {LINE_MEETINGS, "E2", "2025-12-01", "-", "3/2"},
};

static void want_only(DiagCode code, const char *message)
{
    ck_assert_uint_eq(diags.count, 1);
    ck_assert_str_eq(diag_name(diags.items[0].code), diag_name(code));
    want_text("message", diags.items[0].message, message);
    ck_assert_uint_gt(diags.items[0].hint.length, 0);
    diags_start(&diags, arena);
}

static Booked state_of(World *world, const char *before, const char *restated_from)
{
    Booked booked;
    Books *books = open_at("books.db", BOOKS_READ);
    bool read = books_state(books, arena, &world->records.roster,
                            before ? month_of(before) : MONTH_NONE, month_of(restated_from),
                            &booked, &diags);
    if (!read) print_problems();
    ck_assert(read);
    books_close(books);
    return booked;
}

START_TEST(finds_nothing_where_nothing_was_closed)
{
    for (int empty = 0; empty < 2; empty++) {            /* no file, then one without a byte */
        if (empty) write_own_file("books.db", "", 0);
        Books *books = open_at("books.db", BOOKS_READ);
        World *world = world_new();
        Month first, last;
        Booked booked;
        BooksEvent *events;
        BookedFile *files;
        BooksVerdict verdict;
        CreditChange *changes;
        size_t count = 9;
        ck_assert(!books_span(books, &first, &last));
        want_text("head", books_head(books), "");
        ck_assert(books_state(books, arena, &world->records.roster, MONTH_NONE, 0, &booked,
                              &diags));
        ck_assert(!booked.any && !booked.line_count && !booked.balance_count);
        ck_assert(books_history(books, arena, &events, &count, &diags));
        ck_assert_uint_eq(count, 0);
        ck_assert(books_files(books, arena, MONTH_NONE, &files, &count, &diags));
        ck_assert_uint_eq(count, 0);
        Ledger *ledger = world_ledger(world, "2025-10", FACTS, ROWS(FACTS));
        ck_assert(books_changes(books, arena, ledger, MONTH_NONE, 0, &changes, &count, &diags));
        ck_assert_uint_eq(count, 0);
        ck_assert(books_verify(books, arena, &verdict, &diags));
        ck_assert_uint_eq(verdict.entries + verdict.events, 0);
        books_close(books);
    }
    books_close(NULL);
    ck_assert_uint_eq(diags.count, 0);
    struct stat status;
    ck_assert_int_eq(stat(books_path("books.db").bytes, &status), 0);
    ck_assert_int_eq((int)status.st_size, 0);            /* looking makes no books */
}
END_TEST

/* One after the other, once; undone from the last one backwards. */
START_TEST(closes_in_order)
{
    World *world = world_new();
    close_months(world, "books.db", "2025-11 2025-12", FACTS, ROWS(FACTS));
    ck_assert(!close_at("books.db", world_ledger(world, "2025-12", FACTS, ROWS(FACTS))));
    want_only(DIAG_PERIOD_CLOSED, "2025-12 is closed");
    ck_assert(!close_at("books.db", world_ledger(world, "2025-09", FACTS, ROWS(FACTS))));
    want_only(DIAG_PERIOD_CLOSED, "2025-09 is closed");
    ck_assert(!close_at("books.db", world_ledger(world, "2026-02", FACTS, ROWS(FACTS))));
    want_only(DIAG_PERIOD_OPEN, "2026-01 is not closed yet");
    ck_assert(!reopen_at("books.db", "2025-11"));
    want_only(DIAG_PERIOD_OPEN, "2025-11 is not the last closed month");
    ck_assert(!reopen_at("books.db", "2026-01"));
    want_only(DIAG_PERIOD_OPEN, "2026-01 is not the last closed month");
    ck_assert(reopen_at("books.db", "2025-12"));
    ck_assert(reopen_at("books.db", "2025-11"));
    ck_assert(!reopen_at("books.db", "2025-11"));
    want_only(DIAG_BOOKS_NONE, "no month is closed");
    close_months(world, "books.db", "2026-01", FACTS, ROWS(FACTS));   /* the first is free again */
    Books *books = open_at("books.db", BOOKS_READ);
    Month first, last;
    ck_assert(books_span(books, &first, &last));
    want_text("first", month_text(arena, first), "2025-10");
    want_text("last", month_text(arena, last), "2026-01");
    BooksVerdict verdict;
    ck_assert(books_verify(books, arena, &verdict, &diags));
    ck_assert_uint_eq(verdict.events, 5);
    want_text("head", verdict.head, books_head(books).bytes);
    books_close(books);
}
END_TEST

START_TEST(keeps_every_close_on_record)
{
    World *world = world_new();
    close_months(world, "books.db", "2025-10", FACTS, ROWS(FACTS));
    ck_assert(reopen_at("books.db", "2025-10"));
    close_months(world, "books.db", "2025-10", FACTS, ROWS(FACTS));
    Books *books = open_at("books.db", BOOKS_READ);
    BooksEvent *events;
    size_t count;
    ck_assert(books_history(books, arena, &events, &count, &diags));
    Text said = TEXT("");
    for (size_t e = 0; e < count; e++)
        said = text_format(arena, "%.*s%u %s%s %.*s by %.*s (%.*s) %.*s %lld\n", TEXT_ARG(said),
                           events[e].number, events[e].is_close ? "close" : "reopen",
                           events[e].undone ? ", undone," : "",
                           TEXT_ARG(month_text(arena, events[e].period)),
                           TEXT_ARG(events[e].approved_by), TEXT_ARG(events[e].reason),
                           TEXT_ARG(events[e].design), (long long)events[e].payment.minor);
    want_text("history", said, "1 close, undone, 2025-10 by CFO () FY2026 3000\n"
                               "2 reopen 2025-10 by CFO (late deal)  0\n"
                               "3 close 2025-10 by CFO () FY2026 3000\n");
    ck_assert(!text_equal(events[0].head, events[2].head));
    want_text("head", books_head(books), events[2].head.bytes);
    books_close(books);
}
END_TEST

/* Books hold no clock: the same closes give the same chain. */
START_TEST(gives_the_same_chain_again)
{
    Text heads[2];
    for (int i = 0; i < 2; i++) {
        const char *name = i ? "second.db" : "first.db";
        close_months(world_new(), name, "2025-10 2025-11", FACTS, ROWS(FACTS));
        Books *books = open_at(name, BOOKS_READ);
        heads[i] = books_head(books);
        books_close(books);
    }
    ck_assert_uint_eq(heads[0].length, 64);
    want_text("heads", heads[0], heads[1].bytes);
}
END_TEST

static Text lines_text(const World *world, const Booked *booked)
{
    Text said = TEXT("");
    for (size_t i = 0; i < booked->line_count; i++) {
        const BookedLine *line = &booked->lines[i];
        said = text_format(arena, "%.*s%.*s %.*s/%.*s %.*s: %lld, released %lld, lost %lld\n",
                           TEXT_ARG(said), TEXT_ARG(world->records.roster.persons[line->person].id),
                           TEXT_ARG(line->plan), TEXT_ARG(line->component),
                           TEXT_ARG(month_text(arena, line->month)),
                           (long long)line->amount.minor, (long long)line->released.minor,
                           (long long)line->forfeited.minor);
    }
    for (size_t i = 0; i < booked->adjustment_count; i++) {
        const BookedAdjustment *sum = &booked->adjustments[i];
        said = text_format(arena, "%.*s%.*s adjusted %.*s: %lld\n", TEXT_ARG(said),
                           TEXT_ARG(world->records.roster.persons[sum->person].id),
                           TEXT_ARG(month_text(arena, sum->month)), (long long)sum->amount.minor);
    }
    for (size_t i = 0; i < booked->balance_count; i++) {
        const BookedBalance *of = &booked->balances[i];
        said = text_format(arena, "%.*s%.*s carries %lld, owes %lld\n", TEXT_ARG(said),
                           TEXT_ARG(world->records.roster.persons[of->person].id),
                           (long long)of->balance.minor, (long long)of->draw_owed.minor);
    }
    return said;
}

/* November is closed first, so October counts as paid; December brings what came late, takes back,
 * loses and releases. */
static void close_a_story(World *world)
{
    Ledger *november = world_ledger(world, "2025-11", FACTS, ROWS(FACTS));
    world->adjustments[0] = (Adjustment){TEXT("A-1"), 1, month_of("2025-10"), {500}, TEXT("spiff"),
                                         TEXT("CFO"), 0, 0};
    world->adjustments[1] = (Adjustment){TEXT("A-2"), 1, month_of("2025-11"), {-20}, TEXT("card"),
                                         TEXT("CFO"), 0, 0};
    world->records.adjustment_count = 2;
    post(november, 0, "acv", "2025-10", 0, 1000, 0)->released_before.minor = 600;
    post(november, 0, "acv", "2025-11", 0, 1000, 500);
    post(november, 0, "meetings", "2025-10", 0, 0, 0);
    post(november, 1, "acv", "2025-10", 0, 2000, 0)->released_before.minor = 2000;
    post(november, 1, "acv", "2025-11", 0, 2000, 2000);
    november->payments[0].balance_out.minor = -300;
    november->payments[1].draw_owed.minor = 77;
    ck_assert(close_at("books.db", november));
    Ledger *december = world_ledger(world, "2025-12", FACTS, ROWS(FACTS));
    post(december, 0, "acv", "2025-10", 1000, 1000, 100)->forfeited.minor = 300;
    post(december, 0, "acv", "2025-11", 1000, 1400, 200);
    post(december, 0, "acv", "2025-12", 0, 1000, 1000);
    post(december, 1, "", "2025-10", 500, 650, 150);
    post(december, 1, "acv", "2025-10", 2000, 1900, -100);
    post(december, 1, "acv", "2025-11", 2000, 2000, 0);
    december->payments[1].balance_out.minor = -5;
    ck_assert(close_at("books.db", december));
}

START_TEST(adds_up_what_the_closes_left)
{
    World *world = world_new();
    close_a_story(world);
    Booked all = state_of(world, NULL, "2025-10");
    ck_assert(all.any);
    want_text("first", month_text(arena, all.first), "2025-10");
    want_text("last", month_text(arena, all.last), "2025-12");
    want_text("all", lines_text(world, &all),
              "E1 AE/acv 2025-10: 1000, released 700, lost 300\n"
              "E1 AE/acv 2025-11: 1400, released 700, lost 0\n"
              "E1 AE/acv 2025-12: 1000, released 1000, lost 0\n"
              "E1 AE/meetings 2025-10: 0, released 0, lost 0\n"
              "E2 AE/acv 2025-10: 1900, released 1900, lost 0\n"
              "E2 AE/acv 2025-11: 2000, released 2000, lost 0\n"
              "E2 adjusted 2025-10: 650\n"
              "E2 adjusted 2025-11: -20\n"
              "E2 carries -5, owes 0\n");
    Booked before = state_of(world, "2025-12", "2025-10");
    want_text("last", month_text(arena, before.last), "2025-11");
    want_text("before December", lines_text(world, &before),
              "E1 AE/acv 2025-10: 1000, released 600, lost 0\n"
              "E1 AE/acv 2025-11: 1000, released 500, lost 0\n"
              "E1 AE/meetings 2025-10: 0, released 0, lost 0\n"
              "E2 AE/acv 2025-10: 2000, released 2000, lost 0\n"
              "E2 AE/acv 2025-11: 2000, released 2000, lost 0\n"
              "E2 adjusted 2025-10: 500\n"
              "E2 adjusted 2025-11: -20\n"
              "E1 carries -300, owes 0\n"
              "E2 carries 0, owes 77\n");
    ck_assert(!state_of(world, "2025-11", "2025-10").any);
}
END_TEST

/* Months that are not restated any more: only those of which a part is held. */
START_TEST(leaves_out_what_is_settled)
{
    World *world = world_new();
    close_a_story(world);
    Booked booked = state_of(world, NULL, "2025-12");
    want_text("held", lines_text(world, &booked),
              "E1 AE/acv 2025-11: 1400, released 700, lost 0\n"
              "E1 AE/acv 2025-12: 1000, released 1000, lost 0\n"
              "E2 adjusted 2025-10: 650\n"
              "E2 adjusted 2025-11: -20\n"
              "E2 carries -5, owes 0\n");
    ck_assert(reopen_at("books.db", "2025-12"));
    booked = state_of(world, NULL, "2026-01");           /* as if December had never been closed */
    want_text("reopened", lines_text(world, &booked),
              "E1 AE/acv 2025-10: 1000, released 600, lost 0\n"
              "E1 AE/acv 2025-11: 1000, released 500, lost 0\n"
              "E2 adjusted 2025-10: 500\n"
              "E2 adjusted 2025-11: -20\n"
              "E1 carries -300, owes 0\n"
              "E2 carries 0, owes 77\n");
}
END_TEST

/* People are told by their id, whatever their rank on today's roster is. */
START_TEST(knows_people_by_id)
{
    World *world = world_new();
    close_a_story(world);
    Text was = TEXT("");
    for (int more = 0; more < 2; more++) {
        world_people(world, more ? "A0 E1 E15 E2" : "E1 E2");
        Booked booked = state_of(world, NULL, "2025-10");
        Text now = lines_text(world, &booked);
        if (more) want_text("with others", now, was.bytes);
        was = now;
    }
    world_people(world, "E1");
    Booked booked;
    Books *books = open_at("books.db", BOOKS_READ);
    ck_assert(!books_state(books, arena, &world->records.roster, MONTH_NONE, month_of("2025-10"),
                           &booked, &diags));
    diags_sort(&diags);
    want_only(DIAG_BOOKS_PERSON, "E2 has booked figures, but is not on the roster any more");
    books_close(books);
}
END_TEST

START_TEST(keeps_the_files_that_were_read)
{
    World *world = world_new();
    close_months(world, "books.db", "2025-10", FACTS, ROWS(FACTS));
    world->files[0].source = source_file("roster.csv", "person_id\nE1\nE2\nE3\n");
    world->files[1].source = source_file("deals.csv", "other deals\n");
    close_months(world, "books.db", "2025-11", FACTS, ROWS(FACTS));
    Books *books = open_at("books.db", BOOKS_READ);
    static const char *const rosters[] = {"person_id\nE1\nE2\n", "person_id\nE1\nE2\nE3\n"};
    for (int close = 0; close < 2; close++) {
        BookedFile *files;
        size_t count;
        ck_assert(books_files(books, arena, close ? MONTH_NONE : month_of("2025-11"), &files,
                              &count, &diags));
        Text said = TEXT("");
        for (size_t f = 0; f < count; f++) {
            bool kept = files[f].bytes.length > 0;
            said = text_format(arena, "%.*s%.*s %.*s %.*s %s\n", TEXT_ARG(said),
                               TEXT_ARG(files[f].kind), TEXT_ARG(files[f].feed),
                               TEXT_ARG(files[f].path), kept ? "kept" : "");
            SourceFile again = {.bytes = files[f].bytes};
            file_hash(&again);
            if (kept) want_text("hash", files[f].sha256, again.sha256);
            if (text_equal(files[f].feed, TEXT("roster")))
                want_text("roster", files[f].bytes, rosters[close]);
        }
        want_text("files", said, "company  company.yaml kept\n"
                                 "table roster roster.csv kept\n"
                                 "feed deals deals.csv \n"
                                 "feed calls calls.csv \n"
                                 "design plans plans/ae.yaml kept\n");
    }
    books_close(books);
}
END_TEST

/* What changes and what is said of it, over October to December closed with FACTS. */
static const struct { const char *what; Fact facts[12]; const char *want; } CHANGED[] = {
    {"the same, in another order",
     {{LINE_MEETINGS, "E2", "2025-12-01", "-", "3/2"}, {LINE_ACV, "", "2025-11-21", "D-4", "90000"},
      {LINE_ACV, "E1", "2025-10-03", "D-2", "-250000"},
      {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
      {LINE_ACV, "E1", "2025-10-03", "D-1", "1000000"},
      {LINE_ACV, "E2", "2025-11-20", "D-3", "700000"},
      {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"}},
     ""},
    {"one came late, in a restated month and in an earlier one; one of an open month does not count",
     {{LINE_ACV, "E1", "2025-10-03", "D-1", "1000000"},
      {LINE_ACV, "E1", "2025-10-03", "D-2", "-250000"},
      {LINE_ACV, "E2", "2025-11-20", "D-3", "700000"}, {LINE_ACV, "", "2025-11-21", "D-4", "90000"},
      {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"}, {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
      {LINE_MEETINGS, "E2", "2025-12-01", "-", "3/2"}, {LINE_ACV, "E2", "2025-12-31", "D-9", "5"},
      {LINE_ACV, "E2", "2025-10-01", "D-8", "6"}, {LINE_ACV, "E2", "2026-01-01", "D-7", "7"}},
     "came acv.ae E2 2025-10-01 D-8 0 -> 6\n"
     "came acv.ae E2 2025-12-31 D-9 0 -> 5 restated\n"},
    {"an amount is another one, a day another one of the month, one is E2's now",
     {{LINE_ACV, "E1", "2025-10-03", "D-1", "1000001"},
      {LINE_ACV, "E1", "2025-10-04", "D-2", "-250000"},
      {LINE_ACV, "E1", "2025-11-20", "D-3", "700000"}, {LINE_ACV, "", "2025-11-21", "D-4", "90000"},
      {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"}, {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
      {LINE_MEETINGS, "E2", "2025-12-01", "-", "3/2"}},
     "changed acv.ae E1 2025-10-03 D-1 1000000 -> 1000001\n"
     "changed acv.ae E1 2025-10-04 D-2 -250000 -> -250000\n"
     "came acv.ae E1 2025-11-20 D-3 0 -> 700000 restated\n"
     "went acv.ae E2 2025-11-20 D-3 700000 -> 0 restated\n"},
    {"one of two alike is gone, and one without an owner",
     {{LINE_ACV, "E1", "2025-10-03", "D-1", "1000000"},
      {LINE_ACV, "E1", "2025-10-03", "D-2", "-250000"},
      {LINE_ACV, "E2", "2025-11-20", "D-3", "700000"},
      {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
      {LINE_MEETINGS, "E2", "2025-12-01", "-", "3/2"}},
     "went acv.ae  2025-11-21 D-4 90000 -> 0 restated\n"
     "went meetings.is E1 2025-10-09  1 -> 0\n"},
    {"another month",
     {{LINE_ACV, "E1", "2025-11-03", "D-1", "1000000"},
      {LINE_ACV, "E1", "2025-10-03", "D-2", "-250000"},
      {LINE_ACV, "E2", "2025-11-20", "D-3", "700000"}, {LINE_ACV, "", "2025-11-21", "D-4", "90000"},
      {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"}, {LINE_MEETINGS, "E1", "2025-10-09", "-", "1"},
      {LINE_MEETINGS, "E2", "2025-12-01", "-", "3/2"}},
     "went acv.ae E1 2025-10-03 D-1 1000000 -> 0\n"
     "came acv.ae E1 2025-11-03 D-1 0 -> 1000000 restated\n"},
};

static Text changes_text(World *world, const Ledger *ledger)
{
    static const char *const words[] = {"came", "went", "changed"};
    Books *books = open_at("books.db", BOOKS_READ);
    CreditChange *changes;
    size_t count;
    bool read = books_changes(books, arena, ledger, ledger->period, month_of("2025-11"), &changes,
                              &count, &diags);
    if (!read) print_problems();
    ck_assert(read);
    Text said = TEXT("");
    for (size_t i = 0; i < count; i++) {
        const CreditChange *at = &changes[i];
        ck_assert(at->credit_line == INDEX_NONE || at->is_money == (at->credit_line == LINE_ACV));
        ck_assert(at->person == PERSON_NONE ||
                  text_equal(world->records.roster.persons[at->person].id, at->person_id));
        said = text_format(arena, "%.*s%s %.*s.%.*s %.*s %.*s %.*s %.*s -> %.*s%s\n",
                           TEXT_ARG(said), words[at->kind], TEXT_ARG(at->measure),
                           TEXT_ARG(at->line), TEXT_ARG(at->person_id),
                           TEXT_ARG(day_text(arena, at->day)), TEXT_ARG(at->key),
                           TEXT_ARG(ratio_exact(arena, at->before)),
                           TEXT_ARG(ratio_exact(arena, at->now)), at->restated ? " restated" : "");
    }
    books_close(books);
    return said;
}

static size_t facts_of(const Fact *facts)
{
    size_t count = 0;
    while (facts[count].person) count++;
    return count;
}

START_TEST(tells_what_changed)
{
    World *world = world_new();
    const Fact *facts = CHANGED[_i].facts;
    close_months(world, "books.db", "2025-10 2025-11 2025-12", FACTS, ROWS(FACTS));
    world->files[1].source = source_file("moved/deals-2.csv", "deal\n");   /* says nothing new */
    Ledger *ledger = world_ledger(world, "2026-01", facts, facts_of(facts));
    want_text(CHANGED[_i].what, changes_text(world, ledger), CHANGED[_i].want);
    post(ledger, 0, "acv", "2026-01", 0, 1000, 1000);
    ck_assert(close_at("books.db", ledger));
    ledger = world_ledger(world, "2026-02", facts, facts_of(facts));
    want_text("once it is booked", changes_text(world, ledger), "");
    ledger = world_ledger(world, "2026-02", FACTS, ROWS(FACTS));
    ck_assert(reopen_at("books.db", "2026-01"));
    ledger->period = month_of("2026-01");
    want_text("undone, as it was", changes_text(world, ledger), "");
    BooksVerdict verdict;
    Books *books = open_at("books.db", BOOKS_READ);
    ck_assert(books_verify(books, arena, &verdict, &diags));
    books_close(books);
}
END_TEST

/* A key may hold anything that a cell may; amounts may be larger than 64 bits. */
START_TEST(keeps_keys_and_amounts_as_they_are)
{
    static const Fact odd[] = {
        {LINE_ACV, "E1", "2025-10-01", "a\tb\nc\\td\\", "1/3"},
        {LINE_ACV, "E1", "2025-10-02", "\xE5\xB1\xB1 ; '\"",
         "340282366920938463463374607431768211456/7"},
    };
    World *world = world_new();
    close_months(world, "books.db", "2025-10", odd, ROWS(odd));
    Ledger *ledger = world_ledger(world, "2025-11", odd, ROWS(odd));
    want_text("same", changes_text(world, ledger), "");
    ledger = world_ledger(world, "2025-11", odd, 0);
    want_text("gone", changes_text(world, ledger),
              "went acv.ae E1 2025-10-01 a\tb\nc\\td\\ 1/3 -> 0\n"
              "went acv.ae E1 2025-10-02 \xE5\xB1\xB1 ; '\" "
              "340282366920938463463374607431768211456/7 -> 0\n");
}
END_TEST

START_TEST(sees_that_a_line_is_gone)
{
    World *world = world_new();
    close_months(world, "books.db", "2025-10", FACTS, ROWS(FACTS));
    world->design.lines[LINE_MEETINGS].name = TEXT("sdr");
    Ledger *ledger = world_ledger(world, "2025-11", FACTS, ROWS(FACTS));
    want_text("renamed", changes_text(world, ledger),
              "went meetings.is E1 2025-10-09  1 -> 0\n"
              "went meetings.is E1 2025-10-09  1 -> 0\n"
              "came meetings.sdr E1 2025-10-09  0 -> 1\n"
              "came meetings.sdr E1 2025-10-09  0 -> 1\n");
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {finds_nothing_where_nothing_was_closed, 1},
        {closes_in_order, 1},
        {keeps_every_close_on_record, 1},
        {gives_the_same_chain_again, 1},
        {adds_up_what_the_closes_left, 1},
        {leaves_out_what_is_settled, 1},
        {knows_people_by_id, 1},
        {keeps_the_files_that_were_read, 1},
        {tells_what_changed, ROWS(CHANGED)},
        {keeps_keys_and_amounts_as_they_are, 1},
        {sees_that_a_line_is_gone, 1},
    };
    return unit_run("books", tests, ROWS(tests), 15, NULL, NULL);
}
