/* buffer.c - numbers and days as text at the end of a buffer, without a detour. */
#include "attain/buffer.h"

#include <assert.h>

#define DECIMALS 6
#define DECIMALS_UNITS ((int64_t)1000000)
#define NUMBER_MAX 40            /* characters of the longest 64-bit number with decimals */

static char *digits_before(char *end, uint64_t size)
{
    do *--end = (char)('0' + size % 10);
    while (size /= 10);
    return end;
}

static uint64_t size_of(int64_t integer)
{
    return integer < 0 ? -(uint64_t)integer : (uint64_t)integer;
}

void buffer_grow(Buffer *buffer, size_t more)
{
    while (buffer->capacity - buffer->length < more)
        buffer->bytes = array_room(buffer->arena, buffer->bytes, buffer->capacity,
                                   &buffer->capacity, 1);
}

Text buffer_result(const Buffer *buffer)
{
    return (Text){buffer->length ? buffer->bytes : "", buffer->length};
}

void buffer_format(Buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_text(buffer, text_vformat(buffer->arena, format, arguments));
    va_end(arguments);
}

void buffer_integer(Buffer *buffer, int64_t integer)
{
    char bytes[NUMBER_MAX];
    char *end = bytes + sizeof bytes, *start = digits_before(end, size_of(integer));
    if (integer < 0) *--start = '-';
    buffer_text(buffer, (Text){start, (size_t)(end - start)});
}

void buffer_money(Buffer *buffer, Money money, int digits)
{
    assert(digits >= 0 && digits <= DECIMALS);
    char bytes[NUMBER_MAX];
    char *end = bytes + sizeof bytes, *start = end;
    uint64_t size = size_of(money.minor);
    for (int d = 0; d < digits; d++, size /= 10) *--start = (char)('0' + size % 10);
    if (digits) *--start = '.';
    start = digits_before(start, size);
    if (money.minor < 0) *--start = '-';
    buffer_text(buffer, (Text){start, (size_t)(end - start)});
}

/* What six decimals hold exactly needs no rounding; the rest goes through the one that rounds. */
void buffer_decimal(Buffer *buffer, Ratio ratio)
{
    if (!ratio.big && ratio.den == 1) {
        buffer_integer(buffer, ratio.num);
        return;
    }
    int64_t scaled;
    if (ratio.big || DECIMALS_UNITS % ratio.den != 0
        || __builtin_mul_overflow(ratio.num, DECIMALS_UNITS / ratio.den, &scaled)) {
        buffer_text(buffer, ratio_text(buffer->arena, ratio, DECIMALS));
        return;
    }
    buffer_money(buffer, (Money){scaled}, DECIMALS);
    while (buffer->bytes[buffer->length - 1] == '0') buffer->length--;
}

void buffer_day(Buffer *buffer, Day day)
{
    int year, month, day_of_month;
    day_to_date(day, &year, &month, &day_of_month);
    char *at = buffer_room(buffer, 10);
    for (int d = 3; d >= 0; d--, year /= 10) at[d] = (char)('0' + year % 10);
    at[4] = at[7] = '-';
    at[5] = (char)('0' + month / 10);
    at[6] = (char)('0' + month % 10);
    at[8] = (char)('0' + day_of_month / 10);
    at[9] = (char)('0' + day_of_month % 10);
    buffer->length += 10;
}

Text text_valid(Arena *arena, Text text)
{
    size_t bad;
    if (text_is_utf8(text, &bad)) return text;
    Buffer buffer = {.arena = arena};
    for (size_t offset = 0; offset < text.length;) {
        size_t from = offset;
        uint32_t character = text_next_character(text, &offset);
        Text part = text_part(text, from, offset);
        buffer_text(&buffer, character == 0xFFFD ? TEXT("\xEF\xBF\xBD") : part);
    }
    return buffer_result(&buffer);
}

Text text_printable(Arena *arena, Text text)
{
    Text copy = text_copy(arena, text_valid(arena, text));
    for (size_t i = 0; i < copy.length; i++)
        if ((unsigned char)copy.bytes[i] < ' ' || copy.bytes[i] == 0x7F)
            ((char *)copy.bytes)[i] = ' ';
    return copy;
}
