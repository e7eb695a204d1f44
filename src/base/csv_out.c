/* csv_out.c - quoting and guarding text cells. */
#include "attain/csv_out.h"

/* What a byte asks for: quotes anywhere in a cell, a guard at its start. */
enum { PLAIN = 0, QUOTE = 1, GUARD = 2 };
static const unsigned char wants[256] = {
    [','] = QUOTE, ['"'] = QUOTE, ['\n'] = QUOTE, ['\r'] = QUOTE | GUARD,
    ['\t'] = GUARD, ['='] = GUARD, ['+'] = GUARD, ['-'] = GUARD, ['@'] = GUARD,
};

static void cell_quoted(Buffer *buffer, Text text, bool guard);

void csv_cell(Buffer *buffer, Text text)
{
    if (!text.length) return;
    bool guard = wants[(unsigned char)text.bytes[0]] & GUARD;
    unsigned quote = PLAIN;
    for (size_t i = 0; i < text.length; i++) quote |= wants[(unsigned char)text.bytes[i]];
    if (quote & QUOTE) {
        cell_quoted(buffer, text, guard);
        return;
    }
    if (guard) buffer_byte(buffer, '\'');
    buffer_text(buffer, text);
}

static void cell_quoted(Buffer *buffer, Text text, bool guard)
{
    buffer_byte(buffer, '"');
    if (guard) buffer_byte(buffer, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"') buffer_byte(buffer, '"');
        buffer_byte(buffer, text.bytes[i]);
    }
    buffer_byte(buffer, '"');
}

Text csv_cell_text(Arena *arena, Text text)
{
    Buffer buffer = {.arena = arena};
    csv_cell(&buffer, text_valid(arena, text));
    return buffer_result(&buffer);
}
