/* figures_inside.h - one participation's figures at work. Private to figures.c, figures_facts.c. */
#ifndef ENGINE_FIGURES_INSIDE_H
#define ENGINE_FIGURES_INSIDE_H

#include "engine_inside.h"

typedef struct Figures {                 /* of one participation */
    Engine *engine;
    Arena *scratch;
    uint32_t index;                      /* the participation */
    const Participation *participation;
    const Plan *plan;
    Month trace_from;                    /* terms are kept from this month on; MONTH_NONE: none */
    const Span **spans;                  /* [component] */
    uint32_t *span_counts;
    MonthFacts *facts;                   /* [component * 12 + month] */
    Entry *entries;                      /* [component * 12 + month]; has_window says if used */
    Inputs *inputs;                      /* [component], of the month at hand */
    Money *earned;                       /* as formulas see it: before the plan's cap */
    CapPart *cap_parts;                  /* [component]: with what it stands under the plan's cap */
    Ratio *values, *attainments;         /* as formulas see them, [component * 12 + month] */
    bool *quota_missing;                 /* [component]: reported; what follows from it is not */
    bool *no_value, *no_attainment;      /* [component * 12 + month]: there is none to give */
} Figures;

/* The first month of the component's window that the month lies in. */
Month figures_window_start(const Figures *figures, const Component *component, Month month);

/* The month in which an at_end component pays: the window's last, or the plan's, if earlier. */
Month figures_due_month(const Figures *figures, const Component *component, Month month);

/* figures_trace.c: keeps what an entry was made of, if it is asked for. */
void trace_entry(Figures *figures, uint32_t c, uint32_t m, const Value *values,
                 const Earned *earned, bool paid);
void trace_cap(Figures *figures, uint32_t m, const CapSteps *steps);

/* figures_facts.c: spans and facts of every component and month of the fiscal year. */
void facts_find(Figures *figures);
/* Reports the months without any quota. */
void facts_check_quotas(Figures *figures);

#endif
