/* run_record.h - a run's directory, read back: what run.json says of it, and what it kept.   (room:
 * report)
 *
 * Texts live in the arena. Paths are as the run showed them, relative to company.yaml's directory;
 * `kept` is relative to the run's own.   Source: CONTRACT 7; output/README.md. */
#ifndef ATTAIN_RUN_RECORD_H
#define ATTAIN_RUN_RECORD_H

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

typedef struct RunRecord {
    Text directory;                  /* the run's, as given */
    SourceFile source;               /* its run.json */
    Text version, company, currency;
    Text plans;                      /* the design's directory, relative to company.yaml's */
    Month period;
    bool allow_exceptions, workbook, journal;
    CreditsTo credits;
    bool has_books;
    Text books_head;                 /* of the chain that it stood on */
    RunFile *files;                  /* the company's first, then tables, feeds, designs */
    size_t file_count;
} RunRecord;

/* Reads directory/run.json. False: the directory is no run's, or one's of before run.json told all
 * this. */
MUST_USE bool run_record_read(Arena *arena, Text directory, RunRecord *out, Diags *diags);

#endif
