/* tree.c - libyaml's events into a tree with places; the only file that knows libyaml.
 *
 * Mappings, lists and scalars pass; whatever else YAML has is refused with its place. */
#include "attain/tree.h"

#include <string.h>
#include <yaml.h>

#define DEPTH_MAX 64

typedef struct Reader {
    Arena *arena;
    const SourceFile *file;
    Diags *diags;
    yaml_parser_t parser;
    yaml_event_t event;
    bool failed;
} Reader;

#define BYTE_ORDER_MARK TEXT("\xEF\xBB\xBF")

/* Told the encoding, libyaml takes the mark for a column: it never sees it. */
static Text without_mark(Text bytes)
{
    size_t from = text_starts_with(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    return text_part(bytes, from, bytes.length);
}

/* A place of `characters` characters from column on, where they stand on one line. */
static Place place_at(const SourceFile *file, uint32_t line, uint32_t column, size_t characters)
{
    Place place = {.file = file->path, .line = line, .column = column};
    place.excerpt = text_line(file->bytes, line);
    size_t offset = 0;
    if (line == 1 && text_starts_with(place.excerpt, BYTE_ORDER_MARK)) offset = 3;
    for (uint32_t c = 1; c < column && offset < place.excerpt.length; c++)
        text_next_character(place.excerpt, &offset);
    size_t end = offset;
    for (size_t c = 0; c < characters && end < place.excerpt.length; c++)
        text_next_character(place.excerpt, &end);
    place.mark_from = (uint32_t)offset;
    place.mark_length = (uint32_t)(end - offset);
    return place;
}

static Place place_of(const Reader *reader, yaml_mark_t mark)
{
    return place_at(reader->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1, 1);
}

static Diag *refuse(Reader *reader, DiagCode code, yaml_mark_t mark, const char *what)
{
    reader->failed = true;
    return diag_error(reader->diags, code, place_of(reader, mark), "%s", what);
}

/* What libyaml could not read, in words that say what to do. */
static void report_syntax(Reader *reader)
{
    yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem ? parser->problem : N_("this is not YAML");
    bool quote = parser->context && strstr(parser->context, "quoted scalar");
    yaml_mark_t mark = quote ? parser->context_mark : parser->problem_mark;
    Diag *diag;
    if (parser->error == YAML_READER_ERROR) {    /* the bytes are UTF-8: tree_read saw to that */
        Text before = text_part(without_mark(reader->file->bytes), 0, parser->problem_offset);
        const char *newline = before.length ? memrchr(before.bytes, '\n', before.length) : NULL;
        size_t start = newline ? (size_t)(newline - before.bytes) + 1 : 0;
        mark.line = text_lines(before);
        mark.column = text_characters(text_part(before, start, before.length));
        diag = refuse(reader, DIAG_YAML_SYNTAX, mark, "a control character");
        diag_hint(reader->diags, diag, "remove it; plan files are plain text");
        return;
    }
    diag = refuse(reader, DIAG_YAML_SYNTAX, mark, quote ? "a quote opens here and never closes"
                                                       : problem);
    Text line = diag->place.excerpt;
    if (quote) diag_hint(reader->diags, diag, "close it on the same line");
    else if (memmem(line.bytes, line.length, "\xEF\xBC\x9A", 3))
        diag_hint(reader->diags, diag, "the line has a full-width colon; write `: `");
    else if (memchr(line.bytes, '\t', line.length))
        diag_hint(reader->diags, diag, "indent with spaces, not tabs");
    else diag_hint(reader->diags, diag, "look at the indentation, and quote text that holds `: `, "
                   "`#`, `{` or `[`");
}

static bool next(Reader *reader)
{
    if (reader->failed) return false;
    yaml_event_delete(&reader->event);
    memset(&reader->event, 0, sizeof reader->event);
    if (yaml_parser_parse(&reader->parser, &reader->event)) return true;
    report_syntax(reader);
    return false;
}

static void refuse_feature(Reader *reader, const char *what, const char *hint)
{
    Diag *diag = refuse(reader, DIAG_YAML_FEATURE, reader->event.start_mark, what);
    diag_hint(reader->diags, diag, "%s", hint);
}

static void check_decoration(Reader *reader, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor) refuse_feature(reader, "an anchor (&), which plan files do not have",
                               "write the value out, or quote the text");
    else if (tag) refuse_feature(reader, "a tag (!), which plan files do not have",
                                 "leave it out, or quote the text");
}

static Node *read_node(Reader *reader, int depth);

static Node *node_new(Reader *reader, NodeKind kind)
{
    Node *node = ARENA_NEW(reader->arena, Node);
    node->kind = kind;
    node->file = reader->file;
    node->key = node->scalar = TEXT("");
    node->line = (uint32_t)reader->event.start_mark.line + 1;
    node->column = (uint32_t)reader->event.start_mark.column + 1;
    return node;
}

static Node *read_scalar(Reader *reader)
{
    check_decoration(reader, reader->event.data.scalar.anchor, reader->event.data.scalar.tag);
    Node *node = node_new(reader, NODE_SCALAR);
    node->scalar = text_copy(reader->arena, (Text){(const char *)reader->event.data.scalar.value,
                                                   reader->event.data.scalar.length});
    node->plain = reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (memchr(node->scalar.bytes, 0, node->scalar.length))
        refuse_feature(reader, "a NUL character", "remove it");
    return node;
}

static Node *read_list(Reader *reader, int depth)
{
    check_decoration(reader, reader->event.data.sequence_start.anchor,
                     reader->event.data.sequence_start.tag);
    Node *list = node_new(reader, NODE_LIST), **tail = &list->first;
    while (next(reader) && reader->event.type != YAML_SEQUENCE_END_EVENT) {
        Node *item = read_node(reader, depth + 1);
        if (!item) break;
        *tail = item;
        tail = &item->next;
        list->count++;
    }
    return list;
}

static Node *read_map(Reader *reader, int depth)
{
    check_decoration(reader, reader->event.data.mapping_start.anchor,
                     reader->event.data.mapping_start.tag);
    Node *map = node_new(reader, NODE_MAP), **tail = &map->first;
    while (next(reader) && reader->event.type != YAML_MAPPING_END_EVENT) {
        if (reader->event.type != YAML_SCALAR_EVENT) {
            refuse_feature(reader, "a key must be a word", "write `key: value`");
            break;
        }
        Node *key = read_scalar(reader);
        const Node *twin = tree_get(map, key->scalar);
        if (twin) {
            Place place = place_of(reader, reader->event.start_mark);
            Diag *diag = diag_error(reader->diags, DIAG_YAML_DUPLICATE_KEY, place,
                                    "the key \"%.*s\" stands twice", TEXT_ARG(key->scalar));
            diag_hint(reader->diags, diag, "it stands in line %u already", twin->key_line);
        }
        if (!next(reader)) break;
        Node *value = read_node(reader, depth + 1);
        if (!value) break;
        value->key = key->scalar;
        value->key_line = key->line;
        value->key_column = key->column;
        *tail = value;
        tail = &value->next;
        map->count++;
    }
    return map;
}

static Node *read_node(Reader *reader, int depth)
{
    if (reader->failed) return NULL;
    if (depth > DEPTH_MAX) {
        refuse_feature(reader, "nested too deeply", "no plan file needs more than a few levels");
        return NULL;
    }
    switch ((int)reader->event.type) {
    case YAML_SCALAR_EVENT: return read_scalar(reader);
    case YAML_SEQUENCE_START_EVENT: return read_list(reader, depth);
    case YAML_MAPPING_START_EVENT: return read_map(reader, depth);
    case YAML_ALIAS_EVENT:
        refuse_feature(reader, "an alias (*), which plan files do not have",
                       "write the value out, or quote the text");
        return NULL;
    default: return NULL;
    }
}

static Node *read_document(Reader *reader)
{
    Node *root = NULL;
    if (!next(reader) || !next(reader)) return NULL;          /* stream start, then */
    if (reader->event.type == YAML_STREAM_END_EVENT) {
        root = node_new(reader, NODE_SCALAR);
        root->plain = true;
        return root;
    }
    if (reader->event.data.document_start.version_directive ||
        reader->event.data.document_start.tag_directives.start !=
            reader->event.data.document_start.tag_directives.end)
        refuse_feature(reader, "a directive (%), which plan files do not have", "remove the line");
    if (!next(reader)) return NULL;
    root = read_node(reader, 0);
    if (reader->failed || !next(reader) || !next(reader)) return NULL;   /* document end, then */
    if (reader->event.type != YAML_STREAM_END_EVENT)
        refuse_feature(reader, "a second document in one file", "keep one; remove the `---`");
    return root;
}

bool tree_read(Arena *arena, const SourceFile *file, Node **out, Diags *diags)
{
    Reader reader = {.arena = arena, .file = file, .diags = diags};
    size_t errors = diags->errors;
    size_t bad = 0;
    if (!text_is_utf8(file->bytes, &bad)) {
        uint32_t line = 1 + text_lines(text_part(file->bytes, 0, bad));
        Place place = {.file = file->path, .line = line};
        Diag *diag = diag_error(diags, DIAG_YAML_SYNTAX, place, "the file is not valid UTF-8");
        diag_hint(diags, diag, "save it as UTF-8");
        return false;
    }
    if (!yaml_parser_initialize(&reader.parser)) return false;
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    Text bytes = without_mark(file->bytes);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes.bytes, bytes.length);
    *out = read_document(&reader);
    yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    return *out && diags->errors == errors;
}

Place tree_place(Arena *arena, const Node *node)
{
    (void)arena;
    size_t characters = node->kind == NODE_SCALAR ? text_characters(node->scalar) : 1;
    if (node->kind == NODE_SCALAR && !node->plain) characters += 2;
    return place_at(node->file, node->line, node->column, characters ? characters : 1);
}

Place tree_key_place(Arena *arena, const Node *node)
{
    if (!node->key_line) return tree_place(arena, node);
    return place_at(node->file, node->key_line, node->key_column, text_characters(node->key));
}

Place tree_place_inside(Arena *arena, const Node *node, size_t offset, size_t length)
{
    (void)arena;
    size_t before = text_characters(text_part(node->scalar, 0, offset));
    size_t marked = text_characters(text_part(node->scalar, offset, offset + length));
    uint32_t column = node->column + (uint32_t)before + (node->plain ? 0 : 1);
    return place_at(node->file, node->line, column, marked ? marked : 1);
}
