/* explain_what_if.c - two ledgers of one month, payee by payee: what the edits between them
 * change. */
#include "what_if.h"

#include <stddef.h>

const PayrollPart payroll_parts[PAYROLL_PARTS] = {
    {"balance_in", N_("balance carried in"), offsetof(Payment, balance_in)},
    {"earnings", N_("earnings"), offsetof(Payment, earnings)},
    {"prior", N_("prior-period adjustments"), offsetof(Payment, prior)},
    {"adjustments", N_("adjustments"), offsetof(Payment, adjustments)},
    {"draw_paid", N_("draw paid"), offsetof(Payment, draw_paid)},
    {"draw_repaid", N_("draw repaid"), offsetof(Payment, draw_repaid)},
    {"draw_owed", N_("draw owed"), offsetof(Payment, draw_owed)},
    {"held", N_("held for later months"), offsetof(Payment, held)},
    {"payment", N_("payment"), offsetof(Payment, payment)},
    {"balance_out", N_("balance carried out"), offsetof(Payment, balance_out)}};

Money part_of(const Payment *payment, const PayrollPart *part)
{
    return payment ? *(const Money *)((const char *)payment + part->offset) : (Money){0};
}

Money money_change(Money before, Money after)
{
    return (Money){after.minor - before.minor};
}

static const Ledger *side_of(const WhatIf *what_if, const PayeeChange *payee, uint32_t *person)
{
    bool now = payee->after != PERSON_NONE;
    *person = now ? payee->after : payee->before;
    return now ? what_if->after : what_if->before;
}

Text payee_id(const WhatIf *what_if, const PayeeChange *payee)
{
    uint32_t person;
    const Ledger *ledger = side_of(what_if, payee, &person);
    return ledger->records->roster.persons[person].id;
}

Text payee_name(const WhatIf *what_if, const PayeeChange *payee)
{
    uint32_t person;
    const Ledger *ledger = side_of(what_if, payee, &person);
    return ledger_assignment(ledger, person, ledger->period)->name;
}

bool paid_abroad(const Ledger *ledger, uint32_t person, const Payment *payment, Currency *currency,
                 Money *out)
{
    if (!payment) return false;
    PayUnit unit = ledger_pay_unit(ledger, person);
    *currency = unit.currency;
    return unit.rate && pay_unit_amount(ledger, unit, payment->payment, out);
}

/* A part of a payroll row in the payee's own currency, in which another rate changes it. */
static bool same_abroad(const WhatIf *what_if, const PayeeChange *payee, const PayrollPart *part)
{
    PayUnit one = ledger_pay_unit(what_if->before, payee->before);
    PayUnit two = ledger_pay_unit(what_if->after, payee->after);
    Money before, after;
    if (one.currency != two.currency) return false;
    return pay_unit_amount(what_if->before, one, part_of(payee->paid_before, part), &before) &&
           pay_unit_amount(what_if->after, two, part_of(payee->paid_after, part), &after) &&
           before.minor == after.minor;
}

static bool payroll_changes(const WhatIf *what_if, const PayeeChange *payee)
{
    if (!payee->paid_before || !payee->paid_after) return payee->paid_before != payee->paid_after;
    for (size_t p = 0; p < PAYROLL_PARTS; p++)
        if (part_of(payee->paid_before, &payroll_parts[p]).minor !=
                part_of(payee->paid_after, &payroll_parts[p]).minor ||
            !same_abroad(what_if, payee, &payroll_parts[p]))
            return true;
    return false;
}

const Plan *figures_plan(const WhatIf *what_if, const FiguresChange *change)
{
    const Entry *entry = change->after ? change->after : change->before;
    const Ledger *ledger = change->after ? what_if->after : what_if->before;
    return &ledger->design->plans[ledger->participations[entry->participation].plan];
}

const Component *figures_component(const WhatIf *what_if, const FiguresChange *change)
{
    const Entry *entry = change->after ? change->after : change->before;
    return &figures_plan(what_if, change)->components[entry->component];
}

bool entry_figure(const Entry *entry, EntryFigure figure, Ratio *out)
{
    const struct { bool has; Ratio ratio; } figures[ENTRY_FIGURES] = {
        {entry && entry->has_value, entry ? entry->value : RATIO_ZERO},
        {entry && entry->has_quota, entry ? entry->quota : RATIO_ZERO},
        {entry && entry->has_attainment, entry ? entry->attainment : RATIO_ZERO},
        {entry && entry->has_multiplier, entry ? entry->multiplier : RATIO_ZERO},
        {entry && entry->has_target, entry ? entry->target : RATIO_ZERO}};
    *out = figures[figure].ratio;
    return figures[figure].has;
}

bool figure_changes(const FiguresChange *change, EntryFigure figure)
{
    Ratio before, after;
    bool had = entry_figure(change->before, figure, &before);
    bool has = entry_figure(change->after, figure, &after);
    return had != has || (has && !ratio_equal(before, after));
}

bool figures_change(const FiguresChange *change)
{
    if (!change->before || !change->after) return true;
    for (int f = 0; f < ENTRY_FIGURES; f++)
        if (figure_changes(change, (EntryFigure)f)) return true;
    return change->before->earned_to_date.minor != change->after->earned_to_date.minor ||
           change->before->earning.minor != change->after->earning.minor;
}

/* Where a person's entries stand: they are in the order of the participations, and so of people. */
typedef struct Run { const Entry *entries; size_t count; } Run;

static uint32_t owner_of(const Ledger *ledger, size_t entry)
{
    return ledger->participations[ledger->entries[entry].participation].person;
}

static Run entries_of(const Ledger *ledger, uint32_t person)
{
    size_t low = 0, high = ledger->entry_count, end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (owner_of(ledger, middle) < person) low = middle + 1;
        else high = middle;
    }
    for (end = low; end < ledger->entry_count && owner_of(ledger, end) == person;) end++;
    return (Run){ledger->entries + low, end - low};
}

static bool is_twin(const WhatIf *what_if, const Entry *before, const Entry *after)
{
    return before->component == after->component &&
           what_if->before->participations[before->participation].plan ==
           what_if->after->participations[after->participation].plan;
}

/* Pairs a person's entries of the period. The design of both is one, so plan and component are the
 * same indexes; of two participations under one plan the first stands with the first. */
static void list_figures(const WhatIf *what_if, PayeeChange *payee)
{
    Run before = entries_of(what_if->before, payee->before);
    Run after = entries_of(what_if->after, payee->after);
    uint8_t *taken = ARENA_ARRAY(what_if->arena, uint8_t, before.count + 1);
    payee->figures = ARENA_ARRAY(what_if->arena, FiguresChange, before.count + after.count + 1);
    for (size_t i = 0; i < after.count; i++) {
        size_t twin = 0;
        while (twin < before.count &&
               (taken[twin] || !is_twin(what_if, &before.entries[twin], &after.entries[i])))
            twin++;
        if (twin < before.count) taken[twin] = 1;
        payee->figures[payee->figure_count++] =
            (FiguresChange){twin < before.count ? &before.entries[twin] : NULL,
                            &after.entries[i]};
    }
    for (size_t i = 0; i < before.count; i++)
        if (!taken[i])
            payee->figures[payee->figure_count++] = (FiguresChange){&before.entries[i], NULL};
}

static bool is_prior(const Ledger *ledger, const Posting *posting, uint32_t person)
{
    return posting->person == person && posting->month < ledger->period &&
           ledger->restated_from != MONTH_NONE && posting->due.minor != posting->booked.minor;
}

/* Adds one side's prior-period adjustments of a person to the list. */
static void list_priors(const WhatIf *what_if, PayeeChange *payee, const Ledger *ledger,
                        uint32_t person, size_t *capacity)
{
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        if (!is_prior(ledger, posting, person)) continue;
        size_t at = 0;
        while (at < payee->prior_count && !(payee->priors[at].month == posting->month &&
               text_equal(payee->priors[at].plan, posting->plan) &&
               text_equal(payee->priors[at].component, posting->component)))
            at++;
        if (at == payee->prior_count) {
            payee->priors = array_room(what_if->arena, payee->priors, at, capacity,
                                       sizeof *payee->priors);
            payee->priors[payee->prior_count++] =
                (PriorChange){.plan = posting->plan, .component = posting->component,
                              .month = posting->month};
        }
        Money *side = ledger == what_if->after ? &payee->priors[at].after
                                               : &payee->priors[at].before;
        side->minor += posting->due.minor - posting->booked.minor;
    }
}

static void fill(const WhatIf *what_if, PayeeChange *payee)
{
    size_t capacity = 0;
    list_figures(what_if, payee);
    if (payee->before != PERSON_NONE)
        list_priors(what_if, payee, what_if->before, payee->before, &capacity);
    if (payee->after != PERSON_NONE)
        list_priors(what_if, payee, what_if->after, payee->after, &capacity);
}

/* What is shown of the payees listed: without a payee asked for, those under the component. */
static bool fill_all(WhatIf *what_if)
{
    bool changes = false;
    size_t kept = 0;
    for (size_t i = 0; i < what_if->payee_count; i++) {
        PayeeChange *payee = &what_if->payees[i];
        fill(what_if, payee);
        bool asked = what_if_narrow(what_if, payee);
        if (!asked && what_if->person == PERSON_NONE) continue;
        changes |= payroll_changes(what_if, payee);
        if (payee->paid_before) what_if->paid_before.minor += payee->paid_before->payment.minor;
        if (payee->paid_after) what_if->paid_after.minor += payee->paid_after->payment.minor;
        what_if->payees[kept++] = *payee;
    }
    what_if->payee_count = kept;
    return changes;
}

static const Payment *payment_at(const Ledger *ledger, size_t *at, uint32_t person)
{
    if (person == PERSON_NONE) return NULL;
    while (*at < ledger->payment_count && ledger->payments[*at].person < person) (*at)++;
    bool there = *at < ledger->payment_count && ledger->payments[*at].person == person;
    return there ? &ledger->payments[*at] : NULL;
}

enum { YEAR_MONTHS = 12 };

/* What everybody earned in the months before, of those that are not paid with the period: without
 * books all of the fiscal year, with them what is not restated any more. */
static Money *earned_earlier(Arena *arena, const Ledger *ledger)
{
    size_t people = ledger->records->roster.person_count;
    Money *earned = ARENA_ARRAY(arena, Money, people * YEAR_MONTHS + 1);
    Month restated = ledger->booked ? ledger->restated_from : MONTH_NONE;
    for (size_t i = 0; i < ledger->earlier_count; i++) {
        const Entry *entry = &ledger->earlier[i];
        uint32_t person = ledger->participations[entry->participation].person;
        if (restated != MONTH_NONE && entry->month >= restated) continue;
        earned[(size_t)person * YEAR_MONTHS + (size_t)(entry->month - ledger->year_start)].minor +=
            entry->earning.minor;
    }
    return earned;
}

static void add_earlier(WhatIf *what_if, const PayeeChange *payee)
{
    for (int m = 0; m < YEAR_MONTHS; m++) {
        Money before = {0}, after = {0};
        size_t at = (size_t)m;
        if (payee->before != PERSON_NONE)
            before = what_if->earned_before[(size_t)payee->before * YEAR_MONTHS + at];
        if (payee->after != PERSON_NONE)
            after = what_if->earned_after[(size_t)payee->after * YEAR_MONTHS + at];
        Month month = what_if->after->year_start + m;
        if (before.minor == after.minor) continue;
        if (what_if->earlier_from == MONTH_NONE || month < what_if->earlier_from)
            what_if->earlier_from = month;
        if (what_if->earlier_to == MONTH_NONE || month > what_if->earlier_to)
            what_if->earlier_to = month;
        what_if->earlier.minor += money_change(before, after).minor;
    }
}

/* Walks both rosters together: ids ascend, and so do the payments. */
static void list_payees(WhatIf *what_if)
{
    const Roster *before = &what_if->before->records->roster;
    const Roster *after = &what_if->after->records->roster;
    uint32_t b = 0, a = 0;
    size_t at_before = 0, at_after = 0, capacity = 0;
    while (b < before->person_count || a < after->person_count) {
        int order = b == before->person_count ? 1 : a == after->person_count ? -1
                  : text_compare(before->persons[b].id, after->persons[a].id);
        PayeeChange payee = {.before = order <= 0 ? b++ : PERSON_NONE,
                             .after = order >= 0 ? a++ : PERSON_NONE};
        payee.paid_before = payment_at(what_if->before, &at_before, payee.before);
        payee.paid_after = payment_at(what_if->after, &at_after, payee.after);
        bool changes = payroll_changes(what_if, &payee);
        what_if->changed += changes;
        if (what_if->person == PERSON_NONE || payee.after == what_if->person)
            add_earlier(what_if, &payee);
        if (what_if->person == PERSON_NONE ? !changes : payee.after != what_if->person) continue;
        what_if->payees = array_room(what_if->arena, what_if->payees, what_if->payee_count,
                                     &capacity, sizeof *what_if->payees);
        what_if->payees[what_if->payee_count++] = payee;
    }
}

Text explain_what_if(Arena *arena, const Ledger *before, const Ledger *after, const Edit *edits,
                     size_t edit_count, uint32_t person, Text component,
                     Text explanation, const ExplainLook *look)
{
    WhatIf what_if = {.arena = arena, .before = before, .after = after, .edits = edits,
                      .edit_count = edit_count, .person = person, .component = component,
                      .look = look,
                      .digits = after->records->company->digits,
                      .earned_before = earned_earlier(arena, before),
                      .earned_after = earned_earlier(arena, after),
                      .earlier_from = MONTH_NONE, .earlier_to = MONTH_NONE};
    list_payees(&what_if);
    bool changes = fill_all(&what_if);
    what_if.unchanged = changes ? TEXT("") : what_if_why(&what_if);
    return look->json ? what_if_json(&what_if, explanation) : what_if_text(&what_if, explanation);
}
