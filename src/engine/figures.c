/* figures.c - attain: month by month facts, summed over windows, made into entries.
 *
 * For one participation: what each month adds to each component (figures_facts.c), then for each
 * month what the window has so far (inputs), then what that earns (earn.c), in the order in which
 * components ask for each other, then what the plan's cap leaves of it (plan_cap.c).
 * Source: CONTRACT 5, Dates to Earning. */
#include "figures_inside.h"

typedef struct CreditList { Figures *figures; const Component *component; Ratio *items;
                            size_t count, capacity; } CreditList;

/* The last day that a component looks at: for the payee's own credits, the last one that may still
 * count. */
static Day last_day(const Figures *figures, uint32_t c)
{
    Day last = figures->participation->last;
    if (figures->plan->components[c].of != SCOPE_SELF) return last;
    for (uint32_t s = 0; s < figures->span_counts[c]; s++)
        if (figures->spans[c][s].to > last) last = figures->spans[c][s].to;
    return last;
}

/* The window to date and what it sums to; false where it is empty. One without own days is there
 * for credits after the end alone. */
static bool sum_window(Figures *figures, uint32_t c, Month month, Entry *entry, MonthFacts *sum)
{
    Engine *engine = figures->engine;
    const Component *component = &figures->plan->components[c];
    const Participation *participation = figures->participation;
    Month start = figures_window_start(figures, component, month);
    DayRange days = range_both(range_of(month_first_day(start), month_last_day(month)),
                               range_of(participation->first, last_day(figures, c)));
    entry->from = days.from;
    entry->to = days.to;
    *sum = (MonthFacts){.active = RATIO_ZERO, .target = RATIO_ZERO, .value = RATIO_ZERO,
                        .denominator = RATIO_ZERO, .quota = RATIO_ZERO};
    Month whole = start + window_months(component->window) - 1;
    bool ahead = component->against == AGAINST_WINDOW_QUOTA;
    Arena *arena = engine->arena;
    for (Month m = start; m <= whole; m++) {
        const MonthFacts *facts = &figures->facts[c * YEAR_MONTHS +
                                                  (uint32_t)(m - engine->year_start)];
        if (m <= month) {
            sum->own_days += facts->own_days;
            sum->credits += facts->credits;
            sum->active = ratio_add(arena, sum->active, facts->active);
            sum->value = ratio_add(arena, sum->value, facts->value);
            sum->denominator = ratio_add(arena, sum->denominator, facts->denominator);
        }
        if (m <= month || ahead) {
            sum->target = ratio_add(arena, sum->target, facts->target);
            sum->quota = ratio_add(arena, sum->quota, facts->quota);
        }
    }
    return sum->own_days > 0 || sum->credits > 0;
}

/* What stands for a figure that divides by zero. */
static Ratio when_empty(const Component *component, Inputs *inputs, bool *none)
{
    inputs->empty = component->has_when_empty;
    *none = !component->has_when_empty;
    return component->has_when_empty ? component->when_empty : RATIO_ZERO;
}

/* value, quota and attainment, and what stands for them where they divide by zero. */
static void find_inputs(Figures *figures, uint32_t c, const MonthFacts *sum, Entry *entry,
                        Inputs *inputs)
{
    const Component *component = &figures->plan->components[c];
    Arena *arena = figures->engine->arena;
    *inputs = (Inputs){.value = sum->value, .quota = RATIO_ZERO, .attainment = RATIO_ZERO};
    inputs->months = sum->active;
    inputs->target = ratio_multiply(arena, sum->target, component->weight);
    if (component->measure == INDEX_NONE) {
        inputs->value = RATIO_ZERO;
        return;
    }
    bool is_ratio = component->denominator_line != INDEX_NONE;
    inputs->has_value = true;
    if (is_ratio) {
        inputs->has_value = ratio_divide(arena, sum->value, sum->denominator, &inputs->value);
        entry->numerator = sum->value;
        entry->denominator = sum->denominator;
        if (!inputs->has_value)
            inputs->value = when_empty(component, inputs, &inputs->no_value);
    }
    if (component->against == AGAINST_NONE) return;
    if (!is_ratio && sum->own_days == 0) {   /* after the end nothing is expected any more */
        inputs->attainment = when_empty(component, inputs, &inputs->no_attainment);
        inputs->no_attainment = false;
        return;
    }
    inputs->quota = is_ratio ? component->goal : sum->quota;
    inputs->has_quota = true;
    inputs->has_attainment = inputs->has_value && ratio_divide(arena, inputs->value, inputs->quota,
                                                               &inputs->attainment);
    if (!inputs->has_attainment)
        inputs->attainment = when_empty(component, inputs, &inputs->no_attainment);
}

static void visit_credit(void *context, const Credit *credit, int32_t weight)
{
    CreditList *list = context;
    Engine *engine = list->figures->engine;
    Ratio value = line_unit(engine->ledger, engine->arena, list->component->line, credit->amount);
    if (weight < 0) value = ratio_negate(engine->arena, value);
    for (int32_t times = weight < 0 ? -weight : weight; times > 0; times--) {
        list->items = array_room(engine->arena, list->items, list->count, &list->capacity,
                                 sizeof *list->items);
        list->items[list->count++] = value;
    }
}

static void list_credits(Figures *figures, uint32_t c, const Entry *entry, Inputs *inputs)
{
    CreditList list = {figures, &figures->plan->components[c], NULL, 0, 0};
    for (uint32_t s = 0; s < figures->span_counts[c]; s++)
        span_credits(figures->engine->ledger, figures->engine->arena, list.component->line,
                     &figures->spans[c][s], range_of(entry->from, entry->to), visit_credit,
                     &list);
    inputs->credits = list.items;
    inputs->credit_count = list.count;
}

/* The month whose figures stand for component c in this month: itself, or the latest with a
 * window. */
static uint32_t figure_month(const Figures *figures, uint32_t c, uint32_t m)
{
    for (uint32_t at = m;; at--) {
        if (figures->entries[c * YEAR_MONTHS + at].has_window) return at;
        if (at == 0) return m;
    }
}

static Value number(Ratio ratio)
{
    return (Value){VALUE_NUMBER, {.number = ratio}};
}

static bool asks_for(const Component *component, uint32_t figure)
{
    return (component->gate && formula_mentions_figure(component->gate, figure)) ||
           (component->formula && formula_mentions_figure(component->formula, figure));
}

static bool is_figure(FigureOf on, uint32_t component, OtherFigure figure)
{
    return on.component == component && on.figure == figure;
}

static bool asks_other(const Component *component, uint32_t other, OtherFigure figure)
{
    const Modifier *modifier = component->modifier;
    const MatrixRate *matrix = component->matrix;
    return asks_for(component, FIGURE_OWN + other * FIGURE_OTHERS + (uint32_t)figure) ||
           (modifier && is_figure(modifier->on, other, figure)) ||
           (matrix && (is_figure(matrix->rows_on, other, figure) ||
                       is_figure(matrix->cols_on, other, figure)));
}

/* Fills the figures that c's formulas may name. False: one of them can't be had; *named: another
 * component's. */
static bool fill_figures(Figures *figures, uint32_t c, uint32_t m, Value *values, Text *fault,
                         const Component **named)
{
    const Component *component = &figures->plan->components[c];
    const Inputs *own = &figures->inputs[c];
    values[FIGURE_TARGET] = number(own->target);
    values[FIGURE_VALUE] = number(own->value);
    values[FIGURE_QUOTA] = number(own->quota);
    values[FIGURE_ATTAINMENT] = number(own->attainment);
    values[FIGURE_MONTHS] = number(own->months);
    if ((own->no_attainment && asks_for(component, FIGURE_ATTAINMENT)) ||
        (own->no_value && asks_for(component, FIGURE_VALUE))) {
        *fault = TEXT(N_("its input divides by zero, and `when_empty` says nothing"));
        return false;
    }
    for (uint32_t o = 0; o < figures->plan->component_count; o++) {
        uint32_t at = o * YEAR_MONTHS + figure_month(figures, o, m);
        uint32_t first = FIGURE_OWN + o * FIGURE_OTHERS;
        const Entry *entry = &figures->entries[at];
        values[first + OTHER_VALUE] = number(figures->values[at]);
        values[first + OTHER_ATTAINMENT] = number(figures->attainments[at]);
        values[first + OTHER_MULTIPLIER] = number(entry->multiplier);
        values[first + OTHER_EARNED] = number(ratio_from_money(
            figures->earned[at], figures->engine->company->digits));
        bool lacks = (figures->no_value[at] && asks_other(component, o, OTHER_VALUE)) ||
                     (figures->no_attainment[at] && asks_other(component, o, OTHER_ATTAINMENT));
        if (lacks && entry->has_window) {
            *named = &figures->plan->components[o];
            *fault = TEXT(N_("it divides by zero, and its `when_empty` says nothing"));
            return false;
        }
    }
    return true;
}

static void report_unpayable(Figures *figures, const Component *component, Month month, Text fault,
                             const Component *named)
{
    Engine *engine = figures->engine;
    if (figures->quota_missing[component - figures->plan->components]) return;
    Text who = engine->roster->persons[figures->participation->person].id;
    Text when = month_text(engine->arena, month);
    const Inputs *inputs = &figures->inputs[component - figures->plan->components];
    bool empty = inputs->no_value || inputs->no_attainment;
    Diag *diag = diag_error(engine->diags, empty ? DIAG_INPUT_EMPTY : DIAG_PAY_FORMULA,
                            tree_key_place(engine->arena, component->node),
                            named ? "%.*s, component %.*s of plan %.*s, %.*s: %s (component %.*s)"
                                  : N_("%.*s, component %.*s of plan %.*s, %.*s: %s"),
                            TEXT_ARG(who), TEXT_ARG(component->key), TEXT_ARG(figures->plan->title),
                            TEXT_ARG(when), fault.bytes,
                            TEXT_ARG(named ? named->key : TEXT("")));
    if (empty)
        diag_hint(engine->diags, diag, "say `when_empty:` in the component: the input where "
                  "nothing fell due or the quota is 0");
}

Month figures_due_month(const Figures *figures, const Component *component, Month month)
{
    Month last = figures_window_start(figures, component, month) +
                 window_months(component->window) - 1;
    if (figures->plan->to != DAY_OPEN && day_month(figures->plan->to) < last)
        last = day_month(figures->plan->to);
    return last;
}

static uint32_t early_notes(Figures *figures, const Component *component, Month month, bool due,
                            const MonthFacts *sum, const Inputs *inputs)
{
    uint32_t notes = 0;
    if (!due) notes |= 1u << NOTE_NOT_DUE;
    if (figures->participation->last < month_last_day(month)) notes |= 1u << NOTE_ENDED;
    if (component->measure != INDEX_NONE && sum->credits == 0) notes |= 1u << NOTE_NO_CREDIT;
    if (inputs->empty) notes |= 1u << NOTE_EMPTY;
    return notes;
}

static bool shows_target(const Component *component)
{
    return component->pays == PAYS_TARGET ||
           (component->pays == PAYS_FORMULA &&
            formula_mentions_figure(component->formula, FIGURE_TARGET)) ||
           (component->gate && component->pays == PAYS_FORMULA &&
            formula_mentions_figure(component->gate, FIGURE_TARGET));
}

static bool is_traced(const Figures *figures, uint32_t m)
{
    return figures->trace_from != MONTH_NONE &&
           figures->engine->year_start + (Month)m >= figures->trace_from;
}

static void earn_month(Figures *figures, uint32_t c, uint32_t m, const MonthFacts *sum,
                       Value *values)
{
    Engine *engine = figures->engine;
    const Component *component = &figures->plan->components[c];
    Entry *entry = &figures->entries[c * YEAR_MONTHS + m];
    Inputs *inputs = &figures->inputs[c];
    Month month = entry->month;
    bool due = !component->at_end || month >= figures_due_month(figures, component, month);
    entry->notes = early_notes(figures, component, month, due, sum, inputs);
    entry->has_value = inputs->has_value;
    entry->has_quota = inputs->has_quota;
    entry->has_attainment = inputs->has_attainment;
    entry->has_target = shows_target(component);
    entry->value = inputs->value;
    entry->quota = inputs->quota;
    entry->attainment = inputs->attainment;
    entry->target = inputs->target;
    entry->months = inputs->months;
    if (component->window == WINDOW_CREDIT) list_credits(figures, c, entry, inputs);
    Text fault = {0};
    const Component *named = NULL;
    Earned earned;
    bool paid = fill_figures(figures, c, m, values, &fault, &named) &&
                earn_to_date(engine->arena, engine->company, component, inputs, values, &earned,
                             &fault);
    if (is_traced(figures, m)) trace_entry(figures, c, m, values, &earned, paid);
    if (!paid) {
        if (due) report_unpayable(figures, component, month, fault, named);
        return;
    }
    entry->has_multiplier = earned.has_multiplier;
    entry->multiplier = earned.multiplier;
    entry->notes |= earned.notes;
    if (due) entry->earned_to_date = earned.rounded;
    figures->earned[c * YEAR_MONTHS + m] = entry->earned_to_date;
}

/* A component without a window to date stands with what it came to last, and one without own days
 * with its last target: what the cap took off does not come back, nor more go, because somebody
 * left. */
static void cap_month(Figures *figures, uint32_t m, const MonthFacts *sums)
{
    Engine *engine = figures->engine;
    uint32_t count = figures->plan->component_count;
    CapPart *parts = ARENA_ARRAY(figures->scratch, CapPart, count + 1u);
    for (uint32_t c = 0; c < count; c++) {
        const Entry *entry = &figures->entries[c * YEAR_MONTHS + m];
        CapPart *stands = &figures->cap_parts[c];
        if (entry->has_window && sums[c].own_days > 0)
            *stands = (CapPart){.has_target = true, .target = sums[c].target,
                                .weighted_target = entry->target};
        if (entry->has_window) stands->earned = entry->earned_to_date;
        parts[c] = *stands;
    }
    CapSteps steps;
    if (!plan_cap(figures->scratch, engine->company, figures->plan, parts, &steps))
        report_unpayable(figures, figures->plan->components, engine->year_start + (Month)m,
                         TEXT(N_("the plan's cap is too large to pay")), NULL);
    if (is_traced(figures, m)) trace_cap(figures, m, &steps);
    for (uint32_t c = 0; c < count; c++) {
        Entry *entry = &figures->entries[c * YEAR_MONTHS + m];
        if (!entry->has_window) continue;
        entry->earned_to_date = parts[c].earned;
        if (parts[c].lowered) entry->notes |= 1u << NOTE_CAPPED;
    }
}

static void set_earning(Figures *figures, uint32_t c, uint32_t m)
{
    const Component *component = &figures->plan->components[c];
    Entry *entry = &figures->entries[c * YEAR_MONTHS + m];
    if (m > 0 && figures_window_start(figures, component, entry->month) < entry->month)
        entry->earned_before = figures->entries[c * YEAR_MONTHS + m - 1].earned_to_date;
    if (!money_subtract(entry->earned_to_date, entry->earned_before, &entry->earning))
        report_unpayable(figures, component, entry->month,
                         TEXT(N_("the earning is too large to pay")), NULL);
}

static void figure_months(Figures *figures)
{
    Engine *engine = figures->engine;
    uint32_t count = figures->plan->component_count;
    Value *values = ARENA_ARRAY(figures->scratch, Value, FIGURE_OWN + count * FIGURE_OTHERS + 1);
    MonthFacts *sums = ARENA_ARRAY(figures->scratch, MonthFacts, count + 1u);
    for (uint32_t m = 0; m <= (uint32_t)(engine->period - engine->year_start); m++) {
        for (uint32_t c = 0; c < count; c++) {
            uint32_t at = c * YEAR_MONTHS + m;
            Entry *entry = &figures->entries[at];
            *entry = (Entry){.participation = figures->index, .component = c,
                             .month = engine->year_start + (Month)m, .value = RATIO_ZERO,
                             .numerator = RATIO_ZERO, .denominator = RATIO_ZERO,
                             .quota = RATIO_ZERO, .attainment = RATIO_ZERO,
                             .multiplier = RATIO_ZERO, .target = RATIO_ZERO,
                             .months = RATIO_ZERO, .spans = figures->spans[c],
                             .span_count = figures->span_counts[c]};
            entry->has_window = sum_window(figures, c, entry->month, entry, &sums[c]);
            find_inputs(figures, c, &sums[c], entry, &figures->inputs[c]);
            figures->values[at] = figures->inputs[c].value;
            figures->attainments[at] = figures->inputs[c].attainment;
            figures->no_value[at] = figures->inputs[c].no_value;
            figures->no_attainment[at] = figures->inputs[c].no_attainment;
        }
        for (uint32_t i = 0; i < count; i++) {
            uint32_t c = figures->plan->order[i];
            if (!figures->entries[c * YEAR_MONTHS + m].has_window) continue;
            earn_month(figures, c, m, &sums[c], values);
        }
        if (figures->plan->cap != CAP_NONE) cap_month(figures, m, sums);
        for (uint32_t c = 0; c < count; c++)
            if (figures->entries[c * YEAR_MONTHS + m].has_window) set_earning(figures, c, m);
    }
}

static void keep_entries(Figures *figures)
{
    Engine *engine = figures->engine;
    Ledger *ledger = engine->ledger;
    for (uint32_t c = 0; c < figures->plan->component_count; c++)
        for (Month month = engine->year_start; month <= engine->period; month++) {
            const Entry *entry = &figures->entries[c * YEAR_MONTHS +
                                                   (uint32_t)(month - engine->year_start)];
            if (!entry->has_window) continue;
            if (month == engine->period) ledger->entries[ledger->entry_count++] = *entry;
            else ledger->earlier[ledger->earlier_count++] = *entry;
        }
}

static Month trace_from(const Engine *engine, uint32_t person)
{
    const EngineOptions *options = engine->options;
    if (options->traced && options->traced[person]) return engine->year_start;
    return options->trace_period ? engine->period : MONTH_NONE;
}

void figures_of(Engine *engine, Arena *scratch, uint32_t index)
{
    const Participation *participation = &engine->ledger->participations[index];
    const Plan *plan = &engine->design->plans[participation->plan];
    size_t count = plan->component_count, cells = count * YEAR_MONTHS + 1;
    Figures figures = {.engine = engine, .scratch = scratch, .index = index,
                       .participation = participation, .plan = plan,
                       .trace_from = trace_from(engine, participation->person)};
    figures.spans = ARENA_ARRAY(scratch, const Span *, count + 1);
    figures.span_counts = ARENA_ARRAY(scratch, uint32_t, count + 1);
    figures.facts = ARENA_ARRAY(scratch, MonthFacts, cells);
    figures.entries = ARENA_ARRAY(scratch, Entry, cells);
    figures.inputs = ARENA_ARRAY(scratch, Inputs, count + 1);
    figures.earned = ARENA_ARRAY(scratch, Money, cells);
    figures.cap_parts = ARENA_ARRAY(scratch, CapPart, count + 1);
    figures.values = ARENA_ARRAY(scratch, Ratio, cells);
    figures.attainments = ARENA_ARRAY(scratch, Ratio, cells);
    figures.quota_missing = ARENA_ARRAY(scratch, bool, count + 1);
    figures.no_value = ARENA_ARRAY(scratch, bool, cells);
    figures.no_attainment = ARENA_ARRAY(scratch, bool, cells);
    facts_find(&figures);
    facts_check_quotas(&figures);
    figure_months(&figures);
    keep_entries(&figures);
}
