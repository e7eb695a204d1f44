/* payee_ledger.c - the ledger as one payee sees it: his entries, payment, postings and adjustments,
 * and the credits that his figures add up, whosever they are. All of it stays in its order, so that
 * every view of a ledger takes it. */
#include "audit.h"

#include <assert.h>

typedef struct Kept { uint8_t *credits; } Kept;

static void keep_block(void *context, size_t first, size_t count, int32_t weight)
{
    Kept *kept = context;
    (void)weight;
    for (size_t i = first; i < first + count; i++) kept->credits[i] = 1;
}

/* Entries lie side by side by person. */
static void narrow_entries(Ledger *ledger, uint32_t person)
{
    size_t first = 0, end = 0;
    for (size_t e = 0; e < ledger->entry_count; e++) {
        if (ledger->participations[ledger->entries[e].participation].person != person) continue;
        if (end == 0) first = e;
        end = e + 1;
    }
    ledger->entries += first;
    ledger->entry_count = end - first;
}

static void narrow_credits(Arena *arena, Ledger *ledger)
{
    Kept kept = {ARENA_ARRAY(arena, uint8_t, ledger->credit_count + 1)};
    Arena *scratch = arena_new();
    for (size_t e = 0; e < ledger->entry_count; e++) {
        const Entry *entry = &ledger->entries[e];
        const Component *component = entry_component(ledger, entry);
        ledger_line_blocks(scratch, ledger, entry, component->line, keep_block, &kept);
        ledger_line_blocks(scratch, ledger, entry, component->denominator_line, keep_block, &kept);
    }
    arena_free(scratch);
    size_t groups = (size_t)ledger->design->line_count *
                    (ledger->records->roster.person_count + 1u), count = 0;
    Credit *credits = ARENA_ARRAY(arena, Credit, ledger->credit_count + 1);
    size_t *starts = ARENA_ARRAY(arena, size_t, groups + 1);
    for (size_t g = 0; g < groups; g++) {
        starts[g] = count;
        for (size_t i = ledger->groups[g]; i < ledger->groups[g + 1]; i++)
            if (kept.credits[i]) credits[count++] = ledger->credits[i];
    }
    starts[groups] = count;
    ledger->credits = credits;
    ledger->credit_count = count;
    ledger->groups = starts;
}

static void narrow_payments(Ledger *ledger, uint32_t person)
{
    size_t at = 0;
    while (at < ledger->payment_count && ledger->payments[at].person != person) at++;
    assert(at < ledger->payment_count && "somebody who is paid");
    ledger->payments += at;
    ledger->payments_before += at;
    ledger->payment_count = 1;
}

/* Whether a span of a closed month's figures takes the credit that changed. */
static bool span_takes(const Ledger *ledger, const Entry *entry, const Span *span,
                       const CreditChange *change)
{
    if (change->day < span->from || change->day > span->to || change->day < entry->from ||
        change->day > entry->to)
        return false;
    switch (span->kind) {
    case HOLDER_PERSON: return change->person == span->holder;
    case HOLDER_TEAM:
        return roster_on_team(&ledger->records->roster, change->person, span->holder, change->day);
    case HOLDER_COMPANY: break;
    }
    return true;
}

static bool posting_takes(const Ledger *ledger, const Posting *posting, const CreditChange *change)
{
    const Entry *entry = posting->entry;
    if (!entry) return false;
    const Component *component =
        entry_component(ledger_of_month(ledger, entry->month), entry);
    if (change->credit_line == INDEX_NONE || (change->credit_line != component->line &&
                                              change->credit_line != component->denominator_line))
        return false;
    for (uint32_t s = 0; s < entry->span_count; s++)
        if (span_takes(ledger, entry, &entry->spans[s], change)) return true;
    return false;
}

/* Of the changed credits those that his months count, or that were his. */
static void narrow_postings(Arena *arena, Ledger *ledger, uint32_t person)
{
    Posting *postings = ARENA_ARRAY(arena, Posting, ledger->posting_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < ledger->posting_count; i++)
        if (ledger->postings[i].person == person) postings[count++] = ledger->postings[i];
    ledger->postings = postings;
    ledger->posting_count = count;
    CreditChange *changes = ARENA_ARRAY(arena, CreditChange, ledger->change_count + 1);
    count = 0;
    for (size_t c = 0; c < ledger->change_count; c++) {
        const CreditChange *change = &ledger->changes[c];
        bool takes = change->person == person;
        for (size_t i = 0; !takes && i < ledger->posting_count; i++)
            takes = posting_takes(ledger, &postings[i], change);
        if (takes) changes[count++] = *change;
    }
    ledger->changes = changes;
    ledger->change_count = count;
}

static void narrow_adjustments(Arena *arena, Ledger *ledger, uint32_t person)
{
    Records *records = ARENA_NEW(arena, Records);
    *records = *ledger->records;
    Adjustment *adjustments = ARENA_ARRAY(arena, Adjustment, records->adjustment_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < records->adjustment_count; i++)
        if (records->adjustments[i].person == person)
            adjustments[count++] = records->adjustments[i];
    records->adjustments = adjustments;
    records->adjustment_count = count;
    ledger->records = records;
}

const Ledger *payee_ledger(Arena *arena, const Ledger *ledger, uint32_t person)
{
    Ledger *own = ARENA_NEW(arena, Ledger);
    *own = *ledger;
    narrow_payments(own, person);
    narrow_entries(own, person);
    narrow_postings(arena, own, person);
    narrow_adjustments(arena, own, person);
    narrow_credits(arena, own);
    return own;
}
