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

/* ---- html_chart.c. Figures are whole numbers, such as minor units; each shape says which row and
 * column of the table beneath it shows, and the value as the CSVs have it. */
typedef struct ChartValue {
    Text row, column, value;     /* of the table; the value's plain text */
    Text shown;                  /* for people */
    int64_t from, to;            /* where the bar starts and ends; of a line's point `to` */
    const char *colour;          /* a class: s0 ... s7, up, down, sum */
} ChartValue;
/* A label, and bars beneath it. */
typedef struct BarGroup { Text label; ChartValue *bars; size_t count; bool lettered; } BarGroup;
void html_bars(Buffer *out, Text title, const BarGroup *groups, size_t count);

typedef struct LineSeries { Text name; ChartValue *points; const char *colour; } LineSeries;
typedef struct LineChart {
    Text title;
    LineSeries *series;
    size_t series_count;
    const Text *labels;          /* [point]: below the axis, as far as there is room */
    size_t point_count;
    Text (*money)(const void *context, int64_t amount);      /* of the axis */
    const void *context;
} LineChart;
void html_lines(Buffer *out, const LineChart *chart);

#endif
