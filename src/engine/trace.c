/* trace.c - terms kept as they are added up, of the payees that were asked for. */
#include "engine_inside.h"

Terms *terms_new(Arena *arena)
{
    Terms *terms = ARENA_NEW(arena, Terms);
    terms->arena = arena;
    return terms;
}

void terms_target(Terms *terms, TargetTerm term)
{
    if (!terms) return;
    terms->targets = array_room(terms->arena, terms->targets, terms->target_count,
                                &terms->target_capacity, sizeof *terms->targets);
    terms->targets[terms->target_count++] = term;
}

void terms_quota(Terms *terms, QuotaTerm term)
{
    if (!terms) return;
    terms->quotas = array_room(terms->arena, terms->quotas, terms->quota_count,
                               &terms->quota_capacity, sizeof *terms->quotas);
    terms->quotas[terms->quota_count++] = term;
}
