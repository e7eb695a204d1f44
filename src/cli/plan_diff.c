/* plan_diff.c - attain plan-diff: what differs between the rules of two designs. */
#include "cli.h"

#include "attain/plan_diff.h"

#include <stdio.h>

/* Both are read, so that the problems of either are seen. */
static bool read_both(Arena *arena, const Company *company, const Options *options,
                      Design designs[2], Diags *diags)
{
    bool good = true;
    for (int side = 0; side < 2; side++) {
        Text directory;
        good = cli_design_folder(arena, company, options->words[side], &directory, diags) &&
               design_load(arena, company, directory, &designs[side], diags) && good;
    }
    return good;
}

ExitStatus cli_plan_diff(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Loaded loaded;
    Design designs[2];
    if (cli_company(arena, options, &loaded, &diags) &&
        read_both(arena, loaded.company, options, designs, &diags)) {
        ExplainLook look = cli_look(options);
        PlanDiff *diff = plan_diff_find(arena, loaded.company, &designs[0], &designs[1],
                                        options->json ? NULL : options->terminal);
        Text answer = plan_diff_answer(arena, diff, &look);
        fwrite(answer.bytes, 1, answer.length, stdout);
    }
    fflush(stdout);
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}
