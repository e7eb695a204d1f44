/* trace.c - terms kept as they are added up, of the payees that were asked for. */
#include "engine_inside.h"

void terms_target(Arena *arena, Terms *terms, TargetTerm term)
{
    if (!terms) return;
    terms->targets = array_room(arena, terms->targets, terms->target_count,
                                &terms->target_capacity, sizeof *terms->targets);
    terms->targets[terms->target_count++] = term;
}

void terms_quota(Arena *arena, Terms *terms, QuotaTerm term)
{
    if (!terms) return;
    terms->quotas = array_room(arena, terms->quotas, terms->quota_count, &terms->quota_capacity,
                               sizeof *terms->quotas);
    terms->quotas[terms->quota_count++] = term;
}
