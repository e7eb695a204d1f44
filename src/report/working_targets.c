/* working_targets.c - Targets: a year's target incentive x part of the year x days / days of the
 * month, before a component's weight. A set's rows share a common denominator, so that their units
 * are whole. */
#include "working_inside.h"

void targets_sheet_add(Working *working)
{
    static const SheetColumn columns[] = {
        HEADED("person_id", CELL_TEXT, FROM_INPUT, 0), HEADED("role", CELL_TEXT, FROM_INPUT, 9),
        HEADED("month", CELL_MONTH, FROM_INPUT, 0),
        HEADED("target_incentive", CELL_MONEY, FROM_INPUT, 0),
        HEADED("part of the year", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("days", CELL_COUNT, FROM_INPUT, 0),
        HEADED("days of the month", CELL_COUNT, FROM_INPUT, 0),
        HEADED("target", CELL_DECIMAL, FROM_FORMULA, 0),
        FOLDED("target units", CELL_EXACT, FROM_FORMULA),
        FOLDED("part n", CELL_EXACT, FROM_INPUT), FOLDED("part d", CELL_EXACT, FROM_INPUT),
        FOLDED("units", CELL_EXACT, FROM_FORMULA), FOLDED("common", CELL_EXACT, FROM_INPUT),
        FOLDED("month units", CELL_EXACT, FROM_FORMULA),
        FOLDED("month common", CELL_EXACT, FROM_INPUT), COLUMNS_END};
    working->targets_sheet = sheet_add(working->workbook, "Targets", columns, 0,
                                       working->targets.rows);
}

static Whole column(const Pen *pen, uint16_t at, int64_t value)
{
    return whole_said(pen_address(pen, pen->sheet, pen->row, at), value);
}

static void quotient(Pen *pen, uint16_t over, uint16_t under, Ratio figure)
{
    Text num = pen_address(pen, pen->sheet, pen->row, over);
    Text den = pen_address(pen, pen->sheet, pen->row, under);
    formula_ratio(pen->sheet, text_format(pen->arena, "=%.*s/%.*s", TEXT_ARG(num), TEXT_ARG(den)),
                  figure, NULL);
    pen->column++;
}

static void facts(Working *working, Pen *pen, const TargetTerm *term, bool fits)
{
    const Roster *roster = &working->ledger->records->roster;
    const Assignment *assignment = &roster->assignments[term->assignment];
    Sheet *sheet = pen->sheet;
    cell_text(sheet, roster->persons[assignment->person].id, NULL);
    cell_text(sheet, assignment->role, NULL);
    cell_text(sheet, month_text(working->scratch, term->month), NULL);
    cell_money(sheet, assignment->target, NULL);
    pen->column = TARGETS_PART;
    quotient(pen, TARGETS_PART_NUM, TARGETS_PART_DEN, term->part);
    cell_count(sheet, term->days, NULL);
    cell_count(sheet, month_days(term->month), NULL);
    pen->column = TARGETS_TARGET;
    if (fits) {
        quotient(pen, TARGETS_UNITS, TARGETS_COMMON, term->amount);
    } else {
        cell_ratio(sheet, true, term->amount, NULL);
        pen->column++;
    }
}

static void target_row(Working *working, Pen *pen, const TermSet *set, const TargetTerm *term)
{
    int64_t units = 0, scale = 1;
    for (int d = 0; d < working->digits; d++) scale *= 10;
    bool fits = term_units(set, term->amount, &units);
    facts(working, pen, term, fits);
    Money yearly = working->ledger->records->roster.assignments[term->assignment].target;
    Text given = pen_address(pen, pen->sheet, pen->row, TARGETS_YEARLY);
    Text rounded = scale == 1 ? given : text_format(pen->arena, "ROUND(%.*s*%lld,0)",
                                                    TEXT_ARG(given), (long long)scale);
    Whole num = pen_whole(pen, whole_said(rounded, yearly.minor));
    num = whole_times(pen->arena, num, pen_input(pen, term->part.num));
    Whole den = pen_input(pen, term->part.den);
    Whole days = column(pen, TARGETS_DAYS, term->days);
    Whole month = column(pen, TARGETS_MONTH_DAYS, month_days(term->month));
    num = whole_times(pen->arena, num, days);
    num = whole_times(pen->arena, num, column(pen, TARGETS_COMMON, set->common));
    den = whole_times(pen->arena, whole_times(pen->arena, den, month),
                      whole_number(pen->arena, scale));
    if (fits) pen_quotient_whole(pen, num, den, units);
    else pen_go(pen, TARGETS_COMMON);
    if (set->common) pen_input(pen, set->common);
    else pen_go(pen, TARGETS_MONTH_UNITS);
    Whole share = column(pen, TARGETS_MONTH_COMMON, set->month_common);
    pen_quotient_whole(pen, whole_times(pen->arena, days, share), month,
                       (int64_t)term->days * set->month_common / month_days(term->month));
    pen_input(pen, set->month_common);
    sheet_end_row(pen->sheet);
}

void targets_fill(Working *working)
{
    Pen pen = {.arena = working->scratch, .sheet = working->targets_sheet};
    sheet_heading(pen.sheet);
    size_t row = 0;
    for (size_t s = 0; s < working->targets.count; s++) {
        const TermSet *set = &working->targets.items[s];
        for (size_t t = 0; t < set->count; t++) {
            pen_start_row(&pen, row++);
            target_row(working, &pen, set, &set->targets[t]);
            working->engine_elsewhere += pen.engine_figures;
            arena_reset(working->scratch);
        }
    }
}
