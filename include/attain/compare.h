/* compare.h - designs side by side over the same facts: what each pays, payee by payee and month by
 * month, and by what cause they differ.   (room: compare)
 *
 * Every figure is the engine's own: a design is computed for the whole range, its fiscal years each
 * from a balance of 0, without books. Rows are credited once for all designs whose credit
 * rules are the same.   Source: docs/compare.md. */
#ifndef ATTAIN_COMPARE_H
#define ATTAIN_COMPARE_H

#include "attain/ledger.h"
#include "attain/variant.h"

/* One fiscal year, as far as the range reaches into it. */
typedef struct CompareYear {
    Month from, to;                  /* months of the range */
    const Ledger *ledger;            /* of `to`, with every month's payments */
} CompareYear;

/* One design. Arrays by person and month are [person * month_count + month - from]. */
typedef struct Compared {
    Text name;                       /* as it was asked for */
    const DesignTrees *trees;
    const Design *design;
    CompareYear *years;              /* [Comparison.year_count] */
    Money *paid;                     /* what payroll pays, draws and adjustments included */
    Money *earned;                   /* all components' earnings, whenever they are paid out */
    uint8_t *is_payee;               /* [person]: is under a plan, or paid, within the range */
} Compared;

/* What one component of one plan costs, over the range. */
typedef struct CompareComponent {
    uint32_t plan, component;
    Money earned;
    Ratio value;                     /* that it counted in the range, of all payees; whole currency
                                        or a count */
    uint32_t payees;
} CompareComponent;

/* What a payee's components that measure money counted in a month, and what they earned. A deal
 * that counts in two components, or for two payees, is in it twice. */
typedef struct CompareCounted {
    Ratio value;                     /* whole currency: what the month adds to its window's value */
    Money earned;
} CompareCounted;

typedef struct Comparison {
    const Records *records;
    Month from, to;
    size_t month_count, year_count;
    Compared *sides;                 /* the first is what others are held against */
    size_t side_count;
    unsigned jobs;
    bool allow_exceptions;
    Arena *arena;                    /* for what the designs share: */
    struct CreditsMade *made;        /* credits by credit rules, kept for the next design */
} Comparison;

/* Starts an empty comparison over [from, to]. */
void compare_start(Arena *arena, const Records *records, Month from, Month to, size_t sides,
                   Comparison *out);
/* Computes a design. False: it can't be paid by (diags say why). */
MUST_USE bool compare_compute(Arena *arena, Comparison *comparison, Text name,
                              const DesignTrees *trees, const Design *design, Compared *out,
                              Diags *diags);
/* The same of some payees alone ([person]: 1); all others as they are in `base`, a design with the
 * same credit rules. */
MUST_USE bool compare_some(Arena *arena, Comparison *comparison, const Compared *base,
                           const DesignTrees *trees, const Design *design,
                           const uint8_t *persons, Compared *out, Diags *diags);

/* The components in the order of the plans. */
CompareComponent *compare_components(Arena *arena, const Comparison *comparison,
                                     const Compared *side, size_t *count);
/* [person * month_count + month - from]; earnings add up as `earned` does. */
CompareCounted *compare_counted(Arena *arena, const Comparison *comparison, const Compared *side);
/* A payee's target incentive of the range: of the days under a plan. */
Ratio compare_target(Arena *arena, const Comparison *comparison, const Compared *side,
                     uint32_t person);
/* The same of all who are marked ([person]: 1), or (NULL) of everybody; of others 0. [person]. */
Ratio *compare_targets(Arena *arena, const Comparison *comparison, const Compared *side,
                       const uint8_t *persons);
/* The sum of months [first, first + count) of one person, or (PERSON_NONE) of all. It fits, and so
 * does the difference of two: a design of which it would not is refused. */
Money compare_sum(const Comparison *comparison, const Money *amounts, uint32_t person,
                  size_t first, size_t count);

/* The difference of every payee between two designs, by what is exchanged on the way. */
typedef enum CompareCause { /* the aspects, in their order, then: */
    CAUSE_OTHER_RULES = ASPECTS,     /* what no exchange of rules explains */
    COMPARE_CAUSES } CompareCause;
typedef struct CompareCauses {
    bool applies[COMPARE_CAUSES];    /* rules were exchanged, or something is left */
    unsigned with[COMPARE_CAUSES];   /* the cause that holds its part: itself, or (there is no
                                        design with the one and without the other) a later one */
    Money *parts;                    /* [person * COMPARE_CAUSES + cause]: of paid, over the range;
                                        they add up to the difference */
} CompareCauses;
void compare_causes(Arena *arena, Comparison *comparison, const Compared *from,
                    const Compared *to, CompareCauses *out);
/* The same whatever the order: each aspect's part is its mean over all orders of exchange (Shapley,
 * 1953), in whole minor units, the largest remainders rounded away from 0; the other way round each
 * has the other sign. Aspects that make no design without one another are exchanged as one. */
void compare_causes_fair(Arena *arena, Comparison *comparison, const Compared *from,
                         const Compared *to, CompareCauses *out);

/* What designs cost over histories that could as well have been: each is made of as many months and
 * as many payees as there are, drawn from them with replacement, the same for all designs; a
 * payee's months are what the engine paid. */
typedef struct CompareSample {
    Money low, middle, high;         /* at most that in 10%, 50%, 90% of the samples */
    Money mean;                      /* rounded half up */
    size_t dearer;                   /* samples in which it costs more than the first design */
} CompareSample;
typedef struct CompareResampled {
    size_t samples;                  /* 0: not asked for */
    uint64_t seed;
    CompareSample *sides;            /* [side] */
} CompareResampled;
/* The same seed gives the same figures, whatever the jobs. False: sums too large to be exact. */
MUST_USE bool compare_resample(Arena *arena, const Comparison *comparison, size_t samples,
                               uint64_t seed, CompareResampled *out, Diags *diags);

#endif
