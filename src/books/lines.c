/* lines.c - what a close books of a month beside its credits: files, texts, lines, postings,
 * payments, adjustments. */
#include "books_inside.h"

static Cell whole(int64_t integer)
{
    return (Cell){.integer = integer};
}

static Cell worded(Text text)
{
    return (Cell){.text = text};
}

static Cell named(Books *books, Text text)
{
    return whole(name_of(books, text));
}

static bool book_file(Writer *writer, Text kind, Text feed, const SourceFile *file)
{
    const Cell cells[CELLS_MAX] = {worded(kind), worded(feed), worded(file->path),
                                   worded(text_of(file->sha256)),
                                   whole((int64_t)file->bytes.length)};
    return writer_row(writer, cells);
}

static bool is_feed(const Company *company, const FileRead *file)
{
    for (uint32_t f = 0; f < company->feed_count; f++)
        if (text_equal(company->feeds[f].name, file->feed)) return true;
    return false;
}

static bool book_files(Books *books, const Ledger *ledger, Event *event)
{
    const Records *records = ledger->records;
    Writer writer;
    bool written = writer_open(books, BOOK_FILE, event->number, &writer) &&
                   book_file(&writer, TEXT("company"), TEXT(""), records->company->file);
    for (size_t f = 0; f < records->file_count && written; f++) {
        const FileRead *file = &records->files[f];
        bool feed = is_feed(records->company, file);
        written = book_file(&writer, feed ? TEXT("feed") : TEXT("table"), file->feed,
                            &file->source);
    }
    for (size_t f = 0; f < ledger->design->file_count && written; f++)
        written = book_file(&writer, TEXT("design"), ledger->design->directory,
                            &ledger->design->files[f]);
    writer_close(&writer, event);
    return written;
}

/* Texts are kept once, whatever month reads them again. */
typedef struct Kept { Names *hashes; } Kept;

static bool note_kept(void *context, const Event *event, const Reader *reader)
{
    (void)event;
    names_add(((Kept *)context)->hashes, reader->cells[0].text);
    return true;
}

static bool book_text(Kept *kept, Writer *writer, const SourceFile *file)
{
    Text hash = text_of(file->sha256);
    if (names_find(kept->hashes, hash) != NAME_NONE) return true;
    names_add(kept->hashes, hash);
    const Cell cells[CELLS_MAX] = {worded(hash), worded(file->bytes)};
    return writer_row(writer, cells);
}

static bool book_texts(Books *books, Arena *arena, const Ledger *ledger, Event *event)
{
    const Records *records = ledger->records;
    Kept kept = {names_new(arena)};
    if (books->event_count && !table_read(books, BOOK_TEXT, note_kept, &kept)) return false;
    Writer writer;
    bool written = writer_open(books, BOOK_TEXT, event->number, &writer) &&
                   book_text(&kept, &writer, records->company->file);
    for (size_t f = 0; f < records->file_count && written; f++)
        if (!is_feed(records->company, &records->files[f]))
            written = book_text(&kept, &writer, &records->files[f].source);
    for (size_t f = 0; f < ledger->design->file_count && written; f++)
        written = book_text(&kept, &writer, &ledger->design->files[f]);
    writer_close(&writer, event);
    return written;
}

/* Whose credits of which line a line's value counts: `acv.ae: person E1 20251001..20251031 x1`. */
static Text citation(Arena *arena, const Ledger *ledger, const Component *component,
                     const Entry *entry)
{
    static const char *const kinds[] = {"person", "team", "company"};
    const Design *design = ledger->design;
    const Roster *roster = &ledger->records->roster;
    const uint32_t lines[] = {component->line, component->denominator_line};
    Buffer out = {.arena = arena};
    for (int l = 0; l < 2; l++) {
        if (lines[l] == INDEX_NONE) continue;
        const CreditLine *line = &design->lines[lines[l]];
        buffer_format(&out, "%s%.*s.%.*s:", out.length ? "; " : "",
                      TEXT_ARG(design->measures[line->measure].key), TEXT_ARG(line->name));
        for (uint32_t s = 0; s < entry->span_count; s++) {
            const Span *span = &entry->spans[s];
            Day from = span->from > entry->from ? span->from : entry->from;
            Day to = span->to < entry->to ? span->to : entry->to;
            if (to < from) continue;
            Text holder = span->kind == HOLDER_PERSON ? roster->persons[span->holder].id
                        : span->kind == HOLDER_TEAM ? roster->teams[span->holder] : TEXT("");
            buffer_format(&out, " %s %.*s %lld..%lld x%d", kinds[span->kind], TEXT_ARG(holder),
                          (long long)day_number(from), (long long)day_number(to), span->weight);
        }
    }
    return buffer_result(&out);
}

static Text figure(Arena *arena, bool has, Ratio ratio)
{
    return has ? ratio_exact(arena, ratio) : TEXT("");
}

static Text notes(Arena *arena, uint32_t bits)
{
    Text text = TEXT("");
    for (int n = 0; n < NOTES; n++)
        if (bits & 1u << n)
            text = text_format(arena, "%.*s%s%.*s", TEXT_ARG(text), text.length ? ";" : "",
                               TEXT_ARG(note_word((Note)n)));
    return text;
}

static bool book_entry(Books *books, Arena *scratch, const Ledger *ledger, const Entry *entry,
                       Writer *writer)
{
    const Participation *owner = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[owner->plan];
    const Component *component = &plan->components[entry->component];
    bool measured = component->measure != INDEX_NONE, is_ratio = component->denominator_line !=
                                                                 INDEX_NONE;
    const Cell cells[CELLS_MAX] = {
        named(books, ledger->records->roster.persons[owner->person].id),
        named(books, plan->title), named(books, component->key),
        whole(month_number(entry->month)),
        measured ? named(books, ledger->design->measures[component->measure].key) : whole(0),
        whole(day_number(entry->from)), whole(day_number(entry->to)),
        worded(figure(scratch, entry->has_value, entry->value)),
        worded(figure(scratch, is_ratio, entry->numerator)),
        worded(figure(scratch, is_ratio, entry->denominator)),
        worded(figure(scratch, entry->has_quota, entry->quota)),
        worded(figure(scratch, entry->has_attainment, entry->attainment)),
        worded(figure(scratch, entry->has_multiplier, entry->multiplier)),
        worded(figure(scratch, entry->has_target, entry->target)),
        worded(figure(scratch, true, entry->months)), whole(entry->earned_to_date.minor),
        whole(entry->earned_before.minor), whole(entry->earning.minor),
        worded(notes(scratch, entry->notes)),
        worded(citation(scratch, ledger, component, entry))};
    return writer_row(writer, cells);
}

/* The month's own lines; at the first close those of its fiscal year's earlier months too. */
static bool book_entries(Books *books, const Ledger *ledger, bool first, Event *event)
{
    Arena *scratch = arena_new();
    Writer writer;
    bool written = writer_open(books, BOOK_LINE, event->number, &writer);
    for (size_t i = 0; first && i < ledger->earlier_count && written; i++) {
        written = book_entry(books, scratch, ledger, &ledger->earlier[i], &writer);
        arena_reset(scratch);
    }
    for (size_t i = 0; i < ledger->entry_count && written; i++) {
        written = book_entry(books, scratch, ledger, &ledger->entries[i], &writer);
        arena_reset(scratch);
    }
    writer_close(&writer, event);
    arena_free(scratch);
    return written;
}

/* At the first close what was released in the months replayed counts as paid as well. */
static bool book_postings(Books *books, Arena *arena, const Ledger *ledger, bool first,
                          Event *event)
{
    Writer writer;
    bool written = writer_open(books, BOOK_POSTING, event->number, &writer);
    for (size_t i = 0; i < ledger->posting_count && written; i++) {
        const Posting *posting = &ledger->postings[i];
        int64_t released = posting->released.minor, forfeited = posting->forfeited.minor;
        if (first) released += posting->released_before.minor;
        if (first) forfeited += posting->forfeited_before.minor;
        int64_t amount = posting->due.minor - posting->booked.minor;
        if (posting->month != ledger->period && !amount && !released && !forfeited && !first)
            continue;                    /* a closed month that stays as it is */
        const Cell cells[CELLS_MAX] = {
            named(books, ledger->records->roster.persons[posting->person].id),
            named(books, posting->plan), named(books, posting->component),
            whole(month_number(posting->month)), whole(amount), whole(released),
            whole(forfeited), whole(posting->booked.minor), whole(posting->held.minor),
            worded(posting_cause(arena, ledger, posting))};
        written = writer_row(&writer, cells);
    }
    writer_close(&writer, event);
    return written;
}

static bool book_payments(Books *books, const Ledger *ledger, Event *event)
{
    Writer writer;
    bool written = writer_open(books, BOOK_PAYMENT, event->number, &writer);
    for (size_t i = 0; i < ledger->payment_count && written; i++) {
        const Payment *payment = &ledger->payments[i];
        const Cell cells[CELLS_MAX] = {
            named(books, ledger->records->roster.persons[payment->person].id),
            whole(payment->balance_in.minor), whole(payment->earnings.minor),
            whole(payment->prior.minor), whole(payment->adjustments.minor),
            whole(payment->released.minor), whole(payment->available.minor),
            whole(payment->draw_amount.minor), whole(payment->draw_paid.minor),
            whole(payment->draw_repaid.minor), whole(payment->draw_owed.minor),
            whole(payment->held.minor), whole(payment->payment.minor),
            whole(payment->balance_out.minor)};
        event->payment.minor += payment->payment.minor;
        written = writer_row(&writer, cells);
    }
    writer_close(&writer, event);
    return written;
}

static bool book_adjustments(Books *books, const Ledger *ledger, bool first, Event *event)
{
    const Records *records = ledger->records;
    Month from = first ? ledger->year_start : ledger->period;
    Writer writer;
    bool written = writer_open(books, BOOK_ADJUSTMENT, event->number, &writer);
    for (size_t i = 0; i < records->adjustment_count && written; i++) {
        const Adjustment *adjustment = &records->adjustments[i];
        if (adjustment->period < from || adjustment->period > ledger->period) continue;
        const Cell cells[CELLS_MAX] = {
            worded(adjustment->id), named(books, records->roster.persons[adjustment->person].id),
            whole(month_number(adjustment->period)), whole(adjustment->amount.minor),
            worded(adjustment->reason), worded(adjustment->approved_by)};
        written = writer_row(&writer, cells);
    }
    writer_close(&writer, event);
    return written;
}

bool book_lines(Books *books, Arena *arena, const Ledger *ledger, Event *event)
{
    bool first = !last_live(books, MONTH_NONE);
    return book_files(books, ledger, event) && book_texts(books, arena, ledger, event) &&
           book_entries(books, ledger, first, event) &&
           book_postings(books, arena, ledger, first, event) &&
           book_payments(books, ledger, event) && book_adjustments(books, ledger, first, event);
}
