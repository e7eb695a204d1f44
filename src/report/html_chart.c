/* html_chart.c - bars and lines. */
#include "html_chart.h"

enum { BAR_STEP = 135, LEGEND_STEP = 400, LABELS_MOST = 5, GRID_MOST = 5 };

/* ---- bars */

static int group_height(const BarGroup *group)
{
    return LABEL_HEIGHT + (int)group->count * BAR_STEP + GROUP_GAP;
}

static void bar(Buffer *out, const Scale *scale, const ChartValue *value, int y, bool lettered)
{
    int from = scale_place(scale, value->from), to = scale_place(scale, value->to);
    int left = from < to ? from : to;
    if (lettered) svg_text(out, 0, y + BAR_HEIGHT, "start", value->column);
    buffer_format(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", left, y,
                  from < to ? to - from : from - to, BAR_HEIGHT);
    svg_said(out, value);
    buffer_text(out, TEXT("</rect>\n"));
    svg_text(out, CHART_WIDTH, y + BAR_HEIGHT, "end", value->shown);
}

void html_bars(Buffer *out, Text title, const BarGroup *groups, size_t count)
{
    Scale scale = {.at_low = BARS_LEFT, .at_high = BARS_RIGHT};
    int height = GROUP_GAP;
    for (size_t g = 0; g < count; g++) {
        height += group_height(&groups[g]);
        for (size_t b = 0; b < groups[g].count; b++) {
            scale_include(&scale, groups[g].bars[b].from);
            scale_include(&scale, groups[g].bars[b].to);
        }
    }
    svg_start(out, title, height);
    int zero = scale_place(&scale, 0), y = 0;
    for (size_t g = 0; g < count; g++) {
        buffer_format(out, "<path class=\"axis\" d=\"M%d %dv%d\"/>\n", zero,
                      y + LABEL_HEIGHT - 20, (int)groups[g].count * BAR_STEP);
        svg_text(out, 0, y + LABEL_HEIGHT - 40, "start", groups[g].label);
        for (size_t b = 0; b < groups[g].count; b++)
            bar(out, &scale, &groups[g].bars[b], y + LABEL_HEIGHT + (int)b * BAR_STEP,
                groups[g].lettered);
        y += group_height(&groups[g]);
    }
    svg_end(out);
}

/* ---- lines */

/* A chart laid out: amounts upwards, points from left to right. */
typedef struct Plot { const LineChart *chart; Scale up; int64_t step; int left; } Plot;

static Plot plot_of(const LineChart *chart)
{
    Plot plot = {chart, {.at_low = LEGEND_HEIGHT + PLOT_HEIGHT, .at_high = LEGEND_HEIGHT + 150},
                 1, 0};
    for (size_t s = 0; s < chart->series_count; s++)
        for (size_t p = 0; p < chart->point_count; p++)
            scale_include(&plot.up, chart->series[s].points[p].to);
    plot.step = scale_step(plot.up.high - plot.up.low, GRID_MOST);
    plot.left = svg_gutter(chart->money(chart->context, plot.up.low),
                           chart->money(chart->context, plot.up.high));
    return plot;
}

static void grid(Buffer *out, const Plot *plot)
{
    const LineChart *chart = plot->chart;
    for (int64_t at = plot->up.low / plot->step * plot->step; at <= plot->up.high;
         at += plot->step) {
        int y = scale_place(&plot->up, at);
        buffer_format(out, "<path class=\"%s\" d=\"M%d %dH%d\"/>\n", at ? "grid" : "axis",
                      plot->left - LINE_BEFORE, y, CHART_WIDTH);
        svg_text(out, plot->left - LABEL_BEFORE, y + LABEL_BELOW, "end",
                 chart->money(chart->context, at));
        if (at > INT64_MAX - plot->step) break;
    }
}

static int place_across(const Plot *plot, size_t point)
{
    size_t last = plot->chart->point_count - 1;
    if (!last) return (plot->left + PLOT_RIGHT) / 2;
    return plot->left + (int)((int64_t)point * (PLOT_RIGHT - plot->left) / (int64_t)last);
}

static void line(Buffer *out, const Plot *plot, size_t number)
{
    const LineSeries *series = &plot->chart->series[number];
    size_t count = plot->chart->point_count;
    buffer_format(out, "<polyline class=\"line %s\" points=\"", series->colour);
    for (size_t p = 0; p < count; p++)
        buffer_format(out, "%s%d,%d", p ? " " : "", place_across(plot, p),
                      scale_place(&plot->up, series->points[p].to));
    buffer_text(out, TEXT("\"/>\n"));
    for (size_t p = 0; p < count; p++) {
        svg_mark(out, number, place_across(plot, p), scale_place(&plot->up, series->points[p].to));
        svg_said(out, &series->points[p]);
        buffer_text(out, TEXT("</path>\n"));
    }
}

static void labels(Buffer *out, const Plot *plot)
{
    size_t count = plot->chart->point_count, every = (count + LABELS_MOST - 1) / LABELS_MOST;
    for (size_t p = 0; p < count; p += every)
        svg_text(out, place_across(plot, p), LEGEND_HEIGHT + PLOT_HEIGHT + AXIS_HEIGHT - 50,
                 p && p + 1 == count ? "end" : "middle", plot->chart->labels[p]);
}

void html_lines(Buffer *out, const LineChart *chart)
{
    Plot plot = plot_of(chart);
    svg_start(out, chart->title, LEGEND_HEIGHT + PLOT_HEIGHT + AXIS_HEIGHT);
    for (size_t s = 0; s < chart->series_count; s++) {
        int x = PLOT_LEFT + (int)s * LEGEND_STEP;
        svg_mark(out, s, x, 90);
        buffer_format(out, " class=\"%s\"/>\n", chart->series[s].colour);
        svg_text(out, x + 110, 130, "start", chart->series[s].name);
    }
    grid(out, &plot);
    for (size_t s = 0; s < chart->series_count; s++) line(out, &plot, s);
    labels(out, &plot);
    svg_end(out);
}
