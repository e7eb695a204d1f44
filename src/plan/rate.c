/* rate.c - the rate tables of CONTRACT 5. */
#include "attain/rate.h"

#include <assert.h>

static Ratio look_up_at(Ratio input, bool below_zero)
{
    return below_zero || ratio_sign(input) > 0 ? input : RATIO_ZERO;
}

/* The tier reached: the last whose from is at or below the input; below 0, the first. */
static size_t tier_of(const Rate *rate, Ratio input)
{
    size_t tier = 0;
    for (size_t i = 1; i < rate->count; i++)
        if (ratio_compare(input, rate->tiers[i].at) >= 0) tier = i;
    return tier;
}

static Ratio on_line(Arena *scratch, RateTier a, RateTier b, Ratio input)
{
    Ratio run = ratio_subtract(scratch, b.at, a.at), slope;
    bool divided = ratio_divide(scratch, ratio_subtract(scratch, b.pays, a.pays), run, &slope);
    assert(divided);
    Ratio into = ratio_subtract(scratch, input, a.at);
    return ratio_add(scratch, a.pays, ratio_multiply(scratch, into, slope));
}

static bool is_jump(const Rate *rate, size_t i)
{
    return ratio_equal(rate->tiers[i].at, rate->tiers[i + 1].at);
}

/* Past the last point: flat, or on with the slope of the last line that is not a jump. */
static Ratio beyond_last(Arena *scratch, const Rate *rate, Ratio input)
{
    RateTier last = rate->tiers[rate->count - 1];
    if (!rate->extend) return last.pays;
    for (size_t i = rate->count - 1; i-- > 0;) {
        if (is_jump(rate, i)) continue;
        Ratio there = on_line(scratch, rate->tiers[i], rate->tiers[i + 1], last.at);
        Ratio ahead = on_line(scratch, rate->tiers[i], rate->tiers[i + 1], input);
        return ratio_add(scratch, last.pays, ratio_subtract(scratch, ahead, there));
    }
    return last.pays;
}

static Ratio interpolate(Arena *scratch, const Rate *rate, Ratio input)
{
    RateTier first = rate->tiers[0];
    if (ratio_compare(input, rate->tiers[rate->count - 1].at) >= 0)
        return beyond_last(scratch, rate, input);
    if (ratio_compare(input, first.at) < 0) {
        /* floor: none: the line from a first point at 0 goes on below 0 */
        bool goes_on = rate->count > 1 && ratio_sign(input) < 0 && ratio_sign(first.at) == 0 &&
                       !is_jump(rate, 0);
        return goes_on ? on_line(scratch, first, rate->tiers[1], input) : first.pays;
    }
    size_t i = tier_of(rate, input);
    return on_line(scratch, rate->tiers[i], rate->tiers[i + 1], input);
}

Ratio rate_pays(Arena *scratch, const Rate *rate, Ratio input, bool below_zero)
{
    assert(rate->count > 0);
    input = look_up_at(input, below_zero);
    if (rate->method == RATE_LINEAR) return interpolate(scratch, rate, input);
    return rate->tiers[tier_of(rate, input)].pays;
}

/* One tier's part of an amount. False: nothing of it lies inside. */
static bool tier_slice(Arena *scratch, const Rate *rate, size_t i, Ratio amount, Ratio bound,
                       bool below_zero, RateSlice *out)
{
    RateTier tier = rate->tiers[i];
    *out = (RateSlice){i, ratio_multiply(scratch, tier.at, bound), amount, RATIO_ZERO};
    if (ratio_sign(amount) < 0) {
        if (i > 0 || !below_zero) return false;
    } else {
        if (ratio_compare(amount, out->from) <= 0) return false;
        Ratio to = amount;
        if (i + 1 < rate->count)
            to = ratio_min(amount, ratio_multiply(scratch, rate->tiers[i + 1].at, bound));
        out->inside = ratio_subtract(scratch, to, out->from);
    }
    out->amount = ratio_multiply(scratch, out->inside, tier.pays);
    return true;
}

size_t rate_slices(Arena *scratch, const Rate *rate, Ratio amount, Ratio bound, bool below_zero,
                   RateSlice *out)
{
    size_t count = 0;
    while (count < rate->count &&
           tier_slice(scratch, rate, count, amount, bound, below_zero, &out[count]))
        count++;
    return count;
}

size_t rate_tier(const Rate *rate, Ratio input, bool below_zero)
{
    return tier_of(rate, look_up_at(input, below_zero));
}

/* The sum over the tiers of the amount's part inside each, times its pays; bounds are scaled. */
static Ratio over_tiers(Arena *scratch, const Rate *rate, Ratio amount, Ratio bound,
                        bool below_zero)
{
    Ratio sum = RATIO_ZERO;
    RateSlice slice;
    for (size_t i = 0; i < rate->count; i++) {
        if (!tier_slice(scratch, rate, i, amount, bound, below_zero, &slice)) break;
        sum = ratio_add(scratch, sum, slice.amount);
    }
    return sum;
}

Ratio rate_multiplier(Arena *scratch, const Rate *rate, Ratio input, bool below_zero)
{
    if (rate->method == RATE_MARGINAL)
        return over_tiers(scratch, rate, input, RATIO_ONE, below_zero);
    Ratio pays = rate_pays(scratch, rate, input, below_zero);
    return rate->method == RATE_WHOLE ? ratio_multiply(scratch, input, pays) : pays;
}

Ratio rate_credited(Arena *scratch, const Rate *rate, Ratio value, Ratio input, Ratio bound,
                    bool below_zero)
{
    if (rate->method == RATE_MARGINAL && ratio_sign(bound) > 0)
        return over_tiers(scratch, rate, value, bound, below_zero);
    return ratio_multiply(scratch, value, rate_pays(scratch, rate, input, below_zero));
}

bool rate_pays_nothing(Arena *scratch, const Rate *rate, Ratio input, bool below_zero)
{
    input = look_up_at(input, below_zero);
    if (rate->method == RATE_LINEAR)
        return ratio_sign(interpolate(scratch, rate, input)) == 0;
    size_t reached = tier_of(rate, input);
    if (rate->method != RATE_MARGINAL) return ratio_sign(rate->tiers[reached].pays) == 0;
    for (size_t i = 0; i <= reached; i++)
        if (ratio_sign(rate->tiers[i].pays) != 0) return false;
    return true;
}
