/* variant.h - designs before they are checked, and designs that differ from one another in one
 * thing.   (room: plan)
 *
 * The files of a design are trees; what compare tries out are other trees, built by the very
 * loader that builds a design from its directory. Nothing here changes a tree: what is
 * changed is copied, the rest shared, so that designs whose credit rules are the same have
 * the same `measures`.   Source: docs/compare.md. */
#ifndef ATTAIN_VARIANT_H
#define ATTAIN_VARIANT_H

#include "attain/design.h"

typedef struct PlanTree {
    Text key;                        /* the file's name without .yaml */
    const Node *node;
} PlanTree;

/* A design's files after merging: what there is to check. */
typedef struct DesignTrees {
    Text title;
    Text directory;                  /* relative to company.yaml */
    const Node *measures;            /* the root of measures.yaml; NULL: there is none */
    PlanTree *plans;                 /* sorted by key */
    size_t plan_count;
    SourceFile *files;               /* every file read, hashed, bases included; sorted by path */
    size_t file_count;
    bool incomplete;                 /* a plan's file could not be read, which is reported */
} DesignTrees;

/* Reads the files of a directory; those given by their paths, or (NULL) those on disk. False: they
 * can't be read; files are those that were. */
MUST_USE bool design_read(Arena *arena, const Company *company, Text directory,
                          const SourceFile *files, size_t count, DesignTrees *out, Diags *diags);

/* Checks trees however they came about (a directory; a variant; a fuzzer) into *out. False: any
 * error. */
MUST_USE bool design_build(Arena *arena, const Company *company, const DesignTrees *trees,
                           Design *out, Diags *diags);

/* What a rule is about, in the order in which compare exchanges rules between designs. */
typedef enum Aspect { ASPECT_PLANS,      /* plans and components there are, and for whom */
                      ASPECT_MEASURE,    /* what a component measures, and whose */
                      ASPECT_CREDITS,    /* what the measures count */
                      ASPECT_QUOTA,      /* what a value is held against */
                      ASPECT_WEIGHT, ASPECT_RATE,
                      ASPECT_TIMING,     /* windows, effective dates, when it is paid */
                      ASPECT_GATE, ASPECT_MODIFIER, ASPECT_CAP, ASPECTS } Aspect;
Text aspect_word(Aspect aspect);                          /* "measure" */

/* What a plan is known by. */
typedef struct PlanName { Text key, title; } PlanName;
/* Which plan of `to` each of `from`'s is: the one of the same key; of those that are left, the one
 * of the same title, as a file may be renamed. [from]: its index; SIZE_MAX: it is gone. */
size_t *variant_pairs(Arena *arena, const PlanName *from, size_t from_count, const PlanName *to,
                      size_t to_count);

/* The plans of `from`, by the keys that they have in `to`, over the measures of both: as `from` has
 * them, then those that only `to` has. It pays what `from` pays. Titles are keys here, as they are
 * no rules. Examples are left out: they are the owner's tests of another plan. */
void variant_start(Arena *arena, const DesignTrees *from, const DesignTrees *to,
                   DesignTrees *out);
/* *design, started towards `to`, with all rules of one aspect taken from it. False: that changes
 * nothing that is written there. Components are the same where their keys are. */
bool variant_exchange(Arena *arena, DesignTrees *design, const DesignTrees *to, Aspect aspect);
/* The same built: that the weights of a plan don't add up to 100% is no error on the way from one
 * design to another. False: such a design can't be. */
MUST_USE bool variant_build(Arena *arena, const Company *company, const DesignTrees *trees,
                            Design *out);

/* One key set to what YAML would say there, or (value null) removed: in
 * `AE.new_acv.rate.tiers[3].pays` stand the plan's name or file, the component (or a key of the
 * plan), then keys; lists count from 1. The plan's examples are left out: they are its owner's
 * tests of another plan. False: there is no such place; the nearest names are in diags. */
MUST_USE bool variant_set(Arena *arena, const DesignTrees *trees, Text path, Text value,
                          DesignTrees *out, Diags *diags);
/* The place that a path names, the same however it is spelled: by file, whole, items from 1. False:
 * as variant_set. */
MUST_USE bool variant_place(Arena *arena, const DesignTrees *trees, Text path, Text *out,
                            Diags *diags);
/* Marks the plans that a variant_set changed ([plan]: 1). False: the change may reach others,
 * too: who comes or goes under these plans, and whose figures or quotas are summed from theirs. */
bool variant_reach(const DesignTrees *trees, const DesignTrees *changed, uint8_t *plans);

#endif
