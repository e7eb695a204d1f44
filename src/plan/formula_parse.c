/* formula_parse.c - words into typed steps, in one pass: types are known bottom up, so that each
 * operator is checked as it is emitted. The first problem of a formula is reported. */
#include "formula_lex.h"

#include <assert.h>
#include <string.h>

typedef struct Parser {
    Arena *arena;
    const FormulaNames *names;
    Formula *formula;
    Diags *diags;
    size_t at;
    Token token;
    int depth;
    size_t height;                   /* of the stack, at this place */
    bool failed;
    bool varies;                     /* a column or a figure was named */
    size_t behind;                   /* where the last token used ends in the source */
    PartKind kind;                   /* of the last primary, which the steps */
    size_t kind_first, kind_end;     /* [kind_first, kind_end) compute */
} Parser;

typedef struct FunctionEntry { const char *name; int fewest, most; const char *types;
                               ValueType result; } FunctionEntry;

static const FunctionEntry function_table[FUNCTIONS] = {
#define FUNCTION(name, fewest, most, types, result) {#name, fewest, most, types, result},
#include "functions.def"
#undef FUNCTION
};

static ValueType parse_comparison(Parser *parser);

Text value_type_word(ValueType type)
{
    static const char *const words[] = {N_("a number"), N_("a text"), N_("a date"),
                                        N_("a flag (TRUE or FALSE)")};
    return text_of(words[type]);
}

/* hint: NULL where there is none. */
static PRINTF_LIKE(5, 6) void report(Parser *parser, DiagCode code, const Token *token,
                                     const Sentence *hint, const char *format, ...)
{
    if (parser->failed) return;
    parser->failed = true;
    va_list arguments;
    va_start(arguments, format);
    Place place = tree_place_inside(parser->arena, parser->formula->node, token->from,
                                    token->length ? token->length : 1);
    Diag *diag = diag_vadd(parser->diags, (Diag){.code = code, .place = place}, format, arguments);
    va_end(arguments);
    diag_value(parser->diags, diag, text_part(parser->formula->source, token->from,
                                              token->from + token->length));
    if (hint) diag_hint(parser->diags, diag, "%p", SENTENCE_ARG(hint));
}

static void advance(Parser *parser)
{
    parser->behind = parser->token.from + parser->token.length;
    parser->token = formula_token(parser->arena, parser->formula->source, &parser->at);
    const char *hint = parser->token.hint;
    if (parser->token.kind == TOKEN_BAD)
        report(parser, DIAG_FORMULA_SYNTAX, &parser->token,
               hint[0] ? sentence_of(parser->arena, "%s", hint) : NULL, "%s",
               parser->token.problem);
}

static void expected(Parser *parser, const char *what)
{
    Text found = text_part(parser->formula->source, parser->token.from,
                           parser->token.from + parser->token.length);
    if (parser->token.kind == TOKEN_END)
        report(parser, DIAG_FORMULA_SYNTAX, &parser->token, NULL,
               "the formula ends where %s is expected", what);
    else
        report(parser, DIAG_FORMULA_SYNTAX, &parser->token, NULL,
               "\"%.*s\" stands where %s is expected", TEXT_ARG(found), what);
}

/* Emits a step that leaves `change` more values on the stack. Returns its place. */
static uint32_t emit(Parser *parser, Step step, uint32_t index, int change)
{
    Formula *formula = parser->formula;
    formula->steps = array_room(parser->arena, formula->steps, formula->count,
                                &formula->capacity, sizeof *formula->steps);
    formula->steps[formula->count] = (FormulaStep){.step = (uint8_t)step, .index = index};
    parser->height = (size_t)((int64_t)parser->height + change);
    if (parser->height >= STACK_MAX)
        report(parser, DIAG_FORMULA_SYNTAX, &parser->token,
               sentence_of(parser->arena, "split it over two measures"),
               "the formula is too deep to evaluate");
    return (uint32_t)formula->count++;
}

static void emit_constant(Parser *parser, Value value)
{
    Formula *formula = parser->formula;
    formula->constants = array_room(parser->arena, formula->constants, formula->constant_count,
                                    &formula->constant_capacity, sizeof *formula->constants);
    formula->constants[formula->constant_count] = value;
    emit(parser, STEP_CONSTANT, (uint32_t)formula->constant_count++, 1);
}

/* Notes an expression that started at a step, a part and a place in the source, and ends here. */
static void end_part(Parser *parser, PartKind kind, size_t first, size_t parts, size_t from)
{
    Formula *formula = parser->formula;
    formula->parts = array_room(parser->arena, formula->parts, formula->part_count,
                                &formula->part_capacity, sizeof *formula->parts);
    formula->parts[formula->part_count] =
        (FormulaPart){kind, (uint32_t)first, (uint32_t)formula->count, (uint32_t)from,
                      (uint32_t)parser->behind, (uint32_t)(formula->part_count - parts)};
    formula->part_count++;
}

static void jump_here(Parser *parser, uint32_t step)
{
    parser->formula->steps[step].index = (uint32_t)parser->formula->count;
}

static bool want_type(Parser *parser, ValueType type, ValueType wanted, const Token *token,
                      const char *where)
{
    if (parser->failed || type == wanted) return !parser->failed;
    Text is = value_type_word(type), needed = value_type_word(wanted);
    report(parser, DIAG_FORMULA_TYPE, token, NULL, "%s needs %s, this is %s", where, needed.bytes,
           is.bytes);
    return false;
}

static bool accept(Parser *parser, TokenKind kind)
{
    if (parser->failed || parser->token.kind != kind) return false;
    advance(parser);
    return true;
}

static void close_call(Parser *parser)
{
    if (!accept(parser, TOKEN_CLOSE)) expected(parser, "\")\" or \",\"");
}

static void need_comma(Parser *parser)
{
    if (!accept(parser, TOKEN_COMMA)) expected(parser, "\",\" and one more argument");
}

static ValueType parse_if(Parser *parser)
{
    Token start = parser->token;
    want_type(parser, parse_comparison(parser), VALUE_FLAG, &start, "IF's condition");
    need_comma(parser);
    uint32_t skip = emit(parser, STEP_JUMP_FALSE, 0, -1);
    ValueType type = parse_comparison(parser);
    uint32_t end = emit(parser, STEP_JUMP, 0, -1);
    jump_here(parser, skip);
    if (accept(parser, TOKEN_COMMA)) {
        start = parser->token;
        ValueType other = parse_comparison(parser);
        want_type(parser, other, type, &start, "IF's other branch");
    } else {
        emit_constant(parser, (Value){VALUE_FLAG, {.flag = false}});
        if (type != VALUE_FLAG && !parser->failed)
            report(parser, DIAG_FORMULA_ARGUMENTS, &parser->token,
                   sentence_of(parser->arena, "say what it is otherwise, for example 0 or \"\""),
                   "IF without a third argument is FALSE, which is not of the second's type");
    }
    jump_here(parser, end);
    close_call(parser);
    return type;
}

#define CASES_MAX 127

/* IFS: condition, value, ...   SWITCH: subject, case, value, ..., default. */
static ValueType parse_cases(Parser *parser, bool is_switch)
{
    uint32_t ends[CASES_MAX];
    size_t count = 0;
    Token start = parser->token;
    ValueType subject = VALUE_FLAG, type = VALUE_FLAG;
    if (is_switch) {
        subject = parse_comparison(parser);
        need_comma(parser);
    }
    bool otherwise = false;
    do {
        start = parser->token;
        ValueType candidate = parse_comparison(parser);
        if (is_switch && parser->token.kind != TOKEN_COMMA && count) {
            want_type(parser, candidate, type, &start, "SWITCH's default");
            otherwise = true;
            break;
        }
        want_type(parser, candidate, subject, &start, is_switch ? "a case of SWITCH"
                                                                : N_("IFS's condition"));
        need_comma(parser);
        uint32_t skip = emit(parser, is_switch ? STEP_SWITCH : STEP_JUMP_FALSE, 0,
                             is_switch ? -2 : -1);
        start = parser->token;
        ValueType value = parse_comparison(parser);
        if (count == 0) type = value;
        want_type(parser, value, type, &start, "each value");
        if (count == CASES_MAX) expected(parser, "fewer cases");
        if (parser->failed) return type;
        ends[count++] = emit(parser, STEP_JUMP, 0, -1);
        if (is_switch) parser->height++;             /* the subject is still there */
        jump_here(parser, skip);
    } while (accept(parser, TOKEN_COMMA));
    if (parser->failed) return type;
    if (!otherwise) emit(parser, STEP_NO_MATCH, 0, is_switch ? 0 : 1);
    else emit(parser, STEP_DROP_UNDER, 0, -1);
    for (size_t i = 0; i < count; i++) jump_here(parser, ends[i]);
    close_call(parser);
    return type;
}

/* MIN, MAX, AND and OR take their arguments two by two. */
static ValueType parse_folded(Parser *parser, Step step, ValueType wanted, const char *name)
{
    Token start = parser->token;
    ValueType type = parse_comparison(parser);
    bool either = step == STEP_MIN || step == STEP_MAX;
    if (either && type == VALUE_DATE) wanted = VALUE_DATE;
    want_type(parser, type, wanted, &start, name);
    while (accept(parser, TOKEN_COMMA)) {
        start = parser->token;
        want_type(parser, parse_comparison(parser), wanted, &start, name);
        emit(parser, step, 0, -1);
    }
    close_call(parser);
    return wanted;
}

static ValueType parse_is_blank(Parser *parser)
{
    size_t before = parser->formula->count, parts = parser->formula->part_count;
    ValueType type = parse_comparison(parser);
    close_call(parser);
    if (parser->failed) return VALUE_FLAG;
    FormulaStep *step = &parser->formula->steps[before];
    bool column = parser->formula->count == before + 1 && step->step == STEP_COLUMN;
    if (column) {
        step->step = STEP_BLANK_COLUMN;
    } else if (type == VALUE_TEXT || type == VALUE_DATE) {
        emit(parser, STEP_IS_BLANK, 0, 0);
    } else {
        parser->formula->count = before;
        parser->formula->part_count = parts;
        parser->height--;
        emit_constant(parser, (Value){VALUE_FLAG, {.flag = false}});
    }
    return VALUE_FLAG;
}

static ValueType parse_plain_call(Parser *parser, Function function, const Token *name)
{
    const FunctionEntry *entry = &function_table[function];
    int count = 0;
    if (parser->token.kind != TOKEN_CLOSE) {
        do {
            static const char letters[] = "ntdf";
            size_t kinds = strlen(entry->types);
            size_t kind = (size_t)count < kinds ? (size_t)count : kinds - 1;
            ValueType wanted = (ValueType)(strchr(letters, entry->types[kind]) - letters);
            Token start = parser->token;
            want_type(parser, parse_comparison(parser), wanted, &start, entry->name);
            count++;
        } while (accept(parser, TOKEN_COMMA));
    }
    close_call(parser);
    if (!parser->failed && (count < entry->fewest || count > entry->most))
        report(parser, DIAG_FORMULA_ARGUMENTS, name, NULL,
               entry->most > entry->fewest ? "%s takes %d or more, this has %d"
                                           : N_("%s takes %d, this has %d"),
               entry->name, entry->fewest, count);
    if (parser->failed) return entry->result;
    uint32_t step = emit(parser, STEP_CALL, function, 1 - count);
    parser->formula->steps[step].count = (uint8_t)count;
    parser->formula->steps[step].type = (uint8_t)entry->result;
    return entry->result;
}

static PartKind call_kind(Function function)
{
    switch ((int)function) {
    case FUNCTION_IF: return PART_IF;
    case FUNCTION_IFS: return PART_IFS;
    case FUNCTION_SWITCH: return PART_SWITCH;
    case FUNCTION_AND: return PART_AND;
    case FUNCTION_OR: return PART_OR;
    case FUNCTION_NOT: return PART_NOT;
    default: return PART_PLAIN;
    }
}

static ValueType parse_call(Parser *parser, Token name, PartKind *kind)
{
    Text names[FUNCTIONS];
    for (size_t f = 0; f < FUNCTIONS; f++) {
        names[f] = text_of(function_table[f].name);
        if (!text_equal_ignoring_case(names[f], name.text)) continue;
        *kind = call_kind((Function)f);
        switch ((int)f) {
        case FUNCTION_IF: return parse_if(parser);
        case FUNCTION_IFS: return parse_cases(parser, false);
        case FUNCTION_SWITCH: return parse_cases(parser, true);
        case FUNCTION_MIN: return parse_folded(parser, STEP_MIN, VALUE_NUMBER, "MIN");
        case FUNCTION_MAX: return parse_folded(parser, STEP_MAX, VALUE_NUMBER, "MAX");
        case FUNCTION_AND: return parse_folded(parser, STEP_AND, VALUE_FLAG, "AND");
        case FUNCTION_OR: return parse_folded(parser, STEP_OR, VALUE_FLAG, "OR");
        case FUNCTION_ISBLANK: return parse_is_blank(parser);
        default: return parse_plain_call(parser, (Function)f, &name);
        }
    }
    Text near = text_nearest(name.text, names, FUNCTIONS);
    report(parser, DIAG_FORMULA_NAME, &name,
           near.length ? sentence_of(parser->arena, "did you mean %.*s?", TEXT_ARG(near))
                       : sentence_of(parser->arena, "the functions are listed in plans/README.md"),
           "there is no function %.*s", TEXT_ARG(name.text));
    return VALUE_NUMBER;
}

static ValueType column_value_type(ColumnType type)
{
    switch (type) {
    case COLUMN_TEXT: case COLUMN_PAYEE: return VALUE_TEXT;
    case COLUMN_DATE: return VALUE_DATE;
    case COLUMN_FLAG: return VALUE_FLAG;
    case COLUMN_MONEY: case COLUMN_NUMBER: case COLUMN_INTEGER: case COLUMN_PERCENT:
    case COLUMN_TYPES: break;
    }
    return VALUE_NUMBER;
}

static ValueType parse_name(Parser *parser, Token token)
{
    size_t count = parser->names ? parser->names->count : 0;
    for (size_t i = 0; i < count; i++) {
        const FormulaName *name = &parser->names->items[i];
        if (!text_equal(name->name, token.text)) continue;
        parser->varies = true;
        size_t first = parser->formula->count;
        uint32_t step = emit(parser, name->is_column ? STEP_COLUMN : STEP_FIGURE, name->index, 1);
        parser->formula->steps[step].type = (uint8_t)name->column_type;
        parser->formula->steps[step].count = name->in_row_currency;
        end_part(parser, PART_NAME, first, parser->formula->part_count, token.from);
        return name->is_column ? column_value_type(name->column_type) : name->type;
    }
    bool is_true = text_equal_ignoring_case(token.text, TEXT("TRUE"));
    if (is_true || text_equal_ignoring_case(token.text, TEXT("FALSE"))) {
        emit_constant(parser, (Value){VALUE_FLAG, {.flag = is_true}});
        return VALUE_FLAG;
    }
    Text *names = ARENA_ARRAY(parser->arena, Text, count + 1);
    for (size_t i = 0; i < count; i++) names[i] = parser->names->items[i].name;
    Text near = text_nearest(token.text, names, count);
    report(parser, DIAG_FORMULA_NAME, &token,
           near.length ? sentence_of(parser->arena, "did you mean %.*s?", TEXT_ARG(near))
           : count ? sentence_of(parser->arena, "texts stand in double quotes: \"%.*s\"",
                                 TEXT_ARG(token.text))
                   : sentence_of(parser->arena, "only a constant can stand here"),
           "there is no name \"%.*s\" here", TEXT_ARG(token.text));
    return VALUE_NUMBER;
}

static ValueType parse_word(Parser *parser, PartKind *kind)
{
    Token token = parser->token;
    switch ((int)token.kind) {
    case TOKEN_NUMBER:
        advance(parser);
        emit_constant(parser, (Value){VALUE_NUMBER, {.number = token.number}});
        return VALUE_NUMBER;
    case TOKEN_TEXT:
        advance(parser);
        emit_constant(parser, (Value){VALUE_TEXT, {.text = token.text}});
        return VALUE_TEXT;
    case TOKEN_NAME:
        advance(parser);
        return accept(parser, TOKEN_OPEN) ? parse_call(parser, token, kind)
                                          : parse_name(parser, token);
    case TOKEN_OPEN: {
        *kind = PART_GROUP;
        advance(parser);
        ValueType type = parse_comparison(parser);
        if (!accept(parser, TOKEN_CLOSE)) expected(parser, "\")\"");
        return type;
    }
    default: expected(parser, "a name, a number, a text or \"(\""); return VALUE_NUMBER;
    }
}

static ValueType parse_primary(Parser *parser)
{
    if (parser->failed) return VALUE_NUMBER;
    PartKind kind = PART_PLAIN;
    size_t first = parser->formula->count;
    ValueType type = parse_word(parser, &kind);
    parser->kind = kind;
    parser->kind_first = first;
    parser->kind_end = parser->formula->count;
    return type;
}

static ValueType parse_percent(Parser *parser)
{
    Token start = parser->token;
    ValueType type = parse_primary(parser);
    while (accept(parser, TOKEN_PERCENT)) {
        want_type(parser, type, VALUE_NUMBER, &start, "%");
        emit(parser, STEP_PERCENT, 0, 0);
    }
    return type;
}

static ValueType parse_unary(Parser *parser)
{
    bool negative = false;
    Token start = parser->token;
    while (parser->token.kind == TOKEN_MINUS || parser->token.kind == TOKEN_PLUS) {
        negative ^= parser->token.kind == TOKEN_MINUS;
        advance(parser);
        if (parser->failed) return VALUE_NUMBER;
    }
    bool has_sign = start.from != parser->token.from;
    ValueType type = parse_percent(parser);
    if (has_sign) want_type(parser, type, VALUE_NUMBER, &start, "a sign");
    if (negative) emit(parser, STEP_NEGATE, 0, 0);
    return type;
}

static ValueType parse_product(Parser *parser)
{
    Token start = parser->token;
    ValueType type = parse_unary(parser);
    while (!parser->failed &&
           (parser->token.kind == TOKEN_TIMES || parser->token.kind == TOKEN_OVER)) {
        Step step = parser->token.kind == TOKEN_TIMES ? STEP_MULTIPLY : STEP_DIVIDE;
        const char *sign = step == STEP_MULTIPLY ? "*" : "/";
        want_type(parser, type, VALUE_NUMBER, &start, sign);
        advance(parser);
        Token right = parser->token;
        want_type(parser, parse_unary(parser), VALUE_NUMBER, &right, sign);
        emit(parser, step, 0, -1);
    }
    return type;
}

static ValueType parse_sum(Parser *parser)
{
    Token start = parser->token;
    ValueType type = parse_product(parser);
    while (!parser->failed &&
           (parser->token.kind == TOKEN_PLUS || parser->token.kind == TOKEN_MINUS)) {
        bool plus = parser->token.kind == TOKEN_PLUS;
        advance(parser);
        Token right = parser->token;
        ValueType other = parse_product(parser);
        if (type == VALUE_DATE && other == VALUE_DATE && !plus) {
            emit(parser, STEP_DATE_DIFFERENCE, 0, -1);
            type = VALUE_NUMBER;
            continue;
        }
        want_type(parser, other, VALUE_NUMBER, &right, plus ? "+" : "-");
        if (type != VALUE_DATE) want_type(parser, type, VALUE_NUMBER, &start, plus ? "+" : "-");
        Step number = plus ? STEP_ADD : STEP_SUBTRACT;
        Step date = plus ? STEP_DATE_ADD : STEP_DATE_SUBTRACT;
        emit(parser, type == VALUE_DATE ? date : number, 0, -1);
    }
    return type;
}

static ValueType parse_join(Parser *parser)
{
    Token start = parser->token;
    ValueType type = parse_sum(parser);
    while (!parser->failed && parser->token.kind == TOKEN_JOIN) {
        want_type(parser, type, VALUE_TEXT, &start, "&");
        advance(parser);
        Token right = parser->token;
        want_type(parser, parse_sum(parser), VALUE_TEXT, &right, "&");
        emit(parser, STEP_JOIN, 0, -1);
    }
    return type;
}

static ValueType parse_comparison(Parser *parser)
{
    if (parser->failed) return VALUE_FLAG;
    if (++parser->depth > DEPTH_MAX) expected(parser, "a simpler formula");
    size_t first = parser->formula->count, parts = parser->formula->part_count;
    size_t from = parser->token.from;
    ValueType type = parse_join(parser);
    while (!parser->failed && parser->token.kind == TOKEN_COMPARE) {
        Comparison comparison = parser->token.comparison;
        advance(parser);
        Token right = parser->token;
        ValueType other = parse_join(parser);
        want_type(parser, other, type, &right, "the comparison");
        emit(parser, STEP_COMPARE, comparison, -1);
        type = VALUE_FLAG;
    }
    bool is_primary = parser->kind_first == first && parser->kind_end == parser->formula->count;
    end_part(parser, is_primary ? parser->kind : PART_PLAIN, first, parts, from);
    parser->depth--;
    return type;
}

/* A formula of constants alone becomes its value. */
static void fold(Parser *parser)
{
    Formula *formula = parser->formula;
    Value value;
    Text fault;
    if (parser->failed || parser->varies) return;
    FormulaInput nothing = {0};
    if (!formula_evaluate(formula, &nothing, parser->arena, &value, &fault)) {
        Token all = {.from = 0, .length = formula->source.length};
        report(parser, DIAG_FORMULA_VALUE, &all, NULL, "the formula can't be evaluated: %s",
               fault.bytes);
        return;
    }
    formula->constants[0] = value;
    formula->steps[0] = (FormulaStep){.step = STEP_CONSTANT, .index = 0};
    formula->count = 1;
    formula->part_count = 0;
}

bool formula_compile(Arena *arena, const Node *node, const FormulaNames *names, ValueType wanted,
                     Formula **out, Diags *diags)
{
    if (node->kind != NODE_SCALAR) {
        diag_error(diags, DIAG_WRONG_TYPE, tree_place(arena, node), "a formula is expected here");
        return false;
    }
    Formula *formula = ARENA_NEW(arena, Formula);
    *formula = (Formula){.source = node->scalar, .node = node, .type = wanted,
                         .digits = names ? names->digits : 0};
    Parser parser = {.arena = arena, .names = names, .formula = formula, .diags = diags};
    Token all = {.from = 0, .length = 1};
    if (formula->source.length > SOURCE_MAX)
        report(&parser, DIAG_FORMULA_SYNTAX, &all, NULL, "the formula is too long");
    if (!parser.failed) advance(&parser);
    all = parser.token;
    ValueType type = parse_comparison(&parser);
    if (!parser.failed && parser.token.kind != TOKEN_END) expected(&parser, "an operator");
    want_type(&parser, type, wanted, &all, "this place");
    fold(&parser);
    *out = formula;
    return !parser.failed;
}

Formula *formula_constant(Arena *arena, Value value)
{
    Formula *formula = ARENA_NEW(arena, Formula);
    formula->source = TEXT("");
    formula->type = value.type;
    formula->steps = ARENA_NEW(arena, FormulaStep);
    formula->constants = ARENA_NEW(arena, Value);
    formula->steps[0].step = STEP_CONSTANT;
    formula->constants[0] = value;
    formula->count = formula->constant_count = 1;
    return formula;
}

bool formula_is_constant(const Formula *formula, Value *out)
{
    if (formula->count != 1 || formula->steps[0].step != STEP_CONSTANT) return false;
    *out = formula->constants[formula->steps[0].index];
    return true;
}

bool formula_converts(const Formula *formula)
{
    for (size_t i = 0; i < formula->count; i++)
        if (formula->steps[i].step == STEP_COLUMN && formula->steps[i].count) return true;
    return false;
}

bool formula_mentions_figure(const Formula *formula, uint32_t index)
{
    for (size_t i = 0; i < formula->count; i++)
        if (formula->steps[i].step == STEP_FIGURE && formula->steps[i].index == index) return true;
    return false;
}

Text formula_source(const Formula *formula)
{
    return formula->source;
}

Place formula_place(Arena *arena, const Formula *formula)
{
    return formula->node ? tree_place(arena, formula->node) : (Place){0};
}
