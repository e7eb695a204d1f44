/* source_rows.c - "Rows ...": what stands in the rows that credits came from. */
#include "source_rows.h"

#include "attain/currency.h"

enum { ROWS_FILE, ROWS_LINE, ROWS_CELLS };           /* columns; one a declared column follows */

typedef struct FeedRows {
    const Table *table;
    uint32_t feed;                   /* into Company.feeds */
    size_t count;
    uint32_t *measures;              /* that count rows of it, each a column behind its cells */
    size_t measure_count;
    Sheet *sheet;
} FeedRows;

struct SourceRows {
    const View *view;
    FeedRows *feeds;                 /* [feed]; count 0: none of its rows is a credit's */
    uint32_t feed_count;
    uint32_t *feed_of;               /* [slice of the ledger] */
    uint32_t **row_at;               /* [slice of the ledger][row]: its row on the sheet, from 1; 0:
                                        it is not there; [slice] NULL: none of it is */
    Workbook *workbook;
};

/* ---- found */

static uint32_t feed_named(const Company *company, Text name)
{
    uint32_t feed = 0;
    while (!text_equal(company->feeds[feed].name, name)) feed++;
    return feed;
}

static void find_rows(SourceRows *rows)
{
    const Ledger *ledger = rows->view->ledger;
    Arena *arena = rows->view->arena;
    for (size_t i = 0; i < ledger->credit_count; i++) {
        const Credit *credit = &ledger->credits[i];
        uint32_t **marks = &rows->row_at[credit->slice];
        if (!*marks)
            *marks = ARENA_ARRAY(arena, uint32_t,
                                 ledger->slices[credit->slice].slice->row_count + 1);
        (*marks)[credit->row] = 1;
    }
    for (uint32_t s = 0; s < ledger->slice_count; s++) {
        const SliceRef *at = &ledger->slices[s];
        rows->feed_of[s] = feed_named(ledger->records->company, at->table->spec->name);
        FeedRows *feed = &rows->feeds[rows->feed_of[s]];
        feed->table = at->table;
        for (size_t r = 0; rows->row_at[s] && r < at->slice->row_count; r++)
            if (rows->row_at[s][r]) rows->row_at[s][r] = (uint32_t)++feed->count;
    }
}

/* Whether a rule makes credits of a line that has any here. */
static bool rule_is_used(const Ledger *ledger, const CreditRule *rule)
{
    size_t ranks = ledger->records->roster.person_count + 1u;
    for (uint32_t t = 0; t < rule->to_count; t++) {
        size_t at = rule->to[t].line * ranks;
        if (ledger->groups[at] < ledger->groups[at + ranks]) return true;
    }
    return false;
}

static void find_measures(SourceRows *rows)
{
    const Ledger *ledger = rows->view->ledger;
    const Design *design = ledger->design;
    for (uint32_t f = 0; f < rows->feed_count; f++) {
        FeedRows *feed = &rows->feeds[f];
        feed->feed = f;
        feed->measures = ARENA_ARRAY(rows->view->arena, uint32_t, design->measure_count + 1u);
        for (uint32_t r = 0; feed->count && r < design->rule_count; r++) {
            const CreditRule *rule = &design->rules[r];
            size_t known = feed->measure_count;
            if (rule->feed != f || !rule_is_used(ledger, rule)) continue;
            if (!known || feed->measures[known - 1] != rule->measure)
                feed->measures[feed->measure_count++] = rule->measure;
        }
    }
}

SourceRows *source_rows_find(const View *view)
{
    Arena *arena = view->arena;
    const Ledger *ledger = view->ledger;
    SourceRows *rows = ARENA_NEW(arena, SourceRows);
    *rows = (SourceRows){.view = view, .feed_count = ledger->records->company->feed_count};
    rows->feeds = ARENA_ARRAY(arena, FeedRows, rows->feed_count + 1u);
    rows->feed_of = ARENA_ARRAY(arena, uint32_t, ledger->slice_count + 1u);
    rows->row_at = ARENA_ARRAY(arena, uint32_t *, ledger->slice_count + 1u);
    find_rows(rows);
    find_measures(rows);
    return rows;
}

RowPlace source_row(const SourceRows *rows, const Credit *credit)
{
    const FeedRows *feed = &rows->feeds[rows->feed_of[credit->slice]];
    return (RowPlace){feed->sheet, rows->row_at[credit->slice][credit->row] - 1};
}

const Sheet *source_sheet(const SourceRows *rows, size_t number)
{
    for (uint32_t f = 0; f < rows->feed_count; f++)
        if (rows->feeds[f].sheet && number-- == 0) return rows->feeds[f].sheet;
    return NULL;
}

/* ---- declared */

static CellKind kind_of(const SourceRows *rows, const ColumnSpec *column)
{
    const Company *company = rows->view->ledger->records->company;
    bool abroad = column->in_row_currency && company->fx.pattern.length;
    switch (column->type) {
    case COLUMN_DATE: return CELL_DATE;
    case COLUMN_MONEY: return abroad ? CELL_MONEY_OF : CELL_MONEY;
    case COLUMN_NUMBER: return CELL_DECIMAL;
    case COLUMN_INTEGER: return CELL_COUNT;
    case COLUMN_PERCENT: return CELL_PERCENT;
    case COLUMN_TEXT:
    case COLUMN_FLAG:
    case COLUMN_PAYEE:
    case COLUMN_TYPES: break;
    }
    return CELL_TEXT;
}

/* As formulas call it, and as the file does where that is another name. */
static const char *heading_of(Arena *arena, const ColumnSpec *column)
{
    if (text_equal(column->name, column->heading)) return text_copy(arena, column->name).bytes;
    return text_format(arena, "%.*s (%.*s)", TEXT_ARG(column->name),
                       TEXT_ARG(column->heading)).bytes;
}

static SheetColumn as_it_is(const char *heading, CellKind kind, CellOrigin origin)
{
    return (SheetColumn){.heading = heading, .is_name = true,
                         .style = {.kind = kind, .origin = origin}};
}

static void add_sheet(SourceRows *rows, FeedRows *feed)
{
    Arena *arena = rows->view->arena;
    const Ledger *ledger = rows->view->ledger;
    const FeedSpec *spec = feed->table->spec;
    const char *amount = tr(workbook_words(rows->workbook), N_("amount"));
    SheetColumn *columns = ARENA_ARRAY(arena, SheetColumn, ROWS_CELLS + spec->column_count +
                                                               feed->measure_count + 1);
    size_t count = 0;
    columns[count++] = (SheetColumn)HEADED("file", CELL_TEXT, FROM_INPUT, 16);
    columns[count++] = (SheetColumn)HEADED("line", CELL_COUNT, FROM_INPUT, 0);
    for (uint32_t c = 0; c < spec->column_count; c++)
        columns[count++] = as_it_is(heading_of(arena, &spec->columns[c]),
                                    kind_of(rows, &spec->columns[c]), FROM_INPUT);
    for (size_t m = 0; m < feed->measure_count; m++) {
        Text key = ledger->design->measures[feed->measures[m]].key;
        columns[count++] = as_it_is(text_format(arena, "%s: %.*s", amount, TEXT_ARG(key)).bytes,
                                    CELL_DECIMAL, FROM_FORMULA);
    }
    columns[count] = (SheetColumn)COLUMNS_END;
    Text name = text_format(arena, "%s %.*s", tr(workbook_words(rows->workbook), N_("Rows")),
                            TEXT_ARG(spec->name));
    feed->sheet = sheet_add(rows->workbook, name.bytes, columns, 0, feed->count);
}

void source_rows_add(SourceRows *rows, Workbook *workbook)
{
    rows->workbook = workbook;
    for (uint32_t f = 0; f < rows->feed_count; f++)
        if (rows->feeds[f].count) add_sheet(rows, &rows->feeds[f]);
}

/* ---- filled */

typedef struct RowPen {
    const SourceRows *rows;
    const FeedRows *feed;
    const Slice *slice;
    size_t row;
    Arena *scratch;
    size_t engine_figures;
} RowPen;

static void money_cell(const RowPen *pen, const ColumnSpec *column, Money money)
{
    CellStyle style = {.kind = kind_of(pen->rows, column), .origin = FROM_INPUT};
    if (style.kind == CELL_MONEY_OF)
        style.digits = (uint8_t)currency_digits(pen->slice->currencies
                                                    ? pen->slice->currencies[pen->row]
                                                    : pen->rows->view->ledger->records->company
                                                          ->currency_number);
    cell_money(pen->feed->sheet, money, &style);
}

static void input_cell(const RowPen *pen, uint32_t c)
{
    const ColumnSpec *column = &pen->feed->table->spec->columns[c];
    const ColumnValues *values = &pen->slice->columns[c];
    const Roster *roster = &pen->rows->view->ledger->records->roster;
    Sheet *sheet = pen->feed->sheet;
    if (values->blanks && values->blanks[pen->row]) {
        sheet_skip(sheet, 1);
        return;
    }
    switch (column->type) {
    case COLUMN_TEXT: cell_text(sheet, values->texts[pen->row], NULL); break;
    case COLUMN_DATE: cell_day(sheet, values->days[pen->row], NULL); break;
    case COLUMN_MONEY: money_cell(pen, column, values->money[pen->row]); break;
    case COLUMN_NUMBER:
    case COLUMN_PERCENT: cell_ratio(sheet, true, values->ratios[pen->row], NULL); break;
    case COLUMN_INTEGER: cell_count(sheet, values->integers[pen->row], NULL); break;
    case COLUMN_FLAG:
        cell_text(sheet, values->flags[pen->row] ? TEXT("TRUE") : TEXT("FALSE"), NULL);
        break;
    case COLUMN_PAYEE:
        cell_text(sheet, roster_payee_text(roster, pen->slice, values->payees[pen->row]), NULL);
        break;
    case COLUMN_TYPES: break;
    }
}

/* The one rule of the measure by which the row counts, and what it makes of it. */
static const CreditRule *rule_of_row(const RowPen *pen, uint32_t measure, Ratio *amount)
{
    const Ledger *ledger = pen->rows->view->ledger;
    const FormulaInput input = {&ledger->records->roster, pen->slice, pen->row, NULL, NULL};
    const CreditRule *found = NULL;
    for (uint32_t r = 0; r < ledger->design->rule_count; r++) {
        const CreditRule *rule = &ledger->design->rules[r];
        Value when, value;
        Text fault;
        if (rule->measure != measure || rule->feed != pen->feed->feed) continue;
        if (formula_converts(rule->value) || formula_converts(rule->when)) return NULL;
        if (!formula_evaluate(rule->when, &input, pen->scratch, &when, &fault)) return NULL;
        if (!when.flag) continue;
        if (found || !formula_evaluate(rule->value, &input, pen->scratch, &value, &fault))
            return NULL;
        found = rule;
        *amount = value.number;
    }
    return found;
}

/* MIN and MAX pass over blank cells: here they are 0. */
static Text cell_of_column(void *context, uint32_t column)
{
    const RowPen *pen = context;
    const uint8_t *blanks = pen->slice->columns[column].blanks;
    Text cell = address_here(pen->scratch, pen->feed->sheet, (uint16_t)(ROWS_CELLS + column));
    return blanks && blanks[pen->row] ? text_format(pen->scratch, "0+%.*s", TEXT_ARG(cell)) : cell;
}

/* Amounts of whole minor units are rounded to them, so that binary fractions leave no trace. */
static void amount_cell(RowPen *pen, uint32_t measure)
{
    static const CellStyle engine = {.kind = CELL_DECIMAL, .origin = FROM_ENGINE};
    int digits = pen->rows->view->ledger->records->company->digits;
    Ratio amount;
    const CreditRule *rule = rule_of_row(pen, measure, &amount);
    Value constant;
    Text body;
    Money minor;
    if (!rule) {
        sheet_skip(pen->feed->sheet, 1);
    } else if (formula_is_constant(rule->value, &constant)) {
        cell_ratio(pen->feed->sheet, true, amount, NULL);
    } else if (formula_is_arithmetic(rule->value) &&
               formula_sheet_text(pen->scratch, rule->value, cell_of_column, pen, &body)) {
        bool whole = money_from_ratio(amount, digits, ROUND_DOWN, &minor) &&
                     ratio_equal(ratio_from_money(minor, digits), amount);
        Text formula = whole ? text_format(pen->scratch, "=ROUND(%.*s,%d)", TEXT_ARG(body), digits)
                             : text_format(pen->scratch, "=%.*s", TEXT_ARG(body));
        formula_ratio(pen->feed->sheet, formula, amount, NULL);
    } else {
        pen->engine_figures++;
        cell_ratio(pen->feed->sheet, true, amount, &engine);
    }
}

static void fill_row(RowPen *pen)
{
    Sheet *sheet = pen->feed->sheet;
    cell_text(sheet, pen->slice->file->source.path, NULL);
    cell_count(sheet, pen->slice->lines[pen->row], NULL);
    for (uint32_t c = 0; c < pen->feed->table->spec->column_count; c++) input_cell(pen, c);
    for (size_t m = 0; m < pen->feed->measure_count; m++)
        amount_cell(pen, pen->feed->measures[m]);
    sheet_end_row(sheet);
    arena_reset(pen->scratch);
}

size_t source_rows_fill(SourceRows *rows)
{
    const Ledger *ledger = rows->view->ledger;
    Arena *scratch = arena_new();
    size_t engine_figures = 0;
    for (uint32_t f = 0; f < rows->feed_count; f++)
        if (rows->feeds[f].sheet) sheet_heading(rows->feeds[f].sheet);
    for (uint32_t s = 0; s < ledger->slice_count; s++) {
        const Slice *slice = ledger->slices[s].slice;
        RowPen pen = {rows, &rows->feeds[rows->feed_of[s]], slice, 0, scratch, 0};
        for (; rows->row_at[s] && pen.row < slice->row_count; pen.row++)
            if (rows->row_at[s][pen.row]) fill_row(&pen);
        engine_figures += pen.engine_figures;
    }
    arena_free(scratch);
    return engine_figures;
}

bool source_amount(const SourceRows *rows, Arena *scratch, const Credit *credit, Text *cell,
                   Ratio *amount)
{
    const Ledger *ledger = rows->view->ledger;
    const FeedRows *feed = &rows->feeds[rows->feed_of[credit->slice]];
    uint32_t measure = ledger->design->lines[credit->line].measure;
    const RowPen pen = {rows, feed, ledger->slices[credit->slice].slice, credit->row, scratch, 0};
    size_t at = 0;
    while (at < feed->measure_count && feed->measures[at] != measure) at++;
    if (at == feed->measure_count || !rule_of_row(&pen, measure, amount)) return false;
    uint16_t column = (uint16_t)(ROWS_CELLS + feed->table->spec->column_count + at);
    *cell = address_of(scratch, feed->sheet, source_row(rows, credit).row, column);
    return true;
}
