/* run_record.h - a run's directory, read back: what run.json says of it, and what it kept.   (room:
 * report)
 *
 * Texts live in the arena. Paths are as the run showed them, relative to company.yaml's directory;
 * `kept` is relative to the run's own.   Source: CONTRACT 7; output/README.md. */
#ifndef ATTAIN_RUN_RECORD_H
#define ATTAIN_RUN_RECORD_H

#include "attain/engine.h"
#include "attain/report.h"

#define KEPT_FOLDER "inputs"         /* of a run's directory: what it read, but for the feeds */

typedef enum RunFileKind { RUN_COMPANY, RUN_TABLE, RUN_FEED, RUN_DESIGN,
                           RUN_FILE_KINDS } RunFileKind;
Text run_file_kind_word(RunFileKind kind);                    /* "company" ... */

typedef struct RunFile {
    RunFileKind kind;
    Text feed;                       /* of feeds and tables: "deals", "roster" */
    Text path, sha256;
    Text kept;                       /* inputs/...; "" of a feed's */
} RunFile;

typedef struct RunOutput { Text name, sha256; } RunOutput;

typedef struct RunRecord {
    Text directory;                  /* the run's, as given */
    SourceFile source;               /* its run.json */
    Text version, company, currency;
    Text plans;                      /* the design's directory, relative to company.yaml's */
    Month period;
    bool allow_exceptions, workbook, journal, statements;
    Language language;               /* of its files */
    CreditsTo credits;
    bool has_books;
    Text books_head;                 /* of the chain that it stood on */
    RunFile *files;                  /* the company's first, then tables, feeds, designs */
    size_t file_count;
    RunOutput *outputs;              /* what it wrote beside run.json */
    size_t output_count;
} RunRecord;

/* Reads directory/run.json. False: the directory is no run's, or one's of before run.json told all
 * this. */
MUST_USE bool run_record_read(Arena *arena, Text directory, RunRecord *out, Diags *diags);

/* The CSVs of a run that are read back, as intake reads tables. */
typedef enum RunCsv { RUN_CREDITS, RUN_PAYOUTS, RUN_PAYROLL, RUN_CSVS } RunCsv;
Text run_csv_file(RunCsv csv);                                /* "credits.csv" ... */
FeedSpec run_csv_spec(Arena *arena, RunCsv csv, const SourceFile *file);
/* Takes the guards off its texts: what a spreadsheet could take for a formula stands there with a '
 * before it. */
void run_csv_restore(Arena *arena, Table *table);

/* Their columns. Those of credits begin as engine.h's given credits; the last ones, and of payroll
 * those behind earnings, may be missing. */
enum { CREDITS_FEED = GIVEN_COLUMNS, CREDITS_KEY, CREDITS_FILE, CREDITS_LINE, CREDITS_CURRENCY,
       CREDITS_RATE, CREDITS_COLUMNS };
enum { PAYOUTS_PERSON, PAYOUTS_NAME, PAYOUTS_PLAN, PAYOUTS_COMPONENT, PAYOUTS_ROLE, PAYOUTS_TEAM,
       PAYOUTS_FROM, PAYOUTS_TO, PAYOUTS_VALUE, PAYOUTS_QUOTA, PAYOUTS_ATTAINMENT,
       PAYOUTS_MULTIPLIER, PAYOUTS_TARGET, PAYOUTS_NOTE, PAYOUTS_TO_DATE, PAYOUTS_BEFORE,
       PAYOUTS_EARNING, PAYOUTS_COLUMNS };
enum { PAYROLL_PERSON, PAYROLL_NAME, PAYROLL_CURRENCY, PAYROLL_BALANCE_IN, PAYROLL_EARNINGS,
       PAYROLL_PRIOR, PAYROLL_ADJUSTMENTS, PAYROLL_DRAW_PAID, PAYROLL_DRAW_REPAID,
       PAYROLL_DRAW_OWED, PAYROLL_HELD, PAYROLL_PAYMENT, PAYROLL_BALANCE_OUT, PAYROLL_CELLS };

#endif
