/* explain_what_if_text.c - what edits change, for a terminal. */
#include "page.h"
#include "what_if.h"

#include <stddef.h>

/* Signed, as a difference is read: +30,000. */
static Text change_text(const WhatIf *what_if, Money before, Money after)
{
    Money change = money_change(before, after);
    Text text = money_text_grouped(what_if->arena, change, what_if->digits);
    if (!change.minor) return TEXT("");
    return text_format(what_if->arena, "%s%.*s", change.minor > 0 ? "+" : "", TEXT_ARG(text));
}

/* `100,000 -> 130,000`; one of them where they are the same. */
static Text from_to(const WhatIf *what_if, Money before, Money after)
{
    Text one = money_text_grouped(what_if->arena, before, what_if->digits);
    Text two = money_text_grouped(what_if->arena, after, what_if->digits);
    if (before.minor == after.minor) return two;
    return text_format(what_if->arena, "%.*s -> %.*s", TEXT_ARG(one), TEXT_ARG(two));
}

static Text shown_cell(const WhatIf *what_if, Text text)
{
    return text.length ? text_format(what_if->arena, "\"%.*s\"", TEXT_ARG(text))
                       : text_said(what_if->arena, what_if->look->words, "nothing");
}

static void edits(const WhatIf *what_if, Branch *root)
{
    for (size_t e = 0; e < what_if->edit_count; e++) {
        const Edit *edit = &what_if->edits[e];
        Text was = shown_cell(what_if, edit->was);
        Branch *branch = page_branch(what_if->arena, root, TEXT(""), "%.*s",
                                     TEXT_ARG(edit->said));
        branch->ink = INK_STRONG;
        if (edit->row_period.length)
            page_branch(what_if->arena, branch, TEXT(""),
                        "%.*s is its part of the row for %.*s, %.*s:%u; the row's other months "
                        "keep theirs", TEXT_ARG(edit->was), TEXT_ARG(edit->row_period),
                        TEXT_ARG(edit->place.file), edit->place.line);
        else
            page_branch(what_if->arena, branch, TEXT(""), "%.*s:%u says %.*s under %.*s",
                        TEXT_ARG(edit->place.file), edit->place.line, TEXT_ARG(was),
                        TEXT_ARG(edit->place.heading));
    }
}

/* A figure as people read it: money with its commas, a fraction as a percentage. */
static Text figure_text(const WhatIf *what_if, EntryFigure figure, bool is_money, bool is_ratio,
                        bool has, Ratio ratio)
{
    Arena *arena = what_if->arena;
    Money money;
    if (!has) return text_said(arena, what_if->look->words, "none");
    bool fraction = figure == ENTRY_ATTAINMENT || figure == ENTRY_MULTIPLIER ||
                    (is_ratio && (figure == ENTRY_VALUE || figure == ENTRY_QUOTA));
    if (fraction) {
        Text percent = ratio_text(arena, ratio_multiply(arena, ratio, ratio_whole(100)), 4);
        return text_format(arena, "%.*s%%", TEXT_ARG(percent));
    }
    bool amount = (is_money || figure == ENTRY_TARGET) &&
                  money_from_ratio(ratio, what_if->digits, ROUND_HALF_UP, &money);
    return amount ? money_text_grouped(arena, money, what_if->digits)
                  : ratio_text(arena, ratio, 6);
}

static void changed_figures(const WhatIf *what_if, const FiguresChange *change, Branch *branch)
{
    static const char *const words[ENTRY_FIGURES] = {
        [ENTRY_VALUE] = N_("value to date"), [ENTRY_QUOTA] = N_("quota to date"),
        [ENTRY_ATTAINMENT] = N_("attainment"), [ENTRY_MULTIPLIER] = N_("multiplier"),
        [ENTRY_TARGET] = N_("target to date")};
    const Design *design = what_if->after->design;
    const Component *component = figures_component(what_if, change);
    const Measure *measure = component->measure == INDEX_NONE
        ? NULL : &design->measures[component->measure];
    bool is_money = measure && measure->is_money, is_ratio = measure && measure->is_ratio;
    for (int f = 0; f < ENTRY_FIGURES; f++) {
        Ratio before, after;
        EntryFigure figure = (EntryFigure)f;
        bool had = entry_figure(change->before, figure, &before);
        bool has = entry_figure(change->after, figure, &after);
        if (!figure_changes(change, figure)) continue;
        Text one = figure_text(what_if, figure, is_money, is_ratio, had, before);
        Text two = figure_text(what_if, figure, is_money, is_ratio, has, after);
        page_branch(what_if->arena, branch, TEXT(""), "%s %.*s -> %.*s", words[f], TEXT_ARG(one),
                    TEXT_ARG(two));
    }
}

static void components(const WhatIf *what_if, const PayeeChange *payee, Branch *root)
{
    const Entry none = {0};
    for (size_t f = 0; f < payee->figure_count; f++) {
        const FiguresChange *change = &payee->figures[f];
        const Component *component = figures_component(what_if, change);
        const Entry *before = change->before ? change->before : &none;
        const Entry *after = change->after ? change->after : &none;
        if (component->pays == PAYS_NOTHING && !figures_change(change)) continue;
        Text earns = from_to(what_if, before->earning, after->earning);
        Branch *branch = page_branch(what_if->arena, root,
                                     change_text(what_if, before->earning, after->earning),
                                     "%.*s (%.*s): %s%.*s%s", TEXT_ARG(component->title),
                                     TEXT_ARG(component->key),
                                     component->pays == PAYS_NOTHING ? N_("measured")
                                                                     : N_("earns "),
                                     component->pays == PAYS_NOTHING ? 0 : (int)earns.length,
                                     earns.bytes,
                                     figures_change(change) ? "" : N_(", unchanged"));
        branch->ink = figures_change(change) ? INK_PLAIN : INK_FAINT;
        changed_figures(what_if, change, branch);
    }
}

/* Of which the payment's change may be, too. */
static void others(const WhatIf *what_if, const PayeeChange *payee, Branch *root)
{
    Text list = TEXT("");
    for (size_t i = 0; i < payee->other_count; i++)
        list = text_format(what_if->arena, "%.*s%s%.*s", TEXT_ARG(list), i ? ", " : "",
                           TEXT_ARG(payee->others[i]));
    if (list.length)
        page_branch(what_if->arena, root, TEXT(""), "other components change as well: %.*s",
                    TEXT_ARG(list))->ink = INK_FAINT;
}

static void priors(const WhatIf *what_if, const PayeeChange *payee, Branch *root)
{
    for (size_t i = 0; i < payee->prior_count; i++) {
        const PriorChange *prior = &payee->priors[i];
        Text both = from_to(what_if, prior->before, prior->after);
        Text month = month_text(what_if->arena, prior->month);
        if (prior->before.minor == prior->after.minor) continue;
        page_branch(what_if->arena, root, change_text(what_if, prior->before, prior->after),
                    "prior-period adjustment for %.*s, %.*s: %.*s", TEXT_ARG(month),
                    TEXT_ARG(prior->component.length ? prior->component
                             : text_said(what_if->arena, what_if->look->words, "adjustments")),
                    TEXT_ARG(both));
    }
}

/* The other amounts of the payroll row that change. */
static void parts(const WhatIf *what_if, const PayeeChange *payee, Branch *root)
{
    for (size_t p = 0; p < PAYROLL_PARTS; p++) {
        const PayrollPart *part = &payroll_parts[p];
        Money before = part_of(payee->paid_before, part), after = part_of(payee->paid_after, part);
        bool told = part->offset == offsetof(Payment, payment) ||
                    part->offset == offsetof(Payment, earnings) ||
                    part->offset == offsetof(Payment, prior);
        if (told || before.minor == after.minor) continue;
        Text both = from_to(what_if, before, after);
        page_branch(what_if->arena, root, change_text(what_if, before, after), "%s: %.*s",
                    part->words, TEXT_ARG(both));
    }
}

static Text abroad_text(const WhatIf *what_if, bool has, Currency currency, Money amount)
{
    Arena *arena = what_if->arena;
    Text code = has ? currency_code(currency) : TEXT(""), shown = TEXT("");
    if (has) shown = money_text_grouped(arena, amount, currency_digits(currency));
    return has ? text_format(arena, "%.*s %.*s", TEXT_ARG(code), TEXT_ARG(shown))
               : text_said(arena, what_if->look->words, "the company's currency");
}

static void payee_paid_in(const WhatIf *what_if, const PayeeChange *payee, Branch *root)
{
    Currency one = CURRENCY_NONE, two = CURRENCY_NONE;
    Money before = {0}, after = {0};
    bool had = paid_abroad(what_if->before, payee->before, payee->paid_before, &one, &before);
    bool has = paid_abroad(what_if->after, payee->after, payee->paid_after, &two, &after);
    if (!had && !has) return;
    Text from = abroad_text(what_if, had, one, before);
    Text to = abroad_text(what_if, has, two, after);
    bool same = text_equal(from, to);
    page_branch(what_if->arena, root, TEXT(""), "paid in %.*s%s%.*s", TEXT_ARG(from),
                same ? "" : " -> ", same ? 0 : (int)to.length, to.bytes);
}

static void payee_branch(const WhatIf *what_if, const PayeeChange *payee, Branch *root)
{
    Money before = payee->paid_before ? payee->paid_before->payment : (Money){0};
    Money after = payee->paid_after ? payee->paid_after->payment : (Money){0};
    Text id = payee_id(what_if, payee), name = payee_name(what_if, payee);
    Text both = from_to(what_if, before, after);
    Branch *branch = page_branch(what_if->arena, root, change_text(what_if, before, after),
                                 "%.*s %.*s: payment %.*s", TEXT_ARG(id), TEXT_ARG(name),
                                 TEXT_ARG(both));
    branch->ink = INK_STRONG;
    payee_paid_in(what_if, payee, branch);
    if (what_if->person != PERSON_NONE) components(what_if, payee, branch);
    priors(what_if, payee, branch);
    others(what_if, payee, branch);
    parts(what_if, payee, branch);
}

Text what_if_text(const WhatIf *what_if, Text explanation)
{
    const Company *company = what_if->after->records->company;
    Arena *arena = what_if->arena;
    Buffer out = {.arena = arena};
    PageLook look = {what_if->look->width, what_if->look->colour, what_if->look->ascii};
    const Words *words = what_if->look->words;
    Text period = month_text(arena, what_if->after->period);
    Branch *said = page_root(arena, words, TEXT(""), "What if");
    edits(what_if, said);
    page_draw(&out, said, look);
    buffer_byte(&out, '\n');
    Branch *changes = page_root(arena, words, TEXT(""), "What that changes in %.*s, in %.*s",
                                  TEXT_ARG(period), TEXT_ARG(company->currency));
    for (size_t i = 0; i < what_if->payee_count; i++)
        payee_branch(what_if, &what_if->payees[i], changes);
    if (what_if->person == PERSON_NONE && what_if->payee_count) {
        Text both = from_to(what_if, what_if->paid_before, what_if->paid_after);
        page_branch(arena, changes,
                    change_text(what_if, what_if->paid_before, what_if->paid_after),
                    what_if->payee_count == 1 ? "%zu payee in all: payments %.*s"
                                              : N_("%zu payees in all: payments %.*s"),
                    what_if->payee_count, TEXT_ARG(both))->ink = INK_STRONG;
    }
    if (what_if->unchanged.length)
        page_branch(arena, changes, TEXT(""), "%.*s", TEXT_ARG(what_if->unchanged));
    Text earlier = what_if_earlier(what_if);
    if (earlier.length) page_branch(arena, changes, TEXT(""), "%.*s", TEXT_ARG(earlier));
    page_draw(&out, changes, look);
    if (!explanation.length) return buffer_result(&out);
    buffer_byte(&out, '\n');
    page_text(&out, text_said(arena, words, "And so the month comes about:"), look);
    buffer_byte(&out, '\n');
    buffer_text(&out, explanation);
    return buffer_result(&out);
}
