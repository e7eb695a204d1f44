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
     "s", "", 0, 0, cli_check},
    {"run", "computes one month: payout workbook, CSVs, summary",
     "attain run --period 2026-03 -c examples/hokuriku-mobility/company.yaml\n\n"
     "      --period MONTH       the month to pay, such as 2026-03\n"
     "      --workbook none      leaves the workbook out\n"
     "      --credits WHERE      sheet, csv or none: where credit lines go\n"
     "                           (default: csv, and a sheet up to 200,000 lines)\n"
     "      --statements         writes statements/: one workbook a payee\n"
     "      --journal            writes journal.csv to the accounts of company.yaml\n"
     "      --allow-exceptions   leaves rows at fault out, and says so\n"
     "      --strict             warnings end with status 1\n",
     "mwxntas", "", 0, 0, cli_run},
    {"rerun", "checks a run: are its inputs, and all that it wrote, still the same?",
     "attain rerun output/2026-03 -c examples/hokuriku-mobility/company.yaml\n\n"
     "Compares every file that the run read with its SHA-256, computes the month again\n"
     "with the run's own options, in a folder apart, and compares every file byte for\n"
     "byte. The run's directory is not touched. Status 1 where anything differs.\n",
     "", "RUN", 1, 1, cli_rerun},
    {"diff", "whose figures differ between two runs of a month, and why",
     "attain diff output/2026-03 output/corrected\n\n"
     "Computes both runs again from their credits.csv and inputs/, and exchanges one\n"
     "input after the other. What each changes adds up to the difference of every\n"
     "payment. Status 0 whether they differ or not.\n\n"
     "      --format FORM        text, or json with every amount exact\n",
     "f", "RUN_A RUN_B", 2, 2, cli_diff},
    {"explain", "how one payee's figures came about, or why a row paid nothing",
     "attain explain E103 --period 2026-03 -c examples/hokuriku-mobility/company.yaml\n"
     "attain explain --key D-0981 --period 2026-03\n\n"
     "The first: how a payee's month came about, down to file and line. The second: who\n"
     "got what from a row, and why somebody got nothing.\n\n"
     "      --period MONTH       the month, such as 2026-03\n"
     "      --component NAME     one component of the plan alone\n"
     "      --key KEY            a row: its key, deals[KEY], or FILE:LINE\n"
     "      --format FORM        text, or json with every figure exact\n"
     "      --what-if CELL=VALUE what changes if a cell says something else, such as\n"
     "                           'deals[D-0981].close_date=2026-03-31'; may be repeated;\n"
     "                           without PERSON: for everybody\n"
     "      --allow-exceptions   leaves rows at fault out\n",
     "mkyfai", "PERSON", 0, 1, cli_explain},
    {"close", "books a month: its ledger, its payments, what was read",
     "attain close --period 2026-03 --approved-by \"Sato Haruka\"\n\n"
     "Computes the month and books it in the file that company.yaml names under\n"
     "books:. Months are closed in order, once. What changes later is paid by a later\n"
     "month as a prior-period adjustment.\n\n"
     "      --period MONTH       the month to close: the one after the last closed\n"
     "      --approved-by NAME   who answers for it; it stays on record\n"
     "      --allow-exceptions   leaves rows at fault out\n"
     "      --strict             warnings end with status 1\n",
     "mbas", "", 0, 0, cli_close},
    {"reopen", "undoes the last close; both stay on record",
     "attain reopen --period 2026-03 --reason \"wrong quota\" --approved-by \"Sato\"\n\n"
     "      --period MONTH       the last closed month\n"
     "      --reason TEXT        why; it stays on record\n"
     "      --approved-by NAME   who answers for it\n",
     "mbr", "", 0, 0, cli_reopen},
    {"history", "lists what was closed and reopened, and by whom",
     "attain history -c examples/hokuriku-mobility/company.yaml\n", "", "", 0, 0, cli_history},
    {"books verify", "proves that nothing booked was changed",
     "attain books verify -c examples/hokuriku-mobility/company.yaml\n\n"
     "Computes the whole chain again. Status 1 where a booked value is not what it was\n"
     "when it was booked; each is named.\n", "", "", 0, 0, cli_books_verify},
    {"books export", "writes all that is booked as CSV files",
     "attain books export --output books-2026-03\n\n"
     "  -o, --output DIR         a new directory (default: output/books)\n",
     "", "", 0, 0, cli_books_export},
    {"books backup", "copies the books, and verifies the copy",
     "attain books backup --output /backup/books-2026-03.db\n\n"
     "  -o, --output FILE        where the copy goes; it must not be there yet\n",
     "", "", 0, 0, cli_books_backup},
    {0}};

enum { COMMANDS_MAX = sizeof cli_commands / sizeof *cli_commands };

static const char usage[] =
    "attain run --period 2026-03        one month's payout from company.yaml here\n"
    "attain check                       does everything hold together?\n"
    "attain explain E103 --period 2026-03    how a payee's figures came about\n"
    "attain close --period 2026-03 --approved-by NAME    books it\n"
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
    "4 the system failed, 5 refused (a closed month, one before which one is open).\n";

/* The command that the words name: one, or `books` and another. *used says how many. */
static const Command *find_command(int count, char **words, int *used)
{
    for (const Command *command = cli_commands; command->name; command++) {
        const char *second = strchr(command->name, ' ');
        size_t length = second ? (size_t)(second - command->name) : strlen(command->name);
        *used = second ? 2 : 1;
        if (*used <= count && strncmp(command->name, words[0], length) == 0 && !words[0][length] &&
            (!second || strcmp(second + 1, words[1]) == 0))
            return command;
    }
    return NULL;
}

static ExitStatus unknown_command(int count, char **words)
{
    Text names[COMMANDS_MAX];
    size_t known = 0;
    bool group = false;
    for (const Command *command = cli_commands; command->name; command++) {
        names[known++] = text_of(command->name);
        group |= text_starts_with(text_of(command->name), text_of(words[0])) &&
                 command->name[strlen(words[0])] == ' ';
    }
    const char *second = group && count > 1 && words[1][0] != '-' ? words[1] : "";
    char name[80];
    snprintf(name, sizeof name, "%s%s%s", words[0], second[0] ? " " : "", second);
    Text near = text_nearest(text_of(name), names, known);
    fprintf(stderr, "attain: there is no command \"%s\"", name);
    if (group) fprintf(stderr, "; there are books verify, books export and books backup");
    else if (near.length) fprintf(stderr, "; did you mean %.*s?", TEXT_ARG(near));
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
        printf("  %-12s %s\n", each->name, each->does);
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
    int used;
    if (count < 2) {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    if (strcmp(name, "--version") == 0) return print_version();
    if (strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0) return print_help(NULL);
    if (strcmp(name, "help") == 0) {
        if (count < 3) return print_help(NULL);
        const Command *command = find_command(count - 2, arguments + 2, &used);
        return command ? print_help(command) : unknown_command(count - 2, arguments + 2);
    }
    const Command *command = find_command(count - 1, arguments + 1, &used);
    if (!command) return unknown_command(count - 1, arguments + 1);
    Options options;
    ExitStatus status;
    if (!cli_options(count - used, arguments + used, command, &options, &status)) return status;
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
