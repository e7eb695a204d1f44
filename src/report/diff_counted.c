/* diff_counted.c - which of the changed credits a component counts, in either run. */
#include "diff_inside.h"

#include <stdlib.h>

typedef struct Counting {
    const Diff *diff;
    const Ledger *ledger;
    const Entry *entry;
    size_t *found;
    size_t count, capacity;
    int side;
} Counting;

static int compare_to(const DiffCredit *credit, Text measure, Text line, Text person)
{
    CsvRow row = diff_credit_row(credit);
    int order = text_compare(csv_text(row, GIVEN_MEASURE), measure);
    if (!order) order = text_compare(csv_text(row, GIVEN_LINE), line);
    return order ? order : text_compare(csv_text(row, GIVEN_PERSON), person);
}

static void count_on_span(Counting *counting, uint32_t line, const Span *span)
{
    const Ledger *ledger = counting->ledger;
    const Roster *roster = &ledger->records->roster;
    const DiffCredits *credits = counting->diff->credits;
    Text name = ledger->design->lines[line].name;
    Text measure = ledger->design->measures[ledger->design->lines[line].measure].key;
    bool personal = span->kind == HOLDER_PERSON;
    Text holder = personal ? roster->persons[span->holder].id : TEXT("");
    size_t low = 0, high = credits->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_to(&credits->items[middle], measure, name, holder) < 0) low = middle + 1;
        else high = middle;
    }
    for (; low < credits->count; low++) {
        CsvRow row = diff_credit_row(&credits->items[low]);
        Text person = csv_text(row, GIVEN_PERSON);
        if (compare_to(&credits->items[low], measure, name, personal ? holder : person)) break;
        Day day = row.slice->columns[GIVEN_DATE].days[row.row];
        bool counted = credits->items[low].rows[counting->side].slice && day >= span->from &&
                       day <= span->to && day >= counting->entry->from &&
                       day <= counting->entry->to;
        if (counted && span->kind == HOLDER_TEAM)
            counted = roster_on_team(roster, roster_person(roster, person), span->holder, day);
        if (!counted) continue;
        counting->found = array_room(counting->diff->arena, counting->found, counting->count,
                                     &counting->capacity, sizeof *counting->found);
        counting->found[counting->count++] = low;
    }
}

static void count_in(Counting *counting, Text person, const DiffComponent *component)
{
    counting->ledger = counting->diff->sides[counting->side].ledger;
    if (!counting->ledger) return;
    const Entry *entry = ledger_entry(counting->ledger, person, component->plan,
                                      component->component, counting->ledger->period);
    if (!entry) return;
    counting->entry = entry;
    const Design *design = counting->ledger->design;
    uint32_t plan = counting->ledger->participations[entry->participation].plan;
    const Component *own = &design->plans[plan].components[entry->component];
    const uint32_t lines[] = {own->line, own->denominator_line};
    for (int l = 0; l < 2; l++)
        for (uint32_t s = 0; lines[l] != INDEX_NONE && s < entry->span_count; s++)
            if (entry->spans[s].weight > 0)
                count_on_span(counting, lines[l], &entry->spans[s]);
}

static int compare_places(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return (a > b) - (a < b);
}

void diff_counted(const Diff *diff, Text person, DiffComponent *component)
{
    Counting counting = {.diff = diff};
    for (counting.side = 0; counting.side < 2; counting.side++)
        count_in(&counting, person, component);
    if (counting.count)
        qsort(counting.found, counting.count, sizeof *counting.found, compare_places);
    component->credits = counting.found;
    for (size_t i = 0; i < counting.count; i++)          /* counted in both runs: once */
        if (!component->credit_count ||
            component->credits[component->credit_count - 1] != counting.found[i])
            component->credits[component->credit_count++] = counting.found[i];
}

Text diff_credit_amount(const Diff *diff, const DiffCredit *credit, int side)
{
    CsvRow row = credit->rows[side];
    if (!row.slice) return TEXT("");
    Ratio amount = csv_number(row, GIVEN_AMOUNT);
    if (!credit->is_money) return ratio_text(diff->arena, amount, 6);
    return money_text(diff->arena, diff_money(amount, diff->digits), diff->digits);
}
