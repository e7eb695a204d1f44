/* walk_rows.c - the answer of every row of every feed, in one process: one JSON object after the
 * other on standard output. What walk_rows.py checks.
 *     walk_rows COMPANY.YAML DESIGN PERIOD          DESIGN: relative to company.yaml; "": its own */
#include "attain/engine.h"
#include "attain/explain.h"
#include "attain/intake.h"

#include <stdio.h>

static int fail(Arena *arena, const Diags *diags)
{
    for (size_t i = 0; i < diags->count; i++)
        fprintf(stderr, "%.*s\n", TEXT_ARG(diag_text(diags->arena, &diags->items[i], NULL, false)));
    arena_free(arena);
    return 1;
}

static void walk(const Ledger *ledger, const Diags *diags)
{
    const ExplainLook look = {.json = true, .width = 80, .version = TEXT("walk")};
    Arena *scratch = arena_new();
    for (uint32_t s = 0; s < ledger->slice_count; s++)
        for (size_t row = 0; row < ledger->slices[s].slice->row_count; row++) {
            RowAt at = {s, row};
            Text answer = explain_row(scratch, ledger, at, PERSON_NONE, TEXT(""), diags, &look);
            fwrite(answer.bytes, 1, answer.length, stdout);
            arena_reset(scratch);
        }
    arena_free(scratch);
}

int main(int count, char **arguments)
{
    Month period;
    if (count != 4 || !month_parse(text_of(arguments[3]), &period)) return 2;
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Company *company;
    Records records;
    Design design;
    Ledger ledger;
    IntakeOptions intake = {.jobs = 2};
    EngineOptions engine = {.jobs = 2, .allow_exceptions = true};
    if (!intake_company(arena, text_of(arguments[1]), &company, &diags)) return fail(arena, &diags);
    Text plans = arguments[2][0] ? text_of(arguments[2]) : company->plans;
    if (!design_load(arena, company, plans, &design, &diags) ||
        !intake_records(arena, company, &intake, &records, &diags) ||
        !engine_run(arena, &records, &design, period, &engine, &ledger, &diags))
        return fail(arena, &diags);
    walk(&ledger, &diags);
    arena_free(arena);
    return ferror(stdout) ? 1 : 0;
}
