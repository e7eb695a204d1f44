/* compare_html_parts.c - what the sections of compare.html are made of. */
#include "compare_html.h"

const char *html_say(const HtmlPage *page, const char *english)
{
    return tr(page->view->words, english);
}

Text html_caption(const HtmlPage *page, const char *english)
{
    return text_format(page->view->arena, "%s (%.*s)", html_say(page, english),
                       TEXT_ARG(page->view->comparison->records->company->currency));
}

void html_column(const HtmlPage *page, Text heading)
{
    html_element(page->out, "th scope=\"col\"", heading);
}

void html_figure(const HtmlPage *page, Text figure)
{
    html_element(page->out, "td", figure);
}

void html_row_start(const HtmlPage *page, Text heading)
{
    buffer_text(page->out, TEXT("<tr>"));
    html_element(page->out, "th scope=\"row\"", heading);
}

void html_row_end(const HtmlPage *page)
{
    buffer_text(page->out, TEXT("</tr>\n"));
}

Text compare_letter_minus(const HtmlPage *page, size_t side)
{
    Arena *arena = page->view->arena;
    return text_format(arena, "%.*s - A", TEXT_ARG(compare_letter(arena, side)));
}

Text compare_title(const HtmlPage *page, size_t side)
{
    Arena *arena = page->view->arena;
    return text_format(arena, "%.*s: %.*s", TEXT_ARG(compare_letter(arena, side)),
                       TEXT_ARG(page->view->comparison->sides[side].design->title));
}

Text compare_plain(const HtmlPage *page, Money money)
{
    return money_text(page->view->arena, money, page->view->comparison->records->company->digits);
}

const char *compare_colour(size_t side)
{
    static const char *const colours[] = {"s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"};
    return colours[side % (sizeof colours / sizeof *colours)];
}

Text compare_axis(const void *view, int64_t amount)
{
    return compare_money(view, (Money){amount});
}

void html_against_columns(const HtmlPage *page, const char *of)
{
    const CompareView *view = page->view;
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, of)));
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        html_column(page, compare_letter(view->arena, s));
        if (!s) continue;
        html_column(page, compare_letter_minus(page, s));
        html_column(page, text_format(view->arena, "%.*s, %%",
                                      TEXT_ARG(compare_letter_minus(page, s))));
    }
    for (size_t s = 0; s < view->comparison->side_count; s++) html_value_column(page, s);
    buffer_text(page->out, TEXT("</tr></thead>\n"));
}

void html_value_column(const HtmlPage *page, size_t side)
{
    html_column(page, text_format(page->view->arena, html_say(page, N_("%.*s of value")),
                                  TEXT_ARG(compare_letter(page->view->arena, side))));
}

void html_against(const HtmlPage *page, const CompareLine *line)
{
    const CompareView *view = page->view;
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        Money paid = line->paid[s];
        html_figure(page, compare_money(view, paid));
        if (!s) continue;
        html_figure(page, compare_change(view, (Money){paid.minor - line->paid[0].minor}));
        html_figure(page, compare_percent_change(view, line->paid[0], paid));
    }
    for (size_t s = 0; s < view->comparison->side_count; s++)
        html_figure(page, compare_counted_text(view, line->counted[s]));
}
