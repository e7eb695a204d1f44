/* explain_json_entry.c - one component's figures of a month as JSON, in the order in which they are
 * computed. */
#include "explain_inside.h"

/* A figure as the exact fraction and as the decimal that payouts.csv shows. */
static void figure(Json *json, const Explaining *explaining, const char *name, bool has,
                   Ratio ratio)
{
    if (!has) {
        json_null(json, name);
        return;
    }
    json_object(json, name);
    json_ratio(json, "exact", ratio);
    json_text(json, "decimal", ratio_text(explaining->arena, ratio, 6));
    json_end(json, '}');
}

static void credit(Json *json, const Explaining *explaining, const Shown *shown,
                   const Counted *counted)
{
    const Ledger *ledger = shown->ledger;
    const Credit *credit = counted->credit;
    const SliceRef *at = &ledger->slices[credit->slice];
    const Component *component = shown->component;
    Ratio amount = ledger_credit_amount(explaining->arena, ledger, credit);
    json_object(json, NULL);
    json_day(json, "date", credit->day);
    json_text(json, "person", credit->person == PERSON_NONE
              ? TEXT("") : ledger->records->roster.persons[credit->person].id);
    json_ratio(json, "amount", amount);
    json_integer(json, "times", counted->times);
    json_ratio(json, "share", ledger->shares[credit->share]);
    json_text(json, "feed", at->table->spec->name);
    json_text(json, "key", record_key(at->table, at->slice, credit->row));
    json_text(json, "file", at->slice->file->source.path);
    json_integer(json, "line", at->slice->lines[credit->row]);
    const FxRate *rate = ledger_rate(ledger, credit);
    if (rate) {
        json_text(json, "currency", currency_code(rate->currency));
        json_ratio(json, "rate", rate->rate);
        json_text(json, "source", rate->source);
    }
    if (component->window == WINDOW_CREDIT && component->pays != PAYS_NOTHING)
        json_ratio(json, "pays", ledger_credit_pay(explaining->arena, component, amount));
    json_end(json, '}');
}

static void credits(Json *json, const Explaining *explaining, const Shown *shown,
                    const char *name, uint32_t line)
{
    size_t count;
    const Counted *counted = counted_credits(explaining, shown, line, &count);
    json_array(json, name);
    for (size_t i = 0; i < count; i++) credit(json, explaining, shown, &counted[i]);
    json_end(json, ']');
}

static Text line_name(const Design *design, uint32_t line)
{
    return line == INDEX_NONE ? TEXT("") : design->lines[line].name;
}

static Text measure_of_line(const Design *design, uint32_t line)
{
    return line == INDEX_NONE ? TEXT("") : design->measures[design->lines[line].measure].key;
}

static void measured(Json *json, const Explaining *explaining, const Shown *shown)
{
    const Entry *entry = shown->entry;
    const Design *design = shown->ledger->design;
    const Component *component = shown->component;
    if (!shown->measure) return;
    bool is_ratio = component->denominator_line != INDEX_NONE;
    json_text(json, "measure", shown->measure->key);
    json_text(json, "unit", shown->measure->unit);
    json_text(json, "credit", line_name(design, component->line));
    figure(json, explaining, "value", entry->has_value, entry->value);
    if (is_ratio) {
        json_text(json, "numerator_measure", measure_of_line(design, component->line));
        json_ratio(json, "numerator", entry->numerator);
        json_text(json, "denominator_measure",
                  measure_of_line(design, component->denominator_line));
        json_text(json, "denominator_credit", line_name(design, component->denominator_line));
        json_ratio(json, "denominator", entry->denominator);
    }
    credits(json, explaining, shown, "credits", component->line);
    if (is_ratio)
        credits(json, explaining, shown, "denominator_credits", component->denominator_line);
}

void json_row_place(Json *json, const Table *table, uint32_t slice, uint32_t row)
{
    const Slice *piece = &table->slices[slice];
    json_text(json, "file", piece->file->source.path);
    json_integer(json, "line", piece->lines[row]);
}

static void quota_term(Json *json, const Shown *shown, const QuotaTerm *term)
{
    static const char *const words[] = {"goal", "row", "carried", "carrier"};
    const Records *records = shown->ledger->records;
    const Roster *roster = &records->roster;
    json_object(json, NULL);
    json_month(json, "month", term->month);
    json_text(json, "from", text_of(words[term->from]));
    if (term->from != QUOTA_GOAL)
        json_text(json, "holder", term->kind == HOLDER_PERSON ? roster->persons[term->holder].id
                                : term->kind == HOLDER_TEAM ? roster->teams[term->holder]
                                                            : TEXT("company"));
    json_ratio(json, "monthly", term->monthly);
    json_ratio(json, "ramp", term->ramp);
    json_integer(json, "days", term->days);
    json_integer(json, "days_of_month", month_days(term->month));
    json_ratio(json, "amount", term->amount);
    if (term->row) {
        json_month(json, "row_from", term->row->first);
        json_month(json, "row_to", term->row->last);
        json_row_place(json, &records->quota_table, term->row->slice, term->row->row);
    }
    json_end(json, '}');
}

static void expected(Json *json, const Explaining *explaining, const Shown *shown)
{
    const Entry *entry = shown->entry;
    const EntryTrace *trace = entry->trace;
    json_text(json, "against", against_word(shown->component->against));
    figure(json, explaining, "quota", entry->has_quota, entry->quota);
    if (shown->component->against == AGAINST_GOAL)
        json_ratio(json, "goal", shown->component->goal);
    json_array(json, "quota_terms");
    for (size_t i = 0; i < trace->quota_count; i++) quota_term(json, shown, &trace->quotas[i]);
    json_end(json, ']');
    figure(json, explaining, "attainment", entry->has_attainment, entry->attainment);
    if (shown->component->has_when_empty)
        json_ratio(json, "when_empty", shown->component->when_empty);
}

void json_target_terms(Json *json, const Explaining *explaining, const TargetTerm *terms,
                       size_t count)
{
    const Roster *roster = &explaining->ledger->records->roster;
    json_array(json, "target_terms");
    for (size_t i = 0; i < count; i++) {
        const TargetTerm *term = &terms[i];
        const Assignment *row = &roster->assignments[term->assignment];
        json_object(json, NULL);
        json_month(json, "month", term->month);
        json_money(json, "yearly", row->target, explaining->digits);
        json_ratio(json, "part", term->part);
        json_integer(json, "days", term->days);
        json_integer(json, "days_of_month", month_days(term->month));
        json_ratio(json, "amount", term->amount);
        json_row_place(json, &roster->table, row->slice, row->row);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void target(Json *json, const Explaining *explaining, const Shown *shown)
{
    const Entry *entry = shown->entry;
    json_ratio(json, "weight", shown->component->weight);
    json_ratio(json, "months", entry->months);
    figure(json, explaining, "target", true, entry->target);
    json_target_terms(json, explaining, entry->trace->targets, entry->trace->target_count);
}

static void table(Json *json, const Rate *rate)
{
    json_text(json, "method", rate_method_word(rate->method));
    json_text(json, "beyond", rate->extend ? TEXT("extend") : TEXT("flat"));
    json_array(json, "tiers");
    for (size_t i = 0; i < rate->count; i++) {
        json_object(json, NULL);
        json_ratio(json, "at", rate->tiers[i].at);
        json_ratio(json, "pays", rate->tiers[i].pays);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void axis(Json *json, const char *name, const Axis *axis)
{
    json_array(json, name);
    for (size_t i = 0; i < axis->count; i++) json_ratio(json, NULL, axis->from[i]);
    json_end(json, ']');
}

static void matrix(Json *json, const Explaining *explaining, const Shown *shown)
{
    const MatrixRate *rate = shown->component->matrix;
    const EarnSteps *steps = &shown->entry->trace->steps;
    json_object(json, "matrix");
    json_text(json, "method", rate_method_word(rate->matrix.method));
    json_text(json, "rows_on", looked_at(explaining, shown, rate->rows_on));
    json_text(json, "cols_on", looked_at(explaining, shown, rate->cols_on));
    axis(json, "rows", &rate->matrix.rows);
    axis(json, "cols", &rate->matrix.cols);
    json_array(json, "pays");
    for (size_t i = 0; i < rate->matrix.rows.count * rate->matrix.cols.count; i++)
        json_ratio(json, NULL, rate->matrix.pays[i]);
    json_end(json, ']');
    json_ratio(json, "row_input", steps->row_input);
    json_ratio(json, "col_input", steps->col_input);
    json_end(json, '}');
}

static void formula(Json *json, const Explaining *explaining, const Shown *shown,
                    const char *name, const Formula *formula)
{
    size_t count;
    const uint32_t *figures = named_figures(explaining, shown, formula, &count);
    json_object(json, name);
    json_text(json, "source", formula_source(formula));
    json_array(json, "names");
    for (size_t i = 0; i < count; i++) {
        json_object(json, NULL);
        json_text(json, "name", figure_name(explaining->arena, shown->plan, figures[i]));
        json_ratio(json, "value", shown->entry->trace->figures[figures[i]].number);
        json_end(json, '}');
    }
    json_end(json, ']');
    json_end(json, '}');
}

static void rules(Json *json, const Explaining *explaining, const Shown *shown)
{
    const Component *component = shown->component;
    const EarnSteps *steps = &shown->entry->trace->steps;
    if (component->rate) {
        json_object(json, "rate");
        json_text(json, "on", component->rate->on_value ? TEXT("value") : TEXT("attainment"));
        table(json, component->rate);
        if (component->window != WINDOW_CREDIT) json_ratio(json, "input", steps->input);
        json_end(json, '}');
    }
    if (component->matrix) matrix(json, explaining, shown);
    if (component->formula) formula(json, explaining, shown, "formula", component->formula);
    if (component->modifier) {
        json_object(json, "modifier");
        json_text(json, "on", looked_at(explaining, shown, component->modifier->on));
        table(json, &component->modifier->rate);
        json_ratio(json, "input", steps->modifier_input);
        json_ratio(json, "factor", steps->modifier);
        json_end(json, '}');
    }
    if (component->gate) formula(json, explaining, shown, "gate", component->gate);
    if (component->cap != CAP_NONE) {
        json_object(json, "cap");
        json_text(json, "of", component->cap == CAP_PERCENT ? TEXT("multiplier") : TEXT("money"));
        json_ratio(json, "at", component->cap_at);
        json_end(json, '}');
    }
    json_text(json, "floor", component->floor_none ? TEXT("none") : TEXT("zero"));
}

static void plan_cap(Json *json, const Explaining *explaining, const Shown *shown)
{
    const CapSteps *steps = shown->entry->trace->cap;
    if (!steps || !steps->limits) return;
    json_object(json, "plan_cap");
    json_ratio(json, "at", shown->plan->cap_at);
    if (shown->plan->cap == CAP_PERCENT) json_ratio(json, "of_target", steps->of_target);
    json_money(json, "limit", steps->limit, explaining->digits);
    json_array(json, "parts");
    for (uint32_t c = 0; c < shown->plan->component_count; c++) {
        const Component *component = &shown->plan->components[c];
        json_object(json, NULL);
        json_text(json, "component", component->key);
        json_text(json, "pays", pays_word(component->pays));
        json_text(json, "window", window_word(component->window));
        if (steps->parts[c].has_target) {
            json_ratio(json, "target_unweighted", steps->parts[c].target);
            json_ratio(json, "target", steps->parts[c].weighted_target);
        }
        json_money(json, "before", steps->parts[c].before, explaining->digits);
        json_money(json, "earned", steps->parts[c].earned, explaining->digits);
        json_end(json, '}');
    }
    json_end(json, ']');
    json_end(json, '}');
}

static void earned(Json *json, const Explaining *explaining, const Shown *shown)
{
    const Entry *entry = shown->entry;
    const EntryTrace *trace = entry->trace;
    int digits = explaining->digits;
    if (shown->component->pays != PAYS_NOTHING && trace->was_paid) {
        rules(json, explaining, shown);
        json_ratio(json, "table_pays", trace->steps.table);
        if (entry->has_multiplier) json_ratio(json, "multiplier", entry->multiplier);
        json_ratio(json, "before_gate", trace->steps.before_gate);
        if (shown->component->gate) json_flag(json, "gate_open", trace->steps.gate_open);
        json_ratio(json, "before_rounding", trace->steps.amount);
        json_money(json, "rounded", trace->steps.rounded, digits);
    }
    plan_cap(json, explaining, shown);
    json_money(json, "earned_to_date", entry->earned_to_date, digits);
    json_money(json, "earned_before", entry->earned_before, digits);
    json_money(json, "earning", entry->earning, digits);
    json_array(json, "notes");
    for (int note = 0; note < NOTES; note++)
        if (entry->notes & 1u << note) json_text(json, NULL, note_word((Note)note));
    json_end(json, ']');
}

void json_entry(Json *json, const Explaining *explaining, const Entry *entry)
{
    Shown shown = shown_entry(explaining, entry);
    const EntryTrace *trace = entry->trace;
    json_object(json, NULL);
    json_text(json, "plan", shown.plan->title);
    json_day(json, "plan_from", shown.plan->from);
    json_day(json, "plan_to", shown.plan->to);
    json_day(json, "under_plan_from", shown.participation->first);
    json_day(json, "under_plan_to", shown.participation->last);
    json_text(json, "component", shown.component->key);
    json_text(json, "title", shown.component->title);
    json_text(json, "pays", pays_word(shown.component->pays));
    json_text(json, "of", scope_word(shown.component->of));
    json_text(json, "window", window_word(shown.component->window));
    json_month(json, "window_from", trace->window_from);
    json_month(json, "window_to",
               trace->window_from + window_months(shown.component->window) - 1);
    json_text(json, "paid", shown.component->at_end ? TEXT("at_end") : TEXT("monthly"));
    if (shown.component->at_end) json_month(json, "due_in", trace->due_in);
    json_day(json, "from", entry->from);
    json_day(json, "to", entry->to);
    measured(json, explaining, &shown);
    expected(json, explaining, &shown);
    target(json, explaining, &shown);
    earned(json, explaining, &shown);
    json_end(json, '}');
}
