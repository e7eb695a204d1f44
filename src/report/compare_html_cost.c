/* compare_html_cost.c - compare.html: what each design costs, by role, month and component. */
#include "compare_html.h"

#include "page.h"

static ChartValue paid_bar(const HtmlPage *page, Text row, size_t side, Money amount)
{
    return (ChartValue){.row = row, .column = compare_letter(page->view->arena, side),
                        .value = compare_plain(page, amount),
                        .shown = compare_money(page->view, amount), .to = amount.minor,
                        .colour = compare_colour(side)};
}

/* ---- in all */

static void cost_row(const HtmlPage *page, const CompareFigure *figure)
{
    html_row_start(page, text_of(html_say(page, figure->english)));
    for (size_t s = 0; s < page->view->comparison->side_count; s++)
        html_figure(page, figure->of(page->view, s));
    html_row_end(page);
}

static void cost_table(const HtmlPage *page)
{
    html_table_start(page->out, html_caption(page, N_("What it costs")));
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, N_("figure"))));
    for (size_t s = 0; s < page->view->comparison->side_count; s++)
        html_column(page, compare_letter(page->view->arena, s));
    buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
    size_t count;
    const CompareFigure *figures = compare_figures(&count);
    for (size_t f = 0; f < count; f++) cost_row(page, &figures[f]);
    buffer_text(page->out, TEXT("</tbody>\n"));
    html_table_end(page->out);
}

void compare_html_cost(const HtmlPage *page)
{
    const CompareView *view = page->view;
    size_t sides = view->comparison->side_count;
    BarGroup *groups = ARENA_ARRAY(view->arena, BarGroup, sides);
    ChartValue *bars = ARENA_ARRAY(view->arena, ChartValue, sides);
    for (size_t s = 0; s < sides; s++) {
        bars[s] = paid_bar(page, text_of(html_say(page, N_("paid"))), s, view->total.paid[s]);
        groups[s] = (BarGroup){compare_title(page, s), &bars[s], 1, false};
    }
    html_bars(page->out, html_caption(page, N_("What each design pays in all")), groups, sides);
    cost_table(page);
    html_element(page->out, "p class=\"note\"", text_of(html_say(page, N_(
        "Earned of value: what the components that measure money earned, as a share of what they "
        "counted. A deal that two components or two payees count is in the value twice."))));
}

/* ---- by role and team, by month */

static void lines_table(const HtmlPage *page, const char *caption, const char *of,
                        const CompareLines *lines)
{
    html_table_start(page->out, html_caption(page, caption));
    html_against_columns(page, of);
    buffer_text(page->out, TEXT("<tbody>\n"));
    for (size_t i = 0; i < lines->count; i++) {
        html_row_start(page, compare_line_name(page->view, &lines->items[i]));
        html_against(page, &lines->items[i]);
        html_row_end(page);
    }
    buffer_text(page->out, TEXT("</tbody>\n<tfoot>\n"));
    html_row_start(page, text_of(html_say(page, N_("total"))));
    html_against(page, &page->view->total);
    html_row_end(page);
    buffer_text(page->out, TEXT("</tfoot>\n"));
    html_table_end(page->out);
}

void compare_html_roles(const HtmlPage *page)
{
    const CompareView *view = page->view;
    size_t sides = view->comparison->side_count;
    BarGroup *groups = ARENA_ARRAY(view->arena, BarGroup, view->roles.count + 1);
    for (size_t r = 0; r < view->roles.count; r++) {
        const CompareLine *role = &view->roles.items[r];
        Text name = compare_line_name(view, role);
        groups[r] = (BarGroup){name, ARENA_ARRAY(view->arena, ChartValue, sides), sides, true};
        for (size_t s = 0; s < sides; s++)
            groups[r].bars[s] = paid_bar(page, name, s, role->paid[s]);
    }
    html_bars(page->out, html_caption(page, N_("Payments by role and team")), groups,
              view->roles.count);
    lines_table(page, N_("Payments by role and team"), N_("role and team"), &view->roles);
}

void compare_html_months(const HtmlPage *page)
{
    const CompareView *view = page->view;
    size_t sides = view->comparison->side_count;
    LineSeries *series = ARENA_ARRAY(view->arena, LineSeries, sides);
    Text *labels = ARENA_ARRAY(view->arena, Text, view->months.count);
    for (size_t m = 0; m < view->months.count; m++)
        labels[m] = compare_line_name(view, &view->months.items[m]);
    for (size_t s = 0; s < sides; s++) {
        series[s] = (LineSeries){compare_letter(view->arena, s),
                                 ARENA_ARRAY(view->arena, ChartValue, view->months.count),
                                 compare_colour(s)};
        for (size_t m = 0; m < view->months.count; m++)
            series[s].points[m] = paid_bar(page, labels[m], s, view->months.items[m].paid[s]);
    }
    LineChart chart = {html_caption(page, N_("Payments by month")), series, sides, labels,
                       view->months.count, compare_axis, view};
    html_lines(page->out, &chart);
    lines_table(page, N_("Payments by month"), N_("month"), &view->months);
}

/* ---- by component */

static void component_row(const HtmlPage *page, size_t side, const CompareComponent *counted)
{
    const CompareView *view = page->view;
    const Plan *plan = &view->comparison->sides[side].design->plans[counted->plan];
    html_row_start(page, text_format(view->arena, "%.*s: %.*s", TEXT_ARG(plan->title),
                                     TEXT_ARG(plan->components[counted->component].title)));
    html_figure(page, text_format(view->arena, "%u", counted->payees));
    Text value = TEXT("");
    if (compare_has_value(view, side, counted))
        value = page_number(view->arena, ratio_near(view->arena, counted->value, 2));
    html_figure(page, value);
    html_figure(page, compare_money(view, counted->earned));
    Ratio part;
    html_figure(page, compare_of_value(view, side, counted, &part)
                          ? compare_share(view, part, 2) : TEXT(""));
    html_row_end(page);
}

void compare_html_components(const HtmlPage *page)
{
    const CompareView *view = page->view;
    static const char *const headings[] = {N_("payees"), N_("value counted"), N_("earned"),
                                           N_("earned of value")};
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        html_table_start(page->out, compare_title(page, s));
        buffer_text(page->out, TEXT("<thead><tr>"));
        html_column(page, text_of(html_say(page, N_("component"))));
        for (size_t h = 0; h < sizeof headings / sizeof *headings; h++)
            html_column(page, text_of(html_say(page, headings[h])));
        buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
        for (size_t c = 0; c < view->component_counts[s]; c++)
            component_row(page, s, &view->components[s][c]);
        buffer_text(page->out, TEXT("</tbody>\n"));
        html_table_end(page->out);
    }
}
