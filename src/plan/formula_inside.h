/* formula_inside.h - the compiled form of a formula. Private to the room. */
#ifndef ATTAIN_FORMULA_INSIDE_H
#define ATTAIN_FORMULA_INSIDE_H

#include "attain/formula.h"

#define STACK_MAX 64                 /* operands at once; IF, AND, MIN and & need two or three */
#define DEPTH_MAX 60                 /* brackets within brackets */
#define SOURCE_MAX 10000             /* bytes of one formula */

typedef enum Function {
#define FUNCTION(name, fewest, most, types, result) FUNCTION_##name,
#include "functions.def"
#undef FUNCTION
    FUNCTIONS
} Function;

typedef enum Step {
    STEP_CONSTANT,                   /* push constants[index] */
    STEP_COLUMN,                     /* push column index of the row */
    STEP_FIGURE,                     /* push figures[index] */
    STEP_BLANK_COLUMN,               /* push whether column index is blank */
    STEP_COMPARE,                    /* index: Comparison */
    STEP_ADD, STEP_SUBTRACT, STEP_MULTIPLY, STEP_DIVIDE, STEP_NEGATE, STEP_PERCENT, STEP_JOIN,
    STEP_DATE_ADD, STEP_DATE_SUBTRACT,       /* date and days */
    STEP_DATE_DIFFERENCE,
    STEP_MIN, STEP_MAX,              /* of two */
    STEP_AND, STEP_OR,               /* of two */
    STEP_CALL,                       /* index: Function; count: arguments */
    STEP_IS_BLANK,                   /* of a text or date */
    STEP_JUMP,                       /* to index */
    STEP_JUMP_FALSE,                 /* pops; to index where FALSE */
    STEP_SWITCH,                     /* pops a candidate; equal: pops the subject; else to index */
    STEP_DROP_UNDER,                 /* the subject of SWITCH, under its default */
    STEP_NO_MATCH
} Step;

typedef enum Comparison { EQUAL, UNEQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL } Comparison;

typedef struct FormulaStep {
    uint8_t step;                    /* Step */
    uint8_t count;                   /* STEP_CALL; STEP_COLUMN: 1 for money in the row's currency */
    uint8_t type;                    /* STEP_COLUMN: its ColumnType */
    uint32_t index;
} FormulaStep;

struct Formula {
    Text source;
    const Node *node;                /* NULL: a default */
    ValueType type;
    int digits;                      /* of the currency */
    FormulaStep *steps;
    size_t count, capacity;
    Value *constants;
    size_t constant_count, constant_capacity;
    const FormulaName *names;        /* for messages */
};

Text value_type_word(ValueType type);
bool formula_call(Function function, const Value *arguments, size_t count, Arena *scratch,
                  Value *out, Text *fault);

#endif
