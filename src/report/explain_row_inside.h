/* explain_row_inside.h - what the text and the JSON of a row's answer share. Private to the
 * room. */
#ifndef REPORT_EXPLAIN_ROW_INSIDE_H
#define REPORT_EXPLAIN_ROW_INSIDE_H

#include "attain/answer.h"
#include "explain_inside.h"

typedef struct RowShown {
    Explaining explaining;
    const RowAnswer *answer;
    const Table *table;
    const Slice *slice;
} RowShown;

/* explain_row_cells.c: a cell as people read it ("": blank), and as a formula would write it. */
/* The line of the file as it stands. */
Text row_quoted(const RowShown *shown);
Text row_cell(const RowShown *shown, uint32_t column, bool exact);
/* A value in a formula: "lost" in its quotes, 2026-03-14, blank. */
Text row_value(const RowShown *shown, const NamedValue *value);
/* `close_date (完了日)`: a name in a formula, with the heading that the file has for it. */
Text row_name(const RowShown *shown, Text name);
/* `stage = "won"` is FALSE: stage is "lost". gated: the answer whose gate it is; NULL: a `when`. */
Text row_because(const RowShown *shown, const Answer *gated, const Blame *blame);

/* Why the row was left out; "": it was not. */
Text row_problem(const RowShown *shown, size_t problem);

/* The component and plan of an answer; NULL: none. */
const Component *answer_shows(const RowShown *shown, const Answer *answer, const Plan **plan);

/* explain_row_reason.c: a branch with what an answer says, and why, below it. */
void row_reason(const RowShown *shown, const AnswerPerson *person, const Answer *answer,
                Branch *under);
/* Branches that say why, each once. */
void row_blamed(const RowShown *shown, const Answer *gated, const Blames *blames, Branch *under);
/* Whom he is aligned with, and from when to when. */
Text row_alignments(const RowShown *shown, uint32_t person);

/* Name, role and team: those of the row's day. */
const Assignment *row_assignment(const RowShown *shown, uint32_t person);

/* explain_row_json.c */
Text explain_row_json(const RowShown *shown);

#endif
