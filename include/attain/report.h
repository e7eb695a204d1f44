/* report.h - views of a ledger: CSVs, JSON, the workbook, the summary.   (room: report)
 *
 * A run's files are written to a new directory beside the old one, synced, and exchanged for it, so
 * that a reader sees the old run or the new one, never half of one. The same ledger gives
 * the same bytes.   Source: CONTRACT 6 and 7. */
#ifndef ATTAIN_REPORT_H
#define ATTAIN_REPORT_H

#include "attain/booked.h"
#include "attain/words.h"

#define STATEMENTS_FOLDER "statements"   /* of a run's directory: a workbook a payee */

typedef enum CreditsTo { CREDITS_DEFAULT, CREDITS_SHEET, CREDITS_CSV, CREDITS_NONE } CreditsTo;

typedef struct ReportOptions {
    Text output;                 /* directory, relative to the working directory */
    bool workbook;
    CreditsTo credits;
    bool journal;                /* write journal.csv */
    bool statements;             /* write statements/: one workbook a payee */
    void (*counted)(size_t done, size_t all);        /* statements written so far; may be NULL */
    unsigned jobs;
    bool allow_exceptions;
    Text version;
    const Words *terminal;       /* the summary's language; NULL: English */
    /* Told of the directory that is being filled, and "" once it is in place or gone: whoever ends
     * the program in between can clear it away. NULL: what the output lies in is there, and may be
     * cleared away at any moment; it is not made again. */
    void (*unfinished)(Text directory);
} ReportOptions;

/* Writes the run's directory and exchanges it for the old one. *checks_failed: how many checks in
 * the workbook say NG. diags holds the run's warnings (and
 * rows left out), sorted; a failure to write adds a system fault and leaves the old directory. */
MUST_USE bool report_run(Arena *arena, const Ledger *ledger, const ReportOptions *options,
                         size_t *checks_failed, Diags *diags);
/* Whether company.yaml names every account that the month's journal is written to; if not, errors
 * say what to write. */
MUST_USE bool report_journal_accounts(Arena *arena, const Ledger *ledger, Diags *diags);
/* Writes <output>.failed/exceptions.csv; the output itself stays as it is. files: its language. */
MUST_USE bool report_failure(Arena *arena, const Words *files, const ReportOptions *options,
                             Diags *diags);

/* Whether the directory holds no run of the month, or one whose payroll is this ledger's. */
bool report_is_of(Arena *arena, const Ledger *ledger, const ReportOptions *options);

/* The summary for a terminal, at most 80 columns wide: paid per role and team, what was skipped,
 * what needs a look, where the files are. */
Text report_summary(Arena *arena, const Ledger *ledger, const ReportOptions *options,
                    const Diags *diags);

#endif
