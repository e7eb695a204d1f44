/* verify.c - attain verify: LibreOffice computes a workbook's formulas anew, and every one must
 * come to what stands in its cell. The file is read, never touched. */
#include "cli.h"

#include "attain/buffer.h"
#include "attain/verify.h"

#include <stdio.h>

typedef struct Verify {
    Arena *arena;
    const Options *options;
    SourceFile file;
    StoredCells written, computed;
} Verify;

static Text count_text(const Verify *verify, size_t count)
{
    return money_text_grouped(verify->arena, (Money){(int64_t)count}, 0);
}

/* "LibreOffice 7.4" of "LibreOffice/7.4.7.2$Linux_X86_64 ...". */
static Text program(const Verify *verify)
{
    Text text = verify->computed.application;
    Buffer out = {.arena = verify->arena};
    for (size_t i = 0, points = 0; i < text.length && text.bytes[i] != '$'; i++) {
        points += text.bytes[i] == '.';
        if (points == 2) break;
        buffer_byte(&out, text.bytes[i] == '/' ? ' ' : text.bytes[i]);
    }
    return out.length ? text_printable(verify->arena, buffer_result(&out)) : TEXT("LibreOffice");
}

static void say_rest(const Verify *verify, const VerifiedCells *cells)
{
    if (cells->count <= VERIFY_SHOWN) return;
    printf(tr(verify->options->terminal, "  and %.*s more\n"),
           TEXT_ARG(count_text(verify, cells->count - VERIFY_SHOWN)));
}

static void say_formulas(const Verify *verify, const Verification *found)
{
    const Words *words = verify->options->terminal;
    Text all = count_text(verify, found->formulas), by = program(verify);
    const VerifiedCells *cells = &found->different;
    if (!cells->count) {
        printf(tr(words, "%.*s formulas, computed anew by %.*s: all come to what is stored\n"),
               TEXT_ARG(all), TEXT_ARG(by));
        return;
    }
    printf(tr(words, "%.*s formulas, computed anew by %.*s; not what is stored: %.*s\n"),
           TEXT_ARG(all), TEXT_ARG(by), TEXT_ARG(count_text(verify, cells->count)));
    for (size_t i = 0; i < cells->count && i < VERIFY_SHOWN; i++) {
        const VerifiedCell *cell = &cells->shown[i];
        Text nothing = text_of(tr(words, "nothing"));
        printf(tr(words, "  %.*s %.*s: %.*s is stored, it comes to %.*s\n"),
               TEXT_ARG(cell->sheet), TEXT_ARG(cell->cell),
               TEXT_ARG(cell->stored.length ? cell->stored : nothing),
               TEXT_ARG(cell->computed.length ? cell->computed : nothing));
    }
    say_rest(verify, cells);
    if (found->nothing_stored)
        printf(tr(words, "nothing is stored in %.*s of them: the program that saved the file last "
                         "does not compute\n"),
               TEXT_ARG(count_text(verify, found->nothing_stored)));
}

static void say_checks(const Verify *verify, const Verification *found)
{
    const Words *words = verify->options->terminal;
    const VerifiedCells *failed = &found->checks_failed;
    size_t all = found->checks_ok + failed->count;
    if (!found->has_checks) {
        puts(tr(words, "it has no sheet Checks"));
    } else if (!failed->count) {
        printf(tr(words, "%zu checks: all OK\n"), all);
    } else {
        printf(tr(words, "%zu checks; not OK: %zu\n"), all, failed->count);
        for (size_t i = 0; i < failed->count && i < VERIFY_SHOWN; i++)
            printf("  %.*s %.*s: %.*s\n", TEXT_ARG(failed->shown[i].sheet),
                   TEXT_ARG(failed->shown[i].cell), TEXT_ARG(failed->shown[i].computed));
        say_rest(verify, failed);
    }
}

static ExitStatus verify_in(void *context, Text folder, Diags *diags)
{
    Verify *verify = context;
    if (!cli_libreoffice(verify->arena, folder, verify->file.bytes, &verify->computed, diags))
        return cli_problems(verify->arena, verify->options, diags);
    Verification found;
    verify_cells(verify->arena, &verify->written, &verify->computed, &found);
    say_formulas(verify, &found);
    say_checks(verify, &found);
    return found.different.count || found.checks_failed.count ? EXIT_CHECK_FAILED : EXIT_DONE;
}

static bool read_workbook(Verify *verify, Diags *diags)
{
    Text path = verify->options->words[0];
    if (!file_read(verify->arena, TEXT("."), path, &verify->file, diags)) return false;
    const char *wrong = workbook_cells(verify->arena, verify->file.bytes, &verify->written);
    if (!wrong) return true;
    Diag *diag = diag_error(diags, DIAG_NOT_A_WORKBOOK, (Place){.file = path},
                            "this is no workbook (.xlsx): %s", wrong);
    diag_hint(diags, diag, "a run's workbook is payouts.xlsx in its directory");
    return false;
}

ExitStatus cli_verify(const Options *options)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_start(&diags, arena);
    Verify verify = {.arena = arena, .options = options};
    ExitStatus status;
    if (!read_workbook(&verify, &diags)) {
        status = cli_problems(arena, options, &diags);
    } else if (!verify.written.count) {
        puts(tr(options->terminal, "it has no formulas: there is nothing to compute anew"));
        status = EXIT_CHECK_FAILED;
    } else {
        status = cli_apart(arena, options, "verify", verify_in, &verify, &diags);
    }
    arena_free(arena);
    return status;
}
