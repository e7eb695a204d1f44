/* address.c - where cells lie, as formulas say it. Sheets' names are always quoted; the guard left
 * no quote in them. */
#include "inside.h"

#include <assert.h>

static Text cell_address(Arena *arena, const SheetPart *part, uint32_t row, uint16_t column)
{
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(cell, row, column, LXW_TRUE, LXW_TRUE);
    return text_format(arena, "'%.*s'!%s", TEXT_ARG(part->name), cell);
}

Text address_of(Arena *arena, const Sheet *sheet, size_t row, uint16_t column)
{
    assert(row < sheet->rows && column < sheet->column_count);
    CellPlace place = place_of(sheet, row);
    return cell_address(arena, place.part, place.row, column);
}

Text address_line(Arena *arena, const Sheet *sheet, uint32_t line, uint16_t column)
{
    assert(line < sheet->parts[0].heading_row);
    return cell_address(arena, &sheet->parts[0], line, column);
}

Text address_here(Arena *arena, const Sheet *sheet, uint16_t column)
{
    char name[LXW_MAX_COL_NAME_LENGTH];
    lxw_col_to_name(name, column, 1);
    uint32_t row = sheet->in_table ? place_of(sheet, sheet->row).row : sheet->line;
    return text_format(arena, "%s%u", name, row + 1);
}

Text address_block(Arena *arena, const Sheet *sheet, uint16_t column, size_t first, size_t count)
{
    assert(count > 0 && first + count <= sheet->rows && column < sheet->column_count);
    Buffer out = {.arena = arena};
    while (count > 0) {
        CellPlace from = place_of(sheet, first);
        size_t here = SHEET_ROWS_MAX - from.row < count ? SHEET_ROWS_MAX - from.row : count;
        char range[LXW_MAX_CELL_RANGE_LENGTH];
        lxw_rowcol_to_range_abs(range, from.row, column, from.row + (uint32_t)here - 1, column);
        buffer_format(&out, "%s'%.*s'!%s", out.length ? "," : "", TEXT_ARG(from.part->name), range);
        first += here;
        count -= here;
    }
    return buffer_result(&out);
}
