/* fuzz_rows.c - any bytes as a CSV file of a fixed company, through the whole intake room.
 *
 * The first byte chooses: bits 0-1 the declared encoding, 2 a total row, 3 a key, 4-5 the file
 * (feed, roster, quotas, adjustments), 6 a currency with cents. What must hold of any file: a
 * problem has a place that lies in its line, a value is one of its type, and no line is lost: each
 * is a row, or was skipped, or is at fault, and each only once.
 *
 * The linker wraps file_read (see CMakeLists.txt), so that files are exact pieces of the heap and
 * a read beyond their end is seen; a mapped file would end in a page of zeros. */
#include "attain/intake.h"

#include <assert.h>
#include <string.h>

#define IS_TEXT(literal) {(literal), sizeof(literal) - 1}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
bool __wrap_file_read(Arena *arena, Text directory, Text path, SourceFile *out, Diags *diags);

static const Text COMPANY = IS_TEXT(
    "company: Fuzz\ncurrency: USD\nfiscal_year_starts: 4\n"
    "roster: {file: people.csv}\nquotas: {file: quotas.csv}\n"
    "alignments: {file: aligned.csv}\nadjustments: {file: adjust.csv}\n"
    "feeds:\n  deals:\n    file: deals.csv\n    total_row: Total\n    key: id\n    columns:\n"
    "      id: text\n      day: date\n      amt: {type: money?, header: 金額}\n"
    "      k: {type: money?, times: 1000}\n      n: {type: number?, times: 0.1}\n"
    "      i: integer?\n      pct: percent?\n      new: flag?\n      ae: payee?\n"
    "      d2: {type: date?, format: '%d/%m/%y'}\n");

enum { DEAL_COLUMNS = 10, AMOUNT = 2 };
enum { DEALS, PEOPLE, QUOTAS, ADJUST, ALIGNED, FILES };
static const Text NAMES[FILES] = {IS_TEXT("deals.csv"), IS_TEXT("people.csv"),
                                  IS_TEXT("quotas.csv"), IS_TEXT("adjust.csv"),
                                  IS_TEXT("aligned.csv")};
static const Text FIXED[FILES] = {
    IS_TEXT("id,day,金額,k,n,i,pct,new,ae,d2\n"),
    IS_TEXT("person_id,name,role,team,manager_id,start_date,end_date,target_incentive\n"
            "e1,Ann,AE,West,e2,2026-01-01,,1000\ne2,Bo,SE,,,2026-01-01,2026-12-31,\n"),
    IS_TEXT("holder,measure,period,amount\ne1,acv,FY2026,1200\n"),
    IS_TEXT("adjustment_id,person_id,period,amount,reason,approved_by\n"),
    IS_TEXT("person_id,team,start_date,end_date\ne2,West,2026-01-01,\n")};

static Text given[FILES], company_text;

bool __wrap_file_read(Arena *arena, Text directory, Text path, SourceFile *out, Diags *diags)
{
    (void)directory;
    (void)diags;
    *out = (SourceFile){.path = text_copy(arena, path), .bytes = company_text};
    for (int i = 0; i < FILES; i++)
        if (text_equal(path, NAMES[i])) out->bytes = given[i];
    return true;
}

static const Company *company(void)
{
    static Company *read;                          /* once: it never changes */
    static Arena *arena;
    if (read) return read;
    company_text = COMPANY;
    arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    bool good = intake_company(arena, TEXT("company.yaml"), &read, &diags);
    assert(good && read->feeds[0].column_count == DEAL_COLUMNS);
    return read;
}

static void check_ratio(Ratio ratio)
{
    assert(ratio.big || ratio.den > 0);
}

static void check_value(const Records *records, const Slice *slice, const ColumnSpec *spec,
                        const ColumnValues *values, size_t row)
{
    size_t bad;
    switch (spec->type) {
    case COLUMN_TEXT: assert(text_is_utf8(values->texts[row], &bad)); return;
    case COLUMN_DATE:
        assert(values->days[row] == DAY_NONE ||
               (values->days[row] >= month_first_day(12) &&
                values->days[row] <= month_last_day(10000 * 12 - 1)));
        return;
    case COLUMN_NUMBER:
    case COLUMN_PERCENT: check_ratio(values->ratios[row]); return;
    case COLUMN_FLAG: assert(values->flags[row] <= 1); return;
    case COLUMN_PAYEE:
        assert(values->payees[row] == PERSON_NONE ||
               values->payees[row] < records->roster.person_count + slice->stranger_count);
        assert(text_is_utf8(roster_payee_text(&records->roster, slice, values->payees[row]),
                            &bad));
        return;
    case COLUMN_MONEY: case COLUMN_INTEGER: case COLUMN_TYPES: return;
    }
}

/* Every value of every fact; blank cells only where they may be. */
static size_t check_table(const Records *records, const Table *table)
{
    size_t facts = 0;
    for (size_t s = 0; s < table->slice_count; s++) {
        const Slice *slice = &table->slices[s];
        for (size_t r = 0; r < slice->row_count; r++) {
            if (slice->left_out && slice->left_out[r]) continue;
            facts++;
            assert(!slice->currencies || slice->currencies[r] != CURRENCY_NONE);
            for (uint32_t c = 0; c < table->spec->column_count; c++) {
                const ColumnSpec *spec = &table->spec->columns[c];
                const ColumnValues *values = &slice->columns[c];
                check_value(records, slice, spec, values, r);
                assert(spec->may_be_blank || !values->blanks || !values->blanks[r]);
            }
        }
    }
    return facts;
}

static void check_diags(Arena *arena, Diags *diags)
{
    diags_sort(diags);
    size_t errors = 0;
    for (size_t i = 0; i < diags->count; i++) {
        const Diag *diag = &diags->items[i];
        const Place *place = &diag->place;
        assert(place->file.length && diag->message.length && !diag->system_fault);
        assert(place->mark_from + place->mark_length <= place->excerpt.length);
        assert(place->line || diag->code == DIAG_FILE_EMPTY);
        errors += diag->severity == SEVERITY_ERROR;
        (void)diag_text(arena, diag, NULL, i % 2);
    }
    assert(errors == diags->errors);
}

static uint32_t lines_of(Text text)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < text.length; i++) lines += text.bytes[i] == '\n';
    return lines + (text.length && text.bytes[text.length - 1] != '\n');
}

/* Says what each line became: of a feed a row with too many or too few cells is a row, left out; of
 * other tables it is none. A row over several lines would need the quotes read again. */
static void count_lines(const Table *table, const FileRead *file, const Diags *diags,
                        uint8_t *seen, uint32_t lines, bool is_feed)
{
    for (size_t s = 0; s < table->slice_count; s++)
        for (size_t r = 0; r < table->slices[s].row_count; r++) {
            assert(table->slices[s].lines[r] <= lines);
            seen[table->slices[s].lines[r]]++;
        }
    for (size_t i = 0; i < file->skipped_count; i++) {
        const SkippedRows *skipped = &file->skipped[i];
        assert(skipped->first_line <= skipped->last_line && skipped->last_line <= lines);
        if (skipped->reason == SKIP_DUPLICATE) continue;         /* counted with the rows */
        for (uint32_t line = skipped->first_line; line <= skipped->last_line; line++) seen[line]++;
    }
    for (size_t i = 0; i < diags->count && !is_feed; i++)
        if (diags->items[i].code == DIAG_ROW_CELLS &&
            text_equal(diags->items[i].place.file, file->source.path))
            seen[diags->items[i].place.line]++;
}

/* No line is lost, none counts twice; the heading's is the only one that is none of these. */
static void check_lines(Arena *arena, const Table *table, const FileRead *file,
                        const Diags *diags, bool is_feed)
{
    static const DiagCode stops[] = {DIAG_ENCODING, DIAG_ROW_NUL, DIAG_FILE_EMPTY, DIAG_ROW_QUOTE,
                                     DIAG_ROW_RETURN, DIAG_HEADING_MISSING, DIAG_HEADING_TWICE,
                                     DIAG_CELL_TOO_LONG};
    for (size_t i = 0; i < diags->count; i++)
        for (size_t s = 0; s < sizeof stops / sizeof *stops; s++)
            if (diags->items[i].code == stops[s] &&
                text_equal(diags->items[i].place.file, file->source.path)) return;
    uint32_t lines = lines_of(file->decoded), headings = 0;
    bool quotes = memchr(file->decoded.bytes, '"', file->decoded.length) != NULL;
    uint8_t *seen = ARENA_ARRAY(arena, uint8_t, lines + 2u);
    count_lines(table, file, diags, seen, lines, is_feed);
    for (uint32_t line = 1; !quotes && line <= lines; line++) {
        assert(seen[line] <= 1);
        headings += !seen[line];
    }
    assert(quotes || headings == 1);
}

static void check(Arena *arena, const Records *records, int which, Diags *diags)
{
    const Table *tables[] = {&records->feeds[0], &records->roster.table, &records->quota_table,
                             &records->adjustment_table};
    check_diags(arena, diags);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        size_t facts = check_table(records, tables[i]);
        assert(facts == tables[i]->row_count);
    }
    for (size_t f = 0; f < records->file_count; f++)
        if (text_equal(records->files[f].source.path, NAMES[which]))
            check_lines(arena, tables[which], &records->files[f], diags, which == DEALS);
    for (uint32_t p = 1; p < records->roster.person_count; p++)
        assert(text_compare(records->roster.persons[p - 1].id, records->roster.persons[p].id) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    Company now = *company();
    FeedSpec deals = now.feeds[0], *specs[] = {&deals, &now.roster, &now.quotas,
                                               &now.adjustments};
    int which = data[0] >> 4 & 3;
    specs[which]->encoding = (Encoding)(data[0] & 3);
    if (!(data[0] & 4)) deals.total_row = TEXT("");
    if (!(data[0] & 8)) deals.key = COLUMN_ABSENT;
    now.digits = data[0] & 64 ? 2 : 0;
    now.feeds = &deals;
    ColumnSpec columns[DEAL_COLUMNS];
    memcpy(columns, deals.columns, sizeof columns);
    if (data[0] & 128) {                 /* the id says in which currency the amounts are */
        columns[AMOUNT].in_row_currency = columns[AMOUNT + 1].in_row_currency = true;
        deals.columns = columns;
    }
    memcpy(given, FIXED, sizeof given);
    given[which] = (Text){(const char *)data + 1, size - 1};

    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    IntakeOptions options = {.jobs = 1};
    Records records;
    bool good = intake_records(arena, &now, &options, &records, &diags);
    assert(good == (diags.errors == diags.row_faults));
    check(arena, &records, which, &diags);
    arena_free(arena);
    return 0;
}
