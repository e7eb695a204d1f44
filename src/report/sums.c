/* sums.c - sums of money that every spreadsheet program finds alike, and lines above tables.
 *
 * A spreadsheet adds binary numbers. Whole ones are exact below 2^53; amounts with decimals come
 * out right after rounding as long as what the additions lose stays below half a minor unit: each
 * loses at most the 2^53rd part of what is added up. */
#include "sums.h"

#define WHOLE_BELOW ((Int128)1 << 53)
#define LOSSES_BELOW ((Int128)1 << 51)

Int128 magnitude_of(Money money)
{
    return money.minor < 0 ? -(Int128)money.minor : money.minor;
}

bool sum_is_exact(const Summing *summing, Sum sum)
{
    if (sum.magnitude >= WHOLE_BELOW) return false;
    return !summing->digits || sum.magnitude * (Int128)(sum.terms + 1) < LOSSES_BELOW;
}

Text text_rounded(const Summing *summing, Text body)
{
    if (!summing->digits) return body;
    return text_format(summing->arena, "ROUND(%.*s,%d)", TEXT_ARG(body), summing->digits);
}

void cell_sum(Summing *summing, Sheet *sheet, Sum sum, const CellStyle *style)
{
    if (sum_is_exact(summing, sum)) {
        Text rounded = text_rounded(summing, sum.body);
        formula_money(sheet, text_format(summing->arena, "=%.*s", TEXT_ARG(rounded)),
                      sum.value, style);
        return;
    }
    CellStyle engine = style ? *style : (CellStyle){.kind = CELL_MONEY};
    engine.origin = FROM_ENGINE;
    summing->engine_figures++;
    cell_money(sheet, sum.value, &engine);
}

void cell_block_sum(Summing *summing, Sheet *sheet, const Sheet *of, uint16_t column, Block block,
                    Sum sum, const CellStyle *style)
{
    if (!block.count) {
        cell_money(sheet, sum.value, style);
        return;
    }
    Text range = address_block(summing->arena, of, column, block.first, block.count);
    sum.body = text_format(summing->arena, "SUM(%.*s)", TEXT_ARG(range));
    sum.terms = block.count;
    cell_sum(summing, sheet, sum, style);
}

bool one_range(Arena *arena, const Sheet *sheet, uint16_t column, size_t rows, Text *out)
{
    if (!rows) return false;
    *out = address_block(arena, sheet, column, 0, rows);
    return text_count(*out, '!') == 1;
}

static Text range_of(Arena *arena, Text from, Text to)
{
    size_t cell = to.length;
    while (to.bytes[cell - 1] != '!') cell--;
    Text end = text_part(to, cell, to.length);
    return text_format(arena, "%.*s:%.*s", TEXT_ARG(from), TEXT_ARG(end));
}

Text address_lines(Arena *arena, const Sheet *sheet, uint32_t first, uint32_t last,
                   uint16_t column)
{
    return range_of(arena, address_line(arena, sheet, first, column),
                    address_line(arena, sheet, last, column));
}

Text address_across(Arena *arena, const Sheet *sheet, uint32_t line, uint16_t first, uint16_t last)
{
    return range_of(arena, address_line(arena, sheet, line, first),
                    address_line(arena, sheet, line, last));
}

void cell_formula_count(Sheet *sheet, Text formula, size_t count, const CellStyle *style)
{
    static const CellStyle plain = {.kind = CELL_COUNT};
    formula_ratio(sheet, formula, ratio_whole((int64_t)count), style ? style : &plain);
}

CellStyle in_look(CellKind kind, CellLook look)
{
    return (CellStyle){.kind = kind, .look = look};
}

void line_text(Sheet *sheet, uint32_t row, CellLook look, Text text)
{
    CellStyle style = {.look = look};
    sheet_go(sheet, row, 0);
    cell_text(sheet, text, &style);
}

void line_headings(Sheet *sheet, uint32_t row, const char *const *english, size_t texts,
                   size_t count)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_HEADING),
                    figure = in_look(CELL_COUNT, LOOK_HEADING);
    sheet_go(sheet, row, 0);
    for (size_t c = 0; c < count; c++) cell_word(sheet, english[c], c < texts ? &text : &figure);
}
