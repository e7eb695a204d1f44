/* html.h - a page of HTML as it is written: texts escaped, tables, charts as SVG. Private to the
 * room. Whatever a text holds, it can't become markup. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "attain/buffer.h"
#include "attain/words.h"

/* Characters of a document or of an attribute within "". */
void html_text(Buffer *out, Text text);
void html_word(Buffer *out, const Words *words, const char *english);
/* <tag>text</tag>; tag may carry attributes: `th scope="col"`. */
void html_element(Buffer *out, const char *tag, Text text);

/* A table in a part of the page that scrolls by itself, and that a keyboard can reach. */
void html_table_start(Buffer *out, Text caption);
void html_table_end(Buffer *out);

/* ---- charts. Figures are whole numbers, such as minor units; each shape says which row and
 * column of the table beneath it shows, and the value as the CSVs have it. */
typedef struct ChartValue {
    Text row, column, value;     /* of the table; the value's plain text */
    Text shown;                  /* for people */
    int64_t from, to;            /* where the bar starts and ends; of a point `to` */
    const char *colour;          /* a class: s0 ... s7, up, down, sum */
    const struct ChartValue *up; /* of a point on a plane, what is shown upwards; else NULL */
} ChartValue;
/* How a figure is written on an axis. */
typedef Text ChartText(const void *context, int64_t figure);

/* html_chart.c: a label, and bars beneath it. */
typedef struct BarGroup { Text label; ChartValue *bars; size_t count; bool lettered; } BarGroup;
void html_bars(Buffer *out, Text title, const BarGroup *groups, size_t count);

typedef struct LineSeries { Text name; ChartValue *points; const char *colour; } LineSeries;
typedef struct LineChart {
    Text title;
    LineSeries *series;
    size_t series_count;
    const Text *labels;          /* [point]: below the axis, as far as there is room */
    size_t point_count;
    ChartText *money;            /* of the axis */
    const void *context;
} LineChart;
void html_lines(Buffer *out, const LineChart *chart);

/* html_chart_spread.c: a label, and a band from low to high, in which the middle and the mean are
 * marked. Charts of this file start where their figures do, not at 0. */
enum { RANGE_LOW, RANGE_MIDDLE, RANGE_HIGH, RANGE_MEAN, RANGE_VALUES };
typedef struct RangeGroup { Text label; ChartValue values[RANGE_VALUES]; } RangeGroup;
typedef struct RangeChart {
    Text title;
    const RangeGroup *groups;
    size_t count;                /* at least 1 */
    ChartText *text;
    const void *context;
} RangeChart;
void html_ranges(Buffer *out, const RangeChart *chart);

/* Points on a plane, each with `up`; the first are drawn above the others. */
typedef struct ScatterSeries { Text name; const char *colour; } ScatterSeries;
typedef struct ScatterChart {
    Text title;
    const ScatterSeries *series; /* a point is of that with its colour */
    size_t series_count;
    const ChartValue *points;
    size_t count;                /* at least 1 */
    bool has_limit;
    int64_t limit;               /* a line at this figure of the axis across */
    Text limit_name;
    ChartText *across_text, *up_text;
    const void *context;
} ScatterChart;
void html_scatter(Buffer *out, const ScatterChart *chart);

#endif
