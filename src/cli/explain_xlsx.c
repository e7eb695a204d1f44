/* explain_xlsx.c - attain explain PERSON --xlsx FILE: the payee's month as a workbook. */
#include "cli.h"

#include <stdio.h>

static bool refuse(const Options *options, const char *says)
{
    cli_complain(options->terminal, "%s", tr(options->terminal, says));
    return false;
}

bool cli_xlsx_words(const Options *options)
{
    if (!options->xlsx.length) return true;
    if (options->key.length)
        return refuse(options, N_("--xlsx is of a payee's whole month, --key of one row: leave one "
                                  "of them out"));
    if (!options->word_count)
        return refuse(options, N_("--xlsx needs a payee: attain explain PERSON --period 2026-03 "
                                  "--xlsx PERSON.xlsx"));
    if (options->component.length)
        return refuse(options, N_("--xlsx holds all components, so that they add up to the "
                                  "payment: leave --component out"));
    if (options->json)
        return refuse(options, N_("--xlsx writes a workbook and prints no figures: leave "
                                  "--format json out"));
    return true;
}

static void say(Arena *arena, const Options *options, const MonthRun *run)
{
    const Ledger *ledger = &run->ledger;
    const Company *company = ledger->records->company;
    Money paid = {0};
    for (size_t i = 0; i < ledger->payment_count; i++)
        if (ledger->payments[i].person == run->person) paid = ledger->payments[i].payment;
    Text amount = money_text_grouped(arena, paid, company->digits);
    const char *says = options->what_if_count
        ? tr(options->terminal, "What if %.*s were paid %.*s %.*s for %.*s: %.*s\n")
        : tr(options->terminal, "%.*s is paid %.*s %.*s for %.*s: %.*s\n");
    Text id = ledger->records->roster.persons[run->person].id;
    printf(says, TEXT_ARG(id), TEXT_ARG(amount), TEXT_ARG(company->currency),
           TEXT_ARG(options->period), TEXT_ARG(options->xlsx));
}

bool cli_xlsx(Arena *arena, const Options *options, const MonthRun *run, const MonthRun *before,
              bool *checks_hold, Diags *diags)
{
    const AuditOptions audit = {
        .file = options->xlsx, .version = TEXT(ATTAIN_VERSION),
        .allow_exceptions = options->allow_exceptions, .edits = run->loaded.edits,
        .edit_count = run->loaded.edit_count, .without = before ? &before->ledger : NULL,
        .unfinished = cli_clear_away};
    size_t failed;
    bool good = explain_workbook(arena, &run->ledger, run->person, &audit, &failed, diags);
    if (good && !options->quiet) say(arena, options, run);
    *checks_hold = failed == 0;
    if (good) cli_checks_failed(options, failed);
    return good;
}
