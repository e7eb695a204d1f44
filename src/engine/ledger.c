/* ledger.c - small questions that every report asks of the ledger. */
#include "engine_inside.h"

Text note_word(Note note)
{
    static const char *const words[NOTES] = {
#define NOTE(code, word) [NOTE_##code] = word,
#include "attain/notes.def"
#undef NOTE
    };
    return text_of(words[note]);
}

Text cause_word(Cause cause)
{
    static const char *const words[CAUSES] = {
#define CAUSE(code, word) [CAUSE_##code] = word,
#include "attain/causes.def"
#undef CAUSE
    };
    return text_of(words[cause]);
}

const Ledger *ledger_of_month(const Ledger *ledger, Month month)
{
    while (ledger && month < ledger->year_start) ledger = ledger->before;
    return ledger;
}

uint32_t first_participation(const Ledger *ledger, uint32_t person)
{
    uint32_t low = 0, high = ledger->participation_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ledger->participations[middle].person < person) low = middle + 1;
        else high = middle;
    }
    return low;
}

const Assignment *ledger_assignment(const Ledger *ledger, uint32_t person, Month month)
{
    const Roster *roster = &ledger->records->roster;
    const Person *owner = &roster->persons[person];
    const Assignment *latest = &roster->assignments[owner->first_assignment];
    for (uint32_t a = 1; a < owner->assignment_count; a++)
        if (latest[1].start <= month_last_day(month)) latest++;
    return latest;
}

const Assignment *ledger_stint(const Ledger *ledger, uint32_t index, Month month)
{
    const Participation *participation = &ledger->participations[index];
    const Stint *latest = &participation->stints[0];
    for (uint32_t s = 1; s < participation->stint_count; s++)
        if (participation->stints[s].from <= month_last_day(month))
            latest = &participation->stints[s];
    return &ledger->records->roster.assignments[latest->assignment];
}
