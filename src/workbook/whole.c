/* whole.c - is the workbook on the disk all that was written?
 *
 * libxlsxwriter 1.1.4 gathers each sheet in temporary files and does not look at what writing them
 * says: on a full disk it closes a workbook that lacks thousands of cells, and calls it done. So
 * there must be room for all of it first, and afterwards the zip's own directory must say that no
 * sheet is smaller than its rows. */
#include "attain/file.h"
#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
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

bool workbook_is_whole(Arena *arena, Text path, const uint64_t *sheet_bytes, size_t sheet_count)
{
    SourceFile file;
    Diags unread;                    /* the caller says what it means */
    diags_start(&unread, arena);
    if (!file_read(arena, TEXT("."), path, &file, &unread)) return false;
    Text bytes = file.bytes;
    if (bytes.length < END_BYTES) return false;
    size_t end = bytes.length - END_BYTES;
    size_t length = number_at(bytes, end + 12, 4), from = number_at(bytes, end + 16, 4);
    if (memcmp(bytes.bytes + end, "PK\5\6", 4) != 0 || from > end || length > end - from)
        return false;
    Text directory = text_part(bytes, from, from + length);
    uint32_t count = number_at(bytes, end + 10, 2);
    for (size_t s = 0; s < sheet_count; s++) {
        uint64_t size;
        Text name = text_format(arena, "xl/worksheets/sheet%zu.xml", s + 1);
        if (!part_size(directory, count, name, &size) || size < sheet_bytes[s]) return false;
    }
    return true;
}
