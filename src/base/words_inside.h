/* words_inside.h - the compiled catalogues, made by words_embed.cmake. Private to base. */
#ifndef WORDS_INSIDE_H
#define WORDS_INSIDE_H

extern const unsigned char words_ja[];

#endif
