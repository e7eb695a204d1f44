/* edit_unknown.c - edits that name a table, a column or a row that is not there, and what may be
 * meant. */
#include "intake_inside.h"

enum { ROWS_LISTED = 6 };

static Diag *refuse(Edit *edit, Diags *diags, const Sentence *what)
{
    Diag *diag = diag_error(diags, DIAG_WHAT_IF_UNKNOWN, (Place){0}, "--what-if \"%.*s\": %p",
                            TEXT_ARG(edit->said), SENTENCE_ARG(what));
    diag_value(diags, diag, edit->said);
    edit->state = EDIT_REFUSED;
    return diag;
}

static Text joined(Arena *arena, const Text *names, size_t count)
{
    Text all = TEXT("");
    for (size_t i = 0; i < count; i++)
        all = text_format(arena, "%.*s%s%.*s", TEXT_ARG(all), i ? ", " : "", TEXT_ARG(names[i]));
    return all;
}

static void hint(Arena *arena, Diags *diags, Diag *diag, Text name, const Text *names,
                 size_t count, const char *are)
{
    Text near = text_nearest(name, names, count), all = joined(arena, names, count);
    if (near.length) diag_hint(diags, diag, "did you mean %.*s?", TEXT_ARG(near));
    else if (count) diag_hint(diags, diag, "%s %.*s", are, TEXT_ARG(all));
}

static void unknown_table(Arena *arena, const Company *company, Edit *edit, Diags *diags)
{
    static const Text own[] = {{"roster", 6}, {"quotas", 6}, {"alignments", 10},
                               {"adjustments", 11}, {"fx", 2}};
    const FeedSpec *specs[] = {&company->roster, &company->quotas, &company->alignments,
                               &company->adjustments, &company->fx};
    Text *names = ARENA_ARRAY(arena, Text, company->feed_count + 5u);
    size_t count = 0;
    for (uint32_t f = 0; f < company->feed_count; f++) names[count++] = company->feeds[f].name;
    for (size_t i = 0; i < 5; i++)
        if (specs[i]->pattern.length) names[count++] = own[i];
    const Sentence *what = sentence_of(arena, "company.yaml has no table \"%.*s\"",
                                       TEXT_ARG(edit->table));
    hint(arena, diags, refuse(edit, diags, what), edit->table, names, count,
         N_("its tables are"));
}

/* Whoever reads the file says its heading: then the column's name is the hint. */
static void unknown_column(Arena *arena, const FeedSpec *spec, Edit *edit, Diags *diags)
{
    Text *names = ARENA_ARRAY(arena, Text, spec->column_count + 1u), heading = TEXT("");
    for (uint32_t c = 0; c < spec->column_count; c++) {
        names[c] = spec->columns[c].name;
        if (text_equal(spec->columns[c].heading, edit->column)) heading = names[c];
    }
    const Sentence *what = sentence_of(arena, "%.*s has no column \"%.*s\"", TEXT_ARG(edit->table),
                            TEXT_ARG(edit->column));
    Diag *diag = refuse(edit, diags, what);
    if (heading.length)
        diag_hint(diags, diag, "it goes by its name in company.yaml: %.*s", TEXT_ARG(heading));
    else
        hint(arena, diags, diag, edit->column, names, spec->column_count, N_("its columns are"));
}

void edits_check(Arena *arena, const Company *company, const IntakeOptions *options,
                 Diags *diags)
{
    for (size_t e = 0; e < options->edit_count; e++) {
        Edit *edit = &options->edits[e];
        const FeedSpec *spec = edit_spec(company, edit);
        if (!spec || !spec->pattern.length) unknown_table(arena, company, edit, diags);
        else if (edit_column(spec, edit) == COLUMN_ABSENT)
            unknown_column(arena, spec, edit, diags);
    }
}

static const Table *table_of(const Records *records, const FeedSpec *spec)
{
    const Company *company = records->company;
    if (spec == &company->roster) return &records->roster.table;
    if (spec == &company->quotas) return &records->quota_table;
    if (spec == &company->alignments) return &records->alignment_table;
    if (spec == &company->adjustments) return &records->adjustment_table;
    if (spec == &company->fx) return &records->fx_table;
    return &records->feeds[spec - company->feeds];
}

/* A cell that names a row, as an edit would write it. */
static Text key_text(Arena *arena, const Table *table, const Slice *slice, size_t row,
                     uint32_t column)
{
    if (column == table->spec->key) return slice->keys[row];
    if (table->spec->columns[column].type == COLUMN_DATE)
        return day_text(arena, slice->columns[column].days[row]);
    return slice->columns[column].texts[row];
}

/* The rows whose first keys are the edit's; of each the next one. */
typedef struct Narrowed { Text *next; size_t count, capacity; Names *distinct; } Narrowed;

static Narrowed narrow(Arena *arena, const Table *table, const Edit *edit, EditKeys keys,
                       uint32_t deep)
{
    Narrowed found = {.distinct = names_new(arena)};
    for (size_t s = 0; s < table->slice_count; s++)
        for (size_t r = 0; r < table->slices[s].row_count; r++) {
            const Slice *slice = &table->slices[s];
            bool alike = true;
            for (uint32_t k = 0; k < deep && alike; k++)
                alike = text_equal(key_text(arena, table, slice, r, keys.columns[k]),
                                   edit->keys[k]);
            if (!alike) continue;
            Text next = key_text(arena, table, slice, r, keys.columns[deep]);
            if (names_add(found.distinct, next) < found.count) continue;
            found.next = array_room(arena, found.next, found.count, &found.capacity,
                                    sizeof *found.next);
            found.next[found.count++] = next;
        }
    return found;
}

/* A person who is named, where the row goes by an id. */
static bool is_of_person(const FeedSpec *spec, uint32_t column)
{
    Text name = spec->columns[column].name;
    return text_equal(name, TEXT("person_id")) || text_equal(name, TEXT("holder"));
}

/* What may be meant: all keys where they are few, the key nearest to it, those in whose name it
 * stands, some of the keys. */
static void hint_rows(Arena *arena, const Records *records, Text key, bool person,
                      const Narrowed *found, Diag *diag, Diags *diags)
{
    bool few = found->count <= ROWS_LISTED;
    Text near = text_nearest(key, found->next, found->count);
    Text meant = person ? roster_meant(arena, &records->roster, key) : TEXT("");
    Text some = joined(arena, found->next, few ? found->count : ROWS_LISTED);
    if (few && some.length) diag_hint(diags, diag, "known there: %.*s", TEXT_ARG(some));
    else if (near.length) diag_hint(diags, diag, "did you mean %.*s?", TEXT_ARG(near));
    else if (meant.length) diag_hint(diags, diag, "did you mean %.*s?", TEXT_ARG(meant));
    else if (!few) diag_hint(diags, diag, "known there: %.*s and %zu more", TEXT_ARG(some),
                             found->count - ROWS_LISTED);
}

/* Says which of the keys is the first that no row has, and which there are. */
static void unknown_row(Arena *arena, const Records *records, const Table *table, Edit *edit,
                        Diags *diags)
{
    EditKeys keys = edit_keys(table->spec);
    uint32_t deep = 0;
    Narrowed found = narrow(arena, table, edit, keys, 0);
    while (deep + 1 < edit->key_count &&
           names_find(found.distinct, edit->keys[deep]) != NAME_NONE)
        found = narrow(arena, table, edit, keys, ++deep);
    Text row = edit_row(arena, edit, deep), key = edit->keys[deep];
    const Sentence *what = sentence_of(arena, "%.*s has no row with %.*s \"%.*s\"", TEXT_ARG(row),
                            TEXT_ARG(table->spec->columns[keys.columns[deep]].name),
                            TEXT_ARG(key));
    Diag *diag = refuse(edit, diags, what);
    for (size_t i = 0; i < found.count; i++)
        found.next[i] = edit_key(arena, edit, found.next[i]);
    hint_rows(arena, records, key, is_of_person(table->spec, keys.columns[deep]), &found, diag,
              diags);
}

void edits_report(Arena *arena, const Records *records, const IntakeOptions *options, Diags *diags)
{
    for (size_t e = 0; e < options->edit_count; e++) {
        Edit *edit = &options->edits[e];
        if (edit->state != EDIT_UNSEEN) continue;
        const Table *table = table_of(records, edit_spec(records->company, edit));
        if (table->spec->stand_ins) continue;
        unknown_row(arena, records, table, edit, diags);
    }
}
