/* tree.h - a YAML file as a tree whose every node knows its place.   (room: base)
 *
 * Only the plain part of YAML that CONTRACT 4 allows: mappings, lists and scalars. Aliases,
 * anchors, tags, duplicate keys and a second document are reported and refused. A scalar is
 * its text; what it means is decided by whoever reads it, never by YAML. */
#ifndef ATTAIN_TREE_H
#define ATTAIN_TREE_H

#include "attain/file.h"

typedef enum NodeKind { NODE_SCALAR, NODE_MAP, NODE_LIST } NodeKind;

typedef struct Node Node;
struct Node {
    NodeKind kind;
    Text key;                  /* of a mapping's entry; "" elsewhere */
    Text scalar;
    bool plain;                /* an unquoted scalar; `~`, `null` and "" mean nothing only then */
    const SourceFile *file;
    uint32_t line, column;             /* of the value, from 1, in characters */
    uint32_t key_line, key_column;
    Node *first, *next;        /* children in the order of the file */
    size_t count;              /* of children */
};

/* False if the file was refused (problems are in diags). An empty file is a null scalar. */
MUST_USE bool tree_read(Arena *arena, const SourceFile *file, Node **out, Diags *diags);
Node *tree_get(const Node *map, Text key);                    /* NULL if absent or not a map */
bool tree_is_null(const Node *node);
Place tree_place(Arena *arena, const Node *node);
Place tree_key_place(Arena *arena, const Node *node);
/* The place of a byte of a scalar (for formulas); exact where the scalar stands on one line. */
Place tree_place_inside(Arena *arena, const Node *node, size_t offset, size_t length);
Node *tree_copy(Arena *arena, const Node *node);            /* all of it; texts are shared */
bool tree_equal(const Node *a, const Node *b);     /* says the same; NULL only like NULL */
/* The map with `value` under the key, in its place or at the end; NULL: without the key. The rest
 * is shared. */
Node *tree_with(Arena *arena, const Node *map, Text key, const Node *value);
/* The list with `value` as its item `index`, from 0; NULL: without it. The rest is shared. */
Node *tree_with_item(Arena *arena, const Node *list, size_t index, const Node *value);
/* `over` merged over `base` (CONTRACT 4, variants): maps key by key, else over wins; null removes.
 * Neither is changed. */
Node *tree_merge(Arena *arena, const Node *base, const Node *over);

/* Reports every key of a map that is not among names (nearest name as a hint). */
void tree_check_keys(Arena *arena, const Node *map, const Text *names, size_t count,
                     Diags *diags);

#endif
