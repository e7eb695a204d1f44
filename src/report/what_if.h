/* what_if.h - what the text and the JSON of a what-if share. Private to the room. */
#ifndef REPORT_WHAT_IF_H
#define REPORT_WHAT_IF_H

#include "explain_inside.h"

/* A component's figures of the period; NULL: he is not under it. */
typedef struct FiguresChange { const Entry *before, *after; } FiguresChange;

/* A prior-period adjustment of this month's payment; 0 where there is none. */
typedef struct PriorChange {
    Text plan, component;
    Month month;
    Money before, after;
} PriorChange;

typedef struct PayeeChange {
    uint32_t before, after;          /* PERSON_NONE: not on that roster */
    const Payment *paid_before, *paid_after;     /* NULL: not on that payroll */
    FiguresChange *figures;
    size_t figure_count;
    PriorChange *priors;
    size_t prior_count;
    Text *others;                    /* components that change as well, but were not asked for */
    size_t other_count;
} PayeeChange;

typedef struct WhatIf {
    Arena *arena;
    const Ledger *before, *after;
    const Edit *edits;
    size_t edit_count;
    uint32_t person;                 /* PERSON_NONE: all */
    Text component;                  /* that is asked for; "": all */
    const ExplainLook *look;
    int digits;
    PayeeChange *payees;             /* the person's; or of all, those whose payroll changes */
    size_t payee_count;
    size_t changed;                  /* payees whose payroll changes, his or others' */
    Money paid_before, paid_after;   /* sums over payees[] */
    const Money *earned_before, *earned_after;   /* [person * 12 + month of the fiscal year] */
    Month earlier_from, earlier_to;  /* months whose other earnings this month does not pay; */
    Money earlier;                   /* MONTH_NONE: none; and by how much, in all */
    Text unchanged;                  /* why no payroll of payees[] changes; "": one does */
} WhatIf;

/* The amounts of a payroll row. */
typedef struct PayrollPart { const char *name, *words; size_t offset; } PayrollPart;
enum { PAYROLL_PARTS = 10 };
extern const PayrollPart payroll_parts[PAYROLL_PARTS];
Money part_of(const Payment *payment, const PayrollPart *part);      /* of NULL: 0 */

Text payee_id(const WhatIf *what_if, const PayeeChange *payee);
Text payee_name(const WhatIf *what_if, const PayeeChange *payee);
/* The payment in the payee's own currency; false: it is the company's, or there is none. */
bool paid_abroad(const Ledger *ledger, uint32_t person, const Payment *payment, Currency *currency,
                 Money *out);
const Plan *figures_plan(const WhatIf *what_if, const FiguresChange *change);
const Component *figures_component(const WhatIf *what_if, const FiguresChange *change);
Money money_change(Money before, Money after);

/* The figures that an entry may have, but for its amounts. */
typedef enum EntryFigure { ENTRY_VALUE, ENTRY_QUOTA, ENTRY_ATTAINMENT, ENTRY_MULTIPLIER,
                           ENTRY_TARGET, ENTRY_FIGURES } EntryFigure;
bool entry_figure(const Entry *entry, EntryFigure figure, Ratio *out);   /* false: it has none */
bool figure_changes(const FiguresChange *change, EntryFigure figure);
bool figures_change(const FiguresChange *change);        /* any of them, or an amount */

/* what_if_narrow.c: leaves what is asked for; false: none of it changes. */
bool what_if_narrow(const WhatIf *what_if, PayeeChange *payee);
/* what_if_why.c: why no payroll row changes, in one sentence; and what lies in earlier months. */
Text what_if_why(const WhatIf *what_if);
Text what_if_earlier(const WhatIf *what_if);             /* "": nothing does */
/* explain_what_if_json.c, explain_what_if_text.c */
Text what_if_json(const WhatIf *what_if, Text explanation);
Text what_if_text(const WhatIf *what_if, Text explanation);

#endif
