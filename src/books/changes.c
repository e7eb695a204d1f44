/* changes.c - differences of credits as a person reads them: came, went, changed. */
#include "books_inside.h"

#include <stdlib.h>

/* One row's one leg, whatever it says of day and amount: of a feed with keys. */
static bool same_credit(const CreditDifference *a, const CreditDifference *b)
{
    return a->key.length && a->leg == b->leg && text_equal(a->key, b->key) &&
           text_equal(a->measure, b->measure) && text_equal(a->line, b->line) &&
           text_equal(a->person, b->person) && text_equal(a->feed, b->feed) &&
           day_month(a->day) == day_month(b->day);
}

static uint32_t find_line(const Design *design, Text measure, Text name)
{
    for (uint32_t l = 0; l < design->line_count; l++)
        if (text_equal(design->lines[l].name, name) &&
            text_equal(design->measures[design->lines[l].measure].key, measure))
            return l;
    return INDEX_NONE;
}

static CreditChange change_of(const Ledger *ledger, const CreditDifference *difference,
                              Month restated_from)
{
    const Design *design = ledger->design;
    uint32_t line = find_line(design, difference->measure, difference->line);
    bool came = difference->sign > 0;
    return (CreditChange){
        .kind = came ? CREDIT_CAME : CREDIT_WENT, .measure = difference->measure,
        .line = difference->line, .credit_line = line, .person_id = difference->person,
        .person = difference->person.length
            ? roster_person(&ledger->records->roster, difference->person) : PERSON_NONE,
        .day = difference->day,
        .is_money = difference->is_money,
        .before = came ? RATIO_ZERO : difference->amount,
        .now = came ? difference->amount : RATIO_ZERO, .feed = difference->feed,
        .key = difference->key, .file = difference->file,
        .file_line = (uint32_t)difference->file_line,
        .restated = day_month(difference->day) >= restated_from};
}

static int compare_changes(const void *left, const void *right)
{
    const CreditChange *a = left, *b = right;
    const Text one[] = {a->measure, a->line, a->person_id, a->feed, a->key};
    const Text two[] = {b->measure, b->line, b->person_id, b->feed, b->key};
    for (int i = 0; i < 5; i++) {
        int order = text_compare(one[i], two[i]);
        if (order) return order;
    }
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    int order = ratio_compare(a->before, b->before);
    return order ? order : ratio_compare(a->now, b->now);
}

/* The partner of a difference, with the other sign, among those of its month's bucket behind it. */
static size_t partner_of(const CreditDifferences *all, const uint8_t *used, size_t at)
{
    for (size_t i = at + 1; i < all->count; i++) {
        if (!same_credit(&all->items[at], &all->items[i])) return all->count;
        if (!used[i] && all->items[i].sign != all->items[at].sign) return i;
    }
    return all->count;
}

bool books_changes(Books *books, Arena *arena, const Ledger *ledger, Month before,
                   Month restated_from, CreditChange **changes, size_t *count, Diags *diags)
{
    const Event *last = last_live(books, before);
    CreditDifferences all;
    (void)diags;                         /* the books report where they were opened */
    *changes = NULL;
    *count = 0;
    if (!last) return true;
    if (!still_same(books) ||
        !credits_compare(books, arena, ledger, first_paid(books), last->period, before, &all))
        return false;
    *changes = ARENA_ARRAY(arena, CreditChange, all.count + 1);
    uint8_t *used = ARENA_ARRAY(arena, uint8_t, all.count + 1);
    for (size_t i = 0; i < all.count; i++) {
        if (used[i]) continue;
        CreditChange *change = &(*changes)[(*count)++];
        size_t partner = partner_of(&all, used, i);
        const CreditDifference *item = &all.items[i];
        if (partner == all.count) {
            *change = change_of(ledger, item, restated_from);
            continue;
        }
        used[partner] = 1;
        const CreditDifference *other = &all.items[partner];
        const CreditDifference *now = item->sign > 0 ? item : other;
        *change = change_of(ledger, now, restated_from);
        change->kind = CREDIT_CHANGED;
        change->before = (item->sign > 0 ? other : item)->amount;
    }
    if (*count) qsort(*changes, *count, sizeof **changes, compare_changes);
    return true;
}
