/* example.c - the plans' own examples, earned by the very function that pays. Source: CONTRACT 4.
 * */
#include "engine_inside.h"

static Value number(Ratio ratio)
{
    return (Value){VALUE_NUMBER, {.number = ratio}};
}

typedef struct Trial {
    Arena *arena;
    const Company *company;
    const Plan *plan;
    const Example *example;
    Inputs *inputs;
    Value *values;
    Earned *earned;
} Trial;

/* What is given of a component; what is not given is 0, or, of a ratio of two, when_empty. */
static void take_given(Trial *trial)
{
    const Plan *plan = trial->plan;
    const Example *example = trial->example;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        const Component *component = &plan->components[c];
        trial->inputs[c] = (Inputs){.has_value = true, .value = RATIO_ZERO, .quota = RATIO_ZERO,
                                    .attainment = RATIO_ZERO, .months = example->months};
        trial->inputs[c].target =
            ratio_multiply(trial->arena, example->target, component->weight);
        if (component->against == AGAINST_GOAL) trial->inputs[c].quota = component->goal;
    }
    bool *has_value = ARENA_ARRAY(trial->arena, bool, plan->component_count + 1u);
    bool *has_attainment = ARENA_ARRAY(trial->arena, bool, plan->component_count + 1u);
    for (size_t g = 0; g < example->given_count; g++) {
        const Given *given = &example->given[g];
        Inputs *inputs = &trial->inputs[given->component];
        if (given->is_quota) inputs->quota = given->amount;
        else if (given->figure == OTHER_VALUE) inputs->value = given->amount;
        else inputs->attainment = given->amount;
        has_value[given->component] |= !given->is_quota && given->figure == OTHER_VALUE;
        has_attainment[given->component] |= !given->is_quota && given->figure == OTHER_ATTAINMENT;
    }
    for (uint32_t c = 0; c < plan->component_count; c++) {
        Inputs *inputs = &trial->inputs[c];
        if (has_value[c] && !has_attainment[c] && ratio_sign(inputs->quota)) {
            bool divided = ratio_divide(trial->arena, inputs->value, inputs->quota,
                                        &inputs->attainment);
            if (!divided) inputs->attainment = RATIO_ZERO;
        }
        if (has_attainment[c] && !has_value[c])
            inputs->value = ratio_multiply(trial->arena, inputs->attainment, inputs->quota);
        if (plan->components[c].window == WINDOW_CREDIT && has_value[c]) {
            Ratio *one = ARENA_NEW(trial->arena, Ratio);
            *one = inputs->value;
            inputs->credits = one;
            inputs->credit_count = 1;
        }
    }
}

static void fill_values(Trial *trial, uint32_t c)
{
    const Inputs *own = &trial->inputs[c];
    trial->values[FIGURE_TARGET] = number(own->target);
    trial->values[FIGURE_VALUE] = number(own->value);
    trial->values[FIGURE_QUOTA] = number(own->quota);
    trial->values[FIGURE_ATTAINMENT] = number(own->attainment);
    trial->values[FIGURE_MONTHS] = number(own->months);
    for (uint32_t o = 0; o < trial->plan->component_count; o++) {
        Value *first = &trial->values[FIGURE_OWN + o * FIGURE_OTHERS];
        first[OTHER_VALUE] = number(trial->inputs[o].value);
        first[OTHER_ATTAINMENT] = number(trial->inputs[o].attainment);
        first[OTHER_MULTIPLIER] = number(trial->earned[o].multiplier);
        first[OTHER_EARNED] = number(ratio_from_money(trial->earned[o].rounded,
                                                      trial->company->digits));
    }
}

/* The plan's cap over what its components earn, as in a month in which all have a window. */
static void cap_plan(Trial *trial)
{
    uint32_t count = trial->plan->component_count;
    CapPart *parts = ARENA_ARRAY(trial->arena, CapPart, count + 1u);
    for (uint32_t c = 0; c < count; c++)
        parts[c] = (CapPart){.has_target = true, .target = trial->example->target,
                             .weighted_target = trial->inputs[c].target,
                             .earned = trial->earned[c].rounded};
    CapSteps steps;
    if (!plan_cap(trial->arena, trial->company, trial->plan, parts, &steps)) return;
    for (uint32_t c = 0; c < count; c++) trial->earned[c].rounded = parts[c].earned;
}

static void compare_earned(Trial *trial, const Earns *earns, Diags *diags)
{
    const Component *component = &trial->plan->components[earns->component];
    Ratio earned = ratio_from_money(trial->earned[earns->component].rounded,
                                    trial->company->digits);
    if (ratio_equal(earned, earns->amount)) return;
    Text says = ratio_text(trial->arena, earns->amount, 6);
    Text is = ratio_text(trial->arena, earned, 6);
    Diag *diag = diag_error(diags, DIAG_EXAMPLE_FAILED, tree_place(trial->arena, earns->node),
                            "example \"%.*s\": %.*s should earn %.*s, the plan pays %.*s",
                            TEXT_ARG(trial->example->says), TEXT_ARG(component->key),
                            TEXT_ARG(says), TEXT_ARG(is));
    diag_hint(diags, diag, "one of the two is wrong: the example, or the plan");
}

static void run_example(Arena *arena, const Company *company, const Plan *plan,
                        const Example *example, Diags *diags)
{
    uint32_t count = plan->component_count;
    Trial trial = {arena, company, plan, example, ARENA_ARRAY(arena, Inputs, count + 1u),
                   ARENA_ARRAY(arena, Value, FIGURE_OWN + count * FIGURE_OTHERS + 1u),
                   ARENA_ARRAY(arena, Earned, count + 1u)};
    for (uint32_t c = 0; c < count; c++)
        trial.earned[c] = (Earned){.multiplier = RATIO_ZERO, .amount = RATIO_ZERO};
    take_given(&trial);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t c = plan->order[i];
        Text fault;
        fill_values(&trial, c);
        if (earn_to_date(arena, company, &plan->components[c], &trial.inputs[c], trial.values,
                         &trial.earned[c], &fault))
            continue;
        diag_error(diags, DIAG_EXAMPLE_FAILED, tree_place(arena, example->node),
                   "example \"%.*s\": %.*s can't be earned: %s", TEXT_ARG(example->says),
                   TEXT_ARG(plan->components[c].key), fault.bytes);
    }
    cap_plan(&trial);
    for (size_t e = 0; e < example->earns_count; e++)
        compare_earned(&trial, &example->earns[e], diags);
}

size_t engine_examples(Arena *arena, const Company *company, const Design *design, Diags *diags)
{
    size_t run = 0;
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (size_t e = 0; e < design->plans[p].example_count; e++, run++)
            run_example(arena, company, &design->plans[p], &design->plans[p].examples[e], diags);
    return run;
}
