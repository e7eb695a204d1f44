/* credit.c - rows become credits: the only stage that touches every row.
 *
 * Slices are worked on in parallel, each into an array of its own. A row at fault yields no
 * credit in
 * any measure. Credits outside the fiscal year to date are not kept, but their rows are
 * evaluated all the same, as a fault counts whatever the row's date.   Source: CONTRACT 5,
 * Credits. */
#include "engine_inside.h"

#include <string.h>

/* Of unknown payees: the nearest id is looked for among all. More than these are never shown (200
 * problems are), and a wrong roster makes one a row. */
#define HINTS_A_SLICE 200
#define SCRATCH_ROWS 512            /* rows between two resets of the scratch arena */

typedef struct SliceWork {
    Engine *engine;
    uint32_t index;                 /* into Ledger.slices */
    const Table *table;
    Slice *slice;
    uint32_t feed;
    Arena *kept, *scratch;
    Diags diags;
    Credit *credits;
    size_t count, capacity;
    Ratio *shares;
    size_t share_count, share_capacity;
    size_t row;
    bool row_failed;
    size_t hints;
    Conversion foreign, *conversion;    /* of the row under the rule at hand; NULL: none */
    Day rate_day;                       /* its date, or DAY_NONE */
    RateMisses misses;
    bool counts;                        /* the row under the rule at hand: on this day, */
    Day day;                            /* with this value */
    Ratio value;
    Ratio *leg_shares, *leg_amounts;    /* room for the longest credit line's legs */
    Money *leg_parts;
    uint32_t *leg_payees;
} SliceWork;

typedef struct CreditWork { SliceWork *slices; } CreditWork;

static Measure *rule_measure(const SliceWork *work, const CreditRule *rule)
{
    return &work->engine->design->measures[rule->measure];
}

static Diag *row_fault(SliceWork *work, DiagCode code, const CreditRule *rule,
                       const Sentence *what)
{
    work->row_failed = true;
    const Measure *measure = rule_measure(work, rule);
    Place place = record_place(work->scratch, work->table, work->slice, work->row);
    return diag_row_error(&work->diags, code, place, "measure %.*s: %p", TEXT_ARG(measure->key),
                          SENTENCE_ARG(what));
}

static bool evaluate(SliceWork *work, const CreditRule *rule, const Formula *formula,
                     const char *what, Value *out)
{
    FormulaInput input = {work->engine->roster, work->slice, work->row, NULL, work->conversion};
    Text fault;
    if (formula_evaluate(formula, &input, work->scratch, out, &fault)) return true;
    Diag *diag = row_fault(work, DIAG_ROW_FORMULA, rule,
                           sentence_of(work->scratch, "%s: %s", what, fault.bytes));
    Place at = formula_place(work->scratch, formula);
    diag_hint(&work->diags, diag, "the formula is %.*s (%.*s:%u)",
              TEXT_ARG(formula_source(formula)), TEXT_ARG(at.file), at.line);
    return false;
}

static bool has_assignment(const Roster *roster, uint32_t person, Day day)
{
    const Person *owner = &roster->persons[person];
    for (uint32_t a = 0; a < owner->assignment_count; a++) {
        const Assignment *assignment = &roster->assignments[owner->first_assignment + a];
        if (assignment->start <= day && assignment->end >= day) return true;
    }
    return false;
}

static bool is_kept(const Engine *engine, uint32_t line, Day day)
{
    return day >= engine->kept_from && day <= engine->kept_to && engine->line_kept[line];
}

static void keep_credit(SliceWork *work, uint32_t line, uint32_t person, Day day, Ratio amount,
                        Ratio share, uint8_t leg)
{
    Engine *engine = work->engine;
    if (!is_kept(engine, line, day)) return;
    if (engine->asked && !engine->asked[group_of(engine->ledger, line, person)]) return;
    uint32_t share_index = 0;
    if (share.big || share.num != 1 || share.den != 1) {
        work->shares = array_room(work->kept, work->shares, work->share_count,
                                  &work->share_capacity, sizeof *work->shares);
        share_index = (uint32_t)work->share_count + 1;
        work->shares[work->share_count++] = share.big ? ratio_keep(work->kept, share) : share;
    }
    work->credits = array_room(work->kept, work->credits, work->count, &work->capacity,
                               sizeof *work->credits);
    CreditStatus status = person == PERSON_NONE ? COMPANY_CREDIT
                        : has_assignment(engine->roster, person, day) ||
                          counts_after_end(engine, line, person, day) ? CREDITED : UNASSIGNED;
    work->credits[work->count++] = (Credit){
        amount.big ? ratio_keep(work->kept, amount) : amount, share_index, day, person,
        work->index, (uint32_t)work->row, (uint16_t)line, leg, status & 3u,
        work->conversion && work->conversion->used};
}

/* The row's amounts come in at the rate of the month of its date: that is looked at first, and
 * where it is wrong reported later, if the row counts. */
static void find_conversion(SliceWork *work, const CreditRule *rule)
{
    FormulaInput input = {work->engine->roster, work->slice, work->row, NULL, NULL};
    Value date;
    Text fault;
    bool dated = formula_evaluate(rule->date, &input, work->scratch, &date, &fault);
    work->rate_day = dated ? date.day : DAY_NONE;
    work->conversion = conversion_find(work->engine->records, work->slice, work->row,
                                       work->rate_day, &work->foreign) ? &work->foreign : NULL;
}

/* False: formulas asked for a rate that is missing, and what they said means nothing. It matters
 * where the row's credits are kept. */
static bool has_rate(SliceWork *work, const CreditRule *rule)
{
    if (!work->conversion || work->conversion->known || !work->conversion->used) return true;
    if (work->rate_day == DAY_NONE) {
        Text code = currency_code(work->slice->currencies[work->row]);
        row_fault(work, DIAG_ROW_NO_DATE, rule,
                  sentence_of(work->scratch, "the row has no date, and so no rate for its %.*s",
                              TEXT_ARG(code)));
        return false;
    }
    bool kept = false;
    for (uint32_t t = 0; t < rule->to_count; t++)
        kept |= is_kept(work->engine, rule->to[t].line, work->rate_day);
    if (kept)
        miss_note(work->kept, &work->misses,
                  (RateMiss){work->slice->currencies[work->row], day_month(work->rate_day),
                             (uint32_t)work->row});
    return false;
}

/* The shares and payees of a line's legs. False: the row is at fault. */
static bool read_legs(SliceWork *work, const CreditRule *rule, const CreditTo *to)
{
    Ratio *shares = work->leg_shares;
    uint32_t *payees = work->leg_payees;
    for (uint32_t l = 0; l < to->leg_count; l++) {
        const Leg *leg = &to->legs[l];
        payees[l] = work->slice->columns[leg->payee_column].payees[work->row];
        Value share;
        if (!evaluate(work, rule, leg->share, N_("its share can't be evaluated"), &share))
            return false;
        shares[l] = share.number;
        if (ratio_sign(shares[l]) < 0 || ratio_compare(shares[l], RATIO_ONE) > 0) {
            Text percent = ratio_text(work->scratch, ratio_multiply(work->scratch, shares[l],
                                                                    ratio_whole(100)), 6);
            Diag *diag = row_fault(work, DIAG_ROW_SHARE, rule,
                                   sentence_of(work->scratch, "a share must lie between 0%% and "
                                               "100%%, this one is %.*s%%", TEXT_ARG(percent)));
            diag_hint(&work->diags, diag, "the share is %.*s",
                      TEXT_ARG(formula_source(leg->share)));
            return false;
        }
        if (payees[l] == PERSON_NONE && to->leg_count > 1 && ratio_sign(shares[l]) > 0) {
            Text heading = work->table->spec->columns[leg->payee_column].heading;
            row_fault(work, DIAG_ROW_PAYEE_BLANK, rule,
                      sentence_of(work->scratch, "a share without a payee in %.*s",
                                  TEXT_ARG(heading)));
            return false;
        }
    }
    return true;
}

/* What each leg gets of the value; money legs that add up to 100% add up to the value. */
static bool split_value(SliceWork *work, const CreditRule *rule, Ratio value, uint32_t count)
{
    const Ratio *shares = work->leg_shares;
    Ratio *amounts = work->leg_amounts;
    bool is_money = rule_measure(work, rule)->is_money;
    if (!is_money) {
        for (uint32_t l = 0; l < count; l++)
            amounts[l] = ratio_multiply(work->scratch, value, shares[l]);
        return true;
    }
    Ratio sum = RATIO_ZERO;
    for (uint32_t l = 0; l < count; l++) sum = ratio_add(work->scratch, sum, shares[l]);
    Money *parts = work->leg_parts, whole = {value.num};
    if (ratio_equal(sum, RATIO_ONE)) {
        bool split = money_split(whole, shares, count, parts);
        if (!split) return false;
        for (uint32_t l = 0; l < count; l++) amounts[l] = ratio_whole(parts[l].minor);
        return true;
    }
    for (uint32_t l = 0; l < count; l++)
        amounts[l] = ratio_round(work->scratch, ratio_multiply(work->scratch, value, shares[l]), 0,
                                 work->engine->company->rounding);
    return true;
}

static void unknown_payee(SliceWork *work, uint32_t column, uint32_t payee, bool credited)
{
    Roster const *roster = work->engine->roster;
    Text id = roster_payee_text(roster, work->slice, payee);
    Text heading = work->table->spec->columns[column].heading;
    Place place = record_cell_place(work->scratch, work->table, work->slice, work->row, column);
    Diag *diag = credited
        ? diag_row_error(&work->diags, DIAG_UNKNOWN_PAYEE, place,
                         "%.*s \"%.*s\" is not on the roster", TEXT_ARG(heading), TEXT_ARG(id))
        : diag_warning(&work->diags, DIAG_UNKNOWN_PAYEE, place,
                       "%.*s \"%.*s\" is not on the roster; the row credits them nothing",
                       TEXT_ARG(heading), TEXT_ARG(id));
    diag_value(&work->diags, diag, id);
    if (work->hints++ >= HINTS_A_SLICE) return;
    Text *ids = ARENA_ARRAY(work->scratch, Text, roster->person_count + 1u);
    for (uint32_t p = 0; p < roster->person_count; p++) ids[p] = roster->persons[p].id;
    Text near = text_nearest(id, ids, roster->person_count);
    if (near.length) {
        const Person *person = &roster->persons[roster_person(roster, near)];
        const Assignment *row = &roster->assignments[person->first_assignment];
        const Slice *slice = &roster->table.slices[row->slice];
        diag_hint(&work->diags, diag, "did you mean %.*s (%.*s:%u)?", TEXT_ARG(near),
                  TEXT_ARG(slice->file->source.path), slice->lines[row->row]);
    } else {
        diag_hint(&work->diags, diag, "add the person to the roster, or correct the id");
    }
}

static void credit_legs(SliceWork *work, const CreditRule *rule, const CreditTo *to, Day day,
                        Ratio value, uint8_t *stranger_credited)
{
    const Ratio *shares = work->leg_shares;
    const uint32_t *payees = work->leg_payees;
    if (!read_legs(work, rule, to) || !has_rate(work, rule)) return;
    if (to->leg_count == 1 && payees[0] == PERSON_NONE) return;
    if (!split_value(work, rule, value, to->leg_count)) {
        row_fault(work, DIAG_ROW_AMOUNT, rule,
                  sentence_of(work->scratch, "the amount is too large to split"));
        return;
    }
    for (uint32_t l = 0; l < to->leg_count; l++) {
        if (ratio_sign(shares[l]) == 0) continue;
        if (payees[l] >= work->engine->roster->person_count) {
            uint32_t column = to->legs[l].payee_column;
            if (!stranger_credited[column]) unknown_payee(work, column, payees[l], true);
            stranger_credited[column] = 1;
            work->row_failed = true;
            continue;
        }
        keep_credit(work, to->line, payees[l], day, work->leg_amounts[l], shares[l], (uint8_t)l);
    }
}

/* How long the row's commission is amortised is asked for where it is paid; a row that can't say it
 * is at fault here, with all the others. */
static void check_deferral(SliceWork *work, const CreditRule *rule)
{
    const Measure *measure = rule_measure(work, rule);
    Value months;
    if (!measure->defer_months) return;
    const Formula *formula = measure->defer_months[rule->feed];
    if (!evaluate(work, rule, formula, N_("its deferral can't be evaluated"), &months) ||
        !has_rate(work, rule) || defer_months_are(months.number))
        return;
    Text found = ratio_text(work->scratch, months.number, 6);
    Diag *diag = row_fault(work, DIAG_ROW_FORMULA, rule,
                           sentence_of(work->scratch, "its deferral is no whole number of months "
                                       "from 1 on: %.*s", TEXT_ARG(found)));
    Place at = formula_place(work->scratch, formula);
    diag_hint(&work->diags, diag, "the months are %.*s (%.*s:%u)",
              TEXT_ARG(formula_source(formula)), TEXT_ARG(at.file), at.line);
}

/* What the row comes to under a rule that counts it; the best of all rules stays. */
static void note_use(SliceWork *work, const CreditRule *rule, Day day, bool credits)
{
    const Engine *engine = work->engine;
    if (!engine->ledger->row_uses) return;
    bool listed = false;
    for (uint32_t t = 0; t < rule->to_count; t++)
        listed |= engine->ledger->line_listed[rule->to[t].line];
    RowUse use = !listed ? ROW_UNUSED
               : day < engine->year_first_day ? ROW_OTHER_YEAR
               : day > engine->period_last_day ? ROW_LATER
               : credits ? ROW_CREDITS : ROW_NAMES_NOBODY;
    uint8_t *kept = &engine->ledger->row_uses[work->index][work->row];
    if (use > *kept) *kept = (uint8_t)use;
}

static void apply_rule(SliceWork *work, const CreditRule *rule, uint8_t *stranger_credited)
{
    Engine *engine = work->engine;
    Value when, date, value;
    if (work->slice->currencies) find_conversion(work, rule);
    if (!evaluate(work, rule, rule->when, N_("`when` can't be evaluated"), &when)) return;
    if (!has_rate(work, rule) || !when.flag) return;
    work->counts = true;
    bool dated = evaluate(work, rule, rule->date, N_("its date can't be evaluated"), &date);
    if (dated && date.day == DAY_NONE) {
        Diag *diag = row_fault(work, DIAG_ROW_NO_DATE, rule,
                               sentence_of(work->scratch, "the row counts, but has no date"));
        diag_hint(&work->diags, diag, "the date is %.*s", TEXT_ARG(formula_source(rule->date)));
        dated = false;
    }
    if (!evaluate(work, rule, rule->value, N_("its value can't be evaluated"), &value)) return;
    if (dated && !has_rate(work, rule)) return;
    if (dated) check_deferral(work, rule);
    Ratio amount = value.number;
    if (rule_measure(work, rule)->is_money) {
        Money money;
        if (!money_from_ratio(amount, engine->company->digits, engine->company->rounding,
                              &money)) {
            row_fault(work, DIAG_ROW_AMOUNT, rule,
                      sentence_of(work->scratch, "the amount is too large to pay exactly"));
            return;
        }
        amount = ratio_whole(money.minor);
    }
    if (!dated) return;
    work->day = date.day;
    work->value = amount;
    size_t before = work->count;
    for (uint32_t t = 0; t < rule->to_count; t++) {
        const CreditTo *to = &rule->to[t];
        if (to->company) keep_credit(work, to->line, PERSON_NONE, date.day, amount, RATIO_ONE, 0);
        else credit_legs(work, rule, to, date.day, amount, stranger_credited);
    }
    note_use(work, rule, date.day, work->count > before);
}

static void warn_strangers(SliceWork *work, const uint8_t *stranger_credited)
{
    const FeedSpec *spec = work->table->spec;
    for (uint32_t c = 0; c < spec->column_count; c++) {
        if (spec->columns[c].type != COLUMN_PAYEE || stranger_credited[c]) continue;
        uint32_t payee = work->slice->columns[c].payees[work->row];
        if (payee != PERSON_NONE && payee >= work->engine->roster->person_count)
            unknown_payee(work, c, payee, false);
    }
}

static void leave_out(SliceWork *work, size_t credits_before, size_t shares_before)
{
    work->count = credits_before;
    work->share_count = shares_before;
    if (!work->slice->left_out)
        work->slice->left_out = ARENA_ARRAY(work->kept, uint8_t, work->slice->row_count + 1);
    work->slice->left_out[work->row] = 1;
}

static void start_slice(SliceWork *work, Arena *kept, Arena *scratch)
{
    const Design *design = work->engine->design;
    work->kept = kept;
    work->scratch = scratch;
    diags_start(&work->diags, work->kept);
    size_t legs = 1;
    for (uint32_t r = 0; r < design->rule_count; r++)
        for (uint32_t t = 0; t < design->rules[r].to_count; t++)
            if (design->rules[r].to[t].leg_count > legs) legs = design->rules[r].to[t].leg_count;
    work->leg_shares = ARENA_ARRAY(work->kept, Ratio, legs);
    work->leg_amounts = ARENA_ARRAY(work->kept, Ratio, legs);
    work->leg_parts = ARENA_ARRAY(work->kept, Money, legs);
    work->leg_payees = ARENA_ARRAY(work->kept, uint32_t, legs);
}

static void take_given(SliceWork *work)
{
    GivenCredit credit = {0};
    for (work->row = 0; work->row < work->slice->row_count; work->row++) {
        if (work->slice->left_out && work->slice->left_out[work->row]) continue;
        if (given_credit(work->engine, work->slice, work->row, &credit))
            keep_credit(work, credit.line, credit.person, credit.day, credit.amount, RATIO_ONE, 0);
    }
}

static void work_slice(void *context, size_t part)
{
    SliceWork *work = &((CreditWork *)context)->slices[part];
    const Design *design = work->engine->design;
    start_slice(work, arena_new(), arena_new());
    work->capacity = work->engine->asked ? 0
                                         : work->slice->row_count + work->slice->row_count / 4 + 1;
    if (work->capacity) work->credits = ARENA_ARRAY(work->kept, Credit, work->capacity);
    uint8_t *stranger_credited =
        ARENA_ARRAY(work->kept, uint8_t, work->table->spec->column_count + 1u);
    bool given = work->engine->options->credits_given;
    if (given) take_given(work);
    for (work->row = 0; !given && work->row < work->slice->row_count; work->row++) {
        if (work->slice->left_out && work->slice->left_out[work->row]) continue;
        size_t credits_before = work->count, shares_before = work->share_count;
        work->row_failed = false;
        for (uint32_t r = 0; r < design->rule_count; r++)
            if (design->rules[r].feed == work->feed)
                apply_rule(work, &design->rules[r], stranger_credited);
        if (work->slice->stranger_count) {
            warn_strangers(work, stranger_credited);
            memset(stranger_credited, 0, work->table->spec->column_count);
        }
        if (work->row_failed) leave_out(work, credits_before, shares_before);
        if (work->row % SCRATCH_ROWS == 0) arena_reset(work->scratch);
    }
    arena_free(work->scratch);
}

void row_yield(Engine *engine, uint32_t slice, size_t row, const CreditRule *rule, RowYield *out)
{
    Engine all = *engine;
    uint8_t *lines = ARENA_ARRAY(engine->arena, uint8_t, engine->design->line_count + 1u);
    memset(lines, 1, engine->design->line_count);
    all.line_kept = lines;
    all.asked = NULL;
    all.kept_from = INT32_MIN;
    all.kept_to = INT32_MAX;
    const Table *table = engine->ledger->slices[slice].table;
    Slice copy = *engine->ledger->slices[slice].slice;
    SliceWork work = {.engine = &all, .index = slice, .table = table, .slice = &copy, .row = row,
                      .feed = rule->feed, .day = DAY_NONE, .value = RATIO_ZERO};
    start_slice(&work, engine->arena, engine->arena);
    uint8_t *strangers = ARENA_ARRAY(engine->arena, uint8_t, table->spec->column_count + 1u);
    apply_rule(&work, rule, strangers);
    diags_merge(engine->diags, &work.diags);
    Ratio *shares = ARENA_ARRAY(engine->arena, Ratio, work.share_count + 1);
    shares[0] = RATIO_ONE;
    if (work.share_count) memcpy(shares + 1, work.shares, work.share_count * sizeof *shares);
    *out = (RowYield){.fault = work.row_failed, .counts = work.counts,
                      .lacks_rate = work.misses.count > 0, .day = work.day, .value = work.value,
                      .credits = work.credits, .count = work.count, .shares = shares,
                      .is_abroad = work.conversion != NULL, .conversion = work.foreign};
}

/* One year's credits out of the slices' (theirs are used where there is no other year). */
static void order_year(Engine *year, Credit **parts, const size_t *counts, uint32_t count,
                       bool only)
{
    Credit **own = parts;
    size_t *own_counts = (size_t *)counts;
    if (!only) {
        own = ARENA_ARRAY(year->arena, Credit *, count + 1u);
        own_counts = ARENA_ARRAY(year->arena, size_t, count + 1u);
        for (uint32_t s = 0; s < count; s++) {
            own[s] = ARENA_ARRAY(year->arena, Credit, counts[s] + 1);
            for (size_t i = 0; i < counts[s]; i++) {
                const Credit *credit = &parts[s][i];
                if (credit->day >= year->year_first_day && credit->day <= year->period_last_day &&
                    year->ledger->line_listed[credit->line])
                    own[s][own_counts[s]++] = *credit;
            }
        }
    }
    credits_order(year, own, own_counts, count);
}

static void gather(Engine *engine, const Years *years, SliceWork *slices, uint32_t count)
{
    size_t share_total = 1, share_at = 1;
    Credit **parts = ARENA_ARRAY(engine->arena, Credit *, count + 1u);
    size_t *counts = ARENA_ARRAY(engine->arena, size_t, count + 1u);
    for (uint32_t s = 0; s < count; s++) {
        share_total += slices[s].share_count;
        parts[s] = slices[s].credits;
        counts[s] = slices[s].count;
    }
    Ratio *shares = ARENA_ARRAY(engine->arena, Ratio, share_total);
    shares[0] = RATIO_ONE;
    for (uint32_t s = 0; s < count; s++) {
        for (size_t i = 0; i < slices[s].count; i++)
            if (parts[s][i].share) parts[s][i].share += (uint32_t)share_at - 1;
        for (size_t i = 0; i < slices[s].share_count; i++) {
            Ratio share = slices[s].shares[i];
            shares[share_at++] = share.big ? ratio_keep(engine->arena, share) : share;
        }
        diags_merge(engine->diags, &slices[s].diags);
        misses_report(engine, slices[s].table, slices[s].slice, &slices[s].misses);
    }
    for (uint32_t y = 0; y < years->count; y++) {
        Ledger *ledger = years->items[y].ledger;
        ledger->shares = shares;
        ledger->slices = engine->ledger->slices;
        ledger->slice_count = engine->ledger->slice_count;
        order_year(&years->items[y], parts, counts, count, years->count == 1);
    }
}

/* The credits of a ledger that the same rules made of the same rows. */
static void take_over(Ledger *ledger, const Ledger *credited)
{
    ledger->slices = credited->slices;
    ledger->slice_count = credited->slice_count;
    ledger->shares = credited->shares;
    ledger->credits = credited->credits;
    ledger->credit_count = credited->credit_count;
    ledger->groups = credited->groups;
    ledger->rows_left_out = credited->rows_left_out;
}

void credits_find(Engine *engine, const Years *years)
{
    Ledger *ledger = engine->ledger;
    lines_choose(engine, years);
    if (engine->options->credited) {
        take_over(ledger, engine->options->credited);
        return;
    }
    uint32_t count = 0;
    for (uint32_t f = 0; f < engine->company->feed_count; f++)
        count += (uint32_t)engine->records->feeds[f].slice_count;
    ledger->slices = ARENA_ARRAY(engine->arena, SliceRef, count + 1u);
    SliceWork *slices = ARENA_ARRAY(engine->arena, SliceWork, count + 1u);
    if (engine->options->trace_period)
        ledger->row_uses = ARENA_ARRAY(engine->arena, uint8_t *, count + 1u);
    for (uint32_t f = 0; f < engine->company->feed_count; f++) {
        const Table *table = &engine->records->feeds[f];
        for (size_t s = 0; s < table->slice_count; s++) {
            SliceWork *work = &slices[ledger->slice_count];
            work->engine = engine;
            work->index = ledger->slice_count;
            work->table = table;
            work->slice = &table->slices[s];
            work->feed = f;
            if (ledger->row_uses)
                ledger->row_uses[work->index] = ARENA_ARRAY(engine->arena, uint8_t,
                                                            work->slice->row_count + 1);
            ledger->slices[ledger->slice_count++] = (SliceRef){table, &table->slices[s]};
        }
    }
    CreditWork work = {slices};
    jobs_run(engine->options->jobs, count, work_slice, &work);
    gather(engine, years, slices, count);
    for (uint32_t s = 0; s < count; s++) {
        bool needed = slices[s].slice->left_out != NULL || slices[s].share_count > 0;
        for (size_t i = 0; i < slices[s].count && !needed; i++)
            needed = slices[s].credits[i].amount.big != NULL;
        if (needed) arena_adopt(engine->arena, slices[s].kept);
        else arena_free(slices[s].kept);
    }
    ledger->rows_left_out = rows_left_out(engine);
}
