/* explain_json.c - a payee's month as JSON: all that its arithmetic needs, each amount and figure
 * as an exact text. docs/explain.md has the schema; a test computes the payment again from it. */
#include "explain_inside.h"

static void row_place(Json *json, const Table *table, uint32_t slice, uint32_t row)
{
    const Slice *piece = &table->slices[slice];
    json_text(json, "file", piece->file->source.path);
    json_integer(json, "line", piece->lines[row]);
}

static void amounts_of(Json *json, const char *name, const Payment *payment, int digits)
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
        json_money(json, amounts[i].name, amounts[i].amount, digits);
    json_flag(json, "draw_recovers", payment->draw_recovers);
    if (payment->draw_share.den) json_ratio(json, "draw_share", payment->draw_share);
    json_end(json, '}');
}

/* By which rule a posting is paid in parts; of one without figures today it is not known. */
static void schedule(Json *json, const Explaining *explaining, const Posting *posting)
{
    if (!posting->entry) return;
    Shown shown = shown_entry(explaining, posting->entry);
    const Component *component = shown.component;
    bool held = ratio_sign(component->hold_share) != 0;
    if (!component->instalment_count && !held) return;
    json_object(json, "schedule");
    json_array(json, "instalments");
    for (size_t i = 0; i < component->instalment_count; i++)
        json_ratio(json, NULL, component->instalments[i]);
    json_end(json, ']');
    json_ratio(json, "hold_back", component->hold_share);
    if (held) json_text(json, "release", release_word(component->hold_release));
    json_text(json, "if_left", shown.plan->forfeits ? TEXT("forfeit") : TEXT("pay"));
    const Participation *participation = shown.participation;
    const Stint *last = &participation->stints[participation->stint_count - 1];
    Day end = explaining->ledger->records->roster.assignments[last->assignment].end;
    bool left = participation->last != DAY_OPEN && end == participation->last;
    json_day(json, "left", left ? end : DAY_NONE);
    json_end(json, '}');
}

static void postings(Json *json, const Explaining *explaining)
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
        schedule(json, explaining, posting);
        if (posting->entry && posting->month != ledger->period) {
            json_money(json, "earned_to_date", posting->entry->earned_to_date, digits);
            json_money(json, "earned_before", posting->entry->earned_before, digits);
        }
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void adjustments(Json *json, const Explaining *explaining)
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
        row_place(json, &records->adjustment_table, adjustment->slice, adjustment->row);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void person(Json *json, const Explaining *explaining)
{
    const Ledger *ledger = explaining->ledger;
    const Roster *roster = &ledger->records->roster;
    const Assignment *row = ledger_assignment(ledger, explaining->person, ledger->period);
    json_object(json, "person");
    json_text(json, "id", roster->persons[explaining->person].id);
    json_text(json, "name", row->name);
    json_text(json, "role", row->role);
    json_text(json, "team", row->team == TEAM_NONE ? TEXT("") : roster->teams[row->team]);
    json_end(json, '}');
}

/* What the payment is in the payee's own currency, where it is another than the company's. */
static void paid_in(Json *json, const Explaining *explaining, const Payment *payment)
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
    row_place(json, &explaining->ledger->records->fx_table, unit.rate->slice, unit.rate->row);
    json_end(json, '}');
}

Text explain_payee_json(const Explaining *explaining)
{
    const Ledger *ledger = explaining->ledger;
    const Company *company = ledger->records->company;
    const Payment *payment = shown_payment(explaining);
    Json json = {.out = {.arena = explaining->arena}};
    json_object(&json, NULL);
    json_text(&json, "attain", explaining->look->version);
    json_text(&json, "company", company->name);
    json_text(&json, "currency", company->currency);
    json_month(&json, "period", ledger->period);
    json_text(&json, "design", ledger->design->title);
    json_text(&json, "rounding", rounding_word(company->rounding));
    json_integer(&json, "digits", company->digits);
    json_integer(&json, "fiscal_year_starts", company->fiscal.starts);
    json_flag(&json, "books", ledger->booked && ledger->booked->any);
    person(&json, explaining);
    amounts_of(&json, "payment", payment, explaining->digits);
    amounts_of(&json, "month_before", shown_before(explaining), explaining->digits);
    paid_in(&json, explaining, payment);
    json_array(&json, "components");
    size_t count;
    const Entry **entries = shown_entries(explaining, &count);
    for (size_t i = 0; i < count; i++) json_entry(&json, explaining, entries[i]);
    json_end(&json, ']');
    postings(&json, explaining);
    adjustments(&json, explaining);
    json_end(&json, '}');
    return buffer_result(&json.out);
}
