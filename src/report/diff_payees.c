/* diff_payees.c - whose figures differ between two runs, and what of it each cause makes. */
#include "diff_inside.h"

#include "attain/currency.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A payee's row of payouts.csv, numbered by payee. */
typedef struct Payout { uint32_t payee; uint32_t side; size_t at; CsvRow row; } Payout;

typedef struct Finding {
    Diff *diff;
    Names *ids;
    CsvRow *payroll[2];              /* [payee] */
    Payout *payouts;                 /* by payee, side, place in the file */
    size_t payout_count;
} Finding;

Money diff_money(Ratio amount, int digits)
{
    Money money = {0};
    bool fits = money_from_ratio(amount, digits, ROUND_HALF_UP, &money);
    (void)fits;                      /* what attain wrote does; of what others wrote 0 is told */
    return money;
}

static size_t rows_of(const Table *table)
{
    size_t rows = 0;
    for (size_t s = 0; s < table->slice_count; s++) rows += table->slices[s].row_count;
    return rows;
}

static int compare_payouts(const void *left, const void *right)
{
    const Payout *a = left, *b = right;
    if (a->payee != b->payee) return a->payee < b->payee ? -1 : 1;
    if (a->side != b->side) return a->side < b->side ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* Both runs' rows, by payee. */
static void read_rows(Finding *finding)
{
    const DiffSide *sides = finding->diff->sides;
    Arena *arena = finding->diff->arena;
    size_t payouts = 0, payees = 0;
    for (int s = 0; s < 2; s++) {
        payouts += rows_of(sides[s].csvs[RUN_PAYOUTS]);
        payees += rows_of(sides[s].csvs[RUN_PAYROLL]);
    }
    finding->payouts = ARENA_ARRAY(arena, Payout, payouts + 1);
    for (uint32_t s = 0; s < 2; s++) {
        const Table *payroll = sides[s].csvs[RUN_PAYROLL], *table = sides[s].csvs[RUN_PAYOUTS];
        finding->payroll[s] = ARENA_ARRAY(arena, CsvRow, payees + payouts + 1);
        for (size_t i = 0; i < payroll->slice_count; i++)
            for (size_t r = 0; r < payroll->slices[i].row_count; r++) {
                CsvRow row = {&payroll->slices[i], r};
                finding->payroll[s][names_add(finding->ids, csv_text(row, PAYROLL_PERSON))] = row;
            }
        for (size_t i = 0; i < table->slice_count; i++)
            for (size_t r = 0; r < table->slices[i].row_count; r++) {
                CsvRow row = {&table->slices[i], r};
                uint32_t payee = names_add(finding->ids, csv_text(row, PAYOUTS_PERSON));
                finding->payouts[finding->payout_count] =
                    (Payout){payee, s, finding->payout_count, row};
                finding->payout_count++;
            }
    }
    if (finding->payout_count)
        qsort(finding->payouts, finding->payout_count, sizeof *finding->payouts, compare_payouts);
}

static Money earned(const Ledger *ledger, Text person, Text plan, Text component)
{
    const Entry *entry = ledger_entry(ledger, person, plan, component, ledger->period);
    return entry ? entry->earning : (Money){0};
}

/* From the first run's figure to the second's over what the steps come to. */
typedef struct Walk { Money *causes; int64_t at; bool stepped; } Walk;

static void walk(Walk *to, Money now, unsigned cause)
{
    to->causes[cause].minor += now.minor - to->at;
    to->at = now.minor;
    to->stepped = true;
}

static void split_component(const Diff *diff, Text person, DiffComponent *component)
{
    Walk to = {component->causes, component->earnings[0].minor, false};
    if (diff->sides[0].ledger)
        walk(&to, earned(diff->sides[0].ledger, person, component->plan, component->component),
             DIFF_ROUNDING);
    for (int s = 0; s < DIFF_STEPS; s++)
        if (diff->steps[s].ledger)
            walk(&to, earned(diff->steps[s].ledger, person, component->plan,
                             component->component), diff->steps[s].cause);
    walk(&to, component->earnings[1],
         diff->steps[DIFF_STEPS - 1].ledger ? (unsigned)DIFF_ROUNDING : (unsigned)CAUSE_OTHER);
}

static uint32_t owner_of(const Ledger *ledger, size_t entry)
{
    return ledger->participations[ledger->entries[entry].participation].person;
}

/* All that a payee earns in a ledger, as payroll pays it. False: in another currency. */
static bool earned_in_all(const Ledger *ledger, const DiffPayee *payee, Money *out)
{
    uint32_t person = roster_person(&ledger->records->roster, payee->id);
    Money sum = {0};
    *out = sum;
    if (person == PERSON_NONE) return true;
    size_t low = 0, high = ledger->entry_count;          /* entries are in the order of persons */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (owner_of(ledger, middle) < person) low = middle + 1;
        else high = middle;
    }
    for (; low < ledger->entry_count && owner_of(ledger, low) == person; low++)
        if (!money_add(sum, ledger->entries[low].earning, &sum)) return false;
    PayUnit unit = ledger_pay_unit(ledger, person);
    return text_equal(currency_code(unit.currency), payee->currencies[0]) &&
           (unit.rate || unit.currency == ledger->records->company->currency_number) &&
           pay_unit_amount(ledger, unit, sum, out);
}

static void split_earnings(const Diff *diff, DiffPayee *payee)
{
    Money now;
    Walk to = {payee->causes,
               diff_money(csv_number(payee->rows[0], PAYROLL_EARNINGS), payee->digits).minor,
               false};
    if (diff->sides[0].ledger && earned_in_all(diff->sides[0].ledger, payee, &now))
        walk(&to, now, DIFF_ROUNDING);
    bool ends = false;
    for (int s = 0; s < DIFF_STEPS; s++) {
        ends = diff->steps[s].ledger && earned_in_all(diff->steps[s].ledger, payee, &now);
        if (ends) walk(&to, now, diff->steps[s].cause);
    }
    walk(&to, diff_money(csv_number(payee->rows[1], PAYROLL_EARNINGS), payee->digits),
         ends ? (unsigned)DIFF_ROUNDING : (unsigned)CAUSE_OTHER);
}

/* What a column of payroll.csv makes of the payment's difference. */
static int64_t apart(const DiffPayee *payee, int column)
{
    return diff_money(csv_number(payee->rows[1], column), payee->digits).minor -
           diff_money(csv_number(payee->rows[0], column), payee->digits).minor;
}

static void split_payment(const Diff *diff, DiffPayee *payee)
{
    Money *causes = payee->causes;
    split_earnings(diff, payee);
    causes[CAUSE_ADJUSTMENT].minor += apart(payee, PAYROLL_ADJUSTMENTS);
    causes[DIFF_PRIOR].minor += apart(payee, PAYROLL_PRIOR);
    causes[DIFF_BALANCE].minor += apart(payee, PAYROLL_BALANCE_IN) -
                                  apart(payee, PAYROLL_BALANCE_OUT);
    causes[DIFF_DRAW].minor += apart(payee, PAYROLL_DRAW_PAID) -
                               apart(payee, PAYROLL_DRAW_REPAID);
    int64_t rest = payee->payments[1].minor - payee->payments[0].minor;
    for (unsigned c = 0; c < DIFF_CAUSES; c++) rest -= causes[c].minor;
    /* What is held for later months; of a payroll in another currency each amount is rounded. */
    bool home = text_equal(payee->currencies[0], diff->sides[0].record.currency);
    bool holds = csv_number(payee->rows[0], PAYROLL_HELD).num ||
                 csv_number(payee->rows[1], PAYROLL_HELD).num;
    causes[home || holds ? DIFF_HELD : DIFF_ROUNDING].minor += rest;
}

static bool rows_differ(const CsvRow *rows, int first, int texts, int count)
{
    if (!rows[0].slice || !rows[1].slice) return true;
    for (int c = first; c < count; c++) {
        bool same = c < texts ? text_equal(csv_text(rows[0], c), csv_text(rows[1], c))
                              : ratio_equal(csv_number(rows[0], c), csv_number(rows[1], c));
        if (!same) return true;
    }
    return false;
}

static void add_component(const Diff *diff, DiffPayee *payee, CsvRow was, CsvRow is)
{
    CsvRow rows[2] = {was, is};
    if (!rows_differ(rows, PAYOUTS_PLAN, PAYOUTS_TO_DATE, PAYOUTS_COLUMNS)) return;
    CsvRow any = is.slice ? is : was;
    DiffComponent *component = &payee->components[payee->component_count++];
    *component = (DiffComponent){.plan = csv_text(any, PAYOUTS_PLAN),
                                 .component = csv_text(any, PAYOUTS_COMPONENT),
                                 .rows = {was, is}};
    for (int s = 0; s < 2; s++)
        component->earnings[s] = diff_money(csv_number(rows[s], PAYOUTS_EARNING), diff->digits);
    split_component(diff, payee->id, component);
    diff_counted(diff, payee->id, component);
}

static bool same_component(CsvRow a, CsvRow b)
{
    return text_equal(csv_text(a, PAYOUTS_PLAN), csv_text(b, PAYOUTS_PLAN)) &&
           text_equal(csv_text(a, PAYOUTS_COMPONENT), csv_text(b, PAYOUTS_COMPONENT));
}

/* The components of [from, to): the first run's, then those that only the second has. */
static void find_components(const Finding *finding, DiffPayee *payee, size_t from, size_t to)
{
    const Payout *payouts = finding->payouts;
    size_t middle = from;
    while (middle < to && payouts[middle].side == 0) middle++;
    payee->components = ARENA_ARRAY(finding->diff->arena, DiffComponent, to - from + 1);
    for (size_t i = from; i < middle; i++) {
        size_t j = middle;
        while (j < to && !same_component(payouts[i].row, payouts[j].row)) j++;
        add_component(finding->diff, payee, payouts[i].row,
                      j < to ? payouts[j].row : (CsvRow){0});
    }
    for (size_t j = middle; j < to; j++) {
        size_t i = from;
        while (i < middle && !same_component(payouts[i].row, payouts[j].row)) i++;
        if (i == middle) add_component(finding->diff, payee, (CsvRow){0}, payouts[j].row);
    }
}

static void add_payee(Finding *finding, uint32_t number, size_t from, size_t to)
{
    Diff *diff = finding->diff;
    DiffPayee *payee = &diff->payees[diff->payee_count];
    *payee = (DiffPayee){.id = names_text(finding->ids, number), .comparable = true};
    for (int s = 0; s < 2; s++) {
        CsvRow own = finding->payroll[s][number];
        CsvRow any = own.slice ? own : finding->payroll[1 - s][number];
        payee->rows[s] = own;
        payee->currencies[s] = any.slice ? csv_text(any, PAYROLL_CURRENCY)
                                         : diff->sides[s].record.currency;
        if (any.slice) payee->name = csv_text(any, PAYROLL_NAME);
    }
    find_components(finding, payee, from, to);
    bool paid = payee->rows[0].slice || payee->rows[1].slice;
    if (!payee->component_count &&
        !(paid && rows_differ(payee->rows, PAYROLL_CURRENCY, PAYROLL_BALANCE_IN, PAYROLL_CELLS)))
        return;
    diff->payee_count++;
    payee->comparable = text_equal(payee->currencies[0], payee->currencies[1]);
    for (int s = 0; s < 2; s++) {
        Currency currency = currency_find(payee->currencies[s]);
        payee->digits = currency == CURRENCY_NONE ? diff->digits : currency_digits(currency);
        payee->payments[s] = diff_money(csv_number(payee->rows[s], PAYROLL_PAYMENT),
                                        payee->digits);
    }
    if (payee->comparable) split_payment(diff, payee);
}

static int compare_ids(const void *left, const void *right, void *ids)
{
    return text_compare(names_text(ids, *(const uint32_t *)left),
                        names_text(ids, *(const uint32_t *)right));
}

void diff_find(Diff *diff)
{
    Finding finding = {.diff = diff, .ids = names_new(diff->arena)};
    read_rows(&finding);
    uint32_t count = names_count(finding.ids);
    uint32_t *order = ARENA_ARRAY(diff->arena, uint32_t, count + 1u);
    size_t *starts = ARENA_ARRAY(diff->arena, size_t, count + 2u);
    for (size_t i = 0; i < finding.payout_count; i++) starts[finding.payouts[i].payee + 1]++;
    for (uint32_t n = 0; n < count; n++) {
        starts[n + 1] += starts[n];
        order[n] = n;
    }
    qsort_r(order, count, sizeof *order, compare_ids, finding.ids);
    diff->payees = ARENA_ARRAY(diff->arena, DiffPayee, count + 1u);
    diff->payees_compared = count;
    for (uint32_t n = 0; n < count; n++)
        add_payee(&finding, order[n], starts[order[n]], starts[order[n] + 1]);
}
