/* books.c - attain history, books verify, books export, books backup: looking at closed months. */
#include "cli.h"

#include "attain/buffer.h"
#include "attain/currency.h"

#include <stdio.h>

bool cli_books(Arena *arena, const Options *options, BooksAccess access, Books **out,
               const Company **owner, Diags *diags)
{
    Loaded loaded;
    if (!cli_company(arena, options, &loaded, diags)) return false;
    const Company *company = *owner = loaded.company;
    if (company->books.length)
        return books_open(arena, path_join(arena, company->directory, company->books),
                          company->books, access, out, diags);
    Place place = {.file = company->file->path};
    Diag *diag = diag_error(diags, DIAG_BOOKS_NONE, place, "the company keeps no books");
    diag_hint(diags, diag, "say `books: books.db` in company.yaml");
    return false;
}

typedef bool BooksWork(Books *books, Arena *arena, const Options *options,
                       const Company *company, Diags *diags);

/* Opens the books, does the work, and says how it ended. */
static ExitStatus with_books(const Options *options, BooksWork *work)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Books *books = NULL;
    const Company *company;
    bool good = cli_books(arena, options, BOOKS_READ, &books, &company, &diags) &&
                work(books, arena, options, company, &diags);
    books_close(books);
    fflush(stdout);
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return good || status != EXIT_DONE ? status : EXIT_BAD_DATA;
}

/* What was typed is shown on one line: it must not look like another entry. */
static void print_event(Arena *arena, const Words *terminal, const BooksEvent *event)
{
    Text month = month_text(arena, event->period), name = text_printable(arena, event->approved_by);
    const char *what = !event->is_close ? tr_in(terminal, "history", "reopened")
                     : event->undone ? tr_in(terminal, "history", "undone")
                                     : tr_in(terminal, "history", "closed");
    printf("%4u  %.*s  %-8s  %.*s\n", event->number, TEXT_ARG(month), what, TEXT_ARG(name));
    Text reason = text_printable(arena, event->reason);
    Text design = text_printable(arena, event->design);
    if (reason.length) printf(tr(terminal, "      reason: %.*s\n"), TEXT_ARG(reason));
    Text paid = money_text_grouped(arena, event->payment,
                                   currency_digits(currency_find(event->currency)));
    if (event->is_close)
        printf(tr(terminal, "      design: %.*s, paid: %.*s %.*s\n"), TEXT_ARG(design),
               TEXT_ARG(paid), TEXT_ARG(event->currency));
    if (event->left_out)
        printf(tr(terminal, "      rows at fault left out of every measure: %zu\n"),
               event->left_out);
    printf(tr(terminal, "      head: %.*s\n"), TEXT_ARG(event->head));
}

static bool print_history(Books *books, Arena *arena, const Options *options,
                          const Company *company, Diags *diags)
{
    BooksEvent *events;
    size_t count;
    (void)company;
    if (!books_history(books, arena, &events, &count, diags)) return false;
    if (!count) puts(tr(options->terminal, "nothing was ever closed"));
    for (size_t i = 0; i < count; i++) print_event(arena, options->terminal, &events[i]);
    return true;
}

ExitStatus cli_history(const Options *options)
{
    return with_books(options, print_history);
}

static bool export_books(Books *books, Arena *arena, const Options *options,
                         const Company *company, Diags *diags)
{
    (void)company;
    Text directory = options->output.length ? options->output : TEXT("output/books");
    if (!books_export(books, arena, directory, diags)) return false;
    if (!options->quiet) printf(tr(options->terminal, "written: %.*s\n"), TEXT_ARG(directory));
    return true;
}

ExitStatus cli_books_export(const Options *options)
{
    return with_books(options, export_books);
}

static bool back_up(Books *books, Arena *arena, const Options *options,
                    const Company *company, Diags *diags)
{
    (void)company;
    if (!books_backup(books, arena, options->output, diags)) return false;
    if (!options->quiet)
        printf(tr(options->terminal, "written and verified: %.*s\n"), TEXT_ARG(options->output));
    return true;
}

ExitStatus cli_books_backup(const Options *options)
{
    if (options->output.length) return with_books(options, back_up);
    cli_complain(options->terminal, "books backup needs --output FILE: where the copy goes");
    return EXIT_USAGE;
}

/* A failed proof is a failed check (1), not bad input. */
ExitStatus cli_books_verify(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Books *books = NULL;
    BooksVerdict verdict;
    const Company *company;
    bool opened = cli_books(arena, options, BOOKS_READ, &books, &company, &diags);
    bool sound = opened && books_verify(books, arena, &verdict, &diags);
    if (sound && !options->quiet && !verdict.events)
        printf(tr(options->terminal,
                  "nothing was ever closed in %.*s: there is nothing to verify\n"),
               TEXT_ARG(company->books));
    else if (sound && !options->quiet)
        printf(tr(options->terminal,
                  "verified: %zu closes and reopenings, %zu entries, nothing was changed\n"
                  "head: %.*s\n"),
               verdict.events, verdict.entries, TEXT_ARG(verdict.head));
    books_close(books);
    fflush(stdout);
    ExitStatus status = cli_problems(arena, options, &diags);
    arena_free(arena);
    return sound || status != EXIT_BAD_DATA ? status : EXIT_CHECK_FAILED;
}
