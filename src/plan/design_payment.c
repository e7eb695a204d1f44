/* design_payment.c - the payment rules of a plan and of its components. Source: CONTRACT 8.
 *
 * Ramp, draw, what happens to those who leave, the plan's cap, the year's spread; of a component
 * instalments, what is held back, whose quota counts. A rule that is not understood is reported
 * and left as if nobody had written it. */
#include "design_inside.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define WORD(literal) {(literal), sizeof(literal) - 1}

/* Limits. A part of an earning a month, and months of service: ten years of them are no plan. */
enum { PARTS_MAX = 120, MONTHS_MAX = 120 };

static const Text DRAW_WORDS[] = {WORD("recoverable"), WORD("non_recoverable")};
static const Text LEFT_WORDS[] = {WORD("pay"), WORD("forfeit")};
static const Text RELEASE_WORDS[] = {WORD("year_end"), WORD("half_end"), WORD("quarter_end")};
static const Text QUARTERS[] = {WORD("Q1"), WORD("Q2"), WORD("Q3"), WORD("Q4")};

static void read_ramp(Loader *loader, const Node *node, Plan *out);
static void read_first_month(Loader *loader, const Node *node, Ramp *ramp);
static void read_draw(Loader *loader, const Node *node, Plan *out);
static bool read_draw_amount(Loader *loader, const Node *draw, Draw *out);
static bool read_recover(Loader *loader, const Node *node, Draw *out);
static void read_spread(Loader *loader, const Node *node, Plan *out);
static void read_after_end(Loader *loader, const Node *node, Plan *out);
static void read_instalments(Loader *loader, const Node *node, Component *out);
static void read_hold_back(Loader *loader, const Node *node, Component *out);
static void read_quota_of(Loader *loader, const Node *node, Component *out);
static bool read_share(const Reader *reader, const Node *node, const char *what, Ratio *out);
static bool read_count(const Reader *reader, const Node *node, int least, int most,
                       const char *wanted, int *out);
static const Ratio *read_shares(Loader *loader, const Node *list, const char *wanted,
                                const char *what);
static bool add_up(Loader *loader, const Node *node, const Ratio *parts, size_t count,
                   const char *what);
static void warn_no_effect(Loader *loader, const Node *key, const char *why, const char *hint);

void design_read_plan_payment(Loader *loader, const Node *root, Plan *out)
{
    const Reader *reader = &loader->reader;
    static const struct {
        Text key;
        void (*read)(Loader *loader, const Node *node, Plan *out);
    } rules[] = {{WORD("ramp"), read_ramp}, {WORD("draw"), read_draw},
                 {WORD("target_spread"), read_spread},
                 {WORD("credit_after_end"), read_after_end}};
    for (size_t i = 0; i < COUNT(rules); i++) {
        const Node *node = tree_get(root, rules[i].key);
        if (node != NULL) rules[i].read(loader, node, out);
    }
    const Node *left = tree_get(root, TEXT("if_left"));
    unsigned word = 0;
    if (left != NULL && schema_word(reader, left, LEFT_WORDS, COUNT(LEFT_WORDS), &word))
        out->forfeits = word == 1;
    const Node *cap = tree_get(root, TEXT("cap"));
    bool percent = false;
    if (cap != NULL && design_read_limit(loader, cap, true, true, &percent, &out->cap_at))
        out->cap = percent ? CAP_PERCENT : CAP_MONEY;
}

void design_read_component_payment(Loader *loader, const Node *node, Component *out)
{
    const Node *quota_of = tree_get(node, TEXT("quota_of"));
    if (quota_of != NULL) read_quota_of(loader, quota_of, out);
    if (out->pays == PAYS_NOTHING) return;      /* the others are reported as misplaced */
    const Node *instalments = tree_get(node, TEXT("instalments"));
    const Node *hold_back = tree_get(node, TEXT("hold_back"));
    if (instalments != NULL) read_instalments(loader, instalments, out);
    if (hold_back != NULL) read_hold_back(loader, hold_back, out);
}

/* Rules that nothing in the plan asks for. */
void design_check_payment(Loader *loader, const Plan *plan)
{
    bool holds = false, own = false;
    for (uint32_t i = 0; i < plan->component_count; i++) {
        const Component *component = &plan->components[i];
        if (!loader->usable[i]) return;          /* it may be the one */
        holds |= component->instalment_count > 0 || ratio_sign(component->hold_share) != 0;
        own |= component->of == SCOPE_SELF && component->line != INDEX_NONE;
    }
    const Node *left = tree_get(plan->node, TEXT("if_left"));
    const Node *after = tree_get(plan->node, TEXT("credit_after_end"));
    if (left != NULL && !holds)
        warn_no_effect(loader, left, "no component has `instalments` or a `hold_back`",
                       "leave it out, or say what is held back");
    if (after != NULL && !own)
        warn_no_effect(loader, after, "no component is `of: self`",
                       "leave it out: only a payee's own credits count after the end");
    const Ramp *ramp = &plan->ramp;
    if (ramp->count > 0 && ramp->if_start_before_day == 0 &&
        !ratio_equal(ramp->quota[0], RATIO_ZERO))
        warn_no_effect(loader, tree_get(tree_get(plan->node, TEXT("ramp")), TEXT("quota")),
                       "its first entry is month 0's, and without `first_month` service starts "
                       "with month 1",
                       "put 0% before the others, or write first_month: {if_start_before_day: 16}");
}

/* A percentage, or money: whatever does not end with % is money. */
bool design_read_limit(Loader *loader, const Node *node, bool is_cap, bool of_target,
                       bool *percent, Ratio *out)
{
    const Reader *reader = &loader->reader;
    const char *wanted = is_cap ? N_("a cap such as 200%, or money such as 50000")
                                : N_("a draw such as 200%, or money such as 50000");
    *percent = schema_is_percentage(node);
    bool read = *percent ? schema_percent(reader, node, out)
                         : schema_amount(reader, node, wanted, out);
    if (!read) return false;
    if (ratio_sign(*out) < 0) {
        (void)schema_error(reader, DIAG_OUT_OF_RANGE, node,
                           is_cap ? "a cap is not below 0" : N_("a draw is not below 0"));
        return false;
    }
    if (*percent || !of_target || ratio_sign(*out) == 0 ||
        ratio_compare(*out, ratio_whole(10)) >= 0)
        return true;
    Text share = schema_percent_text(reader->arena, *out);
    Text quoted = schema_quote(reader->arena, node->scalar);
    Diag *diag = schema_error(reader, DIAG_BARE_NUMBER, node,
                              is_cap ? "`%.*s` as a cap would be money, next to nothing"
                                     : N_("`%.*s` as a draw would be money, next to nothing"),
                              TEXT_ARG(quoted));
    diag_hint(reader->diags, diag, "write %.*s for a percentage", TEXT_ARG(share));
    return false;
}

static void read_ramp(Loader *loader, const Node *node, Plan *out)
{
    static const Text keys[] = {WORD("first_month"), WORD("quota")};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, keys, COUNT(keys), "a ramp: `quota`, `first_month`")) return;
    const Node *first = tree_get(node, keys[0]);
    const Node *quota = schema_need(reader, node, keys[1],
                                    "the part of the quota in months 0, 1, 2 ... of service");
    if (first != NULL) read_first_month(loader, first, &out->ramp);
    if (quota == NULL) return;
    out->ramp.quota = read_shares(loader, quota, "the parts of the quota by month: [0%, 25%, 50%]",
                                  "a part of the quota");
    out->ramp.count = out->ramp.quota != NULL ? quota->count : 0;
}

static void read_first_month(Loader *loader, const Node *node, Ramp *ramp)
{
    static const Text keys[] = {WORD("if_start_before_day")};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, keys, 1, "{if_start_before_day: 16}")) return;
    const Node *day = schema_need(reader, node, keys[0], "a day of the month, such as 16");
    if (day != NULL)
        (void)read_count(reader, day, 1, 31, "a day of the month, 1 to 31",
                         &ramp->if_start_before_day);
}

static void read_draw(Loader *loader, const Node *node, Plan *out)
{
    static const Text keys[] = {WORD("kind"), WORD("amount"), WORD("months"), WORD("recover")};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, keys, COUNT(keys), "a draw: `kind`, `amount`, `months` ..."))
        return;
    Draw draw = out->draw;
    const Node *kind = schema_need(reader, node, keys[0], "`recoverable` or `non_recoverable`");
    unsigned word = 0;
    bool read = kind != NULL &&
                schema_word(reader, kind, DRAW_WORDS, COUNT(DRAW_WORDS), &word);
    bool known = read;
    read = read_draw_amount(loader, node, &draw) && read;
    const Node *months = tree_get(node, keys[2]);
    if (months != NULL)
        read = read_count(reader, months, 1, MONTHS_MAX, "how many months of service, such as 6",
                          &draw.months) && read;
    const Node *recover = tree_get(node, keys[3]);
    if (recover != NULL && known && word == 1) {
        Diag *diag = schema_error_at_key(reader, DIAG_MISPLACED_KEY, recover,
                                         "`recover` does not go with `kind: non_recoverable`, "
                                         "which is never repaid");
        diag_hint(reader->diags, diag, "leave it out, or write `kind: recoverable`");
    } else if (recover != NULL) {
        read = read_recover(loader, recover, &draw) && read;
    }
    if (!read) return;
    out->draw = draw;
    out->draw.kind = word == 0 ? DRAW_RECOVERABLE : DRAW_NON_RECOVERABLE;
}

static bool read_draw_amount(Loader *loader, const Node *draw, Draw *out)
{
    const Node *amount = schema_need(&loader->reader, draw, TEXT("amount"),
                                     "money a month, or a percentage of the target incentive");
    if (amount == NULL ||
        !design_read_limit(loader, amount, false, true, &out->is_percent, &out->amount))
        return false;
    if (ratio_sign(out->amount) > 0) return true;
    (void)schema_error(&loader->reader, DIAG_OUT_OF_RANGE, amount, "a draw is above 0");
    return false;
}

static bool read_recover(Loader *loader, const Node *node, Draw *out)
{
    static const Text keys[] = {WORD("after"), WORD("share")};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, keys, COUNT(keys), "{after: 3, share: 100%}")) return false;
    const Node *after = tree_get(node, keys[0]);
    const Node *share = tree_get(node, keys[1]);
    bool read = true;
    if (after != NULL)
        read = read_count(reader, after, 0, MONTHS_MAX,
                          "the month of service after which it is repaid, such as 3",
                          &out->recover_after);
    if (share == NULL) return read;
    if (!read_share(reader, share, "a share", &out->recover_share)) return false;
    if (ratio_sign(out->recover_share) > 0) return read;
    Diag *diag = schema_error(reader, DIAG_OUT_OF_RANGE, share, "of 0%% nothing is ever repaid");
    diag_hint(reader->diags, diag, "write `kind: non_recoverable` for that");
    return false;
}

static void read_spread(Loader *loader, const Node *node, Plan *out)
{
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, QUARTERS, COUNT(QUARTERS),
                    "the fiscal quarters' parts: {Q1: 20%, Q2: 20%, Q3: 20%, Q4: 40%}"))
        return;
    Ratio *spread = ARENA_ARRAY(reader->arena, Ratio, COUNT(QUARTERS));
    bool read = true;
    for (size_t q = 0; q < COUNT(QUARTERS); q++) {
        const Node *part = schema_need(reader, node, QUARTERS[q],
                                       "a fiscal quarter's part of the year's target");
        read = part != NULL && read_share(reader, part, "a quarter's part", &spread[q]) && read;
    }
    if (read && add_up(loader, node, spread, COUNT(QUARTERS), "the quarters"))
        out->target_spread = spread;
}

/* `3 months`: a number alone could be days. */
static void read_after_end(Loader *loader, const Node *node, Plan *out)
{
    static const Text units[] = {WORD("months"), WORD("month")};
    const Reader *reader = &loader->reader;
    Text said = TEXT("");
    if (!schema_text(reader, node, "a number of months such as `3 months`", &said)) return;
    size_t digits = 0;
    int months = 0;
    for (; digits < said.length && said.bytes[digits] >= '0' && said.bytes[digits] <= '9';
         digits++)
        if (months <= MONTHS_MAX) months = months * 10 + (said.bytes[digits] - '0');
    Text unit = text_trim(text_part(said, digits, said.length));
    Text quoted = schema_quote(reader->arena, said);
    bool is_month = text_equal(unit, units[0]) || text_equal(unit, units[1]);
    if (digits > 0 && unit.length == 0) {
        (void)schema_error(reader, DIAG_BARE_NUMBER, node,
                           months == 1 ? "`%.*s` does not say of what: write `%.*s month`"
                                       : N_("`%.*s` does not say of what: write `%.*s months`"),
                           TEXT_ARG(quoted), TEXT_ARG(quoted));
    } else if (digits == 0 || !is_month) {
        Diag *diag = schema_error(reader, DIAG_WRONG_TYPE, node,
                                  "`%.*s` is not a number of months such as `3 months`",
                                  TEXT_ARG(quoted));
        if (digits > 0) schema_hint_names(reader, diag, unit, units, 1);
    } else if (months < 1 || months > MONTHS_MAX) {
        (void)schema_error(reader, DIAG_OUT_OF_RANGE, node,
                           "`%.*s`: expected 1 to %d months", TEXT_ARG(quoted), MONTHS_MAX);
    } else {
        out->credit_after_end = months;
    }
}

static void read_instalments(Loader *loader, const Node *node, Component *out)
{
    const Ratio *parts = read_shares(loader, node, "the parts in order: [50%, 25%, 25%]",
                                     "an instalment");
    if (parts == NULL || !add_up(loader, node, parts, node->count, "the instalments")) return;
    out->instalments = parts;
    out->instalment_count = node->count;
}

static void read_hold_back(Loader *loader, const Node *node, Component *out)
{
    static const Text keys[] = {WORD("share"), WORD("release")};
    const Reader *reader = &loader->reader;
    if (!schema_map(reader, node, keys, COUNT(keys), "{share: 20%, release: year_end}")) return;
    const Node *share = schema_need(reader, node, keys[0], "the part held back, such as 20%");
    const Node *release = schema_need(reader, node, keys[1],
                                      "`year_end`, `half_end` or `quarter_end`");
    Ratio held = RATIO_ZERO;
    unsigned word = 0;
    bool read = share != NULL && read_share(reader, share, "the part held back", &held);
    read = release != NULL &&
           schema_word(reader, release, RELEASE_WORDS, COUNT(RELEASE_WORDS), &word) && read;
    if (!read) return;
    out->hold_share = held;
    out->hold_release = (Release)word;
}

static void read_quota_of(Loader *loader, const Node *node, Component *out)
{
    static const Text words[] = {WORD("self")};
    const Reader *reader = &loader->reader;
    unsigned word = 0;
    if (!schema_word(reader, node, words, 1, &word)) return;
    const Node *of = tree_get(out->node, TEXT("of"));
    bool own = out->of == SCOPE_SELF &&
               (of == NULL || text_equal(of->scalar, scope_word(SCOPE_SELF)));
    bool has_quota = out->against == AGAINST_QUOTA || out->against == AGAINST_WINDOW_QUOTA;
    if (own) {
        Diag *diag = schema_error_at_key(reader, DIAG_MISPLACED_KEY, node,
                                         "`quota_of: self` says nothing under `of: self`, whose "
                                         "quota is the payee's own");
        diag_hint(reader->diags, diag, "leave it out; it goes with `of:` `team`, `aligned`, "
                  "`reports`, `company`");
    } else if (!has_quota) {
        Diag *diag = schema_error_at_key(reader, DIAG_MISPLACED_KEY, node,
                                         "`quota_of` needs a quota, and `%.*s` is against none",
                                         TEXT_ARG(out->key));
        diag_hint(reader->diags, diag, "it goes with `against: quota` and `window_quota`");
    } else {
        out->quota_of_self = true;
    }
}

static bool read_share(const Reader *reader, const Node *node, const char *what, Ratio *out)
{
    if (!schema_percent(reader, node, out)) return false;
    if (ratio_sign(*out) >= 0 && ratio_compare(*out, RATIO_ONE) <= 0) return true;
    (void)schema_error(reader, DIAG_OUT_OF_RANGE, node, "%s lies between 0%% and 100%%", what);
    return false;
}

static bool read_count(const Reader *reader, const Node *node, int least, int most,
                       const char *wanted, int *out)
{
    Ratio number = RATIO_ZERO;
    int64_t whole = 0;
    if (!schema_amount(reader, node, wanted, &number)) return false;
    if (ratio_to_int64(number, &whole) && whole >= least && whole <= most) {
        *out = (int)whole;
        return true;
    }
    (void)schema_error(reader, DIAG_OUT_OF_RANGE, node, "`%.*s` is not %s",
                       TEXT_ARG(schema_quote(reader->arena, node->scalar)), wanted);
    return false;
}

/* A list of percentages, or NULL and reports. */
static const Ratio *read_shares(Loader *loader, const Node *list, const char *wanted,
                                const char *what)
{
    const Reader *reader = &loader->reader;
    if (!schema_list_of(reader, list, wanted)) return NULL;
    if (list->count > PARTS_MAX) {
        (void)schema_error(reader, DIAG_OUT_OF_RANGE, list, "more than %d parts", PARTS_MAX);
        return NULL;
    }
    Ratio *parts = ARENA_ARRAY(reader->arena, Ratio, list->count);
    size_t count = 0;
    bool read = true;
    for (const Node *part = list->first; part != NULL; part = part->next)
        read = read_share(reader, part, what, &parts[count++]) && read;
    return read ? parts : NULL;
}

static bool add_up(Loader *loader, const Node *node, const Ratio *parts, size_t count,
                   const char *what)
{
    const Reader *reader = &loader->reader;
    Ratio sum = RATIO_ZERO;
    for (size_t i = 0; i < count; i++) sum = ratio_add(reader->arena, sum, parts[i]);
    if (ratio_equal(sum, RATIO_ONE)) return true;
    (void)schema_error(reader, DIAG_WEIGHTS, node, "%s add up to %.*s, not to 100%%", what,
                       TEXT_ARG(schema_percent_text(reader->arena, sum)));
    return false;
}

static void warn_no_effect(Loader *loader, const Node *key, const char *why, const char *hint)
{
    const Reader *reader = &loader->reader;
    Diag *diag = diag_warning(reader->diags, DIAG_NO_EFFECT, tree_key_place(reader->arena, key),
                              "`%.*s` has no effect: %s", TEXT_ARG(key->key), why);
    diag_hint(reader->diags, diag, "%s", hint);
}

Ratio plan_month_share(Arena *arena, const Company *company, const Plan *plan, Month month)
{
    if (!plan->target_spread) return ratio_make(arena, 1, 12);
    Month year = fiscal_window_start(company->fiscal, month, 12);
    return ratio_multiply(arena, plan->target_spread[(month - year) / 3], ratio_make(arena, 1, 3));
}

Text release_word(Release release)
{
    return RELEASE_WORDS[release];
}
