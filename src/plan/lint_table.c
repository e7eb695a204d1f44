/* lint_table.c - what a rate table's pieces say: jumps, falls, flats, the pay at 100%. */
#include "lint_inside.h"

static Place place_of(const Looked *looked, size_t piece)
{
    return lint_tier_place(looked->findings->arena, looked->component, looked->modifier,
                           looked->curve.pieces[piece].tier);
}

static Text input_text(const Looked *looked, Ratio input)
{
    return lint_input(looked->findings, looked->plan, looked->component, looked->on, input);
}

/* "100,000 JPY instead of 50,000 JPY": what is paid at a place, and just below it. */
static const Sentence *jump_sentence(const Looked *looked, Text at, Ratio jump, Ratio before,
                                     Ratio after)
{
    Arena *arena = looked->findings->arena;
    Text key = looked->component->key;
    Text sum = lint_worth(looked, ratio_absolute(arena, jump));
    Text was = lint_worth(looked, before), is = lint_worth(looked, after);
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

static const Sentence *jump_advice(const Looked *looked, bool cliff)
{
    Arena *arena = looked->findings->arena;
    if (!cliff) return sentence_of(arena, "let what it pays never fall as more is reached");
    switch (looked->modifier ? looked->component->modifier->rate.method
                             : looked->component->rate->method) {
    case RATE_WHOLE:
        return sentence_of(arena, "`method: marginal` pays a tier's rate on the part inside it "
                           "alone");
    case RATE_STEP:
        if (looked->component->pays == PAYS_CREDITED)
            return sentence_of(arena, "`method: marginal` pays a tier's rate on the part inside it "
                               "alone");
        break;
    case RATE_LINEAR: case RATE_MARGINAL: break;
    }
    return sentence_of(arena, "`method: linear` with a point at each step goes up in a line");
}

/* The jump at the place where a piece starts; 0 where there is none, or the cap hides it. */
static Ratio jump_at(const Looked *looked, size_t piece, Ratio *before, Ratio *after)
{
    Arena *arena = looked->findings->arena;
    Ratio at = looked->curve.pieces[piece].from;
    *before = curve_clipped(arena, &looked->curve, piece - 1, at);
    *after = curve_clipped(arena, &looked->curve, piece, at);
    return ratio_subtract(arena, *after, *before);
}

static void find_jumps(const Looked *looked, bool less_is_wanted)
{
    for (size_t i = 1; i < looked->curve.count; i++) {
        Ratio before, after, jump = jump_at(looked, i, &before, &after);
        if (ratio_sign(jump) == 0) continue;
        bool cliff = ratio_sign(jump) > 0 || less_is_wanted;
        Text at = input_text(looked, looked->curve.pieces[i].from);
        lint_add(looked, cliff ? FINDING_CLIFF : FINDING_CLIFF_DOWN, place_of(looked, i),
                 jump_sentence(looked, at, jump, before, after), jump_advice(looked, cliff));
    }
}

static void find_falls(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Curve *curve = &looked->curve;
    Text key = looked->component->key;
    for (size_t i = 0; i < curve->count; i++) {
        Ratio from;
        if (!curve_falls(arena, curve, i, &from)) continue;
        Text start = input_text(looked, from);
        bool last = i + 1 == curve->count;
        Text end = last ? TEXT("") : input_text(looked, curve->pieces[i + 1].from);
        const Sentence *says =
            last ? sentence_of(arena, "`%.*s`: from %.*s on, more pays less", TEXT_ARG(key),
                               TEXT_ARG(start))
                 : sentence_of(arena, "`%.*s`: from %.*s to %.*s, more pays less", TEXT_ARG(key),
                               TEXT_ARG(start), TEXT_ARG(end));
        lint_add(looked, FINDING_CLIFF_DOWN, place_of(looked, i), says,
                 jump_advice(looked, false));
    }
}

/* An amount for each credit, however small: a deal in two halves pays it twice. */
static void find_start(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    Ratio pays = curve_clipped(arena, &looked->curve, 0, RATIO_ZERO);
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
    Ratio pays = curve_clipped(arena, curve, 0, RATIO_ZERO);
    while (end < curve->count && curve_is_flat(curve, end) &&
           ratio_equal(curve_clipped(arena, curve, end, curve->pieces[end].from), pays))
        end++;
    if (end == 0) return 0;
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
    Ratio from;
    size_t tier;
    if (!curve_ceiling(arena, curve, &from, &tier)) return curve->count;
    size_t piece = curve_piece(curve, from);
    bool by_cap = tier == INDEX_NONE;
    Ratio most = curve_clipped(arena, curve, piece, from);
    Text worth = lint_worth(looked, most), edge = input_text(looked, from);
    Text key = looked->component->key;
    const Sentence *says =
        looked->at ? sentence_of(arena, "`%.*s`: from %.*s on, more pays nothing: %.*s is all "
                                 "(%p)", TEXT_ARG(key), TEXT_ARG(edge), TEXT_ARG(worth),
                                 SENTENCE_ARG(looked->at))
                   : sentence_of(arena, "`%.*s`: from %.*s on, more pays nothing: %.*s is all",
                                 TEXT_ARG(key), TEXT_ARG(edge), TEXT_ARG(worth));
    if (ratio_sign(from) > 0)
        lint_add(looked, FINDING_CEILING,
                 by_cap ? lint_key_place(arena, looked->component, "cap")
                        : lint_tier_place(arena, looked->component, false, tier), says,
                 sentence_of(arena, "who is there keeps deals for the next window: a lower rate "
                             "above it leaves a reason to go on"));
    return piece;
}

/* Between the two; a step table's are what its jumps leave. */
static void find_flats(const Looked *looked, size_t from, size_t to)
{
    Arena *arena = looked->findings->arena;
    const Curve *curve = &looked->curve;
    Text key = looked->component->key;
    for (size_t i = from; i < to && i + 1 < curve->count && !curve->steps; i++) {
        if (!curve_is_flat(curve, i)) continue;
        Text start = input_text(looked, curve->pieces[i].from);
        Text end = input_text(looked, curve->pieces[i + 1].from);
        lint_add(looked, FINDING_FLAT, place_of(looked, i),
                 sentence_of(arena, "`%.*s`: from %.*s to %.*s, more pays nothing", TEXT_ARG(key),
                             TEXT_ARG(start), TEXT_ARG(end)),
                 sentence_of(arena, "let it rise there, if less than before"));
    }
}

static Ratio pays_at(const Looked *looked, Ratio at)
{
    const Curve *curve = &looked->curve;
    return curve_clipped(looked->findings->arena, curve, curve_piece(curve, at), at);
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

/* At exactly 100%, with the component's own modifier, if it looks at the same figure. */
static void find_off_target(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    const Component *component = looked->component;
    if (component->pays != PAYS_TARGET || component->rate->on_value) return;
    const Curve *curve = &looked->curve;
    size_t piece = curve_piece(curve, RATIO_ONE);
    Ratio pays = curve_clipped(arena, curve, piece, RATIO_ONE);
    const Modifier *modifier = component->modifier;
    bool own = modifier && modifier->on.component == INDEX_NONE &&
               modifier->on.figure == OTHER_ATTAINMENT;
    if (own) {
        pays = ratio_multiply(arena, pays,
                              rate_multiplier(arena, &modifier->rate, RATIO_ONE, false));
        if (curve->has_limit) pays = ratio_min(pays, curve->limit);
    }
    if (ratio_equal(pays, RATIO_ONE)) return;
    Text percent = lint_percent(arena, pays), worth = lint_worth(looked, pays);
    lint_add(looked, FINDING_OFF_TARGET, place_of(looked, piece),
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

/* What the component pays at a place, times the modifier, below the cap. */
static Ratio modified(const Looked *looked, Ratio at, Ratio times)
{
    Arena *arena = looked->findings->arena;
    const Curve *table = &looked->table;
    Ratio pays = curve_clipped(arena, table, curve_piece(table, at), at);
    pays = ratio_multiply(arena, pays, times);
    return table->has_limit ? ratio_min(pays, table->limit) : pays;
}

static const Sentence *modifier_sentence(const Looked *looked, Text at, Ratio before, Ratio after)
{
    Arena *arena = looked->findings->arena;
    Ratio jump = ratio_subtract(arena, after, before);
    Text key = looked->component->key;
    Text was = lint_percent(arena, before), is = lint_percent(arena, after);
    Text worth = lint_worth(looked, ratio_absolute(arena, jump));
    if (looked->component->pays != PAYS_TARGET)
        return sentence_of(arena, "`%.*s`: at %.*s its modifier goes from %.*s to %.*s at once",
                           TEXT_ARG(key), TEXT_ARG(at), TEXT_ARG(was), TEXT_ARG(is));
    return sentence_of(arena, "`%.*s`: at %.*s its modifier goes from %.*s to %.*s at once: "
                       "%.*s where the target is reached (%p)", TEXT_ARG(key), TEXT_ARG(at),
                       TEXT_ARG(was), TEXT_ARG(is), TEXT_ARG(worth), SENTENCE_ARG(looked->at));
}

/* Where a modifier looks at the table's own figure, what both pay is known; else, at a full
 * target. */
void lint_modifier(const Looked *looked)
{
    Arena *arena = looked->findings->arena;
    bool less_is_wanted = curve_never_rises(arena, &looked->curve);
    if (!less_is_wanted) find_falls(looked);
    for (size_t i = 1; i < looked->curve.count; i++) {
        Ratio before, after, jump = jump_at(looked, i, &before, &after);
        if (ratio_sign(jump) == 0) continue;
        bool cliff = ratio_sign(jump) > 0 || less_is_wanted;
        Ratio at = looked->curve.pieces[i].from;
        Text place = input_text(looked, at);
        const Sentence *says;
        if (looked->has_table) {
            before = modified(looked, at, before);
            after = modified(looked, at, after);
            jump = ratio_subtract(arena, after, before);
            if (ratio_sign(jump) == 0) continue;
            says = jump_sentence(looked, place, jump, before, after);
        } else {
            says = modifier_sentence(looked, place, before, after);
        }
        lint_add(looked, cliff ? FINDING_CLIFF : FINDING_CLIFF_DOWN, place_of(looked, i), says,
                 jump_advice(looked, cliff));
    }
}
