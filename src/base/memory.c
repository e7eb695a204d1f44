/* memory.c - arenas: small blocks carved from chunks, large blocks of their own that can grow. */
#include "attain/memory.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_FIRST ((size_t)16 * 1024)
#define CHUNK_MAX ((size_t)1024 * 1024)
#ifdef ATTAIN_SANITIZED
#define LARGE ((size_t)1)                 /* so that ASan sees a step beyond any end */
#else
#define LARGE ((size_t)256 * 1024)        /* from here on a block of its own */
#endif
#define ALIGNMENT ((size_t)16)

typedef struct Block {
    struct Block *next, *previous;
    size_t size;
    size_t padding;                       /* keeps the payload aligned */
} Block;

struct Arena {
    Block *chunks;                        /* newest first; allocation is from the newest */
    Block *large;
    size_t used;                          /* of the newest chunk */
    Arena *children, *sibling;
};

static char *payload(Block *block)
{
    return (char *)(block + 1);
}

static Block *block_new(size_t size)
{
    assert(size < SIZE_MAX - sizeof(Block));
    Block *block = malloc(sizeof(Block) + size);
    assert(block && "out of memory");
    *block = (Block){.size = size};
    return block;
}

Arena *arena_new(void)
{
    Arena *arena = calloc(1, sizeof *arena);
    assert(arena && "out of memory");
    return arena;
}

static void free_blocks(Block *block)
{
    while (block) {
        Block *next = block->next;
        free(block);
        block = next;
    }
}

static void free_children(Arena *arena)
{
    while (arena->children) {
        Arena *child = arena->children;
        arena->children = child->sibling;
        arena_free(child);
    }
}

void arena_free(Arena *arena)
{
    if (!arena) return;
    free_children(arena);
    free_blocks(arena->chunks);
    free_blocks(arena->large);
    free(arena);
}

void arena_reset(Arena *arena)
{
    free_children(arena);
    free_blocks(arena->large);
    arena->large = NULL;
    if (arena->chunks) {
        free_blocks(arena->chunks->next);
        arena->chunks->next = NULL;
    }
    arena->used = 0;
}

void arena_adopt(Arena *arena, Arena *child)
{
    assert(arena != child && !child->sibling);
    child->sibling = arena->children;
    arena->children = child;
}

static void *alloc_large(Arena *arena, size_t size)
{
    assert(size < SIZE_MAX - sizeof(Block));
    Block *block = calloc(1, sizeof(Block) + size);   /* fresh pages are zero already */
    assert(block && "out of memory");
    block->size = size;
    block->next = arena->large;
    if (block->next) block->next->previous = block;
    arena->large = block;
    return payload(block);
}

void *arena_alloc(Arena *arena, size_t size)
{
    assert(size < SIZE_MAX / 2);
    if (size >= LARGE) return alloc_large(arena, size);
    size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    if (!arena->chunks || arena->chunks->size - arena->used < size) {
        size_t wanted = arena->chunks ? arena->chunks->size * 2 : CHUNK_FIRST;
        if (wanted > CHUNK_MAX) wanted = CHUNK_MAX;
        while (wanted < size) wanted *= 2;
        Block *chunk = block_new(wanted);
        chunk->next = arena->chunks;
        arena->chunks = chunk;
        arena->used = 0;
    }
    char *memory = payload(arena->chunks) + arena->used;
    arena->used += size;
    return memset(memory, 0, size);
}

static void *grow_large(Arena *arena, void *items, size_t old_size, size_t new_size)
{
    Block *block = (Block *)items - 1;
    Block *moved = realloc(block, sizeof(Block) + new_size);
    assert(moved && "out of memory");
    moved->size = new_size;
    if (moved->next) moved->next->previous = moved;
    if (moved->previous) moved->previous->next = moved;
    else arena->large = moved;
    memset(payload(moved) + old_size, 0, new_size - old_size);
    return payload(moved);
}

void *array_room(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity) return items;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    assert(item_size && wanted < SIZE_MAX / 4 / item_size);
    size_t old_size = *capacity * item_size, new_size = wanted * item_size;
    *capacity = wanted;
    if (old_size >= LARGE) return grow_large(arena, items, old_size, new_size);
    void *moved = arena_alloc(arena, new_size);
    if (count) memcpy(moved, items, count * item_size);
    return moved;
}
