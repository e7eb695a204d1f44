/* lint_cost.c - what one row, of the median amount, costs over all payees; and rows in findings. */
#include "lint_inside.h"

#include "attain/answer.h"

Text lint_row(Arena *arena, const Ledger *ledger, uint32_t slice, size_t row)
{
    const SliceRef *at = &ledger->slices[slice];
    Text key = record_key(at->table, at->slice, row);
    if (key.length)
        return text_format(arena, "%.*s[%.*s]", TEXT_ARG(at->table->spec->name), TEXT_ARG(key));
    return text_format(arena, "%.*s:%u", TEXT_ARG(at->slice->file->source.path),
                       at->slice->lines[row]);
}

Ratio lint_rounded(const History *history, Arena *arena, Ratio amount)
{
    const Company *company = history->findings->company;
    return ratio_round(arena, amount, company->digits, company->rounding);
}

bool lint_amount_pays(Arena *arena, const Ledger *ledger, const Entry *entry, Ratio amount,
                      Ratio *out)
{
    const Plan *plan = &ledger->design->plans[ledger->participations[entry->participation].plan];
    const Component *component = &plan->components[entry->component];
    if (component->window == WINDOW_CREDIT) {
        *out = ledger_credit_pay(arena, component, amount);
        return true;
    }
    Ratio with, without;
    Ratio less = ratio_subtract(arena, entry->value, amount);
    if (!ledger_pay_with(arena, ledger, entry, entry->value, &with) ||
        !ledger_pay_with(arena, ledger, entry, less, &without))
        return false;
    *out = ratio_subtract(arena, with, without);
    return true;
}

/* What of a row an entry, or a credit line, counts. */
typedef struct Counted { Arena *arena; const Ledger *ledger; const Credit *of; Ratio amount; }
    Counted;

static void count_credit(void *context, const Credit *credit, int32_t weight)
{
    Counted *counted = context;
    if (credit->slice != counted->of->slice || credit->row != counted->of->row) return;
    Ratio amount = ledger_credit_amount(counted->arena, counted->ledger, credit);
    amount = ratio_multiply(counted->arena, amount, ratio_whole(weight));
    counted->amount = ratio_add(counted->arena, counted->amount, amount);
}

/* All legs of the row on the median's credit line. */
static Ratio row_amount(const History *history, const MedianCredit *median)
{
    const Ledger *ledger = median->ledger;
    Counted counted = {history->arena, ledger, median->credit, RATIO_ZERO};
    size_t groups = ledger->records->roster.person_count + 1u;
    size_t to = ledger->groups[(median->credit->line + 1u) * groups];
    for (size_t i = ledger->groups[median->credit->line * groups]; i < to; i++)
        count_credit(&counted, &ledger->credits[i], 1);
    return counted.amount;
}

/* What the row added to one person's figures, each of the window that its day lies in. */
static bool person_cost(const History *history, const MedianCredit *median,
                        const AnswerPerson *person, Ratio *out)
{
    Arena *arena = history->arena;
    const Ledger *ledger = median->ledger;
    *out = RATIO_ZERO;
    for (size_t a = 0; a < person->answer_count; a++) {
        const Answer *answer = &person->answers[a];
        if (answer->component == INDEX_NONE || !answer->own) continue;
        uint32_t plan = ledger->participations[answer->participation].plan;
        const Component *component = &history->design->plans[plan].components[answer->component];
        if (!lint_pays_by_rows(component)) continue;
        Counted counted = {arena, ledger, median->credit, RATIO_ZERO};
        ledger_entry_credits(arena, ledger, answer->own, count_credit, &counted);
        Ratio pay;
        if (ratio_sign(counted.amount) <= 0) continue;
        if (!lint_amount_pays(arena, ledger, answer->own, counted.amount, &pay)) return false;
        *out = ratio_add(arena, *out, pay);
    }
    return true;
}

static bool cost_of(const History *history, const MedianCredit *median, Ratio *out, size_t *payees)
{
    RowAnswer answer;
    Diags none;
    diags_start(&none, history->arena);
    engine_answer(history->arena, median->ledger,
                  (RowAt){median->credit->slice, median->credit->row}, PERSON_NONE, &none,
                  &answer);
    *out = RATIO_ZERO;
    *payees = 0;
    for (size_t p = 0; p < answer.person_count; p++) {
        Ratio pay;
        if (!person_cost(history, median, &answer.persons[p], &pay)) return false;
        *payees += ratio_sign(pay) != 0;
        *out = ratio_add(history->arena, *out, pay);
    }
    return true;
}

/* The first credit line of money, of a feed, that a component is paid on. */
static bool line_of_feed(const Design *design, uint32_t feed, uint32_t *line)
{
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; c < design->plans[p].component_count; c++) {
            const Component *component = &design->plans[p].components[c];
            if (!lint_pays_by_rows(component) || component->line == INDEX_NONE) continue;
            if (!design->measures[component->measure].is_money) continue;
            for (uint32_t r = 0; r < design->rule_count; r++) {
                if (design->rules[r].measure != component->measure ||
                    design->rules[r].feed != feed)
                    continue;
                *line = component->line;
                return true;
            }
        }
    return false;
}

void lint_cost(const History *history)
{
    Arena *arena = history->arena;
    const Company *company = history->findings->company;
    for (uint32_t feed = 0; feed < company->feed_count; feed++) {
        uint32_t line;
        MedianCredit median;
        Ratio paid, share;
        size_t payees;
        if (!line_of_feed(history->design, feed, &line) ||
            !lint_median_credit(history, line, &median) ||
            !cost_of(history, &median, &paid, &payees) || payees == 0)
            continue;
        Ratio value = row_amount(history, &median);
        if (!ratio_divide(arena, paid, value, &share)) continue;
        Text row = lint_row(arena, median.ledger, median.credit->slice, median.credit->row);
        Text amount = lint_money(arena, company, value);
        Text sum = lint_money(arena, company, paid), part = lint_percent(arena, share);
        const Measure *measure = &history->design->measures[history->design->lines[line].measure];
        finding_add(history->findings, FINDING_ROW_COST, INDEX_NONE, INDEX_NONE,
                    tree_key_place(arena, measure->node),
                    sentence_of(arena, "%.*s, of %.*s, the median: it added %.*s to what is "
                                "earned, %.*s of it (payees: %zu)", TEXT_ARG(row),
                                TEXT_ARG(amount), TEXT_ARG(sum), TEXT_ARG(part), payees),
                    NULL);
    }
}
