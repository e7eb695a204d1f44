/* hash.c - SHA-256 by libcrypto. */
#include "attain/hash.h"

#include <assert.h>
#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

#define PIECE ((size_t)64 * 1024)

struct Hasher { EVP_MD_CTX *context; EVP_MD *kind; };

Hasher *hasher_new(void)
{
    Hasher *hasher = OPENSSL_zalloc(sizeof *hasher);
    assert(hasher);
    hasher->context = EVP_MD_CTX_new();
    hasher->kind = EVP_MD_fetch(NULL, "SHA256", NULL);      /* once: it costs more than a hash */
    assert(hasher->context && hasher->kind);
    return hasher;
}

void hasher_free(Hasher *hasher)
{
    if (!hasher) return;
    EVP_MD_CTX_free(hasher->context);
    EVP_MD_free(hasher->kind);
    OPENSSL_free(hasher);
}

void hasher_start(Hasher *hasher)
{
    int started = EVP_DigestInit_ex2(hasher->context, hasher->kind, NULL);
    assert(started == 1);
}

void hasher_add(Hasher *hasher, const void *bytes, size_t length)
{
    int added = EVP_DigestUpdate(hasher->context, bytes, length);
    assert(added == 1);
}

Hash hasher_end(Hasher *hasher)
{
    Hash hash;
    unsigned length = 0;
    int ended = EVP_DigestFinal_ex(hasher->context, hash.bytes, &length);
    assert(ended == 1 && length == HASH_BYTES);
    return hash;
}

bool hash_file(int file, Hash *out)
{
    char piece[PIECE];
    Hasher *hasher = hasher_new();
    hasher_start(hasher);
    ssize_t count;
    while ((count = read(file, piece, sizeof piece)) > 0 || (count < 0 && errno == EINTR))
        if (count > 0) hasher_add(hasher, piece, (size_t)count);
    int error = errno;
    *out = hasher_end(hasher);
    hasher_free(hasher);
    errno = error;
    return count == 0;
}

bool hash_equal(Hash a, Hash b)
{
    return memcmp(a.bytes, b.bytes, HASH_BYTES) == 0;
}

static const char digits[] = "0123456789abcdef";

Text hash_text(Arena *arena, Hash hash)
{
    char *text = ARENA_ARRAY(arena, char, 2 * HASH_BYTES + 1);
    for (size_t i = 0; i < HASH_BYTES; i++) {
        text[2 * i] = digits[hash.bytes[i] >> 4];
        text[2 * i + 1] = digits[hash.bytes[i] & 15];
    }
    return (Text){text, 2 * HASH_BYTES};
}

bool hash_read(Text text, Hash *out)
{
    if (text.length != 2 * HASH_BYTES) return false;
    for (size_t i = 0; i < text.length; i++) {
        const char *digit = memchr(digits, text.bytes[i], 16);
        if (!digit) return false;
        unsigned char *byte = &out->bytes[i / 2];
        *byte = (unsigned char)(*byte << 4 | (digit - digits));
    }
    return true;
}
