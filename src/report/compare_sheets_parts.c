/* compare_sheets_parts.c - what the sheets of compare.xlsx are made of: titles, columns by design,
 * sums over columns and by key. */
#include "compare_sheets.h"

#include <assert.h>

const char *sheets_say(const CompareSheets *sheets, const char *english)
{
    return tr(workbook_words(sheets->workbook), english);
}

Text letter_of(const CompareSheets *sheets, size_t side)
{
    return compare_letter(sheets->view->arena, side);
}

void title_lines(CompareSheets *sheets, Sheet *sheet, const char *english)
{
    Arena *arena = sheets->view->arena;
    const Comparison *comparison = sheets->view->comparison;
    const Company *company = comparison->records->company;
    Buffer designs = {.arena = arena};
    for (size_t s = 0; s < sheets->sides; s++)
        buffer_format(&designs, "%s%.*s: %.*s", s ? "    " : "",
                      TEXT_ARG(letter_of(sheets, s)),
                      TEXT_ARG(comparison->sides[s].design->title));
    Text from = month_text(arena, comparison->from), to = month_text(arena, comparison->to);
    line_text(sheet, 0, LOOK_TITLE,
              text_format(arena, "%.*s  %.*s..%.*s", TEXT_ARG(company->name), TEXT_ARG(from),
                          TEXT_ARG(to)));
    line_text(sheet, 1, LOOK_NOTE,
              text_format(arena, "%s - %.*s", sheets_say(sheets, english),
                          TEXT_ARG(company->currency)));
    line_text(sheet, 2, LOOK_NOTE, buffer_result(&designs));
}

/* ---- columns */

ColumnsPen columns_start(const CompareSheets *sheets, size_t most)
{
    return (ColumnsPen){sheets, ARENA_ARRAY(sheets->view->arena, SheetColumn, most + 1), 0};
}

uint16_t columns_one(ColumnsPen *pen, SheetColumn column)
{
    pen->items[pen->count] = column;
    return pen->count++;
}

static void named_column(ColumnsPen *pen, Text heading, CellKind kind, CellOrigin origin)
{
    columns_one(pen, (SheetColumn){.heading = heading.bytes, .is_name = true,
                                   .style = {.kind = kind, .origin = origin}, .width = 12});
}

uint16_t columns_of_sides(ColumnsPen *pen, size_t from, const char *english, CellKind kind,
                          CellOrigin origin)
{
    uint16_t first = pen->count;
    const CompareSheets *sheets = pen->sheets;
    for (size_t s = from; s < sheets->sides; s++)
        named_column(pen, text_format(sheets->view->arena, "%s %.*s", sheets_say(sheets, english),
                                      TEXT_ARG(letter_of(sheets, s))), kind, origin);
    return first;
}

uint16_t columns_against(ColumnsPen *pen, bool percent)
{
    uint16_t first = pen->count;
    const CompareSheets *sheets = pen->sheets;
    for (size_t s = 1; s < sheets->sides; s++)
        named_column(pen, text_format(sheets->view->arena, "%.*s - A%s",
                                      TEXT_ARG(letter_of(sheets, s)), percent ? " %" : ""),
                     percent ? CELL_PERCENT : CELL_MONEY, FROM_FORMULA);
    return first;
}

uint16_t columns_of_value(ColumnsPen *pen, CellOrigin origin)
{
    uint16_t first = columns_of_sides(pen, 0, N_("value counted"), CELL_MONEY, origin);
    columns_of_sides(pen, 0, N_("earned for it"), CELL_MONEY, origin);
    columns_of_sides(pen, 0, N_("of value"), CELL_PERCENT, FROM_FORMULA);
    return first;
}

/* ---- sums */

Money amount_of(const CompareLine *line, AmountOf of, size_t side)
{
    if (of == FOR_VALUE) return line->counted[side].earned;
    return of == PAID ? line->paid[side] : line->earned[side];
}

uint16_t amount_column(const CompareSheets *sheets, const AmountPlaces *places, AmountOf of,
                       size_t side)
{
    size_t first = of == PAID ? places->paid : of == EARNED ? places->earned
                                                            : places->value + sheets->sides;
    return (uint16_t)(first + side);
}

Sum column_sum(const CompareSheets *sheets, const Sheet *of, uint16_t column,
               const CompareLines *lines, AmountOf amount, size_t side)
{
    Sum sum = {.body = TEXT("0"), .terms = lines->count};
    for (size_t i = 0; i < lines->count; i++) {
        Money one = amount_of(&lines->items[i], amount, side);
        sum.value.minor += one.minor;
        sum.magnitude += magnitude_of(one);
    }
    if (!lines->count) return sum;
    Text block = address_block(sheets->view->arena, of, column, 0, lines->count);
    sum.body = text_format(sheets->view->arena, "SUM(%.*s)", TEXT_ARG(block));
    return sum;
}

bool keyed_sum(const CompareSheets *sheets, const Sheet *sheet, uint16_t column, uint16_t keys,
               uint16_t key, Text *out)
{
    Arena *arena = sheets->view->arena;
    size_t rows = sheets->view->payees.count;
    Text amounts, range, here = address_here(arena, sheet, key);
    if (!one_range(arena, sheets->payees, column, rows, &amounts) ||
        !one_range(arena, sheets->payees, keys, rows, &range))
        return false;
    *out = text_format(arena, "SUMIFS(%.*s,%.*s,%.*s)", TEXT_ARG(amounts), TEXT_ARG(range),
                       TEXT_ARG(here));
    return true;
}

void keyed_cell(CompareSheets *sheets, Sheet *sheet, uint16_t column, uint16_t keys, uint16_t key,
                Sum sum, const CellStyle *style)
{
    if (!keyed_sum(sheets, sheet, column, keys, key, &sum.body)) sum.magnitude = INT64_MAX;
    cell_sum(&sheets->summing, sheet, sum, style);
}

/* ---- figures that may be fractions: targets, what was counted */

bool target_of(const CompareLine *payee, size_t side, Ratio *out)
{
    *out = payee->target[side];
    return payee_has_target(payee, side);
}

bool value_of(const CompareLine *line, size_t side, Ratio *out)
{
    *out = line->counted[side].value;
    return true;
}

bool ratios_are_amounts(const CompareSheets *sheets, const CompareLines *lines, RatioOf *of,
                        size_t side)
{
    Sum sum = {.terms = lines->count};
    int digits = sheets->summing.digits;
    for (size_t i = 0; i < lines->count; i++) {
        Ratio ratio;
        Money amount;
        if (!of(&lines->items[i], side, &ratio)) continue;
        if (!money_from_ratio(ratio, digits, ROUND_HALF_UP, &amount) ||
            !ratio_equal(ratio_from_money(amount, digits), ratio))
            return false;
        sum.magnitude += magnitude_of(amount);
    }
    return sum_is_exact(&sheets->summing, sum);
}

/* A binary sum of fractions is near enough for a figure that is one itself, not for an amount. */
void ratio_sum_cell(CompareSheets *sheets, Sheet *sheet, Text body, bool amounts, Ratio sum,
                    const CellStyle *style)
{
    Arena *arena = sheets->view->arena;
    bool is_amount = ratio_is_whole(ratio_multiply(arena, sum, ratio_whole(10000)));
    if (body.length && (amounts || !is_amount)) {
        Text said = amounts ? text_rounded(&sheets->summing, body) : body;
        formula_ratio(sheet, text_format(arena, "=%.*s", TEXT_ARG(said)), sum, style);
        return;
    }
    CellStyle engine = *style;
    engine.origin = FROM_ENGINE;
    sheets->summing.engine_figures++;
    cell_ratio(sheet, true, sum, &engine);
}

void share_of_value_cell(CompareSheets *sheets, Sheet *sheet, const AmountPlaces *places,
                         CompareCounted counted, size_t side, const CellStyle *style)
{
    Arena *arena = sheets->view->arena;
    Ratio part;
    if (!compare_counted_share(sheets->view, counted, &part)) {
        cell_text(sheet, TEXT(""), style);
        return;
    }
    Text value = address_here(arena, sheet, (uint16_t)(places->value + side)),
         earned = address_here(arena, sheet, (uint16_t)(places->value + sheets->sides + side));
    formula_ratio(sheet, text_format(arena, "=%.*s/%.*s", TEXT_ARG(earned), TEXT_ARG(value)), part,
                  style);
}

void against_cells(CompareSheets *sheets, Sheet *sheet, const AmountPlaces *places,
                   const Money *paid, CellLook look)
{
    Arena *arena = sheets->view->arena;
    const CellStyle money = in_look(CELL_MONEY, look), percent = in_look(CELL_PERCENT, look);
    Text first = address_here(arena, sheet, places->paid);
    for (size_t s = 1; s < sheets->sides; s++) {
        Text own = address_here(arena, sheet, (uint16_t)(places->paid + s));
        cell_sum(&sheets->summing, sheet,
                 (Sum){text_format(arena, "%.*s-%.*s", TEXT_ARG(own), TEXT_ARG(first)),
                       (Money){paid[s].minor - paid[0].minor},
                       magnitude_of(paid[s]) + magnitude_of(paid[0]), 2}, &money);
    }
    for (size_t s = 1; s < sheets->sides; s++) {
        Text more = address_here(arena, sheet, (uint16_t)(places->difference + s - 1));
        Ratio part;
        if (compare_percent(sheets->view, (Money){paid[s].minor - paid[0].minor}, paid[0], &part))
            formula_ratio(sheet, text_format(arena, "=%.*s/%.*s", TEXT_ARG(more),
                                             TEXT_ARG(first)), part, &percent);
        else cell_text(sheet, TEXT(""), &percent);
    }
}

/* ---- a table's total */

static void total_payees(CompareSheets *sheets, Sheet *sheet, uint16_t column,
                         const CompareLines *lines, size_t side)
{
    const CellStyle figure = in_look(CELL_COUNT, LOOK_TOTAL);
    size_t sum = 0;
    for (size_t i = 0; i < lines->count; i++) sum += lines->items[i].payees[side];
    if (!lines->count) {
        cell_count(sheet, 0, &figure);
        return;
    }
    Text block = address_block(sheets->view->arena, sheet, column, 0, lines->count);
    cell_formula_count(sheet, text_format(sheets->view->arena, "=SUM(%.*s)", TEXT_ARG(block)), sum,
                       &figure);
}

static void total_amounts(CompareSheets *sheets, Sheet *sheet, uint16_t column,
                          const CompareLines *lines, AmountOf of, Money *totals)
{
    const CellStyle money = in_look(CELL_MONEY, LOOK_TOTAL);
    for (size_t s = 0; s < sheets->sides; s++) {
        Sum sum = column_sum(sheets, sheet, (uint16_t)(column + s), lines, of, s);
        if (totals) totals[s] = sum.value;
        cell_sum(&sheets->summing, sheet, sum, &money);
    }
}

static void total_value(CompareSheets *sheets, Sheet *sheet, uint32_t line,
                        const AmountPlaces *places, const CompareLines *lines)
{
    const CellStyle money = in_look(CELL_MONEY, LOOK_TOTAL),
                    percent = in_look(CELL_PERCENT, LOOK_TOTAL);
    Arena *arena = sheets->view->arena;
    sheet_go(sheet, line, places->value);
    for (size_t s = 0; s < sheets->sides; s++) {
        Text body = TEXT("");
        if (lines->count)
            body = text_format(arena, "SUM(%.*s)",
                               TEXT_ARG(address_block(arena, sheet, (uint16_t)(places->value + s),
                                                      0, lines->count)));
        ratio_sum_cell(sheets, sheet, body, ratios_are_amounts(sheets, lines, value_of, s),
                       sheets->view->total.counted[s].value, &money);
    }
    total_amounts(sheets, sheet, (uint16_t)(places->value + sheets->sides), lines, FOR_VALUE,
                  NULL);
    for (size_t s = 0; s < sheets->sides; s++)
        share_of_value_cell(sheets, sheet, places, sheets->view->total.counted[s], s, &percent);
}

void total_line(CompareSheets *sheets, Sheet *sheet, uint32_t line, const AmountPlaces *places,
                const CompareLines *lines)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL);
    Money *paid = ARENA_ARRAY(sheets->view->arena, Money, sheets->sides + 1);
    uint16_t first = places->payees == COLUMN_NONE ? places->paid : places->payees;
    sheet_go(sheet, line, 0);
    cell_word(sheet, N_("total"), &text);
    for (uint16_t c = 1; c < first; c++) cell_text(sheet, TEXT(""), &text);
    if (places->payees != COLUMN_NONE)
        for (size_t s = 0; s < sheets->sides; s++)
            total_payees(sheets, sheet, (uint16_t)(places->payees + s), lines, s);
    assert(places->payees == COLUMN_NONE || places->paid == places->payees + sheets->sides);
    total_amounts(sheets, sheet, places->paid, lines, PAID, paid);
    against_cells(sheets, sheet, places, paid, LOOK_TOTAL);
    if (places->earned != COLUMN_NONE) {
        sheet_go(sheet, line, places->earned);
        total_amounts(sheets, sheet, places->earned, lines, EARNED, NULL);
    }
    if (places->value != COLUMN_NONE) total_value(sheets, sheet, line, places, lines);
}
