/* own_directory.c - which directories are a run's or a comparison's, and may be replaced: those
 * that hold nothing but what attain writes. */
#include "attain/run_record.h"
#include "report_inside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NESTED_MAX 64                /* folders within folders of inputs/ */

/* What each kind of output consists of; whatever else lies in a directory is somebody's, and would
 * be lost. The first of them alone says whose it is. */
static const char *const run_files[] = {
    "run.json", "exceptions.csv", "payouts.xlsx", "payouts.csv", "payroll.csv", "prior.csv",
    "prior_credits.csv", "held.csv", "journal.csv", "deferral.csv", "credits.csv", NULL};
static const char *const comparison_files[] = {
    "compare.json", "rules.csv", "designs.csv", "payees.csv", "roles.csv", "months.csv",
    "components.csv", "causes.csv", "resampling.csv", "sweep.csv", "lint.csv", "compare.html",
    "compare.xlsx", NULL};
enum { RUN_SIGNS = 2, COMPARISON_SIGNS = 1 };

static bool is_one_of(Text name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count && names[i]; i++)
        if (text_equal(name, text_of(names[i]))) return true;
    return false;
}

static bool is_itself(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Whether a folder of the run holds nothing but files that its run.json names as kept. */
static bool holds_kept(Arena *arena, Text directory, Text folder, const Names *kept, int deep)
{
    Text path = path_join(arena, directory, folder);
    DIR *stream = deep < NESTED_MAX ? opendir(path.bytes) : NULL;
    if (!stream) return false;
    bool only = true;
    for (struct dirent *entry; only && (entry = readdir(stream));) {
        if (is_itself(entry->d_name)) continue;
        Text name = path_join(arena, folder, text_of(entry->d_name));
        struct stat status;
        if (fstatat(dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0) only = false;
        else if (S_ISDIR(status.st_mode))
            only = holds_kept(arena, directory, name, kept, deep + 1);
        else only = S_ISREG(status.st_mode) && names_find(kept, name) != NAME_NONE;
    }
    closedir(stream);
    return only;
}

/* Statements are named after payees, who may have left the roster since. */
static bool holds_workbooks(Arena *arena, Text directory, Text folder)
{
    Text path = path_join(arena, directory, folder);
    DIR *stream = opendir(path.bytes);
    if (!stream) return false;
    bool only = true;
    for (struct dirent *entry; only && (entry = readdir(stream));) {
        if (is_itself(entry->d_name)) continue;
        size_t length = strlen(entry->d_name);
        struct stat status;
        only = length > 5 && strcmp(entry->d_name + length - 5, ".xlsx") == 0 &&
               fstatat(dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
               S_ISREG(status.st_mode);
    }
    closedir(stream);
    return only;
}

static bool inputs_are_kept(Arena *arena, Text directory)
{
    RunRecord record;
    Diags ignored;
    diags_start(&ignored, arena);
    if (!run_record_read(arena, directory, &record, &ignored)) return false;
    Names *kept = names_new(arena);
    for (size_t f = 0; f < record.file_count; f++) names_add(kept, record.files[f].kept);
    return holds_kept(arena, directory, TEXT(KEPT_FOLDER), kept, 0);
}

/* Whether a folder within a run's directory is of the run. */
static bool is_own_folder(Arena *arena, Text directory, Text name)
{
    return (text_equal(name, TEXT(KEPT_FOLDER)) && inputs_are_kept(arena, directory)) ||
           (text_equal(name, TEXT(STATEMENTS_FOLDER)) && holds_workbooks(arena, directory, name));
}

/* Whether the directory is empty, or such an output and nothing else. */
static bool is_own(Arena *arena, Text directory, OutputKind kind, DIR *stream)
{
    bool empty = true, ours = false, run = kind == OUTPUT_RUN;
    const char *const *names = run ? run_files : comparison_files;
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (is_itself(entry->d_name)) continue;
        Text name = text_of(entry->d_name);
        struct stat status;
        empty = false;
        ours |= is_one_of(name, names, run ? RUN_SIGNS : COMPARISON_SIGNS);
        if (fstatat(dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0) return false;
        bool own = S_ISDIR(status.st_mode)
            ? run && is_own_folder(arena, directory, name)
            : S_ISREG(status.st_mode) && is_one_of(name, names, SIZE_MAX);
        if (!own) return false;
    }
    return empty || ours;
}

bool may_replace(Arena *arena, Text output, OutputKind kind, Diags *diags)
{
    struct stat status;
    if (stat(output.bytes, &status) < 0) return true;
    int error = ENOTDIR;
    if (S_ISDIR(status.st_mode)) {
        DIR *stream = opendir(output.bytes);
        if (!stream) {
            publish_fault(diags, output, errno, "reading the output directory");
            return false;
        }
        bool own = is_own(arena, output, kind, stream);
        closedir(stream);
        if (own) return true;
        error = EEXIST;
    }
    Diag *diag = publish_fault(diags, text_copy(arena, output), error, "replacing the output");
    diag_hint(diags, diag, error == EEXIST
              ? kind == OUTPUT_RUN
                    ? "it holds files that attain did not write; name another directory"
                    : N_("it holds files that are no comparison's; name another directory")
              : N_("a file stands there; name another directory"));
    return false;
}

void remove_failure(Arena *arena, Text path)
{
    Text copy = text_copy(arena, path);
    DIR *stream = opendir(copy.bytes);
    if (!stream) return;
    bool others = false;
    for (struct dirent *entry; (entry = readdir(stream));)
        others |= !is_itself(entry->d_name) && strcmp(entry->d_name, "exceptions.csv") != 0;
    closedir(stream);
    if (!others) remove_run(arena, path);
}

void remove_run(Arena *arena, Text path)
{
    Text copy = text_copy(arena, path);
    DIR *stream = opendir(copy.bytes);
    if (!stream) return;
    for (struct dirent *entry; (entry = readdir(stream));)
        if (!is_itself(entry->d_name)) unlinkat(dirfd(stream), entry->d_name, 0);
    closedir(stream);
    folder_remove(path_join(arena, path, TEXT(KEPT_FOLDER)).bytes);
    folder_remove(path_join(arena, path, TEXT(STATEMENTS_FOLDER)).bytes);
    rmdir(copy.bytes);
}
