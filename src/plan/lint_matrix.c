/* lint_matrix.c - a table of two inputs: what one step along an axis changes at most, over all
 * places of the other. Source: CONTRACT 5, the matrix. */
#include "lint_inside.h"

typedef struct AxisLook {
    const Looked *looked;
    const Matrix *matrix;
    bool rows;
    Text key;                        /* "rows" */
    const Axis *axis, *other;
    FigureOf on;
} AxisLook;

static Ratio pays_of(const AxisLook *look, size_t at, size_t other)
{
    const Matrix *matrix = look->matrix;
    size_t cell = look->rows ? at * matrix->cols.count + other : other * matrix->cols.count + at;
    Ratio pays = matrix->pays[cell];
    const Component *component = look->looked->component;
    bool capped = component->cap == CAP_PERCENT && component->pays == PAYS_TARGET;
    return capped ? ratio_min(pays, component->cap_at) : pays;
}

/* The most that the step to a place brings, and takes, over the other axis. */
static void extremes(const AxisLook *look, size_t at, Ratio *up, Ratio *down)
{
    Arena *arena = look->looked->findings->arena;
    *up = *down = RATIO_ZERO;
    for (size_t o = 0; o < look->other->count; o++) {
        Ratio step = ratio_subtract(arena, pays_of(look, at, o), pays_of(look, at - 1, o));
        *up = ratio_max(*up, step);
        *down = ratio_min(*down, step);
    }
}

static Place axis_place(const AxisLook *look, size_t at)
{
    const Component *component = look->looked->component;
    const Node *axis = tree_get(tree_get(component->node, TEXT("rate")), look->key);
    const Node *list = tree_get(axis, TEXT("from")), *node = list ? list->first : NULL;
    while (node && at-- > 0) node = node->next;
    return tree_place(look->looked->findings->arena, node ? node : component->node);
}

static void add_step(const AxisLook *look, size_t at, Ratio step, bool cliff)
{
    const Looked *looked = look->looked;
    Arena *arena = looked->findings->arena;
    Text key = looked->component->key;
    Text place = lint_input(looked->findings, looked->plan, looked->component, look->on,
                            look->axis->from[at]);
    Text worth = lint_worth(looked, ratio_absolute(arena, step));
    bool up = ratio_sign(step) > 0;
    const Sentence *says =
        looked->at
            ? sentence_of(arena, up ? "`%.*s`: reaching %.*s along `%.*s` pays up to %.*s at once "
                                      "(%p)"
                                    : N_("`%.*s`: reaching %.*s along `%.*s` costs up to %.*s "
                                         "(%p)"),
                          TEXT_ARG(key), TEXT_ARG(place), TEXT_ARG(look->key), TEXT_ARG(worth),
                          SENTENCE_ARG(looked->at))
            : sentence_of(arena, up ? "`%.*s`: reaching %.*s along `%.*s` pays up to %.*s at once"
                                    : N_("`%.*s`: reaching %.*s along `%.*s` costs up to %.*s"),
                          TEXT_ARG(key), TEXT_ARG(place), TEXT_ARG(look->key), TEXT_ARG(worth));
    const Sentence *advises =
        cliff ? sentence_of(arena, "`method: linear` goes from cell to cell in a line")
              : sentence_of(arena, "let what it pays never fall as more is reached");
    lint_add(looked, cliff ? FINDING_CLIFF : FINDING_CLIFF_DOWN, axis_place(look, at), says,
             advises);
}

static void lint_axis(const AxisLook *look)
{
    Ratio up, down;
    bool rises = false;
    for (size_t at = 1; at < look->axis->count; at++) {
        extremes(look, at, &up, &down);
        rises |= ratio_sign(up) > 0;
    }
    bool jumps = look->matrix->method == RATE_STEP;
    for (size_t at = 1; at < look->axis->count; at++) {
        extremes(look, at, &up, &down);
        if (jumps && ratio_sign(up) > 0) add_step(look, at, up, true);
        if (ratio_sign(down) == 0) continue;
        if (rises) add_step(look, at, down, false);
        else if (jumps) add_step(look, at, down, true);
    }
}

void lint_matrix(const Looked *looked)
{
    const MatrixRate *rate = looked->component->matrix;
    const Matrix *matrix = &rate->matrix;
    AxisLook rows = {looked, matrix, true, TEXT("rows"), &matrix->rows, &matrix->cols,
                     rate->rows_on};
    AxisLook cols = {looked, matrix, false, TEXT("cols"), &matrix->cols, &matrix->rows,
                     rate->cols_on};
    lint_axis(&rows);
    lint_axis(&cols);
}
