/* test_formula_sheet.c - a plan's formula as a workbook's cell says it. Source: CONTRACT 3; what
 * Excel 2007 knows. */
#include "unit.h"

#include "attain/formula.h"

static const FormulaName items[] = {
    {{"acv.attainment", 14}, false, COLUMN_TEXT, VALUE_NUMBER, 0, false},
    {{"target", 6}, false, COLUMN_TEXT, VALUE_NUMBER, 1, false},
    {{"lost", 4}, false, COLUMN_TEXT, VALUE_NUMBER, 2, false},
};
static const FormulaNames names = {items, ROWS(items), 2};
static SourceFile file;
static Node node;

static Formula *compile(const char *source, ValueType wanted)
{
    Formula *formula = NULL;
    file = (SourceFile){.path = TEXT("plans/ae.yaml"), .bytes = text_of(source)};
    node = (Node){.scalar = text_of(source), .plain = true, .file = &file, .line = 1, .column = 1};
    ck_assert(formula_compile(arena, &node, &names, wanted, &formula, &diags));
    return formula;
}

static Text cell_of(void *context, uint32_t figure)
{
    static const Text cells[] = {{"$F$5/$G$5", 9}, {"$H$5", 4}, {"", 0}};
    (void)context;
    return cells[figure];
}

typedef struct Said { const char *source; ValueType type; const char *want; bool plain; } Said;

static const Said sayings[] = {
    {"target * 10%", VALUE_NUMBER, "($H$5)*10%", true},
    {"acv.attainment >= 95% ", VALUE_FLAG, "($F$5/$G$5)>=95%", true},
    {"acv.attainment + 1 >= 2", VALUE_FLAG, "($F$5/$G$5)+1>=2", false},
    {"not(target = 30_000_000)", VALUE_FLAG, "NOT(($H$5)=30000000)", true},
    {"round(target / 3)", VALUE_NUMBER, "ROUND(($H$5)/3,0)", false},
    {"ROUNDUP(target, -2)", VALUE_NUMBER, "ROUNDUP(($H$5),-2)", false},
    {"IF(true, -target, 2*(target - 1))", VALUE_NUMBER, "IF(TRUE,-($H$5),2*(($H$5)-1))", true},
    {"1 + IFS(target > 2, 3, target > 1, 2) / 2", VALUE_NUMBER,
     "1+IF(($H$5)>2,3,IF(($H$5)>1,2,NA()))/2", true},
    {"SWITCH(target, 1, 10, 2, 20, 0)", VALUE_NUMBER,
     "IF((($H$5))=(1),10,IF((($H$5))=(2),20,0))", true},
    {"LEN(\"a,\"\")\" & \"b\")", VALUE_NUMBER, "LEN(\"a,\"\")\"&\"b\")", true},
    {"target + DAYS(DATE(2026, 3, 31), DATE(2026, 3, 1))", VALUE_NUMBER,
     "($H$5)+((DATE(2026,3,31))-(DATE(2026,3,1)))", false},
};

START_TEST(a_formula_is_said_in_cells)
{
    const Said *said = &sayings[_i];
    const Formula *formula = compile(said->source, said->type);
    Text text;
    ck_assert(formula_sheet_text(arena, formula, cell_of, NULL, &text));
    want_text(said->source, text, said->want);
    ck_assert_int_eq(formula_compares_plainly(formula), said->plain);
}
END_TEST

START_TEST(a_figure_without_a_cell_is_told)
{
    Text text;
    ck_assert(!formula_sheet_text(arena, compile("target - lost", VALUE_NUMBER), cell_of, NULL,
                                  &text));
}
END_TEST

int main(void)
{
    const UnitTest tests[] = {{a_formula_is_said_in_cells, ROWS(sayings)},
                              {a_figure_without_a_cell_is_told, 1}};
    return unit_run("formula_sheet", tests, ROWS(tests), 12, NULL, NULL);
}
