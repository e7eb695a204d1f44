/* design.c - a directory of plan files, with the bases it varies.
 *
 * Reads design.yaml first, then the base that it names (which may vary another), and lays this
 * directory's files over the base's, key by key. What the trees say is design_build's
 * subject. Every file read is hashed and kept, so that a run can prove what it was paid by. */
#include "design_inside.h"

#include <string.h>

typedef struct Layer {               /* one file of the design so far */
    Text name;                       /* se.yaml */
    const Node *node;                /* NULL: it could not be read */
} Layer;

typedef struct Reading {
    Reader reader;
    const Company *company;
    const SourceFile *given;         /* the files at hand; NULL: those on disk */
    size_t given_count;
    Layer *layers;
    size_t layer_count, layer_capacity;
    SourceFile **files;
    size_t file_count, file_capacity;
    Text visited[BASES_MAX];         /* directories, from the design down to its bases */
    size_t visited_count;
} Reading;

static bool read_directory(Reading *reading, Text directory, Text *title);
static bool read_heading(Reading *reading, Text directory, Text *title, const Node **base);
static bool read_base(Reading *reading, Text directory, const Node *base);
static void lay_files(Reading *reading, Text directory, bool is_variant);
static void lay_file(Reading *reading, Text name, const Node *node, bool is_variant);
static Node *read_tree(Reading *reading, Text directory, Text name);
static void warn_of_yml(Reading *reading, Text directory);
static bool gather_trees(Arena *arena, const Reading *reading, DesignTrees *out);
static void keep_files(Arena *arena, const Reading *reading, DesignTrees *out);

static const Text HEADING_FILE = {"design.yaml", sizeof "design.yaml" - 1};
static const Text MEASURES_FILE = {"measures.yaml", sizeof "measures.yaml" - 1};

bool design_load(Arena *arena, const Company *company, Text directory, Design *out, Diags *diags)
{
    return design_load_from(arena, company, directory, NULL, 0, out, diags);
}

bool design_load_from(Arena *arena, const Company *company, Text directory,
                      const SourceFile *files, size_t count, Design *out, Diags *diags)
{
    DesignTrees trees;
    size_t errors_before = diags->errors;
    bool whole = design_read(arena, company, directory, files, count, &trees, diags);
    memset(out, 0, sizeof *out);
    bool built = whole && design_build(arena, company, &trees, out, diags);
    out->files = trees.files;
    out->file_count = trees.file_count;
    return built && diags->errors == errors_before;
}

bool design_read(Arena *arena, const Company *company, Text directory, const SourceFile *files,
                 size_t count, DesignTrees *out, Diags *diags)
{
    Reading reading = {.reader = {arena, diags}, .company = company, .given = files,
                       .given_count = count};
    *out = (DesignTrees){.directory = path_fold(arena, directory)};
    bool whole = read_directory(&reading, out->directory, &out->title) &&
                 gather_trees(arena, &reading, out);
    keep_files(arena, &reading, out);
    return whole;
}

/* Lays the files of a directory, after those of its base. False: it can't be told what the design
 * is, so that further problems would only follow from that. */
static bool read_directory(Reading *reading, Text directory, Text *title)
{
    reading->visited[reading->visited_count++] = directory;
    const Node *base = NULL;
    if (!read_heading(reading, directory, title, &base)) return false;
    if (base != NULL && !read_base(reading, directory, base)) return false;
    lay_files(reading, directory, base != NULL);
    warn_of_yml(reading, directory);
    return true;
}

static bool read_heading(Reading *reading, Text directory, Text *title, const Node **base)
{
    static const Text keys[] = {{"design", 6}, {"based_on", 8}};
    const Reader *reader = &reading->reader;
    Node *root = read_tree(reading, directory, HEADING_FILE);
    if (root == NULL) return false;
    if (!schema_map(reader, root, keys, 2, "`design:` and the design's name")) return false;
    const Node *name = schema_need(reader, root, keys[0], "the design's name");
    *base = tree_get(root, keys[1]);
    return name != NULL && schema_text(reader, name, "the design's name", title);
}

static bool read_base(Reading *reading, Text directory, const Node *base)
{
    const Reader *reader = &reading->reader;
    Text said = TEXT(""), base_title = TEXT("");
    if (!schema_text(reader, base, "the directory of another design", &said)) return false;
    Text target = path_fold(reader->arena, path_join(reader->arena, directory, said));
    for (size_t i = 0; i < reading->visited_count; i++) {
        if (!text_equal(reading->visited[i], target)) continue;
        (void)schema_error(reader, DIAG_DESIGN_BASE, base,
                           "a design can't be based on itself: %.*s leads back to it",
                           TEXT_ARG(said));
        return false;
    }
    if (reading->visited_count == BASES_MAX) {
        (void)schema_error(reader, DIAG_DESIGN_BASE, base,
                           "more than %d designs are based on one another", BASES_MAX);
        return false;
    }
    return read_directory(reading, target, &base_title);
}

/* The names of the directory's files that end so, sorted. */
static void list_files(const Reading *reading, Text directory, Text pattern, Text **names,
                       size_t *count)
{
    Arena *arena = reading->reader.arena;
    *count = 0;
    if (!reading->given) {
        path_glob(arena, path_join(arena, reading->company->directory, directory), pattern, names,
                  count);
        return;
    }
    *names = ARENA_ARRAY(arena, Text, reading->given_count + 1);
    for (size_t i = 0; i < reading->given_count; i++) {        /* sorted by path */
        Text name = path_name(reading->given[i].path);
        Text end = text_part(pattern, 1, pattern.length);
        bool ends = name.length > end.length &&
                    text_equal(text_part(name, name.length - end.length, name.length), end);
        if (ends && text_equal(path_join(arena, directory, name), reading->given[i].path))
            (*names)[(*count)++] = name;
    }
}

static bool read_file(const Reading *reading, Text path, SourceFile *out)
{
    const Reader *reader = &reading->reader;
    for (size_t i = 0; i < reading->given_count; i++) {
        if (!text_equal(reading->given[i].path, path)) continue;
        *out = reading->given[i];
        return true;
    }
    if (reading->given) {
        (void)diag_error(reader->diags, DIAG_FILE_MISSING, (Place){.file = path},
                         "the closed month did not read this file");
        return false;
    }
    return file_read(reader->arena, reading->company->directory, path, out, reader->diags);
}

static void lay_files(Reading *reading, Text directory, bool is_variant)
{
    Text *names = NULL;
    size_t count = 0;
    list_files(reading, directory, TEXT("*.yaml"), &names, &count);
    for (size_t i = 0; i < count; i++) {
        if (text_equal(names[i], HEADING_FILE)) continue;
        lay_file(reading, names[i], read_tree(reading, directory, names[i]), is_variant);
    }
}

/* A `null` for what the base does not have is most likely another key's. */
static void warn_of_nulls(const Reader *reader, const Node *base, const Node *over)
{
    if (base->kind != NODE_MAP || over->kind != NODE_MAP) return;
    Text *keys = ARENA_ARRAY(reader->arena, Text, base->count + 1u);
    size_t count = 0;
    for (const Node *old = base->first; old != NULL; old = old->next) keys[count++] = old->key;
    for (const Node *new = over->first; new != NULL; new = new->next) {
        const Node *old = tree_get(base, new->key);
        if (old != NULL) warn_of_nulls(reader, old, new);
        if (old != NULL || !tree_is_null(new)) continue;
        Diag *diag = diag_warning(reader->diags, DIAG_NO_EFFECT,
                                  tree_key_place(reader->arena, new),
                                  "`null` removes nothing: the base has no \"%.*s\" here",
                                  TEXT_ARG(new->key));
        Text near = text_nearest(new->key, keys, count);
        if (near.length) diag_hint(reader->diags, diag, "did you mean %.*s?", TEXT_ARG(near));
    }
}

/* One file over the base's of the same name; a file that is only `null` removes that. */
static void lay_file(Reading *reading, Text name, const Node *node, bool is_variant)
{
    const Reader *reader = &reading->reader;
    size_t at = 0;
    while (at < reading->layer_count && !text_equal(reading->layers[at].name, name)) at++;
    bool in_base = at < reading->layer_count;
    if (node != NULL && tree_is_null(node)) {
        bool says_null = node->scalar.length > 0;
        if (says_null && in_base) {
            memmove(&reading->layers[at], &reading->layers[at + 1],
                    (reading->layer_count - at - 1) * sizeof *reading->layers);
            reading->layer_count -= 1;
        } else if (says_null && is_variant) {
            (void)schema_error(reader, DIAG_DESIGN_BASE, node,
                               "`null` removes the base's file, but the base has no %.*s",
                               TEXT_ARG(name));
        } else {
            Diag *diag = schema_error(reader, DIAG_WRONG_TYPE, node, "the file says nothing");
            if (in_base)
                diag_hint(reader->diags, diag, "write `null` to remove the base's file");
        }
        return;
    }
    if (in_base) {
        const Node *base = reading->layers[at].node;
        bool both = base != NULL && node != NULL;
        if (both) warn_of_nulls(reader, base, node);
        reading->layers[at].node = both ? tree_merge(reader->arena, base, node) : NULL;
        return;
    }
    reading->layers = array_room(reader->arena, reading->layers, reading->layer_count,
                                 &reading->layer_capacity, sizeof *reading->layers);
    reading->layers[reading->layer_count++] = (Layer){name, node};
}

static Node *read_tree(Reading *reading, Text directory, Text name)
{
    const Reader *reader = &reading->reader;
    SourceFile *file = ARENA_NEW(reader->arena, SourceFile);
    Text path = path_join(reader->arena, directory, name);
    if (!read_file(reading, path, file)) return NULL;
    file_hash(file);
    reading->files = array_room(reader->arena, reading->files, reading->file_count,
                                &reading->file_capacity, sizeof *reading->files);
    reading->files[reading->file_count++] = file;
    Node *root = NULL;
    return tree_read(reader->arena, file, &root, reader->diags) ? root : NULL;
}

/* `.yml` beside `.yaml` is a plan that silently pays nobody. */
static void warn_of_yml(Reading *reading, Text directory)
{
    Arena *arena = reading->reader.arena;
    Text *names = NULL;
    size_t count = 0;
    list_files(reading, directory, TEXT("*.yml"), &names, &count);
    for (size_t i = 0; i < count; i++) {
        Place place = {.file = path_join(arena, directory, names[i])};
        Diag *diag = diag_warning(reading->reader.diags, DIAG_NO_EFFECT, place,
                                  "this file is not read: a plan's file ends in .yaml");
        diag_hint(reading->reader.diags, diag, "rename it to .yaml, or move it elsewhere");
    }
}

/* False: measures.yaml could not be read, and every plan would complain of that. */
static bool gather_trees(Arena *arena, const Reading *reading, DesignTrees *out)
{
    out->plans = ARENA_ARRAY(arena, PlanTree, reading->layer_count + 1);
    for (size_t i = 0; i < reading->layer_count; i++) {
        Layer layer = reading->layers[i];
        bool is_measures = text_equal(layer.name, MEASURES_FILE);
        if (layer.node == NULL && is_measures) return false;
        if (is_measures) out->measures = layer.node;
        if (layer.node == NULL) out->incomplete = true;
        if (layer.node == NULL || is_measures) continue;
        Text key = text_part(layer.name, 0, layer.name.length - (sizeof ".yaml" - 1));
        size_t at = out->plan_count++;
        for (; at > 0 && text_compare(out->plans[at - 1].key, key) > 0; at--)
            out->plans[at] = out->plans[at - 1];
        out->plans[at] = (PlanTree){key, layer.node};
    }
    return true;
}

/* Sorted by path, bases included. */
static void keep_files(Arena *arena, const Reading *reading, DesignTrees *out)
{
    out->files = ARENA_ARRAY(arena, SourceFile, reading->file_count + 1);
    for (size_t i = 0; i < reading->file_count; i++) {
        size_t at = out->file_count++;
        for (; at > 0 && text_compare(out->files[at - 1].path, reading->files[i]->path) > 0; at--)
            out->files[at] = out->files[at - 1];
        out->files[at] = *reading->files[i];
    }
}
