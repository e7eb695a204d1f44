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

static void held_row(const View *view, Buffer *out, const Posting *posting)
{
    int digits = view->ledger->records->company->digits;
    posting_cells(view, out, posting);
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
    for (size_t i = 0; i < ledger->posting_count; i++)
        if (is_parted(ledger, &ledger->postings[i])) held_row(view, &out, &ledger->postings[i]);
    return buffer_result(&out);
}
