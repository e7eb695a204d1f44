/* test_design.c - the design loader: defaults, variants, order, and every rule it enforces.
 *
 * Each rule is a row: a small design with one key written otherwise, and the problem that it has to
 * name. */
#include "design_case.h"

START_TEST(reads_a_design)
{
    bool loaded = load(MEASURES, PLAN);
    if (!loaded) print_problems();
    ck_assert(loaded);
    ck_assert_uint_eq(diags.count, 0);
    ck_assert_uint_eq(design.measure_count, 4);
    ck_assert_uint_eq(design.line_count, 5);
    ck_assert(text_equal(design.lines[0].name, TEXT("ae")));
    ck_assert(text_equal(design.lines[1].name, TEXT("all")));
    ck_assert(text_equal(design.lines[2].name, TEXT("is")));
    ck_assert_uint_eq(design.rule_count, 3);
    ck_assert_uint_eq(design.file_count, 3);
    ck_assert(text_equal(design.files[0].path, TEXT("plans/ae.yaml")));
    ck_assert_uint_eq(strlen(design.files[0].sha256), SHA256_TEXT);

    const Plan *plan = &design.plans[0];
    ck_assert(text_equal(plan->key, TEXT("ae")));
    ck_assert(text_equal(plan->title, TEXT("AE")));
    const Component *acv = &plan->components[0];
    ck_assert(text_equal(acv->title, TEXT("acv")));
    ck_assert_int_eq(acv->pays, PAYS_TARGET);
    ck_assert_int_eq(acv->of, SCOPE_SELF);
    ck_assert_int_eq(acv->window, WINDOW_MONTH);
    ck_assert_int_eq(acv->against, AGAINST_QUOTA);
    ck_assert(!acv->at_end && !acv->floor_none && acv->cap == CAP_NONE);
    ck_assert(!acv->rate->on_value);
    ck_assert_uint_eq(acv->line, 0);
    ck_assert(ratio_equal(acv->weight, ratio_make(arena, 7, 10)));
    ck_assert(ratio_equal(plan->components[1].rate->tiers[1].pays, ratio_whole(8000)));
    const Component *kept = &plan->components[2];
    ck_assert_int_eq(kept->against, AGAINST_GOAL);
    ck_assert(ratio_equal(kept->goal, ratio_make(arena, 95, 100)));
    ck_assert(kept->line != INDEX_NONE && kept->denominator_line != INDEX_NONE);
    ck_assert_uint_eq(plan->components[3].measure, INDEX_NONE);
    ck_assert_uint_eq(plan->example_count, 1);
    ck_assert_uint_eq(plan->examples[0].given_count, 4);
}
END_TEST

#define FIRST_RATE \
    "    rate: {method: step, tiers: [{from: 0%, pays: 50%}, {from: 100%, pays: 100%}]}\n"

static const struct {
    Change plan;
    Against against;
    bool on_value;
} DEFAULTS[] = {
    {{NULL, NULL}, AGAINST_QUOTA, false},
    {{FIRST_RATE, "    against: none\n    rate: {method: step, tiers: [{from: 0, pays: 1%}]}\n"},
     AGAINST_NONE, true},
    {{FIRST_RATE, "    rate: {on: value, method: step, tiers: [{from: 0, pays: 1%}]}\n"},
     AGAINST_NONE, true},
    {{FIRST_RATE, "    against: quota\n"
                  "    rate: {on: value, method: step, tiers: [{from: 0, pays: 1%}]}\n"},
     AGAINST_QUOTA, true},
    {{"credit: ae\n", "credit: ae\n    against: window_quota\n"}, AGAINST_WINDOW_QUOTA, false},
    {{"credit: ae\n", "credit: ae\n    against: 30_000_000\n"}, AGAINST_GOAL, false},
    {{FIRST_RATE, "    rate: {method: linear, points: [{at: 0, pays: 1/3}], beyond: flat}\n"},
     AGAINST_QUOTA, false},
};

START_TEST(fills_in_defaults)
{
    const char *plan = changed(PLAN, DEFAULTS[_i].plan);
    const char *examples = strstr(plan, "examples:");
    plan = text_format(arena, "%.*s", (int)(examples - plan), plan).bytes;
    bool loaded = load(MEASURES, plan);
    if (!loaded) print_problems();
    ck_assert(loaded);
    ck_assert_int_eq(design.plans[0].components[0].against, DEFAULTS[_i].against);
    ck_assert_int_eq(design.plans[0].components[0].rate->on_value, DEFAULTS[_i].on_value);
}
END_TEST

static const struct {
    DiagCode code;
    Change measures, plan;
} MISTAKES[] = {
    {DIAG_UNKNOWN_KEY, {NULL, NULL}, {"weight", "wieght"}},
    {DIAG_MISSING_KEY, {NULL, NULL}, {"    weight: 70%\n", ""}},
    {DIAG_MISSING_KEY, {NULL, NULL}, {"    credit: ae\n", ""}},
    {DIAG_MISSING_KEY, {NULL, NULL}, {"measure: wins\n    pays", "pays"}},
    {DIAG_MISSING_KEY, {"date: close_date, to: {ae: ae_id}}\n", "to: {ae: ae_id}}\n"},
     {NULL, NULL}},
    {DIAG_WRONG_TYPE, {NULL, NULL}, {"effective: {from: 2025-10-01", "effective: {from: soon"}},
    {DIAG_WRONG_TYPE, {NULL, NULL}, {"2025-10-01", "2025-02-30"}},
    {DIAG_WRONG_TYPE, {NULL, NULL}, {"{from: 0%, pays: 5000}", "{from: 0%, pays: 5%}"}},
    {DIAG_UNKNOWN_WORD, {NULL, NULL}, {"pays: credited", "pays: credit"}},
    {DIAG_UNKNOWN_WORD, {NULL, NULL}, {"against: 95%", "against: qouta"}},
    {DIAG_BARE_NUMBER, {NULL, NULL}, {"weight: 70%", "weight: 70"}},
    {DIAG_BARE_NUMBER, {NULL, NULL}, {"{from: 100%, pays: 100%}", "{from: 1.5, pays: 100%}"}},
    {DIAG_BARE_NUMBER, {NULL, NULL}, {"credit: ae\n", "credit: ae\n    cap: 2\n"}},
    {DIAG_BAD_NAME, {NULL, NULL}, {"  wins:\n", "  wins-won:\n"}},
    {DIAG_UNKNOWN_FEED, {"feed: deals", "feed: deal"}, {NULL, NULL}},
    {DIAG_CREDIT_TO, {"to: {ae: ae_id}", "to: ae_id"}, {NULL, NULL}},
    {DIAG_CREDIT_TO, {"is: is_id", "is: stage"}, {NULL, NULL}},
    {DIAG_OUT_OF_RANGE, {"share: 60%", "share: 60"}, {NULL, NULL}},
    {DIAG_RATIO_PARTS, {"denominator: due", "denominator: wins"}, {NULL, NULL}},
    {DIAG_RATIO_PARTS, {"denominator: due", "denominator: rate"}, {NULL, NULL}},
    {DIAG_UNKNOWN_MEASURE, {"denominator: due", "denominator: dew"}, {NULL, NULL}},
    {DIAG_UNKNOWN_MEASURE, {NULL, NULL}, {"measure: wins", "measure: winz"}},
    {DIAG_UNKNOWN_CREDIT_LINE, {NULL, NULL}, {"credit: ae", "credit: se"}},
    {DIAG_UNKNOWN_CREDIT_LINE, {NULL, NULL}, {"rate\n    credit: ae", "rate\n    credit: is"}},
    {DIAG_UNKNOWN_COMPONENT, {NULL, NULL}, {"earns: {acv", "earns: {avc"}},
    {DIAG_UNKNOWN_COMPONENT, {NULL, NULL},
     {"credit: ae\n", "credit: ae\n    modifier: {on: no.value, method: step, "
      "tiers: [{from: 0%, pays: 1}]}\n"}},
    {DIAG_EFFECTIVE_DATES, {NULL, NULL}, {"2026-09-30", "2025-09-30"}},
    {DIAG_MISPLACED_KEY, {NULL, NULL}, {"pays: credited", "pays: nothing"}},
    {DIAG_MISPLACED_KEY, {NULL, NULL}, {"pays: credited", "pays: credited\n    weight: 5%"}},
    {DIAG_MISPLACED_KEY, {NULL, NULL}, {"credit: ae\n", "credit: ae\n    window: credit\n"}},
    {DIAG_MISPLACED_KEY, {NULL, NULL}, {"method: step", "method: linear"}},
    {DIAG_RATIO_QUOTA, {NULL, NULL}, {"    against: 95%\n", ""}},
    {DIAG_RATIO_QUOTA, {NULL, NULL}, {"against: 95%", "against: window_quota"}},
    {DIAG_MISSING_FIGURE, {NULL, NULL}, {"acv.earned * 10%", "value"}},
    {DIAG_MISSING_FIGURE, {NULL, NULL}, {"acv.earned * 10%", "wins.multiplier"}},
    {DIAG_MISSING_FIGURE, {NULL, NULL},
     {"credit: ae\n    rate: {method", "credit: ae\n    against: none\n    rate: {on: attainment, "
      "method"}},
    {DIAG_RATE_METHOD, {NULL, NULL}, {"{method: step", "{on: value, method: whole"}},
    {DIAG_RATE_METHOD, {NULL, NULL}, {"{method: step", "{beyond: extend, method: step"}},
    {DIAG_RATE_ORDER, {NULL, NULL}, {"{from: 0%, pays: 50%}", "{from: 10%, pays: 50%}"}},
    {DIAG_RATE_ORDER, {NULL, NULL}, {"{from: 100%, pays: 100%}", "{from: 0%, pays: 100%}"}},
    {DIAG_RATE_ORDER, {NULL, NULL}, {"{at: 0%, pays: 0%}", "{at: 110%, pays: 0%}"}},
    {DIAG_RATE_ORDER, {NULL, NULL},
     {"{at: 0%, pays: 0%}", "{at: 1, pays: 0%}, {at: 1, pays: 1%}"}},
    {DIAG_PERCENTAGE_CAP, {NULL, NULL}, {"pays: credited", "pays: credited\n    cap: 200%"}},
    {DIAG_WEIGHTS, {NULL, NULL}, {"weight: 70%", "weight: 60%"}},
    {DIAG_COMPONENT_CYCLE, {NULL, NULL},
     {"credit: ae\n", "credit: ae\n    gate: bonus.earned > 0\n"}},
    {DIAG_COMPONENT_CYCLE, {NULL, NULL}, {"acv.earned * 10%", "bonus.earned + 1"}},
};

START_TEST(names_each_mistake)
{
    bool loaded = load(changed(MEASURES, MISTAKES[_i].measures), changed(PLAN, MISTAKES[_i].plan));
    bool named = has_problem(MISTAKES[_i].code);
    if (!named) print_problems();
    ck_assert_msg(named, "expected [%s]", diag_name(MISTAKES[_i].code));
    ck_assert(!loaded);
}
END_TEST

#define GRID "{on: attainment, from: [0%, 80%]}, cols: {on: kept.value, from: [0%, 90%, 95%]}"
#define GRID_PAYS "pays: [[0%, 10%, 20%], [50%, 100%, 150%]]"
#define MATRIX "    rate: {method: step, rows: " GRID ", " GRID_PAYS "}\n"

/* The plan with its first component's table turned into a matrix. */
static const char *with_matrix(Change change)
{
    return changed(changed(PLAN, (Change){FIRST_RATE, MATRIX}), change);
}

START_TEST(reads_a_matrix)
{
    bool loaded = load(MEASURES, with_matrix((Change){NULL, NULL}));
    if (!loaded) print_problems();
    ck_assert(loaded);
    const Plan *plan = &design.plans[0];
    const Component *acv = &plan->components[0];
    ck_assert_ptr_null(acv->rate);
    ck_assert_int_eq(acv->against, AGAINST_QUOTA);
    const MatrixRate *rate = acv->matrix;
    ck_assert_uint_eq(rate->rows_on.component, INDEX_NONE);
    ck_assert_int_eq(rate->rows_on.figure, OTHER_ATTAINMENT);
    ck_assert_uint_eq(rate->cols_on.component, 2);
    ck_assert_int_eq(rate->cols_on.figure, OTHER_VALUE);
    ck_assert_uint_eq(rate->matrix.rows.count, 2);
    ck_assert_uint_eq(rate->matrix.cols.count, 3);
    want_ratio("place", rate->matrix.cols.from[1], "0.9");
    want_ratio("cell", rate->matrix.pays[3], "0.5");
    ck_assert_uint_eq(plan->order[0], 1);      /* acv looks at kept, and so comes after it */
    ck_assert_uint_eq(plan->order[1], 2);
    ck_assert_uint_eq(plan->order[2], 0);
}
END_TEST

static const struct { Change change; Against against; } MATRIX_AGAINST[] = {
    {{"rows: {on: attainment", "rows: {on: acv.attainment"}, AGAINST_QUOTA},
    {{"rows: {on: attainment, from: [0%, 80%]}", "rows: {on: value, from: [0, 80]}"},
     AGAINST_NONE},
    {{"rows: {on: attainment", "rows: {on: kept.attainment"}, AGAINST_NONE},
    {{"credit: ae\n    rate: {method: step, rows: {on: attainment",
      "credit: ae\n    against: 100\n    rate: {method: step, rows: {on: kept.attainment"},
     AGAINST_GOAL},
    {{"    measure: acv\n    credit: ae\n    rate: {method: step, rows: {on: attainment",
      "    rate: {method: step, rows: {on: kept.attainment"}, AGAINST_NONE},
};

START_TEST(measures_a_matrix_by_what_it_looks_at)
{
    const char *plan = with_matrix(MATRIX_AGAINST[_i].change);
    plan = changed(plan, (Change){"acv: {attainment: 100%}, ", ""});
    bool loaded = load(MEASURES, changed(plan, (Change){"acv: 700000, ", ""}));
    if (!loaded) print_problems();
    ck_assert(loaded);
    ck_assert_int_eq(design.plans[0].components[0].against, MATRIX_AGAINST[_i].against);
    ck_assert_ptr_nonnull(design.plans[0].components[0].matrix);
}
END_TEST

static const struct { DiagCode code; Change change; } MATRIX_MISTAKES[] = {
    {DIAG_MATRIX_SHAPE, {"[50%, 100%, 150%]", "[50%, 100%]"}},
    {DIAG_MATRIX_SHAPE, {"[50%, 100%, 150%]", "[50%, 100%, 150%, 150%]"}},
    {DIAG_MATRIX_SHAPE, {", [50%, 100%, 150%]", ""}},
    {DIAG_MATRIX_SHAPE, {"[50%, 100%, 150%]", "[50%, 100%, 150%], [50%, 100%, 150%]"}},
    {DIAG_WRONG_TYPE, {"[50%, 100%, 150%]", "50%"}},
    {DIAG_WRONG_TYPE, {GRID_PAYS, "pays: 50%"}},
    {DIAG_WRONG_TYPE, {"from: [0%, 80%]", "from: 80%"}},
    {DIAG_WRONG_TYPE, {"rows: {on: attainment, from: [0%, 80%]}", "rows: attainment"}},
    {DIAG_BARE_NUMBER, {"[50%, 100%, 150%]", "[50%, 100%, 150]"}},
    {DIAG_BARE_NUMBER, {"from: [0%, 80%]", "from: [0%, 80]"}},
    {DIAG_WRONG_TYPE, {"rows: {on: attainment", "rows: {on: value"}},
    {DIAG_MISSING_KEY, {", " GRID_PAYS, ""}},
    {DIAG_MISSING_KEY, {", cols: {on: kept.value, from: [0%, 90%, 95%]}", ""}},
    {DIAG_MISSING_KEY, {"on: kept.value, ", ""}},
    {DIAG_MISSING_KEY, {"on: attainment, from: [0%, 80%]", "on: attainment"}},
    {DIAG_MISSING_KEY, {"    measure: acv\n    credit: ae\n", ""}},
    {DIAG_UNKNOWN_KEY, {"pays: [[", "pay: [["}},
    {DIAG_UNKNOWN_KEY, {"on: kept.value", "at: 1, on: kept.value"}},
    {DIAG_UNKNOWN_WORD, {"on: kept.value", "on: kept.multiplier"}},
    {DIAG_UNKNOWN_COMPONENT, {"on: kept.value", "on: kep.value"}},
    {DIAG_MISSING_FIGURE, {"on: kept.value", "on: bonus.value"}},
    {DIAG_MISSING_FIGURE, {"credit: ae\n    rate: {method: step, rows",
                           "credit: ae\n    against: none\n    rate: {method: step, rows"}},
    {DIAG_RATE_METHOD, {"{method: step, rows", "{method: marginal, rows"}},
    {DIAG_RATE_METHOD, {"{method: step, rows", "{method: whole, rows"}},
    {DIAG_RATE_ORDER, {"from: [0%, 80%]", "from: [10%, 80%]"}},
    {DIAG_RATE_ORDER, {"from: [0%, 90%, 95%]", "from: [0%, 95%, 95%]"}},
    {DIAG_RATE_ORDER, {"from: [0%, 90%, 95%]", "from: [0%, 95%, 90%]"}},
    {DIAG_MISPLACED_KEY, {"{method: step, rows", "{method: step, beyond: flat, rows"}},
    {DIAG_MISPLACED_KEY, {"{method: step, rows", "{on: value, method: step, rows"}},
    {DIAG_MISPLACED_KEY, {"weight: 70%\n", "pays: credited\n"}},
    {DIAG_MISPLACED_KEY, {"credit: ae\n", "credit: ae\n    window: credit\n"}},
};

START_TEST(names_each_mistake_of_a_matrix)
{
    bool loaded = load(MEASURES, with_matrix(MATRIX_MISTAKES[_i].change));
    bool named = has_problem(MATRIX_MISTAKES[_i].code);
    if (!named) print_problems();
    ck_assert_msg(named, "expected [%s]", diag_name(MATRIX_MISTAKES[_i].code));
    ck_assert(!loaded);
}
END_TEST

START_TEST(sends_each_credit_alone)
{
    const char *plan = changed(PLAN, (Change){"    pays: credited\n    rate: {method: marginal, "
                                              "tiers: [{from: 0%, pays: 5000}, {from: 100%",
                                              "    pays: credited\n    window: credit\n"
                                              "    rate: {method: marginal, "
                                              "tiers: [{from: 0, pays: 5000}, {from: 100"});
    plan = changed(plan, (Change){"wins: {value: 3, quota: 2}", "wins: {value: 3}"});
    bool loaded = load(MEASURES, plan);
    if (!loaded) print_problems();
    ck_assert(loaded);
    ck_assert_int_eq(design.plans[0].components[1].against, AGAINST_NONE);
    ck_assert(design.plans[0].components[1].rate->on_value);
}
END_TEST

START_TEST(reports_all_mistakes_at_once)
{
    const char *plan = changed(PLAN, (Change){"weight: 70%", "weight: 70"});
    plan = changed(plan, (Change){"measure: wins", "measure: winz"});
    plan = changed(plan, (Change){"acv.earned", "acv.earnt"});
    ck_assert(!load(changed(MEASURES, (Change){"stage =", "stagee ="}), plan));
    ck_assert_uint_ge(diags.errors, 4);
}
END_TEST

START_TEST(orders_components_by_what_they_ask)
{
    const char *plan = changed(PLAN, (Change){"    pays: credited",
                                              "    gate: bonus.earned > 0\n    pays: credited"});
    ck_assert(load(MEASURES, plan));
    const uint32_t wanted[] = {0, 2, 3, 1};
    for (size_t i = 0; i < 4; i++) ck_assert_uint_eq(design.plans[0].order[i], wanted[i]);
}
END_TEST

START_TEST(gates_may_ask_for_each_others_attainment)
{
    const char *plan = changed(PLAN, (Change){"    credit: ae\n",
                                              "    credit: ae\n    gate: wins.attainment > 0\n"});
    plan = changed(plan, (Change){"pays: credited",
                                  "pays: credited\n    gate: acv.attainment > 0"});
    ck_assert(load(MEASURES, plan));
}
END_TEST

START_TEST(merges_a_variant)
{
    write_file("base", "design.yaml", "design: Base\n");
    write_file("base", "measures.yaml", MEASURES);
    write_file("base", "ae.yaml", PLAN);
    write_file("base", "gone.yaml", changed(PLAN, (Change){"plan: AE", "plan: Gone"}));
    write_file("next", "design.yaml", "design: Next\nbased_on: ../base\n");
    write_file("next", "gone.yaml", "null\n");
    write_file("next", "ae.yaml",
               "components:\n  acv: {weight: 60%, cap: 200%}\n  kept: {weight: 40%}\n"
               "  wins: null\nexamples: null\n");
    bool loaded = design_load(arena, &company, TEXT("base/../next/"), &design, &diags);
    if (!loaded) print_problems();
    ck_assert(loaded);
    ck_assert(text_equal(design.title, TEXT("Next")));
    ck_assert(text_equal(design.directory, TEXT("next")));
    ck_assert_uint_eq(design.plan_count, 1);
    ck_assert_uint_eq(design.plans[0].component_count, 3);
    ck_assert_int_eq(design.plans[0].components[0].cap, CAP_PERCENT);
    ck_assert_uint_eq(design.plans[0].example_count, 0);
    ck_assert_uint_eq(design.file_count, 7);
}
END_TEST

START_TEST(refuses_bases_in_a_circle)
{
    write_file("a", "design.yaml", "design: A\nbased_on: ../b\n");
    write_file("b", "design.yaml", "design: B\nbased_on: ../a\n");
    ck_assert(!design_load(arena, &company, TEXT("a"), &design, &diags));
    ck_assert(has_problem(DIAG_DESIGN_BASE));
}
END_TEST

START_TEST(refuses_two_plans_of_one_title)
{
    write_file("plans", "other.yaml", PLAN);
    ck_assert(!load(MEASURES, PLAN));
    ck_assert(has_problem(DIAG_PLAN_TITLE));
}
END_TEST

static const Change SHOWN[] = {
    {NULL, NULL},
    {FIRST_RATE, MATRIX},
    /* more columns than a line holds: in blocks */
    {FIRST_RATE, "    rate: {method: linear, rows: {on: attainment, from: [0%]}, cols: {on: "
                 "kept.value, from: [0, 1/7, 2/7, 3/7, 4/7, 5/7, 6/7, 1, 8/7, 9/7]},\n"
                 "      pays: [[0, 1/7, 2/7, 3/7, 4/7, 5/7, 6/7, 1, 8/7, 50%]]}\n"},
};

START_TEST(prints_the_tables_within_80_columns)
{
    ck_assert(load(MEASURES, changed(PLAN, SHOWN[_i])));
    Text text = design_rates_text(arena, &company, &design, NULL);
    ck_assert_ptr_null(strstr(text_copy(arena, text).bytes, "..."));
    ck_assert_ptr_nonnull(strstr(text_copy(arena, text).bytes, "50%"));
    for (size_t from = 0, at = 0; at < text.length; at++) {
        if (text.bytes[at] != '\n') continue;
        ck_assert_uint_le(text_columns(text_part(text, from, at)), 80);
        from = at + 1;
    }
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {reads_a_design, 1},
        {fills_in_defaults, ROWS(DEFAULTS)},
        {names_each_mistake, ROWS(MISTAKES)},
        {sends_each_credit_alone, 1},
        {reports_all_mistakes_at_once, 1},
        {orders_components_by_what_they_ask, 1},
        {gates_may_ask_for_each_others_attainment, 1},
        {merges_a_variant, 1},
        {refuses_bases_in_a_circle, 1},
        {refuses_two_plans_of_one_title, 1},
        {prints_the_tables_within_80_columns, ROWS(SHOWN)},
        {reads_a_matrix, 1},
        {measures_a_matrix_by_what_it_looks_at, ROWS(MATRIX_AGAINST)},
        {names_each_mistake_of_a_matrix, ROWS(MATRIX_MISTAKES)},
    };
    return unit_run("design", tests, ROWS(tests), 100, set_up, NULL);
}
