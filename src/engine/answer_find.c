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

/* `deals[D-0981]` as its parts. */
static bool cut_feed(Text text, Text *feed, Text *key)
{
    const char *open = text.length ? memchr(text.bytes, '[', text.length) : NULL;
    if (!open || text.bytes[text.length - 1] != ']') return false;
    size_t at = (size_t)(open - text.bytes);
    *feed = text_part(text, 0, at);
    *key = text_part(text, at + 1, text.length - 1);
    return true;
}

/* `deals[D-0981]`, where there is a feed of that name. */
static void read_feed(const Company *company, Sought *sought)
{
    Text feed, key;
    if (!cut_feed(sought->whole, &feed, &key)) return;
    for (uint32_t f = 0; f < company->feed_count; f++)
        if (text_equal(company->feeds[f].name, feed)) {
            sought->feed = company->feeds[f].name;
            sought->key = key;
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

static Text joined(Arena *arena, const Text *names, size_t count)
{
    Text all = TEXT("");
    for (size_t i = 0; i < count; i++)
        all = text_format(arena, "%.*s%s%.*s", TEXT_ARG(all), i ? ", " : "", TEXT_ARG(names[i]));
    return all;
}

static void no_feed(Arena *arena, const Company *company, Text feed, Text key, Diags *diags)
{
    Text *names = ARENA_ARRAY(arena, Text, company->feed_count + 1u);
    for (uint32_t f = 0; f < company->feed_count; f++) names[f] = company->feeds[f].name;
    Diag *diag = diag_error(diags, DIAG_KEY_UNKNOWN, (Place){0},
                            "company.yaml has no feed \"%.*s\"", TEXT_ARG(feed));
    Text near = text_nearest(feed, names, company->feed_count);
    if (near.length) diag_hint(diags, diag, "did you mean %.*s[%.*s]?", TEXT_ARG(near),
                               TEXT_ARG(key));
    else diag_hint(diags, diag, "its feeds are %.*s",
                   TEXT_ARG(joined(arena, names, company->feed_count)));
}

/* People may know a file by its name alone, or by another path. */
static void no_file(Arena *arena, const Ledger *ledger, const Sought *sought, Diags *diags)
{
    Text *paths = ARENA_ARRAY(arena, Text, ledger->slice_count + 1u);
    Text *names = ARENA_ARRAY(arena, Text, ledger->slice_count + 1u), path = TEXT("");
    size_t count = 0;
    for (uint32_t s = 0; s < ledger->slice_count; s++) {
        Text next = ledger->slices[s].slice->file->source.path;
        Text feed = ledger->slices[s].table->spec->name;
        bool other = sought->feed.length && !text_equal(feed, sought->feed);
        if (other || (count && text_equal(paths[count - 1], next))) continue;
        paths[count] = next;
        names[count++] = path_name(next);
    }
    Text near = text_nearest(path_name(sought->file), names, count);
    for (size_t i = 0; near.length && i < count && !path.length; i++)
        if (text_equal(names[i], near)) path = paths[i];
    Diag *diag = diag_error(diags, DIAG_KEY_UNKNOWN, (Place){0}, "no feed reads a file \"%.*s\"",
                            TEXT_ARG(sought->file));
    if (path.length)
        diag_hint(diags, diag, "did you mean %.*s:%u?", TEXT_ARG(path), sought->line);
    else
        diag_hint(diags, diag, count > FEEDS_NAMED ? N_("feeds read %.*s and others")
                                                   : N_("feeds read %.*s"),
                  TEXT_ARG(joined(arena, paths, count < FEEDS_NAMED ? count : FEEDS_NAMED)));
}

/* advice: a format of near. */
static void no_row(Diags *diags, const Sought *sought, const char *what, const char *advice,
                   Text near)
{
    Diag *diag = diag_error(diags, DIAG_KEY_UNKNOWN, (Place){0}, what, TEXT_ARG(sought->key),
                            TEXT_ARG(sought->feed));
    if (near.length) diag_hint(diags, diag, advice, TEXT_ARG(near));
    else diag_hint(diags, diag, "a row is named by its key, or by the file and line where it "
                   "starts: --key deals.csv:42");
}

static void report_none(Arena *arena, const Ledger *ledger, const Sought *sought, Diags *diags)
{
    Text lines = sought->file.length ? nearest_lines(arena, ledger, sought) : TEXT("");
    Text keys = nearest_keys(arena, ledger, sought), feed, key;
    bool has_file = memchr(sought->file.length ? sought->file.bytes : "", '.',
                           sought->file.length) != NULL;
    const char *no_key = sought->feed.length ? N_("no row has the key \"%.*s\" in %.*s")
                                             : N_("no row has the key \"%.*s\"");
    if (lines.length)
        no_row(diags, sought, N_("no row starts at \"%.*s\""), N_("rows start at %.*s"), lines);
    else if (keys.length) no_row(diags, sought, no_key, N_("did you mean %.*s?"), keys);
    else if (!sought->feed.length && cut_feed(sought->whole, &feed, &key))
        no_feed(arena, ledger->records->company, feed, key, diags);
    else if (has_file)
        no_file(arena, ledger, sought, diags);
    else
        no_row(diags, sought, no_key, "%.*s", TEXT(""));
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
