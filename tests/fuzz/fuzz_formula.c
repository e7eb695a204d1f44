/* fuzz_formula.c - any bytes as a formula over a column of every type and a figure of every type.
 *
 * The first byte chooses the type that is wanted. What must hold of any formula: it compiles, or
 * one problem says where it does not; compiled, it gives on every row a value of the type that was
 * wanted, or a reason; the same again when it is asked again; and where it names nothing, it is a
 * constant. */
#include "attain/formula.h"

#include <assert.h>
#include <string.h>

#define IS_TEXT(literal) {(literal), sizeof(literal) - 1}
#define ROWS 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const FormulaName NAMES[] = {
    {.name = IS_TEXT("t"), .is_column = true, .column_type = COLUMN_TEXT, .index = 0},
    {.name = IS_TEXT("d"), .is_column = true, .column_type = COLUMN_DATE, .index = 1},
    {.name = IS_TEXT("m"), .is_column = true, .column_type = COLUMN_MONEY, .index = 2},
    {.name = IS_TEXT("n"), .is_column = true, .column_type = COLUMN_NUMBER, .index = 3},
    {.name = IS_TEXT("i"), .is_column = true, .column_type = COLUMN_INTEGER, .index = 4},
    {.name = IS_TEXT("p"), .is_column = true, .column_type = COLUMN_PERCENT, .index = 5},
    {.name = IS_TEXT("f"), .is_column = true, .column_type = COLUMN_FLAG, .index = 6},
    {.name = IS_TEXT("ae"), .is_column = true, .column_type = COLUMN_PAYEE, .index = 7},
    {.name = IS_TEXT("acv.value"), .type = VALUE_NUMBER, .index = 0},
    {.name = IS_TEXT("名"), .type = VALUE_TEXT, .index = 1},
    {.name = IS_TEXT("on"), .type = VALUE_DATE, .index = 2},
    {.name = IS_TEXT("met"), .type = VALUE_FLAG, .index = 3}};

static const Text texts[ROWS] = {IS_TEXT("won"), IS_TEXT(""), IS_TEXT("商談 é\"x"), IS_TEXT("WON")};
static const Money money[ROWS] = {{1234}, {0}, {-1}, {INT64_MAX}};
static const Ratio numbers[ROWS] = {{1, 3, NULL}, {0, 1, NULL}, {-7, 2, NULL},
                                    {INT64_MIN + 1, INT64_MAX, NULL}};
static const int64_t integers[ROWS] = {12, 0, INT64_MIN, INT64_MAX};
static const Ratio shares[ROWS] = {{1, 2, NULL}, {0, 1, NULL}, {1, 1, NULL}, {-1, 100, NULL}};
static const uint8_t flags[ROWS] = {1, 0, 1, 0}, blanks[ROWS] = {0, 1, 0, 0};
static const uint32_t payees[ROWS] = {0, PERSON_NONE, 1, 2};
static Person persons[] = {{.id = IS_TEXT("e1")}, {.id = IS_TEXT("e2")}};
static const Text strangers[] = {IS_TEXT("x9")};

static void check_value(const Value *value, ValueType wanted)
{
    size_t bad;
    assert(value->type == wanted);
    switch (value->type) {
    case VALUE_NUMBER: assert(value->number.big || value->number.den > 0); return;
    case VALUE_TEXT: assert(text_is_utf8(value->text, &bad)); return;
    case VALUE_DATE:
        assert(value->day == DAY_NONE || (value->day >= month_first_day(12) &&
                                          value->day <= month_last_day(10000 * 12 - 1)));
        return;
    case VALUE_FLAG: return;
    }
}

static bool same(const Value *a, const Value *b)
{
    switch (a->type) {
    case VALUE_NUMBER: return ratio_equal(a->number, b->number);
    case VALUE_TEXT: return text_equal(a->text, b->text);
    case VALUE_DATE: return a->day == b->day;
    case VALUE_FLAG: return a->flag == b->flag;
    }
    return false;
}

static void evaluate(const Formula *formula, ValueType wanted, Arena *scratch)
{
    Day days[ROWS] = {0, DAY_NONE, month_first_day(12), month_last_day(10000 * 12 - 1)};
    ColumnValues columns[] = {{{.texts = texts}, NULL}, {{.days = days}, NULL},
                              {{.money = money}, blanks}, {{.ratios = numbers}, blanks},
                              {{.integers = integers}, blanks}, {{.ratios = shares}, NULL},
                              {{.flags = flags}, blanks}, {{.payees = payees}, NULL}};
    Slice slice = {.row_count = ROWS, .columns = columns, .strangers = strangers,
                   .stranger_count = 1};
    Roster roster = {.persons = persons, .person_count = 2};
    Value figures[] = {{VALUE_NUMBER, {.number = {5, 4, NULL}}}, {VALUE_TEXT, {.text = texts[2]}},
                       {VALUE_DATE, {.day = days[1]}}, {VALUE_FLAG, {.flag = true}}};
    for (size_t row = 0; row < ROWS; row++) {
        FormulaInput input = {&roster, &slice, row, figures, NULL};
        Value value, again, constant;
        Text fault = TEXT(""), other = TEXT("");
        bool good = formula_evaluate(formula, &input, scratch, &value, &fault);
        bool repeated = formula_evaluate(formula, &input, scratch, &again, &other);
        assert(good == repeated);
        if (!good) {
            assert(fault.length && text_equal(fault, other));
            continue;
        }
        check_value(&value, wanted);
        assert(same(&value, &again));
        if (value.type == VALUE_NUMBER) (void)ratio_text(scratch, value.number, 6);
        if (formula_is_constant(formula, &constant)) assert(same(&value, &constant));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t bad;
    Text source = {(const char *)data + 1, size ? size - 1 : 0};
    /* Scalars come as UTF-8 without NUL; the tree sees to that. */
    if (size == 0 || !text_is_utf8(source, &bad) || memchr(source.bytes, 0, source.length))
        return 0;
    Arena *arena = arena_new(), *scratch = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    SourceFile file = {.path = TEXT("fuzz.yaml"), .bytes = source};
    Node node = {.kind = NODE_SCALAR, .scalar = source, .plain = true, .file = &file, .line = 1,
                 .column = 1, .key_line = 1, .key_column = 1};
    FormulaNames names = {NAMES, sizeof NAMES / sizeof *NAMES, 2};
    ValueType wanted = (ValueType)(data[0] & 3);
    Formula *formula = NULL;
    bool compiled = formula_compile(arena, &node, data[0] & 4 ? NULL : &names, wanted, &formula,
                                    &diags);
    assert(compiled == (diags.count == 0) && diags.count <= 1);
    for (size_t i = 0; i < diags.count; i++) {
        const Place *place = &diags.items[i].place;
        assert(place->mark_from + place->mark_length <= place->excerpt.length);
        (void)diag_text(arena, &diags.items[i], NULL, false);
    }
    if (compiled) evaluate(formula, wanted, scratch);
    arena_free(scratch);
    arena_free(arena);
    return 0;
}
