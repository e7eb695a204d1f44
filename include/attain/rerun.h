/* rerun.h - two run directories held against each other, byte for byte.   (room: report)
 *
 * Files are mapped, never copied, so that their size costs no memory.   Source: output/README.md,
 * rerun. */
#ifndef ATTAIN_RERUN_H
#define ATTAIN_RERUN_H

#include "attain/diag.h"

/* The first difference of a file: of a CSV the line, the column and both values; else the byte. */
typedef struct FileDifference {
    Text name;                       /* relative to the run's directory */
    Text what;                       /* "line 3, earning: 75000 -> 80000" */
    bool names_inputs;               /* it holds inputs or their hashes: inputs/, run.json, the
                                        workbook; with other inputs it must differ */
} FileDifference;

typedef struct RunComparison {
    FileDifference *items;           /* sorted by name */
    size_t count, files;             /* files: in either directory */
} RunComparison;

/* words: what differs is said in this language. False: a file or a folder could not be read. */
MUST_USE bool rerun_compare(Arena *arena, const Words *words, Text run, Text again,
                            RunComparison *out, Diags *diags);

#endif
