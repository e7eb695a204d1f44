/* diff.h - what the parts of attain diff hand to each other. Private to cli. */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "cli.h"

#include "attain/diff.h"

/* A run's directory, read back. */
typedef struct DiffRun {
    SourceFile *kept[RUN_FILE_KINDS];        /* by kind; under the paths that they were read by */
    Text *feeds[RUN_FILE_KINDS];             /* their tables */
    size_t kept_count[RUN_FILE_KINDS];
} DiffRun;

/* Reads both directories. False: they can't be compared; diags say why. */
MUST_USE bool diff_load(Arena *arena, const Options *options, DiffSide sides[2], DiffRun runs[2],
                        Diags *diags);
/* The ledgers of both sides, the credits, and the steps between them. */
void diff_steps(Arena *arena, const Options *options, DiffSide sides[2], DiffRun runs[2],
                DiffCredits **credits, DiffStep *steps);

#endif
