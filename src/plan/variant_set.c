/* variant_set.c - one key of a design set to another value, by its path.
 *
 * A path starts with a plan's file or title, which may hold dots and commas, too.
 * Then come a component or one of the plan's own keys, and keys and list items below it. A key
 * that the place may have, and has not, is added. */
#include "design_inside.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(literal) {(literal), sizeof(literal) - 1}

static const Text COMPONENTS = WORD("components"), EXAMPLES = WORD("examples");

/* Keys of what stands below a component's and a plan's own; which of them fits where is the
 * loader's to say. */
static const Text LOWER_KEYS[] = {
    WORD("on"), WORD("method"), WORD("tiers"), WORD("points"), WORD("beyond"), WORD("rows"),
    WORD("cols"), WORD("pays"), WORD("from"), WORD("at"), WORD("to"), WORD("first_month"),
    WORD("quota"), WORD("if_start_before_day"), WORD("kind"), WORD("amount"), WORD("months"),
    WORD("recover"), WORD("after"), WORD("share"), WORD("release")};

typedef enum Level { LEVEL_PLAN, LEVEL_COMPONENT, LEVEL_BELOW } Level;

typedef struct Setting {
    Arena *arena;
    Diags *diags;
    Text path;
    size_t at;                       /* in path: what is still to be walked */
    const Node *value;               /* NULL: the key is removed */
    Text place;                      /* what was walked, however it was spelled */
    bool failed;
} Setting;

static const Node *set_below(Setting *setting, const Node *node, Level level);

/* What the path says up to where it is being read. */
static Text walked(const Setting *setting)
{
    size_t end = setting->at;
    if (end && end <= setting->path.length && setting->path.bytes[end - 1] == '.') end--;
    return text_part(setting->path, 0, end);
}

static bool at_end(const Setting *setting)
{
    return setting->at >= setting->path.length;
}

/* `new_acv` of `new_acv.cap`, `tiers` of `tiers[3]`. */
static Text next_key(Setting *setting)
{
    size_t from = setting->at, to = from;
    Text path = setting->path;
    while (to < path.length && path.bytes[to] != '.' && path.bytes[to] != '[') to++;
    setting->at = to < path.length && path.bytes[to] == '.' && to + 1 < path.length ? to + 1 : to;
    return text_part(path, from, to);
}

static const Node *fail(Setting *setting, const Node *node)
{
    setting->failed = true;
    return node;
}

static void add_step(Setting *setting, Text key)
{
    setting->place = text_format(setting->arena, "%.*s.%.*s", TEXT_ARG(setting->place),
                                 TEXT_ARG(key));
}

/* The key may be there, and isn't: nothing stands below it. */
static const Node *not_there(Setting *setting, const Node *map, Text where, Text key)
{
    Diag *diag = diag_error(setting->diags, DIAG_SWEEP_PATH, (Place){0},
                            "\"%.*s\": %.*s has no `%.*s` of which a part could be set",
                            TEXT_ARG(setting->path), TEXT_ARG(where), TEXT_ARG(key));
    diag_hint(setting->diags, diag, "set it whole: %.*s.%.*s={...}", TEXT_ARG(where),
              TEXT_ARG(key));
    return fail(setting, map);
}

/* No such key: the nearest, and all that are there. */
static const Node *no_such_key(Setting *setting, const Node *map, Text where, Text key,
                               const Text *may, size_t may_count)
{
    const Node *components = tree_get(map, COMPONENTS);
    size_t count = map->count + may_count + (components ? components->count : 0), known = 0;
    Text *names = ARENA_ARRAY(setting->arena, Text, count + 1);
    for (const Node *c = components ? components->first : NULL; c; c = c->next)
        names[known++] = c->key;
    for (const Node *child = map->first; child; child = child->next)
        if (child != components && !tree_get(components, child->key)) names[known++] = child->key;
    size_t there = known;
    for (size_t i = 0; i < may_count; i++)
        if (!tree_get(map, may[i])) names[known++] = may[i];
    Text listed = schema_list(setting->arena, names, there);
    Diag *diag = diag_error(setting->diags, DIAG_SWEEP_PATH, (Place){0},
                            "\"%.*s\": %.*s has no \"%.*s\"; there are %.*s",
                            TEXT_ARG(setting->path), TEXT_ARG(where), TEXT_ARG(key),
                            TEXT_ARG(listed));
    Text near = text_nearest(key, names, known);
    if (near.length) diag_hint(setting->diags, diag, "did you mean %.*s?", TEXT_ARG(near));
    return fail(setting, map);
}

/* Whether a map at this level may have the key. */
static bool may_have(Setting *setting, Level level, Text key, const Text **may, size_t *count)
{
    if (level == LEVEL_PLAN) *may = design_plan_keys(count);
    else if (level == LEVEL_COMPONENT) *may = design_component_known(setting->arena, count);
    else *may = LOWER_KEYS, *count = COUNT(LOWER_KEYS);
    for (size_t i = 0; i < *count; i++)
        if (text_equal((*may)[i], key)) return true;
    return false;
}

static const Node *set_key(Setting *setting, const Node *map, Level level)
{
    Text where = walked(setting);
    Text key = next_key(setting);
    const Text *may;
    size_t count;
    const Node *child = tree_get(map, key);
    if (!child && !may_have(setting, level, key, &may, &count))
        return no_such_key(setting, map, where, key, may, count);
    if (!child && !at_end(setting)) return not_there(setting, map, where, key);
    add_step(setting, key);
    if (!child && !setting->value) return map;       /* what is not there is removed already */
    const Node *changed = child ? set_below(setting, child, LEVEL_BELOW) : setting->value;
    return setting->failed ? map : tree_with(setting->arena, map, key, changed);
}

static const Node *set_item(Setting *setting, const Node *list)
{
    Text path = setting->path, where = walked(setting);
    size_t at = setting->at + 1, index = 0;
    for (; at < path.length && path.bytes[at] >= '0' && path.bytes[at] <= '9' && index < 10000;
         at++)
        index = index * 10 + (size_t)(path.bytes[at] - '0');
    if (at >= path.length || path.bytes[at] != ']' || index < 1 || index > list->count) {
        diag_error(setting->diags, DIAG_SWEEP_PATH, (Place){0},
                   list->count == 1
                   ? "\"%.*s\": %.*s has 1 item, [1]"
                   : N_("\"%.*s\": %.*s has %zu items, [1] to [%zu]"),
                   TEXT_ARG(path), TEXT_ARG(where), list->count, list->count);
        return fail(setting, list);
    }
    setting->at = at + 1 < path.length && path.bytes[at + 1] == '.' && at + 2 < path.length
        ? at + 2 : at + 1;
    setting->place = text_format(setting->arena, "%.*s[%zu]", TEXT_ARG(setting->place), index);
    const Node *item = list->first;
    for (size_t i = 1; i < index; i++) item = item->next;
    const Node *changed = set_below(setting, item, LEVEL_BELOW);
    return setting->failed ? list : tree_with_item(setting->arena, list, index - 1, changed);
}

/* The node with what the rest of the path names changed; NULL: it is to be removed. */
static const Node *set_below(Setting *setting, const Node *node, Level level)
{
    if (at_end(setting)) return setting->value;
    bool item = setting->path.bytes[setting->at] == '[';
    if (item && node->kind == NODE_LIST) return set_item(setting, node);
    if (!item && node->kind == NODE_MAP) return set_key(setting, node, level);
    Text where = walked(setting);
    Diag *diag = diag_error(setting->diags, DIAG_SWEEP_PATH, (Place){0},
                            node->kind == NODE_LIST ? "\"%.*s\": %.*s is a list"
                            : node->kind == NODE_MAP ? N_("\"%.*s\": %.*s is no list")
                            : N_("\"%.*s\": nothing stands below %.*s"),
                            TEXT_ARG(setting->path), TEXT_ARG(where));
    if (node->kind == NODE_LIST)
        diag_hint(setting->diags, diag, "name one of its items, such as %.*s[1]", TEXT_ARG(where));
    return fail(setting, node);
}

/* A component before the plan's own keys. */
static const Node *set_in_plan(Setting *setting, const Node *plan)
{
    const Node *components = tree_get(plan, COMPONENTS);
    size_t at = setting->at;
    Text key = next_key(setting);
    const Node *component = tree_get(components, key);
    if (!component && text_equal(key, COMPONENTS) && !at_end(setting)) {
        key = next_key(setting);
        component = tree_get(components, key);
    }
    if (!component) {
        setting->at = at;
        return set_below(setting, plan, LEVEL_PLAN);
    }
    add_step(setting, COMPONENTS);
    add_step(setting, key);
    const Node *changed = set_below(setting, component, LEVEL_COMPONENT);
    if (setting->failed) return plan;
    components = tree_with(setting->arena, components, key, changed);
    return tree_with(setting->arena, plan, COMPONENTS, components);
}

Text variant_title(const PlanTree *plan)
{
    const Node *title = tree_get(plan->node, TEXT("plan"));
    return title && title->kind == NODE_SCALAR ? text_trim(title->scalar) : TEXT("");
}

static bool name_fits(Text path, Text name)
{
    return name.length && text_starts_with(path, name) &&
           (path.length == name.length || path.bytes[name.length] == '.');
}

/* A way in which a path can be read: what stands behind a plan's file, or behind its title. */
typedef struct Reading { const PlanTree *plan; size_t length; Text other_name; } Reading;

/* Whether the plan has, or may have, what comes next. */
static bool leads_on(Setting *setting, Reading reading)
{
    Setting ahead = *setting;
    ahead.at = reading.length + 1;
    if (at_end(&ahead)) return false;
    Text key = next_key(&ahead);
    const Text *may;
    size_t count;
    return tree_get(tree_get(reading.plan->node, COMPONENTS), key) ||
           tree_get(reading.plan->node, key) || may_have(setting, LEVEL_PLAN, key, &may, &count);
}

static void two_readings(Setting *setting, Reading one, Reading two)
{
    Text path = setting->path;
    Text first = text_part(path, one.length + 1, path.length),
         second = text_part(path, two.length + 1, path.length);
    Diag *diag = diag_error(setting->diags, DIAG_SWEEP_PATH, (Place){0},
                            "\"%.*s\" can be read in two ways: %.*s of the plan in %.*s.yaml, or "
                            "%.*s of the plan in %.*s.yaml", TEXT_ARG(path), TEXT_ARG(first),
                            TEXT_ARG(one.plan->key), TEXT_ARG(second), TEXT_ARG(two.plan->key));
    diag_hint(setting->diags, diag, "start with the plan's other name: %.*s, or %.*s",
              TEXT_ARG(one.other_name), TEXT_ARG(two.other_name));
}

/* The plan whose file or title the path starts with; *length of that name. Of several, the one that
 * leads on; of none that does, the longest. NULL: none, or *reported: two lead on. */
static const PlanTree *find_plan(Setting *setting, const DesignTrees *trees, size_t *length,
                                 bool *reported)
{
    Reading found = {NULL, 0, TEXT("")};
    bool leads = *reported = false;
    for (size_t p = 0; p < 2 * trees->plan_count && !*reported; p++) {
        const PlanTree *plan = &trees->plans[p / 2];
        Text title = variant_title(plan), name = p % 2 ? title : plan->key;
        if (!name_fits(setting->path, name) || (p % 2 && text_equal(title, plan->key))) continue;
        Reading reading = {plan, name.length, p % 2 ? plan->key : title};
        bool on = leads_on(setting, reading);
        *reported = leads && on;
        if (*reported) two_readings(setting, found, reading);
        else if ((on && !leads) || (on == leads && name.length > found.length)) found = reading;
        leads |= on;
    }
    *length = found.length;
    return *reported ? NULL : found.plan;
}

/* A plan, and nothing of it. */
static void whole_plan(Setting *setting, const PlanTree *plan, Text name)
{
    const Node *components = tree_get(plan->node, COMPONENTS);
    Text below = components && components->kind == NODE_MAP && components->first
        ? components->first->key : TEXT("effective");
    Diag *diag = diag_error(setting->diags, DIAG_SWEEP_PATH, (Place){0},
                            "\"%.*s\" is a whole plan, and no key of it",
                            TEXT_ARG(setting->path));
    diag_hint(setting->diags, diag, "name a component or a key behind a dot, such as %.*s.%.*s",
              TEXT_ARG(name), TEXT_ARG(below));
}

static void no_such_plan(Setting *setting, const DesignTrees *trees)
{
    Text *names = ARENA_ARRAY(setting->arena, Text, 2 * trees->plan_count + 1);
    size_t count = trees->plan_count;
    for (size_t p = 0; p < count; p++) {
        names[p] = trees->plans[p].key;
        names[count + p] = variant_title(&trees->plans[p]);
    }
    const char *dot = setting->path.length
        ? memchr(setting->path.bytes, '.', setting->path.length) : NULL;
    Text first = dot ? text_part(setting->path, 0, (size_t)(dot - setting->path.bytes))
                     : setting->path;
    Text listed = schema_list(setting->arena, names, count);
    Diag *diag = diag_error(setting->diags, DIAG_SWEEP_PATH, (Place){0},
                            "\"%.*s\" does not start with a plan and a dot; plans are %.*s",
                            TEXT_ARG(setting->path), TEXT_ARG(listed));
    Text near = text_nearest(first, names, 2 * count);
    if (near.length) diag_hint(setting->diags, diag, "did you mean %.*s?", TEXT_ARG(near));
}

/* The plan by whose name the path starts; the rest is still to be walked. NULL: reported. */
static const PlanTree *start_path(Setting *setting, const DesignTrees *trees)
{
    bool reported;
    const PlanTree *plan = find_plan(setting, trees, &setting->at, &reported);
    Text name = text_part(setting->path, 0, setting->at);
    if (reported) return NULL;
    if (!plan) no_such_plan(setting, trees);
    else if (setting->at + 1 >= setting->path.length) whole_plan(setting, plan, name);
    else {
        setting->at++;
        setting->place = plan->key;
        return plan;
    }
    return NULL;
}

/* What the YAML would say. False: reported, at the value. */
static bool read_value(Arena *arena, Text path, Text value, const Node **out, Diags *diags)
{
    SourceFile *said = ARENA_NEW(arena, SourceFile);
    *said = (SourceFile){.path = path, .bytes = value};
    Node *node;
    if (!tree_read(arena, said, &node, diags)) return false;
    *out = tree_is_null(node) ? NULL : node;
    return true;
}

bool variant_set(Arena *arena, const DesignTrees *trees, Text path, Text value,
                 DesignTrees *out, Diags *diags)
{
    Setting setting = {.arena = arena, .diags = diags, .path = path};
    const PlanTree *plan = start_path(&setting, trees);
    if (!plan || !read_value(arena, path, value, &setting.value, diags)) return false;
    const Node *changed = set_in_plan(&setting, plan->node);
    if (setting.failed) return false;
    if (tree_get(changed, EXAMPLES)) changed = tree_with(arena, changed, EXAMPLES, NULL);
    *out = *trees;
    out->plans = ARENA_ARRAY(arena, PlanTree, trees->plan_count + 1);
    memcpy(out->plans, trees->plans, trees->plan_count * sizeof *out->plans);
    out->plans[plan - trees->plans].node = changed;
    return true;
}

bool variant_place(Arena *arena, const DesignTrees *trees, Text path, Text *out, Diags *diags)
{
    Setting setting = {.arena = arena, .diags = diags, .path = path};
    const PlanTree *plan = start_path(&setting, trees);
    if (!plan) return false;
    (void)set_in_plan(&setting, plan->node);
    *out = setting.place;
    return !setting.failed;
}

/* ---- whom a change reaches */

/* Keys that change what the payees under the plan are paid, and nobody else. */
static const Text OWN_PLAN_KEYS[] = {WORD("draw"), WORD("if_left"), WORD("target_spread"),
                                     WORD("cap"), WORD("examples"), WORD("components")};
static const Text OWN_COMPONENT_KEYS[] = {
    WORD("title"), WORD("weight"), WORD("window"), WORD("paid"), WORD("against"), WORD("pays"),
    WORD("rate"), WORD("formula"), WORD("modifier"), WORD("gate"), WORD("cap"), WORD("floor"),
    WORD("when_empty"), WORD("quota_of"), WORD("instalments"), WORD("hold_back")};

static bool is_among(Text key, const Text *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(keys[i], key)) return true;
    return false;
}

/* Whether all keys in which the maps differ are among these. */
static bool differ_in(const Node *one, const Node *other, const Text *keys, size_t count)
{
    for (const Node *child = one->first; child; child = child->next)
        if (!tree_equal(child, tree_get(other, child->key)) && !is_among(child->key, keys, count))
            return false;
    for (const Node *child = other->first; child; child = child->next)
        if (!tree_get(one, child->key) && !is_among(child->key, keys, count)) return false;
    return true;
}

static bool reaches_own(const Node *plan, const Node *changed)
{
    const Node *now = tree_get(plan, COMPONENTS), *then = tree_get(changed, COMPONENTS);
    if (!now || !then || now->count != then->count ||
        !differ_in(plan, changed, OWN_PLAN_KEYS, COUNT(OWN_PLAN_KEYS)))
        return false;
    for (const Node *component = now->first; component; component = component->next) {
        const Node *other = tree_get(then, component->key);
        if (!other || !differ_in(component, other, OWN_COMPONENT_KEYS, COUNT(OWN_COMPONENT_KEYS)))
            return false;
    }
    return true;
}

bool variant_reach(const DesignTrees *trees, const DesignTrees *changed, uint8_t *plans)
{
    bool own = true;
    for (size_t p = 0; p < trees->plan_count; p++) {
        if (trees->plans[p].node == changed->plans[p].node) continue;
        plans[p] = 1;
        own &= reaches_own(trees->plans[p].node, changed->plans[p].node);
    }
    return own;
}
