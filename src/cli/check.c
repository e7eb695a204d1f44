/* check.c - attain check: does everything hold together? */
#include "cli.h"

#include <stdio.h>

ExitStatus cli_check(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Loaded loaded;
    size_t examples = 0;
    bool good = cli_company(arena, options, &loaded, &diags) &&
                cli_load(arena, options, true, &loaded, &diags);
    if (good) {
        EngineOptions engine = {.jobs = options->jobs,
                                .allow_exceptions = options->allow_exceptions};
        engine_check(arena, &loaded.records, &loaded.design, &engine, &diags);
        examples = engine_examples(arena, loaded.company, &loaded.design, &diags);
    }
    if (good && !options->quiet) {
        Text rates = design_rates_text(arena, loaded.company, &loaded.design,
                                       options->terminal);
        fwrite(rates.bytes, 1, rates.length, stdout);
        if (rates.length) putchar('\n');
        printf(tr(options->terminal, "%u plans, %zu examples run, %zu files read\n"),
               loaded.design.plan_count, examples,
               loaded.records.file_count + loaded.design.file_count + 1);
    }
    fflush(stdout);
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}
