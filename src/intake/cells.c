/* cells.c - cells as people and spreadsheets write them. Source: CONTRACT 2, Cells. */
#include "cells.h"

#include <string.h>

#define CELL_MAX 64                  /* bytes of the longest sensible number or date */

/* A number's parts, once its marks are taken off. */
typedef struct Plain { char digits[CELL_MAX + 1]; size_t length; bool negative, percent; } Plain;

static bool refuse(CellProblem *problem, const char *what, const char *hint)
{
    *problem = (CellProblem){what, hint};
    return false;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Full-width signs and digits as ASCII; other characters beyond ASCII as they are. */
static Text half_width(Text cell, char *bytes)
{
    size_t length = 0;
    for (size_t offset = 0; offset < cell.length && length + 4 < CELL_MAX;) {
        size_t from = offset;
        uint32_t character = text_next_character(cell, &offset);
        if (character >= 0xFF01 && character <= 0xFF5E)
            bytes[length++] = (char)(character - 0xFF01 + '!');
        else if (character == 0x3000 || character == 0xA0)
            bytes[length++] = ' ';
        else if (character == 0x2212 || character == 0x2010 || character == 0x2011)
            bytes[length++] = '-';
        else if (character == 0xFFE5)
            for (size_t i = 0; i < 2; i++) bytes[length++] = "\xC2\xA5"[i];
        else
            for (; from < offset; from++) bytes[length++] = cell.bytes[from];
    }
    return (Text){bytes, length};
}

static bool take(Text *text, Text mark)
{
    if (!text_starts_with(*text, mark)) return false;
    *text = text_trim(text_part(*text, mark.length, text->length));
    return true;
}

static bool take_end(Text *text, Text mark)
{
    if (text->length < mark.length) return false;
    Text end = text_part(*text, text->length - mark.length, text->length);
    if (!text_equal(end, mark)) return false;
    *text = text_trim(text_part(*text, 0, text->length - mark.length));
    return true;
}

/* Signs and currency marks off the front and the back. False: two signs. */
static bool take_marks(Text *text, Plain *plain)
{
    static const Text currencies[] = {{"\xC2\xA5", 2}, {"\\", 1}, {"$", 1}, {"\xE2\x82\xAC", 3}};
    static const Text negatives[] = {{"-", 1}, {"\xE2\x96\xB3", 3}, {"\xE2\x96\xB2", 3}};
    int signs = 0;
    if (text->length > 1 && text->bytes[0] == '(' && text->bytes[text->length - 1] == ')') {
        *text = text_trim(text_part(*text, 1, text->length - 1));
        plain->negative = true;
        signs++;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < sizeof negatives / sizeof *negatives; i++)
            if (take(text, negatives[i])) {
                plain->negative = true;
                signs++;
            }
        if (take(text, TEXT("+"))) signs++;
        for (size_t i = 0; pass == 0 && i < sizeof currencies / sizeof *currencies; i++)
            if (take(text, currencies[i])) break;
    }
    if (!take_end(text, TEXT("\xE5\x86\x86"))) take_end(text, TEXT("\xE2\x82\xAC"));
    plain->percent = take_end(text, TEXT("%"));
    return signs <= 1;
}

/* Digits with commas in groups of three, and a fraction. */
static bool take_digits(Text text, Plain *plain, CellProblem *problem)
{
    size_t group = 0;
    bool grouped = false, point = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == ',') {
            bool good = !point && (grouped ? group == 3 : group >= 1 && group <= 3);
            if (!good) return refuse(problem, "the commas do not stand in groups of three",
                                     "is a digit missing, or is it a decimal comma?");
            grouped = true;
            group = 0;
            continue;
        }
        if (byte == '.' && !point) {
            if (grouped && group != 3)
                return refuse(problem, "the commas do not stand in groups of three",
                              "is a digit missing?");
            point = true;
        } else if (is_digit(byte)) {
            group += !point;
        } else {
            return refuse(problem, "this is not a number", "write 1200000, 1,200,000 or -0.5");
        }
        plain->digits[plain->length++] = byte;
    }
    if (grouped && !point && group != 3)
        return refuse(problem, "the commas do not stand in groups of three",
                      "is a digit missing, or is it a decimal comma?");
    return true;
}

static bool is_exponent(Text text)
{
    for (size_t i = 1; i + 1 < text.length; i++)
        if ((text.bytes[i] == 'E' || text.bytes[i] == 'e') && is_digit(text.bytes[i - 1]))
            return true;
    return false;
}

static bool read_plain(Text cell, Plain *plain, CellProblem *problem)
{
    char bytes[CELL_MAX];
    *plain = (Plain){.length = 0};
    if (cell.length && cell.bytes[0] == '#')
        return refuse(problem, cell.length > 1 && cell.bytes[1] == '#'
                      ? "a spreadsheet column that was too narrow for its number"
                      : N_("an error of the spreadsheet that made the file"),
                      "open the source, mend the cell, and export again");
    if (cell.length >= CELL_MAX - 4)
        return refuse(problem, "this is too long for a number", "");
    Text text = text_trim(half_width(cell, bytes));
    if (is_exponent(text))
        return refuse(problem, "a rounded number in exponent form", "the source's cell format must "
                      "show every digit; export again");
    if (!take_marks(&text, plain)) return refuse(problem, "two signs on one number", "");
    return take_digits(text, plain, problem);
}

static bool read_number(Arena *arena, Text cell, Ratio *out, bool *percent, CellProblem *problem)
{
    Plain plain;
    if (!read_plain(cell, &plain, problem)) return false;
    Text digits = {plain.digits, plain.length};
    if (plain.length && plain.digits[0] == '.') {
        memmove(plain.digits + 1, plain.digits, plain.length);
        plain.digits[0] = '0';
        digits.length++;
    }
    if (!ratio_parse(arena, digits, out))
        return refuse(problem, "this is not a number", "write 1200000, 1,200,000 or -0.5");
    if (plain.negative) *out = ratio_negate(arena, *out);
    *percent = plain.percent;
    if (plain.percent) *out = ratio_multiply(arena, *out, (Ratio){1, 100, NULL});
    return true;
}

/* Plain digits with a sign: nearly every cell. */
static bool read_simple(Text cell, int64_t *out)
{
    size_t at = cell.length && cell.bytes[0] == '-';
    if (cell.length == at || cell.length - at > 18) return false;
    int64_t number = 0;
    for (size_t i = at; i < cell.length; i++) {
        if (!is_digit(cell.bytes[i])) return false;
        number = number * 10 + (cell.bytes[i] - '0');
    }
    *out = at ? -number : number;
    return true;
}

bool cell_number(Arena *arena, Text cell, Ratio *out, CellProblem *problem)
{
    int64_t simple;
    bool percent;
    if (read_simple(cell, &simple)) {
        *out = ratio_whole(simple);
        return true;
    }
    if (!read_number(arena, cell, out, &percent, problem)) return false;
    return !percent || refuse(problem, "a percentage where a number is expected", "");
}

bool cell_amount(Arena *arena, Text cell, int digits, Ratio times, Money *out, CellProblem *problem)
{
    if (digits == 0 && times.num == 1 && times.den == 1 && read_simple(cell, &out->minor))
        return true;
    Ratio amount;
    bool percent;
    if (!read_number(arena, cell, &amount, &percent, problem)) return false;
    if (percent) return refuse(problem, "a percentage where an amount is expected", "");
    amount = ratio_multiply(arena, amount, times);
    if (!ratio_equal(amount, ratio_round(arena, amount, digits, ROUND_DOWN)))
        return refuse(problem, "the amount is finer than the currency's smallest unit",
                      "round it in the source, or declare the column as a number");
    return money_from_ratio(amount, digits, ROUND_DOWN, out) ||
           refuse(problem, "the amount is too large to be exact", "");
}

bool cell_integer(Arena *arena, Text cell, int64_t *out, CellProblem *problem)
{
    Ratio number;
    if (read_simple(cell, out)) return true;
    if (!cell_number(arena, cell, &number, problem)) return false;
    return ratio_to_int64(number, out) || refuse(problem, "this is not a whole number", "");
}

bool cell_percent(Arena *arena, Text cell, Ratio *out, CellProblem *problem)
{
    bool percent;
    if (!read_number(arena, cell, out, &percent, problem)) {
        if (strncmp(problem->hint, "write ", 6) == 0) problem->hint = "write 35% or 0.35";
        return false;
    }
    bool bare = !percent && ratio_compare(ratio_absolute(arena, *out), RATIO_ONE) > 0;
    return !bare || refuse(problem, "a share beyond 1 without a percent sign",
                           "write 35% or 0.35");
}

static bool take_number(Text text, size_t *at, size_t most, int *out)
{
    size_t from = *at;
    *out = 0;
    while (*at < text.length && *at - from < most && is_digit(text.bytes[*at]))
        *out = *out * 10 + (text.bytes[(*at)++] - '0');
    return *at > from;
}

static bool read_format(Text text, Text format, int *year, int *month, int *day)
{
    size_t at = 0;
    for (size_t f = 0; f < format.length; f++) {
        if (format.bytes[f] != '%' || f + 1 == format.length) {
            if (at >= text.length || text.bytes[at++] != format.bytes[f]) return false;
            continue;
        }
        char part = format.bytes[++f];
        size_t from = at, digits = part == 'Y' ? 4 : 2;
        /* 5/3/2026 has short parts; 20260503 can't: nothing would tell where they end. */
        bool packed = (f + 1 < format.length && format.bytes[f + 1] == '%') ||
                      (f >= 3 && format.bytes[f - 3] == '%');
        bool whole = packed || part == 'Y' || part == 'y';
        int *into = part == 'm' ? month : part == 'd' ? day : year;
        if (!take_number(text, &at, digits, into) || (whole && at - from != digits)) return false;
        if (part == 'y') *year += 2000;
    }
    return at == text.length;
}

/* 2026-10-05, 2026/10/5, 2026年10月5日, and a time of day that is dropped. */
static bool read_usual(Text text, int *year, int *month, int *day)
{
    static const Text marks[3][3] = {
        {{"-", 1}, {"-", 1}, {"", 0}},
        {{"/", 1}, {"/", 1}, {"", 0}},
        {{"\xE5\xB9\xB4", 3}, {"\xE6\x9C\x88", 3}, {"\xE6\x97\xA5", 3}}};
    for (int style = 0; style < 3; style++) {
        size_t at = 0;
        int *parts[3] = {year, month, day};
        bool good = true;
        for (int i = 0; i < 3 && good; i++) {
            size_t from = at;
            good = take_number(text, &at, i ? 2 : 4, parts[i]) && (i || at - from == 4);
            Text rest = text_part(text, at, text.length);
            good = good && text_starts_with(rest, marks[style][i]);
            at += marks[style][i].length;
        }
        if (!good) continue;
        Text time = text_part(text, at, text.length);
        if (!time.length) return true;
        bool apart = time.bytes[0] == 'T' || time.bytes[0] == ' ';
        time = text_trim(text_part(time, 1, time.length));
        return apart && time.length >= 4 && is_digit(time.bytes[0]) &&
               (memchr(time.bytes, ':', time.length) || memchr(time.bytes, '\xE6', time.length));
    }
    return false;
}

/* 2026-10-05, as nearly every export writes it. */
static bool read_iso(Text cell, int *year, int *month, int *day)
{
    if (cell.length != 10 || cell.bytes[4] != '-' || cell.bytes[7] != '-') return false;
    size_t year_at = 0, month_at = 5, day_at = 8;
    return take_number(cell, &year_at, 4, year) && year_at == 4 &&
           take_number(cell, &month_at, 2, month) && month_at == 7 &&
           take_number(cell, &day_at, 2, day) && day_at == 10;
}

bool cell_date(Text cell, Text format, Day *out, CellProblem *problem)
{
    char bytes[CELL_MAX];
    int year = 0, month = 0, day = 0;
    if (cell.length >= CELL_MAX - 4) return refuse(problem, "this is not a date", "");
    if (!format.length && read_iso(cell, &year, &month, &day) &&
        day_from_date(year, month, day, out))
        return true;
    Text text = text_trim(half_width(cell, bytes));
    bool read = format.length ? read_format(text, format, &year, &month, &day)
                              : read_usual(text, &year, &month, &day);
    if (!read)
        return refuse(problem, "this is not a date", format.length
                      ? "the column's `format` in company.yaml says how its dates are written"
                      : N_("write 2026-10-05, 2026/10/5 or 2026年10月5日, or give the column a "
                           "`format`"));
    return day_from_date(year, month, day, out) ||
           refuse(problem, "there is no such day in the calendar", "");
}

bool cell_flag(Text cell, uint8_t *out, CellProblem *problem)
{
    static const struct { Text word; uint8_t flag; } words[] = {
        {{"true", 4}, 1}, {{"false", 5}, 0}, {{"yes", 3}, 1}, {{"no", 2}, 0}, {{"y", 1}, 1},
        {{"n", 1}, 0}, {{"1", 1}, 1}, {{"0", 1}, 0},
        {{"\xE3\x81\xAF\xE3\x81\x84", 6}, 1},
        {{"\xE3\x81\x84\xE3\x81\x84\xE3\x81\x88", 9}, 0},
        {{"\xE2\x97\x8B", 3}, 1}, {{"\xC3\x97", 2}, 0}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!text_equal_ignoring_case(words[i].word, cell)) continue;
        *out = words[i].flag;
        return true;
    }
    return refuse(problem, "this is neither yes nor no",
                  "write true/false, yes/no, y/n, 1/0 or ○/×");
}
