/* pay.c - the months of the fiscal year replayed: balance in, earnings, adjustments, payment.
 * Source: CONTRACT 5, Payment. */
#include "engine_inside.h"

typedef struct Replay {
    Engine *engine;
    Money *earnings, *adjustments;       /* [person * 12 + month] */
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

static void add_entries(Replay *replay, const Entry *entries, size_t count)
{
    Engine *engine = replay->engine;
    for (size_t i = 0; i < count; i++) {
        uint32_t person = engine->ledger->participations[entries[i].participation].person;
        size_t at = (size_t)person * YEAR_MONTHS + (size_t)(entries[i].month - engine->year_start);
        add(replay, person, entries[i].earning, &replay->earnings[at]);
        if (entries[i].month == engine->period) replay->listed[person] = 1;
    }
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

static void replay_person(Replay *replay, uint32_t person)
{
    Engine *engine = replay->engine;
    Payment payment = {.person = person};
    Money balance = {0};
    for (Month month = engine->year_start; month <= engine->period; month++) {
        size_t at = (size_t)person * YEAR_MONTHS + (size_t)(month - engine->year_start);
        payment = (Payment){.person = person, .month = month, .balance_in = balance,
                            .earnings = replay->earnings[at],
                            .adjustments = replay->adjustments[at]};
        Money available = balance;
        add(replay, person, payment.earnings, &available);
        add(replay, person, payment.adjustments, &available);
        if (available.minor < 0) payment.balance_out = available;
        else payment.payment = available;
        balance = payment.balance_out;
    }
    bool owed = payment.balance_in.minor != 0 || payment.balance_out.minor != 0;
    if (replay->listed[person] || owed)
        engine->ledger->payments[engine->ledger->payment_count++] = payment;
}

/* Reports add payments up, by role and team: whatever they add must be exact. */
static void check_sums(Replay *replay)
{
    const Ledger *ledger = replay->engine->ledger;
    Int128 earnings = 0, adjustments = 0, payments = 0;
    for (size_t i = 0; i < ledger->payment_count; i++) {
        const Payment *payment = &ledger->payments[i];
        earnings += payment->earnings.minor < 0 ? -(Int128)payment->earnings.minor
                                                : payment->earnings.minor;
        adjustments += payment->adjustments.minor < 0 ? -(Int128)payment->adjustments.minor
                                                      : payment->adjustments.minor;
        payments += payment->payment.minor;
    }
    if (earnings > INT64_MAX || adjustments > INT64_MAX || payments > INT64_MAX)
        diag_error(replay->engine->diags, DIAG_PAY_TOO_LARGE, (Place){0},
                   "the month's payments are too large to be added up exactly");
}

void payments_replay(Engine *engine)
{
    size_t persons = engine->roster->person_count;
    Replay replay = {engine, ARENA_ARRAY(engine->arena, Money, persons * YEAR_MONTHS + 1),
                     ARENA_ARRAY(engine->arena, Money, persons * YEAR_MONTHS + 1),
                     ARENA_ARRAY(engine->arena, uint8_t, persons + 1)};
    size_t errors = engine->diags->errors;
    engine->ledger->payments = ARENA_ARRAY(engine->arena, Payment, persons + 1);
    add_entries(&replay, engine->ledger->earlier, engine->ledger->earlier_count);
    add_entries(&replay, engine->ledger->entries, engine->ledger->entry_count);
    add_adjustments(&replay);
    for (uint32_t p = 0; p < persons; p++) replay_person(&replay, p);
    if (engine->diags->errors == errors) check_sums(&replay);
}
