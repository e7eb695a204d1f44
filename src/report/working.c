/* working.c - the exact working as a whole: what the entries add up, which sheets there are, and
 * where their rows lie. */
#include "working_inside.h"

#include <assert.h>

#define CREDIT_ROWS_DEFAULT 200000

bool credits_on_sheet(const View *view)
{
    if (view->options->credits == CREDITS_SHEET) return true;
    return view->options->credits == CREDITS_DEFAULT &&
           view->ledger->credit_count <= CREDIT_ROWS_DEFAULT;
}

bool credits_in_csv(const View *view)
{
    return view->options->credits == CREDITS_DEFAULT || view->options->credits == CREDITS_CSV;
}

Text credits_elsewhere(const View *view, const Words *words)
{
    size_t count = view->ledger->credit_count;
    if (!count || credits_on_sheet(view)) return TEXT("");
    const char *says = credits_in_csv(view)
        ? tr(words, "%zu credit lines are in credits.csv; --credits sheet puts them on a sheet")
        : tr(words, "%zu credit lines were not written, as --credits none says");
    return text_format(view->arena, says, count);
}

const Component *entry_component(const Ledger *ledger, const Entry *entry)
{
    const Participation *participation = &ledger->participations[entry->participation];
    return &ledger->design->plans[participation->plan].components[entry->component];
}

static bool asks(const Component *component, uint32_t figure)
{
    return (component->gate && formula_mentions_figure(component->gate, figure)) ||
           (component->formula && formula_mentions_figure(component->formula, figure));
}

bool asks_months(const Component *component)
{
    return asks(component, FIGURE_MONTHS);
}

static void find_sets(Working *working, size_t row)
{
    const Entry *entry = &working->ledger->entries[row];
    const Component *component = entry_component(working->ledger, entry);
    EntrySets *sets = &working->sets[row];
    bool is_ratio = component->denominator_line != INDEX_NONE;
    assert(entry->trace && "the engine traced the period");
    *sets = (EntrySets){.value = SET_NONE, .denominator = SET_NONE, .quota = SET_NONE,
                        .target = SET_NONE};
    if (component->measure != INDEX_NONE) {
        sets->value = sums_add(working, entry, component->line);
        sets->denominator = sums_add(working, entry, component->denominator_line);
    }
    if (entry->has_quota && !is_ratio) sets->quota = quotas_add(working, entry, component);
    if (component->pays != PAYS_NOTHING &&
        (entry->has_target || asks_months(component) || asks(component, FIGURE_TARGET)))
        sets->target = targets_add(working, entry);
    if (component->window == WINDOW_CREDIT && component->pays != PAYS_NOTHING)
        per_credit_find(working, entry, sets);
    arena_reset(working->scratch);
}

Working *working_add(const View *view, Workbook *workbook, const SourceRows *rows)
{
    Working *working = ARENA_NEW(view->arena, Working);
    *working = (Working){.view = view, .ledger = view->ledger, .arena = view->arena,
                         .scratch = arena_new(), .workbook = workbook,
                         .with_credits = credits_on_sheet(view), .rows = rows,
                         .digits = view->ledger->records->company->digits,
                         .sum_keys = names_new(view->arena)};
    working->quotas.keys = names_new(view->arena);
    working->team_quotas.keys = names_new(view->arena);
    working->targets.keys = names_new(view->arena);
    working->sets = ARENA_ARRAY(view->arena, EntrySets, view->ledger->entry_count + 1);
    working->earned_how = ARENA_ARRAY(view->arena, EarnedHow, view->ledger->entry_count + 1);
    arena_adopt(view->arena, working->scratch);
    units_find(working);
    for (size_t row = 0; row < view->ledger->entry_count; row++) find_sets(working, row);
    components_add(working);
    rates_add(working);
    quotas_sheets_add(working);
    targets_sheet_add(working);
    rows_add(working);
    per_credit_add(working);
    sums_sheet_add(working);
    credits_add(working);
    return working;
}

void working_fill(Working *working)
{
    rows_fill(working);              /* says how Components' figures come about */
    components_fill(working);
    rates_fill(working);
    quotas_fill(working);
    targets_fill(working);
    per_credit_fill(working);
    sums_fill(working);
    credits_fill(working);
}

Sheet *working_components(const Working *working)
{
    return working->components_sheet;
}

Sheet *working_credits(const Working *working)
{
    return working->credits_sheet;
}

Sheet *working_rates(const Working *working)
{
    return working->rates_sheet;
}

Sheet *working_quotas(const Working *working)
{
    return working->quotas_sheet;
}

size_t working_sheets(const Working *working, SheetSaid *out)
{
    const SheetSaid all[WORKING_SHEETS] = {
        {working->components_sheet, N_("each component: value, quota, attainment, multiplier, "
                                       "target, earning")},
        {working->rates_sheet, N_("the rate tables that the formulas look up")},
        {working->quotas_sheet, N_("what the quotas are added up from, month by month")},
        {working->team_quotas_sheet, N_("what the members' quotas add up to")},
        {working->targets_sheet, N_("what the target incentive is added up from")},
        {working->working_sheet, N_("each component's arithmetic in whole numbers, nothing "
                                    "rounded")},
        {working->per_credit_sheet, N_("what each credit pays by itself")},
        {working->sums_sheet, N_("which rows of Credits a value adds up")},
        {working->credits_sheet, N_("each amount that counts: its date, key, file and line")}};
    size_t count = 0;
    for (size_t i = 0; i < WORKING_SHEETS; i++)
        if (all[i].sheet) out[count++] = all[i];
    return count;
}

size_t working_row(const Working *working, const Entry *entry)
{
    return (size_t)(entry - working->ledger->entries);
}

bool working_rows_of(const Working *working, uint32_t person, size_t *first, size_t *count)
{
    const Ledger *ledger = working->ledger;
    const Entry *entries = ledger->entries;
    size_t low = 0, high = working->ledger->entry_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ledger->participations[entries[middle].participation].person < person)
            low = middle + 1;
        else high = middle;
    }
    *first = low;
    for (*count = 0; low + *count < working->ledger->entry_count; ++*count)
        if (ledger->participations[entries[low + *count].participation].person != person) break;
    return *count > 0;
}

size_t working_rate_row(const Working *working, uint32_t plan, uint32_t component)
{
    return working->rates[plan][component].tables[TABLE_RATE].first;
}

Text working_engine_formula(const Working *working, Arena *arena)
{
    size_t rows = working->ledger->entry_count;
    if (!rows) return TEXT("0");
    Text block = address_block(arena, working->working_sheet, working->slots[SLOT_ENGINE], 0, rows);
    return text_format(arena, "SUM(%.*s)+%zu", TEXT_ARG(block), working->engine_elsewhere);
}

size_t working_engine_count(const Working *working)
{
    return working->engine_count + working->engine_elsewhere;
}
