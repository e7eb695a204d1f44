/* compare_json.c - compare.json: what was compared, of which files, and what was written. No clock,
 * no machine: the same inputs give the same bytes. Source: docs/compare.md. */
#include "compare_files.h"
#include "json.h"
#include "plan_words.h"

static void file(Json *json, const char *kind, const SourceFile *source)
{
    json_object(json, NULL);
    json_text(json, "path", text_valid(json->out.arena, source->path));
    json_text(json, "kind", text_of(kind));
    json_text(json, "sha256", text_of(source->sha256));
    json_integer(json, "bytes", (int64_t)source->bytes.length);
    json_end(json, '}');
}

/* A share or a fit that need not be: null, or what `text` says. */
static void optional(Json *json, const char *name, bool has, Text text)
{
    if (has) json_text(json, name, text);
    else json_null(json, name);
}

static void costs(const CompareView *view, Json *json, size_t s)
{
    int digits = view->comparison->records->company->digits;
    CompareCounted counted = view->total.counted[s];
    Ratio share = RATIO_ZERO;
    bool has = compare_counted_share(view, counted, &share);
    json_money(json, "paid", view->total.paid[s], digits);
    json_money(json, "difference",
               (Money){view->total.paid[s].minor - view->total.paid[0].minor}, digits);
    json_ratio(json, "value", counted.value);
    json_money(json, "earned_for_value", counted.earned, digits);
    optional(json, "earned_of_value", has, ratio_exact(view->arena, share));
}

static void designs(const CompareView *view, Json *json)
{
    json_array(json, "designs");
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        const Compared *side = &view->comparison->sides[s];
        json_object(json, NULL);
        json_text(json, "design", compare_letter(view->arena, s));
        json_text(json, "name", text_valid(view->arena, side->name));
        json_text(json, "title", side->design->title);
        json_integer(json, "rows_left_out", (int64_t)compare_left_out(view, s));
        costs(view, json, s);
        json_array(json, "files");
        for (size_t f = 0; f < side->trees->file_count; f++)
            file(json, "design", &side->trees->files[f]);
        json_end(json, ']');
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void rules(const CompareView *view, Json *json)
{
    json_array(json, "rules");
    for (size_t s = 1; s < view->comparison->side_count; s++)
        for (size_t c = 0; c < view->rules[s]->count; c++) {
            const RuleChange *change = &view->rules[s]->changes[c];
            json_object(json, NULL);
            json_text(json, "design", compare_letter(view->arena, s));
            json_rule(json, change);
            json_end(json, '}');
        }
    json_end(json, ']');
}

static void finding_json(const CompareView *view, Json *json, size_t s, const Finding *finding)
{
    Arena *arena = view->arena;
    json_object(json, NULL);
    json_text(json, "design", compare_letter(arena, s));
    json_text(json, "severity", compare_severity(finding));
    json_text(json, "code", text_of(finding_word(finding->code)));
    json_text(json, "plan", compare_finding_plan(view, s, finding));
    json_text(json, "component", compare_finding_component(view, s, finding));
    json_text(json, "file", finding->place.file);
    json_integer(json, "line", finding->place.line);
    json_integer(json, "column", finding->place.column);
    json_text(json, "says", sentence_text(arena, finding->says, view->words));
    optional(json, "advises", finding->advises,
             finding->advises ? sentence_text(arena, finding->advises, view->words) : TEXT(""));
    json_end(json, '}');
}

static void findings(const CompareView *view, Json *json)
{
    json_array(json, "findings");
    for (size_t s = 0; s < view->comparison->side_count; s++)
        for (size_t f = 0; f < view->shown->findings[s].count; f++)
            finding_json(view, json, s, &view->shown->findings[s].items[f]);
    json_end(json, ']');
}

static void resampling(const CompareView *view, Json *json)
{
    const CompareResampled *of = &view->shown->resampled;
    int digits = view->comparison->records->company->digits;
    if (!of->samples) return;
    json_object(json, "resampling");
    json_integer(json, "samples", (int64_t)of->samples);
    json_text(json, "seed", text_format(view->arena, "%llu", (unsigned long long)of->seed));
    json_array(json, "designs");
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        json_object(json, NULL);
        json_text(json, "design", compare_letter(view->arena, s));
        json_money(json, "mean", of->sides[s].mean, digits);
        json_money(json, "paid_10", of->sides[s].low, digits);
        json_money(json, "paid_50", of->sides[s].middle, digits);
        json_money(json, "paid_90", of->sides[s].high, digits);
        if (s) json_integer(json, "above_a", (int64_t)of->sides[s].dearer);
        json_end(json, '}');
    }
    json_end(json, ']');
    json_end(json, '}');
}

/* What was varied, and within what; the variants themselves are rows of sweep.csv. */
static void sweep_json(const CompareView *view, Json *json)
{
    const Sweep *sweep = view->shown->sweep;
    int digits = view->comparison->records->company->digits;
    if (!sweep) return;
    json_object(json, "sweep");
    json_array(json, "axes");
    for (size_t a = 0; a < sweep->axis_count; a++) {
        json_object(json, NULL);
        json_text(json, "path", sweep->axes[a].path);
        json_array(json, "values");
        for (size_t v = 0; v < sweep->axes[a].count; v++)
            json_text(json, NULL, sweep->axes[a].values[v]);
        json_end(json, ']');
        json_end(json, '}');
    }
    json_end(json, ']');
    optional(json, "budget", sweep->has_budget,
             money_text(view->arena, sweep->budget, digits));
    json_flag(json, "pay_of_target", sweep->pay_of_target);
    json_money(json, "unchanged_paid", sweep->base_paid, digits);
    optional(json, "unchanged_correlation", sweep->base_fit.has,
             sweep_fit_text(view->arena, sweep->base_fit));
    json_integer(json, "variants", (int64_t)sweep->variant_count);
    json_end(json, '}');
}

static void files(const CompareView *view, Json *json)
{
    const Records *records = view->comparison->records;
    json_array(json, "files");
    file(json, "company", records->company->file);
    for (size_t f = 0; f < records->file_count; f++)
        file(json, records->files[f].is_feed ? "feed" : "table", &records->files[f].source);
    json_end(json, ']');
}

static void warnings(const Diags *diags, Json *json)
{
    json_array(json, "warnings");
    for (size_t i = 0; i < diags->count; i++) {
        const Diag *diag = &diags->items[i];
        json_object(json, NULL);
        json_text(json, "name", text_of(diag_name(diag->code)));
        json_text(json, "file", text_valid(json->out.arena, diag->place.file));
        json_integer(json, "line", diag->place.line);
        json_text(json, "message", text_valid(json->out.arena, diag->message));
        json_end(json, '}');
    }
    json_end(json, ']');
}

Text compare_json(const CompareView *view, const Written *written, const Diags *diags)
{
    Json json = {.out = {.arena = view->arena}};
    const Company *company = view->comparison->records->company;
    json_object(&json, NULL);
    json_text(&json, "attain", view->shown->version);
    json_text(&json, "company", company->name);
    json_text(&json, "currency", company->currency);
    json_month(&json, "from", view->comparison->from);
    json_month(&json, "to", view->comparison->to);
    json_flag(&json, "allow_exceptions", view->comparison->allow_exceptions);
    json_text(&json, "causes", view->shown->fair ? TEXT("shapley") : TEXT("order"));
    json_text(&json, "language", language_code(company->language));
    designs(view, &json);
    rules(view, &json);
    findings(view, &json);
    resampling(view, &json);
    sweep_json(view, &json);
    files(view, &json);
    json_object(&json, "outputs");
    for (size_t f = 0; f < written->count; f++)
        json_text(&json, written->files[f].name, written->files[f].sha256);
    json_end(&json, '}');
    warnings(diags, &json);
    json_end(&json, '}');
    return buffer_result(&json.out);
}
