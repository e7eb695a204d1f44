/* what_if.c - --what-if: the month computed twice, and which of its problems the edits made. */
#include "cli.h"

#include <string.h>

bool cli_edits(Arena *arena, const Options *options, Edit **out, size_t *count, Diags *diags)
{
    bool good = true;
    *count = options->what_if_count;
    *out = ARENA_ARRAY(arena, Edit, *count + 1);
    for (size_t i = 0; i < *count; i++)
        good &= edit_parse(arena, options->what_ifs[i], &(*out)[i], diags);
    return good;
}

bool cli_what_if_words(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Edit *edits;
    size_t count;
    bool good = cli_edits(arena, options, &edits, &count, &diags);
    if (!good) (void)cli_problems(arena, options, &diags);
    arena_free(arena);
    return good;
}

static bool is_among(const Diags *diags, const Diag *diag)
{
    for (size_t i = 0; i < diags->count; i++) {
        const Diag *other = &diags->items[i];
        if (other->code == diag->code && other->place.line == diag->place.line &&
            text_equal(other->place.file, diag->place.file) &&
            text_equal(other->message, diag->message))
            return true;
    }
    return false;
}

/* The edit in whose row a problem lies; NULL: in none. */
static const Edit *edit_of(const Loaded *loaded, const Diag *diag)
{
    const Edit *found = NULL;
    for (size_t e = 0; e < loaded->edit_count; e++) {
        const Edit *edit = &loaded->edits[e];
        bool here = edit->state == EDIT_MADE && edit->place.line == diag->place.line &&
                    text_equal(edit->place.file, diag->place.file);
        if (here && (!found || edit->place.column == diag->place.column)) found = edit;
    }
    return found;
}

/* Behind a problem's hint: that the files themselves do not have it. */
static void say_whose(Arena *arena, const Loaded *loaded, Diag *diag, Diags *diags)
{
    const Edit *edit = edit_of(loaded, diag);
    const Sentence *hint = diag->advises ? diag->advises : sentence_of(arena, "%s", "");
    const char *then = diag->hint.length ? N_("; ") : "";
    bool same = edit && edit->place.column == diag->place.column;
    if (same && !edit->row_period.length)
        diag_hint(diags, diag, "%p%sthe file says \"%.*s\" there, --what-if says \"%.*s\"",
                  SENTENCE_ARG(hint), then, TEXT_ARG(edit->was), TEXT_ARG(edit->value));
    else if (edit || loaded->edit_count == 1)
        diag_hint(diags, diag, "%p%sthis comes of --what-if \"%.*s\"", SENTENCE_ARG(hint), then,
                  TEXT_ARG((edit ? edit : loaded->edits)->said));
    else
        diag_hint(diags, diag, "%p%sthis comes of --what-if: the files alone do not have it",
                  SENTENCE_ARG(hint), then);
}

static bool names_what_if(DiagCode code)
{
    return code == DIAG_WHAT_IF_SYNTAX || code == DIAG_WHAT_IF_UNKNOWN ||
           code == DIAG_WHAT_IF_AMBIGUOUS;
}

/* Leaves the problems that the edits made. */
static void keep_new(Diags *diags, const Diags *known)
{
    size_t kept = 0;
    for (size_t i = 0; i < diags->count; i++) {
        const Diag *diag = &diags->items[i];
        if (!is_among(known, diag)) {
            diags->items[kept++] = *diag;
        } else if (diag->severity == SEVERITY_WARNING) {
            diags->warnings--;
        } else {
            diags->errors--;
            diags->row_faults -= diag->row_fault;
        }
    }
    diags->count = kept;
}

bool cli_what_if(Arena *arena, const Options *options, const MonthRun *after, bool good,
                 MonthRun *before, Diags *diags)
{
    for (size_t i = 0; i < diags->count; i++)
        if (!good && names_what_if(diags->items[i].code)) return false;
    Options plain = *options;
    plain.what_if_count = plain.word_count = 0;
    Diags known;
    Month period;
    diags_start(&known, arena);
    bool sound = month_parse(options->period, &period) &&
                 cli_month(arena, &plain, period, MONTH_TO_LOOK, before, &known) &&
                 !cli_refused(options, &known);
    books_close(before->books);
    if (!sound) {
        diags_merge(diags, &known);
        return false;
    }
    for (size_t i = 0; i < diags->count; i++)
        if (!is_among(&known, &diags->items[i]))
            say_whose(arena, &after->loaded, &diags->items[i], diags);
    keep_new(diags, &known);
    return good;
}
