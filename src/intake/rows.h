/* rows.h - text into rows of cells, by libcsv. Private to the room.
 *
 * libcsv is fed a physical line at a time, so that a row's first line is known; blank lines,
 * which it
 * skips in silence, are told too. */
#ifndef ATTAIN_ROWS_H
#define ATTAIN_ROWS_H

#include "attain/text.h"

#define CELL_BYTES_MAX ((size_t)1024 * 1024)

typedef struct RowSink {
    void (*cell)(void *context, const char *bytes, size_t length);     /* valid during the call */
    /* After the row's cells: it started on line, raw is that line. False: stop reading. */
    bool (*row)(void *context, uint32_t line, Text raw);
    void (*blank)(void *context, uint32_t line);
    void *context;
} RowSink;

typedef enum RowsEnd { ROWS_DONE, ROWS_STOPPED, ROWS_STRAY_QUOTE, ROWS_OPEN_QUOTE,
                       ROWS_LONG_CELL, ROWS_LONE_RETURN } RowsEnd;

/* Reads text, whose first line is number first_line. Where it ends at a problem, *line is its
 * line. */
RowsEnd rows_read(Text text, char delimiter, uint32_t first_line, const RowSink *sink,
                  uint32_t *line);

#endif
