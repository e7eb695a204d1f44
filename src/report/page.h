/* page.h - an answer on a terminal: a tree of lines with amounts at the right. Private to the room.
 *
 * Branches are added in the order in which they are read, then drawn once. Labels that are too long
 * are wrapped; a terminal without UTF-8 gets branches of + | and -. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "attain/buffer.h"
#include "attain/words.h"

typedef enum Ink { INK_PLAIN, INK_STRONG, INK_FAINT, INK_WARN, INKS } Ink;

typedef struct PageLook {
    size_t width;                /* columns, 40 or more */
    bool colour, ascii;
} PageLook;

typedef struct Branch Branch;
struct Branch {
    Text label, amount;          /* amount "": none */
    Ink ink;
    const Words *words;          /* the language, of all its branches */
    Branch *first, *last, *next;
};

/* The root, which is a heading, and a new branch under another. Labels are sentences (words.h). */
Branch *page_root(Arena *arena, const Words *words, Text amount, const char *format, ...)
    PRINTF_LIKE(4, 5);
Branch *page_branch(Arena *arena, Branch *under, Text amount, const char *format, ...)
    PRINTF_LIKE(4, 5);
/* All of a root's branches under its label, with a line feed behind each. */
void page_draw(Buffer *out, const Branch *root, PageLook look);
/* A plain decimal with commas between each three digits. */
Text page_number(Arena *arena, Text plain);
/* A paragraph, wrapped. */
void page_text(Buffer *out, Text text, PageLook look);

#endif
