/* causes.c - why closed months come to other amounts: the month run again over what the last close
 * read, with one change after the other made. Source: CONTRACT 8, causes.
 *
 * A hybrid run takes today's feeds, and from the books the roster, the quotas, the rates or the
 * design of the last close. It is made only where such a file changed, and says something
 * else of the closed months; mostly nothing of that has, and there is nothing to run. */
#include "cli.h"

typedef struct Hybrids {
    Arena *arena;
    const Options *options;
    MonthRun *run;
    Month from, last;                /* the closed months that are recomputed */
    BookedFile *files;               /* which the last close read */
    size_t file_count;
    SourceFile *kept;                /* as files, for those whose bytes were kept */
} Hybrids;

/* What can be as it was at the last close. */
enum { OLD_PEOPLE = 1, OLD_QUOTAS = 2, OLD_RATES = 4, OLD_DESIGN = 8 };
typedef struct Kind { unsigned bit; Cause cause; } Kind;
static const Kind KINDS[] = {{OLD_PEOPLE, CAUSE_ROSTER}, {OLD_QUOTAS, CAUSE_QUOTA},
                             {OLD_RATES, CAUSE_FX}, {OLD_DESIGN, CAUSE_PLAN}};
#define KIND_COUNT (sizeof KINDS / sizeof *KINDS)

static bool any_difference(const Ledger *ledger)
{
    for (size_t i = 0; i < ledger->posting_count; i++) {
        const Posting *posting = &ledger->postings[i];
        if (posting->month < ledger->period && posting->due.minor != posting->booked.minor)
            return true;
    }
    return false;
}

/* The files of a table as the last close read them. */
static void stand_in(const Hybrids *hybrids, Text table, FeedSpec *spec)
{
    SourceFile *files = ARENA_ARRAY(hybrids->arena, SourceFile, hybrids->file_count + 1);
    size_t count = 0;
    for (size_t f = 0; f < hybrids->file_count; f++)
        if (text_equal(hybrids->files[f].kind, TEXT("table")) &&
            text_equal(hybrids->files[f].feed, table))
            files[count++] = hybrids->kept[f];
    spec->stand_ins = files;
    spec->stand_in_count = count;
}

static bool same_files(const Hybrids *hybrids, Text table)
{
    const Loaded *loaded = &hybrids->run->loaded;
    const Records *records = &loaded->records;
    size_t before = 0, same = 0, now = 0;
    for (size_t e = 0; e < loaded->edit_count; e++)
        if (text_equal(loaded->edits[e].table, table)) return false;
    for (size_t r = 0; r < records->file_count; r++)
        now += text_equal(records->files[r].feed, table);
    for (size_t f = 0; f < hybrids->file_count; f++) {
        const BookedFile *file = &hybrids->files[f];
        if (!text_equal(file->kind, TEXT("table")) || !text_equal(file->feed, table)) continue;
        before++;
        for (size_t r = 0; r < records->file_count; r++)
            same += text_equal(records->files[r].feed, table) &&
                    text_equal(text_of(records->files[r].source.sha256), file->sha256);
    }
    return before == now && same >= now;
}

static bool same_design(const Hybrids *hybrids)
{
    const Design *design = &hybrids->run->loaded.design;
    size_t before = 0, same = 0;
    for (size_t f = 0; f < hybrids->file_count; f++) {
        const BookedFile *file = &hybrids->files[f];
        if (!text_equal(file->kind, TEXT("design"))) continue;
        before++;
        for (size_t d = 0; d < design->file_count; d++)
            same += text_equal(design->files[d].path, file->path) &&
                    text_equal(text_of(design->files[d].sha256), file->sha256);
    }
    return before == design->file_count && same == before;
}

/* The company of the last close, as far as the bits say so. */
static Company *old_company(const Hybrids *hybrids, unsigned old)
{
    Company *company = ARENA_NEW(hybrids->arena, Company);
    *company = *hybrids->run->loaded.company;
    if (old & OLD_PEOPLE) {
        stand_in(hybrids, TEXT("roster"), &company->roster);
        stand_in(hybrids, TEXT("alignments"), &company->alignments);
    }
    if (old & OLD_QUOTAS) stand_in(hybrids, TEXT("quotas"), &company->quotas);
    if (old & OLD_RATES) stand_in(hybrids, TEXT("fx"), &company->fx);
    return company;
}

static bool uses_window_quota(const Design *design)
{
    for (uint32_t p = 0; p < design->plan_count; p++)
        for (uint32_t c = 0; c < design->plans[p].component_count; c++)
            if (design->plans[p].components[c].against == AGAINST_WINDOW_QUOTA) return true;
    return false;
}

/* Which of the side tables say something else of the closed months up to `last`. */
static unsigned tables_changed(Hybrids *hybrids, Month last)
{
    unsigned differ = 0;
    if (!same_files(hybrids, TEXT("roster")) || !same_files(hybrids, TEXT("alignments")))
        differ |= OLD_PEOPLE;
    if (!same_files(hybrids, TEXT("quotas"))) differ |= OLD_QUOTAS;
    if (!same_files(hybrids, TEXT("fx"))) differ |= OLD_RATES;
    if (!differ) return 0;
    Diags ignored;
    diags_start(&ignored, hybrids->arena);
    Records old;
    Company *company = old_company(hybrids, OLD_PEOPLE | OLD_QUOTAS | OLD_RATES);
    company->feed_count = 0;
    company->adjustments = (FeedSpec){0};
    IntakeOptions intake = {.jobs = hybrids->options->jobs};
    if (!intake_records(hybrids->arena, company, &intake, &old, &ignored)) return differ;
    const Records *now = &hybrids->run->loaded.records;
    Month quotas = uses_window_quota(&hybrids->run->loaded.design)
        ? fiscal_window_start(company->fiscal, last, 12) + 11 : last;
    if (records_same_people(&old, now, month_last_day(last))) differ &= ~(unsigned)OLD_PEOPLE;
    if (records_same_quotas(&old, now, quotas)) differ &= ~(unsigned)OLD_QUOTAS;
    if (records_same_rates(&old, now, last)) differ &= ~(unsigned)OLD_RATES;
    return differ;
}

static bool old_design(const Hybrids *hybrids, const Company *company, Design *out, Diags *diags)
{
    SourceFile *files = ARENA_ARRAY(hybrids->arena, SourceFile, hybrids->file_count + 1);
    Text directory = TEXT("");
    size_t count = 0;
    for (size_t f = 0; f < hybrids->file_count; f++) {
        if (!text_equal(hybrids->files[f].kind, TEXT("design"))) continue;
        directory = hybrids->files[f].feed;
        files[count++] = hybrids->kept[f];
    }
    return design_load_from(hybrids->arena, company, directory, files, count, out, diags);
}

/* Reads what a hybrid run takes: what is not the last close's comes with the edits of today. */
static bool read_records(const Hybrids *hybrids, const Company *company, Records *out, Diags *diags)
{
    const Loaded *loaded = &hybrids->run->loaded;
    Edit *edits = ARENA_ARRAY(hybrids->arena, Edit, loaded->edit_count + 1);
    for (size_t e = 0; e < loaded->edit_count; e++) {
        edits[e] = loaded->edits[e];
        edits[e].state = EDIT_UNSEEN;
    }
    IntakeOptions intake = {.jobs = hybrids->options->jobs, .edits = edits,
                            .edit_count = loaded->edit_count};
    return intake_records(hybrids->arena, company, &intake, out, diags);
}

/* The closed months under today's facts but for what the bits say is old. NULL: it can't be had,
 * as today's feeds need what was not there then. */
static const Ledger *hybrid(Hybrids *hybrids, unsigned old)
{
    Arena *arena = hybrids->arena;
    MonthRun *run = hybrids->run;
    Diags ignored;
    diags_start(&ignored, arena);
    Company *company = old_company(hybrids, old);
    Records *records = &run->loaded.records;
    Design *design = &run->loaded.design;
    if (old & ~(unsigned)OLD_DESIGN) {
        records = ARENA_NEW(arena, Records);
        if (!read_records(hybrids, company, records, &ignored)) return NULL;
    }
    if (old & OLD_DESIGN) {
        design = ARENA_NEW(arena, Design);
        if (!old_design(hybrids, company, design, &ignored)) return NULL;
    }
    EngineOptions engine = {.jobs = hybrids->options->jobs, .allow_exceptions = true};
    Ledger *ledger = ARENA_NEW(arena, Ledger);
    bool sound = engine_recompute(arena, records, design, hybrids->from, hybrids->last, &engine,
                                  ledger, &ignored);
    return sound ? ledger : NULL;
}

static void list_plan_files(Hybrids *hybrids)
{
    Ledger *ledger = &hybrids->run->ledger;
    const Design *design = &hybrids->run->loaded.design;
    Text *names = ARENA_ARRAY(hybrids->arena, Text, design->file_count + hybrids->file_count + 1);
    size_t count = 0;
    for (size_t d = 0; d < design->file_count; d++) {
        bool same = false;
        for (size_t f = 0; f < hybrids->file_count; f++)
            same |= text_equal(hybrids->files[f].kind, TEXT("design")) &&
                    text_equal(hybrids->files[f].path, design->files[d].path) &&
                    text_equal(hybrids->files[f].sha256, text_of(design->files[d].sha256));
        if (!same) names[count++] = design->files[d].path;
    }
    for (size_t f = 0; f < hybrids->file_count; f++) {           /* and those that went */
        bool there = !text_equal(hybrids->files[f].kind, TEXT("design"));
        for (size_t d = 0; d < design->file_count; d++)
            there |= text_equal(hybrids->files[f].path, design->files[d].path);
        if (!there) names[count++] = hybrids->files[f].path;
    }
    ledger->plan_files = names;
    ledger->plan_file_count = count;
}

static void keep_files(Hybrids *hybrids)
{
    hybrids->kept = ARENA_ARRAY(hybrids->arena, SourceFile, hybrids->file_count + 1);
    for (size_t f = 0; f < hybrids->file_count; f++) {
        SourceFile *file = &hybrids->kept[f];
        file->path = hybrids->files[f].path;
        file->bytes = hybrids->files[f].bytes;
    }
}

/* The last closed month that is not recomputed; MONTH_NONE: all are. */
static Month last_unpaid(const MonthRun *run)
{
    Month from = run->ledger.restated_from;
    Month last = from == MONTH_NONE ? run->booked.last : from - 1;
    return last >= run->booked.first ? last : MONTH_NONE;
}

/* Side tables that say something else of months that are not recomputed: told of, not paid. */
static void warn_tables(Hybrids *hybrids, Month last, Diags *diags)
{
    static const char *const names[] = {N_("the roster or the alignments"), N_("quotas"),
                                        N_("rates")};
    unsigned differ = tables_changed(hybrids, last);
    Text month = month_text(hybrids->arena, last);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (!(differ & KINDS[k].bit)) continue;
        Diag *diag = diag_warning(diags, DIAG_CHANGED_UNPAID, (Place){0},
                                  "%s of closed months up to %.*s changed since the last close; "
                                  "these months are not restated, so nothing is paid for it",
                                  names[k], TEXT_ARG(month));
        diag_hint(diags, diag, "`restate:` in company.yaml says how many months are recomputed");
    }
}

bool cli_causes(Arena *arena, const Options *options, Month period, MonthRun *run, Diags *diags)
{
    Ledger *ledger = &run->ledger;
    bool differs = any_difference(ledger);
    Month unpaid = last_unpaid(run);
    if (!differs && unpaid == MONTH_NONE) return true;
    Hybrids hybrids = {.arena = arena, .options = options, .run = run,
                       .from = ledger->restated_from, .last = run->booked.last};
    if (!books_files(run->books, arena, period, &hybrids.files, &hybrids.file_count, diags))
        return false;
    keep_files(&hybrids);
    if (unpaid != MONTH_NONE) warn_tables(&hybrids, unpaid, diags);
    if (!differs) return true;
    unsigned differ = hybrids.from == MONTH_NONE ? 0 : tables_changed(&hybrids, hybrids.last);
    if (hybrids.from != MONTH_NONE && !same_design(&hybrids)) differ |= OLD_DESIGN;
    if (differ & OLD_DESIGN) list_plan_files(&hybrids);
    CauseStep steps[KIND_COUNT + 1];
    size_t count = 0;
    steps[count++] = (CauseStep){CAUSE_CREDITS, NULL};
    for (size_t k = 0; k < KIND_COUNT; k++) {
        if (!(differ & KINDS[k].bit)) continue;
        steps[count - 1].ledger = hybrid(&hybrids, differ);
        differ &= ~KINDS[k].bit;
        steps[count++] = (CauseStep){KINDS[k].cause, NULL};
    }
    steps[count - 1].ledger = ledger;
    engine_causes(arena, ledger, steps, count);
    return true;
}
