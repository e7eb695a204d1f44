/* held.c - held.csv: where plans pay in parts, what of each earning was paid out, is held, or was
 * forfeited. Source: CONTRACT 8, instalments, hold_back, if_left. */
#include "attain/csv_out.h"
#include "report_inside.h"

/* An earning that is not paid in its own month alone, as far as this month sees of it. */
static bool is_parted(const Ledger *ledger, const Posting *posting)
{
    return posting->held.minor || posting->forfeited.minor ||
           (posting->released.minor && posting->month < ledger->period);
}

static void held_row(const View *view, Buffer *out, Text month, const Posting *posting)
{
    const Ledger *ledger = view->ledger;
    int digits = ledger->records->company->digits;
    csv_next(out, month);
    csv_next(out, ledger->records->roster.persons[posting->person].id);
    csv_next(out, posting->plan);
    csv_next(out, posting->component);
    csv_cell(out, month_text(view->arena, posting->month));
    const Money amounts[] = {posting->due, posting->released_before, posting->released,
                             posting->forfeited_before, posting->forfeited, posting->held};
    for (size_t a = 0; a < sizeof amounts / sizeof *amounts; a++) {
        csv_comma(out);
        buffer_money(out, amounts[a], digits);
    }
    buffer_byte(out, '\n');
}

Text held_csv(const View *view)
{
    Buffer out = {.arena = view->arena};
    const Ledger *ledger = view->ledger;
    buffer_text(&out, TEXT("period,person_id,plan,component,for_month,due,paid_before,paid,"
                           "forfeited_before,forfeited,held\n"));
    Text month = month_text(view->arena, ledger->period);
    for (size_t i = 0; i < ledger->posting_count; i++)
        if (is_parted(ledger, &ledger->postings[i]))
            held_row(view, &out, month, &ledger->postings[i]);
    return buffer_result(&out);
}
