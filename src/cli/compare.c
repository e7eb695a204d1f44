/* compare.c - attain compare: designs side by side on the same facts. */
#include "cli.h"

#include "attain/compare_report.h"
#include "attain/lint_history.h"

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
        Text directory;
        good &= cli_design_folder(arena, company, options->words[d], &directory, diags) &&
                design_read(arena, company, directory, NULL, 0, &trees[d], diags) &&
                design_build(arena, company, &trees[d], &designs[d], diags) &&
                diags->errors == errors;
    }
    return good;
}

/* output/compare-the-model-acv-the-model-tcv: after the designs' directories. */
static Text output_directory(Arena *arena, const Options *options)
{
    if (options->output.length) return options->output;
    Text name = TEXT("output/compare");
    for (size_t d = 0; d < options->word_count; d++) {
        Text word = options->words[d];
        while (word.length > 1 && word.bytes[word.length - 1] == '/') word.length--;
        size_t start = word.length;
        while (start > 0 && word.bytes[start - 1] != '/') start--;
        name = text_format(arena, "%.*s-%.*s", TEXT_ARG(name), (int)(word.length - start),
                           word.bytes + start);
    }
    return name;
}

static bool compute_all(Arena *arena, const Options *options, Comparison *comparison,
                        const DesignTrees *trees, const Design *designs, Diags *diags)
{
    size_t count = options->word_count;
    Diags *said = ARENA_ARRAY(arena, Diags, count);
    bool good = true;
    for (size_t d = 0; d < count; d++) {         /* all, so that the problems of each are seen */
        diags_start(&said[d], arena);
        good = compare_compute(arena, comparison, options->words[d], &trees[d], &designs[d],
                               &comparison->sides[d], &said[d]) && good;
    }
    cli_merge_problems(arena, options, said, diags);
    return good;
}

/* What each design invites, by the same ledgers. */
static const Findings *find_all(Arena *arena, const Comparison *comparison)
{
    Findings *out = ARENA_ARRAY(arena, Findings, comparison->side_count);
    const Ledger **ledgers = ARENA_ARRAY(arena, const Ledger *, comparison->year_count);
    for (size_t s = 0; s < comparison->side_count; s++) {
        const Compared *side = &comparison->sides[s];
        for (size_t y = 0; y < comparison->year_count; y++) ledgers[y] = side->years[y].ledger;
        findings_start(&out[s], arena, comparison->records->company, side->design);
        lint_history(ledgers, comparison->year_count, &out[s]);
    }
    return out;
}

static bool compute(Arena *arena, const Options *options, Loaded *loaded, Month from, Month to,
                    Sweep *sweep, CompareShown *shown, Diags *diags)
{
    size_t count = options->word_count;
    DesignTrees *trees = ARENA_ARRAY(arena, DesignTrees, count);
    Design *designs = ARENA_ARRAY(arena, Design, count);
    bool read = read_designs(arena, options, loaded->company, trees, designs, diags);
    if (!cli_records(arena, options, false, loaded, diags) || !read) return false;
    cli_stage(options, "read");
    Comparison *comparison = ARENA_NEW(arena, Comparison);
    compare_start(arena, &loaded->records, from, to, count, comparison);
    comparison->jobs = options->jobs;
    comparison->allow_exceptions = options->allow_exceptions;
    comparison->side_count = count;
    if (!compute_all(arena, options, comparison, trees, designs, diags) ||
        cli_refused(options, diags))
        return false;
    CompareCauses *causes = ARENA_ARRAY(arena, CompareCauses, count);
    cli_stage(options, "designs");
    const Compared *first = &comparison->sides[0];
    for (size_t d = 1; d < count; d++)
        if (!options->fair)
            compare_causes(arena, comparison, first, &comparison->sides[d], &causes[d]);
        else compare_causes_fair(arena, comparison, first, &comparison->sides[d], &causes[d]);
    *shown = (CompareShown){.comparison = comparison, .causes = causes,
                            .findings = find_all(arena, comparison),
                            .output = output_directory(arena, options), .fair = options->fair,
                            .workbook = options->workbook,
                            .version = TEXT(ATTAIN_VERSION)};
    cli_stage(options, "causes");    /* and what the designs invite */
    if (options->sweep_count) {
        if (!cli_sweep(arena, options, comparison, sweep, diags)) return false;
        shown->sweep = sweep;
    }
    bool good = !options->resample || compare_resample(arena, comparison, options->resample,
                                                       options->seed, &shown->resampled, diags);
    if (options->resample) cli_stage(options, "resample");
    return good;
}

/* Options that go with nothing else there is are a mistake, not to be passed over. */
static bool words_fit(const Options *options)
{
    if (options->plans.length)
        cli_complain(options->terminal, "compare takes its designs without --plans: %.*s",
                     TEXT_ARG(options->plans));
    else if (options->seeded && !options->resample)
        cli_complain(options->terminal, "--seed goes with --resample");
    else return true;
    return false;
}

ExitStatus cli_compare(const Options *options)
{
    if (!words_fit(options)) return EXIT_USAGE;
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    CompareShown shown;
    Sweep sweep = {0};
    Loaded loaded;
    Month from, to;
    size_t checks_failed = 0;
    bool good = cli_company(arena, options, &loaded, &diags);
    if (good && !read_range(options, loaded.company, &from, &to)) {
        if (options->period.length)
            cli_complain(options->terminal, "--period takes months such as 2025-10..2026-09, or "
                         "FY2026: not %.*s", TEXT_ARG(options->period));
        else
            cli_complain(options->terminal, "compare needs --period: 2025-10..2026-09, or FY2026");
        arena_free(arena);
        return EXIT_USAGE;
    }
    if (good && !cli_sweep_words(arena, options, loaded.company, &sweep, &diags)) {
        if (diags.errors) (void)cli_problems(arena, options, &diags);
        arena_free(arena);
        return EXIT_USAGE;
    }
    good = good && compute(arena, options, &loaded, from, to, &sweep, &shown, &diags) &&
           compare_write(arena, &shown, cli_clear_away, &checks_failed, &diags);
    if (good) {
        cli_stage(options, "report");
        ExplainLook look = cli_look(options);
        Text answer = options->quiet ? TEXT("") : compare_text(arena, &shown, &look);
        fwrite(answer.bytes, 1, answer.length, stdout);
        fflush(stdout);
    }
    ReportOptions report = {.output = output_directory(arena, options),
                            .unfinished = cli_clear_away};
    ExitStatus status = good ? cli_problems(arena, options, &diags)
                             : cli_failed(arena, options, loaded.company, &report, &diags);
    cli_checks_failed(options, checks_failed);
    if (checks_failed && status == EXIT_DONE) status = EXIT_CHECK_FAILED;
    arena_free(arena);
    return status;
}
