/* unit.c - what every suite shares. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECONDS 240                  /* a test; far beyond need, for a busy machine */

Arena *arena;
Diags diags;
static char own[64];

static void start(void)
{
    arena = arena_new();
    diags_start(&diags, arena);
    own[0] = '\0';
}

static void finish(void)
{
    arena_free(arena);
    if (!own[0]) return;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", own);
    ck_assert_int_eq(system(command), 0);
}

int unit_run(const char *module, const UnitTest *tests, int count, int fewest,
             void (*set_up)(void), void (*tear_down)(void))
{
    Suite *suite = suite_create(module);
    TCase *cases = tcase_create(module);
    tcase_set_timeout(cases, SECONDS);
    tcase_add_checked_fixture(cases, start, finish);
    if (set_up || tear_down) tcase_add_checked_fixture(cases, set_up, tear_down);
    for (int i = 0; i < count; i++)
        tcase_add_loop_test(cases, tests[i].test, 0, tests[i].cases);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner), run = srunner_ntests_run(runner);
    srunner_free(runner);
    if (run < fewest) fprintf(stderr, "%s: %d checks run, %d wanted\n", module, run, fewest);
    return failed == 0 && run >= fewest ? EXIT_SUCCESS : EXIT_FAILURE;
}

static const char *visible(Text text)
{
    Text out = TEXT("");
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        const char *format = byte < 0x20 || byte == 0x7F ? "%.*s\\x%02X" : "%.*s%c";
        out = text_format(arena, format, TEXT_ARG(out), byte);
    }
    return out.bytes;
}

void want_text(const char *what, Text have, const char *want)
{
    Text wanted = text_of(want);
    if (text_equal(have, wanted)) return;
    ck_abort_msg("%s: \"%s\", wanted \"%s\"", what, visible(have), visible(wanted));
}

Ratio fraction(const char *words)
{
    const char *slash = strchr(words, '/');
    Text all = text_of(words);
    size_t length = slash ? (size_t)(slash - words) : all.length;
    Ratio num, den, out;
    ck_assert_msg(ratio_parse(arena, text_part(all, 0, length), &num), "no fraction: %s", words);
    if (!slash) return num;
    ck_assert(ratio_parse(arena, text_part(all, length + 1, all.length), &den));
    ck_assert(ratio_divide(arena, num, den, &out));
    return out;
}

void want_ratio(const char *what, Ratio have, const char *want)
{
    if (ratio_equal(have, fraction(want))) return;
    ck_abort_msg("%s: about %s, wanted %s", what, ratio_text(arena, have, 6).bytes, want);
}

const char *own_directory(void)
{
    if (own[0]) return own;
    snprintf(own, sizeof own, "/tmp/attain-unit-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(own));
    return own;
}

void write_own_file(const char *name, const char *bytes, size_t length)
{
    Text path = text_format(arena, "%s/%s", own_directory(), name);
    FILE *file = fopen(path.bytes, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

void print_problems(void)
{
    for (size_t i = 0; i < diags.count; i++) {
        Text text = diag_text(arena, &diags.items[i], NULL, false);
        fprintf(stderr, "%.*s", TEXT_ARG(text));
    }
}

bool has_problem(DiagCode code)
{
    for (size_t i = 0; i < diags.count; i++)
        if (diags.items[i].code == code) return true;
    return false;
}
