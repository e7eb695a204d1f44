/* spans.c - a scope becomes spans: whose credits count, on which days. Source: CONTRACT 5, Value.
 * */
#include "engine_inside.h"

#include <stdlib.h>
#include <string.h>

typedef struct Spans { Span *items; size_t count, capacity; } Spans;
typedef struct Below { uint32_t person; DayRange days; } Below;
typedef struct Belows { Below *items; size_t count, capacity; } Belows;

static void spans_add(Engine *engine, Spans *spans, HolderKind kind, uint32_t holder,
                      DayRange days, int32_t weight)
{
    days = range_both(days, range_of(engine->year_first_day,
                                     month_last_day(engine->year_start + YEAR_MONTHS - 1)));
    if (days.to < days.from) return;
    spans->items = array_room(engine->arena, spans->items, spans->count, &spans->capacity,
                              sizeof *spans->items);
    spans->items[spans->count++] = (Span){kind, holder, days.from, days.to, weight};
}

static int compare_below(const void *left, const void *right)
{
    const Below *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->days.from != b->days.from) return a->days.from < b->days.from ? -1 : 1;
    return (a->days.to > b->days.to) - (a->days.to < b->days.to);
}

/* One level at a time; the roster has no cycles on any day (intake refuses them), so it ends. */
static void belows_add(Engine *engine, Belows *belows, uint32_t manager, DayRange days)
{
    for (uint32_t i = engine->manager_first[manager]; i < engine->manager_first[manager + 1];
         i++) {
        const Assignment *assignment =
            &engine->roster->assignments[engine->manager_assignments[i]];
        DayRange both = range_both(days, range_of(assignment->start, assignment->end));
        if (both.to < both.from) continue;
        belows->items = array_room(engine->arena, belows->items, belows->count,
                                   &belows->capacity, sizeof *belows->items);
        belows->items[belows->count++] = (Below){assignment->person, both};
    }
}

static void add_reports(Engine *engine, const Participation *participation, Spans *spans)
{
    Belows belows = {0};
    DayRange year = range_of(engine->year_first_day,
                             month_last_day(engine->year_start + YEAR_MONTHS - 1));
    for (uint32_t s = 0; s < participation->stint_count; s++)
        belows_add(engine, &belows, participation->person,
                   range_both(year, range_of(participation->stints[s].from,
                                             participation->stints[s].to)));
    for (size_t i = 0; i < belows.count; i++)
        belows_add(engine, &belows, belows.items[i].person, belows.items[i].days);
    if (belows.count) qsort(belows.items, belows.count, sizeof(Below), compare_below);
    for (size_t i = 0; i < belows.count;) {
        DayRanges ranges = {0};
        size_t next = i;
        for (; next < belows.count && belows.items[next].person == belows.items[i].person; next++)
            ranges_add(engine->arena, &ranges, belows.items[next].days);
        ranges_merge(&ranges);
        for (size_t r = 0; r < ranges.count; r++)
            spans_add(engine, spans, HOLDER_PERSON, belows.items[i].person, ranges.items[r], 1);
        i = next;
    }
}

/* A person on two of the aligned teams on one day counts once: what the teams' sums count again is
 * taken back, day by day of change. */
static void take_back_doubles(Engine *engine, const Span *teams, size_t team_count,
                              const Person *person, uint32_t index, Spans *spans)
{
    const Assignment *mine = &engine->roster->assignments[person->first_assignment];
    size_t edge_count = 0;
    Day *edges = ARENA_ARRAY(engine->arena, Day, 2 * (team_count + person->assignment_count));
    for (size_t t = 0; t < team_count; t++) {
        edges[edge_count++] = teams[t].from;
        edges[edge_count++] = teams[t].to + 1;
    }
    for (uint32_t a = 0; a < person->assignment_count; a++) {
        edges[edge_count++] = mine[a].start;
        if (mine[a].end != DAY_OPEN) edges[edge_count++] = mine[a].end + 1;
    }
    for (size_t i = 1; i < edge_count; i++)
        for (size_t j = i; j > 0 && edges[j] < edges[j - 1]; j--) {
            Day swapped = edges[j];
            edges[j] = edges[j - 1];
            edges[j - 1] = swapped;
        }
    for (size_t i = 0; i + 1 < edge_count; i++) {
        if (edges[i] == edges[i + 1]) continue;
        int32_t times = 0;
        for (size_t t = 0; t < team_count; t++) {
            bool on_team = false;
            for (uint32_t a = 0; a < person->assignment_count; a++)
                on_team |= mine[a].team == teams[t].holder && mine[a].start <= edges[i] &&
                           mine[a].end >= edges[i];
            times += on_team && teams[t].from <= edges[i] && teams[t].to >= edges[i];
        }
        if (times > 1)
            spans_add(engine, spans, HOLDER_PERSON, index,
                      range_of(edges[i], edges[i + 1] - 1), 1 - times);
    }
}

static bool has_two_teams(Engine *engine, const Person *person)
{
    const Assignment *mine = &engine->roster->assignments[person->first_assignment];
    for (uint32_t a = 0; a < person->assignment_count; a++)
        for (uint32_t b = a + 1; b < person->assignment_count; b++)
            if (mine[a].team != mine[b].team && mine[b].start <= mine[a].end &&
                mine[a].start <= mine[b].end)
                return true;
    return false;
}

static void add_aligned(Engine *engine, const Participation *participation, Spans *spans)
{
    const Records *records = engine->records;
    for (uint32_t team = 0; team < engine->roster->team_count; team++) {
        DayRanges ranges = {0};
        size_t low = 0, high = records->alignment_count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (records->alignments[middle].person < participation->person) low = middle + 1;
            else high = middle;
        }
        for (; low < records->alignment_count &&
               records->alignments[low].person == participation->person; low++) {
            const Alignment *alignment = &records->alignments[low];
            if (alignment->team != team) continue;
            for (uint32_t s = 0; s < participation->stint_count; s++)
                ranges_add(engine->arena, &ranges,
                           range_both(range_of(alignment->start, alignment->end),
                                      range_of(participation->stints[s].from,
                                               participation->stints[s].to)));
        }
        ranges_merge(&ranges);
        for (size_t r = 0; r < ranges.count; r++)
            spans_add(engine, spans, HOLDER_TEAM, team, ranges.items[r], 1);
    }
    size_t team_count = spans->count;
    if (team_count < 2) return;
    Span *teams = ARENA_ARRAY(engine->arena, Span, team_count);   /* spans move as they grow */
    memcpy(teams, spans->items, team_count * sizeof *teams);
    for (uint32_t p = 0; p < engine->roster->person_count; p++) {
        const Person *person = &engine->roster->persons[p];
        if (person->assignment_count > 1 && has_two_teams(engine, person))
            take_back_doubles(engine, teams, team_count, person, p, spans);
    }
}

static void add_after_end(Engine *engine, uint32_t index, const Component *component,
                          Spans *spans)
{
    DayRanges late = days_after_end(engine, index, component);
    for (size_t r = 0; r < late.count; r++)
        spans_add(engine, spans, HOLDER_PERSON, engine->ledger->participations[index].person,
                  late.items[r], 1);
}

const Span *spans_find(Engine *engine, uint32_t index, const Component *component,
                       uint32_t *count)
{
    const Participation *participation = &engine->ledger->participations[index];
    Scope scope = component->of;
    Spans spans = {0};
    if (scope == SCOPE_REPORTS) {
        add_reports(engine, participation, &spans);
    } else if (scope == SCOPE_ALIGNED) {
        add_aligned(engine, participation, &spans);
    } else {
        for (uint32_t s = 0; s < participation->stint_count; s++) {
            const Stint *stint = &participation->stints[s];
            DayRange days = range_of(stint->from, stint->to);
            uint32_t team = engine->roster->assignments[stint->assignment].team;
            if (scope == SCOPE_SELF)
                spans_add(engine, &spans, HOLDER_PERSON, participation->person, days, 1);
            else if (scope == SCOPE_COMPANY)
                spans_add(engine, &spans, HOLDER_COMPANY, 0, days, 1);
            else if (team != TEAM_NONE)
                spans_add(engine, &spans, HOLDER_TEAM, team, days, 1);
        }
    }
    add_after_end(engine, index, component, &spans);
    *count = (uint32_t)spans.count;
    return spans.items;
}
