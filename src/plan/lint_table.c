/* lint_table.c - what a curve's pieces say: jumps, falls, flats, the pay at 100%. */
#include "lint_inside.h"

static Place place_of(const Looked *looked, size_t i)
{
    Arena *arena = looked->findings->arena;
    const Piece *piece = &looked->curve.pieces[i];
    if (piece->starts == STARTS_GATE || (piece->shut && !looked->modifier))
        return lint_key_place(arena, looked->component, "gate");
    if (piece->starts == STARTS_FACTOR)
        return lint_tier_place(arena, looked->component, true, piece->factor);
    return lint_tier_place(arena, looked->component, looked->modifier, piece->tier);
}

/* Of what a piece does, not of what begins there. */
static Place cause_place(const Looked *looked, size_t i)
{
    Arena *arena = looked->findings->arena;
    const Piece *piece = &looked->curve.pieces[i];
    if (piece->bounded && ratio_sign(piece->a) > 0)
        return lint_key_place(arena, looked->component, "cap");
    if (piece->shut) return lint_key_place(arena, looked->component, "gate");
    if (piece->factor_falls)
        return lint_tier_place(arena, looked->component, true, piece->factor);
    return lint_tier_place(arena, looked->component, looked->modifier, piece->tier);
}

static Text input_text(const Looked *looked, Ratio input)
{
    return lint_input(looked->findings, looked->plan, looked->component, looked->on, input);
}

/* "120%"; of a piece that begins just above it "> 120%". */
static Text edge_text(const Looked *looked, size_t i)
{
    const Piece *piece = &looked->curve.pieces[i];
    Text text = input_text(looked, piece->from);
    return piece->open ? text_format(looked->findings->arena, "> %.*s", TEXT_ARG(text)) : text;
}

/* "100,000 JPY instead of 50,000 JPY": what is paid at a place, and just below it. */
static const Sentence *jump_sentence(const Looked *looked, Text at, Ratio before, Ratio after)
{
    Arena *arena = looked->findings->arena;
    const Company *company = looked->findings->company;
    Text key = looked->component->key;
    Ratio jump = ratio_subtract(arena, after, before);
    Text sum = lint_money(arena, company, ratio_absolute(arena, jump));
    Text was = lint_money(arena, company, before), is = lint_money(arena, company, after);
    bool up = ratio_sign(jump) > 0;
    if (!looked->at)
        return sentence_of(arena, up ? "`%.*s`: reaching %.*s pays %.*s at once, %.*s instead of "
                                       "%.*s"
                                     : N_("`%.*s`: reaching %.*s costs %.*s at once, %.*s instead "
                                          "of %.*s"),
                           TEXT_ARG(key), TEXT_ARG(at), TEXT_ARG(sum), TEXT_ARG(is),
                           TEXT_ARG(was));
    return sentence_of(arena, up ? "`%.*s`: reaching %.*s pays %.*s at once, %.*s instead of %.*s "
                                   "(%p)"
                                 : N_("`%.*s`: reaching %.*s costs %.*s at once, %.*s instead of "
                                      "%.*s (%p)"),
                       TEXT_ARG(key), TEXT_ARG(at), TEXT_ARG(sum), TEXT_ARG(is), TEXT_ARG(was),
                       SENTENCE_ARG(looked->at));
}

static const Sentence *never_fall(const Looked *looked)
{
    return sentence_of(looked->findings->arena, "let what it pays never fall as more is reached");
}

static const Sentence *jump_advice(const Looked *looked, size_t i, bool cliff)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    if (!cliff) return never_fall(looked);
    if (looked->curve.pieces[i].starts == STARTS_GATE) return lint_gate_advice(arena);
    bool factor = looked->modifier || looked->curve.pieces[i].starts == STARTS_FACTOR;
    RateMethod method = factor ? component->modifier->rate.method : component->rate->method;
    if (method == RATE_WHOLE ||
        (method == RATE_STEP && !factor && component->pays == PAYS_CREDITED))
        return sentence_of(arena, "`method: marginal` pays a tier's rate on the part inside it "
                           "alone");
    return sentence_of(arena, "`method: linear` with a point at each step goes up in a line");
}

static bool may_jump(const Looked *looked, size_t i)
{
    Starts starts = looked->curve.pieces[i].starts;
    return starts != STARTS_TURN && starts != STARTS_BOUND;
}

/* What counts is what is paid: a jump of less than the smallest coin is none. */
static void find_jumps(const Looked *looked, bool less_is_wanted)
{
    Arena *arena = looked->findings->arena;
    for (size_t i = 1; i < looked->curve.count; i++) {
        if (!may_jump(looked, i)) continue;
        Ratio at = looked->curve.pieces[i].from;
        Ratio before = lint_paid(looked, curve_pays(arena, &looked->curve, i - 1, at));
        Ratio after = lint_paid(looked, curve_pays(arena, &looked->curve, i, at));
        int jump = ratio_compare(after, before);
        if (jump == 0) continue;
        bool cliff = jump > 0 || less_is_wanted;
        lint_add(looked, cliff ? FINDING_CLIFF : FINDING_CLIFF_DOWN, place_of(looked, i),
                 jump_sentence(looked, edge_text(looked, i), before, after),
                 jump_advice(looked, i, cliff));
    }
}

static void find_falls(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Curve *curve = &looked->curve;
    Text key = looked->component->key;
    for (size_t i = 0; i < curve->count; i++) {
        if (curve_direction(arena, curve, i) >= 0) continue;
        Text start = input_text(looked, curve->pieces[i].from);
        bool last = i + 1 == curve->count;
        Text end = last ? TEXT("") : input_text(looked, curve->pieces[i + 1].from);
        const Sentence *says =
            last ? sentence_of(arena, "`%.*s`: from %.*s on, more pays less", TEXT_ARG(key),
                               TEXT_ARG(start))
                 : sentence_of(arena, "`%.*s`: from %.*s to %.*s, more pays less", TEXT_ARG(key),
                               TEXT_ARG(start), TEXT_ARG(end));
        lint_add(looked, FINDING_CLIFF_DOWN, cause_place(looked, i), says, never_fall(looked));
    }
}

/* An amount for each credit, however small: a deal in two halves pays it twice. */
static void find_start(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    Ratio pays = curve_pays(arena, &looked->curve, 0, RATIO_ZERO);
    bool each = component->window == WINDOW_CREDIT && component->pays == PAYS_AMOUNT;
    if (!each || ratio_sign(pays) <= 0) return;
    lint_add(looked, FINDING_CLIFF, place_of(looked, 0),
             sentence_of(arena, "`%.*s`: the smallest deal pays %.*s at once",
                         TEXT_ARG(component->key), TEXT_ARG(lint_worth(looked, pays))),
             sentence_of(arena, "a deal in two halves pays it twice: let it rise from 0"));
}

/* From 0 up to the first piece that differs; how many pieces. */
static size_t find_threshold(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Curve *curve = &looked->curve;
    Text key = looked->component->key;
    size_t end = 0;
    Ratio pays = curve_pays(arena, curve, 0, RATIO_ZERO);
    while (end < curve->count && curve_is_flat(curve, end) &&
           ratio_equal(curve_pays(arena, curve, end, curve->pieces[end].from), pays))
        end++;
    if (end == 0 || (end < curve->count && ratio_sign(curve->pieces[end].from) == 0)) return end;
    if (end == curve->count) {
        lint_add(looked, FINDING_FLAT, place_of(looked, 0),
                 sentence_of(arena, "`%.*s` pays the same whatever is reached", TEXT_ARG(key)),
                 sentence_of(arena, "let it rise, or pay it as salary"));
        return end;
    }
    Text edge = input_text(looked, curve->pieces[end].from);
    const Sentence *says =
        ratio_sign(pays) == 0
            ? sentence_of(arena, "`%.*s`: below %.*s it pays nothing", TEXT_ARG(key),
                          TEXT_ARG(edge))
            : sentence_of(arena, "`%.*s`: below %.*s it pays the same, %.*s, whatever is reached",
                          TEXT_ARG(key), TEXT_ARG(edge), TEXT_ARG(lint_worth(looked, pays)));
    lint_add(looked, FINDING_THRESHOLD, place_of(looked, end), says,
             sentence_of(arena, "who sees that it is out of reach keeps deals for the next "
                         "window: a low rate from 0 on leaves a reason to go on"));
    return end;
}

/* The first piece of the part in which more never pays again. */
static size_t find_ceiling(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Curve *curve = &looked->curve;
    size_t piece = curve_ceiling(arena, curve);
    if (piece == curve->count) return piece;
    Ratio most = curve_pays(arena, curve, piece, curve->pieces[piece].from);
    Text worth = lint_worth(looked, most), edge = edge_text(looked, piece);
    Text key = looked->component->key;
    const Sentence *says =
        looked->at ? sentence_of(arena, "`%.*s`: from %.*s on, more pays nothing: %.*s is all "
                                 "(%p)", TEXT_ARG(key), TEXT_ARG(edge), TEXT_ARG(worth),
                                 SENTENCE_ARG(looked->at))
                   : sentence_of(arena, "`%.*s`: from %.*s on, more pays nothing: %.*s is all",
                                 TEXT_ARG(key), TEXT_ARG(edge), TEXT_ARG(worth));
    Place place = curve->pieces[piece].bounded ? cause_place(looked, piece)
                                               : place_of(looked, piece);
    if (ratio_sign(curve->pieces[piece].from) > 0)
        lint_add(looked, FINDING_CEILING, place, says,
                 sentence_of(arena, "who is there keeps deals for the next window: a lower rate "
                             "above it leaves a reason to go on"));
    return piece;
}

/* Whether a piece goes on as flat as the one before it. */
static bool goes_on(Arena *arena, const Curve *curve, size_t i)
{
    Ratio at = curve->pieces[i].from;
    return curve_is_flat(curve, i) && !curve->pieces[i].bounded &&
           ratio_equal(curve_pays(arena, curve, i - 1, at), curve_pays(arena, curve, i, at));
}

/* Between the two; a step table's are what its jumps leave. */
static void find_flats(const Looked *looked, size_t from, size_t to)
{
    Arena *arena = looked->findings->arena;
    const Curve *curve = &looked->curve;
    Text key = looked->component->key;
    for (size_t i = from, end; i < to && i + 1 < curve->count && !curve->steps; i = end) {
        end = i + 1;
        if (!curve_is_flat(curve, i) || curve->pieces[i].bounded) continue;
        while (end < to && end + 1 < curve->count && goes_on(arena, curve, end)) end++;
        if (ratio_equal(curve->pieces[i].from, curve->pieces[end].from)) continue;
        Text start = input_text(looked, curve->pieces[i].from);
        Text stop = input_text(looked, curve->pieces[end].from);
        lint_add(looked, FINDING_FLAT, place_of(looked, i),
                 sentence_of(arena, "`%.*s`: from %.*s to %.*s, more pays nothing", TEXT_ARG(key),
                             TEXT_ARG(start), TEXT_ARG(stop)),
                 sentence_of(arena, "let it rise there, if less than before"));
    }
}

static Ratio pays_at(const Looked *looked, Ratio at)
{
    const Curve *curve = &looked->curve;
    return curve_pays(looked->findings->arena, curve, curve_piece(curve, at), at);
}

/* What the table says at a place, as a part of the target or of the value, or as money. */
static Text said_at(const Looked *looked, Ratio at, bool for_each)
{
    Arena *arena = looked->findings->arena;
    Ratio pays = pays_at(looked, at);
    bool money = looked->component->rate->pays_money;
    bool by_value = looked->component->pays == PAYS_CREDITED;
    if (for_each || by_value) {
        bool divided = ratio_divide(arena, pays, at, &pays);
        if (!divided) return TEXT("");
    }
    if (money) return lint_money(arena, looked->findings->company, pays);
    return for_each ? ratio_near(arena, pays, 4) : lint_percent(arena, pays);
}

static void find_slopes(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    if (component->rate->on_value) return;
    bool credited = component->pays == PAYS_CREDITED, target = component->pays == PAYS_TARGET;
    Text at[4], each[4];
    for (int64_t half = 1; half <= 4; half++) {
        Ratio input = ratio_make(arena, half, 2);
        at[half - 1] = said_at(looked, input, false);
        each[half - 1] = target ? said_at(looked, input, true) : TEXT("");
    }
    Text key = component->key;
    const Sentence *says;
    if (target)
        says = sentence_of(arena, "`%.*s` pays %.*s of the target at 50%%, %.*s at 100%%, %.*s at "
                           "150%%, %.*s at 200%%: %.*s, %.*s, %.*s, %.*s for each 1%% reached",
                           TEXT_ARG(key), TEXT_ARG(at[0]), TEXT_ARG(at[1]), TEXT_ARG(at[2]),
                           TEXT_ARG(at[3]), TEXT_ARG(each[0]), TEXT_ARG(each[1]),
                           TEXT_ARG(each[2]), TEXT_ARG(each[3]));
    else if (credited && component->rate->pays_money)
        says = sentence_of(arena, "`%.*s` pays %.*s for each that is credited at 50%%, %.*s at "
                           "100%%, %.*s at 150%%, %.*s at 200%%", TEXT_ARG(key), TEXT_ARG(at[0]),
                           TEXT_ARG(at[1]), TEXT_ARG(at[2]), TEXT_ARG(at[3]));
    else if (credited)
        says = sentence_of(arena, "`%.*s` pays %.*s of what is credited at 50%%, %.*s at 100%%, "
                           "%.*s at 150%%, %.*s at 200%%", TEXT_ARG(key), TEXT_ARG(at[0]),
                           TEXT_ARG(at[1]), TEXT_ARG(at[2]), TEXT_ARG(at[3]));
    else
        says = sentence_of(arena, "`%.*s` pays %.*s at 50%%, %.*s at 100%%, %.*s at 150%%, %.*s "
                           "at 200%%", TEXT_ARG(key), TEXT_ARG(at[0]), TEXT_ARG(at[1]),
                           TEXT_ARG(at[2]), TEXT_ARG(at[3]));
    lint_add(looked, FINDING_SLOPES, lint_key_place(arena, component, "rate"), says, NULL);
}

static void find_off_target(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    if (component->pays != PAYS_TARGET || component->rate->on_value) return;
    Ratio pays = pays_at(looked, RATIO_ONE);
    if (ratio_equal(pays, RATIO_ONE)) return;
    Text percent = lint_percent(arena, pays), worth = lint_worth(looked, pays);
    lint_add(looked, FINDING_OFF_TARGET, place_of(looked, curve_piece(&looked->curve, RATIO_ONE)),
             sentence_of(arena, "`%.*s`: 100%% pays %.*s of the target, %.*s (%p)",
                         TEXT_ARG(component->key), TEXT_ARG(percent), TEXT_ARG(worth),
                         SENTENCE_ARG(looked->at)),
             sentence_of(arena, "let 100%% pay 100%%, or change the target incentives"));
}

void lint_table(const Looked *looked)
{
    bool less_is_wanted = curve_never_rises(looked->findings->arena, &looked->curve);
    find_start(looked);
    find_jumps(looked, less_is_wanted);
    if (!less_is_wanted) {
        find_falls(looked);
        size_t from = find_threshold(looked);
        if (from < looked->curve.count) find_flats(looked, from, find_ceiling(looked));
    }
    find_slopes(looked);
    find_off_target(looked);
}

static const Sentence *modifier_sentence(const Looked *looked, Text at, Ratio before, Ratio after)
{
    Arena *arena = looked->findings->arena;
    Text key = looked->component->key;
    Text was = lint_percent(arena, before), is = lint_percent(arena, after);
    if (looked->component->pays != PAYS_TARGET)
        return sentence_of(arena, "`%.*s`: at %.*s its modifier goes from %.*s to %.*s at once",
                           TEXT_ARG(key), TEXT_ARG(at), TEXT_ARG(was), TEXT_ARG(is));
    Ratio jump = ratio_subtract(arena, lint_paid(looked, after), lint_paid(looked, before));
    Text worth = lint_money(arena, looked->findings->company, ratio_absolute(arena, jump));
    return sentence_of(arena, "`%.*s`: at %.*s its modifier goes from %.*s to %.*s at once: "
                       "%.*s where the target is reached (%p)", TEXT_ARG(key), TEXT_ARG(at),
                       TEXT_ARG(was), TEXT_ARG(is), TEXT_ARG(worth), SENTENCE_ARG(looked->at));
}

/* Of a modifier on another figure than the table's, at a full target. */
void lint_modifier(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Curve *curve = &looked->curve;
    bool less_is_wanted = curve_never_rises(arena, curve);
    if (!less_is_wanted) find_falls(looked);
    for (size_t i = 1; i < curve->count; i++) {
        Ratio at = curve->pieces[i].from;
        Ratio before = curve_pays(arena, curve, i - 1, at);
        Ratio after = curve_pays(arena, curve, i, at);
        int jump = ratio_compare(after, before);
        if (jump == 0) continue;
        bool cliff = jump > 0 || less_is_wanted;
        lint_add(looked, cliff ? FINDING_CLIFF : FINDING_CLIFF_DOWN, place_of(looked, i),
                 modifier_sentence(looked, edge_text(looked, i), before, after),
                 jump_advice(looked, i, cliff));
    }
}

/* What is left of a gate: all or nothing, said where exactly the target is reached. */
void lint_gate(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    Text key = component->key, gate = formula_source(component->gate);
    bool on_attainment = component->rate && !component->rate->on_value;
    Ratio full = on_attainment ? pays_at(looked, RATIO_ONE) : RATIO_ONE;
    const Sentence *says =
        looked->at && ratio_sign(full) > 0
            ? sentence_of(arena, "`%.*s`: its gate, %.*s, pays all or nothing: %.*s or 0 with "
                          "100%% reached (%p)", TEXT_ARG(key), TEXT_ARG(gate),
                          TEXT_ARG(lint_worth(looked, full)), SENTENCE_ARG(looked->at))
            : sentence_of(arena, "`%.*s`: its gate, %.*s, pays all or nothing", TEXT_ARG(key),
                          TEXT_ARG(gate));
    lint_add(looked, FINDING_CLIFF, lint_key_place(arena, component, "gate"), says,
             lint_gate_advice(arena));
}
