/* summary.c - the month in at most 80 columns: what is paid, skipped, and needs a look. */
#include "columns.h"
#include "groups.h"

/* The language of the terminal. */
static const Words *terminal(const View *view)
{
    return view->options->terminal;
}

#define ROLE_COLUMNS 12
#define TEAM_COLUMNS 18
#define NAMES_OVER_BOOKS 24          /* role and team beside the prior column */
#define AMOUNT_COLUMNS 14
#define AMOUNT_OVER_BOOKS 12

typedef struct Widths { size_t role, team, amount; } Widths;

/* Over books the prior column takes its room from the amounts, and from roles that need none. */
static Widths widths(const View *view, const Group *groups, size_t count)
{
    if (!view_has_books(view)) return (Widths){ROLE_COLUMNS, TEAM_COLUMNS, AMOUNT_COLUMNS};
    size_t role = text_columns(text_of(tr_in(terminal(view), "summary", "total"))) + 1;
    for (size_t g = 0; g < count; g++) {
        size_t wanted = text_columns(text_printable(view->arena, groups[g].role)) + 1;
        role = wanted > role ? wanted : role;
    }
    role = role > ROLE_COLUMNS ? ROLE_COLUMNS : role;
    return (Widths){role, NAMES_OVER_BOOKS - role, AMOUNT_OVER_BOOKS};
}

static void amounts(const View *view, Buffer *out, const Group *group, size_t columns)
{
    int digits = view->ledger->records->company->digits;
    buffer_format(out, "%7zu", group->payees);
    columns_right(out, money_text_grouped(view->arena, group->earnings, digits), columns);
    if (view_has_books(view))
        columns_right(out, money_text_grouped(view->arena, group->prior, digits), columns);
    columns_right(out, money_text_grouped(view->arena, group->adjustments, digits), columns);
    columns_right(out, money_text_grouped(view->arena, group->payment, digits), columns);
    buffer_byte(out, '\n');
}

static void table(const View *view, Buffer *out)
{
    size_t count;
    Group *groups = groups_find(view, &count);
    Widths wide = widths(view, groups, count);
    const Words *words = terminal(view);
    columns_left(out, text_of(tr_in(words, "summary", "role")), wide.role);
    columns_left(out, text_of(tr_in(words, "summary", "team")), wide.team);
    columns_right(out, text_of(tr_in(words, "summary", "payees")), 7);
    columns_right(out, text_of(tr_in(words, "summary", "earnings")), wide.amount);
    if (view_has_books(view))
        columns_right(out, text_of(tr_in(words, "summary", "prior")), wide.amount);
    columns_right(out, text_of(tr_in(words, "summary", "adjustments")), wide.amount);
    columns_right(out, text_of(tr_in(words, "summary", "payment")), wide.amount);
    buffer_byte(out, '\n');
    for (size_t g = 0; g < count; g++) {
        columns_left(out, groups[g].role, wide.role - 1);
        columns_pad(out, 1);
        columns_left(out, groups[g].team, wide.team);
        amounts(view, out, &groups[g], wide.amount);
    }
    Group total = groups_total(groups, count);
    columns_left(out, text_of(tr_in(words, "summary", "total")), wide.role + wide.team);
    amounts(view, out, &total, wide.amount);
}

static void sum_line(const View *view, Buffer *out, const char *says, int64_t minor)
{
    if (!minor) return;
    int digits = view->ledger->records->company->digits;
    Text amount = money_text_grouped(view->arena, (Money){minor}, digits);
    buffer_format(out, "%s: %.*s\n", tr(terminal(view), says), TEXT_ARG(amount));
}

/* What lies between earnings and payments, where plans have payment rules. */
static void payment_rules(const View *view, Buffer *out)
{
    const Ledger *ledger = view->ledger;
    if (!ledger->has_payment_rules) return;
    int64_t held = 0, paid = 0, repaid = 0, owed = 0, forfeited = 0;
    for (size_t i = 0; i < ledger->payment_count; i++) {
        const Payment *payment = &ledger->payments[i];
        held += payment->held.minor;
        paid += payment->draw_paid.minor;
        repaid += payment->draw_repaid.minor;
        owed += payment->draw_owed.minor;
    }
    for (size_t i = 0; i < ledger->posting_count; i++)
        forfeited += ledger->postings[i].forfeited.minor;
    if (held || paid || repaid || owed || forfeited) buffer_byte(out, '\n');
    sum_line(view, out, N_("held for later months"), held);
    sum_line(view, out, N_("paid as draws"), paid);
    sum_line(view, out, N_("repaid of draws"), repaid);
    sum_line(view, out, N_("owed of draws"), owed);
    sum_line(view, out, N_("forfeited by those who left"), forfeited);
}

static Text skipped_rows(const View *view, const SkippedRows *rows)
{
    const char *reason = tr_in(terminal(view), "skipped", skip_reason_word(rows->reason).bytes);
    return rows->first_line == rows->last_line
        ? text_format(view->arena, tr(terminal(view), " line %u (%s)"), rows->first_line, reason)
        : text_format(view->arena, tr(terminal(view), " lines %u-%u (%s)"), rows->first_line,
                      rows->last_line, reason);
}

static void skipped(const View *view, Buffer *out)
{
    const Records *records = view->ledger->records;
    for (size_t f = 0; f < records->file_count; f++) {
        const FileRead *file = &records->files[f];
        if (!file->skipped_count) continue;
        size_t from = out->length;
        buffer_format(out, tr(terminal(view), "  %.*s: skipped"), TEXT_ARG(file->source.path));
        for (size_t s = 0; s < file->skipped_count; s++) {
            const SkippedRows *rows = &file->skipped[s];
            Text item = skipped_rows(view, rows);
            if (text_columns((Text){out->bytes + from, out->length - from}) + text_columns(item) >
                78) {
                buffer_text(out, TEXT(" ..."));
                break;
            }
            buffer_text(out, item);
        }
        buffer_byte(out, '\n');
    }
}

static void read_files(const View *view, Buffer *out)
{
    const Records *records = view->ledger->records;
    size_t rows = 0;
    for (size_t f = 0; f < records->file_count; f++) rows += records->files[f].rows;
    buffer_format(out, tr(terminal(view), "\nread: %zu CSV files, %zu rows; %zu credits in the "
                                          "year to date\n"), records->file_count, rows,
                  view->ledger->credit_count);
    Text elsewhere = view->options->workbook ? credits_elsewhere(view, terminal(view)) : TEXT("");
    if (elsewhere.length) buffer_format(out, "  %.*s\n", TEXT_ARG(elsewhere));
    skipped(view, out);
}

static void unassigned(const View *view, Buffer *out)
{
    size_t count = 0;
    for (size_t i = 0; i < view->ledger->credit_count; i++)
        count += view->ledger->credits[i].status == UNASSIGNED;
    if (!count) return;
    const Words *words = terminal(view);
    const char *says = credits_in_csv(view)
        ? tr(words, "  credits to people without an assignment on their date: %zu; they pay\n"
                    "  nobody (status unassigned in credits.csv)\n") : view->options->workbook
        ? tr(words, "  credits to people without an assignment on their date: %zu; they pay\n"
                    "  nobody (sheet Unassigned)\n")
        : tr(words, "  credits to people without an assignment on their date: %zu; they pay\n"
                    "  nobody\n");
    buffer_format(out, says, count);
}

static void balances(const View *view, Buffer *out)
{
    size_t carried = 0;
    for (size_t i = 0; i < view->ledger->payment_count; i++)
        carried += view->ledger->payments[i].balance_out.minor != 0;
    if (carried)
        buffer_format(out, tr(terminal(view), "  negative balances carried on: %zu\n"), carried);
}

static void stands_on(const View *view, Buffer *out);

static void needs_a_look(const View *view, Buffer *out)
{
    size_t from = out->length;
    const Words *words = terminal(view);
    buffer_text(out, text_of(tr(words, "\nneeds a look:\n")));
    size_t start = out->length;
    if (view->diags->warnings)
        buffer_format(out, view->diags->warnings == 1
                      ? tr(words, "  %zu warning, listed in exceptions.csv\n")
                      : tr(words, "  %zu warnings, listed in exceptions.csv\n"),
                      view->diags->warnings);
    size_t left_out = view->options->allow_exceptions ? view->ledger->rows_left_out : 0;
    if (left_out)
        buffer_format(out, left_out == 1
                      ? tr(words, "  %zu row at fault LEFT OUT of every measure (exceptions.csv)\n")
                      : tr(words,
                           "  %zu rows at fault LEFT OUT of every measure (exceptions.csv)\n"),
                      left_out);
    unassigned(view, out);
    balances(view, out);
    if (out->length == start) out->length = from;
    stands_on(view, out);
}

/* What the balances stand on, and what came to another amount than was booked. */
static void stands_on(const View *view, Buffer *out)
{
    const Ledger *ledger = view->ledger;
    const Words *words = terminal(view);
    if (ledger->booked && ledger->booked->any) {
        size_t priors = 0;
        for (size_t i = 0; i < ledger->posting_count; i++)
            priors += is_prior(ledger, &ledger->postings[i]);
        Text closed = month_text(view->arena, ledger->booked->last);
        const char *says = !priors
            ? tr(words, "\nbooks: closed up to %.*s; 0 prior-period adjustments\n") : priors == 1
            ? tr(words, "\nbooks: closed up to %.*s; %zu prior-period adjustment, in prior.csv\n")
            : tr(words, "\nbooks: closed up to %.*s; %zu prior-period adjustments, in prior.csv\n");
        buffer_format(out, says, TEXT_ARG(closed), priors);
        return;
    }
    buffer_text(out, text_of(ledger->booked
        ? tr(words, "\nno month before this one is closed: balances were found by replaying the\n"
                    "months from the start of the fiscal year; the facts of paid months are\n"
                    "taken not to have changed since.\n")
        : tr(words, "\nno closed books: balances were found by replaying the months from the\n"
                    "start of the fiscal year; the facts of paid months are taken not to have\n"
                    "changed since.\n")));
}

Text report_summary(Arena *arena, const Ledger *ledger, const ReportOptions *options,
                    const Diags *diags)
{
    View view = {arena, ledger, options, (Diags *)diags};
    Buffer out = {.arena = arena};
    const Company *company = ledger->records->company;
    Text month = month_text(arena, ledger->period);
    Text title = text_format(arena, "%.*s  %.*s  (%.*s)", TEXT_ARG(company->name), TEXT_ARG(month),
                             TEXT_ARG(company->currency));
    columns_left(&out, title, 80 < text_columns(title) ? 80 : text_columns(title));
    buffer_text(&out, TEXT("\n"));
    title = text_format(arena, tr(options->terminal, "design: %.*s"),
                        TEXT_ARG(ledger->design->title));
    columns_left(&out, title, 80 < text_columns(title) ? 80 : text_columns(title));
    buffer_text(&out, TEXT("\n\n"));
    table(&view, &out);
    payment_rules(&view, &out);
    read_files(&view, &out);
    needs_a_look(&view, &out);
    Text output = options->output;
    while (output.length > 1 && output.bytes[output.length - 1] == '/') output.length--;
    buffer_format(&out, tr(options->terminal, "\nwritten: %.*s/%s\n"), TEXT_ARG(output),
                  options->workbook ? "payouts.xlsx" : "payouts.csv");
    return buffer_result(&out);
}
