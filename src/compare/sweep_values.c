/* sweep_values.c - `AE.new_acv.cap=200%,250%,null`: a path, and the values that it takes. */
#include "attain/sweep.h"

#include "attain/buffer.h"

#include <string.h>

enum { DECIMALS_MAX = 12 };

typedef struct Values {
    Arena *arena;
    Diags *diags;
    Text option, path;
    Text *items;
    size_t count, capacity;
} Values;

/* One end of a range, or its step. */
typedef struct Number { Ratio number; bool percent; int decimals; } Number;

static bool bad_values(Values *values, Text value)
{
    Diag *diag = diag_error(values->diags, DIAG_SWEEP_VALUES, (Place){0},
                            "--sweep \"%.*s\": \"%.*s\" is no range", TEXT_ARG(values->option),
                            TEXT_ARG(value));
    diag_hint(values->diags, diag, "write from..to/step, upwards and all three alike, such as "
              "100%%..300%%/10%%");
    return false;
}

/* [+-]digits[.digits][%], with `_` between digits, as in YAML. */
static bool read_number(Arena *arena, Text text, Number *out)
{
    text = text_trim(text);
    *out = (Number){.percent = text.length && text.bytes[text.length - 1] == '%'};
    if (out->percent) text = text_trim(text_part(text, 0, text.length - 1));
    char *digits = ARENA_ARRAY(arena, char, text.length + 1);
    size_t kept = 0;
    bool behind = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        out->decimals += behind;
        behind |= byte == '.';
        if (byte != '_' || i == 0 || i + 1 == text.length) digits[kept++] = byte;
    }
    return out->decimals <= DECIMALS_MAX && ratio_parse(arena, (Text){digits, kept}, &out->number);
}

static void add_value(Values *values, Text value)
{
    values->items = array_room(values->arena, values->items, values->count, &values->capacity,
                               sizeof *values->items);
    values->items[values->count++] = value;
}

static bool too_many(Values *values)
{
    Diag *diag = diag_error(values->diags, DIAG_SWEEP_VALUES, (Place){0},
                            "--sweep \"%.*s\" makes more than %u variants",
                            TEXT_ARG(values->option), SWEEP_VARIANTS_MAX);
    diag_hint(values->diags, diag, "take larger steps, or fewer keys at once");
    return false;
}

/* from..to/step: both ends, where the steps meet the second. */
static bool add_range(Values *values, Text value, size_t dots)
{
    Arena *arena = values->arena;
    const char *slash = memchr(value.bytes + dots, '/', value.length - dots);
    size_t end = slash ? (size_t)(slash - value.bytes) : value.length;
    Number from, to, step;
    Ratio steps;
    int64_t count;
    bool read = read_number(arena, text_part(value, 0, dots), &from) &&
                read_number(arena, text_part(value, dots + 2, end), &to) && slash &&
                read_number(arena, text_part(value, end + 1, value.length), &step) &&
                from.percent == to.percent && to.percent == step.percent &&
                ratio_sign(step.number) > 0 && ratio_compare(from.number, to.number) <= 0 &&
                ratio_divide(arena, ratio_subtract(arena, to.number, from.number), step.number,
                             &steps);
    if (!read) return bad_values(values, value);
    if (!ratio_to_int64(ratio_floor(arena, steps), &count) || count >= SWEEP_VARIANTS_MAX)
        return too_many(values);
    int decimals = from.decimals > step.decimals ? from.decimals : step.decimals;
    Ratio at = from.number;
    for (int64_t i = 0; i <= count; i++, at = ratio_add(arena, at, step.number))
        add_value(values, text_format(arena, "%.*s%s", TEXT_ARG(ratio_text(arena, at, decimals)),
                                      from.percent ? "%" : ""));
    return true;
}

static bool is_digits(Text text, size_t least, size_t most)
{
    size_t digits = 0;
    while (digits < text.length && text.bytes[digits] >= '0' && text.bytes[digits] <= '9')
        digits++;
    return digits == text.length && digits >= least && digits <= most;
}

/* `100,000` was meant as one number: of two values, the second would be 000. behind: the rest. */
static bool splits_number(Values *values, Text value, Text behind)
{
    size_t first = values->count, group = 3, end = 0;
    if (value.length < group || value.bytes[0] != '0' ||
        !is_digits(text_part(value, 0, group), group, group) ||
        (value.length > group && !strchr("%.", value.bytes[group])))
        return false;
    while (first && is_digits(values->items[first - 1], group, group)) first--;
    if (first && is_digits(values->items[first - 1], 1, 2)) first--;
    if (first == values->count) return false;
    while (behind.length - end > group && behind.bytes[end] == ',' &&
           is_digits(text_part(behind, end + 1, end + 1 + group), group, group))
        end += 1 + group;
    Buffer whole = {.arena = values->arena};
    for (size_t i = first; i < values->count; i++) buffer_text(&whole, values->items[i]);
    buffer_text(&whole, value);
    for (size_t i = 0; i < end; i++)
        if (behind.bytes[i] != ',') buffer_byte(&whole, behind.bytes[i]);
    Text number = buffer_result(&whole);
    Diag *diag = diag_error(values->diags, DIAG_SWEEP_VALUES, (Place){0},
                            "--sweep \"%.*s\": commas stand between values, and %.*s is none",
                            TEXT_ARG(values->option), TEXT_ARG(value));
    diag_hint(values->diags, diag, "write %.*s", TEXT_ARG(number));
    return true;
}

/* Whether YAML can be read from it. */
static bool is_yaml(Values *values, Text value)
{
    SourceFile *said = ARENA_NEW(values->arena, SourceFile);
    *said = (SourceFile){.path = values->path, .bytes = value};
    Node *node;
    return tree_read(values->arena, said, &node, values->diags);
}

/* One value between commas: a text with two dots in it is a range, unless it is quoted. */
static bool add_values(Values *values, Text value, Text behind)
{
    value = text_trim(value);
    if (!value.length) {
        diag_error(values->diags, DIAG_SWEEP_VALUES, (Place){0},
                   "--sweep \"%.*s\": a value is missing", TEXT_ARG(values->option));
        return false;
    }
    bool plain = !strchr("\"'[{", value.bytes[0]);
    const char *dots = plain ? memmem(value.bytes, value.length, "..", 2) : NULL;
    if (dots) return add_range(values, value, (size_t)(dots - value.bytes));
    if (splits_number(values, value, behind) || !is_yaml(values, value)) return false;
    add_value(values, value);
    return true;
}

/* At commas that no bracket and no quote holds together. */
static bool split(Values *values, Text text)
{
    int depth = 0;
    char quote = 0;
    size_t start = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (quote) quote = byte == quote ? 0 : quote;
        else if (byte == '"' || byte == '\'') quote = byte;
        else if (strchr("([{", byte)) depth++;
        else if (strchr(")]}", byte)) depth--;
        if (byte != ',' || quote || depth > 0) continue;
        if (!add_values(values, text_part(text, start, i), text_part(text, i, text.length)))
            return false;
        start = i + 1;
    }
    return add_values(values, text_part(text, start, text.length), TEXT(""));
}

static bool read_axis(Arena *arena, Text option, SweepAxis *out, Diags *diags)
{
    const char *equals = memchr(option.bytes, '=', option.length);
    size_t length = equals ? (size_t)(equals - option.bytes) : 0;
    if (!length) {
        Diag *diag = diag_error(diags, DIAG_SWEEP_VALUES, (Place){0},
                                "--sweep \"%.*s\" is not PATH=VALUES", TEXT_ARG(option));
        diag_hint(diags, diag, "write, say, AE.new_acv.cap=200%%,250%%,null");
        return false;
    }
    Values values = {.arena = arena, .diags = diags, .option = option};
    out->path = values.path = text_trim(text_part(option, 0, length));
    if (!split(&values, text_part(option, length + 1, option.length))) return false;
    out->values = values.items;
    out->count = values.count;
    return true;
}

bool sweep_axes(Arena *arena, const Text *options, size_t count, SweepAxis **out, Diags *diags)
{
    SweepAxis *axes = *out = ARENA_ARRAY(arena, SweepAxis, count + 1);
    size_t variants = 1;
    for (size_t a = 0; a < count; a++) {
        if (!read_axis(arena, options[a], &axes[a], diags)) return false;
        variants *= axes[a].count;
        if (variants > SWEEP_VARIANTS_MAX)
            return too_many(&(Values){.diags = diags, .option = options[a]});
    }
    return true;
}

bool sweep_places(Arena *arena, const DesignTrees *trees, const SweepAxis *axes, size_t count,
                  Diags *diags)
{
    Text *places = ARENA_ARRAY(arena, Text, count + 1);
    for (size_t a = 0; a < count; a++) {
        if (!variant_place(arena, trees, axes[a].path, &places[a], diags)) return false;
        for (size_t b = 0; b < a; b++) {
            if (!text_equal(places[b], places[a])) continue;
            bool same = text_equal(axes[b].path, axes[a].path);
            Diag *diag = diag_error(diags, DIAG_SWEEP_VALUES, (Place){0},
                                    same ? "\"%.*s\" is swept twice"
                                         : N_("\"%.*s\" is swept twice, once as \"%.*s\""),
                                    TEXT_ARG(axes[a].path), TEXT_ARG(axes[b].path));
            diag_hint(diags, diag, "one --sweep with all its values");
            return false;
        }
    }
    return true;
}
