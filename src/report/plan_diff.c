/* plan_diff.c - two designs held against each other: plans and components in pairs, and the rules
 * that one line says. Source: docs/compare.md. */
#include "plan_diff_inside.h"

#include "attain/buffer.h"

#include <stdint.h>
#include <string.h>

/* ---- differences */

void change_add(Finding *finding, Aspect aspect, const char *rule, Text before, Text after,
                const Sentence *sentence)
{
    PlanDiff *diff = finding->diff;
    Text none = text_of(tr(diff->words, N_("none")));
    RuleChange change = finding->at;
    change.aspect = aspect;
    change.rule = text_of(tr(diff->words, rule));
    change.before = before.length ? before : none;
    change.after = after.length ? after : none;
    change.sentence = sentence_text(finding->arena, sentence, diff->words);
    diff->changes = array_room(finding->arena, diff->changes, diff->count, &diff->capacity,
                               sizeof *diff->changes);
    diff->changes[diff->count++] = change;
}

static bool is_long(Text said)
{
    return memmem(said.bytes, said.length, "; ", 2) != NULL;
}

/* "x; y instead of none" could be read as of y alone. */
void change_said(Finding *finding, Aspect aspect, const char *rule, Text before, Text after)
{
    Text none = text_of(tr(finding->diff->words, N_("none")));
    Text was = before.length ? before : none, is = after.length ? after : none;
    Arena *arena = finding->arena;
    const Sentence *said =
        !before.length && is_long(is) ? sentence_of(arena, "%s, new: %.*s", rule, TEXT_ARG(is))
        : !after.length && is_long(was)
        ? sentence_of(arena, "%s, gone; it was: %.*s", rule, TEXT_ARG(was))
        : sentence_of(arena, "%s: %.*s instead of %.*s", rule, TEXT_ARG(is), TEXT_ARG(was));
    change_add(finding, aspect, rule, was, is, said);
}

void part_change(Finding *finding, Aspect aspect, const char *rule, Text name, Text before,
                 Text after)
{
    Text none = text_of(tr(finding->diff->words, N_("none")));
    Text was = before.length ? before : none, is = after.length ? after : none;
    Arena *arena = finding->arena;
    change_add(finding, aspect, rule,
               text_format(arena, "%.*s: %.*s", TEXT_ARG(name), TEXT_ARG(was)),
               text_format(arena, "%.*s: %.*s", TEXT_ARG(name), TEXT_ARG(is)),
               sentence_of(arena, "%s, %.*s: %.*s instead of %.*s", rule, TEXT_ARG(name),
                           TEXT_ARG(is), TEXT_ARG(was)));
}

void pens_exact(Finding *finding, bool exact)
{
    finding->pens[0].exact = finding->pens[1].exact = exact;
}

Text both_said(Arena *arena, Text a, Text b)
{
    return text_equal(a, b) ? a
                            : text_format(arena, "%.*s -> %.*s", TEXT_ARG(a), TEXT_ARG(b));
}

Text join_said(Arena *arena, Text so_far, Text more)
{
    if (!so_far.length || !more.length) return so_far.length ? so_far : more;
    return text_format(arena, "%.*s; %.*s", TEXT_ARG(so_far), TEXT_ARG(more));
}

/* ---- rules that one line says */

static Text kind_said(const Finding *finding, const RuleKind *kind, int side)
{
    Text said = kind->said(&finding->pens[side]);
    return said.length || !kind->absent ? said
                                        : text_of(tr(finding->diff->words, kind->absent));
}

static const RulePart *part_of(const RuleParts *parts, Text name)
{
    for (size_t p = 0; p < parts->count; p++)
        if (text_equal(parts->items[p].name, name)) return &parts->items[p];
    return NULL;
}

/* What differs of a rule that both have, part by part. False: nothing does in these words. */
static bool part_changes(Finding *finding, const RuleKind *kind)
{
    RuleParts parts[2] = {{0}};
    size_t count = finding->diff->count;
    for (int side = 0; side < 2; side++) kind->parts(&finding->pens[side], &parts[side]);
    if (!parts[0].count || !parts[1].count) return false;
    for (size_t p = 0; p < parts[0].count; p++) {
        const RulePart *was = &parts[0].items[p], *is = part_of(&parts[1], was->name);
        Text now = is ? is->says : was->absent;
        if (!text_equal(was->says, now))
            part_change(finding, kind->aspect, kind->rule, was->name, was->says, now);
    }
    for (size_t p = 0; p < parts[1].count; p++) {
        const RulePart *is = &parts[1].items[p];
        if (!part_of(&parts[0], is->name) && !text_equal(is->absent, is->says))
            part_change(finding, kind->aspect, kind->rule, is->name, is->absent, is->says);
    }
    return finding->diff->count > count;
}

static void kind_changes(Finding *finding, const RuleKind *kinds)
{
    for (const RuleKind *kind = kinds; kind->rule; kind++) {
        if (kind->same(&finding->pens[0], &finding->pens[1])) continue;
        if (kind->parts && part_changes(finding, kind)) continue;
        Text was = kind_said(finding, kind, 0), is = kind_said(finding, kind, 1);
        if (text_equal(was, is)) {
            pens_exact(finding, true);
            was = kind_said(finding, kind, 0);
            is = kind_said(finding, kind, 1);
            pens_exact(finding, false);
        }
        change_said(finding, kind->aspect, kind->rule, was, is);
    }
}

/* ---- components */

/* What a component is about: "New ACV (acv.ae); the credits of the aligned teams; weight 70%". */
static Text component_said(const RulePen *pen)
{
    const Component *component = pen->component;
    Text said = TEXT("");
    for (const RuleKind *kind = component_kinds; kind->rule; kind++) {
        bool usual = kind->said == counts_said && component->of == SCOPE_SELF;
        bool formula = kind->said == formula_rule_said, weight = kind->aspect == ASPECT_WEIGHT;
        if (usual || !(formula || weight || kind->aspect == ASPECT_MEASURE)) continue;
        Text one = kind->said(pen);
        if (weight && one.length)
            one = text_format(pen->arena, "%s %.*s", rule_tr(pen, kind->rule), TEXT_ARG(one));
        said = join_said(pen->arena, said, one);
    }
    for (const RuleKind *kind = component_kinds; kind->rule && !said.length; kind++)
        if (kind->aspect == ASPECT_RATE) said = kind->said(pen);     /* it measures nothing */
    return said;
}

/* The rules that the sheet Plans says of it, but for those that component_said does. */
static RuleList component_rules(RulePen *pen)
{
    RuleList list = {0};
    pen->list = &list;
    for (const RuleKind *kind = component_kinds; kind->rule; kind++)
        if (kind->aspect != ASPECT_MEASURE && kind->aspect != ASPECT_WEIGHT &&
            kind->said != formula_rule_said)
            rule_add(pen, kind->rule, kind->said(pen));
    rate_rules(pen);
    kinds_add(pen, limit_kinds);
    pen->list = NULL;
    return list;
}

/* A component that one side has. */
static void component_alone(Finding *finding, int side)
{
    Arena *arena = finding->arena;
    RulePen *pen = &finding->pens[side];
    Text said = component_said(pen), whole = said;
    RuleList rules = component_rules(pen);
    Text *details = ARENA_ARRAY(arena, Text, rules.count + 1);
    for (size_t r = 0; r < rules.count; r++) {
        details[r] = text_said(arena, pen->words, "%s: %.*s", rules.items[r].rule,
                               TEXT_ARG(rules.items[r].says));
        whole = join_said(arena, whole, details[r]);
    }
    const Sentence *sentence =
        side ? sentence_of(arena, "a new component: %.*s", TEXT_ARG(said))
             : sentence_of(arena, "the component is gone; it was: %.*s", TEXT_ARG(said));
    RuleChange kept = finding->at;
    finding->at.details = details;
    finding->at.detail_count = rules.count;
    change_add(finding, ASPECT_PLANS, N_("component"), side ? TEXT("") : whole,
               side ? whole : TEXT(""), sentence);
    finding->at = kept;
}

static const Component *component_of(const Plan *plan, Text key)
{
    for (uint32_t c = 0; c < plan->component_count; c++)
        if (text_equal(plan->components[c].key, key)) return &plan->components[c];
    return NULL;
}

static void component_pair(Finding *finding, const Component *a, const Component *b)
{
    finding->pens[0].component = a;
    finding->pens[1].component = b;
    finding->at.component = a ? a->key : b->key;
    finding->at.part = a && b ? both_said(finding->arena, a->title, b->title)
                              : a ? a->title : b->title;
    if (!a || !b) {
        component_alone(finding, b != NULL);
        return;
    }
    kind_changes(finding, component_kinds);
    rate_changes(finding);
    kind_changes(finding, limit_kinds);
}

/* ---- plans */

static void plan_pair(Finding *finding, const Plan *a, const Plan *b)
{
    finding->pens[0].plan = a;
    finding->pens[1].plan = b;
    finding->pens[0].component = finding->pens[1].component = NULL;
    finding->at = (RuleChange){.plan = a->key, .of = both_said(finding->arena, a->title, b->title)};
    kind_changes(finding, plan_kinds);
    for (uint32_t c = 0; c < a->component_count; c++)
        component_pair(finding, &a->components[c], component_of(b, a->components[c].key));
    for (uint32_t c = 0; c < b->component_count; c++)
        if (!component_of(a, b->components[c].key))
            component_pair(finding, NULL, &b->components[c]);
}

static void plan_alone(Finding *finding, const Plan *plan, int side)
{
    RulePen *pen = &finding->pens[side];
    pen->plan = plan;
    finding->at = (RuleChange){.plan = plan->key, .of = plan->title};
    Text who = formula_said_of(pen, plan->who);
    const Sentence *sentence =
        side ? sentence_of(finding->arena, "a new plan for %.*s", TEXT_ARG(who))
             : sentence_of(finding->arena, "the plan is gone; it was for %.*s", TEXT_ARG(who));
    change_add(finding, ASPECT_PLANS, N_("plan"), side ? TEXT("") : who, side ? who : TEXT(""),
               sentence);
    for (uint32_t c = 0; c < plan->component_count; c++)
        component_pair(finding, side ? NULL : &plan->components[c],
                       side ? &plan->components[c] : NULL);
}

static PlanName *names_of(Arena *arena, const Design *design)
{
    PlanName *names = ARENA_ARRAY(arena, PlanName, design->plan_count + 1);
    for (uint32_t p = 0; p < design->plan_count; p++)
        names[p] = (PlanName){design->plans[p].key, design->plans[p].title};
    return names;
}

PlanDiff *plan_diff_find(Arena *arena, const Company *company, const Design *before,
                         const Design *after, const Words *words)
{
    PlanDiff *diff = ARENA_NEW(arena, PlanDiff);
    *diff = (PlanDiff){.designs = {before, after}, .words = words};
    Finding finding = {.arena = arena, .diff = diff};
    for (int side = 0; side < 2; side++)
        finding.pens[side] = (RulePen){.arena = arena, .company = company,
                                       .design = diff->designs[side], .words = words};
    bool *taken = ARENA_ARRAY(arena, bool, after->plan_count + 1);
    const size_t *pairs = variant_pairs(arena, names_of(arena, before), before->plan_count,
                                        names_of(arena, after), after->plan_count);
    for (uint32_t p = 0; p < before->plan_count; p++) {
        bool gone = pairs[p] == SIZE_MAX;
        if (gone) plan_alone(&finding, &before->plans[p], 0);
        else plan_pair(&finding, &before->plans[p], &after->plans[pairs[p]]);
        if (!gone) taken[pairs[p]] = true;
    }
    for (uint32_t p = 0; p < after->plan_count; p++)
        if (!taken[p]) plan_alone(&finding, &after->plans[p], 1);
    measure_changes(&finding);
    return diff;
}
