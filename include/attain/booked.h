/* booked.h - what the closed months left behind, as a run needs it.   (room: engine)
 *
 * The books fill this, the engine reads it; neither knows the other. Persons are the roster's ranks
 * of this run.   Source: CONTRACT 8. */
#ifndef ATTAIN_BOOKED_H
#define ATTAIN_BOOKED_H

#include "attain/ledger.h"

/* What was booked for one month of a component, over all closes. */
typedef struct BookedLine {
    uint32_t person;
    Text plan, component;            /* the plan's title, the component's key */
    Month month;
    Money amount;                    /* its earning, and prior-period adjustments for it */
    Money released;                  /* of it paid out so far */
    Money forfeited;                 /* of it lost at the participation's end */
} BookedLine;

typedef struct BookedBalance {       /* after the last closed month; who has neither is left out */
    uint32_t person;
    Money balance;                   /* carried: 0 or below */
    Money draw_owed;                 /* 0 or above */
} BookedBalance;

/* The adjustments booked for a closed month, late ones too, summed. */
typedef struct BookedAdjustment { uint32_t person; Month month; Money amount; } BookedAdjustment;

typedef struct Booked {
    bool any;                        /* a month is closed; else all below is empty */
    Month first, last;               /* paid: the months replayed at the first close are, too */
    BookedLine *lines;               /* by person, plan, component, month; of months that are
                                        restated, and of those of which a part is held */
    size_t line_count;
    BookedBalance *balances;         /* by person */
    size_t balance_count;
    Payment *payments;               /* what the last closed month paid, by person */
    size_t payment_count;
    BookedAdjustment *adjustments;   /* by person, month; of all closed months */
    size_t adjustment_count;
    Text head;                       /* of the chain, hexadecimal; "": nothing was ever booked */
} Booked;

#endif
