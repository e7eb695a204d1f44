/* answer.h - one row of a feed: who got what from it, and why somebody got nothing. (room: engine)
 *
 * A view of a ledger: the row goes through the credit stage once more, by itself, and what comes
 * out is looked for in the ledger's credits and entries. Persons whom one might expect to be paid:
 * whom the row names, who shares in their result by team, alignment or the company's, and who is
 * above them.   Source: docs/explain.md. */
#ifndef ATTAIN_ANSWER_H
#define ATTAIN_ANSWER_H

#include "attain/ledger.h"

typedef enum AnswerReason {
#define REASON(code, word, meaning) REASON_##code,
#include "attain/reasons.def"
#undef REASON
    REASONS
} AnswerReason;
Text reason_word(AnswerReason reason);             /* "when_false" */
Text reason_meaning(AnswerReason reason);
bool reason_counts(AnswerReason reason);           /* the row counts in the month's figures */

typedef struct RowAt { uint32_t slice; size_t row; } RowAt;      /* slice: into Ledger.slices */

/* The row that a text names: its key, or FILE:LINE where it starts; `deals[...]` says in which
 * feed. False: none, or several; the nearest are named. */
MUST_USE bool answer_find(Arena *arena, const Ledger *ledger, Text named, RowAt *out,
                          Diags *diags);

/* One leg of a credit line, of a row that counts. */
typedef struct AnswerLeg {
    uint32_t line;               /* into Design.lines */
    uint8_t leg;                 /* from 0 */
    uint32_t column;             /* of the payee; COLUMN_ABSENT: to the company */
    uint32_t payee;              /* as in a column: PERSON_NONE blank; to the company, too */
    Ratio share;
    bool yields;                 /* a credit: */
    Ratio amount;                /* in whole currency, or a count */
    CreditStatus status;
    const Credit *credit;        /* as the ledger of its year has it; NULL: it lists none */
} AnswerLeg;

/* What one entry of a measure's `credits:` makes of the row. */
typedef struct AnswerRule {
    const CreditRule *rule;
    bool counts;                 /* `when` is TRUE, and nothing is wrong */
    bool lacks_rate;             /* its currency has none for its month: there are no credits */
    Blames blames;               /* why `when` is FALSE; none where it is TRUE or at fault */
    Day day;                     /* DAY_NONE: it has none */
    Ratio value;                 /* of all legs, in whole currency, or a count */
    AnswerLeg *legs;
    size_t leg_count;
} AnswerRule;

/* What the row comes to under one component of one participation, or, where none looks at it, for
 * a credit line that names the person, or for the person as such. */
typedef struct Answer {
    AnswerReason reason;
    uint32_t participation;      /* INDEX_NONE: he is under no plan on the row's day */
    uint32_t component;          /* INDEX_NONE: no component looks at it */
    uint32_t line;               /* that is asked for; INDEX_NONE: none */
    const AnswerRule *rule;      /* that decided; NULL: all were FALSE, or none is there */
    bool in_value, in_denominator;   /* the row counts there, in this month's window to date: */
    Ratio value, denominator;
    bool pays_alone;             /* window: credit: what its credits pay, before modifier and cap */
    Ratio pay;
    const Entry *entry;          /* this month's figures; NULL: there are none */
    const Entry *own;            /* the figures of the window that the row's day lies in, to date;
                                    NULL: there are none so far */
    Blames gate;                 /* of GATED: why the gate is closed */
} Answer;

typedef enum Relation {          /* what makes one expect a credit */
    RELATION_NAMED, RELATION_TEAM, RELATION_ALIGNED, RELATION_ABOVE, RELATION_COMPANY,
    RELATION_ASKED
} Relation;

typedef struct AnswerPerson {
    uint32_t person;
    Relation relation;
    uint32_t column;             /* of RELATION_NAMED: the first that names him */
    Answer *answers;             /* one at least; by participation and component */
    size_t answer_count;
} AnswerPerson;

typedef struct RowAnswer {
    RowAt at;
    Day day;                     /* on which persons were looked at; DAY_NONE: on any */
    bool left_out;               /* no rule saw it: */
    AnswerReason fault;                /* DUPLICATE or ROW_AT_FAULT */
    const Diag **problems;       /* what the run said of it */
    size_t problem_count;
    AnswerRule *rules;           /* of the row's feed, in the order of the design */
    size_t rule_count;
    AnswerPerson *persons;       /* by relation, column and id */
    size_t person_count;
} RowAnswer;

/* person: whom to answer alone; PERSON_NONE: all. problems: what the run reported. */
void engine_answer(Arena *arena, const Ledger *ledger, RowAt at, uint32_t person,
                   const Diags *problems, RowAnswer *out);

#endif
