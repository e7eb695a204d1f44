/* statement_page.c - a payee's statement, row by row: what is paid beside the year so far, what was
 * measured, how the rate tables applied, adjustments, and the credits that everything adds up. */
#include "statement.h"

enum { LABEL = 0, FIRST = 1, MONTH = 4, MONTH_EARNED = 5, CHART = 6,         /* columns above */
       EARNING = 8 };
enum { C_COMPONENT, C_DATE, C_KEY, C_DETAIL, C_PERSON, C_AMOUNT, C_SHARE, C_COUNTS, C_PLACE,
       CREDIT_COLUMNS };

static CellStyle styled(CellKind kind, CellOrigin origin, CellLook look)
{
    return (CellStyle){.kind = kind, .origin = origin, .look = look};
}

static const char *word(const Statement *statement, const char *english)
{
    return tr(statement->words, english);
}

static void text_at(Statement *statement, uint32_t row, uint16_t column, Text text, CellLook look)
{
    sheet_go(statement->sheet, row, column);
    CellStyle style = styled(CELL_TEXT, FROM_FORMULA, look);
    cell_text(statement->sheet, text, &style);
}

typedef struct Heading { const char *english; CellKind over; } Heading;

static void headings(Statement *statement, uint32_t row, uint16_t column, const Heading *words)
{
    for (; words->english; words++, column++) {
        const CellStyle style = styled(words->over, FROM_FORMULA, LOOK_HEADING);
        sheet_go(statement->sheet, row, column);
        cell_text(statement->sheet, text_of(word(statement, words->english)), &style);
    }
}

static void money(Statement *statement, Money amount, CellOrigin origin)
{
    CellStyle style = styled(CELL_MONEY, origin, LOOK_PLAIN);
    cell_money(statement->sheet, amount, &style);
}

static void ratio(Statement *statement, bool has, Ratio amount, CellKind kind)
{
    CellStyle style = styled(kind, FROM_INPUT, LOOK_PLAIN);
    cell_ratio(statement->sheet, has, amount, &style);
}

/* A sum of money cells: cents drift in binary, so that they are rounded to cents again. */
static Text sum_of(const Statement *statement, Text range)
{
    if (!statement->explaining.digits)
        return text_format(statement->arena, "=SUM(%.*s)", TEXT_ARG(range));
    return text_format(statement->arena, "=ROUND(SUM(%.*s),%d)", TEXT_ARG(range),
                       statement->explaining.digits);
}

static Text range_of(const Statement *statement, uint32_t row, size_t count, uint16_t column)
{
    Text from = address_line(statement->arena, statement->sheet, row, column);
    Text to = address_line(statement->arena, statement->sheet, row + (uint32_t)count - 1, column);
    for (size_t i = 0; i < to.length; i++)             /* behind the sheet's name */
        if (to.bytes[i] == '!') to = text_part(to, i + 1, to.length);
    return text_format(statement->arena, "%.*s:%.*s", TEXT_ARG(from), TEXT_ARG(to));
}

static void title(Statement *statement)
{
    const Ledger *ledger = statement->explaining.ledger;
    const Company *company = ledger->records->company;
    const Roster *roster = &ledger->records->roster;
    const Assignment *row = ledger_assignment(ledger, statement->explaining.person,
                                              ledger->period);
    Text month = month_text(statement->arena, ledger->period);
    text_at(statement, 0, LABEL,
            text_format(statement->arena, word(statement, N_("%.*s: incentive statement for %.*s")),
                        TEXT_ARG(company->name), TEXT_ARG(month)), LOOK_TITLE);
    Text team = row->team == TEAM_NONE ? TEXT("") : roster->teams[row->team];
    text_at(statement, 1, LABEL,
            text_format(statement->arena, "%.*s  %.*s  %.*s  %.*s",
                        TEXT_ARG(roster->persons[statement->explaining.person].id),
                        TEXT_ARG(row->name), TEXT_ARG(row->role), TEXT_ARG(team)), LOOK_PLAIN);
    text_at(statement, 1, MONTH,
            text_format(statement->arena, "%.*s - %.*s", TEXT_ARG(ledger->design->title),
                        TEXT_ARG(company->currency)), LOOK_NOTE);
}

/* The notes below the payment: what is still to come, what is owed, what payroll pays abroad. */
static void pay_note(Statement *statement, uint32_t row, const char *label, Money amount,
                     bool shown)
{
    if (!shown) return;
    text_at(statement, row, LABEL, text_of(word(statement, label)), LOOK_NOTE);
    money(statement, amount, FROM_INPUT);
}

static void pay_abroad(Statement *statement, uint32_t row)
{
    const Ledger *ledger = statement->explaining.ledger;
    PayUnit unit = ledger_pay_unit(ledger, statement->explaining.person);
    Money theirs;
    if (!unit.rate || !pay_unit_amount(ledger, unit, statement->payment->payment, &theirs)) return;
    text_at(statement, row, LABEL,
            text_format(statement->arena, word(statement, N_("payroll pays, in %.*s")),
                        TEXT_ARG(currency_code(unit.currency))), LOOK_NOTE);
    CellStyle style = styled(CELL_MONEY_OF, FROM_INPUT, LOOK_PLAIN);
    style.digits = (uint8_t)currency_digits(unit.currency);
    cell_money(statement->sheet, theirs, &style);
}

/* What the components below earned in the month. */
static void earnings_cell(Statement *statement, Money amount)
{
    CellStyle style = styled(CELL_MONEY, FROM_FORMULA, LOOK_PLAIN);
    if (!statement->entry_count) {
        money(statement, amount, FROM_INPUT);
        return;
    }
    Text range = range_of(statement, statement->measured_row + 1, statement->entry_count,
                          EARNING);
    formula_money(statement->sheet, sum_of(statement, range), amount, &style);
}

static void pay_row(Statement *statement, uint32_t row, size_t i)
{
    if (i < statement->pay_count) {
        text_at(statement, row, LABEL, text_of(word(statement, statement->pay[i].label)),
                LOOK_PLAIN);
        if (statement->pay[i].is_earnings) earnings_cell(statement, statement->pay[i].amount);
        else money(statement, statement->pay[i].amount, FROM_INPUT);
    } else if (i == statement->pay_count) {
        text_at(statement, row, LABEL, text_of(word(statement, N_("payment"))), LOOK_TOTAL);
        CellStyle style = styled(CELL_MONEY, FROM_FORMULA, LOOK_TOTAL);
        Text range = range_of(statement, statement->pay_row + 1, statement->pay_count, FIRST);
        formula_money(statement->sheet, sum_of(statement, range), statement->payment->payment,
                      &style);
    } else if (i == statement->pay_count + 1) {
        pay_note(statement, row, N_("held for later months"), statement->payment->held,
                 statement->payment->held.minor != 0);
    } else if (i == statement->pay_count + 2) {
        pay_note(statement, row, N_("owed of draws after this month"),
                 statement->payment->draw_owed, statement->payment->draw_owed.minor != 0);
    } else if (i == statement->pay_count + 3) {
        pay_abroad(statement, row);
    }
}

static void year_row(Statement *statement, uint32_t row, size_t i)
{
    if (i >= statement->month_count) return;
    Month month = statement->explaining.ledger->year_start + (Month)i;
    text_at(statement, row, MONTH, month_text(statement->arena, month), LOOK_PLAIN);
    if (i + 1 == statement->month_count) earnings_cell(statement, statement->months[i]);
    else money(statement, statement->months[i], FROM_INPUT);
}

static void payment_and_year(Statement *statement)
{
    static const Heading pay_words[] = {
        {N_("payment of the month"), CELL_TEXT}, {N_("amount"), CELL_COUNT}, {0}};
    static const Heading year_words[] = {
        {N_("the year so far"), CELL_TEXT}, {N_("earnings"), CELL_COUNT}, {0}};
    uint32_t top = statement->pay_row;
    headings(statement, top, LABEL, pay_words);
    headings(statement, top, MONTH, year_words);
    for (uint32_t row = top + 1; row + 1 < statement->measured_row; row++) {
        pay_row(statement, row, row - top - 1);
        year_row(statement, row, row - top - 1);
    }
    ChartSeries series = {
        .name = text_of(word(statement, N_("earnings"))),
        .categories = range_of(statement, top + 1, statement->month_count, MONTH),
        .values = range_of(statement, top + 1, statement->month_count, MONTH_EARNED)};
    sheet_chart(statement->sheet, CHART_COLUMNS, N_("Earnings of the year so far"), "", "",
                &series, 1, top, CHART, 460, 270);
}

static Text block_of(const Statement *statement, const Listed *listed)
{
    return address_block(statement->arena, statement->sheet, C_COUNTS, listed->first,
                         listed->count);
}

/* The value, over the credits below; of a ratio, one sum divided by the other. */
static void value_cell(Statement *statement, const StatementEntry *entry)
{
    const Entry *figures = entry->shown.entry;
    bool is_ratio = entry->shown.component->denominator_line != INDEX_NONE;
    bool is_money = entry->shown.measure && entry->shown.measure->is_money;
    CellStyle style = styled(is_ratio ? CELL_PERCENT : is_money ? CELL_MONEY
                                                                           : CELL_DECIMAL,
                             FROM_FORMULA, LOOK_PLAIN);
    if (!figures->has_value || !entry->value.count || (is_ratio && !entry->denominator.count)) {
        style.origin = FROM_INPUT;
        cell_ratio(statement->sheet, figures->has_value, figures->value, &style);
        return;
    }
    Text block = block_of(statement, &entry->value), formula;
    if (is_ratio)
        formula = text_format(statement->arena, "=SUM(%.*s)/SUM(%.*s)", TEXT_ARG(block),
                              TEXT_ARG(block_of(statement, &entry->denominator)));
    else if (is_money) formula = sum_of(statement, block);
    else formula = text_format(statement->arena, "=SUM(%.*s)", TEXT_ARG(block));
    formula_ratio(statement->sheet, formula, figures->value, &style);
}

static void measured_row(Statement *statement, uint32_t row, const StatementEntry *entry)
{
    const Entry *figures = entry->shown.entry;
    const Measure *measure = entry->shown.measure;
    bool is_ratio = measure && measure->is_ratio, is_money = measure && measure->is_money;
    CellStyle percent = styled(CELL_PERCENT, FROM_FORMULA, LOOK_PLAIN);
    text_at(statement, row, LABEL, entry->shown.component->title, LOOK_PLAIN);
    value_cell(statement, entry);
    ratio(statement, figures->has_quota, figures->quota,
          is_ratio ? CELL_PERCENT : is_money ? CELL_MONEY : CELL_DECIMAL);
    Text quota = address_here(statement->arena, statement->sheet, 2);
    if (figures->has_attainment && ratio_sign(figures->quota) != 0)
        formula_ratio(statement->sheet,
                      text_format(statement->arena, "=%.*s/%.*s",
                                  TEXT_ARG(address_here(statement->arena, statement->sheet, 1)),
                                  TEXT_ARG(quota)), figures->attainment, &percent);
    else cell_ratio(statement->sheet, figures->has_attainment, figures->attainment, &percent);
    ratio(statement, figures->has_multiplier, figures->multiplier, CELL_PERCENT);
    ratio(statement, figures->has_target, figures->target, CELL_MONEY);
    money(statement, figures->earned_to_date, FROM_INPUT);
    money(statement, figures->earned_before, FROM_INPUT);
    CellStyle style = styled(CELL_MONEY, FROM_FORMULA, LOOK_PLAIN);
    Text to_date = address_here(statement->arena, statement->sheet, 6);
    Text before = address_here(statement->arena, statement->sheet, 7);
    const char *form = statement->explaining.digits ? "=ROUND(%.*s-%.*s,%d)" : "=%.*s-%.*s";
    formula_money(statement->sheet,
                  text_format(statement->arena, form, TEXT_ARG(to_date), TEXT_ARG(before),
                              statement->explaining.digits), figures->earning, &style);
}

static void measured(Statement *statement)
{
    static const Heading words[] = {
        {N_("what was measured"), CELL_TEXT}, {N_("value to date"), CELL_COUNT},
        {N_("quota to date"), CELL_COUNT}, {N_("attainment"), CELL_COUNT},
        {N_("multiplier"), CELL_COUNT}, {N_("target to date"), CELL_COUNT},
        {N_("earned to date"), CELL_COUNT}, {N_("earned before"), CELL_COUNT},
        {N_("earning of the month"), CELL_COUNT}, {0}};
    headings(statement, statement->measured_row, LABEL, words);
    for (size_t i = 0; i < statement->entry_count; i++)
        measured_row(statement, statement->measured_row + 1 + (uint32_t)i, &statement->entries[i]);
}

/* What a component without a table to show goes by. */
static Text rule_in_words(const Statement *statement, const StatementEntry *entry)
{
    const Component *component = entry->shown.component;
    if (component->pays == PAYS_NOTHING)
        return text_of(word(statement, N_("it only measures: it pays nothing by itself")));
    if (component->formula) return formula_source(component->formula);
    if (component->window == WINDOW_CREDIT)
        return text_of(word(statement, N_("each credit goes through the rate table by itself")));
    if (component->matrix) return text_of(word(statement, N_("a matrix of two inputs")));
    return text_of(word(statement, N_("not due yet")));
}

static const RateSlice *slice_of(const StatementEntry *entry, size_t tier)
{
    for (size_t s = 0; s < entry->slice_count; s++)
        if (entry->slices[s].tier == tier) return &entry->slices[s];
    return NULL;
}

/* One tier, or point, of a table: where it starts, what it pays, what of the value lies in it. */
static void tier_row(Statement *statement, const StatementEntry *entry, size_t tier)
{
    const Component *component = entry->shown.component;
    const Rate *rate = component->rate;
    const Measure *measure = entry->shown.measure;
    bool percent = !rate->on_value || (measure && measure->is_ratio);
    CellKind input = percent ? CELL_PERCENT : measure && measure->is_money ? CELL_MONEY
                                                                          : CELL_DECIMAL;
    Ratio at = entry->shown.entry->trace->steps.input;
    bool reached = rate_tier(rate, at, component->floor_none) == tier;
    ratio(statement, true, rate->tiers[tier].at, input);
    ratio(statement, true, rate->tiers[tier].pays, rate->pays_money ? CELL_MONEY : CELL_PERCENT);
    cell_text(statement->sheet, reached ? text_of(word(statement, N_("reached"))) : TEXT(""),
              &(CellStyle){.kind = CELL_TEXT, .look = LOOK_PLAIN});
    const RateSlice *slice = slice_of(entry, tier);
    bool measured = component->pays == PAYS_CREDITED || rate->on_value;
    ratio(statement, slice != NULL, slice ? slice->inside : RATIO_ZERO,
          !measured ? CELL_PERCENT : measure && measure->is_money ? CELL_MONEY : CELL_DECIMAL);
    ratio(statement, slice != NULL, slice ? slice->amount : RATIO_ZERO,
          component->pays == PAYS_CREDITED ? CELL_MONEY : CELL_PERCENT);
}

static void rates(Statement *statement)
{
    static const Heading words[] = {
        {N_("how the rate table applied"), CELL_TEXT}, {N_("at"), CELL_COUNT},
        {N_("pays"), CELL_COUNT}, {N_("reached"), CELL_TEXT},
        {N_("inside the tier"), CELL_COUNT}, {N_("gives"), CELL_COUNT}, {0}};
    headings(statement, statement->rates_row, LABEL, words);
    uint32_t row = statement->rates_row + 1;
    for (size_t i = 0; i < statement->entry_count; i++) {
        const StatementEntry *entry = &statement->entries[i];
        const Rate *rate = entry->shown.component->rate;
        bool table = rate && entry->shown.component->window != WINDOW_CREDIT &&
                     entry->shown.entry->trace && entry->shown.entry->trace->was_paid;
        text_at(statement, row, LABEL, entry->shown.component->title, LOOK_PLAIN);
        if (!table) text_at(statement, row, FIRST, rule_in_words(statement, entry), LOOK_NOTE);
        for (size_t tier = 0; tier < entry->tier_rows; tier++, row++) {
            sheet_go(statement->sheet, row, FIRST + !table);
            if (table) tier_row(statement, entry, tier);
        }
    }
}

static void adjustments(Statement *statement)
{
    static const Heading words[] = {
        {N_("adjustments"), CELL_TEXT}, {N_("amount"), CELL_COUNT}, {N_("id"), CELL_TEXT},
        {N_("reason"), CELL_TEXT}, {N_("approved by"), CELL_TEXT}, {0}};
    if (!statement->adjustment_count) return;
    headings(statement, statement->adjustments_row, LABEL, words);
    for (size_t i = 0; i < statement->adjustment_count; i++) {
        const Adjustment *adjustment = statement->adjustments[i];
        uint32_t row = statement->adjustments_row + 1 + (uint32_t)i;
        text_at(statement, row, LABEL, month_text(statement->arena, adjustment->period),
                LOOK_PLAIN);
        money(statement, adjustment->amount, FROM_INPUT);
        text_at(statement, row, 2, adjustment->id, LOOK_PLAIN);
        text_at(statement, row, 3, adjustment->reason, LOOK_PLAIN);
        text_at(statement, row, 4, adjustment->approved_by, LOOK_PLAIN);
    }
}

static CellKind credit_kind(const StatementEntry *entry, uint32_t line)
{
    const Design *design = entry->shown.ledger->design;
    return design->measures[design->lines[line].measure].is_money ? CELL_MONEY : CELL_DECIMAL;
}

static void credit_row(Statement *statement, const StatementEntry *entry, uint32_t line,
                       const Counted *counted)
{
    Arena *arena = statement->arena;
    const Ledger *ledger = entry->shown.ledger;
    const Credit *credit = counted->credit;
    const SliceRef *at = &ledger->slices[credit->slice];
    Sheet *sheet = statement->sheet;
    CellKind kind = credit_kind(entry, line);
    Ratio amount = ledger_credit_amount(arena, ledger, credit);
    cell_text(sheet, entry->shown.component->title, NULL);
    cell_day(sheet, credit->day, NULL);
    cell_text(sheet, record_key(at->table, at->slice, credit->row), NULL);
    cell_text(sheet, record_shown(arena, at->table, at->slice, credit->row), NULL);
    cell_text(sheet, credit->person == PERSON_NONE
                         ? TEXT("") : ledger->records->roster.persons[credit->person].id, NULL);
    ratio(statement, true, amount, kind);
    cell_ratio(sheet, true, ledger->shares[credit->share], NULL);
    ratio(statement, true, ratio_multiply(arena, amount, ratio_whole(counted->times)), kind);
    cell_text(sheet, text_format(arena, "%.*s:%u", TEXT_ARG(at->slice->file->source.path),
                                 at->slice->lines[credit->row]), NULL);
    sheet_end_row(sheet);
}

static void listed_rows(Statement *statement, const StatementEntry *entry, uint32_t line,
                        const Listed *listed)
{
    for (size_t i = 0; i < listed->listed; i++)
        credit_row(statement, entry, line, &listed->credits[i]);
    if (listed->count == listed->listed) return;
    cell_text(statement->sheet, entry->shown.component->title, NULL);
    sheet_skip(statement->sheet, C_DETAIL - C_DATE);
    cell_text(statement->sheet,
              text_format(statement->arena, word(statement, N_("and %zu credits more")),
                          listed->found - listed->listed), NULL);
    sheet_skip(statement->sheet, C_COUNTS - C_PERSON);
    ratio(statement, true, listed->rest, credit_kind(entry, line));
    sheet_end_row(statement->sheet);
}

void statement_fill(Statement *statement)
{
    static const SheetColumn columns[] = {
        HEADED(N_("component"), CELL_TEXT, FROM_FORMULA, 30),
        HEADED(N_("date"), CELL_DATE, FROM_INPUT, 16), HEADED(N_("key"), CELL_TEXT, FROM_INPUT, 16),
        HEADED(N_("detail"), CELL_TEXT, FROM_INPUT, 26),
        HEADED(N_("person_id"), CELL_TEXT, FROM_INPUT, 14),
        HEADED(N_("amount"), CELL_DECIMAL, FROM_INPUT, 16),
        HEADED(N_("share"), CELL_PERCENT, FROM_INPUT, 16),
        HEADED(N_("counts as"), CELL_DECIMAL, FROM_INPUT, 16),
        HEADED(N_("file and line"), CELL_TEXT, FROM_INPUT, 22), COLUMNS_END};
    statement->sheet = sheet_add(statement->workbook, N_("Statement"), columns,
                                 statement->table_row, statement->credit_rows);
    title(statement);
    payment_and_year(statement);
    measured(statement);
    rates(statement);
    adjustments(statement);
    sheet_heading(statement->sheet);
    for (size_t i = 0; i < statement->entry_count; i++) {
        const StatementEntry *entry = &statement->entries[i];
        const Component *component = entry->shown.component;
        listed_rows(statement, entry, component->line, &entry->value);
        listed_rows(statement, entry, component->denominator_line, &entry->denominator);
    }
}
