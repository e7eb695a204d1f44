/* formula_blame.c - which parts of a formula decided what it came to on a row.
 *
 * Goes down the parts that the parser noted and evaluates each with the evaluator's own loop; what
 * is no AND, OR, NOT or choice is quoted as it stands. */
#include "formula_inside.h"

typedef struct Search {
    Arena *arena;
    const Formula *formula;
    const FormulaInput *input;
    Blames *found;
} Search;

static bool blame_part(Search *search, size_t part);

static bool value_of(const Search *search, const FormulaPart *part, Value *out)
{
    Text fault;
    return formula_evaluate_steps(search->formula, part->first, part->end, search->input,
                                  search->arena, out, &fault);
}

static Text part_text(const Search *search, size_t part)
{
    const FormulaPart *here = &search->formula->parts[part];
    return text_part(search->formula->source, here->from, here->to);
}

/* The parts right below one, in the order of the source: indexes. */
static size_t *parts_below(const Search *search, size_t part, size_t *count)
{
    const FormulaPart *parts = search->formula->parts;
    size_t low = part - parts[part].within, *below;
    *count = 0;
    for (size_t at = part; at > low; at -= parts[at - 1].within + 1u) ++*count;
    below = ARENA_ARRAY(search->arena, size_t, *count + 1);
    size_t place = *count;
    for (size_t at = part; at > low; at -= parts[at - 1].within + 1u) below[--place] = at - 1;
    return below;
}

static void add_names(const Search *search, size_t part, Blame *blame)
{
    const FormulaPart *parts = search->formula->parts;
    blame->names = ARENA_ARRAY(search->arena, NamedValue, parts[part].within + 1u);
    for (size_t at = part - parts[part].within; at < part; at++) {
        if (parts[at].kind != PART_NAME) continue;
        Text name = part_text(search, at);
        bool known = false;
        for (size_t n = 0; n < blame->name_count; n++)
            known |= text_equal(blame->names[n].name, name);
        if (known) continue;
        NamedValue *value = &blame->names[blame->name_count++];
        *value = formula_named_value(search->formula, parts[at].first, search->input,
                                     search->arena);
        value->name = name;
    }
}

static bool blame_here(Search *search, size_t part)
{
    const FormulaPart *here = &search->formula->parts[part];
    Blame blame = {.part = part_text(search, part)};
    if (!value_of(search, here, &blame.value)) return false;
    add_names(search, part, &blame);
    Blames *found = search->found;
    found->items = array_room(search->arena, found->items, found->count, &found->capacity,
                              sizeof *found->items);
    found->items[found->count++] = blame;
    return true;
}

/* AND that is FALSE: its operands that are. AND that is TRUE: all of them. OR likewise. */
static bool blame_operands(Search *search, size_t part)
{
    size_t count, *below = parts_below(search, part, &count);
    Value whole, one;
    if (!value_of(search, &search->formula->parts[part], &whole)) return false;
    for (size_t i = 0; i < count; i++) {
        if (!value_of(search, &search->formula->parts[below[i]], &one)) return false;
        if (one.flag == whole.flag && !blame_part(search, below[i])) return false;
    }
    return true;
}

/* The branch chosen says something where it is more than TRUE or FALSE. */
static bool blame_branch(Search *search, size_t part)
{
    const FormulaPart *branch = &search->formula->parts[part];
    bool constant = branch->end == branch->first + 1 &&
                    search->formula->steps[branch->first].step == STEP_CONSTANT;
    return constant || blame_part(search, part);
}

static bool blame_if(Search *search, const size_t *below, size_t count)
{
    Value condition;
    if (!value_of(search, &search->formula->parts[below[0]], &condition)) return false;
    size_t chosen = condition.flag ? 1 : 2;
    return blame_part(search, below[0]) &&
           (chosen >= count || blame_branch(search, below[chosen]));
}

static bool blame_ifs(Search *search, const size_t *below, size_t count)
{
    for (size_t i = 0; i + 1 < count; i += 2) {
        Value condition;
        if (!value_of(search, &search->formula->parts[below[i]], &condition)) return false;
        if (condition.flag)
            return blame_part(search, below[i]) && blame_branch(search, below[i + 1]);
    }
    return false;
}

static bool blame_switch(Search *search, const size_t *below, size_t count)
{
    const FormulaPart *parts = search->formula->parts;
    Value subject, candidate;
    if (!value_of(search, &parts[below[0]], &subject)) return false;
    size_t chosen = count % 2 == 0 ? count - 1 : 0;              /* the default */
    for (size_t i = 1; i + 1 < count; i += 2) {
        if (!value_of(search, &parts[below[i]], &candidate)) return false;
        if (!formula_values_equal(subject, candidate)) continue;
        chosen = i + 1;
        break;
    }
    if (!chosen || !blame_here(search, below[0])) return false;
    Blame *blame = &search->found->items[search->found->count - 1];
    blame->branch = part_text(search, below[chosen]);
    if (chosen + 1 < count || count % 2) blame->of_case = part_text(search, below[chosen - 1]);
    return blame_branch(search, below[chosen]);
}

static bool blame_part(Search *search, size_t part)
{
    size_t count, *below = parts_below(search, part, &count);
    switch (search->formula->parts[part].kind) {
    case PART_GROUP: case PART_NOT: return blame_part(search, below[0]);
    case PART_AND: case PART_OR: return blame_operands(search, part);
    case PART_IF: return blame_if(search, below, count);
    case PART_IFS: return blame_ifs(search, below, count);
    case PART_SWITCH: return blame_switch(search, below, count);
    case PART_PLAIN: case PART_NAME: break;
    }
    return blame_here(search, part);
}

bool formula_blame(Arena *arena, const Formula *formula, const FormulaInput *input, Blames *out)
{
    *out = (Blames){0};
    Search search = {arena, formula, input, out};
    if (formula->part_count) return blame_part(&search, formula->part_count - 1);
    Blame *only = ARENA_NEW(arena, Blame);       /* a constant: as it stands */
    only->part = formula->source;
    *out = (Blames){only, 1, 1};
    Text fault;
    return formula_evaluate(formula, input, arena, &only->value, &fault);
}
