/* lint.c - findings, and the tables of a design gone through, component by component. */
#include "lint_inside.h"

#include <stdlib.h>

typedef struct FindingKind { const char *word; FindingSeverity severity; const char *meaning; }
    FindingKind;

static const FindingKind KINDS[FINDINGS] = {
#define FINDING(code, word, severity, meaning) {word, FINDING_##severity, meaning},
#include "attain/findings.def"
#undef FINDING
};

const char *finding_word(FindingCode code) { return KINDS[code].word; }
const char *finding_meaning(FindingCode code) { return KINDS[code].meaning; }
FindingSeverity finding_severity(FindingCode code) { return KINDS[code].severity; }

void findings_start(Findings *findings, Arena *arena, const Company *company,
                    const Design *design)
{
    *findings = (Findings){.arena = arena, .company = company, .design = design};
}

void finding_add(Findings *findings, FindingCode code, uint32_t plan, uint32_t component,
                 Place place, const Sentence *says, const Sentence *advises)
{
    findings->items = array_room(findings->arena, findings->items, findings->count,
                                 &findings->capacity, sizeof *findings->items);
    findings->items[findings->count++] =
        (Finding){code, plan, component, place, says, advises};
    findings->problems += finding_severity(code) == FINDING_PROBLEM;
}

static int compare_findings(const void *a, const void *b)
{
    const Finding *left = a, *right = b;
    int by = (int)finding_severity(left->code) - (int)finding_severity(right->code);
    if (!by) by = text_compare(left->place.file, right->place.file);
    if (!by) by = (left->place.line > right->place.line) - (left->place.line < right->place.line);
    if (!by) by = (left->place.column > right->place.column) -
                  (left->place.column < right->place.column);
    return by ? by : (int)left->code - (int)right->code;
}

void findings_sort(Findings *findings)
{
    if (findings->count)
        qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
}

Text finding_text(Arena *arena, const Finding *finding, const Words *words, bool colour)
{
    bool problem = finding_severity(finding->code) == FINDING_PROBLEM;
    ProblemLines lines = {
        .place = &finding->place, .kind = problem ? tr(words, "problem") : tr(words, "note"),
        .paint = problem ? "\033[33m" : "\033[36m", .name = finding_word(finding->code),
        .message = sentence_text(arena, finding->says, words),
        .hint = finding->advises ? sentence_text(arena, finding->advises, words) : TEXT("")};
    return problem_text(arena, &lines, words, colour);
}

/* What a whole window's target is, weighted; with an uneven spread, of its largest part. */
static Ratio window_target(Arena *arena, const Plan *plan, const Component *component,
                           Ratio year)
{
    int months = window_months(component->window);
    Ratio part = ratio_make(arena, months, 12);
    if (plan->target_spread && months < 12) {
        const Ratio *spread = plan->target_spread;
        Ratio first = ratio_add(arena, spread[0], spread[1]);
        Ratio second = ratio_add(arena, spread[2], spread[3]);
        part = months == 6 ? ratio_max(first, second)
                           : ratio_max(ratio_max(spread[0], spread[1]),
                                       ratio_max(spread[2], spread[3]));
        if (months == 1) part = ratio_multiply(arena, part, ratio_make(arena, 1, 3));
    }
    return ratio_multiply(arena, component->weight, ratio_multiply(arena, year, part));
}

static const Sentence *at_target(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    Text money = lint_money(arena, looked->findings->company, looked->unit);
    const LintScale *scale = looked->scale;
    const char *window = "";
    switch (looked->component->window) {
    case WINDOW_MONTH: window = N_("a month"); break;
    case WINDOW_QUARTER: window = N_("a quarter"); break;
    case WINDOW_HALF: window = N_("a half-year"); break;
    case WINDOW_YEAR: window = N_("a year"); break;
    case WINDOW_CREDIT: window = N_("a credit"); break;
    }
    if (!scale->payees)
        return sentence_of(arena, "at a target of %.*s %s", TEXT_ARG(money), window);
    return sentence_of(arena, "at %.*s's target of %.*s %s, the median of %u",
                       TEXT_ARG(scale->payee), TEXT_ARG(money), window, scale->payees);
}

static const Sentence *at_quota(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const LintScale *scale = looked->scale;
    bool is_money = looked->findings->design->measures[looked->component->measure].is_money;
    Text quota = is_money ? lint_money(arena, looked->findings->company, looked->unit)
                          : ratio_near(arena, looked->unit, 6);
    if (looked->component->against == AGAINST_GOAL)
        return sentence_of(arena, "at a goal of %.*s", TEXT_ARG(quota));
    if (!scale->has_quota) return sentence_of(arena, "at a quota of %.*s", TEXT_ARG(quota));
    Text month = month_text(arena, scale->quota_month);
    return sentence_of(arena, "at %.*s's quota of %.*s to %.*s", TEXT_ARG(scale->payee),
                       TEXT_ARG(quota), TEXT_ARG(month));
}

static void set_unit(Looked *looked)
{
    const Component *component = looked->component;
    const LintScale *scale = looked->scale;
    Ratio round = ratio_whole(1000000);
    looked->unit = RATIO_ONE;
    if (component->pays == PAYS_TARGET) {
        looked->unit = window_target(looked->findings->arena, looked->plan, component,
                                     scale->payees ? scale->target : round);
        looked->at = at_target(looked);
    } else if (component->pays == PAYS_CREDITED && component->rate && !component->rate->on_value) {
        looked->unit = component->against == AGAINST_GOAL ? component->goal
                       : scale->has_quota                 ? scale->quota : round;
        looked->at = at_quota(looked);
    }
}

/* A cap of money in the curve's unit; a floor of 0. */
static void set_bounds(Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    Ratio cap = component->cap_at;
    if (component->cap == CAP_PERCENT ||
        (component->cap == CAP_MONEY &&
         ratio_divide(arena, component->cap_at, looked->unit, &cap)))
        curve_bound(arena, &looked->curve, cap, true);
    if (!component->floor_none && component->window != WINDOW_CREDIT)
        curve_bound(arena, &looked->curve, RATIO_ZERO, false);
}

/* What 100% is in value: the goal, or the quota that a commission is said at. */
static void lint_rate(Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    bool goal = component->against == AGAINST_GOAL, whole;
    bool by_quota = component->pays == PAYS_CREDITED && !component->rate->on_value;
    const Ratio *worth = goal ? &component->goal : by_quota ? &looked->unit : NULL;
    looked->curve = lint_curve(arena, component, worth, &whole);
    looked->gate_left = !whole;
    looked->on = lint_own_input(component);
    set_bounds(looked);
    lint_table(looked);
}

static void lint_component(Findings *findings, uint32_t p, uint32_t c, const LintScale *scale)
{
    const Plan *plan = &findings->design->plans[p];
    const Component *component = &plan->components[c];
    Looked looked = {.findings = findings, .plan = plan, .component = component, .scale = scale,
                     .plan_index = p, .component_index = c, .gate_left = component->gate != NULL};
    if (component->pays == PAYS_NOTHING) return;
    set_unit(&looked);
    if (component->pays == PAYS_FORMULA)
        lint_add(&looked, FINDING_UNREAD, lint_key_place(findings->arena, component, "formula"),
                 sentence_of(findings->arena, "`%.*s` pays by a formula: its jumps and flats are "
                             "not looked at", TEXT_ARG(component->key)), NULL);
    if (component->matrix) lint_matrix(&looked);
    if (component->rate) lint_rate(&looked);
    if (looked.gate_left) lint_gate(&looked);
    if (!component->modifier || lint_is_own_factor(component)) return;
    looked.curve = curve_of(findings->arena, &component->modifier->rate, false);
    looked.on = component->modifier->on;
    looked.modifier = true;
    lint_modifier(&looked);
}

void lint_tables(Findings *findings, const LintScale *const *scales)
{
    for (uint32_t p = 0; p < findings->design->plan_count; p++)
        for (uint32_t c = 0; c < findings->design->plans[p].component_count; c++)
            lint_component(findings, p, c, &scales[p][c]);
}
