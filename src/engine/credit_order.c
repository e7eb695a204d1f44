/* credit_order.c - all slices' credits into the order of credits.csv, grouped by line and person.
 *
 * Lines and persons are numbered by the bytes of their names, so that the first two keys are a
 * counting sort; the rest is a sort of each small group, the groups in parallel. */
#include "engine_inside.h"

#include <stdlib.h>

#define GROUPS_A_PART 64

typedef struct OrderWork {
    Engine *engine;
    Credit **parts;                     /* the slices' credits */
    const size_t *counts;
    size_t part_count;
    size_t chunk_count;                 /* runs of neighbouring parts, each placed by one job */
    size_t groups;
    size_t *starts;                     /* of the groups: Ledger.groups */
    size_t *places;                     /* [chunk][group]: how many, then where the next one goes */
} OrderWork;

static int compare_tied(const Ledger *ledger, const Credit *a, const Credit *b)
{
    const SliceRef *one = &ledger->slices[a->slice], *two = &ledger->slices[b->slice];
    if (one->table == two->table && one->table->keys_ascend) {
        if (a->slice != b->slice) return a->slice < b->slice ? -1 : 1;
        if (a->row != b->row) return a->row < b->row ? -1 : 1;
    }
    int order = text_compare(record_key(one->table, one->slice, a->row),
                             record_key(two->table, two->slice, b->row));
    if (!order) order = text_compare(one->table->spec->name, two->table->spec->name);
    if (!order) order = text_compare(one->slice->file->source.path,
                                     two->slice->file->source.path);
    if (order) return order;
    uint32_t line_a = one->slice->lines[a->row], line_b = two->slice->lines[b->row];
    if (line_a != line_b) return line_a < line_b ? -1 : 1;
    if (a->leg != b->leg) return a->leg < b->leg ? -1 : 1;
    return ratio_compare(a->amount, b->amount);
}

static int compare_credits(const void *left, const void *right, void *context)
{
    const Credit *a = left, *b = right;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return compare_tied(context, a, b);
}

static void order_groups(void *context, size_t part)
{
    OrderWork *work = context;
    Engine *engine = work->engine;
    size_t end = (part + 1) * GROUPS_A_PART;
    for (size_t g = part * GROUPS_A_PART; g < end && g < work->groups; g++) {
        size_t from = work->starts[g], count = work->starts[g + 1] - from;
        if (count > 1)
            qsort_r(engine->ledger->credits + from, count, sizeof(Credit), compare_credits,
                    engine->ledger);
    }
}

static void count_chunk(void *context, size_t chunk)
{
    OrderWork *work = context;
    size_t *places = work->places + chunk * work->groups;
    size_t end = work->part_count * (chunk + 1) / work->chunk_count;
    for (size_t p = work->part_count * chunk / work->chunk_count; p < end; p++)
        for (size_t i = 0; i < work->counts[p]; i++) {
            const Credit *credit = &work->parts[p][i];
            places[group_of(work->engine->ledger, credit->line, credit->person)]++;
        }
}

static void place_chunk(void *context, size_t chunk)
{
    OrderWork *work = context;
    size_t *places = work->places + chunk * work->groups;
    Credit *credits = work->engine->ledger->credits;
    size_t end = work->part_count * (chunk + 1) / work->chunk_count;
    for (size_t p = work->part_count * chunk / work->chunk_count; p < end; p++)
        for (size_t i = 0; i < work->counts[p]; i++) {
            const Credit *credit = &work->parts[p][i];
            credits[places[group_of(work->engine->ledger, credit->line, credit->person)]++] =
                *credit;
        }
}

/* Counts become places: a group's credits side by side, chunk after chunk within it. */
static void share_places(OrderWork *work)
{
    Engine *engine = work->engine;
    size_t sum = 0;
    for (size_t g = 0; g < work->groups; g++) {
        work->starts[g] = sum;
        for (size_t c = 0; c < work->chunk_count; c++) {
            size_t *place = &work->places[c * work->groups + g], count = *place;
            *place = sum;
            sum += count;
        }
    }
    work->starts[work->groups] = sum;
    engine->ledger->groups = work->starts;
    engine->ledger->credit_count = sum;
}

void credits_order(Engine *engine, Credit **parts, const size_t *counts, size_t part_count)
{
    unsigned jobs = engine->options->jobs;
    Arena *scratch = arena_new();
    OrderWork work = {.engine = engine, .parts = parts, .counts = counts,
                      .part_count = part_count,
                      .groups = (size_t)engine->design->line_count *
                                (engine->roster->person_count + 1u)};
    size_t credits = 0;
    for (size_t p = 0; p < part_count; p++) credits += counts[p];
    work.chunk_count = credits / (work.groups + 1) + 1;    /* no more places than credits */
    if (work.chunk_count > jobs) work.chunk_count = jobs ? jobs : 1;
    work.places = ARENA_ARRAY(scratch, size_t, work.chunk_count * work.groups + 1);
    work.starts = ARENA_ARRAY(engine->arena, size_t, work.groups + 1);
    jobs_run(jobs, work.chunk_count, count_chunk, &work);
    share_places(&work);
    engine->ledger->credits = ARENA_ARRAY(engine->arena, Credit, engine->ledger->credit_count + 1);
    jobs_run(jobs, work.chunk_count, place_chunk, &work);
    jobs_run(jobs, (work.groups + GROUPS_A_PART - 1) / GROUPS_A_PART, order_groups, &work);
    arena_free(scratch);
}
