/* design_rate.c - rate tables and modifiers.
 *
 * A table's numbers are written as its use says: percentages where the input is an attainment or a
 * ratio, plain numbers where it is money or a count; and the same for what it pays. A modifier is a
 * table of its own that pays percentages, on a figure of its own component or of another. */
#include "design_inside.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(literal) {(literal), sizeof(literal) - 1}

static const Text METHOD_WORDS[] = {WORD("step"), WORD("linear"), WORD("marginal"), WORD("whole")};
static const Text ON_WORDS[] = {WORD("attainment"), WORD("value")};
static const Text BEYOND_WORDS[] = {WORD("flat"), WORD("extend")};
static const Text RATE_KEYS[] = {WORD("on"), WORD("method"), WORD("tiers"), WORD("points"),
                                 WORD("beyond")};

static const Node *pick_list(Loader *loader, const Node *node, const Rate *rate);
static bool read_beyond(Loader *loader, const Node *node, Rate *out);
static bool read_tiers(Loader *loader, const Node *list, const RateUse *use, Rate *out);
static bool read_tier(Loader *loader, const Node *node, const RateUse *use, bool point,
                      RateTier *out);
static bool check_tiers(Loader *loader, const Node *list, const Rate *rate);
static bool check_points(Loader *loader, const Node *list, const Rate *rate);
static bool read_other_figure(Loader *loader, const Plan *plan, const Node *on, Text name,
                              const Component *component, FigureOf *out);
static bool check_figure(Loader *loader, const Node *on, const Component *owner,
                         OtherFigure figure);

bool design_rate_on(Loader *loader, const Node *rate, bool *on_value)
{
    const Node *on = tree_get(rate, TEXT("on"));
    unsigned word = 0;
    if (on == NULL) return false;
    if (!schema_word(&loader->reader, on, ON_WORDS, COUNT(ON_WORDS), &word)) return false;
    *on_value = word == 1;
    return true;
}

bool design_read_rate(Loader *loader, const Node *node, const RateUse *use, Rate *out)
{
    *out = (Rate){.on_value = use->on_value, .pays_money = use->pays_money};
    if (!schema_map(&loader->reader, node, RATE_KEYS, COUNT(RATE_KEYS),
                    "a rate table: `on`, `method`, and `tiers` or `points`"))
        return false;
    if (!design_read_method(loader, node, use, &out->method)) return false;
    bool beyond = read_beyond(loader, node, out);
    const Node *list = pick_list(loader, node, out);
    return list != NULL && read_tiers(loader, list, use, out) && beyond;
}

bool design_read_method(Loader *loader, const Node *node, const RateUse *use, RateMethod *out)
{
    const Reader *reader = &loader->reader;
    const Node *method = schema_need(reader, node, TEXT("method"),
                                     "`step`, `linear`, `marginal` or `whole`");
    unsigned word = 0;
    if (method == NULL ||
        !schema_word(reader, method, METHOD_WORDS, COUNT(METHOD_WORDS), &word))
        return false;
    *out = (RateMethod)word;
    if ((use->methods & (1u << word)) != 0) return true;
    Text allowed[COUNT(METHOD_WORDS)];
    size_t count = 0;
    for (unsigned i = 0; i < COUNT(METHOD_WORDS); i++)
        if ((use->methods & (1u << i)) != 0) allowed[count++] = METHOD_WORDS[i];
    Text listed = schema_list(reader->arena, allowed, count);
    (void)schema_error(reader, DIAG_RATE_METHOD, method,
                       "`%.*s` does not go with %s here: %s; expected %.*s",
                       TEXT_ARG(METHOD_WORDS[word]), use->whose, use->method_reason,
                       TEXT_ARG(listed));
    return false;
}

/* linear has points, every other method tiers. */
static const Node *pick_list(Loader *loader, const Node *node, const Rate *rate)
{
    const Reader *reader = &loader->reader;
    bool linear = rate->method == RATE_LINEAR;
    Text wanted = linear ? TEXT("points") : TEXT("tiers");
    const Node *other = tree_get(node, linear ? TEXT("tiers") : TEXT("points"));
    if (other != NULL) {
        Diag *diag = schema_error_at_key(reader, DIAG_MISPLACED_KEY, other,
                                         "a `%.*s` table has `%.*s`, not `%.*s`",
                                         TEXT_ARG(METHOD_WORDS[rate->method]), TEXT_ARG(wanted),
                                         TEXT_ARG(other->key));
        diag_hint(reader->diags, diag, "write %.*s: [{%.*s: 0%%, pays: 0%%}, ...]; a variant drops "
                  "its base's with %.*s: null", TEXT_ARG(wanted),
                  TEXT_ARG(linear ? TEXT("at") : TEXT("from")),
                  TEXT_ARG(other->key));
        return NULL;
    }
    return schema_need(reader, node, wanted,
                       linear ? "a list of {at: ..., pays: ...}"
                              : N_("a list of {from: ..., pays: ...}"));
}

static bool read_beyond(Loader *loader, const Node *node, Rate *out)
{
    const Reader *reader = &loader->reader;
    const Node *beyond = tree_get(node, TEXT("beyond"));
    unsigned word = 0;
    if (beyond == NULL) return true;
    if (!schema_word(reader, beyond, BEYOND_WORDS, COUNT(BEYOND_WORDS), &word)) return false;
    out->extend = word == 1;
    if (!out->extend || out->method == RATE_LINEAR) return true;
    (void)schema_error(reader, DIAG_RATE_METHOD, beyond,
                       "only a `linear` table can be extended; this one is `%.*s`",
                       TEXT_ARG(METHOD_WORDS[out->method]));
    return false;
}

static bool read_tiers(Loader *loader, const Node *list, const RateUse *use, Rate *out)
{
    bool point = out->method == RATE_LINEAR;
    if (!schema_list_of(&loader->reader, list, point ? "a list of {at: ..., pays: ...}"
                                                     : N_("a list of {from: ..., pays: ...}")))
        return false;
    RateTier *tiers = ARENA_ARRAY(loader->reader.arena, RateTier, list->count);
    bool read = true;
    for (const Node *node = list->first; node != NULL; node = node->next)
        read = read_tier(loader, node, use, point, &tiers[out->count++]) && read;
    out->tiers = tiers;
    if (!read) return false;
    return point ? check_points(loader, list, out) : check_tiers(loader, list, out);
}

static bool read_tier(Loader *loader, const Node *node, const RateUse *use, bool point,
                      RateTier *out)
{
    const Reader *reader = &loader->reader;
    Text keys[] = {point ? TEXT("at") : TEXT("from"), TEXT("pays")};
    const char *wanted = point ? N_("{at: ..., pays: ...}") : N_("{from: ..., pays: ...}");
    if (!schema_map(reader, node, keys, 2, wanted)) return false;
    const Node *at = schema_need(reader, node, keys[0], "where it starts to hold");
    const Node *pays = schema_need(reader, node, keys[1], "what it pays");
    bool read = at != NULL && pays != NULL;
    if (at != NULL)
        read = design_read_input(loader, at, use->input_percent, &out->at) && read;
    if (pays != NULL)
        read = design_read_pays(loader, pays, use->pays_money, &out->pays) && read;
    return read;
}

bool design_read_input(Loader *loader, const Node *node, bool percent, Ratio *out)
{
    return percent ? schema_percent(&loader->reader, node, out)
                   : schema_amount(&loader->reader, node, "a plain number such as 3000000", out);
}

bool design_read_pays(Loader *loader, const Node *node, bool money, Ratio *out)
{
    return money ? schema_amount(&loader->reader, node, "money such as 5000", out)
                 : schema_percent(&loader->reader, node, out);
}

static bool check_tiers(Loader *loader, const Node *list, const Rate *rate)
{
    const Node *node = list->first;
    for (size_t i = 0; i < rate->count; i++, node = node->next) {
        const Node *from = tree_get(node, TEXT("from"));
        if (i == 0 && ratio_sign(rate->tiers[0].at) != 0) {
            Diag *diag = schema_error(&loader->reader, DIAG_RATE_ORDER, from,
                                      "the first tier starts at 0");
            diag_hint(loader->reader.diags, diag, "put {from: 0%%, pays: 0%%} before it");
            return false;
        }
        if (i > 0 && ratio_compare(rate->tiers[i - 1].at, rate->tiers[i].at) >= 0) {
            (void)schema_error(&loader->reader, DIAG_RATE_ORDER, from,
                               "tiers ascend: `%.*s` is not above the tier before",
                               TEXT_ARG(schema_quote(loader->reader.arena, from->scalar)));
            return false;
        }
    }
    return true;
}

static bool check_points(Loader *loader, const Node *list, const Rate *rate)
{
    const Node *node = list->first;
    bool has_line = false;
    for (size_t i = 0; i < rate->count; i++, node = node->next) {
        const Node *at = tree_get(node, TEXT("at"));
        Text said = schema_quote(loader->reader.arena, at->scalar);
        int before = i == 0 ? -1 : ratio_compare(rate->tiers[i - 1].at, rate->tiers[i].at);
        if (i > 0 && before < 0) has_line = true;
        if (before > 0) {
            (void)schema_error(&loader->reader, DIAG_RATE_ORDER, at,
                               "points ascend: `%.*s` is below the point before",
                               TEXT_ARG(said));
            return false;
        }
        if (i > 1 && ratio_equal(rate->tiers[i - 2].at, rate->tiers[i].at)) {
            (void)schema_error(&loader->reader, DIAG_RATE_ORDER, at,
                               "three points at `%.*s`: two make a jump, a third says nothing",
                               TEXT_ARG(said));
            return false;
        }
    }
    if (!rate->extend || has_line) return true;
    (void)schema_error(&loader->reader, DIAG_RATE_ORDER, list,
                       "`beyond: extend` needs a line: two points at different places");
    return false;
}

void design_read_modifier(Loader *loader, const Plan *plan, const Node *node, Component *component)
{
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, RATE_KEYS, COUNT(RATE_KEYS),
                    "a modifier: `on`, `method`, and `tiers` or `points`"))
        return;
    Modifier *modifier = ARENA_NEW(reader->arena, Modifier);
    if (!design_read_figure(loader, plan, node, component, &modifier->on)) return;

    bool on_value = modifier->on.figure == OTHER_VALUE;
    bool sum = !design_is_percent(loader->design, plan, component, modifier->on);
    RateUse use = {.whose = N_("a modifier"), .on_value = on_value, .input_percent = !sum,
                   .methods = RATE_METHODS_ALL, .method_reason = ""};
    if (sum) {
        use.methods = (1u << RATE_STEP) | (1u << RATE_LINEAR);
        use.method_reason = N_("money or a count times a rate is no multiplier");
    }
    if (design_read_rate(loader, node, &use, &modifier->rate)) component->modifier = modifier;
}

bool design_read_figure(Loader *loader, const Plan *plan, const Node *table,
                        const Component *component, FigureOf *out)
{
    const Reader *reader = &loader->reader;
    const Node *on = schema_need(reader, table, TEXT("on"),
                                 "`value`, `attainment`, or another component's: `name.value`");
    Text said = TEXT("");
    if (on == NULL || !schema_text(reader, on, "`value`, `attainment` or `name.value`", &said))
        return false;
    size_t dot = 0;
    while (dot < said.length && said.bytes[dot] != '.') dot++;
    Text figure = dot < said.length ? text_part(said, dot + 1, said.length) : said;
    out->component = INDEX_NONE;
    if (text_equal(figure, TEXT("value"))) {
        out->figure = OTHER_VALUE;
    } else if (text_equal(figure, TEXT("attainment"))) {
        out->figure = OTHER_ATTAINMENT;
    } else {
        Text quoted = schema_quote(reader->arena, said);
        (void)schema_error(reader, DIAG_UNKNOWN_WORD, on,
                           "`%.*s` is not `value`, `attainment`, or one of these of another "
                           "component, such as `name.value`", TEXT_ARG(quoted));
        return false;
    }
    if (dot < said.length)
        return read_other_figure(loader, plan, on, text_part(said, 0, dot), component, out);
    return check_figure(loader, on, component, out->figure);
}

/* A component that names itself means its own figure. */
static bool read_other_figure(Loader *loader, const Plan *plan, const Node *on, Text name,
                              const Component *component, FigureOf *out)
{
    const Reader *reader = &loader->reader;
    uint32_t named = design_component(plan, name);
    if (named != INDEX_NONE && !loader->usable[named]) return false;
    if (named != INDEX_NONE) {
        const Component *owner = &plan->components[named];
        out->component = owner == component ? INDEX_NONE : named;
        return check_figure(loader, on, owner, out->figure);
    }
    Text quoted = schema_quote(reader->arena, name);
    Diag *diag = schema_error(reader, DIAG_UNKNOWN_COMPONENT, on,
                              "the plan has no component `%.*s`", TEXT_ARG(quoted));
    schema_hint_names(reader, diag, name, design_component_keys(reader->arena, plan),
                      plan->component_count);
    return false;
}

static bool check_figure(Loader *loader, const Node *on, const Component *owner,
                         OtherFigure figure)
{
    bool value = figure == OTHER_VALUE;
    if (value ? owner->measure != INDEX_NONE : owner->against != AGAINST_NONE) return true;
    (void)schema_error(&loader->reader, DIAG_MISSING_FIGURE, on,
                       "`%.*s` has no `%.*s`: %s", TEXT_ARG(owner->key),
                       TEXT_ARG(value ? TEXT("value") : TEXT("attainment")),
                       value ? N_("it has no measure") : N_("it has no quota or goal"));
    return false;
}

const Component *design_figure_owner(const Plan *plan, const Component *component, FigureOf on)
{
    return on.component == INDEX_NONE ? component : &plan->components[on.component];
}

bool design_is_percent(const Design *design, const Plan *plan, const Component *component,
                       FigureOf on)
{
    const Component *owner = design_figure_owner(plan, component, on);
    return on.figure == OTHER_ATTAINMENT || design_is_ratio(design, owner->measure);
}

Text rate_method_word(RateMethod method)
{
    return METHOD_WORDS[method];
}
