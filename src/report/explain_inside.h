/* explain_inside.h - what the text and the JSON of an explanation share. Private to the room. */
#ifndef REPORT_EXPLAIN_INSIDE_H
#define REPORT_EXPLAIN_INSIDE_H

#include "attain/explain.h"
#include "json.h"

typedef struct Explaining {
    Arena *arena;
    const Ledger *ledger;            /* the run's */
    uint32_t person;
    Text component;                  /* "": all */
    const ExplainLook *look;
    int digits;                      /* of the company's currency */
} Explaining;

/* One month's figures of a component, and what they belong to. */
typedef struct Shown {
    const Ledger *ledger;            /* the year's */
    const Entry *entry;
    const Participation *participation;
    const Plan *plan;
    const Component *component;
    const Measure *measure;          /* NULL: none */
} Shown;
Shown shown_entry(const Explaining *explaining, const Entry *entry);

/* The period's entries of the payee that are asked for, in the order of payouts.csv. */
const Entry **shown_entries(const Explaining *explaining, size_t *count);

/* The credits that an entry counts on a line, by day, key, file and line. */
typedef struct Counted { const Credit *credit; int32_t times; } Counted;
Counted *counted_credits(const Explaining *explaining, const Shown *shown, uint32_t line,
                         size_t *count);

/* The figures that a formula names, by FormulaName.index: at most FIGURES_MAX. */
enum { FIGURES_MAX = 32 };
size_t named_figures(const Shown *shown, const Formula *formula, uint32_t *figures);

/* His payment of the period, and of the month before; NULL: there is none. */
const Payment *shown_payment(const Explaining *explaining);
const Payment *shown_before(const Explaining *explaining);

/* The postings that pay now, or hold: all but the period's own that are paid at once. */
bool posting_is_shown(const Explaining *explaining, const Posting *posting);

/* explain_json.c */
void json_entry(Json *json, const Explaining *explaining, const Entry *entry);
Text explain_payee_json(const Explaining *explaining);
/* explain_text.c */
Text explain_payee_text(const Explaining *explaining);

#endif
