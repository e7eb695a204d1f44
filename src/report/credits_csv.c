/* credits_csv.c - credits.csv, block by block on several threads, each written where it belongs.
 *
 * Everything that comes again is made once: `measure,credit,` per line, the id per person, `,feed,`
 * and `,file,` per slice, the text of each day. A row then is a dozen copies, and the
 * wait for memory: credits are in the order of persons and days, the rows they cite are not, so
 * these are fetched some rows ahead. */
#include "credits_csv.h"

#include "csv_out.h"
#include "attain/jobs.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#define BLOCK_CREDITS ((size_t)16384)
#define BLOCK_BYTES ((size_t)2 * 1024 * 1024)    /* of an ordinary block; it may grow */
#define AHEAD_ROW ((size_t)24)                   /* credits ahead: fetch what a row holds */
#define AHEAD_KEY ((size_t)12)                   /* credits ahead: fetch the key it points to */
#define DAY_LENGTH 10

typedef struct SliceText {
    const Text *keys;                            /* NULL: the feed has no key */
    const uint32_t *lines;
    Text feed, file;                             /* `,deals,` and `,deals.csv,` */
} SliceText;

typedef struct Lane {                            /* a buffer that is lent to one block at a time */
    struct Lane *next;
    Buffer buffer;
} Lane;

typedef struct Writer {
    const Report *report;
    Text *line_heads, *persons;
    SliceText *slices;
    Day first_day;
    size_t day_count;
    char (*days)[DAY_LENGTH];
    int file;
    pthread_mutex_t lock;
    pthread_cond_t turned;
    Arena *arena;
    Lane *idle;
    size_t turn;                                 /* the block whose place is known next */
    off_t offset;
    int error;
} Writer;

static void prepare(Writer *writer, Arena *arena, const Report *report);
static void write_block(void *context, size_t block);

int credits_csv_write(const Report *report, unsigned jobs, int file)
{
    Arena *arena = arena_new();
    Writer writer = {.file = file, .arena = arena};
    prepare(&writer, arena, report);
    pthread_mutex_init(&writer.lock, NULL);
    pthread_cond_init(&writer.turned, NULL);
    size_t blocks = report->ledger->credit_count / BLOCK_CREDITS + 1;
    jobs_run(jobs, blocks, write_block, &writer);
    pthread_cond_destroy(&writer.turned);
    pthread_mutex_destroy(&writer.lock);
    arena_free(arena);
    return writer.error;
}

static void prepare_days(Writer *writer, Arena *arena, const Ledger *ledger)
{
    writer->first_day = month_first_day(ledger->year_start);
    Day last = month_last_day(ledger->period);
    writer->day_count = last < writer->first_day ? 0 : (size_t)(last - writer->first_day) + 1;
    writer->days = arena_alloc(arena, (writer->day_count + 1) * DAY_LENGTH);
    for (size_t d = 0; d < writer->day_count; d++)
        memcpy(writer->days[d], day_text(arena, writer->first_day + (Day)d).bytes, DAY_LENGTH);
}

static void prepare(Writer *writer, Arena *arena, const Report *report)
{
    const Ledger *ledger = report->ledger;
    const Design *design = ledger->design;
    const Roster *roster = &ledger->records->roster;
    writer->report = report;
    writer->line_heads = ARENA_ARRAY(arena, Text, (size_t)design->line_count + 1);
    for (uint32_t l = 0; l < design->line_count; l++) {
        Text measure = csv_cell_text(arena, design->measures[design->lines[l].measure].key);
        Text line = csv_cell_text(arena, design->lines[l].name);
        writer->line_heads[l] =
            text_format(arena, "%.*s,%.*s,", TEXT_ARG(measure), TEXT_ARG(line));
    }
    writer->persons = ARENA_ARRAY(arena, Text, (size_t)roster->person_count + 1);
    for (uint32_t p = 0; p < roster->person_count; p++)
        writer->persons[p] = csv_cell_text(arena, roster->persons[p].id);
    writer->slices = ARENA_ARRAY(arena, SliceText, (size_t)ledger->slice_count + 1);
    for (uint32_t s = 0; s < ledger->slice_count; s++) {
        const FeedSpec *spec = ledger->slices[s].table->spec;
        const Slice *slice = ledger->slices[s].slice;
        Text feed = csv_cell_text(arena, spec->name);
        Text file = csv_cell_text(arena, slice->file->source.path);
        writer->slices[s] = (SliceText){
            .keys = spec->key == COLUMN_ABSENT ? NULL : slice->columns[spec->key].texts,
            .lines = slice->lines,
            .feed = text_format(arena, ",%.*s,", TEXT_ARG(feed)),
            .file = text_format(arena, ",%.*s,", TEXT_ARG(file))};
    }
    prepare_days(writer, arena, ledger);
}

static Lane *lane_take(Writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    Lane *lane = writer->idle;
    if (lane) writer->idle = lane->next;
    else {
        lane = ARENA_NEW(writer->arena, Lane);
        lane->buffer.arena = arena_new();
        arena_adopt(writer->arena, lane->buffer.arena);
    }
    pthread_mutex_unlock(&writer->lock);
    lane->buffer.length = 0;
    return lane;
}

static void lane_return(Writer *writer, Lane *lane)
{
    pthread_mutex_lock(&writer->lock);
    lane->next = writer->idle;
    writer->idle = lane;
    pthread_mutex_unlock(&writer->lock);
}

/* Blocks are taken in order, so every block before this one is at work and its turn comes. */
static off_t wait_for_place(Writer *writer, size_t block, size_t length)
{
    pthread_mutex_lock(&writer->lock);
    while (writer->turn != block) pthread_cond_wait(&writer->turned, &writer->lock);
    off_t place = writer->offset;
    writer->offset += (off_t)length;
    writer->turn++;
    pthread_cond_broadcast(&writer->turned);
    pthread_mutex_unlock(&writer->lock);
    return place;
}

static int write_at(int file, Text bytes, off_t place)
{
    while (bytes.length) {
        ssize_t written = pwrite(file, bytes.bytes, bytes.length, place);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return written < 0 ? errno : EIO;
        bytes = text_part(bytes, (size_t)written, bytes.length);
        place += written;
    }
    return 0;
}

static void append_credit(const Writer *writer, Buffer *out, const Credit *credit);

static void fetch_ahead(const Writer *writer, size_t at, size_t end)
{
    const Credit *credits = writer->report->ledger->credits;
    if (at + AHEAD_ROW < end) {
        const Credit *credit = &credits[at + AHEAD_ROW];
        const SliceText *slice = &writer->slices[credit->slice];
        __builtin_prefetch(&slice->lines[credit->row]);
        if (slice->keys) __builtin_prefetch(&slice->keys[credit->row]);
    }
    if (at + AHEAD_KEY < end) {
        const Credit *credit = &credits[at + AHEAD_KEY];
        const SliceText *slice = &writer->slices[credit->slice];
        if (slice->keys) __builtin_prefetch(slice->keys[credit->row].bytes);
    }
}

static void write_block(void *context, size_t block)
{
    Writer *writer = context;
    const Ledger *ledger = writer->report->ledger;
    Lane *lane = lane_take(writer);
    Buffer *out = &lane->buffer;
    buffer_room(out, BLOCK_BYTES);
    if (block == 0)
        buffer_text(out, TEXT("measure,credit,person_id,date,amount,share,feed,key,file,line,"
                              "status\n"));
    size_t first = block * BLOCK_CREDITS, end = first + BLOCK_CREDITS;
    if (end > ledger->credit_count) end = ledger->credit_count;
    for (size_t c = first; c < end; c++) {
        fetch_ahead(writer, c, end);
        if (ledger->line_listed[ledger->credits[c].line])
            append_credit(writer, out, &ledger->credits[c]);
    }
    off_t place = wait_for_place(writer, block, out->length);
    int error = write_at(writer->file, buffer_result(out), place);
    lane_return(writer, lane);
    if (!error) return;
    pthread_mutex_lock(&writer->lock);
    if (!writer->error) writer->error = error;
    pthread_mutex_unlock(&writer->lock);
}

static void append_amount(const Writer *writer, Buffer *out, const Credit *credit)
{
    const Design *design = writer->report->ledger->design;
    Money money;
    if (design->measures[design->lines[credit->line].measure].is_money
        && ratio_to_int64(credit->amount, &money.minor))
        buffer_money(out, money, writer->report->digits);
    else buffer_decimal(out, credit->amount);
}

static void append_day(const Writer *writer, Buffer *out, Day day)
{
    size_t at = (size_t)((int64_t)day - writer->first_day);
    if (at < writer->day_count) buffer_text(out, (Text){writer->days[at], DAY_LENGTH});
    else buffer_day(out, day);
}

static void append_credit(const Writer *writer, Buffer *out, const Credit *credit)
{
    static const Text ends[] = {
        [CREDITED] = {",credited\n", 10},
        [UNASSIGNED] = {",unassigned\n", 12},
        [COMPANY_CREDIT] = {",company\n", 9}};
    const SliceText *slice = &writer->slices[credit->slice];
    buffer_text(out, writer->line_heads[credit->line]);
    if (credit->person != PERSON_NONE) buffer_text(out, writer->persons[credit->person]);
    csv_comma(out);
    append_day(writer, out, credit->day);
    csv_comma(out);
    append_amount(writer, out, credit);
    csv_comma(out);
    buffer_decimal(out, writer->report->ledger->shares[credit->share]);
    buffer_text(out, slice->feed);
    if (slice->keys) csv_cell(out, slice->keys[credit->row]);
    buffer_text(out, slice->file);
    buffer_integer(out, slice->lines[credit->row]);
    buffer_text(out, ends[credit->status]);
}
