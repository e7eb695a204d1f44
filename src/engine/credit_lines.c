/* credit_lines.c - which credit lines are kept and listed; how many rows were left out. */
#include "engine_inside.h"

#include <string.h>

/* The lines that credits.csv lists, and all that a component can ask for: those of measures that a
 * plan with an effective day in the fiscal year to date uses. */
static void choose_lines(Engine *engine, uint8_t *listed)
{
    const Design *design = engine->design;
    for (uint32_t p = 0; p < design->plan_count; p++) {
        const Plan *plan = &design->plans[p];
        if (plan->from > engine->period_last_day || plan->to < engine->year_first_day) continue;
        for (uint32_t c = 0; c < plan->component_count; c++) {
            if (plan->components[c].measure == INDEX_NONE) continue;
            const Measure *measure = &design->measures[plan->components[c].measure];
            const Measure *parts[2] = {measure, measure};
            if (measure->is_ratio) {
                parts[0] = &design->measures[measure->numerator];
                parts[1] = &design->measures[measure->denominator];
            }
            for (int i = 0; i < 2; i++)
                memset(listed + parts[i]->first_line, 1, parts[i]->line_count);
        }
    }
}

/* Rows at fault, from intake and from here; a duplicate is no fault. */
size_t rows_left_out(const Engine *engine)
{
    size_t rows = 0;
    for (uint32_t s = 0; s < engine->ledger->slice_count; s++) {
        const Slice *slice = engine->ledger->slices[s].slice;
        for (size_t r = 0; slice->left_out && r < slice->row_count; r++)
            rows += slice->left_out[r];
    }
    const Records *records = engine->records;
    for (size_t f = 0; f < records->file_count; f++)
        for (size_t s = 0; s < records->files[f].skipped_count; s++)
            if (records->files[f].skipped[s].reason == SKIP_DUPLICATE)
                rows -= records->files[f].skipped[s].rows <= rows
                            ? records->files[f].skipped[s].rows : rows;
    return rows;
}

/* Which lines each year lists; those that any of them does are kept. */
void lines_choose(Engine *engine, const Years *years)
{
    uint32_t lines = engine->design->line_count;
    uint8_t *kept = ARENA_ARRAY(engine->arena, uint8_t, lines + 1u);
    for (uint32_t y = 0; y < years->count; y++) {
        Engine *year = &years->items[y];
        uint8_t *listed = ARENA_ARRAY(engine->arena, uint8_t, lines + 1u);
        choose_lines(year, listed);
        year->ledger->line_listed = listed;
        for (uint32_t l = 0; l < lines; l++) kept[l] |= listed[l];
    }
    if (engine->options->every_line) memset(kept, 1, lines);
    engine->line_kept = kept;
    engine->kept_from = years->items[0].year_first_day;
    engine->kept_to = engine->period_last_day;
    engine->asked = asked_groups(engine);
}
