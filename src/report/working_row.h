/* working_row.h - a row of Working while it is written. Private to the files that write it. */
#ifndef ATTAIN_WORKING_ROW_H
#define ATTAIN_WORKING_ROW_H

#include "working_inside.h"

typedef struct RowWork {
    Working *working;
    Pen *pen;
    const Entry *entry;
    const EntryTrace *trace;
    const Plan *plan;
    const Component *component;
    const RateBlock *tables;
    const EntrySets *sets;
    Fraction value, quota, attainment, months, target, table, modifier, multiplier, before, amount,
             minor;
    Text gate;                   /* its cell; "": there is none */
} RowWork;

/* working_pay.c: what the table, the matrix, single credits or the formula pay. */
void row_table(RowWork *row);
/* A figure that a table, or a formula, looks at: its cells, here or in another row. */
Fraction row_figure(RowWork *row, uint32_t component, OtherFigure figure);
/* A number of the engine's that no cell holds, written out in a formula; counted. */
Fraction row_written(RowWork *row, Ratio figure);
/* The row of another component of the same participation. False: it has none in this month. */
MUST_USE bool other_row(const RowWork *row, uint32_t component, size_t *at);

/* working_settle.c: modifier, multiplier, cap, floor. */
void row_modifier(RowWork *row);
void row_multiplier(RowWork *row);
void row_before(RowWork *row);
void row_amount(RowWork *row);

/* working_cap.c: the share in what the plan's cap leaves. False: there is none. */
MUST_USE bool row_share(RowWork *row);

/* working_formula.c */
void row_formula(RowWork *row);
void row_gate(RowWork *row);

#endif
