/* deferral_inside.h - the deals behind a posting. Private to deferral.c, deferral_deals.c and
 * deferral_rows.c. */
#ifndef ENGINE_DEFERRAL_INSIDE_H
#define ENGINE_DEFERRAL_INSIDE_H

#include "attain/deferral.h"
#include "engine_inside.h"

/* A row's place among the slices; at NULL: it is not there any more. */
typedef struct RowAt { const SliceRef *at; size_t row; } RowAt;

/* A row on a date, whoever of a team was credited for it. */
typedef struct Deal {
    Day day;
    Text key, feed, file;
    uint32_t line;
    RowAt row;
    Ratio now, before;               /* its weight, by today's facts and by those of the last close;
                                        may be below 0 */
    Int128 commission;
} Deal;

typedef struct Deals {
    Arena *arena;                    /* emptied after each posting */
    const Ledger *ledger;
    const Component *component;
    const RowAt *changed_rows;       /* as Ledger.changes */
    Deal *items;                     /* by date, key, feed */
    size_t count, capacity;
    Ratio *weights;                  /* room for a split */
    Money *parts;
} Deals;

/* Those that the entry's window to date counts, and those that it counted at the last close. */
void deals_find(Deals *deals, const Entry *entry);

/* An amount given to (or with sign -1 taken from) the deals dated up to a day, at one rate: by
 * their weights now, or before. Where these add up to 0, by their size. */
typedef enum Weights { WEIGHTS_NOW, WEIGHTS_BEFORE } Weights;
void deals_share(Deals *deals, Weights by, Day until, Money amount, int sign);

/* deferral_rows.c: where the rows of credits that went still stand: as Ledger.changes. */
const RowAt *changed_rows_find(Arena *arena, const Ledger *ledger);
/* Over how many months a row's commission is amortised; 0: it can't say. */
int deferral_months(Arena *scratch, const Ledger *ledger, uint32_t measure, RowAt row, Day day);

#endif
