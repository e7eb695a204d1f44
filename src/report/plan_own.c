/* plan_own.c - a plan's own rules in words: for whom, when, and how it pays out.
 * Source: CONTRACT 4 and 8. */
#include "plan_words.h"

#include "attain/buffer.h"

static Text who_said(const RulePen *pen)
{
    return formula_said_of(pen, pen->plan->who);
}

static bool who_same(const RulePen *a, const RulePen *b)
{
    return formulas_same(a, a->plan->who, b->plan->who);
}

static Text effective_said(const RulePen *pen)
{
    const Plan *plan = pen->plan;
    const char *from = day_text(pen->arena, plan->from).bytes;
    return plan->to == DAY_OPEN
        ? text_format(pen->arena, rule_tr(pen, N_("from %s on")), from)
        : text_format(pen->arena, rule_tr(pen, N_("from %s to %s")), from,
                      day_text(pen->arena, plan->to).bytes);
}

static bool effective_same(const RulePen *a, const RulePen *b)
{
    return a->plan->from == b->plan->from && a->plan->to == b->plan->to;
}

static Text ramp_said(const RulePen *pen)
{
    const Ramp *rule = &pen->plan->ramp;
    Buffer out = {.arena = pen->arena};
    if (!rule->count) return TEXT("");
    for (size_t m = 0; m < rule->count; m++) {
        buffer_text(&out, m ? TEXT("; ") : TEXT(""));
        buffer_text(&out, text_format(pen->arena, rule_tr(pen, N_("month %zu of service: %s of the "
                                                                  "payee's own quota")),
                                      m, percent_said(pen, rule->quota[m])));
    }
    if (rule->if_start_before_day)
        buffer_text(&out, text_format(pen->arena,
                                      rule_tr(pen, N_("; who starts before day %d of a month is in "
                                                      "month 1 at once, else in month 0")),
                                      rule->if_start_before_day));
    return buffer_result(&out);
}

static void add_part(const RulePen *pen, RuleParts *parts, RulePart part)
{
    parts->items = array_room(pen->arena, parts->items, parts->count, &parts->capacity,
                              sizeof *parts->items);
    parts->items[parts->count++] = part;
}

/* A month that is not in the list has the whole quota. */
static void ramp_parts(const RulePen *pen, RuleParts *out)
{
    const Ramp *rule = &pen->plan->ramp;
    for (size_t m = 0; m < rule->count; m++)
        add_part(pen, out, (RulePart){text_format(pen->arena, rule_tr(pen, N_("month %zu")), m),
                                      text_of(percent_said(pen, rule->quota[m])), TEXT("100%")});
    if (rule->if_start_before_day)
        add_part(pen, out, (RulePart){
            text_of(rule_tr(pen, N_("in month 1 at once"))),
            text_format(pen->arena, rule_tr(pen, N_("who starts before day %d of a month")),
                        rule->if_start_before_day), text_of(rule_tr(pen, N_("nobody")))});
}

static bool ramp_same(const RulePen *a, const RulePen *b)
{
    const Ramp *x = &a->plan->ramp, *y = &b->plan->ramp;
    bool same = x->if_start_before_day == y->if_start_before_day && !x->count == !y->count;
    for (size_t m = 0; same && (m < x->count || m < y->count); m++)
        same = ratio_equal(m < x->count ? x->quota[m] : ratio_whole(1),
                           m < y->count ? y->quota[m] : ratio_whole(1));
    return same;
}

static Text draw_amount(const RulePen *pen)
{
    const Draw *rule = &pen->plan->draw;
    return rule->is_percent
        ? text_format(pen->arena, rule_tr(pen, N_("%s of the month's target incentive")),
                      percent_said(pen, rule->amount))
        : text_format(pen->arena, rule_tr(pen, N_("%s a month")),
                      money_said(pen, rule->amount));
}

static Text draw_said(const RulePen *pen)
{
    const Draw *rule = &pen->plan->draw;
    Buffer out = {.arena = pen->arena};
    if (rule->kind == DRAW_NONE) return TEXT("");
    buffer_text(&out, text_of(rule->kind == DRAW_RECOVERABLE
                                  ? rule_tr(pen, N_("recoverable: "))
                                  : rule_tr(pen, N_("never owed: "))));
    buffer_text(&out, draw_amount(pen));
    if (rule->months)
        buffer_text(&out, text_format(pen->arena,
                                      rule_tr(pen, N_("; up to month %d of service")),
                                      rule->months));
    if (rule->kind == DRAW_RECOVERABLE) {
        const char *share = percent_said(pen, rule->recover_share);
        buffer_text(&out, rule->recover_after
            ? text_format(pen->arena, rule_tr(pen, N_("; repaid after month %d of service, from %s "
                                                      "of what is above it")),
                          rule->recover_after, share)
            : text_format(pen->arena, rule_tr(pen, N_("; repaid from %s of what is above it")),
                          share));
    }
    return buffer_result(&out);
}

static void draw_parts(const RulePen *pen, RuleParts *out)
{
    const Draw *rule = &pen->plan->draw;
    if (rule->kind == DRAW_NONE) return;
    bool recoverable = rule->kind == DRAW_RECOVERABLE;
    const char *month = rule_tr(pen, N_("month %d of service"));
    add_part(pen, out, (RulePart){text_of(rule_tr(pen, N_("kind"))),
                                  text_of(recoverable ? rule_tr(pen, N_("recoverable"))
                                                      : rule_tr(pen, N_("never owed"))),
                                  TEXT("")});
    add_part(pen, out, (RulePart){text_of(rule_tr(pen, N_("amount"))), draw_amount(pen), TEXT("")});
    if (rule->months)
        add_part(pen, out, (RulePart){text_of(rule_tr(pen, N_("until"))),
                                      text_format(pen->arena, month, rule->months), TEXT("")});
    if (recoverable && rule->recover_after)
        add_part(pen, out, (RulePart){text_of(rule_tr(pen, N_("repaid after"))),
                                      text_format(pen->arena, month, rule->recover_after),
                                      TEXT("")});
    if (recoverable)
        add_part(pen, out, (RulePart){text_of(rule_tr(pen, N_("share"))),
                                      text_of(percent_said(pen, rule->recover_share)), TEXT("")});
}

static bool draw_same(const RulePen *a, const RulePen *b)
{
    const Draw *x = &a->plan->draw, *y = &b->plan->draw;
    if (x->kind != y->kind || x->kind == DRAW_NONE) return x->kind == y->kind;
    return x->is_percent == y->is_percent && ratio_equal(x->amount, y->amount) &&
           x->months == y->months && x->recover_after == y->recover_after &&
           ratio_equal(x->recover_share, y->recover_share);
}

static Text spread_said(const RulePen *pen)
{
    const Ratio *parts = pen->plan->target_spread;
    Buffer out = {.arena = pen->arena};
    for (int q = 0; parts && q < 4; q++)
        buffer_format(&out, "%sQ%d: %s", q ? "; " : "", q + 1, percent_said(pen, parts[q]));
    return buffer_result(&out);
}

static bool spread_same(const RulePen *a, const RulePen *b)
{
    const Ratio *x = a->plan->target_spread, *y = b->plan->target_spread;
    return x && y ? parts_same(x, 4, y, 4) : !x == !y;
}

static Text plan_cap_said(const RulePen *pen)
{
    return cap_said(pen, pen->plan->cap, pen->plan->cap_at);
}

static bool plan_cap_same(const RulePen *a, const RulePen *b)
{
    return a->plan->cap == b->plan->cap &&
           (a->plan->cap == CAP_NONE || ratio_equal(a->plan->cap_at, b->plan->cap_at));
}

static Text leavers_said(const RulePen *pen)
{
    return pen->plan->forfeits ? text_of(rule_tr(pen, N_("loses what is still held"))) : TEXT("");
}

static bool leavers_same(const RulePen *a, const RulePen *b)
{
    return a->plan->forfeits == b->plan->forfeits;
}

static Text after_end_said(const RulePen *pen)
{
    int months = pen->plan->credit_after_end;
    if (!months) return TEXT("");
    return text_format(pen->arena, months == 1 ? rule_tr(pen, N_("credits count for %d more month"))
                                               : rule_tr(pen, N_("credits count for %d more "
                                                                 "months")), months);
}

static bool after_end_same(const RulePen *a, const RulePen *b)
{
    return a->plan->credit_after_end == b->plan->credit_after_end;
}

const RuleKind plan_kinds[] = {
    {N_("for"), ASPECT_PLANS, who_said, who_same, NULL, NULL},
    {N_("in force"), ASPECT_TIMING, effective_said, effective_same, NULL, NULL},
    {N_("ramp"), ASPECT_QUOTA, ramp_said, ramp_same, NULL, ramp_parts},
    {N_("a year's target by quarter"), ASPECT_TIMING, spread_said, spread_same,
     N_("the same in every quarter"), NULL},
    {N_("draw"), ASPECT_TIMING, draw_said, draw_same, NULL, draw_parts},
    {N_("cap over all components"), ASPECT_CAP, plan_cap_said, plan_cap_same, NULL, NULL},
    {N_("who leaves"), ASPECT_TIMING, leavers_said, leavers_same,
     N_("is paid what is still held"), NULL},
    {N_("after the end"), ASPECT_TIMING, after_end_said, after_end_same,
     N_("credits do not count"), NULL},
    KINDS_END};
