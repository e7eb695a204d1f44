/* groups.h - the payments of a month by role and team. Private to the room. */
#ifndef ATTAIN_GROUPS_H
#define ATTAIN_GROUPS_H

#include "report_inside.h"

typedef struct Group {
    Text role, team;
    size_t payees;
    Money earnings, prior, adjustments, payment;
    Money before;                /* paid to the same payees in the month before */
} Group;

/* Sorted by role, then team. A payee stands with his latest assignment's. */
Group *groups_find(const View *view, size_t *count);
/* [payment] the number of its group, from 1. */
const uint32_t *groups_of_payments(const View *view, const Group *groups, size_t count);
Group groups_total(const Group *groups, size_t count);

#endif
