/* sheet.c - sheets: declared, cut into parts where they are too long, set up to be printed. */
#include "inside.h"

#include <assert.h>
#include <inttypes.h>

#define FROZEN_LINES_MAX 10          /* more would leave no room for what scrolls */
#define PAPER_A4 9
#define WIDTH_LEAST 9
#define WIDTH_MAX 100

static size_t part_rows(const SheetPart *part)
{
    return SHEET_ROWS_MAX - part->heading_row - 1;
}

CellPlace place_of(const Sheet *sheet, size_t row)
{
    for (size_t p = 0; p < sheet->part_count; p++) {
        SheetPart *part = &sheet->parts[p];
        if (row < part_rows(part)) return (CellPlace){part, part->heading_row + 1 + (uint32_t)row};
        row -= part_rows(part);
    }
    assert(!"a row of the table");
    return (CellPlace){0};
}

static Text heading_of(const Sheet *sheet, const SheetColumn *column)
{
    return text_of(column->is_name ? column->heading
                                   : tr_in(sheet->workbook->words, column->context,
                                           column->heading));
}

/* The widest of what is given, the heading with its filter's button, and the cells. */
int sheet_column_width(const Sheet *sheet, uint16_t at)
{
    const SheetColumn *column = &sheet->columns[at];
    int width = (int)text_columns(heading_of(sheet, column)) + 4;
    if (width < WIDTH_LEAST) width = WIDTH_LEAST;
    if (width < column->width) width = column->width;
    if (width < sheet->widths[at]) width = sheet->widths[at];
    return width < WIDTH_MAX ? width : WIDTH_MAX;
}

static void set_column(const Sheet *sheet, lxw_worksheet *worksheet, uint16_t at,
                       lxw_row_col_options *options)
{
    keep_error(sheet->workbook,
               worksheet_set_column_opt(worksheet, at, at, sheet_column_width(sheet, at), NULL,
                                        options));
}

static void set_columns(const Sheet *sheet, lxw_worksheet *worksheet)
{
    lxw_row_col_options folded = {.hidden = LXW_TRUE, .level = 1};
    lxw_row_col_options behind = {.collapsed = LXW_TRUE};      /* here is the + to unfold */
    const uint16_t count = sheet->column_count;
    for (uint16_t c = 0; c < count; c++) {
        bool unfolds = !sheet->columns[c].folded && c > 0 && sheet->columns[c - 1].folded;
        set_column(sheet, worksheet, c, sheet->columns[c].folded ? &folded
                                        : unfolds ? &behind : NULL);
    }
    if (count && sheet->columns[count - 1].folded)
        keep_error(sheet->workbook, worksheet_set_column_opt(worksheet, count, count, WIDTH_LEAST,
                                                             NULL, &behind));
}

void sheet_set_widths(const Sheet *sheet)
{
    for (size_t p = 0; p < sheet->part_count; p++) set_columns(sheet, sheet->parts[p].worksheet);
}

static void set_page(Workbook *workbook, lxw_worksheet *worksheet)
{
    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, PAPER_A4);
    worksheet_fit_to_pages(worksheet, 1, 0);
    keep_error(workbook, worksheet_set_footer(worksheet, "&L&F&C&A&R&P / &N"));
}

static void part_add(Sheet *sheet, Text wanted, uint32_t heading_row)
{
    Workbook *workbook = sheet->workbook;
    SheetPart *part = &sheet->parts[sheet->part_count++];
    part->heading_row = heading_row;
    part->name = guard_sheet_name(workbook->arena, wanted, sheet->part_count, workbook->names,
                                  workbook->name_count);
    workbook->names = array_room(workbook->arena, workbook->names, workbook->name_count,
                                 &workbook->name_capacity, sizeof *workbook->names);
    workbook->names[workbook->name_count++] = part->name;
    part->worksheet = workbook_add_worksheet(workbook->library, part->name.bytes);
    assert(part->worksheet && "the guard passes only names that the library takes");
    set_page(workbook, part->worksheet);
}

static void name_columns(Sheet *sheet)
{
    Arena *arena = sheet->workbook->arena;
    sheet->column_names = ARENA_ARRAY(arena, Text, sheet->column_count + 1u);
    for (lxw_col_t c = 0; c < sheet->column_count; c++) {
        char name[LXW_MAX_COL_NAME_LENGTH];
        lxw_col_to_name(name, c, LXW_FALSE);
        sheet->column_names[c] = text_copy(arena, text_of(name));
    }
}

Sheet *sheet_add(Workbook *workbook, const char *name, const SheetColumn *columns,
                 uint32_t heading_row, size_t rows)
{
    assert(heading_row < SHEET_ROWS_MAX - 1);
    Sheet *sheet = ARENA_NEW(workbook->arena, Sheet);
    *sheet = (Sheet){.workbook = workbook, .columns = columns, .rows = rows,
                     .link = {.arena = workbook->arena},
                     .bytes = {.arena = workbook->arena}};
    while (columns[sheet->column_count].heading) sheet->column_count++;
    sheet->widths = ARENA_ARRAY(workbook->arena, int, sheet->column_count + 1u);
    name_columns(sheet);
    size_t first = SHEET_ROWS_MAX - heading_row - 1, later = SHEET_ROWS_MAX - 1;
    size_t parts = rows <= first ? 1 : 1 + (rows - first + later - 1) / later;
    sheet->parts = ARENA_ARRAY(workbook->arena, SheetPart, parts);
    Text wanted = text_of(tr(workbook->words, name));
    for (size_t p = 0; p < parts; p++) part_add(sheet, wanted, p == 0 ? heading_row : 0);
    if (workbook->last_sheet) workbook->last_sheet->next = sheet;
    else workbook->sheets = sheet;
    workbook->last_sheet = sheet;
    return sheet;
}

Text sheet_name(const Sheet *sheet)
{
    return sheet->parts[0].name;
}

/* ---- marks */

static void mark_ng(Workbook *workbook, lxw_worksheet *worksheet, uint32_t first, uint32_t last,
                    uint16_t column)
{
    lxw_conditional_format says_ng = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                      .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                      .value_string = "\"NG\"", .format = format_ng(workbook)};
    keep_error(workbook, worksheet_conditional_format_range(worksheet, first, column, last, column,
                                                            &says_ng));
}

void sheet_mark_ng(Sheet *sheet, uint16_t column, size_t first, size_t count)
{
    while (count > 0) {
        CellPlace place = place_of(sheet, first);
        size_t here = SHEET_ROWS_MAX - place.row < count ? SHEET_ROWS_MAX - place.row : count;
        mark_ng(sheet->workbook, place.part->worksheet, place.row,
                place.row + (uint32_t)here - 1, column);
        first += here;
        count -= here;
    }
}

void sheet_mark_ng_line(Sheet *sheet, uint32_t sheet_row, uint16_t column)
{
    mark_ng(sheet->workbook, sheet->parts[0].worksheet, sheet_row, sheet_row, column);
}

/* ---- the heading row */

/* The first heading leads to the workbook's first sheet. */
static bool heading_link(const Sheet *sheet, const SheetPart *part)
{
    Workbook *workbook = sheet->workbook;
    if (!workbook->leads_back || sheet == workbook->sheets) return false;
    Text home = text_format(workbook->scratch, "internal:'%.*s'!A1",
                            TEXT_ARG(sheet_name(workbook->sheets)));
    keep_error(workbook, worksheet_write_url_opt(part->worksheet, part->heading_row, 0, home.bytes,
                                                 NULL, "-", NULL));
    return true;
}

static void heading_cells(const Sheet *sheet, const SheetPart *part)
{
    Workbook *workbook = sheet->workbook;
    bool link = heading_link(sheet, part);
    for (lxw_col_t c = 0; c < sheet->column_count; c++) {
        const SheetColumn *column = &sheet->columns[c];
        CellStyle style = {.kind = column->style.kind, .look = LOOK_HEADING};
        bool cut;
        Text heading = guard_text(&workbook->text, heading_of(sheet, column), &cut);
        keep_error(workbook, worksheet_write_string(part->worksheet, part->heading_row, c,
                                                    heading.bytes,
                                                    format_of(workbook, &style, 0,
                                                              link && c == 0)->library));
    }
}

/* Rows that stay in sight, repeat on every printed page, and may be filtered. */
static void heading_set_up(const Sheet *sheet, const SheetPart *part, size_t rows)
{
    Workbook *workbook = sheet->workbook;
    lxw_worksheet *worksheet = part->worksheet;
    uint32_t heading = part->heading_row;
    if (heading <= FROZEN_LINES_MAX) worksheet_freeze_panes(worksheet, heading + 1,
                                                              sheet->in_sight);
    keep_error(workbook, worksheet_repeat_rows(worksheet, heading, heading));
    if (!rows || !sheet->column_count) return;
    keep_error(workbook, worksheet_autofilter(worksheet, heading, 0, heading + (uint32_t)rows,
                                              (lxw_col_t)(sheet->column_count - 1)));
    /* Ids such as 0012 are texts on purpose. */
    char range[64];
    lxw_rowcol_to_range(range, heading + 1, 0, heading + (uint32_t)rows,
                        (lxw_col_t)(sheet->column_count - 1));
    keep_error(workbook, worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                                 range));
}

void sheet_keep_in_sight(Sheet *sheet, uint16_t columns)
{
    assert(!sheet->in_table && columns < sheet->column_count);
    sheet->in_sight = columns;
}

void sheet_heading(Sheet *sheet)
{
    assert(!sheet->in_table && sheet->column_count > 0);
    assert(sheet->line < sheet->parts[0].heading_row ||
           (sheet->line == sheet->parts[0].heading_row && sheet->column == 0));
    locale_t before = plain_enter(sheet->workbook);
    size_t left = sheet->rows;
    for (size_t p = 0; p < sheet->part_count; p++) {
        size_t rows = part_rows(&sheet->parts[p]) < left ? part_rows(&sheet->parts[p]) : left;
        heading_cells(sheet, &sheet->parts[p]);
        heading_set_up(sheet, &sheet->parts[p], rows);
        left -= rows;
    }
    plain_leave(before);
    sheet->in_table = true;
    sheet->column = 0;
}
