/* credit_order.c - all slices' credits into the order of credits.csv, grouped by line and person.
 *
 * Lines and persons are numbered by the bytes of their names, so that the first two keys are a
 * counting sort; the rest is a sort of each small group, the groups in parallel. */
#include "engine_inside.h"

#include <stdlib.h>

#define GROUPS_A_PART 64

typedef struct OrderWork { Engine *engine; size_t groups; } OrderWork;

static int compare_tied(const Ledger *ledger, const Credit *a, const Credit *b)
{
    const SliceRef *one = &ledger->slices[a->slice], *two = &ledger->slices[b->slice];
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
        size_t from = engine->bucket[g], count = engine->bucket[g + 1] - from;
        if (count > 1)
            qsort_r(engine->ledger->credits + from, count, sizeof(Credit), compare_credits,
                    engine->ledger);
    }
}

void credits_order(Engine *engine, Credit **parts, const size_t *counts, size_t part_count)
{
    Ledger *ledger = engine->ledger;
    size_t persons = engine->roster->person_count + 1u;
    size_t groups = engine->design->line_count * persons;
    engine->bucket = ARENA_ARRAY(engine->arena, size_t, groups + 2);
    size_t *next = engine->bucket + 1;      /* counts, then places, shifted by one */
    for (size_t p = 0; p < part_count; p++)
        for (size_t i = 0; i < counts[p]; i++) {
            const Credit *credit = &parts[p][i];
            next[credit->line * persons +
                 (credit->person == PERSON_NONE ? 0 : credit->person + 1u)]++;
        }
    for (size_t g = 0, sum = 0; g < groups; g++) {
        size_t count = next[g];
        next[g] = sum;
        sum += count;
    }
    for (size_t p = 0; p < part_count; p++) ledger->credit_count += counts[p];
    ledger->credits = ARENA_ARRAY(engine->arena, Credit, ledger->credit_count + 1);
    for (size_t p = 0; p < part_count; p++)
        for (size_t i = 0; i < counts[p]; i++) {
            const Credit *credit = &parts[p][i];
            size_t group = credit->line * persons +
                           (credit->person == PERSON_NONE ? 0 : credit->person + 1u);
            ledger->credits[next[group]++] = *credit;
        }
    OrderWork work = {engine, groups};
    jobs_run(engine->options->jobs, (groups + GROUPS_A_PART - 1) / GROUPS_A_PART, order_groups,
             &work);
}
