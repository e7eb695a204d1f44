/* test_text.c - slices of UTF-8: trimming, validity, columns, comparing, the nearest. */
#include "unit.h"

static const struct { const char *from, *want; } TRIMMED[] = {
    {"", ""}, {" ", ""}, {"a", "a"}, {"  a b  ", "a b"}, {"\t\r\n\v\f a\t", "a"},
    {"\xE3\x80\x80", ""}, {"\xE3\x80\x80 a \xE3\x80\x80\xE3\x80\x80", "a"},
    {"a\xE3\x80\x80" "b", "a\xE3\x80\x80" "b"},
    /* U+3001 and U+2000 share bytes with U+3000 */
    {"\xE3\x80\x81", "\xE3\x80\x81"}, {"\xE2\x80\x80", "\xE2\x80\x80"},
    {"\xE3\x80\x80\xE5\xAD\x90 \xE3\x80\x80", "\xE5\xAD\x90"},
};

START_TEST(trims)
{
    want_text(TRIMMED[_i].from, text_trim(text_of(TRIMMED[_i].from)), TRIMMED[_i].want);
}
END_TEST

static const struct { const char *bytes; size_t length, bad; } UTF8[] = {   /* bad = length: good */
    {"", 0, 0}, {"abc", 3, 3}, {"\xC2\x80", 2, 2}, {"\xDF\xBF", 2, 2}, {"\xE0\xA0\x80", 3, 3},
    {"\xED\x9F\xBF", 3, 3}, {"\xEE\x80\x80", 3, 3}, {"\xEF\xBF\xBF", 3, 3},
    {"\xF0\x90\x80\x80", 4, 4}, {"\xF4\x8F\xBF\xBF", 4, 4}, {"a\0b", 3, 3},
    {"12345678\xE6\x97\xA5", 11, 11},
    /* a continuation alone, a lead cut short, a lead before a letter */
    {"\x80", 1, 0}, {"a\xBF", 2, 1}, {"\xC3", 1, 0}, {"\xE6\x97", 2, 0}, {"\xF0\x9F\x98", 3, 0},
    {"\xC3(", 2, 0}, {"\xE6(\xA5", 3, 0}, {"\xE6\x97(", 3, 0}, {"\xF0\x9F\x98(", 4, 0},
    /* overlong: 0x2F in two bytes, U+07FF in three, U+FFFF in four; surrogates; past U+10FFFF */
    {"\xC0\xAF", 2, 0}, {"\xC1\xBF", 2, 0}, {"\xE0\x9F\xBF", 3, 0}, {"\xF0\x8F\xBF\xBF", 4, 0},
    {"\xED\xA0\x80", 3, 0}, {"\xED\xBF\xBF", 3, 0}, {"\xF4\x90\x80\x80", 4, 0},
    {"\xF5\x80\x80\x80", 4, 0}, {"\xFE", 1, 0}, {"\xFF", 1, 0},
    /* the place, after whole eights and in the middle of one */
    {"12345678" "12345678" "\x93", 17, 16}, {"1234567\x93" "12345678", 16, 7},
    {"\xE6\x97\xA5\xE6\x9C\xAC\x96{", 8, 6},
};

START_TEST(tells_utf8)
{
    size_t bad = 77;
    bool good = text_is_utf8((Text){UTF8[_i].bytes, UTF8[_i].length}, &bad);
    ck_assert_int_eq(good, UTF8[_i].bad == UTF8[_i].length);
    ck_assert_uint_eq(bad, good ? 77 : UTF8[_i].bad);
    ck_assert_int_eq(text_is_utf8((Text){UTF8[_i].bytes, UTF8[_i].length}, NULL), good);
}
END_TEST

/* Wherever in a long text it stands, behind characters of every length. */
START_TEST(tells_utf8_in_a_long_text)
{
    static const char before[] = "a\xC3\xA9\xE6\x97\xA5\xF0\xA0\xAE\xB7";
    char bytes[1000];
    for (size_t from = 0; from < 300; from += 7) {
        size_t length = 0, bad = 77;
        for (; length + sizeof before - 1 <= from; length += sizeof before - 1)
            memcpy(bytes + length, before, sizeof before - 1);
        for (; length < from; length++) bytes[length] = 'x';
        memcpy(bytes + length, UTF8[_i].bytes, UTF8[_i].length);
        length += UTF8[_i].length;
        memset(bytes + length, 'y', 300);
        bool good = text_is_utf8((Text){bytes, length + 300}, &bad);
        ck_assert_int_eq(good, UTF8[_i].bad == UTF8[_i].length);
        ck_assert_uint_eq(bad, good ? 77 : from + UTF8[_i].bad);
    }
}
END_TEST

static const struct { const char *bytes; size_t length; uint32_t first; } FIRSTS[] = {
    {"a", 1, 'a'}, {"\xC3\xA9", 2, 0xE9}, {"\xE6\x97\xA5", 3, 0x65E5},
    {"\xF0\xA0\xAE\xB7", 4, 0x20BB7}, {"\x93", 1, 0xFFFD}, {"\xE6\x97", 1, 0xFFFD},
    {"\xC0\xAF", 1, 0xFFFD},
};

START_TEST(decodes_one_character)
{
    size_t offset = 0;
    ck_assert_uint_eq(text_next_character(text_of(FIRSTS[_i].bytes), &offset), FIRSTS[_i].first);
    ck_assert_uint_eq(offset, FIRSTS[_i].length);
}
END_TEST

static const struct { const char *text; size_t characters, columns; } WIDTHS[] = {
    {"", 0, 0}, {"abc", 3, 3}, {"a b~", 4, 4},
    {"\xE6\x97\xA5\xE6\x9C\xAC", 2, 4},                       /* 日本 */
    {"\xE3\x82\xAB\xE3\x83\x8A", 2, 4},                       /* カナ */
    {"\xEF\xBD\xB6\xEF\xBE\x85", 2, 2},                       /* half-width ｶﾅ */
    {"\xEF\xBC\xA1\xEF\xBC\x91", 2, 4},                       /* full-width Ａ１ */
    {"\xE3\x80\x80", 1, 2}, {"\xEF\xBF\xA5" "1", 2, 3},       /* U+3000, ￥1 */
    {"\xC2\xA5" "1", 2, 2},                                   /* ¥ is narrow */
    {"\xC3\xA9", 1, 1}, {"e\xCC\x81", 2, 1},                  /* é, and e with its accent apart */
    {"\xE3\x81\x8B\xE3\x82\x99", 2, 2},                       /* か with its voicing apart */
    {"\xED\x95\x9C", 1, 2},                                   /* 한 */
    {"\xF0\xA0\xAE\xB7", 1, 2}, {"\xF0\x9F\x98\x80", 1, 2},   /* 𠮷, an emoji */
    {"a\tb\n", 4, 2}, {"\xEF\xBB\xBF" "a", 2, 1}, {"\xE2\x80\x8B", 1, 0},
    {"\xE5\xB1\xB1\xE7\x94\xB0 taro", 7, 9},
};

START_TEST(counts_characters_and_columns)
{
    Text text = text_of(WIDTHS[_i].text);
    ck_assert_uint_eq(text_characters(text), WIDTHS[_i].characters);
    ck_assert_uint_eq(text_columns(text), WIDTHS[_i].columns);
}
END_TEST

static const struct { const char *a, *b; int order, without_case; } ORDERS[] = {
    {"", "", 0, 0}, {"", "a", -1, -1}, {"a", "ab", -1, -1}, {"b", "ab", 1, 1},
    {"won", "WON", 1, 0}, {"Won", "won", -1, 0}, {"a", "B", 1, -1}, {"Z", "a", -1, 1},
    {"a_", "aB", 1, -1},                    /* _ lies between the cases: folded to small letters */
    {"\xC3\xA9", "\xC3\x89", 1, 1},         /* é and É: ASCII case only */
    {"z", "\xE6\x97\xA5", -1, -1},          /* bytes are unsigned */
    {"\xEF\xBD\xB6", "\xF0\xA0\xAE\xB7", -1, -1},
};

START_TEST(orders_by_bytes)
{
    Text a = text_of(ORDERS[_i].a), b = text_of(ORDERS[_i].b);
    int order = text_compare(a, b), folded = text_compare_ignoring_case(a, b);
    ck_assert_int_eq((order > 0) - (order < 0), ORDERS[_i].order);
    ck_assert_int_eq((folded > 0) - (folded < 0), ORDERS[_i].without_case);
    ck_assert_int_eq(text_equal(a, b), ORDERS[_i].order == 0);
    ck_assert_int_eq(text_equal_ignoring_case(a, b), ORDERS[_i].without_case == 0);
    int back = text_compare(b, a);
    ck_assert_int_eq((back > 0) - (back < 0), -ORDERS[_i].order);
}
END_TEST

START_TEST(cuts_and_formats)
{
    Text text = TEXT("abcdef");
    want_text("middle", text_part(text, 2, 4), "cd");
    want_text("clipped", text_part(text, 4, 99), "ef");
    want_text("behind", text_part(text, 9, 99), "");
    want_text("backwards", text_part(text, 4, 2), "");
    want_text("of nothing", text_part((Text){NULL, 0}, 0, 5), "");
    want_text("NULL", text_of(NULL), "");
    want_text("format", text_format(arena, "%s-%03d", "x", 7), "x-007");
    ck_assert(text_starts_with(text, TEXT("abc")));
    ck_assert(text_starts_with(text, TEXT("")));
    ck_assert(!text_starts_with(TEXT("ab"), TEXT("abc")));
    Text copy = text_copy(arena, text_part(text, 1, 3));
    ck_assert_ptr_ne(copy.bytes, text.bytes + 1);
    ck_assert_str_eq(copy.bytes, "bc");       /* ends with NUL, for the system's calls */
}
END_TEST

static const struct { const char *name, *want; } NEAR[] = {
    {"weight", "weight"}, {"wieght", "weight"}, {"wight", "weight"}, {"weights", "weight"},
    {"Weight", "weight"}, {"measur", "measure"}, {"tires", "tiers"}, {"windwo", "window"},
    {"pay", "pays"}, {"xyz", ""}, {"completely", ""}, {"", ""}, {"q", ""},
};

static const struct { const char *name, *want; } NEAR_KEYS[] = {
    {"商談-0007", "商談-0001"},      /* one character of seven, not three bytes */
    {"商談0001", "商談-0001"}, {"商淡-0001", "商談-0001"}, {"見積-0101", ""},
    {"佐籐", "佐藤"}, {"加籐", ""}, {"伊", ""},
    {"Ｄ－０２４２", "D-0242"}, {"ｄ-0422", "D-0242"}, {"D-0\xFF""42", "D-0242"},
};

/* Edits are counted in characters; full width is a way of writing, no other character. */
START_TEST(finds_the_nearest_key)
{
    const Text names[] = {TEXT("商談-0001"), TEXT("佐藤"), TEXT("D-0242")};
    want_text(NEAR_KEYS[_i].name, text_nearest(text_of(NEAR_KEYS[_i].name), names, ROWS(names)),
              NEAR_KEYS[_i].want);
}
END_TEST

START_TEST(finds_the_nearest_name)
{
    static const Text names[] = {{"weight", 6}, {"measure", 7}, {"tiers", 5}, {"window", 6},
                                 {"pays", 4}, {"", 0}};
    want_text(NEAR[_i].name, text_nearest(text_of(NEAR[_i].name), names, ROWS(names)),
              NEAR[_i].want);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {trims, ROWS(TRIMMED)},
        {tells_utf8, ROWS(UTF8)},
        {tells_utf8_in_a_long_text, ROWS(UTF8)},
        {decodes_one_character, ROWS(FIRSTS)},
        {counts_characters_and_columns, ROWS(WIDTHS)},
        {orders_by_bytes, ROWS(ORDERS)},
        {cuts_and_formats, 1},
        {finds_the_nearest_name, ROWS(NEAR)},
        {finds_the_nearest_key, ROWS(NEAR_KEYS)},
    };
    return unit_run("text", tests, ROWS(tests), 108, NULL, NULL);
}
