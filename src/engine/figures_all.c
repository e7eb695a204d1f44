/* figures_all.c - every participation's figures, in parallel. */
#include "engine_inside.h"

#include <string.h>

#define PARTICIPATIONS_A_PART 64u

/* A run of neighbouring participations, worked on by an engine that reports and keeps into a place
 * of its own; what parts say is put together in their order. */
typedef struct FiguresPart {
    Engine engine;
    Ledger ledger;
    Diags diags;
    uint32_t first, end;
} FiguresPart;

static void figure_part(void *context, size_t index)
{
    FiguresPart *part = &((FiguresPart *)context)[index];
    Engine *engine = &part->engine;
    const Ledger *ledger = engine->ledger;
    part->ledger = *ledger;
    engine->ledger = &part->ledger;
    engine->arena = arena_new();
    engine->diags = &part->diags;
    diags_start(&part->diags, engine->arena);
    size_t components = 0, months = (size_t)(engine->period - engine->year_start);
    for (uint32_t i = part->first; i < part->end; i++)
        if (is_asked(engine, ledger->participations[i].person))
            components += engine->design->plans[ledger->participations[i].plan].component_count;
    part->ledger.entries = ARENA_ARRAY(engine->arena, Entry, components + 1);
    part->ledger.earlier = ARENA_ARRAY(engine->arena, Entry, components * months + 1);
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
}

static void append_entries(Entry *all, size_t *count, const Entry *some, size_t some_count)
{
    if (some_count) memcpy(all + *count, some, some_count * sizeof *all);
    *count += some_count;
}

void figures_compute(Engine *engine)
{
    Ledger *ledger = engine->ledger;
    size_t count = ledger->participation_count / PARTICIPATIONS_A_PART + 1;
    FiguresPart *parts = ARENA_ARRAY(engine->arena, FiguresPart, count);
    for (size_t p = 0; p < count; p++) {
        uint32_t first = (uint32_t)(p * PARTICIPATIONS_A_PART);
        uint32_t left = ledger->participation_count - first;
        parts[p] = (FiguresPart){.engine = *engine, .first = first, .end = first +
            (left < PARTICIPATIONS_A_PART ? left : PARTICIPATIONS_A_PART)};
    }
    jobs_run(engine->options->jobs, count, figure_part, parts);
    size_t entries = 0, earlier = 0;
    for (size_t p = 0; p < count; p++) {
        entries += parts[p].ledger.entry_count;
        earlier += parts[p].ledger.earlier_count;
    }
    ledger->entries = ARENA_ARRAY(engine->arena, Entry, entries + 1);
    ledger->earlier = ARENA_ARRAY(engine->arena, Entry, earlier + 1);
    for (size_t p = 0; p < count; p++) {
        const Ledger *some = &parts[p].ledger;
        append_entries(ledger->entries, &ledger->entry_count, some->entries, some->entry_count);
        append_entries(ledger->earlier, &ledger->earlier_count, some->earlier,
                       some->earlier_count);
        diags_merge(engine->diags, &parts[p].diags);
        arena_adopt(engine->arena, parts[p].engine.arena);
    }
}
