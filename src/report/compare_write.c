/* compare_write.c - a comparison's files: each a view of it, published together or not at all. */
#include "compare_html.h"
#include "compare_sheets.h"

#include <assert.h>

typedef struct Making {
    const CompareView *view;
    const Publication *publication;
    Diags *diags;
    Written written;
    size_t checks_failed;
} Making;

static void note_made(Making *making, const char *name, Text sha256)
{
    assert(making->written.count < WRITTEN_MAX);
    making->written.files[making->written.count++] = (WrittenFile){name, sha256};
}

static bool make_file(Making *making, const char *name, Text bytes)
{
    SourceFile file = {.bytes = bytes};
    file_hash(&file);
    Arena *arena = making->view->arena;
    note_made(making, name, text_copy(arena, text_of(file.sha256)));
    return publish_file(arena, making->publication, name, bytes, making->diags);
}

static bool make_workbook(Making *making)
{
    Arena *arena = making->view->arena;
    Text path = path_join(arena, making->publication->fresh, TEXT("compare.xlsx"));
    Text reason = TEXT(""), sha256;
    bool made = compare_workbook(making->view, path, &reason, &making->checks_failed);
    if (!publish_workbook(arena, making->publication, "compare.xlsx", made ? TEXT("") : reason,
                          &sha256, making->diags))
        return false;
    note_made(making, "compare.xlsx", sha256);
    return true;
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
           (!view->shown->workbook || make_workbook(making)) &&
           publish_file(view->arena, making->publication, "compare.json",
                        compare_json(view, &making->written, making->diags), making->diags);
}

bool compare_write(Arena *arena, const CompareShown *shown, void (*unfinished)(Text directory),
                   size_t *checks_failed, Diags *diags)
{
    const Company *company = shown->comparison->records->company;
    CompareView view;
    Publication publication;
    compare_view(arena, shown, words_of(company->language), &view);
    if (!publish_start(arena, shown->output, OUTPUT_COMPARISON, unfinished, &publication, diags))
        return false;
    Making making = {.view = &view, .publication = &publication, .diags = diags};
    bool made = make_all(&making) && publish_finish(arena, &publication, diags);
    *checks_failed = making.checks_failed;
    if (made)
        remove_failure(arena, text_format(arena, "%.*s.failed", TEXT_ARG(publication.output)));
    else
        publish_abandon(arena, &publication);
    return made;
}
