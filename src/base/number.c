/* number.c - exact fractions: 64-bit parts, 128-bit intermediates; GMP takes over behind them. */
#include "number_inside.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#define DIGITS_MAX 1000

typedef Uint128 Wide;

static Wide size_of(Int128 number)
{
    return number < 0 ? -(Wide)number : (Wide)number;
}

static Wide gcd(Wide a, Wide b)
{
    while (b) {
        if (a <= UINT64_MAX && b <= UINT64_MAX) {
            uint64_t small_a = (uint64_t)a, small_b = (uint64_t)b;
            while (small_b) {
                uint64_t rest = small_a % small_b;
                small_a = small_b;
                small_b = rest;
            }
            return small_a;
        }
        Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Reduces; the parts may be anything that 128 bits hold, den > 0. */
static Ratio reduced(Arena *arena, Int128 num, Int128 den)
{
    Wide size = size_of(num);
    Wide common = size == 0 ? (Wide)den : gcd(size, (Wide)den);
    if (common > 1) {
        num /= (Int128)common;
        den /= (Int128)common;
    }
    if (num >= INT64_MIN && num <= INT64_MAX && den <= INT64_MAX)
        return (Ratio){(int64_t)num, (int64_t)den, NULL};
    return big_from_int128(arena, num, den);
}

Ratio ratio_whole(int64_t whole)
{
    return (Ratio){whole, 1, NULL};
}

Ratio ratio_make(Arena *arena, int64_t num, int64_t den)
{
    assert(den != 0);
    return den < 0 ? reduced(arena, -(Int128)num, -(Int128)den) : reduced(arena, num, den);
}

Ratio ratio_from_int128(Arena *arena, Int128 whole)
{
    return reduced(arena, whole, 1);
}

Ratio ratio_add(Arena *arena, Ratio a, Ratio b)
{
    if (a.big || b.big) return big_operation(arena, OP_ADD, a, b);
    int64_t sum;
    if (a.den == 1 && b.den == 1 && !__builtin_add_overflow(a.num, b.num, &sum))
        return (Ratio){sum, 1, NULL};
    if (a.den == b.den) return reduced(arena, (Int128)a.num + b.num, a.den);
    Int128 left = (Int128)a.num * b.den, right = (Int128)b.num * a.den, both;
    if (__builtin_add_overflow(left, right, &both)) return big_operation(arena, OP_ADD, a, b);
    return reduced(arena, both, (Int128)a.den * b.den);
}

Ratio ratio_subtract(Arena *arena, Ratio a, Ratio b)
{
    if (a.big || b.big || b.num == INT64_MIN) return big_operation(arena, OP_SUBTRACT, a, b);
    b.num = -b.num;
    return ratio_add(arena, a, b);
}

Ratio ratio_multiply(Arena *arena, Ratio a, Ratio b)
{
    if (a.big || b.big) return big_operation(arena, OP_MULTIPLY, a, b);
    int64_t product;
    if (a.den == 1 && b.den == 1 && !__builtin_mul_overflow(a.num, b.num, &product))
        return (Ratio){product, 1, NULL};
    return reduced(arena, (Int128)a.num * b.num, (Int128)a.den * b.den);
}

bool ratio_divide(Arena *arena, Ratio a, Ratio b, Ratio *out)
{
    if (ratio_sign(b) == 0) return false;
    if (a.big || b.big) {
        *out = big_operation(arena, OP_DIVIDE, a, b);
        return true;
    }
    Int128 num = (Int128)a.num * b.den, den = (Int128)a.den * b.num;
    *out = den < 0 ? reduced(arena, -num, -den) : reduced(arena, num, den);
    return true;
}

Ratio ratio_negate(Arena *arena, Ratio a)
{
    return ratio_subtract(arena, RATIO_ZERO, a);
}

Ratio ratio_absolute(Arena *arena, Ratio a)
{
    return ratio_sign(a) < 0 ? ratio_negate(arena, a) : a;
}

Ratio ratio_min(Ratio a, Ratio b)
{
    return ratio_compare(b, a) < 0 ? b : a;
}

Ratio ratio_max(Ratio a, Ratio b)
{
    return ratio_compare(b, a) > 0 ? b : a;
}

int ratio_compare(Ratio a, Ratio b)
{
    if (a.big || b.big) return big_compare(a, b);
    Int128 left = (Int128)a.num * b.den, right = (Int128)b.num * a.den;
    return (left > right) - (left < right);
}

bool ratio_equal(Ratio a, Ratio b)
{
    if (a.big || b.big) return big_compare(a, b) == 0;
    return a.num == b.num && a.den == b.den;
}

int ratio_sign(Ratio a)
{
    return a.big ? big_sign(a) : (a.num > 0) - (a.num < 0);
}

bool ratio_is_whole(Ratio a)
{
    return a.big ? big_is_whole(a) : a.den == 1;
}

bool ratio_to_int64(Ratio a, int64_t *out)
{
    if (a.big || a.den != 1) return false;
    *out = a.num;
    return true;
}

Ratio ratio_keep(Arena *arena, Ratio a)
{
    return a.big ? big_keep(arena, a) : a;
}

static int64_t power_of_ten(int digits)
{
    int64_t power = 1;
    for (int i = 0; i < digits; i++) power *= 10;
    return power;
}

/* size / den to a whole number, den > 0; negative says which way the number lies. */
static Wide round_wide(Wide size, Wide den, Rounding rounding)
{
    Wide whole = size / den, rest = size % den;
    if (rest == 0) return whole;
    bool above_half = rest > den - rest, half = rest == den - rest;
    switch (rounding) {
    case ROUND_HALF_UP: return whole + (above_half || half);
    case ROUND_HALF_DOWN: return whole + above_half;
    case ROUND_HALF_EVEN: return whole + (above_half || (half && whole % 2 == 1));
    case ROUND_UP: return whole + 1;
    case ROUND_DOWN: return whole;
    }
    return whole;
}

Ratio ratio_round(Arena *arena, Ratio a, int digits, Rounding rounding)
{
    if (a.big || digits > 18 || digits < -18) return big_round(arena, a, digits, rounding);
    if (a.den == 1 && digits >= 0) return a;
    int64_t power = power_of_ten(digits < 0 ? -digits : digits);
    Wide size = size_of(a.num), den = size_of(a.den);
    if (digits >= 0) size *= size_of(power);
    else den *= size_of(power);
    Wide whole = round_wide(size, den, rounding);
    if (digits < 0 && whole > (Wide)INT64_MAX) return big_round(arena, a, digits, rounding);
    Int128 signed_whole = a.num < 0 ? -(Int128)whole : (Int128)whole;
    if (digits >= 0) return reduced(arena, signed_whole, power);
    return reduced(arena, signed_whole * power, 1);
}

Ratio ratio_floor(Arena *arena, Ratio a)
{
    if (a.big) return big_floor(arena, a);
    int64_t whole = a.num / a.den;
    return ratio_whole(whole - (a.num % a.den < 0));
}

bool ratio_parse(Arena *arena, Text text, Ratio *out)
{
    char digits[DIGITS_MAX + 2];
    size_t at = 0, length = 0, decimals = 0;
    bool point = false, negative = false, some = false;
    if (text.length == 0 || text.length > DIGITS_MAX) return false;
    if (text.bytes[0] == '-' || text.bytes[0] == '+') negative = text.bytes[at++] == '-';
    digits[length++] = negative ? '-' : '0';
    int64_t num = 0, den = 1;
    bool fits = true;
    for (; at < text.length; at++) {
        char byte = text.bytes[at];
        if (byte == '.' && !point && some) {
            point = true;
            continue;
        }
        if (byte < '0' || byte > '9') return false;
        some = true;
        digits[length++] = byte;
        fits = fits && !__builtin_mul_overflow(num, 10, &num) &&
               !__builtin_add_overflow(num, byte - '0', &num);
        if (!point) continue;
        decimals++;
        fits = fits && !__builtin_mul_overflow(den, 10, &den);
    }
    if (!some || text.bytes[text.length - 1] == '.') return false;
    if (!fits) return big_parse(arena, (Text){digits, length}, decimals, out);
    *out = reduced(arena, negative ? -num : num, den);
    return true;
}

Text ratio_text(Arena *arena, Ratio a, int decimals)
{
    assert(decimals >= 0 && decimals <= 18);
    Ratio rounded = ratio_round(arena, a, decimals, ROUND_HALF_UP);
    if (rounded.big) return big_text(arena, rounded, decimals);
    Wide size = size_of(rounded.num), den = size_of(rounded.den);
    Wide whole = size / den, rest = size % den;
    char bytes[64];
    size_t at = sizeof bytes;
    char fraction[20];
    size_t fraction_length = 0;
    for (int d = 0; d < decimals && rest; d++) {
        rest *= 10;
        fraction[fraction_length++] = (char)('0' + (int)(rest / den));
        rest %= den;
    }
    at -= fraction_length;
    if (fraction_length) {
        memcpy(bytes + at, fraction, fraction_length);
        bytes[--at] = '.';
    }
    do bytes[--at] = (char)('0' + (int)(whole % 10));
    while (whole /= 10);
    if (rounded.num < 0) bytes[--at] = '-';
    return text_copy(arena, (Text){bytes + at, sizeof bytes - at});
}

Text ratio_exact(Arena *arena, Ratio a)
{
    if (a.big) return big_exact(arena, a);
    if (a.den == 1) return text_format(arena, "%" PRId64, a.num);
    return text_format(arena, "%" PRId64 "/%" PRId64, a.num, a.den);
}

Text rounding_word(Rounding rounding)
{
    static const char *const words[] = {
        [ROUND_HALF_UP] = "half_up", [ROUND_HALF_DOWN] = "half_down",
        [ROUND_HALF_EVEN] = "half_even", [ROUND_DOWN] = "down", [ROUND_UP] = "up"};
    return text_of(words[rounding]);
}

#define DECIMALS_MOST 18

Text ratio_near(Arena *arena, Ratio a, int decimals)
{
    for (int d = decimals;; d++) {
        Text text = ratio_text(arena, a, d);
        int shown = 0;
        for (size_t i = 0; i < text.length; i++)
            if (text.bytes[i] == '.') shown = (int)(text.length - i) - 1;
        Ratio same;
        if (shown > decimals - 2 || d == DECIMALS_MOST ||
            (ratio_parse(arena, text, &same) && ratio_equal(same, a)))
            return text;
    }
}
