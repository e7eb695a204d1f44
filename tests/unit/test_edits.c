/* test_edits.c - what if a cell said something else: the words, the cell that they name in every
 * kind of table, and what is wrong. Source: docs/explain.md, What if. */
#include "unit.h"

#include "attain/buffer.h"
#include "attain/intake.h"

#include <stdio.h>
#include <string.h>

/* ---- words */

typedef struct WordsCase {
    const char *said;
    const char *parts;               /* table|key|key|column|value; "": they are refused */
    const char *problem;
} WordsCase;

static const WordsCase words[] = {
    {"deals[D-0981].close_date=2026-03-31", "deals|D-0981|close_date|2026-03-31", ""},
    {" deals [ D 1 ]. stage = closed = won ", "deals|D 1|stage|closed = won", ""},
    {"deals[ D,1 ].stage=", "deals|D,1|stage|", ""},
    {"deals[a[0]].stage=x=y", "deals|a[0]|stage|x=y", ""},
    {"quotas[E012, acv.is ,FY2026-Q1].amount=5,000,000",
     "quotas|E012|acv.is|FY2026-Q1|amount|5,000,000", ""},
    {"roster[E012].team=East", "roster|E012|team|East", ""},
    {"roster[E012,2026-01-01].team=East", "roster|E012|2026-01-01|team|East", ""},
    {"roster[E012,2026-01-01,AE].team=", "roster|E012|2026-01-01|AE|team|", ""},
    {"alignments[E030,East].end_date=2026-03-31", "alignments|E030|East|end_date|2026-03-31", ""},
    {"adjustments[A-1].amount=1", "adjustments|A-1|amount|1", ""},
    {"fx[USD,2026-03].rate=151.2", "fx|USD|2026-03|rate|151.2", ""},
    {"quotas[\"E,1\",acv,2026-03].amount=1", "quotas|E,1|acv|2026-03|amount|1", ""},
    {"quotas[E1, \" a \"\"b\"\", c]. \" ,2026-03].amount=1",
     "quotas|E1|a \"b\", c].|2026-03|amount|1", ""},
    {"roster[\"E,1\"].team=\"East\"", "roster|E,1|team|\"East\"", ""},
    {"deals[\"D,1\"].stage=x", "deals|D,1|stage|x", ""},
    {"deals[\"\"\"D\"\"\"].stage=x", "deals|\"D\"|stage|x", ""},
    {"deals[5\" disk].stage=x", "deals|5\" disk|stage|x", ""},
    {"adjustments[A,1].amount=1", "adjustments|A,1|amount|1", ""},
    {"quotas[\"E,1,acv,2026-03].amount=1", "", "a quote in the row is not closed"},
    {"quotas[\"E,1\"x,acv,2026-03].amount=1", "", "a row of quotas is named by"},
    {"quotas[E,1,acv,2026-03].amount=1", "", "what holds a comma stands in quotes"},
    {"deals[\"\"].stage=x", "", "a row's key stands between [ and ]"},
    {"", "", "it names no row of a table"},
    {"deals.amount=1", "", "it names no row of a table"},
    {"[D1].amount=1", "", "it names no row of a table"},
    {"deals[D1]amount=1", "", "no column is named behind the row"},
    {"deals[D1.amount=1", "", "no column is named behind the row"},
    {"deals[D1].amount", "", "it says no value for a column"},
    {"deals[D1].=1", "", "it says no value for a column"},
    {"deals[].amount=1", "", "a row's key stands between [ and ]"},
    {"quotas[E012,acv].amount=1", "", "a row of quotas is named by HOLDER,MEASURE,PERIOD"},
    {"quotas[E012,,2026-03].amount=1", "", "a row of quotas is named by HOLDER,MEASURE,PERIOD"},
    {"fx[USD,2026-03,bank].rate=1", "", "a row of fx is named by CURRENCY,PERIOD"},
    {"alignments[E030].end_date=", "",
     "a row of alignments is named by PERSON,TEAM; or PERSON,TEAM,START_DATE"},
    {"roster[].team=East", "",
     "a row of roster is named by PERSON; PERSON,START_DATE; or PERSON,START_DATE,ROLE"},
};

START_TEST(edit_words)
{
    const WordsCase *wanted = &words[_i];
    Edit edit;
    bool good = edit_parse(arena, text_of(wanted->said), &edit, &diags);
    ck_assert(good == (wanted->parts[0] != 0));
    if (!good) {
        ck_assert(has_problem(DIAG_WHAT_IF_SYNTAX));
        ck_assert_ptr_nonnull(strstr(diags.items[0].message.bytes, wanted->problem));
        return;
    }
    Text parts = edit.table;
    for (uint32_t k = 0; k < edit.key_count; k++)
        parts = text_format(arena, "%.*s|%.*s", TEXT_ARG(parts), TEXT_ARG(edit.keys[k]));
    parts = text_format(arena, "%.*s|%.*s|%.*s", TEXT_ARG(parts), TEXT_ARG(edit.column),
                        TEXT_ARG(edit.value));
    want_text(wanted->said, parts, wanted->parts);
}
END_TEST

/* ---- cells */

enum { GRADE = 9 };                  /* behind the roster's own columns */

static Records records;

static void write_files(void)
{
    static const char *const files[][2] = {
        {"company.yaml",
         "company: Edits\ncurrency: JPY\nfiscal_year_starts: 4\nplans: plans\n"
         "roster: {file: people.csv, columns: {person_id: {header: No}, grade: integer?}}\n"
         "quotas: {file: quotas.csv, columns: {amount: {times: 1000}}}\n"
         "alignments: {file: alignments.csv}\nadjustments: {file: adjustments.csv}\n"
         "fx: {file: fx.csv}\n"
         "feeds:\n  deals:\n    file: deals*.csv\n    key: id\n    total_row: sum\n"
         "    columns: {id: text, note: text?, amount: {type: money?, currency: code}, "
         "code: text?, owner: payee?}\n"
         "  calls:\n    file: calls.csv\n    key: number\n    columns: {number: integer, "
         "who: payee}\n"},
        {"people.csv",
         "No,name,role,team,manager_id,start_date,end_date,target_incentive,grade\n"
         "E1,One,AE,East,,2026/04/01,2026-08-31,\"1,200,000\",3\n"
         "E1,One,AE,West,,2026-09-01,,1200000,\n"
         "E2,Two,AE,West,,2026-04-01,,2400000,\n"},
        {"quotas.csv",
         "holder,measure,period,amount\nE1,acv,FY2027-Q1,3000\nE1,acv,2026-07,2000\n"
         "E2,acv.is,FY2027,12000\nWest,acv,FY2027,120\ncompany,acv,FY2027-H1,600\n"},
        {"alignments.csv",
         "person_id,team,start_date,end_date\nE2,East,2026-04-01,2026-06-30\n"
         "E2,East,2026-09-01,\nE1,West,2026-04-01,\n"},
        {"adjustments.csv",
         "adjustment_id,person_id,period,amount,reason,approved_by\n"
         "A-1,E1,2026-05,500,bonus,CFO\n"},
        {"fx.csv", "currency,period,rate,source\nUSD,2026-04,150,bank\nUSD,2026-05,151,bank\n"},
        {"deals-1.csv",
         "note,id,owner,code,amount\n\"two\nlines, one \"\"quote\"\"\",D1,E1,,\"1,000\"\n"
         "\n,D2,E2,USD,12.34\n,D3,,,\nsum,,,,\"1,012.34\"\n"},
        {"deals-2.csv", "id;owner;code;amount;note\nD4;E1;;7;\nD2;E2;USD;12.34;\n"},
        {"calls.csv", "number,who\n\"1,001\",E1\n"}};
    for (size_t f = 0; f < sizeof files / sizeof *files; f++)
        write_own_file(files[f][0], files[f][1], strlen(files[f][1]));
}

static bool load(Edit *edits, size_t count)
{
    Company *company;
    write_files();
    Text path = text_format(arena, "%s/company.yaml", own_directory());
    bool good = intake_company(arena, path, &company, &diags);
    if (!good) print_problems();
    ck_assert(good);
    IntakeOptions options = {.jobs = 2, .edits = edits, .edit_count = count};
    good = intake_records(arena, company, &options, &records, &diags);
    diags_sort(&diags);
    return good;
}

static Text holder_of(const Quota *quota)
{
    if (quota->kind == HOLDER_COMPANY) return TEXT("company");
    return quota->kind == HOLDER_PERSON ? records.roster.persons[quota->holder].id
                                        : records.roster.teams[quota->holder];
}

static void dump_roster(Buffer *out)
{
    for (uint32_t a = 0; a < records.roster.assignment_count; a++) {
        const Assignment *row = &records.roster.assignments[a];
        Text team = row->team == TEAM_NONE ? TEXT("-") : records.roster.teams[row->team];
        buffer_format(out, "%.*s/%.*s/%.*s/", TEXT_ARG(records.roster.persons[row->person].id),
                      TEXT_ARG(row->role), TEXT_ARG(team));
        buffer_day(out, row->start);
        buffer_byte(out, '/');
        if (row->end != DAY_OPEN) buffer_day(out, row->end);
        const Slice *slice = &records.roster.table.slices[row->slice];
        buffer_format(out, "/%ld/%ld ", (long)row->target.minor,
                      (long)slice->columns[GRADE].integers[row->row]);
    }
}

static void dump_tables(Buffer *out)
{
    for (size_t q = 0; q < records.quota_count; q++) {
        const Quota *quota = &records.quotas[q];
        Text from = month_text(arena, quota->first), to = month_text(arena, quota->last);
        Text amount = ratio_exact(arena, quota->monthly);
        const Slice *slice = &records.quota_table.slices[quota->slice];
        buffer_format(out, "%.*s/%.*s%s%.*s/%.*s..%.*s/%.*s@%u ", TEXT_ARG(holder_of(quota)),
                      TEXT_ARG(quota->measure), quota->line.length ? "." : "",
                      TEXT_ARG(quota->line), TEXT_ARG(from), TEXT_ARG(to), TEXT_ARG(amount),
                      slice->lines[quota->row]);
    }
    for (size_t i = 0; i < records.alignment_count; i++) {
        const Alignment *row = &records.alignments[i];
        buffer_format(out, "%.*s+%.*s/", TEXT_ARG(records.roster.persons[row->person].id),
                      TEXT_ARG(records.roster.teams[row->team]));
        buffer_day(out, row->start);
        buffer_byte(out, '/');
        if (row->end != DAY_OPEN) buffer_day(out, row->end);
        buffer_byte(out, ' ');
    }
    for (size_t i = 0; i < records.adjustment_count; i++)
        buffer_format(out, "%.*s=%ld ", TEXT_ARG(records.adjustments[i].id),
                      (long)records.adjustments[i].amount.minor);
    for (size_t i = 0; i < records.rate_count; i++) {
        Text month = month_text(arena, records.rates[i].month);
        Text rate = ratio_exact(arena, records.rates[i].rate);
        buffer_format(out, "%.*s*%.*s ", TEXT_ARG(month), TEXT_ARG(rate));
    }
}

static void dump_deals(Buffer *out)
{
    const Table *table = &records.feeds[0];
    for (size_t s = 0; s < table->slice_count; s++)
        for (size_t r = 0; r < table->slices[s].row_count; r++) {
            const Slice *slice = &table->slices[s];
            if (slice->left_out && slice->left_out[r]) continue;
            Text owner = roster_payee_text(&records.roster, slice, slice->columns[4].payees[r]);
            buffer_format(out, "%.*s|%.*s|%ld|%.*s|%.*s@%u ",
                          TEXT_ARG(slice->columns[0].texts[r]),
                          TEXT_ARG(slice->columns[1].texts[r]),
                          (long)slice->columns[2].money[r].minor,
                          TEXT_ARG(slice->columns[3].texts[r]), TEXT_ARG(owner), slice->lines[r]);
        }
    const Slice *calls = &records.feeds[1].slices[0];
    for (size_t r = 0; r < calls->row_count; r++) {
        Text who = roster_payee_text(&records.roster, calls, calls->columns[1].payees[r]);
        buffer_format(out, "#%ld:%.*s ", (long)calls->columns[0].integers[r], TEXT_ARG(who));
    }
}

static Text dump(void)
{
    Buffer out = {.arena = arena};
    dump_roster(&out);
    dump_tables(&out);
    dump_deals(&out);
    return buffer_result(&out);
}

typedef struct CellCase {
    const char *said, *holds;        /* what the tables hold then */
    const char *was;
    const char *file;
    uint32_t line, column;
    bool clashes;                    /* with another row: a problem of its own */
} CellCase;

static const CellCase cells[] = {
    {"deals[D1].amount=2000", "D1|two\nlines, one \"quote\"|2000||E1@2 ", "1,000", "deals-1.csv",
     2, 5, false},
    {"deals[D1].note=a very much longer note than before, \"quoted\"",
     "D1|a very much longer note than before, \"quoted\"|1000||E1@2 ",
     "two\nlines, one \"quote\"", "deals-1.csv", 2, 1, false},
    {"deals[D1].owner=E2", "D1|two\nlines, one \"quote\"|1000||E2@2 ", "E1", "deals-1.csv", 2, 3,
     false},
    {"deals[D1].owner=E9", "D1|two\nlines, one \"quote\"|1000||E9@2 ", "E1", "deals-1.csv", 2, 3,
     false},
    {"deals[D1].owner=", "D1|two\nlines, one \"quote\"|1000||@2 ", "E1", "deals-1.csv", 2, 3,
     false},
    {"deals[D3].amount=5", "D3||5||@6 ", "", "deals-1.csv", 6, 5, false},
    {"deals[D4].amount=\xC2\xA5""70", "D4||70||E1@2 ", "7", "deals-2.csv", 2, 4, false},
    {"deals[D2].amount=0.5", "D2||50|USD|E2@5 D3||0||@6 D4||7||E1@2 #", "12.34", "deals-1.csv",
     5, 5, false},
    {"deals[D4].id=D9", "D9||7||E1@2 ", "D4", "deals-2.csv", 2, 1, false},
    {"calls[1,001].who=E2", "#1001:E2 ", "E1", "calls.csv", 2, 2, false},
    {"roster[E2].target_incentive=9", "E2/AE/West/2026-04-01//9/0 ", "2400000", "people.csv", 4,
     8, false},
    {"roster[E1,2026-04-01].team=North", "E1/AE/North/2026-04-01/2026-08-31/1200000/3 ", "East",
     "people.csv", 2, 4, true},
    {"roster[E1,2026/9/1,AE].grade=7", "E1/AE/West/2026-09-01//1200000/7 ", "", "people.csv", 3,
     9, false},
    {"roster[E2].person_id=E3", "E3/AE/West/2026-04-01//2400000/0 ", "E2", "people.csv", 4, 1,
     true},
    {"quotas[E1,acv,2026-07].amount=5", "E1/acv/2026-07..2026-07/5000@3 ", "2000", "quotas.csv",
     3, 4, false},
    {"quotas[E1,acv,FY2027-Q1].amount=6", "E1/acv/2026-04..2026-06/2000@2 ", "3000",
     "quotas.csv", 2,
     4, false},
    {"quotas[E1,acv,2026-05].amount=7",
     "E1/acv/2026-04..2026-04/1000000@2 E1/acv/2026-05..2026-05/7000@2 "
     "E1/acv/2026-06..2026-06/1000000@2 ", "1000", "quotas.csv", 2, 4, false},
    {"quotas[E1,acv,2026-04].amount=7",
     "E1/acv/2026-04..2026-04/7000@2 E1/acv/2026-05..2026-06/1000000@2 ", "1000", "quotas.csv",
     2, 4, false},
    {"quotas[E2,acv.is,FY2027-Q4].amount=9",
     "E2/acv.is/2026-04..2026-12/1000000@4 E2/acv.is/2027-01..2027-03/3000@4 ", "3000",
     "quotas.csv",
     4, 4, false},
    {"quotas[West,acv,2026-04].amount=0",
     "West/acv/2026-04..2026-04/0@5 West/acv/2026-05..2027-03/10000@5 ", "10", "quotas.csv", 5,
     4, false},
    {"quotas[company,acv,2026-09].amount=1", "company/acv/2026-09..2026-09/1000@6 ", "100",
     "quotas.csv", 6, 4, false},
    {"quotas[E1,acv,2026-07].holder=company", "company/acv/2026-07..2026-07/2000000@3 ", "E1",
     "quotas.csv", 3, 1, true},
    {"alignments[E2,East,2026-09-01].end_date=2026-12-31", "E2+East/2026-09-01/2026-12-31 ", "",
     "alignments.csv", 3, 4, false},
    {"alignments[E1,West].team=East", "E1+East/2026-04-01/ ", "West", "alignments.csv", 4, 2,
     false},
    {"adjustments[A-1].amount=\xE2\x96\xB2""1,500", "A-1=-1500 ", "500", "adjustments.csv", 2, 4,
     false},
    {"fx[USD,2026-05].rate=1.5", "2026-04*150 2026-05*3/2 ", "151", "fx.csv", 3, 3, false},
};

START_TEST(edit_cells)
{
    const CellCase *wanted = &cells[_i];
    Edit edit;
    bool parsed = edit_parse(arena, text_of(wanted->said), &edit, &diags);
    ck_assert(parsed);
    bool good = load(&edit, 1);
    if (good == wanted->clashes) print_problems();
    ck_assert(good != wanted->clashes);
    Text all = dump();
    if (!strstr(all.bytes, wanted->holds)) want_text(wanted->said, all, wanted->holds);
    ck_assert_int_eq(edit.state, EDIT_MADE);
    want_text("was", edit.was, wanted->was);
    want_text("file", edit.place.file, wanted->file);
    ck_assert_uint_eq(edit.place.line, wanted->line);
    ck_assert_uint_eq(edit.place.column, wanted->column);
}
END_TEST

/* ---- what is wrong */

typedef struct WrongCase { const char *one, *two; DiagCode code; const char *says; } WrongCase;

static const WrongCase wrongs[] = {
    {"deals[D1].amount=1E7", "", DIAG_CELL_MONEY, "amount \"1E7\""},
    {"deals[D1].amount=0.5", "", DIAG_CELL_MONEY, "amount \"0.5\""},      /* yen have no halves */
    {"deals[D1].id=", "", DIAG_CELL_BLANK, "id: the cell is blank"},
    {"deals[D1].id=D4", "", DIAG_KEY_TWICE, "D4"},
    {"deals[D1].code=DOLLAR", "", DIAG_CURRENCY_UNKNOWN, "DOLLAR"},
    {"roster[E2].start_date=soon", "", DIAG_CELL_DATE, "start_date \"soon\""},
    {"roster[E2].end_date=2026-03-31", "", DIAG_ROSTER_DATES, "ends before"},
    {"roster[E2].manager_id=E7", "", DIAG_ROSTER_MANAGER, "E7"},
    {"roster[E1,2026-04-01].end_date=", "", DIAG_ROSTER_OVERLAP, "overlaps"},
    {"quotas[E1,acv,2026-05].amount=many", "", DIAG_CELL_NUMBER, "amount \"many\""},
    {"quotas[E1,acv,2026-05].amount=", "", DIAG_CELL_BLANK, "amount: the cell is blank"},
    {"quotas[E1,acv,2026-07].period=2026-06", "", DIAG_QUOTA_TWICE, "a second quota"},
    {"quotas[E1,acv,2026-07].holder=E5", "", DIAG_QUOTA_HOLDER, "E5"},
    {"alignments[E1,West].team=Moon", "", DIAG_ALIGNMENT_UNKNOWN, "Moon"},
    {"adjustments[A-1].person_id=E8", "", DIAG_ADJUSTMENT_UNKNOWN, "E8"},
    {"fx[USD,2026-05].rate=0", "", DIAG_FX_RATE, "above 0"},
    {"deal[D1].amount=1", "", DIAG_WHAT_IF_UNKNOWN, "no table \"deal\""},
    {"deals[D1].money=1", "", DIAG_WHAT_IF_UNKNOWN, "no column \"money\""},
    {"deals[D7].amount=1", "", DIAG_WHAT_IF_UNKNOWN, "deals has no row with id \"D7\""},
    {"deals[sum].amount=1", "", DIAG_WHAT_IF_UNKNOWN, "no row with id \"sum\""},
    {"deals[d1].amount=1", "", DIAG_WHAT_IF_UNKNOWN, "no row with id \"d1\""},
    {"roster[E2].pay_currency=USD", "", DIAG_WHAT_IF_UNKNOWN, "no column pay_currency"},
    {"roster[E1,2026-05-01].team=East", "", DIAG_WHAT_IF_UNKNOWN,
     "roster[E1] has no row with start_date \"2026-05-01\""},
    {"quotas[E1,acv,2026-08].amount=1", "", DIAG_WHAT_IF_UNKNOWN, "period \"2026-08\""},
    {"quotas[E1,acv,FY2027].amount=1", "", DIAG_WHAT_IF_UNKNOWN, "period \"FY2027\""},
    {"quotas[E1,acv,2026-05].measure=x", "", DIAG_WHAT_IF_UNKNOWN, "period \"2026-05\""},
    {"quotas[E1,acw,2026-05].amount=1", "", DIAG_WHAT_IF_UNKNOWN, "measure \"acw\""},
    {"fx[EUR,2026-05].rate=1", "", DIAG_WHAT_IF_UNKNOWN, "fx has no row with currency \"EUR\""},
    {"roster[E1].team=East", "", DIAG_WHAT_IF_AMBIGUOUS, "roster[E1] names 2 rows"},
    {"alignments[E2,East].end_date=", "", DIAG_WHAT_IF_AMBIGUOUS, "names 2 rows"},
    {"deals[D1].amount=1", "deals[D1].amount=2", DIAG_WHAT_IF_AMBIGUOUS, "the same cell"},
    {"roster[E2].team=East", "roster[E2,2026-04-01].team=East", DIAG_WHAT_IF_AMBIGUOUS,
     "the same cell"},
    {"quotas[E1,acv,2026-05].amount=1", "quotas[E1,acv,2026-05].amount=2",
     DIAG_WHAT_IF_AMBIGUOUS, "the same cell"},
};

START_TEST(edit_problems)
{
    const WrongCase *wanted = &wrongs[_i];
    Edit edits[2];
    bool parsed = edit_parse(arena, text_of(wanted->one), &edits[0], &diags);
    ck_assert(parsed);
    size_t count = wanted->two[0] ? 2 : 1;
    if (count == 2) parsed = edit_parse(arena, text_of(wanted->two), &edits[1], &diags);
    ck_assert(parsed);
    (void)!load(edits, count);
    bool said = false;
    for (size_t i = 0; i < diags.count; i++)
        said |= diags.items[i].code == wanted->code &&
                strstr(diags.items[i].message.bytes, wanted->says) != NULL;
    if (!said) print_problems();
    ck_assert(said);
}
END_TEST

/* Two months of one quota row; a cell and a month of its row. */
START_TEST(edits_together)
{
    static const char *const said[] = {"quotas[E1,acv,2026-05].amount=7", "deals[D4].amount=1",
                                       "quotas[E1,acv,2026-06].amount=9", "deals[D1].amount=3",
                                       "quotas[E1,acv,FY2027-Q1].amount=6000",
     "deals[D1].code=EUR"};
    Edit edits[ROWS(said)];
    for (int i = 0; i < ROWS(said); i++) {
        bool parsed = edit_parse(arena, text_of(said[i]), &edits[i], &diags);
        ck_assert(parsed);
    }
    bool good = load(edits, ROWS(said));
    if (!good) print_problems();
    ck_assert(good);
    Text all = dump();
    ck_assert_ptr_nonnull(strstr(all.bytes, "E1/acv/2026-04..2026-04/2000000@2 "
                                 "E1/acv/2026-05..2026-05/7000@2 E1/acv/2026-06..2026-06/9000@2 "));
    ck_assert_ptr_nonnull(strstr(all.bytes, "|300|EUR|E1@2 "));
    ck_assert_ptr_nonnull(strstr(all.bytes, "D4||1||E1@2 "));
    want_text("part", edits[0].was, "2000");
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {{edit_words, ROWS(words)},
                                     {edit_cells, ROWS(cells)},
                                     {edit_problems, ROWS(wrongs)},
                                     {edits_together, 1}};
    return unit_run("edits", tests, ROWS(tests), 91, NULL, NULL);
}
