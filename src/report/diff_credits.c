/* diff_credits.c - the credits of two runs, paired: which came, went or changed, and with which
 * input. Two credits are one where measure, line, payee, date, key and feed are the same. */
#include "diff_inside.h"

#include <stdlib.h>

typedef struct Ref { const Slice *slice; uint32_t row, at; } Ref;    /* at: of all rows */
typedef struct Refs { Ref *items; size_t count; } Refs;

typedef struct Pairing {
    Arena *arena, *scratch;
    const DiffSide *sides;
    Refs refs[2];
    DiffCredits *out;
    size_t capacity;
    Text measure, line;              /* the last asked for, and its step */
    int step;
    bool is_money;
} Pairing;

static Text cell(const Ref *ref, int column)
{
    return ref->slice->columns[column].texts[ref->row];
}

static Ratio amount(const Ref *ref)
{
    return ref->slice->columns[GIVEN_AMOUNT].ratios[ref->row];
}

static int compare_lines(const Ref *a, const Ref *b)
{
    int order = text_compare(cell(a, GIVEN_MEASURE), cell(b, GIVEN_MEASURE));
    return order ? order : text_compare(cell(a, GIVEN_LINE), cell(b, GIVEN_LINE));
}

static int compare_refs(const void *left, const void *right)
{
    const Ref *a = left, *b = right;
    int order = compare_lines(a, b);
    if (!order) order = text_compare(cell(a, GIVEN_PERSON), cell(b, GIVEN_PERSON));
    if (order) return order;
    Day one = a->slice->columns[GIVEN_DATE].days[a->row];
    Day two = b->slice->columns[GIVEN_DATE].days[b->row];
    if (one != two) return one < two ? -1 : 1;
    order = text_compare(cell(a, CREDITS_KEY), cell(b, CREDITS_KEY));
    return order ? order : text_compare(cell(a, CREDITS_FEED), cell(b, CREDITS_FEED));
}

static int compare_amounts(const void *left, const void *right)
{
    return ratio_compare(amount(left), amount(right));
}

/* A credits.csv is sorted as it was written; who sorted it otherwise gets the same answer. */
static Refs list_refs(Arena *scratch, const Table *table)
{
    Refs refs = {ARENA_ARRAY(scratch, Ref, table->row_count + 1), 0};
    bool sorted = true;
    uint32_t at = 0;
    for (size_t s = 0; s < table->slice_count; s++)
        for (uint32_t r = 0; r < table->slices[s].row_count; r++, at++) {
            Ref *ref = &refs.items[refs.count++];
            *ref = (Ref){&table->slices[s], r, at};
            if (sorted && refs.count > 1) sorted = compare_refs(ref - 1, ref) <= 0;
        }
    if (!sorted) qsort(refs.items, refs.count, sizeof *refs.items, compare_refs);
    return refs;
}

static uint32_t find_measure(const Design *design, Text measure)
{
    for (uint32_t m = 0; design && m < design->measure_count; m++)
        if (text_equal(design->measures[m].key, measure)) return m;
    return INDEX_NONE;
}

/* Whether a run's design has the line, and its credits.csv lists it. */
static bool is_listed(const DiffSide *side, Text measure, Text name)
{
    uint32_t m = find_measure(side->design, measure);
    if (m == INDEX_NONE) return !side->design;
    const Measure *owner = &side->design->measures[m];
    for (uint32_t l = owner->first_line; l < owner->first_line + owner->line_count; l++)
        if (text_equal(side->design->lines[l].name, name))
            return !side->ledger || side->ledger->line_listed[l];
    return false;
}

/* Whether facts changed that the measure reads in either run. */
static bool facts_differ(const DiffSide sides[2], Text measure)
{
    for (int s = 0; s < 2; s++) {
        const Design *design = sides[s].design;
        uint32_t m = find_measure(design, measure);
        if (!design && diff_files(sides, RUN_FEED, TEXT(""))) return true;
        for (uint32_t r = 0; design && r < design->rule_count; r++)
            if (design->rules[r].measure == m &&
                diff_files(sides, RUN_FEED, sides[s].company->feeds[design->rules[r].feed].name))
                return true;
    }
    return false;
}

/* The step with which credits of a line change: facts, if any changed; else what makes credits of
 * facts: the design, rates, or who is on the roster. */
static int find_step(const DiffSide sides[2], Text measure, Text line)
{
    if (!is_listed(&sides[0], measure, line) || !is_listed(&sides[1], measure, line))
        return STEP_PLAN;
    if (facts_differ(sides, measure)) return STEP_CREDITS;
    if (diff_files(sides, RUN_DESIGN, TEXT(""))) return STEP_PLAN;
    if (diff_files(sides, RUN_TABLE, TEXT("fx"))) return STEP_FX;
    return diff_files(sides, RUN_TABLE, TEXT("roster")) ? STEP_ROSTER : STEP_OTHER;
}

static void turn_to(Pairing *pairing, const Ref *ref)
{
    Text measure = cell(ref, GIVEN_MEASURE), line = cell(ref, GIVEN_LINE);
    if (pairing->measure.bytes && text_equal(measure, pairing->measure) &&
        text_equal(line, pairing->line))
        return;
    pairing->measure = measure;
    pairing->line = line;
    pairing->step = find_step(pairing->sides, measure, line);
    pairing->is_money = false;
    for (int s = 0; s < 2; s++) {
        uint32_t m = find_measure(pairing->sides[s].design, measure);
        if (m != INDEX_NONE) pairing->is_money |= pairing->sides[s].design->measures[m].is_money;
    }
}

/* Whether an amount is another one by the rate alone: what both come to in the row's own currency
 * is the same, but for the rounding of each. */
static bool by_rate(const Pairing *pairing, const Ref *was, const Ref *is)
{
    Text currency = cell(was, CREDITS_CURRENCY);
    if (!currency.length || !text_equal(currency, cell(is, CREDITS_CURRENCY))) return false;
    Ratio before = was->slice->columns[CREDITS_RATE].ratios[was->row];
    Ratio now = is->slice->columns[CREDITS_RATE].ratios[is->row];
    if (ratio_equal(before, now)) return false;
    Arena *scratch = pairing->scratch;
    Ratio apart = ratio_subtract(scratch, ratio_multiply(scratch, amount(was), now),
                                 ratio_multiply(scratch, amount(is), before));
    Ratio units = ratio_from_money((Money){2}, pairing->sides[0].company->digits);
    Ratio most = ratio_multiply(scratch, ratio_add(scratch, before, now), units);
    return ratio_compare(ratio_absolute(scratch, apart), most) <= 0;
}

static void note(Pairing *pairing, ChangeKind kind, const Ref *was, const Ref *is)
{
    DiffCredits *out = pairing->out;
    turn_to(pairing, was ? was : is);
    int step = pairing->step;
    if (kind == CREDIT_CHANGED && by_rate(pairing, was, is)) step = STEP_FX;
    out->items = array_room(pairing->arena, out->items, out->count, &pairing->capacity,
                            sizeof *out->items);
    DiffCredit *credit = &out->items[out->count++];
    *credit = (DiffCredit){.kind = kind, .step = step, .is_money = pairing->is_money};
    if (was) {
        credit->rows[0] = (CsvRow){was->slice, was->row};
        out->steps[0][was->at] = (uint8_t)step;
    }
    if (is) {
        credit->rows[1] = (CsvRow){is->slice, is->row};
        out->steps[1][is->at] = (uint8_t)step;
    }
}

/* Credits that look alike: those of one amount are the same; of a row with a key the others are
 * one credit that changed. */
static void pair_group(Pairing *pairing, Ref *was, size_t was_count, Ref *is, size_t is_count)
{
    if (was_count > 1) qsort(was, was_count, sizeof *was, compare_amounts);
    if (is_count > 1) qsort(is, is_count, sizeof *is, compare_amounts);
    size_t i = 0, j = 0, old = 0, new = 0;
    while (i < was_count && j < is_count) {      /* what is left over moves to the front */
        int order = ratio_compare(amount(&was[i]), amount(&is[j]));
        if (order < 0) was[old++] = was[i++];
        else if (order > 0) is[new++] = is[j++];
        else i++, j++;
    }
    while (i < was_count) was[old++] = was[i++];
    while (j < is_count) is[new++] = is[j++];
    size_t pairs = 0;
    if (old && new && cell(was, CREDITS_KEY).length) pairs = old < new ? old : new;
    for (size_t p = 0; p < pairs; p++) note(pairing, CREDIT_CHANGED, &was[p], &is[p]);
    for (size_t p = pairs; p < old; p++) note(pairing, CREDIT_WENT, &was[p], NULL);
    for (size_t p = pairs; p < new; p++) note(pairing, CREDIT_CAME, NULL, &is[p]);
}

static size_t group_end(const Refs *refs, size_t from)
{
    size_t to = from + 1;
    while (to < refs->count && compare_refs(&refs->items[from], &refs->items[to]) == 0) to++;
    return to;
}

static void pair_all(Pairing *pairing)
{
    Refs *was = &pairing->refs[0], *is = &pairing->refs[1];
    for (size_t i = 0, j = 0; i < was->count || j < is->count;) {
        int order = i == was->count ? 1 : j == is->count ? -1
                  : compare_refs(&was->items[i], &is->items[j]);
        size_t i_end = order <= 0 ? group_end(was, i) : i;
        size_t j_end = order >= 0 ? group_end(is, j) : j;
        pair_group(pairing, was->items + i, i_end - i, is->items + j, j_end - j);
        i = i_end;
        j = j_end;
    }
}

DiffCredits *diff_credits(Arena *arena, const DiffSide sides[2])
{
    DiffCredits *out = ARENA_NEW(arena, DiffCredits);
    Pairing pairing = {.arena = arena, .scratch = arena_new(), .sides = sides, .out = out};
    for (int s = 0; s < 2; s++) {
        out->tables[s] = sides[s].csvs[RUN_CREDITS];
        pairing.refs[s] = list_refs(pairing.scratch, out->tables[s]);
        out->steps[s] = ARENA_ARRAY(arena, uint8_t, pairing.refs[s].count + 1);
        for (size_t r = 0; r < pairing.refs[s].count; r++) out->steps[s][r] = DIFF_STEPS;
    }
    pair_all(&pairing);
    arena_free(pairing.scratch);
    return out;
}

bool diff_credits_change(const DiffCredits *credits, int step)
{
    for (size_t i = 0; i < credits->count; i++)
        if (credits->items[i].step == step) return true;
    return false;
}

void diff_credits_tables(Arena *arena, const DiffCredits *credits, int step, Table tables[2])
{
    for (int s = 0; s < 2; s++) {
        Table *table = &tables[s];
        *table = *credits->tables[s];
        table->slices = ARENA_ARRAY(arena, Slice, table->slice_count + 1);
        const uint8_t *steps = credits->steps[s];
        for (size_t i = 0; i < table->slice_count; i++) {
            Slice *slice = &table->slices[i];
            *slice = credits->tables[s]->slices[i];
            slice->left_out = ARENA_ARRAY(arena, uint8_t, slice->row_count + 1);
            for (size_t r = 0; r < slice->row_count; r++) {
                bool changed = steps[r] <= step;
                slice->left_out[r] = s == 0 ? changed : !changed;
            }
            steps += slice->row_count;
        }
    }
}

CsvRow diff_credit_row(const DiffCredit *credit)
{
    return credit->rows[1].slice ? credit->rows[1] : credit->rows[0];
}
