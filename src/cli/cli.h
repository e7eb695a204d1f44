/* cli.h - what the commands share: options in, exit status out. Nothing includes this but cli. */
#ifndef ATTAIN_CLI_H
#define ATTAIN_CLI_H

#include "attain/engine.h"
#include "attain/intake.h"
#include "attain/report.h"

typedef enum ExitStatus {          /* CONTRACT 6 */
    EXIT_DONE = 0, EXIT_CHECK_FAILED = 1, EXIT_USAGE = 2, EXIT_BAD_DATA = 3, EXIT_SYSTEM = 4
} ExitStatus;

typedef struct Options {
    Text company, plans, output, period;
    unsigned jobs;
    bool quiet, verbose, strict, allow_exceptions, workbook, help, version;
    unsigned given;              /* bits of options.c's table: what was said already */
    CreditsTo credits;
    bool colour;                 /* on standard error */
} Options;

typedef struct Command {
    const char *name, *does;
    const char *help;            /* starts with an example */
    const char *takes;           /* the letters of its own options, see options.c */
    ExitStatus (*run)(const Options *options);
} Command;

/* All commands; the last one's name is NULL. */
extern const Command cli_commands[];

/* Reads everything behind the command. False: *status says how to end. */
MUST_USE bool cli_options(int count, char **arguments, const Command *command, Options *out,
                          ExitStatus *status);

/* What both commands load. */
typedef struct Loaded { Company *company; Records records; Design design; } Loaded;
/* As much as can be loaded; problems are in diags. False: there is nothing to compute on. */
MUST_USE bool cli_load(Arena *arena, const Options *options, Loaded *out, Diags *diags);

/* interrupt.c: whoever interrupts a run finds nothing half-written. */
void cli_watch(void);
void cli_clear_away(Text directory);      /* what to clear away from now on; "": nothing */

/* Prints problems, sorted, at most 200, and returns the status they call for. */
ExitStatus cli_problems(Arena *arena, const Options *options, Diags *diags);
void cli_stage(const Options *options, const char *name);      /* -v: seconds and memory so far */
bool cli_refused(const Options *options, const Diags *diags);

ExitStatus cli_check(const Options *options);
ExitStatus cli_run(const Options *options);

#endif
