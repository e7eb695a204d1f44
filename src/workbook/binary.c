/* binary.c - exact numbers as doubles: one division of two whole numbers below 2^53 is the nearest
 * double by the rules of IEEE 754; what is larger goes by 18 decimal digits, two more than the
 * library writes into the file. Neither asks the locale. */
#include "binary.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define DIGITS_LEAST 100000000000000000      /* 10^17: eighteen digits */
#define TENS_MAX 400                         /* a double has none smaller */

bool binary_from_whole(int64_t whole, double *out)
{
    if (whole > WHOLE_MAX || whole < -WHOLE_MAX) return false;
    *out = (double)whole;
    return true;
}

bool binary_from_money(Money money, int digits, double *out)
{
    double units = 1;
    for (int d = 0; d < digits; d++) units *= 10;
    if (!binary_from_whole(money.minor, out)) return false;
    *out /= units;
    return true;
}

static double by_digits(Arena *scratch, Ratio ratio)
{
    const Ratio least = ratio_whole(DIGITS_LEAST), ten = ratio_whole(10);
    int tens = 0;
    while (tens < TENS_MAX && ratio_compare(ratio_absolute(scratch, ratio), least) < 0) {
        ratio = ratio_multiply(scratch, ratio, ten);
        tens++;
    }
    int64_t digits;
    bool fits = ratio_to_int64(ratio_round(scratch, ratio, 0, ROUND_HALF_EVEN), &digits);
    assert(fits && "below 2^53, and no more than ten times the least");
    char text[48];
    snprintf(text, sizeof text, "%" PRId64 "e-%d", digits, tens);
    return strtod(text, NULL);
}

bool binary_from_ratio(Arena *scratch, Ratio ratio, double *out)
{
    if (!ratio.big && ratio.den == 1) return binary_from_whole(ratio.num, out);
    if (!ratio.big && ratio.num <= WHOLE_MAX && ratio.num >= -WHOLE_MAX && ratio.den <= WHOLE_MAX) {
        *out = (double)ratio.num / (double)ratio.den;
        return true;
    }
    if (ratio_compare(ratio_absolute(scratch, ratio), ratio_whole(WHOLE_MAX)) > 0) return false;
    *out = by_digits(scratch, ratio);
    return true;
}
