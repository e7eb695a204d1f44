/* diag.c - collecting and sorting problems. */
#include "attain/diag.h"

#include <stdlib.h>
#include <string.h>

void diags_start(Diags *diags, Arena *arena)
{
    *diags = (Diags){.arena = arena};
}

const char *diag_name(DiagCode code)
{
    static const char *const names[DIAG_COUNT] = {
#define DIAG(code, name) [DIAG_##code] = name,
#include "attain/diagnostics.def"
#undef DIAG
    };
    return names[code];
}

static Diag *add(Diags *diags, Diag diag)
{
    Place *place = &diag.place;
    place->file = text_copy(diags->arena, place->file);
    place->heading = text_copy(diags->arena, place->heading);
    place->excerpt = text_copy(diags->arena, place->excerpt);
    diags->items = array_room(diags->arena, diags->items, diags->count, &diags->capacity,
                              sizeof *diags->items);
    diags->items[diags->count] = diag;
    if (diag.severity == SEVERITY_WARNING) diags->warnings++;
    else diags->errors++;
    diags->row_faults += diag.row_fault;
    diags->system_faults += diag.system_fault;
    diags->refusals += diag.refusal;
    return &diags->items[diags->count++];
}

Diag *diag_vadd(Diags *diags, Diag diag, const char *format, va_list arguments)
{
    diag.says = sentence_vof(diags->arena, format, arguments);
    diag.message = sentence_text(diags->arena, diag.says, NULL);
    return add(diags, diag);
}


Diag *diag_error(Diags *diags, DiagCode code, Place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Diag *diag = diag_vadd(diags, (Diag){.code = code, .place = place}, format, arguments);
    va_end(arguments);
    return diag;
}

Diag *diag_warning(Diags *diags, DiagCode code, Place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Diag *diag = diag_vadd(
        diags, (Diag){.code = code, .severity = SEVERITY_WARNING, .place = place}, format,
        arguments);
    va_end(arguments);
    return diag;
}

Diag *diag_row_error(Diags *diags, DiagCode code, Place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Diag *diag = diag_vadd(diags, (Diag){.code = code, .place = place, .row_fault = true},
                               format, arguments);
    va_end(arguments);
    return diag;
}

Diag *diag_refusal(Diags *diags, DiagCode code, Place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Diag *diag = diag_vadd(diags, (Diag){.code = code, .place = place, .refusal = true},
                               format, arguments);
    va_end(arguments);
    return diag;
}

Diag *diag_system(Diags *diags, DiagCode code, Text file, int error_number, const char *doing)
{
    char reason[128];
    const char *text = strerror_r(error_number, reason, sizeof reason);
    Diag diag = {.code = code, .place = {.file = file}, .system_fault = true};
    diag.says = sentence_of(diags->arena, N_("%s failed: %s"), doing, text);
    diag.message = sentence_text(diags->arena, diag.says, NULL);
    return add(diags, diag);
}

void diag_value(Diags *diags, Diag *diag, Text value)
{
    diag->value = text_copy(diags->arena, value);
}

void diag_hint(Diags *diags, Diag *diag, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diag->advises = sentence_vof(diags->arena, format, arguments);
    diag->hint = sentence_text(diags->arena, diag->advises, NULL);
    va_end(arguments);
}

void diags_merge(Diags *into, const Diags *from)
{
    for (size_t i = 0; i < from->count; i++) {
        Diag diag = from->items[i];
        diag.message = text_copy(into->arena, diag.message);
        diag.value = text_copy(into->arena, diag.value);
        diag.hint = text_copy(into->arena, diag.hint);
        diag.says = sentence_copy(into->arena, diag.says);
        diag.advises = sentence_copy(into->arena, diag.advises);
        add(into, diag);
    }
}

static int compare_diags(const void *left, const void *right)
{
    const Diag *a = left, *b = right;
    int order = text_compare(a->place.file, b->place.file);
    if (order) return order;
    if (a->place.line != b->place.line) return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column) return a->place.column < b->place.column ? -1 : 1;
    if (a->code != b->code) return a->code < b->code ? -1 : 1;
    order = text_compare(a->message, b->message);
    return order ? order : (int)a->severity - (int)b->severity;
}

void diags_sort(Diags *diags)
{
    if (diags->count < 2) return;
    qsort(diags->items, diags->count, sizeof *diags->items, compare_diags);
    size_t kept = 1;
    for (size_t i = 1; i < diags->count; i++) {
        Diag *diag = &diags->items[i];
        if (compare_diags(&diags->items[kept - 1], diag) != 0) {
            diags->items[kept++] = *diag;
            continue;
        }
        if (diag->severity == SEVERITY_WARNING) diags->warnings--;
        else diags->errors--;
        diags->row_faults -= diag->row_fault;
        diags->system_faults -= diag->system_fault;
        diags->refusals -= diag->refusal;
    }
    diags->count = kept;
}
