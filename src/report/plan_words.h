/* plan_words.h - the rules of a design in words, for the sheet "Plans". Private to the room. */
#ifndef ATTAIN_PLAN_WORDS_H
#define ATTAIN_PLAN_WORDS_H

#include "sheets.h"

/* One row: of a plan (component ""), or of one of its components. */
typedef struct Rule { Text plan, component; const char *rule; Text says; } Rule;
typedef struct RuleList { Rule *items; size_t count, capacity; } RuleList;

/* Where rules are written to, and of what. */
typedef struct RulePen {
    const Sheets *sheets;
    Arena *arena;
    RuleList *list;
    const Plan *plan;
    const Component *component;          /* NULL: of the plan itself */
} RulePen;

/* says may be "": then there is no such rule. rule is looked up. */
void rule_add(RulePen *pen, const char *rule, Text says);
const char *rule_tr(const RulePen *pen, const char *english) __attribute__((format_arg(2)));

const char *percent_said(const RulePen *pen, Ratio part);        /* "12.5%" */
const char *money_said(const RulePen *pen, Ratio amount);        /* "30,000,000 JPY" */
const char *number_said(const RulePen *pen, Ratio number);
const char *pen_text(const RulePen *pen, Text text);            /* ends with NUL */

void component_rules(RulePen *pen);
void credit_rules(RulePen *pen);         /* how rows become what it measures */
void rate_rules(RulePen *pen);           /* rate table, matrix and modifier */

#endif
