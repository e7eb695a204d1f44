/* explain_row_json.c - a row's answer as JSON; docs/explain.md has the schema. */
#include "explain_row_inside.h"

static void row_of(Json *json, const RowShown *shown)
{
    const FeedSpec *spec = shown->table->spec;
    size_t row = shown->answer->at.row;
    json_object(json, "row");
    json_text(json, "feed", spec->name);
    json_text(json, "key", record_key(shown->table, shown->slice, row));
    json_text(json, "file", shown->slice->file->source.path);
    json_integer(json, "line", shown->slice->lines[row]);
    json_text(json, "text", row_quoted(shown));
    json_array(json, "cells");
    bool fault = shown->answer->left_out && shown->answer->fault == REASON_ROW_AT_FAULT;
    for (uint32_t c = 0; c < spec->column_count && !fault; c++) {
        json_object(json, NULL);
        json_text(json, "column", spec->columns[c].name);
        json_text(json, "heading", spec->columns[c].heading);
        json_text(json, "type", column_type_word(spec->columns[c].type));
        json_text(json, "value", row_cell(shown, c, true));
        json_end(json, '}');
    }
    json_end(json, ']');
    if (shown->answer->left_out) {
        json_text(json, "left_out", reason_word(shown->answer->fault));
        json_day(json, "day", shown->answer->day);
        json_array(json, "problems");
        for (size_t p = 0; p < shown->answer->problem_count; p++)
            json_text(json, NULL, shown->answer->problems[p]->message);
        json_end(json, ']');
    }
    json_end(json, '}');
}

static void value_of(Json *json, const NamedValue *named)
{
    const Value *value = &named->value;
    if (named->is_blank) {
        json_null(json, "value");
        return;
    }
    switch (value->type) {
    case VALUE_NUMBER: json_ratio(json, "value", value->number); break;
    case VALUE_TEXT: json_text(json, "value", value->text); break;
    case VALUE_DATE: json_day(json, "value", value->day); break;
    case VALUE_FLAG: json_flag(json, "value", value->flag); break;
    }
}

static void because(Json *json, const char *name, const Blames *blames)
{
    if (!blames->count) return;
    json_array(json, name);
    for (size_t b = 0; b < blames->count; b++) {
        const Blame *blame = &blames->items[b];
        NamedValue whole = {.value = blame->value};
        json_object(json, NULL);
        json_text(json, "part", blame->part);
        value_of(json, &whole);
        json_array(json, "names");
        for (size_t n = 0; n < blame->name_count; n++) {
            json_object(json, NULL);
            json_text(json, "name", blame->names[n].name);
            value_of(json, &blame->names[n]);
            json_end(json, '}');
        }
        json_end(json, ']');
        if (blame->branch.length) {
            if (blame->of_case.length) json_text(json, "case", blame->of_case);
            else json_null(json, "case");
            json_text(json, "branch", blame->branch);
        }
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void leg_of(Json *json, const RowShown *shown, const AnswerLeg *leg)
{
    static const char *const status[] = {"credited", "unassigned", "company"};
    const Ledger *ledger = shown->explaining.ledger;
    json_object(json, NULL);
    json_text(json, "credit", ledger->design->lines[leg->line].name);
    json_text(json, "column", leg->column == COLUMN_ABSENT
              ? TEXT("") : shown->table->spec->columns[leg->column].name);
    json_text(json, "person", roster_payee_text(&ledger->records->roster, shown->slice,
                                                leg->payee));
    json_ratio(json, "share", leg->share);
    if (leg->yields) {
        json_ratio(json, "amount", leg->amount);
        json_text(json, "status", text_of(status[leg->status]));
    } else {
        json_null(json, "amount");
    }
    bool listed = leg->credit && leg->credit->day >= month_first_day(ledger->year_start);
    json_flag(json, "listed", listed);
    const FxRate *rate = leg->credit ? ledger_rate(ledger, leg->credit) : NULL;
    if (rate) {
        json_text(json, "currency", currency_code(rate->currency));
        json_ratio(json, "rate", rate->rate);
        json_text(json, "rate_source", rate->source);
    }
    json_end(json, '}');
}

static void measures(Json *json, const RowShown *shown)
{
    const Ledger *ledger = shown->explaining.ledger;
    json_array(json, "measures");
    for (size_t r = 0; r < shown->answer->rule_count; r++) {
        const AnswerRule *rule = &shown->answer->rules[r];
        const Measure *measure = &ledger->design->measures[rule->rule->measure];
        json_object(json, NULL);
        json_text(json, "measure", measure->key);
        json_text(json, "unit", measure->unit);
        json_text(json, "when", formula_source(rule->rule->when));
        json_flag(json, "counts", rule->counts);
        json_day(json, "date", rule->day);
        if (rule->counts) json_ratio(json, "value", rule->value);
        because(json, "because", &rule->blames);
        if (rule->lacks_rate) json_flag(json, "lacks_rate", true);
        json_array(json, "credits");
        for (size_t l = 0; l < rule->leg_count; l++) leg_of(json, shown, &rule->legs[l]);
        json_end(json, ']');
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void window_of(Json *json, const char *name, const Entry *entry)
{
    if (!entry) {
        json_null(json, name);
        return;
    }
    json_object(json, name);
    json_month(json, "month", entry->month);
    json_day(json, "from", entry->from);
    json_day(json, "to", entry->to);
    json_end(json, '}');
}

static void line_of(Json *json, const RowShown *shown, uint32_t index)
{
    const Design *design = shown->explaining.ledger->design;
    const CreditLine *line = index == INDEX_NONE ? NULL : &design->lines[index];
    json_text(json, "credit", line ? line->name : TEXT(""));
}

static void answer_of(Json *json, const RowShown *shown, const Answer *answer)
{
    const Design *design = shown->explaining.ledger->design;
    const Plan *plan;
    const Component *component = answer_shows(shown, answer, &plan);
    uint32_t measure = component ? component->measure
        : answer->line == INDEX_NONE ? INDEX_NONE : design->lines[answer->line].measure;
    json_object(json, NULL);
    json_text(json, "plan", plan ? plan->title : TEXT(""));
    json_text(json, "component", component ? component->key : TEXT(""));
    json_text(json, "measure", measure == INDEX_NONE ? TEXT("") : design->measures[measure].key);
    line_of(json, shown, answer->line);
    json_text(json, "reason", reason_word(answer->reason));
    json_text(json, "meaning", reason_meaning(answer->reason));
    json_flag(json, "counts", reason_counts(answer->reason));
    json_day(json, "date", answer->rule ? answer->rule->day : DAY_NONE);
    if (answer->in_value) json_ratio(json, "value", answer->value);
    if (answer->in_denominator) json_ratio(json, "denominator", answer->denominator);
    if (answer->pays_alone) json_ratio(json, "pays", answer->pay);
    window_of(json, "window", answer->entry);
    if (answer->own != answer->entry) window_of(json, "own_window", answer->own);
    because(json, "gate", &answer->gate);
    json_end(json, '}');
}

static void persons(Json *json, const RowShown *shown)
{
    static const char *const relations[] = {"named", "team", "aligned", "above", "company",
                                            "asked"};
    const Ledger *ledger = shown->explaining.ledger;
    const Roster *roster = &ledger->records->roster;
    json_array(json, "persons");
    for (size_t p = 0; p < shown->answer->person_count; p++) {
        const AnswerPerson *person = &shown->answer->persons[p];
        const Assignment *row = row_assignment(shown, person->person);
        json_object(json, NULL);
        json_text(json, "id", roster->persons[person->person].id);
        json_text(json, "name", row->name);
        json_text(json, "role", row->role);
        json_text(json, "team", row->team == TEAM_NONE ? TEXT("") : roster->teams[row->team]);
        json_text(json, "relation", text_of(relations[person->relation]));
        json_text(json, "column", person->column == COLUMN_ABSENT
                  ? TEXT("") : shown->table->spec->columns[person->column].name);
        json_array(json, "answers");
        for (size_t a = 0; a < person->answer_count; a++)
            answer_of(json, shown, &person->answers[a]);
        json_end(json, ']');
        json_end(json, '}');
    }
    json_end(json, ']');
}

Text explain_row_json(const RowShown *shown)
{
    const Ledger *ledger = shown->explaining.ledger;
    const Company *company = ledger->records->company;
    Json json = {.out = {.arena = shown->explaining.arena}};
    json_object(&json, NULL);
    json_text(&json, "attain", shown->explaining.look->version);
    json_text(&json, "company", company->name);
    json_text(&json, "currency", company->currency);
    json_month(&json, "period", ledger->period);
    json_text(&json, "design", ledger->design->title);
    row_of(&json, shown);
    measures(&json, shown);
    persons(&json, shown);
    json_end(&json, '}');
    return buffer_result(&json.out);
}
