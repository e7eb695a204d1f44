/* run_csv.c - a run's own CSVs, as tables that can be read back. */
#include "attain/run_record.h"

#include <string.h>

typedef struct CsvColumn { const char *name; ColumnType type; bool optional; } CsvColumn;

static const CsvColumn credits_columns[CREDITS_COLUMNS] = {
    {"measure", COLUMN_TEXT, false}, {"credit", COLUMN_TEXT, false},
    {"person_id", COLUMN_TEXT, false}, {"date", COLUMN_DATE, false},
    {"amount", COLUMN_NUMBER, false}, {"feed", COLUMN_TEXT, false}, {"key", COLUMN_TEXT, false},
    {"file", COLUMN_TEXT, false}, {"line", COLUMN_INTEGER, false},
    {"currency", COLUMN_TEXT, true}, {"rate", COLUMN_NUMBER, true}};
static const CsvColumn payouts_columns[PAYOUTS_COLUMNS] = {
    {"person_id", COLUMN_TEXT, false}, {"name", COLUMN_TEXT, false}, {"plan", COLUMN_TEXT, false},
    {"component", COLUMN_TEXT, false}, {"role", COLUMN_TEXT, false}, {"team", COLUMN_TEXT, false},
    {"from", COLUMN_TEXT, false}, {"to", COLUMN_TEXT, false}, {"value", COLUMN_TEXT, false},
    {"quota", COLUMN_TEXT, false}, {"attainment", COLUMN_TEXT, false},
    {"multiplier", COLUMN_TEXT, false}, {"target", COLUMN_TEXT, false},
    {"note", COLUMN_TEXT, false}, {"earned_to_date", COLUMN_NUMBER, false},
    {"earned_before", COLUMN_NUMBER, false}, {"earning", COLUMN_NUMBER, false}};
static const CsvColumn payroll_cells[PAYROLL_CELLS] = {
    {"person_id", COLUMN_TEXT, false}, {"name", COLUMN_TEXT, false},
    {"currency", COLUMN_TEXT, false}, {"balance_in", COLUMN_NUMBER, false},
    {"earnings", COLUMN_NUMBER, false}, {"prior", COLUMN_NUMBER, true},
    {"adjustments", COLUMN_NUMBER, false}, {"draw_paid", COLUMN_NUMBER, true},
    {"draw_repaid", COLUMN_NUMBER, true}, {"draw_owed", COLUMN_NUMBER, true},
    {"held", COLUMN_NUMBER, true}, {"payment", COLUMN_NUMBER, false},
    {"balance_out", COLUMN_NUMBER, false}};

static const struct { const char *file; const CsvColumn *columns; uint32_t count; } csvs[] = {
    {"credits.csv", credits_columns, CREDITS_COLUMNS},
    {"payouts.csv", payouts_columns, PAYOUTS_COLUMNS},
    {"payroll.csv", payroll_cells, PAYROLL_CELLS}};

Text run_csv_file(RunCsv csv)
{
    return text_of(csvs[csv].file);
}

FeedSpec run_csv_spec(Arena *arena, RunCsv csv, const SourceFile *file)
{
    FeedSpec spec = {.name = run_csv_file(csv), .pattern = run_csv_file(csv),
                     .encoding = ENCODING_UTF8, .key = COLUMN_ABSENT,
                     .column_count = csvs[csv].count, .stand_ins = file, .stand_in_count = 1};
    spec.columns = ARENA_ARRAY(arena, ColumnSpec, spec.column_count);
    for (uint32_t c = 0; c < spec.column_count; c++) {
        const CsvColumn *column = &csvs[csv].columns[c];
        Text name = text_of(column->name);
        spec.columns[c] = (ColumnSpec){.name = name, .heading = name, .type = column->type,
                                       .may_be_blank = column->type == COLUMN_TEXT ||
                                                       column->optional,
                                       .format = TEXT(""), .times = RATIO_ONE,
                                       .optional = column->optional};
    }
    return spec;
}

static bool is_guarded(Text text)
{
    return text.length > 1 && text.bytes[0] == '\'' && strchr("=+-@\t\r", text.bytes[1]);
}

void run_csv_restore(Arena *arena, Table *table)
{
    for (size_t s = 0; s < table->slice_count; s++) {
        Slice *slice = &table->slices[s];
        for (uint32_t c = 0; c < table->spec->column_count; c++) {
            const Text *texts = slice->columns[c].texts;
            if (table->spec->columns[c].type != COLUMN_TEXT) continue;
            bool any = false;
            for (size_t r = 0; r < slice->row_count && !any; r++) any = is_guarded(texts[r]);
            if (!any) continue;
            Text *bare = ARENA_ARRAY(arena, Text, slice->row_count);
            for (size_t r = 0; r < slice->row_count; r++)
                bare[r] = is_guarded(texts[r]) ? text_part(texts[r], 1, texts[r].length) : texts[r];
            slice->columns[c].texts = bare;
        }
    }
}
