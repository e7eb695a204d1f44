/* shown.c - how many decimals a figure is shown with, and how wide its column must be. */
#include "inside.h"

#include <string.h>

#define DECIMALS_LEAST 2             /* of a fraction, and of a percentage that one does not hold */
#define DIGITS_MOST 15               /* what a double holds of any decimal */
#define TEXT_WIDTH_MAX 60            /* columns; of longer texts the rest is out of sight */
#define PADDING 3                    /* margins, an indent, parentheses */
#define RATE_WIDTH 11
#define MARGINS 2
#define LINES_MOST 20                /* a row can't be higher than the format allows */
#define DATE_WIDTH 10

int money_digits(const Workbook *workbook, const CellStyle *style)
{
    return style->kind == CELL_MONEY_OF ? style->digits : workbook->digits;
}

static int decimals_in(Text decimal)
{
    const char *point = memchr(decimal.bytes, '.', decimal.length);
    return point ? (int)(decimal.bytes + decimal.length - point) - 1 : 0;
}

static int decimals_of_fraction(Arena *scratch, Ratio ratio)
{
    if (ratio_is_whole(ratio)) return 0;
    Text text = ratio_text(scratch, ratio, DECIMALS_MOST);
    int decimals = decimals_in(text), before = (int)text.length - decimals - 1;
    if (decimals < DECIMALS_LEAST) decimals = DECIMALS_LEAST;
    if (decimals + before > DIGITS_MOST) decimals = DIGITS_MOST - before;
    return decimals > 0 ? decimals : 0;
}

/* One, or what it takes so that it never looks rounder than it is. */
static int decimals_of_percentage(Arena *scratch, Ratio ratio)
{
    if (!ratio.big && 1000 % ratio.den == 0) return 1;
    Ratio percents = ratio_multiply(scratch, ratio, ratio_whole(100));
    int decimals = decimals_in(ratio_near(scratch, percents, DECIMALS_LEAST));
    if (decimals < DECIMALS_LEAST) decimals = DECIMALS_LEAST;
    return decimals < DIGITS_SHOWN ? decimals : DIGITS_SHOWN - 1;
}

int decimals_shown(Workbook *workbook, const CellStyle *style, Ratio ratio)
{
    if (style->kind == CELL_MONEY || style->kind == CELL_MONEY_OF)
        return money_digits(workbook, style);
    if (style->kind == CELL_DECIMAL) return decimals_of_fraction(workbook->scratch, ratio);
    if (style->kind == CELL_PERCENT) return decimals_of_percentage(workbook->scratch, ratio);
    return 0;
}

static void widen(Sheet *sheet, int width)
{
    if (sheet->column < sheet->column_count && sheet->widths[sheet->column] < width)
        sheet->widths[sheet->column] = width;
}

/* A text above the table runs on over the cells beside it; a long one is cut or wrapped. */
void widen_for_text(Sheet *sheet, Text text, const CellStyle *style)
{
    if (!sheet->in_table || style->wrap) return;
    size_t columns = text.length < 2 * TEXT_WIDTH_MAX ? text_columns(text) : TEXT_WIDTH_MAX;
    widen(sheet, (int)(columns < TEXT_WIDTH_MAX ? columns : TEXT_WIDTH_MAX) + PADDING);
}

int lines_of_text(const Sheet *sheet, Text text)
{
    int room = sheet_column_width(sheet, sheet->column) - MARGINS, lines = 0;
    for (size_t from = 0; from <= text.length;) {
        const char *end = memchr(text.bytes + from, '\n', text.length - from);
        size_t to = end ? (size_t)(end - text.bytes) : text.length;
        int columns = (int)text_columns(text_part(text, from, to));
        lines += columns > room ? (columns + room - 1) / room : 1;
        from = to + 1;
    }
    return lines < LINES_MOST ? lines : LINES_MOST;
}

/* A number that does not fit is shown as ####. */
void widen_for_number(Sheet *sheet, double number, const CellStyle *style, int decimals)
{
    int width = decimals ? 1 + decimals : 0, whole = 1;
    for (double rest = number < 0 ? -number : number; rest >= 10; rest /= 10) whole++;
    width += style->kind == CELL_PERCENT ? whole + 2 : whole + (whole - 1) / 3;
    if (style->kind == CELL_RATE) width = RATE_WIDTH;
    if (style->kind == CELL_DATE) width = DATE_WIDTH;
    widen(sheet, width + PADDING + (style->look == LOOK_TOTAL ? 2 : 0));
}
