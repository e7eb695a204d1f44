/* sheet_plans.c - "Plans": the rules in force, in words. Source: CONTRACT 4 and 8. */
#include "sheets.h"

void plans_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {HEADED("plan", CELL_TEXT, FROM_FORMULA, 16), COLUMNS_END};
    sheets->plans = sheet_add(sheets->workbook, "Plans", columns, 0, 0);
}

void plans_fill(Sheets *sheets)
{
    sheet_heading(sheets->plans);
}
