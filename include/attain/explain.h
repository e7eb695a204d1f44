/* explain.h - views of a ledger for one payee or one row: how a figure came about, and why a row
 * paid nothing.   (room: report)
 *
 * Text for a terminal, JSON (docs/explain.md has its schema) in which every amount and figure is an
 * exact text, or a workbook. Nothing is computed here: terms come from the ledger and its traces.
 * Source: CONTRACT 6; docs/explain.md. */
#ifndef ATTAIN_EXPLAIN_H
#define ATTAIN_EXPLAIN_H

#include "attain/answer.h"
#include "attain/booked.h"
#include "attain/edit.h"

typedef struct ExplainLook {
    bool json;
    bool colour, ascii;              /* of text */
    const Words *words;              /* of text; NULL: English */
    size_t width;                    /* columns of the terminal */
    Text version;
} ExplainLook;

/* How a payee's payment came about; the ledger was run with him traced. component narrows it to
 * components of that key; "": all. */
Text explain_payee(Arena *arena, const Ledger *ledger, uint32_t person, Text component,
                   const ExplainLook *look);

/* Who got what from a row under every plan, and why somebody got nothing: everybody whom it may
 * concern, or person alone (PERSON_NONE: all), under components of that key ("": all). problems:
 * what the run reported of rows it left out. */
Text explain_row(Arena *arena, const Ledger *ledger, RowAt at, uint32_t person, Text component,
                 const Diags *problems, const ExplainLook *look);

/* What edits change in the month: of a payee's figures, or PERSON_NONE: whose payroll they change;
 * under components of that key, with the names of others that change as well ("": all). before and
 * after are the month without and with them; person is after's, and `explanation`
 * his month after, in the same look; "": there is none. */
Text explain_what_if(Arena *arena, const Ledger *before, const Ledger *after, const Edit *edits,
                     size_t edit_count, uint32_t person, Text component,
                     Text explanation, const ExplainLook *look);

/* A payee's payment as a workbook that needs nothing else: from the credit lines that his figures
 * add up to what is paid, in formulas. Nobody else's pay is in it. */
typedef struct AuditOptions {
    Text file;                       /* ends in .xlsx; a workbook that stands there is replaced */
    Text version;
    bool allow_exceptions;
    const Edit *edits;               /* what was changed: then it is a what-if, and says so */
    size_t edit_count;
    const Ledger *without;           /* the month without them; NULL: there are none */
    /* Told of the folder that is being filled, and "" once it is gone; may be NULL. */
    void (*unfinished)(Text directory);
} AuditOptions;

/* The ledger was run with him traced, and he has a payment in it. *checks_failed: how many of the
 * workbook's checks say NG. False: it could not be written, diags say why; what stood there still
 * does. */
MUST_USE bool explain_workbook(Arena *arena, const Ledger *ledger, uint32_t person,
                               const AuditOptions *options, size_t *checks_failed, Diags *diags);

#endif
