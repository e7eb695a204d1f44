/* guard.c - texts, names and formulas that no reader of a workbook chokes on. libxlsxwriter checks
 * little of it, and says success. Source: issue 5 item 7. */
#include "guard.h"

#define ELLIPSIS TEXT("\xE2\x80\xA6")
#define ESCAPE TEXT("_x005F_")       /* an underscore, as the format escapes it */
#define REPLACEMENT 0xFFFDu

static size_t units_of(uint32_t character)
{
    return character > 0xFFFF ? 2 : 1;
}

static bool is_hex(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'F') ||
           (byte >= 'a' && byte <= 'f');
}

/* `_x0041_` at a place: readers take it for the character that it numbers. */
static bool is_escape(Text text, size_t at)
{
    if (text.length - at < 7) return false;
    if (text.bytes[at + 1] != 'x' || text.bytes[at + 6] != '_') return false;
    for (size_t d = at + 2; d < at + 6; d++)
        if (!is_hex(text.bytes[d])) return false;
    return true;
}

static bool is_plain(Text text)
{
    if (text.length > CELL_UNITS_MAX) return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte < ' ' || byte > '~' || byte == '_') return false;
    }
    return true;
}

/* XML 1.0 has no place for these. */
static bool is_dropped(uint32_t character)
{
    return character < ' ' && character != '\t' && character != '\n';
}

static void put_character(Buffer *out, Text bytes, uint32_t character, bool valid)
{
    if (!valid || character == 0xFFFE || character == 0xFFFF)
        buffer_text(out, TEXT("\xEF\xBF\xBD"));
    else buffer_text(out, bytes);
}

/* Ends the text with NUL behind its length. */
static Text ended(Buffer *out)
{
    buffer_byte(out, '\0');
    return (Text){out->bytes, --out->length};
}

Text guard_text(Buffer *out, Text text, bool *cut)
{
    out->length = 0;
    *cut = false;
    if (is_plain(text)) {
        buffer_text(out, text);
        return ended(out);
    }
    size_t units = 0, last = 0;      /* as escaped: the library counts those too */
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        uint32_t character = text_next_character(text, &at);
        if (is_dropped(character)) continue;
        Text bytes = text_part(text, from, at);
        bool escaped = character == '_' && is_escape(text, from);
        size_t more = escaped ? ESCAPE.length : units_of(character);
        if (units < CELL_UNITS_MAX) last = out->length;      /* the ellipsis would fit here */
        if (units + more > CELL_UNITS_MAX) {
            out->length = last;
            buffer_text(out, ELLIPSIS);
            *cut = true;
            break;
        }
        if (escaped) buffer_text(out, ESCAPE);
        else put_character(out, bytes, character,
                           character != REPLACEMENT || bytes.length == sizeof "\xEF\xBF\xBD" - 1);
        units += more;
    }
    return ended(out);
}

/* ---- sheets' names */

/* A quote is allowed within a name, but every formula, link and chart would have to double it; #
 * ends the address in a link. */
static Text name_character(Text bytes)
{
    if (bytes.length == 1 && strchr("[]:*?/\\#", bytes.bytes[0])) return TEXT("-");
    if (bytes.length == 1 && bytes.bytes[0] == '\'') return TEXT("\xE2\x80\x99");
    return bytes;
}

/* Excel keeps these for its own sheet of changes, in its own language. */
static bool is_reserved(Text name)
{
    return text_equal_ignoring_case(name, TEXT("History")) || text_equal(name, TEXT("履歴"));
}

static bool is_taken(Text name, const Text *taken, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal_ignoring_case(name, taken[i])) return true;
    return false;
}

/* What is allowed of it, before `units` UTF-16 units are full. */
static Text name_start(Arena *arena, Text wanted, size_t units)
{
    Buffer out = {.arena = arena};
    bool cut;
    Text valid = text_trim(guard_text(&out, wanted, &cut));
    Buffer name = {.arena = arena};
    for (size_t at = 0, used = 0; at < valid.length;) {
        size_t from = at;
        uint32_t character = text_next_character(valid, &at);
        used += units_of(character);
        if (used > units) break;
        if (character == '\n' || character == '\t') buffer_byte(&name, ' ');
        else buffer_text(&name, name_character(text_part(valid, from, at)));
    }
    return text_trim(buffer_result(&name));
}

Text guard_sheet_name(Arena *arena, Text wanted, size_t number, const Text *taken, size_t count)
{
    for (;; number++) {
        Text tail = number > 1 ? text_format(arena, " %zu", number) : TEXT("");
        Text start = name_start(arena, wanted, NAME_UNITS_MAX - tail.length);
        if (!start.length) start = TEXT("Sheet");
        if (is_reserved(start)) start = text_format(arena, "%.*s -", TEXT_ARG(start));
        Text name = text_format(arena, "%.*s%.*s", TEXT_ARG(start), TEXT_ARG(tail));
        if (!is_taken(name, taken, count)) return name;
        if (number < 1) number = 1;
    }
}

/* ---- formulas */

bool guard_formula(Text formula)
{
    size_t bad, depth = 0;
    char quote = 0;
    if (formula.length < 2 || formula.bytes[0] != '=' || !text_is_utf8(formula, &bad) ||
        text_characters(formula) > FORMULA_MAX)
        return false;
    for (size_t i = 1; i < formula.length; i++) {
        char byte = formula.bytes[i];
        if ((unsigned char)byte < ' ' && byte != '\t' && byte != '\n') return false;
        if (quote) {
            if (byte == quote) quote = 0;         /* a doubled one opens again at once */
        } else if (byte == '"' || byte == '\'') quote = byte;
        else if (byte == '(' && ++depth > FORMULA_DEPTH_MAX) return false;
        else if (byte == ')' && depth-- == 0) return false;
    }
    return !quote && depth == 0;
}
