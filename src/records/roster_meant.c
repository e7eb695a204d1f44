/* roster_meant.c - whom a text may mean that is nobody's id: those in whose name it stands, else
 * whose id or name is nearest. */
#include "attain/buffer.h"
#include "attain/records.h"

#include <string.h>

enum { PERSONS_LISTED = 6 };

/* Without blanks, in small letters: 佐藤花子 stands in 佐藤 花子. */
static Text squeezed(Arena *arena, Text text)
{
    Buffer out = {.arena = arena};
    for (size_t offset = 0; offset < text.length;) {
        size_t from = offset;
        uint32_t character = text_next_character(text, &offset);
        if (character == ' ' || character == 0x3000) continue;
        if (character >= 'A' && character <= 'Z') buffer_byte(&out, (char)(character + 'a' - 'A'));
        else buffer_text(&out, text_part(text, from, offset));
    }
    return buffer_result(&out);
}

static bool is_named(Arena *arena, const Roster *roster, uint32_t person, Text part)
{
    const Person *owner = &roster->persons[person];
    for (uint32_t a = 0; a < owner->assignment_count; a++) {
        Text name = squeezed(arena, roster->assignments[owner->first_assignment + a].name);
        if (name.length && memmem(name.bytes, name.length, part.bytes, part.length)) return true;
    }
    return false;
}

static uint32_t nearest(Arena *arena, const Roster *roster, Text text)
{
    Text *names = ARENA_ARRAY(arena, Text, roster->person_count + roster->assignment_count + 1u);
    size_t count = 0;
    for (uint32_t p = 0; p < roster->person_count; p++) names[count++] = roster->persons[p].id;
    for (uint32_t a = 0; a < roster->assignment_count; a++)
        names[count++] = roster->assignments[a].name;
    Text near = text_nearest(text, names, count);
    for (uint32_t a = 0; near.length && a < roster->assignment_count; a++) {
        const Assignment *row = &roster->assignments[a];
        if (text_equal(row->name, near) || text_equal(roster->persons[row->person].id, near))
            return row->person;
    }
    return PERSON_NONE;
}

/* `E103 (山崎 誠, AE)` */
static Text with_name(Arena *arena, const Roster *roster, uint32_t person)
{
    const Person *owner = &roster->persons[person];
    const Assignment *row = &roster->assignments[owner->first_assignment +
                                                 owner->assignment_count - 1];
    return text_format(arena, "%.*s (%.*s, %.*s)", TEXT_ARG(owner->id), TEXT_ARG(row->name),
                       TEXT_ARG(row->role));
}

Text roster_meant(Arena *arena, const Roster *roster, Text text)
{
    Text part = squeezed(arena, text), all = TEXT("");
    uint32_t count = 0;
    for (uint32_t p = 0; part.length && p < roster->person_count; p++) {
        if (!is_named(arena, roster, p, part) || count++ >= PERSONS_LISTED) continue;
        all = text_format(arena, "%.*s%s%.*s", TEXT_ARG(all), all.length ? ", " : "",
                          TEXT_ARG(with_name(arena, roster, p)));
    }
    if (count > PERSONS_LISTED)
        return text_format(arena, "%.*s, or one of %u more", TEXT_ARG(all),
                           count - PERSONS_LISTED);
    if (count) return all;
    uint32_t person = nearest(arena, roster, text);
    return person == PERSON_NONE ? TEXT("") : with_name(arena, roster, person);
}
