/* test_variant_set.c - one key of a design set by its path: which place it names, what is there
 * then, whom that reaches, and what is said of places that are none. */
#include "unit.h"

#include "attain/variant.h"

#include <string.h>

static SourceFile files[8];
static PlanTree plans[8];
static DesignTrees trees;

static void add_plan(const char *key, const char *yaml)
{
    size_t at = trees.plan_count++;
    Node *root = NULL;
    files[at] = (SourceFile){.path = text_of(key), .bytes = text_of(yaml)};
    ck_assert(tree_read(arena, &files[at], &root, &diags));
    plans[at] = (PlanTree){text_of(key), root};
    trees.plans = plans;
}

static void two_plans(void)
{
    trees = (DesignTrees){0};
    add_plan("ae", "plan: \"AE, Inc. 2.0\"\nfor: role = \"AE\"\ncap: 300%\n"
             "components:\n"
             "  new_acv: {weight: 70%, rate: {tiers: [{from: 0%, pays: 1}, {from: 9%, pays: 2}]}}\n"
             "  cap: {weight: 30%, of: self, instalments: [50%, 50%]}\n"
             "examples: [{says: x}]\n");
    add_plan("mgr", "plan: AE\nfor: role = \"M\"\neffective: {from: 2026-01-01}\n"
             "components:\n  team: {weight: 100%, of: team}\n");
}

/* A tree on one line. */
static Text shown(const Node *node)
{
    if (!node) return TEXT("-");
    if (node->kind == NODE_SCALAR) return node->scalar;
    bool map = node->kind == NODE_MAP;
    Text out = map ? TEXT("{") : TEXT("[");
    size_t count = 0;
    for (const Node *child = node->first; child; child = child->next, count++)
        out = text_format(arena, "%.*s%s%.*s%s%.*s", TEXT_ARG(out), count ? ", " : "",
                          TEXT_ARG(child->key), map ? ": " : "", TEXT_ARG(shown(child)));
    ck_assert_uint_eq(count, node->count);
    return text_format(arena, "%.*s%s", TEXT_ARG(out), map ? "}" : "]");
}

static const Node *at(const Node *node, const char *key)
{
    return tree_get(node, text_of(key));
}

/* plan: which of the two changes; component "": the plan itself; then the whole map as it stands.
 * own: nobody but the payees of that plan is reached. */
static const struct { const char *path, *value; size_t plan; const char *component, *want;
                      bool own; } SETS[] = {
    /* the plan by its file, by its title with a comma and a dot, and titles that begin alike */
    {"ae.new_acv.weight", "60%", 0, "new_acv",
     "{weight: 60%, rate: {tiers: [{from: 0%, pays: 1}, {from: 9%, pays: 2}]}}", true},
    {"AE, Inc. 2.0.new_acv.weight", "60%", 0, "new_acv",
     "{weight: 60%, rate: {tiers: [{from: 0%, pays: 1}, {from: 9%, pays: 2}]}}", true},
    {"AE.team.weight", "90%", 1, "team", "{weight: 90%, of: team}", true},
    /* items count from 1; null takes one away, or a key, or a component */
    {"ae.new_acv.rate.tiers[2].pays", "7", 0, "new_acv",
     "{weight: 70%, rate: {tiers: [{from: 0%, pays: 1}, {from: 9%, pays: 7}]}}", true},
    {"ae.new_acv.rate.tiers[1]", "null", 0, "new_acv",
     "{weight: 70%, rate: {tiers: [{from: 9%, pays: 2}]}}", true},
    {"ae.cap.instalments[1]", "40%", 0, "cap",
     "{weight: 30%, of: self, instalments: [40%, 50%]}", true},
    {"ae.new_acv.rate", "null", 0, "new_acv", "{weight: 70%}", true},
    {"ae.new_acv.rate", "~", 0, "new_acv", "{weight: 70%}", true},
    {"ae.new_acv", "null", 0, "new_acv", "-", false},
    /* what is not there: added where the place may have it; removing it changes nothing */
    {"ae.new_acv.cap", "200%", 0, "new_acv",
     "{weight: 70%, rate: {tiers: [{from: 0%, pays: 1}, {from: 9%, pays: 2}]}, cap: 200%}", true},
    {"ae.new_acv.rate.beyond", "extend", 0, "new_acv",
     "{weight: 70%, rate: {tiers: [{from: 0%, pays: 1}, {from: 9%, pays: 2}], beyond: extend}}",
     true},
    {"AE.team.cap", "null", 1, "team", "{weight: 100%, of: team}", true},
    /* a component goes before the plan's own key of that name */
    {"ae.cap.weight", "20%", 0, "cap", "{weight: 20%, of: self, instalments: [50%, 50%]}", true},
    {"mgr.cap", "500%", 1, "", "{plan: AE, for: role = \"M\", effective: {from: 2026-01-01}, "
     "components: {team: {weight: 100%, of: team}}, cap: 500%}", true},
    {"mgr.effective.to", "2026-06-30", 1, "", "{plan: AE, for: role = \"M\", effective: "
     "{from: 2026-01-01, to: 2026-06-30}, components: {team: {weight: 100%, of: team}}}", false},
    {"mgr.components.team.of", "company", 1, "team", "{weight: 100%, of: company}", false},
    {"ae.cap.of", "team", 0, "cap", "{weight: 30%, of: team, instalments: [50%, 50%]}", false},
    /* whatever YAML says, as a whole */
    {"ae.cap.instalments", "[20%, 30%, 50%]", 0, "cap",
     "{weight: 30%, of: self, instalments: [20%, 30%, 50%]}", true},
    {"mgr.for", "AND(role = \"M\", team = \"T1\")", 1, "", "{plan: AE, for: AND(role = \"M\", "
     "team = \"T1\"), effective: {from: 2026-01-01}, components: {team: {weight: 100%, of: team}}}",
     false},
};

START_TEST(sets_one_key)
{
    two_plans();
    Text before = shown(plans[0].node), before_too = shown(plans[1].node);
    DesignTrees changed;
    bool set = variant_set(arena, &trees, text_of(SETS[_i].path), text_of(SETS[_i].value),
                           &changed, &diags);
    if (!set) print_problems();
    ck_assert(set);
    const Node *plan = changed.plans[SETS[_i].plan].node;
    const char *component = SETS[_i].component;
    want_text(SETS[_i].path, shown(component[0] ? at(at(plan, "components"), component) : plan),
              SETS[_i].want);
    ck_assert_ptr_null(at(plan, "examples"));
    ck_assert_ptr_eq(changed.plans[1 - SETS[_i].plan].node, plans[1 - SETS[_i].plan].node);
    uint8_t marked[2] = {0};
    ck_assert_int_eq(variant_reach(&trees, &changed, marked), SETS[_i].own);
    ck_assert_uint_eq(marked[SETS[_i].plan], 1);
    ck_assert_uint_eq(marked[1 - SETS[_i].plan], 0);
    want_text("in place", shown(plans[0].node), before.bytes);
    want_text("in place", shown(plans[1].node), before_too.bytes);
}
END_TEST

static const struct { const char *path, *message, *hint; } NONE[] = {
    {"aee.new_acv.cap", "\"aee.new_acv.cap\" does not start with a plan and a dot; plans are "
     "`ae`, `mgr`", "did you mean ae?"},
    {"ae", "\"ae\" is a whole plan, and no key of it", "name a component or a key behind a dot, "
     "such as ae.new_acv"},
    {"AE.", "\"AE.\" is a whole plan, and no key of it", "name a component or a key behind a dot, "
     "such as AE.team"},
    /* what the place may have, and hasn't */
    {"ae.draw.amount", "\"ae.draw.amount\": ae has no `draw` of which a part could be set",
     "set it whole: ae.draw={...}"},
    {"ae.new_acv.modifier.on", "\"ae.new_acv.modifier.on\": ae.new_acv has no `modifier` of which a "
     "part could be set", "set it whole: ae.new_acv.modifier={...}"},
    {"ae.new_acb.cap", "\"ae.new_acb.cap\": ae has no \"new_acb\"; there are `new_acv`, `cap`, "
     "`plan`, `for`, `examples`", "did you mean new_acv?"},
    {"ae.cap.weigth", "\"ae.cap.weigth\": ae.cap has no \"weigth\"; there are `weight`, `of`, "
     "`instalments`", "did you mean weight?"},
    {"ae.new_acv.rate.tiers[2].pay", "\"ae.new_acv.rate.tiers[2].pay\": "
     "ae.new_acv.rate.tiers[2] has no \"pay\"; there are `from`, `pays`", "did you mean pays?"},
    {"AE.team.rate.method", "\"AE.team.rate.method\": AE.team has no `rate` of which a part could "
     "be set", "set it whole: AE.team.rate={...}"},
    {"ae.new_acv.rate.tiers[3].pays", "\"ae.new_acv.rate.tiers[3].pays\": ae.new_acv.rate.tiers "
     "has 2 items, [1] to [2]", ""},
    {"ae.new_acv.rate.tiers[0].pays", "\"ae.new_acv.rate.tiers[0].pays\": ae.new_acv.rate.tiers "
     "has 2 items, [1] to [2]", ""},
    {"ae.new_acv.rate.tiers[2", "\"ae.new_acv.rate.tiers[2\": ae.new_acv.rate.tiers has 2 items, "
     "[1] to [2]", ""},
    {"ae.new_acv.rate.tiers.pays", "\"ae.new_acv.rate.tiers.pays\": ae.new_acv.rate.tiers is a "
     "list", "name one of its items, such as ae.new_acv.rate.tiers[1]"},
    {"ae.new_acv.rate[1]", "\"ae.new_acv.rate[1]\": ae.new_acv.rate is no list", ""},
    {"ae.new_acv.weight.of", "\"ae.new_acv.weight.of\": nothing stands below ae.new_acv.weight",
     ""},
};

START_TEST(says_what_is_no_place)
{
    two_plans();
    DesignTrees changed;
    ck_assert(!variant_set(arena, &trees, text_of(NONE[_i].path), TEXT("1"), &changed, &diags));
    ck_assert_uint_eq(diags.count, 1);
    ck_assert_int_eq(diags.items[0].code, DIAG_SWEEP_PATH);
    want_text("message", diags.items[0].message, NONE[_i].message);
    want_text("hint", diags.items[0].hint, NONE[_i].hint);
}
END_TEST

static const struct { const char *path, *place; } PLACES[] = {
    {"ae.new_acv.cap", "ae.components.new_acv.cap"},
    {"AE, Inc. 2.0.new_acv.cap", "ae.components.new_acv.cap"},
    {"ae.components.new_acv.cap", "ae.components.new_acv.cap"},
    {"AE.cap", "mgr.cap"},
    {"ae.new_acv.rate.tiers[02].pays", "ae.components.new_acv.rate.tiers[2].pays"},
};

START_TEST(names_one_place_one_way)
{
    two_plans();
    Text place;
    ck_assert(variant_place(arena, &trees, text_of(PLACES[_i].path), &place, &diags));
    want_text(PLACES[_i].path, place, PLACES[_i].place);
}
END_TEST

/* `ae` is the file of the first plan, and the title of the second. */
START_TEST(refuses_what_two_plans_are_called)
{
    trees = (DesignTrees){0};
    add_plan("ae", "plan: East\ncomponents: {acv: {cap: 1}}\n");
    add_plan("mgr", "plan: ae\ncomponents: {acv: {cap: 2}, team: {cap: 3}}\n");
    Text place;
    ck_assert(!variant_place(arena, &trees, TEXT("ae.acv.cap"), &place, &diags));
    ck_assert_uint_eq(diags.count, 1);
    want_text("message", diags.items[0].message, "\"ae.acv.cap\" can be read in two ways: acv.cap "
              "of the plan in ae.yaml, or acv.cap of the plan in mgr.yaml");
    want_text("hint", diags.items[0].hint, "start with the plan's other name: East, or mgr");
    ck_assert(variant_place(arena, &trees, TEXT("ae.team.cap"), &place, &diags));
    want_text("only one has it", place, "mgr.components.team.cap");
}
END_TEST

START_TEST(says_what_is_no_yaml)
{
    two_plans();
    DesignTrees changed;
    ck_assert(!variant_set(arena, &trees, TEXT("ae.new_acv.rate"), TEXT("[1"), &changed, &diags));
    ck_assert_uint_ge(diags.count, 1);
    want_text("file", diags.items[0].place.file, "ae.new_acv.rate");
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {sets_one_key, ROWS(SETS)},
        {says_what_is_no_place, ROWS(NONE)},
        {names_one_place_one_way, ROWS(PLACES)},
        {refuses_what_two_plans_are_called, 1},
        {says_what_is_no_yaml, 1},
    };
    return unit_run("variant_set", tests, ROWS(tests), 30, NULL, NULL);
}
