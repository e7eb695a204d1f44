/* variant.c - designs made of two designs: the rules of one aspect after the other exchanged. */
#include "design_inside.h"

#include "attain/words.h"

#include <stdint.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(literal) {(literal), sizeof(literal) - 1}

/* The keys that belong to each aspect: all that plans and components may say, but for names, texts
 * and examples. */
typedef struct AspectKey { Aspect aspect; Text key; } AspectKey;

static const AspectKey PLAN_ASPECTS[] = {
    {ASPECT_PLANS, WORD("for")},
    {ASPECT_QUOTA, WORD("ramp")},
    {ASPECT_TIMING, WORD("effective")}, {ASPECT_TIMING, WORD("draw")},
    {ASPECT_TIMING, WORD("if_left")}, {ASPECT_TIMING, WORD("target_spread")},
    {ASPECT_TIMING, WORD("credit_after_end")},
    {ASPECT_CAP, WORD("cap")}};

static const AspectKey COMPONENT_ASPECTS[] = {
    {ASPECT_MEASURE, WORD("measure")}, {ASPECT_MEASURE, WORD("credit")},
    {ASPECT_MEASURE, WORD("of")},
    {ASPECT_QUOTA, WORD("against")}, {ASPECT_QUOTA, WORD("quota_of")},
    {ASPECT_WEIGHT, WORD("weight")},
    {ASPECT_RATE, WORD("pays")}, {ASPECT_RATE, WORD("rate")}, {ASPECT_RATE, WORD("formula")},
    {ASPECT_RATE, WORD("when_empty")}, {ASPECT_RATE, WORD("floor")},
    {ASPECT_TIMING, WORD("window")}, {ASPECT_TIMING, WORD("paid")},
    {ASPECT_TIMING, WORD("instalments")}, {ASPECT_TIMING, WORD("hold_back")},
    {ASPECT_GATE, WORD("gate")}, {ASPECT_MODIFIER, WORD("modifier")}, {ASPECT_CAP, WORD("cap")}};

static const Text COMPONENTS = WORD("components"), MEASURES = WORD("measures"),
                  EXAMPLES = WORD("examples"), TITLE = WORD("plan");

Text aspect_word(Aspect aspect)
{
    static const char *const words[ASPECTS] = {
        "plans", "measure", "credits", "quota", "weight", "rate", "timing", "gate", "modifier",
        "cap"};
    return text_of(words[aspect]);
}

static const Node *plan_of(const DesignTrees *trees, Text key)
{
    for (size_t p = 0; p < trees->plan_count; p++)
        if (text_equal(trees->plans[p].key, key)) return trees->plans[p].node;
    return NULL;
}

/* Without its examples, and with its key for a title: two designs may give one title to two
 * plans. */
static const Node *rules_alone(Arena *arena, PlanTree plan)
{
    const Node *node = plan.node, *title = tree_get(node, TITLE);
    if (tree_get(node, EXAMPLES)) node = tree_with(arena, node, EXAMPLES, NULL);
    if (!title || text_equal(title->scalar, plan.key)) return node;
    Node *key = ARENA_NEW(arena, Node);
    *key = *title;
    key->scalar = plan.key;
    key->plain = false;
    return tree_with(arena, node, TITLE, key);
}

/* The measures of both, as `first` has them where both do. */
static const Node *all_measures(Arena *arena, const Node *first, const Node *second)
{
    if (!first || !second || tree_equal(first, second)) return first ? first : second;
    const Node *measures = tree_get(first, MEASURES), *others = tree_get(second, MEASURES);
    if (!measures || !others || measures->kind != NODE_MAP || others->kind != NODE_MAP)
        return first;
    const Node *all = measures;
    for (const Node *other = others->first; other; other = other->next)
        if (!tree_get(all, other->key)) all = tree_with(arena, all, other->key, other);
    return all == measures ? first : tree_with(arena, first, MEASURES, all);
}

size_t *variant_pairs(Arena *arena, const PlanName *from, size_t from_count, const PlanName *to,
                      size_t to_count)
{
    size_t *pairs = ARENA_ARRAY(arena, size_t, from_count + 1);
    bool *taken = ARENA_ARRAY(arena, bool, to_count + 1);
    for (size_t p = 0; p < from_count; p++) pairs[p] = SIZE_MAX;
    for (int by_title = 0; by_title < 2; by_title++)
        for (size_t p = 0; p < from_count; p++)
            for (size_t q = 0; q < to_count && pairs[p] == SIZE_MAX; q++) {
                if (taken[q] || !(by_title ? text_equal(from[p].title, to[q].title)
                                           : text_equal(from[p].key, to[q].key)))
                    continue;
                pairs[p] = q;
                taken[q] = true;
            }
    return pairs;
}

static PlanName *names_of(Arena *arena, const DesignTrees *trees)
{
    PlanName *names = ARENA_ARRAY(arena, PlanName, trees->plan_count + 1);
    for (size_t p = 0; p < trees->plan_count; p++)
        names[p] = (PlanName){trees->plans[p].key, variant_title(&trees->plans[p])};
    return names;
}

static int compare_keys(const void *left, const void *right)
{
    return text_compare(((const PlanTree *)left)->key, ((const PlanTree *)right)->key);
}

void variant_start(Arena *arena, const DesignTrees *from, const DesignTrees *to,
                   DesignTrees *out)
{
    *out = *from;
    out->measures = all_measures(arena, from->measures, to->measures);
    out->plans = ARENA_ARRAY(arena, PlanTree, from->plan_count + 1);
    const size_t *pairs = variant_pairs(arena, names_of(arena, from), from->plan_count,
                                        names_of(arena, to), to->plan_count);
    for (size_t p = 0; p < from->plan_count; p++) {
        PlanTree plan = from->plans[p];
        if (pairs[p] != SIZE_MAX) plan.key = to->plans[pairs[p]].key;
        plan.node = rules_alone(arena, plan);
        out->plans[p] = plan;
    }
    if (out->plan_count) qsort(out->plans, out->plan_count, sizeof *out->plans, compare_keys);
}

/* The map with the keys of one aspect as `to` has them. */
static const Node *exchanged(Arena *arena, const Node *map, const Node *to, Aspect aspect,
                             const AspectKey *keys, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const Node *now = tree_get(map, keys[k].key), *then = tree_get(to, keys[k].key);
        if (keys[k].aspect == aspect && !tree_equal(now, then))
            map = tree_with(arena, map, keys[k].key, then);
    }
    return map;
}

/* The components that `to` has, in its order; those that both have as they are here. */
static const Node *components_there_are(Arena *arena, const Node *now, const Node *to)
{
    if (!now || !to || now->kind != NODE_MAP || to->kind != NODE_MAP) return to;
    bool same = now->count == to->count;
    const Node *components = to;
    for (const Node *there = to->first; there; there = there->next) {
        const Node *old = tree_get(now, there->key);
        same = same && old;
        if (old) components = tree_with(arena, components, there->key, old);
    }
    return same ? now : components;
}

static const Node *exchange_components(Arena *arena, const Node *now, const Node *to,
                                       Aspect aspect)
{
    if (aspect == ASPECT_PLANS) return components_there_are(arena, now, to);
    const Node *all = now;
    for (const Node *component = now ? now->first : NULL; component; component = component->next) {
        const Node *other = tree_get(to, component->key);
        if (!other) continue;
        const Node *changed = exchanged(arena, component, other, aspect, COMPONENT_ASPECTS,
                                        COUNT(COMPONENT_ASPECTS));
        if (changed != component) all = tree_with(arena, all, component->key, changed);
    }
    return all;
}

static const Node *exchange_plan(Arena *arena, const Node *plan, const Node *to, Aspect aspect)
{
    const Node *changed = exchanged(arena, plan, to, aspect, PLAN_ASPECTS, COUNT(PLAN_ASPECTS));
    const Node *now = tree_get(plan, COMPONENTS);
    const Node *components = exchange_components(arena, now, tree_get(to, COMPONENTS), aspect);
    return components == now ? changed : tree_with(arena, changed, COMPONENTS, components);
}

/* The plans that `to` has; those that both have with their own rules. */
static bool exchange_plans(Arena *arena, DesignTrees *design, const DesignTrees *to, Aspect aspect)
{
    const DesignTrees *set = aspect == ASPECT_PLANS ? to : design;
    PlanTree *plans = ARENA_ARRAY(arena, PlanTree, set->plan_count + 1);
    bool changes = set->plan_count != design->plan_count;
    for (size_t p = 0; p < set->plan_count; p++) {
        Text key = set->plans[p].key;
        const Node *own = plan_of(design, key), *other = plan_of(to, key);
        const Node *node = !own ? rules_alone(arena, set->plans[p])
                         : !other ? own : exchange_plan(arena, own, other, aspect);
        plans[p] = (PlanTree){key, node};
        changes |= node != own;
    }
    design->plans = plans;
    design->plan_count = set->plan_count;
    return changes;
}

bool variant_exchange(Arena *arena, DesignTrees *design, const DesignTrees *to, Aspect aspect)
{
    if (aspect != ASPECT_CREDITS) return exchange_plans(arena, design, to, aspect);
    const Node *measures = all_measures(arena, to->measures, design->measures);
    bool changes = !tree_equal(measures, design->measures);
    if (changes) design->measures = measures;
    return changes;
}

bool variant_build(Arena *arena, const Company *company, const DesignTrees *trees, Design *out)
{
    Diags diags;
    diags_start(&diags, arena);
    if (design_build(arena, company, trees, out, &diags)) return true;
    for (size_t i = 0; i < diags.count; i++)
        if (diags.items[i].severity == SEVERITY_ERROR && diags.items[i].code != DIAG_WEIGHTS)
            return false;
    return true;
}
