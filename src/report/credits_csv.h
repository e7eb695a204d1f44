/* credits_csv.h - credits.csv, which can be larger than all that was read. Private to report. */
#ifndef REPORT_CREDITS_CSV_H
#define REPORT_CREDITS_CSV_H

#include "view.h"

/* Writes credits.csv to an empty open file, on several threads. Returns 0, or the system's error. */
MUST_USE int credits_csv_write(const Report *report, unsigned jobs, int file);

#endif
