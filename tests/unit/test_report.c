/* test_report.c - CSV cells and numbers as they are written, and runs that replace each other. */
#include "unit.h"

#include "attain/csv_out.h"
#include "report_inside.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct { const char *text, *want; } CELLS[] = {
    {"", ""}, {"abc", "abc"}, {"a b", "a b"}, {" a", " a"}, {"\xE6\x97\xA5", "\xE6\x97\xA5"},
    {"a,b", "\"a,b\""}, {"say \"hi\"", "\"say \"\"hi\"\"\""}, {"\"", "\"\"\"\""},
    {"two\nlines", "\"two\nlines\""}, {"a\rb", "\"a\rb\""}, {"a;b", "a;b"}, {"a\tb", "a\tb"},
    /* guarded, so that no spreadsheet takes them for a formula */
    {"=1+1", "'=1+1"}, {"+81", "'+81"}, {"-5", "'-5"}, {"@name", "'@name"}, {"\ta", "'\ta"},
    {"\ra", "\"'\ra\""}, {"=A1,B1", "\"'=A1,B1\""}, {"=\"x\"", "\"'=\"\"x\"\"\""}, {"-", "'-"},
    {"-\n", "\"'-\n\""},
    /* only at the start */
    {"a=1", "a=1"}, {"a-b", "a-b"}, {"x@y", "x@y"}, {"'a", "'a"},
    {"\xEF\xBC\x9D" "1", "\xEF\xBC\x9D" "1"},
};

START_TEST(writes_text_cells)
{
    Text text = text_of(CELLS[_i].text);
    Buffer buffer = {.arena = arena};
    csv_cell(&buffer, text);
    csv_next(&buffer, text);
    want_text("twice", buffer_result(&buffer),
              text_format(arena, "%s%s,", CELLS[_i].want, CELLS[_i].want).bytes);
    want_text("as a text", csv_cell_text(arena, text), CELLS[_i].want);
}
END_TEST

static const struct { const char *text, *want; } VALID[] = {
    {"abc", "abc"}, {"", ""}, {"\xE6\x97\xA5", "\xE6\x97\xA5"}, {"\xFF", "\xEF\xBF\xBD"},
    {"a\xE6\x97", "a\xEF\xBF\xBD\xEF\xBF\xBD"}, {"\x93\xFA,x", "\xEF\xBF\xBD\xEF\xBF\xBD,x"},
    {"\xEF\xBF\xBD", "\xEF\xBF\xBD"},
};

START_TEST(writes_utf8_only)
{
    want_text("valid", text_valid(arena, text_of(VALID[_i].text)), VALID[_i].want);
}
END_TEST

static const struct { const char *number, *want; } DECIMALS[] = {
    {"0", "0"}, {"7", "7"}, {"-7", "-7"}, {"0.5", "0.5"}, {"-0.5", "-0.5"}, {"1/3", "0.333333"},
    {"2/3", "0.666667"}, {"-2/3", "-0.666667"}, {"1.25", "1.25"}, {"0.000001", "0.000001"},
    {"0.0000005", "0.000001"}, {"-0.0000005", "-0.000001"}, {"0.0000004", "0"},
    {"-0.0000004", "0"}, {"0.9999995", "1"}, {"1.100", "1.1"}, {"100", "100"}, {"10.5", "10.5"},
    {"9223372036854775807", "9223372036854775807"},
    {"-9223372036854775808", "-9223372036854775808"},
    {"9223372036854775807/2", "4611686018427387903.5"},
    {"9223372036854775807/1000000", "9223372036854.775807"},
    {"-9223372036854775807/1000000", "-9223372036854.775807"},
    {"18446744073709551617/2", "9223372036854775808.5"},
    {"1/18446744073709551617", "0"}, {"1/64", "0.015625"}, {"1/128", "0.007813"},
};

START_TEST(writes_decimals)
{
    Buffer buffer = {.arena = arena};
    buffer_decimal(&buffer, fraction(DECIMALS[_i].number));
    want_text(DECIMALS[_i].number, buffer_result(&buffer), DECIMALS[_i].want);
}
END_TEST

static const struct { int64_t minor; int digits; const char *want; } AMOUNTS[] = {
    {0, 0, "0"}, {0, 2, "0.00"}, {5, 2, "0.05"}, {-5, 2, "-0.05"}, {-1234, 2, "-12.34"},
    {1234567, 0, "1234567"}, {1234, 3, "1.234"}, {INT64_MAX, 0, "9223372036854775807"},
    {INT64_MIN, 0, "-9223372036854775808"}, {INT64_MIN, 3, "-9223372036854775.808"},
};

START_TEST(writes_money)
{
    Buffer buffer = {.arena = arena};
    buffer_money(&buffer, (Money){AMOUNTS[_i].minor}, AMOUNTS[_i].digits);
    want_text("money", buffer_result(&buffer), AMOUNTS[_i].want);
}
END_TEST

START_TEST(grows_a_buffer)
{
    Buffer buffer = {.arena = arena};
    want_text("nothing", buffer_result(&buffer), "");
    for (int i = 0; i < 100000; i++) buffer_integer(&buffer, i % 10);
    Text all = buffer_result(&buffer);
    ck_assert_uint_eq(all.length, 100000);
    size_t wrong = 0;
    for (size_t i = 0; i < 100000; i++) wrong += all.bytes[i] != '0' + (int)(i % 10);
    ck_assert_uint_eq(wrong, 0);
    buffer.length = 0;
    buffer_format(&buffer, "%s-%d", "x", 7);
    buffer_day(&buffer, 20526);
    want_text("anew", buffer_result(&buffer), "x-72026-03-14");
}
END_TEST

START_TEST(lists_exceptions)
{
    Place cell = {.file = TEXT("deals.csv"), .line = 4, .column = 3,
                  .heading = TEXT("amount, JPY")};
    Diag *diag = diag_row_error(&diags, DIAG_CELL_MONEY, cell, "not whole");
    diag_value(&diags, diag, TEXT("=1.5"));
    diag_warning(&diags, DIAG_WEIGHTS, (Place){.file = TEXT("ae.yaml"), .line = 2, .column = 5},
                 "say \"why\"");
    diag = diag_error(&diags, DIAG_NO_PLAN, (Place){0}, "nothing");
    diag_value(&diags, diag, TEXT("\x93"));
    want_text("exceptions", exceptions_csv(arena, NULL, &diags),
              "severity,file,line,column,value,problem\n"
              "error,deals.csv,4,\"amount, JPY\",'=1.5,not whole [cell-money]\n"
              "warning,ae.yaml,2,5,,\"say \"\"why\"\" [weights]\"\n"
              "error,,,,\xEF\xBF\xBD,nothing [no-plan]\n");
}
END_TEST

START_TEST(joins_notes_in_their_order)
{
    want_text("none", notes_text(arena, 0), "");
    want_text("one", notes_text(arena, 1u << NOTE_GATED), "gated");
    want_text("all", notes_text(arena, ~0u),
              "not_due;ended;no_credit;empty;below_tier;gated;capped;floored");
}
END_TEST

/* The names in a directory with the bytes of its files, sorted: "a=1 b=2"; "-": there is none. */
static Text directory_text(const char *name)
{
    struct dirent **found = NULL;
    Text path = text_format(arena, "%s/%s", own_directory(), name), out = TEXT("");
    int count = scandir(path.bytes, &found, NULL, alphasort);
    if (count < 0) return TEXT("-");
    for (int i = 0; i < count; i++) {
        const char *entry = found[i]->d_name;
        char bytes[64] = "";
        if (entry[0] != '.') {
            Text file = text_format(arena, "%s/%s", path.bytes, entry);
            FILE *stream = fopen(file.bytes, "r");
            size_t length = stream ? fread(bytes, 1, sizeof bytes - 1, stream) : 0;
            bytes[length] = '\0';
            if (stream) fclose(stream);
            out = text_format(arena, "%.*s%s%s=%s", TEXT_ARG(out), out.length ? " " : "", entry,
                              bytes);
        }
        free(found[i]);
    }
    free(found);
    return out;
}

static Text own_path(const char *name)
{
    return text_format(arena, "%s/%s", own_directory(), name);
}

static void watch(Text directory)
{
    (void)directory;
}

static bool publish_watched(void (*unfinished)(Text directory), const char *output,
                            const char *run, const char *other)
{
    Publication publication;
    if (!publish_start(arena, own_path(output), OUTPUT_RUN, unfinished, &publication, &diags))
        return false;
    bool written = publish_file(arena, &publication, "run.json", text_of(run), &diags) &&
                   publish_file(arena, &publication, other, TEXT("x"), &diags);
    if (written && publish_finish(arena, &publication, &diags)) return true;
    publish_abandon(arena, &publication);
    return false;
}

static bool publish(const char *output, const char *run, const char *other)
{
    return publish_watched(watch, output, run, other);
}

/* Unwatched, the output's folder is the caller's, and may be cleared away while it is filled: what
 * is gone is not made again. */
START_TEST(makes_no_folder_again)
{
    ck_assert(!publish_watched(NULL, "gone/run", "1", "a.csv"));
    ck_assert_int_eq(access(own_path("gone").bytes, F_OK), -1);
}
END_TEST

START_TEST(exchanges_directories)
{
    ck_assert(publish("new/2026-03", "1", "prior.csv"));          /* parents are made */
    want_text("first", directory_text("new/2026-03"), "prior.csv=x run.json=1");
    ck_assert(publish("new/2026-03/", "2", "held.csv"));           /* replaced as a whole */
    want_text("second", directory_text("new/2026-03"), "held.csv=x run.json=2");
    want_text("beside", directory_text("new"), "2026-03=");      /* nothing is left over */
    ck_assert_uint_eq(diags.count, 0);
}
END_TEST

START_TEST(leaves_the_old_run_where_writing_fails)
{
    ck_assert(publish("out", "1", "payroll.csv"));
    ck_assert(!publish("out", "2", "no/such/place.csv"));
    want_text("old", directory_text("out"), "payroll.csv=x run.json=1");
    want_text("beside", directory_text("."), "out=");
    ck_assert_uint_eq(diags.system_faults, 1);
    want_text("which", diags.items[0].place.file, own_path("out/no/such/place.csv").bytes);
}
END_TEST

START_TEST(replaces_only_what_attain_wrote)
{
    ck_assert_int_eq(mkdir(own_path("empty").bytes, 0700), 0);
    ck_assert_int_eq(mkdir(own_path("theirs").bytes, 0700), 0);
    write_own_file("theirs/letter.txt", "dear", 4);
    write_own_file("file", "data", 4);
    ck_assert(publish("empty", "1", "a.csv"));
    ck_assert(!publish("theirs", "1", "a.csv"));
    ck_assert(!publish("file", "1", "a.csv"));
    ck_assert(!publish("empty", "1", "run.json"));     /* a.csv is nothing that a run writes */
    want_text("theirs", directory_text("theirs"), "letter.txt=dear");
    want_text("beside", directory_text("."), "empty= file=data theirs=");
    ck_assert_uint_eq(diags.system_faults, 3);
}
END_TEST

START_TEST(writes_a_failure_beside_the_old_run)
{
    ck_assert(publish("out", "1", "a.csv"));
    ReportOptions options = {.output = own_path("out/")};
    diag_error(&diags, DIAG_NO_PLAN, (Place){0}, "x");
    ck_assert(report_failure(arena, NULL, &options, &diags));
    want_text("old", directory_text("out"), "a.csv=x run.json=1");
    want_text("failed", directory_text("out.failed"),
              "exceptions.csv=severity,file,line,column,value,problem\nerror,,,,,x [no-plan]\n");
}
END_TEST

static int run_attain(const char *arguments)
{
    Text command = text_format(arena, "%s run -q --period 2026-03 --workbook none "
                               "-c %s/company.yaml -o %s/out %s 2>/dev/null >/dev/null",
                               ATTAIN_PROGRAM, own_directory(), own_directory(), arguments);
    int status = system(command.bytes);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A good run, one over bad data, and a good one again. */
START_TEST(keeps_the_last_good_run)
{
    Text copy = text_format(arena, "cp -R %s/. %s", GOLDEN_COMPANY, own_directory());
    ck_assert_int_eq(system(copy.bytes), 0);
    ck_assert_int_eq(run_attain(""), 0);
    Text good = directory_text("out");
    ck_assert_ptr_nonnull(strstr(good.bytes, "payroll.csv=period,"));
    Text damage = text_format(arena, "mv %s/deals.csv %s/deals.bak && echo x > %s/deals.csv",
                              own_directory(), own_directory(), own_directory());
    ck_assert_int_eq(system(damage.bytes), 0);
    ck_assert_int_eq(run_attain(""), 3);
    want_text("old", directory_text("out"), good.bytes);
    ck_assert_ptr_nonnull(strstr(directory_text("out.failed").bytes, "exceptions.csv=severity,"));
    Text mend = text_format(arena, "mv %s/deals.bak %s/deals.csv", own_directory(),
                            own_directory());
    ck_assert_int_eq(system(mend.bytes), 0);
    ck_assert_int_eq(run_attain(""), 0);
    want_text("new", directory_text("out"), good.bytes);
    want_text("failed", directory_text("out.failed"), "-");
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {writes_text_cells, ROWS(CELLS)},
        {writes_utf8_only, ROWS(VALID)},
        {writes_decimals, ROWS(DECIMALS)},
        {writes_money, ROWS(AMOUNTS)},
        {grows_a_buffer, 1},
        {lists_exceptions, 1},
        {joins_notes_in_their_order, 1},
        {exchanges_directories, 1}, {makes_no_folder_again, 1},
        {leaves_the_old_run_where_writing_fails, 1},
        {replaces_only_what_attain_wrote, 1},
        {writes_a_failure_beside_the_old_run, 1},
        {keeps_the_last_good_run, 1},
    };
    return unit_run("report", tests, ROWS(tests), 79, NULL, NULL);
}
