/* verify.h - a workbook's formulas against another program's word for them.   (room: report)
 *
 * Two readings of one workbook: as it was written, and as another program saved it that computed
 * every formula anew. Pure: nothing is read or printed here. Texts live in the arena or in the
 * readings.   Source: CONTRACT 6. */
#ifndef ATTAIN_VERIFY_H
#define ATTAIN_VERIFY_H

#include "attain/workbook_cells.h"

#define VERIFY_SHOWN 20u             /* cells that are named; the others are counted */

/* A cell that does not come to what stands in it, or a check that does not say OK. A value is ""
 * where nothing is stored, and in quotes where it is a text. */
typedef struct VerifiedCell { Text sheet, cell, stored, computed; } VerifiedCell;
typedef struct VerifiedCells {
    VerifiedCell shown[VERIFY_SHOWN];
    size_t count;
} VerifiedCells;

typedef struct Verification {
    size_t formulas;
    VerifiedCells different;
    size_t nothing_stored;           /* of them: the program that wrote the file did not compute */
    bool has_checks;                 /* a sheet Checks, in any of our languages */
    size_t checks_ok;                /* as computed anew */
    VerifiedCells checks_failed;
} Verification;

/* Numbers are compared as the decimals that both programs write, to 15 significant digits, which
 * is what LibreOffice writes. A number of at most 4 decimals, as all money and counts are, must be
 * the same (what a sum of binary numbers is off by, 1e-9, makes no other amount); any other one, a
 * ratio that is shown, agrees to 1e-9 of itself. Texts must be the same. */
void verify_cells(Arena *arena, const StoredCells *written, const StoredCells *computed,
                  Verification *out);

#endif
