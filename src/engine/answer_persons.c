/* answer_persons.c - whom one might expect to be paid for a row, and an answer for each. */
#include "answer_inside.h"

/* Days of the row, and what is marked for them, by person or team. */
typedef struct Around {
    Answering *answering;
    Day *days;
    size_t day_count;
    uint8_t *named, *aligned;                    /* [person] */
    uint8_t *above, *ever_above;                 /* [person]: on one of the days, on any */
    uint32_t *columns;                           /* [person]: the first that names him */
    uint8_t *teams;                              /* [team]: of those named, on one of the days */
} Around;

static void add_day(Around *around, Day day)
{
    if (day == DAY_NONE) return;
    for (size_t d = 0; d < around->day_count; d++)
        if (around->days[d] == day) return;
    around->days[around->day_count++] = day;
}

/* The days that the rules would give a row that no rule saw; none where its date can't be read. */
static void find_days_left_out(Around *around)
{
    Answering *answering = around->answering;
    const Design *design = answering->engine.design;
    FormulaInput input = {.roster = answering->engine.roster, .slice = answering->slice,
                          .row = answering->out->at.row};
    for (uint32_t r = 0; r < design->rule_count; r++) {
        Value date;
        Text fault;
        if (design->rules[r].feed == answering->feed &&
            formula_evaluate(design->rules[r].date, &input, answering->arena, &date, &fault))
            add_day(around, date.day);
    }
}

/* The days on which it counts; else those of all rules; else its first date. */
static void find_days(Around *around)
{
    Answering *answering = around->answering;
    const RowAnswer *out = answering->out;
    const FeedSpec *spec = answering->table->spec;
    around->days = ARENA_ARRAY(answering->arena, Day, answering->engine.design->rule_count + 1);
    if (out->left_out) find_days_left_out(around);
    for (size_t r = 0; r < out->rule_count; r++)
        if (out->rules[r].counts) add_day(around, out->rules[r].day);
    for (size_t r = 0; r < out->rule_count && !around->day_count; r++)
        add_day(around, out->rules[r].day);
    for (uint32_t c = 0; c < spec->column_count && !around->day_count && !out->left_out; c++)
        if (spec->columns[c].type == COLUMN_DATE)
            add_day(around, answering->slice->columns[c].days[out->at.row]);
}

static bool is_on(const Around *around, const Assignment *assignment)
{
    for (size_t d = 0; d < around->day_count; d++)
        if (assignment->start <= around->days[d] && assignment->end >= around->days[d])
            return true;
    return around->day_count == 0;
}

static void mark_named(Around *around)
{
    Answering *answering = around->answering;
    const FeedSpec *spec = answering->table->spec;
    const Roster *roster = answering->engine.roster;
    for (uint32_t c = 0; c < spec->column_count; c++) {
        if (spec->columns[c].type != COLUMN_PAYEE) continue;
        uint32_t payee = answering->slice->columns[c].payees[answering->out->at.row];
        if (payee >= roster->person_count || around->named[payee]) continue;
        around->named[payee] = 1;
        around->columns[payee] = c;
        const Person *person = &roster->persons[payee];
        for (uint32_t a = 0; a < person->assignment_count; a++) {
            const Assignment *assignment = &roster->assignments[person->first_assignment + a];
            if (assignment->team != TEAM_NONE && is_on(around, assignment))
                around->teams[assignment->team] = 1;
        }
    }
}

/* Everybody above those who are named, by the managers of the row's days or of any. */
static void mark_above(Around *around, uint8_t *above, bool of_days)
{
    const Roster *roster = around->answering->engine.roster;
    for (bool found = true; found;) {
        found = false;
        for (uint32_t a = 0; a < roster->assignment_count; a++) {
            const Assignment *assignment = &roster->assignments[a];
            bool below = around->named[assignment->person] || above[assignment->person];
            if (!below || assignment->manager == PERSON_NONE || above[assignment->manager] ||
                (of_days && !is_on(around, assignment)))
                continue;
            above[assignment->manager] = 1;
            found = true;
        }
    }
}

static bool is_covered(const Around *around, uint32_t participation)
{
    for (size_t d = 0; d < around->day_count; d++)
        if (covers(around->answering, participation, around->days[d])) return true;
    return around->day_count == 0;
}

/* Whether the component adds up rows of the feed, whatever a rule makes of this one. */
static bool takes_feed(const Answering *answering, const Component *component)
{
    const Design *design = answering->engine.design;
    for (uint32_t r = 0; r < design->rule_count; r++)
        if (design->rules[r].feed == answering->feed && rule_feeds(&design->rules[r], component))
            return true;
    return false;
}

/* Whether a plan of his, on the row's days, has a component of the scope that looks at the feed. */
static bool shares_by(const Around *around, uint32_t person, Scope scope)
{
    const Answering *answering = around->answering;
    const uint32_t *first = answering->engine.person_participations;
    for (uint32_t i = first[person]; i < first[person + 1]; i++) {
        const Plan *plan =
            &answering->engine.design->plans[answering->ledger->participations[i].plan];
        for (uint32_t c = 0; c < plan->component_count && is_covered(around, i); c++)
            if (plan->components[c].of == scope && takes_feed(answering, &plan->components[c]))
                return true;
    }
    return false;
}

static bool is_on_teams(const Around *around, uint32_t person)
{
    const Roster *roster = around->answering->engine.roster;
    const Person *owner = &roster->persons[person];
    for (uint32_t a = 0; a < owner->assignment_count; a++) {
        const Assignment *assignment = &roster->assignments[owner->first_assignment + a];
        if (assignment->team != TEAM_NONE && around->teams[assignment->team] &&
            is_on(around, assignment))
            return true;
    }
    return false;
}

/* Who is aligned with one of the teams, on any day. */
static void mark_aligned(Around *around)
{
    const Records *records = around->answering->engine.records;
    for (size_t i = 0; i < records->alignment_count; i++)
        if (around->teams[records->alignments[i].team])
            around->aligned[records->alignments[i].person] = 1;
}

static Relation relation_of(const Around *around, uint32_t person)
{
    if (around->named[person]) return RELATION_NAMED;
    if (is_on_teams(around, person) && shares_by(around, person, SCOPE_TEAM))
        return RELATION_TEAM;
    if (around->aligned[person]) return RELATION_ALIGNED;
    bool above = around->above[person] ||
                 (around->ever_above[person] && shares_by(around, person, SCOPE_REPORTS));
    if (above) return RELATION_ABOVE;
    return shares_by(around, person, SCOPE_COMPANY) ? RELATION_COMPANY : RELATION_ASKED;
}

typedef struct Answers { Answer *items; size_t count, capacity; } Answers;

static Answer *add_answer(const Around *around, Answers *answers, Answer answer)
{
    answers->items = array_room(around->answering->arena, answers->items, answers->count,
                                &answers->capacity, sizeof *answers->items);
    answers->items[answers->count] = answer;
    return &answers->items[answers->count++];
}

static Answer plain(AnswerReason reason, uint32_t participation)
{
    return (Answer){.reason = reason, .participation = participation, .component = INDEX_NONE,
                    .line = INDEX_NONE, .value = RATIO_ZERO, .denominator = RATIO_ZERO,
                    .pay = RATIO_ZERO};
}

static bool has_assignment_on(const Around *around, uint32_t person)
{
    const Roster *roster = around->answering->engine.roster;
    const Person *owner = &roster->persons[person];
    for (uint32_t a = 0; a < owner->assignment_count; a++)
        if (is_on(around, &roster->assignments[owner->first_assignment + a])) return true;
    return false;
}

/* His participation on the row's days; INDEX_NONE where he has none. */
static uint32_t participation_on(const Around *around, uint32_t person)
{
    const uint32_t *first = around->answering->engine.person_participations;
    for (uint32_t i = first[person]; i < first[person + 1]; i++)
        if (is_covered(around, i)) return i;
    return INDEX_NONE;
}

static bool is_answered(const Around *around, const Answers *answers, uint32_t line)
{
    for (size_t i = 0; i < answers->count; i++) {
        const Answer *answer = &answers->items[i];
        if (answer->component == INDEX_NONE) continue;
        const Ledger *ledger = around->answering->ledger;
        const Plan *plan =
            &ledger->design->plans[ledger->participations[answer->participation].plan];
        const Component *component = &plan->components[answer->component];
        if (component->line == line || component->denominator_line == line) return true;
    }
    return false;
}

static bool is_listed(const Around *around, uint32_t line)
{
    return around->answering->ledger->line_listed[line] != 0;
}

static AnswerReason unused_reason(const Around *around, uint32_t person, uint32_t participation,
                                  bool listed)
{
    if (!has_assignment_on(around, person)) return REASON_OUTSIDE_ASSIGNMENT;
    if (participation == INDEX_NONE) return REASON_NO_PLAN;
    return listed ? REASON_NOT_USED : REASON_NOT_LISTED;
}

/* Credit lines that name him, and that no component of his looks at. */
static void answer_unused_legs(const Around *around, uint32_t person, Answers *answers)
{
    const RowAnswer *out = around->answering->out;
    uint32_t participation = participation_on(around, person);
    for (size_t r = 0; r < out->rule_count; r++)
        for (size_t l = 0; l < out->rules[r].leg_count; l++) {
            const AnswerLeg *leg = &out->rules[r].legs[l];
            if (leg->payee != person || !leg->yields || is_answered(around, answers, leg->line))
                continue;
            AnswerReason reason = unused_reason(around, person, participation,
                                                is_listed(around, leg->line));
            Answer *answer = add_answer(around, answers, plain(reason, participation));
            answer->line = leg->line;
            answer->rule = &out->rules[r];
        }
}

static void answer_person(Around *around, uint32_t person, AnswerPerson *out)
{
    Answering *answering = around->answering;
    const uint32_t *first = answering->engine.person_participations;
    Answers answers = {0};
    bool fault = answering->out->left_out;
    for (uint32_t i = first[person]; i < first[person + 1] && !fault; i++) {
        const Plan *plan =
            &answering->engine.design->plans[answering->ledger->participations[i].plan];
        for (uint32_t c = 0; c < plan->component_count; c++) {
            Answer answer;
            if (answer_component(answering, i, c, &answer)) add_answer(around, &answers, answer);
        }
    }
    answer_unused_legs(around, person, &answers);
    if (!answers.count) {
        uint32_t participation = participation_on(around, person);
        bool listed = answering->out->rule_count == 0;
        for (size_t r = 0; r < answering->out->rule_count; r++)
            listed |= is_listed(around, answering->out->rules[r].rule->to[0].line);
        add_answer(around, &answers, plain(fault ? answering->out->fault
                       : unused_reason(around, person, participation, listed), participation));
    }
    out->person = person;
    out->relation = relation_of(around, person);
    out->column = around->named[person] ? around->columns[person] : COLUMN_ABSENT;
    out->answers = answers.items;
    out->answer_count = answers.count;
}

void answer_persons(Answering *answering, uint32_t asked)
{
    const Roster *roster = answering->engine.roster;
    Arena *arena = answering->arena;
    RowAnswer *out = answering->out;
    Around around = {.answering = answering};
    around.named = ARENA_ARRAY(arena, uint8_t, roster->person_count + 1u);
    around.aligned = ARENA_ARRAY(arena, uint8_t, roster->person_count + 1u);
    around.above = ARENA_ARRAY(arena, uint8_t, roster->person_count + 1u);
    around.ever_above = ARENA_ARRAY(arena, uint8_t, roster->person_count + 1u);
    around.columns = ARENA_ARRAY(arena, uint32_t, roster->person_count + 1u);
    around.teams = ARENA_ARRAY(arena, uint8_t, roster->team_count + 1u);
    find_days(&around);
    out->day = around.day_count ? around.days[0] : DAY_NONE;
    mark_named(&around);
    mark_aligned(&around);
    mark_above(&around, around.above, true);
    mark_above(&around, around.ever_above, false);
    out->persons = ARENA_ARRAY(arena, AnswerPerson, roster->person_count + 1u);
    for (uint32_t p = 0; p < roster->person_count; p++) {
        bool wanted = asked == PERSON_NONE ? relation_of(&around, p) != RELATION_ASKED : p == asked;
        if (wanted) answer_person(&around, p, &out->persons[out->person_count++]);
    }
}
