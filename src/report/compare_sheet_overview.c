/* compare_sheet_overview.c - "Overview": what each design costs and whom it pays, by what cause
 * they differ, four charts, and a row a role. */
#include "compare_sheets.h"

enum { LINE_COLOURS = TITLE_LINES, LINE_LEFT_OUT, LINE_CHECKS, LINE_COST = LINE_CHECKS + 2 };
enum { LABEL_COLUMN, DESIGN_COLUMN, LINE_PIXELS = 20, CHART_LINES = 12, CHART_WIDTH = 560 };

typedef struct OverviewLines {
    uint32_t of[SHOWN_FIGURES];           /* 0: it has none */
    unsigned causes[COMPARE_CAUSES];         /* those that any design differs by */
    size_t cause_count;
    uint32_t causes_heading, charts, total, heading;
    uint16_t key;
} OverviewLines;

static bool any_applies(const CompareSheets *sheets, unsigned cause)
{
    for (size_t s = 1; s < sheets->sides; s++)
        if (sheets->view->shown->causes[s].applies[cause]) return true;
    return false;
}

static void find_lines(const CompareSheets *sheets, OverviewLines *lines)
{
    uint32_t line = LINE_COST + 1;
    for (unsigned f = 0; f < SHOWN_FIGURES; f++)
        if (figure_is_of((OverviewFigure)f, sheets->sides - 1)) lines->of[f] = line++;
    lines->causes_heading = line + 1;
    for (unsigned c = 0; c < COMPARE_CAUSES; c++)
        if (any_applies(sheets, c)) lines->causes[lines->cause_count++] = c;
    uint32_t end = lines->causes_heading + (uint32_t)lines->cause_count + 2;
    if (sheets->sides == 1) end = lines->causes_heading - 1;
    else if (end < LINE_COST + 2 * CHART_LINES) end = LINE_COST + 2 * CHART_LINES;
    lines->charts = end + 1;
    lines->total = lines->charts + CHART_LINES + 1;
    lines->heading = lines->total + 1;
}

void compared_overview_add(CompareSheets *sheets)
{
    OverviewLines *lines = sheets->lines = ARENA_NEW(sheets->view->arena, OverviewLines);
    ColumnsPen pen = columns_start(sheets, COLUMNS_A_DESIGN * sheets->sides + COLUMNS_MORE);
    AmountPlaces *places = &sheets->on_overview;
    find_lines(sheets, lines);
    columns_one(&pen, (SheetColumn)HEADED("role", CELL_TEXT, FROM_FORMULA, 32));
    places->payees = places->earned = places->value = COLUMN_NONE;
    places->paid = columns_of_sides(&pen, 0, "paid", CELL_MONEY, FROM_FORMULA);
    places->difference = columns_against(&pen, false);
    places->percent = columns_against(&pen, true);
    lines->key = columns_one(&pen, (SheetColumn)FOLDED("role", CELL_COUNT, FROM_FORMULA));
    sheets->overview = sheet_add(sheets->workbook, N_("Overview"), pen.items, lines->heading,
                                 sheets->role_lines.count);
}

Text overview_figure(const CompareSheets *sheets, OverviewFigure figure, size_t side)
{
    return address_line(sheets->view->arena, sheets->overview, sheets->lines->of[figure],
                        (uint16_t)(DESIGN_COLUMN + side));
}

/* ---- figures */

static void checks_line(CompareSheets *sheets)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL);
    Arena *arena = sheets->view->arena;
    Text failed = checks_failed_address(&sheets->checks);
    sheet_go(sheets->overview, LINE_CHECKS, LABEL_COLUMN);
    cell_word(sheets->overview, N_("checks"), &text);
    cell_link_sheet_next(sheets->overview, sheets->checks.sheet);
    formula_text(sheets->overview,
                 text_format(arena, "=IF(%.*s=0,\"OK\",%.*s&\" NG\")", TEXT_ARG(failed),
                             TEXT_ARG(failed)),
                 sheets->checks.failed ? text_format(arena, "%zu NG", sheets->checks.failed)
                                       : TEXT("OK"), &text);
    sheet_mark_ng_line(sheets->overview, LINE_CHECKS, DESIGN_COLUMN);
}

static void heading_line(CompareSheets *sheets, uint32_t line, const char *english)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_HEADING),
                    figure = in_look(CELL_COUNT, LOOK_HEADING);
    sheet_go(sheets->overview, line, LABEL_COLUMN);
    cell_word(sheets->overview, english, &text);
    for (size_t s = 0; s < sheets->sides; s++)
        cell_text(sheets->overview, letter_of(sheets, s), &figure);
}

static void figures(CompareSheets *sheets)
{
    heading_line(sheets, LINE_COST, N_("What it costs"));
    for (unsigned f = 0; f < SHOWN_FIGURES; f++) {
        if (!sheets->lines->of[f]) continue;
        sheet_go(sheets->overview, sheets->lines->of[f], LABEL_COLUMN);
        if (f == SHOWN_PAID) cell_link_sheet_next(sheets->overview, sheets->payees);
        cell_word(sheets->overview, figure_label((OverviewFigure)f), NULL);
        for (size_t s = 0; s < sheets->sides; s++) {
            sheet_go(sheets->overview, sheets->lines->of[f], (uint16_t)(DESIGN_COLUMN + s));
            if (figure_is_of((OverviewFigure)f, s)) figure_cell(sheets, (OverviewFigure)f, s);
        }
    }
}

/* ---- by what cause */

static Sum cause_sum(const CompareSheets *sheets, size_t side, unsigned cause)
{
    const CompareView *view = sheets->view;
    Sum sum = {.body = TEXT(""), .terms = causes_rows(sheets)};
    for (size_t p = 0; p < view->payees.count; p++) {
        Money part = compare_part(&view->shown->causes[side], view->payees.items[p].person, cause);
        sum.value.minor += part.minor;
        sum.magnitude += magnitude_of(part);
    }
    return sum;
}

static void cause_cell(CompareSheets *sheets, size_t side, unsigned cause)
{
    static const CellStyle money = {.kind = CELL_MONEY};
    Arena *arena = sheets->view->arena;
    const CompareCauses *causes = &sheets->view->shown->causes[side];
    size_t rows = causes_rows(sheets);
    Text parts, keys;
    if (!compare_has_part(causes, cause)) {
        if (causes->applies[cause])
            cell_text(sheets->overview, compare_cause_with(sheets->view, causes, cause), NULL);
        else sheet_skip(sheets->overview, 1);
        return;
    }
    Sum sum = cause_sum(sheets, side, cause);
    if (one_range(arena, sheets->causes, causes_column(sheets, cause), rows, &parts) &&
        one_range(arena, sheets->causes, causes_side_column(sheets), rows, &keys))
        sum.body = text_format(arena, "SUMIFS(%.*s,%.*s,%zu)", TEXT_ARG(parts), TEXT_ARG(keys),
                               side);
    else sum.magnitude = INT64_MAX;              /* over several sheets */
    cell_sum(&sheets->summing, sheets->overview, sum, &money);
}

static void causes_total(CompareSheets *sheets, uint32_t line)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL), money = in_look(CELL_MONEY, LOOK_TOTAL);
    const OverviewLines *lines = sheets->lines;
    sheet_go(sheets->overview, line, LABEL_COLUMN);
    cell_word(sheets->overview, N_("all causes"), &text);
    cell_text(sheets->overview, TEXT(""), &text);
    for (size_t s = 1; s < sheets->sides; s++) {
        Sum sum = {.body = TEXT("0"), .terms = lines->cause_count};
        for (size_t c = 0; c < lines->cause_count; c++) {
            Sum part = cause_sum(sheets, s, lines->causes[c]);
            sum.value.minor += part.value.minor;
            sum.magnitude += part.magnitude;
        }
        if (lines->cause_count)
            sum.body = text_format(sheets->view->arena, "SUM(%.*s)",
                                   TEXT_ARG(address_lines(sheets->view->arena, sheets->overview,
                                                          lines->causes_heading + 1, line - 1,
                                                          (uint16_t)(DESIGN_COLUMN + s))));
        cell_sum(&sheets->summing, sheets->overview, sum, &money);
    }
}

static void causes(CompareSheets *sheets)
{
    const OverviewLines *lines = sheets->lines;
    uint32_t line = lines->causes_heading;
    heading_line(sheets, line++, N_("By what cause"));
    for (size_t c = 0; c < lines->cause_count; c++) {
        sheet_go(sheets->overview, line++, LABEL_COLUMN);
        cell_link_sheet_next(sheets->overview, sheets->causes);
        cell_text(sheets->overview, compare_cause_title(sheets->view, lines->causes[c]), NULL);
        sheet_skip(sheets->overview, 1);
        for (size_t s = 1; s < sheets->sides; s++) cause_cell(sheets, s, lines->causes[c]);
    }
    causes_total(sheets, line);
}

/* ---- charts */

static ChartKind columns_kind(const CompareSheets *sheets, const CompareLine *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < sheets->sides; s++)
            if (lines[i].paid[s].minor < 0) return CHART_COLUMNS;
    return CHART_COLUMNS_UP;
}

static void design_chart(CompareSheets *sheets)
{
    uint16_t last = (uint16_t)(DESIGN_COLUMN + sheets->sides - 1);
    uint32_t paid = sheets->lines->of[SHOWN_PAID];
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->overview;
    ChartSeries series = {.categories = address_across(arena, sheet, LINE_COST, DESIGN_COLUMN,
                                                       last),
                          .values = address_across(arena, sheet, paid, DESIGN_COLUMN, last)};
    sheet_chart(sheet, columns_kind(sheets, &sheets->view->total, 1), N_("Paid by design"), "", "",
                &series, 1, LINE_COST, (uint16_t)(last + 1), CHART_WIDTH,
                LINE_PIXELS * CHART_LINES);
}

static void cause_chart(CompareSheets *sheets)
{
    Arena *arena = sheets->view->arena;
    const OverviewLines *lines = sheets->lines;
    ChartSeries *series = ARENA_ARRAY(arena, ChartSeries, sheets->sides);
    uint32_t first = lines->causes_heading + 1, last = first + (uint32_t)lines->cause_count - 1;
    if (!lines->cause_count) return;
    for (size_t s = 1; s < sheets->sides; s++)
        series[s - 1] = (ChartSeries){
            .name = text_format(arena, "%.*s - A", TEXT_ARG(letter_of(sheets, s))),
            .categories = address_lines(arena, sheets->overview, first, last, LABEL_COLUMN),
            .values = address_lines(arena, sheets->overview, first, last,
                                    (uint16_t)(DESIGN_COLUMN + s))};
    sheet_chart(sheets->overview, CHART_COLUMNS, N_("By what cause"), "", "", series,
                sheets->sides - 1, LINE_COST + CHART_LINES,
                (uint16_t)(DESIGN_COLUMN + sheets->sides), CHART_WIDTH,
                LINE_PIXELS * CHART_LINES);
}

/* A series a design, over the rows of a table. */
static void table_chart(CompareSheets *sheets, ChartKind kind, const char *title, const Sheet *of,
                        uint16_t paid, size_t rows, uint16_t column, uint32_t width)
{
    Arena *arena = sheets->view->arena;
    ChartSeries *series = ARENA_ARRAY(arena, ChartSeries, sheets->sides);
    for (size_t s = 0; s < sheets->sides; s++) {
        series[s].name = letter_of(sheets, s);
        if (!one_range(arena, of, 0, rows, &series[s].categories) ||
            !one_range(arena, of, (uint16_t)(paid + s), rows, &series[s].values))
            return;
    }
    sheet_chart(sheets->overview, kind, title, "", "", series, sheets->sides,
                sheets->lines->charts, column, width, LINE_PIXELS * CHART_LINES);
}

static void charts(CompareSheets *sheets)
{
    if (sheets->sides > 1) {
        design_chart(sheets);
        cause_chart(sheets);
    }
    table_chart(sheets,
                columns_kind(sheets, sheets->role_lines.items, sheets->role_lines.count),
                N_("Paid by role"), sheets->overview, sheets->on_overview.paid,
                sheets->role_lines.count, 0, CHART_WIDTH - 30);
    table_chart(sheets, CHART_LINE, N_("Paid by month"), sheets->months, sheets->on_months.paid,
                sheets->view->months.count, (uint16_t)(DESIGN_COLUMN + sheets->sides),
                CHART_WIDTH);
}

/* ---- by role */

static void role_row(CompareSheets *sheets, size_t r)
{
    const CompareLine *role = &sheets->role_lines.items[r];
    cell_text(sheets->overview, role->role, NULL);
    for (size_t s = 0; s < sheets->sides; s++) {
        uint16_t column = (uint16_t)(sheets->on_payees.paid + s);
        Sum all = column_sum(sheets, sheets->payees, column, &sheets->view->payees, PAID, s);
        all.value = role->paid[s];
        keyed_cell(sheets, sheets->overview, column, sheets->of_payees.role, sheets->lines->key,
                   all, NULL);
    }
    against_cells(sheets, sheets->overview, &sheets->on_overview, role->paid, LOOK_PLAIN);
    cell_count(sheets->overview, (int64_t)r + 1, NULL);
    sheet_end_row(sheets->overview);
}

static void left_out_line(CompareSheets *sheets)
{
    Buffer said = {.arena = sheets->view->arena};
    for (size_t s = 0; s < sheets->sides; s++) {
        size_t left_out = compare_left_out(sheets->view, s);
        if (!left_out) continue;
        Text rows = text_format(sheets->view->arena,
                                sheets_say(sheets, N_("   rows at fault LEFT OUT of every "
                                                      "measure: %zu")), left_out);
        buffer_format(&said, "%s%.*s: %.*s", said.length ? "    " : "",
                      TEXT_ARG(letter_of(sheets, s)), TEXT_ARG(text_trim(rows)));
    }
    if (said.length) line_text(sheets->overview, LINE_LEFT_OUT, LOOK_NOTE, buffer_result(&said));
}

void compared_overview_fill(CompareSheets *sheets)
{
    title_lines(sheets, sheets->overview, N_("Designs side by side"));
    line_text(sheets->overview, LINE_COLOURS, LOOK_NOTE,
              text_of(sheets_say(sheets, N_("Black: a formula. Italic: the engine's own figure. "
                                            "Blue: as you asked for it."))));
    left_out_line(sheets);
    checks_line(sheets);
    figures(sheets);
    if (sheets->sides > 1) causes(sheets);
    charts(sheets);
    total_line(sheets, sheets->overview, sheets->lines->total, &sheets->on_overview,
               &sheets->role_lines);
    sheet_heading(sheets->overview);
    for (size_t r = 0; r < sheets->role_lines.count; r++) role_row(sheets, r);
}
