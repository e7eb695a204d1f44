/* what_if_why.c - edits that change no payroll row: why, in one sentence. */
#include "what_if.h"

/* Whether every cell says what it said. */
static bool says_the_same(const WhatIf *what_if)
{
    for (size_t e = 0; e < what_if->edit_count; e++)
        if (!text_equal(what_if->edits[e].was, what_if->edits[e].value)) return false;
    return true;
}

static bool credits_differ(const Ledger *a, const Ledger *b)
{
    if (a->credit_count != b->credit_count) return true;
    for (size_t i = 0; i < a->credit_count; i++) {
        const Credit *x = &a->credits[i], *y = &b->credits[i];
        if (x->day != y->day || x->line != y->line || x->person != y->person ||
            x->row != y->row || !ratio_equal(x->amount, y->amount))
            return true;
    }
    return false;
}

static bool entries_differ(const Ledger *a, const Ledger *b)
{
    for (size_t i = 0; i < a->entry_count && i < b->entry_count; i++)
        if (figures_change(&(FiguresChange){&a->entries[i], &b->entries[i]})) return true;
    return a->entry_count != b->entry_count;
}

/* The first month before the period with other earnings; MONTH_NONE: there is none. */
static Month earlier_month(const WhatIf *what_if)
{
    const Ledger *a = what_if->before, *b = what_if->after;
    Month first = MONTH_NONE;
    for (size_t i = 0; i < a->earlier_count && i < b->earlier_count; i++)
        if (a->earlier[i].earning.minor != b->earlier[i].earning.minor &&
            (first == MONTH_NONE || a->earlier[i].month < first))
            first = a->earlier[i].month;
    return first;
}

Text what_if_why(const WhatIf *what_if)
{
    Arena *arena = what_if->arena;
    const Ledger *before = what_if->before, *after = what_if->after;
    Text period = month_text(arena, after->period);
    if (says_the_same(what_if)) return TEXT("nothing changes: the file says so already");
    if (what_if->changed)
        return text_format(arena, "nothing changes for %.*s, but for %zu other payee%s: leave the "
                           "payee out to see them",
                           TEXT_ARG(after->records->roster.persons[what_if->person].id),
                           what_if->changed, what_if->changed == 1 ? "" : "s");
    Month earlier = earlier_month(what_if);
    if (earlier != MONTH_NONE && !after->booked)
        return text_format(arena, "nothing of %.*s changes, but earnings from %.*s on do: without "
                           "books, earlier months count as paid", TEXT_ARG(period),
                           TEXT_ARG(month_text(arena, earlier)));
    if (earlier != MONTH_NONE)
        return text_format(arena, "nothing of %.*s changes: earnings from %.*s on do, in months "
                           "that are not restated any more", TEXT_ARG(period),
                           TEXT_ARG(month_text(arena, earlier)));
    if (entries_differ(before, after))
        return text_format(arena, "figures of %.*s change, but nothing that is paid",
                           TEXT_ARG(period));
    if (credits_differ(before, after))
        return text_format(arena, "credits change, but no component counts them up to the end of "
                           "%.*s", TEXT_ARG(period));
    return text_format(arena, "nothing changes: no figure up to the end of %.*s uses what the "
                       "edited cell says", TEXT_ARG(period));
}
