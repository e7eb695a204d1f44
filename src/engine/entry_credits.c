/* entry_credits.c - the single credits behind a figure: those of one line and person lie side by
 * side, by day, so that a span of days is a piece of the list. Source: CONTRACT 5, Value. */
#include "engine_inside.h"

size_t first_from(const Ledger *ledger, size_t from, size_t to, Day day)
{
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (ledger->credits[middle].day < day) from = middle + 1;
        else to = middle;
    }
    return from;
}

DayRanges days_on_team(const Ledger *ledger, Arena *arena, uint32_t *at, uint32_t end)
{
    DayRanges ranges = {0};
    const Assignment *assignments = ledger->records->roster.assignments;
    uint32_t person = assignments[ledger->team_assignments[*at]].person;
    for (; *at < end && assignments[ledger->team_assignments[*at]].person == person; ++*at) {
        const Assignment *assignment = &assignments[ledger->team_assignments[*at]];
        ranges_add(arena, &ranges, range_of(assignment->start, assignment->end));
    }
    ranges_merge(&ranges);
    return ranges;
}

static void team_blocks(const Ledger *ledger, Arena *arena, uint32_t line, const Span *span,
                        DayRange range, CreditBlock *visit, void *context)
{
    uint32_t at = ledger->team_first[span->holder], end = ledger->team_first[span->holder + 1];
    while (at < end) {
        uint32_t person =
            ledger->records->roster.assignments[ledger->team_assignments[at]].person;
        DayRanges ranges = days_on_team(ledger, arena, &at, end);
        for (size_t r = 0; r < ranges.count; r++) {
            Span one = {HOLDER_PERSON, person, ranges.items[r].from, ranges.items[r].to,
                        span->weight};
            span_blocks(ledger, arena, line, &one, range, visit, context);
        }
    }
}

void span_blocks(const Ledger *ledger, Arena *arena, uint32_t line, const Span *span,
                 DayRange range, CreditBlock *visit, void *context)
{
    range = range_both(range, range_of(span->from, span->to));
    if (range.to < range.from) return;
    if (span->kind == HOLDER_TEAM) {
        team_blocks(ledger, arena, line, span, range, visit, context);
        return;
    }
    bool company = span->kind == HOLDER_COMPANY;
    size_t group = group_of(ledger, line, company ? PERSON_NONE : span->holder);
    size_t last = group + (company ? ledger->records->roster.person_count + 1u : 1u);
    for (; group < last; group++) {
        size_t end = ledger->groups[group + 1];
        size_t first = first_from(ledger, ledger->groups[group], end, range.from);
        if (range.to < DAY_OPEN) end = first_from(ledger, first, end, range.to + 1);
        if (first < end) visit(context, first, end - first, span->weight);
    }
}

typedef struct EachCredit { const Ledger *ledger; CreditVisit *visit; void *context; } EachCredit;

static void visit_each(void *context, size_t first, size_t count, int32_t weight)
{
    const EachCredit *each = context;
    for (size_t i = first; i < first + count; i++)
        each->visit(each->context, &each->ledger->credits[i], weight);
}

void span_credits(const Ledger *ledger, Arena *arena, uint32_t line, const Span *span,
                  DayRange range, CreditVisit *visit, void *context)
{
    EachCredit each = {ledger, visit, context};
    span_blocks(ledger, arena, line, span, range, visit_each, &each);
}

Ratio line_unit(const Ledger *ledger, Arena *scratch, uint32_t line, Ratio amount)
{
    int digits = ledger->records->company->digits;
    if (!digits || !ledger->design->measures[ledger->design->lines[line].measure].is_money)
        return amount;
    return ratio_multiply(scratch, amount, ratio_from_money((Money){1}, digits));
}

Ratio ledger_credit_amount(Arena *arena, const Ledger *ledger, const Credit *credit)
{
    return line_unit(ledger, arena, credit->line, credit->amount);
}

void ledger_entry_credits(Arena *scratch, const Ledger *ledger, const Entry *entry,
                          CreditVisit *visit, void *context)
{
    const Participation *owner =
        &ledger_of_month(ledger, entry->month)->participations[entry->participation];
    uint32_t line = ledger->design->plans[owner->plan].components[entry->component].line;
    ledger_line_credits(scratch, ledger, entry, line, visit, context);
}

void ledger_line_blocks(Arena *scratch, const Ledger *ledger, const Entry *entry, uint32_t line,
                        CreditBlock *visit, void *context)
{
    for (uint32_t s = 0; line != INDEX_NONE && s < entry->span_count; s++)
        span_blocks(ledger, scratch, line, &entry->spans[s], range_of(entry->from, entry->to),
                    visit, context);
}

void ledger_line_credits(Arena *scratch, const Ledger *ledger, const Entry *entry, uint32_t line,
                         CreditVisit *visit, void *context)
{
    EachCredit each = {ledger_of_month(ledger, entry->month), visit, context};
    ledger_line_blocks(scratch, each.ledger, entry, line, visit_each, &each);
}
