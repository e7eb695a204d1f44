/* design_deferral.c - `deferral:` of a measure: over how many months the commission on a credited
 * row is amortised, and from which on. Source: CONTRACT 4, deferral. */
#include "design_inside.h"

static void read_months(Loader *loader, uint32_t index, const Node *node);

void design_read_deferral(Loader *loader, uint32_t index)
{
    static const Text keys[] = {{"months", 6}, {"starts", 6}};
    static const Text words[] = {{"same_month", 10}, {"next_month", 10}};
    const Reader *reader = &loader->reader;
    Measure *measure = &loader->design->measures[index];
    const Node *node = tree_get(measure->node, TEXT("deferral"));
    if (node == NULL || !schema_map(reader, node, keys, 2, "{months: 36} or {months: a formula}"))
        return;
    const Node *months = schema_need(reader, node, keys[0],
                                     "over how many months a commission is amortised");
    if (months != NULL) read_months(loader, index, months);
    const Node *starts = tree_get(node, keys[1]);
    unsigned word = 0;
    if (starts != NULL && schema_word(reader, starts, words, 2, &word))
        measure->defer_next_month = word == 1;
}

bool defer_months_are(Ratio months)
{
    return ratio_is_whole(months) && ratio_sign(months) > 0 &&
           ratio_compare(months, ratio_whole(DEFER_MONTHS_MAX)) <= 0;
}

/* A constant is checked now, the others row by row. */
static bool is_sound(const Reader *reader, const Node *node, const Formula *months)
{
    Value value;
    if (!formula_is_constant(months, &value) || defer_months_are(value.number)) return true;
    (void)schema_error(reader, DIAG_OUT_OF_RANGE, node,
                       "expected a whole number of months, from 1 to %d", DEFER_MONTHS_MAX);
    return false;
}

/* One formula, over the columns of every feed that the measure has entries of. */
static void read_months(Loader *loader, uint32_t index, const Node *node)
{
    const Reader *reader = &loader->reader;
    const Design *design = loader->design;
    Measure *measure = &loader->design->measures[index];
    Text source = TEXT("");
    if (!schema_text(reader, node, "a number of months, or a formula", &source)) return;
    measure->defer_months =
        ARENA_ARRAY(reader->arena, const Formula *, loader->company->feed_count + 1);
    for (uint32_t r = 0; r < design->rule_count; r++) {
        uint32_t feed = design->rules[r].feed;
        if (design->rules[r].measure != index || measure->defer_months[feed] != NULL) continue;
        Formula *months = NULL;
        if (!formula_compile(reader->arena, node, &loader->feed_names[feed], VALUE_NUMBER,
                             &months, reader->diags) ||
            !is_sound(reader, node, months))
            return;
        measure->defer_months[feed] = months;
    }
}
