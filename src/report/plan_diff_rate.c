/* plan_diff_rate.c - what differs between two rate tables, tier by tier; matrices, cell by cell.
 * Tables that look at different figures, or pay in different units, differ as a whole. */
#include "plan_diff_inside.h"

#include <stdlib.h>

/* One table of either side: a component's, or its modifier's. */
typedef struct RateSide {
    const Rate *rate;            /* NULL: there is none */
    FigureOf on;
    const RulePen *pen;
} RateSide;

typedef struct RatePair {
    RateSide sides[2];
    Aspect aspect;
    const char *rule;
    bool is_modifier;
} RatePair;

/* ---- figures and whole tables */

static bool figures_same(const RulePen *a, FigureOf x, const RulePen *b, FigureOf y)
{
    if (x.figure != y.figure || place_unit(a, x) != place_unit(b, y)) return false;
    if (x.component == INDEX_NONE || y.component == INDEX_NONE)
        return x.component == y.component;
    return text_equal(a->plan->components[x.component].key, b->plan->components[y.component].key);
}

static Text whole_table(const RateSide *table)
{
    const Rate *rate = table->rate;
    if (!rate) return TEXT("");
    Text said = table_said(table->pen, rate, table->on);
    for (size_t t = 0; t < rate->count; t++)
        said = join_said(table->pen->arena, said, tier_said(table->pen, rate, table->on, t));
    return said;
}

/* ---- tiers */

static bool tier_matches(const RateTier *a, const RateTier *b, bool place, bool pays)
{
    return (!place || ratio_equal(a->at, b->at)) && (!pays || ratio_equal(a->pays, b->pays));
}

/* pairs: [tier of a] the one of b that it became, or SIZE_MAX. Alike first, then those at the same
 * place, then those that pay the same elsewhere. */
static void pair_tiers(const Rate *a, const Rate *b, size_t *pairs, bool *taken)
{
    static const struct { bool place, pays; } rounds[] = {{true, true}, {true, false},
                                                          {false, true}};
    for (size_t i = 0; i < a->count; i++) pairs[i] = SIZE_MAX;
    for (int r = 0; r < 3; r++)
        for (size_t i = 0; i < a->count; i++)
            for (size_t j = 0; j < b->count && pairs[i] == SIZE_MAX; j++) {
                if (taken[j] || !tier_matches(&a->tiers[i], &b->tiers[j], rounds[r].place,
                                              rounds[r].pays))
                    continue;
                pairs[i] = j;
                taken[j] = true;
            }
}

/* How a tier of both differs, or one of one side alone (the other NULL). */
static const Sentence *tier_sentence(Arena *arena, const RatePair *tables, const RateTier *a,
                                     const RateTier *b)
{
    const RateSide *x = &tables->sides[0], *y = &tables->sides[1];
    const RateSide *last = b ? y : x;
    bool point = last->rate->method == RATE_LINEAR;
    const char *was_at = a ? place_said(x->pen, x->on, a->at) : "";
    const char *is_at = b ? place_said(y->pen, y->on, b->at) : "";
    const char *was = a ? pays_said(x->pen, x->rate->pays_money, a->pays) : "";
    const char *is = b ? pays_said(y->pen, y->rate->pays_money, b->pays) : "";
    Text place = text_of(b ? is_at : was_at), before = text_of(was), now = text_of(is);
    if (!a)
        return sentence_of(arena, point ? N_("a new point at %.*s pays %.*s")
                                        : N_("a new tier from %.*s pays %.*s"),
                           TEXT_ARG(place), TEXT_ARG(now));
    if (!b)
        return sentence_of(arena, point ? N_("the point at %.*s is gone; it paid %.*s")
                                        : N_("the tier from %.*s is gone; it paid %.*s"),
                           TEXT_ARG(place), TEXT_ARG(before));
    if (!ratio_equal(a->at, b->at)) {
        Text from = text_of(was_at);
        return sentence_of(arena, point ? N_("the point that pays %.*s lies at %.*s instead of "
                                             "%.*s")
                                        : N_("the tier that pays %.*s starts at %.*s instead of "
                                             "%.*s"),
                           TEXT_ARG(now), TEXT_ARG(place), TEXT_ARG(from));
    }
    return sentence_of(arena, point ? N_("the point at %.*s pays %.*s instead of %.*s")
                                    : N_("the tier from %.*s pays %.*s instead of %.*s"),
                       TEXT_ARG(place), TEXT_ARG(now), TEXT_ARG(before));
}

static Text one_tier(const RateSide *table, const RateTier *tier)
{
    return tier ? tier_said(table->pen, table->rate, table->on,
                            (size_t)(tier - table->rate->tiers)) : TEXT("");
}

static void tier_change(Finding *finding, const RatePair *tables, const RateTier *a,
                        const RateTier *b)
{
    if (a && b && tier_matches(a, b, true, true)) return;
    const RateSide *x = &tables->sides[0], *y = &tables->sides[1];
    bool alike = a && b && text_equal(one_tier(x, a), one_tier(y, b));
    pens_exact(finding, alike);
    const Sentence *said = tier_sentence(finding->arena, tables, a, b);
    if (tables->is_modifier)
        said = sentence_of(finding->arena, "modifier: %p", SENTENCE_ARG(said));
    bool point = (b ? y : x)->rate->method == RATE_LINEAR;
    change_add(finding, tables->aspect, tables->is_modifier ? tables->rule
                                        : point ? N_("point") : N_("tier"),
               one_tier(x, a), one_tier(y, b), said);
    pens_exact(finding, false);
}

/* In the order of their places; a's before b's new ones. */
static void tier_changes(Finding *finding, const RatePair *tables)
{
    const Rate *a = tables->sides[0].rate, *b = tables->sides[1].rate;
    size_t *pairs = ARENA_ARRAY(finding->arena, size_t, a->count + 1), next = 0;
    bool *taken = ARENA_ARRAY(finding->arena, bool, b->count + 1);
    pair_tiers(a, b, pairs, taken);
    for (size_t i = 0; i <= a->count; i++) {
        for (; next < b->count && (i == a->count ||
                                   ratio_compare(b->tiers[next].at, a->tiers[i].at) < 0); next++)
            if (!taken[next]) tier_change(finding, tables, NULL, &b->tiers[next]);
        if (i < a->count)
            tier_change(finding, tables, &a->tiers[i],
                        pairs[i] == SIZE_MAX ? NULL : &b->tiers[pairs[i]]);
    }
}

static void table_changes(Finding *finding, const RatePair *tables)
{
    const RateSide *a = &tables->sides[0], *b = &tables->sides[1];
    if (!a->rate && !b->rate) return;
    bool comparable = a->rate && b->rate && a->rate->pays_money == b->rate->pays_money &&
                      figures_same(a->pen, a->on, b->pen, b->on);
    if (!comparable) {
        change_said(finding, tables->aspect, tables->rule, whole_table(a), whole_table(b));
        return;
    }
    if (a->rate->method != b->rate->method || a->rate->extend != b->rate->extend)
        change_said(finding, tables->aspect, tables->rule,
                    table_said(a->pen, a->rate, a->on), table_said(b->pen, b->rate, b->on));
    tier_changes(finding, tables);
}

/* ---- matrices */

static Text whole_matrix(const RulePen *pen)
{
    const MatrixRate *rate = pen->component->matrix;
    if (!rate) return TEXT("");
    Text said = matrix_said(pen, rate);
    for (size_t r = 0; r < rate->matrix.rows.count; r++)
        said = join_said(pen->arena, said, matrix_row_said(pen, rate, r));
    return said;
}

/* Where rows (or columns) of both start, one by one. */
static void axis_changes(Finding *finding, const char *row, const Axis *a, FigureOf x_on,
                         const Axis *b, FigureOf y_on)
{
    const RulePen *x = &finding->pens[0], *y = &finding->pens[1];
    for (size_t i = 0; i < a->count; i++) {
        if (ratio_equal(a->from[i], b->from[i])) continue;
        Text was = text_of(place_said(x, x_on, a->from[i])),
             is = text_of(place_said(y, y_on, b->from[i]));
        pens_exact(finding, text_equal(was, is));
        was = text_said(finding->arena, x->words, "from %s", place_said(x, x_on, a->from[i]));
        is = text_said(finding->arena, y->words, "from %s", place_said(y, y_on, b->from[i]));
        pens_exact(finding, false);
        part_change(finding, ASPECT_RATE, N_("matrix"),
                    text_format(finding->arena, tr(x->words, row), i + 1), was, is);
    }
}

/* Of a cell: "row from 100%, column from 50%". */
static Text cell_place(const RulePen *pen, const MatrixRate *rate, size_t cell)
{
    const Axis *rows = &rate->matrix.rows, *cols = &rate->matrix.cols;
    return text_format(pen->arena, rule_tr(pen, N_("row from %s, column from %s")),
                       place_said(pen, rate->rows_on, rows->from[cell / cols->count]),
                       place_said(pen, rate->cols_on, cols->from[cell % cols->count]));
}

static void cell_changes(Finding *finding, const MatrixRate *a, const MatrixRate *b)
{
    const RulePen *x = &finding->pens[0], *y = &finding->pens[1];
    const Matrix *was = &a->matrix, *is = &b->matrix;
    Arena *arena = finding->arena;
    for (size_t i = 0; i < is->rows.count * is->cols.count; i++) {
        if (ratio_equal(was->pays[i], is->pays[i])) continue;
        const char *before = pays_said(x, was->pays_money, was->pays[i]);
        const char *now = pays_said(y, is->pays_money, is->pays[i]);
        pens_exact(finding, text_equal(text_of(before), text_of(now)));
        Text old = text_of(pays_said(x, was->pays_money, was->pays[i])),
             new = text_of(pays_said(y, is->pays_money, is->pays[i]));
        pens_exact(finding, false);
        Text there = cell_place(x, a, i), here = cell_place(y, b, i);
        change_add(finding, ASPECT_RATE, N_("matrix"),
                   text_format(arena, "%.*s: %.*s", TEXT_ARG(there), TEXT_ARG(old)),
                   text_format(arena, "%.*s: %.*s", TEXT_ARG(here), TEXT_ARG(new)),
                   sentence_of(arena, "matrix, %.*s: pays %.*s instead of %.*s", TEXT_ARG(here),
                               TEXT_ARG(new), TEXT_ARG(old)));
    }
}

static void matrix_changes(Finding *finding)
{
    const RulePen *x = &finding->pens[0], *y = &finding->pens[1];
    const MatrixRate *a = x->component->matrix, *b = y->component->matrix;
    if (!a && !b) return;
    bool comparable = a && b && a->matrix.pays_money == b->matrix.pays_money &&
                      place_unit(x, a->rows_on) == place_unit(y, b->rows_on) &&
                      place_unit(x, a->cols_on) == place_unit(y, b->cols_on) &&
                      a->matrix.rows.count == b->matrix.rows.count &&
                      a->matrix.cols.count == b->matrix.cols.count;
    if (!comparable) {
        change_said(finding, ASPECT_RATE, N_("matrix"), whole_matrix(x), whole_matrix(y));
        return;
    }
    if (a->matrix.method != b->matrix.method || !figures_same(x, a->rows_on, y, b->rows_on) ||
        !figures_same(x, a->cols_on, y, b->cols_on))
        change_said(finding, ASPECT_RATE, N_("matrix"), matrix_said(x, a), matrix_said(y, b));
    axis_changes(finding, N_("row %zu"), &a->matrix.rows, a->rows_on, &b->matrix.rows, b->rows_on);
    axis_changes(finding, N_("column %zu"), &a->matrix.cols, a->cols_on, &b->matrix.cols,
                 b->cols_on);
    cell_changes(finding, a, b);
}

void rate_changes(Finding *finding)
{
    RatePair rates = {.aspect = ASPECT_RATE, .rule = N_("rate table")};
    RatePair modifiers = {.aspect = ASPECT_MODIFIER, .rule = N_("modifier, a factor"),
                        .is_modifier = true};
    for (int side = 0; side < 2; side++) {
        const RulePen *pen = &finding->pens[side];
        const Rate *rate = pen->component->rate;
        const Modifier *modifier = pen->component->modifier;
        rates.sides[side] = (RateSide){.rate = rate, .pen = pen};
        if (rate) rates.sides[side].on = rate_input(rate);
        modifiers.sides[side] = (RateSide){.pen = pen};
        if (modifier) modifiers.sides[side] = (RateSide){&modifier->rate, modifier->on, pen};
    }
    table_changes(finding, &rates);
    matrix_changes(finding);
    table_changes(finding, &modifiers);
}
