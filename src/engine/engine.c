/* engine.c - the pipeline as one sentence. */
#include "engine_inside.h"

static void progress(Engine *engine, const char *stage)
{
    const EngineOptions *options = engine->options;
    if (options->progress) options->progress(options->progress_context, text_of(stage));
}

/* Which assignments are on a team, and which under a manager, in the order of the roster. */
static void index_roster(Engine *engine)
{
    const Roster *roster = engine->roster;
    engine->team_first = ARENA_ARRAY(engine->arena, uint32_t, roster->team_count + 2u);
    engine->manager_first = ARENA_ARRAY(engine->arena, uint32_t, roster->person_count + 2u);
    engine->team_assignments = ARENA_ARRAY(engine->arena, uint32_t, roster->assignment_count + 1u);
    engine->manager_assignments =
        ARENA_ARRAY(engine->arena, uint32_t, roster->assignment_count + 1u);
    uint32_t *teams = engine->team_first + 1, *managers = engine->manager_first + 1;
    for (uint32_t a = 0; a < roster->assignment_count; a++) {
        const Assignment *assignment = &roster->assignments[a];
        if (assignment->team != TEAM_NONE) teams[assignment->team]++;
        if (assignment->manager != PERSON_NONE) managers[assignment->manager]++;
    }
    uint32_t sum = 0;
    for (uint32_t t = 0; t < roster->team_count; t++) {
        uint32_t count = teams[t];
        teams[t] = sum;
        sum += count;
    }
    sum = 0;
    for (uint32_t p = 0; p < roster->person_count; p++) {
        uint32_t count = managers[p];
        managers[p] = sum;
        sum += count;
    }
    for (uint32_t a = 0; a < roster->assignment_count; a++) {
        const Assignment *assignment = &roster->assignments[a];
        if (assignment->team != TEAM_NONE)
            engine->team_assignments[teams[assignment->team]++] = a;
        if (assignment->manager != PERSON_NONE)
            engine->manager_assignments[managers[assignment->manager]++] = a;
    }
}

Engine engine_over(Arena *arena, Ledger *ledger, const EngineOptions *options, Diags *diags)
{
    const Records *records = ledger->records;
    Engine engine = {.arena = arena, .records = records, .roster = &records->roster,
                     .company = records->company, .design = ledger->design, .options = options,
                     .diags = diags, .ledger = ledger, .year_start = ledger->year_start,
                     .period = ledger->period};
    engine.year_first_day = month_first_day(engine.year_start);
    engine.period_last_day = month_last_day(engine.period);
    index_roster(&engine);
    return engine;
}

static void start(Engine *engine, Arena *arena, const Records *records, const Design *design,
                  Month period, const EngineOptions *options, Ledger *ledger, Diags *diags)
{
    *ledger = (Ledger){.records = records, .design = design, .period = period,
                       .booked = options->booked, .restated_from = MONTH_NONE};
    ledger->year_start = fiscal_window_start(records->company->fiscal, period, YEAR_MONTHS);
    *engine = engine_over(arena, ledger, options, diags);
    ledger->team_first = engine->team_first;
    ledger->team_assignments = engine->team_assignments;
}

void engine_participations(Arena *arena, const Records *records, const Design *design,
                           Month period, Ledger *out)
{
    Engine engine;
    EngineOptions options = {0};
    Diags ignored;
    diags_start(&ignored, arena);
    start(&engine, arena, records, design, period, &options, out, &ignored);
    participations_find(&engine);
}

/* The run's year, and before it those of closed months, all of one roster and one design. */
static Years find_years(const Engine *run, Ledger *ledger, Month from)
{
    Month first = fiscal_window_start(run->company->fiscal, from, YEAR_MONTHS);
    Years years = {NULL, (uint32_t)((run->year_start - first) / YEAR_MONTHS) + 1};
    years.items = ARENA_ARRAY(run->arena, Engine, years.count);
    Ledger *before = NULL;
    for (uint32_t y = 0; y < years.count; y++) {
        bool last = y + 1 == years.count;
        Engine *year = &years.items[y];
        *year = *run;
        year->ledger = last ? ledger : ARENA_NEW(run->arena, Ledger);
        if (!last) {
            year->year_start = first + (Month)y * YEAR_MONTHS;
            year->period = year->year_start + YEAR_MONTHS - 1;
            year->year_first_day = month_first_day(year->year_start);
            year->period_last_day = month_last_day(year->period);
            *year->ledger = *ledger;
            year->ledger->year_start = year->year_start;
            year->ledger->period = year->period;
        }
        year->ledger->before = before;
        before = year->ledger;
    }
    return years;
}

static void warn_no_plan(Engine *engine)
{
    Day first = month_first_day(engine->period), last = engine->period_last_day;
    for (uint32_t p = 0; p < engine->design->plan_count; p++)
        if (engine->design->plans[p].from <= last && engine->design->plans[p].to >= first) return;
    Text month = month_text(engine->arena, engine->period);
    Diag *diag = diag_warning(engine->diags, DIAG_NO_PLAN, (Place){0},
                              "no plan of %.*s covers %.*s", TEXT_ARG(engine->design->directory),
                              TEXT_ARG(month));
    diag_hint(engine->diags, diag, "look at the plans' `effective:` dates, or at --period");
}

/* Measure, attain, earn: the figures of every year in which a month is paid or recomputed. */
static void find_figures(const Years *years, Month restated_from)
{
    Engine *run = &years->items[years->count - 1];
    for (uint32_t y = 0; y < years->count; y++) {
        Engine *year = &years->items[y];
        if (year != run && (restated_from == MONTH_NONE || year->period < restated_from)) continue;
        sums_prepare(year);
        quotas_prepare(year);
    }
    progress(run, "measure");
    for (uint32_t y = 0; y < years->count; y++)
        if (years->items[y].grids) figures_compute(&years->items[y]);
    progress(run, "earn");
}

static Month first_restated(const EngineOptions *options)
{
    const Booked *booked = options->booked;
    if (!booked || !booked->any || options->restated_from > booked->last) return MONTH_NONE;
    return options->restated_from > booked->first ? options->restated_from : booked->first;
}

/* Credit to earn, for the years from `from` to the ledger's. False: participations overlap, which
 * have no figures. */
static bool find_all(Engine *run, Month from, Years *years)
{
    size_t errors = run->diags->errors;
    participations_find(run);
    bool sound = run->diags->errors == errors;
    *years = find_years(run, run->ledger, from);
    Engine *engine = &years->items[years->count - 1];
    credits_find(engine, years);
    progress(engine, "credit");
    if (sound) find_figures(years, run->ledger->restated_from);
    return sound;
}

static bool is_sound(const EngineOptions *options, const Diags *diags)
{
    return diags->errors == (options->allow_exceptions ? diags->row_faults : 0);
}

bool engine_run(Arena *arena, const Records *records, const Design *design, Month period,
                const EngineOptions *options, Ledger *out, Diags *diags)
{
    Engine run;
    const Booked *booked = options->booked;
    start(&run, arena, records, design, period, options, out, diags);
    if (!options->every_month) warn_no_plan(&run);       /* else whoever looks at them says so */
    out->restated_from = first_restated(options);
    Years years;
    if (!find_all(&run, booked && booked->any ? booked->first : period, &years)) return false;
    Engine *engine = &years.items[years.count - 1];
    postings_find(engine, &years, booked);
    payments_find(engine, booked);
    pay_units_check(engine);
    return is_sound(options, diags);
}

bool engine_recompute(Arena *arena, const Records *records, const Design *design, Month from,
                      Month last, const EngineOptions *options, Ledger *out, Diags *diags)
{
    Engine run;
    start(&run, arena, records, design, last, options, out, diags);
    out->restated_from = from;
    Years years;
    return find_all(&run, from, &years) && is_sound(options, diags);
}

/* A payee with two participations on one day: his credits and his quota count in both. */
static void warn_paid_twice(Arena *arena, const Ledger *ledger, Diags *diags)
{
    const Design *design = ledger->design;
    for (uint32_t i = 0; i + 1 < ledger->participation_count; i++)
        for (uint32_t j = i + 1; j < ledger->participation_count &&
             ledger->participations[j].person == ledger->participations[i].person; j++) {
            const Participation *a = &ledger->participations[i], *b = &ledger->participations[j];
            DayRange both = range_both(range_of(a->first, a->last), range_of(b->first, b->last));
            if (both.to < both.from) continue;
            Text from = day_text(arena, both.from);
            diag_warning(diags, DIAG_PAID_TWICE, (Place){0},
                         "%.*s is under two plans at once from %.*s on (%.*s and %.*s): a credit "
                         "can pay twice", TEXT_ARG(ledger->records->roster.persons[a->person].id),
                         TEXT_ARG(from), TEXT_ARG(design->plans[a->plan].title),
                         TEXT_ARG(design->plans[b->plan].title));
        }
}

static bool is_covered(const Design *design, Day day)
{
    for (uint32_t p = 0; p < design->plan_count; p++)
        if (design->plans[p].from <= day && day <= design->plans[p].to) return true;
    return false;
}

static void look_at_slice(const Records *records, const Design *design, uint32_t feed,
                          const Slice *slice, Day *latest)
{
    Arena *scratch = arena_new();
    for (size_t row = 0; row < slice->row_count; row++) {
        if (slice->left_out && slice->left_out[row]) continue;
        FormulaInput input = {&records->roster, slice, row, NULL, NULL};
        Conversion conversion;
        for (uint32_t r = 0; r < design->rule_count; r++) {
            const CreditRule *rule = &design->rules[r];
            Value when, date;
            Text fault;                  /* reported where the row is credited */
            if (rule->feed != feed ||
                !formula_evaluate(rule->date, &input, scratch, &date, &fault) ||
                date.day == DAY_NONE)
                continue;
            input.conversion =
                slice->currencies && conversion_find(records, slice, row, date.day, &conversion)
                    ? &conversion : NULL;
            if (!formula_evaluate(rule->when, &input, scratch, &when, &fault) || !when.flag)
                continue;
            if (date.day > *latest && is_covered(design, date.day)) *latest = date.day;
        }
        arena_reset(scratch);
    }
    arena_free(scratch);
}

/* The latest month that has facts and that a plan covers: the one that would be paid next. Without
 * facts, the first month of the latest plan; *facts then is false. */
static Month latest_month(const Records *records, const Design *design, bool *facts)
{
    Day latest = DAY_NONE, start = DAY_NONE;
    for (uint32_t p = 0; p < design->plan_count; p++)
        if (design->plans[p].from > start) start = design->plans[p].from;
    for (uint32_t f = 0; f < records->company->feed_count; f++)
        for (size_t s = 0; s < records->feeds[f].slice_count; s++)
            look_at_slice(records, design, f, &records->feeds[f].slices[s], &latest);
    *facts = latest != DAY_NONE;
    return day_month(*facts ? latest : start);
}

const Ledger *engine_check(Arena *arena, const Records *records, const Design *design,
                           const EngineOptions *options, bool *no_facts, Diags *diags)
{
    if (no_facts) *no_facts = true;
    if (!design->plan_count) return NULL;
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    bool facts;
    Month month = latest_month(records, design, &facts);
    if (no_facts) *no_facts = !facts;
    if (no_facts && !facts) return NULL;
    bool payable = engine_run(arena, records, design, month, options, ledger, diags);
    warn_paid_twice(arena, ledger, diags);
    return payable ? ledger : NULL;
}
