/* what_if_narrow.c - a what-if of one component: the other components are left out, but for the
 * names of those that change as well. */
#include "what_if.h"

static void add_other(const WhatIf *what_if, PayeeChange *payee, size_t *capacity, Text component)
{
    for (size_t i = 0; i < payee->other_count; i++)
        if (text_equal(payee->others[i], component)) return;
    payee->others = array_room(what_if->arena, payee->others, payee->other_count, capacity,
                               sizeof *payee->others);
    payee->others[payee->other_count++] = component;
}

/* Adjustments of closed months are of no component: they stay. */
bool what_if_narrow(const WhatIf *what_if, PayeeChange *payee)
{
    size_t figures = 0, priors = 0, capacity = 0;
    bool changes = false;
    if (!what_if->component.length) return true;
    for (size_t f = 0; f < payee->figure_count; f++) {
        FiguresChange change = payee->figures[f];
        Text key = figures_component(what_if, &change)->key;
        if (text_equal(key, what_if->component)) {
            changes |= figures_change(&change);
            payee->figures[figures++] = change;
        } else if (figures_change(&change)) {
            add_other(what_if, payee, &capacity, key);
        }
    }
    payee->figure_count = figures;
    for (size_t p = 0; p < payee->prior_count; p++) {
        PriorChange prior = payee->priors[p];
        bool differs = prior.before.minor != prior.after.minor;
        bool asked = text_equal(prior.component, what_if->component);
        if (asked || !prior.component.length) payee->priors[priors++] = prior;
        else if (differs) add_other(what_if, payee, &capacity, prior.component);
        changes |= asked && differs;
    }
    payee->prior_count = priors;
    return changes;
}
