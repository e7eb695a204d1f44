/* posting_changes.c - which changed credits a closed month's figures count. */
#include "engine_inside.h"

size_t first_change(const Ledger *ledger, Text measure, Text line, Text person)
{
    size_t low = 0, high = ledger->change_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const CreditChange *change = &ledger->changes[middle];
        int order = text_compare(change->measure, measure);
        if (!order) order = text_compare(change->line, line);
        if (!order) order = text_compare(change->person_id, person);
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

typedef struct Found { size_t *indexes; size_t count, most; } Found;

static void find_on_span(const Ledger *ledger, const Posting *posting, uint32_t line,
                         const Span *span, Found *found)
{
    const CreditLine *credit_line = &ledger->design->lines[line];
    Text measure = ledger->design->measures[credit_line->measure].key;
    bool personal = span->kind == HOLDER_PERSON;
    Text person = personal ? ledger->records->roster.persons[span->holder].id : TEXT("");
    Day from = span->from > posting->entry->from ? span->from : posting->entry->from;
    Day to = span->to < posting->entry->to ? span->to : posting->entry->to;
    size_t i = first_change(ledger, measure, credit_line->name, person);
    for (; i < ledger->change_count && found->count < found->most; i++) {
        const CreditChange *change = &ledger->changes[i];
        if (change->credit_line != line || (personal && change->person != span->holder)) break;
        if (change->day < from || change->day > to) continue;
        bool again = found->count && text_equal(ledger->changes[found->indexes[found->count - 1]]
                                                    .key, change->key);
        if (again && change->key.length) continue;             /* another leg of the row */
        found->indexes[found->count++] = i;
    }
}

size_t posting_changes(const Ledger *ledger, const Posting *posting, size_t *indexes, size_t most)
{
    const Entry *entry = posting->entry;
    Found found = {indexes, 0, most};
    if (!entry) return 0;
    const Plan *plan = &ledger->design->plans[ledger->participations[entry->participation].plan];
    const Component *component = &plan->components[entry->component];
    const uint32_t lines[] = {component->line, component->denominator_line};
    for (int l = 0; l < 2; l++)
        for (uint32_t s = 0; lines[l] != INDEX_NONE && s < entry->span_count; s++)
            if (entry->spans[s].weight > 0)
                find_on_span(ledger, posting, lines[l], &entry->spans[s], &found);
    return found.count;
}
