/* chart.c - charts over the cells of tables. */
#include "inside.h"

#include <assert.h>

#define TITLE_POINTS 12
#define CELL_PIXELS_ACROSS 480       /* the library's own size of a chart, which is scaled */
#define CELL_PIXELS_UP 288
#define LINE_COLOUR 0x9C0006
#define LINE_POINTS 1.5
#define POINT_COLOUR 0x4F81BD
#define POINT_SIZE 5
#define POINT_MARKED 10

/* A text of ours, never taken for a formula. */
static const char *shown(Workbook *workbook, Text text)
{
    bool cut;
    Text guarded = guard_text(&workbook->text, text, &cut);
    if (!text_starts_with(guarded, TEXT("="))) return guarded.bytes;
    return text_format(workbook->scratch, " %.*s", TEXT_ARG(guarded)).bytes;
}

static Text formula_from(Workbook *workbook, Text block)
{
    assert(block.length && !memchr(block.bytes, ',', block.length) && "one range");
    Text formula = text_format(workbook->scratch, "=%.*s", TEXT_ARG(block));
    assert(guard_formula(formula));
    return formula;
}

/* Points of a scatter chart: the first series many and small, the next ones few and marked. */
static void mark_points(lxw_chart_series *series, const ChartSeries *given, size_t number)
{
    lxw_chart_line line = {.color = LINE_COLOUR, .width = LINE_POINTS};
    lxw_chart_fill fill = {.color = number ? LINE_COLOUR : POINT_COLOUR};
    lxw_chart_line edge = {.color = fill.color};
    if (given->is_line) {
        chart_series_set_line(series, &line);
        chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
        return;
    }
    chart_series_set_marker_type(series, number ? LXW_CHART_MARKER_DIAMOND
                                                : LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, number ? POINT_MARKED : POINT_SIZE);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &edge);
}

static void add_series(Workbook *workbook, lxw_chart *chart, ChartKind kind,
                       const ChartSeries *given, size_t number)
{
    lxw_chart_series *series = chart_add_series(
        chart, formula_from(workbook, given->categories).bytes,
        formula_from(workbook, given->values).bytes);
    if (given->name.length) chart_series_set_name(series, shown(workbook, given->name));
    if (kind == CHART_LINE) chart_series_set_marker_type(series, LXW_CHART_MARKER_AUTOMATIC);
    if (kind == CHART_SCATTER) mark_points(series, given, number);
}

static void name_axis(Workbook *workbook, lxw_chart_axis *axis, const char *english)
{
    if (*english) chart_axis_set_name(axis, shown(workbook, text_of(tr(workbook->words, english))));
}

void sheet_chart(Sheet *sheet, ChartKind kind, const char *title, const char *across,
                 const char *up, const ChartSeries *series, size_t count,
                 uint32_t sheet_row, uint16_t column, uint32_t width, uint32_t height)
{
    static const uint8_t types[] = {[CHART_BARS] = LXW_CHART_BAR,
                                    [CHART_COLUMNS] = LXW_CHART_COLUMN,
                                    [CHART_COLUMNS_UP] = LXW_CHART_COLUMN,
                                    [CHART_LINE] = LXW_CHART_LINE,
                                    [CHART_SCATTER] = LXW_CHART_SCATTER};
    Workbook *workbook = sheet->workbook;
    lxw_chart *chart = workbook_add_chart(workbook->library, types[kind]);
    lxw_chart_font font = {.size = TITLE_POINTS, .bold = LXW_TRUE};
    chart_title_set_name(chart, shown(workbook, text_of(tr(workbook->words, title))));
    chart_title_set_name_font(chart, &font);
    name_axis(workbook, chart->x_axis, across);
    name_axis(workbook, chart->y_axis, up);
    for (size_t s = 0; s < count; s++) add_series(workbook, chart, kind, &series[s], s);
    chart_legend_set_position(chart, count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    bool amounts_across = kind == CHART_BARS || kind == CHART_SCATTER;
    chart_axis_set_num_format(amounts_across ? chart->x_axis : chart->y_axis, "#,##0");
    if (kind == CHART_COLUMNS_UP) chart_axis_set_min(chart->y_axis, 0);
    if (kind != CHART_SCATTER)                   /* beside what falls below 0, not across it */
        chart_axis_set_label_position(kind == CHART_BARS ? chart->y_axis : chart->x_axis,
                                      LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (kind == CHART_BARS) {                    /* the first row on top */
        chart_axis_set_reverse(chart->y_axis);
        chart_axis_set_crossing_max(chart->y_axis);
    }
    lxw_chart_options size = {.x_scale = (double)width / CELL_PIXELS_ACROSS,
                              .y_scale = (double)height / CELL_PIXELS_UP};
    keep_error(workbook, worksheet_insert_chart_opt(sheet->parts[0].worksheet, sheet_row, column,
                                                    chart, &size));
    arena_reset(workbook->scratch);
}
