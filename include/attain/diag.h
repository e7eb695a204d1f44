/* diag.h - problems: named, placed, collected, sorted.   (room: base)
 *
 * Every stage reports all that it can and goes on with the next row; whoever runs the stages looks
 * at the counts and stops. Nothing here prints. Threads collect into lists of their own, which are
 * merged after; sorting makes the result independent of who came first.   Source: CONTRACT 6. */
#ifndef ATTAIN_DIAG_H
#define ATTAIN_DIAG_H

#include "attain/words.h"

typedef enum DiagCode {
#define DIAG(code, name) DIAG_##code,
#include "attain/diagnostics.def"
#undef DIAG
    DIAG_COUNT
} DiagCode;

typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING } Severity;

/* Where: a file relative to company.yaml's directory, a line from 1, and a column from 1, which is
 * a character in YAML and formulas and a cell number in a CSV (0: the whole line). Either may be
 * 0 where there is none. */
typedef struct Place {
    Text file;
    uint32_t line;
    uint32_t column;
    Text heading;              /* CSV: the heading of the cell */
    Text excerpt;              /* the line at fault, as it stands in the file, without its end */
    uint32_t mark_from;        /* bytes of the excerpt to underline: [from, from + length) */
    uint32_t mark_length;
} Place;

typedef struct Diag {
    DiagCode code;
    Severity severity;
    bool row_fault;            /* --allow-exceptions may leave the row out and go on */
    bool system_fault;         /* the world failed (disk, permission): exit status 4 */
    bool refusal;              /* what was asked for is not done (a closed period): status 5 */
    Place place;
    Text value;                /* the cell or scalar at fault, if there is one */
    Text message;              /* what, and what was expected; in English, whoever reads it */
    Text hint;                 /* what to do; may be "" */
    const Sentence *says, *advises;      /* message and hint, for any language */
} Diag;

typedef struct Diags {
    Arena *arena;              /* owns every text of every diag */
    Diag *items;
    size_t count;
    size_t capacity;
    size_t errors;             /* of any kind */
    size_t row_faults;         /* of these, errors of rows */
    size_t system_faults;
    size_t refusals;
    size_t warnings;
} Diags;

void diags_start(Diags *diags, Arena *arena);
const char *diag_name(DiagCode code);                        /* "unknown-payee" */

/* The formats are sentences (words.h), and copy every text given: what is put together of pieces of
 * English can't be said in another language. The Diag returned is valid until the next call;
 * callers may set its value and hint through diag_value and diag_hint. */
Diag *diag_error(Diags *diags, DiagCode code, Place place, const char *format, ...)
    PRINTF_LIKE(4, 5);
/* The same of a diag whose code, place, severity and kind are set. */
Diag *diag_vadd(Diags *diags, Diag diag, const char *format, va_list arguments);
Diag *diag_warning(Diags *diags, DiagCode code, Place place, const char *format, ...)
    PRINTF_LIKE(4, 5);
Diag *diag_row_error(Diags *diags, DiagCode code, Place place, const char *format, ...)
    PRINTF_LIKE(4, 5);
Diag *diag_refusal(Diags *diags, DiagCode code, Place place, const char *format, ...)
    PRINTF_LIKE(4, 5);
Diag *diag_system(Diags *diags, DiagCode code, Text file, int error_number, const char *doing);
void diag_value(Diags *diags, Diag *diag, Text value);
void diag_hint(Diags *diags, Diag *diag, const char *format, ...) PRINTF_LIKE(3, 4);

void diags_merge(Diags *into, const Diags *from);            /* copies */
void diags_sort(Diags *diags);    /* file, line, column, code, message; the same problem once */
Text diag_message(Arena *arena, const Diag *diag, const Words *words);
/* The problem as a person reads it: place, what, excerpt with a marker, hint. Ends with \n. */
Text diag_text(Arena *arena, const Diag *diag, const Words *words, bool colour);
/* The same lines of what is said by others. */
typedef struct ProblemLines {
    const Place *place;
    const char *kind, *paint;  /* "error", translated; its colour on a terminal */
    const char *name;          /* its code */
    Text message, hint;        /* hint "": none */
} ProblemLines;
Text problem_text(Arena *arena, const ProblemLines *lines, const Words *words, bool colour);

#endif
