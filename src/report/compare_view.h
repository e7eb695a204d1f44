/* compare_view.h - a comparison's figures as tables, for every view of it. Private to the room. */
#ifndef REPORT_COMPARE_VIEW_H
#define REPORT_COMPARE_VIEW_H

#include "attain/buffer.h"
#include "attain/compare_report.h"
#include "attain/plan_diff.h"

/* A line of a table: what each design pays these payees. */
typedef struct CompareLine {
    uint32_t person;                 /* of payees; else PERSON_NONE */
    Month month;                     /* of months; else MONTH_NONE */
    Text role, team;
    size_t *payees;                  /* [side] */
    Money *paid, *earned;            /* [side] */
    Ratio *target;                   /* [side], whole currency; of payees alone */
    CompareCounted *counted;         /* [side]: by components that measure money */
} CompareLine;
typedef struct CompareLines { CompareLine *items; size_t count; } CompareLines;

/* How payments lie among a design's payees. */
typedef struct CompareSpread {
    size_t payees;                   /* under a plan, or paid */
    Money low, middle, high;         /* at most that is paid to 10%, 50%, 90% of them */
    Ratio target;                    /* target incentives of those who have one, whole currency */
    Money earned;                    /* of those */
    size_t with_target, over, under; /* of those, who earned more than their target, or less */
} CompareSpread;

typedef struct CompareView {
    Arena *arena;
    const CompareShown *shown;
    const Comparison *comparison;
    const Words *words;
    PlanDiff **rules;                /* [side]: what differs from A's; of A NULL */
    CompareLines payees;             /* by id */
    CompareLines roles;              /* by role, team */
    CompareLines months;
    CompareLine total;
    CompareSpread *spreads;          /* [side] */
    CompareCounted **counted;        /* [side]: as compare_counted has it */
    CompareComponent **components;   /* [side] */
    size_t *component_counts;
} CompareView;
void compare_view(Arena *arena, const CompareShown *shown, const Words *words, CompareView *out);

/* Rows at fault that the design left out of every measure, under --allow-exceptions. */
size_t compare_left_out(const CompareView *view, size_t side);
/* Payees by what the side pays them more or less than A, the largest gain first. */
const CompareLine **compare_by_gain(const CompareView *view, size_t side);
/* A line of nothing yet, and another's figures added to it (payees', value's and payments'). */
CompareLine compare_new_line(const CompareView *view);
void compare_add_line(const CompareView *view, CompareLine *to, const CompareLine *from);
Text compare_period(const CompareView *view);             /* 2025-10..2026-09; of a month 2026-03 */
Text compare_letter(Arena *arena, size_t side);           /* A, B ... */
Text compare_cause_word(unsigned cause);                  /* "rate", as CSVs say it */
Text compare_cause_title(const CompareView *view, unsigned cause);    /* "rate table" */
/* Whether a cause has a part of the difference: rules were exchanged, and by themselves. */
bool compare_has_part(const CompareCauses *causes, unsigned cause);
/* Whether others have their parts in its own: they could not be told apart. */
bool compare_is_joint(const CompareCauses *causes, unsigned cause);
/* "(with rate table)": of a cause whose part another holds. */
Text compare_cause_with(const CompareView *view, const CompareCauses *causes, unsigned cause);
Money compare_part(const CompareCauses *causes, uint32_t person, unsigned cause);
Money compare_part_of_all(const CompareView *view, size_t side, unsigned cause);
Text compare_money(const CompareView *view, Money amount);            /* 1,234 */
Text compare_count_text(const CompareView *view, size_t count);       /* 1,000 */
Text compare_change(const CompareView *view, Money amount);           /* +1,234 */
Text compare_share(const CompareView *view, Ratio part, int digits);  /* 12.3% */
bool compare_percent(const CompareView *view, Money part, Money whole, Ratio *out);
/* What was earned as a share of the value counted; false: there is none, or less than none. */
bool compare_counted_share(const CompareView *view, CompareCounted counted, Ratio *out);
Text compare_counted_text(const CompareView *view, CompareCounted counted);      /* 1.23%; - */
const char *compare_name(const CompareView *view, uint32_t person);

/* compare_sweep.c: a sweep in at most 80 columns; sweep.csv, a row a variant. */
void compare_sweep_text(const CompareView *view, Buffer *out);
Text compare_sweep_csv(const CompareView *view);
Text compare_sweep_values(const CompareView *view, size_t variant);  /* "100%, 200%" */
Text compare_sweep_axis(const CompareView *view, size_t axis);       /* "100%, ..., 300%" */
/* ---- compare_figures.c: what is said of a design as a whole */
typedef struct CompareFigure {
    const char *english;
    Text (*of)(const CompareView *view, size_t side);
} CompareFigure;
const CompareFigure *compare_figures(size_t *count);
Text compare_count_share(const CompareView *view, size_t count, size_t all);     /* 12.3%; - */
Text compare_percent_change(const CompareView *view, Money from, Money to);      /* +1.2% */
Text compare_line_name(const CompareView *view, const CompareLine *line);
/* "measure + credits" where the two could not be told apart. */
Text compare_cause_name(const CompareView *view, size_t side, unsigned cause);
/* How many are paid more than by A, and how many less. */
void compare_count(const CompareView *view, size_t side, size_t *up, size_t *down);

/* How many findings of a kind a design has; whether any design has one. */
size_t compare_finds(const CompareView *view, size_t side, FindingCode code);
bool compare_any_finds(const CompareView *view, FindingCode code);
/* Of a finding: "problem" or "note", for tr(); its plan's title and its component's key, "" where
 * it is of no single one. */
Text compare_severity(const Finding *finding);
Text compare_finding_plan(const CompareView *view, size_t side, const Finding *finding);
Text compare_finding_component(const CompareView *view, size_t side, const Finding *finding);

#endif
