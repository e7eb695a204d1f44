/* html_chart.h - what charts are made of. Private to the charts.
 *
 * Coordinates are whole: a tenth of what a phone shows as a pixel. */
#ifndef REPORT_HTML_CHART_H
#define REPORT_HTML_CHART_H

#include "html.h"

enum { CHART_WIDTH = 4000,           /* of every chart */
       BARS_LEFT = 160, BARS_RIGHT = 2800,       /* the values stand right of the bars */
       LABEL_HEIGHT = 150, BAR_HEIGHT = 90, GROUP_GAP = 70,
       LEGEND_HEIGHT = 200, PLOT_HEIGHT = 1700, AXIS_HEIGHT = 200, PLOT_LEFT = 60,
       PLOT_RIGHT = 3940,
       LINE_BEFORE = 60, LABEL_BEFORE = 100, LABEL_BELOW = 35 };     /* of a plot's lines across */

/* Where a value lies between two coordinates. */
typedef struct Scale { int64_t low, high; int at_low, at_high; } Scale;
int scale_place(const Scale *scale, int64_t value);
void scale_include(Scale *scale, int64_t value);
/* 1, 2 or 5 with zeros behind it: at most so many such steps cover the range. */
int64_t scale_step(int64_t range, int most);
/* Leaves a twentieth of the range free at both ends. */
void scale_widen(Scale *scale);

void svg_start(Buffer *out, Text title, int height);
void svg_end(Buffer *out);
void svg_text(Buffer *out, int x, int y, const char *anchor, Text text);
/* ` class="..." data-row="..."><title>...</title>`: what a shape says of itself, to a test, and to
 * a mouse that rests on it; the shape is still to be closed. */
void svg_said(Buffer *out, const ChartValue *value);
/* `<path d="..."`: series are told apart by their marks as well as by colour. */
void svg_mark(Buffer *out, size_t series, int x, int y);
/* How wide the labels left of a plot are, of which these are the longest. */
int svg_gutter(Text one, Text other);
/* Lines through the plot from top to bottom, and what they stand for beneath. */
void svg_columns(Buffer *out, const Scale *scale, int top, int bottom, ChartText *text,
                 const void *context);

#endif
