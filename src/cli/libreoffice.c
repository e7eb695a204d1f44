/* libreoffice.c - another program that computes a workbook's formulas.
 *
 * soffice ends with 0 whatever happened, and trusts the figures that it finds in a file unless it
 * is told not to. So the files that it shall write must be there afterwards, and a probe goes with
 * the workbook that says =1+1 is 3: it must come back saying 2. */
#include "cli.h"

#include "attain/buffer.h"
#include "attain/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROBE_SAYS 3
#define SAID_MAX 400                 /* bytes of what it printed that are shown, its last */

static const char profile[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n"
    "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\">"
    "<prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item>\n"
    "</oor:items>\n";                /* 0: always; as long as it has to be */

static bool cannot_write(Diags *diags, Text path)
{
    diag_system(diags, DIAG_OUTPUT_UNWRITABLE, path, errno, "writing the file");
    return false;
}

static bool write_file(Text path, Text bytes, Diags *diags)
{
    FILE *file = fopen(path.bytes, "we");
    if (!file) return cannot_write(diags, path);
    bool written = fwrite(bytes.bytes, 1, bytes.length, file) == bytes.length;
    if (fclose(file) != 0 || !written) return cannot_write(diags, path);
    return true;
}

static bool write_probe(Arena *arena, Text path, Diags *diags)
{
    static const SheetColumn columns[] = {HEADED("check", CELL_COUNT, FROM_FORMULA, 0),
                                          COLUMNS_END};
    WorkbookOptions options = {.words = words_of(LANGUAGE_EN), .title = TEXT("")};
    Workbook *probe = workbook_open(arena, path, &options);
    if (!probe) return cannot_write(diags, path);
    Sheet *sheet = sheet_add(probe, "Checks", columns, 0, 1);
    sheet_heading(sheet);
    formula_ratio(sheet, TEXT("=1+1"), ratio_whole(PROBE_SAYS), NULL);
    sheet_end_row(sheet);
    Text reason;
    if (workbook_finish(probe, &reason)) return true;
    return cannot_write(diags, path);
}

static bool make_folder(Text path, Diags *diags)
{
    return mkdir(path.bytes, 0700) == 0 || cannot_write(diags, path);
}

/* A path as an address: whatever stands in it is that of the path. */
static Text file_address(Arena *arena, Text path)
{
    Buffer out = {.arena = arena};
    buffer_text(&out, TEXT("file://"));
    for (size_t i = 0; i < path.length; i++) {
        unsigned char byte = (unsigned char)path.bytes[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9') || strchr("/-._~", byte);
        if (plain) buffer_byte(&out, path.bytes[i]);
        else buffer_format(&out, "%%%02X", byte);
    }
    return buffer_result(&out);
}

/* The last that it printed, on one line. */
static Text last_words(Arena *arena, Text folder)
{
    SourceFile said;
    Diags ignored;
    diags_start(&ignored, arena);
    if (!file_read(arena, folder, TEXT("said"), &said, &ignored)) return TEXT("");
    Text all = text_trim(text_valid(arena, said.bytes));
    size_t from = all.length > SAID_MAX ? text_character_start(all, all.length - SAID_MAX) : 0;
    return text_printable(arena, text_part(all, from, all.length));
}

/* The world's fault, with no file of the user's to blame. */
static bool world_fault(Diag *diag, Diags *diags)
{
    diag->system_fault = true;
    diags->system_faults++;
    return false;
}

static bool failed(Arena *arena, Text folder, const char *why, Diags *diags)
{
    Diag *diag = diag_error(diags, DIAG_LIBREOFFICE_FAILED, (Place){.file = TEXT("")}, "%s", why);
    Text said = last_words(arena, folder);
    if (said.length) diag_hint(diags, diag, "it said: \"%.*s\"", TEXT_ARG(said));
    else
        diag_hint(diags, diag, "is its Calc installed? On Debian: `apt-get install "
                  "libreoffice-calc-nogui`");
    return world_fault(diag, diags);
}

static bool not_started(int error, Diags *diags)
{
    if (error != ENOENT) {
        diag_system(diags, DIAG_LIBREOFFICE_MISSING, TEXT("soffice"), error,
                    "starting LibreOffice");
        return false;
    }
    Diag *diag = diag_error(diags, DIAG_LIBREOFFICE_MISSING, (Place){.file = TEXT("")},
                            "LibreOffice is not installed: PATH has no program soffice");
    diag_hint(diags, diag, "verify has it compute the formulas; on Debian: `apt-get install "
              "libreoffice-calc-nogui`");
    return world_fault(diag, diags);
}

/* Both workbooks, saved anew below `out`. Nothing of the user's own LibreOffice takes part. */
static bool convert(Arena *arena, Text folder, Diags *diags)
{
    Text home = text_format(arena, "-env:UserInstallation=%s",
                            file_address(arena, path_join(arena, folder, TEXT("profile"))).bytes);
    Text out = path_join(arena, folder, TEXT("out"));
    Text probe = path_join(arena, folder, TEXT("probe.xlsx"));
    Text workbook = path_join(arena, folder, TEXT("workbook.xlsx"));
    const char *words[] = {"soffice", home.bytes, "--headless", "--norestore", "--convert-to",
                           "xlsx:Calc MS Excel 2007 XML", "--outdir", out.bytes, probe.bytes,
                           workbook.bytes, NULL};
    const char *path = getenv("PATH");
    Text search = text_format(arena, "PATH=%s", path ? path : "/usr/bin:/bin");
    Text own = text_format(arena, "HOME=%s", folder.bytes);
    Text temporary = text_format(arena, "TMPDIR=%s", folder.bytes);
    const char *environment[] = {search.bytes, own.bytes, temporary.bytes, "LC_ALL=C.UTF-8", NULL};
    int error = cli_run_apart((char *const *)words, (char *const *)environment,
                              path_join(arena, folder, TEXT("said")).bytes);
    return !error || not_started(error, diags);
}

static bool read_result(Arena *arena, Text folder, const char *name, StoredCells *out)
{
    SourceFile file;
    Diags ignored;
    diags_start(&ignored, arena);
    return file_read(arena, folder, text_of(name), &file, &ignored) &&
           !workbook_cells(arena, file.bytes, out);
}

bool cli_libreoffice(Arena *arena, Text folder, Text bytes, StoredCells *out, Diags *diags)
{
    StoredCells probe;
    if (!make_folder(path_join(arena, folder, TEXT("profile")), diags) ||
        !make_folder(path_join(arena, folder, TEXT("profile/user")), diags) ||
        !write_file(path_join(arena, folder, TEXT("profile/user/registrymodifications.xcu")),
                    text_of(profile), diags) ||
        !write_probe(arena, path_join(arena, folder, TEXT("probe.xlsx")), diags) ||
        !write_file(path_join(arena, folder, TEXT("workbook.xlsx")), bytes, diags) ||
        !convert(arena, folder, diags))
        return false;
    if (!read_result(arena, folder, "out/probe.xlsx", &probe) || probe.count != 1)
        return failed(arena, folder, N_("LibreOffice wrote no workbook"), diags);
    if (!text_equal(probe.sheets[0].cells[0].stored, TEXT("2")))
        return failed(arena, folder, N_("LibreOffice did not compute the formulas anew"), diags);
    if (!read_result(arena, folder, "out/workbook.xlsx", out))
        return failed(arena, folder, N_("LibreOffice could not read the workbook"), diags);
    return true;
}
