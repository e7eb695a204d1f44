/* deferral.h - a month's commissions by deal, and how they are amortised.   (room: engine)
 *
 * Accounting spreads what a contract cost to obtain over its months (ASC 340-40, IFRS 15.91). What
 * a component earns is earned on a window, not deal by deal: here it is shared over the deals that
 * the window counted, so that nothing is lost.   Source: CONTRACT 7, deferral.csv. */
#ifndef ATTAIN_DEFERRAL_H
#define ATTAIN_DEFERRAL_H

#include "attain/ledger.h"

typedef struct Deferral {
    const Posting *posting;      /* the period's own; of closed months those that changed */
    uint32_t measure;
    bool has_deal;               /* false: no deal carries it, and the next five are empty */
    Text feed, key, file;        /* of the deal's row; of one that is gone, as it was booked */
    uint32_t line;
    Day day;                     /* of the credits on it */
    Money commission;            /* of this run; never 0 */
    int months;                  /* over which it is amortised; 1 without a row that says it */
    Month first;                 /* of these; without such a row the period */
} Deferral;

/* Whether a component of the design pays on a measure with `deferral:`. */
bool ledger_defers(const Ledger *ledger);

/* Calls back for every posting and deal, by person, plan, component, month earned for, date, key
 * and feed; last of a posting what no deal carries. They add up to the earnings and prior-period
 * adjustments of the components on such measures, less what of them was forfeited. Memory: the
 * deals of one posting at a time. */
typedef void DeferralVisit(void *context, const Deferral *deferral);
void ledger_deferrals(const Ledger *ledger, DeferralVisit *visit, void *context);

/* What falls on the nth of its months, from 0: equal parts, the units that are left over in the
 * first months; all add up to the commission. */
Money deferral_part(const Deferral *deferral, int month);

#endif
