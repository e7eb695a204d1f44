/* compare_html.c - compare.html: one file that needs nothing else: no script, no font, no request.
 * Source: docs/compare.md. */
#include "compare_html.h"

/* Its address within the page, its heading, what writes it, and whether there is anything to write
 * (NULL: always). */
typedef struct HtmlSection {
    const char *id, *heading;
    void (*write)(const HtmlPage *page);
    bool (*has)(const CompareView *view);
} HtmlSection;

static const HtmlSection sections[] = {
    {"rules", N_("What changes in the rules"), compare_html_rules, compare_html_has_others},
    {"cost", N_("What it costs"), compare_html_cost, NULL},
    {"sure", N_("How sure that is"), compare_html_sure, compare_html_has_samples},
    {"roles", N_("By role and team"), compare_html_roles, NULL},
    {"months", N_("By month"), compare_html_months, NULL},
    {"causes", N_("By what cause"), compare_html_causes, compare_html_has_others},
    {"payees", N_("Who gains, and who loses"), compare_html_payees, compare_html_has_others},
    {"components", N_("By component"), compare_html_components, NULL},
    {"sweep", N_("Sweep"), compare_html_sweep, compare_html_has_sweep},
    {"invites", N_("What the designs invite"), compare_html_invites, NULL},
    {"files", N_("What was read"), compare_html_files, NULL},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* Colours have a contrast of 4.5 and more where they are text, of 3 and more where they are shapes,
 * on both backgrounds. */
static const char style[] =
    ":root{color-scheme:light dark;--back:#fff;--ink:#1b1f23;--faint:#565d64;--rule:#d4d8dc;"
    "--link:#0a56a5;--s0:#0b5cad;--s1:#b8400a;--s2:#1a7a4c;--s3:#8a2c8f;--s4:#8a6800;--s5:#00727a;"
    "--s6:#b0215a;--s7:#5b6168;--up:#00727a;--down:#a8321a;--sum:#5b6168}\n"
    "@media (prefers-color-scheme:dark){:root{--back:#15181b;--ink:#e8eaed;--faint:#a7adb4;"
    "--rule:#3b4147;--link:#8ec1ff;--s0:#6cb2ff;--s1:#ff9d6b;--s2:#62d196;--s3:#d99be0;"
    "--s4:#e0bd4a;--s5:#5fd0d8;--s6:#ff8fb5;--s7:#b8bec4;--up:#5fd0d8;--down:#ff9d80;"
    "--sum:#b8bec4}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--back);color:var(--ink);line-height:1.5;"
    "font-family:system-ui,-apple-system,\"Segoe UI\",\"Hiragino Sans\",\"Yu Gothic UI\","
    "\"Noto Sans CJK JP\",sans-serif}\n"
    "header,nav,main,footer{max-width:80rem;margin:0 auto;padding:0 1rem}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .25rem}"
    "h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-top:.75rem;"
    "border-top:1px solid var(--rule)}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}\n"
    "a{color:var(--link)}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;"
    "list-style:none}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;padding:.5rem;"
    "background:var(--back)}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    ".note,footer{color:var(--faint)}footer{padding-block:2rem}\n"
    ".designs{list-style:none;padding:0}.designs li{margin:.2rem 0}\n"
    ".key{display:inline-block;width:.9em;height:.9em;margin:0 .5em 0 0;vertical-align:-.05em}\n"
    "svg{display:block;width:100%;max-width:40rem;height:auto;margin:.5rem 0 1rem}"
    "svg text{font-size:115px;fill:var(--ink)}\n"
    "@media (min-width:45rem){svg text{font-size:92px}}\n"
    ".limit{stroke:var(--down);stroke-width:16;stroke-dasharray:60 40;fill:none}"
    ".band{fill-opacity:.35}.mean{fill:var(--ink)}\n"
    ".axis{stroke:var(--faint);stroke-width:8;fill:none}.grid{stroke:var(--rule);stroke-width:8;"
    "fill:none}.line{stroke-width:16;fill:none}\n"
    ".s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}"
    ".s4{fill:var(--s4)}.s5{fill:var(--s5)}.s6{fill:var(--s6)}.s7{fill:var(--s7)}"
    ".up{fill:var(--up)}.down{fill:var(--down)}.sum{fill:var(--sum)}\n"
    ".line.s0{stroke:var(--s0)}.line.s1{stroke:var(--s1)}.line.s2{stroke:var(--s2)}"
    ".line.s3{stroke:var(--s3)}.line.s4{stroke:var(--s4)}.line.s5{stroke:var(--s5)}"
    ".line.s6{stroke:var(--s6)}.line.s7{stroke:var(--s7)}.line[class]{fill:none}\n"
    ".scroll{overflow-x:auto;margin:.5rem 0 1rem}table{border-collapse:collapse;"
    "font-variant-numeric:tabular-nums}\n"
    "caption{text-align:left;white-space:nowrap;font-weight:600;padding:.25rem 0}"
    "p,li{max-width:80ch}"
    "th,td{padding:.3rem .45rem;border-bottom:1px solid var(--rule);text-align:right;"
    "white-space:nowrap;font-weight:400;vertical-align:baseline}\n"
    "th:first-child{text-align:left;padding-left:0}"
    "th[scope=row]{position:sticky;left:0;background:var(--back)}"
    "thead th{font-weight:600;vertical-align:bottom}tfoot th,tfoot td{font-weight:600;"
    "border-bottom:0}\n"
    "td.text,th.text,td.code,td.says{text-align:left}th.code,td.code,code{"
    "font-family:ui-monospace,monospace;font-size:.9em}"
    "td.says{white-space:normal;min-width:15rem;max-width:34rem}"
    "td.plan{text-align:left;white-space:normal;min-width:8rem}"
    "td.place{text-align:left;white-space:normal;overflow-wrap:anywhere;min-width:11rem}"
    "code{overflow-wrap:anywhere}\n"
    "td.hash{font-family:ui-monospace,monospace;font-size:.85em}\n"
    "@media (max-width:45rem){th[scope=row]{white-space:normal;word-break:keep-all;"
    "overflow-wrap:anywhere;min-width:7rem;max-width:11rem}"
    "th,td{padding-right:.5rem}caption{white-space:normal;max-width:calc(100vw - 2rem)}"
    "td.says{min-width:14rem}}\n"
    "details{margin:.5rem 0}summary{cursor:pointer;padding:.25rem 0}\n"
    "@media print{nav,.skip{display:none}svg,tr{break-inside:avoid}.scroll{overflow:visible}}\n";

static bool is_shown(const HtmlPage *page, const HtmlSection *section)
{
    return !section->has || section->has(page->view);
}

static void head(const HtmlPage *page, Text title)
{
    Buffer *out = page->out;
    Text language = language_code(words_language(page->view->words));
    buffer_format(out, "<!doctype html>\n<html lang=\"%.*s\">\n<head>\n<meta charset=\"utf-8\">\n",
                  TEXT_ARG(language));
    buffer_text(out, TEXT("<meta name=\"viewport\" content=\"width=device-width, "
                          "initial-scale=1\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                          "'none'; style-src 'unsafe-inline'\">\n"));
    html_element(out, "title", title);
    buffer_format(out, "\n<style>\n%s</style>\n</head>\n<body>\n", style);
}

static void skip_link(const HtmlPage *page)
{
    buffer_text(page->out, TEXT("<a class=\"skip\" href=\"#main\">"));
    html_word(page->out, page->view->words, N_("Skip to the figures"));
    buffer_text(page->out, TEXT("</a>\n"));
}

static void top(const HtmlPage *page, Text title)
{
    Buffer *out = page->out;
    const CompareView *view = page->view;
    const Comparison *comparison = view->comparison;
    skip_link(page);
    buffer_text(out, TEXT("<header>\n"));
    html_element(out, "h1", title);
    buffer_text(out, TEXT("\n<p class=\"note\">"));
    html_text(out, text_format(view->arena, html_say(page, N_("%.*s to %.*s, in %.*s; differences "
                                                              "are against A")),
                               TEXT_ARG(month_text(view->arena, comparison->from)),
                               TEXT_ARG(month_text(view->arena, comparison->to)),
                               TEXT_ARG(comparison->records->company->currency)));
    buffer_text(out, TEXT("</p>\n<ul class=\"designs\">\n"));
    for (size_t s = 0; s < comparison->side_count; s++) {
        buffer_format(out, "<li><svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
                      "<rect class=\"%s\" width=\"10\" height=\"10\"/></svg>", compare_colour(s));
        html_text(out, text_format(view->arena, "%.*s (%.*s)", TEXT_ARG(compare_title(page, s)),
                                   TEXT_ARG(comparison->sides[s].name)));
        size_t left_out = compare_left_out(view, s);
        if (left_out)
            html_element(out, "strong", text_format(view->arena, html_say(page, N_(
                "   rows at fault LEFT OUT of every measure: %zu")), left_out));
        buffer_text(out, TEXT("</li>\n"));
    }
    buffer_text(out, TEXT("</ul>\n</header>\n"));
}

static void contents(const HtmlPage *page)
{
    buffer_text(page->out, TEXT("<nav aria-label=\""));
    html_word(page->out, page->view->words, N_("Contents"));
    buffer_text(page->out, TEXT("\">\n<ul>\n"));
    for (size_t i = 0; i < SECTIONS; i++) {
        if (!is_shown(page, &sections[i])) continue;
        buffer_format(page->out, "<li><a href=\"#%s\">", sections[i].id);
        html_word(page->out, page->view->words, sections[i].heading);
        buffer_text(page->out, TEXT("</a></li>\n"));
    }
    buffer_text(page->out, TEXT("</ul>\n</nav>\n"));
}

Text compare_html(const CompareView *view)
{
    Buffer out = {.arena = view->arena};
    HtmlPage page = {view, &out};
    Text title = text_format(view->arena, html_say(&page, N_("%.*s: plan designs compared")),
                             TEXT_ARG(view->comparison->records->company->name));
    head(&page, title);
    top(&page, title);
    contents(&page);
    buffer_text(&out, TEXT("<main id=\"main\" tabindex=\"-1\">\n"));
    for (size_t i = 0; i < SECTIONS; i++) {
        const HtmlSection *section = &sections[i];
        if (!is_shown(&page, section)) continue;
        buffer_format(&out, "<section id=\"%s\" aria-labelledby=\"%s-heading\">\n"
                      "<h2 id=\"%s-heading\">", section->id, section->id, section->id);
        html_word(&out, view->words, section->heading);
        buffer_text(&out, TEXT("</h2>\n"));
        section->write(&page);
        buffer_text(&out, TEXT("</section>\n"));
    }
    buffer_text(&out, TEXT("</main>\n<footer>\n"));
    html_element(&out, "p", text_format(view->arena, "attain %.*s",
                                        TEXT_ARG(view->shown->version)));
    buffer_text(&out, TEXT("\n</footer>\n</body>\n</html>\n"));
    return buffer_result(&out);
}
