/* run_json.c - what was read, with which hashes, and what came of it. Keys in a fixed order, no
 * clock, no machine: the same inputs give the same bytes. Source: CONTRACT 7. */
#include "attain/run_record.h"
#include "json.h"
#include "report_inside.h"

static void json_field(Buffer *out, const char *name, Text value)
{
    buffer_format(out, "  \"%s\": ", name);
    json_quoted(out, value);
    buffer_text(out, TEXT(",\n"));
}

static void total_money(const View *view, Buffer *out, const char *name, Int128 sum, bool last)
{
    Ratio total = ratio_from_int128(view->arena, sum);
    int digits = view->ledger->records->company->digits;
    Ratio unit = ratio_from_money((Money){1}, digits);
    Text text = ratio_text(view->arena, ratio_multiply(view->arena, total, unit), digits);
    buffer_format(out, "    \"%s\": \"%.*s\"%s\n", name, TEXT_ARG(text), last ? "" : ",");
}

static void totals(const View *view, Buffer *out)
{
    PayrollColumn columns[PAYROLL_COLUMNS];
    size_t count = payroll_columns(view, columns);
    buffer_text(out, TEXT("  \"totals\": {\n"));
    for (size_t c = 0; c < count; c++) {
        Int128 sum = 0;
        for (size_t i = 0; i < view->ledger->payment_count; i++)
            sum += payroll_amount(&view->ledger->payments[i], &columns[c]).minor;
        total_money(view, out, columns[c].name, sum, c + 1 == count);
    }
    buffer_text(out, TEXT("  },\n"));
}

/* What the run stands on: the closed months, as their chain says. */
static void books(const View *view, Buffer *out)
{
    const Booked *booked = view->ledger->booked;
    if (!booked) return;
    size_t priors = 0;
    for (size_t i = 0; i < view->ledger->posting_count; i++)
        priors += is_prior(view->ledger, &view->ledger->postings[i]);
    buffer_format(out, "  \"books\": {\"head\": \"%.*s\", \"closed\": \"%.*s\", "
                  "\"prior_adjustments\": %zu, \"changed_credits\": %zu},\n",
                  TEXT_ARG(booked->head),
                  TEXT_ARG(booked->any ? month_text(view->arena, booked->last) : TEXT("")),
                  priors, view->ledger->change_count);
}

static void file_start(Buffer *out, RunFileKind kind, const SourceFile *file)
{
    Text word = run_file_kind_word(kind);
    buffer_text(out, TEXT("    {\"path\": "));
    json_quoted(out, text_valid(out->arena, file->path));
    buffer_format(out, ", \"kind\": \"%.*s\", \"sha256\": \"%s\", \"bytes\": %zu", TEXT_ARG(word),
                  file->sha256, file->bytes.length);
    if (kind == RUN_FEED) return;
    buffer_text(out, TEXT(", \"kept\": "));
    json_quoted(out, text_valid(out->arena, kept_name(out->arena, file->path)));
}

static void csv_file(Buffer *out, const FileRead *file)
{
    static const char *const encodings[] = {"auto", "utf-8", "cp932", "utf-16"};
    file_start(out, file->is_feed ? RUN_FEED : RUN_TABLE, &file->source);
    buffer_format(out, ", \"feed\": \"%.*s\", \"encoding\": \"%s\", \"byte_order_mark\": %s, "
                  "\"rows\": %zu, \"skipped\": [", TEXT_ARG(file->feed), encodings[file->encoding],
                  file->byte_order_mark ? "true" : "false", file->rows);
    for (size_t s = 0; s < file->skipped_count; s++) {
        const SkippedRows *skipped = &file->skipped[s];
        Text reason = skip_reason_word(skipped->reason);
        buffer_format(out, "%s{\"reason\": \"%.*s\", \"first_line\": %u, \"last_line\": %u}",
                      s ? ", " : "", TEXT_ARG(reason), skipped->first_line, skipped->last_line);
    }
    buffer_text(out, TEXT("]}"));
}

static void files(const View *view, Buffer *out)
{
    const Records *records = view->ledger->records;
    const Design *design = view->ledger->design;
    buffer_text(out, TEXT("  \"files\": [\n"));
    file_start(out, RUN_COMPANY, records->company->file);
    buffer_byte(out, '}');
    for (size_t f = 0; f < records->file_count; f++) {
        buffer_text(out, TEXT(",\n"));
        csv_file(out, &records->files[f]);
    }
    for (size_t f = 0; f < design->file_count; f++) {
        buffer_text(out, TEXT(",\n"));
        file_start(out, RUN_DESIGN, &design->files[f]);
        buffer_byte(out, '}');
    }
    buffer_text(out, TEXT("\n  ],\n"));
}

/* What was written beside this file. */
static void outputs(Buffer *out, const Written *written)
{
    buffer_text(out, TEXT("  \"outputs\": {"));
    for (size_t f = 0; f < written->count; f++)
        buffer_format(out, "%s\n    \"%s\": \"%.*s\"", f ? "," : "", written->files[f].name,
                      TEXT_ARG(written->files[f].sha256));
    buffer_text(out, TEXT("\n  },\n"));
}

static void warnings(const View *view, Buffer *out)
{
    bool first = true;
    buffer_text(out, TEXT("  \"warnings\": ["));
    for (size_t i = 0; i < view->diags->count; i++) {
        const Diag *diag = &view->diags->items[i];
        if (diag->severity != SEVERITY_WARNING) continue;
        buffer_format(out, "%s\n    {\"name\": \"%s\", \"file\": ", first ? "" : ",",
                      diag_name(diag->code));
        json_quoted(out, text_valid(out->arena, diag->place.file));
        buffer_format(out, ", \"line\": %u, \"message\": ", diag->place.line);
        json_quoted(out, text_valid(out->arena, diag->message));
        buffer_byte(out, '}');
        first = false;
    }
    buffer_text(out, first ? TEXT("]\n") : TEXT("\n  ]\n"));
}

/* The options that say what is written, in their own words. */
static void options(const View *view, Buffer *out)
{
    const ReportOptions *given = view->options;
    Text language = language_code(view->ledger->records->company->language);
    Text credits = credits_to_word(given->credits);
    buffer_format(out, "  \"allow_exceptions\": %s,\n  \"workbook\": \"%s\",\n"
                  "  \"credits\": \"%.*s\",\n  \"journal\": %s,\n  \"statements\": %s,\n"
                  "  \"language\": \"%.*s\",\n",
                  given->allow_exceptions ? "true" : "false",
                  given->workbook ? "default" : "none", TEXT_ARG(credits),
                  given->journal ? "true" : "false", given->statements ? "true" : "false",
                  TEXT_ARG(language));
}

Text run_json(const View *view, const Written *written)
{
    Buffer out = {.arena = view->arena};
    const Ledger *ledger = view->ledger;
    const Company *company = ledger->records->company;
    buffer_text(&out, TEXT("{\n"));
    json_field(&out, "attain", view->options->version);
    json_field(&out, "company", company->name);
    json_field(&out, "currency", company->currency);
    json_field(&out, "period", month_text(view->arena, ledger->period));
    json_field(&out, "fiscal_year", fiscal_year_text(view->arena, company->fiscal,
                                                     ledger->period));
    json_field(&out, "design", ledger->design->title);
    json_field(&out, "plans", ledger->design->directory);
    options(view, &out);
    buffer_format(&out, "  \"rows_left_out\": %zu,\n", ledger->rows_left_out);
    totals(view, &out);
    books(view, &out);
    buffer_format(&out, "  \"rows\": {\"payouts\": %zu, \"payroll\": %zu, \"credits\": %zu},\n",
                  ledger->entry_count, ledger->payment_count, ledger->credit_count);
    files(view, &out);
    outputs(&out, written);
    warnings(view, &out);
    buffer_text(&out, TEXT("}\n"));
    return buffer_result(&out);
}
