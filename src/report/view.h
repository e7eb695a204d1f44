/* view.h - a part of the ledger as rows of typed cells. Private to report.
 *
 * One table of columns serves the CSV and the sheet, so that both always show the same figures.
 *   Source: CONTRACT 7. */
#ifndef REPORT_VIEW_H
#define REPORT_VIEW_H

#include "buffer.h"
#include "totals.h"
#include "attain/report.h"

typedef enum CellKind {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_DAY,
    CELL_MONTH,
    CELL_COUNT,                  /* a whole number of things: lines, rows */
    CELL_MONEY,
    CELL_AMOUNT,                 /* a Ratio in whole currency */
    CELL_PERCENT,                /* a Ratio, 1 = 100% */
    CELL_DECIMAL                 /* any other Ratio */
} CellKind;

typedef struct Cell {
    CellKind kind;
    union {
        Text text;
        Day day;
        Month month;
        int64_t count;
        Money money;
        Ratio ratio;
    };
} Cell;

/* What a run's reports are made from. */
typedef struct Report {
    const Ledger *ledger;
    const ReportOptions *options;
    const Diags *diags;
    const Overview *overview;
    int digits;                  /* of the currency */
} Report;

typedef struct Column {
    const char *name;            /* as the CSV says it */
    const char *title;           /* as the sheet says it */
    bool sheet_only;
    bool total;                  /* the sheet adds it up above its heading */
    bool wraps;                  /* long text */
} Column;

#define CELLS_MAX 24

typedef struct View {
    const Column *columns;
    size_t column_count;
    size_t count;                /* items that may be rows */
    size_t rows;                 /* items that are */
    /* Fills cells of an item, from the left; what they need lives in scratch. False: it is no row. */
    bool (*row)(const Report *report, size_t item, Arena *scratch, Cell *cells);
} View;

View payouts_view(const Report *report);
View payroll_view(const Report *report);
View credits_view(const Report *report);
View adjustments_view(const Report *report);
View exceptions_view(const Diags *diags);

/* The view's CSV, headings included. */
void view_csv(const View *view, const Report *report, Buffer *out);

static inline Cell cell_text(Text text)
{
    return (Cell){.kind = CELL_TEXT, .text = text};
}
static inline Cell cell_money(Money money)
{
    return (Cell){.kind = CELL_MONEY, .money = money};
}
static inline Cell cell_count(size_t count)
{
    return (Cell){.kind = CELL_COUNT, .count = (int64_t)count};
}
static inline Cell cell_day(Day day)
{
    return (Cell){.kind = CELL_DAY, .day = day};
}
static inline Cell cell_month(Month month)
{
    return (Cell){.kind = CELL_MONTH, .month = month};
}
static inline Cell cell_ratio(CellKind kind, bool there, Ratio ratio)
{
    return there ? (Cell){.kind = kind, .ratio = ratio} : (Cell){.kind = CELL_EMPTY};
}

#endif
