/* compare_figures.c - what is said of a design as a whole, and how figures are said. */
#include "compare_view.h"

#include "attain/buffer.h"

static Text paid(const CompareView *view, size_t s)
{
    return compare_money(view, view->total.paid[s]);
}

static Text against_first(const CompareView *view, size_t s)
{
    return s ? compare_change(view, (Money){view->total.paid[s].minor -
                                            view->total.paid[0].minor})
             : TEXT("");
}

static Text payees(const CompareView *view, size_t s)
{
    return compare_count_text(view, view->spreads[s].payees);
}

static Text low(const CompareView *view, size_t s)
{
    return compare_money(view, view->spreads[s].low);
}

static Text middle(const CompareView *view, size_t s)
{
    return compare_money(view, view->spreads[s].middle);
}

static Text high(const CompareView *view, size_t s)
{
    return compare_money(view, view->spreads[s].high);
}

static Text of_target(const CompareView *view, size_t s)
{
    const CompareSpread *spread = &view->spreads[s];
    Ratio part, earned = ratio_from_money(spread->earned,
                                          view->comparison->records->company->digits);
    return ratio_divide(view->arena, earned, spread->target, &part)
        ? compare_share(view, part, 1) : TEXT("-");
}

bool compare_counted_share(const CompareView *view, CompareCounted counted, Ratio *out)
{
    Ratio earned = ratio_from_money(counted.earned, view->comparison->records->company->digits);
    return ratio_sign(counted.value) > 0 &&
           ratio_divide(view->arena, earned, counted.value, out);
}

Text compare_counted_text(const CompareView *view, CompareCounted counted)
{
    Ratio part;
    return compare_counted_share(view, counted, &part) ? compare_share(view, part, 2) : TEXT("-");
}

static Text of_value(const CompareView *view, size_t s)
{
    return compare_counted_text(view, view->total.counted[s]);
}

Text compare_count_share(const CompareView *view, size_t count, size_t all)
{
    Ratio part;
    return compare_percent(view, (Money){(int64_t)count}, (Money){(int64_t)all}, &part)
        ? compare_share(view, part, 1) : TEXT("-");
}

static Text over(const CompareView *view, size_t s)
{
    return compare_count_share(view, view->spreads[s].over, view->spreads[s].with_target);
}

static Text under(const CompareView *view, size_t s)
{
    return compare_count_share(view, view->spreads[s].under, view->spreads[s].with_target);
}

static const CompareFigure figures[] = {
    {N_("paid"), paid}, {N_("against A"), against_first},
    {N_("earned of value counted"), of_value}, {N_("payees"), payees},
    {N_("10% are paid at most"), low}, {N_("half are paid at most"), middle},
    {N_("90% are paid at most"), high}, {N_("earned of target"), of_target},
    {N_("payees above target"), over}, {N_("payees below target"), under}};

const CompareFigure *compare_figures(size_t *count)
{
    *count = sizeof figures / sizeof *figures;
    return figures;
}

Text compare_percent_change(const CompareView *view, Money from, Money to)
{
    Ratio part;
    Money apart = {to.minor - from.minor};
    if (!compare_percent(view, apart, from, &part)) return TEXT("");
    Text shown = compare_share(view, part, 1);
    return text_format(view->arena, "%s%.*s", apart.minor > 0 ? "+" : "", TEXT_ARG(shown));
}

Text compare_line_name(const CompareView *view, const CompareLine *line)
{
    if (line->month != MONTH_NONE) return month_text(view->arena, line->month);
    return text_format(view->arena, "%.*s%s%.*s", TEXT_ARG(line->role),
                       line->team.length ? "  " : "", TEXT_ARG(line->team));
}

Text compare_cause_name(const CompareView *view, size_t side, unsigned cause)
{
    const CompareCauses *causes = &view->shown->causes[side];
    Buffer out = {.arena = view->arena};
    for (unsigned c = 0; c < cause; c++)
        if (causes->applies[c] && causes->with[c] == cause)
            buffer_format(&out, "%.*s + ", TEXT_ARG(compare_cause_title(view, c)));
    buffer_text(&out, compare_cause_title(view, cause));
    return buffer_result(&out);
}

void compare_count(const CompareView *view, size_t side, size_t *up, size_t *down)
{
    *up = *down = 0;
    for (size_t p = 0; p < view->payees.count; p++) {
        const CompareLine *payee = &view->payees.items[p];
        *up += payee->paid[side].minor > payee->paid[0].minor;
        *down += payee->paid[side].minor < payee->paid[0].minor;
    }
}

size_t compare_finds(const CompareView *view, size_t side, FindingCode code)
{
    const Findings *findings = &view->shown->findings[side];
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) count += findings->items[i].code == code;
    return count;
}

bool compare_any_finds(const CompareView *view, FindingCode code)
{
    for (size_t s = 0; s < view->comparison->side_count; s++)
        if (compare_finds(view, s, code)) return true;
    return false;
}

Text compare_severity(const Finding *finding)
{
    return text_of(finding_severity(finding->code) == FINDING_PROBLEM ? N_("problem")
                                                                      : N_("note"));
}

static const Plan *plan_of(const CompareView *view, size_t side, const Finding *finding)
{
    if (finding->plan == INDEX_NONE) return NULL;
    return &view->comparison->sides[side].design->plans[finding->plan];
}

Text compare_finding_plan(const CompareView *view, size_t side, const Finding *finding)
{
    const Plan *plan = plan_of(view, side, finding);
    return plan ? plan->title : TEXT("");
}

Text compare_finding_component(const CompareView *view, size_t side, const Finding *finding)
{
    const Plan *plan = plan_of(view, side, finding);
    if (!plan || finding->component == INDEX_NONE) return TEXT("");
    return plan->components[finding->component].key;
}
