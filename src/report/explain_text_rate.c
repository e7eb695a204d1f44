/* explain_text_rate.c - from the figures to the money, in the order in which the rules apply. */
#include "explain_inside.h"

/* A rate table's input: a percentage on attainment or a ratio, else the measure's unit. */
static Text input_words(const Explaining *explaining, const Shown *shown, bool on_value,
                        Ratio input)
{
    return on_value ? words_measured(explaining, shown->measure, input)
                    : words_percent(explaining, input);
}

static Text pays_words(const Explaining *explaining, bool money, Ratio pays)
{
    return money ? words_currency(explaining, pays) : words_percent(explaining, pays);
}

/* step, whole: the tier reached. */
static void tier_branch(const Explaining *explaining, const Shown *shown, Branch *under)
{
    const Rate *rate = shown->component->rate;
    size_t i = rate_tier(rate, shown->entry->trace->steps.input, shown->component->floor_none);
    Text from = input_words(explaining, shown, rate->on_value, rate->tiers[i].at);
    Text pays = pays_words(explaining, rate->pays_money, rate->tiers[i].pays);
    if (i + 1 == rate->count) {
        page_branch(explaining->arena, under, TEXT(""), "tier reached: from %.*s on, pays %.*s",
                    TEXT_ARG(from), TEXT_ARG(pays));
        return;
    }
    Text to = input_words(explaining, shown, rate->on_value, rate->tiers[i + 1].at);
    page_branch(explaining->arena, under, TEXT(""),
                "tier reached: from %.*s to below %.*s, pays %.*s", TEXT_ARG(from), TEXT_ARG(to),
                TEXT_ARG(pays));
}

/* linear: the line between two points, or flat beyond them. */
static void line_branch(const Explaining *explaining, const Shown *shown, Branch *under)
{
    const Rate *rate = shown->component->rate;
    Arena *arena = explaining->arena;
    Ratio input = shown->entry->trace->steps.input;
    size_t i = rate_tier(rate, input, shown->component->floor_none);
    Text at = input_words(explaining, shown, rate->on_value, rate->tiers[i].at);
    Text pays = pays_words(explaining, rate->pays_money, rate->tiers[i].pays);
    bool last = i + 1 == rate->count, before = ratio_compare(input, rate->tiers[0].at) < 0;
    if (before && shown->component->floor_none && ratio_sign(input) < 0 && rate->count > 1) {
        page_branch(arena, under, TEXT(""), "below 0: the first line goes on below %.*s",
                    TEXT_ARG(at));
        return;
    }
    if (last || before) {
        page_branch(arena, under, TEXT(""),
                    before ? "before the first point, %.*s, which pays %.*s" : rate->extend
                    ? N_("at or beyond the last point, %.*s, which pays %.*s: the last line goes "
                         "on")
                    : N_("at or beyond the last point, %.*s, which pays %.*s"), TEXT_ARG(at),
                    TEXT_ARG(pays));
        return;
    }
    Text next = input_words(explaining, shown, rate->on_value, rate->tiers[i + 1].at);
    Text more = pays_words(explaining, rate->pays_money, rate->tiers[i + 1].pays);
    page_branch(arena, under, TEXT(""),
                "on the line from %.*s, which pays %.*s, to %.*s, which pays %.*s", TEXT_ARG(at),
                TEXT_ARG(pays), TEXT_ARG(next), TEXT_ARG(more));
}

/* marginal: each tier's own part. */
static void slice_branches(const Explaining *explaining, const Shown *shown, Branch *under)
{
    const Component *component = shown->component;
    const Rate *rate = component->rate;
    Arena *arena = explaining->arena;
    bool credited = component->pays == PAYS_CREDITED;
    Ratio amount = shown->entry->trace->steps.input, bound = RATIO_ONE;
    if (credited) amount = shown->entry->value;
    if (credited && !rate->on_value) bound = shown->entry->quota;
    if (credited && ratio_sign(bound) <= 0) return;
    RateSlice *slices = ARENA_ARRAY(arena, RateSlice, rate->count);
    size_t count = rate_slices(arena, rate, amount, bound, component->floor_none, slices);
    for (size_t i = 0; i < count; i++) {
        bool measured = credited || rate->on_value;
        Text from = measured ? words_measured(explaining, shown->measure, slices[i].from)
                             : words_percent(explaining, slices[i].from);
        Text inside = measured ? words_measured(explaining, shown->measure, slices[i].inside)
                               : words_percent(explaining, slices[i].inside);
        Text pays = pays_words(explaining, rate->pays_money, rate->tiers[slices[i].tier].pays);
        Text gives = credited ? words_currency(explaining, slices[i].amount)
                              : words_percent(explaining, slices[i].amount);
        page_branch(arena, under, gives, "from %.*s on: %.*s %.*s %.*s", TEXT_ARG(from),
                    TEXT_ARG(inside), TEXT_ARG(words_times(explaining)), TEXT_ARG(pays));
    }
}

static void table_branch(const Explaining *explaining, const Shown *shown, Branch *root)
{
    const Component *component = shown->component;
    const Rate *rate = component->rate;
    const EarnSteps *steps = &shown->entry->trace->steps;
    Text method = rate_method_word(rate->method);
    bool target = component->pays == PAYS_TARGET;
    Text gives = target ? words_percent(explaining, steps->table)
                        : words_currency(explaining, steps->table);
    if (component->window == WINDOW_CREDIT) {
        page_branch(explaining->arena, root, gives,
                    "rate table, %.*s: each credit on its own, added up", TEXT_ARG(method));
        return;
    }
    Text input = input_words(explaining, shown, rate->on_value, steps->input);
    Branch *branch = page_branch(explaining->arena, root, gives, "rate table, %.*s, at %.*s",
                                 TEXT_ARG(method), TEXT_ARG(input));
    if (rate->method == RATE_MARGINAL) slice_branches(explaining, shown, branch);
    else if (rate->method == RATE_LINEAR) line_branch(explaining, shown, branch);
    else tier_branch(explaining, shown, branch);
    if (component->pays == PAYS_CREDITED && rate->method != RATE_MARGINAL)
        page_branch(explaining->arena, branch, TEXT(""), "%s %.*s value",
                    rate->pays_money ? N_("that") : N_("that part"),
                    TEXT_ARG(words_times(explaining)));
    if (target && rate->method == RATE_WHOLE)
        page_branch(explaining->arena, branch, TEXT(""), "%.*s %.*s that",
                    TEXT_ARG(input), TEXT_ARG(words_times(explaining)));
}

static Text figure_words(const Explaining *explaining, const Shown *shown, FigureOf on,
                         Ratio figure)
{
    return words_looked_at(explaining, shown->plan, shown->component, on, figure);
}

static void matrix_branch(const Explaining *explaining, const Shown *shown, Branch *root)
{
    const Component *component = shown->component;
    const EarnSteps *steps = &shown->entry->trace->steps;
    Text gives = component->pays == PAYS_TARGET ? words_percent(explaining, steps->table)
                                                : words_currency(explaining, steps->table);
    const MatrixRate *matrix = component->matrix;
    page_branch(explaining->arena, root, gives,
                "matrix, %.*s: row at %.*s of %.*s, column at %.*s of %.*s",
                TEXT_ARG(rate_method_word(matrix->matrix.method)),
                TEXT_ARG(figure_words(explaining, shown, matrix->rows_on, steps->row_input)),
                TEXT_ARG(looked_at(explaining, shown, matrix->rows_on)),
                TEXT_ARG(figure_words(explaining, shown, matrix->cols_on, steps->col_input)),
                TEXT_ARG(looked_at(explaining, shown, matrix->cols_on)));
}

/* A formula, and the figures that it names. */
static Branch *formula_branch(const Explaining *explaining, const Shown *shown, const char *what,
                              const Formula *formula, Text gives, Branch *root)
{
    Arena *arena = explaining->arena;
    Branch *branch = page_branch(arena, root, gives, "%s: %.*s", what,
                                 TEXT_ARG(formula_source(formula)));
    size_t count;
    const uint32_t *figures = named_figures(explaining, shown, formula, &count);
    for (size_t i = 0; i < count; i++) {
        Text name = figure_name(arena, shown->plan, figures[i]);
        Ratio value = shown->entry->trace->figures[figures[i]].number;
        page_branch(arena, branch, words_figure(explaining, shown->plan, shown->component,
                                                figures[i], value), "%.*s", TEXT_ARG(name));
    }
    return branch;
}

static void modifier_branch(const Explaining *explaining, const Shown *shown, Branch *root)
{
    const Modifier *modifier = shown->component->modifier;
    const EarnSteps *steps = &shown->entry->trace->steps;
    if (!modifier) return;
    Arena *arena = explaining->arena;
    page_branch(arena, root, words_percent(explaining, steps->modifier),
                "%.*s modifier, %.*s at %.*s of %.*s", TEXT_ARG(words_times(explaining)),
                TEXT_ARG(rate_method_word(modifier->rate.method)),
                TEXT_ARG(figure_words(explaining, shown, modifier->on, steps->modifier_input)),
                TEXT_ARG(looked_at(explaining, shown, modifier->on)));
}

static void limits(const Explaining *explaining, const Shown *shown, Branch *root)
{
    const Component *component = shown->component;
    const EarnSteps *steps = &shown->entry->trace->steps;
    Arena *arena = explaining->arena;
    bool capped = shown->entry->notes & 1u << NOTE_CAPPED;
    if (component->gate) {
        Text is = steps->gate_open ? TEXT("TRUE") : TEXT("FALSE");
        Branch *gate = formula_branch(explaining, shown,
                                      steps->gate_open ? N_("gate, open")
                                                       : N_("gate, closed: pays 0"),
                                      component->gate, is, root);
        if (!steps->gate_open) gate->ink = INK_WARN;
    }
    if (component->cap == CAP_MONEY && capped)
        page_branch(arena, root, words_currency(explaining, component->cap_at),
                    "capped: it pays no more than this");
    if (shown->entry->notes & 1u << NOTE_FLOORED)
        page_branch(arena, root, TEXT(""), "it came out below 0: pays 0");
}

static void plan_cap(const Explaining *explaining, const Shown *shown, Branch *root)
{
    const CapSteps *cap = shown->entry->trace->cap;
    if (!cap || !cap->limits) return;
    const CapPart *part = &cap->parts[shown->entry->component];
    Arena *arena = explaining->arena;
    page_branch(arena, root, words_money(explaining, part->earned),
                part->lowered ? "the plan's cap: all components together came to %.*s, at most "
                                "%.*s; what is above is taken off in proportion"
                              : N_("the plan's cap: all components together come to %.*s of at "
                                   "most %.*s"), TEXT_ARG(words_money(explaining, cap->sum)),
                TEXT_ARG(words_money(explaining, cap->limit)));
}

/* The one rounding, and from the earned to date to the earning of the month. */
static void earned(const Explaining *explaining, const Shown *shown, Branch *root)
{
    Arena *arena = explaining->arena;
    const Entry *entry = shown->entry;
    const EarnSteps *steps = &entry->trace->steps;
    Text rounding = rounding_word(explaining->ledger->records->company->rounding);
    Text exact = words_currency(explaining, steps->amount);
    bool whole = ratio_equal(ratio_from_money(steps->rounded, explaining->digits), steps->amount);
    if (!whole)
        page_branch(arena, root, words_money(explaining, steps->rounded),
                    "rounded once, %.*s, from %.*s (%.*s)", TEXT_ARG(rounding), TEXT_ARG(exact),
                    TEXT_ARG(ratio_exact(arena, steps->amount)));
    plan_cap(explaining, shown, root);
    if (entry->notes & 1u << NOTE_NOT_DUE) {
        page_branch(arena, root, words_money(explaining, entry->earning),
                    "paid at the end of the window only: so far it would be %.*s",
                    TEXT_ARG(words_money(explaining, steps->rounded)));
        return;
    }
    page_branch(arena, root, words_money(explaining, entry->earned_to_date), "earned to date");
    const Entry *before = entry_before(explaining, entry);
    Text pace = before && before->has_attainment && entry->earned_before.minor
        ? words_say(explaining, ", at %.*s",
                    TEXT_ARG(words_percent(explaining, before->attainment)))
        : TEXT("");
    page_branch(arena, root, words_money(explaining, (Money){-entry->earned_before.minor}),
                "less what was earned to date a month before%.*s", TEXT_ARG(pace));
}

void text_rate(const Explaining *explaining, const Shown *shown, Branch *root)
{
    const Component *component = shown->component;
    const Entry *entry = shown->entry;
    const EarnSteps *steps = &entry->trace->steps;
    Arena *arena = explaining->arena;
    if (!entry->trace->was_paid) {
        page_branch(arena, root, TEXT(""), "not due yet, and its input divides by zero so far");
        return;
    }
    if (component->rate) table_branch(explaining, shown, root);
    if (component->matrix) matrix_branch(explaining, shown, root);
    if (component->formula)
        formula_branch(explaining, shown, N_("formula"), component->formula,
                       words_currency(explaining, steps->table), root);
    modifier_branch(explaining, shown, root);
    if (component->pays == PAYS_TARGET) {
        bool capped = component->cap == CAP_PERCENT && (entry->notes & 1u << NOTE_CAPPED);
        if (capped)
            page_branch(arena, root, words_percent(explaining, component->cap_at),
                        "capped: the multiplier is at most this");
        page_branch(arena, root, words_currency(explaining, steps->before_gate),
                    "multiplier %.*s %.*s target", TEXT_ARG(words_percent(explaining,
                                                                          entry->multiplier)),
                    TEXT_ARG(words_times(explaining)));
    }
    limits(explaining, shown, root);
    earned(explaining, shown, root);
}
