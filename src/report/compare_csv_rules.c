/* compare_csv_rules.c - a comparison's CSVs of rules: what changes in them, what they invite; and
 * what they cost over resampled histories. Source: docs/compare.md. */
#include "compare_files.h"

#include "attain/csv_out.h"

static Text plan_title(const PlanDiff *diff, Text key)
{
    for (int side = 0; side < 2; side++)
        for (uint32_t p = 0; p < diff->designs[side]->plan_count; p++)
            if (text_equal(diff->designs[side]->plans[p].key, key))
                return diff->designs[side]->plans[p].title;
    return TEXT("");
}

Text compare_rules_csv(const CompareView *view)
{
    Buffer out = {.arena = view->arena};
    buffer_text(&out, TEXT("design,aspect,plan,component,measure,rule,before,after,sentence,"
                           "counts_in\n"));
    for (size_t s = 1; s < view->comparison->side_count; s++)
        for (size_t c = 0; c < view->rules[s]->count; c++) {
            const RuleChange *change = &view->rules[s]->changes[c];
            csv_next(&out, compare_letter(view->arena, s));
            csv_next(&out, aspect_word(change->aspect));
            csv_next(&out, plan_title(view->rules[s], change->plan));
            csv_next(&out, change->component);
            csv_next(&out, change->measure);
            csv_next(&out, change->rule);
            csv_next(&out, change->before);
            csv_next(&out, change->after);
            csv_next(&out, change->sentence);
            csv_cell(&out, change->counts_in);
            buffer_byte(&out, '\n');
        }
    return buffer_result(&out);
}

Text compare_resampling_csv(const CompareView *view)
{
    const CompareResampled *of = &view->shown->resampled;
    int digits = view->comparison->records->company->digits;
    Buffer out = {.arena = view->arena};
    buffer_text(&out, TEXT("design,samples,seed,mean,paid_10,paid_50,paid_90,above_a\n"));
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        const CompareSample *sample = &of->sides[s];
        const Money amounts[] = {sample->mean, sample->low, sample->middle, sample->high};
        csv_next(&out, compare_letter(view->arena, s));
        buffer_format(&out, "%zu,%llu,", of->samples, (unsigned long long)of->seed);
        for (size_t a = 0; a < sizeof amounts / sizeof *amounts; a++) {
            buffer_money(&out, amounts[a], digits);
            csv_comma(&out);
        }
        if (s) buffer_format(&out, "%zu", sample->dearer);
        buffer_byte(&out, '\n');
    }
    return buffer_result(&out);
}

static void finding_row(const CompareView *view, Buffer *out, size_t side, const Finding *finding)
{
    csv_next(out, compare_letter(view->arena, side));
    csv_next(out, compare_severity(finding));
    csv_next(out, text_of(finding_word(finding->code)));
    csv_next(out, compare_finding_plan(view, side, finding));
    csv_next(out, compare_finding_component(view, side, finding));
    csv_next(out, finding->place.file);
    if (finding->place.line) buffer_format(out, "%u", finding->place.line);
    csv_comma(out);
    if (finding->place.column) buffer_format(out, "%u", finding->place.column);
    csv_comma(out);
    csv_next(out, sentence_text(view->arena, finding->says, view->words));
    csv_cell(out, finding->advises ? sentence_text(view->arena, finding->advises, view->words)
                                   : TEXT(""));
    buffer_byte(out, '\n');
}

Text compare_lint_csv(const CompareView *view)
{
    Buffer out = {.arena = view->arena};
    buffer_text(&out, TEXT("design,severity,code,plan,component,file,line,column,says,"
                           "advises\n"));
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        const Findings *findings = &view->shown->findings[s];
        for (size_t f = 0; f < findings->count; f++)
            finding_row(view, &out, s, &findings->items[f]);
    }
    return buffer_result(&out);
}
