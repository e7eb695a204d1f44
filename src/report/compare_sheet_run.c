/* compare_sheet_run.c - "Run": what was compared, how, by which program, from which files. */
#include "compare_sheets.h"

typedef struct CompareFact { Text what, says, sha256; } CompareFact;
typedef struct CompareFacts { CompareFact *items; size_t count, capacity; } CompareFacts;

static void fact(CompareSheets *sheets, Text what, Text says, const char *sha256)
{
    CompareFacts *facts = sheets->facts;
    facts->items = array_room(sheets->view->arena, facts->items, facts->count, &facts->capacity,
                              sizeof *facts->items);
    facts->items[facts->count++] = (CompareFact){what, says, text_of(sha256)};
}

static void fact_said(CompareSheets *sheets, const char *english, Text says)
{
    fact(sheets, text_of(sheets_say(sheets, english)), says, "");
}

static void fact_number(CompareSheets *sheets, const char *english, unsigned long long number)
{
    fact_said(sheets, english, text_format(sheets->view->arena, "%llu", number));
}

static void company_facts(CompareSheets *sheets)
{
    const CompareView *view = sheets->view;
    Arena *arena = view->arena;
    const Company *company = view->comparison->records->company;
    Text from = month_text(arena, view->comparison->from),
         to = month_text(arena, view->comparison->to);
    fact(sheets, TEXT("attain"), view->shown->version, "");
    fact_said(sheets, N_("company"), company->name);
    fact_said(sheets, N_("period"),
              text_format(arena, "%.*s..%.*s", TEXT_ARG(from), TEXT_ARG(to)));
    fact_said(sheets, N_("currency"), company->currency);
    fact_said(sheets, N_("rounding"), rounding_word(company->rounding));
    fact_said(sheets, N_("language"), language_code(company->language));
    fact_said(sheets, N_("balances"),
              text_of(sheets_say(sheets, N_("each fiscal year starts from a balance of 0; books "
                                            "are not looked at"))));
}

static void design_facts(CompareSheets *sheets)
{
    Arena *arena = sheets->view->arena;
    for (size_t s = 0; s < sheets->sides; s++) {
        const Compared *side = &sheets->view->comparison->sides[s];
        Text what = text_format(arena, "%s %.*s", sheets_say(sheets, N_("design")),
                                TEXT_ARG(letter_of(sheets, s)));
        fact(sheets, what, text_format(arena, "%.*s (%.*s)", TEXT_ARG(side->design->title),
                                       TEXT_ARG(side->name)), "");
    }
}

static Text axis_text(Arena *arena, const SweepAxis *axis)
{
    Buffer out = {.arena = arena};
    buffer_text(&out, axis->path);
    for (size_t v = 0; v < axis->count; v++) {
        buffer_text(&out, v ? TEXT(", ") : TEXT(" = "));
        buffer_text(&out, axis->values[v]);
    }
    return buffer_result(&out);
}

static void option_facts(CompareSheets *sheets)
{
    const CompareShown *shown = sheets->view->shown;
    bool allow = sheets->view->comparison->allow_exceptions;
    if (sheets->sides > 1)
        fact_said(sheets, N_("causes"), shown->fair ? TEXT("shapley") : TEXT("order"));
    fact_said(sheets, N_("allow exceptions"),
              text_of(sheets_say(sheets, allow ? N_("yes") : N_("no"))));
    if (shown->resampled.samples) {
        fact_number(sheets, N_("samples"), shown->resampled.samples);
        fact_number(sheets, N_("seed"), shown->resampled.seed);
    }
    if (!shown->sweep) return;
    for (size_t a = 0; a < shown->sweep->axis_count; a++)
        fact_said(sheets, N_("swept"), axis_text(sheets->view->arena, &shown->sweep->axes[a]));
    if (shown->sweep->has_budget)
        fact_said(sheets, N_("budget"), compare_money(sheets->view, shown->sweep->budget));
}

static void file_fact(CompareSheets *sheets, Text what, const SourceFile *file)
{
    fact(sheets, what, file->path, file->sha256);
}

static void file_facts(CompareSheets *sheets)
{
    const Comparison *comparison = sheets->view->comparison;
    const Records *records = comparison->records;
    Text word = text_of(sheets_say(sheets, N_("file")));
    file_fact(sheets, word, records->company->file);
    for (size_t f = 0; f < records->file_count; f++)
        file_fact(sheets, word, &records->files[f].source);
    for (size_t s = 0; s < sheets->sides; s++) {
        const DesignTrees *trees = comparison->sides[s].trees;
        Text of = text_format(sheets->view->arena, "%.*s, %.*s", TEXT_ARG(word),
                              TEXT_ARG(letter_of(sheets, s)));
        for (size_t f = 0; f < trees->file_count; f++) file_fact(sheets, of, &trees->files[f]);
    }
}

void compared_run_add(CompareSheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("what", CELL_TEXT, FROM_FORMULA, 18),
        HEADED("what it says", CELL_TEXT, FROM_FORMULA, 40),
        HEADED("SHA-256", CELL_TEXT, FROM_FORMULA, 68), COLUMNS_END};
    sheets->facts = ARENA_NEW(sheets->view->arena, CompareFacts);
    company_facts(sheets);
    design_facts(sheets);
    option_facts(sheets);
    file_facts(sheets);
    sheets->run = sheet_add(sheets->workbook, "Run", columns, 0, sheets->facts->count);
}

void compared_run_fill(CompareSheets *sheets)
{
    sheet_heading(sheets->run);
    for (size_t f = 0; f < sheets->facts->count; f++) {
        cell_text(sheets->run, sheets->facts->items[f].what, NULL);
        cell_text(sheets->run, sheets->facts->items[f].says, NULL);
        cell_text(sheets->run, sheets->facts->items[f].sha256, NULL);
        sheet_end_row(sheets->run);
    }
}
