/* expectations.c - quotas, alignments, adjustments, rates: rows that name people, teams, months.
 * Source: CONTRACT 2. */
#include "intake_inside.h"

#include <stdlib.h>
#include <string.h>

typedef struct Side { Arena *arena; const Company *company; Records *records; Diags *diags;
                      const Table *table; const Slice *slice; uint32_t slice_index, row; } Side;

static size_t count_rows(const Table *table)
{
    size_t rows = 0;
    for (size_t s = 0; s < table->slice_count; s++) rows += table->slices[s].row_count;
    return rows;
}

static Text text_at(const Side *side, uint32_t column)
{
    return side->slice->columns[column].texts[side->row];
}

static Diag *refuse(Side *side, DiagCode code, uint32_t column, const char *what)
{
    Place place = record_cell_place(side->arena, side->table, side->slice, side->row, column);
    Text cell = text_at(side, column);
    Diag *diag = diag_error(side->diags, code, place, "%.*s \"%.*s\" %s", TEXT_ARG(place.heading),
                            TEXT_ARG(cell), what);
    diag_value(side->diags, diag, cell);
    return diag;
}

static void hint_nearest(Side *side, Diag *diag, Text name, bool people, bool teams)
{
    const Roster *roster = &side->records->roster;
    size_t count = 0;
    Text *names = ARENA_ARRAY(side->arena, Text, roster->person_count + roster->team_count + 1u);
    for (uint32_t p = 0; people && p < roster->person_count; p++)
        names[count++] = roster->persons[p].id;
    for (uint32_t t = 0; teams && t < roster->team_count; t++) names[count++] = roster->teams[t];
    Text near = text_nearest(name, names, count);
    if (near.length) diag_hint(side->diags, diag, "did you mean %.*s?", TEXT_ARG(near));
}

static bool find_person(Side *side, uint32_t column, DiagCode code, uint32_t *person)
{
    Text id = text_at(side, column);
    *person = roster_person(&side->records->roster, id);
    if (*person != PERSON_NONE) return true;
    hint_nearest(side, refuse(side, code, column, "is not on the roster"), id, true, false);
    return false;
}

/* Walks the usable rows of a table. */
static bool next_row(Side *side)
{
    for (;;) {
        if (side->slice_index >= side->table->slice_count) return false;
        side->slice = &side->table->slices[side->slice_index];
        if (side->row == UINT32_MAX) side->row = 0;
        else side->row++;
        if (side->row >= side->slice->row_count) {
            side->slice_index++;
            side->row = UINT32_MAX;
            continue;
        }
        if (!side->slice->left_out || !side->slice->left_out[side->row]) return true;
    }
}

static bool find_holder(Side *side, Quota *quota)
{
    const Roster *roster = &side->records->roster;
    Text holder = text_at(side, QUOTA_HOLDER);
    uint32_t person = roster_person(roster, holder), team = roster_team(roster, holder);
    if (text_equal(holder, TEXT("company"))) {
        quota->kind = HOLDER_COMPANY;
    } else if (person != PERSON_NONE) {
        quota->kind = HOLDER_PERSON;
        quota->holder = person;
    } else if (team != TEAM_NONE) {
        quota->kind = HOLDER_TEAM;
        quota->holder = team;
    } else {
        Diag *diag = refuse(side, DIAG_QUOTA_HOLDER, QUOTA_HOLDER,
                            "is no person, no team, and not \"company\"");
        hint_nearest(side, diag, holder, true, true);
        return false;
    }
    return true;
}

static int compare_quotas(const void *left, const void *right)
{
    const Quota *a = left, *b = right;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->holder != b->holder) return a->holder < b->holder ? -1 : 1;
    int order = text_compare(a->measure, b->measure);
    if (!order) order = text_compare(a->line, b->line);
    if (order) return order;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->last != b->last) return a->last < b->last ? -1 : 1;
    if (a->slice != b->slice) return a->slice < b->slice ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void check_twice(Side *side, const Quota *quotas, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            const Quota *a = &quotas[i], *b = &quotas[j];
            bool same = a->kind == b->kind && a->holder == b->holder &&
                        text_equal(a->measure, b->measure) && text_equal(a->line, b->line);
            if (!same || b->first > a->last) break;
            side->slice = &side->table->slices[b->slice];
            side->row = b->row;
            const Slice *other = &side->table->slices[a->slice];
            Text month = month_text(side->arena, b->first);
            Place place = record_place(side->arena, side->table, side->slice, b->row);
            Diag *diag = diag_error(side->diags, DIAG_QUOTA_TWICE, place,
                                    "a second quota of %.*s for %.*s in %.*s",
                                    TEXT_ARG(text_at(side, QUOTA_HOLDER)), TEXT_ARG(a->measure),
                                    TEXT_ARG(month));
            diag_hint(side->diags, diag, "the first is line %u", other->lines[a->row]);
        }
}

void quotas_build(Arena *arena, const Company *company, Records *records, Diags *diags)
{
    Side side = {arena, company, records, diags, &records->quota_table, NULL, 0, UINT32_MAX};
    records->quotas = ARENA_ARRAY(arena, Quota, count_rows(side.table) + 1);
    while (next_row(&side)) {
        Quota quota = {.slice = side.slice_index, .row = side.row, .line = TEXT("")};
        Text measure = text_at(&side, QUOTA_MEASURE);
        const char *dot = memchr(measure.bytes, '.', measure.length);
        size_t end = dot ? (size_t)(dot - measure.bytes) : measure.length;
        quota.measure = text_part(measure, 0, end);
        if (dot) quota.line = text_part(measure, end + 1, measure.length);
        bool good = find_holder(&side, &quota);
        if (!fiscal_period_parse(company->fiscal, text_at(&side, QUOTA_PERIOD), &quota.first,
                                 &quota.last)) {
            Diag *diag = refuse(&side, DIAG_QUOTA_PERIOD, QUOTA_PERIOD, "is no period");
            diag_hint(diags, diag, "write 2026-03, FY2026-Q1, FY2026-H1 or FY2026");
            good = false;
        }
        if (!good) continue;
        Ratio months = ratio_whole(quota.last - quota.first + 1);
        good = ratio_divide(arena, side.slice->columns[QUOTA_AMOUNT].ratios[side.row], months,
                            &quota.monthly);
        if (good) records->quotas[records->quota_count++] = quota;
    }
    if (records->quota_count)
        qsort(records->quotas, records->quota_count, sizeof(Quota), compare_quotas);
    check_twice(&side, records->quotas, records->quota_count);
}

static int compare_alignments(const void *left, const void *right)
{
    const Alignment *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->team != b->team) return a->team < b->team ? -1 : 1;
    if (a->end != b->end) return a->end < b->end ? -1 : 1;
    if (a->slice != b->slice) return a->slice < b->slice ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

void alignments_build(Arena *arena, const Company *company, Records *records, Diags *diags)
{
    Side side = {arena, company, records, diags, &records->alignment_table, NULL, 0, UINT32_MAX};
    records->alignments = ARENA_ARRAY(arena, Alignment, count_rows(side.table) + 1);
    while (next_row(&side)) {
        Alignment alignment = {.start = side.slice->columns[ALIGNED_START].days[side.row],
                               .end = side.slice->columns[ALIGNED_END].days[side.row],
                               .slice = side.slice_index, .row = side.row};
        bool good = find_person(&side, ALIGNED_PERSON, DIAG_ALIGNMENT_UNKNOWN, &alignment.person);
        Text team = text_at(&side, ALIGNED_TEAM);
        alignment.team = roster_team(&records->roster, team);
        if (alignment.team == TEAM_NONE) {
            Diag *diag = refuse(&side, DIAG_ALIGNMENT_UNKNOWN, ALIGNED_TEAM,
                                "is a team that nobody on the roster is on");
            hint_nearest(&side, diag, team, false, true);
            good = false;
        }
        if (alignment.end == DAY_NONE) alignment.end = DAY_OPEN;
        if (alignment.end < alignment.start) {
            Place place = record_cell_place(arena, side.table, side.slice, side.row, ALIGNED_END);
            diag_error(diags, DIAG_ROSTER_DATES, place, "the alignment ends before it starts");
            good = false;
        }
        if (good) records->alignments[records->alignment_count++] = alignment;
    }
    if (records->alignment_count)
        qsort(records->alignments, records->alignment_count, sizeof(Alignment),
              compare_alignments);
}

static int compare_adjustments(const void *left, const void *right)
{
    const Adjustment *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->period != b->period) return a->period < b->period ? -1 : 1;
    int order = text_compare(a->id, b->id);
    if (order) return order;
    if (a->slice != b->slice) return a->slice < b->slice ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* An adjustment paid twice is money lost: an id stands once. */
static void check_ids(Side *side)
{
    Arena *scratch = arena_new();
    Names *ids = names_new(scratch);
    side->slice_index = 0;
    side->row = UINT32_MAX;
    while (next_row(side)) {
        uint32_t before = names_count(ids);
        if (names_add(ids, text_at(side, ADJUSTED_ID)) < before)
            refuse(side, DIAG_KEY_TWICE, ADJUSTED_ID, "stands twice");
    }
    arena_free(scratch);
}

void adjustments_build(Arena *arena, const Company *company, Records *records, Diags *diags)
{
    Side side = {arena, company, records, diags, &records->adjustment_table, NULL, 0, UINT32_MAX};
    records->adjustments = ARENA_ARRAY(arena, Adjustment, count_rows(side.table) + 1);
    while (next_row(&side)) {
        Adjustment adjustment = {.id = text_at(&side, ADJUSTED_ID),
                                 .amount = side.slice->columns[ADJUSTED_AMOUNT].money[side.row],
                                 .reason = text_at(&side, ADJUSTED_REASON),
                                 .approved_by = text_at(&side, ADJUSTED_BY),
                                 .slice = side.slice_index, .row = side.row};
        bool good = find_person(&side, ADJUSTED_PERSON, DIAG_ADJUSTMENT_UNKNOWN,
                                &adjustment.person);
        if (!month_parse(text_at(&side, ADJUSTED_PERIOD), &adjustment.period)) {
            Diag *diag = refuse(&side, DIAG_QUOTA_PERIOD, ADJUSTED_PERIOD, "is no month");
            diag_hint(diags, diag, "write 2026-03");
            good = false;
        }
        if (good) records->adjustments[records->adjustment_count++] = adjustment;
    }
    check_ids(&side);
    if (records->adjustment_count)
        qsort(records->adjustments, records->adjustment_count, sizeof(Adjustment),
              compare_adjustments);
}

static int compare_rates(const void *left, const void *right)
{
    const FxRate *a = left, *b = right;
    if (a->currency != b->currency) return a->currency < b->currency ? -1 : 1;
    if (a->month != b->month) return a->month < b->month ? -1 : 1;
    if (a->slice != b->slice) return a->slice < b->slice ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void check_rates_twice(Side *side, const FxRate *rates, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const FxRate *a = &rates[i - 1], *b = &rates[i];
        if (a->currency != b->currency || a->month != b->month) continue;
        const Slice *slice = &side->table->slices[b->slice];
        const Slice *other = &side->table->slices[a->slice];
        Place place = record_place(side->arena, side->table, slice, b->row);
        Text month = month_text(side->arena, b->month);
        Diag *diag = diag_error(side->diags, DIAG_FX_TWICE, place,
                                "a second rate of %.*s for %.*s",
                                TEXT_ARG(currency_code(b->currency)), TEXT_ARG(month));
        diag_hint(side->diags, diag, "the first is %.*s:%u",
                  TEXT_ARG(other->file->source.path), other->lines[a->row]);
    }
}

/* A rate is above 0; the company's own currency has no other than 1. */
static bool check_rate(Side *side, const FxRate *rate)
{
    bool own = rate->currency == side->company->currency_number;
    if (ratio_sign(rate->rate) > 0 && (!own || ratio_equal(rate->rate, RATIO_ONE))) return true;
    Place place = record_cell_place(side->arena, side->table, side->slice, side->row, FX_RATE);
    Text shown = ratio_text(side->arena, rate->rate, FX_DECIMALS);
    Diag *diag = own
        ? diag_error(side->diags, DIAG_FX_RATE, place,
                     "%.*s is the company's own currency: its rate is 1, not %.*s",
                     TEXT_ARG(side->company->currency), TEXT_ARG(shown))
        : diag_error(side->diags, DIAG_FX_RATE, place, "a rate is above 0, this one is %.*s",
                     TEXT_ARG(shown));
    diag_value(side->diags, diag, shown);
    if (own) diag_hint(side->diags, diag, "leave the row out");
    else diag_hint(side->diags, diag, "a rate says how many %.*s one unit is worth",
                   TEXT_ARG(side->company->currency));
    return false;
}

void rates_build(Arena *arena, const Company *company, Records *records, Diags *diags)
{
    Side side = {arena, company, records, diags, &records->fx_table, NULL, 0, UINT32_MAX};
    records->rates = ARENA_ARRAY(arena, FxRate, count_rows(side.table) + 1);
    while (next_row(&side)) {
        FxRate rate = {.currency = currency_find(text_at(&side, FX_CURRENCY)),
                       .rate = side.slice->columns[FX_RATE].ratios[side.row],
                       .source = text_at(&side, FX_SOURCE), .slice = side.slice_index,
                       .row = side.row};
        bool good = rate.currency != CURRENCY_NONE;
        if (!good) {
            Diag *diag = refuse(&side, DIAG_CURRENCY_UNKNOWN, FX_CURRENCY,
                                "is not a currency of ISO 4217");
            diag_hint(diags, diag, CURRENCY_HINT);
        }
        if (!month_parse(text_at(&side, FX_PERIOD), &rate.month)) {
            Diag *diag = refuse(&side, DIAG_QUOTA_PERIOD, FX_PERIOD, "is no month");
            diag_hint(diags, diag, "a rate is a month's: write 2026-03");
            good = false;
        }
        if (check_rate(&side, &rate) && good) records->rates[records->rate_count++] = rate;
    }
    if (records->rate_count)
        qsort(records->rates, records->rate_count, sizeof(FxRate), compare_rates);
    check_rates_twice(&side, records->rates, records->rate_count);
}
