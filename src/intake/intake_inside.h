/* intake_inside.h - what the steps of intake hand to each other. Private to the room. */
#ifndef ATTAIN_INTAKE_INSIDE_H
#define ATTAIN_INTAKE_INSIDE_H

#include "attain/intake.h"
#include "rows.h"

#define SLICE_BYTES ((size_t)4 * 1024 * 1024)      /* the same whatever the jobs: same bytes out */

typedef struct TotalRow { uint32_t line; Text raw; Text *cells; uint32_t cell_count; } TotalRow;

/* A cell that says something else than its file does: of the row of a slice, from 0, with those
 * that are no facts. */
typedef struct CellEdit { const Slice *slice; size_t row; uint32_t cell; Text text; } CellEdit;

/* One file between decoding and its table. */
typedef struct FeedFile {
    FileRead *read;
    const FeedSpec *spec;
    const Company *company;
    const Roster *roster;            /* for payee columns; NULL while the roster itself is read */
    const Names *ids;                /* the roster's ids, by rank */
    bool is_feed;                    /* its faults are row faults */
    bool usable;
    uint32_t cell_count;             /* of the heading */
    uint32_t *column_of_cell;        /* [cell]: column, or COLUMN_ABSENT */
    size_t data_from, data_to;       /* of decoded: the facts */
    uint32_t data_line;              /* the line of data_from */
    Slice *slices;
    size_t slice_count;
    SkippedRows *skipped;
    size_t skipped_count, skipped_capacity;
    TotalRow *totals;
    size_t total_count, total_capacity;
    CellEdit *edits;
    size_t edit_count, edit_capacity;
    Diags diags;
    Arena *arena;
} FeedFile;

bool file_decode(Arena *arena, FileRead *file, Encoding declared, Diags *diags);
/* Finds delimiter, heading, titles and footer. */
bool heading_find(FeedFile *file);
/* Cuts into slices; each is then read on its own. */
void slices_cut(FeedFile *file);

typedef struct SliceResult {
    Diags diags;
    SkippedRows *skipped;
    size_t skipped_count, skipped_capacity;
    TotalRow *totals;
    size_t total_count, total_capacity;
    size_t faults;
    bool keys_ascend;                /* within the slice, where the spec has a key */
    bool stopped;                    /* at a broken quote: nothing after it is used */
    Ratio *sums;                     /* per column, where the spec has a total row */
    Arena *arena;
} SliceResult;
void slice_read(FeedFile *file, Slice *slice, SliceResult *result);

/* Says why the rows of a file ended before the file did. */
void rows_end_report(Diags *diags, RowsEnd end, Place place);

void skip_note(Arena *arena, SkippedRows **skipped, size_t *count, size_t *capacity,
               SkipReason reason, uint32_t line);
/* Of a text that is no currency: what is wrong, and what to do. */
#define CURRENCY_WRONG N_("not a currency of ISO 4217")
#define CURRENCY_HINT N_("write its three capital letters, such as JPY or USD")
Diag *cell_fault(Diags *diags, bool is_feed, DiagCode code, Place place, const char *hint,
                 const char *format, ...) PRINTF_LIKE(6, 7);

/* edits.c: what if cells said something else. Edits of tables and columns that are not there are
 * refused; those of a table find their cells in its files, cut but not read; when all is read, what
 * found none is reported. */
void edits_check(Arena *arena, const Company *company, const IntakeOptions *options,
                 Diags *diags);
void edits_find(Arena *arena, const FeedSpec *spec, FeedFile *files, size_t file_count,
                const IntakeOptions *options, Diags *diags);
void edits_report(Arena *arena, const Records *records, const IntakeOptions *options,
                  Diags *diags);
/* Refuses an edit of what another edit changes already. */
void edit_clash(Edit *edit, const Edit *other, Diags *diags);
/* edit_table.c: the tables' own ways of naming a row. */
typedef struct EditKeys { uint32_t columns[EDIT_KEYS_MAX], count, fewest; } EditKeys;
EditKeys edit_keys(const FeedSpec *spec);
const FeedSpec *edit_spec(const Company *company, const Edit *edit);
uint32_t edit_column(const FeedSpec *spec, const Edit *edit);     /* COLUMN_ABSENT: it has none */
Text edit_row(Arena *arena, const Edit *edit, uint32_t keys);     /* quotas[E012,acv] */
Text edit_key(Arena *arena, const Edit *edit, Text key);          /* in quotes if it needs them */
/* edit_quotas.c: a month of a longer quota row. */
void quotas_edit(Arena *arena, Records *records, const IntakeOptions *options, Diags *diags);

/* verify.c: keys over the whole feed; the results are those of its slices. */
bool slice_keys_ascend(const Slice *slice);
void keys_verify(Arena *arena, Table *table, const SliceResult *const *results, Diags *diags);
void totals_verify(FeedFile *file, SliceResult *results, Diags *diags);

/* people.c, expectations.c: the tables that have a meaning of their own. */
void roster_build(Arena *arena, const Company *company, Records *records, Diags *diags);
void quotas_build(Arena *arena, const Company *company, Records *records, Diags *diags);
void alignments_build(Arena *arena, const Company *company, Records *records, Diags *diags);
void adjustments_build(Arena *arena, const Company *company, Records *records, Diags *diags);
void rates_build(Arena *arena, const Company *company, Records *records, Diags *diags);

/* The standard columns, in the contract's order. */
enum { PERSON_ID, PERSON_NAME, PERSON_ROLE, PERSON_TEAM, PERSON_MANAGER, PERSON_START, PERSON_END,
       PERSON_TARGET, PERSON_PAY_CURRENCY, PERSON_COLUMNS };
enum { QUOTA_HOLDER, QUOTA_MEASURE, QUOTA_PERIOD, QUOTA_AMOUNT, QUOTA_COLUMNS };
enum { ALIGNED_PERSON, ALIGNED_TEAM, ALIGNED_START, ALIGNED_END, ALIGNED_COLUMNS };
enum { ADJUSTED_ID, ADJUSTED_PERSON, ADJUSTED_PERIOD, ADJUSTED_AMOUNT, ADJUSTED_REASON,
       ADJUSTED_BY, ADJUSTED_COLUMNS };
enum { FX_CURRENCY, FX_PERIOD, FX_RATE, FX_SOURCE, FX_COLUMNS };

#endif
