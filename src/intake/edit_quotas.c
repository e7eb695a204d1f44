/* edit_quotas.c - an edit of a month (or another period) within a longer quota row: that part gets
 * the amount, the other months keep theirs. */
#include "cells.h"
#include "intake_inside.h"

#include <string.h>

static bool is_holder(const Records *records, const Quota *quota, Text holder)
{
    const Roster *roster = &records->roster;
    if (quota->kind == HOLDER_COMPANY) return text_equal(holder, TEXT("company"));
    return text_equal(holder, quota->kind == HOLDER_PERSON ? roster->persons[quota->holder].id
                                                           : roster->teams[quota->holder]);
}

static bool is_measure(Arena *arena, const Quota *quota, Text measure)
{
    return text_equal(measure, quota->line.length
        ? text_format(arena, "%.*s.%.*s", TEXT_ARG(quota->measure), TEXT_ARG(quota->line))
        : quota->measure);
}

/* The quota whose months hold the edit's. */
static size_t find_quota(Arena *arena, const Records *records, const Edit *edit, Month first,
                         Month last)
{
    size_t q = 0;
    while (q < records->quota_count) {
        const Quota *quota = &records->quotas[q];
        if (quota->first <= first && last <= quota->last &&
            is_holder(records, quota, edit->keys[QUOTA_HOLDER]) &&
            is_measure(arena, quota, edit->keys[QUOTA_MEASURE]))
            break;
        q++;
    }
    return q;
}

static bool read_amount(Arena *arena, const ColumnSpec *column, const Edit *edit, Ratio *out,
                        Diags *diags)
{
    CellProblem problem = {N_("the cell is blank"), N_("say an amount")};
    if (edit->value.length && cell_number(arena, edit->value, out, &problem)) {
        *out = ratio_multiply(arena, *out, column->times);
        return true;
    }
    Diag *diag = edit->value.length
        ? cell_fault(diags, false, DIAG_CELL_NUMBER, edit->place, problem.hint,
                     "%.*s \"%.*s\": %s", TEXT_ARG(column->heading), TEXT_ARG(edit->value),
                     problem.what)
        : cell_fault(diags, false, DIAG_CELL_BLANK, edit->place, problem.hint, "%.*s: %s",
                     TEXT_ARG(column->heading), problem.what);
    diag_value(diags, diag, edit->value);
    return false;
}

/* One quota into up to three neighbours, of which one has the new amount. */
static void split(Arena *arena, Records *records, size_t at, Month first, Month last, Ratio monthly)
{
    Quota parts[3], whole = records->quotas[at];
    size_t count = 0;
    for (int p = 0; p < 3; p++) {
        Quota part = whole;
        part.first = p == 0 ? whole.first : p == 1 ? first : last + 1;
        part.last = p == 0 ? first - 1 : p == 1 ? last : whole.last;
        if (p == 1) part.monthly = monthly;
        if (part.first <= part.last) parts[count++] = part;
    }
    Quota *quotas = ARENA_ARRAY(arena, Quota, records->quota_count + count);
    memcpy(quotas, records->quotas, at * sizeof *quotas);
    memcpy(quotas + at, parts, count * sizeof *quotas);
    memcpy(quotas + at + count, records->quotas + at + 1,
           (records->quota_count - at - 1) * sizeof *quotas);
    records->quotas = quotas;
    records->quota_count += count - 1;
}

static void edit_part(Arena *arena, Records *records, Edit *edit, Diags *diags)
{
    const Table *table = &records->quota_table;
    Month first, last;
    if (!fiscal_period_parse(records->company->fiscal, edit->keys[QUOTA_PERIOD], &first, &last))
        return;
    size_t at = find_quota(arena, records, edit, first, last);
    if (at == records->quota_count) return;
    const Quota *quota = &records->quotas[at];
    const ColumnSpec *column = &table->spec->columns[QUOTA_AMOUNT];
    const Slice *slice = &table->slices[quota->slice];
    Ratio months = ratio_whole(last - first + 1), amount = RATIO_ZERO, monthly;
    Ratio was = ratio_multiply(arena, quota->monthly, months);
    edit->state = EDIT_MADE;
    edit->place = record_cell_place(arena, table, slice, quota->row, QUOTA_AMOUNT);
    edit->row_period = slice->columns[QUOTA_PERIOD].texts[quota->row];
    if (ratio_divide(arena, was, column->times, &was))
        edit->was = ratio_text(arena, was, FX_DECIMALS);
    if (read_amount(arena, column, edit, &amount, diags) &&
        ratio_divide(arena, amount, months, &monthly))
        split(arena, records, at, first, last, monthly);
}

static bool is_same_part(const Edit *a, const Edit *b)
{
    bool same = a->state == EDIT_MADE && b->state == EDIT_MADE && a->row_period.length &&
                b->row_period.length;
    for (uint32_t k = 0; k < QUOTA_AMOUNT && same; k++) same = text_equal(a->keys[k], b->keys[k]);
    return same;
}

void quotas_edit(Arena *arena, Records *records, const IntakeOptions *options, Diags *diags)
{
    const FeedSpec *spec = &records->company->quotas;
    for (size_t e = 0; e < options->edit_count && !spec->stand_ins; e++) {
        Edit *edit = &options->edits[e];
        if (edit->state == EDIT_UNSEEN && edit_spec(records->company, edit) == spec &&
            edit_column(spec, edit) == QUOTA_AMOUNT)
            edit_part(arena, records, edit, diags);
        for (size_t before = 0; before < e; before++)
            if (is_same_part(edit, &options->edits[before]))
                edit_clash(edit, &options->edits[before], diags);
    }
}
