/* statement_find.c - what a payee's statement will show, and in which row: the page is laid out
 * before it is written. */
#include "statement.h"

#define LISTED_MAX 400               /* credits of one figure; the rest is one row */
#define TOP_ROWS 2                   /* who it is for, and what it is about */
#define CHART_ROWS 13                /* beside the payment: the year so far */

static void add_pay(Statement *statement, const char *label, int64_t minor, bool always)
{
    if (!minor && !always) return;
    statement->pay[statement->pay_count++] = (PayLine){label, {minor}, always};
}

/* Lines that add up to the payment. */
static void find_payment(Statement *statement)
{
    const Payment *payment = statement->payment;
    int64_t later = payment->released.minor - payment->earnings.minor - payment->prior.minor;
    add_pay(statement, N_("carried in from the month before"), payment->balance_in.minor, false);
    add_pay(statement, N_("earnings of the month"), payment->earnings.minor, true);
    add_pay(statement, N_("corrections of closed months"), payment->prior.minor, false);
    add_pay(statement, N_("paid in parts: released now, less held for later"), later, false);
    add_pay(statement, N_("adjustments"), payment->adjustments.minor, false);
    add_pay(statement, N_("paid as a draw"), payment->draw_paid.minor, false);
    add_pay(statement, N_("repaid of the draw"), -payment->draw_repaid.minor, false);
    add_pay(statement, N_("below 0: carried on to the next month"), -payment->balance_out.minor,
            false);
}

/* Credits by day; of very many the first ones, and all others in one row. */
static void find_listed(Statement *statement, const Shown *shown, uint32_t line, Listed *out)
{
    *out = (Listed){.rest = RATIO_ZERO, .first = statement->credit_rows};
    if (line == INDEX_NONE) return;
    out->credits = counted_credits(&statement->explaining, shown, line, &out->found);
    out->listed = out->found > LISTED_MAX ? LISTED_MAX : out->found;
    for (size_t i = out->listed; i < out->found; i++) {
        Ratio amount = ledger_credit_amount(statement->arena, shown->ledger,
                                            out->credits[i].credit);
        amount = ratio_multiply(statement->arena, amount, ratio_whole(out->credits[i].times));
        out->rest = ratio_add(statement->arena, out->rest, amount);
    }
    out->count = out->listed + (out->found > out->listed);
    statement->credit_rows += out->count;
}

/* How a table is shown: all its tiers or points, of a marginal one with the part inside each. */
static void find_rate(Statement *statement, StatementEntry *entry)
{
    const Component *component = entry->shown.component;
    const Rate *rate = component->rate;
    entry->tier_rows = 1;
    if (!rate || component->window == WINDOW_CREDIT || !entry->shown.entry->trace ||
        !entry->shown.entry->trace->was_paid)
        return;
    entry->tier_rows = rate->count;
    if (rate->method != RATE_MARGINAL) return;
    bool credited = component->pays == PAYS_CREDITED;
    Ratio amount = entry->shown.entry->trace->steps.input, bound = RATIO_ONE;
    if (credited) amount = entry->shown.entry->value;
    if (credited && !rate->on_value) bound = entry->shown.entry->quota;
    if (credited && ratio_sign(bound) <= 0) return;
    entry->slices = ARENA_ARRAY(statement->arena, RateSlice, rate->count);
    entry->slice_count = rate_slices(statement->arena, rate, amount, bound,
                                     component->floor_none, entry->slices);
}

static void find_entries(Statement *statement)
{
    size_t count;
    const Entry **entries = shown_entries(&statement->explaining, &count);
    statement->entries = ARENA_ARRAY(statement->arena, StatementEntry, count + 1u);
    statement->entry_count = count;
    for (size_t i = 0; i < count; i++) {
        StatementEntry *entry = &statement->entries[i];
        entry->shown = shown_entry(&statement->explaining, entries[i]);
        const Component *component = entry->shown.component;
        find_listed(statement, &entry->shown, component->line, &entry->value);
        find_listed(statement, &entry->shown, component->denominator_line, &entry->denominator);
        find_rate(statement, entry);
    }
}

static void find_adjustments(Statement *statement)
{
    const Records *records = statement->explaining.ledger->records;
    statement->adjustments = ARENA_ARRAY(statement->arena, const Adjustment *,
                                         records->adjustment_count + 1u);
    for (size_t i = 0; i < records->adjustment_count; i++) {
        const Adjustment *adjustment = &records->adjustments[i];
        if (adjustment->person == statement->explaining.person &&
            adjustment->period == statement->explaining.ledger->period)
            statement->adjustments[statement->adjustment_count++] = adjustment;
    }
}

void statement_find(Statement *statement)
{
    find_payment(statement);
    find_entries(statement);
    find_adjustments(statement);
    statement->pay_row = TOP_ROWS + 1;
    size_t left = statement->pay_count + 1 + COUNT_NOTES_MAX, right = statement->month_count;
    size_t most = left > right ? left : right;
    if (most < CHART_ROWS) most = CHART_ROWS;
    statement->measured_row = statement->pay_row + 1 + (uint32_t)most + 1;
    statement->rates_row = statement->measured_row + 1 + (uint32_t)statement->entry_count + 1;
    uint32_t row = statement->rates_row + 1;
    for (size_t i = 0; i < statement->entry_count; i++)
        row += (uint32_t)statement->entries[i].tier_rows;
    statement->adjustments_row = row + 1;
    if (statement->adjustment_count) row += 2 + (uint32_t)statement->adjustment_count;
    statement->table_row = row + 1;
}
