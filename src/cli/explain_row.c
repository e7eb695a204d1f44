/* explain_row.c - attain explain --key: who got what from a row, and why somebody got nothing. */
#include "cli.h"

bool cli_explain_row(Arena *arena, const Options *options, const MonthRun *run,
                     const Diags *problems, const ExplainLook *look, Text *out, Diags *diags)
{
    RowAt at;
    if (!answer_find(arena, &run->ledger, options->key, &at, diags)) return false;
    *out = explain_row(arena, &run->ledger, at, run->person, options->component, problems, look);
    cli_stage(options, "answer");
    return true;
}
