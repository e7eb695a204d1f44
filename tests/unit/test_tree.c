/* test_tree.c - YAML as trees: scalars untouched, what is refused and where, places, merging. */
#include "unit.h"

#include "attain/tree.h"

static SourceFile file;

static Node *read(const char *yaml)
{
    Node *root = NULL;
    file = (SourceFile){.path = TEXT("plans/ae.yaml"), .bytes = text_of(yaml)};
    return tree_read(arena, &file, &root, &diags) ? root : NULL;
}

static Node *must_read(const char *yaml)
{
    Node *root = read(yaml);
    if (!root) print_problems();
    ck_assert_ptr_nonnull(root);
    ck_assert_uint_eq(diags.count, 0);
    return root;
}

/* A tree on one line: {key: scalar, ...} and [..]; a quoted scalar in quotes, a null one as ~. */
static Text shown(const Node *node)
{
    if (node->kind == NODE_SCALAR) {
        if (tree_is_null(node)) return TEXT("~");
        const char *format = node->plain ? "%.*s" : "'%.*s'";
        return text_format(arena, format, TEXT_ARG(node->scalar));
    }
    bool map = node->kind == NODE_MAP;
    Text out = map ? TEXT("{") : TEXT("[");
    size_t count = 0;
    for (const Node *child = node->first; child; child = child->next, count++)
        out = text_format(arena, "%.*s%s%.*s%s%.*s", TEXT_ARG(out), count ? ", " : "",
                          TEXT_ARG(child->key), map ? ": " : "", TEXT_ARG(shown(child)));
    ck_assert_uint_eq(count, node->count);
    return text_format(arena, "%.*s%s", TEXT_ARG(out), map ? "}" : "]");
}

static const struct { const char *yaml, *want; } TREES[] = {
    {"", "~"}, {"# nothing\n", "~"}, {"null\n", "~"}, {"~\n", "~"}, {"a:\n", "{a: ~}"},
    {"a: NULL\n", "{a: ~}"}, {"a: ''\n", "{a: ''}"}, {"a: 'null'\n", "{a: 'null'}"},
    {"a: \"~\"\n", "{a: '~'}"},
    /* what YAML would take for something else */
    {"a: NO\n", "{a: NO}"}, {"a: yes\n", "{a: yes}"}, {"a: 08\n", "{a: 08}"},
    {"a: 010\n", "{a: 010}"}, {"a: 0x1F\n", "{a: 0x1F}"}, {"a: 1_000\n", "{a: 1_000}"},
    {"a: 12:30\n", "{a: 12:30}"}, {"a: 1e3\n", "{a: 1e3}"}, {"a: 1.10\n", "{a: 1.10}"},
    {"a: .inf\n", "{a: .inf}"}, {"a: 2025-10-01\n", "{a: 2025-10-01}"}, {"a: 70%\n", "{a: 70%}"},
    {"a: 9007199254740993\n", "{a: 9007199254740993}"}, {"NO: 1\n", "{NO: 1}"},
    {"a: 1/3\n", "{a: 1/3}"}, {"a: <<\n", "{a: <<}"},
    /* formulas as they stand */
    {"when: stage = \"won\"\n", "{when: stage = \"won\"}"},
    {"when: AND(a > 1, b <> 2)\n", "{when: AND(a > 1, b <> 2)}"},
    {"a: 'it''s'\n", "{a: 'it's'}"}, {"a: \"x\\ty\"\n", "{a: 'x\ty'}"},
    {"a: one\n  two\n", "{a: one two}"}, {"a: |\n  one\n  two\n", "{a: 'one\ntwo\n'}"},
    {"a: b # a comment\n", "{a: b}"}, {"a: b#c\n", "{a: b#c}"},
    /* shapes */
    {"- 1\n- 2\n", "[1, 2]"}, {"[]", "[]"}, {"{}", "{}"},
    {"a: {b: 1, c: [x, y]}\nd: z\n", "{a: {b: 1, c: [x, y]}, d: z}"},
    {"a:\n  - b: 1\n    c: 2\n  - d\n", "{a: [{b: 1, c: 2}, d]}"},
    {"\xE5\xB9\xB4: \xE5\x86\x86\n", "{\xE5\xB9\xB4: \xE5\x86\x86}"},
    {"a: 1\r\nb: 2\r\n", "{a: 1, b: 2}"}, {"\xEF\xBB\xBF" "a: 1\nb: 2\n", "{a: 1, b: 2}"},
    {"---\na: 1\n", "{a: 1}"}, {"a: 1\n...\n", "{a: 1}"},
};

START_TEST(types_no_scalar)
{
    want_text(TREES[_i].yaml, shown(must_read(TREES[_i].yaml)), TREES[_i].want);
}
END_TEST

static const struct {
    const char *yaml;
    DiagCode code;
    uint32_t line, column;
} REFUSED[] = {
    {"a: 1\nb: 2\na: 3\n", DIAG_YAML_DUPLICATE_KEY, 3, 1},
    {"x:\n  a: {b: 1, c: 2, b: 3}\n", DIAG_YAML_DUPLICATE_KEY, 2, 19},
    {"a: 1\n'a': 2\n", DIAG_YAML_DUPLICATE_KEY, 2, 1},
    {"a: *b\n", DIAG_YAML_FEATURE, 1, 4},
    {"a: &b 1\n", DIAG_YAML_FEATURE, 1, 4},
    {"a: &b {c: 1}\n", DIAG_YAML_FEATURE, 1, 4},
    {"a: &b [1]\n", DIAG_YAML_FEATURE, 1, 4},
    {"a: !!str 1\n", DIAG_YAML_FEATURE, 1, 4},
    {"a: !money 1\n", DIAG_YAML_FEATURE, 1, 4},
    {"&k a: 1\n", DIAG_YAML_FEATURE, 1, 1},
    {"[1]: 2\n", DIAG_YAML_FEATURE, 1, 1},
    {"a: 1\n---\nb: 2\n", DIAG_YAML_FEATURE, 2, 1},
    {"%YAML 1.1\n---\na: 1\n", DIAG_YAML_FEATURE, 1, 1},
    {"a: \"x\\0y\"\n", DIAG_YAML_FEATURE, 1, 4},
    {"a: 1\n b: 2\n", DIAG_YAML_SYNTAX, 2, 3},
    {"a: [1, 2\n", DIAG_YAML_SYNTAX, 2, 1},
    {"a: 1\nb: \"open\nc: 2\n", DIAG_YAML_SYNTAX, 2, 4},
    {"a:\n\tb: 1\n", DIAG_YAML_SYNTAX, 2, 1},
    {"a: x\001y\n", DIAG_YAML_SYNTAX, 1, 5},
    {"a: 1\nb: \xE6\x9C\x88\x07\n", DIAG_YAML_SYNTAX, 2, 5},
    {"a: \x93\xFA\n", DIAG_YAML_SYNTAX, 1, 0},
    {"a: 1\nb: \x82\n", DIAG_YAML_SYNTAX, 2, 0},
};

START_TEST(refuses_and_says_where)
{
    ck_assert_ptr_null(read(REFUSED[_i].yaml));
    ck_assert_uint_eq(diags.errors, 1);
    const Diag *diag = &diags.items[0];
    ck_assert_str_eq(diag_name(diag->code), diag_name(REFUSED[_i].code));
    want_text("file", diag->place.file, "plans/ae.yaml");
    ck_assert_uint_eq(diag->place.line, REFUSED[_i].line);
    ck_assert_uint_eq(diag->place.column, REFUSED[_i].column);
    ck_assert_uint_gt(diag->hint.length, 0);
}
END_TEST

START_TEST(reports_every_duplicate)
{
    ck_assert_ptr_null(read("a: 1\na: 2\nb: {c: 1, c: 2}\nb: 3\n"));
    ck_assert_uint_eq(diags.errors, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(diags.items[i].code, DIAG_YAML_DUPLICATE_KEY);
}
END_TEST

START_TEST(refuses_what_nests_without_end)
{
    char yaml[2001];
    for (int i = 0; i < 2000; i++) yaml[i] = '[';
    yaml[2000] = '\0';
    ck_assert_ptr_null(read(yaml));
    ck_assert_uint_ge(diags.errors, 1);
}
END_TEST

/* Where the value c of {a: {b: [c, ..]}} and its keys stand; columns are characters. */
static const struct { const char *yaml; uint32_t line, column, key_line, key_column; } PLACES[] = {
    {"b: c\n", 1, 4, 1, 1},
    {"\n\n  b:    c\n", 3, 9, 3, 3},
    {"b:\n    c\n", 2, 5, 1, 1},
    {"{x: 1, b: \"c\"}\n", 1, 11, 1, 8},
    {"\xE5\xB9\xB4: 1\nb: c\n", 2, 4, 2, 1},
    {"{\xE5\xB9\xB4\xE9\xA1\x8D: \xE5\x86\x86, b: c}\n", 1, 12, 1, 9},
    {"\xEF\xBB\xBF" "b: c\n", 1, 4, 1, 1},
    {"\xEF\xBB\xBF" "x: 1\nb: c\n", 2, 4, 2, 1},
    {"x: 1\r\nb: c\r\n", 2, 4, 2, 1},
};

START_TEST(knows_where_a_node_stands)
{
    const Node *node = tree_get(must_read(PLACES[_i].yaml), TEXT("b"));
    ck_assert_ptr_nonnull(node);
    ck_assert_uint_eq(node->line, PLACES[_i].line);
    ck_assert_uint_eq(node->column, PLACES[_i].column);
    ck_assert_uint_eq(node->key_line, PLACES[_i].key_line);
    ck_assert_uint_eq(node->key_column, PLACES[_i].key_column);
    Place value = tree_place(arena, node), key = tree_key_place(arena, node);
    Text marked = text_part(value.excerpt, value.mark_from, value.mark_from + value.mark_length);
    want_text("value", marked, node->plain ? "c" : "\"c\"");
    want_text("key", text_part(key.excerpt, key.mark_from, key.mark_from + key.mark_length), "b");
}
END_TEST

START_TEST(knows_places_inside_a_scalar)
{
    const char *yaml = "x: 1\n\xE6\x9C\x88: {when: \xE6\xAE\xB5\xE9\x9A\x8E = won}\n";
    const Node *node = tree_get(tree_get(must_read(yaml), TEXT("\xE6\x9C\x88")), TEXT("when"));
    Place place = tree_place_inside(arena, node, 9, 3);      /* bytes: 段階 is 6, ` = ` is 3 */
    ck_assert_uint_eq(place.line, 2);
    ck_assert_uint_eq(place.column, 16);
    want_text("marked", text_part(place.excerpt, place.mark_from,
                                  place.mark_from + place.mark_length), "won");
    node = tree_get(must_read("when: 'a = won'\n"), TEXT("when"));
    ck_assert_uint_eq(tree_place_inside(arena, node, 4, 3).column, 12);
}
END_TEST

/* Maps key by key; a list or scalar replaces, null removes; the base's order, then what is new. */
static const struct { const char *base, *over, *want; } MERGED[] = {
    {"a: 1", "a: 2", "{a: 2}"},
    {"{a: 1, b: 2}", "b: 3", "{a: 1, b: 3}"},
    {"{a: 1, b: 2}", "c: 3", "{a: 1, b: 2, c: 3}"},
    {"{a: {x: 1, y: 2}, b: 2}", "a: {y: 3, z: 4}", "{a: {x: 1, y: 3, z: 4}, b: 2}"},
    {"a: [1, 2, 3]", "a: [4]", "{a: [4]}"},
    {"a: {x: 1}", "a: 5", "{a: 5}"},
    {"a: 5", "a: {x: 1}", "{a: {x: 1}}"},
    {"{a: 1, b: 2}", "a: null", "{b: 2}"},
    {"{a: 1, b: 2}", "a: ~", "{b: 2}"},
    {"{a: 1, b: 2}", "a: 'null'", "{a: 'null', b: 2}"},
    {"{a: {x: 1, y: 2}}", "a: {x: null}", "{a: {y: 2}}"},
    {"{a: 1}", "b: null", "{a: 1}"},
    {"{a: 1}", "{}", "{a: 1}"},
};

START_TEST(merges_a_variant)
{
    const Node *base = must_read(MERGED[_i].base);
    const Node *over = must_read(MERGED[_i].over);
    Text before = shown(base);
    want_text("merged", shown(tree_merge(arena, base, over)), MERGED[_i].want);
    want_text("the base", shown(base), before.bytes);
}
END_TEST

START_TEST(looks_up_keys)
{
    const Node *root = must_read("a: {b: 1}\nlist: [x]\n");
    ck_assert_ptr_nonnull(tree_get(tree_get(root, TEXT("a")), TEXT("b")));
    ck_assert_ptr_null(tree_get(root, TEXT("A")));
    ck_assert_ptr_null(tree_get(tree_get(root, TEXT("list")), TEXT("x")));
    ck_assert_ptr_null(tree_get(NULL, TEXT("x")));
}
END_TEST

START_TEST(reports_unknown_keys_with_the_nearest)
{
    static const Text known[] = {{"weight", 6}, {"measure", 7}};
    const Node *root = must_read("weight: 1\nmesure: x\nzzzzz: 2\n");
    tree_check_keys(arena, root, known, ROWS(known), &diags);
    ck_assert_uint_eq(diags.errors, 2);
    ck_assert_int_eq(diags.items[0].code, DIAG_UNKNOWN_KEY);
    ck_assert_uint_eq(diags.items[0].place.line, 2);
    ck_assert_uint_eq(diags.items[0].place.column, 1);
    want_text("near", diags.items[0].hint, "did you mean measure?");
    want_text("none near", diags.items[1].hint, "known here: weight, measure");
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {types_no_scalar, ROWS(TREES)},
        {refuses_and_says_where, ROWS(REFUSED)},
        {reports_every_duplicate, 1},
        {refuses_what_nests_without_end, 1},
        {knows_where_a_node_stands, ROWS(PLACES)},
        {knows_places_inside_a_scalar, 1},
        {merges_a_variant, ROWS(MERGED)},
        {looks_up_keys, 1},
        {reports_unknown_keys_with_the_nearest, 1},
    };
    return unit_run("tree", tests, ROWS(tests), 92, NULL, NULL);
}
