/* compare_sweep.c - a sweep as a table, the best variants first; and all of them as a CSV. */
#include "columns.h"
#include "compare_view.h"

#include "attain/csv_out.h"

enum { VALUES = 27, AMOUNT = 15, FIT = 13, BUDGET = 9, SHOWN = 20, PROBLEMS_SHOWN = 5,
       AXIS_SHOWN = 12 };

static const char *say(const CompareView *view, const char *english)
{
    return tr(view->words, english);
}

Text compare_sweep_values(const CompareView *view, size_t variant)
{
    const Sweep *sweep = view->shown->sweep;
    Text text = TEXT("");
    for (size_t a = 0; a < sweep->axis_count; a++)
        text = text_format(view->arena, "%.*s%s%.*s", TEXT_ARG(text), a ? ", " : "",
                           TEXT_ARG(sweep->axes[a].values[sweep_value(sweep, variant, a)]));
    return text;
}

Text compare_sweep_axis(const CompareView *view, size_t axis)
{
    const SweepAxis *of = &view->shown->sweep->axes[axis];
    Buffer out = {.arena = view->arena};
    for (size_t v = 0; v < of->count; v++) {
        if (of->count > AXIS_SHOWN && v == AXIS_SHOWN - 2) {
            buffer_text(&out, TEXT(", ..."));
            v = of->count - 1;
        }
        if (v) buffer_text(&out, TEXT(", "));
        buffer_text(&out, of->values[v]);
    }
    return buffer_result(&out);
}

/* `12: {kind: recoverable, amou…`: the number is sweep.csv's. */
static Text short_values(const CompareView *view, size_t variant, bool numbered)
{
    Text text = text_printable(view->arena, compare_sweep_values(view, variant));
    if (numbered)
        text = text_format(view->arena, "%zu: %.*s", variant + 1, TEXT_ARG(text));
    if (text_columns(text) <= VALUES) return text;
    size_t end = 0, next = 0;
    while (text_next_character(text, &next) &&
           text_columns(text_part(text, 0, next)) < VALUES)
        end = next;
    return text_format(view->arena, "%.*s\xE2\x80\xA6", (int)end, text.bytes);
}

/* Whether several of those shown are too long for their column. */
static bool several_long(const CompareView *view, const size_t *order, size_t count)
{
    size_t wide = 0;
    for (size_t i = 0; i < count; i++)
        wide += text_columns(text_printable(view->arena,
                                            compare_sweep_values(view, order[i]))) > VALUES;
    return wide > 1;
}

static void line(const CompareView *view, Buffer *out, Text values, Money paid, const Money *apart,
                 SweepFit fit)
{
    const Sweep *sweep = view->shown->sweep;
    Text correlation = sweep_fit_text(view->arena, fit);
    columns_left(out, values, VALUES);
    buffer_byte(out, ' ');
    columns_right(out, compare_money(view, paid), AMOUNT);
    columns_right(out, apart ? compare_change(view, *apart) : TEXT(""), AMOUNT);
    columns_right(out, fit.has ? correlation : TEXT("-"), FIT);
    if (sweep->has_budget)
        columns_right(out, text_of(paid.minor <= sweep->budget.minor
                                   ? say(view, N_("within")) : say(view, N_("beyond"))), BUDGET);
    buffer_byte(out, '\n');
}

static void heading(const CompareView *view, Buffer *out, bool numbered)
{
    const Sweep *sweep = view->shown->sweep;
    columns_left(out, text_of(numbered ? say(view, N_("variant: values"))
                                       : say(view, N_("values"))), VALUES);
    buffer_byte(out, ' ');
    columns_right(out, text_of(say(view, N_("paid"))), AMOUNT);
    columns_right(out, text_of(say(view, N_("against A"))), AMOUNT);
    columns_right(out, text_of(say(view, N_("correlation"))), FIT);
    if (sweep->has_budget) columns_right(out, text_of(say(view, N_("budget"))), BUDGET);
    buffer_byte(out, '\n');
}

/* What is varied, and what the figures are. */
static void introduce(const CompareView *view, Buffer *out)
{
    const Sweep *sweep = view->shown->sweep;
    size_t within = 0;
    for (size_t v = 0; v < sweep->variant_count; v++)
        within += sweep_affordable(sweep, &sweep->variants[v]);
    buffer_byte(out, '\n');
    buffer_format(out, sweep->variant_count == 1 ? say(view, N_("Sweep: %.*s variant of A\n"))
                                                 : say(view, N_("Sweep: %.*s variants of A\n")),
                  TEXT_ARG(compare_count_text(view, sweep->variant_count)));
    for (size_t a = 0; a < sweep->axis_count; a++)
        buffer_format(out, "  %.*s\n", TEXT_ARG(sweep->axes[a].path));
    if (sweep->has_budget)
        buffer_format(out, say(view, N_("%.*s of them cost %.*s or less\n")),
                      TEXT_ARG(compare_count_text(view, within)),
                      TEXT_ARG(compare_money(view, sweep->budget)));
    buffer_format(out, "%s", sweep->pay_of_target
                  ? say(view, N_("correlation: of pay, as a share of target incentive, and "
                                 "attainment\n"))
                  : say(view, N_("correlation: of pay and attainment\n")));
}

/* Each problem once, with how many variants it is of. */
static void problems(const CompareView *view, Buffer *out)
{
    const Sweep *sweep = view->shown->sweep;
    size_t shown = 0, left = 0;
    for (size_t v = 0; v < sweep->variant_count; v++) {
        const Diag *problem = sweep->variants[v].problem;
        size_t first = 0, alike = 0;
        while (first < v && sweep->variants[first].problem != problem) first++;
        if (!problem || first < v) continue;
        for (size_t w = v; w < sweep->variant_count; w++)
            alike += sweep->variants[w].problem == problem;
        if (shown == PROBLEMS_SHOWN) {
            left += alike;
            continue;
        }
        buffer_byte(out, '\n');
        buffer_format(out, alike == 1 ? say(view, N_("%zu variant can't be paid by, %.*s:\n"))
                                      : say(view, N_("%zu variants can't be paid by, first "
                                                     "%.*s:\n")),
                      alike, TEXT_ARG(compare_sweep_values(view, v)));
        buffer_text(out, diag_text(view->arena, problem, view->words, false));
        shown++;
    }
    if (left)
        buffer_format(out, say(view, N_("%zu more variants can't be; sweep.csv says why\n")),
                      left);
}

void compare_sweep_text(const CompareView *view, Buffer *out)
{
    const Sweep *sweep = view->shown->sweep;
    const size_t *order = sweep_order(view->arena, sweep);
    size_t paid = 0;
    while (paid < sweep->variant_count && !sweep->variants[order[paid]].problem) paid++;
    introduce(view, out);
    buffer_byte(out, '\n');
    bool numbered = several_long(view, order, paid < SHOWN ? paid : SHOWN);
    heading(view, out, numbered);
    line(view, out, text_of(say(view, N_("(unchanged)"))), sweep->base_paid, NULL,
         sweep->base_fit);
    for (size_t i = 0; i < paid && i < SHOWN; i++) {
        const SweepVariant *variant = &sweep->variants[order[i]];
        line(view, out, short_values(view, order[i], numbered), variant->paid,
             &variant->difference, variant->fit);
    }
    if (paid > SHOWN)
        buffer_format(out, say(view, N_("the %d best are shown; %zu more are in sweep.csv\n")),
                      SHOWN, paid - SHOWN);
    problems(view, out);
}

/* ---- sweep.csv */

static void csv_figures(const CompareView *view, Buffer *out, Money paid, Money apart, SweepFit fit)
{
    const Sweep *sweep = view->shown->sweep;
    int digits = view->comparison->records->company->digits;
    buffer_money(out, paid, digits);
    csv_comma(out);
    buffer_money(out, apart, digits);
    csv_comma(out);
    buffer_text(out, sweep_fit_text(view->arena, fit));
    buffer_format(out, ",%u,", fit.payees);
    if (sweep->has_budget)
        buffer_text(out, paid.minor <= sweep->budget.minor ? TEXT("yes") : TEXT("no"));
    csv_comma(out);
}

Text compare_sweep_csv(const CompareView *view)
{
    const Sweep *sweep = view->shown->sweep;
    Buffer out = {.arena = view->arena};
    buffer_text(&out, TEXT("variant,"));
    for (size_t a = 0; a < sweep->axis_count; a++) csv_next(&out, sweep->axes[a].path);
    buffer_text(&out, TEXT("paid,difference,correlation,payees,within_budget,problem\n0,"));
    for (size_t a = 0; a < sweep->axis_count; a++) csv_comma(&out);
    csv_figures(view, &out, sweep->base_paid, (Money){0}, sweep->base_fit);
    buffer_byte(&out, '\n');
    for (size_t v = 0; v < sweep->variant_count; v++) {
        const SweepVariant *variant = &sweep->variants[v];
        buffer_format(&out, "%zu,", v + 1);
        for (size_t a = 0; a < sweep->axis_count; a++)
            csv_next(&out, sweep->axes[a].values[sweep_value(sweep, v, a)]);
        if (variant->problem) {
            buffer_text(&out, TEXT(",,,,,"));
            csv_cell(&out, diag_message(view->arena, variant->problem, view->words));
        } else {
            csv_figures(view, &out, variant->paid, variant->difference, variant->fit);
        }
        buffer_byte(&out, '\n');
    }
    return buffer_result(&out);
}
