/* text.c - slices of UTF-8. */
#include "attain/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

Text text_of(const char *c_string)
{
    return c_string ? (Text){c_string, strlen(c_string)} : (Text){"", 0};
}

Text text_copy(Arena *arena, Text text)
{
    char *bytes = arena_alloc(arena, text.length + 1);
    if (text.length) memcpy(bytes, text.bytes, text.length);
    return (Text){bytes, text.length};
}

Text text_part(Text text, size_t from, size_t to)
{
    if (to > text.length) to = text.length;
    if (from > to) from = to;
    return (Text){text.bytes ? text.bytes + from : "", to - from};
}

size_t text_character_start(Text text, size_t offset)
{
    while (offset && offset < text.length && (text.bytes[offset] & 0xC0) == 0x80) offset--;
    return offset;
}

Text text_vformat(Arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    assert(length >= 0);
    char *bytes = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(bytes, (size_t)length + 1, format, again);
    va_end(again);
    return (Text){bytes, (size_t)length};
}

Text text_format(Arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Text text = text_vformat(arena, format, arguments);
    va_end(arguments);
    return text;
}

static bool is_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

#define WIDE_BLANK "\xE3\x80\x80"         /* U+3000 */

Text text_trim(Text text)
{
    for (;;) {
        if (text.length && is_blank(text.bytes[0]))
            text = text_part(text, 1, text.length);
        else if (text.length >= 3 && memcmp(text.bytes, WIDE_BLANK, 3) == 0)
            text = text_part(text, 3, text.length);
        else
            break;
    }
    for (;;) {
        if (text.length && is_blank(text.bytes[text.length - 1]))
            text.length--;
        else if (text.length >= 3 && memcmp(text.bytes + text.length - 3, WIDE_BLANK, 3) == 0)
            text.length -= 3;
        else
            return text;
    }
}

bool text_equal(Text a, Text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

int text_compare(Text a, Text b)
{
    size_t common = a.length < b.length ? a.length : b.length;
    int order = common ? memcmp(a.bytes, b.bytes, common) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

static unsigned char fold(char byte)
{
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

int text_compare_ignoring_case(Text a, Text b)
{
    size_t common = a.length < b.length ? a.length : b.length;
    for (size_t i = 0; i < common; i++) {
        int order = fold(a.bytes[i]) - fold(b.bytes[i]);
        if (order) return order;
    }
    return (a.length > b.length) - (a.length < b.length);
}

bool text_equal_ignoring_case(Text a, Text b)
{
    return a.length == b.length && text_compare_ignoring_case(a, b) == 0;
}

bool text_starts_with(Text text, Text prefix)
{
    return text.length >= prefix.length && text_equal(text_part(text, 0, prefix.length), prefix);
}

/* The length of the valid character at offset, or 0. */
static size_t character_length(Text text, size_t offset)
{
    const unsigned char *at = (const unsigned char *)text.bytes + offset;
    size_t left = text.length - offset;
    if (at[0] < 0x80) return 1;
    if (at[0] < 0xC2 || at[0] > 0xF4) return 0;
    size_t length = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    if (left < length) return 0;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xC0) != 0x80) return 0;
    bool overlong = (at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xF0 && at[1] < 0x90);
    bool outside = (at[0] == 0xED && at[1] > 0x9F) || (at[0] == 0xF4 && at[1] > 0x8F);
    return overlong || outside ? 0 : length;
}

uint32_t text_next_character(Text text, size_t *offset)
{
    assert(*offset < text.length);
    const unsigned char *at = (const unsigned char *)text.bytes + *offset;
    size_t length = character_length(text, *offset);
    *offset += length ? length : 1;
    switch (length) {
    case 1: return at[0];
    case 2: return (uint32_t)(at[0] & 0x1F) << 6 | (at[1] & 0x3Fu);
    case 3: return (uint32_t)(at[0] & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3Fu);
    case 4:
        return (uint32_t)(at[0] & 0x07) << 18 | (uint32_t)(at[1] & 0x3F) << 12 |
               (uint32_t)(at[2] & 0x3F) << 6 | (at[3] & 0x3Fu);
    default: return 0xFFFD;
    }
}

size_t text_characters(Text text)
{
    size_t count = 0;
    for (size_t offset = 0; offset < text.length; count++) text_next_character(text, &offset);
    return count;
}

size_t text_count(Text text, char byte)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length;) {
        size_t end = text.length - at < UINT8_MAX ? text.length : at + UINT8_MAX;
        uint8_t few = 0;             /* a byte's count: compilers add sixteen at a time */
        for (; at < end; at++) few = (uint8_t)(few + (text.bytes[at] == byte));
        count += few;
    }
    return count;
}

uint32_t text_lines(Text text)
{
    return (uint32_t)text_count(text, '\n');
}

Text text_line(Text text, uint32_t line)
{
    size_t at = 0;
    for (uint32_t l = 1; l < line && at < text.length; l++) {
        const char *end = memchr(text.bytes + at, '\n', text.length - at);
        at = end ? (size_t)(end - text.bytes) + 1 : text.length;
    }
    const char *end = at < text.length ? memchr(text.bytes + at, '\n', text.length - at) : NULL;
    return text_without_end(text_part(text, at, end ? (size_t)(end - text.bytes) : text.length));
}

Text text_without_end(Text line)
{
    while (line.length && (line.bytes[line.length - 1] == '\n' ||
                           line.bytes[line.length - 1] == '\r'))
        line.length--;
    return line;
}

#define BLOCK 128

/* Whether the block is valid up to the character that its end cuts. At least three valid bytes lie
 * before it, and a character starts it. Without a branch, compilers take sixteen bytes at once. */
static bool is_valid_block(const unsigned char *block)
{
    uint8_t bad = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        const unsigned char *at = block + i;
        uint8_t follows = (at[0] & 0xC0) == 0x80;
        uint8_t must_follow = (at[-1] >= 0xC0) | (at[-2] >= 0xE0) | (at[-3] >= 0xF0);
        uint8_t never = (at[0] == 0xC0) | (at[0] == 0xC1) | (at[0] > 0xF4);
        uint8_t overlong = ((at[-1] == 0xE0) & (at[0] < 0xA0)) |
                           ((at[-1] == 0xF0) & (at[0] < 0x90));
        uint8_t outside = ((at[-1] == 0xED) & (at[0] > 0x9F)) |
                          ((at[-1] == 0xF4) & (at[0] > 0x8F));
        bad |= (uint8_t)((follows ^ must_follow) | never | overlong | outside);
    }
    return !bad;
}

/* The bytes at the block's end that start a character which goes on behind it. */
static size_t bytes_cut(const unsigned char *end)
{
    return end[-1] >= 0xC0 ? 1 : end[-2] >= 0xE0 ? 2 : end[-3] >= 0xF0 ? 3 : 0;
}

bool text_is_utf8(Text text, size_t *bad_offset)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    size_t offset = 0;
    while (offset < text.length) {
        if (offset >= 3 && text.length - offset >= BLOCK && is_valid_block(bytes + offset)) {
            offset += BLOCK - bytes_cut(bytes + offset + BLOCK);
            continue;
        }
        size_t length = character_length(text, offset);
        if (!length) {
            if (bad_offset) *bad_offset = offset;
            return false;
        }
        offset += length;
    }
    return true;
}

typedef struct Wide { uint32_t from, to; } Wide;

static bool is_among(uint32_t character, const Wide *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (character >= ranges[i].from && character <= ranges[i].to) return true;
    return false;
}

size_t text_columns(Text text)
{
    /* Source: Unicode's EastAsianWidth.txt (W and F) and combining marks, by block. */
    static const Wide wide[] = {
        {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };
    static const Wide nothing[] = {
        {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x200B, 0x200F},
        {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
    };
    size_t columns = 0;
    for (size_t offset = 0; offset < text.length;) {
        uint32_t character = text_next_character(text, &offset);
        if (character >= 0x20 && character < 0x7F) columns += 1;
        else if (is_among(character, nothing, sizeof nothing / sizeof *nothing)) continue;
        else columns += is_among(character, wide, sizeof wide / sizeof *wide) ? 2 : 1;
    }
    return columns;
}

#define NEAREST_MAX 64

/* A text as characters that are compared: case does not count, nor does full width. */
typedef struct Characters { uint32_t at[NEAREST_MAX]; size_t count; } Characters;

/* False: the text is longer. */
static bool read_characters(Text text, Characters *out)
{
    out->count = 0;
    for (size_t offset = 0; offset < text.length;) {
        uint32_t character = text_next_character(text, &offset);
        if (character >= 0xFF01 && character <= 0xFF5E) character -= 0xFF01 - '!';
        if (character >= 'A' && character <= 'Z') character += 'a' - 'A';
        if (out->count == NEAREST_MAX) return false;
        out->at[out->count++] = character;
    }
    return true;
}

/* Edits between two short texts: insert, delete, replace, swap neighbours. */
static size_t edits(const Characters *a, const Characters *b)
{
    size_t rows[3][NEAREST_MAX + 1];
    for (size_t j = 0; j <= b->count; j++) rows[0][j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        size_t *now = rows[i % 3], *before = rows[(i - 1) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            size_t best = before[j - 1] + (a->at[i - 1] != b->at[j - 1]);
            if (before[j] + 1 < best) best = before[j] + 1;
            if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] &&
                           a->at[i - 2] == b->at[j - 1];
            if (swapped && earlier[j - 2] + 1 < best) best = earlier[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[a->count % 3][b->count];
}

Text text_nearest(Text name, const Text *candidates, size_t count)
{
    Text nearest = TEXT("");
    Characters sought, other;
    if (!read_characters(name, &sought) || !sought.count) return nearest;
    size_t best = sought.count / 3 > 3 ? 3 : sought.count / 3;
    if (best == 0) best = 1;
    best++;
    for (size_t i = 0; i < count; i++) {
        if (!read_characters(candidates[i], &other) || !other.count) continue;
        size_t distance = edits(&sought, &other);
        if (distance < best && distance < sought.count) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}
