/* html_chart_spread.c - charts of how figures lie: bands, and points on a plane. */
#include "html_chart.h"

enum { ROWS_MOST = 5, TICK = 28, OVER = 28, TITLE_HEIGHT = 140 };

/* ---- bands */

static void band(Buffer *out, const Scale *scale, const RangeGroup *group, int y)
{
    const ChartValue *low = &group->values[RANGE_LOW], *high = &group->values[RANGE_HIGH];
    int left = scale_place(scale, low->to), right = scale_place(scale, high->to);
    buffer_format(out, "<rect class=\"%s band\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
                  low->colour, left, y, right - left, BAR_HEIGHT);
    for (int v = 0; v < RANGE_MEAN; v++) {
        int over = v == RANGE_MIDDLE ? OVER : 0;     /* seen behind the mean's mark, too */
        buffer_format(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"",
                      scale_place(scale, group->values[v].to) - TICK / 2, y - over, TICK,
                      BAR_HEIGHT + 2 * over);
        svg_said(out, &group->values[v]);
        buffer_text(out, TEXT("</rect>\n"));
    }
    svg_mark(out, 1, scale_place(scale, group->values[RANGE_MEAN].to), y + BAR_HEIGHT / 2);
    svg_said(out, &group->values[RANGE_MEAN]);
    buffer_text(out, TEXT("</path>\n"));
    const ChartValue *middle = &group->values[RANGE_MIDDLE];
    svg_text(out, CHART_WIDTH, y + BAR_HEIGHT, "end",
             text_format(out->arena, "%.*s: %.*s", TEXT_ARG(middle->column),
                         TEXT_ARG(middle->shown)));
}

void html_ranges(Buffer *out, const RangeChart *chart)
{
    int64_t first = chart->groups[0].values[0].to;
    Scale scale = {first, first, BARS_LEFT, BARS_RIGHT};
    for (size_t g = 0; g < chart->count; g++)
        for (int v = 0; v < RANGE_VALUES; v++)
            scale_include(&scale, chart->groups[g].values[v].to);
    scale_widen(&scale);
    int step = LABEL_HEIGHT + BAR_HEIGHT + GROUP_GAP, bottom = step * (int)chart->count;
    svg_start(out, chart->title, bottom + AXIS_HEIGHT);
    svg_columns(out, &scale, 0, bottom, chart->text, chart->context);
    for (size_t g = 0; g < chart->count; g++) {
        int y = (int)g * step;
        svg_text(out, 0, y + LABEL_HEIGHT - 40, "start", chart->groups[g].label);
        band(out, &scale, &chart->groups[g], y + LABEL_HEIGHT);
    }
    svg_end(out);
}

/* ---- points */

typedef struct Plane { Scale across, up; } Plane;

static Plane plane_of(const ScatterChart *chart)
{
    int64_t x = chart->points[0].to, y = chart->points[0].up->to;
    Plane plane = {{x, x, 0, PLOT_RIGHT},
                   {y, y, LEGEND_HEIGHT + PLOT_HEIGHT, LEGEND_HEIGHT + 150}};
    for (size_t p = 0; p < chart->count; p++) {
        scale_include(&plane.across, chart->points[p].to);
        scale_include(&plane.up, chart->points[p].up->to);
    }
    if (chart->has_limit) scale_include(&plane.across, chart->limit);
    scale_widen(&plane.across);
    scale_widen(&plane.up);
    plane.across.at_low = svg_gutter(chart->up_text(chart->context, plane.up.low),
                                     chart->up_text(chart->context, plane.up.high));
    return plane;
}

static void rows(Buffer *out, const ScatterChart *chart, const Plane *plane)
{
    const Scale *scale = &plane->up;
    int left = plane->across.at_low;
    int64_t step = scale_step(scale->high - scale->low, ROWS_MOST);
    int64_t at = scale->low / step * step;
    for (at += at < scale->low ? step : 0; at <= scale->high; at += step) {
        int y = scale_place(scale, at);
        buffer_format(out, "<path class=\"grid\" d=\"M%d %dH%d\"/>\n", left - LINE_BEFORE, y,
                      CHART_WIDTH);
        svg_text(out, left - LABEL_BEFORE, y + LABEL_BELOW, "end",
                 chart->up_text(chart->context, at));
    }
}

static void legend(Buffer *out, const ScatterChart *chart)
{
    int x = PLOT_LEFT;
    for (size_t s = 0; s < chart->series_count; s++) {
        svg_mark(out, s, x, 90);
        buffer_format(out, " class=\"%s\"/>\n", chart->series[s].colour);
        svg_text(out, x + 110, 130, "start", chart->series[s].name);
        x += (PLOT_RIGHT - PLOT_LEFT) / (int)chart->series_count;
    }
}

static size_t series_of(const ScatterChart *chart, const ChartValue *point)
{
    size_t s = 0;
    while (s + 1 < chart->series_count &&
           !text_equal(text_of(chart->series[s].colour), text_of(point->colour)))
        s++;
    return s;
}

void html_scatter(Buffer *out, const ScatterChart *chart)
{
    Plane plane = plane_of(chart);
    int bottom = LEGEND_HEIGHT + PLOT_HEIGHT;
    svg_start(out, chart->title, bottom + AXIS_HEIGHT + TITLE_HEIGHT);
    legend(out, chart);
    svg_text(out, 0, LEGEND_HEIGHT + 100, "start", chart->points[0].up->column);
    svg_text(out, CHART_WIDTH, bottom + AXIS_HEIGHT + 80, "end", chart->points[0].column);
    rows(out, chart, &plane);
    svg_columns(out, &plane.across, LEGEND_HEIGHT, bottom, chart->across_text, chart->context);
    if (chart->has_limit) {
        int x = scale_place(&plane.across, chart->limit);
        bool late = x > CHART_WIDTH / 2;
        buffer_format(out, "<path class=\"limit\" d=\"M%d %dV%d\"/>\n", x, LEGEND_HEIGHT, bottom);
        svg_text(out, late ? x - 40 : x + 40, bottom - 40, late ? "end" : "start",
                 chart->limit_name);
    }
    for (size_t p = chart->count; p-- > 0;) {
        const ChartValue *point = &chart->points[p];
        svg_mark(out, series_of(chart, point), scale_place(&plane.across, point->to),
                 scale_place(&plane.up, point->up->to));
        svg_said(out, point);
        buffer_text(out, TEXT("</path>\n"));
    }
    svg_end(out);
}
