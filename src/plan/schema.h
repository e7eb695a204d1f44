/* schema.h - typed readers of the tree's nodes.   (private to plan)
 *
 * Every reader reports what is wrong at the node's place and returns false; whoever reads goes on
 * with the next key, so that one load shows all problems. Percentages are fractions (35% is 0.35);
 * amounts are in whole currency, or counts. Either may be a constant formula (`1/3`). */
#ifndef PLAN_SCHEMA_H
#define PLAN_SCHEMA_H

#include "attain/calendar.h"
#include "attain/formula.h"

typedef struct Reader {
    Arena *arena;
    Diags *diags;
} Reader;

/* A problem at the node's value (or its key), with the scalar as the value at fault. */
Diag *schema_error(const Reader *reader, DiagCode code, const Node *node, const char *format, ...)
    PRINTF_LIKE(4, 5);
Diag *schema_error_at_key(const Reader *reader, DiagCode code, const Node *node,
                          const char *format, ...) PRINTF_LIKE(4, 5);
/* "did you mean acv?", or the candidates, as the hint. */
void schema_hint_names(const Reader *reader, Diag *diag, Text name, const Text *candidates,
                       size_t count);
/* `a`, `b`, `c`: names for a message, cut after a dozen. */
Text schema_list(Arena *arena, const Text *names, size_t count);
/* The text for a message: at most 60 characters of it. */
Text schema_quote(Arena *arena, Text text);

/* A mapping with no keys but these. Unknown keys are reported, but are no reason to stop. */
MUST_USE bool schema_map(const Reader *reader, const Node *node, const Text *keys, size_t count,
                         const char *wanted);
MUST_USE bool schema_list_of(const Reader *reader, const Node *node, const char *wanted);
/* The entry, or NULL and a report that it is missing. */
const Node *schema_need(const Reader *reader, const Node *map, Text key, const char *wanted);

MUST_USE bool schema_text(const Reader *reader, const Node *node, const char *wanted, Text *out);
/* The `title:` of a mapping, where there is one; else *out stays. */
void schema_title(const Reader *reader, const Node *map, Text *out);
/* One of the words: its number. */
MUST_USE bool schema_word(const Reader *reader, const Node *node, const Text *words, size_t count,
                          unsigned *out);
MUST_USE bool schema_date(const Reader *reader, const Node *node, Day *out);
/* 35%, 0.35, 1/3; a bare number beyond 1 is an error. */
MUST_USE bool schema_percent(const Reader *reader, const Node *node, Ratio *out);
/* 30000000, 30_000_000, 1/3; a percentage is an error. */
MUST_USE bool schema_amount(const Reader *reader, const Node *node, const char *wanted,
                            Ratio *out);
/* Whether the scalar ends with %, as a percentage does. */
bool schema_is_percentage(const Node *node);
/* A key of letters of any script, digits and `_`; where formulas say it, no digit first. */
MUST_USE bool schema_name(const Reader *reader, const Node *node, const char *what,
                          bool in_formulas);

/* 70%, with at most 6 decimals. */
Text schema_percent_text(Arena *arena, Ratio fraction);

#endif
