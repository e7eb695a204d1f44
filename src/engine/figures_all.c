/* figures_all.c - every participation's figures, in parallel. */
#include "engine_inside.h"

#include <assert.h>
#include <string.h>

#define PARTICIPATIONS_A_PART 64u

/* A run of neighbouring participations, worked on by an engine that reports into a place of its
 * own; what parts say is put together in their order. Entries have places enough in the ledger's
 * own arrays, from where each part's begin. */
typedef struct FiguresPart {
    Engine engine;
    Ledger ledger;
    Diags diags;
    uint32_t first, end;
    size_t components;               /* of its participations: at most an entry each, and a month */
} FiguresPart;

static size_t count_components(const Engine *engine, uint32_t first, uint32_t end)
{
    const Participation *participations = engine->ledger->participations;
    size_t components = 0;
    for (uint32_t i = first; i < end; i++)
        if (is_asked(engine, participations[i].person))
            components += engine->design->plans[participations[i].plan].component_count;
    return components;
}

static void figure_part(void *context, size_t index)
{
    FiguresPart *part = &((FiguresPart *)context)[index];
    Engine *engine = &part->engine;
    const Ledger *ledger = engine->ledger = &part->ledger;
    engine->arena = arena_new();
    engine->diags = &part->diags;
    diags_start(&part->diags, engine->arena);
    Arena *scratch = arena_new();
    for (uint32_t i = part->first; i < part->end; i++) {
        if (!is_asked(engine, ledger->participations[i].person)) continue;
        DayRange days = range_of(ledger->participations[i].first,
                                 credits_end(engine, &ledger->participations[i]));
        if (days.from > engine->period_last_day || days.to < engine->year_first_day) continue;
        figures_of(engine, scratch, i);
        arena_reset(scratch);
    }
    arena_free(scratch);
    assert(ledger->entry_count <= part->components);
}

/* Moved down to those before: not every component has an entry. */
static void append_entries(Entry *all, size_t *count, const Entry *some, size_t some_count)
{
    if (some_count && all + *count != some) memmove(all + *count, some, some_count * sizeof *all);
    *count += some_count;
}

void figures_compute(Engine *engine)
{
    Ledger *ledger = engine->ledger;
    size_t count = ledger->participation_count / PARTICIPATIONS_A_PART + 1;
    FiguresPart *parts = ARENA_ARRAY(engine->arena, FiguresPart, count);
    size_t months = (size_t)(engine->period - engine->year_start);
    size_t components = count_components(engine, 0, ledger->participation_count), before = 0;
    ledger->entries = ARENA_ARRAY(engine->arena, Entry, components + 1);
    ledger->earlier = ARENA_ARRAY(engine->arena, Entry, components * months + 1);
    for (size_t p = 0; p < count; p++) {
        uint32_t first = (uint32_t)(p * PARTICIPATIONS_A_PART);
        uint32_t left = ledger->participation_count - first;
        uint32_t end = first + (left < PARTICIPATIONS_A_PART ? left : PARTICIPATIONS_A_PART);
        parts[p] = (FiguresPart){*engine, *ledger, .first = first, .end = end,
                                 .components = count_components(engine, first, end)};
        parts[p].ledger.entries += before;
        parts[p].ledger.earlier += before * months;
        before += parts[p].components;
    }
    jobs_run(engine->options->jobs, count, figure_part, parts);
    for (size_t p = 0; p < count; p++) {
        const Ledger *some = &parts[p].ledger;
        append_entries(ledger->entries, &ledger->entry_count, some->entries, some->entry_count);
        append_entries(ledger->earlier, &ledger->earlier_count, some->earlier,
                       some->earlier_count);
        diags_merge(engine->diags, &parts[p].diags);
        arena_adopt(engine->arena, parts[p].engine.arena);
    }
}
