/* kept.c - what a run read, kept beside what it wrote: inputs/ holds company.yaml, the roster and
 * the other tables, the design, byte for byte. Feeds are not kept: credits.csv stands for them.
 *
 * A file lies there under its path as seen from company.yaml, every `..` written as `up`. A folder
 * that is really called so gets a _ behind its name, and up_ another: no two paths meet. */
#include "attain/run_record.h"
#include "report_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether a part of a path reads as the word does, with any number of _ behind it. */
static bool is_like(Text part, Text word)
{
    if (!text_starts_with(part, word)) return false;
    for (size_t i = word.length; i < part.length; i++)
        if (part.bytes[i] != '_') return false;
    return true;
}

Text kept_name(Arena *arena, Text path)
{
    Text name = TEXT(KEPT_FOLDER);
    bool absolute = path.length && path.bytes[0] == '/', first = true;
    if (absolute) name = TEXT(KEPT_FOLDER "/root");
    for (size_t from = 0, to; from < path.length; from = to + 1) {
        const char *slash = memchr(path.bytes + from, '/', path.length - from);
        to = slash ? (size_t)(slash - path.bytes) : path.length;
        Text part = text_part(path, from, to);
        if (!part.length || text_equal(part, TEXT("."))) continue;
        bool climbs = text_equal(part, TEXT(".."));
        bool taken = is_like(part, TEXT("up")) || (first && is_like(part, TEXT("root")));
        name = text_format(arena, "%.*s/%.*s%s", TEXT_ARG(name),
                           TEXT_ARG(climbs ? TEXT("up") : part), taken ? "_" : "");
        first = false;
    }
    return name;
}

typedef struct Keeping {
    const View *view;
    const Publication *publication;
    Names *folders, *files;          /* that are made */
} Keeping;

static bool fault(const Keeping *keeping, Text name, const char *doing)
{
    const View *view = keeping->view;
    publish_fault(view->diags, path_join(view->arena, keeping->publication->output, name), errno,
                  doing);
    return false;
}

static bool make_folders(Keeping *keeping, Text name)
{
    for (size_t i = 0; i < name.length; i++) {
        if (name.bytes[i] != '/') continue;
        Text folder = text_copy(keeping->view->arena, text_part(name, 0, i));
        if (names_find(keeping->folders, folder) != NAME_NONE) continue;
        names_add(keeping->folders, folder);
        if (mkdirat(keeping->publication->directory, folder.bytes, 0777) < 0)
            return fault(keeping, folder, "making the folder");
    }
    return true;
}

static bool keep(Keeping *keeping, const SourceFile *file)
{
    const View *view = keeping->view;
    Text name = kept_name(view->arena, file->path);
    if (names_find(keeping->files, name) != NAME_NONE) return true;    /* of two tables */
    names_add(keeping->files, name);
    return make_folders(keeping, name) &&
           publish_file(view->arena, keeping->publication, name.bytes, file->bytes, view->diags);
}

static bool sync_folders(const Keeping *keeping)
{
    for (uint32_t f = 0; f < names_count(keeping->folders); f++) {
        Text name = names_text(keeping->folders, f);
        Text path = path_join(keeping->view->arena, keeping->publication->fresh, name);
        int folder = open(path.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool synced = folder >= 0 && fsync(folder) == 0;
        if (!synced) fault(keeping, name, "syncing the folder");
        if (folder >= 0) close(folder);
        if (!synced) return false;
    }
    return true;
}

bool kept_write(const View *view, const Publication *publication)
{
    const Records *records = view->ledger->records;
    const Design *design = view->ledger->design;
    Keeping keeping = {view, publication, names_new(view->arena), names_new(view->arena)};
    bool good = keep(&keeping, records->company->file);
    for (size_t f = 0; f < records->file_count && good; f++)
        if (!records->files[f].is_feed) good = keep(&keeping, &records->files[f].source);
    for (size_t f = 0; f < design->file_count && good; f++)
        good = keep(&keeping, &design->files[f]);
    return good && sync_folders(&keeping);
}
