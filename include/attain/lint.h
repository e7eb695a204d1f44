/* lint.h - which rules of a design invite trouble, as far as its tables say it.   (room: plan)
 *
 * A rate table is a line of pieces: what pays a sum at once, what pays less for more, where more
 * pays nothing is read from the pieces' ends, exactly; nothing is sampled. Amounts are for a
 * payee who is named, with a whole window's target. lint_history.h adds what the facts say.
 * Source: CONTRACT 5, docs/lint.md. */
#ifndef ATTAIN_LINT_H
#define ATTAIN_LINT_H

#include "attain/design.h"

typedef enum FindingCode {
#define FINDING(code, word, severity, meaning) FINDING_##code,
#include "attain/findings.def"
#undef FINDING
    FINDINGS
} FindingCode;
typedef enum FindingSeverity { FINDING_PROBLEM, FINDING_NOTE } FindingSeverity;
const char *finding_word(FindingCode code);              /* "cliff_down" */
const char *finding_meaning(FindingCode code);           /* for tr() */
FindingSeverity finding_severity(FindingCode code);

typedef struct Finding {
    FindingCode code;
    uint32_t plan, component;        /* component INDEX_NONE: of no single one */
    Place place;                     /* of the tier or key */
    const Sentence *says;
    const Sentence *advises;         /* what to do; NULL: it is for information */
} Finding;

typedef struct Findings {
    Arena *arena;
    const Company *company;
    const Design *design;
    Finding *items;
    size_t count, capacity;
    size_t problems;
} Findings;

void findings_start(Findings *findings, Arena *arena, const Company *company,
                    const Design *design);
void finding_add(Findings *findings, FindingCode code, uint32_t plan, uint32_t component,
                 Place place, const Sentence *says, const Sentence *advises);
/* Problems first, then by place and code. */
void findings_sort(Findings *findings);
/* A finding as a person reads it, like a problem's text; ends with \n. */
Text finding_text(Arena *arena, const Finding *finding, const Words *words, bool colour);

/* For whom amounts are said: the payee of the median target incentive. */
typedef struct LintScale {
    Text payee;                      /* the id; "": the plan has nobody with a target */
    uint32_t payees;                 /* with a target, the plan's */
    Ratio target;                    /* a year's, in whole currency */
    bool has_quota;
    Ratio quota;                     /* his, to date in the month: the latest whole window's */
    Month quota_month;
} LintScale;

/* What the tables, caps, gates say. scales: [plan][component]. */
void lint_tables(Findings *findings, const LintScale *const *scales);

/* A component's tier or point, or a place of its modifier's table. */
Place lint_tier_place(Arena *arena, const Component *component, bool modifier, size_t tier);
Place lint_key_place(Arena *arena, const Component *component, const char *key);
/* "12.5%", "1,200 JPY", and a figure as tables write it: a percentage, money, or a count. */
Text lint_percent(Arena *arena, Ratio fraction);
Text lint_money(Arena *arena, const Company *company, Ratio amount);
Text lint_input(const Findings *findings, const Plan *plan, const Component *component,
                FigureOf on, Ratio input);
/* What the component's own table looks at. */
FigureOf lint_own_input(const Component *component);
/* Whether nothing limits what more and more of its input pays. */
bool lint_is_unlimited(Arena *arena, const Component *component);

#endif
