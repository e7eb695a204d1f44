/* memory.c - arenas: small blocks carved from chunks, large blocks of their own that can grow.
 *
 * Blocks of some size are mapped by themselves, with huge pages where the system has them: a
 * million deals touch 600 MB, and a fault for each 4 KiB of it took a third of a run. Fresh memory
 * is zero already, and is not cleared again. */
#include "attain/memory.h"

#include <assert.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define CHUNK_FIRST ((size_t)16 * 1024)
#define HUGE_PAGE ((size_t)2 * 1024 * 1024)
#define CHUNK_MAX (2 * HUGE_PAGE)
#ifdef ATTAIN_SANITIZED
#define LARGE ((size_t)1)                 /* so that ASan sees a step beyond any end */
#define MAPPED SIZE_MAX
#else
#define LARGE HUGE_PAGE                   /* from here on a block of its own, */
#define MAPPED HUGE_PAGE                  /* and, header and all, one that is mapped */
#endif
#define KEPT (64 * 1024 * 1024)           /* of free memory, by each thread */
#define ALIGNMENT ((size_t)16)

typedef struct Block {
    struct Block *next, *previous;
    size_t size;                          /* of the payload */
    size_t padding;                       /* keeps the payload aligned */
} Block;

struct Arena {
    Block *chunks;                        /* newest first; allocation is from the newest */
    Block *large;
    size_t used;                          /* of the newest chunk */
    size_t dirty;                         /* of it, from the start: what a reset left behind */
    Arena *children, *sibling;
};

static char *payload(Block *block)
{
    return (char *)(block + 1);
}

static size_t mapped_bytes(size_t size)
{
    return (sizeof(Block) + size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
}

/* Whole huge pages, at the boundary of one: what lies outside is given back. */
static void *map_huge(size_t bytes)
{
    char *wide = mmap(NULL, bytes + HUGE_PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert(wide != MAP_FAILED && "out of memory");
    size_t before = (HUGE_PAGE - (uintptr_t)wide % HUGE_PAGE) % HUGE_PAGE;
    if (before) munmap(wide, before);
    if (before < HUGE_PAGE) munmap(wide + before + bytes, HUGE_PAGE - before);
    madvise(wide + before, bytes, MADV_HUGEPAGE);        /* where there are none, small ones do */
    return wide + before;
}

/* Zeroed. */
static Block *block_new(size_t size)
{
    assert(size < SIZE_MAX / 2);
    bool mapped = size >= MAPPED - sizeof(Block);
    Block *block = mapped ? map_huge(mapped_bytes(size)) : calloc(1, sizeof(Block) + size);
    assert(block && "out of memory");
    block->size = mapped ? mapped_bytes(size) - sizeof(Block) : size;
    return block;
}

static void block_free(Block *block)
{
    if (block->size >= MAPPED - sizeof(Block)) munmap(block, sizeof(Block) + block->size);
    else free(block);
}

/* Pages that are given back and come in anew, zeroed by the system: that was four fifths of a
 * sweep. Either setting ends the library's own adjusting of both. */
void memory_start(void)
{
    mallopt(M_MMAP_THRESHOLD, (int)HUGE_PAGE);
    mallopt(M_TRIM_THRESHOLD, KEPT);
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
        block_free(block);
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
    if (arena->used > arena->dirty) arena->dirty = arena->used;
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
    Block *block = block_new(size);
    block->next = arena->large;
    if (block->next) block->next->previous = block;
    arena->large = block;
    return payload(block);
}

static void chunk_add(Arena *arena, size_t size)
{
    Block *chunk = block_new(size);
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used = arena->dirty = 0;
}

static size_t chunk_left(const Arena *arena)
{
    return arena->chunks ? arena->chunks->size - arena->used : 0;
}

void arena_expect(Arena *arena, size_t size)
{
    if (chunk_left(arena) >= size) return;
    size_t first = CHUNK_FIRST - sizeof(Block);
    chunk_add(arena, size > first ? size : first);
}

void *arena_alloc(Arena *arena, size_t size)
{
    assert(size < SIZE_MAX / 2);
    if (size >= LARGE) return alloc_large(arena, size);
    size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    if (!arena->chunks || chunk_left(arena) < size) {
        size_t wanted = arena->chunks ? arena->chunks->size * 2 : CHUNK_FIRST;
        if (wanted > CHUNK_MAX) wanted = CHUNK_MAX;
        while (wanted - sizeof(Block) < size) wanted *= 2;
        chunk_add(arena, wanted - sizeof(Block));
    }
    char *memory = payload(arena->chunks) + arena->used;
    size_t left_behind = arena->used < arena->dirty ? arena->dirty - arena->used : 0;
    if (left_behind) memset(memory, 0, left_behind < size ? left_behind : size);
    arena->used += size;
    return memory;
}

static Block *block_moved(Block *block, size_t size)
{
    bool was = block->size >= MAPPED - sizeof(Block);
    if (was && mapped_bytes(size) - sizeof(Block) == block->size) return block;
    if (!was && size < MAPPED - sizeof(Block)) {
        Block *moved = realloc(block, sizeof(Block) + size);
        assert(moved && "out of memory");
        memset(payload(moved) + moved->size, 0, size - moved->size);
        moved->size = size;
        return moved;
    }
    Block *moved = block_new(size);
    *moved = (Block){block->next, block->previous, moved->size, 0};
    memcpy(payload(moved), payload(block), block->size);
    block_free(block);
    return moved;
}

static void *grow_large(Arena *arena, void *items, size_t new_size)
{
    Block *moved = block_moved((Block *)items - 1, new_size);
    if (moved->next) moved->next->previous = moved;
    if (moved->previous) moved->previous->next = moved;
    else arena->large = moved;
    return payload(moved);
}

void *array_room(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity) return items;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    assert(item_size && wanted < SIZE_MAX / 4 / item_size);
    size_t old_size = *capacity * item_size, new_size = wanted * item_size;
    *capacity = wanted;
    if (old_size >= LARGE) return grow_large(arena, items, new_size);
    void *moved = arena_alloc(arena, new_size);
    if (count) memcpy(moved, items, count * item_size);
    return moved;
}
