/* diff.c - two runs held against each other: words, totals, figures that differ, and the answer. */
#include "diff_inside.h"

#include "attain/currency.h"

Text diff_cause_word(unsigned cause)
{
    static const char *const further[] = {"prior", "balance", "draw", "held", "rounding"};
    return cause < CAUSES ? cause_word((Cause)cause) : text_of(further[cause - CAUSES]);
}

unsigned diff_step_cause(int step)
{
    static const unsigned causes[DIFF_STEPS] = {CAUSE_CREDITS, CAUSE_ROSTER, CAUSE_QUOTA,
                                                CAUSE_FX, CAUSE_PLAN, CAUSE_OTHER};
    return causes[step];
}

/* Whether every file of a run is one of the other's: a design's by path, else by its bytes alone,
 * as a feed may be cut into other files. */
static bool has_all(const DiffSide *side, const DiffSide *other, RunFileKind kind, Text feed,
                    size_t *count)
{
    *count = 0;
    for (size_t f = 0; f < side->record.file_count; f++) {
        const RunFile *file = &side->record.files[f];
        if (file->kind != kind || (feed.length && !text_equal(file->feed, feed))) continue;
        ++*count;
        bool found = false;
        for (size_t o = 0; o < other->record.file_count && !found; o++) {
            const RunFile *twin = &other->record.files[o];
            found = twin->kind == kind && text_equal(twin->feed, file->feed) &&
                    text_equal(twin->sha256, file->sha256) &&
                    (kind != RUN_DESIGN || text_equal(twin->path, file->path));
        }
        if (!found) return false;
    }
    return true;
}

bool diff_files(const DiffSide sides[2], RunFileKind kind, Text feed)
{
    size_t ours, theirs;
    bool same = has_all(&sides[0], &sides[1], kind, feed, &ours) &&
                has_all(&sides[1], &sides[0], kind, feed, &theirs) && ours == theirs;
    return !same;
}

static const char *const payout_names[PAYOUTS_COLUMNS] = {
    "person_id", "name", "plan", "component", "role", "team", "from", "to", "value", "quota",
    "attainment", "multiplier", "target", "note", "earned_to_date", "earned_before", "earning"};
static const char *const payroll_names[PAYROLL_CELLS] = {
    "person_id", "name", "currency", "balance_in", "earnings", "prior", "adjustments", "draw_paid",
    "draw_repaid", "draw_owed", "held", "payment", "balance_out"};

/* The columns from `first` on, of which those before `numbers` are texts. */
static size_t figures(const Diff *diff, const CsvRow rows[2], const char *const *names, int first,
                      int numbers, int count, const int digits[2], DiffFigure *out)
{
    size_t found = 0;
    for (int c = first; c < count; c++) {
        DiffFigure figure = {.name = names[c], .texts = {TEXT(""), TEXT("")}};
        bool both = rows[0].slice && rows[1].slice;
        if (c >= numbers && both && ratio_equal(csv_number(rows[0], c), csv_number(rows[1], c)))
            continue;                /* 0 yen and 0.00 dollars */
        for (int s = 0; s < 2; s++)
            if (c < numbers) figure.texts[s] = csv_text(rows[s], c);
            else if (rows[s].slice)
                figure.texts[s] = money_text(diff->arena, diff_money(csv_number(rows[s], c),
                                                                     digits[s]), digits[s]);
        if (!text_equal(figure.texts[0], figure.texts[1])) out[found++] = figure;
    }
    return found;
}

size_t diff_payout_figures(const Diff *diff, const DiffComponent *component, DiffFigure *out)
{
    const int digits[2] = {diff->digits, diff->digits};
    return figures(diff, component->rows, payout_names, PAYOUTS_ROLE, PAYOUTS_TO_DATE,
                   PAYOUTS_COLUMNS, digits, out);
}

size_t diff_payroll_figures(const Diff *diff, const DiffPayee *payee, DiffFigure *out)
{
    int digits[2];
    for (int s = 0; s < 2; s++) {
        Currency currency = currency_find(payee->currencies[s]);
        digits[s] = currency == CURRENCY_NONE ? diff->digits : currency_digits(currency);
    }
    return figures(diff, payee->rows, payroll_names, PAYROLL_CURRENCY, PAYROLL_BALANCE_IN,
                   PAYROLL_CELLS, digits, out);
}

static DiffTotal *total_of(DiffTotal *totals, size_t *count, Text code, int home_digits)
{
    for (size_t t = 0; t < *count; t++)
        if (text_equal(totals[t].currency, code)) return &totals[t];
    Currency currency = currency_find(code);
    totals[*count] = (DiffTotal){.currency = code,
                                 .digits = currency == CURRENCY_NONE ? home_digits
                                                                     : currency_digits(currency)};
    return &totals[(*count)++];
}

/* Payments of payees whose figures are the same count on both sides; all of them stand in
 * payroll.csv. */
size_t diff_totals(const Diff *diff, DiffTotal **out)
{
    size_t count = 0, rows = 1;
    for (int s = 0; s < 2; s++) rows += diff->sides[s].csvs[RUN_PAYROLL]->row_count;
    DiffTotal *totals = ARENA_ARRAY(diff->arena, DiffTotal, rows);
    for (int s = 0; s < 2; s++) {
        const Table *table = diff->sides[s].csvs[RUN_PAYROLL];
        for (size_t i = 0; i < table->slice_count; i++)
            for (size_t r = 0; r < table->slices[i].row_count; r++) {
                CsvRow row = {&table->slices[i], r};
                DiffTotal *total = total_of(totals, &count, csv_text(row, PAYROLL_CURRENCY),
                                            diff->digits);
                total->payments[s] += diff_money(csv_number(row, PAYROLL_PAYMENT),
                                                 total->digits).minor;
            }
    }
    for (size_t p = 0; p < diff->payee_count; p++) {
        const DiffPayee *payee = &diff->payees[p];
        if (!payee->comparable) continue;
        DiffTotal *total = total_of(totals, &count, payee->currencies[0], diff->digits);
        for (unsigned c = 0; c < DIFF_CAUSES; c++) total->causes[c] += payee->causes[c].minor;
    }
    *out = totals;
    return count;
}

Text diff_answer(Arena *arena, const DiffSide sides[2], const DiffStep *steps,
                 const DiffCredits *credits, const ExplainLook *look)
{
    Diff diff = {.arena = arena, .sides = sides, .steps = steps, .credits = credits,
                 .words = look->words,
                 .digits = sides[0].company->digits};
    diff_find(&diff);
    return look->json ? diff_json(&diff, look) : diff_text(&diff, look);
}
