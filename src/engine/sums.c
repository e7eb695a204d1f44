/* sums.c - what a span's credits come to. A person's lie side by side, by day, and are added up;
 * a team's and the company's are running sums by day, so that theirs is two look-ups. */
#include "engine_inside.h"

typedef struct TeamWork { Engine *engine; uint32_t *pairs; Arena **arenas; } TeamWork;

static size_t year_days(const Engine *engine)
{
    return (size_t)(month_last_day(engine->year_start + YEAR_MONTHS - 1) -
                    engine->year_first_day + 1);
}

static void add_to_days(Engine *engine, Arena *arena, DaySums *sums, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const Credit *credit = &engine->ledger->credits[i];
        size_t day = (size_t)(credit->day - engine->year_first_day) + 1;
        sums->value[day] = ratio_add(arena, sums->value[day], credit->amount);
        sums->count[day]++;
    }
}

static void start_days(Engine *engine, Arena *arena, DaySums *sums)
{
    size_t days = year_days(engine) + 1;
    sums->value = ARENA_ARRAY(arena, Ratio, days);
    sums->count = ARENA_ARRAY(arena, uint32_t, days);
    for (size_t d = 0; d < days; d++) sums->value[d] = RATIO_ZERO;
}

static void run_days(Engine *engine, Arena *arena, DaySums *sums)
{
    size_t days = year_days(engine) + 1;
    for (size_t d = 1; d < days; d++) {
        sums->value[d] = ratio_add(arena, sums->value[d], sums->value[d - 1]);
        sums->count[d] += sums->count[d - 1];
    }
}

static void sum_team(void *context, size_t part)
{
    TeamWork *work = context;
    Engine *engine = work->engine;
    uint32_t line = work->pairs[part] / engine->roster->team_count;
    uint32_t team = work->pairs[part] % engine->roster->team_count;
    Arena *arena = work->arenas[part] = arena_new();
    DaySums *sums = &engine->team_sums[work->pairs[part]];
    start_days(engine, arena, sums);
    uint32_t at = engine->team_first[team], end = engine->team_first[team + 1];
    while (at < end) {
        uint32_t person = engine->roster->assignments[engine->team_assignments[at]].person;
        DayRanges ranges = days_on_team(engine->ledger, arena, &at, end);
        size_t bucket = group_of(engine->ledger, line, person);
        size_t from = engine->ledger->groups[bucket], to = engine->ledger->groups[bucket + 1];
        for (size_t r = 0; r < ranges.count; r++) {
            Day after = ranges.items[r].to == DAY_OPEN ? DAY_OPEN : ranges.items[r].to + 1;
            Day first = ranges.items[r].from;
            add_to_days(engine, arena, sums, first_from(engine->ledger, from, to, first),
                        first_from(engine->ledger, from, to, after));
        }
    }
    run_days(engine, arena, sums);
}

static void want_line(Engine *engine, uint8_t *wanted, Scope of, uint32_t line)
{
    if (line == INDEX_NONE) return;
    bool team = of == SCOPE_TEAM || of == SCOPE_ALIGNED;
    if (team) wanted[line] |= 1;
    if (of == SCOPE_COMPANY && !engine->company_sums[line].value) {
        DaySums *sums = &engine->company_sums[line];
        start_days(engine, engine->arena, sums);
        const size_t *all = &engine->ledger->groups[group_of(engine->ledger, line, PERSON_NONE)];
        add_to_days(engine, engine->arena, sums, all[0], all[engine->roster->person_count + 1]);
        run_days(engine, engine->arena, sums);
    }
}

void sums_prepare(Engine *engine)
{
    const Design *design = engine->design;
    uint32_t teams = engine->roster->team_count;
    uint8_t *wanted = ARENA_ARRAY(engine->arena, uint8_t, design->line_count + 1u);
    engine->team_sums = ARENA_ARRAY(engine->arena, DaySums, (size_t)design->line_count * teams + 1);
    engine->company_sums = ARENA_ARRAY(engine->arena, DaySums, design->line_count + 1u);
    const uint8_t *asked = asked_plans(engine);
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; asked[p] && c < design->plans[p].component_count; c++) {
            const Component *component = &design->plans[p].components[c];
            want_line(engine, wanted, component->of, component->line);
            want_line(engine, wanted, component->of, component->denominator_line);
        }
    TeamWork work = {engine, ARENA_ARRAY(engine->arena, uint32_t,
                                         (size_t)design->line_count * teams + 1), NULL};
    size_t parts = 0;
    for (uint32_t line = 0; line < design->line_count; line++)
        for (uint32_t team = 0; wanted[line] && team < teams; team++)
            work.pairs[parts++] = line * teams + team;
    work.arenas = ARENA_ARRAY(engine->arena, Arena *, parts + 1);
    jobs_run(engine->options->jobs, parts, sum_team, &work);
    for (size_t i = 0; i < parts; i++) arena_adopt(engine->arena, work.arenas[i]);
}

static Ratio days_value(Engine *engine, Arena *scratch, const DaySums *sums, DayRange range,
                        uint32_t *count)
{
    size_t from = (size_t)(range.from - engine->year_first_day);
    size_t to = (size_t)(range.to - engine->year_first_day) + 1;
    *count = sums->count[to] - sums->count[from];
    return ratio_subtract(scratch, sums->value[to], sums->value[from]);
}

/* In the line's own unit: minor units of money. Adds to *count what it counted. */
Ratio span_value(Engine *engine, Arena *scratch, uint32_t line, const Span *span, DayRange range,
                 uint32_t *count)
{
    range = range_both(range, range_of(span->from, span->to));
    if (range.to < range.from) return RATIO_ZERO;
    Ratio value;
    uint32_t found = 0;
    if (span->kind == HOLDER_PERSON) {
        size_t bucket = group_of(engine->ledger, line, span->holder);
        size_t start = engine->ledger->groups[bucket], end = engine->ledger->groups[bucket + 1];
        const Credit *credits = engine->ledger->credits;
        value = RATIO_ZERO;
        for (size_t i = first_from(engine->ledger, start, end, range.from);
             i < end && credits[i].day <= range.to; i++, found++)
            value = ratio_add(scratch, value, credits[i].amount);
    } else if (span->kind == HOLDER_TEAM) {
        const DaySums *sums =
            &engine->team_sums[(size_t)line * engine->roster->team_count + span->holder];
        value = days_value(engine, scratch, sums, range, &found);
    } else {
        value = days_value(engine, scratch, &engine->company_sums[line], range, &found);
    }
    if (span->weight > 0) *count += found;
    if (span->weight == 1) return value;
    return ratio_multiply(scratch, value, ratio_whole(span->weight));
}
