/* credit_given.c - credits at hand in place of rows: those of a credits.csv, so that a run can be
 * computed again without its feeds. Source: docs/diff.md. */
#include "engine_inside.h"

static bool is_line(const Design *design, uint32_t line, Text measure, Text name)
{
    return line < design->line_count && text_equal(design->lines[line].name, name) &&
           text_equal(design->measures[design->lines[line].measure].key, measure);
}

bool given_credit(const Engine *engine, const Slice *slice, size_t row, GivenCredit *out)
{
    const Design *design = engine->design;
    const ColumnValues *columns = slice->columns;
    Text measure = columns[GIVEN_MEASURE].texts[row], name = columns[GIVEN_LINE].texts[row];
    uint32_t line = out->line;                   /* mostly the line of the row before */
    if (!is_line(design, line, measure, name))
        for (line = 0; line < design->line_count; line++)
            if (is_line(design, line, measure, name)) break;
    if (line == design->line_count) return false;
    out->line = line;
    out->day = columns[GIVEN_DATE].days[row];
    out->person = roster_person(engine->roster, columns[GIVEN_PERSON].texts[row]);
    out->amount = columns[GIVEN_AMOUNT].ratios[row];
    if (!design->measures[design->lines[line].measure].is_money) return true;
    Money money;
    bool exact = money_from_ratio(out->amount, engine->company->digits, engine->company->rounding,
                                  &money);
    if (exact) out->amount = ratio_whole(money.minor);
    return exact;
}
