/* rerun.c - two run directories held against each other: which files differ, and where first. */
#include "attain/rerun.h"

#include "attain/run_record.h"
#include "report_inside.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NESTED_MAX 64
#define STEP ((size_t)64 * 1024)
#define CELLS_MAX 64
#define SHOWN_MAX 48                 /* bytes of a value that are shown */

typedef struct Listing {
    Arena *arena;
    Names *names;
    Diags *diags;
} Listing;

/* All files below a folder of the directory, by their paths in it. */
static bool list(Listing *listing, Text directory, Text folder, int deep)
{
    Text path = folder.length ? path_join(listing->arena, directory, folder)
                              : text_copy(listing->arena, directory);
    DIR *stream = deep < NESTED_MAX ? opendir(path.bytes) : NULL;
    if (!stream) {
        diag_system(listing->diags, DIAG_FILE_UNREADABLE, path, errno, "listing the folder");
        return false;
    }
    bool good = true;
    for (struct dirent *entry; good && (entry = readdir(stream));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        Text name = text_of(entry->d_name);
        name = folder.length ? path_join(listing->arena, folder, name)
                             : text_copy(listing->arena, name);
        struct stat status;
        bool is_folder = stat(path_join(listing->arena, directory, name).bytes, &status) == 0 &&
                         S_ISDIR(status.st_mode);
        if (is_folder) good = list(listing, directory, name, deep + 1);
        else names_add(listing->names, name);
    }
    closedir(stream);
    return good;
}

/* The first byte at which the texts differ; their common length where one begins the other. */
static size_t first_difference(Text a, Text b)
{
    size_t length = a.length < b.length ? a.length : b.length, at = 0;
    while (at + STEP <= length && memcmp(a.bytes + at, b.bytes + at, STEP) == 0) at += STEP;
    while (at < length && a.bytes[at] == b.bytes[at]) at++;
    return at;
}

/* Where the row of a CSV starts that a byte lies in, and on which line. */
static size_t row_start(Text csv, size_t byte, size_t *line)
{
    size_t start = 0;
    bool quoted = false;
    *line = 1;
    for (size_t i = 0, lines = 1; i < byte; i++) {
        if (csv.bytes[i] == '"') quoted = !quoted;
        if (csv.bytes[i] != '\n') continue;
        lines++;
        if (quoted) continue;
        start = i + 1;
        *line = lines;
    }
    return start;
}

/* The cells of the row that starts at a byte, as far as there is room. */
static size_t cut_row(Arena *arena, Text csv, size_t at, Text *cells)
{
    size_t count = 0;
    Buffer cell = {.arena = arena};
    bool quoted = false, ends = at >= csv.length;
    for (; !ends && count < CELLS_MAX; at++) {
        char byte = at < csv.length ? csv.bytes[at] : '\n';
        ends = at >= csv.length || (byte == '\n' && !quoted);
        if (byte == '"') {
            bool twice = quoted && at + 1 < csv.length && csv.bytes[at + 1] == '"';
            if (twice) buffer_byte(&cell, csv.bytes[at++]);
            else quoted = !quoted;
        } else if (ends || (byte == ',' && !quoted)) {
            cells[count++] = text_copy(arena, buffer_result(&cell));
            cell.length = 0;
        } else {
            buffer_byte(&cell, byte);
        }
    }
    return count;
}

static Text shown(Arena *arena, const Words *words, Text cell)
{
    if (!cell.length) return text_said(arena, words, "blank");
    if (cell.length <= SHOWN_MAX) return text_printable(arena, cell);
    Text start = text_part(cell, 0, text_character_start(cell, SHOWN_MAX));
    return text_format(arena, "%.*s...", TEXT_ARG(text_printable(arena, start)));
}

static Text csv_difference(Arena *arena, const Words *words, Text a, Text b, size_t byte)
{
    size_t line, start = row_start(a.length < b.length ? a : b, byte, &line);
    if (start >= a.length || start >= b.length)
        return text_said(arena, words, start >= a.length
                         ? "line %zu: the run's ends before it"
                         : N_("line %zu: today's ends before it"), line);
    Text heads[CELLS_MAX], ours[CELLS_MAX], theirs[CELLS_MAX];
    size_t head_count = cut_row(arena, a, 0, heads);
    size_t our_count = cut_row(arena, a, start, ours);
    size_t their_count = cut_row(arena, b, start, theirs), c = 0;
    while (c < our_count && c < their_count && text_equal(ours[c], theirs[c])) c++;
    if (c >= our_count || c >= their_count)
        return text_said(arena, words, "line %zu: %zu cells -> %zu", line, our_count, their_count);
    Text head = c < head_count ? heads[c] : TEXT("?");
    return text_said(arena, words, "line %zu, %.*s: %.*s -> %.*s", line, TEXT_ARG(head),
                     TEXT_ARG(shown(arena, words, ours[c])),
                     TEXT_ARG(shown(arena, words, theirs[c])));
}

static bool ends_with(Text text, Text end)
{
    return text.length >= end.length &&
           text_equal(text_part(text, text.length - end.length, text.length), end);
}

typedef struct Comparing {
    Arena *arena;
    const Words *words;
    Text run, again;
    const Names *ours, *theirs;
    RunComparison *out;
    Diags *diags;
} Comparing;

static void note(Comparing *comparing, Text name, Text what)
{
    bool inputs = text_starts_with(name, TEXT(KEPT_FOLDER "/")) ||
                  text_equal(name, TEXT("run.json")) || text_equal(name, TEXT("payouts.xlsx"));
    comparing->out->items[comparing->out->count++] = (FileDifference){name, what, inputs};
}

static bool compare_file(Comparing *comparing, Text name)
{
    Arena *arena = comparing->arena;
    bool ours = names_find(comparing->ours, name) != NAME_NONE;
    if (!ours || names_find(comparing->theirs, name) == NAME_NONE) {
        note(comparing, name, text_said(arena, comparing->words, ours
                                        ? "computed again, there is no such file"
                                        : N_("the run's directory has no such file")));
        return true;
    }
    SourceFile a, b;
    if (!file_read(arena, comparing->run, name, &a, comparing->diags) ||
        !file_read(arena, comparing->again, name, &b, comparing->diags))
        return false;
    size_t byte = first_difference(a.bytes, b.bytes);
    if (byte == a.bytes.length && byte == b.bytes.length) return true;
    bool csv = ends_with(name, TEXT(".csv")) && !text_starts_with(name, TEXT(KEPT_FOLDER "/"));
    bool packed = ends_with(name, TEXT(".xlsx"));          /* where, would tell nobody anything */
    note(comparing, name, csv ? csv_difference(arena, comparing->words, a.bytes, b.bytes, byte)
                        : packed ? text_said(arena, comparing->words, "other cells")
                        : text_said(arena, comparing->words, "byte %zu", byte + 1));
    return true;
}

static int compare_texts(const void *left, const void *right)
{
    return text_compare(*(const Text *)left, *(const Text *)right);
}

bool rerun_compare(Arena *arena, const Words *words, Text run, Text again, RunComparison *out,
                   Diags *diags)
{
    Names *ours = names_new(arena), *theirs = names_new(arena), *both = names_new(arena);
    Listing here = {arena, ours, diags}, there = {arena, theirs, diags};
    if (!list(&here, run, TEXT(""), 0) || !list(&there, again, TEXT(""), 0)) return false;
    for (uint32_t n = 0; n < names_count(ours); n++) names_add(both, names_text(ours, n));
    for (uint32_t n = 0; n < names_count(theirs); n++) names_add(both, names_text(theirs, n));
    size_t count = names_count(both);
    Text *names = ARENA_ARRAY(arena, Text, count + 1);
    for (uint32_t n = 0; n < count; n++) names[n] = names_text(both, n);
    qsort(names, count, sizeof *names, compare_texts);
    *out = (RunComparison){ARENA_ARRAY(arena, FileDifference, count + 1), 0, count};
    Comparing comparing = {arena, words, run, again, ours, theirs, out, diags};
    for (size_t n = 0; n < count; n++)
        if (!compare_file(&comparing, names[n])) return false;
    return true;
}
