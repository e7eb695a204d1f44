/* working_quotas.c - Quotas and Team quotas: what is expected, a row a month and holder:
 * amount / months x ramp x days / days of the month. A set's rows share a common denominator, so
 * that their units are whole. */
#include "working_inside.h"

static const SheetColumn columns[] = {
    HEADED("holder", CELL_TEXT, FROM_INPUT, 12), HEADED("measure", CELL_TEXT, FROM_INPUT, 20),
    HEADED("month", CELL_MONTH, FROM_INPUT, 0), HEADED("source", CELL_TEXT, FROM_INPUT, 0),
    HEADED("amount", CELL_DECIMAL, FROM_INPUT, 0), HEADED("months", CELL_COUNT, FROM_INPUT, 0),
    HEADED("ramp", CELL_PERCENT, FROM_INPUT, 0), HEADED("days", CELL_COUNT, FROM_INPUT, 0),
    HEADED("days of the month", CELL_COUNT, FROM_INPUT, 0),
    HEADED("quota", CELL_DECIMAL, FROM_FORMULA, 0),
    FOLDED("amount units", CELL_EXACT, FROM_FORMULA),
    FOLDED("amount scale", CELL_EXACT, FROM_FORMULA), FOLDED("ramp n", CELL_EXACT, FROM_INPUT),
    FOLDED("ramp d", CELL_EXACT, FROM_INPUT), FOLDED("units", CELL_EXACT, FROM_FORMULA),
    FOLDED("common", CELL_EXACT, FROM_INPUT), COLUMNS_END};

void quotas_sheets_add(Working *working)
{
    working->quotas_sheet = sheet_add(working->workbook, "Quotas", columns, 0,
                                      working->quotas.rows);
    if (working->team_quotas.rows)
        working->team_quotas_sheet = sheet_add(working->workbook, "Team quotas", columns, 0,
                                               working->team_quotas.rows);
}

static Text holder_of(const Working *working, const QuotaTerm *term)
{
    const Roster *roster = &working->ledger->records->roster;
    if (term->from == QUOTA_GOAL) return TEXT("");
    if (term->kind == HOLDER_COMPANY) return TEXT("company");
    return term->kind == HOLDER_TEAM ? roster->teams[term->holder]
                                     : roster->persons[term->holder].id;
}

static Text measure_of(const Working *working, const TermSet *set)
{
    const Design *design = working->ledger->design;
    const CreditLine *line = &design->lines[set->line];
    return text_format(working->scratch, "%.*s.%.*s",
                       TEXT_ARG(design->measures[line->measure].key), TEXT_ARG(line->name));
}

/* What the row starts from: an amount given for so many months, or what a team's carriers make. */
typedef struct Start { Ratio amount; int months; const TermSet *team; } Start;

static Start start_of(Working *working, const TermSet *set, const QuotaTerm *term)
{
    Start given = {.amount = term->monthly, .months = 1};
    if (term->from == QUOTA_CARRIED) given.team = team_of(working, set->line, term);
    else if (term->from == QUOTA_GOAL) given.months = set->goal_months;
    else given.months = term->row->last - term->row->first + 1;
    given.amount = ratio_multiply(working->scratch, term->monthly, ratio_whole(given.months));
    return given;
}

/* The amount as a whole number and its scale; the amount's own cell is a formula of a team's. */
static Whole given_units(Working *working, Pen *pen, const Start *given, Whole *scale)
{
    if (given->team) {
        const TermSet *team = given->team;
        if (!team->common || !team->row_count) {
            pen_go(pen, QUOTAS_RAMP_NUM);
            return whole_none();
        }
        Text block = address_block(pen->arena, working->team_quotas_sheet, QUOTAS_UNITS,
                                   team->first_row, team->row_count);
        Whole units = pen_whole(pen, whole_said(text_format(pen->arena, "SUM(%.*s)",
                                                            TEXT_ARG(block)), team->units));
        Text common = address_of(pen->arena, working->team_quotas_sheet, team->first_row,
                                 QUOTAS_COMMON);
        *scale = pen_whole(pen, whole_said(common, team->common));
        return units;
    }
    if (!exact_holds(given->amount)) {
        pen_go(pen, QUOTAS_RAMP_NUM);
        return whole_none();
    }
    Text amount = pen_address(pen, pen->sheet, pen->row, QUOTAS_GIVEN);
    int64_t den = given->amount.den;
    Text rounded = den == 1 ? amount : text_format(pen->arena, "ROUND(%.*s*%lld,0)",
                                                   TEXT_ARG(amount), (long long)den);
    Whole units = pen_whole(pen, whole_said(rounded, given->amount.num));
    *scale = pen_input(pen, den);
    return units;
}

static Text source_word(QuotaFrom from)
{
    static const char *const words[] = {"goal", "row", "carriers", "row"};
    return text_of(words[from]);
}

static void facts(Working *working, Pen *pen, const TermSet *set, const QuotaTerm *term,
                  const Start *given)
{
    Sheet *sheet = pen->sheet;
    cell_text(sheet, holder_of(working, term), NULL);
    cell_text(sheet, measure_of(working, set), NULL);
    cell_text(sheet, month_text(working->scratch, term->month), NULL);
    cell_word(sheet, source_word(term->from).bytes, NULL);
    if (given->team && given->team->common && given->team->row_count) {
        Text units = pen_address(pen, sheet, pen->row, QUOTAS_GIVEN_UNITS);
        Text scale = pen_address(pen, sheet, pen->row, QUOTAS_GIVEN_SCALE);
        const CellStyle decimal = {.kind = CELL_DECIMAL};
        formula_ratio(sheet, text_format(pen->arena, "=%.*s/%.*s", TEXT_ARG(units),
                                         TEXT_ARG(scale)), given->amount, &decimal);
    } else {
        cell_ratio(sheet, true, given->amount, NULL);
    }
    cell_count(sheet, given->months, NULL);
    cell_ratio(sheet, true, term->ramp, NULL);
    cell_count(sheet, term->days, NULL);
    cell_count(sheet, month_days(term->month), NULL);
    pen->column = QUOTAS_QUOTA;
}

static Whole column(const Pen *pen, uint16_t at, int64_t value)
{
    return whole_said(pen_address(pen, pen->sheet, pen->row, at), value);
}

static void quota_row(Working *working, Pen *pen, const TermSet *set, const QuotaTerm *term)
{
    Start given = start_of(working, set, term);
    facts(working, pen, set, term, &given);
    Text units_at = pen_address(pen, pen->sheet, pen->row, QUOTAS_UNITS);
    Text common_at = pen_address(pen, pen->sheet, pen->row, QUOTAS_COMMON);
    int64_t total = 0;
    bool fits = term_units(set, term->amount, &total);
    if (fits)
        formula_ratio(pen->sheet, text_format(pen->arena, "=%.*s/%.*s", TEXT_ARG(units_at),
                                              TEXT_ARG(common_at)), term->amount, NULL);
    else cell_ratio(pen->sheet, true, term->amount, NULL);
    pen->column++;
    Whole scale = whole_none(), units = given_units(working, pen, &given, &scale);
    Whole ramp = pen_input(pen, term->ramp.num), ramp_den = pen_input(pen, term->ramp.den);
    Whole num = whole_times(pen->arena, units, ramp);
    num = whole_times(pen->arena, num, column(pen, QUOTAS_DAYS, term->days));
    num = whole_times(pen->arena, num, whole_said(common_at, set->common));
    Whole den = whole_times(pen->arena, scale, column(pen, QUOTAS_MONTHS, given.months));
    den = whole_times(pen->arena, den, ramp_den);
    den = whole_times(pen->arena, den, column(pen, QUOTAS_MONTH_DAYS, month_days(term->month)));
    if (fits) pen_quotient_whole(pen, num, den, total);
    else pen_go(pen, QUOTAS_COMMON);
    if (set->common) pen_input(pen, set->common);
    sheet_end_row(pen->sheet);
}

static void fill(Working *working, Sheet *sheet, const TermSets *sets)
{
    if (!sheet) return;
    sheet_heading(sheet);
    Pen pen = {.arena = working->scratch, .sheet = sheet};
    size_t row = 0;
    for (size_t s = 0; s < sets->count; s++) {
        const TermSet *set = &sets->items[s];
        for (size_t t = 0; t < set->count; t++) {
            if (!in_set(set, &set->quotas[t])) continue;
            pen_start_row(&pen, row++);
            quota_row(working, &pen, set, &set->quotas[t]);
            working->engine_elsewhere += pen.engine_figures;
            arena_reset(working->scratch);
        }
    }
}

void quotas_fill(Working *working)
{
    fill(working, working->quotas_sheet, &working->quotas);
    fill(working, working->team_quotas_sheet, &working->team_quotas);
}
