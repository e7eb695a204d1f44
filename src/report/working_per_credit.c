/* working_per_credit.c - Per credit: under `window: credit` each of the month's credits goes
 * through the rate table on its own; their pays, in what they have in common, are added up. */
#include "working_inside.h"

enum { PER_PERSON, PER_COMPONENT, PER_KEY, PER_TIMES, PER_PAY, PER_UNITS, PER_SCALE, PER_INPUT,
       PER_REACHED = PER_INPUT + 2, PER_PAYS, PER_AMOUNT = PER_PAYS + 2, PER_SUM = PER_AMOUNT + 2,
       PER_COMMON };

/* What one credit of this size pays, as it goes into the table. */
static Ratio pay_of(Arena *arena, const Component *component, Ratio size)
{
    return component->pays == PAYS_AMOUNT
        ? rate_pays(arena, component->rate, size, false)
        : rate_credited(arena, component->rate, size, size, RATIO_ONE, false);
}

static Ratio size_of(const Working *working, const Credit *credit)
{
    return ratio_absolute(working->scratch,
                          ledger_credit_amount(working->scratch, working->ledger, credit));
}

static int64_t common_of(int64_t common, Ratio pay)
{
    if (!common || pay.big) return 0;
    int64_t a = common, b = pay.den;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    Int128 both = (Int128)(common / a) * pay.den;
    return both < EXACT_BELOW ? (int64_t)both : 0;
}

static int64_t times_of(const Credit *credit, int32_t weight)
{
    return weight * ratio_sign(credit->amount);
}

void per_credit_find(Working *working, const Entry *entry, EntrySets *sets)
{
    const Component *component = entry_component(working->ledger, entry);
    const Credit *credits = working->ledger->credits;
    sets->credits = runs_of(working, entry, component->line, &sets->run_count);
    sets->first_row = working->per_credit_rows;
    sets->common = 1;
    for (size_t r = 0; r < sets->run_count; r++)
        for (size_t i = 0; i < sets->credits[r].count; i++) {
            Ratio size = size_of(working, &credits[sets->credits[r].first + i]);
            sets->common = common_of(sets->common, pay_of(working->scratch, component, size));
            sets->row_count++;
        }
    for (size_t r = 0; r < sets->run_count && sets->common; r++)
        for (size_t i = 0; i < sets->credits[r].count; i++) {
            const Credit *credit = &credits[sets->credits[r].first + i];
            Ratio pay = pay_of(working->scratch, component, size_of(working, credit));
            sets->units += (Int128)pay.num * (sets->common / pay.den) *
                           times_of(credit, sets->credits[r].weight);
        }
    working->per_credit_rows += sets->row_count;
}

void per_credit_add(Working *working)
{
    static const SheetColumn columns[] = {
        HEADED("person_id", CELL_TEXT, FROM_INPUT, 0),
        HEADED("component", CELL_TEXT, FROM_INPUT, 26), HEADED("key", CELL_TEXT, FROM_INPUT, 14),
        HEADED("times", CELL_COUNT, FROM_INPUT, 0), HEADED("pays", CELL_DECIMAL, FROM_FORMULA, 0),
        HEADED("units", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("units in one", CELL_EXACT, FROM_INPUT, 0),
        HEADED("input n", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("input d", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("row reached", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("table n", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("table d", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("amount n", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("amount d", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("added up", CELL_EXACT, FROM_FORMULA, 0),
        HEADED("common", CELL_EXACT, FROM_INPUT, 0), COLUMNS_END};
    if (working->per_credit_rows)
        working->per_credit_sheet = sheet_add(working->workbook, "Per credit", columns, 0,
                                              working->per_credit_rows);
}

void per_credit_sum(const Working *working, const Pen *pen, const EntrySets *sets, Whole *num,
                    Whole *den)
{
    *num = whole_number(pen->arena, 0);
    *den = whole_number(pen->arena, 1);
    if (!sets->row_count) return;
    if (!sets->common) {
        *num = whole_none();
        return;
    }
    Text block = address_block(pen->arena, working->per_credit_sheet, PER_SUM, sets->first_row,
                               sets->row_count);
    *num = whole_said(text_format(pen->arena, "SUM(%.*s)", TEXT_ARG(block)), sets->units);
    *den = whole_said(address_of(pen->arena, working->per_credit_sheet, sets->first_row,
                                 PER_COMMON), sets->common);
}

/* The credit's amount in whole units, with its sign. */
static Whole units_cell(Working *working, Pen *pen, size_t at)
{
    const Credit *credit = &working->ledger->credits[at];
    const LineUnits *line = &working->lines[credit->line];
    Ratio units = ratio_multiply(pen->arena,
                                 ledger_credit_amount(pen->arena, working->ledger, credit),
                                 ratio_whole(line->scale));
    int64_t whole;
    if (!line->fits || !ratio_to_int64(units, &whole)) return whole_none();
    if (!working->with_credits) return pen_input(pen, whole);
    return pen_whole(pen, whole_said(credit_address(working, pen->arena, at), whole));
}

/* The table's pays for the size, and what that earns. */
static Fraction pay_cells(Working *working, Pen *pen, const Component *component,
                          const RateBlock *block, Fraction input, Ratio pay)
{
    const Rate *rate = component->rate;
    if (rate->method == RATE_MARGINAL && component->pays == PAYS_CREDITED) {
        pen_go(pen, PER_AMOUNT);
        return pen_marginal(working, pen, block, input, (Fraction){0}, false, pay);
    }
    LookedUp looked_at = looked_up(pen, input);
    Whole reached = pen_whole(pen, rows_reached(working, pen, block, looked_at));
    Fraction pays = pen_pays(working, pen, block, looked_at, reached, false,
                             rate_pays(pen->arena, rate, input.ratio, false));
    return component->pays == PAYS_AMOUNT ? pen_reduced(pen, pays, pay)
                                          : pen_product(pen, input, pays, pay);
}

static void credit_row(Working *working, Pen *pen, const Entry *entry, const EntrySets *sets,
                       const CreditRun *run, size_t at)
{
    const Ledger *ledger = working->ledger;
    const Component *component = entry_component(ledger, entry);
    const Participation *participation = &ledger->participations[entry->participation];
    const Credit *credit = &ledger->credits[at];
    const SliceRef *slice = &ledger->slices[credit->slice];
    Arena *arena = pen->arena;
    Ratio size = size_of(working, credit), pay = pay_of(arena, component, size);
    int64_t times = times_of(credit, run->weight);
    int64_t sum = sets->common ? pay.num * (sets->common / pay.den) * times : 0;
    cell_text(pen->sheet, ledger->records->roster.persons[participation->person].id, NULL);
    cell_text(pen->sheet, component->key, NULL);
    cell_text(pen->sheet, record_key(slice->table, slice->slice, credit->row), NULL);
    pen->column = PER_TIMES;
    Whole weight = pen_input(pen, run->weight);
    Text added = pen_address(pen, pen->sheet, pen->row, PER_SUM);
    Text common = pen_address(pen, pen->sheet, pen->row, PER_COMMON);
    if (sets->common)
        formula_ratio(pen->sheet, text_format(arena, "=%.*s/%.*s", TEXT_ARG(added),
                                              TEXT_ARG(common)),
                      ratio_make(arena, sum, sets->common), NULL);
    else sheet_skip(pen->sheet, 1);
    pen->column++;
    Whole units = units_cell(working, pen, at);
    pen_go(pen, PER_SCALE);
    Whole scale = pen_input(pen, working->lines[credit->line].scale);
    Whole absolute = !units.fits ? units
        : whole_said(text_format(arena, "ABS(%.*s)", TEXT_ARG(units.text)),
                     units.value < 0 ? -units.value : units.value);
    Fraction input = pen_fraction(pen, absolute, scale, size);
    const RateBlock *block =
        &working->rates[participation->plan][entry->component].tables[TABLE_RATE];
    Fraction amount = pay_cells(working, pen, component, block, input, pay);
    pen_go(pen, PER_SUM);
    Whole sign = !units.fits ? units
        : whole_said(text_format(arena, "SIGN(%.*s)", TEXT_ARG(units.text)),
                     ratio_sign(credit->amount));
    Whole num = whole_times(arena, whole_times(arena, sign, weight), pen_numerator(pen, amount));
    num = whole_times(arena, num, whole_said(common, sets->common));
    if (sets->common) {
        pen_quotient_whole(pen, num, pen_denominator(pen, amount), sum);
        pen_input(pen, sets->common);
    }
    sheet_end_row(pen->sheet);
}

void per_credit_fill(Working *working)
{
    if (!working->per_credit_sheet) return;
    Pen pen = {.arena = working->scratch, .sheet = working->per_credit_sheet};
    sheet_heading(pen.sheet);
    size_t row = 0;
    for (size_t e = 0; e < working->ledger->entry_count; e++) {
        const EntrySets *sets = &working->sets[e];
        const Entry *entry = &working->ledger->entries[e];
        for (size_t r = 0; r < sets->run_count; r++)
            for (size_t i = 0; i < sets->credits[r].count; i++) {
                pen_start_row(&pen, row++);
                credit_row(working, &pen, entry, sets, &sets->credits[r],
                           sets->credits[r].first + i);
                working->engine_elsewhere += pen.engine_figures;
                arena_reset(working->scratch);
            }
    }
}
