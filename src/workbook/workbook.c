/* workbook.c - a workbook from its first byte to its last: opened, flushed, proved whole.
 *
 * The library is only told what guard.c has passed, under the C locale, one row after the other. */
#include "attain/file.h"
#include "inside.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SECONDS_A_DAY 86400

locale_t plain_enter(const Workbook *workbook)
{
    return uselocale(workbook->plain);
}

void plain_leave(locale_t before)
{
    uselocale(before);
}

void keep_error(Workbook *workbook, lxw_error error)
{
    if (error != LXW_NO_ERROR && workbook->error == LXW_NO_ERROR) workbook->error = error;
}

/* The time stamp is given: the same month, the same bytes. */
static void set_properties(Workbook *workbook, const WorkbookOptions *options)
{
    bool cut;
    lxw_doc_properties properties = {
        .title = (char *)guard_text(&workbook->text, options->title, &cut).bytes,
        .author = "attain", .created = (time_t)options->created * SECONDS_A_DAY};
    keep_error(workbook, workbook_set_properties(workbook->library, &properties));
}

Workbook *workbook_open(Arena *arena, Text path, const WorkbookOptions *options)
{
    Workbook *workbook = ARENA_NEW(arena, Workbook);
    *workbook = (Workbook){.arena = arena, .words = options->words, .digits = options->digits,
                           .leads_back = options->leads_back,
                           .path = text_copy(arena, path), .text = {.arena = arena}};
    lxw_workbook_options given = {.constant_memory = LXW_TRUE,
                                  .tmpdir = (char *)path_directory(arena, path).bytes};
    workbook->library = workbook_new_opt(workbook->path.bytes, &given);
    if (!workbook->library) return NULL;
    workbook->scratch = arena_new();
    workbook->plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    assert(workbook->plain && "the C locale is always there");
    format_fonts(workbook, STAILQ_FIRST(workbook->library->formats));
    set_properties(workbook, options);
    return workbook;
}

const Words *workbook_words(const Workbook *workbook)
{
    return workbook->words;
}

WorkbookCounts workbook_counts(const Workbook *workbook)
{
    return workbook->counts;
}

/* The bytes of each part's rows, once the library has let go of them. False: some are lost. */
static bool flush_rows(Workbook *workbook, uint64_t *sheet_bytes)
{
    bool kept = true;
    size_t s = 0;
    lxw_worksheet *worksheet;
    STAILQ_FOREACH(worksheet, workbook->library->worksheets, list_pointers) {
        lxw_worksheet_write_single_row(worksheet);
        FILE *rows = worksheet->optimize_tmpfile;
        kept = kept && fflush(rows) == 0 && !ferror(rows);
        off_t size = ftello(rows);
        kept = kept && size >= 0;
        sheet_bytes[s++] = size > 0 ? (uint64_t)size : 0;
    }
    return kept;
}

static void want_filled(const Workbook *workbook)
{
    for (const Sheet *sheet = workbook->sheets; sheet; sheet = sheet->next)
        assert(sheet->row == sheet->rows && (!sheet->in_table || sheet->column == 0) &&
               "every declared row is filled");
}

static bool finish(Workbook *workbook, Text *reason)
{
    for (Sheet *sheet = workbook->sheets; sheet; sheet = sheet->next) {
        rows_end(sheet);
        sheet_set_widths(sheet);
    }
    Arena *arena = workbook->arena;
    size_t count = workbook->name_count;
    uint64_t *sheet_bytes = ARENA_ARRAY(arena, uint64_t, count + 1u);
    bool kept = flush_rows(workbook, sheet_bytes);
    bool room = kept && workbook_has_room(arena, workbook->path, sheet_bytes, count);
    int error = errno;
    if (room) keep_error(workbook, workbook_close(workbook->library));
    else lxw_workbook_free(workbook->library);
    if (!kept) *reason = TEXT("its rows could not be written to a temporary file");
    else if (!room) *reason = text_format(arena, "there is no room for it: %s", strerror(error));
    else if (workbook->error != LXW_NO_ERROR) *reason = text_of(lxw_strerror(workbook->error));
    else if (!workbook_is_whole(arena, workbook->path, sheet_bytes, count))
        *reason = TEXT("a sheet in it is not complete");
    else return true;
    unlink(workbook->path.bytes);
    return false;
}

bool workbook_finish(Workbook *workbook, Text *reason)
{
    want_filled(workbook);
    locale_t before = plain_enter(workbook);
    bool done = finish(workbook, reason);
    plain_leave(before);
    freelocale(workbook->plain);
    arena_free(workbook->scratch);
    return done;
}
