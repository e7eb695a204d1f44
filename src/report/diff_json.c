/* diff_json.c - the difference of two runs as JSON; docs/diff.md has its schema. */
#include "diff_inside.h"

#include "json.h"

static void exact(Json *json, const Diff *diff, const char *name, Int128 minor, int digits)
{
    Ratio unit = ratio_from_money((Money){1}, digits);
    Ratio amount = ratio_multiply(diff->arena, ratio_from_int128(diff->arena, minor), unit);
    json_text(json, name, ratio_text(diff->arena, amount, digits));
}

static void run(Json *json, const char *name, const DiffSide *side)
{
    json_object(json, name);
    json_text(json, "directory", side->record.directory);
    json_text(json, "plans", side->record.plans);
    json_text(json, "attain", side->record.version);
    json_end(json, '}');
}

static void money_causes(Json *json, const Money *causes, int digits)
{
    json_object(json, "causes");
    for (unsigned c = 0; c < DIFF_CAUSES; c++)
        if (causes[c].minor) json_money(json, diff_cause_word(c).bytes, causes[c], digits);
    json_end(json, '}');
}

static void figure_list(Json *json, const DiffFigure *figures, size_t count)
{
    json_array(json, "figures");
    for (size_t f = 0; f < count; f++) {
        json_object(json, NULL);
        json_text(json, "name", text_of(figures[f].name));
        json_text(json, "a", figures[f].texts[0]);
        json_text(json, "b", figures[f].texts[1]);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void difference(Json *json, Money a, Money b, const char *name_a, const char *name_b,
                       int digits)
{
    json_money(json, name_a, a, digits);
    json_money(json, name_b, b, digits);
    json_money(json, "difference", (Money){b.minor - a.minor}, digits);
}

static void component(Json *json, const Diff *diff, const DiffComponent *of)
{
    DiffFigure found[DIFF_FIGURES_MAX];
    json_object(json, NULL);
    json_text(json, "plan", of->plan);
    json_text(json, "component", of->component);
    difference(json, of->earnings[0], of->earnings[1], "earning_a", "earning_b", diff->digits);
    money_causes(json, of->causes, diff->digits);
    figure_list(json, found, diff_payout_figures(diff, of, found));
    json_array(json, "credits");
    for (size_t i = 0; i < of->credit_count; i++)
        json_integer(json, NULL, (int64_t)of->credits[i]);
    json_end(json, ']');
    json_end(json, '}');
}

static void payee(Json *json, const Diff *diff, const DiffPayee *of)
{
    DiffFigure found[DIFF_FIGURES_MAX];
    json_object(json, NULL);
    json_text(json, "person_id", of->id);
    json_text(json, "name", of->name);
    json_text(json, "currency", of->currencies[1]);
    if (of->comparable) {
        difference(json, of->payments[0], of->payments[1], "payment_a", "payment_b", of->digits);
        money_causes(json, of->causes, of->digits);
    } else {
        json_null(json, "difference");
    }
    figure_list(json, found, diff_payroll_figures(diff, of, found));
    json_array(json, "components");
    for (size_t c = 0; c < of->component_count; c++) component(json, diff, &of->components[c]);
    json_end(json, ']');
    json_end(json, '}');
}

static void credit(Json *json, const Diff *diff, const DiffCredit *of)
{
    static const char *const words[] = {"came", "went", "changed"};
    CsvRow row = diff_credit_row(of);
    json_object(json, NULL);
    json_text(json, "change", text_of(words[of->kind]));
    json_text(json, "cause", diff_cause_word(diff_step_cause(of->step)));
    json_text(json, "measure", csv_text(row, GIVEN_MEASURE));
    json_text(json, "credit", csv_text(row, GIVEN_LINE));
    json_text(json, "person_id", csv_text(row, GIVEN_PERSON));
    json_day(json, "date", row.slice->columns[GIVEN_DATE].days[row.row]);
    json_text(json, "before", diff_credit_amount(diff, of, 0));
    json_text(json, "now", diff_credit_amount(diff, of, 1));
    json_text(json, "feed", csv_text(row, CREDITS_FEED));
    json_text(json, "key", csv_text(row, CREDITS_KEY));
    json_text(json, "file", csv_text(row, CREDITS_FILE));
    json_integer(json, "line", row.slice->columns[CREDITS_LINE].integers[row.row]);
    json_end(json, '}');
}

static void totals(Json *json, const Diff *diff)
{
    DiffTotal *all;
    size_t count = diff_totals(diff, &all);
    json_array(json, "totals");
    for (size_t t = 0; t < count; t++) {
        json_object(json, NULL);
        json_text(json, "currency", all[t].currency);
        exact(json, diff, "payment_a", all[t].payments[0], all[t].digits);
        exact(json, diff, "payment_b", all[t].payments[1], all[t].digits);
        exact(json, diff, "difference", all[t].payments[1] - all[t].payments[0], all[t].digits);
        json_object(json, "causes");
        for (unsigned c = 0; c < DIFF_CAUSES; c++)
            if (all[t].causes[c])
                exact(json, diff, diff_cause_word(c).bytes, all[t].causes[c], all[t].digits);
        json_end(json, '}');
        json_end(json, '}');
    }
    json_end(json, ']');
}

Text diff_json(const Diff *diff, const ExplainLook *look)
{
    const RunRecord *record = &diff->sides[0].record;
    Json json = {.out = {.arena = diff->arena}};
    json_object(&json, NULL);
    json_text(&json, "attain", look->version);
    json_text(&json, "company", record->company);
    json_text(&json, "currency", record->currency);
    json_month(&json, "period", record->period);
    run(&json, "run_a", &diff->sides[0]);
    run(&json, "run_b", &diff->sides[1]);
    json_integer(&json, "payees_compared", (int64_t)diff->payees_compared);
    totals(&json, diff);
    json_array(&json, "payees");
    for (size_t p = 0; p < diff->payee_count; p++) payee(&json, diff, &diff->payees[p]);
    json_end(&json, ']');
    json_array(&json, "credits");
    for (size_t i = 0; i < diff->credits->count; i++)
        credit(&json, diff, &diff->credits->items[i]);
    json_end(&json, ']');
    json_end(&json, '}');
    return buffer_result(&json.out);
}
