/* design_case.h - a small company, design and plan for the suites of the design loader, written to a
 * directory of its own, since that is what the loader reads. */
#ifndef UNIT_DESIGN_CASE_H
#define UNIT_DESIGN_CASE_H

#include "attain/design.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char MEASURES[] =
    "measures:\n"
    "  acv:\n"
    "    title: New ACV\n"
    "    unit: money\n"
    "    credits:\n"
    "      - feed: deals\n"
    "        when: stage = \"won\"\n"
    "        date: close_date\n"
    "        value: amount\n"
    "        to:\n"
    "          is: is_id\n"
    "          ae: [{payee: ae_id, share: 60%}, {payee: is_id, share: 40%}]\n"
    "          all: company\n"
    "  wins:\n"
    "    unit: deals\n"
    "    credits:\n"
    "      - {feed: deals, date: close_date, to: {ae: ae_id}}\n"
    "  due:\n"
    "    unit: money\n"
    "    credits:\n"
    "      - {feed: deals, date: close_date, value: amount, to: {ae: ae_id}}\n"
    "  rate:\n"
    "    numerator: acv\n"
    "    denominator: due\n";

static const char PLAN[] =
    "plan: AE\n"
    "for: role = \"AE\"\n"
    "effective: {from: 2025-10-01, to: 2026-09-30}\n"
    "components:\n"
    "  acv:\n"
    "    weight: 70%\n"
    "    measure: acv\n"
    "    credit: ae\n"
    "    rate: {method: step, tiers: [{from: 0%, pays: 50%}, {from: 100%, pays: 100%}]}\n"
    "  wins:\n"
    "    measure: wins\n"
    "    pays: credited\n"
    "    rate: {method: marginal, tiers: [{from: 0%, pays: 5000}, {from: 100%, pays: 8_000}]}\n"
    "  kept:\n"
    "    weight: 30%\n"
    "    measure: rate\n"
    "    credit: ae\n"
    "    against: 95%\n"
    "    when_empty: 100%\n"
    "    rate: {method: linear, points: [{at: 0%, pays: 0%}, {at: 1, pays: 100%}]}\n"
    "  bonus:\n"
    "    pays: formula\n"
    "    formula: acv.earned * 10%\n"
    "examples:\n"
    "  - says: on quota\n"
    "    target: 1000000\n"
    "    given: {acv: {attainment: 100%}, wins: {value: 3, quota: 2}, kept: {value: 95%}}\n"
    "    earns: {acv: 700000, kept: 300000}\n";

typedef struct Change { const char *from, *to; } Change;

static Company company;
static Design design;
static const char *root;

static ColumnSpec deal_columns[] = {
    {.name = {"deal_id", 7}, .type = COLUMN_TEXT},
    {.name = {"close_date", 10}, .type = COLUMN_DATE},
    {.name = {"stage", 5}, .type = COLUMN_TEXT},
    {.name = {"amount", 6}, .type = COLUMN_MONEY},
    {.name = {"ae_id", 5}, .type = COLUMN_PAYEE},
    {.name = {"is_id", 5}, .type = COLUMN_PAYEE, .may_be_blank = true}};
static ColumnSpec person_columns[] = {{.name = {"person_id", 9}, .type = COLUMN_TEXT},
                                      {.name = {"role", 4}, .type = COLUMN_TEXT}};
static FeedSpec feeds[] = {{.name = {"deals", 5}, .columns = deal_columns, .column_count = 6}};

static void set_up(void)
{
    root = own_directory();
    company = (Company){.directory = text_of(root), .currency = TEXT("JPY"),
                        .fiscal = {.starts = 10}, .feeds = feeds, .feed_count = 1};
    company.roster = (FeedSpec){.name = TEXT("roster"), .columns = person_columns,
                                .column_count = 2};
}

static void write_file(const char *directory, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, directory);
    (void)mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/%s/%s", root, directory, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* text with the first `from` replaced. */
static const char *changed(const char *text, Change change)
{
    if (change.from == NULL) return text;
    const char *at = strstr(text, change.from);
    ck_assert_msg(at != NULL, "no `%s` to replace", change.from);
    return text_format(arena, "%.*s%s%s", (int)(at - text), text, change.to,
                       at + strlen(change.from)).bytes;
}

static bool load(const char *measures, const char *plan)
{
    write_file("plans", "design.yaml", "design: Test\n");
    write_file("plans", "measures.yaml", measures);
    write_file("plans", "ae.yaml", plan);
    return design_load(arena, &company, TEXT("plans"), &design, &diags);
}

#endif
