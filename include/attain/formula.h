/* formula.h - spreadsheet formulas over names: compile once, evaluate per row.   (room: plan)
 *
 * A formula compiles to a flat array of typed nodes, operands first, with jumps where IF, IFS and
 * SWITCH choose. Numbers are exact; money columns come in as whole currency (12.34), whatever
 * their minor unit, and those in a row's own currency converted to the company's. Evaluating is one
 * loop, pure, and safe from many threads at once (each with its own scratch arena).
 * Source: CONTRACT 3. */
#ifndef ATTAIN_FORMULA_H
#define ATTAIN_FORMULA_H

#include "attain/records.h"
#include "attain/tree.h"

typedef enum ValueType { VALUE_NUMBER, VALUE_TEXT, VALUE_DATE, VALUE_FLAG } ValueType;

typedef struct Value {
    ValueType type;
    union {
        Ratio number;
        Text text;
        Day day;                 /* DAY_NONE: no date */
        bool flag;
    };
} Value;

/* What a name in a formula stands for: a column of the row, or a figure handed in. */
typedef struct FormulaName {
    Text name;                   /* `amount`, `team_acv.attainment` */
    bool is_column;
    ColumnType column_type;      /* of columns */
    ValueType type;              /* of figures */
    uint32_t index;              /* into slice->columns, or into figures */
    bool in_row_currency;        /* of money columns */
} FormulaName;

typedef struct FormulaNames {
    const FormulaName *items;
    size_t count;
    int digits;                  /* of the currency, for money columns */
} FormulaNames;

typedef struct Formula Formula;

/* Compiles a node's scalar. Problems name the character at fault, what was expected, and the
 * nearest
 * name. A constant formula may have names NULL. False: not compiled. */
MUST_USE bool formula_compile(Arena *arena, const Node *node, const FormulaNames *names,
                              ValueType wanted, Formula **out, Diags *diags);
/* TRUE, 1, 100%: a formula that stands for a default. */
Formula *formula_constant(Arena *arena, Value value);

bool formula_is_constant(const Formula *formula, Value *out);
bool formula_converts(const Formula *formula);           /* it names a column in_row_currency */
bool formula_mentions_figure(const Formula *formula, uint32_t index);
Text formula_source(const Formula *formula);
Place formula_place(Arena *arena, const Formula *formula);
/* The same formula in one way of writing: two that differ in blanks, in how a number is written
 * (50%, 0.5) or in the case of functions' names have the same; of a constant it is the value. */
Text formula_canonical(Arena *arena, const Formula *formula);

/* How amounts in a row's own currency become the company's, and whether a formula asked for it:
 * an amount of 0 needs no rate. */
typedef struct Conversion {
    int digits;                  /* of the row's currency */
    Ratio rate;
    bool known;                  /* false: there is no rate, and 1 stands in */
    bool used;                   /* set by formula_evaluate, never cleared */
} Conversion;

typedef struct FormulaInput {
    const Roster *roster;        /* for the texts of payee columns */
    const Slice *slice;          /* with columns */
    size_t row;
    const Value *figures;        /* by FormulaName.index; NULL where none are named */
    Conversion *conversion;      /* NULL: the row's currency is the company's */
} FormulaInput;

/* False: it can't be evaluated on this row; *fault says why in a few words ("division by zero",
 * "no date in `paid_date`"), static or in scratch. */
MUST_USE bool formula_evaluate(const Formula *formula, const FormulaInput *input, Arena *scratch,
                               Value *out, Text *fault);

/* The formula as a workbook's cell says it, without =: a spreadsheet's own, with an expression of
 * cells for each figure, or each column of a formula over rows. False: one has none (the callback
 * gave ""). */
typedef Text FormulaCell(void *context, uint32_t index);
MUST_USE bool formula_sheet_text(Arena *arena, const Formula *formula, FormulaCell *cell,
                                 void *context, Text *out);
/* Whether it only adds, multiplies and the like, numbers and columns of numbers in the company's
 * currency: then a spreadsheet finds the same, but for what binary fractions lose. */
bool formula_is_arithmetic(const Formula *formula);
/* Whether each comparison in it is of names and numbers as they stand, and nothing is rounded: two
 * figures that are equal are then equal as binary numbers, too, and it jumps nowhere else. */
bool formula_compares_plainly(const Formula *formula);

/* What a name in a formula stood for. */
typedef struct NamedValue {
    Text name;
    Value value;
    bool is_blank;               /* the cell is */
} NamedValue;

/* A part of a formula that decided what it came to: `stage = "won"` is FALSE, stage is "lost" */
typedef struct Blame {
    Text part;                   /* as the formula has it */
    Value value;                 /* what it came to; a flag but where SWITCH looks at it */
    NamedValue *names;           /* in it, each once, in the order of the part */
    size_t name_count;
    Text branch;                 /* of what SWITCH looks at: what it then chose; else "" */
    Text of_case;                /* the case of that branch; "": the default */
} Blame;
typedef struct Blames { Blame *items; size_t count, capacity; } Blames;

/* Why a flag formula is what it is on a row: of AND the operands that are FALSE (all where it is
 * TRUE), of OR likewise, within NOT what it turns round; of IF, IFS and SWITCH the condition that
 * chose and the branch chosen. Texts lie in the arena, the plan and the row. False: the formula
 * can't be evaluated on this row. */
MUST_USE bool formula_blame(Arena *arena, const Formula *formula, const FormulaInput *input,
                            Blames *out);

#endif
