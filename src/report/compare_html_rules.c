/* compare_html_rules.c - compare.html: which rules change, and what the designs invite. */
#include "compare_html.h"
#include "plan_words.h"

/* Of more lines than that, one sees the headings first. */
enum { CHANGES_OPEN = 40, FINDINGS_OPEN = 8 };

/* ---- what changes in the rules */

static void item(const HtmlPage *page, Text text)
{
    html_element(page->out, "li", text);
    buffer_byte(page->out, '\n');
}

/* The changes of one component, or of the plan itself, from the first on; how many. */
static size_t component_rules(const HtmlPage *page, const PlanDiff *diff, size_t first)
{
    const RuleChange *changes = &diff->changes[first];
    size_t count = 1;
    while (first + count < diff->count && rule_same_component(changes, &changes[count])) count++;
    if (changes->part.length) {
        buffer_text(page->out, TEXT("<li>"));
        html_text(page->out, changes->part);
        buffer_text(page->out, TEXT("\n<ul>\n"));
    }
    for (size_t c = 0; c < count; c++) item(page, changes[c].sentence);
    if (changes->part.length) buffer_text(page->out, TEXT("</ul>\n</li>\n"));
    return count;
}

static size_t plan_rules_of(const HtmlPage *page, const PlanDiff *diff, size_t first)
{
    Arena *arena = page->view->arena;
    const RuleChange *change = &diff->changes[first];
    size_t end = first;
    while (end < diff->count && rule_same_plan(change, &diff->changes[end])) end++;
    Text heading = rule_heading(arena, diff, change);
    buffer_format(page->out, "<details%s><summary>", diff->count > CHANGES_OPEN ? "" : " open");
    html_text(page->out, text_format(arena, "%.*s (%zu)", TEXT_ARG(heading), end - first));
    buffer_text(page->out, TEXT("</summary>\n<ul>\n"));
    for (size_t c = first; c < end;) c += component_rules(page, diff, c);
    if (change->measure.length) item(page, rule_where_it_counts(arena, diff, change));
    buffer_text(page->out, TEXT("</ul>\n</details>\n"));
    return end;
}

void compare_html_rules(const HtmlPage *page)
{
    for (size_t s = 1; s < page->view->comparison->side_count; s++) {
        const PlanDiff *diff = page->view->rules[s];
        html_element(page->out, "h3", compare_title(page, s));
        buffer_byte(page->out, '\n');
        if (!diff->count)
            html_element(page->out, "p",
                         text_of(html_say(page, N_("The designs have the same rules."))));
        for (size_t c = 0; c < diff->count;) c = plan_rules_of(page, diff, c);
    }
}

bool compare_html_has_others(const CompareView *view)
{
    return view->comparison->side_count > 1;
}

/* ---- what the designs invite */

static void kinds_table(const HtmlPage *page)
{
    const CompareView *view = page->view;
    html_table_start(page->out, text_of(html_say(page, N_("Findings by kind"))));
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, N_("finding"))));
    html_element(page->out, "th scope=\"col\" class=\"text\"",
                 text_of(html_say(page, N_("code"))));
    for (size_t s = 0; s < view->comparison->side_count; s++)
        html_column(page, compare_letter(view->arena, s));
    buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
    for (int code = 0; code < FINDINGS; code++) {
        if (!compare_any_finds(view, (FindingCode)code)) continue;
        html_row_start(page, text_of(html_say(page, finding_meaning((FindingCode)code))));
        html_element(page->out, "td class=\"code\"", text_of(finding_word((FindingCode)code)));
        for (size_t s = 0; s < view->comparison->side_count; s++)
            html_figure(page, text_format(view->arena, "%zu",
                                          compare_finds(view, s, (FindingCode)code)));
        html_row_end(page);
    }
    buffer_text(page->out, TEXT("</tbody>\n"));
    html_table_end(page->out);
}

static Text place_text(Arena *arena, const Place *place)
{
    return place->line ? text_format(arena, "%.*s:%u:%u", TEXT_ARG(place->file), place->line,
                                     place->column)
                       : place->file;
}

static void finding_row(const HtmlPage *page, size_t side, const Finding *finding)
{
    const CompareView *view = page->view;
    buffer_text(page->out, TEXT("<tr>"));
    html_element(page->out, "th scope=\"row\" class=\"code\"",
                 text_of(finding_word(finding->code)));
    html_element(page->out, "td class=\"text\"",
                 text_of(html_say(page, compare_severity(finding).bytes)));
    html_element(page->out, "td class=\"plan\"", compare_finding_plan(view, side, finding));
    html_element(page->out, "td class=\"code\"", compare_finding_component(view, side, finding));
    html_element(page->out, "td class=\"says\"",
                 sentence_text(view->arena, finding->says, view->words));
    html_element(page->out, "td class=\"says\"",
                 finding->advises ? sentence_text(view->arena, finding->advises, view->words)
                                  : TEXT(""));
    html_element(page->out, "td class=\"place\"", place_text(view->arena, &finding->place));
    html_row_end(page);
}

static void findings_of(const HtmlPage *page, size_t side)
{
    static const char *const headings[] = {N_("code"), N_("severity"), N_("plan"),
                                           N_("component"), N_("finding"), N_("what to do"),
                                           N_("place")};
    const CompareView *view = page->view;
    const Findings *findings = &view->shown->findings[side];
    html_element(page->out, "h3", compare_title(page, side));
    buffer_format(page->out, "\n<details%s><summary>",
                  findings->count > FINDINGS_OPEN ? "" : " open");
    html_text(page->out, text_format(view->arena, html_say(page, N_("problems %zu, notes %zu")),
                                     findings->problems, findings->count - findings->problems));
    buffer_text(page->out, TEXT("</summary>\n"));
    html_table_start(page->out, text_format(view->arena, html_say(page, N_("Findings of %.*s")),
                                            TEXT_ARG(compare_letter(view->arena, side))));
    buffer_text(page->out, TEXT("<thead><tr>"));
    for (size_t h = 0; h < sizeof headings / sizeof *headings; h++)
        html_element(page->out, "th scope=\"col\" class=\"text\"",
                     text_of(html_say(page, headings[h])));
    buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
    for (size_t f = 0; f < findings->count; f++) finding_row(page, side, &findings->items[f]);
    buffer_text(page->out, TEXT("</tbody>\n"));
    html_table_end(page->out);
    buffer_text(page->out, TEXT("</details>\n"));
}

void compare_html_invites(const HtmlPage *page)
{
    const CompareView *view = page->view;
    size_t all = 0;
    for (size_t s = 0; s < view->comparison->side_count; s++)
        all += view->shown->findings[s].count;
    if (!all) {
        html_element(page->out, "p", text_of(html_say(page, N_("Nothing was found."))));
        return;
    }
    kinds_table(page);
    for (size_t s = 0; s < view->comparison->side_count; s++)
        if (view->shown->findings[s].count) findings_of(page, s);
}
