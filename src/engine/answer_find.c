/* answer_find.c - the row that somebody asks for: by its key, or by the file and line where it
 * starts, in one feed or in all. */
#include "attain/answer.h"

#include <string.h>

enum { FEEDS_NAMED = 8 };

typedef struct Sought {
    Text whole;                      /* as it was asked for */
    Text feed;                       /* "": any */
    Text key;
    Text file;                       /* "": it is no FILE:LINE */
    uint32_t line;
} Sought;

/* `deals[D-0981]`, where there is a feed of that name. */
static void read_feed(const Company *company, Sought *sought)
{
    Text text = sought->whole;
    const char *open = text.length ? memchr(text.bytes, '[', text.length) : NULL;
    if (!open || text.bytes[text.length - 1] != ']') return;
    size_t at = (size_t)(open - text.bytes);
    for (uint32_t f = 0; f < company->feed_count; f++)
        if (text_equal(company->feeds[f].name, text_part(text, 0, at))) {
            sought->feed = company->feeds[f].name;
            sought->key = text_part(text, at + 1, text.length - 1);
        }
}

static void read_line(Sought *sought)
{
    size_t at = sought->key.length;
    uint64_t line = 0, place = 1;
    for (; at && sought->key.bytes[at - 1] >= '0' && sought->key.bytes[at - 1] <= '9'; at--) {
        line += (uint64_t)(sought->key.bytes[at - 1] - '0') * place;
        place *= 10;
        if (line > UINT32_MAX) return;
    }
    if (place == 1 || at < 2 || sought->key.bytes[at - 1] != ':') return;
    sought->file = text_part(sought->key, 0, at - 1);
    sought->line = (uint32_t)line;
}

typedef struct Found {
    RowAt rows[FEEDS_NAMED];         /* one a feed */
    size_t count;
} Found;

/* Of rows that stand twice, the one that counts. */
static void add_row(const Ledger *ledger, RowAt at, Found *found)
{
    const SliceRef *ref = &ledger->slices[at.slice];
    const SliceRef *last = found->count
        ? &ledger->slices[found->rows[found->count - 1].slice] : NULL;
    bool left_out = ref->slice->left_out && ref->slice->left_out[at.row];
    if (last && last->table == ref->table) {
        size_t before = found->rows[found->count - 1].row;
        if (last->slice->left_out && last->slice->left_out[before] && !left_out)
            found->rows[found->count - 1] = at;
    } else if (found->count < FEEDS_NAMED) {
        found->rows[found->count++] = at;
    }
}

static bool is_row(const Sought *sought, const Slice *slice, size_t row, bool by_line)
{
    if (by_line) return slice->lines[row] == sought->line;
    return slice->keys[row].length == sought->key.length &&
           text_equal(slice->keys[row], sought->key);
}

static void look(const Ledger *ledger, const Sought *sought, bool by_line, Found *found)
{
    for (uint32_t s = 0; s < ledger->slice_count; s++) {
        const Slice *slice = ledger->slices[s].slice;
        Text feed = ledger->slices[s].table->spec->name;
        if (sought->feed.length && !text_equal(feed, sought->feed)) continue;
        if (by_line ? !text_equal(slice->file->source.path, sought->file) : !slice->keys)
            continue;
        for (size_t row = 0; row < slice->row_count; row++)
            if (is_row(sought, slice, row, by_line)) add_row(ledger, (RowAt){s, row}, found);
    }
}

/* `--key 'deals[D-0981]' or --key 'renewals[D-0981]'` */
static void report_several(Arena *arena, const Ledger *ledger, const Sought *sought,
                           const Found *found, Diags *diags)
{
    Text names = TEXT("");
    for (size_t i = 0; i < found->count; i++) {
        Text feed = ledger->slices[found->rows[i].slice].table->spec->name;
        names = text_format(arena, "%.*s%s--key '%.*s[%.*s]'", TEXT_ARG(names), i ? "; " : "",
                            TEXT_ARG(feed), TEXT_ARG(sought->key));
    }
    Diag *diag = diag_error(diags, DIAG_KEY_AMBIGUOUS, (Place){0},
                            "\"%.*s\" stands in %zu feeds", TEXT_ARG(sought->whole), found->count);
    diag_hint(diags, diag, "say which: %.*s", TEXT_ARG(names));
}

/* The key of each feed that is nearest: `D-0981 of deals, R-0981 of renewals`. */
static Text nearest_keys(Arena *arena, const Ledger *ledger, const Sought *sought)
{
    Text list = TEXT("");
    for (uint32_t f = 0; f < ledger->records->company->feed_count; f++) {
        const Table *table = &ledger->records->feeds[f];
        if (sought->feed.length && !text_equal(table->spec->name, sought->feed)) continue;
        Text *near = ARENA_ARRAY(arena, Text, table->slice_count + 1);
        for (size_t s = 0; s < table->slice_count; s++)
            if (table->slices[s].keys)
                near[s] = text_nearest(sought->key, table->slices[s].keys,
                                       table->slices[s].row_count);
        Text best = text_nearest(sought->key, near, table->slice_count);
        if (best.length)
            list = text_format(arena, "%.*s%s%.*s (%.*s)", TEXT_ARG(list),
                               list.length ? ", " : "", TEXT_ARG(best),
                               TEXT_ARG(table->spec->name));
    }
    return list;
}

/* The rows of the file that start next to the line. */
static Text nearest_lines(Arena *arena, const Ledger *ledger, const Sought *sought)
{
    uint32_t before = 0, after = 0;
    for (uint32_t s = 0; s < ledger->slice_count; s++) {
        const Slice *slice = ledger->slices[s].slice;
        if (!text_equal(slice->file->source.path, sought->file)) continue;
        for (size_t row = 0; row < slice->row_count; row++) {
            uint32_t line = slice->lines[row];
            if (line < sought->line && line > before) before = line;
            if (line > sought->line && (!after || line < after)) after = line;
        }
    }
    if (!before && !after) return TEXT("");
    Text file = sought->file;
    if (!before || !after)
        return text_format(arena, "%.*s:%u", TEXT_ARG(file), before ? before : after);
    return text_format(arena, "%.*s:%u, %.*s:%u", TEXT_ARG(file), before, TEXT_ARG(file), after);
}

static void report_none(Arena *arena, const Ledger *ledger, const Sought *sought, Diags *diags)
{
    Text lines = sought->file.length ? nearest_lines(arena, ledger, sought) : TEXT("");
    const char *what = lines.length ? N_("no row starts at \"%.*s\"")
                     : sought->feed.length ? N_("no row has the key \"%.*s\" in %.*s")
                                           : N_("no row has the key \"%.*s\"");
    Diag *diag = diag_error(diags, DIAG_KEY_UNKNOWN, (Place){0}, what, TEXT_ARG(sought->key),
                            TEXT_ARG(sought->feed));
    if (lines.length) {
        diag_hint(diags, diag, "rows start at %.*s", TEXT_ARG(lines));
        return;
    }
    Text near = nearest_keys(arena, ledger, sought);
    if (near.length) diag_hint(diags, diag, "did you mean %.*s?", TEXT_ARG(near));
    else diag_hint(diags, diag, "a row is named by its key, or by the file and line where it "
                   "starts: --key deals.csv:42");
}

bool answer_find(Arena *arena, const Ledger *ledger, Text named, RowAt *out, Diags *diags)
{
    Sought sought = {.whole = named, .key = named};
    Found found = {.count = 0};
    look(ledger, &sought, false, &found);
    if (!found.count) {
        read_feed(ledger->records->company, &sought);
        if (sought.feed.length) look(ledger, &sought, false, &found);
    }
    if (!found.count) {
        read_line(&sought);
        if (sought.file.length) look(ledger, &sought, true, &found);
    }
    if (found.count > 1) report_several(arena, ledger, &sought, &found, diags);
    else if (!found.count) report_none(arena, ledger, &sought, diags);
    if (found.count == 1) *out = found.rows[0];
    return found.count == 1;
}
