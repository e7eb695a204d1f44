/* compare_text.c - a comparison in at most 80 columns: what each design costs, whom it pays more or
 * less, and by what cause. */
#include "columns.h"
#include "compare_view.h"
#include "page.h"

enum { NAMES = 22, AMOUNT = 15, PERCENT = 9, SHOWN = 5, RULE_LINES = 30,
       COUNT = 5 };

typedef struct Said {
    CompareView view;
    Buffer *out;
    PageLook look;
    ExplainLook explain;             /* the same, for whom another view answers */
} Said;

static const char *say(const Said *said, const char *english)
{
    return tr(said->view.words, english);
}

static void heading(const Said *said, const char *english)
{
    buffer_format(said->out, "\n%s\n", say(said, english));
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

static void cell(const Said *said, Text text)
{
    columns_right(said->out, text, AMOUNT - 1);
}

static void figure(const Said *said, const CompareFigure *figure)
{
    columns_left(said->out, text_of(say(said, figure->english)), NAMES + 6);
    for (size_t s = 0; s < said->view.comparison->side_count; s++)
        cell(said, figure->of(&said->view, s));
    buffer_byte(said->out, '\n');
}

static void overview(const Said *said)
{
    heading(said, N_("What it costs"));
    columns_left(said->out, TEXT(""), NAMES + 6);
    for (size_t s = 0; s < said->view.comparison->side_count; s++)
        cell(said, compare_letter(said->view.arena, s));
    buffer_byte(said->out, '\n');
    size_t count;
    const CompareFigure *figures = compare_figures(&count);
    for (size_t f = 0; f < count; f++) figure(said, &figures[f]);
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
        columns_right(said->out, text_of(say(said, headings[h])), h < 5 ? AMOUNT : 12);
    buffer_byte(said->out, '\n');
    for (size_t s = 0; s < said->view.comparison->side_count; s++) {
        const CompareSample *sample = &of->sides[s];
        const Money amounts[] = {sample->mean, sample->low, sample->middle, sample->high};
        columns_left(said->out, compare_letter(said->view.arena, s), 8);
        for (int a = 0; a < 4; a++)
            columns_right(said->out, compare_money(&said->view, amounts[a]), AMOUNT);
        if (s)
            columns_right(said->out, compare_count_share(&said->view, sample->dearer, of->samples),
                          12);
        buffer_byte(said->out, '\n');
    }
}

/* ---- one design against A */

static void against(const Said *said, Text name, Money from, Money to)
{
    columns_left(said->out, name, NAMES + 3);
    columns_right(said->out, compare_money(&said->view, from), AMOUNT);
    columns_right(said->out, compare_money(&said->view, to), AMOUNT);
    columns_right(said->out, compare_change(&said->view, (Money){to.minor - from.minor}), AMOUNT);
    columns_right(said->out, compare_percent_change(&said->view, from, to), PERCENT);
    buffer_byte(said->out, '\n');
}

static void against_heading(const Said *said, const char *english, size_t s)
{
    Arena *arena = said->view.arena;
    Text letter = compare_letter(arena, s);
    buffer_byte(said->out, '\n');
    columns_left(said->out, text_of(say(said, english)), NAMES + 3);
    columns_right(said->out, TEXT("A"), AMOUNT);
    columns_right(said->out, letter, AMOUNT);
    columns_right(said->out, text_format(arena, "%.*s - A", TEXT_ARG(letter)), AMOUNT);
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
        columns_left(said->out, compare_cause_title(&said->view, c), NAMES + 3 + AMOUNT);
        columns_right(said->out, part, 2 * AMOUNT);
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
    if (down) against_heading(said, N_("paid less"), s);
    for (size_t p = 0; p < down && p < SHOWN; p++) payee_line(said, by_gain[count - 1 - p], s);
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

Text compare_text(Arena *arena, const CompareShown *shown, const ExplainLook *look)
{
    Buffer out = {.arena = arena};
    Said said = {.out = &out, .look = {look->width, look->colour, look->ascii}, .explain = *look};
    compare_view(arena, shown, look->words, &said.view);
    const Company *company = shown->comparison->records->company;
    buffer_format(&out, "%.*s  %.*s..%.*s  (%.*s)\n", TEXT_ARG(company->name),
                  TEXT_ARG(month_text(arena, shown->comparison->from)),
                  TEXT_ARG(month_text(arena, shown->comparison->to)),
                  TEXT_ARG(company->currency));
    designs(&said);
    for (size_t s = 1; s < shown->comparison->side_count; s++) rules(&said, s);
    overview(&said);
    resampled(&said);
    if (shown->sweep) compare_sweep_text(&said.view, &out);
    for (size_t s = 1; s < shown->comparison->side_count; s++) {
        lines(&said, N_("by role and team"), &said.view.roles, s);
        lines(&said, N_("by month"), &said.view.months, s);
        causes(&said, s);
        winners(&said, s);
    }
    invites(&said);
    buffer_format(&out, say(&said, N_("\nFiles: %.*s\n")), TEXT_ARG(shown->output));
    return buffer_result(&out);
}
