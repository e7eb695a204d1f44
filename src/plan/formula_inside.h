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

/* A piece of the source that is an expression of its own: an argument, what stands in brackets, a
 * name. Pieces stand in the order in which they end: those within one lie right before it. Nothing
 * that evaluates looks at them; formula_blame does. */
typedef enum PartKind {
    PART_PLAIN, PART_NAME, PART_GROUP, PART_AND, PART_OR, PART_NOT, PART_IF, PART_IFS, PART_SWITCH
} PartKind;

typedef struct FormulaPart {
    PartKind kind;                   /* of what it is as a whole */
    uint32_t first, end;             /* the steps that compute it: [first, end) */
    uint32_t from, to;               /* bytes of the source */
    uint32_t within;                 /* parts that lie in it */
} FormulaPart;

struct Formula {
    Text source;
    const Node *node;                /* NULL: a default */
    ValueType type;
    int digits;                      /* of the currency */
    FormulaStep *steps;
    size_t count, capacity;
    Value *constants;
    size_t constant_count, constant_capacity;
    FormulaPart *parts;              /* none of a default, nor of a formula of constants alone */
    size_t part_count, part_capacity;
};

Text value_type_word(ValueType type);
bool formula_call(Function function, const Value *arguments, size_t count, Arena *scratch,
                  Value *out, Text *fault);

/* The value of the steps [first, end), an expression of their own. */
MUST_USE bool formula_evaluate_steps(const Formula *formula, size_t first, size_t end,
                                     const FormulaInput *input, Arena *scratch, Value *out,
                                     Text *fault);
/* What the column or figure of a step stands for, also where the step asks if it is blank. */
NamedValue formula_named_value(const Formula *formula, size_t step, const FormulaInput *input,
                               Arena *scratch);
bool formula_values_equal(Value a, Value b);                 /* as = says */

#endif
