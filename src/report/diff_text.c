/* diff_text.c - the difference of two runs for a reader: totals, then each payee, then each of his
 * components with the credits that made it. */
#include "diff_inside.h"

#include "page.h"

enum { CREDITS_SHOWN = 8 };          /* of a component; all of them are in the JSON */

static Text plain(const Diff *diff, Int128 minor, int digits)
{
    if (minor >= INT64_MIN && minor <= INT64_MAX)
        return money_text_grouped(diff->arena, (Money){(int64_t)minor}, digits);
    Ratio amount = ratio_multiply(diff->arena, ratio_from_int128(diff->arena, minor),
                                  ratio_from_money((Money){1}, digits));
    return ratio_text(diff->arena, amount, digits);
}

/* A change: +1,200 or -300. */
static Text change(const Diff *diff, Int128 minor, int digits)
{
    return text_format(diff->arena, "%s%.*s", minor > 0 ? "+" : "",
                       TEXT_ARG(plain(diff, minor, digits)));
}

static void causes(const Diff *diff, Branch *under, const Money *parts, int digits)
{
    for (unsigned c = 0; c < DIFF_CAUSES; c++)
        if (parts[c].minor)
            page_branch(diff->arena, under, change(diff, parts[c].minor, digits),
                        "because of %.*s", TEXT_ARG(diff_cause_word(c)));
}

static Text shown(const Diff *diff, Text text)
{
    Ratio number;
    if (!text.length) return text_said(diff->arena, diff->words, "none");
    bool is_number = ratio_parse(diff->arena, text, &number);
    return is_number ? page_number(diff->arena, text) : text;
}

static void figures(const Diff *diff, Branch *under, const DiffFigure *found, size_t count)
{
    for (size_t f = 0; f < count; f++) {
        Text was = shown(diff, found[f].texts[0]), is = shown(diff, found[f].texts[1]);
        page_branch(diff->arena, under, TEXT(""), "%.*s: %.*s -> %.*s",
                    TEXT_ARG(text_of(found[f].name)),
                    TEXT_ARG(was), TEXT_ARG(is));
    }
}

static void credit(const Diff *diff, Branch *under, const DiffCredit *of)
{
    Arena *arena = diff->arena;
    CsvRow row = diff_credit_row(of);
    Text before = page_number(arena, diff_credit_amount(diff, of, 0));
    Text now = page_number(arena, diff_credit_amount(diff, of, 1));
    Text amount = of->kind == CREDIT_CAME ? now : of->kind == CREDIT_WENT ? before
                : text_format(arena, "%.*s -> %.*s", TEXT_ARG(before), TEXT_ARG(now));
    static const char *const words[] = {N_("came"), N_("went"), N_("changed")};
    Text day = day_text(arena, row.slice->columns[GIVEN_DATE].days[row.row]);
    Text person = csv_text(row, GIVEN_PERSON);
    page_branch(arena, under, amount, "%s: %.*s %.*s of %.*s, %.*s.%.*s%s%.*s (%.*s:%lld)",
                words[of->kind], TEXT_ARG(csv_text(row, CREDITS_FEED)),
                TEXT_ARG(csv_text(row, CREDITS_KEY)), TEXT_ARG(day),
                TEXT_ARG(csv_text(row, GIVEN_MEASURE)), TEXT_ARG(csv_text(row, GIVEN_LINE)),
                person.length ? N_(" to ") : "", TEXT_ARG(person),
                TEXT_ARG(csv_text(row, CREDITS_FILE)),
                (long long)row.slice->columns[CREDITS_LINE].integers[row.row]);
}

/* Components are in the company's currency: said where their payee is paid in another. */
static void component(const Diff *diff, Branch *root, const DiffPayee *payee,
                      const DiffComponent *of)
{
    DiffFigure found[DIFF_FIGURES_MAX];
    int64_t apart = of->earnings[1].minor - of->earnings[0].minor;
    const char *only = !of->rows[0].slice ? N_(" (in the second run alone)")
                     : !of->rows[1].slice ? N_(" (in the first run alone)") : "";
    Text home = diff->sides[0].record.currency, amount = change(diff, apart, diff->digits);
    if (!text_equal(payee->currencies[1], home))
        amount = text_format(diff->arena, "%.*s %.*s", TEXT_ARG(amount), TEXT_ARG(home));
    Branch *branch = page_branch(diff->arena, root, amount, "%.*s, %.*s%s", TEXT_ARG(of->plan),
                                 TEXT_ARG(of->component), only);
    causes(diff, branch, of->causes, diff->digits);
    if (!only[0]) figures(diff, branch, found, diff_payout_figures(diff, of, found));
    for (size_t i = 0; i < of->credit_count && i < CREDITS_SHOWN; i++)
        credit(diff, branch, &diff->credits->items[of->credits[i]]);
    if (of->credit_count > CREDITS_SHOWN)
        page_branch(diff->arena, branch, TEXT(""), "and %zu more credits (--format json has all)",
                    of->credit_count - CREDITS_SHOWN);
}

static void payee(Buffer *out, const Diff *diff, const DiffPayee *of, PageLook look)
{
    Arena *arena = diff->arena;
    DiffFigure found[DIFF_FIGURES_MAX];
    int64_t apart = of->payments[1].minor - of->payments[0].minor;
    Text amount = TEXT("");
    if (of->comparable)
        amount = text_format(arena, "%.*s %.*s",
                             TEXT_ARG(change(diff, apart, of->digits)),
                             TEXT_ARG(of->currencies[0]));
    Branch *root = page_root(arena, diff->words, amount, "%.*s %.*s", TEXT_ARG(of->id),
                               TEXT_ARG(of->name));
    root->ink = INK_STRONG;
    if (!of->comparable)
        page_branch(arena, root, TEXT(""), "paid in %.*s, then in %.*s: no difference can be taken",
                    TEXT_ARG(of->currencies[0]), TEXT_ARG(of->currencies[1]));
    causes(diff, root, of->causes, of->digits);
    if (of->rows[0].slice && of->rows[1].slice)
        figures(diff, root, found, diff_payroll_figures(diff, of, found));
    else
        page_branch(arena, root, TEXT(""),
                    of->rows[0].slice ? "payroll.csv has a row of the first run alone"
                    : of->rows[1].slice ? N_("payroll.csv has a row of the second run alone")
                                        : N_("payroll.csv has a row of neither run"));
    for (size_t c = 0; c < of->component_count; c++) component(diff, root, of, &of->components[c]);
    buffer_byte(out, '\n');
    page_draw(out, root, look);
}

static void totals(Buffer *out, const Diff *diff, PageLook look)
{
    Arena *arena = diff->arena;
    const RunRecord *a = &diff->sides[0].record, *b = &diff->sides[1].record;
    DiffTotal *all;
    size_t count = diff_totals(diff, &all);
    Branch *root = page_root(arena, diff->words, TEXT(""), "%.*s, %.*s: %.*s -> %.*s",
                               TEXT_ARG(a->company), TEXT_ARG(month_text(arena, a->period)),
                               TEXT_ARG(a->directory), TEXT_ARG(b->directory));
    root->ink = INK_STRONG;
    for (size_t t = 0; t < count; t++) {
        const DiffTotal *total = &all[t];
        Int128 apart = total->payments[1] - total->payments[0];
        Text was = plain(diff, total->payments[0], total->digits);
        Text is = plain(diff, total->payments[1], total->digits);
        Branch *branch =
            page_branch(arena, root, text_format(arena, "%.*s %.*s",
                                                 TEXT_ARG(change(diff, apart, total->digits)),
                                                 TEXT_ARG(total->currency)),
                        "paid %.*s -> %.*s", TEXT_ARG(was), TEXT_ARG(is));
        for (unsigned c = 0; c < DIFF_CAUSES; c++)
            if (total->causes[c])
                page_branch(arena, branch, change(diff, total->causes[c], total->digits),
                            "because of %.*s", TEXT_ARG(diff_cause_word(c)));
    }
    page_branch(arena, root, text_said(arena, diff->words, "%zu of %zu", diff->payee_count,
                                       diff->payees_compared), "payees whose figures differ");
    if (diff->credits->count)
        page_branch(arena, root, text_format(arena, "%zu", diff->credits->count),
                    "credits that came, went or changed");
    page_draw(out, root, look);
}

Text diff_text(const Diff *diff, const ExplainLook *look)
{
    Buffer out = {.arena = diff->arena};
    PageLook page = {.width = look->width, .colour = look->colour, .ascii = look->ascii};
    if (!diff->payee_count && !diff->credits->count) {
        Text month = month_text(diff->arena, diff->sides[0].record.period);
        buffer_text(&out, text_said(diff->arena, diff->words, diff->payees_compared == 1
                                    ? "no differences: %zu payee, %.*s\n"
                                    : N_("no differences: %zu payees, %.*s\n"),
                                    diff->payees_compared, TEXT_ARG(month)));
        return buffer_result(&out);
    }
    totals(&out, diff, page);
    for (size_t p = 0; p < diff->payee_count; p++) payee(&out, diff, &diff->payees[p], page);
    return buffer_result(&out);
}
