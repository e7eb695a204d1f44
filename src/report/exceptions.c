/* exceptions.c - every problem of a run: severity, place, value, what is wrong. */
#include "view.h"

static const Column COLUMNS[] = {
    {.name = "severity", .title = "Severity"},
    {.name = "file", .title = "File"},
    {.name = "line", .title = "Line"},
    {.name = "column", .title = "Column"},
    {.name = "value", .title = "Value", .wraps = true},
    {.name = "problem", .title = "Problem", .wraps = true},
    {.name = "hint", .title = "Hint", .sheet_only = true, .wraps = true},
};

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells);

View exceptions_view(const Diags *diags)
{
    return (View){COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, diags->count, diags->count, row};
}

/* A CSV's column is its heading; a YAML file's the character. */
static Cell column_cell(const Place *place, Arena *scratch)
{
    if (place->heading.length) return cell_text(text_valid(scratch, place->heading));
    return place->column ? cell_count(place->column) : (Cell){.kind = CELL_EMPTY};
}

static bool row(const Report *report, size_t item, Arena *scratch, Cell *cells)
{
    const Diag *diag = &report->diags->items[item];
    const Place *place = &diag->place;
    bool warning = diag->severity == SEVERITY_WARNING;
    Text message = text_format(scratch, "%.*s  [%s]", TEXT_ARG(diag->message),
                               diag_name(diag->code));
    Cell *at = cells;
    *at++ = cell_text(warning ? TEXT("warning") : TEXT("error"));
    *at++ = cell_text(text_valid(scratch, place->file));
    *at++ = place->line ? cell_count(place->line) : (Cell){.kind = CELL_EMPTY};
    *at++ = column_cell(place, scratch);
    *at++ = cell_text(text_valid(scratch, diag->value));
    *at++ = cell_text(text_valid(scratch, message));
    *at++ = cell_text(text_valid(scratch, diag->hint));
    return true;
}
