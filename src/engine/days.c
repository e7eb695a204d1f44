/* days.c - ranges of days: their overlap, their union, their share of a month. */
#include "engine_inside.h"

#include <assert.h>
#include <stdlib.h>

DayRange range_of(Day from, Day to)
{
    return (DayRange){from, to};
}

DayRange range_both(DayRange a, DayRange b)
{
    return (DayRange){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

int32_t range_days(DayRange range)
{
    return range.to < range.from ? 0 : range.to - range.from + 1;
}

void ranges_add(Arena *arena, DayRanges *ranges, DayRange range)
{
    if (range.to < range.from) return;
    ranges->items = array_room(arena, ranges->items, ranges->count, &ranges->capacity,
                               sizeof *ranges->items);
    ranges->items[ranges->count++] = range;
}

static int compare_ranges(const void *left, const void *right)
{
    const DayRange *a = left, *b = right;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

void ranges_merge(DayRanges *ranges)
{
    if (ranges->count < 2) return;
    qsort(ranges->items, ranges->count, sizeof *ranges->items, compare_ranges);
    size_t kept = 0;
    for (size_t i = 1; i < ranges->count; i++) {
        DayRange *last = &ranges->items[kept], next = ranges->items[i];
        if (last->to == DAY_OPEN || next.from <= last->to + 1) {
            if (next.to > last->to) last->to = next.to;
        } else {
            ranges->items[++kept] = next;
        }
    }
    ranges->count = kept + 1;
}

int32_t ranges_days_within(const DayRanges *ranges, DayRange range)
{
    int32_t days = 0;
    for (size_t i = 0; i < ranges->count; i++)
        days += range_days(range_both(ranges->items[i], range));
    return days;
}

Ratio days_share(Arena *arena, int32_t days, Month month)
{
    assert(days >= 0 && days <= month_days(month));
    return ratio_make(arena, days, month_days(month));
}
