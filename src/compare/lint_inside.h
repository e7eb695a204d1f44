/* lint_inside.h - a design's figures of all months, component by component. Private to the room. */
#ifndef COMPARE_LINT_INSIDE_H
#define COMPARE_LINT_INSIDE_H

#include "attain/lint_history.h"

/* A component's figures of one participation and month. */
typedef struct Seen {
    const Ledger *ledger;
    const Entry *entry;
    uint32_t person;
    Day first;                       /* of the participation */
    Month window;                    /* its first month, of the fiscal calendar */
    bool ends;                       /* the last month of its window that there is */
    bool whole;                      /* and the window's own last */
} Seen;

typedef struct SeenList { Seen *items; size_t count, capacity; } SeenList;

typedef struct MedianCredit { const Ledger *ledger; const Credit *credit; Ratio amount;
                              size_t order; } MedianCredit;
typedef struct MedianOfLine { bool looked; const MedianCredit *median; } MedianOfLine;

typedef struct History {
    Arena *arena;
    Findings *findings;
    const Design *design;
    const Ledger *const *ledgers;
    size_t ledger_count;
    SeenList **seen;                 /* [plan][component]; by person, first day, month */
    LintScale **scales;              /* [plan][component] */
    const Seen ***median;            /* [plan][component]: the figures behind the scale's quota;
                                        NULL: there are none */
    Month last_month_of_facts;
    MedianOfLine *median_of_lines;   /* [line]: found when it is asked for */
} History;

/* The credit of the median amount above 0 on a line, the lower of two. False: there is none. */
bool lint_median_credit(const History *history, uint32_t line, MedianCredit *out);
/* `deals[D-0412]`, or its file and line where the feed has no key. */
Text lint_row(Arena *arena, const Ledger *ledger, uint32_t slice, size_t row);
/* Whether a row of the facts can be taken out of a component's figures and put in again. */
bool lint_pays_by_rows(const Component *component);
/* What one amount is worth in an entry: what it pays less what it would pay without. */
bool lint_amount_pays(Arena *arena, const Ledger *ledger, const Entry *entry, Ratio amount,
                      Ratio *out);

/* What is paid of an amount in whole currency: rounded as the company rounds. */
Ratio lint_rounded(const History *history, Arena *arena, Ratio amount);

/* The checks, each over one component; the last two over the whole design. */
void lint_reached(const History *history, uint32_t plan, uint32_t component);
void lint_exposure(const History *history, uint32_t plan, uint32_t component);
void lint_waiting(const History *history, uint32_t plan, uint32_t component);
void lint_twice(const History *history);
void lint_cost(const History *history);

#endif
