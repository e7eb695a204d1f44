/* cli.h - what the commands share: options in, exit status out. Nothing includes this but cli. */
#ifndef ATTAIN_CLI_H
#define ATTAIN_CLI_H

#include "attain/books.h"
#include "attain/engine.h"
#include "attain/explain.h"
#include "attain/intake.h"
#include "attain/report.h"
#include "attain/sweep.h"
#include "attain/workbook_cells.h"

typedef enum ExitStatus {          /* CONTRACT 6 */
    EXIT_DONE = 0, EXIT_CHECK_FAILED = 1, EXIT_USAGE = 2, EXIT_BAD_DATA = 3, EXIT_SYSTEM = 4,
    EXIT_REFUSED = 5
} ExitStatus;

enum { WORDS_MAX = 8, WHAT_IFS_MAX = 32, SWEEPS_MAX = 16, RESAMPLE_MAX = 1000000 };

typedef struct Options {
    Text company, plans, output, period, approved_by, reason, component, key;
    Text words[WORDS_MAX];       /* what stands behind the command: a payee, run directories */
    size_t word_count;
    Text what_ifs[WHAT_IFS_MAX];     /* --what-if, in the order given */
    size_t what_if_count;
    Text xlsx;                   /* --xlsx: the workbook to write; "": none */
    Text sweeps[SWEEPS_MAX];         /* --sweep, in the order given */
    size_t sweep_count;
    Text budget;
    Text language;               /* --language; "": files are in company.yaml's */
    const Words *terminal;       /* what is printed */
    bool json;                   /* --format json */
    unsigned jobs;
    bool quiet, verbose, strict, allow_exceptions, workbook, journal, statements, help, version,
         lint;
    unsigned given;              /* bits of options.c's table: what was said already */
    CreditsTo credits;
    size_t resample;             /* samples; 0: none */
    uint64_t seed;
    bool seeded;                 /* --seed was given */
    bool fair;                   /* --causes shapley */
    bool colour;                 /* on standard error */
    bool answer_colour;          /* on standard output */
} Options;

typedef struct Command {
    const char *name, *does;
    const char *help;            /* starts with an example */
    const char *takes;           /* the letters of its own options, see options.c */
    const char *words;           /* how its words are called: "PERSON"; "" where it takes none */
    int words_fewest, words_most;
    ExitStatus (*run)(const Options *options);
} Command;

/* All commands; the last one's name is NULL. */
extern const Command cli_commands[];

/* Reads everything behind the command. False: *status says how to end. */
MUST_USE bool cli_options(int count, char **arguments, const Command *command,
                          const Words *terminal, Options *out, ExitStatus *status);

/* language.c: what the terminal reads, from the command line's --language or the environment. */
const Words *cli_terminal(int count, char **arguments);
/* "attain: ..." on standard error, in the terminal's language. */
void cli_complain(const Words *terminal, const char *format, ...) PRINTF_LIKE(2, 3);

/* What a month is computed on. */
typedef struct Loaded {
    Company *company;
    Records records;
    Design design;
    Edit *edits;                 /* --what-if */
    size_t edit_count;
} Loaded;
MUST_USE bool cli_company(Arena *arena, const Options *options, Loaded *out, Diags *diags);
/* The rest, as much as can be loaded; problems are in diags. False: there is nothing to compute
 * on. Unhashed: nothing is recorded of the CSVs, or compared with what a close read. */
MUST_USE bool cli_load(Arena *arena, const Options *options, bool unhashed, Loaded *out,
                       Diags *diags);

/* The CSVs alone, as much as can be loaded. */
MUST_USE bool cli_records(Arena *arena, const Options *options, bool unhashed, Loaded *out,
                          Diags *diags);

/* A month computed, over the books where there are any; who made it closes them. */
typedef struct MonthRun {
    Loaded loaded;
    Books *books;                /* NULL: the company keeps none */
    Booked booked, closed;       /* closed: of a closed month that is looked at, its own */
    Ledger ledger;
    uint32_t person;             /* whom MONTH_TO_LOOK looks at, traced; PERSON_NONE: nobody */
} MonthRun;
/* To run is to pay: no closed month where its run lies, none before which one is open. To close
 * locks the books for writing, and takes the next month alone. To look takes closed months too. */
typedef enum MonthUse { MONTH_TO_RUN, MONTH_TO_CLOSE, MONTH_TO_LOOK } MonthUse;
/* False: it is refused, or can't be paid. */
MUST_USE bool cli_month(Arena *arena, const Options *options, Month period, MonthUse use,
                        MonthRun *out, Diags *diags);
MUST_USE bool cli_causes(Arena *arena, const Options *options, Month period, MonthRun *run,
                         Diags *diags);
/* --period of a command that needs it. False: it was said what is wrong. */
MUST_USE bool cli_period(const Options *options, const char *command, Month *out);
Text cli_run_directory(Arena *arena, const Options *options);      /* output/<period> */
/* The books that company.yaml names. */
MUST_USE bool cli_books(Arena *arena, const Options *options, BooksAccess access, Books **out,
                        const Company **owner, Diags *diags);

/* person.c: the payee that the first word names, if there is one. False: nobody on the roster; who
 * may be meant is said. */
MUST_USE bool cli_person(Arena *arena, const Options *options, MonthRun *run, Diags *diags);
/* explain_row.c: the answer to --key. problems: what the month reported. False: there is no such
 * row; which are near is said. */
MUST_USE bool cli_explain_row(Arena *arena, const Options *options, const MonthRun *run,
                              const Diags *problems, const ExplainLook *look, Text *out,
                              Diags *diags);
/* what_if.c. The edits of the command line. False: their words are wrong. */
MUST_USE bool cli_edits(Arena *arena, const Options *options, Edit **out, size_t *count,
                        Diags *diags);
/* Whether --what-if can be read at all; what is wrong is printed. */
MUST_USE bool cli_what_if_words(const Options *options);
/* The month as the files have it, beside the one with the edits (good, or not). Problems that the
 * edits made say so; the files' own warnings are dropped. False: there is no answer. */
MUST_USE bool cli_what_if(Arena *arena, const Options *options, const MonthRun *after, bool good,
                          MonthRun *before, Diags *diags);
/* explain_xlsx.c: --xlsx. Whether it goes with the rest of the command line; if not, it is said. */
MUST_USE bool cli_xlsx_words(const Options *options);
/* Writes the workbook of the payee, and says so. before: the month without --what-if; NULL where
 * nothing is changed. False: diags say why. */
MUST_USE bool cli_xlsx(Arena *arena, const Options *options, const MonthRun *run,
                       const MonthRun *before, bool *checks_hold, Diags *diags);
/* compare_problems.c: a design's folder as seen from company.yaml's. False: there is none. */
MUST_USE bool cli_design_folder(Arena *arena, const Company *company, Text word, Text *out,
                                Diags *diags);
/* What each design of a comparison says ([word]), into diags. */
void cli_merge_problems(Arena *arena, const Options *options, const Diags *said, Diags *diags);
/* sweep.c: the words of --sweep and --budget: the axes and the budget of *out. False: it was said
 * what is wrong, or diags do. */
MUST_USE bool cli_sweep_words(Arena *arena, const Options *options, const Company *company,
                              Sweep *out, Diags *diags);
/* Every variant of the first design along the axes that are in *out. */
MUST_USE bool cli_sweep(Arena *arena, const Options *options, Comparison *comparison, Sweep *out,
                        Diags *diags);
/* explain.c: how answers look on this terminal. */
ExplainLook cli_look(const Options *options);

/* lint.c: prints what the design invites, by the ledger of its latest month; how many problems. */
size_t cli_lint(Arena *arena, const Options *options, const Company *company, const Design *design,
                const Ledger *ledger);

/* interrupt.c: whoever interrupts a run finds nothing half-written. */
void cli_watch(void);
/* Does the work in a folder that nobody else uses, called attain-<name>-..., which is cleared away
 * whatever happens. Its path begins at the root, as other programs need it. */
typedef ExitStatus WorkApart(void *context, Text folder, Diags *diags);
ExitStatus cli_apart(Arena *arena, const Options *options, const char *name, WorkApart *work,
                     void *context, Diags *diags);
void cli_clear_away(Text directory);      /* what to clear away from now on; "": nothing */
/* Runs another program to its end, however it ends; what it prints is added to the file `says`. An
 * interrupt ends it and all that it started. An errno where it can't be started: ENOENT where PATH
 * has no such program. */
MUST_USE int cli_run_apart(char *const *words, char *const *environment, const char *says);

/* libreoffice.c: the workbook's formulas, computed anew by LibreOffice in this folder, which is
 * the caller's. bytes: the workbook's. False: it is said why not. */
MUST_USE bool cli_libreoffice(Arena *arena, Text folder, Text bytes, StoredCells *out,
                              Diags *diags);

/* Says how many of a workbook's checks failed, if any. */
void cli_checks_failed(const Options *options, size_t failed);
/* Prints problems, sorted, at most 200, and returns the status they call for. */
ExitStatus cli_problems(Arena *arena, const Options *options, Diags *diags);
/* The same at the end of a month that can't be paid: the last output stays, all problems go beside
 * it, in the language of the company's files (NULL: it could not be read). Of a refusal nothing is
 * written. */
ExitStatus cli_failed(Arena *arena, const Options *options, const Company *company,
                      const ReportOptions *report, Diags *diags);
void cli_stage(const Options *options, const char *name);      /* -v: seconds and memory so far */
bool cli_refused(const Options *options, const Diags *diags);

ExitStatus cli_check(const Options *options);
ExitStatus cli_run(const Options *options);
ExitStatus cli_rerun(const Options *options);
ExitStatus cli_verify(const Options *options);
ExitStatus cli_diff(const Options *options);
ExitStatus cli_compare(const Options *options);
ExitStatus cli_explain(const Options *options);
ExitStatus cli_plan_diff(const Options *options);
ExitStatus cli_close(const Options *options);
ExitStatus cli_reopen(const Options *options);
ExitStatus cli_history(const Options *options);
ExitStatus cli_books_verify(const Options *options);
ExitStatus cli_books_export(const Options *options);
ExitStatus cli_books_backup(const Options *options);

#endif
