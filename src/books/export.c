/* export.c - all that is booked as CSV files, and copies of the file. */
#include "books_inside.h"

#include "attain/csv_out.h"
#include "attain/currency.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)1 << 20)

typedef struct Export {
    Books *books;
    Text directory;
    int file;
    Text path;
    Buffer out;
    Diags *diags;
    const BookColumn *columns;
    size_t column_count;
} Export;

static bool fault(Export *export, Text path, const char *doing)
{
    diag_system(export->diags, DIAG_OUTPUT_UNWRITABLE, path, errno, doing);
    return false;
}

static bool write_bytes(int file, Text bytes)
{
    for (size_t at = 0; at < bytes.length;) {
        ssize_t count = write(file, bytes.bytes + at, bytes.length - at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        at += (size_t)count;
    }
    return true;
}

static bool flush(Export *export, size_t least)
{
    if (export->out.length < least) return true;
    if (!write_bytes(export->file, buffer_result(&export->out)))
        return fault(export, export->path, "writing the file");
    export->out.length = 0;
    return true;
}

static int make_file(const Export *export, Text name, Text *path)
{
    *path = path_join(export->books->arena, export->directory, name);
    return open(path->bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}

static bool start_file(Export *export, const char *name)
{
    export->file = make_file(export, text_format(export->books->arena, "%s.csv", name),
                             &export->path);
    export->out.length = 0;
    return export->file >= 0 || fault(export, export->path, "making the file");
}

static bool end_file(Export *export, bool written)
{
    written = written && flush(export, 1) &&
              (fsync(export->file) == 0 || fault(export, export->path, "writing the file"));
    if (export->file >= 0) close(export->file);
    return written;
}

/* A file that was read, byte for byte, under the hash that file.csv says of its path. */
static bool write_body(Export *export, const Reader *reader)
{
    Hash hash;
    Text path;
    if (!hash_read(reader->cells[0].text, &hash)) {
        database_damaged(export->books->database, "text entry %lld has no hash",
                         (long long)reader->entry);
        return false;
    }
    Text name = text_format(export->books->arena, "text-%.*s", TEXT_ARG(reader->cells[0].text));
    int file = make_file(export, name, &path);
    bool written = file >= 0 && write_bytes(file, reader->cells[1].text) && fsync(file) == 0;
    if (!written) fault(export, path, "writing the file");
    if (file >= 0) close(file);
    return written;
}

/* As a run writes it: names, days and months as people know them, money in whole currency. */
static void write_cell(Export *export, const Event *event, const BookColumn *column,
                       const Cell *cell)
{
    Buffer *out = &export->out;
    switch (column->type) {
    case 'N': csv_cell(out, name_text(export->books, cell->integer)); break;
    case 'M':
        buffer_money(out, (Money){cell->integer}, currency_digits(currency_find(event->currency)));
        break;
    case 'D': buffer_day(out, number_day(cell->integer)); break;
    case 'P': buffer_text(out, month_text(out->arena, number_month(cell->integer))); break;
    case 'T': csv_cell(out, text_valid(out->arena, cell->text)); break;
    case 'B': buffer_integer(out, (int64_t)cell->text.length); break;
    default: buffer_integer(out, cell->integer);
    }
}

static bool write_row(void *context, const Event *event, const Reader *reader)
{
    Export *export = context;
    Buffer *out = &export->out;
    buffer_integer(out, reader->entry);
    csv_comma(out);
    buffer_integer(out, reader->event);
    for (size_t c = 0; c < export->column_count; c++) {
        csv_comma(out);
        write_cell(export, event, &export->columns[c], &reader->cells[c]);
    }
    buffer_byte(out, ',');
    buffer_text(out, event->is_close ? event->live ? TEXT("booked") : TEXT("undone") : TEXT(""));
    buffer_byte(out, '\n');
    if (reader->table == BOOK_TEXT && !write_body(export, reader)) return false;
    return flush(export, BLOCK_BYTES);
}

/* A line a credit, not an entry. */
static bool write_credits(void *context, const Event *event, const Reader *reader)
{
    Export *export = context;
    Buffer *out = &export->out;
    Arena *scratch = arena_new();
    CreditDifference item;
    bool damaged = false;
    for (size_t at = 0; credit_line_read(export->books, scratch, reader->cells[3].text, &at, &item,
                                         &damaged);) {
        buffer_integer(out, reader->entry);
        csv_comma(out);
        buffer_integer(out, reader->event);
        buffer_text(out, item.sign > 0 ? TEXT(",came,") : TEXT(",went,"));
        csv_next(out, item.measure);
        csv_next(out, item.line);
        csv_next(out, item.person);
        buffer_day(out, item.day);
        csv_comma(out);
        if (item.is_money)
            buffer_money(out, (Money){item.amount.num}, currency_digits(
                                                            currency_find(event->currency)));
        else csv_cell(out, ratio_exact(scratch, item.amount));
        csv_comma(out);
        csv_next(out, ratio_exact(scratch, item.share));
        csv_next(out, item.feed);
        csv_next(out, text_valid(scratch, item.key));
        csv_next(out, item.file);
        buffer_integer(out, item.file_line);
        buffer_format(out, ",%s\n", event->live ? "booked" : "undone");
    }
    arena_free(scratch);
    return !damaged && flush(export, BLOCK_BYTES);
}

static bool write_credit_table(Export *export)
{
    if (!start_file(export, book_table_name(BOOK_CREDIT))) return false;
    buffer_text(&export->out, TEXT("entry,event,change,measure,credit,person,date,amount,share,"
                                   "feed,key,file,line,status\n"));
    bool written = !export->books->event_count ||
                   table_read(export->books, BOOK_CREDIT, write_credits, export);
    return end_file(export, written);
}

static bool write_table(Export *export, BookTable table)
{
    if (table == BOOK_CREDIT) return write_credit_table(export);
    if (!start_file(export, book_table_name(table))) return false;
    export->columns = book_columns(table, &export->column_count);
    buffer_text(&export->out, TEXT("entry,event"));
    for (size_t c = 0; c < export->column_count; c++)
        buffer_format(&export->out, ",%s%s", export->columns[c].name,
                      export->columns[c].type == 'B' ? "_bytes" : "");
    buffer_text(&export->out, TEXT(",status\n"));
    bool written = !export->books->database || !export->books->event_count ||
                   table_read(export->books, table, write_row, export);
    return end_file(export, written);
}

static bool write_events(Export *export)
{
    Books *books = export->books;
    if (!start_file(export, "event")) return false;
    Buffer *out = &export->out;
    buffer_text(out, TEXT("event,kind,period,approved_by,reason,design,plans,version,currency,"
                          "payment,previous,head,status\n"));
    for (size_t e = 0; e < books->event_count; e++) {
        const Event *event = &books->events[e];
        buffer_integer(out, event->number);
        csv_comma(out);
        csv_next(out, event->is_close ? TEXT("close") : TEXT("reopen"));
        buffer_text(out, month_text(books->arena, event->period));
        const Text texts[] = {event->approved_by, event->reason, event->design, event->plans,
                              event->version, event->currency};
        for (int i = 0; i < 6; i++) {
            csv_comma(out);
            csv_cell(out, texts[i]);
        }
        csv_comma(out);
        buffer_integer(out, event->fiscal_starts);
        csv_comma(out);
        csv_next(out, rounding_word((Rounding)event->rounding));
        buffer_money(out, event->payment, currency_digits(currency_find(event->currency)));
        csv_comma(out);
        buffer_integer(out, event->left_out);
        csv_comma(out);
        csv_next(out, hash_text(books->arena, event->previous));
        csv_next(out, hash_text(books->arena, event->head));
        buffer_text(out, event->is_close ? event->live ? TEXT("booked") : TEXT("undone")
                                         : TEXT(""));
        buffer_byte(out, '\n');
    }
    return end_file(export, true);
}

static bool is_empty(const char *directory)
{
    DIR *stream = opendir(directory);
    size_t entries = 0;
    if (!stream) return false;
    while (readdir(stream)) entries++;
    closedir(stream);
    return entries == 2;                 /* . and .. */
}

static void clear_away(Export *export)
{
    DIR *stream = opendir(export->directory.bytes);
    if (!stream) return;
    for (struct dirent *entry; (entry = readdir(stream));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(stream), entry->d_name, 0);
    closedir(stream);
    rmdir(export->directory.bytes);
}

static bool make_directory(Export *export)
{
    Text path = export->directory;
    for (size_t i = 1; i < path.length; i++) {
        if (path.bytes[i] != '/') continue;
        mkdir(text_copy(export->books->arena, text_part(path, 0, i)).bytes, 0777);
    }
    if (mkdir(path.bytes, 0777) == 0 || (errno == EEXIST && is_empty(path.bytes))) return true;
    Diag *diag = diag_system(export->diags, DIAG_OUTPUT_UNWRITABLE, path, errno,
                             "making the directory");
    if (errno == EEXIST) diag_hint(export->diags, diag, "name a new directory with --output");
    return false;
}

bool books_export(Books *books, Arena *arena, Text directory, Diags *diags)
{
    Export export = {.books = books, .directory = text_copy(arena, directory), .file = -1,
                     .out = {.arena = arena}, .diags = diags};
    books->diags = diags;
    if (!make_directory(&export)) return false;
    bool written = (!books->event_count || names_read(books)) && write_events(&export);
    for (int table = 0; table < BOOK_TABLES && written; table++)
        written = write_table(&export, (BookTable)table);
    if (!written) clear_away(&export);
    return written;
}

bool books_backup(Books *books, Arena *arena, Text path, Diags *diags)
{
    Text copy = text_copy(arena, path);
    BooksVerdict verdict;
    books->diags = diags;
    if (!books->database || !books->event_count) {
        Diag *diag = diag_refusal(diags, DIAG_BOOKS_NONE, (Place){0},
                                  "nothing was ever closed: there is nothing to copy");
        diag_hint(diags, diag, "attain close books the first month");
        return false;
    }
    if (access(copy.bytes, F_OK) == 0) {
        Diag *diag = diag_system(diags, DIAG_OUTPUT_UNWRITABLE, path, EEXIST, "copying the books");
        diag_hint(diags, diag, "name a new file with --output");
        return false;
    }
    bool copied = database_copy(books->database, copy);
    Books *again = NULL;
    bool sound = copied && books_open(arena, copy, path, BOOKS_READ, &again, diags) &&
                 books_verify(again, arena, &verdict, diags);
    books_close(again);
    if (!sound) unlink(copy.bytes);
    return sound;
}
