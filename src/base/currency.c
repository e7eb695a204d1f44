/* currency.c - looking a currency up in the one table of them. */
#include "attain/currency.h"

#include <assert.h>
#include <string.h>

typedef struct Entry { char code[4]; int digits; } Entry;

static const Entry currencies[] = {
#define CURRENCY(code, digits) {#code, digits},
#include "attain/currencies.def"
#undef CURRENCY
};
#define CURRENCIES (sizeof currencies / sizeof *currencies)
_Static_assert(CURRENCIES < CURRENCY_NONE, "a Currency is a byte");

Currency currency_find(Text code)
{
    size_t low = 0, high = CURRENCIES;
    while (code.length == 3 && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(currencies[middle].code, code.bytes, 3);
        if (order == 0) return (Currency)middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return CURRENCY_NONE;
}

Text currency_code(Currency currency)
{
    assert(currency < CURRENCIES);
    return (Text){currencies[currency].code, 3};
}

int currency_digits(Currency currency)
{
    assert(currency < CURRENCIES);
    return currencies[currency].digits;
}
