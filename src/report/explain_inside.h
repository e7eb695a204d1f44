/* explain_inside.h - what the text and the JSON of an explanation share. Private to the room. */
#ifndef REPORT_EXPLAIN_INSIDE_H
#define REPORT_EXPLAIN_INSIDE_H

#include "attain/explain.h"
#include "json.h"
#include "page.h"

typedef struct Explaining {
    Arena *arena;
    const Ledger *ledger;            /* the run's */
    uint32_t person;
    Text component;                  /* "": all */
    const ExplainLook *look;
    PageLook page;
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

/* The figures that a formula names, by FormulaName.index. */
const uint32_t *named_figures(const Explaining *explaining, const Shown *shown,
                              const Formula *formula, size_t *count);

/* The figure that a table looks at, as a plan calls it: `value`, `income.attainment`. */
Text looked_at(const Explaining *explaining, const Shown *shown, FigureOf on);

/* His payment of the period, and of the month before; NULL: there is none. */
const Payment *shown_payment(const Explaining *explaining);
/* What a closed period paid him, as it was booked; NULL: it is open. */
const Payment *shown_closed(const Explaining *explaining);
const Payment *shown_before(const Explaining *explaining);

/* Whether a posting is not simply paid: a part is held, lost, or comes from an earlier month. */
bool posting_in_parts(const Explaining *explaining, const Posting *posting);

/* explain_words.c: a sentence (words.h) in the reader's language. */
Text words_say(const Explaining *explaining, const char *format, ...) PRINTF_LIKE(2, 3);
/* Numbers with their units, as people read them. */
Text words_number(const Explaining *explaining, Ratio number);       /* 1,234.5 */
Text words_percent(const Explaining *explaining, Ratio part);        /* 87.527% */
Text words_money(const Explaining *explaining, Money money);         /* 1,234 JPY */
Text words_currency(const Explaining *explaining, Ratio amount);     /* 1,234.5 JPY */
/* In the measure's unit; of a ratio a percentage. measure NULL: money. */
Text words_measured(const Explaining *explaining, const Measure *measure, Ratio amount);
/* A figure that a table looks at, or that a formula of the component names, in its own unit. */
Text words_looked_at(const Explaining *explaining, const Plan *plan, const Component *component,
                     FigureOf on, Ratio amount);
Text words_figure(const Explaining *explaining, const Plan *plan, const Component *component,
                  uint32_t figure, Ratio amount);
Text words_times(const Explaining *explaining);
Text words_divided(const Explaining *explaining);
Text words_month(const Explaining *explaining, Month month);

/* The same component's entry of the month before; NULL: there was none. */
const Entry *entry_before(const Explaining *explaining, const Entry *entry);

/* explain_json.c */
Text explain_payee_json(const Explaining *explaining);
/* explain_json_pay.c: payments with their draws, what becomes of earnings, adjustments. */
void json_payment(Json *json, const Explaining *explaining, const char *name,
                  const Payment *payment);
void json_paid_in(Json *json, const Explaining *explaining, const Payment *payment);
void json_postings(Json *json, const Explaining *explaining);
void json_adjustments(Json *json, const Explaining *explaining);
/* explain_json_entry.c */
void json_entry(Json *json, const Explaining *explaining, const Entry *entry);
void json_target_terms(Json *json, const Explaining *explaining, const TargetTerm *terms,
                       size_t count);
/* `file` and `line` of a table's row. */
void json_row_place(Json *json, const Table *table, uint32_t slice, uint32_t row);
/* explain_text.c */
Text explain_payee_text(const Explaining *explaining);
/* explain_text_entry.c: a component as a tree of its own. */
Branch *text_entry(const Explaining *explaining, const Entry *entry);
/* explain_text_facts.c: quota, attainment, target. */
void text_quota(const Explaining *explaining, const Shown *shown, Branch *root);
void text_attainment(const Explaining *explaining, const Shown *shown, Branch *root);
void text_target(const Explaining *explaining, const Shown *shown, Branch *root);
/* explain_text_rate.c: what the rate table, the matrix, the formula and what follows made of it. */
void text_rate(const Explaining *explaining, const Shown *shown, Branch *root);
/* explain_difference.c: in a sentence or two, why the payment is not that of the month before. */
Text text_difference(const Explaining *explaining);

#endif
