/* working_credits.c - Credits, each with the whole number that it adds, and Sums: the runs of their
 * rows that make up a value where one run is not enough. */
#include "working_inside.h"

#include <string.h>

#define UNITS_BELOW ((Int128)1 << 50)    /* an amount x scale is still rounded to the right one */
enum { RATE_CELLS = 3 };                 /* of a company with rates */

/* ---- whole units */

static bool share_denominator(int64_t *scale, int64_t den)
{
    int64_t a = *scale, b = den;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    Int128 common = (Int128)(*scale / a) * den;
    if (common >= UNITS_BELOW) return false;
    *scale = (int64_t)common;
    return true;
}

static Int128 units_of(const LineUnits *line, bool is_money, const Credit *credit)
{
    if (is_money) return credit->amount.num;
    return (Int128)credit->amount.num * (line->scale / credit->amount.den);
}

static bool line_is_money(const Working *working, uint32_t line)
{
    const Design *design = working->ledger->design;
    return design->measures[design->lines[line].measure].is_money;
}

/* The ledger keeps money in minor units, counts as they are. */
void units_find(Working *working)
{
    const Ledger *ledger = working->ledger;
    uint32_t count = ledger->design->line_count;
    Int128 *sums = ARENA_ARRAY(working->arena, Int128, count + 1u);
    working->lines = ARENA_ARRAY(working->arena, LineUnits, count + 1u);
    int64_t minor = 1;
    for (int d = 0; d < working->digits; d++) minor *= 10;
    for (uint32_t l = 0; l < count; l++)
        working->lines[l] = (LineUnits){line_is_money(working, l) ? minor : 1, true};
    for (size_t i = 0; i < ledger->credit_count; i++) {
        const Credit *credit = &ledger->credits[i];
        LineUnits *line = &working->lines[credit->line];
        if (credit->amount.big) line->fits = false;
        else if (!line_is_money(working, credit->line))
            line->fits = line->fits && share_denominator(&line->scale, credit->amount.den);
    }
    for (size_t i = 0; i < ledger->credit_count; i++) {
        const Credit *credit = &ledger->credits[i];
        LineUnits *line = &working->lines[credit->line];
        if (!line->fits) continue;
        Int128 units = units_of(line, line_is_money(working, credit->line), credit);
        sums[credit->line] += units < 0 ? -units : units;
        line->fits = sums[credit->line] < UNITS_BELOW;
    }
}

/* ---- what a value adds up */

typedef struct Runs { Arena *arena; CreditRun *items; size_t count, capacity; } Runs;

static void add_run(void *context, size_t first, size_t count, int32_t weight)
{
    Runs *runs = context;
    CreditRun *last = runs->count ? &runs->items[runs->count - 1] : NULL;
    if (last && last->weight == weight && last->first + last->count == first) {
        last->count += count;
        return;
    }
    runs->items = array_room(runs->arena, runs->items, runs->count, &runs->capacity,
                             sizeof *runs->items);
    runs->items[runs->count++] = (CreditRun){first, count, weight};
}

const CreditRun *runs_of(Working *working, const Entry *entry, uint32_t line, size_t *count)
{
    Runs runs = {.arena = working->arena};
    ledger_line_blocks(working->scratch, working->ledger, entry, line, add_run, &runs);
    *count = runs.count;
    return runs.items;
}

static Text sum_key(Working *working, const Entry *entry, uint32_t line)
{
    Buffer key = {.arena = working->scratch};
    buffer_integer(&key, line);
    for (uint32_t s = 0; s < entry->span_count; s++) {
        const Span *span = &entry->spans[s];
        Day from = span->from > entry->from ? span->from : entry->from;
        Day to = span->to < entry->to ? span->to : entry->to;
        if (from <= to)
            buffer_format(&key, " %d:%u:%d:%d:%d", (int)span->kind, span->holder, (int)from,
                          (int)to, (int)span->weight);
    }
    return buffer_result(&key);
}

/* The set of credits of a line that an entry counts. */
uint32_t sums_add(Working *working, const Entry *entry, uint32_t line)
{
    if (line == INDEX_NONE || !working->with_credits) return SET_NONE;
    uint32_t set = names_add(working->sum_keys, sum_key(working, entry, line));
    if (set < working->sum_count) return set;
    Int128 units = 0;
    size_t count;
    const CreditRun *runs = runs_of(working, entry, line, &count);
    const LineUnits *line_units = &working->lines[line];
    for (size_t r = 0; line_units->fits && r < count; r++)
        for (size_t i = 0; i < runs[r].count; i++)
            units += units_of(line_units, line_is_money(working, line),
                              &working->ledger->credits[runs[r].first + i]) *
                     runs[r].weight;
    working->sums = array_room(working->arena, working->sums, working->sum_count,
                               &working->sum_capacity, sizeof *working->sums);
    working->sums[working->sum_count++] = (SumSet){line, runs, count, working->sum_rows, units};
    if (count > 1 || (count && runs[0].weight != 1)) working->sum_rows += count;
    return set;
}

static uint16_t units_column(const Working *working, uint32_t line)
{
    return working->lines[line].scale == 1 ? CREDITS_AMOUNT : working->units_column;
}

static Text run_address(const Working *working, Arena *arena, uint32_t line, const CreditRun *run)
{
    return address_block(arena, working->credits_sheet, units_column(working, line),
                         run->first, run->count);
}

Text credit_address(const Working *working, Arena *arena, size_t credit)
{
    return address_of(arena, working->credits_sheet, credit,
                      units_column(working, working->ledger->credits[credit].line));
}

/* What a set adds up, as the pen's sheet says it. */
Whole sums_units(const Working *working, const Pen *pen, uint32_t number)
{
    const SumSet *set = &working->sums[number];
    if (!working->lines[set->line].fits) return whole_none();
    if (set->run_count == 0) return whole_number(pen->arena, 0);
    bool alone = set->run_count == 1 && set->runs[0].weight == 1;
    Text block = alone ? run_address(working, pen->arena, set->line, &set->runs[0])
                       : address_block(pen->arena, working->sums_sheet, SUMS_UNITS,
                                       set->first_row, set->run_count);
    return whole_said(text_format(pen->arena, "SUM(%.*s)", TEXT_ARG(block)), set->units);
}

/* Where a reader who wants to see what was added up should look. False: nothing was. */
bool sums_place(const Working *working, uint32_t number, const Sheet **sheet, size_t *row)
{
    if (number == SET_NONE || !working->sums[number].run_count) return false;
    const SumSet *set = &working->sums[number];
    bool alone = set->run_count == 1 && set->runs[0].weight == 1;
    *sheet = alone ? working->credits_sheet : working->sums_sheet;
    *row = alone ? set->runs[0].first : set->first_row;
    return true;
}

/* ---- the sheets */

static void add_columns(SheetColumn *columns, uint16_t *count, const SheetColumn *more, size_t n)
{
    memcpy(columns + *count, more, n * sizeof *more);
    *count = (uint16_t)(*count + n);
}

void credits_add(Working *working)
{
    static const SheetColumn as_listed[CREDITS_COLUMNS] = {
        HEADED("measure", CELL_TEXT, FROM_INPUT, 26), HEADED("credit", CELL_TEXT, FROM_INPUT, 12),
        HEADED("person_id", CELL_TEXT, FROM_INPUT, 0), HEADED("date", CELL_DATE, FROM_INPUT, 0),
        HEADED("amount", CELL_DECIMAL, FROM_INPUT, 0),
        HEADED("share", CELL_PERCENT, FROM_INPUT, 0), HEADED("feed", CELL_TEXT, FROM_INPUT, 11),
        HEADED("key", CELL_TEXT, FROM_INPUT, 14), HEADED("file", CELL_TEXT, FROM_INPUT, 24),
        HEADED("line", CELL_COUNT, FROM_INPUT, 0), HEADED("status", CELL_TEXT, FROM_INPUT, 13)};
    static const SheetColumn detail[] = {HEADED("detail", CELL_TEXT, FROM_INPUT, 16)};
    static const SheetColumn rates[] = {
        HEADED("currency", CELL_TEXT, FROM_INPUT, 0), HEADED("rate", CELL_RATE, FROM_INPUT, 0),
        HEADED("rate_source", CELL_TEXT, FROM_INPUT, 24)};
    static const SheetColumn units[] = {FOLDED("units", CELL_EXACT, FROM_FORMULA), COLUMNS_END};
    SheetColumn *columns = ARENA_ARRAY(working->arena, SheetColumn, CREDITS_COLUMNS + 6);
    uint16_t count = 0;
    bool scaled = false;
    for (uint32_t l = 0; l < working->ledger->design->line_count; l++)
        scaled |= working->lines[l].scale != 1;
    add_columns(columns, &count, as_listed, CREDITS_COLUMNS);
    if (working->rows) add_columns(columns, &count, detail, 1);
    if (working->ledger->records->company->fx.pattern.length > 0)
        add_columns(columns, &count, rates, RATE_CELLS);
    working->units_column = count;
    add_columns(columns, &count, scaled ? units : units + 1, scaled ? 2 : 1);
    bool elsewhere = !working->with_credits;                 /* the line above says where */
    working->credits_sheet = sheet_add(working->workbook, "Credits", columns, elsewhere ? 1 : 0,
                                       elsewhere ? 0 : working->ledger->credit_count);
}

static void units_cell(Working *working, Sheet *sheet, const Credit *credit, bool has_rate)
{
    const LineUnits *line = &working->lines[credit->line];
    if (line->scale == 1 || !line->fits) return;
    if (!has_rate && working->ledger->records->company->fx.pattern.length > 0)
        sheet_skip(sheet, RATE_CELLS);
    Text amount = address_here(working->scratch, sheet, CREDITS_AMOUNT);
    bool is_money = line_is_money(working, credit->line);
    formula_ratio(sheet, text_format(working->scratch, "=ROUND(%.*s*%lld,0)", TEXT_ARG(amount),
                                     (long long)line->scale),
                  ratio_whole((int64_t)units_of(line, is_money, credit)), NULL);
}

/* Where the row's own amount is in the workbook, that times the share; but not where the parts of
 * several payees were rounded so that they add up. */
static void credit_amount(Working *working, Sheet *sheet, const Credit *credit)
{
    static const CellStyle formula = {.kind = CELL_DECIMAL};
    const Ledger *ledger = working->ledger;
    Arena *scratch = working->scratch;
    Ratio amount = ledger_credit_amount(scratch, ledger, credit), whole;
    bool is_money = line_is_money(working, credit->line);
    Text cell;
    bool exact = working->rows && (is_money || ratio_is_whole(amount)) &&
                 source_amount(working->rows, scratch, credit, &cell, &whole) &&
                 ratio_equal(ratio_multiply(scratch, whole, ledger->shares[credit->share]),
                             amount);
    if (!exact) {
        cell_ratio(sheet, true, amount, NULL);
        return;
    }
    Text share = address_here(scratch, sheet, CREDITS_SHARE);
    formula_ratio(sheet, text_format(scratch, "=ROUND(%.*s*%.*s,%d)", TEXT_ARG(cell),
                                     TEXT_ARG(share), is_money ? working->digits : 0), amount,
                  &formula);
}

static void credit_row(Working *working, Sheet *sheet, const Credit *credit)
{
    static const char *const statuses[] = {"credited", "unassigned", "company"};
    const Ledger *ledger = working->ledger;
    const SliceRef *at = &ledger->slices[credit->slice];
    const CreditLine *line = &ledger->design->lines[credit->line];
    cell_text(sheet, ledger->design->measures[line->measure].key, NULL);
    cell_text(sheet, line->name, NULL);
    cell_text(sheet, credit->person == PERSON_NONE
                          ? TEXT("") : ledger->records->roster.persons[credit->person].id, NULL);
    cell_day(sheet, credit->day, NULL);
    credit_amount(working, sheet, credit);
    cell_ratio(sheet, true, ledger->shares[credit->share], NULL);
    cell_text(sheet, at->table->spec->name, NULL);
    cell_text(sheet, record_key(at->table, at->slice, credit->row), NULL);
    cell_text(sheet, at->slice->file->source.path, NULL);
    if (working->rows) {
        RowPlace place = source_row(working->rows, credit);
        cell_link_next(sheet, place.sheet, place.row);
    }
    cell_count(sheet, at->slice->lines[credit->row], NULL);
    cell_text(sheet, text_of(statuses[credit->status]), NULL);
    if (working->rows)
        cell_text(sheet, record_shown(working->scratch, at->table, at->slice, credit->row), NULL);
    const FxRate *rate = ledger_rate(ledger, credit);
    if (rate) {
        cell_text(sheet, currency_code(rate->currency), NULL);
        cell_ratio(sheet, true, rate->rate, NULL);
        cell_text(sheet, rate->source, NULL);
    }
    units_cell(working, sheet, credit, rate != NULL);
    sheet_end_row(sheet);
}

void credits_fill(Working *working)
{
    static const CellStyle note = {.kind = CELL_TEXT, .look = LOOK_NOTE};
    Sheet *sheet = working->credits_sheet;
    if (!working->with_credits)
        cell_text(sheet, credits_elsewhere(working->view, workbook_words(working->workbook)),
                  &note);
    sheet_heading(sheet);
    for (size_t i = 0; working->with_credits && i < working->ledger->credit_count; i++) {
        credit_row(working, sheet, &working->ledger->credits[i]);
        arena_reset(working->scratch);
    }
}

void sums_sheet_add(Working *working)
{
    static const SheetColumn columns[] = {
        HEADED("sum", CELL_COUNT, FROM_FORMULA, 0), HEADED("measure", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("credit", CELL_TEXT, FROM_FORMULA, 12), HEADED("from", CELL_DATE, FROM_FORMULA, 0),
        HEADED("to", CELL_DATE, FROM_FORMULA, 0), HEADED("credits", CELL_COUNT, FROM_FORMULA, 0),
        HEADED("times", CELL_COUNT, FROM_FORMULA, 0),
        HEADED("amount", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("units", CELL_EXACT, FROM_FORMULA, 0), COLUMNS_END};
    if (working->sum_rows)
        working->sums_sheet = sheet_add(working->workbook, "Sums", columns, 0, working->sum_rows);
}

static void sum_row(Working *working, Sheet *sheet, size_t number, const CreditRun *run)
{
    const Ledger *ledger = working->ledger;
    const uint32_t at = working->sums[number].line;
    const LineUnits *units = &working->lines[at];
    const CreditLine *line = &ledger->design->lines[at];
    const Credit *credits = &ledger->credits[run->first];
    Day from = credits[0].day, to = from;
    Int128 sum = 0;
    for (size_t i = 0; i < run->count; i++) {
        if (credits[i].day < from) from = credits[i].day;
        if (credits[i].day > to) to = credits[i].day;
        if (units->fits) sum += units_of(units, line_is_money(working, at), &credits[i]);
    }
    sum *= run->weight;
    cell_count(sheet, (int64_t)number + 1, NULL);
    cell_text(sheet, ledger->design->measures[line->measure].key, NULL);
    cell_text(sheet, line->name, NULL);
    cell_day(sheet, from, NULL);
    cell_day(sheet, to, NULL);
    cell_count(sheet, (int64_t)run->count, NULL);
    cell_count(sheet, run->weight, NULL);
    if (units->fits) {
        Text here = address_here(working->scratch, sheet, SUMS_UNITS);
        formula_ratio(sheet, text_format(working->scratch, "=%.*s/%lld", TEXT_ARG(here),
                                         (long long)units->scale),
                      ratio_make(working->scratch, (int64_t)sum, units->scale), NULL);
        Text block = run_address(working, working->scratch, at, run);
        Text times = address_here(working->scratch, sheet, SUMS_TIMES);
        formula_ratio(sheet, text_format(working->scratch, "=%.*s*SUM(%.*s)", TEXT_ARG(times),
                                         TEXT_ARG(block)), ratio_whole((int64_t)sum), NULL);
    }
    sheet_end_row(sheet);
}

void sums_fill(Working *working)
{
    if (!working->sums_sheet) return;
    sheet_heading(working->sums_sheet);
    for (size_t s = 0; s < working->sum_count; s++) {
        const SumSet *set = &working->sums[s];
        if (set->run_count == 1 && set->runs[0].weight == 1) continue;
        for (size_t r = 0; r < set->run_count; r++) {
            sum_row(working, working->sums_sheet, s, &set->runs[r]);
            arena_reset(working->scratch);
        }
    }
}
