/* html_chart_parts.c - what charts are made of. */
#include "html_chart.h"

enum { COLUMNS_MOST = 4, DIGIT = 68, GUTTER = 160 };

int scale_place(const Scale *scale, int64_t value)
{
    if (scale->high == scale->low) return scale->at_low;
    Int128 along = ((Int128)value - scale->low) * (scale->at_high - scale->at_low);
    return scale->at_low + (int)(along / ((Int128)scale->high - scale->low));
}

void scale_include(Scale *scale, int64_t value)
{
    if (value < scale->low) scale->low = value;
    if (value > scale->high) scale->high = value;
}

int64_t scale_step(int64_t range, int most)
{
    Int128 step = 1;
    for (int turn = 0; step * most < range; turn = (turn + 1) % 3)
        step = turn == 1 ? step / 2 * 5 : step * 2;
    return (int64_t)step;
}

void scale_widen(Scale *scale)
{
    int64_t free = (scale->high - scale->low) / 20 + 1;
    scale->low -= free;
    scale->high += free;
}

void svg_start(Buffer *out, Text title, int height)
{
    buffer_format(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", CHART_WIDTH,
                  height);
    html_text(out, title);
    buffer_text(out, TEXT("\">\n"));
}

void svg_end(Buffer *out)
{
    buffer_text(out, TEXT("</svg>\n"));
}

void svg_text(Buffer *out, int x, int y, const char *anchor, Text text)
{
    buffer_format(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
    html_text(out, text);
    buffer_text(out, TEXT("</text>\n"));
}

static void attribute(Buffer *out, const char *name, Text text)
{
    buffer_format(out, " data-%s=\"", name);
    html_text(out, text);
    buffer_byte(out, '"');
}

static void reading(Buffer *out, Text column, Text shown)
{
    buffer_text(out, TEXT(", "));
    html_text(out, column);
    buffer_text(out, TEXT(": "));
    html_text(out, shown);
}

void svg_said(Buffer *out, const ChartValue *value)
{
    buffer_format(out, " class=\"%s\"", value->colour);
    attribute(out, "row", value->row);
    attribute(out, "column", value->column);
    attribute(out, "value", value->value);
    if (value->up) {
        attribute(out, "up-column", value->up->column);
        attribute(out, "up-value", value->up->value);
    }
    buffer_text(out, TEXT("><title>"));
    html_text(out, value->row);
    reading(out, value->column, value->shown);
    if (value->up) reading(out, value->up->column, value->up->shown);
    buffer_text(out, TEXT("</title>"));
}

void svg_mark(Buffer *out, size_t series, int x, int y)
{
    static const char *const shapes[] = {
        "m-45-45h90v90h-90z", "m0-60l60 60l-60 60l-60-60z", "m0-60l60 105h-120z",
        "m0 60l-60-105h120z"};
    buffer_format(out, "<path d=\"M%d %d%s\"", x, y, shapes[series % 4]);
}

int svg_gutter(Text one, Text other)
{
    size_t longest = one.length > other.length ? one.length : other.length;
    return longest < CHART_WIDTH / 2 / DIGIT ? (int)longest * DIGIT + GUTTER : CHART_WIDTH / 2;
}

void svg_columns(Buffer *out, const Scale *scale, int top, int bottom, ChartText *text,
                 const void *context)
{
    int64_t step = scale_step(scale->high - scale->low, COLUMNS_MOST);
    int64_t at = scale->low / step * step;
    for (at += at < scale->low ? step : 0; at <= scale->high; at += step) {
        int x = scale_place(scale, at);
        const char *anchor = x < CHART_WIDTH / 8 ? "start"
                           : x > CHART_WIDTH * 7 / 8 ? "end" : "middle";
        buffer_format(out, "<path class=\"grid\" d=\"M%d %dV%d\"/>\n", x, top, bottom);
        svg_text(out, x, bottom + 130, anchor, text(context, at));
    }
}
