/* currency.h - ISO 4217: which currencies there are, and how finely each is cut.   (room: base) */
#ifndef ATTAIN_CURRENCY_H
#define ATTAIN_CURRENCY_H

#include "attain/text.h"

typedef uint8_t Currency;            /* a place in currencies.def; codes ascend */
#define CURRENCY_NONE UINT8_MAX

Currency currency_find(Text code);           /* its three capital letters; CURRENCY_NONE if none */
Text currency_code(Currency currency);       /* "USD" */
int currency_digits(Currency currency);      /* of its minor unit: JPY 0, USD 2, KWD 3 */

#endif
