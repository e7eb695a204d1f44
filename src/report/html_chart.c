/* html_chart.c - charts as SVG, with whole coordinates: a tenth of what a phone shows as a
 * pixel. */
#include "html.h"

enum { WIDTH = 4000,                 /* of every chart */
       BARS_LEFT = 160, BARS_RIGHT = 2800,       /* the values stand right of the bars */
       LABEL_HEIGHT = 150, BAR_HEIGHT = 90, BAR_STEP = 135, GROUP_GAP = 70,
       LEGEND_HEIGHT = 200, PLOT_HEIGHT = 1700, AXIS_HEIGHT = 200, PLOT_LEFT = 60,
       PLOT_RIGHT = 3940, LEGEND_STEP = 400, LABELS_MOST = 6, GRID_MOST = 5 };

/* Where a value lies between two coordinates. */
typedef struct Scale { int64_t low, high; int at_low, at_high; } Scale;

static int place(const Scale *scale, int64_t value)
{
    if (scale->high == scale->low) return scale->at_low;
    Int128 along = ((Int128)value - scale->low) * (scale->at_high - scale->at_low);
    return scale->at_low + (int)(along / ((Int128)scale->high - scale->low));
}

static void include(Scale *scale, int64_t value)
{
    if (value < scale->low) scale->low = value;
    if (value > scale->high) scale->high = value;
}

static void svg_start(Buffer *out, Text title, int height)
{
    buffer_format(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, height);
    html_text(out, title);
    buffer_text(out, TEXT("\">\n"));
}

static void svg_text(Buffer *out, int x, int y, const char *anchor, Text text)
{
    buffer_format(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
    html_text(out, text);
    buffer_text(out, TEXT("</text>\n"));
}

/* What a shape says of itself: to a test, and to a mouse that rests on it. */
static void svg_said(Buffer *out, const ChartValue *value)
{
    buffer_format(out, " class=\"%s\" data-row=\"", value->colour);
    html_text(out, value->row);
    buffer_text(out, TEXT("\" data-column=\""));
    html_text(out, value->column);
    buffer_text(out, TEXT("\" data-value=\""));
    html_text(out, value->value);
    buffer_text(out, TEXT("\"><title>"));
    html_text(out, value->row);
    buffer_text(out, TEXT(", "));
    html_text(out, value->column);
    buffer_text(out, TEXT(": "));
    html_text(out, value->shown);
    buffer_text(out, TEXT("</title>"));
}

/* ---- bars */

static int group_height(const BarGroup *group)
{
    return LABEL_HEIGHT + (int)group->count * BAR_STEP + GROUP_GAP;
}

static void bar(Buffer *out, const Scale *scale, const ChartValue *value, int y, bool lettered)
{
    int from = place(scale, value->from), to = place(scale, value->to);
    int left = from < to ? from : to;
    if (lettered) svg_text(out, 0, y + BAR_HEIGHT, "start", value->column);
    buffer_format(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", left, y,
                  from < to ? to - from : from - to, BAR_HEIGHT);
    svg_said(out, value);
    buffer_text(out, TEXT("</rect>\n"));
    svg_text(out, WIDTH, y + BAR_HEIGHT, "end", value->shown);
}

void html_bars(Buffer *out, Text title, const BarGroup *groups, size_t count)
{
    Scale scale = {.at_low = BARS_LEFT, .at_high = BARS_RIGHT};
    int height = GROUP_GAP;
    for (size_t g = 0; g < count; g++) {
        height += group_height(&groups[g]);
        for (size_t b = 0; b < groups[g].count; b++) {
            include(&scale, groups[g].bars[b].from);
            include(&scale, groups[g].bars[b].to);
        }
    }
    svg_start(out, title, height);
    int zero = place(&scale, 0), y = 0;
    for (size_t g = 0; g < count; g++) {
        buffer_format(out, "<path class=\"axis\" d=\"M%d %dv%d\"/>\n", zero,
                      y + LABEL_HEIGHT - 20, (int)groups[g].count * BAR_STEP);
        svg_text(out, 0, y + LABEL_HEIGHT - 40, "start", groups[g].label);
        for (size_t b = 0; b < groups[g].count; b++)
            bar(out, &scale, &groups[g].bars[b], y + LABEL_HEIGHT + (int)b * BAR_STEP,
                groups[g].lettered);
        y += group_height(&groups[g]);
    }
    buffer_text(out, TEXT("</svg>\n"));
}

/* ---- lines */

/* Series are told apart by their marks as well as by colour. */
static void mark(Buffer *out, size_t series, int x, int y)
{
    static const char *const shapes[] = {
        "m-45-45h90v90h-90z", "m0-60l60 60l-60 60l-60-60z", "m0-60l60 105h-120z",
        "m0 60l-60-105h120z"};
    buffer_format(out, "<path d=\"M%d %d%s\"", x, y, shapes[series % 4]);
}

/* 1, 2 or 5 with zeros behind it: few such steps cover the range. */
static int64_t grid_step(int64_t range)
{
    Int128 step = 1;
    for (int turn = 0; step * GRID_MOST < range; turn = (turn + 1) % 3)
        step = turn == 1 ? step / 2 * 5 : step * 2;
    return (int64_t)step;
}

static Scale scale_of(const LineChart *chart, int64_t *step)
{
    Scale scale = {.at_low = LEGEND_HEIGHT + PLOT_HEIGHT, .at_high = LEGEND_HEIGHT + 150};
    for (size_t s = 0; s < chart->series_count; s++)
        for (size_t p = 0; p < chart->point_count; p++)
            include(&scale, chart->series[s].points[p].to);
    *step = grid_step(scale.high - scale.low);
    return scale;
}

static void grid(Buffer *out, const LineChart *chart, const Scale *scale, int64_t step)
{
    for (int64_t at = scale->low / step * step; at <= scale->high; at += step) {
        int y = place(scale, at);
        buffer_format(out, "<path class=\"%s\" d=\"M0 %dH%d\"/>\n", at ? "grid" : "axis", y,
                      WIDTH);
        svg_text(out, 0, y - 25, "start", chart->money(chart->context, at));
        if (at > INT64_MAX - step) break;
    }
}

static int place_across(const LineChart *chart, size_t point)
{
    if (chart->point_count < 2) return (PLOT_LEFT + PLOT_RIGHT) / 2;
    return PLOT_LEFT + (int)((int64_t)point * (PLOT_RIGHT - PLOT_LEFT) /
                             (int64_t)(chart->point_count - 1));
}

static void line(Buffer *out, const LineChart *chart, const Scale *scale, size_t number)
{
    const LineSeries *series = &chart->series[number];
    buffer_format(out, "<polyline class=\"line %s\" points=\"", series->colour);
    for (size_t p = 0; p < chart->point_count; p++)
        buffer_format(out, "%s%d,%d", p ? " " : "", place_across(chart, p),
                      place(scale, series->points[p].to));
    buffer_text(out, TEXT("\"/>\n"));
    for (size_t p = 0; p < chart->point_count; p++) {
        mark(out, number, place_across(chart, p), place(scale, series->points[p].to));
        svg_said(out, &series->points[p]);
        buffer_text(out, TEXT("</path>\n"));
    }
}

static void labels(Buffer *out, const LineChart *chart)
{
    size_t every = (chart->point_count + LABELS_MOST - 1) / LABELS_MOST;
    for (size_t p = 0; p < chart->point_count; p += every) {
        const char *anchor = chart->point_count > 1 && p == 0 ? "start"
                           : p + 1 == chart->point_count && p ? "end" : "middle";
        int x = p == 0 && chart->point_count > 1 ? 0 : place_across(chart, p);
        svg_text(out, x, LEGEND_HEIGHT + PLOT_HEIGHT + AXIS_HEIGHT - 50, anchor,
                 chart->labels[p]);
    }
}

void html_lines(Buffer *out, const LineChart *chart)
{
    int64_t step;
    Scale scale = scale_of(chart, &step);
    svg_start(out, chart->title, LEGEND_HEIGHT + PLOT_HEIGHT + AXIS_HEIGHT);
    for (size_t s = 0; s < chart->series_count; s++) {
        int x = PLOT_LEFT + (int)s * LEGEND_STEP;
        mark(out, s, x, 90);
        buffer_format(out, " class=\"%s\"/>\n", chart->series[s].colour);
        svg_text(out, x + 110, 130, "start", chart->series[s].name);
    }
    grid(out, chart, &scale, step);
    for (size_t s = 0; s < chart->series_count; s++) line(out, chart, &scale, s);
    labels(out, chart);
    buffer_text(out, TEXT("</svg>\n"));
}
