/* main.c - the program: a table of commands. */
#include "cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

const Command cli_commands[] = {
    {"check", N_("loads everything, runs the plans' examples, reports every problem"),
     N_("attain check -c examples/hokuriku-mobility/company.yaml\n\n"
        "Loads company.yaml, every CSV and the design, runs the plans' examples, tries\n"
        "the latest month that has facts, and prints each rate table's own sums. Nothing\n"
        "is written.\n\n"
        "      --lint [DESIGN]      what the design invites, in place of these sums:\n"
        "                           jumps, flats, waiting ... (docs/lint.md)\n"
        "      --strict             warnings, and problems of --lint, end with status 1\n"),
     "sF", "DESIGN", 0, 1, cli_check},
    {"run", N_("computes one month: payout workbook, CSVs, summary"),
     N_("attain run --period 2026-03 -c examples/hokuriku-mobility/company.yaml\n\n"
        "      --period MONTH       the month to pay, such as 2026-03\n"
        "      --workbook none      leaves the workbook out\n"
        "      --credits WHERE      sheet, csv or none: where credit lines go\n"
        "                           (default: csv, and a sheet up to 200,000 lines)\n"
        "      --journal            writes journal.csv to the accounts of company.yaml\n"
        "      --allow-exceptions   leaves rows at fault out, and says so\n"
        "      --strict             warnings end with status 1\n"),
     "mwxntas", "", 0, 0, cli_run},
    {"rerun", N_("checks a run: are its inputs, and all that it wrote, still the same?"),
     N_("attain rerun output/2026-03 -c examples/hokuriku-mobility/company.yaml\n\n"
        "Compares every file that the run read with its SHA-256, computes the month again\n"
        "with the run's own options, in a folder apart, and compares every file byte for\n"
        "byte. The run's directory is not touched. Status 1 where anything differs.\n"),
     "", "RUN", 1, 1, cli_rerun},
    {"verify", N_("has LibreOffice compute a workbook's formulas anew, and compares"),
     N_("attain verify output/2026-03/payouts.xlsx\n\n"
        "Every formula cell must come to what stands in it, and every check must say OK.\n"
        "LibreOffice does the computing: it has to be installed. The file is not touched.\n"
        "Status 1 where anything differs; what differs is listed by sheet and cell.\n"),
     "", "FILE", 1, 1, cli_verify},
    {"diff", N_("whose figures differ between two runs of a month, and why"),
     N_("attain diff output/2026-03 output/corrected\n\n"
        "Computes both runs again from their credits.csv and inputs/, and exchanges one\n"
        "input after the other. What each changes adds up to the difference of every\n"
        "payment. Status 0 whether they differ or not.\n\n"
        "      --format FORM        text, or json with every amount exact\n"),
     "f", "RUN_A RUN_B", 2, 2, cli_diff},
    {"compare", N_("what designs cost on the same facts, who gains, and by which rules"),
     N_("attain compare plans/the-model-acv plans/the-model-tcv --period 2025-10..2026-09\n\n"
        "Computes every design over the same months, without books: what each pays by\n"
        "role, team, month and payee, against the first one, and by which rules.\n"
        "Files of the same figures are written to output/compare-<design>-<design>.\n\n"
        "      --period MONTHS      2025-10..2026-09, FY2026 or a month\n"
        "      --causes HOW         order: one cause after the other (the default);\n"
        "                           shapley: the mean over all orders\n"
        "      --resample SAMPLES   how sure that is: over resampled months and payees\n"
        "      --seed NUMBER        another series of samples (default: 1)\n"
        "      --sweep KEY=VALUES   the first design with a key varied, such as\n"
        "                           'AE.new_acv.rate.tiers[3].pays=100%..300%/10%'\n"
        "                           (from, to, step) or 'AE.new_acv.cap=200%,250%,null';\n"
        "                           may be repeated: every value with every other; one\n"
        "                           DESIGN will do then\n"
        "      --budget AMOUNT      marks the variants that cost at most so much\n"
        "      --workbook none      leaves compare.xlsx out\n"
        "      --allow-exceptions   leaves rows at fault out\n"),
     "mwaeduzg", "DESIGN DESIGN...", 1, WORDS_MAX, cli_compare},
    {"plan-diff", N_("what differs between the rules of two designs"),
     N_("attain plan-diff plans/the-model-acv plans/the-model-tcv \\\n"
        "    -c examples/hokuriku-mobility/company.yaml\n\n"
        "Says which rules differ between two designs: tiers, weights, measures, windows,\n"
        "for whom. Titles and comments are no rules. Status 0 whether they differ or not.\n\n"
        "      --format FORM        text, or json\n"),
     "f", "DESIGN_A DESIGN_B", 2, 2, cli_plan_diff},
    {"explain", N_("how one payee's figures came about, or why a row paid nothing"),
     N_("attain explain E103 --period 2026-03 -c examples/hokuriku-mobility/company.yaml\n"
        "attain explain --key D-0981 --period 2026-03\n"
        "attain explain E103 --period 2026-03 --xlsx E103.xlsx\n\n"
        "The first: how a payee's month came about, down to file and line. The second: who\n"
        "got what from a row, and why somebody got nothing.\n\n"
        "      --period MONTH       the month, such as 2026-03\n"
        "      --component NAME     one component of the plan alone\n"
        "      --key KEY            a row: its key, deals[KEY], or FILE:LINE\n"
        "      --format FORM        text, or json with every figure exact\n"
        "      --what-if CELL=VALUE what changes if a cell says something else, such as\n"
        "                           'deals[D-0981].close_date=2026-03-31'; may be repeated;\n"
        "                           without PERSON: for everybody\n"
        "      --xlsx FILE          the payee's month as a workbook of formulas, which can be\n"
        "                           checked without attain: it is written, not printed\n"
        "      --allow-exceptions   leaves rows at fault out\n"),
     "mkyfail", "PERSON", 0, 1, cli_explain},
    {"close", N_("books a month: its ledger, its payments, what was read"),
     N_("attain close --period 2026-03 --approved-by \"Sato Haruka\"\n\n"
        "Computes the month and books it in the file that company.yaml names under\n"
        "books:. Months are closed in order, once. What changes later is paid by a later\n"
        "month as a prior-period adjustment.\n\n"
        "      --period MONTH       the month to close: the one after the last closed\n"
        "      --approved-by NAME   who answers for it; it stays on record\n"
        "      --allow-exceptions   leaves rows at fault out\n"
        "      --strict             warnings end with status 1\n"),
     "mbas", "", 0, 0, cli_close},
    {"reopen", N_("undoes the last close; both stay on record"),
     N_("attain reopen --period 2026-03 --reason \"wrong quota\" --approved-by \"Sato\"\n\n"
        "      --period MONTH       the last closed month\n"
        "      --reason TEXT        why; it stays on record\n"
        "      --approved-by NAME   who answers for it\n"),
     "mbr", "", 0, 0, cli_reopen},
    {"history", N_("lists what was closed and reopened, and by whom"),
     N_("attain history -c examples/hokuriku-mobility/company.yaml\n"), "", "", 0, 0, cli_history},
    {"books verify", N_("proves that nothing booked was changed"),
     N_("attain books verify -c examples/hokuriku-mobility/company.yaml\n\n"
        "Computes the whole chain again. Status 1 where a booked value is not what it was\n"
        "when it was booked; each is named.\n"), "", "", 0, 0, cli_books_verify},
    {"books export", N_("writes all that is booked as CSV files"),
     N_("attain books export --output books-2026-03\n\n"
        "  -o, --output DIR         a new directory (default: output/books)\n"),
     "", "", 0, 0, cli_books_export},
    {"books backup", N_("copies the books, and verifies the copy"),
     N_("attain books backup --output /backup/books-2026-03.db\n\n"
        "  -o, --output FILE        where the copy goes; it must not be there yet\n"),
     "", "", 0, 0, cli_books_backup},
    {0}};

enum { COMMANDS_MAX = sizeof cli_commands / sizeof *cli_commands };

static const char usage[] = N_(
    "attain run --period 2026-03        one month's payout from company.yaml here\n"
    "attain check                       does everything hold together?\n"
    "attain explain E103 --period 2026-03    how a payee's figures came about\n"
    "attain close --period 2026-03 --approved-by NAME    books it\n"
    "attain help COMMAND                more on one command\n");

static const char common_options[] = N_(
    "  -c, --company FILE       company.yaml (default: here)\n"
    "  -p, --plans DIR          another design than company.yaml names\n"
    "  -o, --output DIR         default: output/<period> here\n"
    "  -j, --jobs N             threads (default: one a core)\n"
    "  -q, --quiet              problems only;  -v, --verbose  seconds a stage\n"
    "      --color WHEN         auto, always or never\n"
    "      --language CODE      en or ja: of the terminal and of files (default: the\n"
    "                           locale's, and company.yaml's)\n"
    "  -h, --help    --version\n\n"
    "Exit status: 0 done, 1 warnings under --strict, 2 bad usage, 3 bad data or plan,\n"
    "4 the system failed, 5 refused (a closed month, one before which one is open).\n");

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

static ExitStatus unknown_command(const Words *terminal, int count, char **words)
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
    if (group)
        cli_complain(terminal, "there is no command \"%s\"; there are books verify, books export "
                     "and books backup", name);
    else if (near.length)
        cli_complain(terminal, "there is no command \"%s\"; did you mean %s?", name, near.bytes);
    else cli_complain(terminal, "there is no command \"%s\"", name);
    fprintf(stderr, "\n%s", tr(terminal, usage));
    return EXIT_USAGE;
}

static ExitStatus print_help(const Words *terminal, const Command *command)
{
    const char *options = tr(terminal, "Options of every command:");
    if (command) {
        printf("%s\n%s\n%s", tr(terminal, command->help), options, tr(terminal, common_options));
        return EXIT_DONE;
    }
    printf("%s\n%s\n", tr(terminal, usage), tr(terminal, "Commands:"));
    for (const Command *each = cli_commands; each->name; each++)
        printf("  %-12s %s\n", each->name, tr(terminal, each->does));
    printf("\n%s\n%s", options, tr(terminal, common_options));
    return EXIT_DONE;
}

static ExitStatus print_version(void)
{
    puts("attain " ATTAIN_VERSION);
    return EXIT_DONE;
}

static ExitStatus command_line(const Words *terminal, int count, char **arguments)
{
    const char *name = count > 1 ? arguments[1] : "";
    int used;
    if (count < 2) {
        fputs(tr(terminal, usage), stderr);
        return EXIT_USAGE;
    }
    if (strcmp(name, "--version") == 0) return print_version();
    if (strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0) return print_help(terminal, NULL);
    if (strcmp(name, "help") == 0) {
        if (count < 3) return print_help(terminal, NULL);
        const Command *command = find_command(count - 2, arguments + 2, &used);
        return command ? print_help(terminal, command)
                       : unknown_command(terminal, count - 2, arguments + 2);
    }
    const Command *command = find_command(count - 1, arguments + 1, &used);
    if (!command) return unknown_command(terminal, count - 1, arguments + 1);
    Options options;
    ExitStatus status;
    if (!cli_options(count - used, arguments + used, command, terminal, &options, &status))
        return status;
    return options.version ? print_version()
         : options.help ? print_help(terminal, command) : command->run(&options);
}

int main(int count, char **arguments)
{
    memory_start();
    signal(SIGXFSZ, SIG_IGN);        /* a file that may grow no further is a failed write */
    cli_watch();
    const Words *terminal = cli_terminal(count, arguments);
    ExitStatus status = command_line(terminal, count, arguments);
    if (fflush(stdout) == 0 && !ferror(stdout)) return (int)status;
    cli_complain(terminal, "the answer could not be written: %s", tr(terminal, strerror(errno)));
    return EXIT_SYSTEM;
}
