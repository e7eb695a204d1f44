/* sweep.c - attain compare --sweep: the command line's words, and the grid that they ask for. */
#include "cli.h"

#include "attain/buffer.h"

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

bool cli_sweep_words(Arena *arena, const Options *options, const Company *company, Sweep *out,
                     Diags *diags)
{
    const char *wrong = NULL;
    out->axis_count = options->sweep_count;
    out->has_budget = options->budget.length > 0;
    if (options->word_count == 1 && !options->sweep_count)
        wrong = N_("compare needs two designs, or --sweep");
    else if (out->has_budget && !options->sweep_count) wrong = N_("--budget goes with --sweep");
    else if (out->has_budget && !read_budget(arena, options, company, &out->budget))
        wrong = N_("--budget takes an amount such as 90000000");
    if (wrong) cli_complain(options->terminal, "%s", tr(options->terminal, wrong));
    return !wrong && sweep_axes(arena, options->sweeps, options->sweep_count, &out->axes, diags);
}

bool cli_sweep(Arena *arena, const Options *options, Comparison *comparison, Sweep *out,
               Diags *diags)
{
    Sweep found;
    if (!sweep_places(arena, comparison->sides[0].trees, out->axes, out->axis_count, diags) ||
        !sweep_compute(arena, comparison, out->axes, out->axis_count, &found, diags))
        return false;
    found.has_budget = out->has_budget;
    found.budget = out->budget;
    *out = found;
    cli_stage(options, "sweep");
    return true;
}
