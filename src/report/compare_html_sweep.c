/* compare_html_sweep.c - compare.html: variants of the first design, by cost and by how closely pay
 * follows attainment. */
#include "compare_html.h"

enum { SHOWN = 20, FEW = 50, DRAWN = 500 };

static const char WITHIN[] = "s0", BEYOND[] = "s7", UNCHANGED[] = "s1";

/* A row of the table, and where it is on the chart. */
typedef struct SweepRow { Text values; size_t number; ChartValue across, up; } SweepRow;

static SweepRow row_of(const HtmlPage *page, Text values, size_t number, Money paid, SweepFit fit)
{
    const CompareView *view = page->view;
    const Sweep *sweep = view->shown->sweep;
    Text correlation = sweep_fit_text(view->arena, fit);
    SweepRow row = {.values = values, .number = number};
    row.across = (ChartValue){.row = values, .column = text_of(html_say(page, N_("paid"))),
                              .value = compare_plain(page, paid),
                              .shown = compare_money(view, paid), .to = paid.minor};
    row.up = (ChartValue){.row = values, .column = text_of(html_say(page, N_("correlation"))),
                          .value = correlation, .shown = fit.has ? correlation : TEXT("-"),
                          .to = fit.correlation};
    bool within = !sweep->has_budget || paid.minor <= sweep->budget.minor;
    row.across.colour = !number ? UNCHANGED : within ? WITHIN : BEYOND;
    return row;
}

/* The unchanged design first, then the best variants; how many are left out is told. */
static SweepRow *rows_of(const HtmlPage *page, size_t *count, size_t *left)
{
    const CompareView *view = page->view;
    const Sweep *sweep = view->shown->sweep;
    const size_t *order = sweep_order(view->arena, sweep);
    SweepRow *rows = ARENA_ARRAY(view->arena, SweepRow, DRAWN + 1);
    rows[0] = row_of(page, text_of(html_say(page, N_("(unchanged)"))), 0, sweep->base_paid,
                     sweep->base_fit);
    *count = 1;
    *left = 0;
    for (size_t i = 0; i < sweep->variant_count; i++) {
        const SweepVariant *variant = &sweep->variants[order[i]];
        if (variant->problem) continue;
        if (*count > DRAWN) ++*left;
        else
            rows[(*count)++] = row_of(page, compare_sweep_values(view, order[i]), order[i] + 1,
                                      variant->paid, variant->fit);
    }
    return rows;
}

/* ---- the chart */

static Text correlation_text(const void *context, int64_t figure)
{
    const CompareView *view = context;
    return sweep_fit_text(view->arena, (SweepFit){true, (int)figure, 0});
}

static void chart(const HtmlPage *page, Text title, SweepRow *rows, size_t count)
{
    const CompareView *view = page->view;
    const Sweep *sweep = view->shown->sweep;
    ChartValue *points = ARENA_ARRAY(view->arena, ChartValue, count);
    size_t drawn = 0;
    for (size_t r = 0; r < count; r++) {
        if (!rows[r].up.value.length) continue;
        points[drawn] = rows[r].across;
        points[drawn++].up = &rows[r].up;
    }
    if (!drawn) return;
    const ScatterSeries series[] = {
        {text_of(html_say(page, sweep->has_budget ? N_("within the budget") : N_("variant"))),
         WITHIN},
        {text_of(html_say(page, N_("unchanged"))), UNCHANGED},
        {text_of(html_say(page, N_("beyond the budget"))), BEYOND}};
    ScatterChart scatter = {
        .title = title, .series = series, .series_count = sweep->has_budget ? 3 : 2,
        .points = points, .count = drawn, .has_limit = sweep->has_budget,
        .limit = sweep->budget.minor, .across_text = compare_axis, .up_text = correlation_text,
        .context = view};
    if (sweep->has_budget)
        scatter.limit_name = text_format(view->arena, "%s %.*s", html_say(page, N_("budget")),
                                         TEXT_ARG(compare_money(view, sweep->budget)));
    html_scatter(page->out, &scatter);
}

/* ---- the table */

static void table_row(const HtmlPage *page, const SweepRow *row)
{
    const CompareView *view = page->view;
    const Sweep *sweep = view->shown->sweep;
    html_row_start(page, row->values);
    html_figure(page, row->across.shown);
    html_figure(page, row->number ? compare_change(view, (Money){row->across.to -
                                                                 sweep->base_paid.minor})
                                  : TEXT(""));
    html_figure(page, row->up.shown);
    if (sweep->has_budget)
        html_element(page->out, "td class=\"text\"",
                     text_of(html_say(page, row->across.to <= sweep->budget.minor
                                                ? N_("within") : N_("beyond"))));
    html_figure(page, text_format(view->arena, "%zu", row->number));
    html_row_end(page);
}

static void table(const HtmlPage *page, Text caption, const SweepRow *rows, size_t count)
{
    html_table_start(page->out, caption);
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, N_("values"))));
    html_column(page, rows[0].across.column);
    html_column(page, text_of(html_say(page, N_("against A"))));
    html_column(page, rows[0].up.column);
    if (page->view->shown->sweep->has_budget)
        html_element(page->out, "th scope=\"col\" class=\"text\"",
                     text_of(html_say(page, N_("budget"))));
    html_column(page, text_of(html_say(page, N_("variant"))));
    buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
    for (size_t r = 0; r < count; r++) table_row(page, &rows[r]);
    buffer_text(page->out, TEXT("</tbody>\n"));
    html_table_end(page->out);
}

/* ---- what was varied, and what could not be */

static void introduce(const HtmlPage *page)
{
    const CompareView *view = page->view;
    const Sweep *sweep = view->shown->sweep;
    buffer_text(page->out, TEXT("<ul>\n"));
    for (size_t a = 0; a < sweep->axis_count; a++) {
        buffer_text(page->out, TEXT("<li><code>"));
        html_text(page->out, sweep->axes[a].path);
        buffer_text(page->out, TEXT("</code>: "));
        html_text(page->out, compare_sweep_axis(view, a));
        buffer_text(page->out, TEXT("</li>\n"));
    }
    buffer_text(page->out, TEXT("</ul>\n<p class=\"note\">"));
    html_text(page->out, text_trim(text_of(sweep->pay_of_target
        ? html_say(page, N_("correlation: of pay, as a share of target incentive, and "
                            "attainment\n"))
        : html_say(page, N_("correlation: of pay and attainment\n")))));
    buffer_text(page->out, TEXT("</p>\n"));
}

static void problems(const HtmlPage *page)
{
    const CompareView *view = page->view;
    size_t count = 0;
    for (size_t v = 0; v < view->shown->sweep->variant_count; v++)
        count += view->shown->sweep->variants[v].problem != NULL;
    if (count)
        html_element(page->out, "p", text_format(view->arena, html_say(page, N_(
            "Variants that can't be paid by: %zu; sweep.csv says why.")), count));
}

bool compare_html_has_sweep(const CompareView *view)
{
    return view->shown->sweep != NULL;
}

void compare_html_sweep(const HtmlPage *page)
{
    const CompareView *view = page->view;
    size_t count, left;
    SweepRow *rows = rows_of(page, &count, &left);
    introduce(page);
    Text title = html_caption(page, N_("Cost and correlation of the variants"));
    chart(page, title, rows, count);
    if (left)
        html_element(page->out, "p", text_format(view->arena, html_say(page, N_(
            "The %d best are shown; %zu more are in sweep.csv.")), DRAWN, left));
    table(page, title, rows, count <= FEW ? count : SHOWN + 1);
    if (count > FEW) {
        buffer_text(page->out, TEXT("<details><summary>"));
        html_text(page->out, text_format(view->arena,
                                         html_say(page, N_("%zu variants, best first")),
                                         count - 1));
        buffer_text(page->out, TEXT("</summary>\n"));
        table(page, text_of(html_say(page, N_("Variants, best first"))), rows, count);
        buffer_text(page->out, TEXT("</details>\n"));
    }
    problems(page);
}
