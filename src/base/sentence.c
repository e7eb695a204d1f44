/* sentence.c - a format and its arguments, kept to be said in a language that is chosen later.
 *
 * Arguments are numbered as in C: `%.*s` takes two. A translation takes them in turn, or by number
 * (%2$u; %2$.*1$s). What a directive takes is fixed by the English format. */
#include "attain/buffer.h"
#include "attain/words.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { ARGUMENTS_MAX = 24, DIGITS_MAX = 32 };

typedef enum ArgumentKind {
    ARGUMENT_NUMBER, ARGUMENT_DATA, ARGUMENT_OURS, ARGUMENT_SENTENCE
} ArgumentKind;

typedef struct Argument {
    ArgumentKind kind;
    long long number;
    Text text;
    const Sentence *sentence;
} Argument;

struct Sentence {
    const char *format;
    Argument *arguments;
    size_t count;
};

/* One directive of a format: %[position$][width][.*[position$]][z|ll]conversion */
typedef struct Directive {
    size_t position;             /* of its argument, from 1; 0: the next */
    int width;
    bool is_text;                /* has .* */
    char size;                   /* z, l, or 0 */
    char conversion;
    const char *end;
} Directive;

static int digits_at(const char **at)
{
    int number = 0;
    while (**at >= '0' && **at <= '9') number = number * 10 + *(*at)++ - '0';
    return number;
}

static Directive directive_at(const char *at)
{
    Directive out = {0};
    out.width = digits_at(&at);
    if (*at == '$') {
        out.position = (size_t)out.width;
        at++;
        out.width = digits_at(&at);
    }
    if (*at == '.') {
        assert(at[1] == '*');
        at += 2;
        out.is_text = true;
        if (digits_at(&at)) at++;
    }
    if (*at == 'z' || *at == 'l') out.size = *at;
    while (*at == 'z' || *at == 'l') at++;
    out.conversion = *at;
    out.end = at + 1;
    assert(strchr(out.is_text ? "s" : "sducp%", out.conversion) && out.conversion);
    return out;
}

typedef struct Taken { Argument items[ARGUMENTS_MAX]; size_t count; } Taken;

static void take(Arena *arena, Taken *taken, const Directive *directive, va_list *arguments)
{
    assert(taken->count + 2 <= ARGUMENTS_MAX);
    Argument *argument = &taken->items[taken->count];
    *argument = (Argument){.kind = ARGUMENT_NUMBER};
    if (directive->is_text) {
        int length = va_arg(*arguments, int);
        const char *bytes = va_arg(*arguments, const char *);
        argument[1] = (Argument){.kind = ARGUMENT_DATA};
        argument[1].text = text_copy(arena, (Text){bytes, (size_t)length});
        taken->count += 2;
        return;
    }
    taken->count++;
    switch (directive->conversion) {
    case 's':
        argument->kind = ARGUMENT_OURS;
        argument->text = text_copy(arena, text_of(va_arg(*arguments, const char *)));
        return;
    case 'p':
        argument->kind = ARGUMENT_SENTENCE;
        argument->sentence = sentence_copy(arena, va_arg(*arguments, const Sentence *));
        return;
    case 'u':
        if (directive->size == 'z') argument->number = (long long)va_arg(*arguments, size_t);
        else argument->number = va_arg(*arguments, unsigned);
        return;
    default:
        if (directive->size == 'l') argument->number = va_arg(*arguments, long long);
        else argument->number = va_arg(*arguments, int);
    }
}

static void take_all(Arena *arena, Taken *taken, const char *format, va_list *arguments)
{
    for (const char *at = strchr(format, '%'); at; at = strchr(at, '%')) {
        Directive directive = directive_at(at + 1);
        assert(!directive.position);
        if (directive.conversion != '%') take(arena, taken, &directive, arguments);
        at = directive.end;
    }
}

const Sentence *sentence_vof(Arena *arena, const char *format, va_list arguments)
{
    Taken taken = {.count = 0};
    va_list copy;
    va_copy(copy, arguments);
    take_all(arena, &taken, format, &copy);
    va_end(copy);
    Sentence *sentence = ARENA_NEW(arena, Sentence);
    *sentence = (Sentence){format, ARENA_ARRAY(arena, Argument, taken.count + 1), taken.count};
    memcpy(sentence->arguments, taken.items, taken.count * sizeof *taken.items);
    return sentence;
}

const Sentence *sentence_of(Arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const Sentence *sentence = sentence_vof(arena, format, arguments);
    va_end(arguments);
    return sentence;
}

const Sentence *sentence_copy(Arena *arena, const Sentence *sentence)
{
    if (!sentence) return NULL;
    Sentence *copy = ARENA_NEW(arena, Sentence);
    *copy = (Sentence){sentence->format, ARENA_ARRAY(arena, Argument, sentence->count + 1),
                       sentence->count};
    for (size_t i = 0; i < sentence->count; i++) {
        copy->arguments[i] = sentence->arguments[i];
        copy->arguments[i].text = text_copy(arena, sentence->arguments[i].text);
        copy->arguments[i].sentence = sentence_copy(arena, sentence->arguments[i].sentence);
    }
    return copy;
}

static void say(Buffer *out, const Sentence *sentence, const Words *words);

static void say_argument(Buffer *out, const Argument *argument, const Directive *directive,
                         const Words *words)
{
    char digits[DIGITS_MAX];
    switch (argument->kind) {
    case ARGUMENT_DATA: buffer_text(out, argument->text); return;
    case ARGUMENT_OURS: buffer_text(out, text_of(tr(words, argument->text.bytes))); return;
    case ARGUMENT_SENTENCE: say(out, argument->sentence, words); return;
    case ARGUMENT_NUMBER: break;
    }
    if (directive->conversion == 'c') {
        buffer_byte(out, (char)argument->number);
        return;
    }
    snprintf(digits, sizeof digits, "%*lld", directive->width, argument->number);
    buffer_text(out, text_of(digits));
}

static void say(Buffer *out, const Sentence *sentence, const Words *words)
{
    const char *at = tr(words, sentence->format);
    size_t next = 0;
    while (*at) {
        size_t plain = strcspn(at, "%");
        buffer_text(out, (Text){at, plain});
        at += plain;
        if (!*at) return;
        Directive directive = directive_at(at + 1);
        at = directive.end;
        if (directive.conversion == '%') {
            buffer_byte(out, '%');
            continue;
        }
        if (!directive.position) next += directive.is_text ? 2 : 1;
        size_t which = directive.position ? directive.position : next;
        assert(which >= 1 && which <= sentence->count);
        say_argument(out, &sentence->arguments[which - 1], &directive, words);
    }
}

Text sentence_text(Arena *arena, const Sentence *sentence, const Words *words)
{
    if (!sentence) return TEXT("");
    Buffer out = {.arena = arena};
    say(&out, sentence, words);
    buffer_byte(&out, '\0');
    return (Text){out.bytes, out.length - 1};
}

Text text_said(Arena *arena, const Words *words, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const Sentence *sentence = sentence_vof(arena, format, arguments);
    va_end(arguments);
    return sentence_text(arena, sentence, words);
}
