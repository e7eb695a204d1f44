/* answer.c - one row's answer: the row through the rules, then everybody whom it may concern. */
#include "answer_inside.h"

#include <stdlib.h>

Text reason_word(AnswerReason reason)
{
    static const char *const words[REASONS] = {
#define REASON(code, word, meaning) [REASON_##code] = word,
#include "attain/reasons.def"
#undef REASON
    };
    return text_of(words[reason]);
}

Text reason_meaning(AnswerReason reason)
{
    static const char *const meanings[REASONS] = {
#define REASON(code, word, meaning) [REASON_##code] = meaning,
#include "attain/reasons.def"
#undef REASON
    };
    return text_of(meanings[reason]);
}

bool reason_counts(AnswerReason reason)
{
    return reason <= REASON_NO_EFFECT;
}

/* What the run said of a row that it left out: its faults, or, of one without, that it stands
 * twice. */
static void find_problems(Answering *answering, const Diags *problems)
{
    RowAnswer *out = answering->out;
    out->left_out = answering->slice->left_out && answering->slice->left_out[out->at.row];
    if (!out->left_out) return;
    Text file = answering->slice->file->source.path;
    uint32_t line = answering->slice->lines[out->at.row];
    const Diag **said = ARENA_ARRAY(answering->arena, const Diag *, problems->count + 1);
    out->fault = REASON_DUPLICATE;
    for (int faults = 1; faults >= 0 && !out->problem_count; faults--)
        for (size_t i = 0; i < problems->count; i++) {
            const Diag *diag = &problems->items[i];
            if (diag->place.line != line || !text_equal(diag->place.file, file) ||
                diag->row_fault != (faults == 1))
                continue;
            said[out->problem_count++] = diag;
            if (faults) out->fault = REASON_ROW_AT_FAULT;
        }
    out->problems = said;
}

static int compare_persons(const void *left, const void *right)
{
    const AnswerPerson *a = left, *b = right;
    if (a->relation != b->relation) return a->relation < b->relation ? -1 : 1;
    if (a->column != b->column) return a->column < b->column ? -1 : 1;
    return (a->person > b->person) - (a->person < b->person);
}

void engine_answer(Arena *arena, const Ledger *ledger, RowAt at, uint32_t person,
                   const Diags *problems, RowAnswer *out)
{
    Ledger *copy = ARENA_NEW(arena, Ledger);
    *copy = *ledger;
    Diags *faults = ARENA_NEW(arena, Diags);     /* those of the run are there already */
    diags_start(faults, arena);
    static const EngineOptions options = {.jobs = 1};
    const SliceRef *ref = &ledger->slices[at.slice];
    Answering answering = {.engine = engine_over(arena, copy, &options, faults), .arena = arena,
                           .ledger = ledger, .table = ref->table, .slice = ref->slice,
                           .feed = (uint32_t)(ref->table - ledger->records->feeds), .out = out};
    participations_index(&answering.engine);
    *out = (RowAnswer){.at = at};
    find_problems(&answering, problems);
    if (!out->left_out) answer_rules(&answering);
    answer_persons(&answering, person);
    if (out->person_count)
        qsort(out->persons, out->person_count, sizeof *out->persons, compare_persons);
}
