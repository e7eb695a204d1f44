/* json.c - JSON as it is written. */
#include "json.h"

#include <assert.h>

/* Characters that JSON takes as they are, but readers of lines or of YAML do not: delete and the
 * other controls, the line ends of Unicode, what is no character. */
static bool is_fragile(uint32_t character)
{
    return (character >= 0x7F && character < 0xA0) || character == 0x2028 ||
           character == 0x2029 || character == 0xFEFF || character == 0xFFFE ||
           character == 0xFFFF;
}

void json_quoted(Buffer *out, Text text)
{
    buffer_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        size_t next = i;
        uint32_t character = byte < 0x7F ? byte : text_next_character(text, &next);
        if (is_fragile(character)) {
            buffer_format(out, "\\u%04x", character);
            i = next - 1;
            continue;
        }
        if (byte == '"' || byte == '\\') {
            buffer_byte(out, '\\');
            buffer_byte(out, (char)byte);
        } else if (byte == '\n') {
            buffer_text(out, TEXT("\\n"));
        } else if (byte < 0x20) {
            buffer_format(out, "\\u%04x", byte);
        } else {
            buffer_byte(out, (char)byte);
        }
    }
    buffer_byte(out, '"');
}

static void indent(Json *json)
{
    buffer_byte(&json->out, '\n');
    for (int d = 0; d < json->depth; d++) buffer_text(&json->out, TEXT("  "));
}

/* What stands before a member: the comma behind the last one, a new line, its name. */
static void member(Json *json, const char *name)
{
    if (!json->depth) return;
    if (json->filled[json->depth - 1]) buffer_byte(&json->out, ',');
    json->filled[json->depth - 1] = true;
    indent(json);
    if (!name) return;
    json_quoted(&json->out, text_of(name));
    buffer_text(&json->out, TEXT(": "));
}

static void open(Json *json, const char *name, char bracket)
{
    member(json, name);
    buffer_byte(&json->out, bracket);
    assert(json->depth < JSON_DEPTH_MAX);
    json->filled[json->depth++] = false;
}

void json_object(Json *json, const char *name)
{
    open(json, name, '{');
}

void json_array(Json *json, const char *name)
{
    open(json, name, '[');
}

void json_end(Json *json, char bracket)
{
    assert(json->depth > 0);
    bool filled = json->filled[--json->depth];
    if (filled) indent(json);
    buffer_byte(&json->out, bracket);
    if (!json->depth) buffer_byte(&json->out, '\n');
}

void json_text(Json *json, const char *name, Text text)
{
    member(json, name);
    json_quoted(&json->out, text_valid(json->out.arena, text));
}

void json_integer(Json *json, const char *name, int64_t integer)
{
    member(json, name);
    buffer_integer(&json->out, integer);
}

void json_flag(Json *json, const char *name, bool flag)
{
    member(json, name);
    buffer_text(&json->out, flag ? TEXT("true") : TEXT("false"));
}

void json_null(Json *json, const char *name)
{
    member(json, name);
    buffer_text(&json->out, TEXT("null"));
}

void json_ratio(Json *json, const char *name, Ratio ratio)
{
    json_text(json, name, ratio_exact(json->out.arena, ratio));
}

void json_money(Json *json, const char *name, Money money, int digits)
{
    json_text(json, name, money_text(json->out.arena, money, digits));
}

void json_day(Json *json, const char *name, Day day)
{
    if (day == DAY_NONE || day == DAY_OPEN) json_null(json, name);
    else json_text(json, name, day_text(json->out.arena, day));
}

void json_month(Json *json, const char *name, Month month)
{
    json_text(json, name, month_text(json->out.arena, month));
}

/* A document's line ends all stand between its members: each takes the indent of where it goes. */
void json_document(Json *json, const char *name, Text document)
{
    document = text_without_end(document);
    member(json, name);
    for (size_t i = 0; i < document.length; i++) {
        if (document.bytes[i] == '\n') indent(json);
        else buffer_byte(&json->out, document.bytes[i]);
    }
}
