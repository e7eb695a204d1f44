/* adjustments.c - the month's adjustments, with who approved them. A sheet, no CSV. */
#include "view.h"

static const Column COLUMNS[] = {
    {.name = "period", .title = "Period"},
    {.name = "adjustment_id", .title = "Adjustment ID"},
    {.name = "person_id", .title = "Person ID"},
    {.name = "name", .title = "Name"},
    {.name = "amount", .title = "Amount", .total = true},
    {.name = "reason", .title = "Reason", .wraps = true},
    {.name = "approved_by", .title = "Approved by"},
    {.name = "file", .title = "File"},
    {.name = "line", .title = "Line"},
};

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells);

View adjustments_view(const Report *report)
{
    return (View){COLUMNS, sizeof COLUMNS / sizeof *COLUMNS,
                  report->ledger->records->adjustment_count, report->overview->adjustment_rows,
                  row};
}

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells)
{
    const Ledger *ledger = report->ledger;
    const Records *records = ledger->records;
    const Adjustment *adjustment = &records->adjustments[item];
    if (adjustment->period != ledger->period) return false;
    const Slice *slice = &records->adjustment_table.slices[adjustment->slice];
    Cell *at = cells;
    *at++ = cell_month(adjustment->period);
    *at++ = cell_text(adjustment->id);
    *at++ = cell_text(records->roster.persons[adjustment->person].id);
    *at++ = cell_text(ledger_assignment(ledger, adjustment->person, ledger->period)->name);
    *at++ = cell_money(adjustment->amount);
    *at++ = cell_text(adjustment->reason);
    *at++ = cell_text(adjustment->approved_by);
    *at++ = cell_text(text_valid(scratch, slice->file->source.path));
    *at++ = cell_count(slice->lines[adjustment->row]);
    return true;
}
