/* participation.c - the days on which a payee's assignments meet a plan.
 * Source: CONTRACT 5, Dates; 4, two plans for one assignment. */
#include "engine_inside.h"

#include <stdlib.h>

typedef struct Match { uint32_t person, plan, assignment; Day from, to; } Match;
typedef struct Matches { Match *items; size_t count, capacity; } Matches;

static bool plan_wants(Engine *engine, const Plan *plan, const Assignment *assignment, bool *wants)
{
    const Table *table = &engine->roster->table;
    const Slice *slice = &table->slices[assignment->slice];
    FormulaInput input = {engine->roster, slice, assignment->row, NULL, NULL};
    Value value;
    Text fault;
    if (formula_evaluate(plan->who, &input, engine->arena, &value, &fault)) {
        *wants = value.flag;
        return true;
    }
    Place place = record_place(engine->arena, table, slice, assignment->row);
    Diag *diag = diag_error(engine->diags, DIAG_FORMULA_ON_ROSTER, place,
                            "plan %.*s: `for:` can't be evaluated: %s", TEXT_ARG(plan->title),
                            fault.bytes);
    diag_hint(engine->diags, diag, "the formula is %.*s", TEXT_ARG(formula_source(plan->who)));
    return false;
}

static int compare_matches(const void *left, const void *right)
{
    const Match *a = left, *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->plan != b->plan) return a->plan < b->plan ? -1 : 1;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->assignment > b->assignment) - (a->assignment < b->assignment);
}

static Place assignment_place(Engine *engine, uint32_t index)
{
    const Assignment *assignment = &engine->roster->assignments[index];
    const Table *table = &engine->roster->table;
    return record_place(engine->arena, table, &table->slices[assignment->slice],
                        assignment->row);
}

static void check_team(Engine *engine, const Plan *plan, const Match *match)
{
    if (engine->roster->assignments[match->assignment].team != TEAM_NONE) return;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        if (plan->components[c].of != SCOPE_TEAM) continue;
        Diag *diag = diag_error(engine->diags, DIAG_TEAM_MISSING,
                                assignment_place(engine, match->assignment),
                                "an assignment without a team under plan %.*s, whose component "
                                "%.*s is `of: team`", TEXT_ARG(plan->title),
                                TEXT_ARG(plan->components[c].key));
        diag_hint(engine->diags, diag, "give the row a team, or change the component's `of:`");
        return;
    }
}

static Matches find_matches(Engine *engine)
{
    Matches matches = {0};
    const Roster *roster = engine->roster;
    for (uint32_t p = 0; p < engine->design->plan_count; p++) {
        const Plan *plan = &engine->design->plans[p];
        for (uint32_t a = 0; a < roster->assignment_count; a++) {
            const Assignment *assignment = &roster->assignments[a];
            bool wants = false;
            if (!plan_wants(engine, plan, assignment, &wants) || !wants) continue;
            DayRange days = range_both(range_of(assignment->start, assignment->end),
                                       range_of(plan->from, plan->to));
            if (days.to < days.from) continue;
            matches.items = array_room(engine->arena, matches.items, matches.count,
                                       &matches.capacity, sizeof *matches.items);
            matches.items[matches.count++] =
                (Match){assignment->person, p, a, days.from, days.to};
            check_team(engine, plan, &matches.items[matches.count - 1]);
        }
    }
    if (matches.count) qsort(matches.items, matches.count, sizeof(Match), compare_matches);
    return matches;
}

/* Two plans for one assignment on one day, or two assignments under one plan on one day. */
static void check_clashes(Engine *engine, const Matches *matches)
{
    for (size_t i = 0; i < matches->count; i++) {
        const Match *a = &matches->items[i];
        for (size_t j = i + 1; j < matches->count; j++) {
            const Match *b = &matches->items[j];
            if (b->person != a->person) break;
            DayRange both = range_both(range_of(a->from, a->to), range_of(b->from, b->to));
            if (both.to < both.from) continue;
            Place place = assignment_place(engine, b->assignment);
            Text day = day_text(engine->arena, both.from);
            if (a->plan == b->plan) {
                Place other = assignment_place(engine, a->assignment);
                diag_error(engine->diags, DIAG_TWO_ASSIGNMENTS, place,
                           "two assignments meet plan %.*s on %.*s: this one and line %u: %.*s",
                           TEXT_ARG(engine->design->plans[a->plan].title), TEXT_ARG(day),
                           other.line, TEXT_ARG(other.excerpt));
            } else if (a->assignment == b->assignment) {
                const Plan *one = &engine->design->plans[a->plan];
                const Plan *two = &engine->design->plans[b->plan];
                diag_error(engine->diags, DIAG_TWO_PLANS, place,
                           "two plans meet this assignment on %.*s: %.*s (for: %.*s) and %.*s "
                           "(for: %.*s)", TEXT_ARG(day), TEXT_ARG(one->key),
                           TEXT_ARG(formula_source(one->who)), TEXT_ARG(two->key),
                           TEXT_ARG(formula_source(two->who)));
            }
        }
    }
}

static int compare_participations(const void *left, const void *right, void *context)
{
    const Participation *a = left, *b = right;
    const Design *design = context;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    int by_title = text_compare(design->plans[a->plan].title, design->plans[b->plan].title);
    return by_title ? by_title : (a->plan > b->plan) - (a->plan < b->plan);
}

void participations_find(Engine *engine)
{
    Ledger *ledger = engine->ledger;
    Matches matches = find_matches(engine);
    check_clashes(engine, &matches);
    ledger->participations = ARENA_ARRAY(engine->arena, Participation, matches.count + 1);
    Stint *stints = ARENA_ARRAY(engine->arena, Stint, matches.count + 1);
    for (size_t i = 0; i < matches.count; i++) {
        const Match *match = &matches.items[i];
        stints[i] = (Stint){match->assignment, match->from, match->to};
        bool same = i > 0 && match[-1].person == match->person && match[-1].plan == match->plan;
        if (!same)
            ledger->participations[ledger->participation_count++] = (Participation){
                match->person, match->plan, match->from, match->to, &stints[i], 0};
        Participation *current = &ledger->participations[ledger->participation_count - 1];
        current->stint_count++;
        if (match->to > current->last) current->last = match->to;
    }
    qsort_r(ledger->participations, ledger->participation_count, sizeof(Participation),
            compare_participations, (void *)engine->design);
    participations_index(engine);
    services_find(engine);
}

void participations_index(Engine *engine)
{
    const Ledger *ledger = engine->ledger;
    uint32_t persons = engine->roster->person_count, at = 0;
    engine->person_participations = ARENA_ARRAY(engine->arena, uint32_t, persons + 1u);
    for (uint32_t p = 0; p <= persons; p++) {
        while (at < ledger->participation_count && ledger->participations[at].person < p) at++;
        engine->person_participations[p] = at;
    }
}

Ratio month_target(Engine *engine, const Participation *participation, Month month, int32_t *days,
                   Terms *terms)
{
    Arena *arena = engine->arena;
    DayRange whole = range_of(month_first_day(month), month_last_day(month));
    Ratio part = plan_month_share(arena, engine->company,
                                  &engine->design->plans[participation->plan], month);
    Ratio sum = RATIO_ZERO;
    for (uint32_t s = 0; s < participation->stint_count; s++) {
        const Stint *stint = &participation->stints[s];
        int32_t count = range_days(range_both(whole, range_of(stint->from, stint->to)));
        if (!count) continue;
        *days += count;
        Money yearly = engine->roster->assignments[stint->assignment].target;
        Ratio monthly = ratio_multiply(arena, ratio_from_money(yearly, engine->company->digits),
                                       part);
        Ratio amount = ratio_multiply(arena, monthly, days_share(arena, count, month));
        sum = ratio_add(arena, sum, amount);
        terms_target(terms, (TargetTerm){month, stint->assignment, count, part, amount});
    }
    return sum;
}
