/* design_measures.c - measures.yaml: what counts, and to whom it is credited.
 *
 * Measures are sorted by key, their credit lines by name, so that an index is a rank. A ratio's
 * parts are looked up once all measures are known; it divides measures of one kind, and no
 * ratios. Columns are those of the feed that company.yaml declares. */
#include "design_inside.h"

#include <stdlib.h>
#include <string.h>

static void number_measures(Loader *loader, const Node *measures);
static void read_measure(Loader *loader, uint32_t index);
static void read_ratio(Loader *loader, Measure *measure);
static uint32_t read_part(Loader *loader, const Measure *measure, Text key);
static void check_ratio(Loader *loader, const Measure *measure);
static void read_sum(Loader *loader, uint32_t index);
static void number_lines(Loader *loader, uint32_t index, const Node *credits);
static void read_rule(Loader *loader, uint32_t index, const Node *node);
static uint32_t read_feed(Loader *loader, const Node *node);
static const Formula *read_formula(Loader *loader, uint32_t feed, const Node *node,
                                   ValueType wanted);
static const Formula *read_date(Loader *loader, uint32_t feed, const Node *node);
static void read_lines(Loader *loader, CreditRule *rule, const Node *to);
static void read_line(Loader *loader, CreditRule *rule, const Node *node);
static bool read_leg(Loader *loader, uint32_t feed, const Node *node, Leg *out);
static bool read_payee(Loader *loader, uint32_t feed, const Node *node, uint32_t *out);
static const Formula *read_share(Loader *loader, uint32_t feed, const Node *node);

static const Text COMPANY_WORD = {"company", sizeof "company" - 1};

void design_read_measures(Loader *loader, const Node *root)
{
    static const Text keys[] = {{"measures", 8}};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, root, keys, 1, "`measures:` and the measures by name")) return;
    const Node *measures = schema_need(reader, root, keys[0], "the measures by name");
    if (measures == NULL) return;
    if (measures->kind != NODE_MAP || measures->count == 0) {
        (void)schema_error(reader, DIAG_WRONG_TYPE, measures, "expected the measures by name");
        return;
    }
    number_measures(loader, measures);
    for (uint32_t i = 0; i < loader->design->measure_count; i++) read_measure(loader, i);
    for (uint32_t i = 0; i < loader->design->measure_count; i++)
        check_ratio(loader, &loader->design->measures[i]);
}

static int compare_measures(const void *a, const void *b)
{
    const Measure *left = a, *right = b;
    return text_compare(left->key, right->key);
}

static void number_measures(Loader *loader, const Node *measures)
{
    Design *design = loader->design;
    Arena *arena = loader->reader.arena;
    size_t capacity = 0, rules = 0;
    for (const Node *node = measures->first; node != NULL; node = node->next) {
        if (!schema_name(&loader->reader, node, "a measure", false))
            continue;
        design->measures = array_room(arena, design->measures, design->measure_count, &capacity,
                                      sizeof *design->measures);
        design->measures[design->measure_count++] =
            (Measure){.key = node->key, .title = node->key, .node = node,
                      .numerator = INDEX_NONE, .denominator = INDEX_NONE};
        const Node *credits = tree_get(node, TEXT("credits"));
        rules += credits == NULL ? 0 : credits->count;
    }
    if (design->measure_count > 1)
        qsort(design->measures, design->measure_count, sizeof *design->measures,
              compare_measures);
    design->rules = ARENA_ARRAY(arena, CreditRule, rules + 1);
}

static void read_measure(Loader *loader, uint32_t index)
{
    static const Text keys[] = {{"title", 5}, {"unit", 4}, {"credits", 7},
                                {"numerator", 9}, {"denominator", 11}, {"deferral", 8}};
    const Reader *reader = &loader->reader;
    Measure *measure = &loader->design->measures[index];
    measure->first_line = loader->design->line_count;
    if (!schema_map(reader, measure->node, keys, 6, "a measure: `title`, `unit`, `credits`"))
        return;
    schema_title(reader, measure->node, &measure->title);
    measure->is_ratio = tree_get(measure->node, keys[3]) != NULL ||
                        tree_get(measure->node, keys[4]) != NULL;
    if (measure->is_ratio) {
        read_ratio(loader, measure);
    } else {
        read_sum(loader, index);
    }
}

static void read_ratio(Loader *loader, Measure *measure)
{
    static const Text sums_only[] = {{"unit", 4}, {"credits", 7}, {"deferral", 8}};
    for (size_t i = 0; i < 3; i++) {
        const Node *extra = tree_get(measure->node, sums_only[i]);
        if (extra == NULL) continue;
        (void)schema_error_at_key(&loader->reader, DIAG_MISPLACED_KEY, extra,
                                  "a ratio of two measures takes no `%.*s`",
                                  TEXT_ARG(sums_only[i]));
    }
    measure->unit = TEXT("");
    measure->numerator = read_part(loader, measure, TEXT("numerator"));
    measure->denominator = read_part(loader, measure, TEXT("denominator"));
}

static uint32_t read_part(Loader *loader, const Measure *measure, Text key)
{
    const Reader *reader = &loader->reader;
    const Node *node = schema_need(reader, measure->node, key, "a ratio divides two measures");
    Text name = TEXT("");
    if (node == NULL || !schema_text(reader, node, "a measure", &name)) return INDEX_NONE;
    uint32_t part = design_measure(loader->design, name);
    if (part != INDEX_NONE) return part;
    Text quoted = schema_quote(reader->arena, name);
    Diag *diag = schema_error(reader, DIAG_UNKNOWN_MEASURE, node, "there is no measure `%.*s`",
                              TEXT_ARG(quoted));
    schema_hint_names(reader, diag, name, design_measure_keys(reader->arena, loader->design),
                      loader->design->measure_count);
    return INDEX_NONE;
}

static void check_ratio(Loader *loader, const Measure *measure)
{
    if (measure->numerator == INDEX_NONE || measure->denominator == INDEX_NONE) return;
    const Measure *top = &loader->design->measures[measure->numerator];
    const Measure *bottom = &loader->design->measures[measure->denominator];
    const Measure *ratio = top->is_ratio ? top : bottom->is_ratio ? bottom : NULL;
    if (ratio != NULL) {
        const Node *node = tree_get(measure->node, ratio == top ? TEXT("numerator")
                                                                : TEXT("denominator"));
        (void)schema_error(&loader->reader, DIAG_RATIO_PARTS, node,
                           "`%.*s` is a ratio itself; a ratio divides two sums",
                           TEXT_ARG(ratio->key));
    } else if (top->unit.length > 0 && bottom->unit.length > 0 &&
               top->is_money != bottom->is_money) {
        const Node *node = tree_get(measure->node, TEXT("denominator"));
        Diag *diag = schema_error(&loader->reader, DIAG_RATIO_PARTS, node,
                                  "`%.*s` is %s and `%.*s` is %s; expected both of one kind",
                                  TEXT_ARG(top->key), top->is_money ? N_("money") : N_("a count"),
                                  TEXT_ARG(bottom->key),
                                  bottom->is_money ? N_("money") : N_("a count"));
        diag_hint(loader->reader.diags, diag, "a rate is money per money, or a count per count");
    }
}

static void read_sum(Loader *loader, uint32_t index)
{
    const Reader *reader = &loader->reader;
    Measure *measure = &loader->design->measures[index];
    const Node *unit = schema_need(reader, measure->node, TEXT("unit"),
                                   "`money`, or the word for what is counted, such as meetings");
    if (unit != NULL &&
        schema_text(reader, unit, "`money`, or the word for what is counted", &measure->unit))
        measure->is_money = text_equal(measure->unit, TEXT("money"));
    const Node *credits = schema_need(reader, measure->node, TEXT("credits"),
                                      "a list of the ways in which rows contribute");
    if (credits == NULL ||
        !schema_list_of(reader, credits, "a list of entries: - feed: ..., date: ..., to: ..."))
        return;
    number_lines(loader, index, credits);
    for (const Node *node = credits->first; node != NULL; node = node->next)
        read_rule(loader, index, node);
    design_read_deferral(loader, index);
}

/* The names under `to:` of all entries, each once, sorted. */
static void number_lines(Loader *loader, uint32_t index, const Node *credits)
{
    Design *design = loader->design;
    Arena *arena = loader->reader.arena;
    Measure *measure = &design->measures[index];
    size_t names = 0;
    for (const Node *node = credits->first; node != NULL; node = node->next) {
        const Node *to = tree_get(node, TEXT("to"));
        names += to == NULL ? 0 : to->count;
    }
    CreditLine *lines = ARENA_ARRAY(arena, CreditLine, design->line_count + names + 1);
    if (design->line_count > 0)
        memcpy(lines, design->lines, design->line_count * sizeof *lines);
    design->lines = lines;
    for (const Node *node = credits->first; node != NULL; node = node->next) {
        const Node *to = tree_get(node, TEXT("to"));
        if (to == NULL || to->kind != NODE_MAP) continue;
        for (const Node *line = to->first; line != NULL; line = line->next) {
            if (!schema_name(&loader->reader, line, "a credit line", false)) continue;
            if (design_line(design, index, line->key) != INDEX_NONE) continue;
            uint32_t at = design->line_count;
            for (; at > measure->first_line && text_compare(lines[at - 1].name, line->key) > 0;
                 at--)
                lines[at] = lines[at - 1];
            lines[at] = (CreditLine){index, line->key};
            design->line_count += 1;
            measure->line_count += 1;
        }
    }
    if (design->line_count > LINES_MAX)
        (void)schema_error(&loader->reader, DIAG_OUT_OF_RANGE, credits,
                           "more than %d credit lines in one design", LINES_MAX);
}

static void read_rule(Loader *loader, uint32_t index, const Node *node)
{
    static const Text keys[] = {{"feed", 4}, {"when", 4}, {"date", 4}, {"value", 5}, {"to", 2}};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, keys, 5, "an entry: `feed`, `when`, `date`, `value`, `to`"))
        return;
    CreditRule rule = {.measure = index, .feed = INDEX_NONE};
    const Node *feed = schema_need(reader, node, keys[0], "a feed of company.yaml");
    const Node *date = schema_need(reader, node, keys[2], "a date column, or a date formula");
    const Node *to = schema_need(reader, node, keys[4], "who may be credited, by name");
    if (feed != NULL) rule.feed = read_feed(loader, feed);
    if (rule.feed == INDEX_NONE) return;      /* every further name is a column of the feed */

    const Node *when = tree_get(node, keys[1]);
    const Node *value = tree_get(node, keys[3]);
    rule.when = when != NULL ? read_formula(loader, rule.feed, when, VALUE_FLAG)
                             : formula_constant(reader->arena, (Value){.type = VALUE_FLAG,
                                                                       .flag = true});
    rule.value = value != NULL ? read_formula(loader, rule.feed, value, VALUE_NUMBER)
                               : formula_constant(reader->arena, (Value){.type = VALUE_NUMBER,
                                                                         .number = RATIO_ONE});
    if (date != NULL) rule.date = read_date(loader, rule.feed, date);
    if (to != NULL) read_lines(loader, &rule, to);
    loader->design->rules[loader->design->rule_count++] = rule;
}

static uint32_t read_feed(Loader *loader, const Node *node)
{
    const Company *company = loader->company;
    const Reader *reader = &loader->reader;
    Text name = TEXT("");
    if (!schema_text(reader, node, "a feed of company.yaml", &name)) return INDEX_NONE;
    Text *names = ARENA_ARRAY(reader->arena, Text, company->feed_count + 1);
    for (uint32_t feed = 0; feed < company->feed_count; feed++) {
        names[feed] = company->feeds[feed].name;
        if (text_equal(names[feed], name)) return feed;
    }
    Text quoted = schema_quote(reader->arena, name);
    Diag *diag = schema_error(reader, DIAG_UNKNOWN_FEED, node,
                              "company.yaml declares no feed `%.*s`", TEXT_ARG(quoted));
    schema_hint_names(reader, diag, name, names, company->feed_count);
    return INDEX_NONE;
}

static const Formula *read_formula(Loader *loader, uint32_t feed, const Node *node,
                                   ValueType wanted)
{
    const Reader *reader = &loader->reader;
    Text source = TEXT("");
    Formula *formula = NULL;
    if (!schema_text(reader, node, "a formula", &source)) return NULL;
    if (!formula_compile(reader->arena, node, &loader->feed_names[feed], wanted, &formula,
                         reader->diags))
        return NULL;
    return formula;
}

/* The date says which month's rate converts the row's amounts: it can't rest on them. */
static const Formula *read_date(Loader *loader, uint32_t feed, const Node *node)
{
    const Formula *date = read_formula(loader, feed, node, VALUE_DATE);
    if (date == NULL || !formula_converts(date)) return date;
    Diag *diag = schema_error(&loader->reader, DIAG_DATE_CURRENCY, node,
                              "the date rests on an amount in the row's own currency, whose rate "
                              "is that of the date's month");
    diag_hint(loader->reader.diags, diag, "take a column without `currency:`");
    return NULL;
}

static void read_lines(Loader *loader, CreditRule *rule, const Node *to)
{
    const Reader *reader = &loader->reader;
    if (to->kind != NODE_MAP || to->count == 0) {
        Diag *diag = schema_error(reader, DIAG_CREDIT_TO, to,
                                  "expected credit lines by name under `to:`");
        bool column = to->kind == NODE_SCALAR && to->scalar.length > 0;
        Text said = column ? schema_quote(reader->arena, to->scalar) : TEXT("ae_id");
        diag_hint(reader->diags, diag, "write `to: {NAME: %.*s}`, with a name for the line",
                  TEXT_ARG(said));
        return;
    }
    rule->to = ARENA_ARRAY(reader->arena, CreditTo, to->count);
    for (const Node *node = to->first; node != NULL; node = node->next)
        read_line(loader, rule, node);
}

/* `all: company`, `is: is_id`, or a list of legs. */
static void read_line(Loader *loader, CreditRule *rule, const Node *node)
{
    const Reader *reader = &loader->reader;
    CreditTo line = {.line = design_line(loader->design, rule->measure, node->key)};
    if (line.line == INDEX_NONE) return;      /* its name was refused */
    if (node->kind == NODE_SCALAR && text_equal(text_trim(node->scalar), COMPANY_WORD)) {
        line.company = true;
    } else if (node->kind == NODE_SCALAR) {
        line.legs = ARENA_NEW(reader->arena, Leg);
        line.legs->share = read_share(loader, rule->feed, NULL);
        if (!read_payee(loader, rule->feed, node, &line.legs->payee_column)) return;
        line.leg_count = 1;
    } else {
        if (!schema_list_of(reader, node,
                            "a payee column, `company`, or a list of {payee: ..., share: ...}"))
            return;
        if (node->count > LEGS_MAX) {
            (void)schema_error(reader, DIAG_OUT_OF_RANGE, node, "more than %d legs in one line",
                               LEGS_MAX);
            return;
        }
        line.legs = ARENA_ARRAY(reader->arena, Leg, node->count);
        for (const Node *leg = node->first; leg != NULL; leg = leg->next)
            if (read_leg(loader, rule->feed, leg, &line.legs[line.leg_count]))
                line.leg_count += 1;
    }
    rule->to[rule->to_count++] = line;
}

static bool read_leg(Loader *loader, uint32_t feed, const Node *node, Leg *out)
{
    static const Text keys[] = {{"payee", 5}, {"share", 5}};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, keys, 2, "{payee: a column, share: a formula}")) return false;
    const Node *payee = schema_need(reader, node, keys[0], "a payee column of the feed");
    out->share = read_share(loader, feed, tree_get(node, keys[1]));
    return payee != NULL && read_payee(loader, feed, payee, &out->payee_column) &&
           out->share != NULL;
}

static bool read_payee(Loader *loader, uint32_t feed, const Node *node, uint32_t *out)
{
    const Reader *reader = &loader->reader;
    const FeedSpec *spec = &loader->company->feeds[feed];
    Text name = TEXT("");
    if (!schema_text(reader, node, "a payee column of the feed", &name)) return false;
    Text *payees = ARENA_ARRAY(reader->arena, Text, spec->column_count + 1);
    size_t payee_count = 0;
    const ColumnSpec *other = NULL;
    for (uint32_t column = 0; column < spec->column_count; column++) {
        const ColumnSpec *candidate = &spec->columns[column];
        bool same = text_equal(candidate->name, name);
        if (same && candidate->type == COLUMN_PAYEE) {
            *out = column;
            return true;
        }
        if (same) other = candidate;
        if (candidate->type == COLUMN_PAYEE) payees[payee_count++] = candidate->name;
    }
    Text quoted = schema_quote(reader->arena, name);
    Diag *diag = NULL;
    if (other != NULL) {
        diag = schema_error(reader, DIAG_CREDIT_TO, node,
                            "`%.*s` is a %.*s column of %.*s; expected one of type payee",
                            TEXT_ARG(quoted), TEXT_ARG(column_type_word(other->type)),
                            TEXT_ARG(spec->name));
    } else {
        diag = schema_error(reader, DIAG_CREDIT_TO, node,
                            "%.*s has no payee column `%.*s`", TEXT_ARG(spec->name),
                            TEXT_ARG(quoted));
    }
    schema_hint_names(reader, diag, name, payees, payee_count);
    return false;
}

/* 100% where it is not given; a constant share is checked now, the others row by row. */
static const Formula *read_share(Loader *loader, uint32_t feed, const Node *node)
{
    const Reader *reader = &loader->reader;
    Value value = {.type = VALUE_NUMBER, .number = RATIO_ONE};
    if (node == NULL) return formula_constant(reader->arena, value);
    const Formula *share = read_formula(loader, feed, node, VALUE_NUMBER);
    if (share == NULL || !formula_is_constant(share, &value)) return share;
    bool beyond = ratio_compare(value.number, RATIO_ONE) > 0;
    if (ratio_sign(value.number) >= 0 && !beyond) return share;
    Text percent = schema_percent_text(reader->arena, value.number);
    Diag *diag = schema_error(reader, DIAG_OUT_OF_RANGE, node,
                              "a share is between 0%% and 100%%; this is %.*s",
                              TEXT_ARG(percent));
    if (beyond && !schema_is_percentage(node))
        diag_hint(reader->diags, diag, "write 35%% or 0.35");
    return NULL;
}

uint32_t design_measure(const Design *design, Text key)
{
    for (uint32_t i = 0; i < design->measure_count; i++)
        if (text_equal(design->measures[i].key, key)) return i;
    return INDEX_NONE;
}

uint32_t design_line(const Design *design, uint32_t measure, Text name)
{
    const Measure *owner = &design->measures[measure];
    for (uint32_t i = 0; i < owner->line_count; i++)
        if (text_equal(design->lines[owner->first_line + i].name, name))
            return owner->first_line + i;
    return INDEX_NONE;
}

Text *design_measure_keys(Arena *arena, const Design *design)
{
    Text *keys = ARENA_ARRAY(arena, Text, design->measure_count + 1);
    for (uint32_t i = 0; i < design->measure_count; i++) keys[i] = design->measures[i].key;
    return keys;
}

Text *design_line_names(Arena *arena, const Design *design, uint32_t measure)
{
    const Measure *owner = &design->measures[measure];
    Text *names = ARENA_ARRAY(arena, Text, owner->line_count + 1);
    for (uint32_t i = 0; i < owner->line_count; i++)
        names[i] = design->lines[owner->first_line + i].name;
    return names;
}

bool design_is_ratio(const Design *design, uint32_t measure)
{
    return measure != INDEX_NONE && design->measures[measure].is_ratio;
}

bool design_is_money(const Design *design, uint32_t measure)
{
    return measure != INDEX_NONE && design->measures[measure].is_money;
}
