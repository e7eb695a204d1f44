/* plan_cap.c - what all components of a plan may earn together. Source: CONTRACT 8, cap.
 *
 * Earned to date is compared, each component in its own window, so that a month in which the
 * limit is reached again gives back what an earlier one had to leave out. */
#include "engine_inside.h"

/* The target that a percentage is of: of the `pays: target` components; without any, the whole
 * target in the longest window that pays. False: there is none, as in a year that began after
 * the end. */
static bool find_target(Arena *arena, const Plan *plan, const CapPart *parts, Ratio *out)
{
    Ratio weighted = RATIO_ZERO, whole = RATIO_ZERO;
    bool pays_target = false, has_weighted = false;
    int longest = 0;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        const Component *component = &plan->components[c];
        pays_target |= component->pays == PAYS_TARGET;
        if (!parts[c].has_target || component->pays == PAYS_NOTHING) continue;
        if (component->pays == PAYS_TARGET) {
            weighted = ratio_add(arena, weighted, parts[c].weighted_target);
            has_weighted = true;
        }
        if (window_months(component->window) <= longest) continue;
        longest = window_months(component->window);
        whole = parts[c].target;
    }
    *out = pays_target ? weighted : whole;
    return pays_target ? has_weighted : longest > 0;
}

bool plan_cap(Arena *arena, const Company *company, const Plan *plan, CapPart *parts,
              CapSteps *steps)
{
    uint32_t count = plan->component_count;
    Ratio most = plan->cap_at;
    *steps = (CapSteps){.of_target = RATIO_ZERO, .parts = parts};
    for (uint32_t c = 0; c < count; c++) parts[c].before = parts[c].earned;
    if (plan->cap == CAP_NONE) return true;
    if (plan->cap == CAP_PERCENT) {
        if (!find_target(arena, plan, parts, &steps->of_target)) return true;
        most = ratio_multiply(arena, most, steps->of_target);
    }
    Int128 sum = 0;
    Ratio *weights = ARENA_ARRAY(arena, Ratio, count + 1u);
    for (uint32_t c = 0; c < count; c++) {
        weights[c] = ratio_whole(parts[c].earned.minor > 0 ? parts[c].earned.minor : 0);
        sum += weights[c].num;
    }
    Money limit, *shares = ARENA_ARRAY(arena, Money, count + 1u);
    if (!money_from_ratio(most, company->digits, company->rounding, &limit)) return false;
    *steps = (CapSteps){true, steps->of_target, {(int64_t)sum}, limit, parts};
    if (sum <= limit.minor) return true;
    if (!money_split(limit, weights, count, shares)) return false;
    for (uint32_t c = 0; c < count; c++) {
        if (ratio_sign(weights[c]) == 0) continue;
        parts[c].lowered = shares[c].minor < parts[c].earned.minor;
        parts[c].earned = shares[c];
    }
    return true;
}
