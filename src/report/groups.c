/* groups.c - payments added up by role and team. */
#include "groups.h"

#include <assert.h>
#include <stdlib.h>

static int compare_groups(const void *left, const void *right)
{
    const Group *a = left, *b = right;
    int order = text_compare(a->role, b->role);
    return order ? order : text_compare(a->team, b->team);
}

static void add(Money *sum, Money amount)
{
    bool fits = money_add(*sum, amount, sum);
    assert(fits && "the sum of all payments fits where each does");
}

Group *groups_find(const View *view, size_t *count)
{
    const Ledger *ledger = view->ledger;
    const Roster *roster = &ledger->records->roster;
    Group *all = ARENA_ARRAY(view->arena, Group, ledger->payment_count + 1);
    for (size_t i = 0; i < ledger->payment_count; i++) {
        const Payment *payment = &ledger->payments[i];
        const Assignment *assignment = ledger_assignment(ledger, payment->person, ledger->period);
        Text team = assignment->team == TEAM_NONE ? TEXT("") : roster->teams[assignment->team];
        all[i] = (Group){assignment->role, team, 1, payment->earnings, payment->adjustments,
                         payment->payment};
    }
    if (ledger->payment_count) qsort(all, ledger->payment_count, sizeof *all, compare_groups);
    *count = 0;
    for (size_t i = 0; i < ledger->payment_count; i++) {
        Group *last = *count ? &all[*count - 1] : NULL;
        if (!last || compare_groups(last, &all[i]) != 0) {
            all[(*count)++] = all[i];
            continue;
        }
        last->payees++;
        add(&last->earnings, all[i].earnings);
        add(&last->adjustments, all[i].adjustments);
        add(&last->payment, all[i].payment);
    }
    return all;
}
