/* records_same.c - whether two readings of a side table say the same of the days up to a day: a new
 * hire, or the end of an assignment, in an open month changes nothing in closed ones. */
#include "attain/records.h"

static Day clipped(Day end, Day last)
{
    return end > last ? DAY_OPEN : end;
}

static bool same_cell(const Records *a, const Records *b, const ColumnSpec *spec, uint32_t column,
                      const Assignment *one, const Assignment *two)
{
    const Slice *first = &a->roster.table.slices[one->slice];
    const Slice *second = &b->roster.table.slices[two->slice];
    const ColumnValues *x = &first->columns[column], *y = &second->columns[column];
    switch (spec->type) {
    case COLUMN_TEXT: return text_equal(x->texts[one->row], y->texts[two->row]);
    case COLUMN_DATE: return x->days[one->row] == y->days[two->row];
    case COLUMN_MONEY: return x->money[one->row].minor == y->money[two->row].minor;
    case COLUMN_NUMBER:
    case COLUMN_PERCENT: return ratio_equal(x->ratios[one->row], y->ratios[two->row]);
    case COLUMN_INTEGER: return x->integers[one->row] == y->integers[two->row];
    case COLUMN_FLAG: return x->flags[one->row] == y->flags[two->row];
    case COLUMN_PAYEE:
        return text_equal(roster_payee_text(&a->roster, first, x->payees[one->row]),
                          roster_payee_text(&b->roster, second, y->payees[two->row]));
    case COLUMN_TYPES: break;
    }
    return false;
}

/* Every declared column but the end, which is compared as far as the closed days go. */
static bool same_assignment(const Records *a, const Records *b, const Assignment *one,
                            const Assignment *two, Day last)
{
    const FeedSpec *spec = a->roster.table.spec;
    if (spec->column_count != b->roster.table.spec->column_count) return false;
    if (clipped(one->end, last) != clipped(two->end, last)) return false;
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (!text_equal(spec->columns[c].name, TEXT("end_date")) &&
            !same_cell(a, b, &spec->columns[c], c, one, two))
            return false;
    return true;
}

static bool same_roster(const Records *a, const Records *b, Day last)
{
    uint32_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a->roster.assignment_count && a->roster.assignments[i].start > last) i++;
        while (j < b->roster.assignment_count && b->roster.assignments[j].start > last) j++;
        bool more = i < a->roster.assignment_count;
        if (more != (j < b->roster.assignment_count)) return false;
        if (!more) return true;
        if (!same_assignment(a, b, &a->roster.assignments[i], &b->roster.assignments[j], last))
            return false;
    }
}

static bool same_alignments(const Records *a, const Records *b, Day last)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a->alignment_count && a->alignments[i].start > last) i++;
        while (j < b->alignment_count && b->alignments[j].start > last) j++;
        bool more = i < a->alignment_count;
        if (more != (j < b->alignment_count)) return false;
        if (!more) return true;
        const Alignment *x = &a->alignments[i], *y = &b->alignments[j];
        if (x->start != y->start || clipped(x->end, last) != clipped(y->end, last) ||
            !text_equal(a->roster.persons[x->person].id, b->roster.persons[y->person].id) ||
            !text_equal(a->roster.teams[x->team], b->roster.teams[y->team]))
            return false;
    }
}

bool records_same_people(const Records *a, const Records *b, Day last)
{
    return same_roster(a, b, last) && same_alignments(a, b, last);
}

static Text holder_text(const Records *records, const Quota *quota)
{
    if (quota->kind == HOLDER_PERSON) return records->roster.persons[quota->holder].id;
    return quota->kind == HOLDER_TEAM ? records->roster.teams[quota->holder] : TEXT("");
}

bool records_same_quotas(const Records *a, const Records *b, Month last)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a->quota_count && a->quotas[i].first > last) i++;
        while (j < b->quota_count && b->quotas[j].first > last) j++;
        bool more = i < a->quota_count;
        if (more != (j < b->quota_count)) return false;
        if (!more) return true;
        const Quota *x = &a->quotas[i], *y = &b->quotas[j];
        if (x->kind != y->kind || x->first != y->first || x->last != y->last ||
            !ratio_equal(x->monthly, y->monthly) || !text_equal(x->measure, y->measure) ||
            !text_equal(x->line, y->line) || !text_equal(holder_text(a, x), holder_text(b, y)))
            return false;
    }
}

bool records_same_rates(const Records *a, const Records *b, Month last)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a->rate_count && a->rates[i].month > last) i++;
        while (j < b->rate_count && b->rates[j].month > last) j++;
        bool more = i < a->rate_count;
        if (more != (j < b->rate_count)) return false;
        if (!more) return true;
        const FxRate *x = &a->rates[i], *y = &b->rates[j];
        if (x->currency != y->currency || x->month != y->month || !ratio_equal(x->rate, y->rate))
            return false;
    }
}
