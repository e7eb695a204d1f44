/* compare_json.c - compare.json: what was compared, of which files, and what was written. No clock,
 * no machine: the same inputs give the same bytes. Source: docs/compare.md. */
#include "compare_files.h"
#include "json.h"

static void file(Json *json, const char *kind, const SourceFile *source)
{
    json_object(json, NULL);
    json_text(json, "path", text_valid(json->out.arena, source->path));
    json_text(json, "kind", text_of(kind));
    json_text(json, "sha256", text_of(source->sha256));
    json_integer(json, "bytes", (int64_t)source->bytes.length);
    json_end(json, '}');
}

static void designs(const CompareView *view, Json *json)
{
    int digits = view->comparison->records->company->digits;
    json_array(json, "designs");
    for (size_t s = 0; s < view->comparison->side_count; s++) {
        const Compared *side = &view->comparison->sides[s];
        json_object(json, NULL);
        json_text(json, "design", compare_letter(view->arena, s));
        json_text(json, "name", text_valid(view->arena, side->name));
        json_text(json, "title", side->design->title);
        json_money(json, "paid", view->total.paid[s], digits);
        json_money(json, "difference",
                   (Money){view->total.paid[s].minor - view->total.paid[0].minor}, digits);
        json_array(json, "files");
        for (size_t f = 0; f < side->trees->file_count; f++)
            file(json, "design", &side->trees->files[f]);
        json_end(json, ']');
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void files(const CompareView *view, Json *json)
{
    const Records *records = view->comparison->records;
    json_array(json, "files");
    file(json, "company", records->company->file);
    for (size_t f = 0; f < records->file_count; f++)
        file(json, records->files[f].is_feed ? "feed" : "table", &records->files[f].source);
    json_end(json, ']');
}

static void warnings(const Diags *diags, Json *json)
{
    json_array(json, "warnings");
    for (size_t i = 0; i < diags->count; i++) {
        const Diag *diag = &diags->items[i];
        json_object(json, NULL);
        json_text(json, "name", text_of(diag_name(diag->code)));
        json_text(json, "file", text_valid(json->out.arena, diag->place.file));
        json_integer(json, "line", diag->place.line);
        json_text(json, "message", text_valid(json->out.arena, diag->message));
        json_end(json, '}');
    }
    json_end(json, ']');
}

Text compare_json(const CompareView *view, const Written *written, const Diags *diags)
{
    Json json = {.out = {.arena = view->arena}};
    const Company *company = view->comparison->records->company;
    json_object(&json, NULL);
    json_text(&json, "attain", view->shown->version);
    json_text(&json, "company", company->name);
    json_text(&json, "currency", company->currency);
    json_month(&json, "from", view->comparison->from);
    json_month(&json, "to", view->comparison->to);
    json_flag(&json, "allow_exceptions", view->comparison->allow_exceptions);
    json_text(&json, "language", language_code(company->language));
    designs(view, &json);
    files(view, &json);
    json_object(&json, "outputs");
    for (size_t f = 0; f < written->count; f++)
        json_text(&json, written->files[f].name, written->files[f].sha256);
    json_end(&json, '}');
    warnings(diags, &json);
    json_end(&json, '}');
    buffer_byte(&json.out, '\n');
    return buffer_result(&json.out);
}
