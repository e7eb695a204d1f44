/* pay.c - one payee's month: balance, what is released, adjustments, draw, payment.
 * Source: CONTRACT 5, Payment; 8, payment of a month.
 *
 * Over books the month stands on what the last close left. Without any, the months of the fiscal
 * year are replayed, from a balance of 0. */
#include "engine_inside.h"

#include <assert.h>

/* What stands open between two months. */
typedef struct State { Money balance, owed; } State;

typedef struct Replay {
    Engine *engine;
    const Booked *booked;                /* NULL: replayed */
    Money *adjustments;                  /* [person * 12 + month of the fiscal year] */
    uint8_t *listed;                     /* in the period: has a row or an adjustment */
} Replay;

static void too_large(Engine *engine, uint32_t person)
{
    diag_error(engine->diags, DIAG_PAY_TOO_LARGE, (Place){0},
               "%.*s: the payment is too large to be exact",
               TEXT_ARG(engine->roster->persons[person].id));
}

static void add(Replay *replay, uint32_t person, Money amount, Money *sum)
{
    if (!money_add(*sum, amount, sum)) too_large(replay->engine, person);
}

static void list_entries(Replay *replay)
{
    const Ledger *ledger = replay->engine->ledger;
    for (size_t i = 0; i < ledger->entry_count; i++)
        replay->listed[ledger->participations[ledger->entries[i].participation].person] = 1;
}

static void add_adjustments(Replay *replay)
{
    Engine *engine = replay->engine;
    for (size_t i = 0; i < engine->records->adjustment_count; i++) {
        const Adjustment *adjustment = &engine->records->adjustments[i];
        if (adjustment->period < engine->year_start || adjustment->period > engine->period)
            continue;
        size_t at = (size_t)adjustment->person * YEAR_MONTHS +
                    (size_t)(adjustment->period - engine->year_start);
        add(replay, adjustment->person, adjustment->amount, &replay->adjustments[at]);
        if (adjustment->period == engine->period) replay->listed[adjustment->person] = 1;
    }
}

static Money less(Replay *replay, uint32_t person, Money from, Money amount)
{
    Money rest = {0};
    if (!money_subtract(from, amount, &rest)) too_large(replay->engine, person);
    return rest;
}

/* Without a schedule, and replayed: all of it in its own month. */
static void release_at_once(Replay *replay, Posting *posting, Month month, Payment *payment)
{
    bool own = month == posting->month;
    if (own) add(replay, posting->person, posting->due, &payment->released);
    if (own) posting->released = posting->due;
    else posting->released_before = posting->due;
    if (!own) posting->released = (Money){0};
}

/* What a posting gives in a month; in the period it is also kept in the posting. */
static void release(Replay *replay, Posting *posting, Month month, Payment *payment)
{
    Engine *engine = replay->engine;
    Released now, before = {posting->released_before, posting->forfeited_before};
    bool fits = released_to_date(engine, posting, month, &now);
    if (fits && !replay->booked) fits = released_to_date(engine, posting, month - 1, &before);
    if (!fits) {
        too_large(engine, posting->person);
        return;
    }
    uint32_t person = posting->person;
    Money paid = less(replay, person, now.paid, before.paid);
    Money held = less(replay, person, less(replay, person, posting->due, now.paid),
                      now.forfeited);
    add(replay, person, paid, &payment->released);
    add(replay, person, held, &payment->held);
    if (month != engine->period) return;
    posting->released_before = before.paid;
    posting->released = paid;
    posting->forfeited_before = before.forfeited;
    posting->forfeited = less(replay, person, now.forfeited, before.forfeited);
    posting->held = held;
}

static void release_all(Replay *replay, uint32_t person, Month month, Payment *payment)
{
    Ledger *ledger = replay->engine->ledger;
    size_t from, to;
    postings_of(ledger, person, &from, &to);
    for (size_t i = from; i < to; i++) {
        Posting *posting = &ledger->postings[i];
        if (posting->month > month) continue;
        if (posting->month == month)
            add(replay, person, posting->due, &payment->earnings);
        else if (replay->booked)
            add(replay, person, less(replay, person, posting->due, posting->booked),
                &payment->prior);
        if (!replay->booked && released_at_once(replay->engine, posting))
            release_at_once(replay, posting, month, payment);
        else release(replay, posting, month, payment);
    }
}

/* Below the draw's amount the difference is paid on top, and owed if the draw is recoverable; above
 * it what is owed is repaid. `available` may be below 0: it then counts as 0. */
static bool settle_draw(Replay *replay, uint32_t person, Money available, State state,
                        Payment *payment)
{
    DrawTerms terms;
    Money whole, sum;
    if (!draw_terms(replay->engine, person, payment->month, &terms) ||
        !money_add(terms.recoverable, terms.guaranteed, &whole))
        return false;
    payment->draw_owed = state.owed;
    payment->draw_amount = whole;
    payment->draw_guaranteed = terms.guaranteed;
    payment->draw_recovers = terms.may_recover;
    payment->draw_share = terms.recover_share;
    payment->draws = terms.draws;
    payment->draw_count = terms.draw_count;
    if (available.minor < 0) available.minor = 0;
    if (available.minor < whole.minor) {
        int64_t lacking = whole.minor - available.minor;
        int64_t given = lacking < terms.guaranteed.minor ? lacking : terms.guaranteed.minor;
        payment->draw_paid.minor = lacking;
        sum.minor = lacking - given;                   /* what was guaranteed is never owed */
        return money_add(state.owed, sum, &payment->draw_owed);
    }
    if (!terms.may_recover || !state.owed.minor) return true;
    Arena *arena = replay->engine->arena;
    Ratio most = ratio_multiply(arena, ratio_whole(available.minor - whole.minor),
                                terms.recover_share);
    if (!money_from_ratio(most, 0, ROUND_DOWN, &payment->draw_repaid)) return false;
    if (payment->draw_repaid.minor > state.owed.minor) payment->draw_repaid = state.owed;
    payment->draw_owed.minor -= payment->draw_repaid.minor;
    return true;
}

static Payment pay_month(Replay *replay, uint32_t person, Month month, State state)
{
    Engine *engine = replay->engine;
    Payment payment = {.person = person, .month = month, .balance_in = state.balance,
                       .draw_owed_before = state.owed};
    size_t at = (size_t)person * YEAR_MONTHS + (size_t)(month - engine->year_start);
    payment.adjustments = replay->adjustments[at];
    release_all(replay, person, month, &payment);
    Money available = state.balance;
    add(replay, person, payment.released, &available);
    add(replay, person, payment.adjustments, &available);
    payment.available = available;
    if (!settle_draw(replay, person, available, state, &payment)) too_large(engine, person);
    if (available.minor < 0) payment.balance_out = available;
    else payment.payment = available;
    add(replay, person, payment.draw_paid, &payment.payment);
    payment.payment.minor -= payment.draw_repaid.minor;
    return payment;
}

/* What the last close left of a person. */
static State state_of(const Booked *booked, uint32_t person)
{
    size_t low = 0, high = booked->balance_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (booked->balances[middle].person < person) low = middle + 1;
        else high = middle;
    }
    if (low == booked->balance_count || booked->balances[low].person != person)
        return (State){{0}, {0}};
    return (State){booked->balances[low].balance, booked->balances[low].draw_owed};
}

/* What the last close paid a person; its month MONTH_NONE: nothing was booked for him. */
static Payment last_booked(const Booked *booked, uint32_t person)
{
    size_t low = 0, high = booked->payment_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (booked->payments[middle].person < person) low = middle + 1;
        else high = middle;
    }
    if (low == booked->payment_count || booked->payments[low].person != person)
        return (Payment){.person = person, .month = MONTH_NONE};
    return booked->payments[low];
}

static bool is_anything(const Payment *payment)
{
    const Money amounts[] = {payment->balance_in, payment->balance_out, payment->prior,
                             payment->released, payment->draw_paid, payment->draw_owed,
                             payment->draw_repaid, payment->held};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (amounts[i].minor) return true;
    return false;
}

static void pay_person(Replay *replay, uint32_t person)
{
    Engine *engine = replay->engine;
    Ledger *ledger = engine->ledger;
    Payment payment = {.person = person, .month = MONTH_NONE}, before = payment;
    State state = {{0}, {0}};
    if (replay->booked) {
        state = state_of(replay->booked, person);
        payment = last_booked(replay->booked, person);
    }
    Month month = replay->booked ? engine->period : engine->year_start;
    for (; month <= engine->period; month++) {
        before = payment;
        payment = pay_month(replay, person, month, state);
        state = (State){payment.balance_out, payment.draw_owed};
        if (ledger->months)
            ledger->months[(size_t)person * YEAR_MONTHS + (size_t)(month - engine->year_start)] =
                payment;
    }
    /* a rule that was in force when the money was held still shows when it comes, or is lost */
    ledger->has_payment_rules |= payment.draw_owed.minor || payment.draw_repaid.minor ||
                                 payment.held.minor ||
                                 payment.released.minor !=
                                     payment.earnings.minor + payment.prior.minor;
    if (replay->listed[person] || is_anything(&payment)) {
        ledger->payments_before[ledger->payment_count] = before;
        ledger->payments[ledger->payment_count++] = payment;
    }
}

/* Whether a plan in force for anyone in the month has a draw, instalments or a hold back. */
static bool has_rules(const Engine *engine)
{
    const Ledger *ledger = engine->ledger;
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        const Participation *participation = &ledger->participations[i];
        const Plan *plan = &engine->design->plans[participation->plan];
        if (participation->first > engine->period_last_day ||
            participation->last < month_first_day(engine->period))
            continue;
        if (plan->draw.kind != DRAW_NONE) return true;
        for (uint32_t c = 0; c < plan->component_count; c++)
            if (plan->components[c].instalment_count ||
                ratio_sign(plan->components[c].hold_share))
                return true;
    }
    return false;
}

/* Reports add payments up, by role and team: whatever they add must be exact. */
static void check_sums(Replay *replay)
{
    const Ledger *ledger = replay->engine->ledger;
    Int128 sums[8] = {0};
    for (size_t i = 0; i < ledger->payment_count; i++) {
        const Payment *payment = &ledger->payments[i];
        const Money amounts[] = {payment->earnings, payment->prior, payment->adjustments,
                                 payment->released, payment->draw_paid, payment->draw_owed,
                                 payment->held, payment->payment};
        for (int a = 0; a < 8; a++)
            sums[a] += amounts[a].minor < 0 ? -(Int128)amounts[a].minor : amounts[a].minor;
    }
    for (int a = 0; a < 8; a++) {
        if (sums[a] <= INT64_MAX) continue;
        diag_error(replay->engine->diags, DIAG_PAY_TOO_LARGE, (Place){0},
                   "the month's payments are too large to be added up exactly");
        return;
    }
}

void payments_find(Engine *engine, const Booked *booked)
{
    size_t persons = engine->roster->person_count;
    bool over_books = booked && booked->any;
    assert(!over_books || engine->period == booked->last + 1);
    Replay replay = {engine, over_books ? booked : NULL,
                     ARENA_ARRAY(engine->arena, Money, persons * YEAR_MONTHS + 1),
                     ARENA_ARRAY(engine->arena, uint8_t, persons + 1)};
    size_t errors = engine->diags->errors;
    engine->ledger->payments = ARENA_ARRAY(engine->arena, Payment, persons + 1);
    engine->ledger->payments_before = ARENA_ARRAY(engine->arena, Payment, persons + 1);
    if (engine->options->every_month)
        engine->ledger->months = ARENA_ARRAY(engine->arena, Payment, persons * YEAR_MONTHS + 1);
    engine->ledger->has_payment_rules = has_rules(engine);
    list_entries(&replay);
    add_adjustments(&replay);
    for (uint32_t p = 0; p < persons; p++)
        if (is_asked(engine, p)) pay_person(&replay, p);
    if (engine->diags->errors == errors) check_sums(&replay);
}
