/* compare_write.c - a comparison's files: each a view of it, published together or not at all. */
#include "compare_html.h"

typedef struct Making {
    const CompareView *view;
    const Publication *publication;
    Diags *diags;
    Written written;
} Making;

static bool make_file(Making *making, const char *name, Text bytes)
{
    SourceFile file = {.bytes = bytes};
    file_hash(&file);
    Arena *arena = making->view->arena;
    making->written.files[making->written.count++] =
        (WrittenFile){name, text_copy(arena, text_of(file.sha256))};
    return publish_file(arena, making->publication, name, bytes, making->diags);
}

static bool make_all(Making *making)
{
    const CompareView *view = making->view;
    return make_file(making, "rules.csv", compare_rules_csv(view)) &&
           make_file(making, "designs.csv", compare_designs_csv(view)) &&
           make_file(making, "payees.csv", compare_payees_csv(view)) &&
           make_file(making, "roles.csv", compare_roles_csv(view)) &&
           make_file(making, "months.csv", compare_months_csv(view)) &&
           make_file(making, "components.csv", compare_components_csv(view)) &&
           make_file(making, "causes.csv", compare_causes_csv(view)) &&
           (!view->shown->resampled.samples ||
            make_file(making, "resampling.csv", compare_resampling_csv(view))) &&
           (!view->shown->sweep ||
            make_file(making, "sweep.csv", compare_sweep_csv(view))) &&
           make_file(making, "lint.csv", compare_lint_csv(view)) &&
           make_file(making, "compare.html", compare_html(view)) &&
           publish_file(view->arena, making->publication, "compare.json",
                        compare_json(view, &making->written, making->diags), making->diags);
}

bool compare_write(Arena *arena, const CompareShown *shown, void (*unfinished)(Text directory),
                   Diags *diags)
{
    const Company *company = shown->comparison->records->company;
    CompareView view;
    Publication publication;
    compare_view(arena, shown, words_of(company->language), &view);
    if (!publish_start(arena, shown->output, OUTPUT_COMPARISON, unfinished, &publication, diags))
        return false;
    Making making = {.view = &view, .publication = &publication, .diags = diags};
    if (make_all(&making) && publish_finish(arena, &publication, diags)) return true;
    publish_abandon(arena, &publication);
    return false;
}
