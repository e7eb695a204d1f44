/* test_workbook_cells.c - formula cells of workbooks, as several programs write them, and of files
 * that are none. */
#include "unit.h"

#include "attain/buffer.h"
#include "attain/file.h"
#include "attain/workbook.h"
#include "attain/workbook_cells.h"

#include <stdlib.h>
#include <string.h>

/* ---- a zip of parts that are not packed */

typedef struct Zip { Buffer out, directory; uint32_t parts; } Zip;

static void number(Buffer *out, uint64_t value, size_t size)
{
    for (; size; size--, value >>= 8) buffer_byte(out, (char)(value & 0xFF));
}

static void zip_add(Zip *zip, const char *name, const char *bytes)
{
    size_t at = zip->out.length, length = strlen(bytes), named = strlen(name);
    buffer_text(&zip->out, TEXT("PK\3\4"));
    number(&zip->out, 0, 14);                  /* version to check sum: nobody looks at them */
    number(&zip->out, length, 4);
    number(&zip->out, length, 4);
    number(&zip->out, named, 4);
    buffer_text(&zip->out, text_of(name));
    buffer_text(&zip->out, text_of(bytes));
    buffer_text(&zip->directory, TEXT("PK\1\2"));
    number(&zip->directory, 0, 16);
    number(&zip->directory, length, 4);
    number(&zip->directory, length, 4);
    number(&zip->directory, named, 2);
    number(&zip->directory, 0, 12);
    number(&zip->directory, at, 4);
    buffer_text(&zip->directory, text_of(name));
    zip->parts++;
}

static Text zip_end(Zip *zip)
{
    size_t at = zip->out.length;
    buffer_text(&zip->out, buffer_result(&zip->directory));
    buffer_text(&zip->out, TEXT("PK\5\6"));
    number(&zip->out, 0, 4);
    number(&zip->out, zip->parts, 2);
    number(&zip->out, zip->parts, 2);
    number(&zip->out, zip->directory.length, 4);
    number(&zip->out, at, 4);
    number(&zip->out, 0, 2);
    return buffer_result(&zip->out);
}

#define RELATION(id, target) "<Relationship Id=\"" id "\" Target=\"" target "\"/>"
#define SHEET(name, id) "<sheet name=\"" name "\" sheetId=\"1\" r:id=\"" id "\"/>"

static Text book_of(const char *relations, const char *sheets, const char *rows)
{
    Zip zip = {.out = {.arena = arena}, .directory = {.arena = arena}};
    zip_add(&zip, "xl/worksheets/sheet1.xml",
            text_format(arena, "<worksheet><sheetData>%s</sheetData></worksheet>", rows).bytes);
    zip_add(&zip, "xl/_rels/workbook.xml.rels",
            text_format(arena, "<Relationships>%s</Relationships>", relations).bytes);
    zip_add(&zip, "xl/workbook.xml",
            text_format(arena, "<workbook><sheets>%s</sheets></workbook>", sheets).bytes);
    return zip_end(&zip);
}

static Text book(const char *rows)
{
    return book_of(RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"), rows);
}

/* ---- cells */

static const struct { const char *rows, *want; } CELLS[] = {
    {"", ""},
    {"<row r=\"2\"><c r=\"B2\" t=\"n\"><f>1+1</f><v>2</v></c></row>", "B2 number 2;"},
    {"<row r=\"2\"><c r=\"B2\"><v>2</v></c></row>", ""},                  /* no formula */
    {"<row r=\"2\"><c r=\"B2\"><f>1+1</f></c></row>", "B2 nothing ;"},
    {"<row r=\"2\"><c r=\"B2\"><f>1+1</f><v></v></c></row>", "B2 nothing ;"},      /* openpyxl */
    {"<row r=\"2\"><c r=\"B2\"><f>1+1</f><v/></c></row>", "B2 nothing ;"},
    {"<row r=\"1\"><c r=\"A1\" t=\"str\"><f>x</f><v></v></c></row>", "A1 text ;"},
    {"<row r=\"1\"><c r=\"A1\" t=\"str\"><f>x</f></c></row>", "A1 nothing ;"},
    {"<row r=\"1\"><c r=\"A1\" t=\"str\"><f>x</f><v>a&amp;b&#10;c</v></c></row>",
     "A1 text a&b\\x0Ac;"},
    {"<row r=\"1\"><c r=\"A1\" t=\"b\"><f>x</f><v>1</v></c><c r=\"ZZ1\" t=\"e\"><f>x</f>"
     "<v>#REF!</v></c></row>", "A1 flag 1;ZZ1 error #REF!;"},
    {"<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"0\"/><v>7</v></c></row>", "A1 number 7;"},
    {"<x:row r=\"1\"><x:c r=\"A1\"><x:f>1</x:f><x:v>7</x:v></x:c></x:row>", "A1 number 7;"},
    {"<row><c><f>1</f><v>1</v></c><c/><c><f>1</f><v>2</v></c></row><row><c><f>1</f><v>3</v></c>"
     "</row>", "A1 number 1;C1 number 2;A2 number 3;"},
    {"<row r=\"3\"><c r=\"C3\"><f>1</f><v>1</v></c><c><f>1</f><v>2</v></c></row><row><c><f>1</f>"
     "<v>3</v></c></row>", "C3 number 1;D3 number 2;A4 number 3;"},
    {"<row r=\"1048576\"><c r=\"XFD1048576\"><f>1</f><v>1</v></c></row>", "XFD1048576 number 1;"},
};

static const char *const KINDS[] = {"nothing", "number", "text", "flag", "error"};

START_TEST(reads_cells)
{
    StoredCells cells;
    Buffer said = {.arena = arena};
    const char *wrong = workbook_cells(arena, book(CELLS[_i].rows), &cells);
    ck_assert_msg(!wrong, "%s", wrong);
    ck_assert_uint_eq(cells.sheet_count, 1);
    want_text("sheet", cells.sheets[0].name, "One");
    for (size_t c = 0; c < cells.sheets[0].count; c++) {
        const StoredCell *cell = &cells.sheets[0].cells[c];
        buffer_format(&said, "%s %s ", stored_cell_name(arena, cell).bytes, KINDS[cell->kind]);
        for (size_t i = 0; i < cell->stored.length; i++)
            buffer_format(&said, cell->stored.bytes[i] < ' ' ? "\\x%02X" : "%c",
                          cell->stored.bytes[i]);
        buffer_byte(&said, ';');
    }
    want_text(CELLS[_i].rows, buffer_result(&said), CELLS[_i].want);
    ck_assert_uint_eq(cells.count, cells.sheets[0].count);
}
END_TEST

static const struct { const char *relations, *sheets, *rows; } BAD[] = {
    {"", SHEET("One", "a"), ""},                                  /* a sheet that leads nowhere */
    {RELATION("a", "worksheets/sheet2.xml"), SHEET("One", "a"), ""},
    {RELATION("a", "worksheets/sheet1.xml"), "", ""},             /* no sheet at all */
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"), "<row>"},
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"), "\xFF"},
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"),
     "<c r=\"A2\"><f>1</f></c><c r=\"A1\"><f>1</f></c>"},
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"),
     "<c r=\"A1\"><f>1</f></c><c r=\"A1\"><f>1</f></c>"},
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"), "<c r=\"XFE1\"><f>1</f></c>"},
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"), "<c r=\"A1048577\"><f>1</f></c>"},
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"), "<c r=\"A0\"><f>1</f></c>"},
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"), "<c r=\"R1C1\"><f>1</f></c>"},
    {RELATION("a", "worksheets/sheet1.xml"), SHEET("One", "a"), "<row r=\"x\"/>"},
};

START_TEST(refuses_what_is_no_workbook)
{
    StoredCells cells;
    ck_assert(workbook_cells(arena, book_of(BAD[_i].relations, BAD[_i].sheets, BAD[_i].rows),
                             &cells) != NULL);
}
END_TEST

/* The folder that a relation starts from, and one from the file's root. */
static const char *const TARGETS[] = {RELATION("a", "worksheets/sheet1.xml"),
                                      RELATION("a", "/xl/worksheets/sheet1.xml"),
                                      RELATION("a", "../xl/./worksheets/sheet1.xml")};

START_TEST(follows_relations)
{
    StoredCells cells;
    ck_assert(!workbook_cells(arena, book_of(TARGETS[_i], SHEET("One", "a"), ""), &cells));
}
END_TEST

/* A packed workbook of our own, cut short anywhere, and with any byte changed: read, or refused. */
START_TEST(survives_damage)
{
    static const SheetColumn columns[] = {HEADED("payment", CELL_MONEY, FROM_FORMULA, 0),
                                          COLUMNS_END};
    Text path = text_format(arena, "%s/book.xlsx", own_directory());
    WorkbookOptions options = {.words = words_of(LANGUAGE_EN), .title = TEXT("")};
    Workbook *workbook = workbook_open(arena, path, &options);
    Sheet *sheet = sheet_add(workbook, "Payroll", columns, 0, 1);
    sheet_heading(sheet);
    formula_money(sheet, TEXT("=1+1"), (Money){3}, NULL);
    sheet_end_row(sheet);
    Text reason;
    ck_assert(workbook_finish(workbook, &reason));
    SourceFile file;
    StoredCells cells;
    ck_assert(file_read(arena, TEXT("."), path, &file, &diags));
    ck_assert(!workbook_cells(arena, file.bytes, &cells) && cells.count == 1);
    want_text("stored", cells.sheets[0].cells[0].stored, "3");
    ck_assert(text_starts_with(cells.application, TEXT("Microsoft Excel")));
    Arena *scratch = arena_new();
    for (size_t i = 0; i < file.bytes.length; i++) {
        char *bytes = malloc(i + 1);                     /* its own, so that the sanitizer watches */
        memcpy(bytes, file.bytes.bytes, i);
        ck_assert(workbook_cells(scratch, (Text){bytes, i}, &cells) != NULL);
        free(bytes);
        char *whole = malloc(file.bytes.length);
        memcpy(whole, file.bytes.bytes, file.bytes.length);
        whole[i] = (char)(whole[i] ^ 0x41);
        const char *wrong = workbook_cells(scratch, (Text){whole, file.bytes.length}, &cells);
        ck_assert(wrong || cells.sheet_count == 1);
        free(whole);
        arena_reset(scratch);
    }
    arena_free(scratch);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {{reads_cells, ROWS(CELLS)}, {refuses_what_is_no_workbook, ROWS(BAD)},
                              {follows_relations, ROWS(TARGETS)}, {survives_damage, 1}};
    return unit_run("workbook_cells", tests, ROWS(tests), 30, NULL, NULL);
}
