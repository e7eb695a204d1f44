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

Text what_if_earlier(const WhatIf *what_if)
{
    Arena *arena = what_if->arena;
    if (what_if->earlier_from == MONTH_NONE) return TEXT("");
    Text from = month_text(arena, what_if->earlier_from);
    Text to = month_text(arena, what_if->earlier_to);
    Text sum = money_text_grouped(arena, what_if->earlier, what_if->digits);
    bool one = what_if->earlier_from == what_if->earlier_to;
    const char *means = what_if->after->booked
        ? N_("these months are not restated, so nothing is paid for it")
        : N_("without books, these months count as paid");
    const char *sign = what_if->earlier.minor > 0 ? "+" : "";
    return one ? text_said(arena, what_if->look->words,
                           "earnings of %.*s change by %s%.*s in all: %s", TEXT_ARG(from), sign,
                           TEXT_ARG(sum), means)
               : text_said(arena, what_if->look->words,
                           "earnings of %.*s to %.*s change by %s%.*s in all: %s", TEXT_ARG(from),
                           TEXT_ARG(to), sign, TEXT_ARG(sum), means);
}

Text what_if_why(const WhatIf *what_if)
{
    Arena *arena = what_if->arena;
    const Ledger *before = what_if->before, *after = what_if->after;
    Text period = month_text(arena, after->period);
    const Words *words = what_if->look->words;
    if (says_the_same(what_if))
        return text_said(arena, words, "nothing changes: the file says so already");
    if (what_if->changed && what_if->person == PERSON_NONE)
        return text_said(arena, words, what_if->changed == 1
                         ? "nothing of component %.*s changes, but other components change the pay "
                           "of %zu payee: leave --component out to see them"
                         : N_("nothing of component %.*s changes, but other components change the "
                              "pay of %zu payees: leave --component out to see them"),
                         TEXT_ARG(what_if->component), what_if->changed);
    if (what_if->changed)
        return text_said(arena, words, what_if->changed == 1
                         ? "nothing changes for %.*s, but for %zu other payee: leave the payee out "
                           "to see them"
                         : N_("nothing changes for %.*s, but for %zu other payees: leave the payee "
                              "out to see them"),
                         TEXT_ARG(after->records->roster.persons[what_if->person].id),
                         what_if->changed);
    if (what_if->earlier_from != MONTH_NONE)
        return text_said(arena, words, "nothing of %.*s changes, but earlier months do",
                           TEXT_ARG(period));
    if (entries_differ(before, after))
        return text_said(arena, words, "figures of %.*s change, but nothing that is paid",
                           TEXT_ARG(period));
    if (credits_differ(before, after))
        return text_said(arena, words, "credits change, but no figure of %.*s does: no component "
                         "counts them, or a ratio stays as it was", TEXT_ARG(period));
    return text_said(arena, words, "nothing changes: no figure up to the end of %.*s uses what the "
                       "edited cell says", TEXT_ARG(period));
}
