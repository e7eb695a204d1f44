/* deferral_rows.c - the rows behind deals: over how many months they are amortised, and where the
 * rows stand that a payee is not credited for any more. Source: CONTRACT 7, deferral.csv. */
#include "deferral_inside.h"

#include <stdlib.h>

typedef struct Wanted { Text feed, key; size_t change; } Wanted;

static int compare_wanted(const void *left, const void *right)
{
    const Wanted *a = left, *b = right;
    int order = text_compare(a->feed, b->feed);
    return order ? order : text_compare(a->key, b->key);
}

static size_t list_wanted(const Ledger *ledger, Wanted *wanted)
{
    size_t count = 0;
    for (size_t i = 0; i < ledger->change_count; i++) {
        const CreditChange *change = &ledger->changes[i];
        if (change->kind == CREDIT_WENT && change->restated)
            wanted[count++] = (Wanted){change->feed, change->key, i};
    }
    if (count > 1) qsort(wanted, count, sizeof *wanted, compare_wanted);
    return count;
}

/* All that want this row: neighbours of one that a search finds. */
static void give_row(const Wanted *wanted, size_t count, RowAt row, RowAt *rows)
{
    Wanted key = {row.at->table->spec->name, record_key(row.at->table, row.at->slice, row.row), 0};
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_wanted(&wanted[middle], &key) < 0) low = middle + 1;
        else high = middle;
    }
    for (; low < count && compare_wanted(&wanted[low], &key) == 0; low++)
        rows[wanted[low].change] = row;
}

const RowAt *changed_rows_find(Arena *arena, const Ledger *ledger)
{
    RowAt *rows = ARENA_ARRAY(arena, RowAt, ledger->change_count + 1);
    Wanted *wanted = ARENA_ARRAY(arena, Wanted, ledger->change_count + 1);
    size_t count = list_wanted(ledger, wanted);
    for (uint32_t s = 0; count && s < ledger->slice_count; s++) {
        const SliceRef *at = &ledger->slices[s];
        for (size_t row = 0; row < at->slice->row_count; row++)
            if (!at->slice->left_out || !at->slice->left_out[row])
                give_row(wanted, count, (RowAt){at, row}, rows);
    }
    return rows;
}

int deferral_months(Arena *scratch, const Ledger *ledger, uint32_t measure, RowAt row, Day day)
{
    const Records *records = ledger->records;
    if (!row.at) return 0;
    const Formula *formula =
        ledger->design->measures[measure].defer_months[row.at->table - records->feeds];
    Conversion conversion;
    FormulaInput input = {&records->roster, row.at->slice, row.row, NULL, NULL};
    if (row.at->slice->currencies &&
        conversion_find(records, row.at->slice, row.row, day, &conversion))
        input.conversion = &conversion;
    Value months;
    Text fault;
    if (!formula || !formula_evaluate(formula, &input, scratch, &months, &fault) ||
        !defer_months_are(months.number))
        return 0;
    return (int)months.number.num;
}
