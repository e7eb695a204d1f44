/* test_run_record.c - the names under which a run keeps what it read; JSON read back as YAML; which
 * run.json is one. */
#include "unit.h"

#include "attain/run_record.h"
#include "attain/tree.h"
#include "json.h"
#include "report_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct { const char *path, *want; } KEPT[] = {
    {"company.yaml", "inputs/company.yaml"},
    {"../../plans/next-the-model/ae.yaml", "inputs/up/up/plans/next-the-model/ae.yaml"},
    {"data//./people.csv", "inputs/data/people.csv"},
    {"data/../people.csv", "inputs/data/up/people.csv"},      /* a link may make it another file */
    {"up/people.csv", "inputs/up_/people.csv"},                /* not that of ../people.csv */
    {"up_/people.csv", "inputs/up__/people.csv"},
    {"../up/people.csv", "inputs/up/up_/people.csv"},          /* not that of ../../people.csv */
    {"upper/people.csv", "inputs/upper/people.csv"},
    {"/srv/plans/ae.yaml", "inputs/root/srv/plans/ae.yaml"},
    {"root/srv/plans/ae.yaml", "inputs/root_/srv/plans/ae.yaml"},
    {"/root/ae.yaml", "inputs/root/root_/ae.yaml"},
    {"plans/root/ae.yaml", "inputs/plans/root/ae.yaml"},
    {"\xE6\x97\xA5/a b.csv", "inputs/\xE6\x97\xA5/a b.csv"},
};

START_TEST(names_what_is_kept)
{
    want_text(KEPT[_i].path, kept_name(arena, text_of(KEPT[_i].path)), KEPT[_i].want);
}
END_TEST

static const char *const TEXTS[] = {
    "", "plain", " both ends ", "a: b", "# no comment", "null", "'", "\"", "\\", "back\\slash\"",
    "tab\tand\nline\rends", "\x01\x1F\x7F", "\xC2\x80\xC2\x85\xC2\x9F\xC2\xA0",
    "\xE2\x80\xA8\xE2\x80\xA9", "\xEF\xBB\xBF", "\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD",
    "\xF0\x9F\x98\x80", "\xE6\x97\xA5\xE6\x9C\xAC", "a/b", "{[,]}", "&*!|>%@`", "---",
};

START_TEST(reads_json_back)
{
    Json json = {.out = {.arena = arena}};
    json_object(&json, NULL);
    json_text(&json, "text", text_of(TEXTS[_i]));
    json_array(&json, "list");
    json_text(&json, NULL, text_of(TEXTS[_i]));
    json_end(&json, ']');
    json_end(&json, '}');
    SourceFile file = {.path = TEXT("run.json"), .bytes = buffer_result(&json.out)};
    Node *root = NULL;
    bool read = tree_read(arena, &file, &root, &diags);
    if (!read) print_problems();
    ck_assert(read);
    want_text("member", tree_get(root, TEXT("text"))->scalar, TEXTS[_i]);
    want_text("item", tree_get(root, TEXT("list"))->first->scalar, TEXTS[_i]);
}
END_TEST

static int system_of(const char *format, const char *a, const char *b)
{
    char command[1024];
    snprintf(command, sizeof command, format, a, b);
    return system(command);
}

static bool run_attain(const char *more)
{
    Text command = text_format(arena, "cd %s && %s run -q --period 2026-03 --workbook none %s "
                               ">/dev/null 2>&1", own_directory(), ATTAIN_PROGRAM, more);
    return system(command.bytes) == 0;
}

START_TEST(reads_a_run)
{
    ck_assert_int_eq(system_of("cp -R %s/. %s", GOLDEN_COMPANY, own_directory()), 0);
    ck_assert(run_attain("--credits csv"));
    RunRecord record;
    Text directory = text_format(arena, "%s/output/2026-03", own_directory());
    ck_assert(run_record_read(arena, directory, &record, &diags));
    want_text("period", month_text(arena, record.period), "2026-03");
    ck_assert(record.credits == CREDITS_CSV && !record.workbook && !record.journal);
    ck_assert(!record.allow_exceptions && !record.has_books);
    ck_assert_uint_gt(record.file_count, 4);
    want_text("company", record.files[0].kept, "inputs/company.yaml");
    size_t kept = 0;
    for (size_t f = 0; f < record.file_count; f++) {
        const RunFile *file = &record.files[f];
        SourceFile source;
        ck_assert((file->kind == RUN_FEED) == !file->kept.length);
        if (!file->kept.length) continue;
        ck_assert(file_read(arena, directory, file->kept, &source, &diags));
        file_hash(&source);
        want_text(file->kept.bytes, file->sha256, source.sha256);
        kept++;
    }
    ck_assert_uint_gt(kept, 3);
    ck_assert_uint_ge(record.output_count, 4);       /* payouts, payroll, credits, exceptions */
    for (size_t f = 0; f < record.output_count; f++) {
        SourceFile written;
        ck_assert(file_read(arena, directory, record.outputs[f].name, &written, &diags));
        file_hash(&written);
        want_text(record.outputs[f].name.bytes, record.outputs[f].sha256, written.sha256);
    }
}
END_TEST

/* Only what run.json lists may lie in inputs/: somebody's notes are not a run's to take away. */
START_TEST(keeps_what_others_left_in_inputs)
{
    ck_assert_int_eq(system_of("cp -R %s/. %s", GOLDEN_COMPANY, own_directory()), 0);
    ck_assert(run_attain(""));
    ck_assert(run_attain(""));
    write_own_file("output/2026-03/inputs/notes.txt", "mine", 4);
    ck_assert(!run_attain(""));
    ck_assert_int_eq(system_of("grep -q mine %s/output/2026-03/inputs/notes.txt%s",
                               own_directory(), ""), 0);
    ck_assert_int_eq(system_of("rm %s/output/2026-03/inputs/notes.txt%s", own_directory(), ""), 0);
    ck_assert_int_eq(system_of("ln -s /etc %s/output/2026-03/inputs/link%s", own_directory(), ""),
                     0);
    ck_assert(!run_attain(""));
    ck_assert_int_eq(system_of("rm %s/output/2026-03/inputs/link%s", own_directory(), ""), 0);
    ck_assert(run_attain(""));
    ck_assert_int_eq(system_of("test $(ls %s/output%s | wc -l) = 1", own_directory(), ""), 0);
}
END_TEST

static const char *const NO_RUNS[] = {"", "{}", "[]", "x", "{\"attain\": \"0.1.0\"}", "{\"a\": [}"};

START_TEST(refuses_what_is_no_run)
{
    RunRecord record;
    write_own_file("run.json", NO_RUNS[_i], strlen(NO_RUNS[_i]));
    ck_assert(!run_record_read(arena, text_of(own_directory()), &record, &diags));
    ck_assert(has_problem(DIAG_RUN_UNKNOWN));
    ck_assert_uint_eq(diags.count, 1);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {names_what_is_kept, ROWS(KEPT)}, {reads_json_back, ROWS(TEXTS)}, {reads_a_run, 1},
        {keeps_what_others_left_in_inputs, 1}, {refuses_what_is_no_run, ROWS(NO_RUNS)},
    };
    return unit_run("run_record", tests, ROWS(tests), 44, NULL, NULL);
}
