/* edit.h - what if a cell said something else: deals[D-0981].close_date=2026-03-31. (room: records)
 *
 * The table is a feed, or one of roster, quotas, alignments, adjustments, fx. Intake puts the text
 * in the cell's place as it reads the row, so that everything behind sees one fact, and notes what
 * stood there.   Source: docs/explain.md, What if. */
#ifndef ATTAIN_EDIT_H
#define ATTAIN_EDIT_H

#include "attain/records.h"

#define EDIT_KEYS_MAX 3
typedef enum EditState { EDIT_UNSEEN, EDIT_MADE, EDIT_REFUSED } EditState;
typedef struct Edit {
    Text said;                       /* as it was written */
    Text table;
    Text keys[EDIT_KEYS_MAX];        /* the cells that name the row */
    uint32_t key_count;
    Text column;                     /* as formulas say it */
    Text value;                      /* the text that stands in the cell instead; "": blank */
    EditState state;                 /* from here on: filled by intake_records */
    Place place;                     /* of the cell */
    Text was;                        /* its text; of a part of a quota's row: that part's amount */
    Text row_period;                 /* FY2026-Q2, where a part of a longer quota row changes */
} Edit;

#endif
