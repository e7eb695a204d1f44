/* formula_lex.c - characters into words. */
#include "formula_lex.h"

#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Letters of any script: ASCII letters, and whatever lies beyond ASCII but is no punctuation. */
static bool is_letter(uint32_t character)
{
    if (character < 0x80)
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
               character == '_';
    bool latin_sign = character < 0xC0 && character != 0xAA && character != 0xB5 &&
                      character != 0xBA;
    bool punctuation = latin_sign || character == 0xD7 || character == 0xF7 ||
                       (character >= 0x2000 && character <= 0x2BFF) ||
                       (character >= 0x3000 && character <= 0x3004) ||
                       (character >= 0x3008 && character <= 0x3020) || character == 0x30FB ||
                       (character >= 0xFF00 && character <= 0xFF20) ||
                       (character >= 0xFF3B && character <= 0xFF40) ||
                       (character >= 0xFF5B && character <= 0xFF65) || character >= 0xFFF0;
    return !punctuation || character >= 0x10000;
}

static Token bad(size_t from, size_t length, const char *problem, const char *hint)
{
    return (Token){.kind = TOKEN_BAD, .from = from, .length = length, .problem = problem,
                   .hint = hint};
}

static Token read_number(Arena *arena, Text source, size_t *at)
{
    size_t from = *at;
    char *digits = arena_alloc(arena, source.length + 1);
    size_t length = 0;
    for (; *at < source.length; ++*at) {
        char byte = source.bytes[*at];
        bool group = byte == '_' && *at > from && *at + 1 < source.length &&
                     is_digit(source.bytes[*at + 1]);
        if (group) continue;
        if (!is_digit(byte) && byte != '.') break;
        digits[length++] = byte;
    }
    Token token = {.kind = TOKEN_NUMBER, .from = from, .length = *at - from};
    if (!ratio_parse(arena, (Text){digits, length}, &token.number))
        return bad(from, *at - from, "this is not a number", "write 1200000 or 0.5");
    return token;
}

static Token read_text(Arena *arena, Text source, size_t *at)
{
    size_t from = (*at)++, length = 0;
    char *bytes = arena_alloc(arena, source.length + 1);
    while (*at < source.length) {
        char byte = source.bytes[(*at)++];
        if (byte == '"') {
            if (*at >= source.length || source.bytes[*at] != '"')
                return (Token){.kind = TOKEN_TEXT, .from = from, .length = *at - from,
                               .text = {bytes, length}};
            ++*at;
        }
        bytes[length++] = byte;
    }
    return bad(from, source.length - from, "a quote that never closes",
               "close the text with \"; inside a text, \"\" is a quote");
}

static Token read_name(Text source, size_t *at)
{
    size_t from = *at, next = *at;
    while (next < source.length) {
        char byte = source.bytes[next];
        bool inner = is_digit(byte) || byte == '.';
        if (inner) next++;
        else if (is_letter(text_next_character(source, &next))) inner = true;
        if (!inner) break;
        *at = next;
    }
    return (Token){.kind = TOKEN_NAME, .from = from, .length = *at - from,
                   .text = text_part(source, from, *at)};
}

static Token read_comparison(Text source, size_t *at)
{
    char first = source.bytes[*at], second = *at + 1 < source.length ? source.bytes[*at + 1] : 0;
    Token token = {.kind = TOKEN_COMPARE, .from = *at, .length = 1};
    if (first == '=') {
        token.comparison = EQUAL;
        if (second == '=') return bad(*at, 2, "\"==\" is not an operator", "equal is a single =");
    } else if (first == '<') {
        token.comparison = second == '=' ? LESS_EQUAL : second == '>' ? UNEQUAL : LESS;
        token.length = second == '=' || second == '>' ? 2 : 1;
    } else {
        token.comparison = second == '=' ? GREATER_EQUAL : GREATER;
        token.length = second == '=' ? 2 : 1;
    }
    *at += token.length;
    return token;
}

Token formula_token(Arena *arena, Text source, size_t *at)
{
    while (*at < source.length && strchr(" \t\r\n", source.bytes[*at])) ++*at;
    if (*at >= source.length) return (Token){.kind = TOKEN_END, .from = source.length};
    char byte = source.bytes[*at];
    static const char signs[] = "&+-*/%(),";
    static const TokenKind kinds[] = {TOKEN_JOIN, TOKEN_PLUS, TOKEN_MINUS, TOKEN_TIMES,
                                      TOKEN_OVER, TOKEN_PERCENT, TOKEN_OPEN, TOKEN_CLOSE,
                                      TOKEN_COMMA};
    const char *sign = byte ? strchr(signs, byte) : NULL;
    if (sign) return (Token){.kind = kinds[sign - signs], .from = (*at)++, .length = 1};
    if (is_digit(byte) || byte == '.') return read_number(arena, source, at);
    if (byte == '"') return read_text(arena, source, at);
    if (byte && strchr("=<>", byte)) return read_comparison(source, at);
    size_t next = *at;
    uint32_t character = text_next_character(source, &next);
    if (is_letter(character)) return read_name(source, at);
    size_t from = *at;
    *at = next;
    if (byte == '\'')
        return bad(from, 1, "texts stand in double quotes", "write \"won\", not 'won'");
    if (byte == '!') return bad(from, 1, "\"!\" is not an operator", "unequal is <>");
    if (byte == '^') return bad(from, 1, "there is no power operator", "multiply instead");
    if (character == 0x201C || character == 0x201D)
        return bad(from, next - from, "a curly quote", "write the straight quote \"");
    if (character >= 0xFF00 || character == 0x3000 || character == 0x3001)
        return bad(from, next - from, "a full-width sign", "type it half-width");
    return bad(from, next - from, "a character that formulas do not have",
               "operators are = <> < <= > >= & + - * / %");
}
