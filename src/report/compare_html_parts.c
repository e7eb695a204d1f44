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

void html_against_columns(const HtmlPage *page, const char *of)
{
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, of)));
    for (size_t s = 0; s < page->view->comparison->side_count; s++) {
        html_column(page, compare_letter(page->view->arena, s));
        if (!s) continue;
        html_column(page, compare_letter_minus(page, s));
        html_column(page, text_format(page->view->arena, "%.*s, %%",
                                      TEXT_ARG(compare_letter_minus(page, s))));
    }
    buffer_text(page->out, TEXT("</tr></thead>\n"));
}

void html_against(const HtmlPage *page, const Money *paid)
{
    const CompareView *view = page->view;
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        html_figure(page, compare_money(view, paid[s]));
        if (!s) continue;
        html_figure(page, compare_change(view, (Money){paid[s].minor - paid[0].minor}));
        html_figure(page, compare_percent_change(view, paid[0], paid[s]));
    }
}
