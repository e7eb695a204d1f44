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
    {"format", 'f', 'f', true}, {"what-if", 'i', 'i', true}, {"xlsx", 'l', 'l', true},
    {"language", 0, 'L', true}, {"resample", 'e', 'e', true}, {"seed", 'd', 'd', true},
    {"causes", 'u', 'u', true}, {"sweep", 'z', 'z', true}, {"budget", 'g', 'g', true},
    {"lint", 'F', 'F', false}};
#define OPTION_COUNT (sizeof option_names / sizeof *option_names)

/* hint: "" where there is none; it is translated already. */
static PRINTF_LIKE(3, 4) bool usage_error(const Options *options, const char *hint,
                                          const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("attain: ", stderr);
    vfprintf(stderr, tr(options->terminal, format), arguments);
    fputc('\n', stderr);
    va_end(arguments);
    if (hint[0]) fprintf(stderr, "   %s: %s\n", tr(options->terminal, "hint"), hint);
    return false;
}

static bool set_jobs(const char *value, Options *out)
{
    char *end;
    long jobs = strtol(value, &end, 10);
    if (*end || end == value || jobs < 1 || jobs > 256)
        return usage_error(out, "", "--jobs takes a number from 1 to 256, not %s", value);
    out->jobs = (unsigned)jobs;
    return true;
}

/* A whole number of at most 18 digits, without a sign. */
static bool whole_number(const char *value, unsigned long long *out)
{
    size_t digits = strspn(value, "0123456789");
    *out = strtoull(value, NULL, 10);
    return digits && digits <= 18 && !value[digits];
}

static bool set_resample(const char *value, Options *out)
{
    unsigned long long samples;
    if (!whole_number(value, &samples) || samples < 1 || samples > RESAMPLE_MAX)
        return usage_error(out, "", "--resample takes a number from 1 to %d, not %s",
                           RESAMPLE_MAX, value);
    out->resample = (size_t)samples;
    return true;
}

static bool set_causes(const char *value, Options *out)
{
    out->fair = strcmp(value, "shapley") == 0;
    return out->fair || strcmp(value, "order") == 0 ||
           usage_error(out, "", "--causes takes order or shapley, not %s", value);
}

static bool set_seed(const char *value, Options *out)
{
    unsigned long long seed;
    if (!whole_number(value, &seed))
        return usage_error(out, "", "--seed takes a whole number, not %s", value);
    out->seed = seed;
    out->seeded = true;
    return true;
}

static bool set_colour(const char *value, Options *out)
{
    if (strcmp(value, "always") == 0) out->colour = out->answer_colour = true;
    else if (strcmp(value, "never") == 0) out->colour = out->answer_colour = false;
    else if (strcmp(value, "auto") != 0)
        return usage_error(out, "", "--color takes auto, always or never, not %s", value);
    return true;
}

static bool set_format(const char *value, Options *out)
{
    out->json = strcmp(value, "json") == 0;
    return out->json || strcmp(value, "text") == 0 ||
           usage_error(out, "", "--format takes text or json, not %s", value);
}

static bool set_xlsx(const char *value, Options *out)
{
    size_t length = strlen(value);
    out->xlsx = text_of(value);
    return (length > 5 && strcmp(value + length - 5, ".xlsx") == 0) ||
           usage_error(out, tr(out->terminal, "spreadsheet programs go by the name's end"),
                       "--xlsx takes a file whose name ends in .xlsx, not %s", value);
}

static bool add_what_if(const char *value, Options *out)
{
    if (out->what_if_count == WHAT_IFS_MAX)
        return usage_error(out, tr(out->terminal, "at most 32 changes at once"),
                           "too many --what-if: %s", value);
    out->what_ifs[out->what_if_count++] = text_of(value);
    return true;
}

static bool add_sweep(const char *value, Options *out)
{
    if (out->sweep_count == SWEEPS_MAX)
        return usage_error(out, tr(out->terminal, "at most 16 keys at once"),
                           "too many --sweep: %s", value);
    out->sweeps[out->sweep_count++] = text_of(value);
    return true;
}

static bool set_credits(const char *value, Options *out)
{
    if (strcmp(value, "sheet") == 0) out->credits = CREDITS_SHEET;
    else if (strcmp(value, "csv") == 0) out->credits = CREDITS_CSV;
    else if (strcmp(value, "none") == 0) out->credits = CREDITS_NONE;
    else return usage_error(out, "", "--credits takes sheet, csv or none, not %s", value);
    return true;
}

static bool set_language(const char *value, Options *out)
{
    Language language;
    out->language = text_of(value);
    return language_parse(out->language, &language) ||
           usage_error(out, "", "--language takes en or ja, not %s", value);
}

static bool set_option(const OptionName *option, const char *value, Options *out)
{
    size_t bit = (size_t)(option - option_names);
    bool repeats = option->letter == 'i' || option->letter == 'z';
    if (option->takes && !repeats && (out->given & 1u << bit))
        return usage_error(out, tr(out->terminal, "say it once"), "given twice: --%s",
                           option->name);
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
               usage_error(out, tr(out->terminal, "it is written unless you say so"),
                           "--workbook takes none, not %s", value);
    case 'x': return set_credits(value, out);
    case 'n': out->journal = true; return true;
    case 't': out->statements = true; return true;
    case 'F': out->lint = true; return true;
    case 'a': out->allow_exceptions = true; return true;
    case 'b': out->approved_by = text_of(value); return true;
    case 'r': out->reason = text_of(value); return true;
    case 'k': out->component = text_of(value); return true;
    case 'y': out->key = text_of(value); return true;
    case 'f': return set_format(value, out);
    case 'l': return set_xlsx(value, out);
    case 'L': return set_language(value, out);
    case 'i': return add_what_if(value, out);
    case 'e': return set_resample(value, out);
    case 'd': return set_seed(value, out);
    case 'u': return set_causes(value, out);
    case 'z': return add_sweep(value, out);
    case 'g': out->budget = text_of(value); return true;
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

/* `run, close`: the commands that an option belongs to; how many. */
static size_t commands_with(char letter, char *out, size_t size)
{
    size_t count = 0, used = 0;
    for (const Command *command = cli_commands; command->name; command++)
        if (strchr(command->takes, letter) && used < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s", count++ ? ", " : "",
                                     command->name);
    return count;
}

/* An option that another command has. */
static bool misplaced_option(const char *argument, const Command *command, const Options *options)
{
    size_t length = strcspn(argument + 2, "=");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const OptionName *option = &option_names[i];
        bool named = argument[1] == '-' && strlen(option->name) == length &&
                     strncmp(option->name, argument + 2, length) == 0;
        if (!named) continue;
        char names[128] = "", hint[200];
        size_t count = commands_with(option->letter, names, sizeof names);
        snprintf(hint, sizeof hint, count == 1 ? tr(options->terminal, "%s takes it")
                                               : tr(options->terminal, "%s take it"), names);
        usage_error(options, hint, "%s takes no --%s", command->name, option->name);
        return true;
    }
    return false;
}

static bool unknown_option(const char *argument, const Command *command, const Options *options)
{
    if (misplaced_option(argument, command, options)) return false;
    Text names[OPTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (!option_names[i].letter || strchr(command->takes, option_names[i].letter))
            names[count++] = text_of(option_names[i].name);
    const char *bare = argument + strspn(argument, "-");
    Text near = text_nearest(text_part(text_of(bare), 0, strcspn(bare, "=")), names, count);
    const char *says = near.length ? tr(options->terminal, "did you mean --%s?") : NULL;
    for (size_t i = 0; bare[0] && !near.length && i < count; i++)
        if (text_starts_with(names[i], text_of(bare))) {
            near = names[i];
            says = tr(options->terminal, "option names are exact: --%s");
        }
    char hint[160];
    snprintf(hint, sizeof hint, says ? says : tr(options->terminal, "see attain help"), near.bytes);
    return usage_error(options, hint, "there is no option %s", argument);
}

static Options defaults(const Words *terminal)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return (Options){.company = TEXT("company.yaml"), .workbook = true,
                     .terminal = terminal, .seed = 1,
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
    const char *hint = tr(out->terminal, "see attain help");
    return command->words[0]
        ? usage_error(out, hint, "one word too many: %s", argument)
        : usage_error(out, hint, "options start with --; this is none: %s", argument);
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
    if (!option) return unknown_option(argument, command, out);
    if (!option->takes && value) return usage_error(out, "", "no value belongs to %s", argument);
    if (option->takes && !value && *at + 1 < count) value = arguments[++*at];
    if (option->takes && (!value || !value[0]))
        return usage_error(out, "", "a value is missing behind %s", argument);
    return set_option(option, value, out);
}

bool cli_options(int count, char **arguments, const Command *command, const Words *terminal,
                 Options *out, ExitStatus *status)
{
    *out = defaults(terminal);
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
    return enough || usage_error(out, tr(terminal, "see attain help"), "%s needs %s",
                                 command->name, command->words);
}
