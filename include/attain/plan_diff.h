/* plan_diff.h - what differs between the rules of two designs, in words.   (room: report)
 *
 * Taken from the designs as they were read, never from their text: plans are paired as
 * variant_pairs does; components and measures by key; entries of `credits:` and tiers by what
 * they say. Formulas are compared word by word, so that neither blanks nor a number's writing
 * count. Titles, examples and the order of things are no rules.   Source: docs/compare.md. */
#ifndef ATTAIN_PLAN_DIFF_H
#define ATTAIN_PLAN_DIFF_H

#include "attain/explain.h"
#include "attain/variant.h"

typedef struct RuleChange {
    Aspect aspect;               /* the cause that compare finds for it */
    Text plan, component;        /* keys; of a rule of the plan itself component "", of a measure
                                    both; those of the first design but where it lacks them */
    Text measure;                /* key; "": a plan's rule */
    Text of, part;               /* for people: the plan's title and the component's, "a -> b" where
                                    they differ; of a measure its title, and "" */
    Text rule;                   /* "cap", "tier" */
    Text before, after;          /* in words; "none" where there was none */
    Text sentence;               /* whole, and without a full stop */
    const Text *details;         /* of a component of one side alone: its other rules */
    size_t detail_count;
    Text counts_in;              /* of a measure: "AE, New ACV; ...": where it pays; "": nowhere */
} RuleChange;

typedef struct PlanDiff {
    const Design *designs[2];
    const Words *words;
    RuleChange *changes;         /* plan by plan in the order of their keys, then the measures */
    size_t count, capacity;
} PlanDiff;

/* Both designs were read for the company. words: the language of all texts; NULL: English. */
PlanDiff *plan_diff_find(Arena *arena, const Company *company, const Design *before,
                         const Design *after, const Words *words);

/* The same for a terminal, in the look's width and colours, or as JSON (look->json), whose
 * texts are those of the diff. */
Text plan_diff_answer(Arena *arena, const PlanDiff *diff, const ExplainLook *look);

#endif
