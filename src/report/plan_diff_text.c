/* plan_diff_text.c - what differs between two designs, for a terminal and as JSON. */
#include "plan_diff_inside.h"

#include "json.h"
#include "page.h"

/* ---- for people */

static bool has_measure(const Design *design, Text key)
{
    for (uint32_t m = 0; m < design->measure_count; m++)
        if (text_equal(design->measures[m].key, key)) return true;
    return false;
}

/* "Next The Model"; with its folder where both have one name. */
static Text design_said(Arena *arena, const PlanDiff *diff, int side)
{
    const Design *design = diff->designs[side];
    if (!text_equal(diff->designs[0]->title, diff->designs[1]->title)) return design->title;
    Text folder = path_name(design->directory);
    return text_format(arena, "%.*s (%.*s)", TEXT_ARG(design->title), TEXT_ARG(folder));
}

bool rule_same_plan(const RuleChange *a, const RuleChange *b)
{
    return text_equal(a->plan, b->plan) && text_equal(a->measure, b->measure) &&
           text_equal(a->of, b->of);
}

bool rule_same_component(const RuleChange *a, const RuleChange *b)
{
    return rule_same_plan(a, b) && text_equal(a->component, b->component);
}

Text rule_heading(Arena *arena, const PlanDiff *diff, const RuleChange *change)
{
    return change->measure.length
        ? text_said(arena, diff->words, "measure %.*s, %.*s", TEXT_ARG(change->measure),
                    TEXT_ARG(change->of))
        : change->of;
}

/* The changes of one component, or of the plan itself, from the first on; how many. One alone
 * stands on the component's own line. */
static size_t component_branch(Arena *arena, const PlanDiff *diff, Branch *root, size_t first)
{
    const RuleChange *changes = &diff->changes[first];
    size_t count = 1;
    while (first + count < diff->count && rule_same_component(changes, &changes[count])) count++;
    if (changes->part.length && count == 1) {
        root = page_branch(arena, root, TEXT(""), "%.*s: %.*s", TEXT_ARG(changes->part),
                           TEXT_ARG(changes->sentence));
        for (size_t d = 0; d < changes->detail_count; d++)
            page_branch(arena, root, TEXT(""), "%.*s", TEXT_ARG(changes->details[d]));
        return count;
    }
    if (changes->part.length)
        root = page_branch(arena, root, TEXT(""), "%.*s", TEXT_ARG(changes->part));
    for (size_t c = 0; c < count; c++)
        page_branch(arena, root, TEXT(""), "%.*s", TEXT_ARG(changes[c].sentence));
    return count;
}

Text rule_where_it_counts(Arena *arena, const PlanDiff *diff, const RuleChange *change)
{
    if (!change->counts_in.length)
        return text_said(arena, diff->words, "no component counts it");
    if (has_measure(diff->designs[1], change->measure))
        return text_said(arena, diff->words, "counts in %.*s", TEXT_ARG(change->counts_in));
    return text_said(arena, diff->words, "counted in %.*s", TEXT_ARG(change->counts_in));
}

static Text diff_page(Arena *arena, const PlanDiff *diff, const ExplainLook *look)
{
    PageLook page = {.width = look->width, .colour = look->colour, .ascii = look->ascii};
    Buffer out = {.arena = arena};
    Text a = design_said(arena, diff, 0), b = design_said(arena, diff, 1);
    page_text(&out, text_format(arena, "%.*s -> %.*s", TEXT_ARG(a), TEXT_ARG(b)), page);
    if (!diff->count)
        page_text(&out, text_said(arena, diff->words, "The designs have the same rules."), page);
    for (size_t c = 0; c < diff->count;) {
        const RuleChange *first = &diff->changes[c];
        Text heading = rule_heading(arena, diff, first);
        Branch *root = page_root(arena, diff->words, TEXT(""), "%.*s", TEXT_ARG(heading));
        root->ink = INK_STRONG;
        while (c < diff->count && rule_same_plan(first, &diff->changes[c]))
            c += component_branch(arena, diff, root, c);
        if (first->measure.length) {
            Text counts = rule_where_it_counts(arena, diff, first);
            page_branch(arena, root, TEXT(""), "%.*s", TEXT_ARG(counts));
        }
        buffer_byte(&out, '\n');
        page_draw(&out, root, page);
    }
    return buffer_result(&out);
}

/* ---- JSON */

static void design_json(Json *json, const char *name, const Design *design)
{
    json_object(json, name);
    json_text(json, "title", design->title);
    json_text(json, "directory", design->directory);
    json_end(json, '}');
}

void json_rule(Json *json, const RuleChange *change)
{
    json_text(json, "aspect", aspect_word(change->aspect));
    json_text(json, "plan", change->plan);
    json_text(json, "component", change->component);
    json_text(json, "measure", change->measure);
    json_text(json, "rule", change->rule);
    json_text(json, "before", change->before);
    json_text(json, "after", change->after);
    json_text(json, "sentence", change->sentence);
    json_text(json, "counts_in", change->counts_in);
}

static Text diff_json(Arena *arena, const PlanDiff *diff, const ExplainLook *look)
{
    Json json = {.out = {.arena = arena}};
    json_object(&json, NULL);
    json_text(&json, "attain", look->version);
    design_json(&json, "design_a", diff->designs[0]);
    design_json(&json, "design_b", diff->designs[1]);
    json_array(&json, "differences");
    for (size_t c = 0; c < diff->count; c++) {
        json_object(&json, NULL);
        json_rule(&json, &diff->changes[c]);
        json_end(&json, '}');
    }
    json_end(&json, ']');
    json_end(&json, '}');
    return buffer_result(&json.out);
}

Text plan_diff_answer(Arena *arena, const PlanDiff *diff, const ExplainLook *look)
{
    return look->json ? diff_json(arena, diff, look) : diff_page(arena, diff, look);
}
