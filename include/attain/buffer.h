/* buffer.h - a growing run of bytes that a file is built in.   (room: base)
 *
 * The bytes live in the buffer's arena. Setting length to 0 starts anew in the same memory. */
#ifndef ATTAIN_BUFFER_H
#define ATTAIN_BUFFER_H

#include "attain/calendar.h"
#include "attain/number.h"

#include <string.h>

typedef struct Buffer {
    Arena *arena;
    char *bytes;
    size_t length, capacity;
} Buffer;

void buffer_grow(Buffer *buffer, size_t more);

/* Room for `more` bytes at the end, not yet counted in length. */
static inline char *buffer_room(Buffer *buffer, size_t more)
{
    if (buffer->capacity - buffer->length < more) buffer_grow(buffer, more);
    return buffer->bytes + buffer->length;
}

static inline void buffer_byte(Buffer *buffer, char byte)
{
    *buffer_room(buffer, 1) = byte;
    buffer->length++;
}

static inline void buffer_text(Buffer *buffer, Text text)
{
    if (!text.length) return;
    memcpy(buffer_room(buffer, text.length), text.bytes, text.length);
    buffer->length += text.length;
}

void buffer_format(Buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);
void buffer_integer(Buffer *buffer, int64_t integer);
/* 1234 with 2 digits: 12.34. */
void buffer_money(Buffer *buffer, Money money, int digits);
/* A plain decimal of at most 6 decimals, half up, without trailing zeros. */
void buffer_decimal(Buffer *buffer, Ratio ratio);
void buffer_day(Buffer *buffer, Day day);

Text buffer_result(const Buffer *buffer);

/* The same characters as valid UTF-8: a byte that is none becomes U+FFFD. What is valid is not
 * copied. */
Text text_valid(Arena *arena, Text text);
/* The same on one line, without what would move a terminal's cursor: blanks for controls. */
Text text_printable(Arena *arena, Text text);

#endif
