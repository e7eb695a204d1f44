/* publish.c - a new directory filled, synced, and exchanged for the old one: a reader sees the last
 * run or this one, never half of one. */
#include "report_inside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_parents(Arena *arena, Text path)
{
    for (size_t i = 1; i < path.length; i++) {
        if (path.bytes[i] != '/') continue;
        Text parent = text_copy(arena, text_part(path, 0, i));
        mkdir(parent.bytes, 0777);        /* one that can't be made shows when the last is made */
    }
}

Diag *publish_fault(Diags *diags, Text path, int error, const char *doing)
{
    return diag_system(diags, DIAG_OUTPUT_UNWRITABLE, path, error, doing);
}

/* Through a link it is the directory behind that is replaced, not the link. */
static bool follow_link(Arena *arena, Text *output, Diags *diags)
{
    struct stat status;
    if (lstat(output->bytes, &status) < 0 || !S_ISLNK(status.st_mode)) return true;
    char *behind = realpath(output->bytes, NULL);
    if (!behind) {
        publish_fault(diags, *output, errno, "following the link");
        return false;
    }
    *output = text_copy(arena, text_of(behind));
    free(behind);
    return true;
}

static void tell(const Publication *publication, Text directory)
{
    if (publication->unfinished) publication->unfinished(directory);
}

bool publish_folder(Arena *arena, Text output, void (*unfinished)(Text directory),
                    Publication *out, Diags *diags)
{
    output = text_copy(arena, output);
    if (!follow_link(arena, &output, diags)) return false;
    *out = (Publication){.output = output, .unfinished = unfinished, .directory = -1};
    if (unfinished) make_parents(arena, output);
    uint64_t number = 0;                         /* two runs at once do not meet */
    bool named = getrandom(&number, sizeof number, 0) == (ssize_t)sizeof number;
    out->fresh = text_format(arena, "%.*s.new-%016" PRIx64, TEXT_ARG(output), number);
    tell(out, out->fresh);                       /* before it is there: nobody can come between */
    if (!named || mkdir(out->fresh.bytes, 0777) < 0) {
        publish_fault(diags, output, errno, "making the output directory");
        tell(out, TEXT(""));
        return false;
    }
    out->directory = open(out->fresh.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (out->directory >= 0) return true;
    publish_fault(diags, output, errno, "opening the output directory");
    return false;
}

bool publish_start(Arena *arena, Text output, OutputKind kind,
                   void (*unfinished)(Text directory), Publication *out, Diags *diags)
{
    while (output.length > 1 && output.bytes[output.length - 1] == '/') output.length--;
    output = text_copy(arena, output);
    return follow_link(arena, &output, diags) && may_replace(arena, output, kind, diags) &&
           publish_folder(arena, output, unfinished, out, diags);
}

static bool write_bytes(int file, Text bytes)
{
    for (size_t at = 0; at < bytes.length;) {
        ssize_t count = write(file, bytes.bytes + at, bytes.length - at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        at += (size_t)count;
    }
    return true;
}

bool stream_write(Stream *stream, Text bytes)
{
    hasher_add(stream->hasher, bytes.bytes, bytes.length);
    return write_bytes(stream->file, bytes);
}

bool publish_file(Arena *arena, const Publication *publication, const char *name, Text bytes,
                  Diags *diags)
{
    int file = openat(publication->directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool written = file >= 0 && write_bytes(file, bytes) && fsync(file) == 0;
    int error = errno;
    if (file >= 0) close(file);
    if (!written)
        publish_fault(diags, path_join(arena, publication->output, text_of(name)), error,
                      "writing the file");
    return written;
}

bool publish_workbook(Arena *arena, const Publication *publication, const char *name, Text failed,
                      Text *sha256, Diags *diags)
{
    if (!failed.length) {
        Hash hash;
        Text path = path_join(arena, publication->fresh, text_of(name));
        int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
        bool synced = file >= 0 && fsync(file) == 0 && hash_file(file, &hash);
        if (file >= 0) close(file);
        if (synced) {
            *sha256 = hash_text(arena, hash);
            return true;
        }
        failed = TEXT(N_("it could not be synced to disk"));
    }
    Diag *diag = publish_fault(diags, path_join(arena, publication->output, text_of(name)), EIO,
                               "writing the workbook");
    diag->says = sentence_of(arena, "writing the workbook failed: %s", failed.bytes);
    diag->message = sentence_text(arena, diag->says, NULL);
    return false;
}

static void sync_parent(Arena *arena, Text path)
{
    Text parent = path_directory(arena, path);
    int directory = open(parent.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return;
    fsync(directory);
    close(directory);
}

bool publish_finish(Arena *arena, Publication *publication, Diags *diags)
{
    const char *fresh = publication->fresh.bytes, *output = publication->output.bytes;
    bool done = fsync(publication->directory) == 0;
    bool exchanged = false;
    tell(publication, TEXT(""));                 /* from here on the new one is whole */
    if (done && renameat2(AT_FDCWD, fresh, AT_FDCWD, output, RENAME_EXCHANGE) == 0) {
        exchanged = true;
    } else if (done && errno == ENOENT) {
        done = rename(fresh, output) == 0;
    } else if (done) {                    /* a file system that can't exchange */
        Text old = text_format(arena, "%s.old", fresh);
        done = rename(output, old.bytes) == 0 && rename(fresh, output) == 0;
        if (done) remove_run(arena, old);
    }
    if (!done) {
        publish_fault(diags, publication->output, errno, "putting the new output in place");
        return false;
    }
    close(publication->directory);
    publication->directory = -1;
    if (exchanged) {
        tell(publication, publication->fresh);   /* which is the old one now */
        remove_run(arena, publication->fresh);
        tell(publication, TEXT(""));
    }
    sync_parent(arena, publication->output);
    return true;
}

bool publish_alone(Arena *arena, Publication *publication, const char *name, Diags *diags)
{
    int file = openat(publication->directory, name, O_RDONLY | O_CLOEXEC);
    bool done = file >= 0 && fsync(file) == 0;
    int error = errno;
    if (file >= 0) close(file);
    if (done) {
        done = renameat(publication->directory, name, AT_FDCWD, publication->output.bytes) == 0;
        error = errno;
    }
    if (!done) {
        publish_fault(diags, publication->output, error, "putting the new output in place");
        return false;
    }
    publish_abandon(arena, publication);         /* the folder, which is empty now */
    sync_parent(arena, publication->output);
    return true;
}

void publish_abandon(Arena *arena, Publication *publication)
{
    if (publication->directory >= 0) close(publication->directory);
    remove_run(arena, publication->fresh);
    tell(publication, TEXT(""));
}
