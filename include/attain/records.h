/* records.h - the tables everything meets in.   (room: records)
 *
 * intake fills them, plan reads their shapes, engine reads their rows; after intake nothing changes
 * them. A feed is whatever company.yaml declares: no C code knows a deal or a role. Tables
 * are columnar and lie in slices: one piece of one file each, the unit of parallel work. Tables
 * refer
 * to each other by index.   Source: CONTRACT 2. */
#ifndef ATTAIN_RECORDS_H
#define ATTAIN_RECORDS_H

#include "attain/calendar.h"
#include "attain/currency.h"
#include "attain/file.h"
#include "attain/number.h"

typedef enum ColumnType {
#define COLUMN(type, word) COLUMN_##type,
#include "attain/column_types.def"
#undef COLUMN
    COLUMN_TYPES
} ColumnType;

Text column_type_word(ColumnType type);                       /* "money" */

/* One declared column. */
typedef struct ColumnSpec {
    Text name;                   /* as formulas say it */
    Text heading;                /* as the file says it; the name unless `header:` is given */
    ColumnType type;
    bool may_be_blank;           /* the type ends in ? */
    Text format;                 /* of dates: %Y %y %m %d and literals; "" = the usual orders */
    Ratio times;                 /* of money and numbers; 1 unless given */
    bool in_row_currency;           /* of money: each row's is that of the feed's currency column */
    bool optional;               /* a file may do without its heading: every cell is then blank */
    bool shown;                  /* of text: people read it beside a row's key (`shows:`) */
} ColumnSpec;

typedef enum Encoding { ENCODING_AUTO, ENCODING_UTF8, ENCODING_CP932, ENCODING_UTF16 } Encoding;

/* One kind of CSV file that company.yaml declares: a feed, the roster, the quotas ... */
typedef struct FeedSpec {
    Text name;
    Text pattern;                /* path or glob, relative to company.yaml; "" = not declared */
    Encoding encoding;
    Text total_row;              /* "" = none */
    ColumnSpec *columns;
    uint32_t column_count;
    uint32_t key;                /* index of the key column; COLUMN_ABSENT where there is none */
    uint32_t currency;           /* of the currency column, where a column is in_row_currency */
    Place place;                 /* of its entry in company.yaml */
    const SourceFile *stand_ins; /* read in place of the files that the pattern names: what a */
    size_t stand_in_count;       /* closed month read; NULL: the files themselves */
} FeedSpec;
#define COLUMN_ABSENT UINT32_MAX

/* The ledger accounts that a journal is written to, as the books of the company name them. */
typedef struct Accounts {
    Text expense, accrued, payable, draw;    /* "" where company.yaml does not say */
    Place place;                 /* of `accounts:`; of company.yaml where it is not there */
    bool any;
} Accounts;

typedef struct Company {
    SourceFile *file;
    Text directory;              /* company.yaml's, for opening files */
    Text name;
    Text currency;               /* ISO 4217 */
    Currency currency_number;    /* the same, by number */
    int digits;                  /* of its minor unit */
    Fiscal fiscal;
    Rounding rounding;
    Language language;           /* of the files for readers: workbook, statements, problems */
    Text plans;                  /* the design's directory, relative to company.yaml; may be "" */
    Text books;                  /* the file of closed months, relative to it; "": none */
    int restate;                 /* closed months that a run recomputes; 12 where not given */
    Accounts accounts;
    FeedSpec roster, quotas, alignments, adjustments, fx;
    FeedSpec *feeds;             /* in the order of company.yaml */
    uint32_t feed_count;
} Company;

/* One file of a feed, as it was read. */
typedef enum SkipReason { SKIP_TITLE, SKIP_BLANK, SKIP_TOTAL, SKIP_FOOTER, SKIP_DUPLICATE,
                          SKIP_REASONS } SkipReason;
Text skip_reason_word(SkipReason reason);                     /* "title" ... */
typedef struct SkippedRows {
    SkipReason reason;
    uint32_t first_line, last_line;      /* neighbours with one reason are one entry */
    uint32_t rows;
} SkippedRows;
typedef struct FileRead {
    SourceFile source;
    Text feed;                   /* "deals", "roster" ... */
    bool is_feed;                /* facts; else the roster, quotas ... */
    Encoding encoding;           /* as decided */
    bool byte_order_mark;
    char delimiter;
    const uint32_t *cells;       /* per declared column: its cell number in the file, from 1 */
    size_t rows;                 /* facts: neither skipped nor at fault */
    SkippedRows *skipped;
    size_t skipped_count;
    Text decoded;                /* the file as UTF-8; what excerpts and lines are taken from */
} FileRead;

/* The values of one column in one slice. A blank cell of a numeric type is 0, of a flag FALSE, with
 * blanks[row] set; of text "", of a date DAY_NONE, of a payee PERSON_NONE. */
typedef struct ColumnValues {
    union {
        const Text *texts;
        const Day *days;
        const Money *money;
        const Ratio *ratios;         /* number, percent (1 = 100%) */
        const int64_t *integers;
        const uint8_t *flags;
        const uint32_t *payees;      /* person index; from person_count on, an unknown one: */
    };
    const uint8_t *blanks;           /* NULL: no blank in this slice; numeric and flag only */
} ColumnValues;

typedef struct Slice {
    const FileRead *file;
    size_t row_count;
    const uint32_t *lines;           /* where the row starts, from 1 */
    const uint32_t *offsets;         /* and at which byte of text */
    const Text *keys;                /* the key cells; NULL where the feed has no key */
    const Currency *currencies;      /* by row, of amounts in_row_currency; NULL: there are none */
    Text text;                       /* this piece of the file, decoded */
    uint32_t first_line;             /* the line that text starts with */
    uint8_t *left_out;               /* 1: a duplicate or at fault, no fact; NULL: none */
    ColumnValues *columns;           /* as the spec's columns */
    const Text *strangers;           /* the ids of unknown payees: payee - person_count */
    uint32_t stranger_count;
} Slice;

typedef struct Table {
    const FeedSpec *spec;
    Slice *slices;                   /* in the order of the files, and of the rows in them */
    size_t slice_count;
    size_t row_count;                /* facts only */
    bool keys_ascend;                /* by bytes, over all slices: row order is key order */
} Table;

#define PERSON_NONE UINT32_MAX
#define TEAM_NONE UINT32_MAX

typedef struct Assignment {          /* one row of the roster */
    uint32_t person;
    Text name;
    Text role;
    uint32_t team;                   /* TEAM_NONE: blank */
    uint32_t manager;                /* PERSON_NONE: blank */
    Day start, end;                  /* end DAY_OPEN: blank */
    Money target;                    /* a year's target incentive, in the company's currency */
    Currency pay_currency;           /* what payroll pays in; the company's where blank */
    uint32_t slice, row;             /* of the roster's table, for formulas and citations */
} Assignment;

typedef struct Person {
    Text id;
    uint32_t first_assignment, assignment_count;
} Person;

typedef struct Roster {
    Table table;                     /* further columns too, for `for:` formulas */
    Person *persons;                 /* sorted by the bytes of the id: an index is a rank */
    uint32_t person_count;
    Assignment *assignments;         /* sorted by person, start, end, line */
    uint32_t assignment_count;
    Text *teams;                     /* sorted by bytes; those on the roster */
    uint32_t team_count;
} Roster;

uint32_t roster_person(const Roster *roster, Text id);        /* PERSON_NONE if absent */
uint32_t roster_team(const Roster *roster, Text team);        /* TEAM_NONE if absent */
/* Whom a text may mean that is nobody's id: `E103 (Aoki, AE), E107 (Aoki, IS)`; "" for nobody. */
Text roster_meant(Arena *arena, const Roster *roster, Text text);
/* Whether an assignment of the person's is on the team on that day; of PERSON_NONE, none is. */
bool roster_on_team(const Roster *roster, uint32_t person, uint32_t team, Day day);
/* The id behind a payee cell of a slice, known or not; "" for PERSON_NONE. */
Text roster_payee_text(const Roster *roster, const Slice *slice, uint32_t payee);

typedef enum HolderKind { HOLDER_PERSON, HOLDER_TEAM, HOLDER_COMPANY } HolderKind;
typedef struct Quota {               /* one row: amount spread evenly over [first, last] */
    HolderKind kind;
    uint32_t holder;                 /* person or team */
    Text measure;                    /* `acv` */
    Text line;                       /* `is` of `acv.is`; "" for the measure's own row */
    Month first, last;
    Ratio monthly;                   /* amount / months; money in whole currency */
    uint32_t slice, row;
} Quota;
typedef struct Alignment { uint32_t person, team; Day start, end; uint32_t slice, row; } Alignment;
typedef struct Adjustment {
    Text id;
    uint32_t person;
    Month period;
    Money amount;
    Text reason, approved_by;
    uint32_t slice, row;
} Adjustment;

typedef struct FxRate {              /* units of the company's currency for one unit, in a month */
    Currency currency;
    Month month;
    Ratio rate;                      /* > 0 */
    Text source;
    uint32_t slice, row;
} FxRate;

typedef struct Records {
    const Company *company;
    Roster roster;
    Table quota_table, alignment_table, adjustment_table, fx_table;
    Quota *quotas;                   /* sorted by kind, holder, measure, line, first */
    size_t quota_count;
    Alignment *alignments;           /* sorted by person, start, team */
    size_t alignment_count;
    Adjustment *adjustments;         /* sorted by person, period, id */
    size_t adjustment_count;
    FxRate *rates;                   /* sorted by currency, month */
    size_t rate_count;
    Table *feeds;                    /* as company->feeds */
    FileRead *files;                 /* every CSV read: roster, quotas, alignments, adjustments, */
    size_t file_count;               /* fx, then the feeds in order, files of one in name order */
} Records;

#define FX_DECIMALS 18               /* of a rate shown: more than any source quotes */
/* NULL: the company has none for this month. */
const FxRate *records_rate(const Records *records, Currency currency, Month month);

/* Whether two readings say the same of the days up to `last`: of the roster and the alignments; of
 * the quotas and the rates of the months up to `last`. */
bool records_same_people(const Records *a, const Records *b, Day last);
bool records_same_rates(const Records *a, const Records *b, Month last);
bool records_same_quotas(const Records *a, const Records *b, Month last);

/* The place of a row (heading "" and column 0), or of one of its cells, for diagnostics. */
Place record_place(Arena *arena, const Table *table, const Slice *slice, size_t row);
Place record_cell_place(Arena *arena, const Table *table, const Slice *slice, size_t row,
                        uint32_t column);
/* Marks a cell (from 1) of the line that the place quotes. */
void record_mark_cell(Place *place, char delimiter, uint32_t cell);
/* The row's shown columns: "Kita Foods, renewal"; "" where the feed shows none. */
Text record_shown(Arena *arena, const Table *table, const Slice *slice, size_t row);
Text record_key(const Table *table, const Slice *slice, size_t row);   /* "" without a key column */

#endif
