/* every_kind.c - workbooks for readers.py: every kind of cell, and a table longer than a sheet.
 *
 *   every_kind kinds FILE en|ja
 *   every_kind long FILE
 *
 * The process takes its locale from the environment, as some program that uses the room might. */
#include "attain/workbook.h"

#include <assert.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST (INT64_C(1) << 53)
#define LINES 3
#define LONG_ROWS 1048577u               /* one more than a sheet has, with its heading two more */

static Arena *arena;

static Ratio fraction(int64_t num, int64_t den)
{
    return ratio_make(arena, num, den);
}

static Day day(int year, int month, int day_of_month)
{
    Day found;
    bool valid = day_from_date(year, month, day_of_month, &found);
    assert(valid);
    return found;
}

static const SheetColumn kinds_columns[] = {
    HEADED("text", CELL_TEXT, FROM_INPUT, 0), HEADED("count", CELL_COUNT, FROM_INPUT, 0),
    HEADED("money", CELL_MONEY, FROM_FORMULA, 0), HEADED("dinars", CELL_MONEY_OF, FROM_ENGINE, 0),
    HEADED("decimal", CELL_DECIMAL, FROM_FORMULA, 0),
    HEADED("percent", CELL_PERCENT, FROM_FORMULA, 0), HEADED("rate", CELL_RATE, FROM_INPUT, 0),
    HEADED("date", CELL_DATE, FROM_INPUT, 0), HEADED("month", CELL_MONTH, FROM_INPUT, 0),
    FOLDED("exact", CELL_EXACT, FROM_FORMULA), FOLDED("more exact", CELL_EXACT, FROM_FORMULA),
    HEADED("formula", CELL_MONEY, FROM_FORMULA, 0), HEADED("verdict", CELL_TEXT, FROM_FORMULA, 30),
    COLUMNS_END};

typedef struct Row {
    const char *text;
    int64_t count, minor, dinars, num, den, percent, per, rate, day, month;
    const char *verdict;
} Row;

/* As a caller would write them: figures beside what a formula makes of them. */
static void kinds_row(Sheet *sheet, const Row *row)
{
    const CellStyle dinars = {.kind = CELL_MONEY_OF, .origin = FROM_ENGINE, .digits = 3};
    Text count = address_here(arena, sheet, 1), money = address_here(arena, sheet, 2);
    cell_text(sheet, text_of(row->text), NULL);
    cell_count(sheet, row->count, NULL);
    cell_money(sheet, (Money){row->minor}, NULL);
    cell_money(sheet, (Money){row->dinars}, &dinars);
    cell_ratio(sheet, row->den != 0, row->den ? fraction(row->num, row->den) : RATIO_ZERO, NULL);
    cell_ratio(sheet, true, fraction(row->percent, row->per), NULL);
    cell_ratio(sheet, true, fraction(row->rate, 1000000), NULL);
    cell_day(sheet, (Day)row->day, NULL);
    cell_text(sheet, month_text(arena, (Month)row->month), NULL);
    cell_count(sheet, row->count, NULL);
    sheet_skip(sheet, 1);
    formula_money(sheet, text_format(arena, "=ROUND(%.*s*2,2)", TEXT_ARG(money)),
                  (Money){row->minor * 2}, NULL);
    formula_text(sheet, text_format(arena, "=IF(%.*s>0,\"it's (more\",\"NG\")", TEXT_ARG(count)),
                 text_of(row->verdict), NULL);
    sheet_end_row(sheet);
}

static void kinds_lines(Sheet *sheet, const Sheet *detail)
{
    const CellStyle title = {.look = LOOK_TITLE}, note = {.look = LOOK_NOTE};
    cell_text(sheet, TEXT("Every kind of cell"), &title);
    sheet_go(sheet, 1, 0);
    cell_word(sheet, "a note", &note);
    cell_link_next(sheet, detail, 1);
    formula_ratio(sheet, text_format(arena, "=SUM(%.*s)/3",
                                     TEXT_ARG(address_block(arena, detail, 1, 0, 3))),
                  fraction(7, 3), NULL);
    cell_link_next(sheet, detail, 2);
    cell_text(sheet, TEXT("third"), NULL);
    const CellStyle total = {.kind = CELL_MONEY, .look = LOOK_TOTAL};
    sheet_go(sheet, 2, 2);
    formula_money(sheet, text_format(arena, "=ROUND(SUM(%.*s),2)",
                                     TEXT_ARG(address_block(arena, sheet, 2, 0, 3))),
                  (Money){123450 - 5 + 0}, &total);
}

static void detail_rows(Sheet *sheet)
{
    static const char *const names[] = {"one", "two", "four"};
    sheet_heading(sheet);
    for (int i = 0; i < 3; i++) {
        cell_text(sheet, text_of(names[i]), NULL);
        cell_link_next(sheet, sheet, (size_t)i);
        cell_count(sheet, 1 << i, NULL);
        sheet_end_row(sheet);
    }
}

static void kinds_charts(Sheet *sheet, const Sheet *detail)
{
    Text names = address_block(arena, detail, 0, 0, 3);
    Text values = address_block(arena, detail, 1, 0, 3);
    const ChartSeries one[] = {{TEXT("=1+1"), names, values, false}};
    const ChartSeries two[] = {{TEXT("first"), names, values, false},
                                {TEXT("second"), names, values, false}};
    sheet_chart(sheet, CHART_BARS, "Bars", "across", "up", one, 1, 10, 0, 480, 240);
    sheet_chart(sheet, CHART_COLUMNS, "Columns", "across", "up", two, 2, 10, 5, 480, 240);
    sheet_chart(sheet, CHART_LINE, "A line", "", "up", two, 2, 24, 0, 480, 240);
}

static void kinds(Workbook *workbook)
{
    static const SheetColumn detail_columns[] = {
        HEADED("name", CELL_TEXT, FROM_INPUT, 0), HEADED("value", CELL_COUNT, FROM_INPUT, 0),
        COLUMNS_END};
    const Row rows[] = {
        {"plain", 12, 123450, 1234, 5, 2, 1, 8, 6600, day(2026, 3, 14), 2026 * 12 + 2,
         "it's (more"},
        {"=1+1", -5, -5, -1500, 1, 3, 1, 3, 1234567, day(1900, 3, 1), 2026 * 12 + 11, "NG"},
        {"_x0041_ <&>\"'\x01\n\xF0\xA0\xAE\xB7\xE8\xA1\xA8 a\xFFz ", LARGEST, 0, LARGEST + 1, -4, 1,
         999999, 1000000, 150250000, day(9999, 12, 31), 2026 * 12, "it's (more"},
        {"0012", -LARGEST - 1, LARGEST / 2 + 1, 0, LARGEST, 3, -1, 4, 1, day(1899, 12, 31),
         2027 * 12, "it's (more"},
        {"", 0, 0, 0, 0, 0, 0, 1, 0, DAY_NONE, 2027 * 12, "NG"}};
    size_t count = sizeof rows / sizeof *rows;
    Sheet *sheet = sheet_add(workbook, "Kinds", kinds_columns, LINES, count);
    Sheet *detail = sheet_add(workbook, "Detail", detail_columns, 0, 3);
    kinds_lines(sheet, detail);
    sheet_heading(sheet);
    kinds_row(sheet, &rows[0]);
    detail_rows(detail);                 /* in turn: rows of other sheets in between */
    for (size_t r = 1; r < count; r++) kinds_row(sheet, &rows[r]);
    sheet_mark_ng(sheet, 12, 0, count);
    sheet_mark_ng_line(sheet, 1, 1);
    kinds_charts(sheet, detail);
}

static void long_table(Workbook *workbook)
{
    static const SheetColumn columns[] = {HEADED("n", CELL_COUNT, FROM_INPUT, 0), COLUMNS_END};
    Sheet *sums = sheet_add(workbook, "Sums", columns, 0, 2), *numbers = sheet_add(
        workbook, "Numbers", columns, 1, LONG_ROWS);
    sheet_heading(sums);
    formula_ratio(sums, text_format(arena, "=SUM(%.*s)",
                                    TEXT_ARG(address_block(arena, numbers, 0, 0, LONG_ROWS))),
                  fraction((int64_t)LONG_ROWS * (LONG_ROWS - 1) / 2, 1), NULL);
    sheet_end_row(sums);
    cell_link_next(sums, numbers, LONG_ROWS - 1);
    formula_ratio(sums, text_format(arena, "=%.*s",
                                    TEXT_ARG(address_of(arena, numbers, LONG_ROWS - 1, 0))),
                  ratio_whole(LONG_ROWS - 1), NULL);
    sheet_end_row(sums);
    sheet_heading(numbers);
    for (uint32_t n = 0; n < LONG_ROWS; n++) {
        cell_link_next(numbers, sums, 0);
        cell_count(numbers, n, NULL);
        sheet_end_row(numbers);
    }
}

int main(int count, char **words)
{
    setlocale(LC_ALL, "");
    if (count < 3) return EXIT_FAILURE;
    arena = arena_new();
    Language language = LANGUAGE_EN;
    if (count > 3 && !language_parse(text_of(words[3]), &language)) return EXIT_FAILURE;
    const WorkbookOptions options = {.words = words_of(language), .title = TEXT("Kinds <&> \x03"),
                                     .digits = 2, .created = day(2026, 4, 1)};
    Workbook *workbook = workbook_open(arena, text_of(words[2]), &options);
    assert(workbook);
    if (strcmp(words[1], "long") == 0) long_table(workbook);
    else kinds(workbook);
    Text reason;
    WorkbookCounts counts = workbook_counts(workbook);
    if (!workbook_finish(workbook, &reason)) {
        fprintf(stderr, "%.*s\n", TEXT_ARG(reason));
        return EXIT_FAILURE;
    }
    printf("%s %zu %zu %zu\n", localeconv()->decimal_point, counts.texts_for_numbers,
           counts.texts_cut, counts.links_left_out);
    arena_free(arena);
    return EXIT_SUCCESS;
}
