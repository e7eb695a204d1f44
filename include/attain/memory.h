/* memory.h - arenas: memory that is freed together.   (room: base)
 *
 * A run has one arena for what it keeps; a stage, and every thread, has a scratch arena of its
 * own. Nobody frees a part. An arena belongs to one thread at a time; what a thread built is kept
 * by letting the run's arena adopt the thread's. Memory is zeroed and aligned for any type.
 * Running out of memory is an assert: nothing sensible can be paid on a machine without any. */
#ifndef ATTAIN_MEMORY_H
#define ATTAIN_MEMORY_H

#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text_at, first) __attribute__((format(printf, text_at, first)))

typedef struct Arena Arena;

/* Once, before there are threads: what arenas free stays with the program, for the next ones. */
void memory_start(void);

Arena *arena_new(void);
void arena_free(Arena *arena);                       /* NULL is allowed */
void arena_reset(Arena *arena);                      /* forgets all, keeps the first block */
void arena_adopt(Arena *arena, Arena *child);        /* child's memory lives as long as arena's */

void *arena_alloc(Arena *arena, size_t size);
/* So much will be asked for, in pieces: they lie in one block, no larger than it must be. */
void arena_expect(Arena *arena, size_t size);
#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc((arena), (count) * sizeof(Type)))

/* A growing array: returns items (moved if need be) with room for items[count]; the new part is
 * zeroed, *capacity is updated. Start with items NULL and capacity 0. Large arrays grow in place
 * where the system can; the old block is never used again.
 *     list->items = array_room(arena, list->items, list->count, &list->capacity,
 *                              sizeof *list->items);
 *     list->items[list->count++] = item;                                                       */
void *array_room(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

#endif
