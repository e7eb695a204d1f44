/* design_build.c - a design's trees, in order, into a Design.
 *
 * Measures first, since plans name them; then the plans, each by itself; then what only all of them
 * together show. Names of formulas are laid out once: the roster's columns for `for:`, a
 * feed's columns for its credits. */
#include "design_inside.h"

#include <string.h>

static FormulaNames column_names(Arena *arena, const Company *company, const FeedSpec *feed);
static void read_plans(Loader *loader, const DesignTrees *trees);
static void check_titles(Loader *loader);

bool design_build(Arena *arena, const Company *company, const DesignTrees *trees, Design *out,
                  Diags *diags)
{
    size_t errors_before = diags->errors;
    memset(out, 0, sizeof *out);
    out->title = trees->title;
    out->directory = trees->directory;
    Loader loader = {.reader = {arena, diags}, .company = company, .design = out};
    loader.roster_names = column_names(arena, company, &company->roster);
    loader.feed_names = ARENA_ARRAY(arena, FormulaNames, company->feed_count + 1);
    for (uint32_t feed = 0; feed < company->feed_count; feed++)
        loader.feed_names[feed] = column_names(arena, company, &company->feeds[feed]);

    if (trees->measures == NULL) {
        Place place = {.file = path_join(arena, trees->directory, TEXT("measures.yaml"))};
        (void)diag_error(diags, DIAG_FILE_MISSING, place, "the design has no measures.yaml");
        return false;
    }
    design_read_measures(&loader, trees->measures);
    read_plans(&loader, trees);
    check_titles(&loader);
    return diags->errors == errors_before;
}

static FormulaNames column_names(Arena *arena, const Company *company, const FeedSpec *feed)
{
    FormulaName *names = ARENA_ARRAY(arena, FormulaName, feed->column_count + 1);
    for (uint32_t column = 0; column < feed->column_count; column++) {
        names[column] = (FormulaName){.name = feed->columns[column].name,
                                      .is_column = true,
                                      .column_type = feed->columns[column].type,
                                      .in_row_currency = feed->columns[column].in_row_currency,
                                      .index = column};
    }
    return (FormulaNames){names, feed->column_count, company->digits};
}

static void read_plans(Loader *loader, const DesignTrees *trees)
{
    Design *design = loader->design;
    design->plans = ARENA_ARRAY(loader->reader.arena, Plan, trees->plan_count + 1);
    if (trees->plan_count == 0 && !trees->incomplete) {
        Place place = {.file = path_join(loader->reader.arena, trees->directory,
                                         TEXT("design.yaml"))};
        (void)diag_error(loader->reader.diags, DIAG_DESIGN_EMPTY, place,
                         "the design has no plan: every other .yaml file beside it is one");
    }
    for (size_t i = 0; i < trees->plan_count; i++) {
        Plan plan = {0};
        if (design_read_plan(loader, &trees->plans[i], &plan))
            design->plans[design->plan_count++] = plan;
    }
}

/* payouts.csv shows plans by their titles: two with one title could not be told apart. */
static void check_titles(Loader *loader)
{
    const Design *design = loader->design;
    for (uint32_t later = 0; later < design->plan_count; later++) {
        const Plan *plan = &design->plans[later];
        for (uint32_t first = 0; first < later && plan->title.length > 0; first++) {
            if (!text_equal(design->plans[first].title, plan->title)) continue;
            Text shown = schema_quote(loader->reader.arena, plan->title);
            Text other = design->plans[first].node->file->path;
            (void)schema_error(&loader->reader, DIAG_PLAN_TITLE,
                               tree_get(plan->node, TEXT("plan")),
                               "`%.*s` is the name of the plan in %.*s too; each has its own",
                               TEXT_ARG(shown), TEXT_ARG(other));
            break;
        }
    }
}
