/* money.c - whole minor units: from ratios, to text, and split. */
#include "attain/number.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int64_t minor_units(int digits)
{
    assert(digits >= 0 && digits <= 6);
    int64_t units = 1;
    while (digits-- > 0) units *= 10;
    return units;
}

/* Intermediate large numbers need an arena of their own, as these calls have none. */
bool money_from_ratio(Ratio amount, int digits, Rounding rounding, Money *out)
{
    int64_t units = minor_units(digits), minor;
    if (!amount.big && amount.den == 1 && !__builtin_mul_overflow(amount.num, units, &minor)) {
        out->minor = minor;
        return true;
    }
    Arena *scratch = arena_new();
    Ratio scaled = ratio_multiply(scratch, amount, ratio_whole(units));
    bool fits = ratio_to_int64(ratio_round(scratch, scaled, 0, rounding), &out->minor);
    arena_free(scratch);
    return fits;
}

Ratio ratio_from_money(Money money, int digits)
{
    if (digits == 0) return ratio_whole(money.minor);
    return ratio_make(NULL, money.minor, minor_units(digits));   /* never large: no arena used */
}

bool money_add(Money a, Money b, Money *out)
{
    Money sum;
    if (__builtin_add_overflow(a.minor, b.minor, &sum.minor)) return false;
    *out = sum;
    return true;
}

bool money_subtract(Money a, Money b, Money *out)
{
    Money rest;
    if (__builtin_sub_overflow(a.minor, b.minor, &rest.minor)) return false;
    *out = rest;
    return true;
}

static Text print(Arena *arena, Money money, int digits, bool grouped)
{
    char bytes[64];
    size_t at = sizeof bytes;
    uint64_t size = money.minor < 0 ? -(uint64_t)money.minor : (uint64_t)money.minor;
    for (int d = 0; d < digits; d++, size /= 10) bytes[--at] = (char)('0' + size % 10);
    if (digits) bytes[--at] = '.';
    int printed = 0;
    do {
        if (grouped && printed && printed % 3 == 0) bytes[--at] = ',';
        bytes[--at] = (char)('0' + size % 10);
        printed++;
    } while (size /= 10);
    if (money.minor < 0) bytes[--at] = '-';
    return text_copy(arena, (Text){bytes + at, sizeof bytes - at});
}

Text money_text(Arena *arena, Money money, int digits)
{
    return print(arena, money, digits, false);
}

Text money_text_grouped(Arena *arena, Money money, int digits)
{
    return print(arena, money, digits, true);
}

/* The one weight above 0; count where there are several, or none. */
static size_t only_weight(const Ratio *weights, size_t count)
{
    size_t only = count;
    for (size_t i = 0; i < count; i++) {
        if (ratio_sign(weights[i]) == 0) continue;
        if (only != count) return count;
        only = i;
    }
    return only;
}

/* What cutting left of a part. */
typedef struct Rest { Ratio rest; size_t part; } Rest;

static int compare_rests(const void *left, const void *right)
{
    const Rest *a = left, *b = right;
    int order = ratio_compare(b->rest, a->rest);
    if (order) return order;
    return (a->part > b->part) - (a->part < b->part);
}

bool money_split(Money whole, const Ratio *weights, size_t count, Money *parts)
{
    size_t only = only_weight(weights, count);      /* most splits: nothing to share */
    if (only < count && ratio_sign(weights[only]) > 0) {
        for (size_t i = 0; i < count; i++) parts[i] = i == only ? whole : (Money){0};
        return true;
    }
    Arena *scratch = arena_new();
    Ratio sum = RATIO_ZERO;
    for (size_t i = 0; i < count; i++) {
        assert(ratio_sign(weights[i]) >= 0);
        sum = ratio_add(scratch, sum, weights[i]);
    }
    Rest *rests = ARENA_ARRAY(scratch, Rest, count + 1);
    int64_t spare = whole.minor;
    bool split = ratio_sign(sum) > 0;
    for (size_t i = 0; i < count && split; i++) {
        Ratio exact = ratio_multiply(scratch, ratio_whole(whole.minor), weights[i]);
        bool divided = ratio_divide(scratch, exact, sum, &exact);
        assert(divided);
        Ratio cut = ratio_round(scratch, exact, 0, ROUND_DOWN);
        bool fits = ratio_to_int64(cut, &parts[i].minor);
        assert(fits);
        rests[i] = (Rest){ratio_absolute(scratch, ratio_subtract(scratch, exact, cut)), i};
        spare -= parts[i].minor;
    }
    int64_t step = spare < 0 ? -1 : 1;
    if (split && spare != 0) qsort(rests, count, sizeof *rests, compare_rests);
    for (size_t i = 0; split && spare != 0; i++, spare -= step) parts[rests[i].part].minor += step;
    arena_free(scratch);
    return split;
}
