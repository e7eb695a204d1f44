/* sweep.c - every variant of a grid computed, a few at a time, over credits that are made once.
 *
 * All variants change the same keys, so that they reach the same payees, and whoever a variant
 * brings under their plans: nobody else is computed again. A variant's memory is freed as soon as
 * its figures are taken. */
#include "sweep_inside.h"

#include "attain/engine.h"
#include "attain/jobs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NO_PROBLEM SIZE_MAX

typedef struct Sweeping {
    Sweep *sweep;
    Comparison comparison;           /* what each variant works on a copy of */
    const uint8_t *persons;          /* whom the keys reach: those under the plans that change, */
    const uint8_t *moves;            /* [plan]: where they may change who is under them, and others'
                                        quotas, also whoever's figures are of others; NULL: not */
    const Ratio *targets;            /* of the unchanged design; NULL: pay is an amount */
    const FitPoint *points;          /* of the unchanged design */
    pthread_mutex_t lock;            /* of problems */
    Diags problems;                  /* each once */
    size_t *first;                   /* [problem]: the first variant that has it, as it has it */
    size_t *problem;                 /* [variant]: into problems; NO_PROBLEM */
} Sweeping;

size_t sweep_value(const Sweep *sweep, size_t variant, size_t axis)
{
    for (size_t a = sweep->axis_count - 1; a > axis; a--) variant /= sweep->axes[a].count;
    return variant % sweep->axes[axis].count;
}

/* The design with the variant's values in place. False: one leaves no place for another. */
static bool set_values(Arena *arena, const Sweep *sweep, size_t variant, DesignTrees *trees,
                       Diags *diags)
{
    *trees = *sweep->base->trees;
    for (size_t a = 0; a < sweep->axis_count; a++) {
        const SweepAxis *axis = &sweep->axes[a];
        Text value = axis->values[sweep_value(sweep, variant, a)];
        DesignTrees changed;
        if (!variant_set(arena, trees, axis->path, value, &changed, diags)) return false;
        *trees = changed;
    }
    return true;
}

/* The same problem of many variants is kept once, as the first of them says it: its excerpt has
 * the variant's own value. */
static size_t keep_problem(Sweeping *sweeping, size_t variant, Diags *diags)
{
    diags_sort(diags);
    const Diag *first = diags->items;
    while (first->severity != SEVERITY_ERROR) first++;
    Diags one = {.items = (Diag *)first, .count = 1};
    int error = pthread_mutex_lock(&sweeping->lock);
    assert(!error);
    Diags *kept = &sweeping->problems;
    size_t at = 0;
    while (at < kept->count && !(text_equal(kept->items[at].message, first->message) &&
                                 text_equal(kept->items[at].place.file, first->place.file)))
        at++;
    bool known = at < kept->count;
    if (!known || variant < sweeping->first[at]) {
        diags_merge(kept, &one);
        Place *place = &kept->items[kept->count - 1].place;
        place->file = text_copy(kept->arena, place->file);
        place->excerpt = text_copy(kept->arena, place->excerpt);
        place->heading = text_copy(kept->arena, place->heading);
        if (known) kept->items[at] = kept->items[--kept->count];
        sweeping->first[at] = variant;
    }
    error = pthread_mutex_unlock(&sweeping->lock);
    assert(!error);
    return at;
}

static void take_figures(Arena *arena, const Sweeping *sweeping, const Compared *side,
                         const uint8_t *reached, SweepVariant *out)
{
    const Comparison *comparison = &sweeping->comparison;
    size_t persons = comparison->records->roster.person_count;
    out->paid = compare_sum(comparison, side->paid, PERSON_NONE, 0, comparison->month_count);
    out->difference.minor = out->paid.minor - sweeping->sweep->base_paid.minor;
    FitPoint *points = ARENA_ARRAY(arena, FitPoint, persons + 1);
    memcpy(points, sweeping->points, persons * sizeof *points);
    const Ratio *targets =
        sweeping->targets ? compare_targets(arena, comparison, side, reached) : NULL;
    fit_points(arena, comparison, side, targets, reached, points);
    out->fit = fit_of(arena, points, persons);
}

static void mark(const Ledger *ledger, const uint8_t *plans, uint8_t *persons)
{
    for (uint32_t i = 0; i < ledger->participation_count; i++)
        persons[ledger->participations[i].person] |= plans[ledger->participations[i].plan];
}

/* Whom the keys reach, and whoever is under the plans that change by this variant alone. */
static const uint8_t *find_reached(Arena *arena, const Sweeping *sweeping, const Design *design)
{
    const Records *records = sweeping->comparison.records;
    if (!sweeping->moves) return sweeping->persons;
    uint8_t *persons = ARENA_ARRAY(arena, uint8_t, records->roster.person_count + 1u);
    memcpy(persons, sweeping->persons, records->roster.person_count);
    Ledger ledger;
    engine_participations(arena, records, design, sweeping->comparison.to, &ledger);
    mark(&ledger, sweeping->moves, persons);
    return persons;
}

static void compute_variant(void *context, size_t variant)
{
    Sweeping *sweeping = context;
    const Sweep *sweep = sweeping->sweep;
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Comparison comparison = sweeping->comparison;
    DesignTrees trees;
    Design design;
    Compared side;
    const uint8_t *reached = NULL;
    bool good = set_values(arena, sweep, variant, &trees, &diags) &&
                design_build(arena, comparison.records->company, &trees, &design, &diags);
    if (good) reached = find_reached(arena, sweeping, &design);
    good = good && compare_some(arena, &comparison, sweep->base, &trees, &design, reached, &side,
                                &diags);
    sweeping->problem[variant] = good ? NO_PROBLEM : keep_problem(sweeping, variant, &diags);
    if (good) take_figures(arena, sweeping, &side, reached, &sweep->variants[variant]);
    arena_free(arena);
}

/* Whether a plan pays for what others reach, or against their quotas. */
static bool counts_others(const Plan *plan)
{
    for (uint32_t c = 0; c < plan->component_count; c++)
        if (plan->components[c].of != SCOPE_SELF) return true;
    return false;
}

/* Whom any of the values reaches. False: a path is none, or a value is no YAML. */
static bool find_reach(Arena *arena, Sweeping *sweeping, Diags *diags)
{
    const Sweep *sweep = sweeping->sweep;
    const DesignTrees *trees = sweep->base->trees;
    uint8_t *plans = ARENA_ARRAY(arena, uint8_t, trees->plan_count + 1);
    bool own = true;
    for (size_t a = 0; a < sweep->axis_count; a++)
        for (size_t v = 0; v < sweep->axes[a].count; v++) {
            DesignTrees changed;
            if (!variant_set(arena, trees, sweep->axes[a].path, sweep->axes[a].values[v],
                             &changed, diags))
                return false;
            own &= variant_reach(trees, &changed, plans);
        }
    uint8_t *all = ARENA_ARRAY(arena, uint8_t, trees->plan_count + 1);
    for (size_t p = 0; p < trees->plan_count; p++)
        all[p] = plans[p] | (!own && counts_others(&sweep->base->design->plans[p]));
    uint8_t *persons = ARENA_ARRAY(arena, uint8_t,
                                   sweeping->comparison.records->roster.person_count + 1u);
    mark(sweep->base->years[0].ledger, all, persons);
    sweeping->persons = persons;
    sweeping->moves = own ? NULL : plans;
    return true;
}

/* What variants are held against. */
static void find_base(Arena *arena, Sweeping *sweeping)
{
    Sweep *sweep = sweeping->sweep;
    const Comparison *comparison = sweep->comparison;
    size_t persons = comparison->records->roster.person_count;
    const Ratio *targets = compare_targets(arena, comparison, sweep->base, NULL);
    for (size_t p = 0; p < persons; p++) sweep->pay_of_target |= ratio_sign(targets[p]) > 0;
    FitPoint *points = ARENA_ARRAY(arena, FitPoint, persons + 1);
    sweeping->targets = sweep->pay_of_target ? targets : NULL;
    sweeping->points = points;
    fit_points(arena, comparison, sweep->base, sweeping->targets, NULL, points);
    sweep->base_paid = compare_sum(comparison, sweep->base->paid, PERSON_NONE, 0,
                                   comparison->month_count);
    sweep->base_fit = fit_of(arena, points, persons);
}

bool sweep_compute(Arena *arena, Comparison *comparison, SweepAxis *axes, size_t axis_count,
                   Sweep *out, Diags *diags)
{
    *out = (Sweep){.comparison = comparison, .base = &comparison->sides[0], .axes = axes,
                   .axis_count = axis_count, .variant_count = 1};
    for (size_t a = 0; a < axis_count; a++) out->variant_count *= axes[a].count;
    out->variants = ARENA_ARRAY(arena, SweepVariant, out->variant_count + 1);
    Sweeping sweeping = {.sweep = out, .comparison = *comparison,
                         .first = ARENA_ARRAY(arena, size_t, out->variant_count + 1),
                         .problem = ARENA_ARRAY(arena, size_t, out->variant_count + 1)};
    diags_start(&sweeping.problems, arena);
    if (!find_reach(arena, &sweeping, diags)) return false;
    find_base(arena, &sweeping);
    int error = pthread_mutex_init(&sweeping.lock, NULL);
    assert(!error);
    bool wide = out->variant_count >= comparison->jobs;   /* else the engine's own threads */
    if (wide) sweeping.comparison.jobs = 1;
    jobs_run(wide ? comparison->jobs : 1, out->variant_count, compute_variant, &sweeping);
    error = pthread_mutex_destroy(&sweeping.lock);
    assert(!error);
    for (size_t v = 0; v < out->variant_count; v++)
        if (sweeping.problem[v] != NO_PROBLEM)
            out->variants[v].problem = &sweeping.problems.items[sweeping.problem[v]];
    return true;
}

bool sweep_affordable(const Sweep *sweep, const SweepVariant *variant)
{
    return !variant->problem &&
           (!sweep->has_budget || variant->paid.minor <= sweep->budget.minor);
}

static int compare_variants(const void *left, const void *right, void *context)
{
    const Sweep *sweep = context;
    size_t one = *(const size_t *)left, other = *(const size_t *)right;
    const SweepVariant *a = &sweep->variants[one], *b = &sweep->variants[other];
    if (!a->problem != !b->problem) return a->problem ? 1 : -1;
    bool can = sweep_affordable(sweep, a);
    if (can != sweep_affordable(sweep, b)) return can ? -1 : 1;
    if (a->fit.has != b->fit.has) return a->fit.has ? -1 : 1;
    if (a->fit.correlation != b->fit.correlation)
        return a->fit.correlation > b->fit.correlation ? -1 : 1;
    if (a->paid.minor != b->paid.minor) return a->paid.minor < b->paid.minor ? -1 : 1;
    return one < other ? -1 : one > other;
}

size_t *sweep_order(Arena *arena, const Sweep *sweep)
{
    size_t *order = ARENA_ARRAY(arena, size_t, sweep->variant_count + 1);
    for (size_t v = 0; v < sweep->variant_count; v++) order[v] = v;
    qsort_r(order, sweep->variant_count, sizeof *order, compare_variants, (void *)sweep);
    return order;
}

Text sweep_fit_text(Arena *arena, SweepFit fit)
{
    if (!fit.has) return TEXT("");
    int size = fit.correlation < 0 ? -fit.correlation : fit.correlation;
    return text_format(arena, "%s%d.%04d", fit.correlation < 0 ? "-" : "", size / 10000,
                       size % 10000);
}
