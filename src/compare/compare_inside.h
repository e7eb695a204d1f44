/* compare_inside.h - what the parts of the room share. Private to it. */
#ifndef COMPARE_INSIDE_H
#define COMPARE_INSIDE_H

#include "attain/compare.h"

/* causes.c: a design on the way from one to another. False: it can't be, or can't be paid by. */
MUST_USE bool compare_variant(Arena *arena, Comparison *comparison, const DesignTrees *trees,
                              Compared *out);

#endif
