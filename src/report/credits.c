/* credits.c - the credit lines of the fiscal year to date, as rows of a sheet.
 *
 * credits.csv has a writer of its own (credits_csv.c), since it can be larger than what was read; a
 * test compares the two. */
#include "view.h"

#include <assert.h>

static const Column COLUMNS[] = {
    {.name = "measure", .title = "Measure"},
    {.name = "credit", .title = "Credit line"},
    {.name = "person_id", .title = "Person ID"},
    {.name = "date", .title = "Date"},
    {.name = "amount", .title = "Amount"},
    {.name = "share", .title = "Share"},
    {.name = "feed", .title = "Feed"},
    {.name = "key", .title = "Key"},
    {.name = "file", .title = "File"},
    {.name = "line", .title = "Line"},
    {.name = "status", .title = "Status"},
};

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells);

View credits_view(const Report *report)
{
    return (View){COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, report->ledger->credit_count,
                  report->overview->credits_listed, row};
}

/* Money credits are whole minor units. */
static Cell amount_cell(const Measure *measure, Ratio amount)
{
    if (!measure->is_money) return cell_ratio(CELL_DECIMAL, true, amount);
    Money money;
    bool fits = ratio_to_int64(amount, &money.minor);
    assert(fits && "a money credit is a whole number of minor units");
    return cell_money(money);
}

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells)
{
    static const char *const statuses[] = {
        [CREDITED] = "credited", [UNASSIGNED] = "unassigned", [COMPANY_CREDIT] = "company"};
    const Ledger *ledger = report->ledger;
    const Credit *credit = &ledger->credits[item];
    if (!ledger->line_listed[credit->line]) return false;
    const CreditLine *line = &ledger->design->lines[credit->line];
    const Measure *measure = &ledger->design->measures[line->measure];
    const SliceRef *ref = &ledger->slices[credit->slice];
    bool person = credit->person != PERSON_NONE;
    Cell *at = cells;
    *at++ = cell_text(measure->key);
    *at++ = cell_text(line->name);
    *at++ = cell_text(person ? ledger->records->roster.persons[credit->person].id : TEXT(""));
    *at++ = cell_day(credit->day);
    *at++ = amount_cell(measure, credit->amount);
    *at++ = cell_ratio(CELL_PERCENT, true, ledger->shares[credit->share]);
    *at++ = cell_text(ref->table->spec->name);
    *at++ = cell_text(record_key(ref->table, ref->slice, credit->row));
    *at++ = cell_text(text_valid(scratch, ref->slice->file->source.path));
    *at++ = cell_count(ref->slice->lines[credit->row]);
    *at++ = cell_text(text_of(statuses[credit->status]));
    return true;
}
