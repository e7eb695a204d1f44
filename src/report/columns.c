/* columns.c - texts in columns of a terminal. */
#include "columns.h"

void columns_pad(Buffer *out, size_t columns)
{
    while (columns--) buffer_byte(out, ' ');
}

/* Text cut or filled to a number of terminal columns. */
void columns_left(Buffer *out, Text text, size_t columns)
{
    size_t at = 0;
    text = text_printable(out->arena, text);
    while (at < text.length) {
        size_t next = at;
        text_next_character(text, &next);
        if (text_columns(text_part(text, 0, next)) > columns) break;
        at = next;
    }
    Text shown = text_part(text, 0, at);
    buffer_text(out, shown);
    columns_pad(out, columns - text_columns(shown));
}

void columns_right(Buffer *out, Text text, size_t columns)
{
    size_t wide = text_columns(text);
    columns_pad(out, wide < columns ? columns - wide : 1);
    buffer_text(out, text);
}
