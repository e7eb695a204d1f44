/* compare_sheet_causes.c - "Causes": a row a design and payee, what each cause makes of the
 * difference from A; the parts add up to it, or the row says NG. */
#include "compare_sheets.h"

enum { CAUSES_DESIGN, CAUSES_ID, CAUSES_NAME, CAUSES_ROLE, CAUSES_TEAM, CAUSES_FIRST };

typedef struct CauseColumns {
    uint16_t of[COMPARE_CAUSES];             /* COLUMN_NONE: no design differs by it */
    uint16_t last, sum, difference, result, side, number;
    Text *notes;                             /* of causes that could not be told apart */
    size_t note_count;
} CauseColumns;

size_t causes_rows(const CompareSheets *sheets)
{
    return (sheets->sides - 1) * sheets->view->payees.count;
}

uint16_t causes_column(const CompareSheets *sheets, unsigned cause)
{
    return sheets->cause_columns->of[cause];
}

uint16_t causes_sum_column(const CompareSheets *sheets)
{
    return sheets->cause_columns->sum;
}

uint16_t causes_side_column(const CompareSheets *sheets)
{
    return sheets->cause_columns->side;
}

uint16_t causes_result_column(const CompareSheets *sheets)
{
    return sheets->cause_columns->result;
}

static bool any_has_part(const CompareSheets *sheets, unsigned cause)
{
    for (size_t s = 1; s < sheets->sides; s++)
        if (compare_has_part(&sheets->view->shown->causes[s], cause)) return true;
    return false;
}

static void find_notes(CompareSheets *sheets)
{
    const CompareView *view = sheets->view;
    CauseColumns *columns = sheets->cause_columns;
    columns->notes = ARENA_ARRAY(view->arena, Text, sheets->sides * COMPARE_CAUSES);
    for (size_t s = 1; s < sheets->sides; s++)
        for (unsigned c = 0; c < COMPARE_CAUSES; c++) {
            if (!compare_is_joint(&view->shown->causes[s], c)) continue;
            columns->notes[columns->note_count++] =
                text_format(view->arena,
                            sheets_say(sheets, N_("%.*s: %.*s can't be told apart; they stand "
                                                  "under %.*s")),
                            TEXT_ARG(letter_of(sheets, s)),
                            TEXT_ARG(compare_cause_name(view, s, c)),
                            TEXT_ARG(compare_cause_title(view, c)));
        }
}

static void cause_columns(CompareSheets *sheets, ColumnsPen *pen)
{
    CauseColumns *columns = sheets->cause_columns;
    columns->last = CAUSES_FIRST - 1;
    for (unsigned c = 0; c < COMPARE_CAUSES; c++) {
        columns->of[c] = COLUMN_NONE;
        if (!any_has_part(sheets, c)) continue;
        columns->last = columns->of[c] = columns_one(
            pen, (SheetColumn){.heading = compare_cause_title(sheets->view, c).bytes,
                               .is_name = true, .width = 12,
                               .style = {.kind = CELL_MONEY, .origin = FROM_ENGINE}});
    }
}

void compared_causes_add(CompareSheets *sheets)
{
    ColumnsPen pen = columns_start(sheets, COLUMNS_MORE);
    CauseColumns *columns = sheets->cause_columns = ARENA_NEW(sheets->view->arena, CauseColumns);
    columns_one(&pen, (SheetColumn)HEADED("design", CELL_TEXT, FROM_FORMULA, 0));
    columns_one(&pen, (SheetColumn)HEADED("person_id", CELL_TEXT, FROM_FORMULA, 0));
    columns_one(&pen, (SheetColumn)HEADED("name", CELL_TEXT, FROM_FORMULA, 14));
    columns_one(&pen, (SheetColumn)HEADED("role", CELL_TEXT, FROM_FORMULA, 9));
    columns_one(&pen, (SheetColumn)HEADED("team", CELL_TEXT, FROM_FORMULA, 12));
    cause_columns(sheets, &pen);
    columns->sum = columns_one(&pen, (SheetColumn)HEADED("sum", CELL_MONEY, FROM_FORMULA, 12));
    columns->difference = columns_one(&pen, (SheetColumn)HEADED("difference", CELL_MONEY,
                                                                FROM_FORMULA, 12));
    columns->result = columns_one(&pen, (SheetColumn)HEADED("result", CELL_TEXT, FROM_FORMULA, 0));
    columns->side = columns_one(&pen, (SheetColumn)FOLDED("design", CELL_COUNT, FROM_FORMULA));
    columns->number = columns_one(&pen, (SheetColumn)FOLDED("number", CELL_COUNT, FROM_FORMULA));
    find_notes(sheets);
    sheets->causes = sheet_add(sheets->workbook, "Causes", pen.items,
                               TITLE_LINES + 1 + (uint32_t)columns->note_count,
                               causes_rows(sheets));
    sheet_keep_in_sight(sheets->causes, CAUSES_ROLE);
}

/* ---- rows */

static Money difference_of(const CompareLine *payee, size_t side)
{
    return (Money){payee->paid[side].minor - payee->paid[0].minor};
}

/* Adds up the row's parts; of no cause, 0. */
static void sum_cell(CompareSheets *sheets, Int128 magnitude, Money parts)
{
    const CauseColumns *columns = sheets->cause_columns;
    Arena *arena = sheets->view->arena;
    Sum sum = {TEXT("0"), parts, magnitude, COMPARE_CAUSES};
    if (columns->last >= CAUSES_FIRST) {
        Text from = address_here(arena, sheets->causes, CAUSES_FIRST),
             to = address_here(arena, sheets->causes, columns->last);
        sum.body = text_format(arena, "SUM(%.*s:%.*s)", TEXT_ARG(from), TEXT_ARG(to));
    }
    cell_sum(&sheets->summing, sheets->causes, sum, NULL);
}

/* As Payees has it, found by the payee's number, so that both may be sorted. */
static void difference_cell(CompareSheets *sheets, const CompareLine *payee, size_t side)
{
    Arena *arena = sheets->view->arena;
    size_t rows = sheets->view->payees.count;
    uint16_t column = (uint16_t)(sheets->on_payees.difference + side - 1);
    Text amounts, numbers;
    Text number = address_here(arena, sheets->causes, sheets->cause_columns->number);
    Sum sum = {TEXT(""), difference_of(payee, side), 0, 1};
    sum.magnitude = magnitude_of(sum.value);
    if (one_range(arena, sheets->payees, column, rows, &amounts) &&
        one_range(arena, sheets->payees, sheets->of_payees.number, rows, &numbers))
        sum.body = text_format(arena, "INDEX(%.*s,MATCH(%.*s,%.*s,0))", TEXT_ARG(amounts),
                               TEXT_ARG(number), TEXT_ARG(numbers));
    else sum.magnitude = INT64_MAX;              /* over several sheets */
    cell_sum(&sheets->summing, sheets->causes, sum, NULL);
}

static void result_cell(CompareSheets *sheets, Money apart)
{
    const CauseColumns *columns = sheets->cause_columns;
    Arena *arena = sheets->view->arena;
    Text sum = address_here(arena, sheets->causes, columns->sum),
         difference = address_here(arena, sheets->causes, columns->difference);
    formula_text(sheets->causes,
                 text_format(arena, "=IF(ROUND(%.*s-%.*s,%d)=0,\"OK\",\"NG\")", TEXT_ARG(sum),
                             TEXT_ARG(difference), sheets->summing.digits),
                 apart.minor ? TEXT("NG") : TEXT("OK"), NULL);
}

static void cause_row(CompareSheets *sheets, size_t side, size_t p)
{
    const CompareView *view = sheets->view;
    const CompareLine *payee = &view->payees.items[p];
    const CompareCauses *causes = &view->shown->causes[side];
    Sheet *sheet = sheets->causes;
    Int128 magnitude = 0;
    Money parts = {0};
    cell_text(sheet, letter_of(sheets, side), NULL);
    cell_link_next(sheet, sheets->payees, p);
    cell_text(sheet, view->comparison->records->roster.persons[payee->person].id, NULL);
    cell_text(sheet, text_of(compare_name(view, payee->person)), NULL);
    cell_text(sheet, payee->role, NULL);
    cell_text(sheet, payee->team, NULL);
    for (unsigned c = 0; c < COMPARE_CAUSES; c++) {
        if (causes_column(sheets, c) == COLUMN_NONE) continue;
        if (!compare_has_part(causes, c)) {
            sheet_skip(sheet, 1);
            continue;
        }
        Money part = compare_part(causes, payee->person, c);
        parts.minor += part.minor;
        magnitude += magnitude_of(part);
        cell_money(sheet, part, NULL);
    }
    sum_cell(sheets, magnitude, parts);
    difference_cell(sheets, payee, side);
    result_cell(sheets, (Money){parts.minor - difference_of(payee, side).minor});
    cell_count(sheet, (int64_t)side, NULL);
    cell_count(sheet, (int64_t)p + 1, NULL);
    sheet_end_row(sheet);
}

void compared_causes_fill(CompareSheets *sheets)
{
    const CauseColumns *columns = sheets->cause_columns;
    title_lines(sheets, sheets->causes, N_("Why each payee is paid more or less than by A"));
    for (size_t n = 0; n < columns->note_count; n++)
        line_text(sheets->causes, TITLE_LINES + (uint32_t)n, LOOK_NOTE, columns->notes[n]);
    sheet_heading(sheets->causes);
    for (size_t s = 1; s < sheets->sides; s++)
        for (size_t p = 0; p < sheets->view->payees.count; p++) cause_row(sheets, s, p);
    size_t rows = causes_rows(sheets);
    if (rows) sheet_mark_ng(sheets->causes, columns->result, 0, rows);
}
