/* explain.c - attain explain: how a payee's figures came about. */
#include "cli.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_FEWEST = 40, WIDTH_USUAL = 80, WIDTH_MOST = 120 };

/* As wide as the terminal, within what can be read; 80 columns where there is none. */
static size_t answer_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || !size.ws_col)
        return WIDTH_USUAL;
    size_t width = size.ws_col;
    return width < WIDTH_FEWEST ? WIDTH_FEWEST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

/* Whether the terminal's locale lacks UTF-8. What is computed never looks at it. */
static bool lacks_utf8(void)
{
    if (!setlocale(LC_CTYPE, "")) return true;
    bool lacks = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    setlocale(LC_CTYPE, "C");
    return lacks;
}

ExplainLook cli_look(const Options *options)
{
    return (ExplainLook){.json = options->json, .colour = options->answer_colour,
                         .ascii = lacks_utf8(), .width = answer_width(),
                         .version = TEXT(ATTAIN_VERSION)};
}
