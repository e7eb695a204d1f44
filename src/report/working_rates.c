/* working_rates.c - Rates: every table of the plans in force, as people read it and, folded, in
 * whole numbers: from x its scale, pays x its scale. */
#include "working_inside.h"

#define SCALE_BELOW ((Int128)1 << 40)

/* ---- in whole numbers */

static void share_scale(int64_t *scale, Ratio ratio)
{
    if (!*scale) return;
    int64_t a = *scale, b = ratio.big ? 0 : ratio.den;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    Int128 common = ratio.big ? SCALE_BELOW : (Int128)(*scale / a) * ratio.den;
    *scale = common < SCALE_BELOW ? (int64_t)common : 0;
}

/* False: too large. */
static bool scaled(Ratio ratio, int64_t scale, int64_t *out)
{
    if (!scale) return false;
    Int128 whole = (Int128)ratio.num * (scale / ratio.den);
    *out = (int64_t)whole;
    return whole < EXACT_BELOW && whole > -EXACT_BELOW;
}

/* Numbers as whole ones of one scale. */
static bool all_scaled(Arena *arena, const Ratio *ratios, size_t count, int64_t *scale,
                       const int64_t **out)
{
    int64_t *whole = ARENA_ARRAY(arena, int64_t, count + 1);
    bool fits = true;
    *scale = 1;
    for (size_t i = 0; i < count; i++) share_scale(scale, ratios[i]);
    for (size_t i = 0; i < count; i++) fits &= scaled(ratios[i], *scale, &whole[i]);
    *out = whole;
    return fits;
}

/* Of each point: how far it is to the next one, and how much more that pays. The last one goes on
 * with the last line that is not a jump, or is flat. */
static void find_lines(RateBlock *block, bool extend, int64_t *step, int64_t *width)
{
    for (size_t i = 0; i < block->count; i++) {
        step[i] = 0;
        width[i] = 1;
        if (i + 1 == block->count || block->from[i + 1] == block->from[i]) continue;
        step[i] = block->pays[i + 1] - block->pays[i];
        width[i] = block->from[i + 1] - block->from[i];
    }
    size_t last = block->count - 1;
    for (size_t i = last; extend && i-- > 0;) {
        if (block->from[i + 1] == block->from[i]) continue;
        step[last] = step[i];
        width[last] = width[i];
        break;
    }
}

static RateBlock rate_block(Arena *arena, const Rate *rate)
{
    RateBlock block = {.count = rate->count};
    Ratio *from = ARENA_ARRAY(arena, Ratio, rate->count);
    Ratio *pays = ARENA_ARRAY(arena, Ratio, rate->count);
    for (size_t i = 0; i < rate->count; i++) {
        from[i] = rate->tiers[i].at;
        pays[i] = rate->tiers[i].pays;
    }
    bool places = all_scaled(arena, from, rate->count, &block.from_scale, &block.from);
    bool amounts = all_scaled(arena, pays, rate->count, &block.pays_scale, &block.pays);
    block.fits = places && amounts;
    int64_t *step = ARENA_ARRAY(arena, int64_t, rate->count);
    int64_t *width = ARENA_ARRAY(arena, int64_t, rate->count);
    if (rate->method == RATE_LINEAR) {
        find_lines(&block, rate->extend, step, width);
        block.width = width;
    } else if (rate->method == RATE_MARGINAL) {
        for (size_t i = 0; i < rate->count; i++)
            step[i] = block.pays[i] - (i > 0 ? block.pays[i - 1] : 0);
    }
    if (rate->method == RATE_LINEAR || rate->method == RATE_MARGINAL) block.step = step;
    return block;
}

/* The places of a matrix's rows or columns. Of a linear one: to the next, and whether there is. */
static RateBlock axis_block(Arena *arena, const Axis *axis, bool linear)
{
    RateBlock block = {.count = axis->count};
    block.fits = all_scaled(arena, axis->from, axis->count, &block.from_scale, &block.from);
    if (!linear) return block;
    int64_t *step = ARENA_ARRAY(arena, int64_t, axis->count);
    int64_t *width = ARENA_ARRAY(arena, int64_t, axis->count);
    for (size_t i = 0; i < axis->count; i++) {
        bool last = i + 1 == axis->count;
        step[i] = !last;
        width[i] = last ? 1 : block.from[i + 1] - block.from[i];
    }
    block.step = step;
    block.width = width;
    return block;
}

static RateBlock figure_block(Arena *arena, bool has, Ratio figure)
{
    RateBlock block = {.count = has};
    if (has) block.fits = all_scaled(arena, &figure, 1, &block.pays_scale, &block.pays);
    return block;
}

static void component_blocks(Working *working, const Component *component, RateBlock *tables)
{
    Arena *arena = working->arena;
    bool percent = component->pays == PAYS_TARGET || component->pays == PAYS_FORMULA;
    tables[TABLE_WEIGHT] = figure_block(arena, percent, component->weight);
    tables[TABLE_GOAL] = figure_block(arena, component->against == AGAINST_GOAL, component->goal);
    tables[TABLE_CAP] = figure_block(arena, component->cap != CAP_NONE, component->cap_at);
    tables[TABLE_WHEN_EMPTY] = figure_block(arena, component->has_when_empty,
                                            component->when_empty);
    if (component->rate) tables[TABLE_RATE] = rate_block(arena, component->rate);
    if (component->modifier)
        tables[TABLE_MODIFIER] = rate_block(arena, &component->modifier->rate);
    if (!component->matrix) return;
    const Matrix *matrix = &component->matrix->matrix;
    bool linear = matrix->method == RATE_LINEAR;
    RateBlock *cells = &tables[TABLE_CELLS];
    tables[TABLE_DOWN] = axis_block(arena, &matrix->rows, linear);
    tables[TABLE_ACROSS] = axis_block(arena, &matrix->cols, linear);
    *cells = (RateBlock){.count = matrix->rows.count * matrix->cols.count};
    cells->fits = all_scaled(arena, matrix->pays, cells->count, &cells->pays_scale, &cells->pays);
}

/* Of the plans that the entries are under. */
static void rates_find(Working *working, size_t *rows)
{
    const Ledger *ledger = working->ledger;
    const Design *design = ledger->design;
    bool *used = ARENA_ARRAY(working->arena, bool, design->plan_count + 1u);
    for (size_t e = 0; e < working->ledger->entry_count; e++) {
        const Entry *entry = &ledger->entries[e];
        used[ledger->participations[entry->participation].plan] = true;
    }
    working->rates = ARENA_ARRAY(working->arena, ComponentRates *, design->plan_count + 1u);
    for (uint32_t p = 0; p < design->plan_count; p++) {
        const Plan *plan = &design->plans[p];
        if (!used[p]) continue;
        working->rates[p] = ARENA_ARRAY(working->arena, ComponentRates, plan->component_count + 1u);
        for (uint32_t c = 0; c < plan->component_count; c++) {
            RateBlock *tables = working->rates[p][c].tables;
            component_blocks(working, &plan->components[c], tables);
            for (int t = 0; t < RATE_TABLES; t++) {
                tables[t].first = *rows;
                *rows += tables[t].count;
            }
        }
    }
}

void rates_add(Working *working)
{
    static const SheetColumn columns[] = {
        HEADED("plan", CELL_TEXT, FROM_INPUT, 16), HEADED("component", CELL_TEXT, FROM_INPUT, 26),
        HEADED("table", CELL_TEXT, FROM_INPUT, 12), HEADED("method", CELL_TEXT, FROM_INPUT, 0),
        HEADED("tier", CELL_COUNT, FROM_INPUT, 0), HEADED("at", CELL_DECIMAL, FROM_INPUT, 0),
        HEADED("across", CELL_DECIMAL, FROM_INPUT, 0), HEADED("pays", CELL_DECIMAL, FROM_INPUT, 0),
        FOLDED("from units", CELL_EXACT, FROM_FORMULA),
        FOLDED("from scale", CELL_EXACT, FROM_INPUT),
        FOLDED("pays units", CELL_EXACT, FROM_FORMULA),
        FOLDED("pays scale", CELL_EXACT, FROM_INPUT),
        FOLDED("step units", CELL_EXACT, FROM_FORMULA),
        FOLDED("width units", CELL_EXACT, FROM_FORMULA), COLUMNS_END};
    size_t rows = 0;
    rates_find(working, &rows);
    working->rates_sheet = sheet_add(working->workbook, "Rates", columns, 0, rows);
}

/* ---- the sheet */

typedef struct RateRow {
    const Plan *plan;
    const Component *component;
    RateTable table;
    const RateBlock *block;
    size_t at;
} RateRow;

static bool figure_is_percent(const Working *working, const Component *component, FigureOf on,
                              const Plan *plan)
{
    const Component *of = on.component == INDEX_NONE ? component
                                                     : &plan->components[on.component];
    (void)working;
    return on.figure == OTHER_ATTAINMENT || of->denominator_line != INDEX_NONE;
}

/* Whether the places of a table are percentages, and whether what it pays is. */
static bool from_is_percent(const Working *working, const RateRow *row)
{
    const Component *component = row->component;
    const FigureOf own = {INDEX_NONE, component->rate && component->rate->on_value
                                          ? OTHER_VALUE : OTHER_ATTAINMENT};
    FigureOf on = own;
    if (row->table == TABLE_MODIFIER) on = component->modifier->on;
    else if (row->table == TABLE_ACROSS) on = component->matrix->cols_on;
    else if (component->matrix) on = component->matrix->rows_on;
    return figure_is_percent(working, component, on, row->plan);
}

static bool pays_is_percent(const RateRow *row)
{
    const Component *component = row->component;
    switch (row->table) {
    case TABLE_RATE: return !component->rate->pays_money;
    case TABLE_CELLS: return !component->matrix->matrix.pays_money;
    case TABLE_CAP: return component->cap == CAP_PERCENT;
    case TABLE_GOAL: return component->denominator_line != INDEX_NONE;
    case TABLE_WHEN_EMPTY:
        return component->against != AGAINST_NONE || component->denominator_line != INDEX_NONE;
    case TABLE_MODIFIER: case TABLE_WEIGHT: break;
    case TABLE_DOWN: case TABLE_ACROSS: case RATE_TABLES: return false;
    }
    return true;
}

static Ratio figure_of(const RateRow *row)
{
    const Component *component = row->component;
    switch (row->table) {
    case TABLE_RATE: return component->rate->tiers[row->at].pays;
    case TABLE_MODIFIER: return component->modifier->rate.tiers[row->at].pays;
    case TABLE_CELLS: return component->matrix->matrix.pays[row->at];
    case TABLE_WEIGHT: return component->weight;
    case TABLE_GOAL: return component->goal;
    case TABLE_CAP: return component->cap_at;
    case TABLE_WHEN_EMPTY: return component->when_empty;
    case TABLE_DOWN: case TABLE_ACROSS: case RATE_TABLES: break;
    }
    return RATIO_ZERO;
}

/* Where the row stands. False: it is a figure alone. */
static bool place_of_row(const RateRow *row, Ratio *from)
{
    const Component *component = row->component;
    const Matrix *matrix = component->matrix ? &component->matrix->matrix : NULL;
    switch (row->table) {
    case TABLE_RATE: *from = component->rate->tiers[row->at].at; return true;
    case TABLE_MODIFIER: *from = component->modifier->rate.tiers[row->at].at; return true;
    case TABLE_DOWN: *from = matrix->rows.from[row->at]; return true;
    case TABLE_ACROSS: *from = matrix->cols.from[row->at]; return true;
    case TABLE_CELLS: *from = matrix->rows.from[row->at / matrix->cols.count]; return true;
    case TABLE_WEIGHT: case TABLE_GOAL: case TABLE_CAP: case TABLE_WHEN_EMPTY: case RATE_TABLES:
        break;
    }
    return false;
}

static Text method_of(const RateRow *row)
{
    const Component *component = row->component;
    switch (row->table) {
    case TABLE_RATE: return rate_method_word(component->rate->method);
    case TABLE_MODIFIER: return rate_method_word(component->modifier->rate.method);
    case TABLE_DOWN: case TABLE_ACROSS:
    case TABLE_CELLS: return rate_method_word(component->matrix->matrix.method);
    case TABLE_WEIGHT: case TABLE_GOAL: case TABLE_CAP: case TABLE_WHEN_EMPTY: case RATE_TABLES:
        break;
    }
    return TEXT("");
}

static void people_cells(Working *working, Sheet *sheet, const RateRow *row)
{
    static const char *const tables[RATE_TABLES] = {
        N_("rate table"), N_("modifier"), N_("matrix, down"), N_("matrix, across"), N_("matrix"),
        N_("weight"), N_("goal"), N_("cap"), N_("when empty")};
    const CellStyle percent = {.kind = CELL_PERCENT, .origin = FROM_INPUT};
    const Component *component = row->component;
    Ratio from = RATIO_ZERO;
    bool placed = place_of_row(row, &from);
    cell_text(sheet, row->plan->title, NULL);
    cell_text(sheet, component->key, NULL);
    cell_word(sheet, tables[row->table], NULL);
    cell_text(sheet, method_of(row), NULL);
    if (placed) cell_count(sheet, (int64_t)row->at + 1, NULL);
    else sheet_skip(sheet, 1);
    cell_ratio(sheet, placed, from, from_is_percent(working, row) ? &percent : NULL);
    if (row->table == TABLE_CELLS) {
        const Axis *across = &component->matrix->matrix.cols;
        RateRow top = *row;
        top.table = TABLE_ACROSS;
        cell_ratio(sheet, true, across->from[row->at % across->count],
                   from_is_percent(working, &top) ? &percent : NULL);
    } else {
        sheet_skip(sheet, 1);
    }
    bool pays = row->table != TABLE_DOWN && row->table != TABLE_ACROSS;
    cell_ratio(sheet, pays, figure_of(row), pays_is_percent(row) ? &percent : NULL);
}

/* A cell that people read, as a whole number. */
static void units_cells(Pen *pen, uint16_t read, const int64_t *units, int64_t scale, size_t at)
{
    if (!units) {
        pen_go(pen, (uint16_t)(pen->column + 2));
        return;
    }
    Text shown = pen_address(pen, pen->sheet, pen->row, read);
    Text whole = pen_address(pen, pen->sheet, pen->row, (uint16_t)(pen->column + 1));
    pen_whole(pen, whole_said(text_format(pen->arena, "ROUND(%.*s*%.*s,0)", TEXT_ARG(shown),
                                          TEXT_ARG(whole)), units[at]));
    pen_input(pen, scale);
}

/* What one row is more than its neighbour. */
static void difference(Pen *pen, uint16_t column, size_t more, size_t less, int64_t figure)
{
    Text high = address_of(pen->arena, pen->sheet, more, column);
    Text low = address_of(pen->arena, pen->sheet, less, column);
    pen_whole(pen, whole_said(text_format(pen->arena, "%.*s-%.*s", TEXT_ARG(high), TEXT_ARG(low)),
                              figure));
}

static void step_cells(Pen *pen, const RateRow *row)
{
    const RateBlock *block = row->block;
    if (!block->step) return;
    size_t at = row->at, here = block->first + at;
    bool marginal = !block->width;
    if (marginal) {
        if (at > 0) difference(pen, RATES_PAYS_UNITS, here, here - 1, block->step[at]);
        else pen_whole(pen, whole_said(pen_address(pen, pen->sheet, here, RATES_PAYS_UNITS),
                                       block->step[at]));
        return;
    }
    bool line = at + 1 < block->count && block->from[at + 1] > block->from[at];
    if (!line || !block->pays) pen_input(pen, block->step[at]);
    else difference(pen, RATES_PAYS_UNITS, here + 1, here, block->step[at]);
    if (line) difference(pen, RATES_FROM_UNITS, here + 1, here, block->width[at]);
    else pen_input(pen, block->width[at]);
}

static void rate_row(Working *working, Pen *pen, const RateRow *row)
{
    people_cells(working, pen->sheet, row);
    pen->column = RATES_FROM_UNITS;
    if (row->block->fits) {
        units_cells(pen, RATES_FROM, row->block->from, row->block->from_scale, row->at);
        units_cells(pen, RATES_PAYS, row->block->pays, row->block->pays_scale, row->at);
        step_cells(pen, row);
    }
    sheet_end_row(pen->sheet);
}

void rates_fill(Working *working)
{
    const Design *design = working->ledger->design;
    Pen pen = {.arena = working->scratch, .sheet = working->rates_sheet};
    sheet_heading(pen.sheet);
    for (uint32_t p = 0; p < design->plan_count; p++) {
        const Plan *plan = &design->plans[p];
        for (uint32_t c = 0; working->rates[p] && c < plan->component_count; c++)
            for (int t = 0; t < RATE_TABLES; t++) {
                const RateBlock *block = &working->rates[p][c].tables[t];
                for (size_t at = 0; at < block->count; at++) {
                    RateRow row = {plan, &plan->components[c], (RateTable)t, block, at};
                    pen_start_row(&pen, block->first + at);
                    rate_row(working, &pen, &row);
                    arena_reset(working->scratch);
                }
            }
    }
}
