/* lint_median.c - the credit in the middle of a line's, as large or small as what is usual. */
#include "lint_inside.h"

#include <stddef.h>

static bool is_before(const MedianCredit *a, const MedianCredit *b)
{
    int by = ratio_compare(a->amount, b->amount);
    return by < 0 || (by == 0 && a->order < b->order);
}

static void swap(MedianCredit *a, MedianCredit *b)
{
    MedianCredit kept = *a;
    *a = *b;
    *b = kept;
}

/* The one that would stand at `rank` if they were sorted (Hoare's FIND: a sort of a million
 * credits took 2 s of a comparison's 16). */
static const MedianCredit *select_credit(MedianCredit *all, size_t count, size_t rank)
{
    ptrdiff_t from = 0, to = (ptrdiff_t)count - 1, wanted = (ptrdiff_t)rank;
    while (from < to) {                          /* it is in [from, to] */
        MedianCredit pivot = all[from + (to - from) / 2];
        ptrdiff_t i = from, j = to;
        while (i <= j) {
            while (is_before(&all[i], &pivot)) i++;
            while (is_before(&pivot, &all[j])) j--;
            if (i <= j) swap(&all[i++], &all[j--]);
        }
        if (wanted <= j) to = j;
        else if (wanted >= i) from = i;
        else break;                              /* it is the pivot */
    }
    return &all[wanted];
}

static size_t count_credits(const Ledger *ledger, uint32_t line, size_t *from)
{
    size_t groups = ledger->records->roster.person_count + 1u;
    *from = ledger->groups[line * groups];
    return ledger->groups[(line + 1u) * groups] - *from;
}

/* NULL: there is no credit above 0. */
static MedianCredit *find_median(const History *history, uint32_t line)
{
    Arena *scratch = arena_new();
    size_t from, most = 0, count = 0;
    for (size_t l = 0; l < history->ledger_count; l++)
        most += count_credits(history->ledgers[l], line, &from);
    MedianCredit *all = ARENA_ARRAY(scratch, MedianCredit, most + 1), *found = NULL;
    for (size_t l = 0; l < history->ledger_count; l++) {
        const Ledger *ledger = history->ledgers[l];
        size_t here = count_credits(ledger, line, &from);
        for (const Credit *credit = ledger->credits + from; here > 0; credit++, here--) {
            if (ratio_sign(credit->amount) <= 0) continue;
            all[count] = (MedianCredit){ledger, credit, credit->amount, count};
            count++;
        }
    }
    if (count) {
        found = ARENA_NEW(history->arena, MedianCredit);
        *found = *select_credit(all, count, (count - 1) / 2);
        found->amount = ledger_credit_amount(history->arena, found->ledger, found->credit);
    }
    arena_free(scratch);
    return found;
}

bool lint_median_credit(const History *history, uint32_t line, MedianCredit *out)
{
    MedianOfLine *of = &history->median_of_lines[line];
    if (!of->looked) *of = (MedianOfLine){true, find_median(history, line)};
    if (of->median) *out = *of->median;
    return of->median != NULL;
}
