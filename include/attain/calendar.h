/* calendar.h - days, months, fiscal years and the windows of a plan.   (room: base)
 *
 * A Day counts from 1970-01-01 (proleptic Gregorian, years 1 to 9999), a Month is year * 12 +
 * (month - 1). All ranges are inclusive on both ends.   Source: CONTRACT 2, 4 and 5. */
#ifndef ATTAIN_CALENDAR_H
#define ATTAIN_CALENDAR_H

#include "attain/text.h"

typedef int32_t Day;
#define DAY_NONE INT32_MIN           /* a blank date */
#define DAY_OPEN INT32_MAX           /* an end that is not set */
typedef int32_t Month;
#define MONTH_NONE INT32_MIN

typedef struct Fiscal {
    int starts;                      /* month 1..12 */
    bool named_by_start;             /* FY2026 starts in calendar 2026; else it ends in it */
} Fiscal;

MUST_USE bool day_from_date(int year, int month, int day, Day *out);    /* false: no such day */
void day_to_date(Day day, int *year, int *month, int *day_of_month);
Text day_text(Arena *arena, Day day);                                   /* 2026-03-14 */
Month day_month(Day day);
/* Months later (or earlier), kept within the month: Jan 31 + 1 month = Feb 28. EDATE's rule.
 * False outside years 1 to 9999. */
MUST_USE bool day_add_months(Day day, int64_t months, Day *out);

Day month_first_day(Month month);
Day month_last_day(Month month);
int month_days(Month month);
Text month_text(Arena *arena, Month month);                             /* 2026-03 */
MUST_USE bool month_parse(Text text, Month *out);                       /* 2026-03 only */

/* The first month of the fiscal year, or of its part of `length` months (1, 3, 6 or 12). */
Month fiscal_window_start(Fiscal fiscal, Month month, int length);
/* 2026-03, FY2026-Q1, FY2026-H1, FY2026 to their months. False: none of these. */
MUST_USE bool fiscal_period_parse(Fiscal fiscal, Text text, Month *first, Month *last);
Text fiscal_year_text(Arena *arena, Fiscal fiscal, Month month);        /* FY2026 */

#endif
