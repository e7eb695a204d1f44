/* answer_inside.h - one row's answer at work. Private to answer*.c. */
#ifndef ENGINE_ANSWER_INSIDE_H
#define ENGINE_ANSWER_INSIDE_H

#include "attain/answer.h"
#include "engine_inside.h"

typedef struct Answering {
    Engine engine;                   /* on the run's ledger */
    Arena *arena;
    const Ledger *ledger;
    const Table *table;
    const Slice *slice;
    uint32_t feed;
    RowAnswer *out;
} Answering;

/* answer_rules.c: what the rules of the feed make of the row. */
void answer_rules(Answering *answering);

/* answer_component.c: an answer of a component; false: it does not look at rows of the feed. */
MUST_USE bool answer_component(Answering *answering, uint32_t participation, uint32_t component,
                               Answer *out);
/* Whether a rule credits the component's measure, in value or denominator. */
bool rule_feeds(const CreditRule *rule, const Component *component);
/* The engine at work in the fiscal year of a day. */
Engine engine_of_day(const Answering *answering, Day day);
/* Whether a participation's plan looks at a person's credits of a day. */
bool covers(const Answering *answering, uint32_t participation, Day day);

/* answer_persons.c: whom one might expect to be paid. */
void answer_persons(Answering *answering, uint32_t asked);

#endif
