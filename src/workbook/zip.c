/* zip.c - the parts of a zip file, found by its directory, which lies at its end. Whatever the
 * bytes say, nothing outside of them is looked at. Files above 4 GiB are beyond it. */
#include "zip.h"

#include <string.h>

#define END_BYTES 22u                        /* the zip's last record, without its comment */
#define COMMENT_MAX 65535u
#define ENTRY_BYTES 46u                      /* of a part in its directory, without the name */
#define LOCAL_BYTES 30u                      /* of a part where it lies, without the name */

static uint32_t number_at(Text bytes, size_t at, size_t size)
{
    uint32_t number = 0;
    for (size_t i = size; i > 0; i--) number = number << 8 | (unsigned char)bytes.bytes[at + i - 1];
    return number;
}

static bool begins(Text bytes, size_t at, const char *mark)
{
    return bytes.length >= at + 4 && memcmp(bytes.bytes + at, mark, 4) == 0;
}

/* "": there is none. */
static Text find_directory(Text file)
{
    for (size_t back = END_BYTES; back <= file.length && back <= END_BYTES + COMMENT_MAX; back++) {
        size_t end = file.length - back;
        if (!begins(file, end, "PK\5\6")) continue;
        size_t length = number_at(file, end + 12, 4), from = number_at(file, end + 16, 4);
        if (from > end || length > end - from) continue;
        return text_part(file, from, from + length);
    }
    return TEXT("");
}

/* What the directory says at an entry is where the part lies; there, a head of its own precedes
 * the bytes. */
static bool find_bytes(Text file, Text directory, size_t entry, ZipPart *out)
{
    size_t length = number_at(directory, entry + 20, 4), at = number_at(directory, entry + 42, 4);
    out->method = number_at(directory, entry + 10, 2);
    out->size = number_at(directory, entry + 24, 4);
    if (at > file.length || file.length - at < LOCAL_BYTES || !begins(file, at, "PK\3\4"))
        return false;
    at += LOCAL_BYTES + number_at(file, at + 26, 2) + number_at(file, at + 28, 2);
    if (at > file.length || file.length - at < length) return false;
    out->packed = text_part(file, at, at + length);
    return true;
}

bool zip_is_whole(Text file)
{
    return find_directory(file).length > 0;
}

bool zip_part(Text file, Text name, ZipPart *out)
{
    Text directory = find_directory(file);
    size_t at = 0;
    while (at + ENTRY_BYTES <= directory.length && begins(directory, at, "PK\1\2")) {
        size_t length = number_at(directory, at + 28, 2);
        if (text_equal(text_part(directory, at + ENTRY_BYTES, at + ENTRY_BYTES + length), name))
            return find_bytes(file, directory, at, out);
        at += ENTRY_BYTES + length + number_at(directory, at + 30, 2) +
              number_at(directory, at + 32, 2);
    }
    return false;
}
