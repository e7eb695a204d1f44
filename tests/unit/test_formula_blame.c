/* test_formula_blame.c - which parts of a `when` made it what it is, as a payee is told. */
#include "unit.h"

#include "attain/buffer.h"
#include "attain/formula.h"

/* A won deal of 12.34, closed on 2026-10-05 and paid; then a row of blanks. */
static const Text texts[] = {{"won", 3}, {"", 0}};
static const Day days[] = {20731, DAY_NONE};
static const Money money[] = {{1234}, {0}};
static const int64_t integers[] = {7, 0};
static const uint8_t flags[] = {1, 0}, blanks[] = {0, 1};
static const uint32_t payees[] = {0, PERSON_NONE};
static ColumnValues columns[] = {
    {.texts = texts}, {.days = days}, {.money = money, .blanks = blanks},
    {.integers = integers, .blanks = blanks}, {.flags = flags, .blanks = blanks},
    {.payees = payees}};
static const FormulaName items[] = {
    {{"stage", 5}, true, COLUMN_TEXT, VALUE_TEXT, 0, false},
    {{"close", 5}, true, COLUMN_DATE, VALUE_DATE, 1, false},
    {{"amount", 6}, true, COLUMN_MONEY, VALUE_NUMBER, 2, false},
    {{"term", 4}, true, COLUMN_INTEGER, VALUE_NUMBER, 3, false},
    {{"paid", 4}, true, COLUMN_FLAG, VALUE_FLAG, 4, false},
    {{"ae_id", 5}, true, COLUMN_PAYEE, VALUE_TEXT, 5, false},
    {{"acv.attainment", 14}, false, COLUMN_TEXT, VALUE_NUMBER, 0, false},
};
static const FormulaNames names = {items, ROWS(items), 2};
static const Value figures[] = {{VALUE_NUMBER, {.number = {3, 10, NULL}}}};

static Text shown(const NamedValue *named)
{
    if (named->is_blank) return TEXT("blank");
    switch (named->value.type) {
    case VALUE_NUMBER: return ratio_text(arena, named->value.number, 6);
    case VALUE_TEXT: return named->value.text;
    case VALUE_DATE: return day_text(arena, named->value.day);
    case VALUE_FLAG: break;
    }
    return named->value.flag ? TEXT("TRUE") : TEXT("FALSE");
}

/* `stage = "won" is FALSE (stage lost); paid is FALSE (paid blank)` */
static Text all_blames(const Blames *blames)
{
    Buffer out = {.arena = arena};
    for (size_t b = 0; b < blames->count; b++) {
        const Blame *blame = &blames->items[b];
        NamedValue whole = {.value = blame->value};
        Text is = shown(&whole);
        buffer_format(&out, "%s%.*s is %.*s", b ? "; " : "", TEXT_ARG(blame->part), TEXT_ARG(is));
        for (size_t n = 0; n < blame->name_count; n++) {
            Text value = shown(&blame->names[n]);
            buffer_format(&out, "%s%.*s %.*s", n ? ", " : " (", TEXT_ARG(blame->names[n].name),
                          TEXT_ARG(value));
        }
        if (blame->name_count) buffer_text(&out, TEXT(")"));
        if (blame->branch.length)
            buffer_format(&out, " -> %.*s: %.*s", TEXT_ARG(blame->of_case),
                          TEXT_ARG(blame->branch));
    }
    return buffer_result(&out);
}

static bool find(const char *source, size_t row, Blames *out)
{
    static SourceFile file;
    static Node node;
    static Person people[] = {{.id = {"E-1", 3}}};
    static const Roster roster = {.persons = people, .person_count = 1};
    Formula *formula = NULL;
    file = (SourceFile){.path = TEXT("plans/ae.yaml"), .bytes = text_of(source)};
    node = (Node){.scalar = text_of(source), .plain = true, .file = &file, .line = 1, .column = 1};
    bool compiled = formula_compile(arena, &node, &names, VALUE_FLAG, &formula, &diags);
    if (!compiled) print_problems();
    ck_assert_msg(compiled, "%s", source);
    Slice slice = {.row_count = 2, .columns = columns};
    FormulaInput input = {&roster, &slice, row, figures, NULL};
    return formula_blame(arena, formula, &input, out);
}

typedef struct Case { const char *source; size_t row; const char *want; } Case;
static const Case CASES[] = {
    /* what is no AND, OR, NOT or choice is quoted as it stands */
    {"stage = \"lost\"", 0, "stage = \"lost\" is FALSE (stage won)"},
    {"paid", 1, "paid is FALSE (paid blank)"},
    {"ISBLANK(close)", 0, "ISBLANK(close) is FALSE (close 2026-10-05)"},
    {"ISBLANK((amount))", 0, "ISBLANK((amount)) is FALSE (amount 12.34)"},
    {"ISBLANK(amount + 1)", 0, "ISBLANK(amount + 1) is FALSE"},
    {"amount * term > amount + 100", 0,
     "amount * term > amount + 100 is FALSE (amount 12.34, term 7)"},
    {"YEAR(close) = 2025", 0, "YEAR(close) = 2025 is FALSE (close 2026-10-05)"},
    {"ae_id = \"E-2\"", 0, "ae_id = \"E-2\" is FALSE (ae_id E-1)"},
    {"acv.attainment >= 40%", 0, "acv.attainment >= 40% is FALSE (acv.attainment 0.3)"},
    {"close >= DATE(2026,1,1)", 1, "close >= DATE(2026,1,1) is FALSE (close blank)"},
    {"(stage = \"lost\") = paid", 0, "(stage = \"lost\") = paid is FALSE (stage won, paid TRUE)"},
    {"IF(paid, 1, 2) = 2", 0, "IF(paid, 1, 2) = 2 is FALSE (paid TRUE)"},
    {"AND(paid, term = 7) = FALSE", 0,
     "AND(paid, term = 7) = FALSE is FALSE (paid TRUE, term 7)"},
    /* brackets */
    {"((stage = \"lost\"))", 0, "stage = \"lost\" is FALSE (stage won)"},
    {"  ( stage  =  \"lost\" )  ", 0, "stage  =  \"lost\" is FALSE (stage won)"},
    /* AND: the operands that are FALSE */
    {"AND(stage = \"won\", amount > 20)", 0, "amount > 20 is FALSE (amount 12.34)"},
    {"AND(stage = \"won\", amount > 20, paid)", 1,
     "stage = \"won\" is FALSE (stage blank); amount > 20 is FALSE (amount blank); "
     "paid is FALSE (paid blank)"},
    {"AND(paid, AND(term > 3, (AND(term > 8, paid))))", 0, "term > 8 is FALSE (term 7)"},
    {"AND(stage = \"lost\")", 0, "stage = \"lost\" is FALSE (stage won)"},
    {"AND(1 = 2, paid)", 0, "1 = 2 is FALSE"},
    /* OR: all */
    {"OR(stage = \"lost\", term > 8)", 0,
     "stage = \"lost\" is FALSE (stage won); term > 8 is FALSE (term 7)"},
    {"AND(paid, OR(term > 8, AND(paid, term > 9)))", 0,
     "term > 8 is FALSE (term 7); term > 9 is FALSE (term 7)"},
    /* NOT: what is TRUE inside */
    {"NOT(paid)", 0, "paid is TRUE (paid TRUE)"},
    {"NOT(NOT(paid))", 1, "paid is FALSE (paid blank)"},
    {"NOT((OR(stage = \"lost\", term = 7)))", 0, "term = 7 is TRUE (term 7)"},
    {"NOT(AND(paid, term = 7))", 0, "paid is TRUE (paid TRUE); term = 7 is TRUE (term 7)"},
    {"AND(paid, NOT(ISBLANK(stage)))", 1,
     "paid is FALSE (paid blank); ISBLANK(stage) is TRUE (stage blank)"},
    /* IF: the condition, and the branch where it is more than a constant */
    {"IF(stage = \"lost\", amount > 0, FALSE)", 0, "stage = \"lost\" is FALSE (stage won)"},
    {"IF(stage = \"lost\", amount > 0)", 0, "stage = \"lost\" is FALSE (stage won)"},
    {"IF(paid, AND(term > 8, paid), TRUE)", 0,
     "paid is TRUE (paid TRUE); term > 8 is FALSE (term 7)"},
    {"IF(paid, TRUE, AND(paid, term > 8))", 1,
     "paid is FALSE (paid blank); paid is FALSE (paid blank); term > 8 is FALSE (term blank)"},
    {"IF(OR(paid, term > 8), FALSE, TRUE)", 0, "paid is TRUE (paid TRUE)"},
    {"IFS(stage = \"lost\", TRUE, term = 7, amount > 20, TRUE, TRUE)", 0,
     "term = 7 is TRUE (term 7); amount > 20 is FALSE (amount 12.34)"},
    {"SWITCH(stage, \"lost\", TRUE, \"WON\", term > 8, TRUE)", 0,
     "stage is won (stage won) -> \"WON\": term > 8; term > 8 is FALSE (term 7)"},
    {"SWITCH(stage, \"lost\", TRUE, FALSE)", 0, "stage is won (stage won) -> : FALSE"},
    {"SWITCH(stage, \"won\", FALSE, TRUE)", 0,
     "stage is won (stage won) -> \"won\": FALSE"},
    {"SWITCH(stage, \"lost\", TRUE, \"won\", ( FALSE ))", 0,
     "stage is won (stage won) -> \"won\": ( FALSE )"},
    {"SWITCH(term, 6 + 1, FALSE, TRUE)", 0, "term is 7 (term 7) -> 6 + 1: FALSE"},
    {"SWITCH(stage, \"won\", SWITCH(term, 7, paid, TRUE), TRUE)", 1,
     "stage is  (stage blank) -> : TRUE"},
    {"NOT(SWITCH(stage, \"won\", SWITCH(term, 7, paid, FALSE), FALSE))", 0,
     "stage is won (stage won) -> \"won\": SWITCH(term, 7, paid, FALSE); "
     "term is 7 (term 7) -> 7: paid; paid is TRUE (paid TRUE)"},
    {"SWITCH(term + 1, 8, IF(paid, FALSE, TRUE), TRUE)", 0,
     "term + 1 is 8 (term 7) -> 8: IF(paid, FALSE, TRUE); paid is TRUE (paid TRUE)"},
    /* what is TRUE says why, too */
    {"OR(stage = \"won\", term > 8)", 0, "stage = \"won\" is TRUE (stage won)"},
    {"1 = 2", 0, "1 = 2 is FALSE"},
    {"AND(TRUE, FALSE)", 0, "AND(TRUE, FALSE) is FALSE"},
};

START_TEST(finds_what_decided)
{
    Blames blames;
    ck_assert_msg(find(CASES[_i].source, CASES[_i].row, &blames), "%s", CASES[_i].source);
    want_text(CASES[_i].source, all_blames(&blames), CASES[_i].want);
}
END_TEST

static const char *const FAULTS[] = {"1 / (term - 7) > 1", "AND(paid, 1 / (term - 7) > 1)",
                                     "IFS(stage = \"lost\", TRUE)", "SWITCH(term, 1, paid)"};

START_TEST(says_nothing_of_what_cannot_be_evaluated)
{
    Blames blames;
    ck_assert_msg(!find(FAULTS[_i], 0, &blames), "%s", FAULTS[_i]);
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {{finds_what_decided, ROWS(CASES)},
                              {says_nothing_of_what_cannot_be_evaluated, ROWS(FAULTS)}};
    return unit_run("formula_blame", tests, ROWS(tests), 48, NULL, NULL);
}
