/* compare_text.c - a comparison in at most 80 columns: what each design costs, whom it pays more or
 * less, and by what cause. */
#include "columns.h"
#include "compare_view.h"
#include "page.h"

enum { WIDTH = 80, FIGURES = 28, AMOUNT = 15, PERCENT = 9, SHOWN = 5, RULE_LINES = 30, COUNT = 5,
       TEAMS_MOST = 40 };

typedef struct Said {
    CompareView view;
    Buffer *out;
    PageLook look;
    ExplainLook explain;             /* the same, for whom another view answers */
    size_t amount, names;            /* columns of an amount, and of what stands before three */
} Said;

static const char *say(const Said *said, const char *english)
{
    return tr(said->view.words, english);
}

static void heading(const Said *said, const char *english)
{
    buffer_format(said->out, "\n%s\n", say(said, english));
}

/* A line without the blanks behind its last figure. */
static void end_line(const Said *said)
{
    Buffer *out = said->out;
    while (out->length && out->bytes[out->length - 1] == ' ') out->length--;
    buffer_byte(out, '\n');
}

static void designs(const Said *said)
{
    const Comparison *comparison = said->view.comparison;
    for (size_t s = 0; s < comparison->side_count; s++) {
        const Compared *side = &comparison->sides[s];
        Text line = text_format(said->view.arena, "%.*s: %.*s (%.*s)",
                                TEXT_ARG(compare_letter(said->view.arena, s)),
                                TEXT_ARG(side->design->title), TEXT_ARG(side->name));
        page_text(said->out, line, said->look);
        size_t left_out = compare_left_out(&said->view, s);
        if (left_out)
            page_text(said->out, text_format(said->view.arena, say(said, N_(
                "   rows at fault LEFT OUT of every measure: %zu")), left_out), said->look);
    }
}

/* ---- what changes in the rules */

/* The first lines of it: the rest is no help on a terminal, and stands in rules.csv. */
static void rules(const Said *said, size_t s)
{
    Text text = plan_diff_answer(said->view.arena, said->view.rules[s], &said->explain);
    size_t end = 0, lines = 0;
    while (end < text.length && lines < RULE_LINES) lines += text.bytes[end++] == '\n';
    buffer_byte(said->out, '\n');
    buffer_text(said->out, text_part(text, 0, end));
    for (lines = 0; end < text.length; end++) lines += text.bytes[end] == '\n';
    if (lines)
        buffer_format(said->out, say(said, N_("... %zu lines more: attain plan-diff, rules.csv\n")),
                      lines);
}

/* ---- what each costs */

static void figure(const Said *said, const CompareFigure *figure, size_t from, size_t to)
{
    columns_left(said->out, text_of(say(said, figure->english)), FIGURES);
    for (size_t s = from; s < to; s++)
        columns_right(said->out, figure->of(&said->view, s), said->amount - 1);
    end_line(said);
}

/* As many designs side by side as there is room for; the others beneath. */
static void overview(const Said *said)
{
    heading(said, N_("What it costs"));
    size_t sides = said->view.comparison->side_count, count;
    size_t abreast = (WIDTH - FIGURES) / (said->amount - 1);
    const CompareFigure *figures = compare_figures(&count);
    for (size_t from = 0; from < sides; from += abreast) {
        size_t to = from + abreast < sides ? from + abreast : sides;
        if (from) buffer_byte(said->out, '\n');
        columns_left(said->out, TEXT(""), FIGURES);
        for (size_t s = from; s < to; s++)
            columns_right(said->out, compare_letter(said->view.arena, s), said->amount - 1);
        end_line(said);
        for (size_t f = 0; f < count; f++) figure(said, &figures[f], from, to);
    }
}

/* ---- how sure that is */

static void resampled(const Said *said)
{
    static const char *const headings[] = {N_("design"), N_("mean"), "10%", "50%", "90%",
                                           N_("above A")};
    const CompareResampled *of = &said->view.shown->resampled;
    if (!of->samples) return;
    buffer_byte(said->out, '\n');
    buffer_format(said->out, say(said, N_("Over %.*s resampled histories (seed %llu)\n")),
                  TEXT_ARG(compare_count_text(&said->view, of->samples)),
                  (unsigned long long)of->seed);
    columns_left(said->out, text_of(say(said, headings[0])), 8);
    for (int h = 1; h < 6; h++)
        columns_right(said->out, text_of(say(said, headings[h])), h < 5 ? said->amount : 12);
    buffer_byte(said->out, '\n');
    for (size_t s = 0; s < said->view.comparison->side_count; s++) {
        const CompareSample *sample = &of->sides[s];
        const Money amounts[] = {sample->mean, sample->low, sample->middle, sample->high};
        columns_left(said->out, compare_letter(said->view.arena, s), 8);
        for (int a = 0; a < 4; a++)
            columns_right(said->out, compare_money(&said->view, amounts[a]), said->amount);
        if (s)
            columns_right(said->out, compare_count_share(&said->view, sample->dearer, of->samples),
                          12);
        buffer_byte(said->out, '\n');
    }
}

/* ---- one design against A */

static void against(const Said *said, Text name, Money from, Money to)
{
    columns_left(said->out, name, said->names);
    columns_right(said->out, compare_money(&said->view, from), said->amount);
    columns_right(said->out, compare_money(&said->view, to), said->amount);
    Money apart = {to.minor - from.minor};
    columns_right(said->out, compare_change(&said->view, apart), said->amount);
    columns_right(said->out, compare_percent_change(&said->view, from, to), PERCENT);
    end_line(said);
}

static void against_heading(const Said *said, const char *english, size_t s)
{
    Arena *arena = said->view.arena;
    Text letter = compare_letter(arena, s);
    buffer_byte(said->out, '\n');
    columns_left(said->out, text_of(say(said, english)), said->names);
    columns_right(said->out, TEXT("A"), said->amount);
    columns_right(said->out, letter, said->amount);
    columns_right(said->out, text_format(arena, "%.*s - A", TEXT_ARG(letter)), said->amount);
    columns_right(said->out, TEXT("%"), PERCENT);
    buffer_byte(said->out, '\n');
}

static void lines(const Said *said, const char *english, const CompareLines *of, size_t s)
{
    against_heading(said, english, s);
    for (size_t i = 0; i < of->count; i++) {
        const CompareLine *line = &of->items[i];
        against(said, compare_line_name(&said->view, line), line->paid[0], line->paid[s]);
    }
    against(said, text_of(say(said, N_("total"))), said->view.total.paid[0],
            said->view.total.paid[s]);
}

/* The roles without their teams, of which a large company has too many for a terminal. */
static CompareLines roles_alone(const Said *said)
{
    const CompareLines *teams = &said->view.roles;
    CompareLines roles = {ARENA_ARRAY(said->view.arena, CompareLine, teams->count + 1), 0};
    for (size_t i = 0; i < teams->count; i++) {
        const CompareLine *team = &teams->items[i];
        CompareLine *last = roles.count ? &roles.items[roles.count - 1] : NULL;
        if (!last || !text_equal(last->role, team->role)) {
            last = &roles.items[roles.count++];
            *last = compare_new_line(&said->view);
            last->role = team->role;
        }
        compare_add_line(&said->view, last, team);
    }
    return roles;
}

static void by_role(const Said *said, size_t s)
{
    const CompareLines *teams = &said->view.roles;
    CompareLines roles = roles_alone(said);
    if (teams->count <= TEAMS_MOST) {
        lines(said, N_("by role and team"), teams, s);
        return;
    }
    lines(said, N_("by role"), &roles, s);
    buffer_format(said->out, "%s", say(said, N_("by team: roles.csv\n")));
}

static void causes(const Said *said, size_t s)
{
    const CompareCauses *of = &said->view.shown->causes[s];
    bool any = false;
    for (unsigned c = 0; c < COMPARE_CAUSES; c++) {
        if (!of->applies[c]) continue;
        if (!any) heading(said, N_("By what cause, all payees"));
        any = true;
        bool own = compare_has_part(of, c);
        Text part = own ? compare_change(&said->view, compare_part_of_all(&said->view, s, c))
                        : compare_cause_with(&said->view, of, c);
        columns_left(said->out, compare_cause_title(&said->view, c), said->names + said->amount);
        columns_right(said->out, part, 2 * said->amount);
        buffer_byte(said->out, '\n');
    }
}

static void payee_line(const Said *said, const CompareLine *payee, size_t s)
{
    const Roster *roster = &said->view.comparison->records->roster;
    Text id = roster->persons[payee->person].id;
    Text name = text_format(said->view.arena, "%.*s %s", TEXT_ARG(id),
                            compare_name(&said->view, payee->person));
    against(said, name, payee->paid[0], payee->paid[s]);
}

static void and_more(const Said *said, size_t payees)
{
    if (payees > SHOWN)
        buffer_format(said->out, say(said, N_("and %zu more: payees.csv\n")), payees - SHOWN);
}

/* The largest gains, then the largest losses. */
static void winners(const Said *said, size_t s)
{
    const CompareLine **by_gain = compare_by_gain(&said->view, s);
    size_t count = said->view.payees.count, up, down;
    compare_count(&said->view, s, &up, &down);
    buffer_byte(said->out, '\n');
    buffer_format(said->out, say(said, N_("payees paid more: %zu, less: %zu, the same: %zu\n")),
                  up, down, count - up - down);
    if (up) against_heading(said, N_("paid more"), s);
    for (size_t p = 0; p < up && p < SHOWN; p++) payee_line(said, by_gain[p], s);
    and_more(said, up);
    if (down) against_heading(said, N_("paid less"), s);
    for (size_t p = 0; p < down && p < SHOWN; p++) payee_line(said, by_gain[count - 1 - p], s);
    and_more(said, down);
}

/* ---- what the designs invite: how many findings of a kind */

static void invites(const Said *said)
{
    size_t sides = said->view.comparison->side_count;
    size_t meaning = sides < 4 ? 64 : sides < 10 ? 80 - COUNT * sides : 30;
    heading(said, N_("What the designs invite (attain check --lint DESIGN says where and how)"));
    columns_left(said->out, TEXT(""), meaning);
    for (size_t s = 0; s < sides; s++)
        columns_right(said->out, compare_letter(said->view.arena, s), COUNT);
    buffer_byte(said->out, '\n');
    for (int code = 0; code < FINDINGS; code++) {
        if (!compare_any_finds(&said->view, (FindingCode)code)) continue;
        columns_left(said->out, text_of(say(said, finding_meaning((FindingCode)code))), meaning);
        for (size_t s = 0; s < sides; s++)
            columns_right(said->out, text_format(said->view.arena, "%zu",
                                                 compare_finds(&said->view, s,
                                                               (FindingCode)code)), COUNT);
        buffer_byte(said->out, '\n');
    }
}

/* How wide columns are: for the largest amount there is. */
static void measure(Said *said)
{
    const CompareLine *total = &said->view.total;
    size_t longest = 0;
    for (size_t s = 0; s < said->view.comparison->side_count; s++) {
        size_t length = compare_change(&said->view, total->paid[s]).length;
        if (length > longest) longest = length;
    }
    said->amount = longest + 2 > AMOUNT ? longest + 2 : AMOUNT;
    said->names = WIDTH - 1 - PERCENT - 3 * said->amount;
    if (3 * said->amount + PERCENT + 1 + 12 > WIDTH) said->names = 12;
}

Text compare_text(Arena *arena, const CompareShown *shown, const ExplainLook *look)
{
    Buffer out = {.arena = arena};
    Said said = {.out = &out, .look = {look->width, look->colour, look->ascii}, .explain = *look};
    compare_view(arena, shown, look->words, &said.view);
    const Company *company = shown->comparison->records->company;
    measure(&said);
    buffer_format(&out, "%.*s  %.*s  (%.*s)\n", TEXT_ARG(company->name),
                  TEXT_ARG(compare_period(&said.view)), TEXT_ARG(company->currency));
    designs(&said);
    for (size_t s = 1; s < shown->comparison->side_count; s++) rules(&said, s);
    overview(&said);
    resampled(&said);
    if (shown->sweep) compare_sweep_text(&said.view, &out);
    for (size_t s = 1; s < shown->comparison->side_count; s++) {
        by_role(&said, s);
        lines(&said, N_("by month"), &said.view.months, s);
        causes(&said, s);
        winners(&said, s);
    }
    invites(&said);
    buffer_format(&out, say(&said, N_("\nFiles: %.*s\n")), TEXT_ARG(shown->output));
    return buffer_result(&out);
}
