/* resample.c - the cost of designs over resampled history: a bootstrap over months and payees.
 *
 * Numbers come from SplitMix64 (Steele, Lea, Flood 2014), one sequence a sample, so that samples
 * can be made in any order; a draw below n rejects what would make some more likely than others. */
#include "attain/compare.h"
#include "attain/jobs.h"

#include <stdlib.h>

#define SAMPLES_A_PART 16u

typedef struct Resampling {
    const Comparison *comparison;
    const uint32_t *payees;
    size_t payee_count, samples;
    uint64_t seed;
    Int128 *costs;                   /* [side * samples + sample] */
} Resampling;

static uint64_t next_random(uint64_t *state)
{
    uint64_t mixed = *state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static size_t draw_below(uint64_t *state, size_t bound)
{
    uint64_t least = (uint64_t)(0 - bound) % bound, random;
    do random = next_random(state);
    while (random < least);
    return (size_t)(random % bound);
}

static void cost_of_sample(const Resampling *of, const uint32_t *months, const uint32_t *payees,
                           size_t sample)
{
    const Comparison *comparison = of->comparison;
    for (size_t s = 0; s < comparison->side_count; s++) {
        Int128 cost = 0;
        for (size_t p = 0; p < of->payee_count; p++) {
            if (!payees[p]) continue;
            const Money *paid =
                &comparison->sides[s].paid[of->payees[p] * comparison->month_count];
            Int128 sum = 0;
            for (size_t m = 0; m < comparison->month_count; m++)
                sum += (Int128)paid[m].minor * months[m];
            cost += sum * payees[p];
        }
        of->costs[s * of->samples + sample] = cost;
    }
}

static void make_samples(void *context, size_t part)
{
    const Resampling *of = context;
    const Comparison *comparison = of->comparison;
    Arena *scratch = arena_new();
    size_t end = (part + 1) * SAMPLES_A_PART;
    for (size_t sample = part * SAMPLES_A_PART; sample < end && sample < of->samples; sample++) {
        uint64_t mixed = of->seed ^ (uint64_t)sample * 0xD1B54A32D192ED03u;
        uint64_t state = next_random(&mixed);
        uint32_t *months = ARENA_ARRAY(scratch, uint32_t, comparison->month_count);
        uint32_t *payees = ARENA_ARRAY(scratch, uint32_t, of->payee_count + 1);
        for (size_t m = 0; m < comparison->month_count; m++)
            months[draw_below(&state, comparison->month_count)]++;
        for (size_t p = 0; p < of->payee_count; p++)
            payees[draw_below(&state, of->payee_count)]++;
        cost_of_sample(of, months, payees, sample);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

static int compare_costs(const void *left, const void *right)
{
    const Int128 *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The least amount that so many of a hundred cost at most: the nearest rank. */
static Money at_rank(const Int128 *sorted, size_t count, size_t hundredths)
{
    size_t rank = (count * hundredths + 99) / 100;
    return (Money){(int64_t)sorted[rank ? rank - 1 : 0]};
}

/* False: a cost, or their sum, is too large. */
static bool sum_up(Arena *arena, const Resampling *of, size_t side, CompareSample *out)
{
    Int128 *costs = &of->costs[side * of->samples], sum = 0;
    *out = (CompareSample){0};
    for (size_t i = 0; i < of->samples; i++) {
        if (costs[i] > INT64_MAX || costs[i] < -INT64_MAX) return false;
        sum += costs[i];
        out->dearer += costs[i] > of->costs[i];
    }
    Ratio mean;
    return ratio_divide(arena, ratio_from_int128(arena, sum), ratio_whole((int64_t)of->samples),
                        &mean) &&
           money_from_ratio(mean, 0, ROUND_HALF_UP, &out->mean);
}

bool compare_resample(Arena *arena, const Comparison *comparison, size_t samples, uint64_t seed,
                      CompareResampled *out, Diags *diags)
{
    uint32_t persons = comparison->records->roster.person_count;
    uint32_t *payees = ARENA_ARRAY(arena, uint32_t, persons + 1u);
    Resampling of = {.comparison = comparison, .payees = payees, .samples = samples, .seed = seed,
                     .costs = ARENA_ARRAY(arena, Int128, samples * comparison->side_count + 1)};
    for (uint32_t p = 0; p < persons; p++) {
        bool any = false;
        for (size_t s = 0; s < comparison->side_count; s++)
            any |= comparison->sides[s].is_payee[p] != 0;
        if (any) payees[of.payee_count++] = p;
    }
    *out = (CompareResampled){samples, seed,
                              ARENA_ARRAY(arena, CompareSample, comparison->side_count + 1)};
    if (of.payee_count)
        jobs_run(comparison->jobs, (samples + SAMPLES_A_PART - 1) / SAMPLES_A_PART, make_samples,
                 &of);
    for (size_t s = 0; s < comparison->side_count; s++)
        if (!sum_up(arena, &of, s, &out->sides[s])) {
            diag_error(diags, DIAG_PAY_TOO_LARGE, (Place){0},
                       "the payments of a resampled history are too large to be exact");
            return false;
        }
    for (size_t s = 0; s < comparison->side_count; s++) {        /* dearer looked at A's order */
        Int128 *costs = &of.costs[s * samples];
        qsort(costs, samples, sizeof *costs, compare_costs);
        out->sides[s].low = at_rank(costs, samples, 10);
        out->sides[s].middle = at_rank(costs, samples, 50);
        out->sides[s].high = at_rank(costs, samples, 90);
    }
    return true;
}
