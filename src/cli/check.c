/* check.c - attain check: does everything hold together? */
#include "cli.h"

#include <stdio.h>

static void print_rates(Arena *arena, const Options *options, const Loaded *loaded)
{
    Text rates = design_rates_text(arena, loaded->company, &loaded->design, options->terminal);
    fwrite(rates.bytes, 1, rates.length, stdout);
    if (rates.length) putchar('\n');
}

static void print_counts(const Words *words, const Loaded *loaded, size_t examples)
{
    uint32_t plans = loaded->design.plan_count;
    printf(plans == 1 ? tr(words, "%u plan, ") : tr(words, "%u plans, "), plans);
    printf(examples == 1 ? tr(words, "%zu example run, ") : tr(words, "%zu examples run, "),
           examples);
    printf(tr(words, "%zu files read\n"),
           loaded->records.file_count + loaded->design.file_count + 1);
}

/* The design that the command's word names goes with --lint alone. False: it was said. */
static bool take_design(Options *options)
{
    if (!options->word_count) return true;
    if (!options->lint) {
        cli_complain(options->terminal, "check takes a design behind --lint: --lint %.*s",
                     TEXT_ARG(options->words[0]));
        return false;
    }
    if (options->plans.length) {
        cli_complain(options->terminal, "two designs: %.*s, and --plans %.*s",
                     TEXT_ARG(options->words[0]), TEXT_ARG(options->plans));
        return false;
    }
    options->plans = options->words[0];
    return true;
}

ExitStatus cli_check(const Options *given)
{
    Options asked = *given, *options = &asked;
    if (!take_design(options)) return EXIT_USAGE;
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Loaded loaded;
    size_t examples = 0, found = 0;
    bool good = cli_company(arena, options, &loaded, &diags) &&
                cli_load(arena, options, true, &loaded, &diags);
    if (good) {
        EngineOptions engine = {.jobs = options->jobs,
                                .allow_exceptions = options->allow_exceptions};
        bool no_facts = false;
        const Ledger *ledger = engine_check(arena, &loaded.records, &loaded.design, &engine,
                                            options->lint ? &no_facts : NULL, &diags);
        examples = engine_examples(arena, loaded.company, &loaded.design, &diags);
        if (options->lint && (ledger || no_facts))
            found = cli_lint(arena, options, loaded.company, &loaded.design, ledger);
    }
    if (good && !options->quiet) {
        if (!options->lint) print_rates(arena, options, &loaded);
        print_counts(options->terminal, &loaded, examples);
    }
    fflush(stdout);
    ExitStatus status = cli_problems(arena, options, &diags);
    if (status == EXIT_DONE && options->strict && found) status = EXIT_CHECK_FAILED;
    arena_free(arena);
    return status;
}
