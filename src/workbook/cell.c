/* cell.c - cells, one after the other: texts, figures, formulas with what they come to, links. */
#include "binary.h"
#include "inside.h"

#include <assert.h>
#include <string.h>

#define COLUMNS_MAX 16384u
#define SERIAL_1970 25569            /* 1970-01-01, as spreadsheets count days */
#define SERIAL_FIRST 61              /* 1900-03-01: before it they count a day that never was */
#define DECIMALS_MOST 6

/* ---- where the next cell lies */

void sheet_go(Sheet *sheet, uint32_t row, uint16_t column)
{
    assert(!sheet->in_table && row < sheet->parts[0].heading_row);
    assert(row > sheet->line || (row == sheet->line && column >= sheet->column));
    sheet->line = row;
    sheet->column = column;
}

void sheet_end_row(Sheet *sheet)
{
    if (sheet->in_table) {
        row_end(sheet);
        sheet->row++;
    } else sheet->line++;
    sheet->column = 0;
}

static void forget_next(Sheet *sheet)
{
    sheet->link.length = 0;
}

void sheet_skip(Sheet *sheet, uint16_t cells)
{
    sheet->column = (uint16_t)(sheet->column + cells);
    assert(sheet->column <= (sheet->in_table ? sheet->column_count : COLUMNS_MAX));
    forget_next(sheet);
}

static CellPlace here(const Sheet *sheet)
{
    if (!sheet->in_table) {
        assert(sheet->line < sheet->parts[0].heading_row && sheet->column < COLUMNS_MAX);
        return (CellPlace){&sheet->parts[0], sheet->line};
    }
    assert(sheet->row < sheet->rows && "no more rows than were declared");
    assert(sheet->column < sheet->column_count && "no more cells than columns");
    return place_of(sheet, sheet->row);
}

static CellStyle style_for(const Sheet *sheet, const CellStyle *style, CellKind kind)
{
    if (style) return *style;
    return sheet->in_table ? sheet->columns[sheet->column].style : (CellStyle){.kind = kind};
}

/* ---- what goes with a cell */

static void link_to(Sheet *sheet, const SheetPart *part, uint32_t row)
{
    Buffer *link = &sheet->link;
    link->length = 0;
    buffer_text(link, TEXT("internal:'"));
    buffer_text(link, part->name);
    buffer_text(link, TEXT("'!A"));
    buffer_integer(link, (int64_t)row + 1);
    buffer_byte(link, '\0');
}

void cell_link_next(Sheet *sheet, const Sheet *target, size_t target_row)
{
    CellPlace place = place_of(target, target_row);
    link_to(sheet, place.part, place.row);
}

void cell_link_sheet_next(Sheet *sheet, const Sheet *target)
{
    link_to(sheet, &target->parts[0], 0);
}

/* Writes the link and says whether the cell has one. What is written into the cell afterwards
 * replaces the link's own text. */
static bool put_link(Sheet *sheet, CellPlace place)
{
    Workbook *workbook = sheet->workbook;
    if (!sheet->link.length) return false;
    if (place.part->links == LINKS_MAX) {
        workbook->counts.links_left_out++;
        return false;
    }
    place.part->links++;
    keep_error(workbook, worksheet_write_url_opt(place.part->worksheet, place.row, sheet->column,
                                                 sheet->link.bytes, NULL, "-", NULL));
    /* Of a table's cell it keeps the link, and forgets the "-". */
    if (sheet->in_table) place.part->worksheet->optimize_row->data_changed = LXW_FALSE;
    return true;
}

/* Between these two one cell is written; the second frees what was made for it. */
typedef struct Cell { CellPlace place; locale_t before; const Format *format; } Cell;

static Cell cell_begin(Sheet *sheet, const CellStyle *style, int digits)
{
    Workbook *workbook = sheet->workbook;
    Cell cell = {.place = here(sheet), .before = plain_enter(workbook)};
    bool link = put_link(sheet, cell.place);
    forget_next(sheet);
    cell.format = format_of(workbook, style, digits, link);
    return cell;
}

static void cell_finish(Sheet *sheet, const Cell *cell)
{
    plain_leave(cell->before);
    arena_reset(sheet->workbook->scratch);
    sheet->column++;
}

/* ---- texts */

static Text guarded(Workbook *workbook, Text text)
{
    bool cut;
    Text shown = guard_text(&workbook->text, text, &cut);
    workbook->counts.texts_cut += cut;
    return shown;
}

static void put_text(Sheet *sheet, Text text, const CellStyle *style)
{
    if (!text.length && style->look == LOOK_PLAIN) {
        sheet_skip(sheet, 1);
        return;
    }
    if (!text.length) forget_next(sheet);            /* a border or a fill, without a link */
    Cell cell = cell_begin(sheet, style, 0);
    Text shown = guarded(sheet->workbook, text);
    widen_for_text(sheet, shown, style);
    if (sheet->in_table) {
        row_put_text(sheet, &cell.place, cell.format, shown);
        int lines = style->wrap ? lines_of_text(sheet, shown) : 1;
        if (lines > sheet->row_lines) sheet->row_lines = lines;
    } else keep_error(sheet->workbook,
                      worksheet_write_string(cell.place.part->worksheet, cell.place.row,
                                             sheet->column, shown.bytes, cell.format->library));
    cell_finish(sheet, &cell);
}

void cell_text(Sheet *sheet, Text text, const CellStyle *style)
{
    CellStyle chosen = style_for(sheet, style, CELL_TEXT);
    put_text(sheet, text, &chosen);
}

void cell_word(Sheet *sheet, const char *english, const CellStyle *style)
{
    cell_text(sheet, text_of(tr(sheet->workbook->words, english)), style);
}

/* ---- figures */

static void put_number(Sheet *sheet, double number, const CellStyle *style, int digits)
{
    Cell cell = cell_begin(sheet, style, digits);
    widen_for_number(sheet, number, style, digits);
    if (sheet->in_table) row_put_number(sheet, &cell.place, cell.format, number);
    else keep_error(sheet->workbook,
                    worksheet_write_number(cell.place.part->worksheet, cell.place.row,
                                           sheet->column, number, cell.format->library));
    cell_finish(sheet, &cell);
}

/* What no cell holds as a number stands there in full, and is counted. */
static void put_instead(Sheet *sheet, Text text, const CellStyle *style)
{
    sheet->workbook->counts.texts_for_numbers++;
    put_text(sheet, text, style);
}

void cell_ratio(Sheet *sheet, bool has, Ratio ratio, const CellStyle *style)
{
    if (!has) {
        sheet_skip(sheet, 1);
        return;
    }
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = style_for(sheet, style, CELL_DECIMAL);
    assert(chosen.kind != CELL_EXACT || ratio_is_whole(ratio));
    double number;
    if (binary_from_ratio(workbook->scratch, ratio, &number))
        put_number(sheet, number, &chosen, decimals_shown(workbook, &chosen, ratio));
    else put_instead(sheet, ratio_text(workbook->scratch, ratio, DECIMALS_MOST), &chosen);
}

void cell_money(Sheet *sheet, Money money, const CellStyle *style)
{
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = style_for(sheet, style, CELL_MONEY);
    int digits = money_digits(workbook, &chosen);
    double number;
    if (binary_from_money(money, digits, &number)) put_number(sheet, number, &chosen, digits);
    else put_instead(sheet, money_text(workbook->scratch, money, digits), &chosen);
}

void cell_count(Sheet *sheet, int64_t count, const CellStyle *style)
{
    CellStyle chosen = style_for(sheet, style, CELL_COUNT);
    cell_ratio(sheet, true, ratio_whole(count), &chosen);
}

void cell_day(Sheet *sheet, Day day, const CellStyle *style)
{
    CellStyle chosen = style_for(sheet, style, CELL_DATE);
    if (day == DAY_NONE || day == DAY_OPEN) sheet_skip(sheet, 1);
    else if (day + SERIAL_1970 < SERIAL_FIRST)
        put_instead(sheet, day_text(sheet->workbook->scratch, day), &chosen);
    else put_number(sheet, (double)day + SERIAL_1970, &chosen, 0);
}

/* ---- formulas */

/* What is computed is no input, whatever its column holds otherwise. */
static CellStyle formula_style(const Sheet *sheet, const CellStyle *style, CellKind kind)
{
    CellStyle chosen = style_for(sheet, style, kind);
    if (chosen.origin == FROM_INPUT) chosen.origin = FROM_FORMULA;
    return chosen;
}

static Text checked(Workbook *workbook, Text formula)
{
    assert(guard_formula(formula) && "a formula that Excel would refuse");
    workbook->text.length = 0;
    buffer_text(&workbook->text, formula);
    buffer_byte(&workbook->text, '\0');
    return (Text){workbook->text.bytes, formula.length};
}

static void put_formula(Sheet *sheet, Text formula, double cached, const CellStyle *style,
                        int digits)
{
    Cell cell = cell_begin(sheet, style, digits);
    widen_for_number(sheet, cached, style, digits);
    Text safe = checked(sheet->workbook, formula);
    if (sheet->in_table) row_put_formula(sheet, &cell.place, cell.format, safe, cached);
    else keep_error(sheet->workbook,
                    worksheet_write_formula_num(cell.place.part->worksheet, cell.place.row,
                                                sheet->column, safe.bytes, cell.format->library,
                                                cached));
    cell_finish(sheet, &cell);
}

void formula_ratio(Sheet *sheet, Text formula, Ratio cached, const CellStyle *style)
{
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = formula_style(sheet, style, CELL_DECIMAL);
    assert(chosen.kind != CELL_EXACT || ratio_is_whole(cached));
    double number;
    if (binary_from_ratio(workbook->scratch, cached, &number))
        put_formula(sheet, formula, number, &chosen, decimals_shown(workbook, &chosen, cached));
    else cell_ratio(sheet, true, cached, &chosen);
}

void formula_money(Sheet *sheet, Text formula, Money cached, const CellStyle *style)
{
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = formula_style(sheet, style, CELL_MONEY);
    int digits = money_digits(workbook, &chosen);
    double number;
    if (binary_from_money(cached, digits, &number))
        put_formula(sheet, formula, number, &chosen, digits);
    else cell_money(sheet, cached, &chosen);
}

void formula_text(Sheet *sheet, Text formula, Text cached, const CellStyle *style)
{
    Workbook *workbook = sheet->workbook;
    CellStyle chosen = formula_style(sheet, style, CELL_TEXT);
    Cell cell = cell_begin(sheet, &chosen, 0);
    Text result = text_copy(workbook->scratch, guarded(workbook, cached));
    widen_for_text(sheet, result, &chosen);
    Text safe = checked(workbook, formula);
    if (sheet->in_table) row_put_formula_text(sheet, &cell.place, cell.format, safe, result);
    else keep_error(workbook,
                    worksheet_write_formula_str(cell.place.part->worksheet, cell.place.row,
                                                sheet->column, safe.bytes, cell.format->library,
                                                result.bytes));
    cell_finish(sheet, &cell);
}
