/* prior.c - prior.csv and prior_credits.csv: what closed months come to today, and by what cause.
 * Source: CONTRACT 8. */
#include "attain/csv_out.h"
#include "report_inside.h"

bool is_prior(const Ledger *ledger, const Posting *posting)
{
    return ledger->restated_from != MONTH_NONE && posting->month < ledger->period &&
           posting->due.minor != posting->booked.minor;
}

void posting_cells(const View *view, Buffer *out, const Posting *posting)
{
    const Ledger *ledger = view->ledger;
    csv_next(out, month_text(view->arena, ledger->period));
    csv_next(out, ledger->records->roster.persons[posting->person].id);
    csv_next(out, posting->plan);
    csv_next(out, posting->component);
    csv_cell(out, month_text(view->arena, posting->month));
}

static void prior_row(const View *view, Buffer *out, const Posting *posting)
{
    const Ledger *ledger = view->ledger;
    int digits = ledger->records->company->digits;
    posting_cells(view, out, posting);
    const Money amounts[] = {posting->booked, posting->due,
                             {posting->due.minor - posting->booked.minor}};
    for (size_t a = 0; a < 3; a++) {
        csv_comma(out);
        buffer_money(out, amounts[a], digits);
    }
    csv_comma(out);
    csv_cell(out, posting_cause(view->arena, ledger, posting));
    buffer_byte(out, '\n');
}

Text prior_csv(const View *view)
{
    Buffer out = {.arena = view->arena};
    const Ledger *ledger = view->ledger;
    buffer_text(&out, TEXT("period,person_id,plan,component,for_month,booked,due,adjustment,"
                           "cause\n"));
    for (size_t i = 0; i < ledger->posting_count; i++)
        if (is_prior(ledger, &ledger->postings[i])) prior_row(view, &out, &ledger->postings[i]);
    return buffer_result(&out);
}

Text change_word(ChangeKind kind)
{
    static const char *const words[] = {"came", "went", "changed"};
    return text_of(words[kind]);
}

Ratio change_amount(const View *view, const CreditChange *change, Ratio amount)
{
    if (!change->is_money) return amount;
    return ratio_multiply(view->arena, amount,
                          ratio_from_money((Money){1}, view->ledger->records->company->digits));
}

Text prior_credits_csv(const View *view)
{
    Buffer out = {.arena = view->arena};
    const Ledger *ledger = view->ledger;
    buffer_text(&out, TEXT("period,change,measure,credit,person_id,date,before,now,feed,key,file,"
                           "line,status\n"));
    Text month = month_text(view->arena, ledger->period);
    for (size_t i = 0; i < ledger->change_count; i++) {
        const CreditChange *change = &ledger->changes[i];
        csv_next(&out, month);
        csv_next(&out, change_word(change->kind));
        csv_next(&out, change->measure);
        csv_next(&out, change->line);
        csv_next(&out, change->person_id);
        buffer_day(&out, change->day);
        csv_comma(&out);
        if (change->kind != CREDIT_CAME)
            buffer_decimal(&out, change_amount(view, change, change->before));
        csv_comma(&out);
        if (change->kind != CREDIT_WENT)
            buffer_decimal(&out, change_amount(view, change, change->now));
        csv_comma(&out);
        csv_next(&out, change->feed);
        csv_next(&out, change->key);
        csv_next(&out, change->file);
        buffer_integer(&out, change->file_line);
        buffer_text(&out, change->restated ? TEXT(",restated\n") : TEXT(",listed\n"));
    }
    return buffer_result(&out);
}
