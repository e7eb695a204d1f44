/* file.h - files read whole, with what proves which bytes were read.   (room: base)
 *
 * Paths shown to people are relative to company.yaml's directory; paths given to the system
 * are joined from that directory.   Source: CONTRACT 2 (paths) and 7 (SHA-256). */
#ifndef ATTAIN_FILE_H
#define ATTAIN_FILE_H

#include "attain/diag.h"

#define SHA256_TEXT 64
typedef struct SourceFile {
    Text path;                       /* as shown */
    Text bytes;                      /* mapped, as they stand in the file; any byte may occur */
    char sha256[SHA256_TEXT + 1];    /* hexadecimal; "" until file_hash */
} SourceFile;

/* Maps directory/path. A file that is not there is DIAG_FILE_MISSING; one that can't be read is a
 * system fault. The mapping lives until process end. */
MUST_USE bool file_read(Arena *arena, Text directory, Text path, SourceFile *out, Diags *diags);
void file_hash(SourceFile *file);

Text path_join(Arena *arena, Text directory, Text path);     /* an absolute path stays */
Text path_directory(Arena *arena, Text path);                /* "." where there is none */
Text path_name(Text path);
Text path_fold(Arena *arena, Text path);     /* `a/./b/../c` as `a/c`: one directory, one name */
/* `path` (relative to the working directory) as seen from `directory`; both must exist. */
Text path_relative(Arena *arena, Text directory, Text path);
/* Why a directory can't be listed: an errno, 0 where it can. */
int path_listing_error(Arena *arena, Text directory);
/* Takes a folder away with all that lies in it, links themselves too. False: some of it is still
 * there. From any thread. */
bool folder_remove(const char *path);
/* The files that match a pattern under directory, sorted by bytes, relative to it. */
void path_glob(Arena *arena, Text directory, Text pattern, Text **paths, size_t *count);

#endif
