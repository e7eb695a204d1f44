/* test_memory.c - arenas and growing arrays; names by number. */
#include "unit.h"

#include <string.h>

static const size_t SIZES[] = {0, 1, 15, 16, 17, 4096, 16384, 20000, 262143, 262144, 262145,
                               1048576, 3000000};

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i]) return false;
    return true;
}

START_TEST(gives_zeroed_aligned_memory)
{
    size_t size = SIZES[_i];
    char *blocks[4];
    for (int b = 0; b < 4; b++) {
        blocks[b] = arena_alloc(arena, size);
        ck_assert_uint_eq((uintptr_t)blocks[b] % 16, 0);
        ck_assert(is_zero(blocks[b], size));
        if (size) memset(blocks[b], 'a' + b, size);
    }
    for (int b = 0; b < 4 && size; b++) {           /* none overlaps another */
        ck_assert_int_eq(blocks[b][0], 'a' + b);
        ck_assert_int_eq(blocks[b][size - 1], 'a' + b);
    }
}
END_TEST

START_TEST(zeroes_again_after_a_reset)
{
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 50; i++) {
            size_t size = SIZES[i % ROWS(SIZES)];
            char *block = arena_alloc(arena, size);
            ck_assert(is_zero(block, size));
            memset(block, 0xA5, size);
        }
        arena_reset(arena);
    }
}
END_TEST

START_TEST(gives_what_was_expected_in_pieces)
{
    for (int round = 0; round < 2; round++) {
        size_t size = SIZES[_i];
        arena_expect(arena, 3 * size);
        char *pieces[4];                            /* and one that was not expected */
        for (int p = 0; p < 4; p++) {
            pieces[p] = arena_alloc(arena, size);
            ck_assert_uint_eq((uintptr_t)pieces[p] % 16, 0);
            ck_assert(is_zero(pieces[p], size));
            if (size) memset(pieces[p], 'a' + p, size);
        }
        for (int p = 0; p < 4 && size; p++) {
            ck_assert_int_eq(pieces[p][0], 'a' + p);
            ck_assert_int_eq(pieces[p][size - 1], 'a' + p);
        }
        arena_reset(arena);
    }
}
END_TEST

START_TEST(keeps_what_it_adopts)
{
    Arena *parent = arena_new(), *middle = arena_new(), *child = arena_new(), *other = arena_new();
    char *kept = arena_alloc(child, 100), *large = arena_alloc(other, 300000);
    strcpy(kept, "kept");
    arena_adopt(middle, child);
    arena_adopt(parent, middle);
    arena_adopt(parent, other);
    ck_assert_str_eq(kept, "kept");
    large[299999] = 'x';
    arena_free(parent);                             /* and all three with it: LeakSanitizer */
    arena_free(NULL);
    Arena *again = arena_new();
    arena_adopt(again, arena_new());
    arena_reset(again);                             /* frees what was adopted, too */
    arena_free(again);
}
END_TEST

/* Large arrays grow in place, small ones move; both keep their items and zero what is new. */
START_TEST(grows_arrays)
{
    uint64_t *lists[3] = {NULL, NULL, NULL};
    size_t counts[3] = {0, 0, 0}, capacities[3] = {0, 0, 0};
    unsigned wrong = 0;
    for (uint64_t i = 0; i < 200000; i++) {
        size_t l = i % 3;
        lists[l] = array_room(arena, lists[l], counts[l], &capacities[l], sizeof *lists[l]);
        wrong += capacities[l] <= counts[l] || lists[l][counts[l]] != 0;
        lists[l][counts[l]++] = i + 1;
    }
    for (uint64_t i = 0; i < 200000; i++) wrong += lists[i % 3][i / 3] != i + 1;
    ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(numbers_names_in_order_of_arrival)
{
    Names *names = names_new(arena);
    ck_assert_uint_eq(names_count(names), 0);
    ck_assert_uint_eq(names_find(names, TEXT("a")), NAME_NONE);
    ck_assert_uint_eq(names_add(names, TEXT("b")), 0);
    ck_assert_uint_eq(names_add(names, TEXT("a")), 1);
    ck_assert_uint_eq(names_add(names, TEXT("b")), 0);
    ck_assert_uint_eq(names_add(names, TEXT("")), 2);
    ck_assert_uint_eq(names_add(names, TEXT("A")), 3);        /* ids keep their case */
    ck_assert_uint_eq(names_add(names, TEXT("a\0")), 4);      /* and their length */
    ck_assert_uint_eq(names_find(names, TEXT("a")), 1);
    ck_assert_uint_eq(names_count(names), 5);
    want_text("third", names_text(names, 2), "");
}
END_TEST

START_TEST(copies_the_bytes_of_names)
{
    Names *names = names_new(arena);
    char bytes[] = "E-1001";
    ck_assert_uint_eq(names_add(names, text_of(bytes)), 0);
    bytes[5] = '2';
    want_text("kept", names_text(names, 0), "E-1001");
    ck_assert_uint_eq(names_find(names, text_of(bytes)), NAME_NONE);
}
END_TEST

/* Enough to widen the table many times; lengths around the eight bytes that are hashed at once. */
START_TEST(tells_many_names_apart)
{
    Names *names = names_new(arena);
    unsigned wrong = 0;
    for (unsigned i = 0; i < 20000; i++)
        wrong += names_add(names, text_format(arena, "%0*u", 5 + (int)(i % 13), i)) != i;
    for (unsigned i = 0; i < 20000; i++) {
        Text text = text_format(arena, "%0*u", 5 + (int)(i % 13), i);
        wrong += names_find(names, text) != i || !text_equal(names_text(names, i), text);
    }
    ck_assert_uint_eq(wrong, 0);
    ck_assert_uint_eq(names_count(names), 20000);
    ck_assert_uint_eq(names_find(names, TEXT("20000")), NAME_NONE);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {
        {gives_zeroed_aligned_memory, ROWS(SIZES)},
        {gives_what_was_expected_in_pieces, ROWS(SIZES)},
        {zeroes_again_after_a_reset, 1},
        {keeps_what_it_adopts, 1},
        {grows_arrays, 1},
        {numbers_names_in_order_of_arrival, 1},
        {copies_the_bytes_of_names, 1},
        {tells_many_names_apart, 1},
    };
    return unit_run("memory", tests, ROWS(tests), 19, NULL, NULL);
}
