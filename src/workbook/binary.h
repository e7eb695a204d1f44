/* binary.h - exact numbers as the doubles of a cell. Private to the room. */
#ifndef ATTAIN_BINARY_H
#define ATTAIN_BINARY_H

#include "attain/number.h"

#define WHOLE_MAX ((int64_t)1 << 53)         /* up to it a double holds every whole number */

/* False: no cell holds it as a number that is right to the unit. */
MUST_USE bool binary_from_whole(int64_t whole, double *out);
/* Of money: the double nearest to its decimal. */
MUST_USE bool binary_from_money(Money money, int digits, double *out);
/* The nearest double of a fraction; every whole number exactly. */
MUST_USE bool binary_from_ratio(Arena *scratch, Ratio ratio, double *out);

#endif
