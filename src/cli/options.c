/* options.c - the command line, read exactly: an abbreviated option is an unknown one. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct OptionName { const char *name; char letter, shown; bool takes; } OptionName;

/* shown: the short form; letter: what a command's `takes` lists, 0 where every command has it. */
static const OptionName option_names[] = {
    {"company", 0, 'c', true}, {"plans", 0, 'p', true}, {"output", 0, 'o', true},
    {"jobs", 0, 'j', true}, {"quiet", 0, 'q', false}, {"verbose", 0, 'v', false},
    {"color", 0, 'C', true}, {"help", 0, 'h', false}, {"version", 0, 'V', false},
    {"period", 'm', 'm', true}, {"workbook", 'w', 'w', true}, {"credits", 'x', 'x', true},
    {"allow-exceptions", 'a', 'a', false}, {"strict", 's', 's', false},
    {"approved-by", 'b', 'b', true}, {"reason", 'r', 'r', true},
    {"journal", 'n', 'n', false}, {"statements", 't', 't', false},
    {"component", 'k', 'k', true}, {"key", 'y', 'y', true},
    {"format", 'f', 'f', true}, {"what-if", 'i', 'i', true}};
#define OPTION_COUNT (sizeof option_names / sizeof *option_names)
enum { COMMANDS_NAMED = 8 };

static bool usage_error(const char *what, const char *which, const char *hint)
{
    fprintf(stderr, "attain: %s%s\n", what, which);
    if (hint && hint[0]) fprintf(stderr, "   hint: %s\n", hint);
    return false;
}

static bool set_jobs(const char *value, Options *out)
{
    char *end;
    long jobs = strtol(value, &end, 10);
    if (*end || end == value || jobs < 1 || jobs > 256)
        return usage_error("--jobs takes a number from 1 to 256, not ", value, "");
    out->jobs = (unsigned)jobs;
    return true;
}

static bool set_colour(const char *value, Options *out)
{
    if (strcmp(value, "always") == 0) out->colour = out->answer_colour = true;
    else if (strcmp(value, "never") == 0) out->colour = out->answer_colour = false;
    else if (strcmp(value, "auto") != 0)
        return usage_error("--color takes auto, always or never, not ", value, "");
    return true;
}

static bool set_format(const char *value, Options *out)
{
    out->json = strcmp(value, "json") == 0;
    return out->json || strcmp(value, "text") == 0 ||
           usage_error("--format takes text or json, not ", value, "");
}

static bool add_what_if(const char *value, Options *out)
{
    if (out->what_if_count == WHAT_IFS_MAX)
        return usage_error("too many --what-if: ", value, "at most 32 changes at once");
    out->what_ifs[out->what_if_count++] = text_of(value);
    return true;
}

static bool set_credits(const char *value, Options *out)
{
    if (strcmp(value, "sheet") == 0) out->credits = CREDITS_SHEET;
    else if (strcmp(value, "csv") == 0) out->credits = CREDITS_CSV;
    else if (strcmp(value, "none") == 0) out->credits = CREDITS_NONE;
    else return usage_error("--credits takes sheet, csv or none, not ", value, "");
    return true;
}

static bool set_option(const OptionName *option, const char *value, Options *out)
{
    size_t bit = (size_t)(option - option_names);
    bool repeats = option->letter == 'i';
    if (option->takes && !repeats && (out->given & 1u << bit))
        return usage_error("given twice: --", option->name, "say it once");
    out->given |= 1u << bit;
    switch (option->shown) {
    case 'c': out->company = text_of(value); return true;
    case 'p': out->plans = text_of(value); return true;
    case 'o': out->output = text_of(value); return true;
    case 'j': return set_jobs(value, out);
    case 'q': out->quiet = true; return true;
    case 'v': out->verbose = true; return true;
    case 'C': return set_colour(value, out);
    case 'h': out->help = true; return true;
    case 'V': out->version = true; return true;
    case 'm': out->period = text_of(value); return true;
    case 'w':
        out->workbook = strcmp(value, "none") != 0;
        return !out->workbook ||
               usage_error("--workbook takes none, not ", value, "it is written unless you say so");
    case 'x': return set_credits(value, out);
    case 'n': out->journal = true; return true;
    case 't': out->statements = true; return true;
    case 'a': out->allow_exceptions = true; return true;
    case 'b': out->approved_by = text_of(value); return true;
    case 'r': out->reason = text_of(value); return true;
    case 'k': out->component = text_of(value); return true;
    case 'y': out->key = text_of(value); return true;
    case 'f': return set_format(value, out);
    case 'i': return add_what_if(value, out);
    default: out->strict = true; return true;
    }
}

static const OptionName *find_option(const char *argument, const Command *command, size_t length)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const OptionName *option = &option_names[i];
        bool known = !option->letter || strchr(command->takes, option->letter);
        if (known && strlen(option->name) == length &&
            strncmp(option->name, argument, length) == 0)
            return option;
    }
    return NULL;
}

static const OptionName *find_short(char letter)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_names[i].shown == letter && strchr("cpojqvh", letter)) return &option_names[i];
    return NULL;
}

/* `run and close`: the commands that an option belongs to. */
static void commands_with(char letter, char *out, size_t size)
{
    const char *names[COMMANDS_NAMED];
    size_t count = 0, used = 0;
    for (const Command *command = cli_commands; command->name && count < COMMANDS_NAMED; command++)
        if (strchr(command->takes, letter)) names[count++] = command->name;
    for (size_t i = 0; i < count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s",
                                 i == 0 ? "" : i + 1 < count ? ", " : " and ", names[i]);
}

/* An option that another command has. */
static bool misplaced_option(const char *argument, const Command *command)
{
    size_t length = strcspn(argument + 2, "=");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const OptionName *option = &option_names[i];
        bool named = argument[1] == '-' && strlen(option->name) == length &&
                     strncmp(option->name, argument + 2, length) == 0;
        if (!named) continue;
        char what[64], hint[128] = "";
        snprintf(what, sizeof what, "%s takes no --", command->name);
        commands_with(option->letter, hint, sizeof hint);
        size_t used = strlen(hint);
        bool several = strstr(hint, " and ") != NULL;
        snprintf(hint + used, sizeof hint - used, " %s it", several ? "take" : "takes");
        usage_error(what, option->name, hint);
        return true;
    }
    return false;
}

static bool unknown_option(const char *argument, const Command *command)
{
    if (misplaced_option(argument, command)) return false;
    Text names[OPTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (!option_names[i].letter || strchr(command->takes, option_names[i].letter))
            names[count++] = text_of(option_names[i].name);
    const char *bare = argument + strspn(argument, "-");
    Text near = text_nearest(text_part(text_of(bare), 0, strcspn(bare, "=")), names, count);
    char hint[80];
    snprintf(hint, sizeof hint, "did you mean --%.*s?", TEXT_ARG(near));
    for (size_t i = 0; bare[0] && !near.length && i < count; i++)
        if (text_starts_with(names[i], text_of(bare)))
            snprintf(hint, sizeof hint, "option names are exact: --%.*s", TEXT_ARG(names[i]));
    bool hinted = near.length || (bare[0] && strstr(hint, "exact"));
    return usage_error("there is no option ", argument, hinted ? hint : "see attain help");
}

static Options defaults(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return (Options){.company = TEXT("company.yaml"), .workbook = true,
                     .jobs = cores > 0 ? (unsigned)cores : 1,
                     .colour = isatty(STDERR_FILENO) && !getenv("NO_COLOR"),
                     .answer_colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR")};
}

static bool add_word(const char *argument, const Command *command, Options *out)
{
    if ((int)out->word_count < command->words_most) {
        out->words[out->word_count++] = text_of(argument);
        return true;
    }
    return command->words[0]
        ? usage_error("one word too many: ", argument, "see attain help")
        : usage_error("options start with --; this is none: ", argument, "see attain help");
}

/* One argument, and its value where it takes one. *at is the last argument used. */
static bool read_argument(int count, char **arguments, int *at, const Command *command,
                          Options *out)
{
    const char *argument = arguments[*at], *value = NULL;
    const OptionName *option;
    if (argument[0] != '-' || !argument[1]) return add_word(argument, command, out);
    if (argument[1] == '-') {
        size_t length = strcspn(argument + 2, "=");
        option = find_option(argument + 2, command, length);
        if (argument[2 + length] == '=') value = argument + 3 + length;
    } else {
        option = find_short(argument[1]);
        if (argument[2]) value = argument + 2;
    }
    if (!option) return unknown_option(argument, command);
    if (!option->takes && value) return usage_error("no value belongs to ", argument, "");
    if (option->takes && !value && *at + 1 < count) value = arguments[++*at];
    if (option->takes && (!value || !value[0]))
        return usage_error("a value is missing behind ", argument, "");
    return set_option(option, value, out);
}

bool cli_options(int count, char **arguments, const Command *command, Options *out,
                 ExitStatus *status)
{
    *out = defaults();
    *status = EXIT_USAGE;
    bool words = false;              /* behind `--` all are, whatever they begin with */
    for (int at = 1; at < count; at++) {
        bool ends_options = !words && strcmp(arguments[at], "--") == 0;
        bool good = ends_options || (words ? add_word(arguments[at], command, out)
                                           : read_argument(count, arguments, &at, command, out));
        if (!good) return false;
        words |= ends_options;
    }
    bool enough = out->help || out->version || (int)out->word_count >= command->words_fewest;
    char needs[48];
    snprintf(needs, sizeof needs, "%s needs ", command->name);
    return enough || usage_error(needs, command->words, "see attain help");
}
