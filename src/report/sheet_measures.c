/* sheet_measures.c - the measures' credits on "Reconciliation": credited, unassigned, the
 * company's; this month and the month before. Credits lie side by side by measure, a line's
 * credits to nobody in front.   Source: CONTRACT 7. */
#include "reconciliation.h"

enum { MEASURE_TOTAL = 4, MEASURE_CREDITED, MEASURE_UNASSIGNED, MEASURE_COMPANY, MEASURE_NOW,
       MEASURE_BEFORE, PARTS_DECIMALS = 6 };
#define WHOLE_BELOW ((Int128)1 << 53)
#define SERIAL_1970 25569            /* as spreadsheets count days */

/* ---- added up */

static Block line_credits(const Ledger *ledger, uint32_t line, bool company)
{
    size_t ranks = ledger->records->roster.person_count + 1u, at = (size_t)line * ranks;
    size_t first = ledger->groups[at];
    return (Block){first, ledger->groups[company ? at + 1 : at + ranks] - first};
}

static Block measure_credits(const Ledger *ledger, const Measure *measure)
{
    Block first = line_credits(ledger, measure->first_line, false);
    for (uint32_t l = 1; l < measure->line_count; l++)
        first.count += line_credits(ledger, measure->first_line + l, false).count;
    return first;
}

static void add_credit(const View *view, const Credit *credit, MeasureRow *row)
{
    const Ledger *ledger = view->ledger;
    Arena *arena = view->arena;
    Ratio amount = ledger_credit_amount(arena, ledger, credit);
    row->total = ratio_add(arena, row->total, amount);
    if (credit->status == UNASSIGNED) {
        row->unassigned_sum = ratio_add(arena, row->unassigned_sum, amount);
        row->unassigned.count++;
    }
    if (credit->status == CREDITED) row->credited = ratio_add(arena, row->credited, amount);
    if (credit->status == COMPANY_CREDIT) row->company = ratio_add(arena, row->company, amount);
    Month month = day_month(credit->day);
    if (month == ledger->period) row->now = ratio_add(arena, row->now, amount);
    if (month == ledger->period - 1) row->before = ratio_add(arena, row->before, amount);
    Ratio size = ratio_absolute(arena, credit->amount);
    if (!ratio_is_whole(size)) row->decimals = PARTS_DECIMALS;
    int64_t units;
    if (ratio_to_int64(ratio_round(arena, size, 0, ROUND_UP), &units)) row->magnitude += units;
    else row->magnitude = WHOLE_BELOW;
}

static MeasureRow add_up(const View *view, uint32_t number)
{
    const Ledger *ledger = view->ledger;
    const Measure *measure = &ledger->design->measures[number];
    MeasureRow row = {.measure = number, .credits = measure_credits(ledger, measure),
                      .total = RATIO_ZERO, .credited = RATIO_ZERO, .unassigned_sum = RATIO_ZERO,
                      .company = RATIO_ZERO,
                      .now = RATIO_ZERO, .before = RATIO_ZERO,
                      .decimals = measure->is_money ? ledger->records->company->digits : 0};
    for (size_t i = 0; i < row.credits.count; i++)
        add_credit(view, &ledger->credits[row.credits.first + i], &row);
    return row;
}

void measures_find(const Sheets *sheets, FactLines *lines)
{
    const View *view = sheets->view;
    const Design *design = view->ledger->design;
    size_t unassigned = 0;
    lines->measures = ARENA_ARRAY(view->arena, MeasureRow, design->measure_count + 1u);
    for (uint32_t m = 0; m < design->measure_count; m++) {
        const Measure *measure = &design->measures[m];
        bool listed = false;
        for (uint32_t l = 0; l < measure->line_count; l++)
            listed |= view->ledger->line_listed[measure->first_line + l];
        if (!listed) continue;
        MeasureRow *row = &lines->measures[lines->measure_count++];
        *row = add_up(view, m);
        row->unassigned.first = unassigned;
        unassigned += row->unassigned.count;
    }
}

/* ---- shown */

/* Decimals lose nothing that rounding does not bring back: see sums.c. */
static bool is_exact(const MeasureRow *row)
{
    Int128 units = row->magnitude;
    if (!row->decimals) return units < WHOLE_BELOW;
    if (row->decimals == PARTS_DECIMALS) units *= 1000000;
    return units * (Int128)(row->credits.count + 2) < WHOLE_BELOW / 4;
}

static bool credits_are_there(const Sheets *sheets)
{
    return credits_on_sheet(sheets->view);
}

/* =body, rounded to the decimals that the amounts have; "": it can't be said. */
static void amount_cell(Sheets *sheets, const MeasureRow *row, Text body, Ratio amount)
{
    static const CellStyle engine = {.kind = CELL_DECIMAL, .origin = FROM_ENGINE};
    Arena *arena = sheets->view->arena;
    if (!body.length || !is_exact(row)) {
        sheets->summing.engine_figures++;
        cell_ratio(sheets->reconciliation, true, amount, &engine);
        return;
    }
    Text formula = row->decimals ? text_format(arena, "=ROUND(%.*s,%d)", TEXT_ARG(body),
                                               row->decimals)
                                 : text_format(arena, "=%.*s", TEXT_ARG(body));
    Ratio shown = ratio_round(arena, amount, row->decimals, ROUND_HALF_UP);
    formula_ratio(sheets->reconciliation, formula, shown, NULL);
}

static Text block_sum(const Sheets *sheets, const Sheet *sheet, uint16_t column, Block block)
{
    Arena *arena = sheets->view->arena;
    if (!block.count) return TEXT("0");
    Text range = address_block(arena, sheet, column, block.first, block.count);
    return text_format(arena, "SUM(%.*s)", TEXT_ARG(range));
}

static Text credits_sum(const Sheets *sheets, Block block)
{
    if (!credits_are_there(sheets)) return TEXT("");
    return block_sum(sheets, working_credits(sheets->working), CREDITS_AMOUNT, block);
}

static Text company_sum(const Sheets *sheets, const MeasureRow *row)
{
    const Ledger *ledger = sheets->view->ledger;
    const Measure *measure = &ledger->design->measures[row->measure];
    Buffer out = {.arena = sheets->view->arena};
    if (!credits_are_there(sheets)) return TEXT("");
    buffer_text(&out, TEXT("0"));
    for (uint32_t l = 0; l < measure->line_count; l++) {
        Block block = line_credits(ledger, measure->first_line + l, true);
        if (!block.count) continue;
        buffer_byte(&out, '+');
        buffer_text(&out, credits_sum(sheets, block));
    }
    return buffer_result(&out);
}

/* By their dates, which are numbers: a criterion on them means what it says. */
static Text month_sum(const Sheets *sheets, const MeasureRow *row, Month month)
{
    Arena *arena = sheets->view->arena;
    if (!row->credits.count) return TEXT("0");
    if (!credits_are_there(sheets)) return TEXT("");
    const Sheet *credits = working_credits(sheets->working);
    Text amounts = address_block(arena, credits, CREDITS_AMOUNT, row->credits.first,
                                 row->credits.count);
    Text days = address_block(arena, credits, CREDITS_DAY, row->credits.first,
                              row->credits.count);
    if (text_count(days, '!') > 1) return TEXT("");
    return text_format(arena, "SUMIFS(%.*s,%.*s,\">=\"&%d,%.*s,\"<\"&%d)", TEXT_ARG(amounts),
                       TEXT_ARG(days), month_first_day(month) + SERIAL_1970, TEXT_ARG(days),
                       month_first_day(month + 1) + SERIAL_1970);
}

static Text less(const Sheets *sheets, uint16_t from, uint16_t what)
{
    Arena *arena = sheets->view->arena;
    const Sheet *sheet = sheets->reconciliation;
    return text_format(arena, "%.*s-%.*s", TEXT_ARG(address_here(arena, sheet, from)),
                       TEXT_ARG(address_here(arena, sheet, what)));
}

static void measure_row(Sheets *sheets, const MeasureRow *row)
{
    const Ledger *ledger = sheets->view->ledger;
    Arena *arena = sheets->view->arena;
    const Measure *measure = &ledger->design->measures[row->measure];
    Sheet *sheet = sheets->reconciliation;
    cell_text(sheet, measure->key, NULL);
    cell_text(sheet, measure->title, NULL);
    cell_text(sheet, measure->is_money ? ledger->records->company->currency : measure->unit, NULL);
    cell_count(sheet, (int64_t)row->credits.count, NULL);
    amount_cell(sheets, row, credits_sum(sheets, row->credits), row->total);
    Text rest = text_format(arena, "%.*s-%.*s",
                            TEXT_ARG(less(sheets, MEASURE_TOTAL, MEASURE_UNASSIGNED)),
                            TEXT_ARG(address_here(arena, sheet, MEASURE_COMPANY)));
    amount_cell(sheets, row, rest,
                ratio_subtract(arena, ratio_subtract(arena, row->total, row->unassigned_sum),
                               row->company));
    amount_cell(sheets, row, block_sum(sheets, sheets->unassigned, UNASSIGNED_AMOUNT,
                                       row->unassigned), row->unassigned_sum);
    amount_cell(sheets, row, company_sum(sheets, row), row->company);
    amount_cell(sheets, row, month_sum(sheets, row, ledger->period), row->now);
    amount_cell(sheets, row, month_sum(sheets, row, ledger->period - 1), row->before);
    amount_cell(sheets, row, less(sheets, MEASURE_NOW, MEASURE_BEFORE),
                ratio_subtract(arena, row->now, row->before));
    sheet_end_row(sheet);
}

void measures_fill(Sheets *sheets)
{
    const FactLines *lines = sheets->fact_lines;
    for (size_t m = 0; m < lines->measure_count; m++) measure_row(sheets, &lines->measures[m]);
}

size_t reconciliation_measures(const Sheets *sheets)
{
    return sheets->fact_lines->measure_count;
}

MeasureSums reconciliation_measure(const Sheets *sheets, size_t number)
{
    const MeasureRow *row = &sheets->fact_lines->measures[number];
    const Sheet *sheet = sheets->reconciliation;
    Arena *arena = sheets->view->arena;
    Ratio rest = ratio_subtract(arena, ratio_subtract(arena, row->total, row->unassigned_sum),
                                row->company);
    return (MeasureSums){.key = sheets->view->ledger->design->measures[row->measure].key,
                         .is_there = credits_are_there(sheets) && is_exact(row),
                         .total = address_of(arena, sheet, number, MEASURE_TOTAL),
                         .credited = address_of(arena, sheet, number, MEASURE_CREDITED),
                         .engine_total = ratio_round(arena, row->total, row->decimals,
                                                     ROUND_HALF_UP),
                         .shown_credited = ratio_round(arena, rest, row->decimals, ROUND_HALF_UP),
                         .engine_credited = ratio_round(arena, row->credited, row->decimals,
                                                        ROUND_HALF_UP)};
}
