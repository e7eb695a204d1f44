/* records.c - looking things up in the tables, and quoting their rows. */
#include "attain/records.h"

#include <string.h>

Text column_type_word(ColumnType type)
{
    static const char *const words[COLUMN_TYPES] = {
#define COLUMN(type, word) [COLUMN_##type] = word,
#include "attain/column_types.def"
#undef COLUMN
    };
    return text_of(words[type]);
}

Text skip_reason_word(SkipReason reason)
{
    static const char *const words[SKIP_REASONS] = {
        [SKIP_TITLE] = NC_("skipped", "title"), [SKIP_BLANK] = NC_("skipped", "blank"),
        [SKIP_TOTAL] = NC_("skipped", "total"), [SKIP_FOOTER] = NC_("skipped", "footer"),
        [SKIP_DUPLICATE] = NC_("skipped", "duplicate")};
    return text_of(words[reason]);
}

uint32_t roster_person(const Roster *roster, Text id)
{
    uint32_t low = 0, high = roster->person_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = text_compare(roster->persons[middle].id, id);
        if (order == 0) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return PERSON_NONE;
}

uint32_t roster_team(const Roster *roster, Text team)
{
    uint32_t low = 0, high = roster->team_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = text_compare(roster->teams[middle], team);
        if (order == 0) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return TEAM_NONE;
}

Text roster_payee_text(const Roster *roster, const Slice *slice, uint32_t payee)
{
    if (payee == PERSON_NONE) return TEXT("");
    if (payee < roster->person_count) return roster->persons[payee].id;
    return slice->strangers[payee - roster->person_count];
}

const FxRate *records_rate(const Records *records, Currency currency, Month month)
{
    size_t low = 0, high = records->rate_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const FxRate *rate = &records->rates[middle];
        if (rate->currency == currency && rate->month == month) return rate;
        bool before = rate->currency < currency ||
                      (rate->currency == currency && rate->month < month);
        if (before) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

/* The physical line where a row starts, as it stands in the decoded file. */
static Text raw_line(const Slice *slice, size_t row)
{
    return text_line(text_part(slice->text, slice->offsets[row], slice->text.length), 1);
}

Place record_place(Arena *arena, const Table *table, const Slice *slice, size_t row)
{
    (void)arena;
    (void)table;
    return (Place){.file = slice->file->source.path, .line = slice->lines[row],
                   .excerpt = raw_line(slice, row)};
}

void record_mark_cell(Place *place, char delimiter, uint32_t cell)
{
    Text line = place->excerpt;
    size_t from = 0;
    bool quoted = false;
    uint32_t at = 1;
    size_t end = 0;
    for (; end <= line.length; end++) {
        char byte = end < line.length ? line.bytes[end] : delimiter;
        if (byte == '"') quoted = !quoted;
        if (end < line.length && (byte != delimiter || quoted)) continue;
        if (at == cell) break;
        at++;
        from = end + 1;
    }
    if (at != cell || end > line.length) return;
    place->mark_from = (uint32_t)from;
    place->mark_length = (uint32_t)(end - from);
}

Place record_cell_place(Arena *arena, const Table *table, const Slice *slice, size_t row,
                        uint32_t column)
{
    Place place = record_place(arena, table, slice, row);
    place.heading = table->spec->columns[column].heading;
    place.column = slice->file->cells ? slice->file->cells[column] : 0;
    if (place.column) record_mark_cell(&place, slice->file->delimiter, place.column);
    return place;
}

Text record_key(const Table *table, const Slice *slice, size_t row)
{
    (void)table;
    return slice->keys ? slice->keys[row] : TEXT("");
}

Text record_shown(Arena *arena, const Table *table, const Slice *slice, size_t row)
{
    Text all = TEXT("");
    for (uint32_t c = 0; c < table->spec->column_count; c++) {
        if (!table->spec->columns[c].shown || !slice->columns[c].texts[row].length) continue;
        all = text_format(arena, "%.*s%s%.*s", TEXT_ARG(all), all.length ? ", " : "",
                          TEXT_ARG(slice->columns[c].texts[row]));
    }
    return all;
}

bool roster_on_team(const Roster *roster, uint32_t person, uint32_t team, Day day)
{
    if (person == PERSON_NONE) return false;
    const Person *owner = &roster->persons[person];
    for (uint32_t a = 0; a < owner->assignment_count; a++) {
        const Assignment *assignment = &roster->assignments[owner->first_assignment + a];
        if (assignment->team == team && assignment->start <= day && assignment->end >= day)
            return true;
    }
    return false;
}
