/* plan_diff_measures.c - what differs between two designs' measures: which rows count, on what
 * day, how much, for whom. */
#include "plan_diff_inside.h"

#include "attain/buffer.h"

#include <stdint.h>

typedef struct Entries { const CreditRule **items; size_t count; } Entries;

/* ---- entries of `credits:` in words */

static Text line_name(const RulePen *pen, const CreditTo *to)
{
    return pen->design->lines[to->line].name;
}

/* Who is credited on it. */
static Text line_said(const RulePen *pen, const CreditRule *rule, const CreditTo *to)
{
    const FeedSpec *feed = &pen->company->feeds[rule->feed];
    Buffer out = {.arena = pen->arena};
    if (to->company) buffer_text(&out, text_of(rule_tr(pen, N_("the company"))));
    for (uint32_t l = 0; l < to->leg_count; l++) {
        const Leg *leg = &to->legs[l];
        bool whole = text_equal(formula_canonical(pen->arena, leg->share), TEXT("1"));
        buffer_format(&out, "%s%.*s", l ? ", " : "",
                      TEXT_ARG(feed->columns[leg->payee_column].name));
        if (!whole)
            buffer_format(&out, " (%.*s)", TEXT_ARG(formula_said_of(pen, leg->share)));
    }
    return buffer_result(&out);
}

static const CreditTo *line_of(const RulePen *pen, const CreditRule *rule, Text name)
{
    for (uint32_t t = 0; t < rule->to_count; t++)
        if (text_equal(pen->design->lines[rule->to[t].line].name, name)) return &rule->to[t];
    return NULL;
}

/* A default has no source; what it stands for is said. */
static Text formula_or_default(const RulePen *pen, const Formula *formula)
{
    Text said = formula_said_of(pen, formula);
    return said.length ? said : formula_canonical(pen->arena, formula);
}

static bool is_always(const RulePen *pen, const Formula *when)
{
    return text_equal(formula_canonical(pen->arena, when), TEXT("TRUE"));
}

/* `deals; when: stage = "won"; dated: close_date; amount: ...; credited to ae: ae_id` */
static Text entry_said(const RulePen *pen, const CreditRule *rule)
{
    const struct { const char *rule; const Formula *formula; } parts[] = {
        {N_("when"), is_always(pen, rule->when) ? NULL : rule->when}, {N_("dated"), rule->date},
        {N_("amount"), rule->value}};
    Text said = pen->company->feeds[rule->feed].name;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        if (parts[p].formula) {
            Text is = formula_or_default(pen, parts[p].formula);
            said = join_said(pen->arena, said,
                             text_format(pen->arena, "%s: %.*s", rule_tr(pen, parts[p].rule),
                                         TEXT_ARG(is)));
        }
    for (uint32_t t = 0; t < rule->to_count; t++) {
        Text line = line_said(pen, rule, &rule->to[t]);
        said = join_said(pen->arena, said,
                         text_format(pen->arena, "%s %.*s: %.*s", rule_tr(pen, N_("credited to")),
                                     TEXT_ARG(line_name(pen, &rule->to[t])), TEXT_ARG(line)));
    }
    return said;
}

/* ---- entries that are the same */

static bool lines_same(const RulePen *a, const CreditTo *x, const CreditTo *y)
{
    bool same = x->company == y->company && x->leg_count == y->leg_count;
    for (uint32_t l = 0; same && l < x->leg_count; l++)
        same = x->legs[l].payee_column == y->legs[l].payee_column &&
               formulas_same(a, x->legs[l].share, y->legs[l].share);
    return same;
}

static bool entries_same(const RulePen *a, const CreditRule *x, const RulePen *b,
                         const CreditRule *y)
{
    bool same = x->feed == y->feed && formulas_same(a, x->when, y->when) &&
                formulas_same(a, x->date, y->date) && formulas_same(a, x->value, y->value) &&
                x->to_count == y->to_count;
    for (uint32_t t = 0; same && t < x->to_count; t++) {
        const CreditTo *other = line_of(b, y, a->design->lines[x->to[t].line].name);
        same = other && lines_same(a, &x->to[t], other);
    }
    return same;
}

/* ---- what differs in one entry */

typedef struct EntryPair { const CreditRule *a, *b; Text name; } EntryPair;

static void formula_said_change(Finding *finding, const EntryPair *pair, const char *rule,
                                Text was, Text is)
{
    change_add(finding, ASPECT_CREDITS, rule, was, is,
               sentence_of(finding->arena, "%.*s, %s: %.*s instead of %.*s",
                           TEXT_ARG(pair->name), rule, TEXT_ARG(is), TEXT_ARG(was)));
}

/* A credit line; "": there is none. */
static void line_change(Finding *finding, const EntryPair *pair, Text name, Text before, Text after)
{
    Text none = text_of(tr(finding->diff->words, N_("none")));
    Text was = before.length ? before : none, is = after.length ? after : none;
    Arena *arena = finding->arena;
    change_add(finding, ASPECT_CREDITS, N_("credited to"),
               text_format(arena, "%.*s: %.*s", TEXT_ARG(name), TEXT_ARG(was)),
               text_format(arena, "%.*s: %.*s", TEXT_ARG(name), TEXT_ARG(is)),
               sentence_of(arena, "%.*s, credited to %.*s: %.*s instead of %.*s",
                           TEXT_ARG(pair->name), TEXT_ARG(name), TEXT_ARG(is), TEXT_ARG(was)));
}

static void formula_change(Finding *finding, const EntryPair *pair, const char *rule,
                           const Formula *a, const Formula *b)
{
    if (formulas_same(&finding->pens[0], a, b)) return;
    formula_said_change(finding, pair, rule, formula_or_default(&finding->pens[0], a),
                        formula_or_default(&finding->pens[1], b));
}

static void line_changes(Finding *finding, const EntryPair *pair)
{
    const RulePen *a = &finding->pens[0], *b = &finding->pens[1];
    for (uint32_t t = 0; t < pair->a->to_count; t++) {
        const CreditTo *to = &pair->a->to[t];
        const CreditTo *other = line_of(b, pair->b, line_name(a, to));
        if (other && lines_same(a, to, other)) continue;
        line_change(finding, pair, line_name(a, to), line_said(a, pair->a, to),
                    other ? line_said(b, pair->b, other) : TEXT(""));
    }
    for (uint32_t t = 0; t < pair->b->to_count; t++) {
        const CreditTo *to = &pair->b->to[t];
        if (!line_of(a, pair->a, line_name(b, to)))
            line_change(finding, pair, line_name(b, to), TEXT(""), line_said(b, pair->b, to));
    }
}

static void entry_changes(Finding *finding, const CreditRule *a, const CreditRule *b)
{
    const RulePen *pen = &finding->pens[1];
    EntryPair pair = {a, b, pen->company->feeds[b->feed].name};
    if (formulas_same(pen, a->when, b->when) && !is_always(pen, b->when)) {
        Text when = formula_said_of(pen, b->when);
        pair.name = text_format(finding->arena, "%.*s (%.*s)", TEXT_ARG(pair.name),
                                TEXT_ARG(when));
    }
    formula_change(finding, &pair, N_("when"), a->when, b->when);
    formula_change(finding, &pair, N_("dated"), a->date, b->date);
    formula_change(finding, &pair, N_("amount"), a->value, b->value);
    line_changes(finding, &pair);
}

/* ---- entries in pairs */

static Entries entries_of(const RulePen *pen, const Measure *measure)
{
    const Design *design = pen->design;
    Entries out = {ARENA_ARRAY(pen->arena, const CreditRule *, design->rule_count + 1), 0};
    for (uint32_t r = 0; r < design->rule_count; r++)
        if (&design->measures[design->rules[r].measure] == measure)
            out.items[out.count++] = &design->rules[r];
    return out;
}

/* Alike; of one feed, for the same rows; of one feed. */
static bool entry_matches(const Finding *finding, const CreditRule *a, const CreditRule *b,
                          int how)
{
    const RulePen *pens = finding->pens;
    switch (how) {
    case 0: return entries_same(&pens[0], a, &pens[1], b);
    case 1: return a->feed == b->feed && formulas_same(&pens[0], a->when, b->when);
    default: return a->feed == b->feed;
    }
}

static void credit_changes(Finding *finding, const Measure *a, const Measure *b)
{
    const RulePen *pens = finding->pens;
    Entries was = entries_of(&pens[0], a), is = entries_of(&pens[1], b);
    const CreditRule **pairs = ARENA_ARRAY(finding->arena, const CreditRule *, was.count + 1);
    bool *taken = ARENA_ARRAY(finding->arena, bool, is.count + 1);
    for (int how = 0; how < 3; how++)
        for (size_t i = 0; i < was.count; i++)
            for (size_t j = 0; j < is.count && !pairs[i]; j++) {
                if (taken[j] || !entry_matches(finding, was.items[i], is.items[j], how)) continue;
                pairs[i] = is.items[j];
                taken[j] = true;
            }
    for (size_t i = 0; i < was.count; i++) {
        if (pairs[i]) {
            entry_changes(finding, was.items[i], pairs[i]);
            continue;
        }
        Text said = entry_said(&pens[0], was.items[i]);
        change_add(finding, ASPECT_CREDITS, N_("rows counted"), said, TEXT(""),
                   sentence_of(finding->arena, "counts no longer: %.*s", TEXT_ARG(said)));
    }
    for (size_t j = 0; j < is.count; j++) {
        if (taken[j]) continue;
        Text said = entry_said(&pens[1], is.items[j]);
        change_add(finding, ASPECT_CREDITS, N_("rows counted"), TEXT(""), said,
                   sentence_of(finding->arena, "counts as well: %.*s", TEXT_ARG(said)));
    }
}

/* ---- measures */

/* `retained / due`, or all entries. */
static Text measure_said(const RulePen *pen, const Measure *measure)
{
    const Measure *all = pen->design->measures;
    if (measure->is_ratio)
        return text_format(pen->arena, "%.*s / %.*s", TEXT_ARG(all[measure->numerator].key),
                           TEXT_ARG(all[measure->denominator].key));
    Entries entries = entries_of(pen, measure);
    Text said = TEXT("");
    for (size_t i = 0; i < entries.count; i++) {
        Text one = entry_said(pen, entries.items[i]);
        said = i ? text_format(pen->arena, "%.*s | %.*s", TEXT_ARG(said), TEXT_ARG(one)) : one;
    }
    return said;
}

static bool ratios_same(const RulePen *a, const Measure *x, const RulePen *b, const Measure *y)
{
    const Measure *was = a->design->measures, *is = b->design->measures;
    return text_equal(was[x->numerator].key, is[y->numerator].key) &&
           text_equal(was[x->denominator].key, is[y->denominator].key);
}

static const Formula *deferral_of(const RulePen *pen, const Measure *measure)
{
    for (uint32_t f = 0; measure->defer_months && f < pen->company->feed_count; f++)
        if (measure->defer_months[f]) return measure->defer_months[f];
    return NULL;
}

static Text deferral_said(const RulePen *pen, const Measure *measure)
{
    const Formula *months = deferral_of(pen, measure);
    if (!months) return TEXT("");
    Text over = formula_or_default(pen, months);
    if (text_equal(formula_canonical(pen->arena, months), TEXT("1")))
        return text_of(measure->defer_next_month
                           ? rule_tr(pen, N_("over 1 month, the month after"))
                           : rule_tr(pen, N_("over 1 month, the same month")));
    return text_format(pen->arena, measure->defer_next_month
                           ? rule_tr(pen, N_("over %.*s months, from the month after"))
                           : rule_tr(pen, N_("over %.*s months, from the same month")),
                       TEXT_ARG(over));
}

/* Counts of two names are counted alike. */
static void measure_pair(Finding *finding, const Measure *x, const Measure *y)
{
    const RulePen *a = &finding->pens[0], *b = &finding->pens[1];
    if (x->is_ratio != y->is_ratio || (x->is_ratio && !ratios_same(a, x, b, y))) {
        change_said(finding, ASPECT_CREDITS, N_("measure"), measure_said(a, x),
                    measure_said(b, y));
        return;
    }
    if (x->is_ratio) return;
    if (x->is_money != y->is_money)
        change_said(finding, ASPECT_CREDITS, N_("unit"), x->unit, y->unit);
    credit_changes(finding, x, y);
    if (!formulas_same(a, deferral_of(a, x), deferral_of(b, y)) ||
        x->defer_next_month != y->defer_next_month)
        change_said(finding, ASPECT_CREDITS, N_("amortised in the accounts, not in pay"),
                    deferral_said(a, x), deferral_said(b, y));
}

/* The components that a measure counts in, by itself or in a ratio. */
static Text counts_in(const RulePen *pen, const Measure *measure)
{
    const Design *design = pen->design;
    Text said = TEXT("");
    for (uint32_t p = 0; p < design->plan_count; p++) {
        const Plan *plan = &design->plans[p];
        for (uint32_t c = 0; c < plan->component_count; c++) {
            const Component *component = &plan->components[c];
            if (component->measure == INDEX_NONE) continue;
            const Measure *own = &design->measures[component->measure];
            bool counts = own == measure ||
                          (own->is_ratio && (&design->measures[own->numerator] == measure ||
                                             &design->measures[own->denominator] == measure));
            if (counts)
                said = join_said(pen->arena, said,
                                 text_format(pen->arena, "%.*s: %.*s", TEXT_ARG(plan->title),
                                             TEXT_ARG(component->title)));
        }
    }
    return said;
}

static void measure_alone(Finding *finding, const Measure *measure, int side)
{
    Text said = measure_said(&finding->pens[side], measure);
    change_add(finding, ASPECT_CREDITS, N_("measure"), side ? TEXT("") : said,
               side ? said : TEXT(""),
               side ? sentence_of(finding->arena, "a new measure: %.*s", TEXT_ARG(said))
                    : sentence_of(finding->arena, "the measure is gone; it was: %.*s",
                                  TEXT_ARG(said)));
}

void measure_changes(Finding *finding)
{
    const RulePen *pens = finding->pens;
    const Design *a = pens[0].design, *b = pens[1].design;
    for (uint32_t i = 0, j = 0; i < a->measure_count || j < b->measure_count;) {
        int order = i == a->measure_count ? 1 : j == b->measure_count ? -1
                  : text_compare(a->measures[i].key, b->measures[j].key);
        const Measure *x = order <= 0 ? &a->measures[i++] : NULL;
        const Measure *y = order >= 0 ? &b->measures[j++] : NULL;
        finding->at = (RuleChange){
            .measure = x ? x->key : y->key,
            .of = x && y ? both_said(finding->arena, x->title, y->title) : x ? x->title : y->title,
            .counts_in = y ? counts_in(&pens[1], y) : counts_in(&pens[0], x)};
        if (x && y) measure_pair(finding, x, y);
        else measure_alone(finding, x ? x : y, y != NULL);
    }
}
