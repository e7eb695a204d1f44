/* compare.c - attain compare: designs side by side on the same facts. */
#include "cli.h"

#include "attain/buffer.h"
#include "attain/compare_report.h"

#include <stdio.h>

/* `2025-10..2026-09`, FY2026, or one month. */
static bool read_range(const Options *options, const Company *company, Month *from, Month *to)
{
    Text period = options->period;
    for (size_t i = 0; i + 1 < period.length; i++)
        if (period.bytes[i] == '.' && period.bytes[i + 1] == '.')
            return fiscal_period_parse(company->fiscal, text_part(period, 0, i), from, to) &&
                   *from == *to &&
                   fiscal_period_parse(company->fiscal,
                                       text_part(period, i + 2, period.length), to, to) &&
                   *from <= *to;
    return fiscal_period_parse(company->fiscal, period, from, to);
}

static bool read_designs(Arena *arena, const Options *options, const Company *company,
                         DesignTrees *trees, Design *designs, Diags *diags)
{
    bool good = true;
    for (size_t d = 0; d < options->word_count; d++) {
        size_t errors = diags->errors;
        Text directory = path_relative(arena, company->directory, options->words[d]);
        good &= design_read(arena, company, directory, NULL, 0, &trees[d], diags) &&
                design_build(arena, company, &trees[d], &designs[d], diags) &&
                diags->errors == errors;
    }
    return good;
}

/* Amounts as YAML writes them: 90000000, 90_000_000. */
static bool read_budget(Arena *arena, const Options *options, const Company *company, Money *out)
{
    Buffer digits = {.arena = arena};
    for (size_t i = 0; i < options->budget.length; i++)
        if (options->budget.bytes[i] != '_') buffer_byte(&digits, options->budget.bytes[i]);
    Ratio amount;
    return ratio_parse(arena, buffer_result(&digits), &amount) &&
           ratio_equal(amount, ratio_round(arena, amount, company->digits, ROUND_HALF_UP)) &&
           money_from_ratio(amount, company->digits, ROUND_HALF_UP, out);
}

/* What the command line says of sweeps. False: it was said what is wrong. */
static bool check_words(Arena *arena, const Options *options, const Company *company, Sweep *sweep)
{
    const char *wrong = NULL;
    sweep->has_budget = options->budget.length > 0;
    if (options->word_count == 1 && !options->sweep_count)
        wrong = N_("compare needs two designs, or --sweep");
    else if (sweep->has_budget && !options->sweep_count) wrong = N_("--budget goes with --sweep");
    else if (sweep->has_budget && !read_budget(arena, options, company, &sweep->budget))
        wrong = N_("--budget takes an amount such as 90000000");
    if (wrong) cli_complain(options->terminal, "%s", tr(options->terminal, wrong));
    return !wrong;
}

static bool compute_sweep(Arena *arena, const Options *options, Comparison *comparison,
                          Sweep *sweep, Diags *diags)
{
    SweepAxis *axes;
    Sweep found;
    if (!sweep_axes(arena, options->sweeps, options->sweep_count, &axes, diags) ||
        !sweep_compute(arena, comparison, axes, options->sweep_count, &found, diags))
        return false;
    found.has_budget = sweep->has_budget;
    found.budget = sweep->budget;
    *sweep = found;
    cli_stage(options, "sweep");
    return true;
}

static bool compute(Arena *arena, const Options *options, Loaded *loaded, Month from, Month to,
                    Sweep *sweep, CompareShown *shown, Diags *diags)
{
    size_t count = options->word_count;
    DesignTrees *trees = ARENA_ARRAY(arena, DesignTrees, count);
    Design *designs = ARENA_ARRAY(arena, Design, count);
    bool read = read_designs(arena, options, loaded->company, trees, designs, diags);
    if (!cli_records(arena, options, true, loaded, diags) || !read) return false;
    cli_stage(options, "read");
    Comparison *comparison = ARENA_NEW(arena, Comparison);
    compare_start(arena, &loaded->records, from, to, count, comparison);
    comparison->jobs = options->jobs;
    comparison->allow_exceptions = options->allow_exceptions;
    comparison->side_count = count;
    CompareCauses *causes = ARENA_ARRAY(arena, CompareCauses, count);
    for (size_t d = 0; d < count; d++)
        if (!compare_compute(arena, comparison, options->words[d], &trees[d], &designs[d],
                             &comparison->sides[d], diags))
            return false;
    cli_stage(options, "designs");
    const Compared *first = &comparison->sides[0];
    for (size_t d = 1; d < count; d++)
        if (!options->fair)
            compare_causes(arena, comparison, first, &comparison->sides[d], &causes[d]);
        else if (!compare_causes_fair(arena, comparison, first, &comparison->sides[d], &causes[d],
                                      diags))
            return false;
    *shown = (CompareShown){.comparison = comparison, .causes = causes,
                            .output = options->output, .version = TEXT(ATTAIN_VERSION)};
    if (options->sweep_count && !compute_sweep(arena, options, comparison, sweep, diags))
        return false;
    if (options->sweep_count) shown->sweep = sweep;
    return !options->resample || compare_resample(arena, comparison, options->resample,
                                                  options->seed, &shown->resampled, diags);
}

ExitStatus cli_compare(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    CompareShown shown;
    Sweep sweep = {0};
    Loaded loaded;
    Month from, to;
    bool good = cli_company(arena, options, &loaded, &diags);
    if (good && !read_range(options, loaded.company, &from, &to)) {
        cli_complain(options->terminal, "--period takes a range of months such as "
                     "2025-10..2026-09, or FY2026, and compare needs it");
        arena_free(arena);
        return EXIT_USAGE;
    }
    if (good && !check_words(arena, options, loaded.company, &sweep)) {
        arena_free(arena);
        return EXIT_USAGE;
    }
    if (good && compute(arena, options, &loaded, from, to, &sweep, &shown, &diags)) {
        ExplainLook look = cli_look(options);
        Text answer = compare_text(arena, &shown, &look);
        fwrite(answer.bytes, 1, answer.length, stdout);
        fflush(stdout);
    }
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}
