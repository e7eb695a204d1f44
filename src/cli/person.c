/* person.c - whom a command line names. */
#include "cli.h"

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
    Text meant = roster_meant(arena, roster, id);
    Text some = roster->person_count ? roster->persons[0].id : TEXT("E001");
    if (meant.length) diag_hint(diags, diag, "did you mean %.*s?", TEXT_ARG(meant));
    else diag_hint(diags, diag, "payees are named by their person_id, such as %.*s",
                   TEXT_ARG(some));
    return false;
}
