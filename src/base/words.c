/* words.c - the languages, and what a text is in each. */
#include "attain/words.h"

struct Words { Language language; };

static const Words catalogues[LANGUAGES] = {{LANGUAGE_EN}, {LANGUAGE_JA}};
static const Text codes[LANGUAGES] = {{"en", 2}, {"ja", 2}};

const Words *words_of(Language language)
{
    return &catalogues[language];
}

Language words_language(const Words *words)
{
    return words ? words->language : LANGUAGE_EN;
}

Text language_code(Language language)
{
    return codes[language];
}

bool language_parse(Text code, Language *out)
{
    for (Language language = LANGUAGE_EN; language < LANGUAGES; language++) {
        if (!text_equal(code, codes[language])) continue;
        *out = language;
        return true;
    }
    return false;
}

const char *tr(const Words *words, const char *english)
{
    (void)words;
    return english;
}

const char *tr_in(const Words *words, const char *context, const char *english)
{
    (void)words;
    (void)context;
    return english;
}
