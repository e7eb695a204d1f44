/* deferral_csv.c - deferral.csv: the month's commissions by deal, each with the months over which
 * it is amortised. Lines are made and written a megabyte at a time. Source: CONTRACT 7. */
#include "attain/csv_out.h"
#include "attain/deferral.h"
#include "report_inside.h"

#include <errno.h>

#define BLOCK ((size_t)1024 * 1024)

typedef struct DeferralWork {
    const View *view;
    Buffer head, out;                    /* what a deal's lines have in common; lines */
    Arena *scratch;                      /* emptied with each deal */
    Text period;
    Stream *stream;
    int error;                           /* the first that writing met; 0: none */
} DeferralWork;

static void flush(DeferralWork *work)
{
    if (!work->error && !stream_write(work->stream, buffer_result(&work->out))) work->error = errno;
    work->out.length = 0;
}

static void deal_cells(Buffer *head, const Deferral *deferral)
{
    if (!deferral->has_deal) {
        buffer_text(head, TEXT(",,,,,"));
        return;
    }
    csv_next(head, deferral->feed);
    csv_next(head, deferral->key);
    csv_next(head, deferral->file);
    buffer_integer(head, deferral->line);
    csv_comma(head);
    buffer_day(head, deferral->day);
    csv_comma(head);
}

static void write_deal(void *context, const Deferral *deferral)
{
    DeferralWork *work = context;
    const Ledger *ledger = work->view->ledger;
    const Posting *posting = deferral->posting;
    int digits = ledger->records->company->digits;
    Buffer *head = &work->head;
    head->length = 0;
    csv_next(head, work->period);
    csv_next(head, ledger->records->roster.persons[posting->person].id);
    csv_next(head, posting->plan);
    csv_next(head, posting->component);
    csv_next(head, month_text(work->scratch, posting->month));
    csv_next(head, ledger->design->measures[deferral->measure].key);
    deal_cells(head, deferral);
    buffer_money(head, deferral->commission, digits);
    csv_comma(head);
    buffer_integer(head, deferral->months);
    csv_comma(head);
    for (int m = 0; m < deferral->months; m++) {
        buffer_text(&work->out, buffer_result(head));
        csv_next(&work->out, month_text(work->scratch, deferral->first + m));
        buffer_money(&work->out, deferral_part(deferral, m), digits);
        buffer_byte(&work->out, '\n');
    }
    arena_reset(work->scratch);
    if (work->out.length >= BLOCK) flush(work);
}

bool deferral_csv_write(const View *view, Stream *stream)
{
    Arena *arena = view->arena;
    DeferralWork work = {.view = view, .head = {.arena = arena}, .out = {.arena = arena},
                         .scratch = arena_new(), .stream = stream,
                         .period = month_text(arena, view->ledger->period)};
    buffer_text(&work.out, TEXT("period,person_id,plan,component,for_month,measure,feed,key,file,"
                                "line,date,commission,months,month,amortised\n"));
    ledger_deferrals(view->ledger, write_deal, &work);
    flush(&work);
    arena_free(work.scratch);
    errno = work.error;
    return !work.error;
}
