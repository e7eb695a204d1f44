/* credit_lines.c - a bucket's credits in the body of one entry, a line each:
 *
 *   sign measure line person day amount share feed key leg file file_line status
 *
 * parted by tabs; sign is + (came) or - (went), with an m where the amount is in minor units; names
 * are numbers; a key's tabs, line ends and backslashes are escaped. */
#include "books_inside.h"

#include <string.h>

enum { FIELDS = 13 };

static void put_integer(Buffer *out, int64_t integer)
{
    buffer_byte(out, '\t');
    buffer_integer(out, integer);
}

static void put_ratio(Buffer *out, Ratio ratio)
{
    buffer_byte(out, '\t');
    if (ratio.big) {
        buffer_text(out, ratio_exact(out->arena, ratio));
        return;
    }
    buffer_integer(out, ratio.num);
    if (ratio.den == 1) return;
    buffer_byte(out, '/');
    buffer_integer(out, ratio.den);
}

static void put_key(Buffer *out, Text key)
{
    buffer_byte(out, '\t');
    for (size_t i = 0; i < key.length; i++) {
        char byte = key.bytes[i];
        bool escaped = byte == '\t' || byte == '\n' || byte == '\\';
        if (escaped) buffer_byte(out, '\\');
        buffer_byte(out, byte == '\t' ? 't' : byte == '\n' ? 'n' : byte);
    }
}

void credit_line_write(Books *books, Buffer *out, const CreditDifference *item)
{
    buffer_byte(out, item->sign > 0 ? '+' : '-');
    if (item->is_money) buffer_byte(out, 'm');
    put_integer(out, name_of(books, item->measure));
    put_integer(out, name_of(books, item->line));
    put_integer(out, name_of(books, item->person));
    put_integer(out, day_number(item->day));
    put_ratio(out, item->amount);
    put_ratio(out, item->share);
    put_integer(out, name_of(books, item->feed));
    put_key(out, item->key);
    put_integer(out, item->leg);
    put_integer(out, name_of(books, item->file));
    put_integer(out, item->file_line);
    put_integer(out, item->status);
    buffer_byte(out, '\n');
}

static int64_t get_integer(Text field, bool *damaged)
{
    int64_t number = 0;
    if (!field.length || field.length > 18) *damaged = true;
    for (size_t i = 0; i < field.length && !*damaged; i++) {
        if (field.bytes[i] < '0' || field.bytes[i] > '9') *damaged = true;
        else number = number * 10 + (field.bytes[i] - '0');
    }
    return number;
}

static Text get_key(Arena *arena, Text field)
{
    char *key = ARENA_ARRAY(arena, char, field.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < field.length; i++) {
        bool escape = field.bytes[i] == '\\' && i + 1 < field.length;
        char byte = field.bytes[escape ? ++i : i];
        key[length++] = !escape ? byte : byte == 't' ? '\t' : byte == 'n' ? '\n' : byte;
    }
    return (Text){key, length};
}

static size_t cut(Text line, Text *fields)
{
    size_t count = 0, from = 0;
    for (size_t i = 0; i <= line.length && count < FIELDS; i++) {
        if (i < line.length && line.bytes[i] != '\t') continue;
        fields[count++] = text_part(line, from, i);
        from = i + 1;
    }
    return from == line.length + 1 ? count : FIELDS + 1;
}

bool credit_line_read(Books *books, Arena *arena, Text body, size_t *at, CreditDifference *out,
                      bool *damaged)
{
    if (*at >= body.length) return false;
    const char *end = memchr(body.bytes + *at, '\n', body.length - *at);
    Text fields[FIELDS], line = text_part(body, *at, end ? (size_t)(end - body.bytes) : *at);
    *damaged = !end || cut(line, fields) != FIELDS;
    if (*damaged) return false;
    *at += line.length + 1;
    *out = (CreditDifference){
        .sign = fields[0].bytes[0] == '+' ? 1 : -1, .is_money = fields[0].length > 1,
        .measure = name_text(books, get_integer(fields[1], damaged)),
        .line = name_text(books, get_integer(fields[2], damaged)),
        .person = name_text(books, get_integer(fields[3], damaged)),
        .day = number_day(get_integer(fields[4], damaged)),
        .amount = exact_ratio(arena, fields[5], damaged),
        .share = exact_ratio(arena, fields[6], damaged),
        .feed = name_text(books, get_integer(fields[7], damaged)),
        .key = get_key(arena, fields[8]), .leg = get_integer(fields[9], damaged),
        .file = name_text(books, get_integer(fields[10], damaged)),
        .file_line = get_integer(fields[11], damaged),
        .status = get_integer(fields[12], damaged)};
    *damaged |= out->day == DAY_NONE;
    return !*damaged;
}
