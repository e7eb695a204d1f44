/* people.c - the roster: who held which assignment when, and whether that can be.
 * Source: CONTRACT 2, roster columns. */
#include "intake_inside.h"

#include <stdlib.h>

/* The days for which a person was last asked about, in the search of one assignment (from 1). */
typedef struct Asked { uint32_t search; Day from, to; } Asked;
#define LEVELS_MAX 10000             /* of managers; bounds the stack */

typedef struct Build { Arena *arena; const Company *company; Roster *roster; Diags *diags;
                       Asked *asked; } Build;

static int compare_texts(const void *left, const void *right)
{
    return text_compare(*(const Text *)left, *(const Text *)right);
}

/* Sorts, and drops what stands twice. */
static size_t sort_texts(Text *texts, size_t count)
{
    if (count < 2) return count;
    qsort(texts, count, sizeof *texts, compare_texts);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (!text_equal(texts[i], texts[kept - 1])) texts[kept++] = texts[i];
    return kept;
}

static size_t count_rows(const Table *table)
{
    size_t rows = 0;
    for (size_t s = 0; s < table->slice_count; s++) rows += table->slices[s].row_count;
    return rows;
}

static void number_people(Build *build)
{
    Roster *roster = build->roster;
    size_t rows = count_rows(&roster->table), ids = 0, teams = 0;
    Text *all_ids = ARENA_ARRAY(build->arena, Text, rows + 1);
    Text *all_teams = ARENA_ARRAY(build->arena, Text, rows + 1);
    for (size_t s = 0; s < roster->table.slice_count; s++) {
        const Slice *slice = &roster->table.slices[s];
        for (size_t r = 0; r < slice->row_count; r++) {
            if (slice->left_out && slice->left_out[r]) continue;
            all_ids[ids++] = slice->columns[PERSON_ID].texts[r];
            Text team = slice->columns[PERSON_TEAM].texts[r];
            if (team.length) all_teams[teams++] = team;
        }
    }
    roster->person_count = (uint32_t)sort_texts(all_ids, ids);
    roster->persons = ARENA_ARRAY(build->arena, Person, roster->person_count + 1u);
    for (uint32_t p = 0; p < roster->person_count; p++) roster->persons[p].id = all_ids[p];
    roster->teams = all_teams;
    roster->team_count = (uint32_t)sort_texts(all_teams, teams);
    roster->assignments = ARENA_ARRAY(build->arena, Assignment, rows + 1);
}

static void unknown_manager(Build *build, const Slice *slice, size_t row, Text manager)
{
    Roster *roster = build->roster;
    Place place = record_cell_place(build->arena, &roster->table, slice, row, PERSON_MANAGER);
    Diag *diag = diag_error(build->diags, DIAG_ROSTER_MANAGER, place,
                            "manager \"%.*s\" is not on the roster", TEXT_ARG(manager));
    diag_value(build->diags, diag, manager);
    Text *ids = ARENA_ARRAY(build->arena, Text, roster->person_count + 1u);
    for (uint32_t p = 0; p < roster->person_count; p++) ids[p] = roster->persons[p].id;
    Text near = text_nearest(manager, ids, roster->person_count);
    if (near.length) diag_hint(build->diags, diag, "did you mean %.*s?", TEXT_ARG(near));
}

static Currency pay_currency(Build *build, const Slice *slice, size_t row)
{
    Text code = slice->columns[PERSON_PAY_CURRENCY].texts[row];
    Currency currency = code.length ? currency_find(code) : build->company->currency_number;
    if (currency != CURRENCY_NONE) return currency;
    Place place = record_cell_place(build->arena, &build->roster->table, slice, row,
                                    PERSON_PAY_CURRENCY);
    Diag *diag = diag_error(build->diags, DIAG_CURRENCY_UNKNOWN, place,
                            "%.*s \"%.*s\": %s", TEXT_ARG(place.heading), TEXT_ARG(code),
                            CURRENCY_WRONG);
    diag_value(build->diags, diag, code);
    diag_hint(build->diags, diag, CURRENCY_HINT);
    return currency;
}

static void read_assignments(Build *build)
{
    Roster *roster = build->roster;
    for (uint32_t s = 0; s < roster->table.slice_count; s++) {
        const Slice *slice = &roster->table.slices[s];
        for (uint32_t r = 0; r < slice->row_count; r++) {
            if (slice->left_out && slice->left_out[r]) continue;
            const ColumnValues *columns = slice->columns;
            Assignment assignment = {
                .person = roster_person(roster, columns[PERSON_ID].texts[r]),
                .name = columns[PERSON_NAME].texts[r], .role = columns[PERSON_ROLE].texts[r],
                .team = roster_team(roster, columns[PERSON_TEAM].texts[r]),
                .manager = PERSON_NONE, .start = columns[PERSON_START].days[r],
                .end = columns[PERSON_END].days[r], .target = columns[PERSON_TARGET].money[r],
                .pay_currency = pay_currency(build, slice, r), .slice = s, .row = r};
            if (assignment.end == DAY_NONE) assignment.end = DAY_OPEN;
            Text manager = columns[PERSON_MANAGER].texts[r];
            if (manager.length) assignment.manager = roster_person(roster, manager);
            if (manager.length && assignment.manager == PERSON_NONE)
                unknown_manager(build, slice, r, manager);
            if (assignment.end < assignment.start) {
                Place place = record_cell_place(build->arena, &roster->table, slice, r,
                                                PERSON_END);
                diag_error(build->diags, DIAG_ROSTER_DATES, place,
                           "the assignment ends before it starts");
                continue;
            }
            roster->assignments[roster->assignment_count++] = assignment;
        }
    }
}

static int compare_assignments(const void *left, const void *right)
{
    const Assignment *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->end != b->end) return a->end < b->end ? -1 : 1;
    int order = text_compare(a->role, b->role);
    if (order) return order;
    if (a->team != b->team) return a->team < b->team ? -1 : 1;
    if (a->slice != b->slice) return a->slice < b->slice ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Payroll pays a person a month in one currency. */
static void check_pay_currency(Build *build, const Assignment *a, const Assignment *b)
{
    if (a->pay_currency == b->pay_currency || b->start > a->end) return;
    const Table *table = &build->roster->table;
    const Slice *one = &table->slices[a->slice], *two = &table->slices[b->slice];
    Place place = record_cell_place(build->arena, table, two, b->row, PERSON_PAY_CURRENCY);
    Diag *diag = diag_error(build->diags, DIAG_PAY_CURRENCY, place,
                            "%.*s is paid in another currency by line %u, on the same days",
                            TEXT_ARG(build->roster->persons[b->person].id), one->lines[a->row]);
    diag_hint(build->diags, diag, "a payee has one pay currency at a time; blank is the "
              "company's");
}

static void check_overlaps(Build *build)
{
    Roster *roster = build->roster;
    for (uint32_t i = 0; i < roster->assignment_count; i++)
        for (uint32_t j = i + 1; j < roster->assignment_count; j++) {
            const Assignment *a = &roster->assignments[i], *b = &roster->assignments[j];
            if (a->person != b->person) break;
            check_pay_currency(build, a, b);
            if (!text_equal(a->role, b->role) || b->start > a->end) continue;
            const Slice *one = &roster->table.slices[a->slice];
            const Slice *two = &roster->table.slices[b->slice];
            Place place = record_place(build->arena, &roster->table, two, b->row);
            Text role = a->role;
            Diag *diag = diag_error(build->diags, DIAG_ROSTER_OVERLAP, place,
                                    "overlaps with line %u: the same person in the same role "
                                    "(%.*s)",
                                    one->lines[a->row], TEXT_ARG(role));
            diag_hint(build->diags, diag, "end the earlier row the day before this one starts");
        }
}

/* Depth first along the managers of an assignment's days; a way back to the start is a cycle. Who
 * was asked for these days already leads nowhere new: two roles at once would else double the ways
 * on every level, and a cycle further up would have no end. */
static bool leads_back(Build *build, uint32_t search, uint32_t person, Day from, Day to,
                       uint32_t depth)
{
    const Roster *roster = build->roster;
    if (depth > roster->person_count) return false;      /* a cycle, but further up: not his */
    if (depth > LEVELS_MAX) return true;                 /* not a chain that anybody has */
    uint32_t start = roster->assignments[search - 1].person;
    const Person *owner = &roster->persons[person];
    Asked *asked = &build->asked[person];
    if (asked->search == search && asked->from <= from && to <= asked->to) return false;
    *asked = (Asked){search, from, to};
    for (uint32_t a = 0; a < owner->assignment_count; a++) {
        const Assignment *row = &roster->assignments[owner->first_assignment + a];
        Day first = row->start > from ? row->start : from, last = row->end < to ? row->end : to;
        if (first > last || row->manager == PERSON_NONE) continue;
        if (row->manager == start) return true;
        if (leads_back(build, search, row->manager, first, last, depth + 1)) return true;
    }
    return false;
}

static void check_cycles(Build *build)
{
    Roster *roster = build->roster;
    build->asked = ARENA_ARRAY(build->arena, Asked, roster->person_count + 1u);
    for (uint32_t a = 0; a < roster->assignment_count; a++) {
        const Assignment *row = &roster->assignments[a];
        if (row->manager == PERSON_NONE) continue;
        bool own = row->manager == row->person;
        if (!own && !leads_back(build, a + 1, row->manager, row->start, row->end, 0))
            continue;
        const Slice *slice = &roster->table.slices[row->slice];
        Place place = record_cell_place(build->arena, &roster->table, slice, row->row,
                                        PERSON_MANAGER);
        diag_error(build->diags, DIAG_ROSTER_CYCLE, place,
                   "the chain of managers above %.*s leads back to %.*s",
                   TEXT_ARG(roster->persons[row->person].id),
                   TEXT_ARG(roster->persons[row->person].id));
    }
}

static void warn_stranger(Build *build, const Slice *slice, size_t row, uint32_t column)
{
    const Table *table = &build->roster->table;
    uint32_t payee = slice->columns[column].payees[row];
    Text id = roster_payee_text(build->roster, slice, payee);
    Place place = record_cell_place(build->arena, table, slice, row, column);
    Diag *diag = diag_warning(build->diags, DIAG_UNKNOWN_PAYEE, place,
                              "%.*s \"%.*s\" is not on the roster",
                              TEXT_ARG(table->spec->columns[column].heading), TEXT_ARG(id));
    diag_value(build->diags, diag, id);
}

/* The roster's own payee columns were read before anybody had a rank: every cell was a stranger. */
static void link_payees(Build *build)
{
    const Roster *roster = build->roster;
    const FeedSpec *spec = roster->table.spec;
    for (size_t s = 0; s < roster->table.slice_count; s++) {
        const Slice *slice = &roster->table.slices[s];
        for (uint32_t c = 0; c < spec->column_count; c++) {
            if (spec->columns[c].type != COLUMN_PAYEE) continue;
            uint32_t *payees = (uint32_t *)slice->columns[c].payees;
            for (size_t r = 0; r < slice->row_count; r++) {
                if (payees[r] == PERSON_NONE) continue;
                uint32_t person = roster_person(roster, slice->strangers[payees[r]]);
                payees[r] = person != PERSON_NONE ? person : roster->person_count + payees[r];
                if (person == PERSON_NONE) warn_stranger(build, slice, r, c);
            }
        }
    }
}

void roster_build(Arena *arena, const Company *company, Records *records, Diags *diags)
{
    Build build = {arena, company, &records->roster, diags, NULL};
    Roster *roster = &records->roster;
    number_people(&build);
    link_payees(&build);
    read_assignments(&build);
    if (roster->assignment_count)
        qsort(roster->assignments, roster->assignment_count, sizeof(Assignment),
              compare_assignments);
    for (uint32_t a = roster->assignment_count; a-- > 0;) {
        Person *person = &roster->persons[roster->assignments[a].person];
        person->first_assignment = a;
        person->assignment_count++;
    }
    check_overlaps(&build);
    check_cycles(&build);
}
