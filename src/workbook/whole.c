/* whole.c - is the workbook on the disk all that was written?
 *
 * libxlsxwriter 1.1.4 gathers each sheet in temporary files and does not look at what writing them
 * says: on a full disk it closes a workbook that lacks thousands of cells, and calls it done. So
 * there must be room for all of it first, and afterwards the zip's own directory must say that no
 * sheet is smaller than its rows. */
#include "inside.h"
#include "zip.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPARE ((uint64_t)1024 * 1024)        /* for the parts that are not rows */

bool workbook_has_room(Arena *arena, Text path, const uint64_t *sheet_bytes, size_t sheet_count)
{
    uint64_t largest = 0, sum = SPARE;
    for (size_t s = 0; s < sheet_count; s++) {
        sum += sheet_bytes[s];
        if (sheet_bytes[s] > largest) largest = sheet_bytes[s];
    }
    Text ballast = text_format(arena, "%.*s.room", TEXT_ARG(path));
    int file = open(ballast.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return false;
    int error = posix_fallocate(file, 0, (off_t)(sum + largest));
    close(file);
    unlink(ballast.bytes);
    errno = error;
    return error == 0;
}

static bool parts_are_whole(Arena *arena, Text bytes, const uint64_t *sheet_bytes,
                            size_t sheet_count)
{
    if (!zip_is_whole(bytes)) return false;
    for (size_t s = 0; s < sheet_count; s++) {
        ZipPart part;
        Text name = text_format(arena, "xl/worksheets/sheet%zu.xml", s + 1);
        if (!zip_part(bytes, name, &part) || part.size < sheet_bytes[s]) return false;
    }
    return true;
}

/* Mapped, not read: of a workbook of 70 MB only the directory comes into memory. */
bool workbook_is_whole(Arena *arena, Text path, const uint64_t *sheet_bytes, size_t sheet_count)
{
    struct stat status;
    int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    size_t size = fstat(file, &status) == 0 ? (size_t)status.st_size : 0;
    void *bytes = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    close(file);
    if (bytes == MAP_FAILED) return false;
    bool whole = parts_are_whole(arena, (Text){bytes, size}, sheet_bytes, sheet_count);
    munmap(bytes, size);
    return whole;
}
