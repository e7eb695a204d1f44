/* plan_words.h - the rules of a design in words: the sheet "Plans", and what differs between two
 * designs. Private to the room. */
#ifndef ATTAIN_PLAN_WORDS_H
#define ATTAIN_PLAN_WORDS_H

#include "attain/plan_diff.h"

/* One row: of a plan (component ""), or of one of its components. */
typedef struct Rule { Text plan, component; const char *rule; Text says; } Rule;
typedef struct RuleList { Rule *items; size_t count, capacity; } RuleList;

/* Where rules are written to, in which words, and of what. */
typedef struct RulePen {
    Arena *arena;
    const Company *company;
    const Design *design;
    const Words *words;
    RuleList *list;                      /* NULL: nothing is added */
    const Plan *plan;
    const Component *component;          /* NULL: of the plan itself */
    bool exact;                          /* numbers as fractions, where decimals look alike */
} RulePen;

/* One of several things that a rule says, by which two of them are told apart. */
typedef struct RulePart {
    Text name, says;
    Text absent;                         /* what it is without it; "": none */
} RulePart;
typedef struct RuleParts { RulePart *items; size_t count, capacity; } RuleParts;

/* A rule that one line says. */
typedef struct RuleKind {
    const char *rule;                    /* looked up */
    Aspect aspect;
    Text (*said)(const RulePen *pen);    /* "": there is none */
    bool (*same)(const RulePen *a, const RulePen *b);        /* by what it means, not its words */
    const char *absent;                  /* what is said of none beside another; NULL: "none" */
    void (*parts)(const RulePen *pen, RuleParts *out);       /* NULL: it has none */
} RuleKind;
#define KINDS_END {NULL, ASPECTS, NULL, NULL, NULL, NULL}

/* A plan's own rules; a component's above its tables, and below. Each ends with KINDS_END. */
extern const RuleKind plan_kinds[], component_kinds[], limit_kinds[];
/* Two of them by name: whose credits count, and the formula. */
Text counts_said(const RulePen *pen);
Text formula_rule_said(const RulePen *pen);

/* says may be "": then there is no such rule. rule is looked up. */
void rule_add(RulePen *pen, const char *rule, Text says);
const char *rule_tr(const RulePen *pen, const char *english) __attribute__((format_arg(2)));

const char *percent_said(const RulePen *pen, Ratio part);        /* "12.5%" */
const char *money_said(const RulePen *pen, Ratio amount);        /* "30,000,000 JPY" */
const char *number_said(const RulePen *pen, Ratio number);
const char *pen_text(const RulePen *pen, Text text);            /* ends with NUL */
Text cap_said(const RulePen *pen, Cap cap, Ratio at);

void plan_rules(RulePen *pen);           /* of pen->plan and its components */
void kinds_add(RulePen *pen, const RuleKind *kinds);
void credit_rules(RulePen *pen);         /* how rows become what it measures */
void rate_rules(RulePen *pen);           /* rate table, matrix and modifier */

/* How a table is written: a figure of attainment or a ratio is a percentage. */
typedef enum PlaceUnit { PLACE_PERCENT, PLACE_MONEY, PLACE_NUMBER } PlaceUnit;
PlaceUnit place_unit(const RulePen *pen, FigureOf on);
const char *place_said(const RulePen *pen, FigureOf on, Ratio at);
const char *input_said(const RulePen *pen, FigureOf on);         /* "attainment of acv" */
const char *pays_said(const RulePen *pen, bool money, Ratio pays);
/* How a table is read: "straight lines between points (attainment); beyond, it stays". */
Text table_said(const RulePen *pen, const Rate *rate, FigureOf on);
Text tier_said(const RulePen *pen, const Rate *rate, FigureOf on, size_t tier);
Text matrix_said(const RulePen *pen, const MatrixRate *rate);
Text matrix_row_said(const RulePen *pen, const MatrixRate *rate, size_t row);
FigureOf rate_input(const Rate *rate);   /* a component's own */

/* Of formulas, NULL: there is none. */
Text formula_said_of(const RulePen *pen, const Formula *formula);        /* on one line */
bool formulas_same(const RulePen *pen, const Formula *a, const Formula *b);
bool parts_same(const Ratio *a, size_t a_count, const Ratio *b, size_t b_count);

/* plan_diff_text.c: changes stand plan by plan, and within a plan component by component. */
bool rule_same_plan(const RuleChange *a, const RuleChange *b);
bool rule_same_component(const RuleChange *a, const RuleChange *b);
/* "AE", "measure acv, New ACV"; of a measure's change, where it counts. */
Text rule_heading(Arena *arena, const PlanDiff *diff, const RuleChange *change);
Text rule_where_it_counts(Arena *arena, const PlanDiff *diff, const RuleChange *change);
/* The members of a change, for the object that is open. */
struct Json;
void json_rule(struct Json *json, const RuleChange *change);

#endif
