/* statements.c - everybody's statement: one workbook a payee, written by several processes at once,
 * as the library behind the workbooks is not made for threads. */
#include "statement.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Statements {
    const View *view;
    Text folder;                     /* that is being filled */
    Money *months;                   /* [person * 12 + month]: what it earned */
    size_t month_count;
    int done;                        /* a byte into it for each that is written */
} Statements;

static void add_months(Statements *statements, const Entry *entries, size_t count)
{
    const Ledger *ledger = statements->view->ledger;
    for (size_t i = 0; i < count; i++) {
        uint32_t person = ledger->participations[entries[i].participation].person;
        size_t month = (size_t)(entries[i].month - ledger->year_start);
        statements->months[(size_t)person * 12 + month].minor += entries[i].earning.minor;
    }
}

/* A person's id as the name of a file: what systems take amiss stands as %2F. */
static Text file_name(Arena *arena, Text id)
{
    Buffer out = {.arena = arena};
    for (size_t i = 0; i < id.length; i++) {
        unsigned char byte = (unsigned char)id.bytes[i];
        bool plain = byte > 0x20 && byte != 0x7F && !strchr("/\\:*?\"<>|%", byte) &&
                     !(byte == '.' && (i == 0 || i + 1 == id.length));
        if (plain) buffer_byte(&out, (char)byte);
        else buffer_format(&out, "%%%02X", byte);
    }
    buffer_text(&out, TEXT(".xlsx"));
    return buffer_result(&out);
}

static bool write_one(const Statements *statements, Arena *arena, const Payment *payment,
                      Text *reason)
{
    const View *view = statements->view;
    const Ledger *ledger = view->ledger;
    ExplainLook look = {0};
    Statement statement = {
        .arena = arena, .words = view_words(view), .payment = payment,
        .explaining = {arena, ledger, payment->person, TEXT(""), &look, {0},
                       ledger->records->company->digits},
        .months = statements->months + (size_t)payment->person * 12,
        .month_count = statements->month_count};
    statement_find(&statement);
    Text id = ledger->records->roster.persons[payment->person].id;
    Text path = path_join(arena, statements->folder, file_name(arena, id));
    WorkbookOptions options = {.words = view_words(view), .title = id,
                               .digits = ledger->records->company->digits,
                               .created = month_first_day(ledger->period + 1)};
    statement.workbook = workbook_open(arena, path, &options);
    if (!statement.workbook) {
        *reason = TEXT("the file can't be made");
        return false;
    }
    statement_fill(&statement);
    return workbook_finish(statement.workbook, reason);
}

/* Every `jobs`-th payee from `first` on. What went wrong goes to the parent as a text. */
static bool write_share(const Statements *statements, size_t first, size_t jobs, int failed)
{
    const Ledger *ledger = statements->view->ledger;
    Arena *arena = arena_new();
    bool good = true;
    for (size_t i = first; good && i < ledger->payment_count; i += jobs) {
        Text reason = TEXT("");
        good = write_one(statements, arena, &ledger->payments[i], &reason);
        Text said = good ? (Text){"", 1} : reason;       /* less than a pipe takes at once */
        good = write(good ? statements->done : failed, said.bytes, said.length) ==
                   (ssize_t)said.length && good;
        arena_reset(arena);
    }
    arena_free(arena);
    return good;
}

/* Starts one process; -1: there is none. */
static pid_t start_share(Statements *statements, size_t first, size_t jobs, const int *done,
                         const int *failed)
{
    pid_t child = fork();
    if (child != 0) return child;
    close(done[0]);
    close(failed[0]);
    statements->done = done[1];
    _exit(write_share(statements, first, jobs, failed[1]) ? 0 : 1);
}

static void count_done(const Statements *statements, int done)
{
    const ReportOptions *options = statements->view->options;
    char bytes[256];
    size_t written = 0;
    for (;;) {
        ssize_t count = read(done, bytes, sizeof bytes);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        written += (size_t)count;
        if (options->counted)
            options->counted(written, statements->view->ledger->payment_count);
    }
}

static Text failure_of(Arena *arena, int failed)
{
    char bytes[400];
    ssize_t count = read(failed, bytes, sizeof bytes);
    return count > 0 ? text_copy(arena, (Text){bytes, (size_t)count})
                     : TEXT("a process that wrote them ended early");
}

/* False: *reason says why. */
static bool write_everybodys(Statements *statements, Text *reason)
{
    const View *view = statements->view;
    size_t jobs = view->options->jobs ? view->options->jobs : 1;
    int done[2], failed[2];
    if (pipe2(done, O_CLOEXEC) < 0) return false;
    if (pipe2(failed, O_CLOEXEC) < 0) {
        close(done[0]);
        close(done[1]);
        return false;
    }
    pid_t *children = ARENA_ARRAY(view->arena, pid_t, jobs);
    size_t started = 0;
    while (started < jobs &&
           (children[started] = start_share(statements, started, jobs, done, failed)) > 0)
        started++;
    close(done[1]);
    close(failed[1]);
    count_done(statements, done[0]);
    bool good = started == jobs;
    for (size_t c = 0; c < started; c++) {
        int status = 1;
        while (waitpid(children[c], &status, 0) < 0 && errno == EINTR) continue;
        good = good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    if (!good) *reason = failure_of(view->arena, failed[0]);
    close(done[0]);
    close(failed[0]);
    return good;
}

bool statements_write(const View *view, const Publication *publication)
{
    const Ledger *ledger = view->ledger;
    Statements statements = {
        .view = view, .folder = path_join(view->arena, publication->fresh,
                                          TEXT(STATEMENTS_FOLDER)),
        .months = ARENA_ARRAY(view->arena, Money,
                              (size_t)ledger->records->roster.person_count * 12 + 1),
        .month_count = (size_t)(ledger->period - ledger->year_start) + 1};
    add_months(&statements, ledger->earlier, ledger->earlier_count);
    add_months(&statements, ledger->entries, ledger->entry_count);
    Text reason = TEXT("the folder can't be made");
    bool good = mkdirat(publication->directory, STATEMENTS_FOLDER, 0777) == 0 &&
                write_everybodys(&statements, &reason) && syncfs(publication->directory) == 0;
    if (good) return true;
    Diag *diag = publish_fault(view->diags, path_join(view->arena, publication->output,
                                                      TEXT(STATEMENTS_FOLDER)), EIO,
                               "writing the statements");
    diag->message = text_format(view->arena, "writing the statements failed: %.*s",
                                TEXT_ARG(reason));
    return false;
}
