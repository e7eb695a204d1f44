/* journal.c - journal.csv: the month as bookkeeping sees it, accrued against paid.
 * Source: CONTRACT 7.
 *
 * Every amount is posted twice, so that debits are credits. What is posted to the accrued account
 * is all that changes what a payee has to come: its balance, payee by payee, is what is held plus
 * the balance carried. Amounts are in the company's currency. */
#include "attain/csv_out.h"
#include "report_inside.h"

#include <assert.h>

typedef enum Account { EXPENSE, ACCRUED, PAYABLE, DRAW, ACCOUNTS } Account;

/* What is posted of a payment, in this order; an amount below 0 changes the sides. */
typedef enum Amount { EARNINGS, PRIOR, ADJUSTMENTS, FORFEITED, ADVANCED, REPAID, GUARANTEED, PAID,
                      AMOUNTS } Amount;
static const struct { Account debit, credit; const char *memo; } kinds[AMOUNTS] = {
    [EARNINGS] = {EXPENSE, ACCRUED, "earnings"},
    [PRIOR] = {EXPENSE, ACCRUED, "prior-period adjustments"},
    [ADJUSTMENTS] = {EXPENSE, ACCRUED, "adjustments"},
    [FORFEITED] = {ACCRUED, EXPENSE, "forfeited"},
    [ADVANCED] = {DRAW, ACCRUED, "recoverable draw"},
    [REPAID] = {ACCRUED, DRAW, "draw repaid"},
    [GUARANTEED] = {EXPENSE, ACCRUED, "non-recoverable draw"},
    [PAID] = {ACCRUED, PAYABLE, "payment"}};

static const struct { const char *key, *example; } account_keys[ACCOUNTS] = {
    [EXPENSE] = {"expense", "7310 Commission expense"},
    [ACCRUED] = {"accrued", "2150 Accrued commissions"},
    [PAYABLE] = {"payable", "2160 Payroll payable"},
    [DRAW] = {"draw", "1180 Draws receivable"}};

static Text account_of(const Company *company, Account account)
{
    const Accounts *accounts = &company->accounts;
    const Text texts[ACCOUNTS] = {[EXPENSE] = accounts->expense, [ACCRUED] = accounts->accrued,
                                  [PAYABLE] = accounts->payable, [DRAW] = accounts->draw};
    return texts[account];
}

/* What this run forfeits of a person's earnings; *at moves on behind his postings. */
static Money forfeited_of(const Ledger *ledger, uint32_t person, size_t *at)
{
    Money sum = {0};
    for (; *at < ledger->posting_count && ledger->postings[*at].person == person; ++*at)
        sum.minor += ledger->postings[*at].forfeited.minor;
    return sum;
}

static void find_amounts(const Payment *payment, Money forfeited, Money *amounts)
{
    int64_t advanced = payment->draw_owed.minor + payment->draw_repaid.minor -
                       payment->draw_owed_before.minor;
    amounts[EARNINGS] = payment->earnings;
    amounts[PRIOR] = payment->prior;
    amounts[ADJUSTMENTS] = payment->adjustments;
    amounts[FORFEITED] = forfeited;
    amounts[ADVANCED].minor = advanced;
    amounts[REPAID] = payment->draw_repaid;
    amounts[GUARANTEED].minor = payment->draw_paid.minor - advanced;
    amounts[PAID] = payment->payment;
}

typedef struct Journal {
    const View *view;
    Buffer out;
    Int128 debits, credits;
    Text period;
} Journal;

static void write_line(Journal *journal, Account account, Money debit, Money credit, Text payee,
                       const char *memo)
{
    const Company *company = journal->view->ledger->records->company;
    Buffer *out = &journal->out;
    buffer_day(out, month_last_day(journal->view->ledger->period));
    csv_comma(out);
    csv_next(out, account_of(company, account));
    if (debit.minor) buffer_money(out, debit, company->digits);
    csv_comma(out);
    if (credit.minor) buffer_money(out, credit, company->digits);
    csv_comma(out);
    csv_next(out, payee);
    buffer_format(out, "%.*s %s\n", TEXT_ARG(journal->period), memo);
    journal->debits += debit.minor;
    journal->credits += credit.minor;
}

static void write_pair(Journal *journal, Amount kind, Money amount, Text payee)
{
    if (!amount.minor) return;
    bool turned = amount.minor < 0;
    Money size = {turned ? -amount.minor : amount.minor}, none = {0};
    Account debit = turned ? kinds[kind].credit : kinds[kind].debit;
    Account credit = turned ? kinds[kind].debit : kinds[kind].credit;
    write_line(journal, debit, size, none, payee, kinds[kind].memo);
    write_line(journal, credit, none, size, payee, kinds[kind].memo);
}

Text journal_csv(const View *view)
{
    const Ledger *ledger = view->ledger;
    Journal journal = {.view = view, .out = {.arena = view->arena},
                       .period = month_text(view->arena, ledger->period)};
    size_t at = 0, paid = 0;
    buffer_text(&journal.out, TEXT("date,account,debit,credit,payee,memo\n"));
    for (uint32_t p = 0; p < ledger->records->roster.person_count; p++) {
        Payment payment = {.person = p};         /* of one not paid, something can be forfeited */
        if (paid < ledger->payment_count && ledger->payments[paid].person == p)
            payment = ledger->payments[paid++];
        Money amounts[AMOUNTS];
        find_amounts(&payment, forfeited_of(ledger, p, &at), amounts);
        for (int kind = 0; kind < AMOUNTS; kind++)
            write_pair(&journal, (Amount)kind, amounts[kind],
                       ledger->records->roster.persons[p].id);
    }
    assert(journal.debits == journal.credits && "every amount is posted twice");
    return buffer_result(&journal.out);
}

static void hint_accounts(Arena *arena, Diags *diags, Diag *diag)
{
    Text all = TEXT("");
    for (int a = 0; a < ACCOUNTS; a++)
        all = text_format(arena, "%.*s%s%s: \"%s\"", TEXT_ARG(all), a ? ", " : "",
                          account_keys[a].key, account_keys[a].example);
    diag_hint(diags, diag, "say how your books name them: accounts: {%.*s}", TEXT_ARG(all));
}

bool report_journal_accounts(Arena *arena, const Ledger *ledger, Diags *diags)
{
    const Company *company = ledger->records->company;
    size_t errors = diags->errors;
    if (!company->accounts.any) {
        Diag *diag = diag_error(diags, DIAG_MISSING_KEY, company->accounts.place,
                                "the key \"accounts\" is missing: --journal writes to accounts");
        hint_accounts(arena, diags, diag);
        return false;
    }
    bool draws = false;
    for (size_t i = 0; i < ledger->payment_count; i++)
        draws |= ledger->payments[i].draw_owed_before.minor || ledger->payments[i].draw_owed.minor;
    for (int a = 0; a < ACCOUNTS; a++) {
        if (account_of(company, (Account)a).length || (a == DRAW && !draws)) continue;
        Diag *diag = diag_error(diags, DIAG_MISSING_KEY, company->accounts.place,
                                "the key \"%.*s\" is missing: the journal writes to this account",
                                TEXT_ARG(text_of(account_keys[a].key)));
        diag_hint(diags, diag, "such as %.*s: \"%.*s\"", TEXT_ARG(text_of(account_keys[a].key)),
                  TEXT_ARG(text_of(account_keys[a].example)));
    }
    return diags->errors == errors;
}
