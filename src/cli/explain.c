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

/* Why there is nothing to explain: the months in which there is. */
static void report_nothing(Arena *arena, const Options *options, const MonthRun *run, Diags *diags)
{
    const Ledger *ledger = &run->ledger;
    const Person *person = &ledger->records->roster.persons[run->person];
    Diag *diag = diag_error(diags, DIAG_NOTHING_TO_EXPLAIN, (Place){0},
                            options->component.length
                            ? "%.*s has no figures in %.*s under component %.*s"
                            : N_("%.*s has no figures in %.*s"), TEXT_ARG(person->id),
                            TEXT_ARG(options->period), TEXT_ARG(options->component));
    Text list = TEXT("");
    for (size_t i = 0; i < ledger->entry_count; i++) {
        const Participation *owner = &ledger->participations[ledger->entries[i].participation];
        if (owner->person != run->person) continue;
        Text key = ledger->design->plans[owner->plan].components[ledger->entries[i].component].key;
        list = text_format(arena, "%.*s%s%.*s", TEXT_ARG(list), list.length ? ", " : "",
                           TEXT_ARG(key));
    }
    if (list.length) {
        diag_hint(diags, diag, "their components of that month are %.*s", TEXT_ARG(list));
        return;
    }
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        const Participation *owner = &ledger->participations[i];
        if (owner->person != run->person) continue;
        Text from = month_text(arena, day_month(owner->first));
        Text to = owner->last == DAY_OPEN ? TEXT("") : month_text(arena, day_month(owner->last));
        list = text_format(arena, "%.*s%s%.*s (%.*s - %.*s)", TEXT_ARG(list),
                           list.length ? ", " : "",
                           TEXT_ARG(ledger->design->plans[owner->plan].title), TEXT_ARG(from),
                           TEXT_ARG(to));
    }
    if (list.length) diag_hint(diags, diag, "they are under plan %.*s", TEXT_ARG(list));
    else diag_hint(diags, diag, "no plan of this design is for them on any day");
}

/* --component names one of the design's. False: none; the nearest is said. */
static bool knows_component(Arena *arena, const Options *options, const Design *design,
                            Diags *diags)
{
    size_t count = 0, room = 0;
    for (uint32_t p = 0; p < design->plan_count; p++) room += design->plans[p].component_count;
    Text *keys = ARENA_ARRAY(arena, Text, room + 1);
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; c < design->plans[p].component_count; c++) {
            keys[count] = design->plans[p].components[c].key;
            if (text_equal(keys[count++], options->component)) return true;
        }
    if (!options->component.length) return true;
    Diag *diag = diag_error(diags, DIAG_NOTHING_TO_EXPLAIN, (Place){0},
                            "no plan of this design has a component \"%.*s\"",
                            TEXT_ARG(options->component));
    Text near = text_nearest(options->component, keys, count);
    if (near.length) diag_hint(diags, diag, "did you mean %.*s?", TEXT_ARG(near));
    return false;
}

static bool has_figures(const Options *options, const MonthRun *run)
{
    const Ledger *ledger = &run->ledger;
    bool paid = false, entered = false;
    for (size_t i = 0; i < ledger->payment_count; i++)
        paid |= ledger->payments[i].person == run->person;
    for (size_t i = 0; i < ledger->entry_count; i++) {
        const Participation *owner = &ledger->participations[ledger->entries[i].participation];
        Text key = ledger->design->plans[owner->plan].components[ledger->entries[i].component].key;
        entered |= owner->person == run->person && text_equal(key, options->component);
    }
    return options->component.length ? entered : paid;
}

ExplainLook cli_look(const Options *options)
{
    return (ExplainLook){.json = options->json, .colour = options->answer_colour,
                         .ascii = lacks_utf8(), .words = options->json ? NULL : options->terminal,
                         .width = answer_width(),
                         .version = TEXT(ATTAIN_VERSION)};
}

/* before: the month without --what-if, or NULL. has: the payee has figures. */
static bool print_answer(Arena *arena, const Options *options, const MonthRun *run,
                         const MonthRun *before, bool has, const Diags *problems, Diags *diags)
{
    ExplainLook look = cli_look(options);
    Text answer = TEXT("");
    if (options->key.length &&
        !cli_explain_row(arena, options, run, problems, &look, &answer, diags))
        return false;
    if (has) answer = explain_payee(arena, &run->ledger, run->person, options->component, &look);
    if (before)
        answer = explain_what_if(arena, &before->ledger, &run->ledger, run->loaded.edits,
                                 run->loaded.edit_count, run->person, options->component, answer,
                                 &look);
    fwrite(answer.bytes, 1, answer.length, stdout);
    return true;
}

ExitStatus cli_explain(const Options *options)
{
    Month period;
    if (!cli_period(options, "explain", &period)) return EXIT_USAGE;
    if (!cli_what_if_words(options) || !cli_xlsx_words(options)) return EXIT_USAGE;
    if (!options->word_count && !options->key.length && !options->what_if_count) {
        cli_complain(options->terminal, "explain needs a payee or a row: attain explain PERSON "
                     "--period 2026-03, or attain explain --key D-0981 --period 2026-03");
        return EXIT_USAGE;
    }
    Arena *arena = arena_new();
    Diags diags, problems;
    diags_start(&diags, arena);
    diags_start(&problems, arena);
    MonthRun run, before;
    bool good = cli_month(arena, options, period, MONTH_TO_LOOK, &run, &diags) &&
                !cli_refused(options, &diags) &&
                knows_component(arena, options, &run.loaded.design, &diags);
    books_close(run.books);
    diags_merge(&problems, &diags);
    if (options->what_if_count)
        good = cli_what_if(arena, options, &run, good, &before, &diags);
    else if (good)
        diags_start(&diags, arena);          /* warnings are of others' figures too: run has them */
    bool by_row = options->key.length > 0;
    bool has = good && !by_row && run.person != PERSON_NONE && has_figures(options, &run);
    bool needs = options->xlsx.length || !options->what_if_count;
    if (good && !has && !by_row && needs) {
        report_nothing(arena, options, &run, &diags);
        good = false;
    }
    const MonthRun *without = options->what_if_count ? &before : NULL;
    bool holds = true;
    if (good && options->xlsx.length)
        good = cli_xlsx(arena, options, &run, without, &holds, &diags);
    else if (good) good = print_answer(arena, options, &run, without, has, &problems, &diags);
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status == EXIT_DONE && !holds ? EXIT_CHECK_FAILED : status;
}
