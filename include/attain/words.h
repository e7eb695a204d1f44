/* words.h - what a user reads, in his language.   (room: base)
 *
 * The English text is its own key. A catalogue per language is compiled into the program from
 * docs/po/<language>.po, as gettext's runtime would need an installed locale; the library is told
 * which one to use, it never asks. A text that it lacks stays English; a test allows none.
 * File names, column names of CSVs, codes (notes, reasons, diagnostics), YAML keys are not words:
 * they are the same in every language.   Source: CONTRACT 6, DESIGN "Words a user sees". */
#ifndef ATTAIN_WORDS_H
#define ATTAIN_WORDS_H

#include "attain/text.h"

typedef enum Language { LANGUAGE_EN, LANGUAGE_JA, LANGUAGES } Language;

typedef struct Words Words;      /* one language's catalogue; never changes */

const Words *words_of(Language language);
Language words_language(const Words *words);                 /* of NULL: English */
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
#define NC_(context, english) english

/* A sentence that is said later, in whatever language is wanted then: its English format and what
 * stands in it. %.*s takes a Text, which stays as it is: data. %s takes a C string of ours, which
 * is looked up in the catalogue too, as a whole. %p takes a sentence within the sentence. Numbers
 * are %u %d %zu %lld %c. Nothing else. */
typedef struct Sentence Sentence;
#define SENTENCE_ARG(sentence) ((const void *)(sentence))    /* for "%p" */

/* Copies everything; the format alone has to outlive it, as literals do. */
const Sentence *sentence_of(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
const Sentence *sentence_vof(Arena *arena, const char *format, va_list arguments);
const Sentence *sentence_copy(Arena *arena, const Sentence *sentence);
Text sentence_text(Arena *arena, const Sentence *sentence, const Words *words);
/* The same at once. */
Text text_said(Arena *arena, const Words *words, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
