/* causes.c - from one design to another, the rules of one aspect after the other exchanged; what
 * each step changes of a payee's payments is its part of the difference. */
#include "compare_inside.h"

typedef struct Walk {
    Arena *arena;
    Comparison *comparison;
    const Compared *from, *to;
    CompareCauses *out;
    Money *before;                   /* [person]: paid over the range, as the walk stands */
    size_t persons;
    int next;                        /* the aspect from which on none has been paid by */
} Walk;

/* What everybody is paid over the range. */
static Money *add_up(const Walk *walk, const Compared *side)
{
    Money *sums = ARENA_ARRAY(walk->arena, Money, walk->persons + 1);
    for (uint32_t p = 0; p < walk->persons; p++)
        sums[p] = compare_sum(walk->comparison, side->paid, p, 0, walk->comparison->month_count);
    return sums;
}

/* The step from what was paid to what `now` pays; of the aspects that made no design yet, too. */
static void take_step(Walk *walk, int cause, const Compared *now)
{
    Money *sums = add_up(walk, now);
    for (; walk->next <= cause; walk->next++) walk->out->with[walk->next] = (unsigned)cause;
    for (size_t p = 0; p < walk->persons; p++)
        walk->out->parts[p * COMPARE_CAUSES + (size_t)cause].minor =
            sums[p].minor - walk->before[p].minor;
    walk->before = sums;
}

bool compare_variant(Arena *arena, Comparison *comparison, const DesignTrees *trees,
                     Compared *out)
{
    DesignTrees *kept = ARENA_NEW(arena, DesignTrees);
    Design *design = ARENA_NEW(arena, Design);
    *kept = *trees;
    Diags ignored;
    diags_start(&ignored, arena);
    return variant_build(arena, comparison->records->company, kept, design) &&
           compare_compute(arena, comparison, TEXT(""), kept, design, out, &ignored);
}

/* From `from` on, every aspect that makes a difference. Whether the last one could be computed. */
static bool walk_aspects(Walk *walk)
{
    DesignTrees trees;
    variant_start(walk->arena, walk->from->trees, walk->to->trees, &trees);
    bool computed = true;
    for (int aspect = 0; aspect < ASPECTS; aspect++) {
        if (!variant_exchange(walk->arena, &trees, walk->to->trees, (Aspect)aspect)) continue;
        Compared now;
        walk->out->applies[aspect] = true;
        computed = compare_variant(walk->arena, walk->comparison, &trees, &now);
        if (computed) take_step(walk, aspect, &now);
    }
    return computed;
}

/* The rest of the way, to `to` itself: what the last aspect came to, where the design with it could
 * not be computed; else what no rule explains. */
static void arrive(Walk *walk, bool computed)
{
    CompareCauses *out = walk->out;
    int cause = CAUSE_OTHER_RULES;
    for (int aspect = ASPECTS - 1; aspect >= 0 && !computed && cause == CAUSE_OTHER_RULES;
         aspect--)
        if (out->applies[aspect]) cause = aspect;
    take_step(walk, cause, walk->to);
    for (size_t p = 0; p < walk->persons && !out->applies[cause]; p++)
        out->applies[cause] = out->parts[p * COMPARE_CAUSES + (size_t)cause].minor != 0;
}

void compare_causes(Arena *arena, Comparison *comparison, const Compared *from,
                    const Compared *to, CompareCauses *out)
{
    size_t persons = comparison->records->roster.person_count;
    *out = (CompareCauses){.parts = ARENA_ARRAY(arena, Money, persons * COMPARE_CAUSES + 1)};
    Walk walk = {.arena = arena, .comparison = comparison, .from = from, .to = to, .out = out,
                 .persons = persons};
    walk.before = add_up(&walk, from);
    arrive(&walk, walk_aspects(&walk));
}
