/* design_rates_text.c - each rate table's own sums, as a controller would check them by hand.
 *
 * A table on attainment is asked at 0, 50, 100, 150 and 200% and at each edge; a table on money or
 * a count at its edges, their halves and doubles. Where the pay depends on an amount that a plan
 * does not fix (the target, the quota) a round one is used and named. The figures come from
 * rate.h, the very functions that pay; a percentage cap bounds them, as it bounds the multiplier,
 * and a money cap is named. A matrix is shown as the grid of its places, in as many blocks of
 * columns as it takes. Every line fits 80 columns. */
#include "design_inside.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 80, INPUT_WIDTH = 20, PAYS_WIDTH = 18, MONEY_WIDTH = 34, COUNT_UNIT = 100,
       MONEY_UNIT = 1000000 };

typedef struct Writing {
    Arena *arena;
    const Company *company;
    const Design *design;
    const Words *words;
    char *bytes;
    size_t length, capacity;
} Writing;

/* One table to show: a component's, or its modifier's. */
typedef struct Shown {
    const Rate *rate;
    const Component *component;
    bool percent_input;
    bool modifier;
    Text input_word;                 /* "attainment", "value", "retention.value" */
} Shown;

/* A matrix as texts: where its rows and columns stand, and what its cells pay. */
typedef struct Grid {
    const Matrix *matrix;
    Text *rows, *cols, *cells;       /* cells as Matrix.pays */
    size_t label_width, cell_width;
} Grid;

static void write_plan(Writing *writing, const Plan *plan);
static void write_modifier(Writing *writing, const Plan *plan, const Component *component);
static void write_table(Writing *writing, const Shown *shown, Text heading);
static void write_matrix(Writing *writing, const Plan *plan, const Component *component);
static Text *matrix_cells(const Writing *writing, const Component *component);
static Text *place_texts(const Writing *writing, const Axis *axis, bool percent);
static size_t widest(const Text *texts, size_t count);
static void write_block(Writing *writing, const Grid *grid, size_t from, size_t to);
static Text figure_text(const Writing *writing, const Plan *plan, FigureOf on);
static Text table_heading(const Writing *writing, const Component *component);
static Text with_cap(const Writing *writing, const Component *component, Text line);
static size_t list_inputs(const Writing *writing, const Shown *shown, Ratio *inputs);
static void write_headings(Writing *writing, const Shown *shown, int64_t unit);
static void write_row(Writing *writing, const Shown *shown, Ratio input, int64_t unit);
static void write_cells(Writing *writing, Text input, Text pays, Text money);
static Text money_shown(const Writing *writing, Ratio amount);
static Text number_shown(const Writing *writing, Ratio number);
static Text pad_left(Arena *arena, Text text, size_t columns);
static void write_line(Writing *writing, Text line);

Text design_rates_text(Arena *arena, const Company *company, const Design *design,
                       const Words *words)
{
    Writing writing = {.arena = arena, .company = company, .design = design,
                       .words = words};
    for (uint32_t i = 0; i < design->plan_count; i++) write_plan(&writing, &design->plans[i]);
    return (Text){writing.length > 0 ? writing.bytes : "", writing.length};
}

static void write_plan(Writing *writing, const Plan *plan)
{
    bool named = false;
    for (uint32_t i = 0; i < plan->component_count; i++) {
        const Component *component = &plan->components[i];
        bool table = component->rate != NULL || component->matrix != NULL;
        if (!table && component->modifier == NULL) continue;
        if (!named) write_line(writing, plan->title);
        named = true;
        bool ratio = design_is_ratio(writing->design, component->measure);
        if (component->rate != NULL) {
            bool on_value = component->rate->on_value;
            Shown shown = {.rate = component->rate, .component = component,
                           .percent_input = !on_value || ratio,
                           .input_word = on_value ? TEXT("value") : TEXT("attainment")};
            write_table(writing, &shown, table_heading(writing, component));
        }
        if (component->matrix != NULL) write_matrix(writing, plan, component);
        if (component->modifier != NULL) write_modifier(writing, plan, component);
    }
}

static void write_modifier(Writing *writing, const Plan *plan, const Component *component)
{
    const Modifier *modifier = component->modifier;
    Shown shown = {.rate = &modifier->rate, .modifier = true,
                   .component = design_figure_owner(plan, component, modifier->on),
                   .percent_input = design_is_percent(writing->design, plan, component,
                                                      modifier->on),
                   .input_word = figure_text(writing, plan, modifier->on)};
    Text method = rate_method_word(modifier->rate.method);
    write_table(writing, &shown,
                text_said(writing->arena, writing->words, "  %.*s, modifier: %.*s on %.*s",
                            TEXT_ARG(component->key), TEXT_ARG(method),
                            TEXT_ARG(shown.input_word)));
}

/* `attainment`, `retention.value` */
static Text figure_text(const Writing *writing, const Plan *plan, FigureOf on)
{
    Text figure = on.figure == OTHER_VALUE ? TEXT("value") : TEXT("attainment");
    if (on.component == INDEX_NONE) return figure;
    return text_format(writing->arena, "%.*s.%.*s",
                       TEXT_ARG(plan->components[on.component].key), TEXT_ARG(figure));
}

static void write_matrix(Writing *writing, const Plan *plan, const Component *component)
{
    Arena *arena = writing->arena;
    const MatrixRate *rate = component->matrix;
    const Matrix *matrix = &rate->matrix;
    Text rows_word = figure_text(writing, plan, rate->rows_on);
    Text cols_word = figure_text(writing, plan, rate->cols_on);
    Grid grid = {.matrix = matrix, .cells = matrix_cells(writing, component)};
    grid.rows = place_texts(writing, &matrix->rows,
                            design_is_percent(writing->design, plan, component, rate->rows_on));
    grid.cols = place_texts(writing, &matrix->cols,
                            design_is_percent(writing->design, plan, component, rate->cols_on));
    size_t headings = widest(grid.cols, matrix->cols.count);
    size_t cells = widest(grid.cells, matrix->rows.count * matrix->cols.count);
    grid.cell_width = 2 + (cells > headings ? cells : headings);
    grid.label_width = 4 + widest(grid.rows, matrix->rows.count);

    Text heading = text_said(arena, writing->words, "  %.*s: %.*s matrix, pays %.*s",
                             TEXT_ARG(component->key),
                               TEXT_ARG(rate_method_word(matrix->method)),
                               TEXT_ARG(pays_word(component->pays)));
    write_line(writing, with_cap(writing, component, heading));
    write_line(writing, text_said(arena, writing->words, "    down: %.*s", TEXT_ARG(rows_word)));
    write_line(writing, text_said(arena, writing->words, "    across: %.*s", TEXT_ARG(cols_word)));
    size_t room = grid.label_width < WIDTH ? WIDTH - grid.label_width : 0;
    size_t at_once = room > grid.cell_width ? room / grid.cell_width : 1;
    for (size_t from = 0; from < matrix->cols.count; from += at_once) {
        size_t left = matrix->cols.count - from;
        write_block(writing, &grid, from, from + (left < at_once ? left : at_once));
        write_line(writing, TEXT(""));
    }
}

static Text *matrix_cells(const Writing *writing, const Component *component)
{
    const Matrix *matrix = &component->matrix->matrix;
    size_t columns = matrix->cols.count, count = matrix->rows.count * columns;
    Text *cells = ARENA_ARRAY(writing->arena, Text, count);
    for (size_t i = 0; i < count; i++) {
        Ratio pays = matrix_pays(writing->arena, matrix, matrix->rows.from[i / columns],
                                 matrix->cols.from[i % columns]);
        if (component->cap == CAP_PERCENT) pays = ratio_min(pays, component->cap_at);
        cells[i] = matrix->pays_money ? money_shown(writing, pays)
                                      : schema_percent_text(writing->arena, pays);
    }
    return cells;
}

static Text *place_texts(const Writing *writing, const Axis *axis, bool percent)
{
    Text *texts = ARENA_ARRAY(writing->arena, Text, axis->count);
    for (size_t i = 0; i < axis->count; i++)
        texts[i] = percent ? schema_percent_text(writing->arena, axis->from[i])
                           : number_shown(writing, axis->from[i]);
    return texts;
}

static size_t widest(const Text *texts, size_t count)
{
    size_t columns = 0;
    for (size_t i = 0; i < count; i++)
        if (text_columns(texts[i]) > columns) columns = text_columns(texts[i]);
    return columns;
}

/* Some columns of the grid, under their places. */
static void write_block(Writing *writing, const Grid *grid, size_t from, size_t to)
{
    Arena *arena = writing->arena;
    size_t columns = grid->matrix->cols.count;
    Text line = pad_left(arena, TEXT(""), grid->label_width);
    for (size_t col = from; col < to; col++)
        line = text_format(arena, "%.*s%.*s", TEXT_ARG(line),
                           TEXT_ARG(pad_left(arena, grid->cols[col], grid->cell_width)));
    write_line(writing, line);
    for (size_t row = 0; row < grid->matrix->rows.count; row++) {
        line = pad_left(arena, grid->rows[row], grid->label_width);
        for (size_t col = from; col < to; col++) {
            Text cell = grid->cells[row * columns + col];
            line = text_format(arena, "%.*s%.*s", TEXT_ARG(line),
                               TEXT_ARG(pad_left(arena, cell, grid->cell_width)));
        }
        write_line(writing, line);
    }
}

static void write_table(Writing *writing, const Shown *shown, Text heading)
{
    bool money = shown->component->measure == INDEX_NONE ||
                 design_is_money(writing->design, shown->component->measure) ||
                 shown->component->pays == PAYS_TARGET;
    int64_t unit = money ? MONEY_UNIT : COUNT_UNIT;
    Ratio *inputs = ARENA_ARRAY(writing->arena, Ratio, shown->rate->count * 3 + 8);
    size_t count = list_inputs(writing, shown, inputs);
    write_line(writing, heading);
    write_headings(writing, shown, unit);
    for (size_t i = 0; i < count; i++) write_row(writing, shown, inputs[i], unit);
    write_line(writing, TEXT(""));
}

/* `  team_acv: linear on attainment, pays target, cap 200%` */
static Text table_heading(const Writing *writing, const Component *component)
{
    Arena *arena = writing->arena;
    const Rate *rate = component->rate;
    Text on = rate->on_value ? TEXT("value") : TEXT("attainment");
    Text line = text_said(arena, writing->words, "  %.*s: %.*s on %.*s, pays %.*s",
                          TEXT_ARG(component->key), TEXT_ARG(rate_method_word(rate->method)),
                          TEXT_ARG(on), TEXT_ARG(pays_word(component->pays)));
    if (component->window == WINDOW_CREDIT)
        line = text_said(arena, writing->words, "%.*s, each credit alone", TEXT_ARG(line));
    return with_cap(writing, component, line);
}

static Text with_cap(const Writing *writing, const Component *component, Text line)
{
    if (component->cap == CAP_NONE) return line;
    Text cap = component->cap == CAP_PERCENT
                   ? schema_percent_text(writing->arena, component->cap_at)
                   : money_shown(writing, component->cap_at);
    return text_said(writing->arena, writing->words, "%.*s, cap %.*s", TEXT_ARG(line),
                     TEXT_ARG(cap));
}

static int compare_ratios(const void *a, const void *b)
{
    const Ratio *left = a, *right = b;
    return ratio_compare(*left, *right);
}

/* Sorted, each once. */
static size_t list_inputs(const Writing *writing, const Shown *shown, Ratio *inputs)
{
    const Rate *rate = shown->rate;
    size_t count = 0;
    if (shown->percent_input) {
        for (int64_t half = 0; half <= 4; half++)
            inputs[count++] = ratio_make(writing->arena, half, 2);
        for (size_t i = 0; i < rate->count; i++) inputs[count++] = rate->tiers[i].at;
    } else {
        bool money = design_is_money(writing->design, shown->component->measure);
        inputs[count++] = RATIO_ZERO;
        if (rate->count == 1) inputs[count++] = ratio_whole(money ? MONEY_UNIT : COUNT_UNIT);
        for (size_t i = 0; i < rate->count; i++) {
            Ratio edge = rate->tiers[i].at;
            Ratio half = ratio_make(writing->arena, 1, 2);
            inputs[count++] = edge;
            inputs[count++] = ratio_multiply(writing->arena, edge, half);
            inputs[count++] = ratio_multiply(writing->arena, edge, ratio_whole(2));
        }
    }
    qsort(inputs, count, sizeof *inputs, compare_ratios);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !ratio_equal(inputs[kept - 1], inputs[i])) inputs[kept++] = inputs[i];
    return kept;
}

/* What the last column is: the pay for a round target, or for a round quota, or of the value. */
static void write_headings(Writing *writing, const Shown *shown, int64_t unit)
{
    Arena *arena = writing->arena;
    Pays pays = shown->component->pays;
    Text word = text_of(tr_in(writing->words, "check", "pays"));
    Text money = TEXT("");
    Text round = number_shown(writing, ratio_whole(unit));
    if (shown->modifier) {
        word = text_of(tr_in(writing->words, "check", "times"));
    } else if (pays == PAYS_TARGET) {
        word = text_said(arena, writing->words, "of target");
        money = text_said(arena, writing->words, "at a target of %.*s", TEXT_ARG(round));
    } else if (pays == PAYS_CREDITED) {
        word = text_said(arena, writing->words, "rate reached");
        money = shown->rate->on_value
                    ? text_said(arena, writing->words, "earned")
                    : text_said(arena, writing->words, "earned at a quota of %.*s",
                                TEXT_ARG(round));
    }
    write_cells(writing, shown->input_word, word, money);
}

static void write_row(Writing *writing, const Shown *shown, Ratio input, int64_t unit)
{
    Arena *arena = writing->arena;
    const Component *component = shown->component;
    bool below = component->floor_none && !shown->modifier;
    Pays pays = component->pays;
    Text at = shown->percent_input ? schema_percent_text(arena, input)
                                   : number_shown(writing, input);
    if (shown->modifier) {
        Ratio times = rate_multiplier(arena, shown->rate, input, false);
        write_cells(writing, at, schema_percent_text(arena, times), TEXT(""));
    } else if (pays == PAYS_TARGET) {
        Ratio multiplier = rate_multiplier(arena, shown->rate, input, below);
        if (component->cap == CAP_PERCENT) multiplier = ratio_min(multiplier, component->cap_at);
        Ratio earned = ratio_multiply(arena, multiplier, ratio_whole(unit));
        write_cells(writing, at, schema_percent_text(arena, multiplier),
                    money_shown(writing, earned));
    } else if (pays == PAYS_CREDITED) {
        bool on_value = shown->rate->on_value;
        Ratio bound = on_value ? RATIO_ONE : ratio_whole(unit);
        Ratio value = ratio_multiply(arena, input, bound);
        Ratio rate = rate_pays(arena, shown->rate, input, below);
        Ratio earned = rate_credited(arena, shown->rate, value, input, bound, below);
        write_cells(writing, at,
                    shown->rate->pays_money ? money_shown(writing, rate)
                                            : schema_percent_text(arena, rate),
                    money_shown(writing, earned));
    } else {
        Ratio amount = rate_pays(arena, shown->rate, input, below);
        write_cells(writing, at, money_shown(writing, amount), TEXT(""));
    }
}

static void write_cells(Writing *writing, Text input, Text pays, Text money)
{
    Arena *arena = writing->arena;
    Text line = text_format(arena, "%.*s%.*s", TEXT_ARG(pad_left(arena, input, INPUT_WIDTH)),
                            TEXT_ARG(pad_left(arena, pays, PAYS_WIDTH)));
    if (money.length > 0)
        line = text_format(arena, "%.*s%.*s", TEXT_ARG(line),
                           TEXT_ARG(pad_left(arena, money, MONEY_WIDTH)));
    write_line(writing, line);
}

/* Rounded as a payment would be; a sum that no payment can hold is shown as it is. */
static Text money_shown(const Writing *writing, Ratio amount)
{
    int digits = writing->company->digits;
    Money money = {0};
    if (!money_from_ratio(amount, digits, writing->company->rounding, &money))
        return ratio_text(writing->arena, amount, digits);
    return money_text_grouped(writing->arena, money, digits);
}

/* Groups of three, for the whole part. */
static Text number_shown(const Writing *writing, Ratio number)
{
    Text plain = ratio_text(writing->arena, number, 6);
    int64_t whole = 0;
    if (!ratio_is_whole(number) || !ratio_to_int64(number, &whole)) return plain;
    return money_text_grouped(writing->arena, (Money){whole}, 0);
}

static Text pad_left(Arena *arena, Text text, size_t columns)
{
    size_t taken = text_columns(text);
    int blanks = taken < columns ? (int)(columns - taken) : 1;
    return text_format(arena, "%*s%.*s", blanks, "", TEXT_ARG(text));
}

/* Cut at the width of a terminal. */
static void write_line(Writing *writing, Text line)
{
    if (text_columns(line) > WIDTH) {
        size_t fits = 0, offset = 0;
        while (offset < line.length && text_columns(text_part(line, 0, offset)) <= WIDTH - 3) {
            fits = offset;
            (void)text_next_character(line, &offset);
        }
        line = text_format(writing->arena, "%.*s...", TEXT_ARG(text_part(line, 0, fits)));
    }
    size_t needed = writing->length + line.length + 2;
    if (needed > writing->capacity) {
        char *larger = ARENA_ARRAY(writing->arena, char, needed * 2);
        if (writing->length > 0) memcpy(larger, writing->bytes, writing->length);
        writing->bytes = larger;
        writing->capacity = needed * 2;
    }
    if (line.length > 0) memcpy(writing->bytes + writing->length, line.bytes, line.length);
    writing->length += line.length;
    writing->bytes[writing->length++] = '\n';
}
