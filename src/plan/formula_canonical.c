/* formula_canonical.c - a formula in one way of writing, to be held against another's. */
#include "formula_lex.h"

#include "attain/buffer.h"

static void write_value(Buffer *out, const Value *value)
{
    switch (value->type) {
    case VALUE_NUMBER: buffer_text(out, ratio_exact(out->arena, value->number)); return;
    case VALUE_TEXT: buffer_format(out, "\"%.*s\"", TEXT_ARG(value->text)); return;
    case VALUE_DATE: buffer_day(out, value->day); return;
    case VALUE_FLAG: buffer_text(out, value->flag ? TEXT("TRUE") : TEXT("FALSE")); return;
    }
}

static void write_upper(Buffer *out, Text word)
{
    for (size_t i = 0; i < word.length; i++) {
        char byte = word.bytes[i];
        buffer_byte(out, (char)(byte >= 'a' && byte <= 'z' ? byte - 'a' + 'A' : byte));
    }
}

static bool is_flag_word(Text word)
{
    return text_equal_ignoring_case(word, TEXT("TRUE")) ||
           text_equal_ignoring_case(word, TEXT("FALSE"));
}

Text formula_canonical(Arena *arena, const Formula *formula)
{
    Buffer out = {.arena = arena};
    Value constant;
    if (formula_is_constant(formula, &constant)) {
        write_value(&out, &constant);
        return buffer_result(&out);
    }
    size_t at = 0;
    Token token = formula_token(arena, formula->source, &at);
    while (token.kind != TOKEN_END) {
        Token next = formula_token(arena, formula->source, &at);
        if (out.length) buffer_byte(&out, ' ');
        if (token.kind == TOKEN_NUMBER) {
            for (; next.kind == TOKEN_PERCENT;
                 next = formula_token(arena, formula->source, &at))
                token.number = ratio_multiply(arena, token.number, ratio_make(arena, 1, 100));
            buffer_text(&out, ratio_exact(arena, token.number));
        } else if (token.kind == TOKEN_NAME &&
                   (next.kind == TOKEN_OPEN || is_flag_word(token.text))) {
            write_upper(&out, token.text);
        } else {
            buffer_text(&out, text_part(formula->source, token.from,
                                        token.from + token.length));
        }
        token = next;
    }
    return buffer_result(&out);
}
