/* compare_html_causes.c - compare.html: by what cause designs differ, who gains and who loses, and
 * what was read. */
#include "compare_html.h"

enum { DRAWN = 10, LISTED = 500 };

static ChartValue change_bar(const HtmlPage *page, Text row, size_t side, Money from, Money change)
{
    return (ChartValue){.row = row, .column = compare_letter_minus(page, side),
                        .value = compare_plain(page, change),
                        .shown = compare_change(page->view, change), .from = from.minor,
                        .to = from.minor + change.minor,
                        .colour = change.minor < 0 ? "down" : "up"};
}

static void heading_of(const HtmlPage *page, size_t side)
{
    html_element(page->out, "h3", compare_title(page, side));
    buffer_byte(page->out, '\n');
}

static void two_columns(const HtmlPage *page, const char *of, size_t side)
{
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, of)));
    html_column(page, compare_letter_minus(page, side));
    buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
}

/* ---- causes: a waterfall from 0 to the difference */

static void causes_table(const HtmlPage *page, size_t side, const BarGroup *groups, size_t count)
{
    Text caption = text_format(page->view->arena, "%s, %.*s",
                               html_say(page, N_("By what cause, all payees")),
                               TEXT_ARG(compare_letter_minus(page, side)));
    html_table_start(page->out, caption);
    two_columns(page, N_("cause"), side);
    for (size_t g = 0; g < count; g++) {
        if (g + 1 == count) buffer_text(page->out, TEXT("</tbody>\n<tfoot>\n"));
        html_row_start(page, groups[g].label);
        html_figure(page, groups[g].bars[0].shown);
        html_row_end(page);
    }
    buffer_text(page->out, TEXT("</tfoot>\n"));
    html_table_end(page->out);
}

static void causes_of(const HtmlPage *page, size_t side)
{
    const CompareView *view = page->view;
    const CompareCauses *causes = &view->shown->causes[side];
    BarGroup groups[COMPARE_CAUSES + 1];
    ChartValue bars[COMPARE_CAUSES + 1];
    Money so_far = {0};
    size_t count = 0;
    for (unsigned c = 0; c < COMPARE_CAUSES; c++) {
        if (!compare_has_part(causes, c)) continue;
        Money part = compare_part_of_all(view, side, c);
        Text name = compare_cause_name(view, side, c);
        bars[count] = change_bar(page, name, side, so_far, part);
        groups[count] = (BarGroup){name, &bars[count], 1, false};
        so_far.minor += part.minor;
        count++;
    }
    Text total = text_of(html_say(page, N_("total")));
    bars[count] = change_bar(page, total, side, (Money){0}, so_far);
    bars[count].colour = "sum";
    groups[count] = (BarGroup){total, &bars[count], 1, false};
    heading_of(page, side);
    html_bars(page->out, text_format(view->arena, "%s, %.*s",
                                     html_say(page, N_("By what cause, all payees")),
                                     TEXT_ARG(compare_letter_minus(page, side))),
              groups, count + 1);
    causes_table(page, side, groups, count + 1);
}

void compare_html_causes(const HtmlPage *page)
{
    html_element(page->out, "p class=\"note\"", text_of(page->view->shown->fair
        ? html_say(page, N_("A cause's part is the mean over all orders of exchange."))
        : html_say(page, N_("One cause after the other, in the order of the tables."))));
    for (size_t s = 1; s < page->view->comparison->side_count; s++) causes_of(page, s);
}

/* ---- who gains, who loses */

static Text payee_name(const CompareView *view, const CompareLine *payee)
{
    const Roster *roster = &view->comparison->records->roster;
    return text_format(view->arena, "%.*s %s", TEXT_ARG(roster->persons[payee->person].id),
                       compare_name(view, payee->person));
}

static int64_t change_of(const CompareLine *payee, size_t side)
{
    return payee->paid[side].minor - payee->paid[0].minor;
}

static void payees_table(const HtmlPage *page, size_t side, Text caption,
                         const CompareLine *const *payees, size_t count)
{
    const CompareView *view = page->view;
    static const char *const of = N_("payee");
    html_table_start(page->out, caption);
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, of)));
    html_column(page, text_of(html_say(page, N_("role and team"))));
    html_column(page, TEXT("A"));
    html_column(page, compare_letter(view->arena, side));
    html_column(page, compare_letter_minus(page, side));
    html_column(page, TEXT("%"));
    html_value_column(page, 0);
    html_value_column(page, side);
    buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
    for (size_t p = 0; p < count; p++) {
        const CompareLine *payee = payees[p];
        html_row_start(page, payee_name(view, payee));
        html_element(page->out, "td class=\"text\"", compare_line_name(view, payee));
        html_figure(page, compare_money(view, payee->paid[0]));
        html_figure(page, compare_money(view, payee->paid[side]));
        html_figure(page, compare_change(view, (Money){change_of(payee, side)}));
        html_figure(page, compare_percent_change(view, payee->paid[0], payee->paid[side]));
        html_figure(page, compare_counted_text(view, payee->counted[0]));
        html_figure(page, compare_counted_text(view, payee->counted[side]));
        html_row_end(page);
    }
    buffer_text(page->out, TEXT("</tbody>\n"));
    html_table_end(page->out);
}

/* The largest gains and the largest losses. */
static size_t drawn(const CompareView *view, size_t side, const CompareLine **by_gain,
                    const CompareLine **out)
{
    size_t all = view->payees.count, count = 0, first_loss = all;
    for (size_t p = 0; p < all && p < DRAWN && change_of(by_gain[p], side) > 0; p++)
        out[count++] = by_gain[p];
    while (first_loss > 0 && all - first_loss < DRAWN &&
           change_of(by_gain[first_loss - 1], side) < 0)
        first_loss--;
    while (first_loss < all) out[count++] = by_gain[first_loss++];
    return count;
}

static void all_payees(const HtmlPage *page, size_t side, const CompareLine *const *by_gain)
{
    const CompareView *view = page->view;
    size_t count = view->payees.count < LISTED ? view->payees.count : LISTED;
    Text letters = compare_letter_minus(page, side);
    buffer_text(page->out, TEXT("<details><summary>"));
    html_text(page->out, text_format(view->arena, html_say(page, N_("All %zu payees, %.*s")),
                                     view->payees.count, TEXT_ARG(letters)));
    buffer_text(page->out, TEXT("</summary>\n"));
    if (count < view->payees.count)
        html_element(page->out, "p", text_format(view->arena,
            html_say(page, N_("The first %zu; payees.csv has all of them.")), count));
    payees_table(page, side, text_format(view->arena, "%s, %.*s",
                                         html_say(page, N_("Payees, from gain to loss")),
                                         TEXT_ARG(letters)), by_gain, count);
    buffer_text(page->out, TEXT("</details>\n"));
}

static void payees_of(const HtmlPage *page, size_t side)
{
    const CompareView *view = page->view;
    const CompareLine **by_gain = compare_by_gain(view, side), *shown[2 * DRAWN];
    size_t up, down, count = drawn(view, side, by_gain, shown);
    compare_count(view, side, &up, &down);
    heading_of(page, side);
    html_element(page->out, "p", text_trim(text_format(view->arena,
        html_say(page, N_("payees paid more: %zu, less: %zu, the same: %zu\n")), up, down,
        view->payees.count - up - down)));
    if (count) {
        BarGroup groups[2 * DRAWN];
        ChartValue bars[2 * DRAWN];
        for (size_t p = 0; p < count; p++) {
            Text name = payee_name(view, shown[p]);
            bars[p] = change_bar(page, name, side, (Money){0}, (Money){change_of(shown[p], side)});
            groups[p] = (BarGroup){name, &bars[p], 1, false};
        }
        Text title = text_format(view->arena, "%s, %.*s",
                                 html_say(page, N_("Largest gains and losses")),
                                 TEXT_ARG(compare_letter_minus(page, side)));
        html_bars(page->out, title, groups, count);
        payees_table(page, side, title, shown, count);
    }
    all_payees(page, side, by_gain);
}

void compare_html_payees(const HtmlPage *page)
{
    for (size_t s = 1; s < page->view->comparison->side_count; s++) payees_of(page, s);
}

/* ---- what was read */

static void file_row(const HtmlPage *page, const SourceFile *file)
{
    html_row_start(page, file->path);
    html_element(page->out, "td class=\"hash\"", text_of(file->sha256));
    html_row_end(page);
}

void compare_html_files(const HtmlPage *page)
{
    const Comparison *comparison = page->view->comparison;
    const Records *records = comparison->records;
    buffer_text(page->out, TEXT("<details><summary>"));
    html_text(page->out, text_of(html_say(page, N_("Every file with its SHA-256"))));
    buffer_text(page->out, TEXT("</summary>\n"));
    html_table_start(page->out, text_of(html_say(page, N_("Files read"))));
    buffer_text(page->out, TEXT("<thead><tr>"));
    html_column(page, text_of(html_say(page, N_("file"))));
    html_column(page, TEXT("SHA-256"));
    buffer_text(page->out, TEXT("</tr></thead>\n<tbody>\n"));
    file_row(page, records->company->file);
    for (size_t f = 0; f < records->file_count; f++) file_row(page, &records->files[f].source);
    for (size_t s = 0; s < comparison->side_count; s++)
        for (size_t f = 0; f < comparison->sides[s].trees->file_count; f++)
            file_row(page, &comparison->sides[s].trees->files[f]);
    buffer_text(page->out, TEXT("</tbody>\n"));
    html_table_end(page->out);
    buffer_text(page->out, TEXT("</details>\n"));
}
