/* test_rows.c - CSV files into rows: encodings, headings, delimiters, footers, totals, quotes.
 *
 * A case is a file of deals and what comes of it: rows as id|name|amount@line, rows skipped, and
 * the problem that is named with its line. Source: CONTRACT 2, Files. */
#include "unit.h"

#include "attain/intake.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

#define TOTAL "\xE5\x90\x88\xE8\xA8\x88"                 /* 合計 */
#define HEAD "id,name,amount\n"
#define BLANK_WIDE "\xE3\x80\x80"

static Records records;
static bool loaded;

static void load(const char *encoding, const char *bytes, size_t length)
{
    static const char people[] =
        "person_id,name,role,team,manager_id,start_date,end_date,target_incentive\n"
        "E1,One,AE,,,2026-04-01,,0\n";
    Text company = text_format(arena,
        "company: Rows\ncurrency: JPY\nfiscal_year_starts: 4\nplans: plans\n"
        "roster: {file: people.csv}\n"
        "feeds:\n  deals:\n    file: deals.csv\n    key: id\n    encoding: %s\n"
        "    total_row: " TOTAL "\n    columns: {id: text, name: text?, amount: money?}\n",
        encoding);
    write_own_file("company.yaml", company.bytes, company.length);
    write_own_file("people.csv", people, strlen(people));
    write_own_file("deals.csv", bytes, length);
    Company *read = NULL;
    Text path = text_format(arena, "%s/company.yaml", own_directory());
    bool good = intake_company(arena, path, &read, &diags);
    if (!good) print_problems();
    ck_assert(good);
    IntakeOptions options = {.jobs = 2};
    loaded = intake_records(arena, read, &options, &records, &diags);
    diags_sort(&diags);
}

static Text rows_text(void)
{
    Text out = TEXT("");
    const Table *table = &records.feeds[0];
    for (size_t s = 0; s < table->slice_count; s++) {
        const Slice *slice = &table->slices[s];
        for (size_t r = 0; r < slice->row_count; r++) {
            if (slice->left_out && slice->left_out[r]) continue;
            out = text_format(arena, "%.*s%s%.*s|%.*s|%ld@%u", TEXT_ARG(out),
                              out.length ? " " : "", TEXT_ARG(slice->columns[0].texts[r]),
                              TEXT_ARG(slice->columns[1].texts[r]),
                              (long)slice->columns[2].money[r].minor, slice->lines[r]);
        }
    }
    return out;
}

static Text skipped_text(void)
{
    Text out = TEXT("");
    const FileRead *file = &records.files[1];
    for (size_t i = 0; i < file->skipped_count; i++) {
        const SkippedRows *skipped = &file->skipped[i];
        out = text_format(arena, "%.*s%s%.*s %u", TEXT_ARG(out), i ? ", " : "",
                          TEXT_ARG(skip_reason_word(skipped->reason)), skipped->first_line);
        if (skipped->last_line != skipped->first_line)
            out = text_format(arena, "%.*s-%u", TEXT_ARG(out), skipped->last_line);
    }
    return out;
}

static const struct { const char *bytes, *rows, *skipped; } GOOD[] = {
    {HEAD "D1,x,100\nD2,y,-5\n", "D1|x|100@2 D2|y|-5@3", ""},
    {HEAD "D1,x,100\nD2,y,-5", "D1|x|100@2 D2|y|-5@3", ""},           /* no line end at the end */
    {"id,name,amount\r\nD1,x,100\r\nD2,y,-5\r\n", "D1|x|100@2 D2|y|-5@3", ""},
    {HEAD, "", ""}, {"id,name,amount", "", ""},
    {"\xEF\xBB\xBF" HEAD "D1,x,100\n", "D1|x|100@2", ""},
    {"id\tname\tamount\nD1\ta,b;c\t1,000\n", "D1|a,b;c|1000@2", ""},
    {"id;name;amount\nD1;a,b;1,000\n", "D1|a,b|1000@2", ""},
    /* other columns, another order, spaces around */
    {"amount,note,id,name\n5,,D1,x\n6,n,D2,\n", "D1|x|5@2 D2||6@3", ""},
    {" id ,name" BLANK_WIDE ",amount\n D1 ," BLANK_WIDE "x" BLANK_WIDE ", 5 \n", "D1|x|5@2", ""},
    {"\"id\",\"name\",\"amount\"\n\"D1\",\"x\",\"5\"\n", "D1|x|5@2", ""},
    /* quotes: commas, quotes and lines within; a row's line is where it starts */
    {HEAD "D1,\"a,b\",5\n", "D1|a,b|5@2", ""},
    {HEAD "D1,\"say \"\"hi\"\"\",5\n", "D1|say \"hi\"|5@2", ""},
    {HEAD "D1,\"two\nlines\",5\nD2,y,6\n", "D1|two\nlines|5@2 D2|y|6@4", ""},
    {HEAD "D1,\"a\n\nb\",\"1,000\"\nD2,y,6\n", "D1|a\n\nb|1000@2 D2|y|6@5", ""},
    {HEAD "D1,\"\",5\n", "D1||5@2", ""},
    {HEAD "D1,x,5\nD2,\"last\nrow\",6\n", "D1|x|5@2 D2|last\nrow|6@3", ""},
    {"id,\"name\n\",amount\nD1,x,5\n", "D1|x|5@3", ""},              /* a heading of two lines */
    /* titles above the heading */
    {"Deals\n\n" HEAD "D1,x,5\n", "D1|x|5@4", "title 1-2"},
    {"Deals,,\nid,owner\n" HEAD "D1,x,5\n", "D1|x|5@4", "title 1-2"},
    /* blank filler rows, with cells or without */
    {HEAD "\nD1,x,5\n,,\n \nD2,y,6\n", "D1|x|5@3 D2|y|6@6", "blank 2, blank 4-5"},
    {"id\tname\tamount\nD1\tx\t5\n\t\t\nD2\ty\t6\n", "D1|x|5@2 D2|y|6@4", "blank 3"},
    {HEAD "D1,x,5\n" BLANK_WIDE ", ,\nD2,y,6\n", "D1|x|5@2 D2|y|6@4", "blank 3"},
    /* a footer begins at a blank row */
    {HEAD "D1,x,5\n\nExported by Sato\n", "D1|x|5@2", "blank 3, footer 4"},
    {HEAD "D1,x,5\n,,\nRows,1\nExported\n\n", "D1|x|5@2", "blank 3, footer 4-5, blank 6"},
    {HEAD "D1,x,5\n\n\n", "D1|x|5@2", "blank 3-4"},
    /* a total row is checked and no fact, in the footer or before it */
    {HEAD "D1,x,5\nD2,y,6\n" TOTAL ",,11\n", "D1|x|5@2 D2|y|6@3", "total 4"},
    {HEAD "D1,x,5\nD2,y,6\n\n" TOTAL ",,11\n", "D1|x|5@2 D2|y|6@3", "blank 4, total 5"},
    {HEAD "D1,x,5\n" TOTAL ",,11\nD2,y,6\n" TOTAL ",,\n", "D1|x|5@2 D2|y|6@4", "total 3, total 5"},
    {HEAD "D1,x,-5\nD2,y,1000\n\"" TOTAL "\",,\"995\"\n", "D1|x|-5@2 D2|y|1000@3", "total 4"},
    {HEAD "D1,x,5\n," TOTAL ",5\n", "D1|x|5@2", "total 3"},
    /* keys keep their case */
    {HEAD "d1,x,5\nD1,x,5\n", "d1|x|5@2 D1|x|5@3", ""},
};

START_TEST(reads_files)
{
    load("auto", GOOD[_i].bytes, strlen(GOOD[_i].bytes));
    if (diags.count) print_problems();
    ck_assert(loaded);
    ck_assert_uint_eq(diags.count, 0);
    want_text("rows", rows_text(), GOOD[_i].rows);
    want_text("skipped", skipped_text(), GOOD[_i].skipped);
}
END_TEST

/* row_fault: --allow-exceptions may leave the row out; rows: what is read all the same. */
static const struct {
    const char *bytes;
    DiagCode code;
    uint32_t line, column;
    bool row_fault;
    const char *rows;
} BAD[] = {
    {"", DIAG_FILE_EMPTY, 0, 0, false, NULL}, {"\n\n", DIAG_FILE_EMPTY, 0, 0, false, NULL},
    {"id,amount\nD1,5\n", DIAG_HEADING_MISSING, 1, 0, false, NULL},
    {"x,y\nid,name,sum\nD1,x,5\n", DIAG_HEADING_MISSING, 2, 0, false, NULL},
    {"ID,name,amount\nD1,x,5\n", DIAG_HEADING_MISSING, 1, 0, false, NULL},
    {"id,name,amount,name\nD1,x,5,y\n", DIAG_HEADING_TWICE, 1, 4, false, NULL},
    {HEAD "D1,x\nD2,y,6\n", DIAG_ROW_CELLS, 2, 0, true, "D2|y|6@3"},
    {HEAD "D1,a,b,5\nD2,y,6\n", DIAG_ROW_CELLS, 2, 0, true, "D2|y|6@3"},
    {HEAD "D1,x,5\nExported by Sato\n", DIAG_ROW_CELLS, 3, 0, true, "D1|x|5@2"},
       /* no blank row */
    {HEAD "D1,x,5\n\nD2,y\nD3,z,7\n", DIAG_ROW_CELLS, 4, 0, true, "D1|x|5@2 D3|z|7@5"},
    {HEAD "D1,x,5\nD2,5\" screen,6\nD3,z,7\n", DIAG_ROW_QUOTE, 3, 0, false, NULL},
    {HEAD "D1,x,5\nD2,\"y\"z,6\nD3,z,7\n", DIAG_ROW_QUOTE, 3, 0, false, NULL},
    {HEAD "D1,x,5\nD2,\"open,6\nD3,z,7\nD4,z,8\n", DIAG_ROW_QUOTE, 3, 0, false, NULL},
    {HEAD "D1,\"a\nb\",5\nD2,y,\"6\n", DIAG_ROW_QUOTE, 4, 0, false, NULL},
    {HEAD ",x,5\nD2,y,6\n", DIAG_CELL_BLANK, 2, 1, true, "D2|y|6@3"},
    {HEAD "D1,x,five\nD2,y,6\n", DIAG_CELL_MONEY, 2, 3, true, "D2|y|6@3"},
    {HEAD "D1,\"a\nb\",five\nD2,y,6\n", DIAG_CELL_MONEY, 2, 3, true, "D2|y|6@4"},
    {"note,amount,id,name\n,5.5,D1,x\n", DIAG_CELL_MONEY, 2, 2, true, ""},
    {HEAD "D1,x,5\nD2,y,6\nD1,x,7\n", DIAG_KEY_TWICE, 2, 1, true, "D2|y|6@3"},
    {HEAD "D1,x,5\nD2,y,6\n" TOTAL ",,12\n", DIAG_TOTAL_DIFFERS, 4, 3, false, NULL},
    {HEAD "D1,x,5\n\n" TOTAL ",,\"1,005\"\n", DIAG_TOTAL_DIFFERS, 4, 3, false, NULL},
};

START_TEST(refuses_and_says_where)
{
    load("auto", BAD[_i].bytes, strlen(BAD[_i].bytes));
    const Diag *diag = diags.count ? &diags.items[0] : NULL;
    ck_assert_ptr_nonnull(diag);
    ck_assert_str_eq(diag_name(diag->code), diag_name(BAD[_i].code));
    want_text("file", diag->place.file, "deals.csv");
    ck_assert_uint_eq(diag->place.line, BAD[_i].line);
    ck_assert_uint_eq(diag->place.column, BAD[_i].column);
    ck_assert_int_eq(diag->row_fault, BAD[_i].row_fault);
    if (!BAD[_i].row_fault) ck_assert(!loaded);
    if (BAD[_i].rows) want_text("rows", rows_text(), BAD[_i].rows);
}
END_TEST

#define SIZED(bytes) (bytes), sizeof(bytes) - 1
#define WIDE_HEAD_LE "i\0d\0,\0n\0a\0m\0e\0,\0a\0m\0o\0u\0n\0t\0\n\0"
#define WIDE_HEAD_BE "\0i\0d\0,\0n\0a\0m\0e\0,\0a\0m\0o\0u\0n\0t\0\n"

static const struct {
    const char *declared, *bytes;
    size_t length;
    Encoding encoding;
    bool mark;
    const char *rows;                /* NULL: refused */
} ENCODED[] = {
    {"auto", SIZED(HEAD "D1,\xE6\x97\xA5\xE6\x9C\xAC,5\n"), ENCODING_UTF8, false,
     "D1|\xE6\x97\xA5\xE6\x9C\xAC|5@2"},
    {"auto", SIZED("\xEF\xBB\xBF" HEAD "D1,\xE6\x97\xA5,5\n"), ENCODING_UTF8, true,
     "D1|\xE6\x97\xA5|5@2"},
    {"utf-8", SIZED("\xEF\xBB\xBF" HEAD "D1,x,5\n"), ENCODING_UTF8, true, "D1|x|5@2"},
    {"auto", SIZED(HEAD "D1,\x93\xFA\x96\x7B,5\n"), ENCODING_CP932, false,      /* 日本 */
     "D1|\xE6\x97\xA5\xE6\x9C\xAC|5@2"},
    {"cp932", SIZED(HEAD "D1,\x93\xFA\x96\x7B,5\n"), ENCODING_CP932, false,
     "D1|\xE6\x97\xA5\xE6\x9C\xAC|5@2"},
    /* 表 and ポ end in bytes that are \ and | in ASCII; ① and 髙 are Windows' own; ｶ half-width */
    {"auto", SIZED(HEAD "D1,\x95\x5C\x83\x7C\x87\x40\xFB\xFC\xB6,5\n"), ENCODING_CP932, false,
     "D1|\xE8\xA1\xA8\xE3\x83\x9D\xE2\x91\xA0\xE9\xAB\x99\xEF\xBD\xB6|5@2"},
    {"auto", SIZED("\xFF\xFE" WIDE_HEAD_LE "D\0001\0,\0\xE5\x65,\0005\0\n\0"), ENCODING_UTF16, true,
     "D1|\xE6\x97\xA5|5@2"},
    {"auto", SIZED("\xFE\xFF" WIDE_HEAD_BE "\0D\0001\0,\x65\xE5\0,\0005\0\n"), ENCODING_UTF16, true,
     "D1|\xE6\x97\xA5|5@2"},
    {"utf-16", SIZED("\xFF\xFE" WIDE_HEAD_LE "D\0001\0,\0\x42\xD8\xB7\xDF,\0005\0\n\0"),
     ENCODING_UTF16, true, "D1|\xF0\xA0\xAE\xB7|5@2"},                         /* 𠮷, a pair */
    /* declared otherwise, or nothing at all */
    {"utf-8", SIZED(HEAD "D1,\x93\xFA\x96\x7B,5\n"), ENCODING_AUTO, false, NULL},
    {"utf-16", SIZED(HEAD "D1,x,5\n"), ENCODING_AUTO, false, NULL},
    {"utf-16", SIZED(WIDE_HEAD_LE), ENCODING_AUTO, false, NULL},
    {"cp932", SIZED(HEAD "D1,\x81,5\n"), ENCODING_AUTO, false, NULL},
    {"auto", SIZED(HEAD "D1,\xE6\x97,5\xFF\n"), ENCODING_AUTO, false, NULL},
    {"auto", SIZED("\xEF\xBB\xBF" HEAD "D1,\x93\xFA,5\n"), ENCODING_AUTO, false, NULL},
    {"auto", SIZED("\xFF\xFE" WIDE_HEAD_LE "D\0001\0,\0\xB7\xDF,\0005\0\n\0"), ENCODING_AUTO, false,
     NULL},                                                              /* half a pair */
    {"auto", SIZED("\xFF\xFE" WIDE_HEAD_LE "D"), ENCODING_AUTO, false, NULL},
};

START_TEST(decides_encodings)
{
    load(ENCODED[_i].declared, ENCODED[_i].bytes, ENCODED[_i].length);
    if (!ENCODED[_i].rows) {
        ck_assert(!loaded);
        ck_assert_uint_ge(diags.count, 1);
        ck_assert_str_eq(diag_name(diags.items[0].code), "encoding");
        want_text("file", diags.items[0].place.file, "deals.csv");
        return;
    }
    if (diags.count) print_problems();
    ck_assert(loaded);
    want_text("rows", rows_text(), ENCODED[_i].rows);
    ck_assert_int_eq(records.files[1].encoding, ENCODED[_i].encoding);
    ck_assert_int_eq(records.files[1].byte_order_mark, ENCODED[_i].mark);
}
END_TEST

START_TEST(names_the_line_and_byte_of_a_bad_character)
{
    static const char bytes[] = HEAD "D1,x,5\nD2,\xFF\xFF,5\n";
    load("utf-8", bytes, sizeof bytes - 1);
    ck_assert(!loaded);
    ck_assert_uint_eq(diags.items[0].place.line, 3);
    want_text("byte", diags.items[0].message, "this is not UTF-8, at byte 26");
}
END_TEST

START_TEST(refuses_a_nul)
{
    static const char bytes[] = HEAD "D1,x,5\nD2,\0,5\n";
    load("auto", bytes, sizeof bytes - 1);
    ck_assert(!loaded);
    ck_assert_str_eq(diag_name(diags.items[0].code), "row-nul");
    ck_assert_uint_eq(diags.items[0].place.line, 3);
}
END_TEST

/* The same row again is a warning and counts once, compared by value. */
START_TEST(counts_a_row_once)
{
    const char *bytes = HEAD "D1,x,1000\nD2,y,6\nD1,x,\"1,000\"\n";
    load("auto", bytes, strlen(bytes));
    ck_assert(loaded);
    ck_assert_uint_eq(diags.errors, 0);
    ck_assert_uint_eq(diags.warnings, 1);
    ck_assert_str_eq(diag_name(diags.items[0].code), "row-twice");
    ck_assert_uint_eq(diags.items[0].place.line, 4);
    want_text("rows", rows_text(), "D1|x|1000@2 D2|y|6@3");
    want_text("skipped", skipped_text(), "duplicate 4");
    ck_assert_uint_eq(records.files[1].rows, 2);
}
END_TEST

START_TEST(looks_for_the_heading_beyond_fifty_rows)
{
    Text above = TEXT("");
    for (int i = 1; i < 50; i++)
        above = text_format(arena, "%.*stitle %d,x\n", TEXT_ARG(above), i);
    bool beyond = _i == 1;
    Text bytes = text_format(arena, "%.*s%s" HEAD "D1,x,5\n", TEXT_ARG(above),
                             beyond ? "title 50,x\n" : "");
    load("auto", bytes.bytes, bytes.length);
    ck_assert(loaded);
    want_text("rows", rows_text(), beyond ? "D1|x|5@52" : "D1|x|5@51");
}
END_TEST

START_TEST(takes_cells_up_to_a_mebibyte)
{
    size_t length = CELL_BYTES_MAX + (size_t)_i;
    char *bytes = arena_alloc(arena, length + 64);
    size_t at = strlen(HEAD "D1,");
    memcpy(bytes, HEAD "D1,", at);
    memset(bytes + at, 'x', length);
    memcpy(bytes + at + length, ",5\n", 3);
    load("auto", bytes, at + length + 3);
    ck_assert_int_eq(loaded, _i == 0);
    if (_i) ck_assert_str_eq(diag_name(diags.items[0].code), "cell-too-long");
    else ck_assert_uint_eq(records.feeds[0].slices[0].columns[1].texts[0].length, length);
}
END_TEST

/* Slices of 4 MiB: no row is lost, doubled or moved to another line where a file is cut. */
START_TEST(cuts_files_between_rows)
{
    size_t room = (size_t)11 << 20, length = strlen(HEAD), rows = 0;
    char *bytes = arena_alloc(arena, room + 256);
    memcpy(bytes, HEAD, length);
    for (; length < room; rows++)
        length += (size_t)sprintf(bytes + length, "D%zu,\"%0*d\nsecond, line\",1\n", rows,
                                  40 + (int)(rows % 37), 7);
    load("auto", bytes, length);
    ck_assert(loaded);
    const Table *table = &records.feeds[0];
    ck_assert_uint_gt(table->slice_count, 2);
    size_t row = 0, wrong = 0;
    for (size_t s = 0; s < table->slice_count; s++)
        for (size_t r = 0; r < table->slices[s].row_count; r++, row++) {
            Text id = text_format(arena, "D%zu", row);
            wrong += table->slices[s].lines[r] != 2 + 2 * row ||
                     !text_equal(table->slices[s].keys[r], id);
        }
    ck_assert_uint_eq(wrong, 0);
    ck_assert_uint_eq(row, rows);
}
END_TEST

static void add_cell(void *context, const char *bytes, size_t length)
{
    Text *all = context;
    *all = text_format(arena, "%.*s<%.*s>", TEXT_ARG(*all), (int)length, bytes);
}

static bool add_row(void *context, uint32_t line, Text raw)
{
    (void)raw;
    Text *all = context;
    *all = text_format(arena, "%.*s@%u ", TEXT_ARG(*all), line);
    return true;
}

static void add_blank(void *context, uint32_t line)
{
    (void)line;
    Text *all = context;
    *all = text_format(arena, "%.*s- ", TEXT_ARG(*all));
}

static Text all_cells(Text text, char delimiter)
{
    Text all = TEXT("");
    RowSink sink = {add_cell, add_row, add_blank, &all};
    uint32_t line;
    ck_assert_int_eq(rows_read(text, delimiter, 1, &sink, &line), ROWS_DONE);
    return all;
}

/* The same cells, each in quotes, so that libcsv reads the line: without the blanks around them. */
static Text quoted(Text line, char delimiter)
{
    Text out = TEXT("\""), body = text_without_end(line);
    bool begun = false;
    size_t kept = 1;
    for (size_t i = 0; i < body.length; i++) {
        char byte = body.bytes[i];
        bool blank = byte == ' ' || (byte == '\t' && delimiter != '\t');
        if (byte == delimiter) {
            out = text_format(arena, "%.*s\"%c\"", TEXT_ARG(text_part(out, 0, kept)), byte);
            begun = false;
            kept = out.length;
        } else if (begun || !blank) {
            out = text_format(arena, "%.*s%c", TEXT_ARG(out), byte);
            begun = true;
            if (!blank) kept = out.length;
        }
    }
    return text_format(arena, "%.*s\"\n", TEXT_ARG(text_part(out, 0, kept)));
}

/* A line without quotes is cut here, one with quotes by libcsv: both find the same cells. */
START_TEST(reads_plain_lines_as_libcsv_does)
{
    static const char bytes[] = "ab, ,\t,;1 \xC3\xA9,,";
    char delimiter = ",;\t"[_i % 3];
    uint32_t state = 20261125u + (uint32_t)_i;
    for (int round = 0; round < 700; round++) {
        char line[40];
        size_t length = 0, wanted = 1 + (state >> 16) % 30;
        line[length++] = 'x';                    /* no blank line: those are told apart before */
        for (; length < wanted; length++) {
            state = state * 1664525u + 1013904223u;
            line[length] = bytes[(state >> 16) % (sizeof bytes - 1)];
        }
        memcpy(line + length, round % 2 ? "\r\n" : "\n", 2);
        Text text = {line, length + 1 + (size_t)(round % 2)};
        Text ours = all_cells(text, delimiter);
        Text theirs = all_cells(quoted(text, delimiter), delimiter);
        if (!text_equal(ours, theirs))
            ck_abort_msg("%.*s: %.*s, libcsv %.*s", TEXT_ARG(text), TEXT_ARG(ours),
                         TEXT_ARG(theirs));
    }
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {reads_files, ROWS(GOOD)},
        {refuses_and_says_where, ROWS(BAD)},
        {decides_encodings, ROWS(ENCODED)},
        {names_the_line_and_byte_of_a_bad_character, 1},
        {refuses_a_nul, 1},
        {counts_a_row_once, 1},
        {looks_for_the_heading_beyond_fifty_rows, 2},
        {takes_cells_up_to_a_mebibyte, 2},
        {cuts_files_between_rows, 1},
        {reads_plain_lines_as_libcsv_does, 6},
    };
    return unit_run("rows", tests, ROWS(tests), 84, NULL, NULL);
}
