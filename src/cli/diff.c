/* diff.c - attain diff: which payees' figures differ between two runs of a month, and why. */
#include "diff.h"

#include <stdio.h>

ExitStatus cli_diff(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    DiffSide sides[2] = {0};
    DiffRun runs[2] = {0};
    if (diff_load(arena, options, sides, runs, &diags)) {
        DiffCredits *credits;
        DiffStep steps[DIFF_STEPS];
        diff_steps(arena, options, sides, runs, &credits, steps);
        ExplainLook look = cli_look(options);
        Text answer = diff_answer(arena, sides, steps, credits, &look);
        fwrite(answer.bytes, 1, answer.length, stdout);
        fflush(stdout);
        diags_start(&diags, arena);          /* warnings of intake: the runs have told of them */
    }
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}
