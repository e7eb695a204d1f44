/* compare_report.h - views of a comparison: text, CSVs.   (room: report)
 *
 * Designs are called A, B, C ... in the order in which they were named; differences are against
 * A.   Source: docs/compare.md. */
#ifndef ATTAIN_COMPARE_REPORT_H
#define ATTAIN_COMPARE_REPORT_H

#include "attain/explain.h"
#include "attain/lint.h"
#include "attain/sweep.h"

typedef struct CompareShown {
    const Comparison *comparison;
    const CompareCauses *causes;     /* [side]; of A none */
    const Findings *findings;        /* [side]: what it invites, sorted */
    CompareResampled resampled;
    const Sweep *sweep;              /* NULL: none */
    Text output;                     /* where files are written */
    bool fair;                       /* --causes shapley */
    bool workbook;                   /* compare.xlsx is written, too */
    Text version;
} CompareShown;

/* For a terminal. */
Text compare_text(Arena *arena, const CompareShown *shown, const ExplainLook *look);

/* The CSVs, compare.html, compare.xlsx, compare.json: a directory that is exchanged for the old
 * one, whole. *checks_failed: how many of the workbook's say NG. False: it could not be written,
 * and stays as it was. */
MUST_USE bool compare_write(Arena *arena, const CompareShown *shown,
                            void (*unfinished)(Text directory), size_t *checks_failed,
                            Diags *diags);

#endif
