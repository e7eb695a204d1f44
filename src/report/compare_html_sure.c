/* compare_html_sure.c - compare.html: what designs cost over resampled histories. */
#include "compare_html.h"

static ChartValue sample_value(const HtmlPage *page, size_t side, Text column, Money amount)
{
    return (ChartValue){.row = compare_title(page, side), .column = column,
                        .value = compare_plain(page, amount),
                        .shown = compare_money(page->view, amount), .to = amount.minor,
                        .colour = compare_colour(side)};
}

static void samples_table(const HtmlPage *page, Text caption, const RangeGroup *groups)
{
    static const int order[] = {RANGE_MEAN, RANGE_LOW, RANGE_MIDDLE, RANGE_HIGH};
    const CompareView *view = page->view;
    const CompareResampled *of = &view->shown->resampled;
    html_table_start(page->out, caption);
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, N_("design"))));
    for (int v = 0; v < RANGE_VALUES; v++)
        html_column(page, groups[0].values[order[v]].column);
    html_column(page, text_of(html_say(page, N_("above A"))));
    buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        html_row_start(page, groups[s].label);
        for (int v = 0; v < RANGE_VALUES; v++) html_figure(page, groups[s].values[order[v]].shown);
        html_figure(page, s ? compare_count_share(view, of->sides[s].dearer, of->samples)
                            : TEXT(""));
        html_row_end(page);
    }
    buffer_text(page->out, TEXT("</tbody>\n"));
    html_table_end(page->out);
}

bool compare_html_has_samples(const CompareView *view)
{
    return view->shown->resampled.samples > 0;
}

void compare_html_sure(const HtmlPage *page)
{
    const CompareView *view = page->view;
    const CompareResampled *of = &view->shown->resampled;
    size_t sides = view->comparison->side_count;
    RangeGroup *groups = ARENA_ARRAY(view->arena, RangeGroup, sides);
    Text mean = text_of(html_say(page, N_("mean")));
    for (size_t s = 0; s < sides; s++) {
        const CompareSample *sample = &of->sides[s];
        groups[s] = (RangeGroup){compare_title(page, s),
                                 {sample_value(page, s, TEXT("10%"), sample->low),
                                  sample_value(page, s, TEXT("50%"), sample->middle),
                                  sample_value(page, s, TEXT("90%"), sample->high),
                                  sample_value(page, s, mean, sample->mean)}};
        groups[s].values[RANGE_MEAN].colour = "mean";
    }
    Text caption = text_trim(text_format(view->arena,
        html_say(page, N_("Over %.*s resampled histories (seed %llu)\n")),
        TEXT_ARG(compare_count_text(view, of->samples)), (unsigned long long)of->seed));
    html_element(page->out, "p class=\"note\"", text_of(html_say(page, N_(
        "Each history has as many months and payees as there are, drawn from them with "
        "replacement, the same for all designs. A band reaches from what is paid at most in 10% "
        "of the histories to what is paid at most in 90%; its line is the middle, the diamond "
        "the mean."))));
    RangeChart chart = {caption, groups, sides, compare_axis, view};
    html_ranges(page->out, &chart);
    samples_table(page, caption, groups);
}
