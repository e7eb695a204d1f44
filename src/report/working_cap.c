/* working_cap.c - a plan's cap where it bites: the components share the limit by what each earned
 * without it; units that are over go to the largest remainders. Source: CONTRACT 8, cap. */
#include "working_row.h"

#define SHARED_BELOW ((Int128)1 << 46)       /* every program cuts such a quotient alike */

static void go(RowWork *row, WorkingSlot slot)
{
    pen_go(row->pen, row->working->slots[slot]);
}

/* A component that has a share in the limit. */
static bool has_share(const RowWork *row, uint32_t component)
{
    return row->trace->cap->parts[component].before.minor > 0;
}

/* The same for all rows of the participation, as they point to each other. */
static bool is_shared(const RowWork *row)
{
    const CapSteps *cap = row->trace->cap;
    if (!cap || !cap->limits || cap->limit.minor < 0 || cap->sum.minor <= cap->limit.minor ||
        (Int128)cap->sum.minor * cap->limit.minor >= SHARED_BELOW)
        return false;
    size_t at;
    for (uint32_t c = 0; c < row->plan->component_count; c++)
        if (has_share(row, c) && !other_row(row, c, &at)) return false;
    return true;
}

static Text cell_of(const RowWork *row, size_t at, WorkingSlot slot)
{
    return pen_address(row->pen, row->working->working_sheet, at, row->working->slots[slot]);
}

static Whole whole_cell(RowWork *row, WorkingSlot slot, Text formula, int64_t value)
{
    go(row, slot);
    return pen_whole(row->pen, whole_said(formula, value));
}

/* What the component earned without the cap, in minor units. */
static Whole uncapped_cell(RowWork *row)
{
    Pen *pen = row->pen;
    Rounding rounding = row->working->ledger->records->company->rounding;
    int64_t before = row->trace->cap->parts[row->entry->component].before.minor;
    if (row->minor.is_there && row->trace->steps.rounded.minor == before) {
        Whole num = pen_numerator(pen, row->minor), den = pen_denominator(pen, row->minor);
        if (row->minor.is_binary)
            return whole_cell(row, SLOT_UNCAPPED, rounded_binary(pen->arena, rounding,
                                                                 pen_quotient(pen, row->minor)),
                              before);
        if (rounds_exactly(num, den))
            return whole_cell(row, SLOT_UNCAPPED, rounded_quotient(pen->arena, rounding, num, den),
                              before);
    }
    go(row, SLOT_UNCAPPED);
    pen_engine_whole(pen, before);
    return whole_said(cell_of(row, pen->row, SLOT_UNCAPPED), before);
}

/* Another component's target to date, as its row has it. False: no cells hold it. */
static bool target_cells(const RowWork *row, uint32_t component, Whole *num, Whole *den,
                         Ratio *target)
{
    size_t at;
    if (row->plan->components[component].pays == PAYS_NOTHING ||
        !row->trace->cap->parts[component].has_target || !other_row(row, component, &at))
        return false;
    const Entry *entry =
        &row->working->ledger->entries[at];
    if (!entry->has_target || !exact_holds(entry->target)) return false;
    uint16_t column = row->working->slots[SLOT_TARGET];
    const Sheet *sheet = row->working->working_sheet;
    *num = whole_said(pen_address(row->pen, sheet, at, column), entry->target.num);
    *den = whole_said(pen_address(row->pen, sheet, at, (uint16_t)(column + 1)),
                      entry->target.den);
    *target = entry->target;
    return true;
}

/* What a percentage is of: the targets of what pays target, added up; where nothing does, the one
 * of the longest window. False: no cells come to what the engine has. */
static bool targets_of(const RowWork *row, Whole *num, Whole *den)
{
    Arena *arena = row->pen->arena;
    Ratio sum = RATIO_ZERO, wanted = row->trace->cap->of_target;
    bool found = false;
    for (uint32_t c = 0; c < row->plan->component_count; c++) {
        Whole more, below;
        Ratio target;
        if (!target_cells(row, c, &more, &below, &target)) continue;
        bool pays_target = row->plan->components[c].pays == PAYS_TARGET;
        if (!found && !pays_target && ratio_compare(target, wanted) == 0) {
            *num = more;
            *den = below;
            return true;
        }
        if (!pays_target) continue;
        *num = found ? whole_plus(arena, whole_times(arena, *num, below),
                                  whole_times(arena, more, *den)) : more;
        *den = found ? whole_times(arena, *den, below) : below;
        sum = ratio_add(arena, sum, target);
        found = true;
    }
    return found && ratio_compare(sum, wanted) == 0;
}

static Whole limit_cell(RowWork *row)
{
    Pen *pen = row->pen;
    int64_t limit = row->trace->cap->limit.minor, minor = 1;
    Ratio part = row->plan->cap_at;
    go(row, SLOT_LIMIT);
    if (row->plan->cap == CAP_MONEY) return pen_input(pen, limit);
    for (int d = 0; d < row->working->digits; d++) minor *= 10;
    Whole num, den;
    if (exact_holds(part) && targets_of(row, &num, &den)) {
        num = whole_times(pen->arena, whole_times(pen->arena, num, whole_number(pen->arena, minor)),
                          whole_number(pen->arena, part.num));
        den = whole_times(pen->arena, den, whole_number(pen->arena, part.den));
        den.text = text_format(pen->arena, "(%.*s)", TEXT_ARG(den.text));
        Rounding rounding = row->working->ledger->records->company->rounding;
        if (rounds_exactly(num, den))
            return pen_whole(pen, whole_said(rounded_quotient(pen->arena, rounding, num, den),
                                             limit));
    }
    pen_engine_whole(pen, limit);
    return whole_said(cell_of(row, pen->row, SLOT_LIMIT), limit);
}

/* A slot's cells of all that have a share, added up. */
static Text added_up(const RowWork *row, WorkingSlot slot)
{
    Buffer out = {.arena = row->pen->arena};
    for (uint32_t c = 0; c < row->plan->component_count; c++) {
        size_t at;
        if (!has_share(row, c) || !other_row(row, c, &at)) continue;
        if (out.length) buffer_byte(&out, '+');
        buffer_text(&out, cell_of(row, at, slot));
    }
    return buffer_result(&out);
}

/* How many have a larger remainder, or the same and come first. */
static Text rank_of(const RowWork *row)
{
    Arena *arena = row->pen->arena;
    Text mine = cell_of(row, row->pen->row, SLOT_SHARE_REST);
    Buffer out = {.arena = arena};
    buffer_byte(&out, '0');
    for (uint32_t c = 0; c < row->plan->component_count; c++) {
        size_t at;
        if (c == row->entry->component || !has_share(row, c) || !other_row(row, c, &at)) continue;
        Text other = cell_of(row, at, SLOT_SHARE_REST);
        buffer_format(&out, "+IF(%.*s%s%.*s,1,0)", TEXT_ARG(other),
                      c < row->entry->component ? ">=" : ">", TEXT_ARG(mine));
    }
    return buffer_result(&out);
}

bool row_share(RowWork *row)
{
    if (!is_shared(row) || !has_share(row, row->entry->component)) return false;
    Arena *arena = row->pen->arena;
    const CapSteps *cap = row->trace->cap;
    Whole own = uncapped_cell(row), limit = limit_cell(row);
    Text sum = added_up(row, SLOT_UNCAPPED);
    int64_t product = (int64_t)(own.value * limit.value), cut = product / cap->sum.minor;
    Whole whole = whole_cell(row, SLOT_SHARE_CUT,
                             text_format(arena, "INT(%.*s*%.*s/(%.*s))", TEXT_ARG(limit.text),
                                         TEXT_ARG(own.text), TEXT_ARG(sum)), cut);
    whole_cell(row, SLOT_SHARE_REST,
               text_format(arena, "%.*s*%.*s-%.*s*(%.*s)", TEXT_ARG(limit.text),
                           TEXT_ARG(own.text), TEXT_ARG(whole.text), TEXT_ARG(sum)),
               product - cut * cap->sum.minor);
    whole_cell(row, SLOT_SHARE,
               text_format(arena, "%.*s+IF(%.*s<%.*s-(%.*s),1,0)", TEXT_ARG(whole.text),
                           TEXT_ARG(rank_of(row)), TEXT_ARG(limit.text),
                           TEXT_ARG(added_up(row, SLOT_SHARE_CUT))),
               row->entry->earned_to_date.minor);
    return true;
}
