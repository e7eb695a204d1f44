/* formula_lex.h - the words of a formula. Private to the room. */
#ifndef ATTAIN_FORMULA_LEX_H
#define ATTAIN_FORMULA_LEX_H

#include "formula_inside.h"

typedef enum TokenKind {
    TOKEN_END, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_NAME, TOKEN_COMPARE, TOKEN_JOIN, TOKEN_PLUS,
    TOKEN_MINUS, TOKEN_TIMES, TOKEN_OVER, TOKEN_PERCENT, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_COMMA,
    TOKEN_BAD
} TokenKind;

typedef struct Token {
    TokenKind kind;
    size_t from, length;             /* bytes of the source */
    Text text;                       /* of a text: unquoted; of a name: itself */
    Ratio number;
    Comparison comparison;
    const char *problem, *hint;      /* of TOKEN_BAD */
} Token;

/* The token at *at; moves it on. */
Token formula_token(Arena *arena, Text source, size_t *at);

#endif
