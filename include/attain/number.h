/* number.h - Money and Ratio, the only arithmetic in the program.   (room: base)
 *
 * Money is a whole number of minor units of the run's one currency (yen; cents). Ratio is an
 * exact fraction, always reduced, den > 0: 64-bit parts with 128-bit intermediates, and GMP behind
 * them when they outgrow that. A Ratio is an immutable value; the digits of a large one live in
 * the arena given to the call that made it. Ratio arithmetic never overflows; what makes a
 * Money can, and then returns false and leaves *out alone. Reporting is the caller's work, as only
 * the caller knows which row or rule is to blame.   Source: CONTRACT 3 and 5. */
#ifndef ATTAIN_NUMBER_H
#define ATTAIN_NUMBER_H

#include "attain/text.h"

__extension__ typedef __int128 Int128;              /* intermediates; never stored in tables */
__extension__ typedef unsigned __int128 Uint128;

typedef struct Money { int64_t minor; } Money;      /* a struct: Money * Money must not compile */

typedef struct BigRatio BigRatio;
typedef struct Ratio {
    int64_t num;
    int64_t den;                /* > 0 where big is NULL */
    const BigRatio *big;        /* set only where num or den does not fit */
} Ratio;

typedef enum Rounding {         /* company.yaml's words; up is away from zero */
    ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP
} Rounding;

Text rounding_word(Rounding rounding);               /* "half_up" */

#define RATIO_ZERO ((Ratio){0, 1, NULL})
#define RATIO_ONE ((Ratio){1, 1, NULL})

Ratio ratio_whole(int64_t whole);
Ratio ratio_make(Arena *arena, int64_t num, int64_t den);              /* den != 0, any sign */
Ratio ratio_from_int128(Arena *arena, Int128 whole);

Ratio ratio_add(Arena *arena, Ratio a, Ratio b);
Ratio ratio_subtract(Arena *arena, Ratio a, Ratio b);
Ratio ratio_multiply(Arena *arena, Ratio a, Ratio b);
MUST_USE bool ratio_divide(Arena *arena, Ratio a, Ratio b, Ratio *out);   /* false: b is 0 */
Ratio ratio_negate(Arena *arena, Ratio a);
Ratio ratio_absolute(Arena *arena, Ratio a);
Ratio ratio_min(Ratio a, Ratio b);
Ratio ratio_max(Ratio a, Ratio b);

int ratio_compare(Ratio a, Ratio b);                /* -1, 0, 1 */
bool ratio_equal(Ratio a, Ratio b);
int ratio_sign(Ratio a);                            /* -1, 0, 1 */
bool ratio_is_whole(Ratio a);
MUST_USE bool ratio_to_int64(Ratio a, int64_t *out);   /* false: not whole, or too large */
Ratio ratio_keep(Arena *arena, Ratio a);            /* the same value, its digits in this arena */

/* The one function that rounds: to a whole multiple of 10^-digits (digits may be negative). */
Ratio ratio_round(Arena *arena, Ratio a, int digits, Rounding rounding);
Ratio ratio_floor(Arena *arena, Ratio a);           /* towards minus infinity: INT() */

/* Plain decimals: [+-]digits[.digits], ASCII, no exponent, at most 1,000 characters. */
MUST_USE bool ratio_parse(Arena *arena, Text text, Ratio *out);
/* A plain decimal with at most `decimals` decimals, half up, no trailing zeros, never "-0". */
Text ratio_text(Arena *arena, Ratio a, int decimals);

/* The same, with more decimals where that many would make it look rounder than it is: 0.99999999 is
 * no 1. For people to read. */
Text ratio_near(Arena *arena, Ratio a, int decimals);

/* The exact fraction: "3/2", "12". */
Text ratio_exact(Arena *arena, Ratio a);

/* Amounts in whole currency (12.34) to and from minor units (1234), digits being the currency's. */
MUST_USE bool money_from_ratio(Ratio amount, int digits, Rounding rounding, Money *out);
Ratio ratio_from_money(Money money, int digits);
MUST_USE bool money_add(Money a, Money b, Money *out);
MUST_USE bool money_subtract(Money a, Money b, Money *out);
Text money_text(Arena *arena, Money money, int digits);          /* 1234 -> 12.34 */
Text money_text_grouped(Arena *arena, Money money, int digits);  /* 1,234.00 for people to read */

/* Shares whole by weight; the parts always sum to whole. Each part is cut towards zero to a minor
 * unit, then spare units go to the largest remainders of the absolute amounts, the earliest first
 * on a tie. Weights are not negative. False if the weights sum to zero. */
MUST_USE bool money_split(Money whole, const Ratio *weights, size_t count, Money *parts);

#endif
