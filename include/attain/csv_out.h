/* csv_out.h - cells of the CSVs that are written.   (room: base)
 *
 * UTF-8, comma, LF; quoted only where needed. A text cell that a spreadsheet could take for a
 * formula begins with a guard, '.   Source: CONTRACT 7. */
#ifndef ATTAIN_CSV_OUT_H
#define ATTAIN_CSV_OUT_H

#include "attain/buffer.h"

/* One text cell, guarded and quoted as it needs, without a comma. */
void csv_cell(Buffer *buffer, Text text);
/* The same as a text of its own, for cells that come again and again. */
Text csv_cell_text(Arena *arena, Text text);

static inline void csv_comma(Buffer *buffer)
{
    buffer_byte(buffer, ',');
}

/* A text cell and the comma after it. */
static inline void csv_next(Buffer *buffer, Text text)
{
    csv_cell(buffer, text);
    csv_comma(buffer);
}

#endif
