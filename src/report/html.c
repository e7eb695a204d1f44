/* html.c - texts and tables of a page. */
#include "html.h"

void html_text(Buffer *out, Text text)
{
    text = text_printable(out->arena, text);
    for (size_t i = 0; i < text.length; i++) {
        switch (text.bytes[i]) {
        case '&': buffer_text(out, TEXT("&amp;")); break;
        case '<': buffer_text(out, TEXT("&lt;")); break;
        case '>': buffer_text(out, TEXT("&gt;")); break;
        case '"': buffer_text(out, TEXT("&quot;")); break;
        default: buffer_byte(out, text.bytes[i]);
        }
    }
}

void html_word(Buffer *out, const Words *words, const char *english)
{
    html_text(out, text_of(tr(words, english)));
}

void html_element(Buffer *out, const char *tag, Text text)
{
    size_t name = 0;
    while (tag[name] && tag[name] != ' ') name++;
    buffer_format(out, "<%s>", tag);
    html_text(out, text);
    buffer_format(out, "</%.*s>", (int)name, tag);
}

void html_table_start(Buffer *out, Text caption)
{
    buffer_text(out, TEXT("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\""));
    html_text(out, caption);
    buffer_text(out, TEXT("\">\n<table>\n"));
    html_element(out, "caption", caption);
    buffer_byte(out, '\n');
}

void html_table_end(Buffer *out)
{
    buffer_text(out, TEXT("</table>\n</div>\n"));
}
