/* compare_html.h - the sections of compare.html. Private to the room.
 *
 * A section is one function, listed in compare_html.c; its heading stands in the contents. */
#ifndef REPORT_COMPARE_HTML_H
#define REPORT_COMPARE_HTML_H

#include "compare_files.h"
#include "html.h"

typedef struct HtmlPage {
    const CompareView *view;
    Buffer *out;
} HtmlPage;

Text compare_html(const CompareView *view);

/* compare_html_rules.c; of one design nothing changes. */
bool compare_html_has_others(const CompareView *view);
void compare_html_rules(const HtmlPage *page);
void compare_html_invites(const HtmlPage *page);
/* compare_html_sure.c, compare_html_sweep.c: where they were asked for. */
bool compare_html_has_samples(const CompareView *view);
void compare_html_sure(const HtmlPage *page);
bool compare_html_has_sweep(const CompareView *view);
void compare_html_sweep(const HtmlPage *page);
/* compare_html_cost.c */
void compare_html_cost(const HtmlPage *page);
void compare_html_roles(const HtmlPage *page);
void compare_html_months(const HtmlPage *page);
void compare_html_components(const HtmlPage *page);
/* compare_html_causes.c */
void compare_html_causes(const HtmlPage *page);
void compare_html_payees(const HtmlPage *page);
void compare_html_files(const HtmlPage *page);

/* ---- what sections are made of */

const char *html_say(const HtmlPage *page, const char *english) __attribute__((format_arg(2)));
/* A table's caption: "what (JPY)". */
Text html_caption(const HtmlPage *page, const char *english);
void html_column(const HtmlPage *page, Text heading);
void html_figure(const HtmlPage *page, Text figure);
void html_row_start(const HtmlPage *page, Text heading);
void html_row_end(const HtmlPage *page);
/* What each design pays, and each but A more than A; then what was earned of the value counted. */
void html_against_columns(const HtmlPage *page, const char *of);
void html_against(const HtmlPage *page, const CompareLine *line);
void html_value_column(const HtmlPage *page, size_t side);
Text compare_letter_minus(const HtmlPage *page, size_t side);        /* "B - A" */
Text compare_title(const HtmlPage *page, size_t side);               /* "B: its title" */
Text compare_plain(const HtmlPage *page, Money money);               /* as the CSVs have it */
const char *compare_colour(size_t side);
Text compare_axis(const void *view, int64_t amount);                 /* money on a chart's axis */

#endif
