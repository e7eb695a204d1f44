/* columns.h - texts in columns of a terminal. Private to the room. */
#ifndef REPORT_COLUMNS_H
#define REPORT_COLUMNS_H

#include "attain/buffer.h"

void columns_pad(Buffer *out, size_t columns);
/* Text cut or filled to a number of columns. */
void columns_left(Buffer *out, Text text, size_t columns);
/* Text with blanks before it; never cut, and one blank at least. */
void columns_right(Buffer *out, Text text, size_t columns);

#endif
