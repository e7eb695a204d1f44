/* number_big.c - fractions beyond 64 bits, by GMP. GMP's own memory is freed before each return;
 * what is kept is a copy of the limbs in the caller's arena, read back without copying. */
#include "number_inside.h"

#include <gmp.h>
#include <string.h>

struct BigRatio {
    const mp_limb_t *num, *den;
    mp_size_t num_size, den_size;           /* num_size < 0: negative */
};

static const mp_limb_t *copy_limbs(Arena *arena, const mpz_t number)
{
    size_t count = mpz_size(number);
    mp_limb_t *limbs = ARENA_ARRAY(arena, mp_limb_t, count + 1);
    if (count) memcpy(limbs, mpz_limbs_read(number), count * sizeof *limbs);
    return limbs;
}

/* A canonical mpq becomes a Ratio, small where it fits. Clears value. */
static Ratio from_mpq(Arena *arena, mpq_t value)
{
    Ratio out = RATIO_ZERO;
    if (mpz_fits_slong_p(mpq_numref(value)) && mpz_fits_slong_p(mpq_denref(value))) {
        out.num = mpz_get_si(mpq_numref(value));
        out.den = mpz_get_si(mpq_denref(value));
    } else {
        BigRatio *big = ARENA_NEW(arena, BigRatio);
        big->num = copy_limbs(arena, mpq_numref(value));
        big->den = copy_limbs(arena, mpq_denref(value));
        big->num_size = (mp_size_t)mpz_size(mpq_numref(value));
        if (mpz_sgn(mpq_numref(value)) < 0) big->num_size = -big->num_size;
        big->den_size = (mp_size_t)mpz_size(mpq_denref(value));
        out = (Ratio){0, 1, big};
    }
    mpq_clear(value);
    return out;
}

static void to_mpq(mpq_t value, Ratio a)
{
    mpq_init(value);
    if (!a.big) {
        mpz_set_si(mpq_numref(value), a.num);
        mpz_set_si(mpq_denref(value), a.den);
        return;
    }
    mpz_t part;
    mpz_set(mpq_numref(value), mpz_roinit_n(part, a.big->num, a.big->num_size));
    mpz_set(mpq_denref(value), mpz_roinit_n(part, a.big->den, a.big->den_size));
}

Ratio big_operation(Arena *arena, Operation operation, Ratio a, Ratio b)
{
    mpq_t left, right;
    to_mpq(left, a);
    to_mpq(right, b);
    switch (operation) {
    case OP_ADD: mpq_add(left, left, right); break;
    case OP_SUBTRACT: mpq_sub(left, left, right); break;
    case OP_MULTIPLY: mpq_mul(left, left, right); break;
    case OP_DIVIDE: mpq_div(left, left, right); break;
    }
    mpq_clear(right);
    return from_mpq(arena, left);
}

int big_compare(Ratio a, Ratio b)
{
    mpq_t left, right;
    to_mpq(left, a);
    to_mpq(right, b);
    int order = mpq_cmp(left, right);
    mpq_clear(left);
    mpq_clear(right);
    return (order > 0) - (order < 0);
}

int big_sign(Ratio a)
{
    return a.big->num_size < 0 ? -1 : a.big->num_size > 0;
}

bool big_is_whole(Ratio a)
{
    return a.big->den_size == 1 && a.big->den[0] == 1;
}

Ratio big_keep(Arena *arena, Ratio a)
{
    mpq_t value;
    to_mpq(value, a);
    return from_mpq(arena, value);
}

static void set_int128(mpz_t number, Int128 value)
{
    Uint128 size = value < 0 ? -(Uint128)value : (Uint128)value;
    mpz_set_ui(number, (unsigned long)(size >> 64));
    mpz_mul_2exp(number, number, 64);
    mpz_add_ui(number, number, (unsigned long)(size & UINT64_MAX));
    if (value < 0) mpz_neg(number, number);
}

Ratio big_from_int128(Arena *arena, Int128 num, Int128 den)
{
    mpq_t value;
    mpq_init(value);
    set_int128(mpq_numref(value), num);
    set_int128(mpq_denref(value), den);
    mpq_canonicalize(value);
    return from_mpq(arena, value);
}

static void scale(mpq_t value, int digits)
{
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)(digits < 0 ? -digits : digits));
    if (digits >= 0) mpz_mul(mpq_numref(value), mpq_numref(value), power);
    else mpz_mul(mpq_denref(value), mpq_denref(value), power);
    mpq_canonicalize(value);
    mpz_clear(power);
}

/* The numerator becomes the rounded whole, the denominator 1. */
static void round_whole(mpq_t value, Rounding rounding)
{
    int sign = mpq_sgn(value);
    mpz_t whole, rest;
    mpz_init(whole);
    mpz_init(rest);
    mpz_abs(mpq_numref(value), mpq_numref(value));
    mpz_tdiv_qr(whole, rest, mpq_numref(value), mpq_denref(value));
    bool exact = mpz_sgn(rest) == 0;
    mpz_mul_2exp(rest, rest, 1);
    int half = mpz_cmp(rest, mpq_denref(value));
    bool up = rounding == ROUND_UP || (rounding == ROUND_HALF_UP && half >= 0) ||
              (rounding == ROUND_HALF_DOWN && half > 0) ||
              (rounding == ROUND_HALF_EVEN && (half > 0 || (half == 0 && mpz_odd_p(whole))));
    if (!exact && up) mpz_add_ui(whole, whole, 1);
    if (sign < 0) mpz_neg(whole, whole);
    mpz_set(mpq_numref(value), whole);
    mpz_set_ui(mpq_denref(value), 1);
    mpz_clear(whole);
    mpz_clear(rest);
}

Ratio big_round(Arena *arena, Ratio a, int digits, Rounding rounding)
{
    mpq_t value;
    to_mpq(value, a);
    scale(value, digits);
    round_whole(value, rounding);
    scale(value, -digits);
    return from_mpq(arena, value);
}

Ratio big_floor(Arena *arena, Ratio a)
{
    mpq_t value;
    to_mpq(value, a);
    mpz_fdiv_q(mpq_numref(value), mpq_numref(value), mpq_denref(value));
    mpz_set_ui(mpq_denref(value), 1);
    return from_mpq(arena, value);
}

bool big_parse(Arena *arena, Text digits, size_t decimals, Ratio *out)
{
    mpq_t value;
    mpq_init(value);
    Text text = text_copy(arena, digits);
    if (mpz_set_str(mpq_numref(value), text.bytes, 10) != 0) {
        mpq_clear(value);
        return false;
    }
    mpz_ui_pow_ui(mpq_denref(value), 10, decimals);
    mpq_canonicalize(value);
    *out = from_mpq(arena, value);
    return true;
}

/* a is rounded to `decimals` already. */
Text big_text(Arena *arena, Ratio a, int decimals)
{
    mpq_t value;
    to_mpq(value, a);
    scale(value, decimals);
    bool negative = mpq_sgn(value) < 0;
    mpz_abs(mpq_numref(value), mpq_numref(value));
    size_t room = mpz_sizeinbase(mpq_numref(value), 10) + (size_t)decimals + 4;
    char *digits = arena_alloc(arena, room);
    mpz_get_str(digits, 10, mpq_numref(value));
    mpq_clear(value);
    size_t length = strlen(digits);
    size_t whole = length > (size_t)decimals ? length - (size_t)decimals : 0;
    size_t end = length;
    while (end > whole && digits[end - 1] == '0') end--;
    Text zeros = text_part(TEXT("00000000000000000000"), 0,
                           length < (size_t)decimals ? (size_t)decimals - length : 0);
    if (end == whole)
        return text_format(arena, "%s%.*s", negative ? "-" : "", whole ? (int)whole : 1,
                           whole ? digits : "0");
    return text_format(arena, "%s%.*s.%.*s%.*s", negative ? "-" : "", whole ? (int)whole : 1,
                       whole ? digits : "0", TEXT_ARG(zeros), (int)(end - whole), digits + whole);
}

Text big_exact(Arena *arena, Ratio a)
{
    mpq_t value;
    to_mpq(value, a);
    size_t room = mpz_sizeinbase(mpq_numref(value), 10) +
                  mpz_sizeinbase(mpq_denref(value), 10) + 4;
    char *text = arena_alloc(arena, room);
    mpq_get_str(text, 10, value);
    mpq_clear(value);
    return text_of(text);
}
