/* causes_fair.c - the order-free split of a difference: every set of exchanged aspects is a design
 * of its own, and an aspect's part is its mean over all orders of exchange. */
#include "compare_inside.h"

typedef struct Sets {
    Arena *arena;
    Comparison *comparison;
    const Compared *from, *to;
    Aspect aspects[ASPECTS];    /* that make a difference */
    unsigned count;
    Money *paid;                     /* [set * persons + person]: bit a is aspects[a] */
    size_t persons;
} Sets;

static void find_aspects(Sets *sets)
{
    DesignTrees trees;
    variant_start(sets->arena, sets->from->trees, sets->to->trees, &trees);
    for (int aspect = 0; aspect < ASPECTS; aspect++)
        if (variant_exchange(sets->arena, &trees, sets->to->trees, (Aspect)aspect))
            sets->aspects[sets->count++] = (Aspect)aspect;
}

/* The designs by which all are paid are there; those in between are made. */
static bool pay_set(Sets *sets, Arena *scratch, unsigned set)
{
    const Compared *side = set ? sets->to : sets->from;
    Compared made;
    if (set && set + 1 != 1u << sets->count) {
        DesignTrees trees;
        variant_start(scratch, sets->from->trees, sets->to->trees, &trees);
        for (unsigned a = 0; a < sets->count; a++)
            if (set & 1u << a)
                (void)variant_exchange(scratch, &trees, sets->to->trees, sets->aspects[a]);
        if (!compare_variant(scratch, sets->comparison, &trees, &made)) return false;
        side = &made;
    }
    for (uint32_t p = 0; p < sets->persons; p++)
        sets->paid[set * sets->persons + p] =
            compare_sum(sets->comparison, side->paid, p, 0, sets->comparison->month_count);
    return true;
}

static unsigned size_of(unsigned set)
{
    unsigned size = 0;
    for (; set; set &= set - 1) size++;
    return size;
}

/* How many orders of the other aspects have exactly the set's before. */
static int64_t orders_with(unsigned size, unsigned count)
{
    int64_t orders = 1;
    for (unsigned i = 2; i <= size; i++) orders *= i;
    for (unsigned i = 2; i + size < count; i++) orders *= i;
    return orders;
}

/* An aspect's part of one payee's difference, times the number of orders. */
static Int128 part_times_orders(const Sets *sets, uint32_t person, unsigned aspect)
{
    Int128 sum = 0;
    for (unsigned set = 0; set < 1u << sets->count; set++) {
        if (set & 1u << aspect) continue;
        Int128 step = (Int128)sets->paid[(set | 1u << aspect) * sets->persons + person].minor -
                      sets->paid[set * sets->persons + person].minor;
        sum += step * orders_with(size_of(set), sets->count);
    }
    return sum;
}

/* Whole units of all parts, towards 0; what is left over goes to the largest remainders of its
 * sign, the first of equal ones: from the other design to this one they are the same with the
 * other sign. */
static void split(const Sets *sets, uint32_t person, int64_t orders, Money *parts)
{
    Int128 rests[ASPECTS], left = 0;
    for (unsigned a = 0; a < sets->count; a++) {
        Int128 times = part_times_orders(sets, person, a);
        rests[a] = times % orders;
        left += rests[a];
        parts[sets->aspects[a]].minor = (int64_t)(times / orders);
    }
    int sign = left < 0 ? -1 : 1;
    for (left = left / orders * sign; left > 0; left--) {
        unsigned most = 0;
        for (unsigned a = 1; a < sets->count; a++)
            if (rests[a] * sign > rests[most] * sign) most = a;
        rests[most] = 0;
        parts[sets->aspects[most]].minor += sign;
    }
}

static bool refuse(Diags *diags, const Sets *sets, unsigned set)
{
    Text names = TEXT("");
    for (unsigned a = 0; a < sets->count; a++)
        if (set & 1u << a)
            names = text_format(sets->arena, "%.*s%s%.*s", TEXT_ARG(names),
                                names.length ? ", " : "",
                                TEXT_ARG(aspect_word(sets->aspects[a])));
    Diag *diag = diag_error(diags, DIAG_CAUSES_UNSPLIT, (Place){0},
                            "the designs can't be split without an order: with only their %.*s "
                            "exchanged there is no design to pay by", TEXT_ARG(names));
    diag_hint(diags, diag, "--causes order exchanges one after the other");
    return false;
}

bool compare_causes_fair(Arena *arena, Comparison *comparison, const Compared *from,
                         const Compared *to, CompareCauses *out, Diags *diags)
{
    Sets sets = {.arena = arena, .comparison = comparison, .from = from, .to = to,
                 .persons = comparison->records->roster.person_count};
    *out = (CompareCauses){.parts = ARENA_ARRAY(arena, Money, sets.persons * COMPARE_CAUSES + 1)};
    find_aspects(&sets);
    sets.paid = ARENA_ARRAY(arena, Money, ((size_t)1 << sets.count) * sets.persons + 1);
    for (unsigned set = 0; set < 1u << sets.count; set++) {
        Arena *scratch = arena_new();
        bool paid = pay_set(&sets, scratch, set);
        arena_free(scratch);
        if (!paid) return refuse(diags, &sets, set);
    }
    int64_t orders = 1;
    for (unsigned i = 2; i <= sets.count; i++) orders *= i;
    for (unsigned a = 0; a < sets.count; a++) out->applies[sets.aspects[a]] = true;
    for (uint32_t p = 0; p < sets.persons; p++)
        split(&sets, p, orders, &out->parts[(size_t)p * COMPARE_CAUSES]);
    return true;
}
