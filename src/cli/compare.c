/* compare.c - attain compare: designs side by side on the same facts. */
#include "cli.h"

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

static bool compute(Arena *arena, const Options *options, Loaded *loaded, Month from, Month to,
                    CompareShown *shown, Diags *diags)
{
    size_t count = options->word_count;
    DesignTrees *trees = ARENA_ARRAY(arena, DesignTrees, count);
    Design *designs = ARENA_ARRAY(arena, Design, count);
    bool read = read_designs(arena, options, loaded->company, trees, designs, diags);
    if (!cli_records(arena, options, true, loaded, diags) || !read) return false;
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
    for (size_t d = 1; d < count; d++)
        compare_causes(arena, comparison, &comparison->sides[0], &comparison->sides[d],
                       &causes[d]);
    *shown = (CompareShown){.comparison = comparison, .causes = causes,
                            .output = options->output, .version = TEXT(ATTAIN_VERSION)};
    return !options->resample || compare_resample(arena, comparison, options->resample,
                                                  options->seed, &shown->resampled, diags);
}

ExitStatus cli_compare(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    CompareShown shown;
    Loaded loaded;
    Month from, to;
    bool good = cli_company(arena, options, &loaded, &diags);
    if (good && !read_range(options, loaded.company, &from, &to)) {
        cli_complain(options->terminal, "--period takes a range of months such as "
                     "2025-10..2026-09, or FY2026, and compare needs it");
        arena_free(arena);
        return EXIT_USAGE;
    }
    if (good && compute(arena, options, &loaded, from, to, &shown, &diags)) {
        ExplainLook look = cli_look(options);
        Text answer = compare_text(arena, &shown, &look);
        fwrite(answer.bytes, 1, answer.length, stdout);
        fflush(stdout);
    }
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return status;
}
