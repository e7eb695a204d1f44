/* decode.c - bytes into UTF-8: byte-order mark, then strict UTF-8, then strict CP932. */
#include "intake_inside.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

static void report(Diags *diags, const FileRead *file, size_t offset, const char *what,
                   const char *hint)
{
    uint32_t line = 1 + text_lines(text_part(file->source.bytes, 0, offset));
    Place place = {.file = file->source.path, .line = line};
    Diag *diag = diag_error(diags, DIAG_ENCODING, place, "%s, at byte %zu", what, offset + 1);
    diag_hint(diags, diag, "%s", hint);
}

static bool convert(Arena *arena, FileRead *file, const char *from, Text bytes, size_t *bad)
{
    iconv_t converter = iconv_open("UTF-8", from);
    if (converter == (iconv_t)-1) return false;
    size_t room = bytes.length * 3 + 4, left = bytes.length, free_room = room;
    char *out = arena_alloc(arena, room), *to = out, *in = (char *)bytes.bytes;
    size_t result = iconv(converter, &in, &left, &to, &free_room);
    iconv_close(converter);
    *bad = bytes.length - left;
    file->decoded = (Text){out, room - free_room};
    return result != (size_t)-1 && left == 0;
}

static bool decode_wide(Arena *arena, FileRead *file, bool little, Diags *diags)
{
    size_t bad = 0;
    file->encoding = ENCODING_UTF16;
    file->byte_order_mark = true;
    Text rest = text_part(file->source.bytes, 2, file->source.bytes.length);
    if (convert(arena, file, little ? "UTF-16LE" : "UTF-16BE", rest, &bad)) return true;
    report(diags, file, bad + 2, "this is not UTF-16", "save the file as UTF-8");
    return false;
}

static bool decode_cp932(Arena *arena, FileRead *file, size_t utf8_bad, bool declared,
                         Diags *diags)
{
    size_t bad = 0;
    file->encoding = ENCODING_CP932;
    if (memchr(file->source.bytes.bytes, 0x1B, file->source.bytes.length)) {
        const char *escape = memchr(file->source.bytes.bytes, 0x1B, file->source.bytes.length);
        report(diags, file, (size_t)(escape - file->source.bytes.bytes),
               "the file is in ISO-2022-JP, or holds escape characters", "save it as UTF-8");
        return false;
    }
    if (convert(arena, file, "CP932", file->source.bytes, &bad)) return true;
    if (declared) report(diags, file, bad, "this is not CP932", "is `encoding` right?");
    else report(diags, file, utf8_bad, "neither UTF-8 nor CP932", "save the file as UTF-8");
    return false;
}

bool file_decode(Arena *arena, FileRead *file, Encoding declared, Diags *diags)
{
    Text bytes = file->source.bytes;
    size_t bad = 0;
    file->decoded = TEXT("");
    bool little = text_starts_with(bytes, TEXT("\xFF\xFE"));
    bool big = text_starts_with(bytes, TEXT("\xFE\xFF"));
    bool may_be_wide = declared == ENCODING_AUTO || declared == ENCODING_UTF16;
    if ((little || big) && may_be_wide) return decode_wide(arena, file, little, diags);
    if (declared == ENCODING_UTF16) {
        report(diags, file, 0, "UTF-16 without a byte-order mark", "save the file as UTF-8");
        return false;
    }
    file->encoding = ENCODING_UTF8;
    file->byte_order_mark = text_starts_with(bytes, TEXT("\xEF\xBB\xBF"));
    if (file->byte_order_mark) bytes = text_part(bytes, 3, bytes.length);
    if (declared == ENCODING_CP932) return decode_cp932(arena, file, 0, true, diags);
    if (text_is_utf8(bytes, &bad)) {
        file->decoded = bytes;
        return true;
    }
    if (file->byte_order_mark) bad += 3;
    if (declared == ENCODING_AUTO && !file->byte_order_mark)
        return decode_cp932(arena, file, bad, false, diags);
    report(diags, file, bad, "this is not UTF-8", "is `encoding` right? or save it as UTF-8");
    return false;
}
