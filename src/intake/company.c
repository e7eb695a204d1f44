/* company.c - company.yaml: what the company is, and which files hold its facts.
 * Source: CONTRACT 2. */
#include "intake_inside.h"

#include "attain/tree.h"

#include <string.h>

enum { RESTATE_DEFAULT = 12, RESTATE_MAX = 1200 };      /* months */

typedef struct Reading { Arena *arena; Diags *diags; const Company *company; } Reading;
typedef struct Standard { Text name; ColumnType type; bool may_be_blank, optional; } Standard;

#define STANDARD(name, type, blank) {{#name, sizeof #name - 1}, COLUMN_##type, blank, false}
#define OPTIONAL(name, type) {{#name, sizeof #name - 1}, COLUMN_##type, true, true}
static const Standard roster_columns[PERSON_COLUMNS] = {
    STANDARD(person_id, TEXT, false), STANDARD(name, TEXT, false), STANDARD(role, TEXT, false),
    STANDARD(team, TEXT, true), STANDARD(manager_id, TEXT, true),
    STANDARD(start_date, DATE, false), STANDARD(end_date, DATE, true),
    STANDARD(target_incentive, MONEY, true), OPTIONAL(pay_currency, TEXT)};
static const Standard quota_columns[QUOTA_COLUMNS] = {
    STANDARD(holder, TEXT, false), STANDARD(measure, TEXT, false),
    STANDARD(period, TEXT, false), STANDARD(amount, NUMBER, false)};
static const Standard alignment_columns[ALIGNED_COLUMNS] = {
    STANDARD(person_id, TEXT, false), STANDARD(team, TEXT, false),
    STANDARD(start_date, DATE, false), STANDARD(end_date, DATE, true)};
static const Standard adjustment_columns[ADJUSTED_COLUMNS] = {
    STANDARD(adjustment_id, TEXT, false), STANDARD(person_id, TEXT, false),
    STANDARD(period, TEXT, false), STANDARD(amount, MONEY, false),
    STANDARD(reason, TEXT, false), STANDARD(approved_by, TEXT, false)};
static const Standard fx_columns[FX_COLUMNS] = {
    STANDARD(currency, TEXT, false), STANDARD(period, TEXT, false),
    STANDARD(rate, NUMBER, false), STANDARD(source, TEXT, false)};

static void refuse(Reading *reading, const Node *node, DiagCode code, const char *what,
                   const char *hint)
{
    Diag *diag = diag_error(reading->diags, code, tree_place(reading->arena, node), "%s", what);
    if (node->kind == NODE_SCALAR) diag_value(reading->diags, diag, node->scalar);
    diag_hint(reading->diags, diag, "%s", hint);
}

static Text scalar_of(Reading *reading, const Node *map, const char *key, bool needed)
{
    const Node *node = tree_get(map, text_of(key));
    if (node && node->kind == NODE_SCALAR && !tree_is_null(node)) {
        if (needed && !text_trim(node->scalar).length)
            refuse(reading, node, DIAG_WRONG_TYPE, "a value is missing here", "");
        return node->scalar;
    }
    if (node && node->kind != NODE_SCALAR)
        refuse(reading, node, DIAG_WRONG_TYPE, "a single value is expected here", "");
    else if (needed)
        diag_error(reading->diags, DIAG_MISSING_KEY, tree_place(reading->arena, map),
                   "the key \"%.*s\" is missing", TEXT_ARG(text_of(key)));
    return TEXT("");
}

/* The place of a word among words; absent gives 0, an unknown one is reported. */
static size_t word_of(Reading *reading, const Node *map, const char *key, const Text *words,
                      size_t count)
{
    const Node *node = tree_get(map, text_of(key));
    if (!node) return 0;
    for (size_t i = 0; i < count && node->kind == NODE_SCALAR; i++)
        if (text_equal(words[i], node->scalar)) return i;
    Text all = TEXT("");
    for (size_t i = 0; i < count; i++)
        all = text_format(reading->arena, "%.*s%s%.*s", TEXT_ARG(all), i ? ", " : "",
                          TEXT_ARG(words[i]));
    Diag *diag = diag_error(reading->diags, DIAG_COMPANY_VALUE, tree_place(reading->arena, node),
                            "%.*s is not one of: %.*s", TEXT_ARG(text_of(key)),
                            TEXT_ARG(all));
    diag_value(reading->diags, diag, node->scalar);
    return 0;
}

static void read_currency(Reading *reading, const Node *root, Company *company)
{
    company->currency = scalar_of(reading, root, "currency", true);
    company->currency_number = currency_find(company->currency);
    if (company->currency_number != CURRENCY_NONE)
        company->digits = currency_digits(company->currency_number);
    else if (company->currency.length)
        refuse(reading, tree_get(root, TEXT("currency")), DIAG_COMPANY_VALUE, CURRENCY_WRONG,
               CURRENCY_HINT);
}

static bool column_type(Reading *reading, const Node *node, ColumnSpec *column)
{
    Text word = node->scalar;
    column->may_be_blank = word.length && word.bytes[word.length - 1] == '?';
    if (column->may_be_blank) word.length--;
    Text words[COLUMN_TYPES];
    for (size_t t = 0; t < COLUMN_TYPES; t++) {
        words[t] = column_type_word((ColumnType)t);
        if (!text_equal(words[t], word)) continue;
        column->type = (ColumnType)t;
        return true;
    }
    Text near = text_nearest(word, words, COLUMN_TYPES);
    Diag *diag = diag_error(reading->diags, DIAG_COLUMN_TYPE, tree_place(reading->arena, node),
                            "\"%.*s\" is not a type of column", TEXT_ARG(word));
    if (near.length) diag_hint(reading->diags, diag, "did you mean %.*s?", TEXT_ARG(near));
    else diag_hint(reading->diags, diag, "types are text, date, money, number, integer, percent, "
                   "flag, payee; with ? a cell may be blank");
    return false;
}

static void column_times(Reading *reading, const Node *map, ColumnSpec *column)
{
    const Node *node = tree_get(map, TEXT("times"));
    if (!node) return;
    Text digits = text_copy(reading->arena, node->scalar);
    size_t length = 0;
    for (size_t i = 0; i < digits.length; i++)
        if (digits.bytes[i] != '_') ((char *)digits.bytes)[length++] = digits.bytes[i];
    digits.length = length;
    bool takes = column->type == COLUMN_MONEY || column->type == COLUMN_NUMBER;
    if (!takes || !ratio_parse(reading->arena, digits, &column->times) ||
        ratio_sign(column->times) <= 0)
        refuse(reading, node, DIAG_COMPANY_VALUE, takes ? "times is a positive number" :
               N_("only money and number columns take times"), "write times: 1000");
}

/* A type, which a standard column has already: it may be repeated, not changed. */
static void standard_type(Reading *reading, const Node *node, bool standard, ColumnSpec *column)
{
    ColumnSpec given = *column;
    if (!column_type(reading, node, &given)) return;
    if (!standard) *column = given;
    else if (given.type != column->type)
        refuse(reading, node, DIAG_COLUMN_TYPE, "a standard column keeps its type",
               "its heading, if it differs, goes under {header: ...}");
}

/* A year, a month and a day, each once. */
static bool is_date_format(Text format)
{
    int years = 0, months = 0, days = 0, others = 0;
    for (size_t i = 0; i < format.length; i++) {
        if (format.bytes[i] != '%') continue;
        char part = ++i < format.length ? format.bytes[i] : '%';
        years += part == 'Y' || part == 'y';
        months += part == 'm';
        days += part == 'd';
        others += !strchr("Yymd", part);
    }
    return years == 1 && months == 1 && days == 1 && others == 0;
}

/* `name: type`, or `name: {type, header, format, times, currency}`; the type is known for standard
 * ones, the currency's column once all are. */
static void read_column(Reading *reading, const Node *node, bool standard, ColumnSpec *column)
{
    static const Text keys[] = {{"type", 4}, {"header", 6}, {"format", 6}, {"times", 5},
                                {"currency", 8}};
    if (node->kind == NODE_SCALAR) {
        standard_type(reading, node, standard, column);
        return;
    }
    tree_check_keys(reading->arena, node, keys, 5, reading->diags);
    const Node *type = tree_get(node, TEXT("type"));
    if (type && type->kind == NODE_SCALAR) {
        standard_type(reading, type, standard, column);
    } else if (!standard) {
        diag_error(reading->diags, DIAG_MISSING_KEY, tree_key_place(reading->arena, node),
                   "the column needs a type");
    }
    Text heading = scalar_of(reading, node, "header", false);
    if (heading.length) column->heading = text_trim(heading);
    column->format = scalar_of(reading, node, "format", false);
    const Node *format = tree_get(node, TEXT("format"));
    if (column->format.length && column->type != COLUMN_DATE)
        refuse(reading, format, DIAG_COMPANY_VALUE, "only dates take a format", "");
    else if (format && !is_date_format(column->format))
        refuse(reading, format, DIAG_COMPANY_VALUE, "this does not say how a date is written",
               "one of %Y and %y, one %m and one %d, such as %d/%m/%Y");
    column_times(reading, node, column);
}

static bool is_name(Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        bool good = byte >= 0x80 || byte == '_' || (byte >= 'a' && byte <= 'z') ||
                    (byte >= 'A' && byte <= 'Z') || (i && byte >= '0' && byte <= '9');
        if (!good) return false;
    }
    return text.length > 0;
}

static void check_headings(Reading *reading, const Node *map, const FeedSpec *spec)
{
    for (uint32_t a = 0; a < spec->column_count; a++)
        for (uint32_t b = a + 1; b < spec->column_count; b++)
            if (text_equal(spec->columns[a].heading, spec->columns[b].heading))
                diag_error(reading->diags, DIAG_COMPANY_VALUE, tree_key_place(reading->arena, map),
                           "columns %.*s and %.*s have one heading",
                           TEXT_ARG(spec->columns[a].name), TEXT_ARG(spec->columns[b].name));
}

/* The column that says in which currency a money column's amounts are. */
static void read_column_currency(Reading *reading, const Node *node, ColumnSpec *column,
                                 const Node **first, FeedSpec *spec)
{
    uint32_t at = 0;
    while (at < spec->column_count && !text_equal(spec->columns[at].name, node->scalar)) at++;
    bool is_text = at < spec->column_count && spec->columns[at].type == COLUMN_TEXT;
    if (column->type != COLUMN_MONEY) {
        refuse(reading, node, DIAG_COMPANY_VALUE, "only money columns take a currency", "");
    } else if (node->kind != NODE_SCALAR || !is_text) {
        refuse(reading, node, DIAG_COMPANY_VALUE, "the currency is no text column of this feed",
               "name the column that holds each row's currency, declared as text (or text?: "
               "blank is the company's)");
    } else if (*first && !text_equal((*first)->scalar, node->scalar)) {
        refuse(reading, node, DIAG_COMPANY_VALUE, "a second currency column in one feed",
               "a row has one currency: all its money columns name the same column");
    } else {
        *first = node;
        column->in_row_currency = true;
        spec->currency = at;
    }
}

static void read_currencies(Reading *reading, const Node *map, bool is_feed, FeedSpec *spec)
{
    const Node *first = NULL;
    for (const Node *node = map && map->kind == NODE_MAP ? map->first : NULL; node;
         node = node->next) {
        const Node *currency = node->kind == NODE_MAP ? tree_get(node, TEXT("currency")) : NULL;
        if (!currency) continue;
        uint32_t at = 0;
        while (!text_equal(spec->columns[at].name, node->key)) at++;
        if (is_feed)
            read_column_currency(reading, currency, &spec->columns[at], &first, spec);
        else
            refuse(reading, currency, DIAG_COMPANY_VALUE, "only a feed's columns take a currency",
                   "amounts here are in the company's");
    }
    if (first && !reading->company->fx.pattern.length)
        refuse(reading, first, DIAG_COMPANY_VALUE, "amounts in other currencies need rates",
               "say `fx: {file: fx.csv}` in company.yaml, with the columns currency, period, rate "
               "and source");
}

static void read_columns(Reading *reading, const Node *map, const Standard *standard,
                         size_t standard_count, FeedSpec *spec)
{
    size_t room = standard_count + (map && map->kind == NODE_MAP ? map->count : 0) + 1;
    spec->columns = ARENA_ARRAY(reading->arena, ColumnSpec, room);
    for (size_t i = 0; i < standard_count; i++)
        spec->columns[spec->column_count++] =
            (ColumnSpec){standard[i].name, standard[i].name, standard[i].type,
                         standard[i].may_be_blank, TEXT(""), RATIO_ONE, false,
                         standard[i].optional, false};
    for (const Node *node = map && map->kind == NODE_MAP ? map->first : NULL; node;
         node = node->next) {
        uint32_t at = 0;
        while (at < standard_count && !text_equal(spec->columns[at].name, node->key)) at++;
        bool is_standard = at < standard_count;
        if (!is_standard) {
            at = spec->column_count++;
            spec->columns[at] = (ColumnSpec){node->key, node->key, COLUMN_TEXT, false, TEXT(""),
                                             RATIO_ONE, false, false, false};
            if (!is_name(node->key))
                diag_error(reading->diags, DIAG_COMPANY_VALUE,
                           tree_key_place(reading->arena, node),
                           "a column's name is letters, digits and _ (its heading goes under "
                           "`header`)");
        }
        spec->columns[at].optional = false;              /* what is declared must be there */
        read_column(reading, node, is_standard, &spec->columns[at]);
    }
    read_currencies(reading, map, standard_count == 0, spec);
    if (map) check_headings(reading, map, spec);
}

/* `shows: customer`, or a list: text columns that stand beside the key where people read. */
static void read_shown(Reading *reading, const Node *node, FeedSpec *spec)
{
    const Node *item = node && node->kind == NODE_LIST ? node->first : node;
    for (; item; item = item == node ? NULL : item->next) {
        ColumnSpec *column = NULL;
        for (uint32_t c = 0; item->kind == NODE_SCALAR && c < spec->column_count; c++)
            if (text_equal(spec->columns[c].name, item->scalar)) column = &spec->columns[c];
        if (column && column->type == COLUMN_TEXT) column->shown = true;
        else refuse(reading, item, DIAG_COMPANY_VALUE, "this is no text column of the feed",
                    "`shows:` names the text columns that stand beside a row's key, such as its "
                    "customer");
    }
}

static void read_spec(Reading *reading, const Node *node, const Standard *standard,
                      size_t standard_count, FeedSpec *spec)
{
    static const Text keys[] = {{"file", 4}, {"encoding", 8}, {"columns", 7}, {"key", 3},
                                {"total_row", 9}, {"shows", 5}};
    static const Text encodings[] = {{"auto", 4}, {"utf-8", 5}, {"cp932", 5}, {"utf-16", 6}};
    spec->key = COLUMN_ABSENT;
    if (!node) {
        read_columns(reading, NULL, standard, standard_count, spec);
        return;
    }
    spec->place = tree_key_place(reading->arena, node);
    if (node->kind != NODE_MAP) {
        refuse(reading, node, DIAG_WRONG_TYPE, "{file: ...} is expected here", "");
        return;
    }
    tree_check_keys(reading->arena, node, keys, standard_count ? 3 : 6, reading->diags);
    spec->pattern = scalar_of(reading, node, "file", true);
    spec->encoding = (Encoding)word_of(reading, node, "encoding", encodings, 4);
    const Node *columns = tree_get(node, TEXT("columns"));
    if (!standard_count && (!columns || columns->kind != NODE_MAP))
        diag_error(reading->diags, DIAG_MISSING_KEY, spec->place, "a feed declares its columns");
    read_columns(reading, columns, standard, standard_count, spec);
    if (standard_count) return;
    spec->total_row = text_trim(scalar_of(reading, node, "total_row", false));
    Text key = scalar_of(reading, node, "key", true);
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (text_equal(spec->columns[c].name, key)) spec->key = c;
    if (key.length && spec->key == COLUMN_ABSENT)
        refuse(reading, tree_get(node, TEXT("key")), DIAG_COMPANY_VALUE,
               "the key is not one of the columns", "");
    else if (key.length) spec->columns[spec->key].may_be_blank = false;
    read_shown(reading, tree_get(node, TEXT("shows")), spec);
}

static void read_fiscal(Reading *reading, const Node *root, Company *company)
{
    static const Text named[] = {{"end", 3}, {"start", 5}};
    Text roundings[ROUND_UP + 1];
    for (unsigned r = 0; r <= ROUND_UP; r++) roundings[r] = rounding_word((Rounding)r);
    company->fiscal.starts = 1;
    const Node *node = tree_get(root, TEXT("fiscal_year_starts"));
    Ratio month = RATIO_ZERO;
    bool good = node && node->kind == NODE_SCALAR &&
                ratio_parse(reading->arena, node->scalar, &month) && ratio_is_whole(month) &&
                !month.big && month.num >= 1 && month.num <= 12;
    if (good) company->fiscal.starts = (int)month.num;
    else if (node) refuse(reading, node, DIAG_COMPANY_VALUE, "a month from 1 to 12 is expected",
                          "");
    else diag_error(reading->diags, DIAG_MISSING_KEY, tree_place(reading->arena, root),
                    "the key \"fiscal_year_starts\" is missing");
    company->fiscal.named_by_start =
        word_of(reading, root, "fiscal_year_named_by", named, 2) == 1;
    company->rounding = (Rounding)word_of(reading, root, "rounding", roundings, 5);
}

/* Where the closed months are kept, and how many of them a run recomputes. Source: CONTRACT 8. */
static void read_books(Reading *reading, const Node *root, Company *company)
{
    company->books = scalar_of(reading, root, "books", false);
    company->restate = RESTATE_DEFAULT;
    const Node *node = tree_get(root, TEXT("restate"));
    if (!node) return;
    Ratio months = RATIO_ZERO;
    bool good = node->kind == NODE_SCALAR &&
                ratio_parse(reading->arena, node->scalar, &months) && ratio_is_whole(months) &&
                !months.big && months.num >= 0 && months.num <= RESTATE_MAX;
    if (good) company->restate = (int)months.num;
    else refuse(reading, node, DIAG_COMPANY_VALUE, "a number of months is expected",
                "0 means that closed months are never recomputed; the default is 12");
}

/* An account is what the company calls it: a number, a name, or both. Which are needed is seen
 * where a journal is written. */
static void read_accounts(Reading *reading, const Node *root, Accounts *accounts)
{
    static const Text keys[] = {{"expense", 7}, {"accrued", 7}, {"payable", 7}, {"draw", 4}};
    Text *const texts[] = {&accounts->expense, &accounts->accrued, &accounts->payable,
                           &accounts->draw};
    const Node *node = tree_get(root, TEXT("accounts"));
    accounts->any = node != NULL;
    accounts->place = node ? tree_key_place(reading->arena, node)
                           : tree_place(reading->arena, root);
    if (!node) return;
    if (node->kind != NODE_MAP) {
        refuse(reading, node, DIAG_WRONG_TYPE, "{expense: ..., accrued: ..., payable: ..., "
               "draw: ...} is expected here", "");
        return;
    }
    tree_check_keys(reading->arena, node, keys, 4, reading->diags);
    for (size_t i = 0; i < 4; i++)
        if (tree_get(node, keys[i]))
            *texts[i] = text_trim(scalar_of(reading, node, keys[i].bytes, true));
}

static void read_company(Reading *reading, const Node *root, Company *company)
{
    static const Text keys[] = {
        {"company", 7}, {"currency", 8}, {"fiscal_year_starts", 18}, {"fiscal_year_named_by", 20},
        {"rounding", 8}, {"plans", 5}, {"roster", 6}, {"quotas", 6}, {"alignments", 10},
        {"adjustments", 11}, {"feeds", 5}, {"books", 5}, {"restate", 7}, {"fx", 2},
        {"accounts", 8}, {"language", 8}};
    static const Text languages[LANGUAGES] = {{"en", 2}, {"ja", 2}};
    tree_check_keys(reading->arena, root, keys, sizeof keys / sizeof *keys, reading->diags);
    company->name = scalar_of(reading, root, "company", true);
    read_currency(reading, root, company);
    read_fiscal(reading, root, company);
    company->language = (Language)word_of(reading, root, "language", languages, LANGUAGES);
    company->plans = scalar_of(reading, root, "plans", false);
    const Node *roster = tree_get(root, TEXT("roster"));
    if (!roster)
        diag_error(reading->diags, DIAG_MISSING_KEY, tree_place(reading->arena, root),
                   "the key \"roster\" is missing");
    company->roster.name = TEXT("roster");
    company->quotas.name = TEXT("quotas");
    company->alignments.name = TEXT("alignments");
    company->adjustments.name = TEXT("adjustments");
    company->fx.name = TEXT("fx");
    read_spec(reading, roster, roster_columns, PERSON_COLUMNS, &company->roster);
    read_spec(reading, tree_get(root, TEXT("quotas")), quota_columns, QUOTA_COLUMNS,
              &company->quotas);
    read_spec(reading, tree_get(root, TEXT("alignments")), alignment_columns, ALIGNED_COLUMNS,
              &company->alignments);
    read_spec(reading, tree_get(root, TEXT("adjustments")), adjustment_columns, ADJUSTED_COLUMNS,
              &company->adjustments);
    read_spec(reading, tree_get(root, TEXT("fx")), fx_columns, FX_COLUMNS, &company->fx);
    read_books(reading, root, company);
    read_accounts(reading, root, &company->accounts);
    const Node *feeds = tree_get(root, TEXT("feeds"));
    if (!feeds || feeds->kind != NODE_MAP) {
        diag_error(reading->diags, DIAG_MISSING_KEY, tree_place(reading->arena, root),
                   "the key \"feeds\" is missing: a mapping of feeds");
        return;
    }
    company->feeds = ARENA_ARRAY(reading->arena, FeedSpec, feeds->count + 1);
    for (const Node *node = feeds->first; node; node = node->next) {
        FeedSpec *spec = &company->feeds[company->feed_count++];
        spec->name = node->key;
        read_spec(reading, node, NULL, 0, spec);
    }
}

bool intake_company(Arena *arena, Text path, Company **out, Diags *diags)
{
    Company *company = ARENA_NEW(arena, Company);
    size_t errors = diags->errors;
    company->file = ARENA_NEW(arena, SourceFile);
    company->directory = path_directory(arena, path);
    *out = company;
    if (!file_read(arena, company->directory, path_name(path), company->file, diags)) return false;
    file_hash(company->file);
    Node *root;
    if (!tree_read(arena, company->file, &root, diags)) return false;
    Reading reading = {arena, diags, company};
    if (root->kind != NODE_MAP) {
        refuse(&reading, root, DIAG_WRONG_TYPE, "company.yaml is a mapping of keys", "");
        return false;
    }
    read_company(&reading, root, company);
    return diags->errors == errors;
}
