/* explain_text.c - a payee's month in words: the payment, why it is not that of the month before,
 * then each component as a tree of its own. */
#include "explain_inside.h"

static Text place_of(const Explaining *explaining, const Table *table, uint32_t slice,
                     uint32_t row)
{
    const Slice *piece = &table->slices[slice];
    return text_format(explaining->arena, "%.*s:%u", TEXT_ARG(piece->file->source.path),
                       piece->lines[row]);
}

static void earnings(const Explaining *explaining, const Payment *payment, Branch *root)
{
    Arena *arena = explaining->arena;
    Branch *branch = page_branch(arena, root, words_money(explaining, payment->earnings),
                                 "earnings of %.*s",
                                 TEXT_ARG(words_month(explaining, payment->month)));
    size_t count;
    const Entry **entries = shown_entries(explaining, &count);
    for (size_t i = 0; i < count; i++) {
        Shown shown = shown_entry(explaining, entries[i]);
        if (shown.component->pays == PAYS_NOTHING) continue;
        page_branch(arena, branch, words_money(explaining, entries[i]->earning), "%.*s (%.*s)",
                    TEXT_ARG(shown.component->title), TEXT_ARG(shown.component->key));
    }
}

/* Each cause and its part, as posting_cause says them: `word (detail)=amount;...`. */
static void cause_branches(const Explaining *explaining, const Posting *posting, Branch *under)
{
    Text rest = posting_cause(explaining->arena, explaining->ledger, posting);
    for (int c = 0; posting->causes && c < CAUSES && rest.length; c++) {
        if (!posting->causes[c].minor) continue;
        size_t end = 0, equals = 0;
        for (; end < rest.length && rest.bytes[end] != ';'; end++)
            if (rest.bytes[end] == '=') equals = end;
        page_branch(explaining->arena, under, words_money(explaining, posting->causes[c]),
                    "because of %.*s", TEXT_ARG(text_part(rest, 0, equals)));
        rest = text_part(rest, end + 1, rest.length);
    }
}

static void prior(const Explaining *explaining, const Payment *payment, Branch *root)
{
    Arena *arena = explaining->arena;
    const Ledger *ledger = explaining->ledger;
    if (!payment->prior.minor) return;
    Branch *branch = page_branch(arena, root, words_money(explaining, payment->prior),
                                 "corrections of months that are closed");
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        Money change = {posting->due.minor - posting->booked.minor};
        if (posting->person != explaining->person || posting->month == ledger->period ||
            !change.minor)
            continue;
        Branch *one = page_branch(arena, branch, words_money(explaining, change), "%.*s, %.*s",
                                  TEXT_ARG(words_month(explaining, posting->month)),
                                  TEXT_ARG(posting->component.length ? posting->component
                                                  : words_say(explaining, "adjustments")));
        page_branch(arena, one, TEXT(""), "booked %.*s, due by today's facts %.*s",
                    TEXT_ARG(words_money(explaining, posting->booked)),
                    TEXT_ARG(words_money(explaining, posting->due)));
        cause_branches(explaining, posting, one);
    }
}

/* Between what is earned and what is released: instalments and parts held back. */
static void releases(const Explaining *explaining, const Payment *payment, Branch *root)
{
    Arena *arena = explaining->arena;
    const Ledger *ledger = explaining->ledger;
    Money later = {payment->released.minor - payment->earnings.minor - payment->prior.minor};
    Branch *branch = NULL;
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        if (posting->person != explaining->person || !posting_in_parts(explaining, posting))
            continue;
        if (!branch)
            branch = page_branch(arena, root, words_money(explaining, later),
                                 "paid in parts: released now, less held for later");
        Text lost = posting->forfeited.minor
            ? words_say(explaining, ", forfeited %.*s",
                          TEXT_ARG(words_money(explaining, posting->forfeited))) : TEXT("");
        page_branch(arena, branch, words_money(explaining, posting->released),
                    "%.*s, %.*s: of %.*s paid before %.*s, still held %.*s%.*s",
                    TEXT_ARG(words_month(explaining, posting->month)),
                    TEXT_ARG(posting->component),
                    TEXT_ARG(words_money(explaining, posting->due)),
                    TEXT_ARG(words_money(explaining, posting->released_before)),
                    TEXT_ARG(words_money(explaining, posting->held)), TEXT_ARG(lost));
    }
}

static void adjustments(const Explaining *explaining, const Payment *payment, Branch *root)
{
    Arena *arena = explaining->arena;
    const Records *records = explaining->ledger->records;
    Branch *branch = NULL;
    for (size_t i = 0; i < records->adjustment_count; i++) {
        const Adjustment *adjustment = &records->adjustments[i];
        if (adjustment->person != explaining->person || adjustment->period != payment->month)
            continue;
        if (!branch)
            branch = page_branch(arena, root, words_money(explaining, payment->adjustments),
                                 "adjustments");
        Text place = place_of(explaining, &records->adjustment_table, adjustment->slice,
                              adjustment->row);
        page_branch(arena, branch, words_money(explaining, adjustment->amount),
                    "%.*s: %.*s, approved by %.*s, %.*s", TEXT_ARG(adjustment->id),
                    TEXT_ARG(adjustment->reason), TEXT_ARG(adjustment->approved_by),
                    TEXT_ARG(place));
    }
}

static void draws(const Explaining *explaining, const Payment *payment, Branch *root)
{
    Arena *arena = explaining->arena;
    Money repaid = {-payment->draw_repaid.minor};
    if (payment->draw_paid.minor)
        page_branch(arena, root, words_money(explaining, payment->draw_paid),
                    "paid as a draw, up to %.*s a month",
                    TEXT_ARG(words_money(explaining, payment->draw_amount)));
    if (repaid.minor)
        page_branch(arena, root, words_money(explaining, repaid),
                    "repaid of the draw: %.*s were owed",
                    TEXT_ARG(words_money(explaining, payment->draw_owed_before)));
    if (payment->draw_owed.minor)
        page_branch(arena, root, TEXT(""), "owed of draws after this month: %.*s",
                    TEXT_ARG(words_money(explaining, payment->draw_owed)));
}

static Branch *payment_tree(const Explaining *explaining, const Payment *payment)
{
    Arena *arena = explaining->arena;
    bool closed = explaining->ledger->closed != NULL;
    Branch *root = page_root(arena, explaining->look->words,
                             words_money(explaining, payment->payment),
                               closed ? "By today's facts, %.*s would pay" : N_("Paid for %.*s"),
                               TEXT_ARG(words_month(explaining, payment->month)));
    root->ink = INK_STRONG;
    if (payment->balance_in.minor)
        page_branch(arena, root, words_money(explaining, payment->balance_in),
                    "carried in from %.*s",
                    TEXT_ARG(words_month(explaining, payment->month - 1)));
    earnings(explaining, payment, root);
    prior(explaining, payment, root);
    releases(explaining, payment, root);
    adjustments(explaining, payment, root);
    draws(explaining, payment, root);
    if (payment->balance_out.minor)
        page_branch(arena, root, words_money(explaining, (Money){-payment->balance_out.minor}),
                    "below 0, so nothing of it is taken now: carried on to %.*s",
                    TEXT_ARG(words_month(explaining, payment->month + 1)));
    PayUnit unit = ledger_pay_unit(explaining->ledger, explaining->person);
    Money abroad;
    if (unit.rate && pay_unit_amount(explaining->ledger, unit, payment->payment, &abroad)) {
        Text amount = money_text_grouped(arena, abroad, currency_digits(unit.currency));
        Text code = currency_code(unit.currency);
        page_branch(arena, root, TEXT(""), "payroll pays %.*s %.*s: 1 %.*s is %.*s, says %.*s",
                    TEXT_ARG(amount), TEXT_ARG(code), TEXT_ARG(code),
                    TEXT_ARG(words_currency(explaining, unit.rate->rate)),
                    TEXT_ARG(unit.rate->source));
    }
    return root;
}

/* Who it is, and in which role and team. */
static void heading(const Explaining *explaining, Buffer *out)
{
    const Ledger *ledger = explaining->ledger;
    const Roster *roster = &ledger->records->roster;
    const Assignment *row = ledger_assignment(ledger, explaining->person, ledger->period);
    Text team = row->team == TEAM_NONE ? TEXT("") : roster->teams[row->team];
    Text text = text_format(explaining->arena, "%.*s %.*s, %.*s%s%.*s",
                            TEXT_ARG(roster->persons[explaining->person].id), TEXT_ARG(row->name),
                            TEXT_ARG(row->role), team.length ? ", " : "", TEXT_ARG(team));
    page_text(out, text, explaining->page);
    buffer_byte(out, '\n');
}

Text explain_payee_text(const Explaining *explaining)
{
    Buffer out = {.arena = explaining->arena};
    const Payment *payment = shown_payment(explaining);
    heading(explaining, &out);
    const Payment *closed = shown_closed(explaining);
    if (explaining->ledger->closed) {
        Text paid = words_money(explaining, closed ? closed->payment : (Money){0});
        page_text(&out, words_say(explaining, "%.*s is closed: %.*s was booked and paid. "
                                    "What follows is what today's facts come to; what differs is "
                                    "paid by a later month.",
                                    TEXT_ARG(words_month(explaining, explaining->ledger->period)),
                                    TEXT_ARG(paid)), explaining->page);
        buffer_byte(&out, '\n');
    }
    if (payment && !explaining->component.length) {
        page_draw(&out, payment_tree(explaining, payment), explaining->page);
        buffer_byte(&out, '\n');
        page_text(&out, text_difference(explaining), explaining->page);
        buffer_byte(&out, '\n');
    }
    size_t count;
    const Entry **entries = shown_entries(explaining, &count);
    for (size_t i = 0; i < count; i++) {
        if (i) buffer_byte(&out, '\n');
        page_draw(&out, text_entry(explaining, entries[i]), explaining->page);
    }
    return buffer_result(&out);
}
