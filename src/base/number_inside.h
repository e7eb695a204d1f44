/* number_inside.h - what number.c and number_big.c share. Private to the room. */
#ifndef ATTAIN_NUMBER_INSIDE_H
#define ATTAIN_NUMBER_INSIDE_H

#include "attain/number.h"

typedef enum Operation { OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE } Operation;

/* The same operations by GMP, for whatever does not fit; results come back small where they do. */
Ratio big_operation(Arena *arena, Operation operation, Ratio a, Ratio b);
int big_compare(Ratio a, Ratio b);
int big_sign(Ratio a);
bool big_is_whole(Ratio a);
Ratio big_keep(Arena *arena, Ratio a);
Ratio big_from_int128(Arena *arena, Int128 num, Int128 den);
/* num / den rounded to a whole number, after scaling by 10^digits and before scaling back. */
Ratio big_round(Arena *arena, Ratio a, int digits, Rounding rounding);
Ratio big_floor(Arena *arena, Ratio a);
bool big_parse(Arena *arena, Text digits, size_t decimals, Ratio *out);
Text big_exact(Arena *arena, Ratio a);
Text big_text(Arena *arena, Ratio a, int decimals);

#endif
