/* explain_row_reason.c - what an answer says to the person whom it concerns, and why. */
#include "explain_row_inside.h"

static Text days_of(const RowShown *shown, Day from, Day to)
{
    Arena *arena = shown->explaining.arena;
    Text first = day_text(arena, from);
    if (to == DAY_OPEN) return words_say(&shown->explaining, "from %.*s on", TEXT_ARG(first));
    return words_say(&shown->explaining, "%.*s to %.*s", TEXT_ARG(first),
                     TEXT_ARG(day_text(arena, to)));
}

static Text listed(const RowShown *shown, Text list, Text item)
{
    return text_format(shown->explaining.arena, "%.*s%s%.*s", TEXT_ARG(list),
                       list.length ? ", " : "", TEXT_ARG(item));
}

void row_blamed(const RowShown *shown, const Answer *gated, const Blames *blames, Branch *under)
{
    for (size_t b = 0; b < blames->count; b++) {
        Text because = row_because(shown, gated, &blames->items[b]);
        bool known = false;
        for (const Branch *said = under->first; said; said = said->next)
            known |= text_equal(said->label, because);
        if (!known)
            page_branch(shown->explaining.arena, under, TEXT(""), "%.*s", TEXT_ARG(because));
    }
}

/* What the row adds to a figure, and what that is altogether. */
static void part_of(const RowShown *shown, const Measure *measure, const char *as, Ratio part,
                    Ratio whole, Branch *under)
{
    const Explaining *explaining = &shown->explaining;
    page_branch(explaining->arena, under, words_measured(explaining, measure, part),
                "%s%.*s, of %.*s", as, TEXT_ARG(measure->title),
                TEXT_ARG(words_measured(explaining, measure, whole)));
}

static void counted(const RowShown *shown, const Component *component, const Answer *answer,
                    Branch *under)
{
    const Explaining *explaining = &shown->explaining;
    const Design *design = explaining->ledger->design;
    const Measure *measure = &design->measures[component->measure];
    const Entry *entry = answer->entry;
    if (measure->is_ratio) {
        if (answer->in_value)
            part_of(shown, &design->measures[measure->numerator], "",
                    answer->value, entry->numerator, under);
        if (answer->in_denominator)
            part_of(shown, &design->measures[measure->denominator], N_("divided by: "),
                    answer->denominator, entry->denominator, under);
        page_branch(explaining->arena, under, TEXT(""), "in the window to date, %.*s",
                    TEXT_ARG(days_of(shown, entry->from, entry->to)));
    } else {
        page_branch(explaining->arena, under, TEXT(""), "of %.*s in the window to date, %.*s",
                    TEXT_ARG(words_measured(explaining, measure, entry->value)),
                    TEXT_ARG(days_of(shown, entry->from, entry->to)));
    }
    if (answer->pays_alone)
        page_branch(explaining->arena, under, words_currency(explaining, answer->pay),
                    component->modifier || component->gate || component->cap != CAP_NONE
                    ? "by itself it pays, before modifier, gate and cap"
                    : N_("by itself it pays"));
}

static void cap_words(const RowShown *shown, const Plan *plan, const Component *component,
                      Branch *under)
{
    const Explaining *explaining = &shown->explaining;
    const struct { Cap cap; Ratio at; } caps[] = {{component->cap, component->cap_at},
                                                  {plan->cap, plan->cap_at}};
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
        if (caps[i].cap == CAP_NONE) continue;
        Text at = caps[i].cap == CAP_PERCENT
            ? words_say(&shown->explaining, "%.*s of target",
                          TEXT_ARG(words_percent(explaining, caps[i].at)))
            : words_currency(explaining, caps[i].at);
        page_branch(explaining->arena, under, TEXT(""),
                    i == 0 ? "the component's cap is %.*s" : N_("the plan's cap is %.*s"),
                    TEXT_ARG(at));
    }
}

/* From where on the rate pays, and where that is reached. */
static void first_pay(const RowShown *shown, const Component *component, const Answer *answer,
                      Branch *under)
{
    const Explaining *explaining = &shown->explaining;
    const Rate *rate = component->rate;
    size_t first = 0;
    while (rate && first < rate->count && ratio_sign(rate->tiers[first].pays) == 0) first++;
    if (!rate || first == rate->count) return;
    bool linear = rate->method == RATE_LINEAR && first > 0;
    Ratio at = rate->tiers[linear ? first - 1 : first].at;
    const Measure *measure = &explaining->ledger->design->measures[component->measure];
    Text from = rate->on_value ? words_measured(explaining, measure, at)
                               : words_percent(explaining, at);
    Text reached = rate->on_value ? words_measured(explaining, measure, answer->entry->value)
                                  : words_percent(explaining, answer->entry->attainment);
    const char *pays = rate->on_value
        ? linear ? N_("it pays above %.*s") : N_("it pays from %.*s on")
        : linear ? N_("it pays above %.*s attainment") : N_("it pays from %.*s attainment on");
    const Sentence *says = sentence_of(explaining->arena, pays, TEXT_ARG(from));
    if (component->window == WINDOW_CREDIT)
        page_branch(explaining->arena, under, TEXT(""), "%p", SENTENCE_ARG(says));
    else
        page_branch(explaining->arena, under, TEXT(""), "%p; %.*s is reached", SENTENCE_ARG(says),
                    TEXT_ARG(reached));
}

/* Beside the figures of a row that counts: what stands between it and a payment. */
static void obstacle(const RowShown *shown, const Plan *plan, const Component *component,
                     const Answer *answer, Branch *under)
{
    const Explaining *explaining = &shown->explaining;
    Arena *arena = explaining->arena;
    const Entry *entry = answer->entry;
    switch ((int)answer->reason) {
    case REASON_CAPPED: cap_words(shown, plan, component, under); break;
    case REASON_GATED:
        row_blamed(shown, answer, &answer->gate, under);
        if (!answer->gate.count)
            page_branch(arena, under, TEXT(""), "the gate is `%.*s`",
                        TEXT_ARG(formula_source(component->gate)));
        break;
    case REASON_BELOW_TIER: first_pay(shown, component, answer, under); break;
    case REASON_NOT_DUE: {
        Month last = fiscal_window_start(explaining->ledger->records->company->fiscal,
                                         entry->month, window_months(component->window)) +
                     window_months(component->window) - 1;
        if (plan->to != DAY_OPEN && day_month(plan->to) < last) last = day_month(plan->to);
        page_branch(arena, under, TEXT(""), "that is in %.*s",
                    TEXT_ARG(month_text(arena, last)));
        break;
    }
    default: break;
    }
}

/* Whom the legs of the line name: `E115 in ae_id (担当者)`; if nobody, what is blank. */
static Text named_instead(const RowShown *shown, const Answer *answer, const Component *component)
{
    const Roster *roster = &shown->explaining.ledger->records->roster;
    Text list = TEXT(""), blank = TEXT("");
    for (size_t l = 0; l < answer->rule->leg_count; l++) {
        const AnswerLeg *leg = &answer->rule->legs[l];
        if (leg->line != component->line && leg->line != component->denominator_line) continue;
        if (leg->column == COLUMN_ABSENT) return words_say(&shown->explaining, "the company");
        Text heading = row_name(shown, shown->table->spec->columns[leg->column].name);
        Text who = roster_payee_text(roster, shown->slice, leg->payee);
        if (leg->yields)
            list = listed(shown, list, words_say(&shown->explaining, "%.*s in %.*s", TEXT_ARG(who),
                                                   TEXT_ARG(heading)));
        else if (leg->payee == PERSON_NONE)
            blank = listed(shown, blank, words_say(&shown->explaining, "%.*s is blank",
                                                   TEXT_ARG(heading)));
    }
    return list.length ? list : blank;
}

/* `E115 was on 営業2課, below M02`, of each whom the line credits. */
static Text whereabouts(const RowShown *shown, const Answer *answer, const Component *component,
                        bool managers)
{
    const Roster *roster = &shown->explaining.ledger->records->roster;
    Text list = TEXT("");
    for (size_t l = 0; l < answer->rule->leg_count; l++) {
        const AnswerLeg *leg = &answer->rule->legs[l];
        bool looks = leg->line == component->line || leg->line == component->denominator_line;
        if (!looks || !leg->yields || leg->payee >= roster->person_count) continue;
        const Person *person = &roster->persons[leg->payee];
        Text at = TEXT("");
        for (uint32_t a = 0; a < person->assignment_count; a++) {
            const Assignment *row = &roster->assignments[person->first_assignment + a];
            if (row->start > answer->rule->day || row->end < answer->rule->day) continue;
            if (managers && row->manager != PERSON_NONE)
                at = listed(shown, at, roster->persons[row->manager].id);
            if (!managers && row->team != TEAM_NONE)
                at = listed(shown, at, roster->teams[row->team]);
        }
        const char *says = at.length ? managers ? N_("%.*s was below %.*s") : N_("%.*s was on %.*s")
                         : managers ? N_("%.*s was below nobody") : N_("%.*s was on no team");
        Text where = words_say(&shown->explaining, says, TEXT_ARG(person->id), TEXT_ARG(at));
        list = listed(shown, list, where);
    }
    return list;
}

Text row_alignments(const RowShown *shown, uint32_t person)
{
    const Records *records = shown->explaining.ledger->records;
    Text list = TEXT("");
    for (size_t i = 0; i < records->alignment_count; i++) {
        const Alignment *alignment = &records->alignments[i];
        if (alignment->person != person) continue;
        list = listed(shown, list,
                      text_format(shown->explaining.arena, "%.*s (%.*s)",
                                  TEXT_ARG(records->roster.teams[alignment->team]),
                                  TEXT_ARG(days_of(shown, alignment->start, alignment->end))));
    }
    return list.length ? list : words_say(&shown->explaining, "no team");
}

static Text assignments_of(const RowShown *shown, uint32_t person)
{
    const Roster *roster = &shown->explaining.ledger->records->roster;
    Text list = TEXT("");
    for (uint32_t a = 0; a < roster->persons[person].assignment_count; a++) {
        const Assignment *row = &roster->assignments[roster->persons[person].first_assignment + a];
        list = listed(shown, list, days_of(shown, row->start, row->end));
    }
    return list;
}

static Text plans_of(const RowShown *shown, uint32_t person)
{
    const Ledger *ledger = shown->explaining.ledger;
    Text list = TEXT("");
    for (uint32_t i = 0; i < ledger->participation_count; i++) {
        const Participation *owner = &ledger->participations[i];
        if (owner->person != person) continue;
        list = listed(shown, list,
                      text_format(shown->explaining.arena, "%.*s (%.*s)",
                                  TEXT_ARG(ledger->design->plans[owner->plan].title),
                                  TEXT_ARG(days_of(shown, owner->first, owner->last))));
    }
    return list;
}

static Text measures_of(const RowShown *shown, const Plan *plan)
{
    const Design *design = shown->explaining.ledger->design;
    Text list = TEXT("");
    for (uint32_t c = 0; c < plan->component_count; c++) {
        if (plan->components[c].measure == INDEX_NONE) continue;
        Text title = design->measures[plan->components[c].measure].title;
        bool known = false;
        for (uint32_t b = 0; b < c; b++)
            known |= plan->components[b].measure == plan->components[c].measure;
        if (!known) list = listed(shown, list, title);
    }
    return list;
}

/* Why `when` is FALSE, of each entry of the measure that takes rows of the feed. */
static void conditions(const RowShown *shown, const Component *component, Branch *under)
{
    for (size_t r = 0; r < shown->answer->rule_count; r++) {
        const AnswerRule *rule = &shown->answer->rules[r];
        bool feeds = false;
        for (uint32_t t = 0; t < rule->rule->to_count; t++)
            feeds |= rule->rule->to[t].line == component->line ||
                     rule->rule->to[t].line == component->denominator_line;
        if (feeds) row_blamed(shown, NULL, &rule->blames, under);
    }
}

/* What that window earned with it. */
static Text own_window(const RowShown *shown, const Component *component, const Answer *answer)
{
    const Entry *own = answer->own;
    if (!own || own->to < answer->rule->day || own->from > answer->rule->day) return TEXT("");
    Text window = days_of(shown, own->from, own->to);
    if (component->pays == PAYS_NOTHING)
        return words_say(&shown->explaining, "it counted in that of %.*s", TEXT_ARG(window));
    return words_say(&shown->explaining, "it counted in that of %.*s, which earned %.*s in all",
                       TEXT_ARG(window),
                       TEXT_ARG(words_money(&shown->explaining, own->earned_to_date)));
}

/* The facts behind a reason why the row does not count; "": there are none to add. */
static Text facts(const RowShown *shown, const AnswerPerson *person, const Plan *plan,
                  const Component *component, const Answer *answer)
{
    Text some;
    switch (answer->reason) {
    case REASON_OUTSIDE_WINDOW: return own_window(shown, component, answer);
    case REASON_NOT_NAMED: case REASON_SHARE_ZERO:
        return named_instead(shown, answer, component);
    case REASON_NOT_ON_TEAM: return whereabouts(shown, answer, component, false);
    case REASON_NOT_ALIGNED:
        some = whereabouts(shown, answer, component, false);
        if (person->relation == RELATION_ALIGNED) return some;
        return words_say(&shown->explaining, "%.*s; aligned with %.*s", TEXT_ARG(some),
                           TEXT_ARG(row_alignments(shown, person->person)));
    case REASON_NOT_BELOW: return whereabouts(shown, answer, component, true);
    case REASON_NOT_USED:
        return words_say(&shown->explaining, "it measures %.*s",
                         TEXT_ARG(measures_of(shown, plan)));
    case REASON_OUTSIDE_ASSIGNMENT:
        return words_say(&shown->explaining, "it has %.*s",
                         TEXT_ARG(assignments_of(shown, person->person)));
    case REASON_NO_PLAN:
        some = plans_of(shown, person->person);
        return some.length ? words_say(&shown->explaining, "on other days: plan %.*s",
                                       TEXT_ARG(some))
                           : words_say(&shown->explaining, "none of this design is for this role");
    case REASON_DUPLICATE: case REASON_ROW_AT_FAULT: return row_problem(shown, 0);
    case REASON_COUNTS: case REASON_CAPPED: case REASON_FLOORED: case REASON_BELOW_TIER:
    case REASON_GATED: case REASON_NOT_DUE: case REASON_NO_EFFECT: case REASON_AFTER_PERIOD:
    case REASON_OTHER_YEAR: case REASON_WHEN_FALSE: case REASON_NOT_LISTED: case REASONS: break;
    }
    return TEXT("");
}

/* What the answer is about: a component, a credit line, or the row as such. */
static Text subject(const RowShown *shown, const Plan *plan, const Component *component,
                    const Answer *answer)
{
    const Design *design = shown->explaining.ledger->design;
    if (component)
        return words_say(&shown->explaining, "%.*s (%.*s, plan %.*s): ", TEXT_ARG(component->title),
                           TEXT_ARG(component->key), TEXT_ARG(plan->title));
    if (answer->line == INDEX_NONE)
        return plan ? words_say(&shown->explaining, "plan %.*s: ", TEXT_ARG(plan->title))
                    : TEXT("");
    const CreditLine *line = &design->lines[answer->line];
    const Measure *measure = &design->measures[line->measure];
    return words_say(&shown->explaining, "%.*s (%.*s.%.*s%s%.*s): ", TEXT_ARG(measure->title),
                       TEXT_ARG(measure->key), TEXT_ARG(line->name), plan ? N_(", plan ") : "",
                       TEXT_ARG(plan ? plan->title : TEXT("")));
}

void row_reason(const RowShown *shown, const AnswerPerson *person, const Answer *answer,
                Branch *under)
{
    const Explaining *explaining = &shown->explaining;
    const Plan *plan;
    const Component *component = answer_shows(shown, answer, &plan);
    bool counts = reason_counts(answer->reason);
    Text amount = TEXT("");
    if (counts && component->denominator_line == INDEX_NONE)
        amount = words_measured(explaining,
                                &explaining->ledger->design->measures[component->measure],
                                answer->value);
    Text why = counts ? TEXT("") : facts(shown, person, plan, component, answer);
    Branch *branch = page_branch(explaining->arena, under, amount, "%.*s%s%s%.*s",
                                 TEXT_ARG(subject(shown, plan, component, answer)),
                                 reason_meaning(answer->reason).bytes, why.length ? N_("; ") : "",
                                 TEXT_ARG(why));
    if (answer->reason == REASON_WHEN_FALSE) conditions(shown, component, branch);
    if (!counts) return;
    counted(shown, component, answer, branch);
    obstacle(shown, plan, component, answer, branch);
    if (explaining->person == PERSON_NONE || component->pays == PAYS_NOTHING) return;
    page_branch(explaining->arena, branch, TEXT(""), "all of that has earned %.*s to date, %.*s of "
                "it in %.*s", TEXT_ARG(words_money(explaining, answer->entry->earned_to_date)),
                TEXT_ARG(words_money(explaining, answer->entry->earning)),
                TEXT_ARG(words_month(explaining, answer->entry->month)));
}
