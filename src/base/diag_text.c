/* diag_text.c - a problem as a person reads it: place, what, the line with a marker, a hint. */
#include "attain/diag.h"

#define EXCERPT_COLUMNS 72            /* longer lines are cut around the mark */
#define LEAD_COLUMNS 30               /* kept before the mark */
#define EXCERPT_BYTES 4096             /* looked at: a line may be a mebibyte */
#define ELLIPSIS "\xE2\x80\xA6"

/* The line with control characters made visible, cut so that the mark is seen. */
typedef struct Cut { Text before, marked, after; bool cut_before, cut_after; } Cut;

static Text visible(Arena *arena, Text text)
{
    Text copy = text_copy(arena, text);
    char *bytes = (char *)copy.bytes;
    for (size_t i = 0; i < copy.length; i++)
        if ((unsigned char)bytes[i] < 0x20 || bytes[i] == 0x7F) bytes[i] = '.';
    return copy;
}

/* The columns of the character at *offset, which is moved on. Lines may be long: each character is
 * looked at once. */
static size_t next_columns(Text text, size_t *offset)
{
    size_t from = *offset;
    text_next_character(text, offset);
    return text_columns(text_part(text, from, *offset));
}

static Text first_columns(Text text, size_t columns)
{
    size_t offset = 0, used = 0;
    while (offset < text.length) {
        size_t next = offset;
        used += next_columns(text, &next);
        if (used > columns) break;
        offset = next;
    }
    return text_part(text, 0, offset);
}

static Text last_columns(Text text, size_t columns)
{
    size_t offset = 0, left = text_columns(text);
    while (left > columns) left -= next_columns(text, &offset);
    return text_part(text, offset, text.length);
}

static Cut cut_excerpt(Arena *arena, const Place *place)
{
    Text whole = place->excerpt;
    size_t start = place->mark_from > EXCERPT_BYTES / 2 ? place->mark_from - EXCERPT_BYTES / 2 : 0;
    start = text_character_start(whole, start);
    size_t end = text_character_start(whole, start + EXCERPT_BYTES);
    Text line = visible(arena, text_part(whole, start, end));
    size_t from = place->mark_from - start, to = from + place->mark_length;
    Cut cut = {text_part(line, 0, from), text_part(line, from, to),
               text_part(line, to, line.length), false, false};
    if (text_columns(line) <= EXCERPT_COLUMNS) return cut;
    Text before = last_columns(cut.before, LEAD_COLUMNS);
    cut.cut_before = before.length < cut.before.length;
    cut.before = before;
    size_t room = EXCERPT_COLUMNS - text_columns(before);
    Text marked = first_columns(cut.marked, room);
    bool short_mark = marked.length < cut.marked.length;
    cut.marked = marked;
    Text after = short_mark ? TEXT("") : first_columns(cut.after, room - text_columns(marked));
    cut.cut_after = short_mark || after.length < cut.after.length;
    cut.after = after;
    return cut;
}

static Text excerpt_text(Arena *arena, const Place *place)
{
    if (!place->excerpt.length || !place->line) return TEXT("");
    Cut cut = cut_excerpt(arena, place);
    Text line = text_format(arena, "%5u | %s%.*s%.*s%.*s%s\n", place->line,
                            cut.cut_before ? ELLIPSIS : "", TEXT_ARG(cut.before),
                            TEXT_ARG(cut.marked), TEXT_ARG(cut.after),
                            cut.cut_after ? ELLIPSIS : "");
    if (!place->mark_length) return line;
    size_t lead = text_columns(cut.before) + (cut.cut_before ? 1 : 0);
    size_t marks = text_columns(cut.marked);
    char *carets = arena_alloc(arena, marks + 2);
    for (size_t i = 0; i < (marks ? marks : 1); i++) carets[i] = '^';
    return text_format(arena, "%.*s      | %*s%s\n", TEXT_ARG(line), (int)lead, "", carets);
}

Text diag_message(Arena *arena, const Diag *diag, const Words *words)
{
    return words && diag->says ? sentence_text(arena, diag->says, words) : diag->message;
}

static Text where_text(Arena *arena, const Place *place)
{
    if (!place->file.length) return TEXT("");
    if (!place->line) return text_format(arena, "%.*s: ", TEXT_ARG(place->file));
    if (!place->column)
        return text_format(arena, "%.*s:%u: ", TEXT_ARG(place->file), place->line);
    return text_format(arena, "%.*s:%u:%u: ", TEXT_ARG(place->file), place->line, place->column);
}

Text problem_text(Arena *arena, const ProblemLines *lines, const Words *words, bool colour)
{
    Text text = text_format(arena, "%s%.*s%s%s:%s %.*s  [%s]\n%.*s", colour ? "\033[1m" : "",
                            TEXT_ARG(where_text(arena, lines->place)), colour ? lines->paint : "",
                            lines->kind, colour ? "\033[0m" : "", TEXT_ARG(lines->message),
                            lines->name, TEXT_ARG(excerpt_text(arena, lines->place)));
    if (!lines->hint.length) return text;
    return text_format(arena, "%.*s   %s: %.*s\n", TEXT_ARG(text), tr(words, "hint"),
                       TEXT_ARG(lines->hint));
}

Text diag_text(Arena *arena, const Diag *diag, const Words *words, bool colour)
{
    bool warning = diag->severity == SEVERITY_WARNING;
    bool foreign = words && diag->advises && diag->hint.length;
    ProblemLines lines = {
        .place = &diag->place, .kind = warning ? tr(words, "warning") : tr(words, "error"),
        .paint = warning ? "\033[33m" : "\033[31m", .name = diag_name(diag->code),
        .message = diag_message(arena, diag, words),
        .hint = foreign ? sentence_text(arena, diag->advises, words) : diag->hint};
    return problem_text(arena, &lines, words, colour);
}
