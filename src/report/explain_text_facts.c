/* explain_text_facts.c - what is expected and what is at stake, month by month: neighbouring whole
 * months that are alike are one line. */
#include "explain_inside.h"

static Text holder_of(const Explaining *explaining, const Shown *shown, const QuotaTerm *term)
{
    const Roster *roster = &shown->ledger->records->roster;
    if (term->from == QUOTA_GOAL) return words_say(explaining, "goal");
    if (term->kind == HOLDER_COMPANY) return words_say(explaining, "company");
    return term->kind == HOLDER_TEAM ? roster->teams[term->holder]
                                     : roster->persons[term->holder].id;
}

/* "2026-03", or "2025-10 to 2026-03, 6 months". */
static Text months_words(const Explaining *explaining, Month first, int count)
{
    Text from = words_month(explaining, first);
    if (count == 1) return from;
    Text to = words_month(explaining, first + count - 1);
    return words_say(explaining, "%.*s to %.*s", TEXT_ARG(from), TEXT_ARG(to));
}

static Text days_words(const Explaining *explaining, int32_t days, Month month)
{
    if (days == month_days(month)) return TEXT("");
    return words_say(explaining, ", %d of %d days", days, month_days(month));
}

static bool is_whole(const QuotaTerm *term)
{
    return term->days == month_days(term->month);
}

static bool goes_on(const QuotaTerm *term, const QuotaTerm *next, Month month)
{
    return next->month == month && next->from == term->from && next->kind == term->kind &&
           next->holder == term->holder && next->row == term->row && is_whole(next) &&
           ratio_equal(next->monthly, term->monthly) && ratio_equal(next->ramp, term->ramp);
}

/* How many months from a term on are like it: those behind it are marked as said. Carriers stand
 * under their team's month, each by itself. */
static int months_alike(const EntryTrace *trace, size_t at, bool *said)
{
    const QuotaTerm *term = &trace->quotas[at];
    int count = 1;
    if (!is_whole(term) || term->from == QUOTA_CARRIER) return 1;
    for (size_t i = at + 1; i < trace->quota_count; i++) {
        if (said[i] || !goes_on(term, &trace->quotas[i], term->month + count)) continue;
        said[i] = true;
        count++;
    }
    return count;
}

static Branch *quota_term(const Explaining *explaining, const Shown *shown,
                          const QuotaTerm *term, int months, Branch *under)
{
    Arena *arena = explaining->arena;
    Text when = months_words(explaining, term->month, months), 
         holder = holder_of(explaining, shown, term);
    Text text = words_say(explaining, "%.*s, %.*s: %.*s a month", TEXT_ARG(when), TEXT_ARG(holder),
                            TEXT_ARG(words_measured(explaining, shown->measure, term->monthly)));
    if (!ratio_equal(term->ramp, RATIO_ONE))
        text = words_say(explaining, "%.*s, ramped to %.*s", TEXT_ARG(text),
                           TEXT_ARG(words_percent(explaining, term->ramp)));
    text = text_format(arena, "%.*s%.*s", TEXT_ARG(text),
                       TEXT_ARG(days_words(explaining, term->days, term->month)));
    if (term->row) {
        const Slice *slice = &shown->ledger->records->quota_table.slices[term->row->slice];
        text = text_format(arena, "%.*s, %.*s:%u", TEXT_ARG(text),
                           TEXT_ARG(slice->file->source.path), slice->lines[term->row->row]);
    }
    if (term->from == QUOTA_CARRIED)
        text = words_say(explaining, "%.*s, its members' added up", TEXT_ARG(text));
    Ratio amount = ratio_multiply(arena, term->amount, ratio_whole(months));
    return page_branch(arena, under, words_measured(explaining, shown->measure, amount), "%.*s",
                       TEXT_ARG(text));
}

void text_quota(const Explaining *explaining, const Shown *shown, Branch *root)
{
    static const char *const words[] = {N_("quota to date"), N_("quota of the whole window"),
                                        N_("goal to date")};
    const Entry *entry = shown->entry;
    const EntryTrace *trace = entry->trace;
    if (!entry->has_quota) return;
    bool share = shown->measure && shown->measure->is_ratio, all = explaining->component.length;
    Branch *branch = page_branch(explaining->arena, root,
                                 words_measured(explaining, shown->measure, entry->quota), "%s",
                                 share ? N_("goal") : words[shown->component->against]);
    bool *said = ARENA_ARRAY(explaining->arena, bool, trace->quota_count + 1);
    Branch *team = branch;
    for (size_t i = 0; i < trace->quota_count; i++) {
        const QuotaTerm *term = &trace->quotas[i];
        if (said[i] || (term->from == QUOTA_CARRIER && !all)) continue;
        bool carrier = term->from == QUOTA_CARRIER;
        int months = all ? 1 : months_alike(trace, i, said);
        Branch *one = quota_term(explaining, shown, term, months, carrier ? team : branch);
        if (!carrier) team = one;
    }
}

void text_attainment(const Explaining *explaining, const Shown *shown, Branch *root)
{
    Arena *arena = explaining->arena;
    const Entry *entry = shown->entry;
    if (entry->has_attainment)
        page_branch(arena, root, words_percent(explaining, entry->attainment),
                    "attainment: value %.*s %s = %.*s", TEXT_ARG(words_divided(explaining)),
                    shown->component->against == AGAINST_GOAL ? N_("goal") : N_("quota"),
                    TEXT_ARG(ratio_exact(arena, entry->attainment)));
    if (entry->notes & 1u << NOTE_EMPTY)
        page_branch(arena, root, words_percent(explaining, shown->component->when_empty),
                    "nothing to divide by: the plan's when_empty stands for it");
}

static int targets_alike(const EntryTrace *trace, size_t at)
{
    const TargetTerm *term = &trace->targets[at];
    int count = 1;
    while (at + (size_t)count < trace->target_count) {
        const TargetTerm *next = &trace->targets[at + (size_t)count];
        bool alike = term->days == month_days(term->month) &&
                     next->days == month_days(next->month) &&
                     next->month == term->month + count &&
                     next->assignment == term->assignment && ratio_equal(next->part, term->part);
        if (!alike) break;
        count++;
    }
    return count;
}

static void target_term(const Explaining *explaining, const Shown *shown, const TargetTerm *term,
                        int months, Branch *under)
{
    Arena *arena = explaining->arena;
    const Roster *roster = &shown->ledger->records->roster;
    const Assignment *row = &roster->assignments[term->assignment];
    const Slice *slice = &roster->table.slices[row->slice];
    Text part = ratio_equal(term->part, ratio_make(arena, 1, 12))
        ? text_format(arena, "%.*s 12", TEXT_ARG(words_divided(explaining)))
        : text_format(arena, "%.*s %.*s", TEXT_ARG(words_times(explaining)),
                      TEXT_ARG(ratio_exact(arena, term->part)));
    Ratio amount = ratio_multiply(arena, term->amount, ratio_whole(months));
    page_branch(arena, under, words_currency(explaining, amount),
                "%.*s: %.*s a year %.*s%s%.*s, %.*s:%u",
                TEXT_ARG(months_words(explaining, term->month, months)),
                TEXT_ARG(words_money(explaining, row->target)), TEXT_ARG(part),
                months > 1 ? N_(" each") : "",
                TEXT_ARG(days_words(explaining, term->days, term->month)),
                TEXT_ARG(slice->file->source.path), slice->lines[row->row]);
}

void text_target(const Explaining *explaining, const Shown *shown, Branch *root)
{
    Arena *arena = explaining->arena;
    const Entry *entry = shown->entry;
    const EntryTrace *trace = entry->trace;
    bool all = explaining->component.length;
    if (!entry->has_target) return;
    Text weight = shown->component->has_weight
        ? words_say(explaining, ", weight %.*s",
                      TEXT_ARG(words_percent(explaining, shown->component->weight))) : TEXT("");
    Branch *branch = page_branch(arena, root, words_currency(explaining, entry->target),
                                 "target incentive %s%.*s",
                                 shown->component->against == AGAINST_WINDOW_QUOTA
                                     ? N_("of the whole window") : N_("to date"), TEXT_ARG(weight));
    for (size_t i = 0; i < trace->target_count;) {
        int months = all ? 1 : targets_alike(trace, i);
        target_term(explaining, shown, &trace->targets[i], months, branch);
        i += (size_t)months;
    }
}
