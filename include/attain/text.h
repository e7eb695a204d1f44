/* text.h - slices of UTF-8, and the names that are compared by number.   (room: base)
 *
 * A Text does not own its bytes: they belong to an arena or to a file that outlives it. Bytes are
 * valid UTF-8 without NUL unless said otherwise; they need not end with NUL. Every text that a
 * text_ function makes also ends with NUL, for the system's calls. "Characters" are code points. */
#ifndef ATTAIN_TEXT_H
#define ATTAIN_TEXT_H

#include "attain/memory.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Text {
    const char *bytes;
    size_t length;          /* bytes */
} Text;

#define TEXT(literal) ((Text){(literal), sizeof(literal) - 1})
#define TEXT_ARG(text) (int)(text).length, (text).bytes      /* for "%.*s" */

Text text_of(const char *c_string);                           /* borrows; NULL gives "" */
Text text_copy(Arena *arena, Text text);
Text text_part(Text text, size_t from, size_t to);            /* [from, to), clipped */
/* Where the character that a byte belongs to starts: texts are cut between characters. */
size_t text_character_start(Text text, size_t offset);
Text text_format(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
Text text_vformat(Arena *arena, const char *format, va_list arguments);
Text text_trim(Text text);                                    /* ASCII blanks, U+3000 */

bool text_equal(Text a, Text b);
int text_compare(Text a, Text b);                             /* by bytes, as memcmp */
bool text_equal_ignoring_case(Text a, Text b);                /* ASCII case only */
int text_compare_ignoring_case(Text a, Text b);
bool text_starts_with(Text text, Text prefix);

size_t text_characters(Text text);
/* Decodes the character at *offset and moves it on. Invalid bytes come out as U+FFFD, one each. */
uint32_t text_next_character(Text text, size_t *offset);
bool text_is_utf8(Text text, size_t *bad_offset);             /* strict */
size_t text_count(Text text, char byte);
uint32_t text_lines(Text text);                               /* line feeds in it */
Text text_line(Text text, uint32_t line);        /* from 1, without its end; "" beyond the last */
Text text_without_end(Text line);                /* without the CR and LF at its end */
/* Columns on a terminal: East Asian wide and full-width count 2, combining marks and controls 0. */
size_t text_columns(Text text);

/* The candidate nearest to name by edits of characters, if near enough to be meant; else "".
 * Case and full width do not count. */
Text text_nearest(Text name, const Text *candidates, size_t count);

/* A table of distinct texts, numbered 0, 1, 2 ... in order of arrival. */
typedef struct Names Names;
#define NAME_NONE UINT32_MAX
Names *names_new(Arena *arena);
uint32_t names_add(Names *names, Text text);                  /* copies the bytes when new */
uint32_t names_find(const Names *names, Text text);           /* NAME_NONE if absent */
Text names_text(const Names *names, uint32_t name);
uint32_t names_count(const Names *names);

#endif
