/* formula_functions.c - what each function does; each means what it means in a spreadsheet.
 * Source: OpenFormula 1.2, chapter 6, and CONTRACT 3. */
#include "formula_inside.h"

#include <assert.h>
#include <string.h>

#define BOUND 1000000000

static bool fail(Text *fault, const char *why)
{
    *fault = text_of(why);
    return false;
}

/* A count or a place: cut towards zero, within bounds that no sensible formula leaves. */
static bool whole_of(Value value, Arena *scratch, int64_t *out, Text *fault)
{
    Ratio cut = ratio_round(scratch, value.number, 0, ROUND_DOWN);
    if (ratio_to_int64(cut, out) && *out > -BOUND && *out < BOUND) return true;
    return fail(fault, "a number of months, days or places is too large");
}

static bool dated(Value value, Text *fault)
{
    return value.day != DAY_NONE || fail(fault, "no date where one is needed");
}

static bool round_number(const Value *arguments, size_t count, Rounding rounding, Arena *scratch,
                         Value *out, Text *fault)
{
    int64_t digits = 0;
    if (count > 1 && !whole_of(arguments[1], scratch, &digits, fault)) return false;
    if (digits > 100 || digits < -100) return fail(fault, "more than 100 places to round to");
    out->number = ratio_round(scratch, arguments[0].number, (int)digits, rounding);
    return true;
}

static bool make_date(const Value *arguments, Arena *scratch, Value *out, Text *fault)
{
    int64_t year, month, day;
    if (!whole_of(arguments[0], scratch, &year, fault) ||
        !whole_of(arguments[1], scratch, &month, fault) ||
        !whole_of(arguments[2], scratch, &day, fault))
        return false;
    int64_t months = year * 12 + month - 1;
    if (months < 12 || months >= 10000 * 12 || day > 4000000 || day < -4000000)
        return fail(fault, "DATE outside the years 1 to 9999");
    int64_t moved = month_first_day((Month)months) + day - 1;
    Day first = month_first_day(12), last = month_last_day(10000 * 12 - 1);
    if (moved < first || moved > last) return fail(fault, "DATE outside the years 1 to 9999");
    out->day = (Day)moved;
    return true;
}

static bool move_months(const Value *arguments, bool to_end, Arena *scratch, Value *out,
                        Text *fault)
{
    int64_t months;
    if (!dated(arguments[0], fault) || !whole_of(arguments[1], scratch, &months, fault))
        return false;
    if (!day_add_months(arguments[0].day, months, &out->day))
        return fail(fault, "a date outside the years 1 to 9999");
    if (to_end) out->day = month_last_day(day_month(out->day));
    return true;
}

static int64_t whole_months(Day from, Day to)
{
    int year_a, month_a, day_a, year_b, month_b, day_b;
    day_to_date(from, &year_a, &month_a, &day_a);
    day_to_date(to, &year_b, &month_b, &day_b);
    return (int64_t)(year_b - year_a) * 12 + month_b - month_a - (day_b < day_a);
}

static bool date_difference(const Value *arguments, Value *out, Text *fault)
{
    if (!dated(arguments[0], fault) || !dated(arguments[1], fault)) return false;
    Day from = arguments[0].day, to = arguments[1].day;
    if (from > to) return fail(fault, "DATEDIF from a later to an earlier date");
    int64_t months = whole_months(from, to), result;
    Day moved = from;
    Text unit = arguments[2].text;
    if (text_equal_ignoring_case(unit, TEXT("D"))) result = to - from;
    else if (text_equal_ignoring_case(unit, TEXT("M"))) result = months;
    else if (text_equal_ignoring_case(unit, TEXT("Y"))) result = months / 12;
    else if (text_equal_ignoring_case(unit, TEXT("YM"))) result = months % 12;
    else if (text_equal_ignoring_case(unit, TEXT("MD")) ||
             text_equal_ignoring_case(unit, TEXT("YD"))) {
        bool of_year = text_equal_ignoring_case(unit, TEXT("YD"));
        if (!day_add_months(from, of_year ? months / 12 * 12 : months, &moved))
            return fail(fault, "a date outside the years 1 to 9999");
        result = to - moved;
    } else {
        return fail(fault, "DATEDIF knows \"Y\", \"M\", \"D\", \"YM\", \"MD\" and \"YD\"");
    }
    out->number = ratio_whole(result);
    return true;
}

static bool date_part(Function function, Value value, Value *out, Text *fault)
{
    int year, month, day;
    if (!dated(value, fault)) return false;
    day_to_date(value.day, &year, &month, &day);
    out->number = ratio_whole(function == FUNCTION_YEAR ? year
                              : function == FUNCTION_MONTH ? month : day);
    return true;
}

static bool text_end(const Value *arguments, size_t count, bool left, Arena *scratch, Value *out,
                     Text *fault)
{
    int64_t wanted = 1;
    if (count > 1 && !whole_of(arguments[1], scratch, &wanted, fault)) return false;
    if (wanted < 0) return fail(fault, "a negative number of characters");
    Text text = arguments[0].text;
    size_t all = text_characters(text), skip = left ? (size_t)wanted : all - (size_t)wanted;
    if ((size_t)wanted >= all) {
        out->text = text;
        return true;
    }
    size_t offset = 0;
    for (size_t i = 0; i < skip; i++) text_next_character(text, &offset);
    out->text = left ? text_part(text, 0, offset) : text_part(text, offset, text.length);
    return true;
}

/* Letters that have a capital, and how far away it lies; step 2: capitals and small alternate.
 * Source: Unicode's UnicodeData.txt: Latin, Greek, Cyrillic, full-width. */
static uint32_t capital_of(uint32_t character)
{
    static const struct { uint32_t from, to; int32_t away; uint32_t step; } letters[] = {
        {'a', 'z', -32, 1}, {0xE0, 0xF6, -32, 1}, {0xF8, 0xFE, -32, 1}, {0xFF, 0xFF, 121, 1},
        {0x101, 0x12F, -1, 2}, {0x131, 0x131, -232, 1}, {0x133, 0x137, -1, 2},
        {0x13A, 0x148, -1, 2}, {0x14B, 0x177, -1, 2}, {0x17A, 0x17E, -1, 2},
        {0x3AC, 0x3AC, -38, 1}, {0x3AD, 0x3AF, -37, 1}, {0x3B1, 0x3C1, -32, 1},
        {0x3C2, 0x3C2, -31, 1}, {0x3C3, 0x3CB, -32, 1}, {0x3CC, 0x3CC, -64, 1},
        {0x3CD, 0x3CE, -63, 1}, {0x430, 0x44F, -32, 1}, {0x450, 0x45F, -80, 1},
        {0x461, 0x481, -1, 2}, {0x1E01, 0x1E95, -1, 2}, {0x1EA1, 0x1EFF, -1, 2},
        {0xFF41, 0xFF5A, -32, 1}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (character >= letters[i].from && character <= letters[i].to &&
            (character - letters[i].from) % letters[i].step == 0)
            return (uint32_t)((int32_t)character + letters[i].away);
    return character;
}

/* No capital takes more bytes than its small letter. */
static Text upper(Arena *scratch, Text text)
{
    char *bytes = arena_alloc(scratch, text.length + 1);
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        uint32_t small = text_next_character(text, &at), capital = capital_of(small);
        if (capital == small) {
            for (; from < at; from++) bytes[length++] = text.bytes[from];
        } else if (capital < 0x80) {
            bytes[length++] = (char)capital;
        } else {
            if (capital >= 0x800) bytes[length++] = (char)(0xE0 | capital >> 12);
            bytes[length++] = (char)(capital >= 0x800 ? 0x80 | (capital >> 6 & 0x3F)
                                                      : 0xC0 | capital >> 6);
            bytes[length++] = (char)(0x80 | (capital & 0x3F));
        }
    }
    return (Text){bytes, length};
}

bool formula_call(Function function, const Value *arguments, size_t count, Arena *scratch,
                  Value *out, Text *fault)
{
    const Value first = arguments[0];
    switch (function) {
    case FUNCTION_NOT: out->flag = !first.flag; return true;
    case FUNCTION_ABS: out->number = ratio_absolute(scratch, first.number); return true;
    case FUNCTION_INT: out->number = ratio_floor(scratch, first.number); return true;
    case FUNCTION_ROUND:
        return round_number(arguments, count, ROUND_HALF_UP, scratch, out, fault);
    case FUNCTION_ROUNDUP: return round_number(arguments, count, ROUND_UP, scratch, out, fault);
    case FUNCTION_ROUNDDOWN:
        return round_number(arguments, count, ROUND_DOWN, scratch, out, fault);
    case FUNCTION_DATE: return make_date(arguments, scratch, out, fault);
    case FUNCTION_YEAR:
    case FUNCTION_MONTH:
    case FUNCTION_DAY: return date_part(function, first, out, fault);
    case FUNCTION_EDATE: return move_months(arguments, false, scratch, out, fault);
    case FUNCTION_EOMONTH: return move_months(arguments, true, scratch, out, fault);
    case FUNCTION_DATEDIF: return date_difference(arguments, out, fault);
    case FUNCTION_DAYS:
        if (!dated(first, fault) || !dated(arguments[1], fault)) return false;
        out->number = ratio_whole((int64_t)first.day - arguments[1].day);
        return true;
    case FUNCTION_LEFT: return text_end(arguments, count, true, scratch, out, fault);
    case FUNCTION_RIGHT: return text_end(arguments, count, false, scratch, out, fault);
    case FUNCTION_LEN:
        out->number = ratio_whole((int64_t)text_characters(first.text));
        return true;
    case FUNCTION_UPPER: out->text = upper(scratch, first.text); return true;
    case FUNCTION_IF: case FUNCTION_IFS: case FUNCTION_SWITCH: case FUNCTION_MIN:
    case FUNCTION_MAX: case FUNCTION_ISBLANK: case FUNCTION_AND: case FUNCTION_OR:
    case FUNCTIONS: break;
    }
    assert(!"a function with steps of its own");
    return false;
}
