/* explain_text_entry.c - a component's month as a tree, read from the result down to the rows:
 * value, quota, attainment, target, what the rules made of them, what is new in this month. */
#include "explain_inside.h"

#include <stdlib.h>

#define CREDITS_SHOWN 12             /* of the month; all of them under --component */
#define SPANS_SHOWN 8

static const char *whose(const Shown *shown)
{
    static const char *const words[] = {
        N_("the payee's own credits"), N_("credits of the team"),
        N_("credits of the aligned teams"), N_("credits of everybody below"),
        N_("credits of the whole company")};
    return words[shown->component->of];
}

/* Which teams, or how many people, on which days of the window. */
static void scope_branches(const Explaining *explaining, const Shown *shown, Branch *under)
{
    Arena *arena = explaining->arena;
    const Roster *roster = &shown->ledger->records->roster;
    const Entry *entry = shown->entry;
    if (entry->span_count > SPANS_SHOWN && !explaining->component.length) {
        page_branch(arena, under, TEXT(""), "of %u people or teams; --component %.*s lists them",
                    entry->span_count, TEXT_ARG(shown->component->key));
        return;
    }
    for (uint32_t s = 0; s < entry->span_count; s++) {
        const Span *span = &entry->spans[s];
        bool person = span->kind == HOLDER_PERSON;
        bool own = person && span->holder == explaining->person;
        if (span->kind == HOLDER_COMPANY || own || span->weight < 0) continue;
        Day from = span->from > entry->from ? span->from : entry->from;
        Day to = span->to < entry->to ? span->to : entry->to;
        if (to < from) continue;
        Text name = person ? roster->persons[span->holder].id : roster->teams[span->holder];
        if (from == entry->from && to == entry->to)
            page_branch(arena, under, TEXT(""), "of %.*s, all the time", TEXT_ARG(name));
        else
            page_branch(arena, under, TEXT(""), "of %.*s, from %.*s to %.*s", TEXT_ARG(name),
                        TEXT_ARG(day_text(arena, from)), TEXT_ARG(day_text(arena, to)));
    }
}

/* The person and the share, where the reader could not know them. */
static Text credited_to(const Explaining *explaining, const Shown *shown, const Credit *credit)
{
    Arena *arena = explaining->arena;
    Text text = TEXT("");
    if (credit->person != PERSON_NONE && credit->person != explaining->person)
        text = text_format(arena, ", %.*s",
                           TEXT_ARG(shown->ledger->records->roster.persons[credit->person].id));
    if (credit->share)
        text = words_say(explaining, "%.*s, share %.*s", TEXT_ARG(text),
                           TEXT_ARG(words_percent(explaining,
                                                  shown->ledger->shares[credit->share])));
    const FxRate *rate = ledger_rate(shown->ledger, credit);
    if (rate)
        text = text_format(arena, "%.*s, 1 %.*s = %.*s (%.*s)", TEXT_ARG(text),
                           TEXT_ARG(currency_code(rate->currency)),
                           TEXT_ARG(words_currency(explaining, rate->rate)),
                           TEXT_ARG(rate->source));
    return text;
}

static Measure const *line_measure(const Shown *shown, uint32_t line)
{
    const Design *design = shown->ledger->design;
    return &design->measures[design->lines[line].measure];
}

static Ratio counted_amount(const Explaining *explaining, const Shown *shown,
                            const Counted *counted)
{
    Ratio amount = ledger_credit_amount(explaining->arena, shown->ledger, counted->credit);
    return ratio_multiply(explaining->arena, amount, ratio_whole(counted->times));
}

static void credit_branch(const Explaining *explaining, const Shown *shown,
                          const Counted *counted, Branch *under)
{
    Arena *arena = explaining->arena;
    const Credit *credit = counted->credit;
    const SliceRef *at = &shown->ledger->slices[credit->slice];
    Text key = record_key(at->table, at->slice, credit->row);
    Text names = record_shown(arena, at->table, at->slice, credit->row);
    Ratio amount = counted_amount(explaining, shown, counted);
    const Measure *measure = line_measure(shown, credit->line);
    Branch *branch = page_branch(
        arena, under, words_measured(explaining, measure, amount), "%.*s %.*s%s%.*s%.*s%s, %.*s:%u",
        TEXT_ARG(day_text(arena, credit->day)), TEXT_ARG(key), names.length ? ", " : "",
        TEXT_ARG(names), TEXT_ARG(credited_to(explaining, shown, credit)),
        counted->times < 0 ? N_(", counted by two teams: taken back once") : "",
        TEXT_ARG(at->slice->file->source.path), at->slice->lines[credit->row]);
    if (shown->component->window != WINDOW_CREDIT || shown->component->pays == PAYS_NOTHING)
        return;
    Ratio value = ledger_credit_amount(arena, shown->ledger, credit);
    page_branch(arena, branch, TEXT(""), "pays %.*s on its own",
                TEXT_ARG(words_currency(explaining, ledger_credit_pay(arena, shown->component,
                                                                      value))));
}

static int compare_size(const void *left, const void *right)
{
    const Counted *a = left, *b = right;
    Ratio one = a->credit->amount, two = b->credit->amount;
    int order = ratio_compare(two, one);
    if (order) return order;
    return (a->credit > b->credit) - (a->credit < b->credit);
}

static Ratio sum_of(const Explaining *explaining, const Shown *shown, const Counted *credits,
                    size_t count)
{
    Ratio sum = RATIO_ZERO;
    for (size_t i = 0; i < count; i++)
        sum = ratio_add(explaining->arena, sum, counted_amount(explaining, shown, &credits[i]));
    return sum;
}

/* The month's credits, the largest where there are too many to read. */
static void month_credits(const Explaining *explaining, const Shown *shown, Counted *credits,
                          size_t count, Branch *under)
{
    size_t most = explaining->component.length ? count : CREDITS_SHOWN;
    bool cut = count > most + 1;
    if (cut) qsort(credits, count, sizeof *credits, compare_size);
    size_t listed = cut ? most : count;
    for (size_t i = 0; i < listed; i++) credit_branch(explaining, shown, &credits[i], under);
    if (!cut) return;
    Ratio rest = sum_of(explaining, shown, credits + listed, count - listed);
    page_branch(explaining->arena, under,
                words_measured(explaining, line_measure(shown, credits->credit->line), rest),
                "%zu more; --component %.*s lists all", count - listed,
                TEXT_ARG(shown->component->key));
}

/* A line's credits: the month's one by one, each earlier month's in one line. */
static void line_credits(const Explaining *explaining, const Shown *shown, uint32_t line,
                         Branch *under)
{
    size_t count, at = 0;
    Counted *credits = counted_credits(explaining, shown, line, &count);
    while (at < count) {
        Month month = day_month(credits[at].credit->day);
        size_t end = at;
        while (end < count && day_month(credits[end].credit->day) == month) end++;
        bool one_by_one = month == shown->entry->month || explaining->component.length;
        if (one_by_one) {
            month_credits(explaining, shown, credits + at, end - at, under);
        } else {
            Ratio sum = sum_of(explaining, shown, credits + at, end - at);
            page_branch(explaining->arena, under,
                        words_measured(explaining, line_measure(shown, line), sum),
                        end - at == 1 ? "%.*s: %zu credit" : N_("%.*s: %zu credits"),
                        TEXT_ARG(words_month(explaining, month)), end - at);
        }
        at = end;
    }
    if (!count) page_branch(explaining->arena, under, TEXT(""), "no credit yet");
}

static void value_branch(const Explaining *explaining, const Shown *shown, Branch *root)
{
    Arena *arena = explaining->arena;
    const Entry *entry = shown->entry;
    const Component *component = shown->component;
    if (!shown->measure) return;
    Text from = day_text(arena, entry->from), to = day_text(arena, entry->to);
    Text value = entry->has_value ? words_measured(explaining, shown->measure, entry->value)
                                  : words_say(explaining, "none");
    Branch *branch = page_branch(arena, root, value, "value of %.*s to %.*s, %s",
                                 TEXT_ARG(from), TEXT_ARG(to), whose(shown));
    scope_branches(explaining, shown, branch);
    if (component->denominator_line == INDEX_NONE) {
        line_credits(explaining, shown, component->line, branch);
        return;
    }
    const uint32_t lines[] = {component->line, component->denominator_line};
    const Ratio sums[] = {entry->numerator, entry->denominator};
    for (int part = 0; part < 2; part++) {
        if (lines[part] == INDEX_NONE) continue;
        const Measure *measure = line_measure(shown, lines[part]);
        Branch *sum = page_branch(arena, branch, words_measured(explaining, measure, sums[part]),
                                  "%s%.*s", part ? N_("divided by: ") : "",
                                  TEXT_ARG(measure->title));
        line_credits(explaining, shown, lines[part], sum);
    }
}

Branch *text_entry(const Explaining *explaining, const Entry *entry)
{
    Arena *arena = explaining->arena;
    Shown shown = shown_entry(explaining, entry);
    bool pays = shown.component->pays != PAYS_NOTHING;
    Branch *root = page_root(arena, explaining->look->words,
                               pays ? words_money(explaining, entry->earning) : TEXT(""),
                               "%.*s (%.*s, plan %.*s)%s", TEXT_ARG(shown.component->title),
                               TEXT_ARG(shown.component->key), TEXT_ARG(shown.plan->title),
                               pays ? "" : N_(": measured only, pays nothing itself"));
    root->ink = INK_STRONG;
    value_branch(explaining, &shown, root);
    text_quota(explaining, &shown, root);
    text_attainment(explaining, &shown, root);
    text_target(explaining, &shown, root);
    if (pays) text_rate(explaining, &shown, root);
    return root;
}
