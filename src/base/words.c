/* words.c - the catalogues: what msgfmt makes of docs/po/<language>.po, compiled in.
 *
 * A .mo file is two tables of (length, offset), of originals sorted by bytes and of translations,
 * all 32-bit, after five numbers: magic, revision, count, and where the tables are. A context
 * stands before its original, with \004 between. */
#include "attain/words.h"

#include <assert.h>
#include <string.h>

#include "words_inside.h"

enum { MO_MAGIC = 0x950412de & 0x7fffffff, CONTEXT_END = '\004' };

struct Words {
    const unsigned char *catalogue;      /* NULL: English */
};

static const Words all_words[LANGUAGES] = {{NULL}, {words_ja}};

const Words *words_of(Language language)
{
    return &all_words[language];
}

Language words_language(const Words *words)
{
    return words ? (Language)(words - all_words) : LANGUAGE_EN;
}

Text language_code(Language language)
{
    static const Text codes[LANGUAGES] = {{"en", 2}, {"ja", 2}};
    return codes[language];
}

bool language_parse(Text code, Language *out)
{
    for (int l = 0; l < LANGUAGES; l++) {
        if (!text_equal(code, language_code((Language)l))) continue;
        *out = (Language)l;
        return true;
    }
    return false;
}

static uint32_t number_at(const unsigned char *catalogue, size_t offset)
{
    uint32_t number;
    memcpy(&number, catalogue + offset, sizeof number);
    return number;
}

static const char *entry(const unsigned char *catalogue, uint32_t table, uint32_t index)
{
    return (const char *)catalogue + number_at(catalogue, table + index * 8 + 4);
}

/* As strcmp, of an original with its context before it. */
static int compare(const char *context, const char *english, const char *original)
{
    size_t length = context ? strlen(context) : 0;
    int order = context ? strncmp(context, original, length) : 0;
    if (order || !context) return order ? order : strcmp(english, original);
    if (original[length] != CONTEXT_END) return CONTEXT_END - (unsigned char)original[length];
    return strcmp(english, original + length + 1);
}

const char *tr_in(const Words *words, const char *context, const char *english)
{
    if (!words || !words->catalogue || !english[0]) return english;
    const unsigned char *catalogue = words->catalogue;
    assert((number_at(catalogue, 0) & 0x7fffffff) == MO_MAGIC);
    uint32_t low = 0, high = number_at(catalogue, 8);
    uint32_t originals = number_at(catalogue, 12), translations = number_at(catalogue, 16);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare(context, english, entry(catalogue, originals, middle));
        if (!order) return entry(catalogue, translations, middle);
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return english;
}

const char *tr(const Words *words, const char *english)
{
    return tr_in(words, NULL, english);
}
