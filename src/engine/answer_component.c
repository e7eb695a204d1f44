/* answer_component.c - whether a component counts the row for one participation, and if not, why.
 *
 * Spans say whose credits count on which days: they are those of the run, or, for a day of another
 * fiscal year, found by the same function for that year. */
#include "answer_inside.h"

static bool is_line(const Component *component, uint32_t line)
{
    return line == component->line || line == component->denominator_line;
}

bool rule_feeds(const CreditRule *rule, const Component *component)
{
    for (uint32_t t = 0; t < rule->to_count; t++)
        if (is_line(component, rule->to[t].line)) return true;
    return false;
}

Engine engine_of_day(const Answering *answering, Day day)
{
    Engine engine = answering->engine;
    engine.year_start = fiscal_window_start(engine.company->fiscal, day_month(day), YEAR_MONTHS);
    engine.year_first_day = month_first_day(engine.year_start);
    return engine;
}

bool covers(const Answering *answering, uint32_t index, Day day)
{
    const Participation *participation = &answering->ledger->participations[index];
    if (day == DAY_NONE) return true;
    for (uint32_t s = 0; s < participation->stint_count; s++)
        if (participation->stints[s].from <= day && participation->stints[s].to >= day)
            return true;
    return day > participation->last && day <= credits_end(&answering->engine, participation);
}

/* How many times a span counts a leg's credit of a day. */
static int32_t span_times(const Roster *roster, const Span *span, const AnswerLeg *leg, Day day)
{
    if (day < span->from || day > span->to) return 0;
    switch (span->kind) {
    case HOLDER_COMPANY: return span->weight;
    case HOLDER_PERSON: return leg->payee == span->holder ? span->weight : 0;
    case HOLDER_TEAM: break;
    }
    bool counts = leg->payee != PERSON_NONE &&
                  roster_on_team(roster, leg->payee, span->holder, day);
    return counts ? span->weight : 0;
}

static int32_t spans_times(const Roster *roster, const Span *spans, uint32_t count,
                           const AnswerLeg *leg, Day day)
{
    int32_t times = 0;
    for (uint32_t s = 0; s < count; s++) times += span_times(roster, &spans[s], leg, day);
    return times;
}

static const Entry *find_entry(const Ledger *ledger, uint32_t participation, uint32_t component,
                               Month month)
{
    const Entry *entries = month == ledger->period ? ledger->entries : ledger->earlier;
    size_t low = 0;
    size_t high = month == ledger->period ? ledger->entry_count : ledger->earlier_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Entry *entry = &entries[middle];
        bool before = entry->participation != participation ? entry->participation < participation
                    : entry->component != component ? entry->component < component
                                                    : entry->month < month;
        if (!before && entry->participation == participation && entry->component == component &&
            entry->month == month)
            return entry;
        if (before) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

/* The latest figures of the window that a day lies in. */
static const Entry *entry_of_day(const Answering *answering, const Answer *answer,
                                 const Component *component, Day day)
{
    const Ledger *year = ledger_of_month(answering->ledger, day_month(day));
    if (!year) return NULL;
    int length = window_months(component->window);
    Month last = fiscal_window_start(answering->engine.company->fiscal, day_month(day), length) +
                 length - 1;
    for (Month month = last < year->period ? last : year->period; month >= day_month(day);
         month--) {
        const Entry *entry = find_entry(year, answer->participation, answer->component, month);
        if (entry) return entry;
    }
    return NULL;
}

/* What the row adds to this month's figures. */
static void count_row(Answering *answering, const Component *component, Answer *answer)
{
    const Entry *entry = answer->entry;
    Arena *arena = answering->arena;
    for (size_t r = 0; entry && r < answering->out->rule_count; r++) {
        const AnswerRule *rule = &answering->out->rules[r];
        for (size_t l = 0; l < rule->leg_count; l++) {
            const AnswerLeg *leg = &rule->legs[l];
            if (!leg->credit || rule->day < entry->from || rule->day > entry->to) continue;
            int32_t times = spans_times(answering->engine.roster, entry->spans, entry->span_count,
                                        leg, rule->day);
            if (!times) continue;
            Ratio amount = ratio_multiply(arena, leg->amount, ratio_whole(times));
            if (leg->line == component->line) {
                answer->in_value = true;
                answer->value = ratio_add(arena, answer->value, amount);
            } else if (leg->line == component->denominator_line) {
                answer->in_denominator = true;
                answer->denominator = ratio_add(arena, answer->denominator, amount);
            } else {
                continue;
            }
            if (!answer->rule) answer->rule = rule;
            if (component->window != WINDOW_CREDIT || component->pays == PAYS_NOTHING) continue;
            answer->pays_alone = true;
            Ratio pay = ledger_credit_pay(arena, component, leg->amount);
            answer->pay = ratio_add(arena, answer->pay,
                                    ratio_multiply(arena, pay, ratio_whole(times)));
        }
    }
}

/* The figures of a month as its gate saw them: its own, and those of the plan's other components,
 * or of the latest month in which they had a window. */
static void gate_figures(const Answering *answering, const Answer *answer, const Plan *plan,
                         Value *figures)
{
    const Entry *own = answer->entry;
    const Ledger *ledger = answering->ledger;
    const Ratio mine[FIGURE_OWN] = {[FIGURE_TARGET] = own->target, [FIGURE_VALUE] = own->value,
                                    [FIGURE_QUOTA] = own->quota,
                                    [FIGURE_ATTAINMENT] = own->attainment,
                                    [FIGURE_MONTHS] = own->months};
    for (uint32_t f = 0; f < FIGURE_OWN; f++)
        figures[f] = (Value){VALUE_NUMBER, {.number = mine[f]}};
    for (uint32_t c = 0; c < plan->component_count; c++) {
        const Entry *other = NULL;
        for (Month month = own->month; !other && month >= ledger->year_start; month--)
            other = find_entry(ledger, answer->participation, c, month);
        Ratio theirs[FIGURE_OTHERS] = {RATIO_ZERO, RATIO_ZERO, RATIO_ZERO, RATIO_ZERO};
        if (other) {
            theirs[OTHER_VALUE] = other->value;
            theirs[OTHER_ATTAINMENT] = other->attainment;
            theirs[OTHER_MULTIPLIER] = other->multiplier;
            theirs[OTHER_EARNED] = ratio_from_money(other->earned_to_date,
                                                    answering->engine.company->digits);
        }
        for (uint32_t f = 0; f < FIGURE_OTHERS; f++)
            figures[FIGURE_OWN + c * FIGURE_OTHERS + f] =
                (Value){VALUE_NUMBER, {.number = theirs[f]}};
    }
}

static void blame_gate(const Answering *answering, const Component *component, Answer *answer)
{
    const Participation *owner = &answering->ledger->participations[answer->participation];
    const Plan *plan = &answering->engine.design->plans[owner->plan];
    size_t count = FIGURE_OWN + (size_t)plan->component_count * FIGURE_OTHERS;
    Value *figures = ARENA_ARRAY(answering->arena, Value, count);
    gate_figures(answering, answer, plan, figures);
    FormulaInput input = {.figures = figures};
    Value open;
    Text fault;
    /* What was earned before a plan's cap is not in the ledger: that gate stands unexplained. */
    bool known = formula_evaluate(component->gate, &input, answering->arena, &open, &fault) &&
                 !open.flag &&
                 formula_blame(answering->arena, component->gate, &input, &answer->gate);
    if (!known) answer->gate = (Blames){0};
}

static AnswerReason counted_reason(const Component *component, const Answer *answer)
{
    uint32_t notes = answer->entry->notes;
    static const struct { Note note; AnswerReason reason; } reasons[] = {
        {NOTE_NOT_DUE, REASON_NOT_DUE}, {NOTE_GATED, REASON_GATED},
        {NOTE_BELOW_TIER, REASON_BELOW_TIER}, {NOTE_FLOORED, REASON_FLOORED},
        {NOTE_CAPPED, REASON_CAPPED}};
    if (component->pays == PAYS_NOTHING) return REASON_NO_EFFECT;
    bool alone = answer->pays_alone && ratio_sign(answer->value) != 0;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        bool noted = notes & 1u << reasons[i].note;
        if (alone && reasons[i].note == NOTE_BELOW_TIER) noted = ratio_sign(answer->pay) == 0;
        if (noted) return reasons[i].reason;
    }
    return REASON_COUNTS;
}

/* Why none of a rule's credits is one that the scope counts on its day. */
static AnswerReason scope_reason(const Answering *answering, const Component *component,
                                 const Answer *answer, const AnswerRule *rule)
{
    uint32_t person = answering->ledger->participations[answer->participation].person;
    bool unassigned = false, named = false, yields = false;
    for (size_t l = 0; l < rule->leg_count; l++) {
        const AnswerLeg *leg = &rule->legs[l];
        if (!is_line(component, leg->line)) continue;
        yields |= leg->yields;
        named |= leg->payee == person;
        unassigned |= leg->payee == person && leg->yields && leg->status == UNASSIGNED;
    }
    if (unassigned) return REASON_OUTSIDE_ASSIGNMENT;
    if (!covers(answering, answer->participation, rule->day)) return REASON_NO_PLAN;
    if (!yields && named) return REASON_SHARE_ZERO;
    if (!yields) return REASON_NOT_NAMED;
    switch (component->of) {
    case SCOPE_TEAM: return REASON_NOT_ON_TEAM;
    case SCOPE_ALIGNED: return REASON_NOT_ALIGNED;
    case SCOPE_REPORTS: return REASON_NOT_BELOW;
    case SCOPE_SELF: case SCOPE_COMPANY: break;
    }
    return named ? REASON_SHARE_ZERO : REASON_NOT_NAMED;
}

static AnswerReason rule_reason(Answering *answering, const Component *component,
                                const Answer *answer, const AnswerRule *rule)
{
    if (!rule->counts && !rule->lacks_rate) return REASON_WHEN_FALSE;
    Day day = rule->day;
    Engine engine = engine_of_day(answering, day);
    uint32_t span_count;
    const Span *spans = spans_find(&engine, answer->participation, component, &span_count);
    bool counts = rule->lacks_rate;
    for (size_t l = 0; l < rule->leg_count && !counts; l++) {
        const AnswerLeg *leg = &rule->legs[l];
        counts = leg->yields && is_line(component, leg->line) &&
                 spans_times(engine.roster, spans, span_count, leg, day) != 0;
    }
    if (!counts) return scope_reason(answering, component, answer, rule);
    if (engine.year_start != answering->ledger->year_start) return REASON_OTHER_YEAR;
    return day > answering->engine.period_last_day ? REASON_AFTER_PERIOD : REASON_OUTSIDE_WINDOW;
}

bool answer_component(Answering *answering, uint32_t participation, uint32_t c, Answer *out)
{
    const Participation *owner = &answering->ledger->participations[participation];
    const Component *component = &answering->engine.design->plans[owner->plan].components[c];
    bool feeds = false;
    for (size_t r = 0; r < answering->out->rule_count; r++) {
        const AnswerRule *rule = &answering->out->rules[r];
        feeds |= rule_feeds(rule->rule, component) && covers(answering, participation, rule->day);
    }
    if (!feeds) return false;
    *out = (Answer){.reason = REASON_WHEN_FALSE, .participation = participation, .component = c,
                    .line = component->line, .value = RATIO_ZERO, .denominator = RATIO_ZERO,
                    .pay = RATIO_ZERO};
    out->entry = find_entry(answering->ledger, participation, c, answering->ledger->period);
    count_row(answering, component, out);
    if (out->rule) {
        out->own = out->entry;
        out->reason = counted_reason(component, out);
        if (out->reason == REASON_GATED) blame_gate(answering, component, out);
        return true;
    }
    for (size_t r = 0; r < answering->out->rule_count; r++) {
        const AnswerRule *rule = &answering->out->rules[r];
        if (!rule_feeds(rule->rule, component)) continue;
        AnswerReason reason = rule_reason(answering, component, out, rule);
        if (reason == REASON_WHEN_FALSE || (out->rule && reason >= out->reason)) continue;
        out->reason = reason;
        out->rule = rule;
        out->own = entry_of_day(answering, out, component, rule->day);
    }
    return true;
}
