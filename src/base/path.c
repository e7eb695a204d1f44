/* path.c - joining, splitting and matching the paths that company.yaml and options name. */
#include "attain/file.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

Text path_join(Arena *arena, Text directory, Text path)
{
    bool absolute = path.length && path.bytes[0] == '/';
    if (absolute || !directory.length || text_equal(directory, TEXT(".")))
        return text_copy(arena, path);
    bool slash = directory.bytes[directory.length - 1] == '/';
    return text_format(arena, "%.*s%s%.*s", TEXT_ARG(directory), slash ? "" : "/", TEXT_ARG(path));
}

static size_t last_slash(Text path)
{
    size_t at = path.length;
    while (at > 0 && path.bytes[at - 1] != '/') at--;
    return at;
}

Text path_directory(Arena *arena, Text path)
{
    size_t end = last_slash(path);
    if (end == 0) return text_copy(arena, TEXT("."));
    return text_copy(arena, text_part(path, 0, end > 1 ? end - 1 : 1));
}

Text path_name(Text path)
{
    return text_part(path, last_slash(path), path.length);
}

Text path_relative(Arena *arena, Text directory, Text path)
{
    char from_bytes[PATH_MAX], to_bytes[PATH_MAX];
    Text from_copy = text_copy(arena, directory.length ? directory : TEXT("."));
    Text to_copy = text_copy(arena, path);
    if (!realpath(from_copy.bytes, from_bytes) || !realpath(to_copy.bytes, to_bytes))
        return to_copy;
    size_t common = 0;                    /* up to and with the last slash that both share */
    for (size_t i = 0;; i++) {
        char a = from_bytes[i], b = to_bytes[i];
        bool ends_a = a == '\0' || a == '/', ends_b = b == '\0' || b == '/';
        if (ends_a && ends_b) common = i;
        if (a != b || a == '\0') break;
    }
    Text result = TEXT("");
    for (const char *rest = from_bytes + common; *rest; rest++)
        if (*rest == '/' && rest[1]) result = text_format(arena, "%.*s../", TEXT_ARG(result));
    const char *tail = to_bytes + common;
    while (*tail == '/') tail++;
    result = text_format(arena, "%.*s%s", TEXT_ARG(result), tail);
    if (result.length > 1 && result.bytes[result.length - 1] == '/') result.length--;
    return result.length ? text_copy(arena, result) : text_copy(arena, TEXT("."));
}

static int compare_texts(const void *left, const void *right)
{
    return text_compare(*(const Text *)left, *(const Text *)right);
}

Text path_fold(Arena *arena, Text path)
{
    bool absolute = path.length > 0 && path.bytes[0] == '/';
    Text *parts = ARENA_ARRAY(arena, Text, path.length + 1);
    size_t count = 0;
    for (size_t from = 0; from < path.length;) {
        size_t to = from;
        while (to < path.length && path.bytes[to] != '/') to++;
        Text part = text_part(path, from, to);
        from = to + 1;
        if (part.length == 0 || text_equal(part, TEXT("."))) continue;
        bool climbs = text_equal(part, TEXT(".."));
        if (climbs && count > 0 && !text_equal(parts[count - 1], TEXT(".."))) {
            count--;
        } else if (!(climbs && absolute)) {
            parts[count++] = part;
        }
    }
    if (count == 0) return absolute ? TEXT("/") : TEXT(".");
    char *bytes = ARENA_ARRAY(arena, char, path.length + 2);
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 || absolute) bytes[length++] = '/';
        memcpy(bytes + length, parts[i].bytes, parts[i].length);
        length += parts[i].length;
    }
    return (Text){bytes, length};
}

/* A directory's name as a pattern that matches nothing else. */
static Text literal(Arena *arena, Text directory)
{
    char *bytes = arena_alloc(arena, 2 * directory.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < directory.length; i++) {
        if (strchr("*?[]\\", directory.bytes[i])) bytes[length++] = '\\';
        bytes[length++] = directory.bytes[i];
    }
    return (Text){bytes, length};
}

int path_listing_error(Arena *arena, Text directory)
{
    Text copy = text_copy(arena, directory.length ? directory : TEXT("."));
    DIR *stream = opendir(copy.bytes);
    if (!stream) return errno;
    closedir(stream);
    return 0;
}

void path_glob(Arena *arena, Text directory, Text pattern, Text **paths, size_t *count)
{
    glob_t found;
    *paths = NULL;
    *count = 0;
    Text full = path_join(arena, literal(arena, directory), pattern);
    if (glob(full.bytes, GLOB_NOSORT, NULL, &found) != 0) return;
    size_t skip = path_join(arena, directory, pattern).length - pattern.length;
    *paths = ARENA_ARRAY(arena, Text, found.gl_pathc + 1);
    for (size_t i = 0; i < found.gl_pathc; i++)
        (*paths)[(*count)++] = text_copy(arena, text_of(found.gl_pathv[i] + skip));
    globfree(&found);
    qsort(*paths, *count, sizeof(Text), compare_texts);
}
