/* compare_problems.c - where designs are, and what several of them say of the same facts. */
#include "cli.h"

#include <errno.h>

bool cli_design_folder(Arena *arena, const Company *company, Text word, Text *out, Diags *diags)
{
    if (path_listing_error(arena, word) == ENOENT) {
        Diag *diag = diag_error(diags, DIAG_FILE_MISSING, (Place){.file = word},
                                "there is no such folder");
        diag_hint(diags, diag, "a design is a folder, named as seen from where you stand");
        return false;
    }
    *out = path_relative(arena, company->directory, word);
    return true;
}

static bool is_said(const Diag *diag, const Diags *by)
{
    for (size_t i = 0; i < by->count; i++)
        if (by->items[i].code == diag->code && by->items[i].place.line == diag->place.line &&
            text_equal(by->items[i].place.file, diag->place.file) &&
            text_equal(by->items[i].message, diag->message))
            return true;
    return false;
}

/* The problem as one that a design has and others have not. */
static Diag name_design(Arena *arena, Text design, const Diag *diag)
{
    Diag named = *diag;
    named.says = sentence_of(arena, "under %.*s: %p", TEXT_ARG(design),
                             SENTENCE_ARG(diag->says));
    named.message = sentence_text(arena, named.says, NULL);
    return named;
}

/* Once, what all say; what some say with the design's name. That a quota is of no measure is a
 * fault only if no design has one for it. */
void cli_merge_problems(Arena *arena, const Options *options, const Diags *said, Diags *diags)
{
    size_t count = options->word_count;
    for (size_t d = 0; d < count; d++) {
        Diags kept = said[d];
        kept.items = ARENA_ARRAY(arena, Diag, said[d].count + 1);
        kept.count = 0;
        for (size_t i = 0; i < said[d].count; i++) {
            const Diag *diag = &said[d].items[i];
            bool by_all = true;
            for (size_t other = 0; other < count; other++)
                by_all = by_all && is_said(diag, &said[other]);
            if (diag->code == DIAG_QUOTA_MEASURE && !by_all) continue;
            bool names_itself = by_all || diag->code == DIAG_NO_PLAN;
            kept.items[kept.count++] =
                names_itself ? *diag : name_design(arena, options->words[d], diag);
        }
        diags_merge(diags, &kept);
    }
    diags_sort(diags);
}
