/* compare_csv.c - a comparison's CSVs: a row a design and payee, role, month, component or cause.
 * The columns are the same for however many designs. Source: docs/compare.md. */
#include "compare_files.h"

#include "attain/csv_out.h"

static Company const *company_of(const CompareView *view)
{
    return view->comparison->records->company;
}

static void next_text(Buffer *out, Text text)
{
    csv_next(out, text);
}

static void next_count(Buffer *out, size_t count)
{
    buffer_format(out, "%zu,", count);
}

static void next_money(const CompareView *view, Buffer *out, Money money)
{
    buffer_money(out, money, company_of(view)->digits);
    csv_comma(out);
}

#define AMOUNTS "value,earned_for_value,earned_of_value,earned,paid,paid_a,difference\n"

/* What was counted and what it earned, all earned and paid, what A pays, and the difference: how
 * most rows end. */
static void amounts(const CompareView *view, Buffer *out, const CompareLine *line, size_t side)
{
    Ratio part;
    buffer_decimal(out, line->counted[side].value);
    csv_comma(out);
    next_money(view, out, line->counted[side].earned);
    if (compare_counted_share(view, line->counted[side], &part)) buffer_decimal(out, part);
    csv_comma(out);
    next_money(view, out, line->earned[side]);
    next_money(view, out, line->paid[side]);
    next_money(view, out, line->paid[0]);
    buffer_money(out, (Money){line->paid[side].minor - line->paid[0].minor},
                 company_of(view)->digits);
    buffer_byte(out, '\n');
}

static Buffer start(const CompareView *view, const char *heading)
{
    Buffer out = {.arena = view->arena};
    buffer_text(&out, text_of(heading));
    return out;
}

Text compare_designs_csv(const CompareView *view)
{
    Buffer out = start(view, "design,name,title,payees,paid_10,paid_50,paid_90,with_target,"
                             "target,above_target,below_target," AMOUNTS);
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        const Compared *side = &view->comparison->sides[s];
        const CompareSpread *spread = &view->spreads[s];
        next_text(&out, compare_letter(view->arena, s));
        next_text(&out, side->name);
        next_text(&out, side->design->title);
        next_count(&out, spread->payees);
        next_money(view, &out, spread->low);
        next_money(view, &out, spread->middle);
        next_money(view, &out, spread->high);
        next_count(&out, spread->with_target);
        buffer_decimal(&out, spread->target);
        csv_comma(&out);
        next_count(&out, spread->over);
        next_count(&out, spread->under);
        amounts(view, &out, &view->total, s);
    }
    return buffer_result(&out);
}

Text compare_payees_csv(const CompareView *view)
{
    Buffer out = start(view, "design,person_id,name,role,team,target," AMOUNTS);
    const Roster *roster = &view->comparison->records->roster;
    for (size_t s = 0; s < view->comparison->side_count; s++)
        for (size_t p = 0; p < view->payees.count; p++) {
            const CompareLine *payee = &view->payees.items[p];
            next_text(&out, compare_letter(view->arena, s));
            next_text(&out, roster->persons[payee->person].id);
            next_text(&out, text_of(compare_name(view, payee->person)));
            next_text(&out, payee->role);
            next_text(&out, payee->team);
            buffer_decimal(&out, payee->target[s]);
            csv_comma(&out);
            amounts(view, &out, payee, s);
        }
    return buffer_result(&out);
}

Text compare_roles_csv(const CompareView *view)
{
    Buffer out = start(view, "design,role,team,payees," AMOUNTS);
    for (size_t s = 0; s < view->comparison->side_count; s++)
        for (size_t r = 0; r < view->roles.count; r++) {
            const CompareLine *role = &view->roles.items[r];
            next_text(&out, compare_letter(view->arena, s));
            next_text(&out, role->role);
            next_text(&out, role->team);
            next_count(&out, role->payees[s]);
            amounts(view, &out, role, s);
        }
    return buffer_result(&out);
}

Text compare_months_csv(const CompareView *view)
{
    Buffer out = start(view, "design,month,payees," AMOUNTS);
    for (size_t s = 0; s < view->comparison->side_count; s++)
        for (size_t m = 0; m < view->months.count; m++) {
            const CompareLine *month = &view->months.items[m];
            next_text(&out, compare_letter(view->arena, s));
            next_text(&out, month_text(view->arena, month->month));
            next_count(&out, month->payees[s]);
            amounts(view, &out, month, s);
        }
    return buffer_result(&out);
}

static const Measure *measure_of(const CompareView *view, size_t side,
                                 const CompareComponent *component)
{
    const Design *design = view->comparison->sides[side].design;
    uint32_t measure = design->plans[component->plan].components[component->component].measure;
    return measure == INDEX_NONE ? NULL : &design->measures[measure];
}

bool compare_has_value(const CompareView *view, size_t side, const CompareComponent *component)
{
    const Measure *measure = measure_of(view, side, component);
    return measure && !measure->is_ratio;
}

bool compare_of_value(const CompareView *view, size_t side, const CompareComponent *component,
                      Ratio *out)
{
    return compare_has_value(view, side, component) &&
           measure_of(view, side, component)->is_money &&
           compare_counted_share(view, (CompareCounted){component->value, component->earned},
                                 out);
}

Text compare_components_csv(const CompareView *view)
{
    Buffer out = start(view, "design,plan,component,title,measure,payees,value,earned,"
                             "earned_of_value\n");
    for (size_t s = 0; s < view->comparison->side_count; s++)
        for (size_t c = 0; c < view->component_counts[s]; c++) {
            const CompareComponent *counted = &view->components[s][c];
            const Design *design = view->comparison->sides[s].design;
            const Plan *plan = &design->plans[counted->plan];
            const Component *component = &plan->components[counted->component];
            next_text(&out, compare_letter(view->arena, s));
            next_text(&out, plan->title);
            next_text(&out, component->key);
            next_text(&out, component->title);
            const Measure *measure = measure_of(view, s, counted);
            next_text(&out, measure ? measure->key : TEXT(""));
            next_count(&out, counted->payees);
            if (compare_has_value(view, s, counted)) buffer_decimal(&out, counted->value);
            csv_comma(&out);
            next_money(view, &out, counted->earned);
            Ratio part;
            if (compare_of_value(view, s, counted, &part)) buffer_decimal(&out, part);
            buffer_byte(&out, '\n');
        }
    return buffer_result(&out);
}

Text compare_causes_csv(const CompareView *view)
{
    Buffer out = start(view, "design,person_id,cause,difference\n");
    const Roster *roster = &view->comparison->records->roster;
    for (size_t s = 1; s < view->comparison->side_count; s++) {
        const CompareCauses *causes = &view->shown->causes[s];
        for (size_t p = 0; p < view->payees.count; p++)
            for (unsigned c = 0; c < COMPARE_CAUSES; c++) {
                if (!compare_has_part(causes, c)) continue;
                next_text(&out, compare_letter(view->arena, s));
                next_text(&out, roster->persons[view->payees.items[p].person].id);
                next_text(&out, compare_cause_word(c));
                buffer_money(&out, compare_part(causes, view->payees.items[p].person, c),
                             company_of(view)->digits);
                buffer_byte(&out, '\n');
            }
    }
    return buffer_result(&out);
}
