/* credits_csv.c - the credit lines, millions of them: blocks are formatted in parallel, written in
 * order. Texts that come again and again are guarded and quoted once. Source: CONTRACT 7. */
#include "attain/jobs.h"
#include "csv_out.h"
#include "report_inside.h"

#include <errno.h>
#include <unistd.h>

#define BLOCK ((size_t)16 * 1024)
#define BLOCKS_AT_ONCE 8             /* formatted before they are written; bounds the memory */

typedef struct CreditsWork {
    const View *view;
    Text *persons, *lines, *files, *feeds;      /* ready as cells */
    Buffer buffers[BLOCKS_AT_ONCE];
    size_t first_block;
    int digits;
} CreditsWork;

static const char *const status_words[] = {"credited", "unassigned", "company"};

static void credit_row(const CreditsWork *work, Buffer *out, const Credit *credit)
{
    const Ledger *ledger = work->view->ledger;
    const SliceRef *at = &ledger->slices[credit->slice];
    buffer_text(out, work->lines[credit->line]);
    if (credit->person != PERSON_NONE) buffer_text(out, work->persons[credit->person]);
    csv_comma(out);
    buffer_day(out, credit->day);
    csv_comma(out);
    const Measure *measure = &ledger->design->measures[ledger->design->lines[credit->line].measure];
    int64_t whole;
    if (measure->is_money && ratio_to_int64(credit->amount, &whole))
        buffer_money(out, (Money){whole}, work->digits);
    else buffer_decimal(out, credit->amount);
    csv_comma(out);
    if (credit->share) buffer_decimal(out, ledger->shares[credit->share]);
    else buffer_byte(out, '1');
    csv_comma(out);
    buffer_text(out, work->feeds[credit->slice]);
    csv_next(out, record_key(at->table, at->slice, credit->row));
    buffer_text(out, work->files[credit->slice]);
    buffer_integer(out, at->slice->lines[credit->row]);
    csv_comma(out);
    buffer_text(out, text_of(status_words[credit->status]));
    buffer_byte(out, '\n');
}

static void format_block(void *context, size_t part)
{
    CreditsWork *work = context;
    const Ledger *ledger = work->view->ledger;
    Buffer *out = &work->buffers[part];
    out->length = 0;
    size_t from = (work->first_block + part) * BLOCK, to = from + BLOCK;
    if (to > ledger->credit_count) to = ledger->credit_count;
    for (size_t i = from; i < to; i++) credit_row(work, out, &ledger->credits[i]);
}

static Text with_comma(Arena *arena, Text cell)
{
    return text_format(arena, "%.*s,", TEXT_ARG(csv_cell_text(arena, cell)));
}

static void prepare(CreditsWork *work)
{
    const Ledger *ledger = work->view->ledger;
    const Design *design = ledger->design;
    const Roster *roster = &ledger->records->roster;
    Arena *arena = work->view->arena;
    work->persons = ARENA_ARRAY(arena, Text, roster->person_count + 1u);
    work->lines = ARENA_ARRAY(arena, Text, design->line_count + 1u);
    work->files = ARENA_ARRAY(arena, Text, ledger->slice_count + 1u);
    work->feeds = ARENA_ARRAY(arena, Text, ledger->slice_count + 1u);
    for (uint32_t p = 0; p < roster->person_count; p++)
        work->persons[p] = csv_cell_text(arena, roster->persons[p].id);
    for (uint32_t l = 0; l < design->line_count; l++) {
        Text measure = with_comma(arena, design->measures[design->lines[l].measure].key);
        Text line = with_comma(arena, design->lines[l].name);
        work->lines[l] = text_format(arena, "%.*s%.*s", TEXT_ARG(measure), TEXT_ARG(line));
    }
    for (uint32_t s = 0; s < ledger->slice_count; s++) {
        work->feeds[s] = with_comma(arena, ledger->slices[s].table->spec->name);
        work->files[s] = with_comma(arena, ledger->slices[s].slice->file->source.path);
    }
    for (size_t b = 0; b < BLOCKS_AT_ONCE; b++) work->buffers[b].arena = arena_new();
}

static bool write_bytes(int file, Text bytes)
{
    for (size_t at = 0; at < bytes.length;) {
        ssize_t count = write(file, bytes.bytes + at, bytes.length - at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        at += (size_t)count;
    }
    return true;
}

bool credits_csv_write(const View *view, int file)
{
    CreditsWork work = {.view = view, .digits = view->ledger->records->company->digits};
    prepare(&work);
    bool written = write_bytes(file, TEXT("measure,credit,person_id,date,amount,share,feed,key,"
                                          "file,line,status\n"));
    size_t blocks = (view->ledger->credit_count + BLOCK - 1) / BLOCK;
    for (; written && work.first_block < blocks; work.first_block += BLOCKS_AT_ONCE) {
        size_t parts = blocks - work.first_block;
        if (parts > BLOCKS_AT_ONCE) parts = BLOCKS_AT_ONCE;
        jobs_run(view->options->jobs, parts, format_block, &work);
        for (size_t p = 0; written && p < parts; p++)
            written = write_bytes(file, buffer_result(&work.buffers[p]));
    }
    int error = errno;
    for (size_t b = 0; b < BLOCKS_AT_ONCE; b++) arena_adopt(view->arena, work.buffers[b].arena);
    errno = error;
    return written;
}
