/* file.c - files mapped whole, and the proof of which bytes they held. */
#include "attain/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define HINT_FILES_MAX 512

static void report_missing(Arena *arena, Text directory, Text path, Diags *diags)
{
    Diag *diag = diag_error(diags, DIAG_FILE_MISSING, (Place){.file = path},
                            "there is no such file");
    Text folder = path_join(arena, directory, path_directory(arena, path));
    DIR *stream = opendir(folder.bytes);
    if (!stream) {
        diag_hint(diags, diag, "its folder is not there either; paths are relative to "
                  "company.yaml's");
        return;
    }
    Text *names = ARENA_ARRAY(arena, Text, HINT_FILES_MAX);
    size_t count = 0;
    for (struct dirent *entry; count < HINT_FILES_MAX && (entry = readdir(stream));)
        names[count++] = text_copy(arena, text_of(entry->d_name));
    closedir(stream);
    Text near = text_nearest(path_name(path), names, count);
    if (near.length) diag_hint(diags, diag, "did you mean %.*s?", TEXT_ARG(near));
}

bool file_read(Arena *arena, Text directory, Text path, SourceFile *out, Diags *diags)
{
    Text full = path_join(arena, directory, path);
    *out = (SourceFile){.path = text_copy(arena, path), .bytes = TEXT("")};
    int file = open(full.bytes, O_RDONLY | O_CLOEXEC | O_NONBLOCK);   /* a pipe is no file */
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        report_missing(arena, directory, path, diags);
        return false;
    }
    if (file < 0) {
        diag_system(diags, DIAG_FILE_UNREADABLE, path, errno, "opening the file");
        return false;
    }
    struct stat status;
    int failed = fstat(file, &status) < 0 ? errno : S_ISREG(status.st_mode) ? 0 : EISDIR;
    if (!failed && status.st_size > 0) {
        size_t size = (size_t)status.st_size;
        void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
        if (bytes == MAP_FAILED) failed = errno;
        else out->bytes = (Text){bytes, size};
    }
    close(file);
    if (failed) diag_system(diags, DIAG_FILE_UNREADABLE, path, failed, "reading the file");
    return !failed;
}

void file_hash(SourceFile *file)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    if (EVP_Digest(file->bytes.bytes, file->bytes.length, digest, &length, EVP_sha256(), NULL) != 1)
        return;
    for (size_t i = 0; i < SHA256_TEXT / 2; i++) {
        file->sha256[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        file->sha256[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
}
