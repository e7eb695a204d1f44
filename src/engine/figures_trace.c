/* figures_trace.c - what an entry was made of, kept beside it. */
#include "figures_inside.h"

#include <string.h>

static void append(void *all, size_t *count, const void *some, size_t some_count, size_t size)
{
    if (some_count) memcpy((char *)all + *count * size, some, some_count * size);
    *count += some_count;
}

/* The terms of the window's months: to date, or of a window quota all. */
static void join_terms(Figures *figures, uint32_t c, const Entry *entry, EntryTrace *trace)
{
    const Component *component = &figures->plan->components[c];
    Month start = figures_window_start(figures, component, entry->month), last = entry->month;
    if (component->against == AGAINST_WINDOW_QUOTA)
        last = start + window_months(component->window) - 1;
    const MonthFacts *first = &figures->facts[c * YEAR_MONTHS +
                                              (uint32_t)(start - figures->engine->year_start)];
    size_t months = (size_t)(last - start) + 1, targets = 0, quotas = 0;
    for (size_t m = 0; m < months; m++) {
        targets += first[m].terms->target_count;
        quotas += first[m].terms->quota_count;
    }
    Arena *arena = figures->engine->arena;
    TargetTerm *all_targets = ARENA_ARRAY(arena, TargetTerm, targets + 1);
    QuotaTerm *all_quotas = ARENA_ARRAY(arena, QuotaTerm, quotas + 1);
    for (size_t m = 0; m < months; m++) {
        const Terms *terms = first[m].terms;
        append(all_targets, &trace->target_count, terms->targets, terms->target_count,
               sizeof *all_targets);
        append(all_quotas, &trace->quota_count, terms->quotas, terms->quota_count,
               sizeof *all_quotas);
    }
    trace->targets = all_targets;
    trace->quotas = all_quotas;
}

static Ratio kept(Arena *arena, Ratio ratio)
{
    return ratio.big ? ratio_keep(arena, ratio) : ratio;
}

/* Formulas' figures are written over by the next component: they are copied. */
static const Value *keep_values(Figures *figures, const Value *values)
{
    Arena *arena = figures->engine->arena;
    size_t count = FIGURE_OWN + (size_t)figures->plan->component_count * FIGURE_OTHERS;
    Value *copy = ARENA_ARRAY(arena, Value, count + 1);
    for (size_t i = 0; i < count; i++) {
        copy[i] = values[i];
        if (copy[i].type == VALUE_NUMBER) copy[i].number = kept(arena, values[i].number);
    }
    return copy;
}

void trace_entry(Figures *figures, uint32_t c, uint32_t m, const Value *values,
                 const Earned *earned, bool paid)
{
    Entry *entry = &figures->entries[c * YEAR_MONTHS + m];
    EntryTrace *trace = ARENA_NEW(figures->engine->arena, EntryTrace);
    join_terms(figures, c, entry, trace);
    trace->window_from = figures_window_start(figures, &figures->plan->components[c],
                                              entry->month);
    trace->due_in = figures_due_month(figures, &figures->plan->components[c], entry->month);
    trace->was_paid = paid;
    if (paid) trace->steps = earned->steps;
    trace->figures = keep_values(figures, values);
    entry->trace = trace;
}

void trace_cap(Figures *figures, uint32_t m, const CapSteps *steps)
{
    Arena *arena = figures->engine->arena;
    uint32_t count = figures->plan->component_count;
    CapPart *parts = ARENA_ARRAY(arena, CapPart, count + 1u);
    memcpy(parts, steps->parts, count * sizeof *parts);
    for (uint32_t c = 0; c < count; c++) {
        parts[c].target = kept(arena, parts[c].target);
        parts[c].weighted_target = kept(arena, parts[c].weighted_target);
    }
    CapSteps *own = ARENA_NEW(arena, CapSteps);
    *own = *steps;
    own->of_target = kept(arena, steps->of_target);
    own->parts = parts;
    for (uint32_t c = 0; c < count; c++) {
        Entry *entry = &figures->entries[c * YEAR_MONTHS + m];
        if (!entry->trace) continue;
        EntryTrace *trace = ARENA_NEW(arena, EntryTrace);
        *trace = *entry->trace;
        trace->cap = own;
        entry->trace = trace;
    }
}
