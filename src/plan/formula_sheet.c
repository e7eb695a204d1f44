/* formula_sheet.c - a plan's formula as a workbook's cell: the same words, with a cell for each
 * name. What Excel 2007 did not have, or wants said in full, is said in its own functions. */
#include "formula_lex.h"

#include "attain/buffer.h"

#include <string.h>

typedef struct Writing {
    Arena *arena;
    const Formula *formula;
    FormulaCell *cell;
    void *context;
    size_t at;
    Token token;
    bool known;                      /* every name has had a cell */
} Writing;

static void write_expression(Writing *writing, Buffer *out);

static void next(Writing *writing)
{
    writing->token = formula_token(writing->arena, writing->formula->source, &writing->at);
}

/* The figure that a name at a place of the source stands for. */
static uint32_t figure_at(const Formula *formula, size_t from)
{
    for (size_t p = 0; p < formula->part_count; p++)
        if (formula->parts[p].kind == PART_NAME && formula->parts[p].from == from)
            return formula->steps[formula->parts[p].first].index;
    return UINT32_MAX;                           /* TRUE, FALSE */
}

static void write_name(Writing *writing, Buffer *out, const Token *name)
{
    uint32_t figure = figure_at(writing->formula, name->from);
    if (figure == UINT32_MAX) {
        bool is_true = text_equal_ignoring_case(name->text, TEXT("TRUE"));
        buffer_text(out, is_true ? TEXT("TRUE") : TEXT("FALSE"));
        return;
    }
    Text cell = writing->cell(writing->context, figure);
    writing->known &= cell.length > 0;
    buffer_format(out, "(%.*s)", TEXT_ARG(cell));
}

typedef struct Arguments { Text *items; size_t count, capacity; } Arguments;

static Arguments read_arguments(Writing *writing)
{
    Arguments arguments = {0};
    next(writing);                               /* behind ( */
    while (writing->token.kind != TOKEN_CLOSE) {
        Buffer one = {.arena = writing->arena};
        write_expression(writing, &one);
        arguments.items = array_room(writing->arena, arguments.items, arguments.count,
                                     &arguments.capacity, sizeof *arguments.items);
        arguments.items[arguments.count++] = buffer_result(&one);
        if (writing->token.kind == TOKEN_COMMA) next(writing);
    }
    return arguments;
}

/* IFS and SWITCH as IFs within each other: pairs from `first` on, each of a condition and a value;
 * of SWITCH the condition is that the subject equals it. */
static void write_cases(Buffer *out, const Arguments *arguments, bool is_switch)
{
    size_t depth = 0, at = is_switch;
    for (; at + 1 < arguments->count; at += 2, depth++) {
        buffer_text(out, TEXT("IF("));
        if (is_switch) buffer_format(out, "(%.*s)=", TEXT_ARG(arguments->items[0]));
        buffer_format(out, is_switch ? "(%.*s),%.*s," : "%.*s,%.*s,",
                      TEXT_ARG(arguments->items[at]), TEXT_ARG(arguments->items[at + 1]));
    }
    buffer_text(out, at < arguments->count ? arguments->items[at] : TEXT("NA()"));
    while (depth-- > 0) buffer_byte(out, ')');
}

static void write_call(Writing *writing, Buffer *out, Text name)
{
    Arguments arguments = read_arguments(writing);
    bool is_switch = text_equal_ignoring_case(name, TEXT("SWITCH"));
    if (is_switch || text_equal_ignoring_case(name, TEXT("IFS"))) {
        write_cases(out, &arguments, is_switch);
        return;
    }
    if (text_equal_ignoring_case(name, TEXT("DAYS"))) {
        buffer_format(out, "((%.*s)-(%.*s))", TEXT_ARG(arguments.items[0]),
                      TEXT_ARG(arguments.items[1]));
        return;
    }
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.bytes[i];
        buffer_byte(out, (char)(byte >= 'a' && byte <= 'z' ? byte - 'a' + 'A' : byte));
    }
    for (size_t i = 0; i < arguments.count; i++)
        buffer_format(out, "%c%.*s", i ? ',' : '(', TEXT_ARG(arguments.items[i]));
    bool rounds = name.length >= 5 && text_equal_ignoring_case(text_part(name, 0, 5),
                                                               TEXT("ROUND"));
    if (rounds && arguments.count == 1) buffer_text(out, TEXT(",0"));
    buffer_byte(out, ')');
}

static void write_word(Writing *writing, Buffer *out)
{
    Token token = writing->token;
    Text source = text_part(writing->formula->source, token.from, token.from + token.length);
    next(writing);
    if (token.kind == TOKEN_NAME && writing->token.kind == TOKEN_OPEN) {
        write_call(writing, out, token.text);
        next(writing);                           /* behind ) */
    } else if (token.kind == TOKEN_NAME) {
        write_name(writing, out, &token);
    } else if (token.kind == TOKEN_OPEN) {
        buffer_byte(out, '(');
        write_expression(writing, out);
        buffer_byte(out, ')');
        next(writing);
    } else {
        for (size_t i = 0; i < source.length; i++)           /* 30_000_000 */
            if (token.kind != TOKEN_NUMBER || source.bytes[i] != '_')
                buffer_byte(out, source.bytes[i]);
    }
}

/* Up to a comma, a bracket that closes, or the end. */
static void write_expression(Writing *writing, Buffer *out)
{
    while (writing->token.kind != TOKEN_END && writing->token.kind != TOKEN_CLOSE &&
           writing->token.kind != TOKEN_COMMA)
        write_word(writing, out);
}

bool formula_sheet_text(Arena *arena, const Formula *formula, FormulaCell *cell, void *context,
                        Text *out)
{
    Writing writing = {.arena = arena, .formula = formula, .cell = cell, .context = context,
                       .known = true};
    Buffer text = {.arena = arena};
    next(&writing);
    write_expression(&writing, &text);
    *out = buffer_result(&text);
    return writing.known;
}

/* How many steps before `end` make up one name or number; 0: something is computed. */
static size_t plain_operand(const Formula *formula, size_t end)
{
    if (end == 0) return 0;
    size_t at = end - 1;
    if (formula->steps[at].step == STEP_FIGURE || formula->steps[at].step == STEP_CONSTANT)
        return 1;
    bool percent = formula->steps[at].step == STEP_PERCENT && at > 0 &&
                   formula->steps[at - 1].step == STEP_CONSTANT;
    return percent ? 2 : 0;
}

bool formula_compares_plainly(const Formula *formula)
{
    for (size_t i = 0; i < formula->count; i++) {
        const FormulaStep *step = &formula->steps[i];
        if (step->step == STEP_CALL && step->index != FUNCTION_ABS &&
            step->index != FUNCTION_NOT)
            return false;
        if (step->step != STEP_COMPARE) continue;
        size_t right = plain_operand(formula, i);
        if (!right || !plain_operand(formula, i - right)) return false;
    }
    return true;
}

static bool is_plain_number(const Formula *formula, const FormulaStep *step)
{
    if (step->step == STEP_CONSTANT)
        return formula->constants[step->index].type == VALUE_NUMBER;
    bool number = step->type == COLUMN_MONEY || step->type == COLUMN_NUMBER ||
                  step->type == COLUMN_INTEGER || step->type == COLUMN_PERCENT;
    return step->step == STEP_COLUMN && number && step->count == 0;
}

bool formula_is_arithmetic(const Formula *formula)
{
    for (size_t i = 0; i < formula->count; i++) {
        const FormulaStep *step = &formula->steps[i];
        bool computes = step->step == STEP_ADD || step->step == STEP_SUBTRACT ||
                        step->step == STEP_MULTIPLY || step->step == STEP_DIVIDE ||
                        step->step == STEP_NEGATE || step->step == STEP_PERCENT ||
                        step->step == STEP_MIN || step->step == STEP_MAX;
        if (!computes && !is_plain_number(formula, step)) return false;
    }
    return true;
}
