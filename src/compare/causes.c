/* causes.c - from one design to another, the rules of one aspect after the other exchanged; what
 * each step changes of a payee's payments is its part of the difference. */
#include "attain/compare.h"

#include <string.h>

typedef struct Walk {
    Arena *arena;
    Comparison *comparison;
    const Compared *from, *to;
    CompareCauses *out;
    Money *before;                   /* [person]: paid over the range, as the walk stands */
    size_t persons;
} Walk;

/* What everybody is paid over the range. False: too large. */
static bool add_up(const Walk *walk, const Compared *side, Money *sums)
{
    for (uint32_t p = 0; p < walk->persons; p++)
        if (!compare_sum(walk->comparison, side->paid, p, 0, walk->comparison->month_count,
                         &sums[p]))
            return false;
    return true;
}

/* The step from what was paid to what `now` pays. */
static bool take_step(Walk *walk, int cause, const Compared *now)
{
    Money *sums = ARENA_ARRAY(walk->arena, Money, walk->persons + 1);
    if (!add_up(walk, now, sums)) return false;
    for (size_t p = 0; p < walk->persons; p++)
        if (!money_subtract(sums[p], walk->before[p],
                            &walk->out->parts[p * COMPARE_CAUSES + (size_t)cause]))
            return false;
    walk->before = sums;
    return true;
}

/* A design on the way. False: it can't be, or can't be paid by. */
static bool compute(Walk *walk, const DesignTrees *trees, Compared *out)
{
    Arena *arena = walk->arena;
    const Company *company = walk->comparison->records->company;
    DesignTrees *kept = ARENA_NEW(arena, DesignTrees);
    Design *design = ARENA_NEW(arena, Design);
    *kept = *trees;
    Diags ignored;
    diags_start(&ignored, arena);
    return variant_build(arena, company, kept, design) &&
           compare_compute(arena, walk->comparison, TEXT(""), kept, design, out, &ignored);
}

/* From `from` up to, not including, `to` itself; whether the last step was computed. False: sums too
 * large. */
static bool walk_aspects(Walk *walk, bool *computed)
{
    DesignTrees trees;
    variant_start(walk->arena, walk->from->trees, walk->to->trees, &trees);
    *computed = true;
    for (int aspect = 0; aspect < ASPECTS; aspect++) {
        if (!variant_exchange(walk->arena, &trees, walk->to->trees, (Aspect)aspect)) continue;
        walk->out->applies[aspect] = true;
        Compared now;
        *computed = compute(walk, &trees, &now);
        walk->out->joined[aspect] = !*computed;
        if (*computed && !take_step(walk, aspect, &now)) return false;
    }
    return true;
}

/* The last step's result is `to` itself: where that was not computed, it is that step's part. */
static bool arrive(Walk *walk, bool computed)
{
    int cause = CAUSE_OTHER_RULES;
    for (int aspect = ASPECTS - 1; aspect >= 0 && !computed && cause == CAUSE_OTHER_RULES;
         aspect--)
        if (walk->out->applies[aspect]) cause = aspect;
    if (!take_step(walk, cause, walk->to)) return false;
    if (cause != CAUSE_OTHER_RULES) walk->out->joined[cause] = false;
    for (size_t p = 0; p < walk->persons && cause == CAUSE_OTHER_RULES; p++)
        walk->out->applies[cause] |=
            walk->out->parts[p * COMPARE_CAUSES + CAUSE_OTHER_RULES].minor != 0;
    return true;
}

bool compare_causes(Arena *arena, Comparison *comparison, const Compared *from,
                    const Compared *to, CompareCauses *out, Diags *diags)
{
    size_t persons = comparison->records->roster.person_count;
    *out = (CompareCauses){.parts = ARENA_ARRAY(arena, Money, persons * COMPARE_CAUSES + 1)};
    Walk walk = {.arena = arena, .comparison = comparison, .from = from, .to = to, .out = out,
                 .before = ARENA_ARRAY(arena, Money, persons + 1), .persons = persons};
    bool computed = true;
    if (add_up(&walk, from, walk.before) && walk_aspects(&walk, &computed) &&
        arrive(&walk, computed))
        return true;
    diag_error(diags, DIAG_PAY_TOO_LARGE, (Place){0},
               "the payments of the range are too large to be added up exactly");
    return false;
}
