/* sheets.h - the reader's sheets of the payout workbook: views of the ledger that point to each
 * other's cells. Private to the room.
 *
 * All are declared first (_add), in the workbook's order; then each is filled. */
#ifndef ATTAIN_SHEETS_H
#define ATTAIN_SHEETS_H

#include "checks.h"
#include "groups.h"
#include "working.h"

/* What Payroll says of a payee in the company's currency, in the order of payroll.csv. */
typedef enum PayCell { PAY_BALANCE_IN, PAY_EARNINGS, PAY_PRIOR, PAY_ADJUSTMENTS, PAY_DRAW_PAID,
                       PAY_DRAW_REPAID, PAY_DRAW_OWED, PAY_HELD, PAY_PAYMENT, PAY_BALANCE_OUT,
                       PAY_CELLS } PayCell;
/* The columns of the payment's working, folded away; of the draws' only where there are any. */
typedef enum PayWork { WORK_AVAILABLE, WORK_DRAW_AMOUNT, WORK_DRAW_GUARANTEED, WORK_OWED_BEFORE,
                       WORK_SHARE_NUM, WORK_SHARE_DEN, WORK_BEFORE, WORK_GROUP,
                       PAY_WORKS } PayWork;
/* Where they stand. shown: as payroll pays it; own: in the company's currency, the same column but
 * where anybody is paid in another one. */
typedef struct PayrollPlaces {
    bool has[PAY_CELLS];
    uint16_t shown[PAY_CELLS], own[PAY_CELLS], work[PAY_WORKS];
} PayrollPlaces;

/* What a sheet of rows by person shows, and [person] where each one's rows start; one more. */
typedef struct PostingRows { const Posting **rows; size_t count, *first; } PostingRows;
typedef struct AdjustmentRows { const Adjustment **rows; size_t count, *first; } AdjustmentRows;

typedef struct Sheets {
    const View *view;
    Workbook *workbook;
    Working *working;
    struct Audit *audit;             /* one payee's own workbook (audit.h); NULL: everybody's */
    PayrollPlaces places;
    PostingRows prior_rows, released_rows;
    AdjustmentRows adjustment_rows;
    Sheet *summary, *payees, *payroll, *released, *prior, *prior_credits, *adjustments;
    Sheet *unassigned, *exceptions, *reconciliation, *plans, *run;
    struct SummaryLines *summary_lines;
    struct FactLines *fact_lines;
    Checks checks;
    struct RuleList *rule_list;
    struct RunFacts *run_facts;
    const Group *groups;  /* by role and team, and the group of each payment, from 1 */
    size_t group_count;
    const uint32_t *group_of;
    Summing summing;
} Sheets;

/* What the sheets by person show, of all that the view's ledger has. */
Sheets sheets_start(const View *view, Workbook *workbook);
/* Columns that others add up. */
enum { PRIOR_ADJUSTMENT = 7, ADJUSTMENTS_AMOUNT = 4, RELEASED_NOW = 7, RELEASED_HELD = 10,
       UNASSIGNED_AMOUNT = 5 };
/* sheets.c: which rows the sheets by person show. */
Block rows_of_person(const size_t *first, uint32_t person);
/* Links the next cell to the payee's row on Payroll, if there is one. */
void link_to_payroll(const Sheets *sheets, Sheet *sheet, uint32_t person);
/* What the same payee was paid a month ago. */
Money payment_before(const Ledger *ledger, size_t payment);
/* A column of Payroll, all payees. */
Sum payroll_sum(const Sheets *sheets, uint16_t column, size_t offset);
void line_title(const Sheets *sheets, Sheet *sheet, const char *english);
const char *sheets_tr(const Sheets *sheets, const char *english) __attribute__((format_arg(2)));

void summary_add(Sheets *sheets);
void summary_fill(Sheets *sheets);
/* Where Summary says what is paid in all. */
Text summary_total(const Sheets *sheets);
/* The payments by role: their lines, as one block. */
Text summary_roles(const Sheets *sheets);
void payees_add(Sheets *sheets);
void payees_fill(Sheets *sheets);
Text payees_payments(const Sheets *sheets);          /* the column's block; only of some payees */
void payroll_add(Sheets *sheets);
void payroll_fill(Sheets *sheets);
void released_add(Sheets *sheets);
void released_fill(Sheets *sheets);
void prior_add(Sheets *sheets);
void prior_fill(Sheets *sheets);
void adjustments_add(Sheets *sheets);
void adjustments_fill(Sheets *sheets);
void unassigned_add(Sheets *sheets);
void unassigned_fill(Sheets *sheets);
void exceptions_add(Sheets *sheets);
void exceptions_fill(Sheets *sheets);
void reconciliation_add(Sheets *sheets);
void reconciliation_fill(Sheets *sheets);
/* What Checks point to; a measure's number counts those of the sheet. */
typedef struct MeasureSums {
    Text key;
    bool is_there;               /* the sum of Credits can be said */
    Text total, credited;        /* where these stand; credited: what the others leave of total */
    Ratio shown_credited;
    Ratio engine_total, engine_credited;         /* added up from the ledger's credits */
} MeasureSums;
size_t reconciliation_measures(const Sheets *sheets);
MeasureSums reconciliation_measure(const Sheets *sheets, size_t number);
/* Rows of all files that yield no credit: what facts and credits leave, and the sum of the credit
 * stage's reasons. Where they stand, and what they come to. False: no files. */
typedef struct RestSums { Text left, reasons; size_t left_count, reason_count; } RestSums;
MUST_USE bool reconciliation_rest(const Sheets *sheets, RestSums *out);
void checks_add(Sheets *sheets);
void checks_fill(Sheets *sheets);            /* the last, as it tells what all others left out */
void plans_add(Sheets *sheets);
void plans_fill(Sheets *sheets);
void run_add(Sheets *sheets);
void run_fill(Sheets *sheets);

#endif
