/* design.h - what a directory of plan files says, checked.   (room: plan)
 *
 * A design is read once and never changes. Names are resolved to indexes: of measures in the
 * design,
 * of credit lines in the design, of components in their plan.   Source: CONTRACT 4. */
#ifndef ATTAIN_DESIGN_H
#define ATTAIN_DESIGN_H

#include "attain/formula.h"
#include "attain/rate.h"

#define INDEX_NONE UINT32_MAX

typedef struct Leg { uint32_t payee_column; const Formula *share; } Leg;
typedef struct CreditTo {        /* one credit line of one entry of `credits:` */
    uint32_t line;               /* into Design.lines */
    bool company;                /* to nobody */
    Leg *legs;
    uint32_t leg_count;
} CreditTo;
typedef struct CreditRule {      /* one entry of a measure's `credits:` */
    uint32_t measure;
    uint32_t feed;               /* into Company.feeds */
    const Formula *when, *date, *value;
    CreditTo *to;
    uint32_t to_count;
} CreditRule;

typedef struct CreditLine {      /* `acv.is`; numbered by measure key, then line name, by bytes */
    uint32_t measure;
    Text name;
} CreditLine;

typedef struct Measure {
    Text key, title;
    bool is_money;
    Text unit;                   /* "money", or the word for the count; "" for a ratio */
    bool is_ratio;
    uint32_t numerator, denominator;     /* measures, of a ratio */
    uint32_t first_line, line_count;     /* into Design.lines; of a ratio 0 */
    const Formula **defer_months;    /* [feed]: over how many months a commission on a row is
                                        amortised; NULL: it is not */
    bool defer_next_month;           /* from the month after the credit's on; else from its own */
    const Node *node;
} Measure;

#define DEFER_MONTHS_MAX 1200        /* a hundred years: beyond it something else was meant */
bool defer_months_are(Ratio months);                          /* whole, from 1 to that */

typedef enum Scope { SCOPE_SELF, SCOPE_TEAM, SCOPE_ALIGNED, SCOPE_REPORTS, SCOPE_COMPANY } Scope;
typedef enum Window { WINDOW_MONTH, WINDOW_QUARTER, WINDOW_HALF, WINDOW_YEAR,
                      WINDOW_CREDIT } Window;
int window_months(Window window);                             /* 1, 3, 6, 12; credit 1 */
typedef enum Against { AGAINST_QUOTA, AGAINST_WINDOW_QUOTA, AGAINST_GOAL, AGAINST_NONE } Against;
typedef enum Pays { PAYS_TARGET, PAYS_CREDITED, PAYS_AMOUNT, PAYS_FORMULA, PAYS_NOTHING } Pays;
typedef enum Cap { CAP_NONE, CAP_PERCENT, CAP_MONEY } Cap;
Text scope_word(Scope scope);
Text pays_word(Pays pays);
Text window_word(Window window);
Text against_word(Against against);                           /* of a goal: goal */

/* Figures that formulas of a component may name. A gate and a formula see their own component's
 * as figures 0 .. FIGURE_OWN - 1, and component c's as FIGURE_OWN + c * FIGURE_OTHERS + which. */
typedef enum OwnFigure { FIGURE_TARGET, FIGURE_VALUE, FIGURE_QUOTA, FIGURE_ATTAINMENT,
                         FIGURE_MONTHS, FIGURE_OWN } OwnFigure;
typedef enum OtherFigure { OTHER_VALUE, OTHER_ATTAINMENT, OTHER_MULTIPLIER, OTHER_EARNED,
                           FIGURE_OTHERS } OtherFigure;

/* Payment rules (CONTRACT 8): how an earning becomes a payment. */
typedef enum Release { RELEASE_YEAR_END, RELEASE_HALF_END, RELEASE_QUARTER_END } Release;
typedef enum DrawKind { DRAW_NONE, DRAW_RECOVERABLE, DRAW_NON_RECOVERABLE } DrawKind;
typedef struct Draw {
    DrawKind kind;
    bool is_percent;             /* of the month's target incentive; else money a whole month */
    Ratio amount;                /* a fraction, or whole currency */
    int months;                  /* of service; 0: always */
    int recover_after;           /* repaid from the month of service after this one on */
    Ratio recover_share;         /* of what is above the amount; 1 where not given */
} Draw;
typedef struct Ramp {            /* of the payee's own quota, by month of service */
    int if_start_before_day;     /* the start month is month 1 if it starts before; 0: always */
    const Ratio *quota;          /* months 0, 1, 2 ...; 100% afterwards */
    size_t count;                /* 0: no ramp */
} Ramp;

/* A measured figure that a table looks at: `value`, or `name.attainment`. */
typedef struct FigureOf {
    uint32_t component;          /* INDEX_NONE: the component's own */
    OtherFigure figure;          /* OTHER_VALUE or OTHER_ATTAINMENT */
} FigureOf;

typedef struct Modifier { Rate rate; FigureOf on; } Modifier;
typedef struct MatrixRate { Matrix matrix; FigureOf rows_on, cols_on; } MatrixRate;

typedef struct Component {
    Text key, title;
    Pays pays;
    bool has_weight;
    Ratio weight;                /* 1 where not given */
    uint32_t measure;            /* INDEX_NONE: a formula or a matrix without one */
    uint32_t line;               /* into Design.lines; of a ratio the numerator's, or INDEX_NONE */
    uint32_t denominator_line;   /* of a ratio; else INDEX_NONE */
    Scope of;
    Window window;
    bool at_end;
    Against against;
    Ratio goal;                  /* whole currency, a count, or of a ratio a fraction */
    const Rate *rate;            /* NULL: none, or a matrix */
    const MatrixRate *matrix;    /* NULL: none, or a rate table of one input */
    const Modifier *modifier;    /* NULL: none */
    const Formula *gate, *formula;   /* NULL: none */
    Cap cap;
    Ratio cap_at;                /* a fraction, or whole currency */
    bool floor_none;
    bool has_when_empty;
    Ratio when_empty;
    bool quota_of_self;          /* the payee's own quota, whatever the scope */
    const Ratio *instalments;    /* parts of an earning, this month and the following ones */
    size_t instalment_count;     /* 0: all at once */
    Ratio hold_share;            /* held back of an earning until hold_release; 0: nothing */
    Release hold_release;
    const Node *node;
} Component;

typedef struct Given { uint32_t component; OtherFigure figure; bool is_quota; Ratio amount; } Given;
typedef struct Earns { uint32_t component; Ratio amount; const Node *node; } Earns;
typedef struct Example {
    Text says;
    Ratio target;                /* the target incentive to date, before weights; 0 if left out */
    Ratio months;                /* 12 if left out */
    Given *given;                /* OTHER_VALUE, OTHER_ATTAINMENT, or is_quota */
    size_t given_count;
    Earns *earns;
    size_t earns_count;
    const Node *node;
} Example;

typedef struct Plan {
    Text key;                    /* the file's name without .yaml */
    Text title;                  /* `plan:`; what payouts.csv shows */
    const Formula *who;          /* `for:`, over the roster's columns */
    Day from, to;                /* effective; DAY_OPEN where not given at the end */
    Ramp ramp;
    Draw draw;
    bool forfeits;               /* if_left: what is held at the participation's end is lost */
    Cap cap;                     /* over all components' earned to date */
    Ratio cap_at;                /* a fraction of target to date, or whole currency */
    const Ratio *target_spread;  /* [4]: a fiscal quarter's part of a year's target; NULL: even */
    int credit_after_end;        /* months after a participation's end that still credit */
    Component *components;       /* in the order of the file */
    uint32_t component_count;
    uint32_t *order;             /* components so that what one asks for comes before it */
    Example *examples;
    size_t example_count;
    const Node *node;
} Plan;

typedef struct Design {
    Text title;
    Text directory;              /* relative to company.yaml */
    Measure *measures;           /* sorted by key */
    uint32_t measure_count;
    CreditLine *lines;
    uint32_t line_count;
    CreditRule *rules;           /* in the order of the measures, then of their entries */
    uint32_t rule_count;
    Plan *plans;                 /* sorted by key */
    uint32_t plan_count;
    SourceFile *files;           /* every file read, hashed, bases included; sorted by path */
    size_t file_count;
} Design;

/* Reads and checks the design in `directory` (relative to company.yaml's). False: it
 * can't be used. */
MUST_USE bool design_load(Arena *arena, const Company *company, Text directory, Design *out,
                          Diags *diags);

/* The same, of files that are at hand, by their paths: the design that a closed month read. */
MUST_USE bool design_load_from(Arena *arena, const Company *company, Text directory,
                               const SourceFile *files, size_t count, Design *out, Diags *diags);

/* A month's part of a year's target under the plan: a twelfth, or a third of its fiscal quarter's
 * (target_spread). */
Ratio plan_month_share(Arena *arena, const Company *company, const Plan *plan, Month month);
Text release_word(Release release);
Text rate_method_word(RateMethod method);
/* How a plan's formulas call a figure, by FormulaName.index: `target`, `team_acv.attainment`. */
Text figure_name(Arena *arena, const Plan *plan, uint32_t figure);

/* The rate tables' own sums, for `check`: pay at 0, 50, 100, 150, 200% and at each edge. */
Text design_rates_text(Arena *arena, const Company *company, const Design *design,
                       const Words *words);

#endif
