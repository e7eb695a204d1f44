/* words.h - what a user reads, in his language.   (room: base)
 *
 * The English text is its own key. A catalogue per language is compiled into the program from
 * po/<language>.po, as gettext's runtime would need an installed locale; the library is told which
 * one to use, it never asks. A text that the catalogue lacks stays English; a test allows none.
 * File names, column names of CSVs, codes (notes, reasons, diagnostics), YAML keys are not words:
 * they are the same in every language.   Source: CONTRACT 6, DESIGN "Words a user sees". */
#ifndef ATTAIN_WORDS_H
#define ATTAIN_WORDS_H

#include "attain/text.h"

typedef enum Language { LANGUAGE_EN, LANGUAGE_JA, LANGUAGES } Language;

typedef struct Words Words;      /* one language's catalogue; never changes */

const Words *words_of(Language language);
Language words_language(const Words *words);
Text language_code(Language language);                       /* "en", "ja" */
MUST_USE bool language_parse(Text code, Language *out);      /* "ja"; false: none of ours */

/* The text in the language, ending with NUL; formats keep their directives, which translations may
 * number (%2$s). words NULL: English. */
const char *tr(const Words *words, const char *english) __attribute__((format_arg(2)));
/* The same of a text that may stand in several meanings: context "heading", "chart" ... */
const char *tr_in(const Words *words, const char *context, const char *english)
    __attribute__((format_arg(3)));

/* Marks a literal for the catalogue where it stands in a table, to be looked up later. */
#define N_(english) english

#endif
