/* tables.c - what is booked, as a table. */
#include "books_inside.h"

static const char *const table_names[BOOK_TABLES] = {
#define TABLE(table, name) [BOOK_##table] = name,
#define COLUMN(table, type, name)
#include "tables.def"
#undef TABLE
#undef COLUMN
};

static const BookColumn all_columns[] = {
#define TABLE(table, name)
#define COLUMN(table, type, name) {BOOK_##table, #type[0], name},
#include "tables.def"
#undef TABLE
#undef COLUMN
};

const char *book_table_name(BookTable table)
{
    return table_names[table];
}

const BookColumn *book_columns(BookTable table, size_t *count)
{
    const BookColumn *first = all_columns, *end = all_columns + sizeof all_columns /
                                                                sizeof *all_columns;
    while (first->table != table) first++;
    *count = 0;
    while (first + *count < end && first[*count].table == table) ++*count;
    return first;
}

bool book_is_whole(char type)
{
    return type != 'T' && type != 'B';
}

int64_t day_number(Day day)
{
    int year, month, day_of_month;
    day_to_date(day, &year, &month, &day_of_month);
    return year * 10000 + month * 100 + day_of_month;
}

Day number_day(int64_t number)
{
    Day day;
    bool known = number > 0 && number < 100000000 &&
                 day_from_date((int)(number / 10000), (int)(number / 100 % 100),
                               (int)(number % 100), &day);
    return known ? day : DAY_NONE;
}

int64_t month_number(Month month)
{
    return month / 12 * 100 + month % 12 + 1;
}

Month number_month(int64_t number)
{
    bool known = number > 100 && number < 1000000 && number % 100 >= 1 && number % 100 <= 12;
    return known ? (Month)(number / 100 * 12 + number % 100 - 1) : MONTH_NONE;
}

Ratio exact_ratio(Arena *arena, Text text, bool *damaged)
{
    size_t slash = 0;
    while (slash < text.length && text.bytes[slash] != '/') slash++;
    Ratio num = RATIO_ZERO, den = RATIO_ONE, out = RATIO_ZERO;
    bool read = ratio_parse(arena, text_part(text, 0, slash), &num);
    if (slash < text.length)
        read = read && ratio_parse(arena, text_part(text, slash + 1, text.length), &den);
    if (!read || !ratio_divide(arena, num, den, &out)) *damaged = true;
    return out;
}
