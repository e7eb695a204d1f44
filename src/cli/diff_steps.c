/* diff_steps.c - from one run to another, one input after the other: the month computed from the
 * credits, and from the roster, quotas, rates and design of the first run or the second.
 *
 * A table of inputs comes with what its own company.yaml says of it, a design with the feeds that
 * it was written for. The rest of company.yaml is exchanged last. */
#include "diff.h"

typedef struct Stepping {
    Arena *arena;
    const Options *options;
    DiffSide *sides;
    DiffRun *runs;
} Stepping;

/* The files of a table that a run kept. */
static void stand_in(const Stepping *stepping, int side, Text table, const FeedSpec *from,
                     FeedSpec *spec)
{
    const DiffRun *run = &stepping->runs[side];
    SourceFile *files = ARENA_ARRAY(stepping->arena, SourceFile, run->kept_count[RUN_TABLE] + 1);
    size_t count = 0;
    for (size_t f = 0; f < run->kept_count[RUN_TABLE]; f++)
        if (text_equal(run->feeds[RUN_TABLE][f], table)) files[count++] = run->kept[RUN_TABLE][f];
    *spec = *from;
    spec->stand_ins = files;
    spec->stand_in_count = count;
}

/* The company as it is with a step: side_of says from which run an input is. */
static Company *mixed(const Stepping *stepping, int step)
{
    int roster = step >= STEP_ROSTER, quotas = step >= STEP_QUOTA, rates = step >= STEP_FX,
        design = step >= STEP_PLAN, rest = step >= STEP_OTHER;
    const DiffSide *sides = stepping->sides;
    Company *company = ARENA_NEW(stepping->arena, Company);
    *company = *sides[rest].company;
    stand_in(stepping, roster, TEXT("roster"), &sides[roster].company->roster, &company->roster);
    stand_in(stepping, roster, TEXT("alignments"), &sides[roster].company->alignments,
             &company->alignments);
    stand_in(stepping, quotas, TEXT("quotas"), &sides[quotas].company->quotas, &company->quotas);
    stand_in(stepping, rates, TEXT("fx"), &sides[rates].company->fx, &company->fx);
    company->adjustments = (FeedSpec){0};        /* payroll.csv has them */
    company->feeds = sides[design].company->feeds;
    company->feed_count = sides[design].company->feed_count;
    return company;
}

static bool read_design(const Stepping *stepping, const Company *company, int side, Design *out,
                        Diags *diags)
{
    const DiffRun *run = &stepping->runs[side];
    return design_load_from(stepping->arena, company, stepping->sides[side].record.plans,
                            run->kept[RUN_DESIGN], run->kept_count[RUN_DESIGN], out, diags);
}

/* The month as it comes out with a step; tables holds both runs' credits. NULL: it does not. */
static const Ledger *compute(const Stepping *stepping, int step, Table *tables, Design **design)
{
    Arena *arena = stepping->arena;
    Diags ignored;
    diags_start(&ignored, arena);
    Company *company = mixed(stepping, step);
    Design *read = ARENA_NEW(arena, Design);
    if (!read_design(stepping, company, step >= STEP_PLAN, read, &ignored)) return NULL;
    *design = read;
    Company *given = ARENA_NEW(arena, Company);
    *given = *company;
    given->feed_count = 0;
    Records *records = ARENA_NEW(arena, Records);
    IntakeOptions intake = {.jobs = stepping->options->jobs};
    if (!intake_records(arena, given, &intake, records, &ignored)) return NULL;
    given->feeds = ARENA_ARRAY(arena, FeedSpec, 2);
    for (int s = 0; s < 2; s++) given->feeds[s] = *tables[s].spec;
    given->feed_count = 2;
    records->feeds = tables;
    EngineOptions engine = {.jobs = stepping->options->jobs, .allow_exceptions = true,
                            .credits_given = true};
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    Month period = stepping->sides[0].record.period;
    bool sound = engine_recompute(arena, records, read, period, period, &engine, ledger, &ignored);
    return sound ? ledger : NULL;
}

/* A side by itself: all of its credits, none of the other's. */
static void compute_side(const Stepping *stepping, int side)
{
    Arena *arena = stepping->arena;
    Table *tables = ARENA_ARRAY(arena, Table, 2);
    for (int s = 0; s < 2; s++) {
        tables[s] = *stepping->sides[s].csvs[RUN_CREDITS];
        if (s != side) tables[s].slice_count = 0;
    }
    Design *design = NULL;
    DiffSide *own = &stepping->sides[side];
    own->ledger = compute(stepping, side == 0 ? -1 : STEP_OTHER, tables, &design);
    own->design = design;
}

/* Whether anything is exchanged with a step. */
static bool changes(const Stepping *stepping, const DiffCredits *credits, int step)
{
    const DiffSide *sides = stepping->sides;
    static const char *const tables[DIFF_STEPS] = {"", "roster", "quotas", "fx", "", ""};
    if (diff_credits_change(credits, step)) return true;
    bool company = diff_files(sides, RUN_COMPANY, TEXT(""));
    switch (step) {
    case STEP_CREDITS: return false;
    case STEP_PLAN: return company || diff_files(sides, RUN_DESIGN, TEXT(""));
    case STEP_OTHER: return company;
    case STEP_ROSTER:
        if (diff_files(sides, RUN_TABLE, TEXT("alignments"))) return true;
    /* fall through */
    default: return company || diff_files(sides, RUN_TABLE, text_of(tables[step]));
    }
}

void diff_steps(Arena *arena, const Options *options, DiffSide sides[2], DiffRun runs[2],
                DiffCredits **credits, DiffStep *steps)
{
    Stepping stepping = {arena, options, sides, runs};
    for (int s = 0; s < 2; s++) compute_side(&stepping, s);
    *credits = diff_credits(arena, sides);
    const Ledger *before = sides[0].ledger;
    for (int step = 0; step < DIFF_STEPS; step++) {
        Design *design = NULL;
        steps[step] = (DiffStep){diff_step_cause(step), before};
        if (step == STEP_OTHER) steps[step].ledger = sides[1].ledger;
        else if (changes(&stepping, *credits, step)) {
            Table *tables = ARENA_ARRAY(arena, Table, 2);
            diff_credits_tables(arena, *credits, step, tables);
            steps[step].ledger = compute(&stepping, step, tables, &design);
        }
        if (steps[step].ledger) before = steps[step].ledger;
    }
}
