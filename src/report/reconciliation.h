/* reconciliation.h - the parts of the sheet "Reconciliation". Private to the room. */
#ifndef ATTAIN_RECONCILIATION_H
#define ATTAIN_RECONCILIATION_H

#include "sheets.h"

/* What the rows of a file came to, the best of a row's credits first. */
enum { MARK_NONE, MARK_COMPANY, MARK_UNASSIGNED, MARK_CREDITED, MARKS };
typedef struct FileRows {
    const FileRead *file;
    size_t read, skipped, duplicates, left_out;
    size_t by_mark[MARKS];               /* as the ledger's credits say */
    size_t by_use[ROW_USES];             /* as the credit stage says of each row */
} FileRows;

/* The credits of a measure, in the fiscal year to date. */
typedef struct MeasureRow {
    uint32_t measure;
    Block credits;                       /* of the ledger, and rows of Credits */
    Block unassigned;                    /* rows of Unassigned */
    Ratio total, credited, unassigned_sum, company;      /* whole currency, or counts */
    Ratio now, before;
    Int128 magnitude;                    /* of the smallest units that are shown */
    int decimals;                        /* that all amounts are whole in; 6: of parts */
} MeasureRow;

typedef struct FactLines {
    FileRows *files;
    size_t file_count;
    MeasureRow *measures;
    size_t measure_count;
    uint32_t files_line, uses_line, pay_line, heading;
} FactLines;

void measures_find(const Sheets *sheets, FactLines *lines);
void measures_fill(Sheets *sheets);

#endif
