/* design_component.c - one component's keys, and what they are where nobody wrote them.
 *
 * What a component pays decides which keys it takes, so that is read first; then the measure, since
 * it decides how numbers are written (35%, or 30000000); then what it is measured against, whose
 * default depends on the window and on the rate table. Gates, formulas and modifiers name other
 * components and are linked once all of a plan are known. */
#include "design_inside.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(literal) {(literal), sizeof(literal) - 1}

enum { TARGET = 1u << PAYS_TARGET, CREDITED = 1u << PAYS_CREDITED, AMOUNT = 1u << PAYS_AMOUNT,
       FORMULA = 1u << PAYS_FORMULA, NOTHING = 1u << PAYS_NOTHING,
       PAYING = TARGET | CREDITED | AMOUNT | FORMULA, ANY = PAYING | NOTHING };

typedef struct ComponentKey {
    Text key;
    unsigned pays;                   /* the kinds that take it */
    unsigned needed;                 /* the kinds that can't do without */
    const char *wanted;              /* what it is, where it is missing */
} ComponentKey;

static const ComponentKey COMPONENT_KEYS[] = {
    {WORD("title"), ANY, 0, NULL},
    {WORD("weight"), TARGET | FORMULA, TARGET,
     N_("the part of the target incentive, such as 70%")},
    {WORD("measure"), ANY, ANY & ~(unsigned)FORMULA, N_("a measure of measures.yaml")},
    {WORD("credit"), ANY, 0, NULL},
    {WORD("of"), ANY, 0, NULL},
    {WORD("window"), ANY, 0, NULL},
    {WORD("paid"), PAYING, 0, NULL},
    {WORD("against"), ANY, 0, NULL},
    {WORD("pays"), ANY, 0, NULL},
    {WORD("rate"), TARGET | CREDITED | AMOUNT, TARGET | CREDITED | AMOUNT, N_("the rate table")},
    {WORD("formula"), FORMULA, FORMULA, N_("a formula whose result is money")},
    {WORD("modifier"), PAYING, 0, NULL},
    {WORD("gate"), PAYING, 0, NULL},
    {WORD("cap"), PAYING, 0, NULL},
    {WORD("floor"), PAYING, 0, NULL},
    {WORD("when_empty"), ANY, 0, NULL},
    {WORD("quota_of"), ANY, 0, NULL},
    {WORD("instalments"), PAYING, 0, NULL},
    {WORD("hold_back"), PAYING, 0, NULL},
};

static const Text PAYS_WORDS[] = {WORD("target"), WORD("credited"), WORD("amount"),
                                  WORD("formula"), WORD("nothing")};
static const Text SCOPE_WORDS[] = {WORD("self"), WORD("team"), WORD("aligned"), WORD("reports"),
                                   WORD("company")};
static const Text WINDOW_WORDS[] = {WORD("month"), WORD("quarter"), WORD("half"), WORD("year"),
                                    WORD("credit")};
static const Text PAID_WORDS[] = {WORD("monthly"), WORD("at_end")};
static const Text FLOOR_WORDS[] = {WORD("zero"), WORD("none")};
static const Text AGAINST_WORDS[] = {WORD("quota"), WORD("window_quota"), WORD("none")};

static bool read_pays(Loader *loader, const Node *node, Component *out);
static void check_keys(Loader *loader, const Node *node, const Component *component);
static bool does_without_measure(const Node *node, const Component *component);
static const Node *get(const Node *node, const Component *component, Text key);
static bool read_measure(Loader *loader, const Node *node, Component *out);
static void read_credit(Loader *loader, const Node *node, Component *out);
static uint32_t pick_line(Loader *loader, const Node *measure, const Node *credit,
                          uint32_t measure_index);
static void read_words(Loader *loader, const Node *node, Component *out);
static void read_against(Loader *loader, const Node *node, bool on_known, bool on_value,
                         Component *out);
static void read_goal(Loader *loader, const Node *against, Component *out);
static void check_against(Loader *loader, const Node *node, const Component *component);
static void read_rate(Loader *loader, const Node *node, bool on_value, Component *out);
static void check_window(Loader *loader, const Component *component, bool on_value);
static void read_limits(Loader *loader, const Node *node, Component *out);
static void read_cap(Loader *loader, const Node *cap, Component *out);
static void read_when_empty(Loader *loader, const Node *node, Component *out);

Text *design_component_known(Arena *arena, size_t *count)
{
    Text *keys = ARENA_ARRAY(arena, Text, COUNT(COMPONENT_KEYS));
    for (size_t i = 0; i < COUNT(COMPONENT_KEYS); i++) keys[i] = COMPONENT_KEYS[i].key;
    *count = COUNT(COMPONENT_KEYS);
    return keys;
}

bool design_read_component(Loader *loader, const Node *node, Component *out)
{
    size_t known;
    const Text *keys = design_component_known(loader->reader.arena, &known);
    *out = (Component){.key = node->key, .title = node->key, .weight = RATIO_ONE,
                       .measure = INDEX_NONE, .line = INDEX_NONE, .goal = RATIO_ZERO,
                       .denominator_line = INDEX_NONE, .cap_at = RATIO_ZERO,
                       .when_empty = RATIO_ZERO, .hold_share = RATIO_ZERO, .node = node};
    bool named = schema_name(&loader->reader, node, "a component", true);
    if (!schema_map(&loader->reader, node, keys, known, "a component: `measure`, `rate` ..."))
        return false;
    if (!read_pays(loader, node, out)) return false;
    check_keys(loader, node, out);

    schema_title(&loader->reader, node, &out->title);
    read_words(loader, node, out);
    bool measured = read_measure(loader, node, out);
    if (!measured) return false;      /* how its numbers are written is not known */

    const Node *rate = get(node, out, TEXT("rate"));
    bool on_value = false;
    if (rate != NULL && design_is_matrix(rate)) {
        bool own = design_matrix_asks_own(rate, out->key, TEXT("attainment"));
        read_against(loader, node, true, !own, out);
    } else {
        bool on_known = rate != NULL && design_rate_on(loader, rate, &on_value);
        read_against(loader, node, on_known, on_value, out);
        if (!on_known) on_value = out->against == AGAINST_NONE;
        read_rate(loader, rate, on_value, out);
        check_window(loader, out, on_value);
    }
    read_limits(loader, node, out);
    design_read_component_payment(loader, node, out);
    return named;
}

static bool read_pays(Loader *loader, const Node *node, Component *out)
{
    const Node *pays = tree_get(node, TEXT("pays"));
    unsigned word = PAYS_TARGET;
    if (pays != NULL &&
        !schema_word(&loader->reader, pays, PAYS_WORDS, COUNT(PAYS_WORDS), &word))
        return false;
    out->pays = (Pays)word;
    return true;
}

/* Keys that its kind of pay does not take, and keys that it can't do without. */
static void check_keys(Loader *loader, const Node *node, const Component *component)
{
    const Reader *reader = &loader->reader;
    unsigned kind = 1u << component->pays;
    Text pays = PAYS_WORDS[component->pays];
    for (size_t i = 0; i < COUNT(COMPONENT_KEYS); i++) {
        const ComponentKey *key = &COMPONENT_KEYS[i];
        const Node *entry = tree_get(node, key->key);
        bool needed = (key->needed & kind) != 0 &&
                      !(text_equal(key->key, TEXT("measure")) &&
                        does_without_measure(node, component));
        if (entry == NULL && needed) {
            (void)schema_need(reader, node, key->key, key->wanted);
        } else if (entry != NULL && (key->pays & kind) == 0) {
            Diag *diag = schema_error_at_key(reader, DIAG_MISPLACED_KEY, entry,
                                             "`%.*s` does not go with `pays: %.*s`",
                                             TEXT_ARG(key->key), TEXT_ARG(pays));
            Text takers[COUNT(PAYS_WORDS)];
            size_t count = 0;
            for (unsigned word = 0; word < COUNT(PAYS_WORDS); word++)
                if ((key->pays & (1u << word)) != 0) takers[count++] = PAYS_WORDS[word];
            Text listed = schema_list(reader->arena, takers, count);
            diag_hint(reader->diags, diag, "leave it out; it goes with `pays:` %.*s",
                      TEXT_ARG(listed));
        }
    }
}

/* A formula can, and a matrix of other components' figures. */
static bool does_without_measure(const Node *node, const Component *component)
{
    if (component->pays == PAYS_FORMULA) return true;
    const Node *rate = get(node, component, TEXT("rate"));
    return rate != NULL && design_is_matrix(rate) &&
           !design_matrix_asks_own(rate, component->key, TEXT("value")) &&
           !design_matrix_asks_own(rate, component->key, TEXT("attainment"));
}

/* The entry, unless its kind of pay does not take it. */
static const Node *get(const Node *node, const Component *component, Text key)
{
    for (size_t i = 0; i < COUNT(COMPONENT_KEYS); i++)
        if (text_equal(COMPONENT_KEYS[i].key, key) &&
            (COMPONENT_KEYS[i].pays & (1u << component->pays)) == 0)
            return NULL;
    return tree_get(node, key);
}

static bool read_measure(Loader *loader, const Node *node, Component *out)
{
    const Reader *reader = &loader->reader;
    const Node *measure = tree_get(node, TEXT("measure"));
    if (measure == NULL) {
        static const Text of_measures[] = {WORD("credit"), WORD("when_empty")};
        bool without = does_without_measure(node, out);
        for (size_t i = 0; i < COUNT(of_measures) && without; i++) {
            const Node *entry = tree_get(node, of_measures[i]);
            if (entry != NULL)
                (void)schema_error_at_key(reader, DIAG_MISPLACED_KEY, entry,
                                          "`%.*s` needs a `measure`", TEXT_ARG(of_measures[i]));
        }
        return without;
    }
    Text name = TEXT("");
    if (!schema_text(reader, measure, "a measure of measures.yaml", &name)) return false;
    out->measure = design_measure(loader->design, name);
    if (out->measure == INDEX_NONE) {
        Text quoted = schema_quote(reader->arena, name);
        Diag *diag = schema_error(reader, DIAG_UNKNOWN_MEASURE, measure,
                                  "there is no measure `%.*s`", TEXT_ARG(quoted));
        schema_hint_names(reader, diag, name, design_measure_keys(reader->arena, loader->design),
                          loader->design->measure_count);
        return false;
    }
    read_credit(loader, node, out);
    return true;
}

static void read_credit(Loader *loader, const Node *node, Component *out)
{
    const Node *measure = tree_get(node, TEXT("measure"));
    const Node *credit = tree_get(node, TEXT("credit"));
    const Measure *owner = &loader->design->measures[out->measure];
    if (!owner->is_ratio) {
        out->line = pick_line(loader, measure, credit, out->measure);
        return;
    }
    if (owner->numerator == INDEX_NONE || owner->denominator == INDEX_NONE) return;
    out->line = pick_line(loader, measure, credit, owner->numerator);
    if (owner->numerator == owner->denominator) {
        out->denominator_line = out->line;
    } else {
        out->denominator_line = pick_line(loader, measure, credit, owner->denominator);
    }
}

/* The line that `credit:` names, or the measure's only one. */
static uint32_t pick_line(Loader *loader, const Node *measure, const Node *credit,
                          uint32_t measure_index)
{
    const Reader *reader = &loader->reader;
    const Measure *owner = &loader->design->measures[measure_index];
    Text *names = design_line_names(reader->arena, loader->design, measure_index);
    if (owner->line_count == 0) return INDEX_NONE;      /* reported with the measure */
    if (credit == NULL && owner->line_count == 1) return owner->first_line;
    if (credit == NULL) {
        Text listed = schema_list(reader->arena, names, owner->line_count);
        Diag *diag = schema_error(reader, DIAG_MISSING_KEY, measure,
                                  "`credit` is missing: `%.*s` has the credit lines %.*s",
                                  TEXT_ARG(owner->key), TEXT_ARG(listed));
        diag_hint(reader->diags, diag, "say which one counts, such as `credit: %.*s`",
                  TEXT_ARG(names[0]));
        return INDEX_NONE;
    }
    Text name = TEXT("");
    if (!schema_text(reader, credit, "a credit line of the measure", &name)) return INDEX_NONE;
    uint32_t line = design_line(loader->design, measure_index, name);
    if (line != INDEX_NONE) return line;
    Text quoted = schema_quote(reader->arena, name);
    Diag *diag = schema_error(reader, DIAG_UNKNOWN_CREDIT_LINE, credit,
                              "`%.*s` has no credit line `%.*s`", TEXT_ARG(owner->key),
                              TEXT_ARG(quoted));
    schema_hint_names(reader, diag, name, names, owner->line_count);
    return INDEX_NONE;
}

static void read_words(Loader *loader, const Node *node, Component *out)
{
    const struct { Text key; const Text *words; size_t count; } entries[] = {
        {TEXT("of"), SCOPE_WORDS, COUNT(SCOPE_WORDS)},
        {TEXT("window"), WINDOW_WORDS, COUNT(WINDOW_WORDS)},
        {TEXT("paid"), PAID_WORDS, COUNT(PAID_WORDS)},
        {TEXT("floor"), FLOOR_WORDS, COUNT(FLOOR_WORDS)}};
    unsigned words[COUNT(entries)] = {SCOPE_SELF, WINDOW_MONTH, 0, 0};
    for (size_t i = 0; i < COUNT(entries); i++) {
        const Node *entry = get(node, out, entries[i].key);
        if (entry == NULL) continue;
        if (!schema_word(&loader->reader, entry, entries[i].words, entries[i].count, &words[i]))
            continue;                 /* reported; the default stands in for it */
    }
    out->of = (Scope)words[0];
    out->window = (Window)words[1];
    out->at_end = words[2] == 1;
    out->floor_none = words[3] == 1;
}

static void read_against(Loader *loader, const Node *node, bool on_known, bool on_value,
                         Component *out)
{
    const Node *against = tree_get(node, TEXT("against"));
    bool by_value = out->window == WINDOW_CREDIT || (on_known && on_value);
    out->against = by_value || out->measure == INDEX_NONE ? AGAINST_NONE : AGAINST_QUOTA;
    if (against != NULL) {
        Text said = text_trim(against->scalar);
        bool word = against->kind == NODE_SCALAR && said.length > 0;
        for (size_t i = 0; i < said.length && word; i++)
            word = (said.bytes[i] >= 'a' && said.bytes[i] <= 'z') || said.bytes[i] == '_';
        unsigned which = 0;
        static const Against meanings[] = {AGAINST_QUOTA, AGAINST_WINDOW_QUOTA, AGAINST_NONE};
        if (!word) {
            read_goal(loader, against, out);
        } else if (schema_word(&loader->reader, against, AGAINST_WORDS, COUNT(AGAINST_WORDS),
                               &which)) {
            out->against = meanings[which];
        }
        if (out->measure == INDEX_NONE && out->against != AGAINST_NONE)
            (void)schema_error(&loader->reader, DIAG_MISPLACED_KEY, against,
                               "`against` needs a `measure`");
    }
    check_against(loader, node, out);
}

static void read_goal(Loader *loader, const Node *against, Component *out)
{
    const Reader *reader = &loader->reader;
    bool ratio = design_is_ratio(loader->design, out->measure);
    out->against = AGAINST_GOAL;
    bool read = ratio ? schema_percent(reader, against, &out->goal)
                      : schema_amount(reader, against,
                                      "a goal such as 30000000, `quota`, `window_quota` or `none`",
                                      &out->goal);
    if (read && ratio_sign(out->goal) <= 0)
        (void)schema_error(reader, DIAG_OUT_OF_RANGE, against, "a goal is above 0");
}

static void check_against(Loader *loader, const Node *node, const Component *component)
{
    bool quota = component->against == AGAINST_QUOTA ||
                 component->against == AGAINST_WINDOW_QUOTA;
    if (!quota || !design_is_ratio(loader->design, component->measure)) return;
    const Node *against = tree_get(node, TEXT("against"));
    Text key = loader->design->measures[component->measure].key;
    Diag *diag = schema_error(&loader->reader, DIAG_RATIO_QUOTA,
                              against != NULL ? against : tree_get(node, TEXT("measure")),
                              "`%.*s` is a ratio, and ratios have no quota", TEXT_ARG(key));
    diag_hint(loader->reader.diags, diag,
              "write a goal such as `against: 95%%`, or `against: none`");
}

static void read_rate(Loader *loader, const Node *node, bool on_value, Component *out)
{
    if (node == NULL) return;
    const Reader *reader = &loader->reader;
    bool ratio = design_is_ratio(loader->design, out->measure);
    bool sum = on_value && !ratio;
    RateUse use = {.whose = text_format(reader->arena, "pays: %.*s",
                                        TEXT_ARG(PAYS_WORDS[out->pays])).bytes,
                   .on_value = on_value, .input_percent = !sum,
                   .pays_money = out->pays == PAYS_AMOUNT ||
                                 (out->pays == PAYS_CREDITED &&
                                  !design_is_money(loader->design, out->measure)),
                   .methods = RATE_METHODS_ALL, .method_reason = ""};
    if (out->pays == PAYS_TARGET && sum) {
        use.methods = (1u << RATE_STEP) | (1u << RATE_LINEAR);
        use.method_reason = N_("money or a count times a rate is no multiplier");
    } else if (out->pays == PAYS_AMOUNT) {
        use.methods = (1u << RATE_STEP) | (1u << RATE_LINEAR);
        use.method_reason = N_("an amount is reached or interpolated");
    }
    if (out->pays == PAYS_CREDITED && ratio) {
        Diag *diag = schema_error(reader, DIAG_RATE_METHOD, tree_get(out->node, TEXT("pays")),
                                  "`credited` pays for every unit of a sum; `%.*s` is a ratio",
                                  TEXT_ARG(loader->design->measures[out->measure].key));
        diag_hint(reader->diags, diag, "use `pays: target` or `pays: amount`");
        return;
    }
    if (!on_value && out->against == AGAINST_NONE) {
        const Node *on = tree_get(node, TEXT("on"));
        (void)schema_error(reader, DIAG_MISSING_FIGURE, on != NULL ? on : node,
                           "`on: attainment` needs a quota or a goal, and `against` is none");
    }
    Rate *rate = ARENA_NEW(reader->arena, Rate);
    if (design_read_rate(loader, node, &use, rate)) out->rate = rate;
}

/* window: credit puts each credit through the table on its own. */
static void check_window(Loader *loader, const Component *component, bool on_value)
{
    if (component->window != WINDOW_CREDIT) return;
    const Node *window = tree_get(component->node, TEXT("window"));
    if (component->pays != PAYS_CREDITED && component->pays != PAYS_AMOUNT) {
        (void)schema_error(&loader->reader, DIAG_MISPLACED_KEY, window,
                           "`window: credit` goes with `pays: credited` or `pays: amount`");
    } else if (!on_value) {
        (void)schema_error(&loader->reader, DIAG_MISPLACED_KEY, window,
                           "`window: credit` takes a rate table `on: value`");
    } else if (design_is_ratio(loader->design, component->measure)) {
        (void)schema_error(&loader->reader, DIAG_MISPLACED_KEY, window,
                           "`window: credit` needs credits; `%.*s` is a ratio",
                           TEXT_ARG(loader->design->measures[component->measure].key));
    }
}

static void read_limits(Loader *loader, const Node *node, Component *out)
{
    const Reader *reader = &loader->reader;
    const Node *weight = get(node, out, TEXT("weight"));
    if (weight != NULL && schema_percent(reader, weight, &out->weight)) {
        out->has_weight = true;
        if (ratio_sign(out->weight) < 0)
            (void)schema_error(reader, DIAG_OUT_OF_RANGE, weight, "a weight is not below 0");
    }
    const Node *cap = get(node, out, TEXT("cap"));
    if (cap != NULL) read_cap(loader, cap, out);
    if (out->measure != INDEX_NONE) read_when_empty(loader, node, out);
}

/* 200% is of the target to date; anything that does not end with % is money. */
static void read_cap(Loader *loader, const Node *cap, Component *out)
{
    const Reader *reader = &loader->reader;
    bool percent = schema_is_percentage(cap);
    if (percent && out->pays != PAYS_TARGET) {
        Diag *diag = schema_error(reader, DIAG_PERCENTAGE_CAP, cap,
                                  "a percentage cap is of the target, which `pays: %.*s` lacks",
                                  TEXT_ARG(PAYS_WORDS[out->pays]));
        diag_hint(reader->diags, diag, "write the cap as money, such as 50000");
        return;
    }
    if (design_read_limit(loader, cap, true, out->pays == PAYS_TARGET, &percent, &out->cap_at))
        out->cap = percent ? CAP_PERCENT : CAP_MONEY;
}

static void read_when_empty(Loader *loader, const Node *node, Component *out)
{
    const Reader *reader = &loader->reader;
    const Node *empty = tree_get(node, TEXT("when_empty"));
    if (empty == NULL) return;
    bool divides = design_is_ratio(loader->design, out->measure) ||
                   out->against != AGAINST_NONE;
    if (divides) {
        out->has_when_empty = schema_percent(reader, empty, &out->when_empty);
        return;
    }
    (void)diag_warning(reader->diags, DIAG_NO_EFFECT, tree_key_place(reader->arena, empty),
                       "`when_empty` is never used: a sum without quota is never empty");
}

Text scope_word(Scope scope)
{
    return SCOPE_WORDS[scope];
}

Text pays_word(Pays pays)
{
    return PAYS_WORDS[pays];
}

Text window_word(Window window)
{
    return WINDOW_WORDS[window];
}

Text against_word(Against against)
{
    if (against == AGAINST_GOAL) return TEXT("goal");
    return AGAINST_WORDS[against == AGAINST_NONE ? 2 : against];
}

int window_months(Window window)
{
    static const int months[] = {1, 3, 6, 12, 1};
    return months[window];
}
