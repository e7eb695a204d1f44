/* explain_json_pay.c - from earnings to the payment as JSON: what is released, draws, adjustments,
 * the payee's own currency. */
#include "explain_inside.h"

static void draw(Json *json, const Explaining *explaining, Month month, const DrawTerm *term)
{
    const Ledger *ledger = explaining->ledger;
    const Plan *plan =
        &ledger->design->plans[ledger->participations[term->participation].plan];
    const Draw *draw = &plan->draw;
    json_object(json, NULL);
    json_text(json, "plan", plan->title);
    json_text(json, "kind", draw->kind == DRAW_RECOVERABLE ? TEXT("recoverable")
                                                           : TEXT("non_recoverable"));
    json_text(json, "of", draw->is_percent ? TEXT("target") : TEXT("money"));
    json_ratio(json, "at", draw->amount);
    json_integer(json, "service_month", term->service_month);
    if (draw->months) json_integer(json, "months", draw->months);
    json_integer(json, "days", term->days);
    json_integer(json, "days_of_month", month_days(month));
    if (draw->is_percent) json_target_terms(json, explaining, term->targets, term->target_count);
    json_money(json, "amount", term->amount, explaining->digits);
    json_end(json, '}');
}

void json_payment(Json *json, const Explaining *explaining, const char *name,
                  const Payment *payment)
{
    if (!payment) {
        json_null(json, name);
        return;
    }
    const struct { const char *name; Money amount; } amounts[] = {
        {"balance_in", payment->balance_in}, {"earnings", payment->earnings},
        {"prior", payment->prior}, {"adjustments", payment->adjustments},
        {"released", payment->released}, {"available", payment->available},
        {"draw_amount", payment->draw_amount}, {"draw_guaranteed", payment->draw_guaranteed},
        {"draw_owed_before", payment->draw_owed_before}, {"draw_paid", payment->draw_paid},
        {"draw_repaid", payment->draw_repaid}, {"draw_owed", payment->draw_owed},
        {"held", payment->held}, {"payment", payment->payment},
        {"balance_out", payment->balance_out}};
    json_object(json, name);
    json_month(json, "month", payment->month);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        json_money(json, amounts[i].name, amounts[i].amount, explaining->digits);
    json_flag(json, "draw_recovers", payment->draw_recovers);
    if (payment->draw_share.den) json_ratio(json, "draw_share", payment->draw_share);
    json_array(json, "draws");
    for (size_t i = 0; i < payment->draw_count; i++)
        draw(json, explaining, payment->month, &payment->draws[i]);
    json_end(json, ']');
    json_end(json, '}');
}

/* How it is paid out over time, where not at once. */
static void schedule(Json *json, ReleaseTerms terms)
{
    if (!terms.component) return;
    json_object(json, "schedule");
    json_array(json, "instalments");
    for (size_t i = 0; i < terms.component->instalment_count; i++)
        json_ratio(json, NULL, terms.component->instalments[i]);
    json_end(json, ']');
    json_ratio(json, "hold_back", terms.component->hold_share);
    if (ratio_sign(terms.component->hold_share) != 0) {
        json_text(json, "release", release_word(terms.component->hold_release));
        json_month(json, "hold_until", terms.hold_until);
    }
    json_text(json, "if_left", terms.plan->forfeits ? TEXT("forfeit") : TEXT("pay"));
    json_day(json, "left", terms.left);
    json_end(json, '}');
}

void json_postings(Json *json, const Explaining *explaining)
{
    const Ledger *ledger = explaining->ledger;
    json_array(json, "postings");
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        if (posting->person != explaining->person) continue;
        int digits = explaining->digits;
        json_object(json, NULL);
        json_text(json, "plan", posting->plan);
        json_text(json, "component", posting->component);
        json_month(json, "for_month", posting->month);
        json_money(json, "booked", posting->booked, digits);
        json_money(json, "due", posting->due, digits);
        json_money(json, "released_before", posting->released_before, digits);
        json_money(json, "released", posting->released, digits);
        json_money(json, "forfeited_before", posting->forfeited_before, digits);
        json_money(json, "forfeited", posting->forfeited, digits);
        json_money(json, "held", posting->held, digits);
        schedule(json, posting_release(ledger, posting));
        json_array(json, "causes");
        for (int c = 0; posting->causes && c < CAUSES; c++) {
            if (!posting->causes[c].minor) continue;
            json_object(json, NULL);
            json_text(json, "cause", cause_word((Cause)c));
            json_money(json, "amount", posting->causes[c], digits);
            json_end(json, '}');
        }
        json_end(json, ']');
        json_text(json, "cause", posting_cause(explaining->arena, ledger, posting));
        if (posting->entry && posting->month != ledger->period) {
            json_money(json, "earned_to_date", posting->entry->earned_to_date, digits);
            json_money(json, "earned_before", posting->entry->earned_before, digits);
        }
        json_end(json, '}');
    }
    json_end(json, ']');
}

void json_adjustments(Json *json, const Explaining *explaining)
{
    const Records *records = explaining->ledger->records;
    json_array(json, "adjustments");
    for (size_t i = 0; i < records->adjustment_count; i++) {
        const Adjustment *adjustment = &records->adjustments[i];
        if (adjustment->person != explaining->person ||
            adjustment->period != explaining->ledger->period)
            continue;
        json_object(json, NULL);
        json_text(json, "id", adjustment->id);
        json_money(json, "amount", adjustment->amount, explaining->digits);
        json_text(json, "reason", adjustment->reason);
        json_text(json, "approved_by", adjustment->approved_by);
        json_row_place(json, &records->adjustment_table, adjustment->slice, adjustment->row);
        json_end(json, '}');
    }
    json_end(json, ']');
}

/* What the payment is in the payee's own currency, where it is another than the company's. */
void json_paid_in(Json *json, const Explaining *explaining, const Payment *payment)
{
    PayUnit unit = ledger_pay_unit(explaining->ledger, explaining->person);
    Money amount;
    if (!unit.rate || !payment ||
        !pay_unit_amount(explaining->ledger, unit, payment->payment, &amount))
        return;
    json_object(json, "paid_in");
    Text code = currency_code(unit.currency);
    json_text(json, "currency", code);
    json_money(json, "payment", amount, currency_digits(unit.currency));
    json_ratio(json, "rate", unit.rate->rate);
    json_text(json, "source", unit.rate->source);
    json_row_place(json, &explaining->ledger->records->fx_table, unit.rate->slice, unit.rate->row);
    json_end(json, '}');
}
