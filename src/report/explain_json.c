/* explain_json.c - a payee's month as JSON: all that its arithmetic needs, each amount and figure
 * as an exact text. docs/explain.md has the schema; a test computes the payment again from it. */
#include "explain_inside.h"

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
    json_integer(&json, "digits", company->digits);
    json_integer(&json, "fiscal_year_starts", company->fiscal.starts);
    json_month(&json, "period", ledger->period);
    bool over_books = ledger->booked && ledger->booked->any;
    if (over_books) json_month(&json, "closed_to", ledger->booked->last);
    else json_null(&json, "closed_to");
    const Payment *closed = shown_closed(explaining);
    if (closed) json_money(&json, "booked_payment", closed->payment, explaining->digits);
    else json_null(&json, "booked_payment");
    json_text(&json, "design", ledger->design->title);
    json_text(&json, "rounding", rounding_word(company->rounding));
    person(&json, explaining);
    json_payment(&json, explaining, "payment", payment);
    json_payment(&json, explaining, "month_before", shown_before(explaining));
    json_paid_in(&json, explaining, payment);
    json_array(&json, "components");
    size_t count;
    const Entry **entries = shown_entries(explaining, &count);
    for (size_t i = 0; i < count; i++) json_entry(&json, explaining, entries[i]);
    json_end(&json, ']');
    json_postings(&json, explaining);
    json_adjustments(&json, explaining);
    json_end(&json, '}');
    return buffer_result(&json.out);
}
