/* working_row.c - the sheet Working: a row an entry, from what is added up to the amount that is
 * rounded. Source: CONTRACT 5, in its order. */
#include "working_row.h"

typedef struct SlotColumns { const char *num, *den; } SlotColumns;    /* den NULL: one column */

static const SlotColumns slots[WORKING_SLOTS] = {
    [SLOT_PERSON] = {N_("person_id"), NULL}, [SLOT_PLAN] = {N_("plan"), NULL},
    [SLOT_COMPONENT] = {N_("component"), NULL}, [SLOT_UNITS] = {N_("units added up"), NULL},
    [SLOT_SCALE] = {N_("units in one"), NULL},
    [SLOT_UNITS_BELOW] = {N_("units added up below"), NULL},
    [SLOT_SCALE_BELOW] = {N_("units in one below"), NULL},
    [SLOT_VALUE] = {N_("value n"), N_("value d")}, [SLOT_QUOTA] = {N_("quota n"), N_("quota d")},
    [SLOT_ATTAINMENT] = {N_("attainment n"), N_("attainment d")},
    [SLOT_INPUT] = {N_("input n"), N_("input d")}, [SLOT_REACHED] = {N_("row reached"), NULL},
    [SLOT_PAYS] = {N_("pays n"), N_("pays d")}, [SLOT_DOWN] = {N_("matrix row"), NULL},
    [SLOT_DOWN_PART] = {N_("part down n"), N_("part down d")},
    [SLOT_ACROSS] = {N_("matrix column"), NULL},
    [SLOT_ACROSS_PART] = {N_("part across n"), N_("part across d")},
    [SLOT_TABLE] = {N_("table n"), N_("table d")},
    [SLOT_MODIFIER_ROW] = {N_("modifier row"), NULL},
    [SLOT_MODIFIER_PAYS] = {N_("modifier pays n"), N_("modifier pays d")},
    [SLOT_MODIFIER] = {N_("modifier n"), N_("modifier d")},
    [SLOT_MULTIPLIER] = {N_("multiplier n"), N_("multiplier d")},
    [SLOT_MONTHS] = {N_("months n"), N_("months d")},
    [SLOT_TARGET] = {N_("target n"), N_("target d")},
    [SLOT_BEFORE] = {N_("before gate n"), N_("before gate d")}, [SLOT_GATE] = {N_("gate"), NULL},
    [SLOT_AMOUNT] = {N_("amount n"), N_("amount d")},
    [SLOT_MINOR] = {N_("minor units n"), N_("minor units d")},
    [SLOT_UNCAPPED] = {N_("before the plan's cap"), NULL}, [SLOT_LIMIT] = {N_("plan's cap"), NULL},
    [SLOT_SHARE_CUT] = {N_("share in it, cut"), NULL},
    [SLOT_SHARE_REST] = {N_("what was cut"), NULL}, [SLOT_SHARE] = {N_("share in it"), NULL},
    [SLOT_ENGINE] = {N_("engine's figures"), NULL}};

/* Which columns the components have a use for. */
static void find_used(const Working *working, bool *used)
{
    const Ledger *ledger = working->ledger;
    for (int s = 0; s < WORKING_SLOTS; s++) used[s] = true;
    used[SLOT_UNITS_BELOW] = used[SLOT_DOWN] = used[SLOT_DOWN_PART] = false;
    used[SLOT_MODIFIER] = used[SLOT_MONTHS] = used[SLOT_GATE] = used[SLOT_UNCAPPED] = false;
    for (size_t e = 0; e < working->ledger->entry_count; e++) {
        const Entry *entry = &ledger->entries[e];
        const Component *component = entry_component(ledger, entry);
        used[SLOT_UNITS_BELOW] |= component->denominator_line != INDEX_NONE;
        used[SLOT_DOWN] |= component->matrix != NULL;
        used[SLOT_DOWN_PART] |= component->matrix &&
                                component->matrix->matrix.method == RATE_LINEAR;
        used[SLOT_MODIFIER] |= component->modifier != NULL;
        used[SLOT_MONTHS] |= asks_months(component);
        used[SLOT_GATE] |= component->gate != NULL;
        used[SLOT_UNCAPPED] |= entry->trace && entry->trace->cap && entry->trace->cap->limits;
    }
    for (int s = SLOT_LIMIT; s <= SLOT_SHARE; s++) used[s] = used[SLOT_UNCAPPED];
    used[SLOT_SCALE_BELOW] = used[SLOT_UNITS_BELOW];
    used[SLOT_ACROSS] = used[SLOT_DOWN];
    used[SLOT_ACROSS_PART] = used[SLOT_DOWN_PART];
    used[SLOT_MODIFIER_ROW] = used[SLOT_MODIFIER_PAYS] = used[SLOT_MODIFIER];
    used[SLOT_MINOR] = working->digits > 0;
}

void rows_add(Working *working)
{
    bool used[WORKING_SLOTS];
    SheetColumn *columns = ARENA_ARRAY(working->arena, SheetColumn, 2 * WORKING_SLOTS + 1);
    uint16_t count = 0;
    find_used(working, used);
    for (int s = 0; s < WORKING_SLOTS; s++) {
        working->slots[s] = count;
        if (!used[s]) continue;
        CellKind kind = s <= SLOT_COMPONENT ? CELL_TEXT
                        : s == SLOT_ENGINE ? CELL_COUNT : CELL_EXACT;
        columns[count++] = (SheetColumn)HEADED(slots[s].num, kind, FROM_FORMULA, 0);
        if (slots[s].den)
            columns[count++] = (SheetColumn)HEADED(slots[s].den, kind, FROM_FORMULA, 0);
    }
    columns[count] = (SheetColumn)COLUMNS_END;
    if (working->digits == 0) working->slots[SLOT_MINOR] = working->slots[SLOT_AMOUNT];
    working->working_sheet = sheet_add(working->workbook, "Working", columns, 2,
                                       working->ledger->entry_count);
}

/* ---- value and quota */

static void go(RowWork *row, WorkingSlot slot)
{
    pen_go(row->pen, row->working->slots[slot]);
}

/* What is counted on a line, in whole units: the credits' own, or, where there are none on a
 * sheet, the sum. */
static Whole units_of_line(RowWork *row, WorkingSlot slot, uint32_t set, uint32_t line, Ratio sum)
{
    Working *working = row->working;
    go(row, slot);
    if (set != SET_NONE) return pen_whole(row->pen, sums_units(working, row->pen, set));
    Ratio units = ratio_multiply(working->scratch, sum, ratio_whole(working->lines[line].scale));
    int64_t whole;
    if (!working->lines[line].fits || !ratio_to_int64(units, &whole)) return whole_none();
    return pen_input(row->pen, whole);
}

static Whole scale_of_line(RowWork *row, WorkingSlot slot, uint32_t line)
{
    go(row, slot);
    return pen_input(row->pen, row->working->lines[line].scale);
}

static void ratio_value(RowWork *row)
{
    const Component *component = row->component;
    const Entry *entry = row->entry;
    Arena *arena = row->pen->arena;
    uint32_t line = component->line, below_line = component->denominator_line;
    Ratio counted = line == INDEX_NONE ? RATIO_ZERO : entry->numerator;
    Whole units = whole_number(arena, 0), scale = whole_number(arena, 1);
    if (line != INDEX_NONE) {
        units = units_of_line(row, SLOT_UNITS, row->sets->value, line, counted);
        scale = scale_of_line(row, SLOT_SCALE, line);
    }
    Whole below = units_of_line(row, SLOT_UNITS_BELOW, row->sets->denominator, below_line,
                                entry->denominator);
    Whole below_scale = scale_of_line(row, SLOT_SCALE_BELOW, below_line);
    go(row, SLOT_VALUE);
    Ratio figure = row->trace->figures[FIGURE_VALUE].number;
    Fraction *value = &row->value;
    if (entry->has_value) {
        Whole num = whole_times(arena, units, below_scale);
        Whole den = whole_times(arena, below, scale);
        if (den.fits && den.value < 0) {
            num = whole_minus(arena, whole_number(arena, 0), num);
            den = whole_minus(arena, whole_number(arena, 0), den);
        }
        *value = pen_fraction(row->pen, num, den, figure);
    } else if (component->has_when_empty) {
        const RateBlock *empty = &row->tables[TABLE_WHEN_EMPTY];
        *value = pen_fraction(row->pen, figure_units(row->working, row->pen, empty),
                              figure_scale(row->working, row->pen, empty), figure);
    }
}

static void value_cells(RowWork *row)
{
    const Component *component = row->component;
    if (component->denominator_line != INDEX_NONE) {
        ratio_value(row);
        return;
    }
    if (component->measure == INDEX_NONE) return;
    Whole units = units_of_line(row, SLOT_UNITS, row->sets->value, component->line,
                                row->entry->value);
    Whole scale = scale_of_line(row, SLOT_SCALE, component->line);
    go(row, SLOT_VALUE);
    row->value = pen_fraction(row->pen, units, scale, row->entry->value);
}

/* The sum of a set's rows over what they have in common. */
static Fraction set_fraction(RowWork *row, const Sheet *sheet, const TermSet *set,
                             uint16_t units_column, uint16_t common_column, Int128 units,
                             int64_t common, const RateBlock *weight, Ratio figure)
{
    Pen *pen = row->pen;
    if (!set->row_count && ratio_sign(figure) == 0) return pen_constant(pen, 0);
    if (!set->row_count || !common) return pen_engine(pen, figure);
    Text block = address_block(pen->arena, sheet, units_column, set->first_row, set->row_count);
    Whole num = whole_said(text_format(pen->arena, "SUM(%.*s)", TEXT_ARG(block)), units);
    Whole den = whole_said(address_of(pen->arena, sheet, set->first_row, common_column), common);
    if (weight) {
        num = whole_times(pen->arena, num, figure_units(row->working, pen, weight));
        den = whole_times(pen->arena, den, figure_scale(row->working, pen, weight));
    }
    return pen_fraction(pen, num, den, figure);
}

static void quota_cells(RowWork *row)
{
    const Entry *entry = row->entry;
    if (!entry->has_quota) return;
    go(row, SLOT_QUOTA);
    if (row->component->denominator_line != INDEX_NONE) {
        const RateBlock *goal = &row->tables[TABLE_GOAL];
        row->quota = pen_fraction(row->pen, figure_units(row->working, row->pen, goal),
                                  figure_scale(row->working, row->pen, goal), entry->quota);
        return;
    }
    const TermSet *set = &row->working->quotas.items[row->sets->quota];
    row->quota = set_fraction(row, row->working->quotas_sheet, set, QUOTAS_UNITS, QUOTAS_COMMON,
                              set->units, set->common, NULL, entry->quota);
}

static void attainment_cells(RowWork *row)
{
    const Component *component = row->component;
    Ratio figure = row->trace->figures[FIGURE_ATTAINMENT].number;
    if (component->measure == INDEX_NONE || component->against == AGAINST_NONE) return;
    go(row, SLOT_ATTAINMENT);
    if (row->entry->has_attainment) {
        row->attainment = pen_quotient_of(row->pen, row->value, row->quota, figure);
    } else if (component->has_when_empty) {
        const RateBlock *empty = &row->tables[TABLE_WHEN_EMPTY];
        row->attainment = pen_fraction(row->pen, figure_units(row->working, row->pen, empty),
                                       figure_scale(row->working, row->pen, empty), figure);
    } else if (ratio_sign(figure) == 0) {
        row->attainment = pen_constant(row->pen, 0);
    }
}

/* ---- the row */

static void target_cells(RowWork *row)
{
    Working *working = row->working;
    const TermSet *set = &working->targets.items[row->sets->target];
    if (row->sets->target == SET_NONE) return;
    if (asks_months(row->component)) {
        go(row, SLOT_MONTHS);
        row->months = set_fraction(row, working->targets_sheet, set, TARGETS_MONTH_UNITS,
                                   TARGETS_MONTH_COMMON, set->month_units, set->month_common,
                                   NULL, row->entry->months);
    }
    go(row, SLOT_TARGET);
    row->target = set_fraction(row, working->targets_sheet, set, TARGETS_UNITS, TARGETS_COMMON,
                               set->units, set->common, &row->tables[TABLE_WEIGHT],
                               row->entry->target);
}

static void minor_cells(RowWork *row)
{
    Pen *pen = row->pen;
    row->minor = row->amount;
    if (!row->working->digits) return;
    int64_t minor = 1;
    for (int d = 0; d < row->working->digits; d++) minor *= 10;
    go(row, SLOT_MINOR);
    Ratio figure = ratio_multiply(pen->arena, row->trace->steps.amount, ratio_whole(minor));
    if (row->amount.is_binary) {
        Text amount = pen_quotient(pen, row->amount);
        row->minor = pen_binary(pen, text_format(pen->arena, "%.*s*%lld", TEXT_ARG(amount),
                                                 (long long)minor), figure);
        return;
    }
    row->minor = pen_fraction(pen, whole_times(pen->arena, pen_numerator(pen, row->amount),
                                               whole_number(pen->arena, minor)),
                              pen_denominator(pen, row->amount), figure);
}

/* How the earned to date of Components comes about. */
static EarnedHow earned_how(const RowWork *row)
{
    const Entry *entry = row->entry;
    const EntryTrace *trace = row->trace;
    bool due = !row->component->at_end || entry->month >= trace->due_in;
    if (row->component->pays == PAYS_NOTHING || !due || !trace->was_paid) return EARNED_NOTHING;
    if (entry->earned_to_date.minor != trace->steps.rounded.minor || !row->minor.is_there)
        return EARNED_ENGINE;
    if (row->minor.is_binary) return EARNED_BINARY;
    Whole num = pen_numerator(row->pen, row->minor), den = pen_denominator(row->pen, row->minor);
    return rounds_exactly(num, den) ? EARNED_ROUNDED : EARNED_ENGINE;
}

static void pay_cells(RowWork *row)
{
    target_cells(row);
    if (row->component->pays == PAYS_NOTHING || !row->trace->was_paid) return;
    row_table(row);
    row_modifier(row);
    row_multiplier(row);
    row_before(row);
    row_gate(row);
    row_amount(row);
    minor_cells(row);
}

static void entry_row(Working *working, Pen *pen, size_t at)
{
    const Ledger *ledger = working->ledger;
    const Entry *entry = &ledger->entries[at];
    const Participation *participation = &ledger->participations[entry->participation];
    const Plan *plan = &ledger->design->plans[participation->plan];
    RowWork row = {.working = working, .pen = pen, .entry = entry, .trace = entry->trace,
                   .plan = plan, .component = &plan->components[entry->component],
                   .tables = working->rates[participation->plan][entry->component].tables,
                   .sets = &working->sets[at], .gate = TEXT("")};
    cell_text(pen->sheet, ledger->records->roster.persons[participation->person].id, NULL);
    cell_text(pen->sheet, plan->title, NULL);
    cell_text(pen->sheet, row.component->key, NULL);
    pen->column = 3;
    value_cells(&row);
    quota_cells(&row);
    attainment_cells(&row);
    pay_cells(&row);
    working->earned_how[at] = row_share(&row) ? EARNED_SHARE : earned_how(&row);
    pen->engine_figures += working->earned_how[at] == EARNED_ENGINE;
    go(&row, SLOT_ENGINE);
    cell_count(pen->sheet, (int64_t)pen->engine_figures, NULL);
    working->engine_count += pen->engine_figures;
    sheet_end_row(pen->sheet);
}

void rows_fill(Working *working)
{
    Pen pen = {.arena = working->scratch, .sheet = working->working_sheet};
    sheet_go(pen.sheet, 0, 0);
    const CellStyle note = {.look = LOOK_NOTE};
    cell_word(pen.sheet, N_("Each figure is a fraction of two whole numbers, n / d: nothing is "
                            "rounded before the amount to pay is."), &note);
    sheet_heading(pen.sheet);
    for (size_t at = 0; at < working->ledger->entry_count; at++) {
        pen_start_row(&pen, at);
        entry_row(working, &pen, at);
        arena_reset(working->scratch);
    }
}
