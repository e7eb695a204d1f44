/* whole.c - is the workbook on the disk all that was written?
 *
 * libxlsxwriter 1.1.4 gathers each sheet in temporary files and does not look at what writing them
 * says: on a full disk it closes a workbook that lacks thousands of cells, and calls it done. So
 * there must be room for all of it first, and afterwards the zip's own directory must say that no
 * sheet is smaller than its rows. */
#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPARE ((uint64_t)1024 * 1024)        /* for the parts that are not rows */
#define END_BYTES 22u                        /* the zip's last record, without a comment */
#define ENTRY_BYTES 46u                      /* of a part in its directory, without the name */

static uint32_t number_at(Text bytes, size_t at, size_t size)
{
    uint32_t number = 0;
    for (size_t i = size; i > 0; i--) number = number << 8 | (unsigned char)bytes.bytes[at + i - 1];
    return number;
}

/* The size of a part as the zip's directory says it; false: there is no such part. */
static bool part_size(Text directory, uint32_t count, Text name, uint64_t *size)
{
    size_t at = 0;
    for (uint32_t i = 0; i < count && at + ENTRY_BYTES <= directory.length; i++) {
        size_t length = number_at(directory, at + 28, 2);
        *size = number_at(directory, at + 24, 4);
        if (text_equal(text_part(directory, at + ENTRY_BYTES, at + ENTRY_BYTES + length), name))
            return true;
        at += ENTRY_BYTES + length + number_at(directory, at + 30, 2) +
              number_at(directory, at + 32, 2);
    }
    return false;
}

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

static bool read_at(Arena *arena, int file, size_t at, size_t length, Text *out)
{
    char *bytes = ARENA_ARRAY(arena, char, length + 1);
    *out = (Text){bytes, length};
    while (length > 0) {
        ssize_t count = pread(file, bytes, length, (off_t)at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes += count;
        at += (size_t)count;
        length -= (size_t)count;
    }
    return true;
}

/* The zip's directory lies before its last record. */
static bool read_directory(Arena *arena, int file, Text *directory, uint32_t *count)
{
    struct stat status;
    Text end;
    if (fstat(file, &status) < 0 || status.st_size < (off_t)END_BYTES) return false;
    size_t at = (size_t)status.st_size - END_BYTES;
    if (!read_at(arena, file, at, END_BYTES, &end) || memcmp(end.bytes, "PK\5\6", 4) != 0)
        return false;
    size_t length = number_at(end, 12, 4), from = number_at(end, 16, 4);
    *count = number_at(end, 10, 2);
    return from <= at && length <= at - from && read_at(arena, file, from, length, directory);
}

bool workbook_is_whole(Arena *arena, Text path, const uint64_t *sheet_bytes, size_t sheet_count)
{
    Text directory;
    uint32_t count;
    int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
    bool whole = file >= 0 && read_directory(arena, file, &directory, &count);
    if (file >= 0) close(file);
    for (size_t s = 0; whole && s < sheet_count; s++) {
        uint64_t size;
        Text name = text_format(arena, "xl/worksheets/sheet%zu.xml", s + 1);
        whole = part_size(directory, count, name, &size) && size >= sheet_bytes[s];
    }
    return whole;
}
