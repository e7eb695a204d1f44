/* compare.c - one design over the range: the engine's ledger of each fiscal year, and the months
 * out of them. */
#include "attain/compare.h"

#include "attain/engine.h"

#include <string.h>

#define YEAR_MONTHS 12

/* The credits that a design's rules made, year by year. */
typedef struct CreditsMade {
    const Node *measures;
    const Ledger **years;            /* NULL: not yet */
    struct CreditsMade *next;
} CreditsMade;

void compare_start(Arena *arena, const Records *records, Month from, Month to, size_t sides,
                   Comparison *out)
{
    Fiscal fiscal = records->company->fiscal;
    Month first = fiscal_window_start(fiscal, from, YEAR_MONTHS),
          last = fiscal_window_start(fiscal, to, YEAR_MONTHS);
    *out = (Comparison){.arena = arena, .records = records, .from = from, .to = to,
                        .month_count = (size_t)(to - from) + 1,
                        .year_count = (size_t)(last - first) / YEAR_MONTHS + 1,
                        .sides = ARENA_ARRAY(arena, Compared, sides + 1), .jobs = 1};
}

static CreditsMade *made_by(Comparison *comparison, const Node *measures)
{
    for (CreditsMade *made = comparison->made; made; made = made->next)
        if (tree_equal(made->measures, measures)) return made;
    Arena *arena = comparison->arena;
    CreditsMade *made = ARENA_NEW(arena, CreditsMade);
    *made = (CreditsMade){tree_copy(arena, measures),
                          ARENA_ARRAY(arena, const Ledger *, comparison->year_count),
                          comparison->made};
    return comparison->made = made;
}

/* Which rows a design can't evaluate is its own affair: while it credits, it marks copies, and the
 * next design meets the facts as they were read. */
static uint8_t **lend_facts(Arena *arena, const Records *records)
{
    size_t count = 0, at = 0;
    for (uint32_t f = 0; f < records->company->feed_count; f++)
        count += records->feeds[f].slice_count;
    uint8_t **kept = ARENA_ARRAY(arena, uint8_t *, count + 1);
    for (uint32_t f = 0; f < records->company->feed_count; f++)
        for (size_t s = 0; s < records->feeds[f].slice_count; s++) {
            Slice *slice = &records->feeds[f].slices[s];
            kept[at++] = slice->left_out;
            if (!slice->left_out) continue;
            uint8_t *copy = ARENA_ARRAY(arena, uint8_t, slice->row_count + 1);
            memcpy(copy, slice->left_out, slice->row_count);
            slice->left_out = copy;
        }
    return kept;
}

static void take_back_facts(const Records *records, uint8_t *const *kept)
{
    for (uint32_t f = 0; f < records->company->feed_count; f++)
        for (size_t s = 0; s < records->feeds[f].slice_count; s++)
            records->feeds[f].slices[s].left_out = *kept++;
}

static bool compute_year(Arena *arena, const Comparison *comparison, const Design *design,
                         const uint8_t *persons, const Ledger *credited, Month to,
                         const Ledger **out, Diags *diags)
{
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    EngineOptions options = {.jobs = comparison->jobs, .every_line = true,
                             .allow_exceptions = comparison->allow_exceptions,
                             .credited = credited, .every_month = true,
                             .asked = persons};
    *out = ledger;
    const Records *records = comparison->records;
    if (credited) return engine_run(arena, records, design, to, &options, ledger, diags);
    uint8_t **kept = lend_facts(arena, records);
    bool good = engine_run(arena, records, design, to, &options, ledger, diags);
    take_back_facts(records, kept);
    return good;
}

/* Credits are made once, and live as long as the comparison: where a design's own ledger does not,
 * they are those of a ledger that is made for their sake. */
static bool compute_years(Arena *arena, Comparison *comparison, const DesignTrees *trees,
                          const Design *design, const uint8_t *persons, CompareYear *years,
                          Diags *diags)
{
    CreditsMade *made = made_by(comparison, trees->measures);
    Month start = fiscal_window_start(comparison->records->company->fiscal, comparison->from,
                                      YEAR_MONTHS);
    for (size_t y = 0; y < comparison->year_count; y++, start += YEAR_MONTHS) {
        Month last = start + YEAR_MONTHS - 1;
        CompareYear *year = &years[y];
        year->from = start < comparison->from ? comparison->from : start;
        year->to = last > comparison->to ? comparison->to : last;
        bool lasts = arena == comparison->arena && !persons;
        const Ledger *credited = NULL;
        if (!made->years[y] && !lasts) {
            if (!compute_year(comparison->arena, comparison, design, NULL, NULL, year->to,
                              &credited, diags))
                return false;
            made->years[y] = credited;
        }
        if (!compute_year(arena, comparison, design, persons, made->years[y], year->to,
                          &year->ledger, diags))
            return false;
        if (!made->years[y]) made->years[y] = year->ledger;
    }
    return true;
}

/* The months of one person out of the years' ledgers. */
static void take_months(const Comparison *comparison, Compared *side, uint32_t person)
{
    for (size_t y = 0; y < comparison->year_count; y++) {
        const CompareYear *year = &side->years[y];
        for (Month month = year->from; month <= year->to; month++) {
            size_t at = (size_t)person * comparison->month_count +
                        (size_t)(month - comparison->from);
            const Payment *payment =
                &year->ledger->months[(size_t)person * YEAR_MONTHS +
                                      (size_t)(month - year->ledger->year_start)];
            side->paid[at] = payment->payment;
            side->earned[at] = payment->earnings;
            side->is_payee[person] |= payment->payment.minor || payment->earnings.minor;
        }
    }
}

static void find_payees(const Comparison *comparison, Compared *side)
{
    const Ledger *ledger = side->years[0].ledger;
    Day first = month_first_day(comparison->from), last = month_last_day(comparison->to);
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        const Participation *participation = &ledger->participations[i];
        side->is_payee[participation->person] |=
            participation->first <= last && participation->last >= first;
    }
}

static void lay_out(Arena *arena, const Comparison *comparison, Compared *side)
{
    size_t persons = comparison->records->roster.person_count;
    size_t cells = persons * comparison->month_count + 1;
    side->years = ARENA_ARRAY(arena, CompareYear, comparison->year_count);
    side->paid = ARENA_ARRAY(arena, Money, cells);
    side->earned = ARENA_ARRAY(arena, Money, cells);
    side->is_payee = ARENA_ARRAY(arena, uint8_t, persons + 1);
}

static bool fits(const Comparison *comparison, const Money *amounts)
{
    size_t cells = comparison->records->roster.person_count * comparison->month_count;
    Int128 sum = 0;
    for (size_t i = 0; i < cells; i++)
        sum += amounts[i].minor < 0 ? -(Int128)amounts[i].minor : amounts[i].minor;
    return sum <= INT64_MAX / 2;
}

/* Whatever is made of the months is exact. */
static bool check_sums(const Comparison *comparison, const Compared *side, Diags *diags)
{
    if (fits(comparison, side->paid) && fits(comparison, side->earned)) return true;
    diag_error(diags, DIAG_PAY_TOO_LARGE, (Place){0},
               "the payments of the range are too large to be added up exactly");
    return false;
}

static bool is_covered(const Design *design, Month month)
{
    for (uint32_t p = 0; p < design->plan_count; p++)
        if (design->plans[p].from <= month_last_day(month) &&
            design->plans[p].to >= month_first_day(month))
            return true;
    return false;
}

/* Months in which a design is not in force cost nothing, and look like a saving. */
static void warn_uncovered(Arena *arena, const Comparison *comparison, const Design *design,
                           Diags *diags)
{
    for (Month from = comparison->from; from <= comparison->to; from++) {
        Month end = from;
        while (end <= comparison->to && !is_covered(design, end)) end++;
        if (end == from) continue;
        Text first = month_text(arena, from), last = month_text(arena, end - 1);
        Diag *diag = end == from + 1
            ? diag_warning(diags, DIAG_NO_PLAN, (Place){0}, "no plan of %.*s covers %.*s",
                           TEXT_ARG(design->directory), TEXT_ARG(first))
            : diag_warning(diags, DIAG_NO_PLAN, (Place){0}, "no plan of %.*s covers %.*s to %.*s",
                           TEXT_ARG(design->directory), TEXT_ARG(first), TEXT_ARG(last));
        diag_hint(diags, diag, "look at the plans' `effective:` dates, or at --period");
        from = end;
    }
}

bool compare_compute(Arena *arena, Comparison *comparison, Text name, const DesignTrees *trees,
                     const Design *design, Compared *out, Diags *diags)
{
    *out = (Compared){.name = name, .trees = trees, .design = design};
    lay_out(arena, comparison, out);
    if (!compute_years(arena, comparison, trees, design, NULL, out->years, diags)) return false;
    warn_uncovered(arena, comparison, design, diags);
    for (uint32_t p = 0; p < comparison->records->roster.person_count; p++)
        take_months(comparison, out, p);
    find_payees(comparison, out);
    return check_sums(comparison, out, diags);
}

bool compare_some(Arena *arena, Comparison *comparison, const Compared *base,
                  const DesignTrees *trees, const Design *design, const uint8_t *persons,
                  Compared *out, Diags *diags)
{
    *out = (Compared){.name = base->name, .trees = trees, .design = design};
    lay_out(arena, comparison, out);
    if (!compute_years(arena, comparison, trees, design, persons, out->years, diags)) return false;
    size_t count = comparison->records->roster.person_count;
    size_t cells = count * comparison->month_count;
    memcpy(out->paid, base->paid, cells * sizeof *out->paid);
    memcpy(out->earned, base->earned, cells * sizeof *out->earned);
    memcpy(out->is_payee, base->is_payee, count);
    for (uint32_t p = 0; p < count; p++) {
        if (!persons[p]) continue;
        out->is_payee[p] = 0;
        take_months(comparison, out, p);
    }
    find_payees(comparison, out);
    return check_sums(comparison, out, diags);
}

Money compare_sum(const Comparison *comparison, const Money *amounts, uint32_t person,
                  size_t first, size_t count)
{
    uint32_t from = person == PERSON_NONE ? 0 : person;
    uint32_t end = person == PERSON_NONE ? comparison->records->roster.person_count : person + 1;
    Money sum = {0};
    for (uint32_t p = from; p < end; p++)
        for (size_t m = first; m < first + count; m++)
            sum.minor += amounts[(size_t)p * comparison->month_count + m].minor;
    return sum;
}
