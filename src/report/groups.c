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

static void add_group(Group *sum, const Group *group)
{
    sum->payees += group->payees;
    add(&sum->earnings, group->earnings);
    add(&sum->prior, group->prior);
    add(&sum->adjustments, group->adjustments);
    add(&sum->payment, group->payment);
    add(&sum->before, group->before);
}

static Group group_of(const View *view, uint32_t person)
{
    const Ledger *ledger = view->ledger;
    const Assignment *assignment = ledger_assignment(ledger, person, ledger->period);
    Text team = assignment->team == TEAM_NONE ? TEXT("")
                                              : ledger->records->roster.teams[assignment->team];
    return (Group){.role = assignment->role, .team = team};
}

const uint32_t *groups_of_payments(const View *view, const Group *groups, size_t count)
{
    const Ledger *ledger = view->ledger;
    uint32_t *numbers = ARENA_ARRAY(view->arena, uint32_t, ledger->payment_count + 1);
    for (size_t i = 0; i < ledger->payment_count; i++) {
        Group wanted = group_of(view, ledger->payments[i].person);
        const Group *found = bsearch(&wanted, groups, count, sizeof *groups, compare_groups);
        numbers[i] = (uint32_t)(found - groups) + 1;
    }
    return numbers;
}

Group groups_total(const Group *groups, size_t count)
{
    Group total = {.role = TEXT("total"), .team = TEXT("")};
    for (size_t g = 0; g < count; g++) add_group(&total, &groups[g]);
    return total;
}

Group *groups_find(const View *view, size_t *count)
{
    const Ledger *ledger = view->ledger;
    Group *all = ARENA_ARRAY(view->arena, Group, ledger->payment_count + 1);
    for (size_t i = 0; i < ledger->payment_count; i++) {
        const Payment *payment = &ledger->payments[i];
        Group group = group_of(view, payment->person);
        all[i] = (Group){group.role, group.team, 1, payment->earnings, payment->prior,
                         payment->adjustments, payment->payment,
                         ledger->payments_before[i].payment};
    }
    if (ledger->payment_count) qsort(all, ledger->payment_count, sizeof *all, compare_groups);
    *count = 0;
    for (size_t i = 0; i < ledger->payment_count; i++) {
        Group *last = *count ? &all[*count - 1] : NULL;
        if (!last || compare_groups(last, &all[i]) != 0) {
            all[(*count)++] = all[i];
            continue;
        }
        add_group(last, &all[i]);
    }
    return all;
}
