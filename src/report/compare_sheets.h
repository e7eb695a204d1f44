/* compare_sheets.h - the sheets of compare.xlsx: a comparison with live sums. Private to the room.
 *
 * All are declared first (_add), in the workbook's order; then each is filled. Sheets add up
 * others' columns whole, or by whole-number keys, so that a reader may sort any of them. */
#ifndef REPORT_COMPARE_SHEETS_H
#define REPORT_COMPARE_SHEETS_H

#include "checks.h"
#include "compare_view.h"

/* Where a table has its amounts: of design s at paid + s; differences from A at difference + s - 1.
 * What was counted stands in three blocks: the value, what was earned for it, its share.
 * COLUMN_NONE: the table has none of them. */
#define COLUMN_NONE UINT16_MAX
typedef struct AmountPlaces { uint16_t payees, paid, difference, percent, earned, value; }
    AmountPlaces;

/* The further columns of Payees. target: one for all designs where they have the same. */
typedef struct PayeePlaces {
    uint16_t target, of_target, rank, number, role, group;
    bool one_target;
} PayeePlaces;

typedef struct CompareSheets {
    const CompareView *view;
    Workbook *workbook;
    Summing summing;
    Checks checks;
    size_t sides;
    /* [payee of the view]: which of the view's roles (with their teams) is his, and which role
     * alone; roles count from 0. role_lines: without teams, in the same order. */
    uint32_t *group_of, *role_of;
    CompareLines role_lines;
    PayeePlaces of_payees;
    AmountPlaces on_payees, on_roles, on_months, on_overview;
    struct OverviewLines *lines;
    struct CauseColumns *cause_columns;
    struct CompareFacts *facts;
    Sheet *overview, *rules, *roles, *months, *payees, *causes, *resampling, *sweep, *lint, *run;
} CompareSheets;

/* compare_sheets.c. False: *reason says why. */
MUST_USE bool compare_workbook(const CompareView *view, Text path, Text *reason,
                               size_t *checks_failed);

void compared_overview_add(CompareSheets *sheets);
void compared_overview_fill(CompareSheets *sheets);
/* Where Overview says a figure of a design, as Checks hold it against the engine's. */
typedef enum OverviewFigure { SHOWN_PAID, SHOWN_DIFFERENCE, SHOWN_PERCENT, SHOWN_EARNED,
                              SHOWN_VALUE, SHOWN_FOR_VALUE, SHOWN_OF_VALUE,
                              SHOWN_PAYEES, SHOWN_LOW, SHOWN_MIDDLE, SHOWN_HIGH, SHOWN_TARGET,
                              SHOWN_OF_TARGET, SHOWN_WITH_TARGET, SHOWN_OVER, SHOWN_UNDER,
                              SHOWN_OVER_SHARE, SHOWN_UNDER_SHARE, SHOWN_MORE, SHOWN_LESS,
                              SHOWN_SAME, SHOWN_FIGURES } OverviewFigure;
Text overview_figure(const CompareSheets *sheets, OverviewFigure figure, size_t side);
/* compare_sheet_figures.c: a figure's label, its next cell, and whether a design has it. */
const char *figure_label(OverviewFigure figure);
void figure_cell(CompareSheets *sheets, OverviewFigure figure, size_t side);
bool figure_is_of(OverviewFigure figure, size_t side);
void compared_rules_add(CompareSheets *sheets);
void compared_rules_fill(CompareSheets *sheets);
void compared_lint_add(CompareSheets *sheets);
void compared_lint_fill(CompareSheets *sheets);
void compared_roles_add(CompareSheets *sheets);
void compared_roles_fill(CompareSheets *sheets);
void compared_months_add(CompareSheets *sheets);
void compared_months_fill(CompareSheets *sheets);
void compared_payees_add(CompareSheets *sheets);
void compared_payees_fill(CompareSheets *sheets);
/* The column of a design's targets, and whether he has one that counts. */
uint16_t payees_target(const CompareSheets *sheets, size_t side);
bool payee_has_target(const CompareLine *payee, size_t side);
void compared_causes_add(CompareSheets *sheets);
void compared_causes_fill(CompareSheets *sheets);
/* The column of a cause on Causes; COLUMN_NONE: it has none. */
uint16_t causes_column(const CompareSheets *sheets, unsigned cause);
uint16_t causes_sum_column(const CompareSheets *sheets);
uint16_t causes_side_column(const CompareSheets *sheets);
uint16_t causes_result_column(const CompareSheets *sheets);
size_t causes_rows(const CompareSheets *sheets);
void compared_resampling_add(CompareSheets *sheets);
void compared_resampling_fill(CompareSheets *sheets);
void compared_sweep_add(CompareSheets *sheets);
void compared_sweep_fill(CompareSheets *sheets);
Text compared_sweep_base(const CompareSheets *sheets);      /* what it says that A is paid */
Text compared_sweep_numbers(const CompareSheets *sheets);   /* the variants' column */
void compared_checks_add(CompareSheets *sheets);
void compared_checks_fill(CompareSheets *sheets);
void compared_run_add(CompareSheets *sheets);
void compared_run_fill(CompareSheets *sheets);

/* ---- compare_sheets_parts.c: what sheets are made of */

const char *sheets_say(const CompareSheets *sheets, const char *english)
    __attribute__((format_arg(2)));
Text letter_of(const CompareSheets *sheets, size_t side);
/* "company  2025-10..2026-09", what the sheet is, and which letter is which design: three lines. */
enum { TITLE_LINES = 3 };
void title_lines(CompareSheets *sheets, Sheet *sheet, const char *english);

/* Columns of a table, one after the other. */
typedef struct ColumnsPen {
    const CompareSheets *sheets;
    SheetColumn *items;
    uint16_t count;
} ColumnsPen;
enum { COLUMNS_A_DESIGN = 12, COLUMNS_MORE = 40 };
ColumnsPen columns_start(const CompareSheets *sheets, size_t most);
uint16_t columns_one(ColumnsPen *pen, SheetColumn column);           /* its number */
/* A column a design, from the first or the second on: "paid A", "paid B". */
uint16_t columns_of_sides(ColumnsPen *pen, size_t from, const char *english, CellKind kind,
                          CellOrigin origin);
/* "B - A", and the same as a percentage of A: "B - A %". */
uint16_t columns_against(ColumnsPen *pen, bool percent);

typedef enum AmountOf { PAID, EARNED, FOR_VALUE } AmountOf;
Money amount_of(const CompareLine *line, AmountOf of, size_t side);
uint16_t amount_column(const CompareSheets *sheets, const AmountPlaces *places, AmountOf of,
                       size_t side);
/* What a column of such amounts adds up to: SUM over it. */
Sum column_sum(const CompareSheets *sheets, const Sheet *of, uint16_t column,
               const CompareLines *lines, AmountOf amount, size_t side);
/* What a line has of a figure in whole currency that may be a fraction; false: it has none. */
typedef bool RatioOf(const CompareLine *line, size_t side, Ratio *out);
bool target_of(const CompareLine *payee, size_t side, Ratio *out);
bool value_of(const CompareLine *line, size_t side, Ratio *out);
/* Whether all of them are amounts whose sum every program finds alike. */
bool ratios_are_amounts(const CompareSheets *sheets, const CompareLines *lines, RatioOf *of,
                        size_t side);
/* The next cell: what they add up to by the formula, or the engine's figure where a program could
 * find another amount. */
void ratio_sum_cell(CompareSheets *sheets, Sheet *sheet, Text body, bool amounts, Ratio sum,
                    const CellStyle *style);
/* The next cell, of what was counted on this row: earned for it / value. */
void share_of_value_cell(CompareSheets *sheets, Sheet *sheet, const AmountPlaces *places,
                         CompareCounted counted, size_t side, const CellStyle *style);
/* Columns of what was counted: value, earned for it, its share. */
uint16_t columns_of_value(ColumnsPen *pen, CellOrigin origin);
/* The payees' amounts of a column on Payees, the keys of which are that of this row. false: they
 * lie on several sheets. */
MUST_USE bool keyed_sum(const CompareSheets *sheets, const Sheet *sheet, uint16_t column,
                        uint16_t keys, uint16_t key, Text *out);
/* The next cell: what the payees come to whose key is that of this row. key: a column here. */
void keyed_cell(CompareSheets *sheets, Sheet *sheet, uint16_t column, uint16_t keys, uint16_t key,
                Sum sum, const CellStyle *style);
/* The next cells of the row: each design's amount less A's; then the same of A's, as a share. */
void against_cells(CompareSheets *sheets, Sheet *sheet, const AmountPlaces *places,
                   const Money *paid, CellLook look);
/* The line above a table: "total" and the sums of its columns of amounts. */
void total_line(CompareSheets *sheets, Sheet *sheet, uint32_t line, const AmountPlaces *places,
                const CompareLines *lines);

#endif
