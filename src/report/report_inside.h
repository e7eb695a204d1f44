/* report_inside.h - what the views share. Private to the room. */
#ifndef ATTAIN_REPORT_INSIDE_H
#define ATTAIN_REPORT_INSIDE_H

#include "attain/report.h"
#include "attain/buffer.h"
#include "attain/hash.h"

typedef struct View {
    Arena *arena;
    const Ledger *ledger;
    const ReportOptions *options;
    Diags *diags;
} View;

/* The language of the run's files. */
static inline const Words *view_words(const View *view)
{
    return words_of(view->ledger->records->company->language);
}

/* The columns of a payroll that the month has use for, in their order. */
typedef struct PayrollColumn {
    const char *name;
    size_t offset;
    bool shown;
    unsigned cell;               /* its number among all, shown or not */
} PayrollColumn;
enum { PAYROLL_COLUMNS = 10 };
size_t payroll_columns(const View *view, PayrollColumn *columns);
Money payroll_amount(const Payment *payment, const PayrollColumn *column);
/* An amount of the company's as payroll pays it. */
Money payroll_in(const View *view, PayUnit unit, Money amount);

/* Each makes one file's bytes. */
Text payouts_csv(const View *view);
Text payroll_csv(const View *view);
Text held_csv(const View *view);
/* The cells with which a posting's row begins: period to for_month. */
void posting_cells(const View *view, Buffer *out, const Posting *posting);
Text prior_csv(const View *view);                    /* prior-period adjustments, a row each */
Text prior_credits_csv(const View *view);            /* the credits that changed since */
bool view_has_books(const View *view);
bool is_prior(const Ledger *ledger, const Posting *posting);
Text change_word(ChangeKind kind);
Ratio change_amount(const View *view, const CreditChange *change, Ratio amount);
Text exceptions_csv(Arena *arena, const Words *words, const Diags *diags);
Text credits_to_word(CreditsTo credits);
Text notes_text(Arena *arena, uint32_t notes);
Text journal_csv(const View *view);                  /* accrued against paid: debits = credits */
/* A file that is written as it is made, and hashed as it is written. */
typedef struct Stream { int file; Hasher *hasher; } Stream;
MUST_USE bool stream_write(Stream *stream, Text bytes);          /* false: errno says why */
/* credits.csv and deferral.csv are too large for one text: they are written block by block. */
MUST_USE bool credits_csv_write(const View *view, Stream *stream);
MUST_USE bool deferral_csv_write(const View *view, Stream *stream);
/* The workbook, under a path for the system. False: *reason says why. */
MUST_USE bool workbook_write(const View *view, Text path, Text *reason, size_t *checks_failed);
/* Where credit lines go; in words, where they are not in the workbook, else "". */
bool credits_on_sheet(const View *view);
bool credits_in_csv(const View *view);
Text credits_elsewhere(const View *view, const Words *words);

/* What a run wrote, in the order of writing; run.json comes last and says it. */
enum { WRITTEN_MAX = 16 };
typedef struct WrittenFile { const char *name; Text sha256; } WrittenFile;
typedef struct Written { WrittenFile files[WRITTEN_MAX]; size_t count; } Written;
Text run_json(const View *view, const Written *written);

/* A new directory beside the output, to be filled, and then exchanged for it. */
typedef struct Publication {
    Text output, fresh;
    void (*unfinished)(Text directory);              /* see ReportOptions */
    int directory;
} Publication;
/* An output is exchanged for one of its own kind alone. */
typedef enum OutputKind { OUTPUT_RUN, OUTPUT_COMPARISON } OutputKind;
MUST_USE bool publish_start(Arena *arena, Text output, OutputKind kind,
                            void (*unfinished)(Text directory), Publication *out, Diags *diags);
/* The same for one file, whatever stands there: a folder beside it, in which it is made; then the
 * file called `name` in it takes the output's place. */
MUST_USE bool publish_folder(Arena *arena, Text output, void (*unfinished)(Text directory),
                             Publication *out, Diags *diags);
MUST_USE bool publish_alone(Arena *arena, Publication *publication, const char *name,
                            Diags *diags);
MUST_USE bool publish_file(Arena *arena, const Publication *publication, const char *name,
                           Text bytes, Diags *diags);
/* A workbook that was made in the fresh directory: synced and hashed. failed: why it could not be
 * made, a text of ours; "": it was. */
MUST_USE bool publish_workbook(Arena *arena, const Publication *publication, const char *name,
                               Text failed, Text *sha256, Diags *diags);
MUST_USE bool publish_finish(Arena *arena, Publication *publication, Diags *diags);
Diag *publish_fault(Diags *diags, Text path, int error, const char *doing);
void publish_abandon(Arena *arena, Publication *publication);
/* own_directory.c: whether nothing is lost if the output is replaced; if not, diags say what. */
MUST_USE bool may_replace(Arena *arena, Text output, OutputKind kind, Diags *diags);
void remove_failure(Arena *arena, Text path);        /* if it holds nothing but exceptions.csv */
void remove_run(Arena *arena, Text path);            /* its files, and inputs/; no other folder */

/* kept.c: what the run read, into inputs/; and the name there, inputs/..., of a file. */
MUST_USE bool kept_write(const View *view, const Publication *publication);
Text kept_name(Arena *arena, Text path);

#endif
