/* lint_gate.c - a gate read as far as it compares the component's own figure with numbers; and a
 * component's curve by its table, modifier and gate together. */
#include "formula_inside.h"
#include "lint_inside.h"

enum { CONDITIONS_MAX = 64 };

typedef struct Condition { Comparison comparison; OtherFigure figure; Ratio at; } Condition;

/* What the gate asks for, all of it to be TRUE; others: and more, which is not read. */
typedef struct GateRead {
    Condition items[CONDITIONS_MAX];
    size_t count;
    bool others;
} GateRead;

typedef enum ItemKind { ITEM_NUMBER, ITEM_OWN, ITEM_CONDITIONS, ITEM_OTHER } ItemKind;

/* An operand: its first step, and how many conditions were known before it. */
typedef struct Item {
    ItemKind kind;                   /* ITEM_NUMBER: of constants alone, a flag too */
    OtherFigure figure;
    size_t first, before;
    bool others;
} Item;

typedef struct Walk {
    Arena *arena;
    const Formula *formula;
    GateRead *read;
    Item items[STACK_MAX + 1];
    size_t count;
} Walk;

static size_t operands_of(const FormulaStep *step)
{
    switch ((int)step->step) {
    case STEP_CALL: return step->count;
    case STEP_NEGATE: case STEP_PERCENT: case STEP_IS_BLANK: return 1;
    default: return 2;
    }
}

static bool value_of(Walk *walk, size_t first, size_t end, Value *out)
{
    FormulaInput none = {0};
    Text fault;
    return formula_evaluate_steps(walk->formula, first, end, &none, walk->arena, out, &fault);
}

static void add_condition(GateRead *read, Condition condition)
{
    if (read->count == CONDITIONS_MAX) read->others = true;
    else read->items[read->count++] = condition;
}

/* FALSE: no figure opens it. */
static bool add_flag(Walk *walk, size_t first, size_t end)
{
    Value value;
    if (!value_of(walk, first, end, &value) || value.type != VALUE_FLAG) return false;
    if (!value.flag) add_condition(walk->read, (Condition){LESS, OTHER_VALUE, RATIO_ZERO});
    return true;
}

static Comparison turned_round(Comparison comparison)
{
    switch (comparison) {
    case LESS: return GREATER;
    case LESS_EQUAL: return GREATER_EQUAL;
    case GREATER: return LESS;
    case GREATER_EQUAL: return LESS_EQUAL;
    case EQUAL: case UNEQUAL: break;
    }
    return comparison;
}

static bool read_comparison(Walk *walk, const Item *pair, size_t end)
{
    Comparison comparison = (Comparison)walk->formula->steps[end].index;
    bool turned = pair[0].kind == ITEM_NUMBER;
    const Item *own = &pair[turned], *number = &pair[!turned];
    if (comparison == EQUAL || comparison == UNEQUAL) return false;
    if (own->kind != ITEM_OWN || number->kind != ITEM_NUMBER) return false;
    Value value;
    if (!value_of(walk, number->first, turned ? own->first : end, &value) ||
        value.type != VALUE_NUMBER)
        return false;
    add_condition(walk->read,
                  (Condition){turned ? turned_round(comparison) : comparison, own->figure,
                              value.number});
    return true;
}

/* Of `and`, each operand for itself: conditions, a constant, or something else. */
static void read_and(Walk *walk, Item *pair, size_t end)
{
    Item out = {.kind = ITEM_CONDITIONS, .first = pair[0].first, .before = pair[0].before};
    for (size_t i = 0; i < 2; i++) {
        size_t to = i ? end : pair[1].first;
        if (pair[i].kind == ITEM_CONDITIONS) out.others |= pair[i].others;
        else out.others |= pair[i].kind != ITEM_NUMBER || !add_flag(walk, pair[i].first, to);
    }
    pair[0] = out;
}

static void combine(Walk *walk, const FormulaStep *step, size_t at)
{
    size_t count = operands_of(step);
    Item *items = &walk->items[walk->count -= count];
    bool constant = true;
    for (size_t i = 0; i < count; i++) constant = constant && items[i].kind == ITEM_NUMBER;
    walk->count++;
    if (count == 0) {
        *items = (Item){.kind = ITEM_OTHER, .first = at, .before = walk->read->count};
    } else if (constant) {
        items->kind = ITEM_NUMBER;
    } else if (step->step == STEP_COMPARE && read_comparison(walk, items, at)) {
        items->kind = ITEM_CONDITIONS;
        items->others = false;
    } else if (step->step == STEP_AND) {
        read_and(walk, items, at);
    } else {
        items->kind = ITEM_OTHER;
        walk->read->count = items->before;
    }
}

static bool walk_step(Walk *walk, size_t i)
{
    const FormulaStep *step = &walk->formula->steps[i];
    Item item = {.kind = ITEM_OTHER, .first = i, .before = walk->read->count};
    switch ((int)step->step) {
    case STEP_CONSTANT: item.kind = ITEM_NUMBER; break;
    case STEP_FIGURE:
        if (step->index != FIGURE_VALUE && step->index != FIGURE_ATTAINMENT) break;
        item.kind = ITEM_OWN;
        item.figure = step->index == FIGURE_VALUE ? OTHER_VALUE : OTHER_ATTAINMENT;
        break;
    case STEP_COLUMN: case STEP_BLANK_COLUMN: break;
    case STEP_JUMP: case STEP_JUMP_FALSE: case STEP_SWITCH: case STEP_DROP_UNDER:
    case STEP_NO_MATCH: return false;
    default: combine(walk, step, i); return true;
    }
    walk->items[walk->count++] = item;
    return true;
}

static void read_gate(Arena *arena, const Formula *gate, GateRead *read)
{
    Walk walk = {.arena = arena, .formula = gate, .read = read};
    bool good = true;
    *read = (GateRead){.count = 0};
    for (size_t i = 0; i < gate->count && good; i++) good = walk_step(&walk, i);
    if (good && walk.items[0].kind == ITEM_NUMBER) good = add_flag(&walk, 0, gate->count);
    else if (good && walk.items[0].kind == ITEM_CONDITIONS) read->others |= walk.items[0].others;
    else good = false;
    if (good) return;
    read->count = 0;
    read->others = true;
}

static int compare_starts(const Piece *piece, Ratio at, bool open)
{
    int by = ratio_compare(piece->from, at);
    return by ? by : (int)piece->open - (int)open;
}

/* Shuts what lies below a place, or from it on; open: the place itself lies below. */
static void shut(Arena *arena, Curve *curve, Ratio at, bool open, bool below)
{
    Piece *pieces = ARENA_ARRAY(arena, Piece, curve->count + 1);
    size_t count = 0, edge = 0;
    for (size_t i = 0; i < curve->count; i++) {
        bool next_after = i + 1 == curve->count ||
                          compare_starts(&curve->pieces[i + 1], at, open) > 0;
        int order = compare_starts(&curve->pieces[i], at, open);
        pieces[count++] = curve->pieces[i];
        if (order > 0 || !next_after) continue;
        if (order < 0) {
            pieces[count] = curve->pieces[i];
            pieces[count].from = at;
            pieces[count++].open = open;
        }
        edge = count - 1;
        pieces[edge].starts = STARTS_GATE;
    }
    for (size_t i = below ? 0 : edge; i < (below ? edge : count); i++) {
        pieces[i].a = pieces[i].b = pieces[i].c = pieces[i].d = RATIO_ZERO;
        pieces[i].shut = true;
    }
    curve->pieces = pieces;
    curve->count = count;
}

/* Where a condition lies on the table's figure. False: that is not known. */
static bool find_place(Arena *arena, const Component *component, const Condition *condition,
                       const Ratio *worth, Ratio *at)
{
    OtherFigure figure = lint_own_input(component).figure;
    *at = condition->at;
    if (condition->figure == figure || ratio_sign(*at) == 0) return true;
    if (!worth) return false;
    if (figure == OTHER_ATTAINMENT) return ratio_divide(arena, *at, *worth, at);
    *at = ratio_multiply(arena, *at, *worth);
    return true;
}

static void shut_by(Arena *arena, Comparison comparison, Ratio at, Curve *curve)
{
    bool below = comparison == GREATER || comparison == GREATER_EQUAL;
    bool open = comparison == GREATER || comparison == LESS_EQUAL;
    bool pays = ratio_sign(curve_pays(arena, curve, 0, RATIO_ZERO)) != 0;
    if (below && (ratio_sign(at) < 0 || (ratio_sign(at) == 0 && (!open || !pays)))) return;
    if (ratio_sign(at) < 0) shut(arena, curve, RATIO_ZERO, false, false);
    else shut(arena, curve, at, open, below);
}

bool curve_gate(Arena *arena, const Component *component, const Ratio *worth, Curve *curve)
{
    GateRead read;
    if (!component->gate) return true;
    if (component->window == WINDOW_CREDIT) return false;   /* it looks at the month's sum */
    read_gate(arena, component->gate, &read);
    for (size_t i = 0; i < read.count; i++) {
        Ratio at;
        if (find_place(arena, component, &read.items[i], worth, &at))
            shut_by(arena, read.items[i].comparison, at, curve);
        else read.others = true;
    }
    return !read.others;
}

bool lint_is_own_factor(const Component *component)
{
    return component->rate && component->modifier &&
           component->modifier->on.component == INDEX_NONE &&
           component->modifier->on.figure == lint_own_input(component).figure;
}

Curve lint_curve(Arena *arena, const Component *component, const Ratio *worth, bool *whole)
{
    Curve curve = curve_of(arena, component->rate, component->pays == PAYS_CREDITED);
    if (lint_is_own_factor(component)) {
        Curve factor = curve_of(arena, &component->modifier->rate, false);
        curve = curve_times(arena, &curve, &factor);
    }
    curve_turn(arena, &curve);
    *whole = curve_gate(arena, component, worth, &curve);
    return curve;
}
