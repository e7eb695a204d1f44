/* rows.c - the rows of tables, put together here.
 *
 * A gain: with it a workbook of a million credits takes 14 s of a processor's time, of which zlib
 * has 8; by libxlsxwriter 1.1.4's own calls it is 25 s, as they allocate every cell, hash the 700
 * bytes of its format and print it with fprintf. So the rows of tables go as bytes to where the
 * library keeps rows until the end, in the form that it would give them; lines above the tables,
 * headings, links and all other parts are its own. */
#include "inside.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LINE_POINTS 15               /* the height of a line in the font that is set */
#define LINE_POINTS_JAPANESE 19
#define FLUSH_BYTES ((size_t)256 * 1024)
#define WHOLE_BELOW 1e15             /* whole numbers that %.16G prints as their digits */

/* ---- rows */

static void flush(Sheet *sheet)
{
    if (!sheet->bytes.length) return;
    lxw_worksheet *worksheet = sheet->open->worksheet;
    lxw_worksheet_write_single_row(worksheet);       /* the heading, or a line above the table */
    if (fwrite(sheet->bytes.bytes, 1, sheet->bytes.length, worksheet->optimize_tmpfile) !=
        sheet->bytes.length)
        keep_error(sheet->workbook, LXW_ERROR_CREATING_TMPFILE);
    sheet->bytes.length = 0;
}

/* Programs do not all find out by themselves how high a row of wrapped texts must be. */
static void put_height(Sheet *sheet)
{
    bool japanese = words_language(sheet->workbook->words) == LANGUAGE_JA;
    int points = sheet->row_lines * (japanese ? LINE_POINTS_JAPANESE : LINE_POINTS);
    char said[48];
    size_t length = (size_t)snprintf(said, sizeof said, " ht=\"%d\" customHeight=\"1\"", points);
    buffer_room(&sheet->bytes, length);
    char *head = sheet->bytes.bytes + sheet->row_head;
    memmove(head + length, head, sheet->bytes.length - sheet->row_head);
    memcpy(head, said, length);
    sheet->bytes.length += length;
}

void row_end(Sheet *sheet)
{
    if (!sheet->row_open) return;
    if (sheet->row_lines > 1) put_height(sheet);
    buffer_text(&sheet->bytes, TEXT("</row>"));
    sheet->row_open = false;
    if (sheet->bytes.length >= FLUSH_BYTES) flush(sheet);
}

void rows_end(Sheet *sheet)
{
    assert(!sheet->row_open);
    flush(sheet);
}

static void row_start(Sheet *sheet, const CellPlace *place)
{
    if (sheet->open != place->part) flush(sheet);
    sheet->open = place->part;
    sheet->row_open = true;
    buffer_text(&sheet->bytes, TEXT("<row r=\""));
    buffer_integer(&sheet->bytes, (int64_t)place->row + 1);
    buffer_byte(&sheet->bytes, '"');
    sheet->row_head = sheet->bytes.length;
    sheet->row_lines = 1;
    buffer_byte(&sheet->bytes, '>');
}

/* The library says in front of the rows how far they go. */
static void stretch(lxw_worksheet *worksheet, uint32_t row, uint16_t column)
{
    if (row < worksheet->dim_rowmin) worksheet->dim_rowmin = row;
    if (row > worksheet->dim_rowmax) worksheet->dim_rowmax = row;
    if (column < worksheet->dim_colmin) worksheet->dim_colmin = column;
    if (column > worksheet->dim_colmax) worksheet->dim_colmax = column;
}

/* ---- cells */

static void cell_start(Sheet *sheet, const CellPlace *place, const Format *format)
{
    if (!sheet->row_open) row_start(sheet, place);
    stretch(place->part->worksheet, place->row, sheet->column);
    Buffer *out = &sheet->bytes;
    buffer_text(out, TEXT("<c r=\""));
    buffer_text(out, sheet->column_names[sheet->column]);
    buffer_integer(out, (int64_t)place->row + 1);
    if (format->index) {
        buffer_text(out, TEXT("\" s=\""));
        buffer_integer(out, format->index);
    }
    buffer_byte(out, '"');
}

static void put_escaped(Buffer *out, Text text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte != '&' && byte != '<' && byte != '>') continue;
        buffer_text(out, text_part(text, from, i));
        buffer_text(out, byte == '&' ? TEXT("&amp;") : byte == '<' ? TEXT("&lt;") : TEXT("&gt;"));
        from = i + 1;
    }
    buffer_text(out, text_part(text, from, text.length));
}

static void put_value(Sheet *sheet, double number)
{
    Buffer *out = &sheet->bytes;
    buffer_text(out, TEXT("<v>"));
    if (fabs(number) < WHOLE_BELOW && number == (double)(int64_t)number)
        buffer_integer(out, (int64_t)number);
    else {
        locale_t before = plain_enter(sheet->workbook);
        out->length += (size_t)snprintf(buffer_room(out, 32), 32, "%.16G", number);
        plain_leave(before);
    }
    buffer_text(out, TEXT("</v>"));
}

static void put_formula(Buffer *out, Text formula)
{
    buffer_text(out, TEXT("<f>"));
    put_escaped(out, text_part(formula, 1, formula.length));         /* without = */
    buffer_text(out, TEXT("</f>"));
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

void row_put_text(Sheet *sheet, const CellPlace *place, const Format *format, Text text)
{
    Buffer *out = &sheet->bytes;
    cell_start(sheet, place, format);
    if (!text.length) {
        buffer_text(out, TEXT("/>"));
        return;
    }
    bool kept = is_blank(text.bytes[0]) || is_blank(text.bytes[text.length - 1]);
    buffer_text(out, TEXT(" t=\"inlineStr\"><is><t"));
    buffer_text(out, kept ? TEXT(" xml:space=\"preserve\">") : TEXT(">"));
    put_escaped(out, text);
    buffer_text(out, TEXT("</t></is></c>"));
}

void row_put_number(Sheet *sheet, const CellPlace *place, const Format *format, double number)
{
    cell_start(sheet, place, format);
    buffer_byte(&sheet->bytes, '>');
    put_value(sheet, number);
    buffer_text(&sheet->bytes, TEXT("</c>"));
}

void row_put_formula(Sheet *sheet, const CellPlace *place, const Format *format, Text formula,
                 double cached)
{
    cell_start(sheet, place, format);
    buffer_byte(&sheet->bytes, '>');
    put_formula(&sheet->bytes, formula);
    put_value(sheet, cached);
    buffer_text(&sheet->bytes, TEXT("</c>"));
}

void row_put_formula_text(Sheet *sheet, const CellPlace *place, const Format *format, Text formula,
                      Text cached)
{
    Buffer *out = &sheet->bytes;
    cell_start(sheet, place, format);
    buffer_text(out, TEXT(" t=\"str\">"));
    put_formula(out, formula);
    buffer_text(out, TEXT("<v>"));
    put_escaped(out, cached);
    buffer_text(out, TEXT("</v></c>"));
}
