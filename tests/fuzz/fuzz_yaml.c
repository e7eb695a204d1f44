/* fuzz_yaml.c - any bytes as a plan file or a measures file of a fixed company, or as its
 * company.yaml.
 *
 * Nothing may crash, leak past the arena, or loop; what is refused has an error; a design that is
 * accepted must print its tables. The first byte tells which file the rest is: c company.yaml,
 * m measures, w measures of a variant, v the plan of a variant, any other byte a plan. */
#include "attain/intake.h"
#include "design_inside.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
bool __wrap_file_read(Arena *arena, Text directory, Text path, SourceFile *out, Diags *diags);

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

static Text company_bytes;

bool __wrap_file_read(Arena *arena, Text directory, Text path, SourceFile *out, Diags *diags)
{
    (void)directory;
    (void)diags;
    *out = (SourceFile){.path = text_copy(arena, path), .bytes = company_bytes};
    return true;
}

static void read_company(Arena *arena, Text bytes, Diags *diags)
{
    Company *company;
    company_bytes = bytes;
    if (!intake_company(arena, TEXT("company.yaml"), &company, diags)) return;
    assert(company->digits >= 0 && company->digits <= 4);
    assert(company->fiscal.starts >= 1 && company->fiscal.starts <= 12);
    for (uint32_t f = 0; f < company->feed_count; f++) {
        const FeedSpec *feed = &company->feeds[f];
        assert(feed->pattern.length && feed->key < feed->column_count);
        for (uint32_t c = 0; c < feed->column_count; c++)
            assert(feed->columns[c].type < COLUMN_TYPES && ratio_sign(feed->columns[c].times) > 0);
    }
}

static void read_design(Arena *arena, char which, const SourceFile *file, Diags *diags)
{
    Node *root = NULL;
    if (!tree_read(arena, file, &root, diags)) return;
    const Node *plan = read_fixed(arena, "ae.yaml", PLAN, diags);
    const Node *measures = read_fixed(arena, "measures.yaml", MEASURES, diags);
    if (which == 'm') measures = root;
    else if (which == 'w') measures = tree_merge(arena, measures, root);
    else if (which == 'v') plan = tree_merge(arena, plan, root);
    else plan = root;

    FeedSpec deals = {.name = TEXT("deals"), .columns = DEAL_COLUMNS, .column_count = 7};
    Company company = {.currency = TEXT("JPY"), .fiscal = {.starts = 1}, .feeds = &deals,
                       .feed_count = 1};
    company.roster = (FeedSpec){.name = TEXT("roster"), .columns = PERSON_COLUMNS,
                                .column_count = 3};
    PlanTree tree = {TEXT("ae"), plan};
    DesignTrees trees = {.title = TEXT("fuzz"), .directory = TEXT("."), .plans = &tree,
                         .plan_count = 1, .measures = measures};
    Design design;
    size_t errors = diags->errors;
    bool built = design_build(arena, &company, &trees, &design, diags);
    assert(built == (diags->errors == errors));
    if (built) (void)design_rates_text(arena, &company, &design, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    SourceFile file = {.path = TEXT("fuzz.yaml"), .bytes = {(const char *)data + 1, size - 1}};
    if (data[0] == 'c') read_company(arena, file.bytes, &diags);
    else read_design(arena, (char)data[0], &file, &diags);
    diags_sort(&diags);
    for (size_t i = 0; i < diags.count; i++) {
        const Place *place = &diags.items[i].place;
        assert(place->mark_from + place->mark_length <= place->excerpt.length);
        (void)diag_text(arena, &diags.items[i], NULL, false);
    }
    arena_free(arena);
    return 0;
}
