/* schema.c - typed readers of the tree's nodes.
 *
 * YAML guesses nothing here: a scalar is its text, and each reader says what that text has to be. A
 * number is first tried as it stands; whatever is no plain number is compiled as a formula without
 * names, so that `1/3` is exact and its mistakes are reported to the character. */
#include "schema.h"

#include <string.h>

enum { LISTED_MAX = 12, QUOTED_MAX = 60 };

typedef enum Literal { LITERAL_NONE, LITERAL_NUMBER, LITERAL_PERCENT } Literal;

static Diag *report(const Reader *reader, DiagCode code, const Node *node, Place place,
                    const char *format, va_list arguments);
static Literal read_literal(Arena *arena, Text scalar, Ratio *out);
static bool read_number(const Reader *reader, const Node *node, const char *wanted, Ratio *out,
                        Literal *kind);
static const char *not_scalar(const Node *node);
static bool read_scalar(const Reader *reader, const Node *node, const char *wanted);
static bool read_digits(Text text, size_t *at, int digits_max, int *out);
static bool is_digit(char byte);
static bool is_name_character(uint32_t character);

Diag *schema_error(const Reader *reader, DiagCode code, const Node *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Diag *diag = report(reader, code, node, tree_place(reader->arena, node), format, arguments);
    va_end(arguments);
    return diag;
}

Diag *schema_error_at_key(const Reader *reader, DiagCode code, const Node *node,
                          const char *format, ...)
{
    bool has_key = node->key_line > 0;
    Place place = has_key ? tree_key_place(reader->arena, node) : tree_place(reader->arena, node);
    va_list arguments;
    va_start(arguments, format);
    Diag *diag = report(reader, code, node, place, format, arguments);
    va_end(arguments);
    return diag;
}

static Diag *report(const Reader *reader, DiagCode code, const Node *node, Place place,
                    const char *format, va_list arguments)
{
    Diag *diag = diag_vadd(reader->diags, (Diag){.code = code, .place = place}, format, arguments);
    if (node->kind == NODE_SCALAR) diag_value(reader->diags, diag, node->scalar);
    return diag;
}

void schema_hint_names(const Reader *reader, Diag *diag, Text name, const Text *candidates,
                       size_t count)
{
    Text nearest = text_nearest(name, candidates, count);
    if (nearest.length > 0) {
        diag_hint(reader->diags, diag, "did you mean %.*s?", TEXT_ARG(nearest));
    } else if (count > 0) {
        Text listed = schema_list(reader->arena, candidates, count);
        diag_hint(reader->diags, diag, "known: %.*s", TEXT_ARG(listed));
    }
}

Text schema_list(Arena *arena, const Text *names, size_t count)
{
    Text listed = TEXT("");
    for (size_t i = 0; i < count && i < LISTED_MAX; i++) {
        Text name = schema_quote(arena, names[i]);
        listed = text_format(arena, "%.*s%s`%.*s`", TEXT_ARG(listed), i == 0 ? "" : ", ",
                             TEXT_ARG(name));
    }
    if (count > LISTED_MAX)
        listed = text_format(arena, "%.*s ... (+%zu)", TEXT_ARG(listed), count - LISTED_MAX);
    return listed;
}

Text schema_quote(Arena *arena, Text text)
{
    size_t offset = 0;
    for (int characters = 0; offset < text.length; characters++) {
        if (characters == QUOTED_MAX)
            return text_format(arena, "%.*s...", TEXT_ARG(text_part(text, 0, offset)));
        (void)text_next_character(text, &offset);
    }
    return text;
}

bool schema_map(const Reader *reader, const Node *node, const Text *keys, size_t count,
                const char *wanted)
{
    if (node->kind != NODE_MAP) {
        (void)schema_error(reader, DIAG_WRONG_TYPE, node, "expected %s", wanted);
        return false;
    }
    tree_check_keys(reader->arena, node, keys, count, reader->diags);
    return true;
}

bool schema_list_of(const Reader *reader, const Node *node, const char *wanted)
{
    if (node->kind == NODE_LIST && node->count > 0) return true;
    (void)schema_error(reader, DIAG_WRONG_TYPE, node, "expected %s", wanted);
    return false;
}

const Node *schema_need(const Reader *reader, const Node *map, Text key, const char *wanted)
{
    const Node *found = tree_get(map, key);
    if (found == NULL) {
        (void)schema_error_at_key(reader, DIAG_MISSING_KEY, map, "`%.*s` is missing: %s",
                                  TEXT_ARG(key), wanted);
    }
    return found;
}

bool schema_text(const Reader *reader, const Node *node, const char *wanted, Text *out)
{
    if (!read_scalar(reader, node, wanted)) return false;
    *out = text_trim(node->scalar);
    return true;
}

void schema_title(const Reader *reader, const Node *map, Text *out)
{
    const Node *title = tree_get(map, TEXT("title"));
    Text said = TEXT("");
    if (title != NULL && schema_text(reader, title, "a title", &said)) *out = said;
}

bool schema_word(const Reader *reader, const Node *node, const Text *words, size_t count,
                 unsigned *out)
{
    Text listed = schema_list(reader->arena, words, count);
    const char *found = not_scalar(node);
    if (found != NULL) {
        (void)schema_error(reader, DIAG_WRONG_TYPE, node, "%s; expected one of %.*s", found,
                           TEXT_ARG(listed));
        return false;
    }
    for (unsigned i = 0; i < count; i++) {
        if (!text_equal(node->scalar, words[i])) continue;
        *out = i;
        return true;
    }
    Text quoted = schema_quote(reader->arena, node->scalar);
    Diag *diag = schema_error(reader, DIAG_UNKNOWN_WORD, node, "`%.*s` is not one of %.*s",
                              TEXT_ARG(quoted), TEXT_ARG(listed));
    Text nearest = text_nearest(node->scalar, words, count);
    if (nearest.length > 0)
        diag_hint(reader->diags, diag, "did you mean %.*s?", TEXT_ARG(nearest));
    return false;
}

bool schema_date(const Reader *reader, const Node *node, Day *out)
{
    const char *wanted = N_("a date such as 2026-03-31");
    if (!read_scalar(reader, node, wanted)) return false;
    Text text = text_trim(node->scalar);
    size_t at = 0;
    int year = 0, month = 0, day = 0;
    bool ordered = read_digits(text, &at, 4, &year) && at == 4 && at < text.length;
    char mark = ordered ? text.bytes[at++] : '\0';
    ordered = ordered && (mark == '-' || mark == '/') && read_digits(text, &at, 2, &month) &&
              at < text.length && text.bytes[at++] == mark && read_digits(text, &at, 2, &day) &&
              at == text.length;
    if (ordered && day_from_date(year, month, day, out)) return true;
    Text quoted = schema_quote(reader->arena, node->scalar);
    (void)schema_error(reader, DIAG_WRONG_TYPE, node, "`%.*s` is not %s", TEXT_ARG(quoted),
                       ordered ? N_("a day of the calendar") : wanted);
    return false;
}

bool schema_percent(const Reader *reader, const Node *node, Ratio *out)
{
    Literal kind = LITERAL_NONE;
    Ratio number = RATIO_ZERO;
    if (!read_number(reader, node, N_("a percentage such as 35%"), &number, &kind)) return false;
    bool says_percent = kind == LITERAL_PERCENT ||
                        memchr(node->scalar.bytes, '%', node->scalar.length) != NULL;
    bool beyond = ratio_compare(ratio_absolute(reader->arena, number), RATIO_ONE) > 0;
    if (kind != LITERAL_NONE && !says_percent && beyond) {      /* 3/2 is a formula, and 150% */
        Text percent = ratio_text(reader->arena, number, 6);
        Ratio hundredth = ratio_multiply(reader->arena, number,
                                         ratio_make(reader->arena, 1, 100));
        Text fraction = ratio_text(reader->arena, hundredth, 6);
        Text quoted = schema_quote(reader->arena, node->scalar);
        (void)schema_error(reader, DIAG_BARE_NUMBER, node,
                           "`%.*s` is a bare number beyond 1: write %.*s%% or %.*s",
                           TEXT_ARG(quoted), TEXT_ARG(percent), TEXT_ARG(fraction));
        return false;
    }
    *out = number;
    return true;
}

bool schema_amount(const Reader *reader, const Node *node, const char *wanted, Ratio *out)
{
    Literal kind = LITERAL_NONE;
    Ratio number = RATIO_ZERO;
    if (!read_number(reader, node, wanted, &number, &kind)) return false;
    if (kind == LITERAL_PERCENT) {
        Text quoted = schema_quote(reader->arena, node->scalar);
        (void)schema_error(reader, DIAG_WRONG_TYPE, node,
                           "`%.*s` is a percentage; expected %s", TEXT_ARG(quoted), wanted);
        return false;
    }
    *out = number;
    return true;
}

/* A plain number, or a constant formula. */
static bool read_number(const Reader *reader, const Node *node, const char *wanted, Ratio *out,
                        Literal *kind)
{
    if (!read_scalar(reader, node, wanted)) return false;
    *kind = read_literal(reader->arena, text_trim(node->scalar), out);
    if (*kind != LITERAL_NONE) return true;

    Formula *formula = NULL;
    if (!formula_compile(reader->arena, node, NULL, VALUE_NUMBER, &formula, reader->diags))
        return false;
    Value value = {.type = VALUE_NUMBER, .number = RATIO_ZERO};
    Text fault = TEXT("");
    FormulaInput input = {0};
    if (!formula_evaluate(formula, &input, reader->arena, &value, &fault)) {
        (void)schema_error(reader, DIAG_WRONG_TYPE, node, "%s; expected %s", fault.bytes, wanted);
        return false;
    }
    *out = value.number;
    return true;
}

/* [+-]digits[.digits][%], with `_` between digits. */
static Literal read_literal(Arena *arena, Text scalar, Ratio *out)
{
    size_t length = scalar.length;
    bool percent = length > 0 && scalar.bytes[length - 1] == '%';
    if (percent) length = text_trim(text_part(scalar, 0, length - 1)).length;
    if (length == 0) return LITERAL_NONE;

    char *digits = ARENA_ARRAY(arena, char, length + 1);
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        char byte = scalar.bytes[i];
        bool joins = byte == '_' && i > 0 && i + 1 < length && is_digit(scalar.bytes[i - 1]) &&
                     is_digit(scalar.bytes[i + 1]);
        if (!joins) digits[kept++] = byte;
    }
    if (!ratio_parse(arena, (Text){digits, kept}, out)) return LITERAL_NONE;
    if (!percent) return LITERAL_NUMBER;
    *out = ratio_multiply(arena, *out, ratio_make(arena, 1, 100));
    return LITERAL_PERCENT;
}

bool schema_is_percentage(const Node *node)
{
    if (node->kind != NODE_SCALAR) return false;
    Text scalar = text_trim(node->scalar);
    return scalar.length > 0 && scalar.bytes[scalar.length - 1] == '%';
}

bool schema_name(const Reader *reader, const Node *node, const char *what, bool in_formulas)
{
    size_t offset = 0;
    bool fits = node->key.length > 0 && !(in_formulas && is_digit(node->key.bytes[0]));
    while (fits && offset < node->key.length)
        fits = is_name_character(text_next_character(node->key, &offset));
    if (fits) return true;
    Text quoted = schema_quote(reader->arena, node->key);
    Diag *diag = schema_error_at_key(reader, DIAG_BAD_NAME, node, "`%.*s` can't name %s",
                                     TEXT_ARG(quoted), what);
    diag_hint(reader->diags, diag, in_formulas
              ? "names are of letters, digits and `_`, and do not start with a digit"
              : N_("names are of letters, digits and `_`"));
    return false;
}

Text schema_percent_text(Arena *arena, Ratio fraction)
{
    Text number = ratio_text(arena, ratio_multiply(arena, fraction, ratio_whole(100)), 6);
    return text_format(arena, "%.*s%%", TEXT_ARG(number));
}

/* What stands where a scalar is wanted; NULL: one does. */
static const char *not_scalar(const Node *node)
{
    if (node->kind == NODE_MAP) return N_("a mapping stands here");
    if (node->kind == NODE_LIST) return N_("a list stands here");
    bool empty = tree_is_null(node) || text_trim(node->scalar).length == 0;
    return empty ? N_("nothing stands here") : NULL;
}

static bool read_scalar(const Reader *reader, const Node *node, const char *wanted)
{
    const char *found = not_scalar(node);
    if (found == NULL) return true;
    (void)schema_error(reader, DIAG_WRONG_TYPE, node, "%s; expected %s", found, wanted);
    return false;
}

static bool read_digits(Text text, size_t *at, int digits_max, int *out)
{
    int number = 0, digits = 0;
    while (digits < digits_max && *at < text.length && is_digit(text.bytes[*at])) {
        number = number * 10 + (text.bytes[*at] - '0');
        *at += 1;
        digits += 1;
    }
    *out = number;
    return digits > 0;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* ASCII letters, digits and `_`; beyond ASCII whatever formulas take for a letter: what is no
 * blank, mark or sign. */
static bool is_name_character(uint32_t character)
{
    static const struct { uint32_t from, to; } marks[] = {
        {0x00, 0x2F},     {0x3A, 0x40},     {0x5B, 0x5E},     {0x60, 0x60},     {0x7B, 0xA9},
        {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},
        {0x2000, 0x2BFF}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x30FB, 0x30FB}, {0xFF00, 0xFF20},
        {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFF0, 0xFFFF}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (character >= marks[i].from && character <= marks[i].to) return false;
    return true;
}
