/* test_design_payment.c - payment rules of plans and components: what they say, every mistake. */
#include "design_case.h"

/* A plan's rules before its components, and a component's after its credit line. */
static const char *with_rules(const char *of_plan, const char *of_component)
{
    Change before = {"components:\n", text_format(arena, "%scomponents:\n", of_plan).bytes};
    Change after = {"    credit: ae\n",
                    text_format(arena, "    credit: ae\n%s", of_component).bytes};
    return changed(changed(PLAN, before), after);
}

START_TEST(reads_payment_rules)
{
    bool loaded = load(MEASURES, with_rules(
        "ramp: {first_month: {if_start_before_day: 16}, quota: [0%, 25%, 1/2]}\n"
        "draw: {kind: recoverable, amount: 200_000, months: 6, recover: {after: 3, share: 50%}}\n"
        "if_left: forfeit\ncap: 300%\ncredit_after_end: 3 months\n"
        "target_spread: {Q1: 20%, Q2: 20%, Q3: 20%, Q4: 40%}\n",
        "    of: team\n    quota_of: self\n    instalments: [50%, 25%, 25%]\n"
        "    hold_back: {share: 20%, release: half_end}\n"));
    if (!loaded) print_problems();
    ck_assert(loaded);
    const Plan *plan = &design.plans[0];
    ck_assert_int_eq(plan->ramp.if_start_before_day, 16);
    ck_assert_uint_eq(plan->ramp.count, 3);
    ck_assert(ratio_equal(plan->ramp.quota[2], ratio_make(arena, 1, 2)));
    ck_assert_int_eq(plan->draw.kind, DRAW_RECOVERABLE);
    ck_assert(!plan->draw.is_percent && ratio_equal(plan->draw.amount, ratio_whole(200000)));
    ck_assert_int_eq(plan->draw.months, 6);
    ck_assert_int_eq(plan->draw.recover_after, 3);
    ck_assert(ratio_equal(plan->draw.recover_share, ratio_make(arena, 1, 2)));
    ck_assert(plan->forfeits && plan->cap == CAP_PERCENT);
    ck_assert(ratio_equal(plan->cap_at, ratio_whole(3)));
    ck_assert_int_eq(plan->credit_after_end, 3);
    ck_assert(ratio_equal(plan->target_spread[3], ratio_make(arena, 2, 5)));
    const Component *acv = &plan->components[0];
    ck_assert(acv->quota_of_self);
    ck_assert_uint_eq(acv->instalment_count, 3);
    ck_assert(ratio_equal(acv->hold_share, ratio_make(arena, 1, 5)));
    ck_assert_int_eq(acv->hold_release, RELEASE_HALF_END);
}
END_TEST

START_TEST(has_no_payment_rules_by_default)
{
    ck_assert(load(MEASURES, with_rules("draw: {kind: non_recoverable, amount: 100%}\n", "")));
    const Plan *plan = &design.plans[0];
    ck_assert(plan->ramp.count == 0 && plan->ramp.if_start_before_day == 0);
    ck_assert(plan->draw.kind == DRAW_NON_RECOVERABLE && plan->draw.is_percent);
    ck_assert(plan->draw.months == 0 && plan->draw.recover_after == 0);
    ck_assert(ratio_equal(plan->draw.recover_share, RATIO_ONE));
    ck_assert(!plan->forfeits && plan->cap == CAP_NONE && plan->target_spread == NULL);
    ck_assert(plan->credit_after_end == 0 && !plan->components[0].quota_of_self);
    ck_assert(plan->components[0].instalment_count == 0);
}
END_TEST

#define RECOVERABLE "draw: {kind: recoverable, amount: 200000"

static const struct { DiagCode code; const char *of_plan, *of_component; } RULE_MISTAKES[] = {
    {DIAG_UNKNOWN_KEY, "rampe: {quota: [0%]}\n", ""},
    {DIAG_MISSING_KEY, "ramp: {first_month: {if_start_before_day: 16}}\n", ""},
    {DIAG_WRONG_TYPE, "ramp: [0%, 25%]\n", ""},
    {DIAG_WRONG_TYPE, "ramp: {quota: 25%}\n", ""},
    {DIAG_BARE_NUMBER, "ramp: {quota: [0%, 25]}\n", ""},
    {DIAG_OUT_OF_RANGE, "ramp: {quota: [0%, 125%]}\n", ""},
    {DIAG_OUT_OF_RANGE, "ramp: {first_month: {if_start_before_day: 32}, quota: [0%]}\n", ""},
    {DIAG_UNKNOWN_KEY, "ramp: {first_month: {if_start_before_day: 16, of: 3}, quota: [0%]}\n", ""},
    {DIAG_UNKNOWN_WORD, "draw: {kind: recoverabel, amount: 1000}\n", ""},
    {DIAG_MISSING_KEY, "draw: {kind: recoverable}\n", ""},
    {DIAG_MISSING_KEY, "draw: {amount: 1000}\n", ""},
    {DIAG_BARE_NUMBER, "draw: {kind: recoverable, amount: 0.5}\n", ""},
    {DIAG_OUT_OF_RANGE, "draw: {kind: recoverable, amount: -1000}\n", ""},
    {DIAG_OUT_OF_RANGE, RECOVERABLE ", months: 0}\n", ""},
    {DIAG_OUT_OF_RANGE, RECOVERABLE ", months: 1.5}\n", ""},
    {DIAG_OUT_OF_RANGE, RECOVERABLE ", recover: {after: -1}}\n", ""},
    {DIAG_OUT_OF_RANGE, RECOVERABLE ", recover: {share: 110%}}\n", ""},
    {DIAG_OUT_OF_RANGE, RECOVERABLE ", recover: {share: 0%}}\n", ""},
    {DIAG_MISPLACED_KEY, "draw: {kind: non_recoverable, amount: 1000, recover: {after: 3}}\n", ""},
    {DIAG_UNKNOWN_WORD, "if_left: forfiet\n", ""},
    {DIAG_BARE_NUMBER, "cap: 3\n", ""},
    {DIAG_OUT_OF_RANGE, "cap: -300%\n", ""},
    {DIAG_MISSING_KEY, "target_spread: {Q1: 50%, Q2: 50%, Q3: 0%}\n", ""},
    {DIAG_WEIGHTS, "target_spread: {Q1: 20%, Q2: 20%, Q3: 20%, Q4: 30%}\n", ""},
    {DIAG_OUT_OF_RANGE, "target_spread: {Q1: -20%, Q2: 60%, Q3: 20%, Q4: 40%}\n", ""},
    {DIAG_UNKNOWN_KEY, "target_spread: {Q1: 50%, Q2: 50%, Q3: 0%, Q4: 0%, Q5: 0%}\n", ""},
    {DIAG_BARE_NUMBER, "credit_after_end: 3\n", ""},
    {DIAG_WRONG_TYPE, "credit_after_end: 3 weeks\n", ""},
    {DIAG_WRONG_TYPE, "credit_after_end: three months\n", ""},
    {DIAG_OUT_OF_RANGE, "credit_after_end: 0 months\n", ""},
    {DIAG_OUT_OF_RANGE, "credit_after_end: 99999999999999999999 months\n", ""},
    {DIAG_WEIGHTS, "", "    instalments: [50%, 25%]\n"},
    {DIAG_OUT_OF_RANGE, "", "    instalments: [110%, 0%]\n"},
    {DIAG_WRONG_TYPE, "", "    instalments: []\n"},
    {DIAG_OUT_OF_RANGE, "", "    hold_back: {share: 120%, release: year_end}\n"},
    {DIAG_UNKNOWN_WORD, "", "    hold_back: {share: 20%, release: year}\n"},
    {DIAG_MISSING_KEY, "", "    hold_back: {share: 20%}\n"},
    {DIAG_MISPLACED_KEY, "", "    quota_of: self\n"},
    {DIAG_MISPLACED_KEY, "", "    of: team\n    against: 30000000\n    quota_of: self\n"},
    {DIAG_UNKNOWN_WORD, "", "    of: team\n    quota_of: team\n"},
};

START_TEST(names_each_mistake_in_payment_rules)
{
    const char *plan = with_rules(RULE_MISTAKES[_i].of_plan, RULE_MISTAKES[_i].of_component);
    bool loaded = load(MEASURES, plan);
    bool named = has_problem(RULE_MISTAKES[_i].code) && diags.errors == 1;
    if (!named) print_problems();
    ck_assert_msg(named, "expected [%s] alone", diag_name(RULE_MISTAKES[_i].code));
    ck_assert(!loaded && diags.items[0].place.line > 0 && diags.items[0].place.column > 0);
}
END_TEST

START_TEST(warns_of_rules_without_effect)
{
    static const char *const rules[] = {"if_left: forfeit\n", "ramp: {quota: [25%, 50%]}\n"};
    for (size_t i = 0; i < 2; i++) {
        ck_assert(load(MEASURES, with_rules(rules[i], "")));
        ck_assert(has_problem(DIAG_NO_EFFECT));
        diags_start(&diags, arena);
    }
}
END_TEST

START_TEST(pays_nothing_takes_no_instalments)
{
    const char *plan = changed(PLAN, (Change){
        "    pays: credited\n    rate: {method: marginal, "
        "tiers: [{from: 0%, pays: 5000}, {from: 100%, pays: 8_000}]}\n",
        "    pays: nothing\n    instalments: [1]\n    hold_back: {share: 1, release: year_end}\n"});
    ck_assert(!load(MEASURES, plan));
    ck_assert(has_problem(DIAG_MISPLACED_KEY) && diags.errors == 2);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {reads_payment_rules, 1},
        {has_no_payment_rules_by_default, 1},
        {names_each_mistake_in_payment_rules, ROWS(RULE_MISTAKES)},
        {warns_of_rules_without_effect, 1},
        {pays_nothing_takes_no_instalments, 1},
    };
    return unit_run("design_payment", tests, ROWS(tests), 44, set_up, NULL);
}
