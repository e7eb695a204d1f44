/* edit_table.c - the words of an edit, and how the tables name their rows. */
#include "attain/buffer.h"
#include "intake_inside.h"

#include <string.h>

/* A table of company.yaml's own, and the columns whose cells name a row: the first `fewest` must be
 * given, the others where they are needed to tell rows apart. */
typedef struct EditTable {
    Text name;
    EditKeys keys;
    const char *naming, *example;     /* how a row is named, and one that is */
} EditTable;

static const EditTable edit_tables[] = {
    {{"roster", 6}, {{PERSON_ID, PERSON_START, PERSON_ROLE}, 3, 1},
     N_("a row of roster is named by PERSON; PERSON,START_DATE; or PERSON,START_DATE,ROLE"),
     "roster[E012].target_incentive=6000000"},
    {{"quotas", 6}, {{QUOTA_HOLDER, QUOTA_MEASURE, QUOTA_PERIOD}, 3, 3},
     N_("a row of quotas is named by HOLDER,MEASURE,PERIOD"),
     "quotas[E012,acv,2026-03].amount=5000000"},
    {{"alignments", 10}, {{ALIGNED_PERSON, ALIGNED_TEAM, ALIGNED_START}, 3, 2},
     N_("a row of alignments is named by PERSON,TEAM; or PERSON,TEAM,START_DATE"),
     "alignments[E030,East].end_date=2026-03-31"},
    {{"adjustments", 11}, {{ADJUSTED_ID}, 1, 1}, N_("a row of adjustments is named by ADJUSTMENT"),
     "adjustments[A-1].amount=50000"},
    {{"fx", 2}, {{FX_CURRENCY, FX_PERIOD}, 2, 2}, N_("a row of fx is named by CURRENCY,PERIOD"),
     "fx[USD,2026-03].rate=151.2"}};
#define EDIT_TABLES (sizeof edit_tables / sizeof *edit_tables)
#define EDIT_EXAMPLE "deals[D-0981].close_date=2026-03-31"

static const EditTable *find_table(Text name)
{
    for (size_t t = 0; t < EDIT_TABLES; t++)
        if (text_equal(edit_tables[t].name, name)) return &edit_tables[t];
    return NULL;
}

static bool refuse(Diags *diags, Text said, const char *what, const char *example)
{
    Diag *diag = diag_error(diags, DIAG_WHAT_IF_SYNTAX, (Place){0}, "--what-if \"%.*s\": %s",
                            TEXT_ARG(said), what);
    diag_value(diags, diag, said);
    diag_hint(diags, diag, "write TABLE[ROW].COLUMN=VALUE, such as %s", example);
    return false;
}

/* Where a part stands in a text from an offset on; its length where it does not. */
static size_t find(Text text, size_t from, const char *part)
{
    const char *at = memmem(text.bytes + from, text.length - from, part, strlen(part));
    return at ? (size_t)(at - text.bytes) : text.length;
}

/* Where the key that starts there ends: at the next comma, if the row has several, or at `].`; at
 * the text's end where there is neither. What stands in quotes ends nothing. */
static size_t key_end(Text said, size_t from, bool several)
{
    while (from < said.length && said.bytes[from] == ' ') from++;
    if (from < said.length && said.bytes[from] == '"') {
        from = find(said, from + 1, "\"");
        while (from + 1 < said.length && said.bytes[from + 1] == '"')
            from = find(said, from + 2, "\"");
    }
    size_t close = find(said, from, "]."), comma = several ? find(said, from, ",") : said.length;
    return close < comma ? close : comma;
}

/* A key as it is meant: "a,b" without its quotes, "" within them is one. False: it is none. */
static bool read_key(Arena *arena, Text said, Text *out)
{
    Text text = text_trim(said);
    *out = text;
    if (!text.length || text.bytes[0] != '"') return text.length > 0;
    Buffer key = {.arena = arena};
    size_t at = 1;
    for (; at < text.length; at++) {
        if (text.bytes[at] == '"' && (++at == text.length || text.bytes[at] != '"')) break;
        buffer_byte(&key, text.bytes[at]);
    }
    *out = text_trim(buffer_result(&key));
    return at == text.length && out->length;
}

/* *close: where `].` stands; the text's length where it does not. */
static bool read_keys(Arena *arena, size_t open, const EditTable *table, Edit *out, size_t *close)
{
    uint32_t most = table ? table->keys.count : 1, fewest = table ? table->keys.fewest : 1;
    Text said = out->said;
    bool good = true;
    do {
        *close = key_end(said, open + 1, most > 1);
        Text key;
        good &= read_key(arena, text_part(said, open + 1, *close), &key) && out->key_count < most;
        if (good) out->keys[out->key_count++] = key;
        open = *close;
    } while (open < said.length && said.bytes[open] == ',');
    return good && out->key_count >= fewest;
}

static bool refuse_row(const EditTable *table, const Edit *edit, Diags *diags)
{
    Text said = edit->said;
    if (!table) return refuse(diags, said, N_("a row's key stands between [ and ]"), EDIT_EXAMPLE);
    if (edit->key_count < table->keys.count)
        return refuse(diags, said, table->naming, table->example);
    Diag *diag = diag_error(diags, DIAG_WHAT_IF_SYNTAX, (Place){0},
                            "--what-if \"%.*s\": %s; what holds a comma stands in quotes",
                            TEXT_ARG(said), table->naming);
    diag_value(diags, diag, said);
    diag_hint(diags, diag, "write TABLE[ROW].COLUMN=VALUE, such as %s", table->example);
    return false;
}

bool edit_parse(Arena *arena, Text said, Edit *out, Diags *diags)
{
    *out = (Edit){.said = said};
    size_t open = find(said, 0, "["), close = said.length;
    out->table = text_trim(text_part(said, 0, open));
    const EditTable *table = find_table(out->table);
    const char *example = table ? table->example : EDIT_EXAMPLE;
    if (open == said.length || !out->table.length)
        return refuse(diags, said, "it names no row of a table", example);
    bool good = read_keys(arena, open, table, out, &close);
    size_t equals = find(said, close, "=");
    if (close == said.length)
        return refuse(diags, said, find(said, open, "].") < close
                      ? N_("a quote in the row is not closed")
                      : N_("no column is named behind the row"), example);
    out->column = text_trim(text_part(said, close + 2, equals));
    if (equals == said.length || !out->column.length)
        return refuse(diags, said, "it says no value for a column", example);
    out->value = text_trim(text_part(said, equals + 1, said.length));
    return good || refuse_row(table, out, diags);
}

Text edit_key(Arena *arena, const Edit *edit, Text key)
{
    const EditTable *table = find_table(edit->table);
    bool comma = table && table->keys.count > 1 && memchr(key.bytes, ',', key.length);
    bool plain = !key.length || (!comma && key.bytes[0] != '"' && find(key, 0, "].") == key.length);
    if (plain) return key;
    Buffer out = {.arena = arena};
    buffer_byte(&out, '"');
    for (size_t i = 0; i < key.length; i++) {
        if (key.bytes[i] == '"') buffer_byte(&out, '"');
        buffer_byte(&out, key.bytes[i]);
    }
    buffer_byte(&out, '"');
    return buffer_result(&out);
}

EditKeys edit_keys(const FeedSpec *spec)
{
    const EditTable *table = find_table(spec->name);
    return table ? table->keys : (EditKeys){{spec->key}, 1, 1};
}

const FeedSpec *edit_spec(const Company *company, const Edit *edit)
{
    const FeedSpec *specs[] = {&company->roster, &company->quotas, &company->alignments,
                               &company->adjustments, &company->fx};
    for (size_t i = 0; i < EDIT_TABLES; i++)
        if (text_equal(edit->table, edit_tables[i].name)) return specs[i];
    for (uint32_t f = 0; f < company->feed_count; f++)
        if (text_equal(edit->table, company->feeds[f].name)) return &company->feeds[f];
    return NULL;
}

uint32_t edit_column(const FeedSpec *spec, const Edit *edit)
{
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (text_equal(spec->columns[c].name, edit->column)) return c;
    return COLUMN_ABSENT;
}

Text edit_row(Arena *arena, const Edit *edit, uint32_t keys)
{
    if (!keys) return edit->table;
    Text all = TEXT("");
    for (uint32_t k = 0; k < keys; k++)
        all = text_format(arena, "%.*s%s%.*s", TEXT_ARG(all), k ? "," : "",
                          TEXT_ARG(edit_key(arena, edit, edit->keys[k])));
    return text_format(arena, "%.*s[%.*s]", TEXT_ARG(edit->table), TEXT_ARG(all));
}
