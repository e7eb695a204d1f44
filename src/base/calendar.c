/* calendar.c - the proleptic Gregorian calendar, and fiscal years over it.
 * Source: days from civil dates by counting from March, as in Howard Hinnant's chrono papers. */
#include "attain/calendar.h"

#include <assert.h>

#define ERA_YEARS 400
#define ERA_DAYS 146097
#define EPOCH_SHIFT 719468             /* days from 0000-03-01 to 1970-01-01 */

static Day days_from_date(int year, int month, int day)
{
    int shifted = month <= 2 ? year - 1 : year;
    int era = shifted / ERA_YEARS, of_era = shifted % ERA_YEARS;
    int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_SHIFT;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool day_from_date(int year, int month, int day, Day *out)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12) return false;
    if (day < 1 || day > days_of_month(year, month)) return false;
    *out = days_from_date(year, month, day);
    return true;
}

void day_to_date(Day day, int *year, int *month, int *day_of_month)
{
    int shifted = day + EPOCH_SHIFT;
    int era = shifted / ERA_DAYS, of_era = shifted % ERA_DAYS;
    int years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * years + years / 4 - years / 100);
    int from_march = (5 * of_year + 2) / 153;
    *day_of_month = of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = years + era * ERA_YEARS + (*month <= 2);
}

Text day_text(Arena *arena, Day day)
{
    if (day == DAY_NONE || day == DAY_OPEN) return TEXT("");
    int year, month, day_of_month;
    day_to_date(day, &year, &month, &day_of_month);
    return text_format(arena, "%04d-%02d-%02d", year, month, day_of_month);
}

Month day_month(Day day)
{
    int year, month, day_of_month;
    day_to_date(day, &year, &month, &day_of_month);
    return year * 12 + month - 1;
}

bool day_add_months(Day day, int64_t months, Day *out)
{
    int year, month, day_of_month;
    day_to_date(day, &year, &month, &day_of_month);
    if (months < -120000 || months > 120000) return false;
    int64_t moved = (int64_t)year * 12 + month - 1 + months;
    if (moved < 12 || moved >= 10000 * 12) return false;
    int last = days_of_month((int)(moved / 12), (int)(moved % 12) + 1);
    *out = days_from_date((int)(moved / 12), (int)(moved % 12) + 1,
                          day_of_month < last ? day_of_month : last);
    return true;
}

Day month_first_day(Month month)
{
    return days_from_date(month / 12, month % 12 + 1, 1);
}

Day month_last_day(Month month)
{
    return days_from_date(month / 12, month % 12 + 1, month_days(month));
}

int month_days(Month month)
{
    return days_of_month(month / 12, month % 12 + 1);
}

Text month_text(Arena *arena, Month month)
{
    return text_format(arena, "%04d-%02d", month / 12, month % 12 + 1);
}

static bool read_digits(Text text, size_t from, size_t count, int *out)
{
    *out = 0;
    for (size_t i = from; i < from + count; i++) {
        if (i >= text.length || text.bytes[i] < '0' || text.bytes[i] > '9') return false;
        *out = *out * 10 + (text.bytes[i] - '0');
    }
    return true;
}

bool month_parse(Text text, Month *out)
{
    int year, month;
    if (text.length != 7 || text.bytes[4] != '-') return false;
    if (!read_digits(text, 0, 4, &year) || !read_digits(text, 5, 2, &month)) return false;
    if (year < 1 || month < 1 || month > 12) return false;
    *out = year * 12 + month - 1;
    return true;
}

Month fiscal_window_start(Fiscal fiscal, Month month, int length)
{
    assert(length == 1 || length == 3 || length == 6 || length == 12);
    int into = (month % 12 - (fiscal.starts - 1) + 12) % 12;
    return month - into % length;
}

bool fiscal_period_parse(Fiscal fiscal, Text text, Month *first, Month *last)
{
    if (month_parse(text, first)) {
        *last = *first;
        return true;
    }
    int year, part = 1, length = 12;
    if (!text_starts_with(text, TEXT("FY")) || !read_digits(text, 2, 4, &year) || year < 2)
        return false;
    if (text.length == 9 && text.bytes[6] == '-') {
        if (!read_digits(text, 8, 1, &part)) return false;
        if (text.bytes[7] == 'Q') length = 3;
        else if (text.bytes[7] == 'H') length = 6;
        else return false;
        if (part < 1 || part > 12 / length) return false;
    } else if (text.length != 6) {
        return false;
    }
    if (!fiscal.named_by_start && fiscal.starts > 1) year--;
    *first = year * 12 + fiscal.starts - 1 + (part - 1) * length;
    *last = *first + length - 1;
    return true;
}

Text fiscal_year_text(Arena *arena, Fiscal fiscal, Month month)
{
    Month start = fiscal_window_start(fiscal, month, 12);
    int year = start / 12 + (!fiscal.named_by_start && fiscal.starts > 1 ? 1 : 0);
    return text_format(arena, "FY%04d", year);
}
