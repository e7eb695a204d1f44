/* working_terms.c - which quotas and targets are added up, each set of terms once, and what their
 * rows come to in whole units. The sheets themselves: working_quotas.c, working_targets.c. */
#include "working_inside.h"

#define COMMON_BELOW ((Int128)1 << 50)

/* Months times days times decimals: the least that all of a set's amounts are whole in. False: it
 * is too large. */
static bool common_add(int64_t *common, Ratio amount)
{
    if (amount.big) return false;
    int64_t a = *common, b = amount.den;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    Int128 shared = (Int128)(*common / a) * amount.den;
    if (shared >= COMMON_BELOW) return false;
    *common = (int64_t)shared;
    return true;
}

/* An amount in a set's units; false: too large. */
bool term_units(const TermSet *set, Ratio amount, int64_t *units)
{
    if (!set->common || amount.big) return false;
    Int128 exact = (Int128)amount.num * (set->common / amount.den);
    if (exact >= EXACT_BELOW || exact <= -EXACT_BELOW) return false;
    *units = (int64_t)exact;
    return true;
}

static void add_amount(TermSet *set, Ratio amount)
{
    int64_t units;
    if (!term_units(set, amount, &units)) set->common = 0;
    else set->units += units;
}

static TermSet *set_add(Working *working, TermSets *sets, TermSet set)
{
    sets->items = array_room(working->arena, sets->items, sets->count, &sets->capacity,
                             sizeof *sets->items);
    set.first_row = sets->rows;
    sets->rows += set.row_count;
    sets->items[sets->count] = set;
    return &sets->items[sets->count++];
}

/* ---- quotas */

static void quota_key(Buffer *key, const TermSet *set, const QuotaTerm *term)
{
    buffer_format(key, " %d:%d:%u:%d:%p:%lld/%lld", (int)term->month, (int)term->kind,
                  term->holder, (int)term->days, (const void *)term->row,
                  (long long)term->ramp.num, (long long)term->ramp.den);
    if (term->from == QUOTA_GOAL)
        buffer_format(key, "=%lld/%lld*%d", (long long)term->monthly.num,
                      (long long)term->monthly.den, set->goal_months);
    if (term->from == QUOTA_CARRIED) buffer_format(key, "@%u", set->line);
}

bool in_set(const TermSet *set, const QuotaTerm *term)
{
    return set->carriers == (term->from == QUOTA_CARRIER);
}

static void sum_up(TermSet *set)
{
    set->common = 1;
    for (size_t t = 0; t < set->count; t++) {
        const QuotaTerm *term = &set->quotas[t];
        if (!in_set(set, term)) continue;
        set->row_count++;
        if (set->common && !common_add(&set->common, term->amount)) set->common = 0;
    }
    for (size_t t = 0; t < set->count && set->common; t++)
        if (in_set(set, &set->quotas[t])) add_amount(set, set->quotas[t].amount);
}

static Text team_key(Arena *arena, uint32_t line, const QuotaTerm *carried)
{
    return text_format(arena, "%u:%u:%d", line, carried->holder, (int)carried->month);
}

/* A team's carriers, the same for everybody who is measured against it. */
static void team_add(Working *working, uint32_t line, const QuotaTerm *carried, size_t count)
{
    TermSets *teams = &working->team_quotas;
    size_t known = teams->count;
    if (names_add(teams->keys, team_key(working->scratch, line, carried)) < known) return;
    TermSet set = {.quotas = carried + 1, .line = line, .carriers = true};
    while (set.count + 1 < count && set.quotas[set.count].from == QUOTA_CARRIER) set.count++;
    sum_up(&set);
    set_add(working, teams, set);
}

const TermSet *team_of(const Working *working, uint32_t line, const QuotaTerm *carried)
{
    uint32_t found = names_find(working->team_quotas.keys,
                                team_key(working->scratch, line, carried));
    return &working->team_quotas.items[found];
}

uint32_t quotas_add(Working *working, const Entry *entry, const Component *component)
{
    const EntryTrace *trace = entry->trace;
    Buffer key = {.arena = working->scratch};
    TermSet set = {.quotas = trace->quotas, .count = trace->quota_count,
                   .line = component->line, .goal_months = window_months(component->window)};
    for (size_t t = 0; t < set.count; t++) {
        const QuotaTerm *term = &set.quotas[t];
        if (term->from == QUOTA_CARRIER) continue;
        quota_key(&key, &set, term);
        if (term->from == QUOTA_CARRIED)
            team_add(working, component->line, term, set.count - t);
    }
    uint32_t known = (uint32_t)working->quotas.count;
    uint32_t number = names_add(working->quotas.keys, buffer_result(&key));
    if (number < known) return number;
    sum_up(&set);
    set_add(working, &working->quotas, set);
    return number;
}

/* ---- targets */

uint32_t targets_add(Working *working, const Entry *entry)
{
    const EntryTrace *trace = entry->trace;
    Buffer key = {.arena = working->scratch};
    for (size_t t = 0; t < trace->target_count; t++) {
        const TargetTerm *term = &trace->targets[t];
        buffer_format(&key, " %d:%u:%d:%lld/%lld", (int)term->month, term->assignment,
                      (int)term->days, (long long)term->part.num, (long long)term->part.den);
    }
    uint32_t known = (uint32_t)working->targets.count;
    uint32_t number = names_add(working->targets.keys, buffer_result(&key));
    if (number < known) return number;
    TermSet set = {.targets = trace->targets, .count = trace->target_count,
                   .row_count = trace->target_count, .common = 1, .month_common = 1};
    for (size_t t = 0; t < set.count; t++) {
        const TargetTerm *term = &set.targets[t];
        if (set.common && !common_add(&set.common, term->amount)) set.common = 0;
        Ratio part = ratio_make(working->scratch, term->days, month_days(term->month));
        bool fits = common_add(&set.month_common, part);     /* of days of months: always */
        if (!fits) set.common = 0;
    }
    for (size_t t = 0; t < set.count; t++) {
        const TargetTerm *term = &set.targets[t];
        if (set.common) add_amount(&set, term->amount);
        set.month_units += (Int128)term->days * set.month_common / month_days(term->month);
    }
    set_add(working, &working->targets, set);
    return number;
}
