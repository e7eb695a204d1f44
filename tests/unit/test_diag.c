/* test_diag.c - problems: collected, sorted, counted, merged; shown with a marker below. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static Place at(const char *name, uint32_t line, uint32_t column)
{
    return (Place){.file = text_of(name), .line = line, .column = column};
}

START_TEST(names_every_problem_once)
{
    for (int code = 0; code < DIAG_COUNT; code++) {
        const char *name = diag_name((DiagCode)code);
        ck_assert_uint_gt(strlen(name), 0);
        for (int other = 0; other < code; other++)
            ck_assert_str_ne(name, diag_name((DiagCode)other));
    }
}
END_TEST

START_TEST(sorts_by_place_then_kind_then_message)
{
    diag_error(&diags, DIAG_CELL_MONEY, at("b.csv", 1, 1), "first of b");
    diag_error(&diags, DIAG_CELL_MONEY, at("a.csv", 10, 1), "line 10");
    diag_error(&diags, DIAG_CELL_MONEY, at("a.csv", 9, 2), "column 2");
    diag_error(&diags, DIAG_CELL_NUMBER, at("a.csv", 9, 1), "number, z");
    diag_error(&diags, DIAG_CELL_MONEY, at("a.csv", 9, 1), "money");
    diag_error(&diags, DIAG_CELL_NUMBER, at("a.csv", 9, 1), "number, a");
    diag_error(&diags, DIAG_NO_PLAN, at("", 0, 0), "of no file");
    diag_error(&diags, DIAG_CELL_MONEY, at("a.csv", 0, 0), "the whole file");
    diag_error(&diags, DIAG_CELL_MONEY, at("Z.csv", 5, 0), "capitals go before");
    diags_sort(&diags);
    static const char *const wanted[] = {"of no file", "capitals go before", "the whole file",
                                         "number, a", "number, z", "money", "column 2", "line 10",
                                         "first of b"};
    ck_assert_uint_eq(diags.count, ROWS(wanted));
    for (size_t i = 0; i < ROWS(wanted); i++)
        want_text("message", diags.items[i].message, wanted[i]);
}
END_TEST

START_TEST(says_the_same_problem_once)
{
    for (int i = 0; i < 3; i++) {
        diag_row_error(&diags, DIAG_ROW_SHARE, at("a.csv", 2, 3), "a share of %d%%", 120);
        diag_warning(&diags, DIAG_ROW_TWICE, at("a.csv", 3, 0), "a row again");
        diag_system(&diags, DIAG_FILE_UNREADABLE, TEXT("x.csv"), EACCES, "reading the file");
    }
    ck_assert_uint_eq(diags.errors, 6);
    diags_sort(&diags);
    ck_assert_uint_eq(diags.count, 3);
    ck_assert_uint_eq(diags.errors, 2);
    ck_assert_uint_eq(diags.warnings, 1);
    ck_assert_uint_eq(diags.row_faults, 1);
    ck_assert_uint_eq(diags.system_faults, 1);
    want_text("formatted", diags.items[0].message, "a share of 120%");
    want_text("the system", diags.items[2].message, "reading the file failed: Permission denied");
}
END_TEST

/* Threads collect apart: whoever comes first, the merged and sorted list is the same. */
START_TEST(merges_lists_and_owns_their_texts)
{
    Text texts[2] = {TEXT(""), TEXT("")};
    for (int order = 0; order < 2; order++) {
        Diags all;
        diags_start(&all, arena);
        for (int part = 0; part < 2; part++) {
            bool first = part == order;
            Arena *thread = arena_new();
            Diags own;
            diags_start(&own, thread);
            Place place = at(first ? "a.csv" : "b.csv", 2, 1);
            place.excerpt = text_copy(thread, TEXT("1,2"));
            place.mark_length = 1;
            Diag *diag = diag_row_error(&own, DIAG_CELL_DATE, place, "no date");
            diag_value(&own, diag, text_copy(thread, TEXT("1")));
            diag_hint(&own, diag, "write %s", "2026-10-05");
            diags_merge(&all, &own);
            arena_free(thread);              /* whatever was not copied is gone: ASan */
        }
        diags_sort(&all);
        ck_assert_uint_eq(all.row_faults, 2);
        for (size_t i = 0; i < all.count; i++)
            texts[order] = text_format(arena, "%.*s%.*s", TEXT_ARG(texts[order]),
                                       TEXT_ARG(diag_text(arena, &all.items[i], NULL, false)));
        want_text("value", all.items[0].value, "1");
    }
    want_text("either order", texts[0], texts[1].bytes);
}
END_TEST

static const struct {
    const char *file;
    uint32_t line, column;
    const char *excerpt;
    uint32_t from, length;
    const char *hint, *want;
} SHOWN[] = {
    {"a.csv", 5, 3, "a,b,100.5,c", 4, 5, "round it",
     "a.csv:5:3: error: what  [cell-money]\n"
     "    5 | a,b,100.5,c\n"
     "      |     ^^^^^\n"
     "   hint: round it\n"},
    {"a.csv", 12345, 1, "x", 0, 1, NULL,
     "a.csv:12345:1: error: what  [cell-money]\n"
     "12345 | x\n"
     "      | ^\n"},
    /* 山田 takes four columns, １００円 eight */
    {"a.csv", 2, 2, "\xE5\xB1\xB1\xE7\x94\xB0,\xEF\xBC\x91\xEF\xBC\x90\xEF\xBC\x90\xE5\x86\x86,x",
     7, 12, NULL,
     "a.csv:2:2: error: what  [cell-money]\n"
     "    2 | \xE5\xB1\xB1\xE7\x94\xB0,\xEF\xBC\x91\xEF\xBC\x90\xEF\xBC\x90\xE5\x86\x86,x\n"
     "      |      ^^^^^^^^\n"},
    /* half-width kana take one each; a combining mark none */
    {"a.csv", 2, 2, "\xEF\xBD\xB6\xEF\xBE\x85,e\xCC\x81z,x", 7, 4, NULL,
     "a.csv:2:2: error: what  [cell-money]\n"
     "    2 | \xEF\xBD\xB6\xEF\xBE\x85,e\xCC\x81z,x\n"
     "      |    ^^\n"},
    {"a.csv", 2, 2, "a\tb\x1B[31m", 2, 1, NULL,          /* a terminal gets no control characters */
     "a.csv:2:2: error: what  [cell-money]\n"
     "    2 | a.b.[31m\n"
     "      |   ^\n"},
    {"a.csv", 2, 2, "a,,b", 2, 0, NULL, "a.csv:2:2: error: what  [cell-money]\n    2 | a,,b\n"},
    {"a.csv", 7, 0, "", 0, 0, NULL, "a.csv:7: error: what  [cell-money]\n"},
    {"a.csv", 0, 0, "", 0, 0, "look", "a.csv: error: what  [cell-money]\n   hint: look\n"},
    {"", 0, 0, "", 0, 0, NULL, "error: what  [cell-money]\n"},
};

START_TEST(shows_a_problem)
{
    Place place = at(SHOWN[_i].file, SHOWN[_i].line, SHOWN[_i].column);
    place.excerpt = text_of(SHOWN[_i].excerpt);
    place.mark_from = SHOWN[_i].from;
    place.mark_length = SHOWN[_i].length;
    Diag *diag = diag_error(&diags, DIAG_CELL_MONEY, place, "what");
    if (SHOWN[_i].hint) diag_hint(&diags, diag, "%s", SHOWN[_i].hint);
    want_text("shown", diag_text(arena, diag, NULL, false), SHOWN[_i].want);
}
END_TEST

START_TEST(colours_only_where_asked)
{
    diag_warning(&diags, DIAG_ROW_TWICE, at("a.csv", 1, 0), "what");
    Text plain = diag_text(arena, &diags.items[0], NULL, false);
    Text colour = diag_text(arena, &diags.items[0], NULL, true);
    want_text("plain", plain, "a.csv:1: warning: what  [row-twice]\n");
    want_text("colour", colour,
              "\033[1ma.csv:1: \033[33mwarning:\033[0m what  [row-twice]\n");
}
END_TEST

/* Lines too long for a terminal are cut around the mark, wherever it stands. */
static const struct { const char *unit; size_t before, after; } LONG[] = {
    {"a", 0, 100}, {"a", 40, 100}, {"a", 100, 0}, {"a", 100, 100}, {"a", 4000, 4000},
    {"a", 4090, 50}, {"a", 6000, 6000}, {"a", 200000, 10},
    {"\xE6\x97\xA5", 50, 50}, {"\xE6\x97\xA5", 1364, 1364}, {"\xE6\x97\xA5", 1365, 100},
    {"\xE6\x97\xA5", 3000, 3000}, {",", 5000, 5000},
};

static Text many(const char *unit, size_t count)
{
    size_t length = strlen(unit);
    char *bytes = arena_alloc(arena, length * count + 1);
    for (size_t i = 0; i < count; i++) memcpy(bytes + i * length, unit, length);
    return (Text){bytes, length * count};
}

START_TEST(cuts_long_lines_around_the_mark)
{
    Text before = many(LONG[_i].unit, LONG[_i].before), after = many(LONG[_i].unit, LONG[_i].after);
    Place place = at("a.csv", 1, 1);
    place.excerpt = text_format(arena, "%.*sMARK%.*s", TEXT_ARG(before), TEXT_ARG(after));
    place.mark_from = (uint32_t)before.length;
    place.mark_length = 4;
    diag_error(&diags, DIAG_CELL_MONEY, place, "what");
    Text text = diag_text(arena, &diags.items[0], NULL, false);
    ck_assert(text_is_utf8(text, NULL));
    const char *line = strchr(text.bytes, '\n') + 1, *under = strchr(line, '\n') + 1;
    const char *mark = strstr(line, "MARK"), *caret = strstr(under, "^^^^\n");
    ck_assert(mark && mark < under && caret);
    Text lead = {line, (size_t)(mark - line)}, whole = {line, (size_t)(under - 1 - line)};
    ck_assert_uint_eq(text_columns(lead), (size_t)(caret - under));
    ck_assert_uint_le(text_columns(whole), 82);
}
END_TEST

START_TEST(shows_at_most_two_hundred)
{
    char yaml[16384];
    size_t length = 0;
    for (int i = 0; i < 207; i++)
        length += (size_t)snprintf(yaml + length, sizeof yaml - length, "no_such_key_%d: x\n", i);
    write_own_file("company.yaml", yaml, length);
    Text command = text_format(arena, "%s check -c %s/company.yaml 2>&1", ATTAIN_PROGRAM,
                               own_directory());
    FILE *output = popen(command.bytes, "r");
    ck_assert_ptr_nonnull(output);
    char line[1024];
    unsigned shown = 0, more = 0, errors = 0;
    while (fgets(line, sizeof line, output)) {
        shown += strstr(line, ": error: ") != NULL;
        if (strncmp(line, "and ", 4) == 0) ck_assert_int_eq(sscanf(line, "and %u more", &more), 1);
        if (strstr(line, " errors, ")) ck_assert_int_eq(sscanf(line, "%u errors", &errors), 1);
    }
    ck_assert_int_eq(pclose(output), 3 << 8);
    ck_assert_uint_eq(shown, 200);
    ck_assert_uint_ge(errors, 207);
    ck_assert_uint_eq(more, errors - 200);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {names_every_problem_once, 1},
        {sorts_by_place_then_kind_then_message, 1},
        {says_the_same_problem_once, 1},
        {merges_lists_and_owns_their_texts, 1},
        {shows_a_problem, ROWS(SHOWN)},
        {colours_only_where_asked, 1},
        {cuts_long_lines_around_the_mark, ROWS(LONG)},
        {shows_at_most_two_hundred, 1},
    };
    return unit_run("diag", tests, ROWS(tests), 28, NULL, NULL);
}
