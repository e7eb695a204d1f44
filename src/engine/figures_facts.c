/* figures_facts.c - measure: what each month adds to each component of a participation.
 * Source: CONTRACT 5, Target, Value and Quota to date. */
#include "figures_inside.h"

static DayRange month_range(Month month)
{
    return range_of(month_first_day(month), month_last_day(month));
}

Month figures_window_start(const Figures *figures, const Component *component, Month month)
{
    return fiscal_window_start(figures->engine->company->fiscal, month,
                               window_months(component->window));
}

static bool uses_goal(const Component *component)
{
    return component->against == AGAINST_GOAL && component->denominator_line == INDEX_NONE;
}

static bool uses_quota(const Component *component)
{
    return component->against == AGAINST_QUOTA || component->against == AGAINST_WINDOW_QUOTA;
}

static void add_target(Figures *figures, Month month, MonthFacts *facts)
{
    Engine *engine = figures->engine;
    facts->target = month_target(engine, figures->participation, month, &facts->own_days,
                                 facts->terms);
    facts->active = days_share(engine->arena, facts->own_days, month);
}

static void add_value(Figures *figures, const Component *component, uint32_t c, DayRange days,
                      MonthFacts *facts)
{
    Engine *engine = figures->engine;
    for (uint32_t s = 0; s < figures->span_counts[c]; s++) {
        const Span *span = &figures->spans[c][s];
        if (component->line != INDEX_NONE)
            facts->value = ratio_add(engine->arena, facts->value,
                                     span_value(engine, engine->arena, component->line, span,
                                                days, &facts->credits));
        if (component->denominator_line != INDEX_NONE)
            facts->denominator = ratio_add(engine->arena, facts->denominator,
                                           span_value(engine, engine->arena,
                                                      component->denominator_line, span, days,
                                                      &facts->credits));
    }
    if (component->line != INDEX_NONE)
        facts->value = line_unit(engine->ledger, engine->arena, component->line, facts->value);
    if (component->denominator_line != INDEX_NONE)
        facts->denominator = line_unit(engine->ledger, engine->arena, component->denominator_line,
                                       facts->denominator);
}

static void add_quota(Figures *figures, const Component *component, uint32_t c, Month month,
                      MonthFacts *facts)
{
    Engine *engine = figures->engine;
    Arena *arena = engine->arena;
    if (uses_goal(component)) {
        Ratio part = ratio_make(arena, 1, window_months(component->window));
        Ratio monthly = ratio_multiply(arena, component->goal, part);
        facts->quota = ratio_multiply(arena, monthly, facts->active);
        if (facts->own_days)
            terms_quota(facts->terms,
                        (QuotaTerm){.month = month, .from = QUOTA_GOAL, .monthly = monthly,
                                    .kind = HOLDER_PERSON, .holder = figures->participation->person,
                                    .days = facts->own_days, .ramp = RATIO_ONE,
                                    .amount = facts->quota});
    } else if (uses_quota(component) && facts->own_days) {
        facts->quota_missing = !quota_of_month(engine, figures->index, component,
                                               figures->spans[c], figures->span_counts[c], month,
                                               &facts->quota, facts->terms);
    }
}

/* After the end it depends on the line which days count. */
static bool share_spans(const Figures *figures, const Component *a, const Component *b)
{
    bool lines = a->line == b->line && a->denominator_line == b->denominator_line;
    return a->of == b->of && (lines || a->of != SCOPE_SELF || !figures->plan->credit_after_end);
}

void facts_find(Figures *figures)
{
    Engine *engine = figures->engine;
    for (uint32_t c = 0; c < figures->plan->component_count; c++) {
        const Component *component = &figures->plan->components[c];
        for (uint32_t before = 0; before < c; before++)
            if (share_spans(figures, &figures->plan->components[before], component)) {
                figures->spans[c] = figures->spans[before];
                figures->span_counts[c] = figures->span_counts[before];
            }
        if (!figures->spans[c])
            figures->spans[c] = spans_find(engine, figures->index, component,
                                           &figures->span_counts[c]);
        for (int m = 0; m < YEAR_MONTHS; m++) {
            Month month = engine->year_start + m;
            MonthFacts *facts = &figures->facts[c * YEAR_MONTHS + (uint32_t)m];
            *facts = (MonthFacts){.active = RATIO_ZERO, .target = RATIO_ZERO,
                                  .value = RATIO_ZERO, .denominator = RATIO_ZERO,
                                  .quota = RATIO_ZERO,
                                  .terms = figures->trace_from != MONTH_NONE
                                               ? terms_new(figures->scratch) : NULL};
            DayRange days = month_range(month);
            add_target(figures, month, facts);
            if (month <= engine->period) add_value(figures, component, c, days, facts);
            if (month <= engine->period || component->against == AGAINST_WINDOW_QUOTA)
                add_quota(figures, component, c, month, facts);
        }
    }
}

static void report_missing_quota(Figures *figures, const Component *component, Month month)
{
    Engine *engine = figures->engine;
    const Design *design = engine->design;
    Text who = engine->roster->persons[figures->participation->person].id;
    Text when = month_text(engine->arena, month);
    Text measure = design->measures[component->measure].key;
    Text scope = component->quota_of_self ? TEXT("quota_of: self")
                 : text_format(engine->arena, "of: %.*s", TEXT_ARG(scope_word(component->of)));
    Diag *diag = diag_error(engine->diags, DIAG_QUOTA_MISSING,
                            tree_key_place(engine->arena, component->node),
                            "%.*s, component %.*s of plan %.*s, %.*s: no quota for %.*s "
                            "(%.*s)", TEXT_ARG(who), TEXT_ARG(component->key),
                            TEXT_ARG(figures->plan->title), TEXT_ARG(when), TEXT_ARG(measure),
                            TEXT_ARG(scope));
    diag_hint(engine->diags, diag, "add a row to the quotas: the holder, %.*s, the period and the "
              "amount (0 if nothing is expected)", TEXT_ARG(measure));
}

/* Missing quotas are found for the months that count, each reported once: in its own month, or, of
 * a window quota's months ahead, in the period. */
void facts_check_quotas(Figures *figures)
{
    Engine *engine = figures->engine;
    for (uint32_t c = 0; c < figures->plan->component_count; c++) {
        const Component *component = &figures->plan->components[c];
        Month last = engine->period;
        if (component->against == AGAINST_WINDOW_QUOTA)
            last = figures_window_start(figures, component, last) +
                   window_months(component->window) - 1;
        for (Month m = engine->year_start; m <= last; m++) {
            uint32_t at = c * YEAR_MONTHS + (uint32_t)(m - engine->year_start);
            if (!figures->facts[at].quota_missing || !uses_quota(component)) continue;
            report_missing_quota(figures, component, m);
            figures->quota_missing[c] = true;
        }
    }
}
