/* sheet_reconciliation.c - "Reconciliation": what became of every row that was read, and of every
 * credit, measure by measure. From files to facts to credits; from earnings to payments.
 * Source: CONTRACT 7. */
#include "reconciliation.h"

#include <string.h>

/* ---- the files' rows */

static bool is_of(const Slice *slice, const FileRead *file)
{
    return slice->file == file;
}

static void count_slices(const Ledger *ledger, uint8_t *const *marks, FileRows *rows)
{
    for (uint32_t s = 0; s < ledger->slice_count; s++) {
        const Slice *slice = ledger->slices[s].slice;
        if (!is_of(slice, rows->file)) continue;
        rows->read += slice->row_count;
        for (size_t r = 0; r < slice->row_count; r++) {
            bool out = slice->left_out && slice->left_out[r];
            rows->left_out += out;
            if (out) continue;
            rows->by_mark[marks[s][r]]++;
            if (ledger->row_uses) rows->by_use[ledger->row_uses[s][r]]++;
        }
    }
}

static FileRows count_rows(const Ledger *ledger, uint8_t *const *marks, const FileRead *file)
{
    FileRows rows = {.file = file};
    count_slices(ledger, marks, &rows);
    for (size_t s = 0; s < file->skipped_count; s++) {
        const SkippedRows *skipped = &file->skipped[s];
        if (skipped->reason == SKIP_DUPLICATE) {
            rows.duplicates += skipped->rows;
            continue;
        }
        rows.skipped += skipped->rows;
        rows.read += skipped->rows;
    }
    rows.left_out -= rows.duplicates;            /* which are marked like rows at fault */
    return rows;
}

/* [slice][row] the best that a row's credits came to. */
static uint8_t **mark_rows(Arena *arena, const Ledger *ledger)
{
    uint8_t **marks = ARENA_ARRAY(arena, uint8_t *, ledger->slice_count + 1u);
    for (uint32_t s = 0; s < ledger->slice_count; s++)
        marks[s] = ARENA_ARRAY(arena, uint8_t, ledger->slices[s].slice->row_count + 1);
    static const uint8_t mark_of[] = {[CREDITED] = MARK_CREDITED, [UNASSIGNED] = MARK_UNASSIGNED,
                                      [COMPANY_CREDIT] = MARK_COMPANY};
    for (size_t i = 0; i < ledger->credit_count; i++) {
        const Credit *credit = &ledger->credits[i];
        uint8_t *mark = &marks[credit->slice][credit->row], now = mark_of[credit->status];
        if (now > *mark) *mark = now;
    }
    return marks;
}

static void find_files(const View *view, FactLines *lines)
{
    const Records *records = view->ledger->records;
    Arena *scratch = arena_new();
    uint8_t **marks = mark_rows(scratch, view->ledger);
    lines->files = ARENA_ARRAY(view->arena, FileRows, records->file_count + 1);
    for (size_t f = 0; f < records->file_count; f++)
        if (records->files[f].is_feed)
            lines->files[lines->file_count++] = count_rows(view->ledger, marks,
                                                           &records->files[f]);
    arena_free(scratch);
}

void reconciliation_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("measure", CELL_TEXT, FROM_FORMULA, 26),
        HEADED("title", CELL_TEXT, FROM_FORMULA, 16), HEADED("unit", CELL_TEXT, FROM_FORMULA, 20),
        HEADED("credits", CELL_COUNT, FROM_ENGINE, 16),
        HEADED("total", CELL_DECIMAL, FROM_FORMULA, 14),
        HEADED("credited", CELL_DECIMAL, FROM_FORMULA, 16),
        HEADED("unassigned", CELL_DECIMAL, FROM_FORMULA, 16),
        HEADED("for the company", CELL_DECIMAL, FROM_FORMULA, 16),
        HEADED("this month", CELL_DECIMAL, FROM_FORMULA, 18),
        HEADED("month before", CELL_DECIMAL, FROM_FORMULA, 22),
        HEADED("difference", CELL_DECIMAL, FROM_FORMULA, 14), COLUMNS_END};
    FactLines *lines = sheets->fact_lines = ARENA_NEW(sheets->view->arena, FactLines);
    *lines = (FactLines){0};
    find_files(sheets->view, lines);
    measures_find(sheets, lines);
    lines->files_line = 4;
    lines->uses_line = lines->files_line + (uint32_t)lines->file_count + 3;
    lines->pay_line = lines->uses_line + (uint32_t)lines->file_count + 3;
    PayrollColumn amounts[PAYROLL_COLUMNS];
    lines->heading = lines->pay_line + (uint32_t)payroll_columns(sheets->view, amounts) + 3;
    sheets->reconciliation = sheet_add(sheets->workbook, "Reconciliation", columns,
                                       lines->heading, lines->measure_count);
}

enum { FILE_READ = 2, FILE_SKIPPED, FILE_DUPLICATES, FILE_LEFT_OUT, FILE_FACTS, FILE_CREDITED,
       FILE_UNASSIGNED, FILE_COMPANY, FILE_REST, FILE_COLUMNS };

static size_t facts_of(const FileRows *rows)
{
    return rows->read - rows->skipped - rows->duplicates - rows->left_out;
}

static size_t rest_of(const FileRows *rows)
{
    return facts_of(rows) - rows->by_mark[MARK_CREDITED] - rows->by_mark[MARK_UNASSIGNED] -
           rows->by_mark[MARK_COMPANY];
}

/* From the cell `first` all the cells up to `last` are taken off. */
static void rest_cell(Sheets *sheets, uint16_t first, uint16_t last, size_t count,
                      const CellStyle *style)
{
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->reconciliation;
    Text from = address_here(arena, sheet, first), next = address_here(arena, sheet, first + 1),
         to = address_here(arena, sheet, last);
    cell_formula_count(sheet, text_format(arena, "=%.*s-SUM(%.*s:%.*s)", TEXT_ARG(from),
                                          TEXT_ARG(next), TEXT_ARG(to)), count, style);
}

static void file_line(Sheets *sheets, const FileRows *rows)
{
    static const CellStyle input = {.kind = CELL_COUNT, .origin = FROM_INPUT},
                           engine = {.kind = CELL_COUNT, .origin = FROM_ENGINE},
                           plain = {.kind = CELL_COUNT};
    Sheet *sheet = sheets->reconciliation;
    cell_text(sheet, rows->file->source.path, NULL);
    cell_text(sheet, rows->file->feed, NULL);
    cell_count(sheet, (int64_t)rows->read, &input);
    cell_count(sheet, (int64_t)rows->skipped, &input);
    cell_count(sheet, (int64_t)rows->duplicates, &input);
    cell_count(sheet, (int64_t)rows->left_out, &input);
    rest_cell(sheets, FILE_READ, FILE_LEFT_OUT, facts_of(rows), &plain);
    cell_count(sheet, (int64_t)rows->by_mark[MARK_CREDITED], &engine);
    cell_count(sheet, (int64_t)rows->by_mark[MARK_UNASSIGNED], &engine);
    cell_count(sheet, (int64_t)rows->by_mark[MARK_COMPANY], &engine);
    rest_cell(sheets, FILE_FACTS, FILE_COMPANY, rest_of(rows), &plain);
}

static void add_rows(FileRows *sum, const FileRows *rows)
{
    sum->read += rows->read;
    sum->skipped += rows->skipped;
    sum->duplicates += rows->duplicates;
    sum->left_out += rows->left_out;
    for (size_t m = 0; m < MARKS; m++) sum->by_mark[m] += rows->by_mark[m];
    for (size_t u = 0; u < ROW_USES; u++) sum->by_use[u] += rows->by_use[u];
}

static FileRows all_rows(const FactLines *lines)
{
    FileRows sum = {0};
    for (size_t f = 0; f < lines->file_count; f++) add_rows(&sum, &lines->files[f]);
    return sum;
}

static uint32_t total_line(const FactLines *lines)
{
    return lines->files_line + (uint32_t)lines->file_count;
}

static void files_total(Sheets *sheets)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL), count = in_look(CELL_COUNT, LOOK_TOTAL);
    const FactLines *lines = sheets->fact_lines;
    FileRows sum = all_rows(lines);
    const size_t counts[FILE_COLUMNS] = {
        [FILE_READ] = sum.read, [FILE_SKIPPED] = sum.skipped, [FILE_DUPLICATES] = sum.duplicates,
        [FILE_LEFT_OUT] = sum.left_out, [FILE_FACTS] = facts_of(&sum),
        [FILE_CREDITED] = sum.by_mark[MARK_CREDITED],
        [FILE_UNASSIGNED] = sum.by_mark[MARK_UNASSIGNED],
        [FILE_COMPANY] = sum.by_mark[MARK_COMPANY], [FILE_REST] = rest_of(&sum)};
    Sheet *sheet = sheets->reconciliation;
    sheet_go(sheet, total_line(lines), 0);
    cell_word(sheet, N_("total"), &text);
    cell_text(sheet, TEXT(""), &text);
    for (uint16_t c = FILE_READ; c < FILE_COLUMNS; c++) {
        Text block = address_lines(sheets->view->arena, sheet, lines->files_line,
                                   total_line(lines) - 1, c);
        cell_formula_count(sheet, text_format(sheets->view->arena, "=SUM(%.*s)", TEXT_ARG(block)),
                           counts[c], &count);
    }
}

static void files_fill(Sheets *sheets)
{
    static const char *const headings[FILE_COLUMNS] = {
        N_("file"), N_("feed"), N_("rows read"), N_("skipped"), N_("duplicates"), N_("left out"),
        N_("facts"), N_("rows credited"), N_("rows unassigned"), N_("rows of the company"),
        N_("not counted")};
    const FactLines *lines = sheets->fact_lines;
    line_headings(sheets->reconciliation, lines->files_line - 1, headings, FILE_READ,
                  FILE_COLUMNS);
    for (size_t f = 0; f < lines->file_count; f++) {
        sheet_go(sheets->reconciliation, lines->files_line + (uint32_t)f, 0);
        file_line(sheets, &lines->files[f]);
    }
    if (lines->file_count) files_total(sheets);
}

/* ---- why rows are not counted: as the credit stage said, while it looked at each */

enum { USE_FIRST = 2, USE_SUM = USE_FIRST + ROW_CREDITS };

static size_t reasons_of(const FileRows *rows)
{
    size_t sum = 0;
    for (size_t u = 0; u < ROW_CREDITS; u++) sum += rows->by_use[u];
    return sum;
}

static void use_cells(Sheets *sheets, const FileRows *rows)
{
    static const CellStyle engine = {.kind = CELL_COUNT, .origin = FROM_ENGINE};
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->reconciliation;
    cell_text(sheet, rows->file->source.path, NULL);
    cell_text(sheet, rows->file->feed, NULL);
    for (size_t u = 0; u < ROW_CREDITS; u++) cell_count(sheet, (int64_t)rows->by_use[u], &engine);
    Text first = address_here(arena, sheet, USE_FIRST),
         last = address_here(arena, sheet, USE_SUM - 1);
    cell_formula_count(sheet, text_format(arena, "=SUM(%.*s:%.*s)", TEXT_ARG(first),
                                          TEXT_ARG(last)), reasons_of(rows), NULL);
}

static void uses_total(Sheets *sheets)
{
    const CellStyle text = in_look(CELL_TEXT, LOOK_TOTAL), count = in_look(CELL_COUNT, LOOK_TOTAL);
    const FactLines *lines = sheets->fact_lines;
    FileRows sum = all_rows(lines);
    Sheet *sheet = sheets->reconciliation;
    uint32_t line = lines->uses_line + (uint32_t)lines->file_count;
    sheet_go(sheet, line, 0);
    cell_word(sheet, N_("total"), &text);
    cell_text(sheet, TEXT(""), &text);
    for (uint16_t c = USE_FIRST; c <= USE_SUM; c++) {
        Text block = address_lines(sheets->view->arena, sheet, lines->uses_line, line - 1, c);
        cell_formula_count(sheet, text_format(sheets->view->arena, "=SUM(%.*s)", TEXT_ARG(block)),
                           c < USE_SUM ? sum.by_use[c - USE_FIRST] : reasons_of(&sum), &count);
    }
}

static void uses_fill(Sheets *sheets)
{
    static const char *const headings[USE_SUM + 1] = {
        N_("why not counted"), N_("feed"), [USE_FIRST + ROW_UNCOUNTED] = N_("no measure counts it"),
        [USE_FIRST + ROW_UNUSED] = N_("no plan uses it"),
        [USE_FIRST + ROW_OTHER_YEAR] = N_("earlier years"),
        [USE_FIRST + ROW_LATER] = N_("after this month"),
        [USE_FIRST + ROW_NAMES_NOBODY] = N_("names nobody"), [USE_SUM] = N_("not counted")};
    const FactLines *lines = sheets->fact_lines;
    line_headings(sheets->reconciliation, lines->uses_line - 1, headings, USE_FIRST, USE_SUM + 1);
    for (size_t f = 0; f < lines->file_count; f++) {
        sheet_go(sheets->reconciliation, lines->uses_line + (uint32_t)f, 0);
        use_cells(sheets, &lines->files[f]);
    }
    if (lines->file_count) uses_total(sheets);
}

bool reconciliation_rest(const Sheets *sheets, RestSums *out)
{
    const FactLines *lines = sheets->fact_lines;
    Arena *arena = sheets->view->arena;
    const Sheet *sheet = sheets->reconciliation;
    if (!lines->file_count || !sheets->view->ledger->row_uses) return false;
    FileRows sum = all_rows(lines);
    uint32_t line = lines->uses_line + (uint32_t)lines->file_count;
    *out = (RestSums){.left = address_line(arena, sheet, total_line(lines), FILE_REST),
                      .reasons = address_line(arena, sheet, line, USE_SUM),
                      .left_count = rest_of(&sum), .reason_count = reasons_of(&sum)};
    return true;
}

/* ---- from earnings to payments: the sums of Payroll, against the month before */

enum { PAY_NOW = 2, PAY_MONTH_BEFORE, PAY_DIFFERENCE };

static Money sum_before(const Ledger *ledger, const PayrollColumn *column, Int128 *magnitude)
{
    Money sum = {0};
    for (size_t i = 0; i < ledger->payment_count; i++) {
        Money amount = payroll_amount(&ledger->payments_before[i], column);
        sum.minor += amount.minor;
        *magnitude += magnitude_of(amount);
    }
    return sum;
}

static void payment_line(Sheets *sheets, uint32_t line, const PayrollColumn *column)
{
    static const CellStyle money = {.kind = CELL_MONEY},
                           carried = {.kind = CELL_MONEY, .origin = FROM_INPUT};
    Arena *arena = sheets->view->arena;
    Sheet *sheet = sheets->reconciliation;
    Sum now = payroll_sum(sheets, sheets->places.own[column->cell], column->offset);
    Int128 magnitude = 0;
    Money before = sum_before(sheets->view->ledger, column, &magnitude);
    sheet_go(sheet, line, 0);
    cell_word(sheet, column->name, NULL);
    sheet_go(sheet, line, PAY_NOW);
    cell_sum(&sheets->summing, sheet, now, &money);
    cell_money(sheet, before, &carried);
    Sum more = {text_format(arena, "%.*s-%.*s", TEXT_ARG(address_here(arena, sheet, PAY_NOW)),
                            TEXT_ARG(address_here(arena, sheet, PAY_MONTH_BEFORE))),
                {now.value.minor - before.minor}, now.magnitude + magnitude, 2};
    cell_sum(&sheets->summing, sheet, more, &money);
}

static void payments_fill(Sheets *sheets)
{
    static const char *const headings[] = {N_("from earnings to payments"), "", N_("this month"),
                                           N_("month before"), N_("difference")};
    const FactLines *lines = sheets->fact_lines;
    PayrollColumn amounts[PAYROLL_COLUMNS];
    size_t count = payroll_columns(sheets->view, amounts);
    line_headings(sheets->reconciliation, lines->pay_line, headings, PAY_NOW, PAY_DIFFERENCE + 1);
    for (size_t c = 0; c < count; c++)
        payment_line(sheets, lines->pay_line + 1 + (uint32_t)c, &amounts[c]);
}

void reconciliation_fill(Sheets *sheets)
{
    line_title(sheets, sheets->reconciliation, N_("From what was read to what is paid"));
    files_fill(sheets);
    uses_fill(sheets);
    payments_fill(sheets);
    sheet_heading(sheets->reconciliation);
    measures_fill(sheets);
}
