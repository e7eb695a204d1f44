/* engine.h - credit, measure, attain, earn, pay: tables and a design into a ledger.  (room: engine)
 *
 * The engine sees no file and no YAML. Only the credit stage touches every row; it works on
 * slices in parallel and its results merge in any order.   Source: CONTRACT 5. */
#ifndef ATTAIN_ENGINE_H
#define ATTAIN_ENGINE_H

#include "attain/ledger.h"

typedef struct EngineOptions {
    unsigned jobs;
    bool allow_exceptions;       /* rows at fault are left out, and counted */
    void (*progress)(void *context, Text stage);      /* that is done; may be NULL */
    void *progress_context;
} EngineOptions;

/* Computes one month. False: something is wrong (problems in diags; the ledger then holds nothing
 * that may be paid). Row faults alone are no failure under allow_exceptions. */
MUST_USE bool engine_run(Arena *arena, const Records *records, const Design *design, Month period,
                         const EngineOptions *options, Ledger *out, Diags *diags);

/* What engine_run objects to in the latest month that has facts and a plan, the one to be paid
 * next; and who could be paid twice for one credit. */
void engine_check(Arena *arena, const Records *records, const Design *design,
                  const EngineOptions *options, Diags *diags);

/* Runs the plans' examples with the very function that earns; a failed one is an error.
 * Returns how many were run. */
size_t engine_examples(Arena *arena, const Company *company, const Design *design, Diags *diags);

#endif
