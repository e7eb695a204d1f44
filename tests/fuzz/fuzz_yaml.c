/* fuzz_yaml.c - any bytes as a plan file, and as a measures file, of a fixed company.
 *
 * Nothing may crash, leak past the arena, or loop; a design that is accepted must print its
 * tables. The first byte tells which of the two files the rest is. */
#include "../../src/plan/design_inside.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char MEASURES[] =
    "measures:\n"
    "  acv: {unit: money, credits: [{feed: deals, when: 'stage = \"won\"', date: close_date,\n"
    "    value: amount, to: {ae: ae_id, all: company}}]}\n"
    "  wins: {unit: deals, credits: [{feed: deals, date: close_date, to: {ae: ae_id}}]}\n"
    "  rate: {numerator: acv, denominator: acv}\n";
static const char PLAN[] =
    "plan: AE\n"
    "for: role = \"AE\"\n"
    "effective: {from: 2026-01-01, to: 2026-12-31}\n"
    "components:\n"
    "  acv: {weight: 100%, measure: acv, credit: ae,\n"
    "    rate: {method: step, tiers: [{from: 0%, pays: 100%}]}}\n";

static ColumnSpec DEAL_COLUMNS[] = {
    {.name = {"deal_id", 7}, .type = COLUMN_TEXT},
    {.name = {"close_date", 10}, .type = COLUMN_DATE},
    {.name = {"stage", 5}, .type = COLUMN_TEXT},
    {.name = {"amount", 6}, .type = COLUMN_MONEY},
    {.name = {"share", 5}, .type = COLUMN_PERCENT, .may_be_blank = true},
    {.name = {"new", 3}, .type = COLUMN_FLAG},
    {.name = {"ae_id", 5}, .type = COLUMN_PAYEE, .may_be_blank = true}};
static ColumnSpec PERSON_COLUMNS[] = {{.name = {"person_id", 9}, .type = COLUMN_TEXT},
                                      {.name = {"role", 4}, .type = COLUMN_TEXT},
                                      {.name = {"start_date", 10}, .type = COLUMN_DATE}};

static const Node *read_fixed(Arena *arena, const char *name, const char *text, Diags *diags)
{
    SourceFile *file = ARENA_NEW(arena, SourceFile);
    *file = (SourceFile){.path = text_of(name), .bytes = text_of(text)};
    Node *root = NULL;
    bool read = tree_read(arena, file, &root, diags);
    assert(read);
    return root;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    FeedSpec deals = {.name = TEXT("deals"), .columns = DEAL_COLUMNS, .column_count = 7};
    Company company = {.currency = TEXT("JPY"), .fiscal = {.starts = 1}, .feeds = &deals,
                       .feed_count = 1};
    company.roster = (FeedSpec){.name = TEXT("roster"), .columns = PERSON_COLUMNS,
                                .column_count = 3};

    SourceFile file = {.path = TEXT("fuzz.yaml"), .bytes = {(const char *)data + 1, size - 1}};
    Node *root = NULL;
    if (tree_read(arena, &file, &root, &diags)) {
        bool is_measures = data[0] == 'm';
        PlanTree plan = {TEXT("ae"), is_measures ? read_fixed(arena, "ae.yaml", PLAN, &diags)
                                                 : root};
        DesignTrees trees = {.title = TEXT("fuzz"), .directory = TEXT("."),
                             .plans = &plan, .plan_count = 1,
                             .measures = is_measures ? root
                                                     : read_fixed(arena, "measures.yaml",
                                                                  MEASURES, &diags)};
        Design design;
        if (design_build(arena, &company, &trees, &design, &diags))
            (void)design_rates_text(arena, &company, &design);
    }
    diags_sort(&diags);
    for (size_t i = 0; i < diags.count; i++) (void)diag_text(arena, &diags.items[i], false);
    arena_free(arena);
    return 0;
}
