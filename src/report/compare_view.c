/* compare_view.c - a comparison's tables: payees, roles, months, and how payments lie. */
#include "compare_view.h"

#include <stdlib.h>

CompareLine compare_new_line(const CompareView *view)
{
    size_t sides = view->comparison->side_count;
    CompareLine line = {.person = PERSON_NONE, .month = MONTH_NONE,
                        .payees = ARENA_ARRAY(view->arena, size_t, sides + 1),
                        .paid = ARENA_ARRAY(view->arena, Money, sides + 1),
                        .earned = ARENA_ARRAY(view->arena, Money, sides + 1),
                        .counted = ARENA_ARRAY(view->arena, CompareCounted, sides + 1)};
    for (size_t s = 0; s < sides; s++) line.counted[s].value = RATIO_ZERO;
    return line;
}

static void add_counted(const CompareView *view, CompareCounted *to, const CompareCounted *from)
{
    to->value = ratio_add(view->arena, to->value, from->value);
    to->earned.minor += from->earned.minor;
}

void compare_add_line(const CompareView *view, CompareLine *to, const CompareLine *from)
{
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        to->payees[s] += from->payees[s];
        to->paid[s].minor += from->paid[s].minor;
        to->earned[s].minor += from->earned[s].minor;
        add_counted(view, &to->counted[s], &from->counted[s]);
    }
}

static const Ledger *last_ledger(const CompareView *view, size_t side)
{
    return view->comparison->sides[side].years[view->comparison->year_count - 1].ledger;
}

size_t compare_left_out(const CompareView *view, size_t side)
{
    bool allowed = view->comparison->allow_exceptions;
    return allowed ? last_ledger(view, side)->rows_left_out : 0;
}

static void find_payees(CompareView *view)
{
    const Comparison *comparison = view->comparison;
    const Roster *roster = &comparison->records->roster;
    view->payees.items = ARENA_ARRAY(view->arena, CompareLine, roster->person_count + 1u);
    for (uint32_t p = 0; p < roster->person_count; p++) {
        CompareLine line = compare_new_line(view);
        bool any = false;
        line.person = p;
        line.target = ARENA_ARRAY(view->arena, Ratio, comparison->side_count + 1);
        for (size_t s = 0; s < comparison->side_count; s++) {
            const Compared *side = &comparison->sides[s];
            any |= side->is_payee[p];
            line.payees[s] = side->is_payee[p];
            line.paid[s] = compare_sum(comparison, side->paid, p, 0, comparison->month_count);
            line.earned[s] = compare_sum(comparison, side->earned, p, 0,
                                         comparison->month_count);
            line.target[s] = compare_target(view->arena, comparison, side, p);
            for (size_t m = 0; m < comparison->month_count; m++)
                add_counted(view, &line.counted[s],
                            &view->counted[s][p * comparison->month_count + m]);
        }
        const Assignment *row = ledger_assignment(last_ledger(view, 0), p, comparison->to);
        line.role = row->role;
        line.team = row->team == TEAM_NONE ? TEXT("") : roster->teams[row->team];
        if (any) view->payees.items[view->payees.count++] = line;
    }
}

static int compare_groups(const void *left, const void *right)
{
    const CompareLine *a = left, *b = right;
    int order = text_compare(a->role, b->role);
    return order ? order : text_compare(a->team, b->team);
}

static void find_roles(CompareView *view)
{
    CompareLines *roles = &view->roles;
    roles->items = ARENA_ARRAY(view->arena, CompareLine, view->payees.count + 1);
    for (size_t p = 0; p < view->payees.count; p++) {
        const CompareLine *payee = &view->payees.items[p];
        size_t r = 0;
        while (r < roles->count && compare_groups(&roles->items[r], payee)) r++;
        if (r == roles->count) {
            roles->items[roles->count] = compare_new_line(view);
            roles->items[roles->count].role = payee->role;
            roles->items[roles->count++].team = payee->team;
        }
        compare_add_line(view, &roles->items[r], payee);
    }
    if (roles->count) qsort(roles->items, roles->count, sizeof *roles->items, compare_groups);
}

static void find_months(CompareView *view)
{
    const Comparison *comparison = view->comparison;
    view->months.count = comparison->month_count;
    view->months.items = ARENA_ARRAY(view->arena, CompareLine, comparison->month_count + 1);
    for (size_t m = 0; m < comparison->month_count; m++) {
        CompareLine line = compare_new_line(view);
        line.month = comparison->from + (Month)m;
        for (size_t s = 0; s < comparison->side_count; s++) {
            const Compared *side = &comparison->sides[s];
            line.paid[s] = compare_sum(comparison, side->paid, PERSON_NONE, m, 1);
            line.earned[s] = compare_sum(comparison, side->earned, PERSON_NONE, m, 1);
            for (uint32_t p = 0; p < comparison->records->roster.person_count; p++) {
                size_t cell = p * comparison->month_count + m;
                line.payees[s] += side->paid[cell].minor != 0;
                add_counted(view, &line.counted[s], &view->counted[s][cell]);
            }
        }
        view->months.items[m] = line;
    }
}

static int compare_amounts(const void *left, const void *right)
{
    const Money *a = left, *b = right;
    return (a->minor > b->minor) - (a->minor < b->minor);
}

/* The least amount that so many of a hundred are paid at most: the nearest rank. */
static Money at_rank(const Money *sorted, size_t count, size_t hundredths)
{
    if (!count) return (Money){0};
    size_t rank = (count * hundredths + 99) / 100;
    return sorted[rank ? rank - 1 : 0];
}

static void find_spread(CompareView *view, size_t s)
{
    const Comparison *comparison = view->comparison;
    CompareSpread *spread = &view->spreads[s];
    int digits = comparison->records->company->digits;
    Money *sorted = ARENA_ARRAY(view->arena, Money, view->payees.count + 1);
    spread->target = RATIO_ZERO;
    for (size_t p = 0; p < view->payees.count; p++) {
        const CompareLine *payee = &view->payees.items[p];
        if (!payee->payees[s]) continue;
        sorted[spread->payees++] = payee->paid[s];
        Ratio target = payee->target[s];
        if (ratio_sign(target) <= 0) continue;
        int order = ratio_compare(ratio_from_money(payee->earned[s], digits), target);
        spread->with_target++;
        spread->over += order > 0;
        spread->under += order < 0;
        spread->earned.minor += payee->earned[s].minor;
        spread->target = ratio_add(view->arena, spread->target, target);
    }
    if (spread->payees) qsort(sorted, spread->payees, sizeof *sorted, compare_amounts);
    spread->low = at_rank(sorted, spread->payees, 10);
    spread->middle = at_rank(sorted, spread->payees, 50);
    spread->high = at_rank(sorted, spread->payees, 90);
}

/* Whether any of the exchanged rules is one in words, too, or changed what somebody is paid. */
static bool says_rules(const CompareView *view, size_t s, unsigned cause)
{
    const CompareCauses *causes = &view->shown->causes[s];
    const PlanDiff *rules = view->rules[s];
    bool says = false;
    for (size_t c = 0; c < rules->count && !says; c++) {
        unsigned aspect = rules->changes[c].aspect;
        says = causes->applies[aspect] && causes->with[aspect] == causes->with[cause];
    }
    for (uint32_t p = 0; p < view->comparison->records->roster.person_count && !says; p++)
        says = compare_part(causes, p, causes->with[cause]).minor != 0;
    return says;
}

/* What is written in other words, and means the same, is no cause. */
static void find_causes(CompareView *view)
{
    size_t sides = view->comparison->side_count;
    CompareCauses *causes = ARENA_ARRAY(view->arena, CompareCauses, sides + 1);
    for (size_t s = 1; s < sides; s++) {
        causes[s] = view->shown->causes[s];
        for (unsigned c = 0; c < COMPARE_CAUSES; c++)
            causes[s].applies[c] = causes[s].applies[c] && says_rules(view, s, c);
    }
    CompareShown *shown = ARENA_NEW(view->arena, CompareShown);
    *shown = *view->shown;
    shown->causes = causes;
    view->shown = shown;
}

void compare_view(Arena *arena, const CompareShown *shown, const Words *words, CompareView *out)
{
    const Comparison *comparison = shown->comparison;
    size_t sides = comparison->side_count;
    *out = (CompareView){.arena = arena, .shown = shown, .comparison = comparison, .words = words,
                         .rules = ARENA_ARRAY(arena, PlanDiff *, sides + 1),
                         .spreads = ARENA_ARRAY(arena, CompareSpread, sides + 1),
                         .counted = ARENA_ARRAY(arena, CompareCounted *, sides + 1),
                         .components = ARENA_ARRAY(arena, CompareComponent *, sides + 1),
                         .component_counts = ARENA_ARRAY(arena, size_t, sides + 1)};
    for (size_t s = 0; s < sides; s++)
        out->counted[s] = compare_counted(arena, comparison, &comparison->sides[s]);
    find_payees(out);
    find_roles(out);
    find_months(out);
    out->total = compare_new_line(out);
    for (size_t p = 0; p < out->payees.count; p++)
        compare_add_line(out, &out->total, &out->payees.items[p]);
    for (size_t s = 0; s < sides; s++) {
        find_spread(out, s);
        if (s)
            out->rules[s] = plan_diff_find(arena, comparison->records->company,
                                           comparison->sides[0].design,
                                           comparison->sides[s].design, words);
        out->components[s] = compare_components(arena, comparison, &comparison->sides[s],
                                                &out->component_counts[s]);
    }
    find_causes(out);
}

typedef struct Gaining { size_t side; } Gaining;

static int compare_gains(const void *left, const void *right, void *context)
{
    const CompareLine *a = *(const CompareLine *const *)left,
                      *b = *(const CompareLine *const *)right;
    const Gaining *gaining = context;
    int64_t one = a->paid[gaining->side].minor - a->paid[0].minor,
            two = b->paid[gaining->side].minor - b->paid[0].minor;
    if (one != two) return one > two ? -1 : 1;
    return a->person < b->person ? -1 : 1;
}

const CompareLine **compare_by_gain(const CompareView *view, size_t side)
{
    const CompareLine **lines = ARENA_ARRAY(view->arena, const CompareLine *,
                                            view->payees.count + 1);
    for (size_t p = 0; p < view->payees.count; p++) lines[p] = &view->payees.items[p];
    Gaining gaining = {side};
    if (view->payees.count)
        qsort_r(lines, view->payees.count, sizeof *lines, compare_gains, &gaining);
    return lines;
}

Text compare_period(const CompareView *view)
{
    Text from = month_text(view->arena, view->comparison->from);
    Text to = month_text(view->arena, view->comparison->to);
    return text_equal(from, to) ? from : text_format(view->arena, "%.*s..%.*s", TEXT_ARG(from),
                                                     TEXT_ARG(to));
}

Text compare_letter(Arena *arena, size_t side)
{
    return text_format(arena, "%c", (char)('A' + (int)side));
}

Text compare_cause_word(unsigned cause)
{
    return cause < ASPECTS ? aspect_word((Aspect)cause) : TEXT("other");
}

/* The same in words that a manager reads. */
Text compare_cause_title(const CompareView *view, unsigned cause)
{
    static const char *const titles[COMPARE_CAUSES] = {
        NC_("cause", "plans and for whom"), NC_("cause", "measure"), NC_("cause", "credit rule"),
        NC_("cause", "quota basis"), NC_("cause", "weights"), NC_("cause", "rate table"),
        NC_("cause", "window and timing"), NC_("cause", "gate"), NC_("cause", "modifier"),
        NC_("cause", "cap"), NC_("cause", "other")};
    return text_of(tr_in(view->words, "cause", titles[cause]));
}

bool compare_has_part(const CompareCauses *causes, unsigned cause)
{
    return causes->applies[cause] && causes->with[cause] == cause;
}

bool compare_is_joint(const CompareCauses *causes, unsigned cause)
{
    bool joint = false;
    for (unsigned c = 0; c < cause; c++) joint |= causes->applies[c] && causes->with[c] == cause;
    return joint;
}

Text compare_cause_with(const CompareView *view, const CompareCauses *causes, unsigned cause)
{
    Text holder = compare_cause_title(view, causes->with[cause]);
    return text_said(view->arena, view->words, "(with %.*s)", TEXT_ARG(holder));
}

Money compare_part(const CompareCauses *causes, uint32_t person, unsigned cause)
{
    return causes->parts[person * COMPARE_CAUSES + cause];
}

Money compare_part_of_all(const CompareView *view, size_t side, unsigned cause)
{
    Money sum = {0};
    for (uint32_t p = 0; p < view->comparison->records->roster.person_count; p++)
        sum.minor += compare_part(&view->shown->causes[side], p, cause).minor;
    return sum;
}

Text compare_money(const CompareView *view, Money amount)
{
    return money_text_grouped(view->arena, amount, view->comparison->records->company->digits);
}

Text compare_count_text(const CompareView *view, size_t count)
{
    return money_text_grouped(view->arena, (Money){(int64_t)count}, 0);
}

Text compare_change(const CompareView *view, Money amount)
{
    return text_format(view->arena, "%s%.*s", amount.minor > 0 ? "+" : "",
                       TEXT_ARG(compare_money(view, amount)));
}

bool compare_percent(const CompareView *view, Money part, Money whole, Ratio *out)
{
    return ratio_divide(view->arena, ratio_whole(part.minor), ratio_whole(whole.minor), out);
}

Text compare_share(const CompareView *view, Ratio part, int digits)
{
    Ratio hundred = ratio_multiply(view->arena, part, ratio_whole(100));
    Money shown;
    if (!money_from_ratio(hundred, digits, ROUND_HALF_UP, &shown)) return TEXT("-");
    return text_format(view->arena, "%.*s%%",
                       TEXT_ARG(money_text_grouped(view->arena, shown, digits)));
}

const char *compare_name(const CompareView *view, uint32_t person)
{
    return text_copy(view->arena, ledger_assignment(last_ledger(view, 0), person,
                                                    view->comparison->to)->name).bytes;
}
