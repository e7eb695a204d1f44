/* sheet_summary.c - "Summary": the overall check, what is paid against the month before, by role
 * and by role and team, and how attainment is spread. Source: CONTRACT 7.
 *
 * Payments are added up over the whole-number key `group`, never over texts: a spreadsheet takes
 * `a*` or a case that differs for a match. */
#include "sheets.h"

#include <string.h>

enum { LINE_COLOURS = 2, LINE_LEFT_OUT, LINE_CHECKS = 5, LINE_PAID, LINE_BEFORE, LINE_DIFFERENCE,
       LINE_CHARTS = 10, LINE_ROLES = 27 };
enum { LABEL_COLUMN = 0, COUNT_COLUMN = 2, AMOUNT_COLUMN = 3, BIN_COLUMN = 6,
       BIN_COUNT_COLUMN, CHART_WIDTH = 470, CHART_HEIGHT = 320, BINS = 6, COLUMNS_MOST = 10 };

static const int bin_edges[BINS - 1] = {50, 80, 100, 120, 150};         /* per cent */
static const char *const bin_names[BINS] = {
    N_("below 50%"), N_("50% to 80%"), N_("80% to 100%"), N_("100% to 120%"),
    N_("120% to 150%"), N_("150% and more")};

/* One figure of a group. */
typedef struct SummaryColumn {
    const char *heading;
    size_t offset;                       /* of the amount in Group */
    uint16_t payroll;                    /* the column that it adds up */
    Int128 magnitude;                    /* of that column */
} SummaryColumn;

typedef struct SummaryLines {
    SummaryColumn columns[COLUMNS_MOST];
    size_t count;                        /* of money columns; they stand after role, team, payees */
    uint16_t payment, before, difference, key;
    size_t *roles;                       /* the first group of each, and where the last one ends */
    size_t role_count;
    uint32_t total, heading;             /* lines */
} SummaryLines;

static Money group_amount(const Group *group, const SummaryColumn *column)
{
    return *(const Money *)((const char *)group + column->offset);
}

static bool starts_role(const Sheets *sheets, size_t group)
{
    return group == 0 || !text_equal(sheets->groups[group].role, sheets->groups[group - 1].role);
}

static void column_add(const Sheets *sheets, SummaryLines *lines, const char *heading,
                       size_t offset, uint16_t payroll)
{
    SummaryColumn *column = &lines->columns[lines->count++];
    *column = (SummaryColumn){.heading = heading, .offset = offset, .payroll = payroll};
    for (size_t g = 0; g < sheets->group_count; g++)
        column->magnitude += magnitude_of(group_amount(&sheets->groups[g], column));
}

/* The columns of Payroll are known only once it is declared: their places are taken then. */
static SummaryLines *lines_new(const Sheets *sheets)
{
    SummaryLines *lines = ARENA_NEW(sheets->view->arena, SummaryLines);
    *lines = (SummaryLines){0};
    lines->roles = ARENA_ARRAY(sheets->view->arena, size_t, sheets->group_count + 1);
    for (size_t g = 0; g < sheets->group_count; g++)
        if (starts_role(sheets, g)) lines->roles[lines->role_count++] = g;
    lines->roles[lines->role_count] = sheets->group_count;
    size_t rows = lines->role_count > BINS ? lines->role_count : BINS;
    lines->total = LINE_ROLES + (uint32_t)rows + 3;
    lines->heading = lines->total + 1;
    return lines;
}

void summary_add(Sheets *sheets)
{
    const View *view = sheets->view;
    SummaryLines *lines = sheets->summary_lines = lines_new(sheets);
    SheetColumn *columns = ARENA_ARRAY(view->arena, SheetColumn, COLUMNS_MOST + 1);
    uint16_t at = 0;
    columns[at++] = (SheetColumn)HEADED("role", CELL_TEXT, FROM_FORMULA, 9);
    columns[at++] = (SheetColumn)HEADED("team", CELL_TEXT, FROM_FORMULA, 20);
    columns[at++] = (SheetColumn)HEADED("payees", CELL_COUNT, FROM_FORMULA, 0);
    columns[at++] = (SheetColumn)HEADED("earnings", CELL_MONEY, FROM_FORMULA, 14);
    if (view_has_books(view))
        columns[at++] = (SheetColumn)HEADED("prior", CELL_MONEY, FROM_FORMULA, 14);
    columns[at++] = (SheetColumn)HEADED("adjustments", CELL_MONEY, FROM_FORMULA, 14);
    lines->payment = at;
    columns[at++] = (SheetColumn)HEADED("payment", CELL_MONEY, FROM_FORMULA, 14);
    lines->before = at;
    columns[at++] = (SheetColumn)HEADED("payment_before", CELL_MONEY, FROM_FORMULA, 14);
    lines->difference = at;
    columns[at++] = (SheetColumn)HEADED("difference", CELL_MONEY, FROM_FORMULA, 14);
    lines->key = at;
    columns[at++] = (SheetColumn)FOLDED("group", CELL_COUNT, FROM_FORMULA);
    sheets->summary = sheet_add(sheets->workbook, "Summary", columns, lines->heading,
                                sheets->group_count);
}

Text summary_total(const Sheets *sheets)
{
    const SummaryLines *lines = sheets->summary_lines;
    return address_line(sheets->view->arena, sheets->summary, lines->total, lines->payment);
}

Text summary_roles(const Sheets *sheets)
{
    const SummaryLines *lines = sheets->summary_lines;
    return address_lines(sheets->view->arena, sheets->summary, LINE_ROLES + 1,
                         LINE_ROLES + (uint32_t)lines->role_count, AMOUNT_COLUMN);
}

/* ---- above */

static Text word(const Sheets *sheets, const char *english)
{
    return text_of(sheets_tr(sheets, english));
}

static void notes(Sheets *sheets)
{
    const View *view = sheets->view;
    line_title(sheets, sheets->summary, N_("Payouts by role and team"));
    line_text(sheets->summary, LINE_COLOURS, LOOK_NOTE,
              word(sheets, N_("Blue: read from a file or carried in. Black: a formula. Italic: "
                              "the engine's own figure.")));
    if (view->options->allow_exceptions && view->ledger->rows_left_out)
        line_text(sheets->summary, LINE_LEFT_OUT, LOOK_NOTE,
                  text_format(view->arena, sheets_tr(sheets, N_("%zu rows at fault were left out "
                                                                "of every measure: see "
                                                                "Exceptions")),
                              view->ledger->rows_left_out));
}

/* The same figure as elsewhere: = its address. */
static void same_amount(Sheets *sheets, uint32_t line, const char *label, Text address,
                        Money amount)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL), money = in_look(CELL_MONEY, LOOK_TOTAL);
    sheet_go(sheets->summary, line, LABEL_COLUMN);
    cell_word(sheets->summary, label, &text);
    cell_text(sheets->summary, TEXT(""), &text);
    cell_text(sheets->summary, TEXT(""), &text);
    formula_money(sheets->summary,
                  text_format(sheets->view->arena, "=%.*s", TEXT_ARG(address)), amount, &money);
}

static void overall(Sheets *sheets, const Group *total)
{
    const SummaryLines *lines = sheets->summary_lines;
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL);
    Arena *arena = sheets->view->arena;
    sheet_go(sheets->summary, LINE_CHECKS, LABEL_COLUMN);
    cell_word(sheets->summary, N_("checks"), &text);
    cell_text(sheets->summary, TEXT(""), &text);
    cell_text(sheets->summary, TEXT(""), &text);
    Text failed = checks_failed_address(&sheets->checks);
    cell_link_next(sheets->summary, sheets->checks.sheet, 0);
    formula_text(sheets->summary,
                 text_format(arena, "=IF(%.*s=0,\"OK\",%.*s&\" NG\")", TEXT_ARG(failed),
                             TEXT_ARG(failed)),
                 sheets->checks.failed ? text_format(arena, "%zu NG", sheets->checks.failed)
                                       : TEXT("OK"), &text);
    sheet_mark_ng_line(sheets->summary, LINE_CHECKS, AMOUNT_COLUMN);
    Money more = {total->payment.minor - total->before.minor};
    same_amount(sheets, LINE_PAID, N_("paid in all"), summary_total(sheets), total->payment);
    same_amount(sheets, LINE_BEFORE, N_("month before, of the same payees"),
                address_line(arena, sheets->summary, lines->total, lines->before), total->before);
    same_amount(sheets, LINE_DIFFERENCE, N_("difference"),
                address_line(arena, sheets->summary, lines->total, lines->difference), more);
}

/* ---- by role: the groups of a role lie side by side */

static void role_row(Sheets *sheets, uint32_t line, size_t first, size_t count)
{
    static const CellStyle figure = {.kind = CELL_COUNT}, money = {.kind = CELL_MONEY};
    Arena *arena = sheets->view->arena;
    const SummaryLines *lines = sheets->summary_lines;
    Sheet *sheet = sheets->summary;
    Group sum = groups_total(sheets->groups + first, count);
    Block block = {first, count};
    const SummaryColumn *columns = lines->columns;
    sheet_go(sheet, line, LABEL_COLUMN);
    cell_text(sheet, sheets->groups[first].role, NULL);
    sheet_go(sheet, line, COUNT_COLUMN);
    Text payees = address_block(arena, sheet, COUNT_COLUMN, first, count);
    cell_formula_count(sheet, text_format(arena, "=SUM(%.*s)", TEXT_ARG(payees)), sum.payees,
                       &figure);
    cell_block_sum(&sheets->summing, sheet, sheet, lines->payment, block,
                   (Sum){.value = sum.payment,
                         .magnitude = columns[lines->count - 2].magnitude}, &money);
    cell_block_sum(&sheets->summing, sheet, sheet, lines->before, block,
                   (Sum){.value = sum.before,
                         .magnitude = columns[lines->count - 1].magnitude}, &money);
}

/* ---- how attainment is spread: components, by the bin of theirs */

static Ratio edge_of(const Sheets *sheets, size_t bin)
{
    return ratio_make(sheets->view->arena, bin_edges[bin], 100);
}

/* So near to an edge that a binary number could fall on its other side. */
static bool is_beside(const Sheets *sheets, Ratio attainment, Ratio edge)
{
    Arena *arena = sheets->view->arena;
    if (ratio_equal(attainment, edge)) return false;
    Ratio apart = ratio_absolute(arena, ratio_subtract(arena, attainment, edge));
    return ratio_compare(apart, ratio_make(arena, 1, 1000000000)) < 0;
}

static bool bins_count(const Sheets *sheets, size_t counts[BINS])
{
    const Ledger *ledger = sheets->view->ledger;
    bool sure = true;
    memset(counts, 0, BINS * sizeof *counts);
    for (size_t i = 0; i < ledger->entry_count; i++) {
        const Entry *entry = &ledger->entries[i];
        if (!entry->has_attainment) continue;
        size_t bin = 0;
        for (size_t e = 0; e < BINS - 1; e++) {
            bin += ratio_compare(entry->attainment, edge_of(sheets, e)) >= 0;
            sure = sure && !is_beside(sheets, entry->attainment, edge_of(sheets, e));
        }
        counts[bin]++;
    }
    return sure;
}

static Text bin_formula(const Sheets *sheets, Text range, size_t bin)
{
    Buffer out = {.arena = sheets->view->arena};
    buffer_text(&out, TEXT("=COUNTIFS("));
    if (bin > 0)
        buffer_format(&out, "%.*s,\">=\"&%d/100%s", TEXT_ARG(range), bin_edges[bin - 1],
                      bin < BINS - 1 ? "," : "");
    if (bin < BINS - 1)
        buffer_format(&out, "%.*s,\"<\"&%d/100", TEXT_ARG(range), bin_edges[bin]);
    buffer_byte(&out, ')');
    return buffer_result(&out);
}

static void bin_cells(Sheets *sheets, size_t bin, size_t count, bool sure)
{
    static const CellStyle figure = {.kind = CELL_COUNT},
                           engine = {.kind = CELL_COUNT, .origin = FROM_ENGINE};
    size_t entries = sheets->view->ledger->entry_count;
    Text range;
    cell_word(sheets->summary, bin_names[bin], NULL);
    if (sure && one_range(sheets->view->arena, working_components(sheets->working),
                          COMPONENTS_ATTAINMENT, entries, &range)) {
        cell_formula_count(sheets->summary, bin_formula(sheets, range, bin), count, &figure);
        return;
    }
    sheets->summing.engine_figures += entries > 0;
    cell_count(sheets->summary, (int64_t)count, &engine);
}

/* Roles, and beside them the bins. */
static void spreads(Sheets *sheets)
{
    static const char *const headings[] = {N_("by role"), "", N_("payees"), N_("payment"),
                                           N_("payment_before"), "", N_("attainment"),
                                           N_("components")};
    const SummaryLines *lines = sheets->summary_lines;
    size_t counts[BINS];
    bool sure = bins_count(sheets, counts);
    line_headings(sheets->summary, LINE_ROLES, headings, 2, 5);
    sheet_go(sheets->summary, LINE_ROLES, BIN_COLUMN);
    const CellStyle label = in_look(CELL_TEXT, LOOK_HEADING),
                    figure = in_look(CELL_COUNT, LOOK_HEADING);
    cell_word(sheets->summary, headings[BIN_COLUMN], &label);
    cell_word(sheets->summary, headings[BIN_COUNT_COLUMN], &figure);
    for (size_t i = 0; i < lines->role_count || i < BINS; i++) {
        uint32_t line = LINE_ROLES + 1 + (uint32_t)i;
        if (i < lines->role_count)
            role_row(sheets, line, lines->roles[i], lines->roles[i + 1] - lines->roles[i]);
        if (i >= BINS) continue;
        sheet_go(sheets->summary, line, BIN_COLUMN);
        bin_cells(sheets, i, counts[i], sure);
    }
}

static bool any_attainment(const Ledger *ledger)
{
    for (size_t i = 0; i < ledger->entry_count; i++)
        if (ledger->entries[i].has_attainment) return true;
    return false;
}

/* None is drawn empty. */
static void charts(Sheets *sheets, const Group *total)
{
    Arena *arena = sheets->view->arena;
    const SummaryLines *lines = sheets->summary_lines;
    uint32_t roles_end = LINE_ROLES + (uint32_t)lines->role_count, bins_end = LINE_ROLES + BINS;
    if (total->payment.minor) {
        ChartSeries paid = {.categories = address_lines(arena, sheets->summary, LINE_ROLES + 1,
                                                        roles_end, LABEL_COLUMN),
                            .values = address_lines(arena, sheets->summary, LINE_ROLES + 1,
                                                    roles_end, AMOUNT_COLUMN)};
        sheet_chart(sheets->summary, CHART_BARS, N_("Payments by role"), "", "", &paid, 1,
                    LINE_CHARTS, 0, CHART_WIDTH, CHART_HEIGHT);
    }
    if (!any_attainment(sheets->view->ledger)) return;
    ChartSeries spread = {.categories = address_lines(arena, sheets->summary, LINE_ROLES + 1,
                                                      bins_end, BIN_COLUMN),
                          .values = address_lines(arena, sheets->summary, LINE_ROLES + 1,
                                                  bins_end, BIN_COUNT_COLUMN)};
    sheet_chart(sheets->summary, CHART_COLUMNS, N_("Attainment of components"), "", "", &spread, 1,
                LINE_CHARTS, 5, CHART_WIDTH, CHART_HEIGHT);
}

/* ---- by role and team */

static void difference_cell(Sheets *sheets, const Group *group, CellLook look)
{
    const SummaryLines *lines = sheets->summary_lines;
    Arena *arena = sheets->view->arena;
    const CellStyle money = in_look(CELL_MONEY, look);
    Sum sum = {text_format(arena, "%.*s-%.*s",
                           TEXT_ARG(address_here(arena, sheets->summary, lines->payment)),
                           TEXT_ARG(address_here(arena, sheets->summary, lines->before))),
               (Money){group->payment.minor - group->before.minor},
               magnitude_of(group->payment) + magnitude_of(group->before), 2};
    cell_sum(&sheets->summing, sheets->summary, sum, &money);
}

/* The sum of all groups, in the line above the heading. */
static void totals(Sheets *sheets, const Group *total)
{
    const SummaryLines *lines = sheets->summary_lines;
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL), money = in_look(CELL_MONEY, LOOK_TOTAL),
                    figure = in_look(CELL_COUNT, LOOK_TOTAL);
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->summary;
    size_t count = sheets->group_count;
    sheet_go(sheet, lines->total, 0);
    cell_word(sheet, N_("total"), &text);
    cell_text(sheet, TEXT(""), &text);
    if (count) {
        Text rows = address_block(arena, sheet, COUNT_COLUMN, 0, count);
        cell_formula_count(sheet, text_format(arena, "=SUM(%.*s)", TEXT_ARG(rows)), total->payees,
                           &figure);
    } else {
        cell_count(sheet, 0, &figure);
    }
    for (size_t c = 0; c < lines->count; c++)
        cell_block_sum(&sheets->summing, sheet, sheet, (uint16_t)(AMOUNT_COLUMN + c),
                       (Block){0, count}, (Sum){.value = group_amount(total, &lines->columns[c]),
                             .magnitude = lines->columns[c].magnitude}, &money);
    difference_cell(sheets, total, LOOK_TOTAL);
}

static void group_amount_cell(Sheets *sheets, const Group *group, const SummaryColumn *column,
                              Text keys)
{
    const SummaryLines *lines = sheets->summary_lines;
    Arena *arena = sheets->view->arena;
    Text key = address_here(arena, sheets->summary, lines->key), amounts;
    Sum sum = {.value = group_amount(group, column), .magnitude = column->magnitude,
               .terms = group->payees};
    if (one_range(arena, sheets->payroll, column->payroll, sheets->view->ledger->payment_count,
                  &amounts))
        sum.body = text_format(arena, "SUMIFS(%.*s,%.*s,%.*s)", TEXT_ARG(amounts), TEXT_ARG(keys),
                               TEXT_ARG(key));
    else
        sum.magnitude = INT64_MAX;               /* over several sheets */
    cell_sum(&sheets->summing, sheets->summary, sum, NULL);
}

static void group_row(Sheets *sheets, size_t number)
{
    const SummaryLines *lines = sheets->summary_lines;
    const Group *group = &sheets->groups[number];
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->summary;
    Text keys = TEXT("");
    bool ranged = one_range(sheets->view->arena, sheets->payroll, sheets->places.work[WORK_GROUP],
                            sheets->view->ledger->payment_count, &keys);
    cell_text(sheet, group->role, NULL);
    cell_text(sheet, group->team, NULL);
    Text key = address_here(arena, sheet, lines->key);
    if (ranged)
        cell_formula_count(sheet, text_format(arena, "=COUNTIF(%.*s,%.*s)", TEXT_ARG(keys),
                                              TEXT_ARG(key)), group->payees, NULL);
    else
        cell_count(sheet, (int64_t)group->payees, NULL);
    for (size_t c = 0; c < lines->count; c++)
        group_amount_cell(sheets, group, &lines->columns[c], keys);
    difference_cell(sheets, group, LOOK_PLAIN);
    cell_count(sheet, (int64_t)number + 1, NULL);
    sheet_end_row(sheet);
}

void summary_fill(Sheets *sheets)
{
    SummaryLines *lines = sheets->summary_lines;
    const PayrollPlaces *places = &sheets->places;
    column_add(sheets, lines, "earnings", offsetof(Group, earnings), places->own[PAY_EARNINGS]);
    if (places->has[PAY_PRIOR])
        column_add(sheets, lines, "prior", offsetof(Group, prior), places->own[PAY_PRIOR]);
    column_add(sheets, lines, "adjustments", offsetof(Group, adjustments),
               places->own[PAY_ADJUSTMENTS]);
    column_add(sheets, lines, "payment", offsetof(Group, payment), places->own[PAY_PAYMENT]);
    column_add(sheets, lines, "payment_before", offsetof(Group, before),
               places->work[WORK_BEFORE]);
    Group total = groups_total(sheets->groups, sheets->group_count);
    notes(sheets);
    overall(sheets, &total);
    charts(sheets, &total);
    spreads(sheets);
    totals(sheets, &total);
    sheet_heading(sheets->summary);
    for (size_t g = 0; g < sheets->group_count; g++) group_row(sheets, g);
}
