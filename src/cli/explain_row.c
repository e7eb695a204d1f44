/* explain_row.c - attain explain --key: who got what from a row, and why somebody got nothing. */
#include "cli.h"

#include <stdio.h>

ExitStatus cli_explain_row(Arena *arena, const Options *options, const MonthRun *run, bool good,
                           Diags *diags)
{
    if (!good) return cli_problems(arena, options, diags);
    Diags found;                     /* the run's own warnings are of other rows, too */
    diags_start(&found, arena);
    RowAt at;
    if (answer_find(arena, &run->ledger, options->key, &at, &found)) {
        ExplainLook look = cli_look(options);
        Text answer = explain_row(arena, &run->ledger, at, run->person, options->component, diags,
                                  &look);
        cli_stage(options, "answer");
        fwrite(answer.bytes, 1, answer.length, stdout);
    }
    return cli_problems(arena, options, &found);
}
