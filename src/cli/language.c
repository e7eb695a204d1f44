/* language.c - which language the terminal reads: --language, else the locale's. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The value of --language, wherever it stands: what is wrong elsewhere is said in it, too. */
static const char *asked_for(int count, char **arguments)
{
    static const char option[] = "--language";
    size_t length = sizeof option - 1;
    for (int at = 1; at < count && strcmp(arguments[at], "--") != 0; at++) {
        if (strncmp(arguments[at], option, length) != 0) continue;
        if (arguments[at][length] == '=') return arguments[at] + length + 1;
        if (!arguments[at][length] && at + 1 < count) return arguments[at + 1];
    }
    return "";
}

/* ja, ja_JP, ja_JP.UTF-8; a terminal of another encoding could not show it. */
static bool is_japanese(const char *locale)
{
    if (strncmp(locale, "ja", 2) != 0 || (locale[2] && !strchr("_.@", locale[2]))) return false;
    const char *encoding = strchr(locale, '.');
    return !encoding || strncasecmp(encoding, ".utf-8", 6) == 0 ||
           strncasecmp(encoding, ".utf8", 5) == 0;
}

const Words *cli_terminal(int count, char **arguments)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    Language language;
    if (language_parse(text_of(asked_for(count, arguments)), &language)) return words_of(language);
    for (size_t v = 0; v < sizeof variables / sizeof *variables; v++) {
        const char *locale = getenv(variables[v]);
        if (!locale || !locale[0]) continue;
        return words_of(is_japanese(locale) ? LANGUAGE_JA : LANGUAGE_EN);
    }
    return words_of(LANGUAGE_EN);
}

void cli_complain(const Words *terminal, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("attain: ", stderr);
    vfprintf(stderr, tr(terminal, format), arguments);
    fputc('\n', stderr);
    va_end(arguments);
}
