/* page.c - a tree drawn on a terminal. */
#include "page.h"

#include <stdarg.h>

#define DEEP_MAX 32
#define LABEL_FEWEST 16              /* columns that a label always gets */

static Branch *branch_new(Arena *arena, const Words *words, Text amount, const char *format,
                          va_list arguments)
{
    Branch *branch = ARENA_NEW(arena, Branch);
    branch->label = sentence_text(arena, sentence_vof(arena, format, arguments), words);
    branch->amount = amount;
    branch->words = words;
    return branch;
}

Branch *page_root(Arena *arena, const Words *words, Text amount, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Branch *branch = branch_new(arena, words, amount, format, arguments);
    va_end(arguments);
    return branch;
}

Branch *page_branch(Arena *arena, Branch *under, Text amount, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Branch *branch = branch_new(arena, under->words, amount, format, arguments);
    va_end(arguments);
    if (under->last) under->last->next = branch;
    else under->first = branch;
    under->last = branch;
    return branch;
}

static void pad(Buffer *out, size_t columns)
{
    while (columns--) buffer_byte(out, ' ');
}

static void inked(Buffer *out, Text text, Ink ink, PageLook look)
{
    static const char *const codes[INKS] = {"", "\033[1m", "\033[2m", "\033[33m"};
    bool coloured = look.colour && ink != INK_PLAIN && text.length;
    if (coloured) buffer_text(out, text_of(codes[ink]));
    buffer_text(out, text);
    if (coloured) buffer_text(out, TEXT("\033[0m"));
}

/* Whether a line may end before a wide character: not before one that closes, or belongs to the
 * character before it. */
static bool may_start_line(uint32_t character)
{
    static const uint32_t none[] = {0x3001, 0x3002, 0x300D, 0x30FC, 0x30E3, 0x30E5, 0x30E7, 0x30C3,
                                    0x3083, 0x3085, 0x3087, 0x3063, 0xFF09};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (character == none[i]) return false;
    return true;
}

/* How many bytes of a text fit into the columns: up to a blank, or between two wide characters,
 * where there is such a place. */
static size_t fitting(Text text, size_t columns)
{
    size_t at = 0, place = 0, used = 0;
    bool was_wide = false;
    while (at < text.length) {
        size_t next = at;
        uint32_t character = text_next_character(text, &next);
        bool wide = text_columns(text_part(text, at, next)) == 2;
        if (was_wide && wide && may_start_line(character)) place = at;
        used += text_columns(text_part(text, at, next));
        if (used > columns) return place ? place : at ? at : next;
        if (character == ' ' && at) place = at;
        was_wide = wide;
        at = next;
    }
    return text.length;
}

/* The next line of a text that is longer than the columns; *text becomes the rest. */
static Text take_line(Text *text, size_t columns)
{
    size_t length = fitting(*text, columns);
    Text line = text_part(*text, 0, length);
    while (length < text->length && text->bytes[length] == ' ') length++;
    *text = text_part(*text, length, text->length);
    return line;
}

static void draw_label(Buffer *out, const Branch *branch, Text lead, Text further, PageLook look)
{
    Text rest = text_printable(out->arena, branch->label);
    size_t amount = text_columns(branch->amount);
    size_t taken = text_columns(lead) + (amount ? amount + 2 : 0);
    size_t room = look.width > taken + LABEL_FEWEST ? look.width - taken : LABEL_FEWEST;
    Text line = take_line(&rest, room);
    inked(out, lead, INK_FAINT, look);
    inked(out, line, branch->ink, look);
    if (branch->amount.length) {
        size_t used = text_columns(lead) + text_columns(line) + amount;
        pad(out, look.width > used ? look.width - used : 1);
        inked(out, branch->amount, branch->ink, look);
    }
    buffer_byte(out, '\n');
    size_t wide = look.width > text_columns(further) + 2 + LABEL_FEWEST
        ? look.width - text_columns(further) - 2 : LABEL_FEWEST;
    while (rest.length) {
        line = take_line(&rest, wide);
        inked(out, further, INK_FAINT, look);
        pad(out, 2);
        inked(out, line, branch->ink, look);
        buffer_byte(out, '\n');
    }
}

static void draw_below(Buffer *out, const Branch *branch, Text before, int deep, PageLook look)
{
    static const char *const utf8[] = {"\u251c\u2500 ", "\u2514\u2500 ", "\u2502  "};
    static const char *const ascii[] = {"|- ", "`- ", "|  "};
    const char *const *glyphs = look.ascii ? ascii : utf8;
    for (const Branch *child = branch->first; child && deep < DEEP_MAX; child = child->next) {
        const char *glyph = glyphs[child->next ? 0 : 1], *on = child->next ? glyphs[2] : "   ";
        Text lead = text_format(out->arena, "%.*s%s", TEXT_ARG(before), glyph);
        Text below = text_format(out->arena, "%.*s%s", TEXT_ARG(before), on);
        Text further = child->first
            ? text_format(out->arena, "%.*s%s", TEXT_ARG(below), glyphs[2]) : below;
        draw_label(out, child, lead, further, look);
        draw_below(out, child, below, deep + 1, look);
    }
}

void page_draw(Buffer *out, const Branch *root, PageLook look)
{
    draw_label(out, root, TEXT(""), TEXT(""), look);
    draw_below(out, root, TEXT(""), 0, look);
}

void page_text(Buffer *out, Text text, PageLook look)
{
    for (Text rest = text_printable(out->arena, text); rest.length;) {
        buffer_text(out, take_line(&rest, look.width));
        buffer_byte(out, '\n');
    }
}

Text page_number(Arena *arena, Text plain)
{
    size_t whole = 0, start = plain.length && plain.bytes[0] == '-' ? 1 : 0;
    while (whole < plain.length && plain.bytes[whole] != '.') whole++;
    Buffer out = {.arena = arena};
    for (size_t i = 0; i < plain.length; i++) {
        if (i > start && i < whole && (whole - i) % 3 == 0) buffer_byte(&out, ',');
        buffer_byte(&out, plain.bytes[i]);
    }
    return buffer_result(&out);
}
