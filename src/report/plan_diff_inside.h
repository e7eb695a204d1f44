/* plan_diff_inside.h - how differences between two designs are found. Private to the room.
 *
 *   plan_diff.c           plans and components in pairs; the rules that one line says
 *   plan_diff_rate.c      rate tables, matrices and modifiers
 *   plan_diff_measures.c  measures and what they credit
 *   plan_diff_text.c      for people, and as JSON */
#ifndef REPORT_PLAN_DIFF_INSIDE_H
#define REPORT_PLAN_DIFF_INSIDE_H

#include "plan_words.h"

typedef struct Finding {
    Arena *arena;
    PlanDiff *diff;
    RulePen pens[2];             /* at the plan and the component at hand, of either design */
    RuleChange at;               /* whose rules are looked at: keys and headings */
} Finding;

/* A difference of what is at hand. rule is looked up; before and after "": none. */
void change_add(Finding *finding, Aspect aspect, const char *rule, Text before, Text after,
                const Sentence *sentence);
/* With the sentence that does for most: "cap: 200% instead of 150%". */
void change_said(Finding *finding, Aspect aspect, const char *rule, Text before, Text after);
/* Of a part of a rule: "ramp, month 2: 30% instead of 25%". */
void part_change(Finding *finding, Aspect aspect, const char *rule, Text name, Text before,
                 Text after);
/* Numbers in full: two of them look alike otherwise. */
void pens_exact(Finding *finding, bool exact);
/* "a", or "a -> b" where they differ. */
Text both_said(Arena *arena, Text a, Text b);
Text join_said(Arena *arena, Text so_far, Text more);            /* "a; b"; either may be "" */

void rate_changes(Finding *finding);
void measure_changes(Finding *finding);

#endif
