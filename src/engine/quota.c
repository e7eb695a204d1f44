/* quota.c - who is expected to bring what in a month. Source: CONTRACT 5, Quota to date.
 *
 * Quotas are laid out a month at a time for the credit lines that components are measured
 * against. A
 * team without a row of its own has the sum over those who carry the quota: people with a
 * `self` component on the line, on the days when they are on the team. */
#include "engine_inside.h"

#include <assert.h>

static void set_months(Engine *engine, const Quota *quota, const Quota **rows)
{
    for (int m = 0; m < YEAR_MONTHS; m++) {
        Month month = engine->year_start + m;
        if (month >= quota->first && month <= quota->last) rows[m] = quota;
    }
}

static void set_quota(Engine *engine, QuotaGrid *grid, const Quota *quota)
{
    size_t at = (size_t)quota->holder * YEAR_MONTHS;
    set_months(engine, quota, quota->kind == HOLDER_PERSON ? &grid->person[at]
                              : quota->kind == HOLDER_TEAM ? &grid->team[at] : grid->company);
}

static void lay_out(Engine *engine, uint32_t line)
{
    const Design *design = engine->design;
    QuotaGrid *grid = &engine->grids[line];
    size_t persons = (size_t)engine->roster->person_count * YEAR_MONTHS + 1;
    size_t teams = (size_t)engine->roster->team_count * YEAR_MONTHS + 1;
    grid->person = ARENA_ARRAY(engine->arena, const Quota *, persons);
    grid->team = ARENA_ARRAY(engine->arena, const Quota *, teams);
    grid->carried = ARENA_ARRAY(engine->arena, Ratio, teams);
    grid->carried_has = ARENA_ARRAY(engine->arena, uint8_t, teams);
    grid->carried_summed = ARENA_ARRAY(engine->arena, uint8_t, teams);
    int error = pthread_mutex_init(&grid->team_lock, NULL);
    assert(!error);
    Text measure = design->measures[design->lines[line].measure].key;
    Text name = design->lines[line].name;
    for (int own = 0; own < 2; own++)           /* the line's own row goes before the measure's */
        for (size_t q = 0; q < engine->records->quota_count; q++) {
            const Quota *quota = &engine->records->quotas[q];
            if (!text_equal(quota->measure, measure)) continue;
            if (own ? text_equal(quota->line, name) : quota->line.length == 0)
                set_quota(engine, grid, quota);
        }
    grid->carries = ARENA_ARRAY(engine->arena, uint8_t, engine->ledger->participation_count + 1u);
    for (uint32_t i = 0; i < engine->ledger->participation_count; i++) {
        const Plan *plan = &design->plans[engine->ledger->participations[i].plan];
        for (uint32_t c = 0; c < plan->component_count; c++)
            grid->carries[i] |=
                plan->components[c].of == SCOPE_SELF && plan->components[c].line == line &&
                plan->components[c].denominator_line == INDEX_NONE;   /* a ratio has no quota */
    }
}

/* A participation's days, on a team if one is given. */
static void add_days(Engine *engine, const Participation *participation, uint32_t team,
                     DayRange days, DayRanges *ranges)
{
    const Person *owner = &engine->roster->persons[participation->person];
    for (uint32_t s = 0; s < participation->stint_count; s++) {
        DayRange stint = range_both(days, range_of(participation->stints[s].from,
                                                   participation->stints[s].to));
        if (team == TEAM_NONE) ranges_add(engine->arena, ranges, stint);
        for (uint32_t a = 0; team != TEAM_NONE && a < owner->assignment_count; a++) {
            const Assignment *assignment =
                &engine->roster->assignments[owner->first_assignment + a];
            if (assignment->team == team)
                ranges_add(engine->arena, ranges,
                           range_both(stint, range_of(assignment->start, assignment->end)));
        }
    }
}

/* A term of a holder with a row, traced. */
static void row_term(Engine *engine, Terms *terms, QuotaTerm term)
{
    if (!terms) return;
    Ratio part = ratio_multiply(engine->arena, term.ramp,
                                days_share(engine->arena, term.days, term.month));
    term.amount = ratio_multiply(engine->arena, term.monthly, part);
    terms_quota(terms, term);
}

/* The part of a month's quota that a person carries on days of it, on a team if one is given: of
 * each participation by its ramp, a day on which two of them carry by the first one's. False: on
 * no day. Terms are of the line, as the trace says it. */
static bool carried_part(Engine *engine, uint32_t line, uint32_t person, uint32_t team,
                         DayRange days, Ratio *out, Terms *terms)
{
    const QuotaGrid *grid = &engine->grids[line];
    DayRanges ranges = {0};
    Month month = day_month(days.from);
    int32_t counted = 0;
    QuotaTerm term = {.month = month, .from = team == TEAM_NONE ? QUOTA_ROW : QUOTA_CARRIER,
                      .kind = HOLDER_PERSON, .holder = person};
    size_t own = (size_t)person * YEAR_MONTHS + (size_t)(month - engine->year_start);
    if (!grid->person[own]) terms = NULL;
    else term.monthly = grid->person[own]->monthly;
    term.row = grid->person[own];
    *out = RATIO_ZERO;
    for (uint32_t i = engine->person_participations[person];
         i < engine->person_participations[person + 1]; i++) {
        if (!grid->carries[i]) continue;
        add_days(engine, &engine->ledger->participations[i], team, days, &ranges);
        ranges_merge(&ranges);
        int32_t carried = ranges_days_within(&ranges, days);
        term.ramp = ramp_factor(engine, i, month);
        term.days = carried - counted;
        Ratio part = ratio_multiply(engine->arena, term.ramp,
                                    days_share(engine->arena, term.days, month));
        *out = ratio_add(engine->arena, *out, part);
        if (term.days) row_term(engine, terms, term);
        counted = carried;
    }
    return counted > 0;
}

static void warn_carrier(Engine *engine, uint32_t line, uint32_t person, Month month)
{
    const Roster *roster = engine->roster;
    const CreditLine *credit_line = &engine->design->lines[line];
    const Assignment *row = &roster->assignments[roster->persons[person].first_assignment];
    Place place = record_place(engine->arena, &roster->table, &roster->table.slices[row->slice],
                               row->row);
    Text text = month_text(engine->arena, month);
    Text measure = engine->design->measures[credit_line->measure].key;
    Diag *diag = diag_warning(engine->diags, DIAG_QUOTA_CARRIER, place,
                              "%.*s carries %.*s.%.*s but has no quota for %.*s; the team's sum "
                              "leaves this person out", TEXT_ARG(roster->persons[person].id),
                              TEXT_ARG(measure), TEXT_ARG(credit_line->name), TEXT_ARG(text));
    diag_hint(engine->diags, diag, "add their own row to the quotas, or a row of the team's own");
}

/* Sums up the quotas of those who carry the line on a team. False: nobody has any. Those without
 * are warned of where the sum is made for the first time, and not where it is traced. */
static bool sum_carriers(Engine *engine, uint32_t line, uint32_t team, int m, Ratio *out,
                         Terms *terms)
{
    QuotaGrid *grid = &engine->grids[line];
    Month month = engine->year_start + m;
    bool found = false;
    DayRange days = range_of(month_first_day(month), month_last_day(month));
    Ratio sum = RATIO_ZERO;
    uint32_t before = PERSON_NONE;
    for (uint32_t i = engine->team_first[team]; i < engine->team_first[team + 1]; i++) {
        uint32_t person = engine->roster->assignments[engine->team_assignments[i]].person;
        if (person == before) continue;
        before = person;
        Ratio part;
        if (!carried_part(engine, line, person, team, days, &part, terms)) continue;
        size_t own = (size_t)person * YEAR_MONTHS + (size_t)m;
        if (!grid->person[own]) {
            if (!terms && month <= engine->period) warn_carrier(engine, line, person, month);
            continue;
        }
        found = true;
        sum = ratio_add(engine->arena, sum,
                        ratio_multiply(engine->arena, grid->person[own]->monthly, part));
    }
    *out = sum;
    return found;
}

/* A team's quota for a month: its own row, or the sum over its carriers. False: it has none. */
static bool team_quota(Engine *engine, uint32_t line, uint32_t team, int m, Ratio *out)
{
    QuotaGrid *grid = &engine->grids[line];
    size_t at = (size_t)team * YEAR_MONTHS + (size_t)m;
    if (grid->team[at]) {
        *out = grid->team[at]->monthly;
        return true;
    }
    int error = pthread_mutex_lock(&grid->team_lock);
    assert(!error);
    if (!grid->carried_summed[at])
        grid->carried_has[at] = sum_carriers(engine, line, team, m, &grid->carried[at], NULL);
    grid->carried_summed[at] = 1;
    *out = grid->carried[at];
    bool has = grid->carried_has[at];
    error = pthread_mutex_unlock(&grid->team_lock);
    assert(!error);
    return has;
}

static bool is_measured(const Design *design, const Quota *quota)
{
    for (uint32_t m = 0; m < design->measure_count; m++) {
        const Measure *measure = &design->measures[m];
        if (!text_equal(measure->key, quota->measure)) continue;
        for (uint32_t l = 0; l < measure->line_count; l++)
            if (text_equal(design->lines[measure->first_line + l].name, quota->line)) return true;
        return quota->line.length == 0;
    }
    return false;
}

/* One warning a measure, at its first row: designs are compared on one file of quotas. */
static void warn_unknown_measures(Engine *engine)
{
    const Records *records = engine->records;
    const Design *design = engine->design;
    const Quota **first = ARENA_ARRAY(engine->arena, const Quota *, records->quota_count + 1);
    uint32_t *rows = ARENA_ARRAY(engine->arena, uint32_t, records->quota_count + 1);
    size_t count = 0;
    for (size_t q = 0; q < records->quota_count; q++) {
        const Quota *quota = &records->quotas[q];
        if (is_measured(design, quota)) continue;
        size_t at = 0;
        while (at < count && !(text_equal(first[at]->measure, quota->measure) &&
                               text_equal(first[at]->line, quota->line)))
            at++;
        if (at == count) first[count++] = quota;
        else if (quota->slice < first[at]->slice ||
                 (quota->slice == first[at]->slice && quota->row < first[at]->row))
            first[at] = quota;
        rows[at]++;
    }
    Text *names = ARENA_ARRAY(engine->arena, Text, design->measure_count + 1u);
    for (uint32_t m = 0; m < design->measure_count; m++) names[m] = design->measures[m].key;
    for (size_t i = 0; i < count; i++) {
        const Table *table = &records->quota_table;
        Place place = record_place(engine->arena, table, &table->slices[first[i]->slice],
                                   first[i]->row);
        Diag *diag = diag_warning(engine->diags, DIAG_QUOTA_MEASURE, place,
                                  rows[i] == 1
                                  ? "%u row for \"%.*s%s%.*s\", which the design does not measure"
                                  : N_("%u rows for \"%.*s%s%.*s\", which the design does not "
                                       "measure"),
                                  rows[i], TEXT_ARG(first[i]->measure),
                                  first[i]->line.length ? "." : "", TEXT_ARG(first[i]->line));
        Text near = text_nearest(first[i]->measure, names, design->measure_count);
        if (near.length && !text_equal(near, first[i]->measure))
            diag_hint(engine->diags, diag, "did you mean %.*s?", TEXT_ARG(near));
    }
}

void quotas_prepare(Engine *engine)
{
    const Design *design = engine->design;
    engine->grids = ARENA_ARRAY(engine->arena, QuotaGrid, design->line_count + 1u);
    warn_unknown_measures(engine);
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; c < design->plans[p].component_count; c++) {
            const Component *component = &design->plans[p].components[c];
            bool against_quota = component->against == AGAINST_QUOTA ||
                                 component->against == AGAINST_WINDOW_QUOTA;
            if (!against_quota || component->line == INDEX_NONE) continue;
            if (!engine->grids[component->line].carries) lay_out(engine, component->line);
        }
}

static void warn_team(Engine *engine, uint32_t participation, const Component *component,
                      uint32_t team, Month month)
{
    if (month > engine->period) return;
    const Participation *who = &engine->ledger->participations[participation];
    Text text = month_text(engine->arena, month);
    Diag *diag = diag_warning(engine->diags, DIAG_QUOTA_TEAM, (Place){0},
                              "%.*s, component %.*s, %.*s: team %.*s has no quota, their other "
                              "teams have", TEXT_ARG(engine->roster->persons[who->person].id),
                              TEXT_ARG(component->key), TEXT_ARG(text),
                              TEXT_ARG(engine->roster->teams[team]));
    diag_hint(engine->diags, diag, "add the team's quota, if its result is to be measured");
}

/* The payee's own quota, ramped, on the participation's days. False: he has none. */
static bool own_quota(Engine *engine, uint32_t index, uint32_t line, Month month, Ratio *out,
                      Terms *terms)
{
    const Participation *participation = &engine->ledger->participations[index];
    const QuotaGrid *grid = &engine->grids[line];
    size_t at = (size_t)participation->person * YEAR_MONTHS +
                (size_t)(month - engine->year_start);
    DayRange whole = range_of(month_first_day(month), month_last_day(month));
    int32_t days = 0;
    for (uint32_t s = 0; s < participation->stint_count; s++)
        days += range_days(range_both(whole, range_of(participation->stints[s].from,
                                                      participation->stints[s].to)));
    Ratio ramp = ramp_factor(engine, index, month);
    Ratio part = ratio_multiply(engine->arena, ramp, days_share(engine->arena, days, month));
    const Quota *row = grid->person[at];
    if (!row) return false;
    *out = ratio_multiply(engine->arena, row->monthly, part);
    row_term(engine, terms,
             (QuotaTerm){.month = month, .from = QUOTA_ROW, .kind = HOLDER_PERSON,
                         .holder = participation->person, .row = row, .monthly = row->monthly,
                         .days = days, .ramp = ramp});
    return true;
}

/* A team's or the company's term; of a team without a row, its carriers' terms follow. */
static void holder_term(Engine *engine, uint32_t line, const Span *span, QuotaTerm term,
                        Terms *terms)
{
    if (!terms) return;
    term.kind = span->kind;
    term.holder = span->holder;
    term.ramp = RATIO_ONE;
    int m = term.month - engine->year_start;
    const QuotaGrid *grid = &engine->grids[line];
    term.row = span->kind == HOLDER_COMPANY
        ? grid->company[m] : grid->team[(size_t)span->holder * YEAR_MONTHS + (size_t)m];
    bool carried = span->kind == HOLDER_TEAM && !term.row;
    term.from = carried ? QUOTA_CARRIED : QUOTA_ROW;
    row_term(engine, terms, term);
    Ratio same;
    if (carried)
        (void)!sum_carriers(engine, line, span->holder, m, &same, terms);
}

/* One span's part of the month's quota. False: its holder has none. */
static bool span_quota(Engine *engine, const Component *component, const Span *span,
                       DayRange days, Month month, Ratio *sum, bool *carried, Terms *terms)
{
    QuotaGrid *grid = &engine->grids[component->line];
    int m = month - engine->year_start;
    size_t at = (size_t)span->holder * YEAR_MONTHS + (size_t)m;
    Ratio amount, part = days_share(engine->arena, range_days(days), month);
    if (span->kind == HOLDER_COMPANY) {
        if (!grid->company[m]) return false;
        amount = grid->company[m]->monthly;
    } else if (span->kind == HOLDER_TEAM) {
        if (!team_quota(engine, component->line, span->holder, m, &amount)) return false;
    } else {
        *carried = carried_part(engine, component->line, span->holder, TEAM_NONE, days, &part,
                                terms);
        if (!*carried || !grid->person[at]) return false;
        amount = grid->person[at]->monthly;
    }
    if (span->kind != HOLDER_PERSON)
        holder_term(engine, component->line, span,
                    (QuotaTerm){.month = month, .monthly = amount, .days = range_days(days)},
                    terms);
    *sum = ratio_add(engine->arena, *sum, ratio_multiply(engine->arena, amount, part));
    return true;
}

bool quota_of_month(Engine *engine, uint32_t participation, const Component *component,
                    const Span *spans, uint32_t span_count, Month month, Ratio *out,
                    Terms *terms)
{
    if (component->of == SCOPE_SELF || component->quota_of_self)
        return own_quota(engine, participation, component->line, month, out, terms);
    DayRange all = range_of(month_first_day(month), month_last_day(month));
    bool found = false;
    Ratio sum = RATIO_ZERO;
    uint32_t lacking = INDEX_NONE;
    for (uint32_t s = 0; s < span_count; s++) {
        if (spans[s].weight < 0) continue;      /* teams' quotas add up, doubles too */
        DayRange days = range_both(all, range_of(spans[s].from, spans[s].to));
        if (days.to < days.from) continue;
        bool carried = false;
        if (span_quota(engine, component, &spans[s], days, month, &sum, &carried, terms))
            found = true;
        else if (spans[s].kind == HOLDER_TEAM) lacking = spans[s].holder;
        else if (carried && month <= engine->period)
            warn_carrier(engine, component->line, spans[s].holder, month);
    }
    if (found && lacking != INDEX_NONE)
        warn_team(engine, participation, component, lacking, month);
    *out = sum;
    return found;
}
