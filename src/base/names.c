/* names.c - distinct texts by number: open addressing, at most half full. */
#include "attain/text.h"

#include <assert.h>
#include <string.h>

struct Names {
    Arena *arena;
    Text *texts;
    size_t count, capacity;
    uint32_t *places;             /* name + 1; 0: free */
    uint64_t *hashes;             /* of texts */
    size_t hash_capacity;
    size_t mask;
};

static uint64_t hash_of(Text text)
{
    uint64_t hash = text.length * UINT64_C(0x9E3779B97F4A7C15), part;
    size_t offset = 0;
    for (; offset + sizeof part <= text.length; offset += sizeof part) {
        memcpy(&part, text.bytes + offset, sizeof part);
        hash = (hash ^ part) * UINT64_C(0xD6E8FEB86659FD93);
        hash ^= hash >> 32;
    }
    part = 0;
    if (text.length > offset) memcpy(&part, text.bytes + offset, text.length - offset);
    hash = (hash ^ part) * UINT64_C(0xD6E8FEB86659FD93);
    return hash ^ hash >> 32;
}

Names *names_new(Arena *arena)
{
    Names *names = ARENA_NEW(arena, Names);
    names->arena = arena;
    names->mask = 15;
    names->places = ARENA_ARRAY(arena, uint32_t, names->mask + 1);
    return names;
}

/* The place of a text, or of where it would go. */
static size_t place_of(const Names *names, Text text, uint64_t hash)
{
    size_t place = hash & names->mask;
    while (names->places[place]) {
        uint32_t name = names->places[place] - 1;
        if (names->hashes[name] == hash && text_equal(names->texts[name], text)) break;
        place = (place + 1) & names->mask;
    }
    return place;
}

static void widen(Names *names)
{
    names->mask = names->mask * 2 + 1;
    names->places = ARENA_ARRAY(names->arena, uint32_t, names->mask + 1);
    for (uint32_t name = 0; name < names->count; name++) {
        size_t place = names->hashes[name] & names->mask;
        while (names->places[place]) place = (place + 1) & names->mask;
        names->places[place] = name + 1;
    }
}

uint32_t names_add(Names *names, Text text)
{
    uint64_t hash = hash_of(text);
    size_t place = place_of(names, text, hash);
    if (names->places[place]) return names->places[place] - 1;
    assert(names->count < NAME_NONE - 1);
    names->texts = array_room(names->arena, names->texts, names->count, &names->capacity,
                              sizeof *names->texts);
    names->hashes = array_room(names->arena, names->hashes, names->count, &names->hash_capacity,
                               sizeof *names->hashes);
    names->texts[names->count] = text_copy(names->arena, text);
    names->hashes[names->count] = hash;
    names->places[place] = (uint32_t)++names->count;
    if (names->count * 2 > names->mask) widen(names);
    return (uint32_t)names->count - 1;
}

uint32_t names_find(const Names *names, Text text)
{
    size_t place = place_of(names, text, hash_of(text));
    return names->places[place] ? names->places[place] - 1 : NAME_NONE;
}

Text names_text(const Names *names, uint32_t name)
{
    assert(name < names->count);
    return names->texts[name];
}

uint32_t names_count(const Names *names)
{
    return (uint32_t)names->count;
}
