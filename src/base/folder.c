/* folder.c - a folder and all that lies in it, taken away. */
#include "attain/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* What lies in an open folder, which is closed; a link goes, never what it points to. */
static void clear(int folder)
{
    DIR *stream = fdopendir(folder);
    if (!stream) {
        close(folder);
        return;
    }
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        int inner = openat(dirfd(stream), entry->d_name,
                           O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inner >= 0) clear(inner);
        unlinkat(dirfd(stream), entry->d_name, inner >= 0 ? AT_REMOVEDIR : 0);
    }
    closedir(stream);
}

bool folder_remove(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) return access(path, F_OK) < 0;
    clear(folder);
    return rmdir(path) == 0;
}
