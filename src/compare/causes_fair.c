/* causes_fair.c - the order-free split of a difference: every set of exchanged aspects is a design
 * of its own, and an aspect's part is its mean over all orders of exchange.
 *
 * Aspects that make no design without one another (a gate on a component that is not there yet) are
 * one player: what they change can't be told apart. */
#include "compare_inside.h"

#include <assert.h>

typedef enum SetState { SET_UNKNOWN, SET_NO_DESIGN, SET_PAID } SetState;

typedef struct Sets {
    Arena *arena;
    Comparison *comparison;
    const Compared *from, *to;
    Aspect aspects[ASPECTS];    /* that make a difference */
    unsigned count;
    SetState *states;                /* [set]: bit a is aspects[a] */
    Money *paid;                     /* [set * persons + person] */
    size_t persons;
    unsigned players[ASPECTS];       /* sets of aspects that are exchanged as one */
    unsigned player_count;
} Sets;

static void find_aspects(Sets *sets)
{
    DesignTrees trees;
    variant_start(sets->arena, sets->from->trees, sets->to->trees, &trees);
    for (int aspect = 0; aspect < ASPECTS; aspect++)
        if (variant_exchange(sets->arena, &trees, sets->to->trees, (Aspect)aspect))
            sets->aspects[sets->count++] = (Aspect)aspect;
}

/* The designs by which all are paid are there; those in between are made. False: it is none. */
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

static bool can_pay(Sets *sets, unsigned set)
{
    if (sets->states[set] == SET_UNKNOWN) {
        Arena *scratch = arena_new();
        sets->states[set] = pay_set(sets, scratch, set) ? SET_PAID : SET_NO_DESIGN;
        arena_free(scratch);
    }
    return sets->states[set] == SET_PAID;
}

/* ---- players */

/* The aspects of some players: bit p is players[p]. */
static unsigned aspects_of(const Sets *sets, unsigned players)
{
    unsigned set = 0;
    for (unsigned p = 0; p < sets->player_count; p++)
        if (players & 1u << p) set |= sets->players[p];
    return set;
}

/* The fewest players outside `beside`, the first of as many, with whom those make a design or
 * (paid false) make none. False: there are none. */
static bool find_players(Sets *sets, unsigned beside, bool paid, unsigned *out)
{
    unsigned all = (1u << sets->player_count) - 1;
    for (unsigned size = 1; size <= sets->player_count; size++)
        for (unsigned players = 1; players <= all; players++)
            if (size_of(players) == size && !(players & beside) &&
                can_pay(sets, aspects_of(sets, players | beside)) == paid) {
                *out = players;
                return true;
            }
    return false;
}

/* Where the first of them stood. */
static void join_players(Sets *sets, unsigned joined)
{
    unsigned set = aspects_of(sets, joined), count = 0, first = 0;
    while (!(joined & 1u << first)) first++;
    for (unsigned p = 0; p < sets->player_count; p++) {
        if (p == first) sets->players[count++] = set;
        else if (!(joined & 1u << p)) sets->players[count++] = sets->players[p];
    }
    sets->player_count = count;
}

/* Every aspect by itself; then those that make no design are joined with the fewest that help,
 * until every set of players is one. All of them are: the other design. */
static void find_players_all(Sets *sets)
{
    for (unsigned a = 0; a < sets->count; a++) sets->players[a] = 1u << a;
    sets->player_count = sets->count;
    unsigned failing, helping;
    while (find_players(sets, 0, false, &failing)) {
        bool found = find_players(sets, failing, true, &helping);
        assert(found && "all players together are the other design");
        (void)found;
        join_players(sets, failing | helping);
    }
}

/* ---- parts */

/* How many orders of the other players have exactly so many before. */
static int64_t orders_with(unsigned size, unsigned count)
{
    int64_t orders = 1;
    for (unsigned i = 2; i <= size; i++) orders *= i;
    for (unsigned i = 2; i + size < count; i++) orders *= i;
    return orders;
}

/* A player's part of one payee's difference, times the number of orders. */
static Int128 part_times_orders(const Sets *sets, uint32_t person, unsigned player)
{
    Int128 sum = 0;
    for (unsigned before = 0; before < 1u << sets->player_count; before++) {
        if (before & 1u << player) continue;
        unsigned set = aspects_of(sets, before);
        Int128 step =
            (Int128)sets->paid[(set | sets->players[player]) * sets->persons + person].minor -
            sets->paid[set * sets->persons + person].minor;
        sum += step * orders_with(size_of(before), sets->player_count);
    }
    return sum;
}

/* The cause that holds a player's part: the last of its aspects. */
static Aspect holder_of(const Sets *sets, unsigned player)
{
    unsigned last = sets->count - 1;
    while (!(sets->players[player] & 1u << last)) last--;
    return sets->aspects[last];
}

/* Whole units of all parts, towards 0; what is left over goes to the largest remainders of its
 * sign, the first of equal ones: from the other design to this one they are the same with the
 * other sign. */
static void split(const Sets *sets, uint32_t person, int64_t orders, Money *parts)
{
    Int128 rests[ASPECTS], left = 0;
    for (unsigned p = 0; p < sets->player_count; p++) {
        Int128 times = part_times_orders(sets, person, p);
        rests[p] = times % orders;
        left += rests[p];
        parts[holder_of(sets, p)].minor = (int64_t)(times / orders);
    }
    int sign = left < 0 ? -1 : 1;
    for (left = left / orders * sign; left > 0; left--) {
        unsigned most = 0;
        for (unsigned p = 1; p < sets->player_count; p++)
            if (rests[p] * sign > rests[most] * sign) most = p;
        rests[most] = 0;
        parts[holder_of(sets, most)].minor += sign;
    }
}

void compare_causes_fair(Arena *arena, Comparison *comparison, const Compared *from,
                         const Compared *to, CompareCauses *out)
{
    Sets sets = {.arena = arena, .comparison = comparison, .from = from, .to = to,
                 .persons = comparison->records->roster.person_count};
    *out = (CompareCauses){.parts = ARENA_ARRAY(arena, Money, sets.persons * COMPARE_CAUSES + 1)};
    find_aspects(&sets);
    size_t count = (size_t)1 << sets.count;
    sets.states = ARENA_ARRAY(arena, SetState, count);
    sets.paid = ARENA_ARRAY(arena, Money, count * sets.persons + 1);
    bool paid = can_pay(&sets, 0);
    assert(paid);
    (void)paid;
    find_players_all(&sets);
    int64_t orders = 1;
    for (unsigned i = 2; i <= sets.player_count; i++) orders *= i;
    for (unsigned p = 0; p < sets.player_count; p++)
        for (unsigned a = 0; a < sets.count; a++) {
            if (!(sets.players[p] & 1u << a)) continue;
            out->applies[sets.aspects[a]] = true;
            out->with[sets.aspects[a]] = holder_of(&sets, p);
        }
    for (uint32_t p = 0; p < sets.persons; p++)
        split(&sets, p, orders, &out->parts[p * COMPARE_CAUSES]);
}
