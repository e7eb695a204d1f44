/* person.c - whom a command line names. */
#include "cli.h"

/* Whose id, or whose name, is nearest to the text: PERSON_NONE where none is near. */
static uint32_t nearest_person(Arena *arena, const Roster *roster, Text text)
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

bool cli_person(Arena *arena, const Options *options, MonthRun *run, Diags *diags)
{
    const Roster *roster = &run->loaded.records.roster;
    Text id = options->words[0];
    if (!options->word_count) return true;
    run->person = roster_person(roster, id);
    if (run->person != PERSON_NONE) return true;
    Place place = {.file = run->loaded.company->roster.pattern};
    Diag *diag = diag_error(diags, DIAG_PERSON_UNKNOWN, place, "\"%.*s\" is not on the roster",
                            TEXT_ARG(id));
    uint32_t person = nearest_person(arena, roster, id);
    if (person == PERSON_NONE) {
        Text some = roster->person_count ? roster->persons[0].id : TEXT("E001");
        diag_hint(diags, diag, "payees are named by their person_id, such as %.*s",
                  TEXT_ARG(some));
        return false;
    }
    const Person *owner = &roster->persons[person];
    const Assignment *row = &roster->assignments[owner->first_assignment +
                                                 owner->assignment_count - 1];
    diag_hint(diags, diag, "did you mean %.*s (%.*s, %.*s)?", TEXT_ARG(owner->id),
              TEXT_ARG(row->name), TEXT_ARG(row->role));
    return false;
}
