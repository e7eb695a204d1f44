/* explain_row.c - who got what from a row, and why somebody got nothing, in words. */
#include "explain_row_inside.h"

enum { NAMES_SHOWN = 12 };

static void write_cells(const RowShown *shown, Buffer *out)
{
    const FeedSpec *spec = shown->table->spec;
    Arena *arena = shown->explaining.arena;
    Text all = TEXT("");
    if (shown->answer->fault == REASON_ROW_AT_FAULT && shown->answer->left_out) {
        page_text(out, row_quoted(shown), shown->explaining.page);
        return;                          /* what could not be read would show as 0 */
    }
    for (uint32_t c = 0; c < spec->column_count; c++) {
        Text cell = row_cell(shown, c, false);
        if (!cell.length) continue;
        all = text_format(arena, "%.*s%s%.*s: %.*s", TEXT_ARG(all), all.length ? "; " : "",
                          TEXT_ARG(row_name(shown, spec->columns[c].name)), TEXT_ARG(cell));
    }
    page_text(out, all, shown->explaining.page);
}

static void leg_branch(const RowShown *shown, const AnswerRule *rule, const AnswerLeg *leg,
                       Branch *under)
{
    const Explaining *explaining = &shown->explaining;
    const Design *design = explaining->ledger->design;
    const Measure *measure = &design->measures[rule->rule->measure];
    Arena *arena = explaining->arena;
    if (!leg->yields) return;
    Text line = rule->rule->to_count == 1 ? TEXT("")
        : text_format(arena, "%.*s: ", TEXT_ARG(design->lines[leg->line].name));
    Text amount = words_measured(explaining, measure, leg->amount);
    Text share = ratio_equal(leg->share, RATIO_ONE) ? TEXT("")
        : text_format(arena, ", %.*s", TEXT_ARG(words_percent(explaining, leg->share)));
    if (leg->column == COLUMN_ABSENT) {
        page_branch(arena, under, amount, "%.*s%s", TEXT_ARG(line), N_("the company"));
        return;
    }
    Text who = roster_payee_text(&explaining->ledger->records->roster, shown->slice, leg->payee);
    page_branch(arena, under, amount, "%.*s%.*s, %.*s%.*s%s", TEXT_ARG(line), TEXT_ARG(who),
                TEXT_ARG(row_name(shown, shown->table->spec->columns[leg->column].name)),
                TEXT_ARG(share),
                leg->status == UNASSIGNED ? N_(": unassigned, as the roster has no assignment for "
                                               "that day") : "");
}

/* `acv`, or `acv.ae` where the entry credits that line alone. */
static Text credited_key(const RowShown *shown, const CreditRule *rule)
{
    const Design *design = shown->explaining.ledger->design;
    Text key = design->measures[rule->measure].key;
    if (rule->to_count != 1) return key;
    return text_format(shown->explaining.arena, "%.*s.%.*s", TEXT_ARG(key),
                       TEXT_ARG(design->lines[rule->to[0].line].name));
}

/* Whether another entry of the measure counts the row: then why this one does not is no news. */
static bool counts_elsewhere(const RowShown *shown, const AnswerRule *rule)
{
    for (size_t r = 0; r < shown->answer->rule_count; r++)
        if (shown->answer->rules[r].counts &&
            shown->answer->rules[r].rule->measure == rule->rule->measure)
            return true;
    return false;
}

/* Entries of one measure and line that do not count the row share a branch. */
static void uncounted_branch(const RowShown *shown, const AnswerRule *rule, Branch *root)
{
    Arena *arena = shown->explaining.arena;
    Text title = shown->explaining.ledger->design->measures[rule->rule->measure].title;
    if (counts_elsewhere(shown, rule)) return;
    Text label = words_say(&shown->explaining, "%.*s (%.*s) does not count it", TEXT_ARG(title),
                             TEXT_ARG(credited_key(shown, rule->rule)));
    Branch *branch = root->last && text_equal(root->last->label, label)
        ? root->last : page_branch(arena, root, TEXT(""), "%.*s", TEXT_ARG(label));
    if (rule->lacks_rate)
        page_branch(arena, branch, TEXT(""), "there is no rate of its currency for its month");
    row_blamed(shown, NULL, &rule->blames, branch);
}

/* `, 1 USD = 150.25 JPY (TTM January)` where an amount was converted. */
static Text rate_words(const RowShown *shown, const AnswerRule *rule)
{
    const Explaining *explaining = &shown->explaining;
    for (size_t l = 0; l < rule->leg_count; l++) {
        const Credit *credit = rule->legs[l].credit;
        const FxRate *rate = credit ? ledger_rate(explaining->ledger, credit) : NULL;
        if (rate)
            return text_format(explaining->arena, ", 1 %.*s = %.*s (%.*s)",
                               TEXT_ARG(currency_code(rate->currency)),
                               TEXT_ARG(words_currency(explaining, rate->rate)),
                               TEXT_ARG(rate->source));
    }
    return TEXT("");
}

/* What the row is worth to each measure, before it is looked at whom that pays. */
static void measure_branch(const RowShown *shown, const AnswerRule *rule, Branch *root)
{
    const Explaining *explaining = &shown->explaining;
    Arena *arena = explaining->arena;
    const Measure *measure = &explaining->ledger->design->measures[rule->rule->measure];
    if (!rule->counts) {
        uncounted_branch(shown, rule, root);
        return;
    }
    Branch *branch = page_branch(arena, root, words_measured(explaining, measure, rule->value),
                                 "%.*s (%.*s), %.*s%.*s", TEXT_ARG(measure->title),
                                 TEXT_ARG(credited_key(shown, rule->rule)),
                                 TEXT_ARG(day_text(arena, rule->day)),
                                 TEXT_ARG(rate_words(shown, rule)));
    for (size_t l = 0; l < rule->leg_count; l++) leg_branch(shown, rule, &rule->legs[l], branch);
    if (!branch->first) page_branch(arena, branch, TEXT(""), "credited to nobody");
}

static void write_measures(const RowShown *shown, Buffer *out)
{
    const RowAnswer *answer = shown->answer;
    Arena *arena = shown->explaining.arena;
    Branch *root = page_root(arena, shown->explaining.look->words, TEXT(""),
                             "What the measures make of it");
    root->ink = INK_STRONG;
    for (size_t r = 0; r < answer->rule_count; r++)
        measure_branch(shown, &answer->rules[r], root);
    for (size_t p = 0; p < answer->problem_count; p++)
        page_branch(arena, root, TEXT(""), "%s: %.*s", reason_meaning(answer->fault).bytes,
                    TEXT_ARG(row_problem(shown, p)));
    if (answer->left_out && answer->day == DAY_NONE)
        page_branch(arena, root, TEXT(""), "it has no day that can be read: the people below are "
                    "those whom it could concern on any day");
    if (!answer->left_out && !answer->rule_count)
        page_branch(arena, root, TEXT(""), "no measure of this design takes rows of %.*s",
                    TEXT_ARG(shown->table->spec->name));
    page_draw(out, root, shown->explaining.page);
}

static Text relation_words(const RowShown *shown, const AnswerPerson *person)
{
    switch (person->relation) {
    case RELATION_NAMED:
        return words_say(&shown->explaining, "named in %.*s",
                           TEXT_ARG(row_name(shown,
                                             shown->table->spec->columns[person->column].name)));
    case RELATION_TEAM: return words_say(&shown->explaining, "on the team");
    case RELATION_ALIGNED:
        return words_say(&shown->explaining, "aligned with %.*s",
                           TEXT_ARG(row_alignments(shown, person->person)));
    case RELATION_ABOVE:
        return words_say(&shown->explaining, "above them in the chain of managers");
    case RELATION_COMPANY:
        return words_say(&shown->explaining, "measured on the whole company");
    case RELATION_ASKED: break;
    }
    return words_say(&shown->explaining, "not named in it");
}

static Text person_words(const RowShown *shown, const AnswerPerson *person)
{
    const Ledger *ledger = shown->explaining.ledger;
    const Roster *roster = &ledger->records->roster;
    const Assignment *row = row_assignment(shown, person->person);
    return text_format(shown->explaining.arena, "%.*s %.*s, %.*s%s%.*s",
                       TEXT_ARG(roster->persons[person->person].id), TEXT_ARG(row->name),
                       TEXT_ARG(row->role), row->team == TEAM_NONE ? "" : ", ",
                       TEXT_ARG(row->team == TEAM_NONE ? TEXT("") : roster->teams[row->team]));
}

static bool same_branches(const Branch *a, const Branch *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (!text_equal(a->label, b->label) || !text_equal(a->amount, b->amount) ||
            !same_branches(a->first, b->first))
            return false;
    return !a && !b;
}

/* Neighbours to whom the row means the same share one tree. */
static void write_persons(const RowShown *shown, Buffer *out)
{
    const RowAnswer *answer = shown->answer;
    Arena *arena = shown->explaining.arena;
    Branch **trees = ARENA_ARRAY(arena, Branch *, answer->person_count + 1);
    for (size_t p = 0; p < answer->person_count; p++) {
        const AnswerPerson *person = &answer->persons[p];
        trees[p] = page_root(arena, shown->explaining.look->words, TEXT(""), "%s", "");
        for (size_t a = 0; a < person->answer_count; a++)
            row_reason(shown, person, &person->answers[a], trees[p]);
    }
    for (size_t p = 0; p < answer->person_count;) {
        const AnswerPerson *first = &answer->persons[p];
        Text names = person_words(shown, first), relation = relation_words(shown, first);
        size_t next = p + 1;
        for (; next < answer->person_count &&
               text_equal(relation_words(shown, &answer->persons[next]), relation) &&
               same_branches(trees[p]->first, trees[next]->first); next++)
            if (next - p < NAMES_SHOWN)
                names = text_format(arena, "%.*s; %.*s", TEXT_ARG(names),
                                    TEXT_ARG(person_words(shown, &answer->persons[next])));
        if (next - p > NAMES_SHOWN)
            names = words_say(&shown->explaining, "%.*s; and %zu more", TEXT_ARG(names),
                                next - p - NAMES_SHOWN);
        trees[p]->label = text_format(arena, "%.*s: %.*s", TEXT_ARG(names),
                                      TEXT_ARG(relation));
        trees[p]->ink = INK_STRONG;
        buffer_byte(out, '\n');
        page_draw(out, trees[p], shown->explaining.page);
        p = next;
    }
}

static Text row_text(const RowShown *shown)
{
    Arena *arena = shown->explaining.arena;
    const Ledger *ledger = shown->explaining.ledger;
    Buffer out = {.arena = arena};
    Text key = record_key(shown->table, shown->slice, shown->answer->at.row);
    Text place = text_format(arena, "%.*s:%u", TEXT_ARG(shown->slice->file->source.path),
                             shown->slice->lines[shown->answer->at.row]);
    page_text(&out, words_say(&shown->explaining, key.length
                              ? "%.*s, a row of %.*s, %.*s, as it stands for %.*s"
                              : N_("%.*sa row of %.*s, %.*s, as it stands for %.*s"),
                              TEXT_ARG(key), TEXT_ARG(shown->table->spec->name), TEXT_ARG(place),
                              TEXT_ARG(month_text(arena, ledger->period))),
              shown->explaining.page);
    write_cells(shown, &out);
    buffer_byte(&out, '\n');
    write_measures(shown, &out);
    write_persons(shown, &out);
    if (!shown->answer->person_count && !shown->answer->left_out) {
        buffer_byte(&out, '\n');
        page_text(&out, shown->explaining.component.length
                  ? words_say(&shown->explaining, "No component of that name looks at it.")
                  : words_say(&shown->explaining, "Nobody is named in it, and no plan measures the "
                              "whole company on it."),
                  shown->explaining.page);
    }
    return buffer_result(&out);
}

/* Leaves answers of components of that key alone, and who has any. */
static void narrow(const Ledger *ledger, Text component, RowAnswer *answer)
{
    size_t persons = 0;
    for (size_t p = 0; p < answer->person_count && component.length; p++) {
        AnswerPerson *person = &answer->persons[p];
        size_t kept = 0;
        for (size_t a = 0; a < person->answer_count; a++) {
            const Answer *one = &person->answers[a];
            if (one->component == INDEX_NONE) continue;
            const Plan *plan =
                &ledger->design->plans[ledger->participations[one->participation].plan];
            if (text_equal(plan->components[one->component].key, component))
                person->answers[kept++] = *one;
        }
        person->answer_count = kept;
        if (kept) answer->persons[persons++] = *person;
    }
    if (component.length) answer->person_count = persons;
}

Text explain_row(Arena *arena, const Ledger *ledger, RowAt at, uint32_t person, Text component,
                 const Diags *problems, const ExplainLook *look)
{
    RowAnswer *answer = ARENA_NEW(arena, RowAnswer);
    engine_answer(arena, ledger, at, person, problems, answer);
    narrow(ledger, component, answer);
    const SliceRef *ref = &ledger->slices[at.slice];
    RowShown shown = {.explaining = {.arena = arena, .ledger = ledger, .person = person,
                                     .component = component, .look = look,
                                     .page = {look->width, look->colour, look->ascii},
                                     .digits = ledger->records->company->digits},
                      .answer = answer, .table = ref->table, .slice = ref->slice};
    return look->json ? explain_row_json(&shown) : row_text(&shown);
}
