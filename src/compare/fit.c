/* fit.c - how closely pay follows performance: the correlation of pay and attainment.
 *
 * A payee's attainment is the mean of his components' attainments over their windows, as each
 * stands at its end or the range's, weighted by the component's weight and the months that he was
 * under the plan in the window. Components that only measure are no part of it. Both coordinates
 * are rounded to six decimals, so that all further sums are of whole numbers, and exact.
 * Source: docs/compare.md, Sweeps. */
#include "sweep_inside.h"

enum { DECIMALS = 6, MILLION = 1000000, TEN_THOUSANDTHS = 10000 };

/* The latest figures of one component within one window. */
typedef struct LastOf { Day from; bool seen, has; Ratio attainment, share; } LastOf;
typedef struct Mean { Ratio sum, share; } Mean;

typedef struct Fitting {
    Arena *arena;
    const Ledger *ledger;
    const uint8_t *persons;
    uint32_t *own;                   /* [participation]: of its components' LastOf */
    LastOf *last;
    Mean *means;                     /* [person] */
} Fitting;

static void add_window(Fitting *fitting, uint32_t person, const LastOf *last)
{
    if (!last->seen || !last->has) return;
    Mean *mean = &fitting->means[person];
    mean->sum = ratio_add(fitting->arena, mean->sum,
                          ratio_multiply(fitting->arena, last->attainment, last->share));
    mean->share = ratio_add(fitting->arena, mean->share, last->share);
}

static void add_entries(Fitting *fitting, const CompareYear *year, const Entry *entries,
                        size_t count)
{
    const Ledger *ledger = fitting->ledger;
    for (size_t i = 0; i < count; i++) {
        const Entry *entry = &entries[i];
        const Participation *participation = &ledger->participations[entry->participation];
        if (entry->month < year->from || entry->month > year->to) continue;
        if (fitting->persons && !fitting->persons[participation->person]) continue;
        const Component *component =
            &ledger->design->plans[participation->plan].components[entry->component];
        if (component->pays == PAYS_NOTHING) continue;
        LastOf *last = &fitting->last[fitting->own[entry->participation] + entry->component];
        if (last->from != entry->from) add_window(fitting, participation->person, last);
        *last = (LastOf){entry->from, true, entry->has_attainment, entry->attainment,
                         RATIO_ZERO};
        if (last->has)
            last->share = ratio_multiply(fitting->arena, component->weight, entry->months);
    }
}

static void add_year(Fitting *fitting, const CompareYear *year)
{
    const Ledger *ledger = fitting->ledger = year->ledger;
    uint32_t count = ledger->participation_count, sum = 0;
    fitting->own = ARENA_ARRAY(fitting->arena, uint32_t, count + 1u);
    for (uint32_t i = 0; i < count; i++) {
        fitting->own[i] = sum;
        sum += ledger->design->plans[ledger->participations[i].plan].component_count;
    }
    fitting->own[count] = sum;
    fitting->last = ARENA_ARRAY(fitting->arena, LastOf, sum + 1u);
    add_entries(fitting, year, ledger->earlier, ledger->earlier_count);
    add_entries(fitting, year, ledger->entries, ledger->entry_count);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t at = fitting->own[i]; at < fitting->own[i + 1]; at++)
            add_window(fitting, ledger->participations[i].person, &fitting->last[at]);
}

/* False: too large to be meant. */
static bool to_millionths(Arena *arena, Ratio number, int64_t *out)
{
    Ratio rounded = ratio_round(arena, number, DECIMALS, ROUND_HALF_UP);
    return ratio_to_int64(ratio_multiply(arena, rounded, ratio_whole(MILLION)), out);
}

static FitPoint point_of(Arena *arena, const Comparison *comparison, const Compared *side,
                         const Ratio *targets, const Mean *mean, uint32_t person)
{
    FitPoint point = {false, 0, 0};
    Ratio part;
    if (!side->is_payee[person] || !ratio_divide(arena, mean->sum, mean->share, &part) ||
        !to_millionths(arena, part, &point.attainment))
        return point;
    Money paid = compare_sum(comparison, side->paid, person, 0, comparison->month_count);
    point.pay = paid.minor;
    point.has = true;
    if (!targets) return point;
    Ratio amount = ratio_from_money(paid, comparison->records->company->digits);
    point.has = ratio_sign(targets[person]) > 0 &&
                ratio_divide(arena, amount, targets[person], &part) &&
                to_millionths(arena, part, &point.pay);
    return point;
}

void fit_points(Arena *arena, const Comparison *comparison, const Compared *side,
                const Ratio *targets, const uint8_t *persons, FitPoint *points)
{
    uint32_t count = comparison->records->roster.person_count;
    Fitting fitting = {.arena = arena, .persons = persons,
                       .means = ARENA_ARRAY(arena, Mean, count + 1u)};
    for (uint32_t p = 0; p < count; p++) fitting.means[p] = (Mean){RATIO_ZERO, RATIO_ZERO};
    for (size_t y = 0; y < comparison->year_count; y++) add_year(&fitting, &side->years[y]);
    for (uint32_t p = 0; p < count; p++)
        if (!persons || persons[p])
            points[p] = point_of(arena, comparison, side, targets, &fitting.means[p], p);
}

static Ratio product(Arena *arena, int64_t a, int64_t b)
{
    return ratio_from_int128(arena, (Int128)a * b);
}

/* count * sum of products - sum * sum */
static Ratio spread(Arena *arena, Ratio count, Ratio products, Ratio one, Ratio other)
{
    return ratio_subtract(arena, ratio_multiply(arena, count, products),
                          ratio_multiply(arena, one, other));
}

/* The largest whole s for which s/2 ten-thousandths are no more than the root of part / whole,
 * which is at most 1; then half of it, rounded: half up. */
static int root_in_ten_thousandths(Arena *arena, Ratio part, Ratio whole)
{
    int low = 0, high = 2 * TEN_THOUSANDTHS;
    Ratio scale = ratio_whole((int64_t)high * high);
    part = ratio_multiply(arena, part, scale);
    while (low < high) {
        int middle = low + (high - low + 1) / 2;
        Ratio square = ratio_whole((int64_t)middle * middle);
        if (ratio_compare(ratio_multiply(arena, square, whole), part) <= 0) low = middle;
        else high = middle - 1;
    }
    return (low + 1) / 2;
}

SweepFit fit_of(Arena *arena, const FitPoint *points, size_t count)
{
    SweepFit fit = {false, 0, 0};
    Ratio pay = RATIO_ZERO, attainment = RATIO_ZERO, pay_pay = RATIO_ZERO, both = RATIO_ZERO,
          attainment_attainment = RATIO_ZERO;
    for (size_t p = 0; p < count; p++) {
        const FitPoint *point = &points[p];
        if (!point->has) continue;
        fit.payees++;
        pay = ratio_add(arena, pay, ratio_whole(point->pay));
        attainment = ratio_add(arena, attainment, ratio_whole(point->attainment));
        pay_pay = ratio_add(arena, pay_pay, product(arena, point->pay, point->pay));
        both = ratio_add(arena, both, product(arena, point->pay, point->attainment));
        attainment_attainment =
            ratio_add(arena, attainment_attainment,
                      product(arena, point->attainment, point->attainment));
    }
    Ratio payees = ratio_whole(fit.payees);
    Ratio together = spread(arena, payees, both, pay, attainment);
    Ratio whole = ratio_multiply(arena, spread(arena, payees, pay_pay, pay, pay),
                                 spread(arena, payees, attainment_attainment, attainment,
                                        attainment));
    if (!ratio_sign(whole)) return fit;
    fit.has = true;
    int root = root_in_ten_thousandths(arena, ratio_multiply(arena, together, together), whole);
    fit.correlation = ratio_sign(together) < 0 ? -root : root;
    return fit;
}
