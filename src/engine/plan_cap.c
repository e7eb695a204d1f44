/* plan_cap.c - what all components of a plan may earn together. Source: CONTRACT 8, cap.
 *
 * Windows differ: what is compared is what the components earned since the start of the longest
 * one that pays, with a limit that is money or a part of the target to date in that window. What is
 * above is taken off in proportion; a month in which there is room again gives it back. */
#include "figures_inside.h"

static Money less(Money a, Money b)
{
    return (Money){a.minor - b.minor};       /* both lie between 0 and what was earned */
}

/* What a component without a window any more earned is settled: it takes its part of the limit. */
static bool room_left(const CapPart *parts, uint32_t count, Money limit, Money *out)
{
    *out = limit;
    for (uint32_t c = 0; c < count; c++)
        if (!parts[c].open && parts[c].kept_before.minor > 0 &&
            !money_subtract(*out, parts[c].kept_before, out))
            return false;
    if (out->minor < 0) *out = (Money){0};
    return true;
}

bool plan_cap(Arena *arena, uint32_t count, Money limit, CapPart *parts)
{
    Money room, *shares = ARENA_ARRAY(arena, Money, count + 1u);
    Ratio *weights = ARENA_ARRAY(arena, Ratio, count + 1u);
    Int128 sum = 0;
    if (!room_left(parts, count, limit, &room)) return false;
    for (uint32_t c = 0; c < count; c++) {
        bool earns = parts[c].open && parts[c].earned.minor > 0;
        parts[c].kept = parts[c].open ? parts[c].earned : parts[c].kept_before;
        weights[c] = ratio_whole(earns ? parts[c].earned.minor : 0);
        sum += weights[c].num;
    }
    if (sum <= room.minor) return true;
    if (!money_split(room, weights, count, shares)) return false;
    for (uint32_t c = 0; c < count; c++)
        if (ratio_sign(weights[c])) parts[c].kept = shares[c];
    return true;
}

/* The component whose window is the longest of those that pay; INDEX_NONE: none pays. */
static uint32_t longest_of(const Plan *plan)
{
    uint32_t longest = INDEX_NONE;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        if (plan->components[c].pays == PAYS_NOTHING) continue;
        if (longest == INDEX_NONE || window_months(plan->components[c].window) >
                                     window_months(plan->components[longest].window))
            longest = c;
    }
    return longest;
}

/* What may be earned since the window's start. A percentage of nothing, as where all days lie before
 * it, is no limit. */
bool plan_cap_limit(Arena *arena, const Company *company, const Plan *plan,
                    const MonthFacts *longest, bool *fits, Money *out)
{
    Ratio most = plan->cap_at;
    if (plan->cap == CAP_NONE) return false;
    if (plan->cap == CAP_PERCENT && longest->own_days == 0) return false;
    if (plan->cap == CAP_PERCENT) most = ratio_multiply(arena, most, longest->target);
    *fits = money_from_ratio(most, company->digits, company->rounding, out);
    return true;
}

/* Earned in the months from `first` to m, its own window starting anew in between or not. */
static bool earned_since(const Figures *figures, uint32_t c, uint32_t first, uint32_t m,
                         Money *out)
{
    *out = (Money){0};
    for (uint32_t at = first; at <= m; at++) {
        const Entry *entry = &figures->entries[c * YEAR_MONTHS + at];
        bool ends = at == m || figures_window_start(figures, &figures->plan->components[c],
                                                    entry->month + 1) > entry->month;
        if (ends && !money_add(*out, figures->earned[c * YEAR_MONTHS + at], out)) return false;
    }
    return true;
}

bool figures_cap(Figures *figures, uint32_t m, const MonthFacts *sums)
{
    const Engine *engine = figures->engine;
    const Plan *plan = figures->plan;
    uint32_t count = plan->component_count, longest = longest_of(plan);
    if (plan->cap == CAP_NONE || longest == INDEX_NONE) return true;
    Month month = engine->year_start + (Month)m;
    uint32_t first = (uint32_t)(figures_window_start(figures, &plan->components[longest], month) -
                                engine->year_start);
    CapPart *parts = ARENA_ARRAY(figures->scratch, CapPart, count + 1u);
    for (uint32_t c = 0; c < count; c++) {
        parts[c].open = figures->entries[c * YEAR_MONTHS + m].has_window;
        if (!earned_since(figures, c, first, m, &parts[c].earned)) return false;
        if (m > first) parts[c].kept_before = figures->kept[c * YEAR_MONTHS + m - 1];
        parts[c].kept = parts[c].open ? parts[c].earned : parts[c].kept_before;
    }
    bool fits = true;
    Money limit;
    if (plan_cap_limit(figures->scratch, engine->company, plan, &sums[longest], &fits, &limit) &&
        (!fits || !plan_cap(figures->scratch, count, limit, parts)))
        return false;
    for (uint32_t c = 0; c < count; c++) {
        Entry *entry = &figures->entries[c * YEAR_MONTHS + m];
        Month start = figures_window_start(figures, &plan->components[c], month);
        uint32_t own = start > engine->year_start ? (uint32_t)(start - engine->year_start) : 0;
        Money settled = own > first ? figures->kept[c * YEAR_MONTHS + own - 1] : (Money){0};
        figures->kept[c * YEAR_MONTHS + m] = parts[c].kept;
        if (!parts[c].open) continue;
        entry->earned_to_date = less(parts[c].kept, settled);
        if (parts[c].kept.minor < parts[c].earned.minor) entry->notes |= 1u << NOTE_CAPPED;
    }
    return true;
}
