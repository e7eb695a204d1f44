/* convert.c - other currencies: the rate of a row's month, the rate that a credit shows, and what
 * payroll pays in. Rates are units of the company's currency for one unit.   Source: CONTRACT 2
 * and 5. */
#include "engine_inside.h"

bool conversion_find(const Records *records, const Slice *slice, size_t row, Day day,
                     Conversion *out)
{
    Currency currency = slice->currencies[row];
    if (currency == records->company->currency_number) return false;
    const FxRate *rate = day == DAY_NONE ? NULL : records_rate(records, currency, day_month(day));
    *out = (Conversion){.digits = currency_digits(currency), .known = rate != NULL,
                        .rate = rate ? rate->rate : RATIO_ONE};
    return true;
}

bool miss_note(Arena *arena, RateMisses *misses, RateMiss miss)
{
    for (size_t i = 0; i < misses->count; i++)
        if (misses->items[i].currency == miss.currency && misses->items[i].month == miss.month)
            return false;
    misses->items = array_room(arena, misses->items, misses->count, &misses->capacity,
                               sizeof *misses->items);
    misses->items[misses->count++] = miss;
    return true;
}

static void report_miss(Engine *engine, const RateMiss *miss, Place place)
{
    const Company *company = engine->company;
    Text code = currency_code(miss->currency), month = month_text(engine->arena, miss->month);
    Diag *diag = diag_error(engine->diags, DIAG_FX_MISSING, place,
                            "there is no rate of %.*s for %.*s", TEXT_ARG(code), TEXT_ARG(month));
    diag_value(engine->diags, diag, code);
    Text file = company->fx.pattern;
    if (file.length)
        diag_hint(engine->diags, diag, "add to %.*s: %.*s, %.*s, the %.*s that one %.*s was worth, "
                  "and the rate's source", TEXT_ARG(file), TEXT_ARG(code), TEXT_ARG(month),
                  TEXT_ARG(company->currency), TEXT_ARG(code));
    else
        diag_hint(engine->diags, diag, "say `fx: {file: fx.csv}` in company.yaml, with the columns "
                  "currency, period, rate and source");
}

void misses_report(Engine *engine, const Table *table, const Slice *slice,
                   const RateMisses *misses)
{
    for (size_t i = 0; i < misses->count; i++) {
        const RateMiss *miss = &misses->items[i];
        if (!miss_note(engine->arena, &engine->misses, *miss)) continue;
        report_miss(engine, miss, record_cell_place(engine->arena, table, slice, miss->row,
                                                    table->spec->currency));
    }
}

const FxRate *ledger_rate(const Ledger *ledger, const Credit *credit)
{
    if (!credit->converted) return NULL;
    Currency currency = ledger->slices[credit->slice].slice->currencies[credit->row];
    return records_rate(ledger->records, currency, day_month(credit->day));
}

PayUnit ledger_pay_unit(const Ledger *ledger, uint32_t person)
{
    Currency currency = ledger_assignment(ledger, person, ledger->period)->pay_currency;
    bool own = currency == ledger->records->company->currency_number;
    return (PayUnit){currency, own ? NULL : records_rate(ledger->records, currency,
                                                         ledger->period)};
}

bool pay_unit_amount(const Ledger *ledger, PayUnit unit, Money amount, Money *out)
{
    const Company *company = ledger->records->company;
    *out = amount;
    if (!unit.rate) return true;
    Arena *scratch = arena_new();
    Ratio theirs = RATIO_ZERO;
    bool fits = ratio_divide(scratch, ratio_from_money(amount, company->digits), unit.rate->rate,
                             &theirs) &&
                money_from_ratio(theirs, currency_digits(unit.currency), company->rounding, out);
    arena_free(scratch);
    return fits;
}

bool ledger_pays_abroad(const Ledger *ledger)
{
    const Roster *roster = &ledger->records->roster;
    for (uint32_t a = 0; a < roster->assignment_count; a++)
        if (roster->assignments[a].pay_currency != ledger->records->company->currency_number)
            return true;
    return false;
}

static bool amounts_fit(const Ledger *ledger, PayUnit unit, const Payment *payment)
{
    const Money amounts[] = {payment->balance_in, payment->earnings, payment->prior,
                             payment->adjustments, payment->draw_paid, payment->draw_repaid,
                             payment->draw_owed, payment->held, payment->payment,
                             payment->balance_out};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        Money theirs;
        if (!pay_unit_amount(ledger, unit, amounts[i], &theirs)) return false;
    }
    return true;
}

void pay_units_check(Engine *engine)
{
    const Ledger *ledger = engine->ledger;
    const Table *table = &engine->roster->table;
    if (!ledger_pays_abroad(ledger)) return;
    for (size_t i = 0; i < ledger->payment_count; i++) {
        const Payment *payment = &ledger->payments[i];
        PayUnit unit = ledger_pay_unit(ledger, payment->person);
        if (unit.currency == engine->company->currency_number) continue;
        const Assignment *row = ledger_assignment(ledger, payment->person, engine->period);
        const Slice *slice = &table->slices[row->slice];
        Place place = record_place(engine->arena, table, slice, row->row);
        RateMiss miss = {unit.currency, engine->period, row->row};
        if (!unit.rate) {
            if (miss_note(engine->arena, &engine->misses, miss)) report_miss(engine, &miss, place);
        } else if (!amounts_fit(ledger, unit, payment)) {
            diag_error(engine->diags, DIAG_PAY_TOO_LARGE, place,
                       "%.*s: the payment is too large to be exact in %.*s",
                       TEXT_ARG(engine->roster->persons[payment->person].id),
                       TEXT_ARG(currency_code(unit.currency)));
        }
    }
}
