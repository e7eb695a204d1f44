/* totals.c - sums over a ledger, and the checks that tie its parts together. */
#include "totals.h"

#include <stdlib.h>
#include <string.h>

#define SUM_MAX 64               /* characters of the longest sum, grouped */

static void add_groups(Arena *arena, const Ledger *ledger, Overview *out);
static void add_payments(const Ledger *ledger, Overview *out);
static void add_credits(Arena *arena, const Ledger *ledger, Overview *out);
static void add_checks(const Ledger *ledger, Overview *out);

void overview_make(Arena *arena, const Ledger *ledger, Overview *out)
{
    *out = (Overview){0};
    for (size_t e = 0; e < ledger->entry_count; e++) {
        const Entry *entry = &ledger->entries[e];
        out->payout_rows += entry->has_window;
        out->floored_rows += entry->has_window && (entry->notes & (1u << NOTE_FLOORED));
    }
    for (size_t a = 0; a < ledger->records->adjustment_count; a++)
        out->adjustment_rows += ledger->records->adjustments[a].period == ledger->period;
    add_groups(arena, ledger, out);
    add_payments(ledger, out);
    add_credits(arena, ledger, out);
    add_checks(ledger, out);
}

Text sum_text(Arena *arena, Sum minor, int digits, bool grouped)
{
    __extension__ typedef unsigned __int128 Size;
    char bytes[SUM_MAX];
    size_t at = sizeof bytes;
    Size size = minor < 0 ? -(Size)minor : (Size)minor;
    for (int d = 0; d < digits; d++, size /= 10) bytes[--at] = (char)('0' + (int)(size % 10));
    if (digits) bytes[--at] = '.';
    int printed = 0;
    do {
        if (grouped && printed && printed % 3 == 0) bytes[--at] = ',';
        bytes[--at] = (char)('0' + (int)(size % 10));
        printed++;
    } while (size /= 10);
    if (minor < 0) bytes[--at] = '-';
    return text_copy(arena, (Text){bytes + at, sizeof bytes - at});
}

/* A payee's role and team as one sortable thing. */
typedef struct Membership { Text role, team; size_t payment; } Membership;

static int compare_memberships(const void *a, const void *b)
{
    const Membership *left = a, *right = b;
    int order = text_compare(left->role, right->role);
    if (!order) order = text_compare(left->team, right->team);
    if (!order) order = (left->payment > right->payment) - (left->payment < right->payment);
    return order;
}

static void add_groups(Arena *arena, const Ledger *ledger, Overview *out)
{
    const Roster *roster = &ledger->records->roster;
    size_t count = ledger->payment_count;
    Membership *members = ARENA_ARRAY(arena, Membership, count + 1);
    for (size_t p = 0; p < count; p++) {
        const Assignment *assignment =
            ledger_assignment(ledger, ledger->payments[p].person, ledger->period);
        bool team = assignment->team != TEAM_NONE;
        members[p] = (Membership){assignment->role,
                                  team ? roster->teams[assignment->team] : TEXT(""), p};
    }
    qsort(members, count, sizeof *members, compare_memberships);
    out->groups = ARENA_ARRAY(arena, Group, count + 1);
    out->payment_groups = ARENA_ARRAY(arena, uint32_t, count + 1);
    for (size_t m = 0; m < count; m++) {
        const Membership *member = &members[m];
        bool same = m && text_equal(member->role, members[m - 1].role)
                    && text_equal(member->team, members[m - 1].team);
        if (!same)
            out->groups[out->group_count++] = (Group){.role = member->role, .team = member->team};
        out->payment_groups[member->payment] = (uint32_t)(out->group_count - 1);
    }
}

static void add_payment(Totals *totals, const Payment *payment)
{
    totals->payees++;
    totals->balance_in += payment->balance_in.minor;
    totals->earnings += payment->earnings.minor;
    totals->adjustments += payment->adjustments.minor;
    totals->payment += payment->payment.minor;
    totals->balance_out += payment->balance_out.minor;
}

static void add_payments(const Ledger *ledger, Overview *out)
{
    for (size_t p = 0; p < ledger->payment_count; p++) {
        const Payment *payment = &ledger->payments[p];
        add_payment(&out->all, payment);
        add_payment(&out->groups[out->payment_groups[p]].totals, payment);
        if (payment->payment.minor) continue;
        if (payment->balance_out.minor) out->carried++;
        else out->nothing++;
    }
}

static void add_credits(Arena *arena, const Ledger *ledger, Overview *out)
{
    uint32_t lines = ledger->design->line_count;
    Unassigned *by_line = ARENA_ARRAY(arena, Unassigned, (size_t)lines + 1);
    for (uint32_t l = 0; l < lines; l++) by_line[l] = (Unassigned){l, 0, RATIO_ZERO};
    for (size_t c = 0; c < ledger->credit_count; c++) {
        const Credit *credit = &ledger->credits[c];
        if (!ledger->line_listed[credit->line]) continue;
        out->credits_listed++;
        if (credit->status != UNASSIGNED) continue;
        Unassigned *unassigned = &by_line[credit->line];
        unassigned->count++;
        unassigned->sum = ratio_add(arena, unassigned->sum, credit->amount);
    }
    out->unassigned = by_line;
    for (uint32_t l = 0; l < lines; l++) {
        out->unassigned_count += by_line[l].count;
        if (by_line[l].count) by_line[out->unassigned_lines++] = by_line[l];
    }
}

/* Each side of a check is added up from another part of the ledger than the other side. */
static void add_checks(const Ledger *ledger, Overview *out)
{
    Sum earnings = 0, movements = 0, adjustments = 0, groups = 0, negative = 0;
    for (size_t e = 0; e < ledger->entry_count; e++) {
        const Entry *entry = &ledger->entries[e];
        if (!entry->has_window) continue;
        earnings += entry->earning.minor;
        movements += (Sum)entry->earned_to_date.minor - entry->earned_before.minor;
    }
    for (size_t a = 0; a < ledger->records->adjustment_count; a++) {
        const Adjustment *adjustment = &ledger->records->adjustments[a];
        if (adjustment->period == ledger->period) adjustments += adjustment->amount.minor;
    }
    for (size_t g = 0; g < out->group_count; g++) groups += out->groups[g].totals.payment;
    for (size_t p = 0; p < ledger->payment_count; p++)
        negative += ledger->payments[p].payment.minor < 0;
    const Totals *all = &out->all;
    const Check checks[CHECK_KINDS] = {
        [CHECK_EARNINGS] = {TEXT("Earnings of all components = earnings in payroll"), false,
                            earnings, all->earnings},
        [CHECK_TO_DATE] = {TEXT("Earned to date - earned before = earnings"), false, movements,
                           earnings},
        [CHECK_ADJUSTMENTS] = {TEXT("Adjustments of the month = adjustments in payroll"), false,
                               adjustments, all->adjustments},
        [CHECK_PAYMENTS] = {TEXT("Balance in + earnings + adjustments = payment + balance out"),
                            false, all->balance_in + all->earnings + all->adjustments,
                            all->payment + all->balance_out},
        [CHECK_NEGATIVE] = {TEXT("Payments below 0"), true, 0, negative},
        [CHECK_GROUPS] = {TEXT("Payments by role and team = payments in payroll"), false, groups,
                          all->payment},
    };
    memcpy(out->checks, checks, sizeof checks);
    for (int c = 0; c < CHECK_KINDS; c++)
        out->checks_failed += checks[c].expected != checks[c].actual;
}
