/* view.c - any view as a CSV. */
#include "view.h"

#include "csv_out.h"

#include <assert.h>

static void write_cell(Buffer *out, const Cell *cell, const Report *report);

void view_csv(const View *view, const Report *report, Buffer *out)
{
    assert(view->column_count <= CELLS_MAX);
    const char *comma = "";
    for (size_t c = 0; c < view->column_count; c++) {
        if (view->columns[c].sheet_only) continue;
        buffer_text(out, text_of(comma));
        csv_cell(out, text_of(view->columns[c].name));
        comma = ",";
    }
    buffer_byte(out, '\n');
    Arena *scratch = arena_new();
    size_t rows = 0;
    for (size_t i = 0; i < view->count; i++) {
        Cell cells[CELLS_MAX] = {0};
        arena_reset(scratch);
        if (!view->row(report, i, scratch, cells)) continue;
        comma = "";
        for (size_t c = 0; c < view->column_count; c++) {
            if (view->columns[c].sheet_only) continue;
            buffer_text(out, text_of(comma));
            write_cell(out, &cells[c], report);
            comma = ",";
        }
        buffer_byte(out, '\n');
        rows++;
    }
    assert(rows == view->rows);
    arena_free(scratch);
}

static void write_cell(Buffer *out, const Cell *cell, const Report *report)
{
    switch (cell->kind) {
    case CELL_EMPTY: break;
    case CELL_TEXT: csv_cell(out, cell->text); break;
    case CELL_DAY: buffer_day(out, cell->day); break;
    case CELL_MONTH: {
        char *at = buffer_room(out, 10);
        buffer_day(out, month_first_day(cell->month));
        out->length = (size_t)(at - out->bytes) + 7;      /* 2026-03 of 2026-03-01 */
        break;
    }
    case CELL_COUNT: buffer_integer(out, cell->count); break;
    case CELL_MONEY: buffer_money(out, cell->money, report->digits); break;
    case CELL_AMOUNT:
    case CELL_PERCENT:
    case CELL_DECIMAL: buffer_decimal(out, cell->ratio); break;
    }
}
