/* sheets.h - the sheets of the payout workbook. Private to the room. */
#ifndef ATTAIN_SHEETS_H
#define ATTAIN_SHEETS_H

#include "attain/workbook.h"
#include "report_inside.h"

/* Each fills its sheets from the ledger. */
void prior_sheets(const View *view, Workbook *workbook);

#endif
