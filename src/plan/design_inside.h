/* design_inside.h - the loader's own doors: a design's trees, and who reads which part.
 * (private to plan)
 *
 *   design.c            a directory and its bases, merged     -> DesignTrees
 *   design_build.c      the trees, in order, into a Design
 *   design_measures.c   measures, credits, credit lines
 *   design_deferral.c   over how many months a measure's commissions are amortised
 *   design_plan.c       one plan: who, when, its components, what its formulas name
 *   design_component.c  one component's keys and their defaults
 *   design_payment.c    payment rules of a plan and of its components
 *   design_rate.c       rate tables and modifiers
 *   design_matrix.c     rate tables of two inputs
 *   design_order.c      who needs whom first; cycles
 *   design_lint.c       rules over the whole plan
 *   design_examples.c   the plan owner's own tests
 *   design_rates_text.c the tables' sums, for people */
#ifndef PLAN_DESIGN_INSIDE_H
#define PLAN_DESIGN_INSIDE_H

#include "attain/variant.h"
#include "schema.h"

/* Limits. Indexes of lines and legs are stored small in every credit (ledger.h); components are
 * compared pair by pair; a chain of variants longer than a page is a mistake. */
enum { LINES_MAX = 65535, LEGS_MAX = 255, COMPONENTS_MAX = 1000, BASES_MAX = 16 };

typedef struct Loader {
    Reader reader;
    const Company *company;
    Design *design;
    FormulaNames roster_names;
    FormulaNames *feed_names;        /* as company->feeds */
    bool *usable;                    /* of the plan at hand: components whose keys were read; of
                                        the others only the name is known */
} Loader;

void design_read_measures(Loader *loader, const Node *root);
/* `deferral:` of a measure whose entries were read. */
void design_read_deferral(Loader *loader, uint32_t measure);
uint32_t design_measure(const Design *design, Text key);               /* INDEX_NONE if absent */
uint32_t design_line(const Design *design, uint32_t measure, Text name);
Text *design_measure_keys(Arena *arena, const Design *design);
Text *design_line_names(Arena *arena, const Design *design, uint32_t measure);
/* A measure is money, a count, or a ratio, whose figures are written as percentages. */
bool design_is_ratio(const Design *design, uint32_t measure);
bool design_is_money(const Design *design, uint32_t measure);

/* False: nothing of the plan can be used. */
bool design_read_plan(Loader *loader, const PlanTree *tree, Plan *out);
uint32_t design_component(const Plan *plan, Text key);                 /* INDEX_NONE if absent */
Text *design_component_keys(Arena *arena, const Plan *plan);

/* All keys that a plan, a component may have. */
const Text *design_plan_keys(size_t *count);
Text *design_component_known(Arena *arena, size_t *count);

/* A component by itself; what it says of others is read once all are known. */
bool design_read_component(Loader *loader, const Node *node, Component *out);
void design_link_component(Loader *loader, const Plan *plan, const FormulaNames *names,
                           Component *component);

/* Payment rules; a component's once its `of` and `against` are known. */
void design_read_plan_payment(Loader *loader, const Node *root, Plan *out);
void design_read_component_payment(Loader *loader, const Node *node, Component *out);
void design_check_payment(Loader *loader, const Plan *plan);
/* A percentage or money, not below 0: a cap, or a draw. Of a target, a number below 10 is most
 * likely a percentage, and an error. */
MUST_USE bool design_read_limit(Loader *loader, const Node *node, bool is_cap, bool of_target,
                                bool *percent, Ratio *out);

/* How a rate table's numbers are written. */
typedef struct RateUse {
    const char *whose;               /* `pays: credited` ..., for messages */
    bool on_value;
    bool input_percent;              /* tiers' from and points' at are percentages */
    bool pays_money;
    unsigned methods;                /* bits: 1 << RateMethod */
    const char *method_reason;       /* why the others do not go */
} RateUse;
#define RATE_METHODS_ALL ((1u << RATE_STEP) | (1u << RATE_LINEAR) | (1u << RATE_MARGINAL) | \
                          (1u << RATE_WHOLE))
MUST_USE bool design_read_rate(Loader *loader, const Node *node, const RateUse *use, Rate *out);
/* `on:` of a component's table. False: not written, or not understood (and reported). */
MUST_USE bool design_rate_on(Loader *loader, const Node *rate, bool *on_value);
/* `method:`, one of use->methods. */
MUST_USE bool design_read_method(Loader *loader, const Node *node, const RateUse *use,
                                 RateMethod *out);
/* Where a tier or point stands, and what it pays. */
MUST_USE bool design_read_input(Loader *loader, const Node *node, bool percent, Ratio *out);
MUST_USE bool design_read_pays(Loader *loader, const Node *node, bool money, Ratio *out);
/* `on:` of a modifier or of a matrix's rows or columns: value, attainment, name.value ... */
MUST_USE bool design_read_figure(Loader *loader, const Plan *plan, const Node *table,
                                 const Component *component, FigureOf *out);
/* Whose figure a table of `component` looks at; whether it is written as a percentage. */
const Component *design_figure_owner(const Plan *plan, const Component *component, FigureOf on);
bool design_is_percent(const Design *design, const Plan *plan, const Component *component,
                       FigureOf on);
void design_read_modifier(Loader *loader, const Plan *plan, const Node *node,
                          Component *component);

/* Whether a rate is a matrix: it has `rows` or `cols`. */
bool design_is_matrix(const Node *rate);
/* Whether one of its axes looks at this figure of the component `own` itself. */
bool design_matrix_asks_own(const Node *matrix, Text own, Text figure);
/* Read when all components of the plan are known, as its axes may name them. */
void design_read_matrix(Loader *loader, const Plan *plan, const Node *node, Component *component);


/* What a plan's file says after `plan:`; "": nothing. */
Text variant_title(const PlanTree *plan);

void design_order(Loader *loader, Plan *plan);
void design_lint_plan(Loader *loader, const Plan *plan);
void design_read_examples(Loader *loader, const Node *node, Plan *plan);

#endif
