/* cells.c - the values stored in a workbook's formula cells: parts of a zip, which are XML.
 * Source: ECMA-376 part 1, 18.2 (workbook), 18.3 (worksheets), 15.2 (relationships). */
#include "attain/workbook_cells.h"

#include "attain/buffer.h"
#include "attain/file.h"
#include "zip.h"

#include <expat.h>
#include <zlib.h>

#define PIECE ((size_t)64 * 1024)
#define COLUMNS_MAX 16384u
#define ROWS_MAX 1048576u
#define VALUE_MAX ((size_t)1024 * 1024)      /* bytes of a value: more than a cell holds */

static const char no_zip[] = N_("it is not a zip file, or not all of one");
static const char no_part[] = N_("a part that every workbook has is missing or damaged");
static const char no_xml[] = N_("a part of it is no XML");
static const char no_order[] = N_("its cells do not stand in order");

typedef struct Relation { Text id, target; } Relation;

typedef struct Reading {
    Arena *arena;
    Text file;
    StoredCells *out;
    XML_Parser parser;
    Relation *relations;             /* of the sheets */
    size_t relation_count, relation_capacity, sheet_capacity;
    Text *ids;                       /* of each sheet, its relation's */
    StoredSheet *sheet;             /* that is being read */
    StoredCell cell;
    uint32_t next_row, next_column;  /* where a cell that does not say where it is stands */
    bool in_cell, is_formula, has_value, in_text, disordered;
    Buffer text;                     /* of the element that is being read */
} Reading;

/* ---- XML */

/* Names without the prefix that their writer chose for the namespace. */
static Text local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return text_of(colon ? colon + 1 : name);
}

static bool is_named(const char *name, const char *want)
{
    return text_equal(local_name(name), text_of(want));
}

static Text attribute(const char **attributes, const char *want)
{
    for (; attributes[0]; attributes += 2)
        if (is_named(attributes[0], want)) return text_of(attributes[1]);
    return TEXT("");
}

static void collect(Reading *reading)
{
    reading->in_text = true;
    reading->text.length = 0;
}

static void add_text(void *user, const char *bytes, int length)
{
    Reading *reading = user;
    if (reading->in_text && reading->text.length < VALUE_MAX)
        buffer_text(&reading->text, (Text){bytes, (size_t)length});
}

/* Unpacks a part, piece by piece, into the parser. */
static const char *parse_deflated(Reading *reading, const ZipPart *part)
{
    z_stream stream = {.next_in = (z_const Bytef *)part->packed.bytes,
                       .avail_in = (uInt)part->packed.length};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return no_part;
    int state = Z_OK;
    const char *wrong = NULL;
    while (!wrong && state == Z_OK) {
        void *piece = XML_GetBuffer(reading->parser, (int)PIECE);
        if (!piece) {
            wrong = no_xml;
            break;
        }
        stream.next_out = piece;
        stream.avail_out = (uInt)PIECE;
        state = inflate(&stream, Z_NO_FLUSH);
        size_t length = PIECE - stream.avail_out;
        if (state != Z_OK && state != Z_STREAM_END) wrong = no_part;
        else if (XML_ParseBuffer(reading->parser, (int)length, state == Z_STREAM_END) !=
                 XML_STATUS_OK)
            wrong = no_xml;
    }
    inflateEnd(&stream);
    return wrong;
}

static const char *parse_stored(Reading *reading, const ZipPart *part)
{
    size_t at = 0;
    do {
        size_t left = part->packed.length - at, length = left < PIECE ? left : PIECE;
        if (XML_Parse(reading->parser, part->packed.bytes + at, (int)length, length == left) !=
            XML_STATUS_OK)
            return no_xml;
        at += length;
    } while (at < part->packed.length);
    return NULL;
}

static const char *parse(Reading *reading, Text name, XML_StartElementHandler start,
                         XML_EndElementHandler end)
{
    ZipPart part;
    if (!zip_part(reading->file, name, &part)) return no_part;
    if (part.method != ZIP_DEFLATED && part.method != ZIP_STORED) return no_part;
    reading->parser = XML_ParserCreate(NULL);
    if (!reading->parser) return no_xml;
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, start, end);
    XML_SetCharacterDataHandler(reading->parser, add_text);
    reading->in_text = false;
    const char *wrong = part.method == ZIP_DEFLATED ? parse_deflated(reading, &part)
                                                    : parse_stored(reading, &part);
    XML_ParserFree(reading->parser);
    return wrong;
}

/* ---- which sheets there are */

static void start_relation(void *user, const char *name, const char **attributes)
{
    Reading *reading = user;
    if (!is_named(name, "Relationship")) return;
    reading->relations = array_room(reading->arena, reading->relations, reading->relation_count,
                                    &reading->relation_capacity, sizeof *reading->relations);
    reading->relations[reading->relation_count++] =
        (Relation){text_copy(reading->arena, attribute(attributes, "Id")),
                   text_copy(reading->arena, attribute(attributes, "Target"))};
}

static void end_nothing(void *user, const char *name)
{
    (void)user;
    (void)name;
}

static void start_sheet(void *user, const char *name, const char **attributes)
{
    Reading *reading = user;
    StoredCells *out = reading->out;
    if (!is_named(name, "sheet")) return;
    size_t capacity = reading->sheet_capacity;
    reading->ids = array_room(reading->arena, reading->ids, out->sheet_count, &capacity,
                              sizeof *reading->ids);
    out->sheets = array_room(reading->arena, out->sheets, out->sheet_count,
                             &reading->sheet_capacity, sizeof *out->sheets);
    reading->ids[out->sheet_count] = text_copy(reading->arena, attribute(attributes, "id"));
    out->sheets[out->sheet_count++] =
        (StoredSheet){.name = text_copy(reading->arena, attribute(attributes, "name"))};
}

/* The part that a relation of xl/workbook.xml leads to. */
static Text part_name(const Reading *reading, Text id)
{
    for (size_t r = 0; r < reading->relation_count; r++) {
        Text target = reading->relations[r].target;
        if (!text_equal(reading->relations[r].id, id)) continue;
        if (text_starts_with(target, TEXT("/"))) return text_part(target, 1, target.length);
        return path_fold(reading->arena, path_join(reading->arena, TEXT("xl"), target));
    }
    return TEXT("");
}

/* ---- the cells of a sheet */

/* A row's number, as a file says it, from `at` on; false: it is none. */
static bool read_row(Text name, size_t at, uint32_t *row)
{
    uint32_t digits = 0;
    for (; at < name.length && name.bytes[at] >= '0' && name.bytes[at] <= '9'; at++) {
        digits = digits * 10 + (uint32_t)(name.bytes[at] - '0');
        if (digits > ROWS_MAX) return false;
    }
    *row = digits - 1;
    return at == name.length && digits;
}

/* "AB12"; false: it is no cell. */
static bool read_place(Text name, uint32_t *row, uint32_t *column)
{
    size_t at = 0;
    uint32_t letters = 0;
    for (; at < name.length && name.bytes[at] >= 'A' && name.bytes[at] <= 'Z'; at++) {
        letters = letters * 26 + (uint32_t)(name.bytes[at] - 'A') + 1;
        if (letters > COLUMNS_MAX) return false;
    }
    *column = letters - 1;
    return letters && read_row(name, at, row);
}

static StoredKind kind_of(Text type)
{
    if (text_equal(type, TEXT("b"))) return STORED_FLAG;
    if (text_equal(type, TEXT("e"))) return STORED_ERROR;
    return !type.length || text_equal(type, TEXT("n")) ? STORED_NUMBER : STORED_TEXT;
}

static void start_cell(Reading *reading, const char **attributes)
{
    Text place = attribute(attributes, "r");
    reading->in_cell = true;
    reading->is_formula = reading->has_value = false;
    reading->cell = (StoredCell){.row = reading->next_row, .column = reading->next_column,
                                  .kind = kind_of(attribute(attributes, "t"))};
    if (place.length && !read_place(place, &reading->cell.row, &reading->cell.column))
        reading->disordered = true;
    reading->next_column = reading->cell.column + 1;
}

static void start_in_sheet(void *user, const char *name, const char **attributes)
{
    Reading *reading = user;
    if (is_named(name, "row")) {
        Text number = attribute(attributes, "r");
        if (number.length && !read_row(number, 0, &reading->next_row)) reading->disordered = true;
        reading->next_column = 0;
    } else if (is_named(name, "c")) {
        start_cell(reading, attributes);
    } else if (reading->in_cell && is_named(name, "f")) {
        reading->is_formula = true;
    } else if (reading->in_cell && is_named(name, "v")) {
        reading->has_value = true;
        collect(reading);
    }
}

static void add_cell(Reading *reading)
{
    StoredSheet *sheet = reading->sheet;
    StoredCell *cell = &reading->cell;
    Text value = reading->has_value ? buffer_result(&reading->text) : TEXT("");
    bool stored = reading->has_value && (value.length || cell->kind == STORED_TEXT);
    if (!stored) cell->kind = STORED_NOTHING;
    cell->stored = text_copy(reading->arena, value);
    const StoredCell *last = sheet->count ? &sheet->cells[sheet->count - 1] : NULL;
    if (last && (last->row > cell->row ||
                 (last->row == cell->row && last->column >= cell->column)))
        reading->disordered = true;
    sheet->cells = array_room(reading->arena, sheet->cells, sheet->count, &sheet->capacity,
                              sizeof *sheet->cells);
    sheet->cells[sheet->count++] = *cell;
}

static void end_in_sheet(void *user, const char *name)
{
    Reading *reading = user;
    if (is_named(name, "v")) reading->in_text = false;
    if (is_named(name, "row")) reading->next_row++;
    if (!is_named(name, "c")) return;
    if (reading->is_formula) add_cell(reading);
    reading->in_cell = false;
}

static const char *read_sheet(Reading *reading, size_t at)
{
    Text name = part_name(reading, reading->ids[at]);
    if (!name.length) return no_part;
    reading->sheet = &reading->out->sheets[at];
    reading->next_row = reading->next_column = 0;
    const char *wrong = parse(reading, name, start_in_sheet, end_in_sheet);
    reading->out->count += reading->sheet->count;
    return wrong ? wrong : reading->disordered ? no_order : NULL;
}

/* ---- who wrote it */

static void start_property(void *user, const char *name, const char **attributes)
{
    (void)attributes;
    if (is_named(name, "Application")) collect(user);
}

static void end_property(void *user, const char *name)
{
    Reading *reading = user;
    if (!is_named(name, "Application")) return;
    reading->in_text = false;
    reading->out->application = text_copy(reading->arena, buffer_result(&reading->text));
}

const char *workbook_cells(Arena *arena, Text bytes, StoredCells *out)
{
    *out = (StoredCells){.application = TEXT("")};
    Reading reading = {.arena = arena, .file = bytes, .out = out, .text = {.arena = arena}};
    if (!zip_is_whole(bytes)) return no_zip;
    const char *wrong = parse(&reading, TEXT("xl/_rels/workbook.xml.rels"), start_relation,
                              end_nothing);
    if (!wrong) wrong = parse(&reading, TEXT("xl/workbook.xml"), start_sheet, end_nothing);
    for (size_t s = 0; !wrong && s < out->sheet_count; s++) wrong = read_sheet(&reading, s);
    if (wrong) return wrong;
    if (parse(&reading, TEXT("docProps/app.xml"), start_property, end_property))
        out->application = TEXT("");                     /* not every program says who it is */
    return out->sheet_count ? NULL : no_part;
}

Text stored_cell_name(Arena *arena, const StoredCell *cell)
{
    char letters[8];
    size_t at = sizeof letters;
    for (uint32_t left = cell->column + 1; left; left = (left - 1) / 26)
        letters[--at] = (char)('A' + (left - 1) % 26);
    return text_format(arena, "%.*s%u", (int)(sizeof letters - at), letters + at, cell->row + 1);
}
