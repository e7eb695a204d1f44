/* audit_cover.c - "Cover": whose payment it is, what it is made of, whether everything holds, how
 * to read the other sheets and the way to each. Filled last: it counts the checks. */
#include "audit.h"

#include "attain/booked.h"

enum { LABEL, AMOUNT, PLACE };                       /* columns */
enum { ROW_TITLE, ROW_NOTE, ROW_WARNING, ROW_PAYEE, ROW_ROLE, ROW_PLANS, ROW_CHECKS, ROW_READ,
       ROW_PAY = 9, ROWS_BESIDE = 64 };              /* the payment's lines and all else follow */

/* Where the cover is written: line after line. */
typedef struct CoverPen {
    Sheets *sheets;
    const Audit *audit;
    Sheet *sheet;
    Arena *arena;
    uint32_t row;
} CoverPen;

/* ---- found first: what the payment is made of */

static void add_line(Audit *audit, const char *label, const Entry *entry, int part, int64_t minor)
{
    if (!minor && part != COVER_EARNING) return;
    audit->lines[audit->line_count++] = (CoverLine){.label = label, .entry = entry,
                                                    .part = part, .amount = {minor}};
}

static void find_lines(const View *view, Audit *audit)
{
    const Ledger *ledger = view->ledger;
    const Payment *payment = audit->payment;
    int64_t later = payment->released.minor - payment->earnings.minor - payment->prior.minor;
    audit->lines = ARENA_ARRAY(view->arena, CoverLine, ledger->entry_count + 8);
    add_line(audit, N_("carried in from the month before"), NULL, COVER_BALANCE_IN,
             payment->balance_in.minor);
    for (size_t e = 0; e < ledger->entry_count; e++)
        if (entry_component(ledger, &ledger->entries[e])->pays != PAYS_NOTHING)
            add_line(audit, NULL, &ledger->entries[e], COVER_EARNING,
                     ledger->entries[e].earning.minor);
    add_line(audit, N_("corrections of closed months"), NULL, COVER_PRIOR, payment->prior.minor);
    add_line(audit, N_("paid in parts: released now, less held for later"), NULL, COVER_LATER,
             later);
    add_line(audit, N_("adjustments"), NULL, COVER_ADJUSTMENTS, payment->adjustments.minor);
    add_line(audit, N_("paid as a draw"), NULL, COVER_DRAW_PAID, payment->draw_paid.minor);
    add_line(audit, N_("repaid of the draw"), NULL, COVER_DRAW_REPAID,
             -payment->draw_repaid.minor);
    add_line(audit, N_("below 0: carried on to the next month"), NULL, COVER_BALANCE_OUT,
             -payment->balance_out.minor);
}

void cover_add(Sheets *sheets)
{
    static const SheetColumn columns[] = {
        HEADED("what", CELL_TEXT, FROM_FORMULA, 48), HEADED("amount", CELL_MONEY, FROM_FORMULA, 22),
        HEADED("where it stands", CELL_TEXT, FROM_FORMULA, 24),
        HEADED("what it holds", CELL_TEXT, FROM_FORMULA, 48), COLUMNS_END};
    Audit *audit = sheets->audit;
    find_lines(sheets->view, audit);
    uint32_t rows = ROW_PAY + ROWS_BESIDE + (uint32_t)audit->line_count +
                    (uint32_t)audit->options->edit_count;
    audit->cover = sheet_add(sheets->workbook, N_("Cover"), columns, rows, 0);
}

Text cover_total(const Sheets *sheets)
{
    return address_line(sheets->view->arena, sheets->audit->cover,
                        ROW_PAY + 1 + (uint32_t)sheets->audit->line_count, AMOUNT);
}

/* ---- lines */

static const char *word(const CoverPen *pen, const char *english)
{
    return sheets_tr(pen->sheets, english);
}

static void text_at(CoverPen *pen, uint32_t row, uint16_t column, CellLook look, Text text)
{
    const CellStyle style = in_look(CELL_TEXT, look);
    sheet_go(pen->sheet, row, column);
    cell_text(pen->sheet, text, &style);
}

static void word_at(CoverPen *pen, uint32_t row, uint16_t column, CellLook look,
                    const char *english)
{
    text_at(pen, row, column, look, text_of(word(pen, english)));
}

static void fact(CoverPen *pen, uint32_t row, const char *what, Text says)
{
    word_at(pen, row, LABEL, LOOK_PLAIN, what);
    text_at(pen, row, AMOUNT, LOOK_PLAIN, says);
}

static void heading(CoverPen *pen, const char *const *english, size_t figure)
{
    pen->row++;
    for (uint16_t c = 0; english[c]; c++) {
        const CellStyle style = in_look(c == figure ? CELL_COUNT : CELL_TEXT, LOOK_HEADING);
        sheet_go(pen->sheet, pen->row, c);
        cell_word(pen->sheet, english[c], &style);
    }
    pen->row++;
}

/* ---- who, and whether it holds */

static Text plans_of(const CoverPen *pen)
{
    const Design *design = pen->sheets->view->ledger->design;
    Buffer out = {.arena = pen->arena};
    for (uint32_t p = 0; p < design->plan_count; p++)
        if (audit_is_under(pen->sheets, p))
            buffer_format(&out, "%s%.*s", out.length ? ", " : "",
                          TEXT_ARG(design->plans[p].title));
    return buffer_result(&out);
}

static const Payment *booked_payment(const CoverPen *pen)
{
    const Booked *closed = pen->sheets->view->ledger->closed;
    for (size_t i = 0; closed && i < closed->payment_count; i++)
        if (closed->payments[i].person == pen->audit->person) return &closed->payments[i];
    return NULL;
}

static void title(CoverPen *pen)
{
    const Ledger *ledger = pen->sheets->view->ledger;
    const Company *company = ledger->records->company;
    const char *says = word(pen, N_("%.*s: how the incentive of %.*s came about"));
    text_at(pen, ROW_TITLE, LABEL, LOOK_TITLE,
            text_format(pen->arena, says, TEXT_ARG(company->name),
                        TEXT_ARG(month_text(pen->arena, ledger->period))));
    text_at(pen, ROW_NOTE, LABEL, LOOK_NOTE,
            text_format(pen->arena, "%.*s - %.*s - attain %.*s", TEXT_ARG(ledger->design->title),
                        TEXT_ARG(company->currency), TEXT_ARG(pen->audit->options->version)));
    if (pen->audit->options->edit_count)
        word_at(pen, ROW_WARNING, LABEL, LOOK_TOTAL,
                N_("WHAT IF: this is no payment. Cells were changed to see what would follow; they "
                   "are listed below."));
    else if (booked_payment(pen))
        word_at(pen, ROW_WARNING, LABEL, LOOK_TOTAL,
                N_("This month is closed. The sheets say what it comes to by today's facts; what "
                   "was booked stands below."));
}

static void who(CoverPen *pen)
{
    const Ledger *ledger = pen->sheets->view->ledger;
    const Roster *roster = &ledger->records->roster;
    const Assignment *row = ledger_assignment(ledger, pen->audit->person, ledger->period);
    Text team = row->team == TEAM_NONE ? TEXT("") : roster->teams[row->team];
    fact(pen, ROW_PAYEE, N_("payee"),
         text_format(pen->arena, "%.*s  %.*s", TEXT_ARG(roster->persons[pen->audit->person].id),
                     TEXT_ARG(row->name)));
    fact(pen, ROW_ROLE, N_("role, team"),
         text_format(pen->arena, "%.*s  %.*s", TEXT_ARG(row->role), TEXT_ARG(team)));
    fact(pen, ROW_PLANS, N_("plans in force"), plans_of(pen));
}

static void soundness(CoverPen *pen)
{
    Sheets *sheets = pen->sheets;
    const CellStyle style = in_look(CELL_TEXT, LOOK_TOTAL);
    const Ledger *ledger = sheets->view->ledger;
    size_t files = 1 + ledger->records->file_count + ledger->design->file_count;
    word_at(pen, ROW_CHECKS, LABEL, LOOK_TOTAL, N_("all checks"));
    cell_link_sheet_next(pen->sheet, sheets->checks.sheet);
    formula_text(pen->sheet, text_format(pen->arena, "=IF(%.*s=0,\"OK\",\"NG\")",
                                         TEXT_ARG(checks_failed_address(&sheets->checks))),
                 sheets->checks.failed ? TEXT("NG") : TEXT("OK"), &style);
    sheet_mark_ng_line(pen->sheet, ROW_CHECKS, AMOUNT);
    word_at(pen, ROW_READ, LABEL, LOOK_PLAIN, N_("what was read"));
    cell_link_sheet_next(pen->sheet, sheets->run);
    cell_text(pen->sheet, text_format(pen->arena, word(pen, N_("%zu files: names and SHA-256 on "
                                                               "the sheet %.*s")),
                                      files, TEXT_ARG(sheet_name(sheets->run))), NULL);
}

/* ---- what is paid */

static Text on_payroll(const CoverPen *pen, uint16_t column)
{
    return address_of(pen->arena, pen->sheets->payroll, 0, column);
}

static Text own(const CoverPen *pen, PayCell cell)
{
    return on_payroll(pen, pen->sheets->places.own[cell]);
}

/* Of what Released pays now, less what the lines above say already. */
static Sum later_sum(const CoverPen *pen, Money amount)
{
    const Payment *payment = pen->audit->payment;
    Buffer body = {.arena = pen->arena};
    buffer_text(&body, on_payroll(pen, pen->sheets->places.work[WORK_AVAILABLE]));
    static const PayCell less[] = {PAY_BALANCE_IN, PAY_ADJUSTMENTS, PAY_EARNINGS, PAY_PRIOR};
    for (size_t i = 0; i < sizeof less / sizeof *less; i++)
        if (pen->sheets->places.has[less[i]])
            buffer_format(&body, "-%.*s", TEXT_ARG(own(pen, less[i])));
    return (Sum){buffer_result(&body), amount,
                 magnitude_of(payment->available) + magnitude_of(payment->balance_in) +
                     magnitude_of(payment->adjustments) + magnitude_of(payment->earnings) +
                     magnitude_of(payment->prior), 5};
}

/* The cells that a line's amount points to, and the sheet on which more is said of it. */
static Sum line_sum(const CoverPen *pen, const CoverLine *line, Sheet **place, size_t *row)
{
    Sheets *sheets = pen->sheets;
    Sum sum = {TEXT(""), line->amount, magnitude_of(line->amount), 1};
    *place = sheets->payroll;
    *row = 0;
    switch (line->part) {
    case COVER_BALANCE_IN: sum.body = own(pen, PAY_BALANCE_IN); break;
    case COVER_EARNING:
        *place = working_components(sheets->working);
        *row = working_row(sheets->working, line->entry);
        sum.body = address_of(pen->arena, *place, *row, COMPONENTS_EARNING);
        break;
    case COVER_PRIOR:
        *place = sheets->prior;
        sum.body = own(pen, PAY_PRIOR);
        break;
    case COVER_LATER:
        *place = sheets->released;
        sum = later_sum(pen, line->amount);
        break;
    case COVER_ADJUSTMENTS:
        *place = sheets->adjustments;
        sum.body = own(pen, PAY_ADJUSTMENTS);
        break;
    case COVER_DRAW_PAID: sum.body = own(pen, PAY_DRAW_PAID); break;
    case COVER_DRAW_REPAID:
        sum.body = text_format(pen->arena, "-%.*s", TEXT_ARG(own(pen, PAY_DRAW_REPAID)));
        break;
    case COVER_BALANCE_OUT:
        sum.body = text_format(pen->arena, "-%.*s", TEXT_ARG(own(pen, PAY_BALANCE_OUT)));
        break;
    }
    return sum;
}

static void pay_line(CoverPen *pen, const CoverLine *line, Sum *total)
{
    const CellStyle money = {.kind = CELL_MONEY};
    const Ledger *ledger = pen->sheets->view->ledger;
    Sheet *place;
    size_t row;
    Sum sum = line_sum(pen, line, &place, &row);
    if (line->label) word_at(pen, pen->row, LABEL, LOOK_PLAIN, line->label);
    else text_at(pen, pen->row, LABEL, LOOK_PLAIN, entry_component(ledger, line->entry)->title);
    cell_sum(&pen->sheets->summing, pen->sheet, sum, &money);
    cell_link_next(pen->sheet, place, row);
    cell_text(pen->sheet, sheet_name(place), NULL);
    total->magnitude += magnitude_of(line->amount);
    pen->row++;
}

static void paid(CoverPen *pen)
{
    static const char *const words[] = {N_("payment of the month"), N_("amount"),
                                        N_("where it stands"), NULL};
    const CellStyle money = in_look(CELL_MONEY, LOOK_TOTAL);
    const Audit *audit = pen->audit;
    pen->row = ROW_PAY - 1;
    heading(pen, words, AMOUNT);
    Sum total = {TEXT("0"), audit->payment->payment, 0, audit->line_count};
    for (size_t i = 0; i < audit->line_count; i++) pay_line(pen, &audit->lines[i], &total);
    if (audit->line_count)
        total.body = text_format(pen->arena, "SUM(%.*s)",
                                 TEXT_ARG(address_lines(pen->arena, pen->sheet, ROW_PAY + 1,
                                                        pen->row - 1, AMOUNT)));
    word_at(pen, pen->row, LABEL, LOOK_TOTAL, N_("payment"));
    cell_sum(&pen->sheets->summing, pen->sheet, total, &money);
    cell_link_next(pen->sheet, pen->sheets->payroll, 0);
    cell_text(pen->sheet, sheet_name(pen->sheets->payroll), NULL);
    pen->row++;
}

/* ---- beside the payment */

static void note_of(CoverPen *pen, const char *label, Money amount, Text body)
{
    const CellStyle input = {.kind = CELL_MONEY, .origin = FROM_INPUT},
                    money = {.kind = CELL_MONEY};
    word_at(pen, pen->row, LABEL, LOOK_NOTE, label);
    if (body.length)
        cell_sum(&pen->sheets->summing, pen->sheet,
                 (Sum){body, amount, magnitude_of(amount), 1}, &money);
    else cell_money(pen->sheet, amount, &input);
    pen->row++;
}

static void abroad(CoverPen *pen)
{
    const View *view = pen->sheets->view;
    PayUnit unit = ledger_pay_unit(view->ledger, pen->audit->person);
    if (!unit.rate) return;
    uint8_t digits = (uint8_t)currency_digits(unit.currency);
    const CellStyle theirs = {.kind = CELL_MONEY_OF, .digits = digits};
    Money amount = payroll_in(view, unit, pen->audit->payment->payment);
    text_at(pen, pen->row, LABEL, LOOK_NOTE,
            text_format(pen->arena, word(pen, N_("payroll pays, in %.*s")),
                        TEXT_ARG(currency_code(unit.currency))));
    Text cell = on_payroll(pen, pen->sheets->places.shown[PAY_PAYMENT]);
    formula_ratio(pen->sheet, text_format(pen->arena, "=%.*s", TEXT_ARG(cell)),
                  ratio_from_money(amount, digits), &theirs);
    pen->row++;
}

/* What the same payee is paid by a ledger of other facts. */
static const Payment *payment_without(const CoverPen *pen)
{
    const Ledger *without = pen->audit->options->without;
    const Roster *ours = &pen->sheets->view->ledger->records->roster;
    Text id = ours->persons[pen->audit->person].id;
    for (size_t i = 0; without && i < without->payment_count; i++) {
        uint32_t person = without->payments[i].person;
        if (text_equal(without->records->roster.persons[person].id, id))
            return &without->payments[i];
    }
    return NULL;
}

static void notes(CoverPen *pen)
{
    const Payment *payment = pen->audit->payment, *booked = booked_payment(pen),
                  *without = payment_without(pen);
    const PayrollPlaces *places = &pen->sheets->places;
    Money before = payment_before(pen->sheets->view->ledger, 0);
    abroad(pen);
    if (payment->held.minor)
        note_of(pen, N_("held for later months"), payment->held, own(pen, PAY_HELD));
    if (payment->draw_owed.minor)
        note_of(pen, N_("owed of draws after this month"), payment->draw_owed,
                own(pen, PAY_DRAW_OWED));
    note_of(pen, N_("paid the month before"), before, on_payroll(pen, places->work[WORK_BEFORE]));
    if (booked) note_of(pen, N_("booked and paid when it was closed"), booked->payment, TEXT(""));
    if (without)
        note_of(pen, N_("payment by the files as they are"), without->payment, TEXT(""));
}

static void changed_cells(CoverPen *pen)
{
    static const char *const words[] = {N_("changed here"), N_("the file says"),
                                        N_("file and line"), NULL};
    const AuditOptions *options = pen->audit->options;
    if (!options->edit_count) return;
    heading(pen, words, LABEL + 8);
    for (size_t e = 0; e < options->edit_count; e++) {
        const Edit *edit = &options->edits[e];
        text_at(pen, pen->row, LABEL, LOOK_PLAIN, edit->said);
        text_at(pen, pen->row, AMOUNT, LOOK_PLAIN, edit->was);
        text_at(pen, pen->row, PLACE, LOOK_PLAIN,
                text_format(pen->arena, "%.*s:%u", TEXT_ARG(edit->place.file),
                            edit->place.line));
        pen->row++;
    }
}

/* ---- how to read it */

static void reading(CoverPen *pen)
{
    static const char *const words[] = {N_("how to read it"), NULL};
    static const char *const sentences[] = {
        N_("Follow underlined cells: from here to Payroll and Components, from there to Working, "
           "Quotas, Rates and Credits."),
        N_("Each line of Credits leads to the row that it was read from, and names its file and "
           "line. A sheet's first heading leads back here."),
        N_("Blue figures were read from files; black ones are formulas, which any spreadsheet "
           "program computes anew."),
        N_("Figures in italics are the program's own, where no formula can hold them: Checks "
           "counts them.")};
    heading(pen, words, LABEL + 8);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        word_at(pen, pen->row++, LABEL, LOOK_PLAIN, sentences[i]);
}

static void sheet_line(CoverPen *pen, const Sheet *sheet, const char *holds)
{
    if (!sheet) return;
    sheet_go(pen->sheet, pen->row, LABEL);
    cell_link_sheet_next(pen->sheet, sheet);
    cell_text(pen->sheet, sheet_name(sheet), NULL);
    cell_word(pen->sheet, holds, NULL);
    pen->row++;
}

static void contents(CoverPen *pen)
{
    static const char *const words[] = {N_("sheet"), N_("what it holds"), NULL};
    const Sheets *sheets = pen->sheets;
    SheetSaid working[WORKING_SHEETS];
    size_t count = working_sheets(sheets->working, working);
    heading(pen, words, LABEL + 8);
    sheet_line(pen, sheets->payroll, N_("from the earnings to the payment"));
    for (size_t i = 0; i < count; i++) sheet_line(pen, working[i].sheet, working[i].holds);
    for (size_t f = 0; source_sheet(pen->audit->rows, f); f++)
        sheet_line(pen, source_sheet(pen->audit->rows, f),
                   N_("the rows that credits came from, and the amount that each comes to"));
    sheet_line(pen, pen->audit->months,
               N_("what the earlier months of the fiscal year came to"));
    sheet_line(pen, sheets->released, N_("what is paid now of each earning, and what is held"));
    sheet_line(pen, sheets->prior, N_("closed months as booked and as they are today, and why"));
    sheet_line(pen, sheets->prior_credits, N_("credits of closed months that changed since"));
    sheet_line(pen, sheets->adjustments, N_("what was adjusted by hand: why, and by whom"));
    sheet_line(pen, sheets->checks.sheet, N_("what must be equal, held against each other"));
    sheet_line(pen, sheets->plans, N_("the rules in force, in words"));
    sheet_line(pen, sheets->run, N_("what was computed, by which program, from which files"));
}

void cover_fill(Sheets *sheets)
{
    CoverPen pen = {.sheets = sheets, .audit = sheets->audit, .sheet = sheets->audit->cover,
                    .arena = sheets->view->arena};
    title(&pen);
    who(&pen);
    soundness(&pen);
    paid(&pen);
    notes(&pen);
    changed_cells(&pen);
    reading(&pen);
    contents(&pen);
}
