/* intake.h - company.yaml and CSV files into verified tables.   (room: intake)
 *
 * bytes -> text (encodings) -> rows (the only file that knows libcsv) -> typed columns -> tables
 * whose
 * keys, ids, dates and totals hold together. Everything wrong is reported, each with its place;
 * rows at fault are marked left_out and reported as row faults (feeds only: a fault in the
 * roster, quotas, alignments or adjustments is a plain error).   Source: CONTRACT 2. */
#ifndef ATTAIN_INTAKE_H
#define ATTAIN_INTAKE_H

#include "attain/edit.h"

/* Reads the words of one edit. False: they are none (what-if-syntax). */
MUST_USE bool edit_parse(Arena *arena, Text said, Edit *out, Diags *diags);

typedef struct IntakeOptions {
    unsigned jobs;
    void (*progress)(void *context, Text feed, size_t bytes);     /* may be NULL; from any thread */
    void *progress_context;
    Edit *edits;                     /* cells that say something else than their files */
    size_t edit_count;
    bool unhashed;                   /* nobody will ask which bytes the files held */
} IntakeOptions;

/* Reads company.yaml at path (relative to the working directory). The specs of roster, quotas,
 * alignments and adjustments come out with all their columns, the standard ones first in the
 * contract's order. False: it can't be used; problems are in diags. */
MUST_USE bool intake_company(Arena *arena, Text path, Company **out, Diags *diags);

/* Reads every CSV that the company declares, in parallel, and hashes them unless `unhashed`. False:
 * something is wrong beyond rows that may be left out (*out then holds what could be read). */
MUST_USE bool intake_records(Arena *arena, const Company *company, const IntakeOptions *options,
                             Records *out, Diags *diags);

#endif
