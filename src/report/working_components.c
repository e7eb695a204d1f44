/* working_components.c - Components: a row a participation and component, as payouts.csv has it;
 * its figures divide, round and subtract what stands on Working. */
#include "working_inside.h"

void components_add(Working *working)
{
    static const SheetColumn columns[] = {
        HEADED("period", CELL_MONTH, FROM_FORMULA, 0),
        HEADED("person_id", CELL_TEXT, FROM_INPUT, 0),
        HEADED("name", CELL_TEXT, FROM_INPUT, 16), HEADED("role", CELL_TEXT, FROM_INPUT, 9),
        HEADED("team", CELL_TEXT, FROM_INPUT, 16), HEADED("plan", CELL_TEXT, FROM_INPUT, 16),
        HEADED("component", CELL_TEXT, FROM_INPUT, 26),
        HEADED("measure", CELL_TEXT, FROM_INPUT, 26), HEADED("from", CELL_DATE, FROM_FORMULA, 0),
        HEADED("to", CELL_DATE, FROM_FORMULA, 0), HEADED("value", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("quota", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("attainment", CELL_PERCENT, FROM_FORMULA, 0),
        HEADED("multiplier", CELL_PERCENT, FROM_FORMULA, 0),
        HEADED("target", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("earned_to_date", CELL_MONEY, FROM_FORMULA, 0),
        HEADED("earned_before", CELL_MONEY, FROM_INPUT, 0),
        HEADED("earning", CELL_MONEY, FROM_FORMULA, 0), HEADED("note", CELL_TEXT, FROM_FORMULA, 26),
        COLUMNS_END};
    working->components_sheet = sheet_add(working->workbook, "Components", columns, 0,
                                          working->ledger->entry_count);
}

typedef struct ComponentRow {
    Working *working;
    Sheet *sheet;
    Arena *arena;
    const Entry *entry;
    size_t at;
} ComponentRow;

static void who_cells(const ComponentRow *row)
{
    const Ledger *ledger = row->working->ledger;
    const Entry *entry = row->entry;
    const Roster *roster = &ledger->records->roster;
    const Participation *participation = &ledger->participations[entry->participation];
    const Component *component = entry_component(ledger, entry);
    const Assignment *stint = ledger_stint(ledger, entry->participation, entry->month);
    Sheet *sheet = row->sheet;
    cell_text(sheet, month_text(row->arena, entry->month), NULL);
    cell_text(sheet, roster->persons[participation->person].id, NULL);
    cell_text(sheet, ledger_assignment(ledger, participation->person, entry->month)->name, NULL);
    cell_text(sheet, stint->role, NULL);
    cell_text(sheet, stint->team == TEAM_NONE ? TEXT("") : roster->teams[stint->team], NULL);
    cell_text(sheet, ledger->design->plans[participation->plan].title, NULL);
    cell_text(sheet, component->key, NULL);
    cell_text(sheet, component->measure == INDEX_NONE
                          ? TEXT("") : ledger->design->measures[component->measure].key, NULL);
    cell_day(sheet, entry->from, NULL);
    cell_day(sheet, entry->to, NULL);
}

/* A fraction of Working, as one number; the figure itself where Working can't hold it. */
static void quotient_cell(const ComponentRow *row, bool has, Ratio figure, WorkingSlot slot,
                          const CellStyle *style)
{
    const Working *working = row->working;
    if (!has || !exact_holds(figure)) {
        cell_ratio(row->sheet, has, figure, style);
        return;
    }
    uint16_t column = working->slots[slot];
    Text num = address_of(row->arena, working->working_sheet, row->at, column);
    Text den = address_of(row->arena, working->working_sheet, row->at, (uint16_t)(column + 1));
    formula_ratio(row->sheet, text_format(row->arena, "=%.*s/%.*s", TEXT_ARG(num), TEXT_ARG(den)),
                  figure, style);
}

static void figure_cells(const ComponentRow *row)
{
    const Entry *entry = row->entry;
    const Working *working = row->working;
    bool percent = entry_component(working->ledger, entry)->denominator_line != INDEX_NONE;
    const CellStyle value = {.kind = percent ? CELL_PERCENT : CELL_DECIMAL};
    const Sheet *sheet;
    size_t at;
    if (entry->has_value && sums_place(working, working->sets[row->at].value, &sheet, &at))
        cell_link_next(row->sheet, sheet, at);
    quotient_cell(row, entry->has_value, entry->value, SLOT_VALUE, &value);
    uint32_t set = working->sets[row->at].quota;
    if (set != SET_NONE && working->quotas.items[set].row_count)
        cell_link_next(row->sheet, working->quotas_sheet, working->quotas.items[set].first_row);
    quotient_cell(row, entry->has_quota, entry->quota, SLOT_QUOTA, &value);
    if (entry->has_attainment) {
        Text over = address_here(row->arena, row->sheet, COMPONENTS_VALUE);
        Text under = address_here(row->arena, row->sheet, COMPONENTS_QUOTA);
        formula_ratio(row->sheet, text_format(row->arena, "=%.*s/%.*s", TEXT_ARG(over),
                                              TEXT_ARG(under)), entry->attainment, NULL);
    } else {
        sheet_skip(row->sheet, 1);
    }
    const Participation *participation =
        &working->ledger->participations[entry->participation];
    if (entry->has_multiplier)
        cell_link_next(row->sheet, working->rates_sheet,
                       working_rate_row(working, participation->plan, entry->component));
    quotient_cell(row, entry->has_multiplier, entry->multiplier, SLOT_MULTIPLIER, NULL);
    quotient_cell(row, entry->has_target, entry->target, SLOT_TARGET, NULL);
}

static void earned_cell(const ComponentRow *row)
{
    const Working *working = row->working;
    Arena *arena = row->arena;
    Money earned = row->entry->earned_to_date;
    const CellStyle engine = {.kind = CELL_MONEY, .origin = FROM_ENGINE};
    cell_link_next(row->sheet, working->working_sheet, row->at);
    EarnedHow how = working->earned_how[row->at];
    if (how == EARNED_NOTHING || how == EARNED_ENGINE) {
        cell_money(row->sheet, earned, how == EARNED_ENGINE ? &engine : NULL);
        return;
    }
    uint16_t column = working->slots[SLOT_MINOR];
    Text num = address_of(arena, working->working_sheet, row->at, column);
    Text den = address_of(arena, working->working_sheet, row->at, (uint16_t)(column + 1));
    Rounding rounding = working->ledger->records->company->rounding;
    int64_t minor = 1;
    for (int d = 0; d < working->digits; d++) minor *= 10;
    Ratio figure = ratio_multiply(arena, row->entry->trace->steps.amount, ratio_whole(minor));
    Text whole = how == EARNED_SHARE
        ? address_of(arena, working->working_sheet, row->at, working->slots[SLOT_SHARE])
        : how == EARNED_BINARY
        ? rounded_binary(arena, rounding, num)
        : rounded_quotient(arena, rounding, whole_said(num, figure.num),
                           whole_said(den, figure.den));
    Text formula = minor == 1 ? text_format(arena, "=%.*s", TEXT_ARG(whole))
                              : text_format(arena, "=%.*s/%lld", TEXT_ARG(whole),
                                            (long long)minor);
    formula_money(row->sheet, formula, earned, NULL);
}

static void component_row(const ComponentRow *row)
{
    const Entry *entry = row->entry;
    who_cells(row);
    figure_cells(row);
    earned_cell(row);
    cell_money(row->sheet, entry->earned_before, NULL);
    Text earned = address_here(row->arena, row->sheet, COMPONENTS_EARNED_TO_DATE);
    Text before = address_here(row->arena, row->sheet, COMPONENTS_EARNED_BEFORE);
    formula_money(row->sheet, difference_of(row->arena, earned, before, row->working->digits),
                  entry->earning, NULL);
    cell_text(row->sheet, notes_text(row->arena, entry->notes), NULL);
    sheet_end_row(row->sheet);
}

void components_fill(Working *working)
{
    Sheet *sheet = working->components_sheet;
    sheet_heading(sheet);
    for (size_t at = 0; at < working->ledger->entry_count; at++) {
        ComponentRow row = {working, sheet, working->scratch,
                            &working->ledger->entries[at], at};
        component_row(&row);
        arena_reset(working->scratch);
    }
}
