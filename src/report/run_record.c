/* run_record.c - run.json read back. It is JSON, and so YAML, too: the tree's reader reads it. */
#include "attain/run_record.h"

#include "attain/tree.h"
#include "report_inside.h"

#include <string.h>

static const Text WARNINGS = {"\n  \"warnings\": [", sizeof "\n  \"warnings\": [" - 1};

Text run_file_kind_word(RunFileKind kind)
{
    static const char *const words[] = {"company", "table", "feed", "design"};
    return text_of(words[kind]);
}

Text credits_to_word(CreditsTo credits)
{
    static const char *const words[] = {"default", "sheet", "csv", "none"};
    return text_of(words[credits]);
}

typedef struct Reading {
    Arena *arena;
    bool good;
} Reading;

static Text text_at(Reading *reading, const Node *map, const char *name)
{
    const Node *node = tree_get(map, text_of(name));
    if (node && node->kind == NODE_SCALAR) return node->scalar;
    reading->good = false;
    return TEXT("");
}

static bool flag_at(Reading *reading, const Node *map, const char *name)
{
    Text word = text_at(reading, map, name);
    bool flag = text_equal(word, TEXT("true"));
    reading->good &= flag || text_equal(word, TEXT("false"));
    return flag;
}

static CreditsTo credits_at(Reading *reading, const Node *map)
{
    Text word = text_at(reading, map, "credits");
    for (int c = CREDITS_DEFAULT; c <= CREDITS_NONE; c++)
        if (text_equal(word, credits_to_word((CreditsTo)c))) return (CreditsTo)c;
    reading->good = false;
    return CREDITS_DEFAULT;
}

static RunFile file_at(Reading *reading, const Node *node)
{
    RunFile file = {.path = text_at(reading, node, "path"),
                    .sha256 = text_at(reading, node, "sha256"), .feed = TEXT(""),
                    .kept = TEXT("")};
    Text kind = text_at(reading, node, "kind");
    int k = 0;
    while (k < RUN_FILE_KINDS && !text_equal(kind, run_file_kind_word((RunFileKind)k))) k++;
    reading->good &= k < RUN_FILE_KINDS;
    file.kind = (RunFileKind)k;
    if (k == RUN_TABLE || k == RUN_FEED) file.feed = text_at(reading, node, "feed");
    if (k != RUN_FEED) file.kept = text_at(reading, node, "kept");
    return file;
}

static void read_files(Reading *reading, const Node *root, RunRecord *out)
{
    const Node *list = tree_get(root, TEXT("files"));
    reading->good &= list && list->kind == NODE_LIST && list->count > 0;
    if (!reading->good) return;
    out->files = ARENA_ARRAY(reading->arena, RunFile, list->count);
    for (const Node *node = list->first; node; node = node->next)
        out->files[out->file_count++] = file_at(reading, node);
    reading->good &= out->files[0].kind == RUN_COMPANY;
}

/* Runs of an older attain have none. */
static void read_outputs(Reading *reading, const Node *root, RunRecord *out)
{
    const Node *map = tree_get(root, TEXT("outputs"));
    if (!map || map->kind != NODE_MAP) return;
    out->outputs = ARENA_ARRAY(reading->arena, RunOutput, map->count);
    for (const Node *node = map->first; node; node = node->next)
        out->outputs[out->output_count++] = (RunOutput){node->key, node->scalar};
}

static void read_root(Reading *reading, const Node *root, RunRecord *out)
{
    const Node *books = tree_get(root, TEXT("books"));
    out->version = text_at(reading, root, "attain");
    out->company = text_at(reading, root, "company");
    out->currency = text_at(reading, root, "currency");
    out->plans = text_at(reading, root, "plans");
    reading->good &= month_parse(text_at(reading, root, "period"), &out->period);
    out->allow_exceptions = flag_at(reading, root, "allow_exceptions");
    out->workbook = !text_equal(text_at(reading, root, "workbook"), TEXT("none"));
    out->journal = flag_at(reading, root, "journal");
    out->statements = tree_get(root, TEXT("statements")) && flag_at(reading, root, "statements");
    out->credits = credits_at(reading, root);
    reading->good &= language_parse(text_at(reading, root, "language"), &out->language);
    out->has_books = books != NULL;
    out->books_head = books ? text_at(reading, books, "head") : TEXT("");
    read_files(reading, root, out);
    read_outputs(reading, root, out);
}

/* Of the warnings, which may be a million and stand last, nothing is read. */
static SourceFile without_warnings(Arena *arena, SourceFile file)
{
    const char *at = file.bytes.length
        ? memmem(file.bytes.bytes, file.bytes.length, WARNINGS.bytes, WARNINGS.length) : NULL;
    if (at)
        file.bytes = text_format(arena, "%.*s\n}", (int)(at - file.bytes.bytes), file.bytes.bytes);
    return file;
}

bool run_record_read(Arena *arena, Text directory, RunRecord *out, Diags *diags)
{
    *out = (RunRecord){.directory = directory};
    Text path = path_join(arena, directory, TEXT("run.json"));
    Diags ignored;
    diags_start(&ignored, arena);
    Reading reading = {arena, true};
    const char *what = N_("there is no run.json in it: it is no run's directory");
    if (file_read(arena, TEXT("."), path, &out->source, &ignored)) {
        SourceFile head = without_warnings(arena, out->source);
        Node *root;
        if (tree_read(arena, &head, &root, &ignored)) {
            read_root(&reading, root, out);
            if (reading.good) return true;
        }
        what = N_("its run.json is not as this attain writes it");
    } else if (ignored.system_faults) {
        diags_merge(diags, &ignored);
        return false;
    }
    Diag *diag = diag_error(diags, DIAG_RUN_UNKNOWN, (Place){.file = directory}, "%s", what);
    diag_hint(diags, diag, "name the directory that attain run wrote, such as output/2026-03; one "
              "of an older attain has to be run again");
    return false;
}
