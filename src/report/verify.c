/* verify.c - what stands in a workbook's formula cells, against what they come to. */
#include "attain/verify.h"

#include "attain/buffer.h"
#include "checks.h"

#define EXPONENT_MAX 400             /* of a double, and some */
#define DIGITS_MOST 1000000000000000      /* 10^15: as many digits does LibreOffice write */
#define SHOWN_MAX 48                 /* bytes of a value that are shown */

typedef struct Verifying {
    Arena *arena, *scratch;          /* scratch: for a cell */
    Verification *out;
} Verifying;

/* ---- numbers */

/* "-1.5E-007" as a fraction. */
static bool read_number(Arena *arena, Text text, Ratio *out)
{
    size_t end = 0;
    while (end < text.length && text.bytes[end] != 'e' && text.bytes[end] != 'E') end++;
    if (!ratio_parse(arena, text_part(text, 0, end), out)) return false;
    if (end == text.length) return true;
    Ratio exponent;
    int64_t power;
    if (!ratio_parse(arena, text_part(text, end + 1, text.length), &exponent) ||
        !ratio_to_int64(exponent, &power) || power > EXPONENT_MAX || power < -EXPONENT_MAX)
        return false;
    Ratio factor = RATIO_ONE, ten = ratio_whole(10);
    for (int64_t i = power < 0 ? -power : power; i > 0; i--)
        factor = ratio_multiply(arena, factor, ten);
    return power < 0 ? ratio_divide(arena, *out, factor, out)
                     : (*out = ratio_multiply(arena, *out, factor), true);
}

/* Half a unit of the last digit that LibreOffice writes of a number. */
static Ratio half_last_digit(Arena *arena, Ratio number)
{
    Ratio size = ratio_absolute(arena, number), ten = ratio_whole(10), bound = ten;
    Ratio unit = ratio_make(arena, 5, DIGITS_MOST);
    for (int i = 0; i < EXPONENT_MAX && ratio_compare(size, bound) >= 0; i++) {
        bound = ratio_multiply(arena, bound, ten);
        unit = ratio_multiply(arena, unit, ten);
    }
    return unit;
}

static bool same_number(Arena *arena, Text written, Text computed)
{
    Ratio a, b;
    if (!read_number(arena, written, &a) || !read_number(arena, computed, &b)) return false;
    if (ratio_equal(a, b)) return true;
    Ratio billionth = ratio_make(arena, 1, 1000000000), limit = billionth;
    bool amount = ratio_is_whole(ratio_multiply(arena, a, ratio_whole(10000)));
    if (amount) limit = ratio_max(limit, half_last_digit(arena, a));
    else limit = ratio_multiply(arena, ratio_absolute(arena, a), billionth);
    Ratio apart = ratio_absolute(arena, ratio_subtract(arena, a, b));
    return ratio_compare(apart, limit) <= 0;
}

/* ---- cells */

static bool same(Verifying *verifying, const StoredCell *written, const StoredCell *computed)
{
    if (written->kind == STORED_NOTHING || !computed || written->kind != computed->kind)
        return false;
    if (text_equal(written->stored, computed->stored)) return true;
    if (written->kind != STORED_NUMBER) return false;
    arena_reset(verifying->scratch);
    return same_number(verifying->scratch, written->stored, computed->stored);
}

static Text shown(Arena *arena, const StoredCell *cell)
{
    if (!cell || cell->kind == STORED_NOTHING) return TEXT("");
    Text value = cell->stored;
    bool cut = value.length > SHOWN_MAX;
    if (cut) value = text_part(value, 0, text_character_start(value, SHOWN_MAX));
    value = text_printable(arena, value);
    if (cell->kind == STORED_FLAG)
        return text_equal(value, TEXT("1")) ? TEXT("TRUE") : TEXT("FALSE");
    return text_format(arena, cell->kind == STORED_TEXT ? "\"%.*s%s\"" : "%.*s%s",
                       TEXT_ARG(value), cut ? "..." : "");
}

static void note(Verifying *verifying, VerifiedCells *list, Text sheet, const StoredCell *written,
                 const StoredCell *computed)
{
    Arena *arena = verifying->arena;
    if (list->count < VERIFY_SHOWN)
        list->shown[list->count] =
            (VerifiedCell){text_printable(arena, sheet), stored_cell_name(arena, written),
                           shown(arena, written), shown(arena, computed)};
    list->count++;
}

static bool is_checks(Text sheet)
{
    for (int language = 0; language < LANGUAGES; language++)
        if (text_equal(sheet, text_of(tr(words_of((Language)language), "Checks")))) return true;
    return false;
}

static void verify_cell(Verifying *verifying, const StoredSheet *sheet, bool checks,
                        const StoredCell *written, const StoredCell *computed)
{
    Verification *out = verifying->out;
    if (!same(verifying, written, computed)) {
        note(verifying, &out->different, sheet->name, written, computed);
        out->nothing_stored += written->kind == STORED_NOTHING;
    }
    if (!checks || written->column != CHECKS_RESULT) return;
    if (computed && text_equal(computed->stored, TEXT("OK"))) out->checks_ok++;
    else note(verifying, &out->checks_failed, sheet->name, written, computed);
}

static bool before(const StoredCell *a, const StoredCell *b)
{
    return a->row < b->row || (a->row == b->row && a->column < b->column);
}

void verify_cells(Arena *arena, const StoredCells *written, const StoredCells *computed,
                  Verification *out)
{
    *out = (Verification){.formulas = written->count};
    Verifying verifying = {arena, arena_new(), out};
    for (size_t s = 0; s < written->sheet_count; s++) {
        const StoredSheet *sheet = &written->sheets[s], none = {0};
        const StoredSheet *other = s < computed->sheet_count ? &computed->sheets[s] : &none;
        bool checks = is_checks(sheet->name);
        out->has_checks |= checks;
        for (size_t c = 0, o = 0; c < sheet->count; c++) {
            const StoredCell *cell = &sheet->cells[c];
            while (o < other->count && before(&other->cells[o], cell)) o++;
            bool there = o < other->count && !before(cell, &other->cells[o]);
            verify_cell(&verifying, sheet, checks, cell, there ? &other->cells[o] : NULL);
        }
    }
    arena_free(verifying.scratch);
}
