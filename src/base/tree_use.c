/* tree_use.c - looking into trees, and merging a variant over its base. */
#include "attain/tree.h"

Node *tree_get(const Node *map, Text key)
{
    if (!map || map->kind != NODE_MAP) return NULL;
    for (Node *node = map->first; node; node = node->next)
        if (text_equal(node->key, key)) return node;
    return NULL;
}

bool tree_is_null(const Node *node)
{
    if (node->kind != NODE_SCALAR || !node->plain) return false;
    return node->scalar.length == 0 || text_equal(node->scalar, TEXT("~")) ||
           text_equal_ignoring_case(node->scalar, TEXT("null"));
}

static Node *copy_of(Arena *arena, const Node *node)
{
    Node *copy = ARENA_NEW(arena, Node);
    *copy = *node;
    copy->next = NULL;
    return copy;
}

static void append(Node *map, Node ***tail, Node *node)
{
    **tail = node;
    *tail = &node->next;
    map->count++;
}

Node *tree_copy(Arena *arena, const Node *node)
{
    Node *copy = copy_of(arena, node), **tail = &copy->first;
    for (const Node *child = node->first; child; child = child->next) {
        *tail = tree_copy(arena, child);
        tail = &(*tail)->next;
    }
    *tail = NULL;
    return copy;
}

bool tree_equal(const Node *a, const Node *b)
{
    if (!a || !b) return a == b;
    if (a->kind != b->kind || a->count != b->count || !text_equal(a->key, b->key) ||
        !text_equal(a->scalar, b->scalar) || tree_is_null(a) != tree_is_null(b))
        return false;
    for (a = a->first, b = b->first; a && b; a = a->next, b = b->next)
        if (!tree_equal(a, b)) return false;
    return true;
}

Node *tree_with(Arena *arena, const Node *map, Text key, const Node *value)
{
    Node *with = copy_of(arena, map), **tail = &with->first;
    with->first = NULL;
    with->count = 0;
    bool placed = value == NULL;
    for (const Node *old = map->first; old; old = old->next) {
        bool is_it = text_equal(old->key, key);
        if (is_it && !value) continue;
        Node *node = copy_of(arena, is_it ? value : old);
        node->key = old->key;
        append(with, &tail, node);
        placed |= is_it;
    }
    if (placed) return with;
    Node *node = copy_of(arena, value);
    node->key = key;
    append(with, &tail, node);
    return with;
}

Node *tree_with_item(Arena *arena, const Node *list, size_t index, const Node *value)
{
    Node *with = copy_of(arena, list), **tail = &with->first;
    with->first = NULL;
    with->count = 0;
    for (const Node *old = list->first; old; old = old->next, index--) {
        const Node *item = index == 0 ? value : old;
        if (item) append(with, &tail, copy_of(arena, item));
    }
    return with;
}

Node *tree_merge(Arena *arena, const Node *base, const Node *over)
{
    if (base->kind != NODE_MAP || over->kind != NODE_MAP) return copy_of(arena, over);
    Node *merged = copy_of(arena, over), **tail = &merged->first;
    merged->first = NULL;
    merged->count = 0;
    for (const Node *old = base->first; old; old = old->next) {
        const Node *change = tree_get(over, old->key);
        if (!change) append(merged, &tail, copy_of(arena, old));
        else if (!tree_is_null(change)) append(merged, &tail, tree_merge(arena, old, change));
    }
    for (const Node *new = over->first; new; new = new->next)
        if (!tree_get(base, new->key) && !tree_is_null(new))
            append(merged, &tail, copy_of(arena, new));
    return merged;
}

void tree_check_keys(Arena *arena, const Node *map, const Text *names, size_t count, Diags *diags)
{
    if (!map || map->kind != NODE_MAP) return;
    for (const Node *node = map->first; node; node = node->next) {
        bool known = false;
        for (size_t i = 0; i < count; i++) known |= text_equal(names[i], node->key);
        if (known) continue;
        Diag *diag = diag_error(diags, DIAG_UNKNOWN_KEY, tree_key_place(arena, node),
                                "unknown key \"%.*s\"", TEXT_ARG(node->key));
        diag_value(diags, diag, node->key);
        Text near = text_nearest(node->key, names, count);
        if (near.length) {
            diag_hint(diags, diag, "did you mean %.*s?", TEXT_ARG(near));
            continue;
        }
        Text all = TEXT("");
        for (size_t i = 0; i < count; i++)
            all = text_format(arena, "%.*s%s%.*s", TEXT_ARG(all), i ? ", " : "",
                              TEXT_ARG(names[i]));
        diag_hint(diags, diag, "known here: %.*s", TEXT_ARG(all));
    }
}
