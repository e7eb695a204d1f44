/* design_matrix.c - rate tables of two inputs.
 *
 * A component's `rate:` with `rows` and `cols` is a matrix. Either axis looks at a figure of its
 * own component or of another, and its places are written as that figure is. `pays` is a list of
 * rows, one for each place of `rows`, each with one entry for each place of `cols`. */
#include "design_inside.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(literal) {(literal), sizeof(literal) - 1}

/* The last four are a rate table's own, reported by name: a variant may have inherited them. */
static const Text MATRIX_KEYS[] = {WORD("method"), WORD("rows"), WORD("cols"), WORD("pays"),
                                   WORD("on"), WORD("tiers"), WORD("points"), WORD("beyond")};
enum { FIRST_FOREIGN = 4 };

static bool check_use(Loader *loader, const Node *node, const Component *component);
static bool check_foreign_keys(Loader *loader, const Node *node);
static bool read_axis(Loader *loader, const Plan *plan, const Component *component,
                      const Node *matrix, Text key, RateMethod method, FigureOf *on, Axis *out);
static bool check_places(Loader *loader, const Node *list, Text key, RateMethod method,
                         const Axis *axis);
static bool check_shape(Loader *loader, const Node *pays, const Matrix *matrix);
static bool read_cells(Loader *loader, const Node *pays, Matrix *out);

bool design_is_matrix(const Node *rate)
{
    return tree_get(rate, TEXT("rows")) != NULL || tree_get(rate, TEXT("cols")) != NULL;
}

bool design_matrix_asks_own(const Node *matrix, Text own, Text figure)
{
    static const Text axes[] = {WORD("rows"), WORD("cols")};
    for (size_t i = 0; i < COUNT(axes); i++) {
        const Node *on = tree_get(tree_get(matrix, axes[i]), TEXT("on"));
        if (on == NULL || on->kind != NODE_SCALAR) continue;
        Text said = text_trim(on->scalar);
        bool by_name = said.length == own.length + 1 + figure.length &&
                       said.bytes[own.length] == '.' &&
                       text_equal(text_part(said, 0, own.length), own);
        if (by_name) said = text_part(said, own.length + 1, said.length);
        if (text_equal(said, figure)) return true;
    }
    return false;
}

void design_read_matrix(Loader *loader, const Plan *plan, const Node *node, Component *component)
{
    const Reader *reader = &loader->reader;
    RateUse use = {.whose = N_("a matrix"),
                   .method_reason = N_("its cells are reached or interpolated"),
                   .methods = (1u << RATE_STEP) | (1u << RATE_LINEAR)};
    if (!check_use(loader, node, component)) return;
    if (!schema_map(reader, node, MATRIX_KEYS, COUNT(MATRIX_KEYS),
                    "a matrix: `method`, `rows`, `cols` and `pays`"))
        return;
    bool read = check_foreign_keys(loader, node);
    MatrixRate *rate = ARENA_NEW(reader->arena, MatrixRate);
    Matrix *matrix = &rate->matrix;
    matrix->pays_money = component->pays == PAYS_AMOUNT;
    const Node *pays = schema_need(reader, node, TEXT("pays"),
                                   "a list of rows: [[0%, 50%], [50%, 100%]]");
    if (!design_read_method(loader, node, &use, &matrix->method)) return;
    bool rows = read_axis(loader, plan, component, node, TEXT("rows"), matrix->method,
                          &rate->rows_on, &matrix->rows);
    bool cols = read_axis(loader, plan, component, node, TEXT("cols"), matrix->method,
                          &rate->cols_on, &matrix->cols);
    if (!rows || !cols || pays == NULL || !check_shape(loader, pays, matrix)) return;
    if (read_cells(loader, pays, matrix) && read) component->matrix = rate;
}

/* The kinds of pay and the windows that have no single pair of figures to look at. */
static bool check_use(Loader *loader, const Node *node, const Component *component)
{
    const Reader *reader = &loader->reader;
    if (component->pays == PAYS_CREDITED) {
        Diag *diag = schema_error_at_key(reader, DIAG_MISPLACED_KEY, node,
                                         "a matrix does not go with `pays: credited`");
        diag_hint(reader->diags, diag, "use `pays: target` or `pays: amount`");
        return false;
    }
    if (component->window != WINDOW_CREDIT) return true;
    (void)schema_error(reader, DIAG_MISPLACED_KEY, tree_get(component->node, TEXT("window")),
                       "`window: credit` takes a rate table of one input, not a matrix");
    return false;
}

static bool check_foreign_keys(Loader *loader, const Node *node)
{
    const Reader *reader = &loader->reader;
    bool none = true;
    for (size_t i = FIRST_FOREIGN; i < COUNT(MATRIX_KEYS); i++) {
        const Node *entry = tree_get(node, MATRIX_KEYS[i]);
        if (entry == NULL) continue;
        Text key = MATRIX_KEYS[i];
        Diag *diag = schema_error_at_key(reader, DIAG_MISPLACED_KEY, entry,
                                         "a matrix has `rows`, `cols` and `pays`, and no `%.*s`",
                                         TEXT_ARG(key));
        diag_hint(reader->diags, diag, "leave it out; a variant drops its base's with %.*s: null",
                  TEXT_ARG(key));
        none = false;
    }
    return none;
}

static bool read_axis(Loader *loader, const Plan *plan, const Component *component,
                      const Node *matrix, Text key, RateMethod method, FigureOf *on, Axis *out)
{
    static const Text keys[] = {WORD("on"), WORD("from")};
    const Reader *reader = &loader->reader;
    const Node *node = schema_need(reader, matrix, key, "{on: a figure, from: [0%, 80%, 100%]}");
    if (node == NULL || !schema_map(reader, node, keys, COUNT(keys),
                                    "{on: a figure, from: [0%, 80%, 100%]}"))
        return false;
    const Node *list = schema_need(reader, node, keys[1], "a list of places: [0%, 80%, 100%]");
    bool read = list != NULL &&
                schema_list_of(reader, list, "a list of places: [0%, 80%, 100%]");
    if (!design_read_figure(loader, plan, node, component, on) || !read) return false;
    bool percent = design_is_percent(loader->design, plan, component, *on);
    Ratio *from = ARENA_ARRAY(reader->arena, Ratio, list->count);
    for (const Node *place = list->first; place != NULL; place = place->next)
        read = design_read_input(loader, place, percent, &from[out->count++]) && read;
    out->from = from;
    return read && check_places(loader, list, key, method, out);
}

static bool check_places(Loader *loader, const Node *list, Text key, RateMethod method,
                         const Axis *axis)
{
    const Reader *reader = &loader->reader;
    if (method == RATE_STEP && ratio_sign(axis->from[0]) != 0) {
        Diag *diag = schema_error(reader, DIAG_RATE_ORDER, list->first,
                                  "the first of `%.*s` starts at 0", TEXT_ARG(key));
        diag_hint(reader->diags, diag, "put 0 before it, and what it pays there");
        return false;
    }
    const Node *node = list->first->next;
    for (size_t i = 1; i < axis->count; i++, node = node->next) {
        if (ratio_compare(axis->from[i - 1], axis->from[i]) < 0) continue;
        Text said = schema_quote(reader->arena, node->scalar);
        (void)schema_error(reader, DIAG_RATE_ORDER, node,
                           "`%.*s` ascend: `%.*s` is not above the one before", TEXT_ARG(key),
                           TEXT_ARG(said));
        return false;
    }
    return true;
}

static bool check_shape(Loader *loader, const Node *pays, const Matrix *matrix)
{
    const Reader *reader = &loader->reader;
    if (!schema_list_of(reader, pays, "a list of rows: [[0%, 50%], [50%, 100%]]")) return false;
    bool fits = pays->count == matrix->rows.count;
    if (!fits) {
        Diag *diag = schema_error_at_key(reader, DIAG_MATRIX_SHAPE, pays,
                                         "`pays` has %zu rows, and `rows` %zu places",
                                         pays->count, matrix->rows.count);
        diag_hint(reader->diags, diag, "one list of pays for each place of `rows`");
    }
    size_t number = 0;
    for (const Node *row = pays->first; row != NULL; row = row->next) {
        number += 1;
        bool is_row = schema_list_of(reader, row, "one row of pays, a list");
        fits = is_row && fits;
        if (!is_row || row->count == matrix->cols.count) continue;
        Diag *diag = schema_error(reader, DIAG_MATRIX_SHAPE, row,
                                  "row %zu of `pays` has %zu entries, and `cols` %zu places",
                                  number, row->count, matrix->cols.count);
        diag_hint(reader->diags, diag, "one entry for each place of `cols`");
        fits = false;
    }
    return fits;
}

static bool read_cells(Loader *loader, const Node *pays, Matrix *out)
{
    Ratio *cells = ARENA_ARRAY(loader->reader.arena, Ratio, out->rows.count * out->cols.count);
    size_t count = 0;
    bool read = true;
    for (const Node *row = pays->first; row != NULL; row = row->next)
        for (const Node *cell = row->first; cell != NULL; cell = cell->next)
            read = design_read_pays(loader, cell, out->pays_money, &cells[count++]) && read;
    out->pays = cells;
    return read;
}
