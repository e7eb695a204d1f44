/* hash.h - SHA-256, whole or piece by piece.   (room: base) */
#ifndef ATTAIN_HASH_H
#define ATTAIN_HASH_H

#include "attain/text.h"

#define HASH_BYTES 32
typedef struct Hash { unsigned char bytes[HASH_BYTES]; } Hash;

/* A hash under way; it lives until hasher_free, and may be used again after hasher_end. */
typedef struct Hasher Hasher;
Hasher *hasher_new(void);
void hasher_free(Hasher *hasher);                            /* NULL is allowed */
void hasher_start(Hasher *hasher);
void hasher_add(Hasher *hasher, const void *bytes, size_t length);
Hash hasher_end(Hasher *hasher);

/* What is left to read of an open file, a piece at a time. False: errno says why. */
MUST_USE bool hash_file(int file, Hash *out);

bool hash_equal(Hash a, Hash b);
Text hash_text(Arena *arena, Hash hash);                     /* 64 hexadecimal digits */
MUST_USE bool hash_read(Text text, Hash *out);               /* false: not such digits */

#endif
