/* main.c - the program: a table of commands. */
#include "cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

const Command cli_commands[] = {
    {"check", "loads everything, runs the plans' examples, reports every problem",
     "attain check -c examples/hokuriku-mobility/company.yaml\n\n"
     "Loads company.yaml, every CSV and the design, runs the plans' examples, tries\n"
     "the latest month that has facts, and prints each rate table's own sums. Nothing\n"
     "is written.\n\n"
     "      --strict             warnings end with status 1\n",
     "s", cli_check},
    {"run", "computes one month: payout workbook, CSVs, summary",
     "attain run --period 2026-03 -c examples/hokuriku-mobility/company.yaml\n\n"
     "      --period MONTH       the month to pay, such as 2026-03\n"
     "      --workbook none      leaves the workbook out\n"
     "      --credits WHERE      sheet, csv or none: where credit lines go\n"
     "                           (default: csv, and a sheet up to 200,000 lines)\n"
     "      --allow-exceptions   leaves rows at fault out, and says so\n"
     "      --strict             warnings end with status 1\n",
     "mwxas", cli_run},
    {0}};

static const char usage[] =
    "attain run --period 2026-03        one month's payout from company.yaml here\n"
    "attain check                       does everything hold together?\n"
    "attain help COMMAND                more on one command\n";

static const char common_options[] =
    "  -c, --company FILE       company.yaml (default: here)\n"
    "  -p, --plans DIR          another design than company.yaml names\n"
    "  -o, --output DIR         default: output/<period> here\n"
    "  -j, --jobs N             threads (default: one a core)\n"
    "  -q, --quiet              problems only;  -v, --verbose  seconds a stage\n"
    "      --color WHEN         auto, always or never\n"
    "  -h, --help    --version\n\n"
    "Exit status: 0 done, 1 warnings under --strict, 2 bad usage, 3 bad data or plan,\n"
    "4 the system failed.\n";

static const Command *find_command(const char *name)
{
    for (const Command *command = cli_commands; command->name; command++)
        if (strcmp(command->name, name) == 0) return command;
    return NULL;
}

static ExitStatus unknown_command(const char *name)
{
    Text names[8];
    size_t count = 0;
    for (const Command *command = cli_commands; command->name; command++)
        names[count++] = text_of(command->name);
    Text near = text_nearest(text_of(name), names, count);
    fprintf(stderr, "attain: there is no command \"%s\"", name);
    if (near.length) fprintf(stderr, "; did you mean %.*s?", TEXT_ARG(near));
    fprintf(stderr, "\n\n%s", usage);
    return EXIT_USAGE;
}

static ExitStatus print_help(const Command *command)
{
    if (command) {
        printf("%s\nOptions of every command:\n%s", command->help, common_options);
        return EXIT_DONE;
    }
    printf("%s\nCommands:\n", usage);
    for (const Command *each = cli_commands; each->name; each++)
        printf("  %-8s %s\n", each->name, each->does);
    printf("\nOptions of every command:\n%s", common_options);
    return EXIT_DONE;
}

static ExitStatus print_version(void)
{
    puts("attain " ATTAIN_VERSION);
    return EXIT_DONE;
}

static ExitStatus command_line(int count, char **arguments)
{
    const char *name = count > 1 ? arguments[1] : "";
    if (count < 2) {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    if (strcmp(name, "--version") == 0) return print_version();
    if (strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0) return print_help(NULL);
    if (strcmp(name, "help") == 0) {
        if (count < 3) return print_help(NULL);
        const Command *command = find_command(arguments[2]);
        return command ? print_help(command) : unknown_command(arguments[2]);
    }
    const Command *command = find_command(name);
    if (!command) return unknown_command(name);
    Options options;
    ExitStatus status;
    if (!cli_options(count - 1, arguments + 1, command, &options, &status)) return status;
    return options.version ? print_version()
         : options.help ? print_help(command) : command->run(&options);
}

int main(int count, char **arguments)
{
    signal(SIGXFSZ, SIG_IGN);        /* a file that may grow no further is a failed write */
    cli_watch();
    ExitStatus status = command_line(count, arguments);
    if (fflush(stdout) == 0 && !ferror(stdout)) return (int)status;
    fprintf(stderr, "attain: the answer could not be written: %s\n", strerror(errno));
    return EXIT_SYSTEM;
}
